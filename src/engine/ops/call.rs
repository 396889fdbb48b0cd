//! Calls beyond the plain one.

use super::control::exception_object;
use super::function::make_generator;
use super::{Operands, Pc, jumps};
use crate::code::{CodeUnit, Op};
use crate::heap::{Dict, Kind, RawValue, Value};
use crate::object::class::{Class, text};
use crate::object::core;
use crate::object::definition::{Arguments, Binding, Callee, NativeFn};
use crate::object::function::{BoundMethod, Code, Function, NativeFunction};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::vm::arguments::{Values, bind_function, bind_native};
use crate::vm::attribute::header_of;
use crate::vm::call::tuple_items;
use crate::vm::frames::{Frame, ReturnKind};
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

/// Where a new frame stands and what it does on return.
pub struct Placement {
    pub base: *mut RawValue,
    /// For the frame to own: see `Frame::held`.
    pub held: Value,
    pub return_register: u16,
    pub return_kind: ReturnKind,
    pub return_skip: u8,
    pub window: u8,
}

/// Pushes a frame for a function whose first registers hold the bound arguments already, `filled` of them.
pub fn push_frame(vm: &mut Vm, function: &Function, filled: usize, at: Placement) -> Result<Pc> {
    // SAFETY: `base` lies in the register stack, at or above the running frame's window.
    unsafe {
        make_room(vm, at.base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
        Ok(place_frame(vm, function, filled, at))
    }
}

/// The same where there is room.
///
/// # Safety
/// `make_room` was asked for it, and the function has had the same code since.
#[inline(always)]
pub unsafe fn place_frame(vm: &mut Vm, function: &Function, filled: usize, at: Placement) -> Pc {
    // SAFETY: as above.
    unsafe {
        let end = at.base.add(function.register_count.load(Ordering::Relaxed) as usize);
        // Together with the count: finalizers that run below may give the function other code. The frame keeps this one.
        let code: *const Code = function.code.raw().header().cast();
        let pc: Pc = std::ptr::with_exposed_provenance(function.entry.load(Ordering::Relaxed) as usize);
        let top = vm.stacks.top;
        let callee = top.add(1);
        let caller_end = vm.stacks.free_registers();
        let mut stale = at.base.add(filled);
        // Not only below its end: what it calls in turn expects registers above the frame on top to be NULL.
        while stale < caller_end {
            drop(stale.cast::<Value>().replace(Value::NULL));
            stale = stale.add(1);
        }
        callee.write(Frame {
            pc,
            base: at.base,
            end,
            function,
            code,
            generator: std::ptr::null(),
            held: at.held.into_raw(),
            return_register: at.return_register,
            return_kind: at.return_kind,
            return_skip: at.return_skip,
            window: at.window,
        });
        vm.stacks.top = callee;
        pc
    }
}

/// Room for one frame more with its registers up to `end`.
#[inline(always)]
pub fn make_room(vm: &mut Vm, end: *mut RawValue) -> Result<()> {
    if has_room(vm, end) { Ok(()) } else { make_room_slowly(vm, end) }
}

/// Is there room without making any?
#[inline(always)]
pub fn has_room(vm: &Vm, end: *mut RawValue) -> bool {
    // SAFETY: pointers into the reservations are only compared.
    unsafe { vm.stacks.top.add(1) < vm.stacks.limit && end < vm.stacks.filled }
}

#[cold]
#[inline(never)]
fn make_room_slowly(vm: &mut Vm, end: *mut RawValue) -> Result<()> {
    // SAFETY: as in `has_room`.
    let too_deep = unsafe { vm.stacks.top.add(1) } >= vm.stacks.limit;
    if too_deep || end >= vm.stacks.filled && !vm.stacks.fill(end) {
        return Err(vm.recursion_error(""));
    }
    Ok(())
}

/// Stores bound arguments into registers that hold nothing counted or are NULL.
pub(super) unsafe fn store_arguments(
    base: *mut RawValue,
    caller_end: *mut RawValue,
    values: impl ExactSizeIterator<Item = Value>,
) -> usize {
    let count = values.len();
    for (index, value) in values.enumerate() {
        // SAFETY: the caller made room.
        unsafe {
            let place = base.add(index);
            if place < caller_end {
                drop(place.cast::<Value>().replace(value));
            } else {
                place.cast::<Value>().write(value);
            }
        }
    }
    count
}

/// Calls a Python function from a window whose arguments need binding.
fn call_python(vm: &mut Vm, i: Operands, function: &Function, arguments: Arguments, skip: u8) -> Result<Pc> {
    // SAFETY: the code lives as long as the function.
    let unit: &CodeUnit = unsafe { &(*function.code.raw().header().cast::<Code>()).unit };
    let given = arguments.values.len();
    let is_positional = arguments.names.is_empty() && unit.parameter_count() == unit.argument_count;
    if unit.flags.is_suspendable() {
        let value = crate::object::native::value_of(&function.header);
        let is_exact = is_positional && given == unit.argument_count as usize;
        let generator = if is_exact && i.word.op() == Op::Call {
            // The arguments are those of the window, from its self on.
            let first = i.b() + 2 + i.c() - given;
            make_generator(vm, &value, (first..first + given).map(|register| i.take(register)))?
        } else if is_exact {
            make_generator(vm, &value, arguments.values.iter().cloned())?
        } else {
            let values = bind_function(vm, function, arguments)?;
            make_generator(vm, &value, values.into_iter())?
        };
        return finish_call(vm, i, generator, skip);
    }
    if is_positional
        && i.word.op() == Op::Call
        && let Some(target) = call_with_defaults(vm, i, function, given)?
    {
        return Ok(target);
    }
    let values = bind_function(vm, function, arguments)?;
    enter_with(vm, i, function, values.into_iter(), skip)
}

/// Pushes the frame of a function whose parameters have these values.
fn enter_with(
    vm: &mut Vm,
    i: Operands,
    function: &Function,
    values: impl ExactSizeIterator<Item = Value>,
    skip: u8,
) -> Result<Pc> {
    let window = i.b();
    // Arguments stay where they are while the frame runs; parameters start behind the window's first two registers.
    // SAFETY: a register of the frame; the rest is checked by `make_room`.
    unsafe {
        let base = i.base.add(window + 2);
        make_room(vm, base.add(function.register_count.load(Ordering::Relaxed) as usize))?;
        let filled = store_arguments(base, (*vm.stacks.top).end, values);
        i.put(window + 1, Value::NULL);
        push_frame(
            vm,
            function,
            filled,
            Placement {
                base,
                held: Value::NULL,
                return_register: i.a() as u16,
                return_kind: ReturnKind::Plain,
                return_skip: skip,
                window: 2,
            },
        )
    }
}

/// Calls a function whose last parameters get their defaults: the arguments stay where they are. None if there are too
/// many of them, or too few.
fn call_with_defaults(vm: &mut Vm, i: Operands, function: &Function, given: usize) -> Result<Option<Pc>> {
    let defaults = function.defaults.get();
    let defaults = tuple_items(&defaults);
    // SAFETY: the code lives as long as the function.
    let unit: &CodeUnit = unsafe { &(*function.code.raw().header().cast::<Code>()).unit };
    let wanted = unit.argument_count as usize;
    if given > wanted || given + defaults.len() < wanted {
        return Ok(None);
    }
    let has_self = !i.reg(i.b() + 1).is_null() as usize;
    // SAFETY: as in `call_python`.
    unsafe {
        let base = i.base.add(i.b() + 2 - has_self);
        make_room(vm, base.add(unit.register_count as usize))?;
        let missing = &defaults[defaults.len() - (wanted - given)..];
        store_arguments(base.add(given), (*vm.stacks.top).end, missing.iter().cloned());
        let placement = Placement {
            base,
            held: Value::NULL,
            return_register: i.a() as u16,
            return_kind: ReturnKind::Plain,
            return_skip: 1,
            window: 2 - has_self as u8,
        };
        push_frame(vm, function, wanted, placement).map(Some)
    }
}

/// Stores the result of a call that is done, clears the window, and goes on.
#[inline]
pub(super) fn finish_call(vm: &mut Vm, i: Operands, result: Value, skip: u8) -> Result<Pc> {
    let count = match i.word.op() {
        Op::CallStar => 2,
        _ => i.c(),
    };
    clear_run(vm, i, i.b(), count + 2);
    i.put(i.a(), result);
    // SAFETY: `skip` is the instruction's length.
    Ok(unsafe { i.pc.add(skip as usize) })
}

/// Gives back what stands in so many registers.
#[inline(always)]
pub(super) fn clear_run(vm: &mut Vm, i: Operands, first: usize, count: usize) {
    // SAFETY: the registers belong to the running frame, which owns their counts (D7).
    unsafe {
        let first = i.base.add(first);
        for number in 0..count {
            let old = first.add(number).replace(RawValue::NULL);
            if old.is_counted() {
                vm.heap.release(old);
            }
        }
    }
}

/// The positional arguments in a window, its self first if there is one.
pub(super) fn window_arguments<'a>(i: Operands) -> &'a [Value] {
    let window = i.b();
    if i.reg(window + 1).is_null() { i.run(window + 2, i.c()) } else { i.run(window + 1, i.c() + 1) }
}

/// The body of a native function, if its receiver needs no more than a glance: what `Vm::call_native_unbound` would come
/// to. Its arguments are bound as all natives' are.
#[inline(always)]
fn plain_native(native: &NativeFunction, arguments: &[Value]) -> Option<NativeFn> {
    let definition = native.definition.0;
    let Callee::Plain(function) = definition.callee else { return None };
    let receiver_fits = match definition.binding {
        Binding::Method => is_receiver(native, arguments.first()?),
        Binding::Wrapper => false,
        Binding::Function | Binding::ClassMethod | Binding::StaticMethod => true,
    };
    if receiver_fits { Some(function) } else { None }
}

/// Is the value an instance of the class that the method belongs to, and of no subclass?
fn is_receiver(native: &NativeFunction, value: &Value) -> bool {
    let Some(header) = header_of(value) else { return core::is_instance_of(value, &native.owner) };
    // The shape of the last that was one saves the way to its class.
    if native.owner_shape.load(Ordering::Relaxed) == header.shape() {
        return true;
    }
    let is_one = core::is_instance_of(value, &native.owner);
    if is_one {
        native.owner_shape.store(header.shape(), Ordering::Relaxed);
    }
    is_one
}

jumps! {
    /// A plain call that found no room: fills registers, or raises RecursionError.
    fn no_room(vm, i) {
        // SAFETY: the window is the frame's.
        let end = unsafe {
            let function = i.reg(i.b()).raw().header().cast::<Function>();
            i.base.add(i.b() + 2 + (*function).register_count.load(Ordering::Relaxed) as usize)
        };
        make_room(vm, end)?;
        Ok(i.pc)
    }

    /// A Python function whose arguments need binding.
    fn function(vm, i) {
        let Some(function) = Function::of(i.reg(i.b())) else { return any_call(vm, i) };
        call_python(vm, i, function, Arguments::positional_only(window_arguments(i)), 1)
    }

    fn native(vm, i) {
        let Some(native) = NativeFunction::of(i.reg(i.b())) else { return any_call(vm, i) };
        if !native.receiver.is_null() && i.reg(i.b() + 1).is_null() {
            // A bound method: its receiver goes where a method call would have put it.
            i.put(i.b() + 1, native.receiver.clone());
        }
        let arguments = Arguments::positional_only(window_arguments(i));
        let result = match plain_native(native, arguments.values) {
            Some(function) => bind_native(vm, native.definition.0, arguments, function)?,
            None => vm.call_native_unbound(native, arguments)?,
        };
        clear_run(vm, i, i.b(), i.c() + 2);
        i.put(i.a(), result);
        // SAFETY: one word.
        Ok(unsafe { i.pc.add(1) })
    }

    fn any(vm, i) {
        any_call(vm, i)
    }

    fn keywords(vm, i) {
        let callable = i.operand(vm, i.b())?;
        let names = i.constant(1).clone();
        let arguments = Arguments { values: window_arguments(i), names: tuple_items(&names) };
        if let Some(function) = Function::of(callable) {
            return call_python(vm, i, function, arguments, 2);
        }
        let callable = callable.clone();
        let result = vm.call_with(&callable, arguments)?;
        finish_call(vm, i, result, 2)
    }

    fn star(vm, i) {
        let window = i.b();
        let callable = i.operand(vm, window)?.clone();
        let mut values = Values::new();
        if !i.reg(window + 1).is_null() {
            values.push(i.reg(window + 1).clone());
        }
        let positional = i.reg(window + 2).clone();
        add_star_items(vm, &callable, &positional, &mut values)?;
        let mut names = Vec::new();
        let keywords = i.reg(window + 3).clone();
        if let Some(dict) = cast_kind::<Dict>(&keywords, Kind::Dict) {
            let result = dict.snapshot(&mut vm.heap);
            for (name, value) in vm.check(result)? {
                if !crate::vm::arguments::is_keyword_name(&name) {
                    return Err(vm.type_error("keywords must be strings"));
                }
                names.push(name);
                values.push(value);
            }
        }
        if let Some(function) = Function::of(&callable) {
            i.put(window + 2, Value::NULL);
            i.put(window + 3, Value::NULL);
            let exact = function.plain_arguments.load(Ordering::Relaxed) as usize == values.len();
            if names.is_empty() && exact {
                return enter_with(vm, i, function, values.into_iter(), 1);
            }
        }
        let arguments = Arguments { values: &values, names: &names };
        if let Some(function) = Function::of(&callable) {
            return call_python(vm, i, function, arguments, 1);
        }
        let result = vm.call_with(&callable, arguments)?;
        finish_call(vm, i, result, 1)
    }
}

/// The items of `*iterable` in a call.
fn add_star_items(vm: &mut Vm, callable: &Value, iterable: &Value, values: &mut Values) -> Result<()> {
    if core::exact_kind(iterable) == Some(Kind::Tuple) {
        values.extend(tuple_items(iterable).iter().cloned());
        return Ok(());
    }
    match vm.collect(iterable) {
        Ok(items) if values.is_empty() => {
            *values = Values::from_vec(items);
            Ok(())
        }
        Ok(items) => {
            values.extend(items);
            Ok(())
        }
        Err(raised) => {
            let of = core::class_of(iterable);
            let is_iterable = Class::of(&of)
                .is_some_and(|class| class.slots().iter.is_some() || class.slots().get_item.is_some());
            if is_iterable || !vm.raised_is(core::Exception::TypeError) {
                return Err(raised);
            }
            drop(vm.take_raised());
            let (function, given) = (full_callable_name(vm, callable), vm.class_name(iterable));
            Err(vm.type_error(format!("{function}() argument after * must be an iterable, not {given}")))
        }
    }
}

/// A call of whatever is no function: a bound method, an object with `__call__`, a class with a metaclass of its own.
pub(super) fn any_call(vm: &mut Vm, i: Operands) -> Result<Pc> {
    let callable = i.operand(vm, i.b())?.clone();
    if let Some(method) = BoundMethod::of(&callable)
        && i.reg(i.b() + 1).is_null()
    {
        // The same window with the receiver in its place, and the call again.
        i.put(i.b() + 1, method.receiver.clone());
        i.put(i.b(), method.function.clone());
        return Ok(i.pc);
    }
    if super::special::is_python_instance(&callable)
        && i.reg(i.b() + 1).is_null()
        && let Some(method) = vm.class_attribute(&callable, Name::Call)
        && Function::of(&method).is_some()
    {
        // `__call__` with the object as its self, and the call again.
        i.put(i.b() + 1, callable);
        i.put(i.b(), method);
        return Ok(i.pc);
    }
    let arguments = window_arguments(i);
    let result = vm.call(&callable, arguments)?;
    finish_call(vm, i, result, 1)
}

/// Used by `raise` and by `throw`.
pub fn thrown(vm: &mut Vm, value: &Value) -> Result<Value> {
    exception_object(vm, value)
}

/// The name of a callable, for messages.
/// A callable as errors about the making of its arguments name it: with its module, unless that is `builtins`.
pub fn full_callable_name(vm: &mut Vm, callable: &Value) -> String {
    let attribute = |vm: &mut Vm, name: Name| match vm.find_attribute(callable, &name.value()) {
        Ok(found) => found.filter(|found| core::is_exactly(found, core::CoreClass::Str)),
        Err(_) => {
            drop(vm.take_raised());
            None
        }
    };
    let Some(name) = attribute(vm, Name::QualName) else { return callable_name(vm, callable) };
    match attribute(vm, Name::Module).map(|module| text(&module)) {
        Some(module) if module != "builtins" => format!("{module}.{}", text(&name)),
        _ => text(&name),
    }
}

pub fn callable_name(vm: &mut Vm, callable: &Value) -> String {
    match Function::of(callable) {
        Some(function) => text(&function.qualname.get()),
        None => match NativeFunction::of(callable) {
            Some(native) => native.definition.name().to_owned(),
            None => vm.class_name(callable),
        },
    }
}
