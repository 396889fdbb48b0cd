//! Arithmetic of ints of any size: operators, comparison, exact comparison with floats, `pow`.
//!
//! Owns `Number`, the view of an int, bool or instance of an int subclass, and the guards that turn results too
//! large for memory into exceptions. Must not know the type's methods (`int`, `int_methods`).
//! Invariant: results go through `Vm::new_int` and `Vm::new_big_int`, so each number has one form.

use super::int_division::{floor_divide, floor_remainder, true_divide};
use super::int_large;
use crate::heap::{BigInt, Int64, Kind, Value};
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Comparison};
use crate::text::float_repr::float_decompose;
use crate::text::int_text::Integer;
use crate::vm::{Raised, Result, Vm};
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{BitTest, ExtendedGcd};
use dashu_int::{IBig, UBig};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The largest result, in bits, that is tried at all.
const MOST_BITS: usize = 1 << 36;
/// Results below this many bits are made without asking for memory first.
const EASY_BITS: usize = 1 << 23;

/// A number of more bits makes an operation with a large one long.
const LARGE_FACTOR: usize = 1 << 10;
/// Steps of `pow` with a modulus, each times the modulus's words squared, that need no safepoint.
const EASY_STEPS: usize = 1 << 26;

/// An int as arithmetic sees it.
#[derive(Clone, Copy)]
pub enum Number<'a> {
    Small(i64),
    /// Usually beyond an i64; an instance of a subclass may hold a small number so.
    Big(&'a IBig),
}

impl<'a> Number<'a> {
    /// None if the value is no int, bool or instance of an int subclass.
    #[inline]
    pub fn of(value: &'a Value) -> Option<Number<'a>> {
        if let Some(small) = value.as_small_int() {
            return Some(Number::Small(small));
        }
        if let Some(truth) = value.as_bool() {
            return Some(Number::Small(truth as i64));
        }
        if let Some(int) = cast_kind::<Int64>(value, Kind::Int64) {
            return Some(Number::Small(int.number));
        }
        let big = &cast_kind::<BigInt>(value, Kind::BigInt)?.number;
        Some(i64::try_from(big).map_or(Number::Big(big), Number::Small))
    }

    pub fn to_big(self) -> Cow<'a, IBig> {
        match self {
            Number::Small(small) => Cow::Owned(IBig::from(small)),
            Number::Big(big) => Cow::Borrowed(big),
        }
    }

    pub fn to_integer(self) -> Integer {
        match self {
            Number::Small(small) => Integer::Small(small),
            Number::Big(big) => Integer::Big(big.clone()),
        }
    }

    pub fn is_zero(self) -> bool {
        matches!(self, Number::Small(0))
    }

    pub fn is_negative(self) -> bool {
        match self {
            Number::Small(small) => small < 0,
            Number::Big(big) => *big < IBig::ZERO,
        }
    }

    /// The nearest float, ties to even; None if it is too large.
    pub fn to_float(self) -> Option<f64> {
        match self {
            Number::Small(small) => Some(small as f64),
            Number::Big(big) => Some(big.to_f64().value()).filter(|float| float.is_finite()),
        }
    }

    /// Bits of the absolute value.
    pub fn bit_length(self) -> usize {
        match self {
            Number::Small(small) => (64 - small.unsigned_abs().leading_zeros()) as usize,
            Number::Big(big) => big.bit_len(),
        }
    }
}

/// An exact int equal to an int, bool or instance of a subclass.
pub fn exact_int(vm: &mut Vm, value: &Value) -> Result<Value> {
    match Number::of(value) {
        Some(Number::Small(small)) => vm.new_int(small),
        Some(Number::Big(big)) => {
            let is_exact = crate::object::core::is_exactly(value, crate::object::core::CoreClass::Int);
            if is_exact { Ok(value.clone()) } else { vm.new_big_int(big.clone()) }
        }
        None => Ok(value.clone()),
    }
}

