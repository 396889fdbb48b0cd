//! Conditions: expressions of which only the truth is wanted become control flow.
//!
//! Invariant: a jump to a label that is bound already goes backwards and is a safepoint.

use super::assembler::Label;
use super::error::Fallible;
use super::names::Operand;
use super::operator::comparison;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// The fused forms of a comparison: jump if, jump unless, loop if; then the same for immediates.
fn fused(op: CompareOp) -> Option<[Op; 6]> {
    use Op::*;
    Some(match op {
        CompareOp::Lt => [JumpIfLt, JumpUnlessLt, LoopIfLt, JumpIfLtI, JumpUnlessLtI, LoopIfLtI],
        CompareOp::LtE => [JumpIfLtE, JumpUnlessLtE, LoopIfLtE, JumpIfLtEI, JumpUnlessLtEI, LoopIfLtEI],
        CompareOp::Gt => [JumpIfGt, JumpUnlessGt, LoopIfGt, JumpIfGtI, JumpUnlessGtI, LoopIfGtI],
        CompareOp::GtE => [JumpIfGtE, JumpUnlessGtE, LoopIfGtE, JumpIfGtEI, JumpUnlessGtEI, LoopIfGtEI],
        CompareOp::Eq => [JumpIfEq, JumpUnlessEq, LoopIfEq, JumpIfEqI, JumpUnlessEqI, LoopIfEqI],
        CompareOp::NotEq => {
            [JumpIfNotEq, JumpUnlessNotEq, LoopIfNotEq, JumpIfNotEqI, JumpUnlessNotEqI, LoopIfNotEqI]
        }
        _ => return None,
    })
}

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the truth of `test` is `wanted`; else goes on.
    pub(super) fn jump_if(&mut self, test: ExprRef<'a>, wanted: bool, target: Label) -> Fallible {
        self.descend(test.span)?;
        let mark = self.unit.registers.mark();
        self.jump_if_kind(test, wanted, target)?;
        self.unit.registers.release(mark);
        Ok(())
    }

    fn jump_if_kind(&mut self, test: ExprRef<'a>, wanted: bool, target: Label) -> Fallible {
        match test.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => return self.jump_if(operand, !wanted, target),
            ExprKind::BoolOp { op, values } => return self.jump_if_bool_op(op, values, wanted, target),
            ExprKind::Compare { left, rest: [(op, right)] } => {
                return self.jump_if_compare(left, *op, right, wanted, target, test.span);
            }
            ExprKind::Compare { left, rest } => {
                return self.jump_if_chain(left, rest, wanted, target, test.span);
            }
            ExprKind::Conditional { test, body, orelse } => {
                let (otherwise, end) = (self.label(), self.label());
                self.jump_if(test, false, otherwise)?;
                self.jump_if(body, wanted, target)?;
                self.jump(end);
                self.bind(otherwise);
                self.jump_if(orelse, wanted, target)?;
                self.bind(end);
                return Ok(());
            }
            _ => {}
        }
        if let Some(value) = self.truth(test) {
            if value == wanted {
                self.at(test.span);
                self.jump(target);
            }
            return Ok(());
        }
        let value = self.operand(test)?;
        self.at(test.span);
        self.jump_on(value, wanted, target);
        Ok(())
    }

    /// The truth of a constant expression.
    pub(super) fn truth(&mut self, test: ExprRef<'a>) -> Option<bool> {
        if let ExprKind::Name("__debug__") = test.kind {
            return Some(!self.optimize);
        }
        self.fold(test).map(|value| super::fold::truth(&value))
    }

    /// Jumps on the truth of a register.
    pub(super) fn jump_on(&mut self, value: Operand, wanted: bool, target: Label) {
        let backwards = self.unit.assembler.is_bound(target);
        let op = match (wanted, backwards) {
            (true, false) => Op::JumpIfTrue,
            (true, true) => Op::LoopIfTrue,
            (false, false) => Op::JumpIfFalse,
            (false, true) => {
                let skip = self.label();
                self.unit.assembler.jump(Op::JumpIfTrue, value.clear_a(), value.reg, skip);
                self.jump(target);
                return self.bind(skip);
            }
        };
        self.unit.assembler.jump(op, value.clear_a(), value.reg, target);
    }

    fn jump_if_bool_op(
        &mut self,
        op: BoolOp,
        values: &'a [Expr<'a>],
        wanted: bool,
        target: Label,
    ) -> Fallible {
        let Some((last, first)) = values.split_last() else { return Ok(()) };
        // `or` is decided by the first true value, `and` by the first false one.
        let decisive = op == BoolOp::Or;
        if decisive == wanted {
            return values.iter().try_for_each(|value| self.jump_if(value, wanted, target));
        }
        let end = self.label();
        for value in first {
            self.jump_if(value, decisive, end)?;
        }
        self.jump_if(last, wanted, target)?;
        self.bind(end);
        Ok(())
    }

    fn jump_if_compare(
        &mut self,
        left: ExprRef<'a>,
        op: CompareOp,
        right: ExprRef<'a>,
        wanted: bool,
        target: Label,
        span: Span,
    ) -> Fallible {
        if matches!(op, CompareOp::Is | CompareOp::IsNot) && is_none(right) {
            let left = self.operand(left)?;
            self.at(span);
            self.jump_if_none(left, (op == CompareOp::Is) == wanted, target);
            return Ok(());
        }
        let left = self.operand_before(left, &[right])?;
        self.jump_if_relation(left, op, right, wanted, target, span)
    }

    /// Is the expression a local that no other expression rebinds?
    fn is_unhazarded(&mut self, expr: ExprRef<'a>) -> bool {
        let ExprKind::Name(name) = expr.kind else { return false };
        self.local(name).is_some_and(|register| !self.unit.is_rebound(register))
    }

    fn jump_if_none(&mut self, value: Operand, wanted: bool, target: Label) {
        let (op, opposite) = match wanted {
            true => (Op::JumpIfNone, Op::JumpIfNotNone),
            false => (Op::JumpIfNotNone, Op::JumpIfNone),
        };
        if !self.unit.assembler.is_bound(target) {
            return self.unit.assembler.jump(op, value.clear_a(), value.reg, target);
        }
        let skip = self.label();
        self.unit.assembler.jump(opposite, value.clear_a(), value.reg, skip);
        self.jump(target);
        self.bind(skip);
    }

    /// Jumps on a comparison of a value with an expression that is still to be evaluated.
    fn jump_if_relation(
        &mut self,
        left: Operand,
        op: CompareOp,
        right: ExprRef<'a>,
        wanted: bool,
        target: Label,
        span: Span,
    ) -> Fallible {
        let Some(forms) = fused(op) else {
            let right = self.compare_right(op, right)?;
            let result = self.scalar();
            self.at(span);
            self.op3(comparison(op), left.clear_b() | right.clear_c(), result, left.reg, right.reg);
            self.jump_on(Operand::kept(result), wanted, target);
            return Ok(());
        };
        let backwards = self.unit.assembler.is_bound(target);
        let skip = (backwards && !wanted).then(|| self.label());
        let (form, label) = match (wanted, skip) {
            (_, Some(skip)) => (0, skip),
            (true, None) if backwards => (2, target),
            (true, None) => (0, target),
            (false, None) => (1, target),
        };
        let small = match self.fold(right) {
            Some(Const::Int(number)) => i16::try_from(number).ok(),
            _ => None,
        };
        match small {
            Some(number) => {
                self.at(span);
                let (op, flags) = (forms[form + 3], left.clear_b());
                self.unit.assembler.jump_word(op, flags, NONE, left.reg.0, number as u16, label);
            }
            None => {
                let right = self.operand(right)?;
                self.at(span);
                let flags = left.clear_b() | right.clear_c();
                self.unit.assembler.jump_word(forms[form], flags, NONE, left.reg.0, right.reg.0, label);
            }
        }
        if let Some(skip) = skip {
            self.jump(target);
            self.bind(skip);
        }
        Ok(())
    }

    fn jump_if_chain(
        &mut self,
        left: ExprRef<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
        wanted: bool,
        target: Label,
        span: Span,
    ) -> Fallible {
        let Some(((last_op, last), first)) = rest.split_last() else { return Ok(()) };
        let last_effect = rest.iter().rposition(|(_, expr)| !self.is_simple(expr));
        let mut value = self.operand_held(left, last_effect.is_some())?;
        let mut in_place = first.iter().map(|(_, expr)| expr);
        let is_plain = in_place.all(|expr| is_constant(expr) || self.is_unhazarded(expr));
        let direct = is_plain && !wanted && !self.unit.assembler.is_bound(target);
        let failed = if direct { target } else { self.label() };
        let mut middles: Vec<Operand> = Vec::new();
        for (index, (op, right)) in first.iter().enumerate() {
            let right = self.operand_held(right, last_effect.is_some_and(|effect| effect > index))?;
            self.at(span);
            let flags = if index == 0 { value.clear_b() } else { 0 };
            match fused(*op) {
                Some(forms) => {
                    let (b, c) = (value.reg.0, right.reg.0);
                    self.unit.assembler.jump_word(forms[1], flags, NONE, b, c, failed);
                }
                None => {
                    let result = self.scalar();
                    self.op3(comparison(*op), flags, result, value.reg, right.reg);
                    self.unit.assembler.jump(Op::JumpIfFalse, 0, result, failed);
                }
            }
            middles.push(right);
            value = right;
        }
        if direct {
            let value = Operand::kept(value.reg);
            return self.jump_if_relation(value, *last_op, last, false, target, span);
        }
        self.last_of_chain(value, *last_op, last, wanted, target, span, failed, &middles)
    }

    /// The last comparison of a chain; the paths join only after the middle values are cleared.
    #[allow(clippy::too_many_arguments)]
    fn last_of_chain(
        &mut self,
        value: Operand,
        op: CompareOp,
        right: ExprRef<'a>,
        wanted: bool,
        target: Label,
        span: Span,
        failed: Label,
        middles: &[Operand],
    ) -> Fallible {
        let needs_clearing: Vec<Reg> = middles.iter().filter(|one| one.dies).map(|one| one.reg).collect();
        let value = Operand::kept(value.reg);
        if needs_clearing.is_empty() {
            let goes_on = self.label();
            if wanted {
                self.jump_if_relation(value, op, right, true, target, span)?;
                self.bind(failed);
            } else {
                self.jump_if_relation(value, op, right, true, goes_on, span)?;
                self.bind(failed);
                self.jump(target);
                self.bind(goes_on);
            }
            return Ok(());
        }
        let end = self.label();
        self.jump_if_relation(value, op, right, false, failed, span)?;
        needs_clearing.iter().for_each(|register| self.op1(Op::Clear, *register));
        self.jump(if wanted { target } else { end });
        self.bind(failed);
        needs_clearing.iter().for_each(|register| self.op1(Op::Clear, *register));
        if !wanted {
            self.jump(target);
        }
        self.bind(end);
        Ok(())
    }
}

fn is_none(expr: ExprRef) -> bool {
    matches!(expr.kind, ExprKind::Constant(Constant::None))
}

fn is_constant(expr: ExprRef) -> bool {
    matches!(expr.kind, ExprKind::Constant(_))
}
