//! The namespace of a new class: what is taken out, what is added, and `__slots__`.

use super::layout::{has_own_namespace, is_variable};
use crate::heap::{Dict, Kind, Opaque, Str, Value};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::{self, CoreClass};
use crate::object::definition::GetterDef;
use crate::object::descriptor::{ClassMethod, GetSet, Member, StaticMethod};
use crate::object::function::Function;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

/// What a new class is to be, once its namespace has been read.
pub struct Draft {
    /// The class's own dict.
    pub dict: Value,
    /// Its content as it was given, for `__set_name__`.
    pub items: Vec<(Value, Value)>,
    pub qualname: Value,
    pub flags: u32,
    /// Names that its own `__slots__` fixed.
    pub own_slots: Vec<Value>,
    adds_dict: bool,
    adds_weak: bool,
    /// Attributes that its methods set.
    pub expected: usize,
    pub class_cell: Option<Value>,
    pub dict_cell: Option<Value>,
}

pub fn draft(vm: &mut Vm, name: &Value, bases: &[Value], base: &Value, source: &Value) -> Result<Draft> {
    let Some(source) = cast_kind::<Dict>(source, Kind::Dict) else {
        return Err(vm.type_error("a class's namespace must be a dict"));
    };
    let snapshot = source.snapshot(&mut vm.heap);
    let items = vm.check(snapshot)?;
    let dict_value = vm.new_dict()?;
    let Some(dict) = cast_kind::<Dict>(&dict_value, Kind::Dict) else {
        return Err(vm.type_error("a class's namespace must be a dict"));
    };
    for (key, value) in &items {
        let key = vm.intern_value(key)?;
        vm.dict_set(dict, key, value.clone())?;
    }
    let class_cell = take(vm, dict, Name::ClassCell)?;
    let dict_cell = take(vm, dict, Name::ClassDictCell)?;
    let qualname = match take(vm, dict, Name::QualName)? {
        None => name.clone(),
        Some(qualname) if cast_kind::<Str>(&qualname, Kind::Str).is_some() => qualname,
        Some(other) => {
            let given = vm.class_name(&other);
            return Err(vm.type_error(format!("type __qualname__ must be a str, not {given}")));
        }
    };
    let mut draft = Draft {
        dict: dict_value.clone(),
        items,
        qualname,
        flags: class_flags::SUBCLASSABLE,
        own_slots: Vec::new(),
        adds_dict: false,
        adds_weak: false,
        expected: expected_attributes(vm, dict),
        class_cell,
        dict_cell,
    };
    read_slots(vm, &mut draft, dict, name, bases, base)?;
    complete(vm, dict)?;
    Ok(draft)
}

fn take(vm: &mut Vm, dict: &Dict, name: Name) -> Result<Option<Value>> {
    if vm.dict_get_name(dict, name).is_none() {
        return Ok(None);
    }
    Ok(vm.dict_remove(dict, &name.value())?.map(|(_, value)| value))
}

/// How many attributes the compiler saw methods set on `self`.
fn expected_attributes(vm: &Vm, dict: &Dict) -> usize {
    vm.dict_get_name(dict, Name::StaticAttributes).map_or(0, |names| tuple_items(&names).len())
}

