//! What may watch or steer the loop. `run` is generic over it, so that nothing costs anything when it is off.

use crate::heap::RawValue;
use crate::vm::Vm;

pub trait Hook {
    /// Does it watch at all?
    const WATCHES: bool;

    /// Called before each instruction.
    fn before(&mut self, vm: &mut Vm, pc: *const u64, base: *mut RawValue);
}

/// Watches nothing.
pub struct NoHook;

impl Hook for NoHook {
    const WATCHES: bool = false;

    #[inline(always)]
    fn before(&mut self, _vm: &mut Vm, _pc: *const u64, _base: *mut RawValue) {}
}
