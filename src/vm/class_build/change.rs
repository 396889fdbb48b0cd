//! Classes that change after birth: their attributes, bases and abstract methods.
//!
//! Owns keeping caches, slots and flags right. A change of the namespace happens under `class::changes`; what it
//! displaced is dropped after that.

use super::{inherit, layout, link_to_bases, mro};
use crate::heap::dict::simple_hash;
use crate::heap::{Found, Kind, Str, Tuple, Value};
use crate::object::class::{Class, changes, class_flags, text};
use crate::object::core::class_of;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::wrappers::group_of;
use crate::vm::call::tuple_items;
use crate::vm::{Raised, Result, Vm};

/// `type.__setattr__`, and with None `type.__delattr__`.
pub fn set_class_attribute(
    vm: &mut Vm,
    class_value: &Value,
    name: &Value,
    value: Option<&Value>,
) -> Result<()> {
    let Some(class) = Class::of(class_value) else { return vm.generic_set(class_value, name, value) };
    if cast_kind::<Str>(name, Kind::Str).is_none() {
        let given = vm.class_name(name);
        return Err(vm.type_error(format!("attribute name must be string, not '{given}'")));
    }
    let shown = text(name);
    if class.has_flag(class_flags::BUILT_IN) {
        let class = class.name_text();
        return Err(vm.type_error(format!("cannot set '{shown}' attribute of immutable type '{class}'")));
    }
    let name = vm.intern_value(name)?;
    let of = class_of(class_value);
    if let Some(found) = Class::of(&of).and_then(|metaclass| metaclass.lookup(&name))
        && let Some(set) = Class::of(&class_of(&found)).and_then(|class| class.slots().set)
    {
        return set(vm, &found, class_value, value);
    }
    if store_own(vm, class, &name, value)? {
        Ok(())
    } else {
        let message = format!("type object '{}' has no attribute '{shown}'", class.name_text());
        Err(vm.attribute_error(class_value, &name, message))
    }
}

/// Stores into a class's namespace (None deletes) and makes everything derived from it right again. False
/// if there was nothing to delete. The name is interned.
pub fn store_own(vm: &mut Vm, class: &Class, name: &Value, value: Option<&Value>) -> Result<bool> {
    let dict = class.namespace();
    let hash = simple_hash(name.raw()).unwrap_or(0);
    let old = {
        let _changes = changes();
        let old = match dict.find(hash, name.raw(), None) {
            Found::Entry(number) => match value {
                Some(value) => dict.set_value(&mut vm.heap, number, value.clone()),
                None => Ok(dict.remove(&mut vm.heap, number).map(|(_, old)| old)),
            },
            Found::Missing | Found::Ask(_) => match value {
                Some(value) => dict.insert_new(&mut vm.heap, hash, name.clone(), value.clone()).map(|_| None),
                None => return Ok(false),
            },
        };
        class.forget_cached(name);
        old
    };
    let old = vm.check(old)?;
    after_change(vm, class, name, old.as_ref(), value)?;
    Ok(true)
}

fn is_data_descriptor(value: &Value) -> bool {
    Class::of(&class_of(value)).is_some_and(|class| class.slots().set.is_some())
}

/// Slots, flags and caches that depend on one name.
fn after_change(
    vm: &mut Vm,
    class: &Class,
    name: &Value,
    old: Option<&Value>,
    value: Option<&Value>,
) -> Result<()> {
    let text = text(name);
    let mut flush = [old, value].into_iter().flatten().any(is_data_descriptor) && is_slot_name(class, name);
    if text.starts_with("__") && text.ends_with("__") {
        if group_of(name).is_some() {
            let custom = class_flags::CUSTOM_GET | class_flags::CUSTOM_SET;
            let before = class.flags.load(std::sync::atomic::Ordering::Relaxed) & custom;
            recompute_below(class);
            let after = class.flags.load(std::sync::atomic::Ordering::Relaxed) & custom;
            flush |= before != after;
        }
        // Its instances, which may be attributes of other classes, go before instances' attributes now, or no longer.
        flush |= matches!(&*text, "__set__" | "__delete__");
        if name.is(&Name::Del.value()) {
            reshape_below(vm, class)?;
        }
    }
    if flush {
        vm.flush_attribute_caches();
    }
    Ok(())
}

/// Do instances of the class, or of a subclass, keep this attribute in a slot?
fn is_slot_name(class: &Class, name: &Value) -> bool {
    class.slot_of(name).is_some()
        || class.subclasses().iter().filter_map(Class::of).any(|class| is_slot_name(class, name))
}

/// Computes slots and flags anew, here and in all subclasses.
fn recompute_below(class: &Class) {
    inherit::recompute(class);
    class.subclasses().iter().filter_map(Class::of).for_each(recompute_below);
}

/// Gives instances made from now on the flags that `__del__` asks for.
fn reshape_below(vm: &mut Vm, class: &Class) -> Result<()> {
    let flags = inherit::instance_flags(class);
    if class.instance_shape().instance_flags != flags {
        let installed = class.install_shape(None, 2, flags);
        vm.check(installed)?;
    }
    for subclass in class.subclasses() {
        if let Some(class) = Class::of(&subclass) {
            reshape_below(vm, class)?;
        }
    }
    Ok(())
}

