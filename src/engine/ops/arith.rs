//! Operators beyond immediates.

use super::{Operands, Pc, entering, jumps, operations, settle, special};
use crate::builtins::int_arithmetic::int_binary;
use crate::code::Op;
use crate::code::op::{X_CLEAR_B, X_CLEAR_C, X_INPLACE, X_SUBTRACT};
use crate::heap::dict::exact_str;
use crate::heap::number::int_from_i64;
use crate::heap::{Int64, Kind, RawValue, Str, Value, shape};
use crate::object::core::{self, exact_kind};
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Comparison};
use crate::vm::attribute::header_of;
use crate::vm::compare::compare_simply;
use crate::vm::{Result, Vm};

/// The operator of a binary instruction.
pub fn operator(op: Op, x: u8) -> Option<Binary> {
    Some(match op {
        Op::AddI if x & X_SUBTRACT != 0 => Binary::Sub,
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
        Op::MatMul => Binary::MatMul,
        _ => return None,
    })
}

fn compute(vm: &mut Vm, i: Operands, right: &Value) -> Result<Option<Pc>> {
    let operator = operator(i.word.op(), i.x()).unwrap_or(Binary::Add);
    let left = i.operand(vm, i.b())?;
    // What the left operand is says where to look first.
    let kind = header_of(left).map(|header| header.kind);
    match kind {
        Some(Kind::Instance) => {
            if let Some(target) = special::binary(vm, i, operator, left, right)? {
                return Ok(Some(target));
            }
        }
        Some(Kind::Str) if operator == Binary::Add && i.x() & X_INPLACE != 0 && append(vm, i, right) => {
            return Ok(None);
        }
        Some(Kind::Set | Kind::Tuple | Kind::List | Kind::Dict) if i.x() & X_INPLACE == 0 => {
            if let Some(result) = of_one_kind(vm, operator, left, right)? {
                i.put(i.a(), result);
                return Ok(None);
            }
        }
        _ => {}
    }
    if let Some(result) = mixed_floats(operator, left, right) {
        i.put(i.a(), Value::from_float(result));
        return Ok(None);
    }
    if is_exact_int(left) && is_exact_int(right) && operator != Binary::MatMul {
        let result = int_binary(vm, operator, left, right)?;
        i.put(i.a(), result);
        return Ok(None);
    }
    if i.x() & X_INPLACE == 0
        && let Some(result) = of_one_kind(vm, operator, left, right)?
    {
        i.put(i.a(), result);
        return Ok(None);
    }
    if kind != Some(Kind::Instance)
        && let Some(target) = special::binary(vm, i, operator, left, right)?
    {
        return Ok(Some(target));
    }
    let result = if i.x() & X_INPLACE != 0 {
        vm.inplace(operator, left, right)?
    } else {
        vm.binary(operator, left, right)?
    };
    i.put(i.a(), result);
    Ok(None)
}

/// The operation of two objects of built-in classes that do it by the same function: there is no other to ask.
fn of_one_kind(vm: &mut Vm, operator: Binary, left: &Value, right: &Value) -> Result<Option<Value>> {
    let (Some(one), Some(other)) = (header_of(left), header_of(right)) else { return Ok(None) };
    if !shape::is_of_start(one.shape()) || !shape::is_of_start(other.shape()) {
        return Ok(None);
    }
    let operation_of = |value| core::slot(value, |slots| slots.binary[operator as usize]);
    let (Some(operation), Some(same)) = (operation_of(left), operation_of(right)) else { return Ok(None) };
    if !std::ptr::fn_addr_eq(operation, same) {
        return Ok(None);
    }
    let result = operation(vm, left, right)?;
    Ok(if result.is_not_implemented() { None } else { Some(result) })
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
        // The cases without an error and without a complex result.
        Binary::Pow if left > 0.0 => Some(left.powf(right)).filter(|result| result.is_finite()),
        _ => None,
    }
}

/// The operation of an arithmetic instruction on ints of 64 bits, if its result is one, too.
#[inline(always)]
fn machine_arithmetic(op: Op, left: i64, right: i64) -> Option<i64> {
    match op {
        Op::Add | Op::AddK | Op::AddI => left.checked_add(right),
        Op::Sub | Op::SubK => left.checked_sub(right),
        Op::Mul | Op::MulK => left.checked_mul(right),
        Op::FloorDiv | Op::FloorDivK if right > 0 => Some(left.div_euclid(right)),
        Op::Mod | Op::ModK if right > 0 => Some(left.rem_euclid(right)),
        Op::BitAnd | Op::BitAndK => Some(left & right),
        Op::BitOr | Op::BitOrK => Some(left | right),
        Op::BitXor | Op::BitXorK => Some(left ^ right),
        Op::RightShift | Op::RightShiftK if right >= 0 => Some(left >> right.min(63)),
        _ => None,
    }
}

