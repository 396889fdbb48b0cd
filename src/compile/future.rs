//! `from __future__ import …`: where it may stand, and which features exist.

use super::error::{Fallible, error};
use crate::syntax::ast::*;

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// What the future imports of a module ask for.
#[derive(Clone, Copy, Default)]
pub(super) struct Future {
    /// Annotations are strings.
    pub annotations: bool,
    /// The offset where the future imports end.
    pub end: u32,
}

/// Checks the future imports at the top of a module.
pub(super) fn check(module: &Module) -> Fallible<Future> {
    let mut future = Future::default();
    let body = match super::docstring(module.body) {
        Some(_) => &module.body[1..],
        None => module.body,
    };
    for statement in body {
        let StmtKind::ImportFrom { module: Some("__future__"), names, level: 0 } = statement.kind else {
            break;
        };
        future.end = statement.span.end;
        for alias in names.unwrap_or(&[]) {
            match alias.name {
                "braces" => return error("not a chance", alias.span),
                "annotations" => future.annotations = true,
                name if FEATURES.contains(&name) => {}
                name => return error(format!("future feature {name} is not defined"), alias.span),
            }
        }
    }
    Ok(future)
}
