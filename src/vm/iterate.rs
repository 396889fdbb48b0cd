//! Iteration.

use super::call::tuple_items;
use super::{Result, Vm};
use crate::heap::{Kind, List, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;

/// Where a native loop draws from: a plain list or tuple as it lies, or an iterator.
pub enum Source<'a> {
    /// The list and the index of the next item; user code may change the list meanwhile.
    List(&'a List, usize),
    Tuple(std::slice::Iter<'a, Value>),
    Iterator(Value),
}

impl Source<'_> {
    #[inline]
    pub fn next(&mut self, vm: &mut Vm) -> Result<Option<Value>> {
        match self {
            Source::List(list, index) => {
                let item = list.get(*index);
                *index += 1;
                Ok(item)
            }
            Source::Tuple(items) => Ok(items.next().cloned()),
            Source::Iterator(iterator) => vm.next(iterator),
        }
    }
}

impl Vm {
    pub fn iter(&mut self, iterable: &Value) -> Result<Value> {
        let of = class_of(iterable);
        let Some(class) = Class::of(&of) else { return Err(self.type_error("a value without a class")) };
        if let Some(iter) = class.slots().iter {
            let iterator = iter(self, iterable)?;
            if Class::of(&class_of(&iterator)).is_some_and(|class| class.slots().next.is_some()) {
                return Ok(iterator);
            }
            let name = self.class_name(&iterator);
            return Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")));
        }
        if class.slots().get_item.is_some() && class.lookup(&Name::GetItem.value()).is_some() {
            // Old-style sequences: the iterator type is a core class that is called with its sequence.
            return self.call(&core::class(CoreClass::Iterator), std::slice::from_ref(iterable));
        }
        let name = class.name_text();
        Err(self.type_error(format!("'{name}' object is not iterable")))
    }

    /// The next item; None at the end (StopIteration is swallowed).
    pub fn next(&mut self, iterator: &Value) -> Result<Option<Value>> {
        match core::slot(iterator, |slots| slots.next) {
            Some(next) => next(self, iterator),
            None => {
                let name = self.class_name(iterator);
                Err(self.type_error(format!("'{name}' object is not an iterator")))
            }
        }
    }

    /// All items.
    pub fn collect(&mut self, iterable: &Value) -> Result<Vec<Value>> {
        if core::is_exactly(iterable, CoreClass::List)
            && let Some(list) = cast_kind::<List>(iterable, Kind::List)
        {
            let result = list.snapshot(&mut self.heap);
            return self.check(result);
        }
        if core::is_exactly(iterable, CoreClass::Tuple) {
            return Ok(tuple_items(iterable).to_vec());
        }
        let mut items = Vec::new();
        self.check_room_for(iterable)?;
        self.for_each(iterable, |vm, item| {
            if items.try_reserve(1).is_err() {
                return Err(vm.memory_error());
            }
            items.push(item);
            Ok(true)
        })?;
        Ok(items)
    }

    /// MemoryError for a range of more items than memory holds: it must not be filled first, or the system ends the
    /// process.
    pub fn check_room_for(&mut self, iterable: &Value) -> Result<()> {
        if !core::is_exactly(iterable, CoreClass::Range) {
            return Ok(());
        }
        let length = self.length_hint(iterable)?;
        if Vec::<Value>::new().try_reserve_exact(length).is_err() { Err(self.memory_error()) } else { Ok(()) }
    }

    /// Runs `body` with each item until it says false.
    pub fn for_each(
        &mut self,
        iterable: &Value,
        mut body: impl FnMut(&mut Vm, Value) -> Result<bool>,
    ) -> Result<()> {
        let mut source = self.source(iterable)?;
        while let Some(item) = source.next(self)? {
            if !body(self, item)? {
                break;
            }
            self.poll()?;
        }
        Ok(())
    }

    /// The items of an iterable, for a native loop that draws them one by one.
    pub fn source<'a>(&mut self, iterable: &'a Value) -> Result<Source<'a>> {
        match core::exact_kind(iterable) {
            Some(Kind::List) if let Some(list) = cast_kind(iterable, Kind::List) => Ok(Source::List(list, 0)),
            Some(Kind::Tuple) => Ok(Source::Tuple(tuple_items(iterable).iter())),
            _ => self.iter(iterable).map(Source::Iterator),
        }
    }

    /// A guess at the number of items: `__len__`, or else `__length_hint__`, or else 0.
    pub fn length_hint(&mut self, value: &Value) -> Result<usize> {
        let of = class_of(value);
        if let Some(length) = Class::of(&of).and_then(|class| class.slots().length) {
            return length(self, value);
        }
        match self.call_special(value, Name::LengthHint, &[])? {
            Some(hint) => Ok(hint.as_small_int().and_then(|hint| usize::try_from(hint).ok()).unwrap_or(0)),
            None => Ok(0),
        }
    }
}
