//! Async generators: `asend`, `athrow`, `aclose` and the awaitable objects that they give.
//!
//! What an async generator yields comes wrapped, so that it differs from what it awaits. An awaitable runs the body on
//! until a wrapped value comes out, which ends the awaiting as StopIteration.

use super::common::native_of;
use super::generator::{
    code, delegate, exception_to_throw, finalize, generator_of, is_running, is_suspended, itself, name,
    qualified_name, repr, set_name, set_qualified_name,
};
use super::generic_alias::class_get_item;
use crate::heap::{Slot, Value};
use crate::native_object;
use crate::object::class::Class;
use crate::object::core::{self, Exception as BuiltIn, class_of};
use crate::object::definition::{TypeDef, class_method, getter, method, property};
use crate::object::function::{Generator, generator_state};
use crate::object::names::Name;
use crate::object::native::{Native, NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::{Raised, Result, Resume, Resumed, Vm};
use std::sync::atomic::{AtomicU8, Ordering};

pub static ASYNC_GENERATOR: TypeDef = TypeDef {
    slots: Slots { repr: Some(repr), async_iter: Some(itself), async_next: Some(async_next), ..Slots::EMPTY },
    methods: &[
        method("asend(self, value, /)", asend, "An awaitable that goes on with a value."),
        method(
            "athrow(self, type, value=None, traceback=None, /)",
            athrow,
            "An awaitable that raises inside.",
        ),
        method("aclose(self, /)", aclose, "An awaitable that raises GeneratorExit inside."),
        method("__del__(self, /)", finalize, "Closes what nobody will go on with."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        getter("ag_running", is_running_async),
        getter("ag_suspended", is_suspended),
        getter("ag_await", delegate),
        getter("ag_frame", super::frame::of_generator),
        getter("ag_code", code),
        property("__name__", name, set_name),
        property("__qualname__", qualified_name, set_qualified_name),
    ],
    ..TypeDef::new("async_generator", <Generator as crate::heap::HeapObject>::LAYOUT)
};

/// Bits of `Generator::async_state`.
const AWAITED: u8 = 1;
const CLOSED: u8 = 2;

native_object! {
    /// A value that an async generator yields.
    pub struct AsyncValue = "async_generator_wrapped_value" {
        pub value: Value,
    }
}

pub static ASYNC_VALUE: TypeDef = TypeDef::new("async_generator_wrapped_value", AsyncValue::LAYOUT);

/// What the engine lets an async generator yield instead of the value.
pub fn wrap_async_value(vm: &mut Vm, value: Value) -> Result<Value> {
    vm.create_of(&ASYNC_VALUE, AsyncValue { value })
}

/// An awaitable's life.
mod phase {
    pub const NEW: u8 = 0;
    pub const STARTED: u8 = 1;
    pub const ENDED: u8 = 2;
}

native_object! {
    /// `asend` and `__anext__`.
    pub struct AsyncSend = "async_generator_asend" {
        pub generator: Value,
        pub sent: Value,
        pub phase: AtomicU8,
    }
}

pub static ASYNC_SEND: TypeDef = TypeDef {
    slots: Slots { await_: Some(itself), iter: Some(itself), next: Some(next_of_asend), ..Slots::EMPTY },
    methods: &[
        method("send(self, value, /)", send_to_asend, "Goes on with a value."),
        method(
            "throw(self, type, value=None, traceback=None, /)",
            throw_into_asend,
            "Raises an exception inside.",
        ),
        method("close(self, /)", close_asend, "Raises GeneratorExit inside."),
    ],
    ..TypeDef::new("async_generator_asend", AsyncSend::LAYOUT)
};

native_object! {
    /// `athrow`, and without an exception `aclose`.
    pub struct AsyncThrow = "async_generator_athrow" {
        pub generator: Value,
        /// (type, value, traceback), or NULL for `aclose`.
        pub exception: Value,
        pub phase: AtomicU8,
    }
}

pub static ASYNC_THROW: TypeDef = TypeDef {
    slots: Slots { await_: Some(itself), iter: Some(itself), next: Some(next_of_athrow), ..Slots::EMPTY },
    methods: &[
        method("send(self, value, /)", send_to_athrow, "Goes on with a value."),
        method(
            "throw(self, type, value=None, traceback=None, /)",
            throw_into_athrow,
            "Raises an exception inside.",
        ),
        method("close(self, /)", close_athrow, "Raises GeneratorExit inside."),
    ],
    ..TypeDef::new("async_generator_athrow", AsyncThrow::LAYOUT)
};

fn async_next(vm: &mut Vm, object: &Value) -> Result<Value> {
    new_send(vm, object, Value::NONE)
}

fn asend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    new_send(vm, &args[0], args[1].clone())
}

fn new_send(vm: &mut Vm, generator: &Value, sent: Value) -> Result<Value> {
    let generator = generator.clone();
    vm.create_of(&ASYNC_SEND, AsyncSend { generator, sent, phase: AtomicU8::new(phase::NEW) })
}

fn athrow(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let parts = args[1..].iter().map(|part| part.given().cloned().unwrap_or(Value::NONE)).collect::<Vec<_>>();
    let exception = vm.new_tuple(parts)?;
    let data = AsyncThrow { generator: args[0].clone(), exception, phase: AtomicU8::new(phase::NEW) };
    vm.create_of(&ASYNC_THROW, data)
}

fn aclose(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (generator, exception) = (args[0].clone(), Value::NULL);
    vm.create_of(&ASYNC_THROW, AsyncThrow { generator, exception, phase: AtomicU8::new(phase::NEW) })
}

fn is_running_async(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = generator_of(vm, object)?;
    if generator.async_state.load(Ordering::Relaxed) & AWAITED != 0 {
        return Ok(Value::TRUE);
    }
    is_running(vm, object)
}

/// Runs the body on. A return is StopAsyncIteration.
fn run(vm: &mut Vm, generator: &Value, input: Resume) -> Result<Value> {
    let object = generator_of(vm, generator)?;
    if let Resume::Send(value) = &input
        && !value.is_none()
        && object.state.load(Ordering::Acquire) == generator_state::CREATED
    {
        return Err(vm.type_error("can't send non-None value to a just-started async generator"));
    }
    match (vm.hooks.resume)(vm, generator, input)? {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(_) => Err(vm.raise_bare(BuiltIn::StopAsyncIteration)),
    }
}

/// A yielded value ends the awaiting as StopIteration; what the body awaits goes on to whoever drives.
fn unwrap(vm: &mut Vm, generator: &Value, result: Result<Value>) -> Result<Value> {
    let object = generator_of(vm, generator)?;
    match result {
        Ok(value) => match payload::<AsyncValue>(&value) {
            Some(wrapped) => {
                object.async_state.fetch_and(!AWAITED, Ordering::Relaxed);
                Err(vm.stop_iteration(wrapped.value.clone()))
            }
            None => Ok(value),
        },
        Err(raised) => {
            if is_end(vm) {
                object.async_state.fetch_or(CLOSED, Ordering::Relaxed);
            }
            object.async_state.fetch_and(!AWAITED, Ordering::Relaxed);
            Err(raised)
        }
    }
}

fn is_end(vm: &Vm) -> bool {
    vm.raised_is(BuiltIn::StopAsyncIteration) || vm.raised_is(BuiltIn::GeneratorExit)
}

/// Nobody else may await the generator.
fn claim(vm: &mut Vm, generator: &Value, phase: &AtomicU8, what: &str) -> Result<()> {
    let object = generator_of(vm, generator)?;
    if object.async_state.fetch_or(AWAITED, Ordering::Relaxed) & AWAITED != 0 {
        phase.store(phase::ENDED, Ordering::Relaxed);
        return Err(vm.runtime_error(format!("{what}(): asynchronous generator is already running")));
    }
    phase.store(phase::STARTED, Ordering::Relaxed);
    Ok(())
}

#[cold]
fn reused(vm: &mut Vm, what: &str) -> Raised {
    vm.runtime_error(format!("cannot reuse already awaited {what}"))
}

fn drive_asend(vm: &mut Vm, object: &Value, value: &Value) -> Result<Value> {
    let this = native_of::<AsyncSend>(vm, object)?;
    let mut value = value.clone();
    match this.data.phase.load(Ordering::Relaxed) {
        phase::ENDED => return Err(reused(vm, "__anext__()/asend()")),
        phase::NEW => {
            claim(vm, &this.data.generator, &this.data.phase, "anext")?;
            if value.is_none() {
                value = this.data.sent.clone();
            }
        }
        _ => {}
    }
    let result = run(vm, &this.data.generator, Resume::Send(value));
    finish_asend(vm, this, result)
}

fn finish_asend(vm: &mut Vm, this: &Native<AsyncSend>, result: Result<Value>) -> Result<Value> {
    let result = unwrap(vm, &this.data.generator, result);
    if result.is_err() {
        this.data.phase.store(phase::ENDED, Ordering::Relaxed);
    }
    result
}

fn next_of_asend(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    drive_asend(vm, object, &Value::NONE).map(Some)
}

fn send_to_asend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    drive_asend(vm, &args[0], &args[1])
}

