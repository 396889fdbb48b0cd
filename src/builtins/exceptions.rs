//! `BaseException`, and the built-in exceptions that add nothing to their base but a name.
//!
//! The object is `object::function::Exception`: arguments, traceback, context, cause, notes, and slots for what a
//! class adds. Classes that do add something are in the files named `exception_*`.

use super::common::{is_str, push_repr};
use super::exception_fields::{
    ATTRIBUTE_ERROR, IMPORT_ERROR, KEY_ERROR, NAME_ERROR, STOP_ITERATION, SYSTEM_EXIT,
};
use super::exception_group::{BASE_EXCEPTION_GROUP, EXCEPTION_GROUP};
use super::exception_os::{BLOCKING_IO_ERROR, OS_ERROR};
use super::exception_syntax::SYNTAX_ERROR;
use super::exception_unicode::{UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, UNICODE_TRANSLATE_ERROR};
use crate::heap::{Dict, HeapObject, Kind, List, Value};
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, TypeDef, method, property};
use crate::object::function::{Exception, Traceback};
use crate::object::native::{cast_kind, payload};
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

pub static BASE_EXCEPTION: TypeDef = TypeDef {
    doc: "The base of all exceptions.",
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), str: Some(str), ..Slots::EMPTY },
    methods: &[
        method(
            "add_note(self, note, /)",
            add_note_method,
            "Adds a note that the report of the exception shows.",
        ),
        method(
            "with_traceback(self, traceback, /)",
            with_traceback,
            "Sets the traceback; returns the exception.",
        ),
        method("__reduce__(self, /)", reduce, "For pickling."),
        method("__setstate__(self, state, /)", set_state, "Sets attributes from a dict."),
    ],
    getters: &[
        property("args", |_, value| Ok(of(value).map_or(Value::NULL, |error| error.args.get())), set_args),
        property("__traceback__", traceback, set_traceback),
        property("__context__", context, set_context),
        property("__cause__", cause, set_cause),
        property("__suppress_context__", suppress_context, set_suppress_context),
        property("__notes__", notes, set_notes),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("BaseException", Exception::LAYOUT)
};

/// Exceptions with a name, a base and no more.
macro_rules! plain_exceptions {
    ($($definition:ident = $name:literal of $base:ident: $doc:literal;)*) => {
        $(
            pub static $definition: TypeDef = TypeDef {
                base: Some(&$base),
                doc: $doc,
                subclassable: true,
                ..TypeDef::new($name, Exception::LAYOUT)
            };
        )*
    };
}

