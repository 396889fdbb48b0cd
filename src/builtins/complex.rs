//! The type `complex`.
//!
//! Owns the object, construction, comparison and methods; arithmetic is in `complex_arithmetic`.

use super::complex_arithmetic::{Operand, Parts, complex_binary, power};
use super::float::{float_of, nan_hash};
use super::int_arithmetic::{Number, order_with_float};
use super::operand::{
    check_positional, checked, is_exact_class, read_only, special_result_error, text_argument, text_of,
};
use crate::heap::{Header, HeapObject, Kind, Value};
use crate::heap_object;
use crate::object::Class;
use crate::object::core::{CoreClass, class_of};
use crate::object::definition::{Arguments, NativeDef, TypeDef, class_method, function, method, property};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::{Binary, Comparison, Slots};
use crate::text::buffer::Buffer;
use crate::text::complex_repr::{complex_repr, parse_complex};
use crate::text::format_number::format_complex;
use crate::text::hash::hash_complex;
use crate::vm::arguments::bind_native;
use crate::vm::{Result, Vm};

heap_object! {
    pub struct Complex = "complex" of Kind::Complex, tracked: false {
        pub real: f64,
        pub imag: f64,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "complex(real=0, imag=0): a number with an imaginary part, made from numbers or from its text.",
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
            (Binary::Pow, |vm, left, right| binary(vm, Binary::Pow, left, right)),
        ]),
        power_modulo: Some(|vm, _, _, _| Err(vm.value_error("complex modulo"))),
        negative: Some(|vm, value| {
            let (real, imag) = receiver(value);
            new_complex(vm, -real, -imag)
        }),
        positive: Some(exact),
        absolute: Some(absolute),
        bool: Some(|_, value| Ok(receiver(value) != (0.0, 0.0))),
        ..Slots::EMPTY
    },
    methods: &[
        method("conjugate(self, /)", conjugate, "The number with the other sign of the imaginary part."),
        method("__complex__(self, /)", |vm, args| exact(vm, &args[0]), "The number as an exact complex."),
        method("__format__(self, format_spec, /)", format, "Text of the number by a format specifier."),
        method("__getnewargs__(self, /)", new_arguments, "Arguments that make an equal number."),
        class_method(
            "from_number(type, number, /)",
            from_number,
            "The complex of a number; text is refused.",
        ),
    ],
    getters: &[
        property("real", |_, value| Ok(Value::from_float(receiver(value).0)), read_only),
        property("imag", |_, value| Ok(Value::from_float(receiver(value).1)), read_only),
    ],
    subclassable: true,
    ..TypeDef::new("complex", Complex::LAYOUT)
};

/// A complex value.
pub fn new_complex(vm: &mut Vm, real: f64, imag: f64) -> Result<Value> {
    vm.create_kind(Kind::Complex, Complex { header: Header::blank(), real, imag })
}

/// The parts of a complex or an instance of a subclass.
pub fn complex_of(value: &Value) -> Option<Parts> {
    cast_kind::<Complex>(value, Kind::Complex).map(|complex| (complex.real, complex.imag))
}

fn receiver(value: &Value) -> Parts {
    complex_of(value).unwrap_or((f64::NAN, f64::NAN))
}

fn exact(vm: &mut Vm, value: &Value) -> Result<Value> {
    let (real, imag) = receiver(value);
    new_complex(vm, real, imag)
}

fn operand(vm: &mut Vm, value: &Value) -> Result<Option<Operand>> {
    if let Some((real, imag)) = complex_of(value) {
        return Ok(Some(Operand::Complex(real, imag)));
    }
    Ok(super::float::operand(vm, value)?.map(Operand::Real))
}

fn binary(vm: &mut Vm, op: Binary, left: &Value, right: &Value) -> Result<Value> {
    let Some(left) = operand(vm, left)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(right) = operand(vm, right)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if op == Binary::Pow {
        return power(vm, left.parts(), right.parts());
    }
    complex_binary(vm, op, left, right)
}

fn compare(_: &mut Vm, left: &Value, right: &Value, comparison: Comparison) -> Result<Value> {
    let wanted = match comparison {
        Comparison::Eq => true,
        Comparison::NotEq => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let Some((real, imag)) = complex_of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    let equal = if let Some(other) = complex_of(right) {
        (real, imag) == other
    } else if let Some(float) = float_of(right) {
        imag == 0.0 && real == float
    } else if let Some(number) = Number::of(right) {
        imag == 0.0 && order_with_float(number, real).is_some_and(std::cmp::Ordering::is_eq)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::from_bool(equal == wanted))
}

static NEW: NativeDef = function("complex(real=0, imag=0)", |vm, args| combine(vm, &args[0], &args[1]), "");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let positional = arguments.positional();
    check_positional(vm, "complex", positional.len(), 0, 2)?;
    let result = match positional {
        [only] if arguments.names.is_empty() => from_one(vm, only)?,
        _ => bind_native(vm, &NEW, arguments, |vm, args| combine(vm, &args[0], &args[1]))?,
    };
    in_class(vm, class, result)
}

