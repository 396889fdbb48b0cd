//! Builds the scope tree from the syntax tree: statements. `symbols_expr.rs` has the expressions.
//!
//! Owns the errors that depend on how a block uses its names. Must not know emission.
//! Invariant: scopes are found again by the address and role of their node.

use std::collections::HashMap;

use super::error::{Fallible, error, too_deep};
use super::scope::{Key, MODULE, NameId, Private, Role, ScopeId, ScopeKind, Scopes, Uses, mangle};
use super::stack::StackGuard;
use crate::source::Span;
use crate::syntax::ast::*;

/// An annotated name of a module or class, whose annotation `__annotate__` computes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deferred<'a> {
    pub name: &'a str,
    pub annotation: ExprRef<'a>,
    /// The number under which the statement reports that it was executed, if it may not be.
    pub condition: Option<u32>,
}

/// What the compiler needs to know of names.
#[derive(Default)]
pub(super) struct Symbols<'a> {
    pub scopes: Scopes,
    /// The annotations of modules and classes, and the scope in which they are evaluated.
    pub annotations: HashMap<ScopeId, Vec<Deferred<'a>>>,
    pub annotation_scopes: HashMap<ScopeId, ScopeId>,
    /// Conditions by the annotation's expression.
    pub conditions: HashMap<Key, u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Store,
    Delete,
}

pub(super) struct Builder<'a> {
    pub(super) symbols: Symbols<'a>,
    pub(super) current: ScopeId,
    pub(super) private: Option<Private>,
    pub(super) stack: StackGuard,
    /// Inside `if`, `for` and their like.
    in_conditional: bool,
    /// Inside the iterable of a comprehension, where `:=` may not stand.
    pub(super) iterable_depth: u32,
    /// The target of a comprehension's `for` is being visited.
    pub(super) in_comprehension_target: bool,
    pub(super) future_annotations: bool,
}

/// Builds and resolves the scopes of a module.
pub(super) fn build<'a>(
    module: &'a Module<'a>,
    future_annotations: bool,
    stack: StackGuard,
) -> Fallible<Symbols<'a>> {
    let mut symbols = Symbols::default();
    symbols.scopes.new_scope(ScopeKind::Module, "<module>", None, None);
    let mut builder = Builder {
        symbols,
        current: MODULE,
        private: None,
        stack,
        in_conditional: false,
        iterable_depth: 0,
        in_comprehension_target: false,
        future_annotations,
    };
    builder.body(module.body)?;
    builder.symbols.scopes.resolve(stack)?;
    Ok(builder.symbols)
}

impl<'a> Builder<'a> {
    pub(super) fn kind(&self) -> ScopeKind {
        self.symbols.scopes.get(self.current).kind
    }

    pub(super) fn name(&mut self, name: &str) -> NameId {
        let mangled = mangle(self.private.as_ref(), name);
        self.symbols.scopes.intern(&mangled)
    }

    fn uses(&mut self, name: &str) -> Uses {
        let name = self.name(name);
        self.symbols.scopes.get(self.current).symbol(name).map_or(Uses::default(), |symbol| symbol.uses)
    }

    pub(super) fn add(&mut self, name: &str, uses: Uses) {
        let name = self.name(name);
        self.symbols.scopes.add_use(self.current, name, uses);
    }

    /// A name that a statement binds.
    pub(super) fn bind(&mut self, name: Ident<'a>, uses: Uses) -> Fallible {
        if name.name == "__debug__" {
            return error("cannot assign to __debug__", name.span);
        }
        self.add(name.name, uses.with(Uses::LOCAL));
        Ok(())
    }

    /// Visits the inside of a new scope.
    pub(super) fn inside<T>(
        &mut self,
        kind: ScopeKind,
        name: &str,
        key: Option<Key>,
        visit: impl FnOnce(&mut Self) -> Fallible<T>,
    ) -> Fallible<T> {
        let scope = self.symbols.scopes.new_scope(kind, name, Some(self.current), key);
        self.reopen(scope, visit)
    }

    fn reopen<T>(&mut self, scope: ScopeId, visit: impl FnOnce(&mut Self) -> Fallible<T>) -> Fallible<T> {
        let outer = std::mem::replace(&mut self.current, scope);
        let conditional = std::mem::replace(&mut self.in_conditional, false);
        let target = std::mem::replace(&mut self.in_comprehension_target, false);
        self.symbols.scopes.get_mut(scope).private = self.private.clone();
        let result = visit(self);
        self.current = outer;
        self.in_conditional = conditional;
        self.in_comprehension_target = target;
        result
    }

