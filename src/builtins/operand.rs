//! What the built-in types share when they look at arguments.
//!
//! Owns small checks with CPython's messages. Must not know any one type's methods.

use super::bytes_shared::bytes_like;
use crate::heap::{Kind, Str, Value};
use crate::object::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::Arguments;
use crate::object::native::cast_kind;
use crate::vm::{Raised, Result, Vm};
use std::borrow::Cow;

/// The string behind a value, subclasses included.
#[inline]
pub fn text_of(value: &Value) -> Option<&Str> {
    cast_kind::<Str>(value, Kind::Str)
}

/// The text of a string argument; `what` is as in "find() argument 1".
pub fn text_argument<'a>(vm: &mut Vm, value: &'a Value, what: &str) -> Result<&'a Str> {
    match text_of(value) {
        Some(text) => Ok(text),
        None => {
            let given = shown_type(vm, value);
            Err(vm.type_error(format!("{what} must be str, not {given}")))
        }
    }
}

/// The name of a value's class as argument errors show it: None is shown by its value.
pub fn shown_type(vm: &Vm, value: &Value) -> String {
    if value.is_none() { "None".to_owned() } else { vm.class_name(value) }
}

/// Is this exactly the class of a kind, not a subclass?
#[inline]
pub fn is_exact_class(class: &Value, which: CoreClass) -> bool {
    core::is_class(class, which)
}

/// Refuses keyword arguments: `float() takes no keyword arguments`.
pub fn no_keywords(vm: &mut Vm, name: &str, arguments: Arguments) -> Result<()> {
    if arguments.names.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// Checks the number of positional arguments.
pub fn check_positional(vm: &mut Vm, name: &str, given: usize, least: usize, most: usize) -> Result<()> {
    let (word, bound) = match given {
        _ if given < least => (if least == most { "" } else { "at least " }, least),
        _ if given > most => (if least == most { "" } else { "at most " }, most),
        _ => return Ok(()),
    };
    let plural = if bound == 1 { "" } else { "s" };
    Err(vm.type_error(format!("{name} expected {word}{bound} argument{plural}, got {given}")))
}

/// The single argument of a class that takes at most one, by position only. Keywords are refused only for the
/// exact class: a subclass may have its own `__init__`.
pub fn only_argument<'a>(
    vm: &mut Vm,
    class: &Value,
    which: CoreClass,
    name: &str,
    arguments: Arguments<'a>,
) -> Result<Option<&'a Value>> {
    if is_exact_class(class, which) {
        no_keywords(vm, name, arguments)?;
    }
    let positional = arguments.positional();
    check_positional(vm, name, positional.len(), 0, 1)?;
    Ok(positional.first())
}

/// The result of a conversion method such as `__int__`, or the error that CPython gives for it.
pub fn special_result_error(
    vm: &mut Vm,
    value: &Value,
    method: &str,
    wanted: &str,
    result: &Value,
) -> Raised {
    let (of, given) = (vm.class_name(value), vm.class_name(result));
    // CPython names the class for __float__ alone.
    let owner = if method == "__float__" { format!("{of}.") } else { String::new() };
    vm.type_error(format!("{owner}{method} returned non-{wanted} (type {given})"))
}

/// Start and stop arguments of `find`, `count` and the like, cut to `0..=length`.
pub fn slice_bounds(vm: &mut Vm, start: &Value, stop: &Value, length: usize) -> Result<(usize, usize)> {
    let start = slice_bound(vm, start, length, 0)?;
    let stop = slice_bound(vm, stop, length, length)?;
    Ok((start, stop))
}

fn slice_bound(vm: &mut Vm, bound: &Value, length: usize, default: usize) -> Result<usize> {
    let bound = match bound.given() {
        None => return Ok(default),
        Some(bound) if bound.is_none() => return Ok(default),
        Some(bound) => slice_index(vm, bound)?,
    };
    if bound < 0 {
        return Ok((bound.saturating_add(length as i64)).max(0) as usize);
    }
    Ok((bound as usize).min(length))
}

/// An index of a slice, clamped to an i64.
pub fn slice_index(vm: &mut Vm, value: &Value) -> Result<i64> {
    use super::int_arithmetic::Number;
    let clamp = |number: Number| match number {
        Number::Small(small) => small,
        big if big.is_negative() => i64::MIN,
        _ => i64::MAX,
    };
    if let Some(number) = Number::of(value) {
        return Ok(clamp(number));
    }
    let index = Class::of(&class_of(value)).and_then(|class| class.slots().index);
    let Some(index) = index else {
        let message = "slice indices must be integers or None or have an __index__ method";
        return Err(vm.type_error(message));
    };
    let result = index(vm, value)?;
    match Number::of(&result) {
        Some(number) => Ok(clamp(number)),
        None => Err(special_result_error(vm, value, "__index__", "int", &result)),
    }
}

/// The setter of an attribute that only reads, with the message that CPython has for members of structs.
pub fn read_only(vm: &mut Vm, _: &Value, _: Option<&Value>) -> Result<()> {
    Err(vm.raise(core::Exception::AttributeError, "readonly attribute"))
}

/// The bytes of a bytes-like argument.
pub fn bytes_argument<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>> {
    match bytes_like(value) {
        Some(content) => Ok(content),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")))
        }
    }
}

/// Raises what a text algorithm reports, or gives its result.
pub fn checked<T>(vm: &mut Vm, result: std::result::Result<T, crate::text::error::TextError>) -> Result<T> {
    result.map_err(|error| vm.text_error(error))
}

/// MemoryError for a text or bytes object of more bytes than one can have, before they are made.
pub fn check_size(vm: &mut Vm, bytes: Option<usize>) -> Result<()> {
    match bytes {
        Some(bytes) if u32::try_from(bytes).is_ok() => Ok(()),
        _ => Err(vm.memory_error()),
    }
}
