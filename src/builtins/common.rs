//! What the built-in containers and functions share: receivers, small conversions, reflected operators.
//!
//! Must not know any one type's rules. Nothing here holds a container open across user code (D5).

use super::slice::Slice;
use crate::heap::dict::exact_str;
use crate::heap::{Dict, Kind, List, Set, Slot, Str, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, function};
use crate::object::function::NativeFunction;
use crate::object::names::Name;
use crate::object::native::{Native, NativeData, cast, cast_kind};
use crate::object::slots::Binary;
use crate::text::int_text::Integer;
use crate::vm::item::SliceIndices;
use crate::vm::{Result, Vm};

/// The signature of a class call, for binding the arguments of a `new` or `init` slot.
pub const fn constructor(signature: &'static str) -> NativeDef {
    function(signature, no_body, "")
}

fn no_body(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::NONE)
}

pub fn list_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a List> {
    match cast_kind(value, Kind::List) {
        Some(list) => Ok(list),
        None => Err(wrong_receiver(vm, "list", value)),
    }
}

pub fn dict_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Dict> {
    match cast_kind(value, Kind::Dict) {
        Some(dict) => Ok(dict),
        None => Err(wrong_receiver(vm, "dict", value)),
    }
}

pub fn set_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Set> {
    match cast_kind(value, Kind::Set) {
        Some(set) => Ok(set),
        None => Err(wrong_receiver(vm, "set", value)),
    }
}

/// The native object of a method's receiver: header and data.
pub fn native_of<'a, T: NativeData>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<T>> {
    match cast(value) {
        Some(native) => Ok(native),
        None => Err(wrong_receiver(vm, T::NAME, value)),
    }
}

#[cold]
fn wrong_receiver(vm: &mut Vm, wanted: &str, value: &Value) -> crate::vm::Raised {
    let given = vm.class_name(value);
    vm.type_error(format!("expected a '{wanted}' object but received a '{given}'"))
}

/// Replaces a slot of a native object.
pub fn store<T: NativeData>(vm: &mut Vm, object: &Native<T>, slot: &Slot, value: Value) -> Result<()> {
    let result = vm.heap.set_slot(&object.header, slot, value);
    vm.check(result).map(drop)
}

/// The text of a string value (of a subclass too); empty for anything else.
pub fn str_bytes(value: &Value) -> &[u8] {
    cast_kind::<Str>(value, Kind::Str).map_or(&[], Str::bytes)
}

pub fn is_str(value: &Value) -> bool {
    cast_kind::<Str>(value, Kind::Str).is_some()
}

/// Appends `repr(value)`. Plain containers write themselves into the same text, so that nesting copies nothing.
pub fn push_repr(vm: &mut Vm, out: &mut Vec<u8>, value: &Value) -> Result<()> {
    if let Some(text) = exact_str(value.raw()) {
        out.extend_from_slice(&crate::text::quote::str_repr(text.bytes()));
        return Ok(());
    }
    if value.raw().is_pointer() {
        let class = class_of(value);
        if class.is(&core::class(CoreClass::List)) {
            return super::list::write_repr(vm, value, out);
        }
        if class.is(&core::class(CoreClass::Tuple)) {
            return super::tuple::write_repr(vm, value, out);
        }
        if class.is(&core::class(CoreClass::Dict)) {
            return super::dict::write_repr(vm, value, out);
        }
    }
    let text = vm.repr(value)?;
    out.extend_from_slice(str_bytes(&text));
    Ok(())
}

/// A repr that is written into a text.
pub fn written_repr(
    vm: &mut Vm,
    object: &Value,
    write: fn(&mut Vm, &Value, &mut Vec<u8>) -> Result<()>,
) -> Result<Value> {
    let mut out = Vec::new();
    write(vm, object, &mut out)?;
    vm.new_text(&out)
}

/// Writes a repr unless the same object's repr is being made already; then the text is `running`.
pub fn guarded_repr(
    vm: &mut Vm,
    object: &Value,
    out: &mut Vec<u8>,
    running: &str,
    body: impl FnOnce(&mut Vm, &mut Vec<u8>) -> Result<()>,
) -> Result<()> {
    vm.check_stack()?;
    if !vm.enter_repr(object) {
        out.extend_from_slice(running.as_bytes());
        return Ok(());
    }
    let result = body(vm, out);
    vm.leave_repr(object);
    result
}

/// Can the value be used as an index?
pub fn has_index(value: &Value) -> bool {
    value.as_small_int().is_some()
        || Class::of(&class_of(value)).is_some_and(|class| class.slots().index.is_some())
}

/// Is the value an instance of the core class or of a class derived from it? No user code.
pub fn is_kind_of(value: &Value, which: CoreClass) -> bool {
    let class = class_of(value);
    let wanted = core::class(which);
    class.is(&wanted) || Class::of(&class).is_some_and(|class| class.is_subclass_of(&wanted))
}

/// Has the value's class a `__next__`?
pub fn is_iterator(value: &Value) -> bool {
    Class::of(&class_of(value)).is_some_and(|class| class.slots().next.is_some())
}

