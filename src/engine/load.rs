//! Loading: from a code unit to a code object that can run.
//!
//! Constants become values, and the words that named them by index name them directly; globals and builtins become the
//! addresses of their cells. A unit is loaded once for each namespace that it runs in.

use crate::code::{CodeUnit, Const, Instruction, Word};
use crate::heap::{Dict, Header, Kind, Opaque, Set, Value};
use crate::object::core::CoreClass;
use crate::object::function::{Code, Words};
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm, interpreter};
use dashu_int::{IBig, UBig};
use std::sync::Arc;

/// Makes a code object of a unit, and of all units in it, for a globals dict.
pub fn load(vm: &mut Vm, unit: &Arc<CodeUnit>, globals: &Value) -> Result<Value> {
    vm.check_stack()?;
    let mut names = Vec::with_capacity(unit.names.len());
    for name in &unit.names {
        names.push(vm.intern(name)?);
    }
    let mut constants = Vec::with_capacity(unit.consts.len());
    for constant in &unit.consts {
        constants.push(constant_value(vm, constant, globals)?);
    }
    let mut loader = Loader { names: &names, constants: &constants, cells: Vec::new(), caches: Vec::new() };
    let words = loader.patch(vm, &unit.words, globals)?;
    let (cells, caches) = (loader.cells, loader.caches);
    let doc = match &unit.docstring {
        Some(doc) => vm.new_text(doc)?,
        None => Value::NONE,
    };
    let code = Code {
        header: Header::blank(),
        unit: Opaque(unit.clone()),
        name: vm.intern(&unit.name)?,
        qualname: vm.intern(&unit.qualname)?,
        doc,
        words: Words::new(words, caches),
        constants,
        names,
        cells,
        globals: globals.clone(),
    };
    vm.create_kind(Kind::Code, code)
}

struct Loader<'a> {
    names: &'a [Value],
    constants: &'a [Value],
    cells: Vec<Value>,
    caches: Vec<u32>,
}

impl Loader<'_> {
    fn patch(&mut self, vm: &mut Vm, words: &[u64], globals: &Value) -> Result<Vec<u64>> {
        let mut patched = words.to_vec();
        let mut at = 0;
        while at < words.len() {
            let extra = Instruction(words[at]).op().words();
            for (offset, word) in (at + 1..).zip(extra) {
                let index = words[offset] as usize;
                patched[offset] = match word {
                    Word::Const => self.constants[index].raw().word(),
                    Word::Reciprocal => reciprocal(&self.constants[words[offset - 1] as usize]),
                    Word::Global => self.cell(vm, globals, index)?,
                    Word::Builtin if !is_namespace(globals) => self.cell(vm, &Value::NULL, index)?,
                    Word::Builtin => {
                        let state = vm.interpreter.state();
                        let builtins = crate::object::native::payload::<interpreter::State>(&state)
                            .map_or(Value::NULL, |state| state.builtins.clone());
                        self.cell(vm, &builtins, index)?
                    }
                    Word::Cache => {
                        self.caches.push(offset as u32);
                        0
                    }
                    Word::Jump | Word::Count => words[offset],
                };
            }
            at += 1 + extra.len();
        }
        Ok(patched)
    }

    /// The address of a global's cell. A plain dict (exec's globals) has none: then an empty cell stands in, for globals
    /// and builtins alike, and `LoadGlobal` looks the name up.
    fn cell(&mut self, vm: &mut Vm, globals: &Value, index: usize) -> Result<u64> {
        let cell = match cast_kind::<Dict>(globals, Kind::Dict) {
            Some(dict) if dict.is_namespace() => {
                let cell = dict.global_cell(&mut vm.heap, &self.names[index]);
                vm.check(cell)?
            }
            _ => vm.new_cell(Value::NULL)?,
        };
        let address = cell.raw().header().expose_provenance() as u64;
        self.cells.push(cell);
        Ok(address)
    }
}

/// The multiplier by which the dispatch loop divides numbers of 32 bits by a constant of 32 bits: 2^64 / d, rounded up (see
/// `engine::dispatch::remainder`). 0 for other constants.
fn reciprocal(constant: &Value) -> u64 {
    match constant.as_small_int().map(u32::try_from) {
        Some(Ok(divisor)) if divisor > 1 => u64::MAX / u64::from(divisor) + 1,
        _ => 0,
    }
}

fn constant_value(vm: &mut Vm, constant: &Const, globals: &Value) -> Result<Value> {
    Ok(match constant {
        Const::None => Value::NONE,
        Const::True => Value::TRUE,
        Const::False => Value::FALSE,
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(number) => vm.new_int(*number)?,
        Const::BigInt { digits, radix } => {
            let number = UBig::from_str_radix(digits, *radix).unwrap_or_default();
            vm.new_big_int(IBig::from(number))?
        }
        Const::Float(number) => Value::from_float(*number),
        Const::Complex(real, imaginary) => {
            let class = vm.core(CoreClass::Complex);
            vm.call(&class, &[Value::from_float(*real), Value::from_float(*imaginary)])?
        }
        Const::Str(text) if is_name(text) => {
            let interned = crate::heap::intern::intern(text);
            vm.check(interned)?
        }
        Const::Str(text) => vm.new_text(text)?,
        Const::Bytes(content) => vm.new_bytes(content)?,
        Const::Tuple(items) => {
            let items =
                items.iter().map(|item| constant_value(vm, item, globals)).collect::<Result<Vec<_>>>()?;
            vm.new_tuple(items)?
        }
        Const::FrozenSet(items) => {
            let class = vm.core(CoreClass::FrozenSet);
            let set = vm.create_in(&class, Set::new())?;
            for item in items {
                let item = constant_value(vm, item, globals)?;
                if let Some(set) = cast_kind::<Set>(&set, Kind::Set) {
                    vm.set_add(set, item)?;
                }
            }
            set
        }
        Const::Code(unit) => load(vm, unit, globals)?,
    })
}

fn is_namespace(globals: &Value) -> bool {
    cast_kind::<Dict>(globals, Kind::Dict).is_some_and(Dict::is_namespace)
}

/// Constants that look like names are interned, as CPython does.
fn is_name(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
