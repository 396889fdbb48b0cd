//! The templates of `str.format` and `string.Formatter`.
//!
//! Owns the parser of replacement fields and of field names, the numbering of fields, and the
//! messages. Must not know arguments: the caller looks names up, follows accessors, converts and
//! formats. Parser and accessors are iterators because CPython works piece by piece: the error of a
//! later piece comes after the effects of an earlier one.

use super::error::TextError;
use super::format_spec::append_digit;
use super::unicode::decimal_value;
use super::wtf8::{code_points, first_code_point};

/// A field's specification may hold fields, and those no more: `format` calls deeper than this
/// raise `RECURSION_EXCEEDED`.
pub const RECURSION_LIMIT: usize = 2;
/// ValueError.
pub const RECURSION_EXCEEDED: &str = "Max string recursion exceeded";
/// ValueError, from `AutoNumber`.
pub const MANUAL_TO_AUTOMATIC: &str =
    "cannot switch from manual field specification to automatic field numbering";
/// ValueError, from `AutoNumber`.
pub const AUTOMATIC_TO_MANUAL: &str =
    "cannot switch from automatic field numbering to manual field specification";

/// A stretch of literal text and the field that follows it, if one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Doubled braces are single here; so one text may come in several segments.
    pub literal: &'a [u8],
    pub field: Option<Field<'a>>,
}

/// A replacement field, not yet looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// For `split_field_name`.
    pub name: &'a [u8],
    /// Code point after `!`.
    pub conversion: Option<u32>,
    /// What follows `:`; a template itself if `spec_has_fields`.
    pub spec: &'a [u8],
    pub spec_has_fields: bool,
}

/// The segments of a template. Errors: Value.
pub struct Segments<'a> {
    rest: &'a [u8],
}

pub fn segments(template: &[u8]) -> Segments<'_> {
    Segments { rest: template }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let segment = self.segment();
        if segment.is_err() {
            self.rest = b"";
        }
        Some(segment.map_err(TextError::value))
    }
}

impl<'a> Segments<'a> {
    fn segment(&mut self) -> Result<Segment<'a>, &'static str> {
        let text = self.rest;
        let Some(at) = memchr::memchr2(b'{', b'}', text) else {
            self.rest = b"";
            return Ok(Segment { literal: text, field: None });
        };
        let brace = text[at];
        let after = &text[at + 1..];
        if after.first() == Some(&brace) {
            self.rest = &after[1..];
            return Ok(Segment { literal: &text[..=at], field: None });
        }
        if brace == b'}' {
            return Err("Single '}' encountered in format string");
        }
        if after.is_empty() {
            return Err("Single '{' encountered in format string");
        }
        self.rest = after;
        let field = self.field()?;
        Ok(Segment { literal: &text[..at], field: Some(field) })
    }

