//! The allocator: pages of equal cells, one `Heap` for each domain.
//!
//! Owns memory. Must not know values. A heap is used by one thread at a time (its domain's, D1);
//! only `remote` is touched from outside: a cell that another thread frees comes home through it, so
//! that a page's cells are always enumerable by its owner (D6). Heaps are never freed but handed to the
//! next new domain when theirs ends: what still lives in them is shared by then.

use super::context;
use super::header::{DomainId, Header, Kind, flags};
use crate::domain::request;
use parking_lot::Mutex;
use std::alloc::{Layout as Memory, alloc, dealloc};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicU32, Ordering};

const PAGE: usize = 64 * 1024;
const UNIT: usize = 16;
/// Objects above this many bytes are allocated one by one.
const LARGEST_CELL: usize = 512;
const CLASSES: usize = LARGEST_CELL / UNIT + 1;
/// Cells linked at a time when a free list is empty: enough to amortise, few enough to stay in the cache.
const BATCH: usize = 32;
/// Growth, in bytes, after which a collection is due at the least.
const COLLECT_AFTER: usize = 8 << 20;
/// Collections in vain put the next one off by so much at most.
const MOST_PATIENCE: usize = 64 << 20;

#[repr(C)]
struct FreeCell {
    /// Shape 0 and kind `Free` tell the collector to pass over.
    shape: u32,
    flags: u8,
    kind: Kind,
    used_slots: u8,
    size_class: u8,
    next: *mut FreeCell,
}

#[repr(C, align(64))]
struct Page {
    heap: *const Heap,
    next: *mut Page,
    cell_size: usize,
    /// Cells handed out so far; those from here on were never touched.
    used: Cell<usize>,
    capacity: usize,
    /// One word a cell, only during a collection.
    scratch: Cell<*mut u32>,
}

/// Stands in front of an object that is too large for pages.
#[repr(C, align(16))]
struct LargePrefix {
    previous: Cell<*mut LargePrefix>,
    next: Cell<*mut LargePrefix>,
    heap: *const Heap,
    size: usize,
    scratch: Cell<u32>,
}

pub struct Heap {
    free: [Cell<*mut FreeCell>; CLASSES],
    /// The page that each class carves new cells from.
    carving: [Cell<*mut Page>; CLASSES],
    pages: Cell<*mut Page>,
    large: Cell<*mut LargePrefix>,
    /// Cells freed by other threads, a stack.
    remote: AtomicPtr<FreeCell>,
    /// Bytes handed out by carving or as large objects since the last collection.
    grown: Cell<usize>,
    collect_at: Cell<usize>,
    in_use: Cell<usize>,
    /// Freed cells that may not be used again yet, and how many they are.
    #[cfg(lungfish_asan)]
    quarantine: [Cell<(*mut FreeCell, usize)>; CLASSES],
}

/// Tells the address sanitizer which cells are free. Their heads stay readable: the collector looks at them.
#[cfg(lungfish_asan)]
mod asan {
    use super::{FreeCell, UNIT};

    unsafe extern "C" {
        fn __asan_poison_memory_region(address: *const u8, size: usize);
        fn __asan_unpoison_memory_region(address: *const u8, size: usize);
    }

    pub fn poison(cell: *mut FreeCell, class: usize) {
        // SAFETY: marks memory, which is a cell of this class.
        unsafe { __asan_poison_memory_region(cell.add(1).cast(), (class - 1) * UNIT) }
    }

    pub fn unpoison(cell: *mut FreeCell, class: usize) {
        // SAFETY: marks memory, which is a cell of this class.
        unsafe { __asan_unpoison_memory_region(cell.add(1).cast(), (class - 1) * UNIT) }
    }
}

// SAFETY: a heap is used by the threads of one domain, one at a time (D1); `remote` is atomic.
unsafe impl Send for Heap {}
// SAFETY: as above.
unsafe impl Sync for Heap {}

