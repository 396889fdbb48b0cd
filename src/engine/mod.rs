//! The engine: the dispatch loop, its slow paths, unwinding, and loading of code.
//!
//! Owns running Python functions. A call from Python to Python never recurses in Rust, nor does a generator's resumption
//! by a loop or a delegation; a native function that calls Python runs a loop of its own above the frames that are
//! there.
#![allow(unsafe_code)]
// Every slow path is called by the dispatch loop alone, with the running frame: said once, at the top of `ops`.
#![allow(clippy::missing_safety_doc)]

pub mod dispatch;
pub mod hook;
pub mod load;
pub mod ops;
pub mod unwind;

use crate::heap::{RawValue, Value};
use crate::object::Arguments;
use crate::object::function::{Code, Function};
use crate::vm::arguments::bind_function;
use crate::vm::frames::ReturnKind;
use crate::vm::{Hooks, Raised, Result, Vm};
use hook::NoHook;
use std::sync::atomic::Ordering;

/// What the machine needs of the engine.
pub const HOOKS: Hooks = Hooks {
    call_function,
    resume: ops::generator::resume,
    new_function: ops::function::function_in,
    alias: crate::builtins::generic_alias::alias,
};

/// Runs the frame on top until it returns to native code.
pub fn run_top(vm: &mut Vm) -> Result<RawValue> {
    dispatch::run(vm, &mut NoHook)
}

/// Calls a Python function from native code.
fn call_function(vm: &mut Vm, callable: &Value, arguments: Arguments) -> Result<Value> {
    let Some(function) = Function::of(callable) else { return Err(vm.type_error("not a function")) };
    // The function must outlive its frame, whatever the caller's reference is worth.
    let keep = callable.clone();
    let positional = arguments.values.len();
    // SAFETY: registers above the running frame are free; there is room before they are written. From there on no user code
    // runs, so the function has the same code when its frame is placed.
    unsafe {
        let base = vm.stacks.free_registers();
        let plain = arguments.names.is_empty()
            && function.plain_arguments.load(Ordering::Relaxed) as usize == positional;
        let filled = if plain {
            ops::call::make_room(vm, base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
            for (number, value) in arguments.values.iter().enumerate() {
                base.add(number).cast::<Value>().write(value.clone());
            }
            positional
        } else {
            let values = bind_function(vm, function, arguments)?;
            let unit = &(*function.code.raw().header().cast::<Code>()).unit;
            if unit.flags.is_suspendable() {
                return ops::function::make_generator(vm, callable, values.into_iter());
            }
            ops::call::make_room(vm, base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
            let count = values.len();
            for (number, value) in values.into_iter().enumerate() {
                base.add(number).cast::<Value>().write(value);
            }
            count
        };
        ops::call::place_frame(
            vm,
            function,
            filled,
            ops::call::Placement {
                base,
                held: keep,
                return_register: 0,
                return_kind: ReturnKind::Native,
                return_skip: 0,
                window: 0,
            },
        );
        run_top(vm).map(|word| Value::from_raw(word))
    }
}

/// Runs code in a namespace: a module's body, `exec`, `eval`, a class body. `namespace` becomes register 0 where the
/// code wants one.
pub fn run_code(vm: &mut Vm, code: &Value, globals: &Value, namespace: Option<&Value>) -> Result<Value> {
    let function =
        ops::function::new_function(vm, code, globals, ops::function::Parts::closed_over(Value::NULL))?;
    let Some(object) = Function::of(&function) else { return Err(Raised) };
    // SAFETY: as in `call_function`.
    unsafe {
        let base = vm.stacks.free_registers();
        ops::call::make_room(vm, base.add(object.register_count.load(Ordering::Relaxed) as usize))?;
        let filled = match namespace {
            Some(namespace) => {
                base.cast::<Value>().write(namespace.clone());
                1
            }
            None => 0,
        };
        ops::call::push_frame(
            vm,
            object,
            filled,
            ops::call::Placement {
                base,
                held: function.clone(),
                return_register: 0,
                return_kind: ReturnKind::Native,
                return_skip: 0,
                window: 0,
            },
        )?;
        run_top(vm).map(|word| Value::from_raw(word))
    }
}
