//! The methods that `bytes` and `bytearray` share. Each returns a value of its receiver's built-in type.
//!
//! Owns the arguments and their checks; the algorithms are in `text`. A bytearray is copied before it is read.

use super::bytes_shared::{bytes_like, content, needle, new_like, part_of};
use super::operand::{bytes_argument, check_size, checked, slice_bounds, text_of};
use super::str_methods::{count_argument, kind_of};
use super::{bytes_shared, codecs};
use crate::heap::Value;
use crate::object::core::CoreClass;
use crate::text::case;
use crate::text::search::{self, Ends, Justify, Kind};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::borrow::Cow;

/// The table of shared methods, with a type's own ones behind.
macro_rules! with_shared_methods {
    ($($own:expr),* $(,)?) => {{
        use $crate::builtins::bytes_methods as shared;
        use $crate::builtins::bytes_table as table;
        use $crate::object::definition::{class_method, static_method};
        &[
            method("capitalize(self, /)", shared::capitalize, "First ASCII letter upper, the rest lower."),
            method("center(self, width, fillchar=b' ', /)", shared::center, "Padded on both sides."),
            method("count(self, sub, start=None, end=None, /)", shared::count, "Occurrences without overlap."),
            method("decode(self, /, encoding='utf-8', errors='strict')", shared::decode, "The text in an encoding."),
            method("endswith(self, suffix, start=None, end=None, /)", shared::ends_with, "Does it end so?"),
            method("expandtabs(self, /, tabsize=8)", shared::expand_tabs, "Tabs replaced by spaces."),
            method("find(self, sub, start=None, end=None, /)", shared::find, "Lowest index of a part, or -1."),
            method("hex(self, /, sep='', bytes_per_sep=1)", table::hex, "Two digits for every byte."),
            method("index(self, sub, start=None, end=None, /)", shared::index, "Lowest index of a part."),
            method("isalnum(self, /)", shared::is_alnum, "Only ASCII letters and digits, and at least one?"),
            method("isalpha(self, /)", shared::is_alpha, "Only ASCII letters, and at least one?"),
            method("isascii(self, /)", shared::is_ascii, "Only ASCII bytes?"),
            method("isdigit(self, /)", shared::is_digit, "Only ASCII digits, and at least one?"),
            method("islower(self, /)", shared::is_lower, "Lower case, with at least one letter?"),
            method("isspace(self, /)", shared::is_space, "Only ASCII white space, and at least one?"),
            method("istitle(self, /)", shared::is_title, "Title case, with at least one letter?"),
            method("isupper(self, /)", shared::is_upper, "Upper case, with at least one letter?"),
            method("join(self, iterable_of_bytes, /)", table::join, "Parts joined with these bytes between them."),
            method("ljust(self, width, fillchar=b' ', /)", shared::left_justify, "Padded on the right."),
            method("lower(self, /)", shared::lower, "ASCII letters in lower case."),
            method("lstrip(self, bytes=None, /)", shared::left_strip, "Without leading bytes of a set."),
            method("partition(self, sep, /)", table::partition, "Before, at and after the first separator."),
            method("removeprefix(self, prefix, /)", shared::remove_prefix, "Without a prefix, if it is there."),
            method("removesuffix(self, suffix, /)", shared::remove_suffix, "Without a suffix, if it is there."),
            method("replace(self, old, new, count=-1, /)", shared::replace, "With parts replaced."),
            method("rfind(self, sub, start=None, end=None, /)", shared::rfind, "Highest index of a part, or -1."),
            method("rindex(self, sub, start=None, end=None, /)", shared::rindex, "Highest index of a part."),
            method("rjust(self, width, fillchar=b' ', /)", shared::right_justify, "Padded on the left."),
            method("rpartition(self, sep, /)", table::rpartition, "Before, at and after the last separator."),
            method("rsplit(self, /, sep=None, maxsplit=-1)", table::rsplit, "Parts, split from the right."),
            method("rstrip(self, bytes=None, /)", shared::right_strip, "Without trailing bytes of a set."),
            method("split(self, /, sep=None, maxsplit=-1)", table::split, "Parts, split at a separator."),
            method("splitlines(self, /, keepends=False)", table::split_lines, "The lines."),
            method("startswith(self, prefix, start=None, end=None, /)", shared::starts_with, "Does it begin so?"),
            method("strip(self, bytes=None, /)", shared::strip, "Without outer bytes of a set."),
            method("swapcase(self, /)", shared::swapcase, "Upper and lower case exchanged."),
            method("title(self, /)", shared::title, "Every word in title case."),
            method("translate(self, table, /, delete=b'')", table::translate, "Bytes replaced by a table."),
            method("upper(self, /)", shared::upper, "ASCII letters in upper case."),
            method("zfill(self, width, /)", shared::zero_fill, "Padded with zeros after the sign."),
            class_method("fromhex(type, string, /)", table::from_hex, "The bytes of pairs of digits."),
            static_method("maketrans(frm, to, /)", table::make_table, "A table for translate."),
            $($own,)*
        ]
    }};
}
pub(super) use with_shared_methods;

