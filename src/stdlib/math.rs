//! `math`: functions of real numbers.
//!
//! Owns the table and the functions of one or two floats with CPython's errors. Integers are in `math_integer`, the
//! gamma function and norms in `math_special`, sums and products in `math_sum`.

use super::{math_integer as integer, math_special as special, math_sum as sum};
use crate::heap::{Dict, Value};
use crate::object::definition::{ModuleDef, NativeDef, function};
use crate::object::slots::Binary;
use crate::text::float_repr::{float_decompose, float_repr};
use crate::text::int_text::Integer;
use crate::vm::convert::integer_of;
use crate::vm::{Raised, Result, Vm};
use dashu_int::IBig;
use dashu_int::ops::BitTest;

pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "Mathematical functions of real numbers.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    use std::f64::consts::{E, PI, TAU};
    for (name, value) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        vm.dict_set_str(dict, name, Value::from_float(value))?;
    }
    Ok(())
}

static FUNCTIONS: &[NativeDef] = &[
    function("acos(x, /)", acos, "The arc cosine, in radians."),
    function("acosh(x, /)", acosh, "The inverse hyperbolic cosine."),
    function("asin(x, /)", asin, "The arc sine, in radians."),
    function("asinh(x, /)", asinh, "The inverse hyperbolic sine."),
    function("atan(x, /)", atan, "The arc tangent, in radians."),
    function("atan2(y, x, /)", atan2, "The angle of a point, in radians."),
    function("atanh(x, /)", atanh, "The inverse hyperbolic tangent."),
    function("cbrt(x, /)", cbrt, "The cube root."),
    function("ceil(x, /)", ceil, "The least integer not below x."),
    function("copysign(x, y, /)", copysign, "x with the sign of y."),
    function("cos(x, /)", cos, "The cosine of x radians."),
    function("cosh(x, /)", cosh, "The hyperbolic cosine."),
    function("degrees(x, /)", degrees, "Radians as degrees."),
    function("erf(x, /)", erf, "The error function."),
    function("erfc(x, /)", erfc, "One less the error function."),
    function("exp(x, /)", exp, "e to the power of x."),
    function("exp2(x, /)", exp2, "2 to the power of x."),
    function("expm1(x, /)", expm1, "exp(x) - 1, exact for small x."),
    function("fabs(x, /)", fabs, "The absolute value as a float."),
    function("floor(x, /)", floor, "The greatest integer not above x."),
    function("fma(x, y, z, /)", fma, "x * y + z, rounded once."),
    function("fmod(x, y, /)", fmod, "The remainder with the sign of x."),
    function("frexp(x, /)", frexp, "Mantissa and exponent."),
    function("gamma(x, /)", gamma, "The gamma function."),
    function("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Are two numbers nearly equal?"),
    function("isfinite(x, /)", isfinite, "Neither infinite nor NaN?"),
    function("isinf(x, /)", isinf, "Infinite?"),
    function("isnan(x, /)", isnan, "Not a number?"),
    function("ldexp(x, i, /)", ldexp, "x * 2**i."),
    function("lgamma(x, /)", lgamma, "The logarithm of the gamma function."),
    function("log(x, base=e, /)", log, "The logarithm, natural or to a base."),
    function("log10(x, /)", log10, "The logarithm to base 10."),
    function("log1p(x, /)", log1p, "log(1 + x), exact for small x."),
    function("log2(x, /)", log2, "The logarithm to base 2."),
    function("modf(x, /)", modf, "Fractional and integral part."),
    function("nextafter(x, y, /, *, steps=None)", nextafter, "The float next to x in the direction of y."),
    function("pow(x, y, /)", pow, "x to the power of y."),
    function("radians(x, /)", radians, "Degrees as radians."),
    function("remainder(x, y, /)", remainder, "The IEEE 754 remainder."),
    function("sin(x, /)", sin, "The sine of x radians."),
    function("sinh(x, /)", sinh, "The hyperbolic sine."),
    function("sqrt(x, /)", sqrt, "The square root."),
    function("tan(x, /)", tan, "The tangent of x radians."),
    function("tanh(x, /)", tanh, "The hyperbolic tangent."),
    function("trunc(x, /)", trunc, "The integral part."),
    function("ulp(x, /)", ulp, "The distance to the next float."),
    function("comb(n, k, /)", integer::comb, "Ways to choose k of n."),
    function("factorial(n, /)", integer::factorial, "The product of 1 to n."),
    function("gcd(*integers)", integer::gcd, "The greatest common divisor."),
    function("isqrt(n, /)", integer::isqrt, "The integral part of the square root."),
    function("lcm(*integers)", integer::lcm, "The least common multiple."),
    function("perm(n, k=None, /)", integer::perm, "Ways to choose k of n in order."),
    function("dist(p, q, /)", special::dist, "The distance of two points."),
    function("hypot(*coordinates)", special::hypot, "The distance from the origin."),
    function("fsum(seq, /)", sum::fsum, "The sum of floats, rounded once."),
    function("prod(iterable, /, *, start=1)", sum::prod, "The product of the items."),
    function("sumprod(p, q, /)", sum::sumprod, "The sum of the products of pairs."),
];

