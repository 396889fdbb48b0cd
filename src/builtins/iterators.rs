//! The iterators that built-in functions make: enumerate, zip, map, filter, reversed, and those of `iter`.
//!
//! What can change is a slot or an atomic: two threads may draw from one iterator, and may then get an item
//! twice or miss one, as in CPython, but never break it.

use super::common::{constructor, native_of, reject_keywords, store};
use super::generic_alias::class_get_item;
use super::source::{Source, result_pair};
use crate::heap::{Slot, Value};
use crate::native_object;
use crate::object::class::Class;
use crate::object::core::{self, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::names::Name;
use crate::object::native::{Native, NativeData};
use crate::object::slots::{Binary, PairStep, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicI64, Ordering};

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

/// A built-in function or class by name.
pub fn builtin(vm: &mut Vm, name: &str) -> Result<Value> {
    let state = vm.interpreter.state();
    let dict = match crate::object::native::payload::<crate::vm::interpreter::State>(&state) {
        Some(state) => state.builtins.clone(),
        None => return Err(vm.runtime_error("the interpreter has no builtins")),
    };
    let key = vm.new_str(name)?;
    vm.get_item(&dict, &key)
}

/// What `__reduce__` of an iterator over an indexed sequence gives: `(iter, (sequence,), index)`.
pub fn reduce_indexed(vm: &mut Vm, sequence: Value, index: usize) -> Result<Value> {
    let function = builtin(vm, "iter")?;
    if sequence.is_null() {
        let empty = vm.new_list(Vec::new())?;
        let arguments = vm.new_tuple([empty])?;
        return vm.new_tuple([function, arguments]);
    }
    let arguments = vm.new_tuple([sequence])?;
    let index = vm.new_int(index as i64)?;
    vm.new_tuple([function, arguments, index])
}

native_object! {
    pub struct Enumerate = "enumerate" {
        pub source: Source,
        /// The next number.
        pub number: AtomicI64,
        /// The next number instead, where a machine word is too small; NULL otherwise.
        pub large: Slot,
        /// The last pair that was given out: it serves again if nobody holds it.
        pub pair: Slot,
    }
}

pub static ENUMERATE: TypeDef = TypeDef {
    doc: "Pairs (number, item) of an iterable's items, numbered from start.",
    slots: Slots {
        new: Some(new_enumerate),
        iter: Some(itself),
        next: Some(next_enumerate),
        next_pair: Some(number_and_item),
        ..Slots::EMPTY
    },
    methods: &[
        method("__reduce__(self, /)", reduce_enumerate, "For pickling."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    subclassable: true,
    ..TypeDef::new("enumerate", Enumerate::LAYOUT)
};

static ENUMERATE_CALL: NativeDef = constructor("enumerate(iterable, start=0)");

fn new_enumerate(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if arguments.is_empty() {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    }
    if let ([iterable], []) = (arguments.positional(), arguments.names) {
        return enumerate_from(vm, class, iterable, Value::from_small_int(0));
    }
    bind_native(vm, &ENUMERATE_CALL, arguments, |vm, args| {
        let start = match args[1].given() {
            Some(start) => vm.index(start)?,
            None => Value::from_small_int(0),
        };
        enumerate_from(vm, class, &args[0], start)
    })
}

fn enumerate_from(vm: &mut Vm, class: &Value, iterable: &Value, start: Value) -> Result<Value> {
    // A bool counts on as an int.
    let start = match start.as_bool() {
        Some(truth) => Value::from_small_int(truth as i64),
        None => start,
    };
    let (number, large) = match start.as_small_int() {
        Some(number) => (number, Value::NULL),
        None => (0, start),
    };
    let source = Source::new(vm, iterable)?;
    vm.build_native(class, || Enumerate {
        source,
        number: AtomicI64::new(number),
        large: Slot::new(large),
        pair: Slot::empty(),
    })
}

fn next_enumerate(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Enumerate>(vm, object)?;
    match number_and_item(vm, object)? {
        PairStep::Pair(number, item) => {
            result_pair(vm, &this.header, &this.data.pair, number, item).map(Some)
        }
        _ => Ok(None),
    }
}

#[inline(always)]
fn number_and_item(vm: &mut Vm, object: &Value) -> Result<PairStep> {
    let this = native_of::<Enumerate>(vm, object)?;
    let Some(item) = this.data.source.next(vm, &this.header)? else { return Ok(PairStep::End) };
    Ok(PairStep::Pair(next_number(vm, this)?, item))
}

/// The number of the next item, which the one behind it follows.
fn next_number(vm: &mut Vm, this: &Native<Enumerate>) -> Result<Value> {
    let large = this.data.large.get();
    if large.is_null() {
        let number = this.data.number.load(Ordering::Relaxed);
        if let Some(following) = number.checked_add(1) {
            this.data.number.store(following, Ordering::Relaxed);
            return vm.new_int(number);
        }
    }
    let number = if large.is_null() { vm.new_int(i64::MAX)? } else { large };
    let following = vm.binary(Binary::Add, &number, &Value::from_small_int(1))?;
    store(vm, this, &this.data.large, following)?;
    Ok(number)
}

fn reduce_enumerate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Enumerate>(vm, &args[0])?;
    let iterator = this.data.source.iterator(vm, &this.header)?;
    let number = match this.data.large.get() {
        large if large.is_null() => vm.new_int(this.data.number.load(Ordering::Relaxed))?,
        large => large,
    };
    let arguments = vm.new_tuple([iterator, number])?;
    vm.new_tuple([class_of(&args[0]), arguments])
}

native_object! {
    /// `zip`, and with a function `map`.
    pub struct Zip = "zip" {
        /// NULL for `zip`.
        pub function: Value,
        pub sources: Vec<Source>,
        pub strict: bool,
        /// The last pair that was given out: it serves again if nobody holds it.
        pub pair: Slot,
    }
}

pub static ZIP: TypeDef = TypeDef {
    doc: "Tuples of the first, second … items of several iterables, until the shortest one ends.",
    slots: Slots {
        new: Some(new_zip),
        iter: Some(itself),
        next: Some(next_zip),
        next_pair: Some(both_items),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", reduce_zip, "For pickling.")],
    subclassable: true,
    ..TypeDef::new("zip", Zip::LAYOUT)
};

pub static MAP: TypeDef = TypeDef {
    doc: "Results of a function called with the first, second … items of iterables.",
    slots: Slots { new: Some(new_map), iter: Some(itself), next: Some(next_map), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce_zip, "For pickling.")],
    subclassable: true,
    ..TypeDef::new("map", Zip::LAYOUT)
};

static ZIP_CALL: NativeDef = constructor("zip(*iterables, strict=False)");
static MAP_CALL: NativeDef = constructor("map(*arguments, strict=False)");

fn new_zip(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if arguments.names.is_empty() {
        return zip_of(vm, class, Value::NULL, arguments.positional(), false);
    }
    bind_native(vm, &ZIP_CALL, arguments, |vm, args| {
        let strict = is_strict(vm, &args[0])?;
        zip_of(vm, class, Value::NULL, &args[1..], strict)
    })
}

fn zip_of(vm: &mut Vm, class: &Value, function: Value, iterables: &[Value], strict: bool) -> Result<Value> {
    let sources = iterables.iter().map(|iterable| Source::new(vm, iterable)).collect::<Result<_>>()?;
    vm.build_native(class, || Zip { function, sources, strict, pair: Slot::empty() })
}

fn new_map(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &MAP_CALL, arguments, |vm, args| {
        let strict = is_strict(vm, &args[0])?;
        let Some((function, iterables)) = args[1..].split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Err(vm.type_error("map() must have at least two arguments."));
        };
        zip_of(vm, class, function.clone(), iterables, strict)
    })
}

