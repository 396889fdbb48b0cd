//! `types.SimpleNamespace`, which `sys.implementation` is one of.

use super::common::{is_str, str_bytes};
use crate::heap::{Dict, Kind, Value};
use crate::native_object;
use crate::object::core::{CoreClass, class, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, method};
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::{Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

native_object! {
    pub struct SimpleNamespace = "types.SimpleNamespace" {}
}

pub static TYPE: TypeDef = TypeDef {
    doc: "An object whose attributes are given as keywords.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    methods: &[
        method("__reduce__(self, /)", reduce, "How to make it again."),
        method("__replace__(self, /, **changes)", replace, "A copy with some attributes changed."),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("types.SimpleNamespace", SimpleNamespace::LAYOUT)
};

static INIT: NativeDef =
    function("SimpleNamespace(mapping_or_iterable=(), /, **kwargs)", |_, _| Ok(Value::NONE), "");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(class, SimpleNamespace {})
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if arguments.positional().len() > 1 {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("SimpleNamespace expected at most 1 argument, got {given}")));
    }
    bind_native(vm, &INIT, arguments, |vm, args| {
        if let Some(source) = args[0].given() {
            let made = vm.call(&class(CoreClass::Dict), std::slice::from_ref(source))?;
            update(vm, object, &made)?;
        }
        update(vm, object, &args[1])?;
        Ok(Value::NONE)
    })
    .map(drop)
}

fn update(vm: &mut Vm, object: &Value, attributes: &Value) -> Result<()> {
    for (name, value) in entries(vm, attributes)? {
        if !is_str(&name) {
            return Err(vm.type_error("keywords must be strings"));
        }
        vm.generic_set(object, &name, Some(&value))?;
    }
    Ok(())
}

fn entries(vm: &mut Vm, dict: &Value) -> Result<Vec<(Value, Value)>> {
    let Some(dict) = cast_kind::<Dict>(dict, Kind::Dict) else { return Ok(Vec::new()) };
    let entries = dict.snapshot(&mut vm.heap);
    vm.check(entries)
}

fn attributes(vm: &mut Vm, object: &Value) -> Result<Value> {
    match vm.instance_dict(object)? {
        Some(dict) => Ok(dict),
        None => vm.new_dict(),
    }
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let of = class_of(object);
    let name = if of.is(&TYPE.class()) { "namespace".to_owned() } else { vm.class_name(object) };
    if !vm.enter_repr(object) {
        return vm.new_str(&format!("{name}(...)"));
    }
    let shown = shown(vm, object, &name);
    vm.leave_repr(object);
    shown
}

fn shown(vm: &mut Vm, object: &Value, name: &str) -> Result<Value> {
    let dict = attributes(vm, object)?;
    let mut out = format!("{name}(").into_bytes();
    for (index, (name, value)) in entries(vm, &dict)?.iter().enumerate() {
        if index != 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(str_bytes(name));
        out.push(b'=');
        let value = vm.repr(value)?;
        out.extend_from_slice(str_bytes(&value));
    }
    out.push(b')');
    vm.new_text(&out)
}

fn compare(vm: &mut Vm, object: &Value, other: &Value, by: Comparison) -> Result<Value> {
    if payload::<SimpleNamespace>(object).is_none() || payload::<SimpleNamespace>(other).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (own, others) = (attributes(vm, object)?, attributes(vm, other)?);
    vm.compare(&own, &others, by)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let empty = vm.new_tuple(Vec::new())?;
    let state = attributes(vm, &args[0])?;
    vm.new_tuple([class_of(&args[0]), empty, state])
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let fresh = vm.call(&class_of(&args[0]), &[])?;
    let own = attributes(vm, &args[0])?;
    update(vm, &fresh, &own)?;
    update(vm, &fresh, &args[1])?;
    Ok(fresh)
}
