//! What happens to an exception that nothing in a thread caught: `threading.excepthook`.

use super::state::{self, State};
use super::thread;
use crate::heap::{Dict, Kind, Value};
use crate::object::core::{Exception, class_of};
use crate::object::definition::TypeDef;
use crate::object::function;
use crate::object::native::{cast_kind, payload};
use crate::stdlib::struct_sequence::{self, field, structure};
use crate::vm::call::tuple_items;
use crate::vm::raise::is_exception;
use crate::vm::traceback::{render, write_stderr};
use crate::vm::{Result, Vm};

/// What the hook gets.
pub static ARGUMENTS: TypeDef = structure(
    "_thread._ExceptHookArgs",
    "What threading.excepthook() gets: type, value and traceback of an exception, and the thread.",
    &[field::<0>("exc_type"), field::<1>("exc_value"), field::<2>("exc_traceback"), field::<3>("thread")],
);

/// Hands an exception that ended a thread to the hook. `thread` is the thread object, or what
/// `_thread.start_new_thread` was given to call.
pub fn thread_failed(vm: &mut Vm, thread: &Value, exception: &Value) {
    if payload::<thread::Thread>(thread).is_none() {
        if is_exception(exception, Exception::SystemExit) {
            return;
        }
        let shown = vm.repr_text(thread).unwrap_or_else(|_| "a function".to_owned());
        drop(vm.take_raised());
        let report = format!("Exception ignored in thread started by {shown}:\n{}", render(vm, exception));
        return show(vm, &report);
    }
    if call_hook(vm, thread, exception).is_err() {
        let second = vm.take_raised();
        let report = format!("Exception in threading.excepthook:\n{}", render(vm, &second));
        show(vm, &report);
    }
}

fn call_hook(vm: &mut Vm, thread: &Value, exception: &Value) -> Result<()> {
    let traceback =
        function::Exception::of(exception).map_or(Value::NONE, |exception| exception.traceback.get());
    let items = vec![class_of(exception), exception.clone(), traceback, thread.clone()];
    let args = struct_sequence::create(vm, &ARGUMENTS, items, &[])?;
    let namespace = thread::with_state(vm, State::namespace)?;
    let hook = match cast_kind::<Dict>(&namespace, Kind::Dict) {
        Some(namespace) => vm.dict_get_str(namespace, "excepthook")?,
        None => None,
    };
    match hook {
        Some(hook) if !hook.is_none() => vm.call(&hook, std::slice::from_ref(&args)).map(drop),
        _ => default_hook(vm, std::slice::from_ref(&args)).map(drop),
    }
}

/// `threading.excepthook` unless a program puts another in its place.
pub fn default_hook(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !class_of(&args[0]).is(&ARGUMENTS.class()) {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let [_, exception, _, thread] = tuple_items(&args[0]) else { return Ok(Value::NONE) };
    if is_exception(exception, Exception::SystemExit) {
        return Ok(Value::NONE);
    }
    let name = if thread.is_none() { vm.record.id.to_string() } else { thread::name_of(thread) };
    let report = format!("Exception in thread {name}:\n{}", render(vm, exception));
    show(vm, &report);
    Ok(Value::NONE)
}

/// Writes to `sys.stderr`, or to the process's standard error where there is none.
fn show(vm: &mut Vm, report: &str) {
    if write_to_sys(vm, report).is_err() {
        drop(vm.take_raised());
        write_stderr(vm, report);
    }
}

fn write_to_sys(vm: &mut Vm, report: &str) -> Result<()> {
    let sys = crate::interp::startup::sys_dict(vm);
    let stderr = match cast_kind::<Dict>(&sys, Kind::Dict) {
        Some(sys) => vm.dict_get_str(sys, "stderr")?,
        None => None,
    };
    match stderr {
        Some(stderr) if !stderr.is_none() => {
            let report = vm.new_str(report)?;
            let write = vm.intern("write")?;
            let write = vm.get_attribute(&stderr, &write)?;
            vm.call(&write, std::slice::from_ref(&report))?;
            let flush = vm.intern("flush")?;
            let flush = vm.get_attribute(&stderr, &flush)?;
            vm.call(&flush, &[]).map(drop)
        }
        _ => {
            write_stderr(vm, report);
            Ok(())
        }
    }
}

/// The thread's function has returned, or what it raised has been handed to the hook: the thread counts as ended.
pub fn thread_finished(vm: &mut Vm, thread: &Value) {
    let number = vm.record.id;
    if state::remove(vm, number).is_err() {
        drop(vm.take_raised());
    }
    thread::mark_finished(thread, number);
}
