//! Bytecode as plain data: the opcode table, code units and the disassembler.
//!
//! Must not know the heap: constants are plain Rust data until an interpreter loads a unit.

pub mod disasm;
pub mod op;
pub mod unit;

pub use disasm::disassemble;
pub use op::{Instruction, Op, Word};
pub use unit::{CodeFlags, CodeUnit, Const, Handler, Position};
