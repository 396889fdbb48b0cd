//! Character classes as Python's str methods have them, one code point at a time.
//!
//! Owns the properties; whole strings are in `case`. Must not know strings. Every function takes
//! any code point, lone surrogates included. Invariant: the answers are those of Unicode 16, the
//! version of Python 3.14, also where a crate's tables are newer.

use unicode_general_category::{GeneralCategory, get_general_category};

pub use unicode_general_category::GeneralCategory as Category;

/// Code points of letters that Unihan gives a number (property Numeric_Value).
const NUMERIC_LETTERS: &[u32] = &[
    0x3405, 0x3483, 0x382A, 0x3B4D, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E24, 0x4E5D, 0x4E8C, 0x4E94, 0x4E96,
    0x4EAC, 0x4EBF, 0x4EC0, 0x4EDF, 0x4EE8, 0x4F0D, 0x4F70, 0x4FE9, 0x5006, 0x5104, 0x5146, 0x5169, 0x516B,
    0x516D, 0x5341, 0x5343, 0x5344, 0x5345, 0x534C, 0x53C1, 0x53C2, 0x53C3, 0x53C4, 0x56DB, 0x58F1, 0x58F9,
    0x5E7A, 0x5EFE, 0x5EFF, 0x5F0C, 0x5F0D, 0x5F0E, 0x5F10, 0x62D0, 0x62FE, 0x634C, 0x67D2, 0x6D1E, 0x6F06,
    0x7396, 0x767E, 0x7695, 0x79ED, 0x8086, 0x842C, 0x8CAE, 0x8CB3, 0x8D30, 0x920E, 0x94A9, 0x9621, 0x9646,
    0x964C, 0x9678, 0x96F6, 0xF96B, 0xF973, 0xF978, 0xF9B2, 0xF9D1, 0xF9D3, 0xF9FD, 0x20001, 0x20064,
    0x200E2, 0x20121, 0x2092A, 0x20983, 0x2098C, 0x2099C, 0x20AEA, 0x20AFD, 0x20B19, 0x22390, 0x22998,
    0x23B1B, 0x2626D, 0x2F890,
];

/// Digits that are no decimal digits (superscripts, circled digits …): first code point, last, and
/// the value of the first; the values rise with the code points.
const SPECIAL_DIGITS: &[(u32, u32, u32)] = &[
    (0xB2, 0xB3, 2),
    (0xB9, 0xB9, 1),
    (0x1369, 0x1371, 1),
    (0x19DA, 0x19DA, 1),
    (0x2070, 0x2070, 0),
    (0x2074, 0x2079, 4),
    (0x2080, 0x2089, 0),
    (0x2460, 0x2468, 1),
    (0x2474, 0x247C, 1),
    (0x2488, 0x2490, 1),
    (0x24EA, 0x24EA, 0),
    (0x24F5, 0x24FD, 1),
    (0x24FF, 0x24FF, 0),
    (0x2776, 0x277E, 1),
    (0x2780, 0x2788, 1),
    (0x278A, 0x2792, 1),
    (0x10A40, 0x10A43, 1),
    (0x10E60, 0x10E68, 1),
    (0x11052, 0x1105A, 1),
    (0x1F100, 0x1F100, 0),
    (0x1F101, 0x1F10A, 0),
];

/// Punctuation that a cased word may contain: Word_Break MidLetter, MidNumLet and Single_Quote.
const WORD_PUNCTUATION: &[u32] = &[
    0x27, 0x2E, 0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55,
    0xFF07, 0xFF0E, 0xFF1A,
];

/// The general category; `Surrogate` for a lone surrogate.
pub fn category(code_point: u32) -> GeneralCategory {
    char::from_u32(code_point).map_or(GeneralCategory::Surrogate, get_general_category)
}

/// The character, if Unicode 16 has it.
fn assigned(code_point: u32) -> Option<char> {
    char::from_u32(code_point)
        .filter(|character| get_general_category(*character) != GeneralCategory::Unassigned)
}

pub fn is_alpha(code_point: u32) -> bool {
    use GeneralCategory::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_alphabetic();
    }
    matches!(
        category(code_point),
        LowercaseLetter | ModifierLetter | OtherLetter | TitlecaseLetter | UppercaseLetter
    )
}

/// The value of a decimal digit of any script.
pub fn decimal_value(code_point: u32) -> Option<u32> {
    if code_point < 0x80 {
        return (code_point as u8 as char).to_digit(10);
    }
    let is_decimal = |code_point: u32| category(code_point) == GeneralCategory::DecimalNumber;
    if !is_decimal(code_point) {
        return None;
    }
    // Digits stand in runs of whole tens, so the distance to the start of the run tells the value.
    let before = (1..64).take_while(|distance| is_decimal(code_point - distance)).count();
    Some(before as u32 % 10)
}

/// The value of a digit, decimal or not (superscripts, circled digits …).
pub fn digit_value(code_point: u32) -> Option<u32> {
    decimal_value(code_point).or_else(|| {
        let mut rows = SPECIAL_DIGITS.iter();
        let row = rows.find(|(first, last, _)| (*first..=*last).contains(&code_point))?;
        Some(code_point - row.0 + row.2)
    })
}

