//! Text of an integer, both ways.
//!
//! Owns the grammar of `int(text, base)`, the limit on decimal digits, and conversion to the bases
//! 2, 8, 10 and 16. Must not know int objects: an integer is `Integer`, small where it fits.
//! Invariant: `Big` never holds what fits an i64. Huge conversions are those of dashu, which are
//! sub-quadratic.

use std::borrow::Cow;

use dashu_int::IBig;

use super::buffer::Buffer;
use super::error::TextError;
use super::number_text::{fold_to_ascii, trim_blanks};
use super::quote::{bytes_repr, str_repr};
use super::wtf8;

/// What `sys.int_info.default_max_str_digits` says. A limit of 0 means none.
pub const DEFAULT_DIGIT_LIMIT: usize = 4300;
/// Below this many digits the limit is never asked (`sys.int_info.str_digits_check_threshold`).
pub const DIGIT_LIMIT_THRESHOLD: usize = 640;

/// A parsed integer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Integer {
    Small(i64),
    Big(IBig),
}

impl From<IBig> for Integer {
    fn from(value: IBig) -> Integer {
        i64::try_from(&value).map_or(Integer::Big(value), Integer::Small)
    }
}

/// Why a text is no integer. `into_error` makes the exception of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntError {
    /// The base is neither 0 nor in 2..=36.
    Base,
    /// The text does not follow the grammar; `base` is the one that was asked for.
    Literal { base: u32 },
    /// More digits than the limit allows.
    TooManyDigits { limit: usize, digits: usize },
}

impl IntError {
    /// The exception. `repr` is the repr of the text that was parsed.
    pub fn into_error(self, repr: &[u8]) -> TextError {
        match self {
            IntError::Base => TextError::value("int() base must be >= 2 and <= 36, or 0"),
            IntError::Literal { base } => {
                let mut message = format!("invalid literal for int() with base {base}: ").into_bytes();
                message.extend_from_slice(wtf8::slice(repr, 0, 200));
                TextError::value(message)
            }
            IntError::TooManyDigits { limit, digits } => TextError::value(format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; \
                 use sys.set_int_max_str_digits() to increase the limit"
            )),
        }
    }
}

/// The number of a short text without blanks, underscores and prefix, as most texts are. None for all others.
#[inline]
pub fn parse_plain(text: &[u8], base: u32) -> Option<i64> {
    // So many digits make less than 2^63.
    let most = match base {
        2..=10 => 18,
        11..=36 => 12,
        _ => return None,
    };
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    let mut sum = 0;
    for byte in digits {
        sum = sum * i64::from(base) + i64::from(char::from(*byte).to_digit(base)?);
    }
    Some(if digits.len() < text.len() { -sum } else { sum })
}

/// `int(str, base)`. `base` is 0 or 2..=36, `limit` the digit limit. Errors: Value.
pub fn parse_int(text: &[u8], base: u32, limit: usize) -> Result<Integer, TextError> {
    if let Some(plain) = parse_plain(text, base) {
        return Ok(Integer::Small(plain));
    }
    parse_ascii_int(&fold_to_ascii(text), base, limit).map_err(|error| error.into_error(&str_repr(text)))
}

/// `int(bytes, base)`. Errors: Value.
pub fn parse_int_bytes(text: &[u8], base: u32, limit: usize) -> Result<Integer, TextError> {
    if let Some(plain) = parse_plain(text, base) {
        return Ok(Integer::Small(plain));
    }
    parse_ascii_int(text, base, limit).map_err(|error| error.into_error(&bytes_repr(text)))
}

/// The grammar itself, on ASCII: blanks, sign, prefix, digits with single underscores between.
pub fn parse_ascii_int(text: &[u8], base: u32, limit: usize) -> Result<Integer, IntError> {
    if base == 1 || base > 36 {
        return Err(IntError::Base);
    }
    let invalid = IntError::Literal { base };
    let text = trim_blanks(text);
    let (negative, body) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let prefixed = prefix_base(body);
    let (radix, must_be_zero) = match (base, prefixed) {
        (0, Some(radix)) => (radix, false),
        (0, None) => (10, body.first() == Some(&b'0')),
        _ => (base, false),
    };
    let mut digits = body;
    if prefixed == Some(radix) {
        digits = &body[2..];
        digits = digits.strip_prefix(b"_").unwrap_or(digits);
    }
    let digits = clean_digits(digits, radix).ok_or(invalid)?;
    if must_be_zero && digits.iter().any(|digit| *digit != b'0') {
        return Err(invalid);
    }
    let exceeds = limit > 0 && digits.len() > limit.max(DIGIT_LIMIT_THRESHOLD);
    if exceeds && !radix.is_power_of_two() {
        return Err(IntError::TooManyDigits { limit, digits: digits.len() });
    }
    convert(&digits, radix, negative).ok_or(invalid)
}

fn prefix_base(body: &[u8]) -> Option<u32> {
    match body {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        [b'0', b'b' | b'B', ..] => Some(2),
        _ => None,
    }
}

