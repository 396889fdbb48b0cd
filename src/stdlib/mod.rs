//! The standard library: one module a file, `.rs` where it must be native, `.py` where Python says it better.
//!
//! Owns the registration of modules.

pub mod sys;
pub mod threading;

use crate::object::definition::ModuleDef;

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[&sys::MODULE];

/// Embedded Python modules: name, source, and whether it is a package.
pub static SOURCES: &[(&str, &str, bool)] = &[];
