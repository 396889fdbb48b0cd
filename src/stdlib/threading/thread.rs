//! `threading.Thread`, and what `start` and the thread's own end do to it.
//!
//! A thread's state goes one way: made, initialised, starting, running, finished. `run` and all attributes may be
//! replaced by subclasses; whatever another thread may see of it is atomic or a slot.

use super::state::{State, state};
use super::wait::{Patience, key_of, optional_timeout, park_once};
use crate::builtins::common::{constructor, native_of, store};
use crate::domain::park::{self, WaitReason, Wake};
use crate::domain::registry;
use crate::heap::{Slot, Value};
use crate::interp::thread::{ThreadStart, new_record, spawn};
use crate::native_object;
use crate::object::class::text;
use crate::object::core::{Exception, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, getter, method, property};
use crate::object::names::Name;
use crate::object::native::{Native, NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::class_build::bootstrap::new_native_function;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// `Thread.__init__` has not run.
const MADE: u8 = 0;
const INITIAL: u8 = 1;
const STARTING: u8 = 2;
const RUNNING: u8 = 3;
const FINISHED: u8 = 4;

native_object! {
    pub struct Thread = "threading.Thread" {
        state: AtomicU8,
        daemon: AtomicBool,
        /// The number of the thread's record; 0 before it starts.
        ident: AtomicU64,
        /// The operating system's number; 0 where not known.
        native_id: AtomicU64,
        name: Slot,
        /// None for none; NULL once `run` has used it.
        target: Slot,
        args: Slot,
        keywords: Slot,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A thread of control: a function that runs beside others.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method("start(self)", start, "Start the thread: run() runs in it."),
        method("run(self)", run, "What the thread does: call the target. Subclasses may override it."),
        method("join(self, timeout=None)", join, "Wait until the thread has ended, or the time is up."),
        method("is_alive(self)", is_alive, "Has the thread started, and not ended?"),
        method("getName(self)", get_name_method, "Old form of the name attribute."),
        method("setName(self, name)", set_name_method, "Old form of the name attribute."),
        method("isDaemon(self)", is_daemon_method, "Old form of the daemon attribute."),
        method("setDaemon(self, daemonic)", set_daemon_method, "Old form of the daemon attribute."),
    ],
    getters: &[
        property("name", get_name, set_name),
        getter("ident", get_ident),
        getter("native_id", get_native_id),
        property("daemon", get_daemon, set_daemon),
        property(
            "_target",
            |vm, object| part(vm, object, "_target"),
            |vm, object, value| set_part(vm, object, "_target", value),
        ),
        property(
            "_args",
            |vm, object| part(vm, object, "_args"),
            |vm, object, value| set_part(vm, object, "_args", value),
        ),
        property(
            "_kwargs",
            |vm, object| part(vm, object, "_kwargs"),
            |vm, object, value| set_part(vm, object, "_kwargs", value),
        ),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Thread", Thread::LAYOUT)
};

pub static MAIN: TypeDef = TypeDef {
    base: Some(&TYPE),
    doc: "The thread that the program began with.",
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading._MainThread", Thread::LAYOUT)
};

pub static DUMMY: TypeDef = TypeDef {
    base: Some(&TYPE),
    doc: "A thread that was not started by this module.",
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading._DummyThread", Thread::LAYOUT)
};

static INIT: NativeDef = constructor(
    "Thread.__init__(group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None)",
);

fn blank() -> Thread {
    Thread {
        state: AtomicU8::new(MADE),
        daemon: AtomicBool::new(false),
        ident: AtomicU64::new(0),
        native_id: AtomicU64::new(0),
        name: Slot::new(Value::NONE),
        target: Slot::new(Value::NONE),
        args: Slot::new(Value::NONE),
        keywords: Slot::new(Value::NONE),
    }
}

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, blank())
}

