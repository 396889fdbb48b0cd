//! Misspelt keywords: what a person may have meant where a program is `invalid syntax`.
//!
//! Owns that guess, which CPython makes when it *shows* an error (the exception's own message
//! stays as it is). Must not change what parses. Invariant: looks at little text and few words,
//! so that it never takes long.

use bumpalo::Bump;

use super::layout;
use super::token::{Spanned, Token};
use super::{Mode, SyntaxError};
use crate::source::{SourceText, Span};

/// Words as they are spelt in CPython's `keyword.kwlist`.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

const MAX_SOURCE: usize = 1024;
const MAX_WORDS: usize = 10;
const MAX_MATCHES: usize = 3;

/// The error to show instead, if replacing one word on its line by a keyword mends it.
pub fn suggest_keyword(source: &SourceText, error: &SyntaxError) -> Option<SyntaxError> {
    if error.message != "invalid syntax" && !error.message.contains("Perhaps you forgot a comma") {
        return None;
    }
    let (line, _) = source.line_column(error.span.start);
    // With what stands before, for an `elif`; without, where that alone would be no program.
    let above = statement_above(source, line);
    [above, line].into_iter().find_map(|first| Fragment::new(source, first, line)?.suggest())
}

/// The nearest line above that is indented no further; the line itself if it is too far.
fn statement_above(source: &SourceText, line: u32) -> u32 {
    let limit = indentation(source.line(line));
    let nearest = (line.saturating_sub(20).max(1)..line).rev().find(|above| {
        let text = source.line(*above);
        !text.trim().is_empty() && indentation(text) <= limit
    });
    nearest.unwrap_or(line)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The lines from the last statement before the error to the error's, without their common
/// indentation.
struct Fragment {
    text: String,
    /// For each line: where it begins in the source, behind what was cut.
    starts: Vec<u32>,
}

impl Fragment {
    fn new(source: &SourceText, first: u32, last: u32) -> Option<Fragment> {
        let lines: Vec<&str> = (first..=last).map(|line| source.line(line)).collect();
        let full = lines.iter().filter(|line| !line.trim().is_empty());
        let cut = full.map(|line| indentation(line)).min().unwrap_or(0);
        let mut fragment = Fragment { text: String::new(), starts: Vec::new() };
        let base = source.text.as_ptr() as usize;
        for line in lines {
            let rest = line.get(cut..).unwrap_or("");
            fragment.starts.push((rest.as_ptr() as usize).wrapping_sub(base) as u32);
            fragment.text.push_str(rest);
            fragment.text.push('\n');
        }
        (fragment.text.len() <= MAX_SOURCE).then_some(fragment)
    }

    fn suggest(&self) -> Option<SyntaxError> {
        for word in self.words_of_line()?.into_iter().take(MAX_WORDS) {
            let text = &self.text[word.start as usize..word.end as usize];
            let keyword = close_matches(text).into_iter().find(|keyword| self.parses_with(word, keyword));
            if let Some(keyword) = keyword {
                let message = format!("invalid syntax. Did you mean '{keyword}'?");
                return Some(SyntaxError::new(message, self.in_source(word)));
            }
        }
        None
    }

    fn last_line_start(&self) -> u32 {
        let without_end = &self.text[..self.text.len() - 1];
        without_end.rfind('\n').map_or(0, |at| at as u32 + 1)
    }

    fn words_of_line(&self) -> Option<Vec<Span>> {
        let source = SourceText::new("", self.text.clone());
        let tokens = layout::tokenize(&source, Token::FileMode);
        let start = self.last_line_start();
        let is_word = |token: &&Spanned| {
            matches!(token.token, Token::Name | Token::Match | Token::Case | Token::Type)
                && token.span.start >= start
        };
        Some(tokens.list.iter().filter(is_word).map(|token| token.span).collect())
    }

    /// With this word replaced, is the fragment a program, or the beginning of one?
    fn parses_with(&self, word: Span, keyword: &str) -> bool {
        let mut text = self.text.clone();
        text.replace_range(word.start as usize..word.end as usize, keyword);
        if parses(text.clone()) {
            return true;
        }
        // A header still waits for its block.
        let header = text.trim_end();
        let indentation = header.rsplit('\n').next().map_or(0, |line| line.len() - line.trim_start().len());
        let block = format!("{header}\n{}pass\n", " ".repeat(indentation + 1));
        header.ends_with(':') && (parses(block.clone()) || parses(format!("{block}finally: pass\n")))
    }

    fn in_source(&self, word: Span) -> Span {
        let line_start = self.last_line_start();
        let start = self.starts.last().copied().unwrap_or(0) + word.start - line_start;
        Span::new(start, start + word.end - word.start)
    }
}

fn parses(text: String) -> bool {
    let source = SourceText::new("", text);
    super::parse(&Bump::new(), &source, Mode::File).is_ok()
}

/// Up to three keywords, the most alike first: at least half of all letters have to match.
fn close_matches(word: &str) -> Vec<&'static str> {
    if !word.is_ascii() || word.len() > 20 {
        return Vec::new();
    }
    let mut scored: Vec<(f64, &str)> = KEYWORDS
        .iter()
        .map(|keyword| (likeness(word.as_bytes(), keyword.as_bytes()), *keyword))
        .filter(|(score, _)| *score >= 0.5)
        .collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(y.cmp(x)));
    let nearest = KEYWORDS.iter().filter(|keyword| edits(word, keyword) == 1).copied().min();
    let mut found: Vec<&str> = nearest.into_iter().collect();
    found.extend(scored.into_iter().map(|(_, keyword)| keyword).take(MAX_MATCHES));
    found.truncate(MAX_MATCHES);
    found
}

/// Ratcliff and Obershelp's measure: twice the letters in common runs over all letters.
fn likeness(a: &[u8], b: &[u8]) -> f64 {
    2.0 * common(a, b) as f64 / (a.len() + b.len()) as f64
}

/// Letters in the longest common run and, on each side of it, the same again.
fn common(a: &[u8], b: &[u8]) -> usize {
    let (mut best, mut at_a, mut at_b) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let run = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if run > best {
                (best, at_a, at_b) = (run, i, j);
            }
        }
    }
    match best {
        0 => 0,
        _ => best + common(&a[..at_a], &b[..at_b]) + common(&a[at_a + best..], &b[at_b + best..]),
    }
}

/// Levenshtein's distance.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