/// `class.__abstractmethods__ = …`: instances cannot be made while there are some.
pub fn set_abstract_methods(vm: &mut Vm, class: &Class, methods: Option<&Value>) -> Result<bool> {
    let is_abstract = match methods {
        Some(methods) => vm.truth(methods)?,
        None => false,
    };
    let stored = store_own(vm, class, &Name::AbstractMethods.value(), methods)?;
    class.set_flag(class_flags::ABSTRACT, is_abstract);
    inherit::settle_flags(class);
    Ok(stored)
}

/// `class.__bases__ = bases`.
pub fn set_bases(vm: &mut Vm, class_value: &Value, bases: &Value) -> Result<()> {
    let Some(class) = Class::of(class_value) else { return Ok(()) };
    let name = class.name_text();
    if cast_kind::<Tuple>(bases, Kind::Tuple).is_none() {
        let given = vm.class_name(bases);
        return Err(vm.type_error(format!("can only assign tuple to {name}.__bases__, not {given}")));
    }
    let items = tuple_items(bases);
    if items.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for base in items {
        let Some(other) = Class::of(base) else {
            let given = vm.class_name(base);
            return Err(vm.type_error(format!("{name}.__bases__ must be tuple of classes, not '{given}'")));
        };
        if other.is_subclass_of(class_value) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    check_new_layout(vm, class, items)?;
    let old_bases = class.bases.get();
    vm.store(&class.header, &class.bases, bases.clone())?;
    if let Err(raised) = reorder_below(vm, class_value) {
        let exception = vm.take_raised();
        vm.store(&class.header, &class.bases, old_bases)?;
        reorder_below(vm, class_value)?;
        let _ = raised;
        return Err(vm.reraise(exception));
    }
    link_to_bases(vm, class_value, items)?;
    {
        let _changes = changes();
        class.forget_all_cached();
    }
    recompute_below(class);
    reshape_below(vm, class)?;
    vm.flush_attribute_caches();
    Ok(())
}

fn check_new_layout(vm: &mut Vm, class: &Class, bases: &[Value]) -> Result<()> {
    let best = layout::best_base(vm, bases)?;
    let Some(current) = layout::base_of(class) else { return Ok(()) };
    let (Some(old), Some(new)) = (Class::of(&current), Class::of(&best)) else { return Ok(()) };
    let (old_names, old_fixed) = old.slot_names();
    let (new_names, new_fixed) = new.slot_names();
    let dict = class_flags::HAS_DICT;
    let same_slots = old_fixed == new_fixed
        && old_names[..old_fixed].iter().zip(&new_names[..new_fixed]).all(|(old, new)| old.is(new));
    let same_layout = old.definition.layout.rust_type == new.definition.layout.rust_type;
    // Instances have a dict whether from a base or from the class: it must not be lost or doubled.
    let keeps_dict = !new.has_flag(dict) || class.has_flag(dict);
    if same_layout && same_slots && keeps_dict {
        return Ok(());
    }
    let (old, new) = (old.name_text(), new.name_text());
    let word = if same_layout { "object layout" } else { "deallocator" };
    Err(vm.type_error(format!("__bases__ assignment: '{new}' {word} differs from '{old}'")))
}

/// Computes the resolution order anew, here and in subclasses.
fn reorder_below(vm: &mut Vm, class_value: &Value) -> Result<()> {
    let Some(class) = Class::of(class_value) else { return Ok(()) };
    let order = mro::standard(vm, class_value, class)?;
    let order = vm.new_tuple(order)?;
    vm.store(&class.header, &class.mro, order)?;
    mro::settle(vm, class_value, class, &class_of(class_value))?;
    for subclass in class.subclasses() {
        let still_base = Class::of(&subclass)
            .is_some_and(|other| tuple_items(&other.bases.get()).iter().any(|base| base.is(class_value)));
        if still_base {
            reorder_below(vm, &subclass)?;
        }
    }
    Ok(())
}

/// `object.__class__ = class`.
pub fn set_class_of(vm: &mut Vm, object: &Value, class_value: &Value) -> Result<()> {
    let Some(new) = Class::of(class_value) else {
        let given = vm.class_name(class_value);
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{given}' object")));
    };
    let of = class_of(object);
    let Some(old) = Class::of(&of) else { return Ok(()) };
    if of.is(class_value) {
        return Ok(());
    }
    let is_module = |class: &Class| class.definition.layout.kind == Kind::Module;
    let mutable = |class: &Class| !class.has_flag(class_flags::BUILT_IN);
    let may_change = is_module(old) && is_module(new) || mutable(old) && mutable(new);
    if !may_change {
        return Err(refused_class(vm));
    }
    if !layout::is_compatible(old, new) {
        let (old, new) = (old.name_text(), new.name_text());
        return Err(
            vm.type_error(format!("__class__ assignment: '{new}' object layout differs from '{old}'"))
        );
    }
    // Slots of attributes differ from class to class, so the attributes move into a dict.
    let has_dict = vm.instance_dict(object)?.is_some() && !is_module(old);
    let Some(header) = crate::vm::attribute::header_of(object) else { return Err(refused_class(vm)) };
    let shape = new.shape_of_size(crate::heap::attributes::slot_count(header));
    let shape = vm.check(shape)?;
    crate::heap::attributes::set_class(&mut vm.heap, header, shape, has_dict);
    if old.slots().set.is_some() != new.slots().set.is_some() {
        vm.flush_attribute_caches();
    }
    Ok(())
}

fn refused_class(vm: &mut Vm) -> Raised {
    vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
}
