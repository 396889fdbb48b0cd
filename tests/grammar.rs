//! The grammar's own examples, golden dumps, error messages, and limits.
//!
//! Examples stand beside the rules in grammar/lungfish.lalrpop (`// ok:`, `// err:`), errors in
//! tests/syntax/errors.txt, programs and their dumps in tests/syntax/golden. With
//! LUNGFISH_BLESS=1 the expected texts are written anew, to be read before they are kept.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bumpalo::Bump;
use lungfish::source::SourceText;
use lungfish::syntax::{
    Mode, SyntaxError, decode, dump_ast, dump_tokens, parse, parse_with_warnings, suggest_keyword,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("LUNGFISH_BLESS").is_some()
}

fn source(text: &str) -> SourceText {
    SourceText::new("example.py", text.to_owned())
}

fn check(text: &str) -> Result<(), SyntaxError> {
    parse(&Bump::new(), &source(text), Mode::File).map(|_| ())
}

#[test]
fn examples_beside_the_rules() {
    let grammar = std::fs::read_to_string(root().join("grammar/lungfish.lalrpop")).unwrap();
    let mut wrong = String::new();
    let mut count = 0;
    for line in grammar.lines().map(str::trim) {
        let unfold = |text: &str| text.replace('⏎', "\n").replace('→', "    ");
        if let Some(text) = line.strip_prefix("// ok: ") {
            count += 1;
            if let Err(error) = check(&unfold(text)) {
                let _ = writeln!(wrong, "{text}\n    does not parse: {}", error.message);
            }
        } else if let Some((text, message)) =
            line.strip_prefix("// err: ").and_then(|rest| rest.rsplit_once(" => "))
        {
            count += 1;
            match check(&unfold(text)) {
                Ok(()) => drop(writeln!(wrong, "{text}\n    parses")),
                Err(error) if error.message != message => {
                    let _ = writeln!(wrong, "{text}\n    says {}", error.message);
                }
                Err(_) => {}
            }
        }
    }
    assert!(count > 80, "the examples have gone");
    assert!(wrong.is_empty(), "{wrong}");
}

/// `line:offset-line:offset Class: message`, or `ok`.
fn verdict(text: &str) -> String {
    let source = source(text);
    match parse(&Bump::new(), &source, Mode::File) {
        Ok(_) => "ok".into(),
        Err(error) => {
            let at = error.location(&source);
            let class = error.kind.class_name();
            let place = format!("{}:{}-{}:{}", at.line, at.offset, at.end_line, at.end_offset);
            format!("{place} {class}: {}", error.message)
        }
    }
}

#[test]
fn error_messages() {
    let path = root().join("tests/syntax/errors.txt");
    let file = std::fs::read_to_string(&path).unwrap();
    let (mut rewritten, mut wrong, mut code) = (String::new(), String::new(), String::new());
    for line in file.lines() {
        let Some(expected) = line.strip_prefix("=> ") else {
            let _ = writeln!(code, "{line}");
            continue;
        };
        // The line end before `=>` is the file's, not the example's.
        let text = std::mem::take(&mut code);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let actual = verdict(text);
        let _ = writeln!(rewritten, "{text}\n=> {actual}");
        if actual != expected {
            let _ = writeln!(wrong, "{text}\n    expected {expected}\n    but got  {actual}");
        }
    }
    if blessing() {
        std::fs::write(&path, rewritten).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong}");
    }
}

