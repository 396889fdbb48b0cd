//! Ints that do not fit into a word.
//!
//! Three forms, each number in exactly one: immediate (49 bits), `Int64`, `BigInt`.

use super::context::current;
use super::header::{Header, Kind};
use super::publish::OutOfMemory;
use super::shape;
use super::value::{RawValue, Value};
use crate::heap_object;
use dashu_int::IBig;

heap_object! {
    pub struct Int64 = "int" of Kind::Int64, tracked: false {
        pub number: i64,
    }
}

heap_object! {
    pub struct BigInt = "int" of Kind::BigInt, tracked: false {
        pub number: IBig,
    }
}

/// The int value of a machine word.
#[inline]
pub fn int_from_i64(number: i64) -> Result<Value, OutOfMemory> {
    match RawValue::try_from_int(number) {
        Some(raw) => Ok(raw.to_value()),
        None => boxed(number),
    }
}

#[cold]
fn boxed(number: i64) -> Result<Value, OutOfMemory> {
    let shape = shape::built_in(Kind::Int64).ok_or(OutOfMemory)?;
    current().create(shape, Int64 { header: Header::blank(), number }).map_err(|_| OutOfMemory)
}

/// The int value of any integer.
pub fn int_from_big(number: IBig) -> Result<Value, OutOfMemory> {
    if let Ok(small) = i64::try_from(&number) {
        return int_from_i64(small);
    }
    let shape = shape::built_in(Kind::BigInt).ok_or(OutOfMemory)?;
    current().create(shape, BigInt { header: Header::blank(), number }).map_err(|_| OutOfMemory)
}
