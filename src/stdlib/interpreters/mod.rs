//! The module `_interpreters`, on which `concurrent.interpreters` stands.
//!
//! Owns the table of interpreters and running something in one. What goes in and comes out is `Send`: cargo, and texts
//! of exceptions; no value of one interpreter is seen by another. One thread at a time runs in an interpreter's
//! `__main__`.

pub mod cargo;
pub mod channel;

use crate::compile::Mode;
use crate::heap::{Dict, Kind, Str, Value};
use crate::interp::run::{compile_source, main_namespace, run_module_code};
use crate::interp::{close_interpreter, close_interpreter_at_exit, create_interpreter, run_in};
use crate::object::Arguments;
use crate::object::class::{Class, text};
use crate::object::core::{self, Exception, class_of};
use crate::object::definition::{ModuleDef, function};
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload, value_of};
use crate::source::SourceText;
use crate::stdlib::threading;
use crate::syntax;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::traceback::render;
use crate::vm::{Interpreter, Raised, Result, Vm};
use cargo::{CallableCargo, Cargo};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_interpreters",
    doc: "Several interpreters in one process. See concurrent.interpreters.",
    functions: &[
        function("create()", create, "Make an interpreter; gives its number."),
        function("list_all()", list_all, "Numbers of all interpreters, the main one first."),
        function("get_current()", get_current, "The number of the running interpreter."),
        function("get_main()", get_main, "The number of the main interpreter."),
        function("check(id, /)", check, "InterpreterNotFoundError unless there is such an interpreter."),
        function("is_running(id, /)", is_running, "Does a thread run something in its __main__?"),
        function("destroy(id, /)", destroy, "End an interpreter."),
        function(
            "exec(id, code, /)",
            exec,
            "Run a text or a function; gives None, or texts of an exception.",
        ),
        function("call(id, callable, args, kwargs, /)", call, "(texts of an exception or None, result)."),
        function("set_main_attributes(id, names, /)", set_main_attributes, "Set globals of its __main__."),
        function("is_shareable(object, /)", is_shareable, "May the object cross to another interpreter?"),
        function(
            "new_channel(cls, maxsize, /)",
            channel::new_channel,
            "A new queue, as an object of the class.",
        ),
        function("find_channel(cls, id, /)", channel::find_channel, "The queue of a number, or None."),
    ],
    types: &[&channel::TYPE],
    init: Some(init),
};

const ERROR: &str = "InterpreterError";
const NOT_FOUND: &str = "InterpreterNotFoundError";
pub const NOT_SHAREABLE: &str = "NotShareableError";

struct Entry {
    interpreter: Arc<Interpreter>,
    is_main: bool,
    /// A thread runs in its `__main__`.
    running: AtomicBool,
}

static TABLE: Mutex<BTreeMap<u64, Arc<Entry>>> = Mutex::new(BTreeMap::new());

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let module = "concurrent.interpreters";
    let exception = core::exception(Exception::Exception);
    let error = threading::new_exception(vm, module, ERROR, &exception)?;
    let not_found = threading::new_exception(vm, module, NOT_FOUND, &error)?;
    let type_error = core::exception(Exception::TypeError);
    let not_shareable = threading::new_exception(vm, module, NOT_SHAREABLE, &type_error)?;
    vm.dict_set_str(dict, ERROR, error)?;
    vm.dict_set_str(dict, NOT_FOUND, not_found)?;
    vm.dict_set_str(dict, NOT_SHAREABLE, not_shareable)?;
    let mut table = TABLE.lock();
    if table.is_empty() {
        let interpreter = vm.interpreter.clone();
        let id = interpreter.id;
        table.insert(id, Arc::new(Entry { interpreter, is_main: true, running: AtomicBool::new(true) }));
    }
    drop(table);
    let registry = registry(vm);
    match cast_kind::<Dict>(&registry, Kind::Dict) {
        Some(registry) => vm.dict_set_str(registry, MODULE.name, value_of(&dict.header)),
        None => Ok(()),
    }
}

fn registry(vm: &Vm) -> Value {
    let state = vm.interpreter.state();
    payload::<State>(&state).map_or(Value::NULL, |state| state.registry.clone())
}

/// Raises one of this module's exceptions.
#[cold]
pub fn raise(vm: &mut Vm, name: &str, message: &str) -> Raised {
    match new_error(vm, name, message) {
        Ok(error) => vm.raise_value(error),
        Err(raised) => raised,
    }
}

