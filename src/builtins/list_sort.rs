//! Sorting: `list.sort` and `sorted`.
//!
//! A stable merge sort over natural runs: runs are found, short ones lengthened by binary insertion, and merged
//! in the order of powersort (Munro and Wild, 2018). What moves is positions, not values, so that a comparison that
//! raises, or changes the list, leaves a permutation behind. Keys that are all ints, floats or strings, or tuples of these,
//! are compared without the protocols, by the standard library's stable sort; without a key function the items themselves
//! move then.

use crate::heap::dict::{exact_str, exact_tuple};
use crate::heap::{List, RawValue, Slot, Value};
use crate::object::slots::Comparison;
use crate::vm::{Result, Vm};
use std::cmp::Ordering;

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
    if !has_room(items.len(), MOST_BYTES) {
        let raised = vm.memory_error();
        return (items, Err(raised));
    }
    let keys = match key.map(|key| compute_keys(vm, &items, key)).transpose() {
        Ok(keys) => keys,
        Err(raised) => return (items, Err(raised)),
    };
    // The key function may have used it up.
    if key.is_some() && !has_room(items.len(), MOST_BYTES) {
        let raised = vm.memory_error();
        return (items, Err(raised));
    }
    // Sorting the reversed items and reversing the result keeps equal ones in order.
    let mut order: Vec<u32> = if reverse { (0..count).rev().collect() } else { (0..count).collect() };
    let outcome = sort_order(vm, keys.as_deref().unwrap_or(&items), &mut order);
    if reverse {
        order.reverse();
    }
    (arrange(items, &order), outcome)
}

/// Bytes that sorting takes for an item at most: its key, its position, both beside each other, the same again in the
/// standard library's buffer, and its new place.
const MOST_BYTES: usize = 8 + 4 + 2 * size_of::<((u64, RawValue), u32)>() + 8;

/// Sorts of fewer items are begun without asking.
const MANY: usize = 10_000;

/// Is there memory for a sort? The standard library's does not come back without it.
fn has_room(items: usize, bytes: usize) -> bool {
    if items < MANY {
        return true;
    }
    let mut probe: Vec<u8> = Vec::new();
    let reserved = probe.try_reserve_exact(items.saturating_mul(bytes));
    // Else the compiler leaves out an allocation that nobody uses.
    std::hint::black_box(&probe);
    reserved.is_ok()
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
    let word = |index: u32| keys[index as usize].raw();
    match likeness(keys.iter().map(Value::raw)) {
        Some(Likeness::Ints) => sort_by_part(order, word, by_int),
        Some(Likeness::Floats) => sort_by_part(order, word, by_float),
        Some(Likeness::Texts) => sort_by_part(order, |index| beginning(word(index)), by_beginning),
        Some(Likeness::Tuples) => sort_by_part(order, word, by_items),
        None => {
            return merge_sort(order, |left, right| {
                vm.poll()?;
                vm.compare_bool(&keys[left as usize], &keys[right as usize], Comparison::Lt)
            });
        }
    }
    Ok(())
}

/// Sorts positions by something that belongs to each, which lies beside them meanwhile.
fn sort_by_part<T: Copy>(order: &mut [u32], part: impl Fn(u32) -> T, compare: impl Fn(T, T) -> Ordering) {
    let mut parts: Vec<(T, u32)> = order.iter().map(|index| (part(*index), *index)).collect();
    parts.sort_by(|left, right| compare(left.0, right.0));
    order.iter_mut().zip(parts).for_each(|(place, (_, index))| *place = index);
}

