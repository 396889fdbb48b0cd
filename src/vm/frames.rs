//! A thread's two stacks: registers, and frames.
//!
//! Owns their memory and layout. Both are reserved once, as address space that is used only as far as it is touched,
//! and never move: a callee's window begins inside its caller's. Registers above the running frame's are NULL: a new frame
//! finds its own so. Each frame owns its `register_count` registers (D7); what a caller may have left in those behind the
//! window, the call clears.
#![allow(unsafe_code)]
// Pointers into the register stack come from the stack itself.
#![allow(clippy::not_unsafe_ptr_arg_deref)]

use crate::heap::{RawValue, Registers, Value};
use crate::object::function::{Code, Function, Generator};

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
    /// A special method: the caller's instruction ends with its result (`engine::ops::special`).
    Special,
    /// The same where the result, unless it is NotImplemented, is no more than stored.
    SpecialResult,
}

#[repr(C)]
pub struct Frame {
    /// The instruction that runs, or that made the running call; kept by the dispatch loop in a local while the frame
    /// is on top, and stored here before whatever can raise or call.
    pub pc: *const u64,
    pub base: *mut RawValue,
    /// Behind the last register.
    pub end: *mut RawValue,
    /// The function, counted by the caller's window (or by the generator).
    pub function: *const Function,
    pub code: *const Code,
    /// The generator whose body this is, counted by whoever resumed it; null for a plain call.
    pub generator: *const Generator,
    /// A counted word that the frame owns, NULL for none: the new instance while its `__init__` runs.
    pub held: RawValue,
    /// The register of the caller that gets the result.
    pub return_register: u16,
    pub return_kind: ReturnKind,
    /// Words from the caller's `pc` to the instruction to go on with.
    pub return_skip: u8,
    /// The callable stands so many registers below `base`; 0 if no window is to be cleared.
    pub window: u8,
}

/// Address space for registers: 8 million words (64 MiB) for each thread; untouched pages cost nothing.
const REGISTERS: usize = 8 << 20;
const FRAMES: usize = 1 << 20;
/// Registers are filled with NULL so many at a time, before frames first use them.
const FILL: usize = 1 << 13;

pub struct Stacks {
    registers: *mut RawValue,
    /// Registers below this and above the running frame hold NULL.
    pub filled: *mut RawValue,
    registers_end: *mut RawValue,
    frames: *mut Frame,
    /// The running frame; one below the first when none runs.
    pub top: *mut Frame,
    /// A frame at or above this is one too many (the recursion limit).
    pub limit: *mut Frame,
}

/// Address space for a thread's stacks, on its way to the thread: its starter reserves it, so that a lack of it is the
/// starter's exception.
pub struct Reservation {
    registers: *mut RawValue,
    frames: *mut Frame,
}

// SAFETY: untouched memory that nobody else knows.
unsafe impl Send for Reservation {}

impl Reservation {
    /// None if there is not so much address space.
    pub fn new() -> Option<Reservation> {
        let registers = reserve(REGISTERS * 8)?;
        let Some(frames) = reserve(FRAMES * size_of::<Frame>()) else {
            release(registers, REGISTERS * 8);
            return None;
        };
        Some(Reservation { registers: registers.cast(), frames: frames.cast() })
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        release(self.registers.cast(), REGISTERS * 8);
        release(self.frames.cast(), FRAMES * size_of::<Frame>());
    }
}

/// Could so much more memory be had now? What is made of many small parts, which cannot all be made to fail well, is not
/// begun without it.
pub fn has_headroom(bytes: usize) -> bool {
    reserve(bytes).map(|memory| release(memory, bytes)).is_some()
}

impl Stacks {
    pub fn new(reservation: Reservation, recursion_limit: usize) -> Stacks {
        let Reservation { registers, frames } = *std::mem::ManuallyDrop::new(reservation);
        let mut stacks = Stacks {
            registers,
            filled: registers,
            // SAFETY: inside the reservation.
            registers_end: unsafe { registers.add(REGISTERS) },
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
    #[inline(always)]
    pub fn free_registers(&self) -> *mut RawValue {
        // SAFETY: the frame is live.
        if self.depth() == 0 { self.registers } else { unsafe { (*self.top).end } }
    }

    /// Fills registers with NULL up to `end` at least. False if there are not so many.
    pub fn fill(&mut self, end: *mut RawValue) -> bool {
        if end >= self.registers_end {
            return false;
        }
        // SAFETY: inside the reservation, above all live registers.
        unsafe {
            let target = end.add(FILL).min(self.registers_end);
            while self.filled < target {
                self.filled.write(RawValue::NULL);
                self.filled = self.filled.add(1);
            }
        }
        true
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
            // Nobody runs on them any more.
            drop(Reservation { registers: self.registers, frames: self.frames });
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

    /// The registers of a generator that only waits for the one it delegates to: they stay where they are, and the frame
    /// has none (`engine::ops::generator`).
    pub fn parked(&self) -> Option<&Registers> {
        // SAFETY: whoever resumed the generator keeps it alive.
        let registers = unsafe { &self.generator.as_ref()?.registers };
        if registers.are_lent() { None } else { Some(registers) }
    }

    /// A register's value, counted; NULL for none.
    pub fn register(&self, number: usize) -> Value {
        if let Some(registers) = self.parked() {
            return registers.slots()[number].get();
        }
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

fn reserve(bytes: usize) -> Option<*mut u8> {
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
    (memory != libc::MAP_FAILED).then_some(memory.cast())
}

fn release(memory: *mut u8, bytes: usize) {
    // SAFETY: a mapping of `reserve`, of this size, which nobody uses any more.
    unsafe {
        libc::munmap(memory.cast(), bytes);
    }
}