impl Heap {
    pub fn new() -> Box<Heap> {
        Box::new(Heap {
            free: [const { Cell::new(null_mut()) }; CLASSES],
            carving: [const { Cell::new(null_mut()) }; CLASSES],
            pages: Cell::new(null_mut()),
            large: Cell::new(null_mut()),
            remote: AtomicPtr::new(null_mut()),
            grown: Cell::new(0),
            collect_at: Cell::new(COLLECT_AFTER),
            in_use: Cell::new(0),
            #[cfg(lungfish_asan)]
            quarantine: [const { Cell::new((null_mut(), 0)) }; CLASSES],
        })
    }

    /// Uninitialised memory for an object of `size` bytes, header included, and its size class, if a free cell is at
    /// hand.
    #[inline(always)]
    pub fn allocate_quickly(&self, size: usize) -> Option<(*mut Header, u8)> {
        if size > LARGEST_CELL {
            return None;
        }
        let class = size.div_ceil(UNIT);
        let cell = self.free[class].get();
        if cell.is_null() {
            return None;
        }
        // SAFETY: a cell on the free list is ours, and its link was written when it was freed.
        self.free[class].set(unsafe { (*cell).next });
        #[cfg(lungfish_asan)]
        asan::unpoison(cell, class);
        Some((cell.cast(), class as u8))
    }

    /// The same, at any cost. None when memory is out.
    pub fn allocate(&self, size: usize) -> Option<(*mut Header, u8)> {
        if size > LARGEST_CELL {
            return self.allocate_large(size).map(|header| (header, 0));
        }
        let class = size.div_ceil(UNIT);
        self.allocate_quickly(size).or_else(|| self.refill(class).map(|header| (header, class as u8)))
    }

    #[cold]
    #[inline(never)]
    fn refill(&self, class: usize) -> Option<*mut Header> {
        self.take_remote();
        #[cfg(lungfish_asan)]
        self.end_quarantine(class);
        if self.free[class].get().is_null() {
            self.carve(class)?;
        }
        let cell = self.free[class].get();
        // SAFETY: as in `allocate`; the list was just filled.
        self.free[class].set(unsafe { (*cell).next });
        #[cfg(lungfish_asan)]
        asan::unpoison(cell, class);
        Some(cell.cast())
    }

    /// Cells that were freed are not handed out again before there are many, so that a use of one is seen.
    #[cfg(lungfish_asan)]
    fn end_quarantine(&self, class: usize) {
        const QUARANTINED: usize = 1 << 14;
        let (cells, count) = self.quarantine[class].get();
        if self.free[class].get().is_null() && count > QUARANTINED {
            self.free[class].set(cells);
            self.quarantine[class].set((null_mut(), 0));
        }
    }

    /// Links up to `BATCH` fresh cells into the class's free list.
    fn carve(&self, class: usize) -> Option<()> {
        let mut page = self.carving[class].get();
        // SAFETY: pages of this heap are live and touched by its domain only.
        unsafe {
            if page.is_null() || (*page).used.get() == (*page).capacity {
                page = self.new_page(class * UNIT)?;
                self.carving[class].set(page);
            }
            let start = (*page).used.get();
            let end = (start + BATCH).min((*page).capacity);
            (*page).used.set(end);
            for index in (start..end).rev() {
                let cell = cell_at(page, index);
                (*cell).size_class = class as u8;
                #[cfg(not(lungfish_asan))]
                self.push_free(cell);
                #[cfg(lungfish_asan)]
                {
                    (*cell).shape = 0;
                    (*cell).kind = Kind::Free;
                    (*cell).next = self.free[class].get();
                    self.free[class].set(cell);
                    asan::poison(cell, class);
                }
            }
            self.has_grown((end - start) * class * UNIT);
        }
        Some(())
    }