/// Sorts a list in place where that needs no user code, and the list is this domain's own. False if not.
pub fn sort_plainly(vm: &mut Vm, list: &List, reverse: bool) -> bool {
    if !vm.heap.is_mine(&list.header) {
        return false;
    }
    // Without memory, the other way raises the error.
    if !has_room(list.len(), MOST_BYTES) {
        return false;
    }
    let heap = &mut vm.heap;
    match (likeness(list.slots_of_mine().iter().map(Slot::raw)), reverse) {
        (Some(Likeness::Ints), false) => list.sort_words(heap, by_int),
        (Some(Likeness::Ints), true) => list.sort_words(heap, |left, right| by_int(right, left)),
        (Some(Likeness::Floats), false) => list.sort_words(heap, by_float),
        (Some(Likeness::Floats), true) => list.sort_words(heap, |left, right| by_float(right, left)),
        (Some(Likeness::Texts), false) => list.sort_words_by(heap, beginning, by_beginning),
        (Some(Likeness::Texts), true) => {
            list.sort_words_by(heap, beginning, |left, right| by_beginning(right, left))
        }
        (Some(Likeness::Tuples), false) => list.sort_words(heap, by_items),
        (Some(Likeness::Tuples), true) => list.sort_words(heap, |left, right| by_items(right, left)),
        (None, _) => list.is_empty(),
    }
}

/// What all keys are, so that no class need be asked for their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Ints,
    /// Without nans.
    Floats,
    Texts,
    /// Of one length, and alike in each place.
    Tuples,
}

fn likeness(mut keys: impl Iterator<Item = RawValue> + Clone) -> Option<Likeness> {
    let rest = keys.clone().skip(1);
    let first = keys.next()?;
    if first.is_int() {
        return all(rest, RawValue::is_int).then_some(Likeness::Ints);
    }
    if let Some(simple) = likeness_of(first) {
        return all(keys, |key| likeness_of(key) == Some(simple)).then_some(simple);
    }
    let items = exact_tuple(first)?.items();
    let kinds: Vec<Likeness> = items.iter().map(|item| likeness_of(item.raw())).collect::<Option<_>>()?;
    let is_alike = |key: RawValue| {
        let Some(items) = exact_tuple(key).map(|tuple| tuple.items()) else { return false };
        let mut pairs = items.iter().zip(&kinds);
        items.len() == kinds.len() && pairs.all(|(item, kind)| likeness_of(item.raw()) == Some(*kind))
    };
    all(rest, is_alike).then_some(Likeness::Tuples)
}

fn all(mut keys: impl Iterator<Item = RawValue>, test: impl Fn(RawValue) -> bool) -> bool {
    keys.all(test)
}

fn likeness_of(key: RawValue) -> Option<Likeness> {
    if key.is_int() {
        Some(Likeness::Ints)
    } else if key.is_float() {
        (!key.float().is_nan()).then_some(Likeness::Floats)
    } else {
        exact_str(key).map(|_| Likeness::Texts)
    }
}

fn by_int(left: RawValue, right: RawValue) -> Ordering {
    // The order of int words is that of the ints.
    left.word().cmp(&right.word())
}

fn by_float(left: RawValue, right: RawValue) -> Ordering {
    left.float().partial_cmp(&right.float()).unwrap_or(Ordering::Equal)
}

fn by_text(left: RawValue, right: RawValue) -> Ordering {
    match (exact_str(left), exact_str(right)) {
        // The order of WTF-8 bytes is that of code points.
        (Some(left), Some(right)) => left.bytes().cmp(right.bytes()),
        _ => Ordering::Equal,
    }
}

/// Tuples that are alike.
fn by_items(left: RawValue, right: RawValue) -> Ordering {
    let (Some(left), Some(right)) = (exact_tuple(left), exact_tuple(right)) else { return Ordering::Equal };
    for (left, right) in left.items().iter().zip(right.items()) {
        let (left, right) = (left.raw(), right.raw());
        let ordering = if left.is_int() {
            by_int(left, right)
        } else if left.is_float() {
            by_float(left, right)
        } else {
            by_text(left, right)
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
    Ordering::Equal
}

/// A string and its first eight bytes as a number: most comparisons need no more.
fn beginning(text: RawValue) -> (u64, RawValue) {
    let mut first = [0; 8];
    let bytes = exact_str(text).map_or(&[][..], |text| text.bytes());
    let count = bytes.len().min(8);
    first[..count].copy_from_slice(&bytes[..count]);
    (u64::from_be_bytes(first), text)
}

fn by_beginning(left: (u64, RawValue), right: (u64, RawValue)) -> Ordering {
    left.0.cmp(&right.0).then_with(|| by_text(left.1, right.1))
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
