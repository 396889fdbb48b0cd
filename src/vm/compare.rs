//! Comparison, hashing, truth, and tests of class.

use super::call::tuple_items;
use super::{Result, Vm};
use crate::heap::dict::{exact_str, plain_hash, simple_hash, text_hash};
use crate::heap::{Str, Value};
use crate::object::class::Class;
use crate::object::core::{self, class_of};
use crate::object::names::Name;
use crate::object::slots::Comparison;

impl Vm {
    /// The value of `left < right` and its kin.
    pub fn compare(&mut self, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
        match compare_simply(left, right, how) {
            Some(truth) => Ok(Value::from_bool(truth)),
            None => self.compare_slowly(left, right, how),
        }
    }

    fn compare_slowly(&mut self, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
        self.check_stack()?;
        let (of_left, of_right) = (class_of(left), class_of(right));
        let (Some(class_left), Some(class_right)) = (Class::of(&of_left), Class::of(&of_right)) else {
            return Err(self.type_error("a value without a class"));
        };
        let reflected_first = !of_left.is(&of_right) && class_right.is_subclass_of(&of_left);
        if reflected_first && let Some(compare) = class_right.slots().compare {
            let result = compare(self, right, left, how.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(compare) = class_left.slots().compare {
            let result = compare(self, left, right, how)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        self.compare_declined(left, right, how, !reflected_first)
    }

    /// Goes on where the left operand said NotImplemented.
    pub fn compare_declined(
        &mut self,
        left: &Value,
        right: &Value,
        how: Comparison,
        ask_right: bool,
    ) -> Result<Value> {
        let of_right = class_of(right);
        if ask_right && let Some(compare) = Class::of(&of_right).and_then(|class| class.slots().compare) {
            let result = compare(self, right, left, how.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        match how {
            Comparison::Eq => Ok(Value::from_bool(left.is(right))),
            Comparison::NotEq => Ok(Value::from_bool(!left.is(right))),
            _ => {
                let (left, right, symbol) = (self.class_name(left), self.class_name(right), how.symbol());
                let message = format!("'{symbol}' not supported between instances of '{left}' and '{right}'");
                Err(self.type_error(message))
            }
        }
    }

    pub fn compare_bool(&mut self, left: &Value, right: &Value, how: Comparison) -> Result<bool> {
        if let Some(truth) = compare_simply(left, right, how) {
            return Ok(truth);
        }
        let result = self.compare_slowly(left, right, how)?;
        self.truth(&result)
    }

    /// Identity or equality, as containers compare.
    #[inline]
    pub fn equal(&mut self, left: &Value, right: &Value) -> Result<bool> {
        match crate::heap::dict::same_key(left.raw(), right.raw()) {
            Some(answer) => Ok(answer),
            None => self.compare_bool(left, right, Comparison::Eq),
        }
    }

    #[inline]
    pub fn hash(&mut self, value: &Value) -> Result<i64> {
        match simple_hash(value.raw()) {
            Some(hash) => Ok(hash as i64),
            None => self.hash_slowly(value),
        }
    }

    fn hash_slowly(&mut self, value: &Value) -> Result<i64> {
        if let Some(hash) = plain_hash(value.raw()) {
            return Ok(hash as i64);
        }
        self.check_stack()?;
        match core::slot(value, |slots| slots.hash) {
            Some(hash) => hash(self, value),
            None => {
                let name = self.class_name(value);
                Err(self.type_error(format!("unhashable type: '{name}'")))
            }
        }
    }

    /// The hash of a string.
    pub fn hash_str(text: &Str) -> i64 {
        text_hash(text) as i64
    }

    #[inline]
    pub fn truth(&mut self, value: &Value) -> Result<bool> {
        if let Some(truth) = value.as_bool() {
            return Ok(truth);
        }
        self.truth_slowly(value)
    }

    fn truth_slowly(&mut self, value: &Value) -> Result<bool> {
        if let Some(number) = value.as_small_int() {
            return Ok(number != 0);
        }
        if let Some(number) = value.as_float() {
            return Ok(number != 0.0);
        }
        if value.is_none() {
            return Ok(false);
        }
        if let Some(text) = exact_str(value.raw()) {
            return Ok(!text.is_empty());
        }
        let (bool, length) = core::slot(value, |slots| (slots.bool, slots.length));
        if let Some(bool) = bool {
            return bool(self, value);
        }
        match length {
            Some(length) => Ok(length(self, value)? != 0),
            None => Ok(true),
        }
    }

    /// `isinstance`, with `__instancecheck__`, tuples and unions.
    pub fn is_instance(&mut self, object: &Value, class: &Value) -> Result<bool> {
        if class_of(object).is(class) {
            return Ok(true);
        }
        self.check_stack()?;
        let items = tuple_items(class);
        if !items.is_empty() {
            for item in items {
                if self.is_instance(object, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(answer) = self.call_special(class, Name::InstanceCheck, std::slice::from_ref(object))? {
            return self.truth(&answer);
        }
        if Class::of(class).is_some() {
            return Ok(self.is_plain_instance(object, class));
        }
        if crate::vm::call::tuple_items(class).is_empty() && crate::heap::Kind::Tuple == kind_of(class) {
            return Ok(false);
        }
        Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"))
    }

    /// Is the object's class (or what its `__class__` says) a subclass, without asking the class?
    pub fn is_plain_instance(&mut self, object: &Value, class: &Value) -> bool {
        Class::of(&class_of(object)).is_some_and(|of| of.is_subclass_of(class))
    }

    /// `issubclass`.
    pub fn is_subclass(&mut self, derived: &Value, class: &Value) -> Result<bool> {
        if derived.is(class) && Class::of(class).is_some() {
            return Ok(true);
        }
        self.check_stack()?;
        let items = tuple_items(class);
        if !items.is_empty() {
            for item in items {
                if self.is_subclass(derived, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(answer) = self.call_special(class, Name::SubclassCheck, std::slice::from_ref(derived))? {
            return self.truth(&answer);
        }
        let Some(of) = Class::of(derived) else {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        };
        if Class::of(class).is_none() {
            return Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
        }
        Ok(of.is_subclass_of(class))
    }
}

/// The answer where no class is asked: two strings, or two numbers that are exact as floats.
#[inline]
pub fn compare_simply(left: &Value, right: &Value, how: Comparison) -> Option<bool> {
    if left.raw().both_int(right.raw()) {
        // The order of int words is that of the ints.
        return Some(how.holds(left.raw().word().cmp(&right.raw().word())));
    }
    if let (Some(left), Some(right)) = (exact_str(left.raw()), exact_str(right.raw())) {
        return Some(match how {
            Comparison::Eq => left.bytes() == right.bytes(),
            Comparison::NotEq => left.bytes() != right.bytes(),
            // WTF-8 orders as code points do.
            _ => how.holds(left.bytes().cmp(right.bytes())),
        });
    }
    let (left, right) = (left.raw().number()?, right.raw().number()?);
    if left.abs() < 9e15 && right.abs() < 9e15 {
        return left.partial_cmp(&right).map(|ordering| how.holds(ordering));
    }
    None
}

fn kind_of(value: &Value) -> crate::heap::Kind {
    super::attribute::header_of(value).map_or(crate::heap::Kind::Free, |header| header.kind)
}
