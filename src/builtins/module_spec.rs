//! `module.__spec__`: where a module came from. `importlib.machinery.ModuleSpec` shows the class.

use super::common::str_bytes;
use crate::heap::{Kind, Str, Value};
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, function, getter, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

native_object! {
    /// All of it is in attributes, which programs may change.
    pub struct ModuleSpec = "ModuleSpec" {}
}

pub static TYPE: TypeDef = TypeDef {
    doc: "Where a module came from.",
    slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
    methods: &[method(
        "__reduce__(self, /)",
        |vm, _| Err(vm.type_error("cannot pickle 'ModuleSpec' object")),
        "Fails.",
    )],
    getters: &[getter("parent", parent)],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("importlib.machinery.ModuleSpec", ModuleSpec::LAYOUT)
};

static NEW: NativeDef = function(
    "ModuleSpec(name, loader, *, origin=None, loader_state=None, is_package=None)",
    |_, _| Ok(Value::NONE),
    "",
);

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        let given = |value: &Value| value.given().cloned().unwrap_or(Value::NONE);
        let locations = match args[4].given().filter(|flag| !flag.is_none()) {
            Some(flag) if vm.truth(flag)? => vm.new_list(Vec::new())?,
            _ => Value::NONE,
        };
        let spec = vm.create_native(class, ModuleSpec {})?;
        fill(vm, &spec, [args[0].clone(), args[1].clone(), given(&args[2]), given(&args[3]), locations])?;
        Ok(spec)
    })
}

fn fill(vm: &mut Vm, spec: &Value, fields: [Value; 5]) -> Result<()> {
    let names = ["name", "loader", "origin", "loader_state", "submodule_search_locations"];
    for (name, value) in names.into_iter().zip(fields).chain([("cached", Value::NONE)]) {
        let name = vm.intern(name)?;
        vm.generic_set(spec, &name, Some(&value))?;
    }
    let has_location = vm.intern("has_location")?;
    let origin = vm.intern("origin")?;
    let origin = vm.get_attribute(spec, &origin)?;
    let located = crate::object::native::cast_kind::<Str>(&origin, Kind::Str)
        .is_some_and(|text| text.bytes() != b"built-in");
    vm.generic_set(spec, &has_location, Some(&Value::from_bool(located)))
}

/// The spec of a module that is being loaded; `locations` is a package's `__path__`, or None.
pub fn create(vm: &mut Vm, name: &str, origin: Value, locations: Value) -> Result<Value> {
    let spec = vm.create_of(&TYPE, ModuleSpec {})?;
    let name = vm.new_str(name)?;
    fill(vm, &spec, [name, Value::NONE, origin, Value::NONE, locations])?;
    Ok(spec)
}

/// Says whether the module's body still runs.
pub fn set_initializing(vm: &mut Vm, spec: &Value, flag: bool) -> Result<()> {
    let name = vm.intern("_initializing")?;
    vm.generic_set(spec, &name, Some(&Value::from_bool(flag)))
}

fn field(vm: &mut Vm, spec: &Value, name: &str) -> Result<Value> {
    let name = vm.intern(name)?;
    vm.get_attribute(spec, &name)
}

fn parent(vm: &mut Vm, spec: &Value) -> Result<Value> {
    let name = field(vm, spec, "name")?;
    if !field(vm, spec, "submodule_search_locations")?.is_none() {
        return Ok(name);
    }
    let name = vm.str_text(&name)?;
    vm.new_str(name.rsplit_once('.').map_or("", |(package, _)| package))
}

fn repr(vm: &mut Vm, spec: &Value) -> Result<Value> {
    let mut out = b"ModuleSpec(".to_vec();
    for (name, is_shown) in
        [("name", true), ("loader", true), ("origin", false), ("submodule_search_locations", false)]
    {
        let value = field(vm, spec, name)?;
        if !is_shown && value.is_none() {
            continue;
        }
        if name != "name" {
            out.extend_from_slice(b", ");
        }
        let shown = vm.repr(&value)?;
        out.extend_from_slice(name.as_bytes());
        out.push(b'=');
        out.extend_from_slice(str_bytes(&shown));
    }
    out.push(b')');
    vm.new_text(&out)
}
