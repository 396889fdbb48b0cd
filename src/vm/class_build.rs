//! Making classes: `__build_class__` and `type.__new__`.
//!
//! Owns the order of steps. The steps are in the files below this one: the method resolution order (`mro`), bases and
//! layout (`layout`), the namespace (`namespace`), slots and flags (`inherit`), changes after birth (`change`),
//! and the classes that start-up makes from definitions (`bootstrap`).

pub mod bootstrap;
pub mod change;
pub mod inherit;
pub mod layout;
pub mod mro;
pub mod namespace;

use super::call::tuple_items;
use super::{Raised, Result, Vm};
use crate::heap::{Cell, Dict, Header, Kind, List, Value};
use crate::object::class::{Class, NewClass, class_flags, text};
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, function};
use crate::object::descriptor::ClassMethod;
use crate::object::function::{Exception, Function, NativeFunction};
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use namespace::Draft;

pub use bootstrap::{bootstrap, bootstrap_class};

/// The native function `__build_class__`.
pub static BUILD_CLASS: NativeDef = function(
    "__build_class__(func, name, /, *bases, **kwds)",
    build_class_native,
    "Run a class body and make the class: what a class statement calls.",
);

fn build_class_native(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (mut values, mut names) = (Vec::new(), Vec::new());
    if let Some(dict) = cast_kind::<Dict>(&args[2], Kind::Dict) {
        let pairs = dict.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            names.push(name);
            values.push(value);
        }
    }
    build_class(vm, &args[0], &args[1], &args[3..], Arguments { values: &values, names: &names })
}

/// What a class statement does: `function` runs its body, `keywords` has no positional arguments.
pub fn build_class(
    vm: &mut Vm,
    function: &Value,
    name: &Value,
    original_bases: &[Value],
    keywords: Arguments,
) -> Result<Value> {
    if Function::of(function).is_none() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    let bases_list = resolve_bases(vm, original_bases)?;
    let is_changed = bases_list.is_some();
    let bases = vm.new_tuple(bases_list.unwrap_or_else(|| original_bases.to_vec()))?;
    let (mut values, mut names) = (Vec::new(), Vec::new());
    let mut metaclass = None;
    for (name, value) in keywords.keywords() {
        if text(name) == "metaclass" {
            metaclass = Some(value.clone());
        } else {
            names.push(name.clone());
            values.push(value.clone());
        }
    }
    let keywords = Arguments { values: &values, names: &names };
    let is_given = metaclass.is_some();
    let metaclass = metaclass.unwrap_or_else(|| match tuple_items(&bases).first() {
        Some(base) => class_of(base),
        None => core::class(CoreClass::Type),
    });
    let metaclass = match Class::of(&metaclass) {
        Some(_) => layout::most_derived_metaclass(vm, &metaclass, tuple_items(&bases))?,
        None => metaclass,
    };
    let space = prepare(vm, &metaclass, name, &bases, keywords, is_given)?;
    let cell =
        (vm.hooks.call_function)(vm, function, Arguments::positional_only(std::slice::from_ref(&space)))?;
    if is_changed {
        let original = vm.new_tuple(original_bases.to_vec())?;
        vm.set_item(&space, &Name::OrigBases.value(), Some(&original))?;
    }
    let mut call_values = vec![name.clone(), bases, space];
    call_values.extend(values.iter().cloned());
    let class = vm.call_with(&metaclass, Arguments { values: &call_values, names: &names })?;
    if let (Some(_), Some(cell)) = (Class::of(&class), cast_kind::<Cell>(&cell, Kind::Cell)) {
        check_class_cell(vm, &class, name, cell)?;
    }
    Ok(class)
}

/// `__mro_entries__` of bases that are no classes. None if nothing changes.
fn resolve_bases(vm: &mut Vm, bases: &[Value]) -> Result<Option<Vec<Value>>> {
    if bases.iter().all(|base| Class::of(base).is_some()) {
        return Ok(None);
    }
    let original = vm.new_tuple(bases.to_vec())?;
    let (mut resolved, mut is_changed) = (Vec::new(), false);
    for base in bases {
        let entries = match Class::of(base) {
            Some(_) => None,
            None => vm.find_attribute_name(base, Name::MroEntries)?,
        };
        let Some(entries) = entries else {
            resolved.push(base.clone());
            continue;
        };
        let replacement = vm.call(&entries, std::slice::from_ref(&original))?;
        if cast_kind::<crate::heap::Tuple>(&replacement, Kind::Tuple).is_none() {
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        }
        resolved.extend_from_slice(tuple_items(&replacement));
        is_changed = true;
    }
    Ok(is_changed.then_some(resolved))
}

