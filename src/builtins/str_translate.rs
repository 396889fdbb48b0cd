//! `str.translate` and `str.maketrans`.

use super::operand::{text_argument, text_of};
use super::str_methods::receiver;
use crate::heap::{Dict, Kind, Value};
use crate::object::core::Exception;
use crate::object::native::cast_kind;
use crate::text::int_text::Integer;
use crate::text::wtf8;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};

/// What a table says of a character.
enum Mapped {
    Same,
    Removed,
    Text(Vec<u8>),
}

pub fn translate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let mut out = Vec::with_capacity(text.bytes().len());
    let mut ascii: [Option<Mapped>; 128] = [const { None }; 128];
    for point in wtf8::code_points(text.bytes()) {
        let fresh;
        let mapped = if let Some(entry) = ascii.get_mut(point as usize) {
            // ASCII characters come often: the table is asked once for each.
            if entry.is_none() {
                *entry = Some(look_up(vm, &args[1], point)?);
            }
            entry.as_ref()
        } else {
            fresh = look_up(vm, &args[1], point)?;
            Some(&fresh)
        };
        match mapped {
            Some(Mapped::Text(new)) => out.extend_from_slice(new),
            Some(Mapped::Removed) => {}
            Some(Mapped::Same) | None => wtf8::push_code_point(&mut out, point),
        }
    }
    vm.new_text(&out)
}

fn look_up(vm: &mut Vm, table: &Value, point: u32) -> Result<Mapped> {
    let key = Value::from_small_int(i64::from(point));
    let found = match vm.get_item(table, &key) {
        Ok(found) => found,
        Err(_) => {
            vm.catch(Exception::LookupError)?;
            return Ok(Mapped::Same);
        }
    };
    if found.is_none() {
        return Ok(Mapped::Removed);
    }
    if let Some(text) = text_of(&found) {
        return Ok(Mapped::Text(text.bytes().to_vec()));
    }
    match integer_of(&found) {
        Some(Integer::Small(point @ 0..=0x10FFFF)) => {
            Ok(Mapped::Text(wtf8::from_code_points([point as u32])))
        }
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
