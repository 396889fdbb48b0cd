//! Tuples: items behind the header, fixed at birth.

use super::context::Context;
use super::header::{Header, Kind};
use super::layout::{HeapObject, Slot, Trace};
use super::publish::OutOfMemory;
use super::shape::{self, Shape};
use super::value::{RawValue, Value};
use crate::heap_object;

/// The items of a tuple: a length here, the values at the end of the object.
#[repr(C)]
pub struct InlineItems {
    length: usize,
}

heap_object! {
    pub struct Tuple = "tuple" of Kind::Tuple, tracked: true {
        items: InlineItems,
    }
}

impl InlineItems {
    #[inline(always)]
    fn as_slice(&self) -> &[Value] {
        // SAFETY: `create` wrote `length` values behind the struct, or behind a subclass's attribute slots.
        unsafe {
            let header: *const Header =
                std::ptr::with_exposed_provenance(std::ptr::from_ref(self).addr() - 16);
            let first = header.byte_add(shape::inline_offset::<Tuple>(header)).cast();
            std::slice::from_raw_parts(first, self.length)
        }
    }
}

impl Trace for InlineItems {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.as_slice().iter().for_each(|item| visit(item.raw()));
    }
}

impl Drop for InlineItems {
    fn drop(&mut self) {
        for item in self.as_slice() {
            // SAFETY: each item is read out once, as the tuple dies (D9).
            drop(unsafe { std::ptr::read(item) });
        }
    }
}

impl Tuple {
    /// A tuple of a shape (the exact class's, or a subclass's whose slots lie elsewhere: see `object`).
    pub fn create(
        context: &Context,
        shape: &Shape,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Value, OutOfMemory> {
        Tuple::of_length(context, shape, items.len(), items)
    }

    /// A tuple of the items of one and then those of another.
    pub fn concatenated(
        context: &Context,
        shape: &Shape,
        first: &[Value],
        second: &[Value],
    ) -> Result<Value, OutOfMemory> {
        let length = first.len().checked_add(second.len()).ok_or(OutOfMemory)?;
        Tuple::of_length(context, shape, length, first.iter().chain(second).cloned())
    }

    #[inline(always)]
    fn of_length(
        context: &Context,
        shape: &Shape,
        length: usize,
        items: impl Iterator<Item = Value>,
    ) -> Result<Value, OutOfMemory> {
        let offset = shape.inline_offset();
        let size = length.checked_mul(8).and_then(|bytes| bytes.checked_add(offset));
        let header = context.allocate(shape, size.ok_or(OutOfMemory)?).ok_or(OutOfMemory)?;
        // SAFETY: the memory holds the struct and `length` values.
        unsafe {
            let tuple = header.cast::<Tuple>();
            (&raw mut (*tuple).items.length).write(0);
            let first = header.byte_add(offset).cast::<Value>();
            let mut written = 0;
            for item in items.take(length) {
                first.add(written).write(item);
                written += 1;
            }
            (&raw mut (*tuple).items.length).write(written);
            Ok(Value::from_raw(RawValue::from_header(header)))
        }
    }

    /// A tuple of two: its items are not moved about on the way.
    pub fn pair(context: &Context, shape: &Shape, first: Value, second: Value) -> Result<Value, OutOfMemory> {
        let offset = shape.inline_offset();
        let header = context.allocate(shape, offset + 16).ok_or(OutOfMemory)?;
        // SAFETY: the memory holds the struct and two values.
        unsafe {
            (&raw mut (*header.cast::<Tuple>()).items.length).write(2);
            let place = header.byte_add(offset).cast::<Value>();
            place.write(first);
            place.add(1).write(second);
            Ok(Value::from_raw(RawValue::from_header(header)))
        }
    }

    /// The pair that a slot keeps, with other items, if nobody else holds it: an iterator's result, which was looked at and
    /// forgotten. Otherwise the items are given back.
    #[inline(always)]
    pub fn refilled(
        context: &Context,
        kept: &Slot,
        first: Value,
        second: Value,
    ) -> Result<Value, (Value, Value)> {
        let word = kept.raw();
        if !word.is_counted() {
            return Err((first, second));
        }
        let header = word.header();
        // SAFETY: the slot counts its object. It is a pair, it is mine, and the slot's reference is the only one (D1, D7):
        // so nobody looks at its items while they are replaced.
        let (pair, first, second) = unsafe {
            let is_free = (*header).owner == context.owner.get() && (*header).count == 1;
            if !is_free || (*header).shape() != Kind::Tuple as u32 || (*header.cast::<Tuple>()).len() != 2 {
                return Err((first, second));
            }
            let place = header.byte_add(Tuple::LAYOUT.size).cast::<Value>();
            (word.to_value(), place.replace(first), place.add(1).replace(second))
        };
        // The old ones go when the pair is counted again: what dies with them cannot come back here.
        drop((first, second));
        Ok(pair)
    }

    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        self.items.as_slice()
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.length
    }

    pub fn is_empty(&self) -> bool {
        self.items.length == 0
    }
}
