//! The scanning that `int()`, `float()` and `complex()` share.
//!
//! Owns: digits and spaces of other scripts turned into ASCII, ASCII blanks stripped, underscores
//! between digits removed, and the longest float at the start of a text. Must not know what the
//! caller makes of it. Invariant: works on bytes only, never panics on a char boundary.

use super::unicode::{decimal_value, is_space};
use super::wtf8::{code_points, is_ascii};
use std::borrow::Cow;

/// A str as the number parsers want it: Unicode digits as ASCII digits, Unicode spaces as blanks,
/// everything else beyond ASCII as `?`, which no number holds.
pub fn fold_to_ascii(text: &[u8]) -> Cow<'_, [u8]> {
    if is_ascii(text) {
        return Cow::Borrowed(text);
    }
    let fold = |code_point: u32| match code_point {
        0..=0x7F => code_point as u8,
        _ if is_space(code_point) => b' ',
        _ => decimal_value(code_point).map_or(b'?', |digit| b'0' + digit as u8),
    };
    Cow::Owned(code_points(text).map(fold).collect())
}

/// Space, tab, newline, return, vertical tab, form feed: what C calls space.
pub fn is_ascii_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// `text` without blanks at both ends.
pub fn trim_blanks(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !is_ascii_blank(*byte)).unwrap_or(text.len());
    let stop = text.iter().rposition(|byte| !is_ascii_blank(*byte)).map_or(start, |last| last + 1);
    &text[start..stop]
}

/// Removes underscores that stand between two digits; None if one stands elsewhere.
pub fn remove_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    for (at, byte) in text.iter().enumerate() {
        if *byte == b'_' && !(at > 0 && is_digit(at - 1) && is_digit(at + 1)) {
            return None;
        }
    }
    Some(Cow::Owned(text.iter().copied().filter(|byte| *byte != b'_').collect()))
}

/// The longest decimal float, `inf`, `infinity` or `nan` at the start of `text`: its value and its
/// width in bytes. Correctly rounded; overflow gives an infinity.
pub fn scan_float(text: &[u8]) -> Option<(f64, usize)> {
    let sign_width = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let body = &text[sign_width..];
    let width = match scan_decimal(body) {
        Some(width) => width,
        None => scan_word(body)?,
    } + sign_width;
    let value = std::str::from_utf8(&text[..width]).ok()?.parse().ok()?;
    Some((value, width))
}

fn scan_digits(text: &[u8]) -> usize {
    text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len())
}

fn scan_decimal(body: &[u8]) -> Option<usize> {
    let integer = scan_digits(body);
    let mut width = integer;
    let mut fraction = 0;
    if body.get(width) == Some(&b'.') {
        fraction = scan_digits(&body[width + 1..]);
        width += 1 + fraction;
    }
    if integer + fraction == 0 {
        return None;
    }
    if matches!(body.get(width), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(body.get(width + 1), Some(b'+' | b'-')));
        let digits = scan_digits(&body[width + 1 + sign..]);
        if digits > 0 {
            width += 1 + sign + digits;
        }
    }
    Some(width)
}

fn scan_word(body: &[u8]) -> Option<usize> {
    let starts = |word: &[u8]| body.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    [&b"infinity"[..], b"inf", b"nan"].into_iter().find(|word| starts(word)).map(<[u8]>::len)
}
