//! The heap: values, counts, sharing, death.
//!
//! Everything unsafe about objects is in this folder, behind guards and counted values. The invariants are
//! D1-D10 (numbered in the design; each file says which it keeps):
//!
//! - D1 an object owned by a domain is reachable only from that domain's threads;
//! - D2 a shared object points only to shared, immortal or immediate values;
//! - D3 `publish` shares a value and all that it reaches, before others can reach it;
//! - D4 `Value` stays in its thread; `Published` may travel;
//! - D5 the inside of a mutable object is reached through a guard, under which no user code can run;
//! - D6 what dies goes through the trash list, outside guards, by a loop;
//! - D7 every reference is counted, in registers too;
//! - D8 shared objects are counted through the thread's stock;
//! - D9 unlink, then decrement; memory that others may be reading waits in limbo;
//! - D10 no bare pointer outlives a safepoint.
#![allow(unsafe_code)]
// Header pointers are those of live objects, by D7; the few functions that take dead ones are unsafe.
#![allow(clippy::not_unsafe_ptr_arg_deref)]

pub mod allocator;
pub mod attributes;
mod buffer;
pub mod collect;
pub mod context;
pub mod dict;
pub mod guard;
pub mod header;
pub mod inspect;
pub mod intern;
pub mod layout;
pub mod list;
pub mod number;
pub mod pages;
pub mod publish;
mod registers;
mod retire;
pub mod ring;
pub mod set;
pub mod shape;
pub mod slot_pool;
mod stock;
pub mod string;
pub mod table;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod tuple;
pub mod value;
mod verify;
pub mod weak;

pub use context::{Context, Finalization};
pub use dict::{Cell, Dict, Lookup};
pub use guard::Attachment;
pub use header::{Header, Kind};
pub use layout::{HeapObject, Layout, Opaque, Slot, Trace};
pub use list::List;
pub use number::{BigInt, Int64};
pub use pages::Heap;
pub use publish::{OutOfMemory, Published};
pub use registers::Registers;
pub use ring::Ring;
pub use set::Set;
pub use shape::Shape;
pub use string::{Bytes, Str};
pub use table::{Found, Place};
pub use tuple::Tuple;
pub use value::{Padded, RawValue, Value};
pub use weak::WeakReference;
