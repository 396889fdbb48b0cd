//! The intern table: one string object for each name, in the whole process.
//!
//! Weak: a string that dies takes itself off. While one domain exists, interned strings are its own;
//! from then on (`share_all`) they are shared, so that every domain may find them (D2).

use super::context::{Context, current};
use super::header::flags;
use super::publish::{OutOfMemory, mark};
use super::string::Str;
use super::value::{RawValue, Value};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

const SHARDS: usize = 16;

type Shard = Mutex<HashMap<Box<[u8]>, usize>>;

static TABLE: LazyLock<Vec<Shard>> = LazyLock::new(|| (0..SHARDS).map(|_| Shard::default()).collect());
static SHARE: AtomicBool = AtomicBool::new(false);

fn shard(text: &[u8]) -> &'static Shard {
    &TABLE[crate::text::hash::hash_bytes(text) as u64 as usize % SHARDS]
}

/// The interned string of a text.
pub fn intern(text: &[u8]) -> Result<Value, OutOfMemory> {
    if let Some(found) = find(text) {
        return Ok(found);
    }
    let shape = super::shape::built_in(super::header::Kind::Str).ok_or(OutOfMemory)?;
    let context = current();
    let fresh = Str::create(context, shape, text)?;
    if SHARE.load(Ordering::Acquire) {
        mark(context, &fresh)?;
    }
    let found = context.without_deaths(|| {
        let mut shard = shard(text).lock();
        let found = shard.get(text).and_then(|address| upgrade(*address));
        if found.is_none() {
            // SAFETY: the string is new: nobody else reads its flags yet.
            unsafe { (*fresh.raw().header()).set_own_flags(flags::INTERNED) };
            shard.insert(text.into(), fresh.raw().word() as usize);
        }
        found
    });
    Ok(found.unwrap_or(fresh))
}

fn find(text: &[u8]) -> Option<Value> {
    // Counting a string may evict another from the stock, which dies and wants to leave the table.
    current().without_deaths(|| {
        let shard = shard(text).lock();
        upgrade(*shard.get(text)?)
    })
}

fn upgrade(address: usize) -> Option<Value> {
    let raw = RawValue::from_word(address as u64);
    if !raw.is_counted() {
        return Some(raw.to_value());
    }
    // SAFETY: a dying string takes itself off the table under the shard's lock before its memory goes.
    if current().try_retain(raw.header()) { Some(unsafe { Value::from_raw(raw) }) } else { None }
}

/// An interned string dies.
pub(super) fn forget(string: &Str) {
    let mut shard = shard(string.bytes()).lock();
    // A newer string may stand in its place already.
    if shard.get(string.bytes()).is_some_and(|address| *address == std::ptr::from_ref(string).addr()) {
        shard.remove(string.bytes());
    }
}

/// A second domain begins: strings interned so far, all of the running thread's domain, become shared.
pub fn share_all(context: &Context) -> Result<(), OutOfMemory> {
    if SHARE.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    for shard in TABLE.iter() {
        let addresses: Vec<usize> = shard.lock().values().copied().collect();
        for address in addresses {
            let raw = RawValue::from_word(address as u64);
            if raw.is_counted() && context.is_mine(raw.header()) {
                mark(context, &raw.to_value())?;
            }
        }
    }
    Ok(())
}
