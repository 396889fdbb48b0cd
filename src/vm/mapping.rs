//! Dictionaries and sets with keys of any kind: hashing and `__eq__` may run user code.
//!
//! Owns the search that asks `__eq__` outside the table's guard and then looks whether the table still is what it
//! was (D5): by its revision, never by an address.

use super::{Result, Vm};
use crate::heap::dict::{simple_hash, text_hash};
use crate::heap::{Dict, Found, Lookup, Place, Set, Str, Value};
use crate::object::core::{self, class_of};
use crate::object::names::Name;

/// What both containers offer to the search.
trait Searched {
    fn find(&self, hash: u64, key: &Value, after: Option<Place>) -> Found;
    fn key(&self, number: u32) -> Option<Value>;
    fn revision(&self) -> u32;
}

impl Searched for Dict {
    #[inline(always)]
    fn find(&self, hash: u64, key: &Value, after: Option<Place>) -> Found {
        Dict::find(self, hash, key.raw(), after)
    }
    fn key(&self, number: u32) -> Option<Value> {
        Dict::key(self, number)
    }
    fn revision(&self) -> u32 {
        Dict::revision(self)
    }
}

impl Searched for Set {
    #[inline(always)]
    fn find(&self, hash: u64, key: &Value, after: Option<Place>) -> Found {
        Set::find(self, hash, key.raw(), after)
    }
    fn key(&self, number: u32) -> Option<Value> {
        Set::key(self, number)
    }
    fn revision(&self) -> u32 {
        Set::revision(self)
    }
}

impl Vm {
    /// The entry number of a key.
    fn search(&mut self, table: &impl Searched, hash: u64, key: &Value) -> Result<Option<u32>> {
        let mut after = None;
        loop {
            let revision = table.revision();
            match table.find(hash, key, after) {
                Found::Entry(number) => return Ok(Some(number)),
                Found::Missing => return Ok(None),
                Found::Ask(place) => {
                    let number = place.number;
                    let Some(candidate) = table.key(number) else {
                        after = Some(place);
                        continue;
                    };
                    let same = self.compare_bool(&candidate, key, crate::object::slots::Comparison::Eq)?;
                    let unchanged = table.revision() == revision
                        && table.key(number).is_some_and(|now| now.is(&candidate));
                    match (unchanged, same) {
                        (true, true) => return Ok(Some(number)),
                        (true, false) => after = Some(place),
                        // User code changed the table under the search: begin again.
                        (false, _) => after = None,
                    }
                }
            }
        }
    }

    pub fn dict_find(&mut self, dict: &Dict, key: &Value) -> Result<Option<u32>> {
        let hash = self.hash_key(key, "dict key")?;
        self.search(dict, hash, key)
    }

    /// The entry number of a key whose hash is known.
    pub fn dict_find_hashed(&mut self, dict: &Dict, hash: u64, key: &Value) -> Result<Option<u32>> {
        self.search(dict, hash, key)
    }

    /// The hash of a key or element; the TypeError says what it cannot be.
    #[inline]
    pub fn hash_key(&mut self, key: &Value, role: &str) -> Result<u64> {
        match self.hash(key) {
            Ok(hash) => Ok(hash as u64),
            Err(_) => Err(self.refuse_key(key, role)),
        }
    }

    #[cold]
    fn refuse_key(&mut self, key: &Value, role: &str) -> super::Raised {
        let of = class_of(self.raised());
        if !of.is(&core::exception(core::Exception::TypeError)) {
            return super::Raised;
        }
        let error = self.take_raised();
        let name = self.full_class_name(&class_of(key));
        match self.str_text(&error) {
            Ok(reason) => self.type_error(format!("cannot use '{name}' as a {role} ({reason})")),
            Err(raised) => raised,
        }
    }

    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> Result<Option<Value>> {
        let hash = self.hash_key(key, "dict key")?;
        self.dict_get_hashed(dict, hash, key)
    }

    /// The value of a key whose hash is known.
    pub fn dict_get_hashed(&mut self, dict: &Dict, hash: u64, key: &Value) -> Result<Option<Value>> {
        match dict.look(hash, key.raw()) {
            Lookup::Value(value) => return Ok(Some(value)),
            Lookup::Missing => return Ok(None),
            Lookup::Ask => {}
        }
        loop {
            let as_of = dict.revision();
            let Some(number) = self.search(dict, hash, key)? else { return Ok(None) };
            // Another thread may have renumbered the entries since.
            if let Some(value) = dict.value_as_of(&mut self.heap, number, as_of) {
                return Ok(value);
            }
        }
    }

    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> Result<()> {
        let hash = self.hash_key(&key, "dict key")?;
        self.dict_set_hashed(dict, hash, key, value)
    }

