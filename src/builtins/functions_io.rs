//! Built-in functions that talk to the outside: print, input, help, breakpoint; `exit` and `quit`.
//!
//! Owns the buffer before the process's standard output. Writing blocks, so it is done detached, and the buffer's lock is
//! never waited for while attached.

use super::common::{is_str, native_of, str_bytes};
use super::exception_os::{raise_errno, raise_os_error};
use super::exception_unicode::raise_codec_failure;
use super::standard_stream::{Descriptor, descriptor_of};
use crate::heap::{Dict, Kind, Value};
use crate::native_object;
use crate::object::core;
use crate::object::definition::{Arguments, TypeDef};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};
use parking_lot::Mutex;
use std::io::{BufRead, IsTerminal, Write};

/// Bytes that are gathered before they are written, if output does not go to a terminal.
const CAPACITY: usize = 64 << 10;

struct Output {
    buffer: Vec<u8>,
    /// None before the first write.
    is_terminal: Option<bool>,
}

static OUTPUT: Mutex<Output> = Mutex::new(Output { buffer: Vec::new(), is_terminal: None });

impl Output {
    /// Adds bytes; true if they should go out now.
    fn push(&mut self, bytes: &[u8]) -> bool {
        let is_terminal = *self.is_terminal.get_or_insert_with(|| std::io::stdout().is_terminal());
        self.buffer.extend_from_slice(bytes);
        self.buffer.len() >= CAPACITY || is_terminal && bytes.contains(&b'\n')
    }

    /// What cannot be written is lost: trying again would fail again.
    fn flush(&mut self) -> std::io::Result<()> {
        let bytes = std::mem::take(&mut self.buffer);
        if bytes.is_empty() {
            return Ok(());
        }
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(&bytes)?;
        stdout.flush()
    }
}

/// Writes bytes to standard output, through the buffer. OSError where that fails.
pub fn write_stdout(vm: &mut Vm, bytes: &[u8]) -> Result<()> {
    let pushed = OUTPUT.try_lock().map(|mut output| output.push(bytes));
    let full = match pushed {
        Some(full) => full,
        None => vm.detached(|| OUTPUT.lock().push(bytes)),
    };
    if full { flush_stdout(vm) } else { Ok(()) }
}

/// Writes what the buffer holds.
pub fn flush_stdout(vm: &mut Vm) -> Result<()> {
    match vm.detached(|| OUTPUT.lock().flush()) {
        Ok(()) => Ok(()),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

/// The same at the end of the process, or in a thread that is detached: there is nobody to raise to.
pub fn flush_stdout_detached() {
    let _ = OUTPUT.lock().flush();
}

/// Writes bytes to standard error, past any buffer.
pub fn write_stderr(vm: &mut Vm, bytes: &[u8]) -> Result<()> {
    match vm.detached(|| std::io::stderr().write_all(bytes)) {
        Ok(()) => Ok(()),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

/// Reads up to the end of a line (which is included), or the end of the input.
pub fn read_stdin_line(vm: &mut Vm) -> Result<Vec<u8>> {
    let line = vm.detached(|| {
        let mut line = Vec::new();
        std::io::stdin().lock().read_until(b'\n', &mut line).map(|_| line)
    });
    match line {
        Ok(line) => Ok(line),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

/// Text for a stream: a lone surrogate cannot be encoded.
pub fn encodable<'a>(vm: &mut Vm, text: &'a Value) -> Result<&'a [u8]> {
    let bytes = str_bytes(text);
    match crate::text::wtf8::find_surrogate(bytes) {
        None => Ok(bytes),
        Some(offset) => {
            let start = crate::text::wtf8::count(&bytes[..offset]);
            Err(raise_codec_failure(vm, text, "utf-8", (start, start + 1, "surrogates not allowed")))
        }
    }
}

/// An object of `sys`.
pub fn of_sys(vm: &mut Vm, name: Name) -> Option<Value> {
    let state = vm.interpreter.state();
    let sys = payload::<State>(&state)?.sys.clone();
    let dict = cast_kind::<Dict>(&sys, Kind::Dict)?;
    vm.dict_get_name(dict, name)
}

pub fn print(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let [sep, end, file, flush] = &args[..4] else { return Ok(Value::NONE) };
    let file = match file.given().filter(|file| !file.is_none()) {
        Some(file) => file.clone(),
        None => match of_sys(vm, Name::Stdout) {
            Some(stdout) if stdout.is_none() => return Ok(Value::NONE),
            Some(stdout) => stdout,
            None => return Err(vm.runtime_error("lost sys.stdout")),
        },
    };
    let sep = separator(vm, sep, "sep")?;
    let end = separator(vm, end, "end")?;
    let native = descriptor_of(&file) == Some(Descriptor::Output);
    if native {
        print_natively(vm, &args[4..], sep.as_ref(), end.as_ref())?;
    } else {
        print_to(vm, &file, &args[4..], sep.as_ref(), end.as_ref())?;
    }
    if let Some(flush) = flush.given()
        && vm.truth(flush)?
    {
        vm.call_method(&file, Name::Flush, &[])?;
    }
    Ok(Value::NONE)
}

/// None for the default.
fn separator(vm: &mut Vm, value: &Value, name: &str) -> Result<Option<Value>> {
    match value.given().filter(|value| !value.is_none()) {
        None => Ok(None),
        Some(value) if is_str(value) => Ok(Some(value.clone())),
        Some(value) => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("{name} must be None or a string, not {given}")))
        }
    }
}

fn print_natively(vm: &mut Vm, values: &[Value], sep: Option<&Value>, end: Option<&Value>) -> Result<()> {
    let mut line = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if index != 0 {
            match sep {
                Some(sep) => line.extend_from_slice(encodable(vm, sep)?),
                None => line.push(b' '),
            }
        }
        let shown = vm.str(value)?;
        line.extend_from_slice(encodable(vm, &shown)?);
    }
    match end {
        Some(end) => line.extend_from_slice(encodable(vm, end)?),
        None => line.push(b'\n'),
    }
    write_stdout(vm, &line)
}

