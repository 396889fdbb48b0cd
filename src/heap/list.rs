//! Lists: a length and a buffer of slots.
//!
//! Owns the storage of `list`. Readers take no lock: they load the buffer, compare with its capacity and load
//! the slot. Writers open a guard; of a shared list they store slot by slot and replace the buffer when
//! it must grow (D5, D9).

use super::buffer::Buffer;
use super::context::Context;
use super::guard::{Attachment, Guard};
use super::header::{Header, Kind};
use super::layout::{Slot, Trace};
use super::publish::{OutOfMemory, Published};
use super::shape::Shape;
use super::tuple::Tuple;
use super::value::{RawValue, Value};
use crate::heap_object;
use std::ops::Range;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

pub struct Items {
    buffer: AtomicPtr<Buffer>,
    length: AtomicUsize,
}

heap_object! {
    pub struct List = "list" of Kind::List, tracked: true {
        items: Items,
    }
}

impl Items {
    #[inline(always)]
    fn buffer(&self) -> &Buffer {
        // SAFETY: the buffer is live until replaced, and then until this thread's next safepoint (D9).
        unsafe { &*self.buffer.load(Ordering::Acquire) }
    }

    #[inline(always)]
    fn length(&self) -> usize {
        self.length.load(Ordering::Acquire)
    }
}

impl Trace for Items {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.buffer().slots().iter().for_each(|slot| visit(slot.raw()));
    }

    fn clear(&self) {
        self.length.store(0, Ordering::Release);
        self.buffer().slots().iter().for_each(|slot| drop(slot.take()));
    }
}

/// Lists of fewer items have room for half as many more when they grow.
const GROWS_BY_HALF: usize = 8192;

impl Drop for Items {
    fn drop(&mut self) {
        let length = self.length().min(self.buffer().capacity());
        for slot in &self.buffer().slots()[..length] {
            let word = slot.raw();
            if word.is_counted() {
                // SAFETY: the list is dead, and each of its words is taken out once.
                drop(unsafe { Value::from_raw(word) });
            }
        }
        // SAFETY: the list is dead: readers would hold it (D7).
        unsafe { Buffer::free(self.buffer.load(Ordering::Relaxed).cast()) };
    }
}

impl List {
    /// A list that owns the items. The header is a placeholder until `Context::create`.
    pub fn new(items: impl ExactSizeIterator<Item = Value>) -> Result<List, OutOfMemory> {
        let buffer = Buffer::allocate(items.len())?;
        let list = List {
            header: Header::blank(),
            items: Items { buffer: AtomicPtr::new(buffer), length: AtomicUsize::new(items.len()) },
        };
        for (slot, item) in list.items.buffer().slots().iter().zip(items) {
            slot.store_raw(item.into_raw());
        }
        Ok(list)
    }

