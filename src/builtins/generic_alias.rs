//! `types.GenericAlias`: a class with type arguments, as `list[int]`.

use super::type_params::{collect_parameters, is_parameter};
use crate::heap::{Slot, Value};
use crate::object::class::{Class, text};
use crate::object::core::{Exception, class_of};
use crate::object::definition::{Arguments, TypeDef, getter, method};
use crate::object::names::Name;
use crate::object::native::{Native, NativeData, cast, payload};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicBool, Ordering};

crate::native_object! {
    pub struct GenericAlias = "GenericAlias" {
        pub origin: Value,
        /// A tuple.
        pub args: Value,
        /// The type parameters among the arguments: a tuple, NULL until asked for.
        pub parameters: Slot,
        /// `*tuple[int]`.
        pub starred: AtomicBool,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "GenericAlias(origin, args): a class with type arguments.",
    slots: Slots {
        new: Some(new),
        call: Some(call),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        get_attribute: Some(get_attribute),
        set_attribute: Some(set_attribute),
        get_item: Some(get_item),
        iter: Some(iter),
        binary: Slots::binaries(&[(Binary::Or, super::union_type::or)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("__mro_entries__(self, bases, /)", mro_entries, "The base that stands for the alias."),
        method("__instancecheck__(self, instance, /)", instance_check, "isinstance() refuses aliases."),
        method("__subclasscheck__(self, subclass, /)", subclass_check, "issubclass() refuses aliases."),
        method("__reduce__(self, /)", reduce, "Helper for pickle."),
        method("__dir__(self, /)", dir, "Names of the attributes."),
    ],
    getters: &[
        getter("__origin__", |vm, value| Ok(data(vm, value)?.data.origin.clone())),
        getter("__args__", |vm, value| Ok(data(vm, value)?.data.args.clone())),
        getter("__parameters__", get_parameters),
        getter("__unpacked__", get_unpacked),
        getter("__typing_unpacked_tuple_args__", get_unpacked_args),
    ],
    subclassable: true,
    ..TypeDef::new("types.GenericAlias", GenericAlias::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<GenericAlias>> {
    match cast::<Native<GenericAlias>>(value) {
        Some(alias) => Ok(alias),
        None => Err(vm.type_error("a GenericAlias was expected")),
    }
}

/// `origin[args]`; a tuple is the arguments, anything else is the one argument.
pub fn alias(vm: &mut Vm, origin: &Value, item: &Value) -> Result<Value> {
    let args = match crate::object::native::cast_kind::<crate::heap::Tuple>(item, crate::heap::Kind::Tuple) {
        Some(_) => item.clone(),
        None => vm.new_tuple([item.clone()])?,
    };
    vm.create_of(&TYPE, fresh(origin.clone(), args))
}

fn fresh(origin: Value, args: Value) -> GenericAlias {
    GenericAlias { origin, args, parameters: Slot::empty(), starred: AtomicBool::new(false) }
}

/// The body of every built-in `__class_getitem__`.
pub fn class_get_item(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    alias(vm, &args[0], &args[1])
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("GenericAlias() takes no keyword arguments"));
    }
    let [origin, args] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("GenericAlias expected 2 arguments, got {given}")));
    };
    let is_tuple = class_of(args).is(&crate::object::core::class(crate::object::core::CoreClass::Tuple));
    let args = if is_tuple { args.clone() } else { vm.new_tuple([args.clone()])? };
    vm.create_native(class, fresh(origin.clone(), args))
}

fn call(vm: &mut Vm, value: &Value, arguments: Arguments) -> Result<Value> {
    let origin = data(vm, value)?.data.origin.clone();
    let object = vm.call_with(&origin, arguments)?;
    if vm.set_attribute(&object, &Name::OrigClass.value(), Some(value)).is_err() {
        // Many objects take no attributes.
        if !vm.raised_is(Exception::AttributeError) && !vm.raised_is(Exception::TypeError) {
            return Err(crate::vm::Raised);
        }
        drop(vm.take_raised());
    }
    Ok(object)
}