#[inline(always)]
fn machine_int(value: &Value) -> Option<i64> {
    match value.as_small_int() {
        Some(small) => Some(small),
        None if header_of(value)?.shape() == Kind::Int64 as u32 => {
            cast_kind::<Int64>(value, Kind::Int64).map(|int| int.number)
        }
        None => None,
    }
}

/// Does an arithmetic instruction whose operands and result are ints of 64 bits; one of them does not fit in a word. None,
/// and nothing done, for all others.
#[inline(always)]
fn compute_wide(vm: &mut Vm, i: Operands, right: &Value) -> Option<Pc> {
    let left = i.reg(i.b());
    let op = i.word.op();
    let number = machine_arithmetic(op, machine_int(left)?, machine_int(right)?)?;
    let left_dies = i.a() == i.b() || i.x() & X_CLEAR_B != 0;
    match RawValue::try_from_int(number) {
        Some(word) => i.put(i.a(), word.to_value()),
        // SAFETY: a register owns its count, and no call runs that this frame could have lent it to.
        None if left_dies && unsafe { Int64::replace_in_place(&vm.heap, left, number) } => {
            if i.a() != i.b() {
                i.put(i.a(), i.take(i.b()));
            }
        }
        None => {
            let boxed = int_from_i64(number).ok()?;
            i.put(i.a(), boxed);
        }
    }
    Some(finish_quickly(vm, i))
}

/// Joins two exact strings; None, and nothing done, for all others, and where their seam needs more care.
#[inline(always)]
fn join(vm: &mut Vm, i: Operands, right: &Value) -> Option<Pc> {
    if i.word.op() != Op::Add || i.x() & X_INPLACE != 0 {
        return None;
    }
    let (head, tail) = (exact_str(i.reg(i.b()).raw())?, exact_str(right.raw())?);
    if ends_badly(head, tail) {
        return None;
    }
    let points = head.len() + tail.len();
    let joined = Str::concatenate(&vm.heap, &[head.bytes(), tail.bytes()], points, 0).ok()?;
    i.put(i.a(), joined);
    Some(finish_quickly(vm, i))
}

/// The end of an instruction whose result is stored: what dies with it, and where it goes on.
#[inline(always)]
fn finish_quickly(vm: &mut Vm, i: Operands) -> Pc {
    let is_dying = |flag: u8, register: usize| i.x() & flag != 0 && register != i.a();
    if is_dying(X_CLEAR_B, i.b()) {
        i.put(i.b(), Value::NULL);
    }
    if is_dying(X_CLEAR_C, i.c()) {
        i.put(i.c(), Value::NULL);
    }
    settle(vm);
    // SAFETY: another instruction follows.
    unsafe { i.pc.add(i.word.op().length()) }
}

