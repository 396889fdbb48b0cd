//! The assembler of one code unit: words, labels, guarded ranges, positions, constants and names.
//!
//! Must not know the tree or scopes.
//! Invariants: nothing is emitted where control cannot come; the state of a label is what holds on every
//! path to it (variables that are surely assigned), so a jump must be emitted while the state is right.

use std::collections::HashMap;

use super::registers::Reg;
use crate::code::op::{SIMPLE_ARGUMENTS, STALE_UNKNOWN, X_SIMPLE_CALL};
use crate::code::{CodeUnit, Const, Handler, Instruction, Op, Position, Word};
use crate::source::{SourceText, Span};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(u32);

/// Which variables are surely assigned, a bit for each of the unit's variable registers.
pub(super) type Assigned = Vec<u64>;

#[derive(Default)]
struct LabelState {
    offset: Option<u32>,
    /// None while no path leads to the label.
    assigned: Option<Assigned>,
}

/// A jump whose target is not known yet. `word` 0 is the 32-bit field of the instruction itself.
struct Fixup {
    instruction: u32,
    word: u32,
    label: Label,
}

/// A range of instructions with a handler. It may be interrupted, where a statement that leaves it runs
/// its clean-up code.
struct Guard {
    start: Option<u32>,
    label: Label,
    register: Reg,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct GuardId(usize);

#[derive(Default)]
pub(super) struct Assembler {
    words: Vec<u64>,
    positions: Vec<Position>,
    labels: Vec<LabelState>,
    fixups: Vec<Fixup>,
    guards: Vec<Guard>,
    handlers: Vec<(u32, u32, Label, Reg)>,
    constants: Vec<Const>,
    constant_index: HashMap<Vec<u8>, u32>,
    names: Vec<Box<str>>,
    name_index: HashMap<Box<str>, u32>,
    span: Span,
    last_span: Option<Span>,
    reachable: bool,
    assigned: Assigned,
    names_overflowed: bool,
}

impl Assembler {
    pub fn new(variables: u32) -> Assembler {
        Assembler {
            reachable: true,
            assigned: vec![0; variables.div_ceil(64) as usize],
            ..Assembler::default()
        }
    }