fn new_error(vm: &mut Vm, name: &str, message: &str) -> Result<Value> {
    let registry = registry(vm);
    let namespace = match cast_kind::<Dict>(&registry, Kind::Dict) {
        Some(registry) => vm.dict_get_str(registry, MODULE.name)?.unwrap_or(Value::NULL),
        None => Value::NULL,
    };
    let class = match cast_kind::<Dict>(&namespace, Kind::Dict) {
        Some(namespace) => vm.dict_get_str(namespace, name)?,
        None => None,
    };
    let message = vm.new_str(message)?;
    match class {
        Some(class) => vm.call(&class, &[message]),
        None => Err(vm.runtime_error("_interpreters is not initialised")),
    }
}

fn find(vm: &mut Vm, id: &Value) -> Result<Arc<Entry>> {
    let id = vm.as_i64(id)?;
    let found = u64::try_from(id).ok().and_then(|id| TABLE.lock().get(&id).cloned());
    match found {
        Some(entry) => Ok(entry),
        None => Err(raise(vm, NOT_FOUND, &format!("unrecognized interpreter ID {id}"))),
    }
}

fn create(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let interpreter = create_interpreter(vm)?;
    let id = interpreter.id;
    TABLE.lock().insert(id, Arc::new(Entry { interpreter, is_main: false, running: AtomicBool::new(false) }));
    Ok(Value::from_small_int(id as i64))
}

fn list_all(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let ids: Vec<u64> = TABLE.lock().keys().copied().collect();
    vm.new_list(ids.into_iter().map(|id| Value::from_small_int(id as i64)).collect())
}

fn get_current(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(vm.interpreter.id as i64))
}

fn get_main(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let table = TABLE.lock();
    let main = table.values().find(|entry| entry.is_main).map_or(0, |entry| entry.interpreter.id);
    Ok(Value::from_small_int(main as i64))
}

fn check(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    find(vm, &args[0]).map(|_| Value::NONE)
}

fn is_running(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(find(vm, &args[0])?.running.load(Ordering::SeqCst)))
}

fn destroy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let entry = find(vm, &args[0])?;
    if entry.interpreter.id == vm.interpreter.id {
        return Err(raise(vm, ERROR, "cannot destroy the current interpreter"));
    }
    if entry.is_main {
        return Err(raise(vm, ERROR, "cannot destroy the main interpreter"));
    }
    if entry.running.swap(true, Ordering::SeqCst) {
        return Err(raise(vm, ERROR, "interpreter running"));
    }
    TABLE.lock().remove(&entry.interpreter.id);
    leave(vm, &entry)?;
    close_interpreter(vm, &entry.interpreter)?;
    Ok(Value::NONE)
}

/// Waits for an interpreter's threads and calls its exit functions.
fn leave(vm: &mut Vm, entry: &Entry) -> Result<()> {
    run_in(vm, &entry.interpreter, |vm| {
        if threading::join_all(vm).is_err() {
            // An exception of one interpreter does not cross to another.
            drop(vm.take_raised());
        }
        crate::stdlib::atexit::run(vm);
        Ok(())
    })
}

/// Ends the interpreters that a program has left open; the main one is about to end. One in which a thread still runs is
/// left alone.
pub fn end_all(vm: &mut Vm) {
    loop {
        let next = TABLE.lock().values().find(|entry| !entry.is_main).cloned();
        let Some(entry) = next else { return };
        TABLE.lock().remove(&entry.interpreter.id);
        if entry.running.swap(true, Ordering::SeqCst) {
            continue;
        }
        let left = leave(vm, &entry).and_then(|()| close_interpreter_at_exit(vm, &entry.interpreter));
        if left.is_err() {
            drop(vm.take_raised());
        }
    }
}

/// Why something that ran in another interpreter has no result.
enum Failure {
    /// An exception: name, qualified name and module of its class, its message, and the report of it.
    Exception([String; 5]),
    /// The result, which is shown, may not cross.
    NotShareable(String),
}

/// Runs `work` in an interpreter's `__main__`. What it raises becomes a failure.
fn run_inside<R: Send>(
    vm: &mut Vm,
    entry: &Entry,
    work: impl FnOnce(&mut Vm) -> Result<R> + Send,
) -> Result<std::result::Result<R, Failure>> {
    if entry.running.swap(true, Ordering::SeqCst) {
        return Err(raise(vm, ERROR, "interpreter already running"));
    }
    let result = run_in(vm, &entry.interpreter, |vm| match work(vm) {
        Ok(result) => Ok(Ok(result)),
        Err(Raised) => Ok(Err(take_failure(vm))),
    });
    entry.running.store(false, Ordering::SeqCst);
    result
}

