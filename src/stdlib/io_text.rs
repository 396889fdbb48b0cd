//! Files of text: `TextIOWrapper` over a file of bytes, or over any stream of bytes.
//!
//! Owns decoding line by line and the rules of line ends. Bytes are kept as they were read and decoded when they are
//! asked for, so that `tell` is exact; encodings of wider units are turned into UTF-8 as they come in.
//! The state is plain data behind a mutex that is never held while user code runs or while anything blocks.

use super::io_base::{TEXT_BASE, call_named, closed_error, limit, unsupported};
use super::io_binary::{BinaryFile, await_input, blocking, flush_core};
use super::io_core::{BUFFER_SIZE, Core, SharedCore, standard};
use super::io_newline::Newline;
use super::io_text_write::write;
use super::support::{bytes_of, constructor, is_exactly, native_of, str_bytes};
use crate::builtins::codecs::decode_to_vec;
use crate::heap::{Opaque, Slot, Value};
use crate::native_object;
use crate::object::core::Exception;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method, property};
use crate::object::native::{NativeData, payload};
use crate::object::slots::Slots;
use crate::text::codec::Codec;
use crate::text::wtf8;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

native_object! {
    pub struct TextFile = "TextIOWrapper" {
        /// The stream of bytes; NULL once detached.
        pub buffer: Slot,
        /// Its core, where it is one of our files.
        pub core: Opaque<Option<SharedCore>>,
        pub(super) state: Opaque<Mutex<State>>,
        settings: Opaque<Mutex<Arc<Settings>>>,
        /// A `Plainness`, of the settings.
        pub plainness: Opaque<AtomicU8>,
        pub mode: Slot,
    }
}

/// How text becomes bytes.
#[derive(Clone)]
pub struct Settings {
    pub codec: Codec,
    /// As the program said it.
    pub encoding: String,
    pub errors: String,
    pub newline: Newline,
    pub line_buffering: bool,
}

/// Whether text goes to the stream of bytes as it is.
pub(super) mod plainness {
    pub const NO: u8 = 0;
    pub const YES: u8 = 1;
    /// It does, and is flushed at line ends.
    pub const LINES: u8 = 2;
}

impl Settings {
    fn plainness(&self) -> u8 {
        let translates = matches!(self.newline, Newline::Return | Newline::Both);
        match self.codec {
            Codec::Utf8 if translates => plainness::NO,
            Codec::Utf8 if self.line_buffering => plainness::LINES,
            Codec::Utf8 => plainness::YES,
            _ => plainness::NO,
        }
    }

    /// Are single bytes below 128 always themselves?
    pub(super) fn is_ascii_based(&self) -> bool {
        matches!(self.codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1)
    }
}

/// What was read ahead and is not decoded yet.
#[derive(Default)]
pub(super) struct State {
    pub(super) raw: Vec<u8>,
    pub(super) at: usize,
    pub(super) ended: bool,
    /// Lines are being drawn by iteration: no telling where.
    iterating: bool,
    /// Something was written: a byte order mark is there already.
    pub(super) begun: bool,
    /// Of encodings with wider units: bytes of an incomplete character.
    partial: Vec<u8>,
    seen: u8,
}

pub static TYPE: TypeDef = TypeDef {
    base: Some(&TEXT_BASE),
    doc: "A stream of text over a stream of bytes.",
    slots: Slots { new: Some(new), repr: Some(repr), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("read(self, size=-1, /)", read, "Up to so many characters; all of them without a size."),
        method("readline(self, size=-1, /)", readline, "One line."),
        method("write(self, text, /)", write, "Write text; the number of characters."),
        method("flush(self, /)", flush, "Write what waits."),
        method("seek(self, cookie, whence=0, /)", seek, "Set the position to what tell() gave."),
        method("tell(self, /)", tell, "The position, for seek()."),
        method("truncate(self, pos=None, /)", truncate, "Cut off what follows."),
        method("close(self, /)", close, "Flush and close."),
        method("detach(self, /)", detach, "The stream of bytes, which this one forgets."),
        method("fileno(self, /)", fileno, "The file descriptor."),
        method("isatty(self, /)", isatty, "Is it a terminal?"),
        method("readable(self, /)", readable, "Can it be read?"),
        method("writable(self, /)", writable, "Can it be written?"),
        method("seekable(self, /)", seekable, "Can its position be set?"),
        method(
            "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
            reconfigure,
            "Change how text becomes bytes.",
        ),
    ],
    getters: &[
        getter("buffer", buffer),
        getter("name", name),
        getter("closed", closed),
        getter("encoding", encoding),
        getter("errors", errors),
        getter("newlines", newlines),
        getter("line_buffering", line_buffering),
        getter("write_through", write_through),
        property("mode", mode, set_mode),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("_io.TextIOWrapper", TextFile::LAYOUT)
};

static NEW: NativeDef = constructor(
    "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
);

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        let mut settings = settings_of(vm, &args[1], &args[2], &args[3])?;
        settings.line_buffering = match args[4].given() {
            Some(flag) => vm.truth(flag)?,
            None => false,
        };
        create(vm, class, args[0].clone(), settings, Value::NONE)
    })
}

