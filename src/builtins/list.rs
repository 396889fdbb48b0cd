//! `list`: its methods, operators and iterators.
//!
//! The storage is `heap::List`. User code (`__eq__`, `__index__`, iterators) may change the list that a method works
//! on, so items are got one at a time, counted, and lengths asked again after it (D5).

use super::common::{
    Repeat, constructor, guarded_repr, has_index, is_slice, list_of, native_of, poll_at, push_repr,
    reject_keywords, repeat_count, repeat_items, search_bound, slice_in, slice_parts, store, written_repr,
};
use super::generic_alias::class_get_item;
use super::list_sort;
use super::range::Range;
use crate::heap::{HeapObject, Kind, List, Slot, Value};
use crate::native_object;
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::construct::built_in;
use crate::vm::item::SliceIndices;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

pub static TYPE: TypeDef = TypeDef {
    doc: "A mutable sequence of objects: list() is empty, list(iterable) holds the iterable's items.",
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
        binary: Slots::binaries(&[(Binary::Add, add), (Binary::Mul, multiply)]),
        inplace: Slots::binaries(&[(Binary::Add, add_in_place), (Binary::Mul, multiply_in_place)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("append(self, object, /)", append, "Adds an object at the end."),
        method("clear(self, /)", clear, "Removes all items."),
        method("copy(self, /)", copy, "A shallow copy."),
        method("count(self, value, /)", count, "How many items equal the value."),
        method("extend(self, iterable, /)", extend, "Adds the items of an iterable at the end."),
        method(
            "index(self, value, start=0, stop=9223372036854775807, /)",
            index,
            "The first index of a value.",
        ),
        method("insert(self, index, object, /)", insert, "Inserts an object before an index."),
        method("pop(self, index=-1, /)", pop, "Removes the item at an index (the last one) and returns it."),
        method("remove(self, value, /)", remove, "Removes the first item that equals the value."),
        method("reverse(self, /)", reverse, "Reverses the order of the items, in place."),
        method(
            "sort(self, /, *, key=None, reverse=False)",
            sort,
            "Sorts in place; equal items keep their order.",
        ),
        method("__reversed__(self, /)", reversed, "An iterator from the last item to the first."),
        method("__sizeof__(self, /)", size_of, "The size in memory, in bytes."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("list", List::LAYOUT)
};

static CALL: NativeDef = constructor("list(iterable=(), /)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.build_in(class, List::empty)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if !arguments.names.is_empty() {
        let class = class_of(object);
        let own_new = Class::of(&class).and_then(|class| class.slots().new).is_none_or(|function| {
            !std::ptr::fn_addr_eq(function, new as fn(&mut Vm, &Value, Arguments) -> _)
        });
        reject_keywords(vm, "list", arguments, own_new)?;
    }
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &CALL, positional, |vm, args| {
        let list = list_of(vm, object)?;
        if !list.is_empty() {
            let removed = list.take_all(&mut vm.heap);
            drop(vm.check(removed)?);
        }
        match args[0].given() {
            Some(iterable) => extend_with(vm, object, list, iterable),
            None => Ok(()),
        }
    })
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    written_repr(vm, object, write_repr)
}

pub fn write_repr(vm: &mut Vm, object: &Value, out: &mut Vec<u8>) -> Result<()> {
    let list = list_of(vm, object)?;
    guarded_repr(vm, object, out, "[...]", |vm, out| {
        out.push(b'[');
        let mut index = 0;
        while let Some(item) = list.get(index) {
            if index != 0 {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, &item)?;
            index += 1;
        }
        out.push(b']');
        Ok(())
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<List>(left, Kind::List), cast_kind::<List>(right, Kind::List))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if first.len() != second.len() && matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::from_bool(how == Comparison::NotEq));
    }
    let mut index = 0;
    loop {
        if let (Some(one), Some(other)) = (first.slot(index), second.slot(index))
            && one.raw() == other.raw()
            && one.raw().is_int()
        {
            poll_at(vm, index)?;
            index += 1;
            continue;
        }
        let (Some(one), Some(other)) = (first.get(index), second.get(index)) else { break };
        if !vm.equal(&one, &other)? {
            return match how {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::NotEq => Ok(Value::TRUE),
                _ => vm.compare(&one, &other, how),
            };
        }
        poll_at(vm, index)?;
        index += 1;
    }
    Ok(Value::from_bool(how.holds(first.len().cmp(&second.len()))))
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    list_of(vm, object).map(List::len)
}

