//! Views of dicts: `dict_keys`, `dict_values`, `dict_items`, and their set operations.

use super::common::{dict_of, guarded_repr, native_of, push_repr};
use super::dict_iterators::{Part, new_iterator, new_reversed};
use super::set_operations;
use crate::heap::{Dict, Kind, Set, Tuple, Value};
use crate::native_object;
use crate::object::core::{self, CoreClass};
use crate::object::definition::{NativeDef, TypeDef, getter, method};
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::{Result, Vm};

native_object! {
    pub struct DictView = "dict_view" {
        pub dict: Value,
    }
}

const SET_SLOTS: Slots = Slots {
    length: Some(length),
    compare: Some(compare),
    binary: Slots::binaries(&[
        (Binary::Sub, difference),
        (Binary::And, intersection),
        (Binary::Or, union),
        (Binary::Xor, symmetric_difference),
    ]),
    ..Slots::EMPTY
};

const fn set_like_methods(reversed: crate::object::definition::NativeFn) -> [NativeDef; 2] {
    [
        method("isdisjoint(self, other, /)", is_disjoint, "Does no item of the other occur here?"),
        method("__reversed__(self, /)", reversed, "An iterator that begins with the last entry."),
    ]
}

static KEYS_METHODS: [NativeDef; 2] = set_like_methods(reversed_keys);
static ITEMS_METHODS: [NativeDef; 2] = set_like_methods(reversed_items);

pub static KEYS: TypeDef = TypeDef {
    slots: Slots { repr: Some(repr_keys), iter: Some(iter_keys), contains: Some(contains_key), ..SET_SLOTS },
    methods: &KEYS_METHODS,
    getters: &[getter("mapping", mapping)],
    ..TypeDef::new("dict_keys", DictView::LAYOUT)
};

pub static ITEMS: TypeDef = TypeDef {
    slots: Slots {
        repr: Some(repr_items),
        iter: Some(iter_items),
        contains: Some(contains_item),
        ..SET_SLOTS
    },
    methods: &ITEMS_METHODS,
    getters: &[getter("mapping", mapping)],
    ..TypeDef::new("dict_items", DictView::LAYOUT)
};

pub static VALUES: TypeDef = TypeDef {
    slots: Slots { length: Some(length), repr: Some(repr_values), iter: Some(iter_values), ..Slots::EMPTY },
    methods: &[method(
        "__reversed__(self, /)",
        reversed_values,
        "An iterator that begins with the last entry.",
    )],
    getters: &[getter("mapping", mapping)],
    ..TypeDef::new("dict_values", DictView::LAYOUT)
};

pub fn keys(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    dict_of(vm, &args[0])?;
    vm.build_of(&KEYS, || DictView { dict: args[0].clone() })
}

pub fn values(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    dict_of(vm, &args[0])?;
    vm.build_of(&VALUES, || DictView { dict: args[0].clone() })
}

pub fn items(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    dict_of(vm, &args[0])?;
    vm.build_of(&ITEMS, || DictView { dict: args[0].clone() })
}

/// All that the iterator of a plain dict or of a view would give, in one step. None of anything else.
pub fn contents(vm: &mut Vm, value: &Value) -> Result<Option<Vec<Value>>> {
    let view = payload::<DictView>(value);
    if view.is_none() && core::exact_kind(value) != Some(Kind::Dict) {
        return Ok(None);
    }
    let class = core::class_of(value);
    let dict = dict_of(vm, view.map_or(value, |view| &view.dict))?;
    if !class.is(&ITEMS.class()) {
        let contents = if class.is(&VALUES.class()) {
            dict.snapshot_of(&mut vm.heap, |_, value| value)
        } else {
            dict.snapshot_of(&mut vm.heap, |key, _| key)
        };
        return vm.check(contents).map(Some);
    }
    let entries = dict.snapshot(&mut vm.heap);
    let pairs = vm.check(entries)?.into_iter().map(|(key, value)| vm.new_pair(key, value));
    pairs.collect::<Result<_>>().map(Some)
}

/// The dict of a view.
fn viewed<'a>(vm: &mut Vm, view: &'a Value) -> Result<&'a Dict> {
    let view = native_of::<DictView>(vm, view)?;
    dict_of(vm, &view.data.dict)
}

fn dict_value(vm: &mut Vm, view: &Value) -> Result<Value> {
    native_of::<DictView>(vm, view).map(|view| view.data.dict.clone())
}

fn is_items(view: &Value) -> bool {
    core::class_of(view).is(&ITEMS.class())
}

/// Is the value a view that works as a set?
fn is_set_view(value: &Value) -> bool {
    payload::<DictView>(value).is_some() && !core::class_of(value).is(&VALUES.class())
}

fn length(vm: &mut Vm, view: &Value) -> Result<usize> {
    viewed(vm, view).map(Dict::len)
}

fn mapping(vm: &mut Vm, view: &Value) -> Result<Value> {
    let dict = dict_value(vm, view)?;
    vm.call(&core::class(CoreClass::MappingProxy), &[dict])
}

fn repr_keys(vm: &mut Vm, view: &Value) -> Result<Value> {
    repr(vm, view, "dict_keys([")
}

fn repr_values(vm: &mut Vm, view: &Value) -> Result<Value> {
    repr(vm, view, "dict_values([")
}

fn repr_items(vm: &mut Vm, view: &Value) -> Result<Value> {
    repr(vm, view, "dict_items([")
}

