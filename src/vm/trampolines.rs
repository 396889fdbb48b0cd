//! Slots of classes written in Python: each calls its special method, found on the class.
//!
//! Owns what CPython's `slot_*` functions do: which operand is asked first, and what results are refused.
//! A class gets these through `install`, only where the special method is no native wrapper.

use super::arguments::with_receiver;
use super::convert::integer_of;
use super::{Raised, Result, Vm};
use crate::heap::{Kind, Str, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef};
use crate::object::function::NativeFunction;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{BINARIES, Binary, BinaryFn, Comparison, Slots};
use crate::object::wrappers::SlotId;
use crate::text::int_text::Integer;

/// Makes a slot call the special method.
pub fn install(id: SlotId, slots: &mut Slots) {
    match id {
        SlotId::New => slots.new = Some(new),
        SlotId::Init => slots.init = Some(init),
        SlotId::Call => slots.call = Some(call),
        SlotId::Repr => slots.repr = Some(repr),
        SlotId::Str => slots.str = Some(str),
        SlotId::Hash => slots.hash = Some(hash),
        SlotId::GetAttribute => slots.get_attribute = Some(get_attribute),
        SlotId::SetAttribute => slots.set_attribute = Some(set_attribute),
        SlotId::Compare => slots.compare = Some(compare),
        SlotId::Iter => slots.iter = Some(iter),
        SlotId::Next => slots.next = Some(next),
        SlotId::Length => slots.length = Some(length),
        SlotId::GetItem => slots.get_item = Some(get_item),
        SlotId::SetItem => slots.set_item = Some(set_item),
        SlotId::Contains => slots.contains = Some(contains),
        SlotId::Binary(operator) => {
            slots.binary[operator as usize] = Some(BINARY[operator as usize]);
            if operator == Binary::Pow {
                slots.power_modulo = Some(power_modulo);
            }
        }
        SlotId::Inplace(operator) => slots.inplace[operator as usize] = Some(INPLACE[operator as usize]),
        SlotId::Negative => slots.negative = Some(negative),
        SlotId::Positive => slots.positive = Some(positive),
        SlotId::Absolute => slots.absolute = Some(absolute),
        SlotId::Invert => slots.invert = Some(invert),
        SlotId::Bool => slots.bool = Some(bool),
        SlotId::Int => slots.int = Some(int),
        SlotId::Float => slots.float = Some(float),
        SlotId::Index => slots.index = Some(index),
        SlotId::Get => slots.get = Some(get),
        SlotId::Set => slots.set = Some(set),
        SlotId::Await => slots.await_ = Some(await_),
        SlotId::AsyncIter => slots.async_iter = Some(async_iter),
        SlotId::AsyncNext => slots.async_next = Some(async_next),
    }
}

/// Calls a wrapper whose slot takes the arguments as they are (`__call__`, `__init__`, `__new__`).
pub fn call_wrapper(
    vm: &mut Vm,
    definition: &NativeDef,
    slots: &Slots,
    arguments: Arguments,
) -> Result<Value> {
    let Some(receiver) = arguments.positional().first() else {
        return Err(vm.type_error(format!("{}() needs an argument", definition.name())));
    };
    let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    match definition.name() {
        "__call__" => match slots.call {
            Some(call) => call(vm, receiver, rest),
            None => Err(missing(vm, receiver, Name::Call)),
        },
        "__init__" => match slots.init {
            Some(init) => init(vm, receiver, rest).map(|()| Value::NONE),
            None => Err(missing(vm, receiver, Name::Init)),
        },
        _ => call_new(vm, receiver, slots, rest),
    }
}

/// `owner.__new__(class, …)`: only for classes whose instances `owner` knows how to make.
fn call_new(vm: &mut Vm, owner: &Value, slots: &Slots, arguments: Arguments) -> Result<Value> {
    let owner_name = Class::of(owner).map_or_else(String::new, Class::name_text);
    let Some(class_value) = arguments.positional().first() else {
        return Err(vm.type_error(format!("{owner_name}.__new__(): not enough arguments")));
    };
    let Some(class) = Class::of(class_value) else {
        let given = vm.class_name(class_value);
        return Err(vm.type_error(format!("{owner_name}.__new__(X): X is not a type object ({given})")));
    };
    let name = class.name_text();
    if !class.is_subclass_of(owner) {
        return Err(
            vm.type_error(format!("{owner_name}.__new__({name}): {name} is not a subtype of {owner_name}"))
        );
    }
    let nearest = class.definition.class();
    let native = Class::of(&nearest).and_then(|class| class.slots().new);
    let safe = matches!((native, slots.new), (Some(native), Some(own)) if std::ptr::fn_addr_eq(native, own));
    if !safe {
        let other = class.definition.short_name();
        return Err(vm.type_error(format!("{owner_name}.__new__({name}) is not safe, use {other}.__new__()")));
    }
    match slots.new {
        Some(new) => {
            let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
            new(vm, class_value, rest)
        }
        None => Err(vm.type_error(format!("cannot create '{name}' instances"))),
    }
}

