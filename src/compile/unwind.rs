//! Leaving blocks early: `break`, `continue` and `return` run the clean-up of what they leave.
//!
//! Invariant: clean-up code is guarded only by what is outside the block that it cleans up.

use super::Compiler;
use super::assembler::GuardId;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::unit::Block;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::Ident;

/// A guarded range that is being emitted.
pub(super) struct Region {
    pub guard: GuardId,
    register: Reg,
    base: u32,
    watermark: u32,
    touched: usize,
    /// The first register above those that the range used, once it is closed.
    high: u32,
}

impl<'a> Compiler<'a> {
    /// Opens a guarded range; its exceptions go into `register`.
    pub(super) fn open_region(&mut self, register: Reg) -> Region {
        let guard = self.unit.assembler.guard(register);
        self.unit.blocks.push(Block::Guard(guard));
        Region {
            guard,
            register,
            base: self.unit.registers.mark(),
            watermark: self.unit.registers.begin_watermark(),
            touched: self.unit.touched.len(),
            high: 0,
        }
    }

    pub(super) fn close_region(&mut self, region: &mut Region) {
        self.unit.blocks.pop();
        self.unit.assembler.suspend(region.guard);
        region.high = self.unit.registers.end_watermark(region.watermark);
    }

    /// Starts the handler of a closed range: drops the temporaries that the exception left behind.
    /// False if nothing can raise into it.
    pub(super) fn enter_handler(&mut self, region: &Region) -> bool {
        if !self.unit.assembler.handler(region.guard) {
            return false;
        }
        self.at(Span::default());
        let register = u32::from(region.register.0);
        let base = if region.base == register { register + 1 } else { region.base };
        self.clear_run(base, region.high);
        let mut variables = self.unit.touched[region.touched..].to_vec();
        variables.sort_unstable();
        variables.dedup();
        variables.iter().for_each(|variable| self.op1(Op::Clear, *variable));
        true
    }

    /// Would leaving all blocks run any code?
    pub(super) fn has_cleanup(&self) -> bool {
        let is_passive = |block: &Block| matches!(block, Block::Loop { .. } | Block::Guard(_));
        !self.unit.blocks.iter().all(is_passive)
    }

    /// Emits what leaving the blocks from `depth` up takes, and gives those blocks for `rewind`.
    pub(super) fn unwind(&mut self, depth: usize, span: Span) -> Fallible<Vec<Block<'a>>> {
        let mut left = Vec::new();
        while self.unit.blocks.len() > depth {
            let Some(block) = self.unit.blocks.pop() else { break };
            left.push(block);
            match block {
                Block::Loop { .. } => {}
                Block::Guard(guard) => self.unit.assembler.suspend(guard),
                Block::Handled(run) => {
                    self.at(span);
                    self.op1(Op::PopHandled, run);
                }
                Block::Unbind(name) => self.unbind(name),
                Block::With { window, is_async, span } => self.exit_normally(window, is_async, span),
                Block::Finally(body) => {
                    let nesting = self.unit.nesting;
                    self.body(body)?;
                    self.unit.nesting = nesting;
                }
                Block::StarHandler => return leaves_star_handler(span),
            }
        }
        Ok(left)
    }

    /// Puts the blocks back for the code that follows.
    pub(super) fn rewind(&mut self, left: Vec<Block<'a>>) {
        for block in left.into_iter().rev() {
            if let Block::Guard(guard) = block {
                self.unit.assembler.resume(guard);
            }
            self.unit.blocks.push(block);
        }
    }

    /// The end of `except … as name`: the name is gone.
    pub(super) fn unbind(&mut self, name: Ident<'a>) {
        if let Some(register) = self.local(name.name) {
            return self.op1(Op::Clear, register);
        }
        let mark = self.unit.registers.mark();
        let none = self.scalar();
        self.load_const(none, Const::None);
        self.store_name(name.name, Operand::kept(none), self.unit.assembler.span());
        self.delete_name(name.name, self.unit.assembler.span());
        self.unit.registers.release(mark);
    }
}

pub(super) fn leaves_star_handler<T>(span: Span) -> Fallible<T> {
    error("'break', 'continue' and 'return' cannot appear in an except* block", span)
}
