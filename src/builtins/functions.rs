//! The built-in functions about objects, numbers, sequences and iteration.
//!
//! Input and output are in `functions_io`, names and scopes in `functions_scope`.

use super::common::is_str;
use super::{
    async_generator, functions_io, functions_number, functions_scope, generator, iterators, list_sort,
};
use crate::heap::{Bytes, Kind, Str, Value};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass, class_of};
use crate::object::definition::{NativeDef, function};
use crate::object::function::{Function, Generator};
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::object::slots::Comparison;
use crate::text::buffer::Buffer;
use crate::text::int_text::{Integer, push_prefixed};
use crate::vm::iterate::Source;
use crate::vm::{Result, Vm};
use dashu_int::IBig;

pub use functions_scope::locals_of;

/// What `builtins` holds besides classes and constants.
pub static FUNCTIONS: &[NativeDef] = &[
    function("abs(x, /)", |vm, args| vm.absolute(&args[0]), "The absolute value."),
    function("aiter(async_iterable, /)", async_generator::aiter, "An async iterator over an async iterable."),
    function("all(iterable, /)", all, "Are all items true?"),
    function(
        "anext(async_iterator, default=None, /)",
        async_generator::anext,
        "An awaitable of the next item.",
    ),
    function("any(iterable, /)", any, "Is some item true?"),
    function("ascii(obj, /)", |vm, args| vm.ascii(&args[0]), "The repr with all but ASCII escaped."),
    function("bin(number, /)", |vm, args| in_radix(vm, &args[0], 2), "The binary digits of an int."),
    function("breakpoint(*args, **kwargs)", functions_io::breakpoint, "Calls sys.breakpointhook."),
    function(
        "callable(obj, /)",
        |vm, args| Ok(Value::from_bool(vm.is_callable(&args[0]))),
        "Can it be called?",
    ),
    function("chr(i, /)", chr, "The character of a code point."),
    function("delattr(obj, name, /)", delete_attribute, "Deletes an attribute."),
    function(
        "dir(object=None, /)",
        functions_scope::dir,
        "The names of a scope or the attributes of an object.",
    ),
    function("divmod(x, y, /)", functions_number::divmod, "The pair (x // y, x % y)."),
    function("format(value, format_spec='', /)", format, "The text of a value by a format specification."),
    function("getattr(object, name, default=None, /)", get_attribute, "An attribute, or the default."),
    function("globals()", functions_scope::globals, "The namespace of the running module."),
    function("hasattr(obj, name, /)", has_attribute, "Is there such an attribute?"),
    function("hash(obj, /)", hash, "The hash value of an object."),
    function("help(object=None, /)", functions_io::help, "Shows the documentation of an object."),
    function("hex(number, /)", |vm, args| in_radix(vm, &args[0], 16), "The hexadecimal digits of an int."),
    function("id(obj, /)", id, "A number that is unique among living objects."),
    function("input(prompt='', /)", functions_io::input, "Reads a line from standard input."),
    function("isinstance(obj, class_or_tuple, /)", is_instance, "Is the object an instance of a class?"),
    function("issubclass(cls, class_or_tuple, /)", is_subclass, "Does the class derive from another?"),
    function(
        "iter(object, sentinel=None, /)",
        iter,
        "An iterator over an object's items, or over a call's results.",
    ),
    function("len(obj, /)", length, "The number of items."),
    function("locals()", functions_scope::locals, "The variables of the running scope."),
    function("max(*args, key=None, default=None)", maximum, "The largest item or argument."),
    function("min(*args, key=None, default=None)", minimum, "The smallest item or argument."),
    function("next(iterator, default=None, /)", next, "The next item, or the default at the end."),
    function("oct(number, /)", |vm, args| in_radix(vm, &args[0], 8), "The octal digits of an int."),
    function("ord(character, /)", ord, "The code point of a character."),
    function("pow(base, exp, mod=None)", functions_number::power, "base ** exp, or base ** exp % mod."),
    function(
        "print(*args, sep=' ', end='\\n', file=None, flush=False)",
        functions_io::print,
        "Writes values.",
    ),
    function("repr(obj, /)", |vm, args| vm.repr(&args[0]), "The representation of an object."),
    function(
        "round(number, ndigits=None)",
        functions_number::round,
        "A number rounded to some decimal digits.",
    ),
    function("setattr(obj, name, value, /)", set_attribute, "Sets an attribute."),
    function("sorted(*args, key=None, reverse=False)", sorted, "A sorted list of an iterable's items."),
    function("sum(iterable, /, start=0)", functions_number::sum, "The sum of a start value and all items."),
    function(
        "vars(object=None, /)",
        functions_scope::vars,
        "The __dict__ of an object, or the local variables.",
    ),
];

