//! What crosses from one interpreter to another: values that cannot change, queues, and functions by their code.
//!
//! Values go by publication, without a copy. A function goes as its code unit with the globals that it uses: other
//! plain functions, modules and named objects by name, and shareable values; it is loaded again on the other side.

use super::channel::{self, Channel};
use crate::code::{CodeUnit, Const, Instruction, Word};
use crate::engine::load::load;
use crate::engine::ops::function::{Parts, new_function};
use crate::heap::{Dict, Kind, Published, Tuple, Value, publish::publish};
use crate::interp::import::import;
use crate::interp::run::main_namespace;
use crate::interp::startup::modules_dict;
use crate::object::class::{Class, text};
use crate::object::core::{CoreClass, is_exactly};
use crate::object::function::{Code, Function, Module, NativeFunction};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::{Raised, Result, Vm};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A value on its way.
pub enum Cargo {
    Plain(Published),
    Channel(Arc<Channel>),
    /// A tuple with a queue somewhere in it.
    Tuple(Vec<Cargo>),
}

/// Packs a value; NotShareableError if it may not cross.
pub fn pack(vm: &mut Vm, value: &Value) -> Result<Cargo> {
    match try_pack(vm, value)? {
        Some(cargo) => Ok(cargo),
        None => Err(not_shareable(vm, value)),
    }
}

#[cold]
pub fn not_shareable(vm: &mut Vm, value: &Value) -> Raised {
    let shown = match vm.str_text(value) {
        Ok(shown) => shown,
        Err(raised) => return raised,
    };
    super::raise(vm, super::NOT_SHAREABLE, &format!("{shown} does not support cross-interpreter data"))
}

/// Packs a value; None if it may not cross.
pub fn try_pack(vm: &mut Vm, value: &Value) -> Result<Option<Cargo>> {
    vm.check_stack()?;
    if let Some(channel) = channel::of(value) {
        return Ok(Some(Cargo::Channel(channel)));
    }
    if is_exactly(value, CoreClass::Tuple) {
        let mut items = Vec::with_capacity(tuple_items(value).len());
        for item in tuple_items(value) {
            match try_pack(vm, item)? {
                Some(cargo) => items.push(cargo),
                None => return Ok(None),
            }
        }
        if items.iter().any(|cargo| !matches!(cargo, Cargo::Plain(_))) {
            return Ok(Some(Cargo::Tuple(items)));
        }
    } else if !is_constant(value) {
        return Ok(None);
    }
    let published = publish(value.clone());
    vm.check(published).map(|published| Some(Cargo::Plain(published)))
}

fn is_constant(value: &Value) -> bool {
    let exact = [
        CoreClass::Int,
        CoreClass::Float,
        CoreClass::Bool,
        CoreClass::NoneType,
        CoreClass::Str,
        CoreClass::Bytes,
    ];
    exact.into_iter().any(|class| is_exactly(value, class))
}

/// Unpacks a value in the interpreter that it came to.
pub fn unpack(vm: &mut Vm, cargo: Cargo) -> Result<Value> {
    match cargo {
        Cargo::Plain(published) => Ok(published.into_value()),
        Cargo::Channel(channel) => channel::wrap(vm, channel),
        Cargo::Tuple(items) => {
            let items = items.into_iter().map(|item| unpack(vm, item)).collect::<Result<Vec<_>>>()?;
            vm.new_tuple(items)
        }
    }
}

pub fn pack_all(vm: &mut Vm, values: &[Value]) -> Result<Vec<Cargo>> {
    values.iter().map(|value| pack(vm, value)).collect()
}

/// Packs the items of a dict whose keys are strings.
pub fn pack_named(vm: &mut Vm, dict: &Value) -> Result<Vec<(String, Cargo)>> {
    let Some(dict) = cast_kind::<Dict>(dict, Kind::Dict) else { return Ok(Vec::new()) };
    let pairs = dict.snapshot(&mut vm.heap);
    let mut packed = Vec::new();
    for (name, value) in vm.check(pairs)? {
        if !is_exactly(&name, CoreClass::Str) {
            return Err(not_shareable(vm, &name));
        }
        packed.push((text(&name), pack(vm, &value)?));
    }
    Ok(packed)
}

/// A callable on its way.
pub enum CallableCargo {
    /// Plain functions of one module, the first of which is called, and what they use.
    Functions { functions: Vec<FunctionCargo>, globals: Vec<(String, Global)> },
    /// Found by name: module and qualified name.
    Named(String, String),
}

