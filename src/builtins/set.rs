//! `set` and `frozenset`: types, methods, operators and the iterator.
//!
//! Both are a `heap::Set`; only the class says which can change. The operations themselves are in `set_operations`.

use super::common::{
    constructor, guarded_repr, has_own_init, native_of, push_repr, reject_keywords, set_of, store,
};
use super::generic_alias::class_get_item;
use super::set_operations::{
    add_all, copy_of, difference_of, find, intersection_of, is_disjoint, is_frozen, is_subset, object_of,
    refill, remove_all, roomy_copy_of, toggle_all,
};
use crate::heap::{HeapObject, Kind, Set, Slot, Value};
use crate::native_object;
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::text::hash::hash_frozenset;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

const SLOTS: Slots = Slots {
    repr: Some(repr),
    compare: Some(compare),
    iter: Some(iter),
    length: Some(length),
    contains: Some(contains),
    binary: Slots::binaries(&[
        (Binary::Sub, subtract),
        (Binary::And, and),
        (Binary::Or, or),
        (Binary::Xor, xor),
    ]),
    ..Slots::EMPTY
};

pub static TYPE: TypeDef = TypeDef {
    doc: "A mutable collection of unique hashable elements.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        inplace: Slots::binaries(&[
            (Binary::Sub, subtract_in_place),
            (Binary::And, and_in_place),
            (Binary::Or, or_in_place),
            (Binary::Xor, xor_in_place),
        ]),
        ..SLOTS
    },
    methods: &[
        method("add(self, object, /)", add, "Adds an element."),
        method("clear(self, /)", clear, "Removes all elements."),
        method("copy(self, /)", copy, "A shallow copy."),
        method("difference(self, /, *others)", difference, "The elements that are in none of the others."),
        method(
            "difference_update(self, /, *others)",
            difference_update,
            "Removes the elements of the others.",
        ),
        method("discard(self, object, /)", discard, "Removes an element if it is there."),
        method("intersection(self, /, *others)", intersection, "The elements that are in all of the others."),
        method(
            "intersection_update(self, /, *others)",
            intersection_update,
            "Keeps what is in all of the others.",
        ),
        method("isdisjoint(self, other, /)", disjoint, "Do the two have no element in common?"),
        method("issubset(self, other, /)", subset, "Does the other contain all elements?"),
        method("issuperset(self, other, /)", superset, "Are all elements of the other here?"),
        method("pop(self, /)", pop, "Removes some element and returns it."),
        method("remove(self, object, /)", remove, "Removes an element; KeyError if it is not there."),
        method(
            "symmetric_difference(self, other, /)",
            symmetric_difference,
            "The elements of just one of the two.",
        ),
        method(
            "symmetric_difference_update(self, other, /)",
            toggle,
            "Keeps the elements of just one of the two.",
        ),
        method("union(self, /, *others)", union, "The elements of this and of the others."),
        method("update(self, /, *others)", update, "Adds the elements of the others."),
        method("__reduce__(self, /)", reduce, "For pickling."),
        method("__sizeof__(self, /)", size_of, "The size in memory, in bytes."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("set", Set::LAYOUT)
};

pub static FROZEN: TypeDef = TypeDef {
    doc: "An immutable collection of unique hashable elements.",
    slots: Slots { new: Some(new_frozen), hash: Some(hash), ..SLOTS },
    methods: &[
        method("copy(self, /)", copy, "A copy; of a frozenset the same object."),
        method("difference(self, /, *others)", difference, "The elements that are in none of the others."),
        method("intersection(self, /, *others)", intersection, "The elements that are in all of the others."),
        method("isdisjoint(self, other, /)", disjoint, "Do the two have no element in common?"),
        method("issubset(self, other, /)", subset, "Does the other contain all elements?"),
        method("issuperset(self, other, /)", superset, "Are all elements of the other here?"),
        method(
            "symmetric_difference(self, other, /)",
            symmetric_difference,
            "The elements of just one of the two.",
        ),
        method("union(self, /, *others)", union, "The elements of this and of the others."),
        method("__reduce__(self, /)", reduce, "For pickling."),
        method("__sizeof__(self, /)", size_of, "The size in memory, in bytes."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("frozenset", Set::LAYOUT)
};

static SET_CALL: NativeDef = constructor("set(iterable=(), /)");
static FROZEN_CALL: NativeDef = constructor("frozenset(iterable=(), /)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.build_in(class, Set::new)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if !arguments.names.is_empty() {
        let class = class_of(object);
        let own_new = Class::of(&class).and_then(|class| class.slots().new).is_none_or(|function| {
            !std::ptr::fn_addr_eq(function, new as fn(&mut Vm, &Value, Arguments) -> _)
        });
        reject_keywords(vm, "set", arguments, own_new)?;
    }
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &SET_CALL, positional, |vm, args| {
        let set = set_of(vm, object)?;
        if !set.is_empty() {
            set.clear(&mut vm.heap);
        }
        match args[0].given() {
            Some(iterable) => add_all(vm, set, iterable),
            None => Ok(()),
        }
    })
}

fn new_frozen(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let plain = core::class(CoreClass::FrozenSet);
    if !arguments.names.is_empty() {
        reject_keywords(vm, "frozenset", arguments, has_own_init(class, &plain))?;
    }
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &FROZEN_CALL, positional, |vm, args| {
        let Some(iterable) = args[0].given() else { return vm.build_in(class, Set::new) };
        if class.is(&plain) && core::is_exactly(iterable, CoreClass::FrozenSet) {
            return Ok(iterable.clone());
        }
        let result = vm.build_in(class, Set::new)?;
        let filled = set_of(vm, &result)?;
        add_all(vm, filled, iterable)?;
        Ok(result)
    })
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let set = set_of(vm, object)?;
    let name = vm.class_name(object);
    if set.is_empty() {
        return vm.new_str(&format!("{name}()"));
    }
    let mut out = Vec::new();
    guarded_repr(vm, object, &mut out, &format!("{name}(...)"), |vm, out| {
        let plain = core::is_exactly(object, CoreClass::Set);
        out.extend_from_slice(if plain { b"{" } else { name.as_bytes() });
        if !plain {
            out.extend_from_slice(b"({");
        }
        let elements = set.snapshot(&mut vm.heap);
        for (index, (_, element)) in vm.check(elements)?.iter().enumerate() {
            if index != 0 {
                out.extend_from_slice(b", ");
            }
            push_repr(vm, out, element)?;
        }
        out.extend_from_slice(if plain { b"}" } else { b"})" });
        Ok(())
    })?;
    vm.new_text(&out)
}

