//! Attributes of classes that `type` computes: names, bases, module, documentation.

use crate::heap::{Kind, Str, Tuple, Value};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::class_of;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::class_build::{change, layout};
use crate::vm::{Raised, Result, Vm};

/// The class of a value that the descriptor has checked to be one.
pub fn as_class<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Class> {
    match Class::of(value) {
        Some(class) => Ok(class),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("a class was expected, not '{given}'")))
        }
    }
}

/// The new value of an attribute that cannot be deleted, of a class that can change.
fn changeable<'a>(vm: &mut Vm, class: &Value, name: &str, value: Option<&'a Value>) -> Result<&'a Value> {
    let class = as_class(vm, class)?;
    let verb = if value.is_some() { "set" } else { "delete" };
    match value {
        Some(value) if !class.has_flag(class_flags::BUILT_IN) => Ok(value),
        _ => {
            let class = class.name_text();
            Err(vm.type_error(format!("cannot {verb} '{name}' attribute of immutable type '{class}'")))
        }
    }
}

fn no_attribute(vm: &mut Vm, class_value: &Value, name: Name) -> Raised {
    let class = Class::of(class_value).map_or_else(String::new, Class::name_text);
    let message = format!("type object '{class}' has no attribute '{}'", name.text());
    vm.attribute_error(class_value, &name.value(), message)
}

fn expect_str(vm: &mut Vm, class: &Value, attribute: &str, value: &Value) -> Result<()> {
    if cast_kind::<Str>(value, Kind::Str).is_some() {
        return Ok(());
    }
    let class = Class::of(class).map_or_else(String::new, Class::name_text);
    let given = vm.class_name(value);
    Err(vm.type_error(format!("can only assign string to {class}.{attribute}, not '{given}'")))
}

pub fn get_name(vm: &mut Vm, class: &Value) -> Result<Value> {
    Ok(as_class(vm, class)?.name.get())
}

pub fn set_name(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__name__", value)?;
    expect_str(vm, class, "__name__", value)?;
    if text(value).contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let class = as_class(vm, class)?;
    vm.store(&class.header, &class.name, value.clone())
}

pub fn get_qualname(vm: &mut Vm, class: &Value) -> Result<Value> {
    Ok(as_class(vm, class)?.qualname.get())
}

pub fn set_qualname(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__qualname__", value)?;
    expect_str(vm, class, "__qualname__", value)?;
    let class = as_class(vm, class)?;
    vm.store(&class.header, &class.qualname, value.clone())
}

pub fn get_bases(vm: &mut Vm, class: &Value) -> Result<Value> {
    Ok(as_class(vm, class)?.bases.get())
}

pub fn set_bases(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__bases__", value)?;
    change::set_bases(vm, class, value)
}

pub fn get_base(vm: &mut Vm, class: &Value) -> Result<Value> {
    let class = as_class(vm, class)?;
    Ok(layout::base_of(class).unwrap_or(Value::NONE))
}

pub fn get_mro(vm: &mut Vm, class: &Value) -> Result<Value> {
    Ok(as_class(vm, class)?.mro.get())
}

/// `class.__module__`.
pub fn module_of(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = as_class(vm, class_value)?;
    if class.has_flag(class_flags::BUILT_IN) {
        return vm.intern(class.definition.module());
    }
    Ok(class.own(&Name::Module.value()).unwrap_or(Value::NONE))
}

pub fn get_module(vm: &mut Vm, class: &Value) -> Result<Value> {
    let module = module_of(vm, class)?;
    if module.is_none() && Class::of(class).is_some_and(|class| class.own(&Name::Module.value()).is_none()) {
        return Err(no_attribute(vm, class, Name::Module));
    }
    Ok(module)
}

pub fn set_module(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__module__", value)?;
    let class = as_class(vm, class)?;
    change::store_own(vm, class, &Name::Module.value(), Some(value)).map(drop)
}

pub fn get_abstract_methods(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = as_class(vm, class_value)?;
    match class.own(&Name::AbstractMethods.value()) {
        // type itself has the descriptor in its namespace, and no abstract methods.
        Some(methods) if !class.has_flag(class_flags::BUILT_IN) => Ok(methods),
        _ => Err(not_abstract(vm, class_value)),
    }
}

