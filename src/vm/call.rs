//! Calling.

use super::arguments::{bind_native, with_receiver};
use super::attribute::header_of;
use super::{Result, Vm};
use crate::heap::{Kind, Padded, Tuple, Value, attributes};
use crate::object::class::{Class, text};
use crate::object::core::{self, CoreClass, class, class_of};
use crate::object::definition::{Arguments, Binding, Callee};
use crate::object::function::{BoundMethod, Function, NativeFunction};
use crate::object::method_cells::{self, Reader};
use crate::object::names::Name;
use crate::object::native::cast_kind;

/// Modules whose native types are called by their full names in messages: `'collections.deque' object`.
const NATIVE_MODULES: &[&str] = &[
    "_io",
    "_random",
    "_thread",
    "collections",
    "functools",
    "itertools",
    "operator",
    "os",
    "time",
    "weakref",
];

/// The items of a tuple value; none of anything else.
pub fn tuple_items(value: &Value) -> &[Value] {
    cast_kind::<Tuple>(value, Kind::Tuple).map_or(&[], Tuple::items)
}

impl Vm {
    /// Calls with positional arguments.
    pub fn call(&mut self, callable: &Value, args: &[Value]) -> Result<Value> {
        self.call_with(callable, Arguments::positional_only(args))
    }

    pub fn call_with(&mut self, callable: &Value, arguments: Arguments) -> Result<Value> {
        self.check_stack()?;
        if Function::of(callable).is_some() {
            return (self.hooks.call_function)(self, callable, arguments);
        }
        if let Some(native) = NativeFunction::of(callable) {
            return self.call_native(native, arguments);
        }
        if let Some(method) = BoundMethod::of(callable) {
            let values = with_receiver(&method.receiver, arguments.values);
            return self.call_with(&method.function, Arguments { values: &values, names: arguments.names });
        }
        match core::slot(callable, |slots| slots.call) {
            Some(call) => call(self, callable, arguments),
            None => {
                let name = self.class_name(callable);
                Err(self.type_error(format!("'{name}' object is not callable")))
            }
        }
    }

    /// Calls a native function object.
    pub fn call_native(&mut self, native: &NativeFunction, arguments: Arguments) -> Result<Value> {
        if native.receiver.is_null() {
            return self.call_native_unbound(native, arguments);
        }
        let values = with_receiver(&native.receiver, arguments.values);
        self.call_native_unbound(native, Arguments { values: &values, names: arguments.names })
    }

    /// Calls a native function whose receiver, if it takes one, is the first argument.
    pub fn call_native_unbound(&mut self, native: &NativeFunction, arguments: Arguments) -> Result<Value> {
        let definition = native.definition.0;
        if matches!(definition.binding, Binding::Method | Binding::Wrapper) {
            self.check_receiver(native, arguments)?;
        }
        match definition.callee {
            Callee::Plain(function) => bind_native(self, definition, arguments, function),
            Callee::Wrapper(function) => {
                let owner = native.owner.clone();
                let Some(owner) = Class::of(&owner) else {
                    return Err(self.type_error("a wrapper without its class"));
                };
                let slots = owner.slots();
                if definition.signature.var_positional && definition.signature.var_keyword {
                    return super::trampolines::call_wrapper(self, definition, slots, arguments);
                }
                bind_native(self, definition, arguments, |vm, args| function(vm, slots, args))
            }
        }
    }

    fn check_receiver(&mut self, native: &NativeFunction, arguments: Arguments) -> Result<()> {
        let name = native.definition.name();
        let Some(owner) = Class::of(&native.owner) else { return Ok(()) };
        let is_wrapper = native.definition.binding == Binding::Wrapper;
        let Some(receiver) = arguments.positional().first() else {
            let owner = owner.name_text();
            return Err(self.type_error(if is_wrapper {
                format!("descriptor '{name}' of '{owner}' object needs an argument")
            } else {
                format!("unbound method {owner}.{name}() needs an argument")
            }));
        };
        let of = class_of(receiver);
        if of.is(&native.owner) || Class::of(&of).is_some_and(|class| class.is_subclass_of(&native.owner)) {
            return Ok(());
        }
        let (owner, given) = (owner.name_text(), self.class_name(receiver));
        Err(self.type_error(if is_wrapper {
            format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'")
        } else {
            format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")
        }))
    }

