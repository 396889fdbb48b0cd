//! Retirement: memory of shared objects, and old buffers of shared containers, wait here until no
//! thread can still be reading them (D9).
//!
//! Owns `Limbo`, a thread's list of retired memory, each with the epoch of its retirement. A reader holds
//! a bare pointer at most until its next safepoint; so once every attached thread has passed one after the
//! retirement, nobody reads. Epochs and their reports are kept by `domain::registry`.

use super::context::Context;
use super::header::Header;
use crate::domain::registry;
use parking_lot::Mutex;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// How many retirements, or bytes, ask the other threads for a report.
const ENTRIES_PER_EPOCH: usize = 256;
const BYTES_PER_EPOCH: usize = 1 << 20;
/// Not known yet: see `Limbo::close_epoch`.
const OPEN: u64 = u64::MAX;
/// Above this the dropper waits for the others.
const BYTES_AT_MOST: usize = 64 << 20;

enum Retired {
    Object(*mut Header),
    /// A container's old buffer, its bytes, and how to free it.
    Buffer(*mut u8, usize, unsafe fn(*mut u8)),
}

pub struct Limbo {
    /// In order of retirement: first those with an epoch, then those that have none yet (`OPEN`).
    waiting: RefCell<VecDeque<(u64, Retired)>>,
    since_epoch: Cell<usize>,
    bytes: Cell<usize>,
    bytes_since_epoch: Cell<usize>,
}

impl Limbo {
    pub(super) fn new() -> Limbo {
        Limbo {
            waiting: RefCell::default(),
            since_epoch: Cell::new(0),
            bytes: Cell::new(0),
            bytes_since_epoch: Cell::new(0),
        }
    }

    /// A dead shared object's memory: its fields are dropped, its header still says that it is dead.
    pub(super) fn retire_object(&self, context: &Context, header: *mut Header) {
        // SAFETY: the memory is still whole.
        let size = unsafe { super::context::memory_of(header) };
        self.retire(context, Retired::Object(header), size);
    }

    /// A buffer that has been unlinked from a shared container.
    ///
    /// # Safety
    /// `free` may be called on it once no thread reads it, from any thread.
    pub unsafe fn retire_buffer(
        &self,
        context: &Context,
        buffer: *mut u8,
        size: usize,
        free: unsafe fn(*mut u8),
    ) {
        self.retire(context, Retired::Buffer(buffer, size, free), size);
    }

    fn retire(&self, context: &Context, what: Retired, size: usize) {
        self.waiting.borrow_mut().push_back((OPEN, what));
        self.bytes.set(self.bytes.get() + size);
        self.since_epoch.set(self.since_epoch.get() + 1);
        self.bytes_since_epoch.set(self.bytes_since_epoch.get() + size);
        if self.since_epoch.get() >= ENTRIES_PER_EPOCH || self.bytes_since_epoch.get() >= BYTES_PER_EPOCH {
            self.close_epoch();
            // This thread looks again at its own next safepoint.
            context.signals.ask(crate::domain::request::QUIESCE);
        }
    }

    /// Ends the epoch in which what waits without one was retired. It must be this thread that does so: its step releases
    /// the unlinking of all that to whoever reports the next epoch, where an epoch merely read would not.
    fn close_epoch(&self) {
        self.since_epoch.set(0);
        self.bytes_since_epoch.set(0);
        let ended = registry::advance_epoch();
        let mut waiting = self.waiting.borrow_mut();
        waiting
            .iter_mut()
            .rev()
            .take_while(|(epoch, _)| *epoch == OPEN)
            .for_each(|(epoch, _)| *epoch = ended);
    }

    pub fn is_over_full(&self) -> bool {
        self.bytes.get() > BYTES_AT_MOST
    }

    pub fn len(&self) -> usize {
        self.waiting.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// Frees what every attached thread has let go of. Called at a safepoint, after this thread's own report.
    pub fn sweep(&self, context: &Context) {
        self.adopt();
        let safe = registry::oldest_report();
        loop {
            let mut waiting = self.waiting.borrow_mut();
            let Some((epoch, _)) = waiting.front() else {
                self.bytes.set(0);
                return;
            };
            // A thread that reported `epoch + 1` or later passed a safepoint after the retirement.
            if *epoch >= safe {
                break;
            }
            let Some((_, what)) = waiting.pop_front() else { return };
            drop(waiting);
            // SAFETY: every attached thread passed a safepoint after the unlinking (D9, D10).
            unsafe {
                match what {
                    Retired::Object(header) => {
                        let size = super::context::memory_of(header);
                        self.bytes.set(self.bytes.get().saturating_sub(size));
                        context.heap().free(header);
                    }
                    Retired::Buffer(buffer, size, free) => {
                        self.bytes.set(self.bytes.get().saturating_sub(size));
                        free(buffer);
                    }
                }
            }
        }
        // Few retirements never fill an epoch: a thread that sweeps every now and then ends it all the same.
        if self.since_epoch.replace(0) != 0
            && self.waiting.borrow().front().is_some_and(|(epoch, _)| *epoch == OPEN)
        {
            self.close_epoch();
        }
    }

    /// Hands all that waits to whoever sweeps next: this thread ends.
    pub fn leak(&self) {
        ORPHANS.lock().extend(self.waiting.borrow_mut().drain(..).map(|(_, what)| Orphan(what)));
        self.bytes.set(0);
    }

    /// Takes over what ended threads left.
    fn adopt(&self) {
        let mut orphans = ORPHANS.lock();
        if !orphans.is_empty() {
            // They go to the end, and begin anew: this thread got them through the lock, so they are its own now.
            self.waiting.borrow_mut().extend(orphans.drain(..).map(|orphan| (OPEN, orphan.0)));
            self.since_epoch.set(self.since_epoch.get() + 1);
        }
    }
}

struct Orphan(Retired);

// SAFETY: retired memory belongs to nobody; freeing it is allowed from any thread (D9).
unsafe impl Send for Orphan {}

static ORPHANS: Mutex<Vec<Orphan>> = Mutex::new(Vec::new());
