//! The type `range`.
//!
//! Owns the object: start, stop, step and length, ints of any size that are fixed at birth. Membership, index, length
//! and slicing take constant time. Iterators are in `range_iterator`.

use super::int_arithmetic::{Number, exact_int};
use super::operand::{check_positional, no_keywords, read_only};
use super::range_iterator;
use super::slice::{Slice, bounds_of, has_index, to_big};
use crate::heap::value::{INT_MAX, INT_MIN};
use crate::heap::{Header, HeapObject, Kind, Value};
use crate::heap_object;
use crate::object::core::{CoreClass, is_exactly};
use crate::object::definition::{Arguments, TypeDef, method, property};
use crate::object::native::cast_kind;
use crate::object::slots::{Comparison, Slots};
use crate::text::hash::hash_tuple;
use crate::vm::{Result, Vm};
use dashu_int::IBig;
use dashu_int::ops::UnsignedAbs;

heap_object! {
    pub struct Range = "range" of Kind::Range, tracked: false {
        /// Exact ints, all four.
        pub start: Value,
        pub stop: Value,
        pub step: Value,
        pub length: Value,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "range(stop, /) or range(start, stop, step=1, /): the ints from start, in steps, before stop.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        iter: Some(range_iterator::iterate),
        length: Some(length),
        get_item: Some(get_item),
        contains: Some(contains),
        bool: Some(|_, value| {
            Ok(Range::of(value).is_some_and(|range| range.length.as_small_int() != Some(0)))
        }),
        ..Slots::EMPTY
    },
    methods: &[
        method("count(self, value, /)", count, "How often the value is in the range."),
        method("index(self, value, /)", index, "Where the value is in the range."),
        method("__reversed__(self, /)", range_iterator::reversed, "An iterator from the last to the first."),
        method("__reduce__(self, /)", reduce, "Class and arguments, for pickling."),
    ],
    getters: &[
        property(
            "start",
            |_, value| Ok(Range::of(value).map_or(Value::NONE, |range| range.start.clone())),
            read_only,
        ),
        property(
            "stop",
            |_, value| Ok(Range::of(value).map_or(Value::NONE, |range| range.stop.clone())),
            read_only,
        ),
        property(
            "step",
            |_, value| Ok(Range::of(value).map_or(Value::NONE, |range| range.step.clone())),
            read_only,
        ),
    ],
    ..TypeDef::new("range", Range::LAYOUT)
};

impl Range {
    pub fn of(value: &Value) -> Option<&Range> {
        cast_kind(value, Kind::Range)
    }

    /// Start, step and length, if start, last item and step are machine words.
    pub fn small(&self) -> Option<(i64, i64, u64)> {
        let small = |value: &Value| match Number::of(value) {
            Some(Number::Small(small)) => Some(small),
            _ => None,
        };
        let (start, step, length) = (small(&self.start)?, small(&self.step)?, small(&self.length)?);
        // The last item lies before stop, which is a word too.
        small(&self.stop)?;
        Some((start, step, length as u64))
    }

    /// Start, step and length where all its numbers are immediates.
    pub fn immediates(&self) -> Option<(i64, i64, usize)> {
        let (start, step, length) = self.small()?;
        let last = i128::from(start) + i128::from(step) * (i128::from(length) - 1).max(0);
        let fits = |number: i128| (i128::from(INT_MIN)..=i128::from(INT_MAX)).contains(&number);
        let all_fit = fits(i128::from(start)) && fits(last);
        if all_fit { Some((start, step, usize::try_from(length).ok()?)) } else { None }
    }

    fn big(&self, value: &Value) -> IBig {
        Number::of(value).map_or(IBig::ZERO, |number| number.to_big().into_owned())
    }

    /// Start, step and length in any size.
    pub fn parts(&self) -> [IBig; 3] {
        [self.big(&self.start), self.big(&self.step), self.big(&self.length)]
    }

    pub fn is_empty(&self) -> bool {
        self.length.as_small_int() == Some(0)
    }
}

