//! Stopping the world against threads that attach, detach and pass safepoints.
//!
//! Mirrors `registry::stop_the_world`, `ThreadRecord::attach`, `detach`, `park_for_stop` and `yield_lock`'s way through the registry.

use crate::check::{is_caught, many_schedules};
use shuttle::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use shuttle::sync::{Arc, Condvar, Mutex};
use shuttle::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// A thread attaches while the world is stopped.
    AttachesAnyhow,
    /// A thread goes on from its safepoint while the world is stopped.
    PassesAnyhow,
    /// A thread that parks tells nobody.
    SilentPark,
    /// A thread that detaches tells nobody.
    SilentDetach,
    /// The world runs again, and nobody is told.
    SilentEnd,
    /// Running threads are not asked to stop.
    NobodyAsked,
    /// A second stopper does not let itself be stopped first.
    ProudStopper,
    /// A second stopper starts while another is at work.
    TwoStoppers,
}

#[derive(Default)]
struct Registry {
    stopper: Option<usize>,
    attached: [bool; 3],
}

struct World {
    registry: Mutex<Registry>,
    changed: Condvar,
    asked: [AtomicBool; 3],
    /// Threads that touch objects now.
    running: AtomicUsize,
    stopped: AtomicBool,
    weakness: Weakness,
}

impl World {
    fn attach(&self, me: usize) {
        let mut registry = self.registry.lock().unwrap();
        while registry.stopper.is_some() && self.weakness != Weakness::AttachesAnyhow {
            registry = self.changed.wait(registry).unwrap();
        }
        registry.attached[me] = true;
    }

    fn detach(&self, me: usize) {
        let mut registry = self.registry.lock().unwrap();
        registry.attached[me] = false;
        if registry.stopper.is_some() && self.weakness != Weakness::SilentDetach {
            self.changed.notify_all();
        }
    }

    fn safepoint(&self, me: usize) {
        if !self.asked[me].swap(false, Ordering::SeqCst) {
            return;
        }
        let mut registry = self.registry.lock().unwrap();
        if registry.stopper.is_none() || registry.stopper == Some(me) {
            return;
        }
        registry.attached[me] = false;
        if self.weakness != Weakness::SilentPark {
            self.changed.notify_all();
        }
        if self.weakness == Weakness::PassesAnyhow {
            return;
        }
        while registry.stopper.is_some() {
            registry = self.changed.wait(registry).unwrap();
        }
        registry.attached[me] = true;
    }

    fn stop_the_world(&self, me: usize, work: impl FnOnce()) {
        let mut registry = self.registry.lock().unwrap();
        while registry.stopper.is_some() && self.weakness != Weakness::TwoStoppers {
            if self.weakness != Weakness::ProudStopper {
                registry.attached[me] = false;
                self.changed.notify_all();
            }
            registry = self.changed.wait(registry).unwrap();
        }
        registry.attached[me] = true;
        registry.stopper = Some(me);
        loop {
            let mut any = false;
            for other in (0..registry.attached.len()).filter(|other| *other != me) {
                if registry.attached[other] {
                    any = true;
                    if self.weakness != Weakness::NobodyAsked {
                        self.asked[other].store(true, Ordering::SeqCst);
                    }
                }
            }
            if !any {
                break;
            }
            registry = self.changed.wait(registry).unwrap();
        }
        drop(registry);
        work();
        self.registry.lock().unwrap().stopper = None;
        if self.weakness != Weakness::SilentEnd {
            self.changed.notify_all();
        }
    }

    fn touch(&self) {
        self.running.fetch_add(1, Ordering::SeqCst);
        assert!(!self.stopped.load(Ordering::SeqCst), "a thread runs while the world is stopped");
        thread::yield_now();
        self.running.fetch_sub(1, Ordering::SeqCst);
    }

    fn look_around(&self) {
        assert!(!self.stopped.swap(true, Ordering::SeqCst), "two threads have stopped the world");
        assert_eq!(self.running.load(Ordering::SeqCst), 0, "the world is stopped while a thread runs");
        thread::yield_now();
        assert_eq!(self.running.load(Ordering::SeqCst), 0, "a thread runs while the world is stopped");
        self.stopped.store(false, Ordering::SeqCst);
    }
}

fn model(weakness: Weakness, stoppers: usize) {
    let world = Arc::new(World {
        registry: Mutex::default(),
        changed: Condvar::new(),
        asked: Default::default(),
        running: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        weakness,
    });
    let threads: Vec<_> = (0..3)
        .map(|me| {
            let world = world.clone();
            thread::spawn(move || {
                for round in 0..2 {
                    world.attach(me);
                    for _ in 0..2 {
                        world.touch();
                        world.safepoint(me);
                    }
                    if me < stoppers && round == 1 {
                        world.stop_the_world(me, || world.look_around());
                        world.touch();
                    }
                    world.detach(me);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn the_world_stops_and_runs_again() {
    many_schedules(6000, || model(Weakness::None, 1));
    many_schedules(6000, || model(Weakness::None, 2));
    many_schedules(6000, || model(Weakness::None, 3));
}

#[test]
fn attaching_to_a_stopped_world_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::AttachesAnyhow, 1)));
}

#[test]
fn passing_a_safepoint_in_a_stopped_world_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::PassesAnyhow, 1)));
}

#[test]
fn a_silent_park_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::SilentPark, 1)));
}

#[test]
fn a_silent_detach_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::SilentDetach, 1)));
}

#[test]
fn a_silent_end_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::SilentEnd, 1)));
}

#[test]
fn a_stop_that_nobody_is_asked_for_still_waits_for_them() {
    // Without the request threads pass their safepoints: here they detach in the end, so the stop comes late but right.
    many_schedules(500, || model(Weakness::NobodyAsked, 1));
}

#[test]
fn a_proud_stopper_is_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::ProudStopper, 2)));
}

#[test]
fn two_stoppers_are_caught() {
    is_caught(|| many_schedules(500, || model(Weakness::TwoStoppers, 2)));
}
