//! Running a model, and showing that a weakened one fails.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Every execution with at most so many preemptions, under the memory model of C11.
pub fn every_schedule(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.check(model);
}

/// Random schedules from one seed, sequentially consistent. A deadlock is a failure.
pub fn many_schedules(runs: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut config = shuttle::Config::new();
    // A model that neither ends nor deadlocks has lost somebody.
    config.max_steps = shuttle::MaxSteps::FailAfter(20_000);
    config.failure_persistence = shuttle::FailurePersistence::None;
    let scheduler = shuttle::scheduler::RandomScheduler::new_from_seed(0x1055, runs);
    shuttle::Runner::new(scheduler, config).run(model);
}

/// The checker must find fault with this one.
pub fn is_caught(run: impl FnOnce()) {
    let caught = catch_unwind(AssertUnwindSafe(run)).is_err();
    assert!(caught, "the checker missed what is wrong with the weakened variant");
}

/// Memory that is touched plainly: loom fails where two threads do so and nothing orders them.
pub struct Plain(loom::cell::UnsafeCell<u32>);

#[allow(unsafe_code)]
impl Plain {
    pub fn new(content: u32) -> Plain {
        Plain(loom::cell::UnsafeCell::new(content))
    }

    pub fn get(&self) -> u32 {
        // SAFETY: loom stops at the first access that races.
        self.0.with(|content| unsafe { *content })
    }

    pub fn set(&self, content: u32) {
        // SAFETY: as above.
        self.0.with_mut(|place| unsafe { *place = content });
    }
}

// SAFETY: loom runs one thread at a time.
#[allow(unsafe_code)]
unsafe impl Sync for Plain {}
