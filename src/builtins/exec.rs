//! `compile`, `eval`, `exec`, `__import__`, `__build_class__`.

use crate::code::CodeFlags;
use crate::compile::Mode;
use crate::engine::{load, run_code};
use crate::heap::{Bytes, Dict, Kind, Str, Value};
use crate::interp::{import, run};
use crate::object::class::text;
use crate::object::core::{CoreClass, Exception, is_exactly};
use crate::object::definition::{NativeDef, function};
use crate::object::function::Code;
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::syntax;
use crate::vm::interpreter::State;
use crate::vm::{Result, Vm};

pub const FUNCTIONS: &[NativeDef] = &[
    function(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)",
        compile,
        "Compile source text into a code object that exec() or eval() can run.",
    ),
    function(
        "eval(source, /, globals=None, locals=None)",
        eval,
        "The value of an expression given as text or code.",
    ),
    function("exec(source, /, globals=None, locals=None)", exec, "Run statements given as text or code."),
    function(
        "__import__(name, globals=None, locals=None, fromlist=(), level=0)",
        import_module,
        "Import a module: what the import statement calls.",
    ),
];

/// The text of a source argument.
fn source_text(vm: &mut Vm, value: &Value, function: &str) -> Result<Vec<u8>> {
    if let Some(text) = cast_kind::<Str>(value, Kind::Str) {
        return Ok(text.bytes().to_vec());
    }
    if let Some(content) = cast_kind::<Bytes>(value, Kind::Bytes) {
        return Ok(content.bytes().to_vec());
    }
    let kinds = if function == "compile" {
        "a string, bytes or AST object"
    } else {
        "a string, bytes or code object"
    };
    Err(vm.type_error(format!("{function}() arg 1 must be {kinds}")))
}

/// A code object of source text. It is loaded for no namespace yet.
fn compile_text(vm: &mut Vm, text: &[u8], file: &str, mode: Mode) -> Result<Value> {
    if text.contains(&0) {
        return Err(vm.raise(Exception::SyntaxError, "source code string cannot contain null bytes"));
    }
    let source = match syntax::decode(text, file) {
        Ok(source) => source,
        Err(error) => return Err(run::raise_syntax_error(vm, &error, None, file)),
    };
    let parse = if mode == Mode::Eval { syntax::Mode::Expression } else { syntax::Mode::File };
    let unit = run::compile_source(vm, source, parse, mode)?;
    load::load(vm, &unit, &Value::NULL)
}

fn compile(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if Code::of(&args[0]).is_some() {
        return Ok(args[0].clone());
    }
    let source = source_text(vm, &args[0], "compile")?;
    let file = vm.str_text(&args[1])?;
    let mode = match text(&args[2]).as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    compile_text(vm, &source, &file, mode)
}

/// Globals and locals of a call of eval or exec: those given, or those of the caller.
fn namespaces(vm: &mut Vm, function: &str, args: &[Value]) -> Result<(Value, Value)> {
    let given = |value: &Value| value.given().filter(|value| !value.is_none()).cloned();
    let globals = match given(&args[1]) {
        Some(globals) if cast_kind::<Dict>(&globals, Kind::Dict).is_some() => Some(globals),
        Some(other) => {
            let name = vm.class_name(&other);
            let message = if function == "exec" {
                format!("exec() globals must be a dict, not {name}")
            } else {
                "globals must be a dict".to_owned()
            };
            return Err(vm.type_error(message));
        }
        None => None,
    };
    let locals = given(&args[2]);
    let own = |vm: &mut Vm| vm.stacks.frames().next().map(|frame| frame.function().globals.clone());
    let pair = match (globals, locals) {
        (Some(globals), Some(locals)) => (globals, locals),
        (Some(globals), None) => (globals.clone(), globals),
        (None, Some(locals)) => (own(vm).unwrap_or(Value::NULL), locals),
        (None, None) => {
            let globals = own(vm).unwrap_or(Value::NULL);
            let locals = super::functions::locals_of(vm)?;
            (globals, locals)
        }
    };
    if let Some(dict) = cast_kind::<Dict>(&pair.0, Kind::Dict)
        && vm.dict_get_name(dict, Name::Builtins).is_none()
    {
        let state = vm.interpreter.state();
        let modules = payload::<State>(&state).map_or(Value::NULL, |state| state.modules.clone());
        if let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict)
            && let Some(builtins) = vm.dict_get_str(table, "builtins")?
        {
            vm.dict_set_name(dict, Name::Builtins, builtins)?;
        }
    }
    Ok(pair)
}

fn run_in_namespaces(vm: &mut Vm, args: &[Value], name: &str, mode: Mode) -> Result<Value> {
    let (globals, locals) = namespaces(vm, name, args)?;
    let code = if Code::of(&args[0]).is_some() {
        args[0].clone()
    } else {
        let mut source = source_text(vm, &args[0], name)?;
        if mode == Mode::Eval {
            let start = source.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(0);
            source.drain(..start);
        }
        compile_text(vm, &source, "<string>", mode)?
    };
    let Some(object) = Code::of(&code) else { return Ok(Value::NONE) };
    if !object.unit.free_names.is_empty() {
        return Err(vm.type_error(format!("code object passed to {name}() may not contain free variables")));
    }
    let loaded =
        if object.globals.is(&globals) { code.clone() } else { load::load(vm, &object.unit.0, &globals)? };
    let namespace = object.unit.flags.contains(CodeFlags::NAMESPACE).then_some(&locals);
    run_code(vm, &loaded, &globals, namespace)
}

fn eval(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    run_in_namespaces(vm, args, "eval", Mode::Eval)
}

fn exec(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    run_in_namespaces(vm, args, "exec", Mode::Exec).map(|_| Value::NONE)
}

fn import_module(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !is_exactly(&args[0], CoreClass::Str) {
        let name = vm.class_name(&args[0]);
        return Err(vm.type_error(format!("__import__() argument 1 must be str, not {name}")));
    }
    let level = match args[4].given() {
        Some(level) => vm.as_i64(level)?,
        None => 0,
    };
    let name = text(&args[0]);
    import::import(vm, &name, &args[1], &args[3], level)
}
