//! Searching, splitting, stripping and padding on byte slices, for str, bytes and bytearray alike.
//!
//! Owns the algorithms. Must not know objects, nor indices in code points: offsets are bytes, which
//! the caller converts where the string is not ASCII. WTF-8 can be searched as bytes because no
//! sequence begins inside another. Where str and bytes differ, `Kind` tells. A limit of None means
//! as often as possible. Results borrow from the text wherever they can.

use memchr::memmem::{Finder, FinderRev};

use super::error::{TextError, push_repeated, reserve};
use super::unicode;
use super::wtf8;

/// What a unit of the text is: a code point, or a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Text that is ASCII throughout: every byte is a code point.
    Ascii,
    Bytes,
}

impl Kind {
    pub fn of_text(is_ascii: bool) -> Kind {
        if is_ascii { Kind::Ascii } else { Kind::Text }
    }

    fn length(self, text: &[u8]) -> usize {
        match self {
            Kind::Text => wtf8::count(text),
            Kind::Ascii | Kind::Bytes => text.len(),
        }
    }

    /// The first unit and its width. `text` is not empty.
    fn first(self, text: &[u8]) -> Option<(u32, usize)> {
        match self {
            Kind::Text => wtf8::first_code_point(text),
            Kind::Ascii | Kind::Bytes => text.first().map(|byte| (u32::from(*byte), 1)),
        }
    }

    fn last(self, text: &[u8]) -> Option<(u32, usize)> {
        match self {
            Kind::Text => wtf8::last_code_point(text),
            Kind::Ascii | Kind::Bytes => text.last().map(|byte| (u32::from(*byte), 1)),
        }
    }

    fn is_space(self, unit: u32) -> bool {
        match self {
            Kind::Text => unicode::is_space(unit),
            Kind::Ascii | Kind::Bytes => {
                u8::try_from(unit).is_ok_and(|byte| self.spaces()[usize::from(byte)])
            }
        }
    }

    /// Which bytes are space, for kinds whose units are bytes.
    #[inline]
    fn spaces(self) -> &'static [bool; 256] {
        if self == Kind::Bytes { &BLANKS } else { &SPACES }
    }

    fn is_line_break(self, unit: u32) -> bool {
        match self {
            Kind::Text | Kind::Ascii => unicode::is_line_break(unit),
            Kind::Bytes => matches!(unit, 0x0A | 0x0D),
        }
    }

    /// Width in bytes of the longest head whose units all fit.
    #[inline]
    fn head(self, text: &[u8], fits: impl Fn(u32) -> bool) -> usize {
        if self != Kind::Text {
            return text.iter().position(|byte| !fits(u32::from(*byte))).unwrap_or(text.len());
        }
        let mut at = 0;
        while let Some((unit, width)) = self.first(&text[at..])
            && fits(unit)
        {
            at += width;
        }
        at
    }

    /// Where the longest tail begins whose units all fit.
    #[inline]
    fn tail(self, text: &[u8], fits: impl Fn(u32) -> bool) -> usize {
        if self != Kind::Text {
            return text.iter().rposition(|byte| !fits(u32::from(*byte))).map_or(0, |last| last + 1);
        }
        let mut end = text.len();
        while let Some((unit, width)) = self.last(&text[..end])
            && fits(unit)
        {
            end -= width;
        }
        end
    }
}

/// What is space in ASCII text.
static SPACES: [bool; 256] = marked(&[9, 10, 11, 12, 13, 28, 29, 30, 31, 32]);
/// What is space in bytes.
static BLANKS: [bool; 256] = marked(&[9, 10, 11, 12, 13, 32]);

const fn marked(bytes: &[u8]) -> [bool; 256] {
    let mut marks = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        marks[bytes[index] as usize] = true;
        index += 1;
    }
    marks
}

/// Up to so many bytes a search is over before a searcher would be made.
const SHORT: usize = 64;

/// Where a byte stands first: near the start it is found without a call.
#[inline]
fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    const NEAR: usize = 16;
    const ONES: u64 = u64::MAX / 0xFF;
    let (near, far) = text.split_at(text.len().min(NEAR));
    let (words, rest) = near.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        // The lowest zero byte of the difference is where its highest bit borrows first.
        let difference = u64::from_le_bytes(*word) ^ (ONES * u64::from(byte));
        let zeros = difference.wrapping_sub(ONES) & !difference & (ONES << 7);
        if zeros != 0 {
            return Some(8 * index + zeros.trailing_zeros() as usize / 8);
        }
    }
    if let Some(at) = rest.iter().position(|other| *other == byte) {
        return Some(8 * words.len() + at);
    }
    if far.is_empty() { None } else { memchr::memchr(byte, far).map(|at| NEAR + at) }
}

