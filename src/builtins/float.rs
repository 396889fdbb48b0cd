//! The type `float`.
//!
//! Owns the definition, construction, comparison and methods. Must not know how digits are made (`text`). Exact floats
//! are immediates; an instance of a subclass is a `FloatObject`. All nans are one value, so a nan is itself.

use super::bytes_shared;
use super::float_arithmetic::{float_binary, floor_divide};
use super::int::float_to_int;
use super::int_arithmetic::{Number, division_by_zero, order_with_float, too_large_for_float};
use super::operand::{checked, is_exact_class, only_argument, special_result_error, text_argument, text_of};
use crate::heap::{Header, HeapObject, Kind, Value};
use crate::heap_object;
use crate::object::Class;
use crate::object::core::{CoreClass, class_of};
use crate::object::definition::{Arguments, TypeDef, class_method, getter, method, static_method};
use crate::object::native::cast;
use crate::object::slots::{Binary, Comparison, Slots};
use crate::text::buffer::Buffer;
use crate::text::float_parse::{float_from_hex, parse_float, parse_float_bytes};
use crate::text::float_repr::{float_hex, float_integer_ratio, float_repr, round_to_digits};
use crate::text::format_number::format_float;
use crate::text::hash::hash_float;
use crate::text::int_text::Integer;
use crate::vm::{Result, Vm};
use dashu_int::IBig;

heap_object! {
    /// An instance of a subclass of `float`.
    pub struct FloatObject = "float" of Kind::Native, tracked: false {
        pub number: f64,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "float(x=0.0, /): a number in double precision, made from a number or from its text.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        binary: Slots::binaries(&[
            (Binary::Add, |vm, left, right| binary(vm, Binary::Add, left, right)),
            (Binary::Sub, |vm, left, right| binary(vm, Binary::Sub, left, right)),
            (Binary::Mul, |vm, left, right| binary(vm, Binary::Mul, left, right)),
            (Binary::Div, |vm, left, right| binary(vm, Binary::Div, left, right)),
            (Binary::FloorDiv, |vm, left, right| binary(vm, Binary::FloorDiv, left, right)),
            (Binary::Mod, |vm, left, right| binary(vm, Binary::Mod, left, right)),
            (Binary::Pow, |vm, left, right| binary(vm, Binary::Pow, left, right)),
        ]),
        power_modulo: Some(power_modulo),
        negative: Some(|_, value| Ok(Value::from_float(-receiver(value)))),
        positive: Some(|_, value| Ok(Value::from_float(receiver(value)))),
        absolute: Some(|_, value| Ok(Value::from_float(receiver(value).abs()))),
        bool: Some(|_, value| Ok(receiver(value) != 0.0)),
        int: Some(|vm, value| float_to_int(vm, receiver(value))),
        float: Some(|_, value| Ok(Value::from_float(receiver(value)))),
        ..Slots::EMPTY
    },
    methods: &[
        method("__divmod__(self, value, /)", divmod, "Quotient and remainder of self and value."),
        method("__rdivmod__(self, value, /)", reflected_divmod, "Divmod of value and self."),
        method("__format__(self, format_spec, /)", format, "Text of the float by a format specifier."),
        method(
            "__round__(self, ndigits=None, /)",
            round,
            "The float rounded to a number of decimals, half to even.",
        ),
        method("__trunc__(self, /)", |vm, args| float_to_int(vm, receiver(&args[0])), "The whole part."),
        method(
            "__floor__(self, /)",
            |vm, args| float_to_int(vm, receiver(&args[0]).floor()),
            "Rounded down.",
        ),
        method("__ceil__(self, /)", |vm, args| float_to_int(vm, receiver(&args[0]).ceil()), "Rounded up."),
        method("__getnewargs__(self, /)", new_arguments, "Arguments that make an equal float."),
        method("__sizeof__(self, /)", |vm, _| vm.new_int(24), "Memory of the float in bytes."),
        method(
            "conjugate(self, /)",
            |_, args| Ok(Value::from_float(receiver(&args[0]))),
            "The float itself.",
        ),
        method("as_integer_ratio(self, /)", integer_ratio, "Two ints whose quotient is exactly the float."),
        method("is_integer(self, /)", is_integer, "True if there is no fraction."),
        method("hex(self, /)", hex, "The float in hexadecimal: exact."),
        class_method("fromhex(type, string, /)", from_hex, "The float of a hexadecimal text."),
        class_method("from_number(type, number, /)", from_number, "The float of a number; text is refused."),
        static_method("__getformat__(typestr, /)", get_format, "How floats are stored: for the test suite."),
    ],
    getters: &[
        getter("real", |_, value| Ok(Value::from_float(receiver(value)))),
        getter("imag", |_, _| Ok(Value::from_float(0.0))),
    ],
    subclassable: true,
    ..TypeDef::new("float", FloatObject::LAYOUT)
};

