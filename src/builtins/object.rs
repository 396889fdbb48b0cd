//! `object`: what every object can do.

pub use crate::heap::context::size_of_value;
use crate::heap::{Dict, Kind, OutOfMemory, Str, Value};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::class_of;
use crate::object::definition::{Arguments, TypeDef, class_method, method, property};
use crate::object::instance::Instance;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{Comparison, Slots};
use crate::vm::class_build::change::set_class_of;
use crate::vm::{Raised, Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "The root of all classes.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    methods: &[
        method("__format__(self, format_spec, /)", format, "Format the object: str(self)."),
        method("__dir__(self, /)", dir, "Names of the object's attributes."),
        method("__sizeof__(self, /)", size_of, "Size of the object in memory, in bytes."),
        method("__reduce__(self, /)", super::object_reduce::reduce, "Helper for pickle."),
        method("__reduce_ex__(self, protocol, /)", super::object_reduce::reduce_ex, "Helper for pickle."),
        method("__getstate__(self, /)", super::object_reduce::get_state, "Helper for pickle."),
        class_method("__init_subclass__(cls, /, **kwargs)", init_subclass, "Called when a class is derived."),
        class_method("__subclasshook__(cls, object, /)", subclass_hook, "Asked by issubclass() of ABCs."),
    ],
    getters: &[property("__class__", get_class, set_class)],
    subclassable: true,
    ..TypeDef::new("object", <Instance as crate::heap::HeapObject>::LAYOUT)
};

/// Are two slots the same function?
macro_rules! same {
    ($left:expr, $right:expr) => {
        matches!(($left, $right), (Some(left), Some(right)) if std::ptr::fn_addr_eq(left, right))
    };
}
pub(crate) use same;

fn new(vm: &mut Vm, class_value: &Value, arguments: Arguments) -> Result<Value> {
    let Some(class) = Class::of(class_value) else {
        return Err(vm.type_error("object.__new__(X): X is not a type object"));
    };
    if !arguments.is_empty() {
        if !same!(class.slots().new, TYPE.slots.new) {
            return Err(
                vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
            );
        }
        if same!(class.slots().init, TYPE.slots.init) {
            let name = class.name_text();
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if class.has_flag(class_flags::ABSTRACT) {
        return Err(abstract_error(vm, class));
    }
    if class.definition.layout.kind != Kind::Instance {
        let (name, other) = (class.name_text(), class.definition.short_name());
        return Err(vm.type_error(format!("object.__new__({name}) is not safe, use {other}.__new__()")));
    }
    vm.create_in(class_value, Instance::new())
}

#[cold]
fn abstract_error(vm: &mut Vm, class: &Class) -> Raised {
    let name = class.name_text();
    let methods = class.own(&Name::AbstractMethods.value()).unwrap_or(Value::NONE);
    let mut names: Vec<String> = match vm.collect(&methods) {
        Ok(names) => names.iter().map(text).collect(),
        Err(raised) => return raised,
    };
    names.sort();
    let plural = if names.len() == 1 { "" } else { "s" };
    let list = names.join("', '");
    vm.type_error(format!(
        "Can't instantiate abstract class {name} without an implementation for abstract method{plural} '{list}'"
    ))
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if arguments.is_empty() {
        return Ok(());
    }
    let of = class_of(object);
    let Some(class) = Class::of(&of) else { return Ok(()) };
    if !same!(class.slots().init, TYPE.slots.init) {
        return Err(
            vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
        );
    }
    if same!(class.slots().new, TYPE.slots.new) {
        let name = class.name_text();
        return Err(vm.type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(())
}

/// `<module.Class object at 0x…>`.
pub fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let name = vm.full_class_name(&class_of(object));
    vm.new_str(&format!("<{name} object at {:#x}>", object.identity()))
}

fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    vm.repr(object)
}

/// The hash of an identity.
pub fn identity_hash(object: &Value) -> i64 {
    // Addresses are multiples of 16: the low bits would all be zero.
    match object.identity().rotate_right(4) as i64 {
        -1 => -2,
        hash => hash,
    }
}

fn hash(_vm: &mut Vm, object: &Value) -> Result<i64> {
    Ok(identity_hash(object))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    match how {
        Comparison::Eq if left.is(right) => Ok(Value::TRUE),
        Comparison::NotEq => {
            let of = class_of(left);
            let Some(compare) = Class::of(&of).and_then(|class| class.slots().compare) else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let equal = compare(vm, left, right, Comparison::Eq)?;
            if equal.is_not_implemented() {
                return Ok(equal);
            }
            Ok(Value::from_bool(!vm.truth(&equal)?))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(spec) = cast_kind::<Str>(&args[1], Kind::Str) else {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("__format__() argument must be str, not {given}")));
    };
    if !spec.is_empty() {
        let name = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("unsupported format string passed to {name}.__format__")));
    }
    vm.str(&args[0])
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let names_value = vm.new_dict()?;
    let Some(names) = cast_kind::<Dict>(&names_value, Kind::Dict) else { return Ok(names_value) };
    if let Some(own) = vm.find_attribute_name(&args[0], Name::Dict)?
        && let Some(own) = cast_kind::<Dict>(&own, Kind::Dict)
    {
        add_keys(vm, names, own)?;
    }
    if let Some(class) = vm.find_attribute_name(&args[0], Name::Class)? {
        add_class_names(vm, names, &class)?;
    }
    keys_list(vm, names)
}

fn add_keys(vm: &mut Vm, names: &Dict, from: &Dict) -> Result<()> {
    let pairs = from.snapshot(&mut vm.heap);
    for (name, _) in vm.check(pairs)? {
        vm.dict_set(names, name, Value::NONE)?;
    }
    Ok(())
}

/// Adds the names of a class and its bases.
pub fn add_class_names(vm: &mut Vm, names: &Dict, class: &Value) -> Result<()> {
    let Some(class) = Class::of(class) else { return Ok(()) };
    for base in class.mro_classes() {
        if let Some(base) = Class::of(&base) {
            add_keys(vm, names, base.namespace())?;
        }
    }
    Ok(())
}

/// The keys of a dict as a list.
pub fn keys_list(vm: &mut Vm, dict: &Dict) -> Result<Value> {
    let pairs = dict.snapshot(&mut vm.heap);
    let keys = vm.check(pairs)?.into_iter().map(|(key, _)| key).collect();
    vm.new_list(keys)
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.new_int(size_of_value(&args[0]) as i64)
}

fn init_subclass(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !args[1].is_null() {
        return Err(refused_keywords(vm, &args[0]));
    }
    Ok(Value::NONE)
}

/// `__init_subclass__` got keywords that no class took.
#[cold]
pub fn refused_keywords(vm: &mut Vm, class: &Value) -> Raised {
    let name = Class::of(class).map_or_else(String::new, |class| text(&class.qualname.get()));
    vm.type_error(format!("{name}.__init_subclass__() takes no keyword arguments"))
}

fn subclass_hook(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::NOT_IMPLEMENTED)
}

fn get_class(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(class_of(object))
}

fn set_class(vm: &mut Vm, object: &Value, class: Option<&Value>) -> Result<()> {
    match class {
        Some(class) => set_class_of(vm, object, class),
        None => Err(vm.type_error("can't delete __class__ attribute")),
    }
}

/// A new instance of a class whose instances are nothing but their attributes.
#[inline]
pub fn new_plain(vm: &mut Vm, class: &Class) -> Result<Value> {
    let built = vm.heap.build(class.instance_shape(), Instance::new);
    vm.check(built.ok_or(OutOfMemory))
}
