//! Built-in classes, made at start-up from their definitions.
//!
//! Everything that is made then lives for ever. Classes are founded first, all of them, and furnished with their
//! attributes after that, since the descriptors need classes of their own.

use super::layout::has_own_namespace;
use super::namespace::{INSTANCE_DICT, add_getset};
use crate::heap::shape::{self, Shape};
use crate::heap::{BigInt, Dict, HeapObject, Int64, Kind, Layout, RawValue, Str, Tuple, Value};
use crate::object::class::{Class, NewClass, class_flags};
use crate::object::core::{self, CoreClass, Exception};
use crate::object::definition::{Binding, GetterDef, NativeDef, TypeDef};
use crate::object::function::NativeFunction;
use crate::object::names::{self, Name};
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Slots};
use crate::object::wrappers::{GROUPS, SlotId};
use crate::vm::{Result, Vm, construct, trampolines};
use parking_lot::Mutex;
use std::sync::atomic::AtomicPtr;

/// Words of all built-in classes, which are immortal.
static BUILT_IN: Mutex<Vec<u64>> = Mutex::new(Vec::new());

pub fn built_in_classes() -> Vec<Value> {
    BUILT_IN.lock().iter().map(|word| RawValue::from_word(*word).to_value()).collect()
}

/// Makes the world of built-in classes: names, then classes, then their attributes.
pub fn bootstrap(vm: &mut Vm, types: &[&'static TypeDef]) -> Result<()> {
    install_provisional_shapes();
    let interned = names::intern_all();
    vm.check(interned)?;
    let made = construct::make_eternal_values();
    vm.check(made)?;
    for definition in types {
        found(vm, definition)?;
    }
    for definition in types {
        furnish(vm, definition)?;
    }
    Ok(())
}

/// One more built-in class, of a module. Its base is made already.
pub fn bootstrap_class(vm: &mut Vm, definition: &'static TypeDef) -> Result<Value> {
    if definition.class().is_null() {
        found(vm, definition)?;
        furnish(vm, definition)?;
    }
    Ok(definition.class())
}

/// Shapes without a class, for the objects that the first classes are made of. Objects name their shape by number, so
/// they get their class when the shape is installed again.
fn install_provisional_shapes() {
    for layout in [Str::LAYOUT, Tuple::LAYOUT, Dict::LAYOUT, Class::LAYOUT] {
        shape::install(Box::new(shape_of(layout, layout.kind as u32, None)));
    }
}

fn shape_of(layout: &'static Layout, number: u32, class: Option<&Class>) -> Shape {
    Shape {
        number,
        class: class.map_or(RawValue::NONE, |class| RawValue::from_header(&class.header)),
        layout,
        slots_offset: layout.size as u16,
        slot_count: 0,
        fixed_slots: 0,
        instance_flags: 0,
        slots: AtomicPtr::new(class.map_or(std::ptr::null_mut(), Class::slots_pointer)),
    }
}

/// The base of a definition, or None for `object`.
fn base_of(definition: &'static TypeDef) -> Option<Value> {
    match definition.base {
        Some(base) => Some(base.class()),
        None if definition.name == "object" => None,
        None => Some(core::class(CoreClass::Object)),
    }
}

/// Makes the class object and the shape of its instances.
fn found(vm: &mut Vm, definition: &'static TypeDef) -> Result<()> {
    if !definition.class().is_null() {
        return Ok(());
    }
    if let Some(base) = definition.base {
        found(vm, base)?;
    }
    let base = base_of(definition);
    let parent = base.as_ref().and_then(Class::of);
    let name = vm.intern(definition.short_name())?;
    let bases = vm.new_tuple(base.iter().cloned().collect::<Vec<_>>())?;
    let mro = bases.clone();
    let dict = vm.new_dict()?;
    let flags = flags_of(definition, parent);
    let new = NewClass {
        name: name.clone(),
        qualname: name,
        bases,
        mro,
        dict,
        definition,
        flags,
        fixed_names: Vec::new(),
        learned_names: Vec::new(),
        expected: 0,
        instance_flags: 0,
    };
    let class_value = vm.create_kind(Kind::Class, Class::new(new, merged_slots(definition, parent)))?;
    let Some(class) = Class::of(&class_value) else { return Err(vm.type_error("a class was to be made")) };
    let mut order = vec![class_value.clone()];
    order.extend(parent.map_or_else(Vec::new, Class::mro_classes));
    let order = vm.new_tuple(order)?;
    vm.store(&class.header, &class.mro, order)?;
    class.set_flag(class_flags::CUSTOM_GET, class.slots().get_attribute.is_some());
    class.set_flag(class_flags::CUSTOM_SET, class.slots().set_attribute.is_some());
    install_shapes(vm, class, definition)?;
    definition.set_class(&class_value);
    BUILT_IN.lock().push(class_value.raw().word());
    register(definition, &class_value);
    Ok(())
}

fn flags_of(definition: &'static TypeDef, parent: Option<&Class>) -> u32 {
    let mut flags = class_flags::BUILT_IN;
    let kind = definition.layout.kind;
    if definition.subclassable {
        flags |= class_flags::SUBCLASSABLE;
    }
    if definition.has_attributes && !has_own_namespace(definition) {
        flags |= class_flags::HAS_DICT;
    }
    let is_referenced = matches!(
        kind,
        Kind::Class
            | Kind::Function
            | Kind::NativeFunction
            | Kind::BoundMethod
            | Kind::Code
            | Kind::Module
            | Kind::Generator
            | Kind::Set
    );
    if is_referenced || kind == Kind::Native && definition.module() != "builtins" {
        flags |= class_flags::HAS_WEAK;
    }
    match definition.short_name() {
        "list" | "tuple" | "range" | "memoryview" | "deque" | "array" => flags |= class_flags::SEQUENCE,
        "dict" | "mappingproxy" => flags |= class_flags::MAPPING,
        _ => {}
    }
    let inherited =
        class_flags::HAS_DICT | class_flags::HAS_WEAK | class_flags::SEQUENCE | class_flags::MAPPING;
    let inherit = |flag: u32| parent.is_some_and(|parent| parent.has_flag(flag));
    for flag in [class_flags::HAS_DICT, class_flags::HAS_WEAK, class_flags::SEQUENCE, class_flags::MAPPING] {
        if inherit(flag) {
            flags |= flag & inherited;
        }
    }
    flags
}

/// The definition's slots over those of the base.
fn merged_slots(definition: &'static TypeDef, parent: Option<&Class>) -> Slots {
    let mut slots = parent.map_or(Slots::EMPTY, |parent| *parent.slots());
    if definition.base.is_none() && definition.layout.kind != Kind::Instance {
        // `object.__new__` makes plain instances only.
        slots.new = None;
    }
    for group in &GROUPS {
        if group.id.is_filled(&definition.slots) {
            group.id.copy(&mut slots, &definition.slots);
        }
    }
    slots.next_pair = definition.slots.next_pair;
    if is_unhashable(definition) {
        slots.hash = Some(trampolines::unhashable);
    }
    slots
}

/// A type that defines equality and no hash has none.
fn is_unhashable(definition: &TypeDef) -> bool {
    definition.slots.compare.is_some() && definition.slots.hash.is_none()
}

/// The exact class of a kind has the kind's number as its shape, which the engine compares with.
fn install_shapes(vm: &mut Vm, class: &Class, definition: &'static TypeDef) -> Result<()> {
    let layout = definition.layout;
    let kind = layout.kind;
    let is_exact = kind != Kind::Native && layout.name == definition.short_name();
    if !is_exact {
        let installed = class.install_shape(None, 0, 0);
        return vm.check(installed);
    }
    if class.has_flag(class_flags::HAS_DICT) {
        // Instances may go to dict mode, which needs a pair of numbers; the kind's number leads to the first.
        let installed = class.install_shape(None, 2, 0);
        vm.check(installed)?;
        let plain = class.instance_shape();
        let alias = Shape { slot_count: plain.slot_count, ..shape_of(layout, plain.number, Some(class)) };
        shape::install_at(kind as u32, Box::new(alias));
        return Ok(());
    }
    let installed = class.install_shape(Some(kind as u32), 0, 0);
    vm.check(installed)?;
    let other: Option<&'static Layout> = match kind {
        Kind::Int64 => Some(BigInt::LAYOUT),
        Kind::BigInt => Some(Int64::LAYOUT),
        _ => None,
    };
    if let Some(other) = other {
        shape::install(Box::new(shape_of(other, other.kind as u32, Some(class))));
    }
    Ok(())
}

