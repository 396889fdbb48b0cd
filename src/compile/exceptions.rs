//! `try` with `except`, `else` and `finally`.
//!
//! A handler's registers are a run of three: the exception, what was handled before, and an exception that
//! leaves the handler.
//! Invariant: PushHandled and PopHandled pair up on every path, early exits and second exceptions included.

use super::Compiler;
use super::assembler::Label;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::unit::Block;
use super::unwind::Region;
use crate::code::Op;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(
        &mut self,
        body: Body<'a>,
        handlers: &'a [ExceptHandler<'a>],
        orelse: Body<'a>,
        finalbody: Body<'a>,
        is_star: bool,
        span: Span,
    ) -> Fallible {
        let inner = |compiler: &mut Self| {
            if handlers.is_empty() {
                compiler.body(body)?;
                return compiler.body(orelse);
            }
            if is_star {
                return compiler.try_except_star(body, handlers, orelse, span);
            }
            compiler.try_except(body, handlers, orelse, span)
        };
        if finalbody.is_empty() { inner(self) } else { self.try_finally(inner, finalbody, span) }
    }

    /// Starts handling the exception in `run`; exceptions from here on go to `end_handling`.
    pub(super) fn begin_handling(&mut self, run: Reg) -> Region {
        self.op1(Op::PushHandled, run);
        self.unit.blocks.push(Block::Handled(run));
        self.open_region(run.plus(2))
    }

    /// Ends a handler: control that comes here raises the exception in `run` again, exceptions that the
    /// handler raised go on, and so do those at `reraise`.
    pub(super) fn end_handling(&mut self, run: Reg, mut region: Region, reraise: Option<Label>) {
        self.close_region(&mut region);
        self.unit.blocks.pop();
        self.at(Span::default());
        self.op2(Op::Move, run.plus(2), run);
        let entered = self.enter_handler(&region);
        if let Some(label) = reraise {
            self.bind(label);
        }
        if entered || self.unit.assembler.is_reachable() {
            self.op1(Op::PopHandled, run);
            self.op1(Op::Reraise, run.plus(2));
            self.unit.assembler.end_of_path();
        }
    }

    fn try_finally(
        &mut self,
        body: impl FnOnce(&mut Self) -> Fallible,
        finalbody: Body<'a>,
        span: Span,
    ) -> Fallible {
        let mark = self.unit.registers.mark();
        let end = self.label();
        self.unit.enter_nesting(span)?;
        self.unit.blocks.push(Block::Finally(finalbody));
        let mut region = self.open_region(Reg(mark as u16));
        body(self)?;
        self.close_region(&mut region);
        self.unit.blocks.pop();
        self.unit.leave_nesting();
        self.body(finalbody)?;
        self.jump(end);
        if self.enter_handler(&region) {
            let run = self.run(3);
            let inner = self.begin_handling(run);
            self.body(finalbody)?;
            self.end_handling(run, inner, None);
        }
        self.unit.registers.release(mark);
        self.bind(end);
        Ok(())
    }

    fn try_except(
        &mut self,
        body: Body<'a>,
        handlers: &'a [ExceptHandler<'a>],
        orelse: Body<'a>,
        span: Span,
    ) -> Fallible {
        let mark = self.unit.registers.mark();
        let end = self.label();
        self.unit.enter_nesting(span)?;
        let mut region = self.open_region(Reg(mark as u16));
        self.body(body)?;
        self.close_region(&mut region);
        self.body(orelse)?;
        self.jump(end);
        self.enter_handler(&region);
        let run = self.run(3);
        let inner = self.begin_handling(run);
        let reraise = self.label();
        for (index, handler) in handlers.iter().enumerate() {
            let next = self.label();
            match handler.class {
                Some(class) => self.scratch(|compiler| {
                    let class_value = compiler.operand(class)?;
                    compiler.at(handler.span);
                    let flags = class_value.clear_b();
                    let (op, b) = (Op::JumpUnlessMatch, class_value.reg.0);
                    compiler.unit.assembler.jump_word(op, flags, run, b, 0, next);
                    Ok(())
                })?,
                None if index + 1 < handlers.len() => {
                    return error("default 'except:' must be last", handler.span);
                }
                None => {}
            }
            self.handler_body(run, handler, reraise)?;
            self.op1(Op::PopHandled, run);
            self.jump(end);
            self.bind(next);
        }
        let reraise = self.unit.assembler.is_used(reraise).then_some(reraise);
        self.end_handling(run, inner, reraise);
        self.unit.leave_nesting();
        self.unit.registers.release(mark);
        self.bind(end);
        Ok(())
    }

    /// The body of a handler, with its name bound and unbound around it.
    fn handler_body(&mut self, run: Reg, handler: &'a ExceptHandler<'a>, reraise: Label) -> Fallible {
        let Some(name) = handler.name else { return self.body(handler.body) };
        self.store_name(name.name, Operand::kept(run), handler.span);
        self.unit.blocks.push(Block::Unbind(name));
        let mut region = self.open_region(run.plus(2));
        self.body(handler.body)?;
        self.close_region(&mut region);
        self.unit.blocks.pop();
        self.at(Span::default());
        let skip = self.label();
        self.unbind(name);
        self.jump(skip);
        if self.enter_handler(&region) {
            self.unbind(name);
            self.jump(reraise);
        }
        self.bind(skip);
        Ok(())
    }
}
