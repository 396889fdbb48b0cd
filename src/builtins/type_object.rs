//! `type`: calling classes, their attributes, and tests of class.

use super::object::{add_class_names, keys_list};
use super::type_annotations as annotations;
use super::type_attributes as attributes;
use crate::heap::{Dict, HeapObject, Kind, Str, Tuple, Value};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, TypeDef, class_method, getter, method, property};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Slots};
use crate::vm::class_build::{self, change, layout, mro};
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "type(object) gives the object's class; type(name, bases, dict, **kwds) makes a class.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        call: Some(call),
        repr: Some(repr),
        get_attribute: Some(get_attribute),
        set_attribute: Some(change::set_class_attribute),
        binary: Slots::binaries(&[(Binary::Or, super::union_type::or)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("mro(self, /)", resolution_order, "The classes in which attributes are looked up, in order."),
        method("__subclasses__(self, /)", subclasses, "The direct subclasses that are alive."),
        method("__instancecheck__(self, instance, /)", instance_check, "isinstance(instance, self)"),
        method("__subclasscheck__(self, subclass, /)", subclass_check, "issubclass(subclass, self)"),
        method("__dir__(self, /)", dir, "Names of the class's attributes."),
        method("__sizeof__(self, /)", size_of, "Size of the class in memory, in bytes."),
        class_method("__prepare__(cls, /, *args, **kwds)", prepare, "The namespace of a class statement."),
    ],
    getters: &[
        property("__name__", attributes::get_name, attributes::set_name),
        property("__qualname__", attributes::get_qualname, attributes::set_qualname),
        property("__bases__", attributes::get_bases, attributes::set_bases),
        getter("__base__", attributes::get_base),
        getter("__mro__", attributes::get_mro),
        property("__module__", attributes::get_module, attributes::set_module),
        property("__abstractmethods__", attributes::get_abstract_methods, attributes::set_abstract_methods),
        getter("__dict__", attributes::get_dict),
        property("__doc__", attributes::get_doc, attributes::set_doc),
        getter("__text_signature__", attributes::get_text_signature),
        property("__annotations__", annotations::get_annotations, annotations::set_annotations),
        property("__annotate__", annotations::get_annotate, annotations::set_annotate),
        property("__type_params__", attributes::get_type_params, attributes::set_type_params),
        getter("__basicsize__", attributes::get_basic_size),
        getter("__itemsize__", attributes::get_item_size),
        getter("__flags__", attributes::get_flags),
        getter("__dictoffset__", attributes::get_dict_offset),
        getter("__weakrefoffset__", attributes::get_weak_offset),
    ],
    subclassable: true,
    ..TypeDef::new("type", Class::LAYOUT)
};

fn new(vm: &mut Vm, metaclass: &Value, arguments: Arguments) -> Result<Value> {
    let [name, bases, namespace] = arguments.positional() else {
        let given = arguments.positional().len();
        if given == 1 && metaclass.is(&core::class(CoreClass::Type)) && arguments.names.is_empty() {
            return Ok(class_of(&arguments.positional()[0]));
        }
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    };
    let expected = [
        (name, "str", cast_kind::<Str>(name, Kind::Str).is_some()),
        (bases, "tuple", cast_kind::<Tuple>(bases, Kind::Tuple).is_some()),
        (namespace, "dict", cast_kind::<Dict>(namespace, Kind::Dict).is_some()),
    ];
    for (index, (value, kind, is_right)) in expected.into_iter().enumerate() {
        if !is_right {
            let given = vm.class_name(value);
            return Err(
                vm.type_error(format!("type.__new__() argument {} must be {kind}, not {given}", index + 1))
            );
        }
    }
    if text(name).contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let winner = layout::most_derived_metaclass(vm, metaclass, crate::vm::call::tuple_items(bases))?;
    if !winner.is(metaclass)
        && let Some(other) = Class::of(&winner).and_then(|class| class.slots().new)
        && !TYPE.slots.new.is_some_and(|own| std::ptr::fn_addr_eq(own, other))
    {
        return other(vm, &winner, arguments);
    }
    let keywords = Arguments { values: &arguments.values[3..], names: arguments.names };
    class_build::new_class(vm, &winner, name, bases, namespace, keywords)
}

fn init(vm: &mut Vm, _class: &Value, arguments: Arguments) -> Result<()> {
    match arguments.positional().len() {
        1 if !arguments.names.is_empty() => Err(vm.type_error("type.__init__() takes no keyword arguments")),
        1 | 3 => Ok(()),
        _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
    }
}

