//! Encodings: text to bytes and back, and how errors on the way are handled.
//!
//! Owns the codecs utf-8, utf-8-sig, ascii, latin-1, utf-16 and utf-32, their names and aliases,
//! and the walk that asks an error handler. The standard handlers are in `codec_errors`. Must not
//! know objects: a handler written in Python is a closure here. Invariant: positions in failures
//! are code points when encoding and bytes when decoding, as scripts see them.

use super::codec_errors::{CodecError, CodecFailure, ErrorHandler, Replacement};
use super::wtf8::{self, push_code_point};

/// The order of the bytes in a unit of utf-16 or utf-32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// Little-endian with a mark when encoding; what a mark says, or little, when decoding.
    Marked,
    Little,
    Big,
}

/// A text encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    Utf8,
    /// With a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16(ByteOrder),
    Utf32(ByteOrder),
}

/// Lower case, with every run of other characters than letters, digits and dots as one `_`.
pub fn normalize_name(name: &str) -> String {
    let mut normal = String::new();
    let mut pending = false;
    for character in name.chars() {
        if character.is_alphanumeric() || character == '.' {
            if pending && !normal.is_empty() {
                normal.push('_');
            }
            pending = false;
            normal.extend(Some(character.to_ascii_lowercase()).filter(char::is_ascii));
        } else {
            pending = true;
        }
    }
    normal
}