/// `starts_with`, for needles that are mostly short without a call.
#[inline]
fn begins_with(text: &[u8], needle: &[u8]) -> bool {
    if needle.len() > 8 {
        return text.starts_with(needle);
    }
    text.len() >= needle.len() && text.iter().zip(needle).all(|(left, right)| left == right)
}

/// Byte offset of the first occurrence.
#[inline]
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [byte] => find_byte(text, *byte),
        [first, second, ..] if text.len() <= SHORT => {
            let end = (text.len() + 1).checked_sub(needle.len())?;
            let mut at = 0;
            while at < end {
                at += find_byte(&text[at..end], *first)?;
                if text[at + 1] == *second && begins_with(&text[at..], needle) {
                    return Some(at);
                }
                at += 1;
            }
            None
        }
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

/// The byte offsets of the occurrences of a needle that is not empty, from the left, without overlap.
#[derive(Clone)]
pub struct Occurrences<'a, 'n> {
    text: &'a [u8],
    needle: &'n [u8],
    /// Where the search goes on.
    from: usize,
    left: usize,
    /// What is worth making for a long text.
    finder: Option<Finder<'n>>,
}

#[inline]
pub fn occurrences<'a, 'n>(text: &'a [u8], needle: &'n [u8], limit: Option<usize>) -> Occurrences<'a, 'n> {
    let finder = (needle.len() > 1 && text.len() > SHORT).then(|| Finder::new(needle));
    Occurrences { text, needle, from: 0, left: limit.unwrap_or(usize::MAX), finder }
}

impl Iterator for Occurrences<'_, '_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let rest = &self.text[self.from..];
        let found = match &self.finder {
            Some(finder) => finder.find(rest),
            None => find(rest, self.needle),
        };
        let at = self.from + found?;
        self.from = at + self.needle.len();
        Some(at)
    }
}

/// How often a needle occurs without overlap; an empty one occurs between all units and at both ends.
pub fn count(text: &[u8], needle: &[u8], kind: Kind) -> usize {
    match needle {
        [] => kind.length(text) + 1,
        [byte] if text.len() > SHORT => memchr::memchr_iter(*byte, text).count(),
        _ => occurrences(text, needle, None).count(),
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
    if old.is_empty() {
        return interleave(text, new, limit.unwrap_or(usize::MAX), kind);
    }
    // Counting first makes one exact allocation, and finds out whether there is room for it.
    let times = occurrences(text, old, limit).count();
    let mut out = Vec::new();
    reserve(
        &mut out,
        replaced_length(text.len(), old.len(), new.len(), times).ok_or_else(TextError::memory)?,
    )?;
    for (index, part) in split(text, old, limit).enumerate() {
        if index > 0 {
            out.extend_from_slice(new);
        }
        out.extend_from_slice(part);
    }
    Ok(out)
}

/// The length of a text in which a part was replaced so many times, all lengths in one unit.
pub fn replaced_length(text: usize, old: usize, new: usize, times: usize) -> Option<usize> {
    (text - times * old).checked_add(times.checked_mul(new)?)
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
#[inline]
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> impl Iterator<Item = &'a [u8]> {
    let mut places = occurrences(text, separator, limit);
    // None when the last part is out.
    let mut done = Some(0);
    std::iter::from_fn(move || {
        let start = done?;
        let place = places.next();
        done = place.map(|at| at + separator.len());
        Some(&text[start..place.unwrap_or(text.len())])
    })
}

/// `rsplit` at a separator, which must not be empty; the parts in the order of the text.
pub fn rsplit<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Vec<&'a [u8]> {
    let finder = FinderRev::new(separator);
    let mut parts = Vec::new();
    let mut end = text.len();
    let mut left = limit.unwrap_or(usize::MAX);
    while left > 0
        && let Some(at) = if let [byte] = separator {
            memchr::memrchr(*byte, &text[..end])
        } else {
            finder.rfind(&text[..end])
        }
    {
        parts.push(&text[at + separator.len()..end]);
        end = at;
        left -= 1;
    }
    parts.push(&text[..end]);
    parts.reverse();
    parts
}

