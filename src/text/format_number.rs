//! Formatting of numbers by a format specification, and the layout that `%` formatting shares.
//!
//! Owns sign, prefix, grouping, zero fill and padding of a number, and which type codes each kind
//! of number has. Must not know objects. Invariant: every door to a formatted number (`format`,
//! `str.format`, `%`) goes through `push_number`.

use super::buffer::Buffer;
use super::complex_repr::complex_repr;
use super::error::TextError;
use super::float_repr::{FloatLayout, FloatParts, FloatStyle, push_float_parts};
use super::format_spec::{Align, FormatSpec, Grouping, SignMode, parse, push_padded, unknown_code};
use super::int_text::{Integer, MOST_DIGITS, int_to_decimal, magnitude_digits, radix_prefix, small_digits};
use super::wtf8;

/// A number before sign, grouping and padding, its pieces marked.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberText<'a> {
    pub negative: bool,
    /// `0x` and the like.
    pub prefix: &'static str,
    /// Zeros in front of the body that count as digits.
    pub zeros: usize,
    /// Digits, the point if there is one, digits, and what follows them: an exponent, `inf`, `%`, or the character of
    /// `c`. WTF-8.
    pub body: &'a [u8],
    /// How many digits of the body stand before the point.
    pub integer: usize,
    pub has_point: bool,
    /// How many digits stand after the point.
    pub fraction: usize,
}

impl<'a> NumberText<'a> {
    fn of_float(parts: FloatParts, body: &'a [u8]) -> NumberText<'a> {
        let FloatParts { negative, integer, has_point, fraction } = parts;
        NumberText { negative, prefix: "", zeros: 0, body, integer, has_point, fraction }
    }

    fn sign(&self, mode: SignMode) -> &'static str {
        match (self.negative, mode) {
            (true, _) => "-",
            (false, SignMode::Plus) => "+",
            (false, SignMode::Space) => " ",
            (false, SignMode::Default | SignMode::Minus) => "",
        }
    }

    /// The body with separators between its digits, and with zeros in front until sign, prefix and body are `least`
    /// characters. Errors: Memory.
    fn grouped(&self, spec: &FormatSpec, least: usize) -> Result<Buffer, TextError> {
        let (integer, rest) = self.body.split_at(self.integer);
        let (fraction, suffix) = rest.split_at(usize::from(self.has_point) + self.fraction);
        let mut tail = Buffer::new();
        tail.reserve(fraction.len() + suffix.len())?;
        match spec.fraction_grouping {
            None => tail.extend_from_slice(fraction),
            Some(grouping) => {
                let (point, digits) = fraction.split_at(usize::from(self.has_point));
                tail.extend_from_slice(point);
                for (index, group) in digits.chunks(3).enumerate() {
                    if index > 0 {
                        tail.push(grouping.separator());
                    }
                    tail.extend_from_slice(group);
                }
            }
        }
        tail.extend_from_slice(suffix);
        if integer.is_empty() {
            return Ok(tail);
        }
        let outside = self.sign(spec.sign).len() + self.prefix.len() + wtf8::count(&tail);
        let mut body = Buffer::new();
        push_grouped(&mut body, integer, spec, least.saturating_sub(outside))?;
        body.reserve(tail.len())?;
        body.extend_from_slice(&tail);
        Ok(body)
    }
}

/// Appends a number: sign, prefix, zeros and separators, digits, and the fill. Errors: Memory.
#[inline]
pub fn push_number(out: &mut Buffer, text: NumberText, spec: &FormatSpec) -> Result<(), TextError> {
    if spec.grouping.is_none() && spec.fraction_grouping.is_none() {
        // Zeros between sign and digits are a fill like any other.
        return push_laid_out(out, text, spec);
    }
    push_separated(out, text, spec)
}

#[inline(never)]
fn push_separated(out: &mut Buffer, text: NumberText, spec: &FormatSpec) -> Result<(), TextError> {
    let zero_fill = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
    let least = if zero_fill { spec.width.unwrap_or(0) } else { 0 };
    push_laid_out(out, NumberText { body: &text.grouped(spec, least)?, ..text }, spec)
}

/// Appends sign, prefix and digits as they are, with the fill. Errors: Memory.
#[inline]
fn push_laid_out(out: &mut Buffer, text: NumberText, spec: &FormatSpec) -> Result<(), TextError> {
    let NumberText { prefix, zeros, body, .. } = text;
    let sign = text.sign(spec.sign);
    let padding = match spec.width {
        None => 0,
        Some(width) => {
            // Where there are digits, all that follows them is ASCII too.
            let points = if text.integer > 0 { body.len() } else { wtf8::count(body) };
            width.saturating_sub(sign.len() + prefix.len() + zeros + points)
        }
    };
    if padding == 0 && zeros == 0 {
        return push_pieces(out, sign, prefix, body);
    }
    let (before, between) = match spec.align {
        Align::Left => (0, 0),
        Align::Center => (padding / 2, 0),
        Align::Right => (padding, 0),
        Align::AfterSign => (0, padding),
    };
    out.push_fill(spec.fill, before)?;
    push_pieces(out, sign, prefix, &[])?;
    out.push_fill(spec.fill, between)?;
    out.push_fill(u32::from(b'0'), zeros)?;
    push_pieces(out, "", "", body)?;
    out.push_fill(spec.fill, padding - before - between)
}

