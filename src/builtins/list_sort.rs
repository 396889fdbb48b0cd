//! Sorting: `list.sort` and `sorted`.
//!
//! A stable merge sort over natural runs: runs are found, short ones lengthened by binary insertion, and merged
//! in the order of powersort (Munro and Wild, 2018). What moves is positions, not values, so that a comparison that
//! raises, or changes the list, leaves a permutation behind. Keys that are all ints, floats or strings are
//! compared without the protocols.

use crate::heap::Value;
use crate::heap::dict::exact_str;
use crate::object::slots::Comparison;
use crate::vm::{Result, Vm};

/// The key argument, unless it is None.
pub fn key_function(argument: &Value) -> Option<&Value> {
    argument.given().filter(|key| !key.is_none())
}

/// Sorts items by a key function's results. Gives all items back, in whatever order was reached if it fails.
pub fn sort_items(
    vm: &mut Vm,
    items: Vec<Value>,
    key: Option<&Value>,
    reverse: bool,
) -> (Vec<Value>, Result<()>) {
    let Ok(count) = u32::try_from(items.len()) else {
        let raised = vm.memory_error();
        return (items, Err(raised));
    };
    let keys = match key.map(|key| compute_keys(vm, &items, key)).transpose() {
        Ok(keys) => keys,
        Err(raised) => return (items, Err(raised)),
    };
    // Sorting the reversed items and reversing the result keeps equal ones in order.
    let mut order: Vec<u32> = if reverse { (0..count).rev().collect() } else { (0..count).collect() };
    let outcome = sort_order(vm, keys.as_deref().unwrap_or(&items), &mut order);
    if reverse {
        order.reverse();
    }
    (arrange(items, &order), outcome)
}

fn compute_keys(vm: &mut Vm, items: &[Value], key: &Value) -> Result<Vec<Value>> {
    let mut keys = Vec::with_capacity(items.len());
    for item in items {
        keys.push(vm.call(key, std::slice::from_ref(item))?);
    }
    Ok(keys)
}

fn arrange(mut items: Vec<Value>, order: &[u32]) -> Vec<Value> {
    order.iter().map(|from| std::mem::replace(&mut items[*from as usize], Value::NULL)).collect()
}

fn sort_order(vm: &mut Vm, keys: &[Value], order: &mut [u32]) -> Result<()> {
    if let Some(numbers) = all(keys, Value::as_small_int) {
        order.sort_by_key(|index| numbers[*index as usize]);
        return Ok(());
    }
    if let Some(texts) = all(keys, |key| exact_str(key.raw()).map(crate::heap::Str::bytes)) {
        // The order of WTF-8 bytes is that of code points.
        order.sort_by_key(|index| texts[*index as usize]);
        return Ok(());
    }
    if let Some(numbers) = all(keys, Value::as_float) {
        return merge_sort(order, |left, right| Ok(numbers[left as usize] < numbers[right as usize]));
    }
    merge_sort(order, |left, right| {
        vm.poll()?;
        vm.compare_bool(&keys[left as usize], &keys[right as usize], Comparison::Lt)
    })
}

/// What all keys have in common, if they do.
fn all<'a, T>(keys: &'a [Value], part: impl Fn(&'a Value) -> Option<T>) -> Option<Vec<T>> {
    keys.iter().map(part).collect()
}

struct Run {
    start: usize,
    length: usize,
    /// The node of the merge tree between this run and the next one.
    power: u32,
}