/// Is it an int of whatever size, and of no subclass?
fn is_exact_int(value: &Value) -> bool {
    value.raw().is_int() || matches!(exact_kind(value), Some(Kind::Int64 | Kind::BigInt))
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

/// The comparison of a comparing instruction.
pub fn comparison(op: Op) -> Option<Comparison> {
    use Op::*;
    Some(match op {
        Lt | JumpIfLt | JumpUnlessLt | JumpIfLtI | JumpUnlessLtI | LoopIfLt | LoopIfLtI => Comparison::Lt,
        LtE | JumpIfLtE | JumpUnlessLtE | JumpIfLtEI | JumpUnlessLtEI | LoopIfLtE | LoopIfLtEI => {
            Comparison::LtE
        }
        Gt | JumpIfGt | JumpUnlessGt | JumpIfGtI | JumpUnlessGtI | LoopIfGt | LoopIfGtI => Comparison::Gt,
        GtE | JumpIfGtE | JumpUnlessGtE | JumpIfGtEI | JumpUnlessGtEI | LoopIfGtE | LoopIfGtEI => {
            Comparison::GtE
        }
        Eq | JumpIfEq | JumpUnlessEq | JumpIfEqI | JumpUnlessEqI | LoopIfEq | LoopIfEqI => Comparison::Eq,
        NotEq | JumpIfNotEq | JumpUnlessNotEq | JumpIfNotEqI | JumpUnlessNotEqI | LoopIfNotEq
        | LoopIfNotEqI => Comparison::NotEq,
        _ => return None,
    })
}

/// Is it a comparison that jumps?
pub fn is_compare_jump(op: Op) -> bool {
    use Op::*;
    comparison(op).is_some() && !matches!(op, Lt | LtE | Gt | GtE | Eq | NotEq)
}

/// The right operand of a comparison with a small number.
pub fn small_operand(i: Operands) -> Option<Value> {
    use Op::*;
    let small = matches!(
        i.word.op(),
        JumpIfLtI
            | JumpIfLtEI
            | JumpIfGtI
            | JumpIfGtEI
            | JumpIfEqI
            | JumpIfNotEqI
            | JumpUnlessLtI
            | JumpUnlessLtEI
            | JumpUnlessGtI
            | JumpUnlessGtEI
            | JumpUnlessEqI
            | JumpUnlessNotEqI
            | LoopIfLtI
            | LoopIfLtEI
            | LoopIfGtI
            | LoopIfGtEI
            | LoopIfEqI
            | LoopIfNotEqI
    );
    if small { Some(Value::from_small_int(i.signed())) } else { None }
}

/// Ends a comparing jump with the comparison's result.
pub fn jump_on(vm: &mut Vm, i: Operands, result: &Value) -> Result<Pc> {
    use Op::*;
    let truth = vm.truth(result)?;
    super::clear_dying(i);
    let unless = matches!(
        i.word.op(),
        JumpUnlessLt
            | JumpUnlessLtE
            | JumpUnlessGt
            | JumpUnlessGtE
            | JumpUnlessEq
            | JumpUnlessNotEq
            | JumpUnlessLtI
            | JumpUnlessLtEI
            | JumpUnlessGtI
            | JumpUnlessGtEI
            | JumpUnlessEqI
            | JumpUnlessNotEqI
    );
    if truth == unless {
        // SAFETY: two words.
        return Ok(unsafe { i.pc.add(2) });
    }
    super::control::jump_to(vm, i, i.target(1))
}

// The doors of arithmetic beyond what fits in words, by where the right operand is. Wide ints and strings go through first:
// they need nothing that the others do.

#[inline(never)]
pub unsafe fn binary(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Pc {
    // SAFETY: called by the dispatch loop with the running frame's pc and base.
    unsafe {
        let i = Operands::start(vm, pc, base);
        let right = i.reg(i.c());
        let next = compute_wide(vm, i, right).or_else(|| join(vm, i, right));
        next.unwrap_or_else(|| binary_any(vm, pc, base))
    }
}

#[inline(never)]
pub unsafe fn binary_constant(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Pc {
    // SAFETY: as above.
    unsafe {
        let i = Operands::start(vm, pc, base);
        compute_wide(vm, i, i.constant(1)).unwrap_or_else(|| binary_constant_any(vm, pc, base))
    }
}

#[inline(never)]
pub unsafe fn binary_small(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Pc {
    // SAFETY: as above.
    unsafe {
        let i = Operands::start(vm, pc, base);
        let right = Value::from_small_int(i.signed());
        compute_wide(vm, i, &right).unwrap_or_else(|| binary_small_any(vm, pc, base))
    }
}

entering! {
    fn binary_any(vm, i) {
        let right = i.operand(vm, i.c())?;
        compute(vm, i, right)
    }

    fn binary_constant_any(vm, i) {
        let right = i.constant(1).clone();
        compute(vm, i, &right)
    }

    fn binary_small_any(vm, i) {
        let number = if i.x() & X_SUBTRACT != 0 { -i.signed() } else { i.signed() };
        compute(vm, i, &Value::from_small_int(number))
    }

    fn compare(vm, i) {
        let (left, right) = (i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        let how = comparison(i.word.op()).unwrap_or(Comparison::Eq);
        let result = match compare_simply(left, right, how) {
            Some(truth) => Value::from_bool(truth),
            None => match special::compare(vm, i, how, left, right)? {
                Some(target) => return Ok(Some(target)),
                None => vm.compare(left, right, how)?,
            },
        };
        i.put(i.a(), result);
        Ok(None)
    }
}

operations! {
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
}

jumps! {
    /// The comparing jumps: immediates with an operand that is not one, or values of any kind.
    fn compare_jump(vm, i) {
        let left = i.operand(vm, i.b())?;
        let small = small_operand(i);
        let right = match &small {
            Some(number) => number,
            None => i.operand(vm, i.c())?,
        };
        let how = comparison(i.word.op()).unwrap_or(Comparison::Eq);
        let result = match compare_simply(left, right, how) {
            Some(truth) => Value::from_bool(truth),
            None => match special::compare(vm, i, how, left, right)? {
                Some(target) => return Ok(target),
                None => vm.compare(left, right, how)?,
            },
        };
        jump_on(vm, i, &result)
    }
}
