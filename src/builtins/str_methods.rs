//! Methods of `str`: searching, case, classes of characters, padding, stripping, replacing, encoding.
//!
//! Owns the arguments and their checks; the algorithms are in `text`. Must not know the definition (`str`).

use super::codecs;
use super::operand::{check_size, checked, slice_bounds, text_argument, text_of};
use super::str::{exact, part_of};
use super::str_index::{byte_offset, point_index};
use crate::heap::{Str, Value};
use crate::text::error::TextError;
use crate::text::search::{self, Ends, Kind};
use crate::text::{case, wtf8};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

/// The receiver's text.
pub fn receiver<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Str> {
    match text_of(value) {
        Some(text) => Ok(text),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("a str is required, not '{given}'")))
        }
    }
}

/// An argument as a count of characters or repetitions.
pub fn count_argument(vm: &mut Vm, value: &Value, default: i64) -> Result<i64> {
    use crate::text::int_text::Integer;
    match value.given() {
        None => Ok(default),
        Some(value) => match vm.to_integer(value)? {
            Integer::Small(small) => Ok(small),
            Integer::Big(_) => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

macro_rules! mapped {
    ($($name:ident => $map:path),* $(,)?) => { $(
        pub fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            let text = receiver(vm, &args[0])?;
            let mapped = $map(text.bytes());
            vm.new_text(&mapped)
        }
    )* };
}

/// Changes ASCII text in place, in a buffer on the stack where it is short. None for other text.
fn map_ascii(vm: &mut Vm, text: &Str, change: impl FnOnce(&mut [u8])) -> Result<Option<Value>> {
    let bytes = text.bytes();
    let mut buffer = [0; 128];
    let Some(copy) = buffer.get_mut(..bytes.len()).filter(|_| text.is_ascii()) else { return Ok(None) };
    copy.copy_from_slice(bytes);
    change(copy);
    match copy {
        [_] => vm.new_text(copy).map(Some),
        _ => vm.new_joined(&[copy], text.len(), 0).map(Some),
    }
}

/// Defines methods that map text: short ASCII by the first function, all else by the second.
macro_rules! mapped_in_place {
    ($($name:ident => $change:expr, $map:path;)*) => { $(
        pub fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            let text = receiver(vm, &args[0])?;
            if let Some(mapped) = map_ascii(vm, text, $change)? {
                return Ok(mapped);
            }
            let mapped = $map(text.bytes());
            vm.new_text(&mapped)
        }
    )* };
}

mapped_in_place! {
    casefold => <[u8]>::make_ascii_lowercase, case::casefold;
    lower => <[u8]>::make_ascii_lowercase, case::lower;
    upper => <[u8]>::make_ascii_uppercase, case::upper;
    capitalize => |text: &mut [u8]| {
        text.make_ascii_lowercase();
        if let Some(first) = text.first_mut() {
            first.make_ascii_uppercase();
        }
    }, case::capitalize;
}

mapped! {
    swapcase => case::swapcase,
    title => case::title,
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
fn stretch<'a>(vm: &mut Vm, text: &'a Str, args: &[Value]) -> Result<Option<(usize, &'a [u8])>> {
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
    let part = text_argument(vm, &args[1], &format!("{name}() argument 1"))?;
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
        stretch(vm, text, args)?.map_or(0, |(_, bytes)| search::count(bytes, part.bytes(), Kind::Text));
    vm.new_int(found as i64)
}

pub fn starts_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "startswith", <[u8]>::starts_with)
}

pub fn ends_with(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    affix(vm, args, "endswith", <[u8]>::ends_with)
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let stretch = stretch(vm, text, args)?.map(|(_, bytes)| bytes);
    let holds = |part: &Str| stretch.is_some_and(|bytes| test(bytes, part.bytes()));
    if let Some(part) = text_of(&args[1]) {
        return Ok(Value::from_bool(holds(part)));
    }
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
    part_of(vm, &args[0], search::strip(text.bytes(), ends, set, Kind::Text))
}

type Pad = fn(&[u8], i64, &[u8], Kind) -> std::result::Result<Vec<u8>, TextError>;

fn pad(vm: &mut Vm, args: &[Value], pad: Pad) -> Result<Value> {
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
    let padded = checked(vm, pad(text.bytes(), width, fill, Kind::Text))?;
    vm.new_text(&padded)
}

pub fn center(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, search::center)
}

pub fn left_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, search::left_justify)
}

pub fn right_justify(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    pad(vm, args, search::right_justify)
}

pub fn zero_fill(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let width = count_argument(vm, &args[1], 0)?;
    if width <= text.len() as i64 {
        return exact(vm, &args[0]);
    }
    check_size(vm, usize::try_from(width).ok())?;
    let padded = checked(vm, search::zero_fill(text.bytes(), width, Kind::Text))?;
    vm.new_text(&padded)
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
    let expanded = checked(vm, search::expand_tabs(text.bytes(), size, Kind::Text))?;
    vm.new_text(&expanded)
}

pub fn replace(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = receiver(vm, &args[0])?;
    let old = text_argument(vm, &args[1], "replace() argument 1")?;
    let new = text_argument(vm, &args[2], "replace() argument 2")?;
    let limit = count_argument(vm, &args[3], -1)?;
    let limit = usize::try_from(limit).ok();
    if limit == Some(0) || !search::contains(text.bytes(), old.bytes()) {
        return exact(vm, &args[0]);
    }
    if let ([from], [to], None) = (old.bytes(), new.bytes(), limit) {
        let exchange = |text: &mut [u8]| {
            text.iter_mut().filter(|byte| **byte == *from).for_each(|byte| *byte = *to);
        };
        if let Some(replaced) = map_ascii(vm, text, exchange)? {
            return Ok(replaced);
        }
    }
    let replaced = checked(vm, search::replace(text.bytes(), old.bytes(), new.bytes(), limit, Kind::Text))?;
    vm.new_text(&replaced)
}

pub fn encode(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let encoding = codecs::name_argument(vm, &args[1], "encode() argument 'encoding'", "utf-8")?;
    let errors = codecs::name_argument(vm, &args[2], "encode() argument 'errors'", "strict")?;
    codecs::encode(vm, &args[0], &encoding, &errors)
}
