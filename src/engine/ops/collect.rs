//! Items and membership beyond the fast paths.

use super::operations;
use crate::code::Op;
use crate::heap::dict::simple_hash;
use crate::heap::{Dict, Kind, List, Value};
use crate::object::core::{CoreClass, is_exactly};
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm};

/// An item of an exact dict or list, or of anything by its slots.
fn item(vm: &mut Vm, container: &Value, key: &Value) -> Result<Value> {
    if is_exactly(container, CoreClass::Dict) {
        if let Some(dict) = cast_kind::<Dict>(container, Kind::Dict)
            && let Some(hash) = simple_hash(key.raw())
            && let Some(value) = dict.get_simple(hash, key.raw())
        {
            return Ok(value);
        }
    } else if let Some(list) = cast_kind::<List>(container, Kind::List)
        && let Some(index) = key.as_small_int()
        && index < 0
        && is_exactly(container, CoreClass::List)
        && let Ok(at) = usize::try_from(index + list.len() as i64)
        && let Some(value) = list.get(at)
    {
        return Ok(value);
    }
    vm.get_item(container, key)
}

operations! {
    fn get_item(vm, i) -> 1 {
        let (container, key) = (i.operand(vm, i.b())?, i.operand(vm, i.c())?);
        let value = item(vm, container, key)?;
        i.put(i.a(), value);
        Ok(())
    }

    fn get_item_small(vm, i) -> 1 {
        let container = i.operand(vm, i.b())?;
        let value = item(vm, container, &Value::from_small_int(i.signed()))?;
        i.put(i.a(), value);
        Ok(())
    }

    fn set_item(vm, i) -> 1 {
        let (container, key) = (i.operand(vm, i.a())?.clone(), i.operand(vm, i.b())?.clone());
        let value = i.operand(vm, i.c())?.clone();
        if let Some(dict) = cast_kind::<Dict>(&container, Kind::Dict)
            && is_exactly(&container, CoreClass::Dict)
        {
            return vm.dict_set(dict, key, value);
        }
        vm.set_item(&container, &key, Some(&value))
    }

    fn delete_item(vm, i) -> 1 {
        let (container, key) = (i.operand(vm, i.a())?.clone(), i.operand(vm, i.b())?.clone());
        vm.set_item(&container, &key, None)
    }

    fn contains(vm, i) -> 1 {
        let (item, container) = (i.operand(vm, i.b())?.clone(), i.operand(vm, i.c())?.clone());
        let found = vm.contains(&container, &item)?;
        i.put(i.a(), Value::from_bool(found == (i.word.op() == Op::In)));
        Ok(())
    }
}
