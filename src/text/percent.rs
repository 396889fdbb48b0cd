//! `%` formatting of str and bytes: the parser of the template, and the rendering of one operand.
//!
//! Owns the grammar of conversions and its errors. Must not know operands: the caller fetches and
//! converts them, in order, and calls the `push_…` function of the conversion. The parser is an
//! iterator because CPython works piece by piece: an operand's error comes before the error of a
//! later piece. Invariant: numbers are rendered by `format_number`, so that the three doors agree.

use super::buffer::Buffer;
use super::error::TextError;
use super::float_repr::FloatLayout;
use super::format_number;
use super::format_spec::{Align, FormatSpec, SignMode, push_padded, push_text};
use super::int_text::Integer;
use super::wtf8;

/// TypeError, where a conversion or a `*` finds no operand left.
pub const NOT_ENOUGH_ARGUMENTS: &str = "not enough arguments for format string";
/// TypeError, where operands are left over in a str.
pub const TEXT_ARGUMENTS_LEFT: &str = "not all arguments converted during string formatting";
/// TypeError, where operands are left over in bytes.
pub const BYTES_ARGUMENTS_LEFT: &str = "not all arguments converted during bytes formatting";
/// TypeError, where the operand of a `*` is no int.
pub const STAR_WANTS_INT: &str = "* wants int";

/// Which kind of template is parsed. Positions and widths count code points or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    Text,
    Bytes,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Copied as it is; `%%` ends one whose last character is `%`.
    Literal(&'a [u8]),
    /// A conversion of which nothing but its type is given, a known one.
    Plain(u8),
    Conversion(Conversion<'a>),
}

/// A width or a precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Absent,
    Given(usize),
    /// `*`: taken from the operands.
    Operand,
}

/// One `%` conversion. The type is not checked: an operand is fetched first, then `check_type`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// `%(key)…`: the operand is looked up in the mapping.
    pub key: Option<&'a [u8]>,
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
    pub width: Amount,
    pub precision: Amount,
    /// The type: a code point in a str, a byte in bytes.
    pub kind: u32,
    /// What stands before the type.
    pub before: &'a [u8],
}

/// The pieces of a template, one by one. Errors: Value; Type where a key needs a mapping.
pub struct Segments<'a> {
    source: &'a [u8],
    rest: &'a [u8],
    template: Template,
    has_mapping: bool,
    failed: bool,
}

/// Parses `source`. `has_mapping` says whether the right operand is a mapping.
pub fn segments(source: &[u8], template: Template, has_mapping: bool) -> Segments<'_> {
    Segments { source, rest: source, template, has_mapping, failed: false }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.rest.is_empty() {
            return None;
        }
        let text = self.rest;
        let literal = memchr::memchr(b'%', text).unwrap_or(text.len());
        if text.get(literal + 1) == Some(&b'%') {
            self.rest = &text[literal + 2..];
            return Some(Ok(Segment::Literal(&text[..=literal])));
        }
        if literal > 0 {
            self.rest = &text[literal..];
            return Some(Ok(Segment::Literal(&text[..literal])));
        }
        if let Some(code @ (b's' | b'd' | b'r' | b'i' | b'f' | b'x')) = text.get(1).copied() {
            self.rest = &text[2..];
            return Some(Ok(Segment::Plain(code)));
        }
        self.rest = &text[1..];
        let conversion = self.conversion();
        self.failed = conversion.is_err();
        Some(conversion.map(Segment::Conversion))
    }
}

impl<'a> Segments<'a> {
    fn take(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        self.rest = &self.rest[usize::from(found)..];
        found
    }

