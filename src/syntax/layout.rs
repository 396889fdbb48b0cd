//! From text to the flat stream of tokens that the grammar reads: lines, indentation, brackets.
//!
//! Owns NEWLINE, INDENT and DEDENT, the joining of lines, the matching of brackets and the
//! nesting of f-strings. Must not know the grammar, except where a word is a keyword (`soft`).
//! Invariants: INDENTs and DEDENTs pair up; the stream ends with EndOfFile or Failure; brackets
//! pair up unless the stream ends with Failure; nothing here recurses.
//!
//! The error order is CPython's: an error of the first kind (bad characters, strings, numbers,
//! brackets) wins over every error of the parser and is returned as `Err`; one of the second
//! kind (indentation, an open bracket at the end) is only met when the parser arrives there.

use logos::{Lexer, Logos};
use unicode_ident::{is_xid_continue, is_xid_start};

use super::token::{Spanned, Token};
use super::{SyntaxError, SyntaxWarning, characters, number, soft, string};
use crate::source::{SourceText, Span};

const MAX_INDENTS: usize = 100;
const MAX_BRACKETS: usize = 200;
const MAX_FSTRINGS: usize = 150;
const MAX_FIELD_NESTING: usize = 3;

/// What the parser reads.
#[derive(Debug, Default)]
pub struct Tokens {
    pub list: Vec<Spanned>,
    /// The error behind a final `Failure`.
    pub failure: Option<SyntaxError>,
    /// The bracket that was open when the text ended.
    pub unclosed: Option<Span>,
    pub warnings: Vec<SyntaxWarning>,
}

#[derive(Clone, Copy)]
struct Bracket {
    span: Span,
    open: u8,
    /// Its place in the token list.
    index: usize,
    /// It opened a replacement field of the innermost f-string.
    is_field: bool,
}

#[derive(Clone, Copy)]
struct Indentation {
    column: u32,
    /// The column if tabs were one wide: where the two orders differ, tabs and spaces are mixed.
    narrow: u32,
    holds_cases: bool,
}

struct FString {
    start: Span,
    quote: string::Quote,
    raw: bool,
    letter: char,
    /// Open brackets when the string began.
    depth: usize,
    /// One for each replacement field that is open: is the scanner in its format spec?
    fields: Vec<bool>,
}

/// Why the stream ended before the text did.
enum Stop {
    Hard(SyntaxError),
    Soft(SyntaxError),
}

impl From<SyntaxError> for Stop {
    fn from(error: SyntaxError) -> Self {
        Stop::Hard(error)
    }
}

struct Layout<'s> {
    text: &'s str,
    source: &'s SourceText,
    lexer: Lexer<'s, Token>,
    out: Tokens,
    brackets: Vec<Bracket>,
    indents: Vec<Indentation>,
    fstrings: Vec<FString>,
    /// Where the current logical line, and the one before it, begin in the list.
    line_start: usize,
    previous_line: usize,
    /// A `(` right after `with`, and the place of the `)` that closes it.
    with_parens: Option<(usize, usize)>,
}

/// Reads the whole text. `mode` goes first, so that the grammar needs only one start.
pub fn tokenize(source: &SourceText, mode: Token) -> Result<Tokens, SyntaxError> {
    let text = source.text.as_str();
    if let Some(at) = text.find('\0') {
        let span = Span::new(at as u32, at as u32);
        return Err(SyntaxError::new("source code cannot contain null bytes", span));
    }
    let mut layout = Layout {
        text,
        source,
        lexer: Token::lexer(text),
        out: Tokens { list: Vec::with_capacity(text.len() / 4 + 8), ..Tokens::default() },
        brackets: Vec::new(),
        indents: vec![Indentation { column: 0, narrow: 0, holds_cases: false }],
        fstrings: Vec::new(),
        line_start: 1,
        previous_line: 1,
        with_parens: None,
    };
    layout.push(mode, Span::new(0, 0));
    match layout.run() {
        Ok(()) => {}
        Err(Stop::Hard(error)) if layout.fstrings.is_empty() => return Err(error),
        // Inside an f-string all errors wait for the parser to come.
        Err(Stop::Hard(error) | Stop::Soft(error)) => {
            layout.push(Token::Failure, error.span);
            layout.out.failure = Some(error);
        }
    }
    Ok(layout.out)
}

