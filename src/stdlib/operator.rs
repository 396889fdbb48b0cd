//! `operator`: the operators as functions, and `itemgetter`, `attrgetter`, `methodcaller`.

use super::support::{constructor, native_of};
use crate::heap::{Dict, Value};
use crate::native_object;
use crate::object::core::class_of;
use crate::object::definition::{Arguments, ModuleDef, NativeDef, TypeDef, function, method};
use crate::object::names::Name;
use crate::object::native::NativeData;
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "operator",
    doc: "The operators as functions.",
    functions: FUNCTIONS,
    types: &[&ITEM_GETTER, &ATTRIBUTE_GETTER, &METHOD_CALLER],
    init: Some(init),
};

macro_rules! binaries {
    ($($name:ident, $in_place:ident = $operator:ident;)*) => {
        $(
            fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
                vm.binary(Binary::$operator, &args[0], &args[1])
            }
            fn $in_place(vm: &mut Vm, args: &[Value]) -> Result<Value> {
                vm.inplace(Binary::$operator, &args[0], &args[1])
            }
        )*
    };
}

binaries! {
    add, iadd = Add; sub, isub = Sub; mul, imul = Mul; matmul, imatmul = MatMul; truediv, itruediv = Div;
    floordiv, ifloordiv = FloorDiv; modulo, imod = Mod; pow, ipow = Pow; lshift, ilshift = LeftShift;
    rshift, irshift = RightShift; and, iand = And; or, ior = Or; xor, ixor = Xor;
}

macro_rules! comparisons {
    ($($name:ident = $how:ident;)*) => {
        $(fn $name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
            vm.compare(&args[0], &args[1], Comparison::$how)
        })*
    };
}

comparisons! { lt = Lt; le = LtE; eq = Eq; ne = NotEq; gt = Gt; ge = GtE; }

static FUNCTIONS: &[NativeDef] = &[
    function("add(a, b, /)", add, "a + b"),
    function("sub(a, b, /)", sub, "a - b"),
    function("mul(a, b, /)", mul, "a * b"),
    function("matmul(a, b, /)", matmul, "a @ b"),
    function("truediv(a, b, /)", truediv, "a / b"),
    function("floordiv(a, b, /)", floordiv, "a // b"),
    function("mod(a, b, /)", modulo, "a % b"),
    function("pow(a, b, /)", pow, "a ** b"),
    function("lshift(a, b, /)", lshift, "a << b"),
    function("rshift(a, b, /)", rshift, "a >> b"),
    function("and_(a, b, /)", and, "a & b"),
    function("or_(a, b, /)", or, "a | b"),
    function("xor(a, b, /)", xor, "a ^ b"),
    function("iadd(a, b, /)", iadd, "a += b"),
    function("isub(a, b, /)", isub, "a -= b"),
    function("imul(a, b, /)", imul, "a *= b"),
    function("imatmul(a, b, /)", imatmul, "a @= b"),
    function("itruediv(a, b, /)", itruediv, "a /= b"),
    function("ifloordiv(a, b, /)", ifloordiv, "a //= b"),
    function("imod(a, b, /)", imod, "a %= b"),
    function("ipow(a, b, /)", ipow, "a **= b"),
    function("ilshift(a, b, /)", ilshift, "a <<= b"),
    function("irshift(a, b, /)", irshift, "a >>= b"),
    function("iand(a, b, /)", iand, "a &= b"),
    function("ior(a, b, /)", ior, "a |= b"),
    function("ixor(a, b, /)", ixor, "a ^= b"),
    function("lt(a, b, /)", lt, "a < b"),
    function("le(a, b, /)", le, "a <= b"),
    function("eq(a, b, /)", eq, "a == b"),
    function("ne(a, b, /)", ne, "a != b"),
    function("gt(a, b, /)", gt, "a > b"),
    function("ge(a, b, /)", ge, "a >= b"),
    function("neg(a, /)", neg, "-a"),
    function("pos(a, /)", pos, "+a"),
    function("abs(a, /)", abs, "abs(a)"),
    function("inv(a, /)", invert, "~a"),
    function("invert(a, /)", invert, "~a"),
    function("index(a, /)", index, "a.__index__()"),
    function("not_(a, /)", not, "not a"),
    function("truth(a, /)", truth, "bool(a)"),
    function("is_(a, b, /)", is, "a is b"),
    function("is_not(a, b, /)", is_not, "a is not b"),
    function("is_none(a, /)", is_none, "a is None"),
    function("is_not_none(a, /)", is_not_none, "a is not None"),
    function("concat(a, b, /)", concat, "a + b, for sequences."),
    function("iconcat(a, b, /)", iconcat, "a += b, for sequences."),
    function("contains(a, b, /)", contains, "b in a"),
    function("countOf(a, b, /)", count_of, "How many items of a are equal to b."),
    function("indexOf(a, b, /)", index_of, "Where b stands in a."),
    function("getitem(a, b, /)", getitem, "a[b]"),
    function("setitem(a, b, c, /)", setitem, "a[b] = c"),
    function("delitem(a, b, /)", delitem, "del a[b]"),
    function("length_hint(obj, default=0, /)", length_hint, "A guess at the number of items."),
    function("call(obj, /, *args, **kwargs)", call, "obj(*args, **kwargs)"),
    function(
        "_compare_digest(a, b, /)",
        compare_digest,
        "a == b, in a time that does not tell where they differ.",
    ),
];

