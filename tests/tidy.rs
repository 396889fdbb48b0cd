//! Keeps the source tree in order: layers, file sizes, headers, where `unsafe` stands, what is registered.
//!
//! The checks read text, not syntax: comments and literals are blanked first, and what stands behind `#[cfg(test)]` at the
//! end of a file is left out. A table of exceptions says why each is there; one that is no longer needed is an error too.
//! The second half of the file feeds the checks made-up files, so that none of them can go blind unseen.

use std::fs;
use std::path::Path;

const MOST_LINES: usize = 800;

/// Modules by row. A module names only modules of earlier rows, and itself.
const ROWS: &[&[&str]] = &[
    &["source", "diagnostic", "text"],
    &["syntax", "code", "domain"],
    &["compile", "heap"],
    &["object"],
    &["vm"],
    &["builtins"],
    &["engine"],
    &["interp"],
    &["stdlib"],
    &["lab"],
    &["embed"],
    &["cli", "lib", "main"],
];

/// An import against the order of the rows.
struct Exception {
    /// A file, or a folder with a slash behind it.
    from: &'static str,
    to: &'static str,
    /// The only names that may be imported; none means any.
    names: &'static [&'static str],
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        from: "src/diagnostic.rs",
        to: "source",
        names: &[],
        reason: "an error is shown over the text that it points at",
    },
    Exception {
        from: "src/object/",
        to: "vm",
        names: &["Vm", "Result", "Raised"],
        reason: "type definitions hold native functions, and these take the thread's context and may raise",
    },
    Exception {
        from: "src/builtins/exec.rs",
        to: "engine",
        names: &[],
        reason: "exec() and eval() run code",
    },
    Exception {
        from: "src/builtins/exec.rs",
        to: "interp",
        names: &[],
        reason: "__import__() is the interpreter's",
    },
    Exception {
        from: "src/interp/",
        to: "stdlib",
        names: &[],
        reason: "start-up makes the native modules, and an import looks in their table",
    },
];

/// Folders where `unsafe` may stand.
const UNSAFE_FOLDERS: &[&str] = &["src/heap/", "src/domain/", "src/engine/"];

/// Single files where `unsafe` may stand.
const UNSAFE_FILES: &[(&str, &str)] = &[
    (
        "src/object/native.rs",
        "a native object is a Rust struct behind a header: it is cast there and nowhere else",
    ),
    (
        "src/object/class.rs",
        "a class is laid out over the heap's header, and its tables are read without a lock",
    ),
    ("src/object/core.rs", "the table of core classes is read by every thread without a lock"),
    ("src/vm/frames.rs", "frames are windows on one stack of registers, shared with the engine"),
    ("src/vm/attribute.rs", "an attribute is read from an instance's slots where it lies"),
    ("src/vm/mod.rs", "the context is handed to the thread that it belongs to"),
    ("src/vm/interpreter.rs", "an interpreter's tables hold published values"),
];

/// Files that may be longer: one table, one match.
const LONG_FILES: &[&str] = &["src/code/op.rs", "src/engine/dispatch.rs"];

const FORBIDDEN: &[(&str, &str)] = &[
    ("println!", "a closed pipe must be a BrokenPipeError"),
    ("print!", "a closed pipe must be a BrokenPipeError"),
    ("eprintln!", "a closed pipe must not panic"),
    ("eprint!", "a closed pipe must not panic"),
    ("dbg!", "it is for looking only"),
    ("todo!", "nothing unfinished"),
    ("unimplemented!", "nothing unfinished"),
];

struct File {
    path: String,
    text: String,
    /// The text without comments, literals and tests, line for line.
    code: String,
}

