//! Text of a float: shortest repr, correctly rounded formats, hexadecimal, exact parts, rounding.
//!
//! Owns the decimal expansion of an `f64` and the layout rules of the codes `e f g r`. Must not
//! know format specifications (`format_spec`), fill or grouping. Invariant: every digit printed is
//! exact or correctly rounded half-even from the exact binary value, at any precision.

use std::fmt::Write;

use dashu_int::{IBig, UBig};

use super::buffer::Buffer;
use super::error::TextError;
use super::int_text::{MOST_SMALL_DIGITS, small_decimal};

/// Significant digits after which no double has anything but zeros.
const SIGNIFICANT_LIMIT: usize = 780;
/// Digits after the point after which no double has anything but zeros.
const FRACTION_LIMIT: usize = 1080;

/// How a float is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatStyle {
    /// `e`: always an exponent; the precision counts digits after the point.
    Exponent,
    /// `f`: never an exponent; the precision counts digits after the point.
    Fixed,
    /// `g`: whichever is shorter; the precision counts significant digits.
    General,
    /// Shortest digits that read back as the same float; the precision is ignored.
    Repr,
}

/// Switches of `float_parts`.
#[derive(Debug, Clone, Copy, Default)]
pub struct FloatLayout {
    /// `#`: keep the point and the zeros of `g`.
    pub alternate: bool,
    /// Make sure that something follows the point, as `repr` does.
    pub add_dot_zero: bool,
    /// `z`: a result of only zeros has no sign.
    pub no_negative_zero: bool,
}

/// The pieces of a written float: digits, the point if there is one, digits, and the exponent (`e+16`); or `inf`, or
/// `nan`. So that callers can group digits and pad.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FloatParts {
    pub negative: bool,
    /// How many digits stand before the point; none in `inf` and `nan`.
    pub integer: usize,
    pub has_point: bool,
    /// How many digits stand after the point.
    pub fraction: usize,
}

/// Decimal digits `0.d1d2d3…` times ten to the `point`.
struct Decimal {
    digits: Buffer,
    point: i64,
}

/// `repr(x)`.
pub fn float_repr(value: f64) -> Buffer {
    let mut text = Buffer::new();
    if value.fract() == 0.0 && value.abs() < 1e15 {
        if value.is_sign_negative() {
            text.push(b'-');
        }
        text.extend_from_slice(small_decimal(value.abs() as i64, &mut [0; MOST_SMALL_DIGITS]));
        text.extend_from_slice(b".0");
        return text;
    }
    let layout = FloatLayout { add_dot_zero: true, ..FloatLayout::default() };
    if value < 0.0 {
        text.push(b'-');
    }
    // Only a precision could ask for more memory than there is.
    let _ = push_float_parts(&mut text, value, FloatStyle::Repr, 0, layout);
    text
}

/// Appends `value` in the given style, without its sign. Errors: Memory, when the precision asks for too many zeros.
pub fn push_float_parts(
    out: &mut Buffer,
    value: f64,
    style: FloatStyle,
    precision: usize,
    layout: FloatLayout,
) -> Result<FloatParts, TextError> {
    if !value.is_finite() {
        out.extend_from_slice(if value.is_nan() { b"nan" } else { b"inf" });
        return Ok(FloatParts { negative: value < 0.0, ..FloatParts::default() });
    }
    if style == FloatStyle::Fixed
        && let Some(scaled) = scaled_quickly(value, precision)
    {
        return Ok(push_fixed(out, value, scaled, precision, layout));
    }
    let precision = if style == FloatStyle::General { precision.max(1) } else { precision };
    let decimal = match style {
        FloatStyle::Repr => shortest(value),
        FloatStyle::Exponent => rounded_significant(value, precision.saturating_add(1)),
        FloatStyle::General => rounded_significant(value, precision),
        FloatStyle::Fixed => rounded_fraction(value, precision),
    };
    let is_zero = decimal.digits.iter().all(|digit| *digit == b'0');
    let negative = value.is_sign_negative() && !(is_zero && layout.no_negative_zero);
    let parts = arrange(out, &decimal, style, precision, layout)?;
    Ok(FloatParts { negative, ..parts })
}