#[cold]
pub fn too_large_for_float(vm: &mut Vm) -> Raised {
    vm.overflow_error("int too large to convert to float")
}

#[cold]
pub fn division_by_zero(vm: &mut Vm) -> Raised {
    vm.zero_division("division by zero")
}

/// A binary operator on ints and bools of any size; NotImplemented for other operands.
pub fn int_binary(vm: &mut Vm, op: Binary, left: &Value, right: &Value) -> Result<Value> {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let (Number::Small(left), Number::Small(right)) = (left, right) {
        return small_binary(vm, op, left, right);
    }
    big_binary(vm, op, left, right)
}

/// The int of a double-width number.
pub fn new_wide(vm: &mut Vm, number: i128) -> Result<Value> {
    match i64::try_from(number) {
        Ok(small) => vm.new_int(small),
        Err(_) => vm.new_big_int(IBig::from(number)),
    }
}

fn small_binary(vm: &mut Vm, op: Binary, left: i64, right: i64) -> Result<Value> {
    let (wide_left, wide_right) = (i128::from(left), i128::from(right));
    match op {
        Binary::Add => new_wide(vm, wide_left + wide_right),
        Binary::Sub => new_wide(vm, wide_left - wide_right),
        Binary::Mul => new_wide(vm, wide_left * wide_right),
        Binary::Div => true_divide(vm, Number::Small(left), Number::Small(right)),
        Binary::FloorDiv | Binary::Mod if right == 0 => Err(division_by_zero(vm)),
        Binary::FloorDiv if right != -1 => {
            let inexact = left % right != 0 && (left < 0) != (right < 0);
            vm.new_int(left / right - i64::from(inexact))
        }
        Binary::Mod if right != -1 => {
            let remainder = left % right;
            let shift = remainder != 0 && (remainder < 0) != (right < 0);
            vm.new_int(if shift { remainder + right } else { remainder })
        }
        Binary::FloorDiv => {
            let quotient = wide_left / wide_right;
            let inexact = wide_left % wide_right != 0 && (left < 0) != (right < 0);
            new_wide(vm, quotient - i128::from(inexact))
        }
        Binary::Mod => {
            let remainder = wide_left % wide_right;
            let shift = remainder != 0 && (remainder < 0) != (right < 0);
            new_wide(vm, if shift { remainder + wide_right } else { remainder })
        }
        Binary::Pow => power(vm, Number::Small(left), Number::Small(right)),
        Binary::LeftShift => shift_left(vm, Number::Small(left), Number::Small(right)),
        Binary::RightShift if right < 0 => Err(negative_shift(vm)),
        Binary::RightShift => vm.new_int(left >> right.min(63)),
        Binary::And => vm.new_int(left & right),
        Binary::Or => vm.new_int(left | right),
        Binary::Xor => vm.new_int(left ^ right),
        Binary::MatMul => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn big_binary(vm: &mut Vm, op: Binary, left: Number, right: Number) -> Result<Value> {
    match op {
        Binary::Div => return true_divide(vm, left, right),
        Binary::Pow => return power(vm, left, right),
        Binary::LeftShift => return shift_left(vm, left, right),
        Binary::RightShift => return shift_right(vm, left, right),
        Binary::MatMul => return Ok(Value::NOT_IMPLEMENTED),
        Binary::Mul => ensure_room(vm, left.bit_length().saturating_add(right.bit_length()))?,
        Binary::FloorDiv | Binary::Mod if right.is_zero() => return Err(division_by_zero(vm)),
        _ => {}
    }
    let smaller = left.bit_length().min(right.bit_length());
    let larger = left.bit_length().max(right.bit_length());
    let (left, right) = (left.to_big(), right.to_big());
    let (left, right) = (left.as_ref(), right.as_ref());
    if int_large::is_large(larger) && smaller > LARGE_FACTOR {
        let result = match op {
            Binary::Mul => Some(int_large::multiply(vm, left, right)?),
            Binary::FloorDiv => Some(int_large::floor_divide(vm, left, right)?.0),
            Binary::Mod => Some(int_large::floor_divide(vm, left, right)?.1),
            _ => None,
        };
        if let Some(result) = result {
            return vm.new_big_int(result);
        }
    }
    let result = match op {
        Binary::Add => left + right,
        Binary::Sub => left - right,
        Binary::Mul => left * right,
        Binary::FloorDiv => floor_divide(left, right).0,
        Binary::Mod => floor_remainder(left, right),
        Binary::And => left & right,
        Binary::Or => left | right,
        _ => left ^ right,
    };
    vm.new_big_int(result)
}

/// MemoryError if there is no room for a number of so many bits: the big-integer crate would abort.
pub fn ensure_room(vm: &mut Vm, bits: usize) -> Result<()> {
    if bits < EASY_BITS {
        return Ok(());
    }
    // Twice the result: multiplication needs scratch space.
    let probe = || Vec::<u8>::new().try_reserve_exact(bits / 4).is_ok();
    if bits > MOST_BITS || !probe() { Err(vm.memory_error()) } else { Ok(()) }
}

#[cold]
fn negative_shift(vm: &mut Vm) -> Raised {
    vm.value_error("negative shift count")
}

fn shift_left(vm: &mut Vm, left: Number, right: Number) -> Result<Value> {
    if right.is_negative() {
        return Err(negative_shift(vm));
    }
    if left.is_zero() {
        return vm.new_int(0);
    }
    let Number::Small(count) = right else {
        return Err(vm.overflow_error("too many digits in integer"));
    };
    if let Number::Small(number) = left
        && count < 63
    {
        return new_wide(vm, i128::from(number) << count);
    }
    let count = count as usize;
    ensure_room(vm, count.saturating_add(left.bit_length()))?;
    vm.new_big_int(left.to_big().as_ref() << count)
}

fn shift_right(vm: &mut Vm, left: Number, right: Number) -> Result<Value> {
    if right.is_negative() {
        return Err(negative_shift(vm));
    }
    match (left, right) {
        (Number::Big(number), Number::Small(count)) => vm.new_big_int(number >> count as usize),
        _ => vm.new_int(if left.is_negative() { -1 } else { 0 }),
    }
}

/// `left ** right`; a negative exponent makes a float.
fn power(vm: &mut Vm, left: Number, right: Number) -> Result<Value> {
    if right.is_negative() {
        let (Some(left), Some(right)) = (left.to_float(), right.to_float()) else {
            return Err(too_large_for_float(vm));
        };
        return super::float_arithmetic::float_binary(vm, Binary::Pow, left, right);
    }
    if let Number::Small(base @ -1..=1) = left {
        let even = match right {
            Number::Small(exponent) => exponent % 2 == 0,
            Number::Big(exponent) => !exponent.bit(0),
        };
        let zero_exponent = right.is_zero();
        return vm.new_int(if zero_exponent || (base == -1 && even) { 1 } else { base });
    }
    let Number::Small(exponent) = right else { return Err(vm.memory_error()) };
    if let Number::Small(base) = left
        && let Some(result) = u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent))
    {
        return vm.new_int(result);
    }
    let exponent = exponent as usize;
    ensure_room(vm, left.bit_length().saturating_mul(exponent))?;
    if int_large::is_large(left.bit_length().saturating_mul(exponent)) {
        let result = int_large::power(vm, left.to_big().as_ref(), exponent)?;
        return vm.new_big_int(result);
    }
    vm.new_big_int(left.to_big().pow(exponent))
}

