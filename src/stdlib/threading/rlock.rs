//! `threading.RLock`: its holder may take it again, and gives it back as often.
//!
//! The depth is touched by the holder alone.

use super::wait::{LockWord, Patience, key_of, lock_timeout};
use crate::builtins::common::{constructor, native_of};
use crate::heap::Value;
use crate::native_object;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

native_object! {
    pub struct RLock = "_thread.RLock" {
        word: LockWord,
        depth: AtomicU64,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A lock that its holder may take again.",
    slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method(
            "acquire(self, blocking=True, timeout=-1)",
            acquire,
            "Take the lock. False if that was not possible.",
        ),
        method("release(self, /)", release, "Let go of the lock once."),
        method("locked(self, /)", locked, "Does any thread have the lock?"),
        method("__enter__(self, /)", enter, "Take the lock."),
        method(
            "__exit__(self, exc_type=None, exc_value=None, traceback=None, /)",
            exit,
            "Let go of the lock once.",
        ),
        method("_is_owned(self, /)", is_owned, "Does the running thread have the lock?"),
        method(
            "_recursion_count(self, /)",
            recursion_count,
            "How often the running thread has taken the lock.",
        ),
        method(
            "_release_save(self, /)",
            release_save,
            "Let go altogether; gives what _acquire_restore() needs.",
        ),
        method(
            "_acquire_restore(self, state, /)",
            acquire_restore,
            "Take the lock as often as it was taken before.",
        ),
    ],
    subclassable: true,
    ..TypeDef::new("_thread.RLock", RLock::LAYOUT)
};

static NEW: NativeDef = constructor("RLock()");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if class.is(&TYPE.class()) {
        return bind_native(vm, &NEW, arguments, |vm, _| create(vm));
    }
    vm.create_native(class, RLock { word: LockWord::default(), depth: AtomicU64::new(0) })
}

/// A new lock of the class itself.
pub fn create(vm: &mut Vm) -> Result<Value> {
    vm.create_of(&TYPE, RLock { word: LockWord::default(), depth: AtomicU64::new(0) })
}

/// The lock of an object of exactly this class, whose methods no subclass has replaced.
pub fn exact(value: &Value) -> Option<&RLock> {
    payload::<RLock>(value).filter(|_| class_of(value).is(&TYPE.class()))
}

impl RLock {
    pub fn is_held_by(&self, thread: u64) -> bool {
        self.word.holder() == Some(thread)
    }

    pub fn acquire(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        if self.is_held_by(vm.record.id) {
            self.depth.fetch_add(1, Ordering::Relaxed);
            return Ok(true);
        }
        let taken = self.word.acquire(vm, key, patience)?;
        if taken {
            self.depth.store(1, Ordering::Relaxed);
        }
        Ok(taken)
    }

    /// Lets go once. The caller holds the lock.
    pub fn release_once(&self, key: usize) {
        if self.depth.load(Ordering::Relaxed) > 1 {
            self.depth.fetch_sub(1, Ordering::Relaxed);
        } else {
            self.release_all(key);
        }
    }

    /// Lets go altogether; gives the depth. The caller holds the lock.
    pub fn release_all(&self, key: usize) -> u64 {
        let depth = self.depth.swap(0, Ordering::Relaxed);
        self.word.release(key);
        depth
    }

    /// Takes the lock to a depth that `release_all` gave.
    pub fn restore(&self, vm: &mut Vm, key: usize, depth: u64) {
        self.word.acquire_uninterrupted(vm, key);
        self.depth.store(depth, Ordering::Relaxed);
    }
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let lock = native_of::<RLock>(vm, object)?;
    let holder = lock.data.word.holder();
    let state = if holder.is_some() { "locked" } else { "unlocked" };
    let class = class_of(object);
    let name = vm.full_class_name(&class);
    let (owner, depth) = (holder.unwrap_or(0), lock.data.depth.load(Ordering::Relaxed));
    vm.new_str(&format!("<{state} {name} object owner={owner} count={depth} at {:#x}>", object.identity()))
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    let patience = match (args[1].given(), args[2].given()) {
        (None, None) => Patience::Forever,
        _ => lock_timeout(vm, &args[1], &args[2])?,
    };
    lock.data.acquire(vm, key_of(&args[0]), patience).map(Value::from_bool)
}

fn enter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    lock.data.acquire(vm, key_of(&args[0]), Patience::Forever).map(Value::from_bool)
}

/// The lock, held by the running thread.
fn held<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a RLock> {
    let lock = native_of::<RLock>(vm, object)?;
    if lock.data.is_held_by(vm.record.id) { Ok(&lock.data) } else { Err(not_held(vm)) }
}

#[cold]
fn not_held(vm: &mut Vm) -> Raised {
    vm.runtime_error("cannot release un-acquired lock")
}

fn release(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    held(vm, &args[0])?.release_once(key_of(&args[0]));
    Ok(Value::NONE)
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    release(vm, &args[..1])
}

fn locked(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    Ok(Value::from_bool(lock.data.word.holder().is_some()))
}

fn is_owned(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    Ok(Value::from_bool(lock.data.is_held_by(vm.record.id)))
}

fn recursion_count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    let mine = lock.data.is_held_by(vm.record.id);
    Ok(Value::from_small_int(if mine { lock.data.depth.load(Ordering::Relaxed) as i64 } else { 0 }))
}

fn release_save(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let depth = held(vm, &args[0])?.release_all(key_of(&args[0]));
    let owner = vm.record.id;
    vm.new_tuple([Value::from_small_int(depth as i64), Value::from_small_int(owner as i64)])
}

fn acquire_restore(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<RLock>(vm, &args[0])?;
    let depth = match tuple_items(&args[1]).first() {
        Some(depth) => vm.as_i64(depth)?,
        None => return Err(vm.type_error("_acquire_restore() argument 1 must be 2-item tuple")),
    };
    lock.data.restore(vm, key_of(&args[0]), u64::try_from(depth).unwrap_or(1));
    Ok(Value::NONE)
}
