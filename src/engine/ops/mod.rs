//! The slow paths, by family. Each is a cold function of (vm, pc, base) that gives the next pc, or null with an
//! exception in flight.
//!
//! Owns `Operands`, an instruction with its registers, and the macro that wraps a body: it stores the pc, and runs
//! finalizers that the instruction made due.

pub mod arith;
pub mod attr;
pub mod build;
pub mod call;
pub mod collect;
pub mod construct;
pub mod control;
pub mod delegate;
pub mod function;
pub mod generator;
pub mod import;
pub mod iterate;
pub mod matching;
pub mod names;
pub mod special;

use crate::code::Instruction;
use crate::code::op::{X_CLEAR_A, X_CLEAR_B, X_CLEAR_C};
use crate::heap::{RawValue, Value};
use crate::object::function::Code;
use crate::object::native::cast_kind;
use crate::vm::frames::Frame;
use crate::vm::{Raised, Result, Vm};

pub type Pc = *const u64;

/// An instruction and the registers of its frame. Made by the dispatch loop's slow paths only, while the frame is on
/// top: that is what all its accesses rest on (D7, D10).
#[derive(Clone, Copy)]
pub struct Operands {
    pub pc: Pc,
    pub base: *mut RawValue,
    pub word: Instruction,
}

impl Operands {
    /// The instruction at `pc`, which the frame on top is made to stand at.
    ///
    /// # Safety
    /// The frame runs, with this pc and base.
    #[inline(always)]
    pub unsafe fn start(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Operands {
        // SAFETY: the caller's promise.
        unsafe {
            (*vm.stacks.top).pc = pc;
            Operands { pc, base, word: Instruction(*pc) }
        }
    }

    pub fn a(self) -> usize {
        self.word.a() as usize
    }

    pub fn b(self) -> usize {
        self.word.b() as usize
    }

    pub fn c(self) -> usize {
        self.word.c() as usize
    }

    pub fn x(self) -> u8 {
        self.word.x()
    }

    /// `c` as a signed number.
    pub fn signed(self) -> i64 {
        self.word.c() as i16 as i64
    }

    /// An extra word.
    pub fn extra(self, number: usize) -> u64 {
        // SAFETY: the instruction's row has so many extra words.
        unsafe { *self.pc.add(number) }
    }

    /// A constant in an extra word.
    pub fn constant(&self, number: usize) -> &Value {
        // SAFETY: the loader put a constant's word there, which the code object counts.
        unsafe { &*self.pc.add(number).cast::<Value>() }
    }

    /// Where a jump offset in `b:c` leads.
    pub fn wide_target(self) -> Pc {
        // SAFETY: the compiler's jumps stay inside the code.
        unsafe { self.pc.offset(self.word.number() as isize) }
    }

    /// Where a jump offset in an extra word leads.
    pub fn target(self, number: usize) -> Pc {
        // SAFETY: as above.
        unsafe { self.pc.offset(self.extra(number) as isize) }
    }

    /// A register's value, borrowed in place; it may be NULL.
    pub fn reg<'a>(self, number: usize) -> &'a Value {
        // SAFETY: the register belongs to the running frame; whoever overwrites it meanwhile does not hold this borrow.
        unsafe { &*self.base.add(number).cast::<Value>() }
    }

    /// Consecutive registers.
    pub fn run<'a>(self, first: usize, count: usize) -> &'a [Value] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts(self.base.add(first).cast::<Value>(), count) }
    }

    /// Stores a value into a register; the old one is dropped.
    pub fn put(self, number: usize, value: Value) {
        // SAFETY: as above.
        let old = unsafe { self.base.add(number).cast::<Value>().replace(value) };
        drop(old);
    }

    /// Takes a register's value, leaving NULL.
    pub fn take(self, number: usize) -> Value {
        // SAFETY: as above.
        unsafe { self.base.add(number).cast::<Value>().replace(Value::NULL) }
    }

    /// Takes consecutive registers.
    pub fn take_run(self, first: usize, count: usize) -> Vec<Value> {
        (first..first + count).map(|number| self.take(number)).collect()
    }

    /// The frame.
    pub fn frame<'a>(self, vm: &Vm) -> &'a Frame {
        // SAFETY: the frame on top is the running one.
        unsafe { &*vm.stacks.top }
    }

    pub fn code<'a>(self, vm: &Vm) -> &'a Code {
        // SAFETY: the function keeps its code while the frame runs.
        unsafe { &*(*vm.stacks.top).code }
    }

    /// An interned name of the code.
    pub fn name<'a>(self, vm: &Vm, index: usize) -> &'a Value {
        &self.code(vm).names[index]
    }

    /// A register that must hold a value.
    pub fn operand<'a>(self, vm: &mut Vm, number: usize) -> Result<&'a Value> {
        let value = self.reg(number);
        if value.is_null() { Err(unbound_local(vm, self, number)) } else { Ok(value) }
    }
}

/// UnboundLocalError for a register's variable.
#[cold]
pub fn unbound_local(vm: &mut Vm, i: Operands, number: usize) -> Raised {
    let name = match i.code(vm).unit.local_names.get(number) {
        Some(name) => name.to_string(),
        None => return vm.runtime_error(format!("register {number} holds no value")),
    };
    let value = match vm.intern(&name) {
        Ok(value) => value,
        Err(raised) => return raised,
    };
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    vm.name_error(crate::object::core::Exception::UnboundLocalError, &value, message)
}