/// `pow(base, exponent, modulus)`; NotImplemented unless all are ints.
pub fn power_modulo(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value> {
    let (Some(base), Some(exponent), Some(modulus)) =
        (Number::of(base), Number::of(exponent), Number::of(modulus))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if modulus.is_zero() {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    let modulus = modulus.to_big();
    let (_, magnitude) = modulus.as_ref().clone().into_parts();
    let (_, mut reduced) =
        floor_remainder(base.to_big().as_ref(), &IBig::from(magnitude.clone())).into_parts();
    let (_, exponent_magnitude) = exponent.to_big().into_owned().into_parts();
    if exponent.is_negative() {
        match inverse(&reduced, &magnitude) {
            Some(inverse) => reduced = inverse,
            None => return Err(vm.value_error("base is not invertible for the given modulus")),
        }
    }
    let result = IBig::from(raise_modulo(vm, reduced, &exponent_magnitude, magnitude)?);
    let shift = *modulus < IBig::ZERO && result != IBig::ZERO;
    vm.new_big_int(if shift { result + modulus.as_ref() } else { result })
}

fn raise_modulo(vm: &mut Vm, base: UBig, exponent: &UBig, modulus: UBig) -> Result<UBig> {
    if modulus.is_one() {
        return Ok(UBig::ZERO);
    }
    if int_large::is_large(modulus.bit_len()) {
        return int_large::power_modulo(vm, &base, exponent, &modulus);
    }
    let words = modulus.as_words().len();
    let ring = ConstDivisor::new(modulus);
    let base = ring.reduce(base);
    if words.saturating_mul(words).saturating_mul(exponent.bit_len()) <= EASY_STEPS {
        return Ok(base.pow(exponent).residue());
    }
    let mut result = ring.reduce(UBig::ONE);
    for bit in (0..exponent.bit_len()).rev() {
        vm.poll()?;
        result = result.sqr();
        if exponent.bit(bit) {
            result *= &base;
        }
    }
    Ok(result.residue())
}

/// The number whose product with `number` is 1 modulo `modulus`.
fn inverse(number: &UBig, modulus: &UBig) -> Option<UBig> {
    if modulus.is_one() {
        return Some(UBig::ZERO);
    }
    if number.is_zero() {
        return None;
    }
    let (divisor, factor, _) = number.gcd_ext(modulus);
    if !divisor.is_one() {
        return None;
    }
    Some(floor_remainder(&factor, modulus.as_ibig()).into_parts().1)
}

/// The exact order of two ints.
pub fn order(left: Number, right: Number) -> Ordering {
    match (left, right) {
        (Number::Small(left), Number::Small(right)) => left.cmp(&right),
        _ => left.to_big().as_ref().cmp(right.to_big().as_ref()),
    }
}

/// The exact order of an int and a float; None for a nan.
pub fn order_with_float(left: Number, right: f64) -> Option<Ordering> {
    if right.is_nan() {
        return None;
    }
    if right.is_infinite() {
        return Some(if right > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    if let Number::Small(small) = left
        && small.unsigned_abs() <= 1 << 53
    {
        return (small as f64).partial_cmp(&right);
    }
    let whole = truncate_float(right);
    let ordering = match (left, &whole) {
        (Number::Small(left), Integer::Small(right)) => left.cmp(right),
        (_, Integer::Small(right)) => left.to_big().as_ref().cmp(&IBig::from(*right)),
        (_, Integer::Big(right)) => left.to_big().as_ref().cmp(right),
    };
    // Equal to the whole part: what was cut off decides.
    Some(ordering.then_with(|| right.trunc().partial_cmp(&right).unwrap_or(Ordering::Equal)))
}

/// A finite float without its fraction.
pub fn truncate_float(float: f64) -> Integer {
    if float.abs() < 9.2e18 {
        return Integer::Small(float as i64);
    }
    let (mantissa, exponent) = float_decompose(float);
    let exponent = usize::try_from(exponent).unwrap_or(0);
    Integer::from(IBig::from(mantissa) << exponent)
}

/// Rich comparison of two ints; NotImplemented if the right operand is none.
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let _ = vm;
    match (Number::of(left), Number::of(right)) {
        (Some(left), Some(right)) => Ok(Value::from_bool(comparison.holds(order(left, right)))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
