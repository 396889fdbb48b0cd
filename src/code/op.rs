//! The opcode table: each instruction is declared here once; the enum, the decoder, the loader's
//! patching and the disassembler are derived from its row.
//!
//! An instruction is one 64-bit word, little-endian: `op: u8, x: u8, a: u16, b: u16, c: u16`, followed
//! by as many extra words as its row lists. `r[n]` is register n of the running frame.
//! A register that holds no value holds NULL. Reading an operand that is NULL raises UnboundLocalError
//! (NameError for cells) for the register's name; only `Move` and `Take` copy NULL silently.
//! "window w" is a call window: `r[w]` the callable, `r[w+1]` its self or NULL, arguments from `r[w+2]` on.
//! Jump offsets count words from the first word of the jumping instruction.
//!
//! Order of extra words and their meaning (`Word`):
//! - `Const`: index into `CodeUnit::consts`; the loader replaces it by the value itself.
//! - `Global`: index into `CodeUnit::names`; the loader replaces it by the address of the cell of
//!   that global. Always followed by a `Builtin` word, in reads.
//! - `Builtin`: index into `CodeUnit::names`; replaced by the address of the builtins' cell.
//! - `Cache`: an entry of an inline cache, 0 when empty.
//! - `Jump`: a signed jump offset.
//! - `Count`: a plain number.

/// What an extra word of an instruction holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    Const,
    /// What stands for 1 / (the constant in the word before) where that is a divisor of its kind; 0 elsewhere. Filled in
    /// by the loader.
    Reciprocal,
    Global,
    Builtin,
    Cache,
    Jump,
    Count,
}

/// How operands are to be read, for the disassembler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Unused,
    /// A register that is written.
    Write,
    /// A register that is read (and may be changed in place).
    Read,
    /// The first register of a run.
    Run,
    /// A call window.
    Window,
    /// An index into `CodeUnit::names`.
    Name,
    /// An index into the function's closure.
    Free,
    /// A signed 16-bit number.
    Signed,
    /// An unsigned number.
    Number,
    /// `b` and `c` together are a signed 32-bit jump offset (little-endian) or number.
    Wide,
}

macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])+ $name:ident ($a:ident $b:ident $c:ident) [$($word:ident)*]; )*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Op { $( $(#[doc = $doc])+ $name, )* }

        impl Op {
            /// Every opcode, in the order of its number.
            pub const ALL: &[Op] = &[$(Op::$name),*];

            pub const fn name(self) -> &'static str {
                match self { $(Op::$name => stringify!($name)),* }
            }

            /// The extra words that follow the instruction.
            pub const fn words(self) -> &'static [Word] {
                match self { $(Op::$name => &[$(Word::$word),*]),* }
            }

            /// The instruction's length in words.
            #[inline(always)]
            pub fn length(self) -> usize {
                const LENGTHS: &[u8] = &[$(1 + Op::$name.words().len() as u8),*];
                LENGTHS[self as usize] as usize
            }

            /// How `a`, `b` and `c` are used.
            pub const fn operands(self) -> [Operand; 3] {
                match self { $(Op::$name => [Operand::$a, Operand::$b, Operand::$c]),* }
            }

            /// Is `r[a]` read, not written?
            #[inline(always)]
            pub fn reads_a(self) -> bool {
                const READS: &[bool] = &[$(matches!(Op::$name.operands()[0], Operand::Read)),*];
                READS[self as usize]
            }

            /// The flags in `x` that say what dies with the instruction.
            #[inline(always)]
            pub fn clear_flags(self, x: u8) -> u8 {
                const FLAGS: &[u8] =
                    &[$(if Op::$name.x_is_a_number() { 0 } else { X_CLEAR_A | X_CLEAR_B | X_CLEAR_C }),*];
                x & FLAGS[self as usize]
            }

            /// What the instruction does, in register notation.
            pub const fn summary(self) -> &'static str {
                match self { $(Op::$name => concat!($($doc),+)),* }
            }
        }
    };
}

