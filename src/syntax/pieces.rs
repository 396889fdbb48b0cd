//! The reductions that make string literals: pieces, fields, and their concatenation.
//!
//! Owns what may stand beside what. Must not know escapes (`string` does).
//! Invariant: in a finished f-string no two texts stand side by side and none is empty.

use std::borrow::Cow;

use super::SyntaxError;
use super::actions::Builder;
use super::ast::*;
use super::string;
use crate::source::Span;

/// One literal of an implicit concatenation.
pub struct StringPiece<'a> {
    kind: PieceKind,
    parts: Vec<FStringItem<'a>>,
}

#[derive(Clone, Copy, PartialEq)]
enum PieceKind {
    Bytes,
    Text,
    Formatted,
    Template,
}

/// A part of an f-string, with the text that `=` asked for before a field.
#[derive(Clone, Copy)]
pub enum FStringItem<'a> {
    Text(&'a [u8]),
    Field { debug: &'a str, field: FStringField<'a> },
}

/// The text of a field as it is shown: its comments are left out.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = match c {
            '#' => {
                at += text[at..].find('\n').unwrap_or(text.len() - at);
                continue;
            }
            '"' | '\'' => string::Quote::at(text, at).find_end(text).unwrap_or(text.len()),
            _ => at + c.len_utf8(),
        };
        kept.push_str(&text[at..end]);
        at = end;
    }
    Cow::Owned(kept)
}