/// Sorts positions by a "less than" that may fail.
fn merge_sort(order: &mut [u32], mut less: impl FnMut(u32, u32) -> Result<bool>) -> Result<()> {
    let total = order.len();
    let shortest = shortest_run(total);
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < total {
        let rest = &mut order[start..];
        let mut length = count_run(rest, &mut less)?;
        if length < shortest {
            let forced = shortest.min(rest.len());
            insert_sorted(&mut rest[..forced], length, &mut less)?;
            length = forced;
        }
        if let Some(last) = runs.last_mut() {
            let power = merge_power(last.start, last.length, length, total);
            while runs.len() > 1 && runs[runs.len() - 2].power > power {
                merge_last(order, &mut runs, &mut less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run { start, length, power: 0 });
        start += length;
    }
    while runs.len() > 1 {
        merge_last(order, &mut runs, &mut less)?;
    }
    Ok(())
}

/// Runs shorter than this are lengthened: 32 to 64, so that their number is just below a power of two.
fn shortest_run(mut total: usize) -> usize {
    let mut odd = 0;
    while total >= 64 {
        odd |= total & 1;
        total >>= 1;
    }
    total + odd
}

/// Length of the run at the beginning; a strictly descending one is reversed.
fn count_run(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool>) -> Result<usize> {
    if order.len() < 2 {
        return Ok(order.len());
    }
    let descending = less(order[1], order[0])?;
    let mut length = 2;
    while length < order.len() && less(order[length], order[length - 1])? == descending {
        length += 1;
    }
    if descending {
        order[..length].reverse();
    }
    Ok(length)
}

/// Sorts by binary insertion; the first `sorted` are in order.
fn insert_sorted(
    order: &mut [u32],
    sorted: usize,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    for index in sorted.max(1)..order.len() {
        let pivot = order[index];
        let place = partition(&order[..index], |member| less(pivot, member).map(|before| !before))?;
        order.copy_within(place..index, place + 1);
        order[place] = pivot;
    }
    Ok(())
}

/// How many at the beginning satisfy a test that those behind do not.
fn partition(order: &[u32], mut test: impl FnMut(u32) -> Result<bool>) -> Result<usize> {
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if test(order[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// The depth at which powersort's merge tree has the border between two neighbouring runs: the first binary digit in
/// which their midpoints, as fractions of the total, differ.
fn merge_power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut left = 2 * start + first;
    let mut right = left + first + second;
    let mut power = 0;
    loop {
        power += 1;
        if left >= total {
            left -= total;
            right -= total;
        } else if right >= total {
            return power;
        }
        left <<= 1;
        right <<= 1;
    }
}

fn merge_last(
    order: &mut [u32],
    runs: &mut Vec<Run>,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    let (Some(second), Some(first)) = (runs.pop(), runs.last_mut()) else { return Ok(()) };
    let range = first.start..second.start + second.length;
    let middle = first.length;
    first.length += second.length;
    first.power = second.power;
    merge(&mut order[range], middle, less)
}

/// Merges the runs before and from `middle`. Whatever is in place already at either end is left alone.
fn merge(order: &mut [u32], middle: usize, less: &mut impl FnMut(u32, u32) -> Result<bool>) -> Result<()> {
    let head = order[middle];
    let start = partition(&order[..middle], |member| less(head, member).map(|before| !before))?;
    if start == middle {
        return Ok(());
    }
    let tail = order[middle - 1];
    let end = middle + partition(&order[middle..], |member| less(member, tail))?;
    let middle = middle - start;
    let order = &mut order[start..end];
    if middle <= order.len() - middle {
        merge_forwards(order, middle, less)
    } else {
        merge_backwards(order, middle, less)
    }
}

fn merge_forwards(
    order: &mut [u32],
    middle: usize,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    let left = order[..middle].to_vec();
    let (mut taken, mut next, mut target) = (0, middle, 0);
    let mut outcome = Ok(());
    while taken < left.len() && next < order.len() {
        let from_right = match less(order[next], left[taken]) {
            Ok(answer) => answer,
            Err(raised) => {
                outcome = Err(raised);
                break;
            }
        };
        if from_right {
            order[target] = order[next];
            next += 1;
        } else {
            order[target] = left[taken];
            taken += 1;
        }
        target += 1;
    }
    order[target..target + left.len() - taken].copy_from_slice(&left[taken..]);
    outcome
}

fn merge_backwards(
    order: &mut [u32],
    middle: usize,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    let right = order[middle..].to_vec();
    // Ends, exclusive, of what is left of both runs and of the room for the result.
    let (mut left_end, mut right_end, mut target) = (middle, right.len(), order.len());
    let mut outcome = Ok(());
    while left_end > 0 && right_end > 0 {
        let from_left = match less(right[right_end - 1], order[left_end - 1]) {
            Ok(answer) => answer,
            Err(raised) => {
                outcome = Err(raised);
                break;
            }
        };
        target -= 1;
        if from_left {
            left_end -= 1;
            order[target] = order[left_end];
        } else {
            right_end -= 1;
            order[target] = right[right_end];
        }
    }
    order[target - right_end..target].copy_from_slice(&right[..right_end]);
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(numbers: &[u64]) -> Vec<u32> {
        let mut order: Vec<u32> = (0..numbers.len() as u32).collect();
        assert!(
            merge_sort(&mut order, |left, right| Ok(numbers[left as usize] < numbers[right as usize]))
                .is_ok()
        );
        order
    }

    #[test]
    fn agrees_with_a_stable_sort() {
        let mut seed = 1u64;
        for length in [0, 1, 2, 3, 31, 64, 65, 200, 1000, 5000] {
            for modulus in [2, 7, 1_000_000] {
                let numbers: Vec<u64> = (0..length)
                    .map(|index| {
                        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        if index % 100 < 60 { index } else { (seed >> 33) % modulus }
                    })
                    .collect();
                let mut expected: Vec<u32> = (0..length as u32).collect();
                expected.sort_by_key(|index| numbers[*index as usize]);
                assert_eq!(sorted(&numbers), expected);
            }
        }
    }

    #[test]
    fn a_failing_comparison_leaves_a_permutation() {
        for fail_at in 0..3000 {
            let numbers: Vec<u64> = (0..400).map(|index| (index * 7919) % 401).collect();
            let mut order: Vec<u32> = (0..400).collect();
            let mut calls = 0;
            let _ = merge_sort(&mut order, |left, right| {
                calls += 1;
                if calls == fail_at {
                    Err(crate::vm::Raised)
                } else {
                    Ok(numbers[left as usize] < numbers[right as usize])
                }
            });
            order.sort_unstable();
            assert!(order.iter().enumerate().all(|(index, position)| index as u32 == *position));
        }
    }
}
