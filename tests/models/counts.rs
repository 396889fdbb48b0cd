//! Shared counts and the stock (D7, D8): a death is claimed once, nothing rises from zero, nothing is lost.
//!
//! Mirrors `heap::stock::Stock` (`take`, `try_take`, `put`, `give_back`, `flush`) and `Context::return_counts`, with parcels
//! of two counts and stocks of one entry.

use crate::check::{Plain, every_schedule, is_caught};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use loom::thread;

const PARCEL: u32 = 2;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// `return_counts` subtracts with no ordering: the last one does not see what others did with the object.
    RelaxedReturn,
    /// `try_take` adds without looking: it counts the dead.
    BlindTry,
    /// The thread ends without a flush: its counts are lost.
    NoFlush,
    /// The dropper looks at the count and subtracts in two steps: two may claim the death, or nobody.
    TwoSteps,
    /// The reader's parcel is written down before it is taken.
    Unpaid,
}

struct Object {
    count: AtomicU32,
    /// The container's word: 1 while it refers to the object.
    slot: AtomicUsize,
    deaths: AtomicUsize,
    fields: Plain,
}

struct Stock {
    count: u32,
    weakness: Weakness,
}

impl Stock {
    /// `Stock::take`: the caller knows that the object is alive.
    fn take(&mut self, object: &Object) {
        if self.count != 0 {
            self.count -= 1;
            return;
        }
        let before = object.count.fetch_add(PARCEL, Ordering::Relaxed);
        assert_ne!(before, 0, "D7: a dead object was counted");
        self.count = PARCEL - 1;
    }

    /// `Stock::try_take`: the object may be dead.
    fn try_take(&mut self, object: &Object) -> bool {
        if self.count != 0 {
            self.count -= 1;
            return true;
        }
        match self.weakness {
            Weakness::BlindTry => {
                object.count.fetch_add(PARCEL, Ordering::Acquire);
            }
            Weakness::Unpaid => {
                if object.count.load(Ordering::Acquire) == 0 {
                    return false;
                }
            }
            _ => {
                let mut now = object.count.load(Ordering::Relaxed);
                loop {
                    if now == 0 {
                        return false;
                    }
                    let taken = object.count.compare_exchange_weak(
                        now,
                        now + PARCEL,
                        Ordering::Acquire,
                        Ordering::Relaxed,
                    );
                    match taken {
                        Ok(_) => break,
                        Err(other) => now = other,
                    }
                }
            }
        }
        self.count = PARCEL - 1;
        true
    }

    /// `Stock::put`.
    fn put(&mut self, object: &Object) {
        if self.count < 2 * PARCEL {
            self.count += 1;
            return;
        }
        let number = self.count - PARCEL + 1;
        self.count = PARCEL;
        self.return_counts(object, number);
    }

    /// `Stock::give_back` and `Stock::flush`, which are one for a stock of one entry.
    fn flush(&mut self, object: &Object) {
        let number = std::mem::take(&mut self.count);
        if number != 0 {
            self.return_counts(object, number);
        }
    }

    /// `Context::return_counts`.
    fn return_counts(&self, object: &Object, number: u32) {
        let last = match self.weakness {
            Weakness::TwoSteps => {
                let before = object.count.load(Ordering::Acquire);
                object.count.store(before.wrapping_sub(number), Ordering::Release);
                before == number
            }
            Weakness::RelaxedReturn => object.count.fetch_sub(number, Ordering::Relaxed) == number,
            _ => {
                let before = object.count.fetch_sub(number, Ordering::AcqRel);
                assert!(before >= number, "D7: count below zero");
                before == number
            }
        };
        if last {
            assert_eq!(object.deaths.fetch_add(1, Ordering::Relaxed), 0, "D9: two claim one death");
            // `Context::destroy` drops the fields: nobody may be looking at them.
            object.fields.set(0);
        }
    }
}

fn look_at(object: &Object) {
    assert_eq!(object.fields.get(), 7, "a dead object is used");
}

fn model(weakness: Weakness) {
    let object = Arc::new(Object {
        count: AtomicU32::new(1),
        slot: AtomicUsize::new(1),
        deaths: AtomicUsize::new(0),
        fields: Plain::new(7),
    });
    let reader = |object: Arc<Object>| {
        move || {
            let mut stock = Stock { count: 0, weakness };
            // `Slot::try_get`, a copy, and the drops of both.
            if object.slot.load(Ordering::Acquire) == 1 && stock.try_take(&object) {
                stock.take(&object);
                look_at(&object);
                stock.put(&object);
                look_at(&object);
                stock.put(&object);
            }
            if weakness != Weakness::NoFlush {
                stock.flush(&object);
            }
        }
    };
    let readers = [thread::spawn(reader(object.clone())), thread::spawn(reader(object.clone()))];
    // The writer unlinks the object, then gives the container's count back (D9).
    let mut stock = Stock { count: 0, weakness };
    object.slot.store(0, Ordering::Release);
    stock.put(&object);
    stock.flush(&object);
    for reader in readers {
        reader.join().unwrap();
    }
    assert_eq!(object.deaths.load(Ordering::Relaxed), 1, "an object without references is dead");
    assert_eq!(object.count.load(Ordering::Relaxed), 0);
}

#[test]
fn shared_objects_die_once_and_after_their_last_use() {
    every_schedule(4, || model(Weakness::None));
}

#[test]
fn a_return_without_ordering_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::RelaxedReturn)));
}

#[test]
fn counting_the_dead_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::BlindTry)));
}

#[test]
fn a_lost_stock_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::NoFlush)));
}

#[test]
fn a_claim_in_two_steps_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::TwoSteps)));
}

#[test]
fn a_stock_of_counts_that_were_never_taken_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::Unpaid)));
}