/// Enters the class where the runtime looks it up.
fn register(definition: &'static TypeDef, class: &Value) {
    if let Some((_, which)) = CORE.iter().find(|(name, _)| *name == definition.name) {
        core::set_class(*which, class);
    }
    if definition.layout.kind == Kind::Exception
        && let Some(which) = Exception::ALL.iter().find(|which| which.name() == definition.name)
    {
        core::set_exception(*which, class);
    }
}

const CORE: &[(&str, CoreClass)] = &[
    ("object", CoreClass::Object),
    ("type", CoreClass::Type),
    ("int", CoreClass::Int),
    ("float", CoreClass::Float),
    ("bool", CoreClass::Bool),
    ("NoneType", CoreClass::NoneType),
    ("types.NoneType", CoreClass::NoneType),
    ("ellipsis", CoreClass::Ellipsis),
    ("types.EllipsisType", CoreClass::Ellipsis),
    ("NotImplementedType", CoreClass::NotImplementedType),
    ("types.NotImplementedType", CoreClass::NotImplementedType),
    ("complex", CoreClass::Complex),
    ("str", CoreClass::Str),
    ("bytes", CoreClass::Bytes),
    ("bytearray", CoreClass::ByteArray),
    ("list", CoreClass::List),
    ("tuple", CoreClass::Tuple),
    ("dict", CoreClass::Dict),
    ("set", CoreClass::Set),
    ("frozenset", CoreClass::FrozenSet),
    ("range", CoreClass::Range),
    ("slice", CoreClass::Slice),
    ("cell", CoreClass::Cell),
    ("function", CoreClass::Function),
    ("builtin_function_or_method", CoreClass::BuiltinFunction),
    ("method_descriptor", CoreClass::MethodDescriptor),
    ("wrapper_descriptor", CoreClass::WrapperDescriptor),
    ("classmethod_descriptor", CoreClass::ClassMethodDescriptor),
    ("getset_descriptor", CoreClass::GetSetDescriptor),
    ("member_descriptor", CoreClass::MemberDescriptor),
    ("method-wrapper", CoreClass::MethodWrapper),
    ("types.MethodWrapperType", CoreClass::MethodWrapper),
    ("method", CoreClass::Method),
    ("code", CoreClass::Code),
    ("module", CoreClass::Module),
    ("generator", CoreClass::Generator),
    ("coroutine", CoreClass::Coroutine),
    ("async_generator", CoreClass::AsyncGenerator),
    ("traceback", CoreClass::Traceback),
    ("property", CoreClass::Property),
    ("staticmethod", CoreClass::StaticMethod),
    ("classmethod", CoreClass::ClassMethod),
    ("super", CoreClass::Super),
    ("mappingproxy", CoreClass::MappingProxy),
    ("iterator", CoreClass::Iterator),
    ("callable_iterator", CoreClass::CallableIterator),
    ("frame", CoreClass::Frame),
    ("types.SimpleNamespace", CoreClass::SimpleNamespace),
    ("weakref.ReferenceType", CoreClass::WeakReference),
    ("ReferenceType", CoreClass::WeakReference),
    ("string.templatelib.Template", CoreClass::Template),
    ("string.templatelib.Interpolation", CoreClass::Interpolation),
];

