//! What an interpreter knows of its threads: an object in the interpreter's registry, so that it is published with it.
//!
//! Owns the table of living threads by number, the counters behind their names, and the namespace of `threading`.

use super::thread;
use crate::heap::{Dict, Kind, Slot, Value};
use crate::native_object;
use crate::object::definition::TypeDef;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::vm::interpreter;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

native_object! {
    pub struct State = "_thread._state" {
        threads_named: AtomicU64,
        dummies_named: AtomicU64,
        stack_size: AtomicU64,
        /// Thread objects by the numbers of their threads, in the order in which they started.
        table: Value,
        main: Value,
        /// The namespace of `threading`, for the hook that a program may set there.
        namespace: Value,
        broken_barrier: Value,
        /// Calls to make before threads are waited for at exit: a list of (function, args, keywords).
        exit_calls: Slot,
    }
}

pub static TYPE: TypeDef = TypeDef::new("_thread._state", State::LAYOUT);

impl State {
    pub fn next_thread(&self) -> u64 {
        self.threads_named.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn next_dummy(&self) -> u64 {
        self.dummies_named.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub fn swap_stack_size(&self, size: u64) -> u64 {
        self.stack_size.swap(size, Ordering::Relaxed)
    }

    pub fn stack_size(&self) -> u64 {
        self.stack_size.load(Ordering::Relaxed)
    }

    pub fn main(&self) -> Value {
        self.main.clone()
    }

    pub fn namespace(&self) -> Value {
        self.namespace.clone()
    }

    pub fn broken_barrier(&self) -> Value {
        self.broken_barrier.clone()
    }
}

/// The name in the interpreter's registry.
const ENTRY: &str = "threading";

fn registry(vm: &Vm) -> Value {
    let state = vm.interpreter.state();
    payload::<interpreter::State>(&state).map_or(Value::NULL, |state| state.registry.clone())
}

/// Makes the state of an interpreter whose running thread becomes its main thread.
pub fn install(vm: &mut Vm, namespace: Value, broken_barrier: Value) -> Result<()> {
    let table = vm.new_dict()?;
    let main = thread::adopt(vm, &thread::MAIN, "MainThread", false)?;
    let state = State {
        threads_named: AtomicU64::new(0),
        dummies_named: AtomicU64::new(0),
        stack_size: AtomicU64::new(0),
        table,
        main: main.clone(),
        namespace,
        broken_barrier,
        exit_calls: Slot::new(Value::NONE),
    };
    let state = vm.create_of(&TYPE, state)?;
    let registry = registry(vm);
    if let Some(registry) = cast_kind::<Dict>(&registry, Kind::Dict) {
        vm.dict_set_str(registry, ENTRY, state)?;
    }
    add(vm, vm.record.id, &main)
}

/// The state, if `threading` has been imported.
pub fn existing(vm: &mut Vm) -> Result<Option<Value>> {
    let registry = registry(vm);
    match cast_kind::<Dict>(&registry, Kind::Dict) {
        Some(registry) => vm.dict_get_str(registry, ENTRY),
        None => Ok(None),
    }
}

/// The state; `threading` is imported if it has not been.
pub fn state(vm: &mut Vm) -> Result<Value> {
    if let Some(state) = existing(vm)? {
        return Ok(state);
    }
    crate::interp::import::import(vm, "threading", &Value::NONE, &Value::NONE, 0)?;
    match existing(vm)? {
        Some(state) => Ok(state),
        None => Err(vm.runtime_error("threading is not initialised")),
    }
}

/// The table of threads, if there is one.
fn table(vm: &mut Vm) -> Result<Option<Value>> {
    let state = existing(vm)?;
    Ok(state.as_ref().and_then(payload::<State>).map(|state| state.table.clone()))
}

/// Enters a thread.
pub fn add(vm: &mut Vm, number: u64, thread: &Value) -> Result<()> {
    let table = table(vm)?;
    match table.as_ref().and_then(|table| cast_kind::<Dict>(table, Kind::Dict)) {
        Some(table) => vm.dict_set(table, Value::from_small_int(number as i64), thread.clone()),
        None => Ok(()),
    }
}

/// Takes a thread off the table.
pub fn remove(vm: &mut Vm, number: u64) -> Result<()> {
    let table = table(vm)?;
    if let Some(table) = table.as_ref().and_then(|table| cast_kind::<Dict>(table, Kind::Dict)) {
        vm.dict_remove(table, &Value::from_small_int(number as i64))?;
    }
    Ok(())
}

/// The living threads, in the order in which they started.
pub fn threads(vm: &mut Vm) -> Result<Vec<Value>> {
    let table = table(vm)?;
    let Some(table) = table.as_ref().and_then(|table| cast_kind::<Dict>(table, Kind::Dict)) else {
        return Ok(Vec::new());
    };
    let pairs = table.snapshot(&mut vm.heap);
    Ok(vm.check(pairs)?.into_iter().map(|(_, thread)| thread).collect())
}

/// The running thread's object; a dummy is made for a thread that has none.
pub fn current(vm: &mut Vm) -> Result<Value> {
    let state = state(vm)?;
    let number = Value::from_small_int(vm.record.id as i64);
    let table = payload::<State>(&state).map_or(Value::NULL, |state| state.table.clone());
    if let Some(table) = cast_kind::<Dict>(&table, Kind::Dict)
        && let Some(thread) = vm.dict_get(table, &number)?
    {
        return Ok(thread);
    }
    let dummy = payload::<State>(&state).map_or(0, State::next_dummy);
    let thread = thread::adopt(vm, &thread::DUMMY, &format!("Dummy-{dummy}"), true)?;
    add(vm, vm.record.id, &thread)?;
    Ok(thread)
}

/// Notes a call to make at exit.
pub fn add_exit_call(vm: &mut Vm, function: Value, args: Value, keywords: Value) -> Result<()> {
    let state_value = state(vm)?;
    let Some(native) = crate::object::native::cast::<crate::object::native::Native<State>>(&state_value)
    else {
        return Ok(());
    };
    let call = vm.new_tuple([function, args, keywords])?;
    let earlier = native.data.exit_calls.get();
    let list = vm.new_tuple([call, earlier])?;
    let stored = vm.heap.set_slot(&native.header, &native.data.exit_calls, list);
    vm.check(stored).map(drop)
}

/// Takes the latest call to make at exit: function, args, keywords.
pub fn take_exit_call(vm: &mut Vm) -> Result<Option<[Value; 3]>> {
    let Some(state_value) = existing(vm)? else { return Ok(None) };
    let Some(native) = crate::object::native::cast::<crate::object::native::Native<State>>(&state_value)
    else {
        return Ok(None);
    };
    let list = native.data.exit_calls.get();
    let [call, earlier] = crate::vm::call::tuple_items(&list) else { return Ok(None) };
    let stored = vm.heap.set_slot(&native.header, &native.data.exit_calls, earlier.clone());
    drop(vm.check(stored)?);
    match crate::vm::call::tuple_items(call) {
        [function, args, keywords] => Ok(Some([function.clone(), args.clone(), keywords.clone()])),
        _ => Ok(None),
    }
}
