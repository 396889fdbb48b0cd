//! Branches, loops, and the statements that leave them.
//!
//! Invariant: a loop tests once before it is entered and then at its bottom, so each iteration costs one
//! loop instruction; `continue` goes to the bottom.

use super::Compiler;
use super::assembler::Label;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::unit::Block;
use crate::code::op::Common;
use crate::code::{CodeFlags, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn if_statement(&mut self, branches: &'a [Branch<'a>], orelse: Body<'a>) -> Fallible {
        let end = self.label();
        for (index, branch) in branches.iter().enumerate() {
            if let Some(target) = self.plain_exit(branch.body) {
                self.jump_if(branch.test, true, target)?;
                continue;
            }
            let next = self.label();
            self.jump_if(branch.test, false, next)?;
            self.body(branch.body)?;
            if index + 1 < branches.len() || !orelse.is_empty() {
                self.jump(end);
            }
            self.bind(next);
        }
        self.body(orelse)?;
        self.bind(end);
        Ok(())
    }

    /// Where a body goes that only leaves the loop right around it: the test can jump there itself.
    fn plain_exit(&self, body: Body<'a>) -> Option<Label> {
        let [Stmt { kind, .. }] = body else { return None };
        let Some(Block::Loop { break_label, continue_label, .. }) = self.unit.blocks.last() else {
            return None;
        };
        match kind {
            StmtKind::Break => Some(*break_label),
            StmtKind::Continue => Some(*continue_label),
            _ => None,
        }
    }

    /// The end of a loop: `broken` is where `break` goes, and drops the loop's state.
    fn end_of_loop(&mut self, broken: Label, state: (Reg, u32), orelse: Body<'a>) -> Fallible {
        self.body(orelse)?;
        if self.unit.assembler.is_used(broken) {
            let end = self.label();
            self.jump(end);
            self.bind(broken);
            let first = u32::from(state.0.0);
            self.clear_run(first, first + state.1);
            self.bind(end);
        }
        Ok(())
    }

    pub(super) fn while_loop(
        &mut self,
        test: ExprRef<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
        span: Span,
    ) -> Fallible {
        let (top, bottom) = (self.label(), self.label());
        let (otherwise, end) = (self.label(), self.label());
        self.unit.enter_nesting(span)?;
        self.jump_if(test, false, otherwise)?;
        self.bind(top);
        self.unit.blocks.push(Block::Loop { break_label: end, continue_label: bottom });
        self.body(body)?;
        self.unit.blocks.pop();
        self.bind(bottom);
        self.jump_if(test, true, top)?;
        self.unit.leave_nesting();
        self.bind(otherwise);
        self.body(orelse)?;
        self.bind(end);
        Ok(())
    }

    /// The register that a loop writes its items to: the target itself, if it is a local.
    pub(super) fn item_register(&mut self, target: ExprRef<'a>) -> (Reg, bool) {
        if let ExprKind::Name(name) = target.kind
            && let Some(register) = self.local(name)
        {
            return (register, true);
        }
        (self.scalar(), false)
    }

    /// Stores the item that a loop has just produced.
    pub(super) fn store_item(&mut self, target: ExprRef<'a>, item: Reg, direct: bool) -> Fallible {
        if direct {
            self.unit.set_assigned(item);
            return Ok(());
        }
        self.scratch(|compiler| compiler.store(target, Operand::dying(item)))
    }

    /// The state of a loop over an expression.
    pub(super) fn loop_state(&mut self, iter: ExprRef<'a>) -> Fallible<Reg> {
        let state = self.unit.registers.scalars(3);
        self.scratch(|compiler| {
            let iterable = match compiler.constant_collection(iter) {
                Some(value) if !matches!(iter.kind, ExprKind::Set(_)) => {
                    let register = compiler.scalar();
                    compiler.at(iter.span);
                    compiler.load_const(register, value);
                    Operand::kept(register)
                }
                _ => compiler.operand(iter)?,
            };
            compiler.at(iter.span);
            compiler.emit(Op::ForPrepare, iterable.clear_b(), state, iterable.reg.0, 0);
            Ok(())
        })?;
        Ok(state)
    }

    pub(super) fn for_loop(
        &mut self,
        target: ExprRef<'a>,
        iter: ExprRef<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
        span: Span,
    ) -> Fallible {
        let (top, bottom) = (self.label(), self.label());
        let (otherwise, broken) = (self.label(), self.label());
        self.unit.enter_nesting(span)?;
        let state = self.loop_state(iter)?;
        let (item, direct) = self.item_register(target);
        self.at(iter.span);
        self.unit.assembler.jump_word(Op::ForIter, 0, state, item.0, 0, otherwise);
        self.bind(top);
        self.store_item(target, item, direct)?;
        self.unit.blocks.push(Block::Loop { break_label: broken, continue_label: bottom });
        self.body(body)?;
        self.unit.blocks.pop();
        self.bind(bottom);
        self.at(iter.span);
        self.unit.assembler.jump_word(Op::ForLoop, 0, state, item.0, 0, top);
        self.unit.leave_nesting();
        self.bind(otherwise);
        self.end_of_loop(broken, (state, 3), orelse)
    }

    pub(super) fn async_for(
        &mut self,
        target: ExprRef<'a>,
        iter: ExprRef<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
        span: Span,
    ) -> Fallible {
        if !self.may_await() {
            return error("'async for' outside async function", span);
        }
        self.unit.enter_nesting(span)?;
        let iterator = self.scalar();
        self.async_iterator(iterator, iter)?;
        let (bottom, broken) = (self.label(), self.label());
        self.async_loop(iterator, target, iter.span, |compiler| {
            let block = Block::Loop { break_label: broken, continue_label: bottom };
            compiler.unit.blocks.push(block);
            compiler.body(body)?;
            compiler.unit.blocks.pop();
            compiler.bind(bottom);
            Ok(())
        })?;
        self.unit.leave_nesting();
        self.end_of_loop(broken, (iterator, 1), orelse)
    }

    pub(super) fn async_iterator(&mut self, iterator: Reg, iter: ExprRef<'a>) -> Fallible {
        self.scratch(|compiler| {
            let value = compiler.operand(iter)?;
            compiler.at(iter.span);
            compiler.op2(Op::GetAsyncIter, iterator, value.reg);
            compiler.discard(value);
            Ok(())
        })
    }

    /// A loop over an asynchronous iterator; StopAsyncIteration ends it.
    pub(super) fn async_loop(
        &mut self,
        iterator: Reg,
        target: ExprRef<'a>,
        span: Span,
        body: impl FnOnce(&mut Self) -> Fallible,
    ) -> Fallible {
        let (top, done) = (self.label(), self.label());
        let (item, direct) = self.item_register(target);
        let caught = self.scalar();
        self.bind(top);
        let guard = self.unit.assembler.guard(caught);
        let next = self.scalar();
        self.at(span);
        self.op2(Op::GetAsyncNext, next, iterator);
        // Awaiting leaves nothing behind in the item's register unless it succeeds.
        self.drive(item, next, span);
        self.unit.assembler.suspend(guard);
        self.store_item(target, item, direct)?;
        body(self)?;
        self.at(span);
        self.jump(top);
        if self.unit.assembler.handler(guard) {
            let failed = self.label();
            self.emit(Op::LoadCommon, 0, next, Common::StopAsyncIteration as u16, 0);
            self.unit.assembler.jump_word(Op::JumpUnlessMatch, 0, caught, next.0, 0, failed);
            self.op1(Op::Clear, caught);
            self.op1(Op::Clear, iterator);
            self.jump(done);
            self.bind(failed);
            self.op1(Op::Reraise, caught);
            self.unit.assembler.end_of_path();
        }
        self.bind(done);
        Ok(())
    }

    pub(super) fn break_statement(&mut self, span: Span) -> Fallible {
        let Some(depth) = self.innermost_loop(span)? else { return error("'break' outside loop", span) };
        let Block::Loop { break_label, .. } = self.unit.blocks[depth] else { return Ok(()) };
        let left = self.unwind(depth + 1, span)?;
        self.at(span);
        self.jump(break_label);
        self.rewind(left);
        Ok(())
    }

    pub(super) fn continue_statement(&mut self, span: Span) -> Fallible {
        let Some(depth) = self.innermost_loop(span)? else {
            return error("'continue' not properly in loop", span);
        };
        let Block::Loop { continue_label, .. } = self.unit.blocks[depth] else { return Ok(()) };
        let left = self.unwind(depth + 1, span)?;
        self.at(span);
        self.jump(continue_label);
        self.rewind(left);
        Ok(())
    }

    fn innermost_loop(&self, span: Span) -> Fallible<Option<usize>> {
        for (depth, block) in self.unit.blocks.iter().enumerate().rev() {
            match block {
                Block::Loop { .. } => return Ok(Some(depth)),
                Block::StarHandler => return super::unwind::leaves_star_handler(span),
                _ => {}
            }
        }
        Ok(None)
    }

    pub(super) fn return_statement(&mut self, value: Option<ExprRef<'a>>, span: Span) -> Fallible {
        if !self.unit.is_function() {
            return error("'return' outside function", span);
        }
        if value.is_some() && self.unit.code.flags.contains(CodeFlags::ASYNC_GENERATOR) {
            return error("'return' with value in async generator", span);
        }
        self.return_value(value, span)
    }

    pub(super) fn return_value(&mut self, value: Option<ExprRef<'a>>, span: Span) -> Fallible {
        let is_none = |expr: ExprRef| matches!(expr.kind, ExprKind::Constant(Constant::None));
        let value = value.filter(|value| !is_none(value));
        let operand = match value {
            Some(value) if self.has_cleanup() => {
                let register = self.scalar();
                self.expr_into(register, value)?;
                Some(register)
            }
            Some(value) => match self.in_place_register(value) {
                Some(register) => {
                    self.expr_into(register, value)?;
                    Some(register)
                }
                None => Some(self.operand(value)?.reg),
            },
            None => None,
        };
        let left = if self.has_cleanup() { self.unwind(0, span)? } else { Vec::new() };
        self.at(span);
        match operand {
            Some(register) => {
                self.return_register(register);
            }
            None => self.return_none(),
        }
        self.rewind(left);
        Ok(())
    }
}
