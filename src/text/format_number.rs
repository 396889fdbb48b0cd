//! Formatting of numbers by a format specification, and the layout that `%` formatting shares.
//!
//! Owns sign, prefix, grouping, zero fill and padding of a number, and which type codes each kind
//! of number has. Must not know objects. Invariant: every door to a formatted number (`format`,
//! `str.format`, `%`) goes through `push_number`.

use super::complex_repr::complex_repr;
use super::error::{TextError, push_repeated};
use super::float_repr::{FloatLayout, FloatParts, FloatStyle, float_parts, float_repr};
use super::format_spec::{Align, FormatSpec, Grouping, SignMode, parse, push_padded, unknown_code};
use super::int_text::{
    Integer, MOST_SMALL_DIGITS, int_to_decimal, magnitude_digits, radix_prefix, small_decimal,
    small_magnitude_digits,
};
use super::wtf8;

/// A number in pieces, before sign, grouping and padding.
#[derive(Debug, Clone, Default)]
pub struct NumberText {
    pub negative: bool,
    /// `0x` and the like.
    pub prefix: &'static str,
    /// Digits before the point.
    pub integer: Vec<u8>,
    pub has_point: bool,
    /// Digits after the point.
    pub fraction: Vec<u8>,
    /// What follows the digits: an exponent, `inf`, `%`, or the character of `c`. WTF-8.
    pub suffix: Vec<u8>,
}

impl From<FloatParts> for NumberText {
    fn from(parts: FloatParts) -> NumberText {
        NumberText {
            negative: parts.negative,
            prefix: "",
            integer: parts.integer,
            has_point: parts.has_point,
            fraction: parts.fraction,
            suffix: parts.suffix,
        }
    }
}

impl NumberText {
    pub fn make_uppercase(&mut self) {
        self.integer.make_ascii_uppercase();
        self.suffix.make_ascii_uppercase();
        if self.prefix == "0x" {
            self.prefix = "0X";
        }
    }

    fn sign(&self, mode: SignMode) -> &'static str {
        match (self.negative, mode) {
            (true, _) => "-",
            (false, SignMode::Plus) => "+",
            (false, SignMode::Space) => " ",
            (false, SignMode::Default | SignMode::Minus) => "",
        }
    }
}

/// Appends a number: sign, prefix, zeros and separators, digits, and the fill. Errors: Memory.
pub fn push_number(out: &mut Vec<u8>, mut text: NumberText, spec: &FormatSpec) -> Result<(), TextError> {
    let sign = text.sign(spec.sign);
    if let Some(grouping) = spec.fraction_grouping {
        text.fraction = text.fraction.chunks(3).collect::<Vec<_>>().join(&grouping.separator());
    }
    let width = spec.width.unwrap_or(0);
    let tail_width = usize::from(text.has_point) + text.fraction.len() + wtf8::count(&text.suffix);
    let outside = sign.len() + text.prefix.len() + tail_width;
    let zero_fill = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
    let least = if zero_fill { width.saturating_sub(outside) } else { 0 };
    if !text.integer.is_empty() {
        text.integer = group_digits(text.integer, spec, least)?;
    }
    let padding = width.saturating_sub(outside + text.integer.len());
    let (before, between) = match spec.align {
        Align::Left => (0, 0),
        Align::Center => (padding / 2, 0),
        Align::Right => (padding, 0),
        Align::AfterSign => (0, padding),
    };
    let (unit, unit_width) = wtf8::encode_code_point(spec.fill);
    let unit = &unit[..unit_width];
    let bytes = text.integer.len() + text.fraction.len() + text.suffix.len() + text.prefix.len() + 2;
    out.try_reserve(bytes).map_err(|_| TextError::memory())?;
    push_repeated(out, unit, before)?;
    out.extend_from_slice(sign.as_bytes());
    out.extend_from_slice(text.prefix.as_bytes());
    push_repeated(out, unit, between)?;
    out.extend_from_slice(&text.integer);
    if text.has_point {
        out.push(b'.');
    }
    out.extend_from_slice(&text.fraction);
    out.extend_from_slice(&text.suffix);
    push_repeated(out, unit, padding - before - between)
}

