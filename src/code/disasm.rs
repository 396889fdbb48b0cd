//! The disassembler: a readable listing of a code unit, derived from the rows of the opcode table.
//!
//! Must not know how code is made or run. Invariant: every word of the unit is accounted for, so the
//! offsets in the listing are those of the code.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::op::{
    Common, Instruction, Intrinsic, Op, Operand, Special, Word, X_CLEAR_A, X_CLEAR_B, X_CLEAR_C, X_INPLACE,
    X_SIMPLE_CALL, X_SUBTRACT,
};
use super::unit::{CodeFlags, CodeUnit, Const};

/// Lists a unit, then the units nested in it.
pub fn disassemble(unit: &CodeUnit) -> String {
    let mut out = String::new();
    let mut waiting: Vec<&CodeUnit> = vec![unit];
    while let Some(unit) = waiting.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        Listing::new(unit).write(&mut out);
        let nested = unit.consts.iter().filter_map(|constant| match constant {
            Const::Code(code) => Some(Arc::as_ref(code)),
            _ => None,
        });
        let first = waiting.len();
        waiting.extend(nested);
        waiting[first..].reverse();
    }
    out
}

struct Listing<'u> {
    unit: &'u CodeUnit,
    /// Where each instruction starts, with its decoded form.
    instructions: Vec<(u32, Instruction)>,
    /// Names of the offsets that jumps and handlers lead to.
    labels: BTreeMap<u32, String>,
}