plain_exceptions! {
    GENERATOR_EXIT = "GeneratorExit" of BASE_EXCEPTION: "Thrown into a generator that is closed.";
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" of BASE_EXCEPTION: "The user asked to stop.";
    EXCEPTION = "Exception" of BASE_EXCEPTION: "The base of all exceptions that do not end the program.";
    ARITHMETIC_ERROR = "ArithmeticError" of EXCEPTION: "The base of arithmetic errors.";
    FLOATING_POINT_ERROR = "FloatingPointError" of ARITHMETIC_ERROR: "A floating-point operation failed.";
    OVERFLOW_ERROR = "OverflowError" of ARITHMETIC_ERROR: "A result is too large.";
    ZERO_DIVISION_ERROR = "ZeroDivisionError" of ARITHMETIC_ERROR: "A division by zero.";
    ASSERTION_ERROR = "AssertionError" of EXCEPTION: "An assertion failed.";
    BUFFER_ERROR = "BufferError" of EXCEPTION: "A buffer operation failed.";
    EOF_ERROR = "EOFError" of EXCEPTION: "The input ended too early.";
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" of IMPORT_ERROR: "There is no such module.";
    LOOKUP_ERROR = "LookupError" of EXCEPTION: "The base of errors of keys and indices.";
    INDEX_ERROR = "IndexError" of LOOKUP_ERROR: "An index is out of range.";
    MEMORY_ERROR = "MemoryError" of EXCEPTION: "The memory is used up.";
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" of NAME_ERROR: "A local variable has no value.";
    CHILD_PROCESS_ERROR = "ChildProcessError" of OS_ERROR: "An operation on a child process failed.";
    CONNECTION_ERROR = "ConnectionError" of OS_ERROR: "The base of connection errors.";
    BROKEN_PIPE_ERROR = "BrokenPipeError" of CONNECTION_ERROR: "Nobody reads the pipe any more.";
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError" of CONNECTION_ERROR: "The connection was aborted.";
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError" of CONNECTION_ERROR: "The connection was refused.";
    CONNECTION_RESET_ERROR = "ConnectionResetError" of CONNECTION_ERROR: "The connection was reset.";
    FILE_EXISTS_ERROR = "FileExistsError" of OS_ERROR: "The file exists already.";
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" of OS_ERROR: "There is no such file.";
    INTERRUPTED_ERROR = "InterruptedError" of OS_ERROR: "A signal interrupted the call.";
    IS_A_DIRECTORY_ERROR = "IsADirectoryError" of OS_ERROR: "The operation does not work on directories.";
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError" of OS_ERROR: "The operation works on directories only.";
    PERMISSION_ERROR = "PermissionError" of OS_ERROR: "The operation is not permitted.";
    PROCESS_LOOKUP_ERROR = "ProcessLookupError" of OS_ERROR: "There is no such process.";
    TIMEOUT_ERROR = "TimeoutError" of OS_ERROR: "The time is up.";
    REFERENCE_ERROR = "ReferenceError" of EXCEPTION: "A weak proxy outlived its object.";
    RUNTIME_ERROR = "RuntimeError" of EXCEPTION: "An error that has no class of its own.";
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" of RUNTIME_ERROR: "A subclass must implement this.";
    RECURSION_ERROR = "RecursionError" of RUNTIME_ERROR: "The recursion is too deep.";
    PYTHON_FINALIZATION_ERROR = "PythonFinalizationError" of RUNTIME_ERROR: "The interpreter is shutting down.";
    STOP_ASYNC_ITERATION = "StopAsyncIteration" of EXCEPTION: "An async iterator has ended.";
    INDENTATION_ERROR = "IndentationError" of SYNTAX_ERROR: "Lines are not indented as they should be.";
    TAB_ERROR = "TabError" of INDENTATION_ERROR: "Tabs and spaces are mixed.";
    SYSTEM_ERROR = "SystemError" of EXCEPTION: "An error of the interpreter itself.";
    TYPE_ERROR = "TypeError" of EXCEPTION: "An argument has the wrong type.";
    VALUE_ERROR = "ValueError" of EXCEPTION: "An argument has the right type and a wrong value.";
    UNICODE_ERROR = "UnicodeError" of VALUE_ERROR: "The base of errors of encodings.";
    WARNING = "Warning" of EXCEPTION: "The base of warnings.";
    BYTES_WARNING = "BytesWarning" of WARNING: "A warning about mixing bytes with text.";
    DEPRECATION_WARNING = "DeprecationWarning" of WARNING: "A warning about what will go away.";
    ENCODING_WARNING = "EncodingWarning" of WARNING: "A warning about encodings.";
    FUTURE_WARNING = "FutureWarning" of WARNING: "A warning about what will change.";
    IMPORT_WARNING = "ImportWarning" of WARNING: "A warning about imports.";
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning" of WARNING: "A warning about what may go away.";
    RESOURCE_WARNING = "ResourceWarning" of WARNING: "A warning about resources that were not closed.";
    RUNTIME_WARNING = "RuntimeWarning" of WARNING: "A warning about doubtful behaviour.";
    SYNTAX_WARNING = "SyntaxWarning" of WARNING: "A warning about doubtful syntax.";
    UNICODE_WARNING = "UnicodeWarning" of WARNING: "A warning about text.";
    USER_WARNING = "UserWarning" of WARNING: "A warning that a program gives.";
}

/// Every exception class, bases first.
pub static TYPES: &[&TypeDef] = &[
    &BASE_EXCEPTION,
    &BASE_EXCEPTION_GROUP,
    &GENERATOR_EXIT,
    &KEYBOARD_INTERRUPT,
    &SYSTEM_EXIT,
    &EXCEPTION,
    &EXCEPTION_GROUP,
    &ARITHMETIC_ERROR,
    &FLOATING_POINT_ERROR,
    &OVERFLOW_ERROR,
    &ZERO_DIVISION_ERROR,
    &ASSERTION_ERROR,
    &ATTRIBUTE_ERROR,
    &BUFFER_ERROR,
    &EOF_ERROR,
    &IMPORT_ERROR,
    &MODULE_NOT_FOUND_ERROR,
    &LOOKUP_ERROR,
    &INDEX_ERROR,
    &KEY_ERROR,
    &MEMORY_ERROR,
    &NAME_ERROR,
    &UNBOUND_LOCAL_ERROR,
    &OS_ERROR,
    &BLOCKING_IO_ERROR,
    &CHILD_PROCESS_ERROR,
    &CONNECTION_ERROR,
    &BROKEN_PIPE_ERROR,
    &CONNECTION_ABORTED_ERROR,
    &CONNECTION_REFUSED_ERROR,
    &CONNECTION_RESET_ERROR,
    &FILE_EXISTS_ERROR,
    &FILE_NOT_FOUND_ERROR,
    &INTERRUPTED_ERROR,
    &IS_A_DIRECTORY_ERROR,
    &NOT_A_DIRECTORY_ERROR,
    &PERMISSION_ERROR,
    &PROCESS_LOOKUP_ERROR,
    &TIMEOUT_ERROR,
    &REFERENCE_ERROR,
    &RUNTIME_ERROR,
    &NOT_IMPLEMENTED_ERROR,
    &RECURSION_ERROR,
    &PYTHON_FINALIZATION_ERROR,
    &STOP_ASYNC_ITERATION,
    &STOP_ITERATION,
    &SYNTAX_ERROR,
    &INDENTATION_ERROR,
    &TAB_ERROR,
    &SYSTEM_ERROR,
    &TYPE_ERROR,
    &VALUE_ERROR,
    &UNICODE_ERROR,
    &UNICODE_DECODE_ERROR,
    &UNICODE_ENCODE_ERROR,
    &UNICODE_TRANSLATE_ERROR,
    &WARNING,
    &BYTES_WARNING,
    &DEPRECATION_WARNING,
    &ENCODING_WARNING,
    &FUTURE_WARNING,
    &IMPORT_WARNING,
    &PENDING_DEPRECATION_WARNING,
    &RESOURCE_WARNING,
    &RUNTIME_WARNING,
    &SYNTAX_WARNING,
    &UNICODE_WARNING,
    &USER_WARNING,
];

