//! Shared objects: stock, retirement, weak references, interning, publication.

use crate::heap::header::{SHARED, STUCK};
use crate::heap::publish::publish;
use crate::heap::testing::{
    beside, dict, finalized, header, list, of, plain, safepoint, string, tuple, weak, with_context, witness,
};
use crate::heap::{Context, Dict, Finalization, List, Published, Value, WeakReference, intern};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn share(value: Value) -> Value {
    publish(value).expect("memory").into_value()
}

fn count(value: &Value) -> u32 {
    header(value).count
}

#[test]
fn publication_marks_all_that_is_reached() {
    with_context(|heap| {
        let leaf = string(heap, "leaf");
        let inner = list(heap, vec![leaf.clone(), Value::NONE]);
        let target = plain(heap);
        let reference = weak(&target, Value::NULL);
        let outer = tuple(heap, vec![inner.clone(), reference.clone()]);
        let outsider = string(heap, "outsider");
        let outer = share(outer);
        for value in [&leaf, &inner, &outer, &reference, &target] {
            assert_eq!(header(value).owner, SHARED);
        }
        assert_ne!(header(&outsider).owner, SHARED);
        // What is stored later is published by the setter.
        of::<List>(&inner).push(heap, outsider.clone()).expect("memory");
        assert_eq!(header(&outsider).owner, SHARED);
    });
}

#[test]
fn a_target_publishes_the_references_to_it() {
    with_context(|heap| {
        let target = plain(heap);
        let reference = weak(&target, Value::NULL);
        let target = share(target);
        assert_eq!(header(&reference).owner, SHARED);
        drop(target);
    });
}

#[test]
fn stock_takes_and_gives_back_real_counts() {
    with_context(|heap| {
        let value = share(list(heap, Vec::new()));
        assert_eq!(count(&value), 1);
        let copies: Vec<Value> = (0..10).map(|_| value.clone()).collect();
        assert!(count(&value) > 10);
        drop(copies);
        heap.stock.flush(heap);
        assert_eq!(count(&value), 1);
    });
}

#[test]
fn a_shared_object_dies_when_its_last_count_leaves_the_stock() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let value = share(witness(heap, &deaths));
        drop(value.clone());
        drop(value);
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        heap.stock.flush(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_flush_leaves_nothing_behind() {
    // A death during the flush drops counts of other shared objects, which may lie in places already emptied.
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        for _ in 0..64 {
            let mut chain = share(witness(heap, &deaths));
            for _ in 0..64 {
                chain = share(list(heap, vec![chain]));
            }
            drop(chain.clone());
            drop(chain);
        }
        heap.stock.flush(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 64);
    });
}

#[test]
fn a_weakly_referenced_shared_object_dies_at_once() {
    with_context(|heap| {
        let value = share(plain(heap));
        // Counts of it lie in stock before it is weakly referenced.
        drop(value.clone());
        let reference = weak(&value, Value::NULL);
        assert!(of::<WeakReference>(&reference).upgrade().is_some());
        drop(value);
        assert!(of::<WeakReference>(&reference).is_dead(), "D8: a visible death was put off by the stock");
    });
}

#[test]
fn counts_that_saturate_never_come_back() {
    with_context(|heap| {
        let value = share(list(heap, Vec::new()));
        // SAFETY: no other thread knows the object.
        let count = unsafe { crate::heap::Header::atomic_count(value.raw().header()) };
        count.store((1 << 31) + 1, Ordering::SeqCst);
        drop(value.clone());
        assert_eq!(header(&value).owner, STUCK, "D7: a saturated count goes on being counted");
        let other = share(list(heap, Vec::new()));
        // SAFETY: as above.
        let count = unsafe { crate::heap::Header::atomic_count(other.raw().header()) };
        count.store(u32::MAX, Ordering::SeqCst);
        assert!(heap.try_retain(other.raw().header()));
        assert!(count.load(Ordering::SeqCst) > 1 << 31, "D7: the count wrapped");
    });
}

#[test]
fn finalizers_run_first_and_once() {
    with_context(|heap| {
        for shared in [false, true] {
            let value = finalized(heap);
            let value = if shared { share(value) } else { value };
            let reference = weak(&value, Value::TRUE);
            drop(value);
            let Some(Finalization::Finalizer(back)) = heap.take_finalization() else {
                panic!("no finalizer")
            };
            // Weak references still see it while its finalizer runs.
            let seen = of::<WeakReference>(&reference).upgrade().expect("alive again");
            assert!(seen.is(&back));
            drop(back);
            assert!(heap.take_finalization().is_none());
            drop(seen);
            assert!(of::<WeakReference>(&reference).is_dead());
            let Some(Finalization::Callback(given, callback)) = heap.take_finalization() else {
                panic!("no callback")
            };
            assert!(given.is(&reference) && callback.is(&Value::TRUE));
        }
    });
}

#[test]
fn finalizers_wait_in_order_and_many_of_them_are_no_burden() {
    with_context(|heap| {
        let many = list(heap, (0..200_000).map(|_| finalized(heap)).collect());
        drop(many);
        let start = std::time::Instant::now();
        let mut taken = 0;
        while heap.take_finalization().is_some() {
            taken += 1;
        }
        assert_eq!(taken, 200_000);
        assert!(start.elapsed() < std::time::Duration::from_secs(2), "taking a finalizer is not O(1)");
    });
}

