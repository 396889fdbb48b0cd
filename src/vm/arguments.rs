//! Binding calls to parameters: of native functions, and of Python functions.
//!
//! Owns the rules and CPython's TypeErrors. The engine handles the plain case itself (as many positional
//! arguments as parameters); everything else comes here.

use super::{Result, Vm};
use crate::code::CodeFlags;
use crate::heap::{Dict, Kind, Padded, Str, Tuple, Value};
use crate::object::class::text;
use crate::object::definition::{Arguments, Binding, NativeDef};
use crate::object::function::{Code, Function};
use crate::object::native::cast_kind;
use crate::object::owners::full_name;
use smallvec::SmallVec;

/// The values of a call's parameters: mostly few.
pub type Values = SmallVec<[Value; 8]>;

/// A receiver and the arguments behind it.
pub fn with_receiver(receiver: &Value, arguments: &[Value]) -> Values {
    let mut values = Values::with_capacity(arguments.len() + 1);
    values.push(receiver.clone());
    values.extend(arguments.iter().cloned());
    values
}

/// Calls a native with its parameters laid out: see `definition::NativeFn`.
#[inline(always)]
pub fn bind_native<R>(
    vm: &mut Vm,
    definition: &NativeDef,
    arguments: Arguments,
    body: impl FnOnce(&mut Vm, &[Value]) -> Result<R>,
) -> Result<R> {
    let signature = &definition.signature;
    let positional = arguments.positional();
    let (most, total) = (signature.positional as usize, signature.total as usize);
    let given = positional.len();
    if arguments.names.is_empty()
        && !signature.var_keyword
        && given >= signature.required as usize
        && given <= most
    {
        if given == total {
            return body(vm, positional);
        }
        if total <= Padded::MOST {
            // Copies of a known length need no call.
            let padded = match given {
                1 => Padded::new(&positional[..1]),
                2 => Padded::new(&positional[..2]),
                _ => Padded::new(positional),
            };
            return body(vm, padded.values(total));
        }
    }
    bind_any(vm, definition, arguments, body)
}

/// `bind_native` of keywords, many parameters, or any number of arguments.
#[inline(never)]
fn bind_any<R>(
    vm: &mut Vm,
    definition: &NativeDef,
    arguments: Arguments,
    body: impl FnOnce(&mut Vm, &[Value]) -> Result<R>,
) -> Result<R> {
    let signature = &definition.signature;
    if arguments.names.is_empty() && !signature.var_keyword {
        let positional = arguments.positional();
        let (given, total) = (positional.len(), signature.total as usize);
        let is_exact = given == total && signature.positional as usize == total;
        if is_exact || signature.var_positional && total == 0 {
            return body(vm, positional);
        }
    }
    let laid_out = lay_out(vm, definition, arguments)?;
    body(vm, &laid_out)
}