/// The functions under their dunder names, too.
fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let without_dunder = [
        "is_",
        "is_not",
        "is_none",
        "is_not_none",
        "truth",
        "countOf",
        "indexOf",
        "length_hint",
        "_compare_digest",
    ];
    for definition in FUNCTIONS.iter().filter(|definition| !without_dunder.contains(&definition.name())) {
        if let Some(function) = vm.dict_get_str(dict, definition.name())? {
            vm.dict_set_str(dict, &format!("__{}__", definition.name().trim_end_matches('_')), function)?;
        }
    }
    Ok(())
}

fn neg(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.negative(&args[0])
}

fn pos(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.positive(&args[0])
}

fn abs(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.absolute(&args[0])
}

fn invert(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.invert(&args[0])
}

fn index(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.index(&args[0])
}

fn not(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(!vm.truth(&args[0])?))
}

fn truth(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(vm.truth(&args[0])?))
}

fn is(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(args[0].is(&args[1])))
}

fn is_not(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(!args[0].is(&args[1])))
}

fn is_none(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(args[0].is_none()))
}

fn is_not_none(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(!args[0].is_none()))
}

fn check_sequences(vm: &mut Vm, args: &[Value]) -> Result<()> {
    for value in args {
        let class = class_of(value);
        let indexed = crate::object::Class::of(&class).is_some_and(|class| {
            class.slots().get_item.is_some() && class.lookup(&Name::GetItem.value()).is_some()
        });
        if !indexed {
            let given = vm.class_name(value);
            return Err(vm.type_error(format!("'{given}' object can't be concatenated")));
        }
    }
    Ok(())
}

fn concat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_sequences(vm, args)?;
    vm.binary(Binary::Add, &args[0], &args[1])
}

fn iconcat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    check_sequences(vm, &args[..1])?;
    vm.inplace(Binary::Add, &args[0], &args[1])
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(vm.contains(&args[0], &args[1])?))
}

fn count_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut count = 0;
    vm.for_each(&args[0], |vm, item| {
        count += i64::from(vm.equal(&item, &args[1])?);
        Ok(true)
    })?;
    Ok(Value::from_small_int(count))
}

fn index_of(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (mut at, mut found) = (0, false);
    vm.for_each(&args[0], |vm, item| {
        found = vm.equal(&item, &args[1])?;
        at += i64::from(!found);
        Ok(!found)
    })?;
    if found {
        Ok(Value::from_small_int(at))
    } else {
        Err(vm.value_error("sequence.index(x): x not in sequence"))
    }
}

fn getitem(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.get_item(&args[0], &args[1])
}

fn setitem(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.set_item(&args[0], &args[1], Some(&args[2]))?;
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.set_item(&args[0], &args[1], None)?;
    Ok(Value::NONE)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let default = match args[1].given() {
        Some(default) if crate::vm::convert::integer_of(default).is_none() => {
            let given = vm.class_name(default);
            return Err(vm.type_error(format!("'{given}' object cannot be interpreted as an integer")));
        }
        Some(default) => default.clone(),
        None => Value::from_small_int(0),
    };
    let class = class_of(&args[0]);
    if let Some(length) = crate::object::Class::of(&class).and_then(|class| class.slots().length) {
        let length = length(vm, &args[0])?;
        return vm.new_int(length as i64);
    }
    let hint = match vm.call_special(&args[0], Name::LengthHint, &[]) {
        Ok(Some(hint)) if !hint.is_not_implemented() => hint,
        Ok(_) => return Ok(default),
        Err(_) => {
            vm.catch(crate::object::core::Exception::TypeError)?;
            return Ok(default);
        }
    };
    match crate::vm::convert::integer_of(&hint) {
        Some(crate::text::int_text::Integer::Small(number)) if number >= 0 => Ok(hint),
        Some(_) => Err(vm.value_error("__length_hint__() should return >= 0")),
        None => {
            let given = vm.class_name(&hint);
            Err(vm.type_error(format!("__length_hint__ must be an integer, not {given}")))
        }
    }
}

