//! Start-up and shutdown.
//!
//! Built-in classes and functions are made once for the process, while the context's owner is "immortal": what is made then
//! lives for ever and is never counted. Each interpreter then gets a state of its own: module table, builtins, `sys`.

use crate::builtins;
use crate::domain::{ThreadRecord, request};
use crate::heap::header::IMMORTAL;
use crate::heap::{Context, Dict, Header, Kind, Value, pages};
use crate::object::definition::{ModuleDef, TypeDef};
use crate::object::function::Module;
use crate::object::names::Name;
use crate::object::native::{NativeData, cast_kind, payload};
use crate::stdlib;
use crate::vm::class_build::bootstrap;
use crate::vm::frames::Reservation;
use crate::vm::interpreter::{Settings, State};
use crate::vm::{Interpreter, Result, Vm};
use std::io::Write;
use std::sync::Arc;

/// The class of an interpreter's state, which programs never see.
static STATE: TypeDef = TypeDef::new("lungfish.InterpreterState", State::LAYOUT);

/// Bytes of the Rust stack that stay in reserve for what cannot fail.
pub const STACK_RESERVE: usize = 512 << 10;

/// The lowest address that the running thread's stack may reach, given its size and a local of its first function.
pub fn native_limit(stack_size: usize) -> usize {
    let here = 0u8;
    (&raw const here).addr().saturating_sub(stack_size.saturating_sub(STACK_RESERVE))
}

