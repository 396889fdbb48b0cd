//! The state of one code unit that is being emitted: its registers, code and open blocks.
//!
//! Must not know expressions or statements.
//! Invariant: variables have the lowest registers, parameters first; temporaries follow.

use std::collections::HashMap;
use std::sync::Arc;

use super::assembler::{Assembler, GuardId, Label};
use super::error::{Fallible, error};
use super::registers::{BitSet, Reg, Registers};
use super::scope::{NameId, Resolution, Scope, ScopeId, ScopeKind, Scopes, Uses};
use crate::code::{CodeFlags, CodeUnit, Op};
use crate::source::{SourceText, Span};
use crate::syntax::ast::{Body, Ident};

/// What surrounds a statement, and must be left in order when control leaves it.
#[derive(Clone, Copy)]
pub(super) enum Block<'a> {
    Loop {
        break_label: Label,
        continue_label: Label,
    },
    Guard(GuardId),
    /// An `except` block: its handled exception and the one before it.
    Handled(Reg),
    /// The name of `except … as name`.
    Unbind(Ident<'a>),
    /// The exit window of a `with`.
    With {
        window: Reg,
        is_async: bool,
        span: Span,
    },
    Finally(Body<'a>),
    /// An `except*` block, which may not be left early.
    StarHandler,
}

pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub code: CodeUnit,
    pub assembler: Assembler,
    pub registers: Registers,
    /// Registers of locals and cells.
    pub variables: HashMap<NameId, Reg>,
    pub free: HashMap<NameId, u16>,
    /// Registers of the variables of inlined comprehensions.
    pub comprehension_variables: HashMap<(ScopeId, NameId), Reg>,
    /// The inlined comprehensions around the expression that is being emitted, outermost first.
    pub active: Vec<ScopeId>,
    /// Comprehension variables in the order of their use: handlers clear them.
    pub touched: Vec<Reg>,
    pub blocks: Vec<Block<'a>>,
    /// How many statements that open blocks are around this one.
    pub nesting: u32,
    /// Names are looked up in the mapping in register 0.
    pub in_namespace: bool,
    /// Variables that may become unbound again, or that expressions may bind.
    volatile: BitSet,
    rebound: BitSet,
}

const NESTING_LIMIT: u32 = 20;

impl<'a> Unit<'a> {
    /// Lays out the variables of a scope; parameters must be the first symbols of the scope.
    pub fn new(scopes: &Scopes, id: ScopeId, name: &str, in_namespace: bool) -> Unit<'a> {
        let scope = scopes.get(id);
        let mut layout = Layout::default();
        if in_namespace {
            layout.names.push(".namespace".into());
        }
        layout.add_symbols(scopes, scope);
        layout.add_class_cells(scopes, scope);
        let mut path = Vec::new();
        layout.add_comprehensions(scopes, scope, &mut path);
        let count = layout.names.len() as u32;
        let free: HashMap<NameId, u16> =
            scope.free.iter().enumerate().map(|(index, name)| (*name, index as u16)).collect();
        let code = CodeUnit {
            name: name.into(),
            local_names: layout.names,
            cell_registers: layout.cells.iter().map(|register| register.0).collect(),
            free_names: scope.free.iter().map(|name| scopes.text(*name).into()).collect(),
            ..CodeUnit::default()
        };
        let mut unit = Unit {
            scope: id,
            kind: scope.kind,
            code,
            assembler: Assembler::new(count),
            registers: Registers::new(count),
            variables: layout.variables,
            free,
            comprehension_variables: layout.comprehension_variables,
            active: Vec::new(),
            touched: Vec::new(),
            blocks: Vec::new(),
            nesting: 0,
            in_namespace,
            volatile: layout.volatile,
            rebound: layout.rebound,
        };
        for cell in layout.cells {
            unit.assembler.emit(Op::MakeCell, 0, cell, 0, 0);
        }
        unit
    }

    /// Declares the first `count` variables as filled by the call.
    pub fn set_parameters(&mut self, count: u32) {
        for register in 0..count {
            self.set_assigned(Reg(register as u16));
        }
    }

    /// Is the variable surely bound here?
    pub fn is_assigned(&self, variable: Reg) -> bool {
        self.assembler.is_assigned(variable)
    }

    pub fn set_assigned(&mut self, variable: Reg) {
        if !self.volatile.contains(u32::from(variable.0)) {
            self.assembler.set_assigned(variable, true);
        }
    }

    /// May an expression rebind the variable?
    pub fn is_rebound(&self, variable: Reg) -> bool {
        self.rebound.contains(u32::from(variable.0))
    }

    pub fn enter_nesting(&mut self, span: Span) -> Fallible {
        self.nesting += 1;
        if self.nesting > NESTING_LIMIT {
            return error("too many statically nested blocks", span);
        }
        Ok(())
    }

    pub fn leave_nesting(&mut self) {
        self.nesting -= 1;
    }

    pub fn is_function(&self) -> bool {
        self.kind.is_function_like()
    }

    pub fn add_flag(&mut self, flag: CodeFlags) {
        self.code.flags = self.code.flags.with(flag);
    }

    pub fn finish(mut self, source: &SourceText, filename: Arc<str>) -> Fallible<CodeUnit> {
        if self.registers.overflowed() || self.code.local_names.len() > usize::from(u16::MAX) {
            return error("too many local variables or temporaries", Span::default());
        }
        if self.assembler.names_overflowed() {
            return error("too many names", Span::default());
        }
        self.code.filename = filename;
        self.code.register_count = self.registers.count();
        self.assembler.finish(source, self.registers.dirty_end(), &mut self.code);
        Ok(self.code)
    }
}

