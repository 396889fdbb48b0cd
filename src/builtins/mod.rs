//! The built-in types and functions, one type a file.
//!
//! Owns `TYPES`, the table that start-up makes classes from, and the namespace of `builtins`. Must not know the dispatch
//! loop.

pub mod async_generator;
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
pub mod dict;
pub mod dict_iterators;
pub mod dict_update;
pub mod dict_views;
pub mod exception_fields;
pub mod exception_group;
pub mod exception_os;
pub mod exception_syntax;
pub mod exception_unicode;
pub mod exceptions;
pub mod exec;
pub mod float;
pub mod float_arithmetic;
pub mod format;
pub mod frame;
pub mod function;
pub mod functions;
pub mod functions_io;
pub mod functions_number;
pub mod functions_scope;
pub mod generator;
pub mod generic_alias;
pub mod int;
pub mod int_arithmetic;
pub mod int_division;
pub mod int_large;
pub mod int_methods;
pub mod iterators;
pub mod list;
pub mod list_sort;
pub mod mapping_proxy;
pub mod method;
pub mod module;
pub mod module_spec;
pub mod none;
pub mod object;
pub mod object_reduce;
pub mod operand;
pub mod percent_format;
pub mod property;
pub mod range;
pub mod range_iterator;
pub mod set;
pub mod set_operations;
pub mod simple_namespace;
pub mod slice;
pub mod source;
pub mod static_method;
pub mod str;
pub mod str_format;
pub mod str_index;
pub mod str_methods;
pub mod str_split;
pub mod str_translate;
pub mod super_object;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_annotations;
pub mod type_attributes;
pub mod type_object;
pub mod type_params;
pub mod unicode_escape;
pub mod union_type;
pub mod weak_reference;

use crate::heap::{Dict, Value};
use crate::object::core::CoreClass;
use crate::object::definition::{NativeDef, TypeDef};
use crate::object::function::NativeFunction;
use crate::object::names::Name;
use crate::vm::construct::Eternal;
use crate::vm::{Result, Vm, class_build};

/// Every built-in type whose class is made at start-up, before those of modules. One whose base is another type of the
/// table may stand before it. Exceptions have a table of their own.
pub static TYPES: &[&TypeDef] = &[
    &object::TYPE,
    &type_object::TYPE,
    &descriptors::BUILTIN_FUNCTION,
    &descriptors::METHOD_WRAPPER,
    &descriptors::GETSET_DESCRIPTOR,
    &descriptors::MEMBER_DESCRIPTOR,
    &property::TYPE,
    &static_method::STATIC_METHOD,
    &static_method::CLASS_METHOD,
    &super_object::TYPE,
    &method::TYPE,
    &cell::TYPE,
    &mapping_proxy::TYPE,
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
    &async_generator::ASYNC_GENERATOR,
    &async_generator::ASYNC_VALUE,
    &async_generator::ASYNC_SEND,
    &async_generator::ASYNC_THROW,
    &async_generator::ASYNC_DEFAULT,
    &dict::TYPE,
    &dict_iterators::KEYS,
    &dict_iterators::VALUES,
    &dict_iterators::ITEMS,
    &dict_iterators::REVERSED_KEYS,
    &dict_iterators::REVERSED_VALUES,
    &dict_iterators::REVERSED_ITEMS,
    &dict_views::KEYS,
    &dict_views::ITEMS,
    &dict_views::VALUES,
    &functions_io::QUITTER,
    &generator::GENERATOR,
    &generator::COROUTINE,
    &generator::COROUTINE_WRAPPER,
    &iterators::ENUMERATE,
    &iterators::ZIP,
    &iterators::MAP,
    &iterators::FILTER,
    &iterators::REVERSED,
    &iterators::SEQUENCE_ITERATOR,
    &iterators::CALLABLE_ITERATOR,
    &list::TYPE,
    &list::ITERATOR,
    &list::REVERSE_ITERATOR,
    &module::TYPE,
    &module_spec::TYPE,
    &set::TYPE,
    &set::FROZEN,
    &set::ITERATOR,
    &simple_namespace::TYPE,
    &template::INTERPOLATION,
    &template::TEMPLATE,
    &template::ITERATOR,
    &tuple::TYPE,
    &tuple::ITERATOR,
    &code::TYPE,
    &frame::TYPE,
    &function::TYPE,
    &generic_alias::TYPE,
    &type_params::TYPE_VAR,
    &type_params::PARAM_SPEC,
    &type_params::PARAM_SPEC_ARGS,
    &type_params::PARAM_SPEC_KWARGS,
    &type_params::TYPE_VAR_TUPLE,
    &type_params::TYPE_ALIAS,
    &type_params::GENERIC,
    &union_type::TYPE,
    &descriptors::METHOD_DESCRIPTOR,
    &descriptors::WRAPPER_DESCRIPTOR,
    &descriptors::CLASS_METHOD_DESCRIPTOR,
    &traceback::TYPE,
    &weak_reference::TYPE,
];

