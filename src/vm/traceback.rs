//! Tracebacks: recording them while an exception unwinds, and showing them as CPython 3.14 does.
//!
//! Owns what an entry remembers, the chain of causes and contexts, and the tree of exception groups. The parts are
//! `sources` (texts by file name), `carets` (a frame's lines), `message` (the last line and SyntaxError's block) and
//! `suggestion` ("Did you mean"). Nothing recurses along a chain; groups nest as deep as CPython shows them.

mod carets;
mod message;
mod report;
mod sources;
mod suggestion;

pub use report::{report_uncaught, report_unraisable, unraisable_text, write_stderr};
pub use sources::{register_source, source_line};
pub use suggestion::STANDARD_MODULES;

use super::Vm;
use crate::code::unit::Position;
use crate::heap::{Cell, Kind, Slot, Value};
use crate::object::core::{self, CoreClass, Exception as Kinds};
use crate::object::function::{Code, Exception, Function, LINE_OF_OFFSET, Traceback};
use crate::object::native::{cast_kind, payload};
use crate::vm::call::tuple_items;
use crate::vm::raise::is_exception;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Frames that look the same are shown so often.
const SHOWN_REPEATS: usize = 3;
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Where NameError and AttributeError keep the `self` of the method that raised them.
const RECEIVER_FIELD: usize = 6;

impl Vm {
    /// Notes that the exception in flight passes through a function at an instruction.
    pub fn add_traceback(&mut self, function: &Function, code: &Code, offset: u32) {
        let raised = self.raised().clone();
        let Some(exception) = Exception::of(&raised) else { return };
        let next = exception.traceback.get();
        if next.is_none() {
            self.remember_receiver(&raised, exception, code);
        }
        let class = core::class(CoreClass::Traceback);
        let entry = self.build_native(&class, || Traceback {
            next: Slot::new(next),
            code: crate::object::native::value_of(&code.header),
            globals: function.globals.clone(),
            offset,
            given_line: LINE_OF_OFFSET,
        });
        if let Ok(entry) = entry {
            let _ = self.heap.set_slot(&exception.header, &exception.traceback, entry);
        }
    }

    /// A traceback keeps no frame, so what a suggestion needs of it is taken now: `self`, for errors about names.
    fn remember_receiver(&mut self, raised: &Value, exception: &Exception, code: &Code) {
        if code.unit.local_names.first().is_none_or(|name| &**name != "self") {
            return;
        }
        if !is_exception(raised, Kinds::NameError) && !is_exception(raised, Kinds::AttributeError) {
            return;
        }
        let receiver = match self.stacks.frames().next() {
            Some(frame) if std::ptr::eq(frame.code(), code) => frame.register(0),
            _ => return,
        };
        let receiver = match cast_kind::<Cell>(&receiver, Kind::Cell) {
            Some(cell) if code.unit.cell_registers.contains(&0) => cell.content.get(),
            _ => receiver,
        };
        if !receiver.is_null() && exception.fields[RECEIVER_FIELD].raw().is_null() {
            let _ = self.heap.set_slot(&exception.header, &exception.fields[RECEIVER_FIELD], receiver);
        }
    }
}

/// One line "File …, line …, in …" and where its carets go.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub file: Arc<str>,
    pub line: u32,
    pub name: Box<str>,
    pub position: Option<Position>,
}

/// The entries of a traceback object, outermost first. Empty for anything else.
pub fn entries(traceback: &Value) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut current = traceback.clone();
    while let Some(frame) = payload::<Traceback>(&current) {
        if let Some(code) = Code::of(&frame.code) {
            let unit = &code.unit;
            let line = frame.line();
            let position = unit.position(frame.offset).filter(|position| position.line == line);
            entries.push(Entry { file: unit.filename.clone(), line, name: unit.name.clone(), position });
        }
        let next = frame.next.get();
        current = next;
    }
    entries
}

/// The lines of entries; of more than three like each other in a row the rest is counted.
pub fn format_entries(entries: &[Entry]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < entries.len() {
        let same = |entry: &&Entry| {
            entry.file == entries[at].file && entry.line == entries[at].line && entry.name == entries[at].name
        };
        let count = entries[at..].iter().take_while(same).count();
        for entry in &entries[at..at + count.min(SHOWN_REPEATS)] {
            lines.push(carets::format_entry(entry));
        }
        if let Some(more @ 1..) = count.checked_sub(SHOWN_REPEATS) {
            let plural = if more > 1 { "s" } else { "" };
            lines.push(format!("  [Previous line repeated {more} more time{plural}]\n"));
        }
        at += count;
    }
    lines
}

/// How much of an exception is shown.
#[derive(Clone, Copy)]
pub struct Options {
    /// Its causes and contexts, too?
    pub chain: bool,
    /// At most so many entries: the outermost ones, or of a negative number the innermost.
    pub limit: Option<i64>,
}

impl Options {
    pub const ALL: Options = Options { chain: true, limit: None };

    pub fn cut(self, entries: &[Entry]) -> &[Entry] {
        let Some(limit) = self.limit else { return entries };
        let count = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX).min(entries.len());
        if limit >= 0 { &entries[..count] } else { &entries[entries.len() - count..] }
    }
}

