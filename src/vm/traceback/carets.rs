//! One frame of a traceback: its line, and `~~~^^^` below the part that failed.
//!
//! Owns the rules of PEP 657 as CPython 3.14 applies them: an operator, the brackets of a subscript and of a call stand
//! out; carets are left out where they would mark all that the line says; of many lines the uninteresting ones are
//! counted. Offsets here count characters, but widths what a terminal shows.

use super::Entry;
use super::sources::source_line;
use crate::source::{SourceText, Span};
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use crate::syntax::{self, Mode};
use std::collections::BTreeSet;

/// A place in several lines: line number and character.
type Place = (usize, usize);

/// The part that stands out between the `~`: its first place, and the place behind it.
#[derive(Clone, Copy)]
struct Anchors {
    start: Place,
    end: Place,
}

/// "File …, line …, in …" with the source below, every line ended.
pub fn format_entry(entry: &Entry) -> String {
    let mut out = format!("  File \"{}\", line {}, in {}\n", entry.file, entry.line, entry.name);
    let Some(position) = entry.position.filter(|position| position.end_line >= position.line) else {
        let line = source_line(&entry.file, entry.line);
        if !line.trim().is_empty() {
            out.push_str(&format!("    {}\n", line.trim()));
        }
        return out;
    };
    let original: Vec<String> =
        (position.line..=position.end_line).map(|line| source_line(&entry.file, line)).collect();
    let lines = dedent(&original);
    if lines.iter().all(String::is_empty) {
        return out;
    }
    let cut = original[0].chars().count() - lines[0].chars().count();
    let last = original.len() - 1;
    let start = character_offset(&original[0], position.column as usize).saturating_sub(cut);
    let end = character_offset(&original[last], position.end_column as usize).saturating_sub(cut);
    for line in dedent(&marked_lines(&lines, start, end)) {
        out.push_str("    ");
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// The lines worth showing, each with its carets below it.
fn marked_lines(lines: &[String], start: usize, end: usize) -> Vec<String> {
    let last = lines.len() - 1;
    let anchors = segment(lines, start, end).and_then(|segment| find_anchors(&segment)).map(|anchors| {
        // Places in the segment's first line begin where the segment does.
        let shift = |(line, column): Place| (line, if line == 0 { column + start } else { column });
        Anchors { start: shift(anchors.start), end: shift(anchors.end) }
    });
    let carets = shows_carets(lines, start, end, anchors.is_some());
    let mut significant = BTreeSet::from([0, last]);
    for (line, _) in anchors.iter().flat_map(|anchors| [anchors.start, anchors.end]) {
        significant.extend((line.saturating_sub(1)..=line + 1).filter(|line| *line <= last));
    }
    let mut out = Vec::new();
    let mut before: Option<usize> = None;
    let show = |out: &mut Vec<String>, number: usize| {
        out.push(lines[number].clone());
        if carets {
            out.push(caret_line(lines, number, start, end, anchors));
        }
    };
    for number in significant {
        match before.map_or(1, |before| number - before) {
            0 | 1 => {}
            2 => show(&mut out, number - 1),
            gap => out.push(format!("...<{} lines>...", gap - 1)),
        }
        show(&mut out, number);
        before = Some(number);
    }
    out
}

fn caret_line(lines: &[String], number: usize, start: usize, end: usize, anchors: Option<Anchors>) -> String {
    let line = &lines[number];
    let last = lines.len() - 1;
    let indentation = line.chars().take_while(|character| character.is_whitespace()).count();
    let count = if number == last { width(line, Some(end)) } else { width(line, None) };
    let first = if number == 0 { width(line, Some(start)) } else { 0 };
    let column_of =
        |(at, column): Place| (at, lines.get(at).map_or(column, |line| width(line, Some(column))));
    let anchors = anchors.map(|anchors| (column_of(anchors.start), column_of(anchors.end)));
    let mark = |column: usize| match anchors {
        _ if column < indentation || column < first => ' ',
        None => '^',
        Some((start, end)) if (number, column) >= start && (number, column) < end => '^',
        Some(_) => '~',
    };
    (0..count).map(mark).collect()
}

/// The text that failed: from the start in the first line to the end in the last one.
fn segment(lines: &[String], start: usize, end: usize) -> Option<String> {
    let text: Vec<char> = lines.join("\n").chars().collect();
    let last = lines.last()?.chars().count();
    let stop = text.len().checked_sub(last.checked_sub(end)?)?;
    text.get(start..stop).map(|characters| characters.iter().collect())
}

/// No carets where they would mark all there is: a whole line without an operator to point at, or the call of
/// `return f()` and `x = f()`.
fn shows_carets(lines: &[String], start: usize, end: usize, has_anchors: bool) -> bool {
    let arena = bumpalo::Bump::new();
    let source = SourceText::new("", lines.join("\n"));
    if let Ok(module) = syntax::parse(&arena, &source, Mode::File) {
        let Some(statement) = module.body.first() else { return false };
        let call = match statement.kind {
            StmtKind::Return(Some(value)) => match value.kind {
                ExprKind::Call { function, .. } if matches!(function.kind, ExprKind::Name(_)) => Some(value),
                _ => None,
            },
            StmtKind::Assign { value, .. } if matches!(value.kind, ExprKind::Call { .. }) => Some(value),
            _ => None,
        };
        if call.is_some_and(|call| covers(&source, call.span, lines, start, end)) {
            return false;
        }
    }
    if has_anchors {
        return true;
    }
    let before = lines[0].chars().take(start).any(|character| !character.is_whitespace());
    let after = lines[lines.len() - 1].chars().skip(end).any(|character| !character.is_whitespace());
    before || after
}

/// Is the span just the part from `start` in the first line to `end` in the last?
fn covers(source: &SourceText, span: Span, lines: &[String], start: usize, end: usize) -> bool {
    let (first_line, first_column) = source.line_column(span.start);
    let (last_line, last_column) = source.line_column(span.end);
    first_line == 1
        && last_line as usize == lines.len()
        && first_column as usize == start
        && last_column as usize == end
}

/// What stands out in an expression: its operator, or the brackets of its subscript or call.
fn find_anchors(segment: &str) -> Option<Anchors> {
    let arena = bumpalo::Bump::new();
    // In parentheses an expression may go over lines.
    let source = SourceText::new("", format!("(\n{segment}\n)"));
    let module = syntax::parse(&arena, &source, Mode::File).ok()?;
    let [statement] = module.body else { return None };
    let StmtKind::Expr(expression) = statement.kind else { return None };
    let text =
        Segment { lines: segment.lines().map(|line| line.chars().collect()).collect(), source: &source };
    match expression.kind {
        ExprKind::Binary { left, right, .. } => text.operator(left, right),
        ExprKind::Subscript { value, .. } => text.brackets(value, expression, '['),
        ExprKind::Call { function, .. } => text.brackets(function, expression, '('),
        _ => None,
    }
}

struct Segment<'a> {
    lines: Vec<Vec<char>>,
    /// The segment between parentheses in lines of their own.
    source: &'a SourceText,
}

impl Segment<'_> {
    fn place(&self, offset: u32) -> Place {
        let (line, column) = self.source.line_column(offset);
        (line.saturating_sub(2) as usize, character_offset(self.source.line(line), column as usize))
    }

    fn character(&self, (line, column): Place) -> Option<char> {
        self.lines.get(line)?.get(column).copied()
    }

    /// The first place from here on where a character is.
    fn settle(&self, (mut line, mut column): Place) -> Option<Place> {
        while column >= self.lines.get(line)?.len() {
            (line, column) = (line + 1, 0);
        }
        Some((line, column))
    }

    /// The first character that is wanted, comments and line continuations skipped.
    fn seek(&self, from: Place, wanted: impl Fn(char) -> bool) -> Option<Place> {
        let mut at = self.settle(from)?;
        loop {
            match self.character(at)? {
                '\\' | '#' => at = self.settle((at.0 + 1, 0))?,
                character if wanted(character) => return Some(at),
                _ => at = self.settle((at.0, at.1 + 1))?,
            }
        }
    }

    fn operator(&self, left: &Expr, right: &Expr) -> Option<Anchors> {
        let start = self.seek(self.place(left.span.end), |found| !found.is_whitespace() && found != ')')?;
        let mut end = (start.0, start.1 + 1);
        // An operator has one character or two.
        if let Some(second) = self.character(end)
            && end < self.place(right.span.start)
            && !second.is_whitespace()
            && !matches!(second, '\\' | '#')
        {
            end.1 += 1;
        }
        Some(Anchors { start, end })
    }

    fn brackets(&self, inner: &Expr, whole: &Expr, bracket: char) -> Option<Anchors> {
        let start = self.seek(self.place(inner.span.end), |found| found == bracket)?;
        Some(Anchors { start, end: self.place(whole.span.end) })
    }
}

