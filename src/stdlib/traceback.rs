//! `_traceback`: the interpreter's own rendering of exceptions, for the `traceback` module.

use crate::heap::Value;
use crate::object::definition::{ModuleDef, function};
use crate::vm::traceback::{self, Entry, Options};
use crate::vm::{Result, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "Rendering of exceptions.",
    functions: &[
        function("render(exc, chain, limit, /)", render, "The report of an exception."),
        function("render_only(exc, /)", render_only, "Class, message and notes of an exception."),
        function("entries(tb, limit, /)", entries, "Tuples of what a traceback's entries show."),
        function("format_entries(tb, limit, /)", format_entries, "The lines of a traceback's entries."),
        function("stack(skip, /)", stack, "Tuples of what the running frames show, outermost first."),
        function(
            "source_line(file, line, /)",
            source_line,
            "A line of source without what is blank at its end.",
        ),
    ],
    types: &[],
    init: None,
};

fn options(vm: &mut Vm, chain: bool, limit: &Value) -> Result<Options> {
    let limit = if limit.is_none() { None } else { Some(vm.as_i64(limit)?) };
    Ok(Options { chain, limit })
}

fn render(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let chain = vm.truth(&args[1])?;
    let options = options(vm, chain, &args[2])?;
    let text = traceback::render_with(vm, &args[0], options);
    vm.new_str(&text)
}

fn render_only(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let text = traceback::render_only(vm, &args[0]);
    vm.new_str(&text)
}

/// (file, line, name, source line, end line, column, end column).
fn shown(vm: &mut Vm, entries: &[Entry]) -> Result<Value> {
    let mut tuples = Vec::with_capacity(entries.len());
    for entry in entries {
        let source = traceback::source_line(&entry.file, entry.line);
        let number =
            |number: Option<u32>| number.map_or(Value::NONE, |number| Value::from_small_int(number.into()));
        let place = entry.position;
        let items = vec![
            vm.new_str(&entry.file)?,
            number(Some(entry.line)),
            vm.new_str(&entry.name)?,
            vm.new_str(source.trim())?,
            number(place.map(|place| place.end_line)),
            number(place.map(|place| place.column)),
            number(place.map(|place| place.end_column)),
        ];
        tuples.push(vm.new_tuple(items)?);
    }
    vm.new_list(tuples)
}

fn entries(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let options = options(vm, false, &args[1])?;
    let entries = traceback::entries(&args[0]);
    shown(vm, options.cut(&entries))
}

fn format_entries(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let options = options(vm, false, &args[1])?;
    let entries = traceback::entries(&args[0]);
    let mut lines = Vec::new();
    for line in traceback::format_entries(options.cut(&entries)) {
        lines.push(vm.new_str(&line)?);
    }
    vm.new_list(lines)
}

fn stack(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let skip = usize::try_from(vm.as_i64(&args[0])?).unwrap_or(0);
    let mut entries: Vec<Entry> = vm
        .stacks
        .frames()
        .skip(skip)
        .map(|frame| {
            let unit = &frame.code().unit;
            let position = unit.position(frame.offset());
            Entry { file: unit.filename.clone(), line: frame.line(), name: unit.name.clone(), position }
        })
        .collect();
    entries.reverse();
    shown(vm, &entries)
}

fn source_line(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = vm.str_text(&args[0])?;
    let line = u32::try_from(vm.as_i64(&args[1])?).unwrap_or(0);
    let text = traceback::source_line(&file, line);
    vm.new_str(&text)
}
