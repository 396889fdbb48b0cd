//! `_collections`: `deque`, a ring of items that grows and shrinks at both ends.
//!
//! The storage is `heap::ring`; every single operation is atomic between threads. What asks `__eq__` works on a copy and
//! looks at the revision afterwards.

use super::support::{constructor, itself, native_of};
use crate::builtins::common::{guarded_repr, has_index, push_repr};
use crate::builtins::generic_alias::class_get_item;
use crate::heap::{HeapObject, Ring, Value};
use crate::native_object;
use crate::object::class::{Class, text};
use crate::object::core::class_of;
use crate::object::definition::{
    Arguments, ModuleDef, NativeDef, TypeDef, class_method, function, getter, method,
};
use crate::object::native::{NativeData, cast};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "Containers that must be native.",
    functions: &[function(
        "_count_elements(mapping, iterable, /)",
        count_elements,
        "Count the items of an iterable.",
    )],
    types: &[&TYPE, &ITERATOR, &super::tuple_getter::TYPE],
    init: None,
};

pub static TYPE: TypeDef = TypeDef {
    doc: "A list-like sequence that is quick at both ends.",
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
        method("append(self, item, /)", append, "Add at the right end."),
        method("appendleft(self, item, /)", append_left, "Add at the left end."),
        method("clear(self, /)", clear, "Remove all items."),
        method("copy(self, /)", copy, "A shallow copy."),
        method("__copy__(self, /)", copy, "A shallow copy."),
        method("count(self, value, /)", count, "How many items are equal to a value."),
        method("extend(self, iterable, /)", extend, "Add items at the right end."),
        method(
            "extendleft(self, iterable, /)",
            extend_left,
            "Add items at the left end, one after the other.",
        ),
        method("index(self, value, start=0, stop=None, /)", index, "Where a value stands."),
        method("insert(self, index, value, /)", insert, "Insert before an index."),
        method("pop(self, /)", pop, "Remove and give the rightmost item."),
        method("popleft(self, /)", pop_left, "Remove and give the leftmost item."),
        method("remove(self, value, /)", remove, "Remove the first item that is equal to a value."),
        method("reverse(self, /)", reverse, "Turn the order round."),
        method("rotate(self, n=1, /)", rotate, "Move items from the right end to the left."),
        method("__reversed__(self, /)", reversed, "An iterator from the right."),
        method("__reduce__(self, /)", reduce, "For pickling."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[getter("maxlen", maxlen)],
    subclassable: true,
    ..TypeDef::new("collections.deque", Ring::LAYOUT)
};

native_object! {
    pub struct DequeIterator = "_deque_iterator" {
        deque: Value,
        /// Items still to come.
        left: AtomicUsize,
        revision: u32,
        backwards: bool,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[method("__length_hint__(self, /)", length_hint, "Items still to come.")],
    ..TypeDef::new("_collections._deque_iterator", DequeIterator::LAYOUT)
};

/// Adds one to the count of each item. A mapping whose class replaces `get` or `__setitem__` is asked through them.
fn count_elements(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let class = class_of(&args[0]);
    let dict = crate::object::native::cast_kind::<crate::heap::Dict>(&args[0], crate::heap::Kind::Dict);
    let plain = crate::object::core::class(crate::object::core::CoreClass::Dict);
    let set_item =
        |class: &Value| Class::of(class).and_then(|class| class.slots().set_item).map(|set| set as usize);
    let get = vm.intern("get")?;
    let is_plain = set_item(&class) == set_item(&plain)
        && match (Class::of(&class), Class::of(&plain)) {
            (Some(one), Some(other)) => match (one.lookup(&get), other.lookup(&get)) {
                (Some(one), Some(other)) => one.is(&other),
                _ => false,
            },
            _ => false,
        };
    if let Some(dict) = dict.filter(|_| is_plain) {
        vm.for_each(&args[1], |vm, item| {
            let count = match vm.dict_get(dict, &item)? {
                Some(count) => vm.binary(Binary::Add, &count, &Value::from_small_int(1))?,
                None => Value::from_small_int(1),
            };
            vm.dict_set(dict, item, count).map(|()| true)
        })?;
        return Ok(Value::NONE);
    }
    let get = vm.get_attribute(&args[0], &get)?;
    vm.for_each(&args[1], |vm, item| {
        let count = vm.call(&get, &[item.clone(), Value::from_small_int(0)])?;
        let count = vm.binary(Binary::Add, &count, &Value::from_small_int(1))?;
        vm.set_item(&args[0], &item, Some(&count)).map(|()| true)
    })?;
    Ok(Value::NONE)
}

static ANY: NativeDef = constructor("deque(*args, **kwargs)");
static INIT: NativeDef = constructor("deque(iterable=(), maxlen=None)");

fn ring<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Ring> {
    match cast(value) {
        Some(ring) => Ok(ring),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("expected a 'collections.deque' object but received a '{given}'")))
        }
    }
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &ANY, arguments, |vm, _| vm.create_in(class, Ring::new(usize::MAX)))
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT, arguments, |vm, args| {
        let limit = match args[1].given().filter(|limit| !limit.is_none()) {
            None => usize::MAX,
            Some(limit) if !has_index(limit) => return Err(vm.type_error("an integer is required")),
            Some(limit) => match usize::try_from(vm.as_i64(limit)?) {
                Ok(limit) => limit,
                Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
            },
        };
        let this = ring(vm, object)?;
        this.limit.store(limit, Ordering::Relaxed);
        drop(this.take_all(&mut vm.heap));
        match args[0].given() {
            Some(iterable) => extend_with(vm, object, iterable, false),
            None => Ok(()),
        }
    })
}

