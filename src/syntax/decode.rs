//! From a file's bytes to text: byte order mark, encoding cookie, line ends.
//!
//! Owns the encodings that source files may have. Must not know tokens.
//! Invariant: the text holds `\n` line ends only, and no byte order mark.

use super::SyntaxError;
use crate::source::{SourceText, Span};

enum Encoding {
    Utf8,
    Latin1,
    Ascii,
    Windows1252,
}

/// What 0x80 to 0x9F mean in Windows-1252; the five unused codes are errors.
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\0', '\u{201A}', '\u{0192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{02C6}',
    '\u{2030}', '\u{0160}', '\u{2039}', '\u{0152}', '\0', '\u{017D}', '\0', '\0', '\u{2018}', '\u{2019}',
    '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{02DC}', '\u{2122}', '\u{0161}',
    '\u{203A}', '\u{0153}', '\0', '\u{017E}', '\u{0178}',
];

/// Decodes a source file as its cookie says, UTF-8 without one.
pub fn decode(bytes: &[u8], name: impl Into<std::sync::Arc<str>>) -> Result<SourceText, SyntaxError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(SyntaxError::new("source code is too large", Span::default()));
    }
    let name = name.into();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let has_mark = body.is_some();
    let bytes = body.unwrap_or(bytes);
    let cookie = cookie(bytes);
    let encoding = match &cookie {
        None => Encoding::Utf8,
        Some(label) => encoding(label).ok_or_else(|| {
            let message = if has_mark {
                format!("encoding problem: {label} with BOM")
            } else {
                format!("unknown encoding: {label}")
            };
            SyntaxError::new(message, Span::default())
        })?,
    };
    if let (true, Some(label)) = (has_mark, &cookie)
        && !matches!(encoding, Encoding::Utf8)
    {
        return Err(SyntaxError::new(format!("encoding problem: {label} with BOM"), Span::default()));
    }
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes, &name)?,
        Encoding::Latin1 => bytes.iter().map(|byte| *byte as char).collect(),
        Encoding::Ascii => ascii(bytes, cookie.as_deref().unwrap_or("ascii"))?,
        Encoding::Windows1252 => windows_1252(bytes, cookie.as_deref().unwrap_or("cp1252"))?,
    };
    Ok(SourceText::new(name, unify_line_ends(text)))
}

/// A text that is decoded already (the argument of `exec`): only its line ends change, and a
/// cookie in it means nothing.
pub fn from_text(text: String, name: impl Into<std::sync::Arc<str>>) -> SourceText {
    SourceText::new(name, unify_line_ends(text))
}

fn unify_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The name in `# -*- coding: name -*-` on one of the first two lines; on the second only if the
/// first holds no code.
fn cookie(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|byte| *byte == b'\n' || *byte == b'\r');
    for _ in 0..2 {
        let line = lines.next()?;
        let line = line.trim_ascii_start();
        let line = line.strip_prefix(b"\x0c").unwrap_or(line).trim_ascii_start();
        match line.first() {
            None => continue,
            Some(b'#') => {}
            Some(_) => return None,
        }
        if let Some(label) = cookie_in(line) {
            return Some(label);
        }
    }
    None
}

fn cookie_in(comment: &[u8]) -> Option<String> {
    let at = comment.windows(6).position(|window| window == b"coding")?;
    let rest = &comment[at + 6..];
    let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"="))?;
    let label: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b' ' | b'\t'))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .collect();
    String::from_utf8(label).ok().filter(|label| !label.is_empty())
}

fn encoding(label: &str) -> Option<Encoding> {
    let normal = label.to_ascii_lowercase().replace('_', "-");
    let stem = normal.as_str();
    if stem == "utf-8" || stem.starts_with("utf-8-") || matches!(stem, "utf8" | "u8" | "utf" | "cp65001") {
        return Some(Encoding::Utf8);
    }
    for latin in ["latin-1", "iso-8859-1", "iso-latin-1"] {
        if stem == latin || stem.strip_prefix(latin).is_some_and(|rest| rest.starts_with('-')) {
            return Some(Encoding::Latin1);
        }
    }
    match stem {
        "latin1" | "l1" | "iso8859-1" | "8859" | "cp819" | "latin" => Some(Encoding::Latin1),
        "ascii" | "us-ascii" | "646" => Some(Encoding::Ascii),
        "cp1252" | "windows-1252" | "1252" => Some(Encoding::Windows1252),
        _ => None,
    }
}

fn utf8(bytes: &[u8], name: &str) -> Result<String, SyntaxError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!(
                "Non-UTF-8 code starting with '\\x{:02x}' in file {name} on line {line}, but no encoding declared; \
                 see https://peps.python.org/pep-0263/ for details",
                bytes[at]
            );
            Err(SyntaxError::new(message, Span::default()))
        }
    }
}

fn ascii(bytes: &[u8], label: &str) -> Result<String, SyntaxError> {
    match bytes.iter().position(|byte| !byte.is_ascii()) {
        None => Ok(bytes.iter().map(|byte| *byte as char).collect()),
        Some(at) => {
            let message = format!(
                "(unicode error) '{label}' codec can't decode byte 0x{:02x} in position {at}: ordinal not in \
                 range(128)",
                bytes[at]
            );
            Err(SyntaxError::new(message, Span::default()))
        }
    }
}

fn windows_1252(bytes: &[u8], label: &str) -> Result<String, SyntaxError> {
    let mut text = String::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9F => WINDOWS_1252[*byte as usize - 0x80],
            _ => *byte as char,
        };
        if c == '\0' && *byte != 0 {
            let message = format!(
                "(unicode error) '{label}' codec can't decode byte 0x{byte:02x} in position {at}: character maps \
                 to <undefined>"
            );
            return Err(SyntaxError::new(message, Span::default()));
        }
        text.push(c);
    }
    Ok(text)
}
