//! Built-in functions about names: globals, locals, vars, dir.
//!
//! Natives push no frame, so the frame on top is that of the caller.

use super::common::is_kind_of;
use super::list_sort::sort_items;
use crate::code::{CodeFlags, CodeUnit};
use crate::heap::{Cell, Dict, Kind, Value};
use crate::object::core::{CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::frames::Frame;
use crate::vm::{Result, Vm};

pub fn globals(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let globals = vm.stacks.frames().next().map(|frame| frame.function().globals.clone());
    match globals {
        Some(globals) => Ok(globals),
        None => Ok(Value::NONE),
    }
}

pub fn locals(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    locals_of(vm)
}

/// What `locals()` gives in the running frame: the namespace of a class body or module, a new dict of a function's
/// variables.
pub fn locals_of(vm: &mut Vm) -> Result<Value> {
    let found = vm.stacks.frames().next().map(frame_locals);
    found.unwrap_or(Locals::Variables(Vec::new())).into_value(vm)
}

/// The same of any frame of this thread.
pub fn frame_locals(frame: &Frame) -> Locals {
    let unit = &frame.code().unit;
    if unit.flags.contains(CodeFlags::NAMESPACE) {
        return Locals::Namespace(frame.register(0));
    }
    if !unit.flags.contains(CodeFlags::FUNCTION) {
        return Locals::Namespace(frame.function().globals.clone());
    }
    named_values(unit, tuple_items(&frame.function().closure), |number| frame.register(number))
}

/// A function's variables, of its registers and its closure.
pub fn named_values(unit: &CodeUnit, closure: &[Value], register: impl Fn(usize) -> Value) -> Locals {
    let mut variables: Vec<(String, Value)> = Vec::new();
    for (number, name) in unit.local_names.iter().enumerate() {
        let value = register(number);
        let is_cell = unit.cell_registers.iter().any(|cell| *cell as usize == number);
        let value = if is_cell { content(&value) } else { value };
        variables.push((name.to_string(), value));
    }
    for (name, cell) in unit.free_names.iter().zip(closure) {
        variables.push((name.to_string(), content(cell)));
    }
    Locals::Variables(variables)
}

/// A frame's variables, taken out of it.
pub enum Locals {
    Namespace(Value),
    Variables(Vec<(String, Value)>),
}

impl Locals {
    pub fn into_value(self, vm: &mut Vm) -> Result<Value> {
        let variables = match self {
            Locals::Namespace(namespace) => return Ok(namespace),
            Locals::Variables(variables) => variables,
        };
        let result = vm.new_dict()?;
        if let Some(dict) = cast_kind::<Dict>(&result, Kind::Dict) {
            for (name, value) in variables {
                if !value.is_null() && !name.starts_with('.') {
                    vm.dict_set_str(dict, &name, value)?;
                }
            }
        }
        Ok(result)
    }
}

/// What a variable's cell holds; an argument that has not been put into its cell yet is the value itself.
fn content(value: &Value) -> Value {
    cast_kind::<Cell>(value, Kind::Cell).map_or_else(|| value.clone(), |cell| cell.content.get())
}

pub fn vars(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(object) = args[0].given() else { return locals_of(vm) };
    match vm.find_attribute(object, &Name::Dict.value())? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

pub fn dir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let names = match args[0].given() {
        Some(object) => match vm.call_special(object, Name::Dir, &[])? {
            Some(names) => vm.collect(&names)?,
            None => {
                let given = class_of(object);
                let given = vm.full_class_name(&given);
                return Err(vm.type_error(format!("object does not provide __dir__: '{given}'")));
            }
        },
        None => {
            let locals = locals_of(vm)?;
            if is_kind_of(&locals, CoreClass::Dict) {
                vm.collect(&locals)?
            } else {
                let keys = vm.call_method(&locals, Name::Keys, &[])?;
                vm.collect(&keys)?
            }
        }
    };
    let (names, outcome) = sort_items(vm, names, None, false);
    outcome?;
    vm.new_list(names)
}
