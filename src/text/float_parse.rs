//! `float()` of a text and `float.fromhex()`.
//!
//! Owns both grammars. Must not know the float object. Invariant: the result is the double
//! nearest to the text, ties to even.

use super::error::TextError;
use super::number_text::{fold_to_ascii, remove_underscores, scan_float, trim_blanks};
use super::quote::{bytes_repr, str_repr};

/// `float(str)`. Errors: Value.
pub fn parse_float(text: &[u8]) -> Result<f64, TextError> {
    if let Some(plain) = parse_plain(text) {
        return Ok(plain);
    }
    parse_ascii_float(&fold_to_ascii(text)).ok_or_else(|| bad_float(str_repr(text)))
}

/// `float(bytes)`, also for bytearray. Errors: Value.
pub fn parse_float_bytes(text: &[u8]) -> Result<f64, TextError> {
    if let Some(plain) = parse_plain(text) {
        return Ok(plain);
    }
    parse_ascii_float(text).ok_or_else(|| bad_float(bytes_repr(text)))
}

fn bad_float(repr: Vec<u8>) -> TextError {
    TextError::value([&b"could not convert string to float: "[..], &repr].concat())
}

/// The number of a short decimal text without an exponent: its digits and the power of ten that they are divided by are
/// exact floats, so that their quotient is the nearest one. None for all other texts.
fn parse_plain(text: &[u8]) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    let body = text.strip_prefix(b"-").unwrap_or(text);
    if body.len() > MOST_DIGITS + 1 {
        return None;
    }
    let (mut digits, mut sum, mut divisor, mut after_point) = (0, 0u64, 1u64, false);
    for byte in body {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                sum = sum * 10 + u64::from(byte - b'0');
                divisor *= if after_point { 10 } else { 1 };
            }
            b'.' if !after_point => after_point = true,
            _ => return None,
        }
    }
    if digits == 0 || digits > MOST_DIGITS {
        return None;
    }
    let value = sum as f64 / divisor as f64;
    Some(if body.len() < text.len() { -value } else { value })
}

fn parse_ascii_float(text: &[u8]) -> Option<f64> {
    let digits = remove_underscores(trim_blanks(text))?;
    let (value, width) = scan_float(&digits)?;
    (width == digits.len()).then_some(value)
}

/// `float.fromhex(text)`. Errors: Value for a bad grammar, Overflow for a value too large.
pub fn float_from_hex(text: &[u8]) -> Result<f64, TextError> {
    let invalid = || TextError::value("invalid hexadecimal floating-point string");
    let text = trim_blanks(text);
    let (negative, body) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let value = if let Some((word, width)) = scan_float(body).filter(|(value, _)| !value.is_finite())
        && body.first().is_some_and(u8::is_ascii_alphabetic)
    {
        if width != body.len() {
            return Err(invalid());
        }
        word
    } else {
        let number = HexNumber::scan(body).ok_or_else(invalid)?;
        number
            .to_float()
            .ok_or_else(|| TextError::overflow("hexadecimal value too large to represent as a float"))?
    };
    Ok(if negative { -value } else { value })
}

/// `mantissa * 2 ** exponent`, plus something smaller than one unit of it if `sticky`.
struct HexNumber {
    mantissa: u128,
    exponent: i64,
    sticky: bool,
}

impl HexNumber {
    fn scan(body: &[u8]) -> Option<HexNumber> {
        let body = match body {
            [b'0', b'x' | b'X', rest @ ..] => rest,
            _ => body,
        };
        let mut number = HexNumber { mantissa: 0, exponent: 0, sticky: false };
        let (mut digits, mut after_point, mut at) = (0, false, 0);
        while let Some(byte) = body.get(at) {
            if *byte == b'.' && !after_point {
                after_point = true;
            } else if let Some(digit) = char::from(*byte).to_digit(16) {
                digits += 1;
                number.push(digit, after_point);
            } else {
                break;
            }
            at += 1;
        }
        if digits == 0 {
            return None;
        }
        let rest = &body[at..];
        match rest.first() {
            None => Some(number),
            Some(b'p' | b'P') => {
                let power = scan_power(&rest[1..])?;
                number.exponent = number.exponent.saturating_add(power);
                Some(number)
            }
            Some(_) => None,
        }
    }

    fn push(&mut self, digit: u32, after_point: bool) {
        if self.mantissa >> 120 == 0 {
            self.mantissa = self.mantissa << 4 | u128::from(digit);
            self.exponent -= if after_point { 4 } else { 0 };
        } else {
            self.sticky |= digit != 0;
            self.exponent += if after_point { 0 } else { 4 };
        }
    }

