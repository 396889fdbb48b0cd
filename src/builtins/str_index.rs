//! Characters of a string by index, by slice and one after another.
//!
//! Owns indexing and the string iterators. An index into an ASCII string is an offset; in others it is counted out.

use super::bytes_shared::position;
use super::operand::text_of;
use super::slice::Slice;
use super::str::part_of;
use crate::heap::{Str, Value};
use crate::native_object;
use crate::object::definition::{TypeDef, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::text::wtf8;
use crate::vm::construct::single_character;
use crate::vm::item::SliceIndices;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Byte offset of a code point index, cut to the end.
pub fn byte_offset(text: &Str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.bytes().len());
    }
    wtf8::offset_of(text.bytes(), index).unwrap_or(text.bytes().len())
}

/// Code point index of a byte offset.
pub fn point_index(text: &Str, offset: usize) -> usize {
    if text.is_ascii() { offset } else { wtf8::count(&text.bytes()[..offset]) }
}

pub fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let Some(text) = text_of(object) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(index) = key.as_small_int()
        && text.is_ascii()
        && let Some(at) = position(index as isize, text.len())
    {
        return Ok(single_character(text.bytes()[at]));
    }
    get_other_item(vm, object, text, key)
}

/// What is no index into an ASCII string.
#[inline(never)]
fn get_other_item(vm: &mut Vm, object: &Value, text: &Str, key: &Value) -> Result<Value> {
    if let Some(slice) = Slice::of(key) {
        let bounds = slice.bounds(vm, text.len())?;
        return part(vm, object, text, bounds);
    }
    if key.as_small_int().is_none() && !super::slice::has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("string indices must be integers, not '{given}'")));
    }
    let index = vm.index_in(key, text.len(), "string")?;
    character_at(vm, text, byte_offset(text, index))
}

/// The character that begins at a byte offset.
fn character_at(vm: &mut Vm, text: &Str, offset: usize) -> Result<Value> {
    let rest = &text.bytes()[offset..];
    let width = rest.first().map_or(0, |lead| wtf8::sequence_width(*lead)).min(rest.len());
    vm.new_text(&rest[..width])
}

/// The part of a string that slice bounds name.
pub fn part(vm: &mut Vm, object: &Value, text: &Str, bounds: SliceIndices) -> Result<Value> {
    if bounds.count == 0 {
        return vm.new_str("");
    }
    if bounds.step == 1 {
        let (start, stop) = (bounds.start as usize, bounds.start as usize + bounds.count);
        let bytes = text.bytes();
        let part = if text.is_ascii() { &bytes[start..stop] } else { wtf8::slice(bytes, start, stop) };
        return part_of(vm, object, part);
    }
    if text.is_ascii() {
        let bytes = text.bytes();
        return vm.write_text(bounds.count, bounds.count, |out| {
            bounds.indices().for_each(|index| out.push(&[bytes[index]]));
        });
    }
    let points: Vec<u32> = wtf8::code_points(text.bytes()).collect();
    let part = wtf8::from_code_points(bounds.indices().map(|index| points[index]));
    vm.new_text(&part)
}

native_object! {
    /// Gives the characters of a string; `offset` is the next one's byte offset.
    pub struct StrIterator = "str_iterator" {
        pub text: Value,
        pub offset: AtomicUsize,
    }
}

pub static ITERATOR: TypeDef = TypeDef {
    slots: ITERATOR_SLOTS,
    methods: &[method("__length_hint__(self, /)", length_hint, "How many characters are left.")],
    ..TypeDef::new("str_iterator", StrIterator::LAYOUT)
};

pub static ASCII_ITERATOR: TypeDef = TypeDef {
    slots: Slots { next: Some(next_ascii), ..ITERATOR_SLOTS },
    methods: &[method("__length_hint__(self, /)", length_hint, "How many characters are left.")],
    ..TypeDef::new("str_ascii_iterator", StrIterator::LAYOUT)
};

const ITERATOR_SLOTS: Slots =
    Slots { iter: Some(|_, value| Ok(value.clone())), next: Some(next), ..Slots::EMPTY };

pub fn iterate(vm: &mut Vm, value: &Value) -> Result<Value> {
    let ascii = text_of(value).is_some_and(Str::is_ascii);
    let definition = if ascii { &ASCII_ITERATOR } else { &ITERATOR };
    vm.create_of(definition, StrIterator { text: value.clone(), offset: AtomicUsize::new(0) })
}

fn next(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let Some(iterator) = payload::<StrIterator>(value) else { return Ok(None) };
    let Some(text) = text_of(&iterator.text) else { return Ok(None) };
    let offset = iterator.offset.load(Ordering::Relaxed);
    let bytes = text.bytes();
    let Some(lead) = bytes.get(offset) else { return Ok(None) };
    let width = wtf8::sequence_width(*lead).min(bytes.len() - offset);
    iterator.offset.store(offset + width, Ordering::Relaxed);
    vm.new_text(&bytes[offset..offset + width]).map(Some)
}

fn next_ascii(_: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let Some(iterator) = payload::<StrIterator>(value) else { return Ok(None) };
    let Some(text) = text_of(&iterator.text) else { return Ok(None) };
    let offset = iterator.offset.load(Ordering::Relaxed);
    let Some(byte) = text.bytes().get(offset) else { return Ok(None) };
    iterator.offset.store(offset + 1, Ordering::Relaxed);
    Ok(Some(single_character(*byte)))
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(iterator) = payload::<StrIterator>(&args[0]) else { return vm.new_int(0) };
    let Some(text) = text_of(&iterator.text) else { return vm.new_int(0) };
    let offset = iterator.offset.load(Ordering::Relaxed).min(text.bytes().len());
    vm.new_int((text.len() - point_index(text, offset)) as i64)
}
