//! Expressions that suspend: `yield`, `yield from` and `await`.

use super::Compiler;
use super::error::{Fallible, error};
use super::registers::Reg;
use crate::code::op::X_CLEAR_B;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// Where an awaited value comes from; error messages tell.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    Enter = 1,
    Exit = 2,
}

impl<'a> Compiler<'a> {
    pub(super) fn yield_expr(&mut self, dst: Reg, value: Option<ExprRef<'a>>, span: Span) -> Fallible {
        if !self.unit.is_function() {
            return error("'yield' outside function", span);
        }
        let (register, flags) = match value {
            Some(value) => {
                let value = self.operand_towards(dst, value)?;
                (value.reg, value.clear_b())
            }
            None => {
                let none = self.scalar();
                self.at(span);
                self.load_const(none, Const::None);
                (none, 0)
            }
        };
        self.at(span);
        self.emit(Op::Yield, flags, dst, register.0, 0);
        Ok(())
    }

    pub(super) fn yield_from(&mut self, dst: Reg, value: ExprRef<'a>, span: Span) -> Fallible {
        if !self.unit.is_function() {
            return error("'yield from' outside function", span);
        }
        if self.is_async() {
            return error("'yield from' inside async function", span);
        }
        let value = self.operand(value)?;
        self.delegate(dst, Op::GetYieldFrom, value.reg, value.dies, span);
        Ok(())
    }

    pub(super) fn await_expr(&mut self, dst: Reg, value: ExprRef<'a>, span: Span) -> Fallible {
        if !self.unit.is_function() {
            return error("'await' outside function", span);
        }
        if !self.may_await() {
            return error("'await' outside async function", span);
        }
        let value = self.operand(value)?;
        self.delegate(dst, Op::GetAwaitable, value.reg, value.dies, span);
        Ok(())
    }

    pub(super) fn may_await(&self) -> bool {
        self.is_async()
    }

    /// Turns a value into an iterator by `op`, and delegates to it until it has returned.
    pub(super) fn delegate(&mut self, dst: Reg, op: Op, value: Reg, dies: bool, span: Span) {
        let mark = self.unit.registers.mark();
        let iterator = if dies { value } else { self.scalar() };
        self.at(span);
        self.op2(op, iterator, value);
        self.drive(dst, iterator, span);
        self.unit.registers.release(mark);
    }

    /// Delegates to an iterator that is ready.
    pub(super) fn drive(&mut self, dst: Reg, iterator: Reg, span: Span) {
        let mark = self.unit.registers.mark();
        let sent = self.scalar();
        self.at(span);
        self.load_const(sent, Const::None);
        self.op3(Op::Delegate, 0, dst, iterator, sent);
        self.unit.registers.release(mark);
    }

    /// Awaits what a context manager's method gave, in place.
    pub(super) fn await_register(&mut self, register: Reg, origin: Origin, span: Span) {
        self.at(span);
        self.emit(Op::GetAwaitable, origin as u8, register, register.0, 0);
        self.drive(register, register, span);
    }

    /// Suspends with a value that lies in a temporary, and drops what is sent.
    pub(super) fn yield_register(&mut self, register: Reg, span: Span) {
        self.at(span);
        self.emit(Op::Yield, X_CLEAR_B, register, register.0, 0);
    }
}