    /// Marks the scope just entered as one that reads the class around it, if there is one.
    pub(super) fn inherit_class_view(&mut self) {
        let Some(parent) = self.symbols.scopes.get(self.current).parent else { return };
        let parent = self.symbols.scopes.get(parent);
        if parent.kind == ScopeKind::Class || parent.sees_class {
            self.symbols.scopes.get_mut(self.current).sees_class = true;
            self.add("__classdict__", Uses::READ);
        }
    }

    fn body(&mut self, body: Body<'a>) -> Fallible {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn conditional(&mut self, body: Body<'a>) -> Fallible {
        let saved = std::mem::replace(&mut self.in_conditional, true);
        self.body(body)?;
        self.in_conditional = saved;
        Ok(())
    }

    fn statement(&mut self, statement: &'a Stmt<'a>) -> Fallible {
        if !self.stack.has_room() {
            return too_deep(statement.span);
        }
        match &statement.kind {
            StmtKind::Function(function) => self.function(function, statement.span),
            StmtKind::Class(class) => self.class(class, statement.span),
            StmtKind::Return(value) => self.optional(*value),
            StmtKind::Delete(targets) => {
                targets.iter().try_for_each(|target| self.target(target, Context::Delete))
            }
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                targets.iter().try_for_each(|target| self.target(target, Context::Store))
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(statement, *name, type_params, value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target, Context::Store)?;
                if let ExprKind::Name(name) = target.kind {
                    self.add(name, Uses::READ);
                }
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(statement, target, annotation, *simple, value.is_some())?;
                self.optional(*value)
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.target(target, Context::Store)?;
                self.expr(iter)?;
                self.conditional(body)?;
                self.conditional(orelse)
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.conditional(body)?;
                self.conditional(orelse)
            }
            StmtKind::If { branches, orelse } => {
                for branch in *branches {
                    self.expr(branch.test)?;
                    self.conditional(branch.body)?;
                }
                self.conditional(orelse)
            }
            StmtKind::With { items, body, .. } => {
                for item in *items {
                    self.expr(item.context)?;
                    if let Some(target) = item.target {
                        self.target(target, Context::Store)?;
                    }
                }
                self.conditional(body)
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for case in *cases {
                    self.pattern(case.pattern)?;
                    self.optional(case.guard)?;
                    self.conditional(case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exception, cause } => {
                self.optional(*exception)?;
                self.optional(*cause)
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.conditional(body)?;
                for handler in *handlers {
                    self.optional(handler.class)?;
                    if let Some(name) = handler.name {
                        self.bind(Ident { span: handler.span, ..name }, Uses::DELETED)?;
                    }
                    self.conditional(handler.body)?;
                }
                self.conditional(orelse)?;
                self.conditional(finalbody)
            }
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.optional(*message)
            }
            StmtKind::Import(aliases) => aliases.iter().try_for_each(|alias| {
                let first = alias.name.split('.').next().unwrap_or(alias.name);
                let name = alias.asname.map_or(first, |asname| asname.name);
                self.bind(Ident { name, span: alias.span }, Uses::default())
            }),
            StmtKind::ImportFrom { names: Some(aliases), .. } => aliases.iter().try_for_each(|alias| {
                let name = alias.asname.map_or(alias.name, |asname| asname.name);
                self.bind(Ident { name, span: alias.span }, Uses::default())
            }),
            StmtKind::ImportFrom { names: None, .. } => {
                if self.kind() != ScopeKind::Module {
                    let star = Span::new(statement.span.end.saturating_sub(1), statement.span.end);
                    return error("import * only allowed at module level", star);
                }
                Ok(())
            }
            StmtKind::Global(names) => self.directive(names, statement.span, Uses::GLOBAL),
            StmtKind::Nonlocal(names) => self.directive(names, statement.span, Uses::NONLOCAL),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn directive(&mut self, names: &'a [Ident<'a>], span: Span, directive: Uses) -> Fallible {
        let word = if directive == Uses::GLOBAL { "global" } else { "nonlocal" };
        for Ident { name, .. } in names {
            let uses = self.uses(name);
            if uses.has(Uses::PARAMETER) {
                return error(format!("name '{name}' is parameter and {word}"), span);
            } else if uses.has(Uses::READ) {
                return error(format!("name '{name}' is used prior to {word} declaration"), span);
            } else if uses.has(Uses::ANNOTATED) {
                return error(format!("annotated name '{name}' can't be {word}"), span);
            } else if uses.has(Uses::LOCAL) {
                return error(format!("name '{name}' is assigned to before {word} declaration"), span);
            }
            self.add(name, directive);
            let name = self.name(name);
            self.symbols.scopes.get_mut(self.current).directives.push((name, span));
        }
        Ok(())
    }

    fn annotated(
        &mut self,
        statement: &'a Stmt<'a>,
        target: ExprRef<'a>,
        annotation: ExprRef<'a>,
        simple: bool,
        assigns: bool,
    ) -> Fallible {
        let ExprKind::Name(name) = target.kind else { return self.target(target, Context::Store) };
        if !simple && !assigns {
            return Ok(());
        }
        let uses = self.uses(name);
        if simple && self.kind() != ScopeKind::Module {
            for (flag, word) in [(Uses::GLOBAL, "global"), (Uses::NONLOCAL, "nonlocal")] {
                if uses.has(flag) {
                    return error(format!("annotated name '{name}' can't be {word}"), statement.span);
                }
            }
        }
        self.target(target, Context::Store)?;
        if !simple {
            return Ok(());
        }
        self.add(name, Uses::ANNOTATED);
        if !self.kind().is_function_like() && !self.future_annotations {
            self.defer(name, annotation)?;
        }
        Ok(())
    }

    /// Notes an annotation of a module or class for its `__annotate__`.
    fn defer(&mut self, name: &'a str, annotation: ExprRef<'a>) -> Fallible {
        let in_module = self.kind() == ScopeKind::Module;
        let mut condition = None;
        if in_module || self.in_conditional {
            let earlier = self.symbols.annotations.get(&self.current);
            let number = earlier.map_or(0, |all| all.iter().filter(|one| one.condition.is_some()).count());
            condition = Some(number as u32);
            self.symbols.conditions.insert(Key::new(annotation, Role::Annotations), number as u32);
            self.symbols.scopes.get_mut(self.current).has_conditional_annotations = true;
            if in_module {
                self.add("__conditional_annotations__", Uses::READ);
            }
        }
        let deferred = Deferred { name, annotation, condition };
        self.symbols.annotations.entry(self.current).or_default().push(deferred);
        let visit = |builder: &mut Self| {
            if condition.is_some() {
                builder.add("__conditional_annotations__", Uses::READ);
            }
            builder.expr(annotation)
        };
        match self.symbols.annotation_scopes.get(&self.current) {
            Some(scope) => self.reopen(*scope, visit),
            None => self.inside(ScopeKind::Annotation, "__annotate__", None, |builder| {
                let parent = builder.symbols.scopes.get(builder.current).parent.unwrap_or(MODULE);
                builder.symbols.annotation_scopes.insert(parent, builder.current);
                builder.add(".format", Uses::PARAMETER);
                builder.inherit_class_view();
                visit(builder)
            }),
        }
    }

    fn function(&mut self, function: &'a FunctionDef<'a>, span: Span) -> Fallible {
        self.bind(Ident { span, ..function.name }, Uses::default())?;
        function.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        self.defaults(function.params)?;
        if function.type_params.is_empty() {
            return self.function_inside(function);
        }
        let name = format!("<generic parameters of {}>", function.name.name);
        self.inside(
            ScopeKind::TypeParameters,
            &name,
            Some(Key::new(function, Role::TypeParameters)),
            |builder| {
                builder.inherit_class_view();
                builder.add(".defaults", Uses::PARAMETER);
                builder.add(".kwdefaults", Uses::PARAMETER);
                builder.type_parameters(function.type_params)?;
                builder.function_inside(function)
            },
        )
    }

    fn function_inside(&mut self, function: &'a FunctionDef<'a>) -> Fallible {
        if has_annotations(function) {
            let key = Key::new(function, Role::Annotations);
            self.inside(ScopeKind::Annotation, "__annotate__", Some(key), |builder| {
                builder.add(".format", Uses::PARAMETER);
                if builder.future_annotations {
                    return Ok(());
                }
                builder.inherit_class_view();
                for parameter in all_parameters(function.params) {
                    builder.optional(parameter.annotation)?;
                }
                builder.optional(function.returns)
            })?;
        }
        let key = Key::new(function, Role::Body);
        self.inside(ScopeKind::Function, function.name.name, Some(key), |builder| {
            builder.symbols.scopes.get_mut(builder.current).is_async = function.is_async;
            builder.parameters(function.params)?;
            builder.body(function.body)
        })
    }

    pub(super) fn parameters(&mut self, params: &'a Parameters<'a>) -> Fallible {
        for parameter in all_parameters(params) {
            let Ident { name, span } = parameter.name;
            if self.uses(name).has(Uses::PARAMETER) {
                return error(format!("duplicate argument '{name}' in function definition"), span);
            }
            self.bind(parameter.name, Uses::PARAMETER)?;
        }
        Ok(())
    }

    pub(super) fn defaults(&mut self, params: &'a Parameters<'a>) -> Fallible {
        all_parameters(params).try_for_each(|parameter| self.optional(parameter.default))
    }

    fn class(&mut self, class: &'a ClassDef<'a>, span: Span) -> Fallible {
        self.bind(Ident { span, ..class.name }, Uses::default())?;
        class.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        if class.type_params.is_empty() {
            return self.class_inside(class);
        }
        let name = format!("<generic parameters of {}>", class.name.name);
        let key = Key::new(class, Role::TypeParameters);
        let only = class.type_params.iter().map(|param| param.name.name.into()).collect();
        let private = Private { class: class.name.name.into(), only: Some(only) };
        let outer = self.private.replace(private);
        self.inside(ScopeKind::TypeParameters, &name, Some(key), |builder| {
            builder.inherit_class_view();
            builder.add(".type_params", Uses::LOCAL);
            builder.type_parameters(class.type_params)?;
            builder.class_inside(class)
        })?;
        self.private = outer;
        Ok(())
    }

    fn class_inside(&mut self, class: &'a ClassDef<'a>) -> Fallible {
        class.arguments.iter().try_for_each(|argument| self.expr(argument.value))?;
        let private = Private { class: class.name.name.into(), only: None };
        let outer = self.private.replace(private);
        let key = Key::new(class, Role::Body);
        self.inside(ScopeKind::Class, class.name.name, Some(key), |builder| {
            if !class.type_params.is_empty() {
                builder.add("__type_params__", Uses::LOCAL);
                builder.add(".type_params", Uses::READ);
            }
            builder.body(class.body)
        })?;
        self.private = outer;
        Ok(())
    }

    fn type_alias(
        &mut self,
        statement: &'a Stmt<'a>,
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        value: ExprRef<'a>,
    ) -> Fallible {
        self.bind(name, Uses::default())?;
        let inside = |builder: &mut Self| {
            let key = Key::new(statement, Role::Body);
            builder.inside(ScopeKind::TypeAlias, name.name, Some(key), |builder| {
                builder.add(".format", Uses::PARAMETER);
                builder.inherit_class_view();
                builder.expr(value)
            })
        };
        if type_params.is_empty() {
            return inside(self);
        }
        let title = format!("<generic parameters of {}>", name.name);
        let key = Key::new(statement, Role::TypeParameters);
        self.inside(ScopeKind::TypeParameters, &title, Some(key), |builder| {
            builder.inherit_class_view();
            builder.type_parameters(type_params)?;
            inside(builder)
        })
    }

    fn type_parameters(&mut self, params: &'a [TypeParam<'a>]) -> Fallible {
        let mut after_default = false;
        for param in params {
            let Ident { name, span } = param.name;
            if self.uses(name).has(Uses::TYPE_PARAMETER) {
                return error(format!("duplicate type parameter '{name}'"), span);
            }
            if matches!(name, "__classdict__" | "__debug__") {
                return error(format!("reserved name '{name}' cannot be used for type parameter"), span);
            }
            if after_default && param.default.is_none() {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return error(message, span);
            }
            after_default = param.default.is_some();
            self.add(name, Uses::TYPE_PARAMETER.with(Uses::LOCAL));
            for (part, role) in [(param.bound, Role::Bound), (param.default, Role::Default)] {
                let Some(part) = part else { continue };
                let key = Some(Key::new(param, role));
                self.inside(ScopeKind::TypeVariable, name, key, |builder| {
                    builder.add(".format", Uses::PARAMETER);
                    builder.inherit_class_view();
                    builder.expr(part)
                })?;
            }
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern<'a>) -> Fallible {
        if !self.stack.has_room() {
            return too_deep(pattern.span);
        }
        match pattern.kind {
            PatternKind::Value(value) | PatternKind::Singleton(value) => self.expr(value),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                keys.iter().try_for_each(|key| self.expr(key))?;
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                rest.map_or(Ok(()), |name| self.bind(name, Uses::default()))
            }
            PatternKind::Class { class, positional, keywords } => {
                self.expr(class)?;
                positional.iter().try_for_each(|pattern| self.pattern(pattern))?;
                for (name, pattern) in keywords {
                    if name.name == "__debug__" {
                        return error("cannot assign to __debug__", name.span);
                    }
                    self.pattern(pattern)?;
                }
                Ok(())
            }
            PatternKind::Star(name) => name.map_or(Ok(()), |name| self.bind(name, Uses::default())),
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                name.map_or(Ok(()), |name| self.bind(name, Uses::default()))
            }
        }
    }
}

/// Parameters in the order of their registers.
pub(super) fn all_parameters<'a>(params: &'a Parameters<'a>) -> impl Iterator<Item = &'a Parameter<'a>> {
    params
        .positional_only
        .iter()
        .chain(params.positional)
        .chain(params.keyword_only)
        .chain(params.var_positional)
        .chain(params.var_keyword)
}

pub(super) fn has_annotations(function: &FunctionDef) -> bool {
    function.returns.is_some() || all_parameters(function.params).any(|param| param.annotation.is_some())
}