macro_rules! mapped {
    ($($name:ident => $map:expr),* $(,)?) => { $(
        pub fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            let map: fn(&[u8]) -> Vec<u8> = $map;
            new_like(vm, &args[0], &map(&content(&args[0])))
        }
    )* };
}

mapped! {
    capitalize => case::bytes_capitalize,
    lower => |bytes| bytes.to_ascii_lowercase(),
    swapcase => case::bytes_swapcase,
    title => case::bytes_title,
    upper => |bytes| bytes.to_ascii_uppercase(),
}

macro_rules! tested {
    ($($name:ident => $test:expr),* $(,)?) => { $(
        pub fn $name(_: &mut Vm, args: &[Value]) -> Result<Value> {
            let test: fn(&[u8]) -> bool = $test;
            Ok(Value::from_bool(test(&content(&args[0]))))
        }
    )* };
}

tested! {
    is_alnum => case::bytes_is_alnum,
    is_alpha => case::bytes_is_alpha,
    is_ascii => |bytes| bytes.is_ascii(),
    is_digit => case::bytes_is_digit,
    is_lower => case::bytes_is_lower,
    is_space => case::bytes_is_space,
    is_title => case::bytes_is_title,
    is_upper => case::bytes_is_upper,
}

/// The range that a search with start and stop looks at. None if start lies behind stop or the end.
fn range(vm: &mut Vm, length: usize, args: &[Value]) -> Result<Option<std::ops::Range<usize>>> {
    let (start, stop) = slice_bounds(vm, &args[2], &args[3], length)?;
    let beyond = args[2].given().and_then(Value::as_small_int).is_some_and(|start| start > length as i64);
    Ok(if beyond || start > stop { None } else { Some(start..stop) })
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn search_with(vm: &mut Vm, args: &[Value], search: Search) -> Result<Option<usize>> {
    let part = needle(vm, &args[1])?;
    let bytes = content(&args[0]);
    let Some(range) = range(vm, bytes.len(), args)? else { return Ok(None) };
    Ok(search(&bytes[range.clone()], &part).map(|at| range.start + at))
}

fn index_or_minus_one(vm: &mut Vm, found: Option<usize>) -> Result<Value> {
    vm.new_int(found.map_or(-1, |index| index as i64))
}

fn index_or_error(vm: &mut Vm, found: Option<usize>) -> Result<Value> {
    match found {
        Some(index) => vm.new_int(index as i64),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub fn find(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, search::find)?;
    index_or_minus_one(vm, found)
}

pub fn rfind(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, search::rfind)?;
    index_or_minus_one(vm, found)
}

pub fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, search::find)?;
    index_or_error(vm, found)
}

pub fn rindex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, search::rfind)?;
    index_or_error(vm, found)
}

pub fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let part = needle(vm, &args[1])?;
    let bytes = content(&args[0]);
    let found =
        range(vm, bytes.len(), args)?.map_or(0, |range| search::count(&bytes[range], &part, Kind::Bytes));
    vm.new_int(found as i64)
}

pub fn starts_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "startswith", <[u8]>::starts_with)
}

pub fn ends_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "endswith", <[u8]>::ends_with)
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let bytes = content(&args[0]);
    let range = range(vm, bytes.len(), args)?;
    let holds = |part: &[u8]| range.clone().is_some_and(|range| test(&bytes[range], part));
    if let Some(part) = bytes_like(&args[1]) {
        return Ok(Value::from_bool(holds(&part)));
    }
    if kind_of(&args[1]) != crate::heap::Kind::Tuple {
        let given = vm.class_name(&args[1]);
        let message = format!("{name} first arg must be bytes or a tuple of bytes, not {given}");
        return Err(vm.type_error(message));
    }
    for item in tuple_items(&args[1]) {
        let part = bytes_argument(vm, item)?;
        if holds(&part) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn remove_prefix(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (bytes, prefix) = (content(&args[0]), bytes_argument(vm, &args[1])?);
    part_of(vm, &args[0], bytes.strip_prefix(prefix.as_ref()).unwrap_or(&bytes))
}

pub fn remove_suffix(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (bytes, suffix) = (content(&args[0]), bytes_argument(vm, &args[1])?);
    part_of(vm, &args[0], bytes.strip_suffix(suffix.as_ref()).unwrap_or(&bytes))
}

pub fn strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Both)
}

