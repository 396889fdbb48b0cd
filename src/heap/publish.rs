//! Publication: an object and all that it reaches become shared (D2, D3).
//!
//! Owns `publish` and `Published`, the only kind of value that is `Send` (D4). First everything is collected
//! on a worklist, then marked: running out of memory changes nothing. This is where sharing begins, so
//! an observer of sharing hooks in here.

use super::context::{Context, current, is_current, trace_object};
use super::header::{Header, SHARED, flags};
use super::shape;
use super::value::{RawValue, Value};
use super::weak;
use std::mem::ManuallyDrop;

/// Memory ran out while publishing; nothing was changed.
#[derive(Debug)]
pub struct OutOfMemory;

/// A value that may cross to another thread: immediate, immortal, shared, or on its way to a thread of the
/// same domain.
pub struct Published(ManuallyDrop<Value>);

// SAFETY: D4: only `publish` and `within_domain` make one. The count it owns is given back by `Drop`, in a
// thread that may touch the object, or through the inbox.
unsafe impl Send for Published {}
// SAFETY: as above: through `&Published` one can only clone in an attached thread.
unsafe impl Sync for Published {}

impl Published {
    /// Takes the value out, in an attached thread of a domain that may touch it.
    pub fn into_value(self) -> Value {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: `this` is forgotten, so the value is taken once.
        let value = unsafe { ManuallyDrop::take(&mut this.0) };
        debug_assert!(is_at_home(&value), "D4: a value crossed to another domain unpublished");
        value
    }

    pub fn raw(&self) -> RawValue {
        self.0.raw()
    }

    /// A value for a thread that is known to belong to the running thread's domain.
    pub fn within_domain(value: Value) -> Published {
        Published(ManuallyDrop::new(value))
    }

    /// For setters of shared containers.
    pub(crate) fn into_raw(self) -> RawValue {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: as in `into_value`.
        unsafe { ManuallyDrop::take(&mut this.0) }.into_raw()
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        // SAFETY: dropped once.
        let value = unsafe { ManuallyDrop::take(&mut self.0) };
        if !value.raw().is_counted() || is_at_home(&value) {
            drop(value);
        } else {
            let raw = value.into_raw();
            // SAFETY: the object is alive: the count travels with the word.
            let owner = unsafe { (*raw.header()).owner };
            crate::domain::registry::post_to_inbox(owner, raw.word());
        }
    }
}

fn is_at_home(value: &Value) -> bool {
    let raw = value.raw();
    if !raw.is_counted() {
        return true;
    }
    // SAFETY: the value counts its object.
    is_current()
        && unsafe { (*raw.header()).owner == SHARED || (*raw.header()).owner == current().owner.get() }
}

/// Gives back the counts that came in through the inbox.
pub fn drop_inbox(words: Vec<u64>) {
    for word in words {
        // SAFETY: the word carries a count that its `Published` gave up.
        drop(unsafe { Value::from_raw(RawValue::from_word(word)) });
    }
}

/// Makes a value and all that it reaches shared.
pub fn publish(value: Value) -> Result<Published, OutOfMemory> {
    mark(current(), &value)?;
    Ok(Published(ManuallyDrop::new(value)))
}

/// Publication in place.
pub(super) fn mark(context: &Context, value: &Value) -> Result<(), OutOfMemory> {
    let raw = value.raw();
    if !raw.is_counted() || !context.is_mine(raw.header()) {
        return Ok(());
    }
    let mut found: Vec<*mut Header> = Vec::new();
    found.try_reserve(16).map_err(|_| OutOfMemory)?;
    let result = collect(context, raw.header(), &mut found);
    for header in &found {
        // SAFETY: mine until marked. The store of the reference that makes the object reachable is a
        // release (D3), so a plain store is enough here.
        unsafe {
            (*(*header)).clear_own_flags(MARK);
            if result.is_ok() {
                (**header).owner = SHARED;
            }
        }
    }
    context.note_published(found.len());
    result
}

/// Publishes every object that the running thread's domain still owns: the domain ends.
pub fn publish_rest(context: &Context) -> Result<(), OutOfMemory> {
    let mut rest = Vec::new();
    context.heap().for_each(context.owner.get(), |header| rest.push(header));
    for header in rest {
        // SAFETY: mine until marked here; it stays alive, for nothing is dropped meanwhile.
        unsafe {
            if (*header).owner == context.owner.get() {
                (*header).owner = SHARED;
            }
        }
    }
    Ok(())
}

/// While collecting: the object is on the list already.
const MARK: u8 = 128;

fn collect(context: &Context, root: *mut Header, found: &mut Vec<*mut Header>) -> Result<(), OutOfMemory> {
    let mut failed = false;
    // SAFETY: all headers visited are mine and alive: a live object reaches live objects.
    unsafe {
        (*root).set_own_flags(MARK);
        found.push(root);
        let mut next = 0;
        while next < found.len() && !failed {
            let header = found[next];
            next += 1;
            let mut visit = |raw: RawValue| {
                if failed || !raw.is_counted() || !context.is_mine(raw.header()) {
                    return;
                }
                let child = raw.header();
                if !(*child).has(MARK) {
                    if found.try_reserve(1).is_err() {
                        failed = true;
                        return;
                    }
                    (*child).set_own_flags(MARK);
                    found.push(child);
                }
            };
            trace_object(header, &mut visit);
            (shape::of(header).layout.trace_weak)(header, &mut visit);
            if (*header).has(flags::WEAKLY_REFERENCED) {
                weak::trace_references(header, &mut visit);
            }
        }
    }
    if failed { Err(OutOfMemory) } else { Ok(()) }
}
