//! From syntax tree to code unit.
//!
//! Owns scopes, register allocation and emission. Never sees the heap: constants are plain data.
//! The door is `compile`. Each file adds one family of methods to `Compiler`; `unit.rs` holds the state of
//! the code unit that is being emitted.
//! Invariants: an instruction that can raise is the last one to write a variable's register, so handlers
//! see whole values; evaluation order is Python's; a released temporary keeps no object alive that a
//! program could miss.

mod annotation;
mod assembler;
mod assign;
mod call;
mod class;
mod comprehension;
mod condition;
mod control;
mod display;
mod error;
mod except_star;
mod exceptions;
mod expr;
mod fold;
mod fold_text;
mod function;
mod future;
mod import;
mod names;
mod operator;
mod parallel;
mod pattern;
mod registers;
mod scope;
mod stack;
mod stmt;
mod string;
mod suspend;
mod symbols;
mod symbols_expr;
mod type_params;
mod unit;
mod unparse;
mod unwind;
mod with;

use std::collections::HashSet;
use std::sync::Arc;

use crate::code::{CodeFlags, CodeUnit, Op};
use crate::source::{SourceText, Span};
use crate::syntax::ast::*;
pub use crate::syntax::{SyntaxError, SyntaxErrorKind};
use error::{Fallible, too_deep};
use registers::Reg;
use scope::MODULE;
use stack::StackGuard;
use symbols::Symbols;
use unit::Unit;

/// What the code is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// The top level of a module: its names are the cells of its globals.
    Module,
    /// `exec`: names live in the mapping in register 0.
    Exec,
    /// `eval`: one expression, whose value is returned.
    Eval,
    /// Interactive: like `Exec`, but the values of expression statements are shown.
    Single,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub mode: Mode,
    /// Leaves out `assert`, and makes `__debug__` false.
    pub optimize: bool,
    /// The name of the file, where it is not that of the source.
    pub filename: Option<Arc<str>>,
    /// The stack may not grow below this address; where None, 1 MiB is used.
    pub stack_limit: Option<usize>,
}

impl Options {
    pub fn new(mode: Mode) -> Options {
        Options { mode, optimize: false, filename: None, stack_limit: None }
    }
}

const DEFAULT_STACK: usize = 1 << 20;

/// Compiles a module, or the text of `exec` or `eval`.
pub fn compile(module: &Module, source: &SourceText, options: &Options) -> Result<CodeUnit, SyntaxError> {
    let stack = StackGuard::new(options.stack_limit.unwrap_or_else(|| stack::below_here(DEFAULT_STACK)));
    compile_module(module, source, options, stack).map_err(|error| *error)
}

fn compile_module<'a>(
    module: &'a Module<'a>,
    source: &'a SourceText,
    options: &Options,
    stack: StackGuard,
) -> Fallible<CodeUnit> {
    let future = future::check(module)?;
    let symbols = symbols::build(module, future.annotations, stack)?;
    let filename = options.filename.clone().unwrap_or_else(|| source.name.clone());
    let unit = Unit::new(&symbols.scopes, MODULE, "<module>", options.mode != Mode::Module);
    let mut compiler = Compiler {
        source,
        filename,
        mode: options.mode,
        optimize: options.optimize,
        future_annotations: future.annotations,
        future_end: future.end,
        stack,
        symbols,
        unit,
        outer: Vec::new(),
        unfoldable: HashSet::new(),
    };
    compiler.module(module)?;
    let unit = compiler.unit;
    unit.finish(source, compiler.filename)
}

struct Compiler<'a> {
    source: &'a SourceText,
    filename: Arc<str>,
    mode: Mode,
    optimize: bool,
    future_annotations: bool,
    future_end: u32,
    stack: StackGuard,
    symbols: Symbols<'a>,
    unit: Unit<'a>,
    /// The units around the one that is being emitted.
    outer: Vec<Unit<'a>>,
    /// Expressions that are known to be no constants, by address.
    unfoldable: HashSet<usize>,
}

/// A register that an instruction does not use.
const NONE: Reg = Reg(0);

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a Module<'a>) -> Fallible {
        let flags = match self.mode {
            Mode::Module => CodeFlags::default(),
            _ => CodeFlags::NAMESPACE,
        };
        self.unit.code.flags = flags;
        self.unit.code.first_line = 1;
        self.unit.code.qualname = "<module>".into();
        if self.mode == Mode::Eval
            && let [Stmt { kind: StmtKind::Expr(value), span }] = module.body
        {
            return self.return_value(Some(value), *span);
        }
        self.module_annotations()?;
        let mut body = module.body;
        if self.mode != Mode::Single
            && let Some((text, span)) = docstring(body)
        {
            body = &body[1..];
            self.store_docstring(text, span);
        }
        self.body(body)?;
        self.at(Span::default());
        self.return_none();
        Ok(())
    }

    /// Guards recursion over the tree.
    fn descend(&self, span: Span) -> Fallible {
        if self.stack.has_room() { Ok(()) } else { too_deep(span) }
    }

    // Emission. Registers are typed; whatever else an operand is, is written out.

    fn at(&mut self, span: Span) {
        self.unit.assembler.at(span);
    }

    fn op1(&mut self, op: Op, a: Reg) {
        self.unit.assembler.emit(op, 0, a, 0, 0);
    }

    fn op2(&mut self, op: Op, a: Reg, b: Reg) {
        self.unit.assembler.emit(op, 0, a, b.0, 0);
    }

    fn op3(&mut self, op: Op, x: u8, a: Reg, b: Reg, c: Reg) {
        self.unit.assembler.emit(op, x, a, b.0, c.0);
    }

    fn emit(&mut self, op: Op, x: u8, a: Reg, b: u16, c: u16) {
        self.unit.assembler.emit(op, x, a, b, c);
    }

    fn emit_words(&mut self, op: Op, x: u8, a: Reg, b: u16, c: u16, words: &[u64]) {
        self.unit.assembler.emit_words(op, x, a, b, c, words);
    }

    fn return_none(&mut self) {
        self.emit_return(Op::ReturnNone, NONE);
    }

    fn return_register(&mut self, register: Reg) {
        self.emit_return(Op::Return, register);
    }

    fn emit_return(&mut self, op: Op, register: Reg) {
        // What is above has been given up; `Assembler::finish` adds what may be left in it.
        let in_use = self.unit.registers.mark();
        self.emit(op, 0, register, 0, u16::try_from(in_use).unwrap_or(u16::MAX));
        self.unit.assembler.end_of_path();
    }

    fn scalar(&mut self) -> Reg {
        self.unit.registers.scalar()
    }

    fn run(&mut self, count: usize) -> Reg {
        self.unit.registers.run(count as u32)
    }

    /// Runs `emit`, then releases the temporaries that it allocated.
    fn scratch<T>(&mut self, emit: impl FnOnce(&mut Self) -> Fallible<T>) -> Fallible<T> {
        let mark = self.unit.registers.mark();
        let result = emit(self);
        self.unit.registers.release(mark);
        result
    }
}

/// The docstring of a body, and where it stands.
fn docstring<'a>(body: Body<'a>) -> Option<(&'a [u8], Span)> {
    let StmtKind::Expr(value) = body.first()?.kind else { return None };
    match value.kind {
        ExprKind::Constant(Constant::Str(text)) => Some((text, value.span)),
        _ => None,
    }
}