fn contains(vm: &mut Vm, object: &Value, item: &Value) -> Result<bool> {
    let list = list_of(vm, object)?;
    Ok(position(vm, list, item, 0, usize::MAX)?.is_some())
}

/// The first index in `start..stop` of an item that equals the value.
fn position(vm: &mut Vm, list: &List, value: &Value, start: usize, stop: usize) -> Result<Option<usize>> {
    let mut index = start;
    let is_int = value.as_small_int().is_some();
    while index < stop {
        if is_int && vm.heap.is_mine(&list.header) {
            let most = (stop - index).min(AT_ONCE);
            match list.candidate_for_int(value.raw(), index, most) {
                Some(candidate) => index = candidate,
                None if index + most >= list.len() => break,
                None => {
                    index += most;
                    vm.poll()?;
                    continue;
                }
            }
        }
        match equals_at(vm, list, index, value)? {
            Some(true) => return Ok(Some(index)),
            Some(false) => {}
            None => break,
        }
        poll_at(vm, index)?;
        index += 1;
    }
    Ok(None)
}

/// Does the item at an index equal a value? None behind the last one.
#[inline]
fn equals_at(vm: &mut Vm, list: &List, index: usize, value: &Value) -> Result<Option<bool>> {
    // Two ints, or the same object, are compared where they lie; a word behind the last item is NULL.
    match list.slot(index).map(Slot::raw) {
        Some(word) if word == value.raw() => return Ok(Some(true)),
        Some(word) if word.both_int(value.raw()) => return Ok(Some(false)),
        _ => {}
    }
    match list.get(index) {
        Some(item) => vm.equal(&item, value).map(Some),
        None => Ok(None),
    }
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let list = list_of(vm, object)?;
    if is_slice(key) {
        let parts = slice_parts(vm, key)?;
        return part(vm, list, &parts);
    }
    let index = item_index(vm, list, key)?;
    match index.and_then(|index| list.get(index)) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("list index out of range")),
    }
}

/// The index that a subscript means, if it is not before the first item.
fn item_index(vm: &mut Vm, list: &List, key: &Value) -> Result<Option<usize>> {
    if !has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("list indices must be integers or slices, not {given}")));
    }
    let index = vm.as_index(key)?;
    let index = if index < 0 { index + list.len() as isize } else { index };
    Ok(usize::try_from(index).ok())
}

/// The part of a list that slice bounds name.
pub fn part(vm: &mut Vm, list: &List, parts: &[Value; 3]) -> Result<Value> {
    let indices = slice_in(vm, parts, list.len())?;
    part_at(vm, list, indices)
}

/// The part of a list at these indices.
pub fn part_at(vm: &mut Vm, list: &List, bounds: SliceIndices) -> Result<Value> {
    let range = (bounds.start.max(0) as usize, bounds.step, bounds.count);
    let copy = list.copied(&mut vm.heap, built_in(Kind::List), range, 0);
    vm.check(copy)
}

fn set_item(vm: &mut Vm, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
    let list = list_of(vm, object)?;
    if is_slice(key) {
        return match value {
            Some(value) => {
                let parts = slice_parts(vm, key)?;
                set_part(vm, object, list, &parts, value)
            }
            None => delete_slice(vm, list, key),
        };
    }
    let index = item_index(vm, list, key)?;
    let done = match (index, value) {
        (Some(index), Some(value)) => {
            let stored = list.set(&mut vm.heap, index, value.clone());
            vm.check(stored)?
        }
        (Some(index), None) => list.remove(&mut vm.heap, index).is_some(),
        (None, _) => false,
    };
    if done { Ok(()) } else { Err(vm.index_error("list assignment index out of range")) }
}

/// Replaces the part of a list at these indices, if they are neighbours, by as many items of another list: false if it is not
/// that simple.
pub fn overwrite_part(vm: &mut Vm, list: &List, bounds: SliceIndices, value: &Value) -> bool {
    let start = bounds.start as usize;
    bounds.step == 1
        && core::exact_kind(value) == Some(Kind::List)
        && cast_kind::<List>(value, Kind::List)
            .is_some_and(|other| list.overwrite(&mut vm.heap, start, start + bounds.count, other))
}

