//! Native functions and the descriptors of built-in classes: how they show, bind and are called.

use crate::heap::attributes::{self, Stored};
use crate::heap::{Dict, HeapObject, Kind, Value};
use crate::object::class::{Class, text};
use crate::object::core::{CoreClass, class as core_class, class_of, is_exactly};
use crate::object::definition::{Arguments, Binding, TypeDef, getter};
use crate::object::descriptor::{GetSet, Member};
use crate::object::function::NativeFunction;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::{Comparison, Slots};
use crate::vm::attribute::header_of;
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};

/// Functions of modules, bound methods of built-in types, static methods.
pub static BUILTIN_FUNCTION: TypeDef = TypeDef {
    doc: "A native function, or a native method bound to its object.",
    slots: Slots {
        call: Some(call),
        repr: Some(repr_builtin),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    getters: &[
        getter("__name__", get_name),
        getter("__qualname__", get_qualname),
        getter("__doc__", get_doc),
        getter("__self__", get_self),
        getter("__module__", get_module),
        getter("__text_signature__", get_text_signature),
    ],
    ..TypeDef::new("builtin_function_or_method", NativeFunction::LAYOUT)
};

macro_rules! unbound {
    ($static:ident, $name:literal, $doc:literal, $slots:expr) => {
        pub static $static: TypeDef = TypeDef {
            doc: $doc,
            slots: $slots,
            getters: &[
                getter("__name__", get_name),
                getter("__qualname__", get_qualname),
                getter("__doc__", get_doc),
                getter("__objclass__", get_owner),
                getter("__text_signature__", get_text_signature),
            ],
            ..TypeDef::new($name, NativeFunction::LAYOUT)
        };
    };
}

unbound!(
    METHOD_DESCRIPTOR,
    "method_descriptor",
    "A method of a built-in class.",
    Slots { call: Some(call), repr: Some(repr_method), get: Some(get_method), ..Slots::EMPTY }
);
unbound!(
    WRAPPER_DESCRIPTOR,
    "wrapper_descriptor",
    "A special method of a built-in class.",
    Slots { call: Some(call), repr: Some(repr_wrapper), get: Some(get_method), ..Slots::EMPTY }
);
unbound!(
    CLASS_METHOD_DESCRIPTOR,
    "classmethod_descriptor",
    "A class method of a built-in class.",
    Slots { call: Some(call), repr: Some(repr_method), get: Some(get_class_method), ..Slots::EMPTY }
);

/// Special methods bound to their object.
pub static METHOD_WRAPPER: TypeDef = TypeDef {
    doc: "A special method of a built-in class, bound to its object.",
    slots: Slots {
        call: Some(call),
        repr: Some(repr_bound_wrapper),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    getters: &[
        getter("__name__", get_name),
        getter("__qualname__", get_qualname),
        getter("__doc__", get_doc),
        getter("__self__", get_self),
        getter("__objclass__", get_owner),
        getter("__text_signature__", get_text_signature),
    ],
    ..TypeDef::new("method-wrapper", NativeFunction::LAYOUT)
};

pub static GETSET_DESCRIPTOR: TypeDef = TypeDef {
    doc: "A computed attribute of a built-in class.",
    slots: Slots { repr: Some(repr_getset), get: Some(get_getset), set: Some(set_getset), ..Slots::EMPTY },
    getters: &[
        getter("__name__", getset_name),
        getter("__qualname__", getset_qualname),
        getter("__doc__", getset_doc),
        getter("__objclass__", getset_owner),
    ],
    ..TypeDef::new("getset_descriptor", GetSet::LAYOUT)
};

pub static MEMBER_DESCRIPTOR: TypeDef = TypeDef {
    doc: "An attribute that __slots__ fixed.",
    slots: Slots { repr: Some(repr_member), get: Some(get_member), set: Some(set_member), ..Slots::EMPTY },
    getters: &[
        getter("__name__", member_name),
        getter("__qualname__", member_qualname),
        getter("__doc__", getset_doc),
        getter("__objclass__", member_owner),
    ],
    ..TypeDef::new("member_descriptor", Member::LAYOUT)
};

#[cold]
fn misplaced(vm: &mut Vm, value: &Value) -> Raised {
    let name = vm.class_name(value);
    vm.type_error(format!("descriptor does not apply to '{name}' object"))
}

fn native<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a NativeFunction> {
    match NativeFunction::of(value) {
        Some(native) => Ok(native),
        None => Err(misplaced(vm, value)),
    }
}

fn owner_name(owner: &Value) -> String {
    Class::of(owner).map_or_else(String::new, Class::name_text)
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    let native = native(vm, value)?;
    vm.call_native(native, arguments)
}

/// What a bound or static native belongs to.
fn bound_to(native: &NativeFunction) -> Option<&Value> {
    native.receiver.given().or_else(|| native.owner.given())
}

fn repr_builtin(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let name = native.definition.name();
    let text = match bound_to(native) {
        None => format!("<built-in function {name}>"),
        Some(receiver) => {
            let class = vm.class_name(receiver);
            format!("<built-in method {name} of {class} object at {:#x}>", receiver.identity())
        }
    };
    vm.new_str(&text)
}

fn repr_method(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let text = format!("<method '{}' of '{}' objects>", native.definition.name(), owner_name(&native.owner));
    vm.new_str(&text)
}

fn repr_wrapper(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let (name, owner) = (native.definition.name(), owner_name(&native.owner));
    vm.new_str(&format!("<slot wrapper '{name}' of '{owner}' objects>"))
}

fn repr_bound_wrapper(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let class = vm.class_name(&native.receiver);
    let (name, address) = (native.definition.name(), native.receiver.identity());
    vm.new_str(&format!("<method-wrapper '{name}' of {class} object at {address:#x}>"))
}

fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let native = native(vm, value)?;
    let function = std::ptr::from_ref(native.definition.0).addr() as i64;
    Ok(super::object::identity_hash(&native.receiver) ^ function)
}

/// Bound to the same object and the same function.
fn compare(_vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (NativeFunction::of(left), NativeFunction::of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = std::ptr::eq(one.definition.0, other.definition.0)
        && one.receiver.is(&other.receiver)
        && class_of(left).is(&class_of(right));
    match how {
        Comparison::Eq => Ok(Value::from_bool(equal)),
        Comparison::NotEq => Ok(Value::from_bool(!equal)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Is the object an instance of the class that defined the descriptor?
fn check_instance(vm: &mut Vm, name: &str, owner: &Value, instance: &Value) -> Result<()> {
    let of = class_of(instance);
    if of.is(owner) || Class::of(&of).is_some_and(|of| of.is_subclass_of(owner)) {
        return Ok(());
    }
    let (owner, given) = (owner_name(owner), vm.class_name(instance));
    Err(vm
        .type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")))
}

fn get_method(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    let Some(instance) = instance else { return Ok(value.clone()) };
    let native = native(vm, value)?;
    check_instance(vm, native.definition.name(), &native.owner, instance)?;
    vm.bind_native(native, instance.clone())
}

fn get_class_method(vm: &mut Vm, value: &Value, _instance: Option<&Value>, owner: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let (name, defined) = (native.definition.name(), native.owner.clone());
    match Class::of(owner) {
        Some(class) if class.is_subclass_of(&defined) => vm.bind_native(native, owner.clone()),
        Some(class) => {
            let (class, defined) = (class.name_text(), owner_name(&defined));
            Err(vm.type_error(format!(
                "descriptor '{name}' requires a subtype of '{defined}' but received '{class}'"
            )))
        }
        None => {
            let given = vm.class_name(owner);
            Err(vm.type_error(format!(
                "descriptor '{name}' for type '{}' needs a type, not a '{given}' as arg 2",
                owner_name(&defined)
            )))
        }
    }
}

fn get_name(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = native(vm, value)?.definition.name();
    vm.intern(name)
}

fn get_qualname(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let name = native.definition.name();
    let Some(owner) = native.owner.given() else { return vm.intern(name) };
    let owner = Class::of(owner).map_or_else(String::new, |class| text(&class.qualname.get()));
    vm.new_str(&format!("{owner}.{name}"))
}

fn get_doc(vm: &mut Vm, value: &Value) -> Result<Value> {
    match native(vm, value)?.definition.doc {
        "" => Ok(Value::NONE),
        doc => vm.new_str(doc),
    }
}

fn get_self(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    if let Some(receiver) = bound_to(native) {
        return Ok(receiver.clone());
    }
    // A module's function belongs to its module.
    let state = vm.interpreter.state();
    let modules = payload::<State>(&state).map(|state| state.modules.clone()).unwrap_or(Value::NULL);
    match (cast_kind::<Dict>(&modules, Kind::Dict), native.module.given()) {
        (Some(modules), Some(name)) => Ok(vm.dict_get(modules, name)?.unwrap_or(Value::NONE)),
        _ => Ok(Value::NONE),
    }
}

fn get_module(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    Ok(native.module.given().cloned().unwrap_or(Value::NONE))
}

fn get_owner(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(native(vm, value)?.owner.clone())
}

/// The signature as `inspect` reads it: the first parameter of a method is marked with `$`.
fn get_text_signature(vm: &mut Vm, value: &Value) -> Result<Value> {
    let native = native(vm, value)?;
    let definition = native.definition.0;
    let parameters = &definition.signature.text[definition.name().len() + 1..];
    let is_method = matches!(definition.binding, Binding::Method | Binding::ClassMethod | Binding::Wrapper);
    let text = if is_method { format!("(${parameters}") } else { format!("({parameters}") };
    vm.new_str(&text)
}

fn getset<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a GetSet> {
    match payload::<GetSet>(value) {
        Some(getset) => Ok(getset),
        None => Err(misplaced(vm, value)),
    }
}

fn repr_getset(vm: &mut Vm, value: &Value) -> Result<Value> {
    let getset = getset(vm, value)?;
    let (name, owner) = (getset.definition.name, owner_name(&getset.owner));
    vm.new_str(&format!("<attribute '{name}' of '{owner}' objects>"))
}

fn get_getset(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    let Some(instance) = instance else { return Ok(value.clone()) };
    let getset = getset(vm, value)?;
    check_instance(vm, getset.definition.name, &getset.owner, instance)?;
    (getset.definition.get)(vm, instance)
}

fn set_getset(vm: &mut Vm, value: &Value, instance: &Value, new: Option<&Value>) -> Result<()> {
    let getset = getset(vm, value)?;
    let name = getset.definition.name;
    check_instance(vm, name, &getset.owner, instance)?;
    match getset.definition.set {
        Some(set) => set(vm, instance, new),
        None => {
            let owner = owner_name(&getset.owner);
            let name_value = vm.intern(name)?;
            let message = format!("attribute '{name}' of '{owner}' objects is not writable");
            Err(vm.attribute_error(instance, &name_value, message))
        }
    }
}

fn getset_name(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = getset(vm, value)?.definition.name;
    vm.intern(name)
}

fn getset_qualname(vm: &mut Vm, value: &Value) -> Result<Value> {
    let getset = getset(vm, value)?;
    let text = format!("{}.{}", owner_name(&getset.owner), getset.definition.name);
    vm.new_str(&text)
}

fn getset_doc(_vm: &mut Vm, _value: &Value) -> Result<Value> {
    Ok(Value::NONE)
}

fn getset_owner(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(getset(vm, value)?.owner.clone())
}

fn member<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Member> {
    match payload::<Member>(value) {
        Some(member) => Ok(member),
        None => Err(misplaced(vm, value)),
    }
}

fn repr_member(vm: &mut Vm, value: &Value) -> Result<Value> {
    let member = member(vm, value)?;
    let (name, owner) = (text(&member.name), owner_name(&member.owner));
    vm.new_str(&format!("<member '{name}' of '{owner}' objects>"))
}

fn get_member(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    let Some(instance) = instance else { return Ok(value.clone()) };
    let member = member(vm, value)?;
    check_instance(vm, &text(&member.name), &member.owner, instance)?;
    let found = header_of(instance).map_or(Value::NULL, |header| attributes::get(header, member.slot));
    if found.is_null() { Err(unset(vm, instance, &member.name)) } else { Ok(found) }
}

#[cold]
fn unset(vm: &mut Vm, instance: &Value, name: &Value) -> Raised {
    let message = format!("'{}' object has no attribute '{}'", vm.class_name(instance), text(name));
    vm.attribute_error(instance, name, message)
}

fn set_member(vm: &mut Vm, value: &Value, instance: &Value, new: Option<&Value>) -> Result<()> {
    let member = member(vm, value)?;
    check_instance(vm, &text(&member.name), &member.owner, instance)?;
    let Some(header) = header_of(instance) else { return Err(misplaced(vm, value)) };
    let Some(new) = new else {
        let old = attributes::take(&mut vm.heap, header, member.slot).unwrap_or(Value::NULL);
        if old.is_null() {
            return Err(vm.attribute_error(instance, &member.name, text(&member.name)));
        }
        return Ok(());
    };
    let stored = attributes::set(&mut vm.heap, header, member.slot, new.clone());
    match vm.check(stored)? {
        Stored::Done => Ok(()),
        Stored::OutOfOrder => Err(misplaced(vm, value)),
    }
}

fn member_name(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(member(vm, value)?.name.clone())
}

fn member_qualname(vm: &mut Vm, value: &Value) -> Result<Value> {
    let member = member(vm, value)?;
    let text = format!("{}.{}", owner_name(&member.owner), text(&member.name));
    vm.new_str(&text)
}

fn member_owner(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(member(vm, value)?.owner.clone())
}

/// Is this an unbound method of a built-in class?
pub fn is_method_descriptor(value: &Value) -> bool {
    is_exactly(value, CoreClass::MethodDescriptor)
        || class_of(value).is(&core_class(CoreClass::WrapperDescriptor))
}