fn lay_out(vm: &mut Vm, definition: &NativeDef, arguments: Arguments) -> Result<Values> {
    let signature = &definition.signature;
    let positional = arguments.positional();
    let (most, total) = (signature.positional as usize, signature.total as usize);
    if positional.len() > most && !signature.var_positional {
        return Err(wrong_count(vm, definition, positional.len(), arguments.names.len()));
    }
    let mut laid_out = Values::with_capacity(total + 1 + positional.len().saturating_sub(most));
    laid_out.extend(positional.iter().take(most).cloned());
    laid_out.resize_with(total, || Value::NULL);
    let mut extra = None;
    for (name, value) in arguments.keywords() {
        let wanted = text(name);
        let found = signature.parameters().position(|parameter| parameter == wanted);
        match found {
            Some(index) if index >= signature.positional_only as usize => {
                if !laid_out[index].is_null() {
                    let function = definition.name();
                    let position = index + 1;
                    return Err(vm.type_error(format!(
                        "argument for {function}() given by name ('{wanted}') and position ({position})"
                    )));
                }
                laid_out[index] = value.clone();
            }
            _ if signature.var_keyword => {
                let dict = match &extra {
                    Some(dict) => Value::clone(dict),
                    None => vm.new_dict()?,
                };
                if let Some(map) = cast_kind::<Dict>(&dict, Kind::Dict) {
                    vm.dict_set(map, name.clone(), value.clone())?;
                }
                extra = Some(dict);
            }
            _ => return Err(unexpected_keyword(vm, definition, &wanted)),
        }
    }
    let receiver = matches!(definition.binding, Binding::Method | Binding::ClassMethod | Binding::Wrapper);
    let missing = laid_out
        .iter()
        .take(total)
        .enumerate()
        .find(|(index, value)| value.is_null() && is_required(definition, *index));
    if let Some((index, _)) = missing {
        let positional_only =
            signature.positional_only as usize == total || arguments.names.is_empty() && total == 1;
        if positional_only {
            return Err(wrong_count(vm, definition, positional.len(), arguments.names.len()));
        }
        let name = signature.parameters().nth(index).unwrap_or("");
        let position = index + 1 - receiver as usize;
        // Parameters without a name are missed by number.
        let unnamed = (signature.positional_only as usize).min(signature.required as usize);
        if positional.len() < unnamed {
            let (least, given) = (unnamed - receiver as usize, positional.len() - receiver as usize);
            let (word, plural) = (
                if least < most - receiver as usize { "at least" } else { "exactly" },
                if least == 1 { "" } else { "s" },
            );
            return Err(vm.type_error(format!(
                "{}() takes {word} {least} positional argument{plural} ({given} given)",
                definition.name()
            )));
        }
        return Err(vm.type_error(format!(
            "{}() missing required argument '{name}' (pos {position})",
            definition.name()
        )));
    }
    if signature.var_keyword {
        laid_out.push(extra.unwrap_or(Value::NULL));
    }
    laid_out.extend(positional.iter().skip(most).cloned());
    Ok(laid_out)
}

fn is_required(definition: &NativeDef, index: usize) -> bool {
    // Required parameters come first among the positional ones; keyword-only ones are optional in natives.
    index < definition.signature.required as usize
}

fn unexpected_keyword(vm: &mut Vm, definition: &NativeDef, name: &str) -> super::Raised {
    let signature = &definition.signature;
    let function = definition.name();
    if signature.positional_only == signature.total && !signature.var_keyword {
        let function = full_name(definition);
        return vm.type_error(format!("{function}() takes no keyword arguments"));
    }
    let known: Vec<&[u8]> =
        signature.parameters().skip(signature.positional_only as usize).map(str::as_bytes).collect();
    let hint = match crate::text::suggest::suggest(name.as_bytes(), &known) {
        Some(near) => format!(". Did you mean '{}'?", String::from_utf8_lossy(near)),
        None => String::new(),
    };
    vm.type_error(format!("{function}() got an unexpected keyword argument '{name}'{hint}"))
}

fn wrong_count(vm: &mut Vm, definition: &NativeDef, given: usize, keywords: usize) -> super::Raised {
    let signature = &definition.signature;
    let receiver = match definition.binding {
        Binding::Method | Binding::ClassMethod | Binding::Wrapper => 1,
        Binding::Function | Binding::StaticMethod => 0,
    };
    let least = (signature.required as usize).saturating_sub(receiver);
    let most = (signature.positional as usize).saturating_sub(receiver);
    let given = given.saturating_sub(receiver);
    let name = definition.name();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    if definition.binding == Binding::Wrapper {
        let expected = if least == most {
            format!("expected {most} argument{}", plural(most))
        } else {
            format!(
                "expected at {} {} argument{}",
                if given < least { "least" } else { "most" },
                if given < least { least } else { most },
                plural(if given < least { least } else { most })
            )
        };
        return vm.type_error(format!("{expected}, got {given}"));
    }
    let positional_only = signature.positional_only == signature.total;
    if most == 0 && (signature.total as usize) > receiver && !signature.var_positional {
        return vm.type_error(format!("{name}() takes no positional arguments"));
    }
    let takes_few = !signature.var_positional && least == most;
    if takes_few && (most == 0 || most == 1 && positional_only) {
        let (name, what) =
            (full_name(definition), if most == 0 { "no arguments" } else { "exactly one argument" });
        return vm.type_error(format!("{name}() takes {what} ({given} given)"));
    }
    if positional_only {
        let (word, bound) = if least == most {
            ("", least)
        } else if given < least {
            ("at least ", least)
        } else {
            ("at most ", most)
        };
        return vm
            .type_error(format!("{name} expected {word}{bound} argument{}, got {given}", plural(bound)));
    }
    let total = (signature.total as usize).saturating_sub(receiver);
    let word = if least == total { "exactly" } else { "at most" };
    let kind = if keywords == 0 && most < total { "positional argument" } else { "argument" };
    let bound = if keywords == 0 && most < total { most } else { total };
    vm.type_error(format!(
        "{name}() takes {word} {bound} {kind}{} ({} given)",
        plural(bound),
        given + keywords
    ))
}

