//! Case conversion and the `is…` tests on whole strings, for str and for bytes.
//!
//! Owns upper, lower (with final sigma), title, capitalize, swapcase, casefold, and the predicates.
//! Must not know objects. Invariant: lone surrogates pass through unchanged.

use caseless::Caseless;

use super::unicode;
use super::wtf8::{code_points, push_code_point};

const CAPITAL_SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;
const FINAL_SIGMA: u32 = 0x3C2;

fn push_mapped(out: &mut Vec<u8>, code_point: u32, mapped: &[u32]) {
    if mapped[0] == 0 {
        push_code_point(out, code_point);
    } else {
        mapped.iter().take_while(|unit| **unit != 0).for_each(|unit| push_code_point(out, *unit));
    }
}

fn push_upper(out: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(character) => push_mapped(out, code_point, &unicode_case_mapping::to_uppercase(character)),
        None => push_code_point(out, code_point),
    }
}

fn push_title(out: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(character) => push_mapped(out, code_point, &unicode_case_mapping::to_titlecase(character)),
        None => push_code_point(out, code_point),
    }
}

/// `before` and `after` are the rest of the string on both sides: a sigma looks at its word.
fn push_lower(out: &mut Vec<u8>, code_point: u32, before: &[u8], after: &[u8]) {
    if code_point == CAPITAL_SIGMA {
        push_code_point(out, if is_final(before, after) { FINAL_SIGMA } else { SMALL_SIGMA });
        return;
    }
    match char::from_u32(code_point) {
        Some(character) => push_mapped(out, code_point, &unicode_case_mapping::to_lowercase(character)),
        None => push_code_point(out, code_point),
    }
}

/// Unicode's Final_Sigma: a cased letter before, none after, case-ignorable ones skipped.
fn is_final(before: &[u8], after: &[u8]) -> bool {
    let is_cased_next = |next: Option<u32>| next.is_some_and(unicode::is_cased);
    let ignorable = |code_point: &u32| unicode::is_case_ignorable(*code_point);
    is_cased_next(code_points(before).rev().find(|point| !ignorable(point)))
        && !is_cased_next(code_points(after).find(|point| !ignorable(point)))
}

/// Calls `push` with each code point and the text before and after it.
fn map_in_context(text: &[u8], mut push: impl FnMut(&mut Vec<u8>, u32, &[u8], &[u8])) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut points = code_points(text);
    let mut offset = 0;
    while let Some(code_point) = points.next() {
        push(&mut out, code_point, &text[..offset], points.rest());
        offset = text.len() - points.rest().len();
    }
    out
}

pub fn upper(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    map_in_context(text, |out, code_point, _, _| push_upper(out, code_point))
}

pub fn lower(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    map_in_context(text, push_lower)
}

pub fn casefold(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = Vec::with_capacity(text.len());
    for code_point in code_points(text) {
        match char::from_u32(code_point) {
            Some(character) => std::iter::once(character)
                .default_case_fold()
                .for_each(|folded| push_code_point(&mut out, u32::from(folded))),
            None => push_code_point(&mut out, code_point),
        }
    }
    out
}

const ONES: u64 = u64::MAX / 0xFF;

/// The highest bit of every byte of an ASCII word that lies in a range.
#[inline]
fn marks(word: u64, first: u8, last: u8) -> u64 {
    // No sum of two bytes carries over into the next.
    let reached = word + ONES * u64::from(0x80 - first);
    let passed = word + ONES * u64::from(0x7F - last);
    reached & !passed & (ONES << 7)
}

/// Are there bytes of a range in ASCII text? The last chunk may overlap with those before it.
#[inline]
fn has_marked(text: &[u8], first: u8, last: u8) -> bool {
    let has = |word: u64| marks(word, first, last) != 0;
    if let Some(end) = text.last_chunk::<8>() {
        return text.as_chunks::<8>().0.iter().chain([end]).any(|chunk| has(u64::from_ne_bytes(*chunk)));
    }
    if let (Some(start), Some(end)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        return has(u64::from(u32::from_ne_bytes(*start)) | u64::from(u32::from_ne_bytes(*end)) << 32);
    }
    text.iter().any(|byte| (first..=last).contains(byte))
}

