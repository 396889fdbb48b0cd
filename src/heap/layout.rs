//! What the heap must know of an object type: its size, and how to trace, clear and drop it.
//!
//! Owns `Layout`, `Trace` and the `heap_object!` macro, which derives a layout from the type's
//! definition: a field that holds values cannot be left out (D2). Must not know concrete types.

use super::header::{Header, Kind};
use super::value::{RawValue, Value};
use std::sync::atomic::{AtomicU64, Ordering};

/// Something that may hold values: visits them all.
pub trait Trace {
    /// Visits the values that this keeps alive.
    fn trace(&self, visit: &mut dyn FnMut(RawValue));

    /// Visits the values that this names without keeping them alive: publication follows them too.
    fn trace_weak(&self, _visit: &mut dyn FnMut(RawValue)) {}

    /// Gives up the values that can be replaced, to break a dead cycle.
    fn clear(&self) {}
}

/// Types without values.
#[macro_export]
macro_rules! trace_nothing {
    ($($type:ty),* $(,)?) => { $(impl $crate::heap::Trace for $type {
        fn trace(&self, _visit: &mut dyn FnMut($crate::heap::RawValue)) {}
    })* };
}

trace_nothing!(
    (),
    bool,
    u8,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f64,
    char,
    String,
    Box<str>,
    &'static str,
    dashu_int::IBig,
    std::sync::atomic::AtomicBool,
    std::sync::atomic::AtomicU8,
    std::sync::atomic::AtomicU16,
    std::sync::atomic::AtomicU32,
    std::sync::atomic::AtomicU64,
    std::sync::atomic::AtomicI64,
    std::sync::atomic::AtomicUsize
);

impl<T: Trace> Trace for Option<T> {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        if let Some(inner) = self {
            inner.trace(visit);
        }
    }
}

impl<T: Trace> Trace for Vec<T> {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.iter().for_each(|inner| inner.trace(visit));
    }
}

impl<T: Trace> Trace for Box<[T]> {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.iter().for_each(|inner| inner.trace(visit));
    }
}

impl<A: Trace, B: Trace> Trace for (A, B) {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.0.trace(visit);
        self.1.trace(visit);
    }
}

/// Plain data that another crate defines, or that holds no values by construction.
pub struct Opaque<T>(pub T);

impl<T> Trace for Opaque<T> {
    fn trace(&self, _visit: &mut dyn FnMut(RawValue)) {}
}

impl<T> std::ops::Deref for Opaque<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A value fixed at birth.
impl Trace for Value {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        visit(self.raw());
    }
}

/// A word in the heap that holds a value and can be replaced: an attribute, a list item, a cell.
///
/// Readers load it without a lock; whoever replaces the value of a shared object's slot holds the
/// object's lock and has published the new value (D2, D5). Never holds a zero word.
#[repr(transparent)]
pub struct Slot(AtomicU64);

impl Slot {
    pub const fn empty() -> Slot {
        Slot(AtomicU64::new(RawValue::NULL.word()))
    }

    pub fn new(value: Value) -> Slot {
        Slot(AtomicU64::new(value.into_raw().word()))
    }

    /// The bare word, good until the next safepoint (D10).
    #[inline(always)]
    pub fn raw(&self) -> RawValue {
        RawValue::from_word(self.0.load(Ordering::Acquire))
    }

    /// The value, counted. For slots that never move with their value: attributes, cells, fields.
    #[inline(always)]
    pub fn get(&self) -> Value {
        loop {
            if let Some(value) = self.try_get() {
                return value;
            }
            // Dead: it was unlinked before it died (D9), so the slot holds something newer.
            std::hint::spin_loop();
        }
    }

    /// The value, counted; None if it is dead already. Then it has left its container: look there again.
    #[inline(always)]
    pub fn try_get(&self) -> Option<Value> {
        let raw = self.raw();
        if !raw.is_counted() {
            return Some(raw.to_value());
        }
        if super::context::current().try_retain(raw.header()) {
            // SAFETY: the count just taken.
            Some(unsafe { Value::from_raw(raw) })
        } else {
            None
        }
    }

    /// Puts an owned word in and gives the old one out, with its count.
    #[inline(always)]
    pub(crate) fn exchange(&self, raw: RawValue) -> RawValue {
        // Not a swap: whoever writes is alone, by ownership (D1) or by the object's lock (D5).
        let old = self.raw();
        self.0.store(raw.word(), Ordering::Release);
        old
    }

