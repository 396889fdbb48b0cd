//! Numeric literals: how far one reaches, what is wrong with it, what it is worth.
//!
//! Owns the scanning and the reading of numbers. Must not know tokens or the tree beyond
//! `Constant`. Invariant: what `scan` accepted, `value` reads without an error, except
//! for integers that CPython itself refuses.

use super::{SyntaxError, SyntaxWarning};
use crate::source::Span;

/// Reads forward over one number; its state is the offset of the next byte.
struct Scanner<'s> {
    text: &'s [u8],
    start: usize,
    at: usize,
    warnings: &'s mut Vec<SyntaxWarning>,
}

/// The end of the number that begins at `start`.
pub fn scan(text: &str, start: usize, warnings: &mut Vec<SyntaxWarning>) -> Result<usize, SyntaxError> {
    let mut scanner = Scanner { text: text.as_bytes(), start, at: start, warnings };
    scanner.number()?;
    Ok(scanner.at)
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    /// CPython points at the last character that it has read.
    fn error<T>(&self, consumed: usize, message: String) -> Result<T, SyntaxError> {
        let span = Span::new(consumed.saturating_sub(1) as u32, consumed as u32);
        Err(SyntaxError::new(message, span))
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == b'0' {
            self.at += 1;
            match self.peek() {
                b'x' | b'X' => return self.radix(16, "hexadecimal"),
                b'o' | b'O' => return self.radix(8, "octal"),
                b'b' | b'B' => return self.radix(2, "binary"),
                _ => return self.leading_zero(),
            }
        }
        if self.peek() != b'.' {
            self.decimal_tail()?;
        }
        self.fraction()
    }

    fn radix(&mut self, radix: u32, kind: &str) -> Result<(), SyntaxError> {
        self.at += 1;
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            let digit = self.peek();
            if !(digit as char).is_digit(radix) {
                if digit.is_ascii_digit() {
                    return self.wrong_digit(kind);
                }
                return self.error(self.at, format!("invalid {kind} literal"));
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return self.wrong_digit(kind);
        }
        self.check_end(self.at, kind)
    }

    fn wrong_digit<T>(&self, kind: &str) -> Result<T, SyntaxError> {
        let digit = self.peek() as char;
        self.error(self.at + 1, format!("invalid digit '{digit}' in {kind} literal"))
    }

    fn leading_zero(&mut self) -> Result<(), SyntaxError> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return self.error(self.at, "invalid decimal literal".into());
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.at += 1;
        }
        let zeros_end = self.at;
        let nonzero = self.peek().is_ascii_digit();
        if nonzero {
            self.decimal_tail()?;
        }
        if nonzero && !matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J') {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            let span = Span::new(self.start as u32, zeros_end as u32);
            return Err(SyntaxError::new(message, span));
        }
        self.fraction()
    }

    /// Digits with single underscores between them.
    fn decimal_tail(&mut self) -> Result<(), SyntaxError> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return self.error(self.at, "invalid decimal literal".into());
            }
        }
    }

    /// What may follow the whole part: a fraction, an exponent, a `j`.
    fn fraction(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == b'.' {
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.decimal_tail()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let before = self.at;
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return self.error(self.at, "invalid decimal literal".into());
                }
            } else if !self.peek().is_ascii_digit() {
                self.at = before;
                return self.check_end(before, "decimal");
            }
            self.decimal_tail()?;
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return self.check_end(self.at, "imaginary");
        }
        self.check_end(self.at, "decimal")
    }

    /// A name may not touch a number, except for a keyword that can follow one: that warns.
    fn check_end(&mut self, end: usize, kind: &str) -> Result<(), SyntaxError> {
        let rest = &self.text[end..];
        let keywords: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
        if keywords.iter().any(|keyword| rest.starts_with(keyword)) {
            let span = Span::new(self.start as u32, end as u32);
            self.warnings.push(SyntaxWarning { message: format!("invalid {kind} literal"), span });
            return Ok(());
        }
        if rest.first().is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_') {
            return self.error(end, format!("invalid {kind} literal"));
        }
        Ok(())
    }
}

/// What a number literal stands for, before it has a home in the tree.
#[derive(Debug, PartialEq)]
pub enum Number {
    Int(i64),
    BigInt { digits: String, radix: u32 },
    Float(f64),
    Imaginary(f64),
}

/// CPython's limit on the digits of a decimal integer in source (the limit on other bases is none).
const MAX_DECIMAL_DIGITS: usize = 4300;

pub fn value(literal: &str, span: Span) -> Result<Number, SyntaxError> {
    let digits: String = literal.chars().filter(|c| *c != '_').collect();
    let bytes = digits.as_bytes();
    let radix = match bytes {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    if radix != 10 {
        return Ok(integer(&digits[2..], radix));
    }
    if let Some(real) = digits.strip_suffix(['j', 'J']) {
        return Ok(Number::Imaginary(float(real)));
    }
    if bytes.iter().any(|c| matches!(c, b'.' | b'e' | b'E')) {
        return Ok(Number::Float(float(&digits)));
    }
    if digits.len() > MAX_DECIMAL_DIGITS {
        let message = format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits.",
            digits.len()
        );
        return Err(SyntaxError::new(message, span));
    }
    Ok(integer(&digits, 10))
}

fn integer(digits: &str, radix: u32) -> Number {
    match i64::from_str_radix(digits, radix) {
        Ok(small) => Number::Int(small),
        Err(_) => Number::BigInt { digits: digits.to_owned(), radix },
    }
}

/// The scanner let through only what Rust reads as well (`1.`, `.5`, `1e5`).
fn float(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(usize, Number), String> {
        let end = scan(text, 0, &mut Vec::new()).map_err(|error| error.message)?;
        let span = Span::new(0, end as u32);
        let number = value(&text[..end], span).map_err(|error| error.message)?;
        Ok((end, number))
    }

    #[test]
    fn forms() {
        assert_eq!(read("1_000 "), Ok((5, Number::Int(1000))));
        assert_eq!(read("0xFf,"), Ok((4, Number::Int(255))));
        assert_eq!(read("0_0"), Ok((3, Number::Int(0))));
        assert_eq!(read("1.e3)"), Ok((4, Number::Float(1000.0))));
        assert_eq!(read(".5j"), Ok((3, Number::Imaginary(0.5))));
        assert_eq!(read("1..real"), Ok((2, Number::Float(1.0))));
        assert_eq!(read("1else"), Ok((1, Number::Int(1))));
        let big = Number::BigInt { digits: "9223372036854775808".into(), radix: 10 };
        assert_eq!(read("9223372036854775808"), Ok((19, big)));
    }

    #[test]
    fn errors() {
        assert_eq!(read("1__0"), Err("invalid decimal literal".into()));
        assert_eq!(read("0b12"), Err("invalid digit '2' in binary literal".into()));
        assert_eq!(read("0o"), Err("invalid octal literal".into()));
        assert_eq!(read("1jx"), Err("invalid imaginary literal".into()));
        assert!(read("007").unwrap_err().starts_with("leading zeros"));
        assert!(read(&"9".repeat(5000)).unwrap_err().starts_with("Exceeds the limit (4300 digits)"));
    }
}
