//! What `bytes` and `bytearray` have in common below their methods: content, items, subscripts, operators.
//!
//! Owns the way from a bytes-like value to its bytes. A bytearray's content is copied out: its lock is never held
//! while anything else runs. `bytes_like` is the one place to teach further bytes-like types.

use super::bytearray::ByteArray;
use super::common::{Repeat, check_repetition, repeat_count};
use super::operand::{bytes_argument, check_size, checked};
use super::slice::{Slice, has_index};
use crate::heap::{Bytes, Context, Kind, OutOfMemory, Value};
use crate::object::core::exact_kind;
use crate::object::native::cast_kind;
use crate::object::slots::Comparison;
use crate::text::int_text::Integer;
use crate::text::search;
use crate::vm::convert::integer_of;
use crate::vm::{Raised, Result, Vm};
use std::borrow::Cow;

/// The bytes of a bytes-like value.
pub fn bytes_like(value: &Value) -> Option<Cow<'_, [u8]>> {
    if let Some(bytes) = cast_kind::<Bytes>(value, Kind::Bytes) {
        return Some(Cow::Borrowed(bytes.bytes()));
    }
    let array = cast_kind::<ByteArray>(value, Kind::ByteArray)?;
    Some(Cow::Owned(array.lock().clone()))
}

pub fn is_bytes_or_bytearray(value: &Value) -> bool {
    cast_kind::<Bytes>(value, Kind::Bytes).is_some() || is_bytearray(value)
}

pub fn is_bytearray(value: &Value) -> bool {
    cast_kind::<ByteArray>(value, Kind::ByteArray).is_some()
}

/// The content of a receiver whose class was checked.
pub fn content(value: &Value) -> Cow<'_, [u8]> {
    bytes_like(value).unwrap_or(Cow::Borrowed(b""))
}

/// A value of the receiver's built-in type, as all methods return it.
pub fn new_like(vm: &mut Vm, receiver: &Value, content: &[u8]) -> Result<Value> {
    if is_bytearray(receiver) {
        super::bytearray::new_bytearray(vm, content.to_vec())
    } else {
        vm.new_bytes(content)
    }
}

/// As `new_like`; of a bytes object that is all of it, the object itself.
pub fn part_of(vm: &mut Vm, receiver: &Value, part: &[u8]) -> Result<Value> {
    if is_bytearray(receiver) {
        return new_like(vm, receiver, part);
    }
    let result = cut(&vm.heap, receiver, part);
    vm.check(result)
}

/// A part of a bytes object: the object itself, if it is exact and the part is all of it.
pub fn cut(context: &Context, whole: &Value, part: &[u8]) -> std::result::Result<Value, OutOfMemory> {
    match cast_kind::<Bytes>(whole, Kind::Bytes) {
        Some(bytes) if bytes.bytes().len() == part.len() && exact_kind(whole) == Some(Kind::Bytes) => {
            Ok(whole.clone())
        }
        _ => Bytes::write(context, part.len(), |out| out.push(part)),
    }
}

#[cold]
pub fn byte_range_error(vm: &mut Vm) -> Raised {
    vm.value_error("byte must be in range(0, 256)")
}

/// A byte from an int argument.
pub fn byte_argument(vm: &mut Vm, value: &Value) -> Result<u8> {
    match vm.to_integer(value)? {
        Integer::Small(byte @ 0..=255) => Ok(byte as u8),
        _ => Err(byte_range_error(vm)),
    }
}

/// What is searched for: a byte, or bytes. Anything else is refused with a message.
pub fn needle<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>> {
    if let Some(content) = bytes_like(value) {
        return Ok(content);
    }
    if !has_index(value) {
        let given = vm.class_name(value);
        let message = format!("argument should be integer or bytes-like object, not '{given}'");
        return Err(vm.type_error(message));
    }
    byte_argument(vm, value).map(|byte| Cow::Owned(vec![byte]))
}

pub fn contains(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool> {
    let bytes = content(container);
    if has_index(item) && bytes_like(item).is_none() {
        let byte = byte_argument(vm, item)?;
        return Ok(memchr::memchr(byte, &bytes).is_some());
    }
    let part = bytes_argument(vm, item)?;
    Ok(search::contains(&bytes, &part))
}

pub fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    if let (Some(bytes), Some(index)) = (cast_kind::<Bytes>(object, Kind::Bytes), key.as_small_int())
        && let Some(at) = position(index as isize, bytes.bytes().len())
    {
        return Ok(Value::from_small_int(i64::from(bytes.bytes()[at])));
    }
    let array = is_bytearray(object);
    if let Some(slice) = Slice::of(key) {
        let length = length(vm, object)?;
        let bounds = slice.bounds(vm, length)?;
        let bytes = content(object);
        if bounds.step == 1 {
            let start = (bounds.start as usize).min(bytes.len());
            let stop = (start + bounds.count).min(bytes.len());
            return part_of(vm, object, &bytes[start..stop]);
        }
        let part: Vec<u8> = bounds.indices().filter_map(|index| bytes.get(index).copied()).collect();
        return new_like(vm, object, &part);
    }
    if key.as_small_int().is_none() && !has_index(key) {
        let (what, given) = (if array { "bytearray" } else { "byte" }, vm.class_name(key));
        return Err(vm.type_error(format!("{what} indices must be integers or slices, not {given}")));
    }
    let index = vm.as_index(key)?;
    match byte_at(object, index) {
        Some(byte) => Ok(Value::from_small_int(i64::from(byte))),
        None => {
            Err(vm.index_error(if array { "bytearray index out of range" } else { "index out of range" }))
        }
    }
}

