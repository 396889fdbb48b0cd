//! Iterators over ranges: of machine words, and of ints of any size.

use super::range::Range;
use crate::heap::Value;
use crate::native_object;
use crate::object::definition::{TypeDef, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};
use dashu_int::IBig;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

native_object! {
    /// The next item, and how many are left.
    pub struct RangeIterator = "range_iterator" {
        pub next: AtomicI64,
        pub step: i64,
        pub left: AtomicU64,
    }
}

native_object! {
    /// Ints of any size; no program lives to count more than 2^64 of them.
    pub struct LongRangeIterator = "longrange_iterator" {
        pub start: Value,
        pub step: Value,
        pub length: Value,
        pub index: AtomicU64,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(|_, value| Ok(value.clone())), next: Some(next), ..Slots::EMPTY },
    methods: &[method("__length_hint__(self, /)", length_hint, "How many ints are left.")],
    ..TypeDef::new("range_iterator", RangeIterator::LAYOUT)
};

pub static LONG_ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(|_, value| Ok(value.clone())), next: Some(next_long), ..Slots::EMPTY },
    methods: &[method("__length_hint__(self, /)", long_length_hint, "How many ints are left.")],
    ..TypeDef::new("longrange_iterator", LongRangeIterator::LAYOUT)
};

fn small_iterator(vm: &mut Vm, next: i64, step: i64, left: u64) -> Result<Value> {
    vm.build_of(&ITERATOR, || RangeIterator { next: AtomicI64::new(next), step, left: AtomicU64::new(left) })
}

pub fn iterate(vm: &mut Vm, value: &Value) -> Result<Value> {
    let Some(range) = Range::of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some((start, step, length)) = range.small() {
        return small_iterator(vm, start, step, length);
    }
    let iterator = LongRangeIterator {
        start: range.start.clone(),
        step: range.step.clone(),
        length: range.length.clone(),
        index: AtomicU64::new(0),
    };
    vm.create_of(&LONG_ITERATOR, iterator)
}

pub fn reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(range) = Range::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some((start, step, length)) = range.small()
        && let Some(step_back) = step.checked_neg()
    {
        let distance = i128::from(step) * (i128::from(length) - 1);
        // The last item is a word wherever there is one; of an empty range nothing is taken.
        let last = i64::try_from(i128::from(start) + distance).unwrap_or(start);
        return small_iterator(vm, last, step_back, length);
    }
    let [start, step, length] = range.parts();
    let last = start + &step * (&length - IBig::ONE);
    let iterator = LongRangeIterator {
        start: vm.new_big_int(last)?,
        step: vm.new_big_int(-step)?,
        length: range.length.clone(),
        index: AtomicU64::new(0),
    };
    vm.create_of(&LONG_ITERATOR, iterator)
}

fn next(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let Some(iterator) = payload::<RangeIterator>(value) else { return Ok(None) };
    let left = iterator.left.load(Ordering::Relaxed);
    if left == 0 {
        return Ok(None);
    }
    let number = iterator.next.load(Ordering::Relaxed);
    // After the last item the sum may leave the machine's range; it is not looked at again.
    iterator.next.store(number.wrapping_add(iterator.step), Ordering::Relaxed);
    iterator.left.store(left - 1, Ordering::Relaxed);
    vm.new_int(number).map(Some)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let left = payload::<RangeIterator>(&args[0]).map_or(0, |iterator| iterator.left.load(Ordering::Relaxed));
    vm.new_big_int(IBig::from(left))
}

fn big(value: &Value) -> IBig {
    super::int_arithmetic::Number::of(value).map_or(IBig::ZERO, |number| number.to_big().into_owned())
}

fn next_long(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let Some(iterator) = payload::<LongRangeIterator>(value) else { return Ok(None) };
    let index = iterator.index.load(Ordering::Relaxed);
    let number = IBig::from(index);
    if number >= big(&iterator.length) {
        return Ok(None);
    }
    iterator.index.store(index + 1, Ordering::Relaxed);
    vm.new_big_int(big(&iterator.start) + number * big(&iterator.step)).map(Some)
}

fn long_length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(iterator) = payload::<LongRangeIterator>(&args[0]) else { return vm.new_int(0) };
    let index = iterator.index.load(Ordering::Relaxed);
    vm.new_big_int(big(&iterator.length) - IBig::from(index))
}
