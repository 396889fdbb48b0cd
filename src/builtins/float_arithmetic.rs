//! Arithmetic of floats.
//!
//! Owns the operators on two f64 with Python's rules: the sign of remainders, errors instead of infinities from zero
//! division and overflowing powers, a complex root of a negative number. Must not know objects.

use super::complex_arithmetic;
use crate::heap::Value;
use crate::object::core::Exception;
use crate::object::slots::Binary;
use crate::vm::{Raised, Result, Vm};

/// A binary operator on two floats; NotImplemented for operators that floats do not have.
pub fn float_binary(vm: &mut Vm, op: Binary, left: f64, right: f64) -> Result<Value> {
    let result = match op {
        Binary::Add => left + right,
        Binary::Sub => left - right,
        Binary::Mul => left * right,
        Binary::Div | Binary::FloorDiv | Binary::Mod if right == 0.0 => {
            return Err(super::int_arithmetic::division_by_zero(vm));
        }
        Binary::Div => left / right,
        Binary::FloorDiv => floor_divide(left, right).0,
        Binary::Mod => floor_divide(left, right).1,
        Binary::Pow => return power(vm, left, right),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::from_float(result))
}

/// Quotient towards minus infinity, and the remainder with the sign of the divisor (not zero).
pub fn floor_divide(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder != 0.0 {
        if (right < 0.0) != (remainder < 0.0) {
            remainder += right;
            quotient -= 1.0;
        }
    } else {
        remainder = 0f64.copysign(right);
    }
    if quotient == 0.0 {
        return (0f64.copysign(left / right), remainder);
    }
    let floor = quotient.floor();
    // The division above may have been rounded up to the next whole number, or down from it.
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

/// `left ** right`.
fn power(vm: &mut Vm, left: f64, right: f64) -> Result<Value> {
    if left == 0.0 && right < 0.0 {
        return Err(vm.zero_division("zero to a negative power"));
    }
    if left < 0.0 && left.is_finite() && right.is_finite() && right.floor() != right {
        return complex_arithmetic::power(vm, (left, 0.0), (right, 0.0));
    }
    let result = left.powf(right);
    if result.is_infinite() && left.is_finite() && right.is_finite() {
        return Err(result_out_of_range(vm));
    }
    Ok(Value::from_float(result))
}

/// OverflowError as C's `errno` gives it: a number and its text.
#[cold]
pub fn result_out_of_range(vm: &mut Vm) -> Raised {
    let args = vm
        .new_str("Numerical result out of range")
        .and_then(|text| vm.new_tuple([Value::from_small_int(34), text]));
    match args {
        Ok(args) => vm.raise_with_args(Exception::OverflowError, args),
        Err(raised) => raised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remainders_have_the_sign_of_the_divisor() {
        assert_eq!(floor_divide(7.5, 2.0), (3.0, 1.5));
        assert_eq!(floor_divide(-7.5, 2.0), (-4.0, 0.5));
        assert_eq!(floor_divide(7.5, -2.0), (-4.0, -0.5));
        let (quotient, remainder) = floor_divide(-0.0, 3.0);
        assert!(quotient == 0.0 && quotient.is_sign_negative() && remainder.is_sign_positive());
        assert_eq!(floor_divide(1.0, f64::INFINITY), (0.0, 1.0));
        assert_eq!(floor_divide(-1.0, f64::INFINITY), (-1.0, f64::INFINITY));
        assert_eq!(floor_divide(1.0, 0.1), (9.0, 0.09999999999999995));
    }
}
