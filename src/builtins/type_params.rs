//! Type parameters and aliases (PEP 695): `TypeVar`, `ParamSpec`, `TypeVarTuple`, `TypeAliasType`, `Generic`.
//!
//! Bounds, constraints, defaults and values of aliases are functions that are called when they are asked for.

use super::generic_alias::alias;
use super::union_type::or_anything;
use crate::code::op::Intrinsic;
use crate::heap::{Dict, HeapObject, Kind, Slot, Tuple, Value};
use crate::object::NativeDef;
use crate::object::class::{Class, text};
use crate::object::core::class_of;
use crate::object::definition::{Arguments, TypeDef, class_method, getter, method};
use crate::object::instance::Instance;
use crate::object::names::Name;
use crate::object::native::{Native, NativeData, cast, cast_kind, payload};
use crate::object::slots::{Binary, Comparison, Slots};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};

crate::native_object! {
    /// `TypeVar`, `ParamSpec` and `TypeVarTuple` alike; the class tells which.
    pub struct Parameter = "TypeVar" {
        pub name: Value,
        /// The bound, NULL for none, and the function that computes it, NULL once it has.
        pub bound: Slot,
        pub lazy_bound: Slot,
        /// A tuple, or NULL.
        pub constraints: Slot,
        pub lazy_constraints: Slot,
        pub default: Slot,
        pub lazy_default: Slot,
        pub module: Slot,
        pub covariant: bool,
        pub contravariant: bool,
        pub infer_variance: bool,
    }
}

crate::native_object! {
    /// `P.args` or `P.kwargs`.
    pub struct ParamSpecPart = "ParamSpecArgs" {
        pub origin: Value,
    }
}

crate::native_object! {
    pub struct TypeAlias = "TypeAliasType" {
        pub name: Value,
        /// A tuple.
        pub type_params: Value,
        pub value: Slot,
        pub lazy_value: Slot,
        pub module: Value,
    }
}

macro_rules! parameter_type {
    ($static:ident, $name:literal, $doc:literal, $new:ident, $slots:expr, [$($method:expr),*], [$($getter:expr),*]) => {
        pub static $static: TypeDef = TypeDef {
            doc: $doc,
            slots: Slots {
                new: Some($new),
                repr: Some(repr_parameter),
                ..$slots
            },
            methods: &[
                method("has_default(self, /)", has_default, "Was a default given?"),
                method("__mro_entries__(self, bases, /)", refuse_as_base, "Refuses to be a base."),
                method("__reduce__(self, /)", reduce_by_name, "Helper for pickle."),
                $($method),*
            ],
            getters: &[
                getter("__name__", |vm, value| Ok(parameter(vm, value)?.data.name.clone())),
                getter("__default__", get_default),
                getter("__module__", |vm, value| Ok(or_none(parameter(vm, value)?.data.module.get()))),
                $($getter),*
            ],
            has_attributes: true,
            ..TypeDef::new($name, Parameter::LAYOUT)
        };
    };
}

const WITH_OR: Slots = Slots { binary: Slots::binaries(&[(Binary::Or, or_anything)]), ..Slots::EMPTY };

