//! Delegation: `yield from` and `await`, and what they may delegate to.
//!
//! Owns one step of it, for any iterator, and how exceptions are thrown into what is delegated to. That a step of a
//! generator passes through others without waking them is `generator`'s.

use super::control::Returned;
use super::generator::{enter, hand_over, resume};
use super::{Operands, Pc, operations, settle};
use crate::code::{CodeFlags, Instruction};
use crate::heap::{RawValue, Value};
use crate::object::class::Class;
use crate::object::core::{CoreClass, Exception as Kind, class_of, is_exactly};
use crate::object::function::{Generator, generator_state};
use crate::object::names::Name;
use crate::vm::frames::ReturnKind;
use crate::vm::{Raised, Result, Resume, Resumed, Vm};
use std::sync::atomic::Ordering;

/// `Delegate`: one step of `yield from` or `await`.
pub unsafe fn delegate(vm: &mut Vm, pc: Pc, base: *mut RawValue) -> Returned {
    // SAFETY: called by the dispatch loop.
    unsafe {
        (*vm.stacks.top).pc = pc;
        let i = Operands { pc, base, word: Instruction(*pc) };
        let outcome = delegate_step(vm, i);
        settle(vm);
        match outcome {
            Ok(Step::Entered(target)) => Returned::To(target),
            Ok(Step::Yielded(value)) => hand_over(vm, value),
            Ok(Step::Returned(value)) => {
                i.put(i.b(), Value::NULL);
                i.put(i.c(), Value::NULL);
                i.put(i.a(), value);
                Returned::To(pc.add(1))
            }
            Err(Raised) => Returned::Raised,
        }
    }
}

enum Step {
    Entered(Pc),
    Yielded(Value),
    Returned(Value),
}

fn delegate_step(vm: &mut Vm, i: Operands) -> Result<Step> {
    let iterator = i.operand(vm, i.b())?.clone();
    let sent = i.take(i.c());
    let sent = if sent.is_null() { Value::NONE } else { sent };
    let plain = is_exactly(&iterator, CoreClass::Generator) || is_exactly(&iterator, CoreClass::Coroutine);
    if plain && (sent.is_none() || !is_new(&iterator)) {
        let register = i.a() as u16;
        return match enter(vm, &iterator, sent, ReturnKind::GeneratorDelegate, register)? {
            Some(target) => Ok(Step::Entered(target)),
            None => Ok(Step::Returned(Value::NONE)),
        };
    }
    let item = if sent.is_none() {
        vm.next_or_value(&iterator)?
    } else {
        match vm.call_method(&iterator, Name::Send, std::slice::from_ref(&sent)) {
            Ok(item) => Ok(item),
            Err(Raised) => Err(vm.stop_value()?),
        }
    };
    Ok(match item {
        Ok(item) => Step::Yielded(item),
        Err(value) => Step::Returned(value),
    })
}

fn is_new(value: &Value) -> bool {
    Generator::of(value)
        .is_some_and(|generator| generator.state.load(Ordering::Acquire) == generator_state::CREATED)
}

impl Vm {
    /// The next item, or as an error the value with which the iterator ended.
    fn next_or_value(&mut self, iterator: &Value) -> Result<std::result::Result<Value, Value>> {
        let of = class_of(iterator);
        if Generator::of(iterator).is_some() {
            return Ok(match resume(self, iterator, Resume::Send(Value::NONE))? {
                Resumed::Yielded(value) => Ok(value),
                Resumed::Returned(value) => Err(value),
            });
        }
        if Class::of(&of).is_some_and(|class| class.has_flag(crate::object::class::class_flags::BUILT_IN)) {
            match self.next(iterator) {
                Ok(Some(item)) => return Ok(Ok(item)),
                Ok(None) => return Ok(Err(Value::NONE)),
                Err(Raised) => return Ok(Err(self.stop_value()?)),
            }
        }
        match self.call_special(iterator, Name::Next, &[]) {
            Ok(Some(item)) => Ok(Ok(item)),
            Ok(None) => Err(self.type_error("not an iterator")),
            Err(Raised) => Ok(Err(self.stop_value()?)),
        }
    }

    /// The value of the StopIteration in flight; other exceptions go on.
    fn stop_value(&mut self) -> Result<Value> {
        let stop = self.catch(Kind::StopIteration)?;
        let value = crate::object::function::Exception::of(&stop).map(|stop| stop.fields[0].get());
        Ok(value.filter(|value| !value.is_null()).unwrap_or(Value::NONE))
    }
}