/// The report of an uncaught exception, as `python` prints it.
pub fn render(vm: &mut Vm, exception: &Value) -> String {
    render_with(vm, exception, Options::ALL)
}

pub fn render_with(vm: &mut Vm, exception: &Value, options: Options) -> String {
    let mut printer =
        Printer { out: String::new(), depth: 0, need_close: false, options, seen: HashSet::new() };
    printer.seen.insert(exception.identity());
    printer.chain(vm, exception);
    printer.out
}

/// The last lines of an exception's report: class, message and notes.
pub fn render_only(vm: &mut Vm, exception: &Value) -> String {
    message::render(vm, exception, 0)
}

/// The report of an exception that ended a thread.
pub fn render_in_thread(vm: &mut Vm, thread: &str, exception: &Value) -> String {
    format!("Exception in thread {thread}:\n{}", render(vm, exception))
}

/// The report of an exception that nobody can catch. `occasion` is the sentence: "Exception ignored in …".
pub fn render_ignored(vm: &mut Vm, occasion: &str, exception: &Value) -> String {
    format!("{occasion}:\n{}", render(vm, exception))
}

struct Printer {
    out: String,
    /// Exception groups around what is printed.
    depth: usize,
    need_close: bool,
    options: Options,
    /// Exceptions that are shown already, by identity.
    seen: HashSet<u64>,
}

impl Printer {
    fn emit(&mut self, text: &str, margin: char) {
        for line in text.split_inclusive('\n') {
            self.indent();
            if self.depth > 0 {
                self.out.push(margin);
                self.out.push(' ');
            }
            self.out.push_str(line);
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', 2 * self.depth));
    }

    /// An exception after all that it came from.
    fn chain(&mut self, vm: &mut Vm, exception: &Value) {
        let mut chain = vec![(exception.clone(), "")];
        let mut current = exception.clone();
        while self.options.chain
            && let Some((next, message)) = self.origin(&current)
        {
            if let Some(last) = chain.last_mut() {
                last.1 = message;
            }
            current = next.clone();
            chain.push((next, ""));
        }
        for (exception, message) in chain.iter().rev() {
            if !message.is_empty() {
                self.emit(message, '|');
            }
            self.one(vm, exception);
        }
    }

    /// What the exception came from, and how it says so.
    fn origin(&mut self, exception: &Value) -> Option<(Value, &'static str)> {
        let object = Exception::of(exception)?;
        let (cause, context) = (object.cause.get(), object.context.get());
        let mut fresh = |value: &Value| Exception::of(value).is_some() && self.seen.insert(value.identity());
        if fresh(&cause) {
            return Some((cause, CAUSE));
        }
        let suppressed = object.suppress_context.load(Ordering::Relaxed);
        if !suppressed && fresh(&context) { Some((context, CONTEXT)) } else { None }
    }

    fn one(&mut self, vm: &mut Vm, exception: &Value) {
        let members = members_of(exception);
        let entries =
            Exception::of(exception).map_or_else(Vec::new, |object| entries(&object.traceback.get()));
        let lines = format_entries(self.options.cut(&entries));
        let Some(members) = members else {
            if !entries.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
            }
            lines.iter().for_each(|line| self.emit(line, '|'));
            let message = message::render(vm, exception, 0);
            self.emit(&message, '|');
            return;
        };
        if self.depth > GROUP_DEPTH {
            self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
            return;
        }
        let is_top = self.depth == 0;
        if is_top {
            self.depth = 1;
        }
        if !entries.is_empty() {
            let header = "Exception Group Traceback (most recent call last):\n";
            self.emit(header, if is_top { '+' } else { '|' });
            lines.iter().for_each(|line| self.emit(line, '|'));
        }
        let message = message::render(vm, exception, 0);
        self.emit(&message, '|');
        self.members(vm, &members);
        if is_top {
            self.depth = 0;
        }
    }

    fn members(&mut self, vm: &mut Vm, members: &[Value]) {
        let shown = if members.len() <= GROUP_WIDTH { members.len() } else { GROUP_WIDTH + 1 };
        self.need_close = false;
        for (index, member) in members.iter().enumerate().take(shown) {
            let is_last = index + 1 == shown;
            if is_last {
                // A group inside may close the frame itself.
                self.need_close = true;
            }
            let title = if index < GROUP_WIDTH { (index + 1).to_string() } else { "...".to_owned() };
            self.indent();
            self.out.push_str(if index == 0 { "+-" } else { "  " });
            self.out.push_str(&format!("+---------------- {title} ----------------\n"));
            self.depth += 1;
            if index < GROUP_WIDTH {
                self.chain(vm, member);
            } else {
                let more = members.len() - GROUP_WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{plural}\n"), '|');
            }
            if is_last && self.need_close {
                self.indent();
                self.out.push_str("+------------------------------------\n");
                self.need_close = false;
            }
            self.depth -= 1;
        }
    }
}

/// The exceptions of a group; None for any other exception.
fn members_of(exception: &Value) -> Option<Vec<Value>> {
    if !is_exception(exception, Kinds::BaseExceptionGroup) {
        return None;
    }
    let members = Exception::of(exception)?.fields[1].get();
    Some(tuple_items(&members).to_vec())
}