/// Appends what of a number stands together.
#[inline(always)]
fn push_pieces(out: &mut Buffer, sign: &str, prefix: &str, body: &[u8]) -> Result<(), TextError> {
    out.reserve(sign.len() + prefix.len() + body.len())?;
    if let [sign] = sign.as_bytes() {
        out.push(*sign);
    }
    if !prefix.is_empty() {
        out.extend_from_slice(prefix.as_bytes());
    }
    out.extend_from_slice(body);
    Ok(())
}

/// Appends digits with separators between groups, and zeros in front until `least` characters are there. A separator is
/// never first, so there may be one more.
fn push_grouped(out: &mut Buffer, digits: &[u8], spec: &FormatSpec, least: usize) -> Result<(), TextError> {
    let Some(grouping) = spec.grouping else {
        out.push_fill(u32::from(b'0'), least.saturating_sub(digits.len()))?;
        out.reserve(digits.len())?;
        out.extend_from_slice(digits);
        return Ok(());
    };
    let size = if matches!(spec.code(), b'b' | b'o' | b'x' | b'X') { 4 } else { 3 };
    separate(out, digits, size, grouping, least)
}

fn separate(
    out: &mut Buffer,
    digits: &[u8],
    size: usize,
    grouping: Grouping,
    least: usize,
) -> Result<(), TextError> {
    // Of `least` characters in groups, every (size + 1)-th from the right is a separator; where one
    // would come first, one more zero goes in front of it.
    let zero_digits = least / (size + 1) * size + (least % (size + 1)).max(1);
    let count = digits.len().max(zero_digits);
    out.reserve(count.checked_add(count / size + 1).ok_or_else(TextError::memory)?)?;
    let zeros = count - digits.len();
    for place in 0..count {
        if place > 0 && (count - place).is_multiple_of(size) {
            out.push(grouping.separator());
        }
        out.push(if place < zeros { b'0' } else { digits[place - zeros] });
    }
    Ok(())
}

