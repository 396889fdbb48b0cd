//! Rust structs as Python objects: for the many small types of upper layers (iterators, descriptors, locks …).
//!
//! Owns `Native<T>`, which puts a header before any struct that can be traced, and down-casting by layout.

use crate::heap::{Header, HeapObject, Kind, Layout, RawValue, Slot, Trace, Value};
use crate::heap::{context::current, shape::Shape};

/// A struct of an upper layer behind a header.
#[repr(C)]
pub struct Native<T> {
    pub header: Header,
    pub data: T,
}

/// A struct that can be the payload of a `Native`. Derive it with `native_object!`.
pub trait NativeData: Trace + Sized + 'static {
    /// For error messages and debugging.
    const NAME: &'static str;
    const LAYOUT: &'static Layout;
}

/// `native_object! { pub struct Enumerate = "enumerate" { pub iterator: Value, pub next: Slot, } }`
/// defines the struct and derives tracing from its fields, so that none can be left out (D2).
#[macro_export]
macro_rules! native_object {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident = $label:literal
        { $( $(#[$field_meta:meta])* $field_visibility:vis $field:ident : $type:ty, )* }) => {
        $(#[$meta])*
        $visibility struct $name { $( $(#[$field_meta])* $field_visibility $field: $type, )* }

        impl $crate::heap::Trace for $name {
            #[allow(unused_variables)]
            fn trace(&self, visit: &mut dyn FnMut($crate::heap::RawValue)) {
                $( $crate::heap::Trace::trace(&self.$field, visit); )*
            }
            #[allow(unused_variables)]
            fn trace_weak(&self, visit: &mut dyn FnMut($crate::heap::RawValue)) {
                $( $crate::heap::Trace::trace_weak(&self.$field, visit); )*
            }
            fn clear(&self) {
                $( $crate::heap::Trace::clear(&self.$field); )*
            }
        }

        impl $crate::object::native::NativeData for $name {
            const NAME: &'static str = $label;
            const LAYOUT: &'static $crate::heap::Layout =
                <$crate::object::Native<$name> as $crate::heap::HeapObject>::LAYOUT;
        }
    };
}

#[allow(unsafe_code)]
// SAFETY: by construction: `Native` is `repr(C)` with the header first, and its
// layout traces the one other field.
unsafe impl<T: NativeData> HeapObject for Native<T> {
    const LAYOUT: &'static Layout = &Layout {
        name: T::NAME,
        rust_type: std::any::TypeId::of::<Native<T>>(),
        kind: Kind::Native,
        size: size_of::<Native<T>>().next_multiple_of(8),
        tracked: true,
        drop: Some(drop_native::<T>),
        trace: trace_native::<T>,
        trace_weak: trace_weak_native::<T>,
        clear: clear_native::<T>,
    };
}

#[allow(unsafe_code)]
unsafe fn drop_native<T: NativeData>(header: *mut Header) {
    // SAFETY: the heap calls this once, with objects of this layout.
    unsafe { std::ptr::drop_in_place(header.cast::<Native<T>>()) }
}

#[allow(unsafe_code)]
unsafe fn trace_native<T: NativeData>(header: *mut Header, visit: &mut dyn FnMut(RawValue)) {
    // SAFETY: as above.
    unsafe { (*header.cast::<Native<T>>()).data.trace(visit) }
}

#[allow(unsafe_code)]
unsafe fn trace_weak_native<T: NativeData>(header: *mut Header, visit: &mut dyn FnMut(RawValue)) {
    // SAFETY: as above.
    unsafe { (*header.cast::<Native<T>>()).data.trace_weak(visit) }
}

#[allow(unsafe_code)]
unsafe fn clear_native<T: NativeData>(header: *mut Header) {
    // SAFETY: as above.
    unsafe { (*header.cast::<Native<T>>()).data.clear() }
}

/// The object as a struct of layout `T`, if that is its layout.
#[allow(unsafe_code)]
#[inline]
pub fn cast<T: HeapObject>(value: &Value) -> Option<&T> {
    let raw = value.raw();
    if !raw.is_pointer() {
        return None;
    }
    // SAFETY: the value counts its object; a layout names its Rust type.
    unsafe {
        let layout = crate::heap::context::layout_of(raw.header());
        if layout.rust_type == T::LAYOUT.rust_type { Some(&*raw.header().cast::<T>()) } else { None }
    }
}

/// The object as a struct of a kind with a fixed layout.
#[allow(unsafe_code)]
#[inline(always)]
pub fn cast_kind<T: HeapObject>(value: &Value, kind: Kind) -> Option<&T> {
    debug_assert!(T::LAYOUT.kind == kind);
    let raw = value.raw();
    if !raw.is_pointer() {
        return None;
    }
    // SAFETY: as in `cast`; a kind other than `Native` has one layout.
    unsafe { if (*raw.header()).kind == kind { Some(&*raw.header().cast::<T>()) } else { None } }
}

/// The payload of a native object of type `T`.
pub fn payload<T: NativeData>(value: &Value) -> Option<&T> {
    cast::<Native<T>>(value).map(|native| &native.data)
}

/// A new object of a heap type.
#[inline(always)]
pub fn create<T: HeapObject>(shape: &Shape, object: T) -> Result<Value, crate::heap::OutOfMemory> {
    current().create(shape, object).map_err(|_| crate::heap::OutOfMemory)
}

/// The value of an object that is held by reference.
#[allow(unsafe_code)]
pub fn value_of(header: &Header) -> Value {
    RawValue::from_header(header).to_value()
}

const _: () = assert!(size_of::<Slot>() == 8);
