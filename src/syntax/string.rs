//! String literals: where one ends, and what its escapes stand for.
//!
//! Owns quotes, escapes and doubled braces. Must not know tokens, fields or the tree.
//! Invariant: decoded text is WTF-8, where each escaped surrogate keeps its own three bytes
//! (a high and a low one in a row are not joined: they are two characters to Python).

use super::{SyntaxError, SyntaxWarning};
use crate::source::Span;

/// An opening quote.
#[derive(Clone, Copy)]
pub struct Quote {
    byte: u8,
    /// 1 or 3.
    pub size: usize,
    /// The offset behind it.
    pub body: usize,
}

/// A string without an end: how far it reaches, and whether an escaped quote may be to blame.
pub struct Lost {
    pub at: usize,
    pub escaped_quote: bool,
}

impl Quote {
    pub fn at(text: &str, offset: usize) -> Quote {
        let bytes = &text.as_bytes()[offset..];
        let byte = bytes[0];
        let size = if bytes.starts_with(&[byte; 3]) { 3 } else { 1 };
        Quote { byte, size, body: offset + size }
    }

    pub fn same_kind(self, other: Quote) -> bool {
        self.byte == other.byte && self.size == other.size
    }

    fn closes_at(self, bytes: &[u8], at: usize) -> bool {
        bytes[at] == self.byte && (self.size == 1 || bytes[at..].starts_with(&[self.byte; 3]))
    }

    /// The offset behind the closing quote.
    pub fn find_end(self, text: &str) -> Result<usize, Lost> {
        let bytes = text.as_bytes();
        let mut at = self.body;
        let mut escaped_quote = false;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => {
                    at += 1;
                    escaped_quote |= bytes.get(at) == Some(&self.byte);
                }
                b'\n' if self.size == 1 => return Err(Lost { at, escaped_quote }),
                _ if self.closes_at(bytes, at) => return Ok(at + self.size),
                _ => {}
            }
            at += 1;
        }
        Err(Lost { at: bytes.len(), escaped_quote })
    }
}

/// What ended a run of text in an f-string.
pub enum TextStop {
    Quote,
    Open,
    Close,
}

pub struct FStringText<'s> {
    pub text: &'s str,
    pub quote: Quote,
    pub raw: bool,
    pub in_spec: bool,
}

impl FStringText<'_> {
    /// Where the run of text from `at` ends and why, or the offset at which the string was lost.
    pub fn scan(&self, from: usize) -> Result<(usize, TextStop), usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            let doubled = bytes.get(at + 1) == Some(&bytes[at]) && !self.in_spec;
            match bytes[at] {
                b'\n' if self.quote.size == 1 => return Err(at),
                b'{' | b'}' if doubled => at += 1,
                b'{' => return Ok((at, TextStop::Open)),
                b'}' => return Ok((at, TextStop::Close)),
                b'\\' => at += self.escape(bytes, at),
                _ if self.quote.closes_at(bytes, at) => return Ok((at, TextStop::Quote)),
                _ => {}
            }
            at += 1;
        }
        Err(bytes.len())
    }

    /// How many bytes after a backslash belong to it.
    fn escape(&self, bytes: &[u8], at: usize) -> usize {
        match bytes.get(at + 1) {
            None | Some(b'{' | b'}') => 0,
            Some(b'N') if !self.raw && bytes.get(at + 2) == Some(&b'{') => {
                let name = bytes[at + 3..].iter().position(|b| matches!(b, b'}' | b'\n' | b'"' | b'\''));
                match name {
                    Some(length) if bytes[at + 3 + length] == b'}' => 3 + length,
                    _ => 1,
                }
            }
            _ => 1,
        }
    }
}