#[test]
fn memory_of_shared_objects_waits_for_every_attached_thread() {
    with_context(|heap| {
        // What other tests left.
        for _ in 0..4 {
            safepoint(heap);
        }
        assert!(heap.limbo.is_empty());
        let deaths = Arc::new(AtomicUsize::new(0));
        let (to, from) = (Arc::new(std::sync::Barrier::new(2)), Arc::new(std::sync::Barrier::new(2)));
        let (other_to, other_from) = (to.clone(), from.clone());
        beside(
            move |heap| {
                other_to.wait();
                other_from.wait();
                safepoint(heap);
                other_to.wait();
                other_from.wait();
            },
            || {
                to.wait();
                for _ in 0..300 {
                    let value = share(witness(heap, &deaths));
                    drop(value);
                    heap.stock.flush(heap);
                }
                assert_eq!(deaths.load(Ordering::SeqCst), 300);
                safepoint(heap);
                assert!(!heap.limbo.is_empty(), "the other thread has not reported");
                from.wait();
                to.wait();
                safepoint(heap);
                let left = heap.limbo.len();
                from.wait();
                assert!(left < 256, "every attached thread has reported");
            },
        );
    });
}

#[test]
fn interning_under_eviction_does_not_lock_itself_out() {
    // Finding an interned string may evict another from the stock, which dies and leaves the intern table.
    with_context(|heap| {
        let name = |kind: &str, number: usize| {
            share(intern::intern(format!("{kind} {number}").as_bytes()).expect("memory"))
        };
        let kept: Vec<Value> = (0..400).map(|number| name("kept", number)).collect();
        for number in 0..2000 {
            // Alive in stock alone.
            let fleeting = name("fleeting", number);
            drop(fleeting.clone());
            drop(fleeting);
        }
        for (number, kept) in kept.iter().enumerate() {
            assert!(name("kept", number).is(kept));
        }
        heap.stock.flush(heap);
    });
}

#[test]
fn a_published_value_dropped_outside_goes_to_the_inbox() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let mine = Published::within_domain(witness(heap, &deaths));
        std::thread::scope(|scope| scope.spawn(move || drop(mine)).join().expect("drops"));
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        empty_inbox(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
        // The same in this thread while it is detached.
        let mine = Published::within_domain(witness(heap, &deaths));
        heap.set_attached(false);
        drop(mine);
        assert_eq!(deaths.load(Ordering::SeqCst), 1, "D4: a plain decrement while detached");
        heap.set_attached(true);
        empty_inbox(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 2);
    });
}

fn empty_inbox(heap: &Context) {
    for thread in crate::domain::registry::threads() {
        if Arc::ptr_eq(&thread.signals, &heap.signals) {
            let words = thread.domain.lock().take_inbox();
            crate::heap::publish::drop_inbox(words);
        }
    }
}

#[test]
fn readers_of_a_shared_dict_see_each_key_s_own_value() {
    // Removals and resizes renumber entries under the readers.
    with_context(|heap| {
        let keys: Vec<Value> = (0..64).map(|number| share(string(heap, &format!("key {number}")))).collect();
        let table = share(dict(heap));
        let crossing: Vec<Published> =
            keys.iter().chain([&table]).map(|value| publish(value.clone()).expect("memory")).collect();
        let stop = std::sync::atomic::AtomicBool::new(false);
        let wrong = beside(
            |heap| {
                let mut keys: Vec<Value> = crossing.into_iter().map(Published::into_value).collect();
                let table = keys.pop().expect("the table");
                let dict = of::<Dict>(&table);
                let mut wrong = 0;
                while !stop.load(Ordering::Relaxed) {
                    for (number, key) in keys.iter().enumerate() {
                        let hash = crate::heap::dict::simple_hash(key.raw()).expect("a string");
                        if let Some(value) = dict.get_simple(hash, key.raw())
                            && value.as_small_int() != Some(number as i64)
                        {
                            wrong += 1;
                        }
                    }
                    safepoint(heap);
                }
                wrong
            },
            || {
                let dict = of::<Dict>(&table);
                for round in 0..20_000 {
                    let number = round * 7 % keys.len();
                    let key = keys[number].clone();
                    let hash = crate::heap::dict::simple_hash(key.raw()).expect("a string");
                    if dict.get_simple(hash, key.raw()).is_some() {
                        let crate::heap::Found::Entry(entry) = dict.find(hash, key.raw(), None) else {
                            continue;
                        };
                        drop(dict.remove(heap, entry));
                    } else {
                        dict.set_simple(heap, hash, key, Value::from_small_int(number as i64))
                            .expect("memory");
                    }
                    if round % 64 == 0 {
                        safepoint(heap);
                    }
                }
                stop.store(true, Ordering::Relaxed);
            },
        );
        assert_eq!(wrong, 0);
    });
}

#[test]
fn a_heap_is_verified_while_others_free_its_cells() {
    with_context(|heap| {
        let (sender, receiver) = std::sync::mpsc::sync_channel::<Published>(64);
        beside(
            move |heap| {
                for (round, value) in receiver.into_iter().enumerate() {
                    drop(value.into_value());
                    if round % 16 == 0 {
                        safepoint(heap);
                    }
                }
            },
            || {
                for round in 0..4000 {
                    let inner = string(heap, "inner");
                    let value = publish(list(heap, vec![inner])).expect("memory");
                    sender.send(value).expect("the other thread listens");
                    if round % 16 == 0 {
                        crate::heap::collect::verify(heap);
                        safepoint(heap);
                    }
                }
                drop(sender);
            },
        );
    });
}
