//! lungfish: a Python interpreter whose global lock is a flag.

pub mod builtins;
pub mod cli;
pub mod code;
pub mod compile;
pub mod diagnostic;
pub mod domain;
pub mod engine;
pub mod heap;
pub mod interp;
pub mod object;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod text;
pub mod vm;