fn compare(path: &Path, actual: &str) {
    if blessing() {
        std::fs::write(path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    for (number, (wanted, got)) in expected.lines().zip(actual.lines()).enumerate() {
        assert_eq!(wanted, got, "{}:{}", path.display(), number + 1);
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "{}", path.display());
}

#[test]
fn golden_dumps() {
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("tests/syntax/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        count += 1;
        let source = decode(&std::fs::read(&path).unwrap(), "golden.py").unwrap();
        let arena = Bump::new();
        let module = parse(&arena, &source, Mode::File)
            .unwrap_or_else(|error| panic!("{}: {}", path.display(), error.render(&source)));
        compare(&path.with_extension("ast"), &dump_ast(&module, &source));
        if path.file_stem().is_some_and(|stem| stem == "layout" || stem == "strings") {
            compare(&path.with_extension("tokens"), &dump_tokens(&source).unwrap());
        }
    }
    assert!(count >= 4);
}

#[test]
fn expression_mode() {
    let arena = Bump::new();
    let ok = |text: &str| parse(&arena, &source(text), Mode::Expression).is_ok();
    assert!(ok("1 + 2") && ok("a, b\n\n") && ok("f(x)  # why"));
    assert!(!ok("x = 1") && !ok("") && !ok("1; 2") && !ok("pass") && !ok("  1"));
}

fn warnings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    parse_with_warnings(&Bump::new(), &source(text), Mode::File, &mut found).unwrap();
    found.into_iter().map(|warning| warning.message).collect()
}

#[test]
fn syntax_warnings() {
    assert_eq!(
        warnings(r"'\d'"),
        [
            r#""\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\d"? A raw string is also an option."#
        ]
    );
    assert_eq!(warnings(r"r'\d' '\n'"), [""; 0]);
    assert_eq!(warnings(r"f'\d{x}'").len(), 1);
    assert_eq!(warnings("1if x else y"), ["invalid decimal literal"]);
    assert_eq!(
        warnings(r"'\400'"),
        [
            r#""\400" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\400"? A raw string is also an option."#
        ]
    );
}

#[test]
fn encodings() {
    let text = |bytes: &[u8]| decode(bytes, "x.py").map(|source| source.text);
    assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc").unwrap(), "a\nb\nc");
    assert_eq!(text(b"# coding: latin-1\n'\xE9'").unwrap(), "# coding: latin-1\n'é'");
    assert_eq!(text(b"#!x\n# -*- coding: cp1252 -*-\n'\x80'").unwrap().chars().rev().nth(1), Some('€'));
    let message = |bytes: &[u8]| text(bytes).unwrap_err().message;
    assert_eq!(message(b"# coding: klingon\n"), "unknown encoding: klingon");
    assert!(message(b"a\n'\xE9'").starts_with("Non-UTF-8 code starting with '\\xe9' in file x.py on line 2"));
    assert!(message(b"\xEF\xBB\xBF# coding: latin-1\n").starts_with("encoding problem: latin-1"));
    assert_eq!(check("a\0").unwrap_err().message, "source code cannot contain null bytes");
}

#[test]
fn misspelt_keywords() {
    let guess = |text: &str| {
        let source = source(text);
        let error = parse(&Bump::new(), &source, Mode::File).unwrap_err();
        suggest_keyword(&source, &error).map(|error| error.message)
    };
    let meant = |keyword: &str| Some(format!("invalid syntax. Did you mean '{keyword}'?"));
    assert_eq!(guess("whlie True:\n    pass\n"), meant("while"));
    assert_eq!(guess("if a:\n    b\neslif c:\n    d\n"), meant("elif"));
    assert_eq!(guess("def f():\n    retrun a\n"), meant("return"));
    assert_eq!(guess("f(a b)"), None);
}

#[test]
fn rendering() {
    let source = source("def f():\n    print(\"é\", (1\n");
    let error = parse(&Bump::new(), &source, Mode::File).unwrap_err();
    assert_eq!(
        error.render(&source),
        "  File \"example.py\", line 2\n    print(\"é\", (1\n               ^\nSyntaxError: '(' was never closed\n"
    );
}

/// Each of these ends in time and in little stack, with a tree or an error.
#[test]
fn limits() {
    let nested_if = |depth: usize| -> String {
        let headers = (0..depth).map(|level| format!("{}if a:\n", " ".repeat(level)));
        headers.chain([format!("{}a\n", " ".repeat(depth))]).collect()
    };
    let cases: [(&str, String, Option<&str>); 18] = [
        ("a long sum", format!("a = {}1", "1+".repeat(1_000_000)), None),
        ("many elifs", format!("if a: b\n{}", "elif a: b\n".repeat(100_000)), None),
        ("many minuses", format!("{}1", "-".repeat(100_000)), None),
        ("many nots", format!("{}1", "not ".repeat(100_000)), None),
        ("many lambdas", format!("{}1", "lambda:".repeat(100_000)), None),
        ("a long dotted name", format!("import {}a", "a.".repeat(100_000)), None),
        ("many attributes", format!("a{}", ".a".repeat(100_000)), None),
        ("199 brackets", format!("{}1{}", "(".repeat(199), ")".repeat(199)), None),
        ("too many brackets", "(".repeat(1_000_000), Some("too many nested parentheses")),
        ("99 levels", nested_if(99), None),
        ("100 levels", nested_if(100), Some("too many levels of indentation")),
        ("minuses and no end", "-".repeat(100_000), Some("invalid syntax")),
        ("lambdas and no end", "lambda:".repeat(100_000), Some("invalid syntax")),
        (
            "brackets around an error",
            format!("{}a b{}", "f(".repeat(190), ")".repeat(190)),
            Some("invalid syntax"),
        ),
        (
            "displays around an error",
            format!("{}a b{}", "[{".repeat(95), "}]".repeat(95)),
            Some("invalid syntax"),
        ),
        (
            "tuples around an error",
            format!("{}a b{}", "(a, ".repeat(190), ")".repeat(190)),
            Some("invalid syntax"),
        ),
        ("a long list with an error", format!("[{}1 2]", "(1, 2), ".repeat(100_000)), Some("invalid syntax")),
        ("fields in fields", "f'{".repeat(200), Some("too many nested")),
    ];
    for (name, text, message) in cases {
        let start = Instant::now();
        match (check(&text), message) {
            (Ok(()), None) => {}
            (Err(error), Some(message)) => {
                let fits = error.message.contains(message) || error.message.contains("never closed");
                assert!(fits, "{name}: {}", error.message);
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
        // Unoptimised and beside other tests; a release build takes a tenth.
        assert!(start.elapsed() < Duration::from_secs(30), "{name} took {:?}", start.elapsed());
    }
}
