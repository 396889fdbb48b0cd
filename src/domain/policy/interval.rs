//! The `interval` policy: a waiter asks for the lock after the switch interval, and the holder that is asked
//! waits until somebody else has had it. The algorithm is that of CPython 3.2 (A. Pitrou's "new GIL").

use super::Policy;
use crate::domain::lock;
use std::time::Duration;

pub struct Interval;

impl Policy for Interval {
    fn patience(&self) -> Option<Duration> {
        Some(lock::switch_interval())
    }

    fn forces_switch(&self) -> bool {
        true
    }
}
