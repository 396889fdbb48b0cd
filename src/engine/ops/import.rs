//! Imports: through `builtins.__import__`, as programs may replace it.

use super::operations;
use crate::heap::{Dict, Kind, Value};
use crate::object::class::text;
use crate::object::core::Exception;
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};

operations! {
    fn import_name(vm, i) -> 1 {
        let globals = i.frame(vm).function().globals.clone();
        let builtins = super::names::builtins_of(vm, &globals);
        let dict = super::dict(vm, &builtins)?;
        let Some(import) = vm.dict_get_name(dict, Name::Import) else {
            return Err(vm.raise(Exception::ImportError, "__import__ not found"));
        };
        let name = i.name(vm, i.c()).clone();
        let from = i.operand(vm, i.b())?.clone();
        let level = Value::from_small_int(i.x() as i64);
        let module = vm.call(&import, &[name, globals, Value::NONE, from, level])?;
        i.put(i.a(), module);
        Ok(())
    }

    fn import_from(vm, i) -> 1 {
        let module = i.operand(vm, i.b())?.clone();
        let name = i.name(vm, i.c()).clone();
        let value = from_module(vm, &module, &name)?;
        i.put(i.a(), value);
        Ok(())
    }

    fn import_star(vm, i) -> 1 {
        let module = i.operand(vm, i.a())?.clone();
        let target = if i.x() == 1 { i.reg(0).clone() } else { i.frame(vm).function().globals.clone() };
        for name in public_names(vm, &module)? {
            let value = vm.get_attribute(&module, &name)?;
            match cast_kind::<Dict>(&target, Kind::Dict) {
                Some(dict) => vm.dict_set(dict, name, value)?,
                None => vm.set_item(&target, &name, Some(&value))?,
            }
        }
        Ok(())
    }
}

/// The names that `from module import *` brings: `__all__`, or all that do not begin with an underscore.
fn public_names(vm: &mut Vm, module: &Value) -> Result<Vec<Value>> {
    if let Some(all) = vm.find_attribute(module, &Name::All.value())? {
        return vm.collect(&all);
    }
    let Some(dict) = vm.find_attribute(module, &Name::Dict.value())? else {
        return Err(vm.raise(Exception::ImportError, "from-import-* object has no __dict__ and no __all__"));
    };
    let names = vm.collect(&dict)?;
    Ok(names.into_iter().filter(|name| !text(name).starts_with('_')).collect())
}

fn from_module(vm: &mut Vm, module: &Value, name: &Value) -> Result<Value> {
    if let Some(value) = vm.find_attribute(module, name)? {
        return Ok(value);
    }
    // A submodule that is being imported is in `sys.modules` before it is an attribute.
    let package = vm.find_attribute(module, &Name::Name.value())?.map(|name| text(&name)).unwrap_or_default();
    let shown = text(name);
    let state = vm.interpreter.state();
    let modules = payload::<State>(&state).map_or(Value::NULL, |state| state.modules.clone());
    if let Some(dict) = cast_kind::<Dict>(&modules, Kind::Dict)
        && let Some(found) = vm.dict_get_str(dict, &format!("{package}.{shown}"))?
    {
        return Ok(found);
    }
    let file = vm.find_attribute(module, &Name::File.value())?.map(|file| text(&file));
    let place = file.clone().unwrap_or_else(|| "unknown location".to_owned());
    let text = if crate::builtins::module::is_initializing(vm, module)? {
        format!(
            "cannot import name '{shown}' from partially initialized module '{package}' \
             (most likely due to a circular import) ({place})"
        )
    } else {
        format!("cannot import name '{shown}' from '{package}' ({place})")
    };
    let _ = vm.raise(Exception::ImportError, text);
    let package = vm.new_str(&package);
    if let Ok(package) = package {
        vm.set_error_fields(&[(1, package), (3, name.clone())]);
    }
    Err(crate::vm::Raised)
}
