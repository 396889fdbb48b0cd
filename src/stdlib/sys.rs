//! The `sys` module: its functions and streams. What it tells of itself is in `sys_info`, its hooks in `sys_hooks`.

use super::{io, io_core, io_text, io_text_write, support, sys_hooks, sys_info};
use crate::builtins::functions_io::{Streams, install_streams};
use crate::builtins::{frame, new_native_function};
use crate::domain::lock;
use crate::heap::{Dict, Kind, Str, Value};
use crate::object::core::{Exception, class_of};
use crate::object::definition::{ModuleDef, NativeDef, function};
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};
use std::time::Duration;

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "Objects of the interpreter and functions that change how it runs.",
    functions: FUNCTIONS,
    types: &[
        &sys_info::VERSION_INFO,
        &sys_info::FLAGS,
        &sys_info::FLOAT_INFO,
        &sys_info::INT_INFO,
        &sys_info::HASH_INFO,
        &sys_info::THREAD_INFO,
        &sys_hooks::UNRAISABLE_ARGUMENTS,
    ],
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
    function("_getframemodulename(depth=0)", get_frame_module, "The name of a caller's module, or None."),
    function("settrace(function, /)", sys_hooks::set_tracer, "There is no tracing: only None may be set."),
    function("setprofile(function, /)", sys_hooks::set_tracer, "There is no tracing: only None may be set."),
    function("gettrace()", |_, _| Ok(Value::NONE), "The trace function: there is none."),
    function("getprofile()", |_, _| Ok(Value::NONE), "The profile function: there is none."),
    function("audit(event, /, *args)", |_, _| Ok(Value::NONE), "Does nothing: there are no audit hooks."),
    function("_is_interned(string, /)", is_interned, "Is this string the one interned of its text?"),
    function(
        "getfilesystemencodeerrors()",
        |vm, _| vm.new_str("surrogateescape"),
        "How file names are decoded.",
    ),
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
        return vm.new_tuple([Value::NONE, Value::NONE, Value::NONE]);
    };
    let (of, traceback) = (class_of(&exception), object.traceback.get());
    vm.new_tuple([of, exception, traceback])
}

fn exception(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(handled(vm))
}

fn depth_of(vm: &mut Vm, args: &[Value]) -> Result<usize> {
    let depth = match args[0].given() {
        Some(depth) => vm.as_i64(depth)?,
        None => 0,
    };
    Ok(usize::try_from(depth).unwrap_or(0))
}

fn get_frame(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let depth = depth_of(vm, args)?;
    match frame::current(vm, depth)? {
        Some(frame) => Ok(frame),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn get_frame_module(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let depth = depth_of(vm, args)?;
    let globals = vm.stacks.frames().nth(depth).map(|frame| frame.function().globals.clone());
    match globals.as_ref().and_then(support::dict_of) {
        Some(globals) => Ok(vm.dict_get_name(globals, Name::Name).unwrap_or(Value::NONE)),
        None => Ok(Value::NONE),
    }
}

fn is_interned(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if cast_kind::<Str>(&args[0], Kind::Str).is_none() {
        let name = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("_is_interned() argument must be str, not {name}")));
    }
    let interned = vm.intern_value(&args[0])?;
    Ok(Value::from_bool(interned.is(&args[0])))
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
    for name in ["meta_path", "path_hooks", "warnoptions"] {
        let list = vm.new_list(Vec::new())?;
        vm.dict_set_str(dict, name, list)?;
    }
    for name in ["path_importer_cache", "_xoptions"] {
        let empty = vm.new_dict()?;
        vm.dict_set_str(dict, name, empty)?;
    }
    let original: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let original = strings(vm, &original)?;
    vm.dict_set_str(dict, "orig_argv", original)?;
    sys_info::fill(vm, dict)?;
    sys_hooks::fill(vm, dict)?;
    streams(vm, dict)?;
    let origin = vm.new_str("built-in")?;
    let spec = crate::builtins::module_spec::create(vm, "sys", origin, Value::NONE)?;
    vm.dict_set_name(dict, Name::Spec, spec)?;
    open_builtin(vm)
}

/// The standard streams, one object each for the interpreter; their buffers are the process's.
fn streams(vm: &mut Vm, dict: &Dict) -> Result<()> {
    install_streams(Streams {
        write: io_text_write::write_plainly,
        takes_text: io_text_write::takes_text,
        flush_output: io_core::flush_standard_output,
    });
    for (number, name) in ["stdin", "stdout", "stderr"].into_iter().enumerate() {
        let stream = io_text::new_text_stream(vm, number, &format!("<{name}>"))?;
        vm.dict_set_str(dict, name, stream.clone())?;
        vm.dict_set_str(dict, &format!("__{name}__"), stream)?;
    }
    Ok(())
}

/// `open` is a builtin that the layer of builtins cannot know.
fn open_builtin(vm: &mut Vm) -> Result<()> {
    let state = vm.interpreter.state();
    let builtins = payload::<State>(&state).map_or(Value::NULL, |state| state.builtins.clone());
    let Some(builtins) = support::dict_of(&builtins) else { return Ok(()) };
    let module = vm.intern("_io")?;
    let open = new_native_function(vm, &io::OPEN, Value::NULL, module)?;
    vm.dict_set_str(builtins, "open", open)
}