/// A stream of text over a stream of bytes.
pub fn create(vm: &mut Vm, class: &Value, buffer: Value, settings: Settings, mode: Value) -> Result<Value> {
    let core = payload::<BinaryFile>(&buffer).map(|file| file.core.0.clone());
    let file = TextFile {
        buffer: Slot::new(buffer),
        core: Opaque(core),
        state: Opaque(Mutex::default()),
        plainness: Opaque(AtomicU8::new(settings.plainness())),
        settings: Opaque(Mutex::new(Arc::new(settings))),
        mode: Slot::new(mode),
    };
    vm.create_native(class, file)
}

/// Standard input (0), output (1) or error (2) as text. Output is flushed at line ends on a terminal, error always.
pub fn new_text_stream(vm: &mut Vm, descriptor: usize, name: &str) -> Result<Value> {
    let core = standard(descriptor);
    let is_terminal = core.lock().is_terminal();
    let name = vm.new_str(name)?;
    let mode = if descriptor == 0 { "r" } else { "w" };
    let binary = if descriptor == 0 { &super::io_binary::READER } else { &super::io_binary::WRITER };
    let raw = BinaryFile {
        core: Opaque(core.clone()),
        name: name.clone(),
        mode: format!("{mode}b"),
        raw: Value::NULL,
    };
    let raw = vm.create_of(&super::io_binary::FILE_IO, raw)?;
    let buffer = BinaryFile { core: Opaque(core), name, mode: format!("{mode}b"), raw };
    let buffer = vm.create_of(binary, buffer)?;
    let settings = Settings {
        codec: Codec::Utf8,
        encoding: "utf-8".to_owned(),
        errors: if descriptor == 2 { "backslashreplace" } else { "strict" }.to_owned(),
        newline: Newline::Universal,
        line_buffering: descriptor == 2 || descriptor == 1 && is_terminal,
    };
    let mode = vm.new_str(mode)?;
    create(vm, &TYPE.class(), buffer, settings, mode)
}

/// Settings from the arguments `encoding`, `errors`, `newline`, each of them None or absent by default.
pub fn settings_of(vm: &mut Vm, encoding: &Value, errors: &Value, newline: &Value) -> Result<Settings> {
    let text = |vm: &mut Vm, value: &Value, name: &str, default: &str| -> Result<String> {
        match value.given().filter(|value| !value.is_none()) {
            None => Ok(default.to_owned()),
            Some(value) => {
                let what = format!("open() argument '{name}'");
                let text = super::support::expect_str(vm, value, &what)?;
                Ok(String::from_utf8_lossy(text).into_owned())
            }
        }
    };
    let encoding = text(vm, encoding, "encoding", "UTF-8")?;
    let errors = text(vm, errors, "errors", "strict")?;
    let encoding = if encoding == "locale" { "UTF-8".to_owned() } else { encoding };
    let Some(codec) = Codec::from_name(&encoding) else {
        return Err(vm.raise(Exception::LookupError, format!("unknown encoding: {encoding}")));
    };
    let newline = match newline.given().filter(|newline| !newline.is_none()) {
        None => Newline::Universal,
        Some(newline) => match str_bytes(newline).map(Newline::from_text) {
            Some(Some(newline)) => newline,
            Some(None) => {
                let shown = vm.repr_text(newline)?;
                return Err(vm.value_error(format!("illegal newline value: {shown}")));
            }
            None => {
                let given = vm.class_name(newline);
                return Err(
                    vm.type_error(format!("open() argument 'newline' must be str or None, not {given}"))
                );
            }
        },
    };
    Ok(Settings { codec, encoding, errors, newline, line_buffering: false })
}

