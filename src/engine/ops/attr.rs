//! Attributes: lookups that fill inline caches, and everything that caches cannot serve.

use super::{Operands, Pc, entering, operations, special};
use crate::code::Instruction;
use crate::code::op::Special;
use crate::heap::dict::simple_hash;
use crate::heap::{Dict, Found, Header, Kind, RawValue, Str, Value, attributes, shape};
use crate::object::class::{Class, class_flags};
use crate::object::core::{self, CoreClass, Exception, class_of};
use crate::object::function::{Function, Module, NativeFunction};
use crate::object::method_cells::{self, Reader};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::attribute::header_of;
use crate::vm::attribute_cache::{CELL_BIT, ENTRY_BITS, Place, UNKNOWN, place};
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes an instruction's cache (a shape, and an offset or a marked cell number) and the thread's table.
fn learn(vm: &mut Vm, i: Operands, shape: u32, name: &Value, what: u32) {
    vm.attribute_cache.add(shape, name, what);
    fill(vm, i, shape, what);
}

/// The entries of an instruction's cache.
fn cache<'a>(i: Operands) -> [&'a AtomicU64; 2] {
    // SAFETY: the instruction's row has two cache words there.
    unsafe { [&*i.pc.add(1).cast(), &*i.pc.add(2).cast()] }
}

/// Writes an entry of an instruction's cache: an empty one at once, one in use now and then.
fn fill(vm: &mut Vm, i: Operands, shape: u32, what: u32) {
    let [first, second] = cache(i);
    let (old, new) = (first.load(Ordering::Relaxed), shape as u64 | (what as u64) << 32);
    if old == 0 || old as u32 == shape {
        first.store(new, Ordering::Relaxed);
    } else if second.load(Ordering::Relaxed) == 0 {
        second.store(new, Ordering::Relaxed);
    } else if vm.attribute_cache.wants_rewrite() {
        // The shape that has been there for longer moves on.
        second.store(old, Ordering::Relaxed);
        first.store(new, Ordering::Relaxed);
    }
}

/// What the instruction's cache holds for this shape: an offset or a marked cell number.
fn cached(i: Operands, shape: u32) -> Option<u32> {
    let entries = cache(i).map(|entry| entry.load(Ordering::Relaxed));
    let entry = entries.into_iter().find(|entry| *entry as u32 == shape && *entry != 0)?;
    Some((entry >> 32) as u32)
}

/// What the instruction's cache or the thread's table knows of a name in this shape.
fn known(vm: &mut Vm, i: Operands, shape: u32, name: &Value) -> Option<u32> {
    if let Some(what) = cached(i, shape) {
        return Some(what);
    }
    let what = vm.attribute_cache.find(shape, name)?;
    fill(vm, i, shape, what);
    Some(what)
}

/// What the thread's table knows of an attribute instruction's name in the object's shape, for the loop's fast paths
/// whose cache holds another shape; `UNKNOWN` if nothing.
///
/// # Safety
/// `pc` is an attribute instruction of the running frame.
#[inline(never)]
pub unsafe fn probe(vm: &mut Vm, pc: Pc, header: *const Header) -> u32 {
    // SAFETY: the caller's promise; the header's object is held by a register.
    unsafe {
        let i = Operands { pc, base: (*vm.stacks.top).base, word: Instruction(*pc) };
        let name = i.name(vm, i.c());
        let shape = (*header).shape();
        match vm.attribute_cache.find(shape, name) {
            Some(what) => {
                fill(vm, i, shape, what);
                what
            }
            None => UNKNOWN,
        }
    }
}

/// The word of a module's attribute in the dict entry that a cache names, uncounted; NULL if it is not there.
///
/// # Safety
/// `pc` is an attribute instruction of the running frame, and the header's object is held by a register.
#[inline(never)]
pub unsafe fn module_word(vm: &Vm, pc: Pc, header: *const Header, number: u32) -> RawValue {
    // SAFETY: the caller's promise; the shape says what the object is.
    unsafe {
        if (*header).shape() != Kind::Module as u32 {
            return RawValue::NULL;
        }
        let i = Operands { pc, base: (*vm.stacks.top).base, word: Instruction(*pc) };
        match cast_kind::<Dict>(&(*header.cast::<Module>()).dict, Kind::Dict) {
            Some(dict) => dict.word_in_cell(number, i.name(vm, i.c()).raw()),
            None => RawValue::NULL,
        }
    }
}