/// The number of a float or an instance of a float subclass.
#[inline]
pub fn float_of(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| cast::<FloatObject>(value).map(|float| float.number))
}

/// The number of a receiver whose class was checked.
fn receiver(value: &Value) -> f64 {
    float_of(value).unwrap_or(f64::NAN)
}

/// A float, or an int made one; None for anything else. Errors: OverflowError for an int too large.
pub fn operand(vm: &mut Vm, value: &Value) -> Result<Option<f64>> {
    if let Some(float) = float_of(value) {
        return Ok(Some(float));
    }
    match Number::of(value) {
        None => Ok(None),
        Some(number) => match number.to_float() {
            Some(float) => Ok(Some(float)),
            None => Err(too_large_for_float(vm)),
        },
    }
}

/// The float nearest to an int.
pub fn int_to_float(vm: &mut Vm, value: &Value) -> Result<f64> {
    match operand(vm, value)? {
        Some(float) => Ok(float),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("must be real number, not {given}")))
        }
    }
}

fn binary(vm: &mut Vm, op: Binary, left: &Value, right: &Value) -> Result<Value> {
    let Some(left) = operand(vm, left)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(right) = operand(vm, right)? else { return Ok(Value::NOT_IMPLEMENTED) };
    float_binary(vm, op, left, right)
}

fn power_modulo(vm: &mut Vm, _: &Value, _: &Value, _: &Value) -> Result<Value> {
    Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
}

fn compare(_: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let Some(float) = float_of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    let ordering = if let Some(other) = float_of(right) {
        float.partial_cmp(&other)
    } else if let Some(number) = Number::of(right) {
        order_with_float(number, float).map(std::cmp::Ordering::reverse)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let unordered = comparison == Comparison::NotEq;
    Ok(Value::from_bool(ordering.map_or(unordered, |ordering| comparison.holds(ordering))))
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let number = match only_argument(vm, class, CoreClass::Float, "float", arguments)? {
        Some(value) => to_float(vm, value)?,
        None => 0.0,
    };
    in_class(vm, class, number)
}

/// A float, or an instance of a subclass.
fn in_class(vm: &mut Vm, class: &Value, number: f64) -> Result<Value> {
    if is_exact_class(class, CoreClass::Float) {
        return Ok(Value::from_float(number));
    }
    vm.create_in(class, FloatObject { header: Header::blank(), number })
}

/// `float(value)`.
pub fn to_float(vm: &mut Vm, value: &Value) -> Result<f64> {
    if let Some(text) = text_of(value) {
        return checked(vm, parse_float(text.bytes()));
    }
    if let Some(number) = convert(vm, value)? {
        return Ok(number);
    }
    match bytes_shared::bytes_like(value) {
        Some(content) => checked(vm, parse_float_bytes(&content)),
        None => {
            let given = vm.class_name(value);
            let message = format!("float() argument must be a string or a real number, not '{given}'");
            Err(vm.type_error(message))
        }
    }
}

/// By `__float__` or `__index__`; None if the value has neither.
pub fn convert(vm: &mut Vm, value: &Value) -> Result<Option<f64>> {
    if let Some(float) = value.as_float() {
        return Ok(Some(float));
    }
    let of = class_of(value);
    let (float, index) =
        Class::of(&of).map_or((None, None), |class| (class.slots().float, class.slots().index));
    if let Some(convert) = float {
        let result = convert(vm, value)?;
        return match float_of(&result) {
            Some(float) => Ok(Some(float)),
            None => Err(special_result_error(vm, value, "__float__", "float", &result)),
        };
    }
    match index {
        None => Ok(None),
        Some(convert) => {
            let result = convert(vm, value)?;
            match Number::of(&result) {
                Some(_) => operand(vm, &result),
                None => Err(special_result_error(vm, value, "__index__", "int", &result)),
            }
        }
    }
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    vm.new_ascii(&float_repr(receiver(value)))
}

fn hash(_: &mut Vm, value: &Value) -> Result<i64> {
    // Nans hash by identity, and all of them are one immediate.
    Ok(hash_float(receiver(value)).unwrap_or_else(|| nan_hash(value)))
}

/// The hash of an object by its identity, which a nan has.
pub fn nan_hash(value: &Value) -> i64 {
    (value.identity() as i64).rotate_right(4)
}

fn divmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    divide_both(vm, &args[0], &args[1])
}

