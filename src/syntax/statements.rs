//! The reductions that make statements.
//!
//! Owns the checks on targets and handlers that CPython's grammar makes. Must not know scopes.
//! Invariant: a compound statement's span ends where its last block ends.

use super::SyntaxError;
use super::actions::Builder;
use super::ast::*;
use super::calls::CallItem;
use super::targets;
use super::token::Token;
use crate::source::Span;

/// A function or class that still waits for its decorators.
pub enum Definition<'a> {
    Function(Span, FunctionDef<'a>),
    Class(Span, ClassDef<'a>),
}

pub struct Handler<'a> {
    handler: ExceptHandler<'a>,
    is_star: bool,
    head: Span,
}

fn end_of(body: Body) -> u32 {
    body.last().map_or(0, |last| last.span.end)
}

impl<'a> Builder<'a, '_> {
    pub fn expression_module(&self, value: Expr<'a>, l: u32, r: u32) -> Module<'a> {
        let statement = self.statement(l, r, StmtKind::Expr(self.one(value)));
        Module { body: self.list(vec![statement]) }
    }

    pub fn statement(&self, l: u32, r: u32, kind: StmtKind<'a>) -> Stmt<'a> {
        Stmt { span: Span::new(l, r), kind }
    }

    /// A statement from `l` to the end of the last of its blocks that is there.
    fn compound(&self, l: u32, bodies: &[Body<'a>], kind: StmtKind<'a>) -> Stmt<'a> {
        let end = bodies.iter().map(|body| end_of(body)).max().unwrap_or(l);
        self.statement(l, end, kind)
    }

    pub fn expression_statement(&self, value: Expr<'a>) -> StmtKind<'a> {
        StmtKind::Expr(self.one(self.unstarred(value)))
    }

    pub fn assign(&self, first: Expr<'a>, mut rest: Vec<Expr<'a>>) -> Result<StmtKind<'a>, SyntaxError> {
        let value = rest.pop().unwrap_or(first);
        let is_single = rest.is_empty();
        rest.insert(0, first);
        for target in &rest {
            if is_single && let Some(error) = self.mistyped_comparison(target, &value) {
                return Err(error);
            }
            self.check_target(target)?;
        }
        let value = self.unstarred(value);
        Ok(StmtKind::Assign { targets: self.list(rest), value: self.one(value) })
    }

    /// `f() = 1` was perhaps meant as a comparison; of a bare tuple, its last item.
    fn mistyped_comparison(&self, target: &Expr<'a>, value: &Expr<'a>) -> Option<SyntaxError> {
        let mut left = *target;
        if let ExprKind::Tuple(items) = target.kind
            && !self.text[target.span.start as usize..].starts_with('(')
            && !self.text[..target.span.end as usize].ends_with(',')
        {
            left = *items.last()?;
        }
        let right = match value.kind {
            ExprKind::Conditional { body, .. } => *body,
            ExprKind::Tuple([first, ..]) => *first,
            ExprKind::Compare { left, .. } => *left,
            ExprKind::BoolOp { values: [first, ..], .. } => *first,
            _ => *value,
        };
        let fits = targets::may_be_comparison(&left) && targets::is_bitwise_or(&right);
        fits.then(|| {
            let name = targets::describe(&left);
            let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
            SyntaxError::new(message, left.span)
        })
    }

    pub fn augmented_assign(
        &self,
        target: Expr<'a>,
        op: BinaryOp,
        value: Expr<'a>,
    ) -> Result<StmtKind<'a>, SyntaxError> {
        match target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {}
            _ => {
                let name = targets::describe(&target);
                let message = format!("'{name}' is an illegal expression for augmented assignment");
                return Err(SyntaxError::new(message, target.span));
            }
        }
        let value = self.unstarred(value);
        Ok(StmtKind::AugAssign { target: self.one(target), op, value: self.one(value) })
    }

    pub fn annotated_assign(
        &self,
        l: u32,
        target: Expr<'a>,
        annotation: Expr<'a>,
        value: Option<Expr<'a>>,
    ) -> Result<StmtKind<'a>, SyntaxError> {
        let simple = match target.kind {
            ExprKind::Name(_) => target.span.start == l,
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => false,
            ExprKind::Tuple(_) | ExprKind::List(_) => {
                let name = targets::describe(&target);
                // Of an unparenthesised tuple CPython points at the first item.
                let span = match target.kind {
                    ExprKind::Tuple([first, ..]) if !self.text[l as usize..].starts_with('(') => first.span,
                    _ => target.span,
                };
                let message = format!("only single target (not {name}) can be annotated");
                return Err(SyntaxError::new(message, span));
            }
            _ => return Err(SyntaxError::new("illegal target for annotation", target.span)),
        };
        let value = value.map(|value| self.one(self.unstarred(value)));
        Ok(StmtKind::AnnAssign { target: self.one(target), annotation: self.one(annotation), value, simple })
    }

    pub fn delete(&self, items: Vec<Expr<'a>>) -> Result<StmtKind<'a>, SyntaxError> {
        for target in &items {
            targets::check_delete(target)?;
        }
        Ok(StmtKind::Delete(self.list(items)))
    }

    pub fn if_statement(&self, l: u32, branches: Vec<Branch<'a>>, orelse: Body<'a>) -> Stmt<'a> {
        let last = branches.last().map_or(&[][..], |branch| branch.body);
        self.compound(l, &[last, orelse], StmtKind::If { branches: self.list(branches), orelse })
    }

    pub fn while_statement(&self, l: u32, test: Expr<'a>, body: Body<'a>, orelse: Body<'a>) -> Stmt<'a> {
        self.compound(l, &[body, orelse], StmtKind::While { test: self.one(test), body, orelse })
    }

    pub fn for_statement(
        &self,
        l: u32,
        is_async: Option<Token>,
        target: Expr<'a>,
        iter: Expr<'a>,
        body: Body<'a>,
        orelse: Body<'a>,
    ) -> Result<Stmt<'a>, SyntaxError> {
        self.check_target(&target)?;
        let (target, iter) = (self.one(target), self.one(self.unstarred(iter)));
        let kind = StmtKind::For { target, iter, body, orelse, is_async: is_async.is_some() };
        Ok(self.compound(l, &[body, orelse], kind))
    }

    pub fn with_item(&self, context: Expr<'a>, target: Expr<'a>) -> Result<WithItem<'a>, SyntaxError> {
        self.check_target(&target)?;
        Ok(WithItem { context: self.one(context), target: Some(self.one(target)) })
    }

    pub fn with_single(&self, context: Expr<'a>) -> Vec<WithItem<'a>> {
        vec![WithItem { context: self.one(context), target: None }]
    }

    /// The inside of `with ( … ):` is a list of items, unless only a tuple can hold it.
    pub fn with_group(
        &self,
        l: u32,
        r: u32,
        items: Vec<WithItem<'a>>,
        comma: Option<Token>,
    ) -> Result<Vec<WithItem<'a>>, SyntaxError> {
        let tuple_only = |item: &WithItem<'a>| {
            matches!(item.context.kind, ExprKind::Starred(_) | ExprKind::Named { .. })
                && item.context.span.start >= l
                && !self.is_parenthesised(item.context)
        };
        let Some(odd) = items.iter().find(|item| tuple_only(item)) else { return Ok(items) };
        if items.iter().any(|item| item.target.is_some()) {
            return Err(SyntaxError::new("invalid syntax", odd.context.span));
        }
        let contexts = items.iter().map(|item| *item.context).collect();
        Ok(self.with_single(self.group(l, r, contexts, comma)?))
    }

    /// Only exact for nodes that no other construct puts right after a parenthesis.
    fn is_parenthesised(&self, expr: &Expr<'a>) -> bool {
        let after = self.text[expr.span.end as usize..].trim_start();
        let before = self.text[..expr.span.start as usize].trim_end();
        after.starts_with(')') && before.ends_with('(') && {
            let rest = after[1..].trim_start();
            rest.starts_with([',', ')'])
        }
    }

    pub fn with_statement(
        &self,
        l: u32,
        is_async: Option<Token>,
        items: Vec<WithItem<'a>>,
        body: Body<'a>,
    ) -> Result<Stmt<'a>, SyntaxError> {
        let kind = StmtKind::With { items: self.list(items), body, is_async: is_async.is_some() };
        Ok(self.compound(l, &[body], kind))
    }

    pub fn handler(
        &self,
        l: u32,
        is_star: bool,
        class: Option<Expr<'a>>,
        name: Option<Ident<'a>>,
        body: Body<'a>,
    ) -> Handler<'a> {
        let handler = ExceptHandler {
            span: Span::new(l, end_of(body)),
            class: class.map(|class| self.one(class)),
            name,
            body,
        };
        Handler { handler, is_star, head: Span::new(l, l + 6) }
    }

    pub fn try_statement(
        &self,
        l: u32,
        body: Body<'a>,
        handlers: Vec<Handler<'a>>,
        orelse: Body<'a>,
        finalbody: Option<Body<'a>>,
    ) -> Result<Stmt<'a>, SyntaxError> {
        let is_star = handlers.first().is_some_and(|first| first.is_star);
        if let Some(mixed) = handlers.iter().find(|handler| handler.is_star != is_star) {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            return Err(SyntaxError::new(message, mixed.head));
        }
        let before_last = handlers.len().saturating_sub(1);
        if let Some(bare) = handlers[..before_last].iter().find(|handler| handler.handler.class.is_none()) {
            self.report_late("default 'except:' must be last", bare.head);
        }
        let handlers = self.list(handlers.iter().map(|handler| handler.handler).collect());
        let finalbody = finalbody.unwrap_or(&[]);
        let last_handler = handlers.last().map_or(&[][..], |handler| handler.body);
        let kind = StmtKind::Try { body, handlers, orelse, finalbody, is_star };
        Ok(self.compound(l, &[body, last_handler, orelse, finalbody], kind))
    }

    pub fn match_statement(
        &self,
        l: u32,
        subject: Expr<'a>,
        colon: u32,
        cases: Vec<MatchCase<'a>>,
    ) -> Result<Stmt<'a>, SyntaxError> {
        if let ExprKind::Starred(_) = subject.kind {
            // A star makes a tuple, and a tuple needs its comma.
            return Err(SyntaxError::new("invalid syntax", Span::new(colon, colon + 1)));
        }
        let last = cases.last().map_or(&[][..], |case| case.body);
        let kind = StmtKind::Match { subject: self.one(subject), cases: self.list(cases) };
        Ok(self.compound(l, &[last], kind))
    }

    #[expect(clippy::too_many_arguments, reason = "one for each part of the statement")]
    pub fn function(
        &self,
        l: u32,
        is_async: Option<Token>,
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        params: &'a Parameters<'a>,
        returns: Option<Expr<'a>>,
        body: Body<'a>,
    ) -> Definition<'a> {
        let returns = returns.map(|returns| self.one(returns));
        let is_async = is_async.is_some();
        let function = FunctionDef { name, type_params, params, returns, body, decorators: &[], is_async };
        Definition::Function(Span::new(l, end_of(body)), function)
    }

    pub fn class(
        &self,
        l: u32,
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        arguments: Option<Vec<CallItem<'a>>>,
        body: Body<'a>,
    ) -> Result<Definition<'a>, SyntaxError> {
        let arguments = self.class_arguments(arguments.unwrap_or_default())?;
        let class = ClassDef { name, type_params, arguments, body, decorators: &[] };
        Ok(Definition::Class(Span::new(l, end_of(body)), class))
    }

    pub fn definition(&self, decorators: Vec<Expr<'a>>, definition: Definition<'a>) -> Stmt<'a> {
        let decorators = self.list(decorators);
        match definition {
            Definition::Function(span, function) => {
                let function = self.one(FunctionDef { decorators, ..function });
                Stmt { span, kind: StmtKind::Function(function) }
            }
            Definition::Class(span, class) => {
                let class = self.one(ClassDef { decorators, ..class });
                Stmt { span, kind: StmtKind::Class(class) }
            }
        }
    }
}