fn this<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a TextFile> {
    Ok(&native_of::<TextFile>(vm, object)?.data)
}

impl TextFile {
    pub(super) fn settings(&self) -> Arc<Settings> {
        self.settings.lock().clone()
    }

    pub(super) fn buffer(&self, vm: &mut Vm) -> Result<Value> {
        let buffer = self.buffer.get();
        if buffer.is_null() {
            return Err(vm.value_error("underlying buffer has been detached"));
        }
        Ok(buffer)
    }
}

/// An open file that can be read or written as wanted.
pub(super) fn checked<'a>(
    vm: &mut Vm,
    object: &'a Value,
    reading: bool,
    writing: bool,
) -> Result<&'a TextFile> {
    let file = this(vm, object)?;
    let buffer = file.buffer(vm)?;
    let Some(core) = &file.core.0 else {
        super::io_base::check_open(vm, &buffer)?;
        return Ok(file);
    };
    let looked = match core.try_lock() {
        Some(core) => (core.is_closed(), core.readable, core.writable),
        None => blocking(vm, core, |core| Ok((core.is_closed(), core.readable, core.writable)))?,
    };
    let (is_closed, readable, writable) = looked;
    if is_closed {
        return Err(closed_error(vm));
    }
    if reading && !readable {
        return Err(unsupported(vm, "not readable"));
    }
    if writing && !writable {
        return Err(unsupported(vm, "not writable"));
    }
    Ok(file)
}

/// Reads ahead once. False at the end.
fn fetch(vm: &mut Vm, file: &TextFile, all: bool) -> Result<bool> {
    let chunk = match &file.core.0 {
        Some(core) => {
            await_input(vm, core)?;
            blocking(vm, core, move |core| if all { core.read_all() } else { core.read_chunk(BUFFER_SIZE) })?
        }
        None => {
            let buffer = file.buffer(vm)?;
            let read1 = vm.intern("read1")?;
            let has_one = !all && vm.find_attribute(&buffer, &read1)?.is_some();
            let size = if all { -1 } else { BUFFER_SIZE as i64 };
            let name = if has_one { "read1" } else { "read" };
            let content = call_named(vm, &buffer, name, &[Value::from_small_int(size)])?;
            match bytes_of(&content) {
                Some(bytes) => bytes.to_vec(),
                None => {
                    let given = vm.class_name(&content);
                    let message = format!(
                        "underlying {name}() should have returned a bytes-like object, not '{given}'"
                    );
                    return Err(vm.type_error(message));
                }
            }
        }
    };
    let settings = file.settings();
    let ended = chunk.is_empty() || all;
    let arrived = !chunk.is_empty();
    let chunk = if settings.is_ascii_based() { chunk } else { transcode(vm, file, &settings, chunk, ended)? };
    let mut state = file.state.lock();
    let at = std::mem::take(&mut state.at);
    state.raw.drain(..at);
    state.raw.extend_from_slice(&chunk);
    state.ended = ended;
    Ok(arrived)
}

/// Bytes of wider units as UTF-8; an incomplete character waits for more.
fn transcode(
    vm: &mut Vm,
    file: &TextFile,
    settings: &Settings,
    chunk: Vec<u8>,
    last: bool,
) -> Result<Vec<u8>> {
    let mut input = std::mem::take(&mut file.state.lock().partial);
    input.extend_from_slice(&chunk);
    if input.is_empty() {
        return Ok(input);
    }
    // The order of bytes is settled by the mark at the start, so the start is where a file begins.
    let begun = std::mem::replace(&mut file.state.lock().begun, true);
    let codec = if begun { settings.codec.without_mark() } else { settings.codec };
    let object = vm.new_bytes(&input)?;
    let (text, used) = decode_to_vec(vm, &object, &input, codec, &settings.errors, last)?;
    file.state.lock().partial = input.split_off(used);
    Ok(text)
}