fn hash(vm: &mut Vm, object: &Value) -> Result<i64> {
    let set = set_of(vm, object)?;
    let cached = set.hash.load(Ordering::Relaxed);
    if cached != i64::MIN {
        return Ok(cached);
    }
    let mut position = 0;
    let hashes = std::iter::from_fn(|| {
        let (number, hash, _) = set.next(position)?;
        position = number + 1;
        Some(hash as i64)
    });
    let hash = hash_frozenset(hashes);
    set.hash.store(hash, Ordering::Relaxed);
    Ok(hash)
}

fn both<'a>(left: &'a Value, right: &'a Value) -> Option<(&'a Set, &'a Set)> {
    Some((cast_kind(left, Kind::Set)?, cast_kind(right, Kind::Set)?))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let Some((first, second)) = both(left, right) else { return Ok(Value::NOT_IMPLEMENTED) };
    let holds = match how {
        Comparison::Eq | Comparison::NotEq => {
            let same = first.len() == second.len() && is_subset(vm, first, second)?;
            same == (how == Comparison::Eq)
        }
        Comparison::Lt => first.len() < second.len() && is_subset(vm, first, second)?,
        Comparison::LtE => is_subset(vm, first, second)?,
        Comparison::Gt => first.len() > second.len() && is_subset(vm, second, first)?,
        Comparison::GtE => is_subset(vm, second, first)?,
    };
    Ok(Value::from_bool(holds))
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    set_of(vm, object).map(Set::len)
}

fn contains(vm: &mut Vm, object: &Value, element: &Value) -> Result<bool> {
    let set = set_of(vm, object)?;
    Ok(find(vm, set, element)?.is_some())
}

fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    match both(left, right) {
        Some((first, _)) => difference_of(vm, first, is_frozen(left), right),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn and(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some((first, _)) = both(left, right) else { return Ok(Value::NOT_IMPLEMENTED) };
    let common = intersection_of(vm, first, right)?;
    as_kind_of(vm, common, left)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some((first, second)) = both(left, right) else { return Ok(Value::NOT_IMPLEMENTED) };
    let united = first.united(&mut vm.heap, second);
    if let Some(united) = vm.check(united)? {
        return object_of(vm, united, is_frozen(left));
    }
    let result = roomy_copy_of(vm, first, is_frozen(left), second.len())?;
    let filled = set_of(vm, &result)?;
    add_all(vm, filled, right)?;
    Ok(result)
}

fn xor(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some((first, _)) = both(left, right) else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = copy_of(vm, first, is_frozen(left))?;
    let filled = set_of(vm, &result)?;
    toggle_all(vm, filled, right)?;
    Ok(result)
}

/// A fresh set as a frozenset, if `like` is one.
fn as_kind_of(vm: &mut Vm, fresh: Value, like: &Value) -> Result<Value> {
    if !is_frozen(like) {
        return Ok(fresh);
    }
    let set = set_of(vm, &fresh)?;
    copy_of(vm, set, true)
}

fn subtract_in_place(vm: &mut Vm, object: &Value, other: &Value) -> Result<Value> {
    let Some((set, _)) = both(object, other) else { return Ok(Value::NOT_IMPLEMENTED) };
    remove_all(vm, object, set, other)?;
    Ok(object.clone())
}

fn and_in_place(vm: &mut Vm, object: &Value, other: &Value) -> Result<Value> {
    let Some((set, _)) = both(object, other) else { return Ok(Value::NOT_IMPLEMENTED) };
    let common = intersection_of(vm, set, other)?;
    refill(vm, set, &common)?;
    Ok(object.clone())
}

fn or_in_place(vm: &mut Vm, object: &Value, other: &Value) -> Result<Value> {
    let Some((set, _)) = both(object, other) else { return Ok(Value::NOT_IMPLEMENTED) };
    add_all(vm, set, other)?;
    Ok(object.clone())
}

fn xor_in_place(vm: &mut Vm, object: &Value, other: &Value) -> Result<Value> {
    let Some((set, _)) = both(object, other) else { return Ok(Value::NOT_IMPLEMENTED) };
    toggle_all(vm, set, other)?;
    Ok(object.clone())
}

fn add(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    vm.set_add(set, args[1].clone())?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    set_of(vm, &args[0])?.clear(&mut vm.heap);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if core::is_exactly(&args[0], CoreClass::FrozenSet) {
        return Ok(args[0].clone());
    }
    let set = set_of(vm, &args[0])?;
    copy_of(vm, set, is_frozen(&args[0]))
}

fn difference(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    let Some((first, rest)) = args[1..].split_first() else { return copy(vm, args) };
    let result = difference_of(vm, set, is_frozen(&args[0]), first)?;
    let set = set_of(vm, &result)?;
    for other in rest {
        remove_all(vm, &result, set, other)?;
    }
    Ok(result)
}

fn difference_update(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    for other in &args[1..] {
        remove_all(vm, &args[0], set, other)?;
    }
    Ok(Value::NONE)
}

fn discard(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    if let Some(number) = find(vm, set, &args[1])? {
        drop(set.remove(&mut vm.heap, number));
    }
    Ok(Value::NONE)
}

fn intersection(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args.len() == 1 {
        return copy(vm, args);
    }
    let mut result = args[0].clone();
    for other in &args[1..] {
        let set = set_of(vm, &result)?;
        let common = intersection_of(vm, set, other)?;
        result = common;
    }
    as_kind_of(vm, result, &args[0])
}

fn intersection_update(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args.len() > 1 {
        let common = intersection(vm, args)?;
        let set = set_of(vm, &args[0])?;
        refill(vm, set, &common)?;
    }
    Ok(Value::NONE)
}

fn disjoint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    is_disjoint(vm, set, &args[1]).map(Value::from_bool)
}

fn subset(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    if let Some(other) = cast_kind::<Set>(&args[1], Kind::Set) {
        return is_subset(vm, set, other).map(Value::from_bool);
    }
    let common = intersection_of(vm, set, &args[1])?;
    let same = vm.length(&common)? == set.len();
    Ok(Value::from_bool(same))
}

