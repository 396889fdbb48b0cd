//! The type `int`.
//!
//! Owns the definition, construction, text and the slots. Must not know how digits are computed (`text`), nor the
//! arithmetic (`int_arithmetic`). Exact ints have three forms (see `heap::number`); an instance of a subclass is
//! always a `BigInt`, whatever its size.

use super::int_arithmetic::{Number, compare, exact_int, int_binary, power_modulo, truncate_float};
use super::int_large;
use super::operand::{check_positional, checked, is_exact_class, special_result_error, text_of};
use super::{bytes_shared, float, int_methods};
use crate::heap::dict::exact_str;
use crate::heap::{BigInt, Header, HeapObject, Value};
use crate::object::Class;
use crate::object::core::{CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, function, getter, method};
use crate::object::slots::{Binary, Slots};
use crate::text::hash::{hash_i64, hash_int};
use crate::text::int_text::{self, Integer};
use crate::vm::arguments::bind_native;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};
use dashu_int::IBig;
use std::sync::atomic::{AtomicUsize, Ordering};

static DIGIT_LIMIT: AtomicUsize = AtomicUsize::new(int_text::DEFAULT_DIGIT_LIMIT);

/// The most decimal digits that int and str are converted into each other with; 0 for no limit.
pub fn digit_limit() -> usize {
    DIGIT_LIMIT.load(Ordering::Relaxed)
}

/// `sys.set_int_max_str_digits`, after its checks.
pub fn set_digit_limit(limit: usize) {
    DIGIT_LIMIT.store(limit, Ordering::Relaxed);
}

pub static TYPE: TypeDef = TypeDef {
    doc: "int(x=0, /) or int(x, base=10): a whole number of any size.\n\nWithout arguments it is 0. A number is cut \
          to its whole part; a string is read in the given base, where base 0 asks the prefix of the literal.",
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        binary: Slots::binaries(&[
            (Binary::Add, |vm, left, right| int_binary(vm, Binary::Add, left, right)),
            (Binary::Sub, |vm, left, right| int_binary(vm, Binary::Sub, left, right)),
            (Binary::Mul, |vm, left, right| int_binary(vm, Binary::Mul, left, right)),
            (Binary::Div, |vm, left, right| int_binary(vm, Binary::Div, left, right)),
            (Binary::FloorDiv, |vm, left, right| int_binary(vm, Binary::FloorDiv, left, right)),
            (Binary::Mod, |vm, left, right| int_binary(vm, Binary::Mod, left, right)),
            (Binary::Pow, |vm, left, right| int_binary(vm, Binary::Pow, left, right)),
            (Binary::LeftShift, |vm, left, right| int_binary(vm, Binary::LeftShift, left, right)),
            (Binary::RightShift, |vm, left, right| int_binary(vm, Binary::RightShift, left, right)),
            (Binary::And, |vm, left, right| int_binary(vm, Binary::And, left, right)),
            (Binary::Or, |vm, left, right| int_binary(vm, Binary::Or, left, right)),
            (Binary::Xor, |vm, left, right| int_binary(vm, Binary::Xor, left, right)),
        ]),
        power_modulo: Some(power_modulo),
        negative: Some(negative),
        positive: Some(exact_int),
        absolute: Some(absolute),
        invert: Some(invert),
        bool: Some(is_true),
        int: Some(exact_int),
        float: Some(to_float),
        index: Some(exact_int),
        ..Slots::EMPTY
    },
    methods: &[
        method(
            "__divmod__(self, value, /)",
            int_methods::divmod,
            "Quotient and remainder of self and value.",
        ),
        method("__rdivmod__(self, value, /)", int_methods::reflected_divmod, "Divmod of value and self."),
        method(
            "__format__(self, format_spec, /)",
            int_methods::format,
            "Text of the int by a format specifier.",
        ),
        method("__round__(self, ndigits=None, /)", int_methods::round, "The int rounded to a power of ten."),
        method("__trunc__(self, /)", int_methods::itself, "The int itself."),
        method("__floor__(self, /)", int_methods::itself, "The int itself."),
        method("__ceil__(self, /)", int_methods::itself, "The int itself."),
        method("__getnewargs__(self, /)", int_methods::new_arguments, "Arguments that make an equal int."),
        method("__sizeof__(self, /)", int_methods::size_of, "Memory of the int in bytes."),
        method("conjugate(self, /)", int_methods::itself, "The complex conjugate: the int itself."),
        method("bit_length(self, /)", int_methods::bit_length, "How many bits the absolute value needs."),
        method("bit_count(self, /)", int_methods::bit_count, "How many bits of the absolute value are one."),
        method("as_integer_ratio(self, /)", int_methods::integer_ratio, "The int and 1, as a pair."),
        method("is_integer(self, /)", int_methods::is_integer, "True: here for the sake of other numbers."),
        method(
            "to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
            int_methods::to_bytes,
            "The int as bytes in a byte order, in two's complement if signed.",
        ),
        class_method(
            "from_bytes(type, /, bytes, byteorder='big', *, signed=False)",
            int_methods::from_bytes,
            "The int that bytes in a byte order stand for, in two's complement if signed.",
        ),
    ],
    getters: &[
        getter("real", exact_int),
        getter("imag", |vm, _| vm.new_int(0)),
        getter("numerator", exact_int),
        getter("denominator", |vm, _| vm.new_int(1)),
    ],
    subclassable: true,
    ..TypeDef::new("int", BigInt::LAYOUT)
};

