//! `types.MappingProxyType`: a read-only view of a mapping.

use crate::heap::{Kind, List, Tuple, Value};
use crate::object::class::Class;
use crate::object::core::{CoreClass, class as core_class, class_of};
use crate::object::definition::{Arguments, TypeDef, class_method, method};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::{Result, Vm};

crate::native_object! {
    pub struct MappingProxy = "mappingproxy" {
        pub mapping: Value,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A read-only view of a mapping.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        compare: Some(compare),
        iter: Some(iter),
        length: Some(length),
        get_item: Some(get_item),
        contains: Some(contains),
        binary: Slots::binaries(&[(Binary::Or, or)]),
        inplace: Slots::binaries(&[(Binary::Or, update)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("get(self, key, default=None, /)", get, "The value of a key, or else the default."),
        method("keys(self, /)", keys, "A view of the keys."),
        method("values(self, /)", values, "A view of the values."),
        method("items(self, /)", items, "A view of the pairs."),
        method("copy(self, /)", copy, "A copy of the mapping."),
        method("__reversed__(self, /)", reversed, "An iterator over the keys from last to first."),
        class_method("__class_getitem__(cls, item, /)", super::generic_alias::class_get_item, ""),
    ],
    ..TypeDef::new("mappingproxy", MappingProxy::LAYOUT)
};

/// A view of a mapping.
pub fn proxy(vm: &mut Vm, mapping: Value) -> Result<Value> {
    vm.create_of(&TYPE, MappingProxy { mapping })
}

fn mapping(vm: &mut Vm, value: &Value) -> Result<Value> {
    match payload::<MappingProxy>(value) {
        Some(proxy) => Ok(proxy.mapping.clone()),
        None => Err(vm.type_error("a mappingproxy was expected")),
    }
}

/// A proxy's mapping; other values as they are.
fn unwrapped(value: &Value) -> Value {
    payload::<MappingProxy>(value).map_or_else(|| value.clone(), |proxy| proxy.mapping.clone())
}

fn new(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<Value> {
    let [mapping] = arguments.values else {
        return Err(match arguments.values {
            [] => vm.type_error("mappingproxy() missing required argument 'mapping' (pos 1)"),
            more => {
                let given = more.len();
                vm.type_error(format!("mappingproxy() takes at most 1 argument ({given} given)"))
            }
        });
    };
    let is_mapping = Class::of(&class_of(mapping)).is_some_and(|class| class.slots().get_item.is_some());
    let is_sequence = cast_kind::<List>(mapping, Kind::List).is_some()
        || cast_kind::<Tuple>(mapping, Kind::Tuple).is_some();
    if !is_mapping || is_sequence {
        let given = vm.class_name(mapping);
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {given}")));
    }
    proxy(vm, mapping.clone())
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let mapping = mapping(vm, value)?;
    let shown = vm.repr_text(&mapping)?;
    vm.new_str(&format!("mappingproxy({shown})"))
}

fn str(vm: &mut Vm, value: &Value) -> Result<Value> {
    let mapping = mapping(vm, value)?;
    vm.str(&mapping)
}

fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let mapping = mapping(vm, value)?;
    vm.hash(&mapping)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    vm.compare(&unwrapped(left), &unwrapped(right), how)
}

fn iter(vm: &mut Vm, value: &Value) -> Result<Value> {
    let mapping = mapping(vm, value)?;
    vm.iter(&mapping)
}

fn length(vm: &mut Vm, value: &Value) -> Result<usize> {
    let mapping = mapping(vm, value)?;
    vm.length(&mapping)
}

fn get_item(vm: &mut Vm, value: &Value, key: &Value) -> Result<Value> {
    let mapping = mapping(vm, value)?;
    vm.get_item(&mapping, key)
}

fn contains(vm: &mut Vm, value: &Value, key: &Value) -> Result<bool> {
    let mapping = mapping(vm, value)?;
    vm.contains(&mapping, key)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    vm.binary(Binary::Or, &unwrapped(left), &unwrapped(right))
}

fn update(vm: &mut Vm, left: &Value, _right: &Value) -> Result<Value> {
    let name = Class::of(&core_class(CoreClass::MappingProxy)).map_or_else(String::new, Class::name_text);
    debug_assert!(payload::<MappingProxy>(left).is_some());
    Err(vm.type_error(format!("'|=' is not supported by {name}; use '|' instead")))
}

fn get(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mapping = mapping(vm, &args[0])?;
    let name = vm.intern("get")?;
    let get = vm.get_attribute(&mapping, &name)?;
    vm.call(&get, &[args[1].clone(), args[2].given().cloned().unwrap_or(Value::NONE)])
}

fn forward(vm: &mut Vm, args: &[Value], name: &str) -> Result<Value> {
    let mapping = mapping(vm, &args[0])?;
    let name = vm.intern(name)?;
    let method = vm.get_attribute(&mapping, &name)?;
    vm.call(&method, &[])
}

fn keys(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    forward(vm, args, "keys")
}

fn values(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    forward(vm, args, "values")
}

fn items(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    forward(vm, args, "items")
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    forward(vm, args, "copy")
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mapping = mapping(vm, &args[0])?;
    match vm.call_special(&mapping, Name::Reversed, &[])? {
        Some(iterator) => Ok(iterator),
        None => {
            let name = vm.class_name(&mapping);
            Err(vm.type_error(format!("'{name}' object is not reversible")))
        }
    }
}
