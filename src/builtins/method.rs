//! Bound methods.

use crate::heap::{HeapObject, Value};
use crate::object::class::{Class, text};
use crate::object::core::{CoreClass, class as core_class, class_of};
use crate::object::definition::{Arguments, TypeDef, getter, method};
use crate::object::function::BoundMethod;
use crate::object::names::Name;
use crate::object::slots::{Comparison, Slots};
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "A function bound to the object that is its first argument.",
    slots: Slots {
        new: Some(new),
        call: Some(call),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        get_attribute: Some(get_attribute),
        get: Some(get),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", reduce, "Helper for pickle.")],
    getters: &[
        getter("__func__", |vm, value| Ok(data(vm, value)?.function.clone())),
        getter("__self__", |vm, value| Ok(data(vm, value)?.receiver.clone())),
        getter("__doc__", get_doc),
    ],
    ..TypeDef::new("method", BoundMethod::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a BoundMethod> {
    match BoundMethod::of(value) {
        Some(method) => Ok(method),
        None => Err(vm.type_error("a method was expected")),
    }
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("method() takes no keyword arguments"));
    }
    let [function, receiver] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("method expected 2 arguments, got {given}")));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    vm.new_bound_method(function.clone(), receiver.clone())
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    vm.call_with(value, arguments)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let method = data(vm, value)?;
    let name = match vm.find_attribute_name(&method.function, Name::QualName)? {
        Some(name) => Some(name),
        None => vm.find_attribute_name(&method.function, Name::Name)?,
    };
    let name = name.map_or_else(|| "?".to_owned(), |name| text(&name));
    let receiver = vm.repr_text(&method.receiver)?;
    vm.new_str(&format!("<bound method {name} of {receiver}>"))
}

fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let method = data(vm, value)?;
    let receiver = super::object::identity_hash(&method.receiver);
    Ok(match receiver ^ vm.hash(&method.function)? {
        -1 => -2,
        hash => hash,
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (BoundMethod::of(left), BoundMethod::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = one.receiver.is(&other.receiver) && vm.equal(&one.function, &other.function)?;
    Ok(Value::from_bool(equal == (how == Comparison::Eq)))
}

/// Its own attributes, then those of the function.
fn get_attribute(vm: &mut Vm, value: &Value, name: &Value) -> Result<Value> {
    let of = class_of(value);
    let Some(found) = Class::of(&of).and_then(|class| class.lookup(name)) else {
        let function = data(vm, value)?.function.clone();
        return vm.get_attribute(&function, name);
    };
    vm.bind(&found, value, &of)
}

fn get(_vm: &mut Vm, value: &Value, _instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    Ok(value.clone())
}

fn get_doc(vm: &mut Vm, value: &Value) -> Result<Value> {
    let function = data(vm, value)?.function.clone();
    Ok(vm.find_attribute_name(&function, Name::Doc)?.unwrap_or(Value::NONE))
}

/// `getattr(self.__self__, name)`.
fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let method = data(vm, &args[0])?;
    let name = vm.get_attribute_name(&method.function, Name::Name)?;
    let state = vm.interpreter.state();
    let builtins = crate::object::native::payload::<crate::vm::interpreter::State>(&state)
        .map_or(Value::NULL, |state| state.builtins.clone());
    let getattr =
        match crate::object::native::cast_kind::<crate::heap::Dict>(&builtins, crate::heap::Kind::Dict) {
            Some(builtins) => vm.dict_get_str(builtins, "getattr")?,
            None => None,
        };
    let Some(getattr) = getattr else {
        let name = Class::of(&core_class(CoreClass::Method)).map_or_else(String::new, Class::name_text);
        return Err(vm.type_error(format!("cannot pickle '{name}' object")));
    };
    let receiver = method.receiver.clone();
    let args = vm.new_tuple([receiver, name])?;
    vm.new_tuple([getattr, args])
}