/// Text of bytes that were read: decoded, line ends translated.
fn decoded(vm: &mut Vm, settings: &Settings, raw: Vec<u8>) -> Result<Vec<u8>> {
    let is_plain = matches!(settings.codec, Codec::Utf8) && std::str::from_utf8(&raw).is_ok();
    let text = if is_plain || !settings.is_ascii_based() || raw.is_ascii() {
        raw
    } else {
        let object = vm.new_bytes(&raw)?;
        decode_to_vec(vm, &object, &raw, settings.codec, &settings.errors, true)?.0
    };
    Ok(if settings.newline.translates() { super::io_newline::translate(text) } else { text })
}

impl State {
    pub(super) fn rest(&self) -> &[u8] {
        &self.raw[self.at..]
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let taken = self.raw[self.at..self.at + count].to_vec();
        self.at += count;
        taken
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let wanted = limit(vm, &args[1])?;
    let file = checked(vm, &args[0], true, false)?;
    let settings = file.settings();
    if wanted == usize::MAX {
        fetch(vm, file, true)?;
        let raw = {
            let mut state = file.state.lock();
            let count = state.rest().len();
            state.take(count)
        };
        let text = decoded(vm, &settings, raw)?;
        note_newlines(file, &text);
        return vm.new_text(&text);
    }
    let mut text = Vec::new();
    let mut missing = wanted;
    while missing > 0 {
        let piece = {
            let mut state = file.state.lock();
            let count = prefix(state.rest(), missing, &settings, state.ended);
            count.map(|count| state.take(count))
        };
        match piece {
            Some(piece) if piece.is_empty() => break,
            Some(piece) => {
                let piece = decoded(vm, &settings, piece)?;
                missing -= wtf8::count(&piece).min(missing);
                text.extend_from_slice(&piece);
            }
            None => drop(fetch(vm, file, false)?),
        }
    }
    vm.new_text(&text)
}

/// So many bytes of what is there that they are at most `points` characters, and no character or line end is cut.
/// None if more must be read first.
fn prefix(rest: &[u8], points: usize, settings: &Settings, ended: bool) -> Option<usize> {
    if rest.is_empty() {
        return if ended { Some(0) } else { None };
    }
    let mut count = points.min(rest.len());
    if !matches!(settings.codec, Codec::Latin1 | Codec::Ascii) {
        while count < rest.len() && rest[count] & 0xC0 == 0x80 {
            count += 1;
        }
        // The last character must be there as a whole.
        let lead = (0..count).rev().take(4).find(|at| rest[*at] & 0xC0 != 0x80);
        let incomplete = lead.is_some_and(|at| at + wtf8::sequence_width(rest[at]) > count);
        if incomplete && count == rest.len() && !ended {
            return lead.filter(|at| *at > 0);
        }
    }
    if settings.newline.translates() && rest[count - 1] == b'\r' {
        match rest.get(count) {
            Some(b'\n') => count += 1,
            None if !ended => return if count > 1 { Some(count - 1) } else { None },
            _ => {}
        }
    }
    Some(count)
}

fn note_newlines(file: &TextFile, text: &[u8]) {
    if memchr::memchr(b'\n', text).is_some() {
        file.state.lock().seen |= 1;
    }
}

/// One line, at most so many characters; empty at the end.
fn line_of(vm: &mut Vm, file: &TextFile, most: usize) -> Result<Vec<u8>> {
    let settings = file.settings();
    let mut scanned = 0;
    loop {
        let line = {
            let mut state = file.state.lock();
            let ended = state.ended;
            let found = settings.newline.find_end(&state.rest()[scanned..], ended);
            match found {
                Some(end) => Some(state.take(scanned + end)),
                None if state.rest().len() >= most || ended => {
                    let count = state.rest().len();
                    Some(state.take(count))
                }
                None => {
                    // A carriage return at the end may be half of a line end.
                    scanned = state.rest().len().saturating_sub(1);
                    None
                }
            }
        };
        let Some(line) = line else {
            fetch(vm, file, false)?;
            continue;
        };
        if most == usize::MAX {
            return decoded(vm, &settings, line);
        }
        let count = prefix(&line, most, &settings, true).unwrap_or(0);
        let mut rest = line;
        let tail = rest.split_off(count);
        let mut text = decoded(vm, &settings, rest)?;
        let mut given_back = tail;
        while wtf8::count(&text) < most && !given_back.is_empty() {
            let more = most - wtf8::count(&text);
            let count = prefix(&given_back, more, &settings, true).unwrap_or(0).max(1);
            let tail = given_back.split_off(count);
            text.extend_from_slice(&decoded(vm, &settings, given_back)?);
            given_back = tail;
        }
        let mut state = file.state.lock();
        state.at = state.at.saturating_sub(given_back.len());
        return Ok(text);
    }
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let file = checked(vm, &args[0], true, false)?;
    let line = line_of(vm, file, most)?;
    vm.new_text(&line)
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    if !is_exactly(object, &TYPE) {
        let line = call_named(vm, object, "readline", &[])?;
        return Ok(if vm.truth(&line)? { Some(line) } else { None });
    }
    let file = checked(vm, object, true, false)?;
    let line = line_of(vm, file, usize::MAX)?;
    file.state.lock().iterating = !line.is_empty();
    if line.is_empty() { Ok(None) } else { vm.new_text(&line).map(Some) }
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, false)?;
    flush_file(vm, file)?;
    Ok(Value::NONE)
}

