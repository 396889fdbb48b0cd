//! `dict`: its methods and operators.
//!
//! The storage is `heap::Dict`; searches that may ask `__eq__` are `vm::mapping`'s. Views and iterators are in
//! `dict_views` and `dict_iterators`, merging in `dict_update`.

use super::common::{constructor, dict_of, guarded_repr, push_repr, written_repr};
use super::dict_iterators::{self, Part};
use super::dict_update::{merge, new_copy, set_default, update_from};
use super::dict_views;
use super::generic_alias::class_get_item;
use crate::heap::{Dict, HeapObject, Kind, Value};
use crate::object::core::{self, CoreClass};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "A mapping from keys to values in order of insertion: dict(mapping), dict(pairs), dict(name=value).",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        compare: Some(compare),
        iter: Some(iter),
        length: Some(length),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        binary: Slots::binaries(&[(Binary::Or, union)]),
        inplace: Slots::binaries(&[(Binary::Or, union_in_place)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("clear(self, /)", clear, "Removes all entries."),
        method("copy(self, /)", copy, "A shallow copy."),
        class_method(
            "fromkeys(cls, iterable, value=None, /)",
            from_keys,
            "A dict with keys that all have one value.",
        ),
        method("get(self, key, default=None, /)", get, "The value of a key, or the default."),
        method("items(self, /)", dict_views::items, "A view of the (key, value) pairs."),
        method("keys(self, /)", dict_views::keys, "A view of the keys."),
        method("pop(self, key, default=None, /)", pop, "Removes a key; returns its value, or the default."),
        method("popitem(self, /)", pop_item, "Removes the last entry and returns it as a pair."),
        method(
            "setdefault(self, key, default=None, /)",
            set_default_method,
            "The value of a key, set to the default if new.",
        ),
        method(
            "update(self, iterable=(), /, **kwargs)",
            update,
            "Sets entries from a mapping, from pairs, from keywords.",
        ),
        method("values(self, /)", dict_views::values, "A view of the values."),
        method("__reversed__(self, /)", reversed, "An iterator over the keys, the last one first."),
        method("__sizeof__(self, /)", size_of, "The size in memory, in bytes."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("dict", Dict::LAYOUT)
};

static CALL: NativeDef = constructor("dict(iterable=(), /, **kwargs)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.build_in(class, Dict::new)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if let ([source], []) = (arguments.positional(), arguments.names) {
        let dict = dict_of(vm, object)?;
        return update_from(vm, dict, source);
    }
    bind_native(vm, &CALL, arguments, |vm, args| {
        let dict = dict_of(vm, object)?;
        update_both(vm, dict, &args[0], &args[1])
    })
}

fn update_both(vm: &mut Vm, dict: &Dict, source: &Value, keywords: &Value) -> Result<()> {
    if let Some(source) = source.given() {
        update_from(vm, dict, source)?;
    }
    match cast_kind::<Dict>(keywords, Kind::Dict) {
        Some(keywords) => merge(vm, dict, keywords),
        None => Ok(()),
    }
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    written_repr(vm, object, write_repr)
}

pub fn write_repr(vm: &mut Vm, object: &Value, out: &mut Vec<u8>) -> Result<()> {
    let dict = dict_of(vm, object)?;
    guarded_repr(vm, object, out, "{...}", |vm, out| {
        out.push(b'{');
        let (mut position, mut is_first) = (0, true);
        while let Some((number, key, value)) = dict.next(position) {
            if !std::mem::take(&mut is_first) {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, &key)?;
            out.extend_from_slice(b": ");
            push_repr(vm, out, &value)?;
            position = number + 1;
        }
        out.push(b'}');
        Ok(())
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<Dict>(left, Kind::Dict), cast_kind::<Dict>(right, Kind::Dict))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match how {
        Comparison::Eq => equal(vm, first, second).map(Value::from_bool),
        Comparison::NotEq => equal(vm, first, second).map(|same| Value::from_bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(vm: &mut Vm, first: &Dict, second: &Dict) -> Result<bool> {
    if first.len() != second.len() {
        return Ok(false);
    }
    let mut position = 0;
    while let Some((number, key, value)) = first.next(position) {
        let found = match first.entry_hash(number) {
            Some(hash) => vm.dict_get_hashed(second, hash, &key)?,
            None => vm.dict_get(second, &key)?,
        };
        match found {
            Some(other) if vm.equal(&value, &other)? => {}
            _ => return Ok(false),
        }
        vm.poll()?;
        position = number + 1;
    }
    Ok(true)
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    dict_iterators::new_iterator(vm, object, Part::Keys)
}

/// Does an instance of this class iterate as a plain dict does?
pub fn iterates_plainly(class: &crate::object::Class) -> bool {
    class
        .slots()
        .iter
        .is_some_and(|function| std::ptr::fn_addr_eq(function, iter as fn(&mut Vm, &Value) -> _))
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    dict_of(vm, object).map(Dict::len)
}

fn contains(vm: &mut Vm, object: &Value, key: &Value) -> Result<bool> {
    let dict = dict_of(vm, object)?;
    Ok(vm.dict_get(dict, key)?.is_some())
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let dict = dict_of(vm, object)?;
    if let Some(value) = vm.dict_get(dict, key)? {
        return Ok(value);
    }
    if !core::is_exactly(object, CoreClass::Dict)
        && let Some(value) = vm.call_special(object, Name::Missing, std::slice::from_ref(key))?
    {
        return Ok(value);
    }
    Err(vm.key_error(key))
}

fn set_item(vm: &mut Vm, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
    let dict = dict_of(vm, object)?;
    if let Some(value) = value {
        return vm.dict_set(dict, key.clone(), value.clone());
    }
    match vm.dict_remove(dict, key)? {
        Some(_) => Ok(()),
        None => Err(vm.key_error(key)),
    }
}

fn union(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<Dict>(left, Kind::Dict), cast_kind::<Dict>(right, Kind::Dict))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = new_copy(vm, first)?;
    let merged = dict_of(vm, &result)?;
    merge(vm, merged, second)?;
    Ok(result)
}

fn union_in_place(vm: &mut Vm, object: &Value, source: &Value) -> Result<Value> {
    let dict = dict_of(vm, object)?;
    update_from(vm, dict, source)?;
    Ok(object.clone())
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    dict_of(vm, &args[0])?.clear(&mut vm.heap);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    new_copy(vm, dict)
}

fn from_keys(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let value = args[2].given().cloned().unwrap_or(Value::NONE);
    let result = vm.call(&args[0], &[])?;
    let plain = core::is_exactly(&result, CoreClass::Dict);
    vm.for_each(&args[1], |vm, key| {
        match cast_kind::<Dict>(&result, Kind::Dict) {
            Some(dict) if plain => vm.dict_set(dict, key, value.clone())?,
            _ => vm.set_item(&result, &key, Some(&value))?,
        }
        Ok(true)
    })?;
    Ok(result)
}

fn get(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    match vm.dict_get(dict, &args[1])? {
        Some(value) => Ok(value),
        None => Ok(args[2].given().cloned().unwrap_or(Value::NONE)),
    }
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    match vm.dict_remove(dict, &args[1])? {
        Some((_, value)) => Ok(value),
        None => match args[2].given() {
            Some(default) => Ok(default.clone()),
            None => Err(vm.key_error(&args[1])),
        },
    }
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    // Another thread may remove the entry that was last a moment ago.
    while let Some(number) = dict.last() {
        if let Some((key, value)) = dict.remove(&mut vm.heap, number) {
            return vm.new_tuple([key, value]);
        }
    }
    Err(vm.raise(core::Exception::KeyError, "popitem(): dictionary is empty"))
}

fn set_default_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    let default = args[2].given().cloned().unwrap_or(Value::NONE);
    set_default(vm, dict, &args[1], default)
}

fn update(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    update_both(vm, dict, &args[1], &args[2])?;
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    dict_iterators::new_reversed(vm, &args[0], Part::Keys)
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_of(vm, &args[0])?;
    vm.new_int((std::mem::size_of::<Dict>() + dict.memory()) as i64)
}
