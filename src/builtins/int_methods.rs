//! The methods of `int` beside its operators.
//!
//! Owns their bodies. Must not know the type's definition (`int`).

use super::int::{digit_limit, in_class, receiver};
use super::int_arithmetic::{Number, division_by_zero, exact_int, int_binary};
use super::int_division::{floor_divide, nearest_divide};
use super::int_large;
use super::operand::{checked, text_argument};
use super::{bytes, bytes_shared};
use crate::heap::Value;
use crate::object::core::CoreClass;
use crate::object::slots::Binary;
use crate::text::buffer::Buffer;
use crate::text::format_number::format_int;
use crate::text::int_text::Integer;
use crate::vm::{Result, Vm};
use dashu_int::ops::UnsignedAbs;
use dashu_int::{IBig, UBig};

pub fn itself(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    exact_int(vm, &args[0])
}

pub fn divmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    divide_both(vm, &args[0], &args[1])
}

pub fn reflected_divmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    divide_both(vm, &args[1], &args[0])
}

fn divide_both(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(dividend), Some(divisor)) = (Number::of(left), Number::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if divisor.is_zero() {
        return Err(division_by_zero(vm));
    }
    let (quotient, remainder) = if let (Number::Small(_), Number::Small(_)) = (dividend, divisor) {
        (int_binary(vm, Binary::FloorDiv, left, right)?, int_binary(vm, Binary::Mod, left, right)?)
    } else {
        let large = int_large::is_large(dividend.bit_length().max(divisor.bit_length()));
        let (dividend, divisor) = (dividend.to_big(), divisor.to_big());
        let (quotient, remainder) = if large {
            int_large::floor_divide(vm, &dividend, &divisor)?
        } else {
            floor_divide(&dividend, &divisor)
        };
        (vm.new_big_int(quotient)?, vm.new_big_int(remainder)?)
    };
    vm.new_tuple([quotient, remainder])
}

pub fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let spec = text_argument(vm, &args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let number = receiver(vm, &args[0])?;
    let name = vm.class_name(&args[0]);
    let mut text = Buffer::new();
    checked(vm, format_int(&mut text, &number, spec.bytes(), &name, digit_limit()))?;
    vm.new_text(&text)
}

/// `round(int, digits)`: half to even at a power of ten.
pub fn round(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let digits = match args[1].given() {
        None => return exact_int(vm, &args[0]),
        Some(digits) if digits.is_none() => return exact_int(vm, &args[0]),
        Some(digits) => vm.to_integer(digits)?,
    };
    let Some(number) = Number::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    let places = match digits {
        Integer::Small(digits) if digits >= 0 => return exact_int(vm, &args[0]),
        Integer::Big(digits) if digits > IBig::ZERO => return exact_int(vm, &args[0]),
        Integer::Small(digits) => usize::try_from(digits.unsigned_abs()).unwrap_or(usize::MAX),
        Integer::Big(_) => usize::MAX,
    };
    // 10 ** places is more than twice the number: nothing is left, and the power need not be made.
    if places > number.bit_length() / 3 + 2 {
        return vm.new_int(0);
    }
    let number = number.to_big();
    let (_, remainder) = nearest_divide(number.as_ref(), &IBig::from(10).pow(places));
    vm.new_big_int(number.as_ref() - remainder)
}

pub fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let int = exact_int(vm, &args[0])?;
    vm.new_tuple([int])
}

/// What CPython says: a header of 24 bytes, and 4 bytes for every 30 bits.
pub fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bits = Number::of(&args[0]).map_or(0, Number::bit_length);
    vm.new_int(24 + 4 * bits.div_ceil(30).max(1) as i64)
}

pub fn bit_length(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bits = Number::of(&args[0]).map_or(0, Number::bit_length);
    vm.new_int(bits as i64)
}

pub fn bit_count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let ones = match Number::of(&args[0]) {
        Some(Number::Small(small)) => small.unsigned_abs().count_ones() as usize,
        Some(Number::Big(big)) => big.unsigned_abs().count_ones(),
        None => 0,
    };
    vm.new_int(ones as i64)
}

pub fn integer_ratio(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (int, one) = (exact_int(vm, &args[0])?, vm.new_int(1)?);
    vm.new_tuple([int, one])
}

pub fn is_integer(_: &mut Vm, _: &[Value]) -> Result<Value> {
    Ok(Value::TRUE)
}

/// True for the little byte order.
fn is_little(vm: &mut Vm, order: &Value, function: &str) -> Result<bool> {
    let Some(order) = order.given() else { return Ok(false) };
    let what = format!("{function}() argument 'byteorder'");
    match text_argument(vm, order, &what)?.bytes() {
        b"little" => Ok(true),
        b"big" => Ok(false),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn flag(vm: &mut Vm, value: &Value) -> Result<bool> {
    value.given().map_or(Ok(false), |value| vm.truth(value))
}

pub fn to_bytes(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = match args[1].given() {
        Some(length) => vm.as_index(length)?,
        None => 1,
    };
    let little = is_little(vm, &args[2], "to_bytes")?;
    let signed = flag(vm, &args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let Some(number) = Number::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    let negative = number.is_negative();
    if negative && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let number = number.to_big();
    let needed = if signed { number.to_le_bytes() } else { number.as_ref().unsigned_abs().to_le_bytes() };
    if needed.len() > length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    let mut content = Vec::new();
    if content.try_reserve_exact(length).is_err() {
        return Err(vm.memory_error());
    }
    content.extend_from_slice(&needed);
    content.resize(length, if negative { 0xFF } else { 0 });
    if !little {
        content.reverse();
    }
    vm.new_bytes(&content)
}

pub fn from_bytes(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let little = is_little(vm, &args[2], "from_bytes")?;
    let signed = flag(vm, &args[3])?;
    let object = bytes::from_object(vm, &args[1], "bytes")?;
    let Some(content) = bytes_shared::bytes_like(&object) else { return Ok(Value::NOT_IMPLEMENTED) };
    let number = match (signed, little) {
        (true, true) => IBig::from_le_bytes(&content),
        (true, false) => IBig::from_be_bytes(&content),
        (false, true) => IBig::from(UBig::from_le_bytes(&content)),
        (false, false) => IBig::from(UBig::from_be_bytes(&content)),
    };
    let int = vm.new_big_int(number)?;
    make_in(vm, &args[0], int)
}

/// An instance of a class derived from `int`: made by calling it, as its `__init__` may want to know.
fn make_in(vm: &mut Vm, class: &Value, int: Value) -> Result<Value> {
    if super::operand::is_exact_class(class, CoreClass::Int) {
        return in_class(vm, class, int);
    }
    vm.call(class, &[int])
}