fn push(vm: &mut Vm, object: &Value, item: Value, left: bool) -> Result<()> {
    let this = ring(vm, object)?;
    let pushed = if left { this.push_front(&mut vm.heap, item) } else { this.push_back(&mut vm.heap, item) };
    drop(vm.check(pushed)?);
    Ok(())
}

fn extend_with(vm: &mut Vm, object: &Value, iterable: &Value, left: bool) -> Result<()> {
    if iterable.is(object) {
        let copy = snapshot(vm, object)?;
        return copy.into_iter().try_for_each(|item| push(vm, object, item, left));
    }
    vm.for_each(iterable, |vm, item| push(vm, object, item, left).map(|()| true))
}

fn snapshot(vm: &mut Vm, object: &Value) -> Result<Vec<Value>> {
    let this = ring(vm, object)?;
    let items = this.snapshot(&mut vm.heap);
    vm.check(items)
}

fn append(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    push(vm, &args[0], args[1].clone(), false)?;
    Ok(Value::NONE)
}

fn append_left(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    push(vm, &args[0], args[1].clone(), true)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = ring(vm, &args[0])?;
    drop(this.take_all(&mut vm.heap));
    Ok(Value::NONE)
}

fn limit_value(vm: &mut Vm, object: &Value) -> Result<Value> {
    match ring(vm, object)?.limit.load(Ordering::Relaxed) {
        usize::MAX => Ok(Value::NONE),
        limit => vm.new_int(limit as i64),
    }
}

fn maxlen(vm: &mut Vm, object: &Value) -> Result<Value> {
    limit_value(vm, object)
}

/// A deque of the same class and limit.
fn copy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let class = class_of(&args[0]);
    let limit = limit_value(vm, &args[0])?;
    if class.is(&TYPE.class()) {
        let most = ring(vm, &args[0])?.limit.load(Ordering::Relaxed);
        let fresh = vm.create_in(&class, Ring::new(most))?;
        extend_with(vm, &fresh, &args[0], false)?;
        return Ok(fresh);
    }
    if limit.is_none() { vm.call(&class, &args[..1]) } else { vm.call(&class, &[args[0].clone(), limit]) }
}

#[cold]
fn mutated(vm: &mut Vm) -> Raised {
    vm.runtime_error("deque mutated during iteration")
}

/// Asks about each item of a copy whether it is equal to a value, as long as the deque stays as it is.
fn for_equal(vm: &mut Vm, object: &Value, value: &Value, mut found: impl FnMut(usize) -> bool) -> Result<()> {
    let revision = ring(vm, object)?.revision();
    for (index, item) in snapshot(vm, object)?.iter().enumerate() {
        let equal = vm.equal(item, value)?;
        if ring(vm, object)?.revision() != revision {
            return Err(mutated(vm));
        }
        if equal && !found(index) {
            return Ok(());
        }
        super::support::poll_at(vm, index)?;
    }
    Ok(())
}

fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut total = 0;
    for_equal(vm, &args[0], &args[1], |_| {
        total += 1;
        true
    })?;
    Ok(Value::from_small_int(total))
}

fn contains(vm: &mut Vm, object: &Value, value: &Value) -> Result<bool> {
    let mut is_there = false;
    for_equal(vm, object, value, |_| {
        is_there = true;
        false
    })?;
    Ok(is_there)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    extend_with(vm, &args[0], &args[1], false)?;
    Ok(Value::NONE)
}

fn extend_left(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    extend_with(vm, &args[0], &args[1], true)?;
    Ok(Value::NONE)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = ring(vm, &args[0])?.len();
    let start = match args[2].given() {
        Some(start) => crate::builtins::common::search_bound(vm, start, length)?,
        None => 0,
    };
    let stop = match args[3].given() {
        Some(stop) => crate::builtins::common::search_bound(vm, stop, length)?,
        None => length,
    };
    let revision = ring(vm, &args[0])?.revision();
    let items = snapshot(vm, &args[0])?;
    for (index, item) in items.iter().enumerate().take(stop).skip(start) {
        let equal = vm.equal(item, &args[1])?;
        if ring(vm, &args[0])?.revision() != revision {
            return Err(mutated(vm));
        }
        if equal {
            return vm.new_int(index as i64);
        }
    }
    let shown = vm.repr_text(&args[1])?;
    Err(vm.value_error(format!("{shown} is not in deque")))
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = vm.as_index_clamped(&args[1])?;
    let this = ring(vm, &args[0])?;
    let length = this.len();
    if length >= this.limit.load(Ordering::Relaxed) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let at = if index < 0 { length.saturating_sub(index.unsigned_abs()) } else { index as usize };
    let inserted = this.insert(&mut vm.heap, at, args[2].clone());
    vm.check(inserted)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = ring(vm, &args[0])?;
    match this.pop_back(&mut vm.heap) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn pop_left(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = ring(vm, &args[0])?;
    match this.pop_front(&mut vm.heap) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let revision = ring(vm, &args[0])?.revision();
    for (index, item) in snapshot(vm, &args[0])?.iter().enumerate() {
        let equal = vm.equal(item, &args[1])?;
        let this = ring(vm, &args[0])?;
        if this.revision() != revision {
            return Err(vm.index_error("deque mutated during remove()."));
        }
        if equal {
            drop(this.remove(&mut vm.heap, index));
            return Ok(Value::NONE);
        }
    }
    let shown = vm.repr_text(&args[1])?;
    Err(vm.value_error(format!("{shown} is not in deque")))
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = ring(vm, &args[0])?;
    this.reverse(&mut vm.heap);
    Ok(Value::NONE)
}

fn rotate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let steps = match args[1].given() {
        Some(steps) => vm.as_i64(steps)?,
        None => 1,
    };
    let this = ring(vm, &args[0])?;
    let length = this.len();
    if length > 1 {
        this.rotate(&mut vm.heap, steps.rem_euclid(length as i64) as usize);
    }
    Ok(Value::NONE)
}

fn new_iterator(vm: &mut Vm, object: &Value, backwards: bool) -> Result<Value> {
    let this = ring(vm, object)?;
    let (left, revision) = (AtomicUsize::new(this.len()), this.revision());
    vm.create_of(&ITERATOR, DequeIterator { deque: object.clone(), left, revision, backwards })
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    new_iterator(vm, object, false)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    new_iterator(vm, &args[0], true)
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = &native_of::<DequeIterator>(vm, object)?.data;
    let deque = ring(vm, &this.deque)?;
    let left = this.left.load(Ordering::Relaxed);
    if deque.revision() != this.revision {
        this.left.store(0, Ordering::Relaxed);
        return if left == 0 { Ok(None) } else { Err(mutated(vm)) };
    }
    if left == 0 {
        return Ok(None);
    }
    let index = if this.backwards { left - 1 } else { deque.len() - left };
    this.left.store(left - 1, Ordering::Relaxed);
    Ok(deque.get(&mut vm.heap, index))
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let left = native_of::<DequeIterator>(vm, &args[0])?.data.left.load(Ordering::Relaxed);
    vm.new_int(left as i64)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let limit = limit_value(vm, &args[0])?;
    let arguments = if limit.is_none() {
        vm.interpreter_empty_tuple()
    } else {
        let empty = vm.interpreter_empty_tuple();
        vm.new_tuple([empty, limit])?
    };
    let state = match vm.instance_dict(&args[0])? {
        Some(dict) if vm.length(&dict)? > 0 => dict,
        _ => Value::NONE,
    };
    let items = iter(vm, &args[0])?;
    vm.new_tuple([class_of(&args[0]), arguments, state, items])
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    Ok(ring(vm, object)?.len())
}

