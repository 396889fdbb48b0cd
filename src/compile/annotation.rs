//! Annotations, computed when they are asked for (PEP 649): `__annotate__` functions.
//!
//! With `from __future__ import annotations` they are strings.

use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use super::scope::{Key, MODULE, Role, ScopeId, Uses};
use super::symbols::Deferred;
use super::{Compiler, NONE, unparse};
use crate::code::op::{Common, Intrinsic, X_CLEAR_A};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// The highest format that an `__annotate__` made here understands: VALUE_WITH_FAKE_GLOBALS.
const HIGHEST_FORMAT: u16 = 2;

const CONDITIONS: &str = "__conditional_annotations__";

impl<'a> Compiler<'a> {
    /// The annotations of a module are ready before its body runs.
    pub(super) fn module_annotations(&mut self) -> Fallible {
        self.at(Span::default());
        if self.future_annotations {
            self.set_up_annotations(Span::default());
            return Ok(());
        }
        let Some(deferred) = self.symbols.annotations.get(&MODULE).cloned() else { return Ok(()) };
        let mark = self.unit.registers.mark();
        let value = self.scalar();
        self.emit(Op::BuildSet, 0, value, value.0, 0);
        self.store_name(CONDITIONS, Operand::dying(value), Span::default());
        self.deferred_annotations(MODULE, &deferred, "__annotate__", Span::default())?;
        self.unit.registers.release(mark);
        Ok(())
    }

    pub(super) fn class_annotations(&mut self, scope: ScopeId, span: Span) -> Fallible {
        let Some(deferred) = self.symbols.annotations.get(&scope).cloned() else { return Ok(()) };
        self.deferred_annotations(scope, &deferred, "__annotate_func__", span)
    }