impl File {
    fn new(path: &str, text: &str) -> File {
        let code = blank(text);
        let code = match code.find("#[cfg(test)]\nmod tests {") {
            Some(at) => code[..at].to_owned(),
            None => code,
        };
        File { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The module of the top level that the file belongs to.
    fn module(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inner.split_once('/').map_or_else(|| inner.trim_end_matches(".rs"), |(folder, _)| folder)
    }

    /// How many modules deep the file lies below the crate.
    fn depth(&self) -> usize {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let parts = inner.split('/').count();
        if inner.ends_with("/mod.rs") { parts - 1 } else { parts }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Replaces comments and literals by spaces; keeps the lines.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    let mut wipe = |from: usize, to: usize| {
        for byte in &mut out[from..to.min(bytes.len())] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    while at < bytes.len() {
        let end = literal_end(bytes, at);
        if end > at {
            wipe(at, end);
            at = end;
        } else {
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where the comment or literal that begins here ends; `at` itself if none does.
fn literal_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let until = |marker: &[u8], from: usize| {
        let found = rest[from..].windows(marker.len()).position(|part| part == marker);
        at + found.map_or(rest.len(), |place| from + place + marker.len())
    };
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return until(b"*/", 2);
    }
    if rest[0] == b'r' && (at == 0 || !is_word(bytes[at - 1]) || bytes[at - 1] == b'b') {
        let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
        if rest.get(1 + hashes) == Some(&b'"') {
            let closing = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
            return until(&closing, 2 + hashes);
        }
    }
    let quoted = |quote: u8| {
        let mut end = 1;
        while end < rest.len() && rest[end] != quote {
            end += if rest[end] == b'\\' { 2 } else { 1 };
        }
        at + (end + 1).min(rest.len())
    };
    match rest[0] {
        b'"' => quoted(b'"'),
        // A character, not a lifetime.
        b'\'' if rest.get(1) == Some(&b'\\') => quoted(b'\''),
        b'\'' => {
            let width = std::str::from_utf8(&rest[1..rest.len().min(5)])
                .map_or_else(|error| error.valid_up_to(), str::len)
                .min(4);
            let character =
                std::str::from_utf8(&rest[1..1 + width]).ok().and_then(|text| text.chars().next());
            match character {
                Some(character) if rest.get(1 + character.len_utf8()) == Some(&b'\'') => {
                    at + 2 + character.len_utf8()
                }
                _ => at,
            }
        }
        _ => at,
    }
}

/// What a file imports from the crate: the top-level module and the name below it (or "*" where there is none).
fn imports(file: &File) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in file.code.match_indices("crate::") {
        if at > 0 && is_word(file.code.as_bytes()[at - 1]) {
            continue;
        }
        let line = file.code[..at].matches('\n').count() + 1;
        expand(&file.code[at + "crate::".len()..], line, &mut found);
    }
    // `super::super::…` that leaves the file's own top-level module.
    let chain = "super::".repeat(file.depth());
    for (at, _) in file.code.match_indices(&chain) {
        let line = file.code[..at].matches('\n').count() + 1;
        expand(&file.code[at + chain.len()..], line, &mut found);
    }
    found
}

fn word(text: &str) -> &str {
    &text[..text.bytes().position(|byte| !is_word(byte)).unwrap_or(text.len())]
}

/// Reads `a::b`, `{a::b, c::{d, e}}` and the like.
fn expand(path: &str, line: usize, found: &mut Vec<(String, String, usize)>) {
    let mut pieces = Vec::new();
    split_group(path, &mut pieces);
    for piece in pieces {
        let module = word(piece);
        if module.is_empty() {
            continue;
        }
        let mut names = Vec::new();
        if let Some(inner) = piece[module.len()..].strip_prefix("::") {
            split_group(inner, &mut names);
        }
        let names: Vec<&str> = names.into_iter().map(word).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            found.push((module.to_owned(), "*".to_owned(), line));
        }
        found.extend(names.into_iter().map(|name| (module.to_owned(), name.to_owned(), line)));
    }
}

/// The members of `{a, b}`, or the one path.
fn split_group<'a>(path: &'a str, pieces: &mut Vec<&'a str>) {
    let Some(inner) = path.strip_prefix('{') else {
        pieces.push(path);
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                pieces.push(inner[start..at].trim());
                return;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                pieces.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// Imports against the order, and exceptions that nothing needs.
fn layers(files: &[File], exceptions: &[Exception]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut used = vec![false; exceptions.len()];
    for file in files {
        let module = file.module();
        let Some(own) = row(module) else {
            problems.push(format!("{}: module {module} stands in no row", file.path));
            continue;
        };
        for (target, name, line) in imports(file) {
            // A name that is no module of the top level: a macro, or an item of lib.rs.
            let Some(other) = row(&target) else { continue };
            if target == module || other < own {
                continue;
            }
            let allowed = exceptions.iter().position(|exception| {
                (file.path == exception.from
                    || (exception.from.ends_with('/') && file.path.starts_with(exception.from)))
                    && exception.to == target
                    && (exception.names.is_empty() || exception.names.contains(&name.as_str()))
            });
            match allowed {
                Some(exception) => used[exception] = true,
                None => {
                    problems.push(format!("{}:{line}: {module} must not name {target}::{name}", file.path))
                }
            }
        }
    }
    for (exception, used) in exceptions.iter().zip(used) {
        if !used {
            let Exception { from, to, reason, .. } = exception;
            problems
                .push(format!("nothing in {from} names {to} any more ({reason}): take the exception away"));
        }
    }
    problems
}

fn headers_and_sizes(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for File { path, text, .. } in files {
        if !text.starts_with("//!") {
            problems.push(format!("{path}: does not open with //!"));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES && !LONG_FILES.contains(&path.as_str()) {
            problems.push(format!("{path}: {lines} lines, the most is {MOST_LINES}"));
        }
    }
    problems
}

/// The places of a whole word.
fn words<'a>(code: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(wanted).map(|(at, _)| at).filter(move |at| {
        let bytes = code.as_bytes();
        let before = *at == 0 || !is_word(bytes[at - 1]);
        before && bytes.get(at + wanted.len()).is_none_or(|byte| !is_word(*byte))
    })
}

fn unsafe_code(files: &[File], allowed: &[(&str, &str)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut used = vec![false; allowed.len()];
    for file in files {
        let lines: Vec<&str> = file.text.lines().collect();
        for at in words(&file.code, "unsafe") {
            let line = file.code[..at].matches('\n').count();
            if let Some(exception) = allowed.iter().position(|(path, _)| *path == file.path) {
                used[exception] = true;
            } else if !UNSAFE_FOLDERS.iter().any(|folder| file.path.starts_with(folder)) {
                problems.push(format!("{}:{}: unsafe outside heap, domain and engine", file.path, line + 1));
                continue;
            }
            // A function's contract is its documentation; a block or an impl says why it keeps it.
            let rest = file.code[at + "unsafe".len()..].trim_start();
            if (rest.starts_with('{') || rest.starts_with("impl")) && !justified(&lines, line) {
                problems.push(format!("{}:{}: unsafe without a SAFETY comment", file.path, line + 1));
            }
        }
    }
    for ((path, reason), used) in allowed.iter().zip(used) {
        if !used {
            problems.push(format!("{path} has no unsafe any more ({reason}): take the exception away"));
        }
    }
    problems
}

/// Is there a SAFETY comment on the line, or above the statement that it belongs to?
fn justified(lines: &[&str], line: usize) -> bool {
    const REACH: usize = 8;
    if lines[line].contains("SAFETY") {
        return true;
    }
    let mut seen_comment = false;
    for above in lines[..line].iter().rev().take(REACH).map(|line| line.trim()) {
        let comment = above.starts_with("//");
        if comment && above.contains("SAFETY") {
            return true;
        }
        // Once past a comment, or at the end of another statement, nothing above belongs to this one.
        if (seen_comment && !comment) || above.ends_with(';') || above.is_empty() {
            return false;
        }
        seen_comment |= comment;
    }
    false
}

fn forbidden(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        for (name, reason) in FORBIDDEN {
            for at in words(&file.code, name.trim_end_matches('!')) {
                if file.code.as_bytes().get(at + name.len() - 1) == Some(&b'!') {
                    let line = file.code[..at].matches('\n').count() + 1;
                    problems.push(format!("{}:{line}: {name}: {reason}", file.path));
                }
            }
        }
    }
    problems
}

/// Every type, native module and embedded source of a folder stands in its table.
fn registration(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for (folder, kind) in [("src/builtins/", "TypeDef"), ("src/stdlib/", "ModuleDef")] {
        for file in files.iter().filter(|file| file.path.starts_with(folder)) {
            for (at, _) in file.code.match_indices(&format!(": {kind} =")) {
                let Some(name) = file.code[..at].rsplit("static ").next() else { continue };
                // Named elsewhere, or by a table of its own file.
                let named = files.iter().any(|other| {
                    let own = other.path == file.path;
                    words(&other.code, name).count() > usize::from(own) && (own || names_module(other, file))
                });
                if !named {
                    problems.push(format!("{}: {name} is registered nowhere", file.path));
                }
            }
        }
    }
    problems
}

/// Does a file name another by its module's name?
fn names_module(file: &File, named: &File) -> bool {
    let path = named.path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
    let module = path.rsplit('/').next().unwrap_or(path);
    words(&file.code, module).next().is_some()
}

/// Every embedded Python source is named in a table.
fn embedded(sources: &[String], files: &[File]) -> Vec<String> {
    let named = |name: &str| {
        files.iter().any(|file| file.path.starts_with("src/stdlib/") && file.text.contains(name))
    };
    let file_name = |path: &str| path.strip_prefix("src/stdlib/").unwrap_or(path).to_owned();
    let missing = sources.iter().filter(|path| !named(&file_name(path)));
    missing.map(|path| format!("{path}: embedded nowhere")).collect()
}

fn read(folder: &Path, root: &Path, files: &mut Vec<File>, sources: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("the folder is readable");
    for entry in entries.map(|entry| entry.expect("the entry is readable")) {
        let path = entry.path();
        let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
        if path.is_dir() {
            read(&path, root, files, sources);
        } else if name.ends_with(".rs") {
            files.push(File::new(&name, &fs::read_to_string(&path).expect("the file is text")));
        } else if name.ends_with(".py") {
            sources.push(name);
        }
    }
}

fn tree() -> (Vec<File>, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut sources) = (Vec::new(), Vec::new());
    read(&root.join("src"), root, &mut files, &mut sources);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, sources)
}

