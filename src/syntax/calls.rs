//! The reductions that make calls and the argument lists of classes.
//!
//! Owns the order of arguments and its error messages. Must not know what is called.
//! Invariant: a checked list has no positional argument after a keyword, and each keyword once.

use std::collections::HashSet;

use super::SyntaxError;
use super::actions::Builder;
use super::ast::*;
use super::targets;
use crate::source::Span;

/// An argument as it was read.
#[derive(Clone, Copy)]
pub struct CallItem<'a> {
    argument: Argument<'a>,
    /// `f(a for a in b)`: the generator wears the call's parentheses.
    bare_generator: bool,
}

impl<'a> Builder<'a, '_> {
    pub fn argument(&self, l: u32, r: u32, kind: ArgumentKind<'a>, value: Expr<'a>) -> CallItem<'a> {
        let argument = Argument { span: Span::new(l, r), kind, value: self.one(value) };
        CallItem { argument, bare_generator: false }
    }

    pub fn bare_generator(
        &self,
        l: u32,
        r: u32,
        element: Expr<'a>,
        generators: Vec<Comprehension<'a>>,
    ) -> Result<CallItem<'a>, SyntaxError> {
        let value = self.generator(l, r, element, generators)?;
        let item = self.argument(l, r, ArgumentKind::Positional, value);
        Ok(CallItem { bare_generator: true, ..item })
    }

    /// `name=value`; `equal` is the place of the `=`.
    pub fn keyword(
        &self,
        l: u32,
        equal: u32,
        r: u32,
        name: Expr<'a>,
        value: Expr<'a>,
    ) -> Result<CallItem<'a>, SyntaxError> {
        match name.kind {
            ExprKind::Name(text) if name.span.start == l => {
                let name = Ident { name: text, span: name.span };
                Ok(self.argument(l, r, ArgumentKind::Keyword(name), value))
            }
            ExprKind::Constant(Constant::True | Constant::False | Constant::None) => {
                let message = format!("cannot assign to {}", targets::describe(&name));
                Err(SyntaxError::new(message, Span::new(l, equal + 1)))
            }
            _ => {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                Err(SyntaxError::new(message, Span::new(l, equal + 1)))
            }
        }
    }

    fn arguments(&self, items: &[CallItem<'a>]) -> Result<&'a [Argument<'a>], SyntaxError> {
        let mut seen = HashSet::new();
        let (mut keyword_seen, mut unpacking_seen) = (false, false);
        for item in items {
            let argument = item.argument;
            match argument.kind {
                ArgumentKind::Positional if unpacking_seen || keyword_seen => {
                    return Err(self.misplaced_positional(items, unpacking_seen));
                }
                ArgumentKind::Star if unpacking_seen => {
                    let message = "iterable argument unpacking follows keyword argument unpacking";
                    return Err(SyntaxError::new(message, argument.span));
                }
                ArgumentKind::Positional | ArgumentKind::Star => {}
                ArgumentKind::Keyword(name) => {
                    keyword_seen = true;
                    if !seen.insert(name.name) {
                        let message = format!("keyword argument repeated: {}", name.name);
                        self.report_late(message, argument.span);
                    }
                }
                ArgumentKind::DoubleStar => unpacking_seen = true,
            }
        }
        Ok(self.list(items.iter().map(|item| item.argument).collect()))
    }

    /// CPython points at the end of the whole list.
    fn misplaced_positional(&self, items: &[CallItem<'a>], unpacking: bool) -> SyntaxError {
        let span = items.last().map_or(Span::default(), |last| last.argument.span);
        let message = if unpacking {
            "positional argument follows keyword argument unpacking"
        } else {
            "positional argument follows keyword argument"
        };
        SyntaxError::new(message, span)
    }

    pub fn call(
        &self,
        l: u32,
        r: u32,
        function: Expr<'a>,
        open: u32,
        mut items: Vec<CallItem<'a>>,
    ) -> Result<Expr<'a>, SyntaxError> {
        if let Some(index) = items.iter().position(|item| item.bare_generator) {
            let before_close = self.text[..r as usize - 1].trim_end();
            if items.len() > 1 || before_close.ends_with(',') {
                let span = items[index].argument.span;
                return Err(SyntaxError::new("Generator expression must be parenthesized", span));
            }
            let value = Expr { span: Span::new(open, r), ..*items[0].argument.value };
            items[0] = self.argument(open, r, ArgumentKind::Positional, value);
        }
        let arguments = self.arguments(&items)?;
        Ok(self.expression(l, r, ExprKind::Call { function: self.one(function), arguments }))
    }

    pub fn class_arguments(&self, items: Vec<CallItem<'a>>) -> Result<&'a [Argument<'a>], SyntaxError> {
        if let Some(item) = items.iter().find(|item| item.bare_generator)
            && let ExprKind::Generator { element, .. } = item.argument.value.kind
        {
            let at = self.text[element.span.end as usize..].find("for").unwrap_or(0) as u32;
            let start = element.span.end + at;
            return Err(SyntaxError::new("invalid syntax", Span::new(start, start + 3)));
        }
        self.arguments(&items)
    }
}