fn of(value: &Value) -> Option<&Exception> {
    Exception::of(value)
}

/// The exception behind a method's receiver.
pub fn exception_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Exception> {
    match Exception::of(value) {
        Some(exception) => Ok(exception),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("expected an exception but received a '{given}'")))
        }
    }
}

pub fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let args = vm.new_tuple(arguments.positional().iter().cloned())?;
    vm.build_in(class, || Exception::new(args))
}

pub fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    if !arguments.names.is_empty() {
        let name = vm.class_name(object);
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    set_positional(vm, object, arguments.values)
}

/// Sets `args`.
pub fn set_positional(vm: &mut Vm, object: &Value, values: &[Value]) -> Result<()> {
    let exception = exception_of(vm, object)?;
    let known = exception.args.get();
    let current = tuple_items(&known);
    if current.len() == values.len() && current.iter().zip(values).all(|(one, other)| one.is(other)) {
        return Ok(());
    }
    let args = vm.new_tuple(values.iter().cloned())?;
    let result = vm.heap.set_slot(&exception.header, &exception.args, args);
    vm.check(result).map(drop)
}

/// Sets a field that the class adds.
pub fn set_field(vm: &mut Vm, object: &Value, field: usize, value: Value) -> Result<()> {
    let exception = exception_of(vm, object)?;
    let result = vm.heap.set_slot(&exception.header, &exception.fields[field], value);
    vm.check(result).map(drop)
}

/// A field that the class adds, NULL if it is unset.
pub fn field_of(object: &Value, field: usize) -> Value {
    Exception::of(object).map_or(Value::NULL, |exception| exception.fields[field].get())
}

/// The getter of a field: None if it is unset.
pub fn get_field<const FIELD: usize>(_vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(field_of(object, FIELD).given().cloned().unwrap_or(Value::NONE))
}

pub fn put_field<const FIELD: usize>(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    set_field(vm, object, FIELD, value.cloned().unwrap_or(Value::NULL))
}

fn repr(vm: &mut Vm, object: &Value) -> Result<Value> {
    let args = exception_of(vm, object)?.args.get();
    let mut out = vm.class_name(object).into_bytes();
    match tuple_items(&args) {
        [one] => {
            out.push(b'(');
            push_repr(vm, &mut out, one)?;
            out.push(b')');
        }
        _ => push_repr(vm, &mut out, &args)?,
    }
    vm.new_text(&out)
}

pub fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    let args = exception_of(vm, object)?.args.get();
    match tuple_items(&args) {
        [] => vm.new_str(""),
        [one] => vm.str(one),
        _ => vm.str(&args),
    }
}

fn set_args(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("args may not be deleted")) };
    let items = vm.collect(value)?;
    set_positional(vm, object, &items)
}

fn traceback(vm: &mut Vm, object: &Value) -> Result<Value> {
    exception_of(vm, object).map(|exception| exception.traceback.get())
}

fn set_traceback(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("__traceback__ may not be deleted")) };
    if !value.is_none() && payload::<Traceback>(value).is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    let exception = exception_of(vm, object)?;
    let result = vm.heap.set_slot(&exception.header, &exception.traceback, value.clone());
    vm.check(result).map(drop)
}

fn context(vm: &mut Vm, object: &Value) -> Result<Value> {
    exception_of(vm, object).map(|exception| exception.context.get())
}

