//! Parking: no lost wake-up, one outcome for each wait, and no deadlock is reported that is none.
//!
//! Mirrors `park::park`, `wake_one`, `interrupt`, `forget`, `rouse` and `deadlock`. Time-outs are the scheduler's choice: a
//! wait with a deadline may end whenever it looks.

use crate::check::{is_caught, many_schedules};
use shuttle::rand::Rng;
use shuttle::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use shuttle::sync::{Arc, Condvar, Mutex};
use shuttle::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// The condition is asked before the table is locked.
    EarlyQuestion,
    /// The condition is not asked at all.
    NoQuestion,
    /// A waiter that timed out does not look whether it was woken meanwhile.
    LateTimeOut,
    /// A waiter that timed out stays on the table.
    StaysOnTable,
    /// The waker does not take the waiter off the table: it still counts as waiting.
    LeavesOnTable,
    /// An interrupt of a thread that does not wait is forgotten.
    ForgottenInterrupt,
    /// The outcome of the last wait is still there.
    OldOutcome,
    /// The waker changes the condition after it wakes.
    WakesFirst,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Wake {
    Woken,
    TimedOut,
    Interrupted,
    Refused,
}

#[derive(Default)]
struct Parker {
    woken: Mutex<Option<Wake>>,
    changed: Condvar,
    interrupt: AtomicBool,
}

#[derive(Default)]
struct Table {
    /// Waiting threads, and whether they have a deadline, in order of arrival. One key is enough.
    waiting: Vec<(usize, bool)>,
}

struct Place {
    table: Mutex<Table>,
    parkers: [Parker; 2],
    /// Threads that live.
    living: Mutex<Vec<usize>>,
    reports: AtomicUsize,
    weakness: Weakness,
}

impl Place {
    fn new(weakness: Weakness, living: Vec<usize>) -> Arc<Place> {
        Arc::new(Place {
            table: Mutex::default(),
            parkers: Default::default(),
            living: Mutex::new(living),
            reports: AtomicUsize::new(0),
            weakness,
        })
    }

    fn park(&self, me: usize, deadline: bool, still: impl Fn() -> bool) -> Wake {
        let parker = &self.parkers[me];
        let early = self.weakness == Weakness::EarlyQuestion && !still();
        {
            let mut table = self.table.lock().unwrap();
            if parker.interrupt.swap(false, Ordering::SeqCst) {
                return Wake::Interrupted;
            }
            let refused = match self.weakness {
                Weakness::EarlyQuestion => early,
                Weakness::NoQuestion => false,
                _ => !still(),
            };
            if refused {
                return Wake::Refused;
            }
            if self.weakness != Weakness::OldOutcome {
                *parker.woken.lock().unwrap() = None;
            }
            let is_waiting = table.waiting.iter().any(|(thread, _)| *thread == me);
            assert!(!is_waiting, "a thread waits twice");
            table.waiting.push((me, deadline));
            self.look_for_deadlock(&table);
        }
        let mut woken = parker.woken.lock().unwrap();
        loop {
            if let Some(wake) = *woken {
                return wake;
            }
            if !deadline {
                woken = parker.changed.wait(woken).unwrap();
                continue;
            }
            drop(woken);
            thread::yield_now();
            if shuttle::rand::thread_rng().gen_bool(0.3) {
                let mut table = self.table.lock().unwrap();
                if self.weakness != Weakness::LateTimeOut
                    && let Some(wake) = *parker.woken.lock().unwrap()
                {
                    return wake;
                }
                if self.weakness != Weakness::StaysOnTable {
                    table.waiting.retain(|(thread, _)| *thread != me);
                }
                return Wake::TimedOut;
            }
            woken = parker.woken.lock().unwrap();
        }
    }

    fn rouse(&self, thread: usize, wake: Wake) {
        *self.parkers[thread].woken.lock().unwrap() = Some(wake);
        self.parkers[thread].changed.notify_one();
    }

    fn wake_one(&self) -> bool {
        let mut table = self.table.lock().unwrap();
        let Some((first, _)) = table.waiting.first().copied() else { return false };
        if self.weakness != Weakness::LeavesOnTable {
            table.waiting.remove(0);
        }
        self.rouse(first, Wake::Woken);
        true
    }

    fn interrupt(&self, thread: usize) {
        let mut table = self.table.lock().unwrap();
        match table.waiting.iter().position(|(waiting, _)| *waiting == thread) {
            Some(at) => {
                table.waiting.remove(at);
                self.rouse(thread, Wake::Interrupted);
            }
            None if self.weakness == Weakness::ForgottenInterrupt => {}
            None => self.parkers[thread].interrupt.store(true, Ordering::SeqCst),
        }
    }

