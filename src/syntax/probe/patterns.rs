//! The patterns of `match`, read loosely: their checks are the actions'.
//!
//! Must not know bodies.

use super::super::token::Token;
use super::{Probe, Probed, Stop};
use crate::source::Span;

impl Probe<'_> {
    /// A pattern, or an open sequence of them.
    pub(super) fn patterns(&mut self) -> Probed<()> {
        self.separated(Self::maybe_star_pattern)?;
        self.has(Token::Comma);
        Ok(())
    }

    fn maybe_star_pattern(&mut self) -> Probed<()> {
        if self.has(Token::Star) {
            self.eat(Token::Name)?;
            return Ok(());
        }
        self.pattern()
    }

    fn pattern(&mut self) -> Probed<()> {
        self.closed_pattern()?;
        while self
            .attempt(|p| {
                p.eat(Token::Bar)?;
                p.closed_pattern()
            })?
            .is_some()
        {}
        if !self.has(Token::As) {
            return Ok(());
        }
        if self.word() == "_" {
            let span = self.span();
            return self.raise(span, "cannot use '_' as a target");
        }
        let target = self.expression()?;
        let data = self.data(target);
        match data.name {
            "name" => Ok(()),
            name => self.raise(data.span, format!("cannot use {name} as pattern target")),
        }
    }

    fn closed_pattern(&mut self) -> Probed<()> {
        match self.peek() {
            Token::OpenParen => self.bracketed(Token::OpenParen, Token::CloseParen, Self::maybe_star_pattern),
            Token::OpenBracket => {
                self.bracketed(Token::OpenBracket, Token::CloseBracket, Self::maybe_star_pattern)
            }
            Token::OpenBrace => self.bracketed(Token::OpenBrace, Token::CloseBrace, Self::mapping_item),
            Token::Name => {
                self.dotted_name()?;
                if self.peek() == Token::OpenParen { self.class_arguments_pattern() } else { Ok(()) }
            }
            _ => self.literal_pattern(),
        }
    }

    fn bracketed(&mut self, open: Token, close: Token, item: fn(&mut Self) -> Probed<()>) -> Probed<()> {
        self.eat(open)?;
        self.attempt(|p| {
            p.separated(item)?;
            p.has(Token::Comma);
            Ok(())
        })?;
        self.eat(close)?;
        Ok(())
    }

    fn mapping_item(&mut self) -> Probed<()> {
        if self.has(Token::DoubleStar) {
            self.eat(Token::Name)?;
            return Ok(());
        }
        if self.peek() == Token::Name {
            self.dotted_name()?;
        } else {
            self.literal_pattern()?;
        }
        self.eat(Token::Colon)?;
        self.pattern()
    }

    fn class_arguments_pattern(&mut self) -> Probed<()> {
        self.eat(Token::OpenParen)?;
        let mut keyword_seen = false;
        // The first run of positional patterns behind a keyword.
        let mut misplaced: Option<Span> = None;
        let mut run_ended = false;
        while self.peek() != Token::CloseParen {
            let start = self.at;
            let keyword = self.attempt(|p| {
                p.eat(Token::Name)?;
                p.eat(Token::Equal)
            })?;
            if self.attempt(Self::pattern)?.is_none() {
                break;
            }
            let span = self.span_from(start);
            match keyword {
                Some(_) => {
                    keyword_seen = true;
                    run_ended = misplaced.is_some();
                }
                None if keyword_seen && !run_ended => {
                    misplaced = Some(misplaced.map_or(span, |before| before.to(span)));
                }
                None => {}
            }
            if !self.has(Token::Comma) {
                break;
            }
        }
        if let (Some(span), true) = (misplaced, self.invalid) {
            return self.raise(span, "positional patterns follow keyword patterns");
        }
        self.eat(Token::CloseParen)?;
        Ok(())
    }

    fn literal_pattern(&mut self) -> Probed<()> {
        match self.peek() {
            Token::String | Token::FStringStart => self.strings().map(|_| ()),
            Token::None | Token::True | Token::False => {
                self.at += 1;
                Ok(())
            }
            Token::Number | Token::Minus => {
                self.has(Token::Minus);
                self.eat(Token::Number)?;
                if matches!(self.peek(), Token::Plus | Token::Minus) {
                    self.at += 1;
                    self.eat(Token::Number)?;
                }
                Ok(())
            }
            _ => Err(Stop::Fail),
        }
    }
}