impl<'u> Listing<'u> {
    fn new(unit: &'u CodeUnit) -> Listing<'u> {
        let mut instructions = Vec::new();
        let mut offset = 0;
        while let Some(word) = unit.words.get(offset as usize) {
            let instruction = Instruction(*word);
            instructions.push((offset, instruction));
            offset += 1 + instruction.op().words().len() as u32;
        }
        let mut listing = Listing { unit, instructions, labels: BTreeMap::new() };
        listing.find_labels();
        listing
    }

    fn find_labels(&mut self) {
        let jumps = self.instructions.iter().filter_map(|(offset, one)| self.target(*offset, *one));
        let handlers = self.unit.handlers.iter().map(|handler| handler.target);
        let mut targets: Vec<u32> = jumps.chain(handlers).collect();
        targets.sort_unstable();
        targets.dedup();
        let named = targets.into_iter().enumerate();
        self.labels = named.map(|(index, target)| (target, format!("L{}", index + 1))).collect();
    }

    /// Where an instruction may jump to.
    fn target(&self, offset: u32, instruction: Instruction) -> Option<u32> {
        let op = instruction.op();
        let distance = if op.operands()[1] == Operand::Wide && op != Op::LoadInt {
            i64::from(instruction.number())
        } else {
            let place = op.words().iter().position(|word| *word == Word::Jump)?;
            self.unit.words[offset as usize + 1 + place] as i64
        };
        u32::try_from(i64::from(offset) + distance).ok()
    }

    fn label(&self, offset: u32) -> &str {
        self.labels.get(&offset).map_or("?", String::as_str)
    }

    fn write(&self, out: &mut String) {
        self.write_header(out);
        let mut line = None;
        let number_width = self.unit.words.len().to_string().len().max(3);
        for (offset, instruction) in &self.instructions {
            let here = self.unit.position(*offset).map(|position| position.line).filter(|line| *line != 0);
            let shown = match here {
                Some(number) if here != line => number.to_string(),
                _ => String::new(),
            };
            line = here.or(line);
            let label = self.labels.get(offset).map_or(String::new(), |label| format!("{label}:"));
            let name = instruction.op().name();
            let operands = self.operands(*offset, *instruction);
            let text = format!("{shown:>5}  {label:<5}{offset:>number_width$}  {name:<20} {operands}");
            let _ = writeln!(out, "{}", text.trim_end());
        }
        self.write_handlers(out);
    }

    fn write_header(&self, out: &mut String) {
        let unit = self.unit;
        let kinds = [
            (CodeFlags::NAMESPACE, "namespace"),
            (CodeFlags::FUNCTION, "function"),
            (CodeFlags::METHOD, "method"),
            (CodeFlags::GENERATOR, "generator"),
            (CodeFlags::COROUTINE, "coroutine"),
            (CodeFlags::ASYNC_GENERATOR, "async generator"),
            (CodeFlags::VAR_POSITIONAL, "*args"),
            (CodeFlags::VAR_KEYWORD, "**kwargs"),
        ];
        let kinds: Vec<&str> =
            kinds.iter().filter(|(flag, _)| unit.flags.contains(*flag)).map(|(_, word)| *word).collect();
        let _ = write!(out, "{} (line {}", unit.qualname, unit.first_line);
        kinds.iter().for_each(|kind| out.push_str(&format!(", {kind}")));
        let _ = writeln!(out, ")");
        let _ = writeln!(out, "  {} registers, {} parameters", unit.register_count, unit.parameter_count());
        for (title, names) in [("variables", &unit.local_names), ("free", &unit.free_names)] {
            if !names.is_empty() {
                let names: Vec<String> =
                    names.iter().enumerate().map(|(index, name)| format!("{index} {name}")).collect();
                let _ = writeln!(out, "  {title}: {}", names.join(", "));
            }
        }
        if !unit.cell_registers.is_empty() {
            let cells: Vec<String> = unit.cell_registers.iter().map(|cell| self.register(*cell)).collect();
            let _ = writeln!(out, "  cells: {}", cells.join(", "));
        }
    }

    fn write_handlers(&self, out: &mut String) {
        for handler in &self.unit.handlers {
            let register = self.register(handler.register);
            let target = self.label(handler.target);
            let (start, end) = (handler.start, handler.end);
            let _ = writeln!(out, "  guarded {start}..{end}: exception into {register}, on at {target}");
        }
    }

    fn register(&self, number: u16) -> String {
        match self.unit.local_names.get(usize::from(number)) {
            Some(name) => format!("r{number} {name}"),
            None => format!("r{number}"),
        }
    }

    fn operands(&self, offset: u32, instruction: Instruction) -> String {
        let op = instruction.op();
        let mut parts = Vec::new();
        let values = [instruction.a(), instruction.b(), instruction.c()];
        for (index, (kind, value)) in op.operands().into_iter().zip(values).enumerate() {
            match kind {
                Operand::Unused => {}
                // How many operands `Raise` has is in `x`.
                _ if op == Op::Raise && index >= usize::from(instruction.x()) => {}
                Operand::Wide if index == 2 => {}
                Operand::Wide if op == Op::LoadInt => parts.push(instruction.number().to_string()),
                Operand::Wide => {}
                Operand::Write | Operand::Read => parts.push(self.register(value)),
                Operand::Run => parts.push(format!("{}..", self.register(value))),
                Operand::Window => parts.push(format!("window r{value}")),
                Operand::Name => parts.push(name_of(&self.unit.names, value)),
                Operand::Free => parts.push(format!("free {}", name_of(&self.unit.free_names, value))),
                Operand::Signed => parts.push((value as i16).to_string()),
                Operand::Number => parts.push(numbered(op, value)),
            }
        }
        self.extra_words(offset, instruction, &mut parts);
        let mut text = parts.join(", ");
        if let Some(target) = self.target(offset, instruction) {
            text.push_str(if text.is_empty() { "" } else { ", " });
            text.push_str("to ");
            text.push_str(self.label(target));
        }
        text.push_str(&flags(op, instruction.x()));
        text
    }

    fn extra_words(&self, offset: u32, instruction: Instruction, parts: &mut Vec<String>) {
        for (index, kind) in instruction.op().words().iter().enumerate() {
            let Some(word) = self.unit.words.get(offset as usize + 1 + index) else { continue };
            match kind {
                Word::Const => match self.unit.consts.get(*word as usize) {
                    Some(constant) => parts.push(shown(constant)),
                    None => parts.push(format!("constant {word}")),
                },
                Word::Global => {
                    let name = name_of(&self.unit.names, *word as u16);
                    if !parts.contains(&name) {
                        parts.push(name);
                    }
                }
                Word::Count => parts.push(word.to_string()),
                Word::Builtin | Word::Cache | Word::Jump | Word::Reciprocal => {}
            }
        }
    }
}

fn name_of(names: &[Box<str>], index: u16) -> String {
    names.get(usize::from(index)).map_or_else(|| format!("name {index}"), |name| name.to_string())
}

/// A number that stands for something with a name.
fn numbered(op: Op, value: u16) -> String {
    let index = usize::from(value);
    let name = match op {
        Op::LoadCommon => Common::ALL.get(index).map(|one| format!("{one:?}")),
        Op::LoadSpecial => Special::ALL.get(index).map(|one| format!("{one:?}")),
        Op::Intrinsic => Intrinsic::ALL.get(index).map(|one| format!("{one:?}")),
        _ => None,
    };
    name.unwrap_or_else(|| format!("#{value}"))
}

/// What `x` says, in words.
fn flags(op: Op, x: u8) -> String {
    match op {
        Op::Format | Op::BuildInterpolation => match x {
            1 => " !s".into(),
            2 => " !r".into(),
            3 => " !a".into(),
            _ => String::new(),
        },
        Op::Raise => match x {
            0 => " (the handled exception)".into(),
            2 => " (with cause)".into(),
            _ => String::new(),
        },
        Op::ImportName => format!(" level {x}"),
        Op::GetAwaitable => match x {
            1 => " from __aenter__".into(),
            2 => " from __aexit__".into(),
            _ => String::new(),
        },
        Op::MatchClass => format!(" positional {x}"),
        Op::Call => String::new(),
        Op::ImportStar => {
            if x == 1 {
                " into the namespace".into()
            } else {
                String::new()
            }
        }
        _ => {
            let words = [
                (X_INPLACE, "in place"),
                (X_SUBTRACT, "subtract"),
                (X_CLEAR_A, "clear a"),
                (X_CLEAR_B, "clear b"),
                (X_CLEAR_C, "clear c"),
                (!(X_SIMPLE_CALL - 1), "call"),
            ];
            let words: Vec<&str> =
                words.iter().filter(|(bit, _)| x & bit != 0).map(|(_, word)| *word).collect();
            if words.is_empty() { String::new() } else { format!("  [{}]", words.join(", ")) }
        }
    }
}

/// A constant, much as Python would show it.
fn shown(constant: &Const) -> String {
    match constant {
        Const::None => "None".into(),
        Const::True => "True".into(),
        Const::False => "False".into(),
        Const::Ellipsis => "...".into(),
        Const::Int(number) => number.to_string(),
        Const::BigInt { digits, radix: 10 } => digits.to_string(),
        Const::BigInt { digits, radix } => format!("{digits} (radix {radix})"),
        Const::Float(number) => format!("{number:?}"),
        Const::Complex(real, imaginary) => format!("({real:?}+{imaginary:?}j)"),
        Const::Str(text) => format!("'{}'", text.escape_ascii()),
        Const::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        Const::Tuple(items) => {
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        Const::FrozenSet(items) => {
            format!("frozenset({{{}}})", items.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        Const::Code(code) => format!("<code {}>", code.qualname),
    }
}