// Flags in `x` of arithmetic, comparison and subscript instructions, and of those whose row says "clears".
// Fast paths on immediates ignore them: an immediate needs no clearing, and in-place and plain arithmetic
// agree on numbers. Ignoring a clear flag is never wrong: the object only lives until its register is reused.
/// The operation is augmented assignment: try `__iadd__` and its kin first.
pub const X_INPLACE: u8 = 1;
/// `r[b]` is a temporary that dies here: set it to NULL afterwards.
pub const X_CLEAR_B: u8 = 2;
/// `r[c]` is a temporary that dies here: set it to NULL afterwards.
pub const X_CLEAR_C: u8 = 4;
/// `AddI` stands for a subtraction of `-c`.
pub const X_SUBTRACT: u8 = 8;
/// `r[a]`, which is read here, is a temporary that dies here: set it to NULL afterwards.
pub const X_CLEAR_A: u8 = 16;
/// The upper bits of `x` of `LoadMethod`, from this one on: one more than the number of arguments, if each of them is loaded
/// by a `Move`, `LoadConst` or `LoadInt` and the plain `Call` of its window follows then; else 0.
pub const X_SIMPLE_CALL: u8 = 32;
/// So many arguments at most.
pub const SIMPLE_ARGUMENTS: u8 = 2;
/// In `Call`: the number of registers that may hold something dead is not known.
pub const STALE_UNKNOWN: u8 = u8::MAX;

