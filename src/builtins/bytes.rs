//! The type `bytes`.
//!
//! Owns the definition and construction; the shared methods are in `bytes_methods`.

use super::bytes_methods::with_shared_methods;
use super::bytes_shared::{self, bytes_like, collect_bytes, zeros};
use super::operand::{check_positional, is_exact_class, text_of};
use super::slice::has_index;
use super::{bytes_format, bytes_iterator, codecs};
use crate::heap::{Bytes, HeapObject, Kind, Value};
use crate::object::Class;
use crate::object::core::{CoreClass, is_exactly};
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, method};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Slots};
use crate::text::hash::hash_bytes;
use crate::text::int_text::Integer;
use crate::text::quote::bytes_repr;
use crate::vm::arguments::bind_native;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};

/// No bytes object can have so many bytes and its head.
const MOST: i64 = i64::MAX - 32;

pub static TYPE: TypeDef = TypeDef {
    doc: "bytes(source=b'', encoding='', errors='strict'): bytes that do not change.\n\nMade from an iterable of ints, \
          from a bytes-like object, from a count of zeros, or from a string and an encoding.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(bytes_shared::compare),
        iter: Some(bytes_iterator::iterate),
        length: Some(bytes_shared::length),
        get_item: Some(bytes_shared::get_item),
        contains: Some(bytes_shared::contains),
        binary: Slots::binaries(&[
            (Binary::Add, bytes_shared::concatenate),
            (Binary::Mul, bytes_shared::repeat),
            (Binary::Mod, bytes_format::format_bytes),
        ]),
        ..Slots::EMPTY
    },
    methods: with_shared_methods![
        method("__bytes__(self, /)", exact, "The bytes as an exact bytes object."),
        method("__getnewargs__(self, /)", new_arguments, "Arguments that make an equal object."),
        method("__sizeof__(self, /)", memory, "Memory of the object in bytes."),
    ],
    subclassable: true,
    ..TypeDef::new("bytes", Bytes::LAYOUT)
};

static NEW: NativeDef = function("bytes(source=b'', encoding='', errors='strict')", bound_new, "");

fn bound_new(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if let Some(content) = from_text(vm, args, "bytes")? {
        return vm.new_bytes(&content);
    }
    let Some(source) = args[0].given() else { return vm.new_bytes(b"") };
    if is_exactly(source, CoreClass::Bytes) {
        return Ok(source.clone());
    }
    if let Some(result) = vm.call_special(source, Name::Bytes, &[])? {
        if cast_kind::<Bytes>(&result, Kind::Bytes).is_some() {
            return Ok(result);
        }
        let given = vm.class_name(&result);
        return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {given})")));
    }
    if has_index(source) {
        if let Some(Integer::Small(MOST..)) = integer_of(source) {
            return Err(vm.overflow_error("byte string is too large"));
        }
        let content = zeros(vm, source)?;
        return vm.new_bytes(&content);
    }
    from_object(vm, source, "bytes")
}

/// The encoded source, if it is a string. Arguments: source, encoding, errors; refuses an encoding for other sources.
pub fn from_text(vm: &mut Vm, args: &[Value], name: &str) -> Result<Option<Vec<u8>>> {
    let encoding = match args[1].given() {
        Some(_) => Some(codecs::name_argument(vm, &args[1], &format!("{name}() argument 'encoding'"), "")?),
        None => None,
    };
    let errors = codecs::name_argument(vm, &args[2], &format!("{name}() argument 'errors'"), "strict")?;
    let source = args[0].given();
    match (source.filter(|source| text_of(source).is_some()), encoding) {
        (Some(text), Some(encoding)) => {
            let encoded = codecs::encode(vm, text, &encoding, &errors)?;
            Ok(bytes_like(&encoded).map(|content| content.into_owned()))
        }
        (Some(_), None) => Err(vm.type_error("string argument without an encoding")),
        (None, Some(_)) => Err(vm.type_error("encoding without a string argument")),
        (None, None) if args[2].given().is_some() => Err(vm.type_error("errors without a string argument")),
        (None, None) => Ok(None),
    }
}

/// Bytes of a bytes-like object or of an iterable of ints. `kind` is the type being made, for the message.
pub fn from_object(vm: &mut Vm, source: &Value, kind: &str) -> Result<Value> {
    if is_exactly(source, CoreClass::Bytes) {
        return Ok(source.clone());
    }
    if let Some(content) = bytes_like(source) {
        return vm.new_bytes(&content);
    }
    let content = collect_bytes(vm, source, kind)?;
    vm.new_bytes(&content)
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    check_positional(vm, "bytes", arguments.positional().len(), 0, 3)?;
    let bytes = bind_native(vm, &NEW, arguments, bound_new)?;
    in_class(vm, class, bytes)
}

/// An equal instance of a subclass; the bytes as they are for `bytes` itself.
pub fn in_class(vm: &mut Vm, class: &Value, bytes: Value) -> Result<Value> {
    if is_exact_class(class, CoreClass::Bytes) {
        return Ok(bytes);
    }
    match (Class::of(class), cast_kind::<Bytes>(&bytes, Kind::Bytes)) {
        (Some(class), Some(content)) => {
            let result = Bytes::create(&vm.heap, class.instance_shape(), content.bytes());
            vm.check(result)
        }
        _ => Ok(bytes),
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let content = bytes_shared::content(value);
    vm.new_text(&bytes_repr(&content))
}

fn hash(_: &mut Vm, value: &Value) -> Result<i64> {
    let bytes = cast_kind::<Bytes>(value, Kind::Bytes);
    Ok(bytes.map_or(0, |bytes| bytes.hash(|content| hash_bytes(content) as u64)) as i64)
}

fn exact(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    bytes_shared::part_of(vm, &args[0], &bytes_shared::content(&args[0]))
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bytes = exact(vm, args)?;
    vm.new_tuple([bytes])
}

/// What CPython says: a header of 33 bytes before the content.
fn memory(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = bytes_shared::length(vm, &args[0])?;
    vm.new_int(33 + length as i64)
}
