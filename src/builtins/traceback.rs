//! The type `traceback`: where an exception passed, one object a frame. Keeps code and line, never the frame.

use crate::heap::{Slot, Value};
use crate::object::core::CoreClass;
use crate::object::core::is_exactly;
use crate::object::definition::{GetterDef, TypeDef, getter, property};
use crate::object::function::Traceback;
use crate::object::native::{Native, NativeData, cast, payload};
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "One line of a traceback.",
    getters: GETTERS,
    ..TypeDef::new("traceback", Traceback::LAYOUT)
};

const GETTERS: &[GetterDef] = &[
    property("tb_next", get_next, set_next),
    getter("tb_lineno", |_, value| {
        Ok(payload::<Traceback>(value).map_or(Value::NONE, |entry| Value::from_small_int(entry.line as i64)))
    }),
    getter("tb_lasti", |_, value| {
        Ok(payload::<Traceback>(value)
            .map_or(Value::NONE, |entry| Value::from_small_int(entry.offset as i64)))
    }),
    getter("tb_code", |_, value| {
        Ok(payload::<Traceback>(value).map_or(Value::NONE, |entry| entry.code.clone()))
    }),
];

fn get_next(_vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(payload::<Traceback>(value).map_or(Value::NONE, |entry| Slot::get(&entry.next)))
}

fn set_next(vm: &mut Vm, value: &Value, next: Option<&Value>) -> Result<()> {
    let Some(entry) = cast::<Native<Traceback>>(value) else { return Ok(()) };
    let next = next.cloned().unwrap_or(Value::NONE);
    if !next.is_none() && !is_exactly(&next, CoreClass::Traceback) {
        let given = vm.class_name(&next);
        return Err(vm.type_error(format!("expected traceback object or None, got '{given}'")));
    }
    let result = vm.heap.set_slot(&entry.header, &entry.data.next, next);
    vm.check(result).map(drop)
}