pub struct FunctionCargo {
    unit: Arc<CodeUnit>,
    defaults: Option<Vec<Cargo>>,
    keyword_defaults: Vec<(String, Cargo)>,
}

/// A global that functions use.
pub enum Global {
    Function(usize),
    Module(String),
    Named(String, String),
    Value(Cargo),
}

pub fn pack_callable(vm: &mut Vm, callable: &Value) -> Result<CallableCargo> {
    if let Some((module, name)) = named(vm, callable)? {
        return Ok(CallableCargo::Named(module, name));
    }
    let Some(function) = Function::of(callable) else { return Err(not_shareable(vm, callable)) };
    let globals = function.globals.clone();
    let mut bundle = Bundle { home: globals, found: Vec::new(), functions: Vec::new(), globals: Vec::new() };
    bundle.add_function(vm, callable)?;
    Ok(CallableCargo::Functions { functions: bundle.functions, globals: bundle.globals })
}

/// Module and qualified name of a function or class that another interpreter can import.
fn named(vm: &mut Vm, object: &Value) -> Result<Option<(String, String)>> {
    if Function::of(object).is_none() && NativeFunction::of(object).is_none() && Class::of(object).is_none() {
        return Ok(None);
    }
    let module =
        vm.find_attribute(object, &Name::Module.value())?.map(|module| text(&module)).unwrap_or_default();
    let name =
        vm.find_attribute(object, &Name::QualName.value())?.map(|name| text(&name)).unwrap_or_default();
    if module.is_empty() || module == "__main__" {
        return Ok(None);
    }
    let modules = modules_dict(vm);
    let Some(modules) = cast_kind::<Dict>(&modules, Kind::Dict) else { return Ok(None) };
    let Some(mut found) = vm.dict_get_str(modules, &module)? else { return Ok(None) };
    for part in name.split('.') {
        let part = vm.intern(part)?;
        match vm.find_attribute(&found, &part)? {
            Some(value) => found = value,
            None => return Ok(None),
        }
    }
    Ok(if found.is(object) { Some((module, name)) } else { None })
}

/// Functions that are being packed, with what they use.
struct Bundle {
    /// The globals that they all have.
    home: Value,
    /// The functions, in the order of `functions`.
    found: Vec<Value>,
    functions: Vec<FunctionCargo>,
    globals: Vec<(String, Global)>,
}

impl Bundle {
    fn add_function(&mut self, vm: &mut Vm, value: &Value) -> Result<usize> {
        if let Some(index) = self.found.iter().position(|found| found.is(value)) {
            return Ok(index);
        }
        let Some(function) = Function::of(value) else { return Err(not_shareable(vm, value)) };
        let code = function.code.get();
        let Some(code) = Code::of(&code) else { return Err(not_shareable(vm, value)) };
        if !tuple_items(&function.closure).is_empty() || !function.globals.is(&self.home) {
            return Err(not_shareable(vm, value));
        }
        let unit = code.unit.0.clone();
        let defaults = function.defaults.get();
        let defaults = match cast_kind::<Tuple>(&defaults, Kind::Tuple) {
            Some(defaults) => Some(pack_all(vm, defaults.items())?),
            None => None,
        };
        let keyword_defaults = pack_named(vm, &function.keyword_defaults.get())?;
        let index = self.functions.len();
        self.found.push(value.clone());
        self.functions.push(FunctionCargo { unit: unit.clone(), defaults, keyword_defaults });
        let mut names = BTreeSet::new();
        global_names(&unit, &mut names);
        for name in names {
            self.add_global(vm, name)?;
        }
        Ok(index)
    }

    /// A name that is no global here is a builtin, or a global of the other side.
    fn add_global(&mut self, vm: &mut Vm, name: String) -> Result<()> {
        if name.starts_with("__") || self.globals.iter().any(|(known, _)| *known == name) {
            return Ok(());
        }
        let home = self.home.clone();
        let Some(home) = cast_kind::<Dict>(&home, Kind::Dict) else { return Ok(()) };
        let Some(value) = vm.dict_get_str(home, &name)? else { return Ok(()) };
        let global = if let Some(module) = Module::of(&value) {
            let own = cast_kind::<Dict>(&module.dict, Kind::Dict)
                .and_then(|dict| vm.dict_get_name(dict, Name::Name));
            Global::Module(own.map(|own| text(&own)).unwrap_or_default())
        } else if let Some(cargo) = try_pack(vm, &value)? {
            Global::Value(cargo)
        } else if let Some((module, name)) = named(vm, &value)? {
            Global::Named(module, name)
        } else {
            // Entered before its own globals are looked at, as it may use its own name.
            let next = self.functions.len();
            let index = self.found.iter().position(|found| found.is(&value)).unwrap_or(next);
            self.globals.push((name, Global::Function(index)));
            return self.add_function(vm, &value).map(drop);
        };
        self.globals.push((name, global));
        Ok(())
    }
}

