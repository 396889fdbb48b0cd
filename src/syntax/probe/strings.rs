//! Strings and the replacement fields in them.
//!
//! Owns the mistakes in fields. Must not know escapes.

use super::super::token::Token;
use super::{Node, Probe, Probed, Rule, Stop};
use crate::source::Span;

/// What a literal is, as far as its neighbours care.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Plain,
    Bytes,
    Formatted,
    Template,
}

impl Probe<'_> {
    pub(super) fn strings(&mut self) -> Probed<Node> {
        self.memoized(Rule::Strings, |p| {
            let start = p.at;
            let (mut formatted, mut bytes, mut plain) = (false, false, false);
            let mut before: Option<(Piece, Span)> = None;
            loop {
                let piece_start = p.at;
                let Some(piece) = p.attempt(Self::string)? else { break };
                let span = p.span_from(piece_start);
                if let Some((last, last_span)) = before
                    && (last == Piece::Template) != (piece == Piece::Template)
                {
                    let message = "cannot mix t-string literals with string or bytes literals";
                    return p.raise_range(last_span, span, message);
                }
                before = Some((piece, span));
                formatted |= piece == Piece::Formatted;
                bytes |= piece == Piece::Bytes;
                plain |= piece != Piece::Bytes;
            }
            let (last, _) = before.ok_or(Stop::Fail)?;
            if bytes && plain {
                let span = p.last_span();
                return p.raise_always(span, "cannot mix bytes and nonbytes literals");
            }
            let name = match last {
                Piece::Template => "t-string expression",
                _ if formatted => "f-string expression",
                _ => "literal",
            };
            Ok(p.other(start, name))
        })
    }

    fn string(&mut self) -> Probed<Piece> {
        if self.peek() == Token::String {
            let span = self.eat(Token::String)?;
            let prefix = self.text(span).split(['"', '\'']).next().unwrap_or("");
            return Ok(if prefix.contains(['b', 'B']) { Piece::Bytes } else { Piece::Plain });
        }
        let start = self.eat(Token::FStringStart)?;
        while self.attempt(Self::string_part)?.is_some() {}
        self.eat(Token::FStringEnd)?;
        let is_template = self.text(start).contains(['t', 'T']);
        Ok(if is_template { Piece::Template } else { Piece::Formatted })
    }

    fn string_part(&mut self) -> Probed<()> {
        match self.peek() {
            Token::FStringMiddle | Token::RawFStringMiddle => {
                self.at += 1;
                Ok(())
            }
            Token::FieldOpen => self.field(),
            _ => Err(Stop::Fail),
        }
    }

    /// `f` or `t`: which kind of string surrounds this place?
    pub(super) fn enclosing_letter(&self) -> char {
        let mut closed = 0;
        for token in self.tokens[..self.at.min(self.tokens.len())].iter().rev() {
            match token.token {
                Token::FStringEnd => closed += 1,
                Token::FStringStart if closed > 0 => closed -= 1,
                Token::FStringStart => {
                    return if self.text(token.span).contains(['t', 'T']) { 't' } else { 'f' };
                }
                _ => {}
            }
        }
        'f'
    }

    fn field(&mut self) -> Probed<()> {
        let found = self.attempt(|p| {
            p.eat(Token::FieldOpen)?;
            p.annotated_value()?;
            p.has(Token::Equal);
            if p.has(Token::Bang) {
                p.eat(Token::Name)?;
            }
            p.attempt(Self::format_spec)?;
            p.eat(Token::FieldClose)
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.suspect(Self::invalid_field)?;
        Err(Stop::Fail)
    }

    fn format_spec(&mut self) -> Probed<()> {
        self.eat(Token::FieldColon)?;
        while self.attempt(Self::string_part)?.is_some() {}
        Ok(())
    }

    fn raise_field<T>(&mut self, message: &str) -> Probed<T> {
        self.peek();
        let letter = self.enclosing_letter();
        let span = self.span();
        self.raise(span, format!("{letter}-string: {message}"))
    }

    fn invalid_field(&mut self) -> Probed<()> {
        self.eat(Token::FieldOpen)?;
        let missing = match self.peek() {
            Token::Equal => Some('='),
            Token::Bang => Some('!'),
            Token::FieldColon => Some(':'),
            Token::FieldClose => Some('}'),
            _ => None,
        };
        if let Some(before) = missing {
            return self.raise_field(&format!("valid expression required before '{before}'"));
        }
        if self.attempt(Self::annotated_value)?.is_none() {
            return self.raise_field("expecting a valid expression after '{'");
        }
        let debug = self.has(Token::Equal);
        match self.peek() {
            Token::Bang | Token::FieldColon | Token::FieldClose => {}
            _ if debug => return self.raise_field("expecting '!', or ':', or '}'"),
            _ => return self.raise_field("expecting '=', or '!', or ':', or '}'"),
        }
        if self.has(Token::Bang) {
            match self.peek() {
                Token::FieldColon | Token::FieldClose => {
                    return self.raise_field("missing conversion character");
                }
                Token::Name => self.at += 1,
                _ => return self.raise_field("invalid conversion character"),
            }
        }
        match self.peek() {
            Token::FieldClose => return Err(Stop::Fail),
            Token::FieldColon => {}
            _ => return self.raise_field("expecting ':' or '}'"),
        }
        self.format_spec()?;
        if self.peek() == Token::FieldClose {
            return Err(Stop::Fail);
        }
        self.raise_field("expecting '}', or format specs")
    }
}