opcodes! {
    // Moving values.
    /// r[a] = r[b]; copies NULL silently
    Move (Write Read Unused) [];
    /// r[a] = r[b]; UnboundLocalError if r[b] is NULL
    LoadLocal (Write Read Unused) [];
    /// UnboundLocalError if r[a] is NULL
    CheckLocal (Read Unused Unused) [];
    /// r[a] = r[b]; r[b] = NULL
    Take (Write Read Unused) [];
    /// r[a] = NULL
    Clear (Write Unused Unused) [];
    /// r[a..a+c] = NULL
    ClearRun (Run Unused Number) [];
    /// r[a] = NULL; UnboundLocalError if it was NULL
    DeleteLocal (Write Unused Unused) [];
    /// r[a] = constant
    LoadConst (Write Unused Unused) [Const];
    /// r[a] = list(a constant tuple) or set(a constant frozenset)
    CopyConst (Write Unused Unused) [Const];
    /// r[a] = the number in b:c
    LoadInt (Write Wide Wide) [];
    /// r[a] = common object number b (see `Common`)
    LoadCommon (Write Number Unused) [];

    // Globals, names of class and exec bodies, cells.
    /// r[a] = global, or else builtin; NameError
    LoadGlobal (Write Unused Unused) [Global Builtin];
    /// global = r[a] (clears a)
    StoreGlobal (Read Unused Unused) [Global];
    /// delete global; NameError
    DeleteGlobal (Unused Unused Unused) [Global];
    /// r[a] = name c in the namespace r[0], or else global, or else builtin
    LoadName (Write Unused Name) [Global Builtin];
    /// namespace r[0][name c] = r[a] (clears a)
    StoreName (Read Unused Name) [];
    /// delete name c from the namespace r[0]
    DeleteName (Unused Unused Name) [];
    /// r[a] = name c in the namespace r[0], or else the free variable b
    LoadClassFree (Write Free Name) [];
    /// r[a] = name c in the mapping r[b], or else global, or else builtin (annotation scopes of classes)
    LoadFromMapping (Write Read Name) [Global Builtin];
    /// r[a] = name c in the mapping r[b], or else the free variable whose index is the count word
    LoadFromMappingFree (Write Read Name) [Count];
    /// r[a] = a new cell that holds what r[a] held
    MakeCell (Write Unused Unused) [];
    /// r[a] = content of cell r[b]; UnboundLocalError
    LoadCell (Write Read Unused) [];
    /// content of cell r[a] = r[b] (clears b)
    StoreCell (Read Read Unused) [];
    /// empty cell r[a]; UnboundLocalError if empty
    DeleteCell (Read Unused Unused) [];
    /// r[a] = content of free variable b; NameError
    LoadFree (Write Free Unused) [];
    /// content of free variable b = r[a] (clears a)
    StoreFree (Read Free Unused) [];
    /// empty free variable b; NameError if empty
    DeleteFree (Unused Free Unused) [];
    /// r[a] = the cell of free variable b itself
    LoadFreeCell (Write Free Unused) [];

    // Arithmetic. `x` holds the X_ flags.
    /// r[a] = r[b] + r[c]
    Add (Write Read Read) [];
    /// r[a] = r[b] - r[c]
    Sub (Write Read Read) [];
    /// r[a] = r[b] * r[c]
    Mul (Write Read Read) [];
    /// r[a] = r[b] / r[c]
    Div (Write Read Read) [];
    /// r[a] = r[b] // r[c]
    FloorDiv (Write Read Read) [];
    /// r[a] = r[b] % r[c]
    Mod (Write Read Read) [];
    /// r[a] = r[b] ** r[c]
    Pow (Write Read Read) [];
    /// r[a] = r[b] @ r[c]
    MatMul (Write Read Read) [];
    /// r[a] = r[b] << r[c]
    LeftShift (Write Read Read) [];
    /// r[a] = r[b] >> r[c]
    RightShift (Write Read Read) [];
    /// r[a] = r[b] & r[c]
    BitAnd (Write Read Read) [];
    /// r[a] = r[b] | r[c]
    BitOr (Write Read Read) [];
    /// r[a] = r[b] ^ r[c]
    BitXor (Write Read Read) [];
    /// r[a] = r[b] + constant
    AddK (Write Read Unused) [Const];
    /// r[a] = r[b] - constant
    SubK (Write Read Unused) [Const];
    /// r[a] = r[b] * constant
    MulK (Write Read Unused) [Const];
    /// r[a] = r[b] / constant
    DivK (Write Read Unused) [Const];
    /// r[a] = r[b] // constant
    FloorDivK (Write Read Unused) [Const Reciprocal];
    /// r[a] = r[b] % constant
    ModK (Write Read Unused) [Const Reciprocal];
    /// r[a] = r[b] ** constant
    PowK (Write Read Unused) [Const];
    /// r[a] = r[b] << constant
    LeftShiftK (Write Read Unused) [Const];
    /// r[a] = r[b] >> constant
    RightShiftK (Write Read Unused) [Const];
    /// r[a] = r[b] & constant
    BitAndK (Write Read Unused) [Const];
    /// r[a] = r[b] | constant
    BitOrK (Write Read Unused) [Const];
    /// r[a] = r[b] ^ constant
    BitXorK (Write Read Unused) [Const];
    /// r[a] = r[b] + c (with X_SUBTRACT: r[b] - -c)
    AddI (Write Read Signed) [];
    /// r[a] = -r[b]
    Neg (Write Read Unused) [];
    /// r[a] = +r[b]
    Pos (Write Read Unused) [];
    /// r[a] = ~r[b]
    Invert (Write Read Unused) [];
    /// r[a] = not r[b]
    Not (Write Read Unused) [];
    /// r[a] = bool(r[b])
    ToBool (Write Read Unused) [];

    // Comparison.
    /// r[a] = r[b] < r[c]
    Lt (Write Read Read) [];
    /// r[a] = r[b] <= r[c]
    LtE (Write Read Read) [];
    /// r[a] = r[b] > r[c]
    Gt (Write Read Read) [];
    /// r[a] = r[b] >= r[c]
    GtE (Write Read Read) [];
    /// r[a] = r[b] == r[c]
    Eq (Write Read Read) [];
    /// r[a] = r[b] != r[c]
    NotEq (Write Read Read) [];
    /// r[a] = r[b] is r[c]
    Is (Write Read Read) [];
    /// r[a] = r[b] is not r[c]
    IsNot (Write Read Read) [];
    /// r[a] = r[b] in r[c]
    In (Write Read Read) [];
    /// r[a] = r[b] not in r[c]
    NotIn (Write Read Read) [];

    // Jumps. Those named Loop go backwards and are safepoints.
    /// jump
    Jump (Unused Wide Wide) [];
    /// jump backwards
    Loop (Unused Wide Wide) [];
    /// jump if r[a] is true (clears a)
    JumpIfTrue (Read Wide Wide) [];
    /// jump if r[a] is false (clears a)
    JumpIfFalse (Read Wide Wide) [];
    /// jump backwards if r[a] is true (clears a)
    LoopIfTrue (Read Wide Wide) [];
    /// jump if r[a] is None (clears a)
    JumpIfNone (Read Wide Wide) [];
    /// jump if r[a] is not None (clears a)
    JumpIfNotNone (Read Wide Wide) [];
    /// jump if r[a] is NULL
    JumpIfNull (Read Wide Wide) [];
    /// jump if r[b] < r[c]
    JumpIfLt (Unused Read Read) [Jump];
    /// jump if r[b] <= r[c]
    JumpIfLtE (Unused Read Read) [Jump];
    /// jump if r[b] > r[c]
    JumpIfGt (Unused Read Read) [Jump];
    /// jump if r[b] >= r[c]
    JumpIfGtE (Unused Read Read) [Jump];
    /// jump if r[b] == r[c]
    JumpIfEq (Unused Read Read) [Jump];
    /// jump if r[b] != r[c]
    JumpIfNotEq (Unused Read Read) [Jump];
    /// jump unless r[b] < r[c]
    JumpUnlessLt (Unused Read Read) [Jump];
    /// jump unless r[b] <= r[c]
    JumpUnlessLtE (Unused Read Read) [Jump];
    /// jump unless r[b] > r[c]
    JumpUnlessGt (Unused Read Read) [Jump];
    /// jump unless r[b] >= r[c]
    JumpUnlessGtE (Unused Read Read) [Jump];
    /// jump unless r[b] == r[c]
    JumpUnlessEq (Unused Read Read) [Jump];
    /// jump unless r[b] != r[c]
    JumpUnlessNotEq (Unused Read Read) [Jump];
    /// jump if r[b] < c
    JumpIfLtI (Unused Read Signed) [Jump];
    /// jump if r[b] <= c
    JumpIfLtEI (Unused Read Signed) [Jump];
    /// jump if r[b] > c
    JumpIfGtI (Unused Read Signed) [Jump];
    /// jump if r[b] >= c
    JumpIfGtEI (Unused Read Signed) [Jump];
    /// jump if r[b] == c
    JumpIfEqI (Unused Read Signed) [Jump];
    /// jump if r[b] != c
    JumpIfNotEqI (Unused Read Signed) [Jump];
    /// jump unless r[b] < c
    JumpUnlessLtI (Unused Read Signed) [Jump];
    /// jump unless r[b] <= c
    JumpUnlessLtEI (Unused Read Signed) [Jump];
    /// jump unless r[b] > c
    JumpUnlessGtI (Unused Read Signed) [Jump];
    /// jump unless r[b] >= c
    JumpUnlessGtEI (Unused Read Signed) [Jump];
    /// jump unless r[b] == c
    JumpUnlessEqI (Unused Read Signed) [Jump];
    /// jump unless r[b] != c
    JumpUnlessNotEqI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] < r[c]
    LoopIfLt (Unused Read Read) [Jump];
    /// jump backwards if r[b] <= r[c]
    LoopIfLtE (Unused Read Read) [Jump];
    /// jump backwards if r[b] > r[c]
    LoopIfGt (Unused Read Read) [Jump];
    /// jump backwards if r[b] >= r[c]
    LoopIfGtE (Unused Read Read) [Jump];
    /// jump backwards if r[b] == r[c]
    LoopIfEq (Unused Read Read) [Jump];
    /// jump backwards if r[b] != r[c]
    LoopIfNotEq (Unused Read Read) [Jump];
    /// jump backwards if r[b] < c
    LoopIfLtI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] <= c
    LoopIfLtEI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] > c
    LoopIfGtI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] >= c
    LoopIfGtEI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] == c
    LoopIfEqI (Unused Read Signed) [Jump];
    /// jump backwards if r[b] != c
    LoopIfNotEqI (Unused Read Signed) [Jump];

    // Iteration. A loop's state is three registers, r[a..a+3].
    /// r[a..a+3] = loop state over the iterable r[b] (clears b)
    ForPrepare (Run Read Unused) [];
    /// r[b] = next item of the loop r[a..a+3]; at its end clear the state and jump
    ForIter (Run Write Unused) [Jump];
    /// like ForIter, for a back edge: where there is a next item, store it and jump backwards
    ForLoop (Run Write Unused) [Jump];
    /// r[a] = iter(r[b]) (clears b)
    GetIter (Write Read Unused) [];
    /// r[a..a+c] = the c items of r[b] (clears b); nothing is written unless all are there
    Unpack (Run Read Number) [];
    /// r[a..] = the first c items of r[b], a list of the middle, the last `count` items (clears b); nothing is
    /// written unless all are there
    UnpackStar (Run Read Number) [Count];

    // Attributes and items.
    /// r[a] = r[b].name c (clears b)
    GetAttr (Write Read Name) [Cache Cache];
    /// r[a].name c = r[b] (clears a, b)
    SetAttr (Read Read Name) [Cache Cache];
    /// del r[a].name c (clears a)
    DeleteAttr (Read Unused Name) [];
    /// window a: r[a], r[a+1] = method name c of r[b] and its self (or the attribute and NULL) (clears b).
    /// Where x says that the call is next, and the method is a native that needs no more: the call as well
    LoadMethod (Window Read Name) [Cache Cache];
    /// window a: r[a], r[a+1] = special method number c (see `Special`) of r[b]'s class, bound to r[b] (clears b)
    LoadSpecial (Window Read Number) [];
    /// window a: r[a], r[a+1] = method name c of super(); r[b] is the value of the name `super`.
    /// Only in functions with a first positional parameter in register 0 and the free variable `__class__`
    LoadSuperMethod (Window Read Name) [];
    /// r[a] = super().name c; r[b] as in LoadSuperMethod
    GetSuperAttr (Write Read Name) [];
    /// r[a] = r[b][r[c]]
    GetItem (Write Read Read) [];
    /// r[a] = r[b][c]
    GetItemI (Write Read Signed) [];
    /// r[a][r[b]] = r[c] (clears a, b, c)
    SetItem (Read Read Read) [];
    /// r[a][b] = r[c] (clears a, c)
    SetItemI (Read Signed Read) [];
    /// r[a][r[b]] = constant (clears a, b)
    SetItemK (Read Read Unused) [Const];
    /// del r[a][r[b]] (clears a, b)
    DeleteItem (Read Read Unused) [];

    // Calls and functions.
    /// r[a] = call of window b with c positional arguments; the window is NULL afterwards. Of the registers behind the
    /// window, the first x may hold something dead (`STALE_UNKNOWN`: any)
    Call (Write Window Number) [];
    /// the same; the last arguments are named by the constant tuple
    CallKeywords (Write Window Number) [Const];
    /// r[a] = call of window b with the iterable r[b+2] (a tuple, a list, or the operand of a lone `*`) and
    /// the dict r[b+3] (or NULL); the window is NULL afterwards
    CallStar (Write Window Unused) [];
    /// return r[a] (the register is taken); from r[c] on, registers hold nothing
    Return (Read Unused Number) [];
    /// return None; from r[c] on, registers hold nothing
    ReturnNone (Unused Unused Number) [];
    /// r[a] = function of the code constant; r[b..b+4] = defaults tuple, keyword defaults dict,
    /// closure tuple of cells, annotate function: each may be NULL, and all are NULL afterwards
    MakeFunction (Write Run Unused) [Const];
    /// r[a] = `__build_class__`
    LoadBuildClass (Write Unused Unused) [];

    // Generators and coroutines.
    /// suspend with r[b]; on resumption r[a] = the value sent (clears b)
    Yield (Write Read Unused) [];
    /// r[a] = result of delegating to the iterator r[b]; r[c] holds the value to send (None at first).
    /// Yields what the iterator yields and runs again when resumed. r[b] and r[c] are NULL afterwards
    Delegate (Write Read Read) [];
    /// r[a] = what `yield from r[b]` iterates over
    GetYieldFrom (Write Read Unused) [];
    /// r[a] = what `await r[b]` iterates over; for the message, x is 1 where r[b] came from `__aenter__`, 2 where
    /// it came from `__aexit__`
    GetAwaitable (Write Read Unused) [];
    /// r[a] = aiter of r[b]
    GetAsyncIter (Write Read Unused) [];
    /// r[a] = the awaitable of `__anext__` of r[b], ready for Delegate
    GetAsyncNext (Write Read Unused) [];

    // Building.
    /// r[a] = tuple of r[b..b+c], which are taken
    BuildTuple (Write Run Number) [];
    /// r[a] = list of r[b..b+c], which are taken
    BuildList (Write Run Number) [];
    /// r[a] = set of r[b..b+c], which are taken
    BuildSet (Write Run Number) [];
    /// r[a] = dict of the c pairs r[b..b+2c], which are taken
    BuildDict (Write Run Number) [];
    /// r[a] = the strings r[b..b+c], which are taken, joined
    BuildString (Write Run Number) [];
    /// r[a] = slice(r[b], r[b+1], r[b+2]), which are taken
    BuildSlice (Write Run Unused) [];
    /// r[a] = r[b][r[c]:r[c+1]:r[c+2]]; the bounds are taken
    GetSlice (Write Read Run) [];
    /// r[a][r[b]:r[b+1]:r[b+2]] = r[c]; the bounds are taken
    SetSlice (Read Run Read) [];
    /// r[a].append(r[b]), of a list that the program cannot see yet (clears b)
    ListAppend (Read Read Unused) [];
    /// r[a].extend(r[b]) (clears b)
    ListExtend (Read Read Unused) [];
    /// r[a] = tuple(list r[b])
    ListToTuple (Write Read Unused) [];
    /// r[a].add(r[b]) (clears b)
    SetAdd (Read Read Unused) [];
    /// r[a].update(r[b]) (clears b)
    SetUpdate (Read Read Unused) [];
    /// r[a][r[b]] = r[c], of a dict display or comprehension (clears b, c)
    DictSet (Read Read Read) [];
    /// r[a].update(r[b]), for `{**r[b]}` (clears b)
    DictUpdate (Read Read Unused) [];
    /// r[a].update(r[b]), for `f(**r[b])`: a repeated key is a TypeError that names the callable r[c] (clears b)
    DictMerge (Read Read Read) [];
    /// r[a] = format(r[b] converted as x says (0 none, 1 str, 2 repr, 3 ascii), spec r[c] or NULL)
    Format (Write Read Read) [];
    /// r[a] = Interpolation(r[b], constant, conversion x, spec r[c] or NULL)
    BuildInterpolation (Write Read Read) [Const];
    /// r[a] = Template of the c parts r[b..b+c] (strings and interpolations in order), which are taken
    BuildTemplate (Write Run Number) [];

    // Exceptions. `ctx.handled` is the exception that an `except` block is handling.
    /// raise r[a] (from r[b] where x is 2; where x is 0: the exception being handled)
    Raise (Read Read Unused) [];
    /// raise r[a] again, as it is, and take it
    Reraise (Read Unused Unused) [];
    /// r[a+1] = handled exception; handled exception = r[a]
    PushHandled (Run Unused Unused) [];
    /// handled exception = r[a+1]; r[a] = r[a+1] = NULL
    PopHandled (Run Unused Unused) [];
    /// jump unless the exception r[a] matches the class or tuple r[b] (clears b)
    JumpUnlessMatch (Read Read Unused) [Jump];
    /// r[a] = the part of the exception (group) r[b] that matches r[c], or None; r[b] = the rest, or None
    SplitGroup (Write Read Read) [];
    /// r[a] = what is left to raise after except*: r[b] the original, r[c] the list of what was
    /// raised and what was not handled; None if nothing
    JoinGroups (Write Read Read) [];
    /// r[a+2..a+5] = type, value and traceback of the exception r[b], for `__exit__`
    ExitArguments (Window Read Unused) [];
    /// raise RuntimeError/StopIteration fix-ups: r[a] is an exception leaving a generator or coroutine
    CheckStopIteration (Read Unused Unused) [];

    // Imports.
    /// r[a] = import of name c with from-list r[b] (tuple or None) and level x
    ImportName (Write Read Name) [];
    /// r[a] = attribute name c of module r[b], or else submodule; ImportError
    ImportFrom (Write Read Name) [];
    /// every public name of module r[a] becomes a global (with x = 1: a name in the namespace r[0])
    ImportStar (Read Unused Unused) [];

    // Pattern matching.
    /// r[a] = r[b] is a sequence that patterns may match
    MatchSequence (Write Read Unused) [];
    /// r[a] = r[b] is a mapping that patterns may match
    MatchMapping (Write Read Unused) [];
    /// r[a] = tuple of the values of r[b] for the keys tuple r[c], or None
    MatchKeys (Write Read Read) [];
    /// r[a] = tuple of x positional attributes and those of the constant tuple, or None; r[c] is the class
    MatchClass (Write Read Read) [Const];
    /// r[a] = len(r[b])
    GetLen (Write Read Unused) [];
    /// r[a] = dict of mapping r[b] without the keys of tuple r[c]
    CopyWithoutKeys (Write Read Read) [];

    // The rest.
    /// r[a] = intrinsic function number c (see `Intrinsic`) of r[b] (and r[b+1], r[b+2] as it needs)
    Intrinsic (Write Run Number) [];
    /// create `__annotations__`-related names: nothing at run time but a line to step on
    Nop (Unused Unused Unused) [];
}

