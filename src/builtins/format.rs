//! `format()`: the one way from a value and a format specifier to text, for f-strings, `format` and `str.format`.
//!
//! Owns the short cuts for exact ints, floats and strings. Must not know the specifier's grammar (`text`).

use super::int::digit_limit;
use super::operand::{checked, text_of};
use crate::heap::dict::exact_str;
use crate::heap::{Kind, Value};
use crate::object::core::exact_kind;
use crate::text::buffer::Buffer;
use crate::text::float_repr::float_repr;
use crate::text::format_number::{format_float, format_int};
use crate::text::format_spec::format_str;
use crate::text::int_text::Integer;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};

/// `format(value, spec)` with the specifier as text.
pub fn format_value(vm: &mut Vm, value: &Value, spec: &[u8]) -> Result<Value> {
    if let Some(text) = format_exact(vm, value, spec)? {
        return Ok(text);
    }
    let spec = vm.new_text(spec)?;
    vm.format(value, &spec)
}

/// `format(value, spec)` with the specifier as a string value.
pub fn format_with(vm: &mut Vm, value: &Value, spec: &Value) -> Result<Value> {
    if let Some(text) = text_of(spec)
        && let Some(result) = format_exact(vm, value, text.bytes())?
    {
        return Ok(result);
    }
    vm.format(value, spec)
}

/// `format(value, spec)` of exact strings, floats and ints, for which no user code runs. None of all others.
#[inline(always)]
pub fn format_exact(vm: &mut Vm, value: &Value, spec: &[u8]) -> Result<Option<Value>> {
    if spec.is_empty() {
        return format_plainly(vm, value);
    }
    let mut out = Buffer::new();
    if let Some(number) = value.as_float() {
        checked(vm, format_float(&mut out, number, spec, "float"))?
    } else if let Some(text) = exact_str(value.raw()) {
        checked(vm, format_str(&mut out, text.bytes(), spec, "str"))?
    } else if let Some(integer) = exact_int(value) {
        checked(vm, format_int(&mut out, &integer, spec, "int", digit_limit()))?
    } else {
        return Ok(None);
    }
    vm.new_text(&out).map(Some)
}

/// The number of an int that is exactly one.
#[inline]
fn exact_int(value: &Value) -> Option<Integer> {
    match value.as_small_int() {
        Some(number) => Some(Integer::Small(number)),
        None if matches!(exact_kind(value), Some(Kind::Int64 | Kind::BigInt)) => integer_of(value),
        None => None,
    }
}

/// Without a specifier.
fn format_plainly(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    if exact_str(value.raw()).is_some() {
        return Ok(Some(value.clone()));
    }
    if let Some(number) = value.as_float() {
        return vm.new_ascii(&float_repr(number)).map(Some);
    }
    if value.as_small_int().is_some() || matches!(exact_kind(value), Some(Kind::Int64 | Kind::BigInt)) {
        return super::int::repr(vm, value).map(Some);
    }
    Ok(None)
}