    fn look_for_deadlock(&self, table: &Table) {
        let living = self.living.lock().unwrap();
        let is_stuck = |thread: &usize| {
            table.waiting.iter().any(|(waiting, deadline)| waiting == thread && !deadline)
                && !self.parkers[*thread].interrupt.load(Ordering::SeqCst)
        };
        if !living.is_empty() && living.iter().all(is_stuck) {
            self.reports.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn end(&self, me: usize) {
        self.living.lock().unwrap().retain(|thread| *thread != me);
        self.look_for_deadlock(&self.table.lock().unwrap());
    }
}

/// A Python lock: taken and released by two threads, which park while it is taken.
fn handing_over(weakness: Weakness, deadline: bool) {
    let place = Place::new(weakness, vec![0, 1]);
    let locked = Arc::new(AtomicBool::new(false));
    let inside = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..2)
        .map(|me| {
            let (place, locked, inside) = (place.clone(), locked.clone(), inside.clone());
            thread::spawn(move || {
                for _ in 0..2 {
                    while locked.swap(true, Ordering::SeqCst) {
                        let wake = place.park(me, deadline, || locked.load(Ordering::SeqCst));
                        assert_ne!(wake, Wake::Interrupted);
                    }
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    for _ in 0..if deadline { 8 } else { 1 } {
                        thread::yield_now();
                    }
                    inside.fetch_sub(1, Ordering::SeqCst);
                    if weakness == Weakness::WakesFirst {
                        place.wake_one();
                        locked.store(false, Ordering::SeqCst);
                    } else {
                        locked.store(false, Ordering::SeqCst);
                        place.wake_one();
                    }
                }
                place.end(me);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(place.reports.load(Ordering::SeqCst), 0, "a deadlock was reported that is none");
    assert!(place.table.lock().unwrap().waiting.is_empty(), "somebody is still on the table");
}

/// One thread waits; one wake-up and perhaps one interrupt are sent: each has its effect, and no other.
fn outcomes(weakness: Weakness, deadline: bool, interrupted: bool) {
    let place = Place::new(weakness, vec![0]);
    let ready = Arc::new(AtomicBool::new(false));
    let waker = {
        let (place, ready) = (place.clone(), ready.clone());
        thread::spawn(move || {
            for _ in 0..shuttle::rand::thread_rng().gen_range(0..20) {
                thread::yield_now();
            }
            ready.store(true, Ordering::SeqCst);
            place.wake_one()
        })
    };
    let interrupter = interrupted.then(|| {
        let place = place.clone();
        thread::spawn(move || place.interrupt(0))
    });
    // The waker's thread is no Python thread: nothing may be reported while its wake-up is on the way.
    let mut seen = Vec::new();
    while !ready.load(Ordering::SeqCst) {
        place.living.lock().unwrap().clear();
        seen.push(place.park(0, deadline, || !ready.load(Ordering::SeqCst)));
        if seen.len() > 8 {
            break;
        }
    }
    let woken = waker.join().unwrap();
    if let Some(interrupter) = interrupter {
        interrupter.join().unwrap();
        if !seen.contains(&Wake::Interrupted) {
            seen.push(place.park(0, false, || true));
        }
        assert!(seen.contains(&Wake::Interrupted), "the interrupt was lost");
    }
    let wakes = seen.iter().filter(|wake| **wake == Wake::Woken).count();
    assert_eq!(wakes, woken as usize, "a wake-up was given and not taken, or taken and not given");
}

/// Two threads wait for each other: that is reported, once.
fn embrace() {
    let place = Place::new(Weakness::None, vec![0, 1]);
    let threads: Vec<_> = (0..2)
        .map(|me| {
            let place = place.clone();
            thread::spawn(move || {
                place.park(me, false, || true);
            })
        })
        .collect();
    while place.reports.load(Ordering::SeqCst) == 0 {
        thread::yield_now();
    }
    while place.wake_one() {}
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(place.reports.load(Ordering::SeqCst), 1);
}

#[test]
fn no_wake_up_is_lost() {
    many_schedules(6000, || handing_over(Weakness::None, false));
    many_schedules(3200, || handing_over(Weakness::None, true));
}

#[test]
fn each_wait_has_one_outcome() {
    for deadline in [false, true] {
        for interrupted in [false, true] {
            many_schedules(3200, move || outcomes(Weakness::None, deadline, interrupted));
        }
    }
}

#[test]
fn a_deadlock_is_reported() {
    many_schedules(500, embrace);
}

#[test]
fn a_question_asked_too_early_is_caught() {
    is_caught(|| many_schedules(1500, || handing_over(Weakness::EarlyQuestion, false)));
}

#[test]
fn a_question_not_asked_is_caught() {
    is_caught(|| many_schedules(1500, || handing_over(Weakness::NoQuestion, false)));
}

#[test]
fn waking_before_the_change_is_caught() {
    is_caught(|| many_schedules(1500, || handing_over(Weakness::WakesFirst, false)));
}

#[test]
fn a_waiter_left_on_the_table_is_caught() {
    is_caught(|| many_schedules(1500, || handing_over(Weakness::LeavesOnTable, false)));
}

#[test]
fn a_waiter_that_stays_on_the_table_is_caught() {
    is_caught(|| many_schedules(1500, || handing_over(Weakness::StaysOnTable, true)));
}

#[test]
fn a_late_time_out_is_caught() {
    is_caught(|| many_schedules(1500, || outcomes(Weakness::LateTimeOut, true, false)));
}

#[test]
fn a_forgotten_interrupt_is_caught() {
    is_caught(|| many_schedules(1500, || outcomes(Weakness::ForgottenInterrupt, false, true)));
}

#[test]
fn an_old_outcome_is_caught() {
    is_caught(|| many_schedules(1500, || outcomes(Weakness::OldOutcome, true, true)));
}