    /// The place in the source that the next instructions stem from.
    pub fn at(&mut self, span: Span) {
        self.span = span;
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn is_reachable(&self) -> bool {
        self.reachable
    }

    pub fn offset(&self) -> u32 {
        self.words.len() as u32
    }

    fn push(&mut self, instruction: Instruction, words: &[u64]) -> Option<u32> {
        if !self.reachable {
            return None;
        }
        debug_assert_eq!(words.len(), instruction.op().words().len());
        let offset = self.offset();
        if self.last_span != Some(self.span) {
            self.last_span = Some(self.span);
            let (start, end) = (self.span.start, self.span.end);
            self.positions.push(Position {
                start: offset,
                line: start,
                end_line: end,
                column: 0,
                end_column: 0,
            });
        }
        self.words.push(instruction.0);
        self.words.extend_from_slice(words);
        Some(offset)
    }

    pub fn emit(&mut self, op: Op, x: u8, a: Reg, b: u16, c: u16) {
        self.push(Instruction::new(op, x, a.0, b, c), &[]);
    }

    pub fn emit_words(&mut self, op: Op, x: u8, a: Reg, b: u16, c: u16, words: &[u64]) {
        self.push(Instruction::new(op, x, a.0, b, c), words);
    }

    pub fn emit_number(&mut self, op: Op, a: Reg, number: i32) {
        self.push(Instruction::wide(op, a.0, number), &[]);
    }

    /// After this nothing is reached until a label is bound.
    pub fn end_of_path(&mut self) {
        self.reachable = false;
    }

    // Variables that are surely assigned.

    pub fn is_assigned(&self, register: Reg) -> bool {
        !self.reachable || self.assigned[register.0 as usize / 64] >> (register.0 % 64) & 1 == 1
    }

    pub fn set_assigned(&mut self, register: Reg, assigned: bool) {
        let bit = 1 << (register.0 % 64);
        match assigned {
            true => self.assigned[register.0 as usize / 64] |= bit,
            false => self.assigned[register.0 as usize / 64] &= !bit,
        }
    }

    // Labels.

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    pub fn is_bound(&self, label: Label) -> bool {
        self.labels[label.0 as usize].offset.is_some()
    }

    /// Does any path lead to the label so far?
    pub fn is_used(&self, label: Label) -> bool {
        self.labels[label.0 as usize].assigned.is_some()
    }

    fn merge(state: &mut Option<Assigned>, other: &Assigned) {
        match state {
            None => *state = Some(other.clone()),
            Some(words) => words.iter_mut().zip(other).for_each(|(word, other)| *word &= other),
        }
    }

    fn note_path(&mut self, label: Label) {
        let state = &mut self.labels[label.0 as usize];
        if state.offset.is_none() {
            Assembler::merge(&mut state.assigned, &self.assigned);
        }
    }

    /// Puts a label here.
    pub fn bind(&mut self, label: Label) {
        if self.reachable {
            self.note_path(label);
        }
        let offset = self.offset();
        let state = &mut self.labels[label.0 as usize];
        state.offset = Some(offset);
        if let Some(assigned) = &state.assigned {
            self.assigned.clone_from(assigned);
            self.reachable = true;
        }
    }

    /// A jump in whose row `b` and `c` are the offset.
    pub fn jump(&mut self, op: Op, x: u8, a: Reg, label: Label) {
        if let Some(offset) = self.push(Instruction::new(op, x, a.0, 0, 0), &[]) {
            self.note_path(label);
            self.fixups.push(Fixup { instruction: offset, word: 0, label });
        }
        if matches!(op, Op::Jump | Op::Loop) {
            self.reachable = false;
        }
    }

    /// A jump whose offset is an extra word.
    pub fn jump_word(&mut self, op: Op, x: u8, a: Reg, b: u16, c: u16, label: Label) {
        if let Some(offset) = self.push(Instruction::new(op, x, a.0, b, c), &[0]) {
            debug_assert_eq!(op.words(), [Word::Jump]);
            self.note_path(label);
            self.fixups.push(Fixup { instruction: offset, word: 1, label });
        }
    }

    // Guarded ranges.

    /// Opens a guarded range: exceptions go into `register`, and to where `handler` is called.
    pub fn guard(&mut self, register: Reg) -> GuardId {
        let label = self.label();
        let start = Some(self.offset());
        self.guards.push(Guard { start, label, register });
        self.labels[label.0 as usize].assigned = self.reachable.then(|| self.assigned.clone());
        GuardId(self.guards.len() - 1)
    }

    /// Interrupts (or ends) a guarded range. Inner ones must be interrupted first.
    pub fn suspend(&mut self, guard: GuardId) {
        let here = self.offset();
        let Guard { start, label, register } = &mut self.guards[guard.0];
        if let Some(start) = start.take()
            && start < here
        {
            self.handlers.push((start, here, *label, *register));
        }
    }

    pub fn resume(&mut self, guard: GuardId) {
        self.guards[guard.0].start = Some(self.offset());
    }

    /// Here the handler of a guarded range starts. False if nothing can raise into it.
    pub fn handler(&mut self, guard: GuardId) -> bool {
        debug_assert!(self.guards[guard.0].start.is_none());
        let label = self.guards[guard.0].label;
        if !self.handlers.iter().rev().any(|handler| handler.2 == label) {
            return false;
        }
        self.bind(label);
        self.reachable
    }

    // Constants and names.

    pub fn constant(&mut self, value: Const) -> u64 {
        let mut key = Vec::new();
        if constant_key(&value, &mut key) {
            if let Some(index) = self.constant_index.get(&key) {
                return u64::from(*index);
            }
            self.constant_index.insert(key, self.constants.len() as u32);
        }
        self.constants.push(value);
        self.constants.len() as u64 - 1
    }

    pub fn name(&mut self, name: &str) -> u16 {
        if let Some(index) = self.name_index.get(name) {
            return *index as u16;
        }
        let index = self.names.len() as u32;
        self.names_overflowed |= index > u32::from(u16::MAX);
        self.names.push(name.into());
        self.name_index.insert(name.into(), index);
        index as u16
    }

    pub fn names_overflowed(&self) -> bool {
        self.names_overflowed
    }

    /// Notes in each `LoadMethod` whether a call without more ado follows.
    fn note_simple_calls(&mut self) {
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let i = Instruction(*word);
            let next = at + 1 + i.op().words().len();
            if i.op() == Op::LoadMethod {
                let flag = self.simple_call(next, i.a());
                self.words[at] = Instruction::new(i.op(), i.x() | flag, i.a(), i.b(), i.c()).0;
            }
            at = next;
        }
    }