impl<'a> Builder<'a, '_> {
    pub fn plain_string(&self, l: u32, r: u32) -> Result<StringPiece<'a>, SyntaxError> {
        let literal = self.slice_of(l, r);
        let prefix = literal.find(['"', '\'']).unwrap_or(0);
        let quote = string::Quote::at(literal, prefix);
        let bytes = literal[..prefix].contains(['b', 'B']);
        let options = string::Literal {
            raw: literal[..prefix].contains(['r', 'R']),
            bytes,
            braces: false,
            offset: l + quote.body as u32,
            span: Span::new(l, r),
        };
        let body = &literal[quote.body..literal.len() - quote.size];
        let text = self.decode(body, options)?;
        let kind = if bytes { PieceKind::Bytes } else { PieceKind::Text };
        Ok(StringPiece { kind, parts: vec![FStringItem::Text(text)] })
    }

    fn decode(&self, body: &str, options: string::Literal) -> Result<&'a [u8], SyntaxError> {
        if !body.contains(['\\', '{', '}']) {
            return Ok(self.arena.alloc_slice_copy(body.as_bytes()));
        }
        let text = string::decode(body, options, &mut self.warnings.borrow_mut())?;
        Ok(self.arena.alloc_slice_copy(&text))
    }

    pub fn f_string(&self, l: u32, r: u32, parts: Vec<FStringItem<'a>>) -> StringPiece<'a> {
        let literal = self.slice_of(l, r);
        let prefix = literal.find(['"', '\'']).unwrap_or(0);
        let is_template = literal[..prefix].contains(['t', 'T']);
        let kind = if is_template { PieceKind::Template } else { PieceKind::Formatted };
        StringPiece { kind, parts }
    }

    pub fn f_string_text(&self, l: u32, r: u32, raw: bool) -> Result<FStringItem<'a>, SyntaxError> {
        let span = Span::new(l, r);
        let options = string::Literal { raw, bytes: false, braces: true, offset: l, span };
        Ok(FStringItem::Text(self.decode(self.slice_of(l, r), options)?))
    }

    /// `debug` is where the `=` that asks for the text ends; `end` is where the expression's does.
    #[expect(clippy::too_many_arguments, reason = "one for each part of a field")]
    pub fn field(
        &self,
        l: u32,
        r: u32,
        value: Expr<'a>,
        debug: Option<u32>,
        end: u32,
        conversion: Option<Conversion>,
        spec: Option<Vec<FStringItem<'a>>>,
    ) -> Result<FStringItem<'a>, SyntaxError> {
        let value = self.one(self.unstarred(value));
        let source = self.arena.alloc_str(without_comments(self.slice_of(l + 1, end)).trim_end());
        let conversion = match (conversion, debug, &spec) {
            (None, Some(_), None) => Some(Conversion::Repr),
            _ => conversion,
        };
        let debug = debug.map_or("", |end| {
            let shown = without_comments(self.slice_of(l + 1, end));
            let after = without_comments(self.slice_of(end, r));
            let blank = &after[..after.len() - after.trim_start().len()];
            self.arena.alloc_str(&format!("{shown}{blank}"))
        });
        let format_spec = spec.map(|parts| self.join(parts));
        let field = FStringField { span: Span::new(l, r), value, source, conversion, format_spec };
        Ok(FStringItem::Field { debug, field })
    }

    pub fn conversion(&self, l: u32, r: u32, name: Ident<'a>) -> Result<Conversion, SyntaxError> {
        if name.span.start != r {
            let letter = self.enclosing_letter(l);
            let message =
                format!("{letter}-string: conversion type must come right after the exclamation mark");
            return Err(SyntaxError::new(message, Span::new(l, name.span.end)));
        }
        match name.name {
            "s" => Ok(Conversion::Str),
            "r" => Ok(Conversion::Repr),
            "a" => Ok(Conversion::Ascii),
            other => {
                let letter = self.enclosing_letter(l);
                let message = format!(
                    "{letter}-string: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                );
                Err(SyntaxError::new(message, name.span))
            }
        }
    }

    /// Is the string around this place an f-string or a t-string? Only errors ask, so a look back
    /// over the text will do.
    fn enclosing_letter(&self, at: u32) -> char {
        let before = self.slice_of(0, at);
        let last = |prefixes: [&str; 4]| prefixes.into_iter().filter_map(|prefix| before.rfind(prefix)).max();
        let f = last(["f\"", "f'", "F\"", "F'"]);
        let t = last(["t\"", "t'", "T\"", "T'"]);
        if t > f { 't' } else { 'f' }
    }

    /// Joins texts that became neighbours.
    fn join(&self, parts: Vec<FStringItem<'a>>) -> &'a [FStringPart<'a>] {
        let mut joined: Vec<FStringPart<'a>> = Vec::with_capacity(parts.len());
        let mut pending: Vec<&'a [u8]> = Vec::new();
        for part in parts {
            match part {
                FStringItem::Text(text) => pending.push(text),
                FStringItem::Field { debug, field } => {
                    pending.push(debug.as_bytes());
                    joined.extend(self.flush(&mut pending).map(FStringPart::Text));
                    joined.push(FStringPart::Field(self.one(field)));
                }
            }
        }
        joined.extend(self.flush(&mut pending).map(FStringPart::Text));
        self.list(joined)
    }

    fn flush(&self, pending: &mut Vec<&'a [u8]>) -> Option<&'a [u8]> {
        pending.retain(|text| !text.is_empty());
        let text = match pending[..] {
            [] => return None,
            [only] => only,
            _ => self.arena.alloc_slice_copy(&pending.concat()),
        };
        pending.clear();
        Some(text)
    }

    /// One value from all pieces of an implicit concatenation.
    pub fn strings(&self, l: u32, r: u32, pieces: Vec<StringPiece<'a>>) -> Result<Expr<'a>, SyntaxError> {
        let span = Span::new(l, r);
        let has = |kind: PieceKind| pieces.iter().any(|piece| piece.kind == kind);
        let all = |kind: PieceKind| pieces.iter().all(|piece| piece.kind == kind);
        let (bytes, template, formatted) =
            (has(PieceKind::Bytes), has(PieceKind::Template), has(PieceKind::Formatted));
        if template && !all(PieceKind::Template) {
            let message = "cannot mix t-string literals with string or bytes literals";
            return Err(SyntaxError::new(message, span));
        }
        if bytes && !all(PieceKind::Bytes) {
            return Err(SyntaxError::new("cannot mix bytes and nonbytes literals", span));
        }
        let parts = pieces.into_iter().flat_map(|piece| piece.parts).collect();
        if !template && !formatted {
            let text = match self.join(parts) {
                [FStringPart::Text(text)] => *text,
                _ => &[],
            };
            let value = if bytes { Constant::Bytes(text) } else { Constant::Str(text) };
            return Ok(self.constant(l, r, value));
        }
        let parts = self.join(parts);
        let kind = if template { ExprKind::TString(parts) } else { ExprKind::FString(parts) };
        Ok(self.expression(l, r, kind))
    }
}
