//! Reading, storing and deleting names, and the values that instructions read in place.
//!
//! Must not know statements.
//! Invariant: an operand that is a variable's own register is read before anything can rebind it.

use super::error::Fallible;
use super::registers::Reg;
use super::scope::{NameId, Resolution, ScopeKind, mangle};
use super::{Compiler, NONE};
use crate::code::op::{X_CLEAR_A, X_CLEAR_B, X_CLEAR_C};
use crate::code::{CodeFlags, Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// Where a name lives, seen from the unit that is being emitted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Access {
    Local(Reg),
    Cell(Reg),
    Free(u16),
    /// A free variable that the namespace of a class may hide.
    ClassFree(u16),
    /// A name of an annotation scope in a class: the class's namespace, then a free variable or a global.
    Mapping(Option<u16>),
    Global,
    Namespace,
}

/// A register to read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Operand {
    pub reg: Reg,
    /// Nothing else needs the register's value: the reader should clear it.
    pub dies: bool,
}

impl Operand {
    pub fn kept(reg: Reg) -> Operand {
        Operand { reg, dies: false }
    }

    pub fn dying(reg: Reg) -> Operand {
        Operand { reg, dies: true }
    }

    pub fn clear_a(self) -> u8 {
        if self.dies { X_CLEAR_A } else { 0 }
    }

    pub fn clear_b(self) -> u8 {
        if self.dies { X_CLEAR_B } else { 0 }
    }

    pub fn clear_c(self) -> u8 {
        if self.dies { X_CLEAR_C } else { 0 }
    }

    /// The flag for an instruction that writes `dst`: what is overwritten needs no clearing.
    pub fn clear_b_unless(self, dst: Reg) -> u8 {
        if self.reg == dst { 0 } else { self.clear_b() }
    }

    pub fn clear_c_unless(self, dst: Reg) -> u8 {
        if self.reg == dst { 0 } else { self.clear_c() }
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn name_id(&mut self, name: &str) -> NameId {
        let private = self.symbols.scopes.get(self.unit.scope).private.as_ref();
        let mangled = mangle(private, name).into_owned();
        self.symbols.scopes.intern(&mangled)
    }

    /// The index of a (mangled) name.
    pub(super) fn name_index(&mut self, name: &str) -> u16 {
        let private = self.symbols.scopes.get(self.unit.scope).private.as_ref();
        self.unit.assembler.name(&mangle(private, name))
    }

    pub(super) fn access(&mut self, name: &str) -> Access {
        let id = self.name_id(name);
        let unit = &self.unit;
        for scope in unit.active.iter().rev() {
            if let Some(register) = unit.comprehension_variables.get(&(*scope, id)) {
                return Access::Local(*register);
            }
        }
        let scope = self.symbols.scopes.get(unit.scope);
        let is_function = unit.is_function();
        let global = match (is_function, scope.sees_class, unit.in_namespace) {
            (true, true, _) => Access::Mapping(None),
            (true, false, _) | (false, _, false) => Access::Global,
            (false, _, true) => Access::Namespace,
        };
        let Some(symbol) = scope.symbol(id) else { return global };
        let variable = unit.variables.get(&id).copied();
        match (symbol.resolution, variable, unit.free.get(&id)) {
            (Resolution::Local, Some(register), _) if is_function => Access::Local(register),
            (Resolution::Cell, Some(register), _) if is_function => Access::Cell(register),
            (Resolution::Free, _, Some(index)) if unit.kind == ScopeKind::Class => Access::ClassFree(*index),
            (Resolution::Free, _, Some(index)) if scope.sees_class && name != "__classdict__" => {
                Access::Mapping(Some(*index))
            }
            (Resolution::Free, _, Some(index)) => Access::Free(*index),
            (Resolution::GlobalExplicit, ..) => Access::Global,
            (Resolution::Local, ..) if !unit.in_namespace => Access::Global,
            (Resolution::Local, ..) => Access::Namespace,
            _ => global,
        }
    }

    /// Reads a name into a register.
    pub(super) fn load_name(&mut self, dst: Reg, name: &str, span: Span) {
        if name == "__debug__" {
            let value = if self.optimize { Const::False } else { Const::True };
            return self.load_const(dst, value);
        }
        let access = self.access(name);
        self.at(span);
        match access {
            Access::Local(register) => {
                match (self.unit.is_assigned(register), register == dst) {
                    (true, true) => {}
                    (true, false) => self.op2(Op::Move, dst, register),
                    (false, true) => self.op1(Op::CheckLocal, dst),
                    (false, false) => self.op2(Op::LoadLocal, dst, register),
                }
                self.unit.set_assigned(register);
            }
            Access::Cell(register) => self.op2(Op::LoadCell, dst, register),
            Access::Free(index) => self.emit(Op::LoadFree, 0, dst, index, 0),
            Access::ClassFree(index) => {
                let name = self.name_index(name);
                self.emit(Op::LoadClassFree, 0, dst, index, name);
            }
            Access::Mapping(index) => self.load_from_mapping(dst, name, index),
            Access::Global => {
                let name = u64::from(self.name_index(name));
                self.emit_words(Op::LoadGlobal, 0, dst, 0, 0, &[name, name]);
            }
            Access::Namespace => {
                let name = self.name_index(name);
                let word = u64::from(name);
                self.emit_words(Op::LoadName, 0, dst, 0, name, &[word, word]);
            }
        }
    }

    fn load_from_mapping(&mut self, dst: Reg, name: &str, index: Option<u16>) {
        let mark = self.unit.registers.mark();
        let mapping = self.scalar();
        self.load_name(mapping, "__classdict__", self.unit.assembler.span());
        let name = self.name_index(name);
        let word = u64::from(name);
        match index {
            Some(index) => {
                let words = [u64::from(index)];
                self.emit_words(Op::LoadFromMappingFree, 0, dst, mapping.0, name, &words);
            }
            None => self.emit_words(Op::LoadFromMapping, 0, dst, mapping.0, name, &[word, word]),
        }
        self.unit.registers.release(mark);
    }

    /// Stores a value under a name; a dying operand is taken.
    pub(super) fn store_name(&mut self, name: &str, value: Operand, span: Span) {
        let access = self.access(name);
        self.at(span);
        match access {
            Access::Local(register) => self.store_local(register, value),
            Access::Cell(register) => self.op3(Op::StoreCell, value.clear_b(), register, value.reg, NONE),
            Access::Free(index) | Access::ClassFree(index) | Access::Mapping(Some(index)) => {
                self.emit(Op::StoreFree, value.clear_a(), value.reg, index, 0);
            }
            Access::Global | Access::Mapping(None) => {
                let name = u64::from(self.name_index(name));
                self.emit_words(Op::StoreGlobal, value.clear_a(), value.reg, 0, 0, &[name]);
            }
            Access::Namespace => {
                let name = self.name_index(name);
                self.emit(Op::StoreName, value.clear_a(), value.reg, 0, name);
            }
        }
    }

    pub(super) fn store_local(&mut self, register: Reg, value: Operand) {
        if register != value.reg {
            self.op2(if value.dies { Op::Take } else { Op::Move }, register, value.reg);
        }
        self.unit.set_assigned(register);
    }

    pub(super) fn delete_name(&mut self, name: &str, span: Span) {
        let access = self.access(name);
        self.at(span);
        match access {
            Access::Local(register) => self.op1(Op::DeleteLocal, register),
            Access::Cell(register) => self.op1(Op::DeleteCell, register),
            Access::Free(index) | Access::ClassFree(index) | Access::Mapping(Some(index)) => {
                self.emit(Op::DeleteFree, 0, NONE, index, 0);
            }
            Access::Global | Access::Mapping(None) => {
                let name = u64::from(self.name_index(name));
                self.emit_words(Op::DeleteGlobal, 0, NONE, 0, 0, &[name]);
            }
            Access::Namespace => {
                let name = self.name_index(name);
                self.emit(Op::DeleteName, 0, NONE, 0, name);
            }
        }
    }

    /// The register of a name that is a plain local here.
    pub(super) fn local(&mut self, name: &str) -> Option<Reg> {
        match self.access(name) {
            Access::Local(register) => Some(register),
            _ => None,
        }
    }

    /// Evaluates an expression that the next instruction reads, and checks for NULL.
    pub(super) fn operand(&mut self, expr: ExprRef<'a>) -> Fallible<Operand> {
        match expr.kind {
            ExprKind::Name(name) => {
                if let Some(register) = self.local(name) {
                    self.unit.set_assigned(register);
                    return Ok(Operand::kept(register));
                }
            }
            ExprKind::Named { target, value } => {
                if let Some(register) = self.local(target.name) {
                    self.expr_into(register, value)?;
                    self.unit.set_assigned(register);
                    return Ok(Operand::kept(register));
                }
            }
            ExprKind::Constant(_) => {
                let register = self.scalar();
                self.expr_into(register, expr)?;
                return Ok(Operand::kept(register));
            }
            _ => {}
        }
        let register = self.scalar();
        self.expr_into(register, expr)?;
        Ok(Operand::dying(register))
    }

    /// Evaluates an expression whose value is read after `later` has been evaluated.
    pub(super) fn operand_before(&mut self, expr: ExprRef<'a>, later: &[ExprRef<'a>]) -> Fallible<Operand> {
        let is_last = later.iter().all(|later| self.is_simple(later));
        self.operand_held(expr, !is_last)
    }

