//! `threading.Condition`: waiting, with a lock released, for a notification.
//!
//! Owns the list of waiting threads in order of arrival. A waiter is notified by being taken off the list, so that a
//! notification reaches exactly the threads that waited at the time. Each waits under a key of its own; should two
//! keys be the same, both are woken, and the one that is still listed waits on.

use super::lock::Lock;
use super::rlock;
use super::wait::{Patience, key_of, optional_timeout, park_once};
use crate::builtins::common::{constructor, native_of, store};
use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::{Opaque, Slot, Value};
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method};
use crate::object::native::{Native, NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::time::Instant;

/// Tickets of waiting threads, the first to come first, and the next ticket.
#[derive(Default)]
struct Waiters {
    listed: VecDeque<u64>,
    next: u64,
}

native_object! {
    pub struct Condition = "threading.Condition" {
        lock: Slot,
        waiters: Opaque<Mutex<Waiters>>,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A condition variable: threads wait, with its lock released, until another notifies them.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method("acquire(self, *args, **kwargs)", acquire, "Take the lock."),
        method("release(self, /)", release, "Let go of the lock."),
        method("locked(self, /)", locked, "Does any thread have the lock?"),
        method("__enter__(self, /)", enter, "Take the lock."),
        method(
            "__exit__(self, exc_type=None, exc_value=None, traceback=None, /)",
            exit,
            "Let go of the lock.",
        ),
        method("wait(self, timeout=None)", wait, "Wait until notified. False if the time was up first."),
        method(
            "wait_for(self, predicate, timeout=None)",
            wait_for,
            "Wait until a predicate holds; gives its result.",
        ),
        method("notify(self, n=1)", notify, "Wake up to n waiting threads."),
        method("notify_all(self)", notify_all, "Wake all waiting threads."),
        method("notifyAll(self)", notify_all, "Old name of notify_all()."),
        method("_is_owned(self)", is_owned_method, "Does the running thread have the lock?"),
    ],
    getters: &[getter("_lock", lock_getter)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Condition", Condition::LAYOUT)
};

static INIT: NativeDef = constructor("Condition.__init__(lock=None)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, Condition { lock: Slot::empty(), waiters: Opaque(Mutex::default()) })
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| {
        let condition = native_of::<Condition>(vm, object)?;
        let lock = match args[0].given() {
            Some(lock) if !lock.is_none() => lock.clone(),
            _ => rlock::create(vm)?,
        };
        store(vm, condition, &condition.data.lock, lock)
    })
}

/// The condition and its lock.
fn parts<'a>(vm: &mut Vm, object: &'a Value) -> Result<(&'a Native<Condition>, Value)> {
    let condition = native_of::<Condition>(vm, object)?;
    let lock = condition.data.lock.get();
    if lock.is_null() {
        let name = vm.intern("_lock")?;
        let class = vm.class_name(object);
        let message = format!("'{class}' object has no attribute '_lock'");
        return Err(vm.attribute_error(object, &name, message));
    }
    Ok((condition, lock))
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let (condition, lock) = parts(vm, object)?;
    let waiting = condition.data.waiters.lock().listed.len();
    let (name, lock) = (vm.class_name(object), vm.repr_text(&lock)?);
    vm.new_str(&format!("<{name}({lock}, {waiting})>"))
}

fn lock_getter(vm: &mut Vm, object: &Value) -> Result<Value> {
    parts(vm, object).map(|(_, lock)| lock)
}

/// Calls a method of the lock.
fn call_lock(vm: &mut Vm, lock: &Value, method: &str, args: &[Value]) -> Result<Value> {
    let name = vm.intern(method)?;
    let method = vm.get_attribute(lock, &name)?;
    vm.call(&method, args)
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    let name = vm.intern("acquire")?;
    let method = vm.get_attribute(&lock, &name)?;
    super::call_with_dict(vm, &method, &args[2..], &args[1])
}

fn release(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    call_lock(vm, &lock, "release", &[])
}

