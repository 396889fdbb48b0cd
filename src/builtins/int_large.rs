//! Arithmetic of ints so large that one operation takes long: in steps, with a safepoint between them.
//!
//! Owns multiplication, division, powers and decimal texts of such numbers. The big-integer crate does each step; here a
//! large operation is split into steps of a tenth of a second or so, which Ctrl-C can end (D10). Must not know values.
//!
//! Multiplication is split as Toom and Cook do it, into thirds (five products instead of nine), with Bodrato's order of
//! the additions; division after Burnikel and Ziegler, "Fast Recursive Division" (1998). Both take little longer than
//! one long call would.

use super::int_arithmetic::ensure_room;
use crate::vm::{Result, Vm};
use dashu_int::ops::{BitTest, DivRem};
use dashu_int::{IBig, Sign, UBig};
use std::collections::HashMap;

/// An unoptimised build makes smaller steps: so that tests meet them with numbers that it can bear.
const SMALLER: u32 = if cfg!(debug_assertions) { 5 } else { 0 };
/// Bits of operands that are multiplied in one step.
const PRODUCT_STEP: usize = 1 << (24 - SMALLER);
/// Bits of a divisor that is used in one step.
const QUOTIENT_STEP: usize = 1 << (21 - SMALLER);
/// Bits of a number whose decimal text is made in one step.
const TEXT_STEP: usize = 1 << (23 - SMALLER);
/// Decimal digits that are read in one step.
pub const DIGITS_STEP: usize = 1 << (21 - SMALLER);

/// Is one operation on numbers of so many bits too long for one step?
pub fn is_large(bits: usize) -> bool {
    bits > QUOTIENT_STEP
}

pub fn multiply(vm: &mut Vm, left: &IBig, right: &IBig) -> Result<IBig> {
    let (left_bits, right_bits) = (left.bit_len(), right.bit_len());
    let (large, small) = if left_bits >= right_bits { (left, right) } else { (right, left) };
    let (large_bits, small_bits) = (left_bits.max(right_bits), left_bits.min(right_bits));
    if large_bits <= PRODUCT_STEP {
        vm.poll()?;
        return Ok(if std::ptr::eq(left, right) { IBig::from(left.sqr()) } else { left * right });
    }
    if small_bits <= large_bits / 2 {
        let middle = large_bits.div_ceil(128) * 64;
        let (high, low) = split_signed(large, middle);
        let high = multiply(vm, &high, small)? << middle;
        return Ok(high + multiply(vm, &low, small)?);
    }
    ensure_room(vm, large_bits.saturating_mul(4))?;
    multiply_thirds(vm, large, small)
}

/// The number is `high * 2 ** bits + low`; both have its sign.
fn split_signed(number: &IBig, bits: usize) -> (IBig, IBig) {
    let (sign, magnitude) = number.clone().into_parts();
    let (low, high) = magnitude.split_bits(bits);
    (IBig::from_parts(sign, high), IBig::from_parts(sign, low))
}

/// A polynomial's values at 0, 1, -1, -2 and infinity; its coefficients are a number's thirds.
fn evaluate(number: &IBig, third: usize) -> [IBig; 5] {
    let (rest, zeroth) = split_signed(number, third);
    let (second, first) = split_signed(&rest, third);
    let outer = &zeroth + &second;
    let at_minus_one = &outer - &first;
    let at_minus_two = ((&at_minus_one + &second) << 1usize) - &zeroth;
    [zeroth, outer + first, at_minus_one, at_minus_two, second]
}

fn multiply_thirds(vm: &mut Vm, left: &IBig, right: &IBig) -> Result<IBig> {
    let third = left.bit_len().div_ceil(3 * 64) * 64;
    let lefts = evaluate(left, third);
    let mut products = Vec::with_capacity(5);
    if std::ptr::eq(left, right) {
        for value in &lefts {
            products.push(multiply(vm, value, value)?);
        }
    } else {
        let rights = evaluate(right, third);
        for (left, right) in lefts.iter().zip(&rights) {
            products.push(multiply(vm, left, right)?);
        }
    }
    let mut products = products.into_iter();
    let mut next = || products.next().unwrap_or(IBig::ZERO);
    let (zeroth, at_one, at_minus_one, at_minus_two, fourth) = (next(), next(), next(), next(), next());
    // Solves for the coefficients of the product; every division is exact.
    let mut third_part = (at_minus_two - &at_one) / IBig::from(3);
    let mut first = (at_one - &at_minus_one) >> 1usize;
    let mut second = at_minus_one - &zeroth;
    third_part = ((&second - third_part) >> 1usize) + (&fourth << 1usize);
    second = second + &first - &fourth;
    first -= &third_part;
    let upper = (((fourth << third) + third_part) << third) + second;
    Ok((((upper << third) + first) << third) + zeroth)
}

