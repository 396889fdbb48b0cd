//! Text algorithms on plain Rust data: formatting, repr, number parsing, character classes.
//!
//! Nothing here knows the heap, an object or the interpreter. Strings come in as WTF-8 (see
//! `wtf8`), and what can fail for a script's sake fails with a `TextError`.

pub mod brace;
pub mod buffer;
pub mod case;
pub mod codec;
pub mod codec_errors;
#[cfg(test)]
mod codec_tests;
pub mod complex_repr;
pub mod error;
pub mod float_parse;
pub mod float_repr;
pub mod format_number;
pub mod format_spec;
#[cfg(test)]
mod format_tests;
pub mod hash;
pub mod int_text;
mod number_text;
pub mod percent;
pub mod quote;
pub mod search;
pub mod suggest;
pub mod unicode;
pub mod wtf8;
