//! Quoted forms of strings and bytes: `repr` and `ascii`.
//!
//! Owns the choice of the quote and the escapes. Must not know objects. Invariant: what it writes
//! is a Python literal that evaluates to the same text.

use super::unicode::is_printable;
use super::wtf8::{code_points, push_code_point};

const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `repr(str)` of WTF-8 bytes.
pub fn str_repr(text: &[u8]) -> Vec<u8> {
    quote_text(text, false)
}

/// `ascii(str)`: as `str_repr`, with everything beyond ASCII escaped.
pub fn str_ascii(text: &[u8]) -> Vec<u8> {
    quote_text(text, true)
}

/// `ascii(object)` from the object's repr: escapes what is beyond ASCII, leaves the rest.
pub fn escape_non_ascii(repr: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(repr.len());
    for code_point in code_points(repr) {
        if code_point < 0x80 { out.push(code_point as u8) } else { push_escape(&mut out, code_point) }
    }
    out
}

/// Single quotes, unless the text has single quotes and no double ones.
fn choose_quote(text: &[u8]) -> u8 {
    if text.contains(&b'\'') && !text.contains(&b'"') { b'"' } else { b'\'' }
}

/// True of ASCII text whose repr is itself between single quotes.
pub fn is_plain(text: &[u8]) -> bool {
    // All bytes are looked at, so that it vectorises.
    text.iter()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~') & (*byte != b'\'') & (*byte != b'\\'))
}

fn quote_text(text: &[u8], ascii_only: bool) -> Vec<u8> {
    let quote = choose_quote(text);
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(quote);
    for code_point in code_points(text) {
        if code_point < 0x80 {
            push_quoted_byte(&mut out, code_point as u8, quote);
        } else if !ascii_only && is_printable(code_point) {
            push_code_point(&mut out, code_point);
        } else {
            push_escape(&mut out, code_point);
        }
    }
    out.push(quote);
    out
}

/// `repr(bytes)`, with its `b` prefix.
pub fn bytes_repr(bytes: &[u8]) -> Vec<u8> {
    let quote = choose_quote(bytes);
    let mut out = Vec::with_capacity(bytes.len() + 3);
    out.extend_from_slice(&[b'b', quote]);
    bytes.iter().for_each(|byte| push_quoted_byte(&mut out, *byte, quote));
    out.push(quote);
    out
}

fn push_quoted_byte(out: &mut Vec<u8>, byte: u8, quote: u8) {
    match byte {
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ if byte == quote => out.extend_from_slice(&[b'\\', byte]),
        b' '..=b'~' => out.push(byte),
        _ => push_hex(out, b'x', u32::from(byte), 2),
    }
}

/// `\xNN`, `\uNNNN` or `\UNNNNNNNN`, whichever is the shortest that fits.
pub fn push_escape(out: &mut Vec<u8>, code_point: u32) {
    match code_point {
        0..=0xFF => push_hex(out, b'x', code_point, 2),
        0x100..=0xFFFF => push_hex(out, b'u', code_point, 4),
        _ => push_hex(out, b'U', code_point, 8),
    }
}

fn push_hex(out: &mut Vec<u8>, letter: u8, value: u32, digits: u32) {
    out.extend_from_slice(&[b'\\', letter]);
    out.extend((0..digits).rev().map(|place| HEX_DIGITS[(value >> (4 * place) & 0xF) as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wtf8::from_code_points;

    #[test]
    fn strings() {
        for (text, repr, ascii) in [
            ("it's", "\"it's\"", "\"it's\""),
            ("it's \"x\"", "'it\\'s \"x\"'", "'it\\'s \"x\"'"),
            ("a\"b", "'a\"b'", "'a\"b'"),
            ("\0\t\n\r\\\u{7f}", "'\\x00\\t\\n\\r\\\\\\x7f'", "'\\x00\\t\\n\\r\\\\\\x7f'"),
            ("é\u{a0}\u{ad}", "'é\\xa0\\xad'", "'\\xe9\\xa0\\xad'"),
            ("€\u{200b}😀", "'€\\u200b😀'", "'\\u20ac\\u200b\\U0001f600'"),
            ("\u{378}\u{e000}\u{10ffff}", "'\\u0378\\ue000\\U0010ffff'", "'\\u0378\\ue000\\U0010ffff'"),
        ] {
            assert_eq!(String::from_utf8(str_repr(text.as_bytes())).unwrap(), repr);
            assert_eq!(String::from_utf8(str_ascii(text.as_bytes())).unwrap(), ascii);
        }
        assert_eq!(str_repr(&from_code_points([0xD800, 0x41])), b"'\\ud800A'");
        assert_eq!(escape_non_ascii("['é']".as_bytes()), b"['\\xe9']");
    }

    #[test]
    fn bytes() {
        assert_eq!(bytes_repr(b"it's\x00\xff\n\""), b"b'it\\'s\\x00\\xff\\n\"'");
        assert_eq!(bytes_repr(b"it's"), b"b\"it's\"");
        assert_eq!(bytes_repr(b""), b"b''");
    }
}