/// The number of times that a sequence is to be repeated, or what the other operand makes of it. Repetition is no
/// numeric operator: a right operand is asked first. Negative counts are 0.
pub fn repeat_count(vm: &mut Vm, left: &Value, right: &Value, reversed: bool) -> Result<Repeat> {
    let count = if reversed { left } else { right };
    if let Some(count) = count.as_small_int() {
        return Ok(Repeat::Times(usize::try_from(count).unwrap_or(0)));
    }
    if !reversed
        && !repeats_only(right)
        && let Some(slot) =
            Class::of(&class_of(right)).and_then(|class| class.slots().binary[Binary::Mul as usize])
    {
        let answer = slot(vm, left, right)?;
        if !answer.is_not_implemented() {
            return Ok(Repeat::Answer(answer));
        }
    }
    if !has_index(count) {
        let culprit = if reversed && is_sequence(left) { right } else { count };
        let given = vm.class_name(culprit);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{given}'")));
    }
    match vm.to_integer(count)? {
        Integer::Small(times) => Ok(Repeat::Times(usize::try_from(times).unwrap_or(0))),
        Integer::Big(_) => {
            let name = vm.class_name(count);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// OverflowError for a repetition whose length no machine word holds.
pub fn check_repetition(vm: &mut Vm, length: usize, times: usize, what: &str) -> Result<()> {
    match length.checked_mul(times) {
        Some(total) if isize::try_from(total).is_ok() => Ok(()),
        _ => Err(vm.overflow_error(format!("repeated {what} too long"))),
    }
}

/// How often to repeat, or what the other operand made of it.
pub enum Repeat {
    Times(usize),
    Answer(Value),
}

/// Is it a built-in sequence, or of a class derived from one?
fn is_sequence(value: &Value) -> bool {
    [CoreClass::List, CoreClass::Tuple, CoreClass::Str, CoreClass::Bytes, CoreClass::ByteArray]
        .into_iter()
        .any(|which| is_kind_of(value, which))
}

/// Is it a sequence that knows no other multiplication than its own repetition, which is no business of another sequence's?
fn repeats_only(value: &Value) -> bool {
    is_sequence(value) && !has_python_method(value, Name::Mul) && !has_python_method(value, Name::RMul)
}

/// Is what the name means in the value's class no built-in function?
fn has_python_method(value: &Value, name: Name) -> bool {
    let found = Class::of(&class_of(value)).and_then(|class| class.lookup(&name.value()));
    found.is_some_and(|found| NativeFunction::of(&found).is_none())
}

/// Bounds of a slice object that need no user code any more: None or ints. Its `__index__` methods run here, so the
/// length of a container must be asked afterwards.
pub fn slice_parts(vm: &mut Vm, slice: &Value) -> Result<[Value; 3]> {
    let Some(slice) = Slice::of(slice) else { return Err(wrong_receiver(vm, "slice", slice)) };
    settle_bounds(vm, slice.parts())
}

/// The same for bounds of which no slice object was made.
pub fn settle_bounds(vm: &mut Vm, [start, stop, step]: [&Value; 3]) -> Result<[Value; 3]> {
    let step = slice_part(vm, step)?;
    if step.as_small_int() == Some(0) {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    Ok([slice_part(vm, start)?, slice_part(vm, stop)?, step])
}

fn slice_part(vm: &mut Vm, part: &Value) -> Result<Value> {
    if part.is_none() || part.as_small_int().is_some() {
        return Ok(part.clone());
    }
    let number = vm.as_index_clamped(part)?;
    vm.new_int(number as i64)
}

/// The bounds of `slice_parts` in a sequence of a length.
#[inline]
pub fn slice_in(vm: &mut Vm, parts: &[Value; 3], length: usize) -> Result<SliceIndices> {
    match SliceIndices::plain(parts, length) {
        Some(indices) => Ok(indices),
        None => vm.slice_bounds(&parts[0], &parts[1], &parts[2], length),
    }
}

pub fn is_slice(value: &Value) -> bool {
    Slice::of(value).is_some()
}

/// `items` so many times over.
pub fn repeat_items(vm: &mut Vm, items: &[Value], count: usize) -> Result<Vec<Value>> {
    let mut repeated = Vec::new();
    let Some(total) = items.len().checked_mul(count) else { return Err(vm.memory_error()) };
    if repeated.try_reserve_exact(total).is_err() {
        return Err(vm.memory_error());
    }
    for round in 0..if items.is_empty() { 0 } else { count } {
        repeated.extend_from_slice(items);
        poll_at(vm, round)?;
    }
    Ok(repeated)
}

/// A safepoint in every 1024th round of a native loop.
#[inline]
pub fn poll_at(vm: &mut Vm, round: usize) -> Result<()> {
    if round & 1023 == 1023 { vm.poll() } else { Ok(()) }
}

/// No keywords, unless a subclass has its own `__init__` (or `__new__`) that takes them.
pub fn reject_keywords(vm: &mut Vm, name: &str, arguments: Arguments, lenient: bool) -> Result<()> {
    if arguments.names.is_empty() || lenient {
        return Ok(());
    }
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// A start or stop bound as `index` methods take it: any index, clamped; a negative one counts from the end.
pub fn search_bound(vm: &mut Vm, bound: &Value, length: usize) -> Result<usize> {
    if !has_index(bound) {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    let bound = vm.as_index_clamped(bound)?;
    Ok(if bound < 0 { length.saturating_sub(bound.unsigned_abs()) } else { bound as usize })
}

/// Has a class an `__init__` of its own, other than what a built-in base has?
pub fn has_own_init(class: &Value, base: &Value) -> bool {
    let init =
        |class: &Value| Class::of(class).and_then(|class| class.slots().init).map(|init| init as usize);
    init(class) != init(base)
}
