//! Jumps on any truth, safepoints, deaths, returns, exceptions.

use super::{Operands, Pc, jumps, operations, settle};
use crate::code::{Instruction, Op};
use crate::heap::{Header, RawValue, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, Exception as Kind, class_of};
use crate::object::function::Exception;
use crate::vm::frames::ReturnKind;
use crate::vm::{Raised, Result, Vm};

/// Where execution goes after a return, a yield or a delegation.
pub enum Returned {
    To(Pc),
    /// Out of the loop, with a counted word.
    Native(RawValue),
    Raised,
}

/// An object whose count has reached zero in a fast path.
#[cold]
#[inline(never)]
pub unsafe fn died(vm: &mut Vm, pc: Pc, header: *mut Header) {
    // SAFETY: the frame on top runs; the object is mine and dead.
    unsafe { (*vm.stacks.top).pc = pc };
    vm.heap.die(header);
    settle(vm);
}

/// Gives back a count of an object of another owner.
#[cold]
#[inline(never)]
pub unsafe fn release_foreign(vm: &mut Vm, pc: Pc, raw: RawValue) {
    // SAFETY: as above.
    unsafe { (*vm.stacks.top).pc = pc };
    vm.heap.release(raw);
    settle(vm);
}

/// The end of a native call that left finalizers waiting.
#[cold]
#[inline(never)]
pub unsafe fn settled(vm: &mut Vm, pc: Pc, _base: *mut RawValue) -> Pc {
    settle(vm);
    // SAFETY: one word.
    unsafe { pc.add(1) }
}

/// The end of a native call that raised.
#[cold]
#[inline(never)]
pub unsafe fn raised(vm: &mut Vm, _pc: Pc, _base: *mut RawValue) -> Pc {
    settle(vm);
    std::ptr::null()
}

#[cold]
#[inline(never)]
pub unsafe fn overflowed(header: *mut Header) {
    // SAFETY: mine.
    unsafe { (*header).owner = crate::heap::header::STUCK };
}

/// Do registers hold nothing, as the compiler said?
#[cfg_attr(not(debug_assertions), allow(dead_code))]
pub unsafe fn is_null(from: *const RawValue, end: *const RawValue) -> bool {
    let mut place = from;
    // SAFETY: the caller's registers.
    unsafe {
        while place < end && (*place).is_null() {
            place = place.add(1);
        }
    }
    place >= end
}

/// A jump's end: a safepoint if it goes backwards.
pub fn jump_to(vm: &mut Vm, i: Operands, target: Pc) -> Result<Pc> {
    if target <= i.pc {
        vm.poll()?;
    }
    Ok(target)
}

/// At a back edge or function entry: `pc` is the instruction to go on with.
#[cold]
#[inline(never)]
pub unsafe fn safepoint(vm: &mut Vm, pc: Pc, _base: *mut RawValue) -> Pc {
    // SAFETY: the frame on top runs.
    unsafe { (*vm.stacks.top).pc = pc };
    match vm.safepoint() {
        Ok(()) => pc,
        Err(Raised) => std::ptr::null(),
    }
}

/// A return that is not plain: see `ReturnKind`. Takes over the count of `value`.
pub unsafe fn special_return(vm: &mut Vm, pc: Pc, base: *mut RawValue, value: RawValue) -> Returned {
    // SAFETY: the frame on top runs; `value` was taken from its register.
    unsafe {
        if value.is_null() {
            let i = Operands { pc, base, word: Instruction(*pc) };
            let _ = super::unbound_local(vm, i, i.a());
            return Returned::Raised;
        }
        let value = Value::from_raw(value);
        match (*vm.stacks.top).return_kind {
            ReturnKind::Special | ReturnKind::SpecialResult => {
                leave(vm);
                settle(vm);
                match super::special::finish(vm, value) {
                    Ok(target) => Returned::To(target),
                    Err(Raised) => Returned::Raised,
                }
            }
            ReturnKind::Plain => {
                let (register, skip) = leave(vm);
                settle(vm);
                store(vm, register, value);
                Returned::To((*vm.stacks.top).pc.add(skip))
            }
            ReturnKind::Init => init_returned(vm, value),
            ReturnKind::Native => {
                leave(vm);
                settle(vm);
                Returned::Native(value.into_raw())
            }
            _ => super::generator::returned(vm, value),
        }
    }
}

