//! `tuple`: its methods, operators and iterator.
//!
//! The storage is `heap::Tuple`; items are fixed at birth, so they are borrowed across user code as long as the
//! tuple itself is held.

use super::common::{
    Repeat, constructor, guarded_repr, has_index, is_slice, native_of, poll_at, push_repr, reject_keywords,
    repeat_count, repeat_items, search_bound, slice_in, slice_parts, store, written_repr,
};
use super::generic_alias::class_get_item;
use crate::heap::{HeapObject, Kind, Slot, Tuple, Value};
use crate::native_object;
use crate::object::class::Class;
use crate::object::core::{self, CoreClass};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::text::hash::TupleHasher;
use crate::vm::arguments::bind_native;
use crate::vm::construct::built_in;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

pub static TYPE: TypeDef = TypeDef {
    doc: "An immutable sequence of objects: tuple() is empty, tuple(iterable) holds the iterable's items.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        iter: Some(iter),
        length: Some(length),
        get_item: Some(get_item),
        contains: Some(contains),
        binary: Slots::binaries(&[(Binary::Add, add), (Binary::Mul, multiply)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("count(self, value, /)", count, "How many items equal the value."),
        method(
            "index(self, value, start=0, stop=9223372036854775807, /)",
            index,
            "The first index of a value.",
        ),
        method("__getnewargs__(self, /)", new_arguments, "The arguments that make an equal tuple."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("tuple", Tuple::LAYOUT)
};

static CALL: NativeDef = constructor("tuple(iterable=(), /)");

fn items_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a [Value]> {
    match cast_kind::<Tuple>(value, Kind::Tuple) {
        Some(tuple) => Ok(tuple.items()),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("expected a 'tuple' object but received a '{given}'")))
        }
    }
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let plain = core::class(CoreClass::Tuple);
    if !arguments.names.is_empty() {
        reject_keywords(vm, "tuple", arguments, super::common::has_own_init(class, &plain))?;
    }
    if let ([iterable], true) = (arguments.positional(), class.is(&plain))
        && core::is_exactly(iterable, CoreClass::List)
    {
        return of_list(vm, iterable);
    }
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &CALL, positional, |vm, args| {
        let items = match args[0].given() {
            Some(iterable) if class.is(&plain) && core::is_exactly(iterable, CoreClass::Tuple) => {
                return Ok(iterable.clone());
            }
            Some(iterable) => vm.collect(iterable)?,
            None => Vec::new(),
        };
        if class.is(&plain) { vm.new_tuple(items) } else { new_of_class(vm, class, items) }
    })
}

/// A plain tuple of a list's items.
fn of_list(vm: &mut Vm, value: &Value) -> Result<Value> {
    let list = super::common::list_of(vm, value)?;
    if list.is_empty() {
        return Ok(vm.interpreter_empty_tuple());
    }
    let tuple = list.to_tuple(&mut vm.heap, built_in(Kind::Tuple));
    vm.check(tuple)
}

/// A tuple of a subclass.
pub fn new_of_class(vm: &mut Vm, class: &Value, items: Vec<Value>) -> Result<Value> {
    let Some(class) = Class::of(class) else {
        return Err(vm.type_error("the class of a tuple must be a class"));
    };
    let tuple = Tuple::create(&vm.heap, class.instance_shape(), items.into_iter());
    vm.check(tuple)
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    written_repr(vm, object, write_repr)
}

pub fn write_repr(vm: &mut Vm, object: &Value, out: &mut Vec<u8>) -> Result<()> {
    let items = items_of(vm, object)?;
    if items.is_empty() {
        // All empty tuples are one object.
        out.extend_from_slice(b"()");
        return Ok(());
    }
    guarded_repr(vm, object, out, "(...)", |vm, out| {
        out.push(b'(');
        for (index, item) in items.iter().enumerate() {
            if index != 0 {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, item)?;
        }
        out.extend_from_slice(if items.len() == 1 { b",)" } else { b")" });
        Ok(())
    })
}

fn hash(vm: &mut Vm, object: &Value) -> Result<i64> {
    let mut hasher = TupleHasher::default();
    for item in items_of(vm, object)? {
        hasher.add(vm.hash(item)?);
    }
    Ok(hasher.finish())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<Tuple>(left, Kind::Tuple), cast_kind::<Tuple>(right, Kind::Tuple))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    for (index, (one, other)) in first.items().iter().zip(second.items()).enumerate() {
        if !vm.equal(one, other)? {
            return match how {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::NotEq => Ok(Value::TRUE),
                _ => vm.compare(one, other, how),
            };
        }
        poll_at(vm, index)?;
    }
    Ok(Value::from_bool(how.holds(first.len().cmp(&second.len()))))
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    items_of(vm, object).map(<[Value]>::len)
}

fn contains(vm: &mut Vm, object: &Value, item: &Value) -> Result<bool> {
    for (index, candidate) in items_of(vm, object)?.iter().enumerate() {
        if vm.equal(candidate, item)? {
            return Ok(true);
        }
        poll_at(vm, index)?;
    }
    Ok(false)
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let items = items_of(vm, object)?;
    if is_slice(key) {
        let parts = slice_parts(vm, key)?;
        return part(vm, object, items, &parts);
    }
    if !has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("tuple indices must be integers or slices, not {given}")));
    }
    let index = vm.index_in(key, items.len(), "tuple")?;
    Ok(items[index].clone())
}