/// Types that have a name in `builtins`.
const PUBLIC: &[&str] = &[
    "object",
    "type",
    "int",
    "bool",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "enumerate",
    "zip",
    "map",
    "filter",
    "reversed",
    "property",
    "staticmethod",
    "classmethod",
    "super",
];

/// All types of this folder.
pub fn types() -> Vec<&'static TypeDef> {
    TYPES.iter().chain(exceptions::TYPES).copied().collect()
}

/// A native function as an object.
pub fn new_native_function(
    vm: &mut Vm,
    definition: &'static NativeDef,
    owner: Value,
    module: Value,
) -> Result<Value> {
    let function = NativeFunction::new(definition, Value::NULL, owner, None, module);
    let class = vm.core(CoreClass::BuiltinFunction);
    vm.create_in(&class, function)
}

/// The functions of `builtins`: every interpreter has the same, so that calls of them count nothing.
static BUILTINS: [Eternal; functions::FUNCTIONS.len() + exec::FUNCTIONS.len()] =
    [const { Eternal::vacant() }; functions::FUNCTIONS.len() + exec::FUNCTIONS.len()];

fn builtin_functions() -> impl Iterator<Item = (&'static NativeDef, &'static Eternal)> {
    functions::FUNCTIONS.iter().chain(exec::FUNCTIONS).zip(&BUILTINS)
}

/// Makes the functions of `builtins`, at start-up.
pub fn make_builtin_functions(vm: &mut Vm) -> Result<()> {
    let module = vm.intern("builtins")?;
    for (definition, place) in builtin_functions() {
        place.set(new_native_function(vm, definition, Value::NULL, module.clone())?);
    }
    Ok(())
}

/// Fills the namespace of `builtins`.
pub fn fill_builtins(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let module = vm.intern("builtins")?;
    vm.dict_set_name(dict, Name::Name, module.clone())?;
    for (definition, function) in builtin_functions() {
        vm.dict_set_str(dict, definition.name(), function.get())?;
    }
    for definition in TYPES.iter().filter(|definition| PUBLIC.contains(&definition.name)) {
        vm.dict_set_str(dict, definition.name, definition.class())?;
    }
    for definition in exceptions::TYPES {
        vm.dict_set_str(dict, definition.short_name(), definition.class())?;
    }
    for name in ["exit", "quit"] {
        let quitter = functions_io::new_quitter(vm, name)?;
        vm.dict_set_str(dict, name, quitter)?;
    }
    for alias in ["EnvironmentError", "IOError"] {
        vm.dict_set_str(dict, alias, exception_os::OS_ERROR.class())?;
    }
    let build_class = new_native_function(vm, &class_build::BUILD_CLASS, Value::NULL, module)?;
    vm.dict_set_name(dict, Name::BuildClass, build_class)?;
    let debug = !vm.interpreter.settings.optimize;
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::from_bool(debug)),
    ] {
        vm.dict_set_str(dict, name, value)?;
    }
    Ok(())
}
