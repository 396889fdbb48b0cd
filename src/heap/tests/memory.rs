//! The allocator.

use crate::heap::header::{Header, Kind};
use crate::heap::pages::Heap;
use std::collections::HashSet;

/// A header as `Context::allocate` writes it.
unsafe fn occupy(header: *mut Header, size_class: u8, owner: u32) {
    // SAFETY: fresh memory of at least a header.
    unsafe {
        let flags = if size_class == 0 { crate::heap::header::flags::LARGE } else { 0 };
        header.write(Header::new(Kind::List as u32, flags, Kind::List, 0, size_class, owner));
    }
}

fn live(heap: &Heap, owner: u32) -> usize {
    let mut number = 0;
    heap.for_each(owner, |_| number += 1);
    number
}

#[test]
fn cells_are_distinct_and_come_back() {
    let heap = Heap::new();
    let mut cells = Vec::new();
    for round in 0..3000 {
        let size = 16 + round % 500;
        let (header, class) = heap.allocate(size).expect("memory");
        assert!(class as usize * 16 >= size || class == 0);
        assert!(header.aligned_to_cells());
        // SAFETY: fresh.
        unsafe { occupy(header, class, 7) };
        cells.push(header);
    }
    assert_eq!(cells.iter().collect::<HashSet<_>>().len(), cells.len());
    assert_eq!(live(&heap, 7), 3000);
    assert_eq!(live(&heap, 8), 0);
    let in_use = heap.bytes_in_use();
    for header in cells.drain(..) {
        // SAFETY: nobody knows the cell.
        unsafe { heap.free(header) };
    }
    assert_eq!(live(&heap, 7), 0);
    for round in 0..3000 {
        let (header, class) = heap.allocate(16 + round % 500).expect("memory");
        // SAFETY: fresh.
        unsafe { occupy(header, class, 7) };
    }
    assert_eq!(heap.bytes_in_use(), in_use, "freed cells are used again");
}

trait Aligned {
    fn aligned_to_cells(self) -> bool;
}

impl Aligned for *mut Header {
    fn aligned_to_cells(self) -> bool {
        self.addr().is_multiple_of(16)
    }
}

#[test]
fn large_objects_leave_the_list_wherever_they_stand() {
    let heap = Heap::new();
    let all: Vec<*mut Header> = (0..5)
        .map(|number| {
            let (header, class) = heap.allocate(1000 + number).expect("memory");
            assert_eq!(class, 0);
            // SAFETY: fresh.
            unsafe { occupy(header, class, 3) };
            header
        })
        .collect();
    for (left, index) in [(4, 2), (3, 0), (2, 4), (1, 1), (0, 3)] {
        // SAFETY: nobody knows the object.
        unsafe { heap.free(all[index]) };
        assert_eq!(live(&heap, 3), left);
    }
    assert_eq!(heap.bytes_in_use(), 0);
}

#[test]
fn cells_freed_elsewhere_come_home() {
    let home = Heap::new();
    let cells: Vec<(usize, u8)> = (0..200)
        .map(|round| {
            let (header, class) = home.allocate(if round % 10 == 0 { 2000 } else { 48 }).expect("memory");
            // SAFETY: fresh.
            unsafe { occupy(header, class, 5) };
            (header.expose_provenance(), class)
        })
        .collect();
    std::thread::scope(|scope| {
        for half in cells.chunks(100) {
            scope.spawn(move || {
                let other = Heap::new();
                for (address, _) in half {
                    // SAFETY: nobody else knows the cell.
                    unsafe { other.free(std::ptr::with_exposed_provenance_mut(*address)) };
                }
            });
        }
    });
    assert_eq!(live(&home, 5), 0, "a cell on its way home looks alive");
    home.take_remote();
    assert_eq!(live(&home, 5), 0);
    let mut seen = HashSet::new();
    for _ in 0..180 {
        let (header, _) = home.allocate(48).expect("memory");
        assert!(seen.insert(header.addr()));
    }
    let old: HashSet<usize> =
        cells.iter().filter(|(_, class)| *class != 0).map(|(address, _)| *address).collect();
    assert_eq!(seen.intersection(&old).count(), 180, "the cells were used again");
}

#[test]
fn scratch_is_a_word_for_each_object() {
    let heap = Heap::new();
    let all: Vec<*mut Header> = (0..100)
        .map(|number| {
            let (header, class) = heap.allocate(16 + number * 16).expect("memory");
            // SAFETY: fresh.
            unsafe { occupy(header, class, 5) };
            header
        })
        .collect();
    heap.open_scratch().expect("memory");
    for (number, header) in all.iter().enumerate() {
        // SAFETY: scratch is open.
        unsafe {
            assert_eq!(crate::heap::pages::scratch(*header).get(), 0);
            crate::heap::pages::scratch(*header).set(number as u32 + 1);
        }
    }
    for (number, header) in all.iter().enumerate() {
        // SAFETY: as above.
        assert_eq!(unsafe { crate::heap::pages::scratch(*header).get() }, number as u32 + 1);
    }
    heap.close_scratch();
}

#[test]
fn growth_asks_for_a_collection() {
    crate::heap::testing::with_context(|heap| {
        heap.signals.take();
        let mut all = Vec::new();
        for _ in 0..300_000 {
            all.push(crate::heap::testing::plain(heap));
        }
        assert!(heap.heap().wants_collection());
        assert!(
            heap.signals.is_asked(crate::domain::request::COLLECT),
            "small objects alone never bring a collection about"
        );
    });
}
