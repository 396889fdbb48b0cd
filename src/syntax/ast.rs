//! The syntax tree: what `parse()` returns and the compiler reads.
//!
//! Owns the node types. Must not know tokens, scopes or values.
//! Nodes live in a bump arena and hold only references, slices and plain data, so a tree of any
//! depth is freed flat. Chains that programs make long (`elif`, comparisons, call arguments,
//! boolean operators) are slices, not nests.

use crate::source::Span;

pub type ExprRef<'a> = &'a Expr<'a>;
pub type Body<'a> = &'a [Stmt<'a>];

/// A name with the place where it stands. Names are NFKC-normalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident<'a> {
    pub name: &'a str,
    pub span: Span,
}

#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    pub span: Span,
    pub kind: StmtKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    Function(&'a FunctionDef<'a>),
    Class(&'a ClassDef<'a>),
    Return(Option<ExprRef<'a>>),
    Delete(&'a [Expr<'a>]),
    /// `a = b = value`
    Assign {
        targets: &'a [Expr<'a>],
        value: ExprRef<'a>,
    },
    /// `type Name[T] = value`
    TypeAlias {
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        value: ExprRef<'a>,
    },
    AugAssign {
        target: ExprRef<'a>,
        op: BinaryOp,
        value: ExprRef<'a>,
    },
    /// `simple`: the target is a bare name without parentheses.
    AnnAssign {
        target: ExprRef<'a>,
        annotation: ExprRef<'a>,
        value: Option<ExprRef<'a>>,
        simple: bool,
    },
    For {
        target: ExprRef<'a>,
        iter: ExprRef<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
        is_async: bool,
    },
    While {
        test: ExprRef<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
    },
    /// `if` and all its `elif`s, in order.
    If {
        branches: &'a [Branch<'a>],
        orelse: Body<'a>,
    },
    With {
        items: &'a [WithItem<'a>],
        body: Body<'a>,
        is_async: bool,
    },
    Match {
        subject: ExprRef<'a>,
        cases: &'a [MatchCase<'a>],
    },
    Raise {
        exception: Option<ExprRef<'a>>,
        cause: Option<ExprRef<'a>>,
    },
    Try {
        body: Body<'a>,
        handlers: &'a [ExceptHandler<'a>],
        orelse: Body<'a>,
        finalbody: Body<'a>,
        is_star: bool,
    },
    Assert {
        test: ExprRef<'a>,
        message: Option<ExprRef<'a>>,
    },
    Import(&'a [Alias<'a>]),
    /// `from ..module import names`; `level` counts the dots; `names` is None for `*`.
    ImportFrom {
        module: Option<&'a str>,
        names: Option<&'a [Alias<'a>]>,
        level: u32,
    },
    Global(&'a [Ident<'a>]),
    Nonlocal(&'a [Ident<'a>]),
    Expr(ExprRef<'a>),
    Pass,
    Break,
    Continue,
}

#[derive(Clone, Copy, Debug)]
pub struct Branch<'a> {
    pub test: ExprRef<'a>,
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct FunctionDef<'a> {
    pub name: Ident<'a>,
    pub type_params: &'a [TypeParam<'a>],
    pub params: &'a Parameters<'a>,
    pub returns: Option<ExprRef<'a>>,
    pub body: Body<'a>,
    /// In source order (the last is applied first).
    pub decorators: &'a [Expr<'a>],
    pub is_async: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct ClassDef<'a> {
    pub name: Ident<'a>,
    pub type_params: &'a [TypeParam<'a>],
    pub arguments: &'a [Argument<'a>],
    pub body: Body<'a>,
    pub decorators: &'a [Expr<'a>],
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Parameters<'a> {
    pub positional_only: &'a [Parameter<'a>],
    pub positional: &'a [Parameter<'a>],
    /// `*args`
    pub var_positional: Option<&'a Parameter<'a>>,
    pub keyword_only: &'a [Parameter<'a>],
    /// `**kwargs`
    pub var_keyword: Option<&'a Parameter<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    pub name: Ident<'a>,
    pub annotation: Option<ExprRef<'a>>,
    pub default: Option<ExprRef<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    pub kind: TypeParamKind,
    pub name: Ident<'a>,
    pub bound: Option<ExprRef<'a>>,
    pub default: Option<ExprRef<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}

