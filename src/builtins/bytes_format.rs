//! The `%` operator of bytes and bytearray.

use super::bytes_shared::{bytes_like, is_bytes_or_bytearray, new_like};
use super::operand::checked;
use super::percent_format::{Operands, push_numeric};
use super::slice::has_index;
use crate::heap::{Kind, Value};
use crate::object::names::Name;
use crate::text::buffer::Buffer;
use crate::text::format_spec::FormatSpec;
use crate::text::int_text::Integer;
use crate::text::percent::{
    BYTES_ARGUMENTS_LEFT, Segment, Template, plain_layout, push_bytes, push_character, push_float, segments,
};
use crate::vm::{Raised, Result, Vm};
use std::borrow::Cow;

/// `bytes % value`; NotImplemented unless the left operand is bytes or a bytearray.
pub fn format_bytes(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    if !is_bytes_or_bytearray(left) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let template = super::bytes_shared::content(left);
    let not_mapping = |kind| matches!(kind, Kind::Str | Kind::Bytes | Kind::ByteArray);
    let mut operands = Operands::new(right, not_mapping);
    let mut out = Buffer::new();
    for segment in segments(&template, Template::Bytes, operands.has_mapping()) {
        match checked(vm, segment)? {
            Segment::Literal(bytes) => out.extend_from_slice(bytes),
            Segment::Plain(code) => {
                let operand = operands.take(vm)?;
                push_operand(vm, &mut out, &operand, &plain_layout(code))?;
            }
            Segment::Conversion(conversion) => {
                if let Some(key) = conversion.key {
                    let key = vm.new_bytes(key)?;
                    operands.select(vm, &key)?;
                }
                let spec = operands.layout(vm, &conversion)?;
                let operand = operands.take(vm)?;
                checked(vm, conversion.check_type(Template::Bytes))?;
                push_operand(vm, &mut out, &operand, &spec)?;
            }
        }
    }
    if operands.any_left() {
        return Err(vm.type_error(BYTES_ARGUMENTS_LEFT));
    }
    new_like(vm, left, &out)
}

fn push_operand(vm: &mut Vm, out: &mut Buffer, operand: &Value, spec: &FormatSpec) -> Result<()> {
    match spec.code() {
        b's' | b'b' => {
            if let Some(content) = bytes_like(operand) {
                return checked(vm, push_bytes(out, &content, spec));
            }
            let converted = vm.call_special(operand, Name::Bytes, &[])?;
            match converted.as_ref().map(bytes_like) {
                Some(Some(content)) => checked(vm, push_bytes(out, &content, spec)),
                Some(None) => {
                    let given = converted.map_or_else(String::new, |value| vm.class_name(&value));
                    Err(vm.type_error(format!("__bytes__ returned non-bytes (type {given})")))
                }
                None => {
                    let given = vm.class_name(operand);
                    let wanted = "%b requires a bytes-like object, or an object that implements __bytes__";
                    Err(vm.type_error(format!("{wanted}, not '{given}'")))
                }
            }
        }
        b'r' | b'a' => {
            let text = vm.ascii(operand)?;
            let text = super::operand::text_of(&text).map_or(&[][..], |text| text.bytes());
            checked(vm, push_bytes(out, text, spec))
        }
        b'c' => {
            let byte = byte_of(vm, operand)?;
            checked(vm, push_character(out, &[byte], spec))
        }
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => match vm.as_f64(operand) {
            Ok(number) => checked(vm, push_float(out, number, spec)),
            Err(_) => {
                // Here, unlike in str, whatever went wrong is this error.
                vm.take_raised();
                let given = vm.class_name(operand);
                Err(vm.type_error(format!("float argument required, not {given}")))
            }
        },
        _ => push_numeric(vm, out, operand, spec),
    }
}

/// The byte of `%c`.
fn byte_of(vm: &mut Vm, operand: &Value) -> Result<u8> {
    if let Some(content) = bytes_like(operand).filter(|_| is_bytes_or_bytearray(operand)) {
        return one_byte(vm, operand, content);
    }
    if !has_index(operand) {
        let given = vm.class_name(operand);
        let message = format!("%c requires an integer in range(256) or a single byte, not {given}");
        return Err(vm.type_error(message));
    }
    match vm.to_integer(operand)? {
        Integer::Small(byte @ 0..=255) => Ok(byte as u8),
        _ => Err(vm.overflow_error("%c arg not in range(256)")),
    }
}

fn one_byte(vm: &mut Vm, operand: &Value, content: Cow<[u8]>) -> Result<u8> {
    match content.as_ref() {
        [byte] => Ok(*byte),
        other => Err(wrong_length(vm, operand, other.len())),
    }
}

#[cold]
fn wrong_length(vm: &mut Vm, operand: &Value, length: usize) -> Raised {
    let kind = if super::bytes_shared::is_bytearray(operand) { "bytearray" } else { "bytes" };
    vm.type_error(format!(
        "%c requires an integer in range(256) or a single byte, not a {kind} object of length {length}"
    ))
}
