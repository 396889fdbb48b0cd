//! Conversions: repr, str, format, indices, machine numbers.

use super::{Result, Vm};
use crate::heap::{BigInt, Int64, Kind, Str, Value};
use crate::object::class::{Class, text};
use crate::object::core::{self, CoreClass, class_of};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::text::int_text::Integer;
use dashu_int::IBig;

/// The integer of an int, a bool, or an instance of a subclass of int. Runs no user code.
pub fn integer_of(value: &Value) -> Option<Integer> {
    if let Some(number) = value.as_small_int() {
        return Some(Integer::Small(number));
    }
    if let Some(truth) = value.as_bool() {
        return Some(Integer::Small(truth as i64));
    }
    if let Some(int) = cast_kind::<Int64>(value, Kind::Int64) {
        return Some(Integer::Small(int.number));
    }
    cast_kind::<BigInt>(value, Kind::BigInt).map(|int| match i64::try_from(&int.number) {
        Ok(small) => Integer::Small(small),
        Err(_) => Integer::Big(int.number.clone()),
    })
}

impl Vm {
    /// `repr(value)`, a string.
    pub fn repr(&mut self, value: &Value) -> Result<Value> {
        self.check_stack()?;
        match core::slot(value, |slots| slots.repr) {
            Some(repr) => {
                let result = repr(self, value)?;
                // The text of what is nested deeply is copied at every level.
                self.poll()?;
                self.expect_str(result, "__repr__")
            }
            None => {
                let name = self.full_class_name(&class_of(value));
                let address = value.identity();
                self.new_str(&format!("<{name} object at {address:#x}>"))
            }
        }
    }

    /// `str(value)`, a string.
    pub fn str(&mut self, value: &Value) -> Result<Value> {
        if core::is_exactly(value, CoreClass::Str) {
            return Ok(value.clone());
        }
        match core::slot(value, |slots| slots.str) {
            Some(str) => {
                self.check_stack()?;
                let result = str(self, value)?;
                self.expect_str(result, "__str__")
            }
            None => self.repr(value),
        }
    }

    fn expect_str(&mut self, value: Value, method: &str) -> Result<Value> {
        if cast_kind::<Str>(&value, Kind::Str).is_some() {
            return Ok(value);
        }
        let name = self.class_name(&value);
        Err(self.type_error(format!("{method} returned non-string (type {name})")))
    }

    pub fn repr_text(&mut self, value: &Value) -> Result<String> {
        self.repr(value).map(|repr| text(&repr))
    }

    pub fn str_text(&mut self, value: &Value) -> Result<String> {
        self.str(value).map(|string| text(&string))
    }

    /// `ascii(value)`.
    pub fn ascii(&mut self, value: &Value) -> Result<Value> {
        let repr = self.repr(value)?;
        match cast_kind::<Str>(&repr, Kind::Str) {
            Some(shown) if !shown.is_ascii() => {
                let escaped = crate::text::quote::escape_non_ascii(shown.bytes());
                self.new_text(escaped.as_ref())
            }
            _ => Ok(repr),
        }
    }

    /// `format(value, spec)`.
    pub fn format(&mut self, value: &Value, spec: &Value) -> Result<Value> {
        let empty = cast_kind::<Str>(spec, Kind::Str).is_some_and(Str::is_empty);
        if empty
            && (core::is_exactly(value, CoreClass::Str) || value.raw().is_int() || value.raw().is_float())
        {
            return self.str(value);
        }
        match self.call_special(value, Name::Format, std::slice::from_ref(spec))? {
            Some(result) if cast_kind::<Str>(&result, Kind::Str).is_some() => Ok(result),
            Some(result) => {
                let name = self.class_name(&result);
                Err(self.type_error(format!("__format__ must return a str, not {name}")))
            }
            None => self.str(value),
        }
    }

    /// The int that `__index__` gives.
    pub fn index(&mut self, value: &Value) -> Result<Value> {
        if integer_of(value).is_some() {
            return Ok(value.clone());
        }
        match core::slot(value, |slots| slots.index) {
            Some(index) => index(self, value),
            None => {
                let name = self.class_name(value);
                Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// The integer of a value with `__index__`.
    pub fn to_integer(&mut self, value: &Value) -> Result<Integer> {
        if let Some(integer) = integer_of(value) {
            return Ok(integer);
        }
        let index = self.index(value)?;
        match integer_of(&index) {
            Some(integer) => Ok(integer),
            None => {
                let name = self.class_name(&index);
                Err(self.type_error(format!("__index__ returned non-int (type {name})")))
            }
        }
    }

    pub fn new_integer(&mut self, integer: Integer) -> Result<Value> {
        match integer {
            Integer::Small(number) => self.new_int(number),
            Integer::Big(number) => self.new_big_int(number),
        }
    }

    /// A machine word; OverflowError if it does not fit.
    pub fn as_i64(&mut self, value: &Value) -> Result<i64> {
        match self.to_integer(value)? {
            Integer::Small(number) => Ok(number),
            Integer::Big(_) => Err(self.overflow_error("Python int too large to convert to C long")),
        }
    }

    /// An index; IndexError if it does not fit.
    pub fn as_index(&mut self, value: &Value) -> Result<isize> {
        match self.to_integer(value)? {
            Integer::Small(number) => Ok(number as isize),
            Integer::Big(_) => {
                let name = self.class_name(value);
                Err(self.index_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// An index cut to the machine's range: for slices.
    pub fn as_index_clamped(&mut self, value: &Value) -> Result<isize> {
        let of = class_of(value);
        if integer_of(value).is_none() && Class::of(&of).is_none_or(|class| class.slots().index.is_none()) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        Ok(match self.to_integer(value)? {
            Integer::Small(number) => number as isize,
            Integer::Big(number) if number < IBig::ZERO => isize::MIN,
            Integer::Big(_) => isize::MAX,
        })
    }

    /// A count of items to make; OverflowError or MemoryError by the caller's allocation if it is absurd.
    pub fn as_usize_length(&mut self, value: &Value) -> Result<usize> {
        match self.to_integer(value)? {
            Integer::Small(number) => Ok(usize::try_from(number).unwrap_or(0)),
            Integer::Big(number) if number < IBig::ZERO => Ok(0),
            Integer::Big(_) => {
                let name = self.class_name(value);
                Err(self.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// A float; TypeError for what is no real number.
    pub fn as_f64(&mut self, value: &Value) -> Result<f64> {
        if let Some(number) = value.raw().number() {
            return Ok(number);
        }
        let of = class_of(value);
        let Some(slots) = Class::of(&of).map(Class::slots) else { return Ok(0.0) };
        if let Some(integer) = integer_of(value) {
            return match crate::text::format_number::integer_to_float(&integer) {
                Ok(number) => Ok(number),
                Err(error) => Err(self.text_error(error)),
            };
        }
        let converted = match (slots.float, slots.index) {
            (Some(float), _) => float(self, value)?,
            (None, Some(index)) => index(self, value)?,
            (None, None) => {
                let name = self.class_name(value);
                return Err(self.type_error(format!("must be real number, not {name}")));
            }
        };
        match converted.raw().number() {
            Some(number) => Ok(number),
            None if converted.is(value) => Err(self.type_error("must be real number")),
            None => self.as_f64(&converted),
        }
    }

    /// Begins the repr of a container; false if it is being made already (`[...]`).
    pub fn enter_repr(&mut self, value: &Value) -> bool {
        let identity = value.identity();
        self.repr_running.insert(identity)
    }

    pub fn leave_repr(&mut self, value: &Value) {
        let identity = value.identity();
        self.repr_running.remove(&identity);
    }
}
