//! Methods of `str`: searching, case, classes of characters, padding, stripping, replacing, encoding.
//!
//! Owns the arguments and their checks; the algorithms are in `text`. Must not know the definition (`str`).

use super::codecs;
use super::operand::{check_size, checked, slice_bounds, text_argument, text_of};
use super::str::{exact, part_of};
use super::str_index::{byte_offset, point_index};
use crate::heap::{Str, Value};
use crate::text::search::{self, Ends, Justify, Kind};
use crate::text::{case, wtf8};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

/// The receiver's text.
#[inline]
pub fn receiver<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Str> {
    match text_of(value) {
        Some(text) => Ok(text),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("a str is required, not '{given}'")))
        }
    }
}

/// What the algorithms are to take a string for.
#[inline]
pub fn kind(text: &Str) -> Kind {
    Kind::of_text(text.is_ascii())
}

/// An argument as a count of characters or repetitions.
pub fn count_argument(vm: &mut Vm, value: &Value, default: i64) -> Result<i64> {
    use crate::text::int_text::Integer;
    if let Some(small) = value.as_small_int() {
        return Ok(small);
    }
    match value.given() {
        None => Ok(default),
        Some(value) => match vm.to_integer(value)? {
            Integer::Small(small) => Ok(small),
            Integer::Big(_) => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

/// Defines methods that map text: ASCII in place by the first function, all else by the second. What the test says is
/// like that already stays as it is.
macro_rules! mapped_in_place {
    ($($name:ident => $is_already:expr, $change:expr, $map:path;)*) => { $(
        pub fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            let text = receiver(vm, &args[0])?;
            let bytes = text.bytes();
            if text.is_ascii() {
                if $is_already(bytes) {
                    return exact(vm, &args[0]);
                }
                return vm.write_text(bytes.len(), bytes.len(), |out| out.push_changed(bytes, $change));
            }
            let mapped = $map(bytes);
            vm.new_text(&mapped)
        }
    )* };
}

mapped_in_place! {
    casefold => case::is_lowered_ascii, case::lower_ascii, case::casefold;
    lower => case::is_lowered_ascii, case::lower_ascii, case::lower;
    upper => case::is_uppered_ascii, case::upper_ascii, case::upper;
    capitalize => <[u8]>::is_empty, |text: &mut [u8]| {
        case::lower_ascii(text);
        if let Some(first) = text.first_mut() {
            first.make_ascii_uppercase();
        }
    }, case::capitalize;
    swapcase => <[u8]>::is_empty, case::swapcase_ascii, case::swapcase;
    title => <[u8]>::is_empty, case::title_ascii, case::title;
}

macro_rules! tested {
    ($($name:ident => $test:path),* $(,)?) => { $(
        pub fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            let text = receiver(vm, &args[0])?;
            Ok(Value::from_bool($test(text.bytes())))
        }
    )* };
}

tested! {
    is_alnum => case::is_alnum,
    is_alpha => case::is_alpha,
    is_ascii => wtf8::is_ascii,
    is_decimal => case::is_decimal,
    is_digit => case::is_digit,
    is_identifier => case::is_identifier,
    is_lower => case::is_lower,
    is_numeric => case::is_numeric,
    is_printable => case::is_printable,
    is_space => case::is_space,
    is_title => case::is_title,
    is_upper => case::is_upper,
}

/// The stretch that a search with start and stop looks at: byte offset and bytes. None if start lies behind stop.
#[inline(always)]
fn stretch<'a>(vm: &mut Vm, text: &'a Str, args: &[Value]) -> Result<Option<(usize, &'a [u8])>> {
    if args[2].is_null() && args[3].is_null() {
        return Ok(Some((0, text.bytes())));
    }
    bounded_stretch(vm, text, args)
}

fn bounded_stretch<'a>(vm: &mut Vm, text: &'a Str, args: &[Value]) -> Result<Option<(usize, &'a [u8])>> {
    let (start, stop) = search_bounds(vm, text, args)?;
    if start > stop || start > text.len() {
        return Ok(None);
    }
    let (first, last) = (byte_offset(text, start), byte_offset(text, stop));
    Ok(Some((first, &text.bytes()[first..last])))
}

