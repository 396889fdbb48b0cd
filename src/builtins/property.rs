//! `property`.

use crate::heap::{Slot, Value};
use crate::object::Native;
use crate::object::class::{Class, text};
use crate::object::core::{CoreClass, class_of, is_exactly};
use crate::object::definition::{Arguments, TypeDef, getter, method, property};
use crate::object::descriptor::Property;
use crate::object::names::Name;
use crate::object::native::{NativeData, cast};
use crate::object::slots::Slots;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicBool, Ordering};

pub static TYPE: TypeDef = TypeDef {
    doc: "An attribute whose reading, setting and deleting call functions.",
    slots: Slots { new: Some(new), init: Some(init), get: Some(get), set: Some(set), ..Slots::EMPTY },
    methods: &[
        method("getter(self, function, /)", with_getter, "A copy with another getter."),
        method("setter(self, function, /)", with_setter, "A copy with another setter."),
        method("deleter(self, function, /)", with_deleter, "A copy with another deleter."),
        method("__set_name__(self, owner, name, /)", set_name, "Learn the name of the attribute."),
    ],
    getters: &[
        getter("fget", |vm, value| part(vm, value, |property| &property.getter)),
        getter("fset", |vm, value| part(vm, value, |property| &property.setter)),
        getter("fdel", |vm, value| part(vm, value, |property| &property.deleter)),
        property("__doc__", get_doc, set_doc),
        property("__name__", get_name, assign_name),
        getter("__isabstractmethod__", is_abstract),
    ],
    subclassable: true,
    ..TypeDef::new("property", Property::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<Property>> {
    match cast::<Native<Property>>(value) {
        Some(property) => Ok(property),
        None => Err(vm.type_error("a property was expected")),
    }
}

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    let empty = Property {
        getter: Slot::empty(),
        setter: Slot::empty(),
        deleter: Slot::empty(),
        doc: Slot::empty(),
        name: Slot::empty(),
        getter_doc: AtomicBool::new(false),
    };
    vm.create_native(class, empty)
}

fn init(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<()> {
    static SIGNATURE: crate::object::NativeDef =
        method("property(self, fget=None, fset=None, fdel=None, doc=None)", fill, "");
    let mut values = vec![value.clone()];
    values.extend_from_slice(arguments.values);
    let arguments = Arguments { values: &values, names: arguments.names };
    crate::vm::arguments::bind_native(vm, &SIGNATURE, arguments, |vm, args| fill(vm, args).map(drop))
}

fn fill(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let property = data(vm, &args[0])?;
    let none_is_absent = |value: &Value| if value.is_none() { Value::NULL } else { value.clone() };
    vm.store(&property.header, &property.data.getter, none_is_absent(&args[1]))?;
    vm.store(&property.header, &property.data.setter, none_is_absent(&args[2]))?;
    vm.store(&property.header, &property.data.deleter, none_is_absent(&args[3]))?;
    vm.store(&property.header, &property.data.name, Value::NULL)?;
    let mut doc = none_is_absent(&args[4]);
    property.data.getter_doc.store(false, Ordering::Relaxed);
    let getter = property.data.getter.get();
    if doc.is_null()
        && !getter.is_null()
        && let Some(inherited) = vm.find_attribute_name(&getter, Name::Doc)?
        && !inherited.is_none()
    {
        doc = inherited;
        property.data.getter_doc.store(true, Ordering::Relaxed);
    }
    if !is_exactly(&args[0], CoreClass::Property) {
        // A subclass has a `__doc__` of its own in the way: the instance's must stand before it.
        let shown = doc.given().cloned().unwrap_or(Value::NONE);
        if vm.generic_set(&args[0], &Name::Doc.value(), Some(&shown)).is_err() {
            vm.catch(crate::object::core::Exception::AttributeError)?;
        }
    }
    vm.store(&property.header, &property.data.doc, doc)?;
    Ok(Value::NONE)
}

/// "property 'x' of 'C' object has no setter"
#[cold]
fn refused(vm: &mut Vm, value: &Value, instance: &Value, what: &str) -> Raised {
    let name = match own_name(vm, value) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    let of = class_of(instance);
    let qualname = Class::of(&of).map_or_else(String::new, |class| text(&class.qualname.get()));
    let message = match &name {
        Some(name) => match vm.repr_text(name) {
            Ok(name) => format!("property {name} of '{qualname}' object has no {what}"),
            Err(raised) => return raised,
        },
        None => format!("property of '{qualname}' object has no {what}"),
    };
    vm.raise(crate::object::core::Exception::AttributeError, message)
}

fn get(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    let Some(instance) = instance else { return Ok(value.clone()) };
    let getter = data(vm, value)?.data.getter.get();
    if getter.is_null() {
        return Err(refused(vm, value, instance, "getter"));
    }
    vm.call(&getter, std::slice::from_ref(instance))
}

fn set(vm: &mut Vm, value: &Value, instance: &Value, new: Option<&Value>) -> Result<()> {
    let property = &data(vm, value)?.data;
    let (function, what) = match new {
        Some(_) => (property.setter.get(), "setter"),
        None => (property.deleter.get(), "deleter"),
    };
    if function.is_null() {
        return Err(refused(vm, value, instance, what));
    }
    match new {
        Some(new) => vm.call(&function, &[instance.clone(), new.clone()]).map(drop),
        None => vm.call(&function, std::slice::from_ref(instance)).map(drop),
    }
}

fn part(vm: &mut Vm, value: &Value, which: fn(&Property) -> &Slot) -> Result<Value> {
    let found = which(&data(vm, value)?.data).get();
    Ok(found.given().cloned().unwrap_or(Value::NONE))
}

fn with_getter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    copy(vm, &args[0], 0, &args[1])
}

fn with_setter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    copy(vm, &args[0], 1, &args[1])
}

