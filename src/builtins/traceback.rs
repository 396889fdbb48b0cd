//! The type `traceback`: where an exception passed, one object a frame. Keeps code and line, never the frame: `tb_frame`
//! makes an object that shows them.

use super::frame;
use crate::heap::{Slot, Value};
use crate::object::core::CoreClass;
use crate::object::core::is_exactly;
use crate::object::definition::{Arguments, GetterDef, NativeDef, TypeDef, function, getter, property};
use crate::object::function::Traceback;
use crate::object::native::{Native, NativeData, cast, payload};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "One line of a traceback.",
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    getters: GETTERS,
    ..TypeDef::new("traceback", Traceback::LAYOUT)
};

const GETTERS: &[GetterDef] = &[
    property("tb_next", get_next, set_next),
    getter("tb_lineno", |_, value| {
        Ok(payload::<Traceback>(value)
            .map_or(Value::NONE, |entry| Value::from_small_int(entry.line() as i64)))
    }),
    getter("tb_lasti", |_, value| {
        Ok(payload::<Traceback>(value)
            .map_or(Value::NONE, |entry| Value::from_small_int(entry.offset as i64)))
    }),
    getter("tb_frame", |vm, value| match payload::<Traceback>(value) {
        Some(entry) => frame::of_traceback(vm, entry),
        None => Ok(Value::NONE),
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

static NEW: NativeDef =
    function("traceback(tb_next, tb_frame, tb_lasti, tb_lineno)", |_, _| Ok(Value::NONE), "");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        if !args[0].is_none() && payload::<Traceback>(&args[0]).is_none() {
            let given = vm.class_name(&args[0]);
            return Err(vm.type_error(format!("expected traceback object or None, got '{given}'")));
        }
        let Some((code, globals, offset)) = frame::place_of(&args[1]) else {
            let given = vm.class_name(&args[1]);
            return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {given}")));
        };
        vm.as_i64(&args[2])?;
        let line = vm.as_i64(&args[3])?;
        let line = u32::try_from(line).unwrap_or(0);
        let entry = Traceback { next: Slot::new(args[0].clone()), code, globals, offset, given_line: line };
        vm.create_native(class, entry)
    })
}