/// Attributes that every class has: `__module__`, `__doc__`, `__hash__`; and functions that become class or static methods.
fn complete(vm: &mut Vm, dict: &Dict) -> Result<()> {
    if vm.dict_get_name(dict, Name::Module).is_none()
        && let Some(module) = current_module(vm)
    {
        vm.dict_set_name(dict, Name::Module, module)?;
    }
    if vm.dict_get_name(dict, Name::Doc).is_none() {
        vm.dict_set_name(dict, Name::Doc, Value::NONE)?;
    }
    if let Some(function) = vm.dict_get_name(dict, Name::New)
        && Function::of(&function).is_some()
    {
        let class = core::class(CoreClass::StaticMethod);
        let wrapped =
            vm.create_native(&class, StaticMethod { callable: crate::heap::Slot::new(function) })?;
        vm.dict_set_name(dict, Name::New, wrapped)?;
    }
    for name in [Name::InitSubclass, Name::ClassGetItem] {
        if let Some(function) = vm.dict_get_name(dict, name)
            && Function::of(&function).is_some()
        {
            let class = core::class(CoreClass::ClassMethod);
            let wrapped =
                vm.create_native(&class, ClassMethod { callable: crate::heap::Slot::new(function) })?;
            vm.dict_set_name(dict, name, wrapped)?;
        }
    }
    if vm.dict_get_name(dict, Name::Eq).is_some() && vm.dict_get_name(dict, Name::Hash).is_none() {
        vm.dict_set_name(dict, Name::Hash, Value::NONE)?;
    }
    Ok(())
}

/// `__name__` of the globals of the code that runs.
fn current_module(vm: &mut Vm) -> Option<Value> {
    let globals = vm.stacks.frames().next()?.function().globals.clone();
    let globals = cast_kind::<Dict>(&globals, Kind::Dict)?;
    vm.dict_get_name(globals, Name::Name)
}

/// Settles whether instances have a dict, weak references and fixed slots.
fn read_slots(
    vm: &mut Vm,
    draft: &mut Draft,
    dict: &Dict,
    name: &Value,
    bases: &[Value],
    base: &Value,
) -> Result<()> {
    let Some(parent) = Class::of(base) else { return Ok(()) };
    let definition = parent.definition.0;
    let may_add_dict = !parent.has_flag(class_flags::HAS_DICT) && !has_own_namespace(definition);
    let may_add_weak = !parent.has_flag(class_flags::HAS_WEAK) && !is_variable(definition);
    let (mut adds_dict, mut adds_weak) = (may_add_dict, may_add_weak);
    if let Some(slots) = vm.dict_get_name(dict, Name::Slots) {
        let slots = match cast_kind::<Str>(&slots, Kind::Str) {
            Some(_) => vec![slots],
            None => vm.collect(&slots)?,
        };
        (adds_dict, adds_weak) = (false, false);
        if !slots.is_empty() && is_variable(definition) {
            let base_name = parent.name_text();
            return Err(
                vm.type_error(format!("nonempty __slots__ not supported for subtype of '{base_name}'"))
            );
        }
        for slot in &slots {
            check_identifier(vm, slot)?;
            match text(slot).as_str() {
                "__dict__" if !may_add_dict || adds_dict => {
                    return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
                }
                "__dict__" => adds_dict = true,
                "__weakref__" if !may_add_weak || adds_weak => {
                    return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
                }
                "__weakref__" => adds_weak = true,
                _ => draft.own_slots.push(fixed_name(vm, dict, name, slot)?),
            }
        }
        draft.own_slots.sort_by_key(text);
        // Another base may bring what this one's layout lacks.
        for other in bases.iter().filter(|other| !other.is(base)).filter_map(Class::of) {
            adds_dict |= may_add_dict && other.has_flag(class_flags::HAS_DICT);
            adds_weak |= may_add_weak && other.has_flag(class_flags::HAS_WEAK);
        }
    }
    if draft.own_slots.len() + parent.slot_names().1 > 200 {
        return Err(vm.value_error("too many __slots__"));
    }
    let set = |condition: bool, flag: u32| if condition { flag } else { 0 };
    draft.flags |= set(adds_dict || parent.has_flag(class_flags::HAS_DICT), class_flags::HAS_DICT);
    draft.flags |= set(adds_weak || parent.has_flag(class_flags::HAS_WEAK), class_flags::HAS_WEAK);
    (draft.adds_dict, draft.adds_weak) = (adds_dict, adds_weak);
    Ok(())
}

