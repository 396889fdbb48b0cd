//! The stock: real counts of shared objects that a thread holds in advance (D8).
//!
//! An entry owns `count` references to its object, taken 64 at a time, so that loading and dropping a
//! shared object touches only this thread's memory. What is in stock is alive. Entries go back one by
//! one when their place is needed, and all together at `flush`. Objects whose death shows are never stocked, but for
//! classes: each is in a cycle with its resolution order, so that only the collector, which empties all stocks, ends it.

use super::context::Context;
use super::header::{Header, Kind, STUCK, flags};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

const ENTRIES: usize = 512;
/// Counts taken at a time, and given back when twice as many lie unused.
const PARCEL: u32 = 64;
/// A shared count above this is given up: the object lives for ever (D7).
const TOO_MANY: u32 = 1 << 31;

struct Entry {
    object: Cell<*mut Header>,
    count: Cell<u32>,
}

pub struct Stock {
    entries: Box<[Entry]>,
    filled: Cell<bool>,
}

impl Stock {
    pub(super) fn new() -> Stock {
        let entry = || Entry { object: Cell::new(null_mut()), count: Cell::new(0) };
        Stock { entries: (0..ENTRIES).map(|_| entry()).collect(), filled: Cell::new(false) }
    }

    #[inline(always)]
    fn entry(&self, header: *mut Header) -> &Entry {
        let hash = (header.addr() >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55;
        // SAFETY: the hash has 9 bits and there are 512 entries.
        unsafe { self.entries.get_unchecked(hash) }
    }

    /// One count of a shared object that the caller knows to be alive.
    #[inline]
    pub(super) fn take(&self, context: &Context, header: *mut Header) {
        let entry = self.entry(header);
        if entry.object.get() == header && entry.count.get() != 0 {
            entry.count.set(entry.count.get() - 1);
            return;
        }
        self.take_slowly(context, header);
    }

    #[cold]
    fn take_slowly(&self, context: &Context, header: *mut Header) {
        // SAFETY: the object is alive; shared counts are atomic.
        unsafe {
            let count = Header::atomic_count(header);
            let number = if dies_visibly(header) { 1 } else { PARCEL };
            let before = count.fetch_add(number, Ordering::Relaxed);
            debug_assert!(before != 0, "D7: a dead object was counted");
            if before > TOO_MANY {
                give_up(header);
            }
            if number > 1 {
                self.add(context, header, PARCEL - 1);
            }
        }
    }

    /// One count of a shared object that may be dead already.
    #[inline]
    pub(super) fn try_take(&self, context: &Context, header: *mut Header) -> bool {
        let entry = self.entry(header);
        if entry.object.get() == header && entry.count.get() != 0 {
            entry.count.set(entry.count.get() - 1);
            return true;
        }
        self.try_take_slowly(context, header)
    }

    #[cold]
    fn try_take_slowly(&self, context: &Context, header: *mut Header) -> bool {
        // SAFETY: the memory is not reused before this thread's next safepoint (D9), dead or alive.
        unsafe {
            let count = Header::atomic_count(header);
            let parcel = !dies_visibly(header);
            let number = if parcel { PARCEL } else { 1 };
            let mut now = count.load(Ordering::Relaxed);
            loop {
                if now == 0 {
                    return false;
                }
                if now > TOO_MANY {
                    give_up(header);
                    return true;
                }
                // Acquire: what the object's publisher wrote is seen.
                match count.compare_exchange_weak(now, now + number, Ordering::Acquire, Ordering::Relaxed) {
                    Ok(_) => break,
                    Err(other) => now = other,
                }
            }
            if parcel {
                self.add(context, header, PARCEL - 1);
            }
        }
        true
    }

    /// Gives back one count of a shared object.
    #[inline]
    pub(super) fn put(&self, context: &Context, header: *mut Header) {
        let entry = self.entry(header);
        if entry.object.get() == header && entry.count.get() < 2 * PARCEL {
            entry.count.set(entry.count.get() + 1);
            return;
        }
        self.put_slowly(context, header);
    }

    #[cold]
    fn put_slowly(&self, context: &Context, header: *mut Header) {
        // SAFETY: the caller gives up a count, so the object is alive until here.
        if unsafe { dies_visibly(header) } {
            return context.return_counts(header, 1);
        }
        let entry = self.entry(header);
        if entry.object.get() == header {
            entry.count.set(PARCEL);
            return context.return_counts(header, PARCEL + 1);
        }
        self.add(context, header, 1);
    }

    /// Stores counts that were just taken, in place of what the entry held.
    fn add(&self, context: &Context, header: *mut Header, number: u32) {
        let entry = self.entry(header);
        let (other, others) = (entry.object.get(), entry.count.get());
        if other == header {
            entry.count.set(others + number);
            return;
        }
        entry.object.set(header);
        entry.count.set(number);
        self.filled.set(true);
        if others != 0 {
            context.return_counts(other, others);
        }
    }

    /// Returns the entry of one object: before it is unlinked from a shared container, so that its
    /// death is not put off.
    pub fn give_back(&self, context: &Context, header: *mut Header) {
        let entry = self.entry(header);
        if entry.object.get() == header {
            // The entry goes, too: else the next count given back would stay in it, and put the death off.
            entry.object.set(null_mut());
            let number = entry.count.replace(0);
            if number != 0 {
                context.return_counts(header, number);
            }
        }
    }

    /// Returns everything. At the latest every 10 ms while other threads live, before a collection, when the
    /// thread detaches and when it ends.
    pub fn flush(&self, context: &Context) {
        // Again and again: deaths on the way put counts of other objects into places that were emptied already.
        while self.filled.replace(false) {
            for entry in &self.entries {
                let (object, number) = (entry.object.replace(null_mut()), entry.count.replace(0));
                if number != 0 {
                    context.return_counts(object, number);
                }
            }
        }
    }
}

/// Would a count in stock put off a death that a program can see?
///
/// # Safety
/// The header may be read: the object lives, or is retired (D9).
unsafe fn dies_visibly(header: *const Header) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (*header).has(flags::VISIBLE_DEATH) && (*header).kind != Kind::Class }
}

/// Nobody counts this shared object from here on: it lives for ever (D7). Threads that still take it for an ordinary
/// one move its count by less than what is missing to either end.
#[cold]
#[inline(never)]
fn give_up(header: *mut Header) {
    // SAFETY: the object is alive. Others read the field meanwhile, and may go on with either value.
    unsafe { AtomicU32::from_ptr(&raw mut (*header).owner).store(STUCK, Ordering::Relaxed) };
}