/// The special method is not there after all (it was deleted, or only its sibling is defined).
#[cold]
fn missing(vm: &mut Vm, object: &Value, name: Name) -> Raised {
    vm.attribute_error(object, &name.value(), name.text())
}

fn special(vm: &mut Vm, object: &Value, name: Name, args: &[Value]) -> Result<Value> {
    match vm.call_special(object, name, args)? {
        Some(result) => Ok(result),
        None => Err(missing(vm, object, name)),
    }
}

/// Is a special method set to None, which says "cannot do"?
fn is_refused(object: &Value, name: Name) -> bool {
    let found = Class::of(&class_of(object)).and_then(|class| class.lookup(&name.value()));
    found.is_some_and(|found| found.is_none())
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let function = vm.get_attribute_name(class, Name::New)?;
    let values = with_receiver(class, arguments.values);
    vm.call_with(&function, Arguments { values: &values, names: arguments.names })
}

fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    let Some(method) = vm.lookup_special(object, Name::Init)? else {
        return Err(missing(vm, object, Name::Init));
    };
    let result = vm.call_with(&method, arguments)?;
    if result.is_none() {
        return Ok(());
    }
    let name = vm.class_name(&result);
    Err(vm.type_error(format!("__init__() should return None, not '{name}'")))
}

fn call(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    match vm.lookup_special(object, Name::Call)? {
        Some(method) => vm.call_with(&method, arguments),
        None => Err(missing(vm, object, Name::Call)),
    }
}

macro_rules! unary {
    ($($function:ident = $name:ident;)*) => { $(
        fn $function(vm: &mut Vm, object: &Value) -> Result<Value> {
            special(vm, object, Name::$name, &[])
        }
    )* };
}

unary! {
    negative = Neg;
    positive = Pos;
    absolute = Abs;
    invert = Invert;
    await_ = Await;
    async_iter = AIter;
    async_next = ANext;
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let result = special(vm, object, Name::Repr, &[])?;
    expect_str(vm, result, "__repr__")
}

fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    let result = special(vm, object, Name::Str, &[])?;
    expect_str(vm, result, "__str__")
}

fn expect_str(vm: &mut Vm, value: Value, method: &str) -> Result<Value> {
    if cast_kind::<Str>(&value, Kind::Str).is_some() {
        return Ok(value);
    }
    let name = vm.class_name(&value);
    Err(vm.type_error(format!("{method} returned non-string (type {name})")))
}

fn hash(vm: &mut Vm, object: &Value) -> Result<i64> {
    let result = special(vm, object, Name::Hash, &[])?;
    match integer_of(&result) {
        Some(Integer::Small(-1)) => Ok(-2),
        Some(Integer::Small(number)) => Ok(number),
        Some(Integer::Big(_)) => {
            match Class::of(&core::class(CoreClass::Int)).and_then(|int| int.slots().hash) {
                Some(hash) => hash(vm, &result),
                None => Err(unhashable_error(vm, object)),
            }
        }
        None => Err(vm.type_error("__hash__ method should return an integer")),
    }
}

/// The slot of a class whose `__hash__` is None.
pub fn unhashable(vm: &mut Vm, object: &Value) -> Result<i64> {
    Err(unhashable_error(vm, object))
}

fn unhashable_error(vm: &mut Vm, object: &Value) -> Raised {
    let name = vm.class_name(object);
    vm.type_error(format!("unhashable type: '{name}'"))
}

/// `__getattribute__`, then `__getattr__`.
fn get_attribute(vm: &mut Vm, object: &Value, name: &Value) -> Result<Value> {
    let of = class_of(object);
    let Some(class) = Class::of(&of) else { return vm.generic_get(object, name) };
    let fallback = class.lookup(&Name::GetAttr.value());
    let getter = class.lookup(&Name::GetAttribute.value());
    let native = getter.as_ref().and_then(NativeFunction::of).filter(|_| fallback.is_some());
    let result =
        match native.map(|native| Class::of(&native.owner).and_then(|owner| owner.slots().get_attribute)) {
            // The usual case: no exception is made only to be dropped.
            Some(None) => match vm.generic_find(object, &of, class, name) {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => None,
                Err(raised) => Some(Err(raised)),
            },
            Some(Some(get)) => Some(get(vm, object, name)),
            None => Some(special(vm, object, Name::GetAttribute, std::slice::from_ref(name))),
        };
    let Some(fallback) = fallback else {
        return result.unwrap_or_else(|| Err(missing(vm, object, Name::GetAttr)));
    };
    match result {
        Some(Ok(value)) => return Ok(value),
        Some(Err(_)) => drop(vm.catch(core::Exception::AttributeError)?),
        None => {}
    }
    let method = vm.bind(&fallback, object, &of)?;
    vm.call(&method, std::slice::from_ref(name))
}