/// The common case of `Fixed`, from `value` times ten to the precision.
fn push_fixed(
    out: &mut Buffer,
    value: f64,
    scaled: u64,
    precision: usize,
    layout: FloatLayout,
) -> FloatParts {
    let mut buffer = [b'0'; MOST_SMALL_DIGITS];
    // At least one digit stands before the point, and zeros follow it if the number is small.
    let width = small_decimal(scaled as i64, &mut buffer).len().max(precision + 1);
    let (whole, fraction) = buffer[MOST_SMALL_DIGITS - width..].split_at(width - precision);
    let parts = FloatParts {
        negative: value.is_sign_negative() && !(scaled == 0 && layout.no_negative_zero),
        integer: whole.len(),
        has_point: layout.alternate || precision > 0,
        fraction: precision,
    };
    out.extend_from_slice(whole);
    if parts.has_point {
        out.push(b'.');
    }
    out.extend_from_slice(fraction);
    parts
}

/// Places the point and the exponent, and adds or drops zeros.
fn arrange(
    out: &mut Buffer,
    decimal: &Decimal,
    style: FloatStyle,
    precision: usize,
    layout: FloatLayout,
) -> Result<FloatParts, TextError> {
    let mut digits = &decimal.digits[..];
    let mut point = decimal.point;
    let use_exponent = match style {
        FloatStyle::Exponent => true,
        FloatStyle::Fixed => false,
        FloatStyle::General => {
            let threshold = precision as i64 - i64::from(layout.add_dot_zero);
            point <= -4 || point > threshold
        }
        FloatStyle::Repr => point <= -4 || point > 16,
    };
    let exponent = point - 1;
    if use_exponent {
        point = 1;
    }
    // How far to the right digits are wanted, counted from the first significant one.
    let wanted = match style {
        FloatStyle::Exponent => precision as i64 + 1,
        FloatStyle::Fixed => point + precision as i64,
        FloatStyle::General if layout.alternate => precision as i64,
        FloatStyle::General | FloatStyle::Repr => {
            let kept = digits.iter().rposition(|digit| *digit != b'0').map_or(1, |last| last + 1);
            digits = &digits[..kept];
            kept as i64
        }
    };
    let floor = if !use_exponent && layout.add_dot_zero { point + 1 } else { point };
    let wanted = wanted.max(floor);
    let (whole, rest) = digits.split_at((point.max(0) as usize).min(digits.len()));
    let (integer, fraction) = (point.max(1) as usize, (wanted - point).max(0) as usize);
    let has_point = layout.alternate || fraction > 0;
    out.extend_from_slice(whole);
    out.push_fill(u32::from(b'0'), integer - whole.len())?;
    if has_point {
        out.push(b'.');
    }
    let zeros = (point.min(0).unsigned_abs() as usize).min(fraction);
    let rest = &rest[..rest.len().min(fraction - zeros)];
    out.push_fill(u32::from(b'0'), zeros)?;
    out.reserve(rest.len())?;
    out.extend_from_slice(rest);
    out.push_fill(u32::from(b'0'), fraction - zeros - rest.len())?;
    if use_exponent {
        let sign = if exponent < 0 { b'-' } else { b'+' };
        out.extend_from_slice(&[b'e', sign]);
        if exponent.abs() < 10 {
            out.push(b'0');
        }
        out.extend_from_slice(small_decimal(exponent.abs(), &mut [0; MOST_SMALL_DIGITS]));
    }
    Ok(FloatParts { negative: false, integer, has_point, fraction })
}

/// What a formatter writes, without an allocation if it is short.
fn written(text: std::fmt::Arguments) -> Buffer {
    let mut out = Buffer::new();
    // Writing to a buffer cannot fail.
    let _ = out.write_fmt(text);
    out
}

