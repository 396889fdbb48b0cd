//! Operators beyond immediates.

use super::{Operands, jumps, operations};
use crate::code::Op;
use crate::code::op::{X_INPLACE, X_SUBTRACT};
use crate::heap::dict::exact_str;
use crate::heap::{Str, Value};
use crate::object::slots::{Binary, Comparison};
use crate::vm::{Result, Vm};

fn operator(op: Op) -> Binary {
    match op {
        Op::Add | Op::AddK | Op::AddI => Binary::Add,
        Op::Sub | Op::SubK => Binary::Sub,
        Op::Mul | Op::MulK => Binary::Mul,
        Op::Div | Op::DivK => Binary::Div,
        Op::FloorDiv | Op::FloorDivK => Binary::FloorDiv,
        Op::Mod | Op::ModK => Binary::Mod,
        Op::Pow | Op::PowK => Binary::Pow,
        Op::LeftShift | Op::LeftShiftK => Binary::LeftShift,
        Op::RightShift | Op::RightShiftK => Binary::RightShift,
        Op::BitAnd | Op::BitAndK => Binary::And,
        Op::BitOr | Op::BitOrK => Binary::Or,
        Op::BitXor | Op::BitXorK => Binary::Xor,
        _ => Binary::MatMul,
    }
}

fn compute(vm: &mut Vm, i: Operands, operator: Binary, right: &Value) -> Result<()> {
    let left = i.operand(vm, i.b())?;
    if let Some(result) = mixed_floats(operator, left, right) {
        i.put(i.a(), Value::from_float(result));
        return Ok(());
    }
    let result = if i.x() & X_INPLACE != 0 {
        if operator == Binary::Add && append(vm, i, right) {
            return Ok(());
        }
        vm.inplace(operator, left, right)?
    } else {
        vm.binary(operator, left, right)?
    };
    i.put(i.a(), result);
    Ok(())
}

/// A float with an int.
fn mixed_floats(operator: Binary, left: &Value, right: &Value) -> Option<f64> {
    let (left, right) = (left.raw(), right.raw());
    if !(left.is_float() || right.is_float()) {
        return None;
    }
    let (left, right) = (left.number()?, right.number()?);
    match operator {
        Binary::Add => Some(left + right),
        Binary::Sub => Some(left - right),
        Binary::Mul => Some(left * right),
        Binary::Div if right != 0.0 => Some(left / right),
        _ => None,
    }
}

/// `s += t` where nobody else sees the string: in place, so that a loop of them is linear.
fn append(vm: &mut Vm, i: Operands, right: &Value) -> bool {
    if i.a() != i.b() || exact_str(i.reg(i.a()).raw()).is_none() {
        return false;
    }
    let Some(tail) = exact_str(right.raw()) else { return false };
    let mut target = i.take(i.a());
    if Str::append_in_place(&vm.heap, &mut target, tail) {
        i.put(i.a(), target);
        return true;
    }
    let grown = match exact_str(target.raw()) {
        Some(head) if head.len() >= 32 && !ends_badly(head, tail) => {
            let points = head.len() + tail.len();
            // Room for as much again, so that the next appends are in place.
            let spare = head.bytes().len() / 2 + tail.bytes().len();
            vm.new_joined(&[head.bytes(), tail.bytes()], points, spare).ok()
        }
        _ => None,
    };
    match grown {
        Some(grown) => {
            i.put(i.a(), grown);
            drop(target);
            true
        }
        None => {
            vm.take_raised();
            i.put(i.a(), target);
            false
        }
    }
}

/// Would a lone high surrogate meet a lone low one at the seam?
fn ends_badly(head: &Str, tail: &Str) -> bool {
    let ends_high = matches!(head.bytes(), [.., 0xED, 0xA0..=0xAF, _]);
    let begins_low = matches!(tail.bytes(), [0xED, 0xB0..=0xBF, ..]);
    ends_high && begins_low
}

