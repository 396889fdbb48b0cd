//! A second reading of a statement that does not parse, to find the words for it.
//!
//! Owns a recogniser by recursive descent with backtracking. The LR parser knows *where* a
//! program goes wrong; CPython's messages depend on what a reader who tries one rule after
//! another would have met first, so the rules here are tried in CPython's order, its rules for
//! wrong programs among them. Must not build a tree: a node is a span, a name and, for what
//! can be a target, its parts.
//! Invariants: stack and steps are bounded (`Stop::Exhausted`); a program that parses is never
//! read here.

mod calls;
mod displays;
mod expressions;
mod parameters;
mod patterns;
mod simple;
mod statements;
mod strings;

use std::collections::HashMap;

use super::SyntaxError;
use super::token::{Spanned, Token};
use crate::source::{SourceText, Span};

/// Bytes of stack that a reading may take: small enough for the smallest of threads.
const MAX_STACK: usize = 1 << 20;
/// Attempts that a reading may take: well under a second.
const MAX_STEPS: usize = 8_000_000;

/// Why a rule did not match.
enum Stop {
    /// It does not fit here: try the next one.
    Fail,
    /// It fits, and it is a rule for a wrong program.
    Raise(Box<SyntaxError>),
    Exhausted,
}

type Probed<T> = Result<T, Stop>;

#[derive(Clone, Copy, PartialEq)]
struct Node(u32);

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Names, attributes and subscripts.
    Target,
    List,
    Tuple,
    Starred,
    /// A comparison whose first operator is `in`.
    Membership,
    Comparison,
    Other,
}

struct NodeData {
    span: Span,
    /// What the messages call it.
    name: &'static str,
    kind: Kind,
    parts: Vec<Node>,
}

/// Rules whose results are remembered, so that trying them again is free. They are CPython's, and
/// as there a result counts whether or not the rules for wrong programs were on: what was once
/// read quietly stays quiet.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Rule {
    Expression,
    StarExpression,
    InvalidNamed,
    Disjunction,
    BitwiseOr,
    Primary,
    Strings,
    Arguments,
    StarTargets,
    Simple,
    Block,
}

struct Probe<'s> {
    source: &'s SourceText,
    tokens: &'s [Spanned],
    /// Open brackets after each token, counted from where the reading starts.
    levels: Vec<u16>,
    first: usize,
    /// Where the LR parser gave up.
    stopped: usize,
    refused: Option<Span>,
    at: usize,
    /// The last token that was looked at, here or by the LR parser.
    furthest: usize,
    met_failure: bool,
    /// Are the rules for wrong programs on?
    invalid: bool,
    memo: HashMap<(Rule, usize), Option<(Node, usize)>>,
    nodes: Vec<NodeData>,
    stack_base: usize,
    steps: usize,
}

/// What a reading found.
pub struct Finding {
    pub error: Option<SyntaxError>,
    /// The last token that CPython would have fetched.
    pub furthest: usize,
    /// The reading ran into the place where the layout layer gave up.
    pub met_failure: bool,
}

/// Reads the statements from token `first` on; the LR parser stopped at token `stopped`, or its
/// actions refused what stands at `refused`.
pub fn read(
    source: &SourceText,
    tokens: &[Spanned],
    first: usize,
    stopped: usize,
    refused: Option<Span>,
) -> Finding {
    let marker = 0u8;
    let mut probe = Probe {
        source,
        tokens,
        levels: levels(&tokens[first..]),
        first,
        stopped,
        refused,
        at: first,
        furthest: stopped,
        met_failure: false,
        invalid: false,
        memo: HashMap::new(),
        nodes: Vec::new(),
        stack_base: &raw const marker as usize,
        steps: 0,
    };
    // As CPython does: once without the rules for wrong programs, once with them.
    let error = [false, true].into_iter().find_map(|invalid| probe.pass(invalid));
    Finding { error, furthest: probe.furthest, met_failure: probe.met_failure }
}

fn levels(tokens: &[Spanned]) -> Vec<u16> {
    let mut level = 0u16;
    let step = |token: &Spanned| {
        match token.token {
            Token::OpenParen | Token::WithOpen | Token::OpenBracket | Token::OpenBrace | Token::FieldOpen => {
                level += 1;
            }
            Token::CloseParen | Token::CloseBracket | Token::CloseBrace | Token::FieldClose => {
                level = level.saturating_sub(1);
            }
            _ => {}
        }
        level
    };
    tokens.iter().map(step).collect()
}

