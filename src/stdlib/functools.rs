//! `_functools`: what `functools` has natively: `partial`, `reduce`, `cmp_to_key`, and the cache of `lru_cache`.

use super::support::{constructor, dict_of, native_of};
use crate::builtins::common::guarded_repr;
use crate::builtins::generic_alias::class_get_item;
use crate::heap::{Dict, Value};
use crate::native_object;
use crate::object::core::{CoreClass, class_of, is_exactly};
use crate::object::definition::{
    Arguments, ModuleDef, NativeDef, TypeDef, class_method, function, getter, method,
};
use crate::object::native::{NativeData, payload};
use crate::object::slots::{Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "The native part of functools.",
    functions: &[
        function("reduce(function, iterable, /, initial=None)", reduce, "Combine all items, two at a time."),
        function("cmp_to_key(mycmp)", cmp_to_key, "A sort key that compares by a function of two."),
        function(
            "lru_cache_wrapper(function, maxsize, typed, cache_info, /)",
            new_cache,
            "A function that remembers.",
        ),
    ],
    types: &[&PARTIAL, &PLACEHOLDER, &KEY, &CACHE],
    init: Some(init),
};

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let placeholder = vm.create_of(&PLACEHOLDER, Placeholder {})?;
    vm.dict_set_str(dict, "Placeholder", placeholder)
}

/// `reduce` tells an initial None from none at all.
fn reduce(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut total = args[2].clone();
    vm.for_each(&args[1], |vm, item| {
        let so_far = std::mem::replace(&mut total, Value::NULL);
        total = if so_far.is_null() { item } else { vm.call(&args[0], &[so_far, item])? };
        Ok(true)
    })?;
    if total.is_null() {
        return Err(vm.type_error("reduce() of empty iterable with no initial value"));
    }
    Ok(total)
}

native_object! {
    pub struct Placeholder = "functools._PlaceholderType" {}
}

/// In a partial's arguments: the place of a positional argument of the call.
pub static PLACEHOLDER: TypeDef = TypeDef {
    doc: "The type of the placeholder for arguments of partial objects.",
    slots: Slots { repr: Some(repr_placeholder), ..Slots::EMPTY },
    ..TypeDef::new("functools._PlaceholderType", Placeholder::LAYOUT)
};

fn repr_placeholder(vm: &mut Vm, _object: &Value) -> Result<Value> {
    vm.new_str("Placeholder")
}

fn is_placeholder(value: &Value) -> bool {
    payload::<Placeholder>(value).is_some()
}

native_object! {
    pub struct Partial = "functools.partial" {
        function: Value,
        /// A tuple.
        args: Value,
        /// A dict.
        keywords: Value,
        /// How many of the arguments are placeholders.
        places: usize,
    }
}

pub static PARTIAL: TypeDef = TypeDef {
    doc: "A function with some of its arguments given.",
    slots: Slots {
        new: Some(new_partial),
        call: Some(call_partial),
        repr: Some(repr_partial),
        get: Some(bind_partial),
        ..Slots::EMPTY
    },
    methods: &[
        method("__reduce__(self, /)", reduce_partial, "For pickling."),
        class_method("__class_getitem__(cls, item, /)", class_get_item, "A generic alias."),
    ],
    getters: &[
        getter("func", partial_function),
        getter("args", partial_args),
        getter("keywords", partial_keywords),
    ],
    subclassable: true,
    has_attributes: true,
    ..TypeDef::new("functools.partial", Partial::LAYOUT)
};

static NEW_PARTIAL: NativeDef = constructor("partial(func, /, *args, **keywords)");

fn new_partial(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    if arguments.positional().is_empty() {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    }
    bind_native(vm, &NEW_PARTIAL, arguments, |vm, args| {
        let (function, given) = (&args[0], &args[2..]);
        if !vm.is_callable(function) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        if given.last().is_some_and(is_placeholder) {
            return Err(vm.type_error("trailing Placeholders are not allowed"));
        }
        let keywords = vm.new_dict()?;
        let (mut all, mut function) = (given.to_vec(), function.clone());
        if class_of(&function).is(&PARTIAL.class())
            && class.is(&PARTIAL.class())
            && let Some(inner) = payload::<Partial>(&args[0])
        {
            // A partial of a partial is one partial.
            copy_keywords(vm, &inner.keywords, &keywords)?;
            all = filled(vm, inner, given, true)?;
            function = inner.function.clone();
        }
        if args[1].given().is_some() {
            for (name, value) in pairs_of(vm, &args[1])? {
                if is_placeholder(&value) {
                    return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
                }
                if let Some(dict) = dict_of(&keywords) {
                    vm.dict_set(dict, name, value)?;
                }
            }
        }
        let places = all.iter().filter(|value| is_placeholder(value)).count();
        let args = vm.new_tuple(all)?;
        vm.create_native(class, Partial { function, args, keywords, places })
    })
}

