//! Generators: entering and leaving their bodies, delegation, awaiting.
//!
//! A generator is claimed by a compare-and-swap of its state. While it runs, its registers are on the thread's stack; they
//! go back when it is suspended, published first if the generator is shared (D3).
//!
//! A generator that was suspended in a delegation to another one is parked when it is resumed: its frame stands on the
//! stack, claimed, but its registers stay with it while what the other yields passes through. They follow when the other
//! ends, before anything runs in that frame. So a step through a chain of delegations moves the registers of its last link.

use super::call::{has_room, make_room};
use super::control::{Returned, store};
use super::delegate::throw_into_delegate;
use super::iterate::{end_loop, enter_body};
use super::{Operands, Pc, operations, settle};
use crate::code::op::X_CLEAR_B;
use crate::code::{CodeFlags, Instruction, Op};
use crate::heap::{Kind as HeapKind, RawValue, Value, publish};
use crate::object::core::Exception as Kind;
use crate::object::function::{Code, Function, Generator, GeneratorKind, generator_state};
use crate::vm::frames::{Frame, ReturnKind};
use crate::vm::{Raised, Result, Resume, Resumed, Vm};
use std::sync::atomic::Ordering;

/// Claims a generator for running. None: it has ended.
#[inline(always)]
fn claim(vm: &mut Vm, generator: &Generator) -> Result<Option<u8>> {
    if vm.heap.is_mine(&generator.header) {
        // Nobody else can resume it: no locked instruction is needed.
        let state = generator.state.load(Ordering::Relaxed);
        if state == generator_state::SUSPENDED || state == generator_state::CREATED {
            generator.state.store(generator_state::RUNNING, Ordering::Relaxed);
            return Ok(Some(state));
        }
    }
    for state in [generator_state::SUSPENDED, generator_state::CREATED] {
        let claimed = generator.state.compare_exchange(
            state,
            generator_state::RUNNING,
            Ordering::AcqRel,
            Ordering::Acquire,
        );
        if claimed.is_ok() {
            return Ok(Some(state));
        }
    }
    if generator.state.load(Ordering::Acquire) == generator_state::CLOSED {
        return Ok(None);
    }
    let what = match generator.kind() {
        GeneratorKind::Generator => "generator",
        GeneratorKind::Coroutine => "coroutine",
        GeneratorKind::AsyncGenerator => "async generator",
    };
    Err(vm.value_error(format!("{what} already executing")))
}

/// Pushes the parked frame of a claimed generator, with room for its registers.
#[inline(always)]
unsafe fn park(vm: &mut Vm, generator: &Generator, kind: ReturnKind, register: u16) -> Result<()> {
    // SAFETY: the generator is claimed; whoever resumes it keeps it alive.
    unsafe {
        let Some(function) = Function::of(&generator.function) else {
            return Err(vm.runtime_error("a generator without its function"));
        };
        let code: *const Code = generator.code.raw().header().cast();
        let base = vm.stacks.free_registers();
        make_room(vm, base.add(generator.registers.len()))?;
        let frame = vm.stacks.top.add(1);
        frame.write(Frame {
            pc: (&(*code)).words.start().add(generator.resume_at.load(Ordering::Relaxed) as usize),
            base,
            end: base,
            function,
            code,
            generator,
            held: RawValue::NULL,
            return_register: register,
            return_kind: kind,
            return_skip: 0,
            window: 0,
        });
        vm.stacks.top = frame;
        Ok(())
    }
}

/// Moves the registers of the parked generator on top onto the stack: it goes on.
#[inline(always)]
unsafe fn unpark(vm: &mut Vm) {
    // SAFETY: the frame on top is a parked generator's, which has room there.
    unsafe {
        let frame = &mut *vm.stacks.top;
        let generator = &*frame.generator;
        generator.registers.lend(frame.base);
        frame.end = frame.base.add(generator.registers.len());
        // What it was handling comes back; what its caller handles waits in its place.
        let own = generator.handled.exchange(RawValue::NULL);
        generator.handled.exchange(vm.handled.clone().into_raw());
        if !own.is_null() {
            vm.handled = Value::from_raw(own);
        }
    }
}

/// Unparks the generator on top, if there is one: what it delegated to has left the stack.
unsafe fn unpark_if_parked(vm: &mut Vm) {
    // SAFETY: the frame on top is live.
    unsafe {
        if (*vm.stacks.top).parked().is_some() {
            unpark(vm);
        }
    }
}

