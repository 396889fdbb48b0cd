//! `threading.Barrier`: so many threads wait for each other, then all go on.
//!
//! The state's mutex is held for moments only: never while waiting, never while the action runs. While the last
//! thread runs the action, the barrier counts as draining: newcomers wait for the next round.

use super::wait::{Patience, key_of, optional_timeout, park_once};
use crate::builtins::common::{constructor, native_of, store};
use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::{Opaque, Slot, Value};
use crate::native_object;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Raised, Result, Vm};
use parking_lot::Mutex;
use std::time::Instant;

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// Threads arrive.
    #[default]
    Filling,
    /// All have arrived; the last one runs the action.
    Acting,
    /// All have arrived and go.
    Draining,
    /// `reset` was called while threads waited: they leave with an error.
    Resetting,
    Broken,
}

#[derive(Default)]
struct State {
    phase: Phase,
    /// Threads inside.
    count: i64,
    parties: i64,
    /// Seconds that `wait` waits where it is not told; None: for ever.
    timeout: Option<f64>,
}

native_object! {
    pub struct Barrier = "threading.Barrier" {
        action: Slot,
        state: Opaque<Mutex<State>>,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A meeting point: threads wait until so many have come, then all go on.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method(
            "wait(self, timeout=None)",
            wait,
            "Wait until all have come; gives each thread a number of its own.",
        ),
        method("reset(self)", reset, "Empty the barrier: waiting threads get BrokenBarrierError."),
        method(
            "abort(self)",
            abort,
            "Break the barrier: waiting threads, and all later ones, get BrokenBarrierError.",
        ),
    ],
    getters: &[getter("parties", parties), getter("n_waiting", waiting), getter("broken", broken)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("threading.Barrier", Barrier::LAYOUT)
};

static INIT: NativeDef = constructor("Barrier.__init__(parties, action=None, timeout=None)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, Barrier { action: Slot::new(Value::NONE), state: Opaque(Mutex::default()) })
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| {
        let barrier = native_of::<Barrier>(vm, object)?;
        let parties = vm.as_i64(&args[0])?;
        if parties < 1 {
            return Err(vm.value_error("parties must be > 0"));
        }
        let timeout = match args[2].given() {
            Some(timeout) if !timeout.is_none() => Some(super::wait::timeout_seconds(vm, timeout)?),
            _ => None,
        };
        let action = args[1].given().cloned().unwrap_or(Value::NONE);
        store(vm, barrier, &barrier.data.action, action)?;
        *barrier.data.state.lock() = State { phase: Phase::Filling, count: 0, parties, timeout };
        Ok(())
    })
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let barrier = native_of::<Barrier>(vm, object)?;
    let class = class_of(object);
    let (name, address) = (vm.full_class_name(&class), object.identity());
    let shown = {
        let state = barrier.data.state.lock();
        match state.phase {
            Phase::Broken => format!("<{name} at {address:#x}: broken>"),
            _ => format!("<{name} at {address:#x}: waiters={}/{}>", state.waiting(), state.parties),
        }
    };
    vm.new_str(&shown)
}

impl State {
    fn waiting(&self) -> i64 {
        if matches!(self.phase, Phase::Filling | Phase::Acting) { self.count } else { 0 }
    }

    /// May a newcomer join this round?
    fn is_closed(&self) -> bool {
        matches!(self.phase, Phase::Acting | Phase::Draining | Phase::Resetting)
    }

    /// The last one out opens the barrier for the next round. True if others wait for that.
    fn leave(&mut self) -> bool {
        self.count -= 1;
        let opens = self.count == 0 && matches!(self.phase, Phase::Draining | Phase::Resetting);
        if opens {
            self.phase = Phase::Filling;
        }
        opens
    }
}

fn parties(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_small_int(native_of::<Barrier>(vm, object)?.data.state.lock().parties))
}

fn waiting(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_small_int(native_of::<Barrier>(vm, object)?.data.state.lock().waiting()))
}

fn broken(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_bool(native_of::<Barrier>(vm, object)?.data.state.lock().phase == Phase::Broken))
}

