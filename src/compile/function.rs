//! Functions: definitions, lambdas, decorators, and the making of function objects.

use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use super::scope::{Key, Role, ScopeId, ScopeKind};
use super::symbols::{all_parameters, has_annotations};
use super::unit::Unit;
use super::{Compiler, docstring};
use crate::code::{CodeFlags, Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// What a function object is made of, besides its code. The operands are the first registers of
/// MakeFunction's run.
#[derive(Clone, Copy, Default)]
pub(super) struct FunctionParts {
    pub defaults: bool,
    pub keyword_defaults: bool,
    pub closure: bool,
    pub annotations: bool,
}

impl FunctionParts {
    fn absent(self) -> Vec<u32> {
        let present = [self.defaults, self.keyword_defaults, self.closure, self.annotations];
        (0..4).filter(|index| !present[*index as usize]).collect()
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn function(&mut self, function: &'a FunctionDef<'a>, span: Span) -> Fallible {
        let name = function.name;
        self.decorated(function.decorators, name, |compiler, dst| {
            compiler.function_object(dst, function, span)
        })
    }

    /// Evaluates decorators, makes an object, calls the decorators on it, and stores the result.
    pub(super) fn decorated(
        &mut self,
        decorators: &'a [Expr<'a>],
        name: Ident<'a>,
        make: impl FnOnce(&mut Self, Reg) -> Fallible,
    ) -> Fallible {
        let local = self.local(name.name);
        let result = match local {
            Some(register) => register,
            None => self.scalar(),
        };
        let mut windows = Vec::with_capacity(decorators.len());
        for decorator in decorators {
            let window = self.unit.registers.window();
            self.expr_into(window, decorator)?;
            windows.push((window, self.run(1), decorator.span));
        }
        let made = windows.last().map_or(result, |(_, argument, _)| *argument);
        self.scratch(|compiler| make(compiler, made))?;
        while let Some((window, _, span)) = windows.pop() {
            let target = windows.last().map_or(result, |(_, argument, _)| *argument);
            self.at(span);
            self.call_window(target, window, 1);
        }
        match local {
            Some(register) => self.unit.set_assigned(register),
            None => self.store_name(name.name, Operand::dying(result), name.span),
        }
        Ok(())
    }

    /// Makes a `def`'s function object.
    fn function_object(&mut self, dst: Reg, function: &'a FunctionDef<'a>, span: Span) -> Fallible {
        let first = function.decorators.first().map_or(span, |decorator| decorator.span);
        if !function.type_params.is_empty() {
            return self.generic_function(dst, function, span, first);
        }
        let key = Key::new(function, Role::Body);
        let Some(scope) = self.symbols.scopes.find(key) else { return Ok(()) };
        let parts = FunctionParts {
            defaults: has_defaults(function.params),
            keyword_defaults: has_keyword_defaults(function.params),
            closure: self.has_closure(scope),
            annotations: has_annotations(function),
        };
        let run = self.unit.registers.run_with_nulls(4, &parts.absent());
        self.defaults(run, function.params, span)?;
        self.keyword_defaults(run.plus(1), function.params, span)?;
        self.finish_function(dst, run, function, span, first)
    }

    /// The annotations, closure and code of a `def` whose defaults are in place.
    pub(super) fn finish_function(
        &mut self,
        dst: Reg,
        run: Reg,
        function: &'a FunctionDef<'a>,
        span: Span,
        first: Span,
    ) -> Fallible {
        let key = Key::new(function, Role::Body);
        let Some(scope) = self.symbols.scopes.find(key) else { return Ok(()) };
        if has_annotations(function) {
            self.function_annotations(run.plus(3), function, span)?;
        }
        let code = self.function_code(scope, function, first)?;
        self.at(span);
        self.closure(run.plus(2), scope);
        let code = self.unit.assembler.constant(code);
        self.emit_words(Op::MakeFunction, 0, dst, run.0, 0, &[code]);
        Ok(())
    }

    fn function_code(
        &mut self,
        scope: ScopeId,
        function: &'a FunctionDef<'a>,
        first: Span,
    ) -> Fallible<Const> {
        self.begin_unit(scope, function.name.name, first);
        self.set_signature(function.params);
        let has_yield = self.symbols.scopes.get(scope).has_yield;
        self.set_kind(function.is_async, has_yield);
        let mut body = function.body;
        if let Some((text, _)) = docstring(body) {
            self.unit.code.docstring = Some(text.into());
            body = &body[1..];
        }
        self.body(body)?;
        self.at(Span::default());
        self.return_none();
        self.end_unit()
    }

    fn set_kind(&mut self, is_async: bool, has_yield: bool) {
        match (is_async, has_yield) {
            (false, false) => {}
            (false, true) => self.unit.add_flag(CodeFlags::GENERATOR),
            (true, false) => self.unit.add_flag(CodeFlags::COROUTINE),
            (true, true) => self.unit.add_flag(CodeFlags::ASYNC_GENERATOR),
        }
    }

    /// Starts the code of a scope; the unit around it waits.
    pub(super) fn begin_unit(&mut self, scope: ScopeId, name: &str, first: Span) {
        let kind = self.symbols.scopes.get(scope).kind;
        let mut unit = Unit::new(&self.symbols.scopes, scope, name, kind == ScopeKind::Class);
        unit.code.first_line = self.source.line_column(first.start).0;
        unit.code.qualname = self.qualname(scope, name).into();
        if kind == ScopeKind::Class {
            unit.add_flag(CodeFlags::NAMESPACE);
        } else {
            unit.add_flag(CodeFlags::FUNCTION);
            if self.is_in_class() {
                unit.add_flag(CodeFlags::METHOD);
            }
        }
        self.outer.push(std::mem::replace(&mut self.unit, unit));
    }

    /// Is the unit a class body, or the type parameters of something in one?
    fn is_in_class(&self) -> bool {
        match self.unit.kind {
            ScopeKind::Class => true,
            ScopeKind::TypeParameters => self.outer.last().is_some_and(|unit| unit.kind == ScopeKind::Class),
            _ => false,
        }
    }

    /// Ends the code that `begin_unit` started.
    pub(super) fn end_unit(&mut self) -> Fallible<Const> {
        let Some(outer) = self.outer.pop() else { return Ok(Const::None) };
        let unit = std::mem::replace(&mut self.unit, outer);
        Ok(Const::Code(unit.finish(self.source, self.filename.clone())?.into()))
    }

    /// The dotted path to a scope: through classes plainly, through functions with `<locals>`.
    fn qualname(&self, scope: ScopeId, name: &str) -> String {
        let is_transparent = |kind| {
            matches!(kind, ScopeKind::TypeParameters | ScopeKind::Annotation | ScopeKind::TypeVariable)
        };
        let mut around = std::iter::once(&self.unit).chain(self.outer.iter().rev());
        let Some(parent) = around.find(|unit| !is_transparent(unit.kind)) else { return name.into() };
        let is_named = matches!(self.symbols.scopes.get(scope).kind, ScopeKind::Function | ScopeKind::Class);
        let symbol =
            self.symbols.scopes.lookup(name).and_then(|id| {
                self.symbols.scopes.get(parent.scope).symbol(id).map(|symbol| symbol.resolution)
            });
        if is_named && symbol == Some(super::scope::Resolution::GlobalExplicit) {
            return name.into();
        }
        match parent.kind {
            ScopeKind::Module => name.into(),
            ScopeKind::Class => format!("{}.{name}", parent.code.qualname),
            _ => format!("{}.<locals>.{name}", parent.code.qualname),
        }
    }

    fn set_signature(&mut self, params: &'a Parameters<'a>) {
        let code = &mut self.unit.code;
        code.positional_only_count = params.positional_only.len() as u32;
        code.argument_count = (params.positional_only.len() + params.positional.len()) as u32;
        code.keyword_only_count = params.keyword_only.len() as u32;
        if params.var_positional.is_some() {
            self.unit.add_flag(CodeFlags::VAR_POSITIONAL);
        }
        if params.var_keyword.is_some() {
            self.unit.add_flag(CodeFlags::VAR_KEYWORD);
        }
        self.unit.set_parameters(all_parameters(params).count() as u32);
    }

    pub(super) fn lambda(
        &mut self,
        dst: Reg,
        expr: ExprRef<'a>,
        params: &'a Parameters<'a>,
        body: ExprRef<'a>,
    ) -> Fallible {
        let Some(scope) = self.symbols.scopes.find(Key::new(expr, Role::Body)) else { return Ok(()) };
        let parts = FunctionParts {
            defaults: has_defaults(params),
            keyword_defaults: has_keyword_defaults(params),
            closure: self.has_closure(scope),
            annotations: false,
        };
        let run = self.unit.registers.run_with_nulls(4, &parts.absent());
        self.defaults(run, params, expr.span)?;
        self.keyword_defaults(run.plus(1), params, expr.span)?;
        self.begin_unit(scope, "<lambda>", expr.span);
        self.set_signature(params);
        let has_yield = self.symbols.scopes.get(scope).has_yield;
        self.set_kind(false, has_yield);
        self.return_value(Some(body), body.span)?;
        let code = self.end_unit()?;
        self.at(expr.span);
        self.closure(run.plus(2), scope);
        let code = self.unit.assembler.constant(code);
        self.emit_words(Op::MakeFunction, 0, dst, run.0, 0, &[code]);
        Ok(())
    }

    /// Makes a function of a finished code constant that has neither defaults nor annotations.
    pub(super) fn plain_function(&mut self, dst: Reg, scope: ScopeId, code: Const, span: Span) {
        let mark = self.unit.registers.mark();
        let parts = FunctionParts { closure: self.has_closure(scope), ..FunctionParts::default() };
        let run = self.unit.registers.run_with_nulls(4, &parts.absent());
        self.at(span);
        self.closure(run.plus(2), scope);
        let code = self.unit.assembler.constant(code);
        self.emit_words(Op::MakeFunction, 0, dst, run.0, 0, &[code]);
        self.unit.registers.release(mark);
    }

    /// The same, with constant defaults.
    pub(super) fn function_with_defaults(
        &mut self,
        dst: Reg,
        scope: ScopeId,
        code: Const,
        defaults: Vec<Const>,
        span: Span,
    ) {
        let mark = self.unit.registers.mark();
        let parts =
            FunctionParts { defaults: true, closure: self.has_closure(scope), ..FunctionParts::default() };
        let run = self.unit.registers.run_with_nulls(4, &parts.absent());
        self.at(span);
        self.load_const(run, Const::Tuple(defaults));
        self.closure(run.plus(2), scope);
        let code = self.unit.assembler.constant(code);
        self.emit_words(Op::MakeFunction, 0, dst, run.0, 0, &[code]);
        self.unit.registers.release(mark);
    }

    pub(super) fn has_closure(&self, scope: ScopeId) -> bool {
        !self.symbols.scopes.get(scope).free.is_empty()
    }

    /// Collects the cells that an inner function shares into a tuple.
    fn closure(&mut self, dst: Reg, scope: ScopeId) {
        let names = self.symbols.scopes.get(scope).free.clone();
        if names.is_empty() {
            return;
        }
        let mark = self.unit.registers.mark();
        let run = self.run(names.len());
        for (index, name) in names.iter().enumerate() {
            let register = run.plus(index);
            match (self.unit.free.get(name).copied(), self.unit.variables.get(name).copied()) {
                (_, Some(cell)) => self.op2(Op::Move, register, cell),
                (Some(free), None) => self.emit(Op::LoadFreeCell, 0, register, free, 0),
                (None, None) => {}
            }
        }
        self.emit(Op::BuildTuple, 0, dst, run.0, names.len() as u16);
        self.unit.registers.release(mark);
    }

    /// The defaults of positional parameters, as a tuple.
    pub(super) fn defaults(&mut self, dst: Reg, params: &'a Parameters<'a>, span: Span) -> Fallible {
        let positional = params.positional_only.iter().chain(params.positional);
        let defaults: Vec<ExprRef> = positional.filter_map(|parameter| parameter.default).collect();
        if defaults.is_empty() {
            return Ok(());
        }
        let constants: Option<Vec<Const>> = defaults.iter().map(|default| self.fold(default)).collect();
        if let Some(constants) = constants {
            self.at(span);
            self.load_const(dst, Const::Tuple(constants));
            return Ok(());
        }
        self.scratch(|compiler| {
            let run = compiler.run(defaults.len());
            for (index, default) in defaults.iter().enumerate() {
                compiler.expr_into(run.plus(index), default)?;
            }
            compiler.at(span);
            compiler.emit(Op::BuildTuple, 0, dst, run.0, defaults.len() as u16);
            Ok(())
        })
    }

    /// The defaults of keyword-only parameters, as a dict.
    pub(super) fn keyword_defaults(&mut self, dst: Reg, params: &'a Parameters<'a>, span: Span) -> Fallible {
        let defaults: Vec<(&str, ExprRef)> = params
            .keyword_only
            .iter()
            .filter_map(|parameter| Some((parameter.name.name, parameter.default?)))
            .collect();
        if defaults.is_empty() {
            return Ok(());
        }
        self.scratch(|compiler| {
            let run = compiler.run(2 * defaults.len());
            for (index, (name, default)) in defaults.iter().enumerate() {
                compiler.at(span);
                let name = compiler.mangled(name);
                compiler.load_const(run.plus(2 * index), name);
                compiler.expr_into(run.plus(2 * index + 1), default)?;
            }
            compiler.at(span);
            compiler.emit(Op::BuildDict, 0, dst, run.0, defaults.len() as u16);
            Ok(())
        })
    }
}

pub(super) fn has_defaults(params: &Parameters) -> bool {
    params.positional_only.iter().chain(params.positional).any(|parameter| parameter.default.is_some())
}

pub(super) fn has_keyword_defaults(params: &Parameters) -> bool {
    params.keyword_only.iter().any(|parameter| parameter.default.is_some())
}