fn pairs_of(vm: &mut Vm, dict: &Value) -> Result<Vec<(Value, Value)>> {
    match dict_of(dict) {
        Some(dict) => {
            let pairs = dict.snapshot(&mut vm.heap);
            vm.check(pairs)
        }
        None => Ok(Vec::new()),
    }
}

fn copy_keywords(vm: &mut Vm, from: &Value, to: &Value) -> Result<()> {
    for (name, value) in pairs_of(vm, from)? {
        if let Some(dict) = dict_of(to) {
            vm.dict_set(dict, name, value)?;
        }
    }
    Ok(())
}

/// The partial's arguments with placeholders replaced by the first of those given, and the rest of these behind.
fn filled(vm: &mut Vm, partial: &Partial, given: &[Value], may_stay: bool) -> Result<Vec<Value>> {
    if given.len() < partial.places && !may_stay {
        let (places, given) = (partial.places, given.len());
        return Err(vm.type_error(format!(
            "missing positional arguments in 'partial' call; expected at least {places}, got {given}"
        )));
    }
    let mut rest = given.iter();
    let mut all = Vec::with_capacity(tuple_items(&partial.args).len() + given.len());
    for value in tuple_items(&partial.args) {
        let replaced = if is_placeholder(value) { rest.next() } else { None };
        all.push(replaced.unwrap_or(value).clone());
    }
    all.extend(rest.cloned());
    Ok(all)
}

fn call_partial(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    let this = &native_of::<Partial>(vm, object)?.data;
    let mut values = filled(vm, this, arguments.positional(), false)?;
    let keywords = pairs_of(vm, &this.keywords)?;
    if keywords.is_empty() && arguments.names.is_empty() {
        return vm.call(&this.function, &values);
    }
    let mut names: Vec<Value> = Vec::with_capacity(keywords.len() + arguments.names.len());
    let own = keywords.iter().filter(|(name, _)| {
        let text = super::support::str_bytes(name);
        !arguments.names.iter().any(|other| super::support::str_bytes(other) == text)
    });
    let mut more = Vec::new();
    for (name, value) in own {
        names.push(name.clone());
        more.push(value.clone());
    }
    for (name, value) in arguments.keywords() {
        names.push(name.clone());
        more.push(value.clone());
    }
    values.extend(more);
    vm.call_with(&this.function, Arguments { values: &values, names: &names })
}

/// A partial in a class is a method.
fn bind_partial(vm: &mut Vm, object: &Value, instance: Option<&Value>, _class: &Value) -> Result<Value> {
    match instance {
        Some(instance) => vm.new_bound_method(object.clone(), instance.clone()),
        None => Ok(object.clone()),
    }
}

fn repr_partial(vm: &mut Vm, object: &Value) -> Result<Value> {
    let mut shown = Vec::new();
    guarded_repr(vm, object, &mut shown, "...", |vm, text| {
        let this = &native_of::<Partial>(vm, object)?.data;
        let class = class_of(object);
        let name = vm.full_class_name(&class);
        let mut out = format!("{name}({}", vm.repr_text(&this.function)?);
        for value in tuple_items(&this.args) {
            out.push_str(", ");
            out.push_str(&vm.repr_text(value)?);
        }
        for (key, value) in pairs_of(vm, &this.keywords)? {
            let (key, value) = (vm.str_text(&key)?, vm.repr_text(&value)?);
            out.push_str(&format!(", {key}={value}"));
        }
        out.push(')');
        text.extend_from_slice(out.as_bytes());
        Ok(())
    })?;
    vm.new_text(&shown)
}

