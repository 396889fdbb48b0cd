//! `OSError`: its fields, and the subclass that an error number asks for.

use super::common::{has_index, has_own_init, push_repr, str_bytes};
use super::exceptions::{
    EXCEPTION, exception_of, field_of, get_field, new as new_base, put_field, set_field, set_positional,
    state_of, str as str_base,
};
use crate::heap::{HeapObject, Value};
use crate::object::class::Class;
use crate::object::core::{self, class_of};
use crate::object::definition::{Arguments, TypeDef, method, property};
use crate::object::function::Exception;
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::{Raised, Result, Vm};

const ERRNO: usize = 0;
const MESSAGE: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

pub static OS_ERROR: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "The operating system reports an error.",
    slots: Slots { new: Some(new), init: Some(init), str: Some(str), ..Slots::EMPTY },
    methods: &[method("__reduce__(self, /)", reduce, "For pickling.")],
    getters: &[
        property("errno", get_field::<ERRNO>, put_field::<ERRNO>),
        property("strerror", get_field::<MESSAGE>, put_field::<MESSAGE>),
        property("filename", get_field::<FILENAME>, put_field::<FILENAME>),
        property("filename2", get_field::<FILENAME2>, put_field::<FILENAME2>),
        property("characters_written", characters_written, set_characters_written),
    ],
    subclassable: true,
    ..TypeDef::new("OSError", Exception::LAYOUT)
};

pub static BLOCKING_IO_ERROR: TypeDef = TypeDef {
    base: Some(&OS_ERROR),
    doc: "The operation would have to wait.",
    subclassable: true,
    ..TypeDef::new("BlockingIOError", Exception::LAYOUT)
};

/// The class for an error number.
fn class_for(errno: i64) -> Option<core::Exception> {
    use core::Exception::*;
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => BlockingIOError,
        libc::EPIPE | libc::ESHUTDOWN => BrokenPipeError,
        libc::ECHILD => ChildProcessError,
        libc::ECONNABORTED => ConnectionAbortedError,
        libc::ECONNREFUSED => ConnectionRefusedError,
        libc::ECONNRESET => ConnectionResetError,
        libc::EEXIST => FileExistsError,
        libc::ENOENT => FileNotFoundError,
        libc::EISDIR => IsADirectoryError,
        libc::ENOTDIR => NotADirectoryError,
        libc::EINTR => InterruptedError,
        libc::EACCES | libc::EPERM => PermissionError,
        libc::ESRCH => ProcessLookupError,
        libc::ETIMEDOUT => TimeoutError,
        _ => return None,
    })
}

/// A subclass with its own `__init__` and no `__new__` parses its arguments when that calls `OSError.__init__`.
fn parses_in_init(class: &Value) -> bool {
    let own_new = Class::of(class)
        .and_then(|class| class.slots().new)
        .is_none_or(|function| !std::ptr::fn_addr_eq(function, new as fn(&mut Vm, &Value, Arguments) -> _));
    !own_new && has_own_init(class, &OS_ERROR.class())
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if parses_in_init(class) {
        return new_base(vm, class, Arguments::NONE);
    }
    reject_keywords(vm, class, arguments)?;
    let chosen = match arguments.values {
        [errno, _, ..] if class.is(&OS_ERROR.class()) && arguments.values.len() <= 5 => {
            errno.as_small_int().and_then(class_for).map(core::exception)
        }
        _ => None,
    };
    let object = new_base(vm, &chosen.unwrap_or_else(|| class.clone()), arguments)?;
    set_fields(vm, &object, arguments.values)?;
    Ok(object)
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    let class = class_of(object);
    if !parses_in_init(&class) {
        return Ok(());
    }
    reject_keywords(vm, &class, arguments)?;
    set_positional(vm, object, arguments.values)?;
    set_fields(vm, object, arguments.values)
}

