//! temporary
use crate::vm::{Result, Vm};
use std::io::Write;
pub fn write_stdout(_vm: &mut Vm, b: &[u8]) -> Result<()> { let _ = std::io::stdout().write_all(b); Ok(()) }
pub fn flush_stdout(_vm: &mut Vm) -> Result<()> { let _ = std::io::stdout().flush(); Ok(()) }
pub fn flush_stdout_detached() { let _ = std::io::stdout().flush(); }