fn check_identifier(vm: &mut Vm, slot: &Value) -> Result<()> {
    let Some(name) = cast_kind::<Str>(slot, Kind::Str) else {
        let given = vm.class_name(slot);
        return Err(vm.type_error(format!("__slots__ items must be strings, not '{given}'")));
    };
    if name.as_str().is_some_and(is_identifier) {
        Ok(())
    } else {
        Err(vm.type_error("__slots__ must be identifiers"))
    }
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    starts && characters.all(unicode_ident::is_xid_continue)
}

/// The mangled, interned name of a fixed slot.
fn fixed_name(vm: &mut Vm, dict: &Dict, class_name: &Value, slot: &Value) -> Result<Value> {
    let name = text(slot);
    let owner = text(class_name);
    let owner = owner.trim_start_matches('_');
    let private = name.starts_with("__") && !name.ends_with("__") && !owner.is_empty();
    let mangled = if private { vm.intern(&format!("_{owner}{name}"))? } else { vm.intern_value(slot)? };
    if vm.dict_get(dict, &mangled)?.is_some() && name != "__qualname__" {
        let shown = vm.repr_text(&mangled)?;
        return Err(vm.value_error(format!("{shown} in __slots__ conflicts with class variable")));
    }
    Ok(mangled)
}

/// Members for `__slots__`, and the descriptors `__dict__` and `__weakref__`.
pub fn add_descriptors(vm: &mut Vm, class: &Value, object: &Class, draft: &Draft) -> Result<()> {
    let dict = object.namespace();
    let (names, fixed) = object.slot_names();
    let first = fixed - draft.own_slots.len();
    let member_class = core::class(CoreClass::MemberDescriptor);
    for (slot, name) in names[..fixed].iter().enumerate().skip(first) {
        let member = Member { name: name.clone(), owner: class.clone(), slot };
        let member = vm.create_native(&member_class, member)?;
        vm.dict_set(dict, name.clone(), member)?;
    }
    if draft.adds_dict {
        add_getset(vm, class, dict, &INSTANCE_DICT)?;
    }
    if draft.adds_weak {
        add_getset(vm, class, dict, &WEAK_REFERENCES)?;
    }
    Ok(())
}

/// Adds a computed attribute to a class's namespace, unless the name is taken.
pub fn add_getset(vm: &mut Vm, class: &Value, dict: &Dict, definition: &'static GetterDef) -> Result<()> {
    let name = vm.intern(definition.name)?;
    if vm.dict_get(dict, &name)?.is_some() {
        return Ok(());
    }
    let descriptor = GetSet { definition: Opaque(definition), owner: class.clone() };
    let getset_class = core::class(CoreClass::GetSetDescriptor);
    let descriptor = vm.create_native(&getset_class, descriptor)?;
    vm.dict_set(dict, name, descriptor)
}

/// `__dict__` of instances.
pub static INSTANCE_DICT: GetterDef =
    GetterDef { name: "__dict__", get: get_instance_dict, set: Some(set_instance_dict) };

/// `__weakref__` of instances: the first weak reference, or None.
pub static WEAK_REFERENCES: GetterDef = GetterDef { name: "__weakref__", get: get_weak_reference, set: None };

fn get_instance_dict(vm: &mut Vm, object: &Value) -> Result<Value> {
    match vm.instance_dict(object)? {
        Some(dict) => Ok(dict),
        None => {
            let name = vm.class_name(object);
            let message = format!("'{name}' object has no attribute '__dict__'");
            Err(vm.attribute_error(object, &Name::Dict.value(), message))
        }
    }
}

fn set_instance_dict(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let dict = match value {
        Some(value) if cast_kind::<Dict>(value, Kind::Dict).is_some() => value.clone(),
        Some(value) => {
            let given = vm.class_name(value);
            return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{given}'")));
        }
        None => vm.new_dict()?,
    };
    vm.install_dict(object, &dict)
}

fn get_weak_reference(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(crate::heap::weak::references_to(object).into_iter().next().unwrap_or(Value::NONE))
}
