//! Bases: which of them decides the layout of instances, and which metaclass wins.

use crate::heap::{Kind, Value};
use crate::object::class::{Class, class_flags};
use crate::object::core::{CoreClass, class as core_class, class_of};
use crate::object::definition::TypeDef;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

/// The most derived of a metaclass and those of the bases.
pub fn most_derived_metaclass(vm: &mut Vm, metaclass: &Value, bases: &[Value]) -> Result<Value> {
    let mut winner = metaclass.clone();
    for base in bases {
        let of = class_of(base);
        let (Some(current), Some(other)) = (Class::of(&winner), Class::of(&of)) else { continue };
        if current.is_subclass_of(&of) {
            continue;
        }
        if other.is_subclass_of(&winner) {
            winner = of;
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
             metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

/// The base whose instances' layout a new class takes over and extends.
pub fn best_base(vm: &mut Vm, bases: &[Value]) -> Result<Value> {
    let mut best: Option<(Value, Value)> = None;
    for base in bases {
        let Some(class) = Class::of(base) else {
            if vm.find_attribute_name(base, crate::object::names::Name::MroEntries)?.is_some() {
                return Err(
                    vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
                );
            }
            return Err(vm.type_error("bases must be types"));
        };
        if !class.has_flag(class_flags::SUBCLASSABLE) {
            let name = class.name_text();
            return Err(vm.type_error(format!("type '{name}' is not an acceptable base type")));
        }
        let candidate = solid(base);
        best = match best {
            None => Some((base.clone(), candidate)),
            Some((current, winner)) => {
                if derives(&winner, &candidate) {
                    Some((current, winner))
                } else if derives(&candidate, &winner) {
                    Some((base.clone(), candidate))
                } else {
                    return Err(vm.type_error("multiple bases have instance lay-out conflict"));
                }
            }
        };
    }
    match best {
        Some((base, _)) => Ok(base),
        None => Ok(core_class(CoreClass::Object)),
    }
}

fn derives(class: &Value, other: &Value) -> bool {
    Class::of(class).is_some_and(|class| class.is_subclass_of(other))
}

/// The base of a class that made its layout: `__base__`. None for `object`.
pub fn base_of(class: &Class) -> Option<Value> {
    let bases = class.bases.get();
    let items = tuple_items(&bases);
    if items.len() < 2 {
        return items.first().cloned();
    }
    let mut best: Option<(&Value, Value)> = None;
    for base in items {
        let candidate = solid(base);
        match &best {
            Some((_, winner)) if !derives(&candidate, winner) || candidate.is(winner) => {}
            _ => best = Some((base, candidate)),
        }
    }
    best.map(|(base, _)| base.clone())
}

/// The nearest class up the chain of bases that added something to the layout.
fn solid(class_value: &Value) -> Value {
    let mut current = class_value.clone();
    loop {
        let Some(class) = Class::of(&current) else { return current };
        let Some(base) = base_of(class) else { return current };
        let adds = match Class::of(&base) {
            Some(base) => {
                class.definition.layout.rust_type != base.definition.layout.rust_type
                    || class.slot_names().1 != base.slot_names().1
            }
            None => true,
        };
        if adds {
            return current;
        }
        current = base;
    }
}

/// The definition that names the layout: the best base's, or a more derived one of the same layout (as for
/// a class with several exceptions as bases).
pub fn definition_of(bases: &[Value], best: &Value) -> &'static TypeDef {
    let Some(best) = Class::of(best) else { unreachable!("the best base is a class") };
    let mut definition = best.definition.0;
    for base in bases.iter().filter_map(Class::of) {
        let other = base.definition.0;
        if base.is_kind_of(definition) && other.layout.rust_type == definition.layout.rust_type {
            definition = other;
        }
    }
    definition
}

/// Do instances hold a variable number of items behind their fields? Such classes take no more fixed slots.
pub fn is_variable(definition: &TypeDef) -> bool {
    matches!(definition.layout.kind, Kind::Int64 | Kind::BigInt | Kind::Tuple | Kind::Bytes | Kind::Class)
}

/// Have instances a dictionary of their own kind (a class's namespace, a module's globals)?
pub fn has_own_namespace(definition: &TypeDef) -> bool {
    matches!(definition.layout.kind, Kind::Class | Kind::Module)
}

/// May an instance of `from` become one of `to` by assignment of `__class__`?
pub fn is_compatible(from: &Class, to: &Class) -> bool {
    let dict_flags = class_flags::HAS_DICT | class_flags::HAS_WEAK;
    let flags = |class: &Class| class.flags.load(std::sync::atomic::Ordering::Relaxed) & dict_flags;
    let fixed = |class: &Class| {
        let (names, fixed) = class.slot_names();
        names[..fixed].to_vec()
    };
    let (own, other) = (fixed(from), fixed(to));
    from.definition.layout.rust_type == to.definition.layout.rust_type
        && flags(from) == flags(to)
        && own.len() == other.len()
        && own.iter().zip(&other).all(|(own, other)| own.is(other))
}
