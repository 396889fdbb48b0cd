//! The singletons `None`, `Ellipsis` and `NotImplemented`: all three are immediates.
//!
//! Owns their types.

use super::operand::no_keywords;
use crate::heap::Value;
use crate::native_object;
use crate::object::definition::{Arguments, TypeDef, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};

native_object! {
    /// No object is ever laid out so: the instances are immediates.
    pub struct Singleton = "singleton" {}
}

pub static NONE: TypeDef = TypeDef {
    doc: "The type of None.",
    slots: Slots {
        new: Some(|vm, _, arguments| nothing(vm, "NoneType", arguments, Value::NONE)),
        repr: Some(|vm, _| vm.intern("None")),
        hash: Some(|_, _| Ok(NONE_HASH)),
        bool: Some(|_, _| Ok(false)),
        ..Slots::EMPTY
    },
    ..TypeDef::new("NoneType", Singleton::LAYOUT)
};

/// What `hash(None)` is in CPython since 3.12.
const NONE_HASH: i64 = 0xFCA86420;

pub static ELLIPSIS: TypeDef = TypeDef {
    doc: "The type of Ellipsis, which is written `...`.",
    slots: Slots {
        new: Some(|vm, _, arguments| nothing(vm, "EllipsisType", arguments, Value::ELLIPSIS)),
        repr: Some(|vm, _| vm.intern("Ellipsis")),
        hash: Some(|_, value| Ok(value.identity() as i64)),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", |vm, _| vm.intern("Ellipsis"), "The name, for pickling.")],
    ..TypeDef::new("ellipsis", Singleton::LAYOUT)
};

pub static NOT_IMPLEMENTED: TypeDef = TypeDef {
    doc: "The type of NotImplemented, which operators return to have the other operand asked.",
    slots: Slots {
        new: Some(|vm, _, arguments| nothing(vm, "NotImplementedType", arguments, Value::NOT_IMPLEMENTED)),
        repr: Some(|vm, _| vm.intern("NotImplemented")),
        hash: Some(|_, value| Ok(value.identity() as i64)),
        bool: Some(|vm, _| Err(vm.type_error("NotImplemented should not be used in a boolean context"))),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", |vm, _| vm.intern("NotImplemented"), "The name, for pickling.")],
    ..TypeDef::new("NotImplementedType", Singleton::LAYOUT)
};

fn nothing(vm: &mut Vm, name: &str, arguments: Arguments, singleton: Value) -> Result<Value> {
    if arguments.is_empty() {
        return Ok(singleton);
    }
    if arguments.positional().is_empty() {
        no_keywords(vm, name, arguments)?;
    }
    Err(vm.type_error(format!("{name} takes no arguments")))
}
