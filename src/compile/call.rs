//! Calls, attributes and items: chains like `a.b(c)[d].e`.
//!
//! Invariant: a chain is emitted in a loop. Up to its last call it works in one window: `r[w]` takes what is
//! to be called, `r[w+1]` every other value, which a method call takes as its self. So the window is clean
//! after its last call; what follows works in the destination.

use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::scope::ScopeKind;
use super::{Compiler, NONE};
use crate::code::op::X_CLEAR_C;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// Beyond this many arguments (or keywords) a call passes a list (or dict).
const MANY: usize = 1000;

impl<'a> Compiler<'a> {
    /// Emits a chain of calls, attributes and subscripts.
    pub(super) fn postfix(&mut self, dst: Reg, expr: ExprRef<'a>) -> Fallible {
        let mut links = Vec::new();
        let mut base = expr;
        loop {
            let inner = match base.kind {
                ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
                ExprKind::Call { function, .. } => function,
                _ => break,
            };
            links.push(base);
            base = inner;
        }
        links.reverse();
        let calls = links.iter().rposition(|link| matches!(link.kind, ExprKind::Call { .. }));
        let (calling, trailing) = links.split_at(calls.map_or(0, |last| last + 1));
        let Some((last, first)) = trailing.split_last() else {
            return self.calls(dst, base, calling);
        };
        let work = self.workspace(dst);
        let mut value = if calling.is_empty() {
            let later: &[ExprRef] = match first.first().unwrap_or(last).kind {
                ExprKind::Subscript { index, .. } => &[index],
                _ => &[],
            };
            if self.is_in_place(base) || work != dst {
                self.operand_before(base, later)?
            } else {
                self.expr_into(work, base)?;
                Operand::dying(work)
            }
        } else {
            self.calls(work, base, calling)?;
            Operand::dying(work)
        };
        for link in first {
            self.access_link(work, value, link)?;
            value = Operand::dying(work);
        }
        self.access_link(dst, value, last)
    }

    /// Where an attribute, or a call of it, is shown: from the attribute's name on, if that is in another line than the
    /// object's first.
    fn place_of_name(&self, whole: Span, name: Span) -> Span {
        let line = |offset| self.source.line_column(offset).0;
        if line(whole.start) == line(name.start) { whole } else { Span { start: name.start, end: whole.end } }
    }

    /// One attribute or item.
    fn access_link(&mut self, dst: Reg, value: Operand, link: ExprRef<'a>) -> Fallible {
        match link.kind {
            ExprKind::Attribute { name, .. } => {
                self.at(self.place_of_name(link.span, name.span));
                let name = self.name_index(name.name);
                let flags = value.clear_b_unless(dst);
                self.emit_words(Op::GetAttr, flags, dst, value.reg.0, name, &[0, 0]);
                Ok(())
            }
            ExprKind::Subscript { index, .. } => {
                let flags = value.clear_b_unless(dst);
                if let Some(number) = self.small_index(index) {
                    self.at(link.span);
                    self.emit(Op::GetItemI, flags, dst, value.reg.0, number as u16);
                    return Ok(());
                }
                if let ExprKind::Slice { lower, upper, step } = index.kind {
                    return self.scratch(|compiler| {
                        let parts = compiler.slice_bounds([lower, upper, step], index.span)?;
                        compiler.at(link.span);
                        compiler.op3(Op::GetSlice, flags, dst, value.reg, parts);
                        Ok(())
                    });
                }
                self.scratch(|compiler| {
                    let index = compiler.operand(index)?;
                    compiler.at(link.span);
                    let flags = flags | index.clear_c_unless(dst);
                    compiler.op3(Op::GetItem, flags, dst, value.reg, index.reg);
                    Ok(())
                })
            }
            _ => Ok(()),
        }
    }

    /// A constant index that fits into an instruction.
    pub(super) fn small_index(&mut self, index: ExprRef<'a>) -> Option<i16> {
        match self.fold(index) {
            Some(Const::Int(number)) => i16::try_from(number).ok(),
            _ => None,
        }
    }

