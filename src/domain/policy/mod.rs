//! Policies of the interpreter lock: when a holder is asked to let go, and who goes next.
//!
//! One small file each. A policy is asked under the lock's own mutex and must not block.

mod interval;

use std::time::Duration;

/// Which policy a lock follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PolicyKind {
    /// CPython since 3.2: after 5 ms of waiting the holder is asked to drop the lock.
    #[default]
    Interval,
}

pub trait Policy: Send + Sync {
    /// How long a thread waits before it asks the holder to drop the lock. None: it never asks.
    fn patience(&self) -> Option<Duration>;

    /// Does a holder that was asked wait until another thread has had the lock?
    fn forces_switch(&self) -> bool;
}

impl PolicyKind {
    pub(super) fn build(self) -> Box<dyn Policy> {
        match self {
            PolicyKind::Interval => Box::new(interval::Interval),
        }
    }
}
