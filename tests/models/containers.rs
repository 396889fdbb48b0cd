//! Readers of shared containers take no lock: slots that are overwritten, entries that are renumbered, instances that move
//! their attributes into a dict.
//!
//! Mirrors `Slot::try_get` and `Guard::exchange` with the drop of the old value; `Dict::get_simple` and `Table::resize`;
//! and the engine's cached attribute read against `attributes::set_dict`. Memory waits in limbo (see `epochs`), so a dead
//! object's count may still be read here.

use crate::check::{every_schedule, is_caught};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

#[derive(Clone, Copy, PartialEq)]
enum SlotWeakness {
    None,
    /// The old value's count is given back before the slot holds the new one.
    DropFirst,
    /// The reader counts what it found without looking whether it is dead.
    BlindCount,
}

/// Two objects, one slot that holds the first and gets the second.
fn overwriting(weakness: SlotWeakness) {
    struct Shared {
        slot: AtomicUsize,
        counts: [AtomicUsize; 2],
    }
    let shared =
        Arc::new(Shared { slot: AtomicUsize::new(0), counts: [AtomicUsize::new(1), AtomicUsize::new(1)] });
    let reader = {
        let shared = shared.clone();
        move || {
            // `Slot::get`: what is dead was unlinked before it died, so a second look finds something newer.
            for _ in 0..2 {
                let found = shared.slot.load(Ordering::Acquire);
                let count = &shared.counts[found];
                if weakness == SlotWeakness::BlindCount {
                    assert_ne!(count.fetch_add(1, Ordering::Acquire), 0, "a dead object was counted");
                    count.fetch_sub(1, Ordering::AcqRel);
                    return;
                }
                let mut now = count.load(Ordering::Relaxed);
                while now != 0 {
                    match count.compare_exchange(now, now + 1, Ordering::Acquire, Ordering::Acquire) {
                        Ok(_) => {
                            count.fetch_sub(1, Ordering::AcqRel);
                            return;
                        }
                        Err(other) => now = other,
                    }
                }
                loom::sync::atomic::fence(Ordering::Acquire);
            }
            panic!("the slot still holds what is dead: a reader looks for ever");
        }
    };
    let reading = thread::spawn(reader);
    if weakness == SlotWeakness::DropFirst {
        shared.counts[0].fetch_sub(1, Ordering::AcqRel);
        shared.slot.store(1, Ordering::Release);
    } else {
        shared.slot.store(1, Ordering::Release);
        shared.counts[0].fetch_sub(1, Ordering::AcqRel);
    }
    reading.join().unwrap();
}

#[test]
fn a_slot_is_read_while_it_is_overwritten() {
    every_schedule(5, || overwriting(SlotWeakness::None));
}

#[test]
fn dropping_before_unlinking_is_caught() {
    is_caught(|| every_schedule(4, || overwriting(SlotWeakness::DropFirst)));
}

#[test]
fn counting_what_is_dead_is_caught() {
    is_caught(|| every_schedule(4, || overwriting(SlotWeakness::BlindCount)));
}

#[derive(Clone, Copy, PartialEq)]
enum TableWeakness {
    None,
    /// The reader finds a number, and takes the value under that number from whatever block is current then.
    ByNumber,
    /// The same, with a look at the revision afterwards, which the writer raises after the swap.
    ByNumberWithRevision,
    /// A new entry is in the index before its words are written.
    IndexFirst,
}

const NULL: usize = 0;

struct Block {
    /// Index slots: an entry's number plus one, 0 for none. The key is its own hash.
    index: [AtomicUsize; 3],
    keys: [AtomicUsize; 2],
    values: [AtomicUsize; 2],
}

impl Block {
    fn empty() -> Block {
        let words = || [AtomicUsize::new(NULL), AtomicUsize::new(NULL)];
        Block {
            index: [AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0)],
            keys: words(),
            values: words(),
        }
    }

    fn append(&self, number: usize, key: usize, value: usize, index_first: bool) {
        if index_first {
            self.index[key].store(number + 1, Ordering::Release);
        }
        self.values[number].store(value, Ordering::Release);
        self.keys[number].store(key, Ordering::Release);
        self.index[key].store(number + 1, Ordering::Release);
    }

    fn find(&self, key: usize) -> Option<usize> {
        self.index[key].load(Ordering::Acquire).checked_sub(1)
    }
}

