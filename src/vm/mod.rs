//! The virtual machine's thread: context, frames, and the protocols of objects.
//!
//! Owns `Vm`, which every native function gets: it is the thread's attachment to the heap, its stacks, and the way
//! to raise, call, compare, iterate, convert. Must not know the dispatch loop (installed by `interp` as a
//! function pointer) nor any built-in type beyond its layout.

pub mod arguments;
pub mod attribute;
pub mod attribute_cache;
pub mod call;
pub mod class_build;
pub mod compare;
pub mod construct;
pub mod convert;
pub mod finalize;
pub mod frames;
pub mod interpreter;
pub mod item;
pub mod iterate;
pub mod mapping;
pub mod operate;
pub mod raise;
pub mod safepoint;
pub mod thread_values;
pub mod traceback;
pub mod trampolines;

use crate::domain::ThreadRecord;
use crate::heap::{Attachment, Context, Value};
use crate::object::Arguments;
use frames::{Reservation, Stacks};
pub use interpreter::Interpreter;
use std::sync::Arc;

/// An exception is being raised; it stands in `Vm::raised`.
#[derive(Debug, Clone, Copy)]
pub struct Raised;

pub type Result<T> = std::result::Result<T, Raised>;

/// What upper layers install.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Runs a Python function with bound arguments to its end: the dispatch loop.
    pub call_function: fn(&mut Vm, function: &Value, arguments: Arguments) -> Result<Value>,
    /// Resumes a generator: sends a value, or throws the raised exception into it.
    pub resume: fn(&mut Vm, generator: &Value, input: Resume) -> Result<Resumed>,
    /// A function of code, globals and closure (NULL for none).
    pub new_function: fn(&mut Vm, code: &Value, globals: &Value, closure: Value) -> Result<Value>,
    /// `class[item]` as `types.GenericAlias`.
    pub alias: fn(&mut Vm, class: &Value, item: &Value) -> Result<Value>,
}

/// How a generator is resumed.
pub enum Resume {
    Send(Value),
    /// The exception is thrown in at the point of suspension.
    Throw(Value),
}

/// What resuming a generator came to.
pub enum Resumed {
    Yielded(Value),
    Returned(Value),
}

/// One attached thread. The fields are for this layer and the engine.
pub struct Vm {
    pub heap: Attachment,
    context: Box<Context>,
    pub stacks: Stacks,
    /// The exception in flight, NULL for none.
    raised: Value,
    /// The exception that an `except` block is handling, NULL for none.
    pub handled: Value,
    pub interpreter: Arc<Interpreter>,
    pub record: Arc<ThreadRecord>,
    /// The lowest address that the Rust stack may reach.
    pub native_limit: usize,
    /// Objects whose repr is being made, against endless recursion.
    pub repr_running: std::collections::HashSet<u64>,
    /// What natives keep for this thread alone.
    pub thread_values: thread_values::ThreadValues,
    pub hooks: Hooks,
    pub attribute_cache: attribute_cache::AttributeCache,
    /// Safepoints passed under `--stress`.
    stressed: u32,
}

impl Vm {
    /// A thread's machine, attached. The context becomes the thread's current one.
    #[allow(unsafe_code)]
    pub fn new(
        context: Box<Context>,
        interpreter: Arc<Interpreter>,
        record: Arc<ThreadRecord>,
        native_limit: usize,
        stacks: Reservation,
    ) -> Vm {
        let pointer = std::ptr::NonNull::from(context.as_ref());
        // SAFETY: the box lives in the machine, which leaves the context when it is dropped.
        let heap = unsafe {
            crate::heap::context::enter(pointer.as_ptr());
            Attachment::new(pointer)
        };
        let hooks = interpreter.hooks;
        let limit = interpreter.recursion_limit();
        Vm {
            heap,
            context,
            stacks: Stacks::new(stacks, limit),
            raised: Value::NULL,
            handled: Value::NULL,
            interpreter,
            record,
            native_limit,
            repr_running: std::collections::HashSet::new(),
            thread_values: thread_values::ThreadValues::default(),
            hooks,
            attribute_cache: Default::default(),
            stressed: 0,
        }
    }

    pub fn context(&self) -> &Context {
        &self.context
    }
}

impl Vm {
    /// The thread ends: it gives everything back, detaches and is forgotten.
    pub fn finish(self) {
        drop(self);
    }
}

impl Drop for Vm {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        self.raised = Value::NULL;
        self.handled = Value::NULL;
        self.attribute_cache.clear();
        self.thread_values.clear();
        self.heap.drain_trash();
        self.heap.stock.flush(&self.heap);
        self.heap.drain_trash();
        // What waits for other threads' safepoints is left to the process.
        self.heap.limbo.leak();
        self.stacks.release();
        // SAFETY: no value of this thread is touched from here on.
        unsafe { crate::heap::context::enter(std::ptr::null()) };
        self.record.detach();
        self.record.unregister();
    }
}
