//! Slots: what a class's instances can do, as function pointers.
//!
//! Owns the table that ties each slot to its special methods. A built-in type fills slots in its definition, and
//! gets the dunder attributes (`list.__len__`) from `WRAPPERS`; a class written in Python has dunders, and
//! gets slots that call them (`vm::trampolines`). Binary slots get the operands in source order, like CPython's:
//! the type of either may be the class, and NotImplemented means "ask the other".

use super::definition::Arguments;
use crate::heap::Value;
use crate::vm::{Result, Vm};

pub type UnaryFn = fn(&mut Vm, &Value) -> Result<Value>;
pub type BinaryFn = fn(&mut Vm, &Value, &Value) -> Result<Value>;

/// What a step of an iterator of pairs comes to.
pub enum PairStep {
    Pair(Value, Value),
    End,
    /// The items of this one are no pairs. No step was made.
    Other,
}

/// The six comparisons, with the numbers of CPython's slots.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    Lt,
    LtE,
    Eq,
    NotEq,
    Gt,
    GtE,
}

impl Comparison {
    pub const ALL: [Comparison; 6] =
        [Comparison::Lt, Comparison::LtE, Comparison::Eq, Comparison::NotEq, Comparison::Gt, Comparison::GtE];

    pub fn swapped(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::LtE => Comparison::GtE,
            Comparison::Gt => Comparison::Lt,
            Comparison::GtE => Comparison::LtE,
            other => other,
        }
    }

    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    pub fn dunder(self) -> &'static str {
        ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][self as usize]
    }

    /// What the comparison says of an ordering.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Lt => ordering.is_lt(),
            Comparison::LtE => ordering.is_le(),
            Comparison::Eq => ordering.is_eq(),
            Comparison::NotEq => ordering.is_ne(),
            Comparison::Gt => ordering.is_gt(),
            Comparison::GtE => ordering.is_ge(),
        }
    }
}

/// Binary operators, in the order of `ast::BinaryOp`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    LeftShift,
    RightShift,
    And,
    Or,
    Xor,
}

/// Number of binary operators.
pub const BINARIES: usize = 13;

/// (symbol, dunder without underscores), in order.
pub const BINARY_NAMES: [(&str, &str); BINARIES] = [
    ("+", "add"),
    ("-", "sub"),
    ("*", "mul"),
    ("@", "matmul"),
    ("/", "truediv"),
    ("//", "floordiv"),
    ("%", "mod"),
    ("** or pow()", "pow"),
    ("<<", "lshift"),
    (">>", "rshift"),
    ("&", "and"),
    ("|", "or"),
    ("^", "xor"),
];

impl Binary {
    pub const ALL: [Binary; BINARIES] = [
        Binary::Add,
        Binary::Sub,
        Binary::Mul,
        Binary::MatMul,
        Binary::Div,
        Binary::FloorDiv,
        Binary::Mod,
        Binary::Pow,
        Binary::LeftShift,
        Binary::RightShift,
        Binary::And,
        Binary::Or,
        Binary::Xor,
    ];

    pub fn symbol(self) -> &'static str {
        BINARY_NAMES[self as usize].0
    }
}

#[derive(Clone, Copy)]
pub struct Slots {
    /// `__new__`: the class, and the call's arguments.
    pub new: Option<fn(&mut Vm, &Value, Arguments) -> Result<Value>>,
    pub init: Option<fn(&mut Vm, &Value, Arguments) -> Result<()>>,
    pub call: Option<fn(&mut Vm, &Value, Arguments) -> Result<Value>>,
    pub repr: Option<UnaryFn>,
    pub str: Option<UnaryFn>,
    pub hash: Option<fn(&mut Vm, &Value) -> Result<i64>>,
    /// `__getattribute__` and `__getattr__`. None: the generic lookup.
    pub get_attribute: Option<BinaryFn>,
    /// `__setattr__`, and `__delattr__` where the value is None. None: the generic store.
    pub set_attribute: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Result<()>>,
    pub compare: Option<fn(&mut Vm, &Value, &Value, Comparison) -> Result<Value>>,
    pub iter: Option<UnaryFn>,
    /// None: the iterator is exhausted.
    pub next: Option<fn(&mut Vm, &Value) -> Result<Option<Value>>>,
    /// The same for a loop that unpacks pairs, without the pair. Only where it is the very step that `next` makes:
    /// classes written in Python do not inherit it.
    pub next_pair: Option<fn(&mut Vm, &Value) -> Result<PairStep>>,
    pub length: Option<fn(&mut Vm, &Value) -> Result<usize>>,
    pub get_item: Option<BinaryFn>,
    /// `__setitem__`, and `__delitem__` where the value is None.
    pub set_item: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Result<()>>,
    pub contains: Option<fn(&mut Vm, &Value, &Value) -> Result<bool>>,
    pub binary: [Option<BinaryFn>; BINARIES],
    pub inplace: [Option<BinaryFn>; BINARIES],
    /// `pow(a, b, c)`.
    pub power_modulo: Option<fn(&mut Vm, &Value, &Value, &Value) -> Result<Value>>,
    pub negative: Option<UnaryFn>,
    pub positive: Option<UnaryFn>,
    pub absolute: Option<UnaryFn>,
    pub invert: Option<UnaryFn>,
    pub bool: Option<fn(&mut Vm, &Value) -> Result<bool>>,
    pub int: Option<UnaryFn>,
    pub float: Option<UnaryFn>,
    pub index: Option<UnaryFn>,
    /// `__get__`: the descriptor, the instance (None where it is found on a class), the class.
    pub get: Option<fn(&mut Vm, &Value, Option<&Value>, &Value) -> Result<Value>>,
    /// `__set__`, and `__delete__` where the value is None.
    pub set: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Result<()>>,
    pub await_: Option<UnaryFn>,
    pub async_iter: Option<UnaryFn>,
    pub async_next: Option<UnaryFn>,
}

impl Slots {
    pub const EMPTY: Slots = Slots {
        new: None,
        init: None,
        call: None,
        repr: None,
        str: None,
        hash: None,
        get_attribute: None,
        set_attribute: None,
        compare: None,
        iter: None,
        next: None,
        next_pair: None,
        length: None,
        get_item: None,
        set_item: None,
        contains: None,
        binary: [None; BINARIES],
        inplace: [None; BINARIES],
        power_modulo: None,
        negative: None,
        positive: None,
        absolute: None,
        invert: None,
        bool: None,
        int: None,
        float: None,
        index: None,
        get: None,
        set: None,
        await_: None,
        async_iter: None,
        async_next: None,
    };

    /// A table of binary slots: `Slots::binaries(&[(Binary::Add, add), …])`.
    pub const fn binaries(entries: &[(Binary, BinaryFn)]) -> [Option<BinaryFn>; BINARIES] {
        let mut table = [None; BINARIES];
        let mut index = 0;
        while index < entries.len() {
            table[entries[index].0 as usize] = Some(entries[index].1);
            index += 1;
        }
        table
    }
}
