//! Text in the making: short text, which most of it is, without an allocation.
//!
//! Owns the bytes and where they lie. Must not know what they mean. Invariant: the bytes are in `long` if that holds
//! any, else in `short`.

use super::error::{TextError, push_repeated, reserve};
use super::wtf8;

/// Bytes that need no allocation.
const ROOM: usize = 48;

/// Up to so many repetitions of a byte are written at a stroke.
const FEW: usize = 16;

/// Bytes to which more are appended.
#[derive(Debug, Clone)]
pub struct Buffer {
    length: usize,
    short: [u8; ROOM],
    long: Vec<u8>,
}

impl Default for Buffer {
    fn default() -> Buffer {
        Buffer::new()
    }
}

/// Copies bytes to as many: few, as most pieces are, without a call. The halves of a copy may overlap.
#[inline]
fn copy(source: &[u8], target: &mut [u8]) {
    match source.len() {
        0 => {}
        1..4 => {
            let (target, last) = (&mut target[..source.len()], source.len() - 1);
            target[0] = source[0];
            target[last / 2] = source[last / 2];
            target[last] = source[last];
        }
        4..=8 => halves::<4>(source, target),
        9..=16 => halves::<8>(source, target),
        _ => target.copy_from_slice(source),
    }
}

#[inline]
fn halves<const HALF: usize>(source: &[u8], target: &mut [u8]) {
    if let (Some(first), Some(last)) = (source.first_chunk::<HALF>(), source.last_chunk::<HALF>()) {
        let end = target.len() - HALF;
        target[..HALF].copy_from_slice(first);
        target[end..].copy_from_slice(last);
    }
}

impl Buffer {
    #[inline]
    pub const fn new() -> Buffer {
        Buffer { length: 0, short: [0; ROOM], long: Vec::new() }
    }

    /// Makes room for `additional` bytes: then what is pushed asks for no memory. Errors: Memory.
    #[inline]
    pub fn reserve(&mut self, additional: usize) -> Result<(), TextError> {
        if self.long.is_empty() && additional <= ROOM - self.length {
            return Ok(());
        }
        self.reserve_long(additional)
    }

    #[cold]
    #[inline(never)]
    fn reserve_long(&mut self, additional: usize) -> Result<(), TextError> {
        reserve(&mut self.long, additional.saturating_add(self.length))?;
        if self.long.is_empty() {
            self.long.extend_from_slice(&self.short[..self.length]);
            self.length = 0;
        }
        Ok(())
    }

    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.extend_from_slice(&[byte]);
    }

    #[inline]
    pub fn extend_from_slice(&mut self, part: &[u8]) {
        if self.long.is_empty()
            && let Some(room) = self.short.get_mut(self.length..self.length + part.len())
        {
            copy(part, room);
            self.length += part.len();
        } else {
            self.extend_long(part);
        }
    }

    #[cold]
    #[inline(never)]
    fn extend_long(&mut self, part: &[u8]) {
        if self.long.is_empty() {
            self.long.extend_from_slice(&self.short[..self.length]);
            self.length = 0;
        }
        self.long.extend_from_slice(part);
    }

    /// Appends a code point `times` over. Errors: Memory.
    #[inline]
    pub fn push_fill(&mut self, code_point: u32, times: usize) -> Result<(), TextError> {
        if times == 0 {
            return Ok(());
        }
        if code_point < 0x80
            && times <= FEW
            && self.long.is_empty()
            && let Some(room) = self.short[self.length..].first_chunk_mut::<FEW>()
        {
            // More than is asked for costs less than a call: what stands behind the length means nothing.
            *room = [code_point as u8; FEW];
            self.length += times;
            return Ok(());
        }
        let (unit, width) = wtf8::encode_code_point(code_point);
        self.push_repeated(&unit[..width], times)
    }

    /// Appends `unit` (an encoded code point or a byte) `times` over. Errors: Memory.
    #[inline(never)]
    pub fn push_repeated(&mut self, unit: &[u8], times: usize) -> Result<(), TextError> {
        self.reserve(unit.len().checked_mul(times).ok_or_else(TextError::memory)?)?;
        match unit {
            [byte] if self.long.is_empty() => {
                self.short[self.length..self.length + times].fill(*byte);
                self.length += times;
            }
            _ if self.long.is_empty() => (0..times).for_each(|_| self.extend_from_slice(unit)),
            _ => push_repeated(&mut self.long, unit, times)?,
        }
        Ok(())
    }
}

impl std::ops::Deref for Buffer {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        if self.long.is_empty() { &self.short[..self.length] } else { &self.long }
    }
}

impl std::ops::DerefMut for Buffer {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        if self.long.is_empty() { &mut self.short[..self.length] } else { &mut self.long }
    }
}

impl std::fmt::Display for Buffer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&String::from_utf8_lossy(self))
    }
}

/// For `write!`, which cannot fail then.
impl std::fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_move_when_there_are_many() {
        let mut buffer = Buffer::new();
        let mut expected = Vec::new();
        for number in 0..100u8 {
            buffer.push(number);
            expected.push(number);
            assert_eq!(&buffer[..], &expected[..]);
        }
        buffer.push_repeated("é".as_bytes(), 3).unwrap();
        assert_eq!(&buffer[100..], "ééé".as_bytes());
    }

    #[test]
    fn repetitions_and_too_many_of_them() {
        let mut buffer = Buffer::new();
        buffer.push_repeated(b"x", 0).unwrap();
        buffer.push_repeated(b"a", 40).unwrap();
        buffer.push_repeated(b"bc", 40).unwrap();
        assert_eq!(buffer.len(), 120);
        assert_eq!(&buffer[38..44], b"aabcbc");
        let mut buffer = Buffer::new();
        for (times, length) in [(16, 16), (3, 19), (13, 32), (15, 47), (2, 49)] {
            buffer.push_fill(u32::from(b'-'), times).unwrap();
            assert_eq!(&buffer[..], &[b'-'; 49][..length]);
        }
        assert_eq!(buffer.push_repeated(b"ab", usize::MAX), Err(TextError::memory()));
        assert_eq!(buffer.push_repeated(b"a", isize::MAX as usize), Err(TextError::memory()));
    }
}
