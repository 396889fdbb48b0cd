//! Methods of `str` that split and join.
//!
//! Owns the arguments and their checks; the algorithms are in `text::search`.

use super::operand::text_of;
use super::str::exact;
use super::str_methods::{count_argument, receiver};
use crate::heap::{Str, Value};
use crate::object::Class;
use crate::object::core::{CoreClass, class_of, is_exactly};
use crate::text::search::{self, Kind};
use crate::vm::{Result, Vm};

/// The separator of `split`: None for white space.
fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<Option<&'a Str>> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else { return Ok(None) };
    match text_of(value) {
        Some(text) if text.is_empty() => Err(vm.value_error("empty separator")),
        Some(text) => Ok(Some(text)),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("must be str or None, not {given}")))
        }
    }
}

fn list_of(vm: &mut Vm, whole: &Value, parts: Vec<&[u8]>) -> Result<Value> {
    let mut items = Vec::new();
    if items.try_reserve_exact(parts.len()).is_err() {
        return Err(vm.memory_error());
    }
    for part in parts {
        items.push(super::str::part_of(vm, whole, part)?);
    }
    vm.new_list(items)
}

pub fn split(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    let parts = match separator(vm, &args[1])? {
        Some(separator) => search::split(text.bytes(), separator.bytes(), limit),
        None => search::split_whitespace(text.bytes(), limit, Kind::Text),
    };
    list_of(vm, &args[0], parts)
}

pub fn rsplit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    let parts = match separator(vm, &args[1])? {
        Some(separator) => search::rsplit(text.bytes(), separator.bytes(), limit),
        None => search::rsplit_whitespace(text.bytes(), limit, Kind::Text),
    };
    list_of(vm, &args[0], parts)
}

pub fn split_lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let keep_ends = match args[1].given() {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let lines = search::split_lines(text.bytes(), keep_ends, Kind::Text);
    list_of(vm, &args[0], lines)
}

fn partition_separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Str> {
    match separator(vm, value) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(vm.type_error("must be str, not None")),
        Err(raised) if text_of(value).is_some() => Err(raised),
        Err(_) => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("must be str, not {given}")))
        }
    }
}

pub fn partition(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let separator = partition_separator(vm, &args[1])?;
    let items = match search::partition(text.bytes(), separator.bytes()) {
        Some((before, after)) => vec![vm.new_text(before)?, exact(vm, &args[1])?, vm.new_text(after)?],
        None => vec![exact(vm, &args[0])?, vm.new_str("")?, vm.new_str("")?],
    };
    vm.new_tuple(items)
}

pub fn rpartition(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let separator = partition_separator(vm, &args[1])?;
    let items = match search::rpartition(text.bytes(), separator.bytes()) {
        Some((before, after)) => vec![vm.new_text(before)?, exact(vm, &args[1])?, vm.new_text(after)?],
        None => vec![vm.new_str("")?, vm.new_str("")?, exact(vm, &args[0])?],
    };
    vm.new_tuple(items)
}

/// Can a value be iterated over, going by its class?
pub fn is_iterable(value: &Value) -> bool {
    Class::of(&class_of(value)).is_some_and(|class| {
        let slots = class.slots();
        slots.iter.is_some() || slots.get_item.is_some()
    })
}

pub fn join(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let separator = receiver(vm, &args[0])?;
    if !is_iterable(&args[1]) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect(&args[1])?;
    if let [only] = items.as_slice()
        && is_exactly(only, CoreClass::Str)
    {
        return Ok(only.clone());
    }
    let mut parts: Vec<&[u8]> = Vec::with_capacity(items.len() * 2);
    let mut points = 0;
    for (index, item) in items.iter().enumerate() {
        let Some(text) = text_of(item) else {
            let given = vm.class_name(item);
            let message = format!("sequence item {index}: expected str instance, {given} found");
            return Err(vm.type_error(message));
        };
        if index > 0 && !separator.is_empty() {
            parts.push(separator.bytes());
            points += separator.len();
        }
        parts.push(text.bytes());
        points += text.len();
    }
    vm.new_joined(&parts, points, 0)
}
