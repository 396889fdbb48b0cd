//! Operations on sets, with sets and with any iterable.
//!
//! Another set is gone through as a snapshot with its hashes, so user code may change either while they are
//! compared (D5), and elements are hashed once.

use super::common::{is_kind_of, list_of, set_of};
use crate::heap::header::SHARED;
use crate::heap::{Dict, Kind, Set, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass};
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm};

/// Is this a frozenset, or of a class derived from it?
pub fn is_frozen(value: &Value) -> bool {
    core::is_exactly(value, CoreClass::FrozenSet)
        || Class::of(&core::class_of(value))
            .is_some_and(|class| class.is_subclass_of(&core::class(CoreClass::FrozenSet)))
}

/// A new exact set or frozenset.
pub fn new_like(vm: &mut Vm, frozen: bool) -> Result<Value> {
    if frozen { vm.build_in(&core::class(CoreClass::FrozenSet), Set::new) } else { vm.new_set() }
}

/// A new set or frozenset with the same elements.
pub fn copy_of(vm: &mut Vm, source: &Set, frozen: bool) -> Result<Value> {
    roomy_copy_of(vm, source, frozen, 0)
}

/// The same, with room for `spare` elements more.
pub fn roomy_copy_of(vm: &mut Vm, source: &Set, frozen: bool, spare: usize) -> Result<Value> {
    let copy = new_like(vm, frozen)?;
    let filled = set_of(vm, &copy)?.fill_from(&mut vm.heap, source, spare);
    vm.check(filled)?;
    Ok(copy)
}

fn snapshot(vm: &mut Vm, set: &Set) -> Result<Vec<(u64, Value)>> {
    let elements = set.snapshot(&mut vm.heap);
    vm.check(elements)
}

/// The elements of a set that are in another one, or are not, where that needs no user code.
fn chosen(vm: &mut Vm, set: &Set, other: &Set, wanted: bool) -> Result<Option<Set>> {
    let chosen = set.chosen(&mut vm.heap, other, wanted);
    vm.check(chosen)
}

/// A new exact set or frozenset of a table.
pub fn object_of(vm: &mut Vm, set: Set, frozen: bool) -> Result<Value> {
    if frozen {
        vm.create_in(&core::class(CoreClass::FrozenSet), set)
    } else {
        vm.create_kind(Kind::Set, set)
    }
}

/// Adds elements that are known to be unique and new.
fn fill(vm: &mut Vm, set: &Set, elements: Vec<(u64, Value)>) -> Result<()> {
    let reserved = set.reserve(&mut vm.heap, elements.len());
    vm.check(reserved)?;
    for (hash, element) in elements {
        let inserted = set.insert_new(&mut vm.heap, hash, element);
        vm.check(inserted)?;
    }
    Ok(())
}

/// A new set of an iterable's items.
pub fn new_set_of(vm: &mut Vm, iterable: &Value) -> Result<Value> {
    let result = vm.new_set()?;
    let filled = set_of(vm, &result)?;
    add_all(vm, filled, iterable)?;
    Ok(result)
}

/// The entry of an element. A set, which has no hash, is looked for as the frozenset of its elements.
pub fn find(vm: &mut Vm, set: &Set, element: &Value) -> Result<Option<u32>> {
    match vm.set_find(set, element) {
        Err(raised) => {
            let Some(inner) = cast_kind::<Set>(element, Kind::Set).filter(|_| !is_frozen(element)) else {
                return Err(raised);
            };
            vm.catch(core::Exception::TypeError)?;
            let frozen = copy_of(vm, inner, true)?;
            vm.set_find(set, &frozen)
        }
        found => found,
    }
}

/// Elements with their hashes, of what has them stored: sets and plain dicts.
fn hashed_elements(vm: &mut Vm, value: &Value) -> Result<Option<Vec<(u64, Value)>>> {
    if let Some(set) = cast_kind::<Set>(value, Kind::Set) {
        return snapshot(vm, set).map(Some);
    }
    if !core::is_exactly(value, CoreClass::Dict) {
        return Ok(None);
    }
    let Some(dict) = cast_kind::<Dict>(value, Kind::Dict) else { return Ok(None) };
    let entries = dict.snapshot_hashed(&mut vm.heap);
    Ok(Some(vm.check(entries)?.into_iter().map(|(hash, key, _)| (hash, key)).collect()))
}

pub fn add_all(vm: &mut Vm, set: &Set, iterable: &Value) -> Result<()> {
    if let Some(other) = cast_kind::<Set>(iterable, Kind::Set)
        && !std::ptr::eq(other, set)
    {
        let mut number = 0;
        loop {
            let stopped = set.merge(&mut vm.heap, other, number);
            let Some(stopped) = vm.check(stopped)? else { return Ok(()) };
            // What may need user code goes element by element: whatever that does to the other set, a number leads to an
            // element or to none.
            let Some((found, hash, element)) = other.next(stopped) else { return Ok(()) };
            vm.set_add_hashed(set, hash, element)?;
            vm.poll()?;
            number = found + 1;
        }
    }
    if let Some(Kind::List) = core::exact_kind(iterable) {
        let list = list_of(vm, iterable)?;
        let mut index = 0;
        loop {
            let stopped = set.add_items(&mut vm.heap, list, index);
            index = vm.check(stopped)?;
            let Some(item) = list.get(index) else { return Ok(()) };
            vm.set_add(set, item)?;
            vm.poll()?;
            index += 1;
        }
    }
    let Some(elements) = hashed_elements(vm, iterable)? else {
        return vm.for_each(iterable, |vm, item| {
            vm.set_add(set, item)?;
            Ok(true)
        });
    };
    if set.is_empty() && set.header.owner != SHARED {
        return fill(vm, set, elements);
    }
    for (hash, element) in elements {
        vm.set_add_hashed(set, hash, element)?;
        vm.poll()?;
    }
    Ok(())
}