    fn bump(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Everything up to the brace that closes the field.
    fn field(&mut self) -> Result<Field<'a>, &'static str> {
        let start = self.rest;
        let end = loop {
            match self.bump() {
                Some(b'{') => return Err("unexpected '{' in field name"),
                Some(b'[') => {
                    let close = memchr::memchr(b']', self.rest).unwrap_or(self.rest.len());
                    self.rest = &self.rest[close..];
                }
                Some(end @ (b'}' | b':' | b'!')) => break end,
                Some(_) => {}
                None => return Err("expected '}' before end of string"),
            }
        };
        let name = &start[..start.len() - self.rest.len() - 1];
        let mut field = Field { name, conversion: None, spec: b"", spec_has_fields: false };
        match end {
            b'!' => {
                let Some((conversion, width)) = first_code_point(self.rest) else {
                    return Err("end of string while looking for conversion specifier");
                };
                field.conversion = Some(conversion);
                self.rest = &self.rest[width..];
                match self.bump() {
                    Some(b'}') => return Ok(field),
                    Some(b':') | None => {}
                    Some(_) => return Err("expected ':' after conversion specifier"),
                }
            }
            b':' => {}
            _ => return Ok(field),
        }
        self.spec(&mut field)?;
        Ok(field)
    }

    fn spec(&mut self, field: &mut Field<'a>) -> Result<(), &'static str> {
        let start = self.rest;
        let mut depth = 1;
        while let Some(byte) = self.bump() {
            match byte {
                b'{' => {
                    field.spec_has_fields = true;
                    depth += 1;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = &start[..start.len() - self.rest.len() - 1];
                return Ok(());
            }
        }
        Err("unmatched '{' in format spec")
    }
}

/// What a field name begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next positional argument.
    Auto,
    Index(usize),
    Name(&'a [u8]),
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[3]`
    Index(usize),
    /// `[key]`
    Key(&'a [u8]),
}

/// Splits `a.b[0]` into its first part and the accessors. Errors: Value, for an index too large.
pub fn split_field_name(name: &[u8]) -> Result<(First<'_>, Accessors<'_>), TextError> {
    let end = name.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match parse_index(first)? {
        Some(index) => First::Index(index),
        None if first.is_empty() => First::Auto,
        None => First::Name(first),
    };
    Ok((first, Accessors { rest }))
}

/// Digits only, of any script; None for anything else.
fn parse_index(text: &[u8]) -> Result<Option<usize>, TextError> {
    let mut index = None;
    for code_point in code_points(text) {
        let Some(digit) = decimal_value(code_point) else { return Ok(None) };
        index = Some(append_digit(index.unwrap_or(0), digit)?);
    }
    Ok(index)
}

/// The accessors of a field name, one by one. Errors: Value.
#[derive(Debug, Clone)]
pub struct Accessors<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Accessors<'a> {
    type Item = Result<Accessor<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.rest.split_first()?;
        let accessor = match first {
            b'.' => self.attribute(rest),
            b'[' => self.element(rest),
            _ => Err(TextError::value("Only '.' or '[' may follow ']' in format field specifier")),
        };
        if accessor.is_err() {
            self.rest = b"";
        }
        Some(accessor)
    }
}

impl<'a> Accessors<'a> {
    fn attribute(&mut self, rest: &'a [u8]) -> Result<Accessor<'a>, TextError> {
        let end = rest.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(rest.len());
        self.rest = &rest[end..];
        if end == 0 {
            return Err(TextError::value("Empty attribute in format string"));
        }
        Ok(Accessor::Attribute(&rest[..end]))
    }

    fn element(&mut self, rest: &'a [u8]) -> Result<Accessor<'a>, TextError> {
        let Some(end) = memchr::memchr(b']', rest) else {
            return Err(TextError::value("Missing ']' in format string"));
        };
        self.rest = &rest[end + 1..];
        let key = &rest[..end];
        match parse_index(key)? {
            Some(index) => Ok(Accessor::Index(index)),
            None if key.is_empty() => Err(TextError::value("Empty attribute in format string")),
            None => Ok(Accessor::Key(key)),
        }
    }
}

/// Counts the fields without a name. One serves a whole template, nested specifications included.
#[derive(Debug, Clone, Default)]
pub struct AutoNumber {
    automatic: Option<bool>,
    next: usize,
}

impl AutoNumber {
    /// The index that `first` stands for; None for a name. Errors: Value, where a template has
    /// both kinds of numbering.
    pub fn resolve(&mut self, first: &First<'_>) -> Result<Option<usize>, TextError> {
        let automatic = match first {
            First::Name(_) => return Ok(None),
            First::Auto => true,
            First::Index(_) => false,
        };
        match (self.automatic.replace(automatic), automatic) {
            (Some(true), false) => return Err(TextError::value(AUTOMATIC_TO_MANUAL)),
            (Some(false), true) => return Err(TextError::value(MANUAL_TO_AUTOMATIC)),
            _ => {}
        }
        if let First::Index(index) = first {
            return Ok(Some(*index));
        }
        self.next += 1;
        Ok(Some(self.next - 1))
    }
}

/// The error for a conversion other than `!r`, `!s` and `!a`.
pub fn unknown_conversion(conversion: u32) -> TextError {
    let shown = match char::from_u32(conversion) {
        Some(character) if conversion > 32 && conversion < 127 => character.to_string(),
        _ => format!("\\x{conversion:x}"),
    };
    TextError::value(format!("Unknown conversion specifier {shown}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_error(template: &str) -> String {
        for segment in segments(template.as_bytes()) {
            let field = match segment {
                Err(error) => return error.to_string(),
                Ok(segment) => segment.field,
            };
            let Some(field) = field else { continue };
            let outcome = split_field_name(field.name)
                .and_then(|(_, accessors)| accessors.collect::<Result<Vec<_>, _>>().map(drop));
            if let Err(error) = outcome {
                return error.to_string();
            }
        }
        "none".into()
    }

    #[test]
    fn messages() {
        for (template, expected) in [
            ("{0[}", "expected '}' before end of string"),
            ("{0[]}", "Empty attribute in format string"),
            ("{0.}", "Empty attribute in format string"),
            ("{0..a}", "Empty attribute in format string"),
            ("{0[0]a}", "Only '.' or '[' may follow ']' in format field specifier"),
            ("{0[99999999999999999999]}", "Too many decimal digits in format string"),
            ("{99999999999999999999}", "Too many decimal digits in format string"),
            ("{", "Single '{' encountered in format string"),
            ("}", "Single '}' encountered in format string"),
            ("a}b", "Single '}' encountered in format string"),
            ("{!", "end of string while looking for conversion specifier"),
            ("{!r", "unmatched '{' in format spec"),
            ("{!rr}", "expected ':' after conversion specifier"),
            ("{!}", "unmatched '{' in format spec"),
            ("{:{", "unmatched '{' in format spec"),
            ("{a{", "unexpected '{' in field name"),
            ("{a", "expected '}' before end of string"),
            ("{{}", "Single '}' encountered in format string"),
            ("{}}", "Single '}' encountered in format string"),
            ("{0[a", "expected '}' before end of string"),
            ("{a[}]}", "none"),
            ("{a.b[c][0].d!é:{}}", "none"),
        ] {
            assert_eq!(first_error(template), expected, "{template}");
        }
        assert_eq!(unknown_conversion(0x78).to_string(), "Unknown conversion specifier x");
        assert_eq!(unknown_conversion(0xE9).to_string(), "Unknown conversion specifier \\xe9");
    }

    #[test]
    fn pieces() {
        let parsed: Vec<_> = segments(b"a{{b{x.y[1][k]!r:>{w}}c").map(Result::unwrap).collect();
        let field =
            Field { name: b"x.y[1][k]", conversion: Some(0x72), spec: b">{w}", spec_has_fields: true };
        let expected = [
            Segment { literal: b"a{", field: None },
            Segment { literal: b"b", field: Some(field) },
            Segment { literal: b"c", field: None },
        ];
        assert_eq!(parsed, expected);
    }

    #[test]
    fn names_and_numbers() {
        let (first, accessors) = split_field_name(b"x.y[1][k]").unwrap();
        assert_eq!(first, First::Name(b"x"));
        let accessors: Vec<_> = accessors.map(Result::unwrap).collect();
        assert_eq!(accessors, [Accessor::Attribute(b"y"), Accessor::Index(1), Accessor::Key(b"k")]);
        assert_eq!(split_field_name(b"").unwrap().0, First::Auto);
        assert_eq!(split_field_name("٣".as_bytes()).unwrap().0, First::Index(3));
        assert_eq!(split_field_name(b"-1").unwrap().0, First::Name(b"-1"));
        let mut numbers = AutoNumber::default();
        assert_eq!(numbers.resolve(&First::Auto), Ok(Some(0)));
        assert_eq!(numbers.resolve(&First::Auto), Ok(Some(1)));
        assert_eq!(numbers.resolve(&First::Name(b"x")), Ok(None));
        assert_eq!(numbers.resolve(&First::Index(0)).unwrap_err().to_string(), AUTOMATIC_TO_MANUAL);
        let mut numbers = AutoNumber::default();
        assert_eq!(numbers.resolve(&First::Index(7)), Ok(Some(7)));
        assert_eq!(numbers.resolve(&First::Auto).unwrap_err().to_string(), MANUAL_TO_AUTOMATIC);
    }
}
