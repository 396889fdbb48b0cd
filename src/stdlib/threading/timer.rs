//! `threading.Timer`: a thread that waits and then calls a function, unless it is cancelled first.
//!
//! Its parts are plain attributes, as programs may change them before the timer starts.

use super::event;
use super::thread::{self, Thread};
use super::wait::timeout_seconds;
use crate::builtins::common::constructor;
use crate::heap::Value;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    base: Some(&thread::TYPE),
    doc: "A thread that calls a function after so many seconds, unless cancel() is called before.",
    slots: Slots { init: Some(init), ..Slots::EMPTY },
    methods: &[
        method("cancel(self)", cancel, "Stop the timer if it has not called its function yet."),
        method("run(self)", run, "Wait, then call the function."),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Timer", Thread::LAYOUT)
};

static INIT: NativeDef = constructor("Timer.__init__(interval, function, args=None, kwargs=None)");

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| {
        if let Some(init) = thread::TYPE.slots.init {
            init(vm, object, Arguments::NONE)?;
        }
        let given = |value: &Value| value.given().filter(|value| !value.is_none()).cloned();
        let call_args = match given(&args[2]) {
            Some(args) => args,
            None => vm.new_list(Vec::new())?,
        };
        let keywords = match given(&args[3]) {
            Some(keywords) => keywords,
            None => vm.new_dict()?,
        };
        let finished = vm.call(&event::TYPE.class(), &[])?;
        set(vm, object, "interval", &args[0])?;
        set(vm, object, "function", &args[1])?;
        set(vm, object, "args", &call_args)?;
        set(vm, object, "kwargs", &keywords)?;
        set(vm, object, "finished", &finished)
    })
}

fn set(vm: &mut Vm, object: &Value, name: &str, value: &Value) -> Result<()> {
    let name = vm.intern(name)?;
    vm.set_attribute(object, &name, Some(value))
}

fn get(vm: &mut Vm, object: &Value, name: &str) -> Result<Value> {
    let name = vm.intern(name)?;
    vm.get_attribute(object, &name)
}

/// Calls a method of the event that says that the timer is done.
fn call_finished(vm: &mut Vm, object: &Value, method: &str, args: &[Value]) -> Result<Value> {
    let finished = get(vm, object, "finished")?;
    let method = get(vm, &finished, method)?;
    vm.call(&method, args)
}

fn cancel(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    call_finished(vm, &args[0], "set", &[])
}

fn run(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let timer = &args[0];
    let interval = get(vm, timer, "interval")?;
    timeout_seconds(vm, &interval)?;
    call_finished(vm, timer, "wait", &[interval])?;
    let is_cancelled = call_finished(vm, timer, "is_set", &[])?;
    if !vm.truth(&is_cancelled)? {
        let function = get(vm, timer, "function")?;
        let call_args = get(vm, timer, "args")?;
        let keywords = get(vm, timer, "kwargs")?;
        let call_args = vm.collect(&call_args)?;
        super::call_with_dict(vm, &function, &call_args, &keywords)?;
    }
    call_finished(vm, timer, "set", &[])
}