parameter_type!(
    TYPE_VAR,
    "typing.TypeVar",
    "A type parameter.",
    new_type_var,
    WITH_OR,
    [],
    [
        getter("__bound__", get_bound),
        getter("__constraints__", get_constraints),
        getter("__covariant__", |vm, value| Ok(Value::from_bool(parameter(vm, value)?.data.covariant))),
        getter("__contravariant__", |vm, value| Ok(Value::from_bool(
            parameter(vm, value)?.data.contravariant
        ))),
        getter("__infer_variance__", |vm, value| Ok(Value::from_bool(
            parameter(vm, value)?.data.infer_variance
        )))
    ]
);
parameter_type!(
    PARAM_SPEC,
    "typing.ParamSpec",
    "A parameter that stands for the parameters of a callable.",
    new_param_spec,
    WITH_OR,
    [],
    [
        getter("args", |vm, value| param_spec_part(vm, value, &PARAM_SPEC_ARGS)),
        getter("kwargs", |vm, value| param_spec_part(vm, value, &PARAM_SPEC_KWARGS)),
        getter("__bound__", get_bound),
        getter("__covariant__", |vm, value| Ok(Value::from_bool(parameter(vm, value)?.data.covariant))),
        getter("__contravariant__", |vm, value| Ok(Value::from_bool(
            parameter(vm, value)?.data.contravariant
        ))),
        getter("__infer_variance__", |vm, value| Ok(Value::from_bool(
            parameter(vm, value)?.data.infer_variance
        )))
    ]
);
parameter_type!(
    TYPE_VAR_TUPLE,
    "typing.TypeVarTuple",
    "A parameter that stands for any number of types.",
    new_type_var_tuple,
    Slots { iter: Some(iter_type_var_tuple), ..Slots::EMPTY },
    [],
    []
);

macro_rules! part_type {
    ($static:ident, $name:literal) => {
        pub static $static: TypeDef = TypeDef {
            doc: "The positional or keyword arguments that a ParamSpec stands for.",
            slots: Slots {
                repr: Some(repr_part),
                compare: Some(compare_part),
                hash: Some(hash_part),
                ..Slots::EMPTY
            },
            getters: &[getter("__origin__", |vm, value| Ok(part_of(vm, value)?.origin.clone()))],
            ..TypeDef::new($name, ParamSpecPart::LAYOUT)
        };
    };
}

part_type!(PARAM_SPEC_ARGS, "typing.ParamSpecArgs");
part_type!(PARAM_SPEC_KWARGS, "typing.ParamSpecKwargs");

pub static TYPE_ALIAS: TypeDef = TypeDef {
    doc: "What a type statement makes.",
    slots: Slots {
        new: Some(new_alias),
        repr: Some(repr_alias),
        get_item: Some(alias_item),
        binary: Slots::binaries(&[(Binary::Or, or_anything)]),
        ..Slots::EMPTY
    },
    methods: &[method("__reduce__(self, /)", reduce_by_name, "Helper for pickle.")],
    getters: &[
        getter("__name__", |vm, value| Ok(alias_of(vm, value)?.data.name.clone())),
        getter("__value__", alias_value),
        getter("__type_params__", |vm, value| Ok(alias_of(vm, value)?.data.type_params.clone())),
        getter("__parameters__", |vm, value| Ok(alias_of(vm, value)?.data.type_params.clone())),
        getter("__module__", |vm, value| Ok(alias_of(vm, value)?.data.module.clone())),
    ],
    ..TypeDef::new("typing.TypeAliasType", TypeAlias::LAYOUT)
};

pub static GENERIC: TypeDef = TypeDef {
    doc: "The base of generic classes.",
    methods: &[
        class_method("__class_getitem__(cls, params, /)", generic_item, "The class with type arguments."),
        class_method(
            "__init_subclass__(cls, /, **kwargs)",
            generic_init_subclass,
            "Notes the type parameters.",
        ),
    ],
    subclassable: true,
    ..TypeDef::new("typing.Generic", Instance::LAYOUT)
};

fn or_none(value: Value) -> Value {
    if value.is_null() { Value::NONE } else { value }
}

fn parameter<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<Parameter>> {
    match cast::<Native<Parameter>>(value) {
        Some(parameter) => Ok(parameter),
        None => Err(vm.type_error("a type parameter was expected")),
    }
}

fn alias_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Native<TypeAlias>> {
    match cast::<Native<TypeAlias>>(value) {
        Some(alias) => Ok(alias),
        None => Err(vm.type_error("a type alias was expected")),
    }
}

fn part_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a ParamSpecPart> {
    match payload::<ParamSpecPart>(value) {
        Some(part) => Ok(part),
        None => Err(vm.type_error("a part of a ParamSpec was expected")),
    }
}

