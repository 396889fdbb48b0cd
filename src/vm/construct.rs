//! Making values.

use super::{Result, Vm};
use crate::heap::string::Writer;
use crate::heap::{
    Bytes, Cell, Context, Dict, HeapObject, Kind, List, OutOfMemory, RawValue, Set, Shape, Str, Tuple, Value,
    intern, number, shape,
};
use crate::object::class::Class;
use crate::object::core::{self, CoreClass};
use crate::object::definition::TypeDef;
use crate::object::function::{BoundMethod, NativeFunction};
use crate::object::native::{self, Native, NativeData, cast_kind};
use crate::text::wtf8;
use dashu_int::IBig;

/// The shape of a built-in kind's exact class, which start-up has installed.
pub fn built_in(kind: Kind) -> &'static Shape {
    match shape::built_in(kind) {
        Some(shape) => shape,
        None => unreachable!("start-up installs the shapes of built-in kinds first"),
    }
}

impl Vm {
    pub fn new_str(&mut self, text: &str) -> Result<Value> {
        self.new_text(text.as_bytes())
    }

    /// A string of WTF-8 text.
    #[inline]
    pub fn new_text(&mut self, text: &[u8]) -> Result<Value> {
        let result = make_string(&self.heap, text, wtf8::count(text));
        self.check(result)
    }

    /// A string of text that is known to be ASCII.
    #[inline]
    pub fn new_ascii(&mut self, text: &[u8]) -> Result<Value> {
        let result = make_string(&self.heap, text, text.len());
        self.check(result)
    }

    /// A string made of parts, whose code points the caller has counted.
    #[inline]
    pub fn new_joined(&mut self, parts: &[&[u8]], points: usize, spare: usize) -> Result<Value> {
        let result = Str::concatenate(&self.heap, parts, points, spare);
        self.check(result)
    }

    /// A string of `length` bytes that are `points` code points, which `fill` writes.
    #[inline(always)]
    pub fn write_text(
        &mut self,
        length: usize,
        points: usize,
        fill: impl FnOnce(&mut Writer),
    ) -> Result<Value> {
        if length <= 1 {
            let mut byte = [0];
            fill(&mut Writer::new(&mut byte[..length]));
            return self.new_ascii(&byte[..length]);
        }
        let result = Str::write(&self.heap, length, points, fill);
        self.check(result)
    }

    /// The interned string of a name.
    pub fn intern(&mut self, text: &str) -> Result<Value> {
        let result = intern::intern(text.as_bytes());
        self.check(result)
    }

    /// The interned twin of an exact string; other values as they are.
    pub fn intern_value(&mut self, value: &Value) -> Result<Value> {
        match cast_kind::<Str>(value, Kind::Str) {
            Some(text) if !text.is_interned() => {
                let result = intern::intern(text.bytes());
                self.check(result)
            }
            _ => Ok(value.clone()),
        }
    }

    pub fn new_bytes(&mut self, content: &[u8]) -> Result<Value> {
        let result = Bytes::write(&self.heap, content.len(), |out| out.push(content));
        self.check(result)
    }

    pub fn new_int(&mut self, number: i64) -> Result<Value> {
        match RawValue::try_from_int(number) {
            Some(raw) => Ok(raw.to_value()),
            None => {
                let result = number::int_from_i64(number);
                self.check(result)
            }
        }
    }

    pub fn new_big_int(&mut self, number: IBig) -> Result<Value> {
        let result = number::int_from_big(number);
        self.check(result)
    }

    pub fn new_float(&self, number: f64) -> Value {
        Value::from_float(number)
    }

    pub fn new_list(&mut self, items: Vec<Value>) -> Result<Value> {
        self.new_list_of(items.into_iter())
    }

    pub fn new_list_of(&mut self, items: impl ExactSizeIterator<Item = Value>) -> Result<Value> {
        let result = List::create(&self.heap, built_in(Kind::List), items.len(), items);
        self.check(result)
    }

    pub fn new_tuple(
        &mut self,
        items: impl IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    ) -> Result<Value> {
        let items = items.into_iter();
        if items.len() == 0 {
            return Ok(self.interpreter_empty_tuple());
        }
        let result = Tuple::create(&self.heap, built_in(Kind::Tuple), items);
        self.check(result)
    }

    pub fn new_pair(&mut self, first: Value, second: Value) -> Result<Value> {
        let result = Tuple::pair(&self.heap, built_in(Kind::Tuple), first, second);
        self.check(result)
    }

    /// The one empty tuple.
    pub fn interpreter_empty_tuple(&self) -> Value {
        EMPTY_TUPLE.get()
    }

    pub fn new_dict(&mut self) -> Result<Value> {
        self.build_kind(Kind::Dict, Dict::new)
    }

    /// A dict whose values live in cells, for a module.
    pub fn new_namespace(&mut self) -> Result<Value> {
        self.create_kind(Kind::Dict, Dict::new_namespace())
    }

    pub fn new_set(&mut self) -> Result<Value> {
        self.build_kind(Kind::Set, Set::new)
    }

    pub fn new_cell(&mut self, content: Value) -> Result<Value> {
        self.create_kind(Kind::Cell, Cell::new(content))
    }

    pub fn new_bound_method(&mut self, function: Value, receiver: Value) -> Result<Value> {
        let method = BoundMethod { header: crate::heap::Header::blank(), function, receiver };
        self.create_kind(Kind::BoundMethod, method)
    }

