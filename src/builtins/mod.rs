//! The built-in types, one file a type.
//!
//! Owns the list of their definitions. Must not know the dispatch loop.

pub mod bool;
pub mod bytearray;
pub mod bytes;
pub mod bytes_format;
pub mod bytes_iterator;
pub mod bytes_methods;
pub mod bytes_shared;
pub mod bytes_table;
pub mod codecs;
pub mod complex;
pub mod complex_arithmetic;
pub mod float;
pub mod float_arithmetic;
pub mod format;
pub mod int;
pub mod int_arithmetic;
pub mod int_division;
pub mod int_methods;
pub mod none;
pub mod operand;
pub mod percent_format;
pub mod range;
pub mod range_iterator;
pub mod slice;
pub mod str;
pub mod str_format;
pub mod str_index;
pub mod str_methods;
pub mod str_split;
pub mod str_translate;

use crate::object::TypeDef;

/// Every built-in type of this folder.
pub static TYPES: &[&TypeDef] = &[
    &int::TYPE,
    &bool::TYPE,
    &float::TYPE,
    &complex::TYPE,
    &str::TYPE,
    &str_index::ITERATOR,
    &str_index::ASCII_ITERATOR,
    &bytes::TYPE,
    &bytearray::TYPE,
    &bytes_iterator::ITERATOR,
    &bytes_iterator::ARRAY_ITERATOR,
    &none::NONE,
    &none::ELLIPSIS,
    &none::NOT_IMPLEMENTED,
    &range::TYPE,
    &range_iterator::ITERATOR,
    &range_iterator::LONG_ITERATOR,
    &slice::TYPE,
];
