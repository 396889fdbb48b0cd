//! `str.format`, `str.format_map` and `str.__format__`.
//!
//! Owns the lookup of fields: names, attributes and items. The template's grammar is `text::brace`; a field is
//! formatted by `format::format_value`, as everywhere.

use super::format::format_value;
use super::operand::{checked, text_argument, text_of};
use super::str_methods::receiver;
use crate::heap::{Dict, Kind, Value};
use crate::object::core::Exception;
use crate::object::native::cast_kind;
use crate::text::brace::{
    Accessor, AutoNumber, Field, First, RECURSION_EXCEEDED, RECURSION_LIMIT, segments, split_field_name,
    unknown_conversion,
};
use crate::text::buffer::Buffer;
use crate::text::format_spec::format_str;
use crate::vm::{Result, Vm};

/// Where fields come from.
struct Source<'a> {
    positional: &'a [Value],
    /// A mapping, or NULL for no keywords. `format_map` may be given any.
    keywords: &'a Value,
    /// `format_map`: there are no positional arguments at all.
    map_only: bool,
}

pub fn format_self(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let spec = text_argument(vm, &args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let name = vm.class_name(&args[0]);
    let mut formatted = Buffer::new();
    checked(vm, format_str(&mut formatted, text.bytes(), spec.bytes(), &name))?;
    vm.new_text(&formatted)
}

/// Arguments: the template, the dict of keywords or NULL, the positional ones.
pub fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let template = receiver(vm, &args[0])?;
    let source = Source { positional: &args[2..], keywords: &args[1], map_only: false };
    let mut numbers = AutoNumber::default();
    let mut text = Buffer::new();
    render(vm, &mut text, template.bytes(), &source, &mut numbers, RECURSION_LIMIT)?;
    vm.new_text(&text)
}

pub fn format_map(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let template = receiver(vm, &args[0])?;
    let source = Source { positional: &[], keywords: &args[1], map_only: true };
    let mut numbers = AutoNumber::default();
    let mut text = Buffer::new();
    render(vm, &mut text, template.bytes(), &source, &mut numbers, RECURSION_LIMIT)?;
    vm.new_text(&text)
}

fn render(
    vm: &mut Vm,
    out: &mut Buffer,
    template: &[u8],
    source: &Source,
    numbers: &mut AutoNumber,
    depth: usize,
) -> Result<()> {
    if depth == 0 {
        return Err(vm.value_error(RECURSION_EXCEEDED));
    }
    for segment in segments(template) {
        let segment = checked(vm, segment)?;
        out.extend_from_slice(segment.literal);
        let Some(field) = segment.field else { continue };
        let value = look_up(vm, &field, source, numbers)?;
        let value = convert(vm, value, field.conversion)?;
        let formatted = if field.spec_has_fields {
            let mut spec = Buffer::new();
            render(vm, &mut spec, field.spec, source, numbers, depth - 1)?;
            format_value(vm, &value, &spec)?
        } else {
            format_value(vm, &value, field.spec)?
        };
        out.extend_from_slice(text_of(&formatted).map_or(&[][..], |text| text.bytes()));
    }
    Ok(())
}

fn look_up(vm: &mut Vm, field: &Field, source: &Source, numbers: &mut AutoNumber) -> Result<Value> {
    let (first, accessors) = checked(vm, split_field_name(field.name))?;
    let mut value = match checked(vm, numbers.resolve(&first))? {
        Some(_) if source.map_only => return Err(vm.value_error("Format string contains positional fields")),
        Some(index) => match source.positional.get(index) {
            Some(value) => value.clone(),
            None => {
                let message = format!("Replacement index {index} out of range for positional args tuple");
                return Err(vm.raise(Exception::IndexError, message));
            }
        },
        None => {
            let name = if let First::Name(name) = first { name } else { b"" };
            look_up_name(vm, name, source)?
        }
    };
    for accessor in accessors {
        value = match checked(vm, accessor)? {
            Accessor::Attribute(name) => {
                let name = vm.new_text(name)?;
                let name = vm.intern_value(&name)?;
                vm.get_attribute(&value, &name)?
            }
            Accessor::Index(index) => {
                let index = vm.new_int(index as i64)?;
                vm.get_item(&value, &index)?
            }
            Accessor::Key(key) => {
                let key = vm.new_text(key)?;
                vm.get_item(&value, &key)?
            }
        };
    }
    Ok(value)
}

fn look_up_name(vm: &mut Vm, name: &[u8], source: &Source) -> Result<Value> {
    let key = vm.new_text(name)?;
    if source.map_only {
        return vm.get_item(source.keywords, &key);
    }
    let found = match cast_kind::<Dict>(source.keywords, Kind::Dict) {
        Some(keywords) => vm.dict_get(keywords, &key)?,
        None => None,
    };
    match found {
        Some(value) => Ok(value),
        None => Err(vm.key_error(&key)),
    }
}

/// `!r`, `!s`, `!a`.
fn convert(vm: &mut Vm, value: Value, conversion: Option<u32>) -> Result<Value> {
    match conversion {
        None => Ok(value),
        Some(0x72) => vm.repr(&value),
        Some(0x73) => vm.str(&value),
        Some(0x61) => vm.ascii(&value),
        Some(other) => checked(vm, Err(unknown_conversion(other))),
    }
}
