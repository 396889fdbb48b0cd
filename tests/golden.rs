//! Golden files: what the compiler makes of small programs.
//!
//! `LUNGFISH_BLESS=1` rewrites the expected listings; read the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use lungfish::code::disassemble;
use lungfish::compile::{Mode, Options, compile};
use lungfish::source::SourceText;
use lungfish::syntax;

fn listing(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the program is readable");
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    let mode = match text.lines().next() {
        Some("# mode: exec") => Mode::Exec,
        Some("# mode: eval") => Mode::Eval,
        Some("# mode: single") => Mode::Single,
        _ => Mode::Module,
    };
    let source = SourceText::new(name, text);
    let arena = bumpalo::Bump::new();
    let parsed = if mode == Mode::Eval { syntax::Mode::Expression } else { syntax::Mode::File };
    let result = syntax::parse(&arena, &source, parsed)
        .and_then(|module| compile(&module, &source, &Options::new(mode)));
    match result {
        Ok(unit) => disassemble(&unit),
        Err(error) => {
            let (line, column) = source.line_column(error.span.start);
            format!("{} at {line}:{column}: {}\n", error.kind.class_name(), error.message)
        }
    }
}

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bytecode");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of golden files")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn bytecode() {
    let bless = std::env::var_os("LUNGFISH_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in programs() {
        let found = listing(&path);
        let golden = path.with_extension("dis");
        if bless {
            fs::write(&golden, &found).expect("the golden file is writable");
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "listings differ: {wrong:?}");
}
