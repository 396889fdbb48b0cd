//! The classes that the runtime itself must find: by number, without a name.
//!
//! Owns the table from `CoreClass` and `Exception` to class objects. It is filled once, at start-up; all
//! entries are immortal. Also `class_of`, the class of any value.

use super::class::Class;
use super::slots::Slots;
use crate::heap::shape;
use crate::heap::{Kind, RawValue, Value};
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! core_classes {
    ($($name:ident),* $(,)?) => {
        /// A built-in class.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum CoreClass { $($name),* }
        const CORE_CLASSES: usize = [$(CoreClass::$name),*].len();
    };
}

core_classes!(
    Object,
    Type,
    Int,
    Float,
    Bool,
    NoneType,
    Ellipsis,
    NotImplementedType,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Cell,
    Function,
    BuiltinFunction,
    MethodDescriptor,
    WrapperDescriptor,
    ClassMethodDescriptor,
    GetSetDescriptor,
    MemberDescriptor,
    MethodWrapper,
    Method,
    Code,
    Module,
    Generator,
    Coroutine,
    AsyncGenerator,
    Traceback,
    Property,
    StaticMethod,
    ClassMethod,
    Super,
    MappingProxy,
    Iterator,
    CallableIterator,
    Frame,
    SimpleNamespace,
    WeakReference,
    Template,
    Interpolation,
);

macro_rules! exceptions {
    ($($name:ident: $base:ident),* $(,)?) => {
        /// A built-in exception class.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Exception { BaseException, $($name),* }

        impl Exception {
            /// Every built-in exception class, bases first.
            pub const ALL: &[Exception] = &[Exception::BaseException, $(Exception::$name),*];

            pub const fn name(self) -> &'static str {
                match self { Exception::BaseException => "BaseException", $(Exception::$name => stringify!($name)),* }
            }

            /// The base class; None for BaseException.
            pub const fn base(self) -> Option<Exception> {
                match self { Exception::BaseException => None, $(Exception::$name => Some(Exception::$base)),* }
            }
        }
        const EXCEPTIONS: usize = Exception::ALL.len();
    };
}

exceptions!(
    BaseExceptionGroup: BaseException,
    GeneratorExit: BaseException,
    KeyboardInterrupt: BaseException,
    SystemExit: BaseException,
    Exception: BaseException,
    ArithmeticError: Exception,
    FloatingPointError: ArithmeticError,
    OverflowError: ArithmeticError,
    ZeroDivisionError: ArithmeticError,
    AssertionError: Exception,
    AttributeError: Exception,
    BufferError: Exception,
    EOFError: Exception,
    ImportError: Exception,
    ModuleNotFoundError: ImportError,
    LookupError: Exception,
    IndexError: LookupError,
    KeyError: LookupError,
    MemoryError: Exception,
    NameError: Exception,
    UnboundLocalError: NameError,
    OSError: Exception,
    BlockingIOError: OSError,
    ChildProcessError: OSError,
    ConnectionError: OSError,
    BrokenPipeError: ConnectionError,
    ConnectionAbortedError: ConnectionError,
    ConnectionRefusedError: ConnectionError,
    ConnectionResetError: ConnectionError,
    FileExistsError: OSError,
    FileNotFoundError: OSError,
    InterruptedError: OSError,
    IsADirectoryError: OSError,
    NotADirectoryError: OSError,
    PermissionError: OSError,
    ProcessLookupError: OSError,
    TimeoutError: OSError,
    ReferenceError: Exception,
    RuntimeError: Exception,
    NotImplementedError: RuntimeError,
    RecursionError: RuntimeError,
    PythonFinalizationError: RuntimeError,
    StopAsyncIteration: Exception,
    StopIteration: Exception,
    SyntaxError: Exception,
    IndentationError: SyntaxError,
    TabError: IndentationError,
    SystemError: Exception,
    TypeError: Exception,
    ValueError: Exception,
    UnicodeError: ValueError,
    UnicodeDecodeError: UnicodeError,
    UnicodeEncodeError: UnicodeError,
    UnicodeTranslateError: UnicodeError,
    Warning: Exception,
    BytesWarning: Warning,
    DeprecationWarning: Warning,
    EncodingWarning: Warning,
    FutureWarning: Warning,
    ImportWarning: Warning,
    PendingDeprecationWarning: Warning,
    ResourceWarning: Warning,
    RuntimeWarning: Warning,
    SyntaxWarning: Warning,
    UnicodeWarning: Warning,
    UserWarning: Warning,
);

