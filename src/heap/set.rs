//! Sets: the hash table behind a header, with True for every value.
//!
//! Owns `Set`. What compares keys is `dict`'s.

use super::dict::{find_word, plain_hash, same_key};
use super::guard::Attachment;
use super::header::{Header, Kind};
use super::list::List;
use super::publish::{OutOfMemory, Published};
use super::table::{Found, Place, Table};
use super::value::{RawValue, Value};
use crate::heap_object;
use std::sync::atomic::AtomicI64;

/// So many items are added between two safepoints.
const ADDED_AT_ONCE: usize = 2000;
/// So many entries are gone through between two safepoints.
const CHOSEN_AT_ONCE: u32 = 4000;

heap_object! {
    pub struct Set = "set" of Kind::Set, tracked: true {
        table: Table,
        /// A frozenset's hash; `i64::MIN` while unknown.
        pub hash: AtomicI64,
    }
}

impl Set {
    pub fn new() -> Set {
        Set { header: Header::blank(), table: Table::default(), hash: AtomicI64::new(i64::MIN) }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn revision(&self) -> u32 {
        self.table.revision()
    }

    /// Is there such an element? None where a look at words does not tell.
    #[inline(always)]
    pub fn contains_word(&self, key: RawValue) -> Option<bool> {
        find_word(&self.table, key).map(|entry| entry.is_some())
    }

    /// Looks for an element as far as that needs no user code.
    #[inline(always)]
    pub fn find(&self, hash: u64, key: RawValue, after: Option<Place>) -> Found {
        self.table.find_from(hash, key, after, |candidate| same_key(candidate, key))
    }

    /// The element of an entry, unless it is empty.
    pub fn key(&self, number: u32) -> Option<Value> {
        let key = self.table.entry(number)?.key.try_get()?;
        if key.is_null() { None } else { Some(key) }
    }

    /// Adds an element that is known to be missing.
    pub fn insert_new(&self, heap: &mut Attachment, hash: u64, key: Value) -> Result<u32, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let key = guard.admit(key)?;
        self.table.insert(&guard, hash, key, Published::within_domain(Value::TRUE))
    }

