//! Tuples with named fields: `time.struct_time`, `os.stat_result` and their like.
//!
//! A structure is a type derived from `tuple`, whose getters are the names of the items, in order. What a tuple of
//! that length cannot show (`tm_zone`, `st_mtime`) is an ordinary attribute of the instance.

use super::support::constructor;
use crate::builtins::tuple;
use crate::heap::{Tuple, Value};
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, GetterDef, NativeDef, TypeDef, getter};
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

/// Ends the name of an item whose plain name is an attribute beyond the items: `st_mtime` is a float, item 8 an int.
const EXACT_ELSEWHERE: &str = "_seconds";

/// A structure's definition.
pub const fn structure(name: &'static str, doc: &'static str, fields: &'static [GetterDef]) -> TypeDef {
    TypeDef {
        base: Some(&tuple::TYPE),
        doc,
        slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
        getters: fields,
        has_attributes: true,
        ..TypeDef::new(name, <Tuple as crate::heap::HeapObject>::LAYOUT)
    }
}

/// The field that stands at a position.
pub const fn field<const INDEX: usize>(name: &'static str) -> GetterDef {
    getter(name, item::<INDEX>)
}

fn item<const INDEX: usize>(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(tuple_items(object).get(INDEX).cloned().unwrap_or(Value::NONE))
}

/// A structure with its items, and attributes beyond them.
pub fn create(
    vm: &mut Vm,
    definition: &'static TypeDef,
    items: Vec<Value>,
    attributes: &[(&str, Value)],
) -> Result<Value> {
    let class = definition.class();
    let Some(of) = Class::of(&class) else { return Err(vm.runtime_error("a structure's class is missing")) };
    let made = Tuple::create(&vm.heap, of.instance_shape(), items.into_iter());
    let made = vm.check(made)?;
    for (name, value) in attributes {
        let name = vm.intern(name)?;
        vm.set_attribute(&made, &name, Some(value))?;
    }
    Ok(made)
}

static NEW: NativeDef = constructor("structure(sequence, dict=None, /)");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        let items = vm.collect(&args[0])?;
        let Some(of) = Class::of(class) else { return Err(vm.type_error("a class was expected")) };
        let definition = of.definition.0;
        let wanted = definition.getters.len();
        if items.len() < wanted {
            let (name, given) = (definition.name, items.len());
            return Err(vm.type_error(format!(
                "{name}() takes an at least {wanted}-sequence ({given}-sequence given)"
            )));
        }
        let made = Tuple::create(
            &vm.heap,
            of.instance_shape(),
            items.into_iter().take(wanted).collect::<Vec<_>>().into_iter(),
        );
        vm.check(made)
    })
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let class = class_of(object);
    let Some(of) = Class::of(&class) else { return vm.new_str("") };
    let definition = of.definition.0;
    let mut out = format!("{}(", definition.name).into_bytes();
    for (index, (field, value)) in definition.getters.iter().zip(tuple_items(object)).enumerate() {
        if index != 0 {
            out.extend_from_slice(b", ");
        }
        // An item that an attribute of the same name shows more exactly has a longer name of its own.
        let name = field.name.strip_suffix(EXACT_ELSEWHERE).unwrap_or(field.name);
        out.extend_from_slice(name.as_bytes());
        out.push(b'=');
        let shown = vm.repr(value)?;
        out.extend_from_slice(super::support::str_bytes(&shown).unwrap_or(b""));
    }
    out.push(b')');
    vm.new_text(&out)
}
