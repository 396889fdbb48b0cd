//! Atoms: names, constants, and all that stands in brackets.
//!
//! Owns displays and comprehensions and the mistakes in them. Must not know operators.

use super::super::token::Token;
use super::{Kind, Node, Probe, Probed, Purpose, Rule, Stop};
use crate::source::Span;

impl Probe<'_> {
    pub(super) fn atom(&mut self) -> Probed<Node> {
        let start = self.at;
        let name = match self.peek() {
            Token::Name => {
                let span = self.eat(Token::Name)?;
                return Ok(self.node(span, "name", Kind::Target, Vec::new()));
            }
            Token::True => "True",
            Token::False => "False",
            Token::None => "None",
            Token::Ellipsis => "ellipsis",
            Token::Number => "literal",
            Token::String | Token::FStringStart => return self.strings(),
            Token::OpenParen => return self.first_of(&[Self::tuple, Self::group, Self::generator]),
            Token::OpenBracket => return self.first_of(&[Self::list, Self::list_comprehension]),
            Token::OpenBrace => {
                return self.first_of(&[
                    Self::dict,
                    Self::set,
                    Self::dict_comprehension,
                    Self::set_comprehension,
                ]);
            }
            _ => return Err(Stop::Fail),
        };
        self.at += 1;
        Ok(self.other(start, name))
    }

    pub(super) fn first_of(&mut self, rules: &[fn(&mut Self) -> Probed<Node>]) -> Probed<Node> {
        for rule in rules {
            if let Some(found) = self.attempt(rule)? {
                return Ok(found);
            }
        }
        Err(Stop::Fail)
    }

    fn star_named_expressions(&mut self) -> Probed<Vec<Node>> {
        let items = self.separated(Self::star_named_expression)?;
        self.has(Token::Comma);
        Ok(items)
    }

    pub(super) fn tuple(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::OpenParen)?;
        let items = self.attempt(|p| {
            let mut items = vec![p.star_named_expression()?];
            p.eat(Token::Comma)?;
            items.extend(p.attempt(Self::star_named_expressions)?.unwrap_or_default());
            Ok(items)
        })?;
        self.eat(Token::CloseParen)?;
        let span = self.span_from(start);
        Ok(self.node(span, "tuple", Kind::Tuple, items.unwrap_or_default()))
    }

    fn group(&mut self) -> Probed<Node> {
        let found = self.attempt(|p| {
            p.eat(Token::OpenParen)?;
            let inner = p.first_of(&[Self::yield_expression, Self::named_expression])?;
            p.eat(Token::CloseParen)?;
            Ok(inner)
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.suspect(|p| {
            p.eat(Token::OpenParen)?;
            let starred = p.starred_expression()?;
            p.eat(Token::CloseParen)?;
            p.raise(p.span_of(starred), "cannot use starred expression here") as Probed<()>
        })?;
        self.suspect(|p| {
            p.eat(Token::OpenParen)?;
            let stars = p.eat(Token::DoubleStar)?;
            p.expression()?;
            p.eat(Token::CloseParen)?;
            p.raise(stars, "cannot use double starred expression here") as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    pub(super) fn generator(&mut self) -> Probed<Node> {
        let start = self.at;
        let found = self.attempt(|p| {
            p.eat(Token::OpenParen)?;
            if p.attempt(Self::assignment_expression)?.is_none() {
                p.expression()?;
                if p.peek() == Token::Walrus {
                    return Err(Stop::Fail);
                }
            }
            p.for_if_clauses()?;
            p.eat(Token::CloseParen)
        })?;
        if found.is_some() {
            return Ok(self.other(start, "generator expression"));
        }
        self.suspect(Self::invalid_comprehension)?;
        Err(Stop::Fail)
    }

    pub(super) fn list(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::OpenBracket)?;
        let items = self.attempt(Self::star_named_expressions)?.unwrap_or_default();
        self.eat(Token::CloseBracket)?;
        let span = self.span_from(start);
        Ok(self.node(span, "list", Kind::List, items))
    }

    fn list_comprehension(&mut self) -> Probed<Node> {
        self.comprehension(Token::OpenBracket, Token::CloseBracket, "list comprehension")
    }

    fn set_comprehension(&mut self) -> Probed<Node> {
        self.comprehension(Token::OpenBrace, Token::CloseBrace, "set comprehension")
    }

    fn comprehension(&mut self, open: Token, close: Token, name: &'static str) -> Probed<Node> {
        let start = self.at;
        let found = self.attempt(|p| {
            p.eat(open)?;
            p.named_expression()?;
            p.for_if_clauses()?;
            p.eat(close)
        })?;
        if found.is_some() {
            return Ok(self.other(start, name));
        }
        self.suspect(Self::invalid_comprehension)?;
        Err(Stop::Fail)
    }

    pub(super) fn invalid_comprehension(&mut self) -> Probed<()> {
        let brackets = [Token::OpenBracket, Token::OpenParen, Token::OpenBrace];
        self.suspect(|p| {
            p.eat_any(&brackets)?;
            let starred = p.starred_expression()?;
            p.for_if_clauses()?;
            let message = "iterable unpacking cannot be used in comprehension";
            p.raise(p.span_of(starred), message) as Probed<()>
        })?;
        let message = "did you forget parentheses around the comprehension target?";
        let brackets = [Token::OpenBracket, Token::OpenBrace];
        self.suspect(|p| {
            p.eat_any(&brackets)?;
            let first = p.star_named_expression()?;
            p.eat(Token::Comma)?;
            let rest = p.star_named_expressions()?;
            p.for_if_clauses()?;
            let last = rest.last().copied().unwrap_or(first);
            p.raise_range(p.span_of(first), p.span_of(last), message) as Probed<()>
        })?;
        self.suspect(|p| {
            p.eat_any(&brackets)?;
            let first = p.star_named_expression()?;
            let comma = p.eat(Token::Comma)?;
            p.for_if_clauses()?;
            p.raise_range(p.span_of(first), comma, message) as Probed<()>
        })
    }

    fn set(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::OpenBrace)?;
        self.star_named_expressions()?;
        self.eat(Token::CloseBrace)?;
        Ok(self.other(start, "set display"))
    }

    fn dict(&mut self) -> Probed<Node> {
        let start = self.at;
        let found = self.attempt(|p| {
            p.eat(Token::OpenBrace)?;
            p.attempt(|p| {
                p.separated(Self::double_starred_pair)?;
                p.has(Token::Comma);
                Ok(())
            })?;
            p.eat(Token::CloseBrace)
        })?;
        if found.is_some() {
            return Ok(self.other(start, "dict literal"));
        }
        // These are on from the start, so that a key lacks a colon rather than a comma.
        self.sees(|p| {
            p.eat(Token::OpenBrace)?;
            p.invalid_pairs()
        })?;
        Err(Stop::Fail)
    }

    fn double_starred_pair(&mut self) -> Probed<()> {
        if self.has(Token::DoubleStar) {
            self.bitwise_or()?;
            return Ok(());
        }
        self.pair()
    }

    fn pair(&mut self) -> Probed<()> {
        self.expression()?;
        self.eat(Token::Colon)?;
        self.expression()?;
        Ok(())
    }

    fn invalid_pairs(&mut self) -> Probed<()> {
        self.sees(|p| {
            p.separated(Self::double_starred_pair)?;
            p.eat(Token::Comma)?;
            p.sees(Self::key_without_colon)?;
            p.invalid_value()
        })?;
        self.invalid_value()
    }

    fn key_without_colon(&mut self) -> Probed<()> {
        let key = self.expression()?;
        if self.peek() == Token::Colon {
            return Err(Stop::Fail);
        }
        // At the last character of the key.
        let span = self.span_of(key);
        let width = self.text(span).chars().next_back().map_or(1, char::len_utf8) as u32;
        self.raise_always(Span::new(span.end - width, span.end), "':' expected after dictionary key")
    }

    fn invalid_value(&mut self) -> Probed<()> {
        self.sees(|p| {
            p.expression()?;
            p.eat(Token::Colon)?;
            let star = p.eat(Token::Star)?;
            p.bitwise_or()?;
            let span = p.span_to_last(star);
            p.raise_always(span, "cannot use a starred expression in a dictionary value") as Probed<()>
        })?;
        self.sees(|p| {
            p.expression()?;
            let colon = p.eat(Token::Colon)?;
            if !matches!(p.peek(), Token::CloseBrace | Token::Comma) {
                return Err(Stop::Fail);
            }
            p.raise_always(colon, "expression expected after dictionary key and ':'") as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    fn dict_comprehension(&mut self) -> Probed<Node> {
        let start = self.at;
        let found = self.attempt(|p| {
            p.eat(Token::OpenBrace)?;
            p.pair()?;
            p.for_if_clauses()?;
            p.eat(Token::CloseBrace)
        })?;
        if found.is_some() {
            return Ok(self.other(start, "dict comprehension"));
        }
        self.suspect(|p| {
            p.eat(Token::OpenBrace)?;
            let stars = p.eat(Token::DoubleStar)?;
            p.bitwise_or()?;
            p.for_if_clauses()?;
            p.eat(Token::CloseBrace)?;
            p.raise(stars, "dict unpacking cannot be used in dict comprehension") as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    /// The clauses of a comprehension; the last iterable or condition, for the end of a range.
    pub(super) fn for_if_clauses(&mut self) -> Probed<Node> {
        let mut last = self.for_if_clause()?;
        while let Some(next) = self.attempt(Self::for_if_clause)? {
            last = next;
        }
        Ok(last)
    }

    fn for_if_clause(&mut self) -> Probed<Node> {
        let start = self.at;
        let targets = self.attempt(|p| {
            p.has(Token::Async);
            p.eat(Token::For)?;
            p.star_targets()?;
            p.eat(Token::In)
        })?;
        if targets.is_some() {
            // From here on it can only be a comprehension: no other rule is tried.
            let mut last = self.disjunction()?;
            while let Some(condition) = self.attempt(|p| {
                p.eat(Token::If)?;
                p.disjunction()
            })? {
                last = condition;
            }
            return Ok(last);
        }
        self.at = start;
        self.suspect(|p| {
            p.has(Token::Async);
            p.eat(Token::For)?;
            p.separated(Self::bitwise_or)?;
            p.has(Token::Comma);
            if p.peek() == Token::In {
                return Err(Stop::Fail);
            }
            p.raise_last("'in' expected after for-loop variables") as Probed<()>
        })?;
        self.suspect(Self::invalid_for_target)?;
        Err(Stop::Fail)
    }

    pub(super) fn invalid_for_target(&mut self) -> Probed<()> {
        self.has(Token::Async);
        self.eat(Token::For)?;
        let target = self.star_expressions()?;
        self.raise_invalid_target(target, Purpose::For)
    }

    /// One target or more, as in `for` and before `=`.
    pub(super) fn star_targets(&mut self) -> Probed<Node> {
        self.memoized(Rule::StarTargets, |p| {
            let start = p.at;
            let items = p.separated(Self::star_target)?;
            if !p.has(Token::Comma) && items.len() == 1 {
                return Ok(items[0]);
            }
            let span = p.span_from(start);
            Ok(p.node(span, "tuple", Kind::Tuple, items))
        })
    }

    pub(super) fn star_target(&mut self) -> Probed<Node> {
        let start = self.at;
        let starred = self.has(Token::Star);
        let target = self.primary()?;
        if self.invalid_target(target, Purpose::Assign).is_some() {
            return Err(Stop::Fail);
        }
        if !starred {
            return Ok(target);
        }
        let span = self.span_from(start);
        Ok(self.node(span, "starred", Kind::Starred, vec![target]))
    }
}