/// Hands out the registers of variables.
#[derive(Default)]
struct Layout {
    names: Vec<Box<str>>,
    variables: HashMap<NameId, Reg>,
    cells: Vec<Reg>,
    comprehension_variables: HashMap<(ScopeId, NameId), Reg>,
    /// Registers that comprehensions side by side may share, by name.
    shared: HashMap<NameId, Vec<Reg>>,
    volatile: BitSet,
    rebound: BitSet,
}

impl Layout {
    fn add(&mut self, name: &str) -> Reg {
        self.names.push(name.into());
        Reg((self.names.len() - 1).min(usize::from(u16::MAX)) as u16)
    }

    fn add_symbols(&mut self, scopes: &Scopes, scope: &Scope) {
        if !scope.kind.is_function_like() {
            return;
        }
        for symbol in &scope.symbols {
            let is_cell = symbol.resolution == Resolution::Cell;
            if !is_cell && symbol.resolution != Resolution::Local {
                continue;
            }
            let register = self.add(scopes.text(symbol.name));
            self.variables.insert(symbol.name, register);
            if is_cell {
                self.cells.push(register);
            }
            if is_cell || symbol.uses.has(Uses::DELETED) {
                self.volatile.insert(u32::from(register.0));
            }
            if symbol.uses.has(Uses::WALRUS) {
                self.rebound.insert(u32::from(register.0));
            }
        }
    }

    fn add_class_cells(&mut self, scopes: &Scopes, scope: &Scope) {
        if scope.kind != ScopeKind::Class {
            return;
        }
        let cells = [
            ("__class__", scope.needs_class_cell),
            ("__classdict__", scope.needs_class_mapping),
            ("__conditional_annotations__", scope.has_conditional_annotations),
        ];
        for (name, needed) in cells {
            if let (true, Some(id)) = (needed, scopes.lookup(name)) {
                let register = self.add(name);
                self.variables.insert(id, register);
                self.cells.push(register);
                self.volatile.insert(u32::from(register.0));
            }
        }
    }

    /// Variables of comprehensions never share a register with those of a comprehension around them.
    fn add_comprehensions(&mut self, scopes: &Scopes, scope: &Scope, path: &mut Vec<Reg>) {
        for id in &scope.children {
            let child = scopes.get(*id);
            if !child.is_inlined {
                continue;
            }
            let depth = path.len();
            for symbol in &child.symbols {
                if symbol.resolution != Resolution::Local || scopes.text(symbol.name) == ".0" {
                    continue;
                }
                let known = self.shared.get(&symbol.name);
                let reused = known.and_then(|known| known.iter().find(|one| !path.contains(one)).copied());
                let register = reused.unwrap_or_else(|| {
                    let register = self.add(scopes.text(symbol.name));
                    self.shared.entry(symbol.name).or_default().push(register);
                    register
                });
                self.comprehension_variables.insert((*id, symbol.name), register);
                path.push(register);
            }
            self.add_comprehensions(scopes, child, path);
            path.truncate(depth);
        }
    }
}
