//! More methods that `bytes` and `bytearray` share: splitting, joining, hexadecimal text, translation tables.

use super::bytes_methods::{hex_text, new_in};
use super::bytes_shared::{bytes_like, content, cut, is_bytearray, new_like, part_of};
use super::operand::{bytes_argument, text_of};
use super::str_methods::count_argument;
use super::str_split::{is_iterable, list_of_parts};
use crate::heap::{self, Bytes, Value};
use crate::object::native::cast_kind;
use crate::text::search::{self, Kind};
use crate::text::wtf8;
use crate::vm::{Result, Vm};
use std::borrow::Cow;

fn list_of<'a>(
    vm: &mut Vm,
    receiver: &Value,
    parts: impl IntoIterator<Item = &'a [u8]>,
    limit: Option<usize>,
) -> Result<Value> {
    if !is_bytearray(receiver) {
        return list_of_parts(vm, parts.into_iter(), limit, |context, part| cut(context, receiver, part));
    }
    let mut items = Vec::new();
    for part in parts {
        if items.try_reserve(1).is_err() {
            return Err(vm.memory_error());
        }
        items.push(part_of(vm, receiver, part)?);
    }
    vm.new_list(items)
}

/// The separator of `split`: None for white space.
fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<Option<Cow<'a, [u8]>>> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else { return Ok(None) };
    let separator = bytes_argument(vm, value)?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(Some(separator)) }
}

pub fn split(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    let separator = separator(vm, &args[1])?;
    let bytes = content(&args[0]);
    match &separator {
        Some(separator) => list_of(vm, &args[0], search::split(&bytes, separator, limit), limit),
        None => list_of(vm, &args[0], search::split_whitespace(&bytes, limit, Kind::Bytes), limit),
    }
}

pub fn rsplit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    let separator = separator(vm, &args[1])?;
    let bytes = content(&args[0]);
    let parts = match &separator {
        Some(separator) => search::rsplit(&bytes, separator, limit),
        None => search::rsplit_whitespace(&bytes, limit, Kind::Bytes),
    };
    list_of(vm, &args[0], parts, limit)
}

pub fn split_lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let keep_ends = match args[1].given() {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let bytes = content(&args[0]);
    list_of(vm, &args[0], search::split_lines(&bytes, keep_ends, Kind::Bytes), None)
}

fn partition_separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>> {
    let separator = bytes_argument(vm, value)?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(separator) }
}

pub fn partition(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (separator, bytes) = (partition_separator(vm, &args[1])?, content(&args[0]));
    let parts = match search::partition(&bytes, &separator) {
        Some((before, after)) => [before, &separator, after],
        None => [&bytes, &b""[..], b""],
    };
    triple(vm, &args[0], parts)
}

pub fn rpartition(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (separator, bytes) = (partition_separator(vm, &args[1])?, content(&args[0]));
    let parts = match search::rpartition(&bytes, &separator) {
        Some((before, after)) => [before, &separator, after],
        None => [&b""[..], b"", &bytes],
    };
    triple(vm, &args[0], parts)
}

fn triple(vm: &mut Vm, receiver: &Value, parts: [&[u8]; 3]) -> Result<Value> {
    let mut items = Vec::with_capacity(3);
    for part in parts {
        items.push(part_of(vm, receiver, part)?);
    }
    vm.new_tuple(items)
}

pub fn join(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !is_iterable(&args[1]) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect(&args[1])?;
    let separator = content(&args[0]);
    let plain = || items.iter().filter_map(|item| cast_kind::<Bytes>(item, heap::Kind::Bytes));
    if !is_bytearray(&args[0]) && plain().count() == items.len() {
        let seams = separator.len().saturating_mul(items.len().saturating_sub(1));
        let length = plain().fold(seams, |sum, item| sum.saturating_add(item.bytes().len()));
        let result = Bytes::write(&vm.heap, length, |out| {
            for (index, item) in plain().enumerate() {
                if index > 0 {
                    out.push(&separator);
                }
                out.push(item.bytes());
            }
        });
        return vm.check(result);
    }
    let mut joined = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(part) = bytes_like(item) else {
            let given = vm.class_name(item);
            let message = format!("sequence item {index}: expected a bytes-like object, {given} found");
            return Err(vm.type_error(message));
        };
        if joined.try_reserve(separator.len() + part.len()).is_err() {
            return Err(vm.memory_error());
        }
        if index > 0 {
            joined.extend_from_slice(&separator);
        }
        joined.extend_from_slice(&part);
    }
    new_like(vm, &args[0], &joined)
}