unsafe fn init_returned(vm: &mut Vm, value: Value) -> Returned {
    // SAFETY: the frame owns the instance (`call::construct`).
    unsafe {
        if !value.is_none() {
            // The caller's line raises it: `__init__` has returned.
            leave(vm);
            settle(vm);
            let name = vm.class_name(&value);
            let _ = vm.type_error(format!("__init__() should return None, not '{name}'"));
            return Returned::Raised;
        }
        let instance = Value::from_raw(std::mem::replace(&mut (*vm.stacks.top).held, RawValue::NULL));
        let (register, skip) = leave(vm);
        settle(vm);
        store(vm, register, instance);
        Returned::To((*vm.stacks.top).pc.add(skip))
    }
}

/// Stores into a register of the frame that is on top now.
pub unsafe fn store(vm: &mut Vm, register: usize, value: Value) {
    // SAFETY: a register of the running frame.
    let old = unsafe { (*vm.stacks.top).base.add(register).cast::<Value>().replace(value) };
    drop(old);
    settle(vm);
}

/// Drops the registers of the frame on top and its callable, and pops it. Gives the caller's register for the result,
/// and how many words to skip.
pub unsafe fn leave(vm: &mut Vm) -> (usize, usize) {
    // SAFETY: the frame on top is done.
    unsafe {
        let top = vm.stacks.top;
        let mut place = (*top).base;
        while place < (*top).end {
            let old = place.replace(RawValue::NULL);
            if old.is_counted() {
                vm.heap.release(old);
            }
            place = place.add(1);
        }
        drop(Value::from_raw(std::mem::replace(&mut (*top).held, RawValue::NULL)));
        if (*top).window != 0 {
            let callable = (*top).base.sub((*top).window as usize).cast::<Value>().replace(Value::NULL);
            vm.stacks.top = top.sub(1);
            drop(callable);
        } else {
            vm.stacks.top = top.sub(1);
        }
        ((*top).return_register as usize, (*top).return_skip as usize)
    }
}

jumps! {
    fn jump_on_truth(vm, i) {
        let value = i.operand(vm, i.a())?;
        let truth = vm.truth(value)?;
        super::clear_dying(i);
        let wanted = i.word.op() != Op::JumpIfFalse;
        // SAFETY: one word.
        if truth == wanted { jump_to(vm, i, i.wide_target()) } else { Ok(unsafe { i.pc.add(1) }) }
    }

    fn jump_unless_match(vm, i) {
        let (exception, class) = (i.operand(vm, i.a())?, i.operand(vm, i.b())?);
        let matched = matches(vm, exception, class)?;
        super::clear_dying(i);
        // SAFETY: two words.
        if matched { Ok(unsafe { i.pc.add(2) }) } else { Ok(i.target(1)) }
    }
}

/// Stands for what the resumer of a generator handles: at the end of an `except` in it, that may be another one than at the
/// beginning.
const RESUMERS: Value = Value::ELLIPSIS;

/// What the resumer of the running generator handles, or NULL; None outside of generators.
fn resumers_handled(vm: &Vm, i: Operands) -> Option<Value> {
    // SAFETY: whoever resumed the generator keeps it alive; it runs, so its slot holds that.
    unsafe { i.frame(vm).generator.as_ref() }.map(|generator| generator.handled.get())
}

/// Does an exception match the class, or tuple of classes, of an `except`?
fn matches(vm: &mut Vm, exception: &Value, class: &Value) -> Result<bool> {
    let items = crate::vm::call::tuple_items(class);
    let single = std::slice::from_ref(class);
    let is_tuple = core::class_of(class).is(&core::class(CoreClass::Tuple));
    let candidates = if is_tuple { items } else { single };
    let base = core::exception(Kind::BaseException);
    for candidate in candidates {
        if !Class::of(candidate).is_some_and(|class| class.is_subclass_of(&base)) {
            return Err(
                vm.type_error("catching classes that do not inherit from BaseException is not allowed")
            );
        }
    }
    let of = class_of(exception);
    Ok(candidates.iter().any(|candidate| Class::of(&of).is_some_and(|of| of.is_subclass_of(candidate))))
}

