//! Compound statements and blocks.
//!
//! Owns missing colons and missing blocks. Must not know expressions from inside.

use super::super::token::Token;
use super::{Node, Probe, Probed, Purpose, Rule, Stop};
use crate::source::Span;

impl Probe<'_> {
    pub(super) fn statements(&mut self) -> Probed<()> {
        while self.skip_parsed_line() || self.attempt(Self::statement)?.is_some() {}
        Ok(())
    }

    /// Steps over a line that is one simple statement or more and lies before the place where the
    /// LR parser stopped: it is known to parse.
    fn skip_parsed_line(&mut self) -> bool {
        let compound = matches!(
            self.peek(),
            Token::At
                | Token::Def
                | Token::Async
                | Token::If
                | Token::Class
                | Token::With
                | Token::For
                | Token::Try
                | Token::While
                | Token::Else
                | Token::Elif
                | Token::Except
                | Token::Finally
                | Token::Indent
                | Token::Dedent
        ) || self.tokens[self.at].token == Token::Match;
        if compound || self.at >= self.stopped {
            return false;
        }
        let line = &self.tokens[self.at..self.stopped];
        match line.iter().position(|token| token.token == Token::Newline) {
            Some(length) => {
                self.at += length + 1;
                true
            }
            None => false,
        }
    }

    fn statement(&mut self) -> Probed<()> {
        if let Some(()) = self.attempt(Self::compound)? {
            return Ok(());
        }
        self.simple_statements()
    }

    fn compound(&mut self) -> Probed<()> {
        match self.peek() {
            Token::At => {
                while self.has(Token::At) {
                    self.named_expression()?;
                    self.eat(Token::Newline)?;
                }
                match self.peek() {
                    Token::Class => self.class(),
                    _ => self.function(),
                }
            }
            Token::Def => self.function(),
            Token::Async => match self.peek_second() {
                Token::Def => self.function(),
                Token::With => self.with(),
                _ => self.for_statement(),
            },
            Token::If => self.if_statement(),
            Token::Class => self.class(),
            Token::With => self.with(),
            Token::For => self.for_statement(),
            Token::Try => self.try_statement(),
            Token::While => {
                let head = self.head("'while' statement", Self::test)?;
                self.block_after(head)?;
                self.optional_else()
            }
            Token::Name if self.word() == "match" => self.match_statement(),
            _ => Err(Stop::Fail),
        }
    }

    fn test(&mut self) -> Probed<()> {
        self.at += 1;
        self.named_expression().map(|_| ())
    }

    /// Reads the head of a statement up to its colon, with the two mistakes that end it early.
    /// Returns what the message about a missing block calls it, and where it stands.
    fn head(
        &mut self,
        name: &'static str,
        rule: fn(&mut Self) -> Probed<()>,
    ) -> Probed<(&'static str, Span)> {
        let keyword = self.span();
        rule(self)?;
        if self.invalid && self.peek() == Token::Newline {
            return self.raise_last("expected ':'");
        }
        self.eat(Token::Colon)?;
        Ok((name, keyword))
    }

    /// The block after a head, which has to be there.
    fn block_after(&mut self, (name, keyword): (&'static str, Span)) -> Probed<()> {
        if self.peek() == Token::Newline && self.peek_second() != Token::Indent {
            let line = self.line_of(keyword);
            return self.raise_indentation(format!("expected an indented block after {name} on line {line}"));
        }
        self.block().map(|_| ())
    }

    fn block(&mut self) -> Probed<Node> {
        self.memoized(Rule::Block, |p| {
            let start = p.at;
            let indented = p.attempt(|p| {
                p.eat(Token::Newline)?;
                p.eat(Token::Indent)?;
                p.statements()?;
                p.eat(Token::Dedent)
            })?;
            if indented.is_none() {
                p.simple_statements()?;
            }
            Ok(p.other(start, "block"))
        })
    }

    fn if_statement(&mut self) -> Probed<()> {
        let head = self.head("'if' statement", Self::test)?;
        self.block_after(head)?;
        while self.peek() == Token::Elif {
            let head = self.head("'elif' statement", Self::test)?;
            self.block_after(head)?;
        }
        self.optional_else()
    }

    fn optional_else(&mut self) -> Probed<()> {
        if self.peek() != Token::Else {
            return Ok(());
        }
        let keyword = self.eat(Token::Else)?;
        self.require(Token::Colon, ":")?;
        self.block_after(("'else' statement", keyword))?;
        if self.peek() == Token::Elif {
            return self.raise_last("'elif' block follows an 'else' block");
        }
        Ok(())
    }

    fn for_statement(&mut self) -> Probed<()> {
        let start = self.at;
        let has_targets = self.sees(|p| {
            p.has(Token::Async);
            p.eat(Token::For)?;
            p.star_targets()?;
            p.eat(Token::In)
        })?;
        if !has_targets {
            self.suspect(Self::invalid_for_target)?;
            return Err(Stop::Fail);
        }
        self.has(Token::Async);
        let keyword = self.span();
        self.at = start;
        let (name, _) = self.head("'for' statement", |p| {
            p.has(Token::Async);
            p.eat(Token::For)?;
            p.star_targets()?;
            p.eat(Token::In)?;
            p.star_expressions().map(|_| ())
        })?;
        self.block_after((name, keyword))?;
        self.optional_else()
    }

    fn with(&mut self) -> Probed<()> {
        let start = self.at;
        self.has(Token::Async);
        let keyword = self.eat(Token::With)?;
        let body = ("'with' statement", keyword);
        let grouped = self.attempt(|p| {
            p.eat(Token::OpenParen)?;
            p.separated(Self::with_item)?;
            p.has(Token::Comma);
            p.eat(Token::CloseParen)?;
            p.eat(Token::Colon)
        })?;
        if grouped.is_some() {
            return self.block_after(body);
        }
        let plain = self.attempt(|p| {
            p.separated(Self::with_item)?;
            p.eat(Token::Colon)
        })?;
        if plain.is_some() {
            return self.block_after(body);
        }
        self.at = start;
        self.suspect(|p| {
            p.has(Token::Async);
            p.eat(Token::With)?;
            p.separated(Self::loose_with_item)?;
            p.eat(Token::Newline)?;
            p.raise_last("expected ':'") as Probed<()>
        })?;
        self.suspect(|p| {
            p.has(Token::Async);
            p.eat(Token::With)?;
            p.eat(Token::OpenParen)?;
            p.separated(Self::loose_with_item)?;
            p.has(Token::Comma);
            p.eat(Token::CloseParen)?;
            p.eat(Token::Newline)?;
            p.raise_last("expected ':'") as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    fn loose_with_item(&mut self) -> Probed<()> {
        self.expression()?;
        self.attempt(|p| {
            p.eat(Token::As)?;
            p.star_target()
        })?;
        Ok(())
    }

    fn with_item(&mut self) -> Probed<()> {
        let ends = [Token::Comma, Token::CloseParen, Token::Colon];
        let full = self.attempt(|p| {
            p.expression()?;
            p.eat(Token::As)?;
            p.star_target()?;
            if ends.contains(&p.peek()) { Ok(()) } else { Err(Stop::Fail) }
        })?;
        if full.is_some() {
            return Ok(());
        }
        self.suspect(|p| {
            p.expression()?;
            p.eat(Token::As)?;
            let target = p.expression()?;
            if !ends.contains(&p.peek()) {
                return Err(Stop::Fail);
            }
            p.raise_invalid_target(target, Purpose::Assign) as Probed<()>
        })?;
        self.expression().map(|_| ())
    }

    fn try_statement(&mut self) -> Probed<()> {
        let keyword = self.eat(Token::Try)?;
        self.require(Token::Colon, ":")?;
        self.block_after(("'try' statement", keyword))?;
        if !matches!(self.peek(), Token::Except | Token::Finally) {
            return self.raise_last("expected 'except' or 'finally' block");
        }
        let mut star = None;
        while self.peek() == Token::Except {
            let is_star = self.except(star)?;
            star = Some(is_star);
        }
        if star.is_some() {
            self.optional_else()?;
        }
        if self.peek() == Token::Finally {
            let keyword = self.eat(Token::Finally)?;
            self.require(Token::Colon, ":")?;
            self.block_after(("'finally' statement", keyword))?;
        }
        Ok(())
    }

    /// One handler, after others that were starred or not; is this one?
    fn except(&mut self, before: Option<bool>) -> Probed<bool> {
        let keyword = self.eat(Token::Except)?;
        let star = self.peek() == Token::Star;
        let star_span = self.span();
        self.has(Token::Star);
        if self.peek() == Token::Newline {
            let message = if star { "expected one or more exception types" } else { "expected ':'" };
            return self.raise_last(message);
        }
        if star && self.peek() == Token::Colon {
            return self.raise_last("expected one or more exception types");
        }
        if self.peek() != Token::Colon {
            self.exception_types(star)?;
        }
        if self.peek() == Token::Newline {
            return self.raise_last("expected ':'");
        }
        self.eat(Token::Colon)?;
        if before.is_some_and(|before| before != star) {
            let span = if star { keyword.to(star_span) } else { keyword };
            return self.raise(span, "cannot have both 'except' and 'except*' on the same 'try'");
        }
        let name = if star { "'except*' statement" } else { "'except' statement" };
        self.block_after((name, keyword))?;
        Ok(star)
    }

    fn exception_types(&mut self, star: bool) -> Probed<()> {
        let first = self.expression()?;
        let several = self.peek() == Token::Comma;
        if several {
            self.at += 1;
            self.attempt(Self::expressions)?;
        }
        if !self.has(Token::As) {
            return Ok(());
        }
        if several {
            self.eat(Token::Name)?;
            self.eat(Token::Colon)?;
            let message = "multiple exception types must be parenthesized when using 'as'";
            return self.raise_from(self.span_of(first), message);
        }
        let is_name =
            self.peek() == Token::Name && matches!(self.peek_second(), Token::Colon | Token::Newline);
        if is_name {
            self.at += 1;
            return Ok(());
        }
        let target = self.expression()?;
        if self.peek() != Token::Colon {
            return Err(Stop::Fail);
        }
        let data = self.data(target);
        let keyword = if star { "except*" } else { "except" };
        self.raise(data.span, format!("cannot use {keyword} statement with {}", data.name))
    }

    fn function(&mut self) -> Probed<()> {
        self.has(Token::Async);
        let keyword = self.eat(Token::Def)?;
        self.eat(Token::Name)?;
        self.attempt(Self::type_parameters)?;
        self.require(Token::OpenParen, "(")?;
        self.function_parameters()?;
        self.eat(Token::CloseParen)?;
        self.attempt(|p| {
            p.eat(Token::Arrow)?;
            p.expression()
        })?;
        self.require(Token::Colon, ":")?;
        self.block_after(("function definition", keyword))
    }

    fn class(&mut self) -> Probed<()> {
        let head = self.head("class definition", |p| {
            p.eat(Token::Class)?;
            p.eat(Token::Name)?;
            p.attempt(Self::type_parameters)?;
            p.class_arguments().map(|_| ())
        })?;
        self.block_after(head)
    }

    fn match_statement(&mut self) -> Probed<()> {
        let head = self.head("'match' statement", |p| {
            p.eat_word("match")?;
            p.separated(Self::star_named_expression)?;
            p.has(Token::Comma);
            Ok(())
        })?;
        if self.peek() == Token::Newline && self.peek_second() != Token::Indent {
            return self.block_after(head);
        }
        self.eat(Token::Newline)?;
        self.eat(Token::Indent)?;
        self.case()?;
        while self.attempt(Self::case)?.is_some() {}
        self.eat(Token::Dedent)?;
        Ok(())
    }

    fn case(&mut self) -> Probed<()> {
        let head = self.head("'case' statement", |p| {
            p.eat_word("case")?;
            p.patterns()?;
            if p.has(Token::If) {
                p.named_expression()?;
            }
            Ok(())
        })?;
        self.block_after(head)
    }
}