fn partial_function(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(native_of::<Partial>(vm, object)?.data.function.clone())
}

fn partial_args(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(native_of::<Partial>(vm, object)?.data.args.clone())
}

fn partial_keywords(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(native_of::<Partial>(vm, object)?.data.keywords.clone())
}

/// Made again from its parts: `(partial, (function, *args))` where there are no keywords.
fn reduce_partial(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = &native_of::<Partial>(vm, &args[0])?.data;
    let mut arguments = vec![this.function.clone()];
    arguments.extend_from_slice(tuple_items(&this.args));
    let arguments = vm.new_tuple(arguments)?;
    vm.new_tuple([class_of(&args[0]), arguments])
}

native_object! {
    /// What `cmp_to_key` makes: `K`, and with an object an instance of it.
    pub struct Key = "functools.KeyWrapper" {
        function: Value,
        /// NULL in what `cmp_to_key` gave.
        object: Value,
    }
}

pub static KEY: TypeDef = TypeDef {
    slots: Slots { call: Some(call_key), compare: Some(compare_keys), ..Slots::EMPTY },
    getters: &[getter("obj", key_object)],
    ..TypeDef::new("functools.KeyWrapper", Key::LAYOUT)
};

static CALL_KEY: NativeDef = constructor("K(obj)");

fn cmp_to_key(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.create_of(&KEY, Key { function: args[0].clone(), object: Value::NULL })
}

fn call_key(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &CALL_KEY, arguments, |vm, args| {
        let function = native_of::<Key>(vm, object)?.data.function.clone();
        vm.create_of(&KEY, Key { function, object: args[0].clone() })
    })
}

fn compare_keys(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let (Some(one), Some(other)) = (payload::<Key>(left), payload::<Key>(right)) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    if one.object.is_null() || other.object.is_null() {
        let name = vm.intern("object")?;
        return Err(vm.attribute_error(left, &name, "object"));
    }
    let verdict = vm.call(&one.function, &[one.object.clone(), other.object.clone()])?;
    vm.compare(&verdict, &Value::from_small_int(0), how)
}

fn key_object(vm: &mut Vm, object: &Value) -> Result<Value> {
    let object = native_of::<Key>(vm, object)?.data.object.clone();
    Ok(if object.is_null() { Value::NONE } else { object })
}

native_object! {
    pub struct Cache = "functools._lru_cache_wrapper" {
        function: Value,
        /// Results by key; of a bounded cache in the order of their last use.
        results: Value,
        /// The class of what `cache_info` gives.
        info: Value,
        /// Marks where keywords begin in a key.
        mark: Value,
        /// `u64::MAX` for no bound.
        bound: u64,
        typed: bool,
        hits: AtomicU64,
        misses: AtomicU64,
        /// Entries below this one are empty, as long as the dict's revision stays what it was.
        first: AtomicU32,
        revision: AtomicU32,
    }
}

pub static CACHE: TypeDef = TypeDef {
    doc: "A function that remembers its results.",
    slots: Slots { call: Some(call_cache), get: Some(bind_partial), repr: Some(repr_cache), ..Slots::EMPTY },
    methods: &[
        method("cache_info(self, /)", cache_info, "Hits, misses, bound and size."),
        method("cache_clear(self, /)", cache_clear, "Forget all results."),
        method("__copy__(self, /)", same, "The cache itself."),
        method("__deepcopy__(self, memo, /)", same, "The cache itself."),
        method("__reduce__(self, /)", reduce_cache, "For pickling."),
    ],
    has_attributes: true,
    ..TypeDef::new("functools._lru_cache_wrapper", Cache::LAYOUT)
};

fn new_cache(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bound = if args[1].is_none() { u64::MAX } else { vm.as_i64(&args[1])?.max(0) as u64 };
    let cache = Cache {
        function: args[0].clone(),
        results: vm.new_dict()?,
        info: args[3].clone(),
        mark: vm.create_of(&PLACEHOLDER, Placeholder {})?,
        bound,
        typed: vm.truth(&args[2])?,
        hits: AtomicU64::new(0),
        misses: AtomicU64::new(0),
        first: AtomicU32::new(0),
        revision: AtomicU32::new(0),
    };
    vm.create_of(&CACHE, cache)
}

fn same(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(args[0].clone())
}