/// Fills the namespace: methods, computed attributes, special methods of filled slots.
fn furnish(vm: &mut Vm, definition: &'static TypeDef) -> Result<()> {
    let class_value = definition.class();
    let Some(class) = Class::of(&class_value) else { return Ok(()) };
    let dict = class.namespace();
    if !dict.is_empty() {
        return Ok(());
    }
    crate::object::owners::remember(definition.methods, definition.short_name());
    for method in definition.methods {
        add_method(vm, &class_value, dict, definition, method)?;
    }
    add_wrappers(vm, &class_value, dict, definition)?;
    for getter in definition.getters {
        add_getter(vm, &class_value, dict, getter)?;
    }
    if definition.has_attributes && !has_own_namespace(definition) {
        add_getset(vm, &class_value, dict, &INSTANCE_DICT)?;
    }
    if is_unhashable(definition) {
        vm.dict_set_name(dict, Name::Hash, Value::NONE)?;
    }
    if vm.dict_get_name(dict, Name::Doc).is_none() {
        let doc = if definition.doc.is_empty() { Value::NONE } else { vm.new_str(definition.doc)? };
        vm.dict_set_name(dict, Name::Doc, doc)?;
    }
    if definition.module() != "builtins" && vm.dict_get_name(dict, Name::Module).is_none() {
        let module = vm.intern(definition.module())?;
        vm.dict_set_name(dict, Name::Module, module)?;
    }
    Ok(())
}