static CLASSES: [AtomicU64; CORE_CLASSES] = [const { AtomicU64::new(RawValue::NULL.word()) }; CORE_CLASSES];
static EXCEPTION_CLASSES: [AtomicU64; EXCEPTIONS] =
    [const { AtomicU64::new(RawValue::NULL.word()) }; EXCEPTIONS];

/// A built-in class. NULL before start-up has made it.
#[inline(always)]
pub fn class(which: CoreClass) -> Value {
    RawValue::from_word(CLASSES[which as usize].load(Ordering::Relaxed)).to_value()
}

/// A built-in exception class.
pub fn exception(which: Exception) -> Value {
    RawValue::from_word(EXCEPTION_CLASSES[which as usize].load(Ordering::Relaxed)).to_value()
}

/// At start-up: names an immortal class.
pub fn set_class(which: CoreClass, class: &Value) {
    assert!(!class.raw().is_counted(), "core classes live for ever");
    CLASSES[which as usize].store(class.raw().word(), Ordering::Relaxed);
}

/// At start-up: names an immortal exception class.
pub fn set_exception(which: Exception, class: &Value) {
    assert!(!class.raw().is_counted(), "core classes live for ever");
    EXCEPTION_CLASSES[which as usize].store(class.raw().word(), Ordering::Relaxed);
}

/// The class of a value.
#[inline]
#[allow(unsafe_code)]
pub fn class_of(value: &Value) -> Value {
    let raw = value.raw();
    if raw.is_pointer() {
        // SAFETY: the value counts its object, and the object its class.
        return unsafe { shape::of(raw.header()).class.to_value() };
    }
    class(immediate_class(raw))
}

fn immediate_class(raw: RawValue) -> CoreClass {
    if raw.is_int() {
        CoreClass::Int
    } else if raw.is_float() {
        CoreClass::Float
    } else if raw.is_bool() {
        CoreClass::Bool
    } else if raw == RawValue::ELLIPSIS {
        CoreClass::Ellipsis
    } else if raw == RawValue::NOT_IMPLEMENTED {
        CoreClass::NotImplementedType
    } else {
        CoreClass::NoneType
    }
}

/// Is this class a core class, and not one derived from it?
#[inline]
pub fn is_class(class: &Value, which: CoreClass) -> bool {
    class.raw().word() == CLASSES[which as usize].load(Ordering::Relaxed)
}

/// Is this exactly an instance of a core class?
#[inline]
pub fn is_exactly(value: &Value, which: CoreClass) -> bool {
    class_word(value) == CLASSES[which as usize].load(Ordering::Relaxed)
}

/// Is this class, and not one derived from it, the value's class?
#[inline]
pub fn is_instance_of(value: &Value, class: &Value) -> bool {
    class_word(value) == class.raw().word()
}

/// The kind of an object whose class is a built-in one and no other: then its layout and its behaviour are known.
#[inline(always)]
#[allow(unsafe_code)]
pub fn exact_kind(value: &Value) -> Option<Kind> {
    let raw = value.raw();
    if !raw.is_pointer() {
        return None;
    }
    // SAFETY: the value counts its object.
    let header = unsafe { &*raw.header() };
    if header.shape() == header.kind as u32 { Some(header.kind) } else { None }
}

/// Something that the value's class can do, as its slots say: a function, copied out, for what runs then may change
/// the class.
#[inline(always)]
#[allow(unsafe_code)]
pub fn slot<R: Copy + 'static>(value: &Value, pick: impl FnOnce(&Slots) -> R) -> R {
    let raw = value.raw();
    // SAFETY: the value counts its object, and the object its class, while nothing but `pick` runs. A class keeps all
    // slots that it ever had.
    unsafe {
        if raw.is_pointer() {
            return pick(&*shape::of(raw.header()).slots.load(Ordering::Acquire).cast::<Slots>());
        }
        pick((&*RawValue::from_word(class_word(value)).header().cast::<Class>()).slots())
    }
}

/// The class of a value, uncounted: for comparing only.
#[inline(always)]
#[allow(unsafe_code)]
fn class_word(value: &Value) -> u64 {
    let raw = value.raw();
    if raw.is_pointer() {
        // SAFETY: the value counts its object, and the object its class.
        return unsafe { shape::of(raw.header()).class.word() };
    }
    CLASSES[immediate_class(raw) as usize].load(Ordering::Relaxed)
}
