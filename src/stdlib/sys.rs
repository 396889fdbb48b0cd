//! The `sys` module.

use crate::builtins::standard_stream::{Descriptor, new_stream};
use crate::domain::lock;
use crate::heap::{Dict, Kind, Str, Value};
use crate::object::core::{Exception, class_of};
use crate::object::definition::{ModuleDef, NativeDef, function};
use crate::object::native::cast_kind;
use crate::vm::{Raised, Result, Vm};
use std::time::Duration;

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "Objects of the interpreter and functions that change how it runs.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

const FUNCTIONS: &[NativeDef] = &[
    function("exit(status=None, /)", exit, "Exit the interpreter by raising SystemExit(status)."),
    function("getrecursionlimit()", get_recursion_limit, "The greatest depth of Python calls."),
    function("setrecursionlimit(limit, /)", set_recursion_limit, "Set the greatest depth of Python calls."),
    function(
        "getswitchinterval()",
        get_switch_interval,
        "Seconds after which a waiting thread asks for the lock.",
    ),
    function("setswitchinterval(interval, /)", set_switch_interval, "Set the switch interval, in seconds."),
    function("_is_gil_enabled()", is_gil_enabled, "Is there a global interpreter lock?"),
    function(
        "getrefcount(object, /)",
        get_refcount,
        "How many references an object has, this call's included.",
    ),
    function(
        "getsizeof(object, default=None)",
        get_size,
        "Bytes that an object takes, what it refers to apart.",
    ),
    function("intern(string, /)", intern, "The one interned string of a text."),
    function("exc_info()", exc_info, "Type, value and traceback of the exception being handled."),
    function("exception()", exception, "The exception being handled, or None."),
    function("_getframe(depth=0, /)", get_frame, "The frame of a caller."),
    function("getdefaultencoding()", default_encoding, "The encoding of text by default: utf-8."),
    function("getfilesystemencoding()", default_encoding, "The encoding of file names: utf-8."),
    function("is_finalizing()", is_finalizing, "Is the interpreter shutting down?"),
    function(
        "get_int_max_str_digits()",
        get_digit_limit,
        "The longest int that is converted to or from text.",
    ),
    function(
        "set_int_max_str_digits(maxdigits)",
        set_digit_limit,
        "Set the limit of int and text conversion.",
    ),
    function("_current_lock_model()", lock_model, "The lock model: 'on', 'off' or 'per-interp'."),
];

fn exit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let args = match args[0].given() {
        None => Vec::new(),
        Some(status) if status.is_none() => Vec::new(),
        Some(status) => vec![status.clone()],
    };
    let args = vm.new_tuple(args)?;
    Err(vm.raise_with_args(Exception::SystemExit, args))
}

fn get_recursion_limit(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(vm.interpreter.recursion_limit() as i64))
}

fn set_recursion_limit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let limit = vm.as_i64(&args[0])?;
    let Ok(limit) = usize::try_from(limit) else {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    };
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = vm.stacks.depth();
    if depth >= limit {
        let message = format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        );
        return Err(vm.raise(Exception::RecursionError, message));
    }
    vm.interpreter.set_recursion_limit(limit);
    vm.stacks.set_limit(limit);
    Ok(Value::NONE)
}

fn get_switch_interval(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_float(lock::switch_interval().as_secs_f64()))
}

fn set_switch_interval(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let seconds = vm.as_f64(&args[0])?;
    if seconds.is_nan() || seconds <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    lock::set_switch_interval(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    Ok(Value::NONE)
}

fn is_gil_enabled(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(vm.interpreter.settings.gil.is_enabled()))
}

fn lock_model(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let name = vm.interpreter.settings.gil.name();
    vm.new_str(name)
}

fn get_refcount(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match crate::vm::attribute::header_of(&args[0]) {
        Some(header) if args[0].raw().is_counted() => vm.new_int(header.count as i64 + 1),
        _ => Ok(Value::from_small_int(u32::MAX as i64)),
    }
}

fn get_size(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(crate::builtins::object::size_of_value(&args[0]) as i64))
}

fn intern(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match cast_kind::<Str>(&args[0], Kind::Str) {
        Some(_) => vm.intern_value(&args[0]),
        None => {
            let name = vm.class_name(&args[0]);
            Err(vm.type_error(format!("intern() argument must be str, not {name}")))
        }
    }
}

fn handled(vm: &Vm) -> Value {
    if vm.handled.is_null() { Value::NONE } else { vm.handled.clone() }
}

fn exc_info(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let exception = handled(vm);
    let Some(object) = crate::object::function::Exception::of(&exception) else {
        return vm.new_tuple(vec![Value::NONE, Value::NONE, Value::NONE]);
    };
    let (of, traceback) = (class_of(&exception), object.traceback.get());
    vm.new_tuple(vec![of, exception, traceback])
}

fn exception(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(handled(vm))
}

fn get_frame(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(vm.raise(Exception::NotImplementedError, "frames are not objects in lungfish"))
}

fn default_encoding(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_str("utf-8")
}

fn is_finalizing(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(vm.interpreter.finalizing.load(std::sync::atomic::Ordering::SeqCst)))
}

fn get_digit_limit(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(crate::builtins::int::digit_limit() as i64))
}

fn set_digit_limit(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let limit = vm.as_i64(&args[0])?;
    match usize::try_from(limit) {
        Ok(limit) if limit == 0 || limit >= 640 => {
            crate::builtins::int::set_digit_limit(limit);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited")),
    }
}

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let settings = vm.interpreter.settings.clone();
    let strings = |vm: &mut Vm, items: &[String]| -> Result<Value> {
        let items =
            items.iter().map(|item| vm.new_str(item)).collect::<std::result::Result<Vec<_>, Raised>>()?;
        vm.new_list(items)
    };
    let argv = strings(vm, &settings.argv)?;
    vm.dict_set_str(dict, "argv", argv)?;
    let path = strings(vm, &settings.path)?;
    vm.dict_set_str(dict, "path", path)?;
    for (name, text) in [
        ("version", "3.14.0 (lungfish 0.1.0)"),
        ("platform", "linux"),
        ("byteorder", "little"),
        ("copyright", "The lungfish developers"),
        (
            "executable",
            &std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default(),
        ),
    ] {
        let value = vm.new_str(text)?;
        vm.dict_set_str(dict, name, value)?;
    }
    for (name, descriptor) in
        [("stdin", Descriptor::Input), ("stdout", Descriptor::Output), ("stderr", Descriptor::Error)]
    {
        let stream = new_stream(vm, descriptor)?;
        vm.dict_set_str(dict, name, stream.clone())?;
        vm.dict_set_str(dict, &format!("__{name}__"), stream)?;
    }
    let maxsize = vm.new_int(i64::MAX)?;
    vm.dict_set_str(dict, "maxsize", maxsize)?;
    vm.dict_set_str(dict, "maxunicode", Value::from_small_int(0x10FFFF))?;
    vm.dict_set_str(dict, "dont_write_bytecode", Value::TRUE)?;
    Ok(())
}