fn flush_file(vm: &mut Vm, file: &TextFile) -> Result<()> {
    match &file.core.0 {
        Some(core) => flush_core(vm, core),
        None => {
            let buffer = file.buffer(vm)?;
            call_named(vm, &buffer, "flush", &[]).map(drop)
        }
    }
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, false)?;
    let (ahead, iterating) = {
        let state = file.state.lock();
        (state.rest().len() as i64, state.iterating)
    };
    if iterating {
        return Err(vm.raise(Exception::OSError, "telling position disabled by next() call"));
    }
    match &file.core.0 {
        Some(core) => {
            if !blocking(vm, core, |core| Ok(core.is_seekable()))? {
                return Err(unsupported(vm, "underlying stream is not seekable"));
            }
            let position = blocking(vm, core, Core::position)? as i64;
            vm.new_int(position - ahead)
        }
        None => {
            flush_file(vm, file)?;
            let buffer = file.buffer(vm)?;
            let position = call_named(vm, &buffer, "tell", &[])?;
            let position = vm.as_i64(&position)?;
            vm.new_int(position - ahead)
        }
    }
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, false)?;
    let whence = match args[2].given() {
        Some(whence) => vm.as_i64(whence)?,
        None => 0,
    };
    let offset = vm.as_i64(&args[1])?;
    if let Some(core) = &file.core.0
        && !blocking(vm, core, |core| Ok(core.is_seekable()))?
    {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek position {offset}"))),
        1 if offset != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if offset != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        0..=2 => {}
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    flush_file(vm, file)?;
    if whence == 1 {
        return tell(vm, args);
    }
    {
        let mut state = file.state.lock();
        *state = State { begun: offset != 0 || whence == 2, ..State::default() };
    }
    match &file.core.0 {
        Some(core) => {
            let position = blocking(vm, core, move |core| core.seek(offset, whence))?;
            vm.new_int(position as i64)
        }
        None => {
            let buffer = file.buffer(vm)?;
            let whence = Value::from_small_int(whence);
            call_named(vm, &buffer, "seek", &[args[1].clone(), whence])
        }
    }
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, true)?;
    flush_file(vm, file)?;
    let position = match args[1].given().filter(|position| !position.is_none()) {
        Some(position) => position.clone(),
        None => tell(vm, &args[..1])?,
    };
    let buffer = file.buffer(vm)?;
    call_named(vm, &buffer, "truncate", std::slice::from_ref(&position))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = this(vm, &args[0])?;
    let buffer = file.buffer(vm)?;
    if !is_exactly(&args[0], &TYPE) {
        let closed = closed(vm, &args[0])?;
        if closed.as_bool() == Some(true) {
            return Ok(Value::NONE);
        }
        call_named(vm, &args[0], "flush", &[])?;
    }
    call_named(vm, &buffer, "close", &[])
}

