//! The last lines of a report: class and message, a SyntaxError's place, notes.

use super::suggestion;
use crate::heap::{Kind, List, Str, Tuple, Value};
use crate::object::class::{Class, text};
use crate::object::core::{Exception as Kinds, class_of};
use crate::object::function::Exception;
use crate::object::names::Name;
use crate::object::native::cast_kind;
use crate::text::wtf8;
use crate::vm::raise::is_exception;
use crate::vm::{Result, Vm};
use std::fmt::Write as _;

/// All of it, each line with `indent` spaces before it.
pub fn render(vm: &mut Vm, exception: &Value, indent: usize) -> String {
    let mut out = String::new();
    let name = class_text(vm, exception);
    if is_exception(exception, Kinds::SyntaxError) {
        syntax_error(vm, exception, &name, &mut out);
    } else {
        let shown = vm.str(exception);
        let mut shown = safe(vm, shown, "<exception str() failed>");
        if let Some(hint) = suggestion::hint(vm, exception) {
            shown.push_str(&hint);
        }
        let _ = if shown.is_empty() { writeln!(out, "{name}") } else { writeln!(out, "{name}: {shown}") };
    }
    notes(vm, exception, &mut out);
    if indent == 0 {
        return out;
    }
    let prefix = " ".repeat(indent);
    out.split_inclusive('\n').flat_map(|line| [prefix.as_str(), line]).collect()
}

/// The class with its module, unless that is `builtins` or `__main__`.
fn class_text(vm: &mut Vm, exception: &Value) -> String {
    let of = class_of(exception);
    let full = vm.full_class_name(&of);
    match full.strip_prefix("__main__.") {
        Some(rest) => rest.to_owned(),
        None if full.is_empty() => Class::of(&of).map_or_else(String::new, Class::name_text),
        None => full,
    }
}

/// A string that was to be made; a stand-in if that failed.
fn safe(vm: &mut Vm, result: Result<Value>, otherwise: &str) -> String {
    match result {
        Ok(value) => {
            cast_kind::<Str>(&value, Kind::Str).map_or_else(String::new, |text| visible(text.bytes()))
        }
        Err(_) => {
            drop(vm.take_raised());
            otherwise.to_owned()
        }
    }
}

/// WTF-8 as text: lone surrogates are escaped, as `sys.stderr` does.
fn visible(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => wtf8::code_points(bytes)
            .map(|point| match char::from_u32(point) {
                Some(character) => character.to_string(),
                None => format!("\\u{point:04x}"),
            })
            .collect(),
    }
}

fn notes(vm: &mut Vm, exception: &Value, out: &mut String) {
    let notes = match vm.find_attribute(exception, &Name::Notes.value()) {
        Ok(Some(notes)) => notes,
        Ok(None) => return,
        Err(_) => {
            drop(vm.take_raised());
            return;
        }
    };
    if notes.is_none() {
        return;
    }
    let is_list = cast_kind::<List>(&notes, Kind::List).is_some();
    if !is_list && cast_kind::<Tuple>(&notes, Kind::Tuple).is_none() {
        let shown = vm.repr(&notes);
        let shown = safe(vm, shown, "<__notes__ repr() failed>");
        let _ = writeln!(out, "{shown}");
        return;
    }
    let items = vm.collect(&notes).unwrap_or_default();
    for note in items {
        let shown = vm.str(&note);
        let shown = safe(vm, shown, "<note str() failed>");
        let _ = writeln!(out, "{shown}");
    }
}

/// A field of SyntaxError as a number; None where it is unset or no int.
fn number(exception: &Exception, field: usize) -> Option<i64> {
    exception.fields[field].get().as_small_int()
}

fn syntax_error(vm: &mut Vm, exception: &Value, name: &str, out: &mut String) {
    let Some(object) = Exception::of(exception) else { return };
    let file = object.fields[1].get();
    let has_file = !file.is_null() && !file.is_none();
    let line = object.fields[2].get();
    let has_line = !line.is_null() && !line.is_none();
    let mut suffix = String::new();
    if has_line {
        let file = if has_file { text(&file) } else { "<string>".to_owned() };
        let line = vm.str(&line);
        let line = safe(vm, line, "?");
        let _ = writeln!(out, "  File \"{file}\", line {line}");
    } else if has_file {
        suffix = format!(" ({})", text(&file));
    }
    let source = object.fields[4].get();
    if let Some(source) = cast_kind::<Str>(&source, Kind::Str) {
        source_block(object, &visible(source.bytes()), out);
    }
    let message = object.fields[0].get();
    let message = if message.is_null() || message.is_none() {
        "<no detail available>".to_owned()
    } else {
        let shown = vm.str(&message);
        safe(vm, shown, "<no detail available>")
    };
    let _ = writeln!(out, "{name}: {message}{suffix}");
}

/// The line of source, and carets below its wrong part. Columns are 1-based and count characters.
fn source_block(exception: &Exception, source: &str, out: &mut String) {
    let right = source.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    let length = right.chars().count() as i64;
    let spaces = length - left.chars().count() as i64;
    let (Some(mut offset), Some(line)) = (number(exception, 3), number(exception, 2)) else {
        let _ = writeln!(out, "    {left}");
        return;
    };
    let mut end = if number(exception, 5).is_none_or(|end_line| end_line == line) {
        number(exception, 6).filter(|end| *end != 0).unwrap_or(offset)
    } else {
        length + 1
    };
    if !source.is_empty() && offset > source.chars().count() as i64 {
        offset = length + 1;
        end = end.max(offset);
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let _ = writeln!(out, "    {left}");
    let (column, end_column) = (offset - 1 - spaces, end - 1 - spaces);
    if column >= 0 {
        // Tabs stay tabs, so that the carets stay below what they mean.
        let blank = |character: char| if character.is_whitespace() { character } else { ' ' };
        let padding: String = left.chars().take(column as usize).map(blank).collect();
        let carets = "^".repeat((end_column - column) as usize);
        let _ = writeln!(out, "    {padding}{carets}");
    }
}
