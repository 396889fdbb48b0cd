//! `itertools`: the module, and the iterators that pass items on one by one.
//!
//! The combinatoric ones are in `itertools_combine`, those that look ahead or share in `itertools_share`. What changes
//! is a slot or an atomic: two threads that draw from one iterator may get an item twice or miss one, never more.

use super::support::{constructor, itself, native_of, store};
use super::{itertools_combine as combine, itertools_share as share};
use crate::builtins::generic_alias::class_get_item;
use crate::heap::{Kind, List, Slot, Value};
use crate::native_object;
use crate::object::definition::{Arguments, ModuleDef, NativeDef, TypeDef, class_method, function, method};
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::{Binary, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

pub static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Building blocks for iteration.",
    functions: &[function("tee(iterable, n=2, /)", share::tee, "Independent iterators over one iterable.")],
    types: &[
        &ACCUMULATE,
        &CHAIN,
        &COMPRESS,
        &COUNT,
        &CYCLE,
        &DROPWHILE,
        &FILTERFALSE,
        &PAIRWISE,
        &REPEAT,
        &STARMAP,
        &TAKEWHILE,
        &combine::COMBINATIONS,
        &combine::WITH_REPLACEMENT,
        &combine::PERMUTATIONS,
        &combine::PRODUCT,
        &share::BATCHED,
        &share::GROUPBY,
        &share::GROUPER,
        &share::ISLICE,
        &share::TEE,
        &share::TEE_NODE,
        &share::ZIP_LONGEST,
    ],
    init: None,
};

/// What all the types here have in common.
pub(super) const fn iterator_type<T: NativeData>(
    name: &'static str,
    new: fn(&mut Vm, &Value, Arguments) -> Result<Value>,
    next: fn(&mut Vm, &Value) -> Result<Option<Value>>,
    doc: &'static str,
) -> TypeDef {
    TypeDef {
        doc,
        slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
        subclassable: true,
        ..TypeDef::new(name, T::LAYOUT)
    }
}

native_object! {
    pub struct Accumulate = "itertools.accumulate" {
        iterator: Value,
        /// None: addition.
        function: Value,
        /// NULL before the first item.
        total: Slot,
        /// NULL once it was given out.
        initial: Slot,
    }
}

static ACCUMULATE: TypeDef =
    iterator_type::<Accumulate>("itertools.accumulate", new_accumulate, next_accumulate, "Running totals.");
static NEW_ACCUMULATE: NativeDef = constructor("accumulate(iterable, func=None, *, initial=None)");

fn new_accumulate(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_ACCUMULATE, arguments, |vm, args| {
        let iterator = vm.iter(&args[0])?;
        let given = |value: &Value| value.given().filter(|value| !value.is_none()).cloned();
        let function = given(&args[1]).unwrap_or(Value::NONE);
        let initial = Slot::new(given(&args[2]).unwrap_or(Value::NULL));
        vm.create_native(class, Accumulate { iterator, function, total: Slot::empty(), initial })
    })
}

fn next_accumulate(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Accumulate>(vm, object)?;
    let initial = this.data.initial.get();
    if !initial.is_null() {
        store(vm, this, &this.data.initial, Value::NULL)?;
        store(vm, this, &this.data.total, initial.clone())?;
        return Ok(Some(initial));
    }
    let Some(item) = vm.next(&this.data.iterator)? else { return Ok(None) };
    let total = this.data.total.get();
    let total = if total.is_null() {
        item
    } else if this.data.function.is_none() {
        vm.binary(Binary::Add, &total, &item)?
    } else {
        vm.call(&this.data.function, &[total, item])?
    };
    store(vm, this, &this.data.total, total.clone())?;
    Ok(Some(total))
}

native_object! {
    pub struct Chain = "itertools.chain" {
        /// The iterator of iterables; NULL at the end.
        outer: Slot,
        /// The iterator of the current iterable; NULL between two.
        inner: Slot,
    }
}

static CHAIN: TypeDef = TypeDef {
    methods: &[
        class_method(
            "from_iterable(cls, iterable, /)",
            chain_from,
            "A chain of the iterables that one gives.",
        ),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    ..iterator_type::<Chain>(
        "itertools.chain",
        new_chain,
        next_chain,
        "Items of one iterable after those of another.",
    )
};
static NEW_CHAIN: NativeDef = constructor("chain(*iterables)");

fn new_chain(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_CHAIN, arguments, |vm, args| {
        let iterables = vm.new_tuple(args.to_vec())?;
        let outer = vm.iter(&iterables)?;
        vm.create_native(class, Chain { outer: Slot::new(outer), inner: Slot::empty() })
    })
}

