//! "Did you mean: 'x'?": what is added to the messages of NameError, AttributeError and ImportError.
//!
//! Owns where candidates come from; the choice is `text::suggest`'s. What goes wrong on the way is forgotten: there is
//! just no suggestion then.

use super::RECEIVER_FIELD;
use crate::heap::{Dict, Kind, Str, Value};
use crate::object::class::Class;
use crate::object::core::{Exception as Kinds, class_of};
use crate::object::function::{Code, Exception, Module, Traceback};
use crate::object::native::{cast_kind, payload};
use crate::text::suggest::suggest;
use crate::vm::Vm;
use crate::vm::interpreter::State;
use crate::vm::raise::is_exception;

/// The public top-level modules of CPython's standard library: known by name even where lungfish lacks them.
pub const STANDARD_MODULES: &str = "abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect \
    builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall compression concurrent \
    configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis \
    doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools \
    gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib importlib \
    inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap \
    modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb \
    pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr \
    pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select \
    selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse \
    ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile \
    termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle \
    turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg winsound \
    wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/// What is added to the message, if anything.
pub fn hint(vm: &mut Vm, exception: &Value) -> Option<String> {
    let object = Exception::of(exception)?;
    let is = |kind: Kinds| is_exception(exception, kind);
    let is_name_error = is(Kinds::NameError) && !is(Kinds::UnboundLocalError);
    let is_import_error = is(Kinds::ImportError);
    if !is_name_error && !is_import_error && !is(Kinds::AttributeError) {
        return None;
    }
    let wrong = object.fields[if is_import_error { 3 } else { 0 }].get();
    let wrong = cast_kind::<Str>(&wrong, Kind::Str)?.bytes().to_vec();
    let near = if is_name_error {
        near_name(vm, object, &wrong)
    } else if is_import_error {
        near_import(vm, object, &wrong)
    } else {
        near_attribute(vm, object, &wrong)
    };
    if vm.raised().raw() != crate::heap::RawValue::NULL {
        drop(vm.take_raised());
    }
    let mut hint = near.as_ref().map_or_else(String::new, |near| format!(". Did you mean: '{near}'?"));
    if is_name_error && STANDARD_MODULES.split(' ').any(|module| module.as_bytes() == wrong) {
        let wrong = String::from_utf8_lossy(&wrong);
        hint.push_str(&if near.is_some() {
            format!(" Or did you forget to import '{wrong}'?")
        } else {
            format!(". Did you forget to import '{wrong}'?")
        });
    }
    if hint.is_empty() { None } else { Some(hint) }
}

fn choose(wrong: &[u8], names: &[Vec<u8>]) -> Option<String> {
    let candidates: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    suggest(wrong, &candidates).map(|near| String::from_utf8_lossy(near).into_owned())
}

/// The innermost entry of a traceback.
fn innermost(object: &Exception) -> Option<Value> {
    let mut current = object.traceback.get();
    loop {
        let next = payload::<Traceback>(&current)?.next.get();
        if payload::<Traceback>(&next).is_none() {
            return Some(current);
        }
        current = next;
    }
}

fn near_name(vm: &mut Vm, object: &Exception, wrong: &[u8]) -> Option<String> {
    let entry = innermost(object)?;
    let frame = payload::<Traceback>(&entry)?;
    let unit = &Code::of(&frame.code)?.unit;
    let receiver = object.fields[RECEIVER_FIELD].get();
    if !receiver.is_null() && has_attribute(vm, &receiver, wrong) {
        return Some(format!("self.{}", String::from_utf8_lossy(wrong)));
    }
    let locals = unit.local_names.iter().chain(&unit.free_names);
    let mut names: Vec<Vec<u8>> =
        locals.filter(|name| !name.starts_with('.')).map(|name| name.as_bytes().to_vec()).collect();
    names.extend(keys(vm, &frame.globals));
    let state = vm.interpreter.state();
    if let Some(state) = payload::<State>(&state) {
        names.extend(keys(vm, &state.builtins));
    }
    choose(wrong, &names)
}

fn has_attribute(vm: &mut Vm, object: &Value, name: &[u8]) -> bool {
    let Ok(name) = vm.new_text(name) else { return false };
    match vm.find_attribute(object, &name) {
        Ok(found) => found.is_some(),
        Err(_) => {
            drop(vm.take_raised());
            false
        }
    }
}

/// The string keys of a namespace.
fn keys(vm: &mut Vm, namespace: &Value) -> Vec<Vec<u8>> {
    let Some(dict) = cast_kind::<Dict>(namespace, Kind::Dict) else { return Vec::new() };
    let pairs = dict.snapshot(&mut vm.heap).unwrap_or_default();
    pairs.iter().filter_map(|(key, _)| Some(cast_kind::<Str>(key, Kind::Str)?.bytes().to_vec())).collect()
}

fn near_import(vm: &mut Vm, object: &Exception, wrong: &[u8]) -> Option<String> {
    let name = object.fields[1].get();
    let name = cast_kind::<Str>(&name, Kind::Str)?.to_text().into_owned();
    let state = vm.interpreter.state();
    let modules = payload::<State>(&state)?.modules.clone();
    let module = vm.dict_get_str(cast_kind::<Dict>(&modules, Kind::Dict)?, &name).ok()??;
    let names = visible_names(vm, &module, wrong, false)?;
    choose(wrong, &names)
}

fn near_attribute(vm: &mut Vm, object: &Exception, wrong: &[u8]) -> Option<String> {
    let target = object.fields[1].get();
    if target.is_null() {
        return None;
    }
    let own = object.fields[RECEIVER_FIELD].get().is(&target);
    let names = visible_names(vm, &target, wrong, own)?;
    choose(wrong, &names)
}

/// `dir(object)`, sorted; without private names unless the wrong one is private or `all` are wanted.
fn visible_names(vm: &mut Vm, object: &Value, wrong: &[u8], all: bool) -> Option<Vec<Vec<u8>>> {
    let state = vm.interpreter.state();
    let builtins = payload::<State>(&state)?.builtins.clone();
    let dir = vm.dict_get_str(cast_kind::<Dict>(&builtins, Kind::Dict)?, "dir").ok()?;
    let mut names = match dir.map(|dir| vm.call(&dir, std::slice::from_ref(object))) {
        Some(Ok(listed)) => {
            let listed = vm.collect(&listed).ok()?;
            let bytes = |name: &Value| Some(cast_kind::<Str>(name, Kind::Str)?.bytes().to_vec());
            listed.iter().filter_map(bytes).collect()
        }
        _ => plain_names(vm, object),
    };
    names.sort();
    if !all && wrong.first() != Some(&b'_') {
        names.retain(|name| name.first() != Some(&b'_'));
    }
    Some(names)
}

/// What `dir` would say without running user code.
fn plain_names(vm: &mut Vm, object: &Value) -> Vec<Vec<u8>> {
    drop(vm.take_raised());
    if let Some(module) = Module::of(object) {
        let dict = module.dict.clone();
        return keys(vm, &dict);
    }
    let of = class_of(object);
    let classes = Class::of(&of).map_or_else(Vec::new, Class::mro_classes);
    classes.iter().filter_map(Class::of).flat_map(|class| keys(vm, &class.dict.clone())).collect()
}
