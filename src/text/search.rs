//! Searching, splitting, stripping and padding on byte slices, for str, bytes and bytearray alike.
//!
//! Owns the algorithms. Must not know objects, nor indices in code points: offsets are bytes, which
//! the caller converts where the string is not ASCII. WTF-8 can be searched as bytes because no
//! sequence begins inside another. Where str and bytes differ, `Kind` tells. A limit of None means
//! as often as possible. Results borrow from the text wherever they can.

use memchr::memmem::{Finder, FinderRev};

use super::error::{TextError, push_repeated, reserve};
use super::number_text::is_ascii_blank;
use super::unicode;
use super::wtf8;

/// What a unit of the text is: a code point, or a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Bytes,
}

impl Kind {
    fn length(self, text: &[u8]) -> usize {
        match self {
            Kind::Text => wtf8::count(text),
            Kind::Bytes => text.len(),
        }
    }

    /// The first unit and its width. `text` is not empty.
    fn first(self, text: &[u8]) -> Option<(u32, usize)> {
        match self {
            Kind::Text => wtf8::first_code_point(text),
            Kind::Bytes => text.first().map(|byte| (u32::from(*byte), 1)),
        }
    }

    fn last(self, text: &[u8]) -> Option<(u32, usize)> {
        match self {
            Kind::Text => wtf8::last_code_point(text),
            Kind::Bytes => text.last().map(|byte| (u32::from(*byte), 1)),
        }
    }

    fn is_space(self, unit: u32) -> bool {
        match self {
            Kind::Text => unicode::is_space(unit),
            Kind::Bytes => u8::try_from(unit).is_ok_and(is_ascii_blank),
        }
    }

    fn is_line_break(self, unit: u32) -> bool {
        match self {
            Kind::Text => unicode::is_line_break(unit),
            Kind::Bytes => matches!(unit, 0x0A | 0x0D),
        }
    }

    /// Width in bytes of the longest head whose units all fit.
    fn head(self, text: &[u8], fits: impl Fn(u32) -> bool) -> usize {
        let mut at = 0;
        while let Some((unit, width)) = self.first(&text[at..])
            && fits(unit)
        {
            at += width;
        }
        at
    }

    /// Where the longest tail begins whose units all fit.
    fn tail(self, text: &[u8], fits: impl Fn(u32) -> bool) -> usize {
        let mut end = text.len();
        while let Some((unit, width)) = self.last(&text[..end])
            && fits(unit)
        {
            end -= width;
        }
        end
    }
}

/// Byte offset of the first occurrence.
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memchr(*byte, text),
        _ => memchr::memmem::find(text, needle),
    }
}

/// Byte offset of the last occurrence.
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memchr::memmem::rfind(text, needle),
    }
}

pub fn contains(text: &[u8], needle: &[u8]) -> bool {
    find(text, needle).is_some()
}

/// Occurrences that do not overlap; an empty needle occurs between all units and at both ends.
pub fn count(text: &[u8], needle: &[u8], kind: Kind) -> usize {
    match needle {
        [] => kind.length(text) + 1,
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => memchr::memmem::find_iter(text, needle).count(),
    }
}

/// `replace`, from the left, at most `limit` times. Errors: Memory.
pub fn replace(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    limit: Option<usize>,
    kind: Kind,
) -> Result<Vec<u8>, TextError> {
    let limit = limit.unwrap_or(usize::MAX);
    if old.is_empty() {
        return interleave(text, new, limit, kind);
    }
    let finder = Finder::new(old);
    // Counting first makes one exact allocation, and finds out whether there is room for it.
    let times = finder.find_iter(text).take(limit).count();
    let removed = times * old.len();
    let added = times.checked_mul(new.len()).ok_or_else(TextError::memory)?;
    let mut out = Vec::new();
    reserve(&mut out, (text.len() - removed).checked_add(added).ok_or_else(TextError::memory)?)?;
    let mut done = 0;
    for at in finder.find_iter(text).take(limit) {
        out.extend_from_slice(&text[done..at]);
        out.extend_from_slice(new);
        done = at + old.len();
    }
    out.extend_from_slice(&text[done..]);
    Ok(out)
}

fn interleave(text: &[u8], new: &[u8], limit: usize, kind: Kind) -> Result<Vec<u8>, TextError> {
    let times = limit.min(kind.length(text) + 1);
    let added = times.checked_mul(new.len()).ok_or_else(TextError::memory)?;
    let mut out = Vec::new();
    reserve(&mut out, text.len().checked_add(added).ok_or_else(TextError::memory)?)?;
    let mut at = 0;
    for _ in 0..times {
        out.extend_from_slice(new);
        let width = kind.first(&text[at..]).map_or(0, |(_, width)| width);
        out.extend_from_slice(&text[at..at + width]);
        at += width;
    }
    out.extend_from_slice(&text[at..]);
    Ok(out)
}

