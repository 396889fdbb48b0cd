//! What may be assigned to, deleted or bound, and what to say otherwise.
//!
//! Owns the validation of targets, which the grammar reads as expressions. Must not know
//! tokens or statements. Invariant: the walk is a worklist, not a recursion.

use super::SyntaxError;
use super::ast::*;

/// What the messages call an expression.
pub fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Name(_) => "name",
        ExprKind::BoolOp { .. } | ExprKind::Binary { .. } | ExprKind::Unary { .. } => "expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Conditional { .. } => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Generator { .. } => "generator expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Call { .. } => "function call",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Starred(_) => "starred",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::TString(_) => "t-string expression",
    }
}

/// The first part, in source order, that cannot be a target; `starred` says whether `*a` can.
fn first_invalid<'a>(target: &Expr<'a>, starred: bool) -> Option<Expr<'a>> {
    let mut pending: Vec<Expr<'a>> = vec![*target];
    while let Some(expr) = pending.pop() {
        match expr.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {}
            ExprKind::List(items) | ExprKind::Tuple(items) => pending.extend(items.iter().rev()),
            ExprKind::Starred(value) if starred => pending.push(*value),
            _ => return Some(expr),
        }
    }
    None
}

fn cannot(verb: &str, wrong: &Expr) -> SyntaxError {
    SyntaxError::new(format!("cannot {verb} {}", describe(wrong)), wrong.span)
}

/// How many stars a list may hold is for the compiler to see.
pub fn check_assign(target: &Expr) -> Result<(), SyntaxError> {
    if let Some(wrong) = first_invalid(target, true) {
        return Err(match wrong.kind {
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) if wrong.span == target.span => {
                SyntaxError::new("assignment to yield expression not possible", wrong.span)
            }
            _ => cannot("assign to", &wrong),
        });
    }
    Ok(())
}

pub fn check_delete(target: &Expr) -> Result<(), SyntaxError> {
    match first_invalid(target, false) {
        Some(wrong) => Err(cannot("delete", &wrong)),
        None => Ok(()),
    }
}

/// Would CPython read this as the left side of a mistyped `==`? Only what binds tighter than a
/// comparison, and none of the displays.
pub fn may_be_comparison(target: &Expr) -> bool {
    match target.kind {
        ExprKind::List(_)
        | ExprKind::Tuple(_)
        | ExprKind::Generator { .. }
        | ExprKind::Constant(Constant::True | Constant::False | Constant::None)
        | ExprKind::Name(_)
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. } => false,
        _ => is_bitwise_or(target),
    }
}

/// Can this stand, without parentheses, on one side of a comparison?
pub fn is_bitwise_or(expr: &Expr) -> bool {
    !matches!(
        expr.kind,
        ExprKind::BoolOp { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Unary { op: UnaryOp::Not, .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Named { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::Starred(_)
    )
}
