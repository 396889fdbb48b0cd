//! Classes.
//!
//! Owns the class object: names, bases, MRO, namespace, slots, and the layout of its instances: which
//! attribute name has which slot, and the shapes that say so. Must not run user code.
//!
//! - Changing a namespace or looking up for a cache happens under `CHANGES`, one lock for the process, so that
//!   a cache cannot be filled with what a change has just made stale.
//! - Names get slots in the order in which instances first set them. An instance that wants another order, or more
//!   slots than its shape has, goes to dict mode: the shape whose number is one higher.

use super::definition::TypeDef;
use super::method_cells::{self, MethodCells, Reader};
use super::native::cast_kind;
use super::slots::Slots;
use crate::heap::shape::{self, Shape};
use crate::heap::{Dict, Header, Kind, Opaque, OutOfMemory, RawValue, Slot, Str, Trace, Tuple, Value};
use crate::heap_object;
use parking_lot::{Mutex, MutexGuard};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// Bits of `Class::flags`.
pub mod class_flags {
    /// Made at start-up: attributes cannot be set.
    pub const BUILT_IN: u32 = 1;
    pub const SUBCLASSABLE: u32 = 2;
    /// Instances take attributes beyond `__slots__`.
    pub const HAS_DICT: u32 = 4;
    /// Instances can be weakly referenced.
    pub const HAS_WEAK: u32 = 8;
    /// `class` statements matching sequences or mappings.
    pub const SEQUENCE: u32 = 16;
    pub const MAPPING: u32 = 32;
    /// `__abstractmethods__` is not empty.
    pub const ABSTRACT: u32 = 64;
    /// Some class in the MRO defines `__getattr__` or `__getattribute__`.
    pub const CUSTOM_GET: u32 = 128;
    /// Some class in the MRO defines `__setattr__` or `__delattr__`.
    pub const CUSTOM_SET: u32 = 256;
    /// `object.__new__` makes the instances, `type.__call__` calls it: the engine may make them itself.
    pub const PLAIN_NEW: u32 = 512;
}

/// At most so many attributes live in slots.
const MOST_SLOTS: usize = 64;

heap_object! {
    pub struct Class = "type" of Kind::Class, tracked: true {
        pub name: Slot,
        pub qualname: Slot,
        pub bases: Slot,
        pub mro: Slot,
        pub dict: Value,
        /// The nearest built-in class's definition: it made the layout.
        pub definition: Opaque<&'static TypeDef>,
        slots: SlotsCell,
        pub flags: AtomicU32,
        instance: InstanceLayout,
        cells: MethodCells,
        /// The cell of `__init__` plus one; 0 while none is known.
        init_cell: AtomicU32,
        subclasses: Subclasses,
    }
}

/// A class's slots, replaced as a whole; old ones live as long as the class, for others may be reading them.
struct SlotsCell {
    current: AtomicPtr<Slots>,
    #[allow(clippy::vec_box)] // the boxes' addresses are what readers hold
    all: Mutex<Vec<Box<Slots>>>,
}

impl Trace for SlotsCell {
    fn trace(&self, _visit: &mut dyn FnMut(RawValue)) {}
}

/// How instances are laid out.
struct InstanceLayout {
    /// The shape of new instances.
    shape: AtomicU32,
    names: Mutex<Names>,
}

#[derive(Default)]
struct Names {
    /// Interned names by slot number.
    slots: Vec<Value>,
    /// How many of them `__slots__` fixed.
    fixed: usize,
    /// Every shape number that was ever given out.
    shapes: Vec<u32>,
}

impl Trace for InstanceLayout {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.names.lock().slots.iter().for_each(|name| visit(name.raw()));
    }
}

impl Drop for InstanceLayout {
    fn drop(&mut self) {
        for number in &self.names.lock().shapes {
            shape::remove(*number);
        }
    }
}

/// Weak references to subclasses.
#[derive(Default)]
struct Subclasses(Mutex<Vec<Value>>);

impl Trace for Subclasses {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.0.lock().iter().for_each(|reference| visit(reference.raw()));
    }
}

static CHANGES: Mutex<()> = Mutex::new(());

/// Held while a class changes, or while a cache is filled from one. No user code may run under it.
pub fn changes() -> MutexGuard<'static, ()> {
    CHANGES.lock()
}

