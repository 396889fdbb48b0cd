//! What comes home from other threads: freed cells, and counts of dropped values.
//!
//! Mirrors `pages::Heap::push_remote`, `take_remote` and `is_live`; `Published::drop`, `registry::post_to_inbox` and
//! `publish::drop_inbox`.

use crate::check::{Plain, every_schedule, is_caught};
use loom::sync::atomic::{AtomicU8, AtomicU32, AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

const NONE: usize = u32::MAX as usize;

#[derive(Clone, Copy, PartialEq)]
enum CellWeakness {
    None,
    /// The cell is handed over without release.
    RelaxedPush,
    /// The stack is taken without acquire.
    RelaxedTake,
    /// The first of the stack is replaced without looking whether it still is the first.
    BlindPush,
    /// The link, which lies over the owner, is written before the cell says that it is free.
    LinkFirst,
    /// The owner reads the kind before the link.
    KindFirst,
}

struct Cell {
    kind: AtomicU8,
    /// The upper half of the link, or the owner's number: the same word of memory.
    owner: AtomicU32,
    next: Plain,
}

const FREE: u8 = 0;
const LIST: u8 = 8;
const MINE: u32 = 5;
const SHARED: u32 = 0;
/// The upper half of an address: it may look like any domain's number.
const ADDRESS: u32 = MINE;

struct Heap {
    remote: AtomicUsize,
    cells: [Cell; 2],
}

fn push_remote(heap: &Heap, cell: usize, weakness: CellWeakness) {
    let mut first = heap.remote.load(Ordering::Relaxed);
    loop {
        if weakness == CellWeakness::LinkFirst {
            heap.cells[cell].owner.store(ADDRESS, Ordering::Release);
            heap.cells[cell].kind.store(FREE, Ordering::Relaxed);
        } else {
            heap.cells[cell].kind.store(FREE, Ordering::Relaxed);
            heap.cells[cell].owner.store(ADDRESS, Ordering::Release);
        }
        heap.cells[cell].next.set(first as u32);
        if weakness == CellWeakness::BlindPush {
            heap.remote.store(cell, Ordering::Release);
            return;
        }
        let order = if weakness == CellWeakness::RelaxedPush { Ordering::Relaxed } else { Ordering::Release };
        match heap.remote.compare_exchange_weak(first, cell, order, Ordering::Relaxed) {
            Ok(_) => return,
            Err(now) => first = now,
        }
    }
}

fn take_remote(heap: &Heap, weakness: CellWeakness) -> usize {
    let order = if weakness == CellWeakness::RelaxedTake { Ordering::Relaxed } else { Ordering::Acquire };
    let mut cell = heap.remote.swap(NONE, order);
    let mut taken = 0;
    while cell != NONE {
        taken += 1;
        cell = heap.cells[cell].next.get() as usize;
    }
    taken
}

fn is_live(cell: &Cell, weakness: CellWeakness) -> bool {
    if weakness == CellWeakness::KindFirst {
        let kind = cell.kind.load(Ordering::Relaxed);
        return cell.owner.load(Ordering::Acquire) == MINE && kind != FREE;
    }
    let owner = cell.owner.load(Ordering::Acquire);
    owner == MINE && cell.kind.load(Ordering::Relaxed) != FREE
}

fn cells(weakness: CellWeakness) {
    let cell =
        || Cell { kind: AtomicU8::new(LIST), owner: AtomicU32::new(SHARED), next: Plain::new(NONE as u32) };
    let heap = Arc::new(Heap { remote: AtomicUsize::new(NONE), cells: [cell(), cell()] });
    let freers = [0, 1].map(|number| {
        let heap = heap.clone();
        thread::spawn(move || push_remote(&heap, number, weakness))
    });
    // The owner looks through its pages, and takes home what has come.
    assert!(
        !is_live(&heap.cells[0], weakness),
        "a cell that another thread frees looks like an object of mine"
    );
    let mut taken = take_remote(&heap, weakness);
    for freer in freers {
        freer.join().unwrap();
    }
    taken += take_remote(&heap, weakness);
    assert_eq!(taken, 2, "a freed cell was lost");
}

#[test]
fn cells_freed_elsewhere_come_home() {
    every_schedule(4, || cells(CellWeakness::None));
}

#[test]
fn a_push_without_release_is_caught() {
    is_caught(|| every_schedule(3, || cells(CellWeakness::RelaxedPush)));
}

#[test]
fn a_take_without_acquire_is_caught() {
    is_caught(|| every_schedule(3, || cells(CellWeakness::RelaxedTake)));
}

#[test]
fn a_blind_push_is_caught() {
    is_caught(|| every_schedule(3, || cells(CellWeakness::BlindPush)));
}

#[test]
fn a_link_before_the_kind_is_caught() {
    is_caught(|| every_schedule(3, || cells(CellWeakness::LinkFirst)));
}

#[test]
fn a_kind_read_before_the_link_is_caught() {
    is_caught(|| every_schedule(3, || cells(CellWeakness::KindFirst)));
}

#[derive(Clone, Copy, PartialEq)]
enum InboxWeakness {
    None,
    /// The dropper counts down itself, without the domain's lock.
    PlainDrop,
    /// The owner is asked before the word is in the inbox.
    AskFirst,
    /// The inbox is read and emptied in two steps.
    TwoSteps,
}

fn inbox(weakness: InboxWeakness) {
    struct Domain {
        /// Plain: only the domain's running thread touches it.
        count: Plain,
        inbox: Mutex<Vec<u64>>,
        asked: AtomicUsize,
    }
    fn count_down(domain: &Domain) {
        domain.count.set(domain.count.get() - 1);
    }
    let domain =
        Arc::new(Domain { count: Plain::new(4), inbox: Mutex::new(Vec::new()), asked: AtomicUsize::new(0) });
    let droppers = [1u64, 2].map(|word| {
        let domain = domain.clone();
        thread::spawn(move || match weakness {
            InboxWeakness::PlainDrop => count_down(&domain),
            InboxWeakness::AskFirst => {
                domain.asked.fetch_or(1, Ordering::SeqCst);
                domain.inbox.lock().unwrap().push(word);
            }
            _ => {
                domain.inbox.lock().unwrap().push(word);
                domain.asked.fetch_or(1, Ordering::SeqCst);
            }
        })
    });
    let safepoint = || {
        if domain.asked.swap(0, Ordering::SeqCst) != 0 {
            let words = if weakness == InboxWeakness::TwoSteps {
                let words = domain.inbox.lock().unwrap().clone();
                domain.inbox.lock().unwrap().clear();
                words
            } else {
                std::mem::take(&mut *domain.inbox.lock().unwrap())
            };
            words.iter().for_each(|_| count_down(&domain));
        }
    };
    // The owner drops one of its own, between safepoints.
    count_down(&domain);
    safepoint();
    for dropper in droppers {
        dropper.join().unwrap();
    }
    safepoint();
    assert_eq!(domain.count.get(), 1, "a count was lost on its way home");
}

#[test]
fn values_dropped_elsewhere_are_counted_down_at_home() {
    every_schedule(4, || inbox(InboxWeakness::None));
}

#[test]
fn a_plain_drop_elsewhere_is_caught() {
    is_caught(|| every_schedule(3, || inbox(InboxWeakness::PlainDrop)));
}

#[test]
fn asking_before_posting_is_caught() {
    is_caught(|| every_schedule(3, || inbox(InboxWeakness::AskFirst)));
}

#[test]
fn an_inbox_emptied_in_two_steps_is_caught() {
    is_caught(|| every_schedule(3, || inbox(InboxWeakness::TwoSteps)));
}
