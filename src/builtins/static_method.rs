//! `staticmethod` and `classmethod`.

use crate::heap::{Slot, Value};
use crate::object::Native;
use crate::object::definition::{Arguments, TypeDef, class_method, getter};
use crate::object::descriptor::{ClassMethod, StaticMethod};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast};
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};

pub static STATIC_METHOD: TypeDef = TypeDef {
    doc: "A function of a class that gets neither instance nor class.",
    slots: Slots {
        new: Some(new_static),
        init: Some(init),
        call: Some(call),
        repr: Some(repr),
        get: Some(get_static),
        ..Slots::EMPTY
    },
    methods: &[class_method("__class_getitem__(cls, item, /)", super::generic_alias::class_get_item, "")],
    getters: &[
        getter("__func__", get_function),
        getter("__wrapped__", get_function),
        getter("__isabstractmethod__", get_abstract),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("staticmethod", StaticMethod::LAYOUT)
};

pub static CLASS_METHOD: TypeDef = TypeDef {
    doc: "A function of a class that gets the class as its first argument.",
    slots: Slots {
        new: Some(new_class),
        init: Some(init),
        repr: Some(repr),
        get: Some(get_class),
        ..Slots::EMPTY
    },
    methods: &[class_method("__class_getitem__(cls, item, /)", super::generic_alias::class_get_item, "")],
    getters: &[
        getter("__func__", get_function),
        getter("__wrapped__", get_function),
        getter("__isabstractmethod__", get_abstract),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("classmethod", ClassMethod::LAYOUT)
};

fn new_static(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, StaticMethod { callable: Slot::new(Value::NONE) })
}

fn new_class(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, ClassMethod { callable: Slot::new(Value::NONE) })
}

/// What either wraps.
fn callable(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let Some(method) = cast::<Native<StaticMethod>>(value) {
        return Ok(method.data.callable.get());
    }
    match cast::<Native<ClassMethod>>(value) {
        Some(method) => Ok(method.data.callable.get()),
        None => Err(vm.type_error("a static or class method was expected")),
    }
}

fn init(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<()> {
    let is_static = cast::<Native<StaticMethod>>(value).is_some();
    let name = if is_static { "staticmethod" } else { "classmethod" };
    if !arguments.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let [function] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("{name} expected 1 argument, got {given}")));
    };
    if let Some(method) = cast::<Native<StaticMethod>>(value) {
        vm.store(&method.header, &method.data.callable, function.clone())?;
    } else if let Some(method) = cast::<Native<ClassMethod>>(value) {
        vm.store(&method.header, &method.data.callable, function.clone())?;
    }
    for name in [Name::Module, Name::Name, Name::QualName, Name::Doc] {
        if let Some(found) = vm.find_attribute_name(function, name)? {
            vm.generic_set(value, &name.value(), Some(&found))?;
        }
    }
    Ok(())
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    let function = callable(vm, value)?;
    vm.call_with(&function, arguments)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let function = callable(vm, value)?;
    let shown = vm.repr_text(&function)?;
    let name = vm.class_name(value);
    vm.new_str(&format!("<{name}({shown})>"))
}

fn get_static(vm: &mut Vm, value: &Value, _instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    callable(vm, value)
}

fn get_class(vm: &mut Vm, value: &Value, _instance: Option<&Value>, owner: &Value) -> Result<Value> {
    let function = callable(vm, value)?;
    vm.new_bound_method(function, owner.clone())
}

fn get_function(vm: &mut Vm, value: &Value) -> Result<Value> {
    callable(vm, value)
}

fn get_abstract(vm: &mut Vm, value: &Value) -> Result<Value> {
    let function = callable(vm, value)?;
    is_abstract(vm, &function).map(Value::from_bool)
}

/// The truth of `__isabstractmethod__`.
pub fn is_abstract(vm: &mut Vm, function: &Value) -> Result<bool> {
    match vm.find_attribute_name(function, Name::IsAbstractMethod)? {
        Some(flag) => vm.truth(&flag),
        None => Ok(false),
    }
}