/// The module of the code that runs.
fn caller_module(vm: &mut Vm) -> Value {
    let globals = vm.stacks.frames().next().map(|frame| frame.function().globals.clone());
    match globals.as_ref().and_then(|globals| cast_kind::<Dict>(globals, Kind::Dict)) {
        Some(globals) => vm.dict_get_name(globals, Name::Name).unwrap_or(Value::NONE),
        None => Value::NONE,
    }
}

fn blank(name: Value, module: Value) -> Parameter {
    Parameter {
        name,
        bound: Slot::empty(),
        lazy_bound: Slot::empty(),
        constraints: Slot::empty(),
        lazy_constraints: Slot::empty(),
        default: Slot::empty(),
        lazy_default: Slot::empty(),
        module: Slot::new(module),
        covariant: false,
        contravariant: false,
        infer_variance: true,
    }
}

/// What `[T]`, `[*Ts]` and `[**P]` make. `bound` and `constraints` are functions, or NULL.
pub fn new_parameter(
    vm: &mut Vm,
    definition: &'static TypeDef,
    name: &Value,
    bound: Value,
    constraints: Value,
) -> Result<Value> {
    let module = caller_module(vm);
    let mut parameter = blank(name.clone(), module);
    parameter.lazy_bound = Slot::new(bound);
    parameter.lazy_constraints = Slot::new(constraints);
    vm.create_of(definition, parameter)
}

/// Gives a parameter the function that computes its default.
pub fn set_default(vm: &mut Vm, value: &Value, function: Value) -> Result<()> {
    let parameter = parameter(vm, value)?;
    vm.store(&parameter.header, &parameter.data.lazy_default, function)
}

/// What `type Name[params] = value` makes; `function` computes the value. `params` is a tuple, or None.
pub fn new_type_alias(vm: &mut Vm, name: &Value, params: &Value, function: Value) -> Result<Value> {
    let module = caller_module(vm);
    let type_params = match cast_kind::<Tuple>(params, Kind::Tuple) {
        Some(_) => params.clone(),
        None => vm.new_tuple(Vec::new())?,
    };
    let alias = TypeAlias {
        name: name.clone(),
        type_params,
        value: Slot::empty(),
        lazy_value: Slot::new(function),
        module,
    };
    vm.create_of(&TYPE_ALIAS, alias)
}

/// `Generic[params]`, the base of a class with type parameters.
pub fn subscript_generic(vm: &mut Vm, params: &Value) -> Result<Value> {
    let mut items = Vec::new();
    for param in tuple_items(params) {
        if is_variadic(param) {
            items.extend(vm.collect(param)?);
        } else {
            items.push(param.clone());
        }
    }
    let params = vm.new_tuple(items)?;
    alias(vm, &GENERIC.class(), &params)
}

/// The engine's operations on type parameters, with their operands.
pub fn intrinsic(vm: &mut Vm, which: Intrinsic, operands: &[Value]) -> Result<Value> {
    let operand = |index: usize| operands.get(index).cloned().unwrap_or(Value::NULL);
    let (name, second) = (operand(0), operand(1));
    match which {
        Intrinsic::TypeVar => new_parameter(vm, &TYPE_VAR, &name, Value::NULL, Value::NULL),
        Intrinsic::TypeVarBound => new_parameter(vm, &TYPE_VAR, &name, second, Value::NULL),
        Intrinsic::TypeVarConstraints => new_parameter(vm, &TYPE_VAR, &name, Value::NULL, second),
        Intrinsic::ParamSpec => new_parameter(vm, &PARAM_SPEC, &name, Value::NULL, Value::NULL),
        Intrinsic::TypeVarTuple => new_parameter(vm, &TYPE_VAR_TUPLE, &name, Value::NULL, Value::NULL),
        Intrinsic::SetTypeParamDefault => set_default(vm, &name, second).map(|()| name),
        Intrinsic::TypeAlias => new_type_alias(vm, &name, &second, operand(2)),
        Intrinsic::SubscriptGeneric => subscript_generic(vm, &name),
        Intrinsic::SetTypeParams => {
            vm.set_attribute(&name, &Name::TypeParams.value(), Some(&second))?;
            Ok(name)
        }
        other => Err(vm.runtime_error(format!("{other:?} is no operation on type parameters"))),
    }
}

