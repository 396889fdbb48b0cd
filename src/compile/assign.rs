//! Assignment and deletion.
//!
//! Invariant: the value is evaluated before the targets, and targets are stored from left to right.

use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::op::X_CLEAR_B;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn assign(&mut self, targets: &'a [Expr<'a>], value: ExprRef<'a>) -> Fallible {
        if let [target] = targets {
            return self.assign_one(target, value);
        }
        let is_name = |target: &Expr| matches!(target.kind, ExprKind::Name(_));
        if matches!(value.kind, ExprKind::Constant(_)) && targets.iter().all(is_name) {
            return targets
                .iter()
                .try_for_each(|target| self.scratch(|compiler| compiler.assign_one(target, value)));
        }
        let operand = if self.is_in_place(value) && !targets.iter().all(is_name) {
            let copy = self.scalar();
            self.expr_into(copy, value)?;
            Operand::dying(copy)
        } else if let Some(register) = self.in_place_register(value) {
            self.expr_into(register, value)?;
            Operand::kept(register)
        } else {
            self.operand(value)?
        };
        for (index, target) in targets.iter().enumerate() {
            let dies = operand.dies && index + 1 == targets.len();
            self.scratch(|compiler| compiler.store(target, Operand { reg: operand.reg, dies }))?;
        }
        Ok(())
    }

    pub(super) fn assign_one(&mut self, target: ExprRef<'a>, value: ExprRef<'a>) -> Fallible {
        match target.kind {
            ExprKind::Name(name) => {
                if let Some(register) = self.local(name) {
                    self.expr_into(register, value)?;
                    self.unit.set_assigned(register);
                    return Ok(());
                }
                let operand = self.operand(value)?;
                self.store_name(name, operand, target.span);
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                if self.assign_parallel(targets, value)? {
                    return Ok(());
                }
                let operand = self.operand(value)?;
                self.unpack(targets, operand, target.span)
            }
            ExprKind::Attribute { value: object, .. } => {
                let operand = self.operand_before(value, &[object])?;
                self.store(target, operand)
            }
            ExprKind::Subscript { value: object, index } => {
                if let Some(constant) = self.fold(value)
                    && !matches!(index.kind, ExprKind::Slice { .. })
                    && self.small_index(index).is_none()
                {
                    return self.store_constant_item(target, constant);
                }
                let operand = self.operand_before(value, &[object, index])?;
                self.store(target, operand)
            }
            _ => {
                let operand = self.operand(value)?;
                self.store(target, operand)
            }
        }
    }

    /// Stores a constant under a subscript that is no slice.
    fn store_constant_item(&mut self, target: ExprRef<'a>, constant: Const) -> Fallible {
        let ExprKind::Subscript { value: object, index } = target.kind else { return Ok(()) };
        self.descend(target.span)?;
        self.scratch(|compiler| {
            let object = compiler.operand_before(object, &[index])?;
            let index = compiler.operand(index)?;
            let constant = compiler.unit.assembler.constant(constant);
            compiler.at(target.span);
            let flags = object.clear_a() | index.clear_b();
            compiler.emit_words(Op::SetItemK, flags, object.reg, index.reg.0, 0, &[constant]);
            Ok(())
        })
    }

    /// Stores a value into a target.
    pub(super) fn store(&mut self, target: ExprRef<'a>, value: Operand) -> Fallible {
        self.descend(target.span)?;
        match target.kind {
            ExprKind::Name(name) => {
                self.store_name(name, value, target.span);
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => self.unpack(targets, value, target.span),
            ExprKind::Attribute { value: object, name } => self.scratch(|compiler| {
                let object = compiler.operand(object)?;
                let name = compiler.name_index(name.name);
                compiler.at(target.span);
                let flags = object.clear_a() | value.clear_b();
                compiler.emit_words(Op::SetAttr, flags, object.reg, value.reg.0, name, &[0, 0]);
                Ok(())
            }),
            ExprKind::Subscript { value: object, index } => self.scratch(|compiler| {
                let object = compiler.operand_before(object, &[index])?;
                if let ExprKind::Slice { lower, upper, step } = index.kind {
                    let parts = compiler.slice_bounds([lower, upper, step], index.span)?;
                    compiler.at(target.span);
                    let flags = object.clear_a() | value.clear_c();
                    compiler.op3(Op::SetSlice, flags, object.reg, parts, value.reg);
                    return Ok(());
                }
                if let Some(number) = compiler.small_index(index) {
                    compiler.at(target.span);
                    let flags = object.clear_a() | value.clear_c();
                    compiler.emit(Op::SetItemI, flags, object.reg, number as u16, value.reg.0);
                    return Ok(());
                }
                let index = compiler.operand(index)?;
                compiler.at(target.span);
                let flags = object.clear_a() | index.clear_b() | value.clear_c();
                compiler.op3(Op::SetItem, flags, object.reg, index.reg, value.reg);
                Ok(())
            }),
            ExprKind::Starred(_) => {
                error("starred assignment target must be in a list or tuple", target.span)
            }
            _ => error("cannot assign to expression", target.span),
        }
    }

    /// Takes a value apart into targets.
    pub(super) fn unpack(&mut self, targets: &'a [Expr<'a>], value: Operand, span: Span) -> Fallible {
        let mut stars =
            targets.iter().enumerate().filter(|(_, one)| matches!(one.kind, ExprKind::Starred(_)));
        let star = stars.next().map(|(index, _)| index);
        if stars.next().is_some() {
            return error("multiple starred expressions in assignment", span);
        }
        if targets.len() > usize::from(u16::MAX) {
            return error("too many expressions in star-unpacking assignment", span);
        }
        let adjacent = self.adjacent_locals(targets);
        let mark = self.unit.registers.mark();
        let first = match adjacent {
            Some(register) => register,
            None => self.unit.registers.scalars(targets.len() as u32),
        };
        self.at(span);
        match star {
            None => self.emit(Op::Unpack, value.clear_b(), first, value.reg.0, targets.len() as u16),
            Some(before) => {
                let after = (targets.len() - before - 1) as u64;
                let (flags, b) = (value.clear_b(), value.reg.0);
                self.emit_words(Op::UnpackStar, flags, first, b, before as u16, &[after]);
            }
        }
        for (index, target) in targets.iter().enumerate() {
            let register = first.plus(index);
            if adjacent.is_some() {
                self.unit.set_assigned(register);
                continue;
            }
            let target = match &target.kind {
                ExprKind::Starred(inner) => inner,
                _ => target,
            };
            self.scratch(|compiler| compiler.store(target, Operand::dying(register)))?;
        }
        self.unit.registers.release(mark);
        Ok(())
    }

    /// The first register of targets that are locals in neighbouring registers: these are filled directly.
    fn adjacent_locals(&mut self, targets: &'a [Expr<'a>]) -> Option<Reg> {
        let mut first = None;
        for (index, target) in targets.iter().enumerate() {
            let name = match target.kind {
                ExprKind::Name(name) => name,
                ExprKind::Starred(Expr { kind: ExprKind::Name(name), .. }) => name,
                _ => return None,
            };
            let register = self.local(name)?;
            if register != first.get_or_insert(register).plus(index) {
                return None;
            }
        }
        first
    }

    pub(super) fn delete(&mut self, target: ExprRef<'a>) -> Fallible {
        self.descend(target.span)?;
        match target.kind {
            ExprKind::Name(name) => {
                self.delete_name(name, target.span);
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().try_for_each(|target| self.delete(target))
            }
            ExprKind::Attribute { value, name } => self.scratch(|compiler| {
                let object = compiler.operand(value)?;
                let name = compiler.name_index(name.name);
                compiler.at(target.span);
                compiler.emit(Op::DeleteAttr, object.clear_a(), object.reg, 0, name);
                Ok(())
            }),
            ExprKind::Subscript { value, index } => self.scratch(|compiler| {
                let object = compiler.operand_before(value, &[index])?;
                let index = compiler.operand(index)?;
                compiler.at(target.span);
                let flags = object.clear_a() | index.clear_b();
                compiler.op3(Op::DeleteItem, flags, object.reg, index.reg, NONE);
                Ok(())
            }),
            _ => error("cannot delete expression", target.span),
        }
    }

    /// `target: annotation = value`.
    pub(super) fn annotated(
        &mut self,
        target: ExprRef<'a>,
        annotation: ExprRef<'a>,
        value: Option<ExprRef<'a>>,
        simple: bool,
    ) -> Fallible {
        match (value, &target.kind) {
            (Some(value), _) => self.scratch(|compiler| compiler.assign_one(target, value))?,
            (None, ExprKind::Attribute { value, .. }) => self.effect(value)?,
            (None, ExprKind::Subscript { value, index }) => {
                self.effect(value)?;
                self.effect(index)?;
            }
            _ => {}
        }
        let ExprKind::Name(name) = target.kind else { return Ok(()) };
        if simple && !self.unit.is_function() {
            self.note_annotation(name, annotation)?;
        }
        Ok(())
    }

    /// Evaluates an expression for what it does.
    pub(super) fn effect(&mut self, expr: ExprRef<'a>) -> Fallible {
        self.scratch(|compiler| {
            if let Some(register) = compiler.in_place_register(expr) {
                return compiler.expr_into(register, expr);
            }
            let register = compiler.scalar();
            compiler.expr_into(register, expr)?;
            compiler.op1(Op::Clear, register);
            Ok(())
        })
    }

    /// Adds the number of an annotation to those that were executed, or (as strings) the annotation itself.
    fn note_annotation(&mut self, name: &'a str, annotation: ExprRef<'a>) -> Fallible {
        let span = annotation.span;
        let mark = self.unit.registers.mark();
        let (collection, value) = (self.scalar(), self.scalar());
        if self.future_annotations {
            let key = self.scalar();
            let text = super::unparse::annotation(annotation, self.stack)?;
            self.load_name(collection, "__annotations__", span);
            self.load_const(value, Const::Str(text.into_bytes().into()));
            let name = self.mangled(name);
            self.load_const(key, name);
            self.op3(Op::SetItem, 0, collection, key, value);
            self.op1(Op::Clear, collection);
        } else if let Some(number) = self.annotation_condition(annotation) {
            self.load_conditions(collection, span);
            self.load_const(value, Const::Int(i64::from(number)));
            self.op3(Op::SetAdd, X_CLEAR_B, collection, value, NONE);
            self.op1(Op::Clear, collection);
        }
        self.unit.registers.release(mark);
        Ok(())
    }
}