impl Op {
    /// Is `x` a number of its own kind, not a set of the `X_` flags?
    pub const fn x_is_a_number(self) -> bool {
        matches!(
            self,
            Op::Raise
                | Op::Format
                | Op::BuildInterpolation
                | Op::ImportName
                | Op::ImportStar
                | Op::MatchClass
                | Op::GetAwaitable
                | Op::Call
        )
    }
}

macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident { $( $(#[doc = $doc:literal])* $variant:ident, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum $name { $( $(#[doc = $doc])* $variant, )* }
        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),*];
        }
    };
}

numbered! {
    /// Objects that code needs without a name lookup.
    Common { AssertionError, NotImplementedError, StopAsyncIteration, StopIteration, BaseException, GeneratorExit, }
}

numbered! {
    /// Methods that statements look up on the class.
    Special { Enter, Exit, AsyncEnter, AsyncExit, }
}

numbered! {
    /// Rare operations that share one opcode.
    Intrinsic {
        /// TypeVar(name r[b])
        TypeVar,
        /// TypeVar(name r[b], lazy bound: function r[b+1])
        TypeVarBound,
        /// TypeVar(name r[b], lazy constraints: function r[b+1])
        TypeVarConstraints,
        ParamSpec,
        TypeVarTuple,
        /// set the lazy default (function r[b+1]) of type parameter r[b]; gives r[b]
        SetTypeParamDefault,
        /// TypeAliasType(name r[b], type params tuple r[b+1], lazy value: function r[b+2])
        TypeAlias,
        /// Generic[type params tuple r[b]]
        SubscriptGeneric,
        /// r[b].__type_params__ = tuple r[b+1]; gives r[b]
        SetTypeParams,
        /// the mapping that `locals()` would give
        Locals,
        /// sys.displayhook(r[b]), for expression statements of interactive code
        Display,
    }
}

