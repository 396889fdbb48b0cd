//! The encodings `unicode_escape` and `raw_unicode_escape`: text as ASCII with the escapes of string literals.
//!
//! Errors are strict, whatever handler is named, except that `ignore` and `replace` do what they say when decoding.

use super::exception_unicode::raise_codec_failure;
use crate::heap::Value;
use crate::text::codec::normalize_name;
use crate::text::wtf8;
use crate::vm::{Result, Vm};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    Full,
    /// Only `\u` and `\U` are escapes; bytes are Latin-1.
    Raw,
}

impl Escape {
    pub fn from_name(encoding: &str) -> Option<Escape> {
        match normalize_name(encoding).as_str() {
            "unicode_escape" | "unicodeescape" => Some(Escape::Full),
            "raw_unicode_escape" | "rawunicodeescape" => Some(Escape::Raw),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Escape::Full => "unicodeescape",
            Escape::Raw => "rawunicodeescape",
        }
    }
}

pub fn encode(text: &[u8], escape: Escape) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for point in wtf8::code_points(text) {
        let plain = match escape {
            Escape::Full => (0x20..0x7F).contains(&point) && point != u32::from(b'\\'),
            Escape::Raw => point < 0x100,
        };
        if plain {
            out.push(point as u8);
            continue;
        }
        let shown = match (escape, char::from_u32(point)) {
            (Escape::Full, Some('\\')) => "\\\\".to_owned(),
            (Escape::Full, Some('\n')) => "\\n".to_owned(),
            (Escape::Full, Some('\r')) => "\\r".to_owned(),
            (Escape::Full, Some('\t')) => "\\t".to_owned(),
            (Escape::Full, _) if point < 0x100 => format!("\\x{point:02x}"),
            _ if point < 0x10000 => format!("\\u{point:04x}"),
            _ => format!("\\U{point:08x}"),
        };
        out.extend_from_slice(shown.as_bytes());
    }
    out
}

/// One escape behind its backslash: the code point and the bytes that it takes with it. None: it is no escape, and the
/// backslash stands for itself. An error says where it ends, counted from the backslash, and what is wrong.
type Found = std::result::Result<Option<(u32, usize)>, (usize, &'static str)>;

fn hexadecimal(rest: &[u8], digits: usize, reason: &'static str) -> Found {
    let count = rest.iter().skip(1).take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let value = rest[1..1 + count]
        .iter()
        .fold(0, |sum: u32, byte| sum.wrapping_mul(16) + (*byte as char).to_digit(16).unwrap_or(0));
    match value {
        _ if count < digits => Err((2 + count, reason)),
        0x11_0000.. => Err((2 + count, "illegal Unicode character")),
        value => Ok(Some((value, 1 + digits))),
    }
}

fn named(rest: &[u8]) -> Found {
    let malformed = "malformed \\N character escape";
    let Some(end) = rest.iter().position(|byte| *byte == b'}').filter(|_| rest.get(1) == Some(&b'{')) else {
        return Err((2.min(rest.len() + 1), malformed));
    };
    let character = std::str::from_utf8(&rest[2..end]).ok().and_then(unicode_names2::character);
    match character {
        Some(character) => Ok(Some((character.into(), end + 1))),
        None => Err((end + 2, "unknown Unicode character name")),
    }
}

fn escaped(rest: &[u8], escape: Escape) -> Found {
    let simple = |byte: u8| Ok(Some((u32::from(byte), 1)));
    match (rest.first(), escape) {
        (Some(b'u'), _) => hexadecimal(rest, 4, "truncated \\uXXXX escape"),
        (Some(b'U'), _) => hexadecimal(rest, 8, "truncated \\UXXXXXXXX escape"),
        (_, Escape::Raw) => Ok(None),
        (None, _) => Err((1, "\\ at end of string")),
        (Some(b'x'), _) => hexadecimal(rest, 2, "truncated \\xXX escape"),
        (Some(b'N'), _) => named(rest),
        (Some(b'\n'), _) => Ok(Some((u32::MAX, 1))),
        (Some(byte @ (b'\\' | b'\'' | b'"')), _) => simple(*byte),
        (Some(b'a'), _) => simple(7),
        (Some(b'b'), _) => simple(8),
        (Some(b't'), _) => simple(9),
        (Some(b'n'), _) => simple(10),
        (Some(b'v'), _) => simple(11),
        (Some(b'f'), _) => simple(12),
        (Some(b'r'), _) => simple(13),
        (Some(b'0'..=b'7'), _) => {
            let count = rest.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let value = rest[..count].iter().fold(0, |sum, byte| sum * 8 + u32::from(byte - b'0'));
            Ok(Some((value, count)))
        }
        _ => Ok(None),
    }
}

/// The text (WTF-8) of escaped bytes.
pub fn decode(vm: &mut Vm, object: &Value, content: &[u8], escape: Escape, errors: &str) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(content.len());
    let mut at = 0;
    while let Some(byte) = content.get(at) {
        at += 1;
        if *byte != b'\\' {
            wtf8::push_code_point(&mut out, u32::from(*byte));
            continue;
        }
        match escaped(&content[at..], escape) {
            Ok(Some((point, count))) => {
                // A backslash before a line end joins the lines.
                if point != u32::MAX {
                    wtf8::push_code_point(&mut out, point);
                }
                at += count;
            }
            Ok(None) => out.push(b'\\'),
            Err((length, _)) if errors == "ignore" => at += length - 1,
            Err((length, _)) if errors == "replace" => {
                wtf8::push_code_point(&mut out, 0xFFFD);
                at += length - 1;
            }
            Err((length, reason)) => {
                let end = (at - 1 + length).min(content.len());
                return Err(raise_codec_failure(vm, object, escape.name(), (at - 1, end, reason)));
            }
        }
    }
    Ok(out)
}
