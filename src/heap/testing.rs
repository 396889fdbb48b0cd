//! A heap to test with: a thread context without an interpreter.
//!
//! Owns the shapes that tests use and the one lock under which they run, since epochs and the registry are the
//! process's. Must not know classes: the class of every test object is None.

use super::context::{self, Context};
use super::guard::Attachment;
use super::header::{Header, Kind, flags};
use super::layout::{HeapObject, Layout, Slot};
use super::shape::{self, Shape};
use super::{BigInt, Bytes, Cell, Dict, Int64, List, Set, Str, Tuple, Value, WeakReference, pages};
use crate::domain::policy::PolicyKind;
use crate::domain::{Gil, ThreadRecord};
use crate::heap_object;
use parking_lot::Mutex;
use std::ptr::NonNull;
use std::sync::{Once, OnceLock};

heap_object! {
    /// An instance with attribute slots and nothing else.
    pub struct Plain = "plain" of Kind::Instance, tracked: true {}
}

heap_object! {
    /// Something that counts its deaths.
    pub struct Witness = "witness" of Kind::Instance, tracked: true {
        pub content: Slot,
        pub deaths: Deaths,
    }
}

/// Counts drops.
pub struct Deaths(pub std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl super::Trace for Deaths {
    fn trace(&self, _visit: &mut dyn FnMut(super::RawValue)) {}
}

impl Drop for Deaths {
    fn drop(&mut self) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    }
}

/// Shape numbers that no kind has.
const WEAK: u32 = 60;
static SERIAL: Mutex<()> = Mutex::new(());
static DYNAMIC: OnceLock<[u32; 3]> = OnceLock::new();

fn shape_of(number: u32, layout: &'static Layout, slot_count: u8, instance_flags: u8) -> Box<Shape> {
    Box::new(Shape {
        number,
        class: Value::NONE.raw(),
        layout,
        slots_offset: layout.size as u16,
        slot_count,
        fixed_slots: 0,
        instance_flags,
        slots: Default::default(),
    })
}

fn install_shapes() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        shape::reserve().expect("address space");
        let layouts = [
            List::LAYOUT,
            Tuple::LAYOUT,
            Dict::LAYOUT,
            Set::LAYOUT,
            Str::LAYOUT,
            Bytes::LAYOUT,
            Cell::LAYOUT,
            Int64::LAYOUT,
            BigInt::LAYOUT,
        ];
        for layout in layouts {
            if shape::built_in(layout.kind).is_none() {
                shape::install(shape_of(layout.kind as u32, layout, 0, 0));
            }
        }
        shape::install(shape_of(WEAK, WeakReference::LAYOUT, 0, 0));
        let dynamic = [(Plain::LAYOUT, 0), (Plain::LAYOUT, flags::FINALIZER), (Witness::LAYOUT, 0)];
        let numbers = dynamic.map(|(layout, instance_flags)| {
            let number = shape::reserve_pair().expect("shapes are left");
            shape::install(shape_of(number, layout, 4, instance_flags));
            number
        });
        DYNAMIC.get_or_init(|| numbers);
    });
}

/// Runs with an attached thread of a domain of its own. Tests that use it run one at a time.
pub fn with_context<R>(test: impl FnOnce(&mut Attachment) -> R) -> R {
    let _serial = SERIAL.lock();
    install_shapes();
    attached(test)
}

/// The same in another thread, while the caller's thread goes on with `meanwhile`.
pub fn beside<R: Send>(other: impl FnOnce(&mut Attachment) -> R + Send, meanwhile: impl FnOnce()) -> R {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| attached(other));
        meanwhile();
        thread.join().expect("the other thread ends well")
    })
}

fn attached<R>(test: impl FnOnce(&mut Attachment) -> R) -> R {
    let domain = Gil::Off.first_domain(PolicyKind::default());
    let record = ThreadRecord::register("test", false, domain.clone());
    record.attach();
    let context = Context::new(domain.id, pages::heap_of(domain.id), record.signals.clone());
    // SAFETY: the context outlives the attachment, and is this thread's alone.
    let mut heap = unsafe {
        context::enter(&raw const *context);
        Attachment::new(NonNull::from(context.as_ref()))
    };
    // A test that fails must not leave an attached thread behind.
    let _leaving = Leaving(&context, record);
    test(&mut heap)
}

struct Leaving<'a>(&'a Context, std::sync::Arc<ThreadRecord>);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        while let Some(finalization) = self.0.take_finalization() {
            drop(finalization);
        }
        self.0.stock.flush(self.0);
        self.0.drain_trash();
        self.0.limbo.leak();
        // SAFETY: no value is touched from here on.
        unsafe { context::enter(std::ptr::null()) };
        self.1.detach();
        self.1.unregister();
    }
}

/// What a thread does at a safepoint when it is asked for a report.
pub fn safepoint(heap: &Context) {
    let me = crate::domain::registry::threads()
        .into_iter()
        .find(|thread| std::sync::Arc::ptr_eq(&thread.signals, &heap.signals));
    heap.stock.flush(heap);
    me.expect("the thread is registered").report_quiescent();
    heap.limbo.sweep(heap);
}

fn built_in(kind: Kind) -> &'static Shape {
    shape::built_in(kind).expect("installed")
}

fn dynamic(index: usize) -> &'static Shape {
    // SAFETY: installed for ever.
    unsafe { shape::by_number(DYNAMIC.get().expect("installed")[index]) }
}

fn made<T>(result: Result<Value, T>) -> Value {
    result.unwrap_or_else(|_| panic!("memory is out"))
}

pub fn list(heap: &Context, items: Vec<Value>) -> Value {
    let list = List::new(items.into_iter()).expect("memory");
    made(heap.create(built_in(Kind::List), list))
}

pub fn dict(heap: &Context) -> Value {
    made(heap.create(built_in(Kind::Dict), Dict::new()))
}

pub fn namespace(heap: &Context) -> Value {
    made(heap.create(built_in(Kind::Dict), Dict::new_namespace()))
}

pub fn string(heap: &Context, text: &str) -> Value {
    made(Str::create(heap, built_in(Kind::Str), text.as_bytes()))
}

pub fn tuple(heap: &Context, items: Vec<Value>) -> Value {
    made(Tuple::create(heap, built_in(Kind::Tuple), items.into_iter()))
}

pub fn plain(heap: &Context) -> Value {
    made(heap.create(dynamic(0), Plain { header: Header::blank() }))
}

pub fn finalized(heap: &Context) -> Value {
    made(heap.create(dynamic(1), Plain { header: Header::blank() }))
}

pub fn witness(heap: &Context, deaths: &std::sync::Arc<std::sync::atomic::AtomicUsize>) -> Value {
    let witness = Witness { header: Header::blank(), content: Slot::empty(), deaths: Deaths(deaths.clone()) };
    made(heap.create(dynamic(2), witness))
}

pub fn weak(target: &Value, callback: Value) -> Value {
    // SAFETY: installed for ever.
    let shape = unsafe { shape::by_number(WEAK) };
    WeakReference::create(shape, target, callback).expect("a heap object")
}

/// The struct behind a value that a test made.
pub fn of<T: HeapObject>(value: &Value) -> &T {
    // SAFETY: the value counts its object, whose layout is checked.
    unsafe {
        let header = value.raw().header();
        assert!(
            std::ptr::eq(shape::of(header).layout, T::LAYOUT)
                || shape::of(header).layout.name == T::LAYOUT.name
        );
        &*header.cast::<T>()
    }
}

pub fn header(value: &Value) -> &Header {
    // SAFETY: the value counts its object.
    unsafe { &*value.raw().header() }
}