impl<'s> Layout<'s> {
    fn push(&mut self, token: Token, span: Span) {
        self.out.list.push(Spanned { token, span });
    }

    fn here(&self) -> usize {
        self.lexer.span().end
    }

    fn span(&self) -> Span {
        let span = self.lexer.span();
        Span::new(span.start as u32, span.end as u32)
    }

    fn move_to(&mut self, offset: usize) {
        let here = self.here();
        self.lexer.bump(offset - here);
    }

    fn run(&mut self) -> Result<(), Stop> {
        self.begin_line()?;
        while let Some(token) = self.lexer.next() {
            let token = token.unwrap_or(Token::Unknown);
            match token {
                Token::LineBreak => self.line_break()?,
                Token::Comment => {}
                Token::Continuation | Token::Backslash if self.here() == self.text.len() => {
                    let end = self.span().start + 1;
                    let error = SyntaxError::new("unexpected EOF while parsing", Span::new(end, end));
                    return Err(Stop::Soft(error));
                }
                Token::Continuation => {}
                Token::Backslash => {
                    let at = self.here();
                    let width = self.text[at..].chars().next().map_or(0, char::len_utf8);
                    let message = "unexpected character after line continuation character";
                    let span = Span::new(at as u32, (at + width) as u32);
                    return Err(SyntaxError::new(message, span).into());
                }
                Token::NumberStart => {
                    let start = self.lexer.span().start;
                    let end = number::scan(self.text, start, &mut self.out.warnings)?;
                    self.move_to_number_end(start, end);
                }
                Token::QuoteStart => self.string()?,
                Token::Name => self.name()?,
                Token::OpenParen | Token::OpenBracket | Token::OpenBrace => self.open(token, false)?,
                Token::CloseParen | Token::CloseBracket | Token::CloseBrace => self.close(token)?,
                Token::Colon if self.ends_field_expression() => self.format_spec()?,
                // `:=` at the edge of a field is a format spec that begins with `=`.
                Token::Walrus if self.ends_field_expression() => self.format_spec()?,
                Token::Colon => {
                    let span = self.span();
                    self.mark_with();
                    self.push(Token::Colon, span);
                }
                _ => {
                    let span = self.span();
                    self.push(token, span);
                }
            }
        }
        self.finish()
    }

    /// The automaton has taken the first one or two characters; the scanner may keep only one.
    fn move_to_number_end(&mut self, start: usize, end: usize) {
        if end > self.here() {
            self.move_to(end);
        }
        self.push(Token::Number, Span::new(start as u32, end as u32));
    }

    fn line_break(&mut self) -> Result<(), Stop> {
        if !self.brackets.is_empty() {
            return Ok(());
        }
        if self.out.list.len() > self.line_start {
            let span = self.span();
            self.end_logical_line(span);
        }
        self.begin_line()
    }

    fn end_logical_line(&mut self, span: Span) {
        self.push(Token::Newline, span);
        let top = self.indents.len() - 1;
        let line = &mut self.out.list[self.line_start..];
        soft::mark_line(line, self.text, self.indents[top].holds_cases);
        self.previous_line = self.line_start;
        self.line_start = self.out.list.len();
    }

