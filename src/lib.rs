//! lungfish: a Python interpreter whose global lock is a flag.
//!
//! ```text
//! lungfish --gil on|off|per-interp script.py
//! ```
//!
//! The library is the interpreter; the command is built on [`Interpreter`]. Layers, lowest first (a module imports only
//! from those above it in this list; `tests/tidy.rs` checks it):
//!
//! | layer | modules |
//! |---|---|
//! | 1 | `source`, `diagnostic`, `text`: spans, messages, text algorithms |
//! | 2 | `syntax` (text to tree), `code` (opcodes, code units), `domain` (locks, threads, waiting) |
//! | 3 | `compile` (tree to code), `heap` (values, counts, sharing, death) |
//! | 4 | `object`: classes, functions, definitions |
//! | 5 | `vm`: the thread's context, protocols |
//! | 6 | `builtins`: one type a file |
//! | 7 | `engine`: the dispatch loop |
//! | 8 | `interp`: start-up, threads, imports |
//! | 9 | `stdlib`: one module a file |
//! | 11 | `embed`, `cli` |

pub mod builtins;
pub mod cli;
pub mod code;
pub mod compile;
pub mod diagnostic;
pub mod domain;
pub mod embed;
pub mod engine;
pub mod heap;
pub mod interp;
pub mod object;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod text;
pub mod vm;

pub use domain::Gil;
pub use domain::policy::PolicyKind;
pub use embed::{Builder, Error, Interpreter, Object, Result};