fn chain_from(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let outer = vm.iter(&args[1])?;
    vm.create_native(&args[0], Chain { outer: Slot::new(outer), inner: Slot::empty() })
}

fn next_chain(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Chain>(vm, object)?;
    loop {
        let inner = this.data.inner.get();
        if !inner.is_null() {
            if let Some(item) = vm.next(&inner)? {
                return Ok(Some(item));
            }
            store(vm, this, &this.data.inner, Value::NULL)?;
        }
        let outer = this.data.outer.get();
        if outer.is_null() {
            return Ok(None);
        }
        match vm.next(&outer) {
            Ok(Some(iterable)) => {
                let inner = match vm.iter(&iterable) {
                    Ok(inner) => inner,
                    Err(raised) => {
                        let exception = vm.take_raised();
                        store(vm, this, &this.data.outer, Value::NULL)?;
                        let _ = vm.reraise(exception);
                        return Err(raised);
                    }
                };
                store(vm, this, &this.data.inner, inner)?;
            }
            Ok(None) => {
                store(vm, this, &this.data.outer, Value::NULL)?;
                return Ok(None);
            }
            Err(raised) => return Err(raised),
        }
        vm.poll()?;
    }
}

native_object! {
    /// Two iterators side by side, or a function and an iterator.
    pub struct Pair = "itertools.iterator" {
        first: Value,
        iterator: Value,
        /// What the predicate said has happened.
        passed: AtomicBool,
    }
}

static COMPRESS: TypeDef = iterator_type::<Pair>(
    "itertools.compress",
    new_compress,
    next_compress,
    "Items whose selectors are true.",
);
static NEW_COMPRESS: NativeDef = constructor("compress(data, selectors)");

fn new_compress(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_COMPRESS, arguments, |vm, args| {
        let (first, iterator) = (vm.iter(&args[0])?, vm.iter(&args[1])?);
        vm.create_native(class, Pair { first, iterator, passed: AtomicBool::new(false) })
    })
}

fn next_compress(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pair>(vm, object)?;
    loop {
        let Some(item) = vm.next(&this.data.first)? else { return Ok(None) };
        let Some(selector) = vm.next(&this.data.iterator)? else { return Ok(None) };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
        vm.poll()?;
    }
}

/// A type of (predicate, iterable).
macro_rules! predicate_type {
    ($definition:ident, $call:ident, $new:ident, $next:ident, $name:literal, $doc:literal) => {
        static $definition: TypeDef = iterator_type::<Pair>(concat!("itertools.", $name), $new, $next, $doc);
        static $call: NativeDef = constructor(concat!($name, "(function, iterable, /)"));

        fn $new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
            bind_native(vm, &$call, arguments, |vm, args| {
                let iterator = vm.iter(&args[1])?;
                vm.create_native(
                    class,
                    Pair { first: args[0].clone(), iterator, passed: AtomicBool::new(false) },
                )
            })
        }
    };
}

predicate_type!(
    DROPWHILE,
    NEW_DROPWHILE,
    new_dropwhile,
    next_dropwhile,
    "dropwhile",
    "Items from the first on for which a predicate is false."
);
predicate_type!(
    TAKEWHILE,
    NEW_TAKEWHILE,
    new_takewhile,
    next_takewhile,
    "takewhile",
    "Items up to the first for which a predicate is false."
);
predicate_type!(
    FILTERFALSE,
    NEW_FILTERFALSE,
    new_filterfalse,
    next_filterfalse,
    "filterfalse",
    "Items for which a predicate is false."
);
predicate_type!(
    STARMAP,
    NEW_STARMAP,
    new_starmap,
    next_starmap,
    "starmap",
    "Results of a function called with each item's items."
);

fn next_dropwhile(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pair>(vm, object)?;
    loop {
        let Some(item) = vm.next(&this.data.iterator)? else { return Ok(None) };
        if this.data.passed.load(Ordering::Relaxed) {
            return Ok(Some(item));
        }
        let verdict = vm.call(&this.data.first, std::slice::from_ref(&item))?;
        if !vm.truth(&verdict)? {
            this.data.passed.store(true, Ordering::Relaxed);
            return Ok(Some(item));
        }
        vm.poll()?;
    }
}

