//! The one word that a running thread polls, and what other threads ask of it.
//!
//! Owns `Signals`, shared between a thread and whoever wants its attention. A request sets its bit first
//! and the poll word last; the thread restores the poll word first and reads the bits last: so no
//! request is lost. Must not know what the requests are for.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// What a thread is asked to do at its next safepoint; a set of bits.
pub mod request {
    /// Let another thread have the interpreter lock.
    pub const DROP_LOCK: u32 = 1;
    /// Park until the world runs again.
    pub const STOP: u32 = 2;
    /// Run signal handlers (main thread): Ctrl-C.
    pub const SIGNAL: u32 = 4;
    /// Collect cycles.
    pub const COLLECT: u32 = 8;
    /// Report a quiescent state, return the stock.
    pub const QUIESCE: u32 = 16;
    /// Values wait in the domain's inbox.
    pub const INBOX: u32 = 32;
    /// Finalizers or weak reference callbacks wait.
    pub const FINALIZE: u32 = 64;
    /// An asynchronous exception waits.
    pub const EXCEPTION: u32 = 128;
    /// Always set under `--stress=switch`: every safepoint is a switch.
    pub const STRESS: u32 = 256;
}

/// The poll word's value when nothing is asked for.
const CALM: usize = 0;
const ASKED: usize = 1;

#[repr(C, align(64))]
#[derive(Default)]
pub struct Signals {
    poll: AtomicUsize,
    requests: AtomicU32,
}

impl Signals {
    /// Is there anything to do? One relaxed load: this is the safepoint's fast path.
    #[inline(always)]
    pub fn polled(&self) -> bool {
        self.poll.load(Ordering::Relaxed) != CALM
    }

    /// Asks the thread; from any thread, or from a signal handler.
    pub fn ask(&self, what: u32) {
        self.requests.fetch_or(what, Ordering::SeqCst);
        self.poll.store(ASKED, Ordering::SeqCst);
    }

    /// Takes all requests (the thread itself, at a safepoint). `STRESS` stays on.
    pub fn take(&self) -> u32 {
        self.poll.store(CALM, Ordering::SeqCst);
        let asked = self.requests.swap(0, Ordering::SeqCst);
        if asked & request::STRESS != 0 {
            self.ask(request::STRESS);
        }
        asked
    }

    pub fn is_asked(&self, what: u32) -> bool {
        self.requests.load(Ordering::SeqCst) & what != 0
    }

    pub fn withdraw(&self, what: u32) {
        self.requests.fetch_and(!what, Ordering::SeqCst);
    }
}
