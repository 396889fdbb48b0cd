//! Strings in the stream of tokens: whole literals, and the texts and fields of f-strings.
//!
//! Owns the nesting of f-strings and what ends each of their parts. Must not know escapes
//! (`string` does). Invariant: while a field is open, its brace is the innermost bracket that
//! belongs to the string, so that `!`, `:` and `}` in nested brackets mean nothing here.

use super::super::token::Token;
use super::super::{SyntaxError, string};
use super::{FString, Layout, Stop};
use crate::source::Span;

const MAX_FSTRINGS: usize = 150;
const MAX_FIELD_NESTING: usize = 3;

impl Layout<'_> {
    pub(super) fn string(&mut self) -> Result<(), Stop> {
        let span = self.span();
        let prefix = &self.text[span.start as usize..span.end as usize - 1];
        if let Some(last) = self.out.list.last()
            && last.token == Token::Name
            && last.span.end == span.start
        {
            string::check_prefix(&self.text[last.span.start as usize..last.span.end as usize], last.span)?;
        }
        let quote = string::Quote::at(self.text, span.end as usize - 1);
        let is_raw = prefix.contains(['r', 'R']);
        let letter = prefix.chars().find_map(|c| match c.to_ascii_lowercase() {
            'f' => Some('f'),
            't' => Some('t'),
            _ => None,
        });
        let Some(letter) = letter else {
            let end = match quote.find_end(self.text) {
                Ok(end) => end,
                Err(lost) => return Err(self.unterminated(span, quote, lost)),
            };
            if prefix.contains(['b', 'B']) {
                string::check_ascii(&self.text[span.start as usize..end], span.start, end as u32)?;
            }
            self.move_to(end);
            self.push(Token::String, Span::new(span.start, end as u32));
            return Ok(());
        };
        if self.fstrings.len() >= MAX_FSTRINGS {
            return Err(SyntaxError::new("too many nested f-strings or t-strings", span).into());
        }
        self.move_to(quote.body);
        let start = Span::new(span.start, quote.body as u32);
        self.push(Token::FStringStart, start);
        let depth = self.brackets.len();
        self.fstrings.push(FString { start, quote, raw: is_raw, letter, depth, fields: Vec::new() });
        self.fstring_text()
    }

    fn unterminated(&self, span: Span, quote: string::Quote, lost: string::Lost) -> Stop {
        if let Some(outer) = self.fstrings.last()
            && outer.quote.same_kind(quote)
        {
            let message = format!("{}-string: expecting '}}'", outer.letter);
            return Stop::Soft(SyntaxError::new(message, Span::new(span.start, span.start + 1)));
        }
        let line = self.line_of_loss(lost.at);
        let message = match quote.size {
            3 => format!("unterminated triple-quoted string literal (detected at line {line})"),
            _ if lost.escaped_quote => format!(
                "unterminated string literal (detected at line {line}); perhaps you escaped the end quote?"
            ),
            _ => format!("unterminated string literal (detected at line {line})"),
        };
        Stop::Hard(SyntaxError::new(message, Span::new(span.start, span.start + 1)))
    }

    /// A final line end does not begin a line of its own.
    fn line_of_loss(&self, at: usize) -> u32 {
        let at = if at == self.text.len() && self.text.ends_with('\n') { at - 1 } else { at };
        self.source.line_column(at as u32).0
    }

    pub(super) fn ends_field_expression(&self) -> bool {
        self.brackets.last().is_some_and(|bracket| bracket.is_field)
    }

    pub(super) fn format_spec(&mut self) -> Result<(), Stop> {
        let start = self.lexer.span().start as u32;
        let is_walrus = self.here() as u32 - start == 2;
        self.push(Token::FieldColon, Span::new(start, start + 1));
        if let Some(in_spec) = self.fstrings.last_mut().and_then(|string| string.fields.last_mut()) {
            *in_spec = true;
        }
        let from = if is_walrus { start as usize + 1 } else { self.here() };
        self.fstring_text_from(from)
    }

    pub(super) fn fstring_text(&mut self) -> Result<(), Stop> {
        self.fstring_text_from(self.here())
    }

    /// Reads literal text up to a field's `{`, a spec's `}` or the closing quote. Leaving a field
    /// may lead straight into text again, so this is called once a field, not nested.
    fn fstring_text_from(&mut self, from: usize) -> Result<(), Stop> {
        let Some(string) = self.fstrings.last() else { return Ok(()) };
        // A field closes back into the text of its own string only.
        let in_spec = string.fields.last().copied().unwrap_or(false);
        let (letter, raw) = (string.letter, string.raw);
        let scan = string::FStringText { text: self.text, quote: string.quote, raw, in_spec };
        let found = scan.scan(from);
        let (end, stop) = match found {
            Ok(found) => found,
            Err(at) => return Err(self.unterminated_fstring(at, in_spec)),
        };
        let middle = if raw { Token::RawFStringMiddle } else { Token::FStringMiddle };
        if end > from {
            self.push(middle, Span::new(from as u32, end as u32));
        }
        match stop {
            string::TextStop::Quote => {
                let quote_end = end + string_size(&self.fstrings);
                self.move_to(quote_end.max(self.here()));
                self.leave_fstring(end, quote_end);
                Ok(())
            }
            string::TextStop::Open => {
                let Some(string) = self.fstrings.last_mut() else { return Ok(()) };
                if string.fields.len() >= MAX_FIELD_NESTING {
                    let message = format!("{letter}-string: expressions nested too deeply");
                    return Err(SyntaxError::new(message, Span::new(end as u32 - 1, end as u32)).into());
                }
                string.fields.push(false);
                self.move_to(end);
                // The brace itself, taken by the automaton so that its span is the lexer's.
                self.lexer.next();
                self.open(Token::FieldOpen, true)
            }
            string::TextStop::Close if in_spec => {
                self.move_to(end);
                self.lexer.next();
                self.close(Token::CloseBrace)
            }
            string::TextStop::Close => {
                let message = format!("{letter}-string: single '}}' is not allowed");
                Err(SyntaxError::new(message, Span::new(end as u32, end as u32 + 1)).into())
            }
        }
    }

    /// A field that is open here stays open: its brace is an ordinary bracket from now on, so that
    /// it is missed if nothing else is.
    fn leave_fstring(&mut self, end: usize, quote_end: usize) {
        let span = Span::new(end as u32, quote_end as u32);
        if let Some(string) = self.fstrings.pop() {
            for bracket in &mut self.brackets[string.depth..] {
                bracket.is_field = false;
            }
        }
        self.push(Token::FStringEnd, span);
    }

    fn unterminated_fstring(&self, at: usize, in_spec: bool) -> Stop {
        let Some(string) = self.fstrings.last() else {
            return Stop::Hard(SyntaxError::new("invalid syntax", Span::new(at as u32, at as u32)));
        };
        let letter = string.letter;
        let line = self.line_of_loss(at);
        if in_spec && string.quote.size == 1 && at < self.text.len() {
            let message = format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            );
            return Stop::Hard(SyntaxError::new(message, Span::new(at as u32, at as u32 + 1)));
        }
        if in_spec && string.quote.size == 1 {
            return self.never_closed();
        }
        let triple = if string.quote.size == 3 { "triple-quoted " } else { "" };
        let message = format!("unterminated {triple}{letter}-string literal (detected at line {line})");
        Stop::Hard(SyntaxError::new(message, Span::new(string.start.start, string.start.start + 1)))
    }
}

fn string_size(strings: &[FString]) -> usize {
    strings.last().map_or(1, |string| string.quote.size)
}
