//! `threading.Semaphore` and `BoundedSemaphore`: so many permits.

use super::wait::{Patience, key_of, optional_timeout, park_once};
use crate::builtins::common::{constructor, native_of};
use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::Value;
use crate::native_object;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

native_object! {
    pub struct Semaphore = "threading.Semaphore" {
        permits: AtomicI64,
        /// More permits than this are an error.
        bound: AtomicI64,
        /// Threads that wait or are about to: nobody is woken while there are none.
        waiters: AtomicU32,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A counter of permits: acquire() takes one, and waits while there is none; release() gives one back.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method(
            "acquire(self, blocking=True, timeout=None)",
            acquire,
            "Take a permit. False if there was none in time.",
        ),
        method("release(self, n=1)", release, "Give n permits back."),
        method("__enter__(self, blocking=True, timeout=None)", acquire, "Take a permit."),
        method(
            "__exit__(self, exc_type=None, exc_value=None, traceback=None, /)",
            exit,
            "Give a permit back.",
        ),
    ],
    getters: &[getter("_value", value)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Semaphore", Semaphore::LAYOUT)
};

pub static BOUNDED: TypeDef = TypeDef {
    base: Some(&TYPE),
    doc: "A semaphore that cannot have more permits than in the beginning.",
    slots: Slots { init: Some(init_bounded), ..Slots::EMPTY },
    getters: &[getter("_initial_value", initial_value)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.BoundedSemaphore", Semaphore::LAYOUT)
};

static INIT: NativeDef = constructor("Semaphore.__init__(value=1)");
static INIT_BOUNDED: NativeDef = constructor("BoundedSemaphore.__init__(value=1)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    let semaphore =
        Semaphore { permits: AtomicI64::new(1), bound: AtomicI64::new(i64::MAX), waiters: AtomicU32::new(0) };
    vm.create_native(class, semaphore)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| set_permits(vm, object, &args[0]).map(drop))
}

fn init_bounded(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT_BOUNDED, arguments, |vm, args| {
        let permits = set_permits(vm, object, &args[0])?;
        native_of::<Semaphore>(vm, object)?.data.bound.store(permits, Ordering::SeqCst);
        Ok(())
    })
}

fn set_permits(vm: &mut Vm, object: &Value, permits: &Value) -> Result<i64> {
    let permits = match permits.given() {
        Some(permits) => vm.as_i64(permits)?,
        None => 1,
    };
    if permits < 0 {
        return Err(vm.value_error("semaphore initial value must be >= 0"));
    }
    native_of::<Semaphore>(vm, object)?.data.permits.store(permits, Ordering::SeqCst);
    Ok(permits)
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let semaphore = native_of::<Semaphore>(vm, object)?;
    let permits = semaphore.data.permits.load(Ordering::SeqCst);
    let bound = match semaphore.data.bound.load(Ordering::SeqCst) {
        i64::MAX => String::new(),
        bound => format!("/{bound}"),
    };
    let class = class_of(object);
    let name = vm.full_class_name(&class);
    vm.new_str(&format!("<{name} at {:#x}: value={permits}{bound}>", object.identity()))
}

fn value(vm: &mut Vm, object: &Value) -> Result<Value> {
    let permits = native_of::<Semaphore>(vm, object)?.data.permits.load(Ordering::SeqCst);
    vm.new_int(permits)
}

fn initial_value(vm: &mut Vm, object: &Value) -> Result<Value> {
    let bound = native_of::<Semaphore>(vm, object)?.data.bound.load(Ordering::SeqCst);
    vm.new_int(bound)
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let semaphore = native_of::<Semaphore>(vm, &args[0])?;
    let blocking = match args[1].given() {
        Some(blocking) => vm.truth(blocking)?,
        None => true,
    };
    if !blocking && args[2].given().is_some_and(|timeout| !timeout.is_none()) {
        return Err(vm.value_error("can't specify timeout for non-blocking acquire"));
    }
    let patience = if blocking { optional_timeout(vm, &args[2])? } else { Patience::None };
    semaphore.data.acquire(vm, key_of(&args[0]), patience).map(Value::from_bool)
}

fn release(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let count = match args[1].given() {
        Some(count) => vm.as_i64(count)?,
        None => 1,
    };
    if count < 1 {
        return Err(vm.value_error("n must be one or more"));
    }
    if native_of::<Semaphore>(vm, &args[0])?.data.release(key_of(&args[0]), count) {
        return Ok(Value::NONE);
    }
    Err(vm.value_error("Semaphore released too many times"))
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    release(vm, &[args[0].clone(), Value::NULL])
}

impl Semaphore {
    fn try_acquire(&self) -> bool {
        let take = |permits: i64| if permits > 0 { Some(permits - 1) } else { None };
        self.permits.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_ok()
    }

    fn acquire(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        if self.try_acquire() {
            return Ok(true);
        }
        if let Patience::None = patience {
            return Ok(false);
        }
        self.waiters.fetch_add(1, Ordering::SeqCst);
        let result = self.park(vm, key, patience);
        self.waiters.fetch_sub(1, Ordering::SeqCst);
        result
    }

    fn park(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<bool> {
        let deadline = patience.deadline();
        loop {
            let reason = WaitReason { kind: "semaphore", key, holder: None };
            match park_once(vm, reason, deadline, || self.permits.load(Ordering::SeqCst) == 0) {
                Wake::Woken | Wake::Refused => {}
                Wake::TimedOut => return Ok(self.try_acquire()),
                Wake::Interrupted => vm.poll()?,
            }
            if self.try_acquire() {
                return Ok(true);
            }
        }
    }

    /// False if there would be too many permits.
    fn release(&self, key: usize, count: i64) -> bool {
        let bound = self.bound.load(Ordering::SeqCst);
        let give = |permits: i64| permits.checked_add(count).filter(|permits| *permits <= bound);
        if self.permits.fetch_update(Ordering::SeqCst, Ordering::SeqCst, give).is_err() {
            return false;
        }
        for _ in 0..count.min(i64::from(self.waiters.load(Ordering::SeqCst))) {
            park::wake_one(key);
        }
        true
    }
}
