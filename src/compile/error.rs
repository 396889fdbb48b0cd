//! How compilation fails.
//!
//! Owns the result type of the compiler. Must not know emission or scopes.

use crate::source::Span;
use crate::syntax::{SyntaxError, SyntaxErrorKind};

/// Errors are boxed, since nearly every function of the compiler returns one.
pub(super) type Fallible<T = ()> = Result<T, Box<SyntaxError>>;

/// A plain SyntaxError at a place.
pub(super) fn error<T>(message: impl Into<String>, span: Span) -> Fallible<T> {
    Err(Box::new(SyntaxError::new(message, span)))
}

/// A RecursionError: the tree is nested more deeply than the stack allows.
pub(super) fn too_deep<T>(span: Span) -> Fallible<T> {
    let message = "maximum recursion depth exceeded during compilation".to_string();
    Err(Box::new(SyntaxError { kind: SyntaxErrorKind::Recursion, message, span }))
}