fn expect_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn modules_name_only_earlier_rows() {
    expect_none(layers(&tree().0, EXCEPTIONS));
}

#[test]
fn files_are_introduced_and_short() {
    expect_none(headers_and_sizes(&tree().0));
}

#[test]
fn unsafe_code_is_kept_apart_and_justified() {
    expect_none(unsafe_code(&tree().0, UNSAFE_FILES));
}

#[test]
fn nothing_prints_or_is_unfinished() {
    expect_none(forbidden(&tree().0));
}

#[test]
fn everything_is_registered() {
    let (files, sources) = tree();
    expect_none(registration(&files));
    expect_none(embedded(&sources, &files));
}

/// Asserts that exactly one problem was found, and that it says this.
fn expect_one(problems: Vec<String>, text: &str) {
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains(text), "{problems:?}");
}

#[test]
fn a_made_up_import_against_the_order_is_seen() {
    for import in [
        "use crate::vm::Vm;",
        "fn f(vm: &crate::vm::Vm) {}",
        "use crate::{heap::Value, vm::{Vm}};",
        "use super::super::vm::Vm;",
        "use crate::{\n    vm::Vm,\n};",
    ] {
        let text = format!("//! Made up.\n{import}\n");
        expect_one(layers(&[File::new("src/heap/made_up.rs", &text)], &[]), "heap must not name vm::Vm");
    }
    let comment = "//! Made up.\n// crate::vm::Vm\nconst A: &str = \"crate::vm::Vm\";\n";
    expect_none(layers(&[File::new("src/heap/made_up.rs", comment)], &[]));
    expect_one(layers(&[File::new("src/elsewhere/made_up.rs", "//! Made up.\n")], &[]), "stands in no row");
    // The same row.
    expect_one(
        layers(&[File::new("src/code/x.rs", "use crate::domain::lock;")], &[]),
        "must not name domain::lock",
    );
}

