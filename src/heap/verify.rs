//! The heap checks itself (`--stress=verify`).
//!
//! Owns the checks alone; changes nothing but the collector's scratch words. Registers and natives hold counts that
//! nobody can enumerate (D7), so a count may be higher than the references found, never lower.

use super::context::{Context, trace_object};
use super::header::{DomainId, Header, Kind, SHARED, STUCK, flags};
use super::layout::Slot;
use super::pages::scratch;
use super::shape;
use super::value::{RawValue, Value};
use std::sync::atomic::{AtomicU8, Ordering};

/// Checks the objects of the running thread's domain, and the shared ones in its pages: that headers agree with their
/// shapes, that references stay inside what D1 and D2 allow, and that counts are at least the references found.
///
/// # Panics
/// If a check fails.
pub fn verify(context: &Context) {
    let owner = context.owner.get();
    context.without_deaths(|| {
        verify_mine(context, owner);
        verify_shared(context);
    });
}

fn verify_mine(context: &Context, owner: DomainId) {
    let heap = context.heap();
    let has_scratch = heap.open_scratch().is_some();
    // SAFETY: objects of my domain are touched by this thread alone (D1); scratch is used only where it is open.
    unsafe {
        heap.for_each(owner, |header| {
            if (*header).count == 0 {
                return;
            }
            check_header(header);
            if has_scratch {
                scratch(header).set((*header).count);
            }
        });
        heap.for_each(owner, |header| {
            if (*header).count == 0 {
                return;
            }
            trace_object(header, &mut |raw| {
                if !raw.is_counted() {
                    return;
                }
                let other = (*raw.header()).owner;
                let allowed = other == SHARED || other == STUCK || other == owner;
                assert!(allowed, "D1: an object of domain {owner} refers to one of domain {other}");
                if other == owner && has_scratch {
                    assert!((*raw.header()).kind != Kind::Free, "D7: a reference to a freed object");
                    let left = scratch(raw.header()).get().checked_sub(1);
                    let Some(left) = left else {
                        let count = (*raw.header()).count;
                        let name = shape::of(raw.header()).layout.name;
                        panic!("D7: a {name} has count {count}, but more references to it were found");
                    };
                    scratch(raw.header()).set(left);
                }
            });
        });
    }
    heap.close_scratch();
}

fn verify_shared(context: &Context) {
    context.heap().for_each(SHARED, |header| {
        // Counted, lest another thread destroys it under our eyes. What it refers to may die meanwhile, but its memory
        // stays until this thread's next report (D9).
        // SAFETY: a cell of this heap.
        if !unsafe { is_alive(header) } || !context.try_retain(header) {
            return;
        }
        // SAFETY: the count just taken.
        let held = unsafe { Value::from_raw(RawValue::from_header(header)) };
        // SAFETY: as above; containers are read as readers without their lock read them.
        unsafe {
            check_header(header);
            trace_object(header, &mut |raw| {
                if raw.is_counted() {
                    let other = (*raw.header()).owner;
                    let name = shape::of(header).layout.name;
                    assert!(
                        other == SHARED || other == STUCK,
                        "D2: a shared {name} refers to an object of domain {other}"
                    );
                }
            });
        }
        drop(held);
    });
}

/// Is this shared object alive? A dead one has no counts; its cell may be on its way home just now, a link in the place of
/// the counts, but then it says first that it is free (`pages::Heap::push_remote`). One that is alive here keeps its memory
/// until this thread's next report, whoever drops it.
unsafe fn is_alive(header: *mut Header) -> bool {
    // SAFETY: the caller's promise; both fields are read as atomics because others write them.
    unsafe {
        let count = Header::atomic_count(header).load(Ordering::Acquire);
        let kind = AtomicU8::from_ptr((&raw mut (*header).kind).cast()).load(Ordering::Relaxed);
        count != 0 && kind != Kind::Free as u8
    }
}

/// Does the header say what the shape says?
unsafe fn check_header(header: *mut Header) {
    // SAFETY: the caller may look into the object.
    unsafe {
        let shape = shape::of(header);
        let layout = shape.layout;
        let name = layout.name;
        assert!((*header).kind == layout.kind, "a {name}'s kind is {:?}", (*header).kind);
        assert!(((*header).has(flags::LARGE)) == ((*header).size_class == 0), "a {name}'s size class");
        assert!(((*header).has(flags::TRACKED)) == layout.tracked, "a {name}'s tracking");
        assert!(!(*header).has(flags::INTERNED) || (*header).kind == Kind::Str, "an interned {name}");
        assert!((*header).used_slots() <= shape.slot_count, "a {name} uses more slots than it has");
        let end = shape.slots_offset as usize + shape.slot_count as usize * 8;
        assert!(super::context::memory_of(header) >= end, "a {name} is smaller than its slots");
        let slots = header.byte_add(shape.slots_offset as usize).cast::<Slot>();
        let is_mine = (*header).owner != SHARED;
        for index in (*header).used_slots()..shape.slot_count {
            let raw = (*slots.add(index as usize)).raw();
            // Of a shared object, another thread may be filling the slot.
            assert!(raw.is_null() || !is_mine, "a {name} has a value behind its used slots");
        }
    }
}
