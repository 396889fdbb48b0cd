//! Building tuples, lists, sets, dicts, strings.

use super::{Operands, operations};
use crate::builtins::format::{format_exact, format_with};
use crate::builtins::operand::text_of;
use crate::code::op::X_CLEAR_B;
use crate::heap::{Dict, Kind, List, Set, Str, Value};
use crate::object::core::{CoreClass, Exception, class, exact_kind, is_exactly};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

fn list_of(value: &Value) -> Option<&List> {
    cast_kind(value, Kind::List)
}

fn update(vm: &mut Vm, target: &Dict, source: &Value, callable: Option<&Value>) -> Result<()> {
    let pairs = if is_exactly(source, CoreClass::Dict)
        && let Some(dict) = cast_kind::<Dict>(source, Kind::Dict)
    {
        let result = dict.snapshot(&mut vm.heap);
        vm.check(result)?
    } else {
        let Some(keys) = vm.find_attribute(source, &Name::Keys.value())? else {
            let given = vm.class_name(source);
            let message = match callable {
                Some(callable) => {
                    let name = super::call::full_callable_name(vm, callable);
                    format!("{name}() argument after ** must be a mapping, not {given}")
                }
                None => format!("'{given}' object is not a mapping"),
            };
            return Err(vm.type_error(message));
        };
        let keys = vm.call(&keys, &[])?;
        let mut pairs = Vec::new();
        for key in vm.collect(&keys)? {
            let value = vm.get_item(source, &key)?;
            pairs.push((key, value));
        }
        pairs
    };
    for (key, value) in pairs {
        if let Some(callable) = callable {
            if cast_kind::<Str>(&key, Kind::Str).is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            if vm.dict_find(target, &key)?.is_some() {
                let (name, key) =
                    (super::call::full_callable_name(vm, callable), crate::object::class::text(&key));
                return Err(
                    vm.type_error(format!("{name}() got multiple values for keyword argument '{key}'"))
                );
            }
        }
        vm.dict_set(target, key, value)?;
    }
    Ok(())
}

/// A piece of an f-string whose class says how it is converted and formatted.
#[inline(never)]
fn format_any(vm: &mut Vm, i: Operands) -> Result<()> {
    let value = i.operand(vm, i.b())?.clone();
    let value = match i.x() & 3 {
        1 => vm.str(&value)?,
        2 => vm.repr(&value)?,
        3 => vm.ascii(&value)?,
        _ => value,
    };
    let spec = i.reg(i.c());
    let spec = if i.word.c() == u16::MAX || spec.is_null() { Name::Empty.value() } else { spec.clone() };
    let formatted = format_with(vm, &value, &spec)?;
    i.put(i.a(), formatted);
    Ok(())
}