/// `split` at a separator, which must not be empty.
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Vec<&'a [u8]> {
    let finder = Finder::new(separator);
    let mut parts = Vec::new();
    let mut done = 0;
    for at in finder.find_iter(text).take(limit.unwrap_or(usize::MAX)) {
        parts.push(&text[done..at]);
        done = at + separator.len();
    }
    parts.push(&text[done..]);
    parts
}

/// `rsplit` at a separator, which must not be empty; the parts in the order of the text.
pub fn rsplit<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Vec<&'a [u8]> {
    let finder = FinderRev::new(separator);
    let mut parts = Vec::new();
    let mut end = text.len();
    for at in finder.rfind_iter(text).take(limit.unwrap_or(usize::MAX)) {
        parts.push(&text[at + separator.len()..end]);
        end = at;
    }
    parts.push(&text[..end]);
    parts.reverse();
    parts
}

/// `split` at runs of white space. What the limit leaves over keeps its trailing space.
pub fn split_whitespace(text: &[u8], limit: Option<usize>, kind: Kind) -> Vec<&[u8]> {
    let space = |unit| kind.is_space(unit);
    let mut parts = Vec::new();
    let mut rest = &text[kind.head(text, space)..];
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() == limit) {
            parts.push(rest);
            break;
        }
        let width = kind.head(rest, |unit| !space(unit));
        parts.push(&rest[..width]);
        rest = &rest[width..];
        rest = &rest[kind.head(rest, space)..];
    }
    parts
}

/// `rsplit` at runs of white space. What the limit leaves over keeps its leading space.
pub fn rsplit_whitespace(text: &[u8], limit: Option<usize>, kind: Kind) -> Vec<&[u8]> {
    let space = |unit| kind.is_space(unit);
    let mut parts = Vec::new();
    let mut rest = &text[..kind.tail(text, space)];
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() == limit) {
            parts.push(rest);
            break;
        }
        let start = kind.tail(rest, |unit| !space(unit));
        parts.push(&rest[start..]);
        rest = &rest[..start];
        rest = &rest[..kind.tail(rest, space)];
    }
    parts.reverse();
    parts
}

/// `splitlines`. `\r\n` is one break; a break at the end opens no empty line.
pub fn split_lines(text: &[u8], keep_ends: bool, kind: Kind) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let content = kind.head(rest, |unit| !kind.is_line_break(unit));
        let end = match &rest[content..] {
            [b'\r', b'\n', ..] => 2,
            tail => kind.first(tail).map_or(0, |(_, width)| width),
        };
        lines.push(&rest[..content + if keep_ends { end } else { 0 }]);
        rest = &rest[content + end..];
    }
    lines
}

/// Which ends `strip` works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Both,
    Left,
    Right,
}

/// `strip`, `lstrip`, `rstrip`: white space, or the units of `set`.
pub fn strip<'a>(text: &'a [u8], ends: Ends, set: Option<&[u8]>, kind: Kind) -> &'a [u8] {
    match (set, kind) {
        (None, _) => strip_where(text, ends, kind, |unit| kind.is_space(unit)),
        (Some(set), Kind::Text) if !set.is_ascii() => {
            let members: Vec<u32> = wtf8::code_points(set).collect();
            strip_where(text, ends, kind, |unit| members.contains(&unit))
        }
        (Some(set), _) => {
            strip_where(text, ends, kind, |unit| u8::try_from(unit).is_ok_and(|byte| set.contains(&byte)))
        }
    }
}

fn strip_where(text: &[u8], ends: Ends, kind: Kind, fits: impl Fn(u32) -> bool) -> &[u8] {
    let text = if ends == Ends::Right { text } else { &text[kind.head(text, &fits)..] };
    if ends == Ends::Left { text } else { &text[..kind.tail(text, &fits)] }
}

/// What stands before and after the first separator.
pub fn partition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    find(text, separator).map(|at| (&text[..at], &text[at + separator.len()..]))
}

/// What stands before and after the last separator.
pub fn rpartition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    rfind(text, separator).map(|at| (&text[..at], &text[at + separator.len()..]))
}

