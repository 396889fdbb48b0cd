//! Threads: starting, running and ending them.
//!
//! Before a thread of another domain starts, all that it can reach is published: the interpreter's state with every
//! module, interned strings, and the thread's own arguments. An ending thread collects its domain and publishes what is
//! left, so that its heap can be handed on.

use super::startup::native_limit;
use crate::domain::{ThreadRecord, request};
use crate::heap::{Context, Published, Value, collect, intern, pages, publish};
use crate::object::Arguments;
use crate::object::core::Exception;
use crate::stdlib::threading;
use crate::vm::frames::{Reservation, has_headroom};
use crate::vm::{Interpreter, Raised, Result, Vm};
use std::sync::Arc;

/// The Rust stack of a thread; address space that is used only as far as it is touched.
const STACK_SIZE: usize = 64 << 20;

/// A thread is started, and an interpreter made, only where there is so much memory to spare: what they are made of at
/// first, in many small parts, is not made to fail well.
pub const HEADROOM: usize = 32 << 20;

/// A thread to be started.
pub struct ThreadStart {
    pub name: String,
    pub daemon: bool,
    pub callable: Value,
    /// A tuple.
    pub args: Value,
    /// A dict, or NULL.
    pub keywords: Value,
    pub record: Arc<ThreadRecord>,
    /// The `threading.Thread`.
    pub thread_object: Value,
}

/// What crosses to the new thread.
struct Passage {
    callable: Published,
    args: Published,
    keywords: Published,
    thread_object: Published,
}

/// A record for a thread that the running one will start, in the domain that the lock mode gives it.
pub fn new_record(vm: &mut Vm, name: &str, daemon: bool) -> Arc<ThreadRecord> {
    let settings = vm.interpreter.settings.clone();
    let parent = vm.record.domain.lock().clone();
    let domain = settings.gil.thread_domain(&parent, settings.policy);
    ThreadRecord::new(name, daemon, domain)
}

/// Starts the thread.
pub fn spawn(vm: &mut Vm, start: ThreadStart) -> Result<()> {
    let own = vm.record.domain.lock().id;
    let same_domain = start.record.domain.lock().id == own;
    if !same_domain {
        share_interned(vm)?;
        let state = vm.interpreter.state();
        let result = publish::publish(state);
        drop(vm.check(result)?);
    }
    let cross = |vm: &mut Vm, value: Value| -> Result<Published> {
        if same_domain {
            return Ok(Published::within_domain(value));
        }
        let result = publish::publish(value);
        vm.check(result)
    };
    let passage = Passage {
        callable: cross(vm, start.callable)?,
        args: cross(vm, start.args)?,
        keywords: cross(vm, start.keywords)?,
        thread_object: cross(vm, start.thread_object)?,
    };
    let Some(stacks) = Reservation::new().filter(|_| has_headroom(STACK_SIZE + HEADROOM)) else {
        return Err(no_thread(vm));
    };
    let interpreter = vm.interpreter.clone();
    let record = start.record;
    record.enlist();
    let name: String = start.name.chars().filter(|character| *character != '\0').take(15).collect();
    let builder = std::thread::Builder::new().name(name).stack_size(STACK_SIZE);
    let body = {
        let record = record.clone();
        move || run_thread(interpreter, record, stacks, passage)
    };
    match builder.spawn(body) {
        Ok(_) => {
            super::ticker::ensure(same_domain);
            Ok(())
        }
        Err(_) => {
            record.unregister();
            Err(no_thread(vm))
        }
    }
}

#[cold]
fn no_thread(vm: &mut Vm) -> Raised {
    vm.raise(Exception::RuntimeError, "can't start new thread")
}

/// Interned strings become shared: another domain is about to exist.
pub fn share_interned(vm: &mut Vm) -> Result<()> {
    let gil = vm.interpreter.settings.gil;
    if gil.has_one_domain() {
        return Ok(());
    }
    let result = intern::share_all(&vm.heap);
    vm.check(result)
}

fn run_thread(
    interpreter: Arc<Interpreter>,
    record: Arc<ThreadRecord>,
    stacks: Reservation,
    passage: Passage,
) {
    record.attach();
    let domain = record.domain.lock().id;
    let context = Context::new(domain, pages::heap_of(domain), record.signals.clone());
    let mut vm = Vm::new(context, interpreter, record.clone(), native_limit(STACK_SIZE), stacks);
    let stress = vm.interpreter.settings.stress;
    if stress.switch || stress.collect || stress.verify {
        vm.heap.signals.ask(request::STRESS);
    }
    let thread_object = passage.thread_object.into_value();
    {
        let (callable, args, keywords) =
            (passage.callable.into_value(), passage.args.into_value(), passage.keywords.into_value());
        if call(&mut vm, &callable, &args, &keywords).is_err() {
            let exception = vm.take_raised();
            threading::thread_failed(&mut vm, &thread_object, &exception);
        }
    }
    drop(vm.take_raised());
    vm.thread_values.clear();
    vm.run_finalizations();
    let alone = leave_domain(&mut vm);
    threading::thread_finished(&mut vm, &thread_object);
    drop(thread_object);
    vm.run_finalizations();
    vm.heap.stock.flush(&vm.heap);
    vm.finish();
    if alone {
        pages::abandon(domain);
    }
}

fn call(vm: &mut Vm, callable: &Value, args: &Value, keywords: &Value) -> Result<Value> {
    let positional = crate::vm::call::tuple_items(args);
    let Some(dict) = crate::object::native::cast_kind::<crate::heap::Dict>(keywords, crate::heap::Kind::Dict)
    else {
        return vm.call(callable, positional);
    };
    let pairs = dict.snapshot(&mut vm.heap);
    let (names, values): (Vec<Value>, Vec<Value>) = vm.check(pairs)?.into_iter().unzip();
    let mut all = positional.to_vec();
    all.extend(values);
    vm.call_with(callable, Arguments { values: &all, names: &names })
}

/// The last thread of its domain collects it and publishes what is left. True if it was the last.
fn leave_domain(vm: &mut Vm) -> bool {
    let domain = vm.record.domain.lock().id;
    let others = crate::domain::registry::threads()
        .iter()
        .any(|thread| thread.id != vm.record.id && thread.domain.lock().id == domain);
    if others || domain == vm.interpreter.domain.lock().id {
        return false;
    }
    for _ in 0..2 {
        let _ = collect::collect_domain(&vm.heap);
        vm.run_finalizations();
    }
    let _ = publish::publish_rest(&vm.heap);
    true
}
