//! `Value`: one 64-bit word that is a float, an int, a singleton or a pointer to a heap object.
//!
//! Owns the encoding. Must not know any object's layout beyond the header.
//!
//! | word | meaning |
//! |---|---|
//! | `0x0000_pppp_pppp_ppp0` | pointer to a counted object |
//! | the same with bit 0 | pointer to an immortal object: never counted |
//! | small, with bit 1 | an immediate: NULL, None, False, True, Ellipsis, NotImplemented |
//! | `0x0002 << 48 ..` | a float: its bits plus `2 << 48`; a NaN has no payload, so there are two |
//! | `0xFFFE << 48 ..` | an int of 49 bits: `(0xFFFF << 48) + i` |
//!
//! The order of int words, compared unsigned, is the order of the ints. NULL means "no value": it
//! never reaches a program. `Value` owns a count and gives it back when dropped; `RawValue` is the
//! bare word, which the engine moves between registers. Neither is `Send` (D4), and `Value` has
//! no `Eq` (D5): equality may run user code.

use super::context;
use super::header::{Header, IMMORTAL};
use std::marker::PhantomData;
use std::num::NonZeroU64;

const INT_ZERO: u64 = 0xFFFF << 48;
const INT_FIRST: u64 = 0xFFFE << 48;
const FLOAT_OFFSET: u64 = 2 << 48;
const FLOAT_SPAN: u64 = 0xFFFC << 48;
const NOT_COUNTED: u64 = 0xFFFF_0000_0000_0003;
const IMMORTAL_BIT: u64 = 1;
const IMMEDIATE_BIT: u64 = 2;

/// The smallest and largest int that is an immediate.
pub const INT_MIN: i64 = -(1 << 48);
pub const INT_MAX: i64 = (1 << 48) - 1;

/// A value's bare word: copied freely, counts nothing. Equality is identity of words.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct RawValue(NonZeroU64, PhantomData<*mut ()>);

impl RawValue {
    pub const NULL: RawValue = RawValue::immediate(0x02);
    pub const NONE: RawValue = RawValue::immediate(0x06);
    pub const FALSE: RawValue = RawValue::immediate(0x0A);
    pub const TRUE: RawValue = RawValue::immediate(0x0E);
    pub const ELLIPSIS: RawValue = RawValue::immediate(0x12);
    pub const NOT_IMPLEMENTED: RawValue = RawValue::immediate(0x16);

    const fn immediate(word: u64) -> RawValue {
        match NonZeroU64::new(word) {
            Some(word) => RawValue(word, PhantomData),
            None => panic!("an immediate is never zero"),
        }
    }

    /// A word read back from memory that holds a value.
    #[inline(always)]
    pub const fn from_word(word: u64) -> RawValue {
        debug_assert!(word != 0);
        // SAFETY: no encoding is zero: pointers are not null, all else has a tag bit or high bits.
        RawValue(unsafe { NonZeroU64::new_unchecked(word) }, PhantomData)
    }

    #[inline(always)]
    pub const fn word(self) -> u64 {
        self.0.get()
    }

    #[inline(always)]
    pub const fn from_bool(truth: bool) -> RawValue {
        // False and True differ in bit 2 alone.
        RawValue::from_word(0x0A | (truth as u64) << 2)
    }

    /// An int that is known to fit in 49 bits.
    #[inline(always)]
    pub const fn from_small_int(number: i64) -> RawValue {
        debug_assert!(number >= INT_MIN && number <= INT_MAX);
        RawValue::from_word(INT_ZERO.wrapping_add(number as u64))
    }

    /// None where the number needs more than 49 bits.
    #[inline(always)]
    pub const fn try_from_int(number: i64) -> Option<RawValue> {
        // The words of ints are the last 2^49: no other number, added in a circle, comes to lie among them.
        let word = INT_ZERO.wrapping_add(number as u64);
        if word >= INT_FIRST { Some(RawValue::from_word(word)) } else { None }
    }

    #[inline(always)]
    pub fn from_float(number: f64) -> RawValue {
        // A NaN's payload could make an int of it.
        let bits = if number.is_nan() { 0x7FF8 << 48 } else { number.to_bits() };
        RawValue::from_word(bits.wrapping_add(FLOAT_OFFSET))
    }