fn is_strict(vm: &mut Vm, argument: &Value) -> Result<bool> {
    match argument.given() {
        Some(strict) => vm.truth(strict),
        None => Ok(false),
    }
}

/// One item of each iterator; None where one is exhausted.
fn draw(vm: &mut Vm, this: &Native<Zip>, name: &str) -> Result<Option<Vec<Value>>> {
    let (zip, header) = (&this.data, &this.header);
    let mut items = Vec::with_capacity(zip.sources.len());
    for (index, source) in zip.sources.iter().enumerate() {
        match source.next(vm, header)? {
            Some(item) => items.push(item),
            None if !zip.strict => return Ok(None),
            None if index != 0 => return Err(unequal(vm, name, index, "shorter")),
            None => {
                for (index, source) in zip.sources.iter().enumerate().skip(1) {
                    if source.next(vm, header)?.is_some() {
                        return Err(unequal(vm, name, index, "longer"));
                    }
                }
                return Ok(None);
            }
        }
    }
    Ok(if items.is_empty() { None } else { Some(items) })
}

#[cold]
fn unequal(vm: &mut Vm, name: &str, index: usize, what: &str) -> Raised {
    let plural = if index == 1 { " " } else { "s 1-" };
    vm.value_error(format!("{name}() argument {} is {what} than argument{plural}{index}", index + 1))
}

