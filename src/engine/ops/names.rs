//! Names: unbound variables, globals, namespaces of classes and exec, cells, and rare intrinsics.

use super::{Operands, operations};
use crate::code::op::{Common, Intrinsic};
use crate::heap::{Cell, Dict, Kind, Value};
use crate::object::class::text;
use crate::object::core::{self, Exception};
use crate::object::function::Module;
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};

fn cell(value: &Value) -> Option<&Cell> {
    cast_kind(value, Kind::Cell)
}

/// A cell whose address stands in an extra word.
fn cell_at<'a>(i: Operands, word: usize) -> &'a Cell {
    // SAFETY: the loader put the address of a cell there that the code object counts.
    unsafe { &*std::ptr::with_exposed_provenance::<Cell>(i.extra(word) as usize) }
}

#[cold]
fn not_defined(vm: &mut Vm, name: &Value) -> Raised {
    let message = format!("name '{}' is not defined", text(name));
    vm.name_error(Exception::NameError, name, message)
}

/// The name of the global that an instruction's word means, by its index in the unit.
fn global_name(vm: &Vm, i: Operands) -> Value {
    let offset = i.frame(vm).offset() as usize + 1;
    let index = i.code(vm).unit.words[offset] as usize;
    i.code(vm).names[index].clone()
}

fn free_name(vm: &Vm, i: Operands, index: usize) -> String {
    i.code(vm).unit.free_names.get(index).map_or_else(String::new, |name| name.to_string())
}

fn free_cell(vm: &Vm, i: Operands, index: usize) -> Value {
    crate::vm::call::tuple_items(&i.frame(vm).function().closure)[index].clone()
}

/// The namespace of builtins that code with these globals sees: their `__builtins__`, if `exec` or `eval` was given one.
pub fn builtins_of(vm: &mut Vm, globals: &Value) -> Value {
    if let Some(dict) = cast_kind::<Dict>(globals, Kind::Dict)
        && let Some(own) = vm.dict_get_name(dict, Name::Builtins)
    {
        if let Some(module) = Module::of(&own) {
            return module.dict.clone();
        }
        if cast_kind::<Dict>(&own, Kind::Dict).is_some() {
            return own;
        }
    }
    let state = vm.interpreter.state();
    payload::<State>(&state).map_or(Value::NULL, |state| state.builtins.clone())
}

/// A global or builtin by name, for code whose globals are a plain dict and for names that vanished.
fn global_or_builtin(vm: &mut Vm, globals: &Value, name: &Value) -> Result<Value> {
    if let Some(dict) = cast_kind::<Dict>(globals, Kind::Dict)
        && let Some(found) = vm.dict_get(dict, name)?
    {
        return Ok(found);
    }
    let builtins = builtins_of(vm, globals);
    if let Some(dict) = cast_kind::<Dict>(&builtins, Kind::Dict)
        && let Some(found) = vm.dict_get(dict, name)?
    {
        return Ok(found);
    }
    Err(not_defined(vm, name))
}

/// A name in a namespace mapping: a dict, or anything with items.
fn in_mapping(vm: &mut Vm, mapping: &Value, name: &Value) -> Result<Option<Value>> {
    if core::is_exactly(mapping, core::CoreClass::Dict)
        && let Some(dict) = cast_kind::<Dict>(mapping, Kind::Dict)
    {
        return vm.dict_get(dict, name);
    }
    match vm.get_item(mapping, name) {
        Ok(found) => Ok(Some(found)),
        Err(Raised) => vm.catch(Exception::KeyError).map(|_| None),
    }
}