/// Sets the temporaries that die with an instruction to NULL.
#[inline(always)]
pub fn clear_dying(i: Operands) {
    if i.x() & (X_CLEAR_A | X_CLEAR_B | X_CLEAR_C) != 0 {
        clear_marked(i);
    }
}

#[inline(never)]
fn clear_marked(i: Operands) {
    let op = i.word.op();
    let x = op.clear_flags(i.x());
    if x & X_CLEAR_A != 0 {
        i.put(i.a(), Value::NULL);
    }
    // A temporary that is the result, too, has been overwritten already.
    let is_result = |register: usize| register == i.a() && !op.reads_a();
    if x & X_CLEAR_B != 0 && !is_result(i.b()) {
        i.put(i.b(), Value::NULL);
    }
    if x & X_CLEAR_C != 0 && !is_result(i.c()) {
        i.put(i.c(), Value::NULL);
    }
}

/// After an instruction: finalizers that it made due run now.
#[inline]
pub fn settle(vm: &mut Vm) {
    if vm.heap.has_finalizations() {
        vm.run_finalizations();
    }
}

/// Defines slow paths. The body gives `Ok(())` to go on behind the instruction's `words`.
macro_rules! operations {
    ($( $(#[$meta:meta])* fn $name:ident($vm:ident, $i:ident) -> $words:literal $body:block )*) => { $(
        $(#[$meta])*
        #[inline(never)]
        pub unsafe fn $name(vm: &mut $crate::vm::Vm, pc: $crate::engine::ops::Pc, base: *mut $crate::heap::RawValue)
        -> $crate::engine::ops::Pc {
            // SAFETY: called by the dispatch loop with the running frame's pc and base.
            let i = unsafe { $crate::engine::ops::Operands::start(vm, pc, base) };
            #[inline(always)]
            #[allow(unused_variables)]
            fn body($vm: &mut $crate::vm::Vm, $i: $crate::engine::ops::Operands) -> $crate::vm::Result<()> $body
            let result = body(vm, i);
            if result.is_ok() {
                $crate::engine::ops::clear_dying(i);
            }
            $crate::engine::ops::settle(vm);
            match result {
                // SAFETY: the instruction has that many words, and another follows.
                Ok(()) => unsafe { pc.add($words) },
                Err($crate::vm::Raised) => std::ptr::null(),
            }
        }
    )* };
}

/// Defines slow paths that may push a frame instead: the body gives its pc then, and else None to go on behind the
/// instruction.
macro_rules! entering {
    ($( $(#[$meta:meta])* fn $name:ident($vm:ident, $i:ident) $body:block )*) => { $(
        $(#[$meta])*
        #[inline(never)]
        pub unsafe fn $name(vm: &mut $crate::vm::Vm, pc: $crate::engine::ops::Pc, base: *mut $crate::heap::RawValue)
        -> $crate::engine::ops::Pc {
            // SAFETY: called by the dispatch loop with the running frame's pc and base.
            let i = unsafe { $crate::engine::ops::Operands::start(vm, pc, base) };
            #[inline(always)]
            fn body($vm: &mut $crate::vm::Vm, $i: $crate::engine::ops::Operands)
            -> $crate::vm::Result<Option<$crate::engine::ops::Pc>> $body
            let result = body(vm, i);
            if let Ok(None) = result {
                $crate::engine::ops::clear_dying(i);
            }
            $crate::engine::ops::settle(vm);
            match result {
                // SAFETY: the instruction has that many words, and another follows.
                Ok(None) => unsafe { pc.add(i.word.op().length()) },
                Ok(Some(target)) => target,
                Err($crate::vm::Raised) => std::ptr::null(),
            }
        }
    )* };
}

/// Defines slow paths whose body gives the next pc itself.
macro_rules! jumps {
    ($( $(#[$meta:meta])* fn $name:ident($vm:ident, $i:ident) $body:block )*) => { $(
        $(#[$meta])*
        #[inline(never)]
        pub unsafe fn $name(vm: &mut $crate::vm::Vm, pc: $crate::engine::ops::Pc, base: *mut $crate::heap::RawValue)
        -> $crate::engine::ops::Pc {
            // SAFETY: called by the dispatch loop with the running frame's pc and base.
            let i = unsafe { $crate::engine::ops::Operands::start(vm, pc, base) };
            #[inline(always)]
            fn body($vm: &mut $crate::vm::Vm, $i: $crate::engine::ops::Operands)
            -> $crate::vm::Result<$crate::engine::ops::Pc> $body
            let result = body(vm, i);
            $crate::engine::ops::settle(vm);
            result.unwrap_or(std::ptr::null())
        }
    )* };
}

pub(crate) use {entering, jumps, operations};

/// The object as a dict, which the compiler knows it to be.
pub fn dict(vm: &mut Vm, value: &Value) -> Result<&'static crate::heap::Dict> {
    match cast_kind::<crate::heap::Dict>(value, crate::heap::Kind::Dict) {
        // SAFETY: a register or the frame's function counts the dict for longer than the instruction runs.
        Some(dict) => Ok(unsafe { &*std::ptr::from_ref(dict) }),
        None => Err(vm.type_error("a namespace must be a dict")),
    }
}