/// `split` at runs of white space. What the limit leaves over keeps its trailing space.
#[inline]
pub fn split_whitespace(text: &[u8], limit: Option<usize>, kind: Kind) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    let mut left = limit.unwrap_or(usize::MAX);
    let head = move |text: &[u8], space: bool| match kind {
        Kind::Text => kind.head(text, |unit| unicode::is_space(unit) == space),
        Kind::Ascii | Kind::Bytes => {
            let spaces = kind.spaces();
            text.iter().position(|byte| spaces[usize::from(*byte)] != space).unwrap_or(text.len())
        }
    };
    std::iter::from_fn(move || {
        rest = &rest[head(rest, true)..];
        if rest.is_empty() {
            return None;
        }
        let width = if left == 0 { rest.len() } else { head(rest, false) };
        left = left.saturating_sub(1);
        let word;
        (word, rest) = rest.split_at(width);
        Some(word)
    })
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
pub fn split_lines(text: &[u8], keep_ends: bool, kind: Kind) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let content = kind.head(rest, |unit| !kind.is_line_break(unit));
        let end = match &rest[content..] {
            [b'\r', b'\n', ..] => 2,
            tail => kind.first(tail).map_or(0, |(_, width)| width),
        };
        let line = &rest[..content + if keep_ends { end } else { 0 }];
        rest = &rest[content + end..];
        Some(line)
    })
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
        (None, Kind::Ascii | Kind::Bytes) => {
            let spaces = kind.spaces();
            strip_bytes(text, ends, |byte| spaces[usize::from(byte)])
        }
        (None, Kind::Text) => strip_where(text, ends, kind, |unit| kind.is_space(unit)),
        (Some(set), Kind::Text) if !set.is_ascii() => {
            let members: Vec<u32> = wtf8::code_points(set).collect();
            strip_where(text, ends, kind, |unit| members.contains(&unit))
        }
        // No byte of other characters is in a set of ASCII.
        (Some(set), _) => strip_bytes(text, ends, |byte| set.contains(&byte)),
    }
}

#[inline]
fn strip_bytes(text: &[u8], ends: Ends, fits: impl Fn(u8) -> bool) -> &[u8] {
    let mut rest = text;
    if ends != Ends::Right {
        while let [first, inner @ ..] = rest
            && fits(*first)
        {
            rest = inner;
        }
    }
    if ends != Ends::Left {
        while let [inner @ .., last] = rest
            && fits(*last)
        {
            rest = inner;
        }
    }
    rest
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
    let mut out = text[..zero_place(text)].to_vec();
    push_repeated(&mut out, b"0", zeros)?;
    reserve(&mut out, text.len())?;
    out.extend_from_slice(&text[zero_place(text)..]);
    Ok(out)
}

/// Where `zfill` puts zeros: behind the sign.
pub fn zero_place(text: &[u8]) -> usize {
    usize::from(matches!(text.first(), Some(b'+' | b'-')))
}

fn padding(text: &[u8], width: i64, kind: Kind) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(kind.length(text))
}

/// Which side of a text stands where it stood when it is padded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Justify {
    Left,
    Center,
    Right,
}

impl Justify {
    /// How much of the padding goes to the left. An odd rest of `center` goes there if the width is odd, as CPython does.
    pub fn left_of(self, padding: usize, width: usize) -> usize {
        match self {
            Justify::Left => 0,
            Justify::Center => padding / 2 + (padding & width & 1),
            Justify::Right => padding,
        }
    }
}

