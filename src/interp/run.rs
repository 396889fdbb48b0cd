//! Running source text: compiling it, and turning what goes wrong into exceptions.

use crate::code::CodeUnit;
use crate::compile::{self, Mode, Options};
use crate::engine::{load, run_code};
use crate::heap::{Dict, Kind, Value};
use crate::object::core::Exception;
use crate::object::names::Name;
use crate::object::native::{cast_kind, payload};
use crate::source::SourceText;
use crate::syntax::{self, SyntaxError, SyntaxErrorKind};
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};
use std::sync::Arc;

/// Parses and compiles; a SyntaxError is raised as an exception.
pub fn compile_source(
    vm: &mut Vm,
    source: SourceText,
    parse: syntax::Mode,
    mode: Mode,
) -> Result<Arc<CodeUnit>> {
    let source = Arc::new(source);
    let arena = bumpalo::Bump::new();
    let options = Options {
        optimize: vm.interpreter.settings.optimize,
        stack_limit: Some(vm.native_limit),
        ..Options::new(mode)
    };
    let mut warnings = Vec::new();
    let result = syntax::parse_with_warnings(&arena, &source, parse, &mut warnings)
        .and_then(|module| compile::compile(&module, &source, &options));
    match result {
        Ok(unit) => {
            crate::vm::traceback::register_source(&source.name, source.clone());
            for warning in &warnings {
                warn(vm, &warning.message, &source, warning.span.start)?;
            }
            Ok(Arc::new(unit))
        }
        Err(error) => Err(raise_syntax_error(vm, &error, Some(&source), &source.name)),
    }
}

/// Issues a SyntaxWarning by the module `warnings`, which may make an exception of it.
fn warn(vm: &mut Vm, message: &str, source: &SourceText, offset: u32) -> Result<()> {
    let (line, _) = source.line_column(offset.min(source.text.len() as u32));
    let warnings = super::import::import(vm, "warnings", &Value::NONE, &Value::NONE, 0)?;
    let name = vm.intern("warn_explicit")?;
    let issue = vm.get_attribute(&warnings, &name)?;
    let category = crate::object::core::exception(Exception::SyntaxWarning);
    let arguments =
        [vm.new_str(message)?, category, vm.new_str(&source.name)?, Value::from_small_int(line.into())];
    vm.call(&issue, &arguments).map(drop)
}

/// Raises SyntaxError with its place.
pub fn raise_syntax_error(
    vm: &mut Vm,
    error: &SyntaxError,
    source: Option<&SourceText>,
    file: &str,
) -> Raised {
    let kind = match error.kind {
        SyntaxErrorKind::Syntax => Exception::SyntaxError,
        SyntaxErrorKind::Indentation => Exception::IndentationError,
        SyntaxErrorKind::Tab => Exception::TabError,
        SyntaxErrorKind::Recursion => return vm.raise(Exception::RecursionError, &error.message),
    };
    match syntax_arguments(vm, error, source, file) {
        Ok(args) => vm.raise_with_args(kind, args),
        Err(raised) => raised,
    }
}

/// `(message, (file, line, column, text, end line, end column))`, columns 1-based in characters.
fn syntax_arguments(
    vm: &mut Vm,
    error: &SyntaxError,
    source: Option<&SourceText>,
    file: &str,
) -> Result<Value> {
    let message = vm.new_str(&error.message)?;
    let Some(source) = source else { return vm.new_tuple([message]) };
    let place = |offset: u32| {
        let (line, column) = source.line_column(offset.min(source.text.len() as u32));
        let text = source.line(line);
        let characters = text.get(..column as usize).map_or(column as usize, |before| before.chars().count());
        (line, characters as i64 + 1)
    };
    let (line, column) = place(error.span.start);
    let (end_line, end_column) = place(error.span.end);
    let shown = vm.new_str(&format!("{}\n", source.line(line)))?;
    let file = vm.new_str(file)?;
    let number = |number: i64| Value::from_small_int(number);
    let place =
        vec![file, number(line as i64), number(column), shown, number(end_line as i64), number(end_column)];
    let place = vm.new_tuple(place)?;
    vm.new_tuple([message, place])
}

/// Runs a module's unit with its namespace.
pub fn run_module_code(vm: &mut Vm, unit: &Arc<CodeUnit>, namespace: &Value) -> Result<Value> {
    let code = load::load(vm, unit, namespace)?;
    run_code(vm, &code, namespace, None)
}

/// The `__main__` module's namespace, made if need be.
pub fn main_namespace(vm: &mut Vm) -> Result<Value> {
    let modules = super::startup::modules_dict(vm);
    let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict) else {
        return Err(vm.runtime_error("no module table"));
    };
    if let Some(module) = vm.dict_get_str(table, "__main__")? {
        return match crate::object::function::Module::of(&module) {
            Some(module) => Ok(module.dict.clone()),
            None => Err(vm.runtime_error("__main__ is not a module")),
        };
    }
    let dict = vm.new_namespace()?;
    let module = super::startup::module_of(vm, "__main__", dict.clone())?;
    let state = vm.interpreter.state();
    if let Some(namespace) = cast_kind::<Dict>(&dict, Kind::Dict) {
        let builtins = payload::<State>(&state).map_or(Value::NULL, |state| state.modules.clone());
        let builtins = match cast_kind::<Dict>(&builtins, Kind::Dict) {
            Some(table) => vm.dict_get_str(table, "builtins")?,
            None => None,
        };
        vm.dict_set_name(namespace, Name::Builtins, builtins.unwrap_or(Value::NONE))?;
    }
    vm.dict_set_str(table, "__main__", module)?;
    Ok(dict)
}

/// Runs a program's text as `__main__`.
pub fn run_main(vm: &mut Vm, bytes: &[u8], file: &str) -> Result<Value> {
    let source = match syntax::decode(bytes, file) {
        Ok(source) => source,
        Err(error) => return Err(raise_syntax_error(vm, &error, None, file)),
    };
    let unit = compile_source(vm, source, syntax::Mode::File, Mode::Module)?;
    let namespace = main_namespace(vm)?;
    if let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict)
        && !file.starts_with('<')
    {
        let shown = vm.new_str(file)?;
        vm.dict_set_name(dict, Name::File, shown)?;
    }
    run_module_code(vm, &unit, &namespace)
}
