//! Raising exceptions from native code.

use super::{Raised, Result, Vm};
use crate::heap::{OutOfMemory, Value};
use crate::object::class::Class;
use crate::object::core::{self, Exception as Kind};
use crate::object::function::Exception;
use std::fmt::Display;

impl Vm {
    /// Raises a built-in exception with a message. Every helper below is this with a class.
    #[cold]
    pub fn raise(&mut self, kind: Kind, message: impl Display) -> Raised {
        let args = match self.new_str(&message.to_string()).and_then(|text| self.new_tuple([text])) {
            Ok(args) => args,
            Err(raised) => return raised,
        };
        self.raise_with_args(kind, args)
    }

    /// Raises a built-in exception with a tuple of arguments.
    #[cold]
    pub fn raise_with_args(&mut self, kind: Kind, args: Value) -> Raised {
        let class = core::exception(kind);
        match self.call(&class, crate::vm::call::tuple_items(&args)) {
            Ok(exception) => self.raise_value(exception),
            Err(raised) => raised,
        }
    }

    /// Raises an exception object, as `raise` would: its context is the exception being handled.
    #[cold]
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        self.chain_context(&exception);
        self.raised = exception;
        Raised
    }

    /// Raises an exception object again, its context as it is.
    pub fn reraise(&mut self, exception: Value) -> Raised {
        self.raised = exception;
        Raised
    }

    /// Sets the context of a fresh exception, breaking any cycle.
    fn chain_context(&mut self, exception: &Value) {
        let handled = self.handled.clone();
        if handled.is_null() || handled.is_none() || handled.is(exception) {
            return;
        }
        let Some(target) = Exception::of(exception) else { return };
        let mut link = handled.clone();
        let mut steps = 0usize;
        while let Some(current) = Exception::of(&link) {
            let next = current.context.get();
            if next.is(exception) {
                let _ = self.heap.set_slot(&current.header, &current.context, Value::NONE);
                break;
            }
            steps += 1;
            if next.is_none() || steps > 10_000_000 {
                break;
            }
            link = next;
        }
        let _ = self.heap.set_slot(&target.header, &target.context, handled);
    }

    /// Takes the exception in flight.
    pub fn take_raised(&mut self) -> Value {
        std::mem::replace(&mut self.raised, Value::NULL)
    }

    /// The exception in flight, NULL for none.
    pub fn raised(&self) -> &Value {
        &self.raised
    }

    /// Is the exception in flight an instance of a built-in class?
    pub fn raised_is(&self, kind: Kind) -> bool {
        is_exception(&self.raised, kind)
    }

    /// Swallows the exception in flight if it is of a class; else it goes on.
    pub fn catch(&mut self, kind: Kind) -> Result<Value> {
        if self.raised_is(kind) { Ok(self.take_raised()) } else { Err(Raised) }
    }

    #[cold]
    pub fn type_error(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::TypeError, message)
    }

    #[cold]
    pub fn value_error(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::ValueError, message)
    }

    #[cold]
    pub fn index_error(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::IndexError, message)
    }

    #[cold]
    pub fn overflow_error(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::OverflowError, message)
    }

    #[cold]
    pub fn zero_division(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::ZeroDivisionError, message)
    }

    #[cold]
    pub fn runtime_error(&mut self, message: impl Display) -> Raised {
        self.raise(Kind::RuntimeError, message)
    }

    /// KeyError with the key itself as its argument.
    #[cold]
    pub fn key_error(&mut self, key: &Value) -> Raised {
        match self.new_tuple([key.clone()]) {
            Ok(args) => self.raise_with_args(Kind::KeyError, args),
            Err(raised) => raised,
        }
    }

    /// StopIteration with a value (None: no arguments).
    #[cold]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        match self.new_tuple(args) {
            Ok(args) => self.raise_with_args(Kind::StopIteration, args),
            Err(raised) => raised,
        }
    }

    /// AttributeError that knows the name and the object, for suggestions.
    #[cold]
    pub fn attribute_error(&mut self, object: &Value, name: &Value, message: impl Display) -> Raised {
        self.raise(Kind::AttributeError, message);
        self.set_error_fields(&[(0, name.clone()), (1, object.clone())]);
        Raised
    }

    #[cold]
    pub fn name_error(&mut self, kind: Kind, name: &Value, message: impl Display) -> Raised {
        self.raise(kind, message);
        // CPython does not tell the name of a local variable.
        if kind != Kind::UnboundLocalError {
            self.set_error_fields(&[(0, name.clone())]);
        }
        Raised
    }

    /// Sets class-specific fields of the exception in flight.
    pub fn set_error_fields(&mut self, fields: &[(usize, Value)]) {
        let raised = self.raised.clone();
        let Some(exception) = Exception::of(&raised) else { return };
        for (index, value) in fields {
            let _ = self.heap.set_slot(&exception.header, &exception.fields[*index], value.clone());
        }
    }

    /// MemoryError: made without arguments, from as little memory as can be.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        self.heap.heap().take_remote();
        let class = core::exception(Kind::MemoryError);
        let args = self.interpreter_empty_tuple();
        match Class::of(&class) {
            Some(class) => {
                match crate::object::native::create(class.instance_shape(), Exception::new(args)) {
                    Ok(exception) => self.raise_value(exception),
                    Err(_) => {
                        self.raised = Value::NONE;
                        Raised
                    }
                }
            }
            None => Raised,
        }
    }

    /// Turns "memory is out" of the heap into MemoryError.
    pub fn check<T>(&mut self, result: std::result::Result<T, OutOfMemory>) -> Result<T> {
        match result {
            Ok(value) => Ok(value),
            Err(OutOfMemory) => Err(self.memory_error()),
        }
    }

    /// Turns a text algorithm's error into its exception.
    pub fn text_error(&mut self, error: crate::text::error::TextError) -> Raised {
        use crate::text::error::ErrorKind;
        let kind = match error.kind {
            ErrorKind::Value => Kind::ValueError,
            ErrorKind::Type => Kind::TypeError,
            ErrorKind::Overflow => Kind::OverflowError,
            ErrorKind::Memory => return self.memory_error(),
        };
        self.raise(kind, String::from_utf8_lossy(&error.message))
    }
}

/// Is this an instance of a built-in exception class?
pub fn is_exception(value: &Value, kind: Kind) -> bool {
    if Exception::of(value).is_none() {
        return false;
    }
    Class::of(&core::class_of(value)).is_some_and(|class| class.is_subclass_of(&core::exception(kind)))
}
