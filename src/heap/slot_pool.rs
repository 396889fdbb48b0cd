//! Slots that never move and live as long as the process, for inline caches that name them by number.
//!
//! Owns their memory: chunks that are made when their first number is. Must not know what the slots are for, nor which
//! numbers are in use. A number without a chunk leads to a slot that holds NULL, so reading needs no test.

use super::layout::Slot;
use std::sync::atomic::{AtomicPtr, Ordering};

const CHUNK: usize = 4096;
const CHUNKS: usize = 4096;

/// Numbers are below this.
pub const SLOTS: usize = CHUNK * CHUNKS;

static EMPTY: [Slot; CHUNK] = [const { Slot::empty() }; CHUNK];

static TABLE: [AtomicPtr<Slot>; CHUNKS] =
    [const { AtomicPtr::new((&raw const EMPTY).cast::<Slot>().cast_mut()) }; CHUNKS];

/// The slot of a number.
#[inline(always)]
pub fn slot(number: u32) -> &'static Slot {
    let chunk = TABLE[number as usize / CHUNK % CHUNKS].load(Ordering::Acquire);
    // SAFETY: every entry leads to CHUNK slots, which are never freed.
    unsafe { &*chunk.add(number as usize % CHUNK) }
}

/// Makes the chunk of a number, if need be; calls take turns. False when memory is out.
pub fn make(number: u32) -> bool {
    let entry = &TABLE[number as usize / CHUNK % CHUNKS];
    if !std::ptr::eq(entry.load(Ordering::Acquire), EMPTY.as_ptr()) {
        return true;
    }
    let mut slots = Vec::new();
    if slots.try_reserve_exact(CHUNK).is_err() {
        return false;
    }
    slots.resize_with(CHUNK, Slot::empty);
    entry.store(slots.leak().as_mut_ptr(), Ordering::Release);
    true
}
