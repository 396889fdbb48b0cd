//! The hash table under `dict` and `set`: compact and ordered.
//!
//! Owns the storage: one allocation with a sparse index (u8 or u32) and dense entries (hash, key, value) in
//! order of insertion. Must not run user code: a candidate whose key needs `__eq__` is handed to the caller.
//!
//! Readers take no lock. For them: an entry's words are written value, key, then index; a removed entry's words
//! become NULL and neither it nor its index slot is used again before a resize, which replaces the
//! allocation and retires the old one (D9). `revision` changes at every resize, so that whoever ran user
//! code can tell whether positions still hold (D5).

use super::guard::Guard;
use super::layout::{Slot, Trace};
use super::publish::{OutOfMemory, Published};
use super::value::{RawValue, Value};
use std::alloc::{Layout, alloc, dealloc};
use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};

#[repr(C)]
struct Block {
    /// Index slots minus one; their number is a power of two.
    mask: u32,
    /// Entries that fit.
    capacity: u32,
    /// Entries written so far, removed ones included.
    written: AtomicU32,
}

#[repr(C)]
pub struct Entry {
    hash: AtomicU64,
    pub key: Slot,
    pub value: Slot,
}

struct Empty(Block);
// SAFETY: the empty block has no entries and is never written.
unsafe impl Sync for Empty {}
static EMPTY: Empty = Empty(Block { mask: 0, capacity: 0, written: AtomicU32::new(0) });

const EMPTY_U8: u8 = u8::MAX;
const EMPTY_U32: u32 = u32::MAX;
const SMALLEST: u32 = 16;
/// So many entries of a table go into another one between two safepoints.
const MERGED_AT_ONCE: u32 = 2000;

impl Block {
    fn wide(&self) -> bool {
        self.mask >= 256
    }

    fn index_bytes(mask: u32) -> usize {
        if mask >= 256 { (mask as usize + 1) * 4 } else { (mask as usize + 1).next_multiple_of(8) }
    }

    fn memory(mask: u32) -> Option<Layout> {
        let entries = usable(mask) as usize * size_of::<Entry>();
        Layout::from_size_align(size_of::<Block>().next_multiple_of(8) + Self::index_bytes(mask) + entries, 8)
            .ok()
    }

    fn allocate(mask: u32) -> Result<*mut Block, OutOfMemory> {
        let memory = Self::memory(mask).ok_or(OutOfMemory)?;
        // SAFETY: the size is not zero; the index is filled, and entries are written before they are read.
        unsafe {
            let block: *mut Block = alloc(memory).cast();
            if block.is_null() {
                return Err(OutOfMemory);
            }
            block.write(Block { mask, capacity: usable(mask), written: AtomicU32::new(0) });
            let index = (*block).index();
            if mask < SMALLEST {
                // Known in size: no call.
                index.write_bytes(0xFF, SMALLEST as usize);
            } else {
                index.write_bytes(0xFF, Self::index_bytes(mask));
            }
            Ok(block)
        }
    }

    fn index(&self) -> *mut u8 {
        let base: *mut u8 = std::ptr::from_ref(self).cast_mut().cast();
        // SAFETY: the index follows the head.
        unsafe { base.add(size_of::<Block>().next_multiple_of(8)) }
    }

    /// The entry number in an index slot, `EMPTY_U32` for none.
    #[inline(always)]
    fn probe(&self, slot: usize) -> u32 {
        // SAFETY: `slot <= mask`.
        unsafe {
            if self.wide() {
                (*self.index().cast::<AtomicU32>().add(slot)).load(Ordering::Acquire)
            } else {
                match (*self.index().cast::<AtomicU8>().add(slot)).load(Ordering::Acquire) {
                    EMPTY_U8 => EMPTY_U32,
                    entry => entry as u32,
                }
            }
        }
    }

