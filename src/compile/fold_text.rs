//! Constant folding of strings, bytes and tuples, up to a bounded size.

use crate::code::Const;
use crate::syntax::ast::BinaryOp;

/// The longest string, and the longest tuple, that folding makes.
const TEXT_LIMIT: usize = 4096;
const TUPLE_LIMIT: usize = 256;

pub(super) fn binary(left: &Const, op: BinaryOp, right: &Const) -> Option<Const> {
    match (left, op, right) {
        (Const::Str(left), BinaryOp::Add, Const::Str(right)) => joined(left, right).map(Const::Str),
        (Const::Bytes(left), BinaryOp::Add, Const::Bytes(right)) => joined(left, right).map(Const::Bytes),
        (Const::Tuple(left), BinaryOp::Add, Const::Tuple(right)) => {
            let fits = left.len() + right.len() <= TUPLE_LIMIT;
            fits.then(|| Const::Tuple([left.as_slice(), right.as_slice()].concat()))
        }
        (value, BinaryOp::Mul, Const::Int(count)) | (Const::Int(count), BinaryOp::Mul, value) => {
            repeated(value, *count)
        }
        _ => None,
    }
}

fn joined(left: &[u8], right: &[u8]) -> Option<Box<[u8]>> {
    (left.len() + right.len() <= TEXT_LIMIT && is_joinable(left, right))
        .then(|| [left, right].concat().into())
}

/// A high surrogate before a low one would be spelled differently together, so that is left alone.
fn is_joinable(left: &[u8], right: &[u8]) -> bool {
    let ends_high = matches!(left, [.., 0xED, 0xA0..=0xAF, _]);
    let starts_low = matches!(right, [0xED, 0xB0..=0xBF, ..]);
    !(ends_high && starts_low)
}

fn repeated(value: &Const, count: i64) -> Option<Const> {
    let count = usize::try_from(count.max(0)).ok()?;
    let fits = |length: usize, limit: usize| length.checked_mul(count).is_some_and(|total| total <= limit);
    match value {
        Const::Str(text) if fits(text.len(), TEXT_LIMIT) && is_joinable(text, text) => {
            Some(Const::Str(text.repeat(count).into()))
        }
        Const::Bytes(bytes) if fits(bytes.len(), TEXT_LIMIT) => {
            Some(Const::Bytes(bytes.repeat(count).into()))
        }
        Const::Tuple(items) if fits(items.len(), TUPLE_LIMIT) => {
            Some(Const::Tuple((0..count).flat_map(|_| items.iter().cloned()).collect()))
        }
        _ => None,
    }
}
