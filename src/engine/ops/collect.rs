//! Items and membership beyond the fast paths.

use super::{Operands, Pc, entering, operations, special};
use crate::code::Op;
use crate::heap::dict::{exact_str, simple_hash};
use crate::heap::{Dict, Found, Kind, List, Set, Value, shape};
use crate::object::core::exact_kind;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::attribute::header_of;
use crate::vm::{Result, Vm};

/// An item of an exact dict or list, or of anything by its slots.
fn item(vm: &mut Vm, container: &Value, key: &Value) -> Result<Value> {
    let kind = exact_kind(container);
    if let Some(Kind::Dict) = kind {
        if let Some(dict) = cast_kind::<Dict>(container, Kind::Dict)
            && let Some(hash) = simple_hash(key.raw())
            && let Some(value) = dict.get_simple(hash, key.raw())
        {
            return Ok(value);
        }
    } else if let Some(Kind::List) = kind
        && let Some(list) = cast_kind::<List>(container, Kind::List)
        && let Some(index) = key.as_small_int()
        && index < 0
        && let Ok(at) = usize::try_from(index + list.len() as i64)
        && let Some(value) = list.get(at)
    {
        return Ok(value);
    }
    vm.get_item(container, key)
}

/// The three bounds of a slice in consecutive registers.
fn bounds<'a>(i: Operands, first: usize) -> &'a [Value; 3] {
    match i.run(first, 3).first_chunk() {
        Some(parts) => parts,
        None => unreachable!("a run of three has three"),
    }
}

entering! {
    fn get_item(vm, i) {
        let (container, key) = (i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        if let Some(target) = special::method(vm, i, container, Name::GetItem, &[container, key])? {
            return Ok(Some(target));
        }
        let value = item(vm, container, key)?;
        i.put(i.a(), value);
        Ok(None)
    }

    fn get_item_small(vm, i) {
        let container = i.operand(vm, i.b())?;
        let key = Value::from_small_int(i.signed());
        if let Some(target) = special::method(vm, i, container, Name::GetItem, &[container, &key])? {
            return Ok(Some(target));
        }
        let value = item(vm, container, &key)?;
        i.put(i.a(), value);
        Ok(None)
    }

    fn set_item(vm, i) {
        let (container, key, value) =
            (i.operand(vm, i.a())?, i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        store(vm, i, container, key, value)
    }

    fn set_item_constant(vm, i) {
        let (container, key) = (i.operand(vm, i.a())?, i.operand(vm, i.b())?);
        store(vm, i, container, key, &i.constant(1).clone())
    }

    fn set_item_small(vm, i) {
        let (container, value) = (i.operand(vm, i.a())?, i.operand(vm, i.c())?);
        store(vm, i, container, &Value::from_small_int(i.b() as u16 as i16 as i64), value)
    }

    fn contains(vm, i) {
        let (item, container) = (i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        let found = match special::method(vm, i, container, Name::Contains, &[container, item])? {
            Some(target) => return Ok(Some(target)),
            None => contains_slowly(vm, container, item)?,
        };
        i.put(i.a(), Value::from_bool(found == (i.word.op() == Op::In)));
        Ok(None)
    }
}

/// Stores an item; gives the frame of a `__setitem__` written in Python.
fn store(vm: &mut Vm, i: Operands, container: &Value, key: &Value, value: &Value) -> Result<Option<Pc>> {
    if let Some(Kind::Dict) = exact_kind(container)
        && let Some(dict) = cast_kind::<Dict>(container, Kind::Dict)
    {
        return vm.dict_set(dict, key.clone(), value.clone()).map(|()| None);
    }
    if let Some(target) = special::method(vm, i, container, Name::SetItem, &[container, key, value])? {
        return Ok(Some(target));
    }
    let (container, key, value) = (container.clone(), key.clone(), value.clone());
    vm.set_item(&container, &key, Some(&value)).map(|()| None)
}

/// Membership in a dict or set of keys that need no user code. None where it may need some.
#[inline(never)]
pub fn contains_simply(container: &Value, item: &Value) -> Option<bool> {
    let header = header_of(container)?;
    let found = match header.kind {
        Kind::Set if shape::is_of_start(header.shape()) => {
            cast_kind::<Set>(container, Kind::Set)?.contains_word(item.raw())
        }
        Kind::Dict if header.shape() == Kind::Dict as u32 => {
            cast_kind::<Dict>(container, Kind::Dict)?.contains_word(item.raw())
        }
        _ => None,
    };
    if found.is_some() { found } else { contains_by_comparing(container, item) }
}

#[inline(never)]
fn contains_by_comparing(container: &Value, item: &Value) -> Option<bool> {
    let header = header_of(container)?;
    if header.shape() == Kind::Str as u32 {
        let (text, part) = (exact_str(container.raw())?, exact_str(item.raw())?);
        // One ASCII character is one byte, which no other character's encoding holds.
        let [byte] = part.bytes() else { return None };
        return Some(text.bytes().contains(byte));
    }
    let hash = simple_hash(item.raw())?;
    let found = match header.kind {
        Kind::Dict if header.shape() == Kind::Dict as u32 => {
            let dict = cast_kind::<Dict>(container, Kind::Dict)?;
            if dict.is_namespace() {
                return None;
            }
            dict.find(hash, item.raw(), None)
        }
        Kind::Set if shape::is_of_start(header.shape()) => {
            cast_kind::<Set>(container, Kind::Set)?.find(hash, item.raw(), None)
        }
        _ => return None,
    };
    match found {
        Found::Entry(_) => Some(true),
        Found::Missing => Some(false),
        Found::Ask(_) => None,
    }
}

fn contains_slowly(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool> {
    let (container, item) = (container.clone(), item.clone());
    vm.contains(&container, &item)
}

operations! {
    fn get_slice(vm, i) -> 1 {
        let container = i.operand(vm, i.b())?;
        let value = crate::builtins::slice::get(vm, container, bounds(i, i.c()))?;
        (0..3).for_each(|number| i.put(i.c() + number, Value::NULL));
        i.put(i.a(), value);
        Ok(())
    }

    fn set_slice(vm, i) -> 1 {
        let (container, value) = (i.operand(vm, i.a())?, i.operand(vm, i.c())?);
        crate::builtins::slice::set(vm, container, bounds(i, i.b()), value)?;
        (0..3).for_each(|number| i.put(i.b() + number, Value::NULL));
        Ok(())
    }

    fn delete_item(vm, i) -> 1 {
        let (container, key) = (i.operand(vm, i.a())?.clone(), i.operand(vm, i.b())?.clone());
        vm.set_item(&container, &key, None)
    }
}