/// Lays out the arguments of a Python function's call into its first registers: one value for each parameter,
/// in the order of `CodeUnit::local_names`.
pub fn bind_function(vm: &mut Vm, function: &Function, arguments: Arguments) -> Result<Values> {
    let code_value = function.code.get();
    let Some(code) = Code::of(&code_value) else { return Err(vm.type_error("a function's code is missing")) };
    let unit = &code.unit;
    let count = unit.argument_count as usize;
    let keyword_only = unit.keyword_only_count as usize;
    let named = count + keyword_only;
    let positional = arguments.positional();
    let mut slots: Values = positional.iter().take(count).cloned().collect();
    slots.resize_with(unit.parameter_count() as usize, || Value::NULL);
    let var_positional = unit.flags.contains(CodeFlags::VAR_POSITIONAL);
    let var_keyword = unit.flags.contains(CodeFlags::VAR_KEYWORD);
    let mut at = named;
    if var_positional {
        slots[at] = vm.new_tuple(positional.get(count..).unwrap_or(&[]).iter().cloned())?;
        at += 1;
    }
    let extra = if var_keyword { Some(vm.new_dict()?) } else { None };
    bind_keywords(vm, function, code, arguments, &mut slots, extra.as_ref())?;
    if let Some(extra) = extra {
        slots[at] = extra;
    }
    if positional.len() > count && !var_positional {
        return Err(too_many(vm, function, code, positional.len(), &slots));
    }
    fill_defaults(vm, function, code, &mut slots, positional.len())?;
    Ok(slots)
}

fn bind_keywords(
    vm: &mut Vm,
    function: &Function,
    code: &Code,
    arguments: Arguments,
    slots: &mut [Value],
    extra: Option<&Value>,
) -> Result<()> {
    let unit = &code.unit;
    let named = (unit.argument_count + unit.keyword_only_count) as usize;
    let positional_only = unit.positional_only_count as usize;
    for (name, value) in arguments.keywords() {
        let bytes = cast_kind::<Str>(name, Kind::Str).map_or(&[][..], Str::bytes);
        let parameters = unit.local_names[..named].iter().skip(positional_only);
        let found = parameters.map(|known| known.as_bytes()).position(|known| known == bytes);
        if let Some(index) = found {
            let slot = &mut slots[index + positional_only];
            if !slot.is_null() {
                let wanted = text(name);
                let qualname = text(&function.qualname.get());
                return Err(
                    vm.type_error(format!("{qualname}() got multiple values for argument '{wanted}'"))
                );
            }
            *slot = value.clone();
        } else if let Some(map) = extra.and_then(|dict| cast_kind::<Dict>(dict, Kind::Dict)) {
            vm.dict_set(map, name.clone(), value.clone())?;
        } else {
            return Err(unexpected(vm, function, code, arguments, &text(name)));
        }
    }
    Ok(())
}

