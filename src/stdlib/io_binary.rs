//! Files of bytes: `FileIO`, `BufferedReader`, `BufferedWriter`, `BufferedRandom`.
//!
//! One layout for the four: a `Core`. They differ in name and in whether they have a buffer.

use super::io_base::{BUFFERED_BASE, RAW_BASE, closed_error, limit, unsupported};
use super::io_core::{Core, SharedCore};
use super::support::native_of;
use crate::builtins::exception_os::raise_os_error;
use crate::builtins::operand::bytes_argument;
use crate::heap::{Opaque, Value};
use crate::native_object;
use crate::object::definition::{GetterDef, NativeDef, TypeDef, getter, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};
use std::io;
use std::time::Duration;

native_object! {
    pub struct BinaryFile = "file" {
        pub core: Opaque<SharedCore>,
        /// The path or number that it was opened with.
        pub name: Value,
        pub mode: String,
        /// The file without its buffers, as `raw`; NULL for itself.
        pub raw: Value,
    }
}

const METHODS: &[NativeDef] = &[
    method("read(self, size=-1, /)", read, "Up to so many bytes; all of them without a size."),
    method("read1(self, size=-1, /)", read1, "Up to so many bytes, from at most one read."),
    method("readall(self, /)", read_all, "All bytes up to the end."),
    method("readinto(self, buffer, /)", read_into, "Fill a bytearray; the number of bytes."),
    method("readline(self, size=-1, /)", readline, "One line."),
    method("peek(self, size=0, /)", peek, "What can be read without moving."),
    method("write(self, b, /)", write, "Write bytes; the number of them."),
    method("flush(self, /)", flush, "Write what waits."),
    method("seek(self, target, whence=0, /)", seek, "Set the position."),
    method("tell(self, /)", tell, "The position."),
    method("truncate(self, pos=None, /)", truncate, "Cut off what follows."),
    method("close(self, /)", close, "Flush and close."),
    method("fileno(self, /)", fileno, "The file descriptor."),
    method("isatty(self, /)", isatty, "Is it a terminal?"),
    method("readable(self, /)", readable, "Can it be read?"),
    method("writable(self, /)", writable, "Can it be written?"),
    method("seekable(self, /)", seekable, "Can its position be set?"),
];

const GETTERS: &[GetterDef] = &[
    getter("name", name),
    getter("mode", mode),
    getter("closed", closed),
    getter("raw", raw),
    getter("closefd", closefd),
];

const SLOTS: Slots = Slots { repr: Some(repr), next: Some(next), ..Slots::EMPTY };

const fn file_type(name: &'static str, base: &'static TypeDef) -> TypeDef {
    TypeDef {
        base: Some(base),
        doc: "A file of bytes.",
        slots: SLOTS,
        methods: METHODS,
        getters: GETTERS,
        has_attributes: true,
        ..TypeDef::new(name, BinaryFile::LAYOUT)
    }
}

pub static FILE_IO: TypeDef = file_type("_io.FileIO", &RAW_BASE);
pub static READER: TypeDef = file_type("_io.BufferedReader", &BUFFERED_BASE);
pub static WRITER: TypeDef = file_type("_io.BufferedWriter", &BUFFERED_BASE);
pub static RANDOM: TypeDef = file_type("_io.BufferedRandom", &BUFFERED_BASE);

/// Works on a core while detached: for all that can block.
pub fn blocking<R: Send>(
    vm: &mut Vm,
    core: &SharedCore,
    work: impl FnOnce(&mut Core) -> io::Result<R> + Send,
) -> Result<R> {
    let core = core.clone();
    match vm.detached(move || work(&mut core.lock())) {
        Ok(result) => Ok(result),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

/// Before a read that may wait for somebody: waits in short steps, so that signals are seen.
pub fn await_input(vm: &mut Vm, core: &SharedCore) -> Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    const STEP: Duration = Duration::from_millis(200);
    let looked = core.clone();
    let Some(handle) = vm.detached(move || looked.lock().awaited()) else { return Ok(()) };
    loop {
        let handle = handle.clone();
        let ready = vm.detached(move || {
            let mut wanted = [PollFd::new(&handle, PollFlags::IN)];
            let step = Timespec { tv_sec: 0, tv_nsec: STEP.subsec_nanos().into() };
            // Errors show when the descriptor is read.
            !matches!(poll(&mut wanted, Some(&step)), Ok(0) | Err(rustix::io::Errno::INTR))
        });
        vm.poll()?;
        if ready {
            return Ok(());
        }
    }
}

fn core_of(vm: &mut Vm, object: &Value) -> Result<SharedCore> {
    Ok(native_of::<BinaryFile>(vm, object)?.data.core.0.clone())
}

/// What a method may rely on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Open,
    Readable,
    Writable,
}

