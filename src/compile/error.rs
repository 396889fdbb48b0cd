//! How compilation fails.
//!
//! Owns the result type of the compiler. Must not know emission or scopes.

use crate::source::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SyntaxErrorKind {
    Syntax,
    Recursion,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
}

/// Errors are boxed, since nearly every function of the compiler returns one.
pub(super) type Fallible<T = ()> = Result<T, Box<SyntaxError>>;

/// A plain SyntaxError at a place.
pub(super) fn error<T>(message: impl Into<String>, span: Span) -> Fallible<T> {
    Err(Box::new(SyntaxError { kind: SyntaxErrorKind::Syntax, message: message.into(), span }))
}

/// A RecursionError: the tree is nested more deeply than the stack allows.
pub(super) fn too_deep<T>(span: Span) -> Fallible<T> {
    let message = "maximum recursion depth exceeded during compilation".to_string();
    Err(Box::new(SyntaxError { kind: SyntaxErrorKind::Recursion, message, span }))
}
