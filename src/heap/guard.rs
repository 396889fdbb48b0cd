//! Exclusive access to the inside of one object (D5).
//!
//! Owns `Attachment`, the proof that the thread is attached, and the striped locks of shared objects. A
//! guard borrows the attachment mutably: user code, safepoints, blocking and a second guard need the same borrow,
//! so under a guard they do not compile. The locks are 256 stripes, not a byte in the header: writing
//! that would take the cache line from every reader.

use super::context::Context;
use super::header::{Header, SHARED};
use super::layout::Slot;
use super::publish::{OutOfMemory, Published, publish};
use super::value::{RawValue, Value};
use parking_lot::lock_api::RawMutex as _;
use std::ops::Deref;
use std::ptr::NonNull;

const STRIPES: usize = 256;

#[repr(align(64))]
struct Stripe(parking_lot::RawMutex);

static LOCKS: [Stripe; STRIPES] = [const { Stripe(parking_lot::RawMutex::INIT) }; STRIPES];

fn stripe(header: *const Header) -> &'static parking_lot::RawMutex {
    &LOCKS[(header.addr() >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56].0
}

/// The thread is attached: it may touch values. One for each `Vm`, never copied.
pub struct Attachment(NonNull<Context>);

impl Attachment {
    /// # Safety
    /// The context outlives the attachment, which is the only one of its thread.
    pub unsafe fn new(context: NonNull<Context>) -> Attachment {
        Attachment(context)
    }

    pub fn context_pointer(&self) -> NonNull<Context> {
        self.0
    }

    /// Opens an object for changes: takes its lock if it is shared.
    #[inline(always)]
    pub fn guard<'a>(&'a mut self, header: &'a Header) -> Guard<'a> {
        let context: &Context = self;
        let shared = header.owner == SHARED;
        if shared {
            stripe(header).lock();
        }
        context.guard_taken();
        Guard { context, header, shared }
    }

    /// Replaces the value of a slot inside `container`; gives the old value out.
    #[inline]
    pub fn set_slot(&mut self, container: &Header, slot: &Slot, value: Value) -> Result<Value, OutOfMemory> {
        let guard = self.guard(container);
        let admitted = guard.admit(value)?;
        Ok(guard.exchange(slot, admitted))
    }
}

impl Deref for Attachment {
    type Target = Context;
    #[inline(always)]
    fn deref(&self) -> &Context {
        // SAFETY: `new`'s promise.
        unsafe { self.0.as_ref() }
    }
}

/// One object, open for changes.
pub struct Guard<'a> {
    pub(super) context: &'a Context,
    header: &'a Header,
    shared: bool,
}

impl Guard<'_> {
    #[inline(always)]
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    /// Makes a value fit to be stored here: publishes it if the object is shared (D2).
    #[inline(always)]
    pub fn admit(&self, value: Value) -> Result<Published, OutOfMemory> {
        if self.shared { publish(value) } else { Ok(Published::within_domain(value)) }
    }

    /// The value of a slot of the object, or of another object of this domain if the open one is that too; counted.
    #[inline(always)]
    pub(super) fn read(&self, slot: &Slot) -> Value {
        if self.shared { slot.get() } else { self.counted(slot.raw()) }
    }

    /// A value of a word in an object of this domain, while nothing is changed in it.
    #[inline(always)]
    pub(super) fn counted(&self, word: RawValue) -> Value {
        if word.is_counted() {
            self.context.retain(word);
        }
        // SAFETY: counted just now; what holds the word is mine, so the object lives (D1, D7).
        unsafe { Value::from_raw(word) }
    }

    /// Is an object plain property of this domain, and so is the open one? Then both may be worked on at once.
    #[inline(always)]
    pub(super) fn both_mine(&self, other: &Header) -> bool {
        !self.shared && self.context.is_mine(other)
    }

    /// Stores an admitted value and gives the old one out. Of a shared object, counts of the old value that
    /// lie in stock are returned first, so that its death is not put off (D8).
    #[inline(always)]
    pub fn exchange(&self, slot: &Slot, value: Published) -> Value {
        let old = slot.exchange(value.into_raw());
        if self.shared && old.is_counted() {
            self.context.stock.give_back(self.context, old.header());
        }
        // SAFETY: the slot owned a count of the old word (D7).
        unsafe { Value::from_raw(old) }
    }

    /// Is this the object that the guard opened?
    pub(super) fn guards(&self, header: *const Header) -> bool {
        std::ptr::eq(self.header, header)
    }
}

impl Drop for Guard<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.shared {
            // SAFETY: taken in `guard`, by this thread.
            unsafe { stripe(self.header).unlock() };
        }
        self.context.guard_dropped();
    }
}
