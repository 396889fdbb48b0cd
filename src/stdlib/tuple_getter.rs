//! The descriptors behind the fields of named tuples.

use super::support::{constructor, native_of, store};
use crate::heap::{Kind, Slot, Tuple, Value};
use crate::native_object;
use crate::object::core::Exception;
use crate::object::definition::{Arguments, NativeDef, TypeDef, method, property};
use crate::object::native::{NativeData, cast_kind};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

native_object! {
    pub struct TupleGetter = "_collections._tuplegetter" {
        index: usize,
        doc: Slot,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A field of a named tuple.",
    slots: Slots { new: Some(new), get: Some(get), set: Some(set), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce, "For pickling.")],
    getters: &[property("__doc__", doc, set_doc)],
    ..TypeDef::new("_collections._tuplegetter", TupleGetter::LAYOUT)
};

static NEW: NativeDef = constructor("_tuplegetter(index, doc, /)");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        let index = vm.as_usize_length(&args[0])?;
        vm.create_native(class, TupleGetter { index, doc: Slot::new(args[1].clone()) })
    })
}

fn get(vm: &mut Vm, object: &Value, instance: Option<&Value>, _class: &Value) -> Result<Value> {
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else { return Ok(object.clone()) };
    let index = native_of::<TupleGetter>(vm, object)?.data.index;
    if let Some(item) = tuple_items(instance).get(index) {
        return Ok(item.clone());
    }
    if cast_kind::<Tuple>(instance, Kind::Tuple).is_some() {
        return Err(vm.index_error("tuple index out of range"));
    }
    let given = vm.class_name(instance);
    Err(vm.type_error(format!(
        "descriptor for index '{index}' for tuple subclasses doesn't apply to '{given}' object"
    )))
}

fn set(vm: &mut Vm, _object: &Value, _instance: &Value, value: Option<&Value>) -> Result<()> {
    let message = if value.is_some() { "can't set attribute" } else { "can't delete attribute" };
    Err(vm.raise(Exception::AttributeError, message))
}

fn doc(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(native_of::<TupleGetter>(vm, object)?.data.doc.get())
}

fn set_doc(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let this = native_of::<TupleGetter>(vm, object)?;
    store(vm, this, &this.data.doc, value.cloned().unwrap_or(Value::NONE))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = &native_of::<TupleGetter>(vm, &args[0])?.data;
    let arguments = vec![Value::from_small_int(this.index as i64), this.doc.get()];
    let arguments = vm.new_tuple(arguments)?;
    vm.new_tuple([TYPE.class(), arguments])
}
