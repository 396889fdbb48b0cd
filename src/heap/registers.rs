//! The registers of a generator between two of its steps.
//!
//! Owns the slots, and the words' way to a thread's stack and back. Must not know frames or code. While the words are
//! lent, what is left here counts nothing (D3, D7): tracing and dropping pass it over.

use super::layout::{Slot, Trace};
use super::publish::Published;
use super::value::RawValue;
use std::sync::atomic::{AtomicBool, Ordering};

/// The registers of a generator. While it runs their words are on the thread's stack, and what is left here counts
/// nothing.
pub struct Registers {
    slots: Box<[Slot]>,
    lent: AtomicBool,
}

impl Registers {
    pub fn new(slots: Vec<Slot>) -> Registers {
        Registers { slots: slots.into(), lent: AtomicBool::new(false) }
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Are the words on a thread's stack?
    #[inline(always)]
    pub fn are_lent(&self) -> bool {
        self.lent.load(Ordering::Relaxed)
    }

    /// The words; none while they are lent.
    pub fn slots(&self) -> &[Slot] {
        if self.are_lent() { &[] } else { &self.slots }
    }

    /// Moves the words, with their counts, to the stack.
    ///
    /// # Safety
    /// The caller has claimed the generator, and there is room for so many words.
    pub unsafe fn lend(&self, target: *mut RawValue) {
        self.lent.store(true, Ordering::Relaxed);
        for (number, slot) in self.slots.iter().enumerate() {
            // Word by word, as they were written a moment ago: a wider load would have to wait until all of those stores
            // have left the processor's queue.
            // SAFETY: the caller's promise.
            unsafe { target.add(number).write_volatile(slot.raw()) };
        }
    }

    /// Moves the words back from the stack, where NULL takes their place.
    ///
    /// # Safety
    /// They stand there, and the generator is unshared and claimed by the caller.
    pub unsafe fn take_back(&self, source: *mut RawValue) {
        for (number, slot) in self.slots.iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe {
                slot.store_raw(source.add(number).read());
                source.add(number).write(RawValue::NULL);
            }
        }
        self.lent.store(false, Ordering::Relaxed);
    }

    /// Takes one published word back after another, and then says that all are here.
    pub fn put_back(&self, number: usize, value: Published) {
        self.slots[number].store_raw(value.into_raw());
    }

    pub fn all_are_back(&self) {
        self.lent.store(false, Ordering::Release);
    }

    /// Says that the words were dropped where they were lent to.
    pub fn forget(&self) {
        self.slots.iter().for_each(|slot| slot.store_raw(RawValue::NULL));
        self.lent.store(false, Ordering::Release);
    }
}

impl Drop for Registers {
    fn drop(&mut self) {
        if self.are_lent() {
            self.forget();
        }
    }
}

impl Trace for Registers {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.slots().iter().for_each(|slot| slot.trace(visit));
    }

    fn clear(&self) {
        self.slots().iter().for_each(Slot::clear);
    }
}
