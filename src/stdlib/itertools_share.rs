//! Iterators that look ahead, cut, or share: `batched`, `groupby`, `islice`, `tee`, `zip_longest`.

use super::itertools::iterator_type;
use super::support::{constructor, itself, native_of, store};
use crate::builtins::generic_alias::class_get_item;
use crate::heap::{Slot, Value};
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::{Comparison, Slots};
use crate::text::int_text::Integer;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

native_object! {
    pub struct Batched = "itertools.batched" {
        /// NULL at the end.
        iterator: Slot,
        size: usize,
        strict: bool,
    }
}

pub static BATCHED: TypeDef =
    iterator_type::<Batched>("itertools.batched", new_batched, next_batched, "Items in tuples of so many.");
static NEW_BATCHED: NativeDef = constructor("batched(iterable, n, *, strict=False)");

fn new_batched(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_BATCHED, arguments, |vm, args| {
        let size = vm.as_i64(&args[1])?;
        if size < 1 {
            return Err(vm.value_error("n must be at least one"));
        }
        let strict = match args[2].given() {
            Some(strict) => vm.truth(strict)?,
            None => false,
        };
        let iterator = Slot::new(vm.iter(&args[0])?);
        vm.create_native(class, Batched { iterator, size: size as usize, strict })
    })
}

fn next_batched(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Batched>(vm, object)?;
    let iterator = this.data.iterator.get();
    if iterator.is_null() {
        return Ok(None);
    }
    let mut items = Vec::new();
    while items.len() < this.data.size {
        match vm.next(&iterator)? {
            Some(item) => items.push(item),
            None => {
                store(vm, this, &this.data.iterator, Value::NULL)?;
                if items.is_empty() {
                    return Ok(None);
                }
                if this.data.strict {
                    return Err(vm.value_error("batched(): incomplete batch"));
                }
                break;
            }
        }
        vm.poll()?;
    }
    vm.new_tuple(items).map(Some)
}

native_object! {
    pub struct GroupBy = "itertools.groupby" {
        iterator: Value,
        /// None: the items themselves.
        key: Value,
        /// The item that was read and not given out, with its key; NULL for none.
        item: Slot,
        item_key: Slot,
        /// The key of the group that was begun last; NULL before the first.
        group_key: Slot,
        /// The number of that group.
        group: AtomicU64,
    }
}

native_object! {
    pub struct Grouper = "itertools._grouper" {
        parent: Value,
        key: Value,
        number: u64,
    }
}

pub static GROUPBY: TypeDef = TypeDef {
    methods: &[class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias.")],
    ..iterator_type::<GroupBy>(
        "itertools.groupby",
        new_groupby,
        next_groupby,
        "Keys with iterators of the items that have them, one after the other.",
    )
};
pub static GROUPER: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next_grouper), ..Slots::EMPTY },
    ..TypeDef::new("itertools._grouper", Grouper::LAYOUT)
};
static NEW_GROUPBY: NativeDef = constructor("groupby(iterable, key=None)");

fn new_groupby(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_GROUPBY, arguments, |vm, args| {
        let iterator = vm.iter(&args[0])?;
        let key = args[1].given().cloned().unwrap_or(Value::NONE);
        let groups = GroupBy {
            iterator,
            key,
            item: Slot::empty(),
            item_key: Slot::empty(),
            group_key: Slot::empty(),
            group: AtomicU64::new(0),
        };
        vm.create_native(class, groups)
    })
}

/// Reads the next item and its key. False at the end.
fn step(vm: &mut Vm, groups: &Value) -> Result<bool> {
    let this = native_of::<GroupBy>(vm, groups)?;
    let Some(item) = vm.next(&this.data.iterator)? else { return Ok(false) };
    let key = if this.data.key.is_none() {
        item.clone()
    } else {
        vm.call(&this.data.key, std::slice::from_ref(&item))?
    };
    store(vm, this, &this.data.item, item)?;
    store(vm, this, &this.data.item_key, key)?;
    Ok(true)
}

fn next_groupby(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<GroupBy>(vm, object)?;
    let number = this.data.group.fetch_add(1, Ordering::Relaxed) + 1;
    loop {
        let (key, group_key) = (this.data.item_key.get(), this.data.group_key.get());
        if !key.is_null() {
            if group_key.is_null() {
                break;
            }
            if !key.is(&group_key) && !vm.compare_bool(&group_key, &key, Comparison::Eq)? {
                break;
            }
        }
        if !step(vm, object)? {
            return Ok(None);
        }
        vm.poll()?;
    }
    let key = this.data.item_key.get();
    store(vm, this, &this.data.group_key, key.clone())?;
    let grouper = vm.create_of(&GROUPER, Grouper { parent: object.clone(), key: key.clone(), number })?;
    vm.new_tuple([key, grouper]).map(Some)
}