    /// Sets a key whose hash is known.
    pub fn dict_set_hashed(&mut self, dict: &Dict, hash: u64, key: Value, value: Value) -> Result<()> {
        // Where no user code is needed, look and set in one step.
        let result = dict.set_simple(&mut self.heap, hash, key, value);
        let Some((key, value)) = self.check(result)? else { return Ok(()) };
        loop {
            let as_of = (dict.revision(), dict.bound());
            match self.search(dict, hash, &key)? {
                Some(number) => {
                    let result = dict.set_value_as_of(&mut self.heap, number, as_of.0, value.clone());
                    if self.check(result)?.is_some() {
                        return Ok(());
                    }
                }
                None => {
                    let (key, value) = (key.clone(), value.clone());
                    let result = dict.insert_if_unchanged(&mut self.heap, hash, key, value, as_of);
                    if self.check(result)? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Removes a key; gives key and value out.
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> Result<Option<(Value, Value)>> {
        loop {
            let as_of = dict.revision();
            let Some(number) = self.dict_find(dict, key)? else { return Ok(None) };
            // Another thread may have renumbered or removed it since: look again.
            if let Some(removed) = dict.remove_as_of(&mut self.heap, number, as_of) {
                return Ok(Some(removed));
            }
            if dict.is_namespace() {
                return Ok(None);
            }
        }
    }

    pub fn dict_get_name(&self, dict: &Dict, name: Name) -> Option<Value> {
        let name = name.value();
        dict.get_simple(simple_hash(name.raw())?, name.raw())
    }

    pub fn dict_get_str(&mut self, dict: &Dict, key: &str) -> Result<Option<Value>> {
        let key = self.intern(key)?;
        self.dict_get(dict, &key)
    }

    pub fn dict_set_str(&mut self, dict: &Dict, key: &str, value: Value) -> Result<()> {
        let key = self.intern(key)?;
        self.dict_set(dict, key, value)
    }

    pub fn dict_set_name(&mut self, dict: &Dict, key: Name, value: Value) -> Result<()> {
        self.dict_set(dict, key.value(), value)
    }

    /// The value of a string key that is held by reference.
    pub fn dict_get_text(&self, dict: &Dict, key: &Str) -> Option<Value> {
        dict.get_simple(text_hash(key), crate::heap::RawValue::from_header(&key.header))
    }

    pub fn set_find(&mut self, set: &Set, key: &Value) -> Result<Option<u32>> {
        let hash = self.hash_key(key, "set element")?;
        self.search(set, hash, key)
    }

    pub fn set_contains(&mut self, set: &Set, key: &Value) -> Result<bool> {
        Ok(self.set_find(set, key)?.is_some())
    }

    /// Adds an element; false if it was there.
    pub fn set_add(&mut self, set: &Set, key: Value) -> Result<bool> {
        let hash = self.hash_key(&key, "set element")?;
        self.set_add_hashed(set, hash, key)
    }

    /// Adds an element whose hash is known.
    pub fn set_add_hashed(&mut self, set: &Set, hash: u64, key: Value) -> Result<bool> {
        loop {
            // Where no user code is needed, look and add in one step.
            let result = set.add_simple(&mut self.heap, hash, &key);
            if let Some(added) = self.check(result)? {
                return Ok(added);
            }
            let as_of = (set.revision(), set.bound());
            if self.search(set, hash, &key)?.is_some() {
                return Ok(false);
            }
            // Another thread may have added an equal one since.
            let result = set.insert_if_unchanged(&mut self.heap, hash, key.clone(), as_of);
            if self.check(result)? {
                return Ok(true);
            }
        }
    }

    /// Is an element with this hash in the set?
    pub fn set_find_hashed(&mut self, set: &Set, hash: u64, key: &Value) -> Result<Option<u32>> {
        self.search(set, hash, key)
    }

    /// Removes an element; false if it was not there.
    pub fn set_remove(&mut self, set: &Set, key: &Value) -> Result<bool> {
        loop {
            let as_of = set.revision();
            let Some(number) = self.set_find(set, key)? else { return Ok(false) };
            if set.remove_as_of(&mut self.heap, number, as_of).is_some() {
                return Ok(true);
            }
        }
    }
}
