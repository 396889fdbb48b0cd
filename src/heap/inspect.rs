//! Looking at objects from outside: for `gc` and for tests.

use super::context::trace_object;
use super::header::flags;
use super::value::{RawValue, Value};

/// What an object refers to directly, its class among it. Empty for immediates.
pub fn referents(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let raw = value.raw();
    if raw.is_pointer() {
        let mut words: Vec<RawValue> = Vec::new();
        // SAFETY: the value counts its object. The words are counted before anything else runs (D10); one that died
        // meanwhile under another thread's hand is left out.
        unsafe { trace_object(raw.header(), &mut |word| words.push(word)) };
        let context = super::context::current();
        for word in words {
            if !word.is_counted() {
                if !word.is_null() {
                    found.push(word.to_value());
                }
            } else if context.try_retain(word.header()) {
                // SAFETY: the count just taken.
                found.push(unsafe { Value::from_raw(word) });
            }
        }
    }
    found
}

/// Does the cycle collector look at the object?
pub fn is_tracked(value: &Value) -> bool {
    let raw = value.raw();
    // SAFETY: the value counts its object.
    raw.is_pointer() && unsafe { (*raw.header()).has(flags::TRACKED) }
}
