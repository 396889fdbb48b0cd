//! Generators and coroutines: the protocol that programs see.
//!
//! Running them, and claiming them so that only one thread does, is the engine's (`Hooks::resume`). What is here turns
//! yields, returns and closing into Python's terms. Async generators are in `async_generator`.

use super::common::is_str;
use super::exceptions::is_exception_class;
use super::generic_alias::class_get_item;
use crate::code::{Instruction, Op};
use crate::heap::{Dict, HeapObject, Kind, Value};
use crate::native_object;
use crate::object::core::{self, Exception as BuiltIn};
use crate::object::definition::{NativeDef, TypeDef, class_method, getter, method, property};
use crate::object::function::{
    Code, Exception, Function, Generator, GeneratorKind, Traceback, generator_state,
};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::{Result, Resume, Resumed, Vm};
use std::sync::atomic::Ordering;

pub use super::async_generator::wrap_async_value;

pub static GENERATOR: TypeDef = TypeDef {
    slots: Slots { repr: Some(repr), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("send(self, value, /)", send, "Goes on with a value as the result of the yield."),
        method(
            "throw(self, type, value=None, traceback=None, /)",
            throw,
            "Raises an exception at the yield.",
        ),
        method("close(self, /)", close, "Raises GeneratorExit at the yield and sees to the end."),
        method("__del__(self, /)", finalize, "Closes what nobody will go on with."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        getter("gi_running", is_running),
        getter("gi_suspended", is_suspended),
        getter("gi_yieldfrom", delegate),
        getter("gi_frame", super::frame::of_generator),
        getter("gi_code", code),
        property("__name__", name, set_name),
        property("__qualname__", qualified_name, set_qualified_name),
    ],
    ..TypeDef::new("generator", Generator::LAYOUT)
};

pub static COROUTINE: TypeDef = TypeDef {
    slots: Slots { repr: Some(repr), await_: Some(await_coroutine), ..Slots::EMPTY },
    methods: &[
        method("send(self, value, /)", send, "Goes on with a value as the result of what is awaited."),
        method(
            "throw(self, type, value=None, traceback=None, /)",
            throw,
            "Raises an exception where it waits.",
        ),
        method("close(self, /)", close, "Raises GeneratorExit where it waits and sees to the end."),
        method("__del__(self, /)", finalize, "Closes what nobody will go on with."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        getter("cr_running", is_running),
        getter("cr_suspended", is_suspended),
        getter("cr_await", delegate),
        getter("cr_frame", super::frame::of_generator),
        getter("cr_code", code),
        getter("cr_origin", |_, _| Ok(Value::NONE)),
        property("__name__", name, set_name),
        property("__qualname__", qualified_name, set_qualified_name),
    ],
    ..TypeDef::new("coroutine", Generator::LAYOUT)
};

pub fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

pub fn generator_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Generator> {
    match Generator::of(value) {
        Some(generator) => Ok(generator),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("expected a generator but received a '{given}'")))
        }
    }
}

fn state(generator: &Generator) -> u8 {
    generator.state.load(Ordering::Acquire)
}

/// "generator", "coroutine" or "async generator".
pub fn noun(generator: &Generator) -> &'static str {
    match generator.kind() {
        GeneratorKind::Generator => "generator",
        GeneratorKind::Coroutine => "coroutine",
        GeneratorKind::AsyncGenerator => "async generator",
    }
}

/// Goes on with a value. A coroutine that has ended cannot be used again.
pub fn send_value(vm: &mut Vm, object: &Value, value: Value) -> Result<Resumed> {
    let generator = generator_of(vm, object)?;
    match state(generator) {
        generator_state::CREATED if !value.is_none() => {
            let noun = noun(generator);
            return Err(vm.type_error(format!("can't send non-None value to a just-started {noun}")));
        }
        generator_state::CLOSED if generator.kind() == GeneratorKind::Coroutine => {
            return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
        }
        _ => {}
    }
    (vm.hooks.resume)(vm, object, Resume::Send(value))
}

/// Raises an exception inside.
pub fn throw_value(vm: &mut Vm, object: &Value, exception: Value) -> Result<Resumed> {
    let generator = generator_of(vm, object)?;
    if state(generator) == generator_state::CLOSED && generator.kind() == GeneratorKind::Coroutine {
        return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
    }
    (vm.hooks.resume)(vm, object, Resume::Throw(exception))
}

/// A yielded value as it is, a returned one as StopIteration.
pub fn yielded(vm: &mut Vm, resumed: Resumed) -> Result<Value> {
    match resumed {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) => Err(vm.stop_iteration(value)),
    }
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    match send_value(vm, object, Value::NONE)? {
        Resumed::Yielded(value) => Ok(Some(value)),
        Resumed::Returned(_) => Ok(None),
    }
}