fn throw_into_asend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<AsyncSend>(vm, &args[0])?;
    match this.data.phase.load(Ordering::Relaxed) {
        phase::ENDED => return Err(reused(vm, "__anext__()/asend()")),
        phase::NEW => claim(vm, &this.data.generator, &this.data.phase, "anext")?,
        _ => {}
    }
    let exception = exception_to_throw(vm, &args[1], &args[2], &args[3])?;
    let result = run(vm, &this.data.generator, Resume::Throw(exception));
    finish_asend(vm, this, result)
}

fn close_asend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<AsyncSend>(vm, &args[0])?;
    if this.data.phase.load(Ordering::Relaxed) == phase::ENDED {
        return Ok(Value::NONE);
    }
    close_by_throwing(vm, &args[0], throw_into_asend)
}

fn close_by_throwing(
    vm: &mut Vm,
    object: &Value,
    throw: fn(&mut Vm, &[Value]) -> Result<Value>,
) -> Result<Value> {
    let exit = core::exception(BuiltIn::GeneratorExit);
    match throw(vm, &[object.clone(), exit, Value::NULL, Value::NULL]) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(_) if vm.raised_is(BuiltIn::StopIteration) || is_end(vm) => {
            vm.take_raised();
            Ok(Value::NONE)
        }
        Err(raised) => Err(raised),
    }
}