/// `expandtabs`: tabs become spaces up to the next multiple of `tab_size` columns, or nothing if
/// it is not positive. Columns restart after `\n` and `\r`. Errors: Memory.
pub fn expand_tabs(text: &[u8], tab_size: i64, kind: Kind) -> Result<Vec<u8>, TextError> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut out = Vec::new();
    reserve(&mut out, text.len())?;
    let mut column = 0;
    let mut rest = text;
    while let Some((unit, width)) = kind.first(rest) {
        match unit {
            0x09 if tab_size == 0 => {}
            0x09 => {
                let spaces = tab_size - column % tab_size;
                push_repeated(&mut out, b" ", spaces)?;
                column += spaces;
            }
            _ => {
                out.extend_from_slice(&rest[..width]);
                column = if matches!(unit, 0x0A | 0x0D) { 0 } else { column + 1 };
            }
        }
        rest = &rest[width..];
    }
    Ok(out)
}

/// `zfill`: zeros between the sign and the rest. Errors: Memory.
pub fn zero_fill(text: &[u8], width: i64, kind: Kind) -> Result<Vec<u8>, TextError> {
    let zeros = padding(text, width, kind);
    let sign = usize::from(zeros > 0 && matches!(text.first(), Some(b'+' | b'-')));
    let mut out = text[..sign].to_vec();
    push_repeated(&mut out, b"0", zeros)?;
    reserve(&mut out, text.len())?;
    out.extend_from_slice(&text[sign..]);
    Ok(out)
}

fn padding(text: &[u8], width: i64, kind: Kind) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(kind.length(text))
}

fn pad(text: &[u8], left: usize, right: usize, fill: &[u8]) -> Result<Vec<u8>, TextError> {
    let mut out = Vec::new();
    push_repeated(&mut out, fill, left)?;
    reserve(&mut out, text.len())?;
    out.extend_from_slice(text);
    push_repeated(&mut out, fill, right)?;
    Ok(out)
}

/// `center`; `fill` is one encoded unit. An odd rest goes to the left if the width is odd, as
/// CPython does. Errors: Memory.
pub fn center(text: &[u8], width: i64, fill: &[u8], kind: Kind) -> Result<Vec<u8>, TextError> {
    let total = padding(text, width, kind);
    let left = total / 2 + (total & usize::try_from(width).unwrap_or(0) & 1);
    pad(text, left, total - left, fill)
}

/// `ljust`; `fill` is one encoded unit. Errors: Memory.
pub fn left_justify(text: &[u8], width: i64, fill: &[u8], kind: Kind) -> Result<Vec<u8>, TextError> {
    pad(text, 0, padding(text, width, kind), fill)
}

/// `rjust`; `fill` is one encoded unit. Errors: Memory.
pub fn right_justify(text: &[u8], width: i64, fill: &[u8], kind: Kind) -> Result<Vec<u8>, TextError> {
    pad(text, padding(text, width, kind), 0, fill)
}

