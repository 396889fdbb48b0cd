//! Code objects: what `function.__code__` shows of compiled code.

use crate::code::{CodeFlags, CodeUnit};
use crate::heap::{Dict, HeapObject, Kind, Value};
use crate::object::class::text;
use crate::object::definition::{TypeDef, getter, method};
use crate::object::function::Code;
use crate::object::native::cast_kind;
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};
use std::sync::Arc;

pub static TYPE: TypeDef = TypeDef {
    doc: "Compiled code.",
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method("replace(self, /, **changes)", replace, "A copy with other names, file or first line."),
        method("co_positions(self, /)", positions, "Source positions of the instructions."),
        method("co_lines(self, /)", lines, "Ranges of instructions and their lines."),
    ],
    getters: &[
        getter("co_name", |vm, value| unit_text(vm, value, |unit| &unit.name)),
        getter("co_qualname", |vm, value| unit_text(vm, value, |unit| &unit.qualname)),
        getter("co_filename", |vm, value| unit_text(vm, value, |unit| &unit.filename)),
        getter("co_firstlineno", |vm, value| unit_number(vm, value, |unit| unit.first_line)),
        getter("co_argcount", |vm, value| unit_number(vm, value, |unit| unit.argument_count)),
        getter("co_posonlyargcount", |vm, value| unit_number(vm, value, |unit| unit.positional_only_count)),
        getter("co_kwonlyargcount", |vm, value| unit_number(vm, value, |unit| unit.keyword_only_count)),
        getter("co_nlocals", |vm, value| unit_number(vm, value, |unit| variables(unit).len() as u32)),
        getter("co_stacksize", |vm, value| unit_number(vm, value, |unit| unit.register_count)),
        getter("co_flags", |vm, value| unit_number(vm, value, flags)),
        getter("co_varnames", |vm, value| unit_names(vm, value, variables)),
        getter("co_cellvars", |vm, value| unit_names(vm, value, cell_variables)),
        getter("co_freevars", |vm, value| unit_names(vm, value, |unit| texts(&unit.free_names))),
        getter("co_names", |vm, value| unit_names(vm, value, |unit| texts(&unit.names))),
        getter("co_consts", get_constants),
        getter("co_code", get_code),
    ],
    ..TypeDef::new("code", Code::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Code> {
    match Code::of(value) {
        Some(code) => Ok(code),
        None => Err(vm.type_error("a code object was expected")),
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let unit = &data(vm, value)?.unit;
    let (name, file, line) = (&unit.name, &unit.filename, unit.first_line);
    vm.new_str(&format!("<code object {name} at {:#x}, file \"{file}\", line {line}>", value.identity()))
}

fn unit_text(vm: &mut Vm, value: &Value, part: fn(&CodeUnit) -> &str) -> Result<Value> {
    let unit = data(vm, value)?.unit.0.clone();
    vm.new_str(part(&unit))
}

fn unit_number(vm: &mut Vm, value: &Value, part: fn(&CodeUnit) -> u32) -> Result<Value> {
    let number = part(&data(vm, value)?.unit);
    vm.new_int(i64::from(number))
}

fn unit_names(vm: &mut Vm, value: &Value, part: fn(&CodeUnit) -> Vec<&str>) -> Result<Value> {
    let unit = data(vm, value)?.unit.0.clone();
    let mut names = Vec::new();
    for name in part(&unit) {
        names.push(vm.intern(name)?);
    }
    vm.new_tuple(names)
}

fn texts(names: &[Box<str>]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

/// Local variables: parameters first. Names that the compiler made up begin with a dot, apart from the
/// comprehension's `.0`.
fn variables(unit: &CodeUnit) -> Vec<&str> {
    let parameters = unit.parameter_count() as usize;
    let is_cell = |index: usize| unit.cell_registers.contains(&(index as u16));
    let is_shown = |index: usize, name: &str| index < parameters || !is_cell(index) && !name.starts_with('.');
    if !unit.flags.contains(CodeFlags::FUNCTION) {
        return Vec::new();
    }
    let shown = unit.local_names.iter().enumerate().filter(|(index, name)| is_shown(*index, name));
    shown.map(|(_, name)| &**name).collect()
}

fn cell_variables(unit: &CodeUnit) -> Vec<&str> {
    unit.cell_registers
        .iter()
        .filter_map(|register| unit.local_names.get(*register as usize))
        .map(|name| &**name)
        .collect()
}

/// The bits that `inspect` reads.
fn flags(unit: &CodeUnit) -> u32 {
    let bits = [
        (CodeFlags::FUNCTION, 0x3),
        (CodeFlags::VAR_POSITIONAL, 0x4),
        (CodeFlags::VAR_KEYWORD, 0x8),
        (CodeFlags::GENERATOR, 0x20),
        (CodeFlags::COROUTINE, 0x80),
        (CodeFlags::ASYNC_GENERATOR, 0x200),
        (CodeFlags::METHOD, 0x800_0000),
    ];
    let mut flags: u32 = bits.iter().filter(|(flag, _)| unit.flags.contains(*flag)).map(|(_, bit)| bit).sum();
    if unit.qualname.contains("<locals>") {
        flags |= 0x10;
    }
    if unit.docstring.is_some() {
        flags |= 0x400_0000;
    }
    flags
}

fn get_constants(vm: &mut Vm, value: &Value) -> Result<Value> {
    let constants = data(vm, value)?.constants.to_vec();
    vm.new_tuple(constants)
}

/// The instruction words as they were compiled, little-endian.
fn get_code(vm: &mut Vm, value: &Value) -> Result<Value> {
    let unit = data(vm, value)?.unit.0.clone();
    let bytes: Vec<u8> = unit.words.iter().flat_map(|word| word.to_le_bytes()).collect();
    vm.new_bytes(&bytes)
}

/// `replace(co_name=…, co_qualname=…, co_filename=…, co_firstlineno=…)`.
fn replace(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let code = data(vm, &args[0])?;
    let old = &code.unit;
    let mut fresh = CodeUnit {
        name: old.name.clone(),
        qualname: old.qualname.clone(),
        filename: old.filename.clone(),
        first_line: old.first_line,
        flags: old.flags,
        argument_count: old.argument_count,
        positional_only_count: old.positional_only_count,
        keyword_only_count: old.keyword_only_count,
        local_names: old.local_names.clone(),
        cell_registers: old.cell_registers.clone(),
        free_names: old.free_names.clone(),
        register_count: old.register_count,
        names: old.names.clone(),
        consts: old.consts.clone(),
        words: old.words.clone(),
        handlers: old.handlers.clone(),
        positions: old.positions.clone(),
        docstring: old.docstring.clone(),
    };
    let changes = match cast_kind::<Dict>(&args[1], Kind::Dict) {
        Some(changes) => {
            let pairs = changes.snapshot(&mut vm.heap);
            vm.check(pairs)?
        }
        None => Vec::new(),
    };
    for (name, value) in &changes {
        match text(name).as_str() {
            "co_name" => fresh.name = text(value).into(),
            "co_qualname" => fresh.qualname = text(value).into(),
            "co_filename" => fresh.filename = text(value).into(),
            "co_firstlineno" => fresh.first_line = vm.as_i64(value)? as u32,
            other => {
                return Err(vm.value_error(format!("{other} of a code object cannot be replaced here")));
            }
        }
    }
    // A unit of its own, loaded when a function is made of it.
    let globals = code.globals.clone();
    let (name, qualname) = (vm.intern(&fresh.name)?, vm.intern(&fresh.qualname)?);
    let carrier = Code {
        header: crate::heap::Header::blank(),
        name,
        qualname,
        doc: code.doc.clone(),
        unit: crate::heap::Opaque(Arc::new(fresh)),
        words: crate::object::function::Words::new(Vec::new(), Vec::new()),
        constants: code.constants.to_vec(),
        names: code.names.to_vec(),
        cells: Vec::new(),
        globals: Value::NULL,
    };
    let carrier = vm.create_kind(Kind::Code, carrier)?;
    if globals.is_null() || !code.unit.free_names.is_empty() {
        return Ok(carrier);
    }
    let function = (vm.hooks.new_function)(vm, &carrier, &globals, Value::NULL)?;
    match crate::object::function::Function::of(&function) {
        Some(function) => Ok(function.code.get()),
        None => Ok(carrier),
    }
}

fn positions(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let unit = data(vm, &args[0])?.unit.0.clone();
    let mut all = Vec::new();
    for position in &unit.positions {
        let numbers = [position.line, position.end_line, position.column, position.end_column];
        let numbers =
            numbers.iter().map(|number| Value::from_small_int(i64::from(*number))).collect::<Vec<_>>();
        all.push(vm.new_tuple(numbers)?);
    }
    let list = vm.new_list(all)?;
    vm.iter(&list)
}

fn lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let unit = data(vm, &args[0])?.unit.0.clone();
    let mut all = Vec::new();
    for (index, position) in unit.positions.iter().enumerate() {
        let end = unit.positions.get(index + 1).map_or(unit.words.len() as u32, |next| next.start);
        let line = match position.line {
            0 => Value::NONE,
            line => Value::from_small_int(i64::from(line)),
        };
        let start = Value::from_small_int(i64::from(position.start));
        all.push(vm.new_tuple([start, Value::from_small_int(i64::from(end)), line])?);
    }
    let list = vm.new_list(all)?;
    vm.iter(&list)
}