/// The generator in which the next step of the suspended one that is parked on top takes place, if that step is no more
/// than a delegation to it, and the register for its result.
#[inline(always)]
unsafe fn delegate_ahead(vm: &Vm, generator: &Generator) -> Option<(&'static Generator, u16)> {
    // SAFETY: the generator is mine and claimed by this thread: its code and registers stay; a register holds the other
    // alive while the generator is claimed.
    unsafe {
        let instruction = Instruction(*(*vm.stacks.top).pc);
        let is_plain = vm.heap.is_mine(&generator.header) && generator.handled.raw().is_null();
        if instruction.op() != Op::Delegate || !is_plain {
            return None;
        }
        let inner = generator.registers.slots().get(instruction.b() as usize)?.raw();
        if !inner.is_pointer() || (*inner.header()).kind != HeapKind::Generator {
            return None;
        }
        let inner = &*inner.header().cast::<Generator>();
        let waits = vm.heap.is_mine(&inner.header)
            && inner.kind() != GeneratorKind::AsyncGenerator
            && inner.state.load(Ordering::Relaxed) == generator_state::SUSPENDED;
        if waits { Some((inner, instruction.a())) } else { None }
    }
}

/// Pushes the frame of a claimed generator, and those of the generators that it delegates to, and hands the sent value to
/// the last. Gives where that goes on. An error stands in the frame that is on top then.
#[inline(always)]
unsafe fn start(
    vm: &mut Vm,
    generator: &Generator,
    mut state: u8,
    sent: Value,
    kind: ReturnKind,
    register: u16,
) -> Result<Pc> {
    // SAFETY: the generator is claimed.
    unsafe {
        let (mut generator, mut kind, mut register) = (generator, kind, register);
        loop {
            if let Err(raised) = park(vm, generator, kind, register) {
                generator.state.store(state, Ordering::Release);
                if kind == ReturnKind::GeneratorDelegate {
                    unpark_if_parked(vm);
                }
                return Err(raised);
            }
            if state == generator_state::SUSPENDED
                && let Some((inner, result)) = delegate_ahead(vm, generator)
            {
                inner.state.store(generator_state::RUNNING, Ordering::Relaxed);
                (generator, kind, register) = (inner, ReturnKind::GeneratorDelegate, result);
                state = generator_state::SUSPENDED;
                continue;
            }
            unpark(vm);
            return Ok(deliver(vm, state, sent));
        }
    }
}

/// The handled exception of the resumer comes back; what the generator handles (if anything else) is given out.
#[inline(always)]
fn swap_handled_back(vm: &mut Vm, generator: &Generator) -> Value {
    // SAFETY: the slot owned its word.
    let callers = unsafe { Value::from_raw(generator.handled.exchange(RawValue::NULL)) };
    let own = std::mem::replace(&mut vm.handled, callers);
    if own.is(&vm.handled) { Value::NULL } else { own }
}

/// Resumes a generator from the loop with a sent value; its body's frame is on top then. None: it has ended.
pub fn enter(vm: &mut Vm, value: &Value, sent: Value, kind: ReturnKind, register: u16) -> Result<Option<Pc>> {
    let Some(generator) = Generator::of(value) else { return Err(vm.type_error("not a generator")) };
    let Some(state) = claim(vm, generator)? else { return Ok(None) };
    // SAFETY: claimed just now.
    unsafe { start(vm, generator, state, sent, kind, register).map(Some) }
}

/// Is it mine, and is nothing being handled, by its body or by its resumer? Then a step needs no claim, publication or
/// exchange.
#[inline(always)]
fn is_simple(vm: &Vm, generator: &Generator) -> bool {
    vm.heap.is_mine(&generator.header) && generator.handled.raw().is_null() && vm.handled.is_null()
}