/// The digits without their underscores; None if there is none, or one that is out of place.
fn clean_digits(text: &[u8], radix: u32) -> Option<Cow<'_, [u8]>> {
    let mut underscore_allowed = false;
    let mut has_underscore = false;
    for byte in text {
        match byte {
            b'_' if underscore_allowed => (has_underscore, underscore_allowed) = (true, false),
            _ if char::from(*byte).is_digit(radix) => underscore_allowed = true,
            _ => return None,
        }
    }
    if !underscore_allowed {
        return None;
    }
    if !has_underscore {
        return Some(Cow::Borrowed(text));
    }
    Some(Cow::Owned(text.iter().copied().filter(|byte| *byte != b'_').collect()))
}

fn convert(digits: &[u8], radix: u32, negative: bool) -> Option<Integer> {
    let digits = std::str::from_utf8(digits).ok()?;
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Some(Integer::Small(if negative { -small } else { small }));
    }
    let value = IBig::from_str_radix(digits, radix).ok()?;
    Some(Integer::from(if negative { -value } else { value }))
}

/// What `int(text)` takes for a number in base 10, without blanks, plus sign and underscores, if it is longer than `least`:
/// for callers that convert long texts in steps. None of anything else, and of what the limit refuses.
pub fn long_decimal(text: &[u8], base: u32, limit: usize, least: usize) -> Option<String> {
    if limit > 0 || text.len() <= least || !matches!(base, 0 | 10) {
        return None;
    }
    let folded = fold_to_ascii(text);
    let text = trim_blanks(&folded);
    let (sign, body) = match text.first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    if base == 0 && (prefix_base(body).is_some() || body.first() == Some(&b'0')) {
        return None;
    }
    let digits = clean_digits(body, 10).filter(|digits| digits.len() > least)?;
    Some(format!("{sign}{}", std::str::from_utf8(&digits).ok()?))
}

/// `str(int)`, which is `repr(int)`. Errors: Value, past the digit limit (found before the
/// conversion where the size alone shows it).
pub fn int_to_decimal(value: &IBig, limit: usize) -> Result<String, TextError> {
    let exceeds = |digits: usize| limit > 0 && digits > limit.max(DIGIT_LIMIT_THRESHOLD);
    let bits = dashu_int::ops::BitTest::bit_len(value);
    // A number of b bits has more than (b - 1) * log10(2) digits.
    let certain_digits = (bits.saturating_sub(1) as f64 * std::f64::consts::LOG10_2) as usize;
    if exceeds(certain_digits) {
        return Err(decimal_limit_error(limit));
    }
    let text = value.to_string();
    if exceeds(text.len() - usize::from(text.starts_with('-'))) {
        return Err(decimal_limit_error(limit));
    }
    Ok(text)
}

fn decimal_limit_error(limit: usize) -> TextError {
    TextError::value(format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The digits of the absolute value in base 2, 8 or 16, lower case, without a prefix.
pub fn magnitude_digits(value: &IBig, radix: u32) -> String {
    let text = match radix {
        2 => format!("{value:b}"),
        8 => format!("{value:o}"),
        16 => format!("{value:x}"),
        _ => value.to_string(),
    };
    text.strip_prefix('-').map(str::to_owned).unwrap_or(text)
}

/// Room for the digits of any u64 in any base from 2 on.
pub const MOST_DIGITS: usize = 64;

/// The digits of a small number in base 2, 8, 10 or 16 without a prefix: written to the end of a buffer.
pub fn small_digits(magnitude: u64, radix: u32, upper: bool, buffer: &mut [u8; MOST_DIGITS]) -> &[u8] {
    let shift = match radix {
        2 => 1,
        8 => 3,
        16 => 4,
        _ => return decimal_digits(magnitude, buffer),
    };
    let alphabet = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    let mut rest = magnitude;
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = alphabet[rest as usize & ((1 << shift) - 1)];
        rest >>= shift;
        if rest == 0 {
            return &buffer[at..];
        }
    }
}

/// `00` to `99`.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Decimal digits, written to the end of a buffer that has room for them.
#[inline]
fn decimal_digits<const ROOM: usize>(number: u64, buffer: &mut [u8; ROOM]) -> &[u8] {
    let mut rest = number;
    let mut at = ROOM;
    while rest >= 10 {
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[(rest % 100) as usize]);
        rest /= 100;
    }
    if rest > 0 || at == ROOM {
        at -= 1;
        buffer[at] = b'0' + rest as u8;
    }
    &buffer[at..]
}

/// Room for the text of any i64: a sign and 19 digits.
pub const MOST_SMALL_DIGITS: usize = 20;

/// The decimal text of a small number, written to the end of a buffer.
#[inline]
pub fn small_decimal(value: i64, buffer: &mut [u8; MOST_SMALL_DIGITS]) -> &[u8] {
    let width = decimal_digits(value.unsigned_abs(), buffer).len();
    let mut at = MOST_SMALL_DIGITS - width;
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}

