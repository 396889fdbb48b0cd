//! The tokens of Python, and the automaton (logos) that tells them apart.
//!
//! Owns the token kinds and their spellings. Must not know indentation, brackets, what stands
//! inside a string or a number (`layout`, `string`, `number` do), or grammar.
//! Invariant: a token is a kind and a span; its text is read from the source when it is needed,
//! so tokens are small and copyable.

use logos::Logos;

use super::Mode;
use crate::source::Span;

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned {
    pub token: Token,
    pub span: Span,
}

#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
pub enum Token {
    // What only the layout layer sees.
    #[token("\n")]
    LineBreak,
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    #[token("\\\n")]
    Continuation,
    #[token("\\")]
    Backslash,
    /// A digit, or a point and a digit: the number layer reads on from here.
    #[regex(r"\.?[0-9]")]
    NumberStart,
    /// A prefix and one quote: the string layer reads on from here.
    #[regex(r#"(?i:r|u|b|br|rb|f|fr|rf|t|tr|rt)?["']"#)]
    QuoteStart,

    // What only the layout layer makes.
    FileMode,
    ExpressionMode,
    Newline,
    Indent,
    Dedent,
    EndOfFile,
    /// Here the layout layer gave up; its error is reported if the parser gets this far.
    Failure,
    /// A character that begins no token (`$`, `?`).
    Unknown,
    Number,
    /// A whole literal without fields, prefix and quotes included.
    String,
    FStringStart,
    FStringMiddle,
    RawFStringMiddle,
    FStringEnd,
    /// The `{`, `:` and `}` of a replacement field.
    FieldOpen,
    FieldColon,
    FieldClose,
    /// `match`, `case` and `type` where they are keywords.
    Match,
    Case,
    Type,
    /// The `(` of `with (…):`.
    WithOpen,

    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*")]
    Name,

    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,

    #[token("(")]
    OpenParen,
    #[token(")")]
    CloseParen,
    #[token("[")]
    OpenBracket,
    #[token("]")]
    CloseBracket,
    #[token("{")]
    OpenBrace,
    #[token("}")]
    CloseBrace,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(":=")]
    Walrus,
    #[token(";")]
    Semicolon,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token("@")]
    At,
    #[token("!")]
    Bang,
    #[token("=")]
    Equal,
    #[token("==")]
    EqualEqual,
    #[token("!=")]
    NotEqual,
    /// The old spelling, which is recognised only to be refused as CPython does.
    #[token("<>")]
    LessGreater,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    DoubleStar,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("&")]
    Ampersand,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("**=")]
    DoubleStarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("@=")]
    AtEqual,
    #[token("&=")]
    AmpersandEqual,
    #[token("|=")]
    BarEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,
}

impl Token {
    /// The token that tells the grammar's one start what to read.
    pub fn for_mode(mode: Mode) -> Token {
        match mode {
            Mode::File => Token::FileMode,
            Mode::Expression => Token::ExpressionMode,
        }
    }

    /// `+=` and its kin.
    pub fn is_augmented_assignment(self) -> bool {
        (Token::PlusEqual as u8..=Token::RightShiftEqual as u8).contains(&(self as u8))
    }
}