/// A type as annotations show it: a class by its name, the rest by repr.
pub fn type_repr(vm: &mut Vm, value: &Value) -> Result<String> {
    if matches!(value.raw(), crate::heap::RawValue::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    if value.is_none() || value.is(&class_of(&Value::NONE)) {
        return Ok("None".to_owned());
    }
    if payload::<GenericAlias>(value).is_none() && Class::of(value).is_some() {
        return super::type_object::full_name(vm, value);
    }
    vm.repr_text(value)
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let alias = &data(vm, value)?.data;
    let mut shown = String::new();
    if alias.starred.load(Ordering::Relaxed) {
        shown.push('*');
    }
    shown.push_str(&type_repr(vm, &alias.origin)?);
    shown.push('[');
    for (index, argument) in tuple_items(&alias.args).iter().enumerate() {
        if index != 0 {
            shown.push_str(", ");
        }
        let text =
            match crate::object::native::cast_kind::<crate::heap::List>(argument, crate::heap::Kind::List) {
                // A ParamSpec's argument list.
                Some(_) => {
                    let items = vm.collect(argument)?;
                    let shown = items.iter().map(|item| type_repr(vm, item)).collect::<Result<Vec<_>>>()?;
                    format!("[{}]", shown.join(", "))
                }
                None => type_repr(vm, argument)?,
            };
        shown.push_str(&text);
    }
    if tuple_items(&alias.args).is_empty() {
        shown.push_str("()");
    }
    shown.push(']');
    vm.new_str(&shown)
}

fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let alias = &data(vm, value)?.data;
    Ok(vm.hash(&alias.origin)? ^ vm.hash(&alias.args)?)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (payload::<GenericAlias>(left), payload::<GenericAlias>(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = one.starred.load(Ordering::Relaxed) == other.starred.load(Ordering::Relaxed)
        && vm.equal(&one.origin, &other.origin)?
        && vm.equal(&one.args, &other.args)?;
    Ok(Value::from_bool(equal == (how == Comparison::Eq)))
}

/// Attributes that are the alias's own; all others are the origin's.
const OWN: [&str; 12] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__dir__",
];

fn get_attribute(vm: &mut Vm, value: &Value, name: &Value) -> Result<Value> {
    let shown = text(name);
    let is_own =
        OWN.contains(&shown.as_str()) || matches!(shown.as_str(), "__instancecheck__" | "__subclasscheck__");
    if is_own {
        return vm.generic_get(value, name);
    }
    let origin = data(vm, value)?.data.origin.clone();
    vm.get_attribute(&origin, name)
}

/// Attributes go to the origin, unless they are dunders, which its instances' classes would not expect.
fn set_attribute(vm: &mut Vm, value: &Value, name: &Value, new: Option<&Value>) -> Result<()> {
    vm.generic_set(value, name, new)
}

fn parameters(vm: &mut Vm, value: &Value) -> Result<Value> {
    let alias = data(vm, value)?;
    let known = alias.data.parameters.get();
    if !known.is_null() {
        return Ok(known);
    }
    let found = collect_parameters(vm, tuple_items(&alias.data.args))?;
    let found = vm.new_tuple(found)?;
    vm.store(&alias.header, &alias.data.parameters, found.clone())?;
    Ok(found)
}

fn get_parameters(vm: &mut Vm, value: &Value) -> Result<Value> {
    parameters(vm, value)
}

fn get_unpacked(vm: &mut Vm, value: &Value) -> Result<Value> {
    Ok(Value::from_bool(data(vm, value)?.data.starred.load(Ordering::Relaxed)))
}

fn get_unpacked_args(vm: &mut Vm, value: &Value) -> Result<Value> {
    let alias = &data(vm, value)?.data;
    let is_tuple = alias.origin.is(&vm.core(crate::object::core::CoreClass::Tuple));
    Ok(if alias.starred.load(Ordering::Relaxed) && is_tuple { alias.args.clone() } else { Value::NONE })
}

/// `alias[item]`: puts arguments in the place of type parameters.
fn get_item(vm: &mut Vm, value: &Value, item: &Value) -> Result<Value> {
    let parameters = parameters(vm, value)?;
    let alias = &data(vm, value)?.data;
    let args = substitute(vm, value, tuple_items(&alias.args), tuple_items(&parameters), item)?;
    let args = vm.new_tuple(args)?;
    let fresh = fresh(alias.origin.clone(), args);
    fresh.starred.store(alias.starred.load(Ordering::Relaxed), Ordering::Relaxed);
    vm.create_native(&class_of(value), fresh)
}

/// The arguments with `item` in the place of the parameters. Also for unions.
pub fn substitute(
    vm: &mut Vm,
    shown: &Value,
    args: &[Value],
    parameters: &[Value],
    item: &Value,
) -> Result<Vec<Value>> {
    if parameters.is_empty() {
        let shown = vm.repr_text(shown)?;
        return Err(vm.type_error(format!("{shown} is not a generic class")));
    }
    let is_tuple =
        crate::object::native::cast_kind::<crate::heap::Tuple>(item, crate::heap::Kind::Tuple).is_some();
    let given: Vec<Value> = if is_tuple { tuple_items(item).to_vec() } else { vec![item.clone()] };
    let mut values = Vec::new();
    let mut rest = given.as_slice();
    for (index, parameter) in parameters.iter().enumerate() {
        let behind = parameters.len() - index - 1;
        if super::type_params::is_variadic(parameter) {
            let count = rest.len().saturating_sub(behind);
            values.push(rest[..count].to_vec());
            rest = &rest[count..];
            continue;
        }
        match rest.split_first() {
            Some((first, others)) => {
                values.push(vec![first.clone()]);
                rest = others;
            }
            None => match super::type_params::default_of(vm, parameter)? {
                Some(default) => values.push(vec![default]),
                None => return Err(wrong_count(vm, shown, "few", given.len(), parameters.len())),
            },
        }
    }
    if !rest.is_empty() {
        return Err(wrong_count(vm, shown, "many", given.len(), parameters.len()));
    }
    let mut result = Vec::new();
    for argument in args {
        replace_in(vm, argument, parameters, &values, &mut result)?;
    }
    Ok(result)
}

#[cold]
fn wrong_count(vm: &mut Vm, shown: &Value, word: &str, given: usize, wanted: usize) -> crate::vm::Raised {
    match vm.repr_text(shown) {
        Ok(shown) => {
            vm.type_error(format!("Too {word} arguments for {shown}; actual {given}, expected {wanted}"))
        }
        Err(raised) => raised,
    }
}

/// One argument with the parameters in it replaced.
fn replace_in(
    vm: &mut Vm,
    argument: &Value,
    parameters: &[Value],
    values: &[Vec<Value>],
    out: &mut Vec<Value>,
) -> Result<()> {
    if let Some(index) = parameters.iter().position(|parameter| parameter.is(argument)) {
        out.extend(values[index].iter().cloned());
        return Ok(());
    }
    if is_parameter(argument) || Class::of(argument).is_some() {
        out.push(argument.clone());
        return Ok(());
    }
    let name = vm.intern("__parameters__")?;
    let inner = match vm.find_attribute(argument, &name)? {
        Some(inner) if !tuple_items(&inner).is_empty() => inner,
        _ => {
            out.push(argument.clone());
            return Ok(());
        }
    };
    let mut items = Vec::new();
    for parameter in tuple_items(&inner) {
        match parameters.iter().position(|known| known.is(parameter)) {
            Some(index) => items.extend(values[index].iter().cloned()),
            None => items.push(parameter.clone()),
        }
    }
    let items = vm.new_tuple(items)?;
    out.push(vm.get_item(argument, &items)?);
    Ok(())
}

/// `*alias`: one starred alias.
fn iter(vm: &mut Vm, value: &Value) -> Result<Value> {
    let alias = &data(vm, value)?.data;
    let starred = fresh(alias.origin.clone(), alias.args.clone());
    starred.starred.store(true, Ordering::Relaxed);
    let starred = vm.create_native(&class_of(value), starred)?;
    let items = vm.new_tuple([starred])?;
    vm.iter(&items)
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let origin = data(vm, &args[0])?.data.origin.clone();
    vm.new_tuple([origin])
}

fn instance_check(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn subclass_check(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let alias = &data(vm, &args[0])?.data;
    let parts = vm.new_tuple([alias.origin.clone(), alias.args.clone()])?;
    vm.new_tuple([class_of(&args[0]), parts])
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let origin = data(vm, &args[0])?.data.origin.clone();
    let names = vm.call_method(&origin, Name::Dir, &[])?;
    let mut names = vm.collect(&names)?;
    for own in OWN {
        let own = vm.intern(own)?;
        if !names.iter().any(|name| name.is(&own)) {
            names.push(own);
        }
    }
    vm.new_list(names)
}