/// Lines without the blanks that all of them begin with; lines of blanks only are emptied.
fn dedent(lines: &[String]) -> Vec<String> {
    let indentation = |line: &String| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut filled = lines.iter().filter(|line| !line.trim().is_empty());
    let mut margin = filled.next().map_or("", |line| &line[..indentation(line)]);
    for line in filled {
        let common = margin.bytes().zip(line.bytes()).take_while(|(left, right)| left == right).count();
        margin = &margin[..common];
    }
    let stripped = |line: &String| {
        if line.trim().is_empty() { String::new() } else { line[margin.len()..].to_owned() }
    };
    lines.iter().map(stripped).collect()
}

/// How many characters the first bytes of a line are.
fn character_offset(line: &str, bytes: usize) -> usize {
    line.as_bytes()[..bytes.min(line.len())].iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// Columns that the first characters of a line take on a terminal.
fn width(line: &str, characters: Option<usize>) -> usize {
    if line.is_ascii() {
        return characters.unwrap_or(line.len());
    }
    let columns = |character: char| if is_wide(character) { 2 } else { 1 };
    line.chars().take(characters.unwrap_or(usize::MAX)).map(columns).sum()
}

/// Does a terminal show the character in two columns (East Asian Width W or F)?
fn is_wide(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x115F | 0x231A..=0x231B | 0x2329..=0x232A | 0x23E9..=0x23EC | 0x2614..=0x2615 | 0x2648..=0x2653
        | 0x26A1 | 0x26BD..=0x26BE | 0x26C4..=0x26C5 | 0x2705 | 0x270A..=0x270B | 0x2728 | 0x274C | 0x2753..=0x2755
        | 0x2757 | 0x2795..=0x2797 | 0x2B1B..=0x2B1C | 0x2B50 | 0x2B55 | 0x2E80..=0x303E | 0x3041..=0x33FF
        | 0x3400..=0x4DBF | 0x4E00..=0xA4CF | 0xA960..=0xA97C | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE10..=0xFE19 | 0xFE30..=0xFE6B | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F320
        | 0x1F32D..=0x1F335 | 0x1F337..=0x1F37C | 0x1F37E..=0x1F393 | 0x1F3A0..=0x1F3CA | 0x1F3E0..=0x1F3F0
        | 0x1F400..=0x1F43E | 0x1F442..=0x1F4FC | 0x1F4FF..=0x1F53D | 0x1F550..=0x1F567 | 0x1F5FB..=0x1F64F
        | 0x1F680..=0x1F6C5 | 0x1F7E0..=0x1F7EB | 0x1F90C..=0x1F9FF | 0x1FA70..=0x1FAFF | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks the part of one line between two columns, as a frame would show it.
    fn marked(lines: &[&str], start: usize, end: usize) -> String {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        marked_lines(&lines, start, end).join("\n")
    }

    #[test]
    fn operators_and_brackets_stand_out() {
        assert_eq!(marked(&["f({})"], 0, 5), "f({})\n~^^^^");
        assert_eq!(marked(&["x = a + b"], 4, 9), "x = a + b\n    ~~^~~");
        assert_eq!(marked(&["x = a // (b)"], 4, 12), "x = a // (b)\n    ~~^^~~~~");
        assert_eq!(marked(&["d['k']['l'] = 1"], 0, 11), "d['k']['l'] = 1\n~~~~~~^^^^^");
        assert_eq!(marked(&["x = a.b.c"], 4, 7), "x = a.b.c\n    ^^^");
    }

    #[test]
    fn a_whole_line_needs_no_carets() {
        assert_eq!(marked(&["return g(a)"], 7, 11), "return g(a)");
        assert_eq!(marked(&["x = g(a)"], 4, 8), "x = g(a)");
        assert_eq!(marked(&["return x.g(a)"], 7, 13), "return x.g(a)\n       ~~~^^^");
        assert_eq!(marked(&["raise ValueError"], 0, 16), "raise ValueError");
        assert_eq!(marked(&["x = 'ü' + 1"], 4, 11), "x = 'ü' + 1\n    ~~~~^~~");
    }

    #[test]
    fn many_lines_are_abbreviated() {
        let shown = marked(&["x = g(", "    1,", "    2,", "    3,", "    4) + 1"], 4, 10);
        assert_eq!(shown, "x = g(\n    ~~\n...<2 lines>...\n    3,\n    ~~\n    4) + 1\n    ~~~^~~");
    }
}
