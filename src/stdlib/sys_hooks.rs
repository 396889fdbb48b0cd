//! The hooks of `sys`: what shows values, reports exceptions that nothing caught or could catch, and traces.

use super::struct_sequence::{field, structure};
use super::support::{builtin, dict_of, sys_attribute};
use crate::heap::{Dict, Value};
use crate::object::core::Exception;
use crate::object::definition::{NativeDef, TypeDef, function};
use crate::object::function::Exception as ExceptionObject;
use crate::object::native::payload;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::traceback;
use crate::vm::{Result, Vm};

pub static UNRAISABLE_ARGUMENTS: TypeDef = structure(
    "UnraisableHookArgs",
    "What sys.unraisablehook gets: type, value and traceback of an exception, what happened, and the culprit.",
    &[
        field::<0>("exc_type"),
        field::<1>("exc_value"),
        field::<2>("exc_traceback"),
        field::<3>("err_msg"),
        field::<4>("object"),
    ],
);

pub static DISPLAY: NativeDef = function(
    "displayhook(object, /)",
    display,
    "Print a value and keep it as builtins._, unless it is None.",
);
pub static EXCEPT: NativeDef =
    function("excepthook(exctype, value, traceback, /)", except, "Report an exception on sys.stderr.");
pub static UNRAISABLE: NativeDef =
    function("unraisablehook(unraisable, /)", unraisable, "Report an exception that nobody can catch.");
pub static BREAKPOINT: NativeDef =
    function("breakpointhook(*args, **kws)", breakpoint, "What breakpoint() calls: there is no debugger.");

/// Under their names, and as `__name__` for whoever wants ours back.
pub fn fill(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let module = vm.intern("sys")?;
    for definition in [&DISPLAY, &EXCEPT, &UNRAISABLE, &BREAKPOINT] {
        let hook = crate::builtins::new_native_function(vm, definition, Value::NULL, module.clone())?;
        let name = definition.name();
        vm.dict_set_str(dict, name, hook.clone())?;
        vm.dict_set_str(dict, &format!("__{name}__"), hook)?;
    }
    Ok(())
}

fn keep(vm: &mut Vm, value: Value) -> Result<()> {
    let state = vm.interpreter.state();
    let builtins = payload::<State>(&state).map_or(Value::NULL, |state| state.builtins.clone());
    match dict_of(&builtins) {
        Some(dict) => vm.dict_set_str(dict, "_", value),
        None => Ok(()),
    }
}

fn display(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[0].is_none() {
        return Ok(Value::NONE);
    }
    keep(vm, Value::NONE)?;
    match sys_attribute(vm, "stdout")? {
        None => return Err(vm.runtime_error("lost sys.stdout")),
        Some(stdout) if stdout.is_none() => {}
        Some(_) => {
            let shown = vm.repr(&args[0])?;
            let print = builtin(vm, "print")?;
            vm.call(&print, &[shown])?;
        }
    }
    keep(vm, args[0].clone())?;
    Ok(Value::NONE)
}

fn except(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(object) = ExceptionObject::of(&args[1]) else {
        let given = vm.class_name(&args[1]);
        let text = format!("TypeError: print_exception(): Exception expected for value, {given} found\n");
        traceback::write_stderr(vm, &text);
        return Ok(Value::NONE);
    };
    if object.traceback.get().is_none() && !args[2].is_none() {
        let set = vm.heap.set_slot(&object.header, &object.traceback, args[2].clone());
        drop(vm.check(set)?);
    }
    let report = traceback::render(vm, &args[1]);
    traceback::write_stderr(vm, &report);
    Ok(Value::NONE)
}

fn unraisable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let [_, exception, _, occasion, culprit] = tuple_items(&args[0]) else {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    };
    let occasion = if occasion.is_none() { String::new() } else { vm.str_text(occasion)? };
    let report = traceback::unraisable_text(vm, exception, &occasion, culprit);
    traceback::write_stderr(vm, &report);
    Ok(Value::NONE)
}

fn breakpoint(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(vm.raise(Exception::NotImplementedError, "lungfish has no debugger; set sys.breakpointhook"))
}

/// `settrace` and `setprofile`: nothing can be traced, so only None may be set.
pub fn set_tracer(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[0].is_none() {
        return Ok(Value::NONE);
    }
    Err(vm.raise(Exception::NotImplementedError, "lungfish calls no trace functions"))
}