    /// None if too large.
    fn to_float(&self) -> Option<f64> {
        if self.mantissa == 0 {
            return Some(0.0);
        }
        let width = i64::from(128 - self.mantissa.leading_zeros());
        let top = self.exponent.saturating_add(width);
        if top > 1024 {
            return None;
        }
        if top < -1075 {
            return Some(0.0);
        }
        // The weight of the last bit that the double can hold.
        let unit = (top - 53).max(-1074);
        let shift = unit - self.exponent;
        let rounded = if shift <= 0 {
            (self.mantissa << -shift) as u64
        } else if shift > 127 {
            // Everything lies below half a unit, or the top bit is just at the half.
            0
        } else {
            let kept = self.mantissa >> shift;
            let half = 1u128 << (shift - 1);
            let rest = self.mantissa & ((half << 1) - 1);
            let up = rest > half || (rest == half && (self.sticky || kept & 1 == 1));
            (kept + u128::from(up)) as u64
        };
        // At most 2**53 units: the product with a power of two is exact unless it overflows.
        let bits = if rounded >> 52 == 0 {
            rounded
        } else {
            let extra = u64::from(rounded >> 53 != 0);
            let biased = (unit + 1075) as u64 + extra;
            if biased > 2046 {
                return None;
            }
            biased << 52 | (rounded >> extra & ((1 << 52) - 1))
        };
        Some(f64::from_bits(bits))
    }
}

/// A signed decimal, clamped well beyond any exponent that matters.
fn scan_power(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let clamp = 1i64 << 60;
    let add =
        |sum: i64, byte: &u8| (sum.saturating_mul(10).saturating_add(i64::from(byte - b'0'))).min(clamp);
    let power = digits.iter().fold(0, add);
    Some(if negative { -power } else { power })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_of_float() {
        for (text, expected) in [
            ("1_0.0_1", 10.01),
            ("1e1_0", 1e10),
            ("+.5", 0.5),
            ("5.", 5.0),
            (" \t\n\u{b}\u{c}\r-1e400 ", f64::NEG_INFINITY),
            ("-iNf", f64::NEG_INFINITY),
            ("infinity", f64::INFINITY),
            ("\u{2003}\u{661}.\u{665}\u{a0}", 1.5),
            ("9007199254740993", 9007199254740992.0),
            ("2.4703282292062328e-324", 5e-324),
        ] {
            assert_eq!(parse_float(text.as_bytes()), Ok(expected), "{text}");
        }
        assert!(parse_float(b"NaN").unwrap().is_nan());
        for text in [
            "",
            "  ",
            "_1",
            "1_",
            "1_.0",
            "1._0",
            "1e_5",
            "in_f",
            "é",
            "nan(1)",
            "1e",
            ".",
            "+ 1",
            "0x10",
            "infinit",
            "1\0",
            "\u{1c}1",
            "--1",
            "1 2",
            "1\u{661}\u{1c}",
        ] {
            let error = parse_float(text.as_bytes()).unwrap_err();
            assert!(error.to_string().starts_with("could not convert string to float: '"), "{text}");
        }
        assert_eq!(
            parse_float_bytes(b"\xff1").unwrap_err().to_string(),
            "could not convert string to float: b'\\xff1'"
        );
    }

    #[test]
    fn grammar_of_fromhex() {
        for (text, expected) in [
            ("0x1.8p1", 3.0),
            ("1.8", 1.5),
            (".8", 0.5),
            ("0x1p-99999999999999999999", 0.0),
            ("0x0p99999999999999999999", 0.0),
            (" -inf ", f64::NEG_INFINITY),
            ("0x1.fffffffffffffp1023", f64::MAX),
            ("0x1.fffffffffffff7fffffffffffffffffffp1023", f64::MAX),
            ("0x1p-1075", 0.0),
            ("0x1.00000000000000000000000001p-1075", 5e-324),
            ("0x1.8p-1074", 1e-323),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.00000000000018p0", 1.0000000000000004),
            ("0x1.0000000000000800000000000000000000000000001p0", 1.0000000000000002),
            ("0x0.0000000000000fffffffffffffp-970", 2.225073858507201e-308),
        ] {
            assert_eq!(float_from_hex(text.as_bytes()), Ok(expected), "{text}");
        }
        for text in ["", "0x", "0x.", "0x1p", "1 2", "0x1_0", "infinit", "0x1.1.1", "p1", "1p+-1", "infx"] {
            let error = float_from_hex(text.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), "invalid hexadecimal floating-point string", "{text}");
        }
        for text in ["0x1p1024", "0x1p99999999999999999999", "0x1.fffffffffffff8p1023"] {
            assert!(float_from_hex(text.as_bytes()).is_err(), "{text}");
        }
    }
}