fn next_zip(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Zip>(vm, object)?;
    match both_items(vm, object)? {
        PairStep::Pair(left, right) => result_pair(vm, &this.header, &this.data.pair, left, right).map(Some),
        PairStep::End => Ok(None),
        PairStep::Other => match draw(vm, this, "zip")? {
            Some(items) => vm.new_tuple(items).map(Some),
            None => Ok(None),
        },
    }
}

#[inline(always)]
fn both_items(vm: &mut Vm, object: &Value) -> Result<PairStep> {
    let this = native_of::<Zip>(vm, object)?;
    let ([first, second], false) = (&this.data.sources[..], this.data.strict) else {
        return Ok(PairStep::Other);
    };
    let Some(left) = first.next(vm, &this.header)? else { return Ok(PairStep::End) };
    let Some(right) = second.next(vm, &this.header)? else { return Ok(PairStep::End) };
    Ok(PairStep::Pair(left, right))
}

fn next_map(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Zip>(vm, object)?;
    if let [source] = &this.data.sources[..] {
        let Some(item) = source.next(vm, &this.header)? else { return Ok(None) };
        return vm.call(&this.data.function, std::slice::from_ref(&item)).map(Some);
    }
    match draw(vm, this, "map")? {
        Some(items) => vm.call(&this.data.function, &items).map(Some),
        None => Ok(None),
    }
}

fn reduce_zip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Zip>(vm, &args[0])?;
    let mut arguments: Vec<Value> = this.data.function.given().into_iter().cloned().collect();
    for source in &this.data.sources {
        arguments.push(source.iterator(vm, &this.header)?);
    }
    let arguments = vm.new_tuple(arguments)?;
    vm.new_tuple([class_of(&args[0]), arguments])
}

native_object! {
    pub struct Filter = "filter" {
        pub function: Value,
        pub source: Source,
    }
}

pub static FILTER: TypeDef = TypeDef {
    doc: "The items of an iterable for which a function is true (with None: those that are true).",
    slots: Slots { new: Some(new_filter), iter: Some(itself), next: Some(next_filter), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce_filter, "For pickling.")],
    subclassable: true,
    ..TypeDef::new("filter", Filter::LAYOUT)
};

static FILTER_CALL: NativeDef = constructor("filter(function, iterable, /)");

fn new_filter(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    reject_keywords(vm, "filter", arguments, super::common::has_own_init(class, &FILTER.class()))?;
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &FILTER_CALL, positional, |vm, args| {
        let source = Source::new(vm, &args[1])?;
        vm.build_native(class, || Filter { function: args[0].clone(), source })
    })
}

fn next_filter(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Filter>(vm, object)?;
    let plain = this.data.function.is_none() || this.data.function.is(&core::class(core::CoreClass::Bool));
    while let Some(item) = this.data.source.next(vm, &this.header)? {
        let chosen = if plain {
            vm.truth(&item)?
        } else {
            let answer = vm.call(&this.data.function, std::slice::from_ref(&item))?;
            vm.truth(&answer)?
        };
        if chosen {
            return Ok(Some(item));
        }
        vm.poll()?;
    }
    Ok(None)
}

fn reduce_filter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Filter>(vm, &args[0])?;
    let iterator = this.data.source.iterator(vm, &this.header)?;
    let arguments = vm.new_tuple([this.data.function.clone(), iterator])?;
    vm.new_tuple([class_of(&args[0]), arguments])
}

