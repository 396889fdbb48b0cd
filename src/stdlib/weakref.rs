//! `_weakref`: what `weakref` needs of the heap. References are a built-in type; proxies and containers are Python.

use crate::builtins::weak_reference;
use crate::heap::{Dict, Value, weak};
use crate::object::definition::{ModuleDef, function};
use crate::vm::{Result, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak references.",
    functions: &[
        function("getweakrefcount(object, /)", count, "How many weak references an object has."),
        function("getweakrefs(object, /)", references, "A list of an object's weak references."),
    ],
    types: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    for name in ["ref", "ReferenceType"] {
        vm.dict_set_str(dict, name, weak_reference::TYPE.class())?;
    }
    Ok(())
}

fn count(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(weak::references_to(&args[0]).len() as i64))
}

fn references(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = weak::references_to(&args[0]);
    vm.new_list(found)
}
