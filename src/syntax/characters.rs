//! Which characters print, and what to say of one that may not stand in a program.
//!
//! Owns that test for error messages. Must not know tokens.
//! Invariant: agrees with `str.isprintable` for every assigned character.

/// The message for a character that no token contains.
pub fn refuse(c: char) -> String {
    let code = c as u32;
    if is_printable(c) {
        format!("invalid character '{c}' (U+{code:04X})")
    } else {
        format!("invalid non-printable character U+{code:04X}")
    }
}

/// Formatting characters and separators, which have names but do not print.
const INVISIBLE: [(u32, u32); 24] = [
    (0x00A0, 0x00A0),
    (0x00AD, 0x00AD),
    (0x0600, 0x0605),
    (0x061C, 0x061C),
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x1680, 0x1680),
    (0x180E, 0x180E),
    (0x2000, 0x200F),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x3000, 0x3000),
    (0xD800, 0xF8FF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0001, 0xE007F),
    (0xF0000, 0x10FFFF),
];

fn is_printable(c: char) -> bool {
    let code = c as u32;
    if code < 0x7F {
        return code >= 0x20;
    }
    let invisible = INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&code));
    // What has no name is a control character or unassigned.
    !invisible && unicode_names2::name(c).is_some()
}