native_object! {
    /// An iterator over an object with `__getitem__`, forwards (`iter`) or backwards (`reversed`).
    pub struct SequenceIterator = "iterator" {
        /// NULL once exhausted.
        pub sequence: Slot,
        /// The index of the next item.
        pub index: AtomicI64,
    }
}

pub static REVERSED: TypeDef = TypeDef {
    doc: "An iterator over a sequence, from its last item to the first.",
    slots: Slots { new: Some(new_reversed), iter: Some(itself), next: Some(next_reversed), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__(self, /)", reversed_length_hint, "How many items are left."),
        method("__reduce__(self, /)", reduce_reversed, "For pickling."),
        method("__setstate__(self, state, /)", set_reversed_state, "For unpickling."),
    ],
    subclassable: true,
    ..TypeDef::new("reversed", SequenceIterator::LAYOUT)
};

static REVERSED_CALL: NativeDef = constructor("reversed(object, /)");

fn new_reversed(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    reject_keywords(vm, "reversed", arguments, super::common::has_own_init(class, &REVERSED.class()))?;
    let positional = Arguments::positional_only(arguments.positional());
    bind_native(vm, &REVERSED_CALL, positional, |vm, args| {
        let of = class_of(&args[0]);
        let found = Class::of(&of).and_then(|of| of.lookup(&Name::Reversed.value()));
        if let Some(found) = found.filter(|found| !found.is_none()) {
            let method = vm.bind(&found, &args[0], &of)?;
            return vm.call(&method, &[]);
        }
        let refused = Class::of(&of).is_some_and(|of| of.lookup(&Name::Reversed.value()).is_some());
        let sequence = Class::of(&of).is_some_and(|of| of.slots().get_item.is_some())
            && !super::common::is_kind_of(&args[0], core::CoreClass::Dict);
        if refused || !sequence {
            let given = vm.class_name(&args[0]);
            return Err(vm.type_error(format!("'{given}' object is not reversible")));
        }
        let last = vm.length(&args[0])? as i64 - 1;
        let sequence = Slot::new(args[0].clone());
        vm.build_native(class, || SequenceIterator { sequence, index: AtomicI64::new(last) })
    })
}

fn next_reversed(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<SequenceIterator>(vm, object)?;
    let sequence = this.data.sequence.get();
    let index = this.data.index.load(Ordering::Relaxed);
    if sequence.is_null() || index < 0 {
        store(vm, this, &this.data.sequence, Value::NULL)?;
        return Ok(None);
    }
    let key = vm.new_int(index)?;
    match vm.get_item(&sequence, &key) {
        Ok(item) => {
            this.data.index.store(index - 1, Ordering::Relaxed);
            Ok(Some(item))
        }
        Err(_) => {
            end_of_sequence(vm)?;
            store(vm, this, &this.data.sequence, Value::NULL)?;
            Ok(None)
        }
    }
}

/// Swallows the errors by which a sequence says that it has no such item.
fn end_of_sequence(vm: &mut Vm) -> Result<()> {
    if vm.raised_is(core::Exception::StopIteration) {
        vm.take_raised();
        return Ok(());
    }
    vm.catch(core::Exception::IndexError).map(drop)
}

fn reversed_length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SequenceIterator>(vm, &args[0])?;
    let sequence = this.data.sequence.get();
    if sequence.is_null() {
        return vm.new_int(0);
    }
    let left = this.data.index.load(Ordering::Relaxed) + 1;
    let length = vm.length(&sequence)? as i64;
    vm.new_int(if length < left { 0 } else { left })
}

fn reduce_reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SequenceIterator>(vm, &args[0])?;
    let sequence = this.data.sequence.get();
    let class = class_of(&args[0]);
    if sequence.is_null() {
        let empty = vm.interpreter_empty_tuple();
        let arguments = vm.new_tuple([empty])?;
        return vm.new_tuple([class, arguments]);
    }
    let arguments = vm.new_tuple([sequence])?;
    let index = vm.new_int(this.data.index.load(Ordering::Relaxed))?;
    vm.new_tuple([class, arguments, index])
}

fn set_reversed_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = vm.as_index_clamped(&args[1])? as i64;
    let this = native_of::<SequenceIterator>(vm, &args[0])?;
    let sequence = this.data.sequence.get();
    if !sequence.is_null() {
        let length = vm.length(&sequence)? as i64;
        this.data.index.store(index.clamp(-1, length - 1), Ordering::Relaxed);
    }
    Ok(Value::NONE)
}

