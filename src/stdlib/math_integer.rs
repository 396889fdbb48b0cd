//! `math` on integers of any size.
//!
//! Products of many factors are made as balanced trees, so that large numbers are multiplied with large numbers; they
//! poll, since they can take long.

use crate::heap::Value;
use crate::text::int_text::Integer;
use crate::vm::{Result, Vm};
use dashu_int::ops::{Gcd, SquareRoot};
use dashu_int::{IBig, UBig};

fn big(integer: Integer) -> IBig {
    match integer {
        Integer::Small(number) => IBig::from(number),
        Integer::Big(number) => number,
    }
}

fn gcd_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn magnitude(integer: Integer) -> UBig {
    big(integer).into_parts().1
}

fn gcd_of(left: Integer, right: Integer) -> Integer {
    if let (Integer::Small(left), Integer::Small(right)) = (&left, &right) {
        return Integer::from(IBig::from(gcd_small(left.unsigned_abs(), right.unsigned_abs())));
    }
    let (left, right) = (magnitude(left), magnitude(right));
    if left.is_zero() {
        return Integer::from(IBig::from(right));
    }
    if right.is_zero() {
        return Integer::from(IBig::from(left));
    }
    Integer::from(IBig::from(left.gcd(right)))
}

pub fn gcd(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut result = Integer::Small(0);
    for value in args {
        let next = vm.to_integer(value)?;
        result = gcd_of(result, next);
        vm.poll()?;
    }
    vm.new_integer(result)
}

pub fn lcm(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut result = UBig::ONE;
    for value in args {
        let next = magnitude(vm.to_integer(value)?);
        if next.is_zero() || result.is_zero() {
            result = UBig::ZERO;
            continue;
        }
        let divisor = (&result).gcd(&next);
        result *= next / divisor;
        vm.poll()?;
    }
    vm.new_integer(Integer::from(IBig::from(result)))
}

pub fn isqrt(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match vm.to_integer(&args[0])? {
        Integer::Small(number) if number < 0 => Err(vm.value_error("isqrt() argument must be nonnegative")),
        Integer::Small(number) => vm.new_int(number.isqrt()),
        Integer::Big(number) if number < IBig::ZERO => {
            Err(vm.value_error("isqrt() argument must be nonnegative"))
        }
        Integer::Big(number) => {
            let root = number.into_parts().1.sqrt();
            vm.new_big_int(IBig::from(root))
        }
    }
}

/// The product of `first..=last`; 1 where there is nothing.
fn range_product(vm: &mut Vm, first: u64, last: u64) -> Result<UBig> {
    if first > last {
        return Ok(UBig::ONE);
    }
    if last - first < 16 {
        let mut product = UBig::ONE;
        let mut word = 1u128;
        for factor in first..=last {
            match word.checked_mul(u128::from(factor)) {
                Some(next) => word = next,
                None => {
                    product *= UBig::from(word);
                    word = u128::from(factor);
                }
            }
        }
        return Ok(product * UBig::from(word));
    }
    vm.poll()?;
    let middle = first + (last - first) / 2;
    let left = range_product(vm, first, middle)?;
    Ok(left * range_product(vm, middle + 1, last)?)
}

/// The product of `number - first` down to `number - last`.
fn falling_product(vm: &mut Vm, number: &UBig, first: u64, last: u64) -> Result<UBig> {
    if first == last {
        return Ok(number - UBig::from(first));
    }
    vm.poll()?;
    let middle = first + (last - first) / 2;
    let left = falling_product(vm, number, first, middle)?;
    Ok(left * falling_product(vm, number, middle + 1, last)?)
}

pub fn factorial(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let number = match vm.to_integer(&args[0])? {
        Integer::Small(number) => number,
        Integer::Big(number) if number < IBig::ZERO => -1,
        Integer::Big(_) => {
            return Err(vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)));
        }
    };
    if number < 0 {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    if number <= 20 {
        return vm.new_int((1..=number).product());
    }
    let product = range_product(vm, 2, number as u64)?;
    vm.new_big_int(IBig::from(product))
}

/// Two non-negative arguments; the second is at most the first, or the answer is 0 (None).
fn choice(vm: &mut Vm, args: &[Value]) -> Result<Option<(UBig, UBig)>> {
    let (n, k) = (big(vm.to_integer(&args[0])?), big(vm.to_integer(&args[1])?));
    if n < IBig::ZERO {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k < IBig::ZERO {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    Ok(if k > n { None } else { Some((n.into_parts().1, k.into_parts().1)) })
}

fn falling(vm: &mut Vm, n: &UBig, k: u64) -> Result<UBig> {
    if k == 0 {
        return Ok(UBig::ONE);
    }
    match u64::try_from(n) {
        Ok(n) => range_product(vm, n - k + 1, n),
        Err(_) => falling_product(vm, n, 0, k - 1),
    }
}

pub fn perm(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[1].given().is_none_or(Value::is_none) {
        return factorial(vm, args);
    }
    let Some((n, k)) = choice(vm, args)? else { return Ok(Value::from_small_int(0)) };
    let Ok(k) = u64::try_from(&k) else {
        return Err(vm.overflow_error(format!("k must not exceed {}", i64::MAX)));
    };
    let product = falling(vm, &n, k)?;
    vm.new_big_int(IBig::from(product))
}

pub fn comb(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some((n, k)) = choice(vm, args)? else { return Ok(Value::from_small_int(0)) };
    let rest = &n - &k;
    let Ok(k) = u64::try_from(k.min(rest)) else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if let Some(small) = u64::try_from(&n).ok().and_then(|n| small_choice(n, k)) {
        return vm.new_integer(Integer::from(IBig::from(small)));
    }
    let product = falling(vm, &n, k)?;
    let divisor = range_product(vm, 2, k)?;
    vm.new_big_int(IBig::from(product / divisor))
}

/// The binomial coefficient, if all steps fit into a word.
fn small_choice(n: u64, k: u64) -> Option<u64> {
    let mut result = 1u128;
    for step in 0..k {
        // Each prefix is itself a binomial coefficient, so the division is exact.
        result = result * u128::from(n - step) / u128::from(step + 1);
        if result > u128::from(u64::MAX) {
            return None;
        }
    }
    u64::try_from(result).ok()
}
