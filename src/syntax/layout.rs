//! From text to the flat stream of tokens that the grammar reads: lines, indentation, brackets.
//!
//! Owns NEWLINE, INDENT and DEDENT, the joining of lines, the matching of brackets and the
//! nesting of f-strings. Must not know the grammar, except where a word is a keyword (`soft`).
//! Invariants: INDENTs and DEDENTs pair up; the stream ends with EndOfFile or Failure; brackets
//! pair up unless the stream ends with Failure; nothing here recurses.
//!
//! Every error ends the stream, but CPython knows two kinds: one of the first (bad characters,
//! strings, numbers, brackets) wins over nearly all errors of the parser, wherever they are; one
//! of the second (indentation, an open bracket at the end) counts when the parser arrives there.

mod strings;

use logos::{Lexer, Logos};
use unicode_ident::{is_xid_continue, is_xid_start};

use super::token::{Spanned, Token};
use super::{SyntaxError, SyntaxWarning, characters, number, soft, string};
use crate::source::{SourceText, Span};

const MAX_INDENTS: usize = 100;
const MAX_BRACKETS: usize = 200;

/// What the parser reads.
#[derive(Debug, Default)]
pub struct Tokens {
    pub list: Vec<Spanned>,
    /// The error behind a final `Failure`.
    pub failure: Option<SyntaxError>,
    /// It is of the kind that wins over the parser's.
    pub failure_wins: bool,
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
    /// Where a comment on the current line begins.
    comment: Option<u32>,
}

/// Reads the whole text. `mode` goes first, so that the grammar needs only one start.
pub fn tokenize(source: &SourceText, mode: Token) -> Tokens {
    let text = source.text.as_str();
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
        comment: None,
    };
    layout.push(mode, Span::new(0, 0));
    let result = match text.find('\0') {
        Some(at) => {
            let span = Span::new(at as u32, at as u32);
            Err(Stop::Hard(SyntaxError::new("source code cannot contain null bytes", span)))
        }
        None => layout.run(),
    };
    if let Err(stop) = result {
        let (error, wins) = match stop {
            // Inside an f-string all errors wait for the parser to come.
            Stop::Hard(error) => (error, layout.fstrings.is_empty()),
            Stop::Soft(error) => {
                layout.out.unclosed = layout.brackets.last().map(|bracket| bracket.span);
                (error, false)
            }
        };
        layout.push(Token::Failure, error.span);
        layout.out.failure = Some(error);
        layout.out.failure_wins = wins;
    }
    layout.out
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
                Token::Comment => self.comment = Some(self.span().start),
                Token::Continuation | Token::Backslash if self.here() == self.text.len() => {
                    let end = self.span().start + 1;
                    let error = SyntaxError::new("unexpected EOF while parsing", Span::new(end, end));
                    return Err(Stop::Soft(error));
                }
                Token::Continuation => {}
                Token::Backslash => return Err(self.misplaced_backslash(self.here())),
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
                Token::Unknown => self.unknown()?,
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

    /// `after` is behind the backslash.
    fn misplaced_backslash(&self, after: usize) -> Stop {
        let width = self.text[after..].chars().next().map_or(0, char::len_utf8);
        let message = "unexpected character after line continuation character";
        Stop::Soft(SyntaxError::new(message, Span::new(after as u32, (after + width) as u32)))
    }

    fn line_break(&mut self) -> Result<(), Stop> {
        if !self.brackets.is_empty() {
            self.comment = None;
            return Ok(());
        }
        if self.out.list.len() > self.line_start {
            // The NEWLINE of a line with a comment begins where the comment does.
            let mut span = self.span();
            span.start = self.comment.unwrap_or(span.start);
            self.end_logical_line(span);
        }
        self.comment = None;
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
                Some(b'\\') if at + 1 < bytes.len() => return Err(self.misplaced_backslash(at + 1)),
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
        let fixed = column > 0;
        let (mut column, mut narrow, mut at) = (column, if fixed { column } else { narrow }, at);
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
        if at == bytes.len() {
            let end = at as u32 - 1;
            return Err(Stop::Soft(SyntaxError::new("unexpected EOF while parsing", Span::new(end, end))));
        }
        if matches!(bytes.get(at), Some(b'\n' | b'#')) {
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
            let kept = self.indents.iter().rposition(|level| level.column <= column).unwrap_or(0);
            let top = self.indents[kept];
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
            while self.indents.len() > kept + 1 {
                self.indents.pop();
                self.push(Token::Dedent, Span::new(at, at));
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

    /// `$` and `?` are for the parser to refuse; what cannot be seen is named here.
    fn unknown(&mut self) -> Result<(), Stop> {
        let span = self.span();
        match self.lexer.slice().chars().next() {
            Some(c) if c.is_control() => Err(SyntaxError::new(characters::refuse(c), span).into()),
            _ => {
                self.push(Token::Unknown, span);
                Ok(())
            }
        }
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

    fn never_closed(&self) -> Stop {
        let Some(bracket) = self.brackets.last() else {
            let end = self.text.len() as u32;
            return Stop::Soft(SyntaxError::new("unexpected EOF while parsing", Span::new(end, end)));
        };
        let message = format!("'{}' was never closed", bracket.open as char);
        Stop::Soft(SyntaxError::new(message, bracket.span))
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let end = self.text.len() as u32;
        if !self.brackets.is_empty() {
            return Err(self.never_closed());
        }
        if self.out.list.len() > self.line_start {
            self.end_logical_line(Span::new(self.comment.unwrap_or(end), end));
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(Token::Dedent, Span::new(end, end));
        }
        self.push(Token::EndOfFile, Span::new(end, end));
        Ok(())
    }
}

fn memchr_line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |offset| from + offset)
}
