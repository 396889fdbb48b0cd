//! Built-in functions that talk to the outside: print, input, help, breakpoint; `exit` and `quit`.
//!
//! Must not know the types of streams: the layer above that has them installs what `print` needs of them (`Streams`).
//! What one `print` writes to such a stream goes out in one piece.

use super::common::{is_str, native_of, str_bytes};
use super::exception_os::{raise_errno, raise_os_error};
use crate::heap::{Dict, Kind, Value};
use crate::native_object;
use crate::object::core;
use crate::object::definition::{Arguments, TypeDef};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};
use std::sync::OnceLock;

/// What the layer of streams installs at start-up.
pub struct Streams {
    /// Writes text in one piece; false, and nothing is written, if the stream is not of a kind that can.
    pub write: fn(&mut Vm, &Value, &[u8]) -> Result<bool>,
    /// Is a stream of such a kind?
    pub takes_text: fn(&Value) -> bool,
    /// Writes what waits for the process's standard output. Blocks.
    pub flush_output: fn() -> std::io::Result<()>,
}

static STREAMS: OnceLock<Streams> = OnceLock::new();

/// Once a process; further calls change nothing.
pub fn install_streams(streams: Streams) {
    let _ = STREAMS.set(streams);
}

fn flush_output() -> std::io::Result<()> {
    STREAMS.get().map_or(Ok(()), |streams| (streams.flush_output)())
}

/// Writes what waits for standard output, and before it what a stream of the program's own in its place holds.
pub fn flush_stdout(vm: &mut Vm) -> Result<()> {
    let stdout = of_sys(vm, Name::Stdout).filter(|stdout| !stdout.is_none());
    let original = of_sys_text(vm, "__stdout__")?;
    if let Some(stdout) = stdout.filter(|stdout| original.is_none_or(|original| !original.is(stdout)))
        && vm.call_method(&stdout, Name::Flush, &[]).is_err()
    {
        drop(vm.take_raised());
    }
    match vm.detached(flush_output) {
        Ok(()) => Ok(()),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

/// The same in a thread that is detached: there is nobody to raise to.
pub fn flush_stdout_detached() {
    let _ = flush_output();
}

fn of_sys_text(vm: &mut Vm, name: &str) -> Result<Option<Value>> {
    let state = vm.interpreter.state();
    let sys = payload::<State>(&state).map(|state| state.sys.clone());
    match sys.as_ref().and_then(|sys| cast_kind::<Dict>(sys, Kind::Dict)) {
        Some(sys) => vm.dict_get_str(sys, name),
        None => Ok(None),
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
    match STREAMS.get().filter(|streams| (streams.takes_text)(&file)) {
        Some(streams) => print_at_once(vm, streams, &file, &args[4..], sep.as_ref(), end.as_ref())?,
        None => print_to(vm, &file, &args[4..], sep.as_ref(), end.as_ref())?,
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

fn print_at_once(
    vm: &mut Vm,
    streams: &Streams,
    file: &Value,
    values: &[Value],
    sep: Option<&Value>,
    end: Option<&Value>,
) -> Result<()> {
    let mut line = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if index != 0 {
            line.extend_from_slice(sep.map_or(b" ", str_bytes));
        }
        let shown = vm.str(value)?;
        line.extend_from_slice(str_bytes(&shown));
    }
    line.extend_from_slice(end.map_or(b"\n", str_bytes));
    if (streams.write)(vm, file, &line)? {
        return Ok(());
    }
    // Its encoding is another, or something cannot be encoded: the stream itself sees to it.
    let line = vm.new_text(&line)?;
    write_to(vm, file, &line)
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
    let Some(hook) = of_sys_text(vm, "breakpointhook")? else {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    };
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
