//! `io`: streams, and `open`.
//!
//! Owns the module and the modes of `open`. The streams are in `io_binary`, `io_text` and `io_memory`.

use super::descriptors::{self, Handle};
use super::io_binary::{BinaryFile, FILE_IO, RANDOM, READER, WRITER};
use super::io_core::{Access, BUFFER_SIZE, Core};
use super::support::{expect_str, path_bytes};
use super::{io_base, io_binary, io_memory, io_text};
use crate::builtins::exception_os::{raise_errno, raise_os_error};
use crate::heap::{Dict, Opaque, Value};
use crate::object::core::{CoreClass, Exception, class, exception};
use crate::object::definition::{ModuleDef, NativeDef, function};
use crate::vm::{Result, Vm};
use parking_lot::Mutex;
use rustix::fs::{FileType, Mode, OFlags};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

pub static MODULE: ModuleDef = ModuleDef {
    name: "io",
    doc: "Streams of text and bytes.",
    functions: &[OPEN_CODE, TEXT_ENCODING],
    types: &[
        &io_base::IO_BASE,
        &io_base::RAW_BASE,
        &io_base::BUFFERED_BASE,
        &io_base::TEXT_BASE,
        &io_binary::FILE_IO,
        &io_binary::READER,
        &io_binary::WRITER,
        &io_binary::RANDOM,
        &io_text::TYPE,
        &io_memory::BYTES_IO,
        &io_memory::STRING_IO,
    ],
    init: Some(init),
};

/// Also `builtins.open`.
pub static OPEN: NativeDef = function(
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    open,
    "Open a file; the stream.",
);
const OPEN_CODE: NativeDef =
    function("open_code(path, /)", open_code, "Open a file of source text for reading.");
const TEXT_ENCODING: NativeDef = function(
    "text_encoding(encoding, stacklevel=2, /)",
    text_encoding,
    "The encoding, or that of the locale.",
);

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let open = super::support::builtin(vm, "open")?;
    vm.dict_set_str(dict, "open", open)?;
    for (alias, name) in [
        ("IOBase", &io_base::IO_BASE),
        ("RawIOBase", &io_base::RAW_BASE),
        ("BufferedIOBase", &io_base::BUFFERED_BASE),
        ("TextIOBase", &io_base::TEXT_BASE),
    ] {
        vm.dict_set_str(dict, alias, name.class())?;
    }
    for (name, number) in
        [("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2), ("DEFAULT_BUFFER_SIZE", BUFFER_SIZE as i64)]
    {
        vm.dict_set_str(dict, name, Value::from_small_int(number))?;
    }
    vm.dict_set_str(dict, "BlockingIOError", exception(Exception::BlockingIOError))?;
    let name = vm.new_str("UnsupportedOperation")?;
    let bases = vec![exception(Exception::OSError), exception(Exception::ValueError)];
    let bases = vm.new_tuple(bases)?;
    let namespace = vm.new_dict()?;
    if let Some(namespace) = super::support::dict_of(&namespace) {
        let module = vm.new_str("io")?;
        vm.dict_set_str(namespace, "__module__", module)?;
    }
    let unsupported = vm.call(&class(CoreClass::Type), &[name, bases, namespace])?;
    vm.dict_set_str(dict, "UnsupportedOperation", unsupported)
}

/// What a mode string says.
#[derive(Default)]
struct Opening {
    creates: bool,
    reads: bool,
    writes: bool,
    appends: bool,
    updates: bool,
    is_binary: bool,
}

impl Opening {
    fn of(vm: &mut Vm, mode: &str) -> Result<Opening> {
        let mut opening = Opening::default();
        let mut is_text = false;
        for (index, letter) in mode.char_indices() {
            if mode[..index].contains(letter) {
                return Err(vm.value_error(format!("invalid mode: '{mode}'")));
            }
            match letter {
                'x' => opening.creates = true,
                'r' => opening.reads = true,
                'w' => opening.writes = true,
                'a' => opening.appends = true,
                '+' => opening.updates = true,
                't' => is_text = true,
                'b' => opening.is_binary = true,
                _ => return Err(vm.value_error(format!("invalid mode: '{mode}'"))),
            }
        }
        if is_text && opening.is_binary {
            return Err(vm.value_error("can't have text and binary mode at once"));
        }
        let ways = [opening.creates, opening.reads, opening.writes, opening.appends];
        if ways.iter().filter(|way| **way).count() != 1 {
            return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
        }
        Ok(opening)
    }

    fn flags(&self) -> OFlags {
        let way = match (self.reads, self.updates) {
            (_, true) => OFlags::RDWR,
            (true, false) => OFlags::RDONLY,
            (false, false) => OFlags::WRONLY,
        };
        let how = if self.creates {
            OFlags::CREATE | OFlags::EXCL
        } else if self.writes {
            OFlags::CREATE | OFlags::TRUNC
        } else if self.appends {
            OFlags::CREATE | OFlags::APPEND
        } else {
            OFlags::empty()
        };
        way | how | OFlags::CLOEXEC
    }

    /// The mode of the file below.
    fn raw_mode(&self) -> &'static str {
        match (self.creates, self.appends, self.updates) {
            (true, _, true) => "xb+",
            (true, _, false) => "xb",
            (_, true, true) => "ab+",
            (_, true, false) => "ab",
            (_, _, true) => "rb+",
            _ if self.reads => "rb",
            _ => "wb",
        }
    }
}