/// Changes the case of all letters of a range in ASCII text. Bytes in overlapping chunks are no letters of the range
/// the second time.
#[inline]
fn flip_marked(text: &mut [u8], first: u8, last: u8) {
    let flipped = |word: u64| word ^ marks(word, first, last) >> 2;
    let flip = |chunk: &mut [u8; 8]| *chunk = flipped(u64::from_ne_bytes(*chunk)).to_ne_bytes();
    let flip_half =
        |chunk: &mut [u8; 4]| *chunk = (flipped(u32::from_ne_bytes(*chunk).into()) as u32).to_ne_bytes();
    if text.len() >= 8 {
        text.as_chunks_mut::<8>().0.iter_mut().for_each(flip);
        text.last_chunk_mut::<8>().into_iter().for_each(flip);
    } else if text.len() >= 4 {
        text.first_chunk_mut::<4>().into_iter().for_each(flip_half);
        text.last_chunk_mut::<4>().into_iter().for_each(flip_half);
    } else {
        text.iter_mut().for_each(|byte| *byte ^= u8::from((first..=last).contains(byte)) << 5);
    }
}

/// Is `lower` of ASCII text the text itself?
#[inline]
pub fn is_lowered_ascii(text: &[u8]) -> bool {
    !has_marked(text, b'A', b'Z')
}

/// Is `upper` of ASCII text the text itself?
#[inline]
pub fn is_uppered_ascii(text: &[u8]) -> bool {
    !has_marked(text, b'a', b'z')
}

/// `lower` of ASCII text, in place.
#[inline]
pub fn lower_ascii(text: &mut [u8]) {
    flip_marked(text, b'A', b'Z');
}

/// `upper` of ASCII text, in place.
#[inline]
pub fn upper_ascii(text: &mut [u8]) {
    flip_marked(text, b'a', b'z');
}

/// `swapcase` of ASCII text, in place.
pub fn swapcase_ascii(text: &mut [u8]) {
    text.iter_mut().for_each(|byte| *byte ^= u8::from(byte.is_ascii_alphabetic()) << 5);
}

/// `title` of ASCII text, in place.
pub fn title_ascii(text: &mut [u8]) {
    let mut in_word = false;
    for byte in text {
        *byte = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
    }
}

/// The first character in title case, the rest in lower case.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    map_in_context(text, |out, code_point, before, after| {
        if before.is_empty() {
            push_title(out, code_point);
        } else {
            push_lower(out, code_point, before, after);
        }
    })
}

/// Every run of cased characters gets a title-case first character and a lower-case rest.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    map_in_context(text, |out, code_point, before, after| {
        if in_word {
            push_lower(out, code_point, before, after);
        } else {
            push_title(out, code_point);
        }
        in_word = unicode::is_cased(code_point);
    })
}

pub fn swapcase(text: &[u8]) -> Vec<u8> {
    map_in_context(text, |out, code_point, before, after| {
        if unicode::is_upper(code_point) {
            push_lower(out, code_point, before, after);
        } else if unicode::is_lower(code_point) {
            push_upper(out, code_point);
        } else {
            push_code_point(out, code_point);
        }
    })
}

fn all(text: &[u8], class: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && code_points(text).all(class)
}

pub fn is_alpha(text: &[u8]) -> bool {
    all(text, unicode::is_alpha)
}

pub fn is_alnum(text: &[u8]) -> bool {
    all(text, unicode::is_alnum)
}

pub fn is_decimal(text: &[u8]) -> bool {
    all(text, unicode::is_decimal)
}

pub fn is_digit(text: &[u8]) -> bool {
    all(text, unicode::is_digit)
}

pub fn is_numeric(text: &[u8]) -> bool {
    all(text, unicode::is_numeric)
}

pub fn is_space(text: &[u8]) -> bool {
    all(text, unicode::is_space)
}

/// True for the empty string too.
pub fn is_printable(text: &[u8]) -> bool {
    code_points(text).all(unicode::is_printable)
}

pub fn is_identifier(text: &[u8]) -> bool {
    let mut points = code_points(text);
    points.next().is_some_and(unicode::is_identifier_start) && points.all(unicode::is_identifier_continue)
}

/// The three cases, as the predicates need them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
    Title,
    None,
}

fn case_of(code_point: u32) -> Case {
    if unicode::is_lower(code_point) {
        Case::Lower
    } else if unicode::is_upper(code_point) {
        Case::Upper
    } else if unicode::is_title(code_point) {
        Case::Title
    } else {
        Case::None
    }
}

fn case_of_byte(byte: &u8) -> Case {
    match byte {
        b'A'..=b'Z' => Case::Upper,
        b'a'..=b'z' => Case::Lower,
        _ => Case::None,
    }
}

/// At least one character of this case, and none of another.
fn only(mut cases: impl Iterator<Item = Case>, wanted: Case) -> bool {
    let mut found = false;
    cases.all(|case| {
        found |= case == wanted;
        case == wanted || case == Case::None
    }) && found
}