fn unexpected(
    vm: &mut Vm,
    function: &Function,
    code: &Code,
    arguments: Arguments,
    wanted: &str,
) -> super::Raised {
    let unit = &code.unit;
    let qualname = text(&function.qualname.get());
    let only: Vec<String> = arguments
        .names
        .iter()
        .map(text)
        .filter(|name| {
            unit.local_names[..unit.positional_only_count as usize].iter().any(|known| **known == **name)
        })
        .collect();
    if !only.is_empty() {
        let names = only.join(", ");
        return vm.type_error(format!(
            "{qualname}() got some positional-only arguments passed as keyword arguments: '{names}'"
        ));
    }
    let named = (unit.argument_count + unit.keyword_only_count) as usize;
    let candidates: Vec<&[u8]> = unit.local_names[unit.positional_only_count as usize..named]
        .iter()
        .map(|name| name.as_bytes())
        .collect();
    let hint = match crate::text::suggest::suggest(wanted.as_bytes(), &candidates) {
        Some(near) => format!(". Did you mean '{}'?", String::from_utf8_lossy(near)),
        None => String::new(),
    };
    vm.type_error(format!("{qualname}() got an unexpected keyword argument '{wanted}'{hint}"))
}

fn fill_defaults(
    vm: &mut Vm,
    function: &Function,
    code: &Code,
    slots: &mut [Value],
    given: usize,
) -> Result<()> {
    let unit = &code.unit;
    let count = unit.argument_count as usize;
    let defaults = function.defaults.get();
    let defaults = cast_kind::<Tuple>(&defaults, Kind::Tuple).map_or(&[][..], Tuple::items);
    let first_default = count.saturating_sub(defaults.len());
    let mut missing = Vec::new();
    for (index, slot) in slots.iter_mut().enumerate().take(count).skip(given) {
        if slot.is_null() {
            match index.checked_sub(first_default).and_then(|at| defaults.get(at)) {
                Some(default) => *slot = default.clone(),
                None => missing.push(&*unit.local_names[index]),
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing_arguments(vm, function, &missing, "positional"));
    }
    let keyword_defaults = function.keyword_defaults.get();
    let mut missing = Vec::new();
    let end = count + unit.keyword_only_count as usize;
    for (index, slot) in slots.iter_mut().enumerate().take(end).skip(count) {
        if slot.is_null() {
            let name = &unit.local_names[index];
            let default = match cast_kind::<Dict>(&keyword_defaults, Kind::Dict) {
                Some(dict) => vm.dict_get_str(dict, name)?,
                None => None,
            };
            match default {
                Some(default) => *slot = default,
                None => missing.push(&**name),
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing_arguments(vm, function, &missing, "keyword-only")) }
}

fn missing_arguments(vm: &mut Vm, function: &Function, names: &[&str], kind: &str) -> super::Raised {
    let qualname = text(&function.qualname.get());
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!("{qualname}() missing {} required {kind} argument{plural}: {list}", names.len()))
}

fn too_many(vm: &mut Vm, function: &Function, code: &Code, given: usize, slots: &[Value]) -> super::Raised {
    let unit = &code.unit;
    let count = unit.argument_count as usize;
    let defaults = function.defaults.get();
    let defaults = cast_kind::<Tuple>(&defaults, Kind::Tuple).map_or(0, Tuple::len);
    let qualname = text(&function.qualname.get());
    let keyword_given = slots[count..count + unit.keyword_only_count as usize]
        .iter()
        .filter(|value| !value.is_null())
        .count();
    let (expected, plural) = if defaults != 0 {
        (format!("from {} to {count}", count - defaults), true)
    } else {
        (count.to_string(), count != 1)
    };
    let given_text = if keyword_given != 0 {
        format!(
            "{given} positional argument{} (and {keyword_given} keyword-only argument{}) were",
            if given == 1 { "" } else { "s" },
            if keyword_given == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    vm.type_error(format!(
        "{qualname}() takes {expected} positional argument{} but {given_text} given",
        if plural { "s" } else { "" }
    ))
}

/// The names of keywords as a call passes them: exact strings.
pub fn is_keyword_name(value: &Value) -> bool {
    cast_kind::<Str>(value, Kind::Str).is_some()
}
