//! Why a program does not parse, in CPython's words.
//!
//! Owns the order in which explanations compete: the layout layer's, those of a second reading
//! (`probe`), the actions', and at last `invalid syntax`. Must not show what the parser would
//! have accepted: lists of legal tokens help nobody.

use lalrpop_util::ParseError;

use super::layout::Tokens;
use super::token::{Spanned, Token};
use super::{SyntaxError, probe};
use crate::source::{SourceText, Span};

/// Turns the parser's error into the message for the user.
pub fn explain(
    source: &SourceText,
    tokens: &Tokens,
    error: ParseError<u32, Token, SyntaxError>,
) -> SyntaxError {
    let (from_action, stopped) = match error {
        ParseError::User { error } => {
            let at = error.span.start;
            (Some(error), index_of(&tokens.list, |token| token.span.end <= at))
        }
        ParseError::UnrecognizedToken { token: (start, token, _), .. }
        | ParseError::ExtraToken { token: (start, token, _) } => {
            let index = index_of(&tokens.list, |other| other.span.start < start);
            (None, exact(&tokens.list, index, start, token))
        }
        ParseError::InvalidToken { .. } | ParseError::UnrecognizedEof { .. } => (None, tokens.list.len() - 1),
    };
    let failure = |wanted: bool| tokens.failure.clone().filter(|_| wanted);
    if let Some(failure) = failure(tokens.list[stopped].token == Token::Failure) {
        return failure;
    }
    let first = statement_before(&tokens.list, stopped);
    let finding =
        probe::read(source, &tokens.list, first, stopped, from_action.as_ref().map(|error| error.span));
    let known = finding.error.is_some() || from_action.is_some();
    let is_indentation = matches!(tokens.list[stopped].token, Token::Indent | Token::Dedent);
    if let Some(failure) = failure(finding.met_failure || tokens.failure_wins && (known || !is_indentation)) {
        return failure;
    }
    if let Some(unclosed) = never_closed(source, tokens, finding.furthest) {
        return unclosed;
    }
    finding.error.or(from_action).unwrap_or_else(|| unexpected(source, tokens.list[stopped]))
}

fn index_of(tokens: &[Spanned], before: impl Fn(&Spanned) -> bool) -> usize {
    tokens.partition_point(before).min(tokens.len() - 1)
}

/// Several empty tokens (DEDENTs) may stand at one offset: the parser's is the one of its kind.
fn exact(tokens: &[Spanned], from: usize, start: u32, token: Token) -> usize {
    let here = tokens[from..].iter().take_while(|other| other.span.start == start);
    let found = here.enumerate().find(|(_, other)| other.token == token);
    found.map_or(from, |(offset, _)| from + offset)
}

fn unexpected(source: &SourceText, token: Spanned) -> SyntaxError {
    let span = token.span;
    match token.token {
        // CPython points at the last column of the indentation.
        Token::Indent => {
            SyntaxError::indentation("unexpected indent", Span::new(span.end.saturating_sub(1), span.end))
        }
        Token::Dedent => SyntaxError::indentation("unexpected unindent", probe::before_dedent(span, source)),
        _ => SyntaxError::new("invalid syntax", span),
    }
}

/// A bracket that stays open to the end explains whatever goes wrong on a later line.
fn never_closed(source: &SourceText, tokens: &Tokens, furthest: usize) -> Option<SyntaxError> {
    let bracket = tokens.unclosed?;
    let error_line = source.line_column(tokens.list[furthest].span.start).0;
    (error_line > source.line_column(bracket.start).0).then(|| {
        let open = &source.text[bracket.start as usize..bracket.end as usize];
        SyntaxError::new(format!("'{open}' was never closed"), bracket)
    })
}

/// Where the outermost statement around a token begins.
/// If the token begins a statement, the one before may be what is wrong (it lacks its block), so
/// that one counts as being around it.
fn statement_before(tokens: &[Spanned], stopped: usize) -> usize {
    let (mut depth, mut first, mut decorated) = (0usize, 1, false);
    for index in 1..stopped {
        let token = tokens[index].token;
        let begins = depth == 0 && matches!(tokens[index - 1].token, Token::Newline | Token::Dedent);
        match token {
            Token::Indent => depth += 1,
            Token::Dedent => depth = depth.saturating_sub(1),
            Token::Else | Token::Elif | Token::Except | Token::Finally => {}
            _ if begins => {
                if !decorated {
                    first = index;
                }
                decorated = token == Token::At;
            }
            _ => {}
        }
    }
    first
}
