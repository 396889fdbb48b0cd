//! Parallel assignment: `a, b = b, a` without a tuple.
//!
//! Invariant: all values are known before the first target is stored.

use super::Compiler;
use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use crate::code::{Const, Op};
use crate::syntax::ast::*;

/// Where the value of a target comes from.
#[derive(Clone, Debug)]
enum Source {
    /// Another variable: must be read before it is overwritten.
    Variable(Reg),
    Temporary(Reg),
    Constant(Const),
}

/// More targets than this go through a tuple.
const MOST: usize = 64;

impl<'a> Compiler<'a> {
    /// Assigns a display to as many targets, element by element. False if it is not of that form.
    pub(super) fn assign_parallel(&mut self, targets: &'a [Expr<'a>], value: ExprRef<'a>) -> Fallible<bool> {
        let (ExprKind::Tuple(values) | ExprKind::List(values)) = value.kind else { return Ok(false) };
        let is_starred = |expr: &Expr| matches!(expr.kind, ExprKind::Starred(_));
        let count = targets.len();
        if count != values.len() || !(1..=MOST).contains(&count) {
            return Ok(false);
        }
        if targets.iter().chain(values).any(is_starred) {
            return Ok(false);
        }
        match self.distinct_locals(targets) {
            Some(registers) => self.move_values(&registers, targets, values)?,
            None => {
                let first = self.unit.registers.scalars(count as u32);
                for (index, value) in values.iter().enumerate() {
                    self.expr_into(first.plus(index), value)?;
                }
                for (index, target) in targets.iter().enumerate() {
                    self.scratch(|compiler| compiler.store(target, Operand::dying(first.plus(index))))?;
                }
            }
        }
        Ok(true)
    }

    fn distinct_locals(&mut self, targets: &'a [Expr<'a>]) -> Option<Vec<Reg>> {
        let mut registers = Vec::with_capacity(targets.len());
        for target in targets {
            let ExprKind::Name(name) = target.kind else { return None };
            let register = self.local(name)?;
            if registers.contains(&register) {
                return None;
            }
            registers.push(register);
        }
        Some(registers)
    }

    fn move_values(&mut self, locals: &[Reg], targets: &'a [Expr<'a>], values: &'a [Expr<'a>]) -> Fallible {
        let mut moves = Vec::with_capacity(locals.len());
        for (index, value) in values.iter().enumerate() {
            let source = match self.fold(value) {
                Some(constant) => Source::Constant(constant),
                None => self.value_source(value)?,
            };
            moves.push((locals[index], source, targets[index].span));
        }
        // A move is safe once no other waiting move reads its target; what remains are cycles.
        while !moves.is_empty() {
            let reads = |target: Reg, source: &Source| matches!(source, Source::Variable(r) if *r == target);
            let safe = moves.iter().position(|(target, ..)| {
                !moves.iter().any(|(other, source, _)| other != target && reads(*target, source))
            });
            let Some(index) = safe else {
                let (target, _, span) = moves[0];
                let saved = self.scalar();
                self.at(span);
                self.op2(Op::Move, saved, target);
                for (_, source, _) in moves.iter_mut().filter(|(_, source, _)| reads(target, source)) {
                    *source = Source::Temporary(saved);
                }
                continue;
            };
            let (target, source, span) = moves.remove(index);
            self.at(span);
            match source {
                Source::Variable(register) if register == target => {}
                Source::Variable(register) => self.op2(Op::Move, target, register),
                Source::Temporary(register) => self.op2(Op::Take, target, register),
                Source::Constant(constant) => self.load_const(target, constant),
            }
            self.unit.set_assigned(target);
        }
        Ok(())
    }

    /// Evaluates one value, unless it is a local that can be read later.
    fn value_source(&mut self, value: ExprRef<'a>) -> Fallible<Source> {
        if let ExprKind::Name(name) = value.kind
            && let Some(register) = self.local(name)
            && !self.unit.is_rebound(register)
        {
            if !self.unit.is_assigned(register) {
                self.expr_into(register, value)?;
            }
            return Ok(Source::Variable(register));
        }
        let register = self.scalar();
        self.expr_into(register, value)?;
        Ok(Source::Temporary(register))
    }
}