fn length_of(start: &IBig, stop: &IBig, step: &IBig) -> IBig {
    let distance = if *step > IBig::ZERO { stop - start } else { start - stop };
    if distance <= IBig::ZERO {
        return IBig::ZERO;
    }
    (distance - IBig::ONE) / IBig::from(step.unsigned_abs()) + IBig::ONE
}

/// A range of exact ints; the step is not zero.
pub fn new_range(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Result<Value> {
    let length = match (Number::of(&start), Number::of(&stop), Number::of(&step)) {
        (Some(Number::Small(first)), Some(Number::Small(bound)), Some(Number::Small(1)))
            if first.unsigned_abs() < 1 << 62 && bound.unsigned_abs() < 1 << 62 =>
        {
            vm.new_int((bound - first).max(0))?
        }
        (Some(Number::Small(first)), Some(Number::Small(bound)), Some(Number::Small(by))) => {
            let (first, bound, by) = (i128::from(first), i128::from(bound), i128::from(by));
            let distance = if by > 0 { bound - first } else { first - bound };
            let length = if distance <= 0 { 0 } else { (distance - 1) / by.abs() + 1 };
            super::int_arithmetic::new_wide(vm, length)?
        }
        _ => {
            let big =
                |value: &Value| Number::of(value).map_or(IBig::ZERO, |number| number.to_big().into_owned());
            vm.new_big_int(length_of(&big(&start), &big(&stop), &big(&step)))?
        }
    };
    vm.create_kind(Kind::Range, Range { header: Header::blank(), start, stop, step, length })
}

fn new_big_range(vm: &mut Vm, parts: [IBig; 3]) -> Result<Value> {
    let [start, stop, step] = parts;
    let (start, stop, step) = (vm.new_big_int(start)?, vm.new_big_int(stop)?, vm.new_big_int(step)?);
    new_range(vm, start, stop, step)
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Value> {
    if value.as_small_int().is_some() {
        return Ok(value.clone());
    }
    let index = vm.index(value)?;
    if Number::of(&index).is_none() {
        let given = vm.class_name(&index);
        return Err(vm.type_error(format!("__index__ returned non-int (type {given})")));
    }
    exact_int(vm, &index)
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    no_keywords(vm, "range", arguments)?;
    let values = arguments.positional();
    check_positional(vm, "range", values.len(), 1, 3)?;
    if let [stop] = values {
        let stop = bound(vm, stop)?;
        return new_range(vm, Value::from_small_int(0), stop, Value::from_small_int(1));
    }
    let (start, stop) = (bound(vm, &values[0])?, bound(vm, &values[1])?);
    let step = match values.get(2) {
        Some(step) => bound(vm, step)?,
        None => Value::from_small_int(1),
    };
    if step.as_small_int() == Some(0) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    new_range(vm, start, stop, step)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let Some(range) = Range::of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (start, stop, step) =
        (vm.repr_text(&range.start)?, vm.repr_text(&range.stop)?, vm.repr_text(&range.step)?);
    let text = if step == "1" {
        format!("range({start}, {stop})")
    } else {
        format!("range({start}, {stop}, {step})")
    };
    vm.new_str(&text)
}

/// Of length, start and step, as far as they tell ranges apart.
fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let Some(range) = Range::of(value) else { return Ok(0) };
    let none = Value::NONE;
    let (start, step) = match range.length.as_small_int() {
        Some(0) => (&none, &none),
        Some(1) => (&range.start, &none),
        _ => (&range.start, &range.step),
    };
    let hashes = [vm.hash(&range.length)?, vm.hash(start)?, vm.hash(step)?];
    Ok(hash_tuple(hashes))
}

fn compare(_: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let (Some(left), Some(right)) = (Range::of(left), Range::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let wanted = match comparison {
        Comparison::Eq => true,
        Comparison::NotEq => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let ([start, step, length], [other_start, other_step, other_length]) = (left.parts(), right.parts());
    let equal = length == other_length
        && (length == IBig::ZERO || (start == other_start && (length == IBig::ONE || step == other_step)));
    Ok(Value::from_bool(equal == wanted))
}

fn length(vm: &mut Vm, value: &Value) -> Result<usize> {
    match Range::of(value).and_then(|range| Number::of(&range.length)) {
        Some(Number::Small(length)) => Ok(length as usize),
        _ => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    let Some(range) = Range::of(object) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(slice) = Slice::of(key) {
        return get_slice(vm, range, slice);
    }
    if !has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("range indices must be integers or slices, not {given}")));
    }
    if let (Some((start, step, length)), Some(index)) = (range.small(), key.as_small_int()) {
        let index = if index < 0 { i128::from(index) + i128::from(length) } else { i128::from(index) };
        if (0..i128::from(length)).contains(&index) {
            return super::int_arithmetic::new_wide(vm, i128::from(start) + index * i128::from(step));
        }
        return Err(vm.index_error("range object index out of range"));
    }
    let mut index = to_big(vm, key)?;
    let [start, step, length] = range.parts();
    if index < IBig::ZERO {
        index += &length;
    }
    if index < IBig::ZERO || index >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    vm.new_big_int(start + index * step)
}

fn get_slice(vm: &mut Vm, range: &Range, slice: &Slice) -> Result<Value> {
    let [start, step, length] = range.parts();
    let [first, last, stride] = bounds_of(vm, slice, &length)?;
    new_big_range(vm, [&start + first * &step, &start + last * &step, step * stride])
}

/// Where an int is in the range; None if it is not there.
fn position(range: &Range, value: &Value) -> Option<IBig> {
    let number = Number::of(value)?;
    if let (Some((start, step, length)), Number::Small(number)) = (range.small(), number) {
        let distance = i128::from(number) - i128::from(start);
        let index = distance / i128::from(step);
        let found = distance % i128::from(step) == 0 && (0..i128::from(length)).contains(&index);
        return found.then(|| IBig::from(index));
    }
    let [start, step, length] = range.parts();
    let distance = number.to_big().as_ref() - start;
    let index = &distance / &step;
    (&index * step == distance && index >= IBig::ZERO && index < length).then_some(index)
}

fn is_plain_int(value: &Value) -> bool {
    value.as_bool().is_some() || is_exactly(value, CoreClass::Int)
}

fn contains(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool> {
    let Some(range) = Range::of(container) else { return Ok(false) };
    if is_plain_int(item) {
        return Ok(position(range, item).is_some());
    }
    Ok(find(vm, container, item)?.is_some())
}

/// Where an item of any type is, by comparing with one after another.
fn find(vm: &mut Vm, range: &Value, item: &Value) -> Result<Option<i64>> {
    let (mut index, mut found) = (0, false);
    vm.for_each(range, |vm, candidate| {
        found = vm.equal(&candidate, item)?;
        index += i64::from(!found);
        Ok(!found)
    })?;
    Ok(found.then_some(index))
}

fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(range) = Range::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_plain_int(&args[1]) {
        return vm.new_int(i64::from(position(range, &args[1]).is_some()));
    }
    let mut count = 0;
    vm.for_each(&args[0], |vm, candidate| {
        count += i64::from(vm.equal(&candidate, &args[1])?);
        Ok(true)
    })?;
    vm.new_int(count)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(range) = Range::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_plain_int(&args[1]) {
        return match position(range, &args[1]) {
            Some(index) => vm.new_big_int(index),
            None => {
                let shown = vm.repr_text(&args[1])?;
                Err(vm.value_error(format!("{shown} is not in range")))
            }
        };
    }
    match find(vm, &args[0], &args[1])? {
        Some(index) => vm.new_int(index),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(range) = Range::of(&args[0]) else { return Ok(Value::NOT_IMPLEMENTED) };
    let parts = vm.new_tuple([range.start.clone(), range.stop.clone(), range.step.clone()])?;
    vm.new_tuple([TYPE.class(), parts])
}

/// Start, stop and step of a range whose numbers, and those it counts through, are immediates: for loops.
pub fn small_bounds(value: &Value) -> Option<(i64, i64, i64)> {
    let range = Range::of(value)?;
    let (start, stop, step) =
        (range.start.as_small_int()?, range.stop.as_small_int()?, range.step.as_small_int()?);
    let near = |number: i64| number.abs() < 1 << 46;
    if near(start) && near(stop) && near(step) && step != 0 { Some((start, stop, step)) } else { None }
}