/// `ljust`, `center`, `rjust`; `fill` is one encoded unit. Errors: Memory.
pub fn pad(text: &[u8], justify: Justify, width: i64, fill: &[u8], kind: Kind) -> Result<Vec<u8>, TextError> {
    let total = padding(text, width, kind);
    let left = justify.left_of(total, usize::try_from(width).unwrap_or(0));
    let mut out = Vec::new();
    push_repeated(&mut out, fill, left)?;
    reserve(&mut out, text.len())?;
    out.extend_from_slice(text);
    push_repeated(&mut out, fill, total - left)?;
    Ok(out)
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
    use crate::text::number_text::is_ascii_blank;
    use Kind::{Bytes, Text};

    fn show<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
        let parts: Vec<_> = parts.into_iter().map(String::from_utf8_lossy).collect();
        parts.join("|")
    }

    #[test]
    fn finding() {
        assert_eq!((find(b"abcabc", b"ca"), rfind(b"abcabc", b"abc")), (Some(2), Some(3)));
        assert_eq!((find(b"abc", b""), rfind(b"abc", b""), find(b"", b"x")), (Some(0), Some(3), None));
        assert_eq!(count(b"aaaa", b"aa", Text), 2);
        let long = b"ab-".repeat(40);
        assert_eq!(
            (find(&long, b"b-a"), find(b"ab-ab", b"b-c"), find(b"aab", b"ab")),
            (Some(1), None, Some(1))
        );
        assert_eq!(occurrences(&long, b"ab", Some(3)).collect::<Vec<_>>(), [0, 3, 6]);
        for at in 0..40 {
            let mut text = [b'a'; 40];
            text[at] = b'\x80';
            text[39] = b'\x80';
            assert_eq!((find(&text, b"\x80"), find(&text, b"b")), (Some(at), None));
        }
        assert_eq!((count(&long, b"-", Text), count(&long, b"b-", Text)), (40, 40));
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
        assert_eq!(split(b"", b",", None).collect::<Vec<_>>(), [b""]);
        assert_eq!(show(split_whitespace(b"  a b  c ", None, Text)), "a|b|c");
        assert_eq!(show(split_whitespace(b" a\x1cb\x0bc\n", None, Kind::Ascii)), "a|b|c");
        assert_eq!(show(split_whitespace(b"  a b  c ", Some(1), Text)), "a|b  c ");
        assert_eq!(show(split_whitespace(b" a  ", Some(1), Text)), "a");
        assert_eq!(show(split_whitespace(b" a  ", Some(0), Text)), "a  ");
        assert_eq!(show(rsplit_whitespace(b"  a b  c ", Some(1), Text)), "  a b|c");
        assert_eq!(show(rsplit_whitespace(b"  a b  c ", None, Text)), "a|b|c");
        assert_eq!(split_whitespace(b"   ", None, Text).collect::<Vec<_>>(), Vec::<&[u8]>::new());
        assert_eq!(show(split_whitespace("a\u{3000}b\u{1c}c".as_bytes(), None, Text)), "a|b|c");
        for byte in 0..=255u8 {
            assert_eq!(Kind::Bytes.is_space(u32::from(byte)), is_ascii_blank(byte));
            assert!(byte >= 0x80 || Kind::Ascii.is_space(u32::from(byte)) == Text.is_space(u32::from(byte)));
        }
        assert_eq!(split_whitespace(b"a\x1cb\x85c d", None, Bytes).count(), 2);
    }

    #[test]
    fn lines() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\u{1c}f\u{b}g\n";
        assert_eq!(show(split_lines(text.as_bytes(), false, Text)), "a|b|c||d|e|f|g");
        assert_eq!(show(split_lines(b"a\r\nb\n", true, Text)), "a\r\n|b\n");
        assert_eq!(show(split_lines(b"a\x0bb\r\rc", false, Bytes)), "a\x0bb||c");
        assert_eq!(split_lines(b"", true, Text).count(), 0);
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
        assert_eq!(text(pad(b"ab", Justify::Center, 5, b"*", Text)), "**ab*");
        assert_eq!(text(pad(b"abc", Justify::Center, 6, b"*", Text)), "*abc**");
        assert_eq!(text(pad(b"abc", Justify::Center, -6, b"*", Text)), "abc");
        assert_eq!(text(pad("é".as_bytes(), Justify::Left, 3, "€".as_bytes(), Text)), "é€€");
        assert_eq!(text(pad("é".as_bytes(), Justify::Right, 3, b" ", Bytes)), " é");
        assert_eq!(text(zero_fill(b"-12", 6, Text)), "-00012");
        assert_eq!(text(zero_fill(b"+", 3, Text)), "+00");
        assert_eq!(text(zero_fill(b"-12", 3, Text)), "-12");
        assert_eq!(text(expand_tabs(b"a\tbc\t\nd\te", 4, Text)), "a   bc  \nd   e");
        assert_eq!(text(expand_tabs("é\té".as_bytes(), 4, Text)), "é   é");
        assert_eq!(text(expand_tabs(b"a\tb", 0, Text)), "ab");
        assert_eq!(pad(b"a", Justify::Left, i64::MAX, b"x", Text), Err(TextError::memory()));
        assert_eq!(expand_tabs(b"\t", i64::MAX, Text), Err(TextError::memory()));
        assert_eq!(repeat(b"ab", usize::MAX), Err(TextError::memory()));
    }
}