    fn new_page(&self, cell_size: usize) -> Option<*mut Page> {
        // SAFETY: the size is not zero.
        let page: *mut Page = unsafe { alloc(page_memory()) }.cast();
        if page.is_null() {
            return None;
        }
        let capacity = (PAGE - size_of::<Page>()) / cell_size;
        // SAFETY: fresh memory of the right size and alignment.
        unsafe {
            page.write(Page {
                heap: self,
                next: self.pages.get(),
                cell_size,
                used: Cell::new(0),
                capacity,
                scratch: Cell::new(null_mut()),
            });
        }
        self.pages.set(page);
        self.in_use.set(self.in_use.get() + PAGE);
        Some(page)
    }

    #[inline(always)]
    fn push_free(&self, cell: *mut FreeCell) {
        // SAFETY: the cell is dead and belongs to this heap.
        unsafe {
            let class = (*cell).size_class as usize;
            (*cell).shape = 0;
            (*cell).kind = Kind::Free;
            #[cfg(lungfish_asan)]
            {
                let (first, count) = self.quarantine[class].get();
                (*cell).next = first;
                self.quarantine[class].set((cell, count + 1));
                asan::poison(cell, class);
            }
            #[cfg(not(lungfish_asan))]
            {
                (*cell).next = self.free[class].get();
                self.free[class].set(cell);
            }
        }
    }

    #[cold]
    fn allocate_large(&self, size: usize) -> Option<*mut Header> {
        let memory = large_memory(size)?;
        // SAFETY: the size is not zero.
        let prefix: *mut LargePrefix = unsafe { alloc(memory) }.cast();
        if prefix.is_null() {
            return None;
        }
        let first = self.large.get();
        // SAFETY: fresh memory; the list belongs to this heap.
        unsafe {
            prefix.write(LargePrefix {
                previous: Cell::new(null_mut()),
                next: Cell::new(first),
                heap: self,
                size,
                scratch: Cell::new(0),
            });
            if !first.is_null() {
                (*first).previous.set(prefix);
            }
        }
        self.large.set(prefix);
        self.has_grown(size);
        self.in_use.set(self.in_use.get() + size);
        // SAFETY: the object follows its prefix.
        Some(unsafe { prefix.add(1) }.cast())
    }

    /// Takes back a dead object's memory. From any thread of any domain.
    ///
    /// # Safety
    /// The object is dead, its fields are dropped, and nobody can reach it any more (D9).
    #[inline(always)]
    pub unsafe fn free(&self, header: *mut Header) {
        // SAFETY: the caller's promise; a cell's page starts at its address rounded down.
        unsafe {
            if (*header).has(flags::LARGE) {
                return self.free_large(header);
            }
            let page = page_of(header);
            if (*page).heap == std::ptr::from_ref(self) {
                self.push_free(header.cast());
            } else {
                (*(*page).heap).push_remote(header.cast());
            }
        }
    }

    #[cold]
    unsafe fn free_large(&self, header: *mut Header) {
        // SAFETY: a large object stands behind its prefix.
        unsafe {
            let prefix = header.cast::<LargePrefix>().sub(1);
            if (*prefix).heap != std::ptr::from_ref(self) {
                return (*(*prefix).heap).push_remote(header.cast());
            }
            let (previous, next) = ((*prefix).previous.get(), (*prefix).next.get());
            if previous.is_null() {
                self.large.set(next);
            } else {
                (*previous).next.set(next);
            }
            if !next.is_null() {
                (*next).previous.set(previous);
            }
            let size = (*prefix).size;
            self.in_use.set(self.in_use.get().saturating_sub(size));
            self.grown.set(self.grown.get().saturating_sub(size));
            if let Some(memory) = large_memory(size) {
                dealloc(prefix.cast(), memory);
            }
        }
    }

    fn push_remote(&self, cell: *mut FreeCell) {
        let mut first = self.remote.load(Ordering::Relaxed);
        loop {
            // SAFETY: the cell is dead and ours to link until the exchange hands it over. The link lies over
            // the owner's field, so `kind` says "free" before it, and `for_each` reads them in reverse.
            unsafe {
                AtomicU8::from_ptr((&raw mut (*cell).kind).cast()).store(Kind::Free as u8, Ordering::Relaxed);
                AtomicPtr::from_ptr(&raw mut (*cell).next).store(first, Ordering::Release);
            }
            match self.remote.compare_exchange_weak(first, cell, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return,
                Err(now) => first = now,
            }
        }
    }