/// Replaces the part of a list (which is `object`) that slice bounds name.
pub fn set_part(vm: &mut Vm, object: &Value, list: &List, parts: &[Value; 3], value: &Value) -> Result<()> {
    let plain = parts[2].is_none() || parts[2].as_small_int() == Some(1);
    let bounds = slice_in(vm, parts, list.len())?;
    if overwrite_part(vm, list, bounds, value) {
        return Ok(());
    }
    let message =
        if plain { "can only assign an iterable" } else { "must assign iterable to extended slice" };
    let items = if value.is(object) {
        let copy = list.snapshot(&mut vm.heap);
        vm.check(copy)?
    } else {
        items_or(vm, value, message)?
    };
    let bounds = slice_in(vm, parts, list.len())?;
    if plain {
        let start = bounds.start as usize;
        let removed = list.splice(&mut vm.heap, start, start + bounds.count, items);
        drop(vm.check(removed)?);
        return Ok(());
    }
    if items.len() != bounds.count {
        let (given, wanted) = (items.len(), bounds.count);
        let message =
            format!("attempt to assign sequence of size {given} to extended slice of size {wanted}");
        return Err(vm.value_error(message));
    }
    for (index, item) in bounds.indices().zip(items) {
        let stored = list.set(&mut vm.heap, index, item);
        vm.check(stored)?;
    }
    Ok(())
}

/// The items of an iterable; TypeError with the message if it is none.
fn items_or(vm: &mut Vm, iterable: &Value, message: &str) -> Result<Vec<Value>> {
    let exact = core::is_exactly(iterable, CoreClass::List) || core::is_exactly(iterable, CoreClass::Tuple);
    if !exact {
        let iterator = match vm.iter(iterable) {
            Ok(iterator) => iterator,
            Err(_) => {
                vm.catch(core::Exception::TypeError)?;
                return Err(vm.type_error(message));
            }
        };
        return vm.collect(&iterator);
    }
    vm.collect(iterable)
}

fn delete_slice(vm: &mut Vm, list: &List, slice: &Value) -> Result<()> {
    let parts = slice_parts(vm, slice)?;
    let bounds = slice_in(vm, &parts, list.len())?;
    if bounds.count == 0 {
        return Ok(());
    }
    let last = bounds.start + (bounds.count as isize - 1) * bounds.step;
    let (start, step) = (bounds.start.min(last) as usize, bounds.step.unsigned_abs());
    let removed = if step == 1 {
        list.splice(&mut vm.heap, start, start + bounds.count, Vec::new())
    } else {
        list.remove_stride(&mut vm.heap, start, step, bounds.count)
    };
    drop(vm.check(removed)?);
    Ok(())
}

fn add(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(first), Some(second)) =
        (cast_kind::<List>(left, Kind::List), cast_kind::<List>(right, Kind::List))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let sum = first.concatenated(&mut vm.heap, built_in(Kind::List), second);
    vm.check(sum)
}

fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (sequence, reversed) = match cast_kind::<List>(left, Kind::List) {
        Some(list) => (list, false),
        None => (list_of(vm, right)?, true),
    };
    match repeat_count(vm, left, right, reversed)? {
        Repeat::Answer(answer) => Ok(answer),
        Repeat::Times(count) => {
            let repeated = sequence.repeated(&mut vm.heap, built_in(Kind::List), count);
            vm.check(repeated)
        }
    }
}

fn add_in_place(vm: &mut Vm, object: &Value, iterable: &Value) -> Result<Value> {
    let list = list_of(vm, object)?;
    let class = class_of(iterable);
    // Addition comes before in-place concatenation: a right operand that knows how to add itself is asked first.
    if !class.is(&core::class(CoreClass::List))
        && cast_kind::<List>(iterable, Kind::List).is_none()
        && let Some(slot) = Class::of(&class).and_then(|class| class.slots().binary[Binary::Add as usize])
    {
        let answer = slot(vm, object, iterable)?;
        if !answer.is_not_implemented() {
            return Ok(answer);
        }
    }
    extend_with(vm, object, list, iterable)?;
    Ok(object.clone())
}

fn multiply_in_place(vm: &mut Vm, object: &Value, count: &Value) -> Result<Value> {
    let list = list_of(vm, object)?;
    let times = match repeat_count(vm, object, count, false)? {
        Repeat::Answer(answer) => return Ok(answer),
        Repeat::Times(times) => times,
    };
    if times == 0 {
        let removed = list.take_all(&mut vm.heap);
        drop(vm.check(removed)?);
        return Ok(object.clone());
    }
    let items = list.snapshot(&mut vm.heap);
    let items = vm.check(items)?;
    let more = repeat_items(vm, &items, times - 1)?;
    let result = list.extend(&mut vm.heap, more);
    vm.check(result)?;
    Ok(object.clone())
}

