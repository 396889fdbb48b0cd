//! Weak references: who points weakly at what.
//!
//! Owns `WeakReference` and the table from a target to its references. A target with references carries the
//! flag `WEAKLY_REFERENCED`, which also keeps it out of the stock (D8). The table is process-wide and
//! sharded; a shard's lock is a leaf: nothing is counted down under it but by the caller's trash.
//! A reference is upgraded by a try-increment under its shard's lock (D9).

use super::context::{Context, Finalization, current};
use super::header::{Header, Kind, SHARED, flags};
use super::layout::{HeapObject, Slot, Trace};
use super::shape::Shape;
use super::value::{RawValue, Value};
use crate::heap_object;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

const SHARDS: usize = 64;

/// Addresses of the weak references to each target, by the target's address.
type Shard = Mutex<HashMap<usize, Vec<usize>>>;

static TABLE: LazyLock<Vec<Shard>> = LazyLock::new(|| (0..SHARDS).map(|_| Shard::default()).collect());

fn shard(target: *const Header) -> &'static Shard {
    &TABLE[(target.addr() >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58]
}

/// The uncounted word of a target, NULL once it is dead.
pub struct Target(AtomicU64);

impl Trace for Target {
    fn trace(&self, _visit: &mut dyn FnMut(RawValue)) {}

    fn trace_weak(&self, visit: &mut dyn FnMut(RawValue)) {
        visit(RawValue::from_word(self.0.load(Ordering::Acquire)));
    }
}

heap_object! {
    /// `weakref.ref`, and the base of proxies and finalizers.
    pub struct WeakReference = "weakref" of Kind::Native, tracked: true {
        target: Target,
        /// Called with the reference when the target dies; NULL for none.
        pub callback: Slot,
        /// The target's hash once asked for, plus one bit that it is known.
        pub hash: AtomicU64,
    }
}

impl Drop for WeakReference {
    fn drop(&mut self) {
        let target = RawValue::from_word(self.target.0.load(Ordering::Acquire));
        if target.is_pointer() {
            let mut shard = shard(target.header()).lock();
            if let Some(references) = shard.get_mut(&target.header().addr()) {
                let own = std::ptr::from_ref(self).addr();
                references.retain(|reference| *reference != own);
                if references.is_empty() {
                    shard.remove(&target.header().addr());
                }
            }
        }
    }
}

impl WeakReference {
    /// A new reference to a heap object. None when memory is out, or for what cannot be referenced so
    /// (immediates). A reference to a shared object is born shared (D2).
    pub fn create(shape: &Shape, target: &Value, callback: Value) -> Option<Value> {
        let raw = target.raw();
        if !raw.is_pointer() {
            return None;
        }
        let context = current();
        let object = WeakReference {
            header: Header::blank(),
            target: Target(AtomicU64::new(raw.word())),
            callback: Slot::new(callback),
            hash: AtomicU64::new(0),
        };
        let reference = context.create(shape, object).ok()?;
        if raw.is_counted() {
            // SAFETY: the caller holds the target. A reference is shared before the table names it to other threads.
            if unsafe { (*raw.header()).owner == SHARED } {
                super::publish::mark(context, &reference).ok()?;
            }
            // Counts in stock would put off the death that the reference is to see.
            context.stock.give_back(context, raw.header());
            let mut shard = shard(raw.header()).lock();
            shard.entry(raw.header().addr()).or_default().push(reference.raw().header().addr());
            // SAFETY: the caller holds the target.
            unsafe { (*raw.header()).set_flags(flags::WEAKLY_REFERENCED) };
        }
        Some(reference)
    }

    /// The target, counted, unless it is dead.
    pub fn upgrade(&self) -> Option<Value> {
        let raw = RawValue::from_word(self.target.0.load(Ordering::Acquire));
        if !raw.is_counted() {
            return if raw.is_pointer() { Some(raw.to_value()) } else { None };
        }
        let context = current();
        context.without_deaths(|| {
            let _shard = shard(raw.header()).lock();
            // Cleared meanwhile? Under the lock the target cannot finish dying.
            if self.target.0.load(Ordering::Acquire) != raw.word() {
                return None;
            }
            // SAFETY: the target's references are cleared under the same lock before its memory goes.
            if context.try_retain(raw.header()) { Some(unsafe { Value::from_raw(raw) }) } else { None }
        })
    }

    /// The target's address, dead or alive: what identifies it.
    pub fn is_dead(&self) -> bool {
        self.target.0.load(Ordering::Acquire) == RawValue::NULL.word()
    }
}

/// A target dies: its references are cleared, and callbacks queued.
pub(super) fn target_died(context: &Context, header: *mut Header) {
    let references = shard(header).lock().remove(&header.addr());
    let mut living = Vec::new();
    context.without_deaths(|| {
        // The references themselves may be dying: those that can still be counted get their callback.
        let _shard = shard(header).lock();
        for address in references.unwrap_or_default() {
            let reference: *mut Header = std::ptr::with_exposed_provenance_mut(address);
            // SAFETY: a dying reference takes itself off the table under the lock before its memory goes; a
            // shared one's memory waits for this thread's safepoint (D9).
            unsafe {
                (*reference.cast::<WeakReference>()).target.0.store(RawValue::NULL.word(), Ordering::Release);
                if context.try_retain(reference) {
                    living.push(Value::from_raw(RawValue::from_header(reference)));
                }
            }
        }
    });
    for reference in living {
        // SAFETY: a counted weak reference; see above.
        let callback = unsafe { (*reference.raw().header().cast::<WeakReference>()).callback.get() };
        if !callback.is_null() {
            context.queue_finalization(Finalization::Callback(reference, callback));
        }
    }
}

/// The living references to a target.
pub fn references_to(target: &Value) -> Vec<Value> {
    if !target.raw().is_counted() {
        return Vec::new();
    }
    let context = current();
    let mut living = Vec::new();
    context.without_deaths(|| {
        let shard = shard(target.raw().header()).lock();
        for address in shard.get(&target.raw().header().addr()).into_iter().flatten() {
            let reference: *mut Header = std::ptr::with_exposed_provenance_mut(*address);
            // SAFETY: as in `target_died`.
            unsafe {
                if context.try_retain(reference) {
                    living.push(Value::from_raw(RawValue::from_header(reference)));
                }
            }
        }
    });
    living
}

/// The references to a target that the publisher owns: edges for publication (D2).
pub(super) fn trace_references(header: *mut Header, visit: &mut dyn FnMut(RawValue)) {
    for address in shard(header).lock().get(&header.addr()).into_iter().flatten() {
        visit(RawValue::from_header(std::ptr::with_exposed_provenance_mut(*address)));
    }
}

const _: () = assert!(WeakReference::LAYOUT.size < 128);
