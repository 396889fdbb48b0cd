//! Simple statements.
//!
//! Owns the mistakes in assignments and imports. Must not know blocks.

use super::super::token::Token;
use super::{Kind, Node, Probe, Probed, Purpose, Rule, Stop};

impl Probe<'_> {
    pub(super) fn simple_statements(&mut self) -> Probed<()> {
        self.simple_statement()?;
        while self.has(Token::Semicolon) {
            if self.attempt(Self::simple_statement)?.is_none() {
                break;
            }
        }
        self.eat(Token::Newline)?;
        Ok(())
    }

    pub(super) fn simple_statement(&mut self) -> Probed<Node> {
        self.memoized(Rule::Simple, |p| {
            let start = p.at;
            if p.word() == "type" && p.attempt(Self::type_alias)?.is_some() {
                return Ok(p.other(start, "statement"));
            }
            if p.attempt(Self::assignment)?.is_some() || p.attempt(Self::star_expressions)?.is_some() {
                return Ok(p.other(start, "statement"));
            }
            p.keyword_statement()?;
            Ok(p.other(start, "statement"))
        })
    }

    fn keyword_statement(&mut self) -> Probed<()> {
        match self.peek() {
            Token::Pass | Token::Break | Token::Continue => self.at += 1,
            Token::Return => {
                self.at += 1;
                self.attempt(Self::star_expressions)?;
            }
            Token::Yield => {
                self.yield_expression()?;
            }
            Token::Raise => self.raise_statement()?,
            Token::Global | Token::Nonlocal => {
                self.at += 1;
                self.separated(|p| p.eat(Token::Name))?;
            }
            Token::Del => self.delete()?,
            Token::Assert => {
                self.at += 1;
                self.expression()?;
                if self.has(Token::Comma) {
                    self.expression()?;
                }
            }
            Token::Import => self.import()?,
            Token::From => self.import_from()?,
            _ => return Err(Stop::Fail),
        }
        Ok(())
    }

    fn type_alias(&mut self) -> Probed<()> {
        self.eat_word("type")?;
        self.eat(Token::Name)?;
        self.type_parameters()?;
        self.eat(Token::Equal)?;
        self.expression()?;
        Ok(())
    }

    fn assignment(&mut self) -> Probed<()> {
        for rule in [Self::annotated_name, Self::annotated_place, Self::plain_assignment, Self::augmented] {
            if self.attempt(rule)?.is_some() {
                return Ok(());
            }
        }
        self.suspect(Self::invalid_assignment)?;
        Err(Stop::Fail)
    }

    fn annotation_and_value(&mut self) -> Probed<()> {
        self.eat(Token::Colon)?;
        self.expression()?;
        self.attempt(|p| {
            p.eat(Token::Equal)?;
            p.annotated_value()
        })?;
        Ok(())
    }

    fn annotated_name(&mut self) -> Probed<()> {
        self.eat(Token::Name)?;
        self.annotation_and_value()
    }

    fn annotated_place(&mut self) -> Probed<()> {
        let target = self.primary()?;
        if self.data(target).kind != Kind::Target {
            return Err(Stop::Fail);
        }
        self.annotation_and_value()
    }

    fn plain_assignment(&mut self) -> Probed<()> {
        let target = |p: &mut Self| {
            p.star_targets()?;
            p.eat(Token::Equal)
        };
        target(self)?;
        while self.attempt(target)?.is_some() {}
        self.annotated_value()?;
        if self.peek() == Token::Equal { Err(Stop::Fail) } else { Ok(()) }
    }

    fn augmented(&mut self) -> Probed<()> {
        let target = self.primary()?;
        if self.data(target).kind != Kind::Target || !self.peek().is_augmented_assignment() {
            return Err(Stop::Fail);
        }
        self.at += 1;
        self.annotated_value()?;
        Ok(())
    }

    fn invalid_assignment(&mut self) -> Probed<()> {
        self.suspect(|p| {
            let target = p.list_or_tuple()?;
            p.eat(Token::Colon)?;
            p.expression()?;
            let data = p.data(target);
            p.raise(data.span, format!("only single target (not {}) can be annotated", data.name))
                as Probed<()>
        })?;
        self.suspect(|p| {
            let first = p.star_named_expression()?;
            p.eat(Token::Comma)?;
            while p.attempt(Self::star_named_expression)?.is_some() {
                p.has(Token::Comma);
            }
            p.eat(Token::Colon)?;
            p.expression()?;
            p.raise(p.span_of(first), "only single target (not tuple) can be annotated") as Probed<()>
        })?;
        self.suspect(|p| {
            let target = p.expression()?;
            p.eat(Token::Colon)?;
            p.expression()?;
            p.raise(p.span_of(target), "illegal target for annotation") as Probed<()>
        })?;
        self.suspect(|p| {
            p.leading_targets()?;
            let target = p.star_expressions()?;
            p.eat(Token::Equal)?;
            p.raise_invalid_target(target, Purpose::Assign) as Probed<()>
        })?;
        self.suspect(|p| {
            p.leading_targets()?;
            let target = p.yield_expression()?;
            p.eat(Token::Equal)?;
            p.raise(p.span_of(target), "assignment to yield expression not possible") as Probed<()>
        })?;
        self.suspect(|p| {
            let target = p.star_expressions()?;
            if !p.peek().is_augmented_assignment() {
                return Err(Stop::Fail);
            }
            p.at += 1;
            p.annotated_value()?;
            let data = p.data(target);
            let message = format!("'{}' is an illegal expression for augmented assignment", data.name);
            p.raise(data.span, message) as Probed<()>
        })
    }

    fn leading_targets(&mut self) -> Probed<()> {
        while self
            .attempt(|p| {
                p.star_targets()?;
                p.eat(Token::Equal)
            })?
            .is_some()
        {}
        Ok(())
    }

    /// A display that cannot be annotated, in any number of parentheses.
    fn list_or_tuple(&mut self) -> Probed<Node> {
        let found = self.primary()?;
        match self.data(found).kind {
            Kind::List | Kind::Tuple => Ok(found),
            _ => Err(Stop::Fail),
        }
    }

    fn raise_statement(&mut self) -> Probed<()> {
        let raise = self.eat(Token::Raise)?;
        if self.peek() == Token::From {
            let from = self.span();
            return self.raise_range(raise, from, "did you forget an expression between 'raise' and 'from'?");
        }
        if self.attempt(Self::expression)?.is_none() {
            return Ok(());
        }
        if self.peek() != Token::From {
            return Ok(());
        }
        let from = self.eat(Token::From)?;
        if self.attempt(Self::expression)?.is_none() {
            return self.raise_range(raise, from, "did you forget an expression after 'from'?");
        }
        Ok(())
    }

    fn delete(&mut self) -> Probed<()> {
        let valid = self.attempt(|p| {
            p.eat(Token::Del)?;
            let targets = p.star_expressions()?;
            let is_bare_star = p.data(targets).kind == Kind::Starred;
            if is_bare_star || p.invalid_target(targets, Purpose::Delete).is_some() {
                return Err(Stop::Fail);
            }
            if matches!(p.peek(), Token::Semicolon | Token::Newline) { Ok(()) } else { Err(Stop::Fail) }
        })?;
        if valid.is_some() {
            return Ok(());
        }
        self.suspect(|p| {
            p.eat(Token::Del)?;
            let targets = p.star_expressions()?;
            p.raise_invalid_target(targets, Purpose::Delete) as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    pub(super) fn dotted_name(&mut self) -> Probed<()> {
        self.eat(Token::Name)?;
        while self
            .attempt(|p| {
                p.eat(Token::Dot)?;
                p.eat(Token::Name)
            })?
            .is_some()
        {}
        Ok(())
    }

    fn import(&mut self) -> Probed<()> {
        let start = self.at;
        self.suspect(|p| {
            let import = p.eat(Token::Import)?;
            if p.peek() == Token::Newline {
                let newline = p.span();
                return p.raise_from(newline, "Expected one or more names after 'import'");
            }
            p.separated(Self::dotted_name)?;
            p.eat(Token::From)?;
            p.dotted_name()?;
            p.raise_from(import, "Did you mean to use 'from ... import ...' instead?") as Probed<()>
        })?;
        self.at = start;
        self.eat(Token::Import)?;
        self.separated(|p| {
            p.dotted_name()?;
            p.import_alias()
        })?;
        Ok(())
    }

    /// `as name`, if it is there.
    fn import_alias(&mut self) -> Probed<()> {
        if self.peek() != Token::As {
            return Ok(());
        }
        self.suspect(|p| {
            p.eat(Token::As)?;
            let ends = [Token::Comma, Token::CloseParen, Token::Semicolon, Token::Newline];
            if p.peek() == Token::Name && ends.contains(&p.peek_second()) {
                return Err(Stop::Fail);
            }
            let target = p.expression()?;
            let data = p.data(target);
            p.raise(data.span, format!("cannot use {} as import target", data.name)) as Probed<()>
        })?;
        self.eat(Token::As)?;
        self.eat(Token::Name)?;
        Ok(())
    }

    fn import_from(&mut self) -> Probed<()> {
        self.eat(Token::From)?;
        while matches!(self.peek(), Token::Dot | Token::Ellipsis) {
            self.at += 1;
        }
        self.attempt(Self::dotted_name)?;
        self.eat(Token::Import)?;
        let names = |p: &mut Self| {
            p.separated(|p| {
                p.eat(Token::Name)?;
                p.import_alias()
            })
        };
        match self.peek() {
            Token::Star => self.at += 1,
            Token::OpenParen => {
                self.eat(Token::OpenParen)?;
                names(self)?;
                self.has(Token::Comma);
                self.eat(Token::CloseParen)?;
            }
            Token::Newline => {
                let span = self.span();
                return self.raise_from(span, "Expected one or more names after 'import'");
            }
            _ => {
                names(self)?;
                if self.has(Token::Comma) {
                    self.eat(Token::Newline)?;
                    return self.raise_last("trailing comma not allowed without surrounding parentheses");
                }
            }
        }
        Ok(())
    }
}
