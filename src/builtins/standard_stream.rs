//! The process's standard streams as text files: `sys.stdin`, `sys.stdout`, `sys.stderr`.
//!
//! Owns their methods. Bytes go through `functions_io`; text is UTF-8, and what cannot be decoded comes in as lone
//! surrogates.

use super::common::{is_str, native_of, str_bytes};
use super::functions_io::{encodable, flush_stdout, read_stdin_line, write_stderr, write_stdout};
use crate::heap::{Dict, Value};
use crate::native_object;
use crate::object::definition::{TypeDef, getter, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::text::codec::{Codec, decode};
use crate::text::codec_errors::ErrorHandler;
use crate::vm::{Result, Vm};
use std::io::IsTerminal;

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Descriptor {
    Input,
    Output,
    Error,
}

native_object! {
    pub struct StandardStream = "TextIOWrapper" {
        pub descriptor: u8,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A standard stream of the process.",
    slots: Slots { repr: Some(repr), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("write(self, text, /)", write, "Writes a text; returns its length."),
        method("writelines(self, lines, /)", write_lines, "Writes several texts."),
        method("flush(self, /)", flush, "Writes what is buffered."),
        method("close(self, /)", flush, "Writes what is buffered; the stream stays open."),
        method("readline(self, size=-1, /)", read_line, "Reads a line."),
        method("readlines(self, hint=-1, /)", read_lines, "Reads all lines."),
        method("read(self, size=-1, /)", read, "Reads all that is left."),
        method("fileno(self, /)", file_number, "The file descriptor."),
        method("isatty(self, /)", is_terminal, "Is it a terminal?"),
        method("readable(self, /)", |_, args| Ok(Value::from_bool(number(&args[0]) == 0)), "Can it be read?"),
        method(
            "writable(self, /)",
            |_, args| Ok(Value::from_bool(number(&args[0]) != 0)),
            "Can it be written?",
        ),
        method("seekable(self, /)", |_, _| Ok(Value::FALSE), "Can the position be set?"),
        method("__enter__(self, /)", |_, args| Ok(args[0].clone()), "The stream."),
        method("__exit__(self, /, *args)", flush, "Writes what is buffered."),
    ],
    getters: &[
        getter("encoding", |vm, _| vm.new_str("utf-8")),
        getter("errors", errors),
        getter("name", name),
        getter("mode", mode),
        getter("closed", |_, _| Ok(Value::FALSE)),
        getter("newlines", |_, _| Ok(Value::NONE)),
        getter("line_buffering", line_buffering),
    ],
    has_attributes: true,
    ..TypeDef::new("_io.TextIOWrapper", StandardStream::LAYOUT)
};

/// The stream object of a descriptor.
pub fn new_stream(vm: &mut Vm, descriptor: Descriptor) -> Result<Value> {
    vm.create_of(&TYPE, StandardStream { descriptor: descriptor as u8 })
}

/// At start-up: `sys.stdin`, `sys.stdout`, `sys.stderr` and their originals.
pub fn install(vm: &mut Vm, sys: &Dict) -> Result<()> {
    for (descriptor, name, original) in [
        (Descriptor::Input, "stdin", "__stdin__"),
        (Descriptor::Output, "stdout", "__stdout__"),
        (Descriptor::Error, "stderr", "__stderr__"),
    ] {
        let stream = new_stream(vm, descriptor)?;
        vm.dict_set_str(sys, name, stream.clone())?;
        vm.dict_set_str(sys, original, stream)?;
    }
    Ok(())
}

/// Which standard stream a value is, if it is one.
pub fn descriptor_of(value: &Value) -> Option<Descriptor> {
    Some(match payload::<StandardStream>(value)?.descriptor {
        0 => Descriptor::Input,
        1 => Descriptor::Output,
        _ => Descriptor::Error,
    })
}

fn number(value: &Value) -> u8 {
    payload::<StandardStream>(value).map_or(u8::MAX, |stream| stream.descriptor)
}

fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let (name, mode) = match native_of::<StandardStream>(vm, object)?.data.descriptor {
        0 => ("<stdin>", "r"),
        1 => ("<stdout>", "w"),
        _ => ("<stderr>", "w"),
    };
    vm.new_str(&format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>"))
}

fn unsupported(vm: &mut Vm, what: &str) -> crate::vm::Raised {
    vm.value_error(what)
}

fn write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !is_str(&args[1]) {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("write() argument must be str, not {given}")));
    }
    match descriptor_of(&args[0]) {
        Some(Descriptor::Output) => {
            let bytes = encodable(vm, &args[1])?;
            write_stdout(vm, bytes)?;
        }
        Some(Descriptor::Error) => {
            // Whatever it is, the user should see it.
            let text = str_bytes(&args[1]);
            match crate::text::wtf8::find_surrogate(text) {
                Some(_) => write_stderr(vm, &crate::text::quote::escape_non_ascii(text))?,
                None => write_stderr(vm, text)?,
            }
        }
        _ => return Err(unsupported(vm, "not writable")),
    }
    let length = crate::text::wtf8::count(str_bytes(&args[1]));
    vm.new_int(length as i64)
}

fn write_lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.for_each(&args[1], |vm, line| {
        write(vm, &[args[0].clone(), line])?;
        Ok(true)
    })?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if descriptor_of(&args[0]) == Some(Descriptor::Output) {
        flush_stdout(vm)?;
    }
    Ok(Value::NONE)
}

fn line(vm: &mut Vm, stream: &Value) -> Result<Option<Value>> {
    if descriptor_of(stream) != Some(Descriptor::Input) {
        return Err(unsupported(vm, "not readable"));
    }
    let mut bytes = read_stdin_line(vm)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.ends_with(b"\r\n") {
        bytes.truncate(bytes.len() - 2);
        bytes.push(b'\n');
    }
    match decode(&bytes, Codec::Utf8, ErrorHandler::SurrogateEscape) {
        Ok(text) => vm.new_text(&text).map(Some),
        Err(_) => Err(vm.value_error("standard input cannot be decoded")),
    }
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    line(vm, object)
}

fn read_line(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match line(vm, &args[0])? {
        Some(line) => Ok(line),
        None => vm.new_str(""),
    }
}

fn read_lines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let lines = vm.collect(&args[0])?;
    vm.new_list(lines)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut text = Vec::new();
    while let Some(line) = line(vm, &args[0])? {
        text.extend_from_slice(str_bytes(&line));
    }
    vm.new_text(&text)
}

fn file_number(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.new_int(number(&args[0]) as i64)
}

fn is_terminal(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(match descriptor_of(&args[0]) {
        Some(Descriptor::Input) => std::io::stdin().is_terminal(),
        Some(Descriptor::Output) => std::io::stdout().is_terminal(),
        _ => std::io::stderr().is_terminal(),
    }))
}

fn errors(vm: &mut Vm, object: &Value) -> Result<Value> {
    let errors = match descriptor_of(object) {
        Some(Descriptor::Input) => "surrogateescape",
        Some(Descriptor::Output) => "strict",
        _ => "backslashreplace",
    };
    vm.new_str(errors)
}

fn name(vm: &mut Vm, object: &Value) -> Result<Value> {
    vm.new_str(["<stdin>", "<stdout>", "<stderr>"][number(object).min(2) as usize])
}

fn mode(vm: &mut Vm, object: &Value) -> Result<Value> {
    vm.new_str(if number(object) == 0 { "r" } else { "w" })
}

fn line_buffering(vm: &mut Vm, object: &Value) -> Result<Value> {
    is_terminal(vm, std::slice::from_ref(object))
}
