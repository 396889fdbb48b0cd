//! Built-in functions on numbers: sum, divmod, pow, round.

use super::bytearray::ByteArray;
use super::common::is_kind_of;
use crate::heap::{Bytes, Kind, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::Binary;
use crate::vm::{Result, Vm};

/// A float sum that keeps what rounding loses: the variant of Kahan's summation by Neumaier (1974).
#[derive(Clone, Copy)]
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn add(&mut self, number: f64) {
        let sum = self.high + number;
        if self.high.abs() >= number.abs() {
            self.low += (self.high - sum) + number;
        } else {
            self.low += (number - sum) + self.high;
        }
        self.high = sum;
    }

    fn total(self) -> f64 {
        // An infinite or undefined correction would spoil an infinite sum.
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// A sum so far.
enum Partial {
    Int(i64),
    Float(Compensated),
    Any(Value),
}

pub fn sum(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(start) = args[1].given() else { return sum_from(vm, &args[0], Value::from_small_int(0)) };
    for (which, text) in [
        (CoreClass::Str, "sum() can't sum strings [use ''.join(seq) instead]"),
        (CoreClass::Bytes, "sum() can't sum bytes [use b''.join(seq) instead]"),
        (CoreClass::ByteArray, "sum() can't sum bytearray [use b''.join(seq) instead]"),
    ] {
        if is_kind_of(start, which) {
            return Err(vm.type_error(text));
        }
    }
    sum_from(vm, &args[0], start.clone())
}

fn sum_from(vm: &mut Vm, iterable: &Value, start: Value) -> Result<Value> {
    let mut partial = partial_of(start);
    if let Partial::Int(sum) = partial
        && let Some(sum) = add_bytes(vm, iterable, sum)?
    {
        return vm.new_int(sum);
    }
    let mut source = vm.source(iterable)?;
    while let Some(item) = source.next(vm)? {
        partial = match (partial, item.as_small_int()) {
            (Partial::Int(sum), Some(number)) if sum.abs() < MODERATE => Partial::Int(sum + number),
            (partial, _) => add(vm, partial, item)?,
        };
        vm.poll()?;
    }
    value_of(vm, partial)
}

/// A sum that no small int takes out of the machine's range.
const MODERATE: i64 = 1 << 62;

/// A sum and all bytes of what is exactly a `bytes` or `bytearray`. None if it is neither, or if the sum gets too large.
fn add_bytes(vm: &mut Vm, object: &Value, mut sum: i64) -> Result<Option<i64>> {
    const AT_ONCE: usize = 1 << 16;
    let total = |part: &[u8]| part.iter().map(|byte| i64::from(*byte)).sum::<i64>();
    if sum.abs() >= MODERATE {
        return Ok(None);
    }
    match core::exact_kind(object) {
        Some(Kind::Bytes) => {
            let bytes = cast_kind::<Bytes>(object, Kind::Bytes).map_or(&[][..], Bytes::bytes);
            for part in bytes.chunks(AT_ONCE) {
                sum += total(part);
                vm.poll()?;
            }
            Ok(Some(sum))
        }
        Some(Kind::ByteArray) => {
            let Some(array) = cast_kind::<ByteArray>(object, Kind::ByteArray) else { return Ok(None) };
            let mut start = 0;
            loop {
                // It may grow or shrink between two parts, as between two steps of an iterator.
                let part = array.lock().get(start..).map(|rest| total(&rest[..rest.len().min(AT_ONCE)]));
                let Some(part) = part else { return Ok(Some(sum)) };
                sum += part;
                start += AT_ONCE;
                vm.poll()?;
            }
        }
        _ => Ok(None),
    }
}

fn partial_of(value: Value) -> Partial {
    match (value.as_small_int(), value.as_float()) {
        (Some(number), _) => Partial::Int(number),
        (_, Some(number)) => Partial::Float(Compensated { high: number, low: 0.0 }),
        _ => Partial::Any(value),
    }
}

fn value_of(vm: &mut Vm, partial: Partial) -> Result<Value> {
    match partial {
        Partial::Int(number) => vm.new_int(number),
        Partial::Float(sum) => Ok(Value::from_float(sum.total())),
        Partial::Any(value) => Ok(value),
    }
}

fn add(vm: &mut Vm, partial: Partial, item: Value) -> Result<Partial> {
    let int = item.as_small_int().or_else(|| item.as_bool().map(i64::from));
    match (&partial, int, item.as_float()) {
        (Partial::Int(sum), Some(number), _) => {
            if let Some(sum) = sum.checked_add(number) {
                return Ok(Partial::Int(sum));
            }
        }
        (Partial::Float(sum), _, Some(number)) => {
            let mut sum = *sum;
            sum.add(number);
            return Ok(Partial::Float(sum));
        }
        (Partial::Float(sum), Some(number), _) => {
            return Ok(Partial::Float(Compensated { high: sum.high + number as f64, ..*sum }));
        }
        _ => {}
    }
    let so_far = value_of(vm, partial)?;
    let sum = vm.binary(Binary::Add, &so_far, &item)?;
    Ok(partial_of(sum))
}

pub fn divmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (left, right) = (&args[0], &args[1]);
    if let (Some(one), Some(other)) = (left.as_small_int(), right.as_small_int())
        && other != 0
    {
        let (quotient, remainder) = (one.div_euclid(other), one.rem_euclid(other));
        // Euclid's remainder is never negative; Python's has the sign of the divisor.
        let low = other < 0 && remainder != 0;
        let (quotient, remainder) =
            if low { (quotient - 1, remainder + other) } else { (quotient, remainder) };
        let (quotient, remainder) = (vm.new_int(quotient)?, vm.new_int(remainder)?);
        return vm.new_pair(quotient, remainder);
    }
    let (of_left, of_right) = (class_of(left), class_of(right));
    let derived = !of_left.is(&of_right)
        && Class::of(&of_right).is_some_and(|class| {
            class.is_subclass_of(&of_left) && class.own(&Name::RDivMod.value()).is_some()
        });
    let forwards = (left, Name::DivMod, right);
    let backwards = (right, Name::RDivMod, left);
    let order = if derived { [backwards, forwards] } else { [forwards, backwards] };
    for (index, (receiver, method, other)) in order.into_iter().enumerate() {
        if index == 1 && of_left.is(&of_right) {
            break;
        }
        match vm.call_special(receiver, method, std::slice::from_ref(other))? {
            Some(result) if !result.is_not_implemented() => return Ok(result),
            _ => {}
        }
    }
    let (one, other) = (vm.class_name(left), vm.class_name(right));
    Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{one}' and '{other}'")))
}

pub fn power(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.power(&args[0], &args[1], args[2].given())
}

pub fn round(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let digits = args[1].given().filter(|digits| !digits.is_none());
    let rounded = vm.call_special(&args[0], Name::Round, digits.map_or(&[][..], std::slice::from_ref))?;
    match rounded {
        Some(rounded) => Ok(rounded),
        None => {
            let given = vm.class_name(&args[0]);
            Err(vm.type_error(format!("type {given} doesn't define __round__ method")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_terms_survive_large_ones() {
        let mut sum = Compensated { high: 0.0, low: 0.0 };
        [1.0, 1e100, 1.0, -1e100].into_iter().for_each(|number| sum.add(number));
        assert_eq!(sum.total(), 2.0);
        let mut tenths = Compensated { high: 0.0, low: 0.0 };
        (0..10).for_each(|_| tenths.add(0.1));
        assert_eq!(tenths.total(), 1.0);
    }
}
