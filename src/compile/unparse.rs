//! Annotations as strings: an expression written back as Python would print it.
//!
//! Must not know emission. Invariant: the text parses to the expression that it was made from.

use super::error::{Fallible, too_deep};
use super::stack::StackGuard;
use crate::syntax::ast::*;

/// How tightly an expression binds; weaker ones get parentheses inside stronger ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Named,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

struct Writer {
    out: String,
    stack: StackGuard,
}

pub(super) fn annotation(expr: &Expr, stack: StackGuard) -> Fallible<String> {
    let mut writer = Writer { out: String::new(), stack };
    writer.expr(expr, Level::Test)?;
    Ok(writer.out)
}

fn binary_operator(op: BinaryOp) -> (&'static str, Level, Level, Level) {
    use Level::*;
    match op {
        BinaryOp::Add => (" + ", Arithmetic, Arithmetic, Term),
        BinaryOp::Sub => (" - ", Arithmetic, Arithmetic, Term),
        BinaryOp::Mul => (" * ", Term, Term, Factor),
        BinaryOp::MatMul => (" @ ", Term, Term, Factor),
        BinaryOp::Div => (" / ", Term, Term, Factor),
        BinaryOp::FloorDiv => (" // ", Term, Term, Factor),
        BinaryOp::Mod => (" % ", Term, Term, Factor),
        BinaryOp::Pow => (" ** ", Power, Await, Power),
        BinaryOp::LeftShift => (" << ", Shift, Shift, Arithmetic),
        BinaryOp::RightShift => (" >> ", Shift, Shift, Arithmetic),
        BinaryOp::BitAnd => (" & ", BitAnd, BitAnd, Shift),
        BinaryOp::BitXor => (" ^ ", BitXor, BitXor, BitAnd),
        BinaryOp::BitOr => (" | ", BitOr, BitOr, BitXor),
    }
}

