//! Streams in memory: `BytesIO` and `StringIO`.
//!
//! The content is plain data behind a mutex that is held for work in memory only. A `StringIO` counts positions in
//! characters; its content is WTF-8, and the place of the last position is remembered so that reading on is quick.

use super::io_base::{BUFFERED_BASE, TEXT_BASE, closed_error, limit};
use super::io_newline::{Newline, translate};
use super::support::{bytes_of, constructor, expect_str, native_of, str_bytes};
use crate::builtins::operand::bytes_argument;
use crate::heap::{Opaque, Value};
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::text::wtf8;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};
use parking_lot::Mutex;

/// Content and position. Both count bytes; `points` is the position in characters.
struct Content {
    bytes: Vec<u8>,
    at: usize,
    points: usize,
    is_closed: bool,
    newline: Newline,
}

native_object! {
    pub struct BytesIO = "BytesIO" {
        content: Opaque<Mutex<Content>>,
    }
}

native_object! {
    pub struct StringIO = "StringIO" {
        content: Opaque<Mutex<Content>>,
    }
}

pub static BYTES_IO: TypeDef = TypeDef {
    base: Some(&BUFFERED_BASE),
    doc: "A file of bytes in memory.",
    slots: Slots {
        new: Some(new_bytes_io),
        init: Some(init_bytes_io),
        next: Some(next_bytes),
        ..Slots::EMPTY
    },
    methods: &[
        method("getvalue(self, /)", bytes_value, "All the bytes."),
        method("getbuffer(self, /)", bytes_value, "All the bytes, as they are now."),
        method("read(self, size=-1, /)", bytes_read, "Up to so many bytes."),
        method("read1(self, size=-1, /)", bytes_read, "Up to so many bytes."),
        method("readline(self, size=-1, /)", bytes_readline, "One line."),
        method("readinto(self, buffer, /)", bytes_read_into, "Fill a bytearray; the number of bytes."),
        method("write(self, b, /)", bytes_write, "Write bytes; the number of them."),
        method("seek(self, pos, whence=0, /)", bytes_seek, "Set the position."),
        method("tell(self, /)", bytes_tell, "The position."),
        method("truncate(self, size=None, /)", bytes_truncate, "Cut off what follows."),
        method("close(self, /)", bytes_close, "Forget the content."),
        method("flush(self, /)", bytes_nothing, "Nothing waits."),
        method("readable(self, /)", bytes_yes, "It can be read."),
        method("writable(self, /)", bytes_yes, "It can be written."),
        method("seekable(self, /)", bytes_yes, "Its position can be set."),
    ],
    getters: &[getter("closed", bytes_closed)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("_io.BytesIO", BytesIO::LAYOUT)
};

pub static STRING_IO: TypeDef = TypeDef {
    base: Some(&TEXT_BASE),
    doc: "A file of text in memory.",
    slots: Slots {
        new: Some(new_string_io),
        init: Some(init_string_io),
        next: Some(next_text),
        ..Slots::EMPTY
    },
    methods: &[
        method("getvalue(self, /)", text_value, "All the text."),
        method("read(self, size=-1, /)", text_read, "Up to so many characters."),
        method("readline(self, size=-1, /)", text_readline, "One line."),
        method("write(self, s, /)", text_write, "Write a string; the number of characters."),
        method("seek(self, pos, whence=0, /)", text_seek, "Set the position."),
        method("tell(self, /)", text_tell, "The position."),
        method("truncate(self, pos=None, /)", text_truncate, "Cut off what follows."),
        method("close(self, /)", text_close, "Forget the content."),
        method("flush(self, /)", text_nothing, "Nothing waits."),
        method("readable(self, /)", text_yes, "It can be read."),
        method("writable(self, /)", text_yes, "It can be written."),
        method("seekable(self, /)", text_yes, "Its position can be set."),
    ],
    getters: &[getter("closed", text_closed), getter("line_buffering", no)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("_io.StringIO", StringIO::LAYOUT)
};

impl Content {
    fn new() -> Content {
        Content { bytes: Vec::new(), at: 0, points: 0, is_closed: false, newline: Newline::Line }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// Takes bytes from the position on.
    fn take(&mut self, count: usize) -> Vec<u8> {
        let taken = self.rest()[..count].to_vec();
        self.at += count;
        self.points += wtf8::count(&taken);
        taken
    }

    /// Replaces what stands at the position, `removed` bytes of it; a gap before it is filled.
    fn overwrite(&mut self, bytes: &[u8], removed: usize) -> bool {
        let gap = self.at.saturating_sub(self.bytes.len());
        if self.bytes.try_reserve(gap + bytes.len()).is_err() {
            return false;
        }
        self.bytes.resize(self.bytes.len() + gap, 0);
        let end = (self.at + removed).min(self.bytes.len());
        if end == self.bytes.len() {
            self.bytes.truncate(self.at);
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes.splice(self.at..end, bytes.iter().copied());
        }
        self.at += bytes.len();
        self.points += wtf8::count(bytes);
        true
    }

    /// Moves to a position in characters; beyond the end, NULs would fill the gap.
    fn move_to(&mut self, points: usize) {
        self.points = points;
        self.at = match wtf8::offset_of(&self.bytes, points) {
            Some(offset) => offset,
            None => self.bytes.len() + (points - wtf8::count(&self.bytes)),
        };
    }
}

fn bytes_content<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a Mutex<Content>> {
    let content = &native_of::<BytesIO>(vm, object)?.data.content.0;
    if content.lock().is_closed {
        return Err(closed_error(vm));
    }
    Ok(content)
}

fn text_content<'a>(vm: &mut Vm, object: &'a Value) -> Result<&'a Mutex<Content>> {
    let content = &native_of::<StringIO>(vm, object)?.data.content.0;
    if content.lock().is_closed {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    Ok(content)
}

static ANY: NativeDef = constructor("new(*args, **kwargs)");
static INIT_BYTES: NativeDef = constructor("BytesIO(initial_bytes=b'')");
static INIT_TEXT: NativeDef = constructor("StringIO(initial_value='', newline='\\n')");

fn new_bytes_io(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &ANY, arguments, |vm, _| {
        vm.create_native(class, BytesIO { content: Opaque(Mutex::new(Content::new())) })
    })
}

fn init_bytes_io(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT_BYTES, arguments, |vm, args| {
        let initial = match args[0].given().filter(|initial| !initial.is_none()) {
            Some(initial) => bytes_argument(vm, initial)?.into_owned(),
            None => Vec::new(),
        };
        *native_of::<BytesIO>(vm, object)?.data.content.lock() = Content { bytes: initial, ..Content::new() };
        Ok(())
    })
}

