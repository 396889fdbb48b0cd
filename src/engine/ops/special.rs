//! Special methods written in Python, called without leaving the dispatch loop.
//!
//! Owns pushing a frame for the method of an operator, comparison, subscript, membership test or property, and what
//! becomes of its result (`finish`, for `ReturnKind::Special`). The caller's instruction has not ended while such a frame
//! runs: its operands stay in their registers, so `finish` decodes it again. Only the case where the left operand is
//! asked first and alone is taken here; `vm::operate` and `vm::compare` know all the others.

use super::{Operands, Pc, clear_dying};
use crate::code::op::{X_INPLACE, X_SUBTRACT};
use crate::code::{Instruction, Op};
use crate::engine::ops::arith::{comparison, operator};
use crate::engine::ops::call::{Placement, make_room, place_frame};
use crate::heap::{Kind, RawValue, Value, shape};
use crate::object::Native;
use crate::object::class::Class;
use crate::object::core::{class_of, is_instance_of};
use crate::object::descriptor::Property;
use crate::object::function::Function;
use crate::object::names::Name;
use crate::object::native::cast;
use crate::object::slots::{Binary, Comparison};
use crate::vm::attribute::header_of;
use crate::vm::frames::ReturnKind;
use crate::vm::trampolines::{COMPARISONS, OPERATORS};
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

