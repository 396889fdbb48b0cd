//! Expectations for `format_spec` and `format_number`; the third column is what CPython 3.13 gives.

use super::buffer::Buffer;
use super::error::{ErrorKind, TextError};
use super::format_number::{format_complex, format_float, format_int};
use super::format_spec::format_str;
use super::int_text::{Integer, parse_int};

fn outcome(format: impl FnOnce(&mut Buffer) -> Result<(), TextError>) -> String {
    let mut out = Buffer::new();
    match format(&mut out) {
        Ok(()) => out.to_string(),
        Err(TextError { kind, message }) => {
            let name = match kind {
                ErrorKind::Value => "ValueError",
                ErrorKind::Type => "TypeError",
                ErrorKind::Overflow => "OverflowError",
                ErrorKind::Memory => "MemoryError",
            };
            format!("{name}: {}", String::from_utf8(message).unwrap())
        }
    }
}

#[test]
#[rustfmt::skip]
fn ints() {
    const CASES: &[(i64, &str, &str)] = &[
        (0, "", "0"),
        (-5, "010_b", "-0000_0101"),
        (-5, "#010_b", "-0b00_0101"),
        (1234, "020_x", "0_0000_0000_0000_04d2"),
        (11259375, "#015_x", "0x000_00ab_cdef"),
        (11806310474565, "#_x", "0xabc_def1_2345"),
        (1234, "08,", "0,001,234"),
        (1234567, ",d", "1,234,567"),
        (-1234567, "015,d", "-00,001,234,567"),
        (-1234567, "=15,d", "-     1,234,567"),
        (-1234567, "*=15,d", "-*****1,234,567"),
        (-1234567, "0>15,d", "00000-1,234,567"),
        (12, "0<5", "12000"),
        (12, "<05", "12000"),
        (12, "^05", "01200"),
        (255, "#X", "0XFF"),
        (255, "+#o", "+0o377"),
        (65, "05c", "0000A"),
        (8364, "*^5c", "**\u{20ac}**"),
        (65, "+c", "ValueError: Sign not allowed with integer format specifier 'c'"),
        (65, "#c", "ValueError: Alternate form (#) not allowed with integer format specifier 'c'"),
        (-1, "c", "OverflowError: %c arg not in range(0x110000)"),
        (1, ".3d", "ValueError: Precision not allowed in integer format specifier"),
        (1, "zd", "ValueError: Negative zero coercion (z) not allowed in integer format specifier"),
        (1, ".", "ValueError: Format specifier missing precision"),
        (1, "s", "ValueError: Unknown format code 's' for object of type 'int'"),
        (1, ",x", "ValueError: Cannot specify ',' with 'x'."),
        (1, ",n", "ValueError: Cannot specify ',' with 'n'."),
        (1, "_,", "ValueError: Cannot specify both ',' and '_'."),
        (1, ",_", "ValueError: Cannot specify both ',' and '_'."),
        (1, "\u{e9}", "ValueError: Unknown format code '\\xe9' for object of type 'int'"),
        (1, "\u{7}", "ValueError: Unknown format code '\\x7' for object of type 'int'"),
        (1, ",\u{e9}", "ValueError: Cannot specify ',' with '\\xe9'."),
        (1, "dd", "ValueError: Invalid format specifier 'dd' for object of type 'int'"),
        (1, "99999999999999999999", "ValueError: Too many decimal digits in format string"),
        (5, "99999999999999999", "MemoryError: "),
        (1, "\u{665}", "    1"),
        (5, "\u{1f600}>4", "\u{1f600}\u{1f600}\u{1f600}5"),
        (10, ".2f", "10.00"),
        (10, "%", "1000.000000%"),
        (3, "=+10_", "+        3"),
        (12345, "n", "12345"),
        (7, " d", " 7"),
        (1, ",c", "ValueError: Cannot specify ',' with 'c'."),
    ];

    for (value, spec, expected) in CASES {
        assert_eq!(outcome(|out| format_int(out, &Integer::Small(*value), spec.as_bytes(), "int", 4300)), *expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn floats() {
    const CASES: &[(f64, &str, &str)] = &[
        (-0.0, "z.1f", "0.0"),
        (f64::INFINITY, "010", "0000000inf"),
        (f64::NEG_INFINITY, "010,", "-000000inf"),
        (f64::NAN, "+010", "+000000nan"),
        (1234.5, "012,.2f", "0,001,234.50"),
        (1234567.1, ",g", "1.23457e+06"),
        (12345678.9, "020_", "00_000_012_345_678.9"),
        (1.5, "n", "1.5"),
        (1.0, ".3", "1.0"),
        (100000.0, ".5", "1e+05"),
        (123456.0, ".3", "1.23e+05"),
        (0.0, "#.0g", "0."),
        (1.0, "#.0f", "1."),
        (1.0, ".0", "1e+00"),
        (1.5, ".0", "2e+00"),
        (3.25159, "010.3%", "00325.159%"),
        (-1.5, "=+010.3e", "-1.500e+00"),
        (1e+16, ",", "1e+16"),
        (-0.04, "z.1f", "0.0"),
        (-0.04, "z.1%", "-4.0%"),
        (-0.0, "z", "0.0"),
        (0.5, "-", "0.5"),
        (1.0, "=+", "+1.0"),
        (1.0, "d", "ValueError: Unknown format code 'd' for object of type 'float'"),
        (1.0, ".9999999999", "ValueError: precision too big"),
        (1.0, "_n", "ValueError: Cannot specify '_' with 'n'."),
        (1.0, ",,", "ValueError: Cannot specify ',' with ','."),
        (f64::INFINITY, "F", "INF"),
        (1e+300, "G", "1E+300"),
        (2.5, ".0f", "2"),
        (0.1, ".20", "0.10000000000000000555"),
        (1e+22, "f", "10000000000000000000000.000000"),
        (123.456, "^+15.2f", "    +123.46    "),
        (1.0, "1234567890123456789d", "ValueError: Unknown format code 'd' for object of type 'float'"),
    ];

    for (value, spec, expected) in CASES {
        assert_eq!(outcome(|out| format_float(out, *value, spec.as_bytes(), "float")), *expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn complexes() {
    const CASES: &[((f64, f64), &str, &str)] = &[
        ((1.0, 2.0), "", "(1+2j)"),
        ((1.0, 2.0), ".3", "(1+2j)"),
        ((0.0, 2.0), "", "2j"),
        ((0.0, 2.0), "g", "0+2j"),
        ((0.0, 2.0), "+", "+2j"),
        ((1.0, 2.0), ",.2f", "1.00+2.00j"),
        ((1.0, 2.0), "20", "              (1+2j)"),
        ((1.0, 2.0), "^20f", " 1.000000+2.000000j "),
        ((1.0, 2.0), "%", "ValueError: Unknown format code '%' for object of type 'complex'"),
        ((1.0, 2.0), "#", "(1.+2.j)"),
        ((-0.0, -0.0), "z", "(0+0j)"),
        ((0.0, 1.0), "05", "ValueError: Zero padding is not allowed in complex format specifier"),
        ((0.0, 1.0), "=5", "ValueError: '=' alignment flag is not allowed in complex format specifier"),
        ((0.0, 1.0), "d", "ValueError: Unknown format code 'd' for object of type 'complex'"),
        ((-1.0, -2.0), "*^30_.2e", "*****-1.00e+00-2.00e+00j******"),
        ((1e+20, 1.0), "#.3", "(1.00e+20+1.00j)"),
        ((f64::INFINITY, f64::NAN), "F", "INF+NANj"),
        ((1.0, 1.0), ".99999999999", "ValueError: precision too big"),
        ((1.0, 2.0), "<+20,.1f", "+1.0+2.0j           "),
        ((0.0, 1.0), ".3", "1j"),
    ];

    for ((real, imag), spec, expected) in CASES {
        assert_eq!(outcome(|out| format_complex(out, *real, *imag, spec.as_bytes(), "complex")), *expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn strings() {
    const CASES: &[(&str, &str, &str)] = &[
        ("abc", ".2", "ab"),
        ("abc", "^7.2", "  ab   "),
        ("abc", "\u{e9}^7", "\u{e9}\u{e9}abc\u{e9}\u{e9}"),
        ("\u{e9}\u{20ac}", ">5", "   \u{e9}\u{20ac}"),
        ("a", "05", "a0000"),
        ("a", "=5", "ValueError: '=' alignment not allowed in string format specifier"),
        ("a", "z", "ValueError: Negative zero coercion (z) not allowed in string format specifier"),
        ("a", " ", "ValueError: Space not allowed in string format specifier"),
        ("a", "+", "ValueError: Sign not allowed in string format specifier"),
        ("a", "-", "ValueError: Sign not allowed in string format specifier"),
        ("a", "#", "ValueError: Alternate form (#) not allowed in string format specifier"),
        ("a", "d", "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("a", "_", "ValueError: Cannot specify '_' with 's'."),
        ("a", "ss", "ValueError: Invalid format specifier 'ss' for object of type 'str'"),
        ("ab", "<", "ab"),
    ];

    for (value, spec, expected) in CASES {
        assert_eq!(outcome(|out| format_str(out, value.as_bytes(), spec.as_bytes(), "str")), *expected, "{spec}");
    }
}

#[test]
fn huge_integers() {
    let parse = |text: &str| parse_int(text.as_bytes(), 10, 0).unwrap();
    let big = parse("-1000000000000000000000000");
    let format =
        |value: &Integer, spec: &str| outcome(|out| format_int(out, value, spec.as_bytes(), "int", 4300));
    assert_eq!(format(&big, "40,d"), "      -1,000,000,000,000,000,000,000,000");
    assert_eq!(format(&big, "#X"), "-0XD3C21BCECCEDA1000000");
    assert_eq!(format(&big, ".3e"), "-1.000e+24");
    assert_eq!(format(&big, "c"), "OverflowError: Python int too large to convert to C long");
    let huge = parse(&"9".repeat(5000));
    assert_eq!(format(&huge, "f"), "OverflowError: int too large to convert to float");
    assert!(format(&huge, "d").starts_with("ValueError: Exceeds the limit (4300 digits)"));
    assert_eq!(format(&huge, "x").len(), 4153);
}

// What 3.14 adds: separators after the point.
#[test]
fn fraction_grouping() {
    let format = |value: f64, spec: &str| outcome(|out| format_float(out, value, spec.as_bytes(), "float"));
    assert_eq!(format(123456.1234567, ",.7_f"), "123,456.123_456_7");
    assert_eq!(format(0.1234567, "._"), "0.123_456_7");
    assert_eq!(format(0.5, "015.6,f"), "0000000.500,000");
    assert_eq!(format(1.5, ".,n"), "ValueError: Cannot specify ',' with 'n'.");
    assert_eq!(format(1.5, ".,_f"), "ValueError: Cannot specify both ',' and '_'.");
    assert_eq!(format(1.5, "._,f"), "ValueError: Cannot specify both ',' and '_'.");
    assert_eq!(format(1.5, ".f"), "ValueError: Format specifier missing precision");
}
