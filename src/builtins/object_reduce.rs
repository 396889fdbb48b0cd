//! How plain objects are taken apart for `copy` and `pickle`: `object.__reduce_ex__`.

use crate::heap::{Dict, Kind, List, Value};
use crate::object::class::{Class, text};
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, function};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::class_build::bootstrap::new_native_function;
use crate::vm::{Result, Vm};

/// `copyreg.__newobj__`.
pub static NEW_OBJECT: NativeDef =
    function("__newobj__(cls, /, *args)", new_object, "Make an object by cls.__new__(cls, *args).");

/// `copyreg.__newobj_ex__`.
pub static NEW_OBJECT_EX: NativeDef = function(
    "__newobj_ex__(cls, args, kwargs, /)",
    new_object_ex,
    "Make an object by cls.__new__(cls, *args, **kwargs).",
);

/// `copyreg._reconstructor`.
pub static RECONSTRUCTOR: NativeDef = function(
    "_reconstructor(cls, base, state, /)",
    reconstruct,
    "Make an object as its base would, for old protocols.",
);

fn new_object(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let new = vm.get_attribute_name(&args[0], Name::New)?;
    vm.call(&new, args)
}

fn new_object_ex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let new = vm.get_attribute_name(&args[0], Name::New)?;
    let mut values = vec![args[0].clone()];
    values.extend_from_slice(tuple_items(&args[1]));
    let mut names = Vec::new();
    if let Some(keywords) = cast_kind::<Dict>(&args[2], Kind::Dict) {
        let pairs = keywords.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            names.push(name);
            values.push(value);
        }
    }
    vm.call_with(&new, Arguments { values: &values, names: &names })
}

fn reconstruct(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let new = vm.get_attribute_name(&args[1], Name::New)?;
    if args[1].is(&core::class(CoreClass::Object)) {
        return vm.call(&new, &args[..1]);
    }
    let object = vm.call(&new, &[args[0].clone(), args[2].clone()])?;
    if let Some(init) = vm.find_attribute_name(&args[1], Name::Init)? {
        vm.call(&init, &[object.clone(), args[2].clone()])?;
    }
    Ok(object)
}

pub fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    reduce_old(vm, &args[0])
}

pub fn reduce_ex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let object = &args[0];
    let of = class_of(object);
    let own = Class::of(&of).and_then(|class| class.lookup(&Name::Reduce.value()));
    let plain = Class::of(&core::class(CoreClass::Object)).and_then(|class| class.own(&Name::Reduce.value()));
    let is_overridden = matches!((&own, &plain), (Some(own), Some(plain)) if !own.is(plain));
    if is_overridden {
        return vm.call_method(object, Name::Reduce, &[]);
    }
    if vm.as_i64(&args[1])? < 2 { reduce_old(vm, object) } else { reduce_new(vm, object, &of) }
}

fn copyreg(vm: &mut Vm, definition: &'static NativeDef) -> Result<Value> {
    let module = vm.intern("copyreg")?;
    new_native_function(vm, definition, &module)
}

/// Protocols 0 and 1.
fn reduce_old(vm: &mut Vm, object: &Value) -> Result<Value> {
    let of = class_of(object);
    let Some(class) = Class::of(&of) else { return Err(vm.type_error("a value without a class")) };
    let nearest = class.definition.class();
    if class.definition.layout.kind != Kind::Instance && of.is(&nearest) {
        let name = class.name_text();
        return Err(vm.type_error(format!("cannot pickle '{name}' object")));
    }
    let object_class = core::class(CoreClass::Object);
    let content = if nearest.is(&object_class) {
        Value::NONE
    } else {
        vm.call(&nearest, std::slice::from_ref(object))?
    };
    let state = vm.call_method(object, Name::GetState, &[])?;
    let args = vm.new_tuple([of, nearest, content])?;
    let function = copyreg(vm, &RECONSTRUCTOR)?;
    let mut parts = vec![function, args];
    if !state.is_none() {
        parts.push(state);
    }
    vm.new_tuple(parts)
}