    /// The same, where it is known whether evaluating what follows has effects.
    pub(super) fn operand_held(&mut self, expr: ExprRef<'a>, effects_follow: bool) -> Fallible<Operand> {
        let name = match expr.kind {
            ExprKind::Name(name) => name,
            ExprKind::Named { target, .. } => target.name,
            _ => return self.operand(expr),
        };
        let Some(register) = self.local(name) else { return self.operand(expr) };
        if !effects_follow {
            return self.operand(expr);
        }
        if self.unit.is_rebound(register) {
            let copy = self.scalar();
            self.expr_into(copy, expr)?;
            return Ok(Operand::dying(copy));
        }
        if !self.unit.is_assigned(register) {
            self.expr_into(register, expr)?;
        }
        Ok(Operand::kept(register))
    }

    /// Can evaluating the expression do nothing but give a value?
    pub(super) fn is_simple(&mut self, expr: ExprRef<'a>) -> bool {
        match expr.kind {
            ExprKind::Constant(_) => true,
            ExprKind::Name(name) => self.local(name).is_some(),
            _ => false,
        }
    }

    /// Clears a temporary that may hold the last reference to something.
    pub(super) fn discard(&mut self, operand: Operand) {
        if operand.dies {
            self.op1(Op::Clear, operand.reg);
        }
    }

    /// Clears neighbouring registers.
    pub(super) fn clear_run(&mut self, first: u32, end: u32) {
        match end.saturating_sub(first) {
            0 => {}
            1 => self.op1(Op::Clear, Reg(first as u16)),
            count => self.emit(Op::ClearRun, 0, Reg(first as u16), 0, count.min(0xFFFF) as u16),
        }
    }

    /// Does the unit run as a generator, coroutine or both?
    pub(super) fn is_async(&self) -> bool {
        let flags = self.unit.code.flags;
        flags.contains(CodeFlags::COROUTINE) || flags.contains(CodeFlags::ASYNC_GENERATOR)
    }
}
