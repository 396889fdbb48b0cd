//! Arithmetic and comparison that gives a value.
//!
//! Invariant: chains that grow to the left are emitted in a loop, so their length is not bounded.

use super::Compiler;
use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use crate::code::op::{X_INPLACE, X_SUBTRACT};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// The register form and the constant form of an operator.
fn opcodes(op: BinaryOp) -> (Op, Option<Op>) {
    match op {
        BinaryOp::Add => (Op::Add, Some(Op::AddK)),
        BinaryOp::Sub => (Op::Sub, Some(Op::SubK)),
        BinaryOp::Mul => (Op::Mul, Some(Op::MulK)),
        BinaryOp::MatMul => (Op::MatMul, None),
        BinaryOp::Div => (Op::Div, Some(Op::DivK)),
        BinaryOp::FloorDiv => (Op::FloorDiv, Some(Op::FloorDivK)),
        BinaryOp::Mod => (Op::Mod, Some(Op::ModK)),
        BinaryOp::Pow => (Op::Pow, Some(Op::PowK)),
        BinaryOp::LeftShift => (Op::LeftShift, Some(Op::LeftShiftK)),
        BinaryOp::RightShift => (Op::RightShift, Some(Op::RightShiftK)),
        BinaryOp::BitAnd => (Op::BitAnd, Some(Op::BitAndK)),
        BinaryOp::BitOr => (Op::BitOr, Some(Op::BitOrK)),
        BinaryOp::BitXor => (Op::BitXor, Some(Op::BitXorK)),
    }
}

pub(super) fn comparison(op: CompareOp) -> Op {
    match op {
        CompareOp::Eq => Op::Eq,
        CompareOp::NotEq => Op::NotEq,
        CompareOp::Lt => Op::Lt,
        CompareOp::LtE => Op::LtE,
        CompareOp::Gt => Op::Gt,
        CompareOp::GtE => Op::GtE,
        CompareOp::Is => Op::Is,
        CompareOp::IsNot => Op::IsNot,
        CompareOp::In => Op::In,
        CompareOp::NotIn => Op::NotIn,
    }
}

/// The right side of an operation: in the instruction itself if it is a constant.
#[derive(Clone, Debug)]
pub(super) enum Right {
    Register(Operand),
    Constant(Const),
}

/// A chain `base op right op right …`, innermost first.
type Link<'a> = (ExprRef<'a>, BinaryOp, ExprRef<'a>);

fn links<'a>(expr: ExprRef<'a>) -> (ExprRef<'a>, Vec<Link<'a>>) {
    let mut links = Vec::new();
    let mut base = expr;
    while let ExprKind::Binary { left, op, right } = base.kind {
        links.push((base, op, right));
        base = left;
    }
    links.reverse();
    (base, links)
}