    /// The part of a chain that ends with its last call.
    fn calls(&mut self, dst: Reg, base: ExprRef<'a>, links: &[ExprRef<'a>]) -> Fallible {
        let window = self.unit.registers.window_for(dst);
        let mark = self.unit.registers.mark();
        let value = window.plus(1);
        let mut position = 0;
        // Where the value that the next link works on lies; None before the first.
        let mut current: Option<Operand> = None;
        if let Some((used, result)) = self.super_links(dst, base, links, window)? {
            position = used;
            current = Some(Operand::dying(result));
        }
        while position < links.len() {
            let link = links[position];
            let last = links.len() - 1;
            if let (ExprKind::Attribute { name, .. }, Some(call)) = (&link.kind, links.get(position + 1))
                && let ExprKind::Call { arguments, .. } = call.kind
            {
                let object = self.chain_value(base, current, value, &[])?;
                let (place, call_place) =
                    (self.place_of_name(link.span, name.span), self.place_of_name(call.span, name.span));
                let name = self.name_index(name.name);
                self.at(place);
                // The self slot is overwritten, so only another register needs clearing.
                let flags = object.clear_b_unless(value);
                self.emit_words(Op::LoadMethod, flags, window, object.reg.0, name, &[0, 0]);
                self.unit.registers.release(mark);
                let result = self.result_register(dst, window, links, position + 1 == last, position + 2);
                self.call(result, window, arguments, call_place)?;
                current = Some(Operand::dying(result));
                position += 2;
                continue;
            }
            match link.kind {
                ExprKind::Call { arguments, .. } => {
                    if current.is_none() {
                        self.expr_into(window, base)?;
                    }
                    let result = self.result_register(dst, window, links, position == last, position + 1);
                    self.call(result, window, arguments, link.span)?;
                    current = Some(Operand::dying(result));
                }
                _ => {
                    let later: &[ExprRef] = match link.kind {
                        ExprKind::Subscript { index, .. } => &[index],
                        _ => &[],
                    };
                    let object = self.chain_value(base, current, value, later)?;
                    let result = self.result_register(dst, window, links, false, position + 1);
                    self.access_link(result, object, link)?;
                    self.unit.registers.release(mark);
                    if object.dies && result != object.reg {
                        self.op1(Op::Clear, object.reg);
                    }
                    current = Some(Operand::dying(result));
                }
            }
            position += 1;
        }
        Ok(())
    }

    fn chain_value(
        &mut self,
        base: ExprRef<'a>,
        current: Option<Operand>,
        value: Reg,
        later: &[ExprRef<'a>],
    ) -> Fallible<Operand> {
        match current {
            Some(operand) => Ok(operand),
            None if self.is_in_place(base) => self.operand_before(base, later),
            None => {
                self.expr_into(value, base)?;
                Ok(Operand::dying(value))
            }
        }
    }

    /// Where the value of a link goes: what is called next, into the callable's register.
    fn result_register(
        &self,
        dst: Reg,
        window: Reg,
        links: &[ExprRef<'a>],
        is_last: bool,
        next: usize,
    ) -> Reg {
        match links.get(next).map(|link| &link.kind) {
            _ if is_last => dst,
            Some(ExprKind::Call { .. }) => window,
            _ => window.plus(1),
        }
    }

    /// `super().name` and `super().name(…)` of zero arguments, without making the super object.
    /// Gives how many links are done, and where their value lies.
    fn super_links(
        &mut self,
        dst: Reg,
        base: ExprRef<'a>,
        links: &[ExprRef<'a>],
        window: Reg,
    ) -> Fallible<Option<(usize, Reg)>> {
        let [call, attribute, rest @ ..] = links else { return Ok(None) };
        let ExprKind::Name("super") = base.kind else { return Ok(None) };
        let ExprKind::Call { arguments: [], .. } = call.kind else { return Ok(None) };
        let ExprKind::Attribute { name, .. } = attribute.kind else { return Ok(None) };
        if !self.has_implicit_super() {
            return Ok(None);
        }
        let value = window.plus(1);
        self.load_name(value, "super", base.span);
        let index = self.name_index(name.name);
        self.at(attribute.span);
        if let Some(method_call) = rest.first()
            && let ExprKind::Call { arguments, .. } = method_call.kind
        {
            self.emit(Op::LoadSuperMethod, 0, window, value.0, index);
            let result = self.result_register(dst, window, links, links.len() == 3, 3);
            self.call(result, window, arguments, method_call.span)?;
            return Ok(Some((3, result)));
        }
        self.emit(Op::GetSuperAttr, 0, value, value.0, index);
        Ok(Some((2, value)))
    }

    /// May `super().name` be looked up without a super object here?
    pub(super) fn has_implicit_super(&mut self) -> bool {
        let unit = &self.unit;
        let is_method = matches!(unit.kind, ScopeKind::Function | ScopeKind::Lambda);
        let has_self = unit.code.argument_count > 0 && !unit.code.cell_registers.contains(&0);
        let class = self.symbols.scopes.lookup("__class__");
        let has_class = class.is_some_and(|id| unit.free.contains_key(&id));
        is_method && has_self && has_class && self.access("super") == super::names::Access::Global
    }

    /// Calls the window, whose first two registers are filled in, with arguments.
    pub(super) fn call(
        &mut self,
        dst: Reg,
        window: Reg,
        arguments: &'a [Argument<'a>],
        span: Span,
    ) -> Fallible {
        let mark = self.unit.registers.mark();
        debug_assert_eq!(mark, u32::from(window.0) + 2);
        check_keywords(arguments)?;
        let keywords = arguments.iter().filter(|one| matches!(one.kind, ArgumentKind::Keyword(_))).count();
        let has_star =
            arguments.iter().any(|one| matches!(one.kind, ArgumentKind::Star | ArgumentKind::DoubleStar));
        if has_star || arguments.len() > MANY {
            self.star_arguments(window, arguments, span)?;
            self.at(span);
            self.op3(Op::CallStar, 0, dst, window, NONE);
        } else {
            let is_named = |one: &&Argument| matches!(one.kind, ArgumentKind::Keyword(_));
            let positional = arguments.iter().filter(|one| !is_named(one));
            for argument in positional.chain(arguments.iter().filter(is_named)) {
                let register = self.run(1);
                self.expr_into(register, argument.value)?;
            }
            self.at(span);
            let count = arguments.len() as u16;
            if keywords == 0 {
                self.emit(Op::Call, 0, dst, window.0, count);
            } else {
                let names = arguments.iter().filter_map(|one| match one.kind {
                    ArgumentKind::Keyword(name) => Some(self.mangled(name.name)),
                    _ => None,
                });
                let names = Const::Tuple(names.collect());
                let names = self.unit.assembler.constant(names);
                self.emit_words(Op::CallKeywords, 0, dst, window.0, count, &[names]);
            }
        }
        self.unit.registers.release(mark);
        Ok(())
    }

    /// Fills `r[w+2]` and `r[w+3]` of a call with stars.
    fn star_arguments(&mut self, window: Reg, arguments: &'a [Argument<'a>], span: Span) -> Fallible {
        let mut positional = arguments.iter().filter(|one| !is_named(one));
        let (list, dict) = (self.run(1), self.run(1));
        match (positional.next(), positional.next()) {
            (Some(Argument { kind: ArgumentKind::Star, value, .. }), None) => self.expr_into(list, value)?,
            (None, _) => {
                self.at(span);
                self.load_const(list, Const::Tuple(Vec::new()));
            }
            _ => {
                self.at(span);
                self.emit(Op::BuildList, 0, list, list.0, 0);
                self.star_positional(list, arguments, span)?;
            }
        }
        self.star_keywords(window, dict, arguments, span)
    }

    /// Adds the positional arguments to a list.
    pub(super) fn star_positional(
        &mut self,
        list: Reg,
        arguments: &'a [Argument<'a>],
        span: Span,
    ) -> Fallible {
        for argument in arguments.iter().filter(|one| !is_named(one)) {
            self.scratch(|compiler| {
                let is_star = matches!(argument.kind, ArgumentKind::Star);
                let op = if is_star { Op::ListExtend } else { Op::ListAppend };
                let value = compiler.operand(argument.value)?;
                compiler.at(span);
                compiler.op3(op, value.clear_b(), list, value.reg, NONE);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Collects the named arguments into a dict; NULL if there are none.
    pub(super) fn star_keywords(
        &mut self,
        window: Reg,
        dict: Reg,
        arguments: &'a [Argument<'a>],
        span: Span,
    ) -> Fallible {
        self.at(span);
        if !arguments.iter().any(|one| is_named(&one)) {
            self.op1(Op::Clear, dict);
            return Ok(());
        }
        self.emit(Op::BuildDict, 0, dict, dict.0, 0);
        let mut may_repeat = false;
        for argument in arguments.iter().filter(is_named) {
            self.scratch(|compiler| {
                if let ArgumentKind::Keyword(name) = argument.kind {
                    return compiler.merge_keyword(window, dict, name, argument, may_repeat);
                }
                may_repeat = true;
                let value = compiler.operand(argument.value)?;
                compiler.at(span);
                compiler.op3(Op::DictMerge, value.clear_b(), dict, value.reg, window);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// A named argument beside `**`; after one it is merged as a dict of its own, so that a repeated key is
    /// noticed.
    fn merge_keyword(
        &mut self,
        window: Reg,
        dict: Reg,
        name: Ident<'a>,
        argument: &'a Argument<'a>,
        may_repeat: bool,
    ) -> Fallible {
        let pair = self.run(2);
        self.at(argument.span);
        let key = self.mangled(name.name);
        self.load_const(pair, key);
        self.expr_into(pair.plus(1), argument.value)?;
        self.at(argument.span);
        if !may_repeat {
            self.op3(Op::DictSet, X_CLEAR_C, dict, pair, pair.plus(1));
            // The pair must be NULL when it is released, also where the flag was ignored.
            self.emit(Op::ClearRun, 0, pair, 0, 2);
            return Ok(());
        }
        self.emit(Op::BuildDict, 0, pair, pair.0, 1);
        self.op3(Op::DictMerge, 0, dict, pair, window);
        self.op1(Op::Clear, pair);
        Ok(())
    }

    /// Calls a window with `count` arguments that are in place already.
    pub(super) fn call_window(&mut self, dst: Reg, window: Reg, count: u16) {
        self.emit(Op::Call, 0, dst, window.0, count);
    }
}

/// A keyword may be given once.
pub(super) fn check_keywords(arguments: &[Argument]) -> Fallible {
    let mut seen = std::collections::HashSet::new();
    for argument in arguments {
        if let ArgumentKind::Keyword(Ident { name, .. }) = argument.kind {
            if name == "__debug__" {
                return error("cannot assign to __debug__", argument.span);
            }
            if !seen.insert(name) {
                return error(format!("keyword argument repeated: {name}"), argument.span);
            }
        }
    }
    Ok(())
}

fn is_named(argument: &&Argument) -> bool {
    matches!(argument.kind, ArgumentKind::Keyword(_) | ArgumentKind::DoubleStar)
}
