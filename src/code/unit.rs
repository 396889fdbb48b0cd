//! A code unit: what the compiler makes of one function, class body or module.
//!
//! Plain data, immutable, shared between interpreters by `Arc`. Its words hold indexes where a loaded
//! copy holds values and addresses (see `op::Word`).

use std::sync::Arc;

/// A constant before it is a heap value. Compared bit for bit, so that `0.0` and `-0.0` stay two.
#[derive(Clone, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// Digits in the radix, without sign, prefix or underscores.
    BigInt {
        digits: Box<str>,
        radix: u32,
    },
    Float(f64),
    /// An imaginary number.
    Complex(f64, f64),
    /// WTF-8.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    Code(Arc<CodeUnit>),
}

/// What kind of code a unit is; a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// `*args` stands after the keyword-only parameters.
    pub const VAR_POSITIONAL: CodeFlags = CodeFlags(1);
    /// `**kwargs` stands last of the parameters.
    pub const VAR_KEYWORD: CodeFlags = CodeFlags(2);
    pub const GENERATOR: CodeFlags = CodeFlags(4);
    pub const COROUTINE: CodeFlags = CodeFlags(8);
    pub const ASYNC_GENERATOR: CodeFlags = CodeFlags(16);
    /// The body of a class or of exec/eval: register 0 holds its namespace.
    pub const NAMESPACE: CodeFlags = CodeFlags(32);
    /// A function, lambda or comprehension: its locals are registers.
    pub const FUNCTION: CodeFlags = CodeFlags(64);
    /// Defined inside a class body: its `super()` may need the name of the class.
    pub const METHOD: CodeFlags = CodeFlags(128);

    pub const fn contains(self, other: CodeFlags) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn with(self, other: CodeFlags) -> CodeFlags {
        CodeFlags(self.0 | other.0)
    }

    /// A call makes a generator-like object instead of running the body.
    pub const fn is_suspendable(self) -> bool {
        self.0 & (4 | 8 | 16) != 0
    }
}

/// Instructions `start..end` (word offsets) are guarded: an exception is stored into register
/// `register` and execution goes on at `target`. Where ranges nest, the innermost comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: u16,
}

/// Where the instructions from word `start` on (to the next entry) come from. Lines are 1-based, columns
/// 0-based bytes; line 0 means that the instruction belongs to no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub start: u32,
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

#[derive(Debug, Default)]
pub struct CodeUnit {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub filename: Arc<str>,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Parameters that may be given by position (positional-only ones included).
    pub argument_count: u32,
    pub positional_only_count: u32,
    pub keyword_only_count: u32,
    /// Names of the registers 0..n that are variables: parameters first (positional, keyword-only, `*args`,
    /// `**kwargs`), then other locals, cell variables among them. Temporaries follow and have no name.
    pub local_names: Vec<Box<str>>,
    /// Registers (below `local_names.len()`) that hold cells. `MakeCell` at the start of the code makes them.
    pub cell_registers: Vec<u16>,
    pub free_names: Vec<Box<str>>,
    pub register_count: u32,
    pub names: Vec<Box<str>>,
    pub consts: Vec<Const>,
    pub words: Vec<u64>,
    pub handlers: Vec<Handler>,
    pub positions: Vec<Position>,
    pub docstring: Option<Box<[u8]>>,
}

impl CodeUnit {
    /// Registers that a call fills: all parameters, with `*args` and `**kwargs`.
    pub fn parameter_count(&self) -> u32 {
        self.argument_count
            + self.keyword_only_count
            + self.flags.contains(CodeFlags::VAR_POSITIONAL) as u32
            + self.flags.contains(CodeFlags::VAR_KEYWORD) as u32
    }

    /// The source position of the instruction at a word offset.
    pub fn position(&self, offset: u32) -> Option<Position> {
        let index = self.positions.partition_point(|position| position.start <= offset);
        index.checked_sub(1).map(|index| self.positions[index])
    }
}