#[test]
fn an_exception_covers_its_names_only_and_must_be_needed() {
    let exceptions = || [Exception { from: "src/object/", to: "vm", names: &["Vm"], reason: "made up" }];
    let named = File::new("src/object/a.rs", "use crate::vm::Vm;");
    let other = File::new("src/object/b.rs", "use crate::vm::call;");
    expect_none(layers(&[File::new("src/object/a.rs", "use crate::vm::{Vm};")], &exceptions()));
    expect_one(layers(&[named, other], &exceptions()), "vm::call");
    expect_one(layers(&[], &exceptions()), "take the exception away");
}

#[test]
fn a_made_up_long_or_headless_file_is_seen() {
    expect_one(headers_and_sizes(&[File::new("src/vm/a.rs", "use std::fs;\n")]), "does not open with");
    let long = format!("//! Long.\n{}", "\n".repeat(MOST_LINES));
    expect_one(headers_and_sizes(&[File::new("src/vm/a.rs", &long)]), "the most is");
    expect_none(headers_and_sizes(&[File::new("src/code/op.rs", &long)]));
}

#[test]
fn made_up_unsafe_code_is_seen() {
    let justified = "fn f() {\n    // SAFETY: D1.\n    let a =\n        unsafe { g() };\n}\n";
    let bare = "fn f() {\n    // SAFETY: of another statement.\n    let a = 1;\n    unsafe { g() };\n}\n";
    expect_one(unsafe_code(&[File::new("src/vm/a.rs", justified)], &[]), "outside");
    expect_none(unsafe_code(&[File::new("src/heap/a.rs", justified)], &[]));
    expect_one(unsafe_code(&[File::new("src/heap/a.rs", bare)], &[]), "without a SAFETY");
    expect_one(
        unsafe_code(&[File::new("src/heap/a.rs", "unsafe impl Send for A {}")], &[]),
        "without a SAFETY",
    );
    expect_none(unsafe_code(&[File::new("src/vm/a.rs", "#![deny(unsafe_code)]\n// unsafe\n")], &[]));
    expect_one(unsafe_code(&[], &[("src/vm/a.rs", "made up")]), "take the exception away");
}

