//! Iterators over dicts: keys, values and items, forwards and backwards.
//!
//! An iterator remembers how many entries its dict had: if that changes, going on is an error, and stays one.

use super::common::{native_of, store};
use super::source::result_pair;
use crate::heap::{Dict, Kind, Slot, Value};
use crate::native_object;
use crate::object::definition::{NativeDef, TypeDef, method};
use crate::object::native::{Native, NativeData, cast_kind};
use crate::object::slots::{PairStep, Slots};
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// What of an entry an iterator or a view shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Keys,
    Values,
    Items,
}

native_object! {
    pub struct DictIterator = "dict_iterator" {
        /// NULL once exhausted.
        pub dict: Slot,
        /// Forwards: the entry number to go on at. Backwards: that number plus one.
        pub position: AtomicU32,
        /// Entries that the dict had at the beginning; `usize::MAX` once it had another number.
        pub expected: AtomicUsize,
        /// Entries still to come.
        pub left: AtomicUsize,
        /// The last pair that was given out: it serves again if nobody holds it.
        pub pair: Slot,
    }
}

const METHODS: &[NativeDef] = &[
    method("__length_hint__(self, /)", length_hint, "How many entries are left."),
    method("__reduce__(self, /)", reduce, "For pickling."),
];

const fn definition(
    name: &'static str,
    next: fn(&mut Vm, &Value) -> Result<Option<Value>>,
    next_pair: Option<fn(&mut Vm, &Value) -> Result<PairStep>>,
) -> TypeDef {
    TypeDef {
        slots: Slots { iter: Some(itself), next: Some(next), next_pair, ..Slots::EMPTY },
        methods: METHODS,
        ..TypeDef::new(name, DictIterator::LAYOUT)
    }
}

pub static KEYS: TypeDef = definition("dict_keyiterator", next_key, None);
pub static VALUES: TypeDef = definition("dict_valueiterator", next_value, None);
pub static ITEMS: TypeDef = definition("dict_itemiterator", next_item, Some(next_parts));
pub static REVERSED_KEYS: TypeDef = definition("dict_reversekeyiterator", last_key, None);
pub static REVERSED_VALUES: TypeDef = definition("dict_reversevalueiterator", last_value, None);
pub static REVERSED_ITEMS: TypeDef = definition("dict_reverseitemiterator", last_item, None);

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

pub fn new_iterator(vm: &mut Vm, dict: &Value, part: Part) -> Result<Value> {
    let definition = match part {
        Part::Keys => &KEYS,
        Part::Values => &VALUES,
        Part::Items => &ITEMS,
    };
    create(vm, definition, dict, |_| 0)
}

pub fn new_reversed(vm: &mut Vm, dict: &Value, part: Part) -> Result<Value> {
    let definition = match part {
        Part::Keys => &REVERSED_KEYS,
        Part::Values => &REVERSED_VALUES,
        Part::Items => &REVERSED_ITEMS,
    };
    create(vm, definition, dict, Dict::bound)
}

fn create(
    vm: &mut Vm,
    definition: &'static TypeDef,
    value: &Value,
    start: fn(&Dict) -> u32,
) -> Result<Value> {
    let dict = super::common::dict_of(vm, value)?;
    let length = dict.len();
    let start = start(dict);
    vm.build_of(definition, || DictIterator {
        dict: Slot::new(value.clone()),
        position: AtomicU32::new(start),
        expected: AtomicUsize::new(length),
        left: AtomicUsize::new(length),
        pair: Slot::empty(),
    })
}

/// The iterator, and the key and value that it gives.
type Entry<'a> = (&'a Native<DictIterator>, Value, Value);

