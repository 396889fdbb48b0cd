//! `BaseExceptionGroup` and `ExceptionGroup`, and what `except*` does with them.
//!
//! A group holds a message and a tuple of exceptions. Splitting never changes a group: it derives new ones that have
//! the same traceback, context, cause and notes.

use super::common::{is_str, str_bytes};
use super::exceptions::{
    BASE_EXCEPTION, EXCEPTION, exception_of, field_of, get_field, is_exception_class, new as new_base,
    set_field,
};
use super::generic_alias::class_get_item;
use crate::heap::{HeapObject, Value};
use crate::object::class::Class;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, TypeDef, class_method, getter, method};
use crate::object::function::Exception;
use crate::object::slots::Slots;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;

pub static BASE_EXCEPTION_GROUP: TypeDef = TypeDef {
    base: Some(&BASE_EXCEPTION),
    doc: "Several exceptions, raised together.",
    slots: Slots { new: Some(new), str: Some(str), ..Slots::EMPTY },
    methods: &[
        method("derive(self, excs, /)", derive, "A group with the same message and other exceptions."),
        method("split(self, matcher, /)", split_method, "What matches, and the rest: two groups or None."),
        method("subgroup(self, matcher, /)", subgroup, "A group of what matches, or None."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[getter("message", get_field::<MESSAGE>), getter("exceptions", get_field::<EXCEPTIONS>)],
    subclassable: true,
    ..TypeDef::new("BaseExceptionGroup", Exception::LAYOUT)
};

/// Its second base, `Exception`, is given to it by `complete`.
pub static EXCEPTION_GROUP: TypeDef = TypeDef {
    base: Some(&BASE_EXCEPTION_GROUP),
    doc: "Several exceptions, raised together, none of which ends the program.",
    subclassable: true,
    ..TypeDef::new("ExceptionGroup", Exception::LAYOUT)
};

/// At start-up, once all exception classes are made: `ExceptionGroup` derives from `Exception` too.
pub fn complete(vm: &mut Vm) -> Result<()> {
    let value = EXCEPTION_GROUP.class();
    let Some(class) = Class::of(&value) else { return Ok(()) };
    let object = class.mro_classes().pop();
    let (group, plain, base) = (BASE_EXCEPTION_GROUP.class(), EXCEPTION.class(), BASE_EXCEPTION.class());
    let bases = vm.new_tuple([group.clone(), plain.clone()])?;
    let mut order = vec![value.clone(), group, plain, base];
    order.extend(object);
    let order = vm.new_tuple(order)?;
    for (slot, tuple) in [(&class.bases, bases), (&class.mro, order)] {
        let result = vm.heap.set_slot(&class.header, slot, tuple);
        drop(vm.check(result)?);
    }
    Ok(())
}

fn is_group(value: &Value) -> bool {
    Exception::of(value).is_some() && is_kind(value, &BASE_EXCEPTION_GROUP)
}

fn is_kind(value: &Value, definition: &TypeDef) -> bool {
    Class::of(&class_of(value)).is_some_and(|class| class.is_subclass_of(&definition.class()))
}

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    let given = arguments.positional().len();
    let [message, exceptions] = arguments.positional() else {
        let text = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)");
        return Err(vm.type_error(text));
    };
    if !is_str(message) {
        let given = vm.class_name(message);
        let text = format!("BaseExceptionGroup.__new__() argument 1 must be str, not {given}");
        return Err(vm.type_error(text));
    }
    let members = check_members(vm, exceptions)?;
    let ordinary = members.iter().all(|member| is_kind(member, &EXCEPTION));
    let mut chosen = class.clone();
    if class.is(&BASE_EXCEPTION_GROUP.class()) {
        if ordinary {
            chosen = EXCEPTION_GROUP.class();
        }
    } else if !ordinary
        && let Some(own) = Class::of(class).filter(|own| own.is_subclass_of(&EXCEPTION.class()))
    {
        let text = if class.is(&EXCEPTION_GROUP.class()) {
            "Cannot nest BaseExceptions in an ExceptionGroup".to_owned()
        } else {
            format!("Cannot nest BaseExceptions in '{}'", own.name_text())
        };
        return Err(vm.type_error(text));
    }
    let members = vm.new_tuple(members)?;
    let positional = Arguments::positional_only(arguments.positional());
    let object = new_base(vm, &chosen, positional)?;
    set_field(vm, &object, MESSAGE, message.clone())?;
    set_field(vm, &object, EXCEPTIONS, members)?;
    Ok(object)
}

fn check_members(vm: &mut Vm, exceptions: &Value) -> Result<Vec<Value>> {
    let sequence = Class::of(&class_of(exceptions)).is_some_and(|class| class.slots().get_item.is_some())
        && !super::common::is_kind_of(exceptions, crate::object::core::CoreClass::Dict);
    if !sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let members = vm.collect(exceptions)?;
    if members.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(index) = members.iter().position(|member| Exception::of(member).is_none()) {
        let text = format!("Item {index} of second argument (exceptions) is not an exception");
        return Err(vm.value_error(text));
    }
    Ok(members)
}

fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    let message = field_of(object, MESSAGE);
    let shown = vm.str(message.given().unwrap_or(&Value::NONE))?;
    let count = tuple_items(&field_of(object, EXCEPTIONS)).len();
    let plural = if count == 1 { "" } else { "s" };
    let count = format!(" ({count} sub-exception{plural})");
    vm.new_text(&[str_bytes(&shown), count.as_bytes()].concat())
}

fn derive(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    exception_of(vm, &args[0])?;
    let message = field_of(&args[0], MESSAGE);
    vm.call(&BASE_EXCEPTION_GROUP.class(), &[message, args[1].clone()])
}

/// What chooses among the exceptions of a group.
enum Matcher<'a> {
    /// An exception class or a tuple of them.
    Classes(&'a Value),
    Predicate(&'a Value),
    /// Identities of exceptions that are no groups.
    Members(&'a [u64]),
}

impl Matcher<'_> {
    fn matches(&self, vm: &mut Vm, exception: &Value) -> Result<bool> {
        match self {
            Matcher::Classes(classes) => Ok(matches_class(exception, classes)),
            Matcher::Predicate(predicate) => {
                let answer = vm.call(predicate, std::slice::from_ref(exception))?;
                vm.truth(&answer)
            }
            Matcher::Members(members) => Ok(!is_group(exception) && members.contains(&exception.identity())),
        }
    }
}

/// Is an exception an instance of a class, or of one in a tuple? Runs no user code.
fn matches_class(exception: &Value, classes: &Value) -> bool {
    let of = class_of(exception);
    let Some(class) = Class::of(&of) else { return false };
    match tuple_items(classes) {
        [] => class.is_subclass_of(classes),
        many => many.iter().any(|candidate| matches_class(exception, candidate)),
    }
}

fn matcher<'a>(vm: &mut Vm, value: &'a Value) -> Result<Matcher<'a>> {
    if is_exception_class(value) {
        return Ok(Matcher::Classes(value));
    }
    let items = tuple_items(value);
    let is_tuple = super::common::is_kind_of(value, crate::object::core::CoreClass::Tuple);
    if is_tuple && items.iter().all(is_exception_class) {
        return Ok(Matcher::Classes(value));
    }
    if !is_tuple && Class::of(value).is_none() && vm.is_callable(value) {
        return Ok(Matcher::Predicate(value));
    }
    Err(vm.type_error(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    ))
}

/// What matches and (if wanted) what does not: groups, exceptions, or None.
fn split(vm: &mut Vm, object: &Value, matcher: &Matcher, with_rest: bool) -> Result<(Value, Value)> {
    vm.check_stack()?;
    if matcher.matches(vm, object)? {
        return Ok((object.clone(), Value::NONE));
    }
    let members = field_of(object, EXCEPTIONS);
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for member in tuple_items(&members) {
        if is_group(member) {
            let (inner, outer) = split(vm, member, matcher, with_rest)?;
            matched.extend(inner.given().filter(|inner| !inner.is_none()).cloned());
            rest.extend(outer.given().filter(|outer| !outer.is_none()).cloned());
        } else if matcher.matches(vm, member)? {
            matched.push(member.clone());
        } else if with_rest {
            rest.push(member.clone());
        }
    }
    let matched = part_of(vm, object, matched)?;
    let rest = part_of(vm, object, rest)?;
    Ok((matched, rest))
}

/// A group like another one, with some of its exceptions; None if there are none.
fn part_of(vm: &mut Vm, original: &Value, members: Vec<Value>) -> Result<Value> {
    if members.is_empty() {
        return Ok(Value::NONE);
    }
    let members = vm.new_list(members)?;
    let name = vm.intern("derive")?;
    let derive = vm.get_attribute(original, &name)?;
    let part = vm.call(&derive, &[members])?;
    if !is_group(&part) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (exception_of(vm, original)?, exception_of(vm, &part)?);
    let copies = [
        (&to.traceback, from.traceback.get()),
        (&to.context, from.context.get()),
        (&to.cause, from.cause.get()),
    ];
    for (slot, value) in copies {
        let result = vm.heap.set_slot(&to.header, slot, value);
        drop(vm.check(result)?);
    }
    to.suppress_context.store(from.suppress_context.load(Ordering::Relaxed), Ordering::Relaxed);
    let notes = from.notes.get();
    let sequence = Class::of(&class_of(&notes)).is_some_and(|class| class.slots().get_item.is_some());
    if !notes.is_null() && sequence {
        let notes = vm.collect(&notes)?;
        let notes = vm.new_list(notes)?;
        let result = vm.heap.set_slot(&to.header, &to.notes, notes);
        drop(vm.check(result)?);
    }
    Ok(part)
}

fn split_method(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    exception_of(vm, &args[0])?;
    let matcher = matcher(vm, &args[1])?;
    let (matched, rest) = split(vm, &args[0], &matcher, true)?;
    vm.new_tuple([matched, rest])
}

fn subgroup(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    exception_of(vm, &args[0])?;
    let matcher = matcher(vm, &args[1])?;
    split(vm, &args[0], &matcher, false).map(|(matched, _)| matched)
}

