//! The type `str`.
//!
//! Owns the definition, construction, the slots, concatenation and repetition. Methods are in `str_methods` and its
//! neighbours, the algorithms in `text`. A string's bytes are WTF-8; all indices that a program sees are code points.

use super::common::{Repeat, check_repetition, repeat_count};
use super::operand::{check_positional, check_size, is_exact_class, text_argument, text_of};
use super::{
    bytes_shared, codecs, percent_format, str_format, str_index, str_methods, str_split, str_translate,
};
use crate::heap::dict::exact_str;
use crate::heap::{Context, HeapObject, OutOfMemory, Str, Value};
use crate::object::Class;
use crate::object::core::CoreClass;
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, method, static_method};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::text::quote::{is_plain, str_repr};
use crate::text::{search, wtf8};
use crate::vm::arguments::bind_native;
use crate::vm::construct::string_of;
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "str(object='') or str(bytes, encoding='utf-8', errors='strict'): text.\n\nWithout an encoding it is how the \
          object shows itself; with one, the bytes are decoded.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(exact),
        hash: Some(|_, value| Ok(text_of(value).map_or(0, Vm::hash_str))),
        compare: Some(compare),
        iter: Some(str_index::iterate),
        length: Some(|_, value| Ok(text_of(value).map_or(0, Str::len))),
        get_item: Some(str_index::get_item),
        contains: Some(contains),
        binary: Slots::binaries(&[
            (Binary::Add, concatenate),
            (Binary::Mul, repeat),
            (Binary::Mod, percent_format::format_text),
        ]),
        ..Slots::EMPTY
    },
    methods: &[
        method(
            "__format__(self, format_spec, /)",
            str_format::format_self,
            "The string by a format specifier.",
        ),
        method("__getnewargs__(self, /)", new_arguments, "Arguments that make an equal string."),
        method("__sizeof__(self, /)", memory, "Memory of the string in bytes."),
        method(
            "capitalize(self, /)",
            str_methods::capitalize,
            "First character in title case, the rest lower.",
        ),
        method("casefold(self, /)", str_methods::casefold, "A form for comparison without regard to case."),
        method("center(self, width, fillchar=' ', /)", str_methods::center, "Padded on both sides."),
        method(
            "count(self, sub, start=None, end=None, /)",
            str_methods::count,
            "Occurrences without overlap.",
        ),
        method(
            "encode(self, /, encoding='utf-8', errors='strict')",
            str_methods::encode,
            "The string as bytes in an encoding.",
        ),
        method("endswith(self, suffix, start=None, end=None, /)", str_methods::ends_with, "Does it end so?"),
        method("expandtabs(self, /, tabsize=8)", str_methods::expand_tabs, "Tabs replaced by spaces."),
        method(
            "find(self, sub, start=None, end=None, /)",
            str_methods::find,
            "Lowest index of a part, or -1.",
        ),
        method(
            "format(self, /, *args, **kwargs)",
            str_format::format,
            "The template with its fields filled in.",
        ),
        method("format_map(self, mapping, /)", str_format::format_map, "Like format, from one mapping."),
        method("index(self, sub, start=None, end=None, /)", str_methods::index, "Lowest index of a part."),
        method("isalnum(self, /)", str_methods::is_alnum, "Only letters and digits, and at least one?"),
        method("isalpha(self, /)", str_methods::is_alpha, "Only letters, and at least one?"),
        method("isascii(self, /)", str_methods::is_ascii, "Only ASCII characters?"),
        method("isdecimal(self, /)", str_methods::is_decimal, "Only decimal digits, and at least one?"),
        method("isdigit(self, /)", str_methods::is_digit, "Only digits, and at least one?"),
        method("isidentifier(self, /)", str_methods::is_identifier, "Could it be a name in a program?"),
        method("islower(self, /)", str_methods::is_lower, "Lower case, with at least one cased character?"),
        method("isnumeric(self, /)", str_methods::is_numeric, "Only numeric characters, and at least one?"),
        method(
            "isprintable(self, /)",
            str_methods::is_printable,
            "Would repr show every character as it is?",
        ),
        method("isspace(self, /)", str_methods::is_space, "Only white space, and at least one?"),
        method("istitle(self, /)", str_methods::is_title, "Title case, with at least one cased character?"),
        method("isupper(self, /)", str_methods::is_upper, "Upper case, with at least one cased character?"),
        method("join(self, iterable, /)", str_split::join, "Strings joined with this one between them."),
        method("ljust(self, width, fillchar=' ', /)", str_methods::left_justify, "Padded on the right."),
        method("lower(self, /)", str_methods::lower, "In lower case."),
        method(
            "lstrip(self, chars=None, /)",
            str_methods::left_strip,
            "Without leading characters of a set.",
        ),
        method("partition(self, sep, /)", str_split::partition, "Before, at and after the first separator."),
        method(
            "removeprefix(self, prefix, /)",
            str_methods::remove_prefix,
            "Without a prefix, if it is there.",
        ),
        method(
            "removesuffix(self, suffix, /)",
            str_methods::remove_suffix,
            "Without a suffix, if it is there.",
        ),
        method("replace(self, old, new, /, count=-1)", str_methods::replace, "With parts replaced."),
        method(
            "rfind(self, sub, start=None, end=None, /)",
            str_methods::rfind,
            "Highest index of a part, or -1.",
        ),
        method("rindex(self, sub, start=None, end=None, /)", str_methods::rindex, "Highest index of a part."),
        method("rjust(self, width, fillchar=' ', /)", str_methods::right_justify, "Padded on the left."),
        method("rpartition(self, sep, /)", str_split::rpartition, "Before, at and after the last separator."),
        method("rsplit(self, /, sep=None, maxsplit=-1)", str_split::rsplit, "Parts, split from the right."),
        method(
            "rstrip(self, chars=None, /)",
            str_methods::right_strip,
            "Without trailing characters of a set.",
        ),
        method("split(self, /, sep=None, maxsplit=-1)", str_split::split, "Parts, split at a separator."),
        method("splitlines(self, /, keepends=False)", str_split::split_lines, "The lines."),
        method(
            "startswith(self, prefix, start=None, end=None, /)",
            str_methods::starts_with,
            "Does it begin so?",
        ),
        method("strip(self, chars=None, /)", str_methods::strip, "Without outer characters of a set."),
        method("swapcase(self, /)", str_methods::swapcase, "Upper and lower case exchanged."),
        method("title(self, /)", str_methods::title, "Every word in title case."),
        method("translate(self, table, /)", str_translate::translate, "Characters replaced by a table."),
        method("upper(self, /)", str_methods::upper, "In upper case."),
        method("zfill(self, width, /)", str_methods::zero_fill, "Padded with zeros after the sign."),
        static_method("maketrans(x, y=None, z=None, /)", str_translate::make_table, "A table for translate."),
    ],
    subclassable: true,
    ..TypeDef::new("str", Str::LAYOUT)
};

