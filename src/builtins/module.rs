//! Module objects.
//!
//! A module is its namespace: attributes are read from it, and where it has none, from the module's own
//! `__getattr__`.

use super::common::{constructor, dict_of, is_str, push_repr, str_bytes};
use crate::heap::{Dict, Header, HeapObject, Kind, Value};
use crate::object::core;
use crate::object::definition::{Arguments, NativeDef, TypeDef, getter, method, property};
use crate::object::function::Module;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::Slots;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

pub static TYPE: TypeDef = TypeDef {
    doc: "A module: a namespace with a name.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        get_attribute: Some(get_attribute),
        ..Slots::EMPTY
    },
    methods: &[method("__dir__(self, /)", dir, "The names in the module.")],
    getters: &[
        getter("__dict__", namespace),
        property("__annotations__", annotations, set_annotations),
        property("__annotate__", annotate, set_annotate),
    ],
    subclassable: true,
    ..TypeDef::new("module", Module::LAYOUT)
};

static CALL: NativeDef = constructor("module(name, doc=None)");

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    let dict = vm.new_namespace()?;
    vm.create_in(class, Module { header: Header::blank(), dict })
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    bind_native(vm, &CALL, arguments, |vm, args| {
        if !is_str(&args[0]) {
            let given = vm.class_name(&args[0]);
            return Err(vm.type_error(format!("module() argument 'name' must be str, not {given}")));
        }
        let doc = args[1].given().cloned().unwrap_or(Value::NONE);
        fill(vm, object, args[0].clone(), doc)
    })
}

/// Sets what every module has.
fn fill(vm: &mut Vm, module: &Value, name: Value, doc: Value) -> Result<()> {
    let dict = namespace(vm, module)?;
    let dict = dict_of(vm, &dict)?;
    let nothing = [Name::Package, Name::Loader, Name::Spec].map(|name| (name, Value::NONE));
    for (key, value) in [(Name::Name, name), (Name::Doc, doc)].into_iter().chain(nothing) {
        vm.dict_set_name(dict, key, value)?;
    }
    Ok(())
}

/// A new module with a name and no documentation.
pub fn new_module(vm: &mut Vm, name: &str) -> Result<Value> {
    let dict = vm.new_namespace()?;
    let module = vm.create_kind(Kind::Module, Module { header: Header::blank(), dict })?;
    let name = vm.new_str(name)?;
    fill(vm, &module, name, Value::NONE)?;
    Ok(module)
}

/// The namespace dict of a module.
pub fn namespace(vm: &mut Vm, module: &Value) -> Result<Value> {
    match Module::of(module) {
        Some(module) => Ok(module.dict.clone()),
        None => {
            let given = vm.class_name(module);
            Err(vm.type_error(format!("expected a module but received a '{given}'")))
        }
    }
}

fn own(vm: &mut Vm, module: &Value, name: Name) -> Option<Value> {
    let dict = Module::of(module)?.dict.clone();
    let dict = cast_kind::<Dict>(&dict, Kind::Dict)?;
    vm.dict_get_name(dict, name)
}

fn get_attribute(vm: &mut Vm, object: &Value, name: &Value) -> Result<Value> {
    let raised = match vm.generic_get(object, name) {
        Ok(value) => return Ok(value),
        Err(raised) if vm.raised_is(core::Exception::AttributeError) => raised,
        Err(raised) => return Err(raised),
    };
    if let Some(hook) = own(vm, object, Name::GetAttr) {
        vm.take_raised();
        return vm.call(&hook, std::slice::from_ref(name));
    }
    let error = vm.take_raised();
    if is_initializing(vm, object)?
        && let Some(own_name) = own(vm, object, Name::Name)
    {
        let (module, shown) = (vm.str_text(&own_name)?, vm.str_text(name)?);
        let place = match own(vm, object, Name::File) {
            Some(file) => format!(" from {}", vm.repr_text(&file)?),
            None => String::new(),
        };
        let text = format!(
            "partially initialized module '{module}'{place} has no attribute '{shown}' \
             (most likely due to a circular import)"
        );
        return Err(vm.attribute_error(object, name, text));
    }
    let _ = raised;
    Err(vm.reraise(error))
}

/// Does a module's body still run?
pub fn is_initializing(vm: &mut Vm, module: &Value) -> Result<bool> {
    let Some(spec) = own(vm, module, Name::Spec).filter(|spec| !spec.is_none()) else { return Ok(false) };
    let key = vm.intern("_initializing")?;
    match vm.find_attribute(&spec, &key)? {
        Some(initializing) => vm.truth(&initializing),
        None => Ok(false),
    }
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let missing = vm.new_str("?")?;
    let name = own(vm, object, Name::Name).unwrap_or(missing);
    let mut out = b"<module ".to_vec();
    push_repr(vm, &mut out, &name)?;
    let spec = own(vm, object, Name::Spec).filter(|spec| !spec.is_none());
    let file = own(vm, object, Name::File);
    let loader = own(vm, object, Name::Loader).filter(|loader| !loader.is_none());
    let mut origin = None;
    if let Some(spec) = &spec {
        let key = vm.intern("origin")?;
        origin = vm.find_attribute(spec, &key)?.filter(|origin| !origin.is_none());
        let key = vm.intern("has_location")?;
        let located = match vm.find_attribute(spec, &key)? {
            Some(located) => vm.truth(&located)?,
            None => false,
        };
        if let (Some(place), false) = (&origin, located) {
            let place = vm.str(place)?;
            out.extend_from_slice(&[b" (", str_bytes(&place), b")>"].concat());
            return vm.new_text(&out);
        }
    }
    if let Some(file) = origin.or(file) {
        out.extend_from_slice(b" from ");
        push_repr(vm, &mut out, &file)?;
    } else if let Some(loader) = loader {
        out.extend_from_slice(b" (");
        push_repr(vm, &mut out, &loader)?;
        out.push(b')');
    }
    out.push(b'>');
    vm.new_text(&out)
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if let Some(hook) = own(vm, &args[0], Name::Dir) {
        return vm.call(&hook, &[]);
    }
    let dict = namespace(vm, &args[0])?;
    let names = vm.collect(&dict)?;
    vm.new_list(names)
}

/// Made on demand: by `__annotate__` if the module has one.
fn annotations(vm: &mut Vm, object: &Value) -> Result<Value> {
    if let Some(known) = own(vm, object, Name::Annotations) {
        return Ok(known);
    }
    let annotations = match own(vm, object, Name::Annotate).filter(|function| !function.is_none()) {
        Some(function) => vm.call(&function, &[Value::from_small_int(1)])?,
        None => vm.new_dict()?,
    };
    set_annotations(vm, object, Some(&annotations))?;
    Ok(annotations)
}

fn set_annotations(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    set_own(vm, object, Name::Annotations, value)
}

fn annotate(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(own(vm, object, Name::Annotate).unwrap_or(Value::NONE))
}

fn set_annotate(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    set_own(vm, object, Name::Annotate, Some(value))
}

fn set_own(vm: &mut Vm, object: &Value, name: Name, value: Option<&Value>) -> Result<()> {
    let dict = namespace(vm, object)?;
    let dict = dict_of(vm, &dict)?;
    match value {
        Some(value) => vm.dict_set_name(dict, name, value.clone()),
        None => match vm.dict_remove(dict, &name.value())? {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error(object, &name.value(), name.text())),
        },
    }
}
