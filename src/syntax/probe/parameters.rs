//! Parameter lists, read loosely: their order is checked by the actions.
//!
//! Owns the mistakes that are none of order. Must not know bodies.

use super::super::token::Token;
use super::{Probe, Probed, Stop};

/// Where a parameter stands.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Function,
    Lambda,
}

impl Owner {
    fn close(self) -> Token {
        if self == Owner::Function { Token::CloseParen } else { Token::Colon }
    }
}

impl Probe<'_> {
    pub(super) fn function_parameters(&mut self) -> Probed<()> {
        self.parameter_list(Owner::Function)
    }

    pub(super) fn lambda_parameters(&mut self) -> Probed<()> {
        self.parameter_list(Owner::Lambda)
    }

    fn parameter_list(&mut self, owner: Owner) -> Probed<()> {
        self.suspect(|p| p.parenthesized(owner))?;
        self.suspect(|p| {
            let slash = p.eat(Token::Slash)?;
            p.eat(Token::Comma)?;
            p.raise(slash, "at least one parameter must precede /") as Probed<()>
        })?;
        let start = self.at;
        let mut after_slash = false;
        while let Some(is_slash) = self.attempt(|p| p.parameter(owner))? {
            after_slash = is_slash;
            if !self.has(Token::Comma) {
                break;
            }
            after_slash = false;
        }
        // Parameters in an order that the actions refused are no parameters to CPython either.
        let last = self.tokens[self.at - 1].span;
        let begins = self.tokens[start].span.start;
        if self.refused.is_some_and(|refused| refused.start >= begins && refused.end <= last.end) {
            return Err(Stop::Fail);
        }
        if after_slash && self.invalid && self.peek() == Token::Star {
            let span = self.span();
            return self.raise(span, "expected comma between / and *");
        }
        Ok(())
    }

    fn parenthesized(&mut self, owner: Owner) -> Probed<()> {
        while self
            .attempt(|p| {
                p.eat(Token::Name)?;
                p.eat(Token::Comma)
            })?
            .is_some()
        {}
        let open = self.eat(Token::OpenParen)?;
        self.separated(|p| {
            p.eat(Token::Name)?;
            p.annotation(owner, false)
        })?;
        self.has(Token::Comma);
        let close = self.eat(Token::CloseParen)?;
        let message = match owner {
            Owner::Function => "Function parameters cannot be parenthesized",
            Owner::Lambda => "Lambda expression parameters cannot be parenthesized",
        };
        self.raise_range(open, close, message)
    }

    /// Was it a `/`?
    fn parameter(&mut self, owner: Owner) -> Probed<bool> {
        match self.peek() {
            Token::Slash => {
                self.at += 1;
                return Ok(true);
            }
            Token::Star => {
                self.suspect(|p| p.bare_star(owner))?;
                self.at += 1;
                if self.peek() != Token::Name {
                    return Ok(false);
                }
                self.at += 1;
                self.annotation(owner, true)?;
                self.no_default("var-positional")?;
            }
            Token::DoubleStar => {
                self.at += 1;
                self.eat(Token::Name)?;
                self.annotation(owner, false)?;
                self.no_default("var-keyword")?;
            }
            _ => {
                self.eat(Token::Name)?;
                self.annotation(owner, false)?;
            }
        }
        self.default()?;
        Ok(false)
    }

    fn bare_star(&mut self, owner: Owner) -> Probed<()> {
        let star = self.eat(Token::Star)?;
        let close = owner.close();
        let comma = self.has(Token::Comma);
        let next = self.peek();
        if next != close && !(comma && next == Token::DoubleStar) {
            return Err(Stop::Fail);
        }
        let message = "named parameters must follow bare *";
        if owner == Owner::Lambda { self.raise_last(message) } else { self.raise(star, message) }
    }

    fn no_default(&mut self, kind: &str) -> Probed<()> {
        if self.invalid && self.peek() == Token::Equal {
            let message = format!("{kind} parameter cannot have default value");
            return self.raise(self.span(), message);
        }
        Ok(())
    }

    fn annotation(&mut self, owner: Owner, starred: bool) -> Probed<()> {
        if owner == Owner::Function && self.has(Token::Colon) {
            if starred {
                self.star_expression()?;
            } else {
                self.expression()?;
            }
        }
        Ok(())
    }

    fn default(&mut self) -> Probed<()> {
        if self.peek() != Token::Equal {
            return Ok(());
        }
        let equal = self.eat(Token::Equal)?;
        if self.attempt(Self::expression)?.is_some() {
            return Ok(());
        }
        let next = self.peek();
        if self.invalid && matches!(next, Token::Comma | Token::CloseParen) {
            return self.raise(equal, "expected default value expression");
        }
        Err(Stop::Fail)
    }

    /// `[T: bound = default, *Ts, **P]`, if it is there.
    pub(super) fn type_parameters(&mut self) -> Probed<()> {
        if !self.has(Token::OpenBracket) {
            return Ok(());
        }
        if self.peek() == Token::CloseBracket {
            let span = self.span();
            return self.raise_from(span, "Type parameter list cannot be empty");
        }
        self.separated(|p| {
            if matches!(p.peek(), Token::Star | Token::DoubleStar) {
                p.at += 1;
            }
            p.eat(Token::Name)?;
            if p.has(Token::Colon) {
                p.expression()?;
            }
            if p.has(Token::Equal) {
                p.star_expression()?;
            }
            Ok(())
        })?;
        self.has(Token::Comma);
        self.eat(Token::CloseBracket)?;
        Ok(())
    }
}
