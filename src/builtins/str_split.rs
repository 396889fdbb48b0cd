//! Methods of `str` that split and join.
//!
//! Owns the arguments and their checks; the algorithms are in `text::search`.

use super::operand::text_of;
use super::str::{cut, exact, part_of};
use super::str_methods::{count_argument, kind, receiver};
use crate::heap::dict::exact_str;
use crate::heap::{self, Context, List, OutOfMemory, Str, Value};
use crate::object::Class;
use crate::object::core::{class_of, exact_kind};
use crate::object::native::cast_kind;
use crate::text::search;
use crate::vm::call::tuple_items;
use crate::vm::construct::built_in;
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

/// Lists of so many parts are made in one go; longer ones grow.
const FEW: usize = 12;

/// A list of parts of a string; `limit` is how often at most it was split.
fn list_of<'a>(
    vm: &mut Vm,
    whole: &'a Value,
    parts: impl Iterator<Item = &'a [u8]>,
    limit: Option<usize>,
) -> Result<Value> {
    list_of_parts(vm, parts, limit, |context, part| cut(context, whole, part))
}

/// A list of what is made of each part.
pub fn list_of_parts<'a>(
    vm: &mut Vm,
    mut parts: impl Iterator<Item = &'a [u8]>,
    limit: Option<usize>,
    make: impl Fn(&Context, &'a [u8]) -> std::result::Result<Value, OutOfMemory>,
) -> Result<Value> {
    let capacity = limit.map_or(FEW, |limit| FEW.min(limit.saturating_add(1)));
    let mut failed = false;
    let result = {
        let context = &vm.heap;
        let values = parts.by_ref().map_while(|part| {
            let made = make(context, part);
            failed = made.is_err();
            made.ok()
        });
        List::create(context, built_in(heap::Kind::List), capacity, values)
    };
    let value = vm.check(result)?;
    if failed {
        return Err(vm.memory_error());
    }
    if let Some(list) = cast_kind::<List>(&value, heap::Kind::List) {
        for part in parts {
            let made = make(&vm.heap, part).and_then(|part| list.push(&mut vm.heap, part));
            vm.check(made)?;
        }
    }
    Ok(value)
}

pub fn split(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    match separator(vm, &args[1])? {
        Some(separator) => {
            list_of(vm, &args[0], search::split(text.bytes(), separator.bytes(), limit), limit)
        }
        None => list_of(vm, &args[0], search::split_whitespace(text.bytes(), limit, kind(text)), limit),
    }
}

pub fn rsplit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let limit = usize::try_from(count_argument(vm, &args[2], -1)?).ok();
    let parts = match separator(vm, &args[1])? {
        Some(separator) => search::rsplit(text.bytes(), separator.bytes(), limit),
        None => search::rsplit_whitespace(text.bytes(), limit, kind(text)),
    };
    list_of(vm, &args[0], parts.into_iter(), limit)
}

pub fn split_lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let keep_ends = match args[1].given() {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    list_of(vm, &args[0], search::split_lines(text.bytes(), keep_ends, kind(text)), None)
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
    let parts = search::partition(text.bytes(), separator.bytes());
    let items = match parts {
        Some(parts) => around(vm, args, parts)?,
        None => [exact(vm, &args[0])?, vm.new_str("")?, vm.new_str("")?],
    };
    vm.new_tuple(items)
}

pub fn rpartition(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let separator = partition_separator(vm, &args[1])?;
    let parts = search::rpartition(text.bytes(), separator.bytes());
    let items = match parts {
        Some(parts) => around(vm, args, parts)?,
        None => [vm.new_str("")?, vm.new_str("")?, exact(vm, &args[0])?],
    };
    vm.new_tuple(items)
}

/// What stands before the separator, the separator, and what stands after it.
fn around(vm: &mut Vm, args: &[Value], (before, after): (&[u8], &[u8])) -> Result<[Value; 3]> {
    Ok([part_of(vm, &args[0], before)?, exact(vm, &args[1])?, part_of(vm, &args[0], after)?])
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
    let iterable = &args[1];
    let kind = exact_kind(iterable);
    if kind == Some(heap::Kind::Tuple) {
        return join_items(vm, separator, tuple_items(iterable));
    }
    if kind == Some(heap::Kind::List)
        && let Some(list) = cast_kind::<List>(iterable, heap::Kind::List)
    {
        let result = Str::join_list(&mut vm.heap, separator, list);
        if let Some(joined) = vm.check(result)? {
            return Ok(joined);
        }
    } else if !is_iterable(iterable) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect(iterable)?;
    join_items(vm, separator, &items)
}

fn join_items(vm: &mut Vm, separator: &Str, items: &[Value]) -> Result<Value> {
    match items {
        [] => return vm.new_str(""),
        [only] if exact_str(only.raw()).is_some() => return Ok(only.clone()),
        _ => {}
    }
    if let Some((index, item)) = items.iter().enumerate().find(|(_, item)| text_of(item).is_none()) {
        let given = vm.class_name(item);
        let message = format!("sequence item {index}: expected str instance, {given} found");
        return Err(vm.type_error(message));
    }
    let strings = items.iter().filter_map(text_of);
    let result = Str::join(&vm.heap, separator, strings);
    vm.check(result)
}