/// What a function's result means where the argument was finite.
enum Infinite {
    /// It grew too large.
    Overflow,
    /// It has a pole there.
    Pole,
}

#[cold]
pub(super) fn domain_error(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

#[cold]
pub(super) fn range_error(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}

#[cold]
fn expected(vm: &mut Vm, message: &str, given: f64) -> Raised {
    if message.is_empty() {
        return domain_error(vm);
    }
    vm.value_error(format!("{message}, got {}", float_repr(given)))
}

/// A function of one float: NaN out of a number is a domain error, an infinity out of a finite number is as said.
fn one(
    vm: &mut Vm,
    args: &[Value],
    function: fn(f64) -> f64,
    infinite: Infinite,
    message: &str,
) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(expected(vm, message, x));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(match infinite {
            Infinite::Overflow => range_error(vm),
            Infinite::Pole => expected(vm, message, x),
        });
    }
    Ok(Value::from_float(result))
}

macro_rules! simple {
    ($($name:ident = $function:expr, $infinite:ident, $message:literal;)*) => {
        $(fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            one(vm, args, $function, Infinite::$infinite, $message)
        })*
    };
}

simple! {
    acos = f64::acos, Pole, "expected a number in range from -1 up to 1";
    acosh = libm::acosh, Pole, "expected argument value not less than 1";
    asin = f64::asin, Pole, "expected a number in range from -1 up to 1";
    asinh = libm::asinh, Pole, "";
    atan = f64::atan, Pole, "";
    atanh = libm::atanh, Pole, "expected a number between -1 and 1";
    cbrt = f64::cbrt, Pole, "";
    cos = f64::cos, Pole, "expected a finite input";
    cosh = f64::cosh, Overflow, "";
    degrees = to_degrees, Overflow, "";
    erf = libm::erf, Pole, "";
    erfc = libm::erfc, Pole, "";
    exp = f64::exp, Overflow, "";
    exp2 = f64::exp2, Overflow, "";
    expm1 = f64::exp_m1, Overflow, "";
    fabs = f64::abs, Pole, "";
    log1p = f64::ln_1p, Pole, "expected argument value > -1";
    radians = to_radians, Overflow, "";
    sin = f64::sin, Pole, "expected a finite input";
    sinh = f64::sinh, Overflow, "";
    sqrt = f64::sqrt, Pole, "expected a nonnegative input";
    tan = f64::tan, Pole, "expected a finite input";
    tanh = f64::tanh, Pole, "";
}

fn to_degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

fn to_radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

fn two(vm: &mut Vm, args: &[Value]) -> Result<(f64, f64)> {
    Ok((vm.as_f64(&args[0])?, vm.as_f64(&args[1])?))
}

fn atan2(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (y, x) = two(vm, args)?;
    Ok(Value::from_float(y.atan2(x)))
}

fn copysign(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    Ok(Value::from_float(x.copysign(y)))
}

fn fmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    Ok(Value::from_float(result))
}