impl<'a> Compiler<'a> {
    pub(super) fn binary(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible {
        let (base, links) = links(expr);
        let mut known = self.fold(base);
        let mut done = 0;
        while let (Some(left), Some((_, op, right))) = (&known, links.get(done)) {
            let folded = self.fold(right).and_then(|right| super::fold::binary(left, *op, &right));
            match folded {
                Some(value) => known = Some(value),
                None => break,
            }
            done += 1;
        }
        let Some((_, rest)) = links.split_at_checked(done) else { return Ok(()) };
        let Some((last, first)) = rest.split_last() else {
            self.at(expr.span);
            if let Some(value) = known {
                self.load_const(dst, value);
            }
            return Ok(());
        };
        let work = if first.is_empty() { dst } else { self.workspace(dst) };
        let start = rest[0].2;
        let mut left = match known {
            Some(value) => {
                let register = self.workspace(dst);
                self.at(if done == 0 { base.span } else { links[done - 1].0.span });
                self.load_const(register, value);
                Operand::kept(register)
            }
            None if self.unit.registers.is_variable(dst) || self.is_in_place(base) => {
                self.operand_before(base, &[start])?
            }
            None => {
                self.expr_into(dst, base)?;
                Operand::dying(dst)
            }
        };
        for (node, op, right) in first {
            self.binary_link(work, left, *op, right, node.span, 0)?;
            left = Operand::dying(work);
        }
        self.binary_link(dst, left, last.1, last.2, last.0.span, 0)
    }

    /// Can the expression be read where it lies?
    pub(super) fn is_in_place(&mut self, expr: ExprRef<'a>) -> bool {
        self.in_place_register(expr).is_some()
    }

    /// The variable that holds the value of an expression once it is evaluated.
    pub(super) fn in_place_register(&mut self, expr: ExprRef<'a>) -> Option<Reg> {
        match expr.kind {
            ExprKind::Name(name) => self.local(name),
            ExprKind::Named { target, .. } => self.local(target.name),
            _ => None,
        }
    }

    fn binary_link(
        &mut self,
        dst: Reg,
        left: Operand,
        op: BinaryOp,
        right: ExprRef<'a>,
        span: Span,
        flags: u8,
    ) -> Fallible {
        let mark = self.unit.registers.mark();
        let right = self.right_side(op, right)?;
        self.at(span);
        self.binary_op(dst, left, op, right, flags);
        self.unit.registers.release(mark);
        Ok(())
    }

    /// Evaluates the right side, unless the operator has a form for constants.
    pub(super) fn right_side(&mut self, op: BinaryOp, right: ExprRef<'a>) -> Fallible<Right> {
        match self.fold(right) {
            Some(value) if opcodes(op).1.is_some() => Ok(Right::Constant(value)),
            _ => Ok(Right::Register(self.operand(right)?)),
        }
    }

    pub(super) fn binary_op(&mut self, dst: Reg, left: Operand, op: BinaryOp, right: Right, flags: u8) {
        let flags = flags | left.clear_b_unless(dst);
        let (plain, with_constant) = opcodes(op);
        match right {
            Right::Constant(value) => {
                if let Some((number, subtract)) = small_addend(op, &value) {
                    return self.emit(Op::AddI, flags | subtract, dst, left.reg.0, number as u16);
                }
                let index = self.unit.assembler.constant(value);
                let op = with_constant.unwrap_or(plain);
                // Behind the constant, what the loader makes of it.
                let words = [index, 0];
                self.emit_words(op, flags, dst, left.reg.0, 0, &words[..op.words().len()]);
            }
            Right::Register(right) => {
                self.op3(plain, flags | right.clear_c_unless(dst), dst, left.reg, right.reg);
            }
        }
    }

    pub(super) fn unary(
        &mut self,
        dst: Reg,
        expr: ExprRef<'a>,
        op: UnaryOp,
        operand: ExprRef<'a>,
    ) -> Fallible {
        if let Some(value) = self.fold(expr) {
            self.at(expr.span);
            self.load_const(dst, value);
            return Ok(());
        }
        if op == UnaryOp::Not
            && let ExprKind::Compare { left, rest: rest @ [(op, _)] } = &operand.kind
        {
            let inverse = match op {
                CompareOp::Is => Some(Op::IsNot),
                CompareOp::IsNot => Some(Op::Is),
                CompareOp::In => Some(Op::NotIn),
                CompareOp::NotIn => Some(Op::In),
                _ => None,
            };
            if let Some(inverse) = inverse {
                return self.compare_once(dst, left, inverse, &rest[0].1, operand.span);
            }
        }
        let value = self.operand_towards(dst, operand)?;
        let op = match op {
            UnaryOp::Not => Op::Not,
            UnaryOp::Neg => Op::Neg,
            UnaryOp::Pos => Op::Pos,
            UnaryOp::Invert => Op::Invert,
        };
        self.at(expr.span);
        self.emit(op, value.clear_b_unless(dst), dst, value.reg.0, 0);
        Ok(())
    }

    /// An operand that is read at once, computed in the destination itself where that is allowed.
    pub(super) fn operand_towards(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible<Operand> {
        if self.unit.registers.is_variable(dst) || self.is_in_place(expr) {
            return self.operand(expr);
        }
        self.expr_into(dst, expr)?;
        Ok(Operand::dying(dst))
    }

    pub(super) fn compare(
        &mut self,
        dst: Reg,
        left: ExprRef<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
        span: Span,
    ) -> Fallible {
        if let [(op, right)] = rest {
            return self.compare_once(dst, left, comparison(*op), right, span);
        }
        let work = self.workspace(dst);
        let end = self.label();
        let last_effect = rest.iter().rposition(|(_, expr)| !self.is_simple(expr));
        let mut left_value = self.operand_held(left, last_effect.is_some())?;
        let mut middles = Vec::new();
        for (index, (op, right)) in rest.iter().enumerate() {
            let is_last = index + 1 == rest.len();
            let value = if is_last {
                self.compare_right(*op, right)?
            } else {
                self.operand_held(right, last_effect.is_some_and(|effect| effect > index))?
            };
            self.at(span);
            let clear = if is_last { value.clear_c() } else { 0 };
            let flags = if index == 0 { left_value.clear_b() } else { 0 };
            self.op3(comparison(*op), flags | clear, work, left_value.reg, value.reg);
            if !is_last {
                middles.push(value);
                self.unit.assembler.jump(Op::JumpIfFalse, 0, work, end);
            }
            left_value = value;
        }
        self.bind(end);
        middles.into_iter().for_each(|value| self.discard(value));
        self.settle(dst, work);
        Ok(())
    }

    /// The right side of `in` may be a constant collection.
    pub(super) fn compare_right(&mut self, op: CompareOp, right: ExprRef<'a>) -> Fallible<Operand> {
        if matches!(op, CompareOp::In | CompareOp::NotIn)
            && let Some(value) = self.constant_collection(right)
        {
            let register = self.scalar();
            self.at(right.span);
            self.load_const(register, value);
            return Ok(Operand::kept(register));
        }
        self.operand(right)
    }

    fn compare_once(
        &mut self,
        dst: Reg,
        left: ExprRef<'a>,
        op: Op,
        right: ExprRef<'a>,
        span: Span,
    ) -> Fallible {
        let left = self.operand_before(left, &[right])?;
        let kind = if matches!(op, Op::In | Op::NotIn) { CompareOp::In } else { CompareOp::Eq };
        let right = self.compare_right(kind, right)?;
        self.at(span);
        let flags = left.clear_b_unless(dst) | right.clear_c_unless(dst);
        self.op3(op, flags, dst, left.reg, right.reg);
        Ok(())
    }

    /// `target op= value`.
    pub(super) fn augmented(
        &mut self,
        target: ExprRef<'a>,
        op: BinaryOp,
        value: ExprRef<'a>,
        span: Span,
    ) -> Fallible {
        match target.kind {
            ExprKind::Name(name) => {
                let register = self.local(name);
                let left = self.operand_before(target, &[value])?;
                let right = self.right_side(op, value)?;
                let dst = register.unwrap_or(left.reg);
                self.at(span);
                self.binary_op(dst, left, op, right, X_INPLACE);
                match register {
                    Some(register) => self.unit.set_assigned(register),
                    None => self.store_name(name, Operand::dying(dst), target.span),
                }
                Ok(())
            }
            ExprKind::Attribute { value: object, name } => {
                let object = self.operand_before(object, &[value])?;
                let name = self.name_index(name.name);
                let work = self.scalar();
                self.at(target.span);
                self.emit_words(Op::GetAttr, 0, work, object.reg.0, name, &[0, 0]);
                let right = self.right_side(op, value)?;
                self.at(span);
                self.binary_op(work, Operand::kept(work), op, right, X_INPLACE);
                self.at(target.span);
                let flags = object.clear_a() | Operand::dying(work).clear_b();
                self.emit_words(Op::SetAttr, flags, object.reg, work.0, name, &[0, 0]);
                Ok(())
            }
            ExprKind::Subscript { value: object, index } => {
                let object = self.operand_before(object, &[index, value])?;
                // A small constant stands in the instructions.
                let small = self.small_index(index);
                let index = match small {
                    Some(number) => Operand::kept(Reg(number as u16)),
                    None => self.operand_before(index, &[value])?,
                };
                let (get, set) =
                    if small.is_some() { (Op::GetItemI, Op::SetItemI) } else { (Op::GetItem, Op::SetItem) };
                let work = self.scalar();
                self.at(target.span);
                self.op3(get, 0, work, object.reg, index.reg);
                let right = self.right_side(op, value)?;
                self.at(span);
                self.binary_op(work, Operand::kept(work), op, right, X_INPLACE);
                self.at(target.span);
                let flags = object.clear_a() | index.clear_b() | Operand::dying(work).clear_c();
                self.op3(set, flags, object.reg, index.reg, work);
                Ok(())
            }
            _ => super::error::error("illegal expression for augmented assignment", target.span),
        }
    }
}

/// The operand of `AddI`, if an addition or subtraction of the constant fits it.
fn small_addend(op: BinaryOp, value: &Const) -> Option<(i16, u8)> {
    let Const::Int(number) = value else { return None };
    match op {
        BinaryOp::Add => Some((i16::try_from(*number).ok()?, 0)),
        BinaryOp::Sub => Some((i16::try_from(number.checked_neg()?).ok()?, X_SUBTRACT)),
        _ => None,
    }
}
