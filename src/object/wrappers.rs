//! The table that ties slots to special methods.
//!
//! Owns `GROUPS`: for each slot, the names of its special methods, and the native functions ("slot wrappers") that
//! become attributes of a built-in class which fills the slot. A wrapper calls the slot of the class that it was found
//! on. The other direction, from special methods to slots, is `vm::trampolines` and `vm::class_build`.

use super::class::Class;
use super::core::class_of;
use super::definition::{Binding, Callee, NativeDef, Signature, WrapperFn};
use super::names::Name;
use super::slots::{Binary, Comparison, Slots};
use crate::heap::Value;
use crate::vm::{Raised, Result, Vm};

/// A slot, or slots that are filled together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlotId {
    New,
    Init,
    Call,
    Repr,
    Str,
    Hash,
    GetAttribute,
    SetAttribute,
    Compare,
    Iter,
    Next,
    Length,
    GetItem,
    SetItem,
    Contains,
    /// With `Pow`, also `power_modulo`.
    Binary(Binary),
    Inplace(Binary),
    Negative,
    Positive,
    Absolute,
    Invert,
    Bool,
    Int,
    Float,
    Index,
    Get,
    Set,
    Await,
    AsyncIter,
    AsyncNext,
}

/// One slot with its special methods.
pub struct SlotGroup {
    pub id: SlotId,
    /// Any of them in a class's namespace decides what the slot is.
    pub names: &'static [Name],
    /// What a built-in class gets for the first of `names`, in order.
    pub wrappers: &'static [NativeDef],
}

/// Evaluates `$then` with `$slot` bound to the expression of the slot's field.
macro_rules! simple_fields {
    ($id:expr, $each:ident, $otherwise:expr) => {
        match $id {
            SlotId::New => $each!(new),
            SlotId::Init => $each!(init),
            SlotId::Call => $each!(call),
            SlotId::Repr => $each!(repr),
            SlotId::Str => $each!(str),
            SlotId::Hash => $each!(hash),
            SlotId::GetAttribute => $each!(get_attribute),
            SlotId::SetAttribute => $each!(set_attribute),
            SlotId::Compare => $each!(compare),
            SlotId::Iter => $each!(iter),
            SlotId::Next => $each!(next),
            SlotId::Length => $each!(length),
            SlotId::GetItem => $each!(get_item),
            SlotId::SetItem => $each!(set_item),
            SlotId::Contains => $each!(contains),
            SlotId::Negative => $each!(negative),
            SlotId::Positive => $each!(positive),
            SlotId::Absolute => $each!(absolute),
            SlotId::Invert => $each!(invert),
            SlotId::Bool => $each!(bool),
            SlotId::Int => $each!(int),
            SlotId::Float => $each!(float),
            SlotId::Index => $each!(index),
            SlotId::Get => $each!(get),
            SlotId::Set => $each!(set),
            SlotId::Await => $each!(await_),
            SlotId::AsyncIter => $each!(async_iter),
            SlotId::AsyncNext => $each!(async_next),
            other => $otherwise(other),
        }
    };
}

impl SlotId {
    pub fn is_filled(self, slots: &Slots) -> bool {
        macro_rules! filled {
            ($field:ident) => {
                slots.$field.is_some()
            };
        }
        simple_fields!(self, filled, |id| match id {
            SlotId::Binary(operator) => slots.binary[operator as usize].is_some(),
            SlotId::Inplace(operator) => slots.inplace[operator as usize].is_some(),
            _ => false,
        })
    }

    /// Makes this slot what it is in `from`.
    pub fn copy(self, to: &mut Slots, from: &Slots) {
        macro_rules! copy {
            ($field:ident) => {
                to.$field = from.$field
            };
        }
        simple_fields!(self, copy, |id| match id {
            SlotId::Binary(operator) => {
                to.binary[operator as usize] = from.binary[operator as usize];
                if operator == Binary::Pow {
                    to.power_modulo = from.power_modulo;
                }
            }
            SlotId::Inplace(operator) => to.inplace[operator as usize] = from.inplace[operator as usize],
            _ => {}
        })
    }
}

