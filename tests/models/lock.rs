//! The interpreter lock: one holder, no lost wake-up, and a forced switch ends.
//!
//! Mirrors `InterpreterLock::acquire`, `release` and `yield_to_others` under a policy with patience (the `interval` policy: a
//! timed wait) and under one without. A timed wait is modelled as letting go of the state and looking again, as if the time
//! had run out whenever nobody changed anything. Watching before sleeping is modelled as a few looks at the copies of the
//! state, after which the time has run out.

use crate::check::{is_caught, many_schedules};
use shuttle::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use shuttle::sync::{Arc, Condvar, Mutex};
use shuttle::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// `release` wakes nobody.
    SilentRelease,
    /// `acquire` looks at the holder once.
    OneLook,
    /// `acquire` does not tell those who wait for a switch.
    SilentTake,
    /// `acquire` does not count the switch.
    UncountedSwitch,
    /// A thread that has the lock still counts as waiting.
    WaitsForEver,
    /// The holder lets go and takes the lock again at once.
    NoForcedSwitch,
    /// The state is looked at outside its mutex before waiting.
    LateWait,
    /// Whoever has seen while watching that the lock is free takes it without looking at the state.
    TrustedWatch,
    /// Whoever has watched for the switch does not wait for it.
    WatchOnly,
}

#[derive(Default)]
struct State {
    holder: Option<usize>,
    last: usize,
    waiting: usize,
    is_watched: bool,
}

struct Lock {
    state: Mutex<State>,
    released: Condvar,
    taken: Condvar,
    is_held: AtomicBool,
    switches: AtomicUsize,
    patient: bool,
    asked: [AtomicBool; 4],
    inside: AtomicUsize,
    weakness: Weakness,
}

impl Lock {
    fn acquire(&self, me: usize) {
        let mut state = self.state.lock().unwrap();
        state.waiting += 1;
        if self.weakness == Weakness::OneLook {
            if state.holder.is_some() {
                state = self.released.wait(state).unwrap();
            }
        } else {
            while state.holder.is_some() {
                if !self.patient {
                    if self.weakness == Weakness::LateWait {
                        drop(state);
                        state = self.state.lock().unwrap();
                    }
                    state = self.released.wait(state).unwrap();
                    continue;
                }
                let switches = self.switches();
                drop(state);
                thread::yield_now();
                state = self.state.lock().unwrap();
                if self.switches() == switches
                    && let Some(holder) = state.holder
                {
                    self.asked[holder].store(true, Ordering::SeqCst);
                    if !state.is_watched {
                        state.is_watched = true;
                        drop(state);
                        let is_free = watch(|| !self.is_held.load(Ordering::SeqCst));
                        state = self.state.lock().unwrap();
                        state.is_watched = false;
                        if is_free && self.weakness == Weakness::TrustedWatch {
                            break;
                        }
                    }
                }
            }
        }
        if self.weakness != Weakness::WaitsForEver {
            state.waiting -= 1;
        }
        if state.last != me && self.weakness != Weakness::UncountedSwitch {
            state.last = me;
            self.switches.fetch_add(1, Ordering::SeqCst);
        }
        state.holder = Some(me);
        self.is_held.store(true, Ordering::SeqCst);
        self.asked[me].store(false, Ordering::SeqCst);
        drop(state);
        if self.weakness != Weakness::SilentTake {
            self.taken.notify_all();
        }
        assert_eq!(self.inside.fetch_add(1, Ordering::SeqCst), 0, "two threads hold the lock");
    }

    fn release(&self) {
        self.inside.fetch_sub(1, Ordering::SeqCst);
        self.let_go(&mut self.state.lock().unwrap());
        if self.weakness != Weakness::SilentRelease {
            self.released.notify_one();
        }
    }

    fn let_go(&self, state: &mut State) {
        state.holder = None;
        self.is_held.store(false, Ordering::SeqCst);
    }

    fn switches(&self) -> usize {
        self.switches.load(Ordering::SeqCst)
    }

    fn yield_to_others(&self, me: usize) {
        self.inside.fetch_sub(1, Ordering::SeqCst);
        let mut state = self.state.lock().unwrap();
        let (waited, before) = (state.waiting, self.switches());
        self.let_go(&mut state);
        self.released.notify_one();
        if self.weakness != Weakness::NoForcedSwitch && state.waiting != 0 {
            drop(state);
            watch(|| self.switches() != before);
            state = self.state.lock().unwrap();
            let waits = self.weakness != Weakness::WatchOnly;
            while waits && state.waiting != 0 && self.switches() == before {
                state = self.taken.wait(state).unwrap();
            }
        }
        drop(state);
        self.acquire(me);
        let now = self.switches();
        assert!(waited == 0 || now > before, "a thread was asked, others waited, and none of them ran");
    }
}

/// Does the condition come about within a few looks?
fn watch(condition: impl Fn() -> bool) -> bool {
    (0..3).any(|_| {
        thread::yield_now();
        condition()
    })
}

fn model(weakness: Weakness, patient: bool) {
    let lock = Arc::new(Lock {
        state: Mutex::default(),
        released: Condvar::new(),
        taken: Condvar::new(),
        is_held: AtomicBool::new(false),
        switches: AtomicUsize::new(0),
        patient,
        asked: Default::default(),
        inside: AtomicUsize::new(0),
        weakness,
    });
    let threads: Vec<_> = (1..4)
        .map(|me| {
            let lock = lock.clone();
            thread::spawn(move || {
                for _ in 0..2 {
                    lock.acquire(me);
                    for _ in 0..3 {
                        // A safepoint: without patience nobody asks, so let go anyhow.
                        thread::yield_now();
                        if lock.asked[me].load(Ordering::SeqCst) || !lock.patient && me == 1 {
                            lock.yield_to_others(me);
                        }
                    }
                    lock.release();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn the_lock_goes_round_under_the_interval_policy() {
    many_schedules(2400, || model(Weakness::None, true));
}

#[test]
fn the_lock_goes_round_under_a_policy_without_patience() {
    many_schedules(6000, || model(Weakness::None, false));
}

#[test]
fn a_silent_release_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::SilentRelease, false)));
}

#[test]
fn one_look_at_the_holder_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::OneLook, false)));
}

#[test]
fn a_silent_take_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::SilentTake, true)));
}

#[test]
fn an_uncounted_switch_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::UncountedSwitch, true)));
}

#[test]
fn a_thread_that_waits_for_ever_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::WaitsForEver, false)));
}

#[test]
fn a_switch_that_is_not_forced_is_caught() {
    is_caught(|| many_schedules(300, || model(Weakness::NoForcedSwitch, true)));
}

#[test]
fn a_late_wait_is_caught() {
    is_caught(|| many_schedules(600, || model(Weakness::LateWait, false)));
}

#[test]
fn a_watch_that_is_trusted_is_caught() {
    is_caught(|| many_schedules(600, || model(Weakness::TrustedWatch, true)));
}

#[test]
fn a_watch_without_a_wait_is_caught() {
    is_caught(|| many_schedules(600, || model(Weakness::WatchOnly, true)));
}