fn byte_at(object: &Value, index: isize) -> Option<u8> {
    if let Some(array) = cast_kind::<ByteArray>(object, Kind::ByteArray) {
        let bytes = array.lock();
        return position(index, bytes.len()).map(|at| bytes[at]);
    }
    let bytes = cast_kind::<Bytes>(object, Kind::Bytes)?.bytes();
    position(index, bytes.len()).map(|at| bytes[at])
}

/// An index from either end, if it is in range.
pub fn position(index: isize, length: usize) -> Option<usize> {
    let at = if index < 0 { index + length as isize } else { index };
    usize::try_from(at).ok().filter(|at| *at < length)
}

pub fn length(_: &mut Vm, value: &Value) -> Result<usize> {
    if let Some(array) = cast_kind::<ByteArray>(value, Kind::ByteArray) {
        return Ok(array.lock().len());
    }
    Ok(cast_kind::<Bytes>(value, Kind::Bytes).map_or(0, |bytes| bytes.bytes().len()))
}

pub fn compare(_: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let (Some(left), Some(right)) = (bytes_like(left), bytes_like(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::from_bool(comparison.holds(left.cmp(&right))))
}

/// `+` of bytes and bytearrays: of the left one's type.
pub fn concatenate(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(first), Some(second)) = (bytes_like(left), bytes_like(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if first.is_empty() && !is_bytearray(left) && !is_bytearray(right) {
        return part_of(vm, right, &second);
    }
    if !is_bytearray(left) {
        let result = Bytes::write(&vm.heap, first.len() + second.len(), |out| {
            out.push(&first);
            out.push(&second);
        });
        return vm.check(result);
    }
    let mut joined = Vec::new();
    if joined.try_reserve_exact(first.len() + second.len()).is_err() {
        return Err(vm.memory_error());
    }
    joined.extend_from_slice(&first);
    joined.extend_from_slice(&second);
    super::bytearray::new_bytearray(vm, joined)
}

pub fn repeat(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let reversed = !is_bytes_or_bytearray(left);
    let value = if reversed { right } else { left };
    let Some(bytes) = bytes_like(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    let times = match repeat_count(vm, left, right, reversed)? {
        Repeat::Times(times) => times,
        Repeat::Answer(answer) => return Ok(answer),
    };
    if times == 1 {
        return part_of(vm, value, &bytes);
    }
    if !is_bytearray(value) {
        check_repetition(vm, bytes.len(), times, "bytes are")?;
    }
    check_size(vm, bytes.len().checked_mul(times))?;
    let repeated = checked(vm, search::repeat(&bytes, times))?;
    new_like(vm, value, &repeated)
}

/// Bytes from an iterable of ints. `kind` is the type being made, for the message.
pub fn collect_bytes(vm: &mut Vm, iterable: &Value, kind: &str) -> Result<Vec<u8>> {
    let refused = super::operand::text_of(iterable).is_some() || !super::str_split::is_iterable(iterable);
    if refused {
        let given = vm.class_name(iterable);
        return Err(vm.type_error(format!("cannot convert '{given}' object to {kind}")));
    }
    let mut bytes = Vec::new();
    vm.for_each(iterable, |vm, item| {
        let byte = match integer_of(&item) {
            Some(integer) => integer,
            None => vm.to_integer(&item)?,
        };
        let Integer::Small(byte @ 0..=255) = byte else {
            let name = if kind == "bytes" { "bytes" } else { "byte" };
            return Err(vm.value_error(format!("{name} must be in range(0, 256)")));
        };
        if bytes.try_reserve(1).is_err() {
            return Err(vm.memory_error());
        }
        bytes.push(byte as u8);
        Ok(true)
    })?;
    Ok(bytes)
}

/// So many zero bytes.
pub fn zeros(vm: &mut Vm, count: &Value) -> Result<Vec<u8>> {
    let count = match vm.to_integer(count)? {
        Integer::Small(count) => count,
        Integer::Big(_) => {
            let given = vm.class_name(count);
            return Err(vm.overflow_error(format!("cannot fit '{given}' into an index-sized integer")));
        }
    };
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
    check_size(vm, Some(count))?;
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    bytes.resize(count, 0);
    Ok(bytes)
}