    /// The word of a live heap object, by its header's address.
    #[inline(always)]
    pub fn from_header(header: *const Header) -> RawValue {
        // SAFETY: the caller holds the object; whether it is immortal was settled at its birth.
        let immortal = unsafe { (*header).owner == IMMORTAL };
        RawValue::from_word(header.expose_provenance() as u64 | immortal as u64 & IMMORTAL_BIT)
    }

    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.word() == RawValue::NULL.word()
    }

    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.word() >= INT_FIRST
    }

    #[inline(always)]
    pub const fn both_int(self, other: RawValue) -> bool {
        self.word() & other.word() >= INT_FIRST
    }

    /// The number of an immediate int.
    #[inline(always)]
    pub const fn int(self) -> i64 {
        debug_assert!(self.is_int());
        self.word().wrapping_sub(INT_ZERO) as i64
    }

    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.word().wrapping_sub(FLOAT_OFFSET) < FLOAT_SPAN
    }

    #[inline(always)]
    pub const fn float(self) -> f64 {
        debug_assert!(self.is_float());
        f64::from_bits(self.word().wrapping_sub(FLOAT_OFFSET))
    }

    /// A float or an immediate int, as a float.
    #[inline(always)]
    pub const fn number(self) -> Option<f64> {
        if self.is_float() {
            Some(self.float())
        } else if self.is_int() {
            Some(self.int() as f64)
        } else {
            None
        }
    }

    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.word() & !4 == RawValue::FALSE.word()
    }

    #[inline(always)]
    pub const fn is_counted(self) -> bool {
        self.word() & NOT_COUNTED == 0
    }

    /// A pointer, counted or immortal.
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.word() & (NOT_COUNTED & !IMMORTAL_BIT) == 0
    }

    /// The header of a pointer's object.
    #[inline(always)]
    pub fn header(self) -> *mut Header {
        debug_assert!(self.is_pointer());
        std::ptr::with_exposed_provenance_mut((self.word() & !IMMORTAL_BIT) as usize)
    }

    /// The header of a counted pointer's object: the word itself.
    #[inline(always)]
    pub fn counted_header(self) -> *mut Header {
        debug_assert!(self.is_counted());
        std::ptr::with_exposed_provenance_mut(self.word() as usize)
    }

    /// A counted `Value` of the same word.
    #[inline(always)]
    pub fn to_value(self) -> Value {
        context::retain(self);
        Value(self)
    }
}

/// The encoding's wide constants, in memory.
pub struct Constants {
    not_counted: u64,
    not_pointer: u64,
    int_first: u64,
    int_zero: u64,
    float_span: u64,
}

impl Constants {
    pub const ALL: Constants = Constants {
        not_counted: NOT_COUNTED,
        not_pointer: NOT_COUNTED & !IMMORTAL_BIT,
        int_first: INT_FIRST,
        int_zero: INT_ZERO,
        float_span: FLOAT_SPAN,
    };
}

/// What `RawValue` answers, by constants that are read from memory each time: an operand of the instruction that needs
/// one. The compiler would else build them anew, ten bytes of code, wherever a word is looked at, or keep them in the
/// registers that a dispatch loop's arms want for themselves.
#[derive(Clone, Copy)]
pub struct Encoding<'constants>(pub &'constants Constants);

// One constant decodes floats and tests for ints.
const _: () = assert!(INT_FIRST.wrapping_add(FLOAT_OFFSET) == 0);

/// A constant's value, which the compiler does not know.
macro_rules! constant {
    ($encoding:ident.$name:ident) => {
        // SAFETY: a reference.
        unsafe { (&raw const $encoding.0.$name).read_volatile() }
    };
}