/// Like `slice_bounds`, but a start past the end stays there: then not even an empty part is found.
fn search_bounds(vm: &mut Vm, text: &Str, args: &[Value]) -> Result<(usize, usize)> {
    let (start, stop) = slice_bounds(vm, &args[2], &args[3], text.len())?;
    let beyond = match args[2].given().and_then(Value::as_small_int) {
        Some(start) => start > text.len() as i64,
        None => false,
    };
    Ok((if beyond { text.len() + 1 } else { start }, stop))
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn search_with(vm: &mut Vm, args: &[Value], name: &str, search: Search) -> Result<Option<usize>> {
    let text = receiver(vm, &args[0])?;
    let Some(part) = text_of(&args[1]) else {
        return text_argument(vm, &args[1], &format!("{name}() argument 1")).map(|_| None);
    };
    let Some((first, bytes)) = stretch(vm, text, args)? else { return Ok(None) };
    Ok(search(bytes, part.bytes()).map(|offset| point_index(text, first + offset)))
}

fn index_or_minus_one(vm: &mut Vm, found: Option<usize>) -> Result<Value> {
    vm.new_int(found.map_or(-1, |index| index as i64))
}

fn index_or_error(vm: &mut Vm, found: Option<usize>) -> Result<Value> {
    match found {
        Some(index) => vm.new_int(index as i64),
        None => Err(vm.value_error("substring not found")),
    }
}

pub fn find(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, "find", search::find)?;
    index_or_minus_one(vm, found)
}

pub fn rfind(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, "rfind", search::rfind)?;
    index_or_minus_one(vm, found)
}

pub fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, "index", search::find)?;
    index_or_error(vm, found)
}

pub fn rindex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = search_with(vm, args, "rindex", search::rfind)?;
    index_or_error(vm, found)
}

pub fn count(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let part = text_argument(vm, &args[1], "count() argument 1")?;
    let found =
        stretch(vm, text, args)?.map_or(0, |(_, bytes)| search::count(bytes, part.bytes(), kind(text)));
    vm.new_int(found as i64)
}

pub fn starts_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "startswith", <[u8]>::starts_with)
}

pub fn ends_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "endswith", <[u8]>::ends_with)
}

#[inline(always)]
fn affix(vm: &mut Vm, args: &[Value], name: &str, test: impl Fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let stretch = stretch(vm, text, args)?.map(|(_, bytes)| bytes);
    if let Some(part) = text_of(&args[1]) {
        return Ok(Value::from_bool(stretch.is_some_and(|bytes| test(bytes, part.bytes()))));
    }
    any_affix(vm, args, name, |part| stretch.is_some_and(|bytes| test(bytes, part.bytes())))
}

/// `affix` for a tuple of strings.
fn any_affix(vm: &mut Vm, args: &[Value], name: &str, holds: impl Fn(&Str) -> bool) -> Result<Value> {
    if crate::heap::Kind::Tuple != kind_of(&args[1]) {
        let given = vm.class_name(&args[1]);
        let message = format!("{name} first arg must be str or a tuple of str, not {given}");
        return Err(vm.type_error(message));
    }
    for item in tuple_items(&args[1]) {
        match text_of(item) {
            Some(part) if holds(part) => return Ok(Value::TRUE),
            Some(_) => {}
            None => {
                let given = vm.class_name(item);
                let message = format!("tuple for {name} must only contain str, not {given}");
                return Err(vm.type_error(message));
            }
        }
    }
    Ok(Value::FALSE)
}

/// The kind of a heap object; `Free` for an immediate.
pub fn kind_of(value: &Value) -> crate::heap::Kind {
    crate::vm::attribute::header_of(value).map_or(crate::heap::Kind::Free, |header| header.kind)
}

pub fn remove_prefix(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let prefix = text_argument(vm, &args[1], "removeprefix() argument")?;
    let rest = text.bytes().strip_prefix(prefix.bytes()).unwrap_or(text.bytes());
    part_of(vm, &args[0], rest)
}

pub fn remove_suffix(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let suffix = text_argument(vm, &args[1], "removesuffix() argument")?;
    let rest = text.bytes().strip_suffix(suffix.bytes()).unwrap_or(text.bytes());
    part_of(vm, &args[0], rest)
}

pub fn strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Both, "strip")
}

pub fn left_strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Left, "lstrip")
}

pub fn right_strip(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    strip_ends(vm, args, Ends::Right, "rstrip")
}

