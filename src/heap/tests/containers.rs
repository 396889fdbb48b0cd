//! Lists and tables against models.

use crate::heap::dict::simple_hash;
use crate::heap::testing::{dict, list, namespace, of, string, with_context};
use crate::heap::{Attachment, Cell, Dict, Found, List, RawValue, Value};
use std::collections::HashMap;

/// A small generator of numbers: the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn int(number: usize) -> Value {
    Value::from_small_int(number as i64)
}

fn numbers(list: &List) -> Vec<i64> {
    (0..list.len())
        .map(|index| list.get(index).and_then(|item| item.as_small_int()).expect("an int"))
        .collect()
}

fn list_of(heap: &mut Attachment, numbers: &[i64]) -> Value {
    list(heap, numbers.iter().map(|number| Value::from_small_int(*number)).collect())
}

#[test]
fn lists_are_joined_whoever_owns_them() {
    with_context(|heap| {
        let shape = super::super::shape::built_in(crate::heap::Kind::List).expect("installed");
        for shared in [false, true] {
            let (first, second) = (list_of(heap, &[1, 2]), list_of(heap, &[3]));
            let second = if shared {
                crate::heap::publish::publish(second).expect("memory").into_value()
            } else {
                second
            };
            let (one, other) = (of::<List>(&first), of::<List>(&second));
            let sum = one.concatenated(heap, shape, other).expect("memory");
            assert_eq!(numbers(of::<List>(&sum)), [1, 2, 3]);
            let sum = other.concatenated(heap, shape, one).expect("memory");
            assert_eq!(numbers(of::<List>(&sum)), [3, 1, 2]);
            let back = of::<List>(&sum).copied(heap, shape, (2, -1, 9), 3).expect("memory");
            assert_eq!(numbers(of::<List>(&back)), [2, 1, 3]);
        }
    });
}

#[test]
fn a_list_does_what_a_vector_does() {
    with_context(|heap| {
        for seed in 1..20 {
            let mut dice = Dice(seed * 0x9E37_79B9);
            let value = list(heap, Vec::new());
            // Half of the lists are shared: their buffers are replaced, not moved.
            let value = if seed % 2 == 0 {
                crate::heap::publish::publish(value).expect("memory").into_value()
            } else {
                value
            };
            let list = of::<List>(&value);
            let mut model: Vec<i64> = Vec::new();
            for round in 0..400usize {
                let at = dice.roll(model.len() + 1);
                let item = round as i64;
                match dice.roll(12) {
                    8 => {
                        let end = model.len().min(5);
                        let other = list_of(heap, &model[..end]);
                        list.extend_from(heap, of::<List>(&other)).expect("memory");
                        model.extend_from_within(..end);
                    }
                    9 if model.len() < 50 => {
                        list.extend_from(heap, list).expect("memory");
                        model.extend_from_within(..);
                    }
                    10 => {
                        if list.sort_words(heap, |left, right| left.int().cmp(&right.int())) {
                            model.sort();
                        }
                    }
                    11 => {
                        if list.sort_words_by(heap, |word| -word.int(), |left, right| left.cmp(&right)) {
                            model.sort_by_key(|item| -item);
                        }
                    }
                    0 | 1 => {
                        list.push(heap, int(round)).expect("memory");
                        model.push(item);
                    }
                    2 => {
                        list.insert(heap, at, int(round)).expect("memory");
                        model.insert(at, item);
                    }
                    3 => {
                        let popped = list.pop(heap).and_then(|item| item.as_small_int());
                        assert_eq!(popped, model.pop());
                    }
                    4 => {
                        let removed = list.remove(heap, at).and_then(|item| item.as_small_int());
                        let expected = if at < model.len() { Some(model.remove(at)) } else { None };
                        assert_eq!(removed, expected);
                    }
                    5 => {
                        let end = at + dice.roll(5);
                        let fresh: Vec<usize> = (0..dice.roll(6)).map(|number| round + number).collect();
                        let out = list.splice(heap, at, end, fresh.iter().map(|item| int(*item)).collect());
                        let expected: Vec<i64> = model
                            .splice(at..end.min(model.len()), fresh.iter().map(|item| *item as i64))
                            .collect();
                        let out: Vec<i64> =
                            out.expect("memory").iter().filter_map(Value::as_small_int).collect();
                        assert_eq!(out, expected);
                    }
                    6 => {
                        list.reverse(heap);
                        model.reverse();
                    }
                    _ => {
                        let step = 1 + dice.roll(4);
                        let count = (model.len() - at).div_ceil(step).min(dice.roll(5));
                        list.remove_stride(heap, at, step, count).expect("memory");
                        for number in (0..count).rev() {
                            model.remove(at + number * step);
                        }
                    }
                }
                assert_eq!(numbers(list), model);
                assert!(
                    list.slot(list.len()).is_none_or(|slot| slot.raw().is_null()),
                    "no item behind the length"
                );
            }
        }
    });
}