/// What a new class is made from.
pub struct NewClass {
    pub name: Value,
    pub qualname: Value,
    pub bases: Value,
    pub mro: Value,
    pub dict: Value,
    pub definition: &'static TypeDef,
    pub flags: u32,
    /// Names that `__slots__` fixed, those of the bases first.
    pub fixed_names: Vec<Value>,
    /// Names known to become attributes: inherited from the base, in its order.
    pub learned_names: Vec<Value>,
    /// How many more slots new instances should have room for.
    pub expected: usize,
    /// Flags of new instances (a finalizer).
    pub instance_flags: u8,
}

impl Class {
    /// A class object before it has a shape for its instances: `install_shape` follows once its value is known.
    pub fn new(from: NewClass, slots: Slots) -> Class {
        let first = Box::new(slots);
        let pointer = std::ptr::from_ref(first.as_ref()).cast_mut();
        let fixed = from.fixed_names.len();
        let mut names = from.fixed_names;
        for name in from.learned_names {
            if !names.iter().any(|known| known.is(&name)) {
                names.push(name);
            }
        }
        Class {
            header: Header::blank(),
            name: Slot::new(from.name),
            qualname: Slot::new(from.qualname),
            bases: Slot::new(from.bases),
            mro: Slot::new(from.mro),
            dict: from.dict,
            definition: Opaque(from.definition),
            slots: SlotsCell { current: AtomicPtr::new(pointer), all: Mutex::new(vec![first]) },
            flags: AtomicU32::new(from.flags),
            instance: InstanceLayout {
                shape: AtomicU32::new(0),
                names: Mutex::new(Names { slots: names, fixed, shapes: Vec::new() }),
            },
            cells: MethodCells::default(),
            init_cell: AtomicU32::new(0),
            subclasses: Subclasses::default(),
        }
    }

    pub fn of(value: &Value) -> Option<&Class> {
        cast_kind(value, Kind::Class)
    }

    pub fn value(&self) -> Value {
        super::native::value_of(&self.header)
    }

    /// Gives instances from now on a shape with `expected` more slots than there are names; numbers come in pairs,
    /// plain and dict mode. `fixed`: the number of a built-in exact class.
    pub fn install_shape(
        &self,
        fixed: Option<u32>,
        expected: usize,
        instance_flags: u8,
    ) -> Result<(), OutOfMemory> {
        let mut names = self.instance.names.lock();
        let has_dict = self.has_flag(class_flags::HAS_DICT);
        let wanted = names.slots.len() + if has_dict { expected.max(2) } else { 0 };
        let slot_count = wanted.min(MOST_SLOTS).max(names.fixed.min(255) + has_dict as usize) as u8;
        let number = match fixed {
            Some(number) => {
                shape::install(Box::new(self.shape(number, &names, slot_count, instance_flags)));
                number
            }
            None => self.install_pair(&mut names, slot_count, instance_flags)?,
        };
        self.instance.shape.store(number, Ordering::Release);
        Ok(())
    }

    fn shape(&self, number: u32, names: &Names, slot_count: u8, instance_flags: u8) -> Shape {
        let layout = self.definition.layout;
        Shape {
            number,
            class: RawValue::from_header(&self.header),
            layout,
            slots_offset: layout.size as u16,
            slot_count,
            fixed_slots: names.fixed as u8,
            instance_flags,
            slots: AtomicPtr::new(self.slots_pointer()),
        }
    }

    fn install_pair(
        &self,
        names: &mut Names,
        slot_count: u8,
        instance_flags: u8,
    ) -> Result<u32, OutOfMemory> {
        let number = shape::reserve_pair().ok_or(OutOfMemory)?;
        shape::install(Box::new(self.shape(number, names, slot_count, instance_flags)));
        shape::install(Box::new(self.shape(number + 1, names, slot_count, instance_flags)));
        names.shapes.extend([number, number + 1]);
        Ok(number)
    }

    /// The shape for an instance that another class made with so many slots: one that there is, or a new one.
    #[allow(unsafe_code)]
    pub fn shape_of_size(&self, slot_count: u8) -> Result<&Shape, OutOfMemory> {
        let current = self.instance_shape();
        if current.slot_count == slot_count {
            return Ok(current);
        }
        let mut names = self.instance.names.lock();
        // SAFETY: as in `instance_shape`.
        let shape_at = |number: u32| unsafe { shape::by_number(number) };
        let fits =
            |shape: &&Shape| shape.slot_count == slot_count && shape.instance_flags == current.instance_flags;
        // The plain ones of the pairs.
        if let Some(known) = names.shapes.iter().step_by(2).map(|number| shape_at(*number)).find(fits) {
            return Ok(known);
        }
        self.install_pair(&mut names, slot_count, current.instance_flags).map(shape_at)
    }

