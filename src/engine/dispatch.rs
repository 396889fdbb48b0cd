//! The dispatch loop.
//!
//! Owns the fast path of every instruction. Rules:
//! 1. Program counter and base are locals, and all that every arm needs in registers: `pc` is the running instruction
//!    until an arm's end. They are stored into the frame only before a slow path.
//! 2. Operands are borrowed in place; only a copy counts (D7). What is overwritten is counted down.
//! 3. A slow path is a cold function of (vm, pc, base) that gives the next pc, or null with an exception in flight.
//! 4. Operands are read as volatile halves, else LLVM merges the reads and puts shifts into every arm.
//! 5. A safepoint stands at back edges and function entries only, where no bare pointer is held (D10).
//! 6. An object of my domain is touched plainly (D1); everything else goes to a slow path.
//! 7. The usual way through an arm is straight code. What happens rarely is marked (`rarely`, `likely!`), ends of arms are
//!    kept apart (`go!`), and wide constants are read from memory (`Encoding`). Look at the machine code after a change.
// The empty assembly in the loop reads and writes nothing.
#![allow(clippy::pointers_in_nomem_asm_block)]

use super::hook::Hook;
use super::ops::{
    arith, attr, build, call, collect, construct, control, delegate, function, generator, import, iterate,
    matching, names, special,
};
use super::unwind;
use crate::code::op::{STALE_UNKNOWN, X_CLEAR_A, X_CLEAR_B, X_CLEAR_C, X_SIMPLE_CALL};
use crate::code::{Instruction, Op};
use crate::domain::Signals;
use crate::heap::context::Context;
use crate::heap::list::List;
use crate::heap::value::{Constants, Encoding};
use crate::heap::{Cell, Dict, Header, Kind, RawValue, Slot, Str, Tuple, Value, shape};
use crate::object::definition::NativeFn;
use crate::object::function::{Function, NativeFunction};
use crate::object::method_cells;
use crate::vm::attribute_cache::{CELL_BIT, ENTRY_BITS, UNKNOWN};
use crate::vm::construct::single_character;
use crate::vm::frames::{Frame, ReturnKind};
use crate::vm::item::plain_length;
use crate::vm::{Raised, Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

/// Runs the top frame, and all that it calls, until it returns to native code. The result stands in
/// `vm.stacks.result`.
pub fn run<H: Hook>(vm: &mut Vm, hook: &mut H) -> Result<RawValue> {
    let context: *const Context = vm.context();
    let machine: *mut Vm = vm;
    // SAFETY: the context outlives the machine's running.
    let context: &Context = unsafe { &*context };
    // No local of this function needs dropping: what a panic would have to clean up cuts the arms to pieces.
    let signals: *const Signals = &raw const *context.signals;
    let owner = context.owner.get();
    let constants = Constants::ALL;
    let encoding = Encoding(&constants);
    // SAFETY: of all arms: the frame on top is valid, its code's words are what the compiler emitted, registers
    // below its `end` are its own, and rule 6 holds.
    unsafe {
        // Read anew wherever it is needed, which is off the fast paths: a register less that every arm must keep.
        macro_rules! vm {
            () => {
                *(&raw const machine).read_volatile()
            };
        }
        let mut pc: *const u64 = (*(vm!()).stacks.top).pc;
        let mut base: *mut RawValue = (*(vm!()).stacks.top).base;

        macro_rules! a {
            () => {
                pc.cast::<u16>().add(1).read_volatile() as usize
            };
        }
        macro_rules! b {
            () => {
                pc.cast::<u16>().add(2).read_volatile() as usize
            };
        }
        macro_rules! c {
            () => {
                pc.cast::<u16>().add(3).read_volatile() as usize
            };
        }
        macro_rules! x {
            () => {
                pc.cast::<u8>().add(1).read_volatile()
            };
        }
        macro_rules! signed_c {
            () => {
                pc.cast::<i16>().add(3).read_volatile() as i64
            };
        }
        macro_rules! wide {
            () => {
                pc.cast::<i32>().add(1).read_volatile() as isize
            };
        }
        // A condition that holds more often than not.
        macro_rules! likely {
            ($condition:expr) => {
                if $condition {
                    true
                } else {
                    rarely();
                    false
                }
            };
        }
        macro_rules! reg {
            ($number:expr) => {
                *base.add($number)
            };
        }
        macro_rules! extra {
            ($number:literal) => {
                *pc.add($number)
            };
        }
        // On to the instruction at `pc`. The text, which is nowhere else, keeps LLVM from merging the ends of arms: a
        // jump more for each instruction, and taken jumps are what the loop waits for.
        macro_rules! go {
            ($tag:literal) => {{
                std::arch::asm!(
                    concat!("/* ", line!(), $tag, " */"),
                    options(nomem, nostack, preserves_flags)
                );
                continue;
            }};
            () => {
                go!("")
            };
        }
        macro_rules! next {
            ($words:literal $($tag:literal)?) => {{
                pc = pc.add($words);
                go!($($tag)?);
            }};
        }

        // The same instruction once more: what it read died under its eyes.
        macro_rules! again {
            () => {{
                go!("again");
            }};
        }
        // Gives back the count of a word that was in a register.
        macro_rules! release {
            ($old:expr) => {{
                let old: RawValue = $old;
                if encoding.is_counted(old) {
                    let header = old.counted_header();
                    if (*header).owner == owner {
                        let count = (*header).count - 1;
                        (*header).count = count;
                        if count == 0 {
                            control::died(&mut vm!(), pc, header);
                        }
                    } else {
                        control::release_foreign(&mut vm!(), pc, old);
                    }
                }
            }};
        }
        // Most often what is written over is no counted object: that path is the straight one.
        macro_rules! set {
            ($register:expr, $value:expr) => {{
                let place = base.add($register);
                let old = *place;
                *place = $value;
                if encoding.is_counted(old) {
                    rarely();
                    release!(old);
                }
            }};
        }
        // Counts a word, unless it is a shared object's and `$valid` does not hold; `$dead` runs then, or where that object
        // died under our eyes.
        macro_rules! retain_if {
            ($raw:expr, $valid:expr, $dead:block) => {{
                let raw: RawValue = $raw;
                if encoding.is_counted(raw) {
                    let header = raw.counted_header();
                    if (*header).owner == owner {
                        let count = (*header).count.wrapping_add(1);
                        (*header).count = count;
                        if count == 0 {
                            control::overflowed(header);
                        }
                    } else if !$valid || !(*(vm!()).context()).try_retain(header) $dead
                }
            }};
        }
        macro_rules! retain {
            ($raw:expr, $dead:block) => {
                retain_if!($raw, true, $dead)
            };
        }
        // The same of a word out of an object that may be shared, if what is `$valid` of that object still holds where it
        // matters: of what is mine or no object, no other thread can have put anything in its place. (A name has one slot
        // in its class whatever the shape, so an immediate that is read late is still a value of that name.)
        macro_rules! retain_of_shared {
            ($raw:expr, $valid:expr) => {
                retain_if!($raw, $valid, { again!() })
            };
        }
        macro_rules! slow {
            ($function:expr) => {{
                rarely();
                pc = $function(&mut vm!(), pc, base);
                if pc.is_null() {
                    if !unwind::unwind(&mut vm!()) {
                        return Err(Raised);
                    }
                    pc = (*(vm!()).stacks.top).pc;
                    base = (*(vm!()).stacks.top).base;
                }
                go!("slow");
            }};
        }
        // A slow path that may push or pop a frame.
        macro_rules! slow_frame {
            ($function:expr) => {{
                rarely();
                pc = $function(&mut vm!(), pc, base);
                if pc.is_null() {
                    if !unwind::unwind(&mut vm!()) {
                        return Err(Raised);
                    }
                    pc = (*(vm!()).stacks.top).pc;
                }
                base = (*(vm!()).stacks.top).base;
                go!("slow");
            }};
        }
        // Sets an operand to NULL if it is a temporary that dies here, and not the result.
        macro_rules! clear_operand {
            ($flag:ident, $register:expr) => {
                if x!() & $flag != 0 && $register != a!() {
                    rarely();
                    set!($register, RawValue::NULL);
                }
            };
        }
        macro_rules! clear_source {
            ($flag:ident, $register:expr) => {
                if x!() & $flag != 0 {
                    rarely();
                    set!($register, RawValue::NULL);
                }
            };
        }
        // Arithmetic of numbers. `$ints` gives a word that is an int's if the sum of two ints is an immediate.
        macro_rules! arithmetic {
            ($right:expr, $words:literal, |$l:ident, $r:ident| $ints:expr, |$x:ident, $y:ident| $floats:expr, $slow:expr) => {{
                let (left, right) = (reg!(b!()), $right);
                if encoding.both_int(left, right) {
                    let ($l, $r) = (left, right);
                    let word: u64 = $ints;
                    if likely!(encoding.is_int_word(word)) {
                        set!(a!(), RawValue::from_word(word));
                        next!($words "int");
                    }
                } else if let (Some($x), Some($y)) = (encoding.float(left), encoding.float(right)) {
                    set!(a!(), encoding.result($floats));
                    next!($words "float");
                } else if let (Some($x), Some($y)) = (encoding.number(left), encoding.number(right)) {
                    rarely();
                    set!(a!(), encoding.result($floats));
                    next!($words "mixed");
                }
                slow_frame!($slow);
            }};
        }
        // Immediate ints are floats without rounding.
        macro_rules! division {
            ($right:expr, $words:literal, $slow:expr) => {{
                let (left, right) = (encoding.number(reg!(b!())), encoding.number($right));
                if let (Some(left), Some(right)) = (left, right)
                    && right != 0.0
                {
                    set!(a!(), encoding.result(left / right));
                    next!($words);
                }
                slow_frame!($slow);
            }};
        }
        macro_rules! integers {
            ($right:expr, $words:literal, |$l:ident, $r:ident| $ints:expr, $slow:expr) => {{
                let (left, right) = (reg!(b!()), $right);
                if likely!(encoding.both_int(left, right)) {
                    let ($l, $r) = (encoding.int(left), encoding.int(right));
                    let word: u64 = $ints;
                    if likely!(encoding.is_int_word(word)) {
                        set!(a!(), RawValue::from_word(word));
                        next!($words);
                    }
                }
                slow_frame!($slow);
            }};
        }
        // Division by a constant: by its reciprocal, where both are numbers of 32 bits.
        macro_rules! by_constant {
            ($quick:ident, |$l:ident, $r:ident| $ints:expr) => {{
                let (index, reciprocal) = (encoding.index(reg!(b!())), extra!(2));
                if likely!(index >> 32 == 0 && reciprocal != 0) {
                    let result = $quick(index, encoding.index(constant!()), reciprocal);
                    set!(a!(), encoding.small_int(result as i64));
                    next!(3 "quick");
                }
                integers!(constant!(), 3, |$l, $r| $ints, arith::binary_constant)
            }};
        }
        macro_rules! constant {
            () => {
                RawValue::from_word(extra!(1))
            };
        }
        macro_rules! comparison {
            ($operator:tt) => {{
                let (left, right) = (reg!(b!()), reg!(c!()));
                let truth = if encoding.both_int(left, right) { left.word() $operator right.word() }
                    else if let (Some(left), Some(right)) = (encoding.float(left), encoding.float(right)) { left $operator right }
                    else { slow_frame!(arith::compare) };
                set!(a!(), RawValue::from_bool(truth));
                next!(1);
            }};
        }
        // Stores into an item that is there, of a list or dict of mine.
        macro_rules! set_item {
            ($raw:expr, $words:literal, $slow:expr) => {{
                let (container, key, raw): (_, _, RawValue) = (reg!(a!()), reg!(b!()), $raw);
                if likely!(encoding.is_counted(container) && !raw.is_null()) {
                    let header = container.counted_header();
                    let slot = if (*header).owner != owner {
                        None
                    } else if likely!((*header).shape() == Kind::List as u32) {
                        let list = header.cast::<List>();
                        let index = encoding.index(key);
                        if likely!(index < (*list).len() as u64) {
                            (*list).slot(index as usize)
                        } else {
                            None
                        }
                    } else if (*header).shape() == Kind::Dict as u32 {
                        (*header.cast::<Dict>()).slot_of(key)
                    } else {
                        None
                    };
                    if let Some(slot) = slot {
                        retain!(raw, {});
                        let old = slot.exchange(raw);
                        release!(old);
                        if x!() & (X_CLEAR_A | X_CLEAR_B | X_CLEAR_C) != 0 {
                            rarely();
                            clear_source!(X_CLEAR_A, a!());
                            clear_source!(X_CLEAR_B, b!());
                            clear_source!(X_CLEAR_C, c!());
                        }
                        next!($words)
                    }
                }
                slow_frame!($slow)
            }};
        }
        // What an attribute instruction's cache, or else the thread's table, knows of its name in a shape.
        macro_rules! place {
            ($header:expr, $shape:expr) => {{
                let first = cache(pc, 1);
                if likely!(first as u32 == $shape) {
                    (first >> 32) as u32
                } else {
                    let second = cache(pc, 2);
                    if second as u32 == $shape {
                        (second >> 32) as u32
                    } else {
                        attr::probe(&mut vm!(), pc, $header)
                    }
                }
            }};
        }
        // A safepoint before the instruction at `pc`.
        macro_rules! poll {
            () => {
                if (*signals).polled() {
                    rarely();
                    pc = control::safepoint(&mut vm!(), pc, base);
                    if pc.is_null() {
                        if !unwind::unwind(&mut vm!()) {
                            return Err(Raised);
                        }
                        pc = (*(vm!()).stacks.top).pc;
                        base = (*(vm!()).stacks.top).base;
                    }
                    go!("slow");
                }
            };
        }
        macro_rules! branch {
            (jump) => {{
                pc = pc.offset(extra!(1) as isize);
                go!("jump");
            }};
            (back) => {{
                pc = pc.offset(extra!(1) as isize);
                poll!();
                go!("back");
            }};
        }
        macro_rules! compare_jump {
            ($operator:tt, $wanted:literal, $kind:tt) => {{
                let (left, right) = (reg!(b!()), reg!(c!()));
                let truth = if encoding.both_int(left, right) { left.word() $operator right.word() }
                    else if let (Some(left), Some(right)) = (encoding.float(left), encoding.float(right)) { left $operator right }
                    else { slow_frame!(arith::compare_jump) };
                if truth == $wanted { branch!($kind) }
                next!(2 "n");
            }};
        }
        macro_rules! compare_small_jump {
            ($operator:tt, $wanted:literal, $kind:tt) => {{
                let left = reg!(b!());
                let truth = if likely!(encoding.is_int(left)) { encoding.int(left) $operator signed_c!() }
                    else if let Some(left) = encoding.float(left) { left $operator signed_c!() as f64 }
                    else { slow_frame!(arith::compare_jump) };
                if truth == $wanted { branch!($kind) }
                next!(2 "n");
            }};
        }

        // Goes on where a frame that ended, or gave a value, leads.
        macro_rules! follow {
            ($returned:expr) => {
                match $returned {
                    control::Returned::To(target) => {
                        pc = target;
                        base = (*(vm!()).stacks.top).base;
                        go!("on");
                    }
                    control::Returned::Native(value) => return Ok(value),
                    control::Returned::Raised => {
                        if !unwind::unwind(&mut vm!()) {
                            return Err(Raised);
                        }
                        pc = (*(vm!()).stacks.top).pc;
                        base = (*(vm!()).stacks.top).base;
                        go!("raised");
                    }
                }
            };
        }
        macro_rules! contains {
            ($wanted:literal) => {{
                let (item, container) = (base.add(b!()).cast::<Value>(), base.add(c!()).cast::<Value>());
                if let Some(found) = collect::contains_simply(&*container, &*item) {
                    set!(a!(), RawValue::from_bool(found == $wanted));
                    clear_operand!(X_CLEAR_B, b!());
                    clear_operand!(X_CLEAR_C, c!());
                    next!(1)
                }
                slow_frame!(collect::contains)
            }};
        }
        // Jumps if the truth of an operand is `$wanted`; `$poll` runs behind the jump.
        macro_rules! jump_on_truth {
            ($wanted:literal, $poll:block) => {{
                let value = reg!(a!());
                let truth = if likely!(value.is_bool()) {
                    value == RawValue::TRUE
                } else if encoding.is_int(value) {
                    encoding.int(value) != 0
                } else if value == RawValue::NONE {
                    false
                } else if let Some(length) = plain_length(&*base.add(a!()).cast::<Value>()) {
                    clear_source!(X_CLEAR_A, a!());
                    length != 0
                } else {
                    slow!(control::jump_on_truth)
                };
                if truth == $wanted {
                    pc = pc.offset(wide!());
                    $poll;
                    go!("jump");
                }
                next!(1)
            }};
        }
        macro_rules! move_base {
            ($new:expr) => {{
                let new: *mut RawValue = $new;
                // A move that the compiler cannot undo: with the new base in use beside the old one, it would keep the two
                // in registers of their own in all arms.
                #[cfg(target_arch = "x86_64")]
                std::arch::asm!(
                    "mov {0}, {1}", out(reg) base, in(reg) new, options(pure, nomem, nostack, preserves_flags)
                );
                #[cfg(not(target_arch = "x86_64"))]
                {
                    base = new;
                }
            }};
        }
        // Gives the running frame's registers and the callable back, and goes on in the caller, which gets the value.
        macro_rules! pop_frame {
            ($stacks:ident, $top:ident, $value:expr) => {{
                let mut place = base;
                let end = base.add(c!());
                debug_assert!(control::is_null(end, (*$top).end));
                while place < end {
                    let old = *place;
                    *place = RawValue::NULL;
                    release!(old);
                    place = place.add(1);
                }
                let callable = base.sub((*$top).window as usize);
                let old = *callable;
                *callable = RawValue::NULL;
                let register = (*$top).return_register as usize;
                let skip = (*$top).return_skip as usize;
                let caller = $top.sub(1);
                (*$stacks).top = caller;
                move_base!((*caller).base);
                pc = (*caller).pc;
                release!(old);
                set!(register, $value);
                pc = pc.add(skip);
            }};
        }
        // Returns from the running frame. Most often its caller wants the value, and no more.
        macro_rules! finish_frame {
            ($value:expr) => {{
                let stacks = &raw mut (vm!()).stacks;
                let top = (*stacks).top;
                let mut value: RawValue = $value;
                let kind = (*top).return_kind;
                if likely!(kind == ReturnKind::Plain && !value.is_null()) {
                    pop_frame!(stacks, top, value);
                    go!("plain");
                }
                if kind == ReturnKind::Init && value == RawValue::NONE {
                    value = (*top).held;
                    (*top).held = RawValue::NULL;
                    pop_frame!(stacks, top, value);
                    go!("init");
                }
                if kind == ReturnKind::SpecialResult && value != RawValue::NOT_IMPLEMENTED && !value.is_null()
                {
                    let held = (*top).held;
                    (*top).held = RawValue::NULL;
                    pop_frame!(stacks, top, value);
                    // What dies now, dies at the instruction that called.
                    let following = pc;
                    pc = (*(vm!()).stacks.top).pc;
                    release!(held);
                    if x!() & (X_CLEAR_A | X_CLEAR_B | X_CLEAR_C) != 0 {
                        special::clear_operands(&mut vm!(), pc, base);
                    }
                    pc = following;
                    go!("special");
                }
                (*top).pc = pc;
                follow!(control::special_return(&mut vm!(), pc, base, value))
            }};
        }
        // The next item of a loop into its variable.
        macro_rules! for_item {
            () => {{
                let state = base.add(a!());
                let source = *state;
                let position = *state.add(1);
                if likely!(encoding.is_int(source)) {
                    // A range: the step, the next number, the bound. Both are far from the ends of the immediates, and
                    // further apart from these than the step is wide.
                    let step = encoding.int(source);
                    let bound = *state.add(2);
                    let more = if likely!(step > 0) {
                        position.word() < bound.word()
                    } else {
                        position.word() > bound.word()
                    };
                    if !more {
                        slow!(iterate::finish)
                    }
                    *state.add(1) = RawValue::from_word(position.word().wrapping_add(step as u64));
                    set!(b!(), position);
                } else if likely!(encoding.is_int(position)) {
                    // A list, a tuple or an ASCII string: the sequence and the next index.
                    let index = encoding.int(position) as usize;
                    let header = source.header();
                    let kind = (*header).kind;
                    let raw = if likely!(kind == Kind::List) {
                        (*header.cast::<List>()).slot(index).map(Slot::raw)
                    } else if likely!(kind == Kind::Tuple) {
                        (*header.cast::<Tuple>()).items().get(index).map(Value::raw)
                    } else {
                        (*header.cast::<Str>()).bytes().get(index).map(|byte| character(*byte))
                    };
                    let raw = raw.unwrap_or(RawValue::NULL);
                    if raw.is_null() {
                        slow!(iterate::finish)
                    }
                    retain!(raw, { again!() });
                    *state.add(1) = RawValue::from_word(position.word() + 1);
                    set!(b!(), raw);
                } else if encoding.is_pointer(source) && (*source.header()).kind == Kind::Generator {
                    slow_frame!(generator::next_in_loop)
                } else {
                    slow_frame!(iterate::next)
                }
            }};
        }

        loop {
            if H::WATCHES {
                hook.before(&mut vm!(), pc, base);
            }
            // Says nothing to the processor; to the compiler, that both are in registers here.
            std::arch::asm!("/* {0} {1} */", inout(reg) base, inout(reg) pc, options(nomem, nostack, preserves_flags));
            let op: Op = std::mem::transmute(pc.cast::<u8>().read_volatile());
            match op {
                Op::Move => {
                    let raw = reg!(b!());
                    retain!(raw, {});
                    set!(a!(), raw);
                    next!(1)
                }
                Op::LoadLocal => {
                    let raw = reg!(b!());
                    if raw.is_null() {
                        slow!(names::unbound_b)
                    }
                    retain!(raw, {});
                    set!(a!(), raw);
                    next!(1)
                }
                Op::CheckLocal => {
                    if reg!(a!()).is_null() {
                        slow!(names::unbound_a)
                    }
                    next!(1)
                }
                Op::Take => {
                    let place = base.add(b!());
                    let raw = *place;
                    *place = RawValue::NULL;
                    set!(a!(), raw);
                    next!(1)
                }
                Op::Clear => {
                    set!(a!(), RawValue::NULL);
                    next!(1)
                }
                Op::ClearRun => {
                    for register in a!()..a!() + c!() {
                        set!(register, RawValue::NULL);
                    }
                    next!(1)
                }
                Op::DeleteLocal => {
                    if reg!(a!()).is_null() {
                        slow!(names::unbound_a)
                    }
                    set!(a!(), RawValue::NULL);
                    next!(1)
                }
                Op::LoadConst => {
                    let raw = constant!();
                    retain!(raw, {});
                    set!(a!(), raw);
                    next!(2)
                }
                Op::CopyConst => slow!(build::constant_copy),
                Op::LoadInt => {
                    set!(a!(), encoding.small_int(wide!() as i64));
                    next!(1)
                }
                Op::LoadCommon => slow!(names::load_common),
                Op::LoadGlobal => {
                    let cell: *const Cell = std::ptr::with_exposed_provenance(extra!(1) as usize);
                    let mut raw = (*cell).content.raw();
                    if raw.is_null() {
                        let cell: *const Cell = std::ptr::with_exposed_provenance(extra!(2) as usize);
                        raw = (*cell).content.raw();
                        if raw.is_null() {
                            slow!(names::load_global)
                        }
                    }
                    retain!(raw, { slow!(names::load_global) });
                    set!(a!(), raw);
                    next!(3)
                }
                Op::StoreGlobal => {
                    let cell: *const Cell = std::ptr::with_exposed_provenance(extra!(1) as usize);
                    let raw = reg!(a!());
                    let old = (*cell).content.raw();
                    if (*cell).header.owner != owner || old.is_null() || raw.is_null() {
                        slow!(names::store_global)
                    }
                    retain!(raw, {});
                    (*cell).content.store_raw(raw);
                    release!(old);
                    clear_source!(X_CLEAR_A, a!());
                    next!(2)
                }
                Op::DeleteGlobal => slow!(names::delete_global),
                Op::LoadName => slow!(names::load_name),
                Op::StoreName => slow!(names::store_name),
                Op::DeleteName => slow!(names::delete_name),
                Op::LoadClassFree => slow!(names::load_class_free),
                Op::LoadFromMapping => slow!(names::load_from_mapping),
                Op::LoadFromMappingFree => slow!(names::load_from_mapping_free),
                Op::MakeCell => slow!(names::make_cell),
                Op::LoadCell => {
                    let cell = reg!(b!());
                    let raw = (*cell.header().cast::<Cell>()).content.raw();
                    if raw.is_null() {
                        slow!(names::unbound_b)
                    }
                    retain!(raw, { slow!(names::load_cell) });
                    set!(a!(), raw);
                    next!(1)
                }
                Op::StoreCell => {
                    let cell = reg!(a!()).header().cast::<Cell>();
                    let raw = reg!(b!());
                    if (*cell).header.owner != owner || raw.is_null() {
                        slow!(names::store_cell)
                    }
                    retain!(raw, {});
                    let old = (*cell).content.exchange(raw);
                    release!(old);
                    clear_source!(X_CLEAR_B, b!());
                    next!(1)
                }
                Op::DeleteCell => slow!(names::delete_cell),
                Op::LoadFree => {
                    let cell = free_cell((vm!()).stacks.top, b!());
                    let raw = (*cell).content.raw();
                    if raw.is_null() {
                        slow!(names::unbound_free)
                    }
                    retain!(raw, { slow!(names::load_free) });
                    set!(a!(), raw);
                    next!(1)
                }
                Op::StoreFree => {
                    let cell = free_cell((vm!()).stacks.top, b!());
                    let raw = reg!(a!());
                    if (*cell).header.owner != owner || raw.is_null() {
                        slow!(names::store_free)
                    }
                    retain!(raw, {});
                    let old = (*cell).content.exchange(raw);
                    release!(old);
                    clear_source!(X_CLEAR_A, a!());
                    next!(1)
                }
                Op::DeleteFree => slow!(names::delete_free),
                Op::LoadFreeCell => {
                    let raw = RawValue::from_header(&raw const (*free_cell((vm!()).stacks.top, b!())).header);
                    retain!(raw, {});
                    set!(a!(), raw);
                    next!(1)
                }

                Op::Add => {
                    arithmetic!(reg!(c!()), 1, |l, r| encoding.sum(l, r), |x, y| x + y, arith::binary)
                }
                Op::Sub => {
                    arithmetic!(reg!(c!()), 1, |l, r| encoding.difference(l, r), |x, y| x - y, arith::binary)
                }
                Op::Mul => {
                    arithmetic!(reg!(c!()), 1, |l, r| multiply(encoding, l, r), |x, y| x * y, arith::binary)
                }
                Op::Div => {
                    division!(reg!(c!()), 1, arith::binary)
                }
                Op::FloorDiv => integers!(reg!(c!()), 1, |l, r| floor_divide(encoding, l, r), arith::binary),
                Op::Mod => integers!(reg!(c!()), 1, |l, r| modulo(encoding, l, r), arith::binary),
                Op::LeftShift => integers!(reg!(c!()), 1, |l, r| left_shift(encoding, l, r), arith::binary),
                Op::RightShift => integers!(reg!(c!()), 1, |l, r| right_shift(encoding, l, r), arith::binary),
                Op::BitAnd => {
                    integers!(reg!(c!()), 1, |l, r| encoding.int_word(l & r), arith::binary)
                }
                Op::BitOr => {
                    integers!(reg!(c!()), 1, |l, r| encoding.int_word(l | r), arith::binary)
                }
                Op::BitXor => {
                    integers!(reg!(c!()), 1, |l, r| encoding.int_word(l ^ r), arith::binary)
                }
                Op::Pow | Op::MatMul => slow_frame!(arith::binary),
                Op::AddK => arithmetic!(
                    constant!(),
                    2,
                    |l, r| encoding.sum(l, r),
                    |x, y| x + y,
                    arith::binary_constant
                ),
                Op::SubK => arithmetic!(
                    constant!(),
                    2,
                    |l, r| encoding.difference(l, r),
                    |x, y| x - y,
                    arith::binary_constant
                ),
                Op::MulK => arithmetic!(
                    constant!(),
                    2,
                    |l, r| multiply(encoding, l, r),
                    |x, y| x * y,
                    arith::binary_constant
                ),
                Op::DivK => division!(constant!(), 2, arith::binary_constant),
                Op::FloorDivK => {
                    by_constant!(quotient, |l, r| floor_divide(encoding, l, r))
                }
                Op::ModK => by_constant!(remainder, |l, r| modulo(encoding, l, r)),
                Op::LeftShiftK => {
                    integers!(constant!(), 2, |l, r| left_shift(encoding, l, r), arith::binary_constant)
                }
                Op::RightShiftK => {
                    integers!(constant!(), 2, |l, r| right_shift(encoding, l, r), arith::binary_constant)
                }
                Op::BitAndK => {
                    integers!(constant!(), 2, |l, r| encoding.int_word(l & r), arith::binary_constant)
                }
                Op::BitOrK => {
                    integers!(constant!(), 2, |l, r| encoding.int_word(l | r), arith::binary_constant)
                }
                Op::BitXorK => {
                    integers!(constant!(), 2, |l, r| encoding.int_word(l ^ r), arith::binary_constant)
                }
                Op::PowK => slow_frame!(arith::binary_constant),
                Op::AddI => {
                    let left = reg!(b!());
                    if likely!(encoding.is_int(left)) {
                        let word = left.word().wrapping_add(signed_c!() as u64);
                        if likely!(encoding.is_int_word(word)) {
                            set!(a!(), RawValue::from_word(word));
                            next!(1 "int");
                        }
                    } else if let Some(left) = encoding.float(left) {
                        set!(a!(), encoding.result(left + signed_c!() as f64));
                        next!(1 "float");
                    }
                    slow_frame!(arith::binary_small)
                }
                Op::Neg => {
                    let value = reg!(b!());
                    if let Some(number) = encoding.float(value) {
                        set!(a!(), encoding.result(-number));
                        next!(1)
                    }
                    slow_frame!(arith::unary)
                }
                Op::Pos | Op::Invert => slow_frame!(arith::unary),
                Op::Not => {
                    let value = reg!(b!());
                    if value.is_bool() {
                        set!(a!(), RawValue::from_bool(value == RawValue::FALSE));
                        next!(1)
                    }
                    slow!(arith::not)
                }
                Op::ToBool => {
                    let value = reg!(b!());
                    if value.is_bool() {
                        set!(a!(), value);
                        next!(1)
                    }
                    slow!(arith::to_bool)
                }

                Op::Lt => comparison!(<),
                Op::LtE => comparison!(<=),
                Op::Gt => comparison!(>),
                Op::GtE => comparison!(>=),
                Op::Eq => comparison!(==),
                Op::NotEq => comparison!(!=),
                Op::Is => {
                    let (left, right) = (reg!(b!()), reg!(c!()));
                    if left.is_null() || right.is_null() {
                        slow!(names::unbound_operand)
                    }
                    set!(a!(), RawValue::from_bool(left == right));
                    next!(1)
                }
                Op::IsNot => {
                    let (left, right) = (reg!(b!()), reg!(c!()));
                    if left.is_null() || right.is_null() {
                        slow!(names::unbound_operand)
                    }
                    set!(a!(), RawValue::from_bool(left != right));
                    next!(1)
                }
                Op::In => contains!(true),
                Op::NotIn => contains!(false),

                Op::Jump => {
                    pc = pc.offset(wide!());
                    go!()
                }
                Op::Loop => {
                    pc = pc.offset(wide!());
                    poll!();
                    go!()
                }
                Op::JumpIfTrue => jump_on_truth!(true, {}),
                Op::JumpIfFalse => jump_on_truth!(false, {}),
                Op::LoopIfTrue => jump_on_truth!(true, { poll!() }),
                Op::JumpIfNone => {
                    let value = reg!(a!());
                    if value == RawValue::NONE {
                        pc = pc.offset(wide!());
                        go!("jump")
                    }
                    if value.is_null() {
                        slow!(names::unbound_a)
                    }
                    clear_source!(X_CLEAR_A, a!());
                    next!(1)
                }
                Op::JumpIfNotNone => {
                    let value = reg!(a!());
                    if value == RawValue::NONE {
                        next!(1)
                    }
                    if value.is_null() {
                        slow!(names::unbound_a)
                    }
                    let target = pc.offset(wide!());
                    clear_source!(X_CLEAR_A, a!());
                    pc = target;
                    go!("jump")
                }
                Op::JumpIfNull => {
                    if reg!(a!()).is_null() {
                        pc = pc.offset(wide!());
                        go!("slow");
                    }
                    next!(1)
                }
                Op::JumpIfLt => compare_jump!(<, true, jump),
                Op::JumpIfLtE => compare_jump!(<=, true, jump),
                Op::JumpIfGt => compare_jump!(>, true, jump),
                Op::JumpIfGtE => compare_jump!(>=, true, jump),
                Op::JumpIfEq => compare_jump!(==, true, jump),
                Op::JumpIfNotEq => compare_jump!(!=, true, jump),
                Op::JumpUnlessLt => compare_jump!(<, false, jump),
                Op::JumpUnlessLtE => compare_jump!(<=, false, jump),
                Op::JumpUnlessGt => compare_jump!(>, false, jump),
                Op::JumpUnlessGtE => compare_jump!(>=, false, jump),
                Op::JumpUnlessEq => compare_jump!(==, false, jump),
                Op::JumpUnlessNotEq => compare_jump!(!=, false, jump),
                Op::JumpIfLtI => compare_small_jump!(<, true, jump),
                Op::JumpIfLtEI => compare_small_jump!(<=, true, jump),
                Op::JumpIfGtI => compare_small_jump!(>, true, jump),
                Op::JumpIfGtEI => compare_small_jump!(>=, true, jump),
                Op::JumpIfEqI => compare_small_jump!(==, true, jump),
                Op::JumpIfNotEqI => compare_small_jump!(!=, true, jump),
                Op::JumpUnlessLtI => compare_small_jump!(<, false, jump),
                Op::JumpUnlessLtEI => compare_small_jump!(<=, false, jump),
                Op::JumpUnlessGtI => compare_small_jump!(>, false, jump),
                Op::JumpUnlessGtEI => compare_small_jump!(>=, false, jump),
                Op::JumpUnlessEqI => compare_small_jump!(==, false, jump),
                Op::JumpUnlessNotEqI => compare_small_jump!(!=, false, jump),
                Op::LoopIfLt => compare_jump!(<, true, back),
                Op::LoopIfLtE => compare_jump!(<=, true, back),
                Op::LoopIfGt => compare_jump!(>, true, back),
                Op::LoopIfGtE => compare_jump!(>=, true, back),
                Op::LoopIfEq => compare_jump!(==, true, back),
                Op::LoopIfNotEq => compare_jump!(!=, true, back),
                Op::LoopIfLtI => compare_small_jump!(<, true, back),
                Op::LoopIfLtEI => compare_small_jump!(<=, true, back),
                Op::LoopIfGtI => compare_small_jump!(>, true, back),
                Op::LoopIfGtEI => compare_small_jump!(>=, true, back),
                Op::LoopIfEqI => compare_small_jump!(==, true, back),
                Op::LoopIfNotEqI => compare_small_jump!(!=, true, back),

                Op::ForPrepare => {
                    let source = reg!(b!());
                    if likely!(encoding.is_pointer(source)) {
                        let header = source.header();
                        let shape = (*header).shape();
                        let is_ascii = || (*header.cast::<Str>()).is_ascii();
                        if shape == Kind::List as u32
                            || shape == Kind::Tuple as u32
                            || shape == Kind::Str as u32 && is_ascii()
                        {
                            retain!(source, {});
                            let state = a!();
                            set!(state, source);
                            set!(state + 1, encoding.small_int(0));
                            set!(state + 2, RawValue::NULL);
                            clear_operand!(X_CLEAR_B, b!());
                            next!(1)
                        }
                    }
                    slow!(iterate::prepare)
                }
                Op::ForIter => {
                    for_item!();
                    next!(2)
                }
                Op::ForLoop => {
                    for_item!();
                    branch!(back)
                }
                Op::GetIter => slow!(iterate::get_iter),
                Op::Unpack => {
                    let source = reg!(b!());
                    let target = a!();
                    if likely!(encoding.is_pointer(source)) {
                        let items = sequence_items(source.header(), owner);
                        // No items: perhaps it is no sequence at all.
                        let count = c!();
                        let fits = items.len() == count && count != 0 && b!().wrapping_sub(target) >= count;
                        // What a target held before must not die while a list is read: a finalizer could change it.
                        let quiet = |number: usize| !encoding.is_counted(*base.add(target + number));
                        let is_tuple = (*source.header()).kind == Kind::Tuple;
                        if fits && (is_tuple || (0..items.len()).all(quiet)) {
                            for (number, slot) in items.iter().enumerate() {
                                let raw = slot.raw();
                                retain!(raw, {});
                                set!(target + number, raw);
                            }
                            clear_source!(X_CLEAR_B, b!());
                            next!(1)
                        }
                    }
                    slow!(iterate::unpack)
                }
                Op::UnpackStar => slow!(iterate::unpack_star),

                Op::GetAttr => {
                    let object = reg!(b!());
                    if likely!(encoding.is_counted(object)) {
                        let header = object.counted_header();
                        let shape = (*header).shape();
                        let offset = place!(header, shape);
                        if likely!(offset < CELL_BIT) {
                            let raw = (*header.byte_add(offset as usize).cast::<Slot>()).raw();
                            if likely!(!raw.is_null()) {
                                // Of a shared object, another thread may have put the dict in the slot's place meanwhile,
                                // which is shared, too: it changed the shape first.
                                retain_of_shared!(raw, (*header).shape() == shape);
                                set!(a!(), raw);
                                clear_operand!(X_CLEAR_B, b!());
                                next!(3 "slot")
                            }
                        } else if offset & ENTRY_BITS == CELL_BIT {
                            // An attribute of the class that is an immediate needs no binding.
                            let raw = method_cells::cell(offset & !CELL_BIT).raw();
                            if !encoding.is_pointer(raw) && !raw.is_null() {
                                set!(a!(), raw);
                                clear_operand!(X_CLEAR_B, b!());
                                next!(3 "class")
                            }
                        } else if offset != UNKNOWN {
                            let raw = attr::module_word(&mut vm!(), pc, header, offset & !ENTRY_BITS);
                            if !raw.is_null() {
                                retain!(raw, { again!() });
                                set!(a!(), raw);
                                clear_operand!(X_CLEAR_B, b!());
                                next!(3 "entry")
                            }
                        }
                    }
                    slow_frame!(attr::get)
                }
                Op::SetAttr => {
                    let object = reg!(a!());
                    if likely!(encoding.is_counted(object)) {
                        let header = object.counted_header();
                        let offset = place!(header, (*header).shape());
                        let raw = reg!(b!());
                        if likely!(offset < CELL_BIT && (*header).owner == owner && !raw.is_null()) {
                            let offset = offset as usize;
                            let slot = header.byte_add(offset).cast::<Slot>();
                            let old = (*slot).raw();
                            if old.is_null() {
                                // The first store: in order of slots only, of instances that start behind the header.
                                let number = (offset - size_of::<Header>()) / 8;
                                let used = (*header).used_slots() as usize;
                                let fixed = number < used && number < shape::of(header).fixed_slots as usize;
                                if (*header).kind != Kind::Instance || number < used && !fixed {
                                    slow_frame!(attr::set)
                                }
                                if !fixed {
                                    (*header).set_used_slots(number as u8 + 1);
                                }
                            }
                            retain!(raw, {});
                            (*slot).store_raw(raw);
                            release!(old);
                            clear_source!(X_CLEAR_B, b!());
                            clear_source!(X_CLEAR_A, a!());
                            next!(3)
                        }
                    }
                    slow_frame!(attr::set)
                }
                Op::DeleteAttr => slow!(attr::delete),
                Op::LoadMethod => {
                    let object = reg!(b!());
                    if likely!(encoding.is_pointer(object)) {
                        let header = object.header();
                        let shape = (*header).shape();
                        let number = place!(header, shape);
                        if likely!(number & ENTRY_BITS == CELL_BIT) {
                            let raw = method_cells::cell(number & !CELL_BIT).raw();
                            if let Some((body, total)) = native_for_call(encoding, raw, x!(), shape) {
                                // Its arguments are lent, from where they lie: so it runs without a window. The registers
                                // own their counts until it is done, for nothing but this frame writes them (D7; what
                                // `f_locals` gives is a snapshot).
                                let (window, source, x) = (a!(), b!(), x!());
                                let mut words = [object, RawValue::NULL, RawValue::NULL, RawValue::NULL];
                                pc = pc.add(3);
                                for word in words.iter_mut().take((x / X_SIMPLE_CALL) as usize).skip(1) {
                                    match Instruction(*pc).op() {
                                        Op::Move => *word = reg!(b!()),
                                        Op::LoadInt => *word = encoding.small_int(wide!() as i64),
                                        op => {
                                            debug_assert_eq!(op, Op::LoadConst);
                                            *word = constant!();
                                            pc = pc.add(1);
                                        }
                                    }
                                    pc = pc.add(1);
                                }
                                (*(vm!()).stacks.top).pc = pc;
                                let arguments =
                                    std::slice::from_raw_parts(words.as_ptr().cast::<Value>(), total);
                                let result = match body(&mut vm!(), arguments) {
                                    Ok(result) => result.into_raw(),
                                    Err(Raised) => slow!(control::raised),
                                };
                                if source == window + 1 || x & X_CLEAR_B != 0 {
                                    set!(source, RawValue::NULL);
                                }
                                set!(a!(), result);
                                if (*(vm!()).context()).has_finalizations() {
                                    slow!(control::settled)
                                }
                                next!(1 "native method")
                            }
                            // The cell may hold something else by now, or have been found for another instruction.
                            if likely!(is_method(encoding, raw)) {
                                retain!(raw, { again!() });
                                let window = a!();
                                debug_assert_ne!(b!(), window);
                                set!(window, raw);
                                // The object may have been computed into its place.
                                if b!() != window + 1 {
                                    retain!(object, {});
                                    set!(window + 1, object);
                                    clear_source!(X_CLEAR_B, b!());
                                }
                                next!(3 "method")
                            }
                        } else if number & ENTRY_BITS == ENTRY_BITS && number != UNKNOWN {
                            let raw = attr::module_word(&mut vm!(), pc, header, number & !ENTRY_BITS);
                            if !raw.is_null() {
                                retain!(raw, { again!() });
                                let window = a!();
                                set!(window, raw);
                                set!(window + 1, RawValue::NULL);
                                clear_source!(X_CLEAR_B, b!());
                                next!(3 "entry")
                            }
                        }
                    }
                    slow!(attr::load_method)
                }
                Op::LoadSpecial => slow!(attr::load_special),
                Op::LoadSuperMethod => slow!(attr::load_super_method),
                Op::GetSuperAttr => slow!(attr::get_super_attr),
                Op::GetItem => {
                    let (container, key) = (reg!(b!()), reg!(c!()));
                    if likely!(encoding.is_pointer(container)) {
                        let header = container.header();
                        let raw = if (*header).shape() == Kind::Dict as u32 {
                            rarely();
                            (*header.cast::<Dict>()).slot_of(key).map_or(RawValue::NULL, Slot::raw)
                        } else {
                            sequence_item(header, encoding.index(key))
                        };
                        if likely!(!raw.is_null()) {
                            retain!(raw, { again!() });
                            set!(a!(), raw);
                            if x!() & (X_CLEAR_B | X_CLEAR_C) != 0 {
                                rarely();
                                clear_operand!(X_CLEAR_B, b!());
                                clear_operand!(X_CLEAR_C, c!());
                            }
                            next!(1)
                        }
                    }
                    slow_frame!(collect::get_item)
                }
                Op::GetItemI => {
                    let container = reg!(b!());
                    if likely!(encoding.is_pointer(container)) {
                        let header = container.header();
                        let index = signed_c!();
                        let from_end = index < 0 && (*header).shape() == Kind::List as u32;
                        let length = if from_end { (*header.cast::<List>()).len() } else { 0 };
                        let raw = sequence_item(header, place_in(index, length) as u64);
                        if likely!(!raw.is_null()) {
                            retain!(raw, { again!() });
                            set!(a!(), raw);
                            clear_operand!(X_CLEAR_B, b!());
                            next!(1)
                        }
                    }
                    slow_frame!(collect::get_item_small)
                }
                Op::SetItem => set_item!(reg!(c!()), 1, collect::set_item),
                Op::SetItemK => set_item!(constant!(), 2, collect::set_item_constant),
                Op::SetItemI => {
                    let (container, raw) = (reg!(a!()), reg!(c!()));
                    if likely!(encoding.is_counted(container) && !raw.is_null()) {
                        let header = container.counted_header();
                        if (*header).owner == owner && (*header).shape() == Kind::List as u32 {
                            let list = header.cast::<List>();
                            let index = place_in(b!() as u16 as i16 as i64, (*list).len());
                            if index < (*list).len()
                                && let Some(slot) = (*list).slot(index)
                            {
                                retain!(raw, {});
                                let old = slot.exchange(raw);
                                release!(old);
                                clear_source!(X_CLEAR_A, a!());
                                clear_source!(X_CLEAR_C, c!());
                                next!(1)
                            }
                        }
                    }
                    slow_frame!(collect::set_item_small)
                }
                Op::DeleteItem => slow!(collect::delete_item),

                Op::Call => {
                    let window = b!();
                    let callable = reg!(window);
                    if likely!(encoding.is_pointer(callable)) {
                        let header = callable.header();
                        if likely!((*header).kind == Kind::Function) {
                            let function = header.cast::<Function>();
                            let has_self = !reg!(window + 1).is_null() as usize;
                            let given = c!() + has_self;
                            if likely!((*function).plain_arguments.load(Ordering::Relaxed) as usize == given)
                            {
                                let first = base.add(window + 2 - has_self);
                                let count = (*function).register_count.load(Ordering::Relaxed) as usize;
                                let end = first.add(count);
                                let stacks = &raw mut (vm!()).stacks;
                                let top = (*stacks).top;
                                let callee = top.add(1);
                                let stale = x!();
                                if stale == STALE_UNKNOWN {
                                    slow_frame!(call::function)
                                }
                                if end >= (*stacks).filled || callee >= (*stacks).limit {
                                    slow_frame!(call::no_room)
                                }
                                (*top).pc = pc;
                                // Together with the count above: finalizers that run below may give the function
                                // other code. It keeps this one.
                                let code = (*function).code.raw().header().cast();
                                let entry = (*function).entry.load(Ordering::Relaxed) as usize;
                                // What the caller left behind its window is given back.
                                let behind = first.add(given);
                                debug_assert!(control::is_null(behind.add(stale as usize), (*top).end));
                                for number in 0..stale as usize {
                                    let old = *behind.add(number);
                                    *behind.add(number) = RawValue::NULL;
                                    release!(old);
                                }
                                let entry: *const u64 = std::ptr::with_exposed_provenance(entry);
                                callee.write(Frame {
                                    pc: entry,
                                    base: first,
                                    end,
                                    function,
                                    code,
                                    generator: std::ptr::null(),
                                    held: RawValue::NULL,
                                    return_register: a!() as u16,
                                    return_kind: ReturnKind::Plain,
                                    return_skip: 1,
                                    window: 2 - has_self as u8,
                                });
                                (*stacks).top = callee;
                                move_base!(first);
                                pc = entry;
                                poll!();
                                go!();
                            }
                            slow_frame!(call::function)
                        }
                        if (*header).kind == Kind::NativeFunction {
                            let native = header.cast::<NativeFunction>();
                            let has_self = !reg!(window + 1).is_null() as usize;
                            let given = c!() + has_self;
                            let first = base.add(window + 2 - has_self);
                            if (*native).exact as usize == given
                                && (!(*native).takes_receiver
                                    || encoding.is_pointer(*first)
                                        && (*(*first).header()).shape()
                                            == (*native).owner_shape.load(Ordering::Relaxed))
                                && let Some(body) = (*native).body.0
                            {
                                (*(vm!()).stacks.top).pc = pc;
                                let arguments = std::slice::from_raw_parts(first.cast::<Value>(), given);
                                let result = match body(&mut vm!(), arguments) {
                                    Ok(result) => result.into_raw(),
                                    Err(Raised) => slow!(control::raised),
                                };
                                let end = base.add(window + 2 + c!());
                                let mut place = base.add(window);
                                while place < end {
                                    let old = *place;
                                    *place = RawValue::NULL;
                                    release!(old);
                                    place = place.add(1);
                                }
                                set!(a!(), result);
                                if (*(vm!()).context()).has_finalizations() {
                                    slow!(control::settled)
                                }
                                next!(1)
                            }
                            slow!(call::native)
                        }
                        if (*header).kind == Kind::Class {
                            slow_frame!(construct::class)
                        }
                    }
                    slow_frame!(call::any)
                }
                Op::CallKeywords => slow_frame!(call::keywords),
                Op::CallStar => slow_frame!(call::star),
                Op::Return => {
                    let place = base.add(a!());
                    let value = *place;
                    *place = RawValue::NULL;
                    finish_frame!(value);
                }
                Op::ReturnNone => finish_frame!(RawValue::NONE),
                Op::MakeFunction => slow!(function::make_function),
                Op::LoadBuildClass => slow!(names::load_build_class),

                Op::Yield => follow!(generator::yield_value(&mut vm!(), pc, base)),
                Op::Delegate => follow!(delegate::delegate(&mut vm!(), pc, base)),
                Op::GetYieldFrom => slow!(delegate::get_yield_from),
                Op::GetAwaitable => slow!(delegate::get_awaitable),
                Op::GetAsyncIter => slow!(delegate::get_async_iter),
                Op::GetAsyncNext => slow!(delegate::get_async_next),

                Op::BuildTuple => slow!(build::tuple),
                Op::BuildList => slow!(build::list),
                Op::BuildSet => slow!(build::set),
                Op::BuildDict => slow!(build::dict),
                Op::BuildString => slow!(build::string),
                Op::BuildSlice => slow!(build::slice),
                Op::GetSlice => slow!(collect::get_slice),
                Op::SetSlice => slow!(collect::set_slice),
                Op::ListAppend => slow!(build::list_append),
                Op::ListExtend => slow!(build::list_extend),
                Op::ListToTuple => slow!(build::list_to_tuple),
                Op::SetAdd => slow!(build::set_add),
                Op::SetUpdate => slow!(build::set_update),
                Op::DictSet => slow!(build::dict_set),
                Op::DictUpdate => slow!(build::dict_update),
                Op::DictMerge => slow!(build::dict_merge),
                Op::Format => slow!(build::format),
                Op::BuildInterpolation => slow!(build::interpolation),
                Op::BuildTemplate => slow!(build::template),

                Op::Raise => slow!(control::raise),
                Op::Reraise => {
                    control::reraise(&mut vm!(), pc, base);
                    if !unwind::unwind_again(&mut vm!()) {
                        return Err(Raised);
                    }
                    pc = (*(vm!()).stacks.top).pc;
                    base = (*(vm!()).stacks.top).base;
                }
                Op::PushHandled => slow!(control::push_handled),
                Op::PopHandled => slow!(control::pop_handled),
                Op::JumpUnlessMatch => slow!(control::jump_unless_match),
                Op::SplitGroup => slow!(control::split_group),
                Op::JoinGroups => slow!(control::join_groups),
                Op::ExitArguments => slow!(control::exit_arguments),
                Op::CheckStopIteration => slow!(generator::check_stop_iteration),

                Op::ImportName => slow!(import::import_name),
                Op::ImportFrom => slow!(import::import_from),
                Op::ImportStar => slow!(import::import_star),

                Op::MatchSequence => slow!(matching::sequence),
                Op::MatchMapping => slow!(matching::mapping),
                Op::MatchKeys => slow!(matching::keys),
                Op::MatchClass => slow!(matching::class),
                Op::GetLen => slow!(matching::length),
                Op::CopyWithoutKeys => slow!(matching::copy_without_keys),

                Op::Intrinsic => slow!(names::intrinsic),
                Op::Nop => next!(1),
            }
        }
    }
}

/// Nothing; what leads here is rarely taken, and its code goes out of the way. (A function of its own, since a call of the
/// library's is only seen where it is inlined early, which a function as large as `run` uses up.)
#[cold]
#[inline(always)]
fn rarely() {
    std::hint::cold_path();
}

/// An entry of the inline cache behind an instruction.
#[inline(always)]
unsafe fn cache(pc: *const u64, word: usize) -> u64 {
    // SAFETY: the instruction's row has a cache word.
    unsafe { (*pc.add(word).cast::<AtomicU64>()).load(Ordering::Relaxed) }
}

#[inline(always)]
unsafe fn free_cell(frame: *const Frame, index: usize) -> *const Cell {
    // SAFETY: a function with free variables has a tuple of as many cells.
    unsafe {
        let closure = (*(*frame).function).closure.raw().header().cast::<Tuple>();
        (&(*closure)).items().get_unchecked(index).raw().header().cast()
    }
}

/// The item of an exact list, tuple or ASCII string at an index, which is huge where it is none; NULL where there is no item.
#[inline(always)]
unsafe fn sequence_item(header: *mut Header, index: u64) -> RawValue {
    // SAFETY: the shape says what the object is.
    unsafe {
        if (*header).shape() == Kind::List as u32 {
            match (*header.cast::<List>()).slot(index as usize) {
                Some(slot) => slot.raw(),
                None => {
                    rarely();
                    RawValue::NULL
                }
            }
        } else if (*header).shape() == Kind::Tuple as u32 {
            rarely();
            match (*header.cast::<Tuple>()).items().get(index as usize) {
                Some(value) => value.raw(),
                None => RawValue::NULL,
            }
        } else if (*header).shape() == Kind::Str as u32 && (*header.cast::<Str>()).is_ascii() {
            rarely();
            match (*header.cast::<Str>()).bytes().get(index as usize) {
                Some(byte) => character(*byte),
                None => RawValue::NULL,
            }
        } else {
            rarely();
            RawValue::NULL
        }
    }
}

/// The string of one ASCII character, which lives for ever.
#[inline(always)]
fn character(byte: u8) -> RawValue {
    single_character(byte).into_raw()
}

/// Where an index leads in a sequence of a length: out of every sequence if it is too small.
#[inline(always)]
fn place_in(index: i64, length: usize) -> usize {
    if index < 0 { length.wrapping_add_signed(index as isize) } else { index as usize }
}

/// A function that takes its receiver as first argument: calling it so is the same as binding and calling.
#[inline(always)]
unsafe fn is_method(encoding: Encoding, raw: RawValue) -> bool {
    if !encoding.is_pointer(raw) {
        return false;
    }
    // SAFETY: the word comes from a method cell, which counts its object; kinds say what that is.
    unsafe {
        match (*raw.header()).kind {
            Kind::Function => true,
            Kind::NativeFunction => (*raw.header().cast::<NativeFunction>()).is_method,
            _ => false,
        }
    }
}

/// So many values are lent to a native method.
const LENT: u32 = 4;

/// The body of a native method that a `LoadMethod` with these flags may call at once on an object of that shape, and how
/// many values it is to have: those that were given, and NULLs.
#[inline(always)]
unsafe fn native_for_call(encoding: Encoding, raw: RawValue, x: u8, shape: u32) -> Option<(NativeFn, usize)> {
    // SAFETY: as in `is_method`. The word may be another thread's to change, but what it named is not reused before
    // this thread's next safepoint (D9), and the body is code.
    unsafe {
        if !encoding.is_pointer(raw) || (*raw.header()).kind != Kind::NativeFunction {
            return None;
        }
        let native = raw.header().cast::<NativeFunction>();
        // The arguments and the receiver.
        let given = u32::from(x / X_SIMPLE_CALL);
        let fits = given != 0
            && (*native).takes_receiver
            && (*native).owner_shape.load(Ordering::Relaxed) == shape
            && given >= (*native).least
            && (given..=LENT).contains(&(*native).exact);
        if !fits {
            rarely();
            return None;
        }
        Some(((*native).body.0?, (*native).exact as usize))
    }
}

/// The items of an exact tuple, or of an exact list that is mine; none of anything else.
#[inline(always)]
unsafe fn sequence_items<'a>(header: *mut Header, owner: u32) -> &'a [Slot] {
    // SAFETY: the shape says what the object is; a tuple's items are words, as slots are.
    unsafe {
        if (*header).shape() == Kind::Tuple as u32 {
            let items = (&(*header.cast::<Tuple>())).items();
            std::slice::from_raw_parts(items.as_ptr().cast(), items.len())
        } else if (*header).shape() == Kind::List as u32 && (*header).owner == owner {
            (&(*header.cast::<List>())).slots_of_mine()
        } else {
            &[]
        }
    }
}

// Integer operations give a word that is an int's, or 0 for what the slow path must do. Numbers of 49 bits: none overflows.

#[inline(always)]
fn multiply(encoding: Encoding, left: RawValue, right: RawValue) -> u64 {
    match encoding.int(left).checked_mul(encoding.int(right)) {
        Some(product) => encoding.int_word(product),
        None => 0,
    }
}

/// `number / divisor`, both of 32 bits, by the divisor's reciprocal, 2^64 / d rounded up: the product's upper half. (Lemire,
/// Kaser, Kurz: Faster remainder by direct computation, 2019, where it is shown to be exact.)
#[inline(always)]
fn quotient(number: u64, _divisor: u64, reciprocal: u64) -> u64 {
    ((u128::from(reciprocal) * u128::from(number)) >> 64) as u64
}

/// `number % divisor`: the product's lower half is the fraction that remains, in units of 2^-64; times the divisor.
#[inline(always)]
fn remainder(number: u64, divisor: u64, reciprocal: u64) -> u64 {
    let fraction = reciprocal.wrapping_mul(number);
    ((u128::from(fraction) * u128::from(divisor)) >> 64) as u64
}

#[inline(always)]
fn floor_divide(encoding: Encoding, left: i64, right: i64) -> u64 {
    if right == 0 {
        rarely();
        return 0;
    }
    let (quotient, remainder) = (left.wrapping_div(right), left.wrapping_rem(right));
    encoding.int_word(if remainder != 0 && (remainder ^ right) < 0 { quotient - 1 } else { quotient })
}

#[inline(always)]
fn modulo(encoding: Encoding, left: i64, right: i64) -> u64 {
    if right == 0 {
        rarely();
        return 0;
    }
    let remainder = left.wrapping_rem(right);
    encoding.int_word(if remainder != 0 && (remainder ^ right) < 0 { remainder + right } else { remainder })
}

#[inline(always)]
fn left_shift(encoding: Encoding, left: i64, right: i64) -> u64 {
    if !(0..48).contains(&right) {
        rarely();
        return 0;
    }
    let shifted = left << right;
    if shifted >> right == left { encoding.int_word(shifted) } else { 0 }
}

#[inline(always)]
fn right_shift(encoding: Encoding, left: i64, right: i64) -> u64 {
    if right < 0 { 0 } else { encoding.int_word(left >> right.min(63)) }
}