/// The names that a unit, and the units in it, use as globals.
fn global_names(unit: &CodeUnit, names: &mut BTreeSet<String>) {
    let mut at = 0;
    while at < unit.words.len() {
        let extra = Instruction(unit.words[at]).op().words();
        for (offset, word) in (at + 1..).zip(extra) {
            if *word == Word::Global
                && let Some(name) = unit.names.get(unit.words[offset] as usize)
            {
                names.insert(name.to_string());
            }
        }
        at += 1 + extra.len();
    }
    for constant in &unit.consts {
        if let Const::Code(inner) = constant {
            global_names(inner, names);
        }
    }
}

/// Makes a callable in the running interpreter's `__main__`. Its globals are set unless the names are taken.
pub fn unpack_callable(vm: &mut Vm, cargo: CallableCargo) -> Result<Value> {
    let (functions, globals) = match cargo {
        CallableCargo::Named(module, name) => return find_named(vm, &module, &name),
        CallableCargo::Functions { functions, globals } => (functions, globals),
    };
    let namespace = main_namespace(vm)?;
    let mut made = Vec::with_capacity(functions.len());
    for function in functions {
        made.push(unpack_function(vm, function, &namespace)?);
    }
    let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict) else {
        return Err(vm.runtime_error("no __main__"));
    };
    for (name, global) in globals {
        if !matches!(global, Global::Function(_)) && vm.dict_get_str(dict, &name)?.is_some() {
            continue;
        }
        let value = match global {
            Global::Function(index) => made[index].clone(),
            Global::Module(module) => import_module(vm, &module)?,
            Global::Named(module, name) => find_named(vm, &module, &name)?,
            Global::Value(cargo) => unpack(vm, cargo)?,
        };
        vm.dict_set_str(dict, &name, value)?;
    }
    Ok(made.swap_remove(0))
}

fn unpack_function(vm: &mut Vm, cargo: FunctionCargo, globals: &Value) -> Result<Value> {
    let code = load(vm, &cargo.unit, globals)?;
    let value = new_function(vm, &code, globals, Parts::closed_over(Value::NULL))?;
    let Some(function) = Function::of(&value) else { return Err(vm.runtime_error("no function was made")) };
    if let Some(defaults) = cargo.defaults {
        let defaults = unpack(vm, Cargo::Tuple(defaults))?;
        let stored = vm.heap.set_slot(&function.header, &function.defaults, defaults);
        drop(vm.check(stored)?);
    }
    if !cargo.keyword_defaults.is_empty() {
        let dict = unpack_named(vm, cargo.keyword_defaults)?;
        let stored = vm.heap.set_slot(&function.header, &function.keyword_defaults, dict);
        drop(vm.check(stored)?);
    }
    Ok(value)
}

/// A dict of what `pack_named` packed.
pub fn unpack_named(vm: &mut Vm, items: Vec<(String, Cargo)>) -> Result<Value> {
    let dict_value = vm.new_dict()?;
    if let Some(dict) = cast_kind::<Dict>(&dict_value, Kind::Dict) {
        for (name, cargo) in items {
            let value = unpack(vm, cargo)?;
            vm.dict_set_str(dict, &name, value)?;
        }
    }
    Ok(dict_value)
}

/// The module itself, not the package that `import a.b` gives.
pub fn import_module(vm: &mut Vm, name: &str) -> Result<Value> {
    import(vm, name, &Value::NONE, &Value::NONE, 0)?;
    let modules = modules_dict(vm);
    let found = match cast_kind::<Dict>(&modules, Kind::Dict) {
        Some(modules) => vm.dict_get_str(modules, name)?,
        None => None,
    };
    match found {
        Some(module) => Ok(module),
        None => Err(vm.runtime_error(format!("module '{name}' is not in sys.modules"))),
    }
}

fn find_named(vm: &mut Vm, module: &str, name: &str) -> Result<Value> {
    let mut found = import_module(vm, module)?;
    for part in name.split('.') {
        let part = vm.intern(part)?;
        found = vm.get_attribute(&found, &part)?;
    }
    Ok(found)
}