fn reflected_divmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    divide_both(vm, &args[1], &args[0])
}

fn divide_both(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some(left) = operand(vm, left)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(right) = operand(vm, right)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if right == 0.0 {
        return Err(division_by_zero(vm));
    }
    let (quotient, remainder) = floor_divide(left, right);
    vm.new_tuple([Value::from_float(quotient), Value::from_float(remainder)])
}

fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let spec = text_argument(vm, &args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let name = vm.class_name(&args[0]);
    let mut text = Buffer::new();
    checked(vm, format_float(&mut text, receiver(&args[0]), spec.bytes(), &name))?;
    vm.new_text(&text)
}

fn round(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let number = receiver(&args[0]);
    let digits = match args[1].given() {
        None => return float_to_int(vm, number.round_ties_even()),
        Some(digits) if digits.is_none() => return float_to_int(vm, number.round_ties_even()),
        Some(digits) => match vm.to_integer(digits)? {
            Integer::Small(digits) => digits,
            Integer::Big(digits) => {
                if digits > IBig::ZERO {
                    i64::MAX
                } else {
                    i64::MIN
                }
            }
        },
    };
    checked(vm, round_to_digits(number, digits)).map(Value::from_float)
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.new_tuple([Value::from_float(receiver(&args[0]))])
}

fn integer_ratio(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (numerator, denominator) = checked(vm, float_integer_ratio(receiver(&args[0])))?;
    let numerator = vm.new_big_int(numerator)?;
    let denominator = vm.new_big_int(IBig::from(denominator))?;
    vm.new_tuple([numerator, denominator])
}

fn is_integer(_: &mut Vm, args: &[Value]) -> Result<Value> {
    let number = receiver(&args[0]);
    Ok(Value::from_bool(number.is_finite() && number.floor() == number))
}

fn hex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.new_str(&float_hex(receiver(&args[0])))
}

fn from_hex(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(text) = text_of(&args[1]) else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let number = checked(vm, float_from_hex(text.bytes()))?;
    make_in(vm, &args[0], number)
}

fn from_number(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match convert(vm, &args[1])? {
        Some(number) => make_in(vm, &args[0], number),
        None => {
            let given = vm.class_name(&args[1]);
            Err(vm.type_error(format!("must be real number, not {given}")))
        }
    }
}

/// An instance of a class derived from `float`: made by calling it.
fn make_in(vm: &mut Vm, class: &Value, number: f64) -> Result<Value> {
    if is_exact_class(class, CoreClass::Float) {
        return Ok(Value::from_float(number));
    }
    vm.call(class, &[Value::from_float(number)])
}

fn get_format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match text_argument(vm, &args[0], "__getformat__() argument")?.bytes() {
        b"double" | b"float" => vm.new_str(if cfg!(target_endian = "little") {
            "IEEE, little-endian"
        } else {
            "IEEE, big-endian"
        }),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}