/// The exception in flight as texts. It ends here.
fn take_failure(vm: &mut Vm) -> Failure {
    let exception = vm.take_raised();
    let class = class_of(&exception);
    let (name, qualname, module) = match Class::of(&class) {
        Some(class) => {
            let module =
                class.own(&Name::Module.value()).map(|module| text(&module)).filter(|name| !name.is_empty());
            (class.name_text(), text(&class.qualname.get()), module.unwrap_or_else(|| "builtins".to_owned()))
        }
        None => Default::default(),
    };
    let message = vm.str_text(&exception).unwrap_or_else(|_| {
        drop(vm.take_raised());
        String::new()
    });
    let report = render(vm, &exception);
    Failure::Exception([name, qualname, module, message, report])
}

/// A failure in the interpreter that asked: a tuple of texts, or NotShareableError.
fn failure_value(vm: &mut Vm, failure: Failure) -> Result<Value> {
    match failure {
        Failure::Exception(texts) => {
            let texts = texts.iter().map(|text| vm.new_str(text)).collect::<Result<Vec<_>>>()?;
            vm.new_tuple(texts)
        }
        Failure::NotShareable(shown) => {
            Err(raise(vm, NOT_SHAREABLE, &format!("{shown} does not support cross-interpreter data")))
        }
    }
}

fn exec(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let entry = find(vm, &args[0])?;
    let outcome = if let Some(source) = cast_kind::<Str>(&args[1], Kind::Str) {
        let source = SourceText::new("<string>", source.to_text().into_owned());
        run_inside(vm, &entry, move |vm| {
            let unit = compile_source(vm, source, syntax::Mode::File, Mode::Module)?;
            let namespace = main_namespace(vm)?;
            run_module_code(vm, &unit, &namespace).map(drop)
        })?
    } else if vm.is_callable(&args[1]) {
        let callable = cargo::pack_callable(vm, &args[1])?;
        run_inside(vm, &entry, move |vm| {
            let callable = cargo::unpack_callable(vm, callable)?;
            vm.call(&callable, &[]).map(drop)
        })?
    } else {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("exec() argument 2 must be str, bytes or code, not {given}")));
    };
    match outcome {
        Ok(()) => Ok(Value::NONE),
        Err(failure) => failure_value(vm, failure),
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let entry = find(vm, &args[0])?;
    if !vm.is_callable(&args[1]) {
        let shown = vm.repr_text(&args[1])?;
        return Err(vm.type_error(format!("expected a callable, got {shown}")));
    }
    let callable = cargo::pack_callable(vm, &args[1])?;
    let positional = cargo::pack_all(vm, tuple_items(&args[2]))?;
    let named = cargo::pack_named(vm, &args[3])?;
    let outcome = run_inside(vm, &entry, move |vm| call_inside(vm, callable, positional, named))?;
    let (failure, result) = match outcome {
        Ok(Ok(result)) => (Value::NONE, cargo::unpack(vm, result)?),
        Ok(Err(failure)) | Err(failure) => (failure_value(vm, failure)?, Value::NONE),
    };
    vm.new_tuple([failure, result])
}

fn call_inside(
    vm: &mut Vm,
    callable: CallableCargo,
    positional: Vec<Cargo>,
    named: Vec<(String, Cargo)>,
) -> Result<std::result::Result<Cargo, Failure>> {
    let callable = cargo::unpack_callable(vm, callable)?;
    let mut values =
        positional.into_iter().map(|item| cargo::unpack(vm, item)).collect::<Result<Vec<Value>>>()?;
    let mut names = Vec::with_capacity(named.len());
    for (name, item) in named {
        names.push(vm.intern(&name)?);
        values.push(cargo::unpack(vm, item)?);
    }
    let result = vm.call_with(&callable, Arguments { values: &values, names: &names })?;
    match cargo::try_pack(vm, &result)? {
        Some(cargo) => Ok(Ok(cargo)),
        None => Ok(Err(Failure::NotShareable(vm.str_text(&result)?))),
    }
}

fn set_main_attributes(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let entry = find(vm, &args[0])?;
    let items = cargo::pack_named(vm, &args[1])?;
    let outcome = run_inside(vm, &entry, move |vm| {
        let namespace = main_namespace(vm)?;
        if let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict) {
            for (name, item) in items {
                let value = cargo::unpack(vm, item)?;
                vm.dict_set_str(dict, &name, value)?;
            }
        }
        Ok(())
    })?;
    match outcome {
        Ok(()) => Ok(Value::NONE),
        Err(Failure::Exception([name, _, _, message, _])) => {
            Err(raise(vm, ERROR, &format!("{name}: {message}")))
        }
        Err(failure) => failure_value(vm, failure),
    }
}

fn is_shareable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(cargo::try_pack(vm, &args[0])?.is_some()))
}
