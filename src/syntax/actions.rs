//! What the grammar's reductions do: allocate nodes, and refuse what LR(1) let through.
//!
//! Owns `Builder` and its expressions; statements, calls, parameters, patterns and strings have
//! files of their own beside this one. Must not know scopes or values.
//! Invariants: nothing here recurses without a bound; spans given as `l..r` include parentheses
//! around operands, as CPython's do, while a parenthesised node's own span does not.

use std::cell::RefCell;

use bumpalo::Bump;
use unicode_normalization::UnicodeNormalization;

use super::ast::*;
pub use super::calls::CallItem;
use super::number::{self, Number};
pub use super::parameters::ParameterItem;
pub use super::patterns::{MappingItem, PatternArgument};
pub use super::pieces::{FStringItem, StringPiece};
pub use super::statements::{Definition, Handler};
use super::targets;
use super::{SyntaxError, SyntaxWarning};
use crate::source::Span;

pub struct Builder<'a, 's> {
    pub(super) arena: &'a Bump,
    pub(super) text: &'s str,
    pub(super) warnings: RefCell<Vec<SyntaxWarning>>,
    late: RefCell<Option<SyntaxError>>,
}

/// An operand with the extent of its parentheses.
type Operand<'a> = (u32, Expr<'a>, u32);

/// A run of operands and binary operators, folded as far as precedence allows: at most one
/// pending operator for each level.
pub struct Operation<'a> {
    operands: Vec<Operand<'a>>,
    operators: Vec<BinaryOp>,
}

fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::BitOr => 0,
        BinaryOp::BitXor => 1,
        BinaryOp::BitAnd => 2,
        BinaryOp::LeftShift | BinaryOp::RightShift => 3,
        BinaryOp::Add | BinaryOp::Sub => 4,
        BinaryOp::Mul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::MatMul => 5,
        BinaryOp::Pow => 6,
    }
}

impl<'a, 's> Builder<'a, 's> {
    pub fn new(arena: &'a Bump, text: &'s str, warnings: Vec<SyntaxWarning>) -> Self {
        Builder { arena, text, warnings: RefCell::new(warnings), late: RefCell::new(None) }
    }

    /// Notes an error that CPython's compiler finds, so only when all the text has parsed: the
    /// first one counts.
    pub(super) fn report_late(&self, message: impl Into<String>, span: Span) {
        self.late.borrow_mut().get_or_insert_with(|| SyntaxError::new(message, span));
    }

    pub fn take_late_error(&self) -> Option<SyntaxError> {
        self.late.borrow_mut().take()
    }

    pub fn into_warnings(self) -> Vec<SyntaxWarning> {
        self.warnings.into_inner()
    }

