//! The standard library: one module a file, `.rs` where it must be native, `.py` where Python says it better.
//!
//! Owns the registration of modules.

pub mod atexit;
mod descriptors;
pub mod gc;
pub mod interpreters;
pub mod io;
pub mod io_base;
pub mod io_binary;
pub mod io_core;
pub mod io_memory;
mod io_newline;
pub mod io_text;
pub mod math;
mod math_integer;
mod math_special;
mod math_sum;
pub mod os;
pub mod random;
pub mod struct_sequence;
pub mod support;
pub mod sys;
pub mod threading;
pub mod time;
mod time_format;
pub mod weakref;

use crate::object::definition::ModuleDef;

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[
    &sys::MODULE,
    &atexit::MODULE,
    &gc::MODULE,
    &io::MODULE,
    &math::MODULE,
    &os::MODULE,
    &random::MODULE,
    &time::MODULE,
    &weakref::MODULE,
    &threading::THREAD_MODULE,
    &threading::MODULE,
    &interpreters::MODULE,
];

/// Embedded Python modules: name, source, and whether it is a package.
pub static SOURCES: &[(&str, &str, bool)] = &[
    ("concurrent", "", true),
    ("concurrent.interpreters", include_str!("interpreters/interpreters.py"), false),
    ("os", include_str!("os.py"), false),
    ("posixpath", include_str!("posixpath.py"), false),
    ("queue", include_str!("queue.py"), false),
    ("random", include_str!("random.py"), false),
    ("weakref", include_str!("weakref.py"), false),
];
