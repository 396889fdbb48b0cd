//! Functions, code, modules, generators, exceptions: the objects that running code is made of.
//!
//! Owns their layouts. Must not know how they run. Attributes that programs can replace are slots.

use super::core::CoreClass;
use super::definition::{Binding, Callee, NativeDef, NativeFn};
use super::native::cast_kind;
use super::slots::Slots;
use crate::code::CodeUnit;
use crate::heap::{Header, Kind, Opaque, RawValue, Registers, Slot, Trace, Value};
use crate::heap_object;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Weak};

heap_object! {
    /// A code unit loaded into an interpreter: constants are values, and the words of its instructions name them and
    /// the global cells directly. Loaded for one globals dict.
    pub struct Code = "code" of Kind::Code, tracked: true {
        pub unit: Opaque<Arc<CodeUnit>>,
        /// The unit's texts, for the functions that are made of it: interned names, and the docstring or None.
        pub name: Value,
        pub qualname: Value,
        pub doc: Value,
        /// The instructions. Inline caches in them are written by any thread, atomically.
        pub words: Words,
        pub constants: Vec<Value>,
        /// Interned, by the unit's name index.
        pub names: Vec<Value>,
        /// The cells of globals and builtins that the words name.
        pub cells: Vec<Value>,
        /// The namespace that the code was loaded for, NULL for none yet.
        pub globals: Value,
    }
}

/// The instruction words, registered so that all inline caches of the process can be forgotten.
pub struct Words(Arc<Loaded>);

struct Loaded {
    words: Box<[AtomicU64]>,
    caches: Box<[u32]>,
}

static LOADED: Mutex<Vec<Weak<Loaded>>> = Mutex::new(Vec::new());

impl Words {
    /// Words, and the offsets of the inline caches among them.
    pub fn new(words: Vec<u64>, caches: Vec<u32>) -> Words {
        let words = words.into_iter().map(AtomicU64::new).collect();
        let loaded = Arc::new(Loaded { words, caches: caches.into() });
        let mut all = LOADED.lock();
        if all.len() == all.capacity() {
            all.retain(|weak| weak.strong_count() != 0);
        }
        all.push(Arc::downgrade(&loaded));
        Words(loaded)
    }

    /// The address of the first word, where execution starts.
    #[inline(always)]
    pub fn start(&self) -> *const u64 {
        self.0.words.as_ptr().cast()
    }

    pub fn len(&self) -> usize {
        self.0.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.words.is_empty()
    }
}

/// Counts how often all caches were emptied.
static GENERATION: AtomicU64 = AtomicU64::new(1);

/// Changes whenever all caches are emptied: what another table knows from before is void.
pub fn cache_generation() -> u64 {
    GENERATION.load(Ordering::Acquire)
}

/// Empties every inline cache. The world is stopped.
pub fn forget_caches() {
    GENERATION.fetch_add(1, Ordering::AcqRel);
    for loaded in LOADED.lock().iter().filter_map(Weak::upgrade) {
        for offset in &loaded.caches {
            loaded.words[*offset as usize].store(0, Ordering::Relaxed);
        }
    }
}

impl Trace for Words {
    fn trace(&self, _visit: &mut dyn FnMut(RawValue)) {}
}

heap_object! {
    pub struct Function = "function" of Kind::Function, tracked: true {
        pub code: Slot,
        /// The code's parameter count where a call with just that many positional arguments needs no binding,
        /// else `u32::MAX`.
        pub plain_arguments: AtomicU32,
        pub register_count: AtomicU32,
        /// Where execution starts.
        pub entry: AtomicU64,
        pub globals: Value,
        /// A tuple of cells, or NULL.
        pub closure: Value,
        pub name: Slot,
        pub qualname: Slot,
        /// A tuple, or NULL.
        pub defaults: Slot,
        /// A dict, or NULL.
        pub keyword_defaults: Slot,
        pub doc: Slot,
        pub module: Slot,
        pub annotations: Slot,
        pub annotate: Slot,
        pub type_params: Slot,
        /// Code that was replaced: frames may still be running it.
        pub old_code: OldCode,
    }
}