fn in_class(vm: &mut Vm, class: &Value, complex: Value) -> Result<Value> {
    if is_exact_class(class, CoreClass::Complex) {
        return Ok(complex);
    }
    let (real, imag) = receiver(&complex);
    vm.create_in(class, Complex { header: Header::blank(), real, imag })
}

/// `complex(value)`, of a text or a number.
fn from_one(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let Some(text) = text_of(value) {
        let (real, imag) = checked(vm, parse_complex(text.bytes()))?;
        return new_complex(vm, real, imag);
    }
    match to_parts(vm, value)? {
        Some(operand) => {
            let (real, imag) = operand.parts();
            new_complex(vm, real, imag)
        }
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("complex() argument must be a string or a number, not {given}")))
        }
    }
}

/// By `__complex__`, `__float__` or `__index__`; None if the value has none of them.
pub fn to_parts(vm: &mut Vm, value: &Value) -> Result<Option<Operand>> {
    if crate::object::core::is_exactly(value, CoreClass::Complex) {
        let (real, imag) = receiver(value);
        return Ok(Some(Operand::Complex(real, imag)));
    }
    let is_number = float_of(value).is_some() || Number::of(value).is_some();
    if !is_number && let Some(result) = vm.call_special(value, Name::Complex, &[])? {
        return match complex_of(&result) {
            Some((real, imag)) => Ok(Some(Operand::Complex(real, imag))),
            None => Err(special_result_error(vm, value, "__complex__", "complex", &result)),
        };
    }
    Ok(super::float::convert(vm, value)?.map(Operand::Real))
}

/// `complex(real, imag)`.
fn combine(vm: &mut Vm, real: &Value, imag: &Value) -> Result<Value> {
    let real_part = part(vm, real, "real")?;
    let imag_part = part(vm, imag, "imag")?;
    let (mut a, mut b) = match real_part {
        None => (0.0, 0.0),
        Some(operand) => operand.parts(),
    };
    match imag_part {
        None => {}
        Some(Operand::Real(imag)) => match real_part {
            Some(Operand::Complex(..)) => b += imag,
            _ => b = imag,
        },
        Some(Operand::Complex(c, d)) => {
            a -= d;
            b = if matches!(real_part, Some(Operand::Complex(..))) { b + c } else { c };
        }
    }
    new_complex(vm, a, b)
}

fn part(vm: &mut Vm, value: &Value, name: &str) -> Result<Option<Operand>> {
    let Some(value) = value.given() else { return Ok(None) };
    if let Some((real, imag)) = complex_of(value) {
        return Ok(Some(Operand::Complex(real, imag)));
    }
    let slots_ok = Class::of(&class_of(value)).is_some_and(|class| {
        let slots = class.slots();
        slots.float.is_some() || slots.index.is_some()
    });
    let converted = if name == "real" {
        if text_of(value).is_some() { None } else { to_parts(vm, value)? }
    } else if slots_ok {
        super::float::convert(vm, value)?.map(Operand::Real)
    } else {
        None
    };
    if converted.is_none() {
        let given = vm.class_name(value);
        return Err(vm.type_error(format!("complex() argument '{name}' must be a real number, not {given}")));
    }
    Ok(converted)
}

fn from_number(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(operand) = to_parts(vm, &args[1])? else {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("must be real number, not {given}")));
    };
    let (real, imag) = operand.parts();
    let complex = new_complex(vm, real, imag)?;
    if is_exact_class(&args[0], CoreClass::Complex) {
        return Ok(complex);
    }
    vm.call(&args[0], &[complex])
}

fn repr(vm: &mut Vm, value: &Value) -> Result<Value> {
    let (real, imag) = receiver(value);
    vm.new_str(&complex_repr(real, imag))
}

fn hash(_: &mut Vm, value: &Value) -> Result<i64> {
    let (real, imag) = receiver(value);
    Ok(hash_complex(real, imag, nan_hash(value)))
}

fn absolute(vm: &mut Vm, value: &Value) -> Result<Value> {
    let (real, imag) = receiver(value);
    let length = real.hypot(imag);
    if length.is_infinite() && real.is_finite() && imag.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::from_float(length))
}

fn conjugate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (real, imag) = receiver(&args[0]);
    new_complex(vm, real, -imag)
}

fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let spec = text_argument(vm, &args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let (real, imag) = receiver(&args[0]);
    let name = vm.class_name(&args[0]);
    let mut text = Buffer::new();
    checked(vm, format_complex(&mut text, real, imag, spec.bytes(), &name))?;
    vm.new_text(&text)
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (real, imag) = receiver(&args[0]);
    vm.new_tuple([Value::from_float(real), Value::from_float(imag)])
}