/// An index of an item; None where there is none.
fn position(vm: &mut Vm, object: &Value, key: &Value) -> Result<Option<usize>> {
    if !has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{given}'")));
    }
    let index = vm.as_index(key)?;
    let length = ring(vm, object)?.len() as isize;
    let index = if index < 0 { index + length } else { index };
    Ok(usize::try_from(index).ok().filter(|index| (*index as isize) < length))
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let index = position(vm, object, key)?;
    let this = ring(vm, object)?;
    match index.and_then(|index| this.get(&mut vm.heap, index)) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("deque index out of range")),
    }
}

fn set_item(vm: &mut Vm, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
    let index = position(vm, object, key)?;
    let this = ring(vm, object)?;
    let done = match (index, value) {
        (None, _) => false,
        (Some(index), None) => this.remove(&mut vm.heap, index).is_some(),
        (Some(index), Some(value)) => {
            let set = this.set(&mut vm.heap, index, value.clone());
            vm.check(set)?
        }
    };
    if done { Ok(()) } else { Err(vm.index_error("deque index out of range")) }
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let mut shown = Vec::new();
    guarded_repr(vm, object, &mut shown, "[...]", |vm, out| {
        let class = class_of(object);
        let name = Class::of(&class).map_or_else(String::new, |class| text(&class.name.get()));
        out.extend_from_slice(format!("{name}([").as_bytes());
        for (index, item) in snapshot(vm, object)?.iter().enumerate() {
            if index != 0 {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, item)?;
        }
        out.push(b']');
        let limit = limit_value(vm, object)?;
        if !limit.is_none() {
            out.extend_from_slice(b", maxlen=");
            push_repr(vm, out, &limit)?;
        }
        out.push(b')');
        Ok(())
    })?;
    vm.new_text(&shown)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (cast::<Ring>(left), cast::<Ring>(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let differ = one.len() != other.len();
    if differ && matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::from_bool(how == Comparison::NotEq));
    }
    let (mine, theirs) = (snapshot(vm, left)?, snapshot(vm, right)?);
    for (one, other) in mine.iter().zip(&theirs) {
        if vm.equal(one, other)? {
            continue;
        }
        return match how {
            Comparison::Eq => Ok(Value::FALSE),
            Comparison::NotEq => Ok(Value::TRUE),
            _ => vm.compare(one, other, how),
        };
    }
    Ok(Value::from_bool(how.holds(mine.len().cmp(&theirs.len()))))
}

fn add(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    if cast::<Ring>(left).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if cast::<Ring>(right).is_none() {
        let given = vm.class_name(right);
        return Err(vm.type_error(format!("can only concatenate deque (not \"{given}\") to deque")));
    }
    let sum = copy(vm, std::slice::from_ref(left))?;
    extend_with(vm, &sum, right, false)?;
    Ok(sum)
}

fn add_in_place(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    extend_with(vm, left, right, false)?;
    Ok(left.clone())
}

fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (deque, times) = if cast::<Ring>(left).is_some() { (left, right) } else { (right, left) };
    if !has_index(times) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let product = copy(vm, std::slice::from_ref(deque))?;
    multiply_in_place(vm, &product, times)
}

fn multiply_in_place(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    if !has_index(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let times = vm.as_i64(right)?;
    let items = snapshot(vm, left)?;
    if times <= 0 {
        let this = ring(vm, left)?;
        drop(this.take_all(&mut vm.heap));
        return Ok(left.clone());
    }
    let most = ring(vm, left)?.limit.load(Ordering::Relaxed);
    // A full deque needs no more rounds than fill it.
    let rounds =
        if items.is_empty() { 0 } else { (times - 1).min(((most / items.len()) as i64).saturating_add(1)) };
    for _ in 0..rounds {
        for item in &items {
            push(vm, left, item.clone(), false)?;
        }
        vm.poll()?;
    }
    Ok(left.clone())
}
