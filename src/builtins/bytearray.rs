//! The type `bytearray`: bytes that change.
//!
//! Owns the object and its mutation. The content lies behind a lock that is held for plain copying only, never across
//! anything that can run user code or wait: indices and new items are computed first, bounds checked under the lock.

use super::bytes_methods::with_shared_methods;
use super::bytes_shared::{
    self, byte_argument, bytes_like, collect_bytes, content, new_like, position, zeros,
};
use super::common::{Repeat, repeat_count};
use super::operand::{check_positional, text_of};
use super::slice::{Slice, has_index};
use super::str_split::is_iterable;
use super::{bytes, bytes_format, bytes_iterator};
use crate::heap::{Header, HeapObject, Kind, Opaque, Value};
use crate::heap_object;
use crate::object::core::Exception;
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, method};
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Slots};
use crate::text::quote::bytes_repr;
use crate::vm::arguments::bind_native;
use crate::vm::item::SliceIndices;
use crate::vm::{Raised, Result, Vm};
use parking_lot::{Mutex, MutexGuard};
use std::sync::atomic::{AtomicUsize, Ordering};

heap_object! {
    pub struct ByteArray = "bytearray" of Kind::ByteArray, tracked: false {
        content: Opaque<Mutex<Vec<u8>>>,
        /// Views of the content: while there are any, the length cannot change.
        pub exports: AtomicUsize,
    }
}

impl ByteArray {
    pub fn new(content: Vec<u8>) -> ByteArray {
        ByteArray {
            header: Header::blank(),
            content: Opaque(Mutex::new(content)),
            exports: AtomicUsize::new(0),
        }
    }

    /// The content. Hold it for plain copying only.
    pub fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.content.0.lock()
    }
}

/// A bytearray value.
pub fn new_bytearray(vm: &mut Vm, content: Vec<u8>) -> Result<Value> {
    vm.create_kind(Kind::ByteArray, ByteArray::new(content))
}

pub static TYPE: TypeDef = TypeDef {
    doc: "bytearray(source=b'', encoding='', errors='strict'): bytes that can be changed.\n\nMade from an iterable of \
          ints, from a bytes-like object, from a count of zeros, or from a string and an encoding.",
    slots: Slots {
        new: Some(|vm, class, _| vm.create_in(class, ByteArray::new(Vec::new()))),
        init: Some(initialize),
        repr: Some(repr),
        compare: Some(bytes_shared::compare),
        iter: Some(bytes_iterator::iterate),
        length: Some(bytes_shared::length),
        get_item: Some(bytes_shared::get_item),
        set_item: Some(set_item),
        contains: Some(bytes_shared::contains),
        binary: Slots::binaries(&[
            (Binary::Add, bytes_shared::concatenate),
            (Binary::Mul, bytes_shared::repeat),
            (Binary::Mod, bytes_format::format_bytes),
        ]),
        inplace: Slots::binaries(&[(Binary::Add, extend_in_place), (Binary::Mul, repeat_in_place)]),
        ..Slots::EMPTY
    },
    methods: with_shared_methods![
        method("__alloc__(self, /)", allocated, "How many bytes there is room for."),
        method("__sizeof__(self, /)", allocated, "Memory of the content in bytes."),
        method("__reduce__(self, /)", reduce, "Class and arguments, for pickling."),
        method("append(self, item, /)", append, "Appends a byte."),
        method("clear(self, /)", clear, "Removes all bytes."),
        method("copy(self, /)", |vm, args| new_like(vm, &args[0], &content(&args[0])), "A copy."),
        method("extend(self, iterable_of_ints, /)", extend, "Appends bytes."),
        method("insert(self, index, item, /)", insert, "Inserts a byte before an index."),
        method("pop(self, index=-1, /)", pop, "Removes the byte at an index and returns it."),
        method("remove(self, value, /)", remove, "Removes the first byte of a value."),
        method("resize(self, size, /)", resize, "Cuts off the end, or appends zeros."),
        method("reverse(self, /)", reverse, "Reverses the order of the bytes."),
    ],
    subclassable: true,
    ..TypeDef::new("bytearray", ByteArray::LAYOUT)
};

static NEW: NativeDef = function(
    "bytearray(source=b'', encoding='', errors='strict')",
    |vm, args| {
        let content = initial_content(vm, args)?;
        new_bytearray(vm, content)
    },
    "",
);

