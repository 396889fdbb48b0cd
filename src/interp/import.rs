//! Imports.
//!
//! Owns finding and loading modules: native ones, embedded sources, then `sys.path` (files and packages). Must not know
//! bytecode files: none are read or written.

use super::run::{compile_source, run_module_code};
use super::startup::{fill_module, modules_dict, sys_dict};
use crate::builtins::module_spec;
use crate::compile::Mode;
use crate::heap::{Dict, Kind, Value};
use crate::object::class::text;
use crate::object::core::Exception;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::stdlib;
use crate::syntax;
use crate::vm::{Raised, Result, Vm};
use std::path::{Path, PathBuf};

/// `__import__(name, globals, locals, fromlist, level)`.
pub fn import(vm: &mut Vm, name: &str, globals: &Value, from: &Value, level: i64) -> Result<Value> {
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let absolute = if level > 0 { resolve(vm, name, globals, level as usize)? } else { name.to_owned() };
    if absolute.is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let module = import_dotted(vm, &absolute)?;
    let wants = if from.is_none() || from.is_null() { false } else { vm.truth(from)? };
    if !wants {
        if level > 0 && !name.contains('.') {
            return Ok(module);
        }
        // `import a.b.c` binds `a`.
        let keep = absolute.len() - name.len() + name.find('.').unwrap_or(name.len());
        return import_dotted(vm, &absolute[..keep]);
    }
    if vm.find_attribute(&module, &Name::Path.value())?.is_some() {
        for item in vm.collect(from)? {
            let item = text(&item);
            if item == "*" {
                continue;
            }
            let attribute = vm.intern(&item)?;
            if vm.find_attribute(&module, &attribute)?.is_none() {
                let full = format!("{absolute}.{item}");
                if import_dotted(vm, &full).is_err() && !missing_is(vm, &full) {
                    return Err(Raised);
                }
            }
        }
    }
    Ok(module)
}

/// Swallows "No module named 'full'", and only that.
fn missing_is(vm: &mut Vm, full: &str) -> bool {
    if !vm.raised_is(Exception::ModuleNotFoundError) {
        return false;
    }
    let raised = vm.raised().clone();
    let name = crate::object::function::Exception::of(&raised).map(|error| text(&error.fields[1].get()));
    let same = name.as_deref() == Some(full);
    if same {
        drop(vm.take_raised());
    }
    same
}

/// The absolute name of a relative import.
fn resolve(vm: &mut Vm, name: &str, globals: &Value, level: usize) -> Result<String> {
    let package = match cast_kind::<Dict>(globals, Kind::Dict) {
        Some(dict) => match vm.dict_get_name(dict, Name::Package) {
            Some(package) if !package.is_none() => text(&package),
            _ => {
                let own = vm.dict_get_name(dict, Name::Name).map(|name| text(&name)).unwrap_or_default();
                if vm.dict_get_name(dict, Name::Path).is_some() {
                    own
                } else {
                    own.rsplit_once('.').map_or_else(String::new, |(package, _)| package.to_owned())
                }
            }
        },
        None => String::new(),
    };
    if package.is_empty() {
        return Err(
            vm.raise(Exception::ImportError, "attempted relative import with no known parent package")
        );
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((parent, _)) => base = parent,
            None => {
                return Err(
                    vm.raise(Exception::ImportError, "attempted relative import beyond top-level package")
                );
            }
        }
    }
    Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
}

/// Imports `a`, `a.b`, `a.b.c` in turn; gives the last.
fn import_dotted(vm: &mut Vm, full: &str) -> Result<Value> {
    if let Some(module) = loaded(vm, full)? {
        return Ok(module);
    }
    let mut parent = None;
    let mut end = 0;
    loop {
        end = full[end..].find('.').map_or(full.len(), |dot| end + dot);
        let name = &full[..end];
        let module = match loaded(vm, name)? {
            Some(module) => module,
            None => load_child(vm, name, parent.as_ref())?,
        };
        if end == full.len() {
            return Ok(module);
        }
        parent = Some(module);
        end += 1;
    }
}