/// Puts separators between groups, and zeros in front until `least` characters are there. A
/// separator is never first, so the result may be one longer.
fn group_digits(digits: Vec<u8>, spec: &FormatSpec, least: usize) -> Result<Vec<u8>, TextError> {
    let Some(grouping) = spec.grouping else {
        if least <= digits.len() {
            return Ok(digits);
        }
        let mut padded = Vec::new();
        push_repeated(&mut padded, b"0", least - digits.len())?;
        padded.extend_from_slice(&digits);
        return Ok(padded);
    };
    let size = if matches!(spec.code(), b'b' | b'o' | b'x' | b'X') { 4 } else { 3 };
    separate(&digits, size, grouping, least)
}

fn separate(digits: &[u8], size: usize, grouping: Grouping, least: usize) -> Result<Vec<u8>, TextError> {
    // Of `least` characters in groups, every (size + 1)-th from the right is a separator; where one
    // would come first, one more zero goes in front of it.
    let zero_digits = least / (size + 1) * size + (least % (size + 1)).max(1);
    let count = digits.len().max(zero_digits);
    let mut out = Vec::new();
    out.try_reserve(count.checked_add(count / size + 1).ok_or_else(TextError::memory)?)
        .map_err(|_| TextError::memory())?;
    let zeros = count - digits.len();
    for place in 0..count {
        if place > 0 && (count - place).is_multiple_of(size) {
            out.push(grouping.separator());
        }
        out.push(if place < zeros { b'0' } else { digits[place - zeros] });
    }
    Ok(out)
}