fn set_context(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("__context__ may not be deleted")) };
    if !value.is_none() && Exception::of(value).is_none() {
        return Err(vm.type_error("exception context must be None or derive from BaseException"));
    }
    let exception = exception_of(vm, object)?;
    let result = vm.heap.set_slot(&exception.header, &exception.context, value.clone());
    vm.check(result).map(drop)
}

fn cause(vm: &mut Vm, object: &Value) -> Result<Value> {
    exception_of(vm, object).map(|exception| exception.cause.get())
}

/// A cause hides the context.
fn set_cause(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("__cause__ may not be deleted")) };
    if !value.is_none() && Exception::of(value).is_none() {
        return Err(vm.type_error("exception cause must be None or derive from BaseException"));
    }
    let exception = exception_of(vm, object)?;
    exception.suppress_context.store(true, Ordering::Relaxed);
    let result = vm.heap.set_slot(&exception.header, &exception.cause, value.clone());
    vm.check(result).map(drop)
}

fn suppress_context(vm: &mut Vm, object: &Value) -> Result<Value> {
    let exception = exception_of(vm, object)?;
    Ok(Value::from_bool(exception.suppress_context.load(Ordering::Relaxed)))
}

fn set_suppress_context(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    let Some(truth) = value.as_bool() else { return Err(vm.type_error("attribute value type must be bool")) };
    exception_of(vm, object)?.suppress_context.store(truth, Ordering::Relaxed);
    Ok(())
}

fn notes(vm: &mut Vm, object: &Value) -> Result<Value> {
    let notes = exception_of(vm, object)?.notes.get();
    if !notes.is_null() {
        return Ok(notes);
    }
    let class = vm.class_name(object);
    let name = crate::object::names::Name::Notes.value();
    Err(vm.attribute_error(object, &name, format!("'{class}' object has no attribute '__notes__'")))
}

fn set_notes(vm: &mut Vm, object: &Value, value: Option<&Value>) -> Result<()> {
    if value.is_none() {
        notes(vm, object)?;
    }
    let exception = exception_of(vm, object)?;
    let value = value.cloned().unwrap_or(Value::NULL);
    let result = vm.heap.set_slot(&exception.header, &exception.notes, value);
    vm.check(result).map(drop)
}

/// Adds a note, a string, to an exception.
pub fn add_note(vm: &mut Vm, object: &Value, note: Value) -> Result<()> {
    let exception = exception_of(vm, object)?;
    let notes = exception.notes.get();
    if notes.is_null() {
        let list = vm.new_list(vec![note])?;
        return set_notes(vm, object, Some(&list));
    }
    match cast_kind::<List>(&notes, Kind::List) {
        Some(list) => {
            let result = list.push(&mut vm.heap, note);
            vm.check(result)
        }
        None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
    }
}

fn add_note_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !is_str(&args[1]) {
        let given = vm.class_name(&args[1]);
        return Err(vm.type_error(format!("note must be a str, not '{given}'")));
    }
    add_note(vm, &args[0], args[1].clone())?;
    Ok(Value::NONE)
}

fn with_traceback(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    set_traceback(vm, &args[0], Some(&args[1]))?;
    Ok(args[0].clone())
}

/// The state that `__reduce__` adds: the instance's dict, unless it is empty; notes are in it.
pub fn state_of(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let notes = exception_of(vm, object)?.notes.get();
    let Some(dict) = vm.instance_dict(object)? else { return Ok(None) };
    let Some(map) = cast_kind::<Dict>(&dict, Kind::Dict) else { return Ok(None) };
    if notes.is_null() {
        return Ok(if map.is_empty() { None } else { Some(dict) });
    }
    let copy = super::dict_update::new_copy(vm, map)?;
    if let Some(map) = cast_kind::<Dict>(&copy, Kind::Dict) {
        vm.dict_set_name(map, crate::object::names::Name::Notes, notes)?;
    }
    Ok(Some(copy))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let arguments = exception_of(vm, &args[0])?.args.get();
    let mut parts = vec![class_of(&args[0]), arguments];
    parts.extend(state_of(vm, &args[0])?);
    vm.new_tuple(parts)
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[1].is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = cast_kind::<Dict>(&args[1], Kind::Dict) else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    let entries = state.snapshot(&mut vm.heap);
    for (name, value) in vm.check(entries)? {
        vm.set_attribute(&args[0], &name, Some(&value))?;
    }
    Ok(Value::NONE)
}

/// Is this an exception class?
pub fn is_exception_class(value: &Value) -> bool {
    Class::of(value).is_some_and(|class| class.is_subclass_of(&BASE_EXCEPTION.class()))
}