/// Values that are kept until their holder dies.
#[derive(Default)]
pub struct OldCode(Mutex<Vec<Value>>);

impl OldCode {
    pub fn keep(&self, value: Value) {
        self.0.lock().push(value);
    }
}

impl Trace for OldCode {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.0.lock().iter().for_each(|value| visit(value.raw()));
    }
}

impl Function {
    pub fn of(value: &Value) -> Option<&Function> {
        cast_kind(value, Kind::Function)
    }
}

impl Code {
    pub fn of(value: &Value) -> Option<&Code> {
        cast_kind(value, Kind::Code)
    }
}

heap_object! {
    /// A native function, a method descriptor of a built-in type, or either bound to an object.
    pub struct NativeFunction = "builtin_function_or_method" of Kind::NativeFunction, tracked: true {
        pub definition: Opaque<&'static NativeDef>,
        /// Its body, where it stands alone: what a call with `exact` arguments, of which the first is a fitting receiver
        /// if it is a method, comes to.
        pub body: Opaque<Option<NativeFn>>,
        /// How many positional arguments need no laying out, self among them; `u32::MAX` where all calls do.
        pub exact: u32,
        /// How many of those must be given.
        pub least: u32,
        pub takes_receiver: bool,
        /// Does it take what it is found on as first argument? Then calling it so is the same as binding and calling.
        pub is_method: bool,
        /// What it is bound to, NULL for nothing.
        pub receiver: Value,
        /// The class that it was defined in, or NULL.
        pub owner: Value,
        /// The shape of an instance of just that class; 0 while none is known.
        pub owner_shape: AtomicU32,
        /// The slots of that class, for wrappers.
        pub owner_slots: Opaque<Option<&'static Slots>>,
        /// The module's name, or NULL.
        pub module: Value,
    }
}

impl NativeFunction {
    /// What `definition` becomes: bound to a receiver or to NULL, and with its class, that class's slots, and its module's
    /// name, where it has them.
    pub fn new(
        definition: &'static NativeDef,
        receiver: Value,
        owner: Value,
        owner_slots: Option<&'static Slots>,
        module: Value,
    ) -> NativeFunction {
        let signature = &definition.signature;
        let body = match definition.callee {
            Callee::Plain(body) => Some(body),
            Callee::Wrapper(_) => None,
        };
        let is_direct = body.is_some()
            && receiver.is_null()
            && definition.binding != Binding::Wrapper
            && signature.positional == signature.total
            && !signature.var_keyword;
        NativeFunction {
            header: Header::blank(),
            definition: Opaque(definition),
            body: Opaque(body),
            exact: if is_direct { signature.total as u32 } else { u32::MAX },
            least: signature.required as u32,
            takes_receiver: definition.binding == Binding::Method,
            is_method: receiver.is_null() && matches!(definition.binding, Binding::Method | Binding::Wrapper),
            receiver,
            owner,
            owner_shape: AtomicU32::new(0),
            owner_slots: Opaque(owner_slots),
            module,
        }
    }

    pub fn of(value: &Value) -> Option<&NativeFunction> {
        cast_kind(value, Kind::NativeFunction)
    }
}

heap_object! {
    pub struct BoundMethod = "method" of Kind::BoundMethod, tracked: true {
        pub function: Value,
        pub receiver: Value,
    }
}

impl BoundMethod {
    pub fn of(value: &Value) -> Option<&BoundMethod> {
        cast_kind(value, Kind::BoundMethod)
    }
}

heap_object! {
    pub struct Module = "module" of Kind::Module, tracked: true {
        /// Its namespace.
        pub dict: Value,
    }
}

impl Module {
    pub fn of(value: &Value) -> Option<&Module> {
        cast_kind(value, Kind::Module)
    }
}