static NEW: NativeDef = function("str(object='', encoding='utf-8', errors='strict')", bound_new, "");

fn bound_new(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let encoding = codecs::name_argument(vm, &args[1], "str() argument 'encoding'", "utf-8")?;
    let errors = codecs::name_argument(vm, &args[2], "str() argument 'errors'", "strict")?;
    let decodes = args[1].given().is_some() || args[2].given().is_some();
    match args[0].given() {
        None => vm.new_str(""),
        Some(object) if !decodes => vm.str(object),
        Some(object) if text_of(object).is_some() => Err(vm.type_error("decoding str is not supported")),
        Some(object) => match bytes_shared::bytes_like(object) {
            Some(content) => codecs::decode(vm, object, &content, &encoding, &errors),
            None => {
                let given = vm.class_name(object);
                Err(vm.type_error(format!("decoding to str: need a bytes-like object, {given} found")))
            }
        },
    }
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if let [value] = arguments.values
        && is_exact_class(class, CoreClass::Str)
        && arguments.names.is_empty()
    {
        if value.as_small_int().is_some() {
            return super::int::repr(vm, value);
        }
        return vm.str(value);
    }
    check_positional(vm, "str", arguments.positional().len(), 0, 3)?;
    let text = bind_native(vm, &NEW, arguments, bound_new)?;
    in_class(vm, class, text)
}