fn next_grouper(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Grouper>(vm, object)?;
    let parent = native_of::<GroupBy>(vm, &this.data.parent)?;
    if parent.data.group.load(Ordering::Relaxed) != this.data.number {
        return Ok(None);
    }
    if parent.data.item.get().is_null() && !step(vm, &this.data.parent)? {
        return Ok(None);
    }
    let key = parent.data.item_key.get();
    if !key.is(&this.data.key) && !vm.compare_bool(&this.data.key, &key, Comparison::Eq)? {
        return Ok(None);
    }
    let item = parent.data.item.get();
    store(vm, parent, &parent.data.item, Value::NULL)?;
    store(vm, parent, &parent.data.item_key, Value::NULL)?;
    Ok(if item.is_null() { None } else { Some(item) })
}

native_object! {
    pub struct ISlice = "itertools.islice" {
        /// NULL at the end.
        iterator: Slot,
        /// The number of the next item to give out, and of the next item of the iterator.
        next: AtomicI64,
        count: AtomicI64,
        /// `i64::MAX` for none.
        stop: i64,
        step: i64,
    }
}

pub static ISLICE: TypeDef = iterator_type::<ISlice>(
    "itertools.islice",
    new_islice,
    next_islice,
    "Items of an iterable by their positions, as a slice would choose them.",
);
static NEW_ISLICE: NativeDef = constructor("islice(iterable, start, stop=None, step=None, /)");

/// A bound: None where it is None or absent; an error (Some(None)) where it is no index.
fn bound(vm: &mut Vm, value: &Value) -> Result<Option<Option<i64>>> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else { return Ok(None) };
    if !crate::builtins::common::has_index(value) {
        return Ok(Some(None));
    }
    Ok(Some(match vm.to_integer(value)? {
        Integer::Small(number) if number >= 0 => Some(number),
        _ => None,
    }))
}

fn new_islice(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_ISLICE, arguments, |vm, args| {
        let only_stop = args[2].is_null();
        let (start, stop) = if only_stop { (&Value::NULL, &args[1]) } else { (&args[1], &args[2]) };
        let (start, stop) = (bound(vm, start)?, bound(vm, stop)?);
        let wrong = if only_stop { "Stop argument" } else { "Indices" };
        let wrong = format!("{wrong} for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        let stop = match stop {
            None => i64::MAX,
            Some(Some(stop)) => stop,
            Some(None) if only_stop => return Err(vm.value_error(wrong)),
            Some(None) => {
                return Err(vm.value_error(
                    "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
                ));
            }
        };
        let start = match start {
            None => 0,
            Some(Some(start)) => start,
            Some(None) => return Err(vm.value_error(wrong)),
        };
        let step = match bound(vm, &args[3])? {
            None => 1,
            Some(Some(step)) if step > 0 => step,
            Some(_) => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
        };
        let iterator = Slot::new(vm.iter(&args[0])?);
        let (next, count) = (AtomicI64::new(start), AtomicI64::new(0));
        vm.create_native(class, ISlice { iterator, next, count, stop, step })
    })
}

fn next_islice(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<ISlice>(vm, object)?;
    let iterator = this.data.iterator.get();
    if iterator.is_null() {
        return Ok(None);
    }
    let (wanted, stop) = (this.data.next.load(Ordering::Relaxed), this.data.stop);
    while this.data.count.load(Ordering::Relaxed) < wanted {
        if vm.next(&iterator)?.is_none() {
            store(vm, this, &this.data.iterator, Value::NULL)?;
            return Ok(None);
        }
        this.data.count.fetch_add(1, Ordering::Relaxed);
        vm.poll()?;
    }
    if this.data.count.load(Ordering::Relaxed) >= stop {
        store(vm, this, &this.data.iterator, Value::NULL)?;
        return Ok(None);
    }
    let Some(item) = vm.next(&iterator)? else {
        store(vm, this, &this.data.iterator, Value::NULL)?;
        return Ok(None);
    };
    this.data.count.fetch_add(1, Ordering::Relaxed);
    this.data.next.store(wanted.saturating_add(this.data.step).min(stop), Ordering::Relaxed);
    Ok(Some(item))
}