    pub fn one<T: Copy>(&self, value: T) -> &'a T {
        self.arena.alloc(value)
    }

    pub fn list<T: Copy>(&self, values: Vec<T>) -> &'a [T] {
        if values.is_empty() { &[] } else { self.arena.alloc_slice_copy(&values) }
    }

    pub(super) fn slice_of(&self, l: u32, r: u32) -> &'s str {
        &self.text[l as usize..r as usize]
    }

    pub fn expression(&self, l: u32, r: u32, kind: ExprKind<'a>) -> Expr<'a> {
        Expr { span: Span::new(l, r), kind }
    }

    pub fn ident(&self, l: u32, r: u32) -> Ident<'a> {
        let text = self.slice_of(l, r);
        let name = if text.is_ascii() {
            self.arena.alloc_str(text)
        } else {
            let normal: String = text.nfkc().collect();
            self.arena.alloc_str(&normal)
        };
        Ident { name, span: Span::new(l, r) }
    }

    pub fn name(&self, l: u32, r: u32) -> Expr<'a> {
        self.name_of(self.ident(l, r))
    }

    pub fn name_of(&self, name: Ident<'a>) -> Expr<'a> {
        Expr { span: name.span, kind: ExprKind::Name(name.name) }
    }

    /// Joined without the blanks that the source may have around the dots.
    pub fn dotted(&self, first: Ident<'a>, rest: Vec<Ident<'a>>) -> &'a str {
        if rest.is_empty() {
            return first.name;
        }
        let mut path = first.name.to_owned();
        for name in rest {
            path.push('.');
            path.push_str(name.name);
        }
        self.arena.alloc_str(&path)
    }

    pub fn constant(&self, l: u32, r: u32, value: Constant<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Constant(value))
    }

    pub fn number(&self, l: u32, r: u32) -> Result<Expr<'a>, SyntaxError> {
        let value = match number::value(self.slice_of(l, r), Span::new(l, r))? {
            Number::Int(value) => Constant::Int(value),
            Number::BigInt { digits, radix } => {
                Constant::BigInt { digits: self.arena.alloc_str(&digits), radix }
            }
            Number::Float(value) => Constant::Float(value),
            Number::Imaginary(value) => Constant::Imaginary(value),
        };
        Ok(self.constant(l, r, value))
    }

    pub fn empty_tuple(&self, l: u32, r: u32) -> Expr<'a> {
        self.expression(l, r, ExprKind::Tuple(&[]))
    }

    pub fn tuple(&self, l: u32, r: u32, first: Expr<'a>, rest: Vec<Expr<'a>>) -> Expr<'a> {
        let rest_length = rest.len();
        let items = self.arena.alloc_slice_fill_with(rest_length + 1, |index| match index {
            0 => first,
            _ => rest[index - 1],
        });
        self.expression(l, r, ExprKind::Tuple(items))
    }

    /// `(a)`, `(a,)` or `(a, b)`.
    pub fn group(
        &self,
        l: u32,
        r: u32,
        items: Vec<Expr<'a>>,
        comma: Option<super::token::Token>,
    ) -> Result<Expr<'a>, SyntaxError> {
        match items[..] {
            [Expr { span, kind: ExprKind::Starred(_) }] if comma.is_none() => {
                Err(SyntaxError::new("cannot use starred expression here", span))
            }
            [only] if comma.is_none() => Ok(only),
            _ => Ok(self.expression(l, r, ExprKind::Tuple(self.list(items)))),
        }
    }

    /// Refuses `*a` standing alone where one value is wanted.
    pub fn unstarred(&self, value: Expr<'a>) -> Expr<'a> {
        if let ExprKind::Starred(_) = value.kind {
            self.report_late("can't use starred expression here", value.span);
        }
        value
    }

    pub(super) fn check_target(&self, target: &Expr<'a>) -> Result<(), SyntaxError> {
        targets::check_assign(target)?;
        if let ExprKind::Starred(_) = target.kind {
            self.report_late("starred assignment target must be in a list or tuple", target.span);
        }
        Ok(())
    }

    pub fn starred(&self, l: u32, r: u32, value: Expr<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Starred(self.one(value)))
    }

    pub fn named(&self, l: u32, r: u32, target: Expr<'a>, value: Expr<'a>) -> Result<Expr<'a>, SyntaxError> {
        let ExprKind::Name(name) = target.kind else {
            let message = format!("cannot use assignment expressions with {}", targets::describe(&target));
            return Err(SyntaxError::new(message, target.span));
        };
        let target = Ident { name, span: target.span };
        if target.span.start != l {
            // `(a) := b`: the parentheses are no part of any target.
            let span = Span::new(l, target.span.end);
            return Err(SyntaxError::new("invalid syntax", span));
        }
        Ok(self.expression(l, r, ExprKind::Named { target, value: self.one(value) }))
    }

    pub fn conditional(&self, l: u32, r: u32, test: Expr<'a>, body: Expr<'a>, orelse: Expr<'a>) -> Expr<'a> {
        let kind =
            ExprKind::Conditional { test: self.one(test), body: self.one(body), orelse: self.one(orelse) };
        self.expression(l, r, kind)
    }

    pub fn bool_op(&self, l: u32, r: u32, op: BoolOp, first: Expr<'a>, mut rest: Vec<Expr<'a>>) -> Expr<'a> {
        rest.insert(0, first);
        self.expression(l, r, ExprKind::BoolOp { op, values: self.list(rest) })
    }

    pub fn unary(&self, l: u32, r: u32, op: UnaryOp, operand: Expr<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Unary { op, operand: self.one(operand) })
    }

    pub fn compare(&self, l: u32, r: u32, left: Expr<'a>, rest: Vec<(CompareOp, Expr<'a>)>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Compare { left: self.one(left), rest: self.list(rest) })
    }

    pub fn binary(&self, l: u32, r: u32, left: Expr<'a>, op: BinaryOp, right: Expr<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Binary { left: self.one(left), op, right: self.one(right) })
    }

    pub fn operation(&self, left: Operand<'a>, op: BinaryOp, right: Operand<'a>) -> Operation<'a> {
        Operation { operands: vec![left, right], operators: vec![op] }
    }

    pub fn extend_operation(
        &self,
        mut operation: Operation<'a>,
        op: BinaryOp,
        right: Operand<'a>,
    ) -> Operation<'a> {
        while operation.operators.last().is_some_and(|last| precedence(*last) >= precedence(op)) {
            self.fold(&mut operation);
        }
        operation.operators.push(op);
        operation.operands.push(right);
        operation
    }

    pub fn finish_operation(&self, mut operation: Operation<'a>) -> Expr<'a> {
        while self.fold(&mut operation) {}
        operation.operands[0].1
    }

    /// Joins the last two operands; false when only one is left.
    fn fold(&self, operation: &mut Operation<'a>) -> bool {
        let Some(op) = operation.operators.pop() else { return false };
        if let (Some((_, right, r)), Some((l, left, _))) =
            (operation.operands.pop(), operation.operands.pop())
        {
            operation.operands.push((l, self.binary(l, r, left, op, right), r));
        }
        true
    }

    pub fn attribute(&self, l: u32, r: u32, value: Expr<'a>, name: Ident<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Attribute { value: self.one(value), name })
    }

    pub fn subscript(&self, l: u32, r: u32, value: Expr<'a>, index: Expr<'a>) -> Expr<'a> {
        self.expression(l, r, ExprKind::Subscript { value: self.one(value), index: self.one(index) })
    }

    /// `a[*b]` indexes with a tuple.
    pub fn single_index(&self, l: u32, r: u32, index: Expr<'a>) -> Expr<'a> {
        match index.kind {
            ExprKind::Starred(_) => self.tuple(l, r, index, Vec::new()),
            _ => index,
        }
    }

    pub fn slice(
        &self,
        l: u32,
        r: u32,
        lower: Option<Expr<'a>>,
        upper: Option<Expr<'a>>,
        step: Option<Expr<'a>>,
    ) -> Expr<'a> {
        let one = |bound: Option<Expr<'a>>| bound.map(|bound| self.one(bound));
        self.expression(l, r, ExprKind::Slice { lower: one(lower), upper: one(upper), step: one(step) })
    }

    pub fn comprehension(
        &self,
        is_async: Option<super::token::Token>,
        target: Expr<'a>,
        iter: Expr<'a>,
        conditions: Vec<Expr<'a>>,
    ) -> Result<Comprehension<'a>, SyntaxError> {
        self.check_target(&target)?;
        Ok(Comprehension {
            target: self.one(target),
            iter: self.one(iter),
            conditions: self.list(conditions),
            is_async: is_async.is_some(),
        })
    }

    /// The element of a comprehension may not be starred.
    fn element(&self, element: Expr<'a>) -> Result<&'a Expr<'a>, SyntaxError> {
        match element.kind {
            ExprKind::Starred(_) => {
                Err(SyntaxError::new("iterable unpacking cannot be used in comprehension", element.span))
            }
            _ => Ok(self.one(element)),
        }
    }

    pub fn generator(
        &self,
        l: u32,
        r: u32,
        element: Expr<'a>,
        generators: Vec<Comprehension<'a>>,
    ) -> Result<Expr<'a>, SyntaxError> {
        let (element, generators) = (self.element(element)?, self.list(generators));
        Ok(self.expression(l, r, ExprKind::Generator { element, generators }))
    }

    pub fn list_comprehension(
        &self,
        l: u32,
        r: u32,
        element: Expr<'a>,
        generators: Vec<Comprehension<'a>>,
    ) -> Result<Expr<'a>, SyntaxError> {
        let (element, generators) = (self.element(element)?, self.list(generators));
        Ok(self.expression(l, r, ExprKind::ListComp { element, generators }))
    }

    pub fn set_comprehension(
        &self,
        l: u32,
        r: u32,
        element: Expr<'a>,
        generators: Vec<Comprehension<'a>>,
    ) -> Result<Expr<'a>, SyntaxError> {
        let (element, generators) = (self.element(element)?, self.list(generators));
        Ok(self.expression(l, r, ExprKind::SetComp { element, generators }))
    }

    pub fn dict_comprehension(
        &self,
        l: u32,
        r: u32,
        item: DictItem<'a>,
        generators: Vec<Comprehension<'a>>,
    ) -> Result<Expr<'a>, SyntaxError> {
        let Some(key) = item.key else {
            let start = self.text[l as usize..].find("**").map_or(l, |offset| l + offset as u32);
            let span = Span::new(start, start + 2);
            return Err(SyntaxError::new("dict unpacking cannot be used in dict comprehension", span));
        };
        let generators = self.list(generators);
        Ok(self.expression(l, r, ExprKind::DictComp { key, value: item.value, generators }))
    }
}
