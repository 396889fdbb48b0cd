//! `typing.Union`, which is also `types.UnionType`: `int | str`.

use super::generic_alias::{GenericAlias, substitute, type_repr};
use super::type_params::{collect_parameters, is_parameter};
use crate::heap::Value;
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::object::definition::{TypeDef, class_method, getter, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

crate::native_object! {
    pub struct Union = "Union" {
        /// A tuple of distinct members.
        pub args: Value,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A union of types: an instance of any of them is meant.",
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        get_item: Some(get_item),
        binary: Slots::binaries(&[(Binary::Or, or)]),
        ..Slots::EMPTY
    },
    methods: &[
        method("__instancecheck__(self, instance, /)", instance_check, "Is it an instance of any member?"),
        method("__subclasscheck__(self, subclass, /)", subclass_check, "Is it derived from any member?"),
        method("__mro_entries__(self, bases, /)", mro_entries, "Refuses to be a base."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "The union of several types."),
    ],
    getters: &[
        getter("__args__", |vm, value| Ok(data(vm, value)?.args.clone())),
        getter("__parameters__", get_parameters),
        getter("__origin__", |_vm, value| Ok(class_of(value))),
        getter("__name__", |vm, _value| vm.intern("Union")),
        getter("__qualname__", |vm, _value| vm.intern("Union")),
    ],
    ..TypeDef::new("typing.Union", Union::LAYOUT)
};

fn data<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Union> {
    match payload::<Union>(value) {
        Some(union) => Ok(union),
        None => Err(vm.type_error("a union was expected")),
    }
}

/// May this be a member of a union that `|` makes?
fn is_unionable(value: &Value) -> bool {
    value.is_none()
        || Class::of(value).is_some()
        || payload::<GenericAlias>(value).is_some()
        || payload::<Union>(value).is_some()
        || payload::<super::type_params::TypeAlias>(value).is_some()
        || is_parameter(value)
}

/// `left | right` where either is a type.
pub fn or(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    if !is_unionable(left) || !is_unionable(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    make(vm, &[left.clone(), right.clone()])
}

/// As `or`, for type parameters, which take strings and anything else that typing may give a meaning.
pub fn or_anything(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    make(vm, &[left.clone(), right.clone()])
}

/// The union of values: unions are flattened, None means its type, doubles go.
pub fn make(vm: &mut Vm, values: &[Value]) -> Result<Value> {
    let mut members: Vec<Value> = Vec::new();
    for value in values {
        match payload::<Union>(value) {
            Some(union) => {
                let args = union.args.clone();
                for member in tuple_items(&args) {
                    add_member(vm, &mut members, member)?;
                }
            }
            None if value.is_none() => add_member(vm, &mut members, &class_of(value))?,
            None => add_member(vm, &mut members, value)?,
        }
    }
    if let [only] = members.as_slice() {
        return Ok(only.clone());
    }
    let args = vm.new_tuple(members)?;
    vm.create_of(&TYPE, Union { args })
}

fn add_member(vm: &mut Vm, members: &mut Vec<Value>, member: &Value) -> Result<()> {
    for known in members.iter() {
        if known.is(member) || class_of(known).is(&class_of(member)) && vm.equal(known, member)? {
            return Ok(());
        }
    }
    members.push(member.clone());
    Ok(())
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let args = data(vm, value)?.args.clone();
    let shown = tuple_items(&args).iter().map(|member| type_repr(vm, member)).collect::<Result<Vec<_>>>()?;
    vm.new_str(&shown.join(" | "))
}

/// Order does not matter.
fn hash(vm: &mut Vm, value: &Value) -> Result<i64> {
    let args = data(vm, value)?.args.clone();
    let mut hash = 0x345678;
    for member in tuple_items(&args) {
        hash ^= vm.hash(member)?;
    }
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (payload::<Union>(left), payload::<Union>(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(how, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (one, other) = (one.args.clone(), other.args.clone());
    let mut equal = tuple_items(&one).len() == tuple_items(&other).len();
    for member in tuple_items(&one) {
        equal = equal && contains(vm, tuple_items(&other), member)?;
    }
    Ok(Value::from_bool(equal == (how == Comparison::Eq)))
}

fn contains(vm: &mut Vm, members: &[Value], wanted: &Value) -> Result<bool> {
    for member in members {
        if vm.equal(member, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn get_parameters(vm: &mut Vm, value: &Value) -> Result<Value> {
    let args = data(vm, value)?.args.clone();
    let found = collect_parameters(vm, tuple_items(&args))?;
    vm.new_tuple(found)
}

fn get_item(vm: &mut Vm, value: &Value, item: &Value) -> Result<Value> {
    let args = data(vm, value)?.args.clone();
    let parameters = get_parameters(vm, value)?;
    let members = substitute(vm, value, tuple_items(&args), tuple_items(&parameters), item)?;
    make(vm, &members)
}

fn class_get_item(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match crate::object::native::cast_kind::<crate::heap::Tuple>(&args[1], crate::heap::Kind::Tuple) {
        Some(items) if items.is_empty() => Err(vm.type_error("Cannot take a Union of no types.")),
        Some(items) => make(vm, items.items()),
        None => make(vm, &args[1..2]),
    }
}

fn instance_check(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let members = data(vm, &args[0])?.args.clone();
    for member in tuple_items(&members) {
        if vm.is_instance(&args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn subclass_check(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if Class::of(&args[1]).is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let members = data(vm, &args[0])?.args.clone();
    for member in tuple_items(&members) {
        if vm.is_subclass(&args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let shown = vm.repr_text(&args[0])?;
    Err(vm.type_error(format!("Cannot subclass {shown}")))
}
