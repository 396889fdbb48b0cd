//! Functions written in Python.

use super::type_annotations::evaluate;
use crate::code::CodeFlags;
use crate::heap::{Cell, Dict, HeapObject, Kind, Slot, Str, Tuple, Value};
use crate::object::class::text;
use crate::object::definition::{Arguments, TypeDef, getter, property};
use crate::object::function::{Code, Function};
use crate::object::native::{cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

pub static TYPE: TypeDef = TypeDef {
    doc: "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None) makes a function.",
    slots: Slots { new: Some(new), call: Some(call), repr: Some(repr), get: Some(get), ..Slots::EMPTY },
    getters: &[
        property("__name__", get_name, set_name),
        property("__qualname__", get_qualname, set_qualname),
        property("__module__", get_module, set_module),
        property("__doc__", get_doc, set_doc),
        property("__defaults__", get_defaults, set_defaults),
        property("__kwdefaults__", get_keyword_defaults, set_keyword_defaults),
        property("__code__", get_code, set_code),
        getter("__globals__", |vm, value| Ok(data(vm, value)?.globals.clone())),
        getter("__builtins__", get_builtins),
        getter("__closure__", |vm, value| Ok(or_none(data(vm, value)?.closure.clone()))),
        property("__annotations__", get_annotations, set_annotations),
        property("__annotate__", get_annotate, set_annotate),
        property("__type_params__", get_type_params, set_type_params),
    ],
    has_attributes: true,
    ..TypeDef::new("function", Function::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Function> {
    match Function::of(value) {
        Some(function) => Ok(function),
        None => Err(vm.type_error("a function was expected")),
    }
}

fn or_none(value: Value) -> Value {
    if value.is_null() { Value::NONE } else { value }
}

fn store(vm: &mut Vm, function: &Function, slot: &Slot, value: Value) -> Result<()> {
    vm.store(&function.header, slot, value)
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    static SIGNATURE: crate::object::NativeDef = super::common::constructor(
        "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
    );
    crate::vm::arguments::bind_native(vm, &SIGNATURE, arguments, make)
}

fn make(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(code) = Code::of(&args[0]) else {
        let given = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("function() argument 'code' must be code, not {given}")));
    };
    if cast_kind::<Dict>(&args[1], Kind::Dict).is_none() {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("function() argument 'globals' must be dict, not {given}")));
    }
    let given = |index: usize| args[index].given().filter(|value| !value.is_none());
    if given(2).is_some_and(|name| cast_kind::<Str>(name, Kind::Str).is_none()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if given(3).is_some_and(|defaults| cast_kind::<Tuple>(defaults, Kind::Tuple).is_none()) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let free = code.unit.free_names.len();
    match given(4) {
        Some(closure) if cast_kind::<Tuple>(closure, Kind::Tuple).is_none() => {
            return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
        }
        None if free != 0 => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        closure => check_closure(vm, code, closure.map_or(&[], tuple_items))?,
    }
    let closure = given(4).cloned().unwrap_or(Value::NULL);
    let function = (vm.hooks.new_function)(vm, &args[0], &args[1], closure)?;
    let object = data(vm, &function)?;
    if let Some(name) = given(2) {
        store(vm, object, &object.name, name.clone())?;
    }
    if let Some(defaults) = given(3) {
        store(vm, object, &object.defaults, defaults.clone())?;
    }
    if let Some(defaults) = given(5) {
        store(vm, object, &object.keyword_defaults, defaults.clone())?;
    }
    Ok(function)
}

fn check_closure(vm: &mut Vm, code: &Code, cells: &[Value]) -> Result<()> {
    let (name, wanted) = (&code.unit.name, code.unit.free_names.len());
    if cells.len() != wanted {
        let given = cells.len();
        return Err(vm.value_error(format!("{name} requires closure of length {wanted}, not {given}")));
    }
    match cells.iter().find(|cell| cast_kind::<Cell>(cell, Kind::Cell).is_none()) {
        Some(other) => {
            let given = vm.class_name(other);
            Err(vm.type_error(format!("arg 5 (closure) expected cell, found {given}")))
        }
        None => Ok(()),
    }
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    vm.call_with(value, arguments)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = text(&data(vm, value)?.qualname.get());
    vm.new_str(&format!("<function {name} at {:#x}>", value.identity()))
}

fn get(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    match instance {
        Some(instance) => vm.new_bound_method(value.clone(), instance.clone()),
        None => Ok(value.clone()),
    }
}

fn expect_str<'a>(vm: &mut Vm, attribute: &str, value: Option<&'a Value>) -> Result<&'a Value> {
    match value {
        Some(value) if cast_kind::<Str>(value, Kind::Str).is_some() => Ok(value),
        _ => Err(vm.type_error(format!("{attribute} must be set to a string object"))),
    }
}

fn get_name(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(data(vm, value)?.name.get())
}

fn set_name(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let new = expect_str(vm, "__name__", new)?;
    let function = data(vm, value)?;
    store(vm, function, &function.name, new.clone())
}

fn get_qualname(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(data(vm, value)?.qualname.get())
}

fn set_qualname(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let new = expect_str(vm, "__qualname__", new)?;
    let function = data(vm, value)?;
    store(vm, function, &function.qualname, new.clone())
}

fn get_module(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(or_none(data(vm, value)?.module.get()))
}

