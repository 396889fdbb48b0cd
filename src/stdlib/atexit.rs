//! `atexit`: functions to call when the interpreter ends.
//!
//! They are kept in the interpreter's registry, so each interpreter has its own. `run` is for shutdown.

use crate::heap::{Kind, List, Value};
use crate::object::definition::{Arguments, ModuleDef, function};
use crate::object::native::{cast_kind, payload};
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "Functions to call when the interpreter ends.",
    functions: &[
        function("register(func, /, *args, **kwargs)", register, "Call a function at the end; the function."),
        function("unregister(func, /)", unregister, "Do not call a function at the end."),
        function("_run_exitfuncs()", run_now, "Call the functions now."),
        function("_clear()", clear, "Forget all functions."),
        function("_ncallbacks()", count, "How many functions are registered."),
    ],
    types: &[],
    init: None,
};

const KEY: &str = "exit functions";

/// The list of (function, arguments, names of the last arguments), made at first use.
fn registered(vm: &mut Vm) -> Result<Value> {
    let state = vm.interpreter.state();
    let registry = payload::<State>(&state).map_or(Value::NULL, |state| state.registry.clone());
    let Some(dict) = super::support::dict_of(&registry) else {
        return Err(vm.runtime_error("the interpreter has no registry"));
    };
    if let Some(list) = vm.dict_get_str(dict, KEY)? {
        return Ok(list);
    }
    let list = vm.new_list(Vec::new())?;
    vm.dict_set_str(dict, KEY, list.clone())?;
    Ok(list)
}

fn register(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let (mut values, mut names) = (args[2..].to_vec(), Vec::new());
    if let Some(keywords) = super::support::dict_of(&args[1]) {
        let pairs = keywords.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            names.push(name);
            values.push(value);
        }
    }
    let entry = vec![args[0].clone(), vm.new_tuple(values)?, vm.new_tuple(names)?];
    let entry = vm.new_tuple(entry)?;
    let list = registered(vm)?;
    if let Some(list) = cast_kind::<List>(&list, Kind::List) {
        let pushed = list.push(&mut vm.heap, entry);
        vm.check(pushed)?;
    }
    Ok(args[0].clone())
}

fn unregister(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let value = registered(vm)?;
    let Some(list) = cast_kind::<List>(&value, Kind::List) else { return Ok(Value::NONE) };
    let mut kept = Vec::new();
    for entry in vm.collect(&value)? {
        if !vm.equal(&tuple_items(&entry)[0], &args[0])? {
            kept.push(entry);
        }
    }
    let replaced = list.splice(&mut vm.heap, 0, usize::MAX, kept);
    drop(vm.check(replaced)?);
    Ok(Value::NONE)
}

/// Calls the functions, the last one first. Errors are reported and forgotten. What the functions register themselves is
/// not called: it could go on for ever.
pub fn run(vm: &mut Vm) {
    let Ok(value) = registered(vm) else {
        drop(vm.take_raised());
        return;
    };
    let Some(list) = cast_kind::<List>(&value, Kind::List) else { return };
    let entries = list.take_all(&mut vm.heap).unwrap_or_default();
    for entry in entries.iter().rev() {
        let [function, values, names] = tuple_items(entry) else { continue };
        let arguments = Arguments { values: tuple_items(values), names: tuple_items(names) };
        if vm.call_with(function, arguments).is_err() {
            let exception = vm.take_raised();
            let shown = vm.repr_text(function).unwrap_or_default();
            let occasion = format!("Exception ignored in atexit callback {shown}");
            let report = crate::vm::traceback::render_ignored(vm, &occasion, &exception);
            crate::vm::traceback::write_stderr(vm, &report);
        }
        vm.run_finalizations();
    }
    drop(entries);
    drop(list.take_all(&mut vm.heap));
}

fn run_now(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    run(vm);
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let value = registered(vm)?;
    if let Some(list) = cast_kind::<List>(&value, Kind::List) {
        let taken = list.take_all(&mut vm.heap);
        drop(vm.check(taken)?);
    }
    Ok(Value::NONE)
}

fn count(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let value = registered(vm)?;
    Ok(Value::from_small_int(cast_kind::<List>(&value, Kind::List).map_or(0, |list| list.len() as i64)))
}
