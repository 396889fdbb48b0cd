//! What a class's special methods make of its slots and flags.
//!
//! Owns the rule, slot by slot: what its special methods are along the MRO decides. A native wrapper means the slot of the
//! class that the wrapper belongs to; anything else means a trampoline; `__hash__ = None` means unhashable.

use crate::heap::header::flags;
use crate::heap::{Dict, Kind, Str, Value};
use crate::object::class::{Class, class_flags};
use crate::object::core::{CoreClass, class as core_class, class_of};
use crate::object::definition::{Binding, Callee};
use crate::object::function::NativeFunction;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::Slots;
use crate::object::wrappers::{GROUPS, SlotGroup, SlotId};
use crate::vm::trampolines;

/// What the special methods of one slot come to.
enum Meaning {
    Absent,
    /// The slot of this class.
    Native(Value),
    Python,
    Unhashable,
}

/// A name's meaning in a class that does not exist yet: its namespace, then the classes behind it.
pub fn find(own: &Dict, tail: &[Value], name: &Value) -> Option<Value> {
    let text = cast_kind::<Str>(name, Kind::Str)?;
    own.get_text(text).or_else(|| tail.iter().find_map(|class| Class::of(class)?.namespace().get_text(text)))
}

/// The slots of a class. `single`: it has one base, whose slots hold for whatever its own namespace does not name.
pub fn compute(own: &Dict, tail: &[Value], best: &Class, single: bool) -> Slots {
    let mut slots = if single { *best.slots() } else { Slots::EMPTY };
    slots.next_pair = None;
    for group in &GROUPS {
        let is_own = || group.names.iter().any(|name| find(own, &[], &name.value()).is_some());
        if single && !is_own() {
            continue;
        }
        fill(&mut slots, group, &|name| find(own, tail, name), tail, best);
    }
    slots
}

fn fill(
    slots: &mut Slots,
    group: &SlotGroup,
    find: &dyn Fn(&Value) -> Option<Value>,
    order: &[Value],
    best: &Class,
) {
    match meaning(group, find, order) {
        Meaning::Absent => group.id.copy(slots, &Slots::EMPTY),
        // Only the class that made the layout can make instances.
        Meaning::Native(_) if group.id == SlotId::New => group.id.copy(slots, best.slots()),
        Meaning::Native(owner) => {
            if let Some(owner) = Class::of(&owner) {
                group.id.copy(slots, owner.slots());
            }
        }
        Meaning::Python => trampolines::install(group.id, slots),
        Meaning::Unhashable => slots.hash = Some(trampolines::unhashable),
    }
}

fn meaning(group: &SlotGroup, find: &dyn Fn(&Value) -> Option<Value>, order: &[Value]) -> Meaning {
    let mut native: Option<Value> = None;
    for name in group.names {
        let Some(found) = find(&name.value()) else { continue };
        if group.id == SlotId::Hash && found.is_none() {
            return Meaning::Unhashable;
        }
        let Some(owner) = wrapped(&found, *name) else { return Meaning::Python };
        let is_base = order.iter().any(|class| class.is(&owner));
        let agrees = native.as_ref().is_none_or(|native| native.is(&owner));
        if !is_base || !agrees {
            return Meaning::Python;
        }
        native = Some(owner);
    }
    native.map_or(Meaning::Absent, Meaning::Native)
}

/// The class that a native wrapper of a special method belongs to.
fn wrapped(value: &Value, name: Name) -> Option<Value> {
    let native = NativeFunction::of(value)?;
    let definition = native.definition.0;
    if !matches!(definition.callee, Callee::Wrapper(_)) || definition.name() != name.text() {
        return None;
    }
    let is_new = definition.binding == Binding::StaticMethod;
    if is_new || native.receiver.is_null() { Some(native.owner.clone()) } else { None }
}

/// Computes the slots and flags of a class anew, after its special methods or its order changed.
pub fn recompute(class: &Class) {
    let order = class.mro_classes();
    let value = class.value();
    let base = super::layout::base_of(class);
    let Some(best) = base.as_ref().and_then(Class::of) else { return };
    let mut slots = Slots::EMPTY;
    for group in &GROUPS {
        fill(&mut slots, group, &|name| class.lookup(name), &order, best);
    }
    debug_assert!(
        order.iter().any(|entry| entry.is(&value)) || order.is_empty() || class.bases.get().is_null()
    );
    class.set_slots(slots);
    settle_flags(class);
}

/// Flags that follow from slots, MRO and metaclass.
pub fn settle_flags(class: &Class) {
    let slots = class.slots();
    class.set_flag(class_flags::CUSTOM_GET, slots.get_attribute.is_some());
    class.set_flag(class_flags::CUSTOM_SET, slots.set_attribute.is_some());
    for flag in [class_flags::SEQUENCE, class_flags::MAPPING] {
        let inherited = class.mro_classes().iter().filter_map(Class::of).any(|base| base.has_flag(flag));
        class.set_flag(flag, inherited);
    }
    class.set_flag(class_flags::PLAIN_NEW, is_plain_new(class));
}

fn is_plain_new(class: &Class) -> bool {
    let object = core_class(CoreClass::Object);
    let is_object_new =
        class.lookup_with_owner(&Name::New.value()).is_some_and(|(_, owner)| owner.is(&object));
    let metaclass = class_of(&class.value());
    let call = Class::of(&metaclass).and_then(|metaclass| metaclass.slots().call);
    let plain_call = Class::of(&core_class(CoreClass::Type)).and_then(|metaclass| metaclass.slots().call);
    let is_plain_call =
        matches!((call, plain_call), (Some(call), Some(plain)) if std::ptr::fn_addr_eq(call, plain));
    is_object_new
        && is_plain_call
        && class.definition.layout.kind == Kind::Instance
        && !class.has_flag(class_flags::BUILT_IN | class_flags::ABSTRACT)
}

/// Must death of an instance run `__del__`?
pub fn instance_flags(class: &Class) -> u8 {
    match class.lookup(&Name::Del.value()) {
        Some(finalizer) if !finalizer.is_none() => flags::FINALIZER,
        _ => 0,
    }
}