/// `base ** exponent`, whose size the caller has found bearable.
pub fn power(vm: &mut Vm, base: &IBig, exponent: usize) -> Result<IBig> {
    // Twos are shifted in at the end.
    let twos = base.trailing_zeros().unwrap_or(0);
    let odd = base >> twos;
    let mut result = odd.clone();
    for bit in (0..exponent.ilog2()).rev() {
        result = multiply(vm, &result, &result)?;
        if exponent >> bit & 1 == 1 {
            result = multiply(vm, &result, &odd)?;
        }
    }
    Ok(result << (twos * exponent))
}

/// `base ** exponent % modulus` where `base` is below the modulus, which is not 1.
pub fn power_modulo(vm: &mut Vm, base: &UBig, exponent: &UBig, modulus: &UBig) -> Result<UBig> {
    let mut result = IBig::from(1);
    let base = IBig::from(base.clone());
    for bit in (0..exponent.bit_len()).rev() {
        let square = multiply(vm, &result, &result)?;
        result = remainder(vm, square, modulus)?;
        if exponent.bit(bit) {
            let product = multiply(vm, &result, &base)?;
            result = remainder(vm, product, modulus)?;
        }
    }
    Ok(result.into_parts().1)
}

fn remainder(vm: &mut Vm, number: IBig, modulus: &UBig) -> Result<IBig> {
    let (_, remainder) = divide_magnitudes(vm, &number.into_parts().1, modulus)?;
    Ok(IBig::from(remainder))
}

/// Quotient towards minus infinity, and the remainder, which has the sign of the divisor (not zero).
pub fn floor_divide(vm: &mut Vm, left: &IBig, right: &IBig) -> Result<(IBig, IBig)> {
    let (left_sign, left) = left.clone().into_parts();
    let (right_sign, right) = right.clone().into_parts();
    let (mut quotient, mut remainder) = divide_magnitudes(vm, &left, &right)?;
    if left_sign != right_sign && !remainder.is_zero() {
        quotient += UBig::ONE;
        remainder = right - remainder;
    }
    let sign = if left_sign == right_sign { Sign::Positive } else { Sign::Negative };
    Ok((IBig::from_parts(sign, quotient), IBig::from_parts(right_sign, remainder)))
}

fn divide_magnitudes(vm: &mut Vm, left: &UBig, right: &UBig) -> Result<(UBig, UBig)> {
    let bits = right.bit_len();
    let excess = left.bit_len().saturating_sub(bits);
    if excess.min(bits) <= QUOTIENT_STEP && left.bit_len() <= 4 * QUOTIENT_STEP {
        vm.poll()?;
        return Ok(left.div_rem(right));
    }
    // Long division with digits as long as the divisor (or a step, for a short one).
    let bits = bits.max(QUOTIENT_STEP);
    let count = left.bit_len().div_ceil(bits);
    let mut digits = Vec::with_capacity(count);
    let mut rest = left.clone();
    for _ in 0..count {
        let (low, high) = rest.split_bits(bits);
        digits.push(low);
        rest = high;
    }
    let (mut quotients, mut remainder) = (Vec::with_capacity(count), UBig::ZERO);
    for digit in digits.into_iter().rev() {
        let (quotient, rest) = divide_two_digits(vm, (remainder << bits) + digit, right, bits)?;
        quotients.push(quotient);
        remainder = rest;
    }
    Ok((join(quotients, bits), remainder))
}

/// The number whose digits of so many bits are given, the first one first.
fn join(mut digits: Vec<UBig>, mut bits: usize) -> UBig {
    while digits.len() > 1 {
        if digits.len() % 2 == 1 {
            digits.insert(0, UBig::ZERO);
        }
        let mut source = digits.into_iter();
        let mut pairs = Vec::new();
        while let (Some(high), Some(low)) = (source.next(), source.next()) {
            pairs.push((high << bits) + low);
        }
        digits = pairs;
        bits *= 2;
    }
    digits.pop().unwrap_or(UBig::ZERO)
}

/// Divides a number of two digits by one of at most one digit; the quotient fits one digit.
fn divide_two_digits(vm: &mut Vm, left: UBig, right: &UBig, bits: usize) -> Result<(UBig, UBig)> {
    if left < *right {
        return Ok((UBig::ZERO, left));
    }
    if right.bit_len() <= QUOTIENT_STEP || left.bit_len() - right.bit_len() <= QUOTIENT_STEP / 64 {
        vm.poll()?;
        return Ok(left.div_rem(right));
    }
    if bits % 2 == 1 {
        let (quotient, remainder) = divide_two_digits(vm, left << 1usize, &(right << 1usize), bits + 1)?;
        return Ok((quotient, remainder >> 1usize));
    }
    let half = bits / 2;
    let (low, rest) = left.split_bits(half);
    let (middle, high) = rest.split_bits(half);
    let parts = right.clone().split_bits(half);
    let (upper, rest) = divide_three_halves(vm, high, middle, right, &parts, half)?;
    let (lower, remainder) = divide_three_halves(vm, rest, low, right, &parts, half)?;
    Ok(((upper << half) + lower, remainder))
}

