//! Source texts by file name, for tracebacks.
//!
//! Whoever compiles a text registers it; a file that nobody registered is read when it is first asked for. Texts
//! without a file ("<string>") are kept only if nothing else was compiled before them: then they are the program that
//! `-c` gave. What `exec` compiles later has no lines to show, as in CPython.

use crate::source::SourceText;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

type Texts = HashMap<String, Option<Arc<SourceText>>>;

static TEXTS: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

/// Files larger than this are not read for a line.
const LARGEST_FILE: u64 = 64 << 20;

/// Notes the text that a file name stands for.
pub fn register_source(name: &str, text: Arc<SourceText>) {
    let mut texts = TEXTS.lock();
    let has_no_file = name == "<string>" || name == "<stdin>";
    if has_no_file && texts.keys().any(|known| known == name || !known.starts_with('<')) {
        return;
    }
    texts.insert(name.to_owned(), Some(text));
}

/// A 1-based line without what is blank at its end; empty if there is none.
pub fn source_line(name: &str, line: u32) -> String {
    let mut texts = TEXTS.lock();
    let text = texts.entry(name.to_owned()).or_insert_with(|| read(name));
    match text {
        Some(text) => text.line(line).trim_end().to_owned(),
        None => String::new(),
    }
}

fn read(name: &str) -> Option<Arc<SourceText>> {
    if name.starts_with('<') || std::fs::metadata(name).ok()?.len() > LARGEST_FILE {
        return None;
    }
    let bytes = std::fs::read(name).ok()?;
    crate::syntax::decode(&bytes, name).ok().map(Arc::new)
}