/// Splits what Rust's `{:e}` writes.
fn split_scientific(text: &[u8]) -> Decimal {
    let mantissa = memchr::memrchr(b'e', text).unwrap_or(text.len());
    let exponent = text[mantissa..].iter().filter(|byte| byte.is_ascii_digit());
    let exponent = exponent.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let negative = text.get(mantissa + 1) == Some(&b'-');
    Decimal { digits: digits_of(&text[..mantissa]), point: if negative { -exponent } else { exponent } + 1 }
}

/// The digits of a text without its sign and point.
fn digits_of(text: &[u8]) -> Buffer {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, fraction) = match memchr::memchr(b'.', text) {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &[][..]),
    };
    let mut digits = Buffer::new();
    digits.extend_from_slice(whole);
    digits.extend_from_slice(fraction);
    digits
}

/// The fewest digits that read back, nearest to the exact value. Of two that are equally near, the
/// standard library takes the larger and Gay's algorithm, which CPython uses, the even one.
fn shortest(value: f64) -> Decimal {
    if let Some(decimal) = shortest_quickly(value.abs()) {
        return decimal;
    }
    let decimal = split_scientific(&written(format_args!("{value:e}")));
    let count = decimal.digits.len();
    // With fewer digits, neighbours are different floats, so there is nothing to choose.
    let odd = decimal.digits.last().is_some_and(|digit| digit & 1 == 1);
    if count < 16 || !odd {
        return decimal;
    }
    let even = written(format_args!("{value:.*e}", count - 1));
    let nearest = split_scientific(&even);
    let reads_back = || std::str::from_utf8(&even).ok().and_then(|even| even.parse().ok()) == Some(value);
    if *nearest.digits != *decimal.digits && reads_back() { nearest } else { decimal }
}

/// Powers of ten from `LOWEST_POWER` on: exact, or the nearest floats, all of which lie above.
const POWERS: [f64; 21] = [
    1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
    1e15, 1e16,
];
const LOWEST_POWER: i64 = -4;

/// The power of ten of a positive number's first digit. None where the table ends.
fn leading_power(value: f64) -> Option<i64> {
    let reached = POWERS.iter().take_while(|power| value >= **power).count();
    (1..POWERS.len()).contains(&reached).then(|| reached as i64 - 1 + LOWEST_POWER)
}

/// The shortest digits of a positive number, where 15 are enough: different numbers of so many digits are different
/// floats, so one that reads back is the only one.
fn shortest_quickly(value: f64) -> Option<Decimal> {
    const DIGITS: i64 = 15;
    let places = DIGITS - 1 - leading_power(value)?;
    // Exact, as whole numbers below 2^53 are: the quotient is what the text reads back as.
    let unit = 10u64.checked_pow(u32::try_from(places).ok()?)? as f64;
    let whole = (value * unit + 0.5) as i64;
    if whole as f64 / unit != value {
        return None;
    }
    let mut buffer = [0; MOST_SMALL_DIGITS];
    let text = small_decimal(whole, &mut buffer);
    let kept = text.iter().rposition(|digit| *digit != b'0').map_or(1, |last| last + 1);
    let mut digits = Buffer::new();
    digits.extend_from_slice(&text[..kept]);
    Some(Decimal { digits, point: text.len() as i64 - places })
}

/// The common case of `rounded_significant`.
fn rounded_significant_quickly(value: f64, count: usize) -> Option<Decimal> {
    let power = leading_power(value)?;
    let places = usize::try_from(i64::try_from(count).ok()? - 1 - power).ok()?;
    let mut buffer = [0; MOST_SMALL_DIGITS];
    let text = small_decimal(scaled_quickly(value, places)? as i64, &mut buffer);
    // Rounded up to the next power of ten, it has one zero more.
    let carried = text.len() == count + 1;
    if !carried && text.len() != count {
        return None;
    }
    let mut digits = Buffer::new();
    digits.extend_from_slice(&text[..count]);
    Some(Decimal { digits, point: power + 1 + i64::from(carried) })
}