/// The thread object of a running thread that this module did not start.
pub fn adopt(vm: &mut Vm, definition: &'static TypeDef, name: &str, daemon: bool) -> Result<Value> {
    let object = vm.create_of(definition, blank())?;
    let thread = native_of::<Thread>(vm, &object)?;
    let name = vm.new_str(name)?;
    store(vm, thread, &thread.data.name, name)?;
    thread.data.daemon.store(daemon, Ordering::SeqCst);
    thread.data.ident.store(vm.record.id, Ordering::SeqCst);
    thread.data.native_id.store(native_thread_id(vm.record.id), Ordering::SeqCst);
    thread.data.state.store(RUNNING, Ordering::SeqCst);
    Ok(object)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| {
        let [group, target, name, call_args, keywords, daemon, ..] = args else { return Ok(()) };
        let given = |value: &Value| value.given().filter(|value| !value.is_none()).cloned();
        if given(group).is_some() {
            return Err(vm.raise(Exception::AssertionError, "group argument must be None for now"));
        }
        let thread = native_of::<Thread>(vm, object)?;
        let name = match given(name) {
            Some(name) => vm.str(&name)?,
            None => default_name(vm, given(target).as_ref())?,
        };
        let daemon = match given(daemon) {
            Some(daemon) => vm.truth(&daemon)?,
            None => vm.record.daemon.load(Ordering::SeqCst),
        };
        let call_args = match call_args.given() {
            Some(args) => args.clone(),
            None => vm.new_tuple(Vec::new())?,
        };
        let keywords = match given(keywords) {
            Some(keywords) => keywords,
            None => vm.new_dict()?,
        };
        store(vm, thread, &thread.data.name, name)?;
        store(vm, thread, &thread.data.target, given(target).unwrap_or(Value::NONE))?;
        store(vm, thread, &thread.data.args, call_args)?;
        store(vm, thread, &thread.data.keywords, keywords)?;
        thread.data.daemon.store(daemon, Ordering::SeqCst);
        thread.data.state.store(INITIAL, Ordering::SeqCst);
        Ok(())
    })
}

/// "Thread-7 (function)".
fn default_name(vm: &mut Vm, target: Option<&Value>) -> Result<Value> {
    let number = with_state(vm, State::next_thread)?;
    let mut name = format!("Thread-{number}");
    if let Some(target) = target
        && let Some(function) = vm.find_attribute(target, &Name::Name.value())?
    {
        let function = vm.str_text(&function)?;
        name.push_str(&format!(" ({function})"));
    }
    vm.new_str(&name)
}

/// Asks the interpreter's thread state; `threading` is imported now if it has not been.
pub fn with_state<R>(vm: &mut Vm, ask: impl FnOnce(&State) -> R) -> Result<R> {
    let state = state(vm)?;
    match payload::<State>(&state) {
        Some(state) => Ok(ask(state)),
        None => Err(vm.runtime_error("threading is not initialised")),
    }
}

/// The thread, whose `__init__` has run.
fn initialised<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a Native<Thread>> {
    let thread = native_of::<Thread>(vm, object)?;
    if thread.data.state.load(Ordering::SeqCst) == MADE {
        return Err(vm.raise(Exception::AssertionError, "Thread.__init__() not called"));
    }
    Ok(thread)
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let thread = native_of::<Thread>(vm, object)?;
    let mut status = match thread.data.state.load(Ordering::SeqCst) {
        MADE => return Err(vm.raise(Exception::AssertionError, "Thread.__init__() was not called")),
        RUNNING => "started".to_owned(),
        FINISHED => "stopped".to_owned(),
        _ => "initial".to_owned(),
    };
    if thread.data.daemon.load(Ordering::SeqCst) {
        status.push_str(" daemon");
    }
    let ident = thread.data.ident.load(Ordering::SeqCst);
    if ident != 0 {
        status.push_str(&format!(" {ident}"));
    }
    let (class, name) = (vm.class_name(object), text(&thread.data.name.get()));
    vm.new_str(&format!("<{class}({name}, {status})>"))
}

/// What runs first in the new thread.
static BOOTSTRAP: NativeDef = function("_bootstrap(thread, /)", bootstrap, "Run a thread.");

fn bootstrap(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if let Some(thread) = payload::<Thread>(&args[0]) {
        thread.native_id.store(native_thread_id(vm.record.id), Ordering::SeqCst);
        thread.state.store(RUNNING, Ordering::SeqCst);
        park::wake_all(key_of(&args[0]));
    }
    let name = vm.intern("run")?;
    let run = vm.get_attribute(&args[0], &name)?;
    vm.call(&run, &[])
}

/// The operating system's number of the running thread; where it is not known, the thread's own.
pub fn native_thread_id(own: u64) -> u64 {
    let link = std::fs::read_link("/proc/thread-self").ok();
    let number = link.as_ref().and_then(|link| link.file_name()?.to_str()?.parse().ok());
    number.unwrap_or(own)
}