    fn deferred_annotations(
        &mut self,
        scope: ScopeId,
        deferred: &[Deferred<'a>],
        name: &str,
        span: Span,
    ) -> Fallible {
        let Some(inner) = self.symbols.annotation_scopes.get(&scope).copied() else { return Ok(()) };
        let code = self.annotate_code(inner, span, |compiler, dict| {
            for one in deferred {
                compiler.scratch(|compiler| compiler.deferred_annotation(dict, one))?;
            }
            Ok(())
        })?;
        self.scratch(|compiler| {
            let function = compiler.scalar();
            compiler.plain_function(function, inner, code, span);
            compiler.store_name(name, Operand::dying(function), span);
            Ok(())
        })
    }

    /// One annotation of a module or class: left out if its statement was not executed.
    fn deferred_annotation(&mut self, dict: Reg, deferred: &Deferred<'a>) -> Fallible {
        let skip = self.label();
        if let Some(number) = deferred.condition {
            let (key, set) = (self.scalar(), self.scalar());
            self.at(deferred.annotation.span);
            self.load_const(key, Const::Int(i64::from(number)));
            self.load_conditions(set, deferred.annotation.span);
            self.op3(Op::In, 0, key, key, set);
            self.op1(Op::Clear, set);
            self.unit.assembler.jump(Op::JumpIfFalse, X_CLEAR_A, key, skip);
        }
        self.annotation(dict, deferred.name, deferred.annotation)?;
        self.bind(skip);
        Ok(())
    }

    /// `dict[name] = annotation`
    fn annotation(&mut self, dict: Reg, name: &str, annotation: ExprRef<'a>) -> Fallible {
        let (key, value) = (self.scalar(), self.scalar());
        self.annotation_value(value, annotation)?;
        self.at(annotation.span);
        let name = self.mangled(name);
        self.load_const(key, name);
        self.op3(Op::DictSet, 0, dict, key, value);
        self.op1(Op::Clear, value);
        Ok(())
    }

    /// An annotation or default of a type parameter: `*value` is the only item of `value`.
    pub(super) fn annotation_value(&mut self, dst: Reg, annotation: ExprRef<'a>) -> Fallible {
        if self.future_annotations && !self.is_type_scope() {
            let text = unparse::annotation(annotation, self.stack)?;
            self.at(annotation.span);
            self.load_const(dst, Const::Str(text.into_bytes().into()));
            return Ok(());
        }
        match annotation.kind {
            ExprKind::Starred(value) => {
                self.expr_into(dst, value)?;
                self.at(annotation.span);
                self.emit(Op::Unpack, 0, dst, dst.0, 1);
                Ok(())
            }
            _ => self.expr_into(dst, annotation),
        }
    }

    fn is_type_scope(&self) -> bool {
        use super::scope::ScopeKind;
        matches!(self.unit.kind, ScopeKind::TypeAlias | ScopeKind::TypeVariable | ScopeKind::TypeParameters)
    }

    /// Makes the `__annotate__` of a function.
    pub(super) fn function_annotations(
        &mut self,
        dst: Reg,
        function: &'a FunctionDef<'a>,
        span: Span,
    ) -> Fallible {
        let key = Key::new(function, Role::Annotations);
        let Some(scope) = self.symbols.scopes.find(key) else { return Ok(()) };
        let params = function.params;
        let code = self.annotate_code(scope, span, |compiler, dict| {
            let parameters = params
                .positional
                .iter()
                .chain(params.positional_only)
                .chain(params.var_positional)
                .chain(params.keyword_only)
                .chain(params.var_keyword);
            for parameter in parameters {
                if let Some(annotation) = parameter.annotation {
                    let name = parameter.name.name;
                    compiler.scratch(|compiler| compiler.annotation(dict, name, annotation))?;
                }
            }
            match function.returns {
                Some(returns) => compiler.scratch(|compiler| compiler.annotation(dict, "return", returns)),
                None => Ok(()),
            }
        })?;
        self.plain_function(dst, scope, code, span);
        Ok(())
    }

    fn annotate_code(
        &mut self,
        scope: ScopeId,
        span: Span,
        fill: impl FnOnce(&mut Self, Reg) -> Fallible,
    ) -> Fallible<Const> {
        self.begin_format_unit(scope, "__annotate__", span);
        let dict = self.scalar();
        self.at(span);
        self.emit(Op::BuildDict, 0, dict, dict.0, 0);
        fill(self, dict)?;
        self.at(span);
        self.return_register(dict);
        self.end_unit()
    }

    /// Starts a function of one argument, the format; formats that it does not know are refused.
    pub(super) fn begin_format_unit(&mut self, scope: ScopeId, name: &str, span: Span) {
        self.begin_unit(scope, name, span);
        self.unit.code.argument_count = 1;
        self.unit.code.positional_only_count = 1;
        self.unit.set_parameters(1);
        let known = self.label();
        let mark = self.unit.registers.mark();
        let class = self.scalar();
        self.at(span);
        self.unit.assembler.jump_word(Op::JumpUnlessGtI, 0, NONE, 0, HIGHEST_FORMAT, known);
        self.emit(Op::LoadCommon, 0, class, Common::NotImplementedError as u16, 0);
        self.emit(Op::Raise, 1, class, 0, 0);
        self.unit.assembler.end_of_path();
        self.bind(known);
        self.unit.registers.release(mark);
    }

    /// The number under which the statement of an annotation reports that it was executed.
    pub(super) fn annotation_condition(&self, annotation: ExprRef<'a>) -> Option<u32> {
        self.symbols.conditions.get(&Key::new(annotation, Role::Annotations)).copied()
    }

    /// The set of the numbers of annotations that were executed.
    pub(super) fn load_conditions(&mut self, dst: Reg, span: Span) {
        self.at(span);
        let id = self.symbols.scopes.lookup(CONDITIONS);
        if let Some(cell) = self.class_cell(CONDITIONS) {
            return self.op2(Op::LoadCell, dst, cell);
        }
        match id.and_then(|id| self.unit.free.get(&id).copied()) {
            Some(free) => self.emit(Op::LoadFree, 0, dst, free, 0),
            None => self.load_name(dst, CONDITIONS, span),
        }
    }

    /// Makes `__annotations__` if the block annotates names and has none yet.
    pub(super) fn set_up_annotations(&mut self, span: Span) {
        let symbols = &self.symbols.scopes.get(self.unit.scope).symbols;
        if !symbols.iter().any(|symbol| symbol.uses.has(Uses::ANNOTATED)) {
            return;
        }
        let mark = self.unit.registers.mark();
        let (namespace, key) = (self.scalar(), self.scalar());
        let present = self.label();
        self.at(span);
        self.emit(Op::Intrinsic, 0, namespace, namespace.0, Intrinsic::Locals as u16);
        self.load_const(key, Const::Str(b"__annotations__".as_slice().into()));
        self.op3(Op::In, 0, key, key, namespace);
        self.op1(Op::Clear, namespace);
        self.unit.assembler.jump(Op::JumpIfTrue, 0, key, present);
        self.emit(Op::BuildDict, 0, key, key.0, 0);
        self.store_name("__annotations__", Operand::dying(key), span);
        self.bind(present);
        self.unit.registers.release(mark);
    }
}
