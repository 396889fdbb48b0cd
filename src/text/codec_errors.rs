//! What happens when text cannot be encoded or bytes cannot be decoded.
//!
//! Owns the failure record, the standard error handlers, and the message of UnicodeError. Must not
//! know how the codecs walk (`codec`) or what a handler written in Python looks like.

use std::fmt::Write;

use super::codec::{ByteOrder, Codec, push_utf16, push_utf32};
use super::quote::push_escape;
use super::wtf8;

/// One failure; the caller adds the object to make a UnicodeEncodeError or UnicodeDecodeError.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecFailure {
    pub encoding: &'static str,
    /// In code points when encoding, in bytes when decoding.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    pub reason: &'static str,
}

/// Why `encode` or `decode` gave up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// A UnicodeEncodeError or UnicodeDecodeError.
    Failure(CodecFailure),
    /// A TypeError: this handler handles only the other direction. The message names the exception.
    WrongDirection,
}

impl CodecError {
    /// The TypeError's message, for `WrongDirection`.
    pub const WRONG_DIRECTION: &'static str = "don't know how to handle UnicodeDecodeError in error callback";
}

/// What stands in for what could not be encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// WTF-8, still to be encoded.
    Text(Vec<u8>),
    /// Already in the encoding.
    Bytes(Vec<u8>),
}

/// The standard handlers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorHandler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    SurrogateEscape,
    SurrogatePass,
    XmlCharRefReplace,
    NameReplace,
}

impl ErrorHandler {
    /// None for a name that is not standard.
    pub fn from_name(name: &str) -> Option<ErrorHandler> {
        Some(match name {
            "strict" => ErrorHandler::Strict,
            "ignore" => ErrorHandler::Ignore,
            "replace" => ErrorHandler::Replace,
            "backslashreplace" => ErrorHandler::BackslashReplace,
            "surrogateescape" => ErrorHandler::SurrogateEscape,
            "surrogatepass" => ErrorHandler::SurrogatePass,
            "xmlcharrefreplace" => ErrorHandler::XmlCharRefReplace,
            "namereplace" => ErrorHandler::NameReplace,
            _ => return None,
        })
    }

    /// What to put for the code points of `failure` in `text`, and where to go on.
    pub fn on_encode(
        self,
        failure: &CodecFailure,
        text: &[u8],
        codec: Codec,
    ) -> Result<(Replacement, usize), CodecError> {
        let failed = wtf8::slice(text, failure.start, failure.end);
        let refuse = || CodecError::Failure(failure.clone());
        let points = wtf8::code_points(failed);
        let mut new = Vec::new();
        match self {
            ErrorHandler::Strict => return Err(refuse()),
            ErrorHandler::Ignore => {}
            ErrorHandler::Replace => new.resize(failure.end - failure.start, b'?'),
            ErrorHandler::BackslashReplace => points.for_each(|point| push_escape(&mut new, point)),
            ErrorHandler::XmlCharRefReplace => {
                points.for_each(|point| new.extend_from_slice(format!("&#{point};").as_bytes()));
            }
            ErrorHandler::NameReplace => points.for_each(|point| push_name(&mut new, point)),
            ErrorHandler::SurrogateEscape => {
                let escaped = |point: &u32| (0xDC80..=0xDCFF).contains(point);
                new.extend(points.take_while(escaped).map(|point| (point & 0xFF) as u8));
                if new.is_empty() {
                    return Err(refuse());
                }
                let next = failure.start + new.len();
                return Ok((Replacement::Bytes(new), next));
            }
            ErrorHandler::SurrogatePass => {
                for point in points {
                    push_surrogate(&mut new, point, codec).ok_or_else(refuse)?;
                }
                return Ok((Replacement::Bytes(new), failure.end));
            }
        }
        Ok((Replacement::Text(new), failure.end))
    }

    /// Which text to put for the bytes of `failure`, and where to go on.
    pub fn on_decode(
        self,
        failure: &CodecFailure,
        bytes: &[u8],
        codec: Codec,
    ) -> Result<(Vec<u8>, usize), CodecError> {
        let failed = &bytes[failure.start..failure.end];
        let refuse = || CodecError::Failure(failure.clone());
        let mut new = Vec::new();
        match self {
            ErrorHandler::Strict => return Err(refuse()),
            ErrorHandler::XmlCharRefReplace | ErrorHandler::NameReplace => {
                return Err(CodecError::WrongDirection);
            }
            ErrorHandler::Ignore => {}
            ErrorHandler::Replace => new.extend_from_slice("\u{fffd}".as_bytes()),
            ErrorHandler::BackslashReplace => {
                failed.iter().for_each(|byte| push_escape(&mut new, u32::from(*byte)))
            }
            ErrorHandler::SurrogateEscape => {
                // ASCII is never escaped: it could not be told from itself when encoded again.
                let count = failed.iter().take_while(|byte| **byte >= 0x80).count();
                if count == 0 {
                    return Err(refuse());
                }
                failed[..count]
                    .iter()
                    .for_each(|byte| wtf8::push_code_point(&mut new, 0xDC00 | u32::from(*byte)));
                return Ok((new, failure.start + count));
            }
            ErrorHandler::SurrogatePass => {
                let (surrogate, width) = read_surrogate(&bytes[failure.start..], codec).ok_or_else(refuse)?;
                wtf8::push_code_point(&mut new, surrogate);
                return Ok((new, failure.start + width));
            }
        }
        Ok((new, failure.end))
    }
}

