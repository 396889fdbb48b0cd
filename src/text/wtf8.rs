//! Code points in the interpreter's string bytes.
//!
//! Owns the byte form of a string: UTF-8 in which a lone surrogate (U+D800..U+DFFF) may stand as
//! the three bytes that UTF-8 would give it. Two neighbouring halves stay two code points and are
//! never joined, so that `len` counts as Python counts. Must not know the string object.
//! Invariant: what `push_code_point` writes, `code_points` reads back. Malformed bytes never
//! panic; what they decode to is unspecified.

use memchr::memchr_iter;

/// Decodes the first code point: its number and its width in bytes. None at the end.
#[inline]
pub fn first_code_point(bytes: &[u8]) -> Option<(u32, usize)> {
    let lead = *bytes.first()?;
    if lead < 0x80 {
        return Some((u32::from(lead), 1));
    }
    let width = sequence_width(lead);
    let tail = &bytes[1..width.min(bytes.len())];
    let start = u32::from(lead) & (0x7F >> width);
    let code_point = tail.iter().fold(start, |sum, byte| sum << 6 | u32::from(byte & 0x3F));
    Some((code_point, 1 + tail.len()))
}

/// The last code point and its width in bytes. None if there is none.
#[inline]
pub fn last_code_point(bytes: &[u8]) -> Option<(u32, usize)> {
    let mut start = bytes.len().checked_sub(1)?;
    let limit = bytes.len().saturating_sub(4);
    while start > limit && is_continuation(bytes[start]) {
        start -= 1;
    }
    first_code_point(&bytes[start..]).map(|(code_point, _)| (code_point, bytes.len() - start))
}

/// The width in bytes of the sequence that `lead` opens.
#[inline]
pub fn sequence_width(lead: u8) -> usize {
    match lead {
        0..=0xBF => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

#[inline]
fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The code points of a string, from either end.
#[derive(Clone)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl<'a> CodePoints<'a> {
    /// The bytes not yet read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (code_point, width) = first_code_point(self.rest)?;
        self.rest = &self.rest[width..];
        Some(code_point)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        let (code_point, width) = last_code_point(self.rest)?;
        self.rest = &self.rest[..self.rest.len() - width];
        Some(code_point)
    }
}

pub fn code_points(bytes: &[u8]) -> CodePoints<'_> {
    CodePoints { rest: bytes }
}

/// Code points with the byte offset at which each begins.
pub fn code_point_indices(bytes: &[u8]) -> impl Iterator<Item = (usize, u32)> + '_ {
    let mut points = code_points(bytes);
    std::iter::from_fn(move || {
        let offset = bytes.len() - points.rest.len();
        points.next().map(|code_point| (offset, code_point))
    })
}

/// Appends a code point, surrogates included. `code_point` must be at most 0x10FFFF.
#[inline]
pub fn push_code_point(out: &mut Vec<u8>, code_point: u32) {
    let (bytes, width) = encode_code_point(code_point);
    out.extend_from_slice(&bytes[..width]);
}

/// The bytes of a code point and how many of them count.
#[inline]
pub fn encode_code_point(code_point: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | (code_point >> shift & 0x3F) as u8;
    match code_point {
        0..=0x7F => ([code_point as u8, 0, 0, 0], 1),
        0x80..=0x7FF => ([0xC0 | (code_point >> 6) as u8, tail(0), 0, 0], 2),
        0x800..=0xFFFF => ([0xE0 | (code_point >> 12) as u8, tail(6), tail(0), 0], 3),
        _ => ([0xF0 | (code_point >> 18 & 7) as u8, tail(12), tail(6), tail(0)], 4),
    }
}

/// Builds a string from code points.
pub fn from_code_points(points: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    points.into_iter().for_each(|code_point| push_code_point(&mut out, code_point));
    out
}

pub fn is_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii()
}

/// The number of code points.
#[inline]
pub fn count(bytes: &[u8]) -> usize {
    const SHORT: usize = 32;
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    if bytes.len() > SHORT {
        return count_long(bytes);
    }
    // Most texts are ASCII. The last chunk may overlap with those before it.
    let word = |chunk: &[u8; 8]| u64::from_ne_bytes(*chunk);
    let half = |chunk: &[u8; 4]| u64::from(u32::from_ne_bytes(*chunk));
    let mixed = if let Some(last) = bytes.last_chunk::<8>() {
        bytes.as_chunks::<8>().0.iter().fold(word(last), |mixed, chunk| mixed | word(chunk))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        half(first) | half(last)
    } else {
        bytes.iter().fold(0, |mixed, byte| mixed | u64::from(*byte))
    };
    if mixed & HIGH_BITS == 0 { bytes.len() } else { count_long(bytes) }
}

