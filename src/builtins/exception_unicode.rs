//! `UnicodeEncodeError` and its kin: what could not be translated, where, and why.

use super::common::{is_str, str_bytes};
use super::exceptions::{UNICODE_ERROR, field_of, get_field, init as init_base, put_field, set_field};
use crate::heap::{Bytes, HeapObject, Kind, Value};
use crate::object::core::{self, CoreClass};
use crate::object::definition::{Arguments, TypeDef, property};
use crate::object::function::Exception;
use crate::object::native::cast_kind;
use crate::object::slots::Slots;
use crate::text::codec_errors::{decode_message, encode_message, translate_message};
use crate::vm::{Raised, Result, Vm};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

const GETTERS: &[crate::object::definition::GetterDef] = &[
    property("encoding", get_field::<ENCODING>, put_field::<ENCODING>),
    property("object", get_field::<OBJECT>, put_field::<OBJECT>),
    property("start", get_field::<START>, put_field::<START>),
    property("end", get_field::<END>, put_field::<END>),
    property("reason", get_field::<REASON>, put_field::<REASON>),
];

pub static UNICODE_ENCODE_ERROR: TypeDef = TypeDef {
    base: Some(&UNICODE_ERROR),
    doc: "A text cannot be encoded.",
    slots: Slots { init: Some(init_encode), str: Some(str_encode), ..Slots::EMPTY },
    getters: GETTERS,
    subclassable: true,
    ..TypeDef::new("UnicodeEncodeError", Exception::LAYOUT)
};

pub static UNICODE_DECODE_ERROR: TypeDef = TypeDef {
    base: Some(&UNICODE_ERROR),
    doc: "Bytes cannot be decoded.",
    slots: Slots { init: Some(init_decode), str: Some(str_decode), ..Slots::EMPTY },
    getters: GETTERS,
    subclassable: true,
    ..TypeDef::new("UnicodeDecodeError", Exception::LAYOUT)
};

pub static UNICODE_TRANSLATE_ERROR: TypeDef = TypeDef {
    base: Some(&UNICODE_ERROR),
    doc: "A text cannot be translated.",
    slots: Slots { init: Some(init_translate), str: Some(str_translate), ..Slots::EMPTY },
    getters: &[
        property("object", get_field::<OBJECT>, put_field::<OBJECT>),
        property("start", get_field::<START>, put_field::<START>),
        property("end", get_field::<END>, put_field::<END>),
        property("reason", get_field::<REASON>, put_field::<REASON>),
    ],
    subclassable: true,
    ..TypeDef::new("UnicodeTranslateError", Exception::LAYOUT)
};

fn init_encode(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    let [encoding, text, start, end, reason] = arguments.values else {
        return Err(wrong_count(vm, 5, arguments.values.len()));
    };
    for (position, value) in [(1, encoding), (2, text), (5, reason)] {
        expect_str(vm, position, value)?;
    }
    set_all(vm, object, [Some(encoding), Some(text), Some(start), Some(end), Some(reason)])
}

fn init_translate(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    let [text, start, end, reason] = arguments.values else {
        return Err(wrong_count(vm, 4, arguments.values.len()));
    };
    expect_str(vm, 1, text)?;
    expect_str(vm, 4, reason)?;
    set_all(vm, object, [None, Some(text), Some(start), Some(end), Some(reason)])
}

fn init_decode(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    let [encoding, bytes, start, end, reason] = arguments.values else {
        return Err(wrong_count(vm, 5, arguments.values.len()));
    };
    expect_str(vm, 1, encoding)?;
    expect_str(vm, 5, reason)?;
    let bytes = match cast_kind::<Bytes>(bytes, Kind::Bytes) {
        Some(_) => bytes.clone(),
        None => {
            if is_str(bytes) || bytes.as_small_int().is_some() || bytes.is_none() {
                let given = vm.class_name(bytes);
                return Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")));
            }
            vm.call(&core::class(CoreClass::Bytes), std::slice::from_ref(bytes))?
        }
    };
    set_all(vm, object, [Some(encoding), Some(&bytes), Some(start), Some(end), Some(reason)])
}

