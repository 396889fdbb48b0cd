//! Tokens and trees as text, for debugging and for golden files.
//!
//! Owns the format: one node a line, `label: line:column-line:column Kind details`, children
//! indented below. Must not be parsed by anything but eyes and tests.
//! Invariant: recursion stops at `MAX_DEPTH`, where `…` stands for what lies deeper.

use std::fmt::Write;

use super::ast::*;
use super::layout;
use super::token::Token;
use super::{Mode, SyntaxError};
use crate::source::{SourceText, Span};

const MAX_DEPTH: usize = 150;

/// Every token of a file, one a line.
pub fn dump_tokens(source: &SourceText) -> Result<String, SyntaxError> {
    let tokens = layout::tokenize(source, Token::for_mode(Mode::File));
    let mut out = String::new();
    for token in &tokens.list[1..] {
        let text = &source.text[token.span.start as usize..token.span.end as usize];
        let _ = writeln!(out, "{} {:?} {text:?}", place(source, token.span), token.token);
    }
    match tokens.failure {
        Some(failure) => Err(failure),
        None => Ok(out),
    }
}

/// The whole tree.
pub fn dump_ast(module: &Module, source: &SourceText) -> String {
    let mut dump = Dump { out: String::new(), source, depth: 0 };
    dump.body("body", module.body);
    dump.out
}

fn place(source: &SourceText, span: Span) -> String {
    let (line, column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end);
    format!("{line}:{column}-{end_line}:{end_column}")
}

struct Dump<'s> {
    out: String,
    source: &'s SourceText,
    depth: usize,
}