static NEW: NativeDef = function("int(x=0, /, base=10)", bound_new, "");

fn bound_new(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match (args[0].given(), args[1].given()) {
        (None, None) => vm.new_int(0),
        (None, Some(_)) => Err(vm.type_error("int() missing string argument")),
        (Some(value), None) => to_int(vm, value),
        (Some(value), Some(base)) => parse_with_base(vm, value, base),
    }
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if let [value] = arguments.values
        && is_exact_class(class, CoreClass::Int)
        && arguments.names.is_empty()
    {
        return to_int(vm, value);
    }
    check_positional(vm, "int", arguments.positional().len(), 0, 2)?;
    let int = bind_native(vm, &NEW, arguments, bound_new)?;
    in_class(vm, class, int)
}

/// An equal instance of a subclass; an int as it is for `int` itself.
pub fn in_class(vm: &mut Vm, class: &Value, int: Value) -> Result<Value> {
    if is_exact_class(class, CoreClass::Int) {
        return Ok(int);
    }
    let Some(number) = Number::of(&int) else { return Ok(int) };
    let number = number.to_big().into_owned();
    vm.create_in(class, BigInt { header: Header::blank(), number })
}

/// `int(value)`.
pub fn to_int(vm: &mut Vm, value: &Value) -> Result<Value> {
    if value.as_small_int().is_some() {
        return Ok(value.clone());
    }
    if let Some(float) = value.as_float() {
        return float_to_int(vm, float);
    }
    if let Some(text) = exact_str(value.raw()) {
        return match int_text::parse_plain(text.bytes(), 10) {
            Some(number) => vm.new_int(number),
            None => from_text(vm, value),
        };
    }
    let of = class_of(value);
    let (int, index) = Class::of(&of).map_or((None, None), |class| (class.slots().int, class.slots().index));
    if let Some(convert) = int {
        let result = convert(vm, value)?;
        return match Number::of(&result) {
            Some(_) => exact_int(vm, &result),
            None => Err(special_result_error(vm, value, "__int__", "int", &result)),
        };
    }
    if let Some(convert) = index {
        let result = convert(vm, value)?;
        return match Number::of(&result) {
            Some(_) => exact_int(vm, &result),
            None => Err(special_result_error(vm, value, "__index__", "int", &result)),
        };
    }
    from_text(vm, value)
}

/// The int that a str or bytes-like object writes in base 10; TypeError for anything else.
fn from_text(vm: &mut Vm, value: &Value) -> Result<Value> {
    match parse(vm, value, 10)? {
        Some(parsed) => {
            let integer = checked(vm, parsed)?;
            vm.new_integer(integer)
        }
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{given}'"
            )))
        }
    }
}

type Parsed = std::result::Result<Integer, crate::text::error::TextError>;

/// None if the value is neither str nor bytes-like.
fn parse(vm: &mut Vm, value: &Value, base: u32) -> Result<Option<Parsed>> {
    let is_short = text_of(value).is_some_and(|text| text.bytes().len() <= int_large::DIGITS_STEP);
    if !is_short && let Some(number) = parse_long(vm, value, base)? {
        return Ok(Some(Ok(Integer::from(number))));
    }
    Ok(parse_at_once(value, base))
}