pub fn remove_all(vm: &mut Vm, value: &Value, set: &Set, iterable: &Value) -> Result<()> {
    if value.is(iterable) {
        set.clear(&mut vm.heap);
        return Ok(());
    }
    let Some(elements) = hashed_elements(vm, iterable)? else {
        return vm.for_each(iterable, |vm, item| {
            vm.set_remove(set, &item)?;
            Ok(true)
        });
    };
    for (hash, element) in elements {
        if let Some(number) = vm.set_find_hashed(set, hash, &element)? {
            drop(set.remove(&mut vm.heap, number));
        }
        vm.poll()?;
    }
    Ok(())
}

/// A new set or frozenset of the elements that are not in an iterable.
pub fn difference_of(vm: &mut Vm, set: &Set, frozen: bool, iterable: &Value) -> Result<Value> {
    let other = cast_kind::<Set>(iterable, Kind::Set);
    if other.is_none() && !is_kind_of(iterable, CoreClass::Dict) {
        let result = copy_of(vm, set, frozen)?;
        let filled = set_of(vm, &result)?;
        remove_all(vm, &result, filled, iterable)?;
        return Ok(result);
    }
    if let Some(other) = other
        && let Some(kept) = chosen(vm, set, other, false)?
    {
        return object_of(vm, kept, frozen);
    }
    let dict = cast_kind::<Dict>(iterable, Kind::Dict);
    let mut kept = Vec::new();
    for (hash, element) in snapshot(vm, set)? {
        let found = match (other, dict) {
            (Some(other), _) => vm.set_find_hashed(other, hash, &element)?,
            (None, Some(dict)) => vm.dict_find_hashed(dict, hash, &element)?,
            (None, None) => None,
        };
        if found.is_none() {
            kept.push((hash, element));
        }
        vm.poll()?;
    }
    let result = new_like(vm, frozen)?;
    let filled = set_of(vm, &result)?;
    fill(vm, filled, kept)?;
    Ok(result)
}

/// A new plain set of the elements that an iterable has too.
pub fn intersection_of(vm: &mut Vm, set: &Set, iterable: &Value) -> Result<Value> {
    let other = cast_kind::<Set>(iterable, Kind::Set)
        .map(|other| if other.len() > set.len() { (set, other) } else { (other, set) });
    if let Some((small, large)) = other
        && let Some(common) = chosen(vm, small, large, true)?
    {
        return object_of(vm, common, false);
    }
    let result = vm.new_set()?;
    let common = set_of(vm, &result)?;
    if let Some((small, large)) = other {
        for (hash, element) in snapshot(vm, small)? {
            if vm.set_find_hashed(large, hash, &element)?.is_some() {
                vm.set_add_hashed(common, hash, element)?;
            }
            vm.poll()?;
        }
        return Ok(result);
    }
    vm.for_each(iterable, |vm, item| {
        let hash = vm.hash_key(&item, "set element")?;
        if vm.set_find_hashed(set, hash, &item)?.is_some() {
            vm.set_add_hashed(common, hash, item)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// Removes the elements of an iterable that are there, and adds those that are not.
pub fn toggle_all(vm: &mut Vm, set: &Set, iterable: &Value) -> Result<()> {
    let elements = match hashed_elements(vm, iterable)? {
        Some(elements) => elements,
        None => {
            let unique = new_set_of(vm, iterable)?;
            let filled = set_of(vm, &unique)?;
            snapshot(vm, filled)?
        }
    };
    for (hash, element) in elements {
        match vm.set_find_hashed(set, hash, &element)? {
            Some(number) => drop(set.remove(&mut vm.heap, number)),
            None => drop(vm.set_add_hashed(set, hash, element)?),
        }
        vm.poll()?;
    }
    Ok(())
}

/// Gives a set the elements of another one instead of its own.
pub fn refill(vm: &mut Vm, set: &Set, source: &Value) -> Result<()> {
    let filled = set_of(vm, source)?;
    let elements = snapshot(vm, filled)?;
    set.clear(&mut vm.heap);
    for (hash, element) in elements {
        vm.set_add_hashed(set, hash, element)?;
    }
    Ok(())
}

pub fn is_subset(vm: &mut Vm, set: &Set, other: &Set) -> Result<bool> {
    if set.len() > other.len() {
        return Ok(false);
    }
    let mut position = 0;
    while let Some((number, hash, element)) = set.next(position) {
        if vm.set_find_hashed(other, hash, &element)?.is_none() {
            return Ok(false);
        }
        vm.poll()?;
        position = number + 1;
    }
    Ok(true)
}

pub fn is_disjoint(vm: &mut Vm, set: &Set, iterable: &Value) -> Result<bool> {
    if let Some(other) = cast_kind::<Set>(iterable, Kind::Set) {
        let (small, large) = if other.len() > set.len() { (set, other) } else { (other, set) };
        for (hash, element) in snapshot(vm, small)? {
            if vm.set_find_hashed(large, hash, &element)?.is_some() {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let mut disjoint = true;
    vm.for_each(iterable, |vm, item| {
        disjoint = vm.set_find(set, &item)?.is_none();
        Ok(disjoint)
    })?;
    Ok(disjoint)
}
