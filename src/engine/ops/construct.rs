//! Calls of classes.
//!
//! Owns making instances without leaving the dispatch loop: where the class makes them as `object` does, and initializes
//! them by a Python function or not at all, and where a built-in class has one function that makes them. All others are
//! called through their metaclass.

use super::call::{
    Placement, any_call, finish_call, make_room, place_frame, push_frame, store_arguments, window_arguments,
};
use super::{Operands, Pc, jumps};
use crate::builtins::object::{self, same};
use crate::code::CodeUnit;
use crate::heap::Value;
use crate::object::class::{Class, class_flags};
use crate::object::core::{self, CoreClass};
use crate::object::definition::Arguments;
use crate::object::function::{Code, Function};
use crate::vm::arguments::{bind_function, with_receiver};
use crate::vm::frames::ReturnKind;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

jumps! {
    fn class(vm, i) {
        let callable = i.reg(i.b());
        let Some(class) = Class::of(callable) else { return any_call(vm, i) };
        if !i.reg(i.b() + 1).is_null() {
            return any_call(vm, i);
        }
        if class.has_flag(class_flags::PLAIN_NEW)
            && let Some(target) = construct(vm, i, class)?
        {
            return Ok(target);
        }
        if let Some(new) = plain_constructor(class, callable) {
            let result = new(vm, callable, Arguments::positional_only(window_arguments(i)))?;
            return finish_call(vm, i, result, 1);
        }
        any_call(vm, i)
    }
}

/// What makes the instances of a built-in class that does not initialize them: calling the class is no more than this.
fn plain_constructor(
    class: &Class,
    value: &Value,
) -> Option<fn(&mut Vm, &Value, Arguments) -> Result<Value>> {
    // `object.__init__` lets all arguments pass where `__new__` is another's.
    let own_new = !same!(class.slots().new, object::TYPE.slots.new);
    let no_init =
        class.slots().init.is_none() || own_new && same!(class.slots().init, object::TYPE.slots.init);
    let is_plain =
        class.has_flag(class_flags::BUILT_IN) && no_init && !value.is(&core::class(CoreClass::Type));
    if is_plain { class.slots().new } else { None }
}

/// Makes an instance whose `__init__` is a Python function, and pushes that one's frame. None if it is not so simple.
#[inline(always)]
fn construct(vm: &mut Vm, i: Operands, class: &Class) -> Result<Option<Pc>> {
    let Some(init) = class.cached_init() else { return Ok(None) };
    let Some(function) = Function::of(&init) else { return Ok(None) };
    let (window, given) = (i.b(), i.c() + 1);
    if function.plain_arguments.load(Ordering::Relaxed) as usize != given {
        return construct_with_defaults(vm, i, class, init);
    }
    let function: *const Function = function;
    // SAFETY: the window's registers are the frame's; `__init__`, which stands in it soon, lives as long as its frame.
    // Its code is exchanged only while the world is stopped.
    unsafe {
        let base = i.base.add(window + 1);
        make_room(vm, base.add((*function).register_count.load(Ordering::Relaxed) as usize))?;
        let instance = object::new_plain(vm, class)?;
        let held = instance.clone();
        // There is no self yet. The class, which stood in the window, is counted by its instance, too.
        base.cast::<Value>().write(instance);
        let class = base.sub(1).replace(init.into_raw());
        if class.is_counted() {
            vm.heap.release(class);
        }
        let placement = Placement { base, held, window: 1, ..initializing(i) };
        Ok(Some(place_frame(vm, &*function, given, placement)))
    }
}

/// The same where the arguments need binding.
#[inline(never)]
fn construct_with_defaults(vm: &mut Vm, i: Operands, class: &Class, init: Value) -> Result<Option<Pc>> {
    let Some(function) = Function::of(&init) else { return Ok(None) };
    // SAFETY: the function counts its code.
    let unit: &CodeUnit = unsafe { &(*function.code.raw().header().cast::<Code>()).unit };
    if unit.flags.is_suspendable() {
        return Ok(None);
    }
    let window = i.b();
    let instance = object::new_plain(vm, class)?;
    let values = with_receiver(&instance, i.run(window + 2, i.c()));
    let values = bind_function(vm, function, Arguments::positional_only(&values))?;
    // SAFETY: as above; the rest is checked by `make_room`.
    unsafe {
        let base = i.base.add(window + 2);
        make_room(vm, base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
        let filled = store_arguments(base, (*vm.stacks.top).end, values.into_iter());
        i.put(window + 1, Value::NULL);
        i.put(window, init.clone());
        let placement = Placement { base, held: instance, window: 2, ..initializing(i) };
        push_frame(vm, function, filled, placement).map(Some)
    }
}

/// How an `__init__` called by this instruction returns.
fn initializing(i: Operands) -> Placement {
    Placement {
        base: i.base,
        held: Value::NULL,
        return_register: i.a() as u16,
        return_kind: ReturnKind::Init,
        return_skip: 1,
        window: 0,
    }
}
