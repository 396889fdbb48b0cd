//! `threading.local`: attributes that each thread has for itself.
//!
//! A thread keeps its dict of attributes in its machine (`vm::thread_values`), under the number of the local object,
//! which is never used again. So what one thread stores is never shared, and goes when the thread ends. A subclass's
//! `__init__` runs once in each thread, with the arguments that made the object.

use crate::builtins::common::native_of;
use crate::heap::{Dict, Kind, Opaque, Value};
use crate::native_object;
use crate::object::class::{Class, text};
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, TypeDef};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::Slots;
use crate::vm::{Raised, Result, Vm};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

native_object! {
    pub struct Local = "_thread._local" {
        number: u64,
        /// Dies with this object: threads see by it that they may forget their attributes.
        life: Opaque<Arc<()>>,
        /// What the object was made with, for `__init__` in other threads.
        args: Value,
        names: Value,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "Attributes that each thread has for itself.",
    slots: Slots {
        new: Some(new),
        get_attribute: Some(get_attribute),
        set_attribute: Some(set_attribute),
        ..Slots::EMPTY
    },
    subclassable: true,
    ..TypeDef::new("_thread._local", Local::LAYOUT)
};

/// Has a class an `__init__` other than `object`'s?
fn has_own_init(class: &Value) -> bool {
    let init = |class: &Value| Class::of(class).and_then(|class| class.lookup(&Name::Init.value()));
    match (init(class), init(&core::class(CoreClass::Object))) {
        (Some(own), Some(object)) => !own.is(&object),
        _ => false,
    }
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    if !arguments.is_empty() && !has_own_init(class) {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    let args = vm.new_tuple(arguments.values.to_vec())?;
    let names = vm.new_tuple(arguments.names.to_vec())?;
    let local =
        Local { number: NEXT.fetch_add(1, Ordering::Relaxed), life: Opaque(Arc::new(())), args, names };
    let object = vm.create_native(class, local)?;
    // The class call that runs this runs `__init__` next: not again at the first access.
    add_attributes(vm, &object)?;
    Ok(object)
}

/// The running thread's dict for the object, new and empty.
fn add_attributes(vm: &mut Vm, object: &Value) -> Result<Value> {
    let dict = vm.new_dict()?;
    let local = native_of::<Local>(vm, object)?;
    let owner = vm.heap.owner.get();
    vm.thread_values.set(local.data.number, &local.data.life, owner, dict.clone());
    Ok(dict)
}

/// The running thread's dict for the object; made, and `__init__` run, if the thread is new to it.
fn attributes(vm: &mut Vm, object: &Value) -> Result<Value> {
    let local = native_of::<Local>(vm, object)?;
    if let Some(dict) = vm.thread_values.get(local.data.number) {
        return Ok(dict);
    }
    let dict = add_attributes(vm, object)?;
    let class = class_of(object);
    if has_own_init(&class)
        && let Some(init) = Class::of(&class).and_then(|class| class.slots().init)
    {
        let values = crate::vm::call::tuple_items(&local.data.args);
        let names = crate::vm::call::tuple_items(&local.data.names);
        if let Err(raised) = init(vm, object, Arguments { values, names }) {
            vm.thread_values.remove(local.data.number);
            return Err(raised);
        }
    }
    Ok(dict)
}

fn dict_of<'a>(vm: &mut Vm, dict: &'a Value) -> Result<&'a Dict> {
    match cast_kind(dict, Kind::Dict) {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("a thread's attributes are no dict")),
    }
}

fn get_attribute(vm: &mut Vm, object: &Value, name: &Value) -> Result<Value> {
    let name = &vm.intern_value(name)?;
    let dict = attributes(vm, object)?;
    if name.is(&Name::Dict.value()) {
        return Ok(dict);
    }
    let of = class_of(object);
    let found = Class::of(&of).and_then(|class| class.lookup(name));
    let kind = found.as_ref().map(class_of);
    let overrides = kind.as_ref().and_then(Class::of).is_some_and(|class| class.slots().set.is_some());
    match found {
        Some(found) if overrides => vm.bind(&found, object, &of),
        found => {
            let dict = dict_of(vm, &dict)?;
            match (vm.dict_get(dict, name)?, found) {
                (Some(value), _) => Ok(value),
                (None, Some(found)) => vm.bind(&found, object, &of),
                (None, None) => Err(no_attribute(vm, object, name)),
            }
        }
    }
}

fn shown_class(vm: &mut Vm, object: &Value) -> String {
    let class = class_of(object);
    if class.is(&TYPE.class()) { TYPE.name.to_owned() } else { vm.class_name(object) }
}

#[cold]
fn no_attribute(vm: &mut Vm, object: &Value, name: &Value) -> Raised {
    let class = shown_class(vm, object);
    vm.attribute_error(object, name, format!("'{class}' object has no attribute '{}'", text(name)))
}

fn set_attribute(vm: &mut Vm, object: &Value, name: &Value, value: Option<&Value>) -> Result<()> {
    let name = &vm.intern_value(name)?;
    let dict = attributes(vm, object)?;
    if name.is(&Name::Dict.value()) {
        let class = shown_class(vm, object);
        let message = format!("'{class}' object attribute '__dict__' is read-only");
        return Err(vm.attribute_error(object, name, message));
    }
    let of = class_of(object);
    if let Some(found) = Class::of(&of).and_then(|class| class.lookup(name))
        && let Some(set) = Class::of(&class_of(&found)).and_then(|class| class.slots().set)
    {
        return set(vm, &found, object, value);
    }
    let dict = dict_of(vm, &dict)?;
    match value {
        Some(value) => vm.dict_set(dict, name.clone(), value.clone()),
        None => match vm.dict_remove(dict, name)? {
            Some(_) => Ok(()),
            None => Err(no_attribute(vm, object, name)),
        },
    }
}