impl Encoding<'_> {
    #[inline(always)]
    pub fn is_counted(self, raw: RawValue) -> bool {
        raw.word() & constant!(self.not_counted) == 0
    }

    #[inline(always)]
    pub fn is_pointer(self, raw: RawValue) -> bool {
        raw.word() & constant!(self.not_pointer) == 0
    }

    #[inline(always)]
    pub fn is_int(self, raw: RawValue) -> bool {
        raw.word() >= constant!(self.int_first)
    }

    #[inline(always)]
    pub fn both_int(self, left: RawValue, right: RawValue) -> bool {
        left.word() & right.word() >= constant!(self.int_first)
    }

    /// The number of an immediate int.
    #[inline(always)]
    pub fn int(self, raw: RawValue) -> i64 {
        debug_assert!(raw.is_int());
        raw.word().wrapping_sub(constant!(self.int_zero)) as i64
    }

    /// The number of a non-negative immediate int, and a huge number for all else: one comparison with a length tests
    /// kind, sign and bound at once.
    #[inline(always)]
    pub fn index(self, raw: RawValue) -> u64 {
        raw.word().wrapping_sub(constant!(self.int_zero))
    }

    /// An int that is known to fit in 49 bits.
    #[inline(always)]
    pub fn small_int(self, number: i64) -> RawValue {
        debug_assert!((INT_MIN..=INT_MAX).contains(&number));
        RawValue::from_word(constant!(self.int_zero).wrapping_add(number as u64))
    }

    /// The word of a sum of immediate ints, if it is one (`is_int_word`). A bare word, for an Option costs a test more.
    #[inline(always)]
    pub fn sum(self, left: RawValue, right: RawValue) -> u64 {
        left.word().wrapping_add(right.word().wrapping_sub(constant!(self.int_zero)))
    }

    /// The word of a difference of immediate ints, if it is one.
    #[inline(always)]
    pub fn difference(self, left: RawValue, right: RawValue) -> u64 {
        left.word().wrapping_sub(right.word().wrapping_sub(constant!(self.int_zero)))
    }

    /// The word of a number, if it is one: others than those of 49 bits, added in a circle, do not come to lie among the
    /// ints' words, which are the last 2^49.
    #[inline(always)]
    pub fn int_word(self, number: i64) -> u64 {
        constant!(self.int_zero).wrapping_add(number as u64)
    }

    #[inline(always)]
    pub fn is_int_word(self, word: u64) -> bool {
        word >= constant!(self.int_first)
    }

    /// The number of a float; None of anything else.
    #[inline(always)]
    pub fn float(self, raw: RawValue) -> Option<f64> {
        let bits = raw.word().wrapping_add(constant!(self.int_first));
        if bits < constant!(self.float_span) { Some(f64::from_bits(bits)) } else { None }
    }

    /// A float or an immediate int, as a float.
    #[inline(always)]
    pub fn number(self, raw: RawValue) -> Option<f64> {
        if self.is_int(raw) { Some(self.int(raw) as f64) } else { self.float(raw) }
    }

    /// What an operation on numbers of `float` gave. A NaN among those is one that an operation makes of other
    /// numbers, or one of the operands: Rust promises that its payload is empty, so it needs no look.
    #[inline(always)]
    pub fn result(self, number: f64) -> RawValue {
        debug_assert!(!number.is_nan() || number.to_bits() << 13 == 0, "a NaN with a payload");
        RawValue::from_word(number.to_bits().wrapping_sub(constant!(self.int_first)))
    }
}

/// An owned reference: counts its object, and gives the count back when dropped.
#[repr(transparent)]
pub struct Value(RawValue);

// The word is never zero, so a `Result<Value, Raised>` is one word too.
const _: () = assert!(size_of::<Option<Value>>() == 8);

impl Value {
    pub const NULL: Value = Value(RawValue::NULL);
    pub const NONE: Value = Value(RawValue::NONE);
    pub const FALSE: Value = Value(RawValue::FALSE);
    pub const TRUE: Value = Value(RawValue::TRUE);
    pub const ELLIPSIS: Value = Value(RawValue::ELLIPSIS);
    pub const NOT_IMPLEMENTED: Value = Value(RawValue::NOT_IMPLEMENTED);

    /// Takes over a count that the caller owns.
    ///
    /// # Safety
    /// The caller owns one count of the word's object and gives it up (D7).
    #[inline(always)]
    pub unsafe fn from_raw(raw: RawValue) -> Value {
        Value(raw)
    }

    /// Gives up the count without giving it back: the caller now owns it.
    #[inline(always)]
    pub fn into_raw(self) -> RawValue {
        std::mem::ManuallyDrop::new(self).0
    }

    #[inline(always)]
    pub const fn raw(&self) -> RawValue {
        self.0
    }

    #[inline(always)]
    pub const fn from_bool(truth: bool) -> Value {
        Value(RawValue::from_bool(truth))
    }

    #[inline(always)]
    pub fn from_float(number: f64) -> Value {
        Value(RawValue::from_float(number))
    }

    /// An int known to fit in 49 bits: lengths, characters, bytes.
    #[inline(always)]
    pub const fn from_small_int(number: i64) -> Value {
        Value(RawValue::from_small_int(number))
    }

    /// The same object? (`is`)
    #[inline(always)]
    pub const fn is(&self, other: &Value) -> bool {
        self.0.word() == other.0.word()
    }

    #[inline(always)]
    pub const fn is_null(&self) -> bool {
        self.0.is_null()
    }

    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        self.0.word() == RawValue::NONE.word()
    }

    #[inline(always)]
    pub const fn is_not_implemented(&self) -> bool {
        self.0.word() == RawValue::NOT_IMPLEMENTED.word()
    }

    /// None for NULL: how natives see an argument that was not given.
    #[inline(always)]
    pub fn given(&self) -> Option<&Value> {
        if self.is_null() { None } else { Some(self) }
    }

    /// The number of an immediate int (not of a bool).
    #[inline(always)]
    pub const fn as_small_int(&self) -> Option<i64> {
        if self.0.is_int() { Some(self.0.int()) } else { None }
    }

    #[inline(always)]
    pub const fn as_float(&self) -> Option<f64> {
        if self.0.is_float() { Some(self.0.float()) } else { None }
    }

    #[inline(always)]
    pub const fn as_bool(&self) -> Option<bool> {
        if self.0.is_bool() { Some(self.0.word() == RawValue::TRUE.word()) } else { None }
    }

    /// An address-like number that is unique among living objects.
    pub const fn identity(&self) -> u64 {
        self.0.word() & !IMMORTAL_BIT
    }
}