operations! {
    fn tuple(vm, i) -> 1 {
        let first = i.b();
        let tuple = vm.new_tuple((first..first + i.c()).map(|number| i.take(number)))?;
        i.put(i.a(), tuple);
        Ok(())
    }

    fn list(vm, i) -> 1 {
        let first = i.b();
        let list = vm.new_list_of((first..first + i.c()).map(|number| i.take(number)))?;
        i.put(i.a(), list);
        Ok(())
    }

    fn constant_copy(vm, i) -> 2 {
        let constant = i.constant(1);
        let copy = match cast_kind::<Set>(constant, Kind::Set) {
            Some(set) => crate::builtins::set_operations::copy_of(vm, set, false)?,
            None => vm.new_list_of(tuple_items(constant).iter().cloned())?,
        };
        i.put(i.a(), copy);
        Ok(())
    }

    fn set(vm, i) -> 1 {
        let value = vm.new_set()?;
        if let Some(set) = cast_kind::<Set>(&value, Kind::Set) {
            let elements = i.b()..i.b() + i.c();
            if elements.len() == 1 {
                // Nothing that it could equal.
                let element = i.take(elements.start);
                let hash = vm.hash_key(&element, "set element")?;
                let inserted = set.insert_new(&mut vm.heap, hash, element);
                vm.check(inserted)?;
            } else {
                for number in elements {
                    vm.set_add(set, i.take(number))?;
                }
            }
        }
        i.put(i.a(), value);
        Ok(())
    }

    fn dict(vm, i) -> 1 {
        let value = vm.new_dict()?;
        if let Some(dict) = cast_kind::<Dict>(&value, Kind::Dict) {
            for number in (i.b()..i.b() + 2 * i.c()).step_by(2) {
                vm.dict_set(dict, i.take(number), i.take(number + 1))?;
            }
        }
        i.put(i.a(), value);
        Ok(())
    }

    fn string(vm, i) -> 1 {
        let parts = i.run(i.b(), i.c()).iter().filter_map(|item| cast_kind::<Str>(item, Kind::Str));
        let result = Str::concatenate_all(&vm.heap, parts);
        let joined = vm.check(result)?;
        super::call::clear_run(vm, i, i.b(), i.c());
        i.put(i.a(), joined);
        Ok(())
    }

    fn slice(vm, i) -> 1 {
        let (start, stop, step) = (i.take(i.b()), i.take(i.b() + 1), i.take(i.b() + 2));
        let slice = crate::builtins::slice::new_slice(vm, start, stop, step)?;
        i.put(i.a(), slice);
        Ok(())
    }

    fn list_append(vm, i) -> 1 {
        let value = if i.x() & X_CLEAR_B != 0 { i.take(i.b()) } else { i.operand(vm, i.b())?.clone() };
        if let Some(list) = list_of(i.reg(i.a())) {
            let result = list.push(&mut vm.heap, value);
            vm.check(result)?;
        }
        Ok(())
    }

    fn list_extend(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let items = match vm.collect(&source) {
            Ok(items) => items,
            Err(raised) => {
                let of = crate::object::core::class_of(&source);
                let iterable = crate::object::class::Class::of(&of)
                    .is_some_and(|class| class.slots().iter.is_some() || class.slots().get_item.is_some());
                if iterable || !vm.raised_is(Exception::TypeError) {
                    return Err(raised);
                }
                vm.take_raised();
                let name = vm.class_name(&source);
                return Err(vm.type_error(format!("Value after * must be an iterable, not {name}")));
            }
        };
        if let Some(list) = list_of(i.reg(i.a())) {
            let result = list.extend(&mut vm.heap, items);
            vm.check(result)?;
        }
        Ok(())
    }

    fn list_to_tuple(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let items = vm.collect(&source)?;
        let tuple = vm.new_tuple(items)?;
        i.put(i.a(), tuple);
        Ok(())
    }

    fn set_add(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?.clone();
        match cast_kind::<Set>(i.reg(i.a()), Kind::Set) {
            Some(set) => vm.set_add(set, value).map(drop),
            None => Ok(()),
        }
    }

    fn set_update(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let items = vm.collect(&source)?;
        if let Some(set) = cast_kind::<Set>(i.reg(i.a()), Kind::Set) {
            for item in items {
                vm.set_add(set, item)?;
            }
        }
        Ok(())
    }

    fn dict_set(vm, i) -> 1 {
        let (key, value) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        match cast_kind::<Dict>(i.reg(i.a()), Kind::Dict) {
            Some(dict) => vm.dict_set(dict, key, value),
            None => Ok(()),
        }
    }

    fn dict_update(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        match cast_kind::<Dict>(i.reg(i.a()), Kind::Dict) {
            Some(dict) => update(vm, dict, &source, None),
            None => Ok(()),
        }
    }

    fn dict_merge(vm, i) -> 1 {
        let (source, callable) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        match cast_kind::<Dict>(i.reg(i.a()), Kind::Dict) {
            Some(dict) => update(vm, dict, &source, Some(&callable)),
            None => Ok(()),
        }
    }

    fn format(vm, i) -> 1 {
        let value = i.operand(vm, i.b())?;
        let spec = if i.word.c() == u16::MAX { &Value::NULL } else { i.reg(i.c()) };
        let is_plain = i.x() & 3 == 0 || i.x() & 3 == 1 && exact_kind(value) == Some(Kind::Str);
        if is_plain
            && let Some(spec) = if spec.is_null() { Some(&[][..]) } else { text_of(spec).map(Str::bytes) }
            && let Some(formatted) = format_exact(vm, value, spec)?
        {
            i.put(i.a(), formatted);
            return Ok(());
        }
        format_any(vm, i)
    }

    fn interpolation(vm, i) -> 2 {
        let value = i.operand(vm, i.b())?.clone();
        let expression = i.constant(1).clone();
        let conversion = match i.x() & 3 {
            1 => vm.new_str("s")?,
            2 => vm.new_str("r")?,
            3 => vm.new_str("a")?,
            _ => Value::NONE,
        };
        let spec = i.reg(i.c());
        let spec = if i.word.c() == u16::MAX || spec.is_null() { Name::Empty.value() } else { spec.clone() };
        let made = vm.call(&class(CoreClass::Interpolation), &[value, expression, conversion, spec])?;
        i.put(i.a(), made);
        Ok(())
    }

    fn template(vm, i) -> 1 {
        let parts = i.take_run(i.b(), i.c());
        let made = vm.call(&class(CoreClass::Template), &parts)?;
        i.put(i.a(), made);
        Ok(())
    }
}