fn strip_ends(vm: &mut Vm, args: &[Value], ends: Ends, name: &str) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let set = match args[1].given().filter(|set| !set.is_none()) {
        None => None,
        Some(set) => match text_of(set) {
            Some(set) => Some(set.bytes()),
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
    };
    part_of(vm, &args[0], search::strip(text.bytes(), ends, set, kind(text)))
}

fn pad(vm: &mut Vm, args: &[Value], justify: Justify) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let width = count_argument(vm, &args[1], 0)?;
    let fill = match args[2].given() {
        None => b" ",
        Some(fill) => match text_of(fill) {
            Some(fill) if fill.len() == 1 => fill.bytes(),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let given = vm.class_name(fill);
                let message = format!("The fill character must be a unicode character, not {given}");
                return Err(vm.type_error(message));
            }
        },
    };
    if width <= text.len() as i64 {
        return exact(vm, &args[0]);
    }
    check_size(vm, usize::try_from(width).ok())?;
    let (width, bytes) = (width as usize, text.bytes());
    let total = width - text.len();
    let left = justify.left_of(total, width);
    vm.write_text(bytes.len() + total * fill.len(), width, |out| {
        out.push_repeated(fill, left);
        out.push(bytes);
        out.push_repeated(fill, total - left);
    })
}

pub fn center(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, Justify::Center)
}

pub fn left_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, Justify::Left)
}

pub fn right_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, Justify::Right)
}

pub fn zero_fill(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let width = count_argument(vm, &args[1], 0)?;
    if width <= text.len() as i64 {
        return exact(vm, &args[0]);
    }
    check_size(vm, usize::try_from(width).ok())?;
    let (width, bytes) = (width as usize, text.bytes());
    let zeros = width - text.len();
    let (sign, digits) = bytes.split_at(search::zero_place(bytes));
    vm.write_text(bytes.len() + zeros, width, |out| {
        out.push(sign);
        out.push_repeated(b"0", zeros);
        out.push(digits);
    })
}

pub fn expand_tabs(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let size = match args[1].given() {
        None => 8,
        Some(size) => vm.as_i64(size)?,
    };
    if i32::try_from(size).is_err() {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let expanded = checked(vm, search::expand_tabs(text.bytes(), size, kind(text)))?;
    vm.new_text(&expanded)
}

pub fn replace(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let old = text_argument(vm, &args[1], "replace() argument 1")?;
    let new = text_argument(vm, &args[2], "replace() argument 2")?;
    let limit = usize::try_from(count_argument(vm, &args[3], -1)?).ok();
    let (bytes, from, to) = (text.bytes(), old.bytes(), new.bytes());
    if from.is_empty() && limit != Some(0) {
        let replaced = checked(vm, search::replace(bytes, from, to, limit, kind(text)))?;
        return vm.new_text(&replaced);
    }
    if let ([byte], [other], None) = (from, to, limit) {
        // One byte for another: nothing moves.
        return match search::find(bytes, from) {
            None => exact(vm, &args[0]),
            Some(_) => vm.write_text(bytes.len(), text.len(), |out| {
                out.push_changed(bytes, |text| {
                    text.iter_mut().for_each(|found| *found = if found == byte { *other } else { *found });
                });
            }),
        };
    }
    let times = if limit == Some(0) { 0 } else { search::occurrences(bytes, from, limit).count() };
    if times == 0 {
        return exact(vm, &args[0]);
    }
    let length = search::replaced_length(bytes.len(), from.len(), to.len(), times);
    check_size(vm, length)?;
    let points = text.len() - times * old.len() + times * new.len();
    vm.write_text(length.unwrap_or(0), points, |out| {
        for (index, part) in search::split(bytes, from, limit).enumerate() {
            if index > 0 {
                out.push(to);
            }
            out.push(part);
        }
    })
}

pub fn encode(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if let Some(text) = text_of(&args[0])
        && codecs::is_plain_utf8(&args[1], &args[2])
        && (text.is_ascii() || wtf8::find_surrogate(text.bytes()).is_none())
    {
        return vm.new_bytes(text.bytes());
    }
    let encoding = codecs::name_argument(vm, &args[1], "encode() argument 'encoding'", "utf-8")?;
    let errors = codecs::name_argument(vm, &args[2], "encode() argument 'errors'", "strict")?;
    codecs::encode(vm, &args[0], &encoding, &errors)
}