    #[inline(always)]
    pub(crate) fn store_raw(&self, raw: RawValue) {
        self.0.store(raw.word(), Ordering::Release);
    }

    /// Puts another value in; gives the old one out. The caller sees to D2 and D5: the new value is as shared as
    /// whatever holds the slot, and nobody else writes.
    pub fn replace(&self, value: Value) -> Value {
        // SAFETY: the slot owned one count of the word that is taken out (D7).
        unsafe { Value::from_raw(self.exchange(value.into_raw())) }
    }

    /// Takes the value out, leaving NULL. For the owner of an unshared object, or under its lock.
    pub(crate) fn take(&self) -> Value {
        // SAFETY: the slot owned one count of the word that is taken out (D7).
        unsafe { Value::from_raw(self.exchange(RawValue::NULL)) }
    }
}

impl Trace for Slot {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        visit(self.raw());
    }

    fn clear(&self) {
        drop(self.take());
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        drop(self.take());
    }
}

/// How to handle objects of one Rust type without knowing it.
pub struct Layout {
    pub name: &'static str,
    /// The Rust type.
    pub rust_type: std::any::TypeId,
    pub kind: Kind,
    /// Bytes up to where attribute slots (or inline items) begin; a multiple of 8.
    pub size: usize,
    /// False for types that can never be part of a cycle: strings, numbers.
    pub tracked: bool,
    /// Drops the fields behind the header. None where there is nothing to drop.
    pub drop: Option<unsafe fn(*mut Header)>,
    pub trace: unsafe fn(*mut Header, &mut dyn FnMut(RawValue)),
    pub trace_weak: unsafe fn(*mut Header, &mut dyn FnMut(RawValue)),
    pub clear: unsafe fn(*mut Header),
}

/// A Rust struct that starts with a `Header` and can live in the heap.
///
/// # Safety
/// The struct is `repr(C)` with the header first, and `LAYOUT` describes it; `heap_object!` sees to both.
pub unsafe trait HeapObject: Sized + 'static {
    const LAYOUT: &'static Layout;
}

/// Defines a heap object: the struct, and its layout from the same field list.
///
/// `heap_object! { /// doc  pub struct Cell = "cell" of Kind::Cell, tracked: true { pub content: Slot, } }`
#[macro_export]
macro_rules! heap_object {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident = $label:literal of $kind:expr, tracked: $tracked:literal
        { $( $(#[$field_meta:meta])* $field_visibility:vis $field:ident : $type:ty, )* }) => {
        $(#[$meta])*
        #[repr(C)]
        $visibility struct $name {
            pub header: $crate::heap::Header,
            $( $(#[$field_meta])* $field_visibility $field: $type, )*
        }

        // SAFETY: `repr(C)`, header first, layout derived from the same fields.
        #[allow(unsafe_code)]
        unsafe impl $crate::heap::HeapObject for $name {
            const LAYOUT: &'static $crate::heap::Layout = {
                #[allow(unused_variables)]
                unsafe fn trace(header: *mut $crate::heap::Header, visit: &mut dyn FnMut($crate::heap::RawValue)) {
                    // SAFETY: the heap calls this with objects of this layout only.
                    let object = unsafe { &*header.cast::<$name>() };
                    $( $crate::heap::Trace::trace(&object.$field, visit); )*
                }
                #[allow(unused_variables)]
                unsafe fn trace_weak(header: *mut $crate::heap::Header, visit: &mut dyn FnMut($crate::heap::RawValue)) {
                    // SAFETY: as above.
                    let object = unsafe { &*header.cast::<$name>() };
                    $( $crate::heap::Trace::trace_weak(&object.$field, visit); )*
                }
                unsafe fn clear(header: *mut $crate::heap::Header) {
                    // SAFETY: as above.
                    #[allow(unused_variables)]
                    let object = unsafe { &*header.cast::<$name>() };
                    $( $crate::heap::Trace::clear(&object.$field); )*
                }
                unsafe fn drop_fields(header: *mut $crate::heap::Header) {
                    // SAFETY: as above; the heap drops an object once, at its death (D9).
                    unsafe { std::ptr::drop_in_place(header.cast::<$name>()) }
                }
                &$crate::heap::Layout {
                    name: $label,
                    rust_type: std::any::TypeId::of::<$name>(),
                    kind: $kind,
                    size: size_of::<$name>().next_multiple_of(8),
                    tracked: $tracked,
                    drop: if std::mem::needs_drop::<$name>() { Some(drop_fields) } else { None },
                    trace,
                    trace_weak,
                    clear,
                }
            };
        }
    };
}