/// An equal instance of a subclass; a string as it is for `str` itself.
pub fn in_class(vm: &mut Vm, class: &Value, text: Value) -> Result<Value> {
    if is_exact_class(class, CoreClass::Str) {
        return Ok(text);
    }
    match (Class::of(class), text_of(&text)) {
        (Some(class), Some(content)) => {
            let result = Str::create(&vm.heap, class.instance_shape(), content.bytes());
            vm.check(result)
        }
        _ => Ok(text),
    }
}

/// The string itself if it is exactly a `str`, else an equal one that is.
pub fn exact(vm: &mut Vm, value: &Value) -> Result<Value> {
    match text_of(value) {
        Some(text) if exact_str(value.raw()).is_none() => part_of(vm, value, text.bytes()),
        _ => Ok(value.clone()),
    }
}

/// A result that may be all of the receiver: then an exact string is given as it is.
#[inline]
pub fn part_of(vm: &mut Vm, whole: &Value, part: &[u8]) -> Result<Value> {
    let result = cut(&vm.heap, whole, part);
    vm.check(result)
}

/// `part_of` without the exception.
#[inline]
pub fn cut(context: &Context, whole: &Value, part: &[u8]) -> std::result::Result<Value, OutOfMemory> {
    let Some(text) = text_of(whole) else { return Ok(whole.clone()) };
    if text.bytes().len() == part.len() && exact_str(whole.raw()).is_some() {
        return Ok(whole.clone());
    }
    // What is cut out of ASCII need not be counted.
    let points = if text.is_ascii() { part.len() } else { wtf8::count(part) };
    string_of(context, part, points)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    match text_of(value) {
        Some(text) if is_plain(text.bytes()) => {
            let (bytes, points) = (text.bytes(), text.len() + 2);
            vm.write_text(bytes.len() + 2, points, |out| {
                out.push(b"'");
                out.push(bytes);
                out.push(b"'");
            })
        }
        Some(text) => vm.new_text(&str_repr(text.bytes())),
        None => text_argument(vm, value, "repr of str: argument").and(Ok(Value::NONE)),
    }
}

fn compare(_: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let (Some(left), Some(right)) = (text_of(left), text_of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    // The order of WTF-8 bytes is the order of code points.
    Ok(Value::from_bool(comparison.holds(left.bytes().cmp(right.bytes()))))
}

fn contains(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool> {
    let Some(text) = text_of(container) else { return Ok(false) };
    match text_of(item) {
        Some(part) => Ok(search::contains(text.bytes(), part.bytes())),
        None => {
            let given = vm.class_name(item);
            Err(vm.type_error(format!("'in <string>' requires string as left operand, not {given}")))
        }
    }
}

fn concatenate(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (Some(first), Some(second)) = (text_of(left), text_of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if first.is_empty() {
        return exact(vm, right);
    }
    if second.is_empty() {
        return exact(vm, left);
    }
    concat_str(vm, first, second)
}

/// The string of two strings.
pub fn concat_str(vm: &mut Vm, left: &Str, right: &Str) -> Result<Value> {
    vm.new_joined(&[left.bytes(), right.bytes()], left.len() + right.len(), 0)
}

fn repeat(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let reversed = text_of(left).is_none();
    let value = if reversed { right } else { left };
    let Some(text) = text_of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    let times = match repeat_count(vm, left, right, reversed)? {
        Repeat::Times(times) => times,
        Repeat::Answer(answer) => return Ok(answer),
    };
    if times == 1 {
        return exact(vm, value);
    }
    if times == 0 || text.is_empty() {
        return vm.new_str("");
    }
    check_repetition(vm, text.len(), times, "string is")?;
    check_size(vm, text.bytes().len().checked_mul(times))?;
    let (bytes, points) = (text.bytes(), text.len() * times);
    vm.write_text(bytes.len() * times, points, |out| out.push_repeated(bytes, times))
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = exact(vm, &args[0])?;
    vm.new_tuple([text])
}

/// What CPython says, which stores 1, 2 or 4 bytes for each character.
fn memory(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(text) = text_of(&args[0]) else { return vm.new_int(0) };
    let (header, width) = match wtf8::code_points(text.bytes()).max().unwrap_or(0) {
        0..=0x7F => (40, 1),
        0x80..=0xFF => (56, 1),
        0x100..=0xFFFF => (56, 2),
        _ => (56, 4),
    };
    vm.new_int((header + width * (text.len() + 1)) as i64)
}