/// Arguments of a native with `**kwargs` at `at` and the rest of the positional ones behind it.
pub fn call_with_keywords(
    vm: &mut Vm,
    callable: &Value,
    keywords: &Value,
    positional: &[Value],
) -> Result<Value> {
    let (mut values, mut names) = (positional.to_vec(), Vec::new());
    if let Some(keywords) = super::support::dict_of(keywords) {
        let pairs = keywords.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            names.push(name);
            values.push(value);
        }
    }
    vm.call_with(callable, Arguments { values: &values, names: &names })
}

fn call(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    call_with_keywords(vm, &args[0], &args[1], &args[2..])
}

fn compare_digest(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bytes = |vm: &mut Vm, value: &Value| -> Result<Vec<u8>> {
        match super::support::str_bytes(value) {
            Some(text) if !text.is_ascii() => {
                Err(vm.type_error("comparing strings with non-ASCII characters is not supported"))
            }
            Some(text) => Ok(text.to_vec()),
            None => Ok(crate::builtins::operand::bytes_argument(vm, value)?.into_owned()),
        }
    };
    let (left, right) = (bytes(vm, &args[0])?, bytes(vm, &args[1])?);
    let difference = left.iter().zip(&right).fold(0, |difference, (one, other)| difference | (one ^ other));
    Ok(Value::from_bool(left.len() == right.len() && std::hint::black_box(difference) == 0))
}

native_object! {
    /// `itemgetter`: its keys. `attrgetter`: tuples of the names of each path.
    pub struct Getter = "operator getter" {
        /// As they were given, a tuple.
        shown: Value,
        parts: Vec<Value>,
    }
}

pub static ITEM_GETTER: TypeDef = TypeDef {
    doc: "A callable that gets items of its argument.",
    slots: Slots {
        new: Some(new_item_getter),
        call: Some(get_items),
        repr: Some(repr_getter),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", reduce_getter, "For pickling.")],
    subclassable: true,
    ..TypeDef::new("operator.itemgetter", Getter::LAYOUT)
};

pub static ATTRIBUTE_GETTER: TypeDef = TypeDef {
    doc: "A callable that gets attributes of its argument.",
    slots: Slots {
        new: Some(new_attribute_getter),
        call: Some(get_attributes),
        repr: Some(repr_getter),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", reduce_getter, "For pickling.")],
    subclassable: true,
    ..TypeDef::new("operator.attrgetter", Getter::LAYOUT)
};

static NEW_ITEM_GETTER: NativeDef = constructor("itemgetter(item, /, *items)");
static NEW_ATTRIBUTE_GETTER: NativeDef = constructor("attrgetter(attr, /, *attrs)");
static CALL_ITEM_GETTER: NativeDef = constructor("itemgetter(obj, /)");
static CALL_ATTRIBUTE_GETTER: NativeDef = constructor("attrgetter(obj, /)");

fn new_item_getter(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_ITEM_GETTER, arguments, |vm, args| {
        let shown = vm.new_tuple(args.to_vec())?;
        vm.create_native(class, Getter { shown, parts: args.to_vec() })
    })
}

fn new_attribute_getter(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_ATTRIBUTE_GETTER, arguments, |vm, args| {
        let mut parts = Vec::with_capacity(args.len());
        for path in args {
            let Some(text) = super::support::str_bytes(path) else {
                return Err(vm.type_error("attribute name must be a string"));
            };
            let text = String::from_utf8_lossy(text).into_owned();
            let mut names = Vec::new();
            for name in text.split('.') {
                names.push(vm.intern(name)?);
            }
            parts.push(vm.new_tuple(names)?);
        }
        let shown = vm.new_tuple(args.to_vec())?;
        vm.create_native(class, Getter { shown, parts })
    })
}

