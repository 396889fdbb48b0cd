//! Type parameters (PEP 695): generic functions, generic classes and `type` statements.
//!
//! The parameters live in a function of their own, which is called at once and gives the object.

use super::Compiler;
use super::error::Fallible;
use super::function::{has_defaults, has_keyword_defaults};
use super::names::Operand;
use super::registers::Reg;
use super::scope::{Key, Role, ScopeId};
use super::symbols::has_annotations;
use crate::code::op::Intrinsic;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// What `.format` is when a bound, default or alias is computed without one: VALUE.
const DEFAULT_FORMAT: i64 = 1;

impl<'a> Compiler<'a> {
    fn intrinsic(&mut self, dst: Reg, run: Reg, intrinsic: Intrinsic) {
        self.emit(Op::Intrinsic, 0, dst, run.0, intrinsic as u16);
    }

    pub(super) fn generic_function(
        &mut self,
        dst: Reg,
        function: &'a FunctionDef<'a>,
        span: Span,
        first: Span,
    ) -> Fallible {
        let key = Key::new(function, Role::TypeParameters);
        let Some(scope) = self.symbols.scopes.find(key) else { return Ok(()) };
        let window = self.unit.registers.window();
        let arguments = self.run(2);
        self.at(span);
        self.load_const(arguments, Const::None);
        self.load_const(arguments.plus(1), Const::None);
        self.defaults(arguments, function.params, span)?;
        self.keyword_defaults(arguments.plus(1), function.params, span)?;
        let code = self.generic_function_code(scope, function, span, first)?;
        self.plain_function(window, scope, code, span);
        self.call_window(dst, window, 2);
        Ok(())
    }

    fn generic_function_code(
        &mut self,
        scope: ScopeId,
        function: &'a FunctionDef<'a>,
        span: Span,
        first: Span,
    ) -> Fallible<Const> {
        let name = self.symbols.scopes.get(scope).name.clone();
        self.begin_unit(scope, &name, span);
        self.unit.code.argument_count = 2;
        self.unit.set_parameters(2);
        let pair = self.unit.registers.scalars(2);
        self.type_parameters(pair.plus(1), function.type_params, span)?;
        let inner = self.symbols.scopes.find(Key::new(function, Role::Body));
        let mut absent = Vec::new();
        let present = [
            has_defaults(function.params),
            has_keyword_defaults(function.params),
            inner.is_some_and(|inner| self.has_closure(inner)),
            has_annotations(function),
        ];
        absent.extend((0..4).filter(|index| !present[*index as usize]));
        let run = self.unit.registers.run_with_nulls(4, &absent);
        for (index, is_present) in present.into_iter().take(2).enumerate() {
            if is_present {
                self.op2(Op::Take, run.plus(index), Reg(index as u16));
            }
        }
        self.finish_function(pair, run, function, span, first)?;
        self.intrinsic(pair, pair, Intrinsic::SetTypeParams);
        self.return_register(pair);
        self.end_unit()
    }

    pub(super) fn generic_class(
        &mut self,
        dst: Reg,
        class: &'a ClassDef<'a>,
        span: Span,
        first: Span,
    ) -> Fallible {
        let key = Key::new(class, Role::TypeParameters);
        let Some(scope) = self.symbols.scopes.find(key) else { return Ok(()) };
        let name = self.symbols.scopes.get(scope).name.clone();
        self.begin_unit(scope, &name, span);
        let (params, base) = (self.scalar(), self.scalar());
        self.type_parameters(params, class.type_params, span)?;
        self.store_name(".type_params", Operand::kept(params), span);
        self.intrinsic(base, params, Intrinsic::SubscriptGeneric);
        self.build_class(params, class, Some(base), span, first)?;
        self.return_register(params);
        let code = self.end_unit()?;
        let window = self.unit.registers.window();
        self.plain_function(window, scope, code, span);
        self.call_window(dst, window, 0);
        Ok(())
    }

