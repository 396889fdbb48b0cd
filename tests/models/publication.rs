//! Publication (D2, D3): whoever finds an object through a shared slot sees it, and all that it reaches, as shared.
//!
//! Mirrors `publish::mark` (plain stores of the owner), `Slot::exchange` (release) and `Slot::raw` (acquire).

use crate::check::{Plain, every_schedule, is_caught};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// The slot is stored without release.
    RelaxedStore,
    /// The slot is loaded without acquire.
    RelaxedLoad,
    /// The slot is stored before the objects are marked.
    StoreFirst,
    /// The child is not marked: an edge was missed.
    MissedEdge,
}

const MINE: u32 = 5;
const SHARED: u32 = 0;

struct Object {
    owner: Plain,
    content: Plain,
}

impl Object {
    fn new() -> Object {
        Object { owner: Plain::new(MINE), content: Plain::new(0) }
    }
}

fn model(weakness: Weakness) {
    let heap = Arc::new(([Object::new(), Object::new()], AtomicUsize::new(0)));
    let reader = {
        let heap = heap.clone();
        move || {
            let (objects, slot) = &*heap;
            let order = if weakness == Weakness::RelaxedLoad { Ordering::Relaxed } else { Ordering::Acquire };
            if slot.load(order) == 0 {
                return;
            }
            for object in objects {
                let owner = object.owner.get();
                assert_eq!(owner, SHARED, "D2: an unshared object is reachable from another thread");
                assert_eq!(object.content.get(), 7);
            }
        }
    };
    let readers = [thread::spawn(reader.clone()), thread::spawn(reader)];
    let (objects, slot) = &*heap;
    if weakness == Weakness::StoreFirst {
        slot.store(1, Ordering::Release);
    }
    for (number, object) in objects.iter().enumerate() {
        object.content.set(7);
        if weakness != Weakness::MissedEdge || number == 0 {
            object.owner.set(SHARED);
        }
    }
    let order = if weakness == Weakness::RelaxedStore { Ordering::Relaxed } else { Ordering::Release };
    slot.store(1, order);
    for reader in readers {
        reader.join().unwrap();
    }
}

#[test]
fn what_is_found_is_shared() {
    every_schedule(4, || model(Weakness::None));
}

#[test]
fn a_store_without_release_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::RelaxedStore)));
}

#[test]
fn a_load_without_acquire_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::RelaxedLoad)));
}

#[test]
fn reachable_before_marked_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::StoreFirst)));
}

#[test]
fn a_missed_edge_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::MissedEdge)));
}
