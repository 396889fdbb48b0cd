//! Dictionaries: the hash table behind a header.
//!
//! Owns `Dict`, and comparison and hashes of keys that need no user code. A dict may be a *namespace* (a module's
//! globals): then each entry's value is a `GlobalCell` that never moves, which compiled code names directly; a
//! deleted name leaves its cell behind, empty.

use super::context::current;
use super::guard::Attachment;
use super::header::{Header, Kind};
use super::layout::{HeapObject, Slot};
use super::number::{BigInt, Int64};
use super::publish::{OutOfMemory, Published};
use super::string::Str;
use super::table::{Entry, Found, Place, Table};
use super::tuple::Tuple;
use super::value::{RawValue, Value};
use crate::heap_object;
use crate::text::hash::TupleHasher;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

heap_object! {
    pub struct Dict = "dict" of Kind::Dict, tracked: true {
        table: Table,
        namespace: AtomicBool,
        /// Of a namespace: cells that are empty.
        vacant: AtomicUsize,
    }
}

heap_object! {
    /// The storage of one global name, or of a variable that closures share.
    pub struct Cell = "cell" of Kind::Cell, tracked: true {
        pub content: Slot,
    }
}

impl Cell {
    pub fn new(content: Value) -> Cell {
        Cell { header: Header::blank(), content: Slot::new(content) }
    }
}

/// Are two keys equal? None if only `__eq__` can tell.
#[inline(always)]
pub fn same_key(left: RawValue, right: RawValue) -> Option<bool> {
    if left == right {
        return Some(true);
    }
    let (left_text, right_text) = (exact_str(left), exact_str(right));
    match (left_text, right_text) {
        (Some(left), Some(right)) => Some(left.bytes() == right.bytes()),
        (Some(_), None) if !right.is_pointer() => Some(false),
        (None, Some(_)) if !left.is_pointer() => Some(false),
        _ if left.both_int(right) => Some(false),
        (None, None) => same_number(left, right).or_else(|| same_tuple(left, right)),
        _ => None,
    }
}

/// The same for tuples of simple keys.
fn same_tuple(left: RawValue, right: RawValue) -> Option<bool> {
    let (left, right) = (exact_tuple(left)?, exact_tuple(right)?);
    if left.len() != right.len() {
        return Some(false);
    }
    for (left, right) in left.items().iter().zip(right.items()) {
        if exact_tuple(left.raw()).is_some() && !left.is(right) {
            return None;
        }
        if !same_key(left.raw(), right.raw())? {
            return Some(false);
        }
    }
    Some(true)
}

/// The tuple of a word that is exactly a `tuple`.
pub fn exact_tuple<'a>(raw: RawValue) -> Option<&'a Tuple> {
    if !raw.is_pointer() {
        return None;
    }
    // SAFETY: as in `exact_str`.
    unsafe {
        if (*raw.header()).shape() == Kind::Tuple as u32 {
            Some(&*raw.header().cast::<Tuple>())
        } else {
            None
        }
    }
}

/// Are two different words, of which neither is a string, equal as ints? Each int has one form only. None unless both are
/// exactly ints.
fn same_number(left: RawValue, right: RawValue) -> Option<bool> {
    let form = |raw: RawValue| {
        if !raw.is_pointer() {
            return raw.is_int().then_some(Kind::Free);
        }
        // SAFETY: as in `exact_str`.
        let shape = unsafe { (*raw.header()).shape() };
        [Kind::BigInt, Kind::Int64].into_iter().find(|kind| shape == *kind as u32)
    };
    let (left_form, right_form) = (form(left)?, form(right)?);
    if left_form != right_form {
        return Some(false);
    }
    // SAFETY: as in `exact_str`, and the shapes say what the objects are.
    unsafe {
        match left_form {
            Kind::BigInt => {
                let (left, right) = (left.header().cast::<BigInt>(), right.header().cast::<BigInt>());
                Some((*left).number == (*right).number)
            }
            Kind::Int64 => {
                let (left, right) = (left.header().cast::<Int64>(), right.header().cast::<Int64>());
                Some((*left).number == (*right).number)
            }
            _ => Some(false),
        }
    }
}