impl Codec {
    /// Finds a codec by any of its names. None if it is not one of those here.
    pub fn from_name(name: &str) -> Option<Codec> {
        use ByteOrder::{Big, Little, Marked};
        Some(match normalize_name(name).as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Codec::Utf8,
            "utf_8_sig" => Codec::Utf8Sig,
            "ascii" | "646" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "ansi_x3.4_1986" | "cp367"
            | "csascii" | "ibm367" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "us" | "us_ascii" => {
                Codec::Ascii
            }
            "latin_1" | "8859" | "cp819" | "csisolatin1" | "ibm819" | "iso8859" | "iso8859_1"
            | "iso_8859_1" | "iso_8859_1_1987" | "iso_ir_100" | "l1" | "latin" | "latin1" => Codec::Latin1,
            "utf_16" | "u16" | "utf16" => Codec::Utf16(Marked),
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Codec::Utf16(Little),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Codec::Utf16(Big),
            "utf_32" | "u32" | "utf32" => Codec::Utf32(Marked),
            "utf_32_le" | "utf_32le" => Codec::Utf32(Little),
            "utf_32_be" | "utf_32be" => Codec::Utf32(Big),
            _ => return None,
        })
    }

    /// The name that `codecs.lookup` gives.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Latin1 => "iso8859-1",
            _ => self.error_name(),
        }
    }

    /// The name that UnicodeError carries.
    pub fn error_name(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16(ByteOrder::Marked) => "utf-16",
            Codec::Utf16(ByteOrder::Little) => "utf-16-le",
            Codec::Utf16(ByteOrder::Big) => "utf-16-be",
            Codec::Utf32(ByteOrder::Marked) => "utf-32",
            Codec::Utf32(ByteOrder::Little) => "utf-32-le",
            Codec::Utf32(ByteOrder::Big) => "utf-32-be",
        }
    }

    /// Bytes of the smallest unit.
    pub fn unit_width(self) -> usize {
        match self {
            Codec::Utf16(_) => 2,
            Codec::Utf32(_) => 4,
            _ => 1,
        }
    }

    /// What an encoder writes first. A later part of the same stream is for `without_mark`.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Codec::Utf8Sig => b"\xef\xbb\xbf",
            Codec::Utf16(ByteOrder::Marked) => b"\xff\xfe",
            Codec::Utf32(ByteOrder::Marked) => b"\xff\xfe\0\0",
            _ => b"",
        }
    }

    /// The codec for what follows the mark.
    pub fn without_mark(self) -> Codec {
        match self {
            Codec::Utf8Sig => Codec::Utf8,
            Codec::Utf16(ByteOrder::Marked) => Codec::Utf16(ByteOrder::Little),
            Codec::Utf32(ByteOrder::Marked) => Codec::Utf32(ByteOrder::Little),
            other => other,
        }
    }

    /// Reads the mark at the start of `bytes`: the codec for the rest, and the width of the mark.
    /// None if more bytes are needed to tell; a decoder at the end of its input passes `last`.
    pub fn resolve_mark(self, bytes: &[u8], last: bool) -> Option<(Codec, usize)> {
        let marks: &[(&[u8], Codec)] = match self {
            Codec::Utf8Sig => &[(b"\xef\xbb\xbf", Codec::Utf8)],
            Codec::Utf16(ByteOrder::Marked) => {
                &[(b"\xff\xfe", Codec::Utf16(ByteOrder::Little)), (b"\xfe\xff", Codec::Utf16(ByteOrder::Big))]
            }
            Codec::Utf32(ByteOrder::Marked) => &[
                (b"\xff\xfe\0\0", Codec::Utf32(ByteOrder::Little)),
                (b"\0\0\xfe\xff", Codec::Utf32(ByteOrder::Big)),
            ],
            _ => return Some((self, 0)),
        };
        if let Some((mark, codec)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
            return Some((*codec, mark.len()));
        }
        let undecided = marks.iter().any(|(mark, _)| mark.starts_with(bytes));
        if undecided && !last { None } else { Some((self.without_mark(), 0)) }
    }

    fn can_encode(self, code_point: u32) -> bool {
        match self {
            Codec::Ascii => code_point < 0x80,
            Codec::Latin1 => code_point < 0x100,
            _ => !wtf8::is_surrogate(code_point),
        }
    }

    fn encode_reason(self) -> &'static str {
        match self {
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            _ => "surrogates not allowed",
        }
    }

    /// Width in bytes of the longest head of `text` that can be encoded.
    fn encodable_head(self, text: &[u8]) -> usize {
        match self {
            Codec::Utf8 | Codec::Utf8Sig | Codec::Utf16(_) | Codec::Utf32(_) => {
                wtf8::find_surrogate(text).unwrap_or(text.len())
            }
            Codec::Ascii => text.iter().position(|byte| *byte >= 0x80).unwrap_or(text.len()),
            // In UTF-8 the leads C2 and C3 cover just what latin-1 has beyond ASCII.
            Codec::Latin1 => text.iter().position(|byte| *byte >= 0xC4).unwrap_or(text.len()),
        }
    }

    /// How many code points from here on fail together.
    fn failing_run(self, text: &[u8]) -> usize {
        match self {
            // These report one at a time.
            Codec::Utf16(_) | Codec::Utf32(_) => 1,
            _ => wtf8::code_points(text).take_while(|code_point| !self.can_encode(*code_point)).count(),
        }
    }

    fn push_encoded(self, out: &mut Vec<u8>, text: &[u8]) {
        match self {
            Codec::Utf8 | Codec::Utf8Sig | Codec::Ascii => out.extend_from_slice(text),
            Codec::Latin1 => out.extend(wtf8::code_points(text).map(|code_point| code_point as u8)),
            Codec::Utf16(order) => wtf8::code_points(text).for_each(|point| push_utf16(out, point, order)),
            Codec::Utf32(order) => wtf8::code_points(text).for_each(|point| push_utf32(out, point, order)),
        }
    }
}

/// Appends a code point in utf-16, a surrogate as a single unit.
pub(super) fn push_utf16(out: &mut Vec<u8>, code_point: u32, order: ByteOrder) {
    let mut push = |unit: u32| match order {
        ByteOrder::Big => out.extend_from_slice(&(unit as u16).to_be_bytes()),
        _ => out.extend_from_slice(&(unit as u16).to_le_bytes()),
    };
    match code_point.checked_sub(0x10000) {
        None => push(code_point),
        Some(rest) => {
            push(0xD800 | rest >> 10);
            push(0xDC00 | (rest & 0x3FF));
        }
    }
}

/// Appends a code point in utf-32.
pub(super) fn push_utf32(out: &mut Vec<u8>, code_point: u32, order: ByteOrder) {
    match order {
        ByteOrder::Big => out.extend_from_slice(&code_point.to_be_bytes()),
        _ => out.extend_from_slice(&code_point.to_le_bytes()),
    }
}

/// Says what to put for a failure, and at which code point to go on.
pub type EncodeHandler<'h, E> = dyn FnMut(&CodecFailure) -> Result<(Replacement, usize), E> + 'h;