/// A few values, borrowed in place with NULLs behind them, as natives get arguments that were left out. Nothing is counted.
pub struct Padded<'values> {
    words: [RawValue; Padded::MOST],
    values: PhantomData<&'values [Value]>,
}

impl<'values> Padded<'values> {
    pub const MOST: usize = 8;

    /// # Panics
    /// With more than `MOST` values.
    #[inline(always)]
    pub fn new(values: &'values [Value]) -> Padded<'values> {
        let mut words = [RawValue::NULL; Padded::MOST];
        for (word, value) in words.iter_mut().zip(values) {
            *word = value.0;
        }
        assert!(values.len() <= Padded::MOST);
        Padded { words, values: PhantomData }
    }

    /// A value and those that follow it.
    ///
    /// # Panics
    /// With more than `MOST` values.
    #[inline(always)]
    pub fn with_first(first: &'values Value, rest: &'values [Value]) -> Padded<'values> {
        let mut words = [RawValue::NULL; Padded::MOST];
        words[0] = first.0;
        for (word, value) in words[1..].iter_mut().zip(rest) {
            *word = value.0;
        }
        assert!(rest.len() < Padded::MOST);
        Padded { words, values: PhantomData }
    }

    /// The first `count` of them.
    #[inline(always)]
    pub fn values(&self, count: usize) -> &[Value] {
        let words: &[RawValue] = &self.words[..count];
        // SAFETY: a `Value` is its word, and the lender keeps the counts of these for as long as this borrows (D7).
        unsafe { std::slice::from_raw_parts(words.as_ptr().cast(), words.len()) }
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        context::retain(self.0);
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.0.is_counted() {
            context::release(self.0);
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::from_bool(truth)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::from_float(number)
    }
}

const _: () = assert!(IMMEDIATE_BIT & RawValue::NULL.word() != 0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_round_trip_at_their_bounds() {
        for number in [0, 1, -1, INT_MAX, INT_MIN, 12345678901] {
            let value = RawValue::try_from_int(number).expect("fits");
            assert!(value.is_int() && !value.is_float() && !value.is_pointer());
            assert_eq!(value.int(), number);
        }
        assert!(RawValue::try_from_int(INT_MAX + 1).is_none());
        assert!(RawValue::try_from_int(INT_MIN - 1).is_none());
        let constants = Constants::ALL;
        let encoding = Encoding(&constants);
        let (low, high) = (RawValue::from_small_int(INT_MIN), RawValue::from_small_int(INT_MAX));
        for (left, right) in [(low, low), (high, high)] {
            assert!(!encoding.is_int_word(encoding.sum(left, right)));
        }
        assert!(!encoding.is_int_word(encoding.difference(low, high)));
        assert!(!encoding.is_int_word(encoding.int_word(INT_MAX + 1)));
        assert!(
            !encoding.is_int_word(encoding.int_word(i64::MIN))
                && !encoding.is_int_word(encoding.int_word(i64::MAX))
        );
        assert_eq!(encoding.sum(low, high), RawValue::from_small_int(-1).word());
        assert_eq!(encoding.difference(low, low), RawValue::from_small_int(0).word());
        assert!(encoding.index(low) > INT_MAX as u64 && encoding.index(high) == INT_MAX as u64);
    }

    #[test]
    fn floats_round_trip_and_never_look_like_anything_else() {
        for number in [0.0, -0.0, 1.5, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, f64::MAX, 5e-324]
        {
            let value = RawValue::from_float(number);
            assert!(value.is_float() && !value.is_int() && !value.is_pointer() && !value.is_counted());
            assert_eq!(value.float().to_bits(), number.to_bits());
        }
        let nan = RawValue::from_float(f64::from_bits(0xFFFF_FFFF_FFFF_FFFF));
        assert!(nan.is_float() && nan.float().is_nan());
    }

    #[test]
    fn immediates_are_not_counted() {
        for value in [RawValue::NULL, RawValue::NONE, RawValue::TRUE, RawValue::FALSE, RawValue::ELLIPSIS] {
            assert!(!value.is_counted() && !value.is_pointer() && !value.is_int() && !value.is_float());
        }
        assert!(RawValue::TRUE.is_bool() && RawValue::FALSE.is_bool() && !RawValue::NONE.is_bool());
    }
}