    fn conversion(&mut self) -> Result<Conversion<'a>, TextError> {
        let mut conversion = Conversion {
            key: self.key()?,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: Amount::Absent,
            precision: Amount::Absent,
            kind: 0,
            before: b"",
        };
        loop {
            match self.rest.first() {
                Some(b'-') => conversion.left = true,
                Some(b'+') => conversion.plus = true,
                Some(b' ') => conversion.space = true,
                Some(b'#') => conversion.alternate = true,
                Some(b'0') => conversion.zero = true,
                _ => break,
            }
            self.rest = &self.rest[1..];
        }
        conversion.width = self.amount(isize::MAX as usize, "width too big")?;
        if self.take(b'.') {
            let message = if self.template == Template::Text { "precision too big" } else { "prec too big" };
            conversion.precision = match self.amount(i32::MAX as usize, message)? {
                Amount::Absent => Amount::Given(0),
                given => given,
            };
        }
        // C's length modifiers are accepted and mean nothing.
        let _ = self.take(b'h') || self.take(b'l') || self.take(b'L');
        let before = &self.source[..self.source.len() - self.rest.len()];
        let (kind, width) = match self.template {
            Template::Text => wtf8::first_code_point(self.rest),
            Template::Bytes => self.rest.first().map(|byte| (u32::from(*byte), 1)),
        }
        .ok_or_else(|| TextError::value("incomplete format"))?;
        conversion.kind = kind;
        conversion.before = before;
        self.rest = &self.rest[width..];
        Ok(conversion)
    }

    /// The text of `(key)`, in which brackets nest.
    fn key(&mut self) -> Result<Option<&'a [u8]>, TextError> {
        if self.rest.first() != Some(&b'(') {
            return Ok(None);
        }
        if !self.has_mapping {
            return Err(TextError::type_error("format requires a mapping"));
        }
        let inside = &self.rest[1..];
        let mut depth = 1;
        for (at, byte) in inside.iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &inside[at + 1..];
                return Ok(Some(&inside[..at]));
            }
        }
        Err(TextError::value("incomplete format key"))
    }

    fn amount(&mut self, limit: usize, message: &'static str) -> Result<Amount, TextError> {
        if self.take(b'*') {
            return Ok(Amount::Operand);
        }
        let mut amount = None;
        while let Some(byte) = self.rest.first().filter(|byte| byte.is_ascii_digit()) {
            let tens = amount.unwrap_or(0usize).checked_mul(10);
            let sum = tens.and_then(|tens| tens.checked_add(usize::from(byte - b'0')));
            let sum = sum.filter(|sum| *sum <= limit).ok_or_else(|| TextError::value(message))?;
            amount = Some(sum);
            self.rest = &self.rest[1..];
        }
        Ok(amount.map_or(Amount::Absent, Amount::Given))
    }
}

/// The layout of a conversion of which nothing but its type is given.
pub fn plain_layout(code: u8) -> FormatSpec {
    FormatSpec::new(u32::from(code), Align::Right)
}

impl Conversion<'_> {
    /// The type as an ASCII byte; 0xFF for anything else.
    pub fn code(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(0xFF)
    }

    /// Refuses a type that no conversion has. To be asked once the operand is fetched.
    pub fn check_type(&self, template: Template) -> Result<(), TextError> {
        let known = match self.code() {
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' | b'c' | b's' | b'r' | b'a' => true,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => true,
            b'b' => template == Template::Bytes,
            _ => false,
        };
        if known {
            return Ok(());
        }
        let shown = match char::from_u32(self.kind) {
            Some(character) if template == Template::Bytes || (31..128).contains(&self.kind) => character,
            _ => '?',
        };
        let kind = self.kind;
        let index = match template {
            Template::Text => wtf8::count(self.before),
            Template::Bytes => self.before.len(),
        };
        Err(TextError::value(format!("unsupported format character '{shown}' (0x{kind:x}) at index {index}")))
    }

    /// True if the operand is an integer or a float.
    pub fn is_numeric(&self) -> bool {
        !matches!(self.code(), b'c' | b's' | b'r' | b'a' | b'b')
    }

    /// The layout of the result. The operands stand in for `*`; a negative width aligns to the
    /// left, a negative precision is 0.
    pub fn layout(&self, width_operand: i64, precision_operand: i64) -> FormatSpec {
        let mut left = self.left;
        let width = match self.width {
            Amount::Absent => None,
            Amount::Given(width) => Some(width),
            Amount::Operand => {
                left |= width_operand < 0;
                Some(width_operand.unsigned_abs() as usize)
            }
        };
        let precision = match self.precision {
            Amount::Absent => None,
            Amount::Given(precision) => Some(precision),
            Amount::Operand => Some(precision_operand.max(0) as usize),
        };
        let zero_fill = self.zero && !left && self.is_numeric();
        let mut spec = FormatSpec::new(self.kind, Align::Right);
        if left {
            spec.align = Align::Left;
        } else if zero_fill {
            (spec.fill, spec.align) = (u32::from(b'0'), Align::AfterSign);
        }
        spec.sign = match (self.plus, self.space) {
            (true, _) => SignMode::Plus,
            (false, true) => SignMode::Space,
            (false, false) => SignMode::Default,
        };
        FormatSpec { width, precision, alternate: self.alternate, ..spec }
    }
}

