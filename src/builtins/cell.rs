//! Cells: the storage of variables that closures share.

use crate::heap::{Cell, HeapObject, Kind, Value};
use crate::object::definition::{Arguments, TypeDef, property};
use crate::object::native::cast_kind;
use crate::object::slots::{Comparison, Slots};
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "The storage of a variable that closures share.",
    slots: Slots { new: Some(new), repr: Some(repr), compare: Some(compare), ..Slots::EMPTY },
    getters: &[property("cell_contents", get_contents, set_contents)],
    ..TypeDef::new("cell", Cell::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Cell> {
    match cast_kind(value, Kind::Cell) {
        Some(cell) => Ok(cell),
        None => Err(vm.type_error("a cell was expected")),
    }
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    match arguments.values {
        [] => vm.new_cell(Value::NULL),
        [content] if arguments.names.is_empty() => vm.new_cell(content.clone()),
        values => {
            let given = values.len();
            Err(vm.type_error(format!("cell expected at most 1 argument, got {given}")))
        }
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let content = data(vm, value)?.content.get();
    let address = value.identity();
    let text = if content.is_null() {
        format!("<cell at {address:#x}: empty>")
    } else {
        let class = vm.class_name(&content);
        format!("<cell at {address:#x}: {class} object at {:#x}>", content.identity())
    };
    vm.new_str(&text)
}

/// By content; an empty cell is less than any other.
fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) =
        (cast_kind::<Cell>(left, Kind::Cell), cast_kind::<Cell>(right, Kind::Cell))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (one, other) = (one.content.get(), other.content.get());
    match (one.is_null(), other.is_null()) {
        (false, false) => vm.compare(&one, &other, how),
        (one_empty, other_empty) => Ok(Value::from_bool(how.holds(other_empty.cmp(&one_empty)))),
    }
}

fn get_contents(vm: &mut Vm, value: &Value) -> Result<Value> {
    let content = data(vm, value)?.content.get();
    if content.is_null() { Err(vm.value_error("cell is empty")) } else { Ok(content) }
}

fn set_contents(vm: &mut Vm, value: &Value, content: Option<&Value>) -> Result<()> {
    let cell = data(vm, value)?;
    vm.store(&cell.header, &cell.content, content.cloned().unwrap_or(Value::NULL))
}
