//! The cycle collector.
//!
//! Owns finding and breaking dead cycles: of one domain (its objects only, nobody is stopped: D1), or of the
//! shared heap (the world is stopped). No stack is walked: registers count what they hold (D7), so an object
//! with more counts than references from the examined objects is alive. Weak references to garbage are
//! cleared and finalizers run before anything is broken; what a finalizer brings back stays, with all it
//! reaches. The algorithm is CPython's (N. Schemenauer's subtraction of internal references).

use super::context::{Context, Finalization, clear_object, trace_object};
use super::header::{DomainId, Header, SHARED, flags};
use super::layout::HeapObject;
use super::pages::{Heap, scratch};
use super::publish::OutOfMemory;
use super::shape;
use super::value::{RawValue, Value};
use super::weak::{self, WeakReference};
use std::sync::atomic::{AtomicBool, Ordering};

pub use super::verify::verify;

/// Do collections begin by themselves? (`gc.disable`)
static AUTOMATIC: AtomicBool = AtomicBool::new(true);

pub fn set_automatic(automatic: bool) {
    AUTOMATIC.store(automatic, Ordering::Relaxed);
}

pub fn is_automatic() -> bool {
    AUTOMATIC.load(Ordering::Relaxed)
}

/// Objects to look at: all tracked ones with one owner, in some heaps.
struct Subject<'a> {
    owner: DomainId,
    heaps: &'a [&'a Heap],
}

impl Subject<'_> {
    fn for_each(&self, mut visit: impl FnMut(*mut Header)) {
        for heap in self.heaps {
            heap.for_each(self.owner, |header| {
                // SAFETY: an object, per `for_each`. One without counts is dead: it waits in a trash list, or it has
                // given its fields back already and waits in limbo, so that nothing may look into it.
                if unsafe { (*header).has(flags::TRACKED) && (*header).count != 0 } {
                    visit(header);
                }
            });
        }
    }

    /// Is this word one of the objects looked at?
    fn holds(&self, raw: RawValue) -> bool {
        // SAFETY: a counted word read from a live object names a live object.
        raw.is_counted()
            && unsafe { (*raw.header()).owner == self.owner && (*raw.header()).has(flags::TRACKED) }
    }
}

/// Collects the dead cycles of the running thread's domain. Gives the number of unreachable objects.
/// Finalizers are queued: run them, then call again to free what they did not bring back.
pub fn collect_domain(context: &Context) -> Result<usize, OutOfMemory> {
    context.stock.flush(context);
    context.drain_trash();
    context.heap().take_remote();
    let heaps = [context.heap()];
    let count = collect(context, &Subject { owner: context.owner.get(), heaps: &heaps })?;
    context.heap().collected(count);
    Ok(count)
}

/// Collects dead cycles of shared objects. All stocks are empty and the world is stopped.
pub fn collect_shared(context: &Context, heaps: &[&Heap]) -> Result<usize, OutOfMemory> {
    collect(context, &Subject { owner: SHARED, heaps })
}

fn collect(context: &Context, subject: &Subject) -> Result<usize, OutOfMemory> {
    for (index, heap) in subject.heaps.iter().enumerate() {
        if heap.open_scratch().is_none() {
            subject.heaps[..index].iter().for_each(|heap| heap.close_scratch());
            return Err(OutOfMemory);
        }
    }
    let garbage = find_garbage(subject);
    subject.heaps.iter().for_each(|heap| heap.close_scratch());
    let garbage = garbage?;
    let count = garbage.len();
    if count != 0 {
        finish(context, subject, garbage);
    }
    Ok(count)
}

/// The scratch word: references not explained by other objects, or this once known to be reachable.
const REACHABLE: u32 = u32::MAX;

/// The unreachable objects, each counted once more.
fn find_garbage(subject: &Subject) -> Result<Vec<Value>, OutOfMemory> {
    let mut pending: Vec<*mut Header> = Vec::new();
    let mut failed = false;
    // SAFETY: scratch is open; the objects are mine, or the world is stopped.
    unsafe {
        subject.for_each(|header| scratch(header).set((*header).count));
        subject.for_each(|header| {
            trace_object(header, &mut |raw| {
                if subject.holds(raw) {
                    let word = scratch(raw.header());
                    word.set(word.get().saturating_sub(1));
                }
            });
        });
        subject.for_each(|header| {
            if scratch(header).get() == 0 || scratch(header).get() == REACHABLE {
                return;
            }
            scratch(header).set(REACHABLE);
            push(&mut pending, header, &mut failed);
            while let Some(next) = pending.pop() {
                trace_object(next, &mut |raw| {
                    if subject.holds(raw) && scratch(raw.header()).replace(REACHABLE) != REACHABLE {
                        push(&mut pending, raw.header(), &mut failed);
                    }
                });
            }
        });
        if failed {
            return Err(OutOfMemory);
        }
        let mut garbage = Vec::new();
        subject.for_each(|header| {
            if scratch(header).get() != REACHABLE {
                failed |= garbage.try_reserve(1).is_err();
                if !failed {
                    garbage.push(RawValue::from_header(header));
                }
            }
        });
        if failed {
            return Err(OutOfMemory);
        }
        Ok(garbage.into_iter().map(RawValue::to_value).collect())
    }
}

fn push(pending: &mut Vec<*mut Header>, header: *mut Header, failed: &mut bool) {
    if pending.try_reserve(1).is_ok() {
        pending.push(header);
    } else {
        *failed = true;
    }
}

/// Clears weak references, queues finalizers, and breaks what has none.
fn finish(context: &Context, subject: &Subject, garbage: Vec<Value>) {
    let mut waiting = false;
    for object in &garbage {
        let header = object.raw().header();
        // SAFETY: garbage is alive while the list counts it.
        unsafe {
            if (*header).flags() & (flags::FINALIZER | flags::FINALIZED) == flags::FINALIZER {
                (*header).set_own_flags(flags::FINALIZED);
                context.queue_finalization(Finalization::Finalizer(object.clone()));
                waiting = true;
            }
        }
    }
    if waiting {
        // Finalizers may bring objects back: whoever is still garbage when they have run is found by the
        // next collection, and has no finalizer left.
        return;
    }
    // A reference that is garbage itself calls nobody back.
    for object in &garbage {
        // SAFETY: as above.
        unsafe {
            let layout = shape::of(object.raw().header()).layout;
            if layout.rust_type == WeakReference::LAYOUT.rust_type {
                (layout.clear)(object.raw().header());
            }
        }
    }
    for object in &garbage {
        let header = object.raw().header();
        // SAFETY: as above. Nothing outside the garbage refers to it, so nobody is surprised.
        unsafe {
            if (*header).has(flags::WEAKLY_REFERENCED) {
                weak::target_died(context, header);
            }
        }
    }
    debug_assert!(garbage.iter().all(|object| subject.holds(object.raw())));
    for object in &garbage {
        // SAFETY: as above.
        unsafe { clear_object(object.raw().header()) };
    }
    drop(garbage);
}