/// The attribute in the slot at a byte offset that a cache gave for the object's shape.
fn slot_value(header: &Header, offset: u32) -> Value {
    // SAFETY: the shape has a slot there.
    unsafe { (*std::ptr::from_ref(header).byte_add(offset as usize).cast::<crate::heap::Slot>()).get() }
}

/// The attribute in the object itself that a cache names for a shape; None if it is not there.
fn placed_value(object: &Value, header: &Header, shape: u32, name: &Value, place: Place) -> Option<Value> {
    match place {
        Place::Slot(offset) => {
            let value = slot_value(header, offset);
            // The shape changes before the slots do.
            let unchanged = attributes::shape(header) == shape;
            if unchanged && !value.is_null() { Some(value) } else { None }
        }
        Place::Entry(number) => {
            let dict = match Module::of(object) {
                Some(module) => module.dict.clone(),
                None => attributes::dict(header)?,
            };
            cast_kind::<Dict>(&dict, Kind::Dict)?.value_of(number, name.raw())
        }
        Place::Cell(_) => None,
    }
}

/// A callable in the place that a cache names, and its receiver or NULL.
fn placed_method(
    object: &Value,
    header: &Header,
    shape: u32,
    name: &Value,
    place: Place,
) -> Option<(Value, Value)> {
    match place {
        Place::Cell(number) => {
            let function = method_cells::cell(number).get();
            if is_method(&function) { Some((function, object.clone())) } else { None }
        }
        _ => placed_value(object, header, shape, name, place).map(|value| (value, Value::NULL)),
    }
}

/// Stores into the place that a cache names; false if that cannot be.
fn store_placed(vm: &mut Vm, header: &Header, name: &Value, place: Place, value: &Value) -> Result<bool> {
    match place {
        Place::Slot(offset) => {
            // SAFETY: the object is held by a register.
            let slot = (offset as usize - unsafe { shape::of(header) }.slots_offset as usize) / 8;
            let stored = attributes::set(&mut vm.heap, header, slot, value.clone());
            Ok(matches!(vm.check(stored)?, attributes::Stored::Done))
        }
        Place::Entry(number) => {
            let Some(dict) = attributes::dict(header) else { return Ok(false) };
            let Some(dict) = cast_kind::<Dict>(&dict, Kind::Dict) else { return Ok(false) };
            let stored = dict.set_value_of(&mut vm.heap, number, name.raw(), value.clone());
            Ok(vm.check(stored)?.is_some())
        }
        Place::Cell(_) => Ok(false),
    }
}

/// The shape of an object under which caches may note what holds in the class. None if another thread gives the object
/// another class just now.
fn shape_in(class: &Class, header: &Header) -> Option<u32> {
    let shape = attributes::shape(header);
    if class.has_shape(shape) { Some(shape) } else { None }
}

/// Where the own attribute of an object with this shape of the class lives (an offset, or a marked entry number), if
/// caches may say so: nothing in the class stands in its way, and the class knows the name, so that a change of that
/// empties the caches.
fn own_place(header: &Header, shape: u32, class: &Class, name: &Value) -> Option<u32> {
    let slot = class.slot_of(name)?;
    let dict_mode = shape::is_dict_mode(shape);
    // SAFETY: the class, which is held by the caller, has the shape.
    let shape = unsafe { shape::by_number(shape) };
    let fixed = slot < shape.fixed_slots as usize;
    let in_dict = !fixed && dict_mode;
    if slot >= shape.slot_count as usize && !in_dict {
        return None;
    }
    let on_class = class.lookup(name);
    let descriptor = on_class.as_ref().map(class_of);
    let is_member = descriptor.as_ref().is_some_and(|of| of.is(&core::class(CoreClass::MemberDescriptor)));
    let in_the_way = descriptor.as_ref().and_then(Class::of).is_some_and(|class| class.slots().set.is_some());
    if fixed != is_member || in_the_way && !is_member {
        return None;
    }
    if in_dict {
        let dict = attributes::dict(header)?;
        let dict = cast_kind::<Dict>(&dict, Kind::Dict)?;
        return match dict.find(simple_hash(name.raw())?, name.raw(), None) {
            Found::Entry(number) if number < !ENTRY_BITS => Some(number | ENTRY_BITS),
            _ => None,
        };
    }
    Some(shape.slots_offset as u32 + slot as u32 * 8)
}