    /// Brings home the cells that other threads freed.
    pub fn take_remote(&self) {
        let mut cell = self.remote.swap(null_mut(), Ordering::Acquire);
        while !cell.is_null() {
            // SAFETY: the stack was handed over whole; links were written before the release.
            unsafe {
                let next = (*cell).next;
                if (*cell).flags & flags::LARGE != 0 {
                    self.free_large(cell.cast());
                } else {
                    self.push_free(cell);
                }
                cell = next;
            }
        }
    }

    /// Notes growth; the first that makes a collection worth its time asks the running thread for it.
    fn has_grown(&self, bytes: usize) {
        let due = self.wants_collection();
        self.grown.set(self.grown.get() + bytes);
        if !due && self.wants_collection() && context::is_current() {
            context::current().signals.ask(request::COLLECT);
        }
    }

    /// Has the heap grown enough since the last collection to make one worth its time?
    #[inline]
    pub fn wants_collection(&self) -> bool {
        self.grown.get() >= self.collect_at.get() && super::collect::is_automatic()
    }

    /// Called after a collection that found so much garbage: the next one is due when the heap has grown by half of what
    /// lives, and after one in vain later still.
    pub fn collected(&self, found: usize) {
        self.grown.set(0);
        let patience = if found == 0 { (self.collect_at.get() * 2).min(MOST_PATIENCE) } else { 0 };
        self.collect_at.set(COLLECT_AFTER.max(self.in_use.get() / 2).max(patience));
    }

    pub fn bytes_in_use(&self) -> usize {
        self.in_use.get()
    }

    /// Visits every live object that `owner` owns. The visitor may free objects but must not allocate.
    pub fn for_each(&self, owner: DomainId, mut visit: impl FnMut(*mut Header)) {
        let mut page = self.pages.get();
        while !page.is_null() {
            // SAFETY: pages live as long as the heap; cells below `used` have a header or a free cell.
            unsafe {
                for index in 0..(*page).used.get() {
                    let header: *mut Header = cell_at(page, index).cast();
                    if is_live(header, owner) {
                        visit(header);
                    }
                }
                page = (*page).next;
            }
        }
        let mut large = self.large.get();
        while !large.is_null() {
            // SAFETY: the list belongs to this heap; `next` is read before the visitor may free it.
            unsafe {
                let next = (*large).next.get();
                let header: *mut Header = large.add(1).cast();
                if is_live(header, owner) {
                    visit(header);
                }
                large = next;
            }
        }
    }

    /// Gives each page a word a cell for the collector's use, all zero. None when memory is out.
    pub fn open_scratch(&self) -> Option<()> {
        let mut page = self.pages.get();
        while !page.is_null() {
            // SAFETY: as in `for_each`.
            unsafe {
                let memory = scratch_memory((*page).capacity);
                let words = std::alloc::alloc_zeroed(memory).cast::<u32>();
                if words.is_null() {
                    self.close_scratch();
                    return None;
                }
                (*page).scratch.set(words);
                page = (*page).next;
            }
        }
        let mut large = self.large.get();
        while !large.is_null() {
            // SAFETY: as in `for_each`.
            unsafe {
                (*large).scratch.set(0);
                large = (*large).next.get();
            }
        }
        Some(())
    }

    pub fn close_scratch(&self) {
        let mut page = self.pages.get();
        while !page.is_null() {
            // SAFETY: as in `for_each`; the words were allocated with the same size.
            unsafe {
                let words = (*page).scratch.replace(null_mut());
                if !words.is_null() {
                    dealloc(words.cast(), scratch_memory((*page).capacity));
                }
                page = (*page).next;
            }
        }
    }
}

