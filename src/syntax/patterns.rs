//! The reductions that make the patterns of `match`.
//!
//! Owns their checks. Must not know which names a pattern binds: alternatives that bind
//! differently are for the compiler to see.
//! Invariant: `_` is never a capture.

use super::SyntaxError;
use super::actions::Builder;
use super::ast::*;
use super::targets;
use crate::source::Span;

#[derive(Clone, Copy)]
pub enum MappingItem<'a> {
    Pair(Expr<'a>, Pattern<'a>),
    Rest(Ident<'a>),
}

#[derive(Clone, Copy)]
pub enum PatternArgument<'a> {
    Positional(Pattern<'a>),
    Keyword(Ident<'a>, Pattern<'a>),
}

fn unless_wildcard(name: Ident) -> Option<Ident> {
    (name.name != "_").then_some(name)
}

impl<'a> Builder<'a, '_> {
    fn pattern(&self, l: u32, r: u32, kind: PatternKind<'a>) -> Pattern<'a> {
        Pattern { span: Span::new(l, r), kind }
    }

    pub fn match_case(&self, pattern: Pattern<'a>, guard: Option<Expr<'a>>, body: Body<'a>) -> MatchCase<'a> {
        MatchCase { pattern: self.one(pattern), guard: guard.map(|guard| self.one(guard)), body }
    }

    pub fn value_pattern(&self, value: Expr<'a>) -> Pattern<'a> {
        if let ExprKind::FString(_) | ExprKind::TString(_) = value.kind {
            self.report_late("patterns may only match literals and attribute lookups", value.span);
        }
        let kind = match value.kind {
            ExprKind::Constant(Constant::None | Constant::True | Constant::False) => {
                PatternKind::Singleton(self.one(value))
            }
            _ => PatternKind::Value(self.one(value)),
        };
        Pattern { span: value.span, kind }
    }

    pub fn complex(
        &self,
        l: u32,
        r: u32,
        real: Expr<'a>,
        op: BinaryOp,
        imaginary: Expr<'a>,
    ) -> Result<Expr<'a>, SyntaxError> {
        let is_imaginary = |expr: &Expr<'a>| matches!(expr.kind, ExprKind::Constant(Constant::Imaginary(_)));
        let magnitude = match real.kind {
            ExprKind::Unary { operand, .. } => *operand,
            _ => real,
        };
        if is_imaginary(&magnitude) {
            return Err(SyntaxError::new("real number required in complex literal", real.span));
        }
        if !is_imaginary(&imaginary) {
            return Err(SyntaxError::new("imaginary number required in complex literal", imaginary.span));
        }
        Ok(self.binary(l, r, real, op, imaginary))
    }

    /// A name that something follows at `after`; `_` is a whole pattern, so nothing may.
    pub fn pattern_name(&self, name: Ident<'a>, after: u32) -> Result<Expr<'a>, SyntaxError> {
        match name.name {
            "_" => Err(SyntaxError::new("invalid syntax", Span::new(after, after + 1))),
            _ => Ok(self.name_of(name)),
        }
    }

    pub fn capture(&self, name: Ident<'a>) -> Pattern<'a> {
        let kind = PatternKind::As { pattern: None, name: unless_wildcard(name) };
        Pattern { span: name.span, kind }
    }

    pub fn star_pattern(&self, l: u32, r: u32, name: Ident<'a>) -> Pattern<'a> {
        self.pattern(l, r, PatternKind::Star(unless_wildcard(name)))
    }

    pub fn as_pattern(
        &self,
        l: u32,
        r: u32,
        pattern: Pattern<'a>,
        target: Expr<'a>,
    ) -> Result<Pattern<'a>, SyntaxError> {
        let name = match target.kind {
            ExprKind::Name("_") => {
                return Err(SyntaxError::new("cannot use '_' as a target", target.span));
            }
            ExprKind::Name(name) => Ident { name, span: target.span },
            _ => {
                let message = format!("cannot use {} as pattern target", targets::describe(&target));
                return Err(SyntaxError::new(message, target.span));
            }
        };
        Ok(self.pattern(l, r, PatternKind::As { pattern: Some(self.one(pattern)), name: Some(name) }))
    }

    pub fn or_pattern(&self, l: u32, r: u32, first: Pattern<'a>, mut rest: Vec<Pattern<'a>>) -> Pattern<'a> {
        rest.insert(0, first);
        self.pattern(l, r, PatternKind::Or(self.list(rest)))
    }

    pub fn sequence(&self, l: u32, r: u32, items: Vec<Pattern<'a>>) -> Pattern<'a> {
        self.pattern(l, r, PatternKind::Sequence(self.list(items)))
    }

    pub fn sequence_from(
        &self,
        l: u32,
        r: u32,
        first: Pattern<'a>,
        mut rest: Vec<Pattern<'a>>,
    ) -> Pattern<'a> {
        rest.insert(0, first);
        self.sequence(l, r, rest)
    }

    pub fn mapping(&self, l: u32, r: u32, items: Vec<MappingItem<'a>>) -> Result<Pattern<'a>, SyntaxError> {
        let (mut keys, mut patterns, mut rest) = (Vec::new(), Vec::new(), None);
        for item in items {
            match item {
                MappingItem::Pair(key, _) if rest.is_some() => {
                    return Err(SyntaxError::new("invalid syntax", key.span));
                }
                MappingItem::Pair(key, pattern) => {
                    if let ExprKind::FString(_) | ExprKind::TString(_) = key.kind {
                        let message = "mapping pattern keys may only match literals and attribute lookups";
                        self.report_late(message, key.span);
                    }
                    keys.push(key);
                    patterns.push(pattern);
                }
                MappingItem::Rest(name) if rest.is_some() || name.name == "_" => {
                    return Err(SyntaxError::new("invalid syntax", name.span));
                }
                MappingItem::Rest(name) => rest = Some(name),
            }
        }
        let kind = PatternKind::Mapping { keys: self.list(keys), patterns: self.list(patterns), rest };
        Ok(self.pattern(l, r, kind))
    }

    pub fn class_pattern(
        &self,
        l: u32,
        r: u32,
        class: Expr<'a>,
        arguments: Vec<PatternArgument<'a>>,
    ) -> Result<Pattern<'a>, SyntaxError> {
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        for argument in arguments {
            match argument {
                PatternArgument::Keyword(name, pattern) => keywords.push((name, pattern)),
                PatternArgument::Positional(pattern) if keywords.is_empty() => positional.push(pattern),
                PatternArgument::Positional(pattern) => {
                    let message = "positional patterns follow keyword patterns";
                    return Err(SyntaxError::new(message, pattern.span));
                }
            }
        }
        let kind = PatternKind::Class {
            class: self.one(class),
            positional: self.list(positional),
            keywords: self.list(keywords),
        };
        Ok(self.pattern(l, r, kind))
    }
}
