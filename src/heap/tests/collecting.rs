//! The cycle collector.

use crate::heap::collect::{collect_domain, collect_shared, verify};
use crate::heap::pages;
use crate::heap::publish::publish;
use crate::heap::testing::{
    dict, finalized, list, of, plain, safepoint, string, tuple, weak, with_context, witness,
};
use crate::heap::{Attachment, Dict, Finalization, List, Value, WeakReference, attributes};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn push(heap: &mut Attachment, list: &Value, item: Value) {
    of::<List>(list).push(heap, item).expect("memory");
}

/// A list that holds itself and a witness of its death.
fn cycle(heap: &mut Attachment, deaths: &Arc<AtomicUsize>) -> Value {
    let cycle = list(heap, Vec::new());
    push(heap, &cycle, cycle.clone());
    let witness = witness(heap, deaths);
    push(heap, &cycle, witness);
    cycle
}

#[test]
fn a_dead_cycle_is_found_and_a_living_one_is_kept() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let living = cycle(heap, &deaths);
        drop(cycle(heap, &deaths));
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        assert_eq!(collect_domain(heap).expect("memory"), 2);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
        assert_eq!(collect_domain(heap).expect("memory"), 0);
        assert_eq!(of::<List>(&living).len(), 2);
        verify(heap);
        drop(living);
        collect_domain(heap).expect("memory");
        assert_eq!(deaths.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn cycles_through_attributes_dicts_and_tuples() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let instance = plain(heap);
        let table = dict(heap);
        let content = witness(heap, &deaths);
        let pair = tuple(heap, vec![instance.clone(), content]);
        let name = string(heap, "name");
        let hash = crate::heap::dict::simple_hash(name.raw()).expect("a string");
        of::<Dict>(&table).set_simple(heap, hash, name, pair).expect("memory");
        // SAFETY: the instance is held.
        let header = unsafe { &*instance.raw().header() };
        assert!(matches!(attributes::set(heap, header, 0, table), Ok(attributes::Stored::Done)));
        verify(heap);
        drop(instance);
        assert_eq!(collect_domain(heap).expect("memory"), 4);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
        assert_eq!(collect_domain(heap).expect("memory"), 0);
    });
}

#[test]
fn finalizers_run_before_anything_is_broken_and_may_bring_back() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let holder = finalized(heap);
        // SAFETY: held.
        let header = unsafe { &*holder.raw().header() };
        let inner = cycle(heap, &deaths);
        push(heap, &inner, holder.clone());
        assert!(matches!(attributes::set(heap, header, 0, inner), Ok(attributes::Stored::Done)));
        drop(holder);
        collect_domain(heap).expect("memory");
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        let Some(Finalization::Finalizer(back)) = heap.take_finalization() else { panic!("no finalizer") };
        // Brought back: it and all that it reaches stay.
        assert_eq!(collect_domain(heap).expect("memory"), 0);
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        drop(back);
        assert_eq!(collect_domain(heap).expect("memory"), 3);
        assert!(heap.take_finalization().is_none(), "a finalizer runs once");
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn weak_references_to_garbage_are_cleared_and_those_in_it_stay_silent() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let garbage = cycle(heap, &deaths);
        let outside = weak(&garbage, Value::TRUE);
        let inside = weak(&garbage, Value::FALSE);
        push(heap, &garbage, inside);
        drop(garbage);
        collect_domain(heap).expect("memory");
        assert!(of::<WeakReference>(&outside).is_dead());
        let Some(Finalization::Callback(given, callback)) = heap.take_finalization() else {
            panic!("no callback")
        };
        assert!(given.is(&outside) && callback.is(&Value::TRUE));
        assert!(heap.take_finalization().is_none(), "the callback of a reference that is garbage itself");
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn dead_cycles_of_shared_objects() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let garbage = cycle(heap, &deaths);
        drop(publish(garbage).expect("memory"));
        heap.stock.flush(heap);
        assert_eq!(collect_domain(heap).expect("memory"), 0);
        let living = publish(cycle(heap, &deaths)).expect("memory").into_value();
        assert_eq!(collect_shared(heap, &pages::all()).expect("memory"), 2);
        heap.stock.flush(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
        assert_eq!(of::<List>(&living).len(), 2);
    });
}

#[test]
fn the_shared_collector_passes_over_what_waits_in_limbo() {
    // A dead shared object has given its fields back, but its memory still looks like an object.
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let child = publish(witness(heap, &deaths)).expect("memory").into_value();
        let other = plain(heap);
        // SAFETY: held.
        let header = unsafe { &*other.raw().header() };
        assert!(matches!(attributes::set(heap, header, 0, child.clone()), Ok(attributes::Stored::Done)));
        drop(publish(other).expect("memory"));
        // What other tests left.
        while collect_shared(heap, &pages::all()).expect("memory") != 0 {
            heap.stock.flush(heap);
        }
        for _ in 0..10 {
            drop(publish(list(heap, vec![child.clone(), child.clone()])).expect("memory"));
        }
        heap.stock.flush(heap);
        assert_eq!(
            collect_shared(heap, &pages::all()).expect("memory"),
            0,
            "a living object was taken for garbage"
        );
        assert_eq!(deaths.load(Ordering::SeqCst), 0);
        drop(child);
        safepoint(heap);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_list_nested_deep_dies_without_recursion() {
    with_context(|heap| {
        let deaths = Arc::new(AtomicUsize::new(0));
        let mut chain = witness(heap, &deaths);
        for _ in 0..200_000 {
            chain = list(heap, vec![chain]);
        }
        drop(chain);
        assert_eq!(deaths.load(Ordering::SeqCst), 1);
    });
}

#[test]
#[should_panic(expected = "count")]
fn verify_sees_a_count_that_is_too_low() {
    with_context(|heap| {
        let child = list(heap, Vec::new());
        let holder = list(heap, vec![child.clone(), child.clone()]);
        // SAFETY: a broken heap on purpose.
        unsafe { (*child.raw().header()).count = 1 };
        let guard = scopeguard(|| {
            // SAFETY: mended again.
            unsafe { (*child.raw().header()).count = 3 };
        });
        verify(heap);
        drop(guard);
        drop(holder);
    });
}

fn scopeguard<F: FnMut()>(restore: F) -> impl Drop {
    struct Guard<F: FnMut()>(F);
    impl<F: FnMut()> Drop for Guard<F> {
        fn drop(&mut self) {
            (self.0)();
        }
    }
    Guard(restore)
}