/// A decimal text that takes long: converted in steps.
fn parse_long(vm: &mut Vm, value: &Value, base: u32) -> Result<Option<IBig>> {
    let content = match text_of(value) {
        Some(text) => std::borrow::Cow::Borrowed(text.bytes()),
        None => match bytes_shared::bytes_like(value) {
            Some(content) => content,
            None => return Ok(None),
        },
    };
    let least = int_large::DIGITS_STEP;
    match int_text::long_decimal(&content, base, digit_limit(), least) {
        Some(digits) => int_large::from_decimal(vm, &digits),
        None => Ok(None),
    }
}

fn parse_at_once(value: &Value, base: u32) -> Option<Parsed> {
    if let Some(text) = text_of(value) {
        return Some(int_text::parse_int(text.bytes(), base, digit_limit()));
    }
    let content = bytes_shared::bytes_like(value)?;
    Some(int_text::parse_int_bytes(&content, base, digit_limit()))
}

fn parse_with_base(vm: &mut Vm, value: &Value, base: &Value) -> Result<Value> {
    let base = vm.to_integer(base)?;
    let base = match base {
        Integer::Small(base @ (0 | 2..=36)) => base as u32,
        _ => return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0")),
    };
    let is_text = text_of(value).is_some() || bytes_shared::is_bytes_or_bytearray(value);
    match parse(vm, value, base)?.filter(|_| is_text) {
        Some(parsed) => {
            let integer = checked(vm, parsed)?;
            vm.new_integer(integer)
        }
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

/// The whole part of a float.
pub fn float_to_int(vm: &mut Vm, float: f64) -> Result<Value> {
    if float.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    if float.is_infinite() {
        return Err(vm.overflow_error("cannot convert float infinity to integer"));
    }
    vm.new_integer(truncate_float(float))
}

/// Decimal text. Errors: ValueError past the digit limit.
pub fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    match Number::of(value) {
        Some(Number::Small(small)) => {
            let mut buffer = [0; int_text::MOST_SMALL_DIGITS];
            let text = int_text::small_decimal(small, &mut buffer);
            vm.new_ascii(text)
        }
        Some(Number::Big(big)) => {
            let text = if digit_limit() == 0 && int_large::is_large(dashu_int::ops::BitTest::bit_len(big)) {
                int_large::to_decimal(vm, big)?
            } else {
                checked(vm, int_text::int_to_decimal(big, digit_limit()))?
            };
            vm.new_str(&text)
        }
        None => Err(vm.type_error("an int is required")),
    }
}

pub fn hash(_: &mut Vm, value: &Value) -> Result<i64> {
    Ok(match Number::of(value) {
        Some(Number::Small(small)) => hash_i64(small),
        Some(Number::Big(big)) => hash_int(big),
        None => 0,
    })
}

fn negative(vm: &mut Vm, value: &Value) -> Result<Value> {
    match Number::of(value) {
        Some(Number::Small(small)) => super::int_arithmetic::new_wide(vm, -i128::from(small)),
        Some(Number::Big(big)) => vm.new_big_int(-big),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn absolute(vm: &mut Vm, value: &Value) -> Result<Value> {
    match Number::of(value) {
        Some(number) if number.is_negative() => negative(vm, value),
        _ => exact_int(vm, value),
    }
}

fn invert(vm: &mut Vm, value: &Value) -> Result<Value> {
    match Number::of(value) {
        Some(Number::Small(small)) => vm.new_int(!small),
        Some(Number::Big(big)) => vm.new_big_int(!big),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn is_true(_: &mut Vm, value: &Value) -> Result<bool> {
    Ok(Number::of(value).is_some_and(|number| !number.is_zero()))
}

fn to_float(vm: &mut Vm, value: &Value) -> Result<Value> {
    float::int_to_float(vm, value).map(Value::from_float)
}

/// The int of a value that must be one, for natives whose receiver was checked.
pub fn receiver(vm: &mut Vm, value: &Value) -> Result<Integer> {
    match integer_of(value) {
        Some(integer) => Ok(integer),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("an int is required, not '{given}'")))
        }
    }
}
