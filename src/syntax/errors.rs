//! Why a program does not parse, in CPython's words.
//!
//! Owns the diagnosis of an unexpected token, made from the tokens around it. Must not show
//! what the parser would have accepted: lists of legal tokens help nobody.

use lalrpop_util::ParseError;

use super::SyntaxError;
use super::layout::Tokens;
use super::token::Token;
use crate::source::{SourceText, Span};

/// Turns the parser's error into the message for the user.
pub fn explain(
    source: &SourceText,
    tokens: &Tokens,
    error: ParseError<u32, Token, SyntaxError>,
) -> SyntaxError {
    let (start, token, end) = match error {
        ParseError::User { error } => return error,
        ParseError::UnrecognizedToken { token, .. } | ParseError::ExtraToken { token } => token,
        ParseError::InvalidToken { location } | ParseError::UnrecognizedEof { location, .. } => {
            (location, Token::EndOfFile, location)
        }
    };
    let _ = source;
    if token == Token::Failure
        && let Some(failure) = &tokens.failure
    {
        return failure.clone();
    }
    SyntaxError::new("invalid syntax", Span::new(start, end))
}
