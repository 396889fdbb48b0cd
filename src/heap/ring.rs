//! Ring buffers: the storage of `deque`.
//!
//! Owns a buffer whose items begin anywhere and wrap around. Unlike lists, rings are read under their guard, too: so
//! an old buffer is freed at once, and a position and its item are always of one moment (D5). `revision` changes with
//! every item that comes or goes.

use super::buffer::Buffer;
use super::guard::{Attachment, Guard};
use super::header::{Header, Kind};
use super::layout::{Slot, Trace};
use super::publish::{OutOfMemory, Published};
use super::value::{RawValue, Value};
use crate::heap_object;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};

pub struct Storage {
    buffer: AtomicPtr<Buffer>,
    /// The position of the first item; below the capacity, which is a power of two (or 0).
    head: AtomicUsize,
    length: AtomicUsize,
    revision: AtomicU32,
}

heap_object! {
    pub struct Ring = "deque" of Kind::Native, tracked: true {
        storage: Storage,
        /// At most so many items; `usize::MAX` for no limit.
        pub limit: AtomicUsize,
    }
}

impl Storage {
    fn buffer(&self) -> &Buffer {
        // SAFETY: replaced and freed under the guard only, and every reader is the owner, holds the guard or has
        // stopped the world.
        unsafe { &*self.buffer.load(Ordering::Acquire) }
    }

    fn length(&self) -> usize {
        self.length.load(Ordering::Acquire)
    }

    fn slot(&self, index: usize) -> &Slot {
        let slots = self.buffer().slots();
        &slots[(self.head.load(Ordering::Relaxed) + index) & (slots.len() - 1)]
    }

    fn changed(&self) {
        self.revision.fetch_add(1, Ordering::Relaxed);
    }
}

impl Trace for Storage {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.buffer().slots().iter().for_each(|slot| visit(slot.raw()));
    }

    fn clear(&self) {
        self.length.store(0, Ordering::Release);
        self.buffer().slots().iter().for_each(|slot| drop(slot.take()));
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        for index in 0..self.length() {
            drop(self.slot(index).take());
        }
        // SAFETY: the ring is dead: readers would hold it (D7).
        unsafe { Buffer::free(self.buffer.load(Ordering::Relaxed).cast()) };
    }
}

fn null() -> Published {
    Published::within_domain(Value::NULL)
}

impl Ring {
    pub fn new(limit: usize) -> Ring {
        Ring {
            header: Header::blank(),
            storage: Storage {
                buffer: AtomicPtr::new(Buffer::empty()),
                head: AtomicUsize::new(0),
                length: AtomicUsize::new(0),
                revision: AtomicU32::new(0),
            },
            limit: AtomicUsize::new(limit),
        }
    }

    pub fn len(&self) -> usize {
        self.storage.length()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn revision(&self) -> u32 {
        self.storage.revision.load(Ordering::Relaxed)
    }

    /// Doubles the room if it is used up.
    fn reserve_one(&self, guard: &Guard) -> Result<(), OutOfMemory> {
        debug_assert!(guard.guards(&self.header));
        let (length, capacity) = (self.len(), self.storage.buffer().capacity());
        if length < capacity {
            return Ok(());
        }
        let fresh = Buffer::allocate((capacity * 2).max(8))?;
        for index in 0..length {
            // SAFETY: the fresh buffer is ours and larger; the words move with their counts.
            unsafe { (&(*fresh)).slots()[index].store_raw(self.storage.slot(index).raw()) };
        }
        self.storage.head.store(0, Ordering::Relaxed);
        let old = self.storage.buffer.swap(fresh, Ordering::AcqRel);
        // SAFETY: nobody reads it: readers hold the guard. Its words were moved.
        unsafe { Buffer::free(old.cast()) };
        Ok(())
    }

    /// Adds at the end; gives out the first item if the ring was full.
    pub fn push_back(&self, heap: &mut Attachment, value: Value) -> Result<Option<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if self.limit.load(Ordering::Relaxed) == 0 {
            return Ok(Some(value));
        }
        let value = guard.admit(value)?;
        let evicted = self.evict(&guard, true);
        self.reserve_one(&guard)?;
        let length = self.len();
        self.storage.slot(length).store_raw(value.into_raw());
        self.storage.length.store(length + 1, Ordering::Release);
        self.storage.changed();
        Ok(evicted)
    }