    /// Measures the indentation of the next line that is not blank.
    fn begin_line(&mut self) -> Result<(), Stop> {
        let bytes = self.text.as_bytes();
        let (mut column, mut narrow) = (0u32, 0u32);
        let mut at = self.here();
        loop {
            match bytes.get(at) {
                Some(b' ') => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                Some(b'\x0c') => (column, narrow) = (0, 0),
                Some(b'\\') if bytes.get(at + 1) == Some(&b'\n') => {
                    return self.continued_indentation(at, column, narrow);
                }
                Some(b'#') => {
                    at = memchr_line_end(bytes, at);
                    continue;
                }
                Some(b'\n') => (column, narrow) = (0, 0),
                None => {
                    self.move_to(at);
                    return Ok(());
                }
                Some(_) => break,
            }
            at += 1;
        }
        self.move_to(at);
        self.indent(column, narrow, at)
    }

    /// A line that is only a backslash: the indentation is what stood before it, or, when that is
    /// nothing, what begins the next line.
    fn continued_indentation(&mut self, at: usize, column: u32, narrow: u32) -> Result<(), Stop> {
        let bytes = self.text.as_bytes();
        let (mut column, mut narrow, mut at) = (column, narrow, at);
        let fixed = column > 0;
        let mut counting = false;
        loop {
            match bytes.get(at) {
                Some(b'\\') if bytes.get(at + 1) == Some(&b'\n') => {
                    at += 1;
                    counting = !fixed;
                    if counting {
                        (column, narrow) = (0, 0);
                    }
                }
                Some(b' ') if counting => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') if counting => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                Some(b' ' | b'\t' | b'\x0c') => {}
                _ => break,
            }
            at += 1;
        }
        self.move_to(at);
        if matches!(bytes.get(at), None | Some(b'\n' | b'#')) {
            return Ok(());
        }
        self.indent(column, narrow, at)
    }

    fn indent(&mut self, column: u32, narrow: u32, at: usize) -> Result<(), Stop> {
        let at = at as u32;
        let top = self.indents[self.indents.len() - 1];
        if column == top.column {
            return if narrow == top.narrow { Ok(()) } else { Err(self.mixed_tabs(at)) };
        }
        if column > top.column {
            if self.indents.len() >= MAX_INDENTS {
                let span = Span::new(at, at);
                return Err(Stop::Soft(SyntaxError::indentation("too many levels of indentation", span)));
            }
            if narrow <= top.narrow {
                return Err(self.mixed_tabs(at));
            }
            let holds_cases = soft::opens_cases(&mut self.out.list[self.previous_line..], self.text);
            self.indents.push(Indentation { column, narrow, holds_cases });
            let line_start = at - self.source.line_column(at).1;
            self.push(Token::Indent, Span::new(line_start, at));
        } else {
            while self.indents.len() > 1 && column < self.indents[self.indents.len() - 1].column {
                self.indents.pop();
                self.push(Token::Dedent, Span::new(at, at));
            }
            let top = self.indents[self.indents.len() - 1];
            if column != top.column {
                let message = "unindent does not match any outer indentation level";
                let (line, _) = self.source.line_column(at);
                let end = at as usize - self.source.line_column(at).1 as usize + self.source.line(line).len();
                let span = Span::new(end as u32, end as u32);
                return Err(Stop::Soft(SyntaxError::indentation(message, span)));
            }
            if narrow != top.narrow {
                return Err(self.mixed_tabs(at));
            }
        }
        self.line_start = self.out.list.len();
        Ok(())
    }

    fn mixed_tabs(&self, at: u32) -> Stop {
        let start = at - self.source.line_column(at).1;
        let message = "inconsistent use of tabs and spaces in indentation";
        Stop::Soft(SyntaxError::tab(message, Span::new(start, start)))
    }

    fn name(&mut self) -> Result<(), Stop> {
        let span = self.span();
        let text = self.lexer.slice();
        if !text.is_ascii() {
            let wrong = text.char_indices().find(|(index, c)| {
                let fits = if *index == 0 { is_xid_start(*c) || *c == '_' } else { is_xid_continue(*c) };
                !fits
            });
            if let Some((index, c)) = wrong {
                let start = span.start + index as u32;
                let span = Span::new(start, start + c.len_utf8() as u32);
                return Err(SyntaxError::new(characters::refuse(c), span).into());
            }
        }
        self.push(Token::Name, span);
        Ok(())
    }

