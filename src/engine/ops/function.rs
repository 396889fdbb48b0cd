//! Making functions, and the generators that calls of some functions make.
//!
//! Owns what a new function or generator holds. Calling them is `call`'s and `generator`'s.

use super::operations;
use crate::code::{CodeFlags, CodeUnit};
use crate::heap::header::flags;
use crate::heap::{Dict, Header, Kind, Registers, Slot, Value};
use crate::object::core;
use crate::object::function::{Code, Function, Generator, GeneratorKind, OldCode, generator_state};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64};

/// The generator, coroutine or async generator that a call of such a function makes.
pub fn make_generator(
    vm: &mut Vm,
    function_value: &Value,
    arguments: impl Iterator<Item = Value>,
) -> Result<Value> {
    let Some(function) = Function::of(function_value) else { return Err(vm.type_error("not a function")) };
    let code_value = function.code.get();
    let Some(code) = Code::of(&code_value) else { return Err(vm.type_error("a function's code is missing")) };
    let unit = &code.unit;
    let flags = unit.flags;
    let kind = if flags.contains(CodeFlags::COROUTINE) {
        GeneratorKind::Coroutine
    } else if flags.contains(CodeFlags::ASYNC_GENERATOR) {
        GeneratorKind::AsyncGenerator
    } else {
        GeneratorKind::Generator
    };
    let mut registers: Vec<Slot> = Vec::with_capacity(unit.register_count as usize);
    registers.extend(arguments.map(Slot::new));
    registers.resize_with(unit.register_count as usize, Slot::empty);
    let class = core::class(kind.class());
    let value = vm.build_in(&class, || Generator {
        header: Header::blank(),
        state: AtomicU8::new(generator_state::CREATED),
        kind: AtomicU8::new(kind as u8),
        async_state: AtomicU8::new(0),
        function: function_value.clone(),
        code: code_value.clone(),
        registers: Registers::new(registers),
        resume_at: AtomicU32::new(0),
        handled: Slot::empty(),
        name: Slot::new(function.name.get()),
        qualname: Slot::new(function.qualname.get()),
    })?;
    if !unit.handlers.is_empty() || kind == GeneratorKind::Coroutine {
        // Its death must run `finally` blocks, or tell that nobody awaited it: it is closed like one with `__del__`.
        // SAFETY: the object is new: nobody else reads its flags yet.
        unsafe { (*value.raw().header()).set_own_flags(flags::FINALIZER) };
    }
    Ok(value)
}

operations! {
    fn make_function(vm, i) -> 2 {
        let globals = &i.frame(vm).function().globals;
        let parts = Parts {
            defaults: i.take(i.b()),
            keyword_defaults: i.take(i.b() + 1),
            closure: i.take(i.b() + 2),
            annotate: i.take(i.b() + 3),
        };
        let function = new_function(vm, i.constant(1), globals, parts)?;
        i.put(i.a(), function);
        Ok(())
    }
}

/// What a function has beside its code: a tuple, a dict, a tuple of cells, a function; each may be NULL.
pub struct Parts {
    pub defaults: Value,
    pub keyword_defaults: Value,
    pub closure: Value,
    pub annotate: Value,
}

impl Parts {
    /// No more than its closure.
    pub fn closed_over(closure: Value) -> Parts {
        Parts { closure, defaults: Value::NULL, keyword_defaults: Value::NULL, annotate: Value::NULL }
    }
}

/// A function of a code object, with nothing but its globals and closure.
pub fn new_function(vm: &mut Vm, code_value: &Value, globals: &Value, parts: Parts) -> Result<Value> {
    let Some(code) = Code::of(code_value) else { return Err(vm.type_error("a function is made of code")) };
    let unit = &code.unit;
    let module = match cast_kind::<Dict>(globals, Kind::Dict) {
        Some(dict) => vm.dict_get_name(dict, Name::Name).unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    vm.build_kind(Kind::Function, || Function {
        header: Header::blank(),
        code: Slot::new(code_value.clone()),
        plain_arguments: AtomicU32::new(plain_arguments(unit)),
        register_count: AtomicU32::new(unit.register_count),
        entry: AtomicU64::new(code.words.start().expose_provenance() as u64),
        globals: globals.clone(),
        closure: parts.closure,
        name: Slot::new(code.name.clone()),
        qualname: Slot::new(code.qualname.clone()),
        defaults: Slot::new(parts.defaults),
        keyword_defaults: Slot::new(parts.keyword_defaults),
        doc: Slot::new(code.doc.clone()),
        module: Slot::new(module),
        annotations: Slot::empty(),
        annotate: Slot::new(parts.annotate),
        type_params: Slot::empty(),
        old_code: OldCode::default(),
    })
}

/// A function of a code object that may have been loaded for other globals.
pub fn function_in(vm: &mut Vm, code_value: &Value, globals: &Value, closure: Value) -> Result<Value> {
    let Some(code) = Code::of(code_value) else { return Err(vm.type_error("a function is made of code")) };
    if code.globals.is(globals) {
        return new_function(vm, code_value, globals, Parts::closed_over(closure));
    }
    let unit = code.unit.0.clone();
    let loaded = crate::engine::load::load(vm, &unit, globals)?;
    new_function(vm, &loaded, globals, Parts::closed_over(closure))
}

/// How many positional arguments need no binding; `u32::MAX` if they always do.
pub fn plain_arguments(unit: &CodeUnit) -> u32 {
    if unit.flags.contains(crate::code::CodeFlags::NAMESPACE) {
        // A class body is called with its namespace.
        return 1;
    }
    if unit.parameter_count() == unit.argument_count && !unit.flags.is_suspendable() {
        unit.argument_count
    } else {
        u32::MAX
    }
}