/// A module that is in `sys.modules`.
fn loaded(vm: &mut Vm, name: &str) -> Result<Option<Value>> {
    let modules = modules_dict(vm);
    let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict) else { return Ok(None) };
    match vm.dict_get_str(table, name)? {
        Some(module) if module.is_none() => {
            let error = format!("import of {name} halted; None in sys.modules");
            Err(not_found(vm, name, error))
        }
        found => Ok(found),
    }
}

fn load_child(vm: &mut Vm, name: &str, parent: Option<&Value>) -> Result<Value> {
    let module = load(vm, name, parent)?;
    if let (Some(parent), Some((_, last))) = (parent, name.rsplit_once('.')) {
        let attribute = vm.intern(last)?;
        vm.set_attribute(parent, &attribute, Some(&module))?;
    }
    Ok(module)
}

#[cold]
fn not_found(vm: &mut Vm, name: &str, message: String) -> Raised {
    let _ = vm.raise(Exception::ModuleNotFoundError, message);
    if let Ok(name) = vm.new_str(name) {
        vm.set_error_fields(&[(1, name)]);
    }
    Raised
}

fn load(vm: &mut Vm, name: &str, parent: Option<&Value>) -> Result<Value> {
    if let Some(definition) = stdlib::MODULES.iter().find(|module| module.name == name) {
        let dict = vm.new_namespace()?;
        let module = super::startup::module_of(vm, name, dict.clone())?;
        remember(vm, name, &module)?;
        if let Some(dict) = cast_kind::<Dict>(&dict, Kind::Dict) {
            fill_module(vm, definition, dict)?;
            let origin = vm.new_str("built-in")?;
            let spec = module_spec::create(vm, name, origin, Value::NONE)?;
            vm.dict_set_name(dict, Name::Spec, spec)?;
        }
        return Ok(module);
    }
    if let Some((_, source, is_package)) = stdlib::SOURCES.iter().find(|(known, ..)| *known == name) {
        let place = if *is_package { Place::Package } else { Place::File };
        return run_source(vm, name, source.as_bytes(), &format!("<lungfish {name}>"), place, None);
    }
    let folders = match parent {
        Some(parent) => match vm.find_attribute(parent, &Name::Path.value())? {
            Some(path) => path,
            None => {
                let (package, _) = name.rsplit_once('.').unwrap_or((name, ""));
                return Err(not_found(
                    vm,
                    name,
                    format!("No module named '{name}'; '{package}' is not a package"),
                ));
            }
        },
        None => search_path(vm)?,
    };
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut parts = Vec::new();
    for folder in vm.collect(&folders)? {
        let folder = text(&folder);
        let inside = Path::new(&folder).join(last);
        if inside.is_dir() {
            parts.push(inside);
        }
        if let Some((file, is_package)) = find_in(Path::new(&folder), last) {
            let shown = file.to_string_lossy().into_owned();
            let read = vm.detached(|| std::fs::read(&file));
            let Ok(bytes) = read else { continue };
            let place = if is_package { Place::Package } else { Place::File };
            return run_source(vm, name, &bytes, &shown, place, file.parent().map(Path::to_path_buf));
        }
    }
    if !parts.is_empty() {
        return namespace_package(vm, name, &parts);
    }
    let message = match name {
        "numpy" | "requests" | "aiohttp" | "pandas" => format!(
            "No module named '{name}' (packages with C extensions or of PyPI are not available in lungfish)"
        ),
        _ => format!("No module named '{name}'"),
    };
    Err(not_found(vm, name, message))
}

/// A package without a file of its own: folders of that name.
fn namespace_package(vm: &mut Vm, name: &str, folders: &[PathBuf]) -> Result<Value> {
    let dict = vm.new_namespace()?;
    let module = super::startup::module_of(vm, name, dict.clone())?;
    let mut path = Vec::new();
    for folder in folders {
        path.push(vm.new_str(&folder.to_string_lossy())?);
    }
    let path = vm.new_list(path)?;
    let spec = module_spec::create(vm, name, Value::NONE, path.clone())?;
    if let Some(dict) = cast_kind::<Dict>(&dict, Kind::Dict) {
        let package = vm.new_str(name)?;
        vm.dict_set_name(dict, Name::Package, package)?;
        vm.dict_set_name(dict, Name::Path, path)?;
        vm.dict_set_name(dict, Name::Spec, spec)?;
    }
    remember(vm, name, &module)?;
    Ok(module)
}

