//! Attribute slots: the inline storage of instances.
//!
//! Owns reading and writing slots by number. The class knows which name has which slot (`object`). Present
//! slots are in the order of insertion: a slot may be filled for the first time only while no later one is
//! (`used_slots` is the bound); whoever wants another order goes to dict mode, where the first slot behind those of
//! `__slots__` holds a dict.

use super::guard::Attachment;
use super::header::{Header, flags};
use super::layout::Slot;
use super::publish::OutOfMemory;
use super::shape;
use super::value::Value;

/// What came of storing an attribute.
pub enum Stored {
    Done,
    /// The slot may not be filled now: the instance must go to dict mode first.
    OutOfOrder,
}

fn slots(header: &Header) -> &[Slot] {
    // SAFETY: an instance has `slot_count` slots behind its base (`Context::allocate`).
    unsafe {
        let shape = shape::of(header);
        let first: *const Header = std::ptr::with_exposed_provenance(std::ptr::from_ref(header).addr());
        std::slice::from_raw_parts(
            first.byte_add(shape.slots_offset as usize).cast(),
            shape.slot_count as usize,
        )
    }
}

/// The number of the object's shape as it is now. Of a shared object, another thread may change it: what is said of a
/// shape is said of the number that was read once.
#[inline(always)]
pub fn shape(header: &Header) -> u32 {
    header.shape()
}

/// How many slots the object was made with.
pub fn slot_count(header: &Header) -> u8 {
    // SAFETY: the caller holds the object.
    unsafe { shape::of(header).slot_count }
}

/// How many slots `__slots__` fixed.
fn fixed(header: &Header) -> usize {
    // SAFETY: the caller holds the object.
    unsafe { shape::of(header).fixed_slots as usize }
}

pub fn is_dict_mode(header: &Header) -> bool {
    header.has_acquired(flags::DICT_MODE)
}

/// The attribute in a slot, NULL for none. If the shape is one of dict mode by then, that is no attribute: another thread
/// moves them into a dict, changes the shape before all else, and the mode last.
pub fn get(header: &Header, slot: usize) -> Value {
    slots(header).get(slot).map_or(Value::NULL, Slot::get)
}

/// Stores an attribute into its slot.
pub fn set(heap: &mut Attachment, header: &Header, slot: usize, value: Value) -> Result<Stored, OutOfMemory> {
    let guard = heap.guard(header);
    let fixed = fixed(header);
    if slot >= slots(header).len() || slot >= fixed && is_dict_mode(header) {
        return Ok(Stored::OutOfOrder);
    }
    let target = &slots(header)[slot];
    let value = guard.admit(value)?;
    if target.raw().is_null() && slot >= fixed {
        if slot < header.used_slots() as usize {
            return Ok(Stored::OutOfOrder);
        }
        header.set_used_slots(slot as u8 + 1);
    }
    let old = guard.exchange(target, value);
    drop(guard);
    drop(old);
    Ok(Stored::Done)
}

/// Removes an attribute; NULL if there was none. None if the attributes are in a dict now.
pub fn take(heap: &mut Attachment, header: &Header, slot: usize) -> Option<Value> {
    let guard = heap.guard(header);
    if slot >= fixed(header) && is_dict_mode(header) {
        return None;
    }
    let null = super::publish::Published::within_domain(Value::NULL);
    Some(match slots(header).get(slot) {
        Some(slot) => guard.exchange(slot, null),
        None => Value::NULL,
    })
}

/// The present attributes, in order of insertion: slot numbers and values. Not in dict mode.
pub fn present(heap: &mut Attachment, header: &Header) -> Vec<(usize, Value)> {
    let _guard = heap.guard(header);
    if is_dict_mode(header) {
        return Vec::new();
    }
    let used = &slots(header)[..header.used_slots() as usize];
    used.iter()
        .enumerate()
        .map(|(slot, value)| (slot, value.get()))
        .filter(|(_, value)| !value.is_null())
        .collect()
}

/// The dict of an instance in dict mode.
pub fn dict(header: &Header) -> Option<Value> {
    if is_dict_mode(header) { slots(header).get(fixed(header)).map(Slot::get) } else { None }
}

/// Puts an instance into dict mode, or gives it another dict.
pub fn set_dict(heap: &mut Attachment, header: &Header, dict: Value) -> Result<(), OutOfMemory> {
    install_dict(heap, header, dict, None).map(drop)
}

/// Puts an instance into dict mode, with a dict that the caller has made from `present`. False if other threads have
/// done so, or changed its attributes, since.
pub fn move_to_dict(
    heap: &mut Attachment,
    header: &Header,
    dict: Value,
    present: &[(usize, Value)],
) -> Result<bool, OutOfMemory> {
    install_dict(heap, header, dict, Some(present))
}

fn install_dict(
    heap: &mut Attachment,
    header: &Header,
    dict: Value,
    present: Option<&[(usize, Value)]>,
) -> Result<bool, OutOfMemory> {
    let guard = heap.guard(header);
    let dict = guard.admit(dict)?;
    let before = is_dict_mode(header);
    if present.is_some_and(|present| before || !holds(header, present)) {
        return Ok(false);
    }
    let mut old = Vec::new();
    if !before {
        // Inline caches know the old shape: it goes first, then the slots.
        header.set_shape(shape(header) | 1);
    }
    let fixed = fixed(header);
    for (index, slot) in slots(header).iter().enumerate().skip(fixed + 1) {
        if index < header.used_slots() as usize {
            old.push(guard.exchange(slot, super::publish::Published::within_domain(Value::NULL)));
        }
    }
    old.push(guard.exchange(&slots(header)[fixed], dict));
    header.set_used_slots(fixed as u8 + 1);
    // Whoever sees the mode finds the dict.
    header.set_flags(flags::DICT_MODE);
    drop(guard);
    drop(old);
    Ok(true)
}

/// Are these still the attributes? The caller has the object open.
fn holds(header: &Header, present: &[(usize, Value)]) -> bool {
    let used = &slots(header)[..header.used_slots() as usize];
    let now = used.iter().map(Slot::raw).enumerate().filter(|(_, word)| !word.is_null());
    now.eq(present.iter().map(|(slot, value)| (*slot, value.raw())))
}

/// Gives an instance another class's shape (`__class__` assignment). Layouts and slots must agree; the caller
/// has seen to the class's count.
pub fn set_shape(heap: &mut Attachment, header: &Header, shape: u32) {
    let _guard = heap.guard(header);
    header.set_shape(shape);
}

/// Makes an instance one of another class whose layout and fixed slots agree with its own, as the number of slots does:
/// what lies behind them is found by it. Its attributes are in a dict already, if it has any (`dict_mode`).
pub fn set_class(heap: &mut Attachment, header: &Header, shape: &shape::Shape, dict_mode: bool) {
    let class = shape.class.to_value();
    let old = {
        let _guard = heap.guard(header);
        // SAFETY: the caller holds the object.
        let old = unsafe { shape::of(header) }.class;
        header.set_shape(if dict_mode { shape.number | 1 } else { shape.number });
        if shape.instance_flags & flags::FINALIZER != 0 {
            header.set_flags(flags::FINALIZER);
        } else {
            header.clear_flags(flags::FINALIZER);
        }
        old
    };
    // The instance's count of its class moves to the new one.
    class.into_raw();
    // SAFETY: the instance owned a count of its old class (D7).
    drop(unsafe { Value::from_raw(old) });
}