/// The string of a word that is exactly a `str`.
#[inline(always)]
pub fn exact_str<'a>(raw: RawValue) -> Option<&'a Str> {
    if !raw.is_pointer() {
        return None;
    }
    // SAFETY: the caller holds the word's object, or read it from a live container since the last
    // safepoint (D9, D10).
    unsafe {
        if (*raw.header()).shape() == Kind::Str as u32 { Some(&*raw.header().cast::<Str>()) } else { None }
    }
}

/// The hash of a key that needs no user code: exact strings and immediate ints.
#[inline(always)]
pub fn simple_hash(raw: RawValue) -> Option<u64> {
    if raw.is_int() {
        return Some(if raw.int() == -1 { -2i64 as u64 } else { raw.int() as u64 });
    }
    Some(text_hash(exact_str(raw)?))
}

/// The same where nothing need be computed.
#[inline(always)]
fn ready_hash(raw: RawValue) -> Option<u64> {
    if raw.is_int() { simple_hash(raw) } else { exact_str(raw)?.known_hash() }
}

/// The entry of a key, where a look at words tells: see `Table::find_word`.
#[inline(always)]
pub(super) fn find_word(table: &Table, key: RawValue) -> Option<Option<&Entry>> {
    table.find_word(ready_hash(key)?, key)
}

/// The same, for tuples of such keys too.
pub fn plain_hash(raw: RawValue) -> Option<u64> {
    if let Some(hash) = simple_hash(raw) {
        return Some(hash);
    }
    let mut hasher = TupleHasher::default();
    for item in exact_tuple(raw)?.items() {
        hasher.add(simple_hash(item.raw())? as i64);
    }
    Some(hasher.finish() as u64)
}

/// What a search without user code found in a dict.
pub enum Lookup {
    Value(Value),
    Missing,
    /// Only `__eq__` can tell.
    Ask,
}

#[inline(always)]
pub fn text_hash(text: &Str) -> u64 {
    text.hash(|bytes| crate::text::hash::hash_bytes(bytes) as u64)
}

impl Dict {
    pub fn new() -> Dict {
        Dict {
            header: Header::blank(),
            table: Table::default(),
            namespace: AtomicBool::new(false),
            vacant: AtomicUsize::new(0),
        }
    }

    /// A module's globals: values live in cells that never move.
    pub fn new_namespace() -> Dict {
        let dict = Dict::new();
        dict.namespace.store(true, Ordering::Relaxed);
        dict
    }