fn send(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let resumed = send_value(vm, &args[0], args[1].clone())?;
    yielded(vm, resumed)
}

fn throw(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let exception = exception_to_throw(vm, &args[1], &args[2], &args[3])?;
    let resumed = throw_value(vm, &args[0], exception)?;
    yielded(vm, resumed)
}

/// The exception that `throw(type, value, traceback)` means: an instance alone, or a class with what it is called with.
pub fn exception_to_throw(vm: &mut Vm, kind: &Value, value: &Value, traceback: &Value) -> Result<Value> {
    let traceback = traceback.given().filter(|traceback| !traceback.is_none());
    if traceback.is_some_and(|traceback| payload::<Traceback>(traceback).is_none()) {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let value = value.given().filter(|value| !value.is_none());
    let exception = if is_exception_class(kind) {
        match value {
            Some(value) if crate::vm::Vm::is_plain_instance(vm, value, kind) => value.clone(),
            Some(value) if super::common::is_kind_of(value, core::CoreClass::Tuple) => {
                vm.call(kind, tuple_items(value))?
            }
            Some(value) => vm.call(kind, std::slice::from_ref(value))?,
            None => vm.call(kind, &[])?,
        }
    } else if Exception::of(kind).is_some() {
        if value.is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        kind.clone()
    } else {
        let given = vm.class_name(kind);
        let text =
            format!("exceptions must be classes or instances deriving from BaseException, not {given}");
        return Err(vm.type_error(text));
    };
    if let (Some(traceback), Some(object)) = (traceback, Exception::of(&exception)) {
        let result = vm.heap.set_slot(&object.header, &object.traceback, traceback.clone());
        drop(vm.check(result)?);
    }
    Ok(exception)
}

fn close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    close_generator(vm, &args[0])
}

/// What death does to a generator that was suspended: its `finally` clauses run.
pub fn finalize(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let generator = generator_of(vm, &args[0])?;
    if generator.kind() == GeneratorKind::Coroutine && state(generator) == generator_state::CREATED {
        warn_unawaited(vm, &args[0])?;
    }
    close_generator(vm, &args[0]).map(|_| Value::NONE)
}

/// A coroutine that never ran is most often a forgotten `await`.
fn warn_unawaited(vm: &mut Vm, coroutine: &Value) -> Result<()> {
    let state = vm.interpreter.state();
    let builtins = payload::<State>(&state).map_or(Value::NULL, |state| state.builtins.clone());
    let Some(builtins) = cast_kind::<Dict>(&builtins, Kind::Dict) else { return Ok(()) };
    let Some(import) = vm.dict_get_name(builtins, Name::Import) else { return Ok(()) };
    let module = vm.intern("warnings")?;
    let warnings = vm.call(&import, &[module])?;
    let name = vm.intern("_warn_unawaited_coroutine")?;
    match vm.find_attribute(&warnings, &name)? {
        Some(warn) => vm.call(&warn, std::slice::from_ref(coroutine)).map(drop),
        // The interpreter ends, and the module is empty already.
        None => Ok(()),
    }
}

/// Raises GeneratorExit inside, unless it never ran or has ended. Gives what it returned.
pub fn close_generator(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = generator_of(vm, object)?;
    if close_unstarted(vm, generator)? || state(generator) == generator_state::CLOSED {
        return Ok(Value::NONE);
    }
    let exit = vm.call(&core::exception(BuiltIn::GeneratorExit), &[])?;
    match (vm.hooks.resume)(vm, object, Resume::Throw(exit)) {
        Ok(Resumed::Yielded(_)) => {
            let noun = noun(generator);
            Err(vm.runtime_error(format!("{noun} ignored GeneratorExit")))
        }
        Ok(Resumed::Returned(value)) => Ok(value),
        Err(_) => {
            if !vm.raised_is(BuiltIn::StopIteration) {
                vm.catch(BuiltIn::GeneratorExit)?;
            }
            vm.take_raised();
            Ok(Value::NONE)
        }
    }
}

/// Ends a generator whose body never ran: true if it was one.
pub fn close_unstarted(vm: &mut Vm, generator: &Generator) -> Result<bool> {
    let claimed = generator.state.compare_exchange(
        generator_state::CREATED,
        generator_state::CLOSED,
        Ordering::AcqRel,
        Ordering::Acquire,
    );
    if claimed.is_err() {
        return Ok(false);
    }
    for slot in generator.registers.slots() {
        let result = vm.heap.set_slot(&generator.header, slot, Value::NULL);
        drop(vm.check(result)?);
    }
    Ok(true)
}