fn hash(key: &Value) -> u64 {
    simple_hash(key.raw()).expect("a key without user code")
}

fn entries(dict: &Dict) -> Vec<(i64, i64)> {
    let (mut number, mut all) = (0, Vec::new());
    while let Some((found, key, value)) = dict.next(number) {
        all.push((key.as_small_int().expect("an int"), value.as_small_int().expect("an int")));
        number = found + 1;
    }
    all
}

fn find(dict: &Dict, key: &Value) -> Option<u32> {
    match dict.find(hash(key), key.raw(), None) {
        Found::Entry(number) => Some(number),
        Found::Missing => None,
        Found::Ask(_) => panic!("ints need no user code"),
    }
}

#[test]
fn a_dict_keeps_the_order_of_insertion() {
    with_context(|heap| {
        for seed in 1..16 {
            let mut dice = Dice(seed * 0x1234_5677);
            let value = dict(heap);
            let value = if seed % 2 == 0 {
                crate::heap::publish::publish(value).expect("memory").into_value()
            } else {
                value
            };
            let dict = of::<Dict>(&value);
            let mut model: Vec<(i64, i64)> = Vec::new();
            let spread = if seed % 3 == 0 { 1 << 20 } else { 1 };
            for round in 0..800usize {
                let key = int(dice.roll(48) * spread);
                let number = key.as_small_int().expect("an int");
                let known = model.iter().position(|(known, _)| *known == number);
                match dice.roll(10) {
                    0..5 => {
                        dict.set_simple(heap, hash(&key), key.clone(), int(round)).expect("memory");
                        match known {
                            Some(at) => model[at].1 = round as i64,
                            None => model.push((number, round as i64)),
                        }
                    }
                    5..8 => {
                        let removed = find(dict, &key).and_then(|entry| dict.remove(heap, entry));
                        let expected = known.map(|at| model.remove(at).1);
                        assert_eq!(removed.and_then(|(_, value)| value.as_small_int()), expected);
                    }
                    8 => {
                        let last = dict.last().and_then(|entry| dict.remove(heap, entry));
                        assert_eq!(
                            last.and_then(|(key, _)| key.as_small_int()),
                            model.pop().map(|pair| pair.0)
                        );
                    }
                    _ => {
                        if dice.roll(40) == 0 {
                            dict.clear(heap);
                            model.clear();
                        }
                        let first = dict.next(0).map(|(_, key, _)| key.as_small_int().expect("an int"));
                        assert_eq!(first, model.first().map(|pair| pair.0));
                    }
                }
                assert_eq!(dict.len(), model.len());
                let found = dict.get_simple(hash(&key), key.raw()).and_then(|value| value.as_small_int());
                assert_eq!(found, model.iter().find(|pair| pair.0 == number).map(|pair| pair.1));
                assert_eq!(entries(dict), model);
            }
        }
    });
}