/// `format(int, spec)`; `digit_limit` is that of `sys.set_int_max_str_digits`. Errors: Value,
/// Overflow, Memory.
pub fn format_int(
    value: &Integer,
    spec: &[u8],
    type_name: &str,
    digit_limit: usize,
) -> Result<Vec<u8>, TextError> {
    if spec.is_empty() {
        return match value {
            Integer::Small(small) => Ok(small.to_string().into_bytes()),
            Integer::Big(big) => int_to_decimal(big, digit_limit).map(String::into_bytes),
        };
    }
    let parsed = parse(spec, u32::from(b'd'), Align::Right, type_name)?;
    match parsed.code() {
        b'b' | b'c' | b'd' | b'o' | b'x' | b'X' | b'n' => {}
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            return format_parsed_float(integer_to_float(value)?, &parsed);
        }
        _ => return Err(unknown_code(parsed.kind, type_name)),
    }
    if parsed.precision.is_some() {
        return Err(TextError::value("Precision not allowed in integer format specifier"));
    }
    if parsed.no_negative_zero {
        return Err(TextError::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if let Integer::Small(small) = value
        && let Some(out) = plain_decimal(*small, &parsed)?
    {
        return Ok(out);
    }
    let text = if parsed.code() == b'c' {
        character_text(value, &parsed)?
    } else {
        integer_text(value, parsed.code(), parsed.alternate, digit_limit)?
    };
    let mut out = Vec::new();
    push_number(&mut out, text, &parsed)?;
    Ok(out)
}

/// The common case of a small number in decimal digits with a fill of one byte, without the pieces of `NumberText`. None
/// for all else. Errors: Memory.
fn plain_decimal(value: i64, spec: &FormatSpec) -> Result<Option<Vec<u8>>, TextError> {
    let is_plain = spec.code() == b'd'
        && spec.grouping.is_none()
        && matches!(spec.sign, SignMode::Default | SignMode::Minus);
    let Some(fill) = u8::try_from(spec.fill).ok().filter(|fill| is_plain && fill.is_ascii()) else {
        return Ok(None);
    };
    let mut buffer = [0; MOST_SMALL_DIGITS];
    let text = small_decimal(value, &mut buffer);
    let padding = spec.width.unwrap_or(0).saturating_sub(text.len());
    let (sign, digits) = text.split_at(usize::from(value < 0));
    let (before, between) = match spec.align {
        Align::Left => (0, 0),
        Align::Center => (padding / 2, 0),
        Align::Right => (padding, 0),
        Align::AfterSign => (0, padding),
    };
    let mut out = Vec::new();
    out.try_reserve_exact(text.len().saturating_add(padding)).map_err(|_| TextError::memory())?;
    out.resize(before, fill);
    out.extend_from_slice(sign);
    out.resize(out.len() + between, fill);
    out.extend_from_slice(digits);
    out.resize(out.len() + padding - before - between, fill);
    Ok(Some(out))
}

/// The digits of an integer under a type code (`d i u n b o x X`), with its prefix if `alternate`.
/// Errors: Value, past the digit limit.
pub fn integer_text(
    value: &Integer,
    code: u8,
    alternate: bool,
    digit_limit: usize,
) -> Result<NumberText, TextError> {
    let radix = match code {
        b'b' => 2,
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let (negative, digits) = match value {
        Integer::Small(small) => (*small < 0, small_magnitude_digits(*small, radix)),
        Integer::Big(big) if radix == 10 => {
            let text = int_to_decimal(big, digit_limit)?;
            let stripped = text.strip_prefix('-').map(str::to_owned);
            (stripped.is_some(), stripped.unwrap_or(text))
        }
        Integer::Big(big) => (*big < dashu_int::IBig::ZERO, magnitude_digits(big, radix)),
    };
    let prefix = if alternate { radix_prefix(radix) } else { "" };
    let mut text = NumberText { negative, prefix, integer: digits.into_bytes(), ..NumberText::default() };
    if code == b'X' {
        text.make_uppercase();
    }
    Ok(text)
}

fn character_text(value: &Integer, parsed: &FormatSpec) -> Result<NumberText, TextError> {
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
    let suffix = character(*code_point)?;
    Ok(NumberText { suffix, ..NumberText::default() })
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

/// `format(float, spec)`. Errors: Value, Memory.
pub fn format_float(value: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, TextError> {
    if spec.is_empty() {
        return Ok(float_repr(value).into_bytes());
    }
    let parsed = parse(spec, 0, Align::Right, type_name)?;
    match parsed.code() {
        0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => format_parsed_float(value, &parsed),
        _ => Err(unknown_code(parsed.kind, type_name)),
    }
}

fn format_parsed_float(value: f64, parsed: &FormatSpec) -> Result<Vec<u8>, TextError> {
    check_precision(parsed)?;
    let layout = FloatLayout {
        alternate: parsed.alternate,
        add_dot_zero: parsed.kind == 0,
        no_negative_zero: parsed.no_negative_zero,
    };
    let text = float_text(value, parsed.code(), parsed.precision, layout)?;
    let mut out = Vec::new();
    push_number(&mut out, text, parsed)?;
    Ok(out)
}

fn check_precision(parsed: &FormatSpec) -> Result<(), TextError> {
    if parsed.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(TextError::value("precision too big"));
    }
    Ok(())
}

/// The digits of a float under a type code; 0 is the code-less form. Errors: Memory.
pub fn float_text(
    value: f64,
    code: u8,
    precision: Option<usize>,
    layout: FloatLayout,
) -> Result<NumberText, TextError> {
    let (style, default_precision) = match code {
        0 if precision.is_none() => (FloatStyle::Repr, 0),
        0 | b'n' | b'g' | b'G' => (FloatStyle::General, 6),
        b'e' | b'E' => (FloatStyle::Exponent, 6),
        _ => (FloatStyle::Fixed, 6),
    };
    let value = if code == b'%' { value * 100.0 } else { value };
    let parts = float_parts(value, style, precision.unwrap_or(default_precision), layout)?;
    let mut text = NumberText::from(parts);
    match code {
        b'%' => text.suffix.push(b'%'),
        b'E' | b'F' | b'G' => text.make_uppercase(),
        _ => {}
    }
    Ok(text)
}

/// `format(complex(real, imag), spec)`. Errors: Value, Memory.
pub fn format_complex(real: f64, imag: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, TextError> {
    if spec.is_empty() {
        return Ok(complex_repr(real, imag).into_bytes());
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
    let mut body = Vec::new();
    if brackets {
        body.push(b'(');
    }
    if !skip_real {
        push_number(&mut body, float_text(real, parsed.code(), parsed.precision, layout)?, &part_spec)?;
        part_spec.sign = SignMode::Plus;
    }
    push_number(&mut body, float_text(imag, parsed.code(), parsed.precision, layout)?, &part_spec)?;
    body.extend_from_slice(if brackets { b"j)" } else { b"j" });
    let mut out = Vec::new();
    push_padded(&mut out, &body, body.len(), &parsed)?;
    Ok(out)
}