/// The next item of a generator; at its end StopIteration with what it returned.
pub fn next_or_stop(vm: &mut Vm, object: &Value) -> Result<Value> {
    let resumed = send_value(vm, object, Value::NONE)?;
    yielded(vm, resumed)
}

pub fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let name = generator_of(vm, object)?.qualname.get();
    let (name, class) = (vm.str_text(&name)?, vm.class_name(object));
    let address = object.identity();
    vm.new_str(&format!("<{class} object {name} at {address:#x}>"))
}

pub fn is_running(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = generator_of(vm, object)?;
    Ok(Value::from_bool(state(generator) == generator_state::RUNNING))
}

pub fn is_suspended(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = generator_of(vm, object)?;
    Ok(Value::from_bool(state(generator) == generator_state::SUSPENDED))
}

pub fn delegate(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = generator_of(vm, object)?;
    Ok(delegate_of(generator).unwrap_or(Value::NONE))
}

/// What a suspended generator delegates to: the operand of the instruction at which it goes on. Another thread may resume
/// a shared one meanwhile: then the word that is left here may be dead.
pub fn delegate_of(generator: &Generator) -> Option<Value> {
    if state(generator) != generator_state::SUSPENDED {
        return None;
    }
    let code = Code::of(&generator.code)?;
    let word = code.unit.words.get(generator.resume_at.load(Ordering::Relaxed) as usize)?;
    let instruction = Instruction(*word);
    if instruction.op() != Op::Delegate {
        return None;
    }
    let inner = generator.registers.slots().get(instruction.b() as usize)?.try_get()?;
    if inner.is_null() { None } else { Some(inner) }
}

pub fn code(vm: &mut Vm, object: &Value) -> Result<Value> {
    let function = generator_of(vm, object)?.function.clone();
    let code = Function::of(&function).map_or(Value::NONE, |function| function.code.get());
    Ok(if Code::of(&code).is_some() { code } else { Value::NONE })
}

pub fn name(vm: &mut Vm, object: &Value) -> Result<Value> {
    generator_of(vm, object).map(|generator| generator.name.get())
}

pub fn set_name(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value.filter(|value| is_str(value)) else {
        return Err(vm.type_error("__name__ must be set to a string object"));
    };
    let generator = generator_of(vm, object)?;
    let result = vm.heap.set_slot(&generator.header, &generator.name, value.clone());
    vm.check(result).map(drop)
}

pub fn qualified_name(vm: &mut Vm, object: &Value) -> Result<Value> {
    generator_of(vm, object).map(|generator| generator.qualname.get())
}

pub fn set_qualified_name(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value.filter(|value| is_str(value)) else {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    };
    let generator = generator_of(vm, object)?;
    let result = vm.heap.set_slot(&generator.header, &generator.qualname, value.clone());
    vm.check(result).map(drop)
}

native_object! {
    /// What `coroutine.__await__()` gives: an iterator that drives the coroutine.
    pub struct CoroutineWrapper = "coroutine_wrapper" {
        pub coroutine: Value,
    }
}

const WRAPPER_METHODS: &[NativeDef] = &[
    method("send(self, value, /)", send_wrapped, "Goes on with a value."),
    method("throw(self, type, value=None, traceback=None, /)", throw_wrapped, "Raises an exception inside."),
    method("close(self, /)", close_wrapped, "Ends the coroutine."),
];

pub static COROUTINE_WRAPPER: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next_wrapped), ..Slots::EMPTY },
    methods: WRAPPER_METHODS,
    ..TypeDef::new("coroutine_wrapper", CoroutineWrapper::LAYOUT)
};

fn await_coroutine(vm: &mut Vm, object: &Value) -> Result<Value> {
    vm.create_of(&COROUTINE_WRAPPER, CoroutineWrapper { coroutine: object.clone() })
}

fn wrapped(vm: &mut Vm, object: &Value) -> Result<Value> {
    super::common::native_of::<CoroutineWrapper>(vm, object).map(|wrapper| wrapper.data.coroutine.clone())
}

fn next_wrapped(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let coroutine = wrapped(vm, object)?;
    // The value of a return is kept: whoever awaits asks for it.
    next_or_stop(vm, &coroutine).map(Some)
}

fn send_wrapped(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let coroutine = wrapped(vm, &args[0])?;
    let resumed = send_value(vm, &coroutine, args[1].clone())?;
    yielded(vm, resumed)
}

fn throw_wrapped(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let coroutine = wrapped(vm, &args[0])?;
    let exception = exception_to_throw(vm, &args[1], &args[2], &args[3])?;
    let resumed = throw_value(vm, &coroutine, exception)?;
    yielded(vm, resumed)
}

fn close_wrapped(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let coroutine = wrapped(vm, &args[0])?;
    close_generator(vm, &coroutine)
}