#[cold]
fn wrong_count(vm: &mut Vm, wanted: usize, given: usize) -> Raised {
    vm.type_error(format!("function takes exactly {wanted} arguments ({given} given)"))
}

fn expect_str(vm: &mut Vm, position: usize, value: &Value) -> Result<()> {
    if is_str(value) {
        return Ok(());
    }
    let given = vm.class_name(value);
    let given = if value.is_none() { "None".to_owned() } else { given };
    Err(vm.type_error(format!("argument {position} must be str, not {given}")))
}

fn set_all(vm: &mut Vm, object: &Value, values: [Option<&Value>; 5]) -> Result<()> {
    for (field, value) in values.into_iter().enumerate() {
        let Some(value) = value else { continue };
        let value = if field == START || field == END { vm.index(value)? } else { value.clone() };
        set_field(vm, object, field, value)?;
    }
    Ok(())
}

/// Start and end, cut to an object's length: programs may have set anything.
fn span(vm: &mut Vm, object: &Value, length: usize) -> Result<(usize, usize)> {
    let mut bounds = [0; 2];
    for (bound, field) in bounds.iter_mut().zip([START, END]) {
        let value = field_of(object, field);
        *bound = if value.is_null() { 0 } else { vm.as_index_clamped(&value)?.max(0) as usize };
    }
    let start = bounds[0].min(length.saturating_sub(1));
    Ok((start, bounds[1].max(1).min(length.max(1))))
}

/// `str()` of a field, as bytes of text.
fn text_of(vm: &mut Vm, object: &Value, field: usize) -> Result<Vec<u8>> {
    let value = field_of(object, field);
    let text = vm.str(value.given().unwrap_or(&Value::NONE))?;
    Ok(str_bytes(&text).to_vec())
}

fn str_encode(vm: &mut Vm, object: &Value) -> Result<Value> {
    let text = field_of(object, OBJECT);
    if text.is_null() {
        return vm.new_str("");
    }
    let bytes = str_bytes(&text);
    let (start, end) = span(vm, object, crate::text::wtf8::count(bytes))?;
    let (encoding, reason) = (text_of(vm, object, ENCODING)?, text_of(vm, object, REASON)?);
    vm.new_text(&encode_message(&encoding, bytes, start, end, &reason))
}

fn str_translate(vm: &mut Vm, object: &Value) -> Result<Value> {
    let text = field_of(object, OBJECT);
    if text.is_null() {
        return vm.new_str("");
    }
    let bytes = str_bytes(&text);
    let (start, end) = span(vm, object, crate::text::wtf8::count(bytes))?;
    let reason = text_of(vm, object, REASON)?;
    vm.new_text(&translate_message(bytes, start, end, &reason))
}

fn str_decode(vm: &mut Vm, object: &Value) -> Result<Value> {
    let content = field_of(object, OBJECT);
    if content.is_null() {
        return vm.new_str("");
    }
    let bytes = cast_kind::<Bytes>(&content, Kind::Bytes).map_or(&[][..], Bytes::bytes);
    let (start, end) = span(vm, object, bytes.len())?;
    let (encoding, reason) = (text_of(vm, object, ENCODING)?, text_of(vm, object, REASON)?);
    vm.new_text(&decode_message(&encoding, bytes, start, end, &reason))
}

/// Raises the exception of a failure to encode a text (a string value) or to decode bytes (a bytes value).
#[cold]
pub fn raise_codec_failure(
    vm: &mut Vm,
    source: &Value,
    encoding: &str,
    failure: (usize, usize, &str),
) -> Raised {
    let (start, end, reason) = failure;
    let definition = if is_str(source) { &UNICODE_ENCODE_ERROR } else { &UNICODE_DECODE_ERROR };
    let made = vm.new_str(encoding).and_then(|encoding| {
        let reason = vm.new_str(reason)?;
        let (start, end) = (vm.new_int(start as i64)?, vm.new_int(end as i64)?);
        vm.call(&definition.class(), &[encoding, source.clone(), start, end, reason])
    });
    match made {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}
