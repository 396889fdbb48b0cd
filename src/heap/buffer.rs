//! Arrays of slots: the storage of lists.
//!
//! Owns one allocation: its head, then slots. Slots that hold no item hold NULL, so readers need the capacity
//! alone. A buffer that other threads may read is never moved or shrunk: it is replaced and retired (D9).

use super::layout::Slot;
use super::publish::OutOfMemory;
use super::value::RawValue;
use rustix::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap, munmap};
use std::alloc::{Layout, alloc, dealloc, realloc};

/// Buffers that grow to this size become mappings of their own: the kernel moves their pages, nothing is copied.
const MAPPED: usize = 1 << 20;

#[repr(C)]
pub struct Buffer {
    capacity: usize,
    is_mapping: bool,
    first: [Slot; 0],
}

struct Empty(Buffer);
// SAFETY: the empty buffer has no slots and is never written.
unsafe impl Sync for Empty {}
static EMPTY: Empty = Empty(Buffer { capacity: 0, is_mapping: false, first: [] });

impl Buffer {
    pub fn empty() -> *mut Buffer {
        (&raw const EMPTY.0).cast_mut()
    }

    fn memory(capacity: usize) -> Option<Layout> {
        Layout::from_size_align(capacity.checked_mul(8)?.checked_add(size_of::<Buffer>())?, 8).ok()
    }

    /// A buffer with all slots NULL.
    pub fn allocate(capacity: usize) -> Result<*mut Buffer, OutOfMemory> {
        let buffer = Self::allocate_bare(capacity)?;
        if capacity != 0 {
            // SAFETY: made just now.
            unsafe { Self::fill(buffer, 0, capacity) };
        }
        Ok(buffer)
    }

    /// A buffer whose slots hold nothing: not even NULL, which `fill` must write before anybody reads them.
    pub(super) fn allocate_bare(capacity: usize) -> Result<*mut Buffer, OutOfMemory> {
        if capacity == 0 {
            return Ok(Buffer::empty());
        }
        let memory = Self::memory(capacity).ok_or(OutOfMemory)?;
        // SAFETY: the size is not zero; the header is written before use.
        unsafe {
            let buffer: *mut Buffer = alloc(memory).cast();
            if buffer.is_null() {
                return Err(OutOfMemory);
            }
            (*buffer).capacity = capacity;
            (*buffer).is_mapping = false;
            Ok(buffer)
        }
    }

    /// Notes the capacity and writes NULL into the slots from `first` on.
    ///
    /// # Safety
    /// The buffer has so many slots, and nobody else uses those from `first` on.
    pub(super) unsafe fn fill(buffer: *mut Buffer, first: usize, capacity: usize) {
        // SAFETY: the caller's memory is large enough.
        unsafe {
            (*buffer).capacity = capacity;
            let slots = (&raw mut (*buffer).first).cast::<u64>();
            for index in first..capacity {
                slots.add(index).write(RawValue::NULL.word());
            }
        }
    }

    /// The buffer made larger, with its words: perhaps at another place. The old address is gone then.
    ///
    /// # Safety
    /// Nobody else can read the buffer, which is not the empty one.
    pub unsafe fn grow(buffer: *mut Buffer, capacity: usize) -> Result<*mut Buffer, OutOfMemory> {
        // SAFETY: allocated with the old capacity; the new slots are written before use.
        unsafe {
            let before = (*buffer).capacity;
            let (old, new) = (Self::memory(before), Self::memory(capacity));
            let (Some(old), Some(new)) = (old, new) else { return Err(OutOfMemory) };
            let is_mapping = (*buffer).is_mapping || new.size() >= MAPPED;
            let grown: *mut Buffer = if (*buffer).is_mapping {
                let moved = mremap(buffer.cast(), old.size(), new.size(), MremapFlags::MAYMOVE);
                moved.map_err(|_| OutOfMemory)?.cast()
            } else if is_mapping {
                let access = ProtFlags::READ | ProtFlags::WRITE;
                let mapped = mmap_anonymous(std::ptr::null_mut(), new.size(), access, MapFlags::PRIVATE);
                let mapped = mapped.map_err(|_| OutOfMemory)?;
                mapped.cast::<u8>().copy_from_nonoverlapping(buffer.cast(), old.size());
                dealloc(buffer.cast(), old);
                mapped.cast()
            } else {
                realloc(buffer.cast(), old, new.size()).cast()
            };
            if grown.is_null() {
                return Err(OutOfMemory);
            }
            (*grown).is_mapping = is_mapping;
            Self::fill(grown, before, capacity);
            Ok(grown)
        }
    }

    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: `capacity` slots follow the head of every buffer.
        unsafe { std::slice::from_raw_parts(self.first.as_ptr(), self.capacity) }
    }

    pub fn size(&self) -> usize {
        size_of::<Buffer>() + self.capacity * 8
    }

    /// Frees the memory, not the values.
    ///
    /// # Safety
    /// Nobody reads the buffer any more, and its values have been taken out or copied.
    pub unsafe fn free(buffer: *mut u8) {
        let buffer: *mut Buffer = buffer.cast();
        if std::ptr::eq(buffer, Buffer::empty()) {
            return;
        }
        // SAFETY: allocated by `allocate` with this capacity.
        unsafe {
            match Self::memory((*buffer).capacity) {
                Some(memory) if (*buffer).is_mapping => {
                    // It fails for no mapping of ours; then the memory stays.
                    let _ = munmap(buffer.cast(), memory.size());
                }
                Some(memory) => dealloc(buffer.cast(), memory),
                None => {}
            }
        }
    }
}
