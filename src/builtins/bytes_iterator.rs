//! Iterators over `bytes` and `bytearray`.

use super::bytearray::ByteArray;
use super::bytes_shared::{is_bytearray, length};
use crate::heap::{Bytes, Kind, Value};
use crate::native_object;
use crate::object::definition::{TypeDef, method};
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

native_object! {
    /// Gives the bytes of an object; `next` is the next one's index, `usize::MAX` once the end was seen.
    pub struct BytesIterator = "bytes_iterator" {
        pub object: Value,
        pub next: AtomicUsize,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: SLOTS,
    methods: &[method("__length_hint__(self, /)", length_hint, "How many bytes are left.")],
    ..TypeDef::new("bytes_iterator", BytesIterator::LAYOUT)
};

pub static ARRAY_ITERATOR: TypeDef = TypeDef {
    slots: SLOTS,
    methods: &[method("__length_hint__(self, /)", length_hint, "How many bytes are left.")],
    ..TypeDef::new("bytearray_iterator", BytesIterator::LAYOUT)
};

const SLOTS: Slots = Slots { iter: Some(|_, value| Ok(value.clone())), next: Some(next), ..Slots::EMPTY };

pub fn iterate(vm: &mut Vm, value: &Value) -> Result<Value> {
    let definition = if is_bytearray(value) { &ARRAY_ITERATOR } else { &ITERATOR };
    vm.create_of(definition, BytesIterator { object: value.clone(), next: AtomicUsize::new(0) })
}

fn next(_: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let Some(iterator) = payload::<BytesIterator>(value) else { return Ok(None) };
    let index = iterator.next.load(Ordering::Relaxed);
    if let Some(bytes) = cast_kind::<Bytes>(&iterator.object, Kind::Bytes)
        && let Some(byte) = bytes.bytes().get(index)
    {
        iterator.next.store(index + 1, Ordering::Relaxed);
        return Ok(Some(Value::from_small_int(i64::from(*byte))));
    }
    let byte = match cast_kind::<ByteArray>(&iterator.object, Kind::ByteArray) {
        Some(array) => array.lock().get(index).copied(),
        None => None,
    };
    // An exhausted iterator stays so, though a bytearray may grow.
    iterator.next.store(if byte.is_some() { index + 1 } else { usize::MAX }, Ordering::Relaxed);
    Ok(byte.map(|byte| Value::from_small_int(i64::from(byte))))
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(iterator) = payload::<BytesIterator>(&args[0]) else { return vm.new_int(0) };
    let left = length(vm, &iterator.object)?.saturating_sub(iterator.next.load(Ordering::Relaxed));
    vm.new_int(left as i64)
}
