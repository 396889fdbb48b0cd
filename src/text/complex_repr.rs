//! Text of a complex number, both ways.
//!
//! Owns `repr(complex)` and the grammar of `complex(str)`. Must not know the complex object.

use super::buffer::Buffer;
use super::error::TextError;
use super::float_repr::{FloatLayout, FloatStyle, push_float_parts};
use super::number_text::{fold_to_ascii, is_ascii_blank, remove_underscores, scan_float};
use super::quote::str_repr;

/// `repr(complex(real, imag))`: `2j`, `(1+2j)`, `(-0-0j)`.
pub fn complex_repr(real: f64, imag: f64) -> String {
    let part = |value: f64| {
        let mut out = Buffer::new();
        let parts = push_float_parts(&mut out, value, FloatStyle::Repr, 0, FloatLayout::default());
        let sign = if parts.is_ok_and(|parts| parts.negative) { "-" } else { "" };
        format!("{sign}{out}")
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imag));
    }
    let imag = part(imag);
    let sign = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag}j)", part(real))
}

/// `complex(str)`: real and imaginary part. Errors: Value.
pub fn parse_complex(text: &[u8]) -> Result<(f64, f64), TextError> {
    let folded = fold_to_ascii(text);
    let Some(digits) = remove_underscores(&folded) else {
        let message = [&b"could not convert string to complex: "[..], &str_repr(text)].concat();
        return Err(TextError::value(message));
    };
    parse_ascii_complex(&digits).ok_or_else(|| TextError::value("complex() arg is a malformed string"))
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !is_ascii_blank(*byte)).unwrap_or(text.len());
    &text[start..]
}

fn skip_unit(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"j").or_else(|| text.strip_prefix(b"J"))
}

fn parse_ascii_complex(text: &[u8]) -> Option<(f64, f64)> {
    let mut rest = skip_blanks(text);
    let bracket = rest.first() == Some(&b'(');
    if bracket {
        rest = skip_blanks(&rest[1..]);
    }
    let (value, after) = scan_parts(rest)?;
    rest = skip_blanks(after);
    if bracket {
        rest = skip_blanks(rest.strip_prefix(b")")?);
    }
    rest.is_empty().then_some(value)
}

/// One of: number, number `j`, number signed-number `j`, number sign `j`, sign `j`, `j`.
fn scan_parts(text: &[u8]) -> Option<((f64, f64), &[u8])> {
    let Some((first, width)) = scan_float(text) else {
        let (imag, rest) = scan_bare_sign(text).unwrap_or((1.0, text));
        return Some(((0.0, imag), skip_unit(rest)?));
    };
    let rest = &text[width..];
    if matches!(rest.first(), Some(b'+' | b'-')) {
        let (imag, rest) = match scan_float(rest) {
            Some((imag, width)) => (imag, &rest[width..]),
            None => scan_bare_sign(rest)?,
        };
        return Some(((first, imag), skip_unit(rest)?));
    }
    match skip_unit(rest) {
        Some(rest) => Some(((0.0, first), rest)),
        None => Some(((first, 0.0), rest)),
    }
}

fn scan_bare_sign(text: &[u8]) -> Option<(f64, &[u8])> {
    match text.first()? {
        b'+' => Some((1.0, &text[1..])),
        b'-' => Some((-1.0, &text[1..])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reprs() {
        for (real, imag, expected) in [
            (0.0, 2.0, "2j"),
            (0.0, -0.0, "-0j"),
            (-0.0, 2.0, "(-0+2j)"),
            (1.0, -2.5, "(1-2.5j)"),
            (1e16, 1e-5, "(1e+16+1e-05j)"),
            (f64::NAN, f64::NEG_INFINITY, "(nan-infj)"),
            (0.0, f64::NAN, "nanj"),
        ] {
            assert_eq!(complex_repr(real, imag), expected);
        }
    }

    #[test]
    fn grammar() {
        for (text, expected) in [
            ("1_0+2_0j", (10.0, 20.0)),
            (" ( 1+2j ) ", (1.0, 2.0)),
            ("j", (0.0, 1.0)),
            ("-J", (0.0, -1.0)),
            ("1+j", (1.0, 1.0)),
            ("infinityj", (0.0, f64::INFINITY)),
            ("1e5j", (0.0, 1e5)),
            ("3", (3.0, 0.0)),
            ("\u{661}j", (0.0, 1.0)),
            ("-1e1-.5J", (-10.0, -0.5)),
        ] {
            assert_eq!(parse_complex(text.as_bytes()), Ok(expected), "{text}");
        }
        for text in ["", "1 +2j", "1e", "1+2", "é", "(1", "1)", "1+2j3", "jj", "1j+2", "++j", "()"] {
            let error = parse_complex(text.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), "complex() arg is a malformed string", "{text}");
        }
        let error = parse_complex(b"1__2").unwrap_err();
        assert_eq!(error.to_string(), "could not convert string to complex: '1__2'");
    }
}
