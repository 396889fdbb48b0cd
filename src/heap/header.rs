//! The 16-byte header that opens every heap object.
//!
//! Owns the header's fields and their meaning. Must not know what follows the header.
//! Who may touch `count` plainly is D1: the threads of the domain named by `owner`. For a shared object
//! it is touched by atomic operations only. `owner` itself is written only by the owner (at birth and at
//! publication), before the object can be reached from elsewhere (D3). Shape, flags and the number of used slots change
//! while others look at them without the object's lock, so they are atomics; a look costs no more than a plain one.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

/// A domain's number. Objects of other domains are never seen; shared ones belong to `SHARED`.
pub type DomainId = u32;

/// Owner of published objects: any thread may hold them.
pub const SHARED: DomainId = 0;
/// Owner of the objects made at start-up, which live for ever. Their words carry the immortal bit.
pub const IMMORTAL: DomainId = u32::MAX;
/// Owner of objects whose count overflowed: they live for ever too, but their words look counted.
pub const STUCK: DomainId = u32::MAX - 1;

/// What an object's memory looks like, for tests that must be one comparison. Subclasses
/// written in Python keep the kind of their built-in base.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// An unused cell.
    Free,
    /// Header and attribute slots only.
    Instance,
    Int64,
    BigInt,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    Range,
    Slice,
    Cell,
    Class,
    Function,
    NativeFunction,
    BoundMethod,
    Code,
    Module,
    Generator,
    Exception,
    /// A Rust struct that upper layers define (see `object::native`).
    Native,
}

/// Bits of `Header::flags`.
pub mod flags {
    /// The class has `__del__`: death must run it.
    pub const FINALIZER: u8 = 1;
    /// The finalizer has run; it never runs again.
    pub const FINALIZED: u8 = 2;
    /// Weak references may point here.
    pub const WEAKLY_REFERENCED: u8 = 4;
    /// A string in the intern table.
    pub const INTERNED: u8 = 8;
    /// Can be part of a reference cycle: the collector looks at it.
    pub const TRACKED: u8 = 16;
    /// Attributes live in a dict, which is in slot 0.
    pub const DICT_MODE: u8 = 32;
    /// Allocated outside pages.
    pub const LARGE: u8 = 64;
    /// Of an instance: its class's native destructor must run, or its death is visible. Never stocked.
    pub const VISIBLE_DEATH: u8 = FINALIZER | WEAKLY_REFERENCED;
}

#[repr(C, align(8))]
pub struct Header {
    /// Index into the shape table; names class, layout and slot count.
    shape: AtomicU32,
    flags: AtomicU8,
    pub kind: Kind,
    /// How many attribute slots were ever filled: those from here on are NULL.
    used_slots: AtomicU8,
    /// In units of 16 bytes; 0 for a large object.
    pub size_class: u8,
    pub count: u32,
    pub owner: DomainId,
    /// Counts change behind shared references to an object: this tells the compiler that a `&Header`, and a reference
    /// to whatever begins with one, promises nothing about memory.
    pub(super) changes: UnsafeCell<()>,
}

const _: () = assert!(size_of::<Header>() == 16);

impl Header {
    /// The header of an object with one reference.
    #[inline(always)]
    pub(super) const fn new(
        shape: u32,
        flags: u8,
        kind: Kind,
        used_slots: u8,
        size_class: u8,
        owner: DomainId,
    ) -> Header {
        Header {
            shape: AtomicU32::new(shape),
            flags: AtomicU8::new(flags),
            kind,
            used_slots: AtomicU8::new(used_slots),
            size_class,
            count: 1,
            owner,
            changes: UnsafeCell::new(()),
        }
    }

    /// A placeholder for struct literals: `Context::create` puts the real header in.
    pub const fn blank() -> Header {
        Header { count: 0, ..Header::new(0, 0, Kind::Free, 0, 0, SHARED) }
    }

    /// The shape as it is now: of a shared object another thread may change it. What is said of a shape is said of the
    /// number that was read once.
    #[inline(always)]
    pub fn shape(&self) -> u32 {
        self.shape.load(Ordering::Relaxed)
    }

    /// Under the object's guard.
    pub(super) fn set_shape(&self, shape: u32) {
        self.shape.store(shape, Ordering::Release);
    }

    #[inline(always)]
    pub fn flags(&self) -> u8 {
        self.flags.load(Ordering::Relaxed)
    }

    /// Has it one of these flags?
    #[inline(always)]
    pub fn has(&self, flags: u8) -> bool {
        self.flags() & flags != 0
    }

    /// `has`, and what was written before the flag was set is seen.
    #[inline(always)]
    pub(super) fn has_acquired(&self, flags: u8) -> bool {
        self.flags.load(Ordering::Acquire) & flags != 0
    }

    /// Sets flags of an object that others may hold.
    pub(super) fn set_flags(&self, flags: u8) {
        self.flags.fetch_or(flags, Ordering::SeqCst);
    }

    /// Takes flags from an object that others may hold.
    pub(super) fn clear_flags(&self, flags: u8) {
        self.flags.fetch_and(!flags, Ordering::SeqCst);
    }

    /// Sets a flag of an object that nobody else holds: at birth, in publication, at death.
    #[inline(always)]
    pub fn set_own_flags(&self, flags: u8) {
        self.flags.store(self.flags() | flags, Ordering::Relaxed);
    }

    /// Takes flags from an object that nobody else holds.
    #[inline(always)]
    pub(super) fn clear_own_flags(&self, flags: u8) {
        self.flags.store(self.flags() & !flags, Ordering::Relaxed);
    }

    #[inline(always)]
    pub fn used_slots(&self) -> u8 {
        self.used_slots.load(Ordering::Relaxed)
    }

    /// Under the object's guard, or by the owner.
    #[inline(always)]
    pub fn set_used_slots(&self, used: u8) {
        self.used_slots.store(used, Ordering::Release);
    }

    /// The count as an atomic: the only way to touch it when the object is shared.
    ///
    /// # Safety
    /// `header` points to a live or retired object's header (D9, D10).
    #[inline(always)]
    pub unsafe fn atomic_count<'a>(header: *mut Header) -> &'a AtomicU32 {
        // SAFETY: the field is aligned, and a shared object's count is never accessed otherwise.
        unsafe { AtomicU32::from_ptr(&raw mut (*header).count) }
    }
}
