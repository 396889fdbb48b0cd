//! Class statements: the body as a unit of its own, and the call that builds the class.

use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use super::scope::{Key, Role, ScopeId};
use super::{Compiler, NONE, docstring};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn class(&mut self, class: &'a ClassDef<'a>, span: Span) -> Fallible {
        let first = class.decorators.first().map_or(span, |decorator| decorator.span);
        self.decorated(class.decorators, class.name, |compiler, dst| match class.type_params {
            [] => compiler.build_class(dst, class, None, span, first),
            _ => compiler.generic_class(dst, class, span, first),
        })
    }

    /// Calls `__build_class__`. `generic_base` is an extra last base.
    pub(super) fn build_class(
        &mut self,
        dst: Reg,
        class: &'a ClassDef<'a>,
        generic_base: Option<Reg>,
        span: Span,
        first: Span,
    ) -> Fallible {
        let Some(scope) = self.symbols.scopes.find(Key::new(class, Role::Body)) else { return Ok(()) };
        super::call::check_keywords(class.arguments)?;
        let code = self.class_code(scope, class, span, first)?;
        let window = self.unit.registers.window();
        self.at(span);
        self.op1(Op::LoadBuildClass, window);
        let is_star = |one: &Argument| matches!(one.kind, ArgumentKind::Star | ArgumentKind::DoubleStar);
        if class.arguments.iter().any(is_star) {
            return self.build_class_star(dst, window, class, scope, code, generic_base, span);
        }
        let (function, name) = (self.run(1), self.run(1));
        self.plain_function(function, scope, code, span);
        self.load_const(name, Const::Str(class.name.name.as_bytes().into()));
        let is_named = |one: &&Argument| matches!(one.kind, ArgumentKind::Keyword(_));
        for base in class.arguments.iter().filter(|one| !is_named(one)) {
            let register = self.run(1);
            self.expr_into(register, base.value)?;
        }
        if let Some(base) = generic_base {
            let register = self.run(1);
            self.op2(Op::Take, register, base);
        }
        let mut names = Vec::new();
        for argument in class.arguments.iter().filter(is_named) {
            let register = self.run(1);
            self.expr_into(register, argument.value)?;
            if let ArgumentKind::Keyword(name) = argument.kind {
                names.push(self.mangled(name.name));
            }
        }
        let count = (class.arguments.len() + 2 + usize::from(generic_base.is_some())) as u16;
        self.at(span);
        if names.is_empty() {
            self.call_window(dst, window, count);
        } else {
            let names = self.unit.assembler.constant(Const::Tuple(names));
            self.emit_words(Op::CallKeywords, 0, dst, window.0, count, &[names]);
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn build_class_star(
        &mut self,
        dst: Reg,
        window: Reg,
        class: &'a ClassDef<'a>,
        scope: ScopeId,
        code: Const,
        generic_base: Option<Reg>,
        span: Span,
    ) -> Fallible {
        let (list, dict) = (self.run(1), self.run(1));
        self.scratch(|compiler| {
            let run = compiler.run(2);
            compiler.plain_function(run, scope, code, span);
            compiler.load_const(run.plus(1), Const::Str(class.name.name.as_bytes().into()));
            compiler.emit(Op::BuildList, 0, list, run.0, 2);
            Ok(())
        })?;
        self.star_positional(list, class.arguments, span)?;
        if let Some(base) = generic_base {
            self.at(span);
            self.op3(Op::ListAppend, 0, list, base, NONE);
        }
        self.star_keywords(window, dict, class.arguments, span)?;
        self.at(span);
        self.op3(Op::CallStar, 0, dst, window, NONE);
        Ok(())
    }

    fn class_code(
        &mut self,
        scope: ScopeId,
        class: &'a ClassDef<'a>,
        span: Span,
        first: Span,
    ) -> Fallible<Const> {
        self.begin_unit(scope, class.name.name, first);
        self.at(Span::new(first.start, first.start));
        let value = self.scalar();
        self.load_name(value, "__name__", self.unit.assembler.span());
        self.store_name("__module__", Operand::dying(value), self.unit.assembler.span());
        let qualname = self.unit.code.qualname.as_bytes().into();
        self.store_constant("__qualname__", Const::Str(qualname));
        let line = self.unit.code.first_line;
        self.store_constant("__firstlineno__", Const::Int(i64::from(line)));
        if !class.type_params.is_empty() {
            self.load_name(value, ".type_params", span);
            self.store_name("__type_params__", Operand::dying(value), span);
        }
        if let Some(cell) = self.class_cell("__classdict__") {
            self.op3(Op::StoreCell, 0, cell, NONE, NONE);
        }
        if let Some(cell) = self.class_cell("__conditional_annotations__") {
            self.emit(Op::BuildSet, 0, value, value.0, 0);
            self.op3(Op::StoreCell, 0, cell, value, NONE);
            self.op1(Op::Clear, value);
        }
        let mut body = class.body;
        if self.future_annotations {
            self.set_up_annotations(span);
        }
        if let Some((text, span)) = docstring(body) {
            body = &body[1..];
            self.store_docstring(text, span);
        }
        self.body(body)?;
        self.at(Span::new(first.start, first.start));
        self.class_annotations(scope, span)?;
        let attributes = &self.symbols.scopes.get(scope).static_attributes;
        let attributes = attributes.iter().map(|name| Const::Str(name.as_bytes().into())).collect();
        self.store_constant("__static_attributes__", Const::Tuple(attributes));
        if let Some(cell) = self.class_cell("__classdict__") {
            self.store_name("__classdictcell__", Operand::kept(cell), self.unit.assembler.span());
        }
        match self.class_cell("__class__") {
            Some(cell) => {
                self.store_name("__classcell__", Operand::kept(cell), self.unit.assembler.span());
                self.return_register(cell);
            }
            None => self.return_none(),
        }
        self.end_unit()
    }

    fn store_constant(&mut self, name: &str, value: Const) {
        let mark = self.unit.registers.mark();
        let register = self.scalar();
        self.load_const(register, value);
        self.store_name(name, Operand::kept(register), self.unit.assembler.span());
        self.unit.registers.release(mark);
    }

    /// The register of a cell that the class body makes for the functions in it.
    pub(super) fn class_cell(&self, name: &str) -> Option<Reg> {
        let id = self.symbols.scopes.lookup(name)?;
        self.unit.variables.get(&id).copied()
    }
}
