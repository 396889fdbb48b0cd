//! Exceptions with a field or two: StopIteration, SystemExit, KeyError, ImportError, NameError, AttributeError.

use super::common::{constructor, is_str};
use super::exceptions::{
    BASE_EXCEPTION, EXCEPTION, LOOKUP_ERROR, exception_of, field_of, get_field, init as init_base, put_field,
    set_field, set_positional, state_of, str as str_base,
};
use crate::heap::{Dict, HeapObject, Kind, Value};
use crate::object::core::class_of;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method, property};
use crate::object::function::Exception;
use crate::object::native::cast_kind;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

pub static STOP_ITERATION: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "An iterator has ended.",
    slots: Slots { init: Some(init_stop_iteration), ..Slots::EMPTY },
    getters: &[property("value", get_field::<0>, put_field::<0>)],
    subclassable: true,
    ..TypeDef::new("StopIteration", Exception::LAYOUT)
};

pub static SYSTEM_EXIT: TypeDef = TypeDef {
    base: Some(&BASE_EXCEPTION),
    doc: "The program asks to end.",
    slots: Slots { init: Some(init_system_exit), ..Slots::EMPTY },
    getters: &[property("code", get_field::<0>, put_field::<0>)],
    subclassable: true,
    ..TypeDef::new("SystemExit", Exception::LAYOUT)
};

pub static KEY_ERROR: TypeDef = TypeDef {
    base: Some(&LOOKUP_ERROR),
    doc: "A mapping has no such key.",
    slots: Slots { str: Some(str_key_error), ..Slots::EMPTY },
    subclassable: true,
    ..TypeDef::new("KeyError", Exception::LAYOUT)
};

pub static IMPORT_ERROR: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "A module cannot be imported, or lacks a name.",
    slots: Slots { init: Some(init_import_error), str: Some(str_import_error), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce_import_error, "For pickling.")],
    getters: &[
        property("msg", get_field::<0>, put_field::<0>),
        property("name", get_field::<1>, put_field::<1>),
        property("path", get_field::<2>, put_field::<2>),
        property("name_from", get_field::<3>, put_field::<3>),
    ],
    subclassable: true,
    ..TypeDef::new("ImportError", Exception::LAYOUT)
};

pub static NAME_ERROR: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "A name has no meaning here.",
    slots: Slots { init: Some(init_name_error), ..Slots::EMPTY },
    getters: &[property("name", get_field::<0>, put_field::<0>)],
    subclassable: true,
    ..TypeDef::new("NameError", Exception::LAYOUT)
};

pub static ATTRIBUTE_ERROR: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "An object has no such attribute.",
    slots: Slots { init: Some(init_attribute_error), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce_attribute_error, "For pickling.")],
    getters: &[
        property("name", get_field::<0>, put_field::<0>),
        property("obj", get_field::<1>, put_field::<1>),
    ],
    subclassable: true,
    ..TypeDef::new("AttributeError", Exception::LAYOUT)
};

static IMPORT_ERROR_CALL: NativeDef = constructor("ImportError(*args, name=None, path=None, name_from=None)");
static NAME_ERROR_CALL: NativeDef = constructor("NameError(*args, name=None)");
static ATTRIBUTE_ERROR_CALL: NativeDef = constructor("AttributeError(*args, name=None, obj=None)");

fn init_stop_iteration(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    set_field(vm, object, 0, arguments.values.first().cloned().unwrap_or(Value::NONE))
}

fn init_system_exit(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    let code = match arguments.values {
        [] => return Ok(()),
        [one] => one.clone(),
        many => vm.new_tuple(many.to_vec())?,
    };
    set_field(vm, object, 0, code)
}

/// The repr of a single argument, so that an empty or odd key can be seen.
fn str_key_error(vm: &mut Vm, object: &Value) -> Result<Value> {
    let args = exception_of(vm, object)?.args.get();
    match tuple_items(&args) {
        [key] => vm.repr(key),
        _ => str_base(vm, object),
    }
}

fn init_import_error(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &IMPORT_ERROR_CALL, arguments, |vm, args| {
        set_positional(vm, object, &args[3..])?;
        for (field, value) in args[..3].iter().enumerate() {
            set_field(vm, object, field + 1, value.clone())?;
        }
        match &args[3..] {
            [message] => set_field(vm, object, 0, message.clone()),
            _ => Ok(()),
        }
    })
}

fn str_import_error(vm: &mut Vm, object: &Value) -> Result<Value> {
    let message = field_of(object, 0);
    if is_str(&message) { Ok(message) } else { str_base(vm, object) }
}

fn init_name_error(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &NAME_ERROR_CALL, arguments, |vm, args| {
        set_positional(vm, object, &args[1..])?;
        set_field(vm, object, 0, args[0].clone())
    })
}

fn init_attribute_error(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &ATTRIBUTE_ERROR_CALL, arguments, |vm, args| {
        set_positional(vm, object, &args[2..])?;
        set_field(vm, object, 0, args[0].clone())?;
        set_field(vm, object, 1, args[1].clone())
    })
}

fn reduce_import_error(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    reduce_with(vm, &args[0], &[(1, "name"), (2, "path"), (3, "name_from")])
}

/// The object is not kept: it may be anything.
fn reduce_attribute_error(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    reduce_with(vm, &args[0], &[(0, "name")])
}

/// Class, arguments and a state that has the given fields too.
fn reduce_with(vm: &mut Vm, object: &Value, fields: &[(usize, &str)]) -> Result<Value> {
    let mut parts = vec![class_of(object), exception_of(vm, object)?.args.get()];
    let own = state_of(vm, object)?;
    let given: Vec<_> =
        fields.iter().filter(|(field, _)| field_of(object, *field).given().is_some()).collect();
    if given.is_empty() {
        parts.extend(own);
        return vm.new_tuple(parts);
    }
    let state = match own.as_ref().and_then(|own| cast_kind::<Dict>(own, Kind::Dict)) {
        Some(own) => super::dict_update::new_copy(vm, own)?,
        None => vm.new_dict()?,
    };
    if let Some(map) = cast_kind::<Dict>(&state, Kind::Dict) {
        for (field, name) in given {
            vm.dict_set_str(map, name, field_of(object, *field))?;
        }
    }
    parts.push(state);
    vm.new_tuple(parts)
}
