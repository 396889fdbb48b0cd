//! A thread's two stacks: registers, and frames.
//!
//! Owns their memory and layout. Both are reserved once, as address space that is used only as far as it is touched,
//! and never move: a callee's window begins inside its caller's. Registers above the running frame's are NULL or dead
//! words that nobody owns; each frame owns its `register_count` registers (D7).
#![allow(unsafe_code)]

use crate::heap::{RawValue, Value};
use crate::object::function::{Code, Function};

/// What a frame must do for its caller when it returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum ReturnKind {
    /// Store the result into the caller's register.
    Plain,
    /// An `__init__`: the result must be None, and the new instance, which stands where the callable stood, is stored.
    Init,
    /// The caller is native code: leave the dispatch loop.
    Native,
    /// A generator's body, resumed by native code.
    GeneratorNative,
    /// A generator's body, resumed by a `for` loop of the frame below.
    GeneratorLoop,
    /// A generator's body, resumed by a delegation of the frame below.
    GeneratorDelegate,
    /// A special method of an operator: NotImplemented means that the caller tries on.
    Operator,
}

#[repr(C)]
pub struct Frame {
    /// Where to go on; kept by the dispatch loop in a local while the frame runs, and stored at calls.
    pub pc: *const u64,
    pub base: *mut RawValue,
    /// The function, counted by the caller's window (or by the generator).
    pub function: *const Function,
    pub code: *const Code,
    /// The register of the caller that gets the result.
    pub return_register: u16,
    pub return_kind: ReturnKind,
    /// Registers from here on are cleared in the caller when this frame returns: the callable's position,
    /// counted down from `base`.
    pub window: u8,
}

/// Address space for registers: 8 million words (64 MiB) for the main thread and others alike; untouched pages cost
/// nothing.
const REGISTERS: usize = 8 << 20;
const FRAMES: usize = 1 << 20;

pub struct Stacks {
    registers: *mut RawValue,
    registers_end: *mut RawValue,
    frames: *mut Frame,
    /// The running frame; one below the first when none runs.
    pub top: *mut Frame,
    /// A frame at or above this is one too many (the recursion limit).
    pub limit: *mut Frame,
}

impl Stacks {
    pub fn new(recursion_limit: usize) -> Stacks {
        let registers: *mut RawValue = reserve(REGISTERS * 8).cast();
        let frames: *mut Frame = reserve(FRAMES * size_of::<Frame>()).cast();
        let mut stacks = Stacks {
            registers,
            // SAFETY: inside the reservation.
            registers_end: unsafe { registers.add(REGISTERS - (1 << 17)) },
            frames,
            top: frames,
            limit: frames,
        };
        stacks.set_limit(recursion_limit);
        stacks
    }

    /// At most so many frames.
    pub fn set_limit(&mut self, recursion_limit: usize) {
        // SAFETY: inside the reservation.
        self.limit = unsafe { self.frames.add(recursion_limit.min(FRAMES - 2) + 1) };
    }

    /// Room for a few frames more, for whoever makes a RecursionError.
    pub fn widen(&mut self) {
        // SAFETY: stays inside the reservation.
        self.limit =
            unsafe { self.frames.add((self.limit.offset_from(self.frames) as usize + 50).min(FRAMES - 1)) };
    }

    /// How many frames run.
    pub fn depth(&self) -> usize {
        // SAFETY: both inside the reservation.
        unsafe { self.top.offset_from(self.frames) as usize }
    }

    /// The first free register above the running frame.
    pub fn free_registers(&self) -> *mut RawValue {
        if self.depth() == 0 {
            return self.registers;
        }
        // SAFETY: the running frame and its code are alive.
        unsafe {
            let frame = &*self.top;
            frame.base.add((*frame.code).unit.register_count as usize)
        }
    }

    /// Is there room for a frame with its registers from `base` to `end`?
    #[inline(always)]
    pub fn has_room(&self, end: *mut RawValue) -> bool {
        end < self.registers_end && unsafe { self.top.add(1) } < self.limit
    }

    /// The end of the registers that frames may use.
    #[inline(always)]
    pub fn registers_end(&self) -> *mut RawValue {
        self.registers_end
    }

    /// Frames from the running one outwards.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        let depth = self.depth();
        // SAFETY: frames 1 to `depth` are live.
        (1..=depth).rev().map(|index| unsafe { &*self.frames.add(index) })
    }

    /// Gives the memory back.
    pub fn release(&mut self) {
        if !self.registers.is_null() {
            // SAFETY: reserved in `new`, and nobody runs on them any more.
            unsafe {
                libc::munmap(self.registers.cast(), REGISTERS * 8);
                libc::munmap(self.frames.cast(), FRAMES * size_of::<Frame>());
            }
            self.registers = std::ptr::null_mut();
        }
    }
}

impl Frame {
    /// The function that runs.
    pub fn function(&self) -> &Function {
        // SAFETY: counted by whoever called it while the frame lives.
        unsafe { &*self.function }
    }

    pub fn code(&self) -> &Code {
        // SAFETY: kept alive by the function (`Function::old_code`).
        unsafe { &*self.code }
    }

    /// A register's value, counted; NULL for none.
    pub fn register(&self, number: usize) -> Value {
        // SAFETY: below the frame's register count.
        unsafe { (*self.base.add(number)).to_value() }
    }

    /// Word offset of the instruction that runs (or made the running call).
    pub fn offset(&self) -> u32 {
        // SAFETY: both inside the code's words.
        let offset = unsafe { self.pc.offset_from(self.code().words.start()) };
        u32::try_from(offset).unwrap_or(0)
    }

    /// 1-based source line.
    pub fn line(&self) -> u32 {
        self.code().unit.position(self.offset()).map_or(0, |position| position.line)
    }
}

fn reserve(bytes: usize) -> *mut u8 {
    // SAFETY: an anonymous private mapping; the result is checked.
    let memory = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    assert!(memory != libc::MAP_FAILED, "no address space for a thread's stacks");
    memory.cast()
}
