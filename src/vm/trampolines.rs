//! Slots of classes written in Python.
use super::{Result, Vm};
use crate::heap::Value;
use crate::object::{Arguments, NativeDef, Slots};

/// Calls a wrapper whose slot takes the arguments as they are (`__call__`, `__init__`, `__new__`).
pub fn call_wrapper(
    _vm: &mut Vm,
    _definition: &NativeDef,
    _slots: &Slots,
    _arguments: Arguments,
) -> Result<Value> {
    unreachable!("replaced by the classes branch")
}