/// `except* class`: the part of an exception that matches, as a group, and the rest. Either may be None.
pub fn split_group(vm: &mut Vm, exception: &Value, class: &Value) -> Result<(Value, Value)> {
    check_clause(vm, class)?;
    if exception.is_none() || exception.is_null() {
        return Ok((Value::NONE, Value::NONE));
    }
    if matches_class(exception, class) {
        if is_group(exception) {
            return Ok((exception.clone(), Value::NONE));
        }
        let members = vm.new_tuple([exception.clone()])?;
        let group = group_of(vm, members)?;
        if let (Some(group), Some(naked)) = (Exception::of(&group), Exception::of(exception)) {
            let traceback = naked.traceback.get();
            let result = vm.heap.set_slot(&group.header, &group.traceback, traceback);
            drop(vm.check(result)?);
        }
        return Ok((group, Value::NONE));
    }
    if !is_group(exception) {
        return Ok((Value::NONE, exception.clone()));
    }
    let name = vm.intern("split")?;
    let method = vm.get_attribute(exception, &name)?;
    let pair = vm.call(&method, std::slice::from_ref(class))?;
    if !super::common::is_kind_of(&pair, crate::object::core::CoreClass::Tuple) {
        let (owner, given) = (vm.class_name(exception), vm.class_name(&pair));
        return Err(vm.type_error(format!("{owner}.split must return a tuple, not {given}")));
    }
    match tuple_items(&pair) {
        [matched, rest, ..] => Ok((matched.clone(), rest.clone())),
        items => {
            let (owner, count) = (vm.class_name(exception), items.len());
            let text = format!("{owner}.split must return a 2-tuple, got tuple of size {count}");
            Err(vm.type_error(text))
        }
    }
}

/// A clause names exception classes, and no groups.
fn check_clause(vm: &mut Vm, class: &Value) -> Result<()> {
    let is_tuple = super::common::is_kind_of(class, crate::object::core::CoreClass::Tuple);
    let single = std::slice::from_ref(class);
    for candidate in if is_tuple { tuple_items(class) } else { single } {
        if !is_exception_class(candidate) {
            return Err(
                vm.type_error("catching classes that do not inherit from BaseException is not allowed")
            );
        }
        if Class::of(candidate).is_some_and(|class| class.is_subclass_of(&BASE_EXCEPTION_GROUP.class())) {
            return Err(
                vm.type_error("catching ExceptionGroup with except* is not allowed. Use except instead.")
            );
        }
    }
    Ok(())
}

/// A group without a message.
fn group_of(vm: &mut Vm, members: Value) -> Result<Value> {
    let message = vm.new_str("")?;
    vm.call(&BASE_EXCEPTION_GROUP.class(), &[message, members])
}

/// The end of `except*`: one exception of what the clauses raised and what is left of the original; None if
/// nothing is. What was only split off the original is put together again in its shape.
pub fn join_groups(vm: &mut Vm, original: &Value, list: &Value) -> Result<Value> {
    let exceptions = vm.collect(list)?;
    if !is_group(original) {
        // It was caught whole, so one clause ran at most.
        return Ok(exceptions.into_iter().find(|exception| !exception.is_none()).unwrap_or(Value::NONE));
    }
    let (mut raised, mut reraised) = (Vec::new(), Vec::new());
    for exception in exceptions.into_iter().filter(|exception| !exception.is_none()) {
        if has_same_history(&exception, original) {
            reraised.push(exception);
        } else {
            raised.push(exception);
        }
    }
    let mut leaves = Vec::new();
    for exception in &reraised {
        collect_leaves(vm, exception, &mut leaves)?;
    }
    if !reraised.is_empty() || raised.is_empty() {
        let kept = project(vm, original, &leaves)?;
        if raised.is_empty() {
            return Ok(kept);
        }
        raised.extend(Some(kept).filter(|kept| !kept.is_none()));
    }
    match raised.as_slice() {
        [one] => Ok(one.clone()),
        _ => {
            let members = vm.new_list(raised)?;
            group_of(vm, members)
        }
    }
}

/// Was one exception split off another one?
fn has_same_history(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (Exception::of(one), Exception::of(other)) else { return false };
    one.traceback.raw() == other.traceback.raw()
        && one.cause.raw() == other.cause.raw()
        && one.context.raw() == other.context.raw()
}

fn collect_leaves(vm: &mut Vm, exception: &Value, leaves: &mut Vec<u64>) -> Result<()> {
    vm.check_stack()?;
    if !is_group(exception) {
        leaves.push(exception.identity());
        return Ok(());
    }
    for member in tuple_items(&field_of(exception, EXCEPTIONS)) {
        collect_leaves(vm, member, leaves)?;
    }
    Ok(())
}

/// The part of a group that consists of the given leaves.
fn project(vm: &mut Vm, group: &Value, leaves: &[u64]) -> Result<Value> {
    split(vm, group, &Matcher::Members(leaves), false).map(|(matched, _)| matched)
}