/// Pushes a frame for a Python function that takes just these arguments. None for any other callable.
#[inline(always)]
pub fn enter(vm: &mut Vm, i: Operands, callable: &Value, arguments: &[&Value]) -> Result<Option<Pc>> {
    let Some(function) = Function::of(callable) else { return Ok(None) };
    if function.plain_arguments.load(Ordering::Relaxed) as usize != arguments.len() {
        return Ok(None);
    }
    // SAFETY: registers above the running frame are free and NULL; there is room before they are written. The
    // function's code is exchanged only while the world is stopped.
    unsafe {
        let base = vm.stacks.free_registers();
        make_room(vm, base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
        for (number, argument) in arguments.iter().enumerate() {
            base.add(number).cast::<Value>().write(Value::clone(argument));
        }
        let placement = Placement {
            base,
            held: callable.clone(),
            return_register: i.a() as u16,
            return_kind: kind(i.word.op()),
            return_skip: i.word.op().length() as u8,
            window: 0,
        };
        Ok(Some(place_frame(vm, function, arguments.len(), placement)))
    }
}

/// How the result of an instruction's special method is used.
fn kind(op: Op) -> ReturnKind {
    let more_than_stored =
        matches!(op, Op::SetItem | Op::SetItemI | Op::SetItemK | Op::SetAttr | Op::In | Op::NotIn)
            || super::arith::is_compare_jump(op);
    if more_than_stored { ReturnKind::Special } else { ReturnKind::SpecialResult }
}

/// Is the value an instance of a class that may have special methods written in Python?
pub fn is_python_instance(value: &Value) -> bool {
    header_of(value).is_some_and(|header| !shape::is_of_start(header.shape()))
}

/// Is it certain that the right operand's class does not derive from the left one's, unless it is the same?
fn left_goes_first(left: &Value, right: &Value) -> bool {
    if let (Some(left), Some(right)) = (header_of(left), header_of(right))
        && left.shape() == right.shape()
    {
        return true;
    }
    !is_python_instance(right) || is_instance_of(right, &class_of(left))
}

/// `left + right` and its kin by the left operand's method, or by the right one's where a number is on the left.
pub fn binary(vm: &mut Vm, i: Operands, operator: Binary, left: &Value, right: &Value) -> Result<Option<Pc>> {
    let [method, reflected, _] = OPERATORS[operator as usize];
    if is_python_instance(left) {
        let inplace = i.x() & X_INPLACE != 0
            && Class::of(&class_of(left))
                .is_some_and(|class| class.slots().inplace[operator as usize].is_some());
        if inplace || !left_goes_first(left, right) {
            return Ok(None);
        }
        return match vm.class_attribute(left, method) {
            Some(method) => enter(vm, i, &method, &[left, right]),
            None => Ok(None),
        };
    }
    // Of numbers' subclasses, the left operand's own method may know what to do.
    if left.raw().number().is_some()
        && is_python_instance(right)
        && header_of(right).is_some_and(|header| header.kind == Kind::Instance)
        && let Some(method) = vm.class_attribute(right, reflected)
    {
        return enter(vm, i, &method, &[right, left]);
    }
    Ok(None)
}

/// `left < right` and its kin by the left operand's method.
pub fn compare(vm: &mut Vm, i: Operands, how: Comparison, left: &Value, right: &Value) -> Result<Option<Pc>> {
    if !is_python_instance(left) || !left_goes_first(left, right) {
        return Ok(None);
    }
    match vm.class_attribute(left, COMPARISONS[how as usize]) {
        Some(method) => enter(vm, i, &method, &[left, right]),
        None => Ok(None),
    }
}

/// A special method of the object with arguments.
pub fn method(
    vm: &mut Vm,
    i: Operands,
    object: &Value,
    name: Name,
    arguments: &[&Value],
) -> Result<Option<Pc>> {
    if !is_python_instance(object) {
        return Ok(None);
    }
    match vm.class_attribute(object, name) {
        Some(method) => enter(vm, i, &method, arguments),
        None => Ok(None),
    }
}

/// The getter of a property.
pub fn property(vm: &mut Vm, i: Operands, attribute: &Value, object: &Value) -> Result<Option<Pc>> {
    match cast::<Native<Property>>(attribute) {
        Some(property) => {
            let getter = property.data.getter.get();
            enter(vm, i, &getter, &[object])
        }
        None => Ok(None),
    }
}

/// Sets the operands that die with the instruction at `pc` to NULL, for the loop's way back from a special method.
///
/// # Safety
/// They are the running frame's.
#[inline(never)]
pub unsafe fn clear_operands(vm: &mut Vm, pc: Pc, base: *mut RawValue) {
    // SAFETY: the caller's promise.
    clear_dying(Operands { pc, base, word: Instruction(unsafe { *pc }) });
    super::settle(vm);
}

/// Ends the instruction of the frame that is on top again with what its special method returned.
///
/// # Safety
/// The frame's `pc` is the instruction that called `enter`.
pub unsafe fn finish(vm: &mut Vm, value: Value) -> Result<Pc> {
    // SAFETY: the caller's promise.
    let i = unsafe {
        let (pc, base) = ((*vm.stacks.top).pc, (*vm.stacks.top).base);
        Operands { pc, base, word: Instruction(*pc) }
    };
    let op = i.word.op();
    // SAFETY: another instruction follows.
    let next = unsafe { i.pc.add(op.length()) };
    let value = if value.is_not_implemented() { declined(vm, i, value)? } else { value };
    match op {
        Op::SetItem | Op::SetItemI | Op::SetItemK | Op::SetAttr => {}
        Op::In | Op::NotIn => {
            let found = vm.truth(&value)?;
            i.put(i.a(), Value::from_bool(found == (op == Op::In)));
        }
        _ if super::arith::is_compare_jump(op) => {
            let target = super::arith::jump_on(vm, i, &value);
            super::settle(vm);
            return target;
        }
        _ => i.put(i.a(), value),
    }
    clear_dying(i);
    super::settle(vm);
    Ok(next)
}

/// The method of an operator or a comparison said NotImplemented: the other operand is asked. Of other instructions it
/// is the result.
fn declined(vm: &mut Vm, i: Operands, value: Value) -> Result<Value> {
    let op = i.word.op();
    if let Some(how) = comparison(op) {
        let small = super::arith::small_operand(i);
        let right = small.as_ref().unwrap_or_else(|| i.reg(i.c()));
        return vm.compare_declined(i.reg(i.b()), right, how, true);
    }
    let Some(operator) = operator(op, i.x()) else { return Ok(value) };
    let inplace = i.x() & X_INPLACE != 0;
    let left = i.reg(i.b());
    match op {
        Op::AddI => {
            let number = if i.x() & X_SUBTRACT != 0 { -i.signed() } else { i.signed() };
            vm.binary_declined(operator, inplace, left, &Value::from_small_int(number))
        }
        _ if op.words().is_empty() => vm.binary_declined(operator, inplace, left, i.reg(i.c())),
        _ => vm.binary_declined(operator, inplace, left, i.constant(1)),
    }
}
