//! Expressions: each is computed straight into the register that wants it.
//!
//! Must not know statements. `operator.rs`, `call.rs`, `display.rs`, `comprehension.rs` and `string.rs`
//! hold the larger families.
//! Invariant: `expr_into` writes a variable's register only with its last instruction.

use super::assembler::Label;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    /// Computes an expression into a register.
    pub(super) fn expr_into(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible {
        self.descend(expr.span)?;
        let mark = self.unit.registers.mark();
        self.expr_kind_into(dst, expr)?;
        self.unit.registers.release(mark);
        Ok(())
    }

    fn expr_kind_into(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible {
        let span = expr.span;
        match expr.kind {
            ExprKind::Constant(constant) => {
                self.at(span);
                self.load_const(dst, constant_of(constant));
                Ok(())
            }
            ExprKind::Name(name) => {
                self.load_name(dst, name, span);
                Ok(())
            }
            ExprKind::BoolOp { op, values } => self.bool_op(dst, op, values),
            ExprKind::Named { target, value } => self.named(dst, target, value),
            ExprKind::Binary { .. } => self.binary(dst, expr),
            ExprKind::Unary { op, operand } => self.unary(dst, expr, op, operand),
            ExprKind::Lambda { params, body } => self.lambda(dst, expr, params, body),
            ExprKind::Conditional { test, body, orelse } => {
                let (otherwise, end) = (self.label(), self.label());
                self.jump_if(test, false, otherwise)?;
                self.expr_into(dst, body)?;
                self.jump(end);
                self.bind(otherwise);
                self.expr_into(dst, orelse)?;
                self.bind(end);
                Ok(())
            }
            ExprKind::Dict(items) => self.dict(dst, items, span),
            ExprKind::Set(items) => self.set(dst, items, span),
            ExprKind::List(items) => self.list(dst, items, span),
            ExprKind::Tuple(items) => self.tuple(dst, expr, items),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::Generator { .. } => self.comprehension(dst, expr),
            ExprKind::Await(value) => self.await_expr(dst, value, span),
            ExprKind::Yield(value) => self.yield_expr(dst, value, span),
            ExprKind::YieldFrom(value) => self.yield_from(dst, value, span),
            ExprKind::Compare { left, rest } => self.compare(dst, left, rest, span),
            ExprKind::Call { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                self.postfix(dst, expr)
            }
            ExprKind::Slice { lower, upper, step } => {
                let parts = self.slice_bounds([lower, upper, step], span)?;
                self.at(span);
                self.op2(Op::BuildSlice, dst, parts);
                Ok(())
            }
            ExprKind::Starred(_) => error("can't use starred expression here", span),
            ExprKind::FString(parts) => self.fstring(dst, parts, span),
            ExprKind::TString(parts) => self.tstring(dst, parts, span),
        }
    }

    /// The bounds of a slice in three registers.
    pub(super) fn slice_bounds(&mut self, bounds: [Option<ExprRef<'a>>; 3], span: Span) -> Fallible<Reg> {
        let parts = self.run(3);
        for (index, part) in bounds.into_iter().enumerate() {
            match part {
                Some(part) => self.expr_into(parts.plus(index), part)?,
                None => {
                    self.at(span);
                    self.load_const(parts.plus(index), Const::None);
                }
            }
        }
        Ok(parts)
    }

    pub(super) fn load_const(&mut self, dst: Reg, value: Const) {
        if let Const::Int(number) = value
            && let Ok(number) = i32::try_from(number)
        {
            return self.unit.assembler.emit_number(Op::LoadInt, dst, number);
        }
        let index = self.unit.assembler.constant(value);
        self.emit_words(Op::LoadConst, 0, dst, 0, 0, &[index]);
    }

    /// A temporary to work in where the destination is a variable, which must not show partial results.
    pub(super) fn workspace(&mut self, dst: Reg) -> Reg {
        if self.unit.registers.is_variable(dst) { self.scalar() } else { dst }
    }

    /// Moves the result out of a workspace.
    pub(super) fn settle(&mut self, dst: Reg, work: Reg) {
        if dst != work {
            self.op2(Op::Take, dst, work);
        }
    }

    fn bool_op(&mut self, dst: Reg, op: BoolOp, values: &'a [Expr<'a>]) -> Fallible {
        let Some((last, first)) = values.split_last() else { return Ok(()) };
        let work = self.workspace(dst);
        let end = self.label();
        let jump = if op == BoolOp::Or { Op::JumpIfTrue } else { Op::JumpIfFalse };
        for value in first {
            self.expr_into(work, value)?;
            self.at(value.span);
            self.unit.assembler.jump(jump, 0, work, end);
        }
        self.expr_into(work, last)?;
        self.bind(end);
        self.settle(dst, work);
        Ok(())
    }

    fn named(&mut self, dst: Reg, target: Ident<'a>, value: ExprRef<'a>) -> Fallible {
        if let Some(register) = self.local(target.name) {
            self.expr_into(register, value)?;
            self.unit.set_assigned(register);
            self.at(target.span);
            if register != dst {
                self.op2(Op::Move, dst, register);
            }
            return Ok(());
        }
        let work = self.workspace(dst);
        self.expr_into(work, value)?;
        self.store_name(target.name, Operand::kept(work), target.span);
        self.settle(dst, work);
        Ok(())
    }

    // Labels and plain jumps.

    pub(super) fn label(&mut self) -> Label {
        self.unit.assembler.label()
    }

    pub(super) fn bind(&mut self, label: Label) {
        self.unit.assembler.bind(label);
    }

    pub(super) fn jump(&mut self, label: Label) {
        let op = if self.unit.assembler.is_bound(label) { Op::Loop } else { Op::Jump };
        self.unit.assembler.jump(op, 0, NONE, label);
    }
}

/// A literal as a constant of a unit.
pub(super) fn constant_of(constant: Constant) -> Const {
    match constant {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(number) => Const::Int(number),
        Constant::BigInt { digits, radix } => Const::BigInt { digits: digits.into(), radix },
        Constant::Float(number) => Const::Float(number),
        Constant::Imaginary(number) => Const::Complex(0.0, number),
        Constant::Str(text) => Const::Str(text.into()),
        Constant::Bytes(bytes) => Const::Bytes(bytes.into()),
    }
}