/// The next step of a generator for a loop.
///
/// # Safety
/// The loop's state holds a generator.
pub unsafe fn next_in_loop(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Pc {
    // SAFETY: called by the dispatch loop; the state's register counts the generator.
    unsafe {
        let i = Operands::start(vm, pc, base);
        let generator = &*i.reg(i.a()).raw().header().cast::<Generator>();
        match resume_simply(vm, generator, i.b() as u16) {
            Some(target) => target,
            None => super::iterate::next(vm, pc, base),
        }
    }
}

/// Resumes a simple generator that is new or stands at a `Yield`. None of any other: `enter` knows them all.
#[inline(always)]
unsafe fn resume_simply(vm: &mut Vm, generator: &Generator, register: u16) -> Option<Pc> {
    let state = generator.state.load(Ordering::Relaxed);
    let is_new = state == generator_state::CREATED;
    let is_plain = generator.kind() == GeneratorKind::Generator;
    if !is_plain || !(is_new || state == generator_state::SUSPENDED) || !is_simple(vm, generator) {
        return None;
    }
    // SAFETY: mine and not running: nobody else touches it. It counts its function and code, and these words are its own.
    unsafe {
        let code = generator.code.raw().header().cast::<Code>();
        let mut pc = (&(*code)).words.start().add(generator.resume_at.load(Ordering::Relaxed) as usize);
        let instruction = Instruction(*pc);
        if !is_new && instruction.op() != Op::Yield {
            return None;
        }
        let base = (*vm.stacks.top).end;
        let end = base.add(generator.registers.len());
        if !has_room(vm, end) {
            return None;
        }
        generator.state.store(generator_state::RUNNING, Ordering::Relaxed);
        generator.registers.lend(base);
        if !is_new {
            let result = base.add(instruction.a() as usize);
            debug_assert!((*result).is_null());
            *result = RawValue::NONE;
            pc = pc.add(1);
        }
        let frame = vm.stacks.top.add(1);
        frame.write(Frame {
            pc,
            base,
            end,
            function: generator.function.raw().header().cast(),
            code,
            generator,
            held: RawValue::NULL,
            return_register: register,
            return_kind: ReturnKind::GeneratorLoop,
            return_skip: 0,
            window: 0,
        });
        vm.stacks.top = frame;
        Some(pc)
    }
}

/// Hands a value to the loop that resumed a simple generator. None of any other, and of no value.
#[inline(always)]
unsafe fn yield_to_loop(vm: &mut Vm, i: Operands) -> Option<Returned> {
    // SAFETY: the frame on top is a generator's, whose instruction this is.
    unsafe {
        let frame = &*vm.stacks.top;
        if frame.return_kind != ReturnKind::GeneratorLoop || i.reg(i.b()).is_null() {
            return None;
        }
        let generator = &*frame.generator;
        if !is_simple(vm, generator) {
            return None;
        }
        let dies = i.x() & X_CLEAR_B != 0;
        let value = if dies { i.take(i.b()) } else { i.reg(i.b()).clone() };
        i.put(i.a(), Value::NULL);
        let register = frame.return_register as usize;
        generator.resume_at.store(frame.offset(), Ordering::Relaxed);
        generator.registers.take_back(frame.base);
        generator.state.store(generator_state::SUSPENDED, Ordering::Relaxed);
        vm.stacks.top = vm.stacks.top.sub(1);
        let body = running(vm);
        body.put(register, value);
        settle(vm);
        Some(match enter_body(vm, body) {
            Ok(target) => Returned::To(target),
            Err(Raised) => Returned::Raised,
        })
    }
}

/// Hands the sent value to the instruction at which the generator on top was suspended. Gives where it goes on.
#[inline(always)]
unsafe fn deliver(vm: &mut Vm, state: u8, sent: Value) -> Pc {
    // SAFETY: the generator's frame is on top, its pc at a Yield or Delegate unless it is new.
    unsafe {
        let frame = &mut *vm.stacks.top;
        if state == generator_state::CREATED {
            return frame.pc;
        }
        let i = Operands { pc: frame.pc, base: frame.base, word: Instruction(*frame.pc) };
        if i.word.op() == Op::Delegate {
            i.put(i.c(), sent);
            return frame.pc;
        }
        i.put(i.a(), sent);
        frame.pc = frame.pc.add(1);
        frame.pc
    }
}

/// Moves the registers of the generator on top back into it and pops its frame.
#[inline(always)]
unsafe fn suspend(vm: &mut Vm) -> Result<()> {
    // SAFETY: the frame on top is a generator's.
    unsafe {
        let frame = &*vm.stacks.top;
        let generator = &*frame.generator;
        let shared = generator.header.owner == crate::heap::header::SHARED;
        let own = swap_handled_back(vm, generator);
        if shared {
            for number in 0..generator.registers.len() {
                let value = frame.base.add(number).cast::<Value>().replace(Value::NULL);
                let published = publish::publish(value);
                generator.registers.put_back(number, vm.check(published)?);
            }
            generator.registers.all_are_back();
        } else {
            generator.registers.take_back(frame.base);
        }
        let own = if shared {
            let published = publish::publish(own);
            vm.check(published)?.into_raw()
        } else {
            own.into_raw()
        };
        generator.handled.exchange(own);
        generator.resume_at.store(frame.offset(), Ordering::Relaxed);
        let generator: *const Generator = generator;
        vm.stacks.top = vm.stacks.top.sub(1);
        (*generator).state.store(generator_state::SUSPENDED, Ordering::Release);
        Ok(())
    }
}

/// A yielded value leaves the generator on top, which is suspended.
pub unsafe fn hand_over(vm: &mut Vm, value: Value) -> Returned {
    let mut value = value;
    loop {
        // SAFETY: the frame on top is a generator's.
        unsafe {
            let kind = (*vm.stacks.top).return_kind;
            let register = (*vm.stacks.top).return_register as usize;
            if (*vm.stacks.top).parked().is_some() {
                // As it was before it was resumed.
                let generator = (*vm.stacks.top).generator;
                vm.stacks.top = vm.stacks.top.sub(1);
                (*generator).state.store(generator_state::SUSPENDED, Ordering::Release);
            } else if suspend(vm).is_err() {
                return Returned::Raised;
            }
            match kind {
                ReturnKind::GeneratorLoop => {
                    let i = running(vm);
                    store(vm, register, value);
                    return match enter_body(vm, i) {
                        Ok(target) => Returned::To(target),
                        Err(Raised) => Returned::Raised,
                    };
                }
                // The generator that delegates yields the same value.
                ReturnKind::GeneratorDelegate => value = std::mem::replace(&mut value, Value::NULL),
                _ => return Returned::Native(value.into_raw()),
            }
        }
    }
}

/// The frame on top with the instruction at its pc.
unsafe fn running(vm: &Vm) -> Operands {
    // SAFETY: the frame on top is live.
    unsafe {
        let frame = &*vm.stacks.top;
        Operands { pc: frame.pc, base: frame.base, word: Instruction(*frame.pc) }
    }
}

/// `Yield`.
pub unsafe fn yield_value(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Returned {
    // SAFETY: called by the dispatch loop.
    unsafe {
        (*vm.stacks.top).pc = pc;
        let i = Operands { pc, base, word: Instruction(*pc) };
        if let Some(returned) = yield_to_loop(vm, i) {
            return returned;
        }
        let value = match i.operand(vm, i.b()) {
            Ok(value) => value.clone(),
            Err(Raised) => return Returned::Raised,
        };
        i.put(i.a(), Value::NULL);
        super::clear_dying(i);
        let wrapped = wrap_async(vm, value);
        match wrapped {
            Ok(value) => hand_over(vm, value),
            Err(Raised) => Returned::Raised,
        }
    }
}

/// What an async generator yields is told from what it awaits by a wrapper.
fn wrap_async(vm: &mut Vm, value: Value) -> Result<Value> {
    // SAFETY: the frame on top is live.
    let flags = unsafe { (&*(*vm.stacks.top).code).unit.flags };
    if flags.contains(CodeFlags::ASYNC_GENERATOR) {
        return crate::builtins::generator::wrap_async_value(vm, value);
    }
    Ok(value)
}

/// The body of the generator on top has returned.
pub unsafe fn returned(vm: &mut Vm, value: Value) -> Returned {
    // SAFETY: the frame on top is a generator's.
    unsafe {
        let kind = (*vm.stacks.top).return_kind;
        let register = (*vm.stacks.top).return_register as usize;
        close(vm);
        match kind {
            ReturnKind::GeneratorLoop => Returned::To(end_loop(running(vm))),
            ReturnKind::GeneratorDelegate => {
                unpark_if_parked(vm);
                let i = running(vm);
                i.put(i.b(), Value::NULL);
                i.put(i.c(), Value::NULL);
                store(vm, register, value);
                Returned::To(i.pc.add(1))
            }
            _ => Returned::Native(value.into_raw()),
        }
    }
}

/// Drops the registers of the generator on top for good.
unsafe fn close(vm: &mut Vm) {
    // SAFETY: the frame on top is a generator's, kept alive by its resumer.
    unsafe {
        let generator = &*(*vm.stacks.top).generator;
        drop(swap_handled_back(vm, generator));
        generator.registers.forget();
        generator.state.store(generator_state::CLOSED, Ordering::Release);
        super::control::leave(vm);
        settle(vm);
    }
}

/// An exception leaves the body of the generator on top.
pub unsafe fn failed(vm: &mut Vm) {
    // SAFETY: as above.
    unsafe {
        let flags = (&*(*vm.stacks.top).code).unit.flags;
        let raised = vm.take_raised();
        let kind = (*vm.stacks.top).return_kind;
        close(vm);
        if kind == ReturnKind::GeneratorDelegate {
            unpark_if_parked(vm);
        }
        let exception = stop_becomes_error(vm, raised, flags);
        let _ = vm.reraise(exception);
    }
}

/// PEP 479: StopIteration that leaves a generator is an error of the program.
fn stop_becomes_error(vm: &mut Vm, raised: Value, flags: CodeFlags) -> Value {
    let what = if flags.contains(CodeFlags::COROUTINE) {
        "coroutine"
    } else if flags.contains(CodeFlags::ASYNC_GENERATOR) {
        "async generator"
    } else {
        "generator"
    };
    let stop = crate::vm::raise::is_exception(&raised, Kind::StopIteration);
    let stop_async = flags.contains(CodeFlags::ASYNC_GENERATOR)
        && crate::vm::raise::is_exception(&raised, Kind::StopAsyncIteration);
    if !stop && !stop_async {
        return raised;
    }
    let name = if stop { "StopIteration" } else { "StopAsyncIteration" };
    let _ = vm.runtime_error(format!("{what} raised {name}"));
    let error = vm.take_raised();
    if let Some(object) = crate::object::function::Exception::of(&error) {
        let _ = vm.heap.set_slot(&object.header, &object.cause, raised.clone());
        let _ = vm.heap.set_slot(&object.header, &object.context, raised);
        object.suppress_context.store(true, Ordering::Relaxed);
    }
    error
}

/// Resumes a generator from native code and runs it to its next yield, return or exception.
pub fn resume(vm: &mut Vm, value: &Value, input: Resume) -> Result<Resumed> {
    vm.check_stack()?;
    let Some(generator) = Generator::of(value) else { return Err(vm.type_error("not a generator")) };
    let Some(state) = claim(vm, generator)? else {
        return match input {
            Resume::Send(_) => Ok(Resumed::Returned(Value::NONE)),
            Resume::Throw(exception) => Err(vm.raise_value(exception)),
        };
    };
    // SAFETY: claimed just now.
    unsafe {
        let below = vm.stacks.top;
        match input {
            Resume::Send(sent) => match start(vm, generator, state, sent, ReturnKind::GeneratorNative, 0) {
                Ok(target) => (*vm.stacks.top).pc = target,
                Err(raised) if vm.stacks.top == below => return Err(raised),
                Err(_) => {
                    if !crate::engine::unwind::unwind(vm) {
                        return Err(Raised);
                    }
                }
            },
            Resume::Throw(exception) => {
                if let Err(raised) = park(vm, generator, ReturnKind::GeneratorNative, 0) {
                    generator.state.store(state, Ordering::Release);
                    return Err(raised);
                }
                unpark(vm);
                match throw_in(vm, state, exception)? {
                    Some(value) => return Ok(Resumed::Yielded(value)),
                    None if generator.state.load(Ordering::Acquire) != generator_state::RUNNING => {
                        return Err(Raised);
                    }
                    None => {}
                }
            }
        }
        let word = crate::engine::run_top(vm)?;
        let result = Value::from_raw(word);
        settle(vm);
        if generator.state.load(Ordering::Acquire) == generator_state::CLOSED {
            Ok(Resumed::Returned(result))
        } else {
            Ok(Resumed::Yielded(result))
        }
    }
}

/// Throws into the generator on top: first into what it delegates to. Some: that yielded, and the generator is suspended
/// again. None: the frame on top goes on at its pc, or the generator is closed and the exception in flight.
unsafe fn throw_in(vm: &mut Vm, state: u8, exception: Value) -> Result<Option<Value>> {
    // SAFETY: the generator's frame is on top.
    unsafe {
        let i = running(vm);
        if state == generator_state::SUSPENDED && i.word.op() == Op::Delegate {
            let inner = i.reg(i.b()).clone();
            match throw_into_delegate(vm, &inner, exception) {
                Ok(Ok(value)) => {
                    suspend(vm)?;
                    return Ok(Some(value));
                }
                Ok(Err(value)) => {
                    i.put(i.b(), Value::NULL);
                    i.put(i.c(), Value::NULL);
                    i.put(i.a(), value);
                    (*vm.stacks.top).pc = i.pc.add(1);
                    return Ok(None);
                }
                Err(Raised) => {}
            }
        } else {
            let _ = vm.raise_value(exception);
        }
        if state == generator_state::CREATED {
            // It never ran: the exception leaves it at once.
            let frame = &*vm.stacks.top;
            vm.add_traceback(frame.function(), frame.code(), 0);
            failed(vm);
            return Err(Raised);
        }
        if crate::engine::unwind::unwind(vm) { Ok(None) } else { Err(Raised) }
    }
}

operations! {
    fn check_stop_iteration(vm, i) -> 1 {
        let exception = i.take(i.a());
        // SAFETY: the frame on top is live.
        let flags = unsafe { (&*(*vm.stacks.top).code).unit.flags };
        let exception = stop_becomes_error(vm, exception, flags);
        i.put(i.a(), exception);
        Ok(())
    }
}