/// The namespace that a class body fills.
fn prepare(
    vm: &mut Vm,
    metaclass: &Value,
    name: &Value,
    bases: &Value,
    keywords: Arguments,
    is_given: bool,
) -> Result<Value> {
    if metaclass.is(&core::class(CoreClass::Type)) {
        return vm.new_dict();
    }
    let Some(function) = vm.find_attribute_name(metaclass, Name::Prepare)? else { return vm.new_dict() };
    let mut values = vec![name.clone(), bases.clone()];
    values.extend_from_slice(keywords.values);
    let space = vm.call_with(&function, Arguments { values: &values, names: keywords.names })?;
    let is_mapping = Class::of(&class_of(&space)).is_some_and(|class| class.slots().get_item.is_some());
    if is_mapping {
        return Ok(space);
    }
    let owner = match (Class::of(metaclass), is_given) {
        (Some(class), _) => class.name_text(),
        (None, _) => "<metaclass>".to_owned(),
    };
    let given = vm.class_name(&space);
    Err(vm.type_error(format!("{owner}.__prepare__() must return a mapping, not {given}")))
}

fn check_class_cell(vm: &mut Vm, class: &Value, name: &Value, cell: &Cell) -> Result<()> {
    let content = cell.content.get();
    if content.is(class) {
        return Ok(());
    }
    let (name, class) = (vm.repr_text(name)?, vm.repr_text(class)?);
    if content.is_null() {
        return Err(vm.raise(
            core::Exception::RuntimeError,
            format!(
                "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
            ),
        ));
    }
    let content = vm.repr_text(&content)?;
    Err(vm.type_error(format!("__class__ set to {content} defining {name} as {class}")))
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`. The metaclass is the most derived one already.
pub fn new_class(
    vm: &mut Vm,
    metaclass: &Value,
    name: &Value,
    bases: &Value,
    namespace: &Value,
    keywords: Arguments,
) -> Result<Value> {
    let bases = match tuple_items(bases) {
        [] => vm.new_tuple([core::class(CoreClass::Object)])?,
        _ => bases.clone(),
    };
    let base = layout::best_base(vm, tuple_items(&bases))?;
    let draft = namespace::draft(vm, name, tuple_items(&bases), &base, namespace)?;
    let class = create(vm, metaclass, name, &bases, &base, &draft)?;
    let Some(object) = Class::of(&class) else { return Ok(class) };
    namespace::add_descriptors(vm, &class, object, &draft)?;
    set_class_cells(vm, &class, &draft)?;
    mro::settle(vm, &class, object, metaclass)?;
    inherit::settle_flags(object);
    link_to_bases(vm, &class, tuple_items(&bases))?;
    set_names(vm, &class, object, &draft)?;
    init_subclass(vm, &class, object, keywords)?;
    Ok(class)
}

/// The class object, with its slots and the shape of its instances.
fn create(
    vm: &mut Vm,
    metaclass: &Value,
    name: &Value,
    bases: &Value,
    base: &Value,
    draft: &Draft,
) -> Result<Value> {
    let items = tuple_items(bases);
    let tail = mro::linearize(vm, items)?;
    let Some(parent) = Class::of(base) else { return Err(vm.type_error("bases must be types")) };
    let dict = draft.dict.clone();
    let Some(own) = cast_kind::<Dict>(&dict, Kind::Dict) else {
        return Err(vm.type_error("a class's namespace must be a dict"));
    };
    let slots = inherit::compute(own, &tail, parent, items.len() == 1);
    let has_dict = draft.flags & class_flags::HAS_DICT != 0;
    let (names, fixed) = parent.slot_names();
    let learned_names = if has_dict { names[fixed..].to_vec() } else { Vec::new() };
    let fixed_names = names[..fixed].iter().chain(&draft.own_slots).cloned().collect();
    let has_finalizer =
        inherit::find(own, &tail, &Name::Del.value()).is_some_and(|finalizer| !finalizer.is_none());
    let instance_flags = if has_finalizer { crate::heap::header::flags::FINALIZER } else { 0 };
    // Room for what the base's methods set, too, although no instance may have shown their names yet.
    let spare = (parent.instance_shape().slot_count as usize).saturating_sub(names.len());
    let expected = draft.expected + if has_dict { spare } else { 0 };
    let placeholder = vm.new_tuple(tail)?;
    let new = NewClass {
        name: vm.intern_value(name)?,
        qualname: draft.qualname.clone(),
        bases: bases.clone(),
        mro: placeholder,
        dict,
        definition: layout::definition_of(items, base),
        flags: draft.flags,
        fixed_names,
        learned_names,
        expected,
        instance_flags,
    };
    let class = vm.create_in(metaclass, Class::new(new, slots))?;
    let Some(object) = Class::of(&class) else { return Err(vm.type_error("metaclass must make classes")) };
    let installed = object.install_shape(None, expected, instance_flags);
    vm.check(installed)?;
    let mut order = vec![class.clone()];
    order.extend_from_slice(tuple_items(&object.mro.get()));
    let order = vm.new_tuple(order)?;
    let replaced = vm.heap.set_slot(&object.header, &object.mro, order);
    drop(vm.check(replaced)?);
    let is_shared = |base: &Value| {
        Class::of(base).is_some_and(|base| {
            !base.has_flag(class_flags::BUILT_IN) && base.header.owner == crate::heap::header::SHARED
        })
    };
    if items.iter().any(is_shared) {
        // Its bases will name it, so it is born shared (D3).
        let published = crate::heap::publish::publish(class);
        return Ok(vm.check(published)?.into_value());
    }
    Ok(class)
}

/// `__class__` of the methods, and the namespace for annotation scopes.
fn set_class_cells(vm: &mut Vm, class: &Value, draft: &Draft) -> Result<()> {
    for (cell, what, content) in
        [(&draft.class_cell, "__classcell__", class), (&draft.dict_cell, "__classdictcell__", &draft.dict)]
    {
        let Some(value) = cell else { continue };
        let Some(cell) = cast_kind::<Cell>(value, Kind::Cell) else {
            let given = class_of(value);
            let given = vm.repr_text(&given)?;
            return Err(vm.type_error(format!("type.__new__(): {what} must be a nonlocal cell, not {given}")));
        };
        let stored = vm.heap.set_slot(&cell.header, &cell.content, content.clone());
        drop(vm.check(stored)?);
    }
    Ok(())
}

/// Bases know their subclasses weakly; built-in ones through a table of the interpreter.
pub(super) fn link_to_bases(vm: &mut Vm, class: &Value, bases: &[Value]) -> Result<()> {
    let reference_class = core::class(CoreClass::WeakReference);
    let Some(references) = Class::of(&reference_class) else { return Ok(()) };
    for base_value in bases {
        let Some(base) = Class::of(base_value) else { continue };
        let created = crate::heap::WeakReference::create(references.instance_shape(), class, Value::NULL);
        let Some(reference) = created else { return Err(vm.memory_error()) };
        if !base.has_flag(class_flags::BUILT_IN) {
            base.add_subclass(reference);
            continue;
        }
        let state = vm.interpreter.state();
        let Some(table) = payload::<super::interpreter::State>(&state) else { continue };
        let Some(table) = cast_kind::<Dict>(&table.subclasses, Kind::Dict) else { continue };
        let known = match vm.dict_get(table, base_value)? {
            Some(known) => known,
            None => {
                let fresh = vm.new_list(Vec::new())?;
                vm.dict_set(table, base_value.clone(), fresh.clone())?;
                fresh
            }
        };
        if let Some(list) = cast_kind::<List>(&known, Kind::List) {
            prune(vm, list)?;
            let pushed = list.push(&mut vm.heap, reference);
            vm.check(pushed)?;
        }
    }
    Ok(())
}

/// Drops dead references once a list has doubled, so that classes made in a loop leave nothing behind.
fn prune(vm: &mut Vm, references: &List) -> Result<()> {
    if references.len() < 8 || !references.len().is_power_of_two() {
        return Ok(());
    }
    let taken = references.take_all(&mut vm.heap);
    let mut all = vm.check(taken)?;
    all.retain(|reference| {
        crate::object::native::cast::<crate::heap::WeakReference>(reference)
            .is_some_and(|reference| !reference.is_dead())
    });
    let extended = references.extend(&mut vm.heap, all);
    vm.check(extended)
}

/// The living direct subclasses of any class.
pub fn subclasses_of(vm: &mut Vm, class_value: &Value) -> Result<Vec<Value>> {
    let Some(class) = Class::of(class_value) else { return Ok(Vec::new()) };
    if !class.has_flag(class_flags::BUILT_IN) {
        return Ok(class.subclasses());
    }
    let mut found: Vec<Value> = bootstrap::built_in_classes()
        .into_iter()
        .filter(|other| {
            Class::of(other)
                .is_some_and(|other| tuple_items(&other.bases.get()).iter().any(|base| base.is(class_value)))
        })
        .collect();
    let state = vm.interpreter.state();
    if let Some(table) = payload::<super::interpreter::State>(&state)
        && let Some(table) = cast_kind::<Dict>(&table.subclasses, Kind::Dict)
        && let Some(known) = vm.dict_get(table, class_value)?
    {
        for reference in vm.collect(&known)? {
            let reference = crate::object::native::cast::<crate::heap::WeakReference>(&reference);
            found.extend(reference.and_then(crate::heap::WeakReference::upgrade));
        }
    }
    Ok(found)
}

/// `__set_name__` of the attributes, in the order of the namespace as it was.
fn set_names(vm: &mut Vm, class_value: &Value, class: &Class, draft: &Draft) -> Result<()> {
    for (name, value) in &draft.items {
        let of = class_of(value);
        if Class::of(&of).and_then(|of| of.lookup(&Name::SetName.value())).is_none() {
            continue;
        }
        let args = [class_value.clone(), name.clone()];
        if let Err(raised) = vm.call_special(value, Name::SetName, &args) {
            let kind = Class::of(&of).map_or_else(String::new, Class::name_text);
            return Err(note_set_name(vm, raised, &kind, name, &class.name_text()));
        }
    }
    Ok(())
}

fn note_set_name(vm: &mut Vm, raised: Raised, kind: &str, name: &Value, class: &str) -> Raised {
    let exception = vm.take_raised();
    let shown = vm.repr_text(name).unwrap_or_default();
    let note = format!("Error calling __set_name__ on '{kind}' instance {shown} in '{class}'");
    drop(vm.take_raised());
    if add_note(vm, &exception, &note).is_err() {
        drop(vm.take_raised());
    }
    let _ = raised;
    vm.reraise(exception)
}

fn add_note(vm: &mut Vm, exception: &Value, note: &str) -> Result<()> {
    let Some(object) = Exception::of(exception) else { return Ok(()) };
    let note = vm.new_str(note)?;
    let notes = object.notes.get();
    if let Some(list) = cast_kind::<List>(&notes, Kind::List) {
        let pushed = list.push(&mut vm.heap, note);
        return vm.check(pushed);
    }
    let list = vm.new_list(vec![note])?;
    let stored = vm.heap.set_slot(&object.header, &object.notes, list);
    vm.check(stored).map(drop)
}

/// `super(class, class).__init_subclass__(**keywords)`.
fn init_subclass(vm: &mut Vm, class_value: &Value, class: &Class, keywords: Arguments) -> Result<()> {
    let order = class.mro_classes();
    let name = Name::InitSubclass.value();
    let found = order.iter().skip(1).find_map(|base| Class::of(base).and_then(|base| base.own(&name)));
    let Some(found) = found else { return Ok(()) };
    let object = core::class(CoreClass::Object);
    if keywords.is_empty() && NativeFunction::of(&found).is_some_and(|native| native.owner.is(&object)) {
        // object's does nothing.
        return Ok(());
    }
    let method = vm.bind_in_class(&found, class_value, class_value)?;
    vm.call_with(&method, keywords).map(drop)
}

impl Vm {
    /// What a class attribute becomes when it is read through `super(class, class)` or the class itself: class methods
    /// get the class, functions stay.
    pub fn bind_in_class(&mut self, attribute: &Value, receiver: &Value, owner: &Value) -> Result<Value> {
        if let Some(method) = payload::<ClassMethod>(attribute)
            && core::is_exactly(attribute, CoreClass::ClassMethod)
            && Function::of(&method.callable.get()).is_some()
        {
            return self.new_bound_method(method.callable.get(), receiver.clone());
        }
        match core::slot(attribute, |slots| slots.get) {
            Some(get) => get(self, attribute, None, owner),
            None => Ok(attribute.clone()),
        }
    }

    /// Stores into a slot of a heap object.
    pub(crate) fn store(&mut self, header: &Header, slot: &crate::heap::Slot, value: Value) -> Result<()> {
        let stored = self.heap.set_slot(header, slot, value);
        self.check(stored).map(drop)
    }
}
