//! Items: subscripts, lengths, membership.

use super::{Result, Vm};
use crate::heap::{Dict, Kind, List, Set, Str, Tuple, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;

/// A slice's bounds for a sequence of known length: `start`, `start + step` … (`count` of them).
#[derive(Clone, Copy, Debug)]
pub struct SliceIndices {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
    pub count: usize,
}

/// The length of an exact string, list, tuple, dict or set, which is also its truth.
#[inline(never)]
pub fn plain_length(value: &Value) -> Option<usize> {
    match core::exact_kind(value)? {
        Kind::Str => cast_kind::<Str>(value, Kind::Str).map(Str::len),
        Kind::List => cast_kind::<List>(value, Kind::List).map(List::len),
        Kind::Tuple => cast_kind::<Tuple>(value, Kind::Tuple).map(Tuple::len),
        Kind::Dict => cast_kind::<Dict>(value, Kind::Dict).map(Dict::len),
        Kind::Set => cast_kind::<Set>(value, Kind::Set).map(Set::len),
        _ => None,
    }
}

impl Vm {
    pub fn length(&mut self, value: &Value) -> Result<usize> {
        if let Some(length) = plain_length(value) {
            return Ok(length);
        }
        match core::slot(value, |slots| slots.length) {
            Some(length) => length(self, value),
            None => {
                let name = self.class_name(value);
                Err(self.type_error(format!("object of type '{name}' has no len()")))
            }
        }
    }

    pub fn get_item(&mut self, object: &Value, key: &Value) -> Result<Value> {
        if let Some(get) = core::slot(object, |slots| slots.get_item) {
            return get(self, object, key);
        }
        if let Some(class) = Class::of(object) {
            if object.is(&core::class(CoreClass::Type)) {
                // Only `type` itself: `__class_getitem__` in its namespace would be every class's.
                return (self.hooks.alias)(self, object, key);
            }
            if let Some(method) = self.find_attribute(object, &Name::ClassGetItem.value())? {
                return self.call(&method, std::slice::from_ref(key));
            }
            let name = class.name_text();
            return Err(self.type_error(format!("type '{name}' is not subscriptable")));
        }
        let name = self.class_name(object);
        Err(self.type_error(format!("'{name}' object is not subscriptable")))
    }

    /// Sets an item, or with None deletes it.
    pub fn set_item(&mut self, object: &Value, key: &Value, value: Option<&Value>) -> Result<()> {
        let of = class_of(object);
        if let Some(set) = Class::of(&of).and_then(|class| class.slots().set_item) {
            return set(self, object, key, value);
        }
        let name = self.class_name(object);
        if value.is_some() {
            return Err(self.type_error(format!("'{name}' object does not support item assignment")));
        }
        // Sequences refuse in other words than the rest.
        let is_sequence = Class::of(&of).is_some_and(|class| class.slots().get_item.is_some());
        let refusal = if is_sequence { "doesn't" } else { "does not" };
        Err(self.type_error(format!("'{name}' object {refusal} support item deletion")))
    }

    pub fn contains(&mut self, container: &Value, item: &Value) -> Result<bool> {
        let of = class_of(container);
        let Some(slots) = Class::of(&of).map(Class::slots) else { return Ok(false) };
        if let Some(contains) = slots.contains {
            return contains(self, container, item);
        }
        if slots.iter.is_none() && slots.get_item.is_none() {
            let name = self.class_name(container);
            return Err(self.type_error(format!("argument of type '{name}' is not a container or iterable")));
        }
        let mut found = false;
        self.for_each(container, |vm, candidate| {
            found = vm.equal(&candidate, item)?;
            Ok(!found)
        })?;
        Ok(found)
    }

    /// An index into a sequence of a length: from the end where it is negative. IndexError names `what`.
    pub fn index_in(&mut self, index: &Value, length: usize, what: &str) -> Result<usize> {
        let number = match index.as_small_int() {
            Some(number) => number as isize,
            None => self.as_index(index)?,
        };
        let at = if number < 0 { number + length as isize } else { number };
        match usize::try_from(at) {
            Ok(at) if at < length => Ok(at),
            _ => Err(self.index_error(format!("{what} index out of range"))),
        }
    }

    /// The bounds of `start:stop:step` (None for what is left out) in a sequence of a length.
    pub fn slice_bounds(
        &mut self,
        start: &Value,
        stop: &Value,
        step: &Value,
        length: usize,
    ) -> Result<SliceIndices> {
        let mut number = |value: &Value| match value.as_small_int() {
            Some(small) => Ok(Some(small as isize)),
            None if value.is_none() => Ok(None),
            None => self.as_index_clamped(value).map(Some),
        };
        let step = number(step)?;
        if step != Some(0) {
            let (start, stop) = (number(start)?, number(stop)?);
            if let Some(indices) = SliceIndices::of(start, stop, step, length) {
                return Ok(indices);
            }
        }
        Err(self.value_error("slice step cannot be zero"))
    }
}

impl SliceIndices {
    /// The bounds in a sequence of a length; None if the step is zero.
    #[inline(always)]
    fn of(
        start: Option<isize>,
        stop: Option<isize>,
        step: Option<isize>,
        length: usize,
    ) -> Option<SliceIndices> {
        let length = length as isize;
        let step = step.unwrap_or(1).max(-isize::MAX);
        let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let bound = |number: Option<isize>, default: isize| match number {
            None => default,
            Some(number) if number < 0 => number.saturating_add(length).clamp(lowest, highest),
            Some(number) => number.min(highest),
        };
        let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
        let (start, stop) = (bound(start, first), bound(stop, last));
        let count = match step {
            0 => return None,
            1 => (stop - start).max(0) as usize,
            -1 => (start - stop).max(0) as usize,
            _ if step < 0 && stop < start => ((start - stop - 1) / -step + 1) as usize,
            _ if step > 0 && start < stop => ((stop - start - 1) / step + 1) as usize,
            _ => 0,
        };
        Some(SliceIndices { start, stop, step, count })
    }

    /// The bounds in a sequence of a length, if they are small ints or left out, and the step is not zero.
    #[inline(always)]
    pub fn plain(parts: &[Value; 3], length: usize) -> Option<SliceIndices> {
        let number = |value: &Value| match value.as_small_int() {
            Some(small) => Some(Some(small as isize)),
            None if value.is_none() => Some(None),
            None => None,
        };
        SliceIndices::of(number(&parts[0])?, number(&parts[1])?, number(&parts[2])?, length)
    }

    /// The indices, in order.
    pub fn indices(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |number| (self.start + number as isize * self.step) as usize)
    }
}