fn locked(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    call_lock(vm, &lock, "locked", &[])
}

fn enter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    if let Some(plain) = payload::<Lock>(&lock) {
        return plain.word.acquire(vm, key_of(&lock), Patience::Forever).map(Value::from_bool);
    }
    if let Some(recursive) = rlock::exact(&lock) {
        return recursive.acquire(vm, key_of(&lock), Patience::Forever).map(Value::from_bool);
    }
    call_lock(vm, &lock, "__enter__", &[])
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    if let Some(plain) = payload::<Lock>(&lock)
        && plain.word.release(key_of(&lock))
    {
        return Ok(Value::NONE);
    }
    if let Some(recursive) = rlock::exact(&lock)
        && recursive.is_held_by(vm.record.id)
    {
        recursive.release_once(key_of(&lock));
        return Ok(Value::NONE);
    }
    let given: Vec<Value> = args[1..].iter().map(|arg| arg.given().cloned().unwrap_or(Value::NONE)).collect();
    call_lock(vm, &lock, "__exit__", &given)
}

fn is_owned_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, lock) = parts(vm, &args[0])?;
    is_owned(vm, &lock).map(Value::from_bool)
}

/// Does the running thread have the lock? Of a plain lock: does any?
fn is_owned(vm: &mut Vm, lock: &Value) -> Result<bool> {
    if let Some(lock) = rlock::exact(lock) {
        return Ok(lock.is_held_by(vm.record.id));
    }
    if let Some(lock) = payload::<Lock>(lock) {
        return Ok(lock.word.holder().is_some());
    }
    let name = vm.intern("_is_owned")?;
    if let Some(method) = vm.find_attribute(lock, &name)? {
        let owned = vm.call(&method, &[])?;
        return vm.truth(&owned);
    }
    let taken = call_lock(vm, lock, "acquire", &[Value::FALSE])?;
    if vm.truth(&taken)? {
        call_lock(vm, lock, "release", &[])?;
        return Ok(false);
    }
    Ok(true)
}

/// How to take a lock again that was released for a wait.
enum Released {
    Plain,
    Recursive(u64),
    /// What its `_release_save` gave; None if it has none.
    Foreign(Option<Value>),
}

fn release_save(vm: &mut Vm, lock: &Value) -> Result<Released> {
    if let Some(recursive) = rlock::exact(lock) {
        return Ok(Released::Recursive(recursive.release_all(key_of(lock))));
    }
    if let Some(plain) = payload::<Lock>(lock) {
        plain.word.release(key_of(lock));
        return Ok(Released::Plain);
    }
    let name = vm.intern("_release_save")?;
    match vm.find_attribute(lock, &name)? {
        Some(method) => Ok(Released::Foreign(Some(vm.call(&method, &[])?))),
        None => {
            call_lock(vm, lock, "release", &[])?;
            Ok(Released::Foreign(None))
        }
    }
}

fn restore(vm: &mut Vm, lock: &Value, released: Released) -> Result<()> {
    match released {
        Released::Plain => {
            if let Some(plain) = payload::<Lock>(lock) {
                plain.word.acquire_uninterrupted(vm, key_of(lock));
            }
            Ok(())
        }
        Released::Recursive(depth) => {
            if let Some(recursive) = rlock::exact(lock) {
                recursive.restore(vm, key_of(lock), depth);
            }
            Ok(())
        }
        Released::Foreign(Some(state)) => call_lock(vm, lock, "_acquire_restore", &[state]).map(drop),
        Released::Foreign(None) => call_lock(vm, lock, "acquire", &[]).map(drop),
    }
}

impl Condition {
    fn enlist(&self) -> u64 {
        let mut waiters = self.waiters.lock();
        let ticket = waiters.next;
        waiters.next += 1;
        waiters.listed.push_back(ticket);
        ticket
    }

    /// Takes a waiter off the list. False if it was notified before.
    fn leave(&self, ticket: u64) -> bool {
        let mut waiters = self.waiters.lock();
        let place = waiters.listed.iter().position(|listed| *listed == ticket);
        place.and_then(|place| waiters.listed.remove(place)).is_some()
    }