fn next_takewhile(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pair>(vm, object)?;
    if this.data.passed.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let Some(item) = vm.next(&this.data.iterator)? else { return Ok(None) };
    let verdict = vm.call(&this.data.first, std::slice::from_ref(&item))?;
    if vm.truth(&verdict)? {
        return Ok(Some(item));
    }
    this.data.passed.store(true, Ordering::Relaxed);
    Ok(None)
}

fn next_filterfalse(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pair>(vm, object)?;
    let plain = this.data.first.is_none()
        || this.data.first.is(&crate::object::core::class(crate::object::core::CoreClass::Bool));
    loop {
        let Some(item) = vm.next(&this.data.iterator)? else { return Ok(None) };
        let verdict =
            if plain { item.clone() } else { vm.call(&this.data.first, std::slice::from_ref(&item))? };
        if !vm.truth(&verdict)? {
            return Ok(Some(item));
        }
        vm.poll()?;
    }
}

fn next_starmap(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pair>(vm, object)?;
    let Some(item) = vm.next(&this.data.iterator)? else { return Ok(None) };
    let arguments = vm.collect(&item)?;
    vm.call(&this.data.first, &arguments).map(Some)
}

native_object! {
    pub struct Count = "itertools.count" {
        current: Slot,
        step: Value,
    }
}

static COUNT: TypeDef = TypeDef {
    slots: Slots {
        new: Some(new_count),
        iter: Some(itself),
        next: Some(next_count),
        repr: Some(repr_count),
        ..Slots::EMPTY
    },
    ..iterator_type::<Count>("itertools.count", new_count, next_count, "Numbers from a start on, for ever.")
};
static NEW_COUNT: NativeDef = constructor("count(start=0, step=1)");

fn is_number(value: &Value) -> bool {
    let class = crate::object::core::class_of(value);
    crate::object::Class::of(&class).is_some_and(|class| {
        let slots = class.slots();
        slots.index.is_some() || slots.int.is_some() || slots.float.is_some()
    }) || crate::object::core::is_exactly(value, crate::object::core::CoreClass::Complex)
}

fn new_count(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_COUNT, arguments, |vm, args| {
        let start = args[0].given().cloned().unwrap_or(Value::from_small_int(0));
        let step = args[1].given().cloned().unwrap_or(Value::from_small_int(1));
        if !is_number(&start) || !is_number(&step) {
            return Err(vm.type_error("a number is required"));
        }
        vm.create_native(class, Count { current: Slot::new(start), step })
    })
}

fn next_count(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Count>(vm, object)?;
    let current = this.data.current.get();
    let next = match (current.as_small_int(), this.data.step.as_small_int()) {
        (Some(current), Some(step)) => vm.new_int(current + step)?,
        _ => vm.binary(Binary::Add, &current, &this.data.step)?,
    };
    store(vm, this, &this.data.current, next)?;
    Ok(Some(current))
}

fn repr_count(vm: &mut Vm, object: &Value) -> Result<Value> {
    let this = native_of::<Count>(vm, object)?;
    let name = super::support::short_class_name(object);
    let current = vm.repr_text(&this.data.current.get())?;
    if this.data.step.as_small_int() == Some(1) {
        return vm.new_str(&format!("{name}({current})"));
    }
    let step = vm.repr_text(&this.data.step)?;
    vm.new_str(&format!("{name}({current}, {step})"))
}

native_object! {
    pub struct Cycle = "itertools.cycle" {
        /// NULL once it is exhausted.
        iterator: Slot,
        /// A list of what it gave.
        saved: Value,
        index: AtomicUsize,
    }
}

static CYCLE: TypeDef = iterator_type::<Cycle>(
    "itertools.cycle",
    new_cycle,
    next_cycle,
    "The items of an iterable over and over.",
);
static NEW_CYCLE: NativeDef = constructor("cycle(iterable, /)");

fn new_cycle(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_CYCLE, arguments, |vm, args| {
        let iterator = Slot::new(vm.iter(&args[0])?);
        let saved = vm.new_list(Vec::new())?;
        vm.create_native(class, Cycle { iterator, saved, index: AtomicUsize::new(0) })
    })
}