fn remainder(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    let result = libm::remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    // A zero has the sign of x.
    Ok(Value::from_float(if result == 0.0 { 0.0f64.copysign(x) } else { result }))
}

fn pow(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || result.is_infinite() && x == 0.0 {
            return Err(domain_error(vm));
        }
        if result.is_infinite() {
            return Err(range_error(vm));
        }
    }
    Ok(Value::from_float(result))
}

fn fma(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    let z = vm.as_f64(&args[2])?;
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(Value::from_float(result))
}

fn isfinite(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.as_f64(&args[0]).map(|x| Value::from_bool(x.is_finite()))
}

fn isinf(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.as_f64(&args[0]).map(|x| Value::from_bool(x.is_infinite()))
}

fn isnan(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.as_f64(&args[0]).map(|x| Value::from_bool(x.is_nan()))
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (a, b) = two(vm, args)?;
    let mut tolerance = |index: usize, default: f64| match args[index].given() {
        Some(value) => vm.as_f64(value),
        None => Ok(default),
    };
    let (relative, absolute) = (tolerance(2, 1e-9)?, tolerance(3, 0.0)?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    let close = if a == b {
        true
    } else if a.is_infinite() || b.is_infinite() {
        false
    } else {
        let difference = (b - a).abs();
        difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute
    };
    Ok(Value::from_bool(close))
}

fn gamma(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    finish_gamma(vm, x, special::gamma(x))
}

fn lgamma(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    finish_gamma(vm, x, special::log_gamma(x))
}

fn finish_gamma(vm: &mut Vm, x: f64, result: special::Outcome) -> Result<Value> {
    match result {
        special::Outcome::Value(value) => Ok(Value::from_float(value)),
        special::Outcome::Overflow => Err(range_error(vm)),
        special::Outcome::Pole => Err(expected(vm, "expected a noninteger or positive integer", x)),
    }
}

/// A logarithm of any number; of ints too large for a float as well.
fn logarithm(vm: &mut Vm, value: &Value, function: fn(f64) -> f64) -> Result<f64> {
    if let Some(integer) = integer_of(value) {
        let big = match integer {
            Integer::Small(number) if number > 0 => return Ok(function(number as f64)),
            Integer::Big(number) if number > IBig::ZERO => number,
            // The number may be huge, so it is not shown.
            _ => return Err(vm.value_error("expected a positive input")),
        };
        let float = big.to_f64().value();
        if float.is_finite() {
            return Ok(function(float));
        }
        let bits = big.bit_len();
        // A sticky bit below 64 leading ones keeps the rounding right.
        let shift = bits - 64;
        let top = &big >> shift;
        let sticky = (&top << shift) != big;
        let mantissa = u64::try_from(top).unwrap_or(u64::MAX) | sticky as u64;
        let fraction = mantissa as f64 / 18446744073709551616.0;
        return Ok(function(fraction) + function(2.0) * bits as f64);
    }
    let x = vm.as_f64(value)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() || result.is_infinite() && x.is_finite() {
        return Err(expected(vm, "expected a positive input", x));
    }
    Ok(result)
}

fn log(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let numerator = logarithm(vm, &args[0], f64::ln)?;
    let Some(base) = args[1].given() else { return Ok(Value::from_float(numerator)) };
    let denominator = logarithm(vm, base, f64::ln)?;
    vm.binary(Binary::Div, &Value::from_float(numerator), &Value::from_float(denominator))
}

fn log2(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    logarithm(vm, &args[0], f64::log2).map(Value::from_float)
}

fn log10(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    logarithm(vm, &args[0], f64::log10).map(Value::from_float)
}

fn frexp(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    let (mantissa, exponent) = if x.is_finite() { libm::frexp(x) } else { (x, 0) };
    vm.new_tuple([Value::from_float(mantissa), Value::from_small_int(i64::from(exponent))])
}

fn ldexp(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    let exponent = match integer_of(&args[1]) {
        Some(Integer::Small(number)) => number.clamp(-100_000, 100_000) as i32,
        Some(Integer::Big(number)) => {
            if number < IBig::ZERO {
                -100_000
            } else {
                100_000
            }
        }
        None => return Err(vm.type_error("Expected an int as second argument to ldexp.")),
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::from_float(x));
    }
    let result = libm::ldexp(x, exponent);
    if result.is_infinite() {
        return Err(range_error(vm));
    }
    Ok(Value::from_float(result))
}

