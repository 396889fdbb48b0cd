//! How an error in a source text looks: file, line, the line itself, carets.
//!
//! Owns that rendering, for whatever has a class name, a message and a span. Must not know
//! what an error means. Invariant: caret columns count characters; only the first line of a
//! span is shown, as in CPython.

use std::fmt::Write;

use crate::source::{SourceText, Span};

/// Renders an error as CPython's traceback module does, with a final line end.
pub fn render(source: &SourceText, span: Span, class_name: &str, message: &str) -> String {
    let mut out = String::new();
    let (line, column) = source.line_column(span.start);
    let _ = writeln!(out, "  File \"{}\", line {line}", source.name);
    let text = source.line(line).trim_end();
    let shown = text.trim_start_matches([' ', '\t', '\x0c']);
    if !shown.is_empty() {
        let _ = writeln!(out, "    {shown}");
        let indentation = text.len() - shown.len();
        if let Some(carets) = carets(source, span, text, column as usize, indentation) {
            let _ = writeln!(out, "    {carets}");
        }
    }
    let _ = writeln!(out, "{class_name}: {message}");
    out
}

/// Spaces and carets below the shown part of the line; None when the place is in what was cut.
fn carets(source: &SourceText, span: Span, text: &str, column: usize, indentation: usize) -> Option<String> {
    let line_end = text.len();
    let (first_line, _) = source.line_column(span.start);
    let (last_line, last_column) = source.line_column(span.end);
    let end = if first_line == last_line { last_column as usize } else { line_end };
    let start = column.min(line_end);
    if start < indentation {
        return None;
    }
    let before = &text[indentation..start];
    let width = text.get(start..end.min(line_end)).map_or(0, |range| range.chars().count()).max(1);
    // Tabs stay tabs, so that the carets stay below what they mean.
    let mut out: String = before.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    out.extend(std::iter::repeat_n('^', width));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, start: u32, end: u32) -> String {
        render(&SourceText::new("x.py", text.into()), Span::new(start, end), "SyntaxError", "invalid syntax")
    }

    #[test]
    fn carets_stand_below_the_span() {
        let expected = "  File \"x.py\", line 2\n    bb c\n       ^\nSyntaxError: invalid syntax\n";
        assert_eq!(rendered("a\n  bb c\n", 7, 8), expected);
    }

    #[test]
    fn columns_count_characters() {
        let expected = "  File \"x.py\", line 1\n    é\tü\n     \t^\nSyntaxError: invalid syntax\n";
        assert_eq!(rendered("é\tü", 3, 5), expected);
    }

    #[test]
    fn a_span_over_lines_is_cut_at_the_first() {
        let expected = "  File \"x.py\", line 1\n    f(a\n      ^\nSyntaxError: invalid syntax\n";
        assert_eq!(rendered("f(a\nb)", 2, 5), expected);
    }
}