    /// Calls an attribute.
    pub fn call_method(&mut self, object: &Value, name: Name, args: &[Value]) -> Result<Value> {
        let method = self.get_attribute(object, &name.value())?;
        self.call(&method, args)
    }

    /// A special method, looked up on the class and bound to the object. None if the class has none.
    pub fn lookup_special(&mut self, object: &Value, name: Name) -> Result<Option<Value>> {
        let Some(found) = self.class_attribute(object, name) else { return Ok(None) };
        if Function::of(&found).is_some() {
            return self.new_bound_method(found, object.clone()).map(Some);
        }
        self.bind(&found, object, &class_of(object)).map(Some)
    }

    /// Calls a special method of the object's class. None if the class has none.
    pub fn call_special(&mut self, object: &Value, name: Name, args: &[Value]) -> Result<Option<Value>> {
        let Some(found) = self.class_attribute(object, name) else { return Ok(None) };
        if Function::of(&found).is_some() && args.len() < Padded::MOST {
            let values = Padded::with_first(object, args);
            return self.call(&found, values.values(args.len() + 1)).map(Some);
        }
        let method = self.bind(&found, object, &class_of(object))?;
        self.call(&method, args).map(Some)
    }

    /// What the name of a special method means in an object's class: from the thread's table, if it knows.
    pub fn class_attribute(&mut self, object: &Value, name: Name) -> Option<Value> {
        let name = name.value();
        let shape = header_of(object).map(attributes::shape);
        if let Some(shape) = shape
            && let Some(number) = self.attribute_cache.find_in_class(shape, &name)
            && let found = method_cells::cell(number).get()
            && !found.is_null()
        {
            return Some(found);
        }
        let of = class_of(object);
        let class = Class::of(&of)?;
        let found = class.lookup(&name)?;
        // Another thread may have given the object another class meanwhile.
        if let Some(shape) = shape
            && class.has_shape(shape)
            && let Some(number) = class.cached_cell(&name, Reader::Class)
        {
            self.attribute_cache.add_in_class(shape, &name, number);
        }
        Some(found)
    }

    /// What a class attribute becomes when it is read through an instance.
    pub fn bind(&mut self, attribute: &Value, object: &Value, of: &Value) -> Result<Value> {
        let descriptor = class_of(attribute);
        match Class::of(&descriptor).and_then(|class| class.slots().get) {
            Some(get) => get(self, attribute, Some(object), of),
            None => Ok(attribute.clone()),
        }
    }

    pub fn is_callable(&self, value: &Value) -> bool {
        Class::of(&class_of(value)).is_some_and(|class| class.slots().call.is_some())
    }

    /// The name of a value's class, for messages.
    pub fn class_name(&self, value: &Value) -> String {
        let of = class_of(value);
        let Some(class) = Class::of(&of) else { return String::new() };
        let definition = class.definition.0;
        // Types that CPython's modules have in C carry the module in their names.
        let dotted = NATIVE_MODULES.contains(&definition.module()) && definition.class().is(&of);
        if dotted { definition.name.to_owned() } else { class.name_text() }
    }

    /// The class of a value with its module unless that is `builtins`, for messages.
    pub fn full_class_name(&mut self, of: &Value) -> String {
        let Some(class) = Class::of(of) else { return String::new() };
        let qualname = text(&class.qualname.get());
        match class.own(&Name::Module.value()).map(|module| text(&module)) {
            Some(module) if !module.is_empty() && module != "builtins" => format!("{module}.{qualname}"),
            _ => qualname,
        }
    }

    pub fn core(&self, which: CoreClass) -> Value {
        class(which)
    }
}