#[inline(never)]
fn count_long(bytes: &[u8]) -> usize {
    // A plain count over bytes vectorises, which a decoding loop does not.
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

/// Byte offset of the `index`-th code point; `bytes.len()` for the index one past the last, None
/// beyond. Walks the string: callers that know it to be ASCII need no call.
pub fn offset_of(bytes: &[u8], index: usize) -> Option<usize> {
    const BLOCK: usize = 256;
    let mut offset = 0;
    let mut left = index;
    while let Some(block) = bytes.get(offset..offset + BLOCK) {
        let starts = count(block);
        if starts > left {
            break;
        }
        left -= starts;
        offset += BLOCK;
    }
    // A block may end inside a sequence, whose start was counted with that block.
    while bytes.get(offset).is_some_and(|byte| is_continuation(*byte)) {
        offset += 1;
    }
    while left > 0 {
        offset += sequence_width(*bytes.get(offset)?);
        left -= 1;
    }
    (offset <= bytes.len()).then_some(offset)
}

/// The code point at `index`, if there is one.
pub fn code_point_at(bytes: &[u8], index: usize) -> Option<u32> {
    let offset = offset_of(bytes, index)?;
    first_code_point(&bytes[offset..]).map(|(code_point, _)| code_point)
}

/// The part from code point `start` up to `stop`, both clamped to the end.
pub fn slice(bytes: &[u8], start: usize, stop: usize) -> &[u8] {
    let first = offset_of(bytes, start).unwrap_or(bytes.len());
    let rest = &bytes[first..];
    &rest[..offset_of(rest, stop.saturating_sub(start)).unwrap_or(rest.len())]
}

/// True if `offset` does not cut a sequence in two.
pub fn is_boundary(bytes: &[u8], offset: usize) -> bool {
    offset == bytes.len() || bytes.get(offset).is_some_and(|byte| !is_continuation(*byte))
}

/// The string as `&str`, or None if it holds a lone surrogate.
pub fn as_str(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// Byte offset of the first lone surrogate.
pub fn find_surrogate(bytes: &[u8]) -> Option<usize> {
    memchr_iter(0xED, bytes).find(|at| bytes.get(at + 1).is_some_and(|next| *next >= 0xA0))
}

pub fn is_surrogate(code_point: u32) -> bool {
    (0xD800..=0xDFFF).contains(&code_point)
}

/// Splits at every lone surrogate: calls `text` with each stretch that is UTF-8 and `surrogate`
/// with the three bytes of each half.
pub fn for_each_chunk(bytes: &[u8], mut visit: impl FnMut(Chunk<'_>)) {
    let mut rest = bytes;
    while let Some(at) = find_surrogate(rest) {
        visit_text(&rest[..at], &mut visit);
        let width = (rest.len() - at).min(3);
        visit(Chunk::Surrogate(&rest[at..at + width]));
        rest = &rest[at + width..];
    }
    visit_text(rest, &mut visit);
}

/// A stretch of a string as `for_each_chunk` hands it out.
pub enum Chunk<'a> {
    Text(&'a str),
    Surrogate(&'a [u8]),
}

fn visit_text(bytes: &[u8], visit: &mut impl FnMut(Chunk<'_>)) {
    if !bytes.is_empty() {
        visit(Chunk::Text(&String::from_utf8_lossy(bytes)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        from_code_points([0x61, 0xE9, 0xD83D, 0xDE00, 0x20AC, 0x1F600])
    }

    #[test]
    fn reads_back_what_it_writes() {
        for code_point in (0..0x110000).step_by(37) {
            let bytes = from_code_points([code_point]);
            assert_eq!(first_code_point(&bytes), Some((code_point, bytes.len())));
            assert_eq!(last_code_point(&bytes), Some((code_point, bytes.len())));
            assert_eq!(as_str(&bytes).is_none(), is_surrogate(code_point));
        }
    }

    #[test]
    fn surrogate_halves_stay_apart() {
        let text = sample();
        assert_eq!(count(&text), 6);
        let points: Vec<u32> = code_points(&text).collect();
        assert_eq!(points, [0x61, 0xE9, 0xD83D, 0xDE00, 0x20AC, 0x1F600]);
        let mut reversed: Vec<u32> = code_points(&text).rev().collect();
        reversed.reverse();
        assert_eq!(reversed, points);
        assert_eq!(find_surrogate(&text), Some(3));
        assert_eq!(as_str(&text), None);
    }

    #[test]
    fn offsets_and_slices() {
        let text = sample();
        let offsets: Vec<_> = (0..8).map(|index| offset_of(&text, index)).collect();
        assert_eq!(offsets, [Some(0), Some(1), Some(3), Some(6), Some(9), Some(12), Some(16), None]);
        assert_eq!(slice(&text, 4, 99), "€😀".as_bytes());
        assert_eq!(slice(&text, 9, 99), b"");
        let long = "aé€😀".repeat(500);
        for (index, (offset, _)) in long.char_indices().enumerate() {
            assert_eq!(offset_of(long.as_bytes(), index), Some(offset));
        }
        assert_eq!(offset_of(long.as_bytes(), 2000), Some(long.len()));
        assert_eq!(offset_of(long.as_bytes(), 2001), None);
    }

    #[test]
    fn malformed_bytes_do_not_panic() {
        for bytes in [&[0xF0u8][..], &[0x80], &[0xED], &[0xFF, 0xE0], &[0x80; 9]] {
            let _ = code_points(bytes).count();
            let _ = code_points(bytes).rev().count();
            let _ = (offset_of(bytes, 1), find_surrogate(bytes), slice(bytes, 0, 1));
        }
    }
}
