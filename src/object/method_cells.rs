//! Method cells: stable storage for what a name means in a class, for inline caches.
//!
//! Owns a process-wide array of slots. A class that is asked for a method through a cache gets a cell for the name;
//! the cell holds what the class's method resolution order gives, or NULL once a change made that doubtful.
//! A cache holds the cell's number beside a shape's, and shape numbers are never used again, so a freed cell
//! may serve another class.

use crate::heap::{RawValue, Slot, Trace, Value};
use parking_lot::Mutex;
use std::sync::OnceLock;

const CHUNK: usize = 4096;
const CHUNKS: usize = 4096;

static CELLS: [OnceLock<Box<[Slot]>>; CHUNKS] = [const { OnceLock::new() }; CHUNKS];

#[derive(Default)]
struct Numbers {
    next: u32,
    free: Vec<u32>,
}

static NUMBERS: Mutex<Numbers> = Mutex::new(Numbers { next: 0, free: Vec::new() });

/// The slot of a cell's number.
#[inline(always)]
pub fn cell(number: u32) -> Option<&'static Slot> {
    CELLS[number as usize / CHUNK % CHUNKS].get().map(|chunk| &chunk[number as usize % CHUNK])
}

fn allocate() -> Option<u32> {
    let mut numbers = NUMBERS.lock();
    let number = match numbers.free.pop() {
        Some(number) => number,
        None if (numbers.next as usize) < CHUNK * CHUNKS => {
            numbers.next += 1;
            numbers.next - 1
        }
        None => return None,
    };
    CELLS[number as usize / CHUNK].get_or_init(|| (0..CHUNK).map(|_| Slot::empty()).collect());
    Some(number)
}

/// For which lookups a cell is. A name may have one of each: a special method is asked of the class alone, whatever its
/// instances have under that name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// `instance.name`: no longer filled once an instance has an attribute of that name.
    Instance,
    /// `type(instance).name`.
    Class,
}

struct Entry {
    name: Value,
    reader: Reader,
    number: u32,
}

/// The cells of one class: interned names and cell numbers.
#[derive(Default)]
pub struct MethodCells(Mutex<Vec<Entry>>);

impl MethodCells {
    /// The cells of a name.
    pub fn of_name(&self, name: &Value) -> Vec<u32> {
        let cells = self.0.lock();
        cells.iter().filter(|entry| entry.name.is(name)).map(|entry| entry.number).collect()
    }

    /// The numbers of all cells.
    pub fn numbers(&self) -> Vec<u32> {
        self.0.lock().iter().map(|entry| entry.number).collect()
    }

    /// The cell of a name, made if need be. None when all cells of the process are in use.
    pub fn find_or_add(&self, name: &Value, reader: Reader) -> Option<u32> {
        let mut cells = self.0.lock();
        if let Some(entry) = cells.iter().find(|entry| entry.reader == reader && entry.name.is(name)) {
            return Some(entry.number);
        }
        let number = allocate()?;
        cells.push(Entry { name: name.clone(), reader, number });
        Some(number)
    }
}

impl Trace for MethodCells {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        for entry in self.0.lock().iter() {
            visit(entry.name.raw());
            if let Some(slot) = cell(entry.number) {
                visit(slot.raw());
            }
        }
    }

    fn clear(&self) {
        for entry in self.0.lock().iter() {
            if let Some(slot) = cell(entry.number) {
                slot.clear();
            }
        }
    }
}

impl Drop for MethodCells {
    fn drop(&mut self) {
        self.clear();
        let numbers = self.numbers();
        NUMBERS.lock().free.extend(numbers);
    }
}