    /// A list without items, and without memory for any.
    #[inline(always)]
    pub fn empty() -> List {
        let items = Items { buffer: AtomicPtr::new(Buffer::empty()), length: AtomicUsize::new(0) };
        List { header: Header::blank(), items }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.length()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bare item, NULL past the end; good until the next safepoint (D10).
    #[inline(always)]
    pub fn slot(&self, index: usize) -> Option<&Slot> {
        let buffer = self.items.buffer();
        if index < buffer.capacity() {
            // SAFETY: the index is below the capacity.
            Some(unsafe { buffer.slots().get_unchecked(index) })
        } else {
            None
        }
    }

    /// The items of a list of this domain, good until something changes it.
    #[inline(always)]
    pub fn slots_of_mine(&self) -> &[Slot] {
        let slots = self.items.buffer().slots();
        slots.get(..self.len()).unwrap_or(&[])
    }

    /// The index of the first item from `start` on that could equal an int, of the next `most` at most; None if there is no
    /// such among them. The list is mine.
    pub fn candidate_for_int(&self, int: RawValue, start: usize, most: usize) -> Option<usize> {
        let items = self.slots_of_mine().get(start..).unwrap_or(&[]).iter().take(most);
        let mut words = items.map(Slot::raw);
        Some(start + words.position(|word| word == int || !word.both_int(int))?)
    }

    /// The item at an index, if there is one.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        loop {
            if let Some(value) = self.slot(index)?.try_get() {
                return if value.is_null() { None } else { Some(value) };
            }
            // The item died: the list has a newer one, perhaps in a newer buffer.
            std::hint::spin_loop();
        }
    }

    /// The items as they are now: of a shared list a snapshot (taken under its lock).
    pub fn snapshot(&self, heap: &mut Attachment) -> Result<Vec<Value>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        self.copy_range(0, self.len())
    }

    fn copy_range(&self, start: usize, end: usize) -> Result<Vec<Value>, OutOfMemory> {
        let mut copy = Vec::new();
        copy.try_reserve_exact(end.saturating_sub(start)).map_err(|_| OutOfMemory)?;
        let buffer = self.items.buffer();
        copy.extend(buffer.slots()[start..end.min(buffer.capacity())].iter().map(Slot::get));
        Ok(copy)
    }

    /// A copy of `start..end`, bounds cut to the length.
    pub fn slice(&self, heap: &mut Attachment, start: usize, end: usize) -> Result<Vec<Value>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        let end = end.min(self.len());
        self.copy_range(start.min(end), end)
    }

    /// A new list object with room for `capacity` items, and these in it.
    #[inline(always)]
    pub fn create(
        context: &Context,
        shape: &Shape,
        capacity: usize,
        items: impl Iterator<Item = Value>,
    ) -> Result<Value, OutOfMemory> {
        List::create_by(context, shape, capacity, |slots| {
            let mut length = 0;
            for (slot, item) in slots.iter().zip(items) {
                slot.store_raw(item.into_raw());
                length += 1;
            }
            length
        })
    }

    /// A new list object with room for `capacity` items, and these in it: of an object of this domain, which nothing
    /// changes meanwhile.
    #[inline(always)]
    fn create_copy(
        context: &Context,
        shape: &Shape,
        capacity: usize,
        items: &[Slot],
    ) -> Result<Value, OutOfMemory> {
        List::create_by(context, shape, capacity, |slots| {
            for (slot, item) in slots.iter().zip(items) {
                let word = item.raw();
                if word.is_counted() {
                    context.retain(word);
                }
                slot.store_raw(word);
            }
            items.len().min(capacity)
        })
    }

    /// A new list object with room for `capacity` items; `fill` writes the first slots, which hold nothing yet, and says how
    /// many.
    #[inline(always)]
    fn create_by(
        context: &Context,
        shape: &Shape,
        capacity: usize,
        fill: impl FnOnce(&[Slot]) -> usize,
    ) -> Result<Value, OutOfMemory> {
        let buffer = Buffer::allocate_bare(capacity)?;
        let Some(header) = context.allocate(shape, size_of::<List>()) else {
            // SAFETY: made just now.
            unsafe { Buffer::free(buffer.cast()) };
            return Err(OutOfMemory);
        };
        // SAFETY: the memory holds the struct; the buffer becomes the list's when every slot has been written.
        unsafe {
            let list = header.cast::<List>();
            (&raw mut (*list).items.buffer).write(AtomicPtr::new(Buffer::empty()));
            (&raw mut (*list).items.length).write(AtomicUsize::new(0));
            let length = fill((&*buffer).slots());
            if length < capacity {
                Buffer::fill(buffer, length, capacity);
            }
            (*list).items.buffer.store(buffer, Ordering::Relaxed);
            (*list).items.length.store(length, Ordering::Relaxed);
            Ok(Value::from_raw(RawValue::from_header(header)))
        }
    }

    /// A new list object of `count` items, every `step`-th from `start` on, cut to what the list holds now; with room for
    /// `spare` more.
    pub fn copied(
        &self,
        heap: &mut Attachment,
        shape: &Shape,
        (start, step, count): (usize, isize, usize),
        spare: usize,
    ) -> Result<Value, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let items = &self.items.buffer().slots()[..self.len()];
        let (context, capacity) = (guard.context, count + spare);
        match step {
            1 => {
                let part = items.get(start..).unwrap_or(&[]);
                let part = &part[..count.min(part.len())];
                if context.is_mine(&self.header) {
                    return List::create_copy(context, shape, capacity, part);
                }
                List::create(context, shape, capacity, part.iter().map(|slot| guard.read(slot)))
            }
            -1 => {
                let part = items.get(..=start).unwrap_or(&[]).iter().rev().take(count);
                List::create(context, shape, capacity, part.map(|slot| guard.read(slot)))
            }
            _ => {
                let index = |number: usize| start.wrapping_add_signed(step.wrapping_mul(number as isize));
                let part = (0..count).map_while(|number| items.get(index(number)));
                List::create(context, shape, capacity, part.map(|slot| guard.read(slot)))
            }
        }
    }

    /// A new list object of the items of this list and then those of another.
    pub fn concatenated(
        &self,
        heap: &mut Attachment,
        shape: &Shape,
        other: &List,
    ) -> Result<Value, OutOfMemory> {
        {
            let guard = heap.guard(&self.header);
            if guard.both_mine(&other.header) {
                let items = self.slots_of_mine().iter().chain(other.slots_of_mine());
                let read = |slot: &Slot| guard.counted(slot.raw());
                return List::create(guard.context, shape, self.len() + other.len(), items.map(read));
            }
        }
        let first = self.snapshot(heap)?;
        let second = other.snapshot(heap)?;
        List::create(heap, shape, first.len() + second.len(), first.into_iter().chain(second))
    }

    /// A new tuple object of the items.
    pub fn to_tuple(&self, heap: &mut Attachment, shape: &Shape) -> Result<Value, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let items = &self.items.buffer().slots()[..self.len()];
        Tuple::create(guard.context, shape, items.iter().map(|slot| guard.read(slot)))
    }

    /// A list object of `count` times the items of this one.
    pub fn repeated(&self, heap: &mut Attachment, shape: &Shape, count: usize) -> Result<Value, OutOfMemory> {
        let items = self.snapshot(heap)?;
        let total = items.len().checked_mul(count).ok_or(OutOfMemory)?;
        List::create_by(heap, shape, total, |slots| {
            match items.as_slice() {
                // One number over and over: nothing need be counted.
                [item] if !item.raw().is_counted() => {
                    slots.iter().for_each(|slot| slot.store_raw(item.raw()))
                }
                _ => {
                    for (slot, item) in slots.iter().zip(items.iter().cycle()) {
                        slot.store_raw(item.clone().into_raw());
                    }
                }
            }
            total
        })
    }

    /// Replaces `start..end` by as many items of another list, item by item. False if the other has not just so many.
    pub fn overwrite(&self, heap: &mut Attachment, start: usize, end: usize, other: &List) -> bool {
        let guard = heap.guard(&self.header);
        let is_mine = |header: &Header| guard.context.is_mine(header);
        if !is_mine(&self.header) || !is_mine(&other.header) || end > self.len() {
            return false;
        }
        let items = other.slots_of_mine();
        if items.len() != end - start || std::ptr::eq(self, other) {
            return false;
        }
        for (slot, item) in self.slots_of_mine()[start..end].iter().zip(items) {
            // What it displaces waits in the trash until the guard is gone.
            drop(slot.replace(guard.counted(item.raw())));
        }
        true
    }

    /// Replaces an item; false if there is none at the index.
    pub fn set(&self, heap: &mut Attachment, index: usize, value: Value) -> Result<bool, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if index >= self.len() {
            return Ok(false);
        }
        let value = guard.admit(value)?;
        let old = guard.exchange(&self.items.buffer().slots()[index], value);
        drop(guard);
        drop(old);
        Ok(true)
    }

    #[inline(always)]
    pub fn push(&self, heap: &mut Attachment, value: Value) -> Result<(), OutOfMemory> {
        let length = self.len();
        if heap.is_mine(&self.header)
            && let Some(slot) = self.items.buffer().slots().get(length)
        {
            // Into room of my own: nothing dies and nobody else looks, so nothing need be opened (D1).
            slot.store_raw(value.into_raw());
            self.items.length.store(length + 1, Ordering::Release);
            return Ok(());
        }
        self.push_and_grow(heap, value)
    }

    #[inline(never)]
    fn push_and_grow(&self, heap: &mut Attachment, value: Value) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        let value = guard.admit(value)?;
        let length = self.len();
        self.reserve(&guard, length + 1)?;
        self.items.buffer().slots()[length].store_raw(value.into_raw());
        self.items.length.store(length + 1, Ordering::Release);
        Ok(())
    }

    /// Makes room for `needed` items.
    fn reserve(&self, guard: &Guard, needed: usize) -> Result<(), OutOfMemory> {
        debug_assert!(guard.guards(&self.header));
        let buffer = self.items.buffer();
        if needed <= buffer.capacity() {
            return Ok(());
        }
        // Amortised growth: by a half and a little while that is little memory, then by an eighth, as CPython's lists grow.
        let more = if needed < GROWS_BY_HALF { needed >> 1 } else { needed >> 3 };
        self.replace_buffer(guard, (needed + more + 6) & !3)
    }

    /// Moves the items to a new buffer of another capacity (at least the length).
    fn replace_buffer(&self, guard: &Guard, capacity: usize) -> Result<(), OutOfMemory> {
        let old = self.items.buffer();
        if old.capacity() == 0 {
            self.items.buffer.store(Buffer::allocate(capacity)?, Ordering::Release);
            return Ok(());
        }
        if !guard.is_shared() && capacity > old.capacity() {
            // SAFETY: the list is mine and open: nobody else reads its buffer.
            let grown = unsafe { Buffer::grow(self.items.buffer.load(Ordering::Relaxed), capacity)? };
            self.items.buffer.store(grown, Ordering::Release);
            return Ok(());
        }
        let fresh = Buffer::allocate(capacity)?;
        let old = self.items.buffer();
        // SAFETY: the fresh buffer is ours; words are moved with their counts, and the old buffer is
        // freed without touching them.
        unsafe {
            for (index, slot) in old.slots().iter().take(self.len()).enumerate() {
                (&(*fresh)).slots()[index].store_raw(slot.raw());
            }
            let size = old.size();
            // No atomic exchange: whoever writes is alone.
            let old = self.items.buffer.load(Ordering::Relaxed).cast();
            self.items.buffer.store(fresh, Ordering::Release);
            if guard.is_shared() {
                guard.context.limbo.retire_buffer(guard.context, old, size, Buffer::free);
            } else {
                Buffer::free(old);
            }
        }
        Ok(())
    }

    /// Removes the last item.
    pub fn pop(&self, heap: &mut Attachment) -> Option<Value> {
        if heap.is_mine(&self.header) {
            let last = self.len().checked_sub(1)?;
            self.items.length.store(last, Ordering::Release);
            // What dies, dies in the caller's hands.
            return Some(self.items.buffer().slots()[last].take());
        }
        let guard = heap.guard(&self.header);
        let last = self.len().checked_sub(1)?;
        self.items.length.store(last, Ordering::Release);
        let null = Published::within_domain(Value::NULL);
        Some(guard.exchange(&self.items.buffer().slots()[last], null))
    }

    /// Inserts before the index, which is cut to the length.
    pub fn insert(&self, heap: &mut Attachment, index: usize, value: Value) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        let value = guard.admit(value)?;
        let length = self.len();
        let index = index.min(length);
        self.reserve(&guard, length + 1)?;
        let slots = self.items.buffer().slots();
        move_words(&guard, slots, index..length, index + 1);
        slots[index].store_raw(value.into_raw());
        self.items.length.store(length + 1, Ordering::Release);
        Ok(())
    }

    /// Removes the item at an index.
    pub fn remove(&self, heap: &mut Attachment, index: usize) -> Option<Value> {
        let guard = heap.guard(&self.header);
        let length = self.len();
        if index >= length {
            return None;
        }
        let slots = self.items.buffer().slots();
        let removed = slots[index].raw();
        move_words(&guard, slots, index + 1..length, index);
        slots[length - 1].store_raw(RawValue::NULL);
        self.items.length.store(length - 1, Ordering::Release);
        Some(unlinked(&guard, removed))
    }

    /// Replaces `start..end` by other items and gives the old ones out. Bounds are cut to the length.
    pub fn splice(
        &self,
        heap: &mut Attachment,
        start: usize,
        end: usize,
        items: Vec<Value>,
    ) -> Result<Vec<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let length = self.len();
        let end = end.min(length);
        let start = start.min(end);
        let admitted = items.into_iter().map(|item| guard.admit(item)).collect::<Result<Vec<_>, _>>()?;
        let fresh_length = length - (end - start) + admitted.len();
        self.reserve(&guard, fresh_length)?;
        let slots = self.items.buffer().slots();
        let mut removed: Vec<RawValue> = Vec::new();
        removed.try_reserve_exact(end - start).map_err(|_| OutOfMemory)?;
        removed.extend(slots[start..end].iter().map(Slot::raw));
        let inserted_end = start + admitted.len();
        move_words(&guard, slots, end..length, inserted_end);
        (fresh_length..length).for_each(|index| slots[index].store_raw(RawValue::NULL));
        for (slot, value) in slots[start..inserted_end].iter().zip(admitted) {
            slot.store_raw(value.into_raw());
        }
        self.items.length.store(fresh_length, Ordering::Release);
        Ok(removed.into_iter().map(|raw| unlinked(&guard, raw)).collect())
    }

    /// Takes all items out: the list is empty until somebody fills it.
    pub fn take_all(&self, heap: &mut Attachment) -> Result<Vec<Value>, OutOfMemory> {
        self.splice(heap, 0, usize::MAX, Vec::new())
    }

    /// The same, and gives up the memory: the capacity is 0 until somebody fills the list.
    pub fn take_buffer(&self, heap: &mut Attachment) -> Result<Vec<Value>, OutOfMemory> {
        let removed = self.take_all(heap)?;
        let guard = heap.guard(&self.header);
        if self.is_empty() && self.capacity() != 0 {
            self.replace_buffer(&guard, 0)?;
        }
        Ok(removed)
    }

    /// Removes `count` items, every `step`-th from `start` on, and gives them out.
    pub fn remove_stride(
        &self,
        heap: &mut Attachment,
        start: usize,
        step: usize,
        count: usize,
    ) -> Result<Vec<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let mut removed: Vec<RawValue> = Vec::new();
        removed.try_reserve_exact(count).map_err(|_| OutOfMemory)?;
        let length = self.len();
        let slots = self.items.buffer().slots();
        let mut target = start;
        // As in `splice`: words move with their counts.
        for index in start..length {
            if removed.len() < count && (index - start).is_multiple_of(step) {
                removed.push(slots[index].raw());
            } else {
                slots[target].store_raw(slots[index].raw());
                target += 1;
            }
        }
        let fresh_length = target.min(length);
        (fresh_length..length).for_each(|index| slots[index].store_raw(RawValue::NULL));
        self.items.length.store(fresh_length, Ordering::Release);
        Ok(removed.into_iter().map(|raw| unlinked(&guard, raw)).collect())
    }

    pub fn extend(&self, heap: &mut Attachment, items: Vec<Value>) -> Result<(), OutOfMemory> {
        self.splice(heap, usize::MAX, usize::MAX, items).map(drop)
    }

    /// Adds the items of another list, which may be this one.
    pub fn extend_from(&self, heap: &mut Attachment, other: &List) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        if !guard.both_mine(&other.header) {
            drop(guard);
            let items = other.snapshot(heap)?;
            return self.extend(heap, items);
        }
        let count = other.len();
        let length = self.reserve_more(&guard, count)?;
        // Room was made first: `other` may be this list.
        let (places, items) = (&self.items.buffer().slots()[length..], &other.slots_of_mine()[..count]);
        for (place, item) in places.iter().zip(items) {
            place.store_raw(guard.counted(item.raw()).into_raw());
        }
        self.items.length.store(length + count, Ordering::Release);
        Ok(())
    }

    /// Adds items that are made without user code, in one go.
    pub fn extend_with(
        &self,
        heap: &mut Attachment,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        if guard.is_shared() {
            drop(guard);
            return self.extend(heap, items.collect());
        }
        let mut length = self.reserve_more(&guard, items.len())?;
        let places = &self.items.buffer().slots()[length..];
        for (place, item) in places.iter().zip(items) {
            place.store_raw(item.into_raw());
            length += 1;
        }
        self.items.length.store(length, Ordering::Release);
        Ok(())
    }

    /// Makes room for so many items behind the last one; gives the length.
    fn reserve_more(&self, guard: &Guard, count: usize) -> Result<usize, OutOfMemory> {
        let length = self.len();
        let needed = length.checked_add(count).ok_or(OutOfMemory)?;
        if self.capacity() == 0 {
            // The first items: just as much as they need.
            self.replace_buffer(guard, needed)?;
        } else {
            self.reserve(guard, needed)?;
        }
        Ok(length)
    }

    /// Sorts, stably, by an order of bare words, where the list is this domain's own. False if it is not.
    pub fn sort_words(
        &self,
        heap: &mut Attachment,
        mut order: impl FnMut(RawValue, RawValue) -> std::cmp::Ordering,
    ) -> bool {
        let guard = heap.guard(&self.header);
        if guard.is_shared() {
            return false;
        }
        self.words_of_mine(&guard).sort_by(|left, right| order(*left, *right));
        true
    }

    /// The same by an order of something that is taken from each word once.
    pub fn sort_words_by<T: Copy>(
        &self,
        heap: &mut Attachment,
        part: impl Fn(RawValue) -> T,
        mut order: impl FnMut(T, T) -> std::cmp::Ordering,
    ) -> bool {
        let guard = heap.guard(&self.header);
        if guard.is_shared() {
            return false;
        }
        let words = self.words_of_mine(&guard);
        let mut parts: Vec<(T, RawValue)> = words.iter().map(|word| (part(*word), *word)).collect();
        parts.sort_by(|left, right| order(left.0, right.0));
        words.iter_mut().zip(parts).for_each(|(place, (_, word))| *place = word);
        true
    }

    /// The bare words of a list that is mine and open.
    #[expect(clippy::mut_from_ref)]
    fn words_of_mine<'a>(&'a self, guard: &'a Guard) -> &'a mut [RawValue] {
        debug_assert!(guard.guards(&self.header) && !guard.is_shared());
        let slots = self.slots_of_mine();
        let first = slots.as_ptr().cast_mut().cast::<RawValue>();
        // SAFETY: a slot is a word that is never zero, and may be written behind shared references; the list is mine and
        // open, so nobody else looks at its words (D1) while they change places, each with its count.
        unsafe { std::slice::from_raw_parts_mut(first, slots.len()) }
    }

    pub fn reverse(&self, heap: &mut Attachment) {
        let _guard = heap.guard(&self.header);
        let slots = &self.items.buffer().slots()[..self.len()];
        for index in 0..slots.len() / 2 {
            let (left, right) = (&slots[index], &slots[slots.len() - 1 - index]);
            let word = left.raw();
            left.store_raw(right.raw());
            right.store_raw(word);
        }
    }

    pub fn capacity(&self) -> usize {
        self.items.buffer().capacity()
    }
}

/// Moves words with their counts to where `to` begins. Of a shared list one by one, and so that a reader may see an item
/// twice, never one without a count.
fn move_words(guard: &Guard, slots: &[Slot], from: Range<usize>, to: usize) {
    let count = from.len();
    if !guard.is_shared() {
        let (source, target) = (&slots[from], &slots[to..to + count]);
        // SAFETY: both ranges are inside the buffer, and slots may be written behind shared references; the list is mine
        // and open, so nobody else reads them (D1).
        return unsafe { std::ptr::copy(source.as_ptr(), target.as_ptr().cast_mut(), count) };
    }
    let step = |number: usize| slots[to + number].store_raw(slots[from.start + number].raw());
    if to <= from.start { (0..count).for_each(step) } else { (0..count).rev().for_each(step) }
}

/// A word that has just been taken out of an open container, with its count.
fn unlinked(guard: &Guard, raw: RawValue) -> Value {
    if guard.is_shared() && raw.is_counted() {
        guard.context.stock.give_back(guard.context, raw.header());
    }
    // SAFETY: the container owned the count.
    unsafe { Value::from_raw(raw) }
}