/// An attribute of a module, by its dict: the next time a comparison of keys. None of instances of subclasses, which may
/// have descriptors.
fn module_value(vm: &mut Vm, i: Operands, object: &Value, name: &Value) -> Result<Option<Value>> {
    let Some(module) = Module::of(object) else { return Ok(None) };
    let (Some(dict), Some(header)) = (cast_kind::<Dict>(&module.dict, Kind::Dict), header_of(object)) else {
        return Ok(None);
    };
    if attributes::shape(header) != Kind::Module as u32 {
        return Ok(None);
    }
    let Some(number) = vm.dict_find(dict, name)? else { return Ok(None) };
    if number < !ENTRY_BITS {
        fill(vm, i, Kind::Module as u32, number | ENTRY_BITS);
    }
    Ok(dict.value(number))
}

/// An attribute of a plain class that needs no binding, from the thread's table. Names with two underscores are not
/// looked for here: `type` has descriptors of its own among them.
fn known_of_class(vm: &Vm, object: &Value, name: &Value) -> Option<Value> {
    if core::exact_kind(object) != Some(Kind::Class) {
        return None;
    }
    let shape = Class::of(object)?.instance_shape().number;
    let value = method_cells::cell(vm.attribute_cache.find_in_class(shape, name)?).get();
    let is_plain = !value.is_null()
        && (Function::of(&value).is_some() || core::slot(&value, |slots| slots.get).is_none())
        && !is_dunder(name);
    if is_plain { Some(value) } else { None }
}

fn is_dunder(name: &Value) -> bool {
    cast_kind::<Str>(name, Kind::Str).is_none_or(|name| name.bytes().starts_with(b"__"))
}

/// An attribute of a class; the next time from the thread's table.
fn class_value(vm: &mut Vm, object: &Value, name: &Value) -> Result<Value> {
    let value = vm.get_attribute(object, name)?;
    if core::exact_kind(object) == Some(Kind::Class)
        && !is_dunder(name)
        && let Some(class) = Class::of(object)
        && let Some(number) = class.cached_cell(name, Reader::Class)
    {
        vm.attribute_cache.add_in_class(class.instance_shape().number, name, number);
    }
    Ok(value)
}

entering! {
    fn get(vm, i) {
        let object = i.operand(vm, i.b())?;
        let name = i.name(vm, i.c());
        if let Some(header) = header_of(object) {
            let shape = attributes::shape(header);
            let got = match known(vm, i, shape, name).map(place) {
                Some(Place::Cell(number)) => class_cell_value(vm, i, object, number)?,
                Some(place) => placed_value(object, header, shape, name, place).map(Got::Value),
                None => None,
            };
            if let Some(got) = got {
                return Ok(got.entered(i));
            }
        }
        if let Some(value) = known_of_class(vm, object, name) {
            i.put(i.a(), value);
            return Ok(None);
        }
        let (object, name) = (object.clone(), name.clone());
        Ok(get_value(vm, i, &object, &name)?.entered(i))
    }

    fn set(vm, i) {
        let (object, value) = (i.operand(vm, i.a())?, i.operand(vm, i.b())?.clone());
        let name = i.name(vm, i.c());
        if let Some(header) = header_of(object)
            && let Some(what) = known(vm, i, attributes::shape(header), name)
            && store_placed(vm, header, name, place(what), &value)?
        {
            return Ok(None);
        }
        let (object, name) = (object.clone(), name.clone());
        let of = class_of(&object);
        vm.set_attribute(&object, &name, Some(&value))?;
        if let (Some(class), Some(header)) = (Class::of(&of), header_of(&object))
            && class.slots().set_attribute.is_none()
            && class.slots().get_attribute.is_none()
            && (class.has_flag(class_flags::HAS_DICT) || class.slot_names().1 != 0)
            && let Some(shape) = shape_in(class, header)
            && let Some(what) = own_place(header, shape, class, &name)
        {
            learn(vm, i, shape, &name, what);
        }
        Ok(None)
    }
}

