//! Tracebacks: recording them while an exception unwinds, and showing them.

use super::Vm;
use crate::heap::{Slot, Value};
use crate::object::class::text;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::function::{Code, Exception, Function, Traceback};
use crate::object::native::payload;
use std::fmt::Write as _;

impl Vm {
    /// Notes that the exception in flight passes through a function at an instruction.
    pub fn add_traceback(&mut self, function: &Function, code: &Code, offset: u32) {
        let raised = self.raised().clone();
        let Some(exception) = Exception::of(&raised) else { return };
        let line = code.unit.position(offset).map_or(0, |position| position.line);
        let entry = Traceback {
            next: Slot::new(exception.traceback.get()),
            code: crate::object::native::value_of(&code.header),
            globals: function.globals.clone(),
            offset,
            line,
        };
        let class = core::class(CoreClass::Traceback);
        if let Ok(entry) = self.create_native(&class, entry) {
            let _ = self.heap.set_slot(&exception.header, &exception.traceback, entry);
        }
    }
}

/// The report of an uncaught exception, as `python` prints it.
pub fn render(vm: &mut Vm, exception: &Value) -> String {
    let mut out = String::new();
    render_chain(vm, exception, &mut out);
    out
}

fn render_chain(vm: &mut Vm, exception: &Value, out: &mut String) {
    // The chain from the outermost to the first, then shown in reverse.
    let mut chain = vec![(exception.clone(), "")];
    let mut current = exception.clone();
    while let Some(link) = Exception::of(&current) {
        let cause = link.cause.get();
        let context = link.context.get();
        let suppress = link.suppress_context.load(std::sync::atomic::Ordering::Relaxed);
        let (next, message) = if !cause.is_none() && !cause.is_null() {
            (cause, "\nThe above exception was the direct cause of the following exception:\n\n")
        } else if !suppress && !context.is_none() && !context.is_null() {
            (context, "\nDuring handling of the above exception, another exception occurred:\n\n")
        } else {
            break;
        };
        if chain.iter().any(|(seen, _)| seen.is(&next)) {
            break;
        }
        if let Some(last) = chain.last_mut() {
            last.1 = message;
        }
        current = next.clone();
        chain.push((next, ""));
    }
    for (exception, message) in chain.iter().rev() {
        out.push_str(message);
        render_one(vm, exception, out);
    }
}

fn render_one(vm: &mut Vm, exception: &Value, out: &mut String) {
    if let Some(object) = Exception::of(exception) {
        let mut entry = object.traceback.get();
        if payload::<Traceback>(&entry).is_some() {
            out.push_str("Traceback (most recent call last):\n");
        }
        while let Some(frame) = payload::<Traceback>(&entry) {
            if let Some(code) = Code::of(&frame.code) {
                let unit = &code.unit;
                let _ = writeln!(out, "  File \"{}\", line {}, in {}", unit.filename, frame.line, unit.name);
            }
            let next = frame.next.get();
            entry = next;
        }
    }
    let of = class_of(exception);
    let name = vm.full_class_name(&of);
    let shown = vm.str_text(exception).unwrap_or_else(|_| {
        vm.take_raised();
        "<exception str() failed>".to_owned()
    });
    let _ = if shown.is_empty() { writeln!(out, "{name}") } else { writeln!(out, "{name}: {shown}") };
    if let Some(object) = Exception::of(exception) {
        let notes = object.notes.get();
        if !notes.is_null() {
            for note in vm.collect(&notes).unwrap_or_default() {
                let _ = writeln!(out, "{}", text(&note));
            }
        }
    }
}

/// Writes to the process's standard error; a closed one is nobody's loss.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let text = text.to_owned();
    vm.detached(move || {
        use std::io::Write as _;
        let _ = std::io::stderr().write_all(text.as_bytes());
    });
}

/// Keeps a source text for tracebacks, by its file name.
pub fn register_source(_name: &str, _text: std::sync::Arc<crate::source::SourceText>) {}