    fn set_index(&self, slot: usize, entry: u32) {
        // SAFETY: `slot <= mask`; the writer is alone.
        unsafe {
            if self.wide() {
                (*self.index().cast::<AtomicU32>().add(slot)).store(entry, Ordering::Release);
            } else {
                (*self.index().cast::<AtomicU8>().add(slot)).store(entry as u8, Ordering::Release);
            }
        }
    }

    #[inline(always)]
    fn entry(&self, number: u32) -> &Entry {
        debug_assert!(number < self.capacity);
        // SAFETY: the number is below the capacity; entries follow the index.
        unsafe {
            let entries = self.index().add(Self::index_bytes(self.mask)).cast::<Entry>();
            &*entries.add(number as usize)
        }
    }

    fn written(&self) -> u32 {
        self.written.load(Ordering::Acquire)
    }

    /// Writes a new entry behind the others, with a free index slot for it.
    fn append(&self, hash: u64, key: RawValue, value: RawValue) {
        let number = self.written();
        let entry = self.entry(number);
        entry.hash.store(hash, Ordering::Relaxed);
        entry.value.store_raw(value);
        entry.key.store_raw(key);
        let mut probe = Probe::start(hash, self.mask);
        while self.probe(probe.slot) != EMPTY_U32 {
            probe.advance();
        }
        self.set_index(probe.slot, number);
        self.written.store(number + 1, Ordering::Release);
    }

    unsafe fn free(block: *mut u8) {
        let block: *mut Block = block.cast();
        if std::ptr::eq(block, &raw const EMPTY.0) {
            return;
        }
        // SAFETY: allocated by `allocate` with this mask.
        unsafe {
            if let Some(memory) = Self::memory((*block).mask) {
                dealloc(block.cast(), memory);
            }
        }
    }
}

/// How many entries an index may name. Two thirds of a wide one; of one with a byte for each slot a third, so that what
/// is not there is soon known not to be.
const fn usable(mask: u32) -> u32 {
    let slots = mask as u64 + 1;
    (if mask >= 256 { slots * 2 / 3 } else { slots / 3 }) as u32
}

/// The order in which index slots are tried: CPython's perturbed sequence.
struct Probe {
    slot: usize,
    perturb: u64,
    mask: usize,
}

impl Probe {
    #[inline(always)]
    fn start(hash: u64, mask: u32) -> Probe {
        Probe { slot: hash as usize & mask as usize, perturb: hash, mask: mask as usize }
    }

    #[inline(always)]
    fn advance(&mut self) {
        self.perturb >>= 5;
        self.slot =
            (self.slot.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1)) & self.mask;
    }
}

/// What a search without user code found.
pub enum Found {
    /// The entry's number.
    Entry(u32),
    Missing,
    /// The key of the entry at this place has the same hash and may be equal: only `__eq__` can tell. Search on behind
    /// it with `find_from`.
    Ask(Place),
}

/// Where a search stopped to ask. It holds as long as the table's revision does.
#[derive(Clone, Copy)]
pub struct Place {
    /// The entry's number.
    pub number: u32,
    slot: u32,
    perturb: u64,
    /// The address of the block, for a search that is no longer in it: between the caller's look at the revision and the
    /// search, another thread may have replaced the block. No safepoint lies there, so no new block has its address (D9).
    block: usize,
}

pub struct Table {
    block: AtomicPtr<Block>,
    live: AtomicUsize,
    revision: AtomicU32,
    /// No entry below this number lives: so that taking the first entry again and again is no search.
    first: AtomicU32,
    /// Two numbers, (written, end): as long as so many entries are written, none from `end` on lives.
    end: AtomicU64,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            block: AtomicPtr::new((&raw const EMPTY.0).cast_mut()),
            live: AtomicUsize::new(0),
            revision: AtomicU32::new(0),
            first: AtomicU32::new(0),
            end: AtomicU64::new(0),
        }
    }
}

impl Table {
    #[inline(always)]
    fn block(&self) -> &Block {
        // SAFETY: live until replaced, and then until this thread's next safepoint (D9).
        unsafe { &*self.block.load(Ordering::Acquire) }
    }

