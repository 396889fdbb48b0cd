//! What one thread needs to touch the heap: its domain, allocator, stock and trash.
//!
//! Owns counting and death. Must not know the interpreter: finalizers are queued here and run by `vm`.
//!
//! Rules:
//! - `owner == context.owner` means mine: plain counts (D1). All else takes the cold path: shared objects
//!   through the stock (D8), immortal ones not at all.
//! - A count that reaches zero puts the object on the trash list, which is drained by a loop, never
//!   recursively, and never while a guard is held (D6).
//! - Death is: finalizer (once), weak references, children, memory, in this order (D9).

use super::header::{DomainId, Header, IMMORTAL, SHARED, STUCK, flags};
use super::intern;
use super::layout::{HeapObject, Layout, Slot};
use super::pages::{self, Heap};
use super::retire::Limbo;
use super::shape::{self, Shape};
use super::stock::Stock;
use super::value::{RawValue, Value};
use super::weak;
use crate::domain::{Signals, request};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

/// User code that death asks for; `vm` runs it outside guards.
pub enum Finalization {
    /// Run `__del__` of this object, which is alive again until it returns.
    Finalizer(Value),
    /// Call the second with the first, a weak reference that has just been cleared.
    Callback(Value, Value),
}

const MOST_DIRECT_DEATHS: u32 = 50;

/// So many objects made shared by one thread ask for a collection of the shared heap.
const COLLECT_SHARED_AFTER: usize = 50_000;

/// A thread's heap state. Lives in a box that never moves while the thread runs.
#[repr(C)]
pub struct Context {
    pub owner: Cell<DomainId>,
    /// Guards held: while not zero, the trash waits.
    guards: Cell<u32>,
    pub heap: Cell<*const Heap>,
    pub signals: Arc<Signals>,
    draining: Cell<bool>,
    /// How many objects die inside one another just now, for want of memory for the trash list.
    direct_deaths: Cell<u32>,
    trash: RefCell<Vec<*mut Header>>,
    finalizations: RefCell<VecDeque<Finalization>>,
    pub stock: Stock,
    pub limbo: Limbo,
    attached: Cell<bool>,
    /// Objects that this thread made shared since the shared heap was last collected by it, and how many of them make
    /// the next collection worth stopping the world.
    published: Cell<usize>,
    collect_shared_at: Cell<usize>,
    /// Collect at every allocation (`--stress=collect`): cells are counted down.
    pub stress_collect: Cell<bool>,
}

thread_local! {
    static CURRENT: Cell<*const Context> = const { Cell::new(std::ptr::null()) };
}

/// The running thread's context.
///
/// # Panics
/// If the thread is not attached: values may be touched only by attached threads (D4).
#[inline(always)]
pub fn current<'a>() -> &'a Context {
    let context = CURRENT.with(Cell::get);
    assert!(!context.is_null(), "values may be touched only by an attached thread");
    // SAFETY: `enter` promised that the context outlives its being current.
    unsafe { &*context }
}

/// Is the running thread attached?
pub fn is_current() -> bool {
    // SAFETY: `enter` promised that the context outlives its being current.
    CURRENT.with(|current| unsafe { current.get().as_ref() }).is_some_and(|context| context.attached.get())
}

/// Makes a context the running thread's (or none). Gives the one before.
///
/// # Safety
/// The context outlives its being current and is current in no other thread.
pub unsafe fn enter(context: *const Context) -> *const Context {
    CURRENT.with(|current| current.replace(context))
}

#[inline(always)]
pub(super) fn retain(raw: RawValue) {
    if raw.is_counted() {
        current().retain(raw);
    }
}

#[inline(always)]
pub(super) fn release(raw: RawValue) {
    current().release(raw);
}

impl Context {
    pub fn new(owner: DomainId, heap: *const Heap, signals: Arc<Signals>) -> Box<Context> {
        Box::new(Context {
            owner: Cell::new(owner),
            guards: Cell::new(0),
            heap: Cell::new(heap),
            signals,
            draining: Cell::new(false),
            direct_deaths: Cell::new(0),
            trash: RefCell::default(),
            finalizations: RefCell::default(),
            stock: Stock::new(),
            limbo: Limbo::new(),
            attached: Cell::new(true),
            published: Cell::new(0),
            collect_shared_at: Cell::new(COLLECT_SHARED_AFTER),
            stress_collect: Cell::new(false),
        })
    }

