//! The method resolution order: C3 linearization, and `mro()` of metaclasses.

use crate::heap::Value;
use crate::object::class::{Class, class_flags};
use crate::object::core::{CoreClass, class};
use crate::object::function::NativeFunction;
use crate::object::names::Name;
use crate::vm::call::tuple_items;
use crate::vm::{Raised, Result, Vm};

/// The order behind the class itself.
pub fn linearize(vm: &mut Vm, bases: &[Value]) -> Result<Vec<Value>> {
    if let [base] = bases {
        return Ok(Class::of(base).map_or_else(Vec::new, Class::mro_classes));
    }
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|other| other.is(base)) {
            let name = Class::of(base).map_or_else(String::new, Class::name_text);
            return Err(vm.type_error(format!("duplicate base class {name}")));
        }
    }
    let mut sequences: Vec<Vec<Value>> =
        bases.iter().map(|base| Class::of(base).map_or_else(Vec::new, Class::mro_classes)).collect();
    sequences.push(bases.to_vec());
    let mut heads = vec![0usize; sequences.len()];
    let mut order: Vec<Value> = Vec::new();
    loop {
        let remaining = || sequences.iter().zip(&heads).filter_map(|(sequence, head)| sequence.get(*head));
        if remaining().next().is_none() {
            return Ok(order);
        }
        // A head that stands in no other sequence's tail may come next.
        let is_free = |candidate: &Value| {
            !sequences
                .iter()
                .zip(&heads)
                .any(|(sequence, head)| sequence.iter().skip(head + 1).any(|other| other.is(candidate)))
        };
        let Some(next) = remaining().find(|candidate| is_free(candidate)).cloned() else {
            let blocked: Vec<Value> = remaining().cloned().collect();
            return Err(inconsistent(vm, blocked));
        };
        for (sequence, head) in sequences.iter().zip(&mut heads) {
            if sequence.get(*head).is_some_and(|class| class.is(&next)) {
                *head += 1;
            }
        }
        order.push(next);
    }
}

#[cold]
fn inconsistent(vm: &mut Vm, blocked: Vec<Value>) -> Raised {
    let mut names: Vec<String> = Vec::new();
    for class in &blocked {
        let name = Class::of(class).map_or_else(String::new, Class::name_text);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    vm.type_error(format!("Cannot create a consistent method resolution order (MRO) for bases {names}"))
}

/// Does a metaclass have an `mro` of its own?
fn custom(metaclass: &Value) -> Option<Value> {
    if metaclass.is(&class(CoreClass::Type)) {
        return None;
    }
    let found = Class::of(metaclass)?.lookup(&Name::MroMethod.value())?;
    if NativeFunction::of(&found).is_some() { None } else { Some(found) }
}

/// Asks the metaclass's `mro()`, if it has its own. The class has the standard order already.
pub fn settle(vm: &mut Vm, class_value: &Value, class: &Class, metaclass: &Value) -> Result<()> {
    let Some(function) = custom(metaclass) else { return Ok(()) };
    let method = vm.bind(&function, class_value, metaclass)?;
    let result = vm.call(&method, &[])?;
    let order = vm.collect(&result)?;
    for entry in &order {
        let Some(other) = Class::of(entry) else {
            let given = vm.class_name(entry);
            return Err(vm.type_error(format!("mro() returned a non-class ('{given}')")));
        };
        if !class.is_kind_of(other.definition.0) {
            let name = other.name_text();
            return Err(vm.type_error(format!("mro() returned base with unsuitable layout ('{name}')")));
        }
    }
    let order = vm.new_tuple(order)?;
    vm.store(&class.header, &class.mro, order)?;
    super::inherit::recompute(class);
    debug_assert!(!class.has_flag(class_flags::BUILT_IN));
    Ok(())
}

/// The standard order of a class, with itself: `type.mro(class)`.
pub fn standard(vm: &mut Vm, class_value: &Value, class: &Class) -> Result<Vec<Value>> {
    let bases = class.bases.get();
    let tail = linearize(vm, tuple_items(&bases))?;
    let mut order = vec![class_value.clone()];
    order.extend(tail);
    Ok(order)
}