const REUSED: &str = "aclose()/athrow()";

fn drive_athrow(vm: &mut Vm, object: &Value, value: &Value) -> Result<Value> {
    let this = native_of::<AsyncThrow>(vm, object)?;
    let (generator, phase) = (&this.data.generator, &this.data.phase);
    let is_new = match phase.load(Ordering::Relaxed) {
        phase::ENDED => return Err(reused(vm, REUSED)),
        other => other == phase::NEW,
    };
    let inner = generator_of(vm, generator)?;
    if inner.state.load(Ordering::Acquire) == generator_state::CLOSED {
        phase.store(phase::ENDED, Ordering::Relaxed);
        return Err(vm.stop_iteration(Value::NONE));
    }
    if !is_new {
        let result = run(vm, generator, Resume::Send(value.clone()));
        return finish_athrow(vm, this, result);
    }
    claim(vm, generator, phase, name_of(this))?;
    if inner.async_state.load(Ordering::Relaxed) & CLOSED != 0 {
        inner.async_state.fetch_and(!AWAITED, Ordering::Relaxed);
        phase.store(phase::ENDED, Ordering::Relaxed);
        return Err(vm.raise_bare(BuiltIn::StopAsyncIteration));
    }
    if !value.is_none() {
        inner.async_state.fetch_and(!AWAITED, Ordering::Relaxed);
        phase.store(phase::NEW, Ordering::Relaxed);
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    let exception = match crate::vm::call::tuple_items(&this.data.exception) {
        [kind, value, traceback] => exception_to_throw(vm, kind, value, traceback),
        _ => {
            inner.async_state.fetch_or(CLOSED, Ordering::Relaxed);
            vm.call(&core::exception(BuiltIn::GeneratorExit), &[])
        }
    };
    let result = exception.and_then(|exception| run(vm, generator, Resume::Throw(exception)));
    finish_athrow(vm, this, result)
}

fn name_of(this: &Native<AsyncThrow>) -> &'static str {
    if this.data.exception.is_null() { "aclose" } else { "athrow" }
}

/// What comes out of `athrow` is as with `asend`; `aclose` must see no value, and takes an end as its success.
fn finish_athrow(vm: &mut Vm, this: &Native<AsyncThrow>, result: Result<Value>) -> Result<Value> {
    let generator = generator_of(vm, &this.data.generator)?;
    if !this.data.exception.is_null() {
        let result = unwrap(vm, &this.data.generator, result);
        if result.is_err() {
            this.data.phase.store(phase::ENDED, Ordering::Relaxed);
        }
        return result;
    }
    if let Ok(value) = &result
        && payload::<AsyncValue>(value).is_none()
    {
        return result;
    }
    generator.async_state.fetch_and(!AWAITED, Ordering::Relaxed);
    this.data.phase.store(phase::ENDED, Ordering::Relaxed);
    match result {
        Ok(_) => Err(vm.runtime_error("async generator ignored GeneratorExit")),
        Err(_) if is_end(vm) => {
            vm.take_raised();
            Err(vm.stop_iteration(Value::NONE))
        }
        Err(raised) => Err(raised),
    }
}

fn next_of_athrow(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    drive_athrow(vm, object, &Value::NONE).map(Some)
}

fn send_to_athrow(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    drive_athrow(vm, &args[0], &args[1])
}

