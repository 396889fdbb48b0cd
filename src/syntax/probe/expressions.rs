//! Expressions, from the loosest to the tightest.
//!
//! Owns the operators and the mistakes around them. Must not know statements.

use super::super::token::Token;
use super::{Kind, Node, Probe, Probed, Rule, Stop};

const SOFT_KEYWORDS: [&str; 4] = ["_", "case", "match", "type"];

impl Probe<'_> {
    pub(super) fn star_expressions(&mut self) -> Probed<Node> {
        self.tuple_of(Self::star_expression)
    }

    pub(super) fn expressions(&mut self) -> Probed<Node> {
        self.tuple_of(Self::expression)
    }

    /// One item, or several as a tuple without parentheses.
    fn tuple_of(&mut self, mut rule: impl FnMut(&mut Self) -> Probed<Node>) -> Probed<Node> {
        let start = self.at;
        let items = self.separated(&mut rule)?;
        if !self.has(Token::Comma) && items.len() == 1 {
            return Ok(items[0]);
        }
        let span = self.span_from(start);
        Ok(self.node(span, "tuple", Kind::Tuple, items))
    }

    fn starred(&mut self, rule: fn(&mut Self) -> Probed<Node>) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::Star)?;
        let value = rule(self)?;
        let span = self.span_from(start);
        Ok(self.node(span, "starred", Kind::Starred, vec![value]))
    }

    pub(super) fn star_expression(&mut self) -> Probed<Node> {
        self.memoized(Rule::StarExpression, |p| match p.attempt(|p| p.starred(Self::bitwise_or))? {
            Some(found) => Ok(found),
            None => p.expression(),
        })
    }

    pub(super) fn star_named_expression(&mut self) -> Probed<Node> {
        match self.attempt(|p| p.starred(Self::bitwise_or))? {
            Some(found) => Ok(found),
            None => self.named_expression(),
        }
    }

    /// `*a` as an argument.
    pub(super) fn starred_expression(&mut self) -> Probed<Node> {
        self.suspect(|p| {
            let star = p.eat(Token::Star)?;
            p.expression()?;
            p.eat(Token::Equal)?;
            let value = p.expression()?;
            p.raise_range(star, p.span_of(value), "cannot assign to iterable argument unpacking")
                as Probed<()>
        })?;
        if let Some(found) = self.attempt(|p| p.starred(Self::expression))? {
            return Ok(found);
        }
        self.suspect(|p| {
            p.eat(Token::Star)?;
            p.raise_last("Invalid star expression") as Probed<()>
        })?;
        Err(Stop::Fail)
    }

    pub(super) fn assignment_expression(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::Name)?;
        self.eat(Token::Walrus)?;
        self.expression()?;
        Ok(self.other(start, "named expression"))
    }

    pub(super) fn named_expression(&mut self) -> Probed<Node> {
        if self.peek() == Token::Name && self.peek_second() == Token::Walrus {
            return self.assignment_expression();
        }
        if self.invalid {
            self.invalid_named_expression()?;
        }
        let found = self.expression()?;
        if self.peek() == Token::Walrus { Err(Stop::Fail) } else { Ok(found) }
    }

    fn invalid_named_expression(&mut self) -> Probed<()> {
        let start = self.at;
        let rule = |p: &mut Self| {
            p.suspect(|p| {
                let target = p.expression()?;
                p.eat(Token::Walrus)?;
                p.expression()?;
                let name = p.data(target).name;
                let message = format!("cannot use assignment expressions with {name}");
                p.raise(p.span_of(target), message) as Probed<()>
            })?;
            p.suspect(|p| {
                let name = p.eat(Token::Name)?;
                p.eat(Token::Equal)?;
                let value = p.bitwise_or()?;
                p.not_assigned_on()?;
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                p.raise_range(name, p.span_of(value), message) as Probed<()>
            })?;
            p.suspect(Self::mistyped_comparison)?;
            Err(Stop::Fail)
        };
        match self.memoized(Rule::InvalidNamed, rule) {
            Err(Stop::Fail) | Ok(_) => {
                self.at = start;
                Ok(())
            }
            Err(other) => Err(other),
        }
    }

    fn mistyped_comparison(&mut self) -> Probed<()> {
        let excluded = match self.peek() {
            Token::True | Token::None | Token::False => true,
            Token::OpenBracket => self.sees(Self::list)?,
            Token::OpenParen => self.sees(Self::tuple)? || self.sees(Self::generator)?,
            _ => false,
        };
        if excluded {
            return Err(Stop::Fail);
        }
        let left = self.bitwise_or()?;
        self.eat(Token::Equal)?;
        self.bitwise_or()?;
        self.not_assigned_on()?;
        let message =
            format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", self.data(left).name);
        self.raise(self.span_of(left), message)
    }

    fn not_assigned_on(&mut self) -> Probed<()> {
        if matches!(self.peek(), Token::Equal | Token::Walrus) { Err(Stop::Fail) } else { Ok(()) }
    }

    pub(super) fn expression(&mut self) -> Probed<Node> {
        self.memoized(Rule::Expression, |p| {
            p.suspect(Self::invalid_expression)?;
            p.suspect(Self::legacy_statement)?;
            p.plain_expression()
        })
    }

    fn plain_expression(&mut self) -> Probed<Node> {
        let start = self.at;
        if self.peek() == Token::Lambda {
            return self.lambda();
        }
        let body = self.disjunction()?;
        let conditional = self.attempt(|p| {
            p.eat(Token::If)?;
            p.disjunction()?;
            p.eat(Token::Else)?;
            p.expression()
        })?;
        Ok(if conditional.is_some() { self.other(start, "conditional expression") } else { body })
    }

    /// An expression in which no rule for wrong programs applies.
    pub(super) fn expression_without_invalid(&mut self) -> Probed<Node> {
        let before = std::mem::replace(&mut self.invalid, false);
        let found = self.attempt(Self::plain_expression);
        self.invalid = before;
        found?.ok_or(Stop::Fail)
    }

    fn invalid_expression(&mut self) -> Probed<()> {
        self.suspect(Self::quote_inside_string)?;
        self.suspect(Self::missing_comma)?;
        self.suspect(Self::unfinished_conditional)?;
        self.suspect(Self::statement_before_if)?;
        self.suspect(|p| {
            let lambda = p.eat(Token::Lambda)?;
            p.lambda_parameters()?;
            let colon = p.eat(Token::FieldColon)?;
            if matches!(p.peek(), Token::FStringMiddle | Token::RawFStringMiddle) {
                let letter = p.enclosing_letter();
                let message =
                    format!("{letter}-string: lambda expressions are not allowed without parentheses");
                return p.raise_range(lambda, colon, message);
            }
            Err::<(), _>(Stop::Fail)
        })
    }

    fn quote_inside_string(&mut self) -> Probed<()> {
        self.eat(Token::String)?;
        let mut inside = None;
        while self.peek() != Token::String {
            let Some(found) = self.attempt(Self::expression_without_invalid)? else { break };
            let first = inside.map_or(found, |(first, _)| first);
            inside = Some((first, found));
        }
        let (first, last) = inside.ok_or(Stop::Fail)?;
        self.eat(Token::String)?;
        let message = "invalid syntax. Is this intended to be part of the string?";
        self.raise_range(self.span_of(first), self.span_of(last), message)
    }

    fn missing_comma(&mut self) -> Probed<()> {
        // `kf"…"` is a wrong prefix, and a soft keyword may be a statement: neither lacks a comma.
        let name_and_string = self.peek() == Token::Name && self.peek_second() == Token::String;
        // CPython takes any beginning of a soft keyword for one.
        let word = self.word();
        let soft = !word.is_empty() && SOFT_KEYWORDS.iter().any(|keyword| keyword.starts_with(word));
        if name_and_string || soft {
            return Err(Stop::Fail);
        }
        let start = self.at;
        let left = self.disjunction()?;
        let legacy = self.at == start + 1 && self.is_legacy(start);
        let right = self.expression_without_invalid()?;
        if legacy || self.level_before(self.at) == 0 {
            return Err(Stop::Fail);
        }
        let message = "invalid syntax. Perhaps you forgot a comma?";
        self.raise_range(self.span_of(left), self.span_of(right), message)
    }

    fn unfinished_conditional(&mut self) -> Probed<()> {
        let body = self.disjunction()?;
        self.eat(Token::If)?;
        let test = self.disjunction()?;
        if !matches!(self.peek(), Token::Else | Token::Colon | Token::FieldColon) {
            let message = "expected 'else' after 'if' expression";
            return self.raise_range(self.span_of(body), self.span_of(test), message);
        }
        self.eat(Token::Else)?;
        let start = self.at;
        let is_statement = matches!(
            self.peek(),
            Token::Pass
                | Token::Del
                | Token::Return
                | Token::Yield
                | Token::Raise
                | Token::Break
                | Token::Continue
                | Token::Assert
                | Token::Import
                | Token::From
        );
        if !is_statement || self.attempt(Self::simple_statement)?.is_none() {
            return Err(Stop::Fail);
        }
        let span = self.span_from(start);
        self.raise(span, "expected expression after 'else', but statement is given")
    }

    fn statement_before_if(&mut self) -> Probed<()> {
        let statement = self.eat_any(&[Token::Pass, Token::Break, Token::Continue])?;
        self.eat(Token::If)?;
        self.disjunction()?;
        self.eat(Token::Else)?;
        self.simple_statement()?;
        self.raise(statement, "expected expression before 'if', but statement is given")
    }

    fn is_legacy(&self, at: usize) -> bool {
        let token = self.tokens[at];
        token.token == Token::Name && matches!(self.text(token.span), "print" | "exec")
    }

    fn legacy_statement(&mut self) -> Probed<()> {
        let name = self.word();
        let span = self.eat(Token::Name)?;
        if self.peek() == Token::OpenParen {
            return Err(Stop::Fail);
        }
        let arguments = self.star_expressions()?;
        if !matches!(name, "print" | "exec") {
            return Err(Stop::Fail);
        }
        let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
        self.raise_range(span, self.span_of(arguments), message)
    }

    pub(super) fn yield_expression(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::Yield)?;
        let from = self.attempt(|p| {
            p.eat(Token::From)?;
            p.expression()
        })?;
        if from.is_none() {
            self.attempt(Self::star_expressions)?;
        }
        Ok(self.other(start, "yield expression"))
    }

    /// What may stand on the right of `=`.
    pub(super) fn annotated_value(&mut self) -> Probed<Node> {
        match self.attempt(Self::yield_expression)? {
            Some(found) => Ok(found),
            None => self.star_expressions(),
        }
    }

    pub(super) fn disjunction(&mut self) -> Probed<Node> {
        self.memoized(Rule::Disjunction, |p| {
            let start = p.at;
            let first = p.inversion()?;
            let mut more = false;
            // `and` and `or` alike: nothing here depends on which binds tighter.
            while p
                .attempt(|p| {
                    p.eat_any(&[Token::And, Token::Or])?;
                    p.inversion()
                })?
                .is_some()
            {
                more = true;
            }
            Ok(if more { p.other(start, "expression") } else { first })
        })
    }

    fn inversion(&mut self) -> Probed<Node> {
        let start = self.at;
        let mut negated = false;
        while self.has(Token::Not) {
            negated = true;
        }
        let operand = self.comparison()?;
        Ok(if negated { self.other(start, "expression") } else { operand })
    }

    fn comparison(&mut self) -> Probed<Node> {
        let start = self.at;
        let left = self.bitwise_or()?;
        let mut first_operator = None;
        while let Some(operator) = self.attempt(|p| {
            let operator = p.peek();
            p.compare_operator()?;
            p.bitwise_or()?;
            Ok(operator)
        })? {
            first_operator.get_or_insert(operator);
        }
        let Some(operator) = first_operator else { return Ok(left) };
        let kind = if operator == Token::In { Kind::Membership } else { Kind::Comparison };
        let span = self.span_from(start);
        Ok(self.node(span, "comparison", kind, vec![left]))
    }

    fn compare_operator(&mut self) -> Probed<()> {
        match self.peek() {
            Token::Not => {
                self.eat(Token::Not)?;
                self.eat(Token::In)?;
            }
            Token::Is => {
                self.eat(Token::Is)?;
                self.has(Token::Not);
            }
            _ => {
                self.eat_any(&[
                    Token::EqualEqual,
                    Token::NotEqual,
                    Token::Less,
                    Token::LessEqual,
                    Token::Greater,
                    Token::GreaterEqual,
                    Token::In,
                ])?;
            }
        }
        Ok(())
    }

    /// All binary operators at once, for the same reason as `and` and `or`.
    pub(super) fn bitwise_or(&mut self) -> Probed<Node> {
        const OPERATORS: [Token; 12] = [
            Token::Bar,
            Token::Caret,
            Token::Ampersand,
            Token::LeftShift,
            Token::RightShift,
            Token::Plus,
            Token::Minus,
            Token::Star,
            Token::Slash,
            Token::DoubleSlash,
            Token::Percent,
            Token::At,
        ];
        self.memoized(Rule::BitwiseOr, |p| {
            let start = p.at;
            let first = p.factor()?;
            let mut more = false;
            while p
                .attempt(|p| {
                    p.eat_any(&OPERATORS)?;
                    p.suspect(Self::unparenthesized_not)?;
                    p.factor()
                })?
                .is_some()
            {
                more = true;
            }
            Ok(if more { p.other(start, "expression") } else { first })
        })
    }

    fn factor(&mut self) -> Probed<Node> {
        let start = self.at;
        let mut signed = false;
        while matches!(self.peek(), Token::Plus | Token::Minus | Token::Tilde) {
            self.at += 1;
            signed = true;
        }
        if signed {
            self.suspect(Self::unparenthesized_not)?;
        }
        let operand_start = self.at;
        let awaited = self.has(Token::Await);
        let mut operand = self.primary()?;
        if awaited {
            operand = self.other(operand_start, "await expression");
        }
        let power = self.attempt(|p| {
            p.eat(Token::DoubleStar)?;
            p.factor()
        })?;
        let changed = signed || power.is_some();
        Ok(if changed { self.other(start, "expression") } else { operand })
    }

    /// `1 + not 2`, called behind the operator.
    fn unparenthesized_not(&mut self) -> Probed<()> {
        let shifts = [Token::Bar, Token::Caret, Token::Ampersand, Token::LeftShift, Token::RightShift];
        if shifts.contains(&self.tokens[self.at - 1].token) {
            return Err(Stop::Fail);
        }
        let not = self.eat(Token::Not)?;
        let operand = self.inversion()?;
        self.raise_range(not, self.span_of(operand), "'not' after an operator must be parenthesized")
    }

    pub(super) fn primary(&mut self) -> Probed<Node> {
        self.memoized(Rule::Primary, |p| {
            let start = p.at;
            let mut found = p.atom()?;
            while let Some((name, kind)) = p.attempt(Self::trailer)? {
                let span = p.span_from(start);
                found = p.node(span, name, kind, Vec::new());
            }
            Ok(found)
        })
    }

    fn trailer(&mut self) -> Probed<(&'static str, Kind)> {
        if matches!(self.peek(), Token::OpenBracket | Token::OpenBrace) {
            self.suspect(Self::invalid_comprehension)?;
        }
        match self.peek() {
            Token::Dot => {
                self.eat(Token::Dot)?;
                self.eat(Token::Name)?;
                Ok(("attribute", Kind::Target))
            }
            Token::OpenParen => {
                if self.attempt(Self::generator)?.is_none() {
                    self.eat(Token::OpenParen)?;
                    self.attempt(Self::arguments)?;
                    self.eat(Token::CloseParen)?;
                }
                Ok(("function call", Kind::Other))
            }
            Token::OpenBracket => {
                self.eat(Token::OpenBracket)?;
                self.slices()?;
                self.eat(Token::CloseBracket)?;
                Ok(("subscript", Kind::Target))
            }
            _ => Err(Stop::Fail),
        }
    }

    fn slices(&mut self) -> Probed<()> {
        self.separated(|p| match p.attempt(Self::slice)? {
            Some(()) => Ok(()),
            None => p.starred_expression().map(|_| ()),
        })?;
        self.has(Token::Comma);
        Ok(())
    }

    fn slice(&mut self) -> Probed<()> {
        let bounds = self.attempt(|p| {
            p.attempt(Self::expression)?;
            p.eat(Token::Colon)?;
            p.attempt(Self::expression)?;
            if p.has(Token::Colon) {
                p.attempt(Self::expression)?;
            }
            Ok(())
        })?;
        match bounds {
            Some(()) => Ok(()),
            None => self.named_expression().map(|_| ()),
        }
    }

    fn lambda(&mut self) -> Probed<Node> {
        let start = self.at;
        self.eat(Token::Lambda)?;
        self.lambda_parameters()?;
        self.eat(Token::Colon)?;
        self.expression()?;
        Ok(self.other(start, "lambda"))
    }
}