/// Registered as `CoreClass::Iterator`; `Vm::iter` calls the class with its sequence.
pub static SEQUENCE_ITERATOR: TypeDef = TypeDef {
    slots: Slots {
        new: Some(new_sequence),
        iter: Some(itself),
        next: Some(next_in_sequence),
        ..Slots::EMPTY
    },
    methods: &[
        method("__length_hint__(self, /)", sequence_length_hint, "How many items are left."),
        method("__reduce__(self, /)", reduce_sequence, "For pickling."),
    ],
    ..TypeDef::new("iterator", SequenceIterator::LAYOUT)
};

static SEQUENCE_CALL: NativeDef = constructor("iterator(sequence, /)");

fn new_sequence(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &SEQUENCE_CALL, arguments, |vm, args| {
        let sequence = Slot::new(args[0].clone());
        vm.build_native(class, || SequenceIterator { sequence, index: AtomicI64::new(0) })
    })
}

fn next_in_sequence(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<SequenceIterator>(vm, object)?;
    let sequence = this.data.sequence.get();
    if sequence.is_null() {
        return Ok(None);
    }
    let index = this.data.index.load(Ordering::Relaxed);
    let key = vm.new_int(index)?;
    match vm.get_item(&sequence, &key) {
        Ok(item) => {
            this.data.index.store(index + 1, Ordering::Relaxed);
            Ok(Some(item))
        }
        Err(_) => {
            end_of_sequence(vm)?;
            store(vm, this, &this.data.sequence, Value::NULL)?;
            Ok(None)
        }
    }
}

fn sequence_length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SequenceIterator>(vm, &args[0])?;
    let sequence = this.data.sequence.get();
    if sequence.is_null() {
        return vm.new_int(0);
    }
    if Class::of(&class_of(&sequence)).is_none_or(|class| class.slots().length.is_none()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let length = vm.length(&sequence)? as i64;
    vm.new_int((length - this.data.index.load(Ordering::Relaxed)).max(0))
}

fn reduce_sequence(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<SequenceIterator>(vm, &args[0])?;
    let (sequence, index) = (this.data.sequence.get(), this.data.index.load(Ordering::Relaxed));
    reduce_indexed(vm, sequence, index as usize)
}

native_object! {
    /// `iter(callable, sentinel)`.
    pub struct CallableIterator = "callable_iterator" {
        /// NULL once exhausted.
        pub callable: Slot,
        pub sentinel: Slot,
    }
}

/// Registered as `CoreClass::CallableIterator`.
pub static CALLABLE_ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next_of_callable), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce_callable, "For pickling.")],
    ..TypeDef::new("callable_iterator", CallableIterator::LAYOUT)
};

pub fn new_callable_iterator(vm: &mut Vm, callable: Value, sentinel: Value) -> Result<Value> {
    let data = CallableIterator { callable: Slot::new(callable), sentinel: Slot::new(sentinel) };
    vm.create_of(&CALLABLE_ITERATOR, data)
}

fn next_of_callable(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<CallableIterator>(vm, object)?;
    let callable = this.data.callable.get();
    if callable.is_null() {
        return Ok(None);
    }
    match vm.call(&callable, &[]) {
        Ok(item) => {
            // The call may have exhausted this very iterator.
            let sentinel = this.data.sentinel.get();
            if sentinel.is_null() {
                return Ok(None);
            }
            if !vm.equal(&sentinel, &item)? {
                return Ok(Some(item));
            }
        }
        Err(_) => drop(vm.catch(core::Exception::StopIteration)?),
    }
    store(vm, this, &this.data.callable, Value::NULL)?;
    store(vm, this, &this.data.sentinel, Value::NULL)?;
    Ok(None)
}

fn reduce_callable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<CallableIterator>(vm, &args[0])?;
    let (callable, sentinel) = (this.data.callable.get(), this.data.sentinel.get());
    if callable.is_null() || sentinel.is_null() {
        return reduce_indexed(vm, Value::NULL, 0);
    }
    let function = builtin(vm, "iter")?;
    let arguments = vm.new_tuple([callable, sentinel])?;
    vm.new_tuple([function, arguments])
}
