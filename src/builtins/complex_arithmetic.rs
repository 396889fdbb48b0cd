//! Arithmetic of complex numbers.
//!
//! Owns the operators on pairs of f64. Must not know objects. Products and quotients follow annex G of C99: an infinity
//! is not lost to the nans of the plain formula; a real operand takes part as a real, not with an imaginary zero.

use crate::heap::Value;
use crate::object::slots::Binary;
use crate::vm::{Result, Vm};

/// Real and imaginary part.
pub type Parts = (f64, f64);

/// An operand: a real stays one, for the sake of signs of zeros and of infinities.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Operand {
    Real(f64),
    Complex(f64, f64),
}

impl Operand {
    pub fn parts(self) -> Parts {
        match self {
            Operand::Real(real) => (real, 0.0),
            Operand::Complex(real, imag) => (real, imag),
        }
    }
}

/// A binary operator; NotImplemented for operators that complex numbers do not have.
pub fn complex_binary(vm: &mut Vm, op: Binary, left: Operand, right: Operand) -> Result<Value> {
    use Operand::{Complex, Real};
    let (real, imag) = match op {
        Binary::Add => match (left, right) {
            (Complex(real, imag), Real(other)) | (Real(other), Complex(real, imag)) => (real + other, imag),
            _ => (left.parts().0 + right.parts().0, left.parts().1 + right.parts().1),
        },
        Binary::Sub => match (left, right) {
            (Complex(real, imag), Real(other)) => (real - other, imag),
            (Real(other), Complex(real, imag)) => (other - real, -imag),
            _ => (left.parts().0 - right.parts().0, left.parts().1 - right.parts().1),
        },
        Binary::Mul => match (left, right) {
            (Complex(real, imag), Real(other)) | (Real(other), Complex(real, imag)) => {
                (real * other, imag * other)
            }
            _ => multiply(left.parts(), right.parts()),
        },
        Binary::Div => {
            if right.parts() == (0.0, 0.0) {
                return Err(super::int_arithmetic::division_by_zero(vm));
            }
            match (left, right) {
                (Complex(real, imag), Real(other)) => (real / other, imag / other),
                (Real(real), Complex(..)) => divide_real(real, right.parts()),
                _ => divide(left.parts(), right.parts()),
            }
        }
        Binary::Pow => return power(vm, left.parts(), right.parts()),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    super::complex::new_complex(vm, real, imag)
}

/// An infinite part counts as 1, a finite one as 0; signs stay.
fn boxed(part: f64) -> f64 {
    (if part.is_infinite() { 1.0f64 } else { 0.0 }).copysign(part)
}

/// A nan as a zero of its sign.
fn settled(part: f64) -> f64 {
    if part.is_nan() { 0f64.copysign(part) } else { part }
}

pub fn multiply((mut a, mut b): Parts, (mut c, mut d): Parts) -> Parts {
    let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
    let product = (ac - bd, ad + bc);
    if !(product.0.is_nan() && product.1.is_nan()) {
        return product;
    }
    let mut recalculate = false;
    if a.is_infinite() || b.is_infinite() {
        (a, b, c, d) = (boxed(a), boxed(b), settled(c), settled(d));
        recalculate = true;
    }
    if c.is_infinite() || d.is_infinite() {
        (c, d, a, b) = (boxed(c), boxed(d), settled(a), settled(b));
        recalculate = true;
    }
    if !recalculate && [ac, bd, ad, bc].iter().any(|part| part.is_infinite()) {
        (a, b, c, d) = (settled(a), settled(b), settled(c), settled(d));
        recalculate = true;
    }
    if recalculate {
        return (f64::INFINITY * (a * c - b * d), f64::INFINITY * (a * d + b * c));
    }
    product
}

/// Smith's method: scales by the larger part of the divisor. The divisor is not zero.
pub fn divide((a, b): Parts, (c, d): Parts) -> Parts {
    let (real, imag);
    if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        (real, imag) = ((a + b * ratio) / denominator, (b - a * ratio) / denominator);
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        (real, imag) = ((a * ratio + b) / denominator, (b * ratio - a) / denominator);
    } else {
        (real, imag) = (f64::NAN, f64::NAN);
    }
    if real.is_nan() && imag.is_nan() {
        if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
            let (x, y) = (boxed(a), boxed(b));
            return (f64::INFINITY * (x * c + y * d), f64::INFINITY * (y * c - x * d));
        }
        if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
            let (x, y) = (boxed(c), boxed(d));
            return (0.0 * (a * x + b * y), 0.0 * (b * x - a * y));
        }
    }
    (real, imag)
}

fn divide_real(a: f64, (c, d): Parts) -> Parts {
    let (real, imag);
    if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        (real, imag) = (a / denominator, (-a * ratio) / denominator);
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        (real, imag) = (a * ratio / denominator, -a / denominator);
    } else {
        (real, imag) = (f64::NAN, f64::NAN);
    }
    if real.is_nan() && imag.is_nan() && a.is_finite() && (c.is_infinite() || d.is_infinite()) {
        let (x, y) = (boxed(c), boxed(d));
        return (0.0 * (a * x), 0.0 * (-a * y));
    }
    (real, imag)
}

/// `left ** right`. Small whole exponents multiply; others go through polar coordinates.
pub fn power(vm: &mut Vm, left: Parts, right: Parts) -> Result<Value> {
    let zero_error = |vm: &mut Vm| vm.zero_division("zero to a negative or complex power");
    let whole = right.1 == 0.0 && right.0 == right.0.floor() && right.0.abs() <= 100.0;
    let result = if whole {
        let exponent = right.0 as i64;
        if exponent >= 0 {
            whole_power(left, exponent as u64)
        } else if left == (0.0, 0.0) {
            return Err(zero_error(vm));
        } else {
            divide((1.0, 0.0), whole_power(left, exponent.unsigned_abs()))
        }
    } else if left == (0.0, 0.0) {
        if right.1 != 0.0 || right.0 < 0.0 {
            return Err(zero_error(vm));
        }
        (0.0, 0.0)
    } else {
        polar_power(left, right)
    };
    if result.0.is_infinite() || result.1.is_infinite() {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    super::complex::new_complex(vm, result.0, result.1)
}

fn whole_power(base: Parts, exponent: u64) -> Parts {
    let (mut result, mut factor) = ((1.0, 0.0), base);
    let mut mask = 1;
    while mask <= exponent {
        if exponent & mask != 0 {
            result = multiply(result, factor);
        }
        mask <<= 1;
        factor = multiply(factor, factor);
    }
    result
}

fn polar_power((a, b): Parts, (c, d): Parts) -> Parts {
    let magnitude = a.hypot(b);
    let angle = b.atan2(a);
    let mut length = magnitude.powf(c);
    let mut phase = angle * c;
    if d != 0.0 {
        length /= (angle * d).exp();
        phase += d * magnitude.ln();
    }
    (length * phase.cos(), length * phase.sin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinities_survive() {
        let infinity = f64::INFINITY;
        assert_eq!(multiply((infinity, infinity), (1.0, 1.0)).1, infinity);
        assert_eq!(divide((1.0, 1.0), (infinity, f64::NAN)), (0.0, 0.0));
        assert_eq!(divide((1.0, 2.0), (3.0, 4.0)), (0.44, 0.08));
        assert_eq!(whole_power((0.0, 1.0), 2), (-1.0, 0.0));
    }
}
