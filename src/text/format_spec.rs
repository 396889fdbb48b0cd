//! The format-spec mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! Owns the grammar, its errors, padding, and the formatting of strings. Numbers are laid out in
//! `format_number`. Must not know objects: callers pass the name of the type for the messages.
//! Invariant: a width or precision from a script ends in an error, never in an abort.

use super::buffer::Buffer;
use super::error::TextError;
use super::unicode::decimal_value;
use super::wtf8;

/// Where the padding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: between the sign or prefix and the digits.
    AfterSign,
}

/// What stands before a number that is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignMode {
    /// No sign was asked for.
    Default,
    /// `-`: the same for numbers, but an error for strings.
    Minus,
    /// `+`
    Plus,
    /// A space.
    Space,
}

/// Which character separates groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    Comma,
    Underscore,
}

impl Grouping {
    pub fn separator(self) -> u8 {
        match self {
            Grouping::Comma => b',',
            Grouping::Underscore => b'_',
        }
    }
}

/// A parsed specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatSpec {
    /// Code point of the fill.
    pub fill: u32,
    pub align: Align,
    pub sign: SignMode,
    /// `z`
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: Option<usize>,
    pub grouping: Option<Grouping>,
    pub precision: Option<usize>,
    /// Grouping of the digits after the point (3.14).
    pub fraction_grouping: Option<Grouping>,
    /// Code point of the type, 0 where the type has a form without a code and none is given.
    pub kind: u32,
}

impl FormatSpec {
    /// What an empty specification means for a type with these defaults.
    pub fn new(kind: u32, align: Align) -> FormatSpec {
        FormatSpec {
            fill: u32::from(b' '),
            align,
            sign: SignMode::Default,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind,
        }
    }

    /// The type as an ASCII byte; 0 for none, 0xFF for anything else.
    pub fn code(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(0xFF)
    }
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    /// Goes past an ASCII character if it comes next.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        match self.rest {
            [first, rest @ ..] if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// The value of the decimal digit of any script that comes next, and its width.
    #[inline]
    fn digit(&self) -> Option<(u32, usize)> {
        match *self.rest.first()? {
            digit @ b'0'..=b'9' => Some((u32::from(digit - b'0'), 1)),
            ..0x80 => None,
            _ => {
                let (code_point, width) = wtf8::first_code_point(self.rest)?;
                decimal_value(code_point).map(|digit| (digit, width))
            }
        }
    }

    /// Decimal digits; None without a digit.
    #[inline(always)]
    fn number(&mut self) -> Result<Option<usize>, TextError> {
        let mut number = None;
        while let Some((digit, width)) = self.digit() {
            number = Some(append_digit(number.unwrap_or(0), digit)?);
            self.rest = &self.rest[width..];
        }
        Ok(number)
    }

    fn grouping(&mut self) -> Result<Option<Grouping>, TextError> {
        let comma = self.take(b',');
        let underscore = self.take(b'_');
        let both = "Cannot specify both ',' and '_'.";
        match (comma, underscore) {
            (true, true) => Err(TextError::value(both)),
            (false, true) if self.rest.first() == Some(&b',') => Err(TextError::value(both)),
            (true, false) => Ok(Some(Grouping::Comma)),
            (false, true) => Ok(Some(Grouping::Underscore)),
            (false, false) => Ok(None),
        }
    }
}

/// `number * 10 + digit`, bounded by what an index can be.
#[inline]
pub(super) fn append_digit(number: usize, digit: u32) -> Result<usize, TextError> {
    number
        .checked_mul(10)
        .and_then(|tens| tens.checked_add(digit as usize))
        .filter(|sum| *sum <= isize::MAX as usize)
        .ok_or_else(too_many_digits)
}

#[cold]
fn too_many_digits() -> TextError {
    TextError::value("Too many decimal digits in format string")
}