pub fn left_strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Left)
}

pub fn right_strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Right)
}

fn strip_ends(vm: &mut Vm, args: &[Value], ends: Ends) -> Result<Value> {
    let set = match args[1].given().filter(|set| !set.is_none()) {
        Some(set) => Some(bytes_argument(vm, set)?),
        None => None,
    };
    let bytes = content(&args[0]);
    part_of(vm, &args[0], search::strip(&bytes, ends, set.as_deref(), Kind::Bytes))
}

fn pad(vm: &mut Vm, args: &[Value], name: &str, justify: Justify) -> Result<Value> {
    let width = count_argument(vm, &args[1], 0)?;
    let fill = match args[2].given() {
        None => Cow::Borrowed(&b" "[..]),
        Some(fill) => fill_byte(vm, fill, name)?,
    };
    let bytes = content(&args[0]);
    if width <= bytes.len() as i64 {
        return part_of(vm, &args[0], &bytes);
    }
    check_size(vm, usize::try_from(width).ok())?;
    let padded = checked(vm, search::pad(&bytes, justify, width, &fill, Kind::Bytes))?;
    new_like(vm, &args[0], &padded)
}

fn fill_byte<'a>(vm: &mut Vm, value: &'a Value, name: &str) -> Result<Cow<'a, [u8]>> {
    let wanted = "argument 2 must be a byte string of length 1, not";
    match bytes_like(value) {
        Some(fill) if fill.len() == 1 => Ok(fill),
        Some(fill) => {
            let (kind, length) = (vm.class_name(value), fill.len());
            Err(vm.type_error(format!("{name}(): {wanted} a {kind} object of length {length}")))
        }
        None => {
            let given = super::operand::shown_type(vm, value);
            Err(vm.type_error(format!("{name}() {wanted} {given}")))
        }
    }
}

pub fn center(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, "center", Justify::Center)
}

pub fn left_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, "ljust", Justify::Left)
}

pub fn right_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, "rjust", Justify::Right)
}

pub fn zero_fill(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let width = count_argument(vm, &args[1], 0)?;
    check_size(vm, Some(usize::try_from(width).unwrap_or(0)))?;
    let filled = checked(vm, search::zero_fill(&content(&args[0]), width, Kind::Bytes))?;
    part_of(vm, &args[0], &filled)
}

pub fn expand_tabs(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let size = match args[1].given() {
        Some(size) => vm.as_i64(size)?,
        None => 8,
    };
    if i32::try_from(size).is_err() {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let expanded = checked(vm, search::expand_tabs(&content(&args[0]), size, Kind::Bytes))?;
    new_like(vm, &args[0], &expanded)
}

pub fn replace(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (old, new) = (bytes_argument(vm, &args[1])?, bytes_argument(vm, &args[2])?);
    let limit = usize::try_from(count_argument(vm, &args[3], -1)?).ok();
    let bytes = content(&args[0]);
    if limit == Some(0) || !search::contains(&bytes, &old) {
        return part_of(vm, &args[0], &bytes);
    }
    let replaced = checked(vm, search::replace(&bytes, &old, &new, limit, Kind::Bytes))?;
    new_like(vm, &args[0], &replaced)
}

pub fn decode(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bytes = content(&args[0]);
    if codecs::is_plain_utf8(&args[1], &args[2]) {
        if bytes.is_ascii() {
            return vm.new_ascii(&bytes);
        }
        if std::str::from_utf8(&bytes).is_ok() {
            return vm.new_text(&bytes);
        }
    }
    let encoding = codecs::name_argument(vm, &args[1], "decode() argument 'encoding'", "utf-8")?;
    let errors = codecs::name_argument(vm, &args[2], "decode() argument 'errors'", "strict")?;
    codecs::decode(vm, &args[0], &bytes, &encoding, &errors)
}

/// A value of the class that a class method was called on.
pub fn new_in(vm: &mut Vm, class: &Value, bytes: &[u8]) -> Result<Value> {
    let array = crate::object::core::class(CoreClass::ByteArray);
    if class.is(&array) {
        return super::bytearray::new_bytearray(vm, bytes.to_vec());
    }
    let exact = vm.new_bytes(bytes)?;
    if super::operand::is_exact_class(class, CoreClass::Bytes) { Ok(exact) } else { vm.call(class, &[exact]) }
}

/// The digits of a hexadecimal text: of a str, or of bytes that stand for ASCII.
pub fn hex_text<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>> {
    if let Some(text) = text_of(value) {
        return Ok(Cow::Borrowed(text.bytes()));
    }
    match bytes_shared::bytes_like(value) {
        Some(content) => Ok(content),
        None => {
            let given = super::operand::shown_type(vm, value);
            Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {given}")))
        }
    }
}
