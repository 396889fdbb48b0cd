//! Interpreters: start-up, threads, imports, shutdown.
//!
//! Owns putting the layers together. Must not know the command line.

pub mod import;
pub mod run;
pub mod startup;
pub mod thread;
pub mod ticker;

use crate::heap::Value;
use crate::object::core::Exception;
use crate::vm::frames::has_headroom;
use crate::vm::{Interpreter, Raised, Result, Vm};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT_INTERPRETER: AtomicU64 = AtomicU64::new(0);

pub(crate) fn next_id() -> u64 {
    NEXT_INTERPRETER.fetch_add(1, Ordering::Relaxed)
}

/// A new interpreter with modules of its own, in the domain that the lock mode gives it. Its main domain follows the
/// thread that is in it.
pub fn create_interpreter(vm: &mut Vm) -> Result<Arc<Interpreter>> {
    if !has_headroom(thread::HEADROOM) {
        return Err(no_interpreter(vm));
    }
    thread::share_interned(vm)?;
    let settings = vm.interpreter.settings.clone();
    let parent = vm.record.domain.lock().clone();
    let domain = settings.gil.interpreter_domain(&parent, settings.policy);
    let interpreter = Arc::new(Interpreter::new(next_id(), settings, vm.hooks, domain));
    match run_in(vm, &interpreter, startup::build_state) {
        Ok(()) => Ok(interpreter),
        // The exception belonged to the other domain.
        Err(_) => Err(no_interpreter(vm)),
    }
}

#[cold]
fn no_interpreter(vm: &mut Vm) -> Raised {
    drop(vm.take_raised());
    vm.raise(Exception::RuntimeError, "interpreter creation failed")
}

/// Runs `work` inside another interpreter, in its main domain, and comes back.
pub fn run_in<R>(
    vm: &mut Vm,
    interpreter: &Arc<Interpreter>,
    work: impl FnOnce(&mut Vm) -> Result<R>,
) -> Result<R> {
    let home = vm.interpreter.clone();
    let handled = std::mem::replace(&mut vm.handled, Value::NULL);
    let home_domain = vm.record.domain.lock().clone();
    let target = interpreter.domain.lock().clone();
    let moves = home_domain.id != target.id;
    if moves {
        vm.move_to_domain(&target);
    }
    vm.interpreter = interpreter.clone();
    let result = work(vm);
    // What was raised belongs to the other domain: the caller has made of it what may cross.
    if moves {
        drop(vm.take_raised());
        vm.handled = Value::NULL;
        vm.move_to_domain(&home_domain);
    }
    vm.interpreter = home;
    vm.handled = handled;
    result
}

/// Ends an interpreter when the program ends. What cycles keep alive in a domain that it shares goes with that domain:
/// to collect it once for each interpreter would take too long.
pub fn close_interpreter_at_exit(vm: &mut Vm, interpreter: &Arc<Interpreter>) -> Result<()> {
    if interpreter.domain.lock().id != vm.record.domain.lock().id {
        return close_interpreter(vm, interpreter);
    }
    run_in(vm, interpreter, |vm| {
        startup::clear_modules(vm);
        Ok(())
    })
}

/// Ends an interpreter: its modules go, and what they kept alive.
pub fn close_interpreter(vm: &mut Vm, interpreter: &Arc<Interpreter>) -> Result<()> {
    run_in(vm, interpreter, |vm| {
        startup::tear_down(vm);
        Ok(())
    })
}