/// Says which text (WTF-8) to put for a failure, and at which byte to go on.
pub type DecodeHandler<'h, E> = dyn FnMut(&CodecFailure) -> Result<(Vec<u8>, usize), E> + 'h;

/// Why a walk with a handler of one's own stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop<E> {
    /// The handler's own error.
    Handler(E),
    /// The replacement could not be encoded either: the failure that asked for it.
    Unencodable(CodecFailure),
}

/// Encodes `text`. Errors: see `CodecError`.
pub fn encode(text: &[u8], codec: Codec, handler: ErrorHandler) -> Result<Vec<u8>, CodecError> {
    let mut on_error = |failure: &CodecFailure| handler.on_encode(failure, text, codec);
    encode_with(text, codec, &mut on_error).map_err(|stop| match stop {
        Stop::Handler(error) => error,
        Stop::Unencodable(failure) => CodecError::Failure(failure),
    })
}

/// Encodes `text`, asking `on_error` what to put for each run that cannot be encoded, and at which
/// code point to go on (at most the length of the text; before the failure is allowed).
pub fn encode_with<E>(
    text: &[u8],
    codec: Codec,
    on_error: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Stop<E>> {
    let mut out = codec.mark().to_vec();
    let (mut offset, mut position) = (0, 0);
    loop {
        let head = codec.encodable_head(&text[offset..]);
        codec.push_encoded(&mut out, &text[offset..offset + head]);
        if offset + head == text.len() {
            return Ok(out);
        }
        position += wtf8::count(&text[offset..offset + head]);
        offset += head;
        let end = position + codec.failing_run(&text[offset..]);
        let failure = CodecFailure {
            encoding: codec.error_name(),
            start: position,
            end,
            reason: codec.encode_reason(),
        };
        let (replacement, next) = on_error(&failure).map_err(Stop::Handler)?;
        let fits = match &replacement {
            Replacement::Text(new) => codec.encodable_head(new) == new.len(),
            Replacement::Bytes(new) => new.len().is_multiple_of(codec.unit_width()),
        };
        if !fits {
            return Err(Stop::Unencodable(failure));
        }
        match replacement {
            Replacement::Text(new) => codec.push_encoded(&mut out, &new),
            Replacement::Bytes(new) => out.extend_from_slice(&new),
        }
        offset = if next >= position {
            offset + wtf8::offset_of(&text[offset..], next - position).unwrap_or(text.len() - offset)
        } else {
            wtf8::offset_of(text, next).unwrap_or(text.len())
        };
        position = next;
    }
}

/// Decodes all of `bytes` to WTF-8. Errors: see `CodecError`.
pub fn decode(bytes: &[u8], codec: Codec, handler: ErrorHandler) -> Result<Vec<u8>, CodecError> {
    let (rest_codec, mark) = codec.resolve_mark(bytes, true).unwrap_or((codec.without_mark(), 0));
    // Positions count from the start of the input for utf-16 and utf-32, but after a utf-8 mark.
    let (input, from) = if codec == Codec::Utf8Sig { (&bytes[mark..], 0) } else { (bytes, mark) };
    let mut on_error = |failure: &CodecFailure| handler.on_decode(failure, input, rest_codec);
    decode_with(input, from, rest_codec, true, &mut on_error).map(|(text, _)| text)
}

/// Decodes `bytes` from the offset `from` on, asking `on_error` which text to put for each failure
/// and at which byte to go on (at most the length of the input; before the failure is allowed).
/// Without `last`, an incomplete sequence at the end is left alone. Gives the text and how many
/// bytes were used up. The codec must not have a mark to read: see `resolve_mark`.
pub fn decode_with<E>(
    bytes: &[u8],
    from: usize,
    codec: Codec,
    last: bool,
    on_error: &mut DecodeHandler<'_, E>,
) -> Result<(Vec<u8>, usize), E> {
    let codec = codec.without_mark();
    let mut out = Vec::new();
    let mut at = from;
    while at < bytes.len() {
        let (done, flaw) = decode_head(&bytes[at..], codec, &mut out);
        at += done;
        let Some(flaw) = flaw else { break };
        if flaw.incomplete && !last {
            break;
        }
        let failure = CodecFailure {
            encoding: codec.error_name(),
            start: at,
            end: at + flaw.width,
            reason: flaw.reason,
        };
        let (text, next) = on_error(&failure)?;
        out.extend_from_slice(&text);
        at = next.min(bytes.len());
    }
    Ok((out, at))
}

/// What stopped `decode_head`.
struct Flaw {
    width: usize,
    reason: &'static str,
    /// More bytes could make it right.
    incomplete: bool,
}

impl Flaw {
    fn wrong(width: usize, reason: &'static str) -> Option<Flaw> {
        Some(Flaw { width, reason, incomplete: false })
    }

    fn incomplete(width: usize, reason: &'static str) -> Option<Flaw> {
        Some(Flaw { width, reason, incomplete: true })
    }
}

/// Decodes up to the first flaw, and says how many bytes that took.
fn decode_head(bytes: &[u8], codec: Codec, out: &mut Vec<u8>) -> (usize, Option<Flaw>) {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => decode_utf8_head(bytes, out),
        Codec::Ascii => {
            let head = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(bytes.len());
            out.extend_from_slice(&bytes[..head]);
            let whole = head == bytes.len();
            (head, if whole { None } else { Flaw::wrong(1, "ordinal not in range(128)") })
        }
        Codec::Latin1 => {
            bytes.iter().for_each(|byte| push_code_point(out, u32::from(*byte)));
            (bytes.len(), None)
        }
        Codec::Utf16(order) => decode_utf16_head(bytes, order, out),
        Codec::Utf32(order) => decode_utf32_head(bytes, order, out),
    }
}