#[test]
fn made_up_printing_is_seen() {
    for name in ["println", "eprintln", "print", "eprint", "dbg", "todo", "unimplemented"] {
        let text = format!("fn f() {{ {name}!(\"a\") }}");
        expect_one(forbidden(&[File::new("src/vm/a.rs", &text)]), name);
    }
    let fine = "// println!\nfn f() { write!(out, \"todo!\") }\n\n#[cfg(test)]\nmod tests {\n    fn g() { println!() }\n}\n";
    expect_none(forbidden(&[File::new("src/vm/a.rs", fine)]));
}

#[test]
fn a_made_up_type_without_registration_is_seen() {
    let file = || File::new("src/builtins/thing.rs", "pub static TYPE: TypeDef = TypeDef {};");
    let table = |text: &str| File::new("src/builtins/mod.rs", text);
    expect_one(
        registration(&[file(), table("static TYPES: &[&TypeDef] = &[&other::TYPE];")]),
        "registered nowhere",
    );
    expect_none(registration(&[file(), table("static TYPES: &[&TypeDef] = &[&thing::TYPE];")]));
    let source = ["src/stdlib/queue.py".to_owned()];
    expect_one(embedded(&source, &[]), "embedded nowhere");
    expect_none(embedded(&source, &[File::new("src/stdlib/mod.rs", "include_str!(\"queue.py\")")]));
}

#[test]
fn literals_and_comments_are_blanked() {
    let code = blank("a /* b */ \"c\\\"d\" 'e' '\\n' r#\"f\"g\"# <'h> '\u{e9}' b'i' // j\nk");
    assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "<'h>", "b", "k"]);
}
