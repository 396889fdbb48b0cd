//! Source text and positions in it: the one currency of the front end.
//!
//! Owns `Span` (byte offsets) and `SourceText` (file name, text, line starts).
//! Must not know tokens, syntax or values.
//! Invariant: every span lies on character boundaries of the text that it was made from.

use std::sync::Arc;

/// A half-open range of byte offsets into a `SourceText`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One file's (or one string's) source, decoded to UTF-8 with `\n` line ends.
#[derive(Debug)]
pub struct SourceText {
    pub name: Arc<str>,
    pub text: String,
    line_starts: Vec<u32>,
}

impl SourceText {
    pub fn new(name: impl Into<Arc<str>>, text: String) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        SourceText { name: name.into(), text, line_starts }
    }

    /// 1-based line and 0-based byte column of an offset.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        (line as u32, offset - self.line_starts[line - 1])
    }

    /// The text of a 1-based line, without its line end; empty when there is no such line.
    pub fn line(&self, line: u32) -> &str {
        let Some(index) = (line as usize).checked_sub(1) else { return "" };
        let Some(start) = self.line_starts.get(index) else { return "" };
        let end = self.line_starts.get(index + 1).map_or(self.text.len(), |next| *next as usize - 1);
        &self.text[*start as usize..end.max(*start as usize)]
    }

    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }
}
