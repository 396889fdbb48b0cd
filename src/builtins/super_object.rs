//! `super`.

use crate::code::CodeFlags;
use crate::heap::{Cell, Kind, Slot, Tuple, Value};
use crate::object::Native;
use crate::object::class::{Class, text};
use crate::object::core::{CoreClass, Exception, class_of, is_exactly};
use crate::object::definition::{Arguments, TypeDef, getter};
use crate::object::names::Name;
use crate::object::native::{NativeData, cast, cast_kind};
use crate::object::slots::Slots;
use crate::vm::frames::Frame;
use crate::vm::{Result, Vm};

crate::native_object! {
    /// NULL in what is not bound.
    pub struct Super = "super" {
        /// The class behind which the search begins.
        pub this_class: Slot,
        pub object: Slot,
        /// The class whose order is searched.
        pub object_class: Slot,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "Attributes of the classes behind one in an object's method resolution order.",
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        get_attribute: Some(get_attribute),
        get: Some(get),
        ..Slots::EMPTY
    },
    getters: &[
        getter("__thisclass__", |vm, value| part(vm, value, |data| &data.this_class)),
        getter("__self__", |vm, value| part(vm, value, |data| &data.object)),
        getter("__self_class__", |vm, value| part(vm, value, |data| &data.object_class)),
    ],
    subclassable: true,
    ..TypeDef::new("super", Super::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<Super>> {
    match cast::<Native<Super>>(value) {
        Some(data) => Ok(data),
        None => Err(vm.type_error("a super object was expected")),
    }
}

fn part(vm: &mut Vm, value: &Value, which: fn(&Super) -> &Slot) -> Result<Value> {
    let found = which(&data(vm, value)?.data).get();
    Ok(found.given().cloned().unwrap_or(Value::NONE))
}

fn new(vm: &mut Vm, class: &Value, _arguments: Arguments) -> Result<Value> {
    vm.create_native(
        class,
        Super { this_class: Slot::empty(), object: Slot::empty(), object_class: Slot::empty() },
    )
}

fn init(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<()> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, object) = match arguments.positional() {
        [] => zero_arguments(vm)?,
        [class] => (class.clone(), Value::NONE),
        [class, object] => (class.clone(), object.clone()),
        more => {
            let given = more.len();
            return Err(vm.type_error(format!("super expected at most 2 arguments, got {given}")));
        }
    };
    if Class::of(&class).is_none() {
        let given = vm.class_name(&class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {given}")));
    }
    bind(vm, value, class, object)
}

fn bind(vm: &mut Vm, value: &Value, class: Value, object: Value) -> Result<()> {
    let data = data(vm, value)?;
    let (object, object_class) = if object.is_none() {
        (Value::NULL, Value::NULL)
    } else {
        let object_class = searched_class(vm, &class, &object)?;
        (object, object_class)
    };
    vm.store(&data.header, &data.data.this_class, class)?;
    vm.store(&data.header, &data.data.object, object)?;
    vm.store(&data.header, &data.data.object_class, object_class)
}

/// The class whose order `super(class, object)` searches: the object itself if it is a class derived from the
/// first, else its class.
pub fn searched_class(vm: &mut Vm, class: &Value, object: &Value) -> Result<Value> {
    if Class::of(object).is_some_and(|object| object.is_subclass_of(class)) {
        return Ok(object.clone());
    }
    let of = class_of(object);
    if Class::of(&of).is_some_and(|of| of.is_subclass_of(class)) {
        return Ok(of);
    }
    if let Some(claimed) = vm.find_attribute_name(object, Name::Class)?
        && !claimed.is(&of)
        && Class::of(&claimed).is_some_and(|claimed| claimed.is_subclass_of(class))
    {
        return Ok(claimed);
    }
    let (kind, name) = match Class::of(object) {
        Some(object) => ("type", object.name_text()),
        None => ("instance of", vm.class_name(object)),
    };
    let class = Class::of(class).map_or_else(String::new, Class::name_text);
    Err(vm.type_error(format!(
        "super(type, obj): obj ({kind} {name}) is not an instance or subtype of type ({class})."
    )))
}

/// Class and first argument of the method that runs.
pub fn zero_arguments(vm: &mut Vm) -> Result<(Value, Value)> {
    let found = match vm.stacks.frames().next() {
        Some(frame) => of_frame(frame),
        None => Err("super(): no current frame"),
    };
    match found {
        Ok(found) => Ok(found),
        Err(message) => Err(vm.raise(Exception::RuntimeError, message)),
    }
}

fn of_frame(frame: &Frame) -> std::result::Result<(Value, Value), &'static str> {
    let code = frame.code();
    let unit = &code.unit;
    let takes_rest = unit.flags.contains(CodeFlags::VAR_POSITIONAL);
    if unit.argument_count == 0 && !takes_rest {
        return Err("super(): no arguments");
    }
    let object = match unit.argument_count {
        0 => {
            // `def method(*args)`: the first of the rest.
            let rest = frame.register(unit.keyword_only_count as usize);
            cast_kind::<Tuple>(&rest, Kind::Tuple).and_then(|rest| rest.items().first().cloned())
        }
        _ => {
            let first = frame.register(0);
            match cast_kind::<Cell>(&first, Kind::Cell) {
                Some(cell) if unit.cell_registers.contains(&0) => Some(cell.content.get()),
                _ => Some(first),
            }
        }
    };
    let Some(object) = object.filter(|object| !object.is_null()) else {
        return Err("super(): arg[0] deleted");
    };
    let closure = &frame.function().closure;
    let cells = crate::vm::call::tuple_items(closure);
    let cell = unit.free_names.iter().position(|name| &**name == "__class__").and_then(|at| cells.get(at));
    let Some(cell) = cell.and_then(|cell| cast_kind::<Cell>(cell, Kind::Cell)) else {
        return Err("super(): __class__ cell not found");
    };
    let class = cell.content.get();
    if class.is_null() { Err("super(): empty __class__ cell") } else { Ok((class, object)) }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let data = &data(vm, value)?.data;
    let name = |class: &Value| Class::of(class).map_or_else(|| "NULL".to_owned(), Class::name_text);
    let this = name(&data.this_class.get());
    let object_class = data.object_class.get();
    let text = if object_class.is_null() {
        format!("<super: <class '{this}'>, NULL>")
    } else {
        format!("<super: <class '{this}'>, <{} object>>", name(&object_class))
    };
    vm.new_str(&text)
}

/// An attribute of `super(this_class, object)`, bound. None if no class behind `this_class` has it.
pub fn attribute(
    vm: &mut Vm,
    this_class: &Value,
    object: &Value,
    object_class: &Value,
    name: &Value,
) -> Result<Option<Value>> {
    let Some(found) = unbound_attribute(this_class, object_class, name) else { return Ok(None) };
    if object.is(object_class) {
        return vm.bind_in_class(&found, object, object_class).map(Some);
    }
    vm.bind(&found, object, object_class).map(Some)
}

/// The first find in the classes behind `this_class`.
pub fn unbound_attribute(this_class: &Value, object_class: &Value, name: &Value) -> Option<Value> {
    let mro = Class::of(object_class)?.mro.get();
    let mut order =
        crate::vm::call::tuple_items(&mro).iter().skip_while(|class| !class.is(this_class)).skip(1);
    order.find_map(|class| Class::of(class)?.own(name))
}

fn get_attribute(vm: &mut Vm, value: &Value, name: &Value) -> Result<Value> {
    let data = &data(vm, value)?.data;
    let object_class = data.object_class.get();
    if object_class.is_null() || text(name) == Name::Class.text() {
        return vm.generic_get(value, name);
    }
    let (this_class, object) = (data.this_class.get(), data.object.get());
    match attribute(vm, &this_class, &object, &object_class, name)? {
        Some(found) => Ok(found),
        None => vm.generic_get(value, name),
    }
}

fn get(vm: &mut Vm, value: &Value, instance: Option<&Value>, _owner: &Value) -> Result<Value> {
    let data = &data(vm, value)?.data;
    let Some(instance) = instance.filter(|_| data.object.raw().is_null()) else { return Ok(value.clone()) };
    let this_class = data.this_class.get();
    let class = class_of(value);
    if !is_exactly(value, CoreClass::Super) {
        return vm.call(&class, &[this_class, instance.clone()]);
    }
    let fresh = new(vm, &class, Arguments::NONE)?;
    bind(vm, &fresh, this_class, instance.clone())?;
    Ok(fresh)
}