/// Adds the items of an iterable, one after the other where it runs user code.
fn extend_with(vm: &mut Vm, object: &Value, list: &List, iterable: &Value) -> Result<()> {
    let exact = core::exact_kind(iterable);
    if (exact == Some(Kind::List) || iterable.is(object))
        && let Some(other) = cast_kind::<List>(iterable, Kind::List)
    {
        let result = list.extend_from(&mut vm.heap, other);
        return vm.check(result);
    }
    if exact == Some(Kind::Tuple) {
        let items = tuple_items(iterable).iter().cloned();
        let result = list.extend_with(&mut vm.heap, items);
        return vm.check(result);
    }
    if let Some(items) = super::dict_views::contents(vm, iterable)? {
        let result = list.extend_with(&mut vm.heap, items.into_iter());
        return vm.check(result);
    }
    vm.check_room_for(iterable)?;
    if let Some(range) = Range::of(iterable)
        && let Some((start, step, length)) = range.immediates()
    {
        return extend_with_numbers(vm, list, start, step, length);
    }
    let iterator = vm.iter(iterable)?;
    vm.length_hint(iterable)?;
    while let Some(item) = vm.next(&iterator)? {
        let result = list.push(&mut vm.heap, item);
        vm.check(result)?;
        vm.poll()?;
    }
    Ok(())
}

/// Adds so many ints, all of which are immediates.
fn extend_with_numbers(vm: &mut Vm, list: &List, start: i64, step: i64, length: usize) -> Result<()> {
    let mut done = 0;
    while done < length {
        let end = length.min(done + AT_ONCE);
        let numbers = (done..end).map(|index| Value::from_small_int(start + step * index as i64));
        let result = list.extend_with(&mut vm.heap, numbers);
        vm.check(result)?;
        vm.poll()?;
        done = end;
    }
    Ok(())
}

/// So many items are made between two safepoints.
const AT_ONCE: usize = 20_000;

fn append(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let result = list.push(&mut vm.heap, args[1].clone());
    vm.check(result)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let removed = list.take_buffer(&mut vm.heap);
    drop(vm.check(removed)?);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    whole(vm, list)
}

/// A new list of the same items.
pub fn whole(vm: &mut Vm, list: &List) -> Result<Value> {
    let copy = list.copied(&mut vm.heap, built_in(Kind::List), (0, 1, list.len()), 0);
    vm.check(copy)
}

fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let (mut index, mut found) = (0, 0);
    while let Some(is_equal) = equals_at(vm, list, index, &args[1])? {
        found += i64::from(is_equal);
        poll_at(vm, index)?;
        index += 1;
    }
    vm.new_int(found)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    extend_with(vm, &args[0], list, &args[1])?;
    Ok(Value::NONE)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let start = match args[2].given() {
        Some(start) => search_bound(vm, start, list.len())?,
        None => 0,
    };
    let stop = match args[3].given() {
        Some(stop) => search_bound(vm, stop, list.len())?,
        None => usize::MAX,
    };
    match position(vm, list, &args[1], start, stop)? {
        Some(index) => vm.new_int(index as i64),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let index = machine_index(vm, &args[1])?;
    let length = list.len();
    let index = if index < 0 { length.saturating_sub(index.unsigned_abs()) } else { index as usize };
    let result = list.insert(&mut vm.heap, index.min(length), args[2].clone());
    vm.check(result)?;
    Ok(Value::NONE)
}

