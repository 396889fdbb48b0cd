//! The one error shape of `text`: which Python exception, and its message.
//!
//! Owns nothing but that pair; must not know classes or values. A message is WTF-8, because it
//! may quote a script's string. `Memory` carries no message, as in CPython.

use std::fmt;

/// The exception class that the caller has to raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    Value,
    Type,
    Overflow,
    Memory,
}

/// What went wrong in a text algorithm, ready to become an exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextError {
    pub kind: ErrorKind,
    /// WTF-8.
    pub message: Vec<u8>,
}

impl TextError {
    pub fn value(message: impl Into<Vec<u8>>) -> TextError {
        TextError { kind: ErrorKind::Value, message: message.into() }
    }

    pub fn type_error(message: impl Into<Vec<u8>>) -> TextError {
        TextError { kind: ErrorKind::Type, message: message.into() }
    }

    pub fn overflow(message: impl Into<Vec<u8>>) -> TextError {
        TextError { kind: ErrorKind::Overflow, message: message.into() }
    }

    pub fn memory() -> TextError {
        TextError { kind: ErrorKind::Memory, message: Vec::new() }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&String::from_utf8_lossy(&self.message))
    }
}

impl std::error::Error for TextError {}

/// Makes room for `additional` bytes, or reports that there is none: a width or a repeat count in
/// a script must never abort the process.
pub fn reserve(out: &mut Vec<u8>, additional: usize) -> Result<(), TextError> {
    out.try_reserve(additional).map_err(|_| TextError::memory())
}

/// Appends `unit` (an encoded code point or a byte) `times` over.
pub fn push_repeated(out: &mut Vec<u8>, unit: &[u8], times: usize) -> Result<(), TextError> {
    reserve(out, unit.len().checked_mul(times).ok_or_else(TextError::memory)?)?;
    if let [byte] = unit {
        out.resize(out.len() + times, *byte);
    } else {
        (0..times).for_each(|_| out.extend_from_slice(unit));
    }
    Ok(())
}
