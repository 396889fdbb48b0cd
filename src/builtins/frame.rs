//! Frame objects: what `sys._getframe`, a traceback's `tb_frame` and a generator's `gi_frame` show.
//!
//! The machine's own frames are no objects and end with their calls. A frame object remembers code, namespaces and the
//! line, and where on its thread's stack the frame was: while that frame still runs, line and variables are read there.

use super::functions_scope::{frame_locals, named_values};
use crate::heap::{Slot, Value};
use crate::native_object;
use crate::object::definition::{TypeDef, getter, method};
use crate::object::function::{Code, Generator, Traceback, generator_state};
use crate::object::native::{NativeData, cast_kind, payload, value_of};
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm, frames};
use std::sync::atomic::Ordering;

native_object! {
    pub struct FrameObject = "frame" {
        pub code: Value,
        pub globals: Value,
        /// NULL for frames of tracebacks, whose function is not known.
        pub function: Value,
        /// The generator whose body this is, if it is asked for there; NULL otherwise.
        pub generator: Value,
        /// The caller's frame, or None.
        pub back: Value,
        /// The thread, and its frames below and with this one; 0 for a frame that has ended.
        pub thread: u64,
        pub depth: u64,
        pub offset: u32,
    }
}

/// The place of a generator that has not begun.
const NOT_BEGUN: u32 = u32::MAX;

pub static TYPE: TypeDef = TypeDef {
    doc: "A call that runs, or ran.",
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[method(
        "clear(self, /)",
        |_, _| Ok(Value::NONE),
        "Does nothing: an ended frame holds no variables.",
    )],
    getters: &[
        getter("f_code", |_, value| {
            Ok(payload::<FrameObject>(value).map_or(Value::NONE, |frame| frame.code.clone()))
        }),
        getter("f_globals", |_, value| {
            Ok(payload::<FrameObject>(value).map_or(Value::NONE, |frame| frame.globals.clone()))
        }),
        getter("f_back", |_, value| {
            Ok(payload::<FrameObject>(value).map_or(Value::NONE, |frame| frame.back.clone()))
        }),
        getter("f_builtins", builtins),
        getter("f_locals", locals),
        getter("f_lineno", |vm, value| line_of(vm, value).map(|line| Value::from_small_int(line.into()))),
        getter("f_lasti", |vm, value| {
            let offset = payload::<FrameObject>(value).map_or(0, |frame| frame.offset_now(vm));
            Ok(Value::from_small_int(if offset == NOT_BEGUN { -1 } else { offset.into() }))
        }),
        getter("f_generator", |_, value| {
            let generator = payload::<FrameObject>(value).map(|frame| frame.generator.clone());
            Ok(generator.filter(|generator| !generator.is_null()).unwrap_or(Value::NONE))
        }),
        getter("f_trace", |_, _| Ok(Value::NONE)),
    ],
    ..TypeDef::new("frame", FrameObject::LAYOUT)
};

impl FrameObject {
    /// The machine's frame, while it runs in the asking thread.
    fn running<'a>(&self, vm: &'a Vm) -> Option<&'a frames::Frame> {
        if self.depth == 0 || self.thread != vm.record.id {
            return None;
        }
        let above = (vm.stacks.depth() as u64).checked_sub(self.depth)?;
        let frame = vm.stacks.frames().nth(above as usize)?;
        let same = std::ptr::eq(frame.code(), Code::of(&self.code)?)
            && value_of(&frame.function().header).is(&self.function);
        same.then_some(frame)
    }

    fn offset_now(&self, vm: &Vm) -> u32 {
        self.running(vm).map_or(self.offset, frames::Frame::offset)
    }
}

fn line_of(vm: &mut Vm, value: &Value) -> Result<u32> {
    let Some(frame) = payload::<FrameObject>(value) else { return Ok(0) };
    let offset = frame.offset_now(vm);
    let Some(code) = Code::of(&frame.code) else { return Ok(0) };
    if offset == NOT_BEGUN {
        return Ok(code.unit.first_line);
    }
    Ok(code.unit.position(offset).map_or(0, |position| position.line))
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let line = line_of(vm, value)?;
    let Some(frame) = payload::<FrameObject>(value) else { return vm.new_str("<frame>") };
    let Some(code) = Code::of(&frame.code) else { return vm.new_str("<frame>") };
    let (file, name, address) = (&code.unit.filename, &code.unit.name, value.identity());
    vm.new_str(&format!("<frame at {address:#x}, file '{file}', line {line}, code {name}>"))
}