operations! {
    fn unbound_a(vm, i) -> 1 {
        unbound_variable(vm, i, i.a())
    }

    fn unbound_b(vm, i) -> 1 {
        unbound_variable(vm, i, i.b())
    }

    fn unbound_operand(vm, i) -> 1 {
        i.operand(vm, i.b())?;
        i.operand(vm, i.c())?;
        Ok(())
    }

    fn load_common(vm, i) -> 1 {
        let which = match Common::ALL[i.b()] {
            Common::AssertionError => Exception::AssertionError,
            Common::NotImplementedError => Exception::NotImplementedError,
            Common::StopAsyncIteration => Exception::StopAsyncIteration,
            Common::StopIteration => Exception::StopIteration,
            Common::BaseException => Exception::BaseException,
            Common::GeneratorExit => Exception::GeneratorExit,
        };
        i.put(i.a(), core::exception(which));
        Ok(())
    }

    fn load_global(vm, i) -> 3 {
        let name = global_name(vm, i);
        let globals = i.frame(vm).function().globals.clone();
        let found = global_or_builtin(vm, &globals, &name)?;
        i.put(i.a(), found);
        Ok(())
    }

    fn store_global(vm, i) -> 2 {
        let value = i.operand(vm, i.a())?.clone();
        let globals = i.frame(vm).function().globals.clone();
        let dict = super::dict(vm, &globals)?;
        if !dict.is_namespace() {
            let name = global_name(vm, i);
            return vm.dict_set(dict, name, value);
        }
        let result = dict.set_global(&mut vm.heap, cell_at(i, 1), value);
        vm.check(result)
    }

    fn delete_global(vm, i) -> 2 {
        let globals = i.frame(vm).function().globals.clone();
        let dict = super::dict(vm, &globals)?;
        let name = global_name(vm, i);
        let found = if dict.is_namespace() {
            dict.delete_global(&mut vm.heap, cell_at(i, 1))
        } else {
            vm.dict_remove(dict, &name)?.is_some()
        };
        if found { Ok(()) } else { Err(not_defined(vm, &name)) }
    }

    fn load_name(vm, i) -> 3 {
        let name = i.name(vm, i.c()).clone();
        let namespace = i.reg(0).clone();
        let found = match in_mapping(vm, &namespace, &name)? {
            Some(found) => found,
            None => {
                let globals = i.frame(vm).function().globals.clone();
                global_or_builtin(vm, &globals, &name)?
            }
        };
        i.put(i.a(), found);
        Ok(())
    }

    fn store_name(vm, i) -> 1 {
        let name = i.name(vm, i.c()).clone();
        let (namespace, value) = (i.reg(0).clone(), i.operand(vm, i.a())?.clone());
        if core::is_exactly(&namespace, core::CoreClass::Dict)
            && let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict)
        {
            return vm.dict_set(dict, name, value);
        }
        vm.set_item(&namespace, &name, Some(&value))
    }

    fn delete_name(vm, i) -> 1 {
        let name = i.name(vm, i.c()).clone();
        let namespace = i.reg(0).clone();
        match vm.set_item(&namespace, &name, None) {
            Ok(()) => Ok(()),
            Err(Raised) => {
                vm.catch(Exception::KeyError)?;
                Err(not_defined(vm, &name))
            }
        }
    }

    fn load_class_free(vm, i) -> 1 {
        let name = i.name(vm, i.c()).clone();
        let namespace = i.reg(0).clone();
        let found = match in_mapping(vm, &namespace, &name)? {
            Some(found) => found,
            None => load_free_value(vm, i, i.b())?,
        };
        i.put(i.a(), found);
        Ok(())
    }

    fn load_from_mapping(vm, i) -> 3 {
        let name = i.name(vm, i.c()).clone();
        let mapping = i.operand(vm, i.b())?.clone();
        let found = match in_mapping(vm, &mapping, &name)? {
            Some(found) => found,
            None => {
                let globals = i.frame(vm).function().globals.clone();
                global_or_builtin(vm, &globals, &name)?
            }
        };
        i.put(i.a(), found);
        Ok(())
    }

    fn load_from_mapping_free(vm, i) -> 2 {
        let name = i.name(vm, i.c()).clone();
        let mapping = i.operand(vm, i.b())?.clone();
        let found = match in_mapping(vm, &mapping, &name)? {
            Some(found) => found,
            None => load_free_value(vm, i, i.extra(1) as usize)?,
        };
        i.put(i.a(), found);
        Ok(())
    }

    fn make_cell(vm, i) -> 1 {
        let content = i.take(i.a());
        let cell = vm.new_cell(content)?;
        i.put(i.a(), cell);
        Ok(())
    }

    fn load_cell(vm, i) -> 1 {
        let holder = i.operand(vm, i.b())?;
        let content = cell(holder).map_or(Value::NULL, |cell| cell.content.get());
        if content.is_null() {
            return unbound_variable(vm, i, i.b());
        }
        i.put(i.a(), content);
        Ok(())
    }

    fn store_cell(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?.clone();
        let holder = i.operand(vm, i.a())?;
        set_cell(vm, holder, value)
    }

    fn delete_cell(vm, i) -> 1 {
        let holder = i.operand(vm, i.a())?;
        if cell(holder).is_none_or(|cell| cell.content.raw().is_null()) {
            return unbound_variable(vm, i, i.a());
        }
        set_cell(vm, holder, Value::NULL)
    }

    fn unbound_free(vm, i) -> 1 {
        load_free_value(vm, i, i.b()).map(drop)
    }

    fn load_free(vm, i) -> 1 {
        let found = load_free_value(vm, i, i.b())?;
        i.put(i.a(), found);
        Ok(())
    }

    fn store_free(vm, i) -> 1 {
        let value = i.operand(vm, i.a())?.clone();
        let holder = free_cell(vm, i, i.b());
        set_cell(vm, &holder, value)
    }

    fn delete_free(vm, i) -> 1 {
        load_free_value(vm, i, i.b())?;
        let holder = free_cell(vm, i, i.b());
        set_cell(vm, &holder, Value::NULL)
    }

    fn load_build_class(vm, i) -> 1 {
        let globals = i.frame(vm).function().globals.clone();
        let builtins = builtins_of(vm, &globals);
        let dict = super::dict(vm, &builtins)?;
        match vm.dict_get_name(dict, Name::BuildClass) {
            Some(found) => {
                i.put(i.a(), found);
                Ok(())
            }
            None => Err(vm.raise(Exception::NameError, "__build_class__ not found")),
        }
    }

    fn intrinsic(vm, i) -> 1 {
        let result = match Intrinsic::ALL[i.c()] {
            Intrinsic::Locals => crate::builtins::functions::locals_of(vm)?,
            Intrinsic::Display => {
                let value = i.operand(vm, i.b())?.clone();
                let sys = crate::heap::Value::clone(&payload::<State>(&vm.interpreter.state()).map_or(Value::NULL, |state| state.sys.clone()));
                let name = vm.intern("displayhook")?;
                let hook = match cast_kind::<Dict>(&sys, Kind::Dict) {
                    Some(dict) => vm.dict_get(dict, &name)?,
                    None => None,
                };
                match hook {
                    Some(hook) => vm.call(&hook, &[value])?,
                    None => return Err(vm.runtime_error("lost sys.displayhook")),
                }
            }
            other => {
                let count = (i.code(vm).unit.register_count as usize - i.b()).min(3);
                type_intrinsic(vm, other, i.run(i.b(), count))?
            }
        };
        i.put(i.a(), result);
        Ok(())
    }
}