fn repr(vm: &mut Vm, view: &Value, open: &str) -> Result<Value> {
    let mut out = Vec::new();
    guarded_repr(vm, view, &mut out, "...", |vm, out| {
        out.extend_from_slice(open.as_bytes());
        for (index, item) in vm.collect(view)?.iter().enumerate() {
            if index != 0 {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, item)?;
        }
        out.extend_from_slice(b"])");
        Ok(())
    })?;
    vm.new_text(&out)
}

fn iter_keys(vm: &mut Vm, view: &Value) -> Result<Value> {
    let dict = &native_of::<DictView>(vm, view)?.data.dict;
    new_iterator(vm, dict, Part::Keys)
}

fn iter_values(vm: &mut Vm, view: &Value) -> Result<Value> {
    let dict = &native_of::<DictView>(vm, view)?.data.dict;
    new_iterator(vm, dict, Part::Values)
}

fn iter_items(vm: &mut Vm, view: &Value) -> Result<Value> {
    let dict = &native_of::<DictView>(vm, view)?.data.dict;
    new_iterator(vm, dict, Part::Items)
}

fn reversed_keys(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_value(vm, &args[0])?;
    new_reversed(vm, &dict, Part::Keys)
}

fn reversed_values(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_value(vm, &args[0])?;
    new_reversed(vm, &dict, Part::Values)
}

fn reversed_items(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let dict = dict_value(vm, &args[0])?;
    new_reversed(vm, &dict, Part::Items)
}

fn contains_key(vm: &mut Vm, view: &Value, key: &Value) -> Result<bool> {
    let dict = viewed(vm, view)?;
    Ok(vm.dict_get(dict, key)?.is_some())
}

fn contains_item(vm: &mut Vm, view: &Value, item: &Value) -> Result<bool> {
    let dict = viewed(vm, view)?;
    let Some([key, value]) = cast_kind::<Tuple>(item, Kind::Tuple).map(Tuple::items) else {
        return Ok(false);
    };
    match vm.dict_get(dict, key)? {
        Some(found) => vm.equal(&found, value),
        None => Ok(false),
    }
}

/// Are all items of one collection in another?
fn all_contained(vm: &mut Vm, items: &Value, container: &Value) -> Result<bool> {
    let mut all = true;
    vm.for_each(items, |vm, item| {
        all = vm.contains(container, &item)?;
        Ok(all)
    })?;
    Ok(all)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let is_set = |value: &Value| cast_kind::<Set>(value, Kind::Set).is_some() || is_set_view(value);
    if !is_set(left) || !is_set(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (first, second) = (vm.length(left)?, vm.length(right)?);
    let result = match how {
        Comparison::Eq => first == second && all_contained(vm, left, right)?,
        Comparison::NotEq => !(first == second && all_contained(vm, left, right)?),
        Comparison::Lt => first < second && all_contained(vm, left, right)?,
        Comparison::LtE => first <= second && all_contained(vm, left, right)?,
        Comparison::Gt => first > second && all_contained(vm, right, left)?,
        Comparison::GtE => first >= second && all_contained(vm, right, left)?,
    };
    Ok(Value::from_bool(result))
}

fn is_disjoint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (view, other) = (&args[0], &args[1]);
    if view.is(other) {
        return Ok(Value::from_bool(length(vm, view)? == 0));
    }
    let set_like = cast_kind::<Set>(other, Kind::Set).is_some() || is_set_view(other);
    let (items, container) =
        if set_like && vm.length(other)? > vm.length(view)? { (view, other) } else { (other, view) };
    let mut disjoint = true;
    vm.for_each(items, |vm, item| {
        disjoint = !vm.contains(container, &item)?;
        Ok(disjoint)
    })?;
    Ok(Value::from_bool(disjoint))
}

fn difference(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let result = set_operations::new_set_of(vm, left)?;
    if let Some(set) = cast_kind::<Set>(&result, Kind::Set) {
        set_operations::remove_all(vm, &result, set, right)?;
    }
    Ok(result)
}

fn union(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let result = set_operations::new_set_of(vm, left)?;
    if let Some(set) = cast_kind::<Set>(&result, Kind::Set) {
        set_operations::add_all(vm, set, right)?;
    }
    Ok(result)
}

fn intersection(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    // The smaller of two views is gone through, and the view is the container where only one is.
    let (mut view, mut other) = if is_set_view(left) { (left, right) } else { (right, left) };
    if is_set_view(other) && vm.length(other)? > vm.length(view)? {
        std::mem::swap(&mut view, &mut other);
    }
    if let (Some(set), false) = (cast_kind::<Set>(other, Kind::Set), is_items(view))
        && core::is_exactly(other, CoreClass::Set)
        && viewed(vm, view)?.len() <= set.len()
    {
        return set_operations::intersection_of(vm, set, view);
    }
    let result = vm.new_set()?;
    if let Some(set) = cast_kind::<Set>(&result, Kind::Set) {
        vm.for_each(other, |vm, item| {
            if vm.contains(view, &item)? {
                vm.set_add(set, item)?;
            }
            Ok(true)
        })?;
    }
    Ok(result)
}

fn symmetric_difference(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let result = set_operations::new_set_of(vm, left)?;
    if let Some(set) = cast_kind::<Set>(&result, Kind::Set) {
        set_operations::toggle_all(vm, set, right)?;
    }
    Ok(result)
}