const fn wrapper(signature: &'static str, function: WrapperFn, doc: &'static str) -> NativeDef {
    NativeDef {
        signature: Signature::parse(signature),
        callee: Callee::Wrapper(function),
        binding: Binding::Wrapper,
        doc,
    }
}

/// The name stands for a slot that the class does not fill.
#[cold]
fn absent(vm: &mut Vm, object: &Value) -> Raised {
    let name = vm.class_name(object);
    vm.type_error(format!("this special method does not apply to '{name}' objects"))
}

/// `__call__`, `__init__`, `__new__` get their arguments as they came: `vm::trampolines::call_wrapper`.
fn with_arguments(vm: &mut Vm, _slots: &Slots, args: &[Value]) -> Result<Value> {
    Err(absent(vm, args.first().unwrap_or(&Value::NONE)))
}

/// Wrappers that call a slot with the values as they are.
macro_rules! plain {
    ($($function:ident = $field:ident ( $($index:literal),* );)*) => { $(
        fn $function(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
            match slots.$field {
                Some(slot) => slot(vm, $(&args[$index]),*),
                None => Err(absent(vm, &args[0])),
            }
        }
    )* };
}

plain! {
    repr = repr(0);
    str = str(0);
    iter = iter(0);
    negative = negative(0);
    positive = positive(0);
    absolute = absolute(0);
    invert = invert(0);
    int = int(0);
    float = float(0);
    index = index(0);
    await_ = await_(0);
    async_iter = async_iter(0);
    async_next = async_next(0);
    get_item = get_item(0, 1);
}

/// Wrappers that give the result another form.
macro_rules! converted {
    ($($function:ident = $field:ident ( $($index:literal),* ) -> |$vm:ident, $result:ident| $convert:expr;)*) => { $(
        fn $function($vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
            let $result = match slots.$field {
                Some(slot) => slot($vm, $(&args[$index]),*)?,
                None => return Err(absent($vm, &args[0])),
            };
            $convert
        }
    )* };
}

converted! {
    hash = hash(0) -> |vm, result| vm.new_int(result);
    length = length(0) -> |vm, result| vm.new_int(result as i64);
    contains = contains(0, 1) -> |_vm, result| Ok(Value::from_bool(result));
    bool = bool(0) -> |_vm, result| Ok(Value::from_bool(result));
    next = next(0) -> |vm, result| match result {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    };
}

fn get_attribute(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.get_attribute {
        Some(get) => get(vm, &args[0], &args[1]),
        None => vm.generic_get(&args[0], &args[1]),
    }
}

fn set_attribute(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    store_attribute(vm, slots, &args[0], &args[1], Some(&args[2]), "__setattr__")
}

fn delete_attribute(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    store_attribute(vm, slots, &args[0], &args[1], None, "__delattr__")
}

fn store_attribute(
    vm: &mut Vm,
    slots: &Slots,
    object: &Value,
    name: &Value,
    value: Option<&Value>,
    what: &str,
) -> Result<Value> {
    // `object.__setattr__` must not get round what a built-in class refuses.
    let of = class_of(object);
    let nearest = Class::of(&of).map(|class| class.definition.class());
    let native = nearest.as_ref().and_then(Class::of).and_then(|class| class.slots().set_attribute);
    let same = match (native, slots.set_attribute) {
        (None, None) => true,
        (Some(native), Some(own)) => std::ptr::fn_addr_eq(native, own),
        _ => false,
    };
    if !same {
        let class = vm.class_name(object);
        return Err(vm.type_error(format!("can't apply this {what} to {class} object")));
    }
    match slots.set_attribute {
        Some(set) => set(vm, object, name, value)?,
        None => vm.generic_set(object, name, value)?,
    }
    Ok(Value::NONE)
}

