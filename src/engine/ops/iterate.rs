//! Loops and unpacking.

use super::{Operands, Pc, jumps, operations};
use crate::code::op::X_CLEAR_B;
use crate::code::{Instruction, Op};
use crate::heap::Value;
use crate::object::core::{self, CoreClass, is_exactly};
use crate::object::function::{Generator, GeneratorKind};
use crate::object::slots::PairStep;
use crate::vm::frames::ReturnKind;
use crate::vm::{Result, Vm};

operations! {
    /// Sets up a loop's state: see `Op::ForIter` in the dispatch loop.
    fn prepare(vm, i) -> 1 {
        let iterable = i.operand(vm, i.b())?.clone();
        let (first, second, third) = if let Some((start, stop, step)) = crate::builtins::range::small_bounds(&iterable) {
            (Value::from_small_int(step), Value::from_small_int(start), Value::from_small_int(stop))
        } else if is_exactly(&iterable, CoreClass::List) || is_exactly(&iterable, CoreClass::Tuple) {
            (iterable, Value::from_small_int(0), Value::NULL)
        } else {
            let iterator = vm.iter(&iterable)?;
            (iterator, Value::NULL, Value::NULL)
        };
        i.put(i.a(), first);
        i.put(i.a() + 1, second);
        i.put(i.a() + 2, third);
        Ok(())
    }

    fn get_iter(vm, i) -> 1 {
        let iterable = i.operand(vm, i.b())?.clone();
        let iterator = vm.iter(&iterable)?;
        i.put(i.a(), iterator);
        Ok(())
    }

    fn unpack(vm, i) -> 1 {
        let source = i.operand(vm, i.b())?.clone();
        let count = i.c();
        if is_exactly(&source, CoreClass::Tuple) && crate::vm::call::tuple_items(&source).len() == count {
            for (number, item) in crate::vm::call::tuple_items(&source).iter().enumerate() {
                i.put(i.a() + number, item.clone());
            }
            return Ok(());
        }
        let items = unpacked(vm, &source, count, None)?;
        for (number, item) in items.into_iter().enumerate() {
            i.put(i.a() + number, item);
        }
        Ok(())
    }

    fn unpack_star(vm, i) -> 2 {
        let source = i.operand(vm, i.b())?.clone();
        let (before, after) = (i.c(), i.extra(1) as usize);
        let mut items = unpacked(vm, &source, before, Some(after))?;
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        let middle = vm.new_list(middle)?;
        for (number, item) in items.into_iter().chain([middle]).chain(tail).enumerate() {
            i.put(i.a() + number, item);
        }
        Ok(())
    }
}

/// The items of what is unpacked into `count` targets, or with a star into `count` and `after` at least.
fn unpacked(vm: &mut Vm, source: &Value, count: usize, after: Option<usize>) -> Result<Vec<Value>> {
    let iterable = is_exactly(source, CoreClass::Tuple) || is_exactly(source, CoreClass::List);
    let items = if iterable {
        vm.collect(source)?
    } else {
        let iterator = match vm.iter(source) {
            Ok(iterator) => iterator,
            Err(raised) => {
                let no_iter = vm.raised_is(crate::object::core::Exception::TypeError)
                    && crate::object::class::Class::of(&crate::object::core::class_of(source))
                        .is_some_and(|class| class.slots().iter.is_none());
                if !no_iter {
                    return Err(raised);
                }
                vm.take_raised();
                let name = vm.class_name(source);
                return Err(vm.type_error(format!("cannot unpack non-iterable {name} object")));
            }
        };
        let mut items = Vec::new();
        while after.is_some() || items.len() <= count {
            match vm.next(&iterator)? {
                Some(item) => items.push(item),
                None => break,
            }
            vm.poll()?;
        }
        items
    };
    let needed = count + after.unwrap_or(0);
    let got = items.len();
    if got < needed {
        let least = if after.is_some() { "at least " } else { "" };
        return Err(
            vm.value_error(format!("not enough values to unpack (expected {least}{needed}, got {got})"))
        );
    }
    if after.is_none() && got > needed {
        let message = if iterable {
            format!("too many values to unpack (expected {needed}, got {got})")
        } else {
            format!("too many values to unpack (expected {needed})")
        };
        return Err(vm.value_error(message));
    }
    Ok(items)
}

/// The loop is over: its state is cleared, and execution goes on behind it.
pub fn end_loop(i: Operands) -> Pc {
    for number in 0..3 {
        i.put(i.a() + number, Value::NULL);
    }
    // SAFETY: two words.
    if i.word.op() == Op::ForIter { i.target(1) } else { unsafe { i.pc.add(2) } }
}

/// An item was stored: into the body.
pub fn enter_body(vm: &mut Vm, i: Operands) -> Result<Pc> {
    if i.word.op() == Op::ForIter {
        // SAFETY: two words.
        return Ok(unsafe { i.pc.add(2) });
    }
    vm.poll()?;
    Ok(i.target(1))
}

/// A step whose item the body takes apart at once: its two parts go where that instruction would put them.
fn unpack_pair(
    vm: &mut Vm,
    i: Operands,
    iterator: &Value,
    next_pair: fn(&mut Vm, &Value) -> Result<PairStep>,
) -> Result<Option<Pc>> {
    // SAFETY: the body's first instruction, of the running frame.
    let body = unsafe {
        let pc = if i.word.op() == Op::ForIter { i.pc.add(2) } else { i.target(1) };
        Operands { pc, word: Instruction(*pc), ..i }
    };
    let (first, item) = (body.a(), i.b());
    let takes_apart = body.word.op() == Op::Unpack && body.c() == 2 && body.b() == item;
    if !takes_apart || body.x() & X_CLEAR_B == 0 || (first..first + 2).contains(&item) {
        return Ok(None);
    }
    match next_pair(vm, iterator)? {
        PairStep::Pair(left, right) => {
            i.put(item, Value::NULL);
            i.put(first, left);
            i.put(first + 1, right);
            enter_body(vm, i)?;
            // SAFETY: behind the instruction that need not run.
            Ok(Some(unsafe { body.pc.add(1) }))
        }
        PairStep::End => Ok(Some(end_loop(i))),
        PairStep::Other => Ok(None),
    }
}

jumps! {
    fn finish(vm, i) {
        let _ = vm;
        Ok(end_loop(i))
    }

    /// The next item of an iterator object. A generator's body runs in a frame of its own.
    fn next(vm, i) {
        let iterator = i.operand(vm, i.a())?;
        if Generator::of(iterator).is_some_and(|generator| generator.kind() == GeneratorKind::Generator) {
            let kind = ReturnKind::GeneratorLoop;
            return super::generator::enter(vm, iterator, Value::NONE, kind, i.b() as u16).map(|target| {
                target.unwrap_or_else(|| end_loop(i))
            });
        }
        // The register keeps the iterator alive: nothing else writes there before the loop goes on.
        if let Some(next_pair) = core::slot(iterator, |slots| slots.next_pair)
            && let Some(target) = unpack_pair(vm, i, iterator, next_pair)?
        {
            return Ok(target);
        }
        match vm.next(iterator)? {
            Some(item) => {
                i.put(i.b(), item);
                enter_body(vm, i)
            }
            None => Ok(end_loop(i)),
        }
    }
}
