//! Where iterators draw from: a plain list or tuple as it lies, anything else through its own iterator.
//!
//! Owns `Source`, a part of iterators, and the pairs that they give out again once nobody looks at them any more. Two
//! threads may draw from one source, and may then get an item twice or miss one, but never break it.

use super::{list, tuple};
use crate::heap::{Header, Kind, List, RawValue, Slot, Trace, Tuple, Value};
use crate::object::core;
use crate::object::native::cast_kind;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicUsize, Ordering};

pub struct Source {
    /// A plain list or tuple, which is NULL once it is exhausted; or an iterator.
    object: Slot,
    /// Of a list or tuple: the index of the next item.
    index: AtomicUsize,
}

impl Trace for Source {
    fn trace(&self, visit: &mut dyn FnMut(RawValue)) {
        self.object.trace(visit);
    }

    fn clear(&self) {
        self.object.clear();
    }
}

impl Source {
    pub fn new(vm: &mut Vm, iterable: &Value) -> Result<Source> {
        let object = match core::exact_kind(iterable) {
            Some(Kind::List | Kind::Tuple) => iterable.clone(),
            _ => vm.iter(iterable)?,
        };
        Ok(Source { object: Slot::new(object), index: AtomicUsize::new(0) })
    }

    /// The next item. `owner` is the header of the object that this is a part of.
    #[inline(always)]
    pub fn next(&self, vm: &mut Vm, owner: &Header) -> Result<Option<Value>> {
        let object = self.object.get();
        let item = match core::exact_kind(&object) {
            Some(Kind::List) => {
                let index = self.index.load(Ordering::Relaxed);
                cast_kind::<List>(&object, Kind::List).and_then(|list| list.get(index))
            }
            Some(Kind::Tuple) => {
                let index = self.index.load(Ordering::Relaxed);
                cast_kind::<Tuple>(&object, Kind::Tuple).and_then(|tuple| tuple.items().get(index).cloned())
            }
            _ if object.is_null() => return Ok(None),
            _ => return vm.next(&object),
        };
        if item.is_some() {
            // Not an atomic addition, which would cost more than all the rest.
            self.index.store(self.index.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        } else {
            self.exhaust(vm, owner)?;
        }
        Ok(item)
    }

    fn exhaust(&self, vm: &mut Vm, owner: &Header) -> Result<()> {
        let result = vm.heap.set_slot(owner, &self.object, Value::NULL);
        vm.check(result).map(drop)
    }

    /// The iterator over what is left, for pickling. From now on this draws from it too, as whoever gets it may.
    pub fn iterator(&self, vm: &mut Vm, owner: &Header) -> Result<Value> {
        let object = self.object.get();
        let index = self.index.load(Ordering::Relaxed);
        let iterator = match core::exact_kind(&object) {
            Some(Kind::List) => list::iterator_at(vm, object, index)?,
            Some(Kind::Tuple) => tuple::iterator_at(vm, object, index)?,
            _ if object.is_null() => list::iterator_at(vm, Value::NULL, 0)?,
            _ => return Ok(object),
        };
        let result = vm.heap.set_slot(owner, &self.object, iterator.clone());
        drop(vm.check(result)?);
        Ok(iterator)
    }
}

/// A pair: the one that the slot keeps, if nobody holds that any more.
#[inline(always)]
pub fn result_pair(vm: &mut Vm, owner: &Header, kept: &Slot, first: Value, second: Value) -> Result<Value> {
    match Tuple::refilled(&vm.heap, kept, first, second) {
        Ok(pair) => Ok(pair),
        Err((first, second)) => fresh_pair(vm, owner, kept, first, second),
    }
}

fn fresh_pair(vm: &mut Vm, owner: &Header, kept: &Slot, first: Value, second: Value) -> Result<Value> {
    let pair = vm.new_pair(first, second)?;
    // One that other threads may see is not kept.
    if vm.heap.is_mine(owner) && kept.raw().is_null() {
        kept.replace(pair.clone());
    }
    Ok(pair)
}