/// Starts the process's first interpreter in the running thread. Once a process. `extra` are types of layers above.
pub fn start(settings: Settings, stack_size: usize, extra: &[&'static TypeDef]) -> Result<Vm> {
    let settings = Arc::new(settings);
    let domain = settings.gil.first_domain(settings.policy);
    let record = ThreadRecord::register("MainThread", false, domain.clone());
    record.attach();
    let heap = pages::heap_of(domain.id);
    let context = Context::new(IMMORTAL, heap, record.signals.clone());
    let interpreter =
        Arc::new(Interpreter::new(super::next_id(), settings, crate::engine::HOOKS, domain.clone()));
    // Nothing can be done without them, and nobody is there to be told by an exception.
    let stacks = Reservation::new().unwrap_or_else(|| out_of_memory());
    crate::heap::shape::reserve().unwrap_or_else(|_| out_of_memory());
    let mut vm = Vm::new(context, interpreter, record, native_limit(stack_size), stacks);
    make_classes(&mut vm, extra)?;
    vm.heap.owner.set(domain.id);
    build_state(&mut vm)?;
    let stress = vm.interpreter.settings.stress;
    if stress.switch || stress.collect || stress.verify {
        vm.heap.signals.ask(request::STRESS);
    }
    Ok(vm)
}

#[cold]
fn out_of_memory() -> ! {
    let _ = std::io::stderr().write_all(b"lungfish: not enough memory to start\n");
    std::process::exit(1)
}

fn make_classes(vm: &mut Vm, extra: &[&'static TypeDef]) -> Result<()> {
    let mut types: Vec<&'static TypeDef> = builtins::types();
    types.push(&STATE);
    types.extend(extra);
    types.extend(stdlib::MODULES.iter().flat_map(|module| module.types.iter().copied()));
    bootstrap::bootstrap(vm, &types)?;
    crate::heap::shape::note_end_of_start();
    builtins::make_builtin_functions(vm)?;
    builtins::exception_group::complete(vm)?;
    builtins::template::complete(vm)
}

/// Makes an interpreter's own state: `sys.modules`, `builtins`, `sys`.
pub fn build_state(vm: &mut Vm) -> Result<()> {
    let modules = vm.new_dict()?;
    let builtins_dict = vm.new_namespace()?;
    let sys = vm.new_namespace()?;
    let registry = vm.new_dict()?;
    let subclasses = vm.new_dict()?;
    let state = State {
        modules: modules.clone(),
        builtins: builtins_dict.clone(),
        sys: sys.clone(),
        registry,
        subclasses,
    };
    let state = vm.create_of(&STATE, state)?;
    drop(vm.interpreter.set_state(state));
    if let Some(dict) = cast_kind::<Dict>(&builtins_dict, Kind::Dict) {
        builtins::fill_builtins(vm, dict)?;
    }
    let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict) else { return Ok(()) };
    let module = module_of(vm, "builtins", builtins_dict)?;
    vm.dict_set_str(table, "builtins", module)?;
    if let Some(dict) = cast_kind::<Dict>(&sys, Kind::Dict) {
        fill_module(vm, &stdlib::sys::MODULE, dict)?;
        vm.dict_set_name(dict, Name::Modules, modules.clone())?;
    }
    let module = module_of(vm, "sys", sys)?;
    vm.dict_set_str(table, "sys", module)
}

/// A module with a namespace that is there already.
pub fn module_of(vm: &mut Vm, name: &str, dict: Value) -> Result<Value> {
    if let Some(namespace) = cast_kind::<Dict>(&dict, Kind::Dict) {
        let name = vm.intern(name)?;
        vm.dict_set_name(namespace, Name::Name, name)?;
        for field in [Name::Doc, Name::Package, Name::Loader, Name::Spec] {
            if vm.dict_get_name(namespace, field).is_none() {
                vm.dict_set_name(namespace, field, Value::NONE)?;
            }
        }
    }
    vm.create_kind(Kind::Module, Module { header: Header::blank(), dict })
}

/// Fills a native module's namespace from its definition.
pub fn fill_module(vm: &mut Vm, definition: &'static ModuleDef, dict: &Dict) -> Result<()> {
    let name = vm.intern(definition.name)?;
    vm.dict_set_name(dict, Name::Name, name.clone())?;
    let doc = vm.new_str(definition.doc)?;
    vm.dict_set_name(dict, Name::Doc, doc)?;
    vm.dict_set_name(dict, Name::Package, Name::Empty.value())?;
    vm.dict_set_name(dict, Name::Loader, Value::NONE)?;
    vm.dict_set_name(dict, Name::Spec, Value::NONE)?;
    crate::object::owners::remember(definition.functions, definition.name);
    for function in definition.functions {
        let value = builtins::new_native_function(vm, function, Value::NULL, name.clone())?;
        vm.dict_set_str(dict, function.name(), value)?;
    }
    for class in definition.types {
        vm.dict_set_str(dict, class.short_name(), class.class())?;
    }
    match definition.init {
        Some(init) => init(vm, dict),
        None => Ok(()),
    }
}

/// The `sys` namespace of the running interpreter.
pub fn sys_dict(vm: &Vm) -> Value {
    let state = vm.interpreter.state();
    payload::<State>(&state).map_or(Value::NULL, |state| state.sys.clone())
}

/// The module table of the running interpreter.
pub fn modules_dict(vm: &Vm) -> Value {
    let state = vm.interpreter.state();
    payload::<State>(&state).map_or(Value::NULL, |state| state.modules.clone())
}

/// Ends the running interpreter: modules are emptied (`__main__` first), cycles collected, finalizers run.
pub fn tear_down(vm: &mut Vm) {
    // Finalizers of what is garbage already still find their modules' names.
    let _ = crate::heap::collect::collect_domain(&vm.heap);
    vm.run_finalizations();
    clear_modules(vm);
    for _ in 0..3 {
        let _ = crate::heap::collect::collect_domain(&vm.heap);
        vm.run_finalizations();
    }
}

/// Empties the modules of the running interpreter, `__main__` first.
pub fn clear_modules(vm: &mut Vm) {
    let modules = modules_dict(vm);
    let mut namespaces = Vec::new();
    if let Some(table) = cast_kind::<Dict>(&modules, Kind::Dict) {
        let mut listed = table.snapshot(&mut vm.heap).unwrap_or_default();
        listed.sort_by_key(|(name, _)| crate::object::class::text(name) != "__main__");
        for (name, module) in &listed {
            let name = crate::object::class::text(name);
            if name != "builtins" && name != "sys" {
                namespaces
                    .extend(crate::object::function::Module::of(module).map(|module| module.dict.clone()));
            }
        }
    }
    for namespace in namespaces {
        if let Some(dict) = cast_kind::<Dict>(&namespace, Kind::Dict) {
            clear_namespace(vm, dict);
        }
    }
}

/// Empties a module's namespace in CPython's order: names with one underscore first, then all but `__builtins__`.
fn clear_namespace(vm: &mut Vm, dict: &Dict) {
    for underscored in [true, false] {
        for number in 0..dict.bound() {
            let Some(name) = dict.key(number) else { continue };
            let name = crate::object::class::text(&name);
            let early = name.starts_with('_') && !name.starts_with("__");
            if early == underscored && name != "__builtins__" {
                drop(dict.remove(&mut vm.heap, number));
                vm.run_finalizations();
            }
        }
    }
}