fn initialize(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<()> {
    check_positional(vm, "bytearray", arguments.positional().len(), 0, 3)?;
    let fresh = bind_native(vm, &NEW, arguments, initial_content)?;
    change(vm, value, |content| {
        *content = fresh;
    })
}

fn initial_content(vm: &mut Vm, args: &[Value]) -> Result<Vec<u8>> {
    if let Some(content) = bytes::from_text(vm, args, "bytearray")? {
        return Ok(content);
    }
    match args[0].given() {
        None => Ok(Vec::new()),
        Some(source) if has_index(source) => zeros(vm, source),
        Some(source) => match bytes_like(source) {
            Some(content) => Ok(content.into_owned()),
            None => collect_bytes(vm, source, "bytearray"),
        },
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = vm.class_name(value);
    let shown = bytes_repr(&content(value));
    vm.new_text(&[name.as_bytes(), b"(", &shown, b")"].concat())
}

/// The array behind a value, or the error that a native's receiver is none.
fn array<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a ByteArray> {
    match cast_kind::<ByteArray>(value, Kind::ByteArray) {
        Some(array) => Ok(array),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("a bytearray is required, not '{given}'")))
        }
    }
}

/// Changes the length of the content; refused while there are views of it.
fn change<R>(vm: &mut Vm, value: &Value, body: impl FnOnce(&mut Vec<u8>) -> R) -> Result<R> {
    let array = array(vm, value)?;
    if array.exports.load(Ordering::Acquire) > 0 {
        return Err(exported(vm));
    }
    let mut content = array.lock();
    Ok(body(&mut content))
}

#[cold]
fn exported(vm: &mut Vm) -> Raised {
    vm.raise(Exception::BufferError, "Existing exports of data: object cannot be re-sized")
}

/// What became of a change under the lock.
enum Outcome {
    Done,
    NoMemory,
    /// The length changed since bounds were computed.
    Again,
}

/// Replaces a range, making room first.
fn splice(content: &mut Vec<u8>, start: usize, stop: usize, new: &[u8]) -> Outcome {
    if content.try_reserve(new.len()).is_err() {
        return Outcome::NoMemory;
    }
    content.splice(start..stop, new.iter().copied());
    Outcome::Done
}

fn finished(vm: &mut Vm, outcome: Outcome) -> Result<()> {
    match outcome {
        Outcome::NoMemory => Err(vm.memory_error()),
        Outcome::Done | Outcome::Again => Ok(()),
    }
}

fn set_item(vm: &mut Vm, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
    if let Some(slice) = Slice::of(key) {
        return set_slice(vm, object, slice, value);
    }
    if !has_index(key) {
        let given = vm.class_name(key);
        return Err(vm.type_error(format!("bytearray indices must be integers or slices, not {given}")));
    }
    let index = vm.as_index(key)?;
    let target = array(vm, object)?;
    if position(index, target.lock().len()).is_none() {
        return Err(vm.index_error("bytearray index out of range"));
    }
    let found = match value {
        Some(value) => {
            let byte = byte_argument(vm, value)?;
            let mut content = target.lock();
            position(index, content.len()).map(|at| content[at] = byte).is_some()
        }
        None => change(vm, object, |content| {
            position(index, content.len()).map(|at| content.remove(at)).is_some()
        })?,
    };
    if found { Ok(()) } else { Err(vm.index_error("bytearray index out of range")) }
}

/// Start, stop and step as plain ints, so that bounds can be computed again without running user code.
fn fixed_slice(vm: &mut Vm, slice: &Slice) -> Result<[Value; 3]> {
    let mut parts = [Value::NONE, Value::NONE, Value::NONE];
    for (fixed, part) in parts.iter_mut().zip([&slice.start, &slice.stop, &slice.step]) {
        if !part.is_none() {
            let index = vm.as_index_clamped(part)?;
            *fixed = vm.new_int(index as i64)?;
        }
    }
    Ok(parts)
}

fn set_slice(vm: &mut Vm, object: &Value, slice: &Slice, value: Option<&Value>) -> Result<()> {
    let new = match value {
        None => Vec::new(),
        Some(value) => assigned_bytes(vm, value)?,
    };
    let [start, stop, step] = fixed_slice(vm, slice)?;
    loop {
        let length = array(vm, object)?.lock().len();
        let bounds = vm.slice_bounds(&start, &stop, &step, length)?;
        if bounds.step != 1 && !new.is_empty() && new.len() != bounds.count {
            let (given, wanted) = (new.len(), bounds.count);
            let message =
                format!("attempt to assign bytes of size {given} to extended slice of size {wanted}");
            return Err(vm.value_error(message));
        }
        let keeps_length = new.len() == bounds.count;
        let replace = |content: &mut Vec<u8>| {
            if content.len() != length { Outcome::Again } else { replace_slice(content, bounds, &new) }
        };
        let outcome =
            if keeps_length { replace(&mut array(vm, object)?.lock()) } else { change(vm, object, replace)? };
        if !matches!(outcome, Outcome::Again) {
            return finished(vm, outcome);
        }
    }
}