#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    pub context: ExprRef<'a>,
    pub target: Option<ExprRef<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct ExceptHandler<'a> {
    pub span: Span,
    /// None for a bare `except:`. `except A, B:` (3.14) arrives as a tuple.
    pub class: Option<ExprRef<'a>>,
    pub name: Option<Ident<'a>>,
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    pub span: Span,
    /// A dotted path for `import a.b`, a single name for `from … import`.
    pub name: &'a str,
    pub asname: Option<Ident<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    pub pattern: &'a Pattern<'a>,
    pub guard: Option<ExprRef<'a>>,
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    pub span: Span,
    pub kind: PatternKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    /// A number, string or dotted name: compared with `==`.
    Value(ExprRef<'a>),
    /// None, True or False: compared with `is`.
    Singleton(ExprRef<'a>),
    Sequence(&'a [Pattern<'a>]),
    /// `{key: pattern, **rest}`
    Mapping {
        keys: &'a [Expr<'a>],
        patterns: &'a [Pattern<'a>],
        rest: Option<Ident<'a>>,
    },
    Class {
        class: ExprRef<'a>,
        positional: &'a [Pattern<'a>],
        keywords: &'a [(Ident<'a>, Pattern<'a>)],
    },
    /// `*name` or `*_` (None) inside a sequence.
    Star(Option<Ident<'a>>),
    /// `pattern as name`, a bare capture (no pattern), or `_` (neither).
    As {
        pattern: Option<&'a Pattern<'a>>,
        name: Option<Ident<'a>>,
    },
    Or(&'a [Pattern<'a>]),
}

#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    pub span: Span,
    pub kind: ExprKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    Constant(Constant<'a>),
    Name(&'a str),
    /// `a and b and c`: two values or more.
    BoolOp {
        op: BoolOp,
        values: &'a [Expr<'a>],
    },
    /// `name := value`
    Named {
        target: Ident<'a>,
        value: ExprRef<'a>,
    },
    Binary {
        left: ExprRef<'a>,
        op: BinaryOp,
        right: ExprRef<'a>,
    },
    Unary {
        op: UnaryOp,
        operand: ExprRef<'a>,
    },
    Lambda {
        params: &'a Parameters<'a>,
        body: ExprRef<'a>,
    },
    Conditional {
        test: ExprRef<'a>,
        body: ExprRef<'a>,
        orelse: ExprRef<'a>,
    },
    /// A missing key is `**value`.
    Dict(&'a [DictItem<'a>]),
    Set(&'a [Expr<'a>]),
    List(&'a [Expr<'a>]),
    Tuple(&'a [Expr<'a>]),
    ListComp {
        element: ExprRef<'a>,
        generators: &'a [Comprehension<'a>],
    },
    SetComp {
        element: ExprRef<'a>,
        generators: &'a [Comprehension<'a>],
    },
    DictComp {
        key: ExprRef<'a>,
        value: ExprRef<'a>,
        generators: &'a [Comprehension<'a>],
    },
    Generator {
        element: ExprRef<'a>,
        generators: &'a [Comprehension<'a>],
    },
    Await(ExprRef<'a>),
    Yield(Option<ExprRef<'a>>),
    YieldFrom(ExprRef<'a>),
    Compare {
        left: ExprRef<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
    },
    Call {
        function: ExprRef<'a>,
        arguments: &'a [Argument<'a>],
    },
    Attribute {
        value: ExprRef<'a>,
        name: Ident<'a>,
    },
    Subscript {
        value: ExprRef<'a>,
        index: ExprRef<'a>,
    },
    /// Only inside a subscript.
    Slice {
        lower: Option<ExprRef<'a>>,
        upper: Option<ExprRef<'a>>,
        step: Option<ExprRef<'a>>,
    },
    /// `*value` in a display, a call's list or an assignment target.
    Starred(ExprRef<'a>),
    /// An f-string, its literal neighbours already joined in.
    FString(&'a [FStringPart<'a>]),
    /// A t-string, likewise.
    TString(&'a [FStringPart<'a>]),
}

#[derive(Clone, Copy, Debug)]
pub struct DictItem<'a> {
    pub key: Option<ExprRef<'a>>,
    pub value: ExprRef<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    pub target: ExprRef<'a>,
    pub iter: ExprRef<'a>,
    pub conditions: &'a [Expr<'a>],
    pub is_async: bool,
}

/// One argument of a call (or class statement), in source order.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    pub span: Span,
    pub kind: ArgumentKind<'a>,
    pub value: ExprRef<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum ArgumentKind<'a> {
    Positional,
    /// `*value`
    Star,
    Keyword(Ident<'a>),
    /// `**value`
    DoubleStar,
}

#[derive(Clone, Copy, Debug)]
pub enum FStringPart<'a> {
    /// Text as WTF-8 (a literal may hold lone surrogates).
    Text(&'a [u8]),
    Field(&'a FStringField<'a>),
}

#[derive(Clone, Copy, Debug)]
pub struct FStringField<'a> {
    pub span: Span,
    pub value: ExprRef<'a>,
    /// The expression as written between the braces: t-strings show it. For `{x = }` the parser
    /// also puts the text `x = ` before the field, and sets `!r` where there is no spec.
    pub source: &'a str,
    pub conversion: Option<Conversion>,
    pub format_spec: Option<&'a [FStringPart<'a>]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant<'a> {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// A literal above `i64::MAX`: digits without underscores or prefix, and their radix.
    BigInt {
        digits: &'a str,
        radix: u32,
    },
    Float(f64),
    /// `2j`
    Imaginary(f64),
    /// WTF-8.
    Str(&'a [u8]),
    Bytes(&'a [u8]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
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
    BitAnd,
    BitOr,
    BitXor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Not,
    Neg,
    Pos,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
