//! Built-in types, one a file.
//!
//! Owns `TYPES`, the table that start-up makes classes from. Must not know the dispatch loop.

pub mod cell;
pub mod code;
pub mod descriptors;
pub mod function;
pub mod generic_alias;
pub mod mapping_proxy;
pub mod method;
pub mod object;
pub mod object_reduce;
pub mod property;
pub mod static_method;
pub mod super_object;
pub mod type_annotations;
pub mod type_attributes;
pub mod type_object;
pub mod type_params;
pub mod union_type;

use crate::object::TypeDef;

/// Every built-in type whose class is made at start-up, before those of modules. One whose base is another type of the
/// table may stand before it.
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
];
