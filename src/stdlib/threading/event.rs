//! `threading.Event`: a flag that threads wait for.

use super::wait::{Patience, key_of, optional_timeout, park_once};
use crate::builtins::common::{constructor, native_of};
use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::Value;
use crate::native_object;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

native_object! {
    pub struct Event = "threading.Event" {
        flag: AtomicBool,
        /// Threads that wait or are about to: nobody is woken while there are none.
        waiters: AtomicU32,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A flag that threads wait for.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method("is_set(self)", is_set, "Is the flag set?"),
        method("isSet(self)", is_set, "Old name of is_set()."),
        method("set(self)", set, "Set the flag: all waiting threads go on."),
        method("clear(self)", clear, "Unset the flag: threads that wait from now on wait for set()."),
        method(
            "wait(self, timeout=None)",
            wait,
            "Wait until the flag is set. False if the time was up first.",
        ),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Event", Event::LAYOUT)
};

static INIT: NativeDef = constructor("Event.__init__()");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, Event { flag: AtomicBool::new(false), waiters: AtomicU32::new(0) })
}

fn init(vm: &mut Vm, _object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |_, _| Ok(()))
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let event = native_of::<Event>(vm, object)?;
    let status = if event.data.flag.load(Ordering::SeqCst) { "set" } else { "unset" };
    let class = class_of(object);
    let name = vm.full_class_name(&class);
    vm.new_str(&format!("<{name} at {:#x}: {status}>", object.identity()))
}

fn is_set(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(native_of::<Event>(vm, &args[0])?.data.flag.load(Ordering::SeqCst)))
}

fn set(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let event = native_of::<Event>(vm, &args[0])?;
    event.data.flag.store(true, Ordering::SeqCst);
    if event.data.waiters.load(Ordering::SeqCst) != 0 {
        park::wake_all(key_of(&args[0]));
    }
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    native_of::<Event>(vm, &args[0])?.data.flag.store(false, Ordering::SeqCst);
    Ok(Value::NONE)
}

fn wait(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let event = native_of::<Event>(vm, &args[0])?;
    let patience = optional_timeout(vm, &args[1])?;
    event.data.wait(vm, key_of(&args[0]), patience).map(Value::from_bool)
}

impl Event {
    fn wait(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        if self.flag.load(Ordering::SeqCst) {
            return Ok(true);
        }
        if let Patience::None = patience {
            return Ok(false);
        }
        self.waiters.fetch_add(1, Ordering::SeqCst);
        let result = self.park(vm, key, patience);
        self.waiters.fetch_sub(1, Ordering::SeqCst);
        result
    }

    fn park(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        let deadline = patience.deadline();
        loop {
            let reason = WaitReason { kind: "event", key, holder: None };
            match park_once(vm, reason, deadline, || !self.flag.load(Ordering::SeqCst)) {
                // Only `set` wakes: the flag was set, even if it has been cleared since.
                Wake::Woken | Wake::Refused => return Ok(true),
                Wake::TimedOut => return Ok(self.flag.load(Ordering::SeqCst)),
                Wake::Interrupted => vm.poll()?,
            }
        }
    }
}
