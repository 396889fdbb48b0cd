//! Domains: sets of threads of which only one runs at a time (design section 1).
//!
//! Owns the lock modes, the interpreter lock and its policies, the registry of threads, stopping the
//! world, epochs, and the one place where threads wait. Must not know values: the inbox carries bare words.
//! The mode is read here alone, when a domain is made.

pub mod lock;
pub mod mode;
pub mod park;
pub mod policy;
pub mod registry;
pub mod signals;

pub use lock::InterpreterLock;
pub use mode::Gil;
pub use registry::{Domain, ThreadRecord};
pub use signals::{Signals, request};