fn all(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    test_items(vm, &args[0], true)
}

fn any(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    test_items(vm, &args[0], false)
}

/// Goes on as long as items have this truth value.
fn test_items(vm: &mut Vm, iterable: &Value, wanted: bool) -> Result<Value> {
    let mut result = wanted;
    vm.for_each(iterable, |vm, item| {
        result = vm.truth(&item)?;
        Ok(result == wanted)
    })?;
    Ok(Value::from_bool(result))
}

fn in_radix(vm: &mut Vm, value: &Value, radix: u32) -> Result<Value> {
    let number = vm.to_integer(value)?;
    let mut text = Buffer::new();
    push_prefixed(&mut text, &number, radix);
    vm.new_ascii(&text)
}

fn chr(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let point = match vm.to_integer(&args[0])? {
        Integer::Small(number) => u32::try_from(number).ok().filter(|point| *point < 0x11_0000),
        Integer::Big(_) => None,
    };
    match point {
        Some(point) => {
            let (bytes, length) = crate::text::wtf8::encode_code_point(point);
            vm.new_text(&bytes[..length])
        }
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let value = &args[0];
    let length = if let Some(text) = cast_kind::<Str>(value, Kind::Str) {
        if let (1, Some((point, _))) = (text.len(), crate::text::wtf8::first_code_point(text.bytes())) {
            return vm.new_int(point as i64);
        }
        text.len()
    } else if let Some(bytes) = cast_kind::<Bytes>(value, Kind::Bytes) {
        if let [byte] = bytes.bytes() {
            return vm.new_int(*byte as i64);
        }
        bytes.bytes().len()
    } else if super::common::is_kind_of(value, CoreClass::ByteArray) {
        match vm.length(value)? {
            1 => return vm.get_item(value, &Value::from_small_int(0)),
            length => length,
        }
    } else {
        let given = vm.class_name(value);
        return Err(vm.type_error(format!("ord() expected string of length 1, but {given} found")));
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {length} found")))
}

fn expect_name(vm: &mut Vm, name: &Value) -> Result<()> {
    if is_str(name) {
        return Ok(());
    }
    let given = vm.class_name(name);
    Err(vm.type_error(format!("attribute name must be string, not '{given}'")))
}

fn get_attribute(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    expect_name(vm, &args[1])?;
    match args[2].given() {
        Some(default) => Ok(vm.find_attribute(&args[0], &args[1])?.unwrap_or_else(|| default.clone())),
        None => vm.get_attribute(&args[0], &args[1]),
    }
}

fn has_attribute(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    expect_name(vm, &args[1])?;
    Ok(Value::from_bool(vm.find_attribute(&args[0], &args[1])?.is_some()))
}

fn set_attribute(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    expect_name(vm, &args[1])?;
    vm.set_attribute(&args[0], &args[1], Some(&args[2]))?;
    Ok(Value::NONE)
}

fn delete_attribute(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    expect_name(vm, &args[1])?;
    vm.set_attribute(&args[0], &args[1], None)?;
    Ok(Value::NONE)
}

fn format(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let empty = vm.new_str("")?;
    let spec = args[1].given().unwrap_or(&empty);
    if !is_str(spec) {
        let given = vm.class_name(spec);
        return Err(vm.type_error(format!("format() argument 2 must be str, not {given}")));
    }
    vm.format(&args[0], spec)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let hash = vm.hash(&args[0])?;
    vm.new_int(hash)
}

fn id(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let identity = args[0].identity();
    match i64::try_from(identity) {
        Ok(number) => vm.new_int(number),
        Err(_) => vm.new_big_int(IBig::from(identity)),
    }
}

fn is_instance(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.is_instance(&args[0], &args[1]).map(Value::from_bool)
}

fn is_subclass(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.is_subclass(&args[0], &args[1]).map(Value::from_bool)
}

fn length(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = vm.length(&args[0])?;
    vm.new_int(length as i64)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(sentinel) = args[1].given() else { return vm.iter(&args[0]) };
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    iterators::new_callable_iterator(vm, args[0].clone(), sentinel.clone())
}

fn next(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    match (next_item(vm, &args[0]), args[1].given()) {
        (Err(_), Some(default)) => {
            vm.catch(core::Exception::StopIteration)?;
            Ok(default.clone())
        }
        (result, _) => result,
    }
}

/// The next item; at the end StopIteration, with the value that the iterator gave it.
pub fn next_item(vm: &mut Vm, iterator: &Value) -> Result<Value> {
    let class = class_of(iterator);
    let Some(of) = Class::of(&class) else { return Err(vm.type_error("a value without a class")) };
    if of.slots().next.is_none() {
        let given = vm.class_name(iterator);
        return Err(vm.type_error(format!("'{given}' object is not an iterator")));
    }
    if Generator::of(iterator).is_some() {
        return generator::next_or_stop(vm, iterator);
    }
    // A method written in Python raises its own StopIteration.
    if of.lookup(&Name::Next.value()).is_some_and(|method| Function::of(&method).is_some())
        && let Some(item) = vm.call_special(iterator, Name::Next, &[])?
    {
        return Ok(item);
    }
    match vm.next(iterator)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn maximum(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    extreme(vm, args, "max", Comparison::Gt)
}

fn minimum(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    extreme(vm, args, "min", Comparison::Lt)
}

/// The first item that no other one beats.
fn extreme(vm: &mut Vm, args: &[Value], name: &str, better: Comparison) -> Result<Value> {
    let (key, default, items) = (list_sort::key_function(&args[0]), args[1].given(), &args[2..]);
    if key.is_none() && (items.len() == 1 || default.is_none()) {
        let best = match items {
            [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
            [iterable] => {
                let source = vm.source(iterable)?;
                best_of(vm, source, better)?
            }
            many => best_of(vm, Source::Tuple(many.iter()), better)?,
        };
        return best_or(vm, best, default, name);
    }
    let mut best: Option<(Value, Value)> = None;
    let mut consider = |vm: &mut Vm, item: Value| {
        let rank = match key {
            Some(key) => vm.call(key, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let wins = match &best {
            Some((_, record)) => vm.compare_bool(&rank, record, better)?,
            None => true,
        };
        if wins {
            best = Some((item, rank));
        }
        Ok(true)
    };
    match items {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => vm.for_each(iterable, consider)?,
        _ if default.is_some() => {
            return Err(vm.type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        many => {
            for item in many {
                consider(vm, item.clone())?;
            }
        }
    }
    best_or(vm, best.map(|(item, _)| item), default, name)
}

/// The first item of a source that no other one beats.
fn best_of(vm: &mut Vm, mut source: Source, better: Comparison) -> Result<Option<Value>> {
    let Some(mut best) = source.next(vm)? else { return Ok(None) };
    while let Some(item) = source.next(vm)? {
        if vm.compare_bool(&item, &best, better)? {
            best = item;
        }
        vm.poll()?;
    }
    Ok(Some(best))
}

fn best_or(vm: &mut Vm, best: Option<Value>, default: Option<&Value>, name: &str) -> Result<Value> {
    match (best, default) {
        (Some(item), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

fn sorted(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let [iterable] = &args[2..] else {
        let given = args.len() - 2;
        return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
    };
    let result = match core::exact_kind(iterable) {
        Some(Kind::List) => {
            let list = super::common::list_of(vm, iterable)?;
            super::list::whole(vm, list)?
        }
        _ => {
            let items = match super::dict_views::contents(vm, iterable)? {
                Some(items) => items,
                None => vm.collect(iterable)?,
            };
            vm.new_list(items)?
        }
    };
    let reverse = match args[1].given() {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    let (list, key) = (super::common::list_of(vm, &result)?, list_sort::key_function(&args[0]));
    if key.is_none() && list_sort::sort_plainly(vm, list, reverse) {
        return Ok(result);
    }
    let items = list.take_all(&mut vm.heap);
    let items = vm.check(items)?;
    let (items, outcome) = list_sort::sort_items(vm, items, key, reverse);
    outcome?;
    vm.new_list(items)
}