fn set_attribute(vm: &mut Vm, object: &Value, name: &Value, value: Option<&Value>) -> Result<()> {
    store(vm, object, name, value, Name::SetAttr, Name::DelAttr)
}

fn set_item(vm: &mut Vm, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
    store(vm, object, key, value, Name::SetItem, Name::DelItem)
}

fn set(vm: &mut Vm, descriptor: &Value, instance: &Value, value: Option<&Value>) -> Result<()> {
    store(vm, descriptor, instance, value, Name::Set, Name::Delete)
}

fn store(
    vm: &mut Vm,
    object: &Value,
    key: &Value,
    value: Option<&Value>,
    setter: Name,
    deleter: Name,
) -> Result<()> {
    match value {
        Some(value) => special(vm, object, setter, &[key.clone(), value.clone()]).map(drop),
        None => special(vm, object, deleter, std::slice::from_ref(key)).map(drop),
    }
}

fn get(vm: &mut Vm, descriptor: &Value, instance: Option<&Value>, owner: &Value) -> Result<Value> {
    // A class that defines only `__set__` has no `__get__`: the descriptor itself is the value.
    let args = [instance.cloned().unwrap_or(Value::NONE), owner.clone()];
    Ok(vm.call_special(descriptor, Name::Get, &args)?.unwrap_or_else(|| descriptor.clone()))
}

/// The methods of the comparisons.
pub const COMPARISONS: [Name; 6] = [Name::Lt, Name::Le, Name::Eq, Name::Ne, Name::Gt, Name::Ge];

