//! Names that the runtime uses itself, interned once at start-up.

use crate::heap::{OutOfMemory, RawValue, Value, intern};
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! names {
    ($($variant:ident = $text:literal,)*) => {
        /// A well-known name.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Name { $($variant,)* }

        const TEXTS: &[&str] = &[$($text),*];
        static VALUES: [AtomicU64; TEXTS.len()] = [const { AtomicU64::new(RawValue::NULL.word()) }; TEXTS.len()];
    };
}

names! {
    Abs = "__abs__", AbstractMethods = "__abstractmethods__", Add = "__add__", AEnter = "__aenter__",
    AExit = "__aexit__", AIter = "__aiter__", All = "__all__", And = "__and__", ANext = "__anext__",
    Annotate = "__annotate__", AnnotateFunc = "__annotate_func__", Annotations = "__annotations__",
    AnnotationsCache = "__annotations_cache__", Args = "args", Await = "__await__", Bases = "__bases__",
    Bool = "__bool__", BuildClass = "__build_class__", Builtins = "__builtins__", Bytes = "__bytes__",
    Call = "__call__", Cause = "__cause__", Ceil = "__ceil__", Class = "__class__", ClassCell = "__classcell__",
    ClassDictCell = "__classdictcell__", ClassGetItem = "__class_getitem__", Close = "close", Closure = "__closure__",
    Code = "__code__", Complex = "__complex__", Contains = "__contains__", Context = "__context__", Debug = "__debug__",
    Default = "default", Defaults = "__defaults__", Del = "__del__", DelAttr = "__delattr__", Delete = "__delete__",
    DelItem = "__delitem__", Dict = "__dict__", Dir = "__dir__", DivMod = "__divmod__", Doc = "__doc__", Empty = "",
    End = "end", Enter = "__enter__", Eq = "__eq__", ExceptHook = "excepthook", Exit = "__exit__", File = "__file__",
    FirstLineNo = "__firstlineno__", Float = "__float__", Floor = "__floor__", FloorDiv = "__floordiv__", Flush = "flush",
    Format = "__format__", FSPath = "__fspath__", Func = "__func__", Ge = "__ge__", Get = "__get__",
    GetAttr = "__getattr__", GetAttribute = "__getattribute__", GetItem = "__getitem__", GetNewArgs = "__getnewargs__",
    GetState = "__getstate__", Globals = "__globals__", Gt = "__gt__", Hash = "__hash__", IAdd = "__iadd__",
    IAnd = "__iand__", IFloorDiv = "__ifloordiv__", ILShift = "__ilshift__", IMatMul = "__imatmul__", IMod = "__imod__",
    IMul = "__imul__", Import = "__import__", Index = "__index__", Init = "__init__",
    InitSubclass = "__init_subclass__", InstanceCheck = "__instancecheck__", Int = "__int__", Invert = "__invert__",
    IOr = "__ior__", IPow = "__ipow__", IRShift = "__irshift__", IsAbstractMethod = "__isabstractmethod__",
    ISub = "__isub__", Iter = "__iter__", ITrueDiv = "__itruediv__", IXor = "__ixor__", Join = "join", Key = "key",
    Keys = "keys", KwDefaults = "__kwdefaults__", Last = "last_exc", Le = "__le__", Len = "__len__",
    LengthHint = "__length_hint__", Loader = "__loader__", LShift = "__lshift__", Lt = "__lt__", Main = "__main__",
    MatchArgs = "__match_args__", MatMul = "__matmul__", Message = "msg", Missing = "__missing__", Mod = "__mod__",
    Modules = "modules", Module = "__module__", Mro = "__mro__", MroMethod = "mro", MroEntries = "__mro_entries__", Mul = "__mul__",
    NameAttribute = "name", Name = "__name__", Ne = "__ne__", Neg = "__neg__", New = "__new__", Next = "__next__",
    Notes = "__notes__", ObjClass = "__objclass__", Obj = "obj", Or = "__or__", OrigBases = "__orig_bases__",
    OrigClass = "__orig_class__", Package = "__package__", Path = "__path__", PathAttribute = "path", Pos = "__pos__", Pow = "__pow__",
    Prepare = "__prepare__", Print = "print", PrintFileAndLine = "print_file_and_line", QualName = "__qualname__",
    RAdd = "__radd__", RAnd = "__rand__", RDivMod = "__rdivmod__", Reduce = "__reduce__", ReduceEx = "__reduce_ex__",
    Repr = "__repr__", Reversed = "__reversed__", RFloorDiv = "__rfloordiv__", RLShift = "__rlshift__",
    RMatMul = "__rmatmul__", RMod = "__rmod__", RMul = "__rmul__", ROr = "__ror__", Round = "__round__", RPow = "__rpow__",
    RRShift = "__rrshift__", RShift = "__rshift__", RSub = "__rsub__", RTrueDiv = "__rtruediv__", RXor = "__rxor__",
    Self_ = "__self__", Send = "send", Sep = "sep", Set = "__set__", SetAttr = "__setattr__", SetItem = "__setitem__",
    SetName = "__set_name__", SizeOf = "__sizeof__", Slots = "__slots__", Spec = "__spec__",
    StaticAttributes = "__static_attributes__", Stderr = "stderr", Stdin = "stdin", Stdout = "stdout", Str = "__str__",
    Sub = "__sub__", SubclassCheck = "__subclasscheck__", Subclasses = "__subclasses__", SubclassHook = "__subclasshook__",
    SuppressContext = "__suppress_context__", Throw = "throw", Traceback = "__traceback__", TrueDiv = "__truediv__",
    Trunc = "__trunc__", TypeParams = "__type_params__", Value = "value", Weakref = "__weakref__", Wrapped = "__wrapped__",
    Write = "write", Xor = "__xor__", Source = "__source__", Super = "super", Self1 = "self", Items = "items", Fileno = "fileno",
    Encoding = "encoding", Mode = "mode", Path0 = "__cached__", Unraisable = "unraisablehook",
}

impl Name {
    pub fn text(self) -> &'static str {
        TEXTS[self as usize]
    }

    /// The interned string, immortal.
    #[inline(always)]
    pub fn value(self) -> Value {
        RawValue::from_word(VALUES[self as usize].load(Ordering::Relaxed)).to_value()
    }
}

/// At start-up, while everything that is made is immortal: interns all names.
pub fn intern_all() -> Result<(), OutOfMemory> {
    for (text, value) in TEXTS.iter().zip(&VALUES) {
        value.store(intern::intern(text.as_bytes())?.into_raw().word(), Ordering::Relaxed);
    }
    Ok(())
}
