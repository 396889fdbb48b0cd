//! The reductions that make parameter lists, of functions, lambdas and types.
//!
//! Owns the order of parameters and its error messages. Must not know scopes: that a name is
//! there twice is for the compiler to see.
//! Invariant: a checked list fills `Parameters` in CPython's five groups.

use super::SyntaxError;
use super::actions::Builder;
use super::ast::*;
use crate::source::Span;

/// One entry of a parameter list as it was read.
#[derive(Clone, Copy)]
pub enum ParameterItem<'a> {
    Plain(Parameter<'a>),
    BareStar { span: Span, default: Option<u32> },
    Star { parameter: Parameter<'a>, start: u32, default: Option<u32> },
    DoubleStar { parameter: Parameter<'a>, start: u32, default: Option<u32> },
    Slash(Span),
}

type Default<'a> = Option<(u32, Expr<'a>)>;

/// The groups while they fill.
#[derive(Default)]
struct Groups<'a> {
    positional_only: Vec<Parameter<'a>>,
    positional: Vec<Parameter<'a>>,
    var_positional: Option<Parameter<'a>>,
    keyword_only: Vec<Parameter<'a>>,
    var_keyword: Option<Parameter<'a>>,
    slash: bool,
    star: Option<Span>,
    default_seen: bool,
}

fn fail<T>(message: &str, span: Span) -> Result<T, SyntaxError> {
    Err(SyntaxError::new(message, span))
}

fn equal_sign(at: u32) -> Span {
    Span::new(at, at + 1)
}

impl<'a> Groups<'a> {
    fn add(&mut self, item: ParameterItem<'a>) -> Result<(), SyntaxError> {
        if self.var_keyword.is_some() {
            let span = match item {
                ParameterItem::Plain(parameter) => parameter.name.span,
                ParameterItem::BareStar { span, .. } | ParameterItem::Slash(span) => span,
                ParameterItem::Star { start, .. } => Span::new(start, start + 1),
                ParameterItem::DoubleStar { start, .. } => Span::new(start, start + 2),
            };
            return fail("parameters cannot follow var-keyword parameter", span);
        }
        match item {
            ParameterItem::Plain(parameter) => self.add_plain(parameter),
            ParameterItem::Slash(span) => self.add_slash(span),
            ParameterItem::BareStar { default: Some(at), .. }
            | ParameterItem::Star { default: Some(at), .. } => {
                fail("var-positional parameter cannot have default value", equal_sign(at))
            }
            ParameterItem::BareStar { span, .. } => self.add_star(None, span),
            ParameterItem::Star { parameter, start, .. } => {
                self.add_star(Some(parameter), Span::new(start, start + 1))
            }
            ParameterItem::DoubleStar { default: Some(at), .. } => {
                fail("var-keyword parameter cannot have default value", equal_sign(at))
            }
            ParameterItem::DoubleStar { parameter, .. } => {
                self.check_bare_star()?;
                self.var_keyword = Some(parameter);
                Ok(())
            }
        }
    }

    fn add_plain(&mut self, parameter: Parameter<'a>) -> Result<(), SyntaxError> {
        if self.star.is_some() {
            self.keyword_only.push(parameter);
            return Ok(());
        }
        if self.default_seen && parameter.default.is_none() {
            let message = "parameter without a default follows parameter with a default";
            return fail(message, parameter.name.span);
        }
        self.default_seen |= parameter.default.is_some();
        self.positional.push(parameter);
        Ok(())
    }

    fn add_slash(&mut self, span: Span) -> Result<(), SyntaxError> {
        if self.slash {
            return fail("/ may appear only once", span);
        }
        if self.star.is_some() {
            return fail("/ must be ahead of *", span);
        }
        if self.positional.is_empty() {
            // CPython says more only where a comma follows, and then in its second reading.
            return fail("invalid syntax", span);
        }
        self.slash = true;
        self.positional_only = std::mem::take(&mut self.positional);
        Ok(())
    }