fn get_items(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &CALL_ITEM_GETTER, arguments, |vm, args| {
        let this = &native_of::<Getter>(vm, object)?.data;
        if let [key] = this.parts.as_slice() {
            return vm.get_item(&args[0], key);
        }
        let mut items = Vec::with_capacity(this.parts.len());
        for key in &this.parts {
            items.push(vm.get_item(&args[0], key)?);
        }
        vm.new_tuple(items)
    })
}

fn follow(vm: &mut Vm, object: &Value, path: &Value) -> Result<Value> {
    let mut current = object.clone();
    for name in tuple_items(path) {
        current = vm.get_attribute(&current, name)?;
    }
    Ok(current)
}

fn get_attributes(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &CALL_ATTRIBUTE_GETTER, arguments, |vm, args| {
        let this = &native_of::<Getter>(vm, object)?.data;
        if let [path] = this.parts.as_slice() {
            return follow(vm, &args[0], path);
        }
        let mut values = Vec::with_capacity(this.parts.len());
        for path in &this.parts {
            values.push(follow(vm, &args[0], path)?);
        }
        vm.new_tuple(values)
    })
}

fn reprs(vm: &mut Vm, values: &[Value]) -> Result<Vec<String>> {
    values.iter().map(|value| vm.repr_text(value)).collect()
}

fn repr_getter(vm: &mut Vm, object: &Value) -> Result<Value> {
    let shown = native_of::<Getter>(vm, object)?.data.shown.clone();
    let class = class_of(object);
    let name = vm.full_class_name(&class);
    let shown = reprs(vm, tuple_items(&shown))?.join(", ");
    vm.new_str(&format!("{name}({shown})"))
}

fn reduce_getter(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let shown = native_of::<Getter>(vm, &args[0])?.data.shown.clone();
    vm.new_tuple([class_of(&args[0]), shown])
}

native_object! {
    pub struct MethodCaller = "operator.methodcaller" {
        name: Value,
        /// A tuple.
        args: Value,
        /// A dict, or NULL.
        keywords: Value,
    }
}

pub static METHOD_CALLER: TypeDef = TypeDef {
    doc: "A callable that calls a method of its argument.",
    slots: Slots {
        new: Some(new_method_caller),
        call: Some(call_method),
        repr: Some(repr_caller),
        ..Slots::EMPTY
    },
    subclassable: true,
    ..TypeDef::new("operator.methodcaller", MethodCaller::LAYOUT)
};

static NEW_METHOD_CALLER: NativeDef = constructor("methodcaller(name, /, *args, **kwargs)");
static CALL_METHOD_CALLER: NativeDef = constructor("methodcaller(obj, /)");

fn new_method_caller(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if arguments.positional().is_empty() {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    }
    bind_native(vm, &NEW_METHOD_CALLER, arguments, |vm, args| {
        expect_method_name(vm, &args[0])?;
        let name = vm.intern_value(&args[0])?;
        let positional = vm.new_tuple(args[2..].to_vec())?;
        vm.create_native(class, MethodCaller { name, args: positional, keywords: args[1].clone() })
    })
}

fn expect_method_name(vm: &mut Vm, value: &Value) -> Result<()> {
    if super::support::str_bytes(value).is_some() {
        return Ok(());
    }
    Err(vm.type_error("method name must be a string"))
}

fn call_method(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &CALL_METHOD_CALLER, arguments, |vm, args| {
        let this = &native_of::<MethodCaller>(vm, object)?.data;
        let method = vm.get_attribute(&args[0], &this.name)?;
        call_with_keywords(vm, &method, &this.keywords, tuple_items(&this.args))
    })
}

fn repr_caller(vm: &mut Vm, object: &Value) -> Result<Value> {
    let this = &native_of::<MethodCaller>(vm, object)?.data;
    let class = class_of(object);
    let mut parts = vec![vm.repr_text(&this.name)?];
    parts.extend(reprs(vm, tuple_items(&this.args))?);
    if let Some(keywords) = super::support::dict_of(&this.keywords) {
        let pairs = keywords.snapshot(&mut vm.heap);
        for (name, value) in vm.check(pairs)? {
            let shown = vm.repr_text(&value)?;
            parts.push(format!("{}={shown}", crate::object::class::text(&name)));
        }
    }
    let name = vm.full_class_name(&class);
    vm.new_str(&format!("{name}({})", parts.join(", ")))
}
