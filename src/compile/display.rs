//! Displays: tuples, lists, sets and dicts.
//!
//! Invariant: a long display goes in pieces, so that it needs few registers.

use super::error::Fallible;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::op::X_CLEAR_B;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// How many elements a display takes from registers at once.
const CHUNK: usize = 64;

impl<'a> Compiler<'a> {
    fn has_star(items: &[Expr]) -> bool {
        items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
    }

    /// Computes expressions into neighbouring registers.
    pub(super) fn run_of(&mut self, items: &'a [Expr<'a>]) -> Fallible<Reg> {
        let first = self.run(items.len());
        for (index, item) in items.iter().enumerate() {
            self.expr_into(first.plus(index), item)?;
        }
        Ok(first)
    }

    pub(super) fn tuple(&mut self, dst: Reg, expr: ExprRef<'a>, items: &'a [Expr<'a>]) -> Fallible {
        if let Some(value) = self.fold(expr) {
            self.at(expr.span);
            self.load_const(dst, value);
            return Ok(());
        }
        if items.len() <= CHUNK && !Self::has_star(items) {
            let first = self.run_of(items)?;
            self.at(expr.span);
            self.emit(Op::BuildTuple, 0, dst, first.0, items.len() as u16);
            return Ok(());
        }
        let work = self.workspace(dst);
        self.collect(work, items, expr.span, [Op::BuildList, Op::ListAppend, Op::ListExtend])?;
        self.at(expr.span);
        self.op2(Op::ListToTuple, dst, work);
        self.clear_workspace(dst, work);
        Ok(())
    }

    fn clear_workspace(&mut self, dst: Reg, work: Reg) {
        if dst != work {
            self.op1(Op::Clear, work);
        }
    }

    pub(super) fn list(&mut self, dst: Reg, items: &'a [Expr<'a>], span: Span) -> Fallible {
        let constants = (items.len() > 2).then(|| self.fold_all(items)).flatten();
        if let Some(constants) = constants {
            return self.copy_of(dst, Const::Tuple(constants), span);
        }
        if items.len() <= CHUNK && !Self::has_star(items) {
            let first = self.run_of(items)?;
            self.at(span);
            self.emit(Op::BuildList, 0, dst, first.0, items.len() as u16);
            return Ok(());
        }
        let work = self.workspace(dst);
        self.collect(work, items, span, [Op::BuildList, Op::ListAppend, Op::ListExtend])?;
        self.settle(dst, work);
        Ok(())
    }

    pub(super) fn set(&mut self, dst: Reg, items: &'a [Expr<'a>], span: Span) -> Fallible {
        let constants = (items.len() > 2).then(|| self.fold_all(items)).flatten();
        if let Some(constants) = constants {
            return self.copy_of(dst, Const::FrozenSet(constants), span);
        }
        if items.len() <= CHUNK && !Self::has_star(items) {
            let first = self.run_of(items)?;
            self.at(span);
            self.emit(Op::BuildSet, 0, dst, first.0, items.len() as u16);
            return Ok(());
        }
        let work = self.workspace(dst);
        self.collect(work, items, span, [Op::BuildSet, Op::SetAdd, Op::SetUpdate])?;
        self.settle(dst, work);
        Ok(())
    }

    /// A new list or set with the elements of a constant tuple or frozenset.
    fn copy_of(&mut self, dst: Reg, value: Const, span: Span) -> Fallible {
        let index = self.unit.assembler.constant(value);
        self.at(span);
        self.emit_words(Op::CopyConst, 0, dst, 0, 0, &[index]);
        Ok(())
    }

    /// Builds a collection from its first elements, then adds the others one by one.
    fn collect(&mut self, work: Reg, items: &'a [Expr<'a>], span: Span, ops: [Op; 3]) -> Fallible {
        let [build, add, extend] = ops;
        let stars = items.iter().position(|item| matches!(item.kind, ExprKind::Starred(_)));
        let (first, rest) = items.split_at(stars.unwrap_or(items.len()).min(CHUNK));
        self.scratch(|compiler| {
            let run = compiler.run_of(first)?;
            compiler.at(span);
            compiler.emit(build, 0, work, run.0, first.len() as u16);
            Ok(())
        })?;
        for item in rest {
            self.scratch(|compiler| {
                let (op, value) = match item.kind {
                    ExprKind::Starred(value) => (extend, value),
                    _ => (add, item),
                };
                let value = compiler.operand(value)?;
                compiler.at(span);
                compiler.op3(op, value.clear_b(), work, value.reg, NONE);
                Ok(())
            })?;
        }
        Ok(())
    }

    pub(super) fn dict(&mut self, dst: Reg, items: &'a [DictItem<'a>], span: Span) -> Fallible {
        let plain = items.iter().take_while(|item| item.key.is_some()).count().min(CHUNK / 2);
        let (first, rest) = items.split_at(plain);
        let work = if rest.is_empty() { dst } else { self.workspace(dst) };
        self.scratch(|compiler| {
            let run = compiler.run(2 * first.len());
            for (index, item) in first.iter().enumerate() {
                if let Some(key) = item.key {
                    compiler.expr_into(run.plus(2 * index), key)?;
                }
                compiler.expr_into(run.plus(2 * index + 1), item.value)?;
            }
            compiler.at(span);
            compiler.emit(Op::BuildDict, 0, work, run.0, first.len() as u16);
            Ok(())
        })?;
        for item in rest {
            self.scratch(|compiler| {
                let Some(key) = item.key else {
                    let value = compiler.operand(item.value)?;
                    compiler.at(span);
                    compiler.op3(Op::DictUpdate, value.clear_b(), work, value.reg, NONE);
                    return Ok(());
                };
                compiler.dict_set(work, key, item.value, span)
            })?;
        }
        self.settle(dst, work);
        Ok(())
    }

    /// `work[key] = value` for a display or comprehension.
    pub(super) fn dict_set(
        &mut self,
        work: Reg,
        key: ExprRef<'a>,
        value: ExprRef<'a>,
        span: Span,
    ) -> Fallible {
        let key = self.operand_before(key, &[value])?;
        let value = self.operand(value)?;
        self.at(span);
        let flags = key.clear_b() | value.clear_c();
        self.op3(Op::DictSet, flags, work, key.reg, value.reg);
        Ok(())
    }

    /// Adds to a list or set that is being made.
    pub(super) fn add_element(&mut self, op: Op, work: Reg, element: ExprRef<'a>, span: Span) -> Fallible {
        let value = self.operand(element)?;
        self.at(span);
        let flags = if value.dies { X_CLEAR_B } else { 0 };
        self.op3(op, flags, work, value.reg, NONE);
        Ok(())
    }
}
