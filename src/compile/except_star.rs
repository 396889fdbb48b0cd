//! `try` with `except*`: each handler takes its part of the exception group; what is left, and what the
//! handlers raised, is joined and raised at the end.

use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use super::unit::Block;
use super::{Compiler, NONE};
use crate::code::Op;
use crate::source::Span;
use crate::syntax::ast::*;

/// Registers of a group that is being handled.
#[derive(Clone, Copy)]
struct Group {
    /// What no handler has taken yet, or None.
    rest: Reg,
    /// A list of what the handlers raised.
    raised: Reg,
}

impl<'a> Compiler<'a> {
    pub(super) fn try_except_star(
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
        let group = Group { rest: self.scalar(), raised: self.scalar() };
        self.op2(Op::Move, group.rest, run);
        self.emit(Op::BuildList, 0, group.raised, group.raised.0, 0);
        for handler in handlers {
            self.scratch(|compiler| compiler.star_handler(group, handler))?;
        }
        let (reraise, handled) = (self.label(), self.label());
        self.at(Span::default());
        self.op3(Op::ListAppend, 0, group.raised, group.rest, NONE);
        self.op3(Op::JoinGroups, 0, run.plus(2), run, group.raised);
        self.clear_run(u32::from(group.rest.0), u32::from(group.rest.0) + 1);
        self.clear_run(u32::from(group.raised.0), u32::from(group.raised.0) + 1);
        self.unit.assembler.jump(Op::JumpIfNone, 0, run.plus(2), handled);
        self.jump(reraise);
        self.end_handling(run, inner, Some(reraise));
        self.bind(handled);
        self.op1(Op::Clear, run.plus(2));
        self.op1(Op::PopHandled, run);
        self.unit.leave_nesting();
        self.unit.registers.release(mark);
        self.bind(end);
        Ok(())
    }

    fn star_handler(&mut self, group: Group, handler: &'a ExceptHandler<'a>) -> Fallible {
        let next = self.label();
        let run = self.unit.registers.scalars(3);
        if let Some(class) = handler.class {
            self.scratch(|compiler| {
                let class_value = compiler.operand(class)?;
                compiler.at(handler.span);
                compiler.op3(Op::SplitGroup, 0, run, group.rest, class_value.reg);
                compiler.discard(class_value);
                Ok(())
            })?;
        }
        self.unit.assembler.jump(Op::JumpIfNone, 0, run, next);
        if let Some(name) = handler.name {
            self.store_name(name.name, Operand::kept(run), handler.span);
        }
        self.unit.blocks.push(Block::StarHandler);
        self.op1(Op::PushHandled, run);
        let mut region = self.open_region(run.plus(2));
        self.body(handler.body)?;
        self.close_region(&mut region);
        self.unit.blocks.pop();
        self.at(Span::default());
        // Unbinding the name may raise, so it comes when the part is no longer handled.
        self.op1(Op::PopHandled, run);
        if let Some(name) = handler.name {
            self.unbind(name);
        }
        self.jump(next);
        if self.enter_handler(&region) {
            self.op1(Op::PopHandled, run);
            self.op3(Op::ListAppend, 0, group.raised, run.plus(2), NONE);
            self.op1(Op::Clear, run.plus(2));
            if let Some(name) = handler.name {
                self.unbind(name);
            }
        }
        self.bind(next);
        Ok(())
    }
}
