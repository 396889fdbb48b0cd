//! Method cells: stable storage for what a name means in a class, for inline caches.
//!
//! Owns the numbers of a process-wide pool of slots. A class that is asked for a method through a cache gets a cell for the name;
//! the cell holds what the class's method resolution order gives, or NULL once a change made that doubtful.
//! A cache holds the cell's number beside a shape's, and shape numbers are never used again, so a freed cell
//! may serve another class.

pub use crate::heap::slot_pool::slot as cell;
use crate::heap::{RawValue, Trace, Value, slot_pool};
use parking_lot::Mutex;

#[derive(Default)]
struct Numbers {
    next: u32,
    free: Vec<u32>,
}

static NUMBERS: Mutex<Numbers> = Mutex::new(Numbers { next: 0, free: Vec::new() });

fn allocate() -> Option<u32> {
    let mut numbers = NUMBERS.lock();
    if let Some(number) = numbers.free.pop() {
        return Some(number);
    }
    let number = numbers.next;
    if number as usize >= slot_pool::SLOTS || !slot_pool::make(number) {
        return None;
    }
    numbers.next += 1;
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
            visit(cell(entry.number).raw());
        }
    }

    fn clear(&self) {
        for entry in self.0.lock().iter() {
            cell(entry.number).clear();
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