    #[inline(always)]
    pub fn is_namespace(&self) -> bool {
        self.namespace.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        let vacant = if self.is_namespace() { self.vacant.load(Ordering::Relaxed) } else { 0 };
        self.table.len().saturating_sub(vacant)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Changes whenever entry numbers may have changed.
    pub fn revision(&self) -> u32 {
        self.table.revision()
    }

    /// Looks for a key as far as that needs no user code.
    #[inline(always)]
    pub fn find(&self, hash: u64, key: RawValue, after: Option<Place>) -> Found {
        self.table.find_from(hash, key, after, |candidate| same_key(candidate, key))
    }

    /// The key and value of an entry, unless it is empty.
    pub fn entry(&self, number: u32) -> Option<(Value, Value)> {
        let entry = self.table.entry(number)?;
        let key = entry.key.try_get()?;
        let value = self.content(&entry.value)?;
        if key.is_null() || value.is_null() { None } else { Some((key, value)) }
    }

    pub fn key(&self, number: u32) -> Option<Value> {
        let key = self.table.entry(number)?.key.try_get()?;
        if key.is_null() { None } else { Some(key) }
    }

    /// The value of an entry, unless it is empty.
    #[inline(always)]
    pub fn value(&self, number: u32) -> Option<Value> {
        let value = self.content(&self.table.entry(number)?.value)?;
        if value.is_null() { None } else { Some(value) }
    }

    /// The value of an entry that a search found while the table had the revision `as_of`. The outer None: the number may
    /// mean another entry now.
    pub fn value_as_of(&self, heap: &mut Attachment, number: u32, as_of: u32) -> Option<Option<Value>> {
        let _guard = heap.guard(&self.header);
        if self.revision() == as_of { Some(self.value(number)) } else { None }
    }

    #[inline(always)]
    fn content(&self, slot: &Slot) -> Option<Value> {
        if !self.is_namespace() {
            return slot.try_get();
        }
        let cell = slot.try_get()?;
        as_cell(&cell).map(|cell| cell.content.get())
    }

    /// The value of a key that needs no user code to be found.
    #[inline]
    pub fn get_simple(&self, hash: u64, key: RawValue) -> Option<Value> {
        match self.look(hash, key) {
            Lookup::Value(value) => Some(value),
            Lookup::Missing | Lookup::Ask => None,
        }
    }

    /// The value of a key, as far as it can be found without user code.
    #[inline]
    pub fn look(&self, hash: u64, key: RawValue) -> Lookup {
        loop {
            let found = self.table.find_entry(hash, key, |candidate| same_key(candidate, key));
            let entry = match found {
                Some(Some(entry)) => entry,
                Some(None) => return Lookup::Missing,
                None => return Lookup::Ask,
            };
            match self.content(&entry.value) {
                Some(value) if value.is_null() => return Lookup::Missing,
                Some(value) => return Lookup::Value(value),
                // It died: the entry holds a newer one, perhaps in a newer block.
                None => std::hint::spin_loop(),
            }
        }
    }

    /// Where the value of a key stands. None also where only user code can tell, and of namespaces.
    #[inline(never)]
    pub fn slot_of(&self, key: RawValue) -> Option<&Slot> {
        match find_word(&self.table, key) {
            Some(entry) if !self.is_namespace() => entry.map(|entry| &entry.value),
            _ => self.slot_of_slowly(key),
        }
    }

    /// Is there such a key? None where a look at words does not tell, and of namespaces.
    #[inline(always)]
    pub fn contains_word(&self, key: RawValue) -> Option<bool> {
        if self.is_namespace() { None } else { find_word(&self.table, key).map(|entry| entry.is_some()) }
    }

    #[inline(never)]
    fn slot_of_slowly(&self, key: RawValue) -> Option<&Slot> {
        let hash = plain_hash(key)?;
        match self.table.find_entry(hash, key, |candidate| same_key(candidate, key)) {
            Some(Some(entry)) if !self.is_namespace() => Some(&entry.value),
            _ => None,
        }
    }

    /// The value of a string key.
    pub fn get_text(&self, key: &Str) -> Option<Value> {
        self.get_simple(text_hash(key), RawValue::from_header(&key.header))
    }

    /// Stores a value into an entry that exists; gives the old one out. None if the entry is gone.
    pub fn set_value(
        &self,
        heap: &mut Attachment,
        number: u32,
        value: Value,
    ) -> Result<Option<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let Some(entry) = self.table.entry(number) else { return Ok(None) };
        if entry.key.raw().is_null() {
            return Ok(None);
        }
        let value = guard.admit(value)?;
        if !self.is_namespace() {
            return Ok(Some(guard.exchange(&entry.value, value)));
        }
        let cell = entry.value.get();
        let Some(cell) = as_cell(&cell) else { return Ok(None) };
        let old = guard.exchange(&cell.content, value);
        if old.is_null() {
            self.vacant.fetch_sub(1, Ordering::Relaxed);
        }
        Ok(Some(old))
    }

    /// The word in an entry of a namespace if its key is this very object, uncounted; NULL if not.
    #[inline(always)]
    pub fn word_in_cell(&self, number: u32, key: RawValue) -> RawValue {
        let Some(entry) = self.table.entry(number) else { return RawValue::NULL };
        let cell = entry.value.raw();
        if entry.key.raw() != key || !cell.is_pointer() || !self.is_namespace() {
            return RawValue::NULL;
        }
        // SAFETY: a namespace's values are cells, which live as long as it does.
        unsafe { (*cell.header().cast::<Cell>()).content.raw() }
    }

    /// The value of an entry if its key is this very object: how inline caches read.
    #[inline(always)]
    pub fn value_of(&self, number: u32, key: RawValue) -> Option<Value> {
        let entry = self.table.entry(number)?;
        if entry.key.raw() != key {
            return None;
        }
        let value = self.content(&entry.value)?;
        if value.is_null() { None } else { Some(value) }
    }

