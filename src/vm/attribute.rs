//! Attributes: the generic lookup and store, and dictionaries of instances.

use super::{Result, Vm};
use crate::heap::attributes::{self, Stored};
use crate::heap::{Dict, Header, Kind, Str, Value, shape};
use crate::object::class::{Class, class_flags, text};
use crate::object::core::{self, class_of};
use crate::object::function::Module;
use crate::object::names::Name;
use crate::object::native::cast_kind;

impl Vm {
    pub fn get_attribute(&mut self, object: &Value, name: &Value) -> Result<Value> {
        match core::slot(object, |slots| slots.get_attribute) {
            Some(get) => get(self, object, name),
            None => self.generic_get(object, name),
        }
    }

    pub fn get_attribute_name(&mut self, object: &Value, name: Name) -> Result<Value> {
        self.get_attribute(object, &name.value())
    }

    /// None where there is no such attribute; other errors go on.
    pub fn find_attribute(&mut self, object: &Value, name: &Value) -> Result<Option<Value>> {
        let of = class_of(object);
        let Some(class) = Class::of(&of) else { return Ok(None) };
        let found = match class.slots().get_attribute {
            None => self.generic_find(object, &of, class, name),
            Some(get) => get(self, object, name).map(Some),
        };
        match found {
            Ok(found) => Ok(found),
            // A computed attribute may raise it, too.
            Err(_) => self.catch(core::Exception::AttributeError).map(|_| None),
        }
    }

    pub fn find_attribute_name(&mut self, object: &Value, name: Name) -> Result<Option<Value>> {
        self.find_attribute(object, &name.value())
    }