fn throw_into_athrow(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<AsyncThrow>(vm, &args[0])?;
    match this.data.phase.load(Ordering::Relaxed) {
        phase::ENDED => return Err(reused(vm, REUSED)),
        phase::NEW => claim(vm, &this.data.generator, &this.data.phase, name_of(this))?,
        _ => {}
    }
    let exception = exception_to_throw(vm, &args[1], &args[2], &args[3])?;
    let result = run(vm, &this.data.generator, Resume::Throw(exception));
    finish_athrow(vm, this, result)
}

fn close_athrow(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<AsyncThrow>(vm, &args[0])?;
    if this.data.phase.load(Ordering::Relaxed) == phase::ENDED {
        return Ok(Value::NONE);
    }
    close_by_throwing(vm, &args[0], throw_into_athrow)
}

native_object! {
    /// `anext(iterator, default)`.
    pub struct AsyncDefault = "anext_awaitable" {
        pub awaitable: Value,
        /// The iterator of the awaitable, once it was asked for.
        pub iterator: Slot,
        pub default: Value,
    }
}

pub static ASYNC_DEFAULT: TypeDef = TypeDef {
    slots: Slots { await_: Some(itself), iter: Some(itself), next: Some(next_or_default), ..Slots::EMPTY },
    methods: &[
        method("send(self, value, /)", send_to_default, "Goes on with a value."),
        method(
            "throw(self, type, value=None, traceback=None, /)",
            throw_into_default,
            "Raises an exception inside.",
        ),
        method("close(self, /)", close_default, "Ends the awaiting."),
    ],
    ..TypeDef::new("anext_awaitable", AsyncDefault::LAYOUT)
};

/// `aiter(iterable)`.
pub fn aiter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let slots = |value: &Value| Class::of(&class_of(value)).map(|class| *class.slots());
    let Some(function) = slots(&args[0]).and_then(|slots| slots.async_iter) else {
        let given = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("'{given}' object is not an async iterable")));
    };
    let iterator = function(vm, &args[0])?;
    if slots(&iterator).is_some_and(|slots| slots.async_next.is_some()) {
        return Ok(iterator);
    }
    let given = vm.class_name(&iterator);
    Err(vm.type_error(format!("aiter() returned not an async iterator of type '{given}'")))
}

/// `anext(iterator[, default])`.
pub fn anext(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(function) = Class::of(&class_of(&args[0])).and_then(|class| class.slots().async_next) else {
        let given = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("'{given}' object is not an async iterator")));
    };
    let awaitable = function(vm, &args[0])?;
    match args[1].given() {
        Some(default) => {
            let default = default.clone();
            vm.create_of(&ASYNC_DEFAULT, AsyncDefault { awaitable, iterator: Slot::empty(), default })
        }
        None => Ok(awaitable),
    }
}

fn iterator_of(vm: &mut Vm, object: &Value) -> Result<(Value, Value)> {
    let this = native_of::<AsyncDefault>(vm, object)?;
    let known = this.data.iterator.get();
    if !known.is_null() {
        return Ok((known, this.data.default.clone()));
    }
    let awaitable = &this.data.awaitable;
    let Some(function) = Class::of(&class_of(awaitable)).and_then(|class| class.slots().await_) else {
        let given = vm.class_name(awaitable);
        return Err(vm.type_error(format!("'{given}' object can't be awaited")));
    };
    let iterator = function(vm, awaitable)?;
    if !super::common::is_iterator(&iterator) {
        let given = vm.class_name(&iterator);
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{given}'")));
    }
    super::common::store(vm, this, &this.data.iterator, iterator.clone())?;
    Ok((iterator, this.data.default.clone()))
}

/// The end of the async iterator becomes the default.
fn or_default(vm: &mut Vm, result: Result<Value>, default: Value) -> Result<Value> {
    match result {
        Err(_) if vm.raised_is(BuiltIn::StopAsyncIteration) => {
            vm.take_raised();
            Err(vm.stop_iteration(default))
        }
        other => other,
    }
}

fn next_or_default(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let (iterator, default) = iterator_of(vm, object)?;
    let result = super::functions::next_item(vm, &iterator);
    or_default(vm, result, default).map(Some)
}

fn send_to_default(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (iterator, default) = iterator_of(vm, &args[0])?;
    let result = vm.call_method(&iterator, Name::Send, &args[1..]);
    or_default(vm, result, default)
}

fn throw_into_default(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (iterator, default) = iterator_of(vm, &args[0])?;
    let given: Vec<Value> = args[1..].iter().filter(|value| !value.is_null()).cloned().collect();
    let result = vm.call_method(&iterator, Name::Throw, &given);
    or_default(vm, result, default)
}

fn close_default(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (iterator, default) = iterator_of(vm, &args[0])?;
    let result = vm.call_method(&iterator, Name::Close, &[]);
    or_default(vm, result, default)
}