fn text_of(vm: &mut Vm, value: &Value, what: &str, default: &str) -> Result<String> {
    match value.given() {
        None => Ok(default.to_owned()),
        Some(value) => {
            let text = expect_str(vm, value, what)?;
            Ok(String::from_utf8_lossy(text).into_owned())
        }
    }
}

fn open(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mode = text_of(vm, &args[1], "open() argument 'mode'", "r")?;
    let opening = Opening::of(vm, &mode)?;
    let is_given = |value: &Value| value.given().is_some_and(|value| !value.is_none());
    if opening.is_binary {
        for (index, what) in [(3, "an encoding"), (4, "an errors"), (5, "a newline")] {
            if is_given(&args[index]) {
                return Err(vm.value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
    }
    let buffering = match args[2].given() {
        Some(buffering) => vm.as_i64(buffering)?,
        None => -1,
    };
    if buffering == 0 && !opening.is_binary {
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let settings =
        if opening.is_binary { None } else { Some(io_text::settings_of(vm, &args[3], &args[4], &args[5])?) };
    let closes = match args[6].given() {
        Some(flag) => vm.truth(flag)?,
        None => true,
    };
    let (number, handle) = descriptor(vm, &args[0], &opening, closes, &args[7])?;
    let kind = rustix::fs::fstat(&handle).map(|status| FileType::from_raw_mode(status.st_mode));
    if let Ok(FileType::Directory) = kind {
        descriptors::close_handle(number, &handle);
        return Err(raise_errno(vm, rustix::io::Errno::ISDIR.raw_os_error(), Some(&args[0])));
    }
    let access = Access {
        readable: opening.reads || opening.updates,
        writable: !opening.reads || opening.updates,
        appends: opening.appends,
        closes,
        capacity: if buffering == 0 { 0 } else { usize::try_from(buffering).unwrap_or(0).max(BUFFER_SIZE) },
    };
    let is_terminal = rustix::termios::isatty(&handle);
    let core = Arc::new(Mutex::new(Core::new(number, handle, access)));
    let file = |raw: Value| BinaryFile {
        core: Opaque(core.clone()),
        name: args[0].clone(),
        mode: opening.raw_mode().to_owned(),
        raw,
    };
    let raw = vm.create_of(&FILE_IO, file(Value::NULL))?;
    if buffering == 0 {
        return Ok(raw);
    }
    let class = if opening.updates {
        &RANDOM
    } else if opening.reads {
        &READER
    } else {
        &WRITER
    };
    let buffer = vm.create_of(class, file(raw))?;
    let Some(mut settings) = settings else { return Ok(buffer) };
    settings.line_buffering = buffering == 1 || buffering < 0 && is_terminal;
    let mode = vm.new_str(&mode)?;
    io_text::create(vm, &io_text::TYPE.class(), buffer, settings, mode)
}

/// Opens the file, or finds the descriptor that was given.
fn descriptor(
    vm: &mut Vm,
    file: &Value,
    opening: &Opening,
    closes: bool,
    opener: &Value,
) -> Result<(i32, Handle)> {
    let existing = |vm: &mut Vm, number: &Value| -> Result<(i32, Handle)> {
        let number = vm.as_i64(number)?;
        if number < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        match i32::try_from(number).ok().and_then(|number| Some((number, descriptors::find(number)?))) {
            Some(found) => Ok(found),
            None => Err(raise_errno(vm, rustix::io::Errno::BADF.raw_os_error(), None)),
        }
    };
    if crate::vm::convert::integer_of(file).is_some() {
        return existing(vm, file);
    }
    let path = path_bytes(vm, file, "expected str, bytes or os.PathLike object")?;
    if !closes {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let flags = opening.flags();
    if let Some(opener) = opener.given().filter(|opener| !opener.is_none()) {
        let flags = Value::from_small_int(i64::from(flags.bits()));
        let number = vm.call(opener, &[file.clone(), flags])?;
        if crate::vm::convert::integer_of(&number).is_none() {
            return Err(vm.type_error("expected integer from opener"));
        }
        return existing(vm, &number);
    }
    let opened = vm.detached(|| {
        loop {
            match rustix::fs::open(OsStr::from_bytes(&path), flags, Mode::from_raw_mode(0o666)) {
                Err(rustix::io::Errno::INTR) => {}
                result => return result,
            }
        }
    });
    match opened {
        Ok(owned) => Ok(descriptors::enter(owned)),
        Err(error) => Err(raise_os_error(vm, &error.into(), Some(file))),
    }
}

fn open_code(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mode = vm.new_str("rb")?;
    let mut all = vec![args[0].clone(), mode];
    all.resize_with(8, || Value::NULL);
    open(vm, &all)
}

fn text_encoding(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[0].is_none() { vm.new_str("locale") } else { Ok(args[0].clone()) }
}