operations! {
    fn delete(vm, i) -> 1 {
        let object = i.operand(vm, i.a())?.clone();
        let name = i.name(vm, i.c()).clone();
        vm.set_attribute(&object, &name, None)
    }

    fn load_method(vm, i) -> 3 {
        let object = i.operand(vm, i.b())?.clone();
        let name = i.name(vm, i.c()).clone();
        if let Some(header) = header_of(&object) {
            let shape = attributes::shape(header);
            if let Some(what) = known(vm, i, shape, &name)
                && let Some((function, receiver)) = placed_method(&object, header, shape, &name, place(what))
            {
                i.put(i.a(), function);
                i.put(i.a() + 1, receiver);
                return Ok(());
            }
        }
        let (function, receiver) = find_method(vm, i, &object, &name)?;
        i.put(i.a(), function);
        i.put(i.a() + 1, receiver);
        Ok(())
    }

    fn load_special(vm, i) -> 1 {
        let object = i.operand(vm, i.b())?.clone();
        let name = match Special::ALL[i.c()] {
            Special::Enter => Name::Enter,
            Special::Exit => Name::Exit,
            Special::AsyncEnter => Name::AEnter,
            Special::AsyncExit => Name::AExit,
        };
        let Some(found) = vm.class_attribute(&object, name) else { return Err(no_special(vm, &object, name)) };
        let (function, receiver) = if is_method(&found) {
            (found, object)
        } else {
            (vm.bind(&found, &object, &class_of(&object))?, Value::NULL)
        };
        i.put(i.a(), function);
        i.put(i.a() + 1, receiver);
        Ok(())
    }

    fn load_super_method(vm, i) -> 1 {
        let name = i.name(vm, i.c()).clone();
        let (function, receiver) = super_attribute(vm, i, &name, true)?;
        i.put(i.a(), function);
        i.put(i.a() + 1, receiver);
        Ok(())
    }

    fn get_super_attr(vm, i) -> 1 {
        let name = i.name(vm, i.c()).clone();
        let (value, _) = super_attribute(vm, i, &name, false)?;
        i.put(i.a(), value);
        Ok(())
    }
}

fn no_special(vm: &mut Vm, object: &Value, name: Name) -> crate::vm::Raised {
    let class = {
        let of = class_of(object);
        vm.full_class_name(&of)
    };
    let (protocol, other, hint) = match name {
        Name::Enter | Name::Exit => ("context manager", Name::AEnter, "async with"),
        _ => ("asynchronous context manager", Name::Enter, "with"),
    };
    let missing = name.text();
    let of = class_of(object);
    let other_way = Class::of(&of).is_some_and(|class| class.lookup(&other.value()).is_some());
    let hint = if other_way {
        format!(
            " but it supports the {}. Did you mean to use '{hint}'?",
            if hint == "with" { "context manager protocol" } else { "asynchronous context manager protocol" }
        )
    } else {
        String::new()
    };
    vm.type_error(format!(
        "'{class}' object does not support the {protocol} protocol (missed {missing} method){hint}"
    ))
}

/// What a lookup came to: a value, or the frame of a property's getter.
enum Got {
    Value(Value),
    Entered(Pc),
}

impl Got {
    /// Stores the value, or gives where the getter starts.
    fn entered(self, i: Operands) -> Option<Pc> {
        match self {
            Got::Value(value) => {
                i.put(i.a(), value);
                None
            }
            Got::Entered(target) => Some(target),
        }
    }
}

/// The class's attribute in a method cell, as the object gives it.
fn class_cell_value(vm: &mut Vm, i: Operands, object: &Value, number: u32) -> Result<Option<Got>> {
    let value = method_cells::cell(number).get();
    if value.is_null() {
        return Ok(None);
    }
    if !value.raw().is_pointer() {
        return Ok(Some(Got::Value(value)));
    }
    if let Some(target) = special::property(vm, i, &value, object)? {
        return Ok(Some(Got::Entered(target)));
    }
    vm.bind(&value, object, &class_of(object)).map(|value| Some(Got::Value(value)))
}

fn get_value(vm: &mut Vm, i: Operands, object: &Value, name: &Value) -> Result<Got> {
    if let Some(value) = module_value(vm, i, object, name)? {
        return Ok(Got::Value(value));
    }
    let of = class_of(object);
    let (Some(class), Some(header)) = (Class::of(&of), header_of(object)) else {
        return vm.get_attribute(object, name).map(Got::Value);
    };
    if Class::of(object).is_some() {
        return class_value(vm, object, name).map(Got::Value);
    }
    if class.slots().get_attribute.is_some() || Module::of(object).is_some() {
        return vm.get_attribute(object, name).map(Got::Value);
    }
    let value = vm.get_attribute(object, name)?;
    let Some(shape) = shape_in(class, header) else { return Ok(Got::Value(value)) };
    if let Some(what) = own_place(header, shape, class, name) {
        if class.slots().set_attribute.is_none() {
            learn(vm, i, shape, name, what);
        } else {
            // Only this instruction, which reads, may know: the table serves stores, too.
            fill(vm, i, shape, what);
        }
    } else if class.slot_of(name).is_none() && !shape::is_dict_mode(shape) {
        // The class's own attribute, which no instance of this shape hides.
        learn_cell(vm, i, shape, class, name);
    }
    Ok(Got::Value(value))
}