impl Dump<'_> {
    fn line(&mut self, label: &str, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        let _ = writeln!(self.out, "{label}: {text}");
    }

    /// A node and, one level deeper, what `children` writes.
    fn node(&mut self, label: &str, span: Option<Span>, text: &str, children: impl FnOnce(&mut Self)) {
        let place = span.map(|span| place(self.source, span) + " ").unwrap_or_default();
        self.line(label, &format!("{place}{text}"));
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.line("…", "…");
        } else {
            children(self);
        }
        self.depth -= 1;
    }

    fn leaf(&mut self, label: &str, span: Span, text: &str) {
        let place = place(self.source, span);
        self.line(label, &format!("{place} {text}"));
    }

    fn ident(&mut self, label: &str, ident: Ident) {
        self.line(label, ident.name);
    }

    fn body(&mut self, label: &str, body: Body) {
        for statement in body {
            self.statement(label, statement);
        }
    }

    fn expressions(&mut self, label: &str, list: &[Expr]) {
        for expr in list {
            self.expression(label, expr);
        }
    }

    fn optional(&mut self, label: &str, expr: Option<ExprRef>) {
        if let Some(expr) = expr {
            self.expression(label, expr);
        }
    }

    fn statement(&mut self, label: &str, statement: &Stmt) {
        let name = statement_name(&statement.kind);
        self.node(label, Some(statement.span), &name, |dump| match &statement.kind {
            StmtKind::Function(function) => dump.function(function),
            StmtKind::Class(class) => {
                dump.expressions("decorator", class.decorators);
                dump.type_params(class.type_params);
                dump.arguments(class.arguments);
                dump.body("body", class.body);
            }
            StmtKind::Return(value) => dump.optional("value", *value),
            StmtKind::Delete(targets) => dump.expressions("target", targets),
            StmtKind::Assign { targets, value } => {
                dump.expressions("target", targets);
                dump.expression("value", value);
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                dump.ident("name", *name);
                dump.type_params(type_params);
                dump.expression("value", value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                dump.expression("target", target);
                dump.expression("value", value);
            }
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                dump.expression("target", target);
                dump.expression("annotation", annotation);
                dump.optional("value", *value);
            }
            StmtKind::Raise { exception, cause } => {
                dump.optional("exception", *exception);
                dump.optional("cause", *cause);
            }
            StmtKind::Assert { test, message } => {
                dump.expression("test", test);
                dump.optional("message", *message);
            }
            StmtKind::Import(names) => dump.aliases(names),
            StmtKind::ImportFrom { names, .. } => dump.aliases(names.unwrap_or(&[])),
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                for name in *names {
                    dump.ident("name", *name);
                }
            }
            StmtKind::Expr(value) => dump.expression("value", value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
            compound => dump.compound(compound),
        });
    }

    fn compound(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.expression("target", target);
                self.expression("iter", iter);
                self.body("body", body);
                self.body("orelse", orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expression("test", test);
                self.body("body", body);
                self.body("orelse", orelse);
            }
            StmtKind::If { branches, orelse } => {
                for branch in *branches {
                    self.expression("test", branch.test);
                    self.body("body", branch.body);
                }
                self.body("orelse", orelse);
            }
            StmtKind::With { items, body, .. } => {
                for item in *items {
                    self.expression("context", item.context);
                    self.optional("target", item.target);
                }
                self.body("body", body);
            }
            StmtKind::Match { subject, cases } => {
                self.expression("subject", subject);
                for case in *cases {
                    self.pattern("pattern", case.pattern);
                    self.optional("guard", case.guard);
                    self.body("body", case.body);
                }
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.body("body", body);
                for handler in *handlers {
                    let name = handler.name.map(|name| format!(" {}", name.name)).unwrap_or_default();
                    self.node("handler", Some(handler.span), &format!("Handler{name}"), |dump| {
                        dump.optional("class", handler.class);
                        dump.body("body", handler.body);
                    });
                }
                self.body("orelse", orelse);
                self.body("finalbody", finalbody);
            }
            _ => {}
        }
    }

    fn function(&mut self, function: &FunctionDef) {
        self.expressions("decorator", function.decorators);
        self.type_params(function.type_params);
        self.parameters(function.params);
        self.optional("returns", function.returns);
        self.body("body", function.body);
    }

    fn type_params(&mut self, params: &[TypeParam]) {
        for param in params {
            let text = format!("{:?} {}", param.kind, param.name.name);
            self.node("type_param", None, &text, |dump| {
                dump.optional("bound", param.bound);
                dump.optional("default", param.default);
            });
        }
    }

    fn parameters(&mut self, params: &Parameters) {
        let all = [
            ("positional_only", params.positional_only),
            ("positional", params.positional),
            ("var_positional", params.var_positional.map_or(&[][..], std::slice::from_ref)),
            ("keyword_only", params.keyword_only),
            ("var_keyword", params.var_keyword.map_or(&[][..], std::slice::from_ref)),
        ];
        for (label, group) in all {
            for param in group {
                self.node(label, None, param.name.name, |dump| {
                    dump.optional("annotation", param.annotation);
                    dump.optional("default", param.default);
                });
            }
        }
    }

    fn aliases(&mut self, names: &[Alias]) {
        for alias in names {
            let asname = alias.asname.map(|name| format!(" as {}", name.name)).unwrap_or_default();
            self.leaf("name", alias.span, &format!("{}{asname}", alias.name));
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        for argument in arguments {
            match argument.kind {
                ArgumentKind::Positional => self.expression("argument", argument.value),
                kind => {
                    let text = match kind {
                        ArgumentKind::Keyword(name) => format!("Keyword {}", name.name),
                        other => format!("{other:?}"),
                    };
                    let inner = argument.value;
                    self.node("argument", Some(argument.span), &text, |dump| dump.expression("value", inner));
                }
            }
        }
    }

    fn pattern(&mut self, label: &str, pattern: &Pattern) {
        let text = match pattern.kind {
            PatternKind::Mapping { rest: Some(name), .. } => format!("Mapping **{}", name.name),
            PatternKind::Star(name) => format!("Star {}", name.map_or("_", |name| name.name)),
            PatternKind::As { name, .. } => format!("As {}", name.map_or("_", |name| name.name)),
            PatternKind::Value(_) => "Value".into(),
            PatternKind::Singleton(_) => "Singleton".into(),
            PatternKind::Sequence(_) => "Sequence".into(),
            PatternKind::Mapping { .. } => "Mapping".into(),
            PatternKind::Class { .. } => "Class".into(),
            PatternKind::Or(_) => "Or".into(),
        };
        self.node(label, Some(pattern.span), &text, |dump| match pattern.kind {
            PatternKind::Value(value) | PatternKind::Singleton(value) => dump.expression("value", value),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                for item in items {
                    dump.pattern("item", item);
                }
            }
            PatternKind::Mapping { keys, patterns, .. } => {
                for (key, pattern) in keys.iter().zip(patterns) {
                    dump.expression("key", key);
                    dump.pattern("pattern", pattern);
                }
            }
            PatternKind::Class { class, positional, keywords } => {
                dump.expression("class", class);
                for item in positional {
                    dump.pattern("positional", item);
                }
                for (name, item) in keywords {
                    dump.ident("name", *name);
                    dump.pattern("keyword", item);
                }
            }
            PatternKind::As { pattern: Some(inner), .. } => dump.pattern("pattern", inner),
            PatternKind::Star(_) | PatternKind::As { .. } => {}
        });
    }

    fn expression(&mut self, label: &str, expr: &Expr) {
        let name = expression_name(&expr.kind);
        self.node(label, Some(expr.span), &name, |dump| dump.operands(&expr.kind));
    }

    fn operands(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Constant(_) | ExprKind::Name(_) => {}
            ExprKind::BoolOp { values: list, .. }
            | ExprKind::Set(list)
            | ExprKind::List(list)
            | ExprKind::Tuple(list) => self.expressions("item", list),
            ExprKind::Named { target, value } => {
                self.ident("target", *target);
                self.expression("value", value);
            }
            ExprKind::Binary { left, right, .. } => {
                self.expression("left", left);
                self.expression("right", right);
            }
            ExprKind::Unary { operand: value, .. }
            | ExprKind::Await(value)
            | ExprKind::YieldFrom(value)
            | ExprKind::Starred(value)
            | ExprKind::Attribute { value, .. } => self.expression("value", value),
            ExprKind::Yield(value) => self.optional("value", *value),
            ExprKind::Lambda { params, body } => {
                self.parameters(params);
                self.expression("body", body);
            }
            ExprKind::Conditional { test, body, orelse } => {
                self.expression("test", test);
                self.expression("body", body);
                self.expression("orelse", orelse);
            }
            ExprKind::Dict(items) => {
                for item in *items {
                    self.optional("key", item.key);
                    self.expression("value", item.value);
                }
            }
            ExprKind::ListComp { element, generators }
            | ExprKind::SetComp { element, generators }
            | ExprKind::Generator { element, generators } => {
                self.expression("element", element);
                self.generators(generators);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.expression("key", key);
                self.expression("value", value);
                self.generators(generators);
            }
            ExprKind::Compare { left, rest } => {
                self.expression("left", left);
                for (op, right) in *rest {
                    self.expression(&format!("{op:?}"), right);
                }
            }
            ExprKind::Call { function, arguments } => {
                self.expression("function", function);
                self.arguments(arguments);
            }
            ExprKind::Subscript { value, index } => {
                self.expression("value", value);
                self.expression("index", index);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional("lower", *lower);
                self.optional("upper", *upper);
                self.optional("step", *step);
            }
            ExprKind::FString(parts) | ExprKind::TString(parts) => self.parts(parts),
        }
    }

    fn generators(&mut self, generators: &[Comprehension]) {
        for generator in generators {
            let text = if generator.is_async { "async for" } else { "for" };
            self.node("generator", None, text, |dump| {
                dump.expression("target", generator.target);
                dump.expression("iter", generator.iter);
                dump.expressions("condition", generator.conditions);
            });
        }
    }

    fn parts(&mut self, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Text(text) => self.line("text", &quoted(text)),
                FStringPart::Field(field) => {
                    let conversion = field.conversion.map(|kind| format!(" {kind:?}")).unwrap_or_default();
                    let text = format!("Field {:?}{conversion}", field.source);
                    self.node("part", Some(field.span), &text, |dump| {
                        dump.expression("value", field.value);
                        if let Some(spec) = field.format_spec {
                            dump.node("spec", None, "", |dump| dump.parts(spec));
                        }
                    });
                }
            }
        }
    }
}

