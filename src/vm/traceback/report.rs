//! Where reports go: `sys.stderr` as the program has set it, `sys.excepthook` and `sys.unraisablehook`.
//!
//! A hook is called only if the program put one in place of ours, which does the same as what is here.

use super::render;
use crate::heap::{Dict, Kind, Value};
use crate::object::core::{Exception as Kinds, class_of};
use crate::object::function::Exception;
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::vm::interpreter::State;
use crate::vm::raise::is_exception;
use crate::vm::{Result, Vm};

/// Writes to the process's standard error; a closed one is nobody's loss.
fn write_to_process(vm: &mut Vm, text: &str) {
    let text = text.to_owned();
    vm.detached(move || {
        use std::io::Write as _;
        let _ = std::io::stderr().write_all(text.as_bytes());
    });
}

fn of_sys(vm: &mut Vm, name: &str) -> Result<Option<Value>> {
    let state = vm.interpreter.state();
    let sys = payload::<State>(&state).map_or(Value::NULL, |state| state.sys.clone());
    match cast_kind::<Dict>(&sys, Kind::Dict) {
        Some(sys) => vm.dict_get_str(sys, name),
        None => Ok(None),
    }
}

/// The hook of a name, if the program has set one.
fn own_hook(vm: &mut Vm, name: &str) -> Option<Value> {
    let hook = of_sys(vm, name).ok().flatten()?;
    let original = of_sys(vm, &format!("__{name}__")).ok().flatten()?;
    if hook.is(&original) || hook.is_none() { None } else { Some(hook) }
}

/// Writes to `sys.stderr`; nothing if that is None. What goes wrong there goes to the process's standard error.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let (stream, original) = (of_sys(vm, "stderr"), of_sys(vm, "__stderr__"));
    let (Ok(Some(stream)), Ok(Some(original))) = (stream, original) else {
        return write_to_process(vm, text);
    };
    if stream.is(&original) {
        return write_to_process(vm, text);
    }
    if stream.is_none() {
        return;
    }
    let written = vm.new_str(text).and_then(|report| {
        vm.call_method(&stream, Name::Write, std::slice::from_ref(&report))?;
        vm.call_method(&stream, Name::Flush, &[])
    });
    if written.is_err() {
        drop(vm.take_raised());
        write_to_process(vm, text);
    }
}

/// The report of an exception that ended the program, by `sys.excepthook`.
pub fn report_uncaught(vm: &mut Vm, exception: &Value) {
    if let Some(hook) = own_hook(vm, "excepthook") {
        let traceback = Exception::of(exception).map_or(Value::NONE, |object| object.traceback.get());
        if vm.call(&hook, &[class_of(exception), exception.clone(), traceback]).is_ok() {
            return;
        }
        let second = vm.take_raised();
        if is_exception(&second, Kinds::SystemExit) {
            return;
        }
        let report = format!("Error in sys.excepthook:\n{}\nOriginal exception was:\n", render(vm, &second));
        write_stderr(vm, &report);
    }
    let report = render(vm, exception);
    write_stderr(vm, &report);
}

/// An exception that nobody can catch, by `sys.unraisablehook`. `occasion` is the sentence "Exception ignored …", to
/// which the culprit is added.
pub fn report_unraisable(vm: &mut Vm, exception: &Value, occasion: &str, culprit: &Value) {
    if let Some(hook) = own_hook(vm, "unraisablehook") {
        let called = unraisable_arguments(vm, exception, occasion, culprit)
            .and_then(|arguments| vm.call(&hook, std::slice::from_ref(&arguments)));
        if called.is_ok() {
            return;
        }
        drop(vm.take_raised());
    }
    let report = unraisable_text(vm, exception, occasion, culprit);
    write_stderr(vm, &report);
}

/// What `sys.unraisablehook` says by itself.
pub fn unraisable_text(vm: &mut Vm, exception: &Value, occasion: &str, culprit: &Value) -> String {
    let mut heading = occasion.to_owned();
    if !culprit.is_none() {
        let shown = vm.repr_text(culprit).unwrap_or_else(|_| {
            drop(vm.take_raised());
            "<object repr() failed>".to_owned()
        });
        if heading.is_empty() {
            heading.push_str("Exception ignored in:");
        }
        heading.push_str(&format!(" {shown}"));
    }
    let heading = heading.trim_end_matches(':');
    format!("{heading}:\n{}", render(vm, exception))
}

fn unraisable_arguments(vm: &mut Vm, exception: &Value, occasion: &str, culprit: &Value) -> Result<Value> {
    let Some(class) = of_sys(vm, "UnraisableHookArgs")? else {
        return Err(vm.runtime_error("lost sys.UnraisableHookArgs"));
    };
    let traceback = Exception::of(exception).map_or(Value::NONE, |object| object.traceback.get());
    let occasion = vm.new_str(occasion)?;
    let items = vec![class_of(exception), exception.clone(), traceback, occasion, culprit.clone()];
    let items = vm.new_tuple(items)?;
    vm.call(&class, std::slice::from_ref(&items))
}