/// Is this a TypeVar, ParamSpec or TypeVarTuple?
pub fn is_parameter(value: &Value) -> bool {
    payload::<Parameter>(value).is_some()
}

pub fn is_variadic(value: &Value) -> bool {
    is_parameter(value) && class_of(value).is(&TYPE_VAR_TUPLE.class())
}

/// The type parameters in some type arguments, each once, in order.
pub fn collect_parameters(vm: &mut Vm, args: &[Value]) -> Result<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    let name = vm.intern("__parameters__")?;
    for argument in args {
        let inner = if is_parameter(argument) {
            vec![argument.clone()]
        } else if Class::of(argument).is_some() {
            Vec::new()
        } else if cast_kind::<crate::heap::List>(argument, Kind::List).is_some()
            || cast_kind::<Tuple>(argument, Kind::Tuple).is_some()
        {
            let items = vm.collect(argument)?;
            collect_parameters(vm, &items)?
        } else {
            match vm.find_attribute(argument, &name)? {
                Some(inner) => tuple_items(&inner).to_vec(),
                None => Vec::new(),
            }
        };
        for parameter in inner {
            if !found.iter().any(|known| known.is(&parameter)) {
                found.push(parameter);
            }
        }
    }
    Ok(found)
}

/// A parameter's default, if it has one.
pub fn default_of(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    match cast::<Native<Parameter>>(value) {
        Some(parameter) => {
            let found = lazy(vm, parameter, &parameter.data.default, &parameter.data.lazy_default)?;
            Ok(if found.is_null() { None } else { Some(found) })
        }
        None => Ok(None),
    }
}

/// A value that is computed when it is first asked for. NULL if there is none.
fn lazy<T: NativeData>(vm: &mut Vm, owner: &Native<T>, value: &Slot, function: &Slot) -> Result<Value> {
    let known = value.get();
    if !known.is_null() {
        return Ok(known);
    }
    let evaluate = function.get();
    if evaluate.is_null() {
        return Ok(Value::NULL);
    }
    let computed = vm.call(&evaluate, &[Value::from_small_int(1)])?;
    vm.store(&owner.header, value, computed.clone())?;
    Ok(computed)
}

fn get_bound(vm: &mut Vm, value: &Value) -> Result<Value> {
    let parameter = parameter(vm, value)?;
    lazy(vm, parameter, &parameter.data.bound, &parameter.data.lazy_bound).map(or_none)
}

fn get_constraints(vm: &mut Vm, value: &Value) -> Result<Value> {
    let parameter = parameter(vm, value)?;
    let found = lazy(vm, parameter, &parameter.data.constraints, &parameter.data.lazy_constraints)?;
    if found.is_null() { vm.new_tuple(Vec::new()) } else { Ok(found) }
}

fn get_default(vm: &mut Vm, value: &Value) -> Result<Value> {
    match default_of(vm, value)? {
        Some(default) => Ok(default),
        None => no_default(vm),
    }
}

/// `typing.NoDefault`.
fn no_default(vm: &mut Vm) -> Result<Value> {
    let state = vm.interpreter.state();
    let modules =
        payload::<crate::vm::interpreter::State>(&state).map_or(Value::NULL, |state| state.modules.clone());
    let Some(modules) = cast_kind::<Dict>(&modules, Kind::Dict) else { return Ok(Value::NONE) };
    let Some(typing) = vm.dict_get_str(modules, "typing")? else { return Ok(Value::NONE) };
    let name = vm.intern("NoDefault")?;
    Ok(vm.find_attribute(&typing, &name)?.unwrap_or(Value::NONE))
}

fn has_default(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let data = &parameter(vm, &args[0])?.data;
    let has = !data.default.raw().is_null() || !data.lazy_default.raw().is_null();
    Ok(Value::from_bool(has))
}