native_object! {
    /// One item that several iterators have still to give out. The last node of a chain is empty.
    pub struct TeeNode = "itertools._tee_node" {
        item: Slot,
        next: Slot,
    }
}

native_object! {
    pub struct Tee = "itertools._tee" {
        iterator: Value,
        node: Slot,
    }
}

pub static TEE: TypeDef = TypeDef {
    methods: &[method("__copy__(self, /)", copy_tee, "Another iterator from here on.")],
    ..iterator_type::<Tee>("itertools._tee", new_tee, next_tee, "An iterator that shares what it reads.")
};
pub static TEE_NODE: TypeDef = TypeDef::new("itertools._tee_node", TeeNode::LAYOUT);
static NEW_TEE: NativeDef = constructor("_tee(iterable, /)");

fn empty_node(vm: &mut Vm) -> Result<Value> {
    vm.create_of(&TEE_NODE, TeeNode { item: Slot::empty(), next: Slot::empty() })
}

fn tee_of(vm: &mut Vm, class: &Value, iterable: &Value) -> Result<Value> {
    let iterator = vm.iter(iterable)?;
    if let Some(other) = payload::<Tee>(&iterator) {
        let (iterator, node) = (other.iterator.clone(), other.node.get());
        return vm.create_native(class, Tee { iterator, node: Slot::new(node) });
    }
    let node = empty_node(vm)?;
    vm.create_native(class, Tee { iterator, node: Slot::new(node) })
}

fn new_tee(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_TEE, arguments, |vm, args| tee_of(vm, class, &args[0]))
}

fn copy_tee(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let class = TEE.class();
    tee_of(vm, &class, &args[0])
}

pub fn tee(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let count = match args[1].given() {
        Some(count) => vm.as_i64(count)?,
        None => 2,
    };
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    let mut iterators: Vec<Value> = Vec::new();
    let class = TEE.class();
    for _ in 0..count {
        let source = iterators.last().unwrap_or(&args[0]).clone();
        iterators.push(tee_of(vm, &class, &source)?);
    }
    vm.new_tuple(iterators)
}

fn next_tee(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<Tee>(vm, object)?;
    let node_value = this.data.node.get();
    let node = native_of::<TeeNode>(vm, &node_value)?;
    let mut item = node.data.item.get();
    if item.is_null() {
        match vm.next(&this.data.iterator)? {
            Some(fresh) => item = fresh,
            None => return Ok(None),
        }
        if !node.data.item.get().is_null() {
            return Err(vm.runtime_error("cannot re-enter the tee iterator"));
        }
        let tail = empty_node(vm)?;
        store(vm, node, &node.data.next, tail)?;
        store(vm, node, &node.data.item, item.clone())?;
    }
    let next = node.data.next.get();
    store(vm, this, &this.data.node, next)?;
    Ok(Some(item))
}

native_object! {
    pub struct ZipLongest = "itertools.zip_longest" {
        /// NULL for those that have ended.
        iterators: Vec<Slot>,
        fill: Value,
    }
}

pub static ZIP_LONGEST: TypeDef = iterator_type::<ZipLongest>(
    "itertools.zip_longest",
    new_zip_longest,
    next_zip_longest,
    "Tuples of the first, second … items until the longest iterable ends.",
);
static NEW_ZIP_LONGEST: NativeDef = constructor("zip_longest(*iterables, fillvalue=None)");

fn new_zip_longest(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_ZIP_LONGEST, arguments, |vm, args| {
        let fill = args[0].given().cloned().unwrap_or(Value::NONE);
        let mut iterators = Vec::with_capacity(args.len() - 1);
        for iterable in &args[1..] {
            iterators.push(Slot::new(vm.iter(iterable)?));
        }
        vm.create_native(class, ZipLongest { iterators, fill })
    })
}

fn next_zip_longest(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let this = native_of::<ZipLongest>(vm, object)?;
    let mut items = Vec::with_capacity(this.data.iterators.len());
    let mut living = 0;
    for slot in &this.data.iterators {
        let iterator = slot.get();
        let item = if iterator.is_null() { None } else { vm.next(&iterator)? };
        match item {
            Some(item) => {
                living += 1;
                items.push(item);
            }
            None => {
                store(vm, this, slot, Value::NULL)?;
                items.push(this.data.fill.clone());
            }
        }
    }
    if living == 0 { Ok(None) } else { vm.new_tuple(items).map(Some) }
}