heap_object! {
    pub struct Exception = "BaseException" of Kind::Exception, tracked: true {
        /// A tuple.
        pub args: Slot,
        /// A `Traceback`, or None.
        pub traceback: Slot,
        pub context: Slot,
        pub cause: Slot,
        /// A list, or NULL.
        pub notes: Slot,
        pub suppress_context: std::sync::atomic::AtomicBool,
        /// What the class adds: fields of StopIteration (value), OSError (errno, strerror, filename, filename2), SyntaxError
        /// (msg, filename, lineno, offset, text, end_lineno, end_offset), ImportError (msg, name, path, name_from),
        /// NameError and AttributeError (name, obj), SystemExit (code), UnicodeError (encoding, object, start, end,
        /// reason), groups (message, exceptions). NULL where unset.
        pub fields: [Slot; 7],
    }
}

impl Trace for [Slot; 7] {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.iter().for_each(|slot| slot.trace(visit));
    }

    fn clear(&self) {
        self.iter().for_each(Slot::clear);
    }
}

impl Exception {
    pub fn of(value: &Value) -> Option<&Exception> {
        cast_kind(value, Kind::Exception)
    }

    /// A new exception with its arguments (a tuple) and nothing else.
    pub fn new(args: Value) -> Exception {
        Exception {
            header: Header::blank(),
            args: Slot::new(args),
            traceback: Slot::new(Value::NONE),
            context: Slot::new(Value::NONE),
            cause: Slot::new(Value::NONE),
            notes: Slot::empty(),
            suppress_context: std::sync::atomic::AtomicBool::new(false),
            fields: [const { Slot::empty() }; 7],
        }
    }
}

crate::native_object! {
    /// One frame's line in a traceback. Keeps code and line, never the frame (D3).
    pub struct Traceback = "traceback" {
        pub next: Slot,
        pub code: Value,
        pub globals: Value,
        /// Word offset of the instruction.
        pub offset: u32,
        /// `LINE_OF_OFFSET`, unless a program made the entry with a line of its own.
        pub given_line: u32,
    }
}

/// The line of an entry is the instruction's: it is looked for when somebody asks.
pub const LINE_OF_OFFSET: u32 = u32::MAX;

impl Traceback {
    pub fn line(&self) -> u32 {
        match self.given_line {
            LINE_OF_OFFSET => {
                let position = Code::of(&self.code).and_then(|code| code.unit.position(self.offset));
                position.map_or(0, |position| position.line)
            }
            line => line,
        }
    }
}

/// What a generator object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GeneratorKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// A generator's state; moved by compare-and-swap where threads may compete.
pub mod generator_state {
    pub const CREATED: u8 = 0;
    pub const SUSPENDED: u8 = 1;
    pub const RUNNING: u8 = 2;
    pub const CLOSED: u8 = 3;
}

heap_object! {
    /// A generator, coroutine or async generator. While it runs, its registers are on the thread's stack and it holds
    /// none (D3); whoever claims `state` may touch the rest.
    pub struct Generator = "generator" of Kind::Generator, tracked: true {
        pub state: AtomicU8,
        pub kind: AtomicU8,
        /// Of an async generator: whether an awaitable of it is being awaited, and whether it was closed.
        pub async_state: AtomicU8,
        pub function: Value,
        /// What it runs, whatever code its function has got since.
        pub code: Value,
        pub registers: Registers,
        /// Word offset at which it goes on.
        pub resume_at: AtomicU32,
        /// The exception that it was handling when it was suspended, or NULL.
        pub handled: Slot,
        pub name: Slot,
        pub qualname: Slot,
    }
}

impl Generator {
    pub fn of(value: &Value) -> Option<&Generator> {
        cast_kind(value, Kind::Generator)
    }

    pub fn kind(&self) -> GeneratorKind {
        match self.kind.load(Ordering::Relaxed) {
            0 => GeneratorKind::Generator,
            1 => GeneratorKind::Coroutine,
            _ => GeneratorKind::AsyncGenerator,
        }
    }
}

impl GeneratorKind {
    pub fn class(self) -> CoreClass {
        match self {
            GeneratorKind::Generator => CoreClass::Generator,
            GeneratorKind::Coroutine => CoreClass::Coroutine,
            GeneratorKind::AsyncGenerator => CoreClass::AsyncGenerator,
        }
    }
}