fn statement_name(kind: &StmtKind) -> String {
    let with_async =
        |name: &str, is_async: bool| if is_async { format!("async {name}") } else { name.into() };
    match kind {
        StmtKind::Function(function) => {
            with_async(&format!("Function {}", function.name.name), function.is_async)
        }
        StmtKind::Class(class) => format!("Class {}", class.name.name),
        StmtKind::AugAssign { op, .. } => format!("AugAssign {op:?}"),
        StmtKind::AnnAssign { simple, .. } => if *simple { "AnnAssign simple" } else { "AnnAssign" }.into(),
        StmtKind::For { is_async, .. } => with_async("For", *is_async),
        StmtKind::With { is_async, .. } => with_async("With", *is_async),
        StmtKind::Try { is_star, .. } => if *is_star { "Try star" } else { "Try" }.into(),
        StmtKind::ImportFrom { module, names, level } => {
            let star = if names.is_none() { " *" } else { "" };
            format!("ImportFrom {level} {}{star}", module.unwrap_or(""))
        }
        StmtKind::Return(_) => "Return".into(),
        StmtKind::Delete(_) => "Delete".into(),
        StmtKind::Assign { .. } => "Assign".into(),
        StmtKind::TypeAlias { .. } => "TypeAlias".into(),
        StmtKind::While { .. } => "While".into(),
        StmtKind::If { .. } => "If".into(),
        StmtKind::Match { .. } => "Match".into(),
        StmtKind::Raise { .. } => "Raise".into(),
        StmtKind::Assert { .. } => "Assert".into(),
        StmtKind::Import(_) => "Import".into(),
        StmtKind::Global(_) => "Global".into(),
        StmtKind::Nonlocal(_) => "Nonlocal".into(),
        StmtKind::Expr(_) => "Expr".into(),
        StmtKind::Pass => "Pass".into(),
        StmtKind::Break => "Break".into(),
        StmtKind::Continue => "Continue".into(),
    }
}