/// Protocol 2 and later.
fn reduce_new(vm: &mut Vm, object: &Value, of: &Value) -> Result<Value> {
    let get_ex = vm.intern("__getnewargs_ex__")?;
    let (function, args) = if let Some(getter) = vm.find_attribute(object, &get_ex)? {
        let both = vm.call(&getter, &[])?;
        let [args, keywords] = tuple_items(&both) else {
            return Err(vm.type_error("__getnewargs_ex__ should return a tuple of length 2"));
        };
        let args = vm.new_tuple([of.clone(), args.clone(), keywords.clone()])?;
        (copyreg(vm, &NEW_OBJECT_EX)?, args)
    } else {
        let mut values = vec![of.clone()];
        match vm.find_attribute_name(object, Name::GetNewArgs)? {
            Some(getter) => {
                let given = vm.call(&getter, &[])?;
                if !core::is_exactly(&given, CoreClass::Tuple) {
                    let kind = vm.class_name(&given);
                    return Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{kind}'")));
                }
                values.extend_from_slice(tuple_items(&given));
            }
            None => check_plain(vm, object, of)?,
        }
        let args = vm.new_tuple(values)?;
        (copyreg(vm, &NEW_OBJECT)?, args)
    };
    let state = vm.call_method(object, Name::GetState, &[])?;
    let items = match cast_kind::<List>(object, Kind::List) {
        Some(_) => vm.iter(object)?,
        None => Value::NONE,
    };
    let pairs = match cast_kind::<Dict>(object, Kind::Dict) {
        Some(_) => {
            let view = vm.call_method(object, Name::Items, &[])?;
            vm.iter(&view)?
        }
        None => Value::NONE,
    };
    vm.new_tuple([function, args, state, items, pairs])
}

/// Objects with a layout of their own must say how to make them again.
fn check_plain(vm: &mut Vm, object: &Value, of: &Value) -> Result<()> {
    let kind = Class::of(of).map_or(Kind::Instance, |class| class.definition.layout.kind);
    if matches!(kind, Kind::Instance | Kind::List | Kind::Dict) {
        return Ok(());
    }
    let name = vm.class_name(object);
    Err(vm.type_error(format!("cannot pickle '{name}' object")))
}

/// `__dict__`, or with `__slots__` a pair of it and a dict of the slots that are filled; None if empty.
pub fn get_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let object = &args[0];
    let of = class_of(object);
    let dict = match vm.find_attribute_name(object, Name::Dict)? {
        Some(dict) => copy_dict(vm, &dict)?,
        None => Value::NONE,
    };
    let Some(class) = Class::of(&of) else { return Ok(dict) };
    let (names, fixed) = class.slot_names();
    let slots_value = vm.new_dict()?;
    let Some(slots) = cast_kind::<Dict>(&slots_value, Kind::Dict) else { return Ok(dict) };
    for name in &names[..fixed] {
        if text(name) != "__weakref__"
            && let Some(value) = vm.find_attribute(object, name)?
        {
            vm.dict_set(slots, name.clone(), value)?;
        }
    }
    if slots.is_empty() {
        return Ok(dict);
    }
    vm.new_tuple([dict, slots_value])
}

fn copy_dict(vm: &mut Vm, dict: &Value) -> Result<Value> {
    let Some(source) = cast_kind::<Dict>(dict, Kind::Dict) else { return Ok(dict.clone()) };
    if source.is_empty() {
        return Ok(Value::NONE);
    }
    let pairs = source.snapshot(&mut vm.heap);
    let pairs = vm.check(pairs)?;
    let copy_value = vm.new_dict()?;
    if let Some(copy) = cast_kind::<Dict>(&copy_value, Kind::Dict) {
        for (key, value) in pairs {
            vm.dict_set(copy, key, value)?;
        }
    }
    Ok(copy_value)
}