fn bytes_value(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bytes = bytes_content(vm, &args[0])?.lock().bytes.clone();
    vm.new_bytes(&bytes)
}

fn bytes_read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let content = bytes_content(vm, &args[0])?;
    let taken = {
        let mut content = content.lock();
        let count = content.rest().len().min(most);
        content.take(count)
    };
    vm.new_bytes(&taken)
}

fn bytes_line(vm: &mut Vm, object: &Value, most: usize) -> Result<Vec<u8>> {
    let content = bytes_content(vm, object)?;
    let mut content = content.lock();
    let rest = content.rest();
    let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1).min(most);
    Ok(content.take(end))
}

fn bytes_readline(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let line = bytes_line(vm, &args[0], most)?;
    vm.new_bytes(&line)
}

fn next_bytes(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let line = bytes_line(vm, object, usize::MAX)?;
    if line.is_empty() { Ok(None) } else { vm.new_bytes(&line).map(Some) }
}

fn bytes_read_into(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let size = vm.length(&args[1])?;
    let size = vm.new_int(size as i64)?;
    let taken = bytes_read(vm, &[args[0].clone(), size])?;
    let count = Value::from_small_int(bytes_of(&taken).map_or(0, <[u8]>::len) as i64);
    let slice = super::support::builtin(vm, "slice")?;
    let range = vm.call(&slice, &[Value::from_small_int(0), count.clone()])?;
    vm.set_item(&args[1], &range, Some(&taken))?;
    Ok(count)
}