#[inline]
fn align_of(byte: u8) -> Option<Align> {
    match byte {
        b'<' => Some(Align::Left),
        b'>' => Some(Align::Right),
        b'^' => Some(Align::Center),
        b'=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// Parses `spec`. `default_kind` and `default_align` are those of the type, `type_name` its name
/// for the messages. Errors: Value.
#[inline(always)]
pub fn parse(
    spec: &[u8],
    default_kind: u32,
    default_align: Align,
    type_name: &str,
) -> Result<FormatSpec, TextError> {
    let mut parsed = FormatSpec::new(default_kind, default_align);
    let mut cursor = Cursor { rest: spec };
    parse_layout(&mut cursor, &mut parsed, default_align);
    parsed.width = cursor.number()?;
    if let [b',' | b'_' | b'.', ..] = cursor.rest {
        parse_digits(&mut cursor, &mut parsed)?;
    }
    match cursor.rest {
        [] => {}
        [kind] => parsed.kind = u32::from(*kind),
        rest => match wtf8::first_code_point(rest) {
            Some((kind, width)) if width == rest.len() => parsed.kind = kind,
            _ => return Err(invalid(spec, type_name)),
        },
    }
    if parsed.grouping.is_some() || parsed.fraction_grouping.is_some() {
        check_grouping(&parsed)?;
    }
    Ok(parsed)
}

#[cold]
fn invalid(spec: &[u8], type_name: &str) -> TextError {
    let tail = format!("' for object of type '{type_name}'");
    TextError::value([&b"Invalid format specifier '"[..], spec, tail.as_bytes()].concat())
}

/// Grouping and precision.
fn parse_digits(cursor: &mut Cursor<'_>, parsed: &mut FormatSpec) -> Result<(), TextError> {
    parsed.grouping = cursor.grouping()?;
    if cursor.take(b'.') {
        parsed.precision = cursor.number()?;
        parsed.fraction_grouping = cursor.grouping()?;
        if parsed.precision.is_none() && parsed.fraction_grouping.is_none() {
            return Err(TextError::value("Format specifier missing precision"));
        }
    }
    Ok(())
}

/// Everything in front of the width.
#[inline]
fn parse_layout(cursor: &mut Cursor<'_>, parsed: &mut FormatSpec, default_align: Align) {
    let Some((fill, width)) = wtf8::first_code_point(cursor.rest) else { return };
    let (first, after_first) = (cursor.rest[0], &cursor.rest[width..]);
    let mut fill_given = false;
    let mut align_given = true;
    if let [byte, rest @ ..] = after_first
        && let Some(align) = align_of(*byte)
    {
        (parsed.fill, parsed.align) = (fill, align);
        fill_given = true;
        cursor.rest = rest;
    } else if let Some(align) = align_of(first) {
        parsed.align = align;
        cursor.rest = after_first;
    } else {
        align_given = false;
    }
    if let [b' ' | b'+' | b'-' | b'z' | b'#', ..] = cursor.rest {
        parse_switches(cursor, parsed);
    }
    if !fill_given && cursor.take(b'0') {
        parsed.fill = u32::from(b'0');
        if !align_given && default_align == Align::Right {
            parsed.align = Align::AfterSign;
        }
    }
}

/// The sign, `z` and `#`.
fn parse_switches(cursor: &mut Cursor<'_>, parsed: &mut FormatSpec) {
    parsed.sign = match cursor.rest.first() {
        Some(b' ') => SignMode::Space,
        Some(b'+') => SignMode::Plus,
        Some(b'-') => SignMode::Minus,
        _ => SignMode::Default,
    };
    if parsed.sign != SignMode::Default {
        cursor.rest = &cursor.rest[1..];
    }
    parsed.no_negative_zero = cursor.take(b'z');
    parsed.alternate = cursor.take(b'#');
}

/// Grouping goes with decimal codes, and underscores also with binary, octal and hexadecimal.
fn check_grouping(parsed: &FormatSpec) -> Result<(), TextError> {
    let refuse = |grouping: Grouping| {
        let separator = char::from(grouping.separator());
        TextError::value(format!("Cannot specify '{separator}' with '{}'.", shown_code(parsed.kind)))
    };
    if let Some(grouping) = parsed.grouping {
        let allowed = match parsed.code() {
            0 | b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' => true,
            b'b' | b'o' | b'x' | b'X' => grouping == Grouping::Underscore,
            _ => false,
        };
        if !allowed {
            return Err(refuse(grouping));
        }
    }
    match parsed.fraction_grouping {
        Some(grouping) if parsed.kind == u32::from(b'n') => Err(refuse(grouping)),
        _ => Ok(()),
    }
}

/// A type code as messages show it: itself, or `\x…` if it is no visible ASCII character.
fn shown_code(kind: u32) -> String {
    match char::from_u32(kind) {
        Some(code) if code > ' ' && kind < 128 => code.to_string(),
        _ => format!("\\x{kind:x}"),
    }
}

/// The error for a type code that the type does not have.
pub fn unknown_code(kind: u32, type_name: &str) -> TextError {
    TextError::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown_code(kind)))
}

/// Appends `body`, whose width is `width` code points, padded to `spec.width`. `=` counts as `>`.
pub fn push_padded(out: &mut Buffer, body: &[u8], width: usize, spec: &FormatSpec) -> Result<(), TextError> {
    let padding = spec.width.unwrap_or(0).saturating_sub(width);
    let left = match spec.align {
        Align::Left => 0,
        Align::Center => padding / 2,
        Align::Right | Align::AfterSign => padding,
    };
    out.push_fill(spec.fill, left)?;
    out.reserve(body.len())?;
    out.extend_from_slice(body);
    out.push_fill(spec.fill, padding - left)
}

/// Appends `format(str, spec)`. Errors: Value, Memory.
pub fn format_str(out: &mut Buffer, text: &[u8], spec: &[u8], type_name: &str) -> Result<(), TextError> {
    let parsed = parse(spec, u32::from(b's'), Align::Left, type_name)?;
    if parsed.kind != u32::from(b's') {
        return Err(unknown_code(parsed.kind, type_name));
    }
    let refuse = |what: &str| TextError::value(format!("{what} not allowed in string format specifier"));
    match parsed.sign {
        SignMode::Default => {}
        SignMode::Space => return Err(refuse("Space")),
        SignMode::Plus | SignMode::Minus => return Err(refuse("Sign")),
    }
    if parsed.no_negative_zero {
        return Err(refuse("Negative zero coercion (z)"));
    }
    if parsed.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    if parsed.align == Align::AfterSign {
        return Err(TextError::value("'=' alignment not allowed in string format specifier"));
    }
    push_text(out, text, &parsed)
}

/// Appends `text`, cut to the precision and padded to the width.
pub fn push_text(out: &mut Buffer, text: &[u8], spec: &FormatSpec) -> Result<(), TextError> {
    let text = spec.precision.map_or(text, |precision| wtf8::slice(text, 0, precision));
    let width = if spec.width.is_some() { wtf8::count(text) } else { 0 };
    push_padded(out, text, width, spec)
}