/// Makes an instance: `__new__`, then `__init__` if that gave one.
pub fn call(vm: &mut Vm, class_value: &Value, arguments: Arguments) -> Result<Value> {
    let Some(class) = Class::of(class_value) else { return Err(vm.type_error("a class was to be called")) };
    if class_value.is(&core::class(CoreClass::Type)) {
        match arguments.positional() {
            [object] if arguments.names.is_empty() => return Ok(class_of(object)),
            [_] => return Err(vm.type_error("type() takes no keyword arguments")),
            [_, _, _] => {}
            _ => return Err(vm.type_error("type() takes 1 or 3 arguments")),
        }
    }
    let Some(new) = class.slots().new else {
        let name = vm.full_class_name(class_value);
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    };
    let object = new(vm, class_value, arguments)?;
    let of = class_of(&object);
    let Some(made) = Class::of(&of) else { return Ok(object) };
    if !of.is(class_value) && !made.is_subclass_of(class_value) {
        return Ok(object);
    }
    if let Some(init) = made.slots().init {
        init(vm, &object, arguments)?;
    }
    Ok(object)
}

fn repr(vm: &mut Vm, class: &Value) -> Result<Value> {
    let name = full_name(vm, class)?;
    vm.new_str(&format!("<class '{name}'>"))
}

/// Module and qualified name, as reprs show them.
pub fn full_name(vm: &mut Vm, class_value: &Value) -> Result<String> {
    let Some(class) = Class::of(class_value) else { return Ok(String::new()) };
    let qualname = text(&class.qualname.get());
    let module = attributes::module_of(vm, class_value)?;
    let module = text(&module);
    if module.is_empty() || module == "builtins" {
        return Ok(qualname);
    }
    Ok(format!("{module}.{qualname}"))
}

/// `type.__getattribute__`: the metaclass's data descriptors, the class and its bases, the metaclass.
pub fn get_attribute(vm: &mut Vm, class_value: &Value, name: &Value) -> Result<Value> {
    let Some(class) = Class::of(class_value) else { return vm.generic_get(class_value, name) };
    if cast_kind::<Str>(name, Kind::Str).is_none() {
        let given = vm.class_name(name);
        return Err(vm.type_error(format!("attribute name must be string, not '{given}'")));
    }
    let metaclass = class_of(class_value);
    let inherited = Class::of(&metaclass).and_then(|metaclass| metaclass.lookup(name));
    let descriptor = inherited.as_ref().map(class_of);
    let slots = descriptor.as_ref().and_then(Class::of).map(Class::slots);
    let getter = slots.and_then(|slots| slots.get);
    if let (Some(inherited), Some(get)) = (&inherited, getter)
        && slots.is_some_and(|slots| slots.set.is_some())
    {
        return get(vm, inherited, Some(class_value), &metaclass);
    }
    if let Some(found) = class.lookup(name) {
        return vm.bind_in_class(&found, class_value, class_value);
    }
    match (inherited, getter) {
        (Some(inherited), Some(get)) => get(vm, &inherited, Some(class_value), &metaclass),
        (Some(inherited), None) => Ok(inherited),
        (None, _) => {
            let message = format!("type object '{}' has no attribute '{}'", class.name_text(), text(name));
            Err(vm.attribute_error(class_value, name, message))
        }
    }
}

fn resolution_order(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(class) = Class::of(&args[0]) else { return vm.new_list(Vec::new()) };
    let order = mro::standard(vm, &args[0], class)?;
    vm.new_list(order)
}

fn subclasses(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let found = class_build::subclasses_of(vm, &args[0])?;
    vm.new_list(found)
}

fn instance_check(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (class, object) = (&args[0], &args[1]);
    if vm.is_plain_instance(object, class) {
        return Ok(Value::TRUE);
    }
    // Proxies say through `__class__` what they stand for.
    let of = class_of(object);
    let claims = Class::of(&of).is_some_and(|of| {
        let own = core::class(CoreClass::Object);
        of.has_flag(class_flags::CUSTOM_GET)
            || of.lookup_with_owner(&Name::Class.value()).is_some_and(|(_, owner)| !owner.is(&own))
    });
    if !claims || Class::of(object).is_some() {
        return Ok(Value::FALSE);
    }
    let claimed = vm.find_attribute_name(object, Name::Class)?;
    let derives = claimed.as_ref().and_then(Class::of).is_some_and(|claimed| claimed.is_subclass_of(class));
    Ok(Value::from_bool(derives))
}

fn subclass_check(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match Class::of(&args[1]) {
        Some(derived) => Ok(Value::from_bool(derived.is_subclass_of(&args[0]))),
        None => Err(vm.type_error("issubclass() arg 1 must be a class")),
    }
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let names_value = vm.new_dict()?;
    let Some(names) = cast_kind::<Dict>(&names_value, Kind::Dict) else { return Ok(names_value) };
    add_class_names(vm, names, &args[0])?;
    keys_list(vm, names)
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let own = Class::of(&args[0]).map_or(0, |class| class.namespace().memory());
    vm.new_int((std::mem::size_of::<Class>() + std::mem::size_of::<Slots>() + own) as i64)
}

fn prepare(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_dict()
}