pub fn set_abstract_methods(vm: &mut Vm, class_value: &Value, value: Option<&Value>) -> Result<()> {
    let class = as_class(vm, class_value)?;
    if change::set_abstract_methods(vm, class, value)? { Ok(()) } else { Err(not_abstract(vm, class_value)) }
}

/// The one attribute whose absence CPython reports by its bare name.
fn not_abstract(vm: &mut Vm, class: &Value) -> Raised {
    let name = Name::AbstractMethods;
    vm.attribute_error(class, &name.value(), name.text())
}

pub fn get_dict(vm: &mut Vm, class: &Value) -> Result<Value> {
    let dict = as_class(vm, class)?.dict.clone();
    super::mapping_proxy::proxy(vm, dict)
}

pub fn get_doc(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = as_class(vm, class_value)?;
    if class.has_flag(class_flags::BUILT_IN) {
        return match class.definition.doc {
            "" => Ok(Value::NONE),
            doc => vm.new_str(doc),
        };
    }
    let Some(doc) = class.own(&Name::Doc.value()) else { return Ok(Value::NONE) };
    match Class::of(&class_of(&doc)).and_then(|class| class.slots().get) {
        Some(get) => get(vm, &doc, None, class_value),
        None => Ok(doc),
    }
}

pub fn set_doc(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__doc__", value)?;
    let class = as_class(vm, class)?;
    change::store_own(vm, class, &Name::Doc.value(), Some(value)).map(drop)
}

pub fn get_text_signature(_vm: &mut Vm, _class: &Value) -> Result<Value> {
    Ok(Value::NONE)
}

pub fn get_type_params(vm: &mut Vm, class_value: &Value) -> Result<Value> {
    let class = as_class(vm, class_value)?;
    match class.own(&Name::TypeParams.value()) {
        Some(params) if !class.has_flag(class_flags::BUILT_IN) => Ok(params),
        _ => vm.new_tuple(Vec::new()),
    }
}

pub fn set_type_params(vm: &mut Vm, class: &Value, value: Option<&Value>) -> Result<()> {
    let value = changeable(vm, class, "__type_params__", value)?;
    if cast_kind::<Tuple>(value, Kind::Tuple).is_none() {
        let given = vm.class_name(value);
        return Err(vm.type_error(format!("__type_params__ must be set to a tuple, not '{given}'")));
    }
    let class = as_class(vm, class)?;
    change::store_own(vm, class, &Name::TypeParams.value(), Some(value)).map(drop)
}

pub fn get_basic_size(vm: &mut Vm, class: &Value) -> Result<Value> {
    let class = as_class(vm, class)?;
    let size = class.definition.layout.size + 8 * class.slot_names().1;
    vm.new_int(size as i64)
}

pub fn get_item_size(vm: &mut Vm, class: &Value) -> Result<Value> {
    let is_variable = layout::is_variable(as_class(vm, class)?.definition.0);
    vm.new_int(if is_variable { 8 } else { 0 })
}

/// The bits of CPython's `tp_flags` that programs look at: heap type, base type, abstract, sequence and mapping.
pub fn get_flags(vm: &mut Vm, class: &Value) -> Result<Value> {
    let class = as_class(vm, class)?;
    let bits = [
        (!class.has_flag(class_flags::BUILT_IN), 9),
        (class.has_flag(class_flags::BUILT_IN), 8),
        (class.has_flag(class_flags::SUBCLASSABLE), 10),
        (true, 12),
        (class.has_flag(class_flags::ABSTRACT), 20),
        (class.has_flag(class_flags::SEQUENCE), 5),
        (class.has_flag(class_flags::MAPPING), 6),
    ];
    let flags = bits.iter().filter(|(set, _)| *set).map(|(_, bit)| 1i64 << bit).sum();
    vm.new_int(flags)
}

pub fn get_dict_offset(vm: &mut Vm, class: &Value) -> Result<Value> {
    let has_dict = as_class(vm, class)?.has_flag(class_flags::HAS_DICT);
    vm.new_int(if has_dict { -1 } else { 0 })
}

pub fn get_weak_offset(vm: &mut Vm, class: &Value) -> Result<Value> {
    let class = as_class(vm, class)?;
    let offset = if class.has_flag(class_flags::HAS_WEAK) { class.definition.layout.size } else { 0 };
    vm.new_int(offset as i64)
}