fn print_to(
    vm: &mut Vm,
    file: &Value,
    values: &[Value],
    sep: Option<&Value>,
    end: Option<&Value>,
) -> Result<()> {
    let space = vm.new_str(" ")?;
    let newline = vm.new_str("\n")?;
    for (index, value) in values.iter().enumerate() {
        if index != 0 {
            write_to(vm, file, sep.unwrap_or(&space))?;
        }
        let shown = vm.str(value)?;
        write_to(vm, file, &shown)?;
    }
    write_to(vm, file, end.unwrap_or(&newline))
}

fn write_to(vm: &mut Vm, file: &Value, text: &Value) -> Result<()> {
    vm.call_method(file, Name::Write, std::slice::from_ref(text)).map(drop)
}

pub fn input(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (stdin, stdout) = (of_sys(vm, Name::Stdin), of_sys(vm, Name::Stdout));
    let Some(stdin) = stdin.filter(|stream| !stream.is_none()) else {
        return Err(vm.runtime_error("input(): lost sys.stdin"));
    };
    let Some(stdout) = stdout.filter(|stream| !stream.is_none()) else {
        return Err(vm.runtime_error("input(): lost sys.stdout"));
    };
    if let Some(prompt) = args[0].given() {
        let prompt = vm.str(prompt)?;
        write_to(vm, &stdout, &prompt)?;
    }
    vm.call_method(&stdout, Name::Flush, &[])?;
    let name = vm.intern("readline")?;
    let readline = vm.get_attribute(&stdin, &name)?;
    let line = vm.call(&readline, &[])?;
    if !is_str(&line) {
        return Err(vm.type_error("object.readline() returned non-string"));
    }
    match str_bytes(&line) {
        [] => Err(vm.raise(core::Exception::EOFError, "EOF when reading a line")),
        [text @ .., b'\n'] => vm.new_text(text),
        _ => Ok(line),
    }
}

/// Calls `sys.breakpointhook` with whatever it is given.
pub fn breakpoint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let state = vm.interpreter.state();
    let sys = payload::<State>(&state).map(|state| state.sys.clone());
    let hook = match sys.as_ref().and_then(|sys| cast_kind::<Dict>(sys, Kind::Dict)) {
        Some(sys) => vm.dict_get_str(sys, "breakpointhook")?,
        None => None,
    };
    let Some(hook) = hook else { return Err(vm.runtime_error("lost sys.breakpointhook")) };
    let (mut values, mut names) = (args[1..].to_vec(), Vec::new());
    if let Some(keywords) = cast_kind::<Dict>(&args[0], Kind::Dict) {
        let entries = keywords.snapshot(&mut vm.heap);
        for (name, value) in vm.check(entries)? {
            names.push(name);
            values.push(value);
        }
    }
    vm.call_with(&hook, Arguments { values: &values, names: &names })
}

/// Shows the documentation string of an object.
pub fn help(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = match args[0].given() {
        None => "Type help(object) for the documentation of an object.\n".to_owned(),
        Some(object) => {
            let shown = vm.repr_text(object)?;
            let doc = match vm.find_attribute(object, &Name::Doc.value())? {
                Some(doc) if is_str(&doc) => vm.str_text(&doc)?,
                _ => "There is no documentation.".to_owned(),
            };
            format!("Help on {shown}:\n\n{doc}\n")
        }
    };
    let text = vm.new_str(&text)?;
    match of_sys(vm, Name::Stdout).filter(|stream| !stream.is_none()) {
        Some(stdout) => write_to(vm, &stdout, &text)?,
        None => return Err(raise_errno(vm, libc::EBADF, None)),
    }
    Ok(Value::NONE)
}

native_object! {
    /// `exit` and `quit`.
    pub struct Quitter = "Quitter" {
        pub name: &'static str,
    }
}

pub static QUITTER: TypeDef = TypeDef {
    slots: Slots { call: Some(quit), repr: Some(repr_quitter), ..Slots::EMPTY },
    ..TypeDef::new("_sitebuiltins.Quitter", Quitter::LAYOUT)
};

/// The object `exit` or `quit`.
pub fn new_quitter(vm: &mut Vm, name: &'static str) -> Result<Value> {
    vm.create_of(&QUITTER, Quitter { name })
}

fn repr_quitter(vm: &mut Vm, object: &Value) -> Result<Value> {
    let name = native_of::<Quitter>(vm, object)?.data.name;
    vm.new_str(&format!("Use {name}() or Ctrl-D (i.e. EOF) to exit"))
}

fn quit(vm: &mut Vm, _object: &Value, arguments: Arguments) -> Result<Value> {
    let code = arguments.values.first().cloned().unwrap_or(Value::NONE);
    let exit = vm.call(&core::exception(core::Exception::SystemExit), &[code])?;
    Err(vm.raise_value(exit))
}
