//! The standard library: one module a file, `.rs` where it must be native, `.py` where Python says it better.
//!
//! Owns the registration of modules.

pub mod atexit;
pub mod deque;
mod descriptors;
pub mod functools;
pub mod gc;
pub mod heapq;
pub mod interpreters;
pub mod io;
pub mod io_base;
pub mod io_binary;
pub mod io_core;
pub mod io_memory;
mod io_newline;
pub mod io_text;
pub mod io_text_write;
pub mod itertools;
mod itertools_combine;
mod itertools_share;
pub mod math;
mod math_integer;
mod math_special;
mod math_sum;
pub mod operator;
pub mod os;
pub mod random;
pub mod struct_sequence;
pub mod support;
pub mod sys;
mod sys_hooks;
mod sys_info;
pub mod threading;
pub mod time;
mod time_format;
pub mod traceback;
mod tuple_getter;
pub mod weakref;

use crate::object::definition::ModuleDef;

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[
    &sys::MODULE,
    &atexit::MODULE,
    &deque::MODULE,
    &functools::MODULE,
    &gc::MODULE,
    &heapq::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &os::MODULE,
    &random::MODULE,
    &time::MODULE,
    &traceback::MODULE,
    &weakref::MODULE,
    &threading::THREAD_MODULE,
    &threading::MODULE,
    &interpreters::MODULE,
];

/// Embedded Python modules: name, source, and whether it is a package.
pub static SOURCES: &[(&str, &str, bool)] = &[
    ("__future__", include_str!("future.py"), false),
    ("concurrent", "", true),
    ("concurrent.interpreters", include_str!("interpreters/interpreters.py"), false),
    ("abc", include_str!("abc.py"), false),
    ("bisect", include_str!("bisect.py"), false),
    ("collections", include_str!("collections/__init__.py"), true),
    ("_collections_user", include_str!("collections/user.py"), false),
    ("collections.abc", include_str!("collections/abc.py"), false),
    ("contextlib", include_str!("contextlib.py"), false),
    ("copy", include_str!("copy.py"), false),
    ("copyreg", include_str!("copyreg.py"), false),
    ("dataclasses", include_str!("dataclasses.py"), false),
    ("_enum_tools", include_str!("enum_tools.py"), false),
    ("enum", include_str!("enum.py"), false),
    ("functools", include_str!("functools.py"), false),
    ("heapq", include_str!("heapq.py"), false),
    ("importlib", include_str!("importlib.py"), true),
    ("importlib.machinery", include_str!("importlib_machinery.py"), false),
    ("importlib.util", include_str!("importlib_util.py"), false),
    ("keyword", include_str!("keyword.py"), false),
    ("os", include_str!("os.py"), false),
    ("posixpath", include_str!("posixpath.py"), false),
    ("queue", include_str!("queue.py"), false),
    ("random", include_str!("random.py"), false),
    ("string", include_str!("string.py"), true),
    ("string.templatelib", include_str!("templatelib.py"), false),
    ("traceback", include_str!("traceback.py"), false),
    ("_typing_hints", include_str!("typing_hints.py"), false),
    ("_typing_records", include_str!("typing_records.py"), false),
    ("typing", include_str!("typing.py"), false),
    ("types", include_str!("types.py"), false),
    ("warnings", include_str!("warnings.py"), false),
    ("weakref", include_str!("weakref.py"), false),
];