    /// Notes that objects became shared; when there are enough of them, a safepoint collects the shared heap.
    pub(super) fn note_published(&self, objects: usize) {
        self.published.set(self.published.get() + objects);
        if self.wants_shared_collection() {
            self.signals.ask(request::COLLECT);
        }
    }

    /// Has this thread made so many objects shared that a collection of the shared heap is due?
    pub fn wants_shared_collection(&self) -> bool {
        self.published.get() >= self.collect_shared_at.get() && super::collect::is_automatic()
    }

    /// Called after a collection of the shared heap that found so much garbage: where it was in vain, the next one comes
    /// after twice as many objects.
    pub fn shared_collected(&self, found: usize) {
        let in_vain = found < self.published.replace(0) / 4;
        let next = if in_vain { self.collect_shared_at.get() * 2 } else { COLLECT_SHARED_AFTER };
        self.collect_shared_at.set(next.min(COLLECT_SHARED_AFTER * 64));
    }

    /// Says whether the thread is attached. While it is not, the context stays current, but a `Published` that is
    /// dropped goes to its domain's inbox (D4).
    pub fn set_attached(&self, attached: bool) {
        self.attached.set(attached);
    }

    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        // SAFETY: heaps are never freed.
        unsafe { &*self.heap.get() }
    }

    /// Is this object plain property of my domain?
    #[inline(always)]
    pub fn is_mine(&self, header: *const Header) -> bool {
        // SAFETY: the caller holds the object; its owner changes only by my own hand (D3).
        unsafe { (*header).owner == self.owner.get() }
    }

    /// Counts one more reference to a counted word.
    #[inline(always)]
    pub fn retain(&self, raw: RawValue) {
        let header = raw.header();
        // SAFETY: D1 for mine; the cold path sees to the rest.
        unsafe {
            if (*header).owner == self.owner.get() {
                let count = (*header).count.wrapping_add(1);
                (*header).count = count;
                if count == 0 {
                    overflowed(header);
                }
            } else {
                self.retain_foreign(header);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn retain_foreign(&self, header: *mut Header) {
        // SAFETY: the caller holds a count, so the object is alive.
        unsafe {
            match (*header).owner {
                IMMORTAL | STUCK => {}
                SHARED => self.stock.take(self, header),
                // A reference from outside the domain is a breach of D1; counting atomically would race
                // with the owner, so it must not go unseen.
                other => panic!("D1: object of domain {other} met in domain {}", self.owner.get()),
            }
        }
    }

    /// Gives back one reference to a counted word.
    #[inline(always)]
    pub fn release(&self, raw: RawValue) {
        let header = raw.header();
        // SAFETY: D1 for mine; the cold path sees to the rest.
        unsafe {
            if (*header).owner == self.owner.get() {
                let count = (*header).count - 1;
                (*header).count = count;
                if count == 0 {
                    self.die(header);
                }
            } else {
                self.release_foreign(header);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn release_foreign(&self, header: *mut Header) {
        // SAFETY: the caller gives up a count that it owned.
        unsafe {
            match (*header).owner {
                IMMORTAL | STUCK => {}
                SHARED => self.stock.put(self, header),
                other => panic!("D1: object of domain {other} dropped in domain {}", self.owner.get()),
            }
        }
    }

    /// Gives back `number` real counts of a shared object, and lets it die if they were the last.
    pub(super) fn return_counts(&self, header: *mut Header, number: u32) {
        // SAFETY: the counts are ours to give; whoever reaches zero has the object alone (D9): nothing
        // raises a count from zero.
        unsafe {
            let before = Header::atomic_count(header).fetch_sub(number, std::sync::atomic::Ordering::AcqRel);
            debug_assert!(before >= number, "D7: count below zero");
            if before == number {
                self.die(header);
            }
        }
    }

    /// Counts an object unless it is dead.
    ///
    /// The header may be read even if the object has died meanwhile: memory that was reachable when the word was
    /// loaded is not reused before this thread's next safepoint (D9).
    #[inline(always)]
    pub fn try_retain(&self, header: *mut Header) -> bool {
        // SAFETY: see above; a mine object is alive, for nobody else can have dropped it (D1).
        unsafe {
            if (*header).owner == self.owner.get() {
                if (*header).count == 0 {
                    return false;
                }
                self.retain(RawValue::from_header(header));
                return true;
            }
        }
        self.try_retain_foreign(header)
    }

    #[cold]
    #[inline(never)]
    fn try_retain_foreign(&self, header: *mut Header) -> bool {
        // SAFETY: as in `try_retain`.
        unsafe {
            match (*header).owner {
                SHARED => self.stock.try_take(self, header),
                IMMORTAL | STUCK => true,
                other => panic!("D1: object of domain {other} met in domain {}", self.owner.get()),
            }
        }
    }

    // Birth.

    /// Memory for an object of a shape, its header filled in (count 1), its attribute slots NULL, its own
    /// fields uninitialised. None when memory is out.
    #[inline(always)]
    pub(super) fn allocate(&self, shape: &Shape, size: usize) -> Option<*mut Header> {
        let (header, size_class) = self.allocate_cell(size)?;
        self.begin(shape, header, size_class);
        Some(header)
    }

    #[inline(always)]
    fn allocate_cell(&self, size: usize) -> Option<(*mut Header, u8)> {
        match self.heap().allocate_quickly(size) {
            Some(cell) => Some(cell),
            None => self.allocate_slowly(size),
        }
    }

    /// Fills in a new object's header and attribute slots, and counts its class.
    #[inline(always)]
    fn begin(&self, shape: &Shape, header: *mut Header, size_class: u8) {
        let tracked = if shape.layout.tracked { flags::TRACKED } else { 0 };
        let large = if size_class == 0 { flags::LARGE } else { 0 };
        // SAFETY: fresh memory of at least a header.
        unsafe {
            let flags = shape.instance_flags | tracked | large;
            let (kind, owner) = (shape.layout.kind, self.owner.get());
            header.write(Header::new(shape.number, flags, kind, shape.fixed_slots, size_class, owner));
            let slots = header.byte_add(shape.slots_offset as usize).cast::<u64>();
            for index in 0..shape.slot_count as usize {
                slots.add(index).write(RawValue::NULL.word());
            }
        }
        if shape.class.is_counted() {
            self.retain(shape.class);
        }
    }

    /// Where the heap grows, a collection may be due.
    #[cold]
    #[inline(never)]
    fn allocate_slowly(&self, size: usize) -> Option<(*mut Header, u8)> {
        let cell = self.heap().allocate(size);
        if self.heap().wants_collection() {
            self.signals.ask(request::COLLECT);
        }
        cell
    }

    /// Makes a heap object of a Rust struct that `make` builds just where it is to lie: one that is built before would be
    /// copied there, and reading it back waits for its small stores.
    #[inline(always)]
    pub fn build<T: HeapObject>(&self, shape: &Shape, make: impl FnOnce() -> T) -> Option<Value> {
        debug_assert!(std::ptr::eq(shape.layout, T::LAYOUT) || shape.layout.size >= T::LAYOUT.size);
        let size = shape.slots_offset as usize + shape.slot_count as usize * 8;
        let (header, size_class) = self.allocate_cell(size.max(size_of::<T>()))?;
        // SAFETY: as in `create`.
        unsafe {
            header.cast::<T>().write(make());
            self.begin(shape, header, size_class);
            Some(Value::from_raw(RawValue::from_header(header)))
        }
    }

    /// Makes a heap object of a Rust struct. The struct's header is a placeholder (see `Header::blank`).
    /// Gives the struct back when memory is out.
    #[inline(always)] // the struct is built in place then, and not moved through the stack
    pub fn create<T: HeapObject>(&self, shape: &Shape, object: T) -> Result<Value, T> {
        debug_assert!(std::ptr::eq(shape.layout, T::LAYOUT) || shape.layout.size >= T::LAYOUT.size);
        let size = shape.slots_offset as usize + shape.slot_count as usize * 8;
        let Some((header, size_class)) = self.allocate_cell(size.max(size_of::<T>())) else {
            return Err(object);
        };
        // SAFETY: the memory holds at least a `T`, whose header is a placeholder that is written over: reading
        // back a header that was made before would wait for its small stores.
        unsafe {
            header.cast::<T>().write(object);
            self.begin(shape, header, size_class);
            Ok(Value::from_raw(RawValue::from_header(header)))
        }
    }

    // Death.

    /// The count of this object has reached zero, and it is mine or I claimed it (D9).
    #[inline(never)]
    pub fn die(&self, header: *mut Header) {
        if self.is_leaf(header) {
            // SAFETY: it is dead and mine (D9); nothing in it needs dropping, and nothing else dies with it.
            unsafe { self.heap().free(header) };
            return;
        }
        if self.draining.get() || self.guards.get() != 0 {
            return self.put_off(header);
        }
        self.draining.set(true);
        self.destroy_now(header);
        if self.has_trash() {
            self.drain();
        }
        self.draining.set(false);
    }

    /// Is an object's death no more than its memory's return: a string or a number of my own that nothing else knows of?
    #[inline(always)]
    fn is_leaf(&self, header: *mut Header) -> bool {
        const NOTED: u8 = flags::TRACKED | flags::VISIBLE_DEATH | flags::INTERNED;
        // SAFETY: the caller's dead object.
        unsafe {
            if (*header).has(NOTED) || (*header).used_slots() != 0 || !self.is_mine(header) {
                return false;
            }
            let shape = shape::of(header);
            shape.layout.drop.is_none() && !shape.class.is_counted()
        }
    }

    fn has_trash(&self) -> bool {
        // SAFETY: only this thread touches the list; no borrow outlives a call.
        unsafe { !(*self.trash.as_ptr()).is_empty() }
    }

    /// Puts a dead object on the trash list. Where there is no memory for the list, the object dies at once if that is
    /// possible: its own memory makes room for the next.
    fn put_off(&self, header: *mut Header) {
        {
            let mut trash = self.trash.borrow_mut();
            if trash.len() < trash.capacity() || trash.try_reserve(1).is_ok() {
                trash.push(header);
                return;
            }
        }
        // Without a guard this is `destroy`, called for a child; deeper than this the object is lost, not its memory's
        // safety.
        let depth = self.direct_deaths.get();
        if self.guards.get() == 0 && depth < MOST_DIRECT_DEATHS {
            self.direct_deaths.set(depth + 1);
            self.destroy(header);
            self.direct_deaths.set(depth);
        }
    }

    #[inline(never)]
    fn drain(&self) {
        loop {
            let next = self.trash.borrow_mut().pop();
            match next {
                Some(header) => self.destroy(header),
                None => return,
            }
        }
    }

    /// Empties the trash that gathered while guards were held.
    pub fn drain_trash(&self) {
        if self.draining.get() || self.guards.get() != 0 || !self.has_trash() {
            return;
        }
        self.draining.set(true);
        self.drain();
        self.draining.set(false);
    }

    #[inline(never)]
    fn destroy(&self, header: *mut Header) {
        self.destroy_now(header);
    }

    #[inline(always)]
    fn destroy_now(&self, header: *mut Header) {
        // SAFETY: the object is dead and ours alone (D9); each part is dropped once.
        unsafe {
            let special = (*header).flags() & (flags::VISIBLE_DEATH | flags::INTERNED);
            if special != 0 && self.special_death(header) {
                return;
            }
            let shape = shape::of(header);
            if let Some(drop_fields) = shape.layout.drop {
                drop_fields(header);
            }
            let slots = header.byte_add(shape.slots_offset as usize).cast::<RawValue>();
            for index in 0..(*header).used_slots() as usize {
                let raw = slots.add(index).read();
                if raw.is_counted() {
                    self.release(raw);
                }
            }
            let class = shape.class;
            if (*header).owner == SHARED {
                self.limbo.retire_object(self, header);
            } else {
                self.heap().free(header);
            }
            if class.is_counted() {
                self.release(class);
            }
        }
    }

    /// Finalizer, weak references, intern table. True if the object lives on until its finalizer has run.
    #[cold]
    fn special_death(&self, header: *mut Header) -> bool {
        // SAFETY: as in `destroy`.
        unsafe {
            if (*header).flags() & (flags::FINALIZER | flags::FINALIZED) == flags::FINALIZER {
                (*header).set_own_flags(flags::FINALIZED);
                Header::atomic_count(header).store(1, std::sync::atomic::Ordering::Release);
                let object = Value::from_raw(RawValue::from_header(header));
                self.queue_finalization(Finalization::Finalizer(object));
                return true;
            }
            if (*header).has(flags::WEAKLY_REFERENCED) {
                weak::target_died(self, header);
            }
            if (*header).has(flags::INTERNED) {
                intern::forget(&*header.cast());
            }
        }
        false
    }

    pub(super) fn queue_finalization(&self, finalization: Finalization) {
        self.finalizations.borrow_mut().push_back(finalization);
        self.signals.ask(request::FINALIZE);
    }

    /// Does user code wait to be run?
    #[inline(always)]
    pub fn has_finalizations(&self) -> bool {
        // SAFETY: only this thread touches the list; no borrow outlives a call.
        unsafe { !(*self.finalizations.as_ptr()).is_empty() }
    }

    /// All user code that waits. Whoever runs it takes it so, and not one by one: what dies while it runs is then settled
    /// there and then, and what waits behind it is not.
    pub fn take_finalizations(&self) -> VecDeque<Finalization> {
        std::mem::take(&mut *self.finalizations.borrow_mut())
    }

    /// The oldest user code that waits.
    pub fn take_finalization(&self) -> Option<Finalization> {
        self.finalizations.borrow_mut().pop_front()
    }

    /// Runs `work`, which may count but must not meet a death, since it holds one of the heap's own locks: what dies
    /// meanwhile, evicted from the stock, goes to the trash.
    pub(super) fn without_deaths<R>(&self, work: impl FnOnce() -> R) -> R {
        self.guard_taken();
        let result = work();
        self.guard_dropped();
        result
    }

    pub(super) fn guard_taken(&self) {
        self.guards.set(self.guards.get() + 1);
    }

    pub(super) fn guard_dropped(&self) {
        self.guards.set(self.guards.get() - 1);
        self.drain_trash();
    }
}

/// The count of an object went past 2^32: it can no longer be known, so the object lives for ever (D7).
#[cold]
#[inline(never)]
unsafe fn overflowed(header: *mut Header) {
    // SAFETY: mine, and no count is touched from here on.
    unsafe { (*header).owner = STUCK };
}

/// Visits all values that an object keeps alive: fields, attribute slots, class.
///
/// # Safety
/// The object is live and the caller may look into it: it is mine, or the world is stopped.
pub unsafe fn trace_object(header: *mut Header, visit: &mut dyn FnMut(RawValue)) {
    // SAFETY: the caller's promise.
    unsafe {
        let shape = shape::of(header);
        (shape.layout.trace)(header, visit);
        let slots = header.byte_add(shape.slots_offset as usize).cast::<Slot>();
        for index in 0..(*header).used_slots() as usize {
            visit((*slots.add(index)).raw());
        }
        visit(shape.class);
    }
}

/// Gives up what an object of a dead cycle holds: its replaceable fields and its attributes.
///
/// # Safety
/// As for `trace_object`, and the object is unreachable.
pub unsafe fn clear_object(header: *mut Header) {
    // SAFETY: the caller's promise.
    unsafe {
        let shape = shape::of(header);
        (shape.layout.clear)(header);
        let slots = header.byte_add(shape.slots_offset as usize).cast::<Slot>();
        for index in 0..(*header).used_slots() as usize {
            drop((*slots.add(index)).take());
        }
    }
}

/// The bytes of memory behind a live object.
///
/// # Safety
/// The object is live.
pub unsafe fn memory_of(header: *mut Header) -> usize {
    // SAFETY: the caller's promise.
    unsafe { pages::capacity_of(header) }
}

/// Bytes of memory that a value takes, what it refers to apart.
pub fn size_of_value(value: &Value) -> usize {
    let raw = value.raw();
    // SAFETY: the value counts its object.
    if raw.is_pointer() { unsafe { memory_of(raw.header()) } } else { 8 }
}

/// The layout of a live object.
///
/// # Safety
/// The caller holds the object.
pub unsafe fn layout_of(header: *const Header) -> &'static Layout {
    // SAFETY: the caller's promise.
    unsafe { shape::of(header).layout }
}
