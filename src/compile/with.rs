//! `with` and `async with`.
//!
//! A context keeps eight registers while its body runs: a handler's run of three, then the window of its
//! exit method with three arguments.

use super::Compiler;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::suspend::Origin;
use super::unit::Block;
use crate::code::op::Special;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn with(
        &mut self,
        items: &'a [WithItem<'a>],
        body: Body<'a>,
        is_async: bool,
        span: Span,
    ) -> Fallible {
        let Some((item, rest)) = items.split_first() else { return self.body(body) };
        self.descend(span)?;
        if is_async && !self.may_await() {
            return error("'async with' outside async function", span);
        }
        let mark = self.unit.registers.mark();
        let context_span = item.context.span;
        let end = self.label();
        self.unit.enter_nesting(span)?;
        let run = self.run(3);
        let window = self.unit.registers.window();
        self.run(3);
        let value = self.scalar();
        self.enter_context(window, value, item.context, is_async)?;
        self.unit.blocks.push(Block::With { window, is_async, span: context_span });
        let mut region = self.open_region(run);
        match item.target {
            Some(target) => self.scratch(|compiler| compiler.store(target, Operand::dying(value)))?,
            None => self.op1(Op::Clear, value),
        }
        if rest.is_empty() {
            self.body(body)?
        } else {
            self.with(rest, body, is_async, span)?
        }
        self.close_region(&mut region);
        self.unit.blocks.pop();
        self.unit.leave_nesting();
        self.exit_normally(window, is_async, context_span);
        self.jump(end);
        if self.enter_handler(&region) {
            let inner = self.begin_handling(run);
            let suppressed = self.label();
            let result = self.scalar();
            self.at(context_span);
            self.op2(Op::ExitArguments, window, run);
            self.call_window(result, window, 3);
            if is_async {
                self.await_register(result, Origin::Exit, context_span);
            }
            self.jump_on(Operand::dying(result), true, suppressed);
            self.end_handling(run, inner, None);
            self.bind(suppressed);
            self.op1(Op::PopHandled, run);
        }
        self.bind(end);
        self.unit.registers.release(mark);
        Ok(())
    }

    /// Looks up the exit method, then calls the enter method: its result goes into `value`.
    fn enter_context(&mut self, window: Reg, value: Reg, context: ExprRef<'a>, is_async: bool) -> Fallible {
        let (enter, exit) = match is_async {
            true => (Special::AsyncEnter, Special::AsyncExit),
            false => (Special::Enter, Special::Exit),
        };
        self.scratch(|compiler| {
            let manager = compiler.operand(context)?;
            let entry = compiler.unit.registers.window();
            compiler.at(context.span);
            compiler.emit(Op::LoadSpecial, 0, window, manager.reg.0, exit as u16);
            compiler.emit(Op::LoadSpecial, manager.clear_b(), entry, manager.reg.0, enter as u16);
            compiler.call_window(value, entry, 0);
            if is_async {
                compiler.await_register(value, Origin::Enter, context.span);
            }
            Ok(())
        })
    }

    /// The exit method's window, or a copy above all that is in use: a callee's registers begin in the window, so what
    /// lies above it (the value that `return` takes along) would be overwritten.
    fn topmost(&mut self, window: Reg, mark: u32) -> Reg {
        if mark <= u32::from(window.0) + 6 {
            return window;
        }
        let copy = self.unit.registers.window();
        self.run(3);
        for part in 0..2 {
            self.op2(Op::Move, copy.plus(part), window.plus(part));
            self.op1(Op::Clear, window.plus(part));
        }
        copy
    }

    /// Calls the exit method with three times None.
    pub(super) fn exit_normally(&mut self, window: Reg, is_async: bool, span: Span) {
        let mark = self.unit.registers.mark();
        let result = self.scalar();
        self.at(span);
        let window = self.topmost(window, mark);
        for argument in 2..5 {
            self.load_const(window.plus(argument), Const::None);
        }
        self.call_window(result, window, 3);
        if is_async {
            self.await_register(result, Origin::Exit, span);
        }
        self.op1(Op::Clear, result);
        self.unit.registers.release(mark);
    }
}
