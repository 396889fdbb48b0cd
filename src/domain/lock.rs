//! The interpreter lock: who of a domain's threads runs.
//!
//! Owns the lock's state and waiting for it. Must not know threads beyond their signals. A thread takes it
//! when it attaches and gives it up when it detaches or is asked to; the state's own mutex is held for
//! moments only, never while running Python.

use super::policy::{Policy, PolicyKind};
use super::signals::{Signals, request};
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Microseconds, process-wide (`--switch-interval`, `sys.setswitchinterval`).
static SWITCH_INTERVAL: AtomicU64 = AtomicU64::new(5000);

pub fn switch_interval() -> Duration {
    Duration::from_micros(SWITCH_INTERVAL.load(Ordering::Relaxed))
}

/// Sets the switch interval; below a microsecond counts as one.
pub fn set_switch_interval(interval: Duration) {
    let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX).max(1);
    SWITCH_INTERVAL.store(micros, Ordering::Relaxed);
}

#[derive(Default)]
struct State {
    holder: Option<Arc<Signals>>,
    /// The last thread that had the lock, by the address of its signals.
    last: usize,
    /// Counts changes of hands.
    switches: u64,
    waiting: usize,
}

pub struct InterpreterLock {
    state: Mutex<State>,
    released: Condvar,
    taken: Condvar,
    policy: Box<dyn Policy>,
}

impl InterpreterLock {
    pub fn new(policy: PolicyKind) -> InterpreterLock {
        InterpreterLock {
            state: Mutex::default(),
            released: Condvar::new(),
            taken: Condvar::new(),
            policy: policy.build(),
        }
    }

    /// Waits for the lock and takes it.
    pub fn acquire(&self, me: &Arc<Signals>) {
        let mut state = self.state.lock();
        state.waiting += 1;
        while state.holder.is_some() {
            let switches = state.switches;
            let Some(patience) = self.policy.patience() else {
                self.released.wait(&mut state);
                continue;
            };
            let timed_out = self.released.wait_for(&mut state, patience).timed_out();
            if timed_out
                && state.switches == switches
                && let Some(holder) = &state.holder
            {
                holder.ask(request::DROP_LOCK);
            }
        }
        state.waiting -= 1;
        let address = Arc::as_ptr(me).addr();
        if state.last != address {
            state.last = address;
            state.switches += 1;
        }
        state.holder = Some(me.clone());
        me.withdraw(request::DROP_LOCK);
        drop(state);
        self.taken.notify_all();
    }

    /// Gives the lock up because the thread blocks or ends.
    pub fn release(&self) {
        let mut state = self.state.lock();
        state.holder = None;
        drop(state);
        self.released.notify_one();
    }

    /// Gives the lock up because another thread asked for it, and takes it back after that one.
    pub fn yield_to_others(&self, me: &Arc<Signals>) {
        let mut state = self.state.lock();
        state.holder = None;
        self.released.notify_one();
        if self.policy.forces_switch() {
            let switches = state.switches;
            while state.waiting != 0 && state.switches == switches {
                self.taken.wait(&mut state);
            }
        }
        drop(state);
        self.acquire(me);
    }

    /// How often the lock changed hands.
    pub fn switches(&self) -> u64 {
        self.state.lock().switches
    }
}
