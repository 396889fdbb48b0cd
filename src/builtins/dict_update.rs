//! Filling dicts from dicts, mappings and pairs; copies; `setdefault`.
//!
//! The source may change while user code compares keys; then it is an error, as in CPython.

use super::common::is_kind_of;
use super::dict::iterates_plainly;
use super::exceptions::add_note;
use crate::heap::dict::simple_hash;
use crate::heap::{Dict, Kind, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm};

/// A plain dict with the same entries.
pub fn new_copy(vm: &mut Vm, source: &Dict) -> Result<Value> {
    let result = vm.new_dict()?;
    let Some(dict) = cast_kind::<Dict>(&result, Kind::Dict) else { return Ok(result) };
    if !source.is_namespace() {
        let filled = dict.fill_from(&mut vm.heap, source);
        vm.check(filled)?;
        return Ok(result);
    }
    let entries = source.snapshot_hashed(&mut vm.heap);
    let entries = vm.check(entries)?;
    let reserved = dict.reserve(&mut vm.heap, entries.len());
    vm.check(reserved)?;
    for (hash, key, value) in entries {
        let inserted = dict.insert_new(&mut vm.heap, hash, key, value);
        vm.check(inserted)?;
    }
    Ok(result)
}

/// Sets every entry of one dict in another.
pub fn merge(vm: &mut Vm, target: &Dict, source: &Dict) -> Result<()> {
    if std::ptr::eq(target, source) {
        return Ok(());
    }
    let length = source.len();
    let mut position = 0;
    loop {
        let stopped = target.merge(&mut vm.heap, source, position);
        let Some(number) = vm.check(stopped)? else { return Ok(()) };
        // What may need user code goes entry by entry.
        let Some((number, key, value)) = source.next(number) else { return Ok(()) };
        match source.entry_hash(number) {
            Some(hash) => vm.dict_set_hashed(target, hash, key, value)?,
            None => vm.dict_set(target, key, value)?,
        }
        if source.len() != length {
            return Err(vm.runtime_error("dict mutated during update"));
        }
        vm.poll()?;
        position = number + 1;
    }
}

/// What `dict.update` does with its argument.
pub fn update_from(vm: &mut Vm, target: &Dict, source: &Value) -> Result<()> {
    if let Some(other) = cast_kind::<Dict>(source, Kind::Dict)
        && Class::of(&class_of(source)).is_some_and(iterates_plainly)
    {
        return merge(vm, target, other);
    }
    match vm.find_attribute(source, &Name::Keys.value())? {
        Some(keys) => {
            let keys = vm.call(&keys, &[])?;
            vm.for_each(&keys, |vm, key| {
                let value = vm.get_item(source, &key)?;
                vm.dict_set(target, key, value)?;
                Ok(true)
            })
        }
        None => update_from_pairs(vm, target, source),
    }
}

fn update_from_pairs(vm: &mut Vm, target: &Dict, source: &Value) -> Result<()> {
    let mut index = 0;
    vm.for_each(source, |vm, item| {
        let pair = items_of_pair(vm, &item, index)?;
        let [key, value] = pair.as_slice() else {
            let length = pair.len();
            return Err(vm.value_error(format!(
                "dictionary update sequence element #{index} has length {length}; 2 is required"
            )));
        };
        vm.dict_set(target, key.clone(), value.clone())?;
        index += 1;
        Ok(true)
    })
}

fn items_of_pair(vm: &mut Vm, item: &Value, index: usize) -> Result<Vec<Value>> {
    if is_kind_of(item, CoreClass::Tuple) || is_kind_of(item, CoreClass::List) {
        return vm.collect(item);
    }
    match vm.iter(item) {
        Ok(iterator) => vm.collect(&iterator),
        Err(_) => {
            vm.catch(core::Exception::TypeError)?;
            let raised = vm.type_error("object is not iterable");
            let exception = vm.raised().clone();
            let note = format!("Cannot convert dictionary update sequence element #{index} to a sequence");
            let note = vm.new_str(&note)?;
            add_note(vm, &exception, note)?;
            Err(raised)
        }
    }
}

/// The value of a key, which becomes the default if the key is new: in one step, for all threads.
pub fn set_default(vm: &mut Vm, dict: &Dict, key: &Value, default: Value) -> Result<Value> {
    if let Some(hash) = simple_hash(key.raw()) {
        let found = dict.get_or_insert(&mut vm.heap, hash, key.clone(), default.clone());
        if let Some(value) = vm.check(found)? {
            return Ok(value);
        }
    }
    let hash = vm.hash_key(key, "dict key")?;
    loop {
        let (revision, bound) = (dict.revision(), dict.bound());
        if let Some(number) = vm.dict_find_hashed(dict, hash, key)? {
            if let Some(Some(value)) = dict.value_as_of(&mut vm.heap, number, revision) {
                return Ok(value);
            }
            continue;
        }
        let inserted =
            dict.insert_if_unchanged(&mut vm.heap, hash, key.clone(), default.clone(), (revision, bound));
        if vm.check(inserted)? {
            return Ok(default);
        }
    }
}
