//! The gamma function and Euclidean norms.
//!
//! Gamma is by C. Lanczos's approximation with the 13 rational coefficients (g = 6.0246...) that Boost computed, the
//! same that CPython uses, so that results agree to the last bit. The norm adds squares in double-double arithmetic
//! and corrects the root by one Newton step (as R. Hettinger's).

use crate::heap::Value;
use crate::vm::{Result, Vm};

/// What a function came to.
pub enum Outcome {
    Value(f64),
    Overflow,
    Pole,
}

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
#[allow(clippy::excessive_precision)]
const NUMERATORS: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786772,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATORS: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// The rational function; for large x in powers of 1/x, which do not overflow.
fn lanczos_sum(x: f64) -> f64 {
    let pairs = NUMERATORS.iter().zip(&DENOMINATORS);
    let (numerator, denominator) = if x < 5.0 {
        pairs.rev().fold((0.0, 0.0), |(top, bottom), (n, d)| (top * x + n, bottom * x + d))
    } else {
        pairs.fold((0.0, 0.0), |(top, bottom), (n, d)| (top / x + n, bottom / x + d))
    };
    numerator / denominator
}

/// sin(pi * x), exact at multiples of a half.
fn sin_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    let reduced = x.abs() % 2.0;
    let result = match (2.0 * reduced).round() as i32 {
        0 => (PI * reduced).sin(),
        1 => (PI * (reduced - 0.5)).cos(),
        // -sin(pi * (y - 1)) would give -0.0 at y = 1.
        2 => (PI * (1.0 - reduced)).sin(),
        3 => -(PI * (reduced - 1.5)).cos(),
        _ => (PI * (reduced - 2.0)).sin(),
    };
    1f64.copysign(x) * result
}

pub fn gamma(x: f64) -> Outcome {
    if x.is_nan() || x == f64::INFINITY {
        return Outcome::Value(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 || x < 0.0 && x == x.floor() {
        return Outcome::Pole;
    }
    if x == x.floor() && x <= 23.0 {
        return Outcome::Value((1..x as u64).map(|factor| factor as f64).product());
    }
    let size = x.abs();
    if size < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() { Outcome::Overflow } else { Outcome::Value(result) };
    }
    if size > 200.0 {
        return if x < 0.0 { Outcome::Value(0.0 / sin_pi(x)) } else { Outcome::Overflow };
    }
    let y = size + G_MINUS_HALF;
    // The rounding error of y, scaled to what it does to the power below.
    let error = if size > G_MINUS_HALF { y - size - G_MINUS_HALF } else { y - G_MINUS_HALF - size };
    let correction = error * G / y;
    let mut result;
    if x < 0.0 {
        result = -std::f64::consts::PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        result -= correction * result;
        if size < 140.0 {
            result /= y.powf(size - 0.5);
        } else {
            let half = y.powf(size / 2.0 - 0.25);
            result = result / half / half;
        }
    } else {
        result = lanczos_sum(size) / y.exp();
        result += correction * result;
        if size < 140.0 {
            result *= y.powf(size - 0.5);
        } else {
            let half = y.powf(size / 2.0 - 0.25);
            result = result * half * half;
        }
    }
    if result.is_infinite() { Outcome::Overflow } else { Outcome::Value(result) }
}

pub fn log_gamma(x: f64) -> Outcome {
    const LOG_PI: f64 = 1.144_729_885_849_400_174_143_427_351_353_058_711_647;
    if x.is_nan() || x.is_infinite() {
        return Outcome::Value(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Outcome::Pole } else { Outcome::Value(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Outcome::Value(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() { Outcome::Overflow } else { Outcome::Value(result) }
}

/// The length of a vector of absolute values.
pub fn norm(components: &[f64]) -> f64 {
    if components.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if components.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let largest = components.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 || components.len() <= 1 {
        return largest;
    }
    let (_, exponent) = libm::frexp(largest);
    if exponent < -1023 {
        // Subnormal: scale up first, for the scale below would be infinite.
        let scaled: Vec<f64> = components.iter().map(|x| x / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&scaled);
    }
    let scale = libm::ldexp(1.0, -exponent);
    let mut total = 1.0;
    let (mut low_products, mut low_sums) = (0.0, 0.0);
    let mut add = |left: f64, right: f64| {
        let product = left * right;
        low_products += left.mul_add(right, -product);
        let sum = total + product;
        low_sums += product - (sum - total);
        total = sum;
        total - 1.0 + (low_products + low_sums)
    };
    let mut square = 0.0;
    for component in components {
        let x = component * scale;
        square = add(x, x);
    }
    let root = square.sqrt();
    let residue = add(-root, root);
    (root + residue / (2.0 * root)) / scale
}

pub fn hypot(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut components = Vec::with_capacity(args.len());
    for value in args {
        components.push(vm.as_f64(value)?.abs());
    }
    Ok(Value::from_float(norm(&components)))
}

pub fn dist(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (left, right) = (vm.collect(&args[0])?, vm.collect(&args[1])?);
    if left.len() != right.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut components = Vec::with_capacity(left.len());
    for (left, right) in left.iter().zip(&right) {
        components.push((vm.as_f64(left)? - vm.as_f64(right)?).abs());
    }
    Ok(Value::from_float(norm(&components)))
}
