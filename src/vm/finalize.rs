//! Running the user code that deaths ask for: `__del__`, and callbacks of weak references.
//!
//! Death queues them (`heap::context`); they run here, outside guards, at the next instruction's end or safepoint.

use super::Vm;
use crate::heap::{Finalization, Value};
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::object::function::{Generator, GeneratorKind, generator_state};
use crate::object::names::Name;
use std::sync::atomic::Ordering;

/// A generator that has run to its end has nothing left to close.
fn has_ended(object: &Value) -> bool {
    Generator::of(object)
        .is_some_and(|generator| generator.state.load(Ordering::Acquire) == generator_state::CLOSED)
}

impl Vm {
    /// Runs all that waits. The exception in flight, if any, is kept aside; one that a finalizer raises is reported
    /// and forgotten.
    #[cold]
    #[inline(never)]
    pub fn run_finalizations(&mut self) {
        if !self.heap.has_finalizations() {
            return;
        }
        let raised = self.take_raised();
        // All at once: what one of them lets die is settled inside it, what waits behind it is not, else a hundred
        // thousand of them would nest.
        let mut waiting = self.heap.take_finalizations();
        loop {
            if waiting.is_empty() {
                waiting = self.heap.take_finalizations();
            }
            let Some(finalization) = waiting.pop_front() else { break };
            let (occasion, culprit, result) = match finalization {
                Finalization::Finalizer(object) if has_ended(&object) => continue,
                Finalization::Finalizer(object) => {
                    let result = self.call_special(&object, Name::Del, &[]).map(drop);
                    ("", object, result)
                }
                Finalization::Callback(reference, callback) => {
                    let result = self.call(&callback, std::slice::from_ref(&reference)).map(drop);
                    drop(reference);
                    ("Exception ignored while calling weakref callback", callback, result)
                }
            };
            if result.is_err() {
                let exception = self.take_raised();
                let (occasion, shown) = match occasion {
                    "" => self.finalizer_of(&culprit),
                    occasion => (occasion, culprit.clone()),
                };
                super::traceback::report_unraisable(self, &exception, occasion, &shown);
            }
            drop(culprit);
        }
        if !raised.is_null() {
            let _ = self.reraise(raised);
        }
    }

    /// What a report names as the culprit of a finalizer's error: the method, or of generators the object.
    fn finalizer_of(&mut self, object: &Value) -> (&'static str, Value) {
        if let Some(generator) = Generator::of(object) {
            let occasion = match generator.kind() {
                GeneratorKind::Coroutine => "Exception ignored while finalizing coroutine",
                _ => "Exception ignored while closing generator",
            };
            return (occasion, object.clone());
        }
        let class = class_of(object);
        let method = Class::of(&class).and_then(|class| class.lookup(&Name::Del.value()));
        ("Exception ignored while calling deallocator", method.unwrap_or_else(|| object.clone()))
    }
}