/// CPython points at the last column of the indentation, as for an INDENT.
pub fn before_dedent(span: Span, source: &SourceText) -> Span {
    match source.line_column(span.start) {
        (_, 0) => span,
        _ => Span::new(span.start - 1, span.start),
    }
}

impl<'s> Probe<'s> {
    // ---- Tokens

    fn peek(&mut self) -> Token {
        let at = self.at.min(self.tokens.len() - 1);
        self.furthest = self.furthest.max(at);
        let token = self.tokens[at].token;
        self.met_failure |= token == Token::Failure;
        match token {
            Token::WithOpen => Token::OpenParen,
            Token::Match | Token::Case | Token::Type => Token::Name,
            other => other,
        }
    }

    /// The token after the next; only for looking, as CPython's lookaheads do.
    fn peek_second(&mut self) -> Token {
        if matches!(self.peek(), Token::EndOfFile | Token::Failure) {
            return Token::EndOfFile;
        }
        self.at += 1;
        let token = self.peek();
        self.at -= 1;
        token
    }

    fn span(&self) -> Span {
        self.tokens[self.at.min(self.tokens.len() - 1)].span
    }

    fn text(&self, span: Span) -> &'s str {
        &self.source.text[span.start as usize..span.end as usize]
    }

    fn word(&mut self) -> &'s str {
        if self.peek() == Token::Name { self.text(self.span()) } else { "" }
    }

    fn eat(&mut self, token: Token) -> Probed<Span> {
        if self.peek() != token {
            return Err(Stop::Fail);
        }
        let span = self.span();
        self.at += 1;
        Ok(span)
    }

    fn eat_word(&mut self, word: &str) -> Probed<Span> {
        if self.word() == word { self.eat(Token::Name) } else { Err(Stop::Fail) }
    }

    fn eat_any(&mut self, tokens: &[Token]) -> Probed<Span> {
        let next = self.peek();
        if tokens.contains(&next) { self.eat(next) } else { Err(Stop::Fail) }
    }

    fn has(&mut self, token: Token) -> bool {
        let found = self.peek() == token;
        if found {
            self.at += 1;
        }
        found
    }

    /// A token without which nothing can be right any more.
    fn require(&mut self, token: Token, text: &str) -> Probed<Span> {
        if self.peek() != token {
            let span = self.span();
            return self.raise(span, format!("expected '{text}'"));
        }
        self.eat(token)
    }

    fn level_before(&self, at: usize) -> u16 {
        self.levels[at - 1 - self.first]
    }

    /// From the token at `start` to the last one that was eaten.
    fn span_from(&self, start: usize) -> Span {
        let last = self.at.max(start + 1) - 1;
        self.tokens[start].span.to(self.tokens[last].span)
    }

    // ---- Rules

    fn pass(&mut self, invalid: bool) -> Option<SyntaxError> {
        self.memo.clear();
        (self.at, self.invalid) = (self.first, invalid);
        match self.statements() {
            Err(Stop::Raise(error)) => Some(*error),
            _ => None,
        }
    }

    fn check_limits(&mut self) -> Probed<()> {
        let marker = 0u8;
        self.steps += 1;
        let used = self.stack_base.abs_diff(&raw const marker as usize);
        if used > MAX_STACK || self.steps > MAX_STEPS { Err(Stop::Exhausted) } else { Ok(()) }
    }

    /// Tries a rule; if it does not fit, nothing has happened.
    fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Probed<T>) -> Probed<Option<T>> {
        self.check_limits()?;
        let start = self.at;
        match rule(self) {
            Ok(found) => Ok(Some(found)),
            Err(Stop::Fail) => {
                self.at = start;
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Would the rule fit here?
    fn sees<T>(&mut self, rule: impl FnOnce(&mut Self) -> Probed<T>) -> Probed<bool> {
        let start = self.at;
        let found = self.attempt(rule)?.is_some();
        self.at = start;
        Ok(found)
    }

    /// Tries a rule for wrong programs, which raises or does not matter.
    fn suspect<T>(&mut self, rule: impl FnOnce(&mut Self) -> Probed<T>) -> Probed<()> {
        if self.invalid {
            self.sees(rule)?;
        }
        Ok(())
    }

    /// `rule (',' rule)*`, a trailing comma left alone.
    fn separated<T>(&mut self, mut rule: impl FnMut(&mut Self) -> Probed<T>) -> Probed<Vec<T>> {
        let mut found = vec![rule(self)?];
        while let Some(next) = self.attempt(|p| {
            p.eat(Token::Comma)?;
            rule(p)
        })? {
            found.push(next);
        }
        Ok(found)
    }

    fn memoized(&mut self, rule: Rule, parse: impl FnOnce(&mut Self) -> Probed<Node>) -> Probed<Node> {
        let key = (rule, self.at);
        if let Some(known) = self.memo.get(&key) {
            let (node, end) = (*known).ok_or(Stop::Fail)?;
            self.at = end;
            return Ok(node);
        }
        let found = self.attempt(parse)?;
        self.memo.insert(key, found.map(|node| (node, self.at)));
        found.ok_or(Stop::Fail)
    }

    // ---- Nodes

    fn node(&mut self, span: Span, name: &'static str, kind: Kind, parts: Vec<Node>) -> Node {
        self.nodes.push(NodeData { span, name, kind, parts });
        Node(self.nodes.len() as u32 - 1)
    }

    fn other(&mut self, start: usize, name: &'static str) -> Node {
        let span = self.span_from(start);
        self.node(span, name, Kind::Other, Vec::new())
    }

    fn data(&self, node: Node) -> &NodeData {
        &self.nodes[node.0 as usize]
    }

    fn span_of(&self, node: Node) -> Span {
        self.data(node).span
    }

    /// The first part of a target that cannot be one.
    fn invalid_target(&self, node: Node, purpose: Purpose) -> Option<Node> {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            let data = self.data(node);
            match data.kind {
                Kind::Target => {}
                Kind::List | Kind::Tuple => pending.extend(data.parts.iter().rev()),
                Kind::Starred if purpose != Purpose::Delete => pending.extend(&data.parts),
                // `for a in b` read as one comparison: its left side is the target.
                Kind::Membership if purpose == Purpose::For => pending.extend(&data.parts),
                Kind::Comparison if purpose == Purpose::For => {}
                _ => return Some(node),
            }
        }
        None
    }

    fn raise_invalid_target<T>(&self, node: Node, purpose: Purpose) -> Probed<T> {
        let Some(wrong) = self.invalid_target(node, purpose) else { return Err(Stop::Fail) };
        let verb = if purpose == Purpose::Delete { "delete" } else { "assign to" };
        let data = self.data(wrong);
        self.raise(data.span, format!("cannot {verb} {}", data.name))
    }

    // ---- Errors

    fn raise<T>(&self, span: Span, message: impl Into<String>) -> Probed<T> {
        if self.invalid { self.raise_always(span, message) } else { Err(Stop::Fail) }
    }

    /// For the few rules that are on from the start.
    fn raise_always<T>(&self, span: Span, message: impl Into<String>) -> Probed<T> {
        Err(Stop::Raise(Box::new(SyntaxError::new(message, span))))
    }

    fn raise_range<T>(&self, first: Span, last: Span, message: impl Into<String>) -> Probed<T> {
        self.raise(first.to(last), message)
    }

    /// At the last token that was looked at.
    fn raise_last<T>(&self, message: impl Into<String>) -> Probed<T> {
        self.raise(self.last_span(), message)
    }

    /// The last token that was looked at; at the end of the text, the end of the last line.
    fn last_span(&self) -> Span {
        let span = self.tokens[self.furthest].span;
        if span.start as usize == self.source.text.len() && self.source.text.ends_with('\n') {
            return Span::new(span.start - 1, span.start - 1);
        }
        match self.tokens[self.furthest].token {
            Token::Dedent => before_dedent(span, self.source),
            _ => span,
        }
    }

    /// From a place to the last token that was looked at.
    fn raise_from<T>(&self, start: Span, message: impl Into<String>) -> Probed<T> {
        self.raise(self.span_to_last(start), message)
    }

    /// CPython's range ends one character short.
    fn span_to_last(&self, start: Span) -> Span {
        let last = self.tokens[self.furthest];
        let end = match last.token {
            Token::Newline => last.span.start,
            _ => {
                let text = &self.source.text[..last.span.end as usize];
                last.span.end - text.chars().next_back().map_or(0, char::len_utf8) as u32
            }
        };
        Span::new(start.start, end.max(start.start))
    }

    fn raise_indentation<T>(&self, message: String) -> Probed<T> {
        if !self.invalid {
            return Err(Stop::Fail);
        }
        Err(Stop::Raise(Box::new(SyntaxError::indentation(message, self.last_span()))))
    }

    fn line_of(&self, span: Span) -> u32 {
        self.source.line_column(span.start).0
    }
}

/// What a target is wanted for.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Assign,
    Delete,
    For,
}