/// Appends what `bin`, `oct` and `hex` say (radix 2, 8, 16): sign, prefix and digits.
pub fn push_prefixed(text: &mut Buffer, value: &Integer, radix: u32) {
    let mut begin = |negative: bool| {
        text.extend_from_slice(if negative { b"-" } else { b"" });
        text.extend_from_slice(radix_prefix(radix).as_bytes());
    };
    match value {
        Integer::Small(small) => {
            begin(*small < 0);
            text.extend_from_slice(small_digits(small.unsigned_abs(), radix, false, &mut [0; MOST_DIGITS]));
        }
        Integer::Big(big) => {
            begin(*big < IBig::ZERO);
            text.extend_from_slice(magnitude_digits(big, radix).as_bytes());
        }
    }
}

/// `0b`, `0o`, `0x`, or nothing.
pub fn radix_prefix(radix: u32) -> &'static str {
    match radix {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_written_as_the_standard_library_writes_them() {
        for value in [0, 7, -7, 10, 99, 100, -1000, i64::MAX, i64::MIN, 12345678901234567] {
            let mut buffer = [0; MOST_SMALL_DIGITS];
            assert_eq!(small_decimal(value, &mut buffer), value.to_string().as_bytes());
        }
    }

    fn prefixed(value: &Integer, radix: u32) -> String {
        let mut text = Buffer::new();
        push_prefixed(&mut text, value, radix);
        text.to_string()
    }

    fn parse(text: &str, base: u32) -> Result<i64, String> {
        match parse_int(text.as_bytes(), base, DEFAULT_DIGIT_LIMIT) {
            Ok(Integer::Small(value)) => Ok(value),
            Ok(Integer::Big(_)) => Err("big".into()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn grammar() {
        for (text, base, expected) in [
            ("  0x_1f ", 16, 31),
            ("0x_1f", 0, 31),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("-zz", 36, -1295),
            ("0b1", 16, 177),
            ("0o7", 8, 7),
            ("0O_7", 0, 7),
            ("0B1", 2, 1),
            ("\u{661}\u{662}_\u{663}", 10, 123),
            ("\u{2003}+1_000\u{2003}", 10, 1000),
            ("-9223372036854775808", 10, i64::MIN),
            ("-0", 0, 0),
            ("-123456789012345678", 10, -123456789012345678),
            ("1234567890123456789", 10, 1234567890123456789),
        ] {
            assert_eq!(parse(text, base), Ok(expected), "{text}");
        }
        for (text, base) in [
            ("0b102", 0),
            ("01", 0),
            ("_1", 10),
            ("1_", 10),
            ("1__2", 10),
            ("0x", 10),
            ("0x", 16),
            ("0_x1", 0),
            ("", 10),
            ("+-1", 10),
            ("- 1", 10),
            ("1\0", 10),
            ("é", 10),
            ("z", 35),
            ("0x1", 8),
            ("\u{1c}1", 10),
        ] {
            let expected = format!("invalid literal for int() with base {base}: ");
            assert!(parse(text, base).unwrap_err().starts_with(&expected), "{text}");
        }
        assert_eq!(parse("1", 1).unwrap_err(), "int() base must be >= 2 and <= 36, or 0");
        assert_eq!(parse("1", 37).unwrap_err(), "int() base must be >= 2 and <= 36, or 0");
        assert_eq!(parse(&"a".repeat(300), 10).unwrap_err().len(), 200 + 40);
        assert_eq!(
            parse_int_bytes(b"\xe9", 10, 0).unwrap_err().to_string(),
            "invalid literal for int() with base 10: b'\\xe9'"
        );
        assert_eq!(parse("9223372036854775808", 10), Err("big".into()));
    }

    #[test]
    fn digit_limit() {
        let zeros = "0".repeat(5000);
        assert_eq!(
            parse(&zeros, 10).unwrap_err(),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(parse(&"1".repeat(5000), 7).is_err());
        assert!(parse_int("1".repeat(5000).as_bytes(), 16, 4300).is_ok());
        assert!(parse_int("1".repeat(5000).as_bytes(), 10, 0).is_ok());
        let power = |exponent| IBig::from(10).pow(exponent);
        assert_eq!(int_to_decimal(&-power(4299), 4300).unwrap().len(), 4301);
        assert_eq!(
            int_to_decimal(&power(4300), 4300).unwrap_err().to_string(),
            "Exceeds the limit (4300 digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(int_to_decimal(&power(4300), 0).is_ok());
    }

    #[test]
    fn bases() {
        let big = Integer::Big(-(IBig::ONE << 70));
        assert_eq!(prefixed(&big, 16), "-0x400000000000000000");
        assert_eq!(prefixed(&big, 8), "-0o200000000000000000000000");
        assert_eq!(prefixed(&Integer::Small(i64::MIN), 2).len(), 67);
        assert_eq!(prefixed(&Integer::Small(-255), 16), "-0xff");
        assert_eq!(prefixed(&Integer::Small(0), 2), "0b0");
    }
}