fn checked(vm: &mut Vm, object: &Value, need: Need, what: &str) -> Result<SharedCore> {
    let core = core_of(vm, object)?;
    let looked = core.clone();
    let (is_closed, readable, writable) = vm.detached(move || {
        let core = looked.lock();
        (core.is_closed(), core.readable, core.writable)
    });
    if is_closed {
        return Err(match need {
            Need::Open => closed_error(vm),
            Need::Readable => vm.value_error(format!("{what} of closed file")),
            Need::Writable => vm.value_error(format!("{what} to closed file")),
        });
    }
    match need {
        Need::Readable if !readable => Err(unsupported(vm, if what == "readline" { "read" } else { what })),
        Need::Writable if !writable => Err(unsupported(vm, what)),
        _ => Ok(core),
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let core = checked(vm, &args[0], Need::Readable, "read")?;
    await_input(vm, &core)?;
    let unbuffered = super::support::is_exactly(&args[0], &FILE_IO) && most != usize::MAX;
    let content =
        blocking(
            vm,
            &core,
            move |core| {
                if unbuffered { core.read_chunk(most) } else { core.read_exactly(most) }
            },
        )?;
    vm.new_bytes(&content)
}

fn read1(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let core = checked(vm, &args[0], Need::Readable, "read")?;
    await_input(vm, &core)?;
    let content = blocking(vm, &core, move |core| core.read_chunk(most))?;
    vm.new_bytes(&content)
}

fn read_all(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    read(vm, &[args[0].clone(), Value::NULL])
}

fn read_into(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let size = vm.length(&args[1])?;
    let size = vm.new_int(size as i64)?;
    let content = read(vm, &[args[0].clone(), size])?;
    let count = super::support::bytes_of(&content).map_or(0, <[u8]>::len);
    let count = vm.new_int(count as i64)?;
    let slice = super::support::builtin(vm, "slice")?;
    let range = vm.call(&slice, &[Value::from_small_int(0), count.clone()])?;
    vm.set_item(&args[1], &range, Some(&content))?;
    Ok(count)
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let core = checked(vm, &args[0], Need::Readable, "readline")?;
    let line = line_of(vm, &core, most)?;
    vm.new_bytes(&line)
}

fn line_of(vm: &mut Vm, core: &SharedCore, most: usize) -> Result<Vec<u8>> {
    // Often the line is in the buffer already.
    if let Some(mut core) = core.try_lock()
        && let Some(end) = memchr::memchr(b'\n', core.buffered())
        && end < most
    {
        return Ok(core.take(end + 1));
    }
    await_input(vm, core)?;
    blocking(vm, core, move |core| core.read_line(most))
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let core = checked(vm, object, Need::Readable, "readline")?;
    let line = line_of(vm, &core, usize::MAX)?;
    if line.is_empty() { Ok(None) } else { vm.new_bytes(&line).map(Some) }
}

fn peek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Readable, "peek")?;
    await_input(vm, &core)?;
    let content = blocking(vm, &core, |core| {
        if core.buffered().is_empty() {
            core.fill()?;
        }
        Ok(core.buffered().to_vec())
    })?;
    vm.new_bytes(&content)
}

fn write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if super::support::str_bytes(&args[1]).is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let content = bytes_argument(vm, &args[1])?.into_owned();
    let core = checked(vm, &args[0], Need::Writable, "write")?;
    let count = content.len();
    write_bytes(vm, &core, content)?;
    vm.new_int(count as i64)
}