/// Ok(Ok(v)): the delegate yielded v. Ok(Err(v)): it returned v. Err: an exception goes on in the delegating generator.
pub fn throw_into_delegate(
    vm: &mut Vm,
    inner: &Value,
    exception: Value,
) -> Result<std::result::Result<Value, Value>> {
    if crate::vm::raise::is_exception(&exception, Kind::GeneratorExit) {
        if let Some(close) = vm.find_attribute(inner, &Name::Close.value())? {
            vm.call(&close, &[])?;
        }
        return Err(vm.raise_value(exception));
    }
    if Generator::of(inner).is_some() && !is_exactly(inner, CoreClass::AsyncGenerator) {
        return Ok(match resume(vm, inner, Resume::Throw(exception))? {
            Resumed::Yielded(value) => Ok(value),
            Resumed::Returned(value) => Err(value),
        });
    }
    let Some(throw) = vm.find_attribute(inner, &Name::Throw.value())? else {
        return Err(vm.raise_value(exception));
    };
    match vm.call(&throw, std::slice::from_ref(&exception)) {
        Ok(value) => Ok(Ok(value)),
        Err(Raised) => Ok(Err(vm.stop_value()?)),
    }
}

operations! {
    fn get_yield_from(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        // SAFETY: the frame on top is live.
        let flags = unsafe { (&*(*vm.stacks.top).code).unit.flags };
        let iterator = if is_exactly(&source, CoreClass::Coroutine) {
            if !flags.contains(CodeFlags::COROUTINE) {
                return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
            }
            source
        } else if is_exactly(&source, CoreClass::Generator) {
            source
        } else {
            vm.iter(&source)?
        };
        i.put(i.a(), iterator);
        Ok(())
    }

    fn get_awaitable(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let from = match i.x() {
            1 => "'async with' received an object from __aenter__ that does not implement __await__: ",
            2 => "'async with' received an object from __aexit__ that does not implement __await__: ",
            _ => "",
        };
        let iterator = awaitable(vm, &source, |name| {
            if from.is_empty() { format!("'{name}' object can't be awaited") } else { format!("{from}{name}") }
        })?;
        i.put(i.a(), iterator);
        Ok(())
    }

    fn get_async_iter(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let of = class_of(&source);
        let Some(function) = Class::of(&of).and_then(|class| class.slots().async_iter) else {
            let name = vm.class_name(&source);
            return Err(vm.type_error(format!("'async for' requires an object with __aiter__ method, got {name}")));
        };
        let iterator = function(vm, &source)?;
        if Class::of(&class_of(&iterator)).is_none_or(|class| class.slots().async_next.is_none()) {
            let name = vm.class_name(&iterator);
            return Err(vm.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
            )));
        }
        i.put(i.a(), iterator);
        Ok(())
    }

    fn get_async_next(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let of = class_of(&source);
        let Some(function) = Class::of(&of).and_then(|class| class.slots().async_next) else {
            let name = vm.class_name(&source);
            return Err(vm.type_error(format!("'async for' requires an iterator with __anext__ method, got {name}")));
        };
        let next = function(vm, &source)?;
        let awaited = awaitable(vm, &next, |name| format!("'async for' received an invalid object from __anext__: {name}"))?;
        i.put(i.a(), awaited);
        Ok(())
    }
}

/// What `await` delegates to.
fn awaitable(vm: &mut Vm, source: &Value, message: impl FnOnce(&str) -> String) -> Result<Value> {
    if is_exactly(source, CoreClass::Coroutine) {
        let coroutine = Generator::of(source);
        if coroutine
            .is_some_and(|coroutine| coroutine.state.load(Ordering::Acquire) == generator_state::CLOSED)
        {
            return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
        }
        if coroutine.is_some_and(|coroutine| crate::builtins::generator::delegate_of(coroutine).is_some()) {
            return Err(vm.runtime_error("coroutine is being awaited already"));
        }
        return Ok(source.clone());
    }
    let of = class_of(source);
    let Some(function) = Class::of(&of).and_then(|class| class.slots().await_) else {
        let name = vm.class_name(source);
        return Err(vm.type_error(message(&name)));
    };
    let iterator = function(vm, source)?;
    if is_exactly(&iterator, CoreClass::Coroutine) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if Class::of(&class_of(&iterator)).is_none_or(|class| class.slots().next.is_none()) {
        let name = vm.class_name(&iterator);
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{name}'")));
    }
    Ok(iterator)
}