    /// Adds before the first item; gives out the last one if the ring was full.
    pub fn push_front(&self, heap: &mut Attachment, value: Value) -> Result<Option<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if self.limit.load(Ordering::Relaxed) == 0 {
            return Ok(Some(value));
        }
        let value = guard.admit(value)?;
        let evicted = self.evict(&guard, false);
        self.reserve_one(&guard)?;
        let capacity = self.storage.buffer().capacity();
        let head = self.storage.head.load(Ordering::Relaxed).wrapping_sub(1) & (capacity - 1);
        self.storage.head.store(head, Ordering::Relaxed);
        self.storage.slot(0).store_raw(value.into_raw());
        self.storage.length.store(self.len() + 1, Ordering::Release);
        self.storage.changed();
        Ok(evicted)
    }

    /// Takes an item out at an end if there is no room for one more.
    fn evict(&self, guard: &Guard, front: bool) -> Option<Value> {
        if self.len() < self.limit.load(Ordering::Relaxed) {
            return None;
        }
        if front { self.take_front(guard) } else { self.take_back(guard) }
    }

    fn take_front(&self, guard: &Guard) -> Option<Value> {
        let length = self.len().checked_sub(1)?;
        let value = guard.exchange(self.storage.slot(0), null());
        let capacity = self.storage.buffer().capacity();
        let head = (self.storage.head.load(Ordering::Relaxed) + 1) & (capacity - 1);
        self.storage.head.store(head, Ordering::Relaxed);
        self.storage.length.store(length, Ordering::Release);
        self.storage.changed();
        Some(value)
    }

    fn take_back(&self, guard: &Guard) -> Option<Value> {
        let length = self.len().checked_sub(1)?;
        let value = guard.exchange(self.storage.slot(length), null());
        self.storage.length.store(length, Ordering::Release);
        self.storage.changed();
        Some(value)
    }

    pub fn pop_back(&self, heap: &mut Attachment) -> Option<Value> {
        let guard = heap.guard(&self.header);
        self.take_back(&guard)
    }

    pub fn pop_front(&self, heap: &mut Attachment) -> Option<Value> {
        let guard = heap.guard(&self.header);
        self.take_front(&guard)
    }

    pub fn get(&self, heap: &mut Attachment, index: usize) -> Option<Value> {
        let _guard = heap.guard(&self.header);
        if index < self.len() { Some(self.storage.slot(index).get()) } else { None }
    }

    /// Replaces an item; false if there is none at the index.
    pub fn set(&self, heap: &mut Attachment, index: usize, value: Value) -> Result<bool, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if index >= self.len() {
            return Ok(false);
        }
        let value = guard.admit(value)?;
        let old = guard.exchange(self.storage.slot(index), value);
        drop(guard);
        drop(old);
        Ok(true)
    }

    /// The items as they are now.
    pub fn snapshot(&self, heap: &mut Attachment) -> Result<Vec<Value>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        let mut items = Vec::new();
        items.try_reserve_exact(self.len()).map_err(|_| OutOfMemory)?;
        items.extend((0..self.len()).map(|index| self.storage.slot(index).get()));
        Ok(items)
    }

    /// Takes all items out.
    pub fn take_all(&self, heap: &mut Attachment) -> Vec<Value> {
        let guard = heap.guard(&self.header);
        let mut items = Vec::with_capacity(self.len());
        while let Some(item) = self.take_front(&guard) {
            items.push(item);
        }
        items
    }

    /// Moves the last `steps` items to the front.
    pub fn rotate(&self, heap: &mut Attachment, steps: usize) {
        let guard = heap.guard(&self.header);
        let length = self.len();
        if length < 2 {
            return;
        }
        debug_assert!(guard.guards(&self.header));
        let steps = steps % length;
        let capacity = self.storage.buffer().capacity();
        // The shorter way round; word by word, with their counts.
        let forward = steps <= length / 2;
        for _ in 0..if forward { steps } else { length - steps } {
            let head = self.storage.head.load(Ordering::Relaxed);
            if forward {
                let word = self.storage.slot(length - 1).raw();
                self.storage.slot(length - 1).store_raw(RawValue::NULL);
                self.storage.head.store(head.wrapping_sub(1) & (capacity - 1), Ordering::Relaxed);
                self.storage.slot(0).store_raw(word);
            } else {
                let word = self.storage.slot(0).raw();
                self.storage.slot(0).store_raw(RawValue::NULL);
                self.storage.head.store((head + 1) & (capacity - 1), Ordering::Relaxed);
                self.storage.slot(length - 1).store_raw(word);
            }
        }
        self.storage.changed();
    }

    pub fn reverse(&self, heap: &mut Attachment) {
        let _guard = heap.guard(&self.header);
        let length = self.len();
        for index in 0..length / 2 {
            let (left, right) = (self.storage.slot(index), self.storage.slot(length - 1 - index));
            let word = left.raw();
            left.store_raw(right.raw());
            right.store_raw(word);
        }
    }

    /// Removes the item at an index.
    pub fn remove(&self, heap: &mut Attachment, index: usize) -> Option<Value> {
        let guard = heap.guard(&self.header);
        let length = self.len();
        if index >= length {
            return None;
        }
        // The item is carried to the end.
        for at in index..length - 1 {
            let (here, next) = (self.storage.slot(at), self.storage.slot(at + 1));
            let word = here.raw();
            here.store_raw(next.raw());
            next.store_raw(word);
        }
        self.take_back(&guard)
    }

    /// Inserts before the index, which is cut to the length. The caller has seen to the limit.
    pub fn insert(&self, heap: &mut Attachment, index: usize, value: Value) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        let value = guard.admit(value)?;
        self.reserve_one(&guard)?;
        let length = self.len();
        self.storage.slot(length).store_raw(value.into_raw());
        self.storage.length.store(length + 1, Ordering::Release);
        for at in (index.min(length)..length).rev() {
            let (here, next) = (self.storage.slot(at), self.storage.slot(at + 1));
            let word = here.raw();
            here.store_raw(next.raw());
            next.store_raw(word);
        }
        self.storage.changed();
        Ok(())
    }
}