fn search_path(vm: &mut Vm) -> Result<Value> {
    let sys = sys_dict(vm);
    let path = match cast_kind::<Dict>(&sys, Kind::Dict) {
        Some(dict) => vm.dict_get_name(dict, Name::PathAttribute),
        None => None,
    };
    match path {
        Some(path) => Ok(path),
        None => vm.new_list(Vec::new()),
    }
}

/// The file of a module in a folder, and whether it is a package.
fn find_in(folder: &Path, name: &str) -> Option<(PathBuf, bool)> {
    let package = folder.join(name).join("__init__.py");
    if package.is_file() {
        return Some((package, true));
    }
    let file = folder.join(format!("{name}.py"));
    if file.is_file() { Some((file, false)) } else { None }
}

#[derive(PartialEq)]
enum Place {
    File,
    Package,
}

fn remember(vm: &mut Vm, name: &str, module: &Value) -> Result<()> {
    let modules = modules_dict(vm);
    match cast_kind::<Dict>(&modules, Kind::Dict) {
        Some(table) => vm.dict_set_str(table, name, module.clone()),
        None => Ok(()),
    }
}

/// Runs a module's source in a new module, which stands in `sys.modules` meanwhile; a failing one is taken out again.
fn run_source(
    vm: &mut Vm,
    name: &str,
    bytes: &[u8],
    file: &str,
    place: Place,
    folder: Option<PathBuf>,
) -> Result<Value> {
    let source = match syntax::decode(bytes, file) {
        Ok(source) => source,
        Err(error) => return Err(super::run::raise_syntax_error(vm, &error, None, file)),
    };
    let unit = compile_source(vm, source, syntax::Mode::File, Mode::Module)?;
    let dict = vm.new_namespace()?;
    let module = super::startup::module_of(vm, name, dict.clone())?;
    let mut spec = Value::NONE;
    if let Some(dict) = cast_kind::<Dict>(&dict, Kind::Dict) {
        let shown = vm.new_str(file)?;
        vm.dict_set_name(dict, Name::File, shown)?;
        let package = if place == Place::Package {
            name
        } else {
            name.rsplit_once('.').map_or("", |(package, _)| package)
        };
        let package = vm.new_str(package)?;
        vm.dict_set_name(dict, Name::Package, package)?;
        let mut path = Value::NONE;
        if place == Place::Package {
            let mut folders = Vec::new();
            if let Some(folder) = folder {
                folders.push(vm.new_str(&folder.to_string_lossy())?);
            }
            path = vm.new_list(folders)?;
            vm.dict_set_name(dict, Name::Path, path.clone())?;
        }
        let origin = vm.new_str(file)?;
        spec = module_spec::create(vm, name, origin, path)?;
        module_spec::set_initializing(vm, &spec, true)?;
        vm.dict_set_name(dict, Name::Spec, spec.clone())?;
    }
    remember(vm, name, &module)?;
    let outcome = run_module_code(vm, &unit, &dict);
    match &outcome {
        Ok(_) => module_spec::set_initializing(vm, &spec, false)?,
        Err(_) => {
            let exception = vm.take_raised();
            let done = module_spec::set_initializing(vm, &spec, false);
            drop(done.map_err(|_| vm.take_raised()));
            let _ = vm.reraise(exception);
        }
    }
    match outcome {
        // A module may replace itself in `sys.modules`.
        Ok(_) => Ok(loaded(vm, name)?.unwrap_or(module)),
        Err(raised) => {
            let exception = vm.take_raised();
            let modules = modules_dict(vm);
            if let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict) {
                let name = vm.intern(name)?;
                vm.dict_remove(table, &name)?;
            }
            let _ = vm.reraise(exception);
            Err(raised)
        }
    }
}
