//! The poll word and the requests: none is lost.
//!
//! Mirrors `Signals::ask`, `take` and `polled`. loom knows no order of sequentially consistent stores beyond acquire and
//! release, so what it passes needs no more than these.

use crate::check::{every_schedule, is_caught};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use loom::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// The thread reads the requests before it calms the poll word.
    CalmLast,
    /// The asker sets the poll word before its bit.
    PollFirst,
    /// Nothing is ordered.
    Relaxed,
    /// The requests are read and emptied in two steps.
    TwoSteps,
}

struct Signals {
    poll: AtomicUsize,
    requests: AtomicU32,
    weakness: Weakness,
}

impl Signals {
    fn order(&self) -> Ordering {
        if self.weakness == Weakness::Relaxed { Ordering::Relaxed } else { Ordering::SeqCst }
    }

    fn ask(&self, what: u32) {
        if self.weakness == Weakness::PollFirst {
            self.poll.store(1, self.order());
            self.requests.fetch_or(what, self.order());
            return;
        }
        self.requests.fetch_or(what, self.order());
        self.poll.store(1, self.order());
    }

    fn empty(&self) -> u32 {
        if self.weakness == Weakness::TwoSteps {
            let asked = self.requests.load(self.order());
            self.requests.store(0, self.order());
            return asked;
        }
        self.requests.swap(0, self.order())
    }

    fn take(&self) -> u32 {
        if self.weakness == Weakness::CalmLast {
            let asked = self.empty();
            self.poll.store(0, self.order());
            return asked;
        }
        self.poll.store(0, self.order());
        self.empty()
    }
}

fn model(weakness: Weakness) {
    let signals = Arc::new(Signals { poll: AtomicUsize::new(0), requests: AtomicU32::new(0), weakness });
    let askers = [1, 2].map(|what| {
        let signals = signals.clone();
        thread::spawn(move || signals.ask(what))
    });
    let mut seen = 0;
    // Two safepoints while others ask, and the next one after that.
    for _ in 0..2 {
        if signals.poll.load(Ordering::Relaxed) != 0 {
            seen |= signals.take();
        }
    }
    for asker in askers {
        asker.join().unwrap();
    }
    if signals.poll.load(Ordering::Relaxed) != 0 {
        seen |= signals.take();
    }
    assert_eq!(
        seen, 3,
        "a request was lost: the poll word is calm while its bit is set, or it was wiped out"
    );
}

#[test]
fn no_request_is_lost() {
    every_schedule(4, || model(Weakness::None));
}

#[test]
fn calming_last_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::CalmLast)));
}

#[test]
fn polling_first_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::PollFirst)));
}

#[test]
fn unordered_requests_are_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::Relaxed)));
}

#[test]
fn emptying_in_two_steps_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::TwoSteps)));
}