fn comparison_operator(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => " == ",
        CompareOp::NotEq => " != ",
        CompareOp::Lt => " < ",
        CompareOp::LtE => " <= ",
        CompareOp::Gt => " > ",
        CompareOp::GtE => " >= ",
        CompareOp::Is => " is ",
        CompareOp::IsNot => " is not ",
        CompareOp::In => " in ",
        CompareOp::NotIn => " not in ",
    }
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes in parentheses if the context binds more tightly than the expression.
    fn at_level(
        &mut self,
        context: Level,
        own: Level,
        write: impl FnOnce(&mut Self) -> Fallible,
    ) -> Fallible {
        let needed = context > own;
        self.text(if needed { "(" } else { "" });
        write(self)?;
        self.text(if needed { ")" } else { "" });
        Ok(())
    }

    fn list(&mut self, items: &[Expr], context: Level) -> Fallible {
        for (index, item) in items.iter().enumerate() {
            self.text(if index > 0 { ", " } else { "" });
            self.expr(item, context)?;
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr, context: Level) -> Fallible {
        if !self.stack.has_room() {
            return too_deep(expr.span);
        }
        match expr.kind {
            ExprKind::Constant(constant) => self.constant(constant),
            ExprKind::Name(name) => {
                self.text(name);
                Ok(())
            }
            ExprKind::BoolOp { op, values } => {
                let (word, level) = match op {
                    BoolOp::And => (" and ", Level::And),
                    BoolOp::Or => (" or ", Level::Or),
                };
                let inner = if op == BoolOp::And { Level::Not } else { Level::And };
                self.at_level(context, level, |writer| {
                    for (index, value) in values.iter().enumerate() {
                        writer.text(if index > 0 { word } else { "" });
                        writer.expr(value, inner)?;
                    }
                    Ok(())
                })
            }
            ExprKind::Named { target, value } => self.at_level(context, Level::Named, |writer| {
                writer.text(target.name);
                writer.text(" := ");
                writer.expr(value, Level::Test)
            }),
            ExprKind::Binary { left, op, right } => {
                let (word, own, before, after) = binary_operator(op);
                self.at_level(context, own, |writer| {
                    writer.expr(left, before)?;
                    writer.text(word);
                    writer.expr(right, after)
                })
            }
            ExprKind::Unary { op, operand } => {
                let (word, level) = match op {
                    UnaryOp::Not => ("not ", Level::Not),
                    UnaryOp::Neg => ("-", Level::Factor),
                    UnaryOp::Pos => ("+", Level::Factor),
                    UnaryOp::Invert => ("~", Level::Factor),
                };
                self.at_level(context, level, |writer| {
                    writer.text(word);
                    writer.expr(operand, level)
                })
            }
            ExprKind::Lambda { params, body } => self.at_level(context, Level::Test, |writer| {
                writer.text("lambda");
                writer.parameters(params)?;
                writer.text(": ");
                writer.expr(body, Level::Test)
            }),
            ExprKind::Conditional { test, body, orelse } => self.at_level(context, Level::Test, |writer| {
                writer.expr(body, Level::Or)?;
                writer.text(" if ");
                writer.expr(test, Level::Or)?;
                writer.text(" else ");
                writer.expr(orelse, Level::Test)
            }),
            ExprKind::Await(value) => self.at_level(context, Level::Await, |writer| {
                writer.text("await ");
                writer.expr(value, Level::Atom)
            }),
            ExprKind::Yield(value) => {
                self.text("(yield");
                if let Some(value) = value {
                    self.text(" ");
                    self.expr(value, Level::Tuple)?;
                }
                self.text(")");
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, Level::Test)?;
                self.text(")");
                Ok(())
            }
            ExprKind::Compare { left, rest } => self.at_level(context, Level::Compare, |writer| {
                writer.expr(left, Level::BitOr)?;
                for (op, right) in rest {
                    writer.text(comparison_operator(*op));
                    writer.expr(right, Level::BitOr)?;
                }
                Ok(())
            }),
            ExprKind::Starred(value) => {
                self.text("*");
                self.expr(value, Level::BitOr)
            }
            _ => self.compound(expr, context),
        }
    }

    /// Displays, comprehensions, calls and the rest of the postfix forms.
    fn compound(&mut self, expr: &Expr, context: Level) -> Fallible {
        match expr.kind {
            ExprKind::Tuple(items) => {
                let needed = items.is_empty() || context > Level::Tuple;
                self.text(if needed { "(" } else { "" });
                self.list(items, Level::Test)?;
                self.text(if items.len() == 1 { "," } else { "" });
                self.text(if needed { ")" } else { "" });
                Ok(())
            }
            ExprKind::List(items) => self.enclosed("[", "]", |writer| writer.list(items, Level::Test)),
            ExprKind::Set(items) => self.enclosed("{", "}", |writer| writer.list(items, Level::Test)),
            ExprKind::Dict(items) => self.enclosed("{", "}", |writer| {
                for (index, item) in items.iter().enumerate() {
                    writer.text(if index > 0 { ", " } else { "" });
                    match item.key {
                        Some(key) => {
                            writer.expr(key, Level::Test)?;
                            writer.text(": ");
                            writer.expr(item.value, Level::Test)?;
                        }
                        None => {
                            writer.text("**");
                            writer.expr(item.value, Level::BitOr)?;
                        }
                    }
                }
                Ok(())
            }),
            ExprKind::ListComp { element, generators } => self.enclosed("[", "]", |writer| {
                writer.expr(element, Level::Test)?;
                writer.generators(generators)
            }),
            ExprKind::SetComp { element, generators } => self.enclosed("{", "}", |writer| {
                writer.expr(element, Level::Test)?;
                writer.generators(generators)
            }),
            ExprKind::Generator { element, generators } => self.enclosed("(", ")", |writer| {
                writer.expr(element, Level::Test)?;
                writer.generators(generators)
            }),
            ExprKind::DictComp { key, value, generators } => self.enclosed("{", "}", |writer| {
                writer.expr(key, Level::Test)?;
                writer.text(": ");
                writer.expr(value, Level::Test)?;
                writer.generators(generators)
            }),
            ExprKind::Call { function, arguments } => {
                self.expr(function, Level::Atom)?;
                self.enclosed("(", ")", |writer| writer.arguments(arguments))
            }
            ExprKind::Attribute { value, name } => {
                let is_integer =
                    matches!(value.kind, ExprKind::Constant(Constant::Int(_) | Constant::BigInt { .. }));
                self.expr(value, Level::Atom)?;
                self.text(if is_integer { " ." } else { "." });
                self.text(name.name);
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value, Level::Atom)?;
                self.enclosed("[", "]", |writer| writer.expr(index, Level::Tuple))
            }
            ExprKind::Slice { lower, upper, step } => {
                if let Some(lower) = lower {
                    self.expr(lower, Level::Test)?;
                }
                self.text(":");
                if let Some(upper) = upper {
                    self.expr(upper, Level::Test)?;
                }
                if let Some(step) = step {
                    self.text(":");
                    self.expr(step, Level::Test)?;
                }
                Ok(())
            }
            ExprKind::FString(parts) => self.interpolated("f", parts),
            ExprKind::TString(parts) => self.interpolated("t", parts),
            _ => Ok(()),
        }
    }

    fn enclosed(&mut self, open: &str, close: &str, write: impl FnOnce(&mut Self) -> Fallible) -> Fallible {
        self.text(open);
        write(self)?;
        self.text(close);
        Ok(())
    }

    fn generators(&mut self, generators: &[Comprehension]) -> Fallible {
        for generator in generators {
            self.text(if generator.is_async { " async for " } else { " for " });
            self.expr(generator.target, Level::Tuple)?;
            self.text(" in ");
            self.expr(generator.iter, Level::Or)?;
            for condition in generator.conditions {
                self.text(" if ");
                self.expr(condition, Level::Or)?;
            }
        }
        Ok(())
    }

    fn arguments(&mut self, arguments: &[Argument]) -> Fallible {
        for (index, argument) in arguments.iter().enumerate() {
            self.text(if index > 0 { ", " } else { "" });
            match argument.kind {
                ArgumentKind::Positional => {}
                ArgumentKind::Star => self.text("*"),
                ArgumentKind::DoubleStar => self.text("**"),
                ArgumentKind::Keyword(name) => {
                    self.text(name.name);
                    self.text("=");
                }
            }
            self.expr(argument.value, Level::Test)?;
        }
        Ok(())
    }

    fn parameters(&mut self, params: &Parameters) -> Fallible {
        let mut separator = " ";
        for (index, parameter) in params.positional_only.iter().chain(params.positional).enumerate() {
            self.parameter(&mut separator, "", parameter)?;
            self.text(if index + 1 == params.positional_only.len() { ", /" } else { "" });
        }
        if let Some(parameter) = params.var_positional {
            self.parameter(&mut separator, "*", parameter)?;
        } else if !params.keyword_only.is_empty() {
            self.text(std::mem::replace(&mut separator, ", "));
            self.text("*");
        }
        for parameter in params.keyword_only {
            self.parameter(&mut separator, "", parameter)?;
        }
        match params.var_keyword {
            Some(parameter) => self.parameter(&mut separator, "**", parameter),
            None => Ok(()),
        }
    }

    fn parameter(&mut self, separator: &mut &str, stars: &str, parameter: &Parameter) -> Fallible {
        self.text(std::mem::replace(separator, ", "));
        self.text(stars);
        self.text(parameter.name.name);
        match parameter.default {
            Some(default) => {
                self.text("=");
                self.expr(default, Level::Test)
            }
            None => Ok(()),
        }
    }

    fn constant(&mut self, constant: Constant) -> Fallible {
        match constant {
            Constant::None => self.text("None"),
            Constant::True => self.text("True"),
            Constant::False => self.text("False"),
            Constant::Ellipsis => self.text("..."),
            Constant::Int(number) => self.text(&number.to_string()),
            Constant::BigInt { digits, radix } => {
                self.text(match radix {
                    16 => "0x",
                    8 => "0o",
                    2 => "0b",
                    _ => "",
                });
                self.text(digits);
            }
            Constant::Float(number) => self.float(number),
            Constant::Imaginary(number) => {
                self.float(number);
                self.text("j");
            }
            Constant::Str(text) => self.quoted("", text),
            Constant::Bytes(bytes) => self.quoted("b", bytes),
        }
        Ok(())
    }

    fn float(&mut self, number: f64) {
        if number.is_infinite() {
            return self.text("1e309");
        }
        let plain = format!("{number:?}");
        self.text(&plain);
    }

    /// A string or bytes literal in single quotes, or double ones if that saves escapes.
    fn quoted(&mut self, prefix: &str, bytes: &[u8]) {
        let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
        self.text(prefix);
        self.out.push(quote);
        if prefix == "b" {
            bytes.iter().for_each(|byte| self.escaped(char::from(*byte), quote, true));
        } else {
            for chunk in bytes.utf8_chunks() {
                chunk.valid().chars().for_each(|c| self.escaped(c, quote, false));
                self.surrogates(chunk.invalid());
            }
        }
        self.out.push(quote);
    }

    /// Lone surrogates, three bytes each in WTF-8, of which a chunk gives one at a time.
    fn surrogates(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.text(&format!("\\x{byte:02x}"));
        }
    }

    fn escaped(&mut self, character: char, quote: char, ascii: bool) {
        match character {
            '\n' => self.text("\\n"),
            '\r' => self.text("\\r"),
            '\t' => self.text("\\t"),
            '\\' => self.text("\\\\"),
            c if c == quote => {
                self.out.push('\\');
                self.out.push(c);
            }
            c if (c as u32) < 0x20 || (0x7F..0xA0).contains(&(c as u32)) || (ascii && !c.is_ascii()) => {
                self.text(&format!("\\x{:02x}", c as u32));
            }
            c => self.out.push(c),
        }
    }

    fn interpolated(&mut self, prefix: &str, parts: &[FStringPart]) -> Fallible {
        let mut inner = Writer { out: String::new(), stack: self.stack };
        inner.parts(parts)?;
        self.quoted(prefix, inner.out.as_bytes());
        Ok(())
    }

    fn parts(&mut self, parts: &[FStringPart]) -> Fallible {
        for part in parts {
            match part {
                FStringPart::Text(text) => {
                    let text = String::from_utf8_lossy(text).replace('{', "{{").replace('}', "}}");
                    self.text(&text);
                }
                FStringPart::Field(field) => {
                    self.text("{");
                    self.expr(field.value, Level::Test)?;
                    self.text(match field.conversion {
                        None => "",
                        Some(Conversion::Str) => "!s",
                        Some(Conversion::Repr) => "!r",
                        Some(Conversion::Ascii) => "!a",
                    });
                    if let Some(spec) = field.format_spec {
                        self.text(":");
                        self.parts(spec)?;
                    }
                    self.text("}");
                }
            }
        }
        Ok(())
    }
}