/// Divides `high * 2 ** half + low` by `right`, whose low and high half are `parts`; the quotient fits a half.
fn divide_three_halves(
    vm: &mut Vm,
    high: UBig,
    low: UBig,
    right: &UBig,
    parts: &(UBig, UBig),
    half: usize,
) -> Result<(UBig, UBig)> {
    let (right_low, right_high) = parts;
    let (mut quotient, rest) = if (&high >> half) == *right_high {
        let rest = &high + right_high - (right_high << half);
        (UBig::ones(half), rest)
    } else {
        divide_two_digits(vm, high, right_high, half)?
    };
    let product = multiply(vm, &IBig::from(quotient.clone()), &IBig::from(right_low.clone()))?;
    let mut remainder = IBig::from((rest << half) + low) - product;
    // The estimate is too large by two at most.
    while remainder < IBig::ZERO {
        remainder += IBig::from(right.clone());
        quotient -= UBig::ONE;
    }
    Ok((quotient, remainder.into_parts().1))
}

/// Powers of five by their exponents.
type Powers = HashMap<usize, UBig>;

fn power_of_five(vm: &mut Vm, powers: &mut Powers, exponent: usize) -> Result<UBig> {
    if let Some(power) = powers.get(&exponent) {
        return Ok(power.clone());
    }
    let result = power(vm, &IBig::from(5), exponent)?.into_parts().1;
    powers.insert(exponent, result.clone());
    Ok(result)
}

/// The decimal text of a number.
pub fn to_decimal(vm: &mut Vm, number: &IBig) -> Result<String> {
    let (sign, magnitude) = number.clone().into_parts();
    let mut text = String::from(if sign == Sign::Negative { "-" } else { "" });
    let digits = (magnitude.bit_len() as f64 * std::f64::consts::LOG10_2) as usize + 2;
    let mut powers = Powers::new();
    let start = text.len();
    write_digits(vm, magnitude, digits, &mut powers, &mut text)?;
    let zeros = text[start..].bytes().take_while(|digit| *digit == b'0').count();
    text.replace_range(start..start + zeros, "");
    Ok(text)
}

/// Writes exactly so many digits of a number that has not more.
fn write_digits(
    vm: &mut Vm,
    number: UBig,
    count: usize,
    powers: &mut Powers,
    text: &mut String,
) -> Result<()> {
    if number.bit_len() <= TEXT_STEP {
        vm.poll()?;
        let digits = if number.is_zero() { String::new() } else { number.to_string() };
        text.extend(std::iter::repeat_n('0', count.saturating_sub(digits.len())));
        text.push_str(&digits);
        return Ok(());
    }
    let low_count = count / 2;
    let divisor = power_of_five(vm, powers, low_count)? << low_count;
    let (high, low) = divide_magnitudes(vm, &number, &divisor)?;
    drop((number, divisor));
    write_digits(vm, high, count - low_count, powers, text)?;
    write_digits(vm, low, low_count, powers, text)
}

/// The number of a decimal text: an optional minus and digits. None if it is anything else.
pub fn from_decimal(vm: &mut Vm, text: &str) -> Result<Option<IBig>> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (Sign::Negative, digits),
        None => (Sign::Positive, text),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(None);
    }
    let magnitude = read_digits(vm, digits, &mut Powers::new())?;
    Ok(Some(IBig::from_parts(sign, magnitude.into_parts().1)))
}

fn read_digits(vm: &mut Vm, digits: &str, powers: &mut Powers) -> Result<IBig> {
    if digits.len() <= DIGITS_STEP {
        vm.poll()?;
        return Ok(IBig::from_str_radix(digits, 10).unwrap_or(IBig::ZERO));
    }
    // The low part's length is a power of two of steps, so that few powers are needed.
    let low_count = DIGITS_STEP << ((digits.len() - 1) / DIGITS_STEP).ilog2();
    let (high, low) = digits.split_at(digits.len() - low_count);
    let high = read_digits(vm, high, powers)?;
    let low = read_digits(vm, low, powers)?;
    let power = IBig::from(power_of_five(vm, powers, low_count)?);
    Ok((multiply(vm, &high, &power)? << low_count) + low)
}