    /// The bits of `LoadMethod` for what follows it: the call of its window, with few arguments that take one instruction
    /// each. (Nothing jumps between them: they are one expression.)
    fn simple_call(&self, at: usize, window: u16) -> u8 {
        let mut at = at;
        for count in 0..=SIMPLE_ARGUMENTS {
            let Some(word) = self.words.get(at) else { return 0 };
            let i = Instruction(*word);
            match i.op() {
                Op::Call if i.b() == window && i.c() == u16::from(count) => {
                    return X_SIMPLE_CALL * (count + 1);
                }
                Op::Move | Op::LoadConst | Op::LoadInt if i.a() == window + 2 + u16::from(count) => {
                    at += i.op().length();
                }
                _ => return 0,
            }
        }
        0
    }

    /// Notes in each plain call how many registers behind its window may hold something that is dead, and in each return
    /// where the registers end that may hold something.
    fn count_stale(&mut self, dirty_end: u32) {
        let mut at = 0;
        while let Some(word) = self.words.get_mut(at) {
            let i = Instruction(*word);
            let op = i.op();
            if op == Op::Call {
                let behind = u32::from(i.b()) + 2 + u32::from(i.c());
                let stale = dirty_end.saturating_sub(behind).min(u32::from(STALE_UNKNOWN));
                *word = Instruction::new(op, stale as u8, i.a(), i.b(), i.c()).0;
            } else if matches!(op, Op::Return | Op::ReturnNone) {
                let end = u32::from(i.c()).max(dirty_end).min(u32::from(u16::MAX));
                *word = Instruction::new(op, i.x(), i.a(), i.b(), end as u16).0;
            }
            at += 1 + op.words().len();
        }
    }

    /// Resolves jumps and fills in the parts of the unit that the assembler owns.
    pub fn finish(mut self, source: &SourceText, dirty_end: u32, unit: &mut CodeUnit) {
        self.note_simple_calls();
        self.count_stale(dirty_end);
        for Fixup { instruction, word, label } in &self.fixups {
            let Some(target) = self.labels[label.0 as usize].offset else { continue };
            let distance = i64::from(target) - i64::from(*instruction);
            let place = &mut self.words[(instruction + word) as usize];
            match word {
                0 => *place |= u64::from(distance as i32 as u32) << 32,
                _ => *place = distance as u64,
            }
        }
        for position in &mut self.positions {
            let (start, end) = (position.line, position.end_line);
            if end == 0 {
                continue;
            }
            (position.line, position.column) = source.line_column(start);
            (position.end_line, position.end_column) = source.line_column(end);
        }
        let labels = &self.labels;
        unit.handlers = self
            .handlers
            .iter()
            .filter_map(|&(start, end, label, register)| {
                let target = labels[label.0 as usize].offset?;
                Some(Handler { start, end, target, register: register.0 })
            })
            .collect();
        unit.words = self.words;
        unit.positions = self.positions;
        unit.consts = self.constants;
        unit.names = self.names;
    }
}

/// Writes what makes a constant equal to another, bit for bit. False for code, which is never shared.
fn constant_key(value: &Const, key: &mut Vec<u8>) -> bool {
    let text = |key: &mut Vec<u8>, tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend((bytes.len() as u64).to_le_bytes());
        key.extend(bytes);
    };
    match value {
        Const::None => key.push(0),
        Const::True => key.push(1),
        Const::False => key.push(2),
        Const::Ellipsis => key.push(3),
        Const::Int(number) => text(key, 4, &number.to_le_bytes()),
        Const::BigInt { digits, radix } => {
            text(key, 5, digits.as_bytes());
            key.extend(radix.to_le_bytes());
        }
        Const::Float(number) => text(key, 6, &number.to_bits().to_le_bytes()),
        Const::Complex(real, imaginary) => {
            text(key, 7, &real.to_bits().to_le_bytes());
            key.extend(imaginary.to_bits().to_le_bytes());
        }
        Const::Str(bytes) => text(key, 8, bytes),
        Const::Bytes(bytes) => text(key, 9, bytes),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            text(key, if matches!(value, Const::Tuple(_)) { 10 } else { 11 }, &items.len().to_le_bytes());
            return items.iter().all(|item| constant_key(item, key));
        }
        Const::Code(_) => return false,
    }
    true
}
