//! The type `slice`.
//!
//! Owns the object: three values fixed at birth. Clipping to a length is `Vm::slice_bounds`.

use super::common::settle_bounds;
use super::int_arithmetic::Number;
use super::operand::{check_positional, no_keywords, read_only};
use crate::heap::{Header, HeapObject, Kind, List, Str, Tuple, Value};
use crate::heap_object;
use crate::object::Class;
use crate::object::core::{self, class_of};
use crate::object::definition::{Arguments, TypeDef, method, property};
use crate::object::native::cast_kind;
use crate::object::slots::{Comparison, Slots};
use crate::text::hash::hash_tuple;
use crate::text::int_text::Integer;
use crate::vm::item::SliceIndices;
use crate::vm::{Result, Vm};
use dashu_int::IBig;

heap_object! {
    pub struct Slice = "slice" of Kind::Slice, tracked: true {
        pub start: Value,
        pub stop: Value,
        pub step: Value,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "slice(stop, /) or slice(start, stop, step=None, /): what `a[start:stop:step]` asks for.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    methods: &[
        method("indices(self, length, /)", indices, "Start, stop and step for a sequence of a length."),
        method("__reduce__(self, /)", reduce, "Class and arguments, for pickling."),
    ],
    getters: &[
        property(
            "start",
            |_, value| Ok(Slice::of(value).map_or(Value::NONE, |slice| slice.start.clone())),
            read_only,
        ),
        property(
            "stop",
            |_, value| Ok(Slice::of(value).map_or(Value::NONE, |slice| slice.stop.clone())),
            read_only,
        ),
        property(
            "step",
            |_, value| Ok(Slice::of(value).map_or(Value::NONE, |slice| slice.step.clone())),
            read_only,
        ),
    ],
    ..TypeDef::new("slice", Slice::LAYOUT)
};

impl Slice {
    pub fn of(value: &Value) -> Option<&Slice> {
        cast_kind(value, Kind::Slice)
    }

    /// The bounds in a sequence of a length. Runs user code (`__index__`): ask the length again afterwards.
    pub fn bounds(&self, vm: &mut Vm, length: usize) -> Result<SliceIndices> {
        vm.slice_bounds(&self.start, &self.stop, &self.step, length)
    }

    pub fn parts(&self) -> [&Value; 3] {
        [&self.start, &self.stop, &self.step]
    }
}

/// `container[start:stop:step]`: no slice object is made where a built-in sequence is asked.
pub fn get(vm: &mut Vm, container: &Value, parts: &[Value; 3]) -> Result<Value> {
    match core::exact_kind(container) {
        Some(Kind::List) => {
            if let Some(list) = cast_kind::<List>(container, Kind::List)
                && let Some(indices) = SliceIndices::plain(parts, list.len())
            {
                return super::list::part_at(vm, list, indices);
            }
            // Huge bounds are still no small ints then, so they are not asked for again.
            let parts = settle_bounds(vm, parts.each_ref())?;
            return sequence_part(vm, container, &parts);
        }
        Some(Kind::Tuple) if is_settled(parts) => return sequence_part(vm, container, parts),
        Some(Kind::Tuple) => {
            let parts = settle_bounds(vm, parts.each_ref())?;
            return sequence_part(vm, container, &parts);
        }
        Some(Kind::Str) => {
            if let Some(text) = cast_kind::<Str>(container, Kind::Str) {
                let bounds = vm.slice_bounds(&parts[0], &parts[1], &parts[2], text.len())?;
                return super::str_index::part(vm, container, text, bounds);
            }
        }
        _ => {}
    }
    let [start, stop, step] = parts.clone();
    let slice = new_slice(vm, start, stop, step)?;
    vm.get_item(container, &slice)
}

/// Of a list or tuple.
fn sequence_part(vm: &mut Vm, container: &Value, parts: &[Value; 3]) -> Result<Value> {
    if let Some(list) = cast_kind::<List>(container, Kind::List) {
        return super::list::part(vm, list, parts);
    }
    let Some(tuple) = cast_kind::<Tuple>(container, Kind::Tuple) else { return Ok(Value::NONE) };
    super::tuple::part(vm, container, tuple.items(), parts)
}

/// `container[start:stop:step] = value`.
pub fn set(vm: &mut Vm, container: &Value, parts: &[Value; 3], value: &Value) -> Result<()> {
    if let Some(Kind::List) = core::exact_kind(container)
        && let Some(list) = cast_kind::<List>(container, Kind::List)
    {
        if let Some(indices) = SliceIndices::plain(parts, list.len())
            && super::list::overwrite_part(vm, list, indices, value)
        {
            return Ok(());
        }
        if is_settled(parts) {
            return super::list::set_part(vm, container, list, parts, value);
        }
        let parts = settle_bounds(vm, parts.each_ref())?;
        return super::list::set_part(vm, container, list, &parts, value);
    }
    let [start, stop, step] = parts.clone();
    let slice = new_slice(vm, start, stop, step)?;
    vm.set_item(&container.clone(), &slice, Some(&value.clone()))
}