fn reduce_cache(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let name = vm.intern("__qualname__")?;
    vm.get_attribute(&args[0], &name)
}

/// What a call is remembered under: a lone str or int itself, else a tuple.
fn key_of(vm: &mut Vm, cache: &Cache, arguments: Arguments) -> Result<Value> {
    if let ([only], []) = (arguments.values, arguments.names)
        && !cache.typed
        && (is_exactly(only, CoreClass::Str) || is_exactly(only, CoreClass::Int))
    {
        return Ok(only.clone());
    }
    let mut key = arguments.positional().to_vec();
    if !arguments.names.is_empty() {
        key.push(cache.mark.clone());
        for (name, value) in arguments.keywords() {
            key.push(name.clone());
            key.push(value.clone());
        }
    }
    if cache.typed {
        key.extend(arguments.values.iter().map(class_of));
    }
    vm.new_tuple(key)
}

fn call_cache(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<Value> {
    let this = &native_of::<Cache>(vm, object)?.data;
    let Some(results) = dict_of(&this.results) else { return Ok(Value::NONE) };
    if this.bound == 0 {
        this.misses.fetch_add(1, Ordering::Relaxed);
        return vm.call_with(&this.function, arguments);
    }
    let key = key_of(vm, this, arguments)?;
    // What cannot be hashed is refused here: a dict would name the key, which the program has not seen.
    if !tuple_items(&key).is_empty() {
        vm.hash(&key)?;
    }
    if this.bound == u64::MAX {
        if let Some(found) = vm.dict_get(results, &key)? {
            this.hits.fetch_add(1, Ordering::Relaxed);
            return Ok(found);
        }
        this.misses.fetch_add(1, Ordering::Relaxed);
        let result = vm.call_with(&this.function, arguments)?;
        vm.dict_set(results, key, result.clone())?;
        return Ok(result);
    }
    // A used entry goes to the end.
    if let Some(found) = vm.dict_get(results, &key)? {
        this.hits.fetch_add(1, Ordering::Relaxed);
        if let Some((key, value)) = vm.dict_remove(results, &key)? {
            vm.dict_set(results, key, value)?;
        }
        return Ok(found);
    }
    this.misses.fetch_add(1, Ordering::Relaxed);
    let result = vm.call_with(&this.function, arguments)?;
    if vm.dict_get(results, &key)?.is_none() {
        while results.len() as u64 >= this.bound {
            if !forget_oldest(vm, this, results) {
                break;
            }
        }
        vm.dict_set(results, key, result.clone())?;
    }
    Ok(result)
}

/// Removes the first entry. Where the search for it begins is remembered, since used entries leave gaps behind.
fn forget_oldest(vm: &mut Vm, cache: &Cache, results: &Dict) -> bool {
    let revision = results.revision();
    let known = cache.revision.swap(revision, Ordering::Relaxed) == revision;
    let start = if known { cache.first.load(Ordering::Relaxed) } else { 0 };
    let found = results.next(start).or_else(|| results.next(0));
    let Some((number, ..)) = found else { return false };
    cache.first.store(number, Ordering::Relaxed);
    results.remove(&mut vm.heap, number).is_some()
}

fn cache_info(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = &native_of::<Cache>(vm, &args[0])?.data;
    let hits = vm.new_int(this.hits.load(Ordering::Relaxed) as i64)?;
    let misses = vm.new_int(this.misses.load(Ordering::Relaxed) as i64)?;
    let bound = if this.bound == u64::MAX { Value::NONE } else { vm.new_int(this.bound as i64)? };
    let size = dict_of(&this.results).map_or(0, Dict::len);
    let size = vm.new_int(size as i64)?;
    vm.call(&this.info, &[hits, misses, bound, size])
}

fn cache_clear(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = &native_of::<Cache>(vm, &args[0])?.data;
    if let Some(results) = dict_of(&this.results) {
        results.clear(&mut vm.heap);
    }
    this.hits.store(0, Ordering::Relaxed);
    this.misses.store(0, Ordering::Relaxed);
    Ok(Value::NONE)
}

fn repr_cache(vm: &mut Vm, object: &Value) -> Result<Value> {
    vm.new_str(&format!("<functools._lru_cache_wrapper object at {:#x}>", object.identity()))
}
