//! Division of ints: floor division, remainder, and the exactly rounded true division.
//!
//! Owns the algorithms. Must not know values beyond `Number`. True division follows the way of schoolbook
//! rounding: scale so that the quotient has two bits more than a float holds, divide, and round once, half to even.

use super::int_arithmetic::{Number, division_by_zero};
use crate::heap::Value;
use crate::vm::{Result, Vm};
use dashu_int::IBig;
use dashu_int::ops::{BitTest, DivRem, UnsignedAbs};

/// Quotient towards minus infinity, and the remainder, which has the sign of the divisor (not zero).
pub fn floor_divide(left: &IBig, right: &IBig) -> (IBig, IBig) {
    let (quotient, remainder) = left.div_rem(right);
    if remainder != IBig::ZERO && (remainder < IBig::ZERO) != (*right < IBig::ZERO) {
        return (quotient - IBig::ONE, remainder + right);
    }
    (quotient, remainder)
}

pub fn floor_remainder(left: &IBig, right: &IBig) -> IBig {
    let remainder = left % right;
    let shift = remainder != IBig::ZERO && (remainder < IBig::ZERO) != (*right < IBig::ZERO);
    if shift { remainder + right } else { remainder }
}

/// Quotient to the nearest, half to even, and what is left over.
pub fn nearest_divide(left: &IBig, right: &IBig) -> (IBig, IBig) {
    let (quotient, remainder) = floor_divide(left, right);
    let twice = &remainder << 1usize;
    let beyond = if *right < IBig::ZERO { twice < *right } else { twice > *right };
    if beyond || (twice == *right && quotient.bit(0)) {
        return (quotient + IBig::ONE, remainder - right);
    }
    (quotient, remainder)
}

/// `left / right` as a float.
pub fn true_divide(vm: &mut Vm, left: Number, right: Number) -> Result<Value> {
    const EXACT: u64 = 1 << 53;
    if right.is_zero() {
        return Err(division_by_zero(vm));
    }
    if let (Number::Small(left), Number::Small(right)) = (left, right)
        && left.unsigned_abs() <= EXACT
        && right.unsigned_abs() <= EXACT
    {
        return Ok(Value::from_float(left as f64 / right as f64));
    }
    match divide_to_float(left.to_big().as_ref(), right.to_big().as_ref()) {
        Some(quotient) => Ok(Value::from_float(quotient)),
        None => Err(vm.overflow_error("integer division result too large for a float")),
    }
}

/// The float nearest to `left / right`; None if it is too large. `right` is not zero.
pub fn divide_to_float(left: &IBig, right: &IBig) -> Option<f64> {
    const MANTISSA: i64 = 53;
    const LEAST_EXPONENT: i64 = -1021;
    const MOST_EXPONENT: i64 = 1024;
    let negative = (*left < IBig::ZERO) != (*right < IBig::ZERO);
    let sign = if negative { -1.0 } else { 1.0 };
    let (dividend, divisor) = (left.unsigned_abs(), right.unsigned_abs());
    if dividend.is_zero() {
        return Some(0.0);
    }
    let difference = dividend.bit_len() as i64 - divisor.bit_len() as i64;
    if difference > MOST_EXPONENT {
        return None;
    }
    if difference < LEAST_EXPONENT - MANTISSA - 1 {
        return Some(sign * 0.0);
    }
    let shift = difference.max(LEAST_EXPONENT) - MANTISSA - 2;
    let (quotient, sticky) = if shift <= 0 {
        let (quotient, remainder) = (dividend << shift.unsigned_abs() as usize).div_rem(&divisor);
        (quotient, !remainder.is_zero())
    } else {
        let (quotient, remainder) = dividend.div_rem(divisor << shift as usize);
        (quotient, !remainder.is_zero())
    };
    let bits = quotient.bit_len() as i64;
    // At most 56 bits by the choice of the shift.
    let mut quotient = u64::try_from(&quotient).unwrap_or(u64::MAX);
    let extra = bits.max(LEAST_EXPONENT - shift) - MANTISSA;
    let half = 1u64 << (extra - 1);
    let low = quotient | u64::from(sticky);
    if low & half != 0 && low & (3 * half - 1) != 0 {
        quotient += half;
    }
    quotient &= !(2 * half - 1);
    let scaled = scale(quotient as f64, shift);
    scaled.is_finite().then_some(sign * scaled)
}

/// `mantissa * 2 ** exponent`, where the result is exact or infinite.
pub fn scale(mut mantissa: f64, mut exponent: i64) -> f64 {
    let power = |exponent: i64| f64::from_bits(((exponent + 1023) as u64) << 52);
    while exponent > 1023 && mantissa.is_finite() && mantissa != 0.0 {
        mantissa *= power(1023);
        exponent -= 1023;
    }
    // In small steps down, so that only the last one can leave the normal numbers.
    while exponent < -900 && mantissa != 0.0 {
        mantissa *= power(-900);
        exponent += 900;
    }
    mantissa * power(exponent.clamp(-1022, 1023))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_division_rounds_once() {
        let divide = |left: &str, right: &str| {
            let parse = |text: &str| IBig::from_str_radix(text, 10).unwrap();
            divide_to_float(&parse(left), &parse(right))
        };
        assert_eq!(divide("1", "3"), Some(1.0 / 3.0));
        assert_eq!(divide("-36893488147419103233", "4"), Some(-9.223372036854776e18));
        assert_eq!(divide("9007199254740993", "1"), Some(9007199254740992.0));
        assert_eq!(divide("9007199254740995", "1"), Some(9007199254740996.0));
        assert_eq!(divide(&format!("1{}", "0".repeat(400)), "1"), None);
        assert_eq!(divide(&format!("1{}", "0".repeat(400)), &format!("1{}", "0".repeat(399))), Some(10.0));
        assert_eq!(divide("1", &format!("1{}", "0".repeat(320))), Some(1e-320));
        assert_eq!(divide("1", &format!("1{}", "0".repeat(400))), Some(0.0));
        assert_eq!(divide("5", &format!("1{}", "0".repeat(324))), Some(5e-324));
        assert_eq!(divide("2", &format!("1{}", "0".repeat(324))), Some(0.0));
    }

    #[test]
    fn floor_and_nearest() {
        let pairs = [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -3, -2, 0)];
        for (left, right, quotient, remainder) in pairs {
            let result = floor_divide(&IBig::from(left), &IBig::from(right));
            assert_eq!(result, (IBig::from(quotient), IBig::from(remainder)));
        }
        assert_eq!(nearest_divide(&IBig::from(25), &IBig::from(10)).0, IBig::from(2));
        assert_eq!(nearest_divide(&IBig::from(35), &IBig::from(10)).0, IBig::from(4));
        assert_eq!(nearest_divide(&IBig::from(-25), &IBig::from(10)).0, IBig::from(-2));
    }
}