    fn add_star(&mut self, parameter: Option<Parameter<'a>>, span: Span) -> Result<(), SyntaxError> {
        if self.star.is_some() {
            return fail("* argument may appear only once", span);
        }
        self.star = Some(span);
        self.var_positional = parameter;
        Ok(())
    }

    fn check_bare_star(&self) -> Result<(), SyntaxError> {
        match self.star {
            Some(span) if self.var_positional.is_none() && self.keyword_only.is_empty() => {
                fail("named parameters must follow bare *", span)
            }
            _ => Ok(()),
        }
    }
}

impl<'a> Builder<'a, '_> {
    fn plain(&self, name: Ident<'a>, annotation: Option<Expr<'a>>, default: Default<'a>) -> Parameter<'a> {
        Parameter {
            name,
            annotation: annotation.map(|annotation| self.one(annotation)),
            default: default.map(|(_, default)| self.one(default)),
        }
    }

    pub fn parameter(
        &self,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: Default<'a>,
    ) -> ParameterItem<'a> {
        ParameterItem::Plain(self.plain(name, annotation, default))
    }

    pub fn bare_star(&self, l: u32, r: u32, default: Default<'a>) -> ParameterItem<'a> {
        ParameterItem::BareStar { span: Span::new(l, r), default: default.map(|(at, _)| at) }
    }

    pub fn star_parameter(
        &self,
        start: u32,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: Default<'a>,
    ) -> ParameterItem<'a> {
        let parameter = self.plain(name, annotation, None);
        ParameterItem::Star { parameter, start, default: default.map(|(at, _)| at) }
    }

    pub fn double_star_parameter(
        &self,
        start: u32,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: Default<'a>,
    ) -> ParameterItem<'a> {
        let parameter = self.plain(name, annotation, None);
        ParameterItem::DoubleStar { parameter, start, default: default.map(|(at, _)| at) }
    }

    pub fn parameters(&self, items: Vec<ParameterItem<'a>>) -> Result<&'a Parameters<'a>, SyntaxError> {
        let mut groups = Groups::default();
        for item in items {
            groups.add(item)?;
        }
        groups.check_bare_star()?;
        Ok(self.one(Parameters {
            positional_only: self.list(groups.positional_only),
            positional: self.list(groups.positional),
            var_positional: groups.var_positional.map(|parameter| self.one(parameter)),
            keyword_only: self.list(groups.keyword_only),
            var_keyword: groups.var_keyword.map(|parameter| self.one(parameter)),
        }))
    }

    pub fn type_param(
        &self,
        kind: TypeParamKind,
        name: Ident<'a>,
        bound: Option<Expr<'a>>,
        default: Option<Expr<'a>>,
    ) -> TypeParam<'a> {
        let one = |part: Option<Expr<'a>>| part.map(|part| self.one(part));
        TypeParam { kind, name, bound: one(bound), default: one(default) }
    }

    pub fn starred_type_param(
        &self,
        kind: TypeParamKind,
        name: Ident<'a>,
        bound: Option<Expr<'a>>,
        default: Option<Expr<'a>>,
    ) -> Result<TypeParam<'a>, SyntaxError> {
        if let Some(bound) = bound {
            let what = if matches!(bound.kind, ExprKind::Tuple(_)) { "constraints" } else { "bound" };
            let with = if kind == TypeParamKind::ParamSpec { "ParamSpec" } else { "TypeVarTuple" };
            let colon = self.text[name.span.end as usize..].find(':').unwrap_or(0) as u32 + name.span.end;
            return fail(&format!("cannot use {what} with {with}"), Span::new(colon, colon + 1));
        }
        Ok(self.type_param(kind, name, None, default))
    }

    pub fn type_params(&self, params: Vec<TypeParam<'a>>) -> Result<&'a [TypeParam<'a>], SyntaxError> {
        let first_default = params.iter().position(|param| param.default.is_some()).unwrap_or(params.len());
        if let Some(late) = params[first_default..].iter().find(|param| param.default.is_none()) {
            let message =
                format!("non-default type parameter '{}' follows default type parameter", late.name.name);
            return fail(&message, late.name.span);
        }
        Ok(self.list(params))
    }
}
