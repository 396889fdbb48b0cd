//! Words that are keywords only where a statement says so: `match`, `case`, `type`.
//!
//! Owns that decision, made on whole logical lines before the grammar sees them, because one
//! token of lookahead does not suffice. Must not know the grammar beyond it.
//! Invariant: a word that is not marked here stays a name.

use super::token::{Spanned, Token};

fn is_word(token: Spanned, text: &str, word: &str) -> bool {
    token.token == Token::Name && &text[token.span.start as usize..token.span.end as usize] == word
}

/// Called where an indented block begins, with the line before it: is that line a `match`? No
/// expression ends in `:` and a block, so this is exact.
pub fn opens_cases(line: &mut [Spanned], text: &str) -> bool {
    let [first, .., colon, newline] = line else { return false };
    let ends_open = colon.token == Token::Colon && newline.token == Token::Newline;
    if !ends_open || !is_word(*first, text, "match") {
        return false;
    }
    first.token = Token::Match;
    true
}

/// Marks `case` in a block of cases, and `type Name =` and `type Name[` where a statement begins.
pub fn mark_line(line: &mut [Spanned], text: &str, holds_cases: bool) {
    if let Some(first) = line.first_mut()
        && holds_cases
        && is_word(*first, text, "case")
    {
        first.token = Token::Case;
    }
    for index in 0..line.len().saturating_sub(2) {
        let [word, name, after] = [line[index], line[index + 1], line[index + 2]];
        let begins = index == 0 || matches!(line[index - 1].token, Token::Semicolon | Token::Colon);
        let shape = name.token == Token::Name && matches!(after.token, Token::Equal | Token::OpenBracket);
        if begins && shape && is_word(word, text, "type") {
            line[index].token = Token::Type;
        }
    }
}
