//! Shapes (hidden classes): the table from a header's shape number to class, layout and slots.
//!
//! Owns the process-wide table. A class has one shape for each slot capacity it ever gave its instances;
//! numbers are never used again, so an inline cache that holds one can never match a later class.
//! A shape lives as long as its class, and every instance counts its class: whoever holds an object
//! may follow its shape.

use super::header::{Header, Kind};
use super::layout::{HeapObject, Layout};
use super::publish::OutOfMemory;
use super::value::RawValue;
use parking_lot::Mutex;
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// How many numbers there are: a table of pointers for all of them is address space, used as far as it is touched.
const NUMBERS: usize = 1 << 23;

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
    /// What the object layer keeps for the class, beside its layout: reached in one step less than through the class.
    pub slots: AtomicPtr<()>,
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
    unsafe { if (*header).shape() < FIRST_DYNAMIC { T::LAYOUT.size } else { of(header).inline_offset() } }
}

static TABLE: AtomicPtr<AtomicPtr<Shape>> = AtomicPtr::new(std::ptr::null_mut());
static RESERVE: Mutex<()> = Mutex::new(());

/// Reserves the table, unless that was done before: at the start of whatever makes shapes.
pub fn reserve() -> Result<(), OutOfMemory> {
    let _reserving = RESERVE.lock();
    if TABLE.load(Ordering::Acquire).is_null() {
        let access = ProtFlags::READ | ProtFlags::WRITE;
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
        // SAFETY: an anonymous mapping; its zeroes are null pointers.
        let memory = unsafe { mmap_anonymous(std::ptr::null_mut(), NUMBERS * 8, access, flags) };
        TABLE.store(memory.map_err(|_| OutOfMemory)?.cast(), Ordering::Release);
    }
    Ok(())
}

fn table() -> *mut AtomicPtr<Shape> {
    let table = TABLE.load(Ordering::Acquire);
    assert!(!table.is_null(), "the table of shapes is reserved first");
    table
}

/// The first numbers belong to built-in kinds: an exact list has shape `Kind::List as u32`.
pub const FIRST_DYNAMIC: u32 = 64;
static NEXT: AtomicU32 = AtomicU32::new(FIRST_DYNAMIC);

/// The first of two numbers that no shape had before: plain, and dict mode. None when all are used up.
pub fn reserve_pair() -> Option<u32> {
    let number = NEXT.fetch_add(2, Ordering::Relaxed);
    if (number as usize) + 1 < NUMBERS {
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
    // SAFETY: the number is inside the table.
    unsafe { (*table().add(number as usize)).store(Box::into_raw(shape), Ordering::Release) };
}

/// Frees the shape of a dying class. No instance is left (each counted the class).
pub fn remove(number: u32) {
    // SAFETY: the shape was installed from a box, and nobody can reach it now.
    unsafe {
        let shape = (*table().add(number as usize)).swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !shape.is_null() {
            drop(Box::from_raw(shape));
        }
    }
}

/// The shape of a built-in kind's exact class. None before start-up has made it.
pub fn built_in(kind: Kind) -> Option<&'static Shape> {
    // SAFETY: shapes of built-in classes are never freed.
    unsafe { (*table().add(kind as usize)).load(Ordering::Acquire).as_ref() }
}

/// The shape of a live object.
///
/// # Safety
/// The caller holds the object, or is the heap while it destroys it.
#[inline(always)]
pub unsafe fn of<'a>(header: *const Header) -> &'a Shape {
    // SAFETY: a live object's number was installed before the object was made.
    unsafe { by_number((*header).shape()) }
}

/// The shape of a number.
///
/// # Safety
/// The shape's class is alive.
#[inline(always)]
pub unsafe fn by_number<'a>(number: u32) -> &'a Shape {
    // SAFETY: the caller's promise: the shape was installed and not removed.
    unsafe { &*(*TABLE.load(Ordering::Relaxed).add(number as usize)).load(Ordering::Relaxed) }
}