fn set_item(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.set_item {
        Some(set) => set(vm, &args[0], &args[1], Some(&args[2])).map(|()| Value::NONE),
        None => Err(absent(vm, &args[0])),
    }
}

fn delete_item(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.set_item {
        Some(set) => set(vm, &args[0], &args[1], None).map(|()| Value::NONE),
        None => Err(absent(vm, &args[0])),
    }
}

fn get(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    let instance = args[1].given().filter(|instance| !instance.is_none());
    let owner = args[2].given().filter(|owner| !owner.is_none());
    let owner = match (owner, instance) {
        (Some(owner), _) => owner.clone(),
        (None, Some(instance)) => class_of(instance),
        (None, None) => return Err(vm.type_error("__get__(None, None) is invalid")),
    };
    match slots.get {
        Some(get) => get(vm, &args[0], instance, &owner),
        None => Err(absent(vm, &args[0])),
    }
}

fn set(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.set {
        Some(set) => set(vm, &args[0], &args[1], Some(&args[2])).map(|()| Value::NONE),
        None => Err(absent(vm, &args[0])),
    }
}

fn delete(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.set {
        Some(set) => set(vm, &args[0], &args[1], None).map(|()| Value::NONE),
        None => Err(absent(vm, &args[0])),
    }
}

fn compare<const HOW: usize>(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    match slots.compare {
        Some(compare) => compare(vm, &args[0], &args[1], Comparison::ALL[HOW]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// What `__mul__` and its kin of a sequence take is a number: unlike the operator, they ask no other operand.
fn check_count<const OPERATOR: usize>(vm: &mut Vm, slots: &Slots, value: &Value) -> Result<()> {
    let is_count = || Class::of(&class_of(value)).is_some_and(|class| class.slots().index.is_some());
    if OPERATOR != Binary::Mul as usize || slots.length.is_none() || is_count() {
        return Ok(());
    }
    let given = vm.class_name(value);
    Err(vm.type_error(format!("'{given}' object cannot be interpreted as an integer")))
}

fn binary<const OPERATOR: usize>(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    check_count::<OPERATOR>(vm, slots, &args[1])?;
    match slots.binary[OPERATOR] {
        Some(slot) => slot(vm, &args[0], &args[1]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn reflected<const OPERATOR: usize>(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    check_count::<OPERATOR>(vm, slots, &args[1])?;
    match slots.binary[OPERATOR] {
        Some(slot) => slot(vm, &args[1], &args[0]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace<const OPERATOR: usize>(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    check_count::<OPERATOR>(vm, slots, &args[1])?;
    match slots.inplace[OPERATOR] {
        Some(slot) => slot(vm, &args[0], &args[1]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn power(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    power_of(vm, slots, &args[0], &args[1], &args[2])
}

fn reflected_power(vm: &mut Vm, slots: &Slots, args: &[Value]) -> Result<Value> {
    power_of(vm, slots, &args[1], &args[0], &args[2])
}

fn power_of(vm: &mut Vm, slots: &Slots, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value> {
    if modulus.is_null() || modulus.is_none() {
        return match slots.binary[Binary::Pow as usize] {
            Some(slot) => slot(vm, base, exponent),
            None => Ok(Value::NOT_IMPLEMENTED),
        };
    }
    match slots.power_modulo {
        Some(slot) => slot(vm, base, exponent, modulus),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

const fn group(id: SlotId, names: &'static [Name], wrappers: &'static [NativeDef]) -> SlotGroup {
    SlotGroup { id, names, wrappers }
}

const fn new_wrapper() -> NativeDef {
    NativeDef {
        signature: Signature::parse("__new__(*args, **kwargs)"),
        callee: Callee::Wrapper(with_arguments),
        binding: Binding::StaticMethod,
        doc: "Create an object.",
    }
}

/// A group of a slot with one special method.
macro_rules! one {
    ($id:ident, $name:ident, $signature:literal, $function:expr, $doc:literal) => {
        group(SlotId::$id, &[Name::$name], {
            static WRAPPERS: [NativeDef; 1] = [wrapper($signature, $function, $doc)];
            &WRAPPERS
        })
    };
}

macro_rules! binary_group {
    ($operator:ident, $stem:literal, $symbol:literal, $name:ident, $reflected:ident) => {
        group(SlotId::Binary(Binary::$operator), &[Name::$name, Name::$reflected], {
            static WRAPPERS: [NativeDef; 2] = [
                wrapper(
                    concat!("__", $stem, "__(self, value, /)"),
                    binary::<{ Binary::$operator as usize }>,
                    concat!("self ", $symbol, " value"),
                ),
                wrapper(
                    concat!("__r", $stem, "__(self, value, /)"),
                    reflected::<{ Binary::$operator as usize }>,
                    concat!("value ", $symbol, " self"),
                ),
            ];
            &WRAPPERS
        })
    };
}

macro_rules! inplace_group {
    ($operator:ident, $stem:literal, $symbol:literal, $name:ident) => {
        group(SlotId::Inplace(Binary::$operator), &[Name::$name], {
            static WRAPPERS: [NativeDef; 1] = [wrapper(
                concat!("__i", $stem, "__(self, value, /)"),
                inplace::<{ Binary::$operator as usize }>,
                concat!("self ", $symbol, "= value"),
            )];
            &WRAPPERS
        })
    };
}

static NEW: [NativeDef; 1] = [new_wrapper()];
static SET_ATTRIBUTE: [NativeDef; 2] = [
    wrapper("__setattr__(self, name, value, /)", set_attribute, "Set an attribute."),
    wrapper("__delattr__(self, name, /)", delete_attribute, "Delete an attribute."),
];
static COMPARE: [NativeDef; 6] = [
    wrapper("__lt__(self, value, /)", compare::<0>, "self < value"),
    wrapper("__le__(self, value, /)", compare::<1>, "self <= value"),
    wrapper("__eq__(self, value, /)", compare::<2>, "self == value"),
    wrapper("__ne__(self, value, /)", compare::<3>, "self != value"),
    wrapper("__gt__(self, value, /)", compare::<4>, "self > value"),
    wrapper("__ge__(self, value, /)", compare::<5>, "self >= value"),
];
static SET_ITEM: [NativeDef; 2] = [
    wrapper("__setitem__(self, key, value, /)", set_item, "self[key] = value"),
    wrapper("__delitem__(self, key, /)", delete_item, "del self[key]"),
];
static POWER: [NativeDef; 2] = [
    wrapper("__pow__(self, value, mod=None, /)", power, "pow(self, value, mod)"),
    wrapper("__rpow__(self, value, mod=None, /)", reflected_power, "pow(value, self, mod)"),
];
static SET: [NativeDef; 2] = [
    wrapper("__set__(self, instance, value, /)", set, "Set the attribute of an instance."),
    wrapper("__delete__(self, instance, /)", delete, "Delete the attribute of an instance."),
];

/// Every slot, in no order that matters.
pub static GROUPS: [SlotGroup; 54] = [
    group(SlotId::New, &[Name::New], &NEW),
    one!(Init, Init, "__init__(self, /, *args, **kwargs)", with_arguments, "Initialize a new object."),
    one!(Call, Call, "__call__(self, /, *args, **kwargs)", with_arguments, "Call self as a function."),
    one!(Repr, Repr, "__repr__(self, /)", repr, "repr(self)"),
    one!(Str, Str, "__str__(self, /)", str, "str(self)"),
    one!(Hash, Hash, "__hash__(self, /)", hash, "hash(self)"),
    group(SlotId::GetAttribute, &[Name::GetAttribute, Name::GetAttr], {
        static WRAPPERS: [NativeDef; 1] =
            [wrapper("__getattribute__(self, name, /)", get_attribute, "Look an attribute up.")];
        &WRAPPERS
    }),
    group(SlotId::SetAttribute, &[Name::SetAttr, Name::DelAttr], &SET_ATTRIBUTE),
    group(SlotId::Compare, &[Name::Lt, Name::Le, Name::Eq, Name::Ne, Name::Gt, Name::Ge], &COMPARE),
    one!(Iter, Iter, "__iter__(self, /)", iter, "iter(self)"),
    one!(Next, Next, "__next__(self, /)", next, "next(self)"),
    one!(Length, Len, "__len__(self, /)", length, "len(self)"),
    one!(GetItem, GetItem, "__getitem__(self, key, /)", get_item, "self[key]"),
    group(SlotId::SetItem, &[Name::SetItem, Name::DelItem], &SET_ITEM),
    one!(Contains, Contains, "__contains__(self, key, /)", contains, "key in self"),
    binary_group!(Add, "add", "+", Add, RAdd),
    binary_group!(Sub, "sub", "-", Sub, RSub),
    binary_group!(Mul, "mul", "*", Mul, RMul),
    binary_group!(MatMul, "matmul", "@", MatMul, RMatMul),
    binary_group!(Div, "truediv", "/", TrueDiv, RTrueDiv),
    binary_group!(FloorDiv, "floordiv", "//", FloorDiv, RFloorDiv),
    binary_group!(Mod, "mod", "%", Mod, RMod),
    group(SlotId::Binary(Binary::Pow), &[Name::Pow, Name::RPow], &POWER),
    binary_group!(LeftShift, "lshift", "<<", LShift, RLShift),
    binary_group!(RightShift, "rshift", ">>", RShift, RRShift),
    binary_group!(And, "and", "&", And, RAnd),
    binary_group!(Or, "or", "|", Or, ROr),
    binary_group!(Xor, "xor", "^", Xor, RXor),
    inplace_group!(Add, "add", "+", IAdd),
    inplace_group!(Sub, "sub", "-", ISub),
    inplace_group!(Mul, "mul", "*", IMul),
    inplace_group!(MatMul, "matmul", "@", IMatMul),
    inplace_group!(Div, "truediv", "/", ITrueDiv),
    inplace_group!(FloorDiv, "floordiv", "//", IFloorDiv),
    inplace_group!(Mod, "mod", "%", IMod),
    inplace_group!(Pow, "pow", "**", IPow),
    inplace_group!(LeftShift, "lshift", "<<", ILShift),
    inplace_group!(RightShift, "rshift", ">>", IRShift),
    inplace_group!(And, "and", "&", IAnd),
    inplace_group!(Or, "or", "|", IOr),
    inplace_group!(Xor, "xor", "^", IXor),
    one!(Negative, Neg, "__neg__(self, /)", negative, "-self"),
    one!(Positive, Pos, "__pos__(self, /)", positive, "+self"),
    one!(Absolute, Abs, "__abs__(self, /)", absolute, "abs(self)"),
    one!(Invert, Invert, "__invert__(self, /)", invert, "~self"),
    one!(Bool, Bool, "__bool__(self, /)", bool, "True if self is not empty or zero."),
    one!(Int, Int, "__int__(self, /)", int, "int(self)"),
    one!(Float, Float, "__float__(self, /)", float, "float(self)"),
    one!(Index, Index, "__index__(self, /)", index, "self as an exact integer, for indexing."),
    one!(Get, Get, "__get__(self, instance, owner=None, /)", get, "Compute the attribute of an instance."),
    group(SlotId::Set, &[Name::Set, Name::Delete], &SET),
    one!(Await, Await, "__await__(self, /)", await_, "The iterator that an await expression runs."),
    one!(AsyncIter, AIter, "__aiter__(self, /)", async_iter, "The iterator of an async for loop."),
    one!(AsyncNext, ANext, "__anext__(self, /)", async_next, "An awaitable of the next item."),
];

/// The group whose slot a special method belongs to.
pub fn group_of(name: &Value) -> Option<&'static SlotGroup> {
    GROUPS.iter().find(|group| group.names.iter().any(|known| known.value().is(name)))
}