fn repr_parameter(vm: &mut Vm, value: &Value) -> Result<Value> {
    let data = &parameter(vm, value)?.data;
    let name = text(&data.name);
    let sign = match (data.infer_variance, data.covariant, data.contravariant) {
        _ if is_variadic(value) => "",
        (true, ..) => "",
        (_, true, _) => "+",
        (_, _, true) => "-",
        _ => "~",
    };
    vm.new_str(&format!("{sign}{name}"))
}

fn refuse_as_base(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let name = vm.class_name(&args[0]);
    Err(vm.type_error(format!("Cannot subclass an instance of {name}")))
}

/// Pickled by name, as a global of its module.
fn reduce_by_name(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.get_attribute_name(&args[0], Name::Name)
}

fn new_type_var(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    static SIGNATURE: NativeDef = super::common::constructor(
        "typevar(name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    );
    bind_native(vm, &SIGNATURE, arguments, |vm, args| {
        let [name, bound, default, covariant, contravariant, infer, constraints @ ..] = args else {
            return Err(vm.type_error("TypeVar() missing required argument 'name' (pos 1)"));
        };
        match constraints {
            [_] => return Err(vm.type_error("A single constraint is not allowed")),
            [_, ..] if bound.given().is_some_and(|bound| !bound.is_none()) => {
                return Err(vm.type_error("Constraints cannot be combined with bound=..."));
            }
            _ => {}
        }
        let mut fresh = variance(vm, name, bound, default, [covariant, contravariant, infer])?;
        if !constraints.is_empty() {
            fresh.constraints = Slot::new(vm.new_tuple(constraints.to_vec())?);
        }
        vm.create_native(class, fresh)
    })
}

/// A parameter made by a call, not by the syntax: everything is a value already.
fn variance(
    vm: &mut Vm,
    name: &Value,
    bound: &Value,
    default: &Value,
    flags: [&Value; 3],
) -> Result<Parameter> {
    let mut truths = [false; 3];
    for (truth, flag) in truths.iter_mut().zip(flags) {
        *truth = match flag.given() {
            Some(flag) => vm.truth(flag)?,
            None => false,
        };
    }
    let [covariant, contravariant, infer_variance] = truths;
    if covariant && contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if infer_variance && (covariant || contravariant) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    let module = caller_module(vm);
    let bound = bound.given().filter(|bound| !bound.is_none()).cloned().unwrap_or(Value::NULL);
    Ok(Parameter {
        bound: Slot::new(bound),
        default: Slot::new(default.clone()),
        covariant,
        contravariant,
        infer_variance,
        ..blank(name.clone(), module)
    })
}

fn new_param_spec(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    static SIGNATURE: NativeDef = super::common::constructor(
        "paramspec(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    );
    bind_native(vm, &SIGNATURE, arguments, |vm, args| {
        let fresh = variance(vm, &args[0], &args[1], &args[2], [&args[3], &args[4], &args[5]])?;
        vm.create_native(class, fresh)
    })
}

fn new_type_var_tuple(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    static SIGNATURE: NativeDef = super::common::constructor("typevartuple(name, *, default=NoDefault)");
    bind_native(vm, &SIGNATURE, arguments, |vm, args| {
        let module = caller_module(vm);
        let fresh = Parameter { default: Slot::new(args[1].clone()), ..blank(args[0].clone(), module) };
        vm.create_native(class, fresh)
    })
}

/// `*Ts`: `typing.Unpack[Ts]` if typing is loaded, else the parameter itself.
fn iter_type_var_tuple(vm: &mut Vm, value: &Value) -> Result<Value> {
    let state = vm.interpreter.state();
    let modules =
        payload::<crate::vm::interpreter::State>(&state).map_or(Value::NULL, |state| state.modules.clone());
    let mut item = value.clone();
    if let Some(modules) = cast_kind::<Dict>(&modules, Kind::Dict)
        && let Some(typing) = vm.dict_get_str(modules, "typing")?
    {
        let name = vm.intern("Unpack")?;
        if let Some(unpack) = vm.find_attribute(&typing, &name)? {
            item = vm.get_item(&unpack, value)?;
        }
    }
    let items = vm.new_tuple([item])?;
    vm.iter(&items)
}

fn param_spec_part(vm: &mut Vm, value: &Value, definition: &'static TypeDef) -> Result<Value> {
    vm.create_of(definition, ParamSpecPart { origin: value.clone() })
}

fn repr_part(vm: &mut Vm, value: &Value) -> Result<Value> {
    let origin = part_of(vm, value)?.origin.clone();
    let name = match payload::<Parameter>(&origin) {
        Some(parameter) => text(&parameter.name),
        None => vm.repr_text(&origin)?,
    };
    let word = if class_of(value).is(&PARAM_SPEC_ARGS.class()) { "args" } else { "kwargs" };
    vm.new_str(&format!("{name}.{word}"))
}

fn compare_part(vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let same_class = class_of(left).is(&class_of(right));
    let (Some(one), Some(other), true) =
        (payload::<ParamSpecPart>(left), payload::<ParamSpecPart>(right), same_class)
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match how {
        Comparison::Eq | Comparison::NotEq => vm.compare(&one.origin, &other.origin, how),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash_part(vm: &mut Vm, value: &Value) -> Result<i64> {
    let origin = part_of(vm, value)?.origin.clone();
    vm.hash(&origin)
}

fn new_alias(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    static SIGNATURE: NativeDef = super::common::constructor("typealias(name, value, *, type_params=())");
    bind_native(vm, &SIGNATURE, arguments, |vm, args| {
        let module = caller_module(vm);
        let type_params = match args[2].given() {
            Some(params) if cast_kind::<Tuple>(params, Kind::Tuple).is_some() => params.clone(),
            Some(_) => return Err(vm.type_error("type_params must be a tuple")),
            None => vm.new_tuple(Vec::new())?,
        };
        let alias = TypeAlias {
            name: args[0].clone(),
            type_params,
            value: Slot::new(args[1].clone()),
            lazy_value: Slot::empty(),
            module,
        };
        vm.create_native(class, alias)
    })
}

fn repr_alias(vm: &mut Vm, value: &Value) -> Result<Value> {
    let name = text(&alias_of(vm, value)?.data.name);
    vm.new_str(&name)
}

fn alias_value(vm: &mut Vm, value: &Value) -> Result<Value> {
    let alias = alias_of(vm, value)?;
    lazy(vm, alias, &alias.data.value, &alias.data.lazy_value).map(or_none)
}

fn alias_item(vm: &mut Vm, value: &Value, item: &Value) -> Result<Value> {
    if tuple_items(&alias_of(vm, value)?.data.type_params).is_empty() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    alias(vm, value, item)
}

/// `Generic[T]`, and `C[int]` for classes derived from it.
fn generic_item(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let items = match cast_kind::<Tuple>(&args[1], Kind::Tuple) {
        Some(items) => items.items(),
        None => std::slice::from_ref(&args[1]),
    };
    let is_root = args[0].is(&GENERIC.class());
    if is_root && items.is_empty() {
        return Err(vm.type_error("Parameter list to Generic[...] cannot be empty"));
    }
    if is_root && !items.iter().all(|item| is_parameter(item) || Class::of(item).is_none()) {
        return Err(vm.type_error(
            "Parameters to Generic[...] must all be type variables or parameter specification variables.",
        ));
    }
    alias(vm, &args[0], &args[1])
}

/// Notes the parameters of a generic class as `__parameters__`.
fn generic_init_subclass(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if !args[1].is_null() {
        return Err(super::object::refused_keywords(vm, &args[0]));
    }
    let bases = match Class::of(&args[0]).and_then(|class| class.own(&Name::OrigBases.value())) {
        Some(bases) => bases,
        None => return Ok(Value::NONE),
    };
    let found = collect_parameters(vm, tuple_items(&bases))?;
    let found = vm.new_tuple(found)?;
    let name = vm.intern("__parameters__")?;
    vm.set_attribute(&args[0], &name, Some(&found))?;
    Ok(Value::NONE)
}