/// The byte of the separator of `hex`.
fn hex_separator(vm: &mut Vm, value: &Value) -> Result<u8> {
    let (length, first) = match text_of(value) {
        Some(text) => (text.len(), text.bytes().first().copied()),
        None => match bytes_like(value) {
            Some(content) => (content.len(), content.first().copied()),
            None => {
                vm.length(value)?;
                return Err(vm.type_error("sep must be str or bytes."));
            }
        },
    };
    match first {
        Some(byte) if length == 1 && byte.is_ascii() => Ok(byte),
        Some(_) if length == 1 => Err(vm.value_error("sep must be ASCII.")),
        _ => Err(vm.value_error("sep must be length 1.")),
    }
}

pub fn hex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let separator = match args[1].given() {
        Some(value) => Some(hex_separator(vm, value)?),
        None => None,
    };
    let group = match args[2].given() {
        Some(group) => vm.as_i64(group)?,
        None => 1,
    };
    let bytes = content(&args[0]);
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    if out.try_reserve(bytes.len().saturating_mul(3)).is_err() {
        return Err(vm.memory_error());
    }
    for (index, byte) in bytes.iter().enumerate() {
        // Groups are counted from the right, or with a negative size from the left.
        let place = if group < 0 { index } else { bytes.len() - index };
        if let Some(separator) = separator
            && index > 0
            && size > 0
            && place % size == 0
        {
            out.push(separator);
        }
        out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    vm.new_text(&out)
}

pub fn from_hex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = hex_text(vm, &args[1])?;
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    loop {
        while text.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t'..=b'\r')) {
            at += 1;
        }
        if at == text.len() {
            return new_in(vm, &args[0], &bytes);
        }
        let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (digit(at), digit(at + 1)) {
            (Some(high), Some(low)) => bytes.push((high << 4 | low) as u8),
            (Some(_), None) if at + 1 == text.len() => {
                let message = "fromhex() arg must contain an even number of hexadecimal digits";
                return Err(vm.value_error(message));
            }
            (high, _) => {
                let wrong = at + usize::from(high.is_some());
                let position = if text_of(&args[1]).is_some() { wtf8::count(&text[..wrong]) } else { wrong };
                let message = format!("non-hexadecimal number found in fromhex() arg at position {position}");
                return Err(vm.value_error(message));
            }
        }
        at += 2;
    }
}

pub fn translate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let table = match args[1].given().filter(|table| !table.is_none()) {
        Some(table) => {
            let table = bytes_argument(vm, table)?;
            if table.len() != 256 {
                return Err(vm.value_error("translation table must be 256 characters long"));
            }
            Some(table)
        }
        None => None,
    };
    let mut deleted = [false; 256];
    if let Some(delete) = args[2].given() {
        bytes_argument(vm, delete)?.iter().for_each(|byte| deleted[usize::from(*byte)] = true);
    }
    let bytes = content(&args[0]);
    let kept = bytes.iter().filter(|byte| !deleted[usize::from(**byte)]);
    let translated: Vec<u8> = match &table {
        Some(table) => kept.map(|byte| table[usize::from(*byte)]).collect(),
        None => kept.copied().collect(),
    };
    new_like(vm, &args[0], &translated)
}

pub fn make_table(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (from, to) = (bytes_argument(vm, &args[0])?, bytes_argument(vm, &args[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    vm.new_bytes(&table)
}