fn decode_utf8_head(bytes: &[u8], out: &mut Vec<u8>) -> (usize, Option<Flaw>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            out.extend_from_slice(text.as_bytes());
            return (bytes.len(), None);
        }
        Err(error) => error,
    };
    let head = error.valid_up_to();
    out.extend_from_slice(&bytes[..head]);
    let flaw = match error.error_len() {
        None => Flaw::incomplete(bytes.len() - head, "unexpected end of data"),
        Some(width) if matches!(bytes[head], 0xC2..=0xF4) => Flaw::wrong(width, "invalid continuation byte"),
        Some(width) => Flaw::wrong(width, "invalid start byte"),
    };
    (head, flaw)
}

fn decode_utf16_head(bytes: &[u8], order: ByteOrder, out: &mut Vec<u8>) -> (usize, Option<Flaw>) {
    let unit_at = |at: usize| {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        let unit = if order == ByteOrder::Big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
        Some(u32::from(unit))
    };
    let mut at = 0;
    while at < bytes.len() {
        let Some(unit) = unit_at(at) else { return (at, Flaw::incomplete(1, "truncated data")) };
        match unit {
            0xD800..=0xDBFF => match unit_at(at + 2) {
                None => return (at, Flaw::incomplete(bytes.len() - at, "unexpected end of data")),
                Some(low @ 0xDC00..=0xDFFF) => {
                    push_code_point(out, 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF)));
                    at += 4;
                }
                Some(_) => return (at, Flaw::wrong(2, "illegal UTF-16 surrogate")),
            },
            0xDC00..=0xDFFF => return (at, Flaw::wrong(2, "illegal encoding")),
            _ => {
                push_code_point(out, unit);
                at += 2;
            }
        }
    }
    (at, None)
}

fn decode_utf32_head(bytes: &[u8], order: ByteOrder, out: &mut Vec<u8>) -> (usize, Option<Flaw>) {
    for (index, chunk) in bytes.chunks(4).enumerate() {
        let at = index * 4;
        let Ok(quad) = <[u8; 4]>::try_from(chunk) else {
            return (at, Flaw::incomplete(chunk.len(), "truncated data"));
        };
        let unit = if order == ByteOrder::Big { u32::from_be_bytes(quad) } else { u32::from_le_bytes(quad) };
        if wtf8::is_surrogate(unit) {
            return (at, Flaw::wrong(4, "code point in surrogate code point range(0xd800, 0xe000)"));
        }
        if unit > 0x10FFFF {
            return (at, Flaw::wrong(4, "code point not in range(0x110000)"));
        }
        push_code_point(out, unit);
    }
    (bytes.len(), None)
}
