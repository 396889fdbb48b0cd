//! The interpreter lock: who of a domain's threads runs.
//!
//! Owns the lock's state and waiting for it. Must not know threads beyond their signals. A thread takes it
//! when it attaches and gives it up when it detaches or is asked to; the state's own mutex is held for
//! moments only, never while running Python.
//!
//! A switch that was asked for comes within microseconds, at the holder's next safepoint; to sleep and be woken takes
//! longer than that, and meanwhile nobody runs. So both sides watch for each other a moment before they sleep. What they
//! watch are copies of the state: whoever has seen a change looks at the state itself.

use super::policy::{Policy, PolicyKind};
use super::signals::{Signals, request};
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

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

/// How long a thread watches for a switch before it sleeps: about as long as it takes to be woken. Not at all where the
/// other thread cannot run at the same time.
static WATCH: LazyLock<Duration> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    Duration::from_micros(if processors > 1 { 50 } else { 0 })
});

/// Waits for the condition, which others bring about soon, without sleeping; gives up after `WATCH`.
fn watch(condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() && start.elapsed() < *WATCH {
        std::hint::spin_loop();
    }
}

#[derive(Default)]
struct State {
    holder: Option<Arc<Signals>>,
    /// The last thread that had the lock, by the address of its signals.
    last: usize,
    waiting: usize,
    /// Does a waiter watch for the lock? One is enough.
    is_watched: bool,
}

pub struct InterpreterLock {
    state: Mutex<State>,
    released: Condvar,
    taken: Condvar,
    policy: Box<dyn Policy>,
    /// Is there a holder? Written under the state's mutex.
    is_held: AtomicBool,
    /// Counts changes of hands. Written under the state's mutex.
    switches: AtomicU64,
}

impl InterpreterLock {
    pub fn new(policy: PolicyKind) -> InterpreterLock {
        InterpreterLock {
            state: Mutex::default(),
            released: Condvar::new(),
            taken: Condvar::new(),
            policy: policy.build(),
            is_held: AtomicBool::new(false),
            switches: AtomicU64::new(0),
        }
    }

    /// Waits for the lock and takes it.
    pub fn acquire(&self, me: &Arc<Signals>) {
        let mut state = self.state.lock();
        state.waiting += 1;
        while state.holder.is_some() {
            let switches = self.switches();
            let Some(patience) = self.policy.patience() else {
                self.released.wait(&mut state);
                continue;
            };
            let timed_out = self.released.wait_for(&mut state, patience).timed_out();
            if timed_out
                && self.switches() == switches
                && let Some(holder) = &state.holder
            {
                holder.ask(request::DROP_LOCK);
                if !state.is_watched {
                    state.is_watched = true;
                    MutexGuard::unlocked(&mut state, || watch(|| !self.is_held.load(Ordering::Acquire)));
                    state.is_watched = false;
                }
            }
        }
        state.waiting -= 1;
        let address = Arc::as_ptr(me).addr();
        if state.last != address {
            state.last = address;
            self.switches.fetch_add(1, Ordering::Release);
        }
        state.holder = Some(me.clone());
        self.is_held.store(true, Ordering::Release);
        me.withdraw(request::DROP_LOCK);
        drop(state);
        self.taken.notify_all();
    }

    /// Gives the lock up because the thread blocks or ends.
    pub fn release(&self) {
        let mut state = self.state.lock();
        self.let_go(&mut state);
        drop(state);
        self.released.notify_one();
    }

    /// Gives the lock up because another thread asked for it, and takes it back after that one.
    pub fn yield_to_others(&self, me: &Arc<Signals>) {
        let mut state = self.state.lock();
        self.let_go(&mut state);
        self.released.notify_one();
        if self.policy.forces_switch() && state.waiting != 0 {
            let switches = self.switches();
            MutexGuard::unlocked(&mut state, || watch(|| self.switches() != switches));
            while state.waiting != 0 && self.switches() == switches {
                self.taken.wait(&mut state);
            }
        }
        drop(state);
        self.acquire(me);
    }

    fn let_go(&self, state: &mut State) {
        state.holder = None;
        self.is_held.store(false, Ordering::Release);
    }

    /// How often the lock changed hands.
    pub fn switches(&self) -> u64 {
        self.switches.load(Ordering::Acquire)
    }
}