fn comparison(op: Op) -> Comparison {
    use Op::*;
    match op {
        Lt | JumpIfLt | JumpUnlessLt | JumpIfLtI | JumpUnlessLtI | LoopIfLt | LoopIfLtI => Comparison::Lt,
        LtE | JumpIfLtE | JumpUnlessLtE | JumpIfLtEI | JumpUnlessLtEI | LoopIfLtE | LoopIfLtEI => {
            Comparison::LtE
        }
        Gt | JumpIfGt | JumpUnlessGt | JumpIfGtI | JumpUnlessGtI | LoopIfGt | LoopIfGtI => Comparison::Gt,
        GtE | JumpIfGtE | JumpUnlessGtE | JumpIfGtEI | JumpUnlessGtEI | LoopIfGtE | LoopIfGtEI => {
            Comparison::GtE
        }
        Eq | JumpIfEq | JumpUnlessEq | JumpIfEqI | JumpUnlessEqI | LoopIfEq | LoopIfEqI => Comparison::Eq,
        _ => Comparison::NotEq,
    }
}

/// The result as a value; most comparisons of strings need no call.
fn compare_values(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    if let (Some(left), Some(right)) = (exact_str(left.raw()), exact_str(right.raw())) {
        let truth = match how {
            Comparison::Eq => left.bytes() == right.bytes(),
            Comparison::NotEq => left.bytes() != right.bytes(),
            // WTF-8 orders as code points do.
            _ => how.holds(left.bytes().cmp(right.bytes())),
        };
        return Ok(Value::from_bool(truth));
    }
    if let (Some(left), Some(right)) = (left.raw().number(), right.raw().number())
        && (left.abs() < 9e15 && right.abs() < 9e15)
        && let Some(ordering) = left.partial_cmp(&right)
    {
        return Ok(Value::from_bool(how.holds(ordering)));
    }
    vm.compare(left, right, how)
}

operations! {
    fn binary(vm, i) -> 1 {
        let right = i.operand(vm, i.c())?;
        compute(vm, i, operator(i.word.op()), right)?;
        Ok(())
    }

    fn binary_constant(vm, i) -> 2 {
        let right = i.constant(1).clone();
        compute(vm, i, operator(i.word.op()), &right)?;
        Ok(())
    }

    fn binary_small(vm, i) -> 1 {
        let subtract = i.x() & X_SUBTRACT != 0;
        let number = if subtract { -i.signed() } else { i.signed() };
        compute(vm, i, if subtract { Binary::Sub } else { Binary::Add }, &Value::from_small_int(number))?;
        Ok(())
    }

    fn unary(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?;
        let result = match i.word.op() {
            Op::Neg => vm.negative(value)?,
            Op::Pos => vm.positive(value)?,
            _ => vm.invert(value)?,
        };
        i.put(i.a(), result);
        Ok(())
    }

    fn not(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?;
        let truth = vm.truth(value)?;
        i.put(i.a(), Value::from_bool(!truth));
        Ok(())
    }

    fn to_bool(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?;
        let truth = vm.truth(value)?;
        i.put(i.a(), Value::from_bool(truth));
        Ok(())
    }

    fn compare(vm, i) -> 1 {
        let (left, right) = (i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        let result = compare_values(vm, left, right, comparison(i.word.op()))?;
        i.put(i.a(), result);
        Ok(())
    }
}

jumps! {
    /// The comparing jumps: immediates with an operand that is not one, or values of any kind.
    fn compare_jump(vm, i) {
        use Op::*;
        let op = i.word.op();
        let left = i.operand(vm, i.b())?;
        let small = matches!(op, JumpIfLtI | JumpIfLtEI | JumpIfGtI | JumpIfGtEI | JumpIfEqI | JumpIfNotEqI
            | JumpUnlessLtI | JumpUnlessLtEI | JumpUnlessGtI | JumpUnlessGtEI | JumpUnlessEqI | JumpUnlessNotEqI
            | LoopIfLtI | LoopIfLtEI | LoopIfGtI | LoopIfGtEI | LoopIfEqI | LoopIfNotEqI);
        let result = if small {
            compare_values(vm, left, &Value::from_small_int(i.signed()), comparison(op))?
        } else {
            let right = i.operand(vm, i.c())?;
            compare_values(vm, left, right, comparison(op))?
        };
        let truth = vm.truth(&result)?;
        super::clear_dying(i);
        let unless = matches!(op, JumpUnlessLt | JumpUnlessLtE | JumpUnlessGt | JumpUnlessGtE | JumpUnlessEq
            | JumpUnlessNotEq | JumpUnlessLtI | JumpUnlessLtEI | JumpUnlessGtI | JumpUnlessGtEI | JumpUnlessEqI
            | JumpUnlessNotEqI);
        if truth == unless {
            // SAFETY: two words.
            return Ok(unsafe { i.pc.add(2) });
        }
        super::control::jump_to(vm, i, i.target(1))
    }
}