fn set_module(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let function = data(vm, value)?;
    store(vm, function, &function.module, new.cloned().unwrap_or(Value::NONE))
}

fn get_doc(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(or_none(data(vm, value)?.doc.get()))
}

fn set_doc(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let function = data(vm, value)?;
    store(vm, function, &function.doc, new.cloned().unwrap_or(Value::NONE))
}

/// A new value of a kind, or NULL for None and deletion.
fn optional<T: HeapObject>(
    vm: &mut Vm,
    new: Option<&Value>,
    kind: Kind,
    message: &'static str,
) -> Result<Value> {
    match new {
        Some(value) if cast_kind::<T>(value, kind).is_some() => Ok(value.clone()),
        Some(value) if !value.is_none() => Err(vm.type_error(message)),
        _ => Ok(Value::NULL),
    }
}

fn get_defaults(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(or_none(data(vm, value)?.defaults.get()))
}

fn set_defaults(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let new = optional::<Tuple>(vm, new, Kind::Tuple, "__defaults__ must be set to a tuple object")?;
    let function = data(vm, value)?;
    store(vm, function, &function.defaults, new)
}

fn get_keyword_defaults(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(or_none(data(vm, value)?.keyword_defaults.get()))
}

fn set_keyword_defaults(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let new = optional::<Dict>(vm, new, Kind::Dict, "__kwdefaults__ must be set to a dict object")?;
    let function = data(vm, value)?;
    store(vm, function, &function.keyword_defaults, new)
}

fn get_code(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(data(vm, value)?.code.get())
}

fn set_code(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let Some((new, code)) = new.and_then(|new| Some((new, Code::of(new)?))) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let function = data(vm, value)?;
    let (wanted, has) = (code.unit.free_names.len(), tuple_items(&function.closure).len());
    if wanted != has {
        let name = text(&function.name.get());
        return Err(
            vm.value_error(format!("{name}() requires a code object with {has} free vars, not {wanted}"))
        );
    }
    // The words must name this function's globals.
    let fitting = (vm.hooks.new_function)(vm, new, &function.globals, function.closure.clone())?;
    let fitting = data(vm, &fitting)?;
    let loaded = fitting.code.get();
    // Frames of the old code may still be running.
    function.old_code.keep(function.code.get());
    // A call reads code, entry and counts one after the other, between two safepoints: all must change at once.
    let record = vm.record.clone();
    crate::domain::registry::stop_the_world(&record, || {
        store(vm, function, &function.code, loaded)?;
        function.register_count.store(fitting.register_count.load(Ordering::Relaxed), Ordering::SeqCst);
        function.entry.store(fitting.entry.load(Ordering::Relaxed), Ordering::SeqCst);
        function.plain_arguments.store(fitting.plain_arguments.load(Ordering::Relaxed), Ordering::SeqCst);
        Ok(())
    })
}

fn get_builtins(vm: &mut Vm, _value: &Value) -> Result<Value> {
    let state = vm.interpreter.state();
    Ok(payload::<State>(&state).map_or(Value::NONE, |state| state.builtins.clone()))
}

fn get_annotations(vm: &mut Vm, value: &Value) -> Result<Value> {
    let function = data(vm, value)?;
    let known = function.annotations.get();
    if !known.is_null() {
        return Ok(known);
    }
    let annotate = function.annotate.get();
    let annotations =
        if annotate.is_null() || annotate.is_none() { vm.new_dict()? } else { evaluate(vm, &annotate)? };
    store(vm, function, &function.annotations, annotations.clone())?;
    Ok(annotations)
}

fn set_annotations(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let new = optional::<Dict>(vm, new, Kind::Dict, "__annotations__ must be set to a dict object")?;
    let function = data(vm, value)?;
    store(vm, function, &function.annotations, new)?;
    store(vm, function, &function.annotate, Value::NONE)
}

fn get_annotate(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(or_none(data(vm, value)?.annotate.get()))
}

fn set_annotate(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    let Some(new) = new else { return Err(vm.type_error("__annotate__ cannot be deleted")) };
    if !new.is_none() && !vm.is_callable(new) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let function = data(vm, value)?;
    store(vm, function, &function.annotate, new.clone())?;
    if !new.is_none() {
        store(vm, function, &function.annotations, Value::NULL)?;
    }
    Ok(())
}

fn get_type_params(vm: &mut Vm, value: &Value) -> Result<Value> {
    let params = data(vm, value)?.type_params.get();
    if params.is_null() { vm.new_tuple(Vec::new()) } else { Ok(params) }
}

pub fn set_type_params(vm: &mut Vm, value: &Value, new: Option<&Value>) -> Result<()> {
    match new {
        Some(new) if cast_kind::<Tuple>(new, Kind::Tuple).is_some() => {
            let function = data(vm, value)?;
            store(vm, function, &function.type_params, new.clone())
        }
        _ => Err(vm.type_error("__type_params__ must be set to a tuple")),
    }
}

/// Is the function's body a generator, coroutine or async generator?
pub fn is_suspendable(function: &Function) -> bool {
    let code = function.code.get();
    Code::of(&code).is_some_and(|code| {
        let flags = code.unit.flags;
        [CodeFlags::GENERATOR, CodeFlags::COROUTINE, CodeFlags::ASYNC_GENERATOR]
            .iter()
            .any(|flag| flags.contains(*flag))
    })
}
