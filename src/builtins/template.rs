//! Template strings: what `t"…"` makes. `string.templatelib` shows the classes.
//!
//! Invariant: a template has one string more than interpolations; they alternate, strings first and last.

use super::common::{is_str, native_of, str_bytes};
use super::generator::itself;
use super::generic_alias::class_get_item;
use crate::heap::Value;
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, function, getter, method};
use crate::object::names::Name;
use crate::object::native::{NativeData, payload};
use crate::object::slots::{Binary, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

native_object! {
    pub struct Interpolation = "string.templatelib.Interpolation" {
        pub value: Value,
        /// The text between the braces.
        pub expression: Value,
        /// 's', 'r', 'a' or None.
        pub conversion: Value,
        pub format_spec: Value,
    }
}

native_object! {
    pub struct Template = "string.templatelib.Template" {
        /// Tuples.
        pub strings: Value,
        pub interpolations: Value,
    }
}

native_object! {
    /// Strings that are not empty, and interpolations, in order.
    pub struct TemplateIterator = "string.templatelib.TemplateIter" {
        pub items: Value,
    }
}

macro_rules! field {
    ($type:ident, $name:literal, $field:ident) => {
        getter($name, |_, value| Ok(payload::<$type>(value).map_or(Value::NONE, |it| it.$field.clone())))
    };
}

pub static INTERPOLATION: TypeDef = TypeDef {
    doc: "A value in a template string, and how it is to be shown.",
    slots: Slots { new: Some(new_interpolation), repr: Some(repr_interpolation), ..Slots::EMPTY },
    methods: &[
        method("__reduce__(self, /)", reduce_interpolation, "For pickling."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        field!(Interpolation, "value", value),
        field!(Interpolation, "expression", expression),
        field!(Interpolation, "conversion", conversion),
        field!(Interpolation, "format_spec", format_spec),
    ],
    ..TypeDef::new("string.templatelib.Interpolation", Interpolation::LAYOUT)
};

pub static TEMPLATE: TypeDef = TypeDef {
    doc: "The parts of a template string.",
    slots: Slots {
        new: Some(new_template),
        repr: Some(repr_template),
        iter: Some(iterate),
        binary: Slots::binaries(&[(Binary::Add, add)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("__reduce__(self, /)", reduce_template, "For pickling."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        field!(Template, "strings", strings),
        field!(Template, "interpolations", interpolations),
        getter("values", values),
    ],
    ..TypeDef::new("string.templatelib.Template", Template::LAYOUT)
};

pub static ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    ..TypeDef::new("string.templatelib.TemplateIter", TemplateIterator::LAYOUT)
};

/// At start-up: `Interpolation.__match_args__`.
pub fn complete(vm: &mut Vm) -> Result<()> {
    let mut names = Vec::new();
    for name in ["value", "expression", "conversion", "format_spec"] {
        names.push(vm.intern(name)?);
    }
    let names = vm.new_tuple(names)?;
    let class = INTERPOLATION.class();
    let Some(class) = crate::object::class::Class::of(&class) else { return Ok(()) };
    vm.dict_set_name(class.namespace(), Name::MatchArgs, names)
}

static INTERPOLATION_CALL: NativeDef = function(
    "Interpolation(value, expression='', conversion=None, format_spec='')",
    |_, _| Ok(Value::NONE),
    "",
);

fn new_interpolation(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &INTERPOLATION_CALL, arguments, |vm, args| {
        let text = |vm: &mut Vm, at: usize, name: &str| match args[at].given() {
            None => Ok(Name::Empty.value()),
            Some(text) if is_str(text) => Ok(text.clone()),
            Some(other) => {
                let given = vm.class_name(other);
                Err(vm.type_error(format!("Interpolation() argument '{name}' must be str, not {given}")))
            }
        };
        let expression = text(vm, 1, "expression")?;
        let format_spec = text(vm, 3, "format_spec")?;
        let conversion = match args[2].given().filter(|conversion| !conversion.is_none()) {
            None => Value::NONE,
            Some(letter) if is_str(letter) && matches!(str_bytes(letter), b"s" | b"r" | b"a") => {
                letter.clone()
            }
            Some(letter) if is_str(letter) => {
                let message = "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'";
                return Err(vm.value_error(message));
            }
            Some(other) => {
                let given = vm.class_name(other);
                let message = format!("Interpolation() argument 'conversion' must be str, not {given}");
                return Err(vm.type_error(message));
            }
        };
        let value = args[0].clone();
        vm.create_native(class, Interpolation { value, expression, conversion, format_spec })
    })
}

fn repr_interpolation(vm: &mut Vm, object: &Value) -> Result<Value> {
    let part = &native_of::<Interpolation>(vm, object)?.data;
    let mut out = b"Interpolation(".to_vec();
    for (index, field) in
        [&part.value, &part.expression, &part.conversion, &part.format_spec].into_iter().enumerate()
    {
        if index != 0 {
            out.extend_from_slice(b", ");
        }
        let shown = vm.repr(field)?;
        out.extend_from_slice(str_bytes(&shown));
    }
    out.push(b')');
    vm.new_text(&out)
}

fn reduce_interpolation(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let part = &native_of::<Interpolation>(vm, &args[0])?.data;
    let fields = [&part.value, &part.expression, &part.conversion, &part.format_spec]
        .into_iter()
        .cloned()
        .collect::<Vec<_>>();
    let fields = vm.new_tuple(fields)?;
    vm.new_tuple([INTERPOLATION.class(), fields])
}

fn new_template(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    build(vm, class, arguments.values)
}

/// A template of strings and interpolations in any order: neighbouring strings are joined.
fn build(vm: &mut Vm, class: &Value, parts: &[Value]) -> Result<Value> {
    let mut strings: Vec<Value> = Vec::new();
    let mut interpolations = Vec::new();
    let mut text: Vec<u8> = Vec::new();
    for part in parts {
        if is_str(part) {
            text.extend_from_slice(str_bytes(part));
        } else if payload::<Interpolation>(part).is_some() {
            strings.push(vm.new_text(&std::mem::take(&mut text))?);
            interpolations.push(part.clone());
        } else {
            let given = vm.class_name(part);
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {given}"
            )));
        }
    }
    strings.push(vm.new_text(&text)?);
    let (strings, interpolations) = (vm.new_tuple(strings)?, vm.new_tuple(interpolations)?);
    vm.create_native(class, Template { strings, interpolations })
}