fn bytes_write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if str_bytes(&args[1]).is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let bytes = bytes_argument(vm, &args[1])?.into_owned();
    let content = bytes_content(vm, &args[0])?;
    if !bytes.is_empty() && !content.lock().overwrite(&bytes, bytes.len()) {
        return Err(vm.memory_error());
    }
    vm.new_int(bytes.len() as i64)
}

fn bytes_seek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let offset = vm.as_i64(&args[1])?;
    let whence = match args[2].given() {
        Some(whence) => vm.as_i64(whence)?,
        None => 0,
    };
    let content = bytes_content(vm, &args[0])?;
    let base = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => content.lock().at as i64,
        2 => content.lock().bytes.len() as i64,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let target = usize::try_from(base.saturating_add(offset)).unwrap_or(0);
    content.lock().at = target;
    vm.new_int(target as i64)
}

fn bytes_tell(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let at = bytes_content(vm, &args[0])?.lock().at;
    vm.new_int(at as i64)
}

/// An optional length to cut to; None: the position.
fn cut_length(vm: &mut Vm, value: &Value) -> Result<Option<usize>> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else { return Ok(None) };
    let length = vm.as_i64(value)?;
    match usize::try_from(length) {
        Ok(length) => Ok(Some(length)),
        Err(_) => Err(vm.value_error(format!("negative size value {length}"))),
    }
}

fn bytes_truncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = cut_length(vm, &args[1])?;
    let content = bytes_content(vm, &args[0])?;
    let length = {
        let mut content = content.lock();
        let length = length.unwrap_or(content.at);
        content.bytes.truncate(length);
        length
    };
    vm.new_int(length as i64)
}

fn close(content: &Mutex<Content>) {
    let mut content = content.lock();
    content.is_closed = true;
    content.bytes = Vec::new();
}

fn bytes_close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    close(&native_of::<BytesIO>(vm, &args[0])?.data.content);
    Ok(Value::NONE)
}

fn bytes_nothing(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    bytes_content(vm, &args[0])?;
    Ok(Value::NONE)
}

fn bytes_yes(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    bytes_content(vm, &args[0])?;
    Ok(Value::TRUE)
}

fn bytes_closed(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_bool(native_of::<BytesIO>(vm, object)?.data.content.lock().is_closed))
}

fn new_string_io(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &ANY, arguments, |vm, _| {
        vm.create_native(class, StringIO { content: Opaque(Mutex::new(Content::new())) })
    })
}

fn init_string_io(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &INIT_TEXT, arguments, |vm, args| {
        let newline = match args[1].given() {
            None => Newline::Line,
            Some(newline) if newline.is_none() => Newline::Universal,
            Some(newline) => {
                let text = expect_str(vm, newline, "newline")?;
                match Newline::from_text(text) {
                    Some(newline) => newline,
                    None => {
                        let shown = vm.repr_text(newline)?;
                        return Err(vm.value_error(format!("illegal newline value: {shown}")));
                    }
                }
            }
        };
        let initial = match args[0].given().filter(|initial| !initial.is_none()) {
            Some(initial) => match str_bytes(initial) {
                Some(text) => stored(newline, text),
                None => {
                    let given = vm.class_name(initial);
                    return Err(vm.type_error(format!("initial_value must be str or None, not {given}")));
                }
            },
            None => Vec::new(),
        };
        let content = &native_of::<StringIO>(vm, object)?.data.content;
        *content.lock() = Content { bytes: initial, newline, ..Content::new() };
        Ok(())
    })
}