fn start(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let thread = native_of::<Thread>(vm, &args[0])?;
    let swap = |from, to| thread.data.state.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst);
    match swap(INITIAL, STARTING) {
        Ok(_) => {}
        Err(MADE) => return Err(vm.runtime_error("thread.__init__() not called")),
        Err(_) => return Err(vm.runtime_error("threads can only be started once")),
    }
    match launch(vm, &args[0], thread) {
        Ok(()) => wait_for_start(vm, &args[0], &thread.data).map(|()| Value::NONE),
        Err(raised) => {
            let exception = vm.take_raised();
            super::state::remove(vm, thread.data.ident.swap(0, Ordering::SeqCst))?;
            thread.data.state.store(INITIAL, Ordering::SeqCst);
            let _ = vm.reraise(exception);
            Err(raised)
        }
    }
}

fn launch(vm: &mut Vm, object: &Value, thread: &Native<Thread>) -> Result<()> {
    let name = text(&thread.data.name.get());
    let daemon = thread.data.daemon.load(Ordering::SeqCst);
    let record = new_record(vm, &name, daemon);
    thread.data.ident.store(record.id, Ordering::SeqCst);
    super::state::add(vm, record.id, object)?;
    let callable = new_native_function(vm, &BOOTSTRAP, &Value::NULL)?;
    let args = vm.new_tuple([object.clone()])?;
    let thread_object = object.clone();
    spawn(vm, ThreadStart { name, daemon, callable, args, keywords: Value::NULL, record, thread_object })
}

/// As CPython does, `start` returns once the thread runs: what it does first may be seen by then.
fn wait_for_start(vm: &mut Vm, object: &Value, thread: &Thread) -> Result<()> {
    let is_starting = || thread.state.load(Ordering::SeqCst) == STARTING;
    while is_starting() {
        let holder = Some(thread.ident.load(Ordering::SeqCst));
        let reason = WaitReason { kind: "thread's start", key: key_of(object), holder };
        if park_once(vm, reason, None, is_starting) == Wake::Interrupted {
            vm.poll()?;
        }
    }
    Ok(())
}

/// Marks a thread object as ended and wakes who waits for it.
pub fn mark_finished(object: &Value, ident: u64) {
    if let Some(thread) = payload::<Thread>(object) {
        thread.state.store(FINISHED, Ordering::SeqCst);
        park::wake_all(key_of(object));
    }
    park::wake_all(ident as usize);
}

fn run(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let target = part(vm, &args[0], "_target")?;
    let result = call_target(vm, &args[0], &target);
    let exception = if result.is_err() { Some(vm.take_raised()) } else { None };
    drop(target);
    for name in PARTS {
        // The target often refers to the thread: this breaks the cycle.
        clear_part(vm, &args[0], name)?;
    }
    match exception {
        Some(exception) => Err(vm.reraise(exception)),
        None => Ok(Value::NONE),
    }
}

fn call_target(vm: &mut Vm, object: &Value, target: &Value) -> Result<()> {
    if target.is_none() || !vm.truth(target)? {
        return Ok(());
    }
    let args = part(vm, object, "_args")?;
    let keywords = part(vm, object, "_kwargs")?;
    let args = vm.collect(&args)?;
    super::call_with_dict(vm, target, &args, &keywords).map(drop)
}

const PARTS: [&str; 3] = ["_target", "_args", "_kwargs"];

impl Thread {
    fn slot(&self, name: &str) -> &Slot {
        match name {
            "_target" => &self.target,
            "_args" => &self.args,
            _ => &self.keywords,
        }
    }
}

fn part(vm: &mut Vm, object: &Value, name: &str) -> Result<Value> {
    let value = native_of::<Thread>(vm, object)?.data.slot(name).get();
    if !value.is_null() {
        return Ok(value);
    }
    let class = vm.class_name(object);
    let name_value = vm.intern(name)?;
    Err(vm.attribute_error(object, &name_value, format!("'{class}' object has no attribute '{name}'")))
}

fn set_part(vm: &mut Vm, object: &Value, name: &str, value: Option<&Value>) -> Result<()> {
    let thread = native_of::<Thread>(vm, object)?;
    store(vm, thread, thread.data.slot(name), value.cloned().unwrap_or(Value::NULL))
}

fn clear_part(vm: &mut Vm, object: &Value, name: &str) -> Result<()> {
    set_part(vm, object, name, None)
}

fn join(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let thread = native_of::<Thread>(vm, &args[0])?;
    let patience = optional_timeout(vm, &args[1])?;
    match thread.data.state.load(Ordering::SeqCst) {
        MADE => return Err(vm.runtime_error("Thread.__init__() not called")),
        INITIAL | STARTING => return Err(vm.runtime_error("cannot join thread before it is started")),
        _ => {}
    }
    if thread.data.ident.load(Ordering::SeqCst) == vm.record.id {
        return Err(vm.runtime_error("cannot join current thread"));
    }
    wait_for_end(vm, &thread.data, patience).map(|()| Value::NONE)
}

