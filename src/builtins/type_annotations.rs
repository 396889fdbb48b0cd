//! Annotations of classes, computed when they are asked for (PEP 649).
//!
//! A class body leaves `__annotate_func__` in the namespace, or `__annotations__` where annotations are strings; what
//! was computed is kept as `__annotations_cache__`.

use super::type_attributes::as_class;
use crate::heap::{Dict, Kind, Value};
use crate::object::class::{Class, class_flags};
use crate::object::core::class_of;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::class_build::change::store_own;
use crate::vm::{Raised, Result, Vm};

fn missing(vm: &mut Vm, class_value: &Value, name: Name) -> Raised {
    let class = Class::of(class_value).map_or_else(String::new, Class::name_text);
    let message = format!("type object '{class}' has no attribute '{}'", name.text());
    vm.attribute_error(class_value, &name.value(), message)
}

/// The class, unless it is built in and so has no annotations.
fn annotated<'a>(vm: &mut Vm, class_value: &'a Value, name: Name) -> Result<&'a Class> {
    let class = as_class(vm, class_value)?;
    if class.has_flag(class_flags::BUILT_IN) {
        return Err(missing(vm, class_value, name));
    }
    Ok(class)
}

fn changeable<'a>(vm: &mut Vm, class_value: &'a Value, name: Name) -> Result<&'a Class> {
    let class = as_class(vm, class_value)?;
    if class.has_flag(class_flags::BUILT_IN) {
        let (class, name) = (class.name_text(), name.text());
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{class}'")));
    }
    Ok(class)
}

/// A value of the namespace, bound if it is a descriptor.
fn bound(vm: &mut Vm, class: &Value, value: Value) -> Result<Value> {
    match Class::of(&class_of(&value)).and_then(|class| class.slots().get) {
        Some(get) => get(vm, &value, None, class),
        None => Ok(value),
    }
}

pub fn get_annotations(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = annotated(vm, class_value, Name::Annotations)?;
    for name in [Name::Annotations, Name::AnnotationsCache] {
        if let Some(found) = class.own(&name.value()) {
            return bound(vm, class_value, found);
        }
    }
    let annotate = get_annotate(vm, class_value)?;
    let annotations = match vm.is_callable(&annotate) {
        true => evaluate(vm, &annotate)?,
        false => vm.new_dict()?,
    };
    store_own(vm, class, &Name::AnnotationsCache.value(), Some(&annotations))?;
    Ok(annotations)
}

/// Calls an annotate function for values.
pub fn evaluate(vm: &mut Vm, annotate: &Value) -> Result<Value> {
    let annotations = vm.call(annotate, &[Value::from_small_int(1)])?;
    if cast_kind::<Dict>(&annotations, Kind::Dict).is_none() {
        let given = vm.class_name(&annotations);
        return Err(vm.type_error(format!("__annotate__ returned non-dict of type '{given}'")));
    }
    Ok(annotations)
}

pub fn set_annotations(vm: &mut Vm, class_value: &Value, value: Option<&Value>) -> Result<()> {
    let class = changeable(vm, class_value, Name::Annotations)?;
    let in_namespace = class.own(&Name::Annotations.value()).is_some();
    let name = if in_namespace { Name::Annotations } else { Name::AnnotationsCache };
    let stored = store_own(vm, class, &name.value(), value)?;
    if !stored {
        let name = vm.intern("__annotations__")?;
        return Err(vm.attribute_error(class_value, &name, "__annotations__"));
    }
    if in_namespace {
        store_own(vm, class, &Name::AnnotationsCache.value(), None)?;
    }
    store_own(vm, class, &Name::AnnotateFunc.value(), None)?;
    store_own(vm, class, &Name::Annotate.value(), None)?;
    Ok(())
}

pub fn get_annotate(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = annotated(vm, class_value, Name::Annotate)?;
    for name in [Name::AnnotateFunc, Name::Annotate] {
        if let Some(found) = class.own(&name.value()) {
            return bound(vm, class_value, found);
        }
    }
    Ok(Value::NONE)
}

pub fn set_annotate(vm: &mut Vm, class_value: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    let class = changeable(vm, class_value, Name::Annotate)?;
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    store_own(vm, class, &Name::AnnotateFunc.value(), Some(value))?;
    if !value.is_none() {
        store_own(vm, class, &Name::AnnotationsCache.value(), None)?;
    }
    Ok(())
}