/// Keys 1 and 2 with values 10 and 20; the first is removed, a resize renumbers the second, the first comes back.
fn renumbering(weakness: TableWeakness) {
    struct Shared {
        current: AtomicUsize,
        revision: AtomicUsize,
        blocks: [Block; 2],
    }
    let shared = Shared {
        current: AtomicUsize::new(0),
        revision: AtomicUsize::new(0),
        blocks: [Block::empty(), Block::empty()],
    };
    shared.blocks[0].append(0, 1, 10, false);
    shared.blocks[0].append(1, 2, 20, false);
    let shared = Arc::new(shared);
    let reader = {
        let shared = shared.clone();
        move || {
            for key in [2, 1] {
                let revision = shared.revision.load(Ordering::Acquire);
                let block = &shared.blocks[shared.current.load(Ordering::Acquire)];
                let Some(number) = block.find(key) else { continue };
                let block = match weakness {
                    TableWeakness::ByNumber | TableWeakness::ByNumberWithRevision => {
                        &shared.blocks[shared.current.load(Ordering::Acquire)]
                    }
                    _ => block,
                };
                let value = block.values[number].load(Ordering::Acquire);
                if weakness == TableWeakness::ByNumberWithRevision
                    && shared.revision.load(Ordering::Acquire) != revision
                {
                    continue;
                }
                if block.keys[number].load(Ordering::Acquire) == NULL && weakness == TableWeakness::IndexFirst
                {
                    panic!("an entry is found before it is written");
                }
                // NULL: removed under our eyes.
                assert!(value == NULL || value == key * 10, "another key's value");
            }
        }
    };
    let reading = thread::spawn(reader);
    let [old, fresh] = &shared.blocks;
    old.values[0].store(NULL, Ordering::Release);
    old.keys[0].store(NULL, Ordering::Release);
    fresh.append(0, 2, old.values[1].load(Ordering::Acquire), false);
    shared.current.swap(1, Ordering::AcqRel);
    shared.revision.fetch_add(1, Ordering::AcqRel);
    fresh.append(1, 1, 10, weakness == TableWeakness::IndexFirst);
    reading.join().unwrap();
}

#[test]
fn a_key_has_its_own_value_whatever_a_resize_does() {
    every_schedule(4, || renumbering(TableWeakness::None));
}

#[test]
fn a_value_by_its_number_is_caught() {
    is_caught(|| every_schedule(3, || renumbering(TableWeakness::ByNumber)));
}

#[test]
fn a_value_by_its_number_and_the_revision_is_caught() {
    is_caught(|| every_schedule(3, || renumbering(TableWeakness::ByNumberWithRevision)));
}

#[test]
fn an_entry_in_the_index_before_its_words_is_caught() {
    is_caught(|| every_schedule(3, || renumbering(TableWeakness::IndexFirst)));
}

#[derive(Clone, Copy, PartialEq)]
enum AttributeWeakness {
    None,
    /// The reader compares the shape once, before it loads the slot.
    OneLook,
    /// The writer fills the slot before it changes the shape.
    SlotFirst,
}

/// An instance's first slot holds an attribute, and gets the dict when the instance goes to dict mode.
fn dict_mode(weakness: AttributeWeakness) {
    const PLAIN: usize = 64;
    const DICT_MODE: usize = 65;
    const ATTRIBUTE: usize = 7;
    const DICT: usize = 8;
    let shared = Arc::new((AtomicUsize::new(PLAIN), AtomicUsize::new(ATTRIBUTE)));
    let reader = {
        let shared = shared.clone();
        move || {
            let (shape, slot) = &*shared;
            // The inline cache holds PLAIN and the slot's offset.
            if shape.load(Ordering::Relaxed) != PLAIN {
                return;
            }
            let found = slot.load(Ordering::Acquire);
            if weakness != AttributeWeakness::OneLook && shape.load(Ordering::Relaxed) != PLAIN {
                return;
            }
            assert_eq!(found, ATTRIBUTE, "the dict was read as an attribute");
        }
    };
    let reading = thread::spawn(reader);
    let (shape, slot) = &*shared;
    if weakness == AttributeWeakness::SlotFirst {
        slot.store(DICT, Ordering::Release);
        shape.store(DICT_MODE, Ordering::Release);
    } else {
        shape.store(DICT_MODE, Ordering::Release);
        slot.store(DICT, Ordering::Release);
    }
    reading.join().unwrap();
}

#[test]
fn an_attribute_is_read_while_the_instance_goes_to_dict_mode() {
    every_schedule(5, || dict_mode(AttributeWeakness::None));
}

#[test]
fn one_look_at_the_shape_is_caught() {
    is_caught(|| every_schedule(4, || dict_mode(AttributeWeakness::OneLook)));
}

#[test]
fn a_slot_that_changes_before_the_shape_is_caught() {
    is_caught(|| every_schedule(4, || dict_mode(AttributeWeakness::SlotFirst)));
}