#[test]
fn equal_hashes_are_told_apart_and_asked_about_once_each() {
    with_context(|heap| {
        let value = dict(heap);
        let dict = of::<Dict>(&value);
        // Floats need `__eq__`: all with one hash.
        let keys: Vec<Value> = (0..40).map(|number| Value::from_float(number as f64 + 0.5)).collect();
        for key in &keys {
            dict.insert_new(heap, 77, key.clone(), key.clone()).expect("memory");
        }
        let probe = Value::from_float(1000.5);
        let (mut after, mut asked) = (None, Vec::new());
        while let Found::Ask(place) = dict.find(77, probe.raw(), after) {
            asked.push(place.number);
            after = Some(place);
        }
        asked.sort_unstable();
        assert_eq!(asked, (0..40).collect::<Vec<u32>>());
    });
}

#[test]
fn a_large_dict_uses_the_wide_index() {
    with_context(|heap| {
        let value = dict(heap);
        let dict = of::<Dict>(&value);
        for number in 0..5000 {
            dict.set_simple(heap, hash(&int(number)), int(number), int(number + 1)).expect("memory");
        }
        for number in 0..5000 {
            let key = int(number);
            let found = dict.get_simple(hash(&key), key.raw()).and_then(|value| value.as_small_int());
            assert_eq!(found, Some(number as i64 + 1));
        }
    });
}

#[test]
fn a_number_of_an_earlier_revision_changes_nothing() {
    with_context(|heap| {
        let value = dict(heap);
        let dict = of::<Dict>(&value);
        for number in 0..5 {
            dict.set_simple(heap, hash(&int(number)), int(number), int(number)).expect("memory");
        }
        let (as_of, entry) = (dict.revision(), find(dict, &int(3)).expect("there"));
        drop(find(dict, &int(0)).and_then(|entry| dict.remove(heap, entry)));
        dict.reserve(heap, 100).expect("memory");
        assert!(dict.set_value_as_of(heap, entry, as_of, int(99)).expect("memory").is_none());
        assert!(dict.remove_as_of(heap, entry, as_of).is_none());
        assert_eq!(entries(dict), [(1, 1), (2, 2), (3, 3), (4, 4)]);
        let (as_of, entry) = (dict.revision(), find(dict, &int(3)).expect("there"));
        assert!(dict.set_value_as_of(heap, entry, as_of, int(99)).expect("memory").is_some());
        assert!(dict.remove_as_of(heap, entry, as_of).is_some());
    });
}

fn cell_content(cell: &Value) -> RawValue {
    of::<Cell>(cell).content.raw()
}

fn global(heap: &mut Attachment, dict: &Dict, name: &Value) -> Value {
    dict.global_cell(heap, name).expect("memory")
}

#[test]
fn a_name_has_one_cell_for_ever() {
    with_context(|heap| {
        let value = namespace(heap);
        let dict = of::<Dict>(&value);
        let name = string(heap, "name");
        let cell = global(heap, dict, &name);
        assert_eq!(dict.len(), 0);
        assert!(dict.get_simple(hash(&name), name.raw()).is_none());
        // A second thread that did not find the name before the first made it.
        dict.insert_new(heap, hash(&name), name.clone(), int(5)).expect("memory");
        assert_eq!(dict.len(), 1);
        assert!(global(heap, dict, &name).is(&cell));
        assert!(cell_content(&cell) == int(5).raw());
        let removed = dict.find(hash(&name), name.raw(), None);
        let Found::Entry(entry) = removed else { panic!("the name is there") };
        assert!(dict.remove(heap, entry).is_some());
        assert_eq!(dict.len(), 0);
        dict.insert_new(heap, hash(&name), name.clone(), Value::NULL).expect("memory");
        assert_eq!(dict.len(), 0);
        dict.set_simple(heap, hash(&name), name.clone(), int(6)).expect("memory");
        assert!(global(heap, dict, &name).is(&cell));
        assert!(cell_content(&cell) == int(6).raw());
        let mut seen = HashMap::new();
        for number in 0..100 {
            let name = string(heap, &format!("n{number}"));
            seen.insert(number, (global(heap, dict, &name), name));
        }
        for (cell, name) in seen.values() {
            assert!(global(heap, dict, name).is(cell));
        }
        dict.clear(heap);
        assert_eq!(dict.len(), 0);
        assert!(cell_content(&cell).is_null());
    });
}
