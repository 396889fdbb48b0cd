//! Death and weak references (D9): finalizer first, then the cells, then the fields and the memory.
//!
//! Mirrors `WeakReference::upgrade`, `weak::target_died`, `Context::special_death` and `Context::destroy`. Weakly referenced
//! objects are never stocked, so counts move one by one.

use crate::check::{Plain, every_schedule, is_caught};
use loom::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// `upgrade` counts the target without the shard's lock.
    NoLock,
    /// `upgrade` does not look again at its target once it has the lock.
    NoSecondLook,
    /// `upgrade` counts without looking whether the target is dead.
    BlindUpgrade,
    /// The memory goes before the references are cleared.
    MemoryFirst,
    /// The finalizer's object is not counted: an upgrade meanwhile finds a dead one, or worse.
    NoFinalizerCount,
}

struct Heap {
    /// The reference's target: 1, or 0 once it is dead.
    target: AtomicUsize,
    /// The shard's lock; the table's entry lies behind it.
    shard: Mutex<bool>,
    count: AtomicU32,
    finalized: AtomicU32,
    deaths: AtomicUsize,
    fields: Plain,
    /// The header is part of the memory: it must not be read once that is gone.
    memory: Plain,
}

fn try_retain(heap: &Heap, weakness: Weakness) -> bool {
    assert_eq!(heap.memory.get(), 7, "the header is read after its end");
    if weakness == Weakness::BlindUpgrade {
        heap.count.fetch_add(1, Ordering::Acquire);
        return true;
    }
    let mut now = heap.count.load(Ordering::Relaxed);
    loop {
        if now == 0 {
            return false;
        }
        match heap.count.compare_exchange_weak(now, now + 1, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => return true,
            Err(other) => now = other,
        }
    }
}

fn upgrade(heap: &Heap, weakness: Weakness) -> bool {
    if heap.target.load(Ordering::Acquire) == 0 {
        return false;
    }
    if weakness == Weakness::NoLock {
        return try_retain(heap, weakness);
    }
    let _shard = heap.shard.lock().unwrap();
    if weakness != Weakness::NoSecondLook && heap.target.load(Ordering::Acquire) == 0 {
        return false;
    }
    try_retain(heap, weakness)
}

fn release(heap: &Heap, weakness: Weakness) {
    if heap.count.fetch_sub(1, Ordering::AcqRel) != 1 {
        return;
    }
    if heap.finalized.load(Ordering::Relaxed) == 0 {
        heap.finalized.store(1, Ordering::Relaxed);
        if weakness != Weakness::NoFinalizerCount {
            heap.count.store(1, Ordering::Release);
        }
        // The finalizer runs on a counted self, which it drops at its end.
        assert_eq!(heap.fields.get(), 7);
        return release(heap, weakness);
    }
    assert_eq!(heap.deaths.fetch_add(1, Ordering::Relaxed), 0, "D9: two claim one death");
    if weakness == Weakness::MemoryFirst {
        heap.memory.set(0);
    }
    // `target_died`: off the table, then cleared under the lock.
    *heap.shard.lock().unwrap() = false;
    {
        let _shard = heap.shard.lock().unwrap();
        heap.target.store(0, Ordering::Release);
    }
    heap.fields.set(0);
    if weakness != Weakness::MemoryFirst {
        heap.memory.set(0);
    }
}

fn model(weakness: Weakness) {
    let heap = Arc::new(Heap {
        target: AtomicUsize::new(1),
        shard: Mutex::new(true),
        count: AtomicU32::new(1),
        finalized: AtomicU32::new(0),
        deaths: AtomicUsize::new(0),
        fields: Plain::new(7),
        memory: Plain::new(7),
    });
    let user = |heap: Arc<Heap>| {
        move || {
            if upgrade(&heap, weakness) {
                assert_eq!(heap.fields.get(), 7, "a dead target was given out");
                release(&heap, weakness);
            }
        }
    };
    let users = [thread::spawn(user(heap.clone())), thread::spawn(user(heap.clone()))];
    release(&heap, weakness);
    for user in users {
        user.join().unwrap();
    }
    assert_eq!(heap.deaths.load(Ordering::Relaxed), 1);
    assert_eq!(heap.target.load(Ordering::Relaxed), 0);
}

#[test]
fn a_weak_reference_gives_out_living_targets_only() {
    every_schedule(3, || model(Weakness::None));
}

#[test]
fn an_upgrade_without_the_lock_is_caught() {
    is_caught(|| every_schedule(2, || model(Weakness::NoLock)));
}

#[test]
fn an_upgrade_without_a_second_look_is_caught() {
    is_caught(|| every_schedule(2, || model(Weakness::NoSecondLook)));
}

#[test]
fn an_upgrade_of_the_dead_is_caught() {
    is_caught(|| every_schedule(2, || model(Weakness::BlindUpgrade)));
}

#[test]
fn memory_that_goes_before_the_cells_is_caught() {
    is_caught(|| every_schedule(2, || model(Weakness::MemoryFirst)));
}

#[test]
fn a_finalizer_on_an_uncounted_self_is_caught() {
    is_caught(|| every_schedule(2, || model(Weakness::NoFinalizerCount)));
}
