//! A thread's table of what names mean in shapes: what stands behind the inline caches.
//!
//! An instruction's cache holds one shape. Where objects of several classes meet, it misses all the time; this table then
//! answers with one comparison, and nothing is written that other threads read. An entry counts its name, so that the
//! name's address cannot come to mean another; shape numbers are never used again.

use crate::heap::{Header, Value};
use crate::object::function;

const ENTRIES: usize = 1024;

struct Entry {
    shape: u32,
    what: u32,
    name: Value,
}

#[derive(Default)]
pub struct AttributeCache {
    entries: Vec<Entry>,
    generation: u64,
    /// Counts misses of inline caches that are in use.
    misses: u32,
}

fn place(header: &Header, name: &Value) -> usize {
    let mixed = (name.identity() >> 4) ^ (header.shape as u64).wrapping_mul(0x9E37_79B9);
    mixed as usize % ENTRIES
}

impl AttributeCache {
    /// What is known of a name in an object's shape.
    #[inline]
    pub fn find(&self, header: &Header, name: &Value) -> Option<u32> {
        let entry = self.entries.get(place(header, name))?;
        let current = self.generation == function::cache_generation();
        if current && entry.shape == header.shape && entry.name.is(name) { Some(entry.what) } else { None }
    }

    pub fn add(&mut self, header: &Header, name: &Value, what: u32) {
        let generation = function::cache_generation();
        if self.entries.is_empty() || self.generation != generation {
            self.entries.clear();
            self.entries.resize_with(ENTRIES, || Entry { shape: 0, what: 0, name: Value::NULL });
            self.generation = generation;
        }
        self.entries[place(header, name)] = Entry { shape: header.shape, what, name: name.clone() };
    }

    /// Is it time to give a missing inline cache another shape? One miss in 64: each write takes the line from other
    /// threads.
    pub fn wants_rewrite(&mut self) -> bool {
        self.misses = self.misses.wrapping_add(1);
        self.misses.is_multiple_of(64)
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
