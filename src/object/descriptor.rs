//! Descriptors: class attributes that compute what instances show.
//!
//! Owns their layouts. What they do is in `builtins`; the layouts are here because making a class makes descriptors.

use super::definition::GetterDef;
use crate::heap::{Opaque, Slot, Value};
use crate::native_object;
use std::sync::atomic::AtomicBool;

native_object! {
    /// A computed attribute of a built-in class, or `__dict__` and `__weakref__` of a class written in Python.
    pub struct GetSet = "getset_descriptor" {
        pub definition: Opaque<&'static GetterDef>,
        /// The class that it was defined in.
        pub owner: Value,
    }
}

native_object! {
    /// An attribute that `__slots__` fixed.
    pub struct Member = "member_descriptor" {
        pub name: Value,
        /// The class that it was defined in.
        pub owner: Value,
        /// Slot number, the same in all subclasses.
        pub slot: usize,
    }
}

native_object! {
    pub struct StaticMethod = "staticmethod" {
        pub callable: Slot,
    }
}

native_object! {
    pub struct ClassMethod = "classmethod" {
        pub callable: Slot,
    }
}

native_object! {
    /// NULL in what was not given.
    pub struct Property = "property" {
        pub getter: Slot,
        pub setter: Slot,
        pub deleter: Slot,
        pub doc: Slot,
        pub name: Slot,
        /// The documentation is the getter's.
        pub getter_doc: AtomicBool,
    }
}
