//! Sums and products: `fsum`, `prod`, `sumprod`.
//!
//! `fsum` keeps a list of floats that do not overlap and together are the exact sum (J. Shewchuk, 1997).

use super::support::poll_at;
use crate::heap::Value;
use crate::object::core::{CoreClass, is_exactly};
use crate::object::slots::Binary;
use crate::text::int_text::Integer;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};
use dashu_int::IBig;

/// An exact sum of floats.
#[derive(Default)]
struct Exact {
    partials: Vec<f64>,
    special: f64,
    infinities: f64,
}

impl Exact {
    /// False if the sum of finite numbers overflowed.
    fn add(&mut self, number: f64) -> bool {
        let mut x = number;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let mut y = self.partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x == 0.0 {
            return true;
        }
        if x.is_finite() {
            self.partials.push(x);
            return true;
        }
        if number.is_finite() {
            return false;
        }
        if number.is_infinite() {
            self.infinities += number;
        }
        self.special += number;
        self.partials.clear();
        true
    }

    /// The sum, rounded half to even. None for infinities of both signs.
    fn finish(mut self) -> Option<f64> {
        if self.special != 0.0 || self.special.is_nan() {
            return if self.infinities.is_nan() { None } else { Some(self.special) };
        }
        let Some(mut high) = self.partials.pop() else { return Some(0.0) };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Exactly half a unit was cut off: what lies below decides.
        if let Some(below) = self.partials.last()
            && (low < 0.0 && *below < 0.0 || low > 0.0 && *below > 0.0)
        {
            let doubled = low * 2.0;
            let up = high + doubled;
            if doubled == up - high {
                high = up;
            }
        }
        Some(high)
    }
}

pub fn fsum(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut exact = Exact::default();
    vm.for_each(&args[0], |vm, item| {
        let number = vm.as_f64(&item)?;
        if !exact.add(number) {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        Ok(true)
    })?;
    match exact.finish() {
        Some(sum) => Ok(Value::from_float(sum)),
        None => Err(vm.value_error("-inf + inf in fsum")),
    }
}

pub fn prod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut product = args[1].given().cloned().unwrap_or(Value::from_small_int(1));
    vm.for_each(&args[0], |vm, item| {
        if let (Some(left), Some(right)) = (product.as_float(), item.as_float()) {
            product = Value::from_float(left * right);
        } else {
            product = vm.binary(Binary::Mul, &product, &item)?;
        }
        Ok(true)
    })?;
    Ok(product)
}

pub fn sumprod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (left, right) = (vm.collect(&args[0])?, vm.collect(&args[1])?);
    if left.len() != right.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    if let Some(total) = integer_sum(vm, &left, &right)? {
        return vm.new_integer(total);
    }
    if let Some(total) = float_sum(vm, &left, &right)? {
        return Ok(Value::from_float(total));
    }
    let mut total = Value::from_small_int(0);
    for (left, right) in left.iter().zip(&right) {
        let product = vm.binary(Binary::Mul, left, right)?;
        total = vm.binary(Binary::Add, &total, &product)?;
    }
    Ok(total)
}

/// The sum, if all numbers are ints.
fn integer_sum(vm: &mut Vm, left: &[Value], right: &[Value]) -> Result<Option<Integer>> {
    let mut small = 0i128;
    let mut large = IBig::ZERO;
    for (round, (left, right)) in left.iter().zip(right).enumerate() {
        if !is_exactly(left, CoreClass::Int) || !is_exactly(right, CoreClass::Int) {
            return Ok(None);
        }
        let (Some(left), Some(right)) = (integer_of(left), integer_of(right)) else { return Ok(None) };
        match (left, right) {
            (Integer::Small(left), Integer::Small(right)) => {
                match small.checked_add(i128::from(left) * i128::from(right)) {
                    Some(sum) => small = sum,
                    None => {
                        large += IBig::from(small);
                        small = i128::from(left) * i128::from(right);
                    }
                }
            }
            (left, right) => large += big(left) * big(right),
        }
        poll_at(vm, round)?;
    }
    Ok(Some(Integer::from(large + IBig::from(small))))
}

fn big(integer: Integer) -> IBig {
    match integer {
        Integer::Small(number) => IBig::from(number),
        Integer::Big(number) => number,
    }
}

/// The sum rounded once, if all numbers are floats or small ints, and finite.
fn float_sum(vm: &mut Vm, left: &[Value], right: &[Value]) -> Result<Option<f64>> {
    let mut exact = Exact::default();
    for (round, (left, right)) in left.iter().zip(right).enumerate() {
        let (Some(left), Some(right)) = (left.raw().number(), right.raw().number()) else { return Ok(None) };
        let product = left * right;
        if !product.is_finite() {
            return Ok(None);
        }
        if !exact.add(product) || !exact.add(left.mul_add(right, -product)) {
            return Ok(None);
        }
        poll_at(vm, round)?;
    }
    Ok(exact.finish())
}