    /// Stores into an entry if its key is this very object; gives the old value out. None if it is not, or if it has
    /// no value.
    pub fn set_value_of(
        &self,
        heap: &mut Attachment,
        number: u32,
        key: RawValue,
        value: Value,
    ) -> Result<Option<Value>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        match self.table.entry(number) {
            Some(entry) if entry.key.raw() == key && !self.is_namespace() && !entry.value.raw().is_null() => {
                let value = guard.admit(value)?;
                Ok(Some(guard.exchange(&entry.value, value)))
            }
            _ => Ok(None),
        }
    }

    /// Stores a value into an entry that a search found while the table had the revision `as_of`; gives the old one
    /// out. None if the entry is gone, or the number may mean another one now.
    pub fn set_value_as_of(
        &self,
        heap: &mut Attachment,
        number: u32,
        as_of: u32,
        value: Value,
    ) -> Result<Option<Value>, OutOfMemory> {
        if self.is_namespace() {
            // Its entries keep their numbers: none is ever removed.
            return self.set_value(heap, number, value);
        }
        let guard = heap.guard(&self.header);
        match self.table.entry(number) {
            Some(entry) if self.revision() == as_of && !entry.key.raw().is_null() => {
                let value = guard.admit(value)?;
                Ok(Some(guard.exchange(&entry.value, value)))
            }
            _ => Ok(None),
        }
    }

    /// Adds a key that is known to be missing.
    pub fn insert_new(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        value: Value,
    ) -> Result<u32, OutOfMemory> {
        if self.is_namespace() {
            return self.insert_cell(heap, hash, key, value);
        }
        let guard = heap.guard(&self.header);
        let (key, value) = (guard.admit(key)?, guard.admit(value)?);
        self.table.insert(&guard, hash, key, value)
    }

    /// Of a namespace: adds a name with a cell of its own. If another thread was faster, its cell gets the value:
    /// compiled code names it already.
    fn insert_cell(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        value: Value,
    ) -> Result<u32, OutOfMemory> {
        let fresh = new_cell(Value::NULL)?;
        let guard = heap.guard(&self.header);
        let (key, value) = (guard.admit(key)?, guard.admit(value)?);
        let number = match self.find(hash, key.raw(), None) {
            Found::Entry(number) => number,
            Found::Missing | Found::Ask(_) => {
                let fresh = guard.admit(fresh)?;
                let number = self.table.insert(&guard, hash, key, fresh)?;
                self.vacant.fetch_add(1, Ordering::Relaxed);
                number
            }
        };
        if value.raw().is_null() {
            return Ok(number);
        }
        let Some(entry) = self.table.entry(number) else { return Ok(number) };
        let cell = entry.value.get();
        let Some(cell) = as_cell(&cell) else { return Ok(number) };
        let old = guard.exchange(&cell.content, value);
        if old.is_null() {
            self.vacant.fetch_sub(1, Ordering::Relaxed);
        }
        Ok(number)
    }

    /// Stores under a key that needs no user code: finds and sets, or inserts, in one step under one guard. Gives key and
    /// value back where only `__eq__` can tell.
    pub fn set_simple(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        value: Value,
    ) -> Result<Option<(Value, Value)>, OutOfMemory> {
        let old;
        {
            let guard = heap.guard(&self.header);
            match self.find(hash, key.raw(), None) {
                Found::Entry(number) if !self.is_namespace() => {
                    let Some(entry) = self.table.entry(number) else { return Ok(Some((key, value))) };
                    old = guard.exchange(&entry.value, guard.admit(value)?);
                }
                Found::Missing if !self.is_namespace() => {
                    let (key, value) = (guard.admit(key)?, guard.admit(value)?);
                    self.table.insert(&guard, hash, key, value)?;
                    return Ok(None);
                }
                Found::Ask(_) => return Ok(Some((key, value))),
                Found::Entry(number) => {
                    drop(guard);
                    let is_set = self.set_value(heap, number, value.clone())?.is_some();
                    return Ok(if is_set { None } else { Some((key, value)) });
                }
                Found::Missing => {
                    drop(guard);
                    self.insert_new(heap, hash, key, value)?;
                    return Ok(None);
                }
            }
        }
        drop(old);
        Ok(None)
    }

    /// Gives this dict, which is new, the entries of another one, which is no namespace.
    pub fn fill_from(&self, heap: &mut Attachment, source: &Dict) -> Result<(), OutOfMemory> {
        debug_assert!(heap.is_mine(&self.header) && self.bound() == 0 && !source.is_namespace());
        let guard = heap.guard(&source.header);
        self.table.fill_from(&source.table, &guard, 0)
    }

    /// Sets another dict's entries here, from a number on, as far as that needs no user code. Gives the number of the entry
    /// where it stopped: the caller sees to that one, and calls again.
    pub fn merge(&self, heap: &mut Attachment, source: &Dict, from: u32) -> Result<Option<u32>, OutOfMemory> {
        let guard = heap.guard(&self.header);
        let is_simple = guard.both_mine(&source.header) && !self.is_namespace() && !source.is_namespace();
        if !is_simple {
            return Ok(source.table.next(from).map(|(number, _)| number));
        }
        self.table.merge(&guard, &source.table, from, same_key)
    }

    /// Removes an entry; gives key and value out, unless it was empty.
    pub fn remove(&self, heap: &mut Attachment, number: u32) -> Option<(Value, Value)> {
        let guard = heap.guard(&self.header);
        let entry = self.table.entry(number)?;
        if entry.key.raw().is_null() {
            return None;
        }
        if self.is_namespace() {
            let cell = entry.value.get();
            let old = guard.exchange(&as_cell(&cell)?.content, Published::within_domain(Value::NULL));
            if old.is_null() {
                return None;
            }
            self.vacant.fetch_add(1, Ordering::Relaxed);
            return Some((entry.key.get(), old));
        }
        Some(self.table.remove(&guard, number))
    }

    /// Removes an entry that a search found while the table had the revision `as_of`.
    pub fn remove_as_of(&self, heap: &mut Attachment, number: u32, as_of: u32) -> Option<(Value, Value)> {
        if self.is_namespace() {
            return self.remove(heap, number);
        }
        let guard = heap.guard(&self.header);
        let entry = self.table.entry(number)?;
        if self.revision() != as_of || entry.key.raw().is_null() {
            return None;
        }
        Some(self.table.remove(&guard, number))
    }

    /// Removes everything.
    pub fn clear(&self, heap: &mut Attachment) {
        if self.is_namespace() {
            for number in 0..self.table.bound() {
                drop(self.remove(heap, number));
            }
            return;
        }
        let removed = {
            let guard = heap.guard(&self.header);
            self.table.clear_all(&guard)
        };
        drop(removed);
    }

    /// The first entry at or behind a number that holds a value: its number, key and value.
    #[inline]
    pub fn next(&self, mut number: u32) -> Option<(u32, Value, Value)> {
        loop {
            let (found, entry) = self.table.next(number)?;
            // Both of this very entry: another thread may put another table in place of this one meanwhile.
            if let (Some(key), Some(value)) = (entry.key.try_get(), self.content(&entry.value))
                && !key.is_null()
                && !value.is_null()
            {
                return Some((found, key, value));
            }
            number = found + 1;
        }
    }

    /// The last entry that holds a value.
    pub fn last(&self) -> Option<u32> {
        if !self.is_namespace() {
            return self.table.last();
        }
        (0..self.table.bound()).rev().find(|number| self.entry(*number).is_some())
    }

    /// Keys and values as they are now.
    pub fn snapshot(&self, heap: &mut Attachment) -> Result<Vec<(Value, Value)>, OutOfMemory> {
        self.snapshot_of(heap, |key, value| (key, value))
    }

    /// Something of each key and value as they are now.
    #[inline]
    pub fn snapshot_of<T>(
        &self,
        heap: &mut Attachment,
        part: impl Fn(Value, Value) -> T,
    ) -> Result<Vec<T>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        let mut copy = Vec::new();
        copy.try_reserve_exact(self.len()).map_err(|_| OutOfMemory)?;
        let mut number = 0;
        while let Some((found, key, value)) = self.next(number) {
            copy.push(part(key, value));
            number = found + 1;
        }
        Ok(copy)
    }

    /// Hashes, keys and values as they are now.
    pub fn snapshot_hashed(&self, heap: &mut Attachment) -> Result<Vec<(u64, Value, Value)>, OutOfMemory> {
        let _guard = heap.guard(&self.header);
        let mut copy = Vec::new();
        copy.try_reserve_exact(self.len()).map_err(|_| OutOfMemory)?;
        let mut number = 0;
        while let Some((found, key, value)) = self.next(number) {
            copy.push((self.entry_hash(found).unwrap_or(0), key, value));
            number = found + 1;
        }
        Ok(copy)
    }

    /// The hash under which an entry was stored.
    pub fn entry_hash(&self, number: u32) -> Option<u64> {
        self.table.entry(number).map(super::table::Entry::hash)
    }

    /// The value of a key that needs no user code, or the default, which is stored then: in one step. None if only
    /// `__eq__` can tell.
    pub fn get_or_insert(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        default: Value,
    ) -> Result<Option<Value>, OutOfMemory> {
        {
            let guard = heap.guard(&self.header);
            match self.find(hash, key.raw(), None) {
                Found::Entry(number) => {
                    if let Some(value) = self.value(number) {
                        return Ok(Some(value));
                    }
                }
                Found::Missing if !self.is_namespace() => {
                    let (key, value) = (guard.admit(key)?, guard.admit(default.clone())?);
                    self.table.insert(&guard, hash, key, value)?;
                    return Ok(Some(default));
                }
                Found::Missing => {}
                Found::Ask(_) => return Ok(None),
            }
        }
        self.set_simple(heap, hash, key, default.clone())?;
        Ok(Some(default))
    }

    /// Adds a key that a search did not find, unless the table has got other entries since (`as_of`: its revision and
    /// bound before the search).
    pub fn insert_if_unchanged(
        &self,
        heap: &mut Attachment,
        hash: u64,
        key: Value,
        value: Value,
        as_of: (u32, u32),
    ) -> Result<bool, OutOfMemory> {
        if !self.is_namespace() {
            let guard = heap.guard(&self.header);
            if (self.revision(), self.bound()) != as_of {
                return Ok(false);
            }
            let (key, value) = (guard.admit(key)?, guard.admit(value)?);
            self.table.insert(&guard, hash, key, value)?;
            return Ok(true);
        }
        self.insert_new(heap, hash, key, value).map(|_| true)
    }

    /// The bound of entry numbers.
    pub fn bound(&self) -> u32 {
        self.table.bound()
    }

    pub fn reserve(&self, heap: &mut Attachment, entries: usize) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        self.table.reserve(&guard, entries)
    }

    /// Bytes of the table.
    pub fn memory(&self) -> usize {
        self.table.memory()
    }

    /// Of a namespace: the cell of a name, made (empty) if the name is new. It never moves and outlives the entry.
    pub fn global_cell(&self, heap: &mut Attachment, name: &Value) -> Result<Value, OutOfMemory> {
        debug_assert!(self.is_namespace());
        let hash = simple_hash(name.raw()).unwrap_or(0);
        let number = match self.find(hash, name.raw(), None) {
            Found::Entry(number) => number,
            Found::Missing | Found::Ask(_) => self.insert_new(heap, hash, name.clone(), Value::NULL)?,
        };
        Ok(self.table.entry(number).map_or(Value::NULL, |entry| entry.value.get()))
    }

    /// Of a namespace: stores into one of its cells.
    pub fn set_global(&self, heap: &mut Attachment, cell: &Cell, value: Value) -> Result<(), OutOfMemory> {
        let guard = heap.guard(&self.header);
        let value = guard.admit(value)?;
        let old = guard.exchange(&cell.content, value);
        if old.is_null() {
            self.vacant.fetch_sub(1, Ordering::Relaxed);
        }
        drop(guard);
        drop(old);
        Ok(())
    }

    /// Of a namespace: empties one of its cells; false if it was empty.
    pub fn delete_global(&self, heap: &mut Attachment, cell: &Cell) -> bool {
        let guard = heap.guard(&self.header);
        let old = guard.exchange(&cell.content, Published::within_domain(Value::NULL));
        if !old.is_null() {
            self.vacant.fetch_add(1, Ordering::Relaxed);
        }
        drop(guard);
        !old.is_null()
    }
}

impl Default for Dict {
    fn default() -> Dict {
        Dict::new()
    }
}

fn as_cell(value: &Value) -> Option<&Cell> {
    if !value.raw().is_pointer() {
        return None;
    }
    // SAFETY: the value counts its object, whose kind is checked.
    unsafe {
        let header = value.raw().header();
        if (*header).kind == Kind::Cell { Some(&*header.cast::<Cell>()) } else { None }
    }
}

/// A new heap cell. Its class has the fixed shape of its kind.
fn new_cell(content: Value) -> Result<Value, OutOfMemory> {
    let shape = super::shape::built_in(Kind::Cell).ok_or(OutOfMemory)?;
    current().create(shape, Cell::new(content)).map_err(|_| OutOfMemory)
}

const _: () = assert!(Cell::LAYOUT.size == 24);
