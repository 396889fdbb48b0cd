//! The state of one interpreter that every layer above needs to reach.
//!
//! Owns the module table, builtins and settings. Its values belong to the interpreter's domain and are published
//! when another domain's thread joins it; so they are slots of one heap object.

use super::Hooks;
use crate::domain::policy::PolicyKind;
use crate::domain::{Domain, Gil};
use crate::heap::Value;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

crate::native_object! {
    /// What an interpreter's threads share: an object, so that publishing it publishes all.
    pub struct State = "interpreter state" {
        /// `sys.modules`.
        pub modules: Value,
        /// The namespace dict of `builtins`.
        pub builtins: Value,
        /// The namespace dict of `sys`.
        pub sys: Value,
        /// Objects of native modules, by name: codecs, hooks, thread objects.
        pub registry: Value,
        /// Subclasses of built-in classes: a dict from class to a list of weak references.
        pub subclasses: Value,
    }
}

/// Settings that all of a process's interpreters share.
#[derive(Clone, Debug)]
pub struct Settings {
    pub gil: Gil,
    pub policy: PolicyKind,
    /// Paths searched for modules; the script's folder comes first.
    pub path: Vec<String>,
    pub argv: Vec<String>,
    pub stress: Stress,
    /// `-O`: no asserts.
    pub optimize: bool,
}

/// `--stress`: make rare things happen always.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Stress {
    /// Switch at every safepoint.
    pub switch: bool,
    /// Collect at every safepoint that can.
    pub collect: bool,
    /// Check the heap's invariants at safepoints.
    pub verify: bool,
}

pub struct Interpreter {
    pub id: u64,
    pub settings: Arc<Settings>,
    pub hooks: Hooks,
    /// The domain of its main thread.
    pub domain: Mutex<Arc<Domain>>,
    /// A `State` object.
    state: Mutex<crate::heap::Opaque<u64>>,
    recursion_limit: AtomicUsize,
    /// Set while the interpreter shuts down: daemon threads park.
    pub finalizing: AtomicBool,
}

impl Interpreter {
    pub fn new(id: u64, settings: Arc<Settings>, hooks: Hooks, domain: Arc<Domain>) -> Interpreter {
        Interpreter {
            id,
            settings,
            hooks,
            domain: Mutex::new(domain),
            state: Mutex::new(crate::heap::Opaque(Value::NULL.raw().word())),
            recursion_limit: AtomicUsize::new(1000),
            finalizing: AtomicBool::new(false),
        }
    }

    /// Installs the state object (or, with NULL, gives it out at the end).
    pub fn set_state(&self, state: Value) -> Value {
        let mut slot = self.state.lock();
        let old = std::mem::replace(&mut *slot, crate::heap::Opaque(state.into_raw().word()));
        value_from_word(old.0)
    }

    /// The state object.
    pub fn state(&self) -> Value {
        let slot = self.state.lock();
        crate::heap::RawValue::from_word(slot.0).to_value()
    }

    pub fn recursion_limit(&self) -> usize {
        self.recursion_limit.load(Ordering::Relaxed)
    }

    pub fn set_recursion_limit(&self, limit: usize) {
        self.recursion_limit.store(limit, Ordering::Relaxed);
    }
}

#[allow(unsafe_code)]
fn value_from_word(word: u64) -> Value {
    // SAFETY: the word was put in by `into_raw` and is taken out once.
    unsafe { Value::from_raw(crate::heap::RawValue::from_word(word)) }
}
