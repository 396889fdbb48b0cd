//! The arguments of calls and classes.
//!
//! Owns their order and the mistakes in them. Must not know what is called.

use super::super::token::Token;
use super::{Node, Probe, Probed, Rule, Stop};
use crate::source::Span;

/// What a list of arguments holds, as far as the messages care.
#[derive(Default)]
struct Arguments {
    positional: Vec<Node>,
    has_unpacking: bool,
}

impl Probe<'_> {
    pub(super) fn arguments(&mut self) -> Probed<Node> {
        self.memoized(Rule::Arguments, |p| {
            let start = p.at;
            let found = p.attempt(|p| {
                p.argument_list()?;
                p.has(Token::Comma);
                if p.peek() == Token::CloseParen { Ok(()) } else { Err(Stop::Fail) }
            })?;
            if found.is_some() {
                return Ok(p.other(start, "arguments"));
            }
            p.suspect(Self::invalid_arguments)?;
            Err(Stop::Fail)
        })
    }

    /// Positional ones, then keywords; or keywords alone.
    fn argument_list(&mut self) -> Probed<Arguments> {
        let mut list = Arguments::default();
        match self.attempt(|p| p.separated(Self::positional))? {
            Some(positional) => {
                list.positional = positional;
                let keywords = self.attempt(|p| {
                    p.eat(Token::Comma)?;
                    p.keywords()
                })?;
                list.add(keywords);
            }
            None => {
                let keywords = self.keywords()?;
                list.add(Some(keywords));
            }
        }
        Ok(list)
    }

    fn positional(&mut self) -> Probed<Node> {
        if let Some(found) = self.attempt(Self::starred_expression)? {
            return Ok(found);
        }
        let found = match self.attempt(Self::assignment_expression)? {
            Some(found) => found,
            None => {
                let found = self.expression()?;
                if self.peek() == Token::Walrus {
                    return Err(Stop::Fail);
                }
                found
            }
        };
        if self.peek() == Token::Equal { Err(Stop::Fail) } else { Ok(found) }
    }

    /// Keywords and `*a`, then keywords and `**a`: the starred ones, and whether `**` is there.
    fn keywords(&mut self) -> Probed<(Vec<Node>, bool)> {
        let first = self.attempt(|p| p.separated(Self::keyword_or_starred))?;
        let Some(starred) = first else {
            let unpacking = self.separated(Self::keyword_or_double_starred)?;
            return Ok((Vec::new(), unpacking.contains(&true)));
        };
        let more = self.attempt(|p| {
            p.eat(Token::Comma)?;
            p.separated(Self::keyword_or_double_starred)
        })?;
        let unpacking = more.is_some_and(|more| more.contains(&true));
        Ok((starred.into_iter().flatten().collect(), unpacking))
    }

    fn keyword_or_starred(&mut self) -> Probed<Option<Node>> {
        self.suspect(Self::invalid_keyword)?;
        if self.attempt(Self::keyword)?.is_some() {
            return Ok(None);
        }
        self.starred_expression().map(Some)
    }

    fn keyword_or_double_starred(&mut self) -> Probed<bool> {
        self.suspect(Self::invalid_keyword)?;
        if self.attempt(Self::keyword)?.is_some() {
            return Ok(false);
        }
        self.eat(Token::DoubleStar)?;
        self.expression()?;
        Ok(true)
    }

    fn keyword(&mut self) -> Probed<()> {
        self.eat(Token::Name)?;
        self.eat(Token::Equal)?;
        self.expression()?;
        Ok(())
    }

    fn invalid_keyword(&mut self) -> Probed<()> {
        self.suspect(|p| {
            let constant = p.eat_any(&[Token::True, Token::False, Token::None])?;
            let equal = p.eat(Token::Equal)?;
            let message = format!("cannot assign to {}", p.text(constant));
            p.raise_range(constant, equal, message) as Probed<()>
        })?;
        self.suspect(Self::keyword_with_clauses)?;
        self.suspect(|p| {
            if p.peek() == Token::Name && p.peek_second() == Token::Equal {
                return Err(Stop::Fail);
            }
            let name = p.expression()?;
            let equal = p.eat(Token::Equal)?;
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            p.raise_range(p.span_of(name), equal, message) as Probed<()>
        })?;
        self.suspect(|p| {
            let stars = p.eat(Token::DoubleStar)?;
            p.expression()?;
            p.eat(Token::Equal)?;
            let value = p.expression()?;
            p.raise_range(stars, p.span_of(value), "cannot assign to keyword argument unpacking")
                as Probed<()>
        })
    }

    fn keyword_with_clauses(&mut self) -> Probed<()> {
        let name = self.eat(Token::Name)?;
        let equal = self.eat(Token::Equal)?;
        self.expression()?;
        self.for_if_clauses()?;
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        self.raise_range(name, equal, message)
    }

    fn invalid_arguments(&mut self) -> Probed<()> {
        let unparenthesized = "Generator expression must be parenthesized";
        self.suspect(|p| {
            p.positional_then_keywords()?;
            let comma = p.eat(Token::Comma)?;
            p.separated(|p| {
                p.starred_expression()?;
                if p.peek() == Token::Equal { Err(Stop::Fail) } else { Ok(()) }
            })?;
            let message = "iterable argument unpacking follows keyword argument unpacking";
            p.raise_from(comma, message) as Probed<()>
        })?;
        self.suspect(|p| {
            let element = p.expression()?;
            let last = p.for_if_clauses()?;
            p.eat(Token::Comma)?;
            p.attempt(Self::argument_list)?;
            p.raise_range(p.span_of(element), p.span_of(last), unparenthesized) as Probed<()>
        })?;
        self.suspect(Self::keyword_with_clauses)?;
        self.suspect(|p| {
            p.attempt(|p| {
                p.argument_list()?;
                p.eat(Token::Comma)
            })?;
            let name = p.eat(Token::Name)?;
            let equal = p.eat(Token::Equal)?;
            if !matches!(p.peek(), Token::Comma | Token::CloseParen) {
                return Err(Stop::Fail);
            }
            p.raise_range(name, equal, "expected argument value expression") as Probed<()>
        })?;
        self.suspect(|p| {
            let list = p.argument_list()?;
            let last = p.for_if_clauses()?;
            let [_, .., element] = list.positional[..] else { return Err(Stop::Fail) };
            p.raise_range(p.span_of(element), p.span_of(last), unparenthesized) as Probed<()>
        })?;
        self.suspect(|p| {
            p.argument_list()?;
            p.eat(Token::Comma)?;
            let element = p.expression()?;
            let last = p.for_if_clauses()?;
            p.raise_range(p.span_of(element), p.span_of(last), unparenthesized) as Probed<()>
        })?;
        self.suspect(|p| {
            let list = p.argument_list()?;
            p.eat(Token::Comma)?;
            p.argument_list()?;
            let unpacking = if list.has_unpacking { " unpacking" } else { "" };
            p.raise_last(format!("positional argument follows keyword argument{unpacking}")) as Probed<()>
        })
    }

    fn positional_then_keywords(&mut self) -> Probed<()> {
        let both = self.attempt(|p| {
            p.separated(Self::positional)?;
            p.eat(Token::Comma)?;
            p.keywords()
        })?;
        match both {
            Some(_) => Ok(()),
            None => self.keywords().map(|_| ()),
        }
    }

    /// `(` arguments `)` of a class; the span of the whole, if it is there.
    pub(super) fn class_arguments(&mut self) -> Probed<Option<Span>> {
        let start = self.at;
        let found = self.attempt(|p| {
            p.eat(Token::OpenParen)?;
            p.attempt(Self::arguments)?;
            p.eat(Token::CloseParen)
        })?;
        Ok(found.map(|_| self.span_from(start)))
    }
}

impl Arguments {
    fn add(&mut self, keywords: Option<(Vec<Node>, bool)>) {
        if let Some((starred, unpacking)) = keywords {
            self.positional.extend(starred);
            self.has_unpacking = unpacking;
        }
    }
}