/// An index argument that must fit a machine word.
fn machine_index(vm: &mut Vm, value: &Value) -> Result<isize> {
    match vm.to_integer(value)? {
        crate::text::int_text::Integer::Small(number) => Ok(number as isize),
        crate::text::int_text::Integer::Big(_) => {
            Err(vm.overflow_error("Python int too large to convert to C ssize_t"))
        }
    }
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let index = match args[1].given() {
        Some(index) => machine_index(vm, index)?,
        None => -1,
    };
    if list.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    if index == -1 {
        return match list.pop(&mut vm.heap) {
            Some(item) => Ok(item),
            None => Err(vm.index_error("pop from empty list")),
        };
    }
    let index = if index < 0 { index.saturating_add(list.len() as isize) } else { index };
    let removed = usize::try_from(index).ok().and_then(|index| list.remove(&mut vm.heap, index));
    match removed {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    match position(vm, list, &args[1], 0, usize::MAX)? {
        Some(index) => {
            drop(list.remove(&mut vm.heap, index));
            Ok(Value::NONE)
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    list_of(vm, &args[0])?.reverse(&mut vm.heap);
    Ok(Value::NONE)
}

/// While it is sorted, a list looks empty; whatever is put into it meanwhile is an error, and is dropped.
fn sort(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    let reverse = match args[2].given() {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    let key = list_sort::key_function(&args[1]);
    if key.is_none() && list_sort::sort_plainly(vm, list, reverse) {
        return Ok(Value::NONE);
    }
    let items = list.take_buffer(&mut vm.heap);
    let items = vm.check(items)?;
    let (items, outcome) = list_sort::sort_items(vm, items, key, reverse);
    let modified = list.capacity() != 0;
    let strangers = list.splice(&mut vm.heap, 0, usize::MAX, items);
    drop(vm.check(strangers)?);
    outcome?;
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(Value::NONE) }
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let list = list_of(vm, &args[0])?;
    vm.new_int((std::mem::size_of::<List>() + 8 * list.capacity()) as i64)
}

native_object! {
    /// An iterator over a list, in either direction. It lets go of the list when it is exhausted.
    pub struct ListIterator = "list_iterator" {
        /// NULL once exhausted.
        pub list: Slot,
        /// Forwards: the index of the next item. Backwards: that index plus one.
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
    ..TypeDef::new("list_iterator", ListIterator::LAYOUT)
};

pub static REVERSE_ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next_reversed), ..Slots::EMPTY },
    methods: &[method("__length_hint__(self, /)", reversed_length_hint, "How many items are left.")],
    ..TypeDef::new("list_reverseiterator", ListIterator::LAYOUT)
};

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    iterator_at(vm, object.clone(), 0)
}

/// An iterator whose next item is that at an index; without a list it is exhausted.
pub fn iterator_at(vm: &mut Vm, list: Value, index: usize) -> Result<Value> {
    vm.build_of(&ITERATOR, || ListIterator { list: Slot::new(list), index: AtomicUsize::new(index) })
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = AtomicUsize::new(list_of(vm, &args[0])?.len());
    vm.build_of(&REVERSE_ITERATOR, || ListIterator { list: Slot::new(args[0].clone()), index })
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let iterator = native_of::<ListIterator>(vm, object)?;
    let value = iterator.data.list.get();
    let Some(list) = cast_kind::<List>(&value, Kind::List) else { return Ok(None) };
    let index = iterator.data.index.load(Ordering::Relaxed);
    match list.get(index) {
        Some(item) => {
            iterator.data.index.store(index + 1, Ordering::Relaxed);
            Ok(Some(item))
        }
        None => {
            store(vm, iterator, &iterator.data.list, Value::NULL)?;
            Ok(None)
        }
    }
}

fn next_reversed(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let iterator = native_of::<ListIterator>(vm, object)?;
    let value = iterator.data.list.get();
    let Some(list) = cast_kind::<List>(&value, Kind::List) else { return Ok(None) };
    let index = iterator.data.index.load(Ordering::Relaxed).checked_sub(1);
    match index.and_then(|index| Some((index, list.get(index)?))) {
        Some((index, item)) => {
            iterator.data.index.store(index, Ordering::Relaxed);
            Ok(Some(item))
        }
        None => {
            store(vm, iterator, &iterator.data.list, Value::NULL)?;
            Ok(None)
        }
    }
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let iterator = native_of::<ListIterator>(vm, &args[0])?;
    let value = iterator.data.list.get();
    let length = cast_kind::<List>(&value, Kind::List).map_or(0, List::len);
    vm.new_int(length.saturating_sub(iterator.data.index.load(Ordering::Relaxed)) as i64)
}

fn reversed_length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let iterator = native_of::<ListIterator>(vm, &args[0])?;
    let value = iterator.data.list.get();
    let left = iterator.data.index.load(Ordering::Relaxed);
    let length = cast_kind::<List>(&value, Kind::List).map_or(0, List::len);
    vm.new_int(if left > length { 0 } else { left as i64 })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let iterator = native_of::<ListIterator>(vm, &args[0])?;
    let (list, index) = (iterator.data.list.get(), iterator.data.index.load(Ordering::Relaxed));
    super::iterators::reduce_indexed(vm, list, index)
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = vm.as_usize_length(&args[1])?;
    let iterator = native_of::<ListIterator>(vm, &args[0])?;
    let value = iterator.data.list.get();
    if let Some(list) = cast_kind::<List>(&value, Kind::List) {
        iterator.data.index.store(index.min(list.len()), Ordering::Relaxed);
    }
    Ok(Value::NONE)
}