/// One instruction word.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Instruction(pub u64);

impl Instruction {
    pub const fn new(op: Op, x: u8, a: u16, b: u16, c: u16) -> Self {
        Instruction(op as u64 | (x as u64) << 8 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }

    /// An instruction whose `b` and `c` are one signed 32-bit number.
    pub const fn wide(op: Op, a: u16, number: i32) -> Self {
        Instruction(op as u64 | (a as u64) << 16 | (number as u32 as u64) << 32)
    }

    /// The opcode; every stored instruction was made by `new` or `wide`.
    #[inline(always)]
    pub fn op(self) -> Op {
        // As long as a byte can count, so that no bound is checked. (A constant would be copied to the stack for each look.)
        static OPS: [Op; 256] = {
            let mut ops = [Op::Nop; 256];
            let mut number = 0;
            while number < Op::ALL.len() {
                ops[number] = Op::ALL[number];
                number += 1;
            }
            ops
        };
        OPS[(self.0 & 0xFF) as usize]
    }

    pub const fn x(self) -> u8 {
        (self.0 >> 8) as u8
    }

    pub const fn a(self) -> u16 {
        (self.0 >> 16) as u16
    }

    pub const fn b(self) -> u16 {
        (self.0 >> 32) as u16
    }

    pub const fn c(self) -> u16 {
        (self.0 >> 48) as u16
    }

    pub const fn number(self) -> i32 {
        (self.0 >> 32) as i32
    }
}