fn reject_keywords(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<()> {
    if arguments.names.is_empty() {
        return Ok(());
    }
    let name = Class::of(class).map_or_else(String::new, Class::name_text);
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// `(errno, strerror, filename, winerror, filename2)`: with a file name, `args` keeps the first two.
fn set_fields(vm: &mut Vm, object: &Value, values: &[Value]) -> Result<()> {
    if !(2..=5).contains(&values.len()) {
        return Ok(());
    }
    set_field(vm, object, ERRNO, values[0].clone())?;
    set_field(vm, object, MESSAGE, values[1].clone())?;
    let Some(filename) = values.get(2).filter(|filename| !filename.is_none()) else { return Ok(()) };
    let blocking =
        Class::of(&class_of(object)).is_some_and(|class| class.is_subclass_of(&BLOCKING_IO_ERROR.class()));
    if blocking && has_index(filename) {
        let written = vm.index(filename)?;
        return set_field(vm, object, WRITTEN, written);
    }
    set_field(vm, object, FILENAME, filename.clone())?;
    if let Some(second) = values.get(4).filter(|second| !second.is_none()) {
        set_field(vm, object, FILENAME2, second.clone())?;
    }
    set_positional(vm, object, &values[..2])
}

fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    let fields = [ERRNO, MESSAGE, FILENAME, FILENAME2].map(|field| field_of(object, field));
    let [errno, message, filename, filename2] = &fields;
    let named = !filename.is_null();
    if !named && (errno.is_null() || message.is_null()) {
        return str_base(vm, object);
    }
    let mut out = b"[Errno ".to_vec();
    for (value, behind) in [(errno, "] "), (message, "")] {
        let shown = vm.str(value.given().unwrap_or(&Value::NONE))?;
        out.extend_from_slice(str_bytes(&shown));
        out.extend_from_slice(behind.as_bytes());
    }
    if named {
        out.extend_from_slice(b": ");
        push_repr(vm, &mut out, filename)?;
        if !filename2.is_null() {
            out.extend_from_slice(b" -> ");
            push_repr(vm, &mut out, filename2)?;
        }
    }
    vm.new_text(&out)
}

fn characters_written(vm: &mut Vm, object: &Value) -> Result<Value> {
    let written = field_of(object, WRITTEN);
    if !written.is_null() {
        return Ok(written);
    }
    let name = vm.intern("characters_written")?;
    Err(vm.attribute_error(object, &name, "characters_written"))
}

fn set_characters_written(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let value = match value {
        Some(value) => vm.index(value)?,
        None => {
            characters_written(vm, object)?;
            Value::NULL
        }
    };
    set_field(vm, object, WRITTEN, value)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let object = &args[0];
    let mut arguments = exception_of(vm, object)?.args.get();
    let (filename, filename2) = (field_of(object, FILENAME), field_of(object, FILENAME2));
    if tuple_items(&arguments).len() == 2 && !filename.is_null() {
        let mut all = tuple_items(&arguments).to_vec();
        all.push(filename);
        if !filename2.is_null() {
            all.extend([Value::NONE, filename2]);
        }
        arguments = vm.new_tuple(all)?;
    }
    let mut parts = vec![class_of(object), arguments];
    parts.extend(state_of(vm, object)?);
    vm.new_tuple(parts)
}

/// Raises the exception of an input/output error, with the file's name if there is one.
#[cold]
pub fn raise_os_error(vm: &mut Vm, error: &std::io::Error, filename: Option<&Value>) -> Raised {
    let Some(errno) = error.raw_os_error() else {
        return vm.raise(core::Exception::OSError, error);
    };
    raise_errno(vm, errno, filename)
}

/// Raises the exception of an error number.
#[cold]
pub fn raise_errno(vm: &mut Vm, errno: i32, filename: Option<&Value>) -> Raised {
    let shown = std::io::Error::from_raw_os_error(errno).to_string();
    let message = shown.split(" (os error").next().unwrap_or(&shown);
    let message = match vm.new_str(message) {
        Ok(message) => message,
        Err(raised) => return raised,
    };
    let mut arguments = vec![Value::from_small_int(errno as i64), message];
    arguments.extend(filename.cloned());
    match vm.call(&OS_ERROR.class(), &arguments) {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}