fn rounded_significant(value: f64, count: usize) -> Decimal {
    if let Some(decimal) = rounded_significant_quickly(value.abs(), count) {
        return decimal;
    }
    let precision = count.clamp(1, SIGNIFICANT_LIMIT) - 1;
    split_scientific(&written(format_args!("{:.precision$e}", value.abs())))
}

/// `value * 10^precision` in whole numbers, rounded half-even: exact in 128 bits, and what is cut off says how to round.
/// None for numbers that are too large, too small or wanted too exactly. The sign is left out.
fn scaled_quickly(value: f64, precision: usize) -> Option<u64> {
    const MANTISSA_BITS: u32 = 52;
    let bits = value.abs().to_bits();
    let biased = (bits >> MANTISSA_BITS) as i32;
    if precision >= TENS.len() || biased == 0 && bits != 0 {
        return None;
    }
    let mantissa = if bits == 0 { 0 } else { bits & ((1 << MANTISSA_BITS) - 1) | 1 << MANTISSA_BITS };
    // Below 2^53 * 10^15 < 2^103.
    let scaled = u128::from(mantissa) * u128::from(TENS[precision]);
    let exponent = if bits == 0 { 0 } else { biased - 1075 };
    let quotient = match exponent {
        0..=20 => scaled << exponent,
        -126..0 => {
            let shift = exponent.unsigned_abs();
            let (quotient, rest, half) = (scaled >> shift, scaled & ((1 << shift) - 1), 1u128 << (shift - 1));
            quotient + u128::from(rest > half || rest == half && quotient & 1 == 1)
        }
        _ => return None,
    };
    // Such numbers can be written as small ones.
    u64::try_from(quotient).ok().filter(|quotient| *quotient <= i64::MAX as u64)
}

/// The powers of ten for as many digits after the point as are found quickly.
const TENS: [u64; 16] = {
    let mut tens = [1; 16];
    let mut power = 1;
    while power < tens.len() {
        tens[power] = 10 * tens[power - 1];
        power += 1;
    }
    tens
};

fn rounded_fraction(value: f64, precision: usize) -> Decimal {
    let precision = precision.min(FRACTION_LIMIT);
    let text = written(format_args!("{:.precision$}", value.abs()));
    let integer_width = memchr::memchr(b'.', &text).unwrap_or(text.len());
    Decimal { digits: digits_of(&text), point: integer_width as i64 }
}