fn compare(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let result = vm.call_special(left, COMPARISONS[how as usize], std::slice::from_ref(right))?;
    Ok(result.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn iter(vm: &mut Vm, object: &Value) -> Result<Value> {
    if is_refused(object, Name::Iter) {
        let name = vm.class_name(object);
        return Err(vm.type_error(format!("'{name}' object is not iterable")));
    }
    special(vm, object, Name::Iter, &[])
}

fn next(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>> {
    match special(vm, iterator, Name::Next, &[]) {
        Ok(item) => Ok(Some(item)),
        Err(_) => vm.catch(core::Exception::StopIteration).map(|_| None),
    }
}

fn length(vm: &mut Vm, object: &Value) -> Result<usize> {
    let result = special(vm, object, Name::Len, &[])?;
    match vm.to_integer(&result)? {
        Integer::Small(number) => match usize::try_from(number) {
            Ok(length) => Ok(length),
            Err(_) => Err(vm.value_error("__len__() should return >= 0")),
        },
        Integer::Big(number) if number < dashu_int::IBig::ZERO => {
            Err(vm.value_error("__len__() should return >= 0"))
        }
        Integer::Big(_) => {
            let name = vm.class_name(&result);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

fn get_item(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value> {
    special(vm, object, Name::GetItem, std::slice::from_ref(key))
}

fn contains(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool> {
    if is_refused(container, Name::Contains) {
        let name = vm.class_name(container);
        return Err(vm.type_error(format!("'{name}' object is not a container")));
    }
    let result = special(vm, container, Name::Contains, std::slice::from_ref(item))?;
    vm.truth(&result)
}

fn bool(vm: &mut Vm, object: &Value) -> Result<bool> {
    let result = special(vm, object, Name::Bool, &[])?;
    match result.as_bool() {
        Some(truth) => Ok(truth),
        None => {
            let name = vm.class_name(&result);
            Err(vm.type_error(format!("__bool__ should return bool, returned {name}")))
        }
    }
}

fn int(vm: &mut Vm, object: &Value) -> Result<Value> {
    expect_int(vm, object, Name::Int)
}

fn index(vm: &mut Vm, object: &Value) -> Result<Value> {
    expect_int(vm, object, Name::Index)
}

fn expect_int(vm: &mut Vm, object: &Value, name: Name) -> Result<Value> {
    let result = special(vm, object, name, &[])?;
    if integer_of(&result).is_some() {
        return Ok(result);
    }
    let given = vm.class_name(&result);
    Err(vm.type_error(format!("{} returned non-int (type {given})", name.text())))
}

fn float(vm: &mut Vm, object: &Value) -> Result<Value> {
    let result = special(vm, object, Name::Float, &[])?;
    let float = core::class(CoreClass::Float);
    if vm.is_plain_instance(&result, &float) {
        return Ok(result);
    }
    let (class, given) = (vm.class_name(object), vm.class_name(&result));
    Err(vm.type_error(format!("{class}.__float__ returned non-float (type {given})")))
}

/// Methods of each operator: plain, reflected, in place.
pub const OPERATORS: [[Name; 3]; BINARIES] = [
    [Name::Add, Name::RAdd, Name::IAdd],
    [Name::Sub, Name::RSub, Name::ISub],
    [Name::Mul, Name::RMul, Name::IMul],
    [Name::MatMul, Name::RMatMul, Name::IMatMul],
    [Name::TrueDiv, Name::RTrueDiv, Name::ITrueDiv],
    [Name::FloorDiv, Name::RFloorDiv, Name::IFloorDiv],
    [Name::Mod, Name::RMod, Name::IMod],
    [Name::Pow, Name::RPow, Name::IPow],
    [Name::LShift, Name::RLShift, Name::ILShift],
    [Name::RShift, Name::RRShift, Name::IRShift],
    [Name::And, Name::RAnd, Name::IAnd],
    [Name::Or, Name::ROr, Name::IOr],
    [Name::Xor, Name::RXor, Name::IXor],
];

macro_rules! per_operator {
    ($function:ident) => {
        [
            $function::<0>,
            $function::<1>,
            $function::<2>,
            $function::<3>,
            $function::<4>,
            $function::<5>,
            $function::<6>,
            $function::<7>,
            $function::<8>,
            $function::<9>,
            $function::<10>,
            $function::<11>,
            $function::<12>,
        ]
    };
}

// The only places where these addresses are taken, so that equal slots have equal addresses.
static BINARY: [BinaryFn; BINARIES] = per_operator!(binary);
static INPLACE: [BinaryFn; BINARIES] = per_operator!(inplace);

/// Is an operator of these slots a method written in Python?
pub fn is_binary_trampoline(slots: &Slots, operator: Binary) -> bool {
    slots.binary[operator as usize].is_some_and(|slot| std::ptr::fn_addr_eq(slot, BINARY[operator as usize]))
}

fn binary<const OPERATOR: usize>(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let (of_left, of_right) = (class_of(left), class_of(right));
    let [name, reflected, _] = OPERATORS[OPERATOR];
    let is_python = |class: &Value| {
        let slot = Class::of(class).and_then(|class| class.slots().binary[OPERATOR]);
        slot.is_some_and(|slot| std::ptr::fn_addr_eq(slot, BINARY[OPERATOR]))
    };
    let mut ask_right = !of_left.is(&of_right) && is_python(&of_right);
    if is_python(&of_left) {
        if ask_right && is_overridden(&of_left, &of_right, reflected) {
            let result = vm.call_special(right, reflected, std::slice::from_ref(left))?;
            match result {
                Some(result) if !result.is_not_implemented() => return Ok(result),
                _ => ask_right = false,
            }
        }
        let result = vm.call_special(left, name, std::slice::from_ref(right))?;
        match result {
            Some(result) if !result.is_not_implemented() => return Ok(result),
            _ if of_left.is(&of_right) => return Ok(Value::NOT_IMPLEMENTED),
            _ => {}
        }
    }
    if ask_right {
        let result = vm.call_special(right, reflected, std::slice::from_ref(left))?;
        return Ok(result.unwrap_or(Value::NOT_IMPLEMENTED));
    }
    Ok(Value::NOT_IMPLEMENTED)
}

/// The right operand's class derives from the left one's and has a reflected method of its own.
fn is_overridden(of_left: &Value, of_right: &Value, reflected: Name) -> bool {
    let (Some(left), Some(right)) = (Class::of(of_left), Class::of(of_right)) else { return false };
    if !right.is_subclass_of(of_left) {
        return false;
    }
    match (left.lookup(&reflected.value()), right.lookup(&reflected.value())) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(left), Some(right)) => !left.is(&right),
    }
}

fn inplace<const OPERATOR: usize>(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let result = vm.call_special(left, OPERATORS[OPERATOR][2], std::slice::from_ref(right))?;
    Ok(result.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn power_modulo(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value> {
    let result = vm.call_special(base, Name::Pow, &[exponent.clone(), modulus.clone()])?;
    match result {
        Some(result) if !result.is_not_implemented() => Ok(result),
        _ => {
            let result = vm.call_special(exponent, Name::RPow, &[base.clone(), modulus.clone()])?;
            Ok(result.unwrap_or(Value::NOT_IMPLEMENTED))
        }
    }
}
