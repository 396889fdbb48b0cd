//! The type `bool`: an int with two instances.
//!
//! Owns what differs from `int`. Both instances are immediates.

use super::int;
use super::none::Singleton;
use super::operand::only_argument;
use crate::heap::Value;
use crate::object::core::CoreClass;
use crate::object::definition::{Arguments, TypeDef};
use crate::object::native::NativeData;
use crate::object::slots::{Binary, Slots};
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    base: Some(&int::TYPE),
    doc: "bool(object=False, /): the truth of an object, True or False.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        binary: Slots::binaries(&[
            (Binary::And, |vm, left, right| logical(vm, Binary::And, left, right)),
            (Binary::Or, |vm, left, right| logical(vm, Binary::Or, left, right)),
            (Binary::Xor, |vm, left, right| logical(vm, Binary::Xor, left, right)),
        ]),
        ..Slots::EMPTY
    },
    ..TypeDef::new("bool", Singleton::LAYOUT)
};

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    match only_argument(vm, class, CoreClass::Bool, "bool", arguments)? {
        Some(value) => vm.truth(value).map(Value::from_bool),
        None => Ok(Value::FALSE),
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = if value.as_bool() == Some(true) { "True" } else { "False" };
    vm.intern(name)
}

/// `&`, `|` and `^`: of two bools a bool, else those of ints.
fn logical(vm: &mut Vm, op: Binary, left: &Value, right: &Value) -> Result<Value> {
    match (left.as_bool(), right.as_bool()) {
        (Some(left), Some(right)) => Ok(Value::from_bool(match op {
            Binary::And => left & right,
            Binary::Or => left | right,
            _ => left ^ right,
        })),
        _ => super::int_arithmetic::int_binary(vm, op, left, right),
    }
}
