//! The modules `threading` and `_thread`.
//!
//! Owns Python's threads and the ways in which they wait for each other. All waiting goes through `wait`, and from
//! there to the one parking place of the process. Must not know how a thread is started (`interp::thread`).

pub mod barrier;
pub mod condition;
pub mod event;
pub mod hook;
pub mod local;
pub mod lock;
pub mod rlock;
pub mod semaphore;
pub mod state;
pub mod thread;
pub mod timer;
pub mod wait;

pub use hook::{thread_failed, thread_finished};

use crate::heap::{Dict, Kind, Value};
use crate::interp::thread::{ThreadStart, new_record, spawn};
use crate::object::Arguments;
use crate::object::core::{self, CoreClass, Exception};
use crate::object::definition::{ModuleDef, function};
use crate::object::native::{cast_kind, value_of};
use crate::vm::{Result, Vm};
use state::State;

pub static MODULE: ModuleDef = ModuleDef {
    name: "threading",
    doc: "Threads, and the locks and signals between them.",
    functions: &[
        function("current_thread()", current_thread, "The Thread object of the running thread."),
        function("currentThread()", current_thread, "Old name of current_thread()."),
        function(
            "main_thread()",
            main_thread,
            "The Thread object of the thread that the program began with.",
        ),
        function("enumerate()", enumerate, "A list of all threads that are alive."),
        function("active_count()", active_count, "The number of threads that are alive."),
        function("activeCount()", active_count, "Old name of active_count()."),
        function("get_ident()", get_ident, "The number of the running thread. It is never given out again."),
        function(
            "get_native_id()",
            get_native_id,
            "The number that the operating system gave the running thread.",
        ),
        function("stack_size(size=0, /)", stack_size, "The stack size asked for; set it for new threads."),
        function("excepthook(args, /)", hook::default_hook, "Report an exception that ended a thread."),
        function(
            "_register_atexit(func, /, *args, **kwargs)",
            register_at_exit,
            "Call before threads are joined at exit.",
        ),
    ],
    types: &[
        &thread::TYPE,
        &thread::MAIN,
        &thread::DUMMY,
        &timer::TYPE,
        &condition::TYPE,
        &event::TYPE,
        &semaphore::TYPE,
        &semaphore::BOUNDED,
        &barrier::TYPE,
    ],
    init: Some(init),
};

pub static THREAD_MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "Threads and locks, without comfort. See threading.",
    functions: &[
        function(
            "start_new_thread(function, args, kwargs=NULL, /)",
            start_new_thread,
            "Start a thread; gives its number.",
        ),
        function(
            "start_new(function, args, kwargs=NULL, /)",
            start_new_thread,
            "Old name of start_new_thread().",
        ),
        function("allocate_lock()", lock::allocate, "A new lock."),
        function("allocate()", lock::allocate, "Old name of allocate_lock()."),
        function("get_ident()", get_ident, "The number of the running thread. It is never given out again."),
        function(
            "get_native_id()",
            get_native_id,
            "The number that the operating system gave the running thread.",
        ),
        function("stack_size(size=0, /)", stack_size, "The stack size asked for; set it for new threads."),
        function("exit()", exit, "End the running thread: raise SystemExit."),
        function("exit_thread()", exit, "Old name of exit()."),
        function("interrupt_main(signum=2, /)", interrupt_main, "As if Ctrl-C had been pressed."),
        function("_count()", count, "The number of threads beside the main one."),
        function(
            "daemon_threads_allowed()",
            daemon_threads_allowed,
            "May this interpreter have daemon threads?",
        ),
        function("_is_main_interpreter()", is_main_interpreter, "Is this the process's first interpreter?"),
    ],
    types: &[&lock::TYPE, &rlock::TYPE, &local::TYPE, &state::TYPE, &hook::ARGUMENTS],
    init: Some(init_thread_module),
};

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    vm.dict_set_str(dict, "Lock", lock::TYPE.class())?;
    vm.dict_set_str(dict, "RLock", rlock::TYPE.class())?;
    vm.dict_set_str(dict, "local", local::TYPE.class())?;
    vm.dict_set_str(dict, "ExceptHookArgs", hook::ARGUMENTS.class())?;
    vm.dict_set_str(dict, "ThreadError", core::exception(Exception::RuntimeError))?;
    vm.dict_set_str(dict, "TIMEOUT_MAX", Value::from_float(wait::TIMEOUT_MAX))?;
    if let Some(hook) = vm.dict_get_str(dict, "excepthook")? {
        vm.dict_set_str(dict, "__excepthook__", hook)?;
    }
    let broken_barrier =
        new_exception(vm, "threading", "BrokenBarrierError", &core::exception(Exception::RuntimeError))?;
    vm.dict_set_str(dict, "BrokenBarrierError", broken_barrier.clone())?;
    let mut all = Vec::new();
    for name in ALL {
        all.push(vm.new_str(name)?);
    }
    let all = vm.new_list(all)?;
    vm.dict_set_str(dict, "__all__", all)?;
    state::install(vm, value_of(&dict.header), broken_barrier)
}

const ALL: &[&str] = &[
    "get_ident",
    "active_count",
    "Condition",
    "current_thread",
    "enumerate",
    "main_thread",
    "TIMEOUT_MAX",
    "Event",
    "Lock",
    "RLock",
    "Semaphore",
    "BoundedSemaphore",
    "Thread",
    "Barrier",
    "BrokenBarrierError",
    "Timer",
    "ThreadError",
    "local",
    "stack_size",
    "excepthook",
    "ExceptHookArgs",
    "get_native_id",
];