/// The method of a call `object.name(...)`: the function and its receiver, or any callable and NULL.
fn find_method(vm: &mut Vm, i: Operands, object: &Value, name: &Value) -> Result<(Value, Value)> {
    if let Some(value) = known_of_class(vm, object, name) {
        return Ok((value, Value::NULL));
    }
    if let Some(value) = module_value(vm, i, object, name)? {
        return Ok((value, Value::NULL));
    }
    if Class::of(object).is_some() {
        return class_value(vm, object, name).map(|value| (value, Value::NULL));
    }
    let of = class_of(object);
    let Some(class) = Class::of(&of) else {
        return vm.get_attribute(object, name).map(|value| (value, Value::NULL));
    };
    if class.slots().get_attribute.is_some() || Module::of(object).is_some() {
        return vm.get_attribute(object, name).map(|value| (value, Value::NULL));
    }
    let Some(found) = class.lookup(name).filter(is_method) else {
        return vm.get_attribute(object, name).map(|value| (value, Value::NULL));
    };
    if let Some(value) = vm.instance_value(object, class, name)? {
        return Ok((value, Value::NULL));
    }
    if let Some(header) = header_of(object)
        && let Some(shape) = shape_in(class, header)
        && !shape::is_dict_mode(shape)
        && class.slot_of(name).is_none()
    {
        learn_cell(vm, i, shape, class, name);
    }
    Ok((found, object.clone()))
}

/// Notes the class's attribute, which no instance hides: still so once the cell is full. Another thread whose instance
/// gets the attribute now notes that first, and then empties the cell.
fn learn_cell(vm: &mut Vm, i: Operands, shape: u32, class: &Class, name: &Value) {
    if let Some(number) = class.cached_cell(name, Reader::Instance)
        && class.slot_of(name).is_none()
    {
        learn(vm, i, shape, name, number | CELL_BIT);
    }
}

/// A function that takes its receiver as first argument: calling it so is the same as binding and calling.
fn is_method(value: &Value) -> bool {
    Function::of(value).is_some() || NativeFunction::of(value).is_some_and(|native| native.is_method)
}

/// An attribute of `super()`, without making the super object where `super` is the built-in one.
fn super_attribute(vm: &mut Vm, i: Operands, name: &Value, method: bool) -> Result<(Value, Value)> {
    let given = i.operand(vm, i.b())?.clone();
    if !given.is(&core::class(CoreClass::Super)) {
        let made = vm.call(&given, &[])?;
        return vm.get_attribute(&made, name).map(|value| (value, Value::NULL));
    }
    let index = i.code(vm).unit.free_names.iter().position(|free| &**free == "__class__");
    let cell = index
        .and_then(|index| crate::vm::call::tuple_items(&i.frame(vm).function().closure).get(index).cloned());
    let own = cell
        .as_ref()
        .and_then(|cell| cast_kind::<crate::heap::Cell>(cell, Kind::Cell))
        .map(|cell| cell.content.get());
    let Some(own) = own.filter(|own| !own.is_null()) else {
        return Err(vm.runtime_error("super(): empty __class__ cell"));
    };
    let mut object = i.reg(0).clone();
    if let Some(cell) = cast_kind::<crate::heap::Cell>(&object, Kind::Cell) {
        object = cell.content.get();
    }
    if object.is_null() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let of = class_of(&object);
    let start = if Class::of(&of).is_some_and(|class| class.is_subclass_of(&own)) {
        of
    } else if Class::of(&object).is_some_and(|class| class.is_subclass_of(&own)) {
        object.clone()
    } else {
        return Err(vm.type_error("super(type, obj): obj is not an instance or subtype of type"));
    };
    let through_class = start.is(&object);
    let classes = Class::of(&start).map(Class::mro_classes).unwrap_or_default();
    for class in classes.iter().skip_while(|class| !class.is(&own)).skip(1) {
        let Some(found) = Class::of(class).and_then(|class| class.own(name)) else { continue };
        if method && !through_class && is_method(&found) {
            return Ok((found, object));
        }
        let descriptor = class_of(&found);
        let value = match Class::of(&descriptor).and_then(|class| class.slots().get) {
            Some(get) => get(vm, &found, if through_class { None } else { Some(&object) }, &start)?,
            None => found,
        };
        return Ok((value, Value::NULL));
    }
    let shown = crate::object::class::text(name);
    let made = vm.call(&given, &[own, object])?;
    let result = vm.get_attribute(&made, name);
    match result {
        Ok(value) => Ok((value, Value::NULL)),
        Err(raised) if vm.raised_is(Exception::AttributeError) => Err(raised),
        Err(_) => Err(vm.attribute_error(&made, name, format!("'super' object has no attribute '{shown}'"))),
    }
}