fn add_getter(vm: &mut Vm, class: &Value, dict: &Dict, getter: &'static GetterDef) -> Result<()> {
    add_getset(vm, class, dict, getter)
}

fn add_wrappers(vm: &mut Vm, class: &Value, dict: &Dict, definition: &'static TypeDef) -> Result<()> {
    let is_object = definition.name == "object";
    for group in &GROUPS {
        let generic = is_object && matches!(group.id, SlotId::GetAttribute | SlotId::SetAttribute);
        if !generic && !group.id.is_filled(&definition.slots) {
            continue;
        }
        // Sequences are concatenated from the left only.
        let concatenates = group.id == SlotId::Binary(Binary::Add) && definition.slots.length.is_some();
        let count = if concatenates { 1 } else { group.wrappers.len() };
        for wrapper in &group.wrappers[..count] {
            add_method(vm, class, dict, definition, wrapper)?;
        }
    }
    Ok(())
}

/// Adds a method, unless the name is taken.
fn add_method(
    vm: &mut Vm,
    class: &Value,
    dict: &Dict,
    definition: &'static TypeDef,
    method: &'static NativeDef,
) -> Result<()> {
    let name = vm.intern(method.name())?;
    if vm.dict_get(dict, &name)?.is_some() {
        return Ok(());
    }
    let which = match method.binding {
        Binding::Method => CoreClass::MethodDescriptor,
        Binding::ClassMethod => CoreClass::ClassMethodDescriptor,
        Binding::Wrapper => CoreClass::WrapperDescriptor,
        Binding::StaticMethod | Binding::Function => CoreClass::BuiltinFunction,
    };
    // `__new__` knows the class that it belongs to.
    let is_new = method.binding == Binding::StaticMethod && method.name() == "__new__";
    let receiver = if is_new { class.clone() } else { Value::NULL };
    let function = NativeFunction::new(method, receiver, class.clone(), Some(&definition.slots), Value::NULL);
    let function = vm.create_in(&core::class(which), function)?;
    vm.dict_set(dict, name, function)
}

/// A native function of a module. `module` is the module's name.
pub fn new_native_function(vm: &mut Vm, definition: &'static NativeDef, module: &Value) -> Result<Value> {
    let function = NativeFunction::new(definition, Value::NULL, Value::NULL, None, module.clone());
    vm.create_in(&core::class(CoreClass::BuiltinFunction), function)
}

/// Is this a native function of a definition?
pub fn is_native(value: &Value, definition: &'static NativeDef) -> bool {
    cast_kind::<NativeFunction>(value, Kind::NativeFunction)
        .is_some_and(|native| std::ptr::eq(native.definition.0, definition))
}