    /// `object.__getattribute__`.
    pub fn generic_get(&mut self, object: &Value, name: &Value) -> Result<Value> {
        let of = class_of(object);
        let Some(class) = Class::of(&of) else { return Err(self.type_error("a value without a class")) };
        match self.generic_find(object, &of, class, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(object, name)),
        }
    }

    pub(super) fn generic_find(
        &mut self,
        object: &Value,
        of: &Value,
        class: &Class,
        name: &Value,
    ) -> Result<Option<Value>> {
        let name = &self.intern_value(name)?;
        if cast_kind::<Str>(name, Kind::Str).is_none() {
            let given = self.class_name(name);
            return Err(self.type_error(format!("attribute name must be string, not '{given}'")));
        }
        let found = class.lookup(name);
        let descriptor = found.as_ref().map(class_of);
        let slots = descriptor.as_ref().and_then(Class::of).map(Class::slots);
        if let (Some(found), Some(slots)) = (&found, slots)
            && slots.set.is_some()
            && let Some(get) = slots.get
        {
            return get(self, found, Some(object), of).map(Some);
        }
        if let Some(value) = self.instance_value(object, class, name)? {
            return Ok(Some(value));
        }
        match (found, slots.and_then(|slots| slots.get)) {
            (Some(found), Some(get)) => get(self, &found, Some(object), of).map(Some),
            (found, _) => Ok(found),
        }
    }

    /// The instance's own attribute.
    pub fn instance_value(&mut self, object: &Value, class: &Class, name: &Value) -> Result<Option<Value>> {
        if let Some(module) = Module::of(object) {
            let dict = module.dict.clone();
            return match cast_kind::<Dict>(&dict, Kind::Dict) {
                Some(dict) => self.dict_get(dict, name),
                None => Ok(None),
            };
        }
        if !class.has_flag(class_flags::HAS_DICT) {
            return Ok(None);
        }
        let Some(header) = header_of(object) else { return Ok(None) };
        loop {
            if let Some(dict) = attributes::dict(header) {
                return match cast_kind::<Dict>(&dict, Kind::Dict) {
                    Some(dict) => self.dict_get(dict, name),
                    None => Ok(None),
                };
            }
            let Some(slot) = class.slot_of(name) else { return Ok(None) };
            if slot < class.instance_shape().fixed_slots as usize {
                // A slot of `__slots__` is reached through its descriptor only.
                return Ok(None);
            }
            let value = attributes::get(header, slot);
            if !shape::is_dict_mode(attributes::shape(header)) {
                return Ok(if value.is_null() { None } else { Some(value) });
            }
            // Another thread moves the attributes into a dict just now.
            std::hint::spin_loop();
        }
    }

    #[cold]
    fn no_attribute(&mut self, object: &Value, name: &Value) -> super::Raised {
        let shown = text(name);
        if let Some(module) = Module::of(object) {
            let dict = module.dict.clone();
            let own =
                cast_kind::<Dict>(&dict, Kind::Dict).and_then(|dict| self.dict_get_name(dict, Name::Name));
            let message = match own {
                Some(own) => format!("module '{}' has no attribute '{shown}'", text(&own)),
                None => format!("module has no attribute '{shown}'"),
            };
            return self.attribute_error(object, name, message);
        }
        if let Some(class) = Class::of(object) {
            let message = format!("type object '{}' has no attribute '{shown}'", class.name_text());
            return self.attribute_error(object, name, message);
        }
        let message = format!("'{}' object has no attribute '{shown}'", self.class_name(object));
        self.attribute_error(object, name, message)
    }

    /// Sets an attribute, or with None deletes it.
    pub fn set_attribute(&mut self, object: &Value, name: &Value, value: Option<&Value>) -> Result<()> {
        match core::slot(object, |slots| slots.set_attribute) {
            Some(set) => set(self, object, name, value),
            None => self.generic_set(object, name, value),
        }
    }

    /// `object.__setattr__` and `__delattr__`.
    pub fn generic_set(&mut self, object: &Value, name: &Value, value: Option<&Value>) -> Result<()> {
        let name = &self.intern_value(name)?;
        if cast_kind::<Str>(name, Kind::Str).is_none() {
            let given = self.class_name(name);
            return Err(self.type_error(format!("attribute name must be string, not '{given}'")));
        }
        let of = class_of(object);
        let Some(class) = Class::of(&of) else { return Err(self.type_error("a value without a class")) };
        let found = class.lookup(name);
        if let Some(found) = &found
            && let Some(set) = Class::of(&class_of(found)).and_then(|class| class.slots().set)
        {
            return set(self, found, object, value);
        }
        if self.set_instance_value(object, class, name, value)? {
            return Ok(());
        }
        let (shown, class_text) = (text(name), class.name_text());
        let has_dict = class.has_flag(class_flags::HAS_DICT) || Module::of(object).is_some();
        let message = if has_dict {
            format!("'{class_text}' object has no attribute '{shown}'")
        } else if found.is_some() {
            format!("'{class_text}' object attribute '{shown}' is read-only")
        } else {
            format!(
                "'{class_text}' object has no attribute '{shown}' and no __dict__ for setting new attributes"
            )
        };
        Err(self.attribute_error(object, name, message))
    }

    /// False if the instance has no room for it, or nothing to delete.
    fn set_instance_value(
        &mut self,
        object: &Value,
        class: &Class,
        name: &Value,
        value: Option<&Value>,
    ) -> Result<bool> {
        if let Some(module) = Module::of(object) {
            let dict = module.dict.clone();
            return self.set_in_dict(&dict, name, value);
        }
        if !class.has_flag(class_flags::HAS_DICT) {
            return Ok(false);
        }
        let Some(header) = header_of(object) else { return Ok(false) };
        if let Some(dict) = attributes::dict(header) {
            return self.set_in_dict(&dict, name, value);
        }
        // A slot of `__slots__` is reached through its descriptor only.
        let fixed = class.instance_shape().fixed_slots as usize;
        let Some(value) = value else {
            let Some(slot) = class.slot_of(name).filter(|slot| *slot >= fixed) else { return Ok(false) };
            if let Some(old) = attributes::take(&mut self.heap, header, slot) {
                return Ok(!old.is_null());
            }
            return match attributes::dict(header) {
                Some(dict) => self.set_in_dict(&dict, name, None),
                None => Ok(false),
            };
        };
        let learned = class.learn_slot(name);
        if let Some(slot) = self.check(learned)?.filter(|slot| *slot >= fixed) {
            let stored = attributes::set(&mut self.heap, header, slot, value.clone());
            if let Stored::Done = self.check(stored)? {
                return Ok(true);
            }
        }
        match self.instance_dict(object)? {
            Some(dict) => self.set_in_dict(&dict, name, Some(value)),
            None => Ok(false),
        }
    }

    fn set_in_dict(&mut self, dict: &Value, name: &Value, value: Option<&Value>) -> Result<bool> {
        let Some(dict) = cast_kind::<Dict>(dict, Kind::Dict) else { return Ok(false) };
        match value {
            Some(value) => self.dict_set(dict, name.clone(), value.clone()).map(|()| true),
            None => Ok(self.dict_remove(dict, name)?.is_some()),
        }
    }

    /// The `__dict__` of an instance, made now if need be. None if it has none.
    pub fn instance_dict(&mut self, object: &Value) -> Result<Option<Value>> {
        if let Some(module) = Module::of(object) {
            return Ok(Some(module.dict.clone()));
        }
        let of = class_of(object);
        let Some(class) = Class::of(&of) else { return Ok(None) };
        let Some(header) = header_of(object) else { return Ok(None) };
        if !class.has_flag(class_flags::HAS_DICT) {
            return Ok(None);
        }
        loop {
            if let Some(dict) = attributes::dict(header) {
                return Ok(Some(dict));
            }
            let dict_value = self.new_dict()?;
            let present = attributes::present(&mut self.heap, header);
            // Asked for afterwards: what is present has its name by then.
            let (names, fixed) = class.slot_names();
            if let Some(dict) = cast_kind::<Dict>(&dict_value, Kind::Dict) {
                for (slot, value) in present.iter().filter(|(slot, _)| *slot >= fixed) {
                    if let Some(name) = names.get(*slot) {
                        self.dict_set(dict, name.clone(), value.clone())?;
                    }
                }
            }
            let moved = attributes::move_to_dict(&mut self.heap, header, dict_value.clone(), &present);
            if self.check(moved)? {
                return Ok(Some(dict_value));
            }
        }
    }

    /// Replaces an instance's `__dict__`.
    pub fn install_dict(&mut self, object: &Value, dict: &Value) -> Result<()> {
        let Some(header) = header_of(object) else { return Ok(()) };
        let result = attributes::set_dict(&mut self.heap, header, dict.clone());
        self.check(result)
    }

    /// Forgets every inline cache: an attribute changed in a way that shapes do not show.
    pub fn flush_attribute_caches(&mut self) {
        let record = self.record.clone();
        crate::domain::registry::stop_the_world(&record, crate::object::function::forget_caches);
    }
}

/// The header of a heap object's value.
#[allow(unsafe_code)]
pub fn header_of(value: &Value) -> Option<&Header> {
    // SAFETY: the value counts its object for as long as the reference lives.
    if value.raw().is_pointer() { Some(unsafe { &*value.raw().header() }) } else { None }
}