    fn is_listed(&self, ticket: u64) -> bool {
        self.waiters.lock().listed.contains(&ticket)
    }

    /// Notifies the first `count` of those that wait now.
    fn notify(&self, object: &Value, count: usize) {
        let waiting = self.waiters.lock().listed.len();
        for _ in 0..count.min(waiting) {
            let Some(ticket) = self.waiters.lock().listed.pop_front() else { return };
            park::wake_all(ticket_key(object, ticket));
        }
    }
}

/// Addresses have 48 bits.
fn ticket_key(object: &Value, ticket: u64) -> usize {
    ((ticket << 48) | (object.identity() & 0xFFFF_FFFF_FFFF)) as usize
}

/// Waits on a condition whose lock the running thread has. False if the time was up first.
fn wait_on(vm: &mut Vm, object: &Value, patience: Patience) -> Result<bool> {
    let (condition, lock) = parts(vm, object)?;
    if !is_owned(vm, &lock)? {
        return Err(vm.runtime_error("cannot wait on un-acquired lock"));
    }
    let ticket = condition.data.enlist();
    let released = match release_save(vm, &lock) {
        Ok(released) => released,
        Err(raised) => {
            condition.data.leave(ticket);
            return Err(raised);
        }
    };
    let outcome = wait_for_notice(vm, object, &condition.data, ticket, patience);
    let exception = if outcome.is_err() { Some(vm.take_raised()) } else { None };
    restore(vm, &lock, released)?;
    match exception {
        Some(exception) => Err(vm.reraise(exception)),
        None => outcome,
    }
}

fn wait_for_notice(
    vm: &mut Vm,
    object: &Value,
    condition: &Condition,
    ticket: u64,
    patience: Patience,
) -> Result<bool> {
    if let Patience::None = patience {
        return Ok(!condition.leave(ticket));
    }
    let deadline: Option<Instant> = patience.deadline();
    loop {
        let reason = WaitReason { kind: "condition", key: ticket_key(object, ticket), holder: None };
        match park_once(vm, reason, deadline, || condition.is_listed(ticket)) {
            Wake::Woken | Wake::Refused => {
                if !condition.is_listed(ticket) {
                    return Ok(true);
                }
            }
            Wake::TimedOut => return Ok(!condition.leave(ticket)),
            Wake::Interrupted => {
                if let Err(raised) = vm.poll() {
                    condition.leave(ticket);
                    return Err(raised);
                }
            }
        }
    }
}

fn wait(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let patience = optional_timeout(vm, &args[1])?;
    wait_on(vm, &args[0], patience).map(Value::from_bool)
}

fn wait_for(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let patience = optional_timeout(vm, &args[2])?;
    let mut waited = false;
    loop {
        let result = vm.call(&args[1], &[])?;
        if vm.truth(&result)? {
            return Ok(result);
        }
        let is_over = match patience {
            Patience::Forever => false,
            Patience::Until(deadline) => Instant::now() >= deadline,
            Patience::None => waited,
        };
        if is_over {
            return Ok(result);
        }
        waited = true;
        wait_on(vm, &args[0], patience)?;
    }
}

/// The condition, whose lock the running thread has.
fn owned<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a Condition> {
    let (condition, lock) = parts(vm, object)?;
    if is_owned(vm, &lock)? {
        return Ok(&condition.data);
    }
    Err(vm.runtime_error("cannot notify on un-acquired lock"))
}

fn notify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let condition = owned(vm, &args[0])?;
    let count = match args[1].given() {
        Some(count) => vm.as_i64(count)?,
        None => 1,
    };
    condition.notify(&args[0], usize::try_from(count).unwrap_or(0));
    Ok(Value::NONE)
}

fn notify_all(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    owned(vm, &args[0])?.notify(&args[0], usize::MAX);
    Ok(Value::NONE)
}
