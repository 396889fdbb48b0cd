//! Pattern matching.

use super::operations;
use crate::heap::{Dict, Kind, Value};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::{self, CoreClass, class_of, is_exactly};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

fn has_flag(value: &Value, flag: u32) -> bool {
    Class::of(&class_of(value)).is_some_and(|class| class.has_flag(flag))
}

operations! {
    fn sequence(vm, i) -> 1 {
        let subject = i.operand(vm, i.b())?;
        i.put(i.a(), Value::from_bool(has_flag(subject, class_flags::SEQUENCE)));
        Ok(())
    }

    fn mapping(vm, i) -> 1 {
        let subject = i.operand(vm, i.b())?;
        i.put(i.a(), Value::from_bool(has_flag(subject, class_flags::MAPPING)));
        Ok(())
    }

    fn keys(vm, i) -> 1 {
        let (subject, keys) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let values = matched_keys(vm, &subject, tuple_items(&keys))?;
        i.put(i.a(), values);
        Ok(())
    }

    fn class(vm, i) -> 2 {
        let (subject, of) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let names = i.constant(1).clone();
        let values = matched_class(vm, &subject, &of, i.x() as usize, tuple_items(&names))?;
        i.put(i.a(), values);
        Ok(())
    }

    fn length(vm, i) -> 1 {
        let subject = i.operand(vm, i.b())?.clone();
        let length = vm.length(&subject)?;
        i.put(i.a(), Value::from_small_int(length as i64));
        Ok(())
    }

    fn copy_without_keys(vm, i) -> 1 {
        let (subject, keys) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let copy = vm.call(&core::class(CoreClass::Dict), &[subject])?;
        if let Some(dict) = cast_kind::<Dict>(&copy, Kind::Dict) {
            for key in tuple_items(&keys) {
                vm.dict_remove(dict, key)?;
            }
        }
        i.put(i.a(), copy);
        Ok(())
    }
}

/// The values of all keys as a tuple, or None if one is missing.
fn matched_keys(vm: &mut Vm, subject: &Value, keys: &[Value]) -> Result<Value> {
    let mut seen: Vec<Value> = Vec::new();
    let mut values = Vec::new();
    for key in keys {
        for before in &seen {
            if vm.equal(before, key)? {
                let shown = vm.repr_text(key)?;
                return Err(vm.value_error(format!("mapping pattern checks duplicate key ({shown})")));
            }
        }
        seen.push(key.clone());
        let value = if let Some(dict) = cast_kind::<Dict>(subject, Kind::Dict)
            && is_exactly(subject, CoreClass::Dict)
        {
            vm.dict_get(dict, key)?
        } else {
            // `get` with a default that nothing equals: a defaultdict must not make the key.
            let absent = vm.new_list(Vec::new())?;
            let name = vm.intern("get")?;
            let get = vm.get_attribute(subject, &name)?;
            let found = vm.call(&get, &[key.clone(), absent.clone()])?;
            if found.is(&absent) { None } else { Some(found) }
        };
        match value {
            Some(value) => values.push(value),
            None => return Ok(Value::NONE),
        }
    }
    vm.new_tuple(values)
}

/// The attributes that a class pattern looks at, as a tuple, or None if the subject does not match.
fn matched_class(
    vm: &mut Vm,
    subject: &Value,
    of: &Value,
    positional: usize,
    names: &[Value],
) -> Result<Value> {
    let Some(class_object) = Class::of(of) else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !vm.is_instance(subject, of)? {
        return Ok(Value::NONE);
    }
    let mut wanted = Vec::new();
    if positional != 0 {
        match vm.find_attribute(of, &Name::MatchArgs.value())? {
            Some(args) => {
                if !is_exactly(&args, CoreClass::Tuple) {
                    let (name, given) = (class_object.name_text(), vm.class_name(&args));
                    return Err(vm.type_error(format!("{name}.__match_args__ must be a tuple (got {given})")));
                }
                let args = tuple_items(&args).to_vec();
                if args.len() < positional {
                    return Err(too_many(vm, class_object, args.len(), positional));
                }
                wanted.extend_from_slice(&args[..positional]);
                if let Some(other) = wanted.iter().find(|name| !is_exactly(name, CoreClass::Str)) {
                    let given = vm.class_name(other);
                    return Err(
                        vm.type_error(format!("__match_args__ elements must be strings (got {given})"))
                    );
                }
            }
            None if is_self_matching(class_object) => {
                if positional > 1 {
                    return Err(too_many(vm, class_object, 1, positional));
                }
            }
            None => return Err(too_many(vm, class_object, 0, positional)),
        }
    }
    let mut values = Vec::new();
    if positional != 0 && wanted.is_empty() {
        values.push(subject.clone());
    }
    let mut seen: Vec<Value> = Vec::new();
    for name in wanted.iter().chain(names) {
        if seen.iter().any(|before| before.is(name)) {
            let (class, name) = (class_object.name_text(), text(name));
            return Err(vm.type_error(format!("{class}() got multiple sub-patterns for attribute '{name}'")));
        }
        seen.push(name.clone());
        match vm.find_attribute(subject, name)? {
            Some(value) => values.push(value),
            None => return Ok(Value::NONE),
        }
    }
    vm.new_tuple(values)
}

/// Classes whose one positional sub-pattern is the subject itself.
fn is_self_matching(class_object: &Class) -> bool {
    use CoreClass::*;
    [Bool, ByteArray, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple]
        .into_iter()
        .any(|which| class_object.is_subclass_of(&core::class(which)))
}

fn too_many(vm: &mut Vm, class_object: &Class, allowed: usize, given: usize) -> crate::vm::Raised {
    let name = class_object.name_text();
    let plural = if allowed == 1 { "" } else { "s" };
    vm.type_error(format!("{name}() accepts {allowed} positional sub-pattern{plural} ({given} given)"))
}