/// Capitals only at the start of words, small letters only inside them, and at least one word.
fn titled(mut cases: impl Iterator<Item = Case>) -> bool {
    let (mut in_word, mut found) = (false, false);
    cases.all(|case| {
        let fits = match case {
            Case::Upper | Case::Title => !in_word,
            Case::Lower => in_word,
            Case::None => true,
        };
        in_word = case != Case::None;
        found |= in_word;
        fits
    }) && found
}

pub fn is_upper(text: &[u8]) -> bool {
    only(code_points(text).map(case_of), Case::Upper)
}

pub fn is_lower(text: &[u8]) -> bool {
    only(code_points(text).map(case_of), Case::Lower)
}

pub fn is_title(text: &[u8]) -> bool {
    titled(code_points(text).map(case_of))
}

/// `bytes.isupper`, on ASCII letters only; so are all the functions named `bytes_…`.
pub fn bytes_is_upper(bytes: &[u8]) -> bool {
    only(bytes.iter().map(case_of_byte), Case::Upper)
}

pub fn bytes_is_lower(bytes: &[u8]) -> bool {
    only(bytes.iter().map(case_of_byte), Case::Lower)
}

pub fn bytes_is_title(bytes: &[u8]) -> bool {
    titled(bytes.iter().map(case_of_byte))
}

pub fn bytes_is_alpha(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphabetic)
}

pub fn bytes_is_alnum(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphanumeric)
}

pub fn bytes_is_digit(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

pub fn bytes_is_space(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| super::number_text::is_ascii_blank(*byte))
}

pub fn bytes_capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

pub fn bytes_title(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    title_ascii(&mut out);
    out
}

pub fn bytes_swapcase(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    swapcase_ascii(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(map: fn(&[u8]) -> Vec<u8>, source: &str) -> String {
        String::from_utf8(map(source.as_bytes())).unwrap()
    }

    #[test]
    fn conversions() {
        assert_eq!(text(upper, "straße ŉ ﬁ"), "STRASSE ʼN FI");
        assert_eq!(text(lower, "ΑΣ ΑΣΑ Σ Α.Σ Α.Σ.Α İ"), "ας ασα σ α.ς α.σ.α i̇");
        assert_eq!(text(title, "they're ßa ǆ ﬁ ΑΣ"), "They'Re Ssa ǅ Fi Ας");
        assert_eq!(text(capitalize, "ǆΑΣ"), "ǅας");
        assert_eq!(text(swapcase, "ßaΑΣ ǅ"), "SSAας ǅ");
        assert_eq!(text(casefold, "Straße ΑΣ Ꭰ ꭰ"), "strasse ασ Ꭰ Ꭰ");
        assert_eq!(text(upper, "აბ"), "ᲐᲑ");
        assert_eq!(text(title, "აბ"), "აბ");
        assert_eq!(upper(b"\xed\xa0\x80\xc3\xa9"), b"\xed\xa0\x80\xc3\x89");
    }

    #[test]
    fn predicates() {
        let check = |predicate: fn(&[u8]) -> bool, yes: &[&str], no: &[&str]| {
            yes.iter().for_each(|source| assert!(predicate(source.as_bytes()), "{source}"));
            no.iter().for_each(|source| assert!(!predicate(source.as_bytes()), "{source}"));
        };
        check(is_upper, &["A1", "ÀÉ"], &["", "1", "Aa", "Aǅ"]);
        check(is_lower, &["a1", "ª"], &["", "1", "Aa", "aǅ"]);
        check(is_title, &["Ab Cd", "ǅa", "A1B"], &["", "ab", "AB", "Ab cd", "1"]);
        check(is_alpha, &["aé一"], &["", "a1", "Ⅷ"]);
        check(is_numeric, &["½一Ⅷ1"], &["", "a"]);
        check(is_space, &[" \u{1c}\u{3000}"], &["", "\u{200b}"]);
        check(is_identifier, &["_a1", "é·"], &["", "1a", "a-", "a b"]);
        check(is_printable, &["", "a b"], &["\n", "\u{a0}"]);
        check(bytes_is_title, &["Ab C"], &["ab", "éA b"]);
        assert!(!is_alpha(b"\xed\xa0\x80"));
        assert_eq!(bytes_title(b"a1b they're"), b"A1B They'Re");
        assert_eq!(bytes_swapcase(b"aB\xe9["), b"Ab\xe9[");
    }
}
