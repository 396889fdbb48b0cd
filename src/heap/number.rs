//! Ints that do not fit into a word.
//!
//! Three forms, each number in exactly one: immediate (49 bits), `Int64`, `BigInt`.

use super::context::{Context, current};
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

fn boxed(number: i64) -> Result<Value, OutOfMemory> {
    let shape = shape::built_in(Kind::Int64).ok_or(OutOfMemory)?;
    let header = current().allocate(shape, size_of::<Int64>()).ok_or(OutOfMemory)?;
    // SAFETY: the memory holds the struct; the count of the new object.
    unsafe {
        (&raw mut (*header.cast::<Int64>()).number).write(number);
        Ok(Value::from_raw(RawValue::from_header(header)))
    }
}

impl Int64 {
    /// Writes another number over one that nobody else can see: mine, exact, counted once. False if it is not so.
    /// The number must not fit in a word.
    ///
    /// # Safety
    /// The target owns its count, and lends it to nobody now: what is lent is seen by others, too.
    #[inline]
    pub unsafe fn replace_in_place(context: &Context, target: &Value, number: i64) -> bool {
        debug_assert!(RawValue::try_from_int(number).is_none());
        let raw = target.raw();
        if !raw.is_counted() {
            return false;
        }
        let header = raw.header();
        // SAFETY: an unshared object with one count, which `target` owns (the caller's promise): nobody else reads it.
        unsafe {
            let is_ours =
                (*header).shape() == Kind::Int64 as u32 && context.is_mine(header) && (*header).count == 1;
            if is_ours {
                (*header.cast::<Int64>()).number = number;
            }
            is_ours
        }
    }
}

/// The int value of any integer.
pub fn int_from_big(number: IBig) -> Result<Value, OutOfMemory> {
    if let Ok(small) = i64::try_from(&number) {
        return int_from_i64(small);
    }
    let shape = shape::built_in(Kind::BigInt).ok_or(OutOfMemory)?;
    current().create(shape, BigInt { header: Header::blank(), number }).map_err(|_| OutOfMemory)
}