fn init_thread_module(vm: &mut Vm, dict: &Dict) -> Result<()> {
    vm.dict_set_str(dict, "LockType", lock::TYPE.class())?;
    vm.dict_set_str(dict, "error", core::exception(Exception::RuntimeError))?;
    vm.dict_set_str(dict, "TIMEOUT_MAX", Value::from_float(wait::TIMEOUT_MAX))?;
    let hidden = vm.intern("_state")?;
    vm.dict_remove(dict, &hidden).map(drop)
}

/// An exception class of a native module, made as a class statement would.
pub fn new_exception(vm: &mut Vm, module: &str, name: &str, base: &Value) -> Result<Value> {
    let namespace = vm.new_dict()?;
    let module = vm.new_str(module)?;
    if let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict) {
        vm.dict_set_str(dict, "__module__", module)?;
    }
    let name = vm.intern(name)?;
    let bases = vm.new_tuple([base.clone()])?;
    vm.call(&core::class(CoreClass::Type), &[name, bases, namespace])
}

/// Calls with positional arguments and a dict of keywords (or NULL, or any mapping).
pub fn call_with_dict(vm: &mut Vm, callable: &Value, args: &[Value], keywords: &Value) -> Result<Value> {
    let mut values = args.to_vec();
    let mut names = Vec::new();
    if let Some(dict) = cast_kind::<Dict>(keywords, Kind::Dict) {
        let pairs = dict.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            names.push(vm.intern_value(&name)?);
            values.push(value);
        }
    } else if !keywords.is_null() {
        for name in vm.collect(keywords)? {
            values.push(vm.get_item(keywords, &name)?);
            names.push(vm.intern_value(&name)?);
        }
    }
    vm.call_with(callable, Arguments { values: &values, names: &names })
}

/// The class `BrokenBarrierError` of the running interpreter.
fn broken_barrier(vm: &mut Vm) -> Result<Value> {
    thread::with_state(vm, State::broken_barrier)
}

fn current_thread(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    state::current(vm)
}

fn main_thread(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    thread::with_state(vm, State::main)
}

fn enumerate(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let threads = state::threads(vm)?;
    vm.new_list(threads)
}

fn active_count(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let threads = state::threads(vm)?;
    Ok(Value::from_small_int(threads.len() as i64))
}

fn get_ident(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(vm.record.id as i64))
}

fn get_native_id(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(thread::native_thread_id(vm.record.id) as i64))
}

/// The smallest stack that may be asked for.
const SMALLEST_STACK: i64 = 32 << 10;

fn stack_size(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(size) = args[0].given() else {
        let size = thread::with_state(vm, State::stack_size)?;
        return Ok(Value::from_small_int(size as i64));
    };
    let size = vm.as_i64(size)?;
    if size < 0 {
        return Err(vm.value_error("size must be 0 or a positive value"));
    }
    if size != 0 && size < SMALLEST_STACK {
        return Err(vm.value_error(format!("size not valid: {size} bytes")));
    }
    let old = thread::with_state(vm, |state| state.swap_stack_size(size as u64))?;
    Ok(Value::from_small_int(old as i64))
}

fn register_at_exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let rest = vm.new_tuple(args[2..].to_vec())?;
    let keywords = match args[1].given() {
        Some(keywords) => keywords.clone(),
        None => vm.new_dict()?,
    };
    state::add_exit_call(vm, args[0].clone(), rest, keywords)?;
    Ok(Value::NONE)
}

/// Waits for all threads of the running interpreter that are no daemons. Ctrl-C ends the wait with KeyboardInterrupt.
pub fn join_all(vm: &mut Vm) -> Result<()> {
    while let Some([function, args, keywords]) = state::take_exit_call(vm)? {
        call_with_dict(vm, &function, crate::vm::call::tuple_items(&args), &keywords)?;
    }
    let me = vm.record.id;
    loop {
        // Threads may start others while they are waited for.
        let threads = state::threads(vm)?;
        let waited_for = threads.iter().find(|thread| thread::is_waited_for(thread, me));
        match waited_for {
            Some(thread) => thread::join_at_exit(vm, thread)?,
            None => return Ok(()),
        }
    }
}

fn start_new_thread(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    if cast_kind::<crate::heap::Tuple>(&args[1], Kind::Tuple).is_none() {
        return Err(vm.type_error("2nd arg must be a tuple"));
    }
    if args[2].given().is_some_and(|keywords| cast_kind::<Dict>(keywords, Kind::Dict).is_none()) {
        return Err(vm.type_error("optional 3rd arg must be a dictionary"));
    }
    let record = new_record(vm, "Thread", true);
    let number = record.id;
    let start = ThreadStart {
        name: "Thread".to_owned(),
        daemon: true,
        callable: args[0].clone(),
        args: args[1].clone(),
        keywords: args[2].clone(),
        record,
        thread_object: args[0].clone(),
    };
    spawn(vm, start)?;
    Ok(Value::from_small_int(number as i64))
}

fn exit(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(vm.raise_bare(Exception::SystemExit))
}

fn interrupt_main(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    crate::vm::safepoint::interrupt_main_thread();
    Ok(Value::NONE)
}

fn count(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let threads = crate::domain::registry::threads().len();
    Ok(Value::from_small_int(threads.saturating_sub(1) as i64))
}

fn daemon_threads_allowed(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::TRUE)
}

fn is_main_interpreter(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(vm.interpreter.id == 0))
}