/// The part of a tuple that slice bounds name.
pub fn part(vm: &mut Vm, object: &Value, items: &[Value], parts: &[Value; 3]) -> Result<Value> {
    let bounds = slice_in(vm, parts, items.len())?;
    if bounds.count == items.len() && bounds.step == 1 && core::is_exactly(object, CoreClass::Tuple) {
        return Ok(object.clone());
    }
    vm.new_tuple(bounds.indices().map(|index| items[index].clone()))
}

fn add(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<Tuple>(left, Kind::Tuple), cast_kind::<Tuple>(right, Kind::Tuple))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    for (empty, other, value) in [(first, second, right), (second, first, left)] {
        if empty.is_empty() && core::is_exactly(value, CoreClass::Tuple) && !other.is_empty() {
            return Ok(value.clone());
        }
    }
    if first.is_empty() && second.is_empty() {
        return Ok(vm.interpreter_empty_tuple());
    }
    let sum = Tuple::concatenated(&vm.heap, built_in(Kind::Tuple), first.items(), second.items());
    vm.check(sum)
}

fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let reversed = cast_kind::<Tuple>(left, Kind::Tuple).is_none();
    let sequence = if reversed { right } else { left };
    match repeat_count(vm, left, right, reversed)? {
        Repeat::Answer(answer) => Ok(answer),
        Repeat::Times(1) if core::is_exactly(sequence, CoreClass::Tuple) => Ok(sequence.clone()),
        Repeat::Times(count) => {
            let items = items_of(vm, sequence)?;
            let repeated = repeat_items(vm, items, count)?;
            vm.new_tuple(repeated)
        }
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut found = 0;
    for (index, item) in items_of(vm, &args[0])?.iter().enumerate() {
        found += vm.equal(item, &args[1])? as i64;
        poll_at(vm, index)?;
    }
    vm.new_int(found)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let items = items_of(vm, &args[0])?;
    let start = match args[2].given() {
        Some(start) => search_bound(vm, start, items.len())?,
        None => 0,
    };
    let stop = match args[3].given() {
        Some(stop) => search_bound(vm, stop, items.len())?,
        None => items.len(),
    };
    for (index, item) in items.iter().enumerate().take(stop).skip(start) {
        if vm.equal(item, &args[1])? {
            return vm.new_int(index as i64);
        }
        poll_at(vm, index)?;
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let items = items_of(vm, &args[0])?.to_vec();
    let copy = vm.new_tuple(items)?;
    vm.new_tuple([copy])
}

native_object! {
    /// An iterator over a tuple.
    pub struct TupleIterator = "tuple_iterator" {
        /// NULL once exhausted.
        pub tuple: Slot,
        pub index: AtomicUsize,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__(self, /)", length_hint, "How many items are left."),
        method("__reduce__(self, /)", reduce, "For pickling."),
        method("__setstate__(self, state, /)", set_state, "For unpickling."),
    ],
    ..TypeDef::new("tuple_iterator", TupleIterator::LAYOUT)
};

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    iterator_at(vm, object.clone(), 0)
}

/// An iterator whose next item is that at an index.
pub fn iterator_at(vm: &mut Vm, tuple: Value, index: usize) -> Result<Value> {
    vm.build_of(&ITERATOR, || TupleIterator { tuple: Slot::new(tuple), index: AtomicUsize::new(index) })
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let iterator = native_of::<TupleIterator>(vm, object)?;
    let value = iterator.data.tuple.get();
    let Some(tuple) = cast_kind::<Tuple>(&value, Kind::Tuple) else { return Ok(None) };
    let index = iterator.data.index.load(Ordering::Relaxed);
    if let Some(item) = tuple.items().get(index) {
        iterator.data.index.store(index + 1, Ordering::Relaxed);
        return Ok(Some(item.clone()));
    }
    store(vm, iterator, &iterator.data.tuple, Value::NULL)?;
    Ok(None)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let iterator = native_of::<TupleIterator>(vm, &args[0])?;
    let value = iterator.data.tuple.get();
    let length = cast_kind::<Tuple>(&value, Kind::Tuple).map_or(0, Tuple::len);
    vm.new_int(length.saturating_sub(iterator.data.index.load(Ordering::Relaxed)) as i64)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let iterator = native_of::<TupleIterator>(vm, &args[0])?;
    let (tuple, index) = (iterator.data.tuple.get(), iterator.data.index.load(Ordering::Relaxed));
    super::iterators::reduce_indexed(vm, tuple, index)
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = vm.as_usize_length(&args[1])?;
    let iterator = native_of::<TupleIterator>(vm, &args[0])?;
    let value = iterator.data.tuple.get();
    if let Some(tuple) = cast_kind::<Tuple>(&value, Kind::Tuple) {
        iterator.data.index.store(index.min(tuple.len()), Ordering::Relaxed);
    }
    Ok(Value::NONE)
}
