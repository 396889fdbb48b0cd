//! `match` statements.
//!
//! A pattern reads its subject from a register and jumps to a label where it fails. Captured values wait in
//! registers; names are bound, in order, only when the whole pattern has matched.

use super::assembler::Label;
use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// Names that a pattern captures, and where their values wait.
type Captures<'a> = Vec<(Ident<'a>, Reg)>;

#[derive(Clone, Copy)]
struct Attempt {
    subject: Reg,
    fail: Label,
    /// May the pattern match everything? Then nothing may come after it.
    may_be_irrefutable: bool,
}

impl Attempt {
    fn inside(self, subject: Reg) -> Attempt {
        Attempt { subject, may_be_irrefutable: true, ..self }
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::As { pattern: None, name: None })
}

/// Does matching leave values in temporaries?
fn holds_values(pattern: &Pattern) -> bool {
    match pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => false,
        PatternKind::As { pattern, .. } => pattern.is_some_and(holds_values),
        PatternKind::Or(patterns) => {
            patterns.iter().any(|one| holds_values(one) || !matches!(one.kind, PatternKind::Value(_)))
        }
        _ => true,
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, subject: ExprRef<'a>, cases: &'a [MatchCase<'a>]) -> Fallible {
        let register = self.scalar();
        self.expr_into(register, subject)?;
        let end = self.label();
        for (index, case) in cases.iter().enumerate() {
            let may_be_irrefutable = case.guard.is_some() || index + 1 == cases.len();
            self.case(register, case, end, may_be_irrefutable)?;
        }
        self.op1(Op::Clear, register);
        self.bind(end);
        Ok(())
    }

    /// Matches one case, binds its names, tests its guard and runs its body, which goes on at `end`.
    fn case(
        &mut self,
        subject: Reg,
        case: &'a MatchCase<'a>,
        end: Label,
        may_be_irrefutable: bool,
    ) -> Fallible {
        let (fail, next) = (self.label(), self.label());
        let mark = self.unit.registers.mark();
        let watermark = self.unit.registers.begin_watermark();
        let mut captures = Captures::new();
        self.pattern(case.pattern, Attempt { subject, fail, may_be_irrefutable }, &mut captures)?;
        for (name, register) in captures {
            self.store_name(name.name, Operand::kept(register), name.span);
        }
        let high = self.unit.registers.end_watermark(watermark);
        let high = if holds_values(case.pattern) { high } else { mark };
        self.unit.registers.release(mark);
        self.at(case.pattern.span);
        self.clear_run(mark, high);
        if let Some(guard) = case.guard {
            self.jump_if(guard, false, next)?;
        }
        self.op1(Op::Clear, subject);
        self.body(case.body)?;
        self.jump(end);
        self.bind(fail);
        self.at(case.pattern.span);
        self.clear_run(mark, high);
        self.bind(next);
        Ok(())
    }

    fn pattern(
        &mut self,
        pattern: &'a Pattern<'a>,
        attempt: Attempt,
        captures: &mut Captures<'a>,
    ) -> Fallible {
        self.descend(pattern.span)?;
        match pattern.kind {
            PatternKind::Value(value) => self.value_pattern(value, attempt, pattern.span),
            PatternKind::Singleton(value) => self.singleton_pattern(value, attempt, pattern.span),
            PatternKind::Sequence(patterns) => {
                self.sequence_pattern(patterns, attempt, captures, pattern.span)
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                self.mapping_pattern(keys, patterns, rest, attempt, captures, pattern.span)
            }
            PatternKind::Class { class, positional, keywords } => {
                self.class_pattern(class, positional, keywords, attempt, captures, pattern.span)
            }
            PatternKind::Star(name) => match name {
                Some(name) => self.capture(name, attempt.subject, captures, pattern.span),
                None => Ok(()),
            },
            PatternKind::As { pattern: None, name } => {
                self.check_irrefutable(name, attempt, pattern.span)?;
                match name {
                    Some(name) => self.capture(name, attempt.subject, captures, pattern.span),
                    None => Ok(()),
                }
            }
            PatternKind::As { pattern: Some(inner), name } => {
                self.pattern(inner, attempt, captures)?;
                match name {
                    Some(name) => self.capture(name, attempt.subject, captures, pattern.span),
                    None => Ok(()),
                }
            }
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, attempt, captures, pattern.span),
        }
    }

    fn check_irrefutable(&self, name: Option<Ident<'a>>, attempt: Attempt, span: Span) -> Fallible {
        match name {
            _ if attempt.may_be_irrefutable => Ok(()),
            Some(Ident { name, .. }) => {
                error(format!("name capture '{name}' makes remaining patterns unreachable"), span)
            }
            None => error("wildcard makes remaining patterns unreachable", span),
        }
    }

    fn capture(
        &mut self,
        name: Ident<'a>,
        register: Reg,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        if captures.iter().any(|(other, _)| other.name == name.name) {
            return error(format!("multiple assignments to name '{}' in pattern", name.name), span);
        }
        captures.push((name, register));
        Ok(())
    }

    fn value_pattern(&mut self, value: ExprRef<'a>, attempt: Attempt, span: Span) -> Fallible {
        let subject = attempt.subject.0;
        if let Some(Const::Int(number)) = self.fold(value)
            && let Ok(number) = i16::try_from(number)
        {
            self.at(span);
            let op = Op::JumpUnlessEqI;
            self.unit.assembler.jump_word(op, 0, NONE, subject, number as u16, attempt.fail);
            return Ok(());
        }
        let value = self.operand(value)?;
        self.at(span);
        let op = Op::JumpUnlessEq;
        self.unit.assembler.jump_word(op, value.clear_c(), NONE, subject, value.reg.0, attempt.fail);
        Ok(())
    }

    fn singleton_pattern(&mut self, value: ExprRef<'a>, attempt: Attempt, span: Span) -> Fallible {
        if matches!(value.kind, ExprKind::Constant(Constant::None)) {
            self.at(span);
            self.unit.assembler.jump(Op::JumpIfNotNone, 0, attempt.subject, attempt.fail);
            return Ok(());
        }
        let value = self.operand(value)?;
        let result = self.scalar();
        self.at(span);
        self.op3(Op::Is, 0, result, attempt.subject, value.reg);
        self.unit.assembler.jump(Op::JumpIfFalse, 0, result, attempt.fail);
        Ok(())
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern<'a>],
        attempt: Attempt,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        let is_star = |pattern: &Pattern| matches!(pattern.kind, PatternKind::Star(_));
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|pattern| is_star(pattern)).count() > 1 {
            return error("multiple starred names in sequence pattern", span);
        }
        let count = patterns.len();
        let Ok(fixed) = i16::try_from(count - usize::from(star.is_some())) else {
            return error("too many sub-patterns in sequence pattern", span);
        };
        let length = self.scalar();
        self.at(span);
        self.op2(Op::MatchSequence, length, attempt.subject);
        self.unit.assembler.jump(Op::JumpIfFalse, 0, length, attempt.fail);
        if star.is_none() || fixed > 0 {
            self.op2(Op::GetLen, length, attempt.subject);
            let op = if star.is_some() { Op::JumpUnlessGtEI } else { Op::JumpUnlessEqI };
            self.unit.assembler.jump_word(op, 0, NONE, length.0, fixed as u16, attempt.fail);
        }
        let ignores =
            |pattern: &Pattern| is_wildcard(pattern) || matches!(pattern.kind, PatternKind::Star(None));
        if patterns.iter().all(ignores) {
            return Ok(());
        }
        if let Some(star) = star.filter(|star| ignores(&patterns[*star])) {
            return self.sequence_items(patterns, star, length, attempt, captures, span);
        }
        let first = self.unit.registers.scalars(count as u32);
        self.at(span);
        match star {
            None => self.emit(Op::Unpack, 0, first, attempt.subject.0, count as u16),
            Some(star) => {
                let after = [(count - star - 1) as u64];
                self.emit_words(Op::UnpackStar, 0, first, attempt.subject.0, star as u16, &after);
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, attempt.inside(first.plus(index)), captures)?;
        }
        Ok(())
    }

    /// Items of a sequence around an ignored middle, each read by its index.
    fn sequence_items(
        &mut self,
        patterns: &'a [Pattern<'a>],
        star: usize,
        length: Reg,
        attempt: Attempt,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        for (index, pattern) in patterns.iter().enumerate() {
            if index == star || is_wildcard(pattern) {
                continue;
            }
            let item = self.scalar();
            self.at(span);
            if index < star {
                self.emit(Op::GetItemI, 0, item, attempt.subject.0, index as u16);
            } else {
                let from_end = -((patterns.len() - index) as i16);
                let flags = crate::code::op::X_SUBTRACT;
                self.emit(Op::AddI, flags, item, length.0, from_end as u16);
                self.op3(Op::GetItem, 0, item, attempt.subject, item);
            }
            self.pattern(pattern, attempt.inside(item), captures)?;
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        keys: &'a [Expr<'a>],
        patterns: &'a [Pattern<'a>],
        rest: Option<Ident<'a>>,
        attempt: Attempt,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        let Ok(count) = i16::try_from(keys.len()) else {
            return error("too many sub-patterns in mapping pattern", span);
        };
        self.check_keys(keys, span)?;
        let test = self.scalar();
        self.at(span);
        self.op2(Op::MatchMapping, test, attempt.subject);
        self.unit.assembler.jump(Op::JumpIfFalse, 0, test, attempt.fail);
        if count == 0 && rest.is_none() {
            return Ok(());
        }
        if count > 0 {
            self.op2(Op::GetLen, test, attempt.subject);
            let op = Op::JumpUnlessGtEI;
            self.unit.assembler.jump_word(op, 0, NONE, test.0, count as u16, attempt.fail);
        }
        let (key_tuple, values) = (self.scalar(), self.scalar());
        self.scratch(|compiler| {
            let run = compiler.run_of(keys)?;
            compiler.at(span);
            compiler.emit(Op::BuildTuple, 0, key_tuple, run.0, keys.len() as u16);
            Ok(())
        })?;
        if count > 0 {
            self.op3(Op::MatchKeys, 0, values, attempt.subject, key_tuple);
            self.unit.assembler.jump(Op::JumpIfNone, 0, values, attempt.fail);
            let first = self.unit.registers.scalars(keys.len() as u32);
            self.emit(Op::Unpack, 0, first, values.0, keys.len() as u16);
            for (index, pattern) in patterns.iter().enumerate() {
                if !is_wildcard(pattern) {
                    self.pattern(pattern, attempt.inside(first.plus(index)), captures)?;
                }
            }
        }
        if let Some(name) = rest {
            let others = self.scalar();
            self.at(span);
            self.op3(Op::CopyWithoutKeys, 0, others, attempt.subject, key_tuple);
            self.capture(name, others, captures, span)?;
        }
        Ok(())
    }

    fn check_keys(&mut self, keys: &'a [Expr<'a>], span: Span) -> Fallible {
        let mut seen = std::collections::HashSet::new();
        for key in keys {
            let Some(value) = self.fold(key) else { continue };
            let spelling = format!("{value:?}");
            if !seen.insert(spelling) {
                let shown = super::unparse::annotation(key, self.stack)?;
                return error(format!("mapping pattern checks duplicate key ({shown})"), span);
            }
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        class: ExprRef<'a>,
        positional: &'a [Pattern<'a>],
        keywords: &'a [(Ident<'a>, Pattern<'a>)],
        attempt: Attempt,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        let Ok(count) = u8::try_from(positional.len()) else {
            return error("too many sub-patterns in class pattern", span);
        };
        let mut names = Vec::with_capacity(keywords.len());
        for (index, (name, pattern)) in keywords.iter().enumerate() {
            if keywords[..index].iter().any(|(other, _)| other.name == name.name) {
                let message = format!("attribute name repeated in class pattern: {}", name.name);
                return error(message, pattern.span);
            }
            names.push(Const::Str(name.name.as_bytes().into()));
        }
        let class_value = self.operand(class)?;
        let values = self.scalar();
        let names = self.unit.assembler.constant(Const::Tuple(names));
        self.at(span);
        let (b, c) = (attempt.subject.0, class_value.reg.0);
        self.emit_words(Op::MatchClass, count, values, b, c, &[names]);
        self.unit.assembler.jump(Op::JumpIfNone, 0, values, attempt.fail);
        let patterns: Vec<&'a Pattern<'a>> =
            positional.iter().chain(keywords.iter().map(|(_, pattern)| pattern)).collect();
        if patterns.iter().all(|pattern| is_wildcard(pattern)) {
            return Ok(());
        }
        let first = self.unit.registers.scalars(patterns.len() as u32);
        self.emit(Op::Unpack, 0, first, values.0, patterns.len() as u16);
        for (index, pattern) in patterns.into_iter().enumerate() {
            if !is_wildcard(pattern) {
                self.pattern(pattern, attempt.inside(first.plus(index)), captures)?;
            }
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        alternatives: &'a [Pattern<'a>],
        attempt: Attempt,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Fallible {
        let matched = self.label();
        // The names of the first alternative; every other must have the same.
        let mut shared: Option<Captures<'a>> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let is_last = index + 1 == alternatives.len();
            let fail = if is_last { attempt.fail } else { self.label() };
            let may_be_irrefutable = is_last && attempt.may_be_irrefutable;
            let mut own = Captures::new();
            self.pattern(alternative, Attempt { fail, may_be_irrefutable, ..attempt }, &mut own)?;
            let slots = match &shared {
                Some(slots) => slots.clone(),
                None => own.iter().map(|(name, _)| (*name, self.scalar())).collect(),
            };
            let has = |name: &Ident| slots.iter().any(|(other, _)| other.name == name.name);
            if own.len() != slots.len() || !own.iter().all(|(name, _)| has(name)) {
                return error("alternative patterns bind different names", span);
            }
            for (name, register) in own {
                if let Some((_, slot)) = slots.iter().find(|(other, _)| other.name == name.name) {
                    self.op2(Op::Move, *slot, register);
                }
            }
            shared = Some(slots);
            if !is_last {
                self.jump(matched);
                self.bind(fail);
            }
        }
        self.bind(matched);
        for (name, slot) in shared.unwrap_or_default() {
            self.capture(name, slot, captures, span)?;
        }
        Ok(())
    }
}
