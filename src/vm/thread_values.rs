//! Values that a thread keeps for natives: the attributes of `threading.local` objects.
//!
//! Owned by the thread's machine, so they need not be shared, and go with it. Each entry is under a number that is never
//! used again, and lasts as long as the thing that it is for: whoever asks holds a token of that thing's life.

use crate::heap::{Published, Value};
use std::collections::HashMap;
use std::sync::Arc;

struct Entry {
    life: Arc<()>,
    /// The domain that the value belonged to when it was stored.
    owner: u32,
    value: Value,
}

impl Entry {
    /// The value's domain need not be the running one: a thread may be inside another interpreter.
    fn forget(self) {
        drop(Published::within_domain(self.value));
    }
}

#[derive(Default)]
pub struct ThreadValues {
    entries: HashMap<u64, Entry>,
    /// Entries at which the dead ones are looked for.
    limit: usize,
}

impl ThreadValues {
    pub fn get(&self, number: u64) -> Option<Value> {
        self.entries.get(&number).map(|entry| entry.value.clone())
    }

    /// Stores a value of the domain `owner`, until `life` has no other holder.
    pub fn set(&mut self, number: u64, life: &Arc<()>, owner: u32, value: Value) {
        if self.entries.len() >= self.limit {
            self.sweep(owner);
            self.limit = 2 * self.entries.len() + 16;
        }
        if let Some(old) = self.entries.insert(number, Entry { life: life.clone(), owner, value }) {
            old.forget();
        }
    }

    pub fn remove(&mut self, number: u64) {
        if let Some(old) = self.entries.remove(&number) {
            old.forget();
        }
    }

    /// Forgets what belongs to things that have died.
    fn sweep(&mut self, owner: u32) {
        let is_dead = |entry: &Entry| entry.owner == owner && Arc::strong_count(&entry.life) == 1;
        let dead: Vec<u64> =
            self.entries.iter().filter(|(_, entry)| is_dead(entry)).map(|(key, _)| *key).collect();
        for number in dead {
            self.remove(number);
        }
    }

    /// Forgets everything: the thread ends.
    pub fn clear(&mut self) {
        for (_, entry) in self.entries.drain() {
            entry.forget();
        }
    }
}