fn detach(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let native = native_of::<TextFile>(vm, &args[0])?;
    let buffer = native.data.buffer(vm)?;
    flush_file(vm, &native.data)?;
    native.data.plainness.store(plainness::NO, Ordering::Relaxed);
    super::support::store(vm, native, &native.data.buffer, Value::NULL)?;
    Ok(buffer)
}

/// A question that the stream of bytes answers.
fn ask(vm: &mut Vm, object: &Value, name: &str) -> Result<Value> {
    let file = checked(vm, object, false, false)?;
    let buffer = file.buffer(vm)?;
    call_named(vm, &buffer, name, &[])
}

fn fileno(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    ask(vm, &args[0], "fileno")
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    ask(vm, &args[0], "isatty")
}

fn readable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    ask(vm, &args[0], "readable")
}

fn writable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    ask(vm, &args[0], "writable")
}

fn seekable(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    ask(vm, &args[0], "seekable")
}

fn reconfigure(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, false)?;
    let mut settings = (*file.settings()).clone();
    let fresh = settings_of(vm, &args[1], &args[2], &args[3])?;
    let given = |value: &Value| value.given().is_some_and(|value| !value.is_none());
    if given(&args[1]) {
        (settings.codec, settings.encoding) = (fresh.codec, fresh.encoding);
        // A new encoding comes with the usual handling of errors.
        settings.errors = fresh.errors.clone();
    }
    if given(&args[2]) {
        settings.errors = fresh.errors;
    }
    if args[3].given().is_some() {
        settings.newline = fresh.newline;
    }
    if let Some(flag) = args[4].given().filter(|flag| !flag.is_none()) {
        settings.line_buffering = vm.truth(flag)?;
    }
    flush_file(vm, file)?;
    file.plainness.store(settings.plainness(), Ordering::Relaxed);
    *file.settings.lock() = Arc::new(settings);
    Ok(Value::NONE)
}

fn buffer(vm: &mut Vm, object: &Value) -> Result<Value> {
    let file = this(vm, object)?;
    file.buffer(vm)
}

fn name(vm: &mut Vm, object: &Value) -> Result<Value> {
    let file = this(vm, object)?;
    let buffer = file.buffer(vm)?;
    vm.get_attribute_name(&buffer, crate::object::names::Name::NameAttribute)
}

fn closed(vm: &mut Vm, object: &Value) -> Result<Value> {
    let file = this(vm, object)?;
    let buffer = file.buffer(vm)?;
    let name = vm.intern("closed")?;
    vm.get_attribute(&buffer, &name)
}

fn encoding(vm: &mut Vm, object: &Value) -> Result<Value> {
    let settings = this(vm, object)?.settings();
    vm.new_str(&settings.encoding)
}

fn errors(vm: &mut Vm, object: &Value) -> Result<Value> {
    let settings = this(vm, object)?.settings();
    vm.new_str(&settings.errors)
}

fn newlines(vm: &mut Vm, object: &Value) -> Result<Value> {
    let seen = this(vm, object)?.state.lock().seen;
    if seen == 0 { Ok(Value::NONE) } else { vm.new_str("\n") }
}

fn line_buffering(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_bool(this(vm, object)?.settings().line_buffering))
}

fn write_through(_vm: &mut Vm, _object: &Value) -> Result<Value> {
    Ok(Value::FALSE)
}

fn mode(vm: &mut Vm, object: &Value) -> Result<Value> {
    let mode = this(vm, object)?.mode.get();
    if mode.is_none() {
        let name = vm.intern("mode")?;
        return Err(vm.attribute_error(object, &name, "'_io.TextIOWrapper' object has no attribute 'mode'"));
    }
    Ok(mode)
}

fn set_mode(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let native = native_of::<TextFile>(vm, object)?;
    super::support::store(vm, native, &native.data.mode, value.cloned().unwrap_or(Value::NONE))
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let file = this(vm, object)?;
    let mut out = String::from("<_io.TextIOWrapper");
    if let Ok(name) = name(vm, object) {
        out.push_str(&format!(" name={}", vm.repr_text(&name)?));
    } else {
        drop(vm.take_raised());
    }
    let mode = file.mode.get();
    if !mode.is_none() {
        out.push_str(&format!(" mode={}", vm.repr_text(&mode)?));
    }
    out.push_str(&format!(" encoding='{}'>", file.settings().encoding));
    vm.new_str(&out)
}