/// Refuses a name right before a quote that would be a prefix, were its letters not at odds.
pub fn check_prefix(name: &str, span: Span) -> Result<(), SyntaxError> {
    const AT_ODDS: [(char, char); 7] =
        [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    let lower = name.to_ascii_lowercase();
    let is_prefix = lower
        .chars()
        .enumerate()
        .all(|(index, c)| matches!(c, 'b' | 'u' | 'r' | 'f' | 't') && !lower[..index].contains(c));
    let clash = AT_ODDS.iter().find(|(a, b)| lower.contains(*a) && lower.contains(*b));
    match clash {
        Some((a, b)) if is_prefix => {
            Err(SyntaxError::new(format!("'{a}' and '{b}' prefixes are incompatible"), span))
        }
        _ => Ok(()),
    }
}

/// Bytes literals hold ASCII only.
pub fn check_ascii(literal: &str, start: u32, end: u32) -> Result<(), SyntaxError> {
    if literal.is_ascii() {
        return Ok(());
    }
    Err(SyntaxError::new("bytes can only contain ASCII literal characters", Span::new(start, end)))
}

/// How to read the body of a literal.
#[derive(Clone, Copy)]
pub struct Literal {
    pub raw: bool,
    pub bytes: bool,
    /// `{{` stands for `{` (the text of an f-string).
    pub braces: bool,
    /// Where the body begins, for warnings.
    pub offset: u32,
    /// What errors point at.
    pub span: Span,
}

struct Decoder<'s, 'w> {
    body: &'s str,
    literal: Literal,
    at: usize,
    out: Vec<u8>,
    warnings: &'w mut Vec<SyntaxWarning>,
}

/// The bytes that a literal's body stands for.
pub fn decode(
    body: &str,
    literal: Literal,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Vec<u8>, SyntaxError> {
    let out = Vec::with_capacity(body.len());
    let mut decoder = Decoder { body, literal, at: 0, out, warnings };
    decoder.run()?;
    Ok(decoder.out)
}

impl Decoder<'_, '_> {
    fn run(&mut self) -> Result<(), SyntaxError> {
        let bytes = self.body.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            self.at += 1;
            match byte {
                b'{' | b'}' if self.literal.braces => {
                    self.out.push(byte);
                    if bytes.get(self.at) == Some(&byte) {
                        self.at += 1;
                    }
                }
                b'\\' if !self.literal.raw => self.escape()?,
                _ => self.out.push(byte),
            }
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), SyntaxError> {
        let start = self.at - 1;
        let Some(byte) = self.body.as_bytes().get(self.at).copied() else {
            self.out.push(b'\\');
            return Ok(());
        };
        self.at += 1;
        let simple = match byte {
            b'\n' => return Ok(()),
            b'\\' | b'\'' | b'"' => byte,
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            b'0'..=b'7' => return self.octal(start),
            b'x' if self.literal.bytes => return self.byte_escape(start),
            b'x' => return self.hex(start, 2, "truncated \\xXX escape"),
            b'u' if !self.literal.bytes => return self.hex(start, 4, "truncated \\uXXXX escape"),
            b'U' if !self.literal.bytes => return self.hex(start, 8, "truncated \\UXXXXXXXX escape"),
            b'N' if !self.literal.bytes => return self.named(start),
            _ => {
                self.at -= 1;
                self.unknown(start);
                b'\\'
            }
        };
        self.out.push(simple);
        Ok(())
    }

    /// A backslash before any other character stands for itself, with a warning.
    fn unknown(&mut self, start: usize) {
        let Some(c) = self.body[self.at..].chars().next() else { return };
        let message = format!(
            "\"\\{c}\" is an invalid escape sequence. Such sequences will not work in the future. \
             Did you mean \"\\\\{c}\"? A raw string is also an option."
        );
        let offset = self.literal.offset + start as u32;
        self.warnings
            .push(SyntaxWarning { message, span: Span::new(offset, offset + 1 + c.len_utf8() as u32) });
    }

    fn octal(&mut self, start: usize) -> Result<(), SyntaxError> {
        let digits =
            self.body.as_bytes()[start + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
        let digits = &self.body[start + 1..start + 1 + digits.count()];
        self.at = start + 1 + digits.len();
        let value = u32::from_str_radix(digits, 8).unwrap_or(0);
        if value > 0o377 {
            let message = format!(
                "\"\\{digits}\" is an invalid octal escape sequence. Such sequences will not work in the \
                 future. Did you mean \"\\\\{digits}\"? A raw string is also an option."
            );
            let offset = self.literal.offset + start as u32;
            self.warnings.push(SyntaxWarning { message, span: Span::new(offset, offset + 4) });
        }
        if self.literal.bytes {
            self.out.push(value as u8);
        } else {
            self.push_code(value);
        }
        Ok(())
    }

    fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.body.as_bytes().get(self.at).and_then(|b| (*b as char).to_digit(16))?;
            value = value << 4 | digit;
            self.at += 1;
        }
        Some(value)
    }

    fn byte_escape(&mut self, start: usize) -> Result<(), SyntaxError> {
        match self.hex_digits(2) {
            Some(value) => {
                self.out.push(value as u8);
                Ok(())
            }
            None => {
                let message = format!("(value error) invalid \\x escape at position {start}");
                Err(SyntaxError::new(message, self.literal.span))
            }
        }
    }

    fn hex(&mut self, start: usize, count: usize, truncated: &str) -> Result<(), SyntaxError> {
        match self.hex_digits(count) {
            Some(code) if code <= 0x10FFFF => {
                self.push_code(code);
                Ok(())
            }
            Some(_) => self.unicode_error(start, "illegal Unicode character"),
            None => self.unicode_error(start, truncated),
        }
    }

    fn named(&mut self, start: usize) -> Result<(), SyntaxError> {
        let malformed = "malformed \\N character escape";
        let Some(rest) = self.body[self.at..].strip_prefix('{') else {
            return self.unicode_error(start, malformed);
        };
        let Some(length) = rest.find('}') else {
            self.at = self.body.len();
            return self.unicode_error(start, malformed);
        };
        let name = &rest[..length];
        self.at += 1 + length;
        if name.is_empty() {
            return self.unicode_error(start, malformed);
        }
        self.at += 1;
        match unicode_names2::character(name) {
            Some(c) => {
                self.push_code(c as u32);
                Ok(())
            }
            None => self.unicode_error(start, "unknown Unicode character name"),
        }
    }

    fn push_code(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(c) => self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.out.extend_from_slice(&[
                0xE0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3F) as u8,
                0x80 | (code & 0x3F) as u8,
            ]),
        }
    }

    /// CPython counts positions in a copy where each non-ASCII character takes ten bytes.
    fn unicode_error<T>(&self, start: usize, reason: &str) -> Result<T, SyntaxError> {
        let position = |offset: usize| -> usize {
            self.body[..offset].chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum()
        };
        let (first, end) = (position(start), position(self.at));
        let message = if end - first == 1 {
            format!(
                "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {first}: {reason}"
            )
        } else {
            let last = end - 1;
            format!(
                "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {reason}"
            )
        };
        Err(SyntaxError::new(message, self.literal.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> Result<Vec<u8>, String> {
        let literal = Literal { raw: false, bytes: false, braces: false, offset: 0, span: Span::default() };
        decode(body, literal, &mut Vec::new()).map_err(|error| error.message)
    }

    #[test]
    fn escapes() {
        assert_eq!(text(r"\x41\101\u0042\N{LATIN SMALL LETTER A}"), Ok(b"AABa".to_vec()));
        assert_eq!(text("a\\\nb"), Ok(b"ab".to_vec()));
        assert_eq!(text(r"\q"), Ok(br"\q".to_vec()));
    }

    #[test]
    fn lone_surrogates_are_three_bytes_each() {
        assert_eq!(text(r"\ud83d\ude00"), Ok(b"\xED\xA0\xBD\xED\xB8\x80".to_vec()));
    }

    #[test]
    fn positions_count_wide_characters_as_ten() {
        let message = text("é\\x1").unwrap_err();
        assert!(message.ends_with("in position 10-12: truncated \\xXX escape"), "{message}");
    }
}
