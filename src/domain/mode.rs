//! The lock modes, and which domain a new thread or interpreter gets in each.

use super::policy::PolicyKind;
use super::registry::Domain;
use std::sync::Arc;

/// `--gil`: who shares a lock with whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Gil {
    /// One lock for the process.
    #[default]
    On,
    /// No lock: each thread is a domain of its own.
    Off,
    /// One lock for each interpreter.
    PerInterp,
}

impl Gil {
    /// The domain of the process's first thread.
    pub fn first_domain(self, policy: PolicyKind) -> Arc<Domain> {
        self.new_domain(policy)
    }

    fn new_domain(self, policy: PolicyKind) -> Arc<Domain> {
        match self {
            Gil::On | Gil::PerInterp => Domain::with_lock(policy),
            Gil::Off => Domain::without_lock(),
        }
    }

    /// The domain of a thread that `parent`'s thread starts, in the same interpreter.
    pub fn thread_domain(self, parent: &Arc<Domain>, policy: PolicyKind) -> Arc<Domain> {
        match self {
            Gil::On | Gil::PerInterp => parent.clone(),
            Gil::Off => self.new_domain(policy),
        }
    }

    /// The main domain of an interpreter that `parent`'s thread creates.
    pub fn interpreter_domain(self, parent: &Arc<Domain>, policy: PolicyKind) -> Arc<Domain> {
        match self {
            Gil::On => parent.clone(),
            Gil::Off | Gil::PerInterp => self.new_domain(policy),
        }
    }

    /// Is there one domain for the process, whatever happens?
    pub fn has_one_domain(self) -> bool {
        self == Gil::On
    }

    /// What `sys._is_gil_enabled()` says.
    pub fn is_enabled(self) -> bool {
        self != Gil::Off
    }

    pub fn name(self) -> &'static str {
        match self {
            Gil::On => "on",
            Gil::Off => "off",
            Gil::PerInterp => "per-interp",
        }
    }
}
