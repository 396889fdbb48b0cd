//! `weakref.ref`. Proxies and containers of weak references are Python above it.

use super::common::constructor;
use crate::heap::{HeapObject, Value, WeakReference, weak};
use crate::object::NativeDef;
use crate::object::class::{Class, class_flags, text};
use crate::object::core::class_of;
use crate::object::definition::{Arguments, TypeDef, class_method, getter};
use crate::object::names::Name;
use crate::object::native::cast;
use crate::object::slots::{Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

pub static TYPE: TypeDef = TypeDef {
    doc: "ref(object, callback=None): a reference that does not keep the object alive.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        call: Some(call),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    methods: &[class_method("__class_getitem__(cls, item, /)", super::generic_alias::class_get_item, "")],
    getters: &[getter("__callback__", get_callback)],
    subclassable: true,
    ..TypeDef::new("weakref.ReferenceType", WeakReference::LAYOUT)
};

static SIGNATURE: NativeDef = constructor("ref(object, callback=None, /)");

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a WeakReference> {
    match cast(value) {
        Some(reference) => Ok(reference),
        None => Err(vm.type_error("a weak reference was expected")),
    }
}

/// A subclass's `__init__` may take more arguments than this; `new` looks at the first two.
fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let positional = arguments.positional();
    let Some(target) = positional.first() else {
        return Err(vm.type_error("ref() expected at least 1 argument, got 0"));
    };
    create(vm, class, target, positional.get(1))
}

fn init(vm: &mut Vm, _value: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &SIGNATURE, arguments, |_, _| Ok(()))
}

/// A reference of a class. References of the exact class without a callback are shared by all who ask.
pub fn create(vm: &mut Vm, class_value: &Value, target: &Value, callback: Option<&Value>) -> Result<Value> {
    let of = class_of(target);
    if !Class::of(&of).is_some_and(|of| of.has_flag(class_flags::HAS_WEAK)) {
        let name = vm.class_name(target);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    }
    let callback = callback.filter(|callback| !callback.is_none());
    if callback.is_none() && class_value.is(&TYPE.class()) {
        let shared = weak::references_to(target).into_iter().find(|known| {
            class_of(known).is(class_value)
                && cast::<WeakReference>(known).is_some_and(|known| known.callback.raw().is_null())
        });
        if let Some(shared) = shared {
            return Ok(shared);
        }
    }
    let Some(class) = Class::of(class_value) else { return Err(vm.type_error("a class was expected")) };
    let callback = callback.cloned().unwrap_or(Value::NULL);
    match WeakReference::create(class.instance_shape(), target, callback) {
        Some(reference) => Ok(reference),
        None => Err(vm.memory_error()),
    }
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    if !arguments.is_empty() {
        let given = arguments.values.len();
        return Err(vm.type_error(format!("weakref() takes no arguments ({given} given)")));
    }
    Ok(data(vm, value)?.upgrade().unwrap_or(Value::NONE))
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let address = value.identity();
    let shown = match data(vm, value)?.upgrade() {
        None => format!("<weakref at {address:#x}; dead>"),
        Some(target) => {
            let class = vm.class_name(&target);
            let name = match vm.find_attribute_name(&target, Name::Name)? {
                Some(name) if super::common::is_str(&name) => format!(" ({})", text(&name)),
                _ => String::new(),
            };
            format!("<weakref at {address:#x}; to '{class}' at {:#x}{name}>", target.identity())
        }
    };
    vm.new_str(&shown)
}

/// The target's, which is kept: a reference whose target has died still finds its place in a dict. What is kept is
/// one more than the hash, which is never -1, so that 0 means unknown.
fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let reference = data(vm, value)?;
    let known = reference.hash.load(Ordering::Relaxed);
    if known != 0 {
        return Ok(known.wrapping_sub(1) as i64);
    }
    let Some(target) = reference.upgrade() else { return Err(vm.type_error("weak object has gone away")) };
    let hash = vm.hash(&target)?;
    reference.hash.store((hash as u64).wrapping_add(1), Ordering::Relaxed);
    Ok(hash)
}

/// Living targets are compared; dead references are equal to themselves only.
fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (cast::<WeakReference>(left), cast::<WeakReference>(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (one.upgrade(), other.upgrade()) {
        (Some(one), Some(other)) => vm.compare(&one, &other, how),
        _ => Ok(Value::from_bool(left.is(right) == (how == Comparison::Eq))),
    }
}

fn get_callback(vm: &mut Vm, value: &Value) -> Result<Value> {
    let reference = data(vm, value)?;
    let callback = reference.callback.get();
    Ok(if callback.is_null() || reference.is_dead() { Value::NONE } else { callback })
}