/// Waits until a thread has ended or the time is up.
fn wait_for_end(vm: &mut Vm, thread: &Thread, patience: Patience) -> Result<()> {
    let is_alive = || thread.state.load(Ordering::SeqCst) != FINISHED;
    if let Patience::None = patience {
        return Ok(());
    }
    let deadline = patience.deadline();
    while is_alive() {
        let ident = thread.ident.load(Ordering::SeqCst);
        let reason = WaitReason { kind: "thread", key: ident as usize, holder: None };
        match park_once(vm, reason, deadline, is_alive) {
            Wake::TimedOut => return Ok(()),
            Wake::Interrupted => vm.poll()?,
            Wake::Woken | Wake::Refused => {}
        }
    }
    Ok(())
}

/// Is the thread waited for at the end of its interpreter? Daemons are not, nor the running one, nor one that the
/// interpreter did not start.
pub fn is_waited_for(object: &Value, running: u64) -> bool {
    payload::<Thread>(object).is_some_and(|thread| {
        let is_own = !class_of(object).is(&MAIN.class()) && !class_of(object).is(&DUMMY.class());
        is_own && !thread.daemon.load(Ordering::SeqCst) && thread.ident.load(Ordering::SeqCst) != running
    })
}

/// Waits until a thread has left the interpreter.
pub fn join_at_exit(vm: &mut Vm, object: &Value) -> Result<()> {
    let Some(thread) = payload::<Thread>(object) else { return Ok(()) };
    let ident = thread.ident.load(Ordering::SeqCst);
    wait_for_end(vm, thread, Patience::Forever)?;
    // It has yet to leave the registry, after which it touches nothing of the interpreter.
    while registry::threads().iter().any(|record| record.id == ident) {
        vm.detached(std::thread::yield_now);
        vm.poll()?;
    }
    Ok(())
}

fn is_alive(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let thread = initialised(vm, &args[0])?;
    Ok(Value::from_bool(thread.data.state.load(Ordering::SeqCst) == RUNNING))
}

/// The thread's name; empty of anything but a thread.
pub fn name_of(object: &Value) -> String {
    payload::<Thread>(object).map_or_else(String::new, |thread| text(&thread.name.get()))
}

fn get_name(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(initialised(vm, object)?.data.name.get())
}

fn set_name(vm: &mut Vm, object: &Value, name: Option<&Value>) -> Result<()> {
    let thread = initialised(vm, object)?;
    let Some(name) = name else { return Err(no_deleter(vm, "name")) };
    let name = vm.str(name)?;
    let ident = thread.data.ident.load(Ordering::SeqCst);
    if let Some(record) = registry::threads().iter().find(|record| record.id == ident) {
        *record.name.lock() = text(&name);
    }
    store(vm, thread, &thread.data.name, name)
}

#[cold]
fn no_deleter(vm: &mut Vm, name: &str) -> Raised {
    vm.raise(Exception::AttributeError, format!("property '{name}' of 'Thread' object has no deleter"))
}

fn number_or_none(number: u64) -> Value {
    if number == 0 { Value::NONE } else { Value::from_small_int(number as i64) }
}

fn get_ident(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(number_or_none(initialised(vm, object)?.data.ident.load(Ordering::SeqCst)))
}

fn get_native_id(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(number_or_none(initialised(vm, object)?.data.native_id.load(Ordering::SeqCst)))
}

fn get_daemon(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_bool(initialised(vm, object)?.data.daemon.load(Ordering::SeqCst)))
}

fn set_daemon(vm: &mut Vm, object: &Value, daemon: Option<&Value>) -> Result<()> {
    let thread = native_of::<Thread>(vm, object)?;
    let Some(daemon) = daemon else { return Err(no_deleter(vm, "daemon")) };
    match thread.data.state.load(Ordering::SeqCst) {
        MADE => return Err(vm.runtime_error("Thread.__init__() not called")),
        STARTING | RUNNING => return Err(vm.runtime_error("cannot set daemon status of active thread")),
        _ => {}
    }
    let daemon = vm.truth(daemon)?;
    thread.data.daemon.store(daemon, Ordering::SeqCst);
    Ok(())
}

fn get_name_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    get_name(vm, &args[0])
}

fn set_name_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    set_name(vm, &args[0], Some(&args[1])).map(|()| Value::NONE)
}

fn is_daemon_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    get_daemon(vm, &args[0])
}

fn set_daemon_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    set_daemon(vm, &args[0], Some(&args[1])).map(|()| Value::NONE)
}