/// `\N{NAME}`, or an escape for what has no name.
fn push_name(out: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point).and_then(unicode_names2::name) {
        Some(name) => out.extend_from_slice(format!("\\N{{{name}}}").as_bytes()),
        None => push_escape(out, code_point),
    }
}

/// Encodes a surrogate as if it were a character. None for anything else, or another codec.
fn push_surrogate(out: &mut Vec<u8>, code_point: u32, codec: Codec) -> Option<()> {
    if !wtf8::is_surrogate(code_point) {
        return None;
    }
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => wtf8::push_code_point(out, code_point),
        Codec::Utf16(order) => push_utf16(out, code_point, order),
        Codec::Utf32(order) => push_utf32(out, code_point, order),
        Codec::Ascii | Codec::Latin1 => return None,
    }
    Some(())
}

/// The surrogate at the start of `bytes`, and its width.
fn read_surrogate(bytes: &[u8], codec: Codec) -> Option<(u32, usize)> {
    let (code_point, width) = match (codec, bytes) {
        (Codec::Utf8 | Codec::Utf8Sig, [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..]) => {
            wtf8::first_code_point(bytes)?
        }
        (Codec::Utf16(ByteOrder::Big), [a, b, ..]) => (u32::from(u16::from_be_bytes([*a, *b])), 2),
        (Codec::Utf16(_), [a, b, ..]) => (u32::from(u16::from_le_bytes([*a, *b])), 2),
        (Codec::Utf32(ByteOrder::Big), [a, b, c, d, ..]) => (u32::from_be_bytes([*a, *b, *c, *d]), 4),
        (Codec::Utf32(_), [a, b, c, d, ..]) => (u32::from_le_bytes([*a, *b, *c, *d]), 4),
        _ => return None,
    };
    wtf8::is_surrogate(code_point).then_some((code_point, width))
}

/// `str(UnicodeEncodeError)`, from its attributes, which a script may have changed. WTF-8.
pub fn encode_message(encoding: &[u8], text: &[u8], start: usize, end: usize, reason: &[u8]) -> Vec<u8> {
    let what = match wtf8::code_point_at(text, start).filter(|_| end == start + 1) {
        Some(code_point) => format!("encode character '{}' in position {start}", escape(code_point)),
        None => format!("encode characters in position {start}-{}", last_position(end)),
    };
    message(encoding, &what, reason)
}

/// `str(UnicodeDecodeError)`, from its attributes. WTF-8.
pub fn decode_message(encoding: &[u8], bytes: &[u8], start: usize, end: usize, reason: &[u8]) -> Vec<u8> {
    let what = match bytes.get(start).filter(|_| end == start + 1) {
        Some(byte) => format!("decode byte 0x{byte:02x} in position {start}"),
        None => format!("decode bytes in position {start}-{}", last_position(end)),
    };
    message(encoding, &what, reason)
}

/// `str(UnicodeTranslateError)`, from its attributes. WTF-8.
pub fn translate_message(text: &[u8], start: usize, end: usize, reason: &[u8]) -> Vec<u8> {
    let what = match wtf8::code_point_at(text, start).filter(|_| end == start + 1) {
        Some(code_point) => {
            format!("can't translate character '{}' in position {start}: ", escape(code_point))
        }
        None => format!("can't translate characters in position {start}-{}: ", last_position(end)),
    };
    [what.as_bytes(), reason].concat()
}

fn last_position(end: usize) -> i128 {
    end as i128 - 1
}

fn escape(code_point: u32) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = match code_point {
        0..=0xFF => write!(text, "\\x{code_point:02x}"),
        0x100..=0xFFFF => write!(text, "\\u{code_point:04x}"),
        _ => write!(text, "\\U{code_point:08x}"),
    };
    text
}

fn message(encoding: &[u8], what: &str, reason: &[u8]) -> Vec<u8> {
    [b"'", encoding, b"' codec can't ", what.as_bytes(), b": ", reason].concat()
}