fn superset(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    if let Some(other) = cast_kind::<Set>(&args[1], Kind::Set) {
        return is_subset(vm, other, set).map(Value::from_bool);
    }
    let mut all = true;
    vm.for_each(&args[1], |vm, item| {
        all = find(vm, set, &item)?.is_some();
        Ok(all)
    })?;
    Ok(Value::from_bool(all))
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    while let Some((number, _, _)) = set.next(0) {
        if let Some(element) = set.remove(&mut vm.heap, number) {
            return Ok(element);
        }
    }
    Err(vm.raise(core::Exception::KeyError, "pop from an empty set"))
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    let found = find(vm, set, &args[1])?;
    match found.and_then(|number| set.remove(&mut vm.heap, number)) {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.key_error(&args[1])),
    }
}

fn symmetric_difference(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    let result = copy_of(vm, set, is_frozen(&args[0]))?;
    let filled = set_of(vm, &result)?;
    toggle_all(vm, filled, &args[1])?;
    Ok(result)
}

fn toggle(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    toggle_all(vm, set, &args[1])?;
    Ok(Value::NONE)
}

fn union(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    let result = copy_of(vm, set, is_frozen(&args[0]))?;
    let target = set_of(vm, &result)?;
    for other in &args[1..] {
        if !other.is(&args[0]) {
            add_all(vm, target, other)?;
        }
    }
    Ok(result)
}

fn update(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    for other in &args[1..] {
        add_all(vm, set, other)?;
    }
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let elements = set_of(vm, &args[0])?.snapshot(&mut vm.heap);
    let elements = vm.check(elements)?.into_iter().map(|(_, element)| element).collect();
    let list = vm.new_list(elements)?;
    let arguments = vm.new_tuple([list])?;
    let state = vm.instance_dict(&args[0])?.unwrap_or(Value::NONE);
    vm.new_tuple([class_of(&args[0]), arguments, state])
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let set = set_of(vm, &args[0])?;
    vm.new_int((std::mem::size_of::<Set>() + set.memory()) as i64)
}

native_object! {
    pub struct SetIterator = "set_iterator" {
        /// NULL once exhausted.
        pub set: Slot,
        pub position: AtomicU32,
        /// Elements that the set had at the beginning; `usize::MAX` once it had another number.
        pub expected: AtomicUsize,
        pub left: AtomicUsize,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__(self, /)", length_hint, "How many elements are left."),
        method("__reduce__(self, /)", reduce_iterator, "For pickling."),
    ],
    ..TypeDef::new("set_iterator", SetIterator::LAYOUT)
};

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    let length = set_of(vm, object)?.len();
    vm.build_of(&ITERATOR, || SetIterator {
        set: Slot::new(object.clone()),
        position: AtomicU32::new(0),
        expected: AtomicUsize::new(length),
        left: AtomicUsize::new(length),
    })
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<SetIterator>(vm, object)?;
    let value = this.data.set.get();
    let Some(set) = cast_kind::<Set>(&value, Kind::Set) else { return Ok(None) };
    if set.len() != this.data.expected.load(Ordering::Relaxed) {
        this.data.expected.store(usize::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    match set.next(this.data.position.load(Ordering::Relaxed)) {
        Some((number, _, element)) => {
            this.data.position.store(number + 1, Ordering::Relaxed);
            let left = this.data.left.load(Ordering::Relaxed);
            this.data.left.store(left.saturating_sub(1), Ordering::Relaxed);
            Ok(Some(element))
        }
        None => {
            store(vm, this, &this.data.set, Value::NULL)?;
            Ok(None)
        }
    }
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SetIterator>(vm, &args[0])?;
    let value = this.data.set.get();
    let left = match cast_kind::<Set>(&value, Kind::Set) {
        Some(set) if set.len() == this.data.expected.load(Ordering::Relaxed) => {
            this.data.left.load(Ordering::Relaxed)
        }
        _ => 0,
    };
    vm.new_int(left as i64)
}

/// `(iter, ([what is left],))`; the iterator stays where it is.
fn reduce_iterator(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SetIterator>(vm, &args[0])?;
    let (position, left) =
        (this.data.position.load(Ordering::Relaxed), this.data.left.load(Ordering::Relaxed));
    let set = this.data.set.get();
    let rest = vm.collect(&args[0])?;
    store(vm, this, &this.data.set, set)?;
    this.data.position.store(position, Ordering::Relaxed);
    this.data.left.store(left, Ordering::Relaxed);
    let function = super::iterators::builtin(vm, "iter")?;
    let rest = vm.new_list(rest)?;
    let arguments = vm.new_tuple([rest])?;
    vm.new_tuple([function, arguments])
}