pub fn is_decimal(code_point: u32) -> bool {
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_digit();
    }
    category(code_point) == GeneralCategory::DecimalNumber
}

pub fn is_digit(code_point: u32) -> bool {
    is_decimal(code_point) || (code_point >= 0x80 && digit_value(code_point).is_some())
}

pub fn is_numeric(code_point: u32) -> bool {
    use GeneralCategory::{DecimalNumber, LetterNumber, OtherNumber};
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_digit();
    }
    matches!(category(code_point), DecimalNumber | LetterNumber | OtherNumber)
        || NUMERIC_LETTERS.binary_search(&code_point).is_ok()
}

pub fn is_alnum(code_point: u32) -> bool {
    is_alpha(code_point) || is_numeric(code_point)
}

/// Space as str methods see it: separators, and controls that separate lines, words or fields.
#[inline]
pub fn is_space(code_point: u32) -> bool {
    if code_point < 0x80 {
        return matches!(code_point, 0x09..=0x0D | 0x1C..=0x20);
    }
    matches!(code_point, 0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000)
}

/// Where `str.splitlines` breaks.
#[inline]
pub fn is_line_break(code_point: u32) -> bool {
    matches!(code_point, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

// The categories decide first, for letters whose case later versions of Unicode took away.
pub fn is_upper(code_point: u32) -> bool {
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_uppercase();
    }
    let has_property = || assigned(code_point).is_some_and(char::is_uppercase);
    category(code_point) == GeneralCategory::UppercaseLetter || has_property()
}

pub fn is_lower(code_point: u32) -> bool {
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_lowercase();
    }
    let has_property = || assigned(code_point).is_some_and(char::is_lowercase);
    category(code_point) == GeneralCategory::LowercaseLetter || has_property()
}

/// A titlecase letter, such as `ǅ`.
pub fn is_title(code_point: u32) -> bool {
    category(code_point) == GeneralCategory::TitlecaseLetter
}

/// Has a case: upper, lower or title.
pub fn is_cased(code_point: u32) -> bool {
    is_lower(code_point) || is_upper(code_point) || is_title(code_point)
}

/// What may stand inside a word without ending it (Unicode's Case_Ignorable).
pub fn is_case_ignorable(code_point: u32) -> bool {
    use GeneralCategory::{EnclosingMark, Format, ModifierLetter, ModifierSymbol, NonspacingMark};
    matches!(category(code_point), NonspacingMark | EnclosingMark | Format | ModifierLetter | ModifierSymbol)
        || WORD_PUNCTUATION.binary_search(&code_point).is_ok()
}

/// Shown as itself by `repr`: everything but controls, formats, surrogates, private use,
/// unassigned code points, and separators other than the space.
pub fn is_printable(code_point: u32) -> bool {
    use GeneralCategory::{
        Control, Format, LineSeparator, ParagraphSeparator, PrivateUse, SpaceSeparator, Surrogate, Unassigned,
    };
    if code_point < 0x7F {
        return code_point >= 0x20;
    }
    !matches!(
        category(code_point),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | LineSeparator
            | ParagraphSeparator
            | SpaceSeparator
    )
}

/// May open an identifier.
pub fn is_identifier_start(code_point: u32) -> bool {
    code_point == u32::from(b'_') || assigned(code_point).is_some_and(unicode_ident::is_xid_start)
}

/// May follow in an identifier.
pub fn is_identifier_continue(code_point: u32) -> bool {
    assigned(code_point).is_some_and(unicode_ident::is_xid_continue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(class: impl Fn(u32) -> bool) -> usize {
        // Counts of CPython 3.13 are over what Unicode 15.1 has; so stay within old blocks.
        (0..0x3000).filter(|code_point| class(*code_point)).count()
    }

    #[test]
    fn classes_of_single_characters() {
        assert!(is_digit(0xB2) && !is_decimal(0xB2) && is_numeric(0xBD) && !is_digit(0xBD));
        assert!(is_numeric(0x4E00) && is_alpha(0x4E00) && !is_digit(0x4E00));
        assert_eq!(decimal_value(0x665), Some(5));
        assert_eq!(decimal_value(0x1D7FF), Some(9));
        assert_eq!(decimal_value(0x1D7CE), Some(0));
        assert_eq!(digit_value(0x2792), Some(9));
        assert_eq!(digit_value(0x1F10A), Some(9));
        assert!(is_lower(0xAA) && is_alpha(0xAA) && is_lower(0x2170) && !is_alpha(0x2170));
        assert!(is_lower(0x295) && !is_upper(0x378));
        assert!(is_title(0x1C5) && !is_upper(0x1C5) && !is_lower(0x1C5));
        assert!(!is_printable(0xAD) && !is_printable(0xA0) && is_printable(0x3042) && !is_printable(0xD800));
        assert!(is_identifier_start(0x5F) && is_identifier_continue(0xB7) && !is_identifier_start(0xB7));
        assert_eq!(count(is_space), 28);
    }
}