fn reset(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let barrier = native_of::<Barrier>(vm, &args[0])?;
    {
        let mut state = barrier.data.state.lock();
        state.phase = match (state.count, state.phase) {
            (0, _) => Phase::Filling,
            (_, Phase::Filling | Phase::Broken) => Phase::Resetting,
            (_, phase) => phase,
        };
    }
    park::wake_all(key_of(&args[0]));
    Ok(Value::NONE)
}

fn abort(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let barrier = native_of::<Barrier>(vm, &args[0])?;
    barrier.data.break_up(key_of(&args[0]));
    Ok(Value::NONE)
}

#[cold]
fn broken_error(vm: &mut Vm) -> Raised {
    match super::broken_barrier(vm).and_then(|class| vm.call(&class, &[])) {
        Ok(error) => vm.raise_value(error),
        Err(raised) => raised,
    }
}

fn wait(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let barrier = native_of::<Barrier>(vm, &args[0])?;
    let default = barrier.data.state.lock().timeout;
    let patience = match (args[1].given(), default) {
        (Some(timeout), _) if !timeout.is_none() => optional_timeout(vm, timeout)?,
        (_, Some(seconds)) => Patience::seconds(seconds),
        (_, None) => Patience::Forever,
    };
    let key = key_of(&args[0]);
    let index = barrier.data.enter(vm, key)?;
    let is_last = barrier.data.state.lock().phase == Phase::Acting && index + 1 == barrier.data.parties();
    let result = if is_last {
        let action = barrier.data.action.get();
        barrier.data.release(vm, key, &action)
    } else {
        barrier.data.wait_for_others(vm, key, patience)
    };
    if barrier.data.state.lock().leave() {
        park::wake_all(key);
    }
    result.map(|()| Value::from_small_int(index))
}

impl Barrier {
    fn parties(&self) -> i64 {
        self.state.lock().parties
    }

    fn break_up(&self, key: usize) {
        self.state.lock().phase = Phase::Broken;
        park::wake_all(key);
    }

    /// Joins the round, once there is one to join; gives the number of those who came before.
    fn enter(&self, vm: &mut Vm, key: usize) -> Result<i64> {
        loop {
            {
                let mut state = self.state.lock();
                if !state.is_closed() && state.phase != Phase::Broken {
                    let index = state.count;
                    state.count += 1;
                    if state.count == state.parties {
                        state.phase = Phase::Acting;
                    }
                    return Ok(index);
                }
                if state.phase == Phase::Broken {
                    drop(state);
                    return Err(broken_error(vm));
                }
            }
            let reason = WaitReason { kind: "barrier", key, holder: None };
            if park_once(vm, reason, None, || self.state.lock().is_closed()) == Wake::Interrupted {
                vm.poll()?;
            }
        }
    }

    /// The last to come runs the action and lets all go.
    fn release(&self, vm: &mut Vm, key: usize, action: &Value) -> Result<()> {
        if !action.is_none()
            && let Err(raised) = vm.call(action, &[])
        {
            self.break_up(key);
            return Err(raised);
        }
        let is_sound = {
            let mut state = self.state.lock();
            let is_sound = state.phase == Phase::Acting;
            if is_sound {
                state.phase = Phase::Draining;
            }
            is_sound
        };
        park::wake_all(key);
        if is_sound { Ok(()) } else { Err(broken_error(vm)) }
    }

    fn wait_for_others(&self, vm: &mut Vm, key: usize, patience: Patience) -> Result<()> {
        let mut deadline: Option<Instant> = patience.deadline();
        let is_waiting = || matches!(self.state.lock().phase, Phase::Filling | Phase::Acting);
        loop {
            let reason = WaitReason { kind: "barrier", key, holder: None };
            let wake = park_once(vm, reason, deadline, is_waiting);
            let phase = self.state.lock().phase;
            match (phase, wake) {
                (Phase::Draining, _) => return Ok(()),
                (Phase::Broken | Phase::Resetting, _) => return Err(broken_error(vm)),
                // All have come: the action ends in its own time.
                (Phase::Acting, Wake::TimedOut) => deadline = None,
                (Phase::Filling, Wake::TimedOut) => {
                    self.break_up(key);
                    return Err(broken_error(vm));
                }
                (_, Wake::Interrupted) => vm.poll()?,
                _ => {}
            }
        }
    }
}