    /// Entries that hold a value.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.load(Ordering::Acquire)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Changes at every resize: entry numbers hold as long as this does.
    pub fn revision(&self) -> u32 {
        self.revision.load(Ordering::Acquire)
    }

    /// How many entry numbers there are; some may be empty.
    pub fn bound(&self) -> u32 {
        self.block().written()
    }

    /// The entry of a number, unless it is out of bounds.
    #[inline(always)]
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        let block = self.block();
        if number < block.written() { Some(block.entry(number)) } else { None }
    }

    /// Finds the entry whose key is this very word. The outer None: some other key has its hash, and only a comparison can
    /// tell. Most searches end here, and need no more than this loop.
    #[inline(always)]
    pub fn find_word(&self, hash: u64, key: RawValue) -> Option<Option<&Entry>> {
        let block = self.block();
        if block.capacity == 0 {
            return Some(None);
        }
        let mask = block.mask;
        // SAFETY: entries follow the index, and the numbers in it are below their number.
        let entries = unsafe { block.index().add(Block::index_bytes(mask)).cast::<Entry>() };
        let mut probe = Probe::start(hash, mask);
        loop {
            let number = block.probe(probe.slot);
            if number == EMPTY_U32 {
                return Some(None);
            }
            // SAFETY: as above.
            let entry = unsafe { &*entries.add(number as usize) };
            let candidate = entry.key.raw();
            if candidate == key {
                return Some(Some(entry));
            }
            if entry.hash() == hash && !candidate.is_null() {
                return None;
            }
            probe.advance();
        }
    }

    /// Finds a key. `same` compares two keys with equal hashes: Some(answer), or None if that needs user code.
    #[inline(always)]
    pub fn find(&self, hash: u64, key: RawValue, same: impl Fn(RawValue) -> Option<bool>) -> Found {
        self.find_from(hash, key, None, same)
    }

    /// Finds the entry of a key, for readers without the lock: a number would mean another entry if a writer
    /// replaced the block meanwhile. The outer None: only user code can tell.
    #[inline(always)]
    pub fn find_entry(
        &self,
        hash: u64,
        key: RawValue,
        same: impl Fn(RawValue) -> Option<bool>,
    ) -> Option<Option<&Entry>> {
        let block = self.block();
        match Self::search(block, hash, key, None, same) {
            Found::Entry(number) => Some(Some(block.entry(number))),
            Found::Missing => Some(None),
            Found::Ask(_) => None,
        }
    }

    /// As `find`, for entries that the search would meet behind the place `after` only.
    #[inline(always)]
    pub fn find_from(
        &self,
        hash: u64,
        key: RawValue,
        after: Option<Place>,
        same: impl Fn(RawValue) -> Option<bool>,
    ) -> Found {
        Self::search(self.block(), hash, key, after, same)
    }

    #[inline(always)]
    fn search(
        block: &Block,
        hash: u64,
        key: RawValue,
        after: Option<Place>,
        same: impl Fn(RawValue) -> Option<bool>,
    ) -> Found {
        if block.capacity == 0 {
            return Found::Missing;
        }
        let address = std::ptr::from_ref(block).addr();
        let mut probe = Probe::start(hash, block.mask);
        if let Some(place) = after
            && place.block == address
        {
            probe.slot = place.slot as usize & probe.mask;
            probe.perturb = place.perturb;
            probe.advance();
        }
        loop {
            let number = block.probe(probe.slot);
            if number == EMPTY_U32 {
                return Found::Missing;
            }
            let entry = block.entry(number);
            let candidate = entry.key.raw();
            if candidate == key {
                return Found::Entry(number);
            }
            if entry.hash.load(Ordering::Relaxed) == hash && !candidate.is_null() {
                match same(candidate) {
                    Some(true) => return Found::Entry(number),
                    Some(false) => {}
                    None => {
                        let (slot, perturb) = (probe.slot as u32, probe.perturb);
                        return Found::Ask(Place { number, slot, perturb, block: address });
                    }
                }
            }
            probe.advance();
        }
    }

    /// Adds an entry that is known to be missing. The caller holds the container's guard.
    pub fn insert(
        &self,
        guard: &Guard,
        hash: u64,
        key: Published,
        value: Published,
    ) -> Result<u32, OutOfMemory> {
        if self.block().written() == self.block().capacity {
            self.resize(guard, (self.len() as u32 + 1).saturating_mul(2))?;
        }
        let block = self.block();
        let number = block.written();
        block.append(hash, key.into_raw(), value.into_raw());
        self.live.store(self.len() + 1, Ordering::Release);
        Ok(number)
    }

    /// Sets another table's entries here, from a number on; both containers are the open guard's domain's own. Gives the
    /// number where it stopped, if not at the end: at a key that only `__eq__` can look for, or to let others run.
    pub(super) fn merge(
        &self,
        guard: &Guard,
        source: &Table,
        from: u32,
        same: impl Fn(RawValue, RawValue) -> Option<bool>,
    ) -> Result<Option<u32>, OutOfMemory> {
        if self.block().capacity == 0 {
            self.fill_from(source, guard, 0)?;
            return Ok(None);
        }
        let end = from.saturating_add(MERGED_AT_ONCE);
        let mut number = from;
        while let Some((found, entry)) = source.next(number) {
            let key = entry.key.raw();
            match self.find(entry.hash(), key, |candidate| same(candidate, key)) {
                Found::Ask(_) => return Ok(Some(found)),
                _ if found >= end => return Ok(Some(found)),
                Found::Entry(target) => {
                    let value = Published::within_domain(guard.counted(entry.value.raw()));
                    drop(guard.exchange(&self.block().entry(target).value, value));
                }
                Found::Missing => {
                    let (key, value) = (guard.counted(key), guard.counted(entry.value.raw()));
                    let (key, value) = (Published::within_domain(key), Published::within_domain(value));
                    self.insert(guard, entry.hash(), key, value)?;
                }
            }
            number = found + 1;
        }
        Ok(None)
    }

    /// Fills this table, which is new and empty and nobody else's, with those of another one's entries whose keys are in a
    /// third, or with those whose keys are not. False, and half done, where only `__eq__` can tell. All three are the
    /// guard's domain's own.
    pub(super) fn fill_chosen(
        &self,
        guard: &Guard,
        source: &Table,
        other: &Table,
        wanted: bool,
        same: impl Fn(RawValue, RawValue) -> Option<bool>,
    ) -> Result<bool, OutOfMemory> {
        let mut number = 0;
        while let Some((found, entry)) = source.next(number) {
            let key = entry.key.raw();
            let is_there = match other.find(entry.hash(), key, |candidate| same(candidate, key)) {
                Found::Entry(_) => true,
                Found::Missing => false,
                Found::Ask(_) => return Ok(false),
            };
            if is_there == wanted {
                let (key, value) = (guard.counted(key), guard.counted(entry.value.raw()));
                let (key, value) = (Published::within_domain(key), Published::within_domain(value));
                self.insert(guard, entry.hash(), key, value)?;
            }
            number = found + 1;
        }
        Ok(true)
    }

    /// Makes room for `entries` without a resize on the way.
    pub fn reserve(&self, guard: &Guard, entries: usize) -> Result<(), OutOfMemory> {
        let entries = u32::try_from(entries).map_err(|_| OutOfMemory)?;
        let block = self.block();
        if block.capacity - block.written() < entries {
            self.resize(guard, (self.len() as u32).saturating_add(entries))?;
        }
        Ok(())
    }

    /// Moves the living entries to a block for at least `entries`.
    fn resize(&self, guard: &Guard, entries: u32) -> Result<(), OutOfMemory> {
        let mut slots = SMALLEST;
        while usable(slots - 1) < entries {
            slots = slots.checked_mul(2).ok_or(OutOfMemory)?;
        }
        let fresh = Block::allocate(slots - 1)?;
        let old = self.block();
        // SAFETY: the fresh block is ours; words move with their counts, and the old block is freed
        // without touching them.
        unsafe {
            for number in 0..old.written() {
                let entry = old.entry(number);
                if !entry.key.raw().is_null() {
                    (*fresh).append(entry.hash.load(Ordering::Relaxed), entry.key.raw(), entry.value.raw());
                }
            }
            self.forget_ends();
            let old = self.replace_block(fresh);
            self.discard(guard, old);
        }
        Ok(())
    }

    /// Puts another block in, and gives the old one out. Whoever writes is alone, by ownership (D1) or by the object's lock
    /// (D5): no atomic exchange, which costs more than a small table.
    fn replace_block(&self, fresh: *mut Block) -> *mut Block {
        let old = self.block.load(Ordering::Relaxed);
        self.block.store(fresh, Ordering::Release);
        self.revision.store(self.revision.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        old
    }

    /// Fills this table, which has no block yet and is nobody else's, with another's entries; `guard` has that one open, or
    /// both are its domain's own.
    pub(super) fn fill_from(&self, source: &Table, guard: &Guard, spare: usize) -> Result<(), OutOfMemory> {
        let wanted = u32::try_from(source.len() + spare).map_err(|_| OutOfMemory)?;
        if wanted == 0 {
            return Ok(());
        }
        let mut slots = SMALLEST;
        while usable(slots - 1) < wanted {
            slots = slots.checked_mul(2).ok_or(OutOfMemory)?;
        }
        let old = source.block();
        if !guard.is_shared() && slots - 1 == old.mask && old.written() as usize == source.len() {
            return self.fill_alike(old, guard);
        }
        let fresh = Block::allocate(slots - 1)?;
        let mut live = 0;
        for number in 0..old.written() {
            let entry = old.entry(number);
            let (key, value) = (entry.key.get(), entry.value.get());
            if key.is_null() {
                continue;
            }
            // SAFETY: the fresh block is ours, and has room for all.
            unsafe { (*fresh).append(entry.hash(), key.into_raw(), value.into_raw()) };
            live += 1;
        }
        debug_assert!(guard.is_shared() || live == source.len());
        self.live.store(live, Ordering::Release);
        self.replace_block(fresh);
        Ok(())
    }

    /// The same where the block can be copied as it is: without gaps, of the same size, and mine.
    fn fill_alike(&self, old: &Block, guard: &Guard) -> Result<(), OutOfMemory> {
        let memory = Block::memory(old.mask).ok_or(OutOfMemory)?;
        // SAFETY: a block of the same mask is as large; entries from `written` on are not read.
        unsafe {
            let fresh: *mut Block = alloc(memory).cast();
            if fresh.is_null() {
                return Err(OutOfMemory);
            }
            let used = memory.size() - (old.capacity - old.written()) as usize * size_of::<Entry>();
            fresh.cast::<u8>().copy_from_nonoverlapping(std::ptr::from_ref(old).cast(), used);
            for number in 0..old.written() {
                let entry = old.entry(number);
                for word in [entry.key.raw(), entry.value.raw()] {
                    if word.is_counted() {
                        guard.context.retain(word);
                    }
                }
            }
            self.live.store(old.written() as usize, Ordering::Release);
            self.replace_block(fresh);
        }
        Ok(())
    }

    unsafe fn discard(&self, guard: &Guard, old: *mut Block) {
        if std::ptr::eq(old, &raw const EMPTY.0) {
            return;
        }
        // SAFETY: unlinked; readers of a shared table may still look at it until they pass a safepoint.
        unsafe {
            if guard.is_shared() {
                let size = Block::memory((*old).mask).map_or(0, |memory| memory.size());
                guard.context.limbo.retire_buffer(guard.context, old.cast(), size, Block::free);
            } else {
                Block::free(old.cast());
            }
        }
    }

    /// Removes an entry; gives key and value out.
    pub fn remove(&self, guard: &Guard, number: u32) -> (Value, Value) {
        let entry = self.block().entry(number);
        let null = || Published::within_domain(Value::NULL);
        let value = guard.exchange(&entry.value, null());
        let key = guard.exchange(&entry.key, null());
        if !key.is_null() {
            self.live.store(self.len() - 1, Ordering::Release);
            self.note_removal(number);
        }
        (key, value)
    }

    /// Moves the ends past an entry that was removed there. The caller holds the guard.
    fn note_removal(&self, number: u32) {
        let block = self.block();
        let is_dead = |number: u32| block.entry(number).key.raw().is_null();
        if number == self.first.load(Ordering::Relaxed) {
            let next = (number + 1..block.written()).find(|number| !is_dead(*number));
            self.first.store(next.unwrap_or(block.written()), Ordering::Relaxed);
        }
        if number + 1 == self.end() {
            let last = (0..number).rev().find(|number| !is_dead(*number)).map_or(0, |last| last + 1);
            self.end.store((block.written() as u64) << 32 | last as u64, Ordering::Relaxed);
        }
    }

    /// No entry from this number on lives.
    fn end(&self) -> u32 {
        let (noted, written) = (self.end.load(Ordering::Relaxed), self.block().written());
        if (noted >> 32) as u32 == written { noted as u32 } else { written }
    }

    fn forget_ends(&self) {
        self.first.store(0, Ordering::Release);
        self.end.store(0, Ordering::Release);
    }

    /// Removes everything; gives keys and values out.
    pub fn clear_all(&self, guard: &Guard) -> Vec<Value> {
        self.forget_ends();
        self.live.store(0, Ordering::Release);
        let old = self.replace_block((&raw const EMPTY.0).cast_mut());
        let mut removed = Vec::new();
        // SAFETY: unlinked just now. Of a shared table readers may still look at it: they find NULL.
        unsafe {
            for number in 0..(*old).written() {
                let entry = (*old).entry(number);
                for slot in [&entry.key, &entry.value] {
                    removed.push(guard.exchange(slot, Published::within_domain(Value::NULL)));
                }
            }
            self.discard(guard, old);
        }
        removed
    }

    /// The first living entry at or behind a number: its number, and itself.
    #[inline(always)]
    pub fn next(&self, mut number: u32) -> Option<(u32, &Entry)> {
        let block = self.block();
        let written = block.written();
        if number == 0 {
            number = self.first.load(Ordering::Acquire);
        }
        while number < written {
            let entry = block.entry(number);
            if !entry.key.raw().is_null() {
                return Some((number, entry));
            }
            number += 1;
        }
        None
    }

    /// The last living entry.
    pub fn last(&self) -> Option<u32> {
        let block = self.block();
        (0..self.end().min(block.written())).rev().find(|number| !block.entry(*number).key.raw().is_null())
    }

    pub fn memory(&self) -> usize {
        Block::memory(self.block().mask).map_or(0, |memory| memory.size())
    }
}

impl Entry {
    pub fn hash(&self) -> u64 {
        self.hash.load(Ordering::Relaxed)
    }
}

impl Trace for Table {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        let block = self.block();
        for number in 0..block.written() {
            let entry = block.entry(number);
            visit(entry.key.raw());
            visit(entry.value.raw());
        }
    }

    fn clear(&self) {
        // Only values: keys cannot close a cycle without them, and iteration over what is left stays sound.
        let block = self.block();
        for number in 0..block.written() {
            let entry = block.entry(number);
            let (key, value) = (entry.key.take(), entry.value.take());
            if !key.is_null() {
                self.live.store(self.len() - 1, Ordering::Release);
            }
            drop((key, value));
        }
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        let block = self.block.load(Ordering::Relaxed);
        // SAFETY: the container is dead: readers would hold it (D7). Each word is taken out once, and not looked at again.
        unsafe {
            for number in 0..(*block).written() {
                let entry = (*block).entry(number);
                for word in [entry.key.raw(), entry.value.raw()] {
                    if word.is_counted() {
                        drop(Value::from_raw(word));
                    }
                }
            }
            Block::free(block.cast());
        }
    }
}
