//! What native modules share: receivers, constructors' signatures, conversions of arguments.
//!
//! Must not know any one module's rules.

use crate::heap::{Bytes, Dict, Kind, Slot, Str, Value};
use crate::object::core::Exception;
use crate::object::definition::{NativeDef, TypeDef, function};
use crate::object::function::Module;
use crate::object::native::{Native, NativeData, cast, cast_kind, payload};
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};

/// The signature of a class call, for binding the arguments of a `new` or `init` slot.
pub const fn constructor(signature: &'static str) -> NativeDef {
    function(signature, no_body, "")
}

fn no_body(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::NONE)
}

/// `__iter__` of an iterator.
pub fn itself(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(object.clone())
}

/// The native object of a method's receiver: header and data.
pub fn native_of<'a, T: NativeData>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<T>> {
    match cast(value) {
        Some(native) => Ok(native),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("expected a '{}' object but received a '{given}'", T::NAME)))
        }
    }
}

/// Replaces a slot of a native object.
pub fn store<T: NativeData>(vm: &mut Vm, object: &Native<T>, slot: &Slot, value: Value) -> Result<()> {
    let result = vm.heap.set_slot(&object.header, slot, value);
    vm.check(result).map(drop)
}

/// The bytes of a string; None of anything else.
pub fn str_bytes(value: &Value) -> Option<&[u8]> {
    cast_kind::<Str>(value, Kind::Str).map(Str::bytes)
}

pub fn bytes_of(value: &Value) -> Option<&[u8]> {
    cast_kind::<Bytes>(value, Kind::Bytes).map(Bytes::bytes)
}

pub fn dict_of(value: &Value) -> Option<&Dict> {
    cast_kind(value, Kind::Dict)
}

/// A string argument. `place` names function and parameter as in "f() argument 1".
pub fn expect_str<'a>(vm: &mut Vm, value: &'a Value, place: &str) -> Result<&'a [u8]> {
    match str_bytes(value) {
        Some(text) => Ok(text),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("{place} must be str, not {given}")))
        }
    }
}

/// A safepoint in every 1024th round of a native loop.
#[inline]
pub fn poll_at(vm: &mut Vm, round: usize) -> Result<()> {
    if round & 1023 == 1023 { vm.poll() } else { Ok(()) }
}

/// A built-in function or class by name.
pub fn builtin(vm: &mut Vm, name: &str) -> Result<Value> {
    let state = vm.interpreter.state();
    let builtins = payload::<State>(&state).map_or(Value::NULL, |state| state.builtins.clone());
    let found = match dict_of(&builtins) {
        Some(dict) => vm.dict_get_str(dict, name)?,
        None => None,
    };
    match found {
        Some(value) => Ok(value),
        None => Err(vm.runtime_error(format!("builtins has no {name}"))),
    }
}

/// A module that has been imported, from `sys.modules`; None if it has not.
pub fn imported_module(vm: &mut Vm, name: &str) -> Result<Option<Value>> {
    let state = vm.interpreter.state();
    let modules = payload::<State>(&state).map_or(Value::NULL, |state| state.modules.clone());
    match dict_of(&modules) {
        Some(dict) => vm.dict_get_str(dict, name),
        None => Ok(None),
    }
}

/// What `sys` has under a name; None if nothing.
pub fn sys_attribute(vm: &mut Vm, name: &str) -> Result<Option<Value>> {
    let state = vm.interpreter.state();
    let sys = payload::<State>(&state).map_or(Value::NULL, |state| state.sys.clone());
    match dict_of(&sys) {
        Some(dict) => vm.dict_get_str(dict, name),
        None => match Module::of(&sys).map(|module| module.dict.clone()) {
            Some(dict) => match dict_of(&dict) {
                Some(dict) => vm.dict_get_str(dict, name),
                None => Ok(None),
            },
            None => Ok(None),
        },
    }
}

/// Imports a module as the `import` statement does.
pub fn import_module(vm: &mut Vm, name: &str) -> Result<Value> {
    if let Some(module) = imported_module(vm, name)? {
        return Ok(module);
    }
    let import = builtin(vm, "__import__")?;
    let name_value = vm.new_str(name)?;
    vm.call(&import, std::slice::from_ref(&name_value))?;
    match imported_module(vm, name)? {
        Some(module) => Ok(module),
        None => Err(vm.raise(Exception::ImportError, format!("No module named '{name}'"))),
    }
}

/// The name of a value's class without any module.
pub fn short_class_name(value: &Value) -> String {
    let class = crate::object::core::class_of(value);
    crate::object::Class::of(&class).map_or_else(String::new, crate::object::Class::name_text)
}

/// Has the object an exactly native class, whose methods nobody has replaced?
pub fn is_exactly(value: &Value, definition: &'static TypeDef) -> bool {
    crate::object::core::class_of(value).is(&definition.class())
}

/// OSError of an operating system's error about two files.
#[cold]
pub fn os_error_of_two(vm: &mut Vm, error: &std::io::Error, first: &Value, second: &Value) -> Raised {
    let number = error.raw_os_error().unwrap_or(0);
    let shown = error.to_string();
    let Ok(text) = vm.new_str(shown.split(" (os error").next().unwrap_or(&shown)) else { return Raised };
    let number = Value::from_small_int(i64::from(number));
    match vm.new_tuple([number, text, first.clone(), Value::NONE, second.clone()]) {
        Ok(args) => vm.raise_with_args(Exception::OSError, args),
        Err(raised) => raised,
    }
}

/// An `os.fspath`-able argument as bytes of a path; `what` is the error message but for the type that was given.
pub fn path_bytes(vm: &mut Vm, value: &Value, what: &str) -> Result<Vec<u8>> {
    if let Some(path) = str_bytes(value).or_else(|| bytes_of(value)) {
        if path.contains(&0) {
            let message = match what.split_once(": ") {
                Some((function, _)) => format!("{function}: embedded null character in path"),
                None => "embedded null byte".to_owned(),
            };
            return Err(vm.value_error(message));
        }
        return Ok(filesystem_bytes(path));
    }
    match vm.call_special(value, crate::object::names::Name::FSPath, &[])? {
        Some(path) if str_bytes(&path).is_some() || bytes_of(&path).is_some() => path_bytes(vm, &path, what),
        Some(path) => {
            let (class, given) = (vm.class_name(value), vm.class_name(&path));
            Err(vm.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {given}")))
        }
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("{what}, not {given}")))
        }
    }
}

/// A path's text as the file system has it: escaped bytes (lone surrogates DC80 to DCFF) become bytes again.
pub fn filesystem_bytes(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match text[at..] {
            [0xED, 0xB2, low, ..] => {
                out.push(low);
                at += 3;
            }
            [0xED, 0xB3, low, ..] => {
                out.push(low + 0x40);
                at += 3;
            }
            [byte, ..] => {
                out.push(byte);
                at += 1;
            }
            [] => {}
        }
    }
    out
}

/// A file system's name as text: bytes that are no UTF-8 become lone surrogates.
pub fn filesystem_text(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        for byte in chunk.invalid() {
            crate::text::wtf8::push_code_point(&mut out, 0xDC00 + u32::from(*byte));
        }
    }
    out
}