/// The next entry in a direction.
#[inline(always)]
fn advance<'a>(
    vm: &mut Vm,
    object: &'a Value,
    step: impl FnOnce(&Dict, u32) -> Option<(u32, Value, Value)>,
) -> Result<Option<Entry<'a>>> {
    let this = native_of::<DictIterator>(vm, object)?;
    let value = this.data.dict.get();
    let Some(dict) = cast_kind::<Dict>(&value, Kind::Dict) else { return Ok(None) };
    if dict.len() != this.data.expected.load(Ordering::Relaxed) {
        this.data.expected.store(usize::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let Some((position, key, value)) = step(dict, this.data.position.load(Ordering::Relaxed)) else {
        exhaust(vm, this)?;
        return Ok(None);
    };
    let left = this.data.left.load(Ordering::Relaxed);
    if left == 0 {
        exhaust(vm, this)?;
        if !vm.heap.is_mine(&this.header) {
            // Threads that share an iterator may step it at once: it has given as many entries as there are.
            return Ok(None);
        }
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    }
    this.data.left.store(left - 1, Ordering::Relaxed);
    this.data.position.store(position, Ordering::Relaxed);
    Ok(Some((this, key, value)))
}

fn exhaust(vm: &mut Vm, this: &Native<DictIterator>) -> Result<()> {
    store(vm, this, &this.data.dict, Value::NULL)
}

#[inline(always)]
fn forwards<'a>(vm: &mut Vm, object: &'a Value) -> Result<Option<Entry<'a>>> {
    advance(vm, object, |dict, position| {
        dict.next(position).map(|(number, key, value)| (number + 1, key, value))
    })
}

fn backwards<'a>(vm: &mut Vm, object: &'a Value) -> Result<Option<Entry<'a>>> {
    advance(vm, object, |dict, position| {
        let position = position.min(dict.bound());
        (0..position).rev().find_map(|number| dict.entry(number).map(|(key, value)| (number, key, value)))
    })
}

#[inline(always)]
fn pair(vm: &mut Vm, entry: Option<Entry>) -> Result<Option<Value>> {
    let Some((this, key, value)) = entry else { return Ok(None) };
    result_pair(vm, &this.header, &this.data.pair, key, value).map(Some)
}

fn next_key(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    Ok(forwards(vm, object)?.map(|(_, key, _)| key))
}

fn next_value(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    Ok(forwards(vm, object)?.map(|(_, _, value)| value))
}

fn next_parts(vm: &mut Vm, object: &Value) -> Result<PairStep> {
    Ok(match forwards(vm, object)? {
        Some((_, key, value)) => PairStep::Pair(key, value),
        None => PairStep::End,
    })
}

fn next_item(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let entry = forwards(vm, object)?;
    pair(vm, entry)
}

fn last_key(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    Ok(backwards(vm, object)?.map(|(_, key, _)| key))
}

fn last_value(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    Ok(backwards(vm, object)?.map(|(_, _, value)| value))
}

fn last_item(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let entry = backwards(vm, object)?;
    pair(vm, entry)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<DictIterator>(vm, &args[0])?;
    let value = this.data.dict.get();
    let left = match cast_kind::<Dict>(&value, Kind::Dict) {
        Some(dict) if dict.len() == this.data.expected.load(Ordering::Relaxed) => {
            this.data.left.load(Ordering::Relaxed)
        }
        _ => 0,
    };
    vm.new_int(left as i64)
}

/// `(iter, ([what is left],))`; the iterator stays where it is.
fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<DictIterator>(vm, &args[0])?;
    let (position, left) =
        (this.data.position.load(Ordering::Relaxed), this.data.left.load(Ordering::Relaxed));
    let dict = this.data.dict.get();
    let rest = vm.collect(&args[0])?;
    store(vm, this, &this.data.dict, dict)?;
    this.data.position.store(position, Ordering::Relaxed);
    this.data.left.store(left, Ordering::Relaxed);
    let function = super::iterators::builtin(vm, "iter")?;
    let rest = vm.new_list(rest)?;
    let arguments = vm.new_tuple([rest])?;
    vm.new_tuple([function, arguments])
}