/// Appends `format(int, spec)`; `digit_limit` is that of `sys.set_int_max_str_digits`. Errors: Value, Overflow, Memory.
pub fn format_int(
    out: &mut Buffer,
    value: &Integer,
    spec: &[u8],
    type_name: &str,
    digit_limit: usize,
) -> Result<(), TextError> {
    let parsed = parse(spec, u32::from(b'd'), Align::Right, type_name)?;
    match parsed.code() {
        b'b' | b'c' | b'd' | b'o' | b'x' | b'X' | b'n' => {}
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            return push_parsed_float(out, integer_to_float(value)?, &parsed);
        }
        _ => return Err(unknown_code(parsed.kind, type_name)),
    }
    if parsed.precision.is_some() {
        return Err(TextError::value("Precision not allowed in integer format specifier"));
    }
    if parsed.no_negative_zero {
        return Err(TextError::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if parsed.code() == b'c' {
        let body = checked_character(value, &parsed)?;
        return push_number(out, NumberText { body: &body, ..NumberText::default() }, &parsed);
    }
    push_integer(out, value, &parsed, 0, digit_limit)
}

/// Appends an integer of at least so many digits under a type code (`d i u n b o x X`), with its prefix if `alternate`.
/// Errors: Memory; Value, past the digit limit.
pub fn push_integer(
    out: &mut Buffer,
    value: &Integer,
    spec: &FormatSpec,
    least: usize,
    digit_limit: usize,
) -> Result<(), TextError> {
    let upper = spec.code() == b'X';
    let radix = match spec.code() {
        b'b' => 2,
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let mut buffer = [0; MOST_DIGITS];
    let mut text;
    let (negative, body) = match value {
        Integer::Small(small) => (*small < 0, small_digits(small.unsigned_abs(), radix, upper, &mut buffer)),
        Integer::Big(big) => {
            text = match radix {
                10 => int_to_decimal(big, digit_limit)?,
                _ => magnitude_digits(big, radix),
            };
            if upper {
                text.make_ascii_uppercase();
            }
            (*big < dashu_int::IBig::ZERO, text.trim_start_matches('-').as_bytes())
        }
    };
    let prefix = match (spec.alternate, upper) {
        (false, _) => "",
        (true, true) => "0X",
        (true, false) => radix_prefix(radix),
    };
    let zeros = least.saturating_sub(body.len());
    let text = NumberText { negative, prefix, zeros, body, integer: body.len(), ..NumberText::default() };
    push_number(out, text, spec)
}

fn checked_character(value: &Integer, parsed: &FormatSpec) -> Result<Vec<u8>, TextError> {
    let refuse =
        |what: &str| TextError::value(format!("{what} not allowed with integer format specifier 'c'"));
    if parsed.sign != SignMode::Default {
        return Err(refuse("Sign"));
    }
    if parsed.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    let Integer::Small(code_point) = value else {
        return Err(TextError::overflow("Python int too large to convert to C long"));
    };
    character(*code_point)
}

/// The character of a code point, for `c`. Errors: Overflow.
pub fn character(code_point: i64) -> Result<Vec<u8>, TextError> {
    match u32::try_from(code_point) {
        Ok(code_point) if code_point <= 0x10FFFF => Ok(wtf8::from_code_points([code_point])),
        _ => Err(TextError::overflow("%c arg not in range(0x110000)")),
    }
}

/// `float(int)`, nearest, ties to even. Errors: Overflow.
pub fn integer_to_float(value: &Integer) -> Result<f64, TextError> {
    let float = match value {
        Integer::Small(small) => *small as f64,
        Integer::Big(big) => big.to_f64().value(),
    };
    if float.is_infinite() {
        return Err(TextError::overflow("int too large to convert to float"));
    }
    Ok(float)
}

/// Appends `format(float, spec)`. Errors: Value, Memory.
pub fn format_float(out: &mut Buffer, value: f64, spec: &[u8], type_name: &str) -> Result<(), TextError> {
    let parsed = parse(spec, 0, Align::Right, type_name)?;
    match parsed.code() {
        0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => push_parsed_float(out, value, &parsed),
        _ => Err(unknown_code(parsed.kind, type_name)),
    }
}

fn push_parsed_float(out: &mut Buffer, value: f64, parsed: &FormatSpec) -> Result<(), TextError> {
    check_precision(parsed)?;
    let layout = FloatLayout {
        alternate: parsed.alternate,
        add_dot_zero: parsed.kind == 0,
        no_negative_zero: parsed.no_negative_zero,
    };
    push_float(out, value, parsed, layout)
}

fn check_precision(parsed: &FormatSpec) -> Result<(), TextError> {
    if parsed.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(TextError::value("precision too big"));
    }
    Ok(())
}

/// Appends a float under a type code; 0 is the code-less form. Errors: Memory.
pub fn push_float(
    out: &mut Buffer,
    value: f64,
    spec: &FormatSpec,
    layout: FloatLayout,
) -> Result<(), TextError> {
    let code = spec.code();
    let (style, default_precision) = match code {
        0 if spec.precision.is_none() => (FloatStyle::Repr, 0),
        0 | b'n' | b'g' | b'G' => (FloatStyle::General, 6),
        b'e' | b'E' => (FloatStyle::Exponent, 6),
        _ => (FloatStyle::Fixed, 6),
    };
    let value = if code == b'%' { value * 100.0 } else { value };
    let mut body = Buffer::new();
    let precision = spec.precision.unwrap_or(default_precision);
    let parts = push_float_parts(&mut body, value, style, precision, layout)?;
    match code {
        b'%' => body.push(b'%'),
        b'E' | b'F' | b'G' => body.make_ascii_uppercase(),
        _ => {}
    }
    push_number(out, NumberText::of_float(parts, &body), spec)
}

/// Appends `format(complex(real, imag), spec)`. Errors: Value, Memory.
pub fn format_complex(
    out: &mut Buffer,
    real: f64,
    imag: f64,
    spec: &[u8],
    type_name: &str,
) -> Result<(), TextError> {
    if spec.is_empty() {
        out.extend_from_slice(complex_repr(real, imag).as_bytes());
        return Ok(());
    }
    let parsed = parse(spec, 0, Align::Right, type_name)?;
    if !matches!(parsed.code(), 0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') {
        return Err(unknown_code(parsed.kind, type_name));
    }
    check_precision(&parsed)?;
    if parsed.fill == u32::from(b'0') {
        return Err(TextError::value("Zero padding is not allowed in complex format specifier"));
    }
    if parsed.align == Align::AfterSign {
        return Err(TextError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let layout = FloatLayout {
        alternate: parsed.alternate,
        add_dot_zero: false,
        no_negative_zero: parsed.no_negative_zero,
    };
    let skip_real = parsed.kind == 0 && real == 0.0 && real.is_sign_positive();
    let brackets = parsed.kind == 0 && !skip_real;
    let mut part_spec = FormatSpec { width: None, fill: u32::from(b' '), ..parsed.clone() };
    let mut body = Buffer::new();
    if brackets {
        body.push(b'(');
    }
    if !skip_real {
        push_float(&mut body, real, &part_spec, layout)?;
        part_spec.sign = SignMode::Plus;
    }
    push_float(&mut body, imag, &part_spec, layout)?;
    body.extend_from_slice(if brackets { b"j)" } else { b"j" });
    push_padded(out, &body, body.len(), &parsed)
}
