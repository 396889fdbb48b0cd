//! Line ends of text files: which ones end a line when reading, and what `\n` becomes when writing.

use std::borrow::Cow;

/// The `newline` argument of `open`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// None: `\n`, `\r` and `\r\n` all end lines and are read as `\n`.
    Universal,
    /// '': all three end lines and stay what they are.
    Untranslated,
    Line,
    Return,
    Both,
}

impl Newline {
    pub fn from_text(text: &[u8]) -> Option<Newline> {
        Some(match text {
            b"" => Newline::Untranslated,
            b"\n" => Newline::Line,
            b"\r" => Newline::Return,
            b"\r\n" => Newline::Both,
            _ => return None,
        })
    }

    /// Are line ends read as `\n`?
    pub fn translates(self) -> bool {
        self == Newline::Universal
    }

    /// Where the first line ends: behind its line end. None if no line end is there, or one that may go on.
    pub fn find_end(self, text: &[u8], ended: bool) -> Option<usize> {
        match self {
            Newline::Line => memchr::memchr(b'\n', text).map(|at| at + 1),
            Newline::Return => memchr::memchr(b'\r', text).map(|at| at + 1),
            Newline::Both => memchr::memmem::find(text, b"\r\n").map(|at| at + 2),
            Newline::Universal | Newline::Untranslated => {
                let at = memchr::memchr2(b'\n', b'\r', text)?;
                match (text[at], text.get(at + 1)) {
                    (b'\r', Some(b'\n')) => Some(at + 2),
                    (b'\r', None) if !ended => None,
                    _ => Some(at + 1),
                }
            }
        }
    }

    /// Text as it is written.
    pub fn written(self, text: &[u8]) -> Cow<'_, [u8]> {
        let replacement: &[u8] = match self {
            Newline::Return => b"\r",
            Newline::Both => b"\r\n",
            _ => return Cow::Borrowed(text),
        };
        if memchr::memchr(b'\n', text).is_none() {
            return Cow::Borrowed(text);
        }
        let mut out = Vec::with_capacity(text.len() + 8);
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            if index != 0 {
                out.extend_from_slice(replacement);
            }
            out.extend_from_slice(line);
        }
        Cow::Owned(out)
    }
}

/// All line ends as `\n`.
pub fn translate(text: Vec<u8>) -> Vec<u8> {
    if memchr::memchr(b'\r', &text).is_none() {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\r' => {
                out.push(b'\n');
                at += 1 + usize::from(text.get(at + 1) == Some(&b'\n'));
            }
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}