    pub(super) fn type_alias(
        &mut self,
        statement: &'a Stmt<'a>,
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        value: ExprRef<'a>,
    ) -> Fallible {
        let span = statement.span;
        let scopes = &self.symbols.scopes;
        let generic = scopes.find(Key::new(statement, Role::TypeParameters));
        let Some(inner) = scopes.find(Key::new(statement, Role::Body)) else { return Ok(()) };
        let result = match self.local(name.name) {
            Some(register) => register,
            None => self.scalar(),
        };
        match generic {
            None => self.alias_object(result, inner, name, type_params, value, span)?,
            Some(scope) => {
                let title = self.symbols.scopes.get(scope).name.clone();
                self.begin_unit(scope, &title, span);
                let alias = self.scalar();
                self.alias_object(alias, inner, name, type_params, value, span)?;
                self.return_register(alias);
                let code = self.end_unit()?;
                let window = self.unit.registers.window();
                self.plain_function(window, scope, code, span);
                self.call_window(result, window, 0);
            }
        }
        match self.local(name.name) {
            Some(register) => self.unit.set_assigned(register),
            None => self.store_name(name.name, Operand::dying(result), span),
        }
        Ok(())
    }

    fn alias_object(
        &mut self,
        dst: Reg,
        inner: ScopeId,
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        value: ExprRef<'a>,
        span: Span,
    ) -> Fallible {
        let run = self.unit.registers.scalars(3);
        self.at(span);
        self.load_const(run, Const::Str(name.name.as_bytes().into()));
        match type_params {
            [] => self.load_const(run.plus(1), Const::None),
            _ => self.type_parameters(run.plus(1), type_params, span)?,
        }
        self.lazy_value(run.plus(2), inner, name.name, value, span)?;
        self.at(span);
        self.intrinsic(dst, run, Intrinsic::TypeAlias);
        let first = u32::from(run.0);
        self.clear_run(first, first + 3);
        Ok(())
    }

    /// A function that computes an expression when it is asked to.
    fn lazy_value(
        &mut self,
        dst: Reg,
        scope: ScopeId,
        name: &str,
        value: ExprRef<'a>,
        span: Span,
    ) -> Fallible {
        self.begin_format_unit(scope, name, span);
        let result = self.scalar();
        self.annotation_value(result, value)?;
        self.at(value.span);
        self.return_register(result);
        let code = self.end_unit()?;
        self.function_with_defaults(dst, scope, code, vec![Const::Int(DEFAULT_FORMAT)], span);
        Ok(())
    }

    /// Creates type parameters, binds their names, and makes a tuple of them.
    fn type_parameters(&mut self, dst: Reg, params: &'a [TypeParam<'a>], span: Span) -> Fallible {
        self.scratch(|compiler| {
            let run = compiler.run(params.len());
            for (index, param) in params.iter().enumerate() {
                compiler.scratch(|compiler| compiler.type_parameter(run.plus(index), param))?;
            }
            compiler.at(span);
            compiler.emit(Op::BuildTuple, 0, dst, run.0, params.len() as u16);
            Ok(())
        })
    }

    fn type_parameter(&mut self, dst: Reg, param: &'a TypeParam<'a>) -> Fallible {
        let Ident { name, span } = param.name;
        let pair = self.unit.registers.scalars(2);
        self.at(span);
        self.load_const(pair, Const::Str(name.as_bytes().into()));
        let bound = self.symbols.scopes.find(Key::new(param, Role::Bound));
        let intrinsic = match (param.kind, param.bound) {
            (TypeParamKind::TypeVarTuple, _) => Intrinsic::TypeVarTuple,
            (TypeParamKind::ParamSpec, _) => Intrinsic::ParamSpec,
            (TypeParamKind::TypeVar, None) => Intrinsic::TypeVar,
            (TypeParamKind::TypeVar, Some(value)) => {
                if let Some(scope) = bound {
                    self.lazy_value(pair.plus(1), scope, name, value, span)?;
                }
                match value.kind {
                    ExprKind::Tuple(_) => Intrinsic::TypeVarConstraints,
                    _ => Intrinsic::TypeVarBound,
                }
            }
        };
        self.at(span);
        self.intrinsic(pair, pair, intrinsic);
        if let (Some(value), Some(scope)) =
            (param.default, self.symbols.scopes.find(Key::new(param, Role::Default)))
        {
            self.lazy_value(pair.plus(1), scope, name, value, span)?;
            self.at(span);
            self.intrinsic(pair, pair, Intrinsic::SetTypeParamDefault);
        }
        self.store_name(name, Operand::kept(pair), span);
        self.op2(Op::Take, dst, pair);
        self.op1(Op::Clear, pair.plus(1));
        Ok(())
    }
}
