//! What all streams share: `IOBase` and its abstract kin, and the helpers of their methods.
//!
//! The methods here work on any stream through its own methods, as a class written in Python may replace them.

use super::support::{itself, poll_at};
use crate::builtins::object::new_plain;
use crate::heap::{HeapObject, Value};
use crate::object::class::Class;
use crate::object::core::Exception;
use crate::object::definition::{Arguments, TypeDef, getter, method};
use crate::object::instance::Instance;
use crate::object::slots::Slots;
use crate::vm::{Raised, Result, Vm};

pub static IO_BASE: TypeDef = TypeDef {
    doc: "The base of all streams.",
    slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("close(self, /)", close, "Flush and close."),
        method("flush(self, /)", flush, "Write what waits."),
        method("fileno(self, /)", fileno, "The file descriptor."),
        method("isatty(self, /)", answer_no, "Is it a terminal?"),
        method("readable(self, /)", answer_no, "Can it be read?"),
        method("writable(self, /)", answer_no, "Can it be written?"),
        method("seekable(self, /)", answer_no, "Can its position be set?"),
        method("seek(self, offset, whence=0, /)", seek, "Set the position."),
        method("tell(self, /)", tell, "The position."),
        method("truncate(self, size=None, /)", truncate, "Cut off what follows."),
        method("readline(self, size=-1, /)", readline, "One line."),
        method("readlines(self, hint=-1, /)", readlines, "A list of lines."),
        method("writelines(self, lines, /)", writelines, "Write several pieces."),
        method("__enter__(self, /)", enter, "The stream itself."),
        method("__exit__(self, *args)", exit, "Close."),
    ],
    getters: &[getter("closed", closed)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("_io._IOBase", Instance::LAYOUT)
};

pub static RAW_BASE: TypeDef = TypeDef {
    base: Some(&IO_BASE),
    doc: "The base of streams of bytes without buffers.",
    methods: &[
        method("read(self, size=-1, /)", raw_read, "Up to so many bytes, by readinto()."),
        method("readall(self, /)", raw_read_all, "All bytes up to the end."),
    ],
    subclassable: true,
    ..TypeDef::new("_io._RawIOBase", Instance::LAYOUT)
};

pub static BUFFERED_BASE: TypeDef = TypeDef {
    base: Some(&IO_BASE),
    doc: "The base of streams of bytes with buffers.",
    methods: &[
        method("read(self, size=-1, /)", unsupported_read, "Up to so many bytes."),
        method("read1(self, size=-1, /)", unsupported_read, "Up to so many bytes, from one read."),
        method("write(self, b, /)", unsupported_write, "Write bytes."),
        method("detach(self, /)", unsupported_detach, "The stream below."),
    ],
    subclassable: true,
    ..TypeDef::new("_io._BufferedIOBase", Instance::LAYOUT)
};

pub static TEXT_BASE: TypeDef = TypeDef {
    base: Some(&IO_BASE),
    doc: "The base of streams of text.",
    methods: &[
        method("read(self, size=-1, /)", unsupported_read, "Up to so many characters."),
        method("write(self, s, /)", unsupported_write, "Write a string."),
        method("detach(self, /)", unsupported_detach, "The stream below."),
    ],
    getters: &[getter("encoding", none), getter("newlines", none), getter("errors", none)],
    subclassable: true,
    ..TypeDef::new("_io._TextIOBase", Instance::LAYOUT)
};

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    match Class::of(class) {
        Some(of) => new_plain(vm, of),
        None => Err(vm.type_error("a class was expected")),
    }
}

/// Calls a method by its name.
pub fn call_named(vm: &mut Vm, object: &Value, name: &str, args: &[Value]) -> Result<Value> {
    let name = vm.intern(name)?;
    let method = vm.get_attribute(object, &name)?;
    vm.call(&method, args)
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let made = (|| {
        let module = super::support::import_module(vm, "io")?;
        let name = vm.intern("UnsupportedOperation")?;
        let class = vm.get_attribute(&module, &name)?;
        let message = vm.new_str(message)?;
        vm.call(&class, std::slice::from_ref(&message))
    })();
    match made {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

#[cold]
pub fn closed_error(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// Raises ValueError if the stream says that it is closed.
pub fn check_open(vm: &mut Vm, stream: &Value) -> Result<()> {
    let name = vm.intern("closed")?;
    let closed = vm.get_attribute(stream, &name)?;
    if vm.truth(&closed)? { Err(closed_error(vm)) } else { Ok(()) }
}

const CLOSED_MARK: &str = "__IOBase_closed";

fn close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let closed = closed(vm, &args[0])?;
    if vm.truth(&closed)? {
        return Ok(Value::NONE);
    }
    let flushed = call_named(vm, &args[0], "flush", &[]);
    let error = if flushed.is_err() { Some(vm.take_raised()) } else { None };
    let mark = vm.intern(CLOSED_MARK)?;
    vm.set_attribute(&args[0], &mark, Some(&Value::TRUE))?;
    match error {
        Some(error) => Err(vm.reraise(error)),
        None => Ok(Value::NONE),
    }
}

fn closed(vm: &mut Vm, object: &Value) -> Result<Value> {
    let mark = vm.intern(CLOSED_MARK)?;
    Ok(Value::from_bool(vm.find_attribute(object, &mark)?.is_some()))
}

fn none(_vm: &mut Vm, _object: &Value) -> Result<Value> {
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_open(vm, &args[0])?;
    Ok(Value::NONE)
}

fn answer_no(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_open(vm, &args[0])?;
    Ok(Value::FALSE)
}

fn fileno(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "fileno"))
}

