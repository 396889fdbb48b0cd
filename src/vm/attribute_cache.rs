//! A thread's table of what names mean in shapes: what stands behind the inline caches.
//!
//! An instruction's cache holds one shape. Where objects of several classes meet, it misses all the time; this table then
//! answers with one comparison, and nothing is written that other threads read. An entry counts its name, so that the
//! name's address cannot come to mean another; shape numbers are never used again.

use crate::heap::Value;
use crate::object::function;

/// A cache's upper half with this bit names a method cell, else a byte offset of a slot.
pub const CELL_BIT: u32 = 1 << 31;

/// With both bits it numbers an entry of the object's dict.
pub const ENTRY_BITS: u32 = CELL_BIT | 1 << 30;

/// What no cache holds: entry numbers stay below it.
pub const UNKNOWN: u32 = u32::MAX;

/// Marks shape numbers under which the table keeps what a name means in the class, whatever the instance holds.
const IN_CLASS: u32 = 1 << 30;

/// What a cache says of a name in a shape.
pub enum Place {
    /// The byte offset of a slot.
    Slot(u32),
    /// The class's attribute, in a method cell.
    Cell(u32),
    /// An entry of the instance's or module's dict, if its key is still the name.
    Entry(u32),
}

pub fn place(what: u32) -> Place {
    if what & CELL_BIT == 0 {
        Place::Slot(what)
    } else if what & ENTRY_BITS == ENTRY_BITS {
        Place::Entry(what & !ENTRY_BITS)
    } else {
        Place::Cell(what & !CELL_BIT)
    }
}

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

fn index(shape: u32, name: &Value) -> usize {
    let mixed = (name.identity() >> 4) ^ (shape as u64).wrapping_mul(0x9E37_79B9);
    mixed as usize % ENTRIES
}

impl AttributeCache {
    /// The method cell of a name in the class of a shape.
    #[inline]
    pub fn find_in_class(&self, shape: u32, name: &Value) -> Option<u32> {
        self.find(shape | IN_CLASS, name)
    }

    pub fn add_in_class(&mut self, shape: u32, name: &Value, cell: u32) {
        self.add(shape | IN_CLASS, name, cell);
    }

    /// What is known of a name in a shape.
    #[inline]
    pub fn find(&self, shape: u32, name: &Value) -> Option<u32> {
        let entry = self.entries.get(index(shape, name))?;
        let current = self.generation == function::cache_generation();
        if current && entry.shape == shape && entry.name.is(name) { Some(entry.what) } else { None }
    }

    pub fn add(&mut self, shape: u32, name: &Value, what: u32) {
        let generation = function::cache_generation();
        if self.entries.is_empty() || self.generation != generation {
            self.entries.clear();
            self.entries.resize_with(ENTRIES, || Entry { shape: 0, what: 0, name: Value::NULL });
            self.generation = generation;
        }
        self.entries[index(shape, name)] = Entry { shape, what, name: name.clone() };
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