fn expression_name(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Constant(constant) => constant_name(constant),
        ExprKind::Name(name) => format!("Name {name}"),
        ExprKind::BoolOp { op, .. } => format!("BoolOp {op:?}"),
        ExprKind::Binary { op, .. } => format!("Binary {op:?}"),
        ExprKind::Unary { op, .. } => format!("Unary {op:?}"),
        ExprKind::Attribute { name, .. } => format!("Attribute {}", name.name),
        ExprKind::Named { .. } => "Named".into(),
        ExprKind::Lambda { .. } => "Lambda".into(),
        ExprKind::Conditional { .. } => "Conditional".into(),
        ExprKind::Dict(_) => "Dict".into(),
        ExprKind::Set(_) => "Set".into(),
        ExprKind::List(_) => "List".into(),
        ExprKind::Tuple(_) => "Tuple".into(),
        ExprKind::ListComp { .. } => "ListComp".into(),
        ExprKind::SetComp { .. } => "SetComp".into(),
        ExprKind::DictComp { .. } => "DictComp".into(),
        ExprKind::Generator { .. } => "Generator".into(),
        ExprKind::Await(_) => "Await".into(),
        ExprKind::Yield(_) => "Yield".into(),
        ExprKind::YieldFrom(_) => "YieldFrom".into(),
        ExprKind::Compare { .. } => "Compare".into(),
        ExprKind::Call { .. } => "Call".into(),
        ExprKind::Subscript { .. } => "Subscript".into(),
        ExprKind::Slice { .. } => "Slice".into(),
        ExprKind::Starred(_) => "Starred".into(),
        ExprKind::FString(_) => "FString".into(),
        ExprKind::TString(_) => "TString".into(),
    }
}

fn constant_name(constant: &Constant) -> String {
    match constant {
        Constant::Int(value) => format!("Int {value}"),
        Constant::BigInt { digits, radix } => format!("BigInt {radix} {digits}"),
        Constant::Float(value) => format!("Float {value:?}"),
        Constant::Imaginary(value) => format!("Imaginary {value:?}"),
        Constant::Str(text) => format!("Str {}", quoted(text)),
        Constant::Bytes(bytes) => format!("Bytes {}", quoted(bytes)),
        other => format!("{other:?}"),
    }
}

/// Bytes as ASCII, the rest escaped.
fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", bytes.escape_ascii())
}