/// The intrinsics of type parameters.
fn type_intrinsic(vm: &mut Vm, which: Intrinsic, args: &[Value]) -> Result<Value> {
    use crate::builtins::type_params::{self, PARAM_SPEC, TYPE_VAR, TYPE_VAR_TUPLE};
    let second = || args.get(1).cloned().unwrap_or(Value::NULL);
    match which {
        Intrinsic::TypeVar => type_params::new_parameter(vm, &TYPE_VAR, &args[0], Value::NULL, Value::NULL),
        Intrinsic::TypeVarBound => type_params::new_parameter(vm, &TYPE_VAR, &args[0], second(), Value::NULL),
        Intrinsic::TypeVarConstraints => {
            type_params::new_parameter(vm, &TYPE_VAR, &args[0], Value::NULL, second())
        }
        Intrinsic::ParamSpec => {
            type_params::new_parameter(vm, &PARAM_SPEC, &args[0], Value::NULL, Value::NULL)
        }
        Intrinsic::TypeVarTuple => {
            type_params::new_parameter(vm, &TYPE_VAR_TUPLE, &args[0], Value::NULL, Value::NULL)
        }
        Intrinsic::SetTypeParamDefault => {
            type_params::set_default(vm, &args[0], second())?;
            Ok(args[0].clone())
        }
        Intrinsic::TypeAlias => type_params::new_type_alias(vm, &args[0], &args[1], args[2].clone()),
        Intrinsic::SubscriptGeneric => type_params::subscript_generic(vm, &args[0]),
        _ => {
            vm.set_attribute(&args[0], &Name::TypeParams.value(), Some(&args[1]))?;
            Ok(args[0].clone())
        }
    }
}

/// UnboundLocalError, also where the register holds an empty cell.
fn unbound_variable(vm: &mut Vm, i: Operands, number: usize) -> Result<()> {
    Err(super::unbound_local(vm, i, number))
}

fn load_free_value(vm: &mut Vm, i: Operands, index: usize) -> Result<Value> {
    let holder = free_cell(vm, i, index);
    let content = cell(&holder).map_or(Value::NULL, |cell| cell.content.get());
    if !content.is_null() {
        return Ok(content);
    }
    let name = free_name(vm, i, index);
    let value = vm.intern(&name)?;
    let message = format!(
        "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    );
    Err(vm.name_error(Exception::NameError, &value, message))
}

fn set_cell(vm: &mut Vm, holder: &Value, value: Value) -> Result<()> {
    let Some(cell) = cell(holder) else { return Ok(()) };
    let result = vm.heap.set_slot(&cell.header, &cell.content, value);
    vm.check(result).map(drop)
}
