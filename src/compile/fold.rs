//! Constant folding of numbers, strings and tuples.
//!
//! Invariants: what would raise, or grow large, is left to run time; results are those of run time, bit for
//! bit. Integers are folded up to 127 bits, as long as a constant can hold them.

use super::Compiler;
use super::expr::constant_of;
use super::fold_text;
use crate::code::Const;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    /// The value of an expression, if it is known now.
    pub(super) fn fold(&mut self, expr: ExprRef<'a>) -> Option<Const> {
        match expr.kind {
            ExprKind::Constant(constant) => return Some(constant_of(constant)),
            ExprKind::Name("__debug__") => {
                return Some(if self.optimize { Const::False } else { Const::True });
            }
            ExprKind::Unary { .. } | ExprKind::Binary { .. } | ExprKind::Tuple(_) => {}
            _ => return None,
        }
        let address = std::ptr::from_ref(expr).addr();
        if self.unfoldable.contains(&address) || !self.stack.has_room() {
            return None;
        }
        let value = match expr.kind {
            ExprKind::Unary { op, operand } => self.fold(operand).and_then(|value| unary(op, value)),
            ExprKind::Tuple(items) => self.fold_all(items).map(Const::Tuple),
            _ => self.fold_chain(expr),
        };
        if value.is_none() {
            self.unfoldable.insert(address);
        }
        value
    }

    fn fold_chain(&mut self, expr: ExprRef<'a>) -> Option<Const> {
        let mut rights = Vec::new();
        let mut base = expr;
        while let ExprKind::Binary { left, op, right } = base.kind {
            rights.push((op, right));
            base = left;
        }
        let mut value = self.fold(base)?;
        for (op, right) in rights.into_iter().rev() {
            let right = self.fold(right)?;
            value = binary(&value, op, &right)?;
        }
        Some(value)
    }

    pub(super) fn fold_all(&mut self, items: &'a [Expr<'a>]) -> Option<Vec<Const>> {
        items.iter().map(|item| self.fold(item)).collect()
    }

    /// A display of constants that is only looked into: an immutable collection.
    pub(super) fn constant_collection(&mut self, expr: ExprRef<'a>) -> Option<Const> {
        match expr.kind {
            ExprKind::List(items) => self.fold_all(items).map(Const::Tuple),
            ExprKind::Set(items) => self.fold_all(items).map(Const::FrozenSet),
            _ => None,
        }
    }
}

pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None | Const::False => false,
        Const::Int(number) => *number != 0,
        Const::Float(number) => *number != 0.0,
        Const::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::True | Const::Ellipsis | Const::BigInt { .. } | Const::Code(_) => true,
    }
}

fn integer(value: &Const) -> Option<i128> {
    match value {
        Const::Int(number) => Some(i128::from(*number)),
        Const::BigInt { digits, radix } => i128::from_str_radix(digits, *radix).ok(),
        _ => None,
    }
}

/// Constants have no sign: large negative numbers are made at run time.
fn from_integer(number: i128) -> Option<Const> {
    match i64::try_from(number) {
        Ok(number) => Some(Const::Int(number)),
        Err(_) if number > 0 => Some(Const::BigInt { digits: number.to_string().into(), radix: 10 }),
        Err(_) => None,
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    match (op, value) {
        (UnaryOp::Not, value) => Some(if truth(&value) { Const::False } else { Const::True }),
        (UnaryOp::Neg, Const::Float(number)) => Some(Const::Float(-number)),
        (UnaryOp::Neg, Const::Complex(real, imaginary)) => Some(Const::Complex(-real, -imaginary)),
        (UnaryOp::Neg, value) => from_integer(integer(&value)?.checked_neg()?),
        (UnaryOp::Pos, value @ (Const::Float(_) | Const::Complex(..))) => Some(value),
        (UnaryOp::Pos, value) => from_integer(integer(&value)?),
        (UnaryOp::Invert, value) => from_integer(!integer(&value)?),
    }
}

pub(super) fn binary(left: &Const, op: BinaryOp, right: &Const) -> Option<Const> {
    if let (Some(left), Some(right)) = (integer(left), integer(right)) {
        return integers(left, op, right);
    }
    match (left, right) {
        (Const::Complex(..), _) | (_, Const::Complex(..)) => complex(left, op, right),
        (Const::Float(_), _) | (_, Const::Float(_)) => floats(real(left)?, op, real(right)?),
        _ => fold_text::binary(left, op, right),
    }
}

fn real(value: &Const) -> Option<f64> {
    match value {
        Const::Int(number) => Some(*number as f64),
        Const::Float(number) => Some(*number),
        _ => None,
    }
}

fn integers(left: i128, op: BinaryOp, right: i128) -> Option<Const> {
    /// Below this integers are exact as floats.
    const EXACT: u128 = 1 << 53;
    let value = match op {
        BinaryOp::Add => left.checked_add(right)?,
        BinaryOp::Sub => left.checked_sub(right)?,
        BinaryOp::Mul => left.checked_mul(right)?,
        BinaryOp::Div if right != 0 && left.unsigned_abs() <= EXACT && right.unsigned_abs() <= EXACT => {
            return Some(Const::Float(left as f64 / right as f64));
        }
        BinaryOp::FloorDiv if right != 0 => {
            left.checked_div_euclid(right)? - i128::from(right < 0 && left.checked_rem_euclid(right)? != 0)
        }
        BinaryOp::Mod if right != 0 => {
            let rest = left.checked_rem(right)?;
            if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest }
        }
        BinaryOp::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        BinaryOp::LeftShift if (0..127).contains(&right) => {
            left.checked_mul(1i128.checked_shl(right as u32)?)?
        }
        BinaryOp::RightShift if right >= 0 => left >> right.min(127),
        BinaryOp::BitAnd => left & right,
        BinaryOp::BitOr => left | right,
        BinaryOp::BitXor => left ^ right,
        _ => return None,
    };
    from_integer(value)
}

fn floats(left: f64, op: BinaryOp, right: f64) -> Option<Const> {
    let value = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div if right != 0.0 => left / right,
        _ => return None,
    };
    Some(Const::Float(value))
}

/// Sums of a real and an imaginary part, which is how complex numbers are written.
fn complex(left: &Const, op: BinaryOp, right: &Const) -> Option<Const> {
    match (left, op, right) {
        (left, BinaryOp::Add, Const::Complex(re, im)) => Some(Const::Complex(real(left)? + re, *im)),
        (left, BinaryOp::Sub, Const::Complex(re, im)) => Some(Const::Complex(real(left)? - re, -im)),
        _ => None,
    }
}
