//! Built-in types and functions as constant tables.
//!
//! Owns `TypeDef` (a type: names, slots, methods, attributes) and `NativeDef` (a function with its signature).
//! Signatures are written as Python writes them, `"pop(self, index=-1, /)"`, and parsed at compile time;
//! `vm::arguments` binds calls to them.

use super::slots::Slots;
use crate::heap::{Layout, RawValue, Value};
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

/// A native's body: one value for each parameter of the signature in order, NULL where an optional one was
/// not given; then, if the signature has `*name`, the rest of the positional arguments; a `**name` parameter
/// is one dict (or NULL) standing before that rest.
pub type NativeFn = fn(&mut Vm, &[Value]) -> Result<Value>;

/// The body of a slot wrapper such as `list.__len__`: it also gets the slots of the class that it was found on.
pub type WrapperFn = fn(&mut Vm, &Slots, &[Value]) -> Result<Value>;

#[derive(Clone, Copy)]
pub enum Callee {
    Plain(NativeFn),
    Wrapper(WrapperFn),
}

/// What kind of attribute a method becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// A module's function: never bound.
    Function,
    /// The first parameter is the instance.
    Method,
    /// The first parameter is the class.
    ClassMethod,
    StaticMethod,
    /// A dunder made from a slot.
    Wrapper,
}

/// Parameters of a native function.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    pub text: &'static str,
    /// Length of the name in `text`.
    name_length: usize,
    /// Parameters that must be given.
    pub required: u8,
    /// Parameters that may be given by position (`*args` apart).
    pub positional: u8,
    /// Of these, how many only by position.
    pub positional_only: u8,
    /// All parameters but `*args`, `**kwargs`.
    pub total: u8,
    pub var_positional: bool,
    pub var_keyword: bool,
}

impl Signature {
    /// Parses `name(a, b=default, /, c, *, d)`. Evaluated at compile time in tables.
    pub const fn parse(text: &'static str) -> Signature {
        let bytes = text.as_bytes();
        let mut name_length = 0;
        while bytes[name_length] != b'(' {
            name_length += 1;
        }
        let mut signature = Signature {
            text,
            name_length,
            required: 0,
            positional: 0,
            positional_only: 0,
            total: 0,
            var_positional: false,
            var_keyword: false,
        };
        let mut at = name_length + 1;
        let mut keyword_only = false;
        while bytes[at] != b')' {
            while bytes[at] == b' ' || bytes[at] == b',' {
                at += 1;
            }
            if bytes[at] == b')' {
                break;
            }
            let start = at;
            let mut optional = false;
            let mut quote = 0;
            let mut depth = 0;
            while quote != 0 || depth != 0 || (bytes[at] != b',' && bytes[at] != b')') {
                if quote != 0 {
                    if bytes[at] == quote {
                        quote = 0;
                    }
                } else if bytes[at] == b'\'' || bytes[at] == b'"' {
                    quote = bytes[at];
                } else if bytes[at] == b'(' {
                    depth += 1;
                } else if bytes[at] == b')' {
                    depth -= 1;
                } else if bytes[at] == b'=' {
                    optional = true;
                }
                at += 1;
            }
            if bytes[start] == b'/' {
                signature.positional_only = signature.total;
            } else if bytes[start] == b'*' && start + 1 < at && bytes[start + 1] == b'*' {
                signature.var_keyword = true;
            } else if bytes[start] == b'*' {
                signature.var_positional = start + 1 < at;
                keyword_only = true;
            } else {
                signature.total += 1;
                if !keyword_only {
                    signature.positional += 1;
                }
                if !optional {
                    signature.required += 1;
                }
            }
        }
        signature
    }

    pub fn name(&self) -> &'static str {
        &self.text[..self.name_length]
    }

    /// Names of the parameters (`*args` and `**kwargs` apart), in order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let list = &self.text[self.name_length + 1..self.text.rfind(')').unwrap_or(self.text.len())];
        let name = |part: &'static str| part.trim().split(['=', ':']).next().unwrap_or("").trim();
        split_parameters(list).map(name).filter(|name| !name.is_empty() && !name.starts_with(['*', '/']))
    }
}

/// Splits at commas that are in no quotes or brackets.
fn split_parameters(list: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quote, mut depth) = (None, 0);
        let comma = text.char_indices().find(|(_, character)| {
            match (quote, character) {
                (Some(open), _) if open == *character => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(*character),
                (None, '(') => depth += 1,
                (None, ')') => depth -= 1,
                (None, ',') if depth == 0 => return true,
                _ => {}
            }
            false
        });
        let part = comma.map_or(text, |(at, _)| &text[..at]);
        rest = comma.map(|(at, _)| &text[at + 1..]);
        Some(part)
    })
}

/// A native function or method.
pub struct NativeDef {
    pub signature: Signature,
    pub callee: Callee,
    pub binding: Binding,
    pub doc: &'static str,
}

impl NativeDef {
    pub fn name(&self) -> &'static str {
        self.signature.name()
    }
}

/// A method of a type: `method("append(self, object, /)", append, "Append object to the end.")`.
pub const fn method(signature: &'static str, function: NativeFn, doc: &'static str) -> NativeDef {
    NativeDef {
        signature: Signature::parse(signature),
        callee: Callee::Plain(function),
        binding: Binding::Method,
        doc,
    }
}