/// The exception object that `raise value` raises: a class is called.
pub fn exception_object(vm: &mut Vm, value: &Value) -> Result<Value> {
    if Exception::of(value).is_some() {
        return Ok(value.clone());
    }
    let base = core::exception(Kind::BaseException);
    if let Some(class) = Class::of(value)
        && class.is_subclass_of(&base)
    {
        let made = vm.call(value, &[])?;
        if Exception::of(&made).is_some() {
            return Ok(made);
        }
        let (class, given) = (vm.repr_text(value)?, vm.repr_text(&class_of(&made))?);
        return Err(vm.type_error(format!(
            "calling {class} should have returned an instance of BaseException, not {given}"
        )));
    }
    Err(vm.type_error("exceptions must derive from BaseException"))
}

operations! {
    fn raise(vm, i) -> 1 {
        if i.x() == 0 {
            let handled = vm.handled.clone();
            if handled.is_null() || handled.is_none() {
                return Err(vm.runtime_error("No active exception to reraise"));
            }
            return Err(vm.reraise(handled));
        }
        let given = i.operand(vm, i.a())?.clone();
        let exception = exception_object(vm, &given)?;
        if i.x() == 2 {
            let given = i.operand(vm, i.b())?.clone();
            let cause = if given.is_none() { Value::NONE } else {
                match exception_object(vm, &given) {
                    Ok(cause) => cause,
                    Err(raised) if vm.raised_is(Kind::TypeError) && Class::of(&given).is_none() => {
                        vm.take_raised();
                        let _ = raised;
                        return Err(vm.type_error("exception causes must derive from BaseException"));
                    }
                    Err(raised) => return Err(raised),
                }
            };
            if let Some(object) = Exception::of(&exception) {
                object.suppress_context.store(true, std::sync::atomic::Ordering::Relaxed);
                let result = vm.heap.set_slot(&object.header, &object.cause, cause);
                vm.check(result)?;
            }
        }
        Err(vm.raise_value(exception))
    }

    fn push_handled(vm, i) -> 1 {
        let exception = i.operand(vm, i.a())?.clone();
        let before = std::mem::replace(&mut vm.handled, exception);
        let before = match resumers_handled(vm, i) {
            Some(resumers) if resumers.is(&before) => RESUMERS,
            _ if before.is_null() => Value::NONE,
            _ => before,
        };
        i.put(i.a() + 1, before);
        Ok(())
    }

    fn pop_handled(vm, i) -> 1 {
        let mut before = i.take(i.a() + 1);
        if before.is_none() {
            before = Value::NULL;
        } else if before.is(&RESUMERS) {
            before = resumers_handled(vm, i).unwrap_or(Value::NULL);
        }
        let done = std::mem::replace(&mut vm.handled, before);
        i.put(i.a(), Value::NULL);
        drop(done);
        Ok(())
    }

    fn split_group(vm, i) -> 1 {
        let (exception, class) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let (matched, rest) = crate::builtins::exception_group::split_group(vm, &exception, &class)?;
        i.put(i.b(), rest);
        i.put(i.a(), matched);
        Ok(())
    }

    fn join_groups(vm, i) -> 1 {
        let (original, list) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let joined = crate::builtins::exception_group::join_groups(vm, &original, &list)?;
        i.put(i.a(), joined);
        Ok(())
    }

    fn exit_arguments(vm, i) -> 1 {
        let exception = i.operand(vm, i.b())?.clone();
        let traceback = Exception::of(&exception).map_or(Value::NONE, |exception| exception.traceback.get());
        i.put(i.a() + 2, class_of(&exception));
        i.put(i.a() + 4, traceback);
        i.put(i.a() + 3, exception);
        Ok(())
    }
}

/// `Reraise`: the exception goes on as it is.
pub unsafe fn reraise(vm: &mut Vm, pc: Pc, base: *mut RawValue) {
    // SAFETY: the frame on top runs.
    unsafe {
        (*vm.stacks.top).pc = pc;
        let i = Operands { pc, base, word: Instruction(*pc) };
        let exception = i.take(i.a());
        let _ = vm.reraise(exception);
    }
}