/// Appends an integer (`d i u o x X`); the precision is a least number of digits. Errors: Value
/// past `digit_limit`, Overflow, Memory.
pub fn push_integer(
    out: &mut Buffer,
    value: &Integer,
    spec: &FormatSpec,
    digit_limit: usize,
) -> Result<(), TextError> {
    let precision = spec.precision.unwrap_or(0);
    if precision > i32::MAX as usize - 3 {
        return Err(TextError::overflow("precision too large"));
    }
    format_number::push_integer(out, value, spec, precision, digit_limit)
}

/// Appends a float (`e E f F g G`). Errors: Memory.
pub fn push_float(out: &mut Buffer, value: f64, spec: &FormatSpec) -> Result<(), TextError> {
    let layout = FloatLayout { alternate: spec.alternate, ..FloatLayout::default() };
    format_number::push_float(out, value, spec, layout)
}

/// Appends a string (`s r a` in a str). Errors: Memory.
pub fn push_string(out: &mut Buffer, text: &[u8], spec: &FormatSpec) -> Result<(), TextError> {
    push_text(out, text, spec)
}

/// Appends bytes (`s b r a` in bytes). Errors: Memory.
pub fn push_bytes(out: &mut Buffer, bytes: &[u8], spec: &FormatSpec) -> Result<(), TextError> {
    let bytes = &bytes[..spec.precision.unwrap_or(usize::MAX).min(bytes.len())];
    push_padded(out, bytes, bytes.len(), spec)
}