    /// A copy of a native function bound to a receiver.
    pub fn bind_native(&mut self, function: &NativeFunction, receiver: Value) -> Result<Value> {
        let (owner, module) = (function.owner.clone(), function.module.clone());
        let bound =
            NativeFunction::new(function.definition.0, receiver, owner, function.owner_slots.0, module);
        let wrapper = function.definition.binding == crate::object::definition::Binding::Wrapper;
        let class = if wrapper { CoreClass::MethodWrapper } else { CoreClass::BuiltinFunction };
        let class = core::class(class);
        self.create_in(&class, bound)
    }

    /// An object of a built-in kind's exact class.
    #[inline(always)]
    pub fn create_kind<T: HeapObject>(&mut self, kind: Kind, object: T) -> Result<Value> {
        let result = native::create(built_in(kind), object);
        self.check(result)
    }

    /// An object of a class whose layout is that of `T`.
    #[inline(always)]
    pub fn create_in<T: HeapObject>(&mut self, class: &Value, object: T) -> Result<Value> {
        match Class::of(class) {
            Some(class) => {
                let result = native::create(class.instance_shape(), object);
                self.check(result)
            }
            None => Err(self.type_error("the class of a new object must be a class")),
        }
    }

    /// The same of an object that is built where it is to lie.
    #[inline(always)]
    pub fn build_kind<T: HeapObject>(&mut self, kind: Kind, make: impl FnOnce() -> T) -> Result<Value> {
        let built = self.heap.build(built_in(kind), make);
        self.check(built.ok_or(OutOfMemory))
    }

    /// The same in a class whose layout is that of `T`.
    #[inline(always)]
    pub fn build_in<T: HeapObject>(&mut self, class: &Value, make: impl FnOnce() -> T) -> Result<Value> {
        let Some(class) = Class::of(class) else {
            return Err(self.type_error("the class of a new object must be a class"));
        };
        let built = self.heap.build(class.instance_shape(), make);
        self.check(built.ok_or(OutOfMemory))
    }

    /// The same of a native object.
    #[inline(always)]
    pub fn build_native<T: NativeData>(&mut self, class: &Value, make: impl FnOnce() -> T) -> Result<Value> {
        self.build_in(class, || Native { header: crate::heap::Header::blank(), data: make() })
    }

    /// The same of a definition's own class.
    #[inline(always)]
    pub fn build_of<T: NativeData>(
        &mut self,
        definition: &'static TypeDef,
        make: impl FnOnce() -> T,
    ) -> Result<Value> {
        self.build_native(&definition.class(), make)
    }

    /// A native object of a class (a `TypeDef`'s, or a subclass of it).
    pub fn create_native<T: NativeData>(&mut self, class: &Value, data: T) -> Result<Value> {
        self.create_in(class, Native { header: crate::heap::Header::blank(), data })
    }

    /// A native object of a definition's own class.
    pub fn create_of<T: NativeData>(&mut self, definition: &'static TypeDef, data: T) -> Result<Value> {
        self.create_native(&definition.class(), data)
    }
}

/// Values that every thread uses and that live for ever.
pub struct Eternal(std::sync::atomic::AtomicU64);

impl Eternal {
    pub const fn vacant() -> Eternal {
        Eternal(std::sync::atomic::AtomicU64::new(RawValue::NULL.word()))
    }

    #[inline(always)]
    pub fn get(&self) -> Value {
        RawValue::from_word(self.0.load(std::sync::atomic::Ordering::Relaxed)).to_value()
    }

    /// Once, at start-up, while everything that is made is immortal.
    pub fn set(&self, value: Value) {
        assert!(!value.raw().is_counted(), "made at start-up");
        self.0.store(value.into_raw().word(), std::sync::atomic::Ordering::Relaxed);
    }
}

static EMPTY_TUPLE: Eternal = Eternal::vacant();
static EMPTY_STRING: Eternal = Eternal::vacant();
static CHARACTERS: [Eternal; 256] = [const { Eternal::vacant() }; 256];

/// The string of one ASCII character.
#[inline]
pub fn single_character(byte: u8) -> Value {
    CHARACTERS[byte as usize & 127].get()
}

/// `string_of` for the many that make one string.
#[inline(never)]
fn make_string(context: &Context, text: &[u8], points: usize) -> std::result::Result<Value, OutOfMemory> {
    string_of(context, text, points)
}

/// A string of WTF-8 text with so many code points: the one that lives for ever, if there is one.
#[inline(always)]
pub fn string_of(context: &Context, text: &[u8], points: usize) -> std::result::Result<Value, OutOfMemory> {
    match text {
        [] => Ok(EMPTY_STRING.get()),
        [byte] if byte.is_ascii() => Ok(CHARACTERS[*byte as usize].get()),
        // The other half of Latin-1.
        [lead @ 0xC2..=0xC3, tail] => Ok(CHARACTERS[(*lead as usize & 3) << 6 | *tail as usize & 63].get()),
        _ => Str::exact(context, text, points),
    }
}

/// At start-up, while everything that is made is immortal: the empty tuple, the empty string, the characters of Latin-1.
pub fn make_eternal_values() -> std::result::Result<(), OutOfMemory> {
    let context = crate::heap::context::current();
    EMPTY_TUPLE.set(Tuple::create(context, built_in(Kind::Tuple), std::iter::empty())?);
    EMPTY_STRING.set(intern::intern(b"")?);
    for (point, character) in CHARACTERS.iter().enumerate() {
        let (bytes, width) = wtf8::encode_code_point(point as u32);
        character.set(intern::intern(&bytes[..width])?);
    }
    Ok(())
}
