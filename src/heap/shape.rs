//! Shapes (hidden classes): the table from a header's shape number to class, layout and slots.
//!
//! Owns the process-wide table. A class has one shape for each slot capacity it ever gave its instances;
//! numbers are never used again, so an inline cache that holds one can never match a later class.
//! A shape lives as long as its class, and every instance counts its class: whoever holds an object
//! may follow its shape.

use super::header::{Header, Kind};
use super::layout::{HeapObject, Layout};
use super::value::RawValue;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

const CHUNK: usize = 1 << 12;
const CHUNKS: usize = 1 << 12;

/// What all objects with one shape number have in common.
pub struct Shape {
    pub number: u32,
    /// The class, counted by each instance.
    pub class: RawValue,
    pub layout: &'static Layout,
    /// Where the attribute slots begin, in bytes from the header.
    pub slots_offset: u16,
    /// How many attribute slots instances have.
    pub slot_count: u8,
    /// How many of them `__slots__` fixed: they may be filled in any order.
    pub fixed_slots: u8,
    /// Flags that a new instance starts with.
    pub instance_flags: u8,
}

// SAFETY: a shape is immutable once it stands in the table; the class it names is immortal, or
// published before another domain can hold one of its instances (D2).
unsafe impl Sync for Shape {}
// SAFETY: as above.
unsafe impl Send for Shape {}

impl Shape {
    /// Where inline data (a tuple's items, a string's bytes) begins: behind the attribute slots.
    #[inline(always)]
    pub fn inline_offset(&self) -> usize {
        self.slots_offset as usize + self.slot_count as usize * 8
    }
}

/// Where the inline data of a live object of layout `T` begins.
///
/// # Safety
/// The caller holds the object, or is the heap while it destroys it.
#[inline(always)]
pub unsafe fn inline_offset<T: HeapObject>(header: *const Header) -> usize {
    // SAFETY: the caller's promise. Exact built-in classes have no attribute slots.
    unsafe { if (*header).shape < FIRST_DYNAMIC { T::LAYOUT.size } else { of(header).inline_offset() } }
}

type Chunk = [AtomicPtr<Shape>; CHUNK];

static TABLE: [AtomicPtr<Chunk>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];
/// The first numbers belong to built-in kinds: an exact list has shape `Kind::List as u32`.
pub const FIRST_DYNAMIC: u32 = 64;
static NEXT: AtomicU32 = AtomicU32::new(FIRST_DYNAMIC);

/// The first of two numbers that no shape had before: plain, and dict mode. None when all 2^24 are used up.
pub fn reserve_pair() -> Option<u32> {
    let number = NEXT.fetch_add(2, Ordering::Relaxed);
    if (number as usize) + 1 < CHUNK * CHUNKS {
        Some(number)
    } else {
        NEXT.fetch_sub(2, Ordering::Relaxed);
        None
    }
}

static FIRST_AFTER_START: AtomicU32 = AtomicU32::new(FIRST_DYNAMIC);

/// At the end of start-up: shapes that come later are those of modules' and of programs' classes.
pub fn note_end_of_start() {
    FIRST_AFTER_START.store(NEXT.load(Ordering::Relaxed), Ordering::Relaxed);
}

/// Belongs the shape to a class that start-up made?
#[inline(always)]
pub fn is_of_start(number: u32) -> bool {
    number < FIRST_AFTER_START.load(Ordering::Relaxed)
}

/// Is it the second of a pair: the shape of instances whose attributes are in a dict?
#[inline(always)]
pub fn is_dict_mode(number: u32) -> bool {
    number >= FIRST_DYNAMIC && number & 1 == 1
}

/// Puts a shape into the table, where it stays until `remove`.
pub fn install(shape: Box<Shape>) {
    install_at(shape.number, shape);
}

/// Puts a shape under a number that leads to it, without being its own: of a built-in kind whose objects have a
/// pair of numbers.
pub fn install_at(number: u32, shape: Box<Shape>) {
    let number = number as usize;
    let entry = &TABLE[number / CHUNK];
    let mut chunk = entry.load(Ordering::Acquire);
    if chunk.is_null() {
        let fresh: Box<Chunk> = Box::new([const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNK]);
        let fresh = Box::into_raw(fresh);
        match entry.compare_exchange(chunk, fresh, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => chunk = fresh,
            Err(other) => {
                // SAFETY: another thread installed its chunk first; ours was never seen.
                drop(unsafe { Box::from_raw(fresh) });
                chunk = other;
            }
        }
    }
    // SAFETY: chunks are never freed.
    unsafe { (&(*chunk))[number % CHUNK].store(Box::into_raw(shape), Ordering::Release) };
}

/// Frees the shape of a dying class. No instance is left (each counted the class).
pub fn remove(number: u32) {
    let chunk = TABLE[number as usize / CHUNK].load(Ordering::Acquire);
    if chunk.is_null() {
        return;
    }
    // SAFETY: chunks are never freed; the shape was installed from a box, and nobody can reach it now.
    unsafe {
        let shape = (&(*chunk))[number as usize % CHUNK].swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !shape.is_null() {
            drop(Box::from_raw(shape));
        }
    }
}

/// The shape of a built-in kind's exact class. None before start-up has made it.
pub fn built_in(kind: Kind) -> Option<&'static Shape> {
    let chunk = TABLE[0].load(Ordering::Acquire);
    if chunk.is_null() {
        return None;
    }
    // SAFETY: chunks are never freed, and shapes of built-in classes neither.
    unsafe { (&(*chunk))[kind as usize].load(Ordering::Acquire).as_ref() }
}

/// The shape of a live object.
///
/// # Safety
/// The caller holds the object, or is the heap while it destroys it.
#[inline(always)]
pub unsafe fn of<'a>(header: *const Header) -> &'a Shape {
    // SAFETY: a live object's number was installed before the object was made.
    unsafe { by_number((*header).shape) }
}

/// The shape of a number.
///
/// # Safety
/// The shape's class is alive.
#[inline(always)]
pub unsafe fn by_number<'a>(number: u32) -> &'a Shape {
    // SAFETY: the caller's promise: the shape was installed and not removed.
    unsafe {
        let number = number as usize;
        let chunk = TABLE.get_unchecked(number / CHUNK).load(Ordering::Relaxed);
        &*(*chunk).get_unchecked(number % CHUNK).load(Ordering::Relaxed)
    }
}