fn replace_slice(content: &mut Vec<u8>, bounds: SliceIndices, new: &[u8]) -> Outcome {
    if bounds.step == 1 {
        let start = bounds.start as usize;
        return splice(content, start, start + bounds.count, new);
    }
    if new.is_empty() {
        let mut doomed: Vec<usize> = bounds.indices().collect();
        doomed.sort_unstable();
        let mut doomed = doomed.into_iter().peekable();
        let mut index = 0;
        content.retain(|_| {
            let dies = doomed.next_if_eq(&index).is_some();
            index += 1;
            !dies
        });
        return Outcome::Done;
    }
    for (index, byte) in bounds.indices().zip(new) {
        content[index] = *byte;
    }
    Outcome::Done
}

/// What a slice is set to.
fn assigned_bytes(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(content) = bytes_like(value) {
        return Ok(content.into_owned());
    }
    if has_index(value) || text_of(value).is_some() || !is_iterable(value) {
        let message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(vm.type_error(message));
    }
    collect_bytes(vm, value, "bytearray")
}

fn extend_in_place(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some(new) = bytes_like(right) else {
        let (right, left) = (vm.class_name(right), vm.class_name(left));
        return Err(vm.type_error(format!("can't concat {right} to {left}")));
    };
    let outcome = change(vm, left, |content| {
        let length = content.len();
        splice(content, length, length, &new)
    })?;
    finished(vm, outcome)?;
    Ok(left.clone())
}

fn repeat_in_place(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let times = match repeat_count(vm, left, right, false)? {
        Repeat::Times(times) => times,
        Repeat::Answer(answer) => return Ok(answer),
    };
    let outcome = change(vm, left, |content| {
        let length = content.len();
        let added = length.checked_mul(times.saturating_sub(1));
        if added.is_none_or(|added| content.try_reserve_exact(added).is_err()) {
            return Outcome::NoMemory;
        }
        if times == 0 {
            content.clear();
        }
        (1..times).for_each(|_| content.extend_from_within(..length));
        Outcome::Done
    })?;
    finished(vm, outcome)?;
    Ok(left.clone())
}

fn allocated(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let capacity = array(vm, &args[0])?.lock().capacity();
    vm.new_int(capacity as i64)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bytes = vm.new_bytes(&content(&args[0]))?;
    let arguments = vm.new_tuple([bytes])?;
    let attributes = vm.instance_dict(&args[0])?.unwrap_or(Value::NONE);
    vm.new_tuple([crate::object::core::class_of(&args[0]), arguments, attributes])
}

fn append(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let byte = byte_argument(vm, &args[1])?;
    let outcome = change(vm, &args[0], |content| {
        let length = content.len();
        splice(content, length, length, &[byte])
    })?;
    finished(vm, outcome)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    change(vm, &args[0], Vec::clear)?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let new = match bytes_like(&args[1]) {
        Some(content) => content.into_owned(),
        None if text_of(&args[1]).is_some() => {
            let given = vm.class_name(&args[1]);
            return Err(vm.type_error(format!("expected iterable of integers; got: '{given}'")));
        }
        None if !is_iterable(&args[1]) => {
            let given = vm.class_name(&args[1]);
            return Err(vm.type_error(format!("can't extend bytearray with {given}")));
        }
        None => collect_bytes(vm, &args[1], "bytearray")?,
    };
    let outcome = change(vm, &args[0], |content| {
        let length = content.len();
        splice(content, length, length, &new)
    })?;
    finished(vm, outcome)?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = vm.as_index(&args[1])?;
    let byte = byte_argument(vm, &args[2])?;
    let outcome = change(vm, &args[0], |content| {
        let length = content.len() as isize;
        let at = if index < 0 { (index + length).max(0) } else { index.min(length) } as usize;
        splice(content, at, at, &[byte])
    })?;
    finished(vm, outcome)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let index = match args[1].given() {
        Some(index) => vm.as_index(index)?,
        None => -1,
    };
    let (empty, removed) = change(vm, &args[0], |content| {
        (content.is_empty(), position(index, content.len()).map(|at| content.remove(at)))
    })?;
    match removed {
        Some(byte) => Ok(Value::from_small_int(i64::from(byte))),
        None if empty => Err(vm.index_error("pop from empty bytearray")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let byte = byte_argument(vm, &args[1])?;
    let found =
        change(vm, &args[0], |content| memchr::memchr(byte, content).map(|at| content.remove(at)).is_some())?;
    if found { Ok(Value::NONE) } else { Err(vm.value_error("value not found in bytearray")) }
}

fn resize(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let size = vm.as_index(&args[1])?;
    let Ok(length) = usize::try_from(size) else {
        return Err(vm.value_error(format!("bytearray.resize(): new size must be >= 0, got {size}")));
    };
    let outcome = change(vm, &args[0], |content| {
        if content.try_reserve(length.saturating_sub(content.len())).is_err() {
            return Outcome::NoMemory;
        }
        content.resize(length, 0);
        Outcome::Done
    })?;
    finished(vm, outcome)?;
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    array(vm, &args[0])?.lock().reverse();
    Ok(Value::NONE)
}