/// Do the bounds need no user code, and is the step no zero?
fn is_settled(parts: &[Value; 3]) -> bool {
    let simple = |part: &Value| part.is_none() || part.as_small_int().is_some();
    parts.iter().all(simple) && parts[2].as_small_int() != Some(0)
}

/// A slice object; None stands for what is left out.
pub fn new_slice(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Result<Value> {
    vm.create_kind(Kind::Slice, Slice { header: Header::blank(), start, stop, step })
}

/// Can the value be an index: an int, or something with `__index__`?
pub fn has_index(value: &Value) -> bool {
    Number::of(value).is_some()
        || Class::of(&class_of(value)).is_some_and(|class| class.slots().index.is_some())
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    no_keywords(vm, "slice", arguments)?;
    let values = arguments.positional();
    check_positional(vm, "slice", values.len(), 1, 3)?;
    let part = |index: usize| values.get(index).cloned().unwrap_or(Value::NONE);
    if values.len() == 1 {
        return new_slice(vm, Value::NONE, part(0), Value::NONE);
    }
    new_slice(vm, part(0), part(1), part(2))
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let Some(slice) = Slice::of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    let mut text = b"slice(".to_vec();
    for (index, part) in slice.parts().into_iter().enumerate() {
        if index > 0 {
            text.extend_from_slice(b", ");
        }
        let shown = vm.repr(part)?;
        text.extend_from_slice(super::operand::text_of(&shown).map_or(&[][..], |shown| shown.bytes()));
    }
    text.push(b')');
    vm.new_text(&text)
}

fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let Some(slice) = Slice::of(value) else { return Ok(0) };
    let mut hashes = [0; 3];
    for (hash, part) in hashes.iter_mut().zip(slice.parts()) {
        *hash = vm.hash(part)?;
    }
    // A tuple's hash also mixes in its length, a slice's does not.
    let length_mark = 3 ^ (2_870_177_450_012_600_261 ^ 3_527_539);
    Ok(hash_tuple(hashes).wrapping_sub(length_mark))
}

/// As tuples compare: by the first parts that differ.
fn compare(vm: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let (Some(first), Some(second)) = (Slice::of(left), Slice::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    for (first, second) in first.parts().into_iter().zip(second.parts()) {
        if vm.equal(first, second)? {
            continue;
        }
        return match comparison {
            Comparison::Eq => Ok(Value::FALSE),
            Comparison::NotEq => Ok(Value::TRUE),
            _ => vm.compare(first, second, comparison),
        };
    }
    Ok(Value::from_bool(comparison.holds(std::cmp::Ordering::Equal)))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(slice) = Slice::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    let parts = vm.new_tuple(slice.parts().map(Value::clone).to_vec())?;
    vm.new_tuple([TYPE.class(), parts])
}

/// In whole numbers of any size, unlike `Vm::slice_bounds`.
fn indices(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(slice) = Slice::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    let length = to_big(vm, &args[1])?;
    if length < IBig::ZERO {
        return Err(vm.value_error("length should not be negative"));
    }
    let [start, stop, step] = bounds_of(vm, slice, &length)?;
    let mut items = Vec::with_capacity(3);
    for number in [start, stop, step] {
        items.push(vm.new_big_int(number)?);
    }
    vm.new_tuple(items)
}

/// Start, stop and step for a sequence of any length.
pub fn bounds_of(vm: &mut Vm, slice: &Slice, length: &IBig) -> Result<[IBig; 3]> {
    let step = if slice.step.is_none() { IBig::ONE } else { part_to_big(vm, &slice.step)? };
    if step == IBig::ZERO {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let backwards = step < IBig::ZERO;
    let (lowest, highest) =
        if backwards { (-IBig::ONE, length - IBig::ONE) } else { (IBig::ZERO, length.clone()) };
    let bound = |vm: &mut Vm, value: &Value, default: &IBig| -> Result<IBig> {
        if value.is_none() {
            return Ok(default.clone());
        }
        let number = part_to_big(vm, value)?;
        let number = if number < IBig::ZERO { number + length } else { number };
        Ok(number.clamp(lowest.clone(), highest.clone()))
    };
    let (first, last) = if backwards { (&highest, &lowest) } else { (&lowest, &highest) };
    let start = bound(vm, &slice.start, first)?;
    let stop = bound(vm, &slice.stop, last)?;
    Ok([start, stop, step])
}

fn part_to_big(vm: &mut Vm, value: &Value) -> Result<IBig> {
    if !has_index(value) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    to_big(vm, value)
}

/// The integer of a value with `__index__`.
pub fn to_big(vm: &mut Vm, value: &Value) -> Result<IBig> {
    Ok(match vm.to_integer(value)? {
        Integer::Small(small) => IBig::from(small),
        Integer::Big(big) => big,
    })
}
