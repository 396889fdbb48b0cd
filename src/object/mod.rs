//! Classes and the objects that code is made of: definitions as constant tables, classes, functions.
//!
//! Owns what a built-in type is (`TypeDef`), what a class is, and the layouts of functions, code, modules,
//! generators and exceptions. Must not know how anything is executed: slots and natives get the thread's
//! `Vm`, which is declared above.

pub mod class;
pub mod core;
pub mod definition;
pub mod descriptor;
pub mod function;
pub mod instance;
pub mod method_cells;
pub mod names;
pub mod native;
pub mod owners;
pub mod slots;
pub mod wrappers;

pub use class::Class;
pub use definition::{Arguments, Callee, NativeDef, Signature, TypeDef, getter, method};
pub use native::Native;
pub use slots::Slots;