/// The collector's word for an object, while its heap's scratch is open.
///
/// # Safety
/// The object's heap has its scratch open, and the caller is the collector.
#[inline]
pub unsafe fn scratch<'a>(header: *mut Header) -> &'a Cell<u32> {
    // SAFETY: the caller's promise.
    unsafe {
        if (*header).has(flags::LARGE) {
            return &(*header.cast::<LargePrefix>().sub(1)).scratch;
        }
        let page = page_of(header);
        let index = (header.addr() - page.addr() - size_of::<Page>()) / (*page).cell_size;
        &*(*page).scratch.get().add(index).cast::<Cell<u32>>()
    }
}

/// Bytes that an object's memory holds, header included.
///
/// # Safety
/// The object is live.
pub unsafe fn capacity_of(header: *mut Header) -> usize {
    // SAFETY: the caller's promise.
    unsafe {
        if (*header).has(flags::LARGE) {
            (*header.cast::<LargePrefix>().sub(1)).size
        } else {
            (*header).size_class as usize * UNIT
        }
    }
}

/// Does the cell hold an object of this owner? Another thread may be freeing it if it is shared.
unsafe fn is_live(header: *mut Header, owner: DomainId) -> bool {
    // SAFETY: the cell is inside a page or large object of this heap; both fields are read as atomics
    // because `push_remote` may write them, kind first.
    unsafe {
        let holder = AtomicU32::from_ptr(&raw mut (*header).owner).load(Ordering::Acquire);
        let kind = AtomicU8::from_ptr((&raw mut (*header).kind).cast()).load(Ordering::Relaxed);
        holder == owner && kind != Kind::Free as u8
    }
}

#[inline(always)]
fn page_of(header: *mut Header) -> *mut Page {
    header.map_addr(|address| address & !(PAGE - 1)).cast()
}

unsafe fn cell_at(page: *mut Page, index: usize) -> *mut FreeCell {
    // SAFETY: the index is below the page's capacity.
    unsafe { page.byte_add(size_of::<Page>() + index * (*page).cell_size).cast() }
}

const fn page_memory() -> Memory {
    match Memory::from_size_align(PAGE, PAGE) {
        Ok(memory) => memory,
        Err(_) => panic!("a page's size is a power of two"),
    }
}

fn large_memory(size: usize) -> Option<Memory> {
    Memory::from_size_align(size.checked_add(size_of::<LargePrefix>())?, 16).ok()
}

fn scratch_memory(cells: usize) -> Memory {
    Memory::array::<u32>(cells).unwrap_or(Memory::new::<u32>())
}

/// Heaps in use by domain, and those whose domain has ended.
#[derive(Default)]
struct Heaps {
    by_domain: Vec<(DomainId, &'static Heap)>,
    idle: Vec<&'static Heap>,
}

static HEAPS: Mutex<Heaps> = Mutex::new(Heaps { by_domain: Vec::new(), idle: Vec::new() });

/// The heap of a domain, made or taken over at its first thread.
pub fn heap_of(domain: DomainId) -> &'static Heap {
    let mut heaps = HEAPS.lock();
    if let Some((_, heap)) = heaps.by_domain.iter().find(|(id, _)| *id == domain) {
        return heap;
    }
    let heap = heaps.idle.pop().unwrap_or_else(|| Box::leak(Heap::new()));
    heaps.by_domain.push((domain, heap));
    heap
}

/// A domain has ended: all that is left in its heap is shared, and another domain may go on with it.
pub fn abandon(domain: DomainId) {
    let mut heaps = HEAPS.lock();
    if let Some(at) = heaps.by_domain.iter().position(|(id, _)| *id == domain) {
        let (_, heap) = heaps.by_domain.remove(at);
        heaps.idle.push(heap);
    }
}

/// All heaps, for collecting the shared heap while the world is stopped.
pub fn all() -> Vec<&'static Heap> {
    let heaps = HEAPS.lock();
    heaps.by_domain.iter().map(|(_, heap)| *heap).chain(heaps.idle.iter().copied()).collect()
}
