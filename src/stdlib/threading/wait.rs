//! Waiting: deadlines as Python gives them, the step into the parking place, and the word of a lock.
//!
//! Must not know any one kind of lock. Whoever wakes changes the state first; whoever waits looks at the state again
//! under the parking table's lock: so no wake-up is lost. A thread that was woken (not interrupted) always tries to
//! take what it waited for, so a wake-up is never swallowed either.

use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::Value;
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The longest timeout, in seconds: `threading.TIMEOUT_MAX`.
pub const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// How long a caller is ready to wait.
#[derive(Clone, Copy)]
pub enum Patience {
    None,
    Until(Instant),
    Forever,
}

impl Patience {
    /// So many seconds from now; none where they are not positive.
    pub fn seconds(seconds: f64) -> Patience {
        if seconds <= 0.0 {
            return Patience::None;
        }
        match Instant::now().checked_add(Duration::from_secs_f64(seconds.min(TIMEOUT_MAX))) {
            Some(deadline) => Patience::Until(deadline),
            None => Patience::Forever,
        }
    }

    pub fn deadline(self) -> Option<Instant> {
        match self {
            Patience::None => Some(Instant::now()),
            Patience::Until(deadline) => Some(deadline),
            Patience::Forever => None,
        }
    }
}

/// A timeout argument in seconds.
pub fn timeout_seconds(vm: &mut Vm, timeout: &Value) -> Result<f64> {
    let class = class_of(timeout);
    let slots = Class::of(&class).map(Class::slots);
    if !slots.is_some_and(|slots| slots.float.is_some() || slots.index.is_some()) {
        let given = vm.class_name(timeout);
        return Err(vm.type_error(format!("'{given}' object cannot be interpreted as an integer")));
    }
    let seconds = vm.as_f64(timeout)?;
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds > TIMEOUT_MAX {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(seconds)
}

/// `timeout=None` of conditions, events and joins: None waits for ever, a negative one not at all.
pub fn optional_timeout(vm: &mut Vm, timeout: &Value) -> Result<Patience> {
    match timeout.given() {
        None => Ok(Patience::Forever),
        Some(timeout) if timeout.is_none() => Ok(Patience::Forever),
        Some(timeout) => timeout_seconds(vm, timeout).map(Patience::seconds),
    }
}

/// `acquire(blocking=True, timeout=-1)` of locks.
pub fn lock_timeout(vm: &mut Vm, blocking: &Value, timeout: &Value) -> Result<Patience> {
    let blocking = match blocking.given() {
        Some(blocking) => vm.truth(blocking)?,
        None => true,
    };
    let seconds = match timeout.given() {
        Some(timeout) => timeout_seconds(vm, timeout)?,
        None => -1.0,
    };
    if !blocking && seconds != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    Ok(match (blocking, seconds) {
        (false, _) => Patience::None,
        (true, -1.0) => Patience::Forever,
        (true, seconds) => Patience::seconds(seconds),
    })
}

/// What waiters and wakers of an object agree on: its address.
pub fn key_of(object: &Value) -> usize {
    object.identity() as usize
}

/// Parks once, detached. `still` is asked just before sleeping.
pub fn park_once(
    vm: &mut Vm,
    reason: WaitReason,
    deadline: Option<Instant>,
    still: impl FnOnce() -> bool + Send,
) -> Wake {
    let record = vm.record.clone();
    vm.detached(move || park::park(&record, reason, deadline, still))
}

/// A lock's word: 0 while it is free, else the holder's thread id times two, plus one if threads may be waiting.
#[derive(Default)]
pub struct LockWord(AtomicU64);

crate::trace_nothing!(LockWord);

/// Threads may be waiting: the holder wakes one when it lets go.
const CONTENDED: u64 = 1;

impl LockWord {
    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self, thread: u64) -> bool {
        self.0.compare_exchange(0, thread << 1, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    }

    /// The thread that holds the lock.
    pub fn holder(&self) -> Option<u64> {
        let word = self.0.load(Ordering::SeqCst);
        if word == 0 { None } else { Some(word >> 1) }
    }

    /// Lets go, and wakes one waiter. False if the lock was free.
    #[inline]
    pub fn release(&self, key: usize) -> bool {
        let word = self.0.swap(0, Ordering::SeqCst);
        if word & CONTENDED != 0 {
            park::wake_one(key);
        }
        word != 0
    }

    /// Takes the lock, waiting as long as `patience` says. False if it lasted too long.
    #[inline]
    pub fn acquire(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        if self.try_acquire(vm.record.id) {
            return Ok(true);
        }
        match patience {
            Patience::None => Ok(false),
            _ => self.wait_for(vm, key, patience.deadline(), true),
        }
    }

    /// Takes the lock however long it lasts; a signal waits until later.
    pub fn acquire_uninterrupted(&self, vm: &mut Vm, key: usize) {
        if !self.try_acquire(vm.record.id) {
            let _ = self.wait_for(vm, key, None, false);
        }
    }

    #[cold]
    fn wait_for(
        &self,
        vm: &mut Vm,
        key: usize,
        deadline: Option<Instant>,
        interruptible: bool,
    ) -> Result<bool> {
        let mut mine = vm.record.id << 1;
        loop {
            let word = self.0.load(Ordering::SeqCst);
            if word == 0 {
                if self.0.compare_exchange(0, mine, Ordering::SeqCst, Ordering::Relaxed).is_ok() {
                    return Ok(true);
                }
                continue;
            }
            let seen = word | CONTENDED;
            let noted = self.0.compare_exchange(word, seen, Ordering::SeqCst, Ordering::Relaxed);
            if noted.is_err() {
                continue;
            }
            let reason = WaitReason { kind: "lock", key, holder: Some(word >> 1) };
            match park_once(vm, reason, deadline, || self.0.load(Ordering::SeqCst) == seen) {
                // Others may be waiting still, and the word does not say so any more.
                Wake::Woken => mine |= CONTENDED,
                Wake::Refused => {}
                Wake::TimedOut => return Ok(false),
                Wake::Interrupted if interruptible => vm.poll()?,
                Wake::Interrupted => {}
            }
        }
    }
}
