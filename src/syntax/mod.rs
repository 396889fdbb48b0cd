//! From source text to a syntax tree.
//!
//! Owns the one door, `parse`, and what it reports. Must not know scopes, values or files.
//! Invariant: whatever the text, parsing ends with a tree or a `SyntaxError`, in time and stack
//! that do not grow with the nesting.

mod actions;
pub mod ast;
mod calls;
mod characters;
mod decode;
mod dump;
mod errors;
mod layout;
mod number;
mod parameters;
mod patterns;
mod pieces;
mod probe;
mod soft;
mod statements;
mod string;
mod targets;
mod token;
mod typos;

use bumpalo::Bump;

use self::ast::Module;
pub use self::decode::{decode, from_text};
pub use self::dump::{dump_ast, dump_tokens};
use self::token::Token;
pub use self::typos::suggest_keyword;
use crate::diagnostic;
use crate::source::{SourceText, Span};

/// The tables and reductions that LALRPOP makes from `grammar/lungfish.lalrpop`.
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, unused, reason = "generated")]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/lungfish.rs"));
}

/// What a text is parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A whole program.
    File,
    /// One expression, as `eval` takes it: the module's body is one `StmtKind::Expr`.
    Expression,
}

/// Which of CPython's classes an error belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// Nested more deeply than the machine's stack can bear.
    Recursion,
}

impl SyntaxErrorKind {
    pub fn class_name(self) -> &'static str {
        match self {
            SyntaxErrorKind::Syntax => "SyntaxError",
            SyntaxErrorKind::Indentation => "IndentationError",
            SyntaxErrorKind::Tab => "TabError",
            SyntaxErrorKind::Recursion => "RecursionError",
        }
    }
}

/// A program that is no program: CPython's class, message and caret range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
}

impl SyntaxError {
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        SyntaxError { kind: SyntaxErrorKind::Syntax, message: message.into(), span }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> Self {
        SyntaxError { kind: SyntaxErrorKind::Indentation, message: message.into(), span }
    }

    pub fn tab(message: impl Into<String>, span: Span) -> Self {
        SyntaxError { kind: SyntaxErrorKind::Tab, message: message.into(), span }
    }
}

/// The four numbers of a `SyntaxError` object: 1-based, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    pub line: u32,
    pub offset: u32,
    pub end_line: u32,
    pub end_offset: u32,
}

impl SyntaxError {
    /// The error as a user sees it: file, line, carets, message, and a guess at a misspelt keyword.
    pub fn render(&self, source: &SourceText) -> String {
        let shown = suggest_keyword(source, self);
        let shown = shown.as_ref().unwrap_or(self);
        diagnostic::render(source, shown.span, self.kind.class_name(), &shown.message)
    }

    /// Where CPython says that the error is.
    pub fn location(&self, source: &SourceText) -> Location {
        let place = |at: u32| {
            let (line, column) = source.line_column(at);
            let before = source.text.as_bytes()[(at - column) as usize..at as usize].iter();
            // Continuation bytes begin no character.
            (line, before.filter(|byte| **byte & 0xC0 != 0x80).count() as u32 + 1)
        };
        let (line, offset) = place(self.span.start);
        let ends_in_line_end = self.span.end > self.span.start
            && source.text.as_bytes().get(self.span.end as usize - 1) == Some(&b'\n');
        let at_missing_line_end = self.span.start == self.span.end
            && self.span.end as usize == source.text.len()
            && !source.text.ends_with('\n');
        let (end_line, end_offset) = if at_missing_line_end {
            (line, offset + 1)
        } else if ends_in_line_end {
            // The line end itself counts as one more column.
            let (line, offset) = place(self.span.end - 1);
            (line, offset + 1)
        } else {
            place(self.span.end)
        };
        Location { line, offset, end_line, end_offset }
    }
}

/// A `SyntaxWarning`: the program runs, but perhaps not for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    pub message: String,
    pub span: Span,
}

/// Parses a text; its warnings are lost.
pub fn parse<'a>(arena: &'a Bump, source: &SourceText, mode: Mode) -> Result<Module<'a>, SyntaxError> {
    parse_with_warnings(arena, source, mode, &mut Vec::new())
}

/// Parses a text and adds its warnings, in source order, to `warnings`.
pub fn parse_with_warnings<'a>(
    arena: &'a Bump,
    source: &SourceText,
    mode: Mode,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Module<'a>, SyntaxError> {
    let mut tokens = layout::tokenize(source, Token::for_mode(mode));
    let builder = actions::Builder::new(arena, &source.text, std::mem::take(&mut tokens.warnings));
    let stream = tokens.list.iter().map(|token| Ok((token.span.start, token.token, token.span.end)));
    let result = grammar::StartParser::new().parse(&builder, stream);
    let late = builder.take_late_error();
    let mut found = builder.into_warnings();
    found.sort_by_key(|warning| warning.span.start);
    warnings.extend(found);
    match (result, late) {
        (Err(error), _) => Err(errors::explain(source, &tokens, error)),
        (Ok(_), Some(error)) => Err(error),
        (Ok(module), None) => Ok(module),
    }
}
