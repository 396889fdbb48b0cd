//! lungfish: a Python interpreter whose global lock is a flag.

pub mod builtins;
pub mod code;
pub mod compile;
pub mod diagnostic;
pub mod domain;
pub mod heap;
pub mod object;
pub mod source;
pub mod syntax;
pub mod text;
pub mod vm;