/// Strings and interpolations in order.
fn parts(template: &Template) -> Vec<Value> {
    let strings = tuple_items(&template.strings);
    let interpolations = tuple_items(&template.interpolations);
    let mut parts = Vec::with_capacity(strings.len() + interpolations.len());
    for (index, string) in strings.iter().enumerate() {
        parts.push(string.clone());
        parts.extend(interpolations.get(index).cloned());
    }
    parts
}

fn repr_template(vm: &mut Vm, object: &Value) -> Result<Value> {
    let template = &native_of::<Template>(vm, object)?.data;
    let (strings, interpolations) = (vm.repr(&template.strings)?, vm.repr(&template.interpolations)?);
    let mut out = b"Template(strings=".to_vec();
    out.extend_from_slice(str_bytes(&strings));
    out.extend_from_slice(b", interpolations=");
    out.extend_from_slice(str_bytes(&interpolations));
    out.push(b')');
    vm.new_text(&out)
}

fn reduce_template(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let template = &native_of::<Template>(vm, &args[0])?.data;
    let parts = vm.new_tuple(parts(template))?;
    vm.new_tuple([TEMPLATE.class(), parts])
}

fn values(vm: &mut Vm, object: &Value) -> Result<Value> {
    let template = &native_of::<Template>(vm, object)?.data;
    let interpolations = tuple_items(&template.interpolations);
    let values = interpolations
        .iter()
        .filter_map(payload::<Interpolation>)
        .map(|part| part.value.clone())
        .collect::<Vec<_>>();
    vm.new_tuple(values)
}

fn add(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    if let (Some(one), Some(other)) = (payload::<Template>(left), payload::<Template>(right)) {
        let mut all = parts(one);
        all.extend(parts(other));
        return build(vm, &TEMPLATE.class(), &all);
    }
    if payload::<Template>(left).is_some() {
        let given = vm.full_class_name(&crate::object::core::class_of(right));
        return Err(vm.type_error(format!(
            "can only concatenate string.templatelib.Template (not \"{given}\") to string.templatelib.Template"
        )));
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn iterate(vm: &mut Vm, object: &Value) -> Result<Value> {
    let template = &native_of::<Template>(vm, object)?.data;
    let parts = parts(template).into_iter().filter(|part| !is_str(part) || !str_bytes(part).is_empty());
    let parts = vm.new_tuple(parts.collect::<Vec<_>>())?;
    let items = vm.iter(&parts)?;
    vm.create_of(&ITERATOR, TemplateIterator { items })
}

fn next(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let items = native_of::<TemplateIterator>(vm, object)?.data.items.clone();
    vm.next(&items)
}