fn seek(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "seek"))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    call_named(vm, &args[0], "seek", &[Value::from_small_int(0), Value::from_small_int(1)])
}

fn truncate(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "truncate"))
}

fn unsupported_read(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "read"))
}

fn unsupported_write(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "write"))
}

fn unsupported_detach(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(unsupported(vm, "detach"))
}

pub fn enter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_open(vm, &args[0])?;
    Ok(args[0].clone())
}

pub fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    call_named(vm, &args[0], "close", &[])?;
    Ok(Value::NONE)
}

/// Reads a byte at a time: the stream may have nothing better.
fn readline(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let mut line = Vec::new();
    while line.len() < most {
        let byte = call_named(vm, &args[0], "read", &[Value::from_small_int(1)])?;
        let Some(bytes) = super::support::bytes_of(&byte) else {
            let given = vm.class_name(&byte);
            let message = format!("read() should have returned a bytes object, not '{given}'");
            return Err(vm.raise(Exception::OSError, message));
        };
        if bytes.is_empty() {
            break;
        }
        line.extend_from_slice(bytes);
        if line.ends_with(b"\n") {
            break;
        }
        poll_at(vm, line.len())?;
    }
    vm.new_bytes(&line)
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let line = call_named(vm, object, "readline", &[])?;
    Ok(if vm.truth(&line)? { Some(line) } else { None })
}

pub fn readlines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let most = if most == 0 { usize::MAX } else { most };
    let mut lines = Vec::new();
    let mut total = 0;
    vm.for_each(&args[0].clone(), |vm, line| {
        total += vm.length(&line)?;
        lines.push(line);
        Ok(total < most)
    })?;
    vm.new_list(lines)
}

pub fn writelines(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_open(vm, &args[0])?;
    let name = vm.intern("write")?;
    let write = vm.get_attribute(&args[0], &name)?;
    vm.for_each(&args[1], |vm, line| {
        vm.call(&write, std::slice::from_ref(&line))?;
        Ok(true)
    })?;
    Ok(Value::NONE)
}

/// An optional size: negative, None or absent means all.
pub fn limit(vm: &mut Vm, value: &Value) -> Result<usize> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else { return Ok(usize::MAX) };
    if crate::vm::convert::integer_of(value).is_none() && !crate::builtins::common::has_index(value) {
        let given = vm.class_name(value);
        return Err(vm.type_error(format!("argument should be integer or None, not '{given}'")));
    }
    Ok(usize::try_from(vm.as_i64(value)?).unwrap_or(usize::MAX))
}

fn raw_read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    if most == usize::MAX {
        return call_named(vm, &args[0], "readall", &[]);
    }
    let class = super::support::builtin(vm, "bytearray")?;
    let size = vm.new_int(most as i64)?;
    let buffer = vm.call(&class, std::slice::from_ref(&size))?;
    let count = call_named(vm, &args[0], "readinto", std::slice::from_ref(&buffer))?;
    if count.is_none() {
        return Ok(count);
    }
    let count = usize::try_from(vm.as_i64(&count)?).unwrap_or(0);
    let content = crate::builtins::operand::bytes_argument(vm, &buffer)?.into_owned();
    vm.new_bytes(&content[..count.min(content.len())])
}

fn raw_read_all(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut all = Vec::new();
    loop {
        let chunk = call_named(vm, &args[0], "read", &[Value::from_small_int(8192)])?;
        match super::support::bytes_of(&chunk) {
            Some(bytes) if !bytes.is_empty() => all.extend_from_slice(bytes),
            _ => return vm.new_bytes(&all),
        }
    }
}