fn builtins(vm: &mut Vm, _value: &Value) -> Result<Value> {
    let state = vm.interpreter.state();
    Ok(payload::<State>(&state).map_or(Value::NONE, |state| state.builtins.clone()))
}

fn locals(vm: &mut Vm, value: &Value) -> Result<Value> {
    let Some(frame) = payload::<FrameObject>(value) else { return Ok(Value::NONE) };
    if let Some(running) = frame.running(vm) {
        let locals = frame_locals(running);
        return locals.into_value(vm);
    }
    if let Some(generator) = cast_kind::<Generator>(&frame.generator, crate::heap::Kind::Generator) {
        return generator_locals(vm, generator);
    }
    let is_module = Code::of(&frame.code).is_some_and(|code| {
        use crate::code::CodeFlags;
        !code.unit.flags.contains(CodeFlags::FUNCTION) && !code.unit.flags.contains(CodeFlags::NAMESPACE)
    });
    if is_module { Ok(frame.globals.clone()) } else { vm.new_dict() }
}

fn generator_locals(vm: &mut Vm, generator: &Generator) -> Result<Value> {
    let Some(code) = Code::of(&generator.code) else { return vm.new_dict() };
    let closure = crate::object::function::Function::of(&generator.function)
        .map_or(Value::NONE, |function| function.closure.clone());
    let register = |number: usize| generator.registers.slots().get(number).map_or(Value::NULL, Slot::get);
    named_values(&code.unit, tuple_items(&closure), register).into_value(vm)
}

/// The frame that runs `depth` calls below the top, with all its callers. None if there are not so many.
pub fn current(vm: &mut Vm, depth: usize) -> Result<Option<Value>> {
    let height = vm.stacks.depth();
    let thread = vm.record.id;
    let mut found = Vec::new();
    for (index, frame) in vm.stacks.frames().enumerate().skip(depth) {
        found.push(FrameObject {
            code: value_of(&frame.code().header),
            globals: frame.function().globals.clone(),
            function: value_of(&frame.function().header),
            generator: Value::NULL,
            back: Value::NONE,
            thread,
            depth: (height - index) as u64,
            offset: frame.offset(),
        });
    }
    let mut back = None;
    for frame in found.into_iter().rev() {
        let frame = FrameObject { back: back.unwrap_or(Value::NONE), ..frame };
        back = Some(vm.create_of(&TYPE, frame)?);
    }
    Ok(back)
}

/// The frame that a traceback's entry tells of. It has ended, or may have: its variables are not kept.
pub fn of_traceback(vm: &mut Vm, entry: &Traceback) -> Result<Value> {
    let frame = FrameObject {
        code: entry.code.clone(),
        globals: entry.globals.clone(),
        function: Value::NULL,
        generator: Value::NULL,
        back: Value::NONE,
        thread: 0,
        depth: 0,
        offset: entry.offset,
    };
    vm.create_of(&TYPE, frame)
}

/// `gi_frame`: None once the generator has ended.
pub fn of_generator(vm: &mut Vm, object: &Value) -> Result<Value> {
    let generator = super::generator::generator_of(vm, object)?;
    let state = generator.state.load(Ordering::Acquire);
    if state == generator_state::CLOSED {
        return Ok(Value::NONE);
    }
    let function = generator.function.clone();
    let globals = crate::object::function::Function::of(&function)
        .map_or(Value::NONE, |function| function.globals.clone());
    let frame = FrameObject {
        code: generator.code.clone(),
        globals,
        function,
        generator: object.clone(),
        back: Value::NONE,
        thread: 0,
        depth: 0,
        offset: if state == generator_state::CREATED {
            NOT_BEGUN
        } else {
            generator.resume_at.load(Ordering::Relaxed)
        },
    };
    vm.create_of(&TYPE, frame)
}

/// Is a value a frame object?
pub fn is_frame(value: &Value) -> bool {
    payload::<FrameObject>(value).is_some()
}

/// Code, namespace and place of a frame object, for an entry of a traceback.
pub fn place_of(value: &Value) -> Option<(Value, Value, u32)> {
    let frame = payload::<FrameObject>(value)?;
    Some((frame.code.clone(), frame.globals.clone(), frame.offset))
}