    fn open(&mut self, token: Token, is_field: bool) -> Result<(), Stop> {
        let span = self.span();
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(SyntaxError::new("too many nested parentheses", span).into());
        }
        let open = self.text.as_bytes()[span.start as usize];
        self.brackets.push(Bracket { span, open, index: self.out.list.len(), is_field });
        self.push(token, span);
        Ok(())
    }

    fn close(&mut self, token: Token) -> Result<(), Stop> {
        let span = self.span();
        let close = self.text.as_bytes()[span.start as usize] as char;
        let error = |message: String| Err(Stop::Hard(SyntaxError::new(message, span)));
        let Some(bracket) = self.brackets.pop() else {
            return error(format!("unmatched '{close}'"));
        };
        let matching = match bracket.open {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        if close != matching {
            if bracket.is_field {
                let letter = self.fstrings.last().map_or('f', |string| string.letter);
                return error(format!("{letter}-string: unmatched '{close}'"));
            }
            let open = bracket.open as char;
            let message =
                format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
            let (line, _) = self.source.line_column(bracket.span.start);
            if line != self.source.line_column(span.start).0 {
                return error(format!("{message} on line {line}"));
            }
            return error(message);
        }
        if bracket.is_field {
            self.push(Token::FieldClose, span);
            if let Some(string) = self.fstrings.last_mut() {
                string.fields.pop();
            }
            return self.fstring_text();
        }
        self.push(token, span);
        if bracket.index > 0 && self.out.list[bracket.index - 1].token == Token::With {
            self.with_parens = Some((bracket.index, self.out.list.len() - 1));
        }
        Ok(())
    }

    /// `with ( … ) :` is the form whose parentheses hold items; LR(1) cannot see that far.
    fn mark_with(&mut self) {
        if let Some((open, close)) = self.with_parens.take()
            && close + 1 == self.out.list.len()
        {
            self.out.list[open].token = Token::WithOpen;
        }
    }

    fn string(&mut self) -> Result<(), Stop> {
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

    fn ends_field_expression(&self) -> bool {
        self.brackets.last().is_some_and(|bracket| bracket.is_field)
    }

    fn format_spec(&mut self) -> Result<(), Stop> {
        let start = self.lexer.span().start as u32;
        let is_walrus = self.here() as u32 - start == 2;
        self.push(Token::FieldColon, Span::new(start, start + 1));
        if let Some(in_spec) = self.fstrings.last_mut().and_then(|string| string.fields.last_mut()) {
            *in_spec = true;
        }
        let from = if is_walrus { start as usize + 1 } else { self.here() };
        self.fstring_text_from(from)
    }

    fn fstring_text(&mut self) -> Result<(), Stop> {
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

    fn unterminated_fstring(&mut self, at: usize, in_spec: bool) -> Stop {
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

    fn never_closed(&mut self) -> Stop {
        let Some(bracket) = self.brackets.last() else {
            let end = self.text.len() as u32;
            return Stop::Soft(SyntaxError::new("unexpected EOF while parsing", Span::new(end, end)));
        };
        self.out.unclosed = Some(bracket.span);
        let message = format!("'{}' was never closed", bracket.open as char);
        Stop::Soft(SyntaxError::new(message, bracket.span))
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let end = self.text.len() as u32;
        if !self.brackets.is_empty() {
            return Err(self.never_closed());
        }
        if self.out.list.len() > self.line_start {
            self.end_logical_line(Span::new(end, end));
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(Token::Dedent, Span::new(end, end));
        }
        self.push(Token::EndOfFile, Span::new(end, end));
        Ok(())
    }
}

fn string_size(strings: &[FString]) -> usize {
    strings.last().map_or(1, |string| string.quote.size)
}

fn memchr_line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |offset| from + offset)
}
