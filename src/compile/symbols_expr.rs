//! Builds the scope tree from the syntax tree: expressions.
//!
//! Chains that grow to the left (`a + b + …`, `a.b(c).d …`) are walked in a loop, not by recursion.

use super::error::{Fallible, error, too_deep};
use super::scope::{Key, Role, ScopeKind, Uses};
use super::symbols::{Builder, Context};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Builder<'a> {
    pub(super) fn optional(&mut self, expr: Option<ExprRef<'a>>) -> Fallible {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: ExprRef<'a>) -> Fallible {
        if !self.stack.has_room() {
            return too_deep(expr.span);
        }
        let mut chain = Vec::new();
        let mut base = expr;
        loop {
            let inner = match base.kind {
                ExprKind::Binary { left, .. } => left,
                ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
                ExprKind::Call { function, .. } => function,
                _ => break,
            };
            chain.push(base);
            base = inner;
        }
        self.base(base)?;
        for link in chain.into_iter().rev() {
            match link.kind {
                ExprKind::Binary { right, .. } => self.expr(right)?,
                ExprKind::Subscript { index, .. } => self.expr(index)?,
                ExprKind::Call { arguments, .. } => {
                    arguments.iter().try_for_each(|argument| self.expr(argument.value))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn all(&mut self, exprs: &'a [Expr<'a>]) -> Fallible {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn base(&mut self, expr: ExprRef<'a>) -> Fallible {
        match expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => {
                self.read(name);
                Ok(())
            }
            ExprKind::BoolOp { values, .. } => self.all(values),
            ExprKind::Named { target, value } => self.named(expr, target, value),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Lambda { params, body } => {
                self.defaults(params)?;
                self.inside(ScopeKind::Lambda, "lambda", Some(Key::new(expr, Role::Body)), |builder| {
                    builder.parameters(params)?;
                    builder.expr(body)
                })
            }
            ExprKind::Conditional { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|item| {
                self.optional(item.key)?;
                self.expr(item.value)
            }),
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => self.all(items),
            ExprKind::ListComp { element, generators } => {
                self.comprehension(expr, ScopeKind::ListComp, generators, element, None)
            }
            ExprKind::SetComp { element, generators } => {
                self.comprehension(expr, ScopeKind::SetComp, generators, element, None)
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expr, ScopeKind::DictComp, generators, key, Some(value))
            }
            ExprKind::Generator { element, generators } => {
                self.comprehension(expr, ScopeKind::Generator, generators, element, None)
            }
            ExprKind::Await(value) => {
                self.forbid("await expression", expr.span)?;
                if self.kind().is_comprehension() {
                    self.symbols.scopes.get_mut(self.current).is_async_comprehension = true;
                }
                self.expr(value)
            }
            ExprKind::Yield(value) => {
                self.yields(expr.span)?;
                self.optional(value)
            }
            ExprKind::YieldFrom(value) => {
                self.yields(expr.span)?;
                self.expr(value)
            }
            ExprKind::Compare { left, rest } => {
                self.expr(left)?;
                rest.iter().try_for_each(|(_, right)| self.expr(right))
            }
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().try_for_each(|part| self.optional(part))
            }
            ExprKind::Starred(value) => self.expr(value),
            ExprKind::FString(parts) | ExprKind::TString(parts) => self.parts(parts),
            ExprKind::Binary { .. }
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. }
            | ExprKind::Call { .. } => self.expr(expr),
        }
    }

    fn parts(&mut self, parts: &'a [FStringPart<'a>]) -> Fallible {
        for part in parts {
            if let FStringPart::Field(field) = part {
                self.expr(field.value)?;
                self.parts(field.format_spec.unwrap_or(&[]))?;
            }
        }
        Ok(())
    }

    fn read(&mut self, name: &str) {
        self.add(name, Uses::READ);
        if name == "super" && self.kind().is_function_like() {
            self.add("__class__", Uses::READ);
        }
    }

    /// A name, attribute, item or nest of them that is stored or deleted.
    pub(super) fn target(&mut self, target: ExprRef<'a>, context: Context) -> Fallible {
        if !self.stack.has_room() {
            return too_deep(target.span);
        }
        match target.kind {
            ExprKind::Name(name) => self.name_target(name, target.span, context),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.target(item, context))
            }
            ExprKind::Starred(inner) => self.target(inner, context),
            ExprKind::Attribute { value, name } => {
                if name.name == "__debug__" {
                    let verb = if context == Context::Delete { "delete" } else { "assign to" };
                    return error(format!("cannot {verb} __debug__"), target.span);
                }
                if context == Context::Store && matches!(value.kind, ExprKind::Name("self")) {
                    self.note_static_attribute(name.name);
                }
                self.expr(value)
            }
            _ => self.expr(target),
        }
    }

    fn name_target(&mut self, name: &'a str, span: Span, context: Context) -> Fallible {
        if name == "__debug__" {
            let verb = if context == Context::Delete { "delete" } else { "assign to" };
            return error(format!("cannot {verb} __debug__"), span);
        }
        let mut uses = Uses::LOCAL;
        if context == Context::Delete {
            uses = uses.with(Uses::DELETED);
        }
        if self.in_comprehension_target {
            uses = uses.with(Uses::ITERATION);
            let id = self.name(name);
            let scope = self.symbols.scopes.get(self.current);
            let known = scope.symbol(id).map_or(Uses::default(), |symbol| symbol.uses);
            if known.has(Uses::GLOBAL) || known.has(Uses::NONLOCAL) {
                return error(
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'"),
                    span,
                );
            }
        }
        self.add(name, uses);
        Ok(())
    }

    fn note_static_attribute(&mut self, name: &str) {
        let mut scope = self.symbols.scopes.get(self.current).parent;
        while let Some(id) = scope {
            let class = self.symbols.scopes.get_mut(id);
            if class.kind == ScopeKind::Class {
                if !class.static_attributes.iter().any(|other| &**other == name) {
                    class.static_attributes.push(name.into());
                }
                return;
            }
            scope = class.parent;
        }
    }

    /// Annotation scopes allow no `yield`, `await` and `:=`.
    fn forbid(&self, what: &str, span: Span) -> Fallible {
        let place = match self.kind() {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeVariable => "a TypeVar bound",
            ScopeKind::TypeParameters => "the definition of a generic",
            _ => return Ok(()),
        };
        error(format!("{what} cannot be used within {place}"), span)
    }

    fn yields(&mut self, span: Span) -> Fallible {
        self.forbid("yield expression", span)?;
        let place = match self.kind() {
            ScopeKind::ListComp => "list comprehension",
            ScopeKind::SetComp => "set comprehension",
            ScopeKind::DictComp => "dict comprehension",
            ScopeKind::Generator => "generator expression",
            _ => {
                self.symbols.scopes.get_mut(self.current).has_yield = true;
                return Ok(());
            }
        };
        error(format!("'yield' inside {place}"), span)
    }

    fn named(&mut self, expr: ExprRef<'a>, target: Ident<'a>, value: ExprRef<'a>) -> Fallible {
        self.forbid("named expression", expr.span)?;
        if self.iterable_depth > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return error(message, expr.span);
        }
        if self.kind().is_comprehension() {
            self.named_in_comprehension(target)?;
        }
        self.expr(value)?;
        if !self.kind().is_comprehension() {
            self.bind(target, Uses::WALRUS)?;
        }
        Ok(())
    }

    /// `:=` in a comprehension binds in the function (or module) around all comprehensions.
    fn named_in_comprehension(&mut self, target: Ident<'a>) -> Fallible {
        let Ident { name, span } = target;
        if name == "__debug__" {
            return error("cannot assign to __debug__", span);
        }
        let id = self.name(name);
        let mut scope = self.current;
        loop {
            let current = self.symbols.scopes.get(scope);
            let uses = current.symbol(id).map_or(Uses::default(), |symbol| symbol.uses);
            let place = match current.kind {
                kind if kind.is_comprehension() => {
                    if uses.has(Uses::ITERATION) {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{name}'"
                        );
                        return error(message, span);
                    }
                    match current.parent {
                        Some(parent) => scope = parent,
                        None => return Ok(()),
                    }
                    continue;
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let directive = if uses.has(Uses::GLOBAL) { Uses::GLOBAL } else { Uses::NONLOCAL };
                    self.bind_from_comprehension(id, span, directive);
                    self.symbols.scopes.add_use(scope, id, Uses::LOCAL.with(Uses::WALRUS));
                    return Ok(());
                }
                ScopeKind::Module => {
                    self.bind_from_comprehension(id, span, Uses::GLOBAL);
                    self.symbols.scopes.add_use(scope, id, Uses::GLOBAL.with(Uses::WALRUS));
                    return Ok(());
                }
                ScopeKind::Class => "a class body",
                ScopeKind::TypeParameters => "the definition of a generic",
                ScopeKind::TypeAlias => "a type alias",
                ScopeKind::TypeVariable => "a TypeVar bound",
                _ => "an annotation",
            };
            let verb = if place == "a class body" { "used in" } else { "used within" };
            return error(
                format!("assignment expression within a comprehension cannot be {verb} {place}"),
                span,
            );
        }
    }

    /// Every comprehension on the way reads the target from outside.
    fn bind_from_comprehension(&mut self, id: super::scope::NameId, span: Span, directive: Uses) {
        let scope = self.symbols.scopes.get_mut(self.current);
        scope.directives.push((id, span));
        self.symbols.scopes.add_use(self.current, id, directive);
    }

    fn comprehension(
        &mut self,
        expr: ExprRef<'a>,
        kind: ScopeKind,
        generators: &'a [Comprehension<'a>],
        element: ExprRef<'a>,
        value: Option<ExprRef<'a>>,
    ) -> Fallible {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.iterable_depth += 1;
        self.expr(first.iter)?;
        self.iterable_depth -= 1;
        let name = match kind {
            ScopeKind::ListComp => "<listcomp>",
            ScopeKind::SetComp => "<setcomp>",
            ScopeKind::DictComp => "<dictcomp>",
            _ => "<genexpr>",
        };
        let is_async = self.inside(kind, name, Some(Key::new(expr, Role::Body)), |builder| {
            if builder
                .symbols
                .scopes
                .get(builder.current)
                .parent
                .is_some_and(|parent| builder.symbols.scopes.get(parent).sees_class)
            {
                builder.inherit_class_view();
            }
            builder.add(".0", Uses::PARAMETER);
            builder.generator_clause(first)?;
            for generator in rest {
                builder.iterable_depth += 1;
                builder.expr(generator.iter)?;
                builder.iterable_depth -= 1;
                builder.generator_clause(generator)?;
            }
            builder.expr(element)?;
            builder.optional(value)?;
            Ok(builder.symbols.scopes.get(builder.current).is_async_comprehension)
        })?;
        if is_async && kind != ScopeKind::Generator && self.kind().is_comprehension() {
            self.symbols.scopes.get_mut(self.current).is_async_comprehension = true;
        }
        Ok(())
    }

    /// The target and the conditions of one `for … in …` of a comprehension.
    fn generator_clause(&mut self, generator: &'a Comprehension<'a>) -> Fallible {
        self.in_comprehension_target = true;
        self.target(generator.target, Context::Store)?;
        self.in_comprehension_target = false;
        if generator.is_async {
            self.symbols.scopes.get_mut(self.current).is_async_comprehension = true;
        }
        self.all(generator.conditions)
    }
}
