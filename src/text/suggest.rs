//! The "Did you mean" of NameError, AttributeError and ImportError.
//!
//! Owns the distance and the choice of the best candidate. Must not know where candidates come
//! from: callers collect them (and leave out private names when the wrong name is not private).
//! The algorithm is Wagner and Fischer's edit distance, kept to one row, with the costs and the
//! limits of CPython's `Python/suggestions.c`; like there, a letter is a byte of UTF-8.

const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;
const MAX_NAME_LENGTH: usize = 40;
const MAX_CANDIDATES: usize = 750;

/// The candidate nearest to `wrong`, or None if none is near enough. At most a third of the letters
/// involved may differ. Of equally near ones the first wins; `wrong` itself is never proposed.
pub fn suggest<'a>(wrong: &[u8], candidates: &[&'a [u8]]) -> Option<&'a [u8]> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best: Option<(usize, &'a [u8])> = None;
    for candidate in candidates.iter().copied().filter(|candidate| *candidate != wrong) {
        let third = (wrong.len() + candidate.len() + 3) * MOVE_COST / 6;
        let limit = match best {
            Some((0, _)) => break,
            Some((distance, _)) => third.min(distance - 1),
            None => third,
        };
        if let Some(distance) = distance_within(wrong, candidate, limit) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The edit distance (a move 2, a change of case 1) if it is at most `limit`.
pub fn distance_within(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    let (left, right) = trim_common(left, right);
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.is_empty() {
        return Some(long.len() * MOVE_COST).filter(|distance| *distance <= limit);
    }
    if long.len() > MAX_NAME_LENGTH || (long.len() - short.len()) * MOVE_COST > limit {
        return None;
    }
    let mut row = [0; MAX_NAME_LENGTH];
    for (index, cell) in row.iter_mut().enumerate() {
        *cell = (index + 1) * MOVE_COST;
    }
    let mut result = 0;
    for (index, letter) in long.iter().enumerate() {
        let mut diagonal = index * MOVE_COST;
        result = diagonal + MOVE_COST;
        let mut least = usize::MAX;
        for (other, cell) in short.iter().zip(row.iter_mut()) {
            let substituted = diagonal + substitution_cost(*letter, *other);
            diagonal = *cell;
            result = substituted.min(result.min(diagonal) + MOVE_COST);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return None;
        }
    }
    Some(result).filter(|distance| *distance <= limit)
}

fn trim_common<'a>(left: &'a [u8], right: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let prefix = left.iter().zip(right).take_while(same).count();
    let (left, right) = (&left[prefix..], &right[prefix..]);
    let suffix = left.iter().rev().zip(right.iter().rev()).take_while(same).count();
    (&left[..left.len() - suffix], &right[..right.len() - suffix])
}

fn substitution_cost(left: u8, right: u8) -> usize {
    if left == right {
        0
    } else if left.eq_ignore_ascii_case(&right) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_the_nearest() {
        for (wrong, candidates, expected) in [
            ("bluch", "blech BLuch bluchin", Some("blech")),
            ("blach", "blech bluch", Some("blech")),
            ("noise", "somethingverywrong", None),
            ("x", "X y", Some("X")),
            ("a", "b", None),
            ("pring", "print printer", Some("print")),
            ("lenght", "length", Some("length")),
            ("naïve", "naive", Some("naive")),
            ("same", "same", None),
            ("abc", "abcd ab ABC", Some("abcd")),
        ] {
            let candidates: Vec<&[u8]> = candidates.split(' ').map(str::as_bytes).collect();
            assert_eq!(suggest(wrong.as_bytes(), &candidates), expected.map(str::as_bytes), "{wrong}");
        }
        assert_eq!(suggest(b"abc", &[&b"abd"[..]; 750]), None);
        let long = [b'a'; 60];
        let other = [b'b'; 60];
        assert_eq!(distance_within(&long, &other, 1000), None);
    }
}