fn modf(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0.0 } else { x - whole };
    vm.new_tuple([Value::from_float(fraction.copysign(x)), Value::from_float(whole)])
}

/// The int of a float without a fraction.
pub(super) fn int_of_float(vm: &mut Vm, x: f64) -> Result<Value> {
    if x.abs() < 9.2e18 {
        return vm.new_int(x as i64);
    }
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert float infinity to integer"));
    }
    let (mantissa, exponent) = float_decompose(x);
    vm.new_big_int(IBig::from(mantissa) << exponent.max(0) as usize)
}

/// `floor`, `ceil` and `trunc`: of a float directly, of anything else by its special method.
fn rounded(
    vm: &mut Vm,
    value: &Value,
    name: crate::object::names::Name,
    round: fn(f64) -> f64,
) -> Result<Option<Value>> {
    if let Some(x) = value.as_float() {
        return int_of_float(vm, round(x)).map(Some);
    }
    if value.as_small_int().is_some() {
        return Ok(Some(value.clone()));
    }
    vm.call_special(value, name, &[])
}

fn floor(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match rounded(vm, &args[0], crate::object::names::Name::Floor, f64::floor)? {
        Some(result) => Ok(result),
        None => {
            let x = vm.as_f64(&args[0])?;
            int_of_float(vm, x.floor())
        }
    }
}

fn ceil(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match rounded(vm, &args[0], crate::object::names::Name::Ceil, f64::ceil)? {
        Some(result) => Ok(result),
        None => {
            let x = vm.as_f64(&args[0])?;
            int_of_float(vm, x.ceil())
        }
    }
}

fn trunc(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match rounded(vm, &args[0], crate::object::names::Name::Trunc, f64::trunc)? {
        Some(result) => Ok(result),
        None => {
            let name = vm.class_name(&args[0]);
            Err(vm.type_error(format!("type {name} doesn't define __trunc__ method")))
        }
    }
}

/// Floats in order as integers in order.
fn ordinal(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { -(bits & i64::MAX) } else { bits }
}

fn from_ordinal(ordinal: i64, zero_sign: f64) -> f64 {
    match ordinal {
        0 => 0f64.copysign(zero_sign),
        negative if negative < 0 => -f64::from_bits(negative.unsigned_abs()),
        positive => f64::from_bits(positive as u64),
    }
}

fn nextafter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (x, y) = two(vm, args)?;
    let steps = match args[2].given().filter(|steps| !steps.is_none()) {
        None => 1,
        Some(steps) => match vm.to_integer(steps)? {
            Integer::Small(steps) if steps >= 0 => steps,
            Integer::Big(steps) if steps > IBig::ZERO => i64::MAX,
            _ => return Err(vm.value_error("steps must be a non-negative integer")),
        },
    };
    let result = if steps == 0 || x.is_nan() {
        x
    } else if y.is_nan() || x == y {
        y
    } else {
        let (from, to) = (i128::from(ordinal(x)), i128::from(ordinal(y)));
        let steps = i128::from(steps);
        let reached = if to > from { (from + steps).min(to) } else { (from - steps).max(to) };
        // A zero on the way keeps the side that it was reached from; the goal keeps its own sign.
        if reached == to { y } else { from_ordinal(reached as i64, x) }
    };
    Ok(Value::from_float(result))
}

fn ulp(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let x = vm.as_f64(&args[0])?.abs();
    let result = if x.is_nan() || x.is_infinite() {
        x
    } else {
        let next = libm::nextafter(x, f64::INFINITY);
        if next.is_infinite() { x - libm::nextafter(x, f64::NEG_INFINITY) } else { next - x }
    };
    Ok(Value::from_float(result))
}