/// `round(x, ndigits)`: half-even on the exact value, as CPython. Errors: Overflow.
pub fn round_to_digits(value: f64, digits: i64) -> Result<f64, TextError> {
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(value * 0.0);
    }
    // Whole numbers below 2^53 and the powers of ten are exact, so that their quotient is the nearest float.
    let scaled = if digits >= 0 { scaled_quickly(value, digits as usize) } else { None };
    let rounded = if let Some(scaled) = scaled.filter(|scaled| *scaled < 1 << 53) {
        (scaled as f64 / TENS[digits as usize] as f64).copysign(value)
    } else if digits >= 0 {
        format!("{value:.*}", digits as usize).parse().unwrap_or(value)
    } else {
        round_left_of_point(value, digits.unsigned_abs() as usize)
    };
    if rounded.is_infinite() {
        return Err(TextError::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// Rounds to a multiple of ten to the `places`.
fn round_left_of_point(value: f64, places: usize) -> f64 {
    let mut digits = format!("{:.FRACTION_LIMIT$}", value.abs()).into_bytes();
    let Some(width) = digits.iter().position(|byte| *byte == b'.') else { return value };
    digits.remove(width);
    if places > width {
        return 0f64.copysign(value);
    }
    let keep = width - places;
    let tail = &digits[keep..];
    let rest_is_zero = tail[1..].iter().all(|digit| *digit == b'0');
    let odd = keep > 0 && digits[keep - 1] & 1 == 1;
    let up = tail[0] > b'5' || (tail[0] == b'5' && (!rest_is_zero || odd));
    digits.truncate(keep);
    let mut kept: Vec<u8> = std::iter::once(b'0').chain(digits).collect();
    if up {
        let mut index = kept.len() - 1;
        while kept[index] == b'9' {
            kept[index] = b'0';
            index -= 1;
        }
        kept[index] += 1;
    }
    let text: String = kept.into_iter().map(char::from).collect();
    format!("{text}e{places}").parse::<f64>().unwrap_or(0.0).copysign(value)
}

/// `mantissa * 2 ** exponent` of a finite float, with the sign in the mantissa.
pub fn float_decompose(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let biased = (bits >> 52 & 0x7FF) as i32;
    let (mantissa, exponent) =
        if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    (if value.is_sign_negative() { -mantissa } else { mantissa }, exponent)
}

/// `float.as_integer_ratio()`: numerator and denominator in lowest terms. Errors: Overflow for an
/// infinity, Value for a nan.
pub fn float_integer_ratio(value: f64) -> Result<(IBig, UBig), TextError> {
    if value.is_nan() {
        return Err(TextError::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(TextError::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = float_decompose(value);
    if mantissa == 0 {
        return Ok((IBig::ZERO, UBig::ONE));
    }
    let zeros = mantissa.trailing_zeros() as i32;
    let (mantissa, exponent) = (mantissa >> zeros, exponent + zeros);
    if exponent >= 0 {
        Ok((IBig::from(mantissa) << exponent as usize, UBig::ONE))
    } else {
        Ok((IBig::from(mantissa), UBig::ONE << exponent.unsigned_abs() as usize))
    }
}

/// `float.hex()`.
pub fn float_hex(value: f64) -> String {
    if !value.is_finite() {
        return float_repr(value).to_string();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let biased = (bits >> 52 & 0x7FF) as i32;
    let (lead, exponent) = if biased == 0 { (0, -1022) } else { (1, biased - 1023) };
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(text, "{sign}0x{lead}.{:013x}p{exponent:+}", bits & ((1 << 52) - 1));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_rounds_as_the_long_one() {
        let mut state = 12345u64;
        for round in 0..200_000u32 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let precision = (state >> 60) as usize;
            let value = match round % 4 {
                0 => (state >> 40) as f64 / 8.0,
                1 => (state >> 33) as f64 / 1e6,
                2 if round & 4 == 0 => f64::from_bits(state & !(1 << 63)),
                2 => (state >> 44) as f64 / 10f64.powi(precision as i32 - 2),
                _ => ((state >> 50) as f64 + 0.5) / 10f64.powi(precision as i32),
            };
            if !value.is_finite() {
                continue;
            }
            let (size, count) = (value.abs(), precision + 1);
            if let Some(decimal) = rounded_significant_quickly(size, count) {
                let expected = split_scientific(format!("{size:.precision$e}").as_bytes());
                assert_eq!((&*decimal.digits, decimal.point), (&*expected.digits, expected.point), "{size}");
            }
            if let Some(decimal) = shortest_quickly(size) {
                let expected = split_scientific(format!("{size:e}").as_bytes());
                assert_eq!((&*decimal.digits, decimal.point), (&*expected.digits, expected.point), "{size}");
            }
            if scaled_quickly(value, precision).is_some() {
                let expected = format!("{:.precision$}", value.abs());
                assert_eq!(text(value.abs(), FloatStyle::Fixed, precision, false), expected);
            }
        }
        assert!(scaled_quickly(0.125, 2).is_some() && scaled_quickly(0.0, 3).is_some());
    }

    fn text(value: f64, style: FloatStyle, precision: usize, alternate: bool) -> String {
        let layout = FloatLayout { alternate, ..FloatLayout::default() };
        let mut out = Buffer::new();
        let parts = push_float_parts(&mut out, value, style, precision, layout).unwrap();
        format!("{}{out}", if parts.negative { "-" } else { "" })
    }

    #[test]
    fn repr_matches() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (0.1 + 0.2, "0.30000000000000004"),
            (5e-324, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (-f64::NAN, "nan"),
            (1e22, "1e+22"),
            (-2.5, "-2.5"),
            (1.5775833129882812, "1.5775833129882812"),
            (-11.391494750976562, "-11.391494750976562"),
            (5.684341886080802e-14, "5.684341886080802e-14"),
            (9007199254740993e22, "9.007199254740994e+37"),
        ] {
            assert_eq!(float_repr(value).to_string(), expected);
        }
    }

    #[test]
    fn styles_and_ties() {
        use FloatStyle::{Exponent, Fixed, General};
        for (value, style, precision, alternate, expected) in [
            (0.5, Fixed, 0, false, "0"),
            (1.5, Fixed, 0, false, "2"),
            (2.5, Fixed, 0, false, "2"),
            (0.125, Fixed, 2, false, "0.12"),
            (0.375, Fixed, 2, false, "0.38"),
            (2.5, Exponent, 0, false, "2e+00"),
            (3.5, Exponent, 0, false, "4e+00"),
            (9.5, Exponent, 0, true, "1.e+01"),
            (0.0, Exponent, 3, false, "0.000e+00"),
            (0.0, General, 6, true, "0.00000"),
            (100000.0, General, 6, false, "100000"),
            (1000000.0, General, 6, false, "1e+06"),
            (0.0001, General, 6, false, "0.0001"),
            (0.00001234, General, 2, false, "1.2e-05"),
            (1.0, General, 3, true, "1.00"),
            (1e22, Fixed, 1, false, "10000000000000000000000.0"),
            (2.0, Fixed, 0, true, "2."),
            (-1e-9, Fixed, 3, false, "-0.000"),
        ] {
            assert_eq!(text(value, style, precision, alternate), expected);
        }
        assert_eq!(text(5e-324, Fixed, 2000, false).len(), 2002);
        assert!(text(5e-324, Exponent, 1500, false).starts_with("4.94065645841246544176568792868"));
        assert_eq!(
            text(0.1, General, 60, false),
            "0.1000000000000000055511151231257827021181583404541015625"
        );
    }

    #[test]
    fn rounding() {
        for (value, digits, expected) in [
            (2.675, 2, 2.67),
            (0.5, 0, 0.0),
            (1234.5, -2, 1200.0),
            (1250.0, -2, 1200.0),
            (1350.0, -2, 1400.0),
            (25.0, -1, 20.0),
            (35.0, -1, 40.0),
            (99.0, -2, 100.0),
            (5.0, -1, 0.0),
            (49.0, -2, 0.0),
            (51.0, -2, 100.0),
            (1.0, -2, 0.0),
            (5e307, -308, 1e308),
            (1e22, -400, 0.0),
            (1e-5, 324, 1e-5),
            (5.015, 2, 5.01),
            (1e300, 300, 1e300),
        ] {
            assert_eq!(round_to_digits(value, digits), Ok(expected), "round({value}, {digits})");
        }
        assert!(round_to_digits(-1.0, -400).unwrap().is_sign_negative());
        assert!(round_to_digits(1.7e308, -308).is_err());
    }

    #[test]
    fn hexadecimal_and_parts() {
        assert_eq!(float_hex(std::f64::consts::PI), "0x1.921fb54442d18p+1");
        assert_eq!(float_hex(5e-324), "0x0.0000000000001p-1022");
        assert_eq!(float_hex(-0.0), "-0x0.0p+0");
        assert_eq!(float_hex(1e300), "0x1.7e43c8800759cp+996");
        let (numerator, denominator) = float_integer_ratio(0.1).unwrap();
        assert_eq!(numerator, IBig::from(3602879701896397i64));
        assert_eq!(denominator, UBig::from(36028797018963968u64));
        assert_eq!(float_integer_ratio(-2.0), Ok((IBig::from(-2), UBig::ONE)));
        assert!(float_integer_ratio(f64::INFINITY).is_err());
    }
}
