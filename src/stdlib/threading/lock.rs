//! `threading.Lock`: taken once at a time, given back by anyone.

use super::wait::{LockWord, Patience, key_of, lock_timeout};
use crate::builtins::common::{constructor, native_of};
use crate::heap::Value;
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

native_object! {
    pub struct Lock = "_thread.lock" {
        pub word: LockWord,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A lock: one thread at a time has it, all others wait.",
    slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method(
            "acquire(self, blocking=True, timeout=-1)",
            acquire,
            "Take the lock. False if that was not possible.",
        ),
        method("acquire_lock(self, blocking=True, timeout=-1)", acquire, "Old name of acquire()."),
        method("release(self, /)", release, "Let go of the lock."),
        method("release_lock(self, /)", release, "Old name of release()."),
        method("locked(self, /)", locked, "Does any thread have the lock?"),
        method("locked_lock(self, /)", locked, "Old name of locked()."),
        method("__enter__(self, /)", enter, "Take the lock."),
        method(
            "__exit__(self, exc_type=None, exc_value=None, traceback=None, /)",
            exit,
            "Let go of the lock.",
        ),
    ],
    ..TypeDef::new("_thread.lock", Lock::LAYOUT)
};

static NEW: NativeDef = constructor("lock()");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, _| create(vm, class))
}

fn create(vm: &mut Vm, class: &Value) -> Result<Value> {
    vm.create_native(class, Lock { word: LockWord::default() })
}

/// `_thread.allocate_lock()`.
pub fn allocate(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    create(vm, &TYPE.class())
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let lock = native_of::<Lock>(vm, object)?;
    let state = if lock.data.word.holder().is_some() { "locked" } else { "unlocked" };
    vm.new_str(&format!("<{state} _thread.lock object at {:#x}>", object.identity()))
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<Lock>(vm, &args[0])?;
    let patience = match (args[1].given(), args[2].given()) {
        (None, None) => Patience::Forever,
        _ => lock_timeout(vm, &args[1], &args[2])?,
    };
    lock.data.word.acquire(vm, key_of(&args[0]), patience).map(Value::from_bool)
}

fn enter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<Lock>(vm, &args[0])?;
    lock.data.word.acquire(vm, key_of(&args[0]), Patience::Forever).map(Value::from_bool)
}

fn release(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<Lock>(vm, &args[0])?;
    if lock.data.word.release(key_of(&args[0])) {
        return Ok(Value::NONE);
    }
    Err(vm.runtime_error("release unlocked lock"))
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    release(vm, &args[..1])
}

fn locked(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lock = native_of::<Lock>(vm, &args[0])?;
    Ok(Value::from_bool(lock.data.word.holder().is_some()))
}