    /// Adds an element: was it new? None if only `__eq__` can tell.
    pub fn add_simple(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: &Value,
    ) -> Result<Option<bool>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        match self.find(hash, key.raw(), None) {
            Found::Entry(_) => Ok(Some(false)),
            Found::Ask(_) => Ok(None),
            Found::Missing => {
                let key = guard.admit(key.clone())?;
                self.table.insert(&guard, hash, key, Published::within_domain(Value::TRUE))?;
                Ok(Some(true))
            }
        }
    }

    /// Adds an element that a search did not find, unless the table has got other entries since (`as_of`: its revision
    /// and bound before the search).
    pub fn insert_if_unchanged(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        as_of: (u32, u32),
    ) -> Result<bool, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if (self.revision(), self.bound()) != as_of {
            return Ok(false);
        }
        let key = guard.admit(key)?;
        self.table.insert(&guard, hash, key, Published::within_domain(Value::TRUE))?;
        Ok(true)
    }

    /// Gives this set, which is new, the elements of another one, and room for `spare` more.
    pub fn fill_from(&self, heap: &mut Attachment, source: &Set, spare: usize) -> Result<(), OutOfMemory> {
        debug_assert!(heap.is_mine(&self.header) && self.bound() == 0);
        let guard = heap.guard(&source.header);
        self.table.fill_from(&source.table, &guard, spare)
    }

    /// Adds another set's elements, from an entry number on, as far as that needs no user code. Gives the number of the
    /// entry where it stopped: the caller sees to that one, and calls again.
    pub fn merge(&self, heap: &mut Attachment, source: &Set, from: u32) -> Result<Option<u32>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if !guard.both_mine(&source.header) {
            return Ok(source.table.next(from).map(|(number, _)| number));
        }
        self.table.merge(&guard, &source.table, from, same_key)
    }

    /// Adds a list's items, from an index on, as far as that needs no user code. Gives the index where it stopped.
    pub fn add_items(&self, heap: &mut Attachment, list: &List, from: usize) -> Result<usize, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if !guard.both_mine(&list.header) {
            return Ok(from);
        }
        let items = list.slots_of_mine().get(from..).unwrap_or(&[]);
        for (number, slot) in items.iter().take(ADDED_AT_ONCE).enumerate() {
            let key = slot.raw();
            let Some(hash) = plain_hash(key) else { return Ok(from + number) };
            match self.find(hash, key, None) {
                Found::Entry(_) => {}
                Found::Ask(_) => return Ok(from + number),
                Found::Missing => {
                    let key = Published::within_domain(guard.counted(key));
                    self.table.insert(&guard, hash, key, Published::within_domain(Value::TRUE))?;
                }
            }
        }
        Ok(from + items.len().min(ADDED_AT_ONCE))
    }

    /// A set of the elements that are in another one too, or of those that are not. None where that may need user code or
    /// much time.
    pub fn chosen(
        &self,
        heap: &mut Attachment,
        other: &Set,
        wanted: bool,
    ) -> Result<Option<Set>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if !guard.both_mine(&other.header) || self.bound() > CHOSEN_AT_ONCE {
            return Ok(None);
        }
        let chosen = Set::new();
        let done = chosen.table.fill_chosen(&guard, &self.table, &other.table, wanted, same_key)?;
        Ok(if done { Some(chosen) } else { None })
    }

    /// A set of the elements of both, this one's first. None where that may need user code or much time.
    pub fn united(&self, heap: &mut Attachment, other: &Set) -> Result<Option<Set>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        if !guard.both_mine(&other.header) || self.bound().max(other.bound()) > CHOSEN_AT_ONCE {
            return Ok(None);
        }
        let united = Set::new();
        united.table.fill_from(&self.table, &guard, other.len())?;
        let stopped = united.table.merge(&guard, &other.table, 0, same_key)?;
        Ok(if stopped.is_none() { Some(united) } else { None })
    }

    /// Removes an entry; gives the element out.
    pub fn remove(&self, heap: &mut Attachment, number: u32) -> Option<Value> {
        let guard = heap.guard(&self.header);
        if self.table.entry(number)?.key.raw().is_null() {
            return None;
        }
        Some(self.table.remove(&guard, number).0)
    }

    /// Removes an entry that a search found while the table had the revision `as_of`.
    pub fn remove_as_of(&self, heap: &mut Attachment, number: u32, as_of: u32) -> Option<Value> {
        let guard = heap.guard(&self.header);
        if self.revision() != as_of || self.table.entry(number)?.key.raw().is_null() {
            return None;
        }
        Some(self.table.remove(&guard, number).0)
    }

    pub fn clear(&self, heap: &mut Attachment) {
        let removed = {
            let guard = heap.guard(&self.header);
            self.table.clear_all(&guard)
        };
        drop(removed);
    }

    /// The first element at or behind an entry number: its number, hash and the element.
    #[inline]
    pub fn next(&self, mut number: u32) -> Option<(u32, u64, Value)> {
        loop {
            let (found, entry) = self.table.next(number)?;
            // Both of this very entry: another thread may put another table in place of this one meanwhile.
            if let Some(key) = entry.key.try_get()
                && !key.is_null()
            {
                return Some((found, entry.hash(), key));
            }
            number = found + 1;
        }
    }

    /// Elements with their hashes as they are now.
    pub fn snapshot(&self, heap: &mut Attachment) -> Result<Vec<(u64, Value)>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        let mut copy = Vec::new();
        copy.try_reserve_exact(self.len()).map_err(|_| OutOfMemory)?;
        let mut number = 0;
        while let Some((found, hash, key)) = self.next(number) {
            copy.push((hash, key));
            number = found + 1;
        }
        Ok(copy)
    }

    pub fn bound(&self) -> u32 {
        self.table.bound()
    }

    pub fn reserve(&self, heap: &mut Attachment, entries: usize) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        self.table.reserve(&guard, entries)
    }

    pub fn memory(&self) -> usize {
        self.table.memory()
    }
}

impl Default for Set {
    fn default() -> Set {
        Set::new()
    }
}
