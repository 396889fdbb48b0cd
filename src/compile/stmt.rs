//! Statements: the dispatch, and the small ones.

use super::Compiler;
use super::error::Fallible;
use super::names::Operand;
use crate::code::op::{Common, Intrinsic};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: Body<'a>) -> Fallible {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &'a Stmt<'a>) -> Fallible {
        self.descend(statement.span)?;
        let mark = self.unit.registers.mark();
        self.statement_kind(statement)?;
        self.unit.registers.release(mark);
        Ok(())
    }

    fn statement_kind(&mut self, statement: &'a Stmt<'a>) -> Fallible {
        let span = statement.span;
        match &statement.kind {
            StmtKind::Function(function) => self.function(function, span),
            StmtKind::Class(class) => self.class(class, span),
            StmtKind::Return(value) => self.return_statement(*value, span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(statement, *name, type_params, value)
            }
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, span),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(target, annotation, *value, *simple)
            }
            StmtKind::For { target, iter, body, orelse, is_async: false } => {
                self.for_loop(target, iter, body, orelse, span)
            }
            StmtKind::For { target, iter, body, orelse, is_async: true } => {
                self.async_for(target, iter, body, orelse, span)
            }
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, span),
            StmtKind::If { branches, orelse } => self.if_statement(branches, orelse),
            StmtKind::With { items, body, is_async } => self.with(items, body, *is_async, span),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            StmtKind::Raise { exception, cause } => self.raise(*exception, *cause, span),
            StmtKind::Try { body, handlers, orelse, finalbody, is_star } => {
                self.try_statement(body, handlers, orelse, finalbody, *is_star, span)
            }
            StmtKind::Assert { test, message } => self.assert(test, *message, span),
            StmtKind::Import(aliases) => self.import(aliases, span),
            StmtKind::ImportFrom { module, names, level } => self.import_from(*module, *names, *level, span),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => Ok(()),
            StmtKind::Expr(value) => self.expression_statement(value),
            StmtKind::Break => self.break_statement(span),
            StmtKind::Continue => self.continue_statement(span),
        }
    }

    fn expression_statement(&mut self, value: ExprRef<'a>) -> Fallible {
        if self.mode == super::Mode::Single && self.outer.is_empty() {
            let register = self.scalar();
            self.expr_into(register, value)?;
            self.at(value.span);
            self.emit(Op::Intrinsic, 0, register, register.0, Intrinsic::Display as u16);
            self.op1(Op::Clear, register);
            return Ok(());
        }
        match value.kind {
            ExprKind::Constant(_) => Ok(()),
            _ => self.effect(value),
        }
    }

    fn raise(&mut self, exception: Option<ExprRef<'a>>, cause: Option<ExprRef<'a>>, span: Span) -> Fallible {
        let none = Operand::kept(super::NONE);
        let (value, from, form) = match (exception, cause) {
            (None, _) => (none, none, 0),
            (Some(exception), None) => (self.operand(exception)?, none, 1),
            (Some(exception), Some(cause)) => {
                let value = self.operand_before(exception, &[cause])?;
                (value, self.operand(cause)?, 2)
            }
        };
        self.at(span);
        self.emit(Op::Raise, form, value.reg, from.reg.0, 0);
        self.unit.assembler.end_of_path();
        Ok(())
    }

    fn assert(&mut self, test: ExprRef<'a>, message: Option<ExprRef<'a>>, span: Span) -> Fallible {
        if self.optimize {
            return Ok(());
        }
        let passed = self.label();
        self.jump_if(test, true, passed)?;
        let window = self.unit.registers.window();
        self.at(span);
        self.emit(Op::LoadCommon, 0, window, Common::AssertionError as u16, 0);
        if let Some(message) = message {
            let argument = self.run(1);
            self.expr_into(argument, message)?;
            self.at(span);
            self.call_window(window, window, 1);
        }
        self.at(test.span);
        self.emit(Op::Raise, 1, window, 0, 0);
        self.unit.assembler.end_of_path();
        self.bind(passed);
        Ok(())
    }

    /// A string constant of the text of a name, mangled if it is private.
    pub(super) fn mangled(&self, name: &str) -> Const {
        let private = self.symbols.scopes.get(self.unit.scope).private.as_ref();
        Const::Str(super::scope::mangle(private, name).as_bytes().into())
    }

    pub(super) fn store_docstring(&mut self, text: &[u8], span: Span) {
        let mark = self.unit.registers.mark();
        let register = self.scalar();
        self.unit.code.docstring = Some(text.into());
        self.at(span);
        self.load_const(register, Const::Str(text.into()));
        self.store_name("__doc__", Operand::kept(register), span);
        self.unit.registers.release(mark);
    }
}