/// Appends the character of `c`: an encoded code point, or a byte. Errors: Memory.
pub fn push_character(out: &mut Buffer, character: &[u8], spec: &FormatSpec) -> Result<(), TextError> {
    push_padded(out, character, 1, spec)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats integers, floats and strings as the interpreter would.
    enum Operand {
        Int(i64),
        Float(f64),
        Text(&'static str),
    }
    use Operand::{Float, Int, Text};

    fn render(template: &str, operand: &Operand) -> Result<String, TextError> {
        let mut out = Buffer::new();
        for segment in segments(template.as_bytes(), Template::Text, false) {
            let spec = match segment? {
                Segment::Literal(text) => {
                    out.extend_from_slice(text);
                    continue;
                }
                Segment::Plain(code) => plain_layout(code),
                Segment::Conversion(conversion) => {
                    conversion.check_type(Template::Text)?;
                    conversion.layout(0, 0)
                }
            };
            match operand {
                Int(value) => push_integer(&mut out, &Integer::Small(*value), &spec, 4300)?,
                Float(value) => push_float(&mut out, *value, &spec)?,
                Text(text) if spec.code() == b'c' => push_character(&mut out, text.as_bytes(), &spec)?,
                Text(text) => push_string(&mut out, text.as_bytes(), &spec)?,
            }
        }
        Ok(out.to_string())
    }

    #[test]
    fn renders() {
        for (template, operand, expected) in [
            ("%5.1f%%", Float(2.25), "  2.2%"),
            ("%#o", Int(8), "0o10"),
            ("%#x", Int(-255), "-0xff"),
            ("%08.3d", Int(-5), "-0000005"),
            ("%+08.3d", Int(5), "+0000005"),
            ("%-8d|", Int(5), "5       |"),
            ("% 05d", Int(5), " 0005"),
            ("%05s", Text("a"), "    a"),
            ("%5.1s", Text("abc"), "    a"),
            ("%#g", Float(1.0), "1.00000"),
            ("%G", Float(1e-10), "1E-10"),
            ("%#.0e", Float(2.5), "2.e+00"),
            ("%-05d|", Int(-5), "-5   |"),
            ("%+.3x", Int(10), "+00a"),
            ("%#+.5X", Int(10), "+0X0000A"),
            ("%#12.5X", Int(10), "     0X0000A"),
            ("%#012.5X", Int(10), "0X000000000A"),
            ("%-#12x|", Int(10), "0xa         |"),
            ("%05.1f", Float(-2.5), "-02.5"),
            ("%+s", Text("a"), "a"),
            ("%F", Float(f64::INFINITY), "INF"),
            ("%+f", Float(f64::NAN), "+nan"),
            ("%010f", Float(f64::NEG_INFINITY), "-000000inf"),
            ("%05f", Float(f64::INFINITY), "00inf"),
            ("%ld%hd", Int(5), "55"),
            ("%.0c|%05c", Text("a"), "a|    a"),
            ("é%3s", Text("€"), "é  €"),
            ("a%%b", Int(1), "a%b"),
        ] {
            assert_eq!(render(template, &operand).unwrap(), expected, "{template}");
        }
    }

    #[test]
    fn errors() {
        for (template, expected) in [
            ("%y", "unsupported format character 'y' (0x79) at index 1"),
            ("é%.y", "unsupported format character 'y' (0x79) at index 3"),
            ("%é", "unsupported format character '?' (0xe9) at index 1"),
            ("%\u{1f}", "unsupported format character '\u{1f}' (0x1f) at index 1"),
            ("%\u{7}", "unsupported format character '?' (0x7) at index 1"),
            ("%5%", "unsupported format character '%' (0x25) at index 2"),
            ("%lld", "unsupported format character 'l' (0x6c) at index 2"),
            ("%b", "unsupported format character 'b' (0x62) at index 1"),
            ("%", "incomplete format"),
            ("%5", "incomplete format"),
            ("%.", "incomplete format"),
            ("%l", "incomplete format"),
            ("%-", "incomplete format"),
            ("%.*", "incomplete format"),
            ("%(a)s", "format requires a mapping"),
            ("%.99999999999d", "precision too big"),
            ("%99999999999999999999d", "width too big"),
            ("%.2147483647d", "precision too large"),
        ] {
            assert_eq!(render(template, &Int(1)).unwrap_err().to_string(), expected, "{template}");
        }
        let huge = render("%999999999999999999d", &Int(1)).unwrap_err();
        assert_eq!(huge, TextError::memory());
        let mut keys = segments(b"%(a", Template::Bytes, true);
        assert_eq!(keys.next().unwrap().unwrap_err().to_string(), "incomplete format key");
        let mut bytes = segments(b"%.99999999999d", Template::Bytes, true);
        assert_eq!(bytes.next().unwrap().unwrap_err().to_string(), "prec too big");
        assert!(bytes.next().is_none());
    }

    #[test]
    fn keys_and_stars() {
        let mut pieces = segments(b"%(a(b))-*.*d!", Template::Text, true);
        let Some(Ok(Segment::Conversion(conversion))) = pieces.next() else { panic!("a conversion") };
        assert_eq!(conversion.key, Some(&b"a(b)"[..]));
        assert_eq!((conversion.width, conversion.precision), (Amount::Operand, Amount::Operand));
        let spec = conversion.layout(-5, -2);
        assert_eq!((spec.align, spec.width, spec.precision), (Align::Left, Some(5), Some(0)));
        assert_eq!(pieces.next(), Some(Ok(Segment::Literal(b"!"))));
        assert_eq!(pieces.next(), None);
    }
}