/// `text * times`. Errors: Memory.
pub fn repeat(text: &[u8], times: usize) -> Result<Vec<u8>, TextError> {
    let mut out = Vec::new();
    push_repeated(&mut out, text, times)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{Bytes, Text};

    fn show(parts: Vec<&[u8]>) -> String {
        let parts: Vec<_> = parts.into_iter().map(String::from_utf8_lossy).collect();
        parts.join("|")
    }

    #[test]
    fn finding() {
        assert_eq!((find(b"abcabc", b"ca"), rfind(b"abcabc", b"abc")), (Some(2), Some(3)));
        assert_eq!((find(b"abc", b""), rfind(b"abc", b""), find(b"", b"x")), (Some(0), Some(3), None));
        assert_eq!(count(b"aaaa", b"aa", Text), 2);
        assert_eq!((count("é€".as_bytes(), b"", Text), count("é€".as_bytes(), b"", Bytes)), (3, 6));
    }

    #[test]
    fn replacing() {
        let check = |text: &str, old: &str, new: &str, limit, expected: &str| {
            let result = replace(text.as_bytes(), old.as_bytes(), new.as_bytes(), limit, Text).unwrap();
            assert_eq!(String::from_utf8(result).unwrap(), expected);
        };
        check("aaaa", "aa", "b", None, "bb");
        check("aaaa", "a", "bc", Some(2), "bcbcaa");
        check("é€", "", "-", None, "-é-€-");
        check("abc", "", "-", Some(2), "-a-bc");
        check("abc", "", "-", Some(4), "-a-b-c-");
        check("", "", "x", None, "x");
        check("", "", "x", Some(0), "");
        check("abc", "x", "y", None, "abc");
        check("a€b€", "€", "", None, "ab");
    }

    #[test]
    fn splitting() {
        assert_eq!(show(split(b"a,b,,c", b",", None)), "a|b||c");
        assert_eq!(show(split(b"a,b,,c", b",", Some(1))), "a|b,,c");
        assert_eq!(show(rsplit(b"a,b,,c", b",", Some(1))), "a,b,|c");
        assert_eq!(show(rsplit(b"aaa", b"aa", None)), "a|");
        assert_eq!(show(split(b"aaa", b"aa", None)), "|a");
        assert_eq!(split(b"", b",", None), [b""]);
        assert_eq!(show(split_whitespace(b"  a b  c ", None, Text)), "a|b|c");
        assert_eq!(show(split_whitespace(b"  a b  c ", Some(1), Text)), "a|b  c ");
        assert_eq!(show(split_whitespace(b" a  ", Some(1), Text)), "a");
        assert_eq!(show(split_whitespace(b" a  ", Some(0), Text)), "a  ");
        assert_eq!(show(rsplit_whitespace(b"  a b  c ", Some(1), Text)), "  a b|c");
        assert_eq!(show(rsplit_whitespace(b"  a b  c ", None, Text)), "a|b|c");
        assert_eq!(split_whitespace(b"   ", None, Text), Vec::<&[u8]>::new());
        assert_eq!(show(split_whitespace("a\u{3000}b\u{1c}c".as_bytes(), None, Text)), "a|b|c");
        assert_eq!(split_whitespace(b"a\x1cb\x85c d", None, Bytes).len(), 2);
    }

    #[test]
    fn lines() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\u{1c}f\u{b}g\n";
        assert_eq!(show(split_lines(text.as_bytes(), false, Text)), "a|b|c||d|e|f|g");
        assert_eq!(show(split_lines(b"a\r\nb\n", true, Text)), "a\r\n|b\n");
        assert_eq!(split_lines(b"a\x0bb\r\rc", false, Bytes), [&b"a\x0bb"[..], b"", b"c"]);
        assert_eq!(split_lines(b"", true, Text), Vec::<&[u8]>::new());
    }

    #[test]
    fn stripping() {
        assert_eq!(strip(" \u{2003}a b\u{a0}".as_bytes(), Ends::Both, None, Text), b"a b");
        assert_eq!(strip(b"\x1c a\x1c", Ends::Both, None, Bytes), b"\x1c a\x1c");
        assert_eq!(strip("€éaé".as_bytes(), Ends::Left, Some("é€".as_bytes()), Text), "aé".as_bytes());
        assert_eq!(strip(b"xyaxy", Ends::Right, Some(b"yx"), Text), b"xya");
        assert_eq!(strip(b"\xff\x00a\xff", Ends::Both, Some(b"\xff\x00"), Bytes), b"a");
        assert_eq!(strip(b"aaa", Ends::Both, Some(b"a"), Text), b"");
        assert_eq!(strip(b" a ", Ends::Both, Some(b""), Text), b" a ");
        assert_eq!(partition(b"a=b=c", b"="), Some((&b"a"[..], &b"b=c"[..])));
        assert_eq!(rpartition(b"a=b=c", b"="), Some((&b"a=b"[..], &b"c"[..])));
    }

    #[test]
    fn padding_and_tabs() {
        let text = |result: Result<Vec<u8>, TextError>| String::from_utf8(result.unwrap()).unwrap();
        assert_eq!(text(center(b"ab", 5, b"*", Text)), "**ab*");
        assert_eq!(text(center(b"abc", 6, b"*", Text)), "*abc**");
        assert_eq!(text(center(b"abc", -6, b"*", Text)), "abc");
        assert_eq!(text(left_justify("é".as_bytes(), 3, "€".as_bytes(), Text)), "é€€");
        assert_eq!(text(right_justify("é".as_bytes(), 3, b" ", Bytes)), " é");
        assert_eq!(text(zero_fill(b"-12", 6, Text)), "-00012");
        assert_eq!(text(zero_fill(b"+", 3, Text)), "+00");
        assert_eq!(text(zero_fill(b"-12", 3, Text)), "-12");
        assert_eq!(text(expand_tabs(b"a\tbc\t\nd\te", 4, Text)), "a   bc  \nd   e");
        assert_eq!(text(expand_tabs("é\té".as_bytes(), 4, Text)), "é   é");
        assert_eq!(text(expand_tabs(b"a\tb", 0, Text)), "ab");
        assert_eq!(left_justify(b"a", i64::MAX, b"x", Text), Err(TextError::memory()));
        assert_eq!(expand_tabs(b"\t", i64::MAX, Text), Err(TextError::memory()));
        assert_eq!(repeat(b"ab", usize::MAX), Err(TextError::memory()));
    }
}