/// A function of a module: `function("sqrt(x, /)", sqrt, "The square root of x.")`.
pub const fn function(signature: &'static str, function: NativeFn, doc: &'static str) -> NativeDef {
    NativeDef { binding: Binding::Function, ..method(signature, function, doc) }
}

/// A class method; its first parameter is the class.
pub const fn class_method(signature: &'static str, function: NativeFn, doc: &'static str) -> NativeDef {
    NativeDef { binding: Binding::ClassMethod, ..method(signature, function, doc) }
}

pub const fn static_method(signature: &'static str, function: NativeFn, doc: &'static str) -> NativeDef {
    NativeDef { binding: Binding::StaticMethod, ..method(signature, function, doc) }
}

pub type GetterFn = fn(&mut Vm, &Value) -> Result<Value>;
/// The last argument is None to delete.
pub type SetterFn = fn(&mut Vm, &Value, Option<&Value>) -> Result<()>;

/// A computed attribute of a type.
pub struct GetterDef {
    pub name: &'static str,
    pub get: GetterFn,
    pub set: Option<SetterFn>,
}

/// A read-only attribute: `getter("real", real)`.
pub const fn getter(name: &'static str, get: GetterFn) -> GetterDef {
    GetterDef { name, get, set: None }
}

/// An attribute that can be set: `property("args", get_args, set_args)`.
pub const fn property(name: &'static str, get: GetterFn, set: SetterFn) -> GetterDef {
    GetterDef { name, get, set: Some(set) }
}

/// The class that start-up made of a definition.
pub struct ClassCell(AtomicU64);

impl ClassCell {
    pub const fn new() -> ClassCell {
        ClassCell(AtomicU64::new(RawValue::NULL.word()))
    }
}

impl Default for ClassCell {
    fn default() -> ClassCell {
        ClassCell::new()
    }
}

/// A module in Rust.
pub struct ModuleDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [NativeDef],
    /// Types that become attributes, by their short names.
    pub types: &'static [&'static TypeDef],
    /// Fills in what tables cannot say.
    pub init: Option<fn(&mut Vm, &crate::heap::Dict) -> Result<()>>,
}

/// A built-in type.
pub struct TypeDef {
    /// The name; with a dotted prefix, the module is the part before the last dot ("builtins" if none).
    pub name: &'static str,
    /// None: `object`.
    pub base: Option<&'static TypeDef>,
    pub layout: &'static Layout,
    pub doc: &'static str,
    pub slots: Slots,
    pub methods: &'static [NativeDef],
    pub getters: &'static [GetterDef],
    /// May classes derive from it?
    pub subclassable: bool,
    /// Do its own instances take attributes (as functions and exceptions do)?
    pub has_attributes: bool,
    pub class: ClassCell,
}

impl TypeDef {
    /// `name` and everything else empty, for `..TypeDef::EMPTY`.
    pub const fn new(name: &'static str, layout: &'static Layout) -> TypeDef {
        TypeDef {
            name,
            base: None,
            layout,
            doc: "",
            slots: Slots::EMPTY,
            methods: &[],
            getters: &[],
            subclassable: false,
            has_attributes: false,
            class: ClassCell::new(),
        }
    }

    /// The class; NULL before start-up has made it.
    #[inline]
    pub fn class(&self) -> Value {
        RawValue::from_word(self.class.0.load(Ordering::Relaxed)).to_value()
    }

    /// At start-up: the class that was made, which lives for ever.
    pub fn set_class(&self, class: &Value) {
        assert!(!class.raw().is_counted(), "built-in classes live for ever");
        self.class.0.store(class.raw().word(), Ordering::Relaxed);
    }

    /// The name without its module.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    pub fn module(&self) -> &'static str {
        self.name.rsplit_once('.').map_or("builtins", |(module, _)| module)
    }
}

/// The arguments of a call as the caller has them: positional values, then the values of keywords.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    pub values: &'a [Value],
    /// Names of the last `names.len()` values.
    pub names: &'a [Value],
}

impl<'a> Arguments<'a> {
    pub const NONE: Arguments<'static> = Arguments { values: &[], names: &[] };

    pub fn positional_only(values: &'a [Value]) -> Arguments<'a> {
        Arguments { values, names: &[] }
    }

    pub fn positional(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// Names and values of the keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Value, &'a Value)> {
        self.names.iter().zip(&self.values[self.values.len() - self.names.len()..])
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_counted_as_python_counts_them() {
        let signature = Signature::parse("split(self, /, sep=None, maxsplit=-1)");
        assert_eq!(signature.name(), "split");
        assert_eq!(
            (signature.required, signature.positional, signature.positional_only, signature.total),
            (1, 3, 1, 3)
        );
        let signature = Signature::parse("print(*args, sep=' , ', end='\\n', file=None, flush=False)");
        assert!(signature.var_positional);
        assert_eq!((signature.required, signature.positional, signature.total), (0, 0, 4));
        assert_eq!(signature.parameters().collect::<Vec<_>>(), ["sep", "end", "file", "flush"]);
        let signature = Signature::parse("f(a, b=(), *, c, **rest)");
        assert!(signature.var_keyword && !signature.var_positional);
        assert_eq!((signature.required, signature.positional, signature.total), (2, 2, 3));
    }
}