fn next_cycle(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Cycle>(vm, object)?;
    let Some(saved) = cast_kind::<List>(&this.data.saved, Kind::List) else { return Ok(None) };
    let iterator = this.data.iterator.get();
    if !iterator.is_null() {
        if let Some(item) = vm.next(&iterator)? {
            let pushed = saved.push(&mut vm.heap, item.clone());
            vm.check(pushed)?;
            return Ok(Some(item));
        }
        store(vm, this, &this.data.iterator, Value::NULL)?;
    }
    let length = saved.len();
    if length == 0 {
        return Ok(None);
    }
    let index = this.data.index.load(Ordering::Relaxed) % length;
    this.data.index.store((index + 1) % length, Ordering::Relaxed);
    Ok(saved.get(index))
}

native_object! {
    pub struct Pairwise = "itertools.pairwise" {
        /// NULL once it is exhausted.
        iterator: Slot,
        old: Slot,
    }
}

static PAIRWISE: TypeDef = iterator_type::<Pairwise>(
    "itertools.pairwise",
    new_pairwise,
    next_pairwise,
    "Each item with the one after it.",
);
static NEW_PAIRWISE: NativeDef = constructor("pairwise(iterable, /)");

fn new_pairwise(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_PAIRWISE, arguments, |vm, args| {
        let iterator = Slot::new(vm.iter(&args[0])?);
        vm.create_native(class, Pairwise { iterator, old: Slot::empty() })
    })
}

fn next_pairwise(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Pairwise>(vm, object)?;
    let iterator = this.data.iterator.get();
    if iterator.is_null() {
        return Ok(None);
    }
    let mut old = this.data.old.get();
    if old.is_null() {
        match vm.next(&iterator)? {
            Some(first) => {
                store(vm, this, &this.data.old, first.clone())?;
                old = first;
            }
            None => {
                store(vm, this, &this.data.iterator, Value::NULL)?;
                return Ok(None);
            }
        }
    }
    match vm.next(&iterator)? {
        Some(item) => {
            store(vm, this, &this.data.old, item.clone())?;
            vm.new_tuple([old, item]).map(Some)
        }
        None => {
            store(vm, this, &this.data.iterator, Value::NULL)?;
            store(vm, this, &this.data.old, Value::NULL)?;
            Ok(None)
        }
    }
}

native_object! {
    pub struct Repeat = "itertools.repeat" {
        item: Value,
        /// How often still; negative for ever.
        left: AtomicI64,
    }
}

static REPEAT: TypeDef = TypeDef {
    slots: Slots {
        new: Some(new_repeat),
        iter: Some(itself),
        next: Some(next_repeat),
        repr: Some(repr_repeat),
        ..Slots::EMPTY
    },
    methods: &[method("__length_hint__(self, /)", hint_repeat, "How often still.")],
    ..iterator_type::<Repeat>("itertools.repeat", new_repeat, next_repeat, "One object over and over.")
};
static NEW_REPEAT: NativeDef = constructor("repeat(object, times=None)");

fn new_repeat(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_REPEAT, arguments, |vm, args| {
        let left = match args[1].given() {
            Some(times) => vm.as_i64(times)?.max(0),
            None => -1,
        };
        vm.create_native(class, Repeat { item: args[0].clone(), left: AtomicI64::new(left) })
    })
}

fn next_repeat(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Repeat>(vm, object)?;
    let left = this.data.left.load(Ordering::Relaxed);
    if left == 0 {
        return Ok(None);
    }
    if left > 0 {
        this.data.left.store(left - 1, Ordering::Relaxed);
    }
    Ok(Some(this.data.item.clone()))
}

fn repr_repeat(vm: &mut Vm, object: &Value) -> Result<Value> {
    let this = native_of::<Repeat>(vm, object)?;
    let name = super::support::short_class_name(object);
    let item = vm.repr_text(&this.data.item)?;
    match this.data.left.load(Ordering::Relaxed) {
        left if left < 0 => vm.new_str(&format!("{name}({item})")),
        left => vm.new_str(&format!("{name}({item}, {left})")),
    }
}

fn hint_repeat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Repeat>(vm, &args[0])?;
    match this.data.left.load(Ordering::Relaxed) {
        left if left < 0 => Err(vm.type_error("len() of unsized object")),
        left => vm.new_int(left),
    }
}