/// Text as it is stored: line ends translated as the stream wants them.
fn stored(newline: Newline, text: &[u8]) -> Vec<u8> {
    if newline.translates() { translate(text.to_vec()) } else { newline.written(text).into_owned() }
}

fn text_value(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = text_content(vm, &args[0])?.lock().bytes.clone();
    vm.new_text(&text)
}

fn text_read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let content = text_content(vm, &args[0])?;
    let taken = {
        let mut content = content.lock();
        let rest = content.rest();
        let count =
            if most >= rest.len() { rest.len() } else { wtf8::offset_of(rest, most).unwrap_or(rest.len()) };
        content.take(count)
    };
    vm.new_text(&taken)
}

fn text_line(vm: &mut Vm, object: &Value, most: usize) -> Result<Vec<u8>> {
    let content = text_content(vm, object)?;
    let mut content = content.lock();
    let newline = if content.newline.translates() { Newline::Line } else { content.newline };
    let rest = content.rest();
    let mut end = newline.find_end(rest, true).unwrap_or(rest.len());
    if most < end {
        end = wtf8::offset_of(&rest[..end], most).unwrap_or(end);
    }
    Ok(content.take(end))
}

fn text_readline(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let most = limit(vm, &args[1])?;
    let line = text_line(vm, &args[0], most)?;
    vm.new_text(&line)
}

fn next_text(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let line = text_line(vm, object, usize::MAX)?;
    if line.is_empty() { Ok(None) } else { vm.new_text(&line).map(Some) }
}

fn text_write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(text) = str_bytes(&args[1]) else {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("string argument expected, got '{given}'")));
    };
    let content = text_content(vm, &args[0])?;
    let done = {
        let mut content = content.lock();
        let text = stored(content.newline, text);
        let rest = content.rest();
        let removed =
            if rest.is_empty() { 0 } else { wtf8::offset_of(rest, wtf8::count(&text)).unwrap_or(rest.len()) };
        text.is_empty() || content.overwrite(&text, removed)
    };
    if !done {
        return Err(vm.memory_error());
    }
    vm.new_int(wtf8::count(text) as i64)
}

fn text_seek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let offset = vm.as_i64(&args[1])?;
    let whence = match args[2].given() {
        Some(whence) => vm.as_i64(whence)?,
        None => 0,
    };
    let content = text_content(vm, &args[0])?;
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if whence == 0 && offset < 0 {
        return Err(vm.value_error(format!("Negative seek position {offset}")));
    }
    if whence != 0 && offset != 0 {
        let message = "Can't do nonzero cur-relative seeks";
        return Err(vm.raise(crate::object::core::Exception::OSError, message));
    }
    let position = {
        let mut content = content.lock();
        let target = match whence {
            0 => offset as usize,
            1 => content.points,
            _ => wtf8::count(&content.bytes),
        };
        content.move_to(target);
        target
    };
    vm.new_int(position as i64)
}

fn text_tell(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let points = text_content(vm, &args[0])?.lock().points;
    vm.new_int(points as i64)
}

fn text_truncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = cut_length(vm, &args[1])?;
    let content = text_content(vm, &args[0])?;
    let length = {
        let mut content = content.lock();
        let length = length.unwrap_or(content.points);
        if let Some(offset) = wtf8::offset_of(&content.bytes, length) {
            content.bytes.truncate(offset);
        }
        length
    };
    vm.new_int(length as i64)
}

fn text_close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    close(&native_of::<StringIO>(vm, &args[0])?.data.content);
    Ok(Value::NONE)
}

fn text_nothing(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    text_content(vm, &args[0])?;
    Ok(Value::NONE)
}

fn text_yes(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    text_content(vm, &args[0])?;
    Ok(Value::TRUE)
}

fn text_closed(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_bool(native_of::<StringIO>(vm, object)?.data.content.lock().is_closed))
}

fn no(_vm: &mut Vm, _object: &Value) -> Result<Value> {
    Ok(Value::FALSE)
}
