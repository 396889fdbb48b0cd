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
pub mod cell;
pub mod code;
pub mod codecs;
pub mod common;
pub mod complex;
pub mod complex_arithmetic;
pub mod descriptors;
pub mod float;
pub mod float_arithmetic;
pub mod format;
pub mod function;
pub mod generic_alias;
pub mod int;
pub mod int_arithmetic;
pub mod int_division;
pub mod int_methods;
pub mod mapping_proxy;
pub mod method;
pub mod none;
pub mod object;
pub mod object_reduce;
pub mod operand;
pub mod percent_format;
pub mod property;
pub mod range;
pub mod range_iterator;
pub mod slice;
pub mod static_method;
pub mod str;
pub mod str_format;
pub mod str_index;
pub mod str_methods;
pub mod str_split;
pub mod str_translate;
pub mod super_object;
pub mod type_annotations;
pub mod type_attributes;
pub mod type_object;
pub mod type_params;
pub mod union_type;

use crate::object::TypeDef;

/// Every built-in type of this folder. A base may stand behind what derives from it.
pub static TYPES: &[&TypeDef] = &[
    // The object model.
    &object::TYPE,
    &type_object::TYPE,
    &descriptors::BUILTIN_FUNCTION,
    &descriptors::METHOD_DESCRIPTOR,
    &descriptors::WRAPPER_DESCRIPTOR,
    &descriptors::CLASS_METHOD_DESCRIPTOR,
    &descriptors::METHOD_WRAPPER,
    &descriptors::GETSET_DESCRIPTOR,
    &descriptors::MEMBER_DESCRIPTOR,
    &property::TYPE,
    &static_method::STATIC_METHOD,
    &static_method::CLASS_METHOD,
    &super_object::TYPE,
    &function::TYPE,
    &method::TYPE,
    &code::TYPE,
    &cell::TYPE,
    &mapping_proxy::TYPE,
    &generic_alias::TYPE,
    &union_type::TYPE,
    &type_params::TYPE_VAR,
    &type_params::PARAM_SPEC,
    &type_params::PARAM_SPEC_ARGS,
    &type_params::PARAM_SPEC_KWARGS,
    &type_params::TYPE_VAR_TUPLE,
    &type_params::TYPE_ALIAS,
    &type_params::GENERIC,
    // Data.
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
