//! Comprehensions and generator expressions.
//!
//! Invariant: the variables of an inlined comprehension have registers of their own, which are NULL outside
//! of it, so nothing outside sees or loses a value.

use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::scope::{Key, Role, ScopeId};
use super::{Compiler, NONE};
use crate::code::op::X_CLEAR_B;
use crate::code::{CodeFlags, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// What a comprehension makes of each round.
#[derive(Clone, Copy)]
enum Leaf<'a> {
    List(ExprRef<'a>),
    Set(ExprRef<'a>),
    Dict(ExprRef<'a>, ExprRef<'a>),
    Yield(ExprRef<'a>),
}

impl Leaf<'_> {
    fn build(self) -> Option<Op> {
        match self {
            Leaf::List(_) => Some(Op::BuildList),
            Leaf::Set(_) => Some(Op::BuildSet),
            Leaf::Dict(..) => Some(Op::BuildDict),
            Leaf::Yield(_) => None,
        }
    }
}

/// Where the items of the first `for` come from.
#[derive(Clone, Copy)]
enum First {
    /// A loop state (or asynchronous iterator) that was made before.
    State(Reg),
    /// An iterator, the argument of the comprehension's function.
    Argument(Reg),
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible {
        let (leaf, generators) = match expr.kind {
            ExprKind::ListComp { element, generators } => (Leaf::List(element), generators),
            ExprKind::SetComp { element, generators } => (Leaf::Set(element), generators),
            ExprKind::DictComp { key, value, generators } => (Leaf::Dict(key, value), generators),
            ExprKind::Generator { element, generators } => (Leaf::Yield(element), generators),
            _ => return Ok(()),
        };
        let Some(id) = self.symbols.scopes.find(Key::new(expr, Role::Body)) else { return Ok(()) };
        let scope = self.symbols.scopes.get(id);
        let (is_async, is_inlined) = (scope.is_async_comprehension, scope.is_inlined);
        let is_generator = matches!(leaf, Leaf::Yield(_));
        if is_async && !is_generator && !self.may_await() && !self.unit.kind.is_comprehension() {
            return error("asynchronous comprehension outside of an asynchronous function", expr.span);
        }
        if is_inlined {
            return self.inline(dst, id, leaf, generators, expr.span);
        }
        let code = self.comprehension_code(id, leaf, generators, is_async, expr.span)?;
        let window = self.unit.registers.window();
        self.plain_function(window, id, code, expr.span);
        let argument = self.run(1);
        let first = &generators[0];
        if first.is_async {
            self.async_iterator(argument, first.iter)?;
        } else {
            let iterable = self.scratch(|compiler| compiler.operand(first.iter))?;
            self.at(first.iter.span);
            self.emit(Op::GetIter, iterable.clear_b(), argument, iterable.reg.0, 0);
        }
        self.at(expr.span);
        self.call_window(dst, window, 1);
        if is_async && !is_generator {
            self.delegate(dst, Op::GetAwaitable, dst, true, expr.span);
        }
        Ok(())
    }

    fn comprehension_code(
        &mut self,
        id: ScopeId,
        leaf: Leaf<'a>,
        generators: &'a [Comprehension<'a>],
        is_async: bool,
        span: Span,
    ) -> Fallible<crate::code::Const> {
        let name = self.symbols.scopes.get(id).name.clone();
        self.begin_unit(id, &name, span);
        self.unit.code.argument_count = 1;
        self.unit.set_parameters(1);
        match (leaf, is_async) {
            (Leaf::Yield(_), false) => self.unit.add_flag(CodeFlags::GENERATOR),
            (Leaf::Yield(_), true) => self.unit.add_flag(CodeFlags::ASYNC_GENERATOR),
            (_, true) => self.unit.add_flag(CodeFlags::COROUTINE),
            (_, false) => {}
        }
        self.at(span);
        let result = self.scalar();
        if let Some(build) = leaf.build() {
            self.emit(build, 0, result, result.0, 0);
        }
        self.clauses(generators, Some(First::Argument(NONE)), leaf, result)?;
        self.at(span);
        match leaf {
            Leaf::Yield(_) => self.return_none(),
            _ => {
                self.return_register(result);
            }
        }
        self.end_unit()
    }

    fn inline(
        &mut self,
        dst: Reg,
        id: ScopeId,
        leaf: Leaf<'a>,
        generators: &'a [Comprehension<'a>],
        span: Span,
    ) -> Fallible {
        let work = self.workspace(dst);
        let first = &generators[0];
        let state = if first.is_async {
            let iterator = self.scalar();
            self.async_iterator(iterator, first.iter)?;
            iterator
        } else {
            self.loop_state(first.iter)?
        };
        self.at(span);
        if let Some(build) = leaf.build() {
            self.emit(build, 0, work, work.0, 0);
        }
        let mut variables: Vec<Reg> = self
            .unit
            .comprehension_variables
            .iter()
            .filter(|((scope, _), _)| *scope == id)
            .map(|(_, register)| *register)
            .collect();
        variables.sort_unstable();
        for variable in &variables {
            self.unit.assembler.set_assigned(*variable, false);
            self.unit.touched.push(*variable);
        }
        self.unit.active.push(id);
        self.clauses(generators, Some(First::State(state)), leaf, work)?;
        self.unit.active.pop();
        self.at(span);
        for variable in &variables {
            self.op1(Op::Clear, *variable);
            self.unit.assembler.set_assigned(*variable, false);
        }
        self.settle(dst, work);
        Ok(())
    }

    /// The loops and conditions, from the outermost in; at their bottom the leaf.
    fn clauses(
        &mut self,
        generators: &'a [Comprehension<'a>],
        first: Option<First>,
        leaf: Leaf<'a>,
        result: Reg,
    ) -> Fallible {
        let Some((generator, rest)) = generators.split_first() else { return self.leaf(leaf, result) };
        self.descend(generator.iter.span)?;
        let mark = self.unit.registers.mark();
        if generator.is_async {
            self.async_clause(generator, rest, first, leaf, result)?;
        } else {
            self.clause(generator, rest, first, leaf, result)?;
        }
        self.unit.registers.release(mark);
        Ok(())
    }

    fn clause(
        &mut self,
        generator: &'a Comprehension<'a>,
        rest: &'a [Comprehension<'a>],
        first: Option<First>,
        leaf: Leaf<'a>,
        result: Reg,
    ) -> Fallible {
        let (top, bottom, end) = (self.label(), self.label(), self.label());
        let span = generator.iter.span;
        let state = match first {
            Some(First::State(state)) => state,
            Some(First::Argument(argument)) => {
                let state = self.unit.registers.scalars(3);
                self.at(span);
                self.emit(Op::ForPrepare, X_CLEAR_B, state, argument.0, 0);
                state
            }
            None => self.loop_state(generator.iter)?,
        };
        let (item, direct) = self.item_register(generator.target);
        self.at(span);
        self.unit.assembler.jump_word(Op::ForIter, 0, state, item.0, 0, end);
        self.bind(top);
        self.store_item(generator.target, item, direct)?;
        for condition in generator.conditions {
            self.jump_if(condition, false, bottom)?;
        }
        self.clauses(rest, None, leaf, result)?;
        self.bind(bottom);
        self.at(span);
        self.unit.assembler.jump_word(Op::ForLoop, 0, state, item.0, 0, top);
        self.bind(end);
        Ok(())
    }

    fn async_clause(
        &mut self,
        generator: &'a Comprehension<'a>,
        rest: &'a [Comprehension<'a>],
        first: Option<First>,
        leaf: Leaf<'a>,
        result: Reg,
    ) -> Fallible {
        let iterator = match first {
            Some(First::State(iterator) | First::Argument(iterator)) => iterator,
            None => {
                let iterator = self.scalar();
                self.async_iterator(iterator, generator.iter)?;
                iterator
            }
        };
        self.async_loop(iterator, generator.target, generator.iter.span, |compiler| {
            let bottom = compiler.label();
            for condition in generator.conditions {
                compiler.jump_if(condition, false, bottom)?;
            }
            compiler.clauses(rest, None, leaf, result)?;
            compiler.bind(bottom);
            Ok(())
        })
    }

    fn leaf(&mut self, leaf: Leaf<'a>, result: Reg) -> Fallible {
        self.scratch(|compiler| match leaf {
            Leaf::List(element) => compiler.add_element(Op::ListAppend, result, element, element.span),
            Leaf::Set(element) => compiler.add_element(Op::SetAdd, result, element, element.span),
            Leaf::Dict(key, value) => compiler.dict_set(result, key, value, key.span.to(value.span)),
            Leaf::Yield(element) => {
                let value = compiler.scalar();
                compiler.expr_into(value, element)?;
                compiler.yield_register(value, element.span);
                compiler.discard(Operand::dying(value));
                Ok(())
            }
        })
    }
}