/// Writes, without leaving the interpreter where the buffer has room.
pub fn write_bytes(vm: &mut Vm, core: &SharedCore, content: Vec<u8>) -> Result<()> {
    let done = core.try_lock().is_some_and(|mut core| core.try_write(&content));
    if done {
        return Ok(());
    }
    blocking(vm, core, move |core| core.write(&content))
}

/// Writes what waits, if anything does.
pub fn flush_core(vm: &mut Vm, core: &SharedCore) -> Result<()> {
    if core.try_lock().is_some_and(|core| !core.has_output()) {
        return Ok(());
    }
    blocking(vm, core, Core::flush)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "flush")?;
    flush_core(vm, &core)?;
    Ok(Value::NONE)
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let offset = vm.as_i64(&args[1])?;
    let whence = match args[2].given() {
        Some(whence) => vm.as_i64(whence)?,
        None => 0,
    };
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    let core = checked(vm, &args[0], Need::Open, "seek")?;
    let position = blocking(vm, &core, move |core| core.seek(offset, whence))?;
    vm.new_int(position as i64)
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "tell")?;
    let position = blocking(vm, &core, Core::position)?;
    vm.new_int(position as i64)
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Writable, "truncate")?;
    let length = match args[1].given().filter(|length| !length.is_none()) {
        Some(length) => vm.as_i64(length)?,
        None => blocking(vm, &core, Core::position)? as i64,
    };
    blocking(vm, &core, move |core| core.truncate(length as u64))?;
    vm.new_int(length)
}

pub fn close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = core_of(vm, &args[0])?;
    blocking(vm, &core, Core::close)?;
    Ok(Value::NONE)
}

fn fileno(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "fileno")?;
    let number = core.lock().number;
    Ok(Value::from_small_int(i64::from(number)))
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "isatty")?;
    let answer = blocking(vm, &core, |core| Ok(core.is_terminal()))?;
    Ok(Value::from_bool(answer))
}

fn readable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "readable")?;
    let answer = blocking(vm, &core, |core| Ok(core.readable))?;
    Ok(Value::from_bool(answer))
}

fn writable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "writable")?;
    let answer = blocking(vm, &core, |core| Ok(core.writable))?;
    Ok(Value::from_bool(answer))
}

fn seekable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let core = checked(vm, &args[0], Need::Open, "seekable")?;
    let answer = blocking(vm, &core, |core| Ok(core.is_seekable()))?;
    Ok(Value::from_bool(answer))
}

fn name(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(native_of::<BinaryFile>(vm, object)?.data.name.clone())
}

fn mode(vm: &mut Vm, object: &Value) -> Result<Value> {
    let mode = native_of::<BinaryFile>(vm, object)?.data.mode.clone();
    vm.new_str(&mode)
}

fn closed(vm: &mut Vm, object: &Value) -> Result<Value> {
    let core = core_of(vm, object)?;
    let answer = blocking(vm, &core, |core| Ok(core.is_closed()))?;
    Ok(Value::from_bool(answer))
}

fn raw(vm: &mut Vm, object: &Value) -> Result<Value> {
    let raw = native_of::<BinaryFile>(vm, object)?.data.raw.clone();
    Ok(if raw.is_null() { object.clone() } else { raw })
}

fn closefd(_vm: &mut Vm, _object: &Value) -> Result<Value> {
    Ok(Value::TRUE)
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let Some(file) = payload::<BinaryFile>(object) else { return vm.new_str("") };
    let class = super::support::short_class_name(object);
    let shown = vm.repr_text(&file.name)?;
    if super::support::is_exactly(object, &FILE_IO) {
        let closed = closed(vm, object)?.as_bool() == Some(true);
        if closed {
            return vm.new_str("<_io.FileIO [closed]>");
        }
        let mode = file.mode.clone();
        return vm.new_str(&format!("<_io.FileIO name={shown} mode='{mode}' closefd=True>"));
    }
    vm.new_str(&format!("<_io.{class} name={shown}>"))
}