    /// The shape of new instances.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub fn instance_shape(&self) -> &Shape {
        // SAFETY: the class is alive (`self`), and with it its shapes.
        unsafe { shape::by_number(self.instance.shape.load(Ordering::Acquire)) }
    }

    /// Do shape numbers of this class include this one?
    #[allow(unsafe_code)]
    pub fn has_shape(&self, number: u32) -> bool {
        if number < shape::FIRST_DYNAMIC {
            // SAFETY: shapes of built-in kinds are never removed.
            return unsafe { shape::by_number(number) }.class == RawValue::from_header(&self.header);
        }
        self.instance.shape.load(Ordering::Acquire) == number
            || self.instance.names.lock().shapes.contains(&number)
    }

    /// The slot of an attribute name.
    pub fn slot_of(&self, name: &Value) -> Option<usize> {
        self.instance.names.lock().slots.iter().position(|known| known.is(name))
    }

    /// The name of a slot.
    pub fn slot_name(&self, slot: usize) -> Option<Value> {
        self.instance.names.lock().slots.get(slot).cloned()
    }

    /// Names of all slots, and how many of them are fixed by `__slots__`.
    pub fn slot_names(&self) -> (Vec<Value>, usize) {
        let names = self.instance.names.lock();
        (names.slots.clone(), names.fixed)
    }

    /// Gives an attribute name a slot, for instances made from now on. None if the class has enough of them.
    pub fn learn_slot(&self, name: &Value) -> Result<Option<usize>, OutOfMemory> {
        let slot = {
            let mut names = self.instance.names.lock();
            if let Some(slot) = names.slots.iter().position(|known| known.is(name)) {
                return Ok(Some(slot));
            }
            if names.slots.len() >= MOST_SLOTS {
                return Ok(None);
            }
            names.slots.push(name.clone());
            names.slots.len() - 1
        };
        // A method of this name may now be hidden by an instance's attribute.
        {
            let _changes = changes();
            self.forget_cached(name);
        }
        if slot >= self.instance_shape().slot_count as usize {
            self.install_shape(None, slot.min(8), self.instance_shape().instance_flags)?;
        }
        Ok(Some(slot))
    }

    #[inline(always)]
    #[allow(unsafe_code)]
    pub fn slots(&self) -> &Slots {
        // SAFETY: every pointer ever stored is kept in `all` while the class lives.
        unsafe { &*self.slots.current.load(Ordering::Acquire) }
    }

    /// The slots, as shapes keep them.
    pub fn slots_pointer(&self) -> *mut () {
        self.slots.current.load(Ordering::Acquire).cast()
    }

    /// Replaces the slots after a change of special methods.
    #[allow(unsafe_code)]
    pub fn set_slots(&self, slots: Slots) {
        let fresh = Box::new(slots);
        let pointer = std::ptr::from_ref(fresh.as_ref()).cast_mut();
        self.slots.all.lock().push(fresh);
        // Under this lock shapes are made, which take the pointer along.
        let names = self.instance.names.lock();
        self.slots.current.store(pointer, Ordering::Release);
        for number in &names.shapes {
            // SAFETY: the class is alive (`self`), and with it its shapes.
            unsafe { shape::by_number(*number) }.slots.store(pointer.cast(), Ordering::Release);
        }
    }

    #[inline(always)]
    pub fn has_flag(&self, flag: u32) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }

    pub fn set_flag(&self, flag: u32, on: bool) {
        if on {
            self.flags.fetch_or(flag, Ordering::Relaxed);
        } else {
            self.flags.fetch_and(!flag, Ordering::Relaxed);
        }
    }

    pub fn namespace(&self) -> &Dict {
        match cast_kind(&self.dict, Kind::Dict) {
            Some(dict) => dict,
            None => unreachable!("a class's namespace is a dict from birth"),
        }
    }

    /// The name as text, for messages.
    pub fn name_text(&self) -> String {
        text(&self.name.get())
    }

    /// The class's own attribute.
    pub fn own(&self, name: &Value) -> Option<Value> {
        cast_kind::<Str>(name, Kind::Str).and_then(|name| self.namespace().get_text(name))
    }

    /// What a name means in this class: the first find along the MRO, and the class that has it.
    pub fn lookup_with_owner(&self, name: &Value) -> Option<(Value, Value)> {
        let mro = self.mro.get();
        let classes = cast_kind::<Tuple>(&mro, Kind::Tuple)?;
        let name = cast_kind::<Str>(name, Kind::Str)?;
        for class in classes.items() {
            if let Some(found) = Class::of(class).and_then(|class| class.namespace().get_text(name)) {
                return Some((found, class.clone()));
            }
        }
        None
    }

    pub fn lookup(&self, name: &Value) -> Option<Value> {
        self.lookup_with_owner(name).map(|(found, _)| found)
    }

    /// The cell that holds what `name` means here, filled. None if nothing, or if all cells are in use.
    pub fn cached_cell(&self, name: &Value, reader: Reader) -> Option<u32> {
        let _changes = changes();
        let number = self.cells.find_or_add(name, reader)?;
        let slot = method_cells::cell(number);
        if slot.raw().is_null() {
            let found = self.lookup(name)?;
            // Every word in a class's cell is reachable from its MRO already, so it is as shared as the class.
            drop(slot.replace(found));
        }
        Some(number)
    }

    /// What `__init__` means here, from its cell.
    pub fn cached_init(&self) -> Option<Value> {
        let known = self.init_cell.load(Ordering::Relaxed);
        if let Some(number) = known.checked_sub(1)
            && let found = method_cells::cell(number).get()
            && !found.is_null()
        {
            return Some(found);
        }
        let number = self.cached_cell(&super::names::Name::Init.value(), Reader::Class)?;
        self.init_cell.store(number + 1, Ordering::Relaxed);
        Some(method_cells::cell(number).get())
    }

    /// Empties the cells of a name here and in all subclasses. The caller holds `changes`.
    pub fn forget_cached(&self, name: &Value) {
        for slot in self.cells.of_name(name).into_iter().map(method_cells::cell) {
            drop(slot.replace(Value::NULL));
        }
        for subclass in self.subclasses() {
            if let Some(class) = Class::of(&subclass) {
                class.forget_cached(name);
            }
        }
    }

    /// Empties all cells here and in all subclasses: the resolution order changed. The caller holds `changes`.
    pub fn forget_all_cached(&self) {
        for number in self.cells.numbers() {
            drop(method_cells::cell(number).replace(Value::NULL));
        }
        for subclass in self.subclasses() {
            if let Some(class) = Class::of(&subclass) {
                class.forget_all_cached();
            }
        }
    }

    pub fn mro_classes(&self) -> Vec<Value> {
        let mro = self.mro.get();
        cast_kind::<Tuple>(&mro, Kind::Tuple).map_or_else(Vec::new, |tuple| tuple.items().to_vec())
    }

    /// Is this class `other` or derived from it, by its MRO?
    pub fn is_subclass_of(&self, other: &Value) -> bool {
        let mro = self.mro.raw();
        // The MRO tuple is replaced only when bases are assigned; borrow it through a count.
        let mro = mro.to_value();
        cast_kind::<Tuple>(&mro, Kind::Tuple)
            .is_some_and(|tuple| tuple.items().iter().any(|class| class.is(other)))
    }

    /// Notes a subclass, by a weak reference to it.
    pub fn add_subclass(&self, reference: Value) {
        let mut subclasses = self.subclasses.0.lock();
        let is_dead = |reference: &Value| weak(reference).is_none_or(crate::heap::WeakReference::is_dead);
        subclasses.retain(|reference| !is_dead(reference));
        subclasses.push(reference);
    }

    /// The living direct subclasses.
    pub fn subclasses(&self) -> Vec<Value> {
        let references = self.subclasses.0.lock().clone();
        references.iter().filter_map(|reference| weak(reference)?.upgrade()).collect()
    }

    /// This class's definition is `definition` or derives from it.
    pub fn is_kind_of(&self, definition: &'static TypeDef) -> bool {
        let mut current = Some(self.definition.0);
        while let Some(candidate) = current {
            if std::ptr::eq(candidate, definition) {
                return true;
            }
            current = candidate.base;
        }
        false
    }
}

fn weak(reference: &Value) -> Option<&crate::heap::WeakReference> {
    super::native::cast(reference)
}

/// The text of a string value, for messages; empty for anything else.
pub fn text(value: &Value) -> String {
    cast_kind::<Str>(value, Kind::Str).map_or_else(String::new, |name| name.to_text().into_owned())
}
