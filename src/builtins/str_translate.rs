//! `str.translate` and `str.maketrans`.

use super::operand::{text_argument, text_of};
use super::str_methods::receiver;
use crate::heap::{Dict, Kind, Str, Value};
use crate::object::core::{Exception, exact_kind};
use crate::object::native::cast_kind;
use crate::text::int_text::Integer;
use crate::text::wtf8;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};

/// What a table says of a character.
enum Mapped {
    Same,
    Removed,
    Point(u32),
    Text(Value),
}

pub fn translate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    /// Marks of ASCII characters that the table has not been asked for, and of those that it removes.
    const UNKNOWN: u8 = 0x80;
    const REMOVED: u8 = 0x81;
    let text = receiver(vm, &args[0])?;
    let mut out = Vec::with_capacity(text.bytes().len());
    // ASCII characters come often: the table is asked once for each that stays ASCII.
    let mut known = [UNKNOWN; 128];
    for point in wtf8::code_points(text.bytes()) {
        match known.get(point as usize) {
            Some(byte) if byte.is_ascii() => {
                out.push(*byte);
                continue;
            }
            Some(&REMOVED) => continue,
            _ => {}
        }
        let mapped = look_up(vm, &args[1], point)?;
        let (new, mark) = match &mapped {
            Mapped::Same => (Some(point), UNKNOWN),
            Mapped::Point(new) => (Some(*new), UNKNOWN),
            Mapped::Removed => (None, REMOVED),
            Mapped::Text(text) => {
                out.extend_from_slice(text_of(text).map_or(&[][..], Str::bytes));
                continue;
            }
        };
        if let Some(new) = new {
            wtf8::push_code_point(&mut out, new);
        }
        if let Some(entry) = known.get_mut(point as usize) {
            *entry = new.map_or(mark, |new| u8::try_from(new).ok().filter(u8::is_ascii).unwrap_or(UNKNOWN));
        }
    }
    vm.new_text(&out)
}

/// What stands in a table for a code point. None where a lookup fails.
fn entry(vm: &mut Vm, table: &Value, point: u32) -> Result<Option<Value>> {
    let key = Value::from_small_int(i64::from(point));
    let found = match cast_kind::<Dict>(table, Kind::Dict) {
        Some(dict) if exact_kind(table) == Some(Kind::Dict) => vm.dict_get(dict, &key),
        _ => vm.get_item(table, &key).map(Some),
    };
    match found {
        Ok(found) => Ok(found),
        Err(_) => vm.catch(Exception::LookupError).map(|_| None),
    }
}

fn look_up(vm: &mut Vm, table: &Value, point: u32) -> Result<Mapped> {
    let Some(found) = entry(vm, table, point)? else { return Ok(Mapped::Same) };
    if found.is_none() {
        return Ok(Mapped::Removed);
    }
    if text_of(&found).is_some() {
        return Ok(Mapped::Text(found));
    }
    match integer_of(&found) {
        Some(Integer::Small(point @ 0..=0x10FFFF)) => Ok(Mapped::Point(point as u32)),
        Some(_) => Err(vm.value_error("character mapping must be in range(0x110000)")),
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

pub fn make_table(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let table_value = vm.new_dict()?;
    let Some(table) = cast_kind::<Dict>(&table_value, Kind::Dict) else { return Ok(table_value) };
    match args[1].given() {
        Some(_) => from_strings(vm, table, args)?,
        None => {
            let Some(source) = cast_kind::<Dict>(&args[0], Kind::Dict) else {
                let message = "if you give only one argument to maketrans it must be a dict";
                return Err(vm.type_error(message));
            };
            from_dict(vm, table, source)?;
        }
    }
    Ok(table_value)
}

fn from_strings(vm: &mut Vm, table: &Dict, args: &[Value]) -> Result<()> {
    let Some(from) = text_of(&args[0]) else {
        let message = "first maketrans argument must be a string if there is a second argument";
        return Err(vm.type_error(message));
    };
    let to = text_argument(vm, &args[1], "maketrans() argument 2")?;
    let removed = match args[2].given() {
        Some(removed) => Some(text_argument(vm, removed, "maketrans() argument 3")?),
        None => None,
    };
    if from.len() != to.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (key, new) in wtf8::code_points(from.bytes()).zip(wtf8::code_points(to.bytes())) {
        vm.dict_set(table, Value::from_small_int(i64::from(key)), Value::from_small_int(i64::from(new)))?;
    }
    for key in removed.map_or(wtf8::code_points(b""), |removed| wtf8::code_points(removed.bytes())) {
        vm.dict_set(table, Value::from_small_int(i64::from(key)), Value::NONE)?;
    }
    Ok(())
}

fn from_dict(vm: &mut Vm, table: &Dict, source: &Dict) -> Result<()> {
    let entries = source.snapshot(&mut vm.heap);
    for (key, value) in vm.check(entries)? {
        let key = match text_of(&key) {
            Some(text) if text.len() == 1 => {
                let point = wtf8::first_code_point(text.bytes()).map_or(0, |(point, _)| point);
                Value::from_small_int(i64::from(point))
            }
            Some(_) => return Err(vm.value_error("string keys in translate table must be of length 1")),
            None if integer_of(&key).is_some() => key,
            None => return Err(vm.type_error("keys in translate table must be strings or integers")),
        };
        vm.dict_set(table, key, value)?;
    }
    Ok(())
}