fn with_deleter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    copy(vm, &args[0], 2, &args[1])
}

/// A property of the same class with one function replaced.
fn copy(vm: &mut Vm, value: &Value, index: usize, function: &Value) -> Result<Value> {
    let property = &data(vm, value)?.data;
    let old = [&property.getter, &property.setter, &property.deleter].map(Slot::get);
    let mut functions = old.map(|function| function.given().cloned().unwrap_or(Value::NONE));
    if !function.is_none() {
        functions[index] = function.clone();
    }
    let takes_doc = property.getter_doc.load(Ordering::Relaxed) && !functions[0].is_none();
    let doc = if takes_doc { Value::NULL } else { property.doc.get() };
    let [getter, setter, deleter] = functions;
    let args = [getter, setter, deleter, doc.given().cloned().unwrap_or(Value::NONE)];
    let copy = vm.call(&class_of(value), &args)?;
    if let Some(copied) = cast::<Native<Property>>(&copy) {
        let name = property.name.get();
        vm.store(&copied.header, &copied.data.name, name)?;
    }
    Ok(copy)
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let property = data(vm, &args[0])?;
    vm.store(&property.header, &property.data.name, args[2].clone())?;
    Ok(Value::NONE)
}

fn get_doc(vm: &mut Vm, value: &Value) -> Result<Value> {
    part(vm, value, |property| &property.doc)
}

fn set_doc(vm: &mut Vm, value: &Value, doc: Option<&Value>) -> Result<()> {
    let property = data(vm, value)?;
    property.data.getter_doc.store(false, Ordering::Relaxed);
    vm.store(&property.header, &property.data.doc, doc.cloned().unwrap_or(Value::NULL))
}

/// The name of the attribute, or else of the getter.
fn own_name(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    let property = &data(vm, value)?.data;
    let name = property.name.get();
    if !name.is_null() {
        return Ok(Some(name));
    }
    let getter = property.getter.get();
    if getter.is_null() { Ok(None) } else { vm.find_attribute_name(&getter, Name::Name) }
}

fn get_name(vm: &mut Vm, value: &Value) -> Result<Value> {
    match own_name(vm, value)? {
        Some(name) => Ok(name),
        None => {
            let message = "'property' object has no attribute '__name__'";
            Err(vm.attribute_error(value, &Name::Name.value(), message))
        }
    }
}

fn assign_name(vm: &mut Vm, value: &Value, name: Option<&Value>) -> Result<()> {
    let property = data(vm, value)?;
    vm.store(&property.header, &property.data.name, name.cloned().unwrap_or(Value::NULL))
}

fn is_abstract(vm: &mut Vm, value: &Value) -> Result<Value> {
    let property = &data(vm, value)?.data;
    for function in [&property.getter, &property.setter, &property.deleter].map(Slot::get) {
        if !function.is_null() && super::static_method::is_abstract(vm, &function)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
