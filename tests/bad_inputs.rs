//! Inputs that break interpreters, in every lock mode: none may kill the process by a signal, panic, or hang.
//!
//! Short programs lie in `tests/bad_inputs/`, long ones are made here. Their comments say what must happen:
//! `# expect: LINE` a printed line, in order; `# raises: TEXT` the last line of standard error begins so, and the exit
//! code is 1; `# exit: N` the exit code; `# dies: N` it ends by this signal on purpose; `# stderr: TEXT` must be there;
//! `# seconds: N` the time limit of a release build (10 by default; an unoptimised build may take longer);
//! `# memory: N` GiB of address space; `# signal: N` is sent once the program has printed "ready", and must end it
//! within a second, SIGINT through a KeyboardInterrupt.
//!
//! `KNOWN` names what does not pass yet and why. If such a case passes, the test fails: then take it from the list.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::{Ended, MODES, Run, SIGINT, SLOWER};

/// The name of a case, or of a case in one mode as `name [mode]`, and why it does not pass yet.
const KNOWN: &[(&str, &str)] = &[("35_regular_expression", "the module re is missing")];

/// Programs make their inputs smaller if they are called with the word "small", as they are by an unoptimised build.
const SMALL: bool = cfg!(debug_assertions);

/// How soon a signal must end a program.
const SIGNAL_LIMIT: Duration = Duration::from_secs(1);

/// How a case gives its program to lungfish.
#[derive(Clone)]
enum Program {
    File(PathBuf),
    /// Written to a file first.
    Made(Vec<u8>),
    Input(Vec<u8>),
}

#[derive(Clone)]
struct Case {
    name: String,
    program: Program,
    expected: Vec<String>,
    /// What the last line of standard error begins with: any of these.
    raises: Vec<String>,
    exit: Option<i32>,
    dies: Option<i32>,
    stderr: Vec<String>,
    seconds: u32,
    memory: Option<u64>,
    signal: Option<i32>,
}

impl Case {
    fn new(name: &str, program: Program) -> Case {
        Case {
            name: name.to_owned(),
            program,
            expected: Vec::new(),
            raises: Vec::new(),
            exit: None,
            dies: None,
            stderr: Vec::new(),
            seconds: 10,
            memory: None,
            signal: None,
        }
    }

    fn made(name: &str, text: impl Into<Vec<u8>>) -> Case {
        Case::new(name, Program::Made(text.into()))
    }

    fn raises(mut self, text: &str) -> Case {
        self.raises.push(text.to_owned());
        self
    }

    fn prints(mut self, line: &str) -> Case {
        self.expected.push(line.to_owned());
        self
    }

    fn exits(mut self, code: i32) -> Case {
        self.exit = Some(code);
        self
    }

    fn seconds(mut self, seconds: u32) -> Case {
        self.seconds = seconds;
        self
    }

    /// A program of the folder, with its directives.
    fn read(path: &Path) -> Case {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("the program is text");
        let mut case = Case::new(&name, Program::File(path.to_owned()));
        for line in text.lines() {
            let Some((_, directive)) = line.rsplit_once("# ") else { continue };
            let Some((word, value)) = directive.split_once(": ") else { continue };
            let value = value.trim_end().to_owned();
            let number = || value.parse().unwrap_or_else(|_| panic!("{name}: a number, not {value:?}"));
            match word {
                "expect" => case.expected.push(value),
                "raises" => case.raises.push(value),
                "exit" => case.exit = Some(number()),
                "dies" => case.dies = Some(number()),
                "stderr" => case.stderr.push(value),
                "seconds" => case.seconds = number() as u32,
                "memory" => case.memory = Some(number() as u64),
                "signal" => case.signal = Some(number()),
                _ => {}
            }
        }
        case
    }

    fn run(&self, mode: &str) -> Ended {
        let mut args = vec!["--gil".to_owned(), mode.to_owned()];
        let mut input = Vec::new();
        match &self.program {
            Program::File(path) => args.push(path.display().to_string()),
            Program::Made(text) => args.push(self.scratch(mode, text).display().to_string()),
            Program::Input(text) => {
                args.push("-".to_owned());
                input.clone_from(text);
            }
        }
        if SMALL {
            args.push("small".to_owned());
        }
        let limit = match self.signal {
            Some(_) => 10 * SIGNAL_LIMIT,
            None => Duration::from_secs(u64::from(self.seconds * SLOWER)),
        };
        let mut run = Run::new(args).input(input).limit(limit);
        if let Some(gibibytes) = self.memory {
            run = run.memory(gibibytes);
        }
        if let Some(signal) = self.signal {
            run = run.signal(signal);
        }
        run.end()
    }

    fn scratch(&self, mode: &str, text: &[u8]) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad_inputs");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("{}_{mode}.py", self.name));
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn check(&self, mode: &str) -> Result<(), String> {
        let ended = self.run(mode);
        self.judge(&ended).map_err(|problem| format!("{problem}\n{}", ended.shown()))
    }

    fn judge(&self, ended: &Ended) -> Result<(), String> {
        if ended.timed_out {
            return Err("it did not end in time".to_owned());
        }
        if ended.err.contains("panicked at") {
            return Err("lungfish panicked".to_owned());
        }
        let dies = self.dies.or(self.signal);
        if ended.signal != dies {
            return Err(format!("ended by signal {:?}, expected {dies:?}", ended.signal));
        }
        let lines: Vec<&str> = ended.out.lines().map(str::trim_end).collect();
        if self.signal.is_some() {
            if ended.took > SIGNAL_LIMIT {
                return Err(format!("it took {:?} to end", ended.took));
            }
            if self.signal == Some(SIGINT) && ended.last_error() != "KeyboardInterrupt" {
                return Err("no KeyboardInterrupt".to_owned());
            }
            return Ok(());
        }
        let code = self.exit.unwrap_or(i32::from(!self.raises.is_empty()));
        if dies.is_none() && ended.code != Some(code) {
            return Err(format!("exit code {:?}, expected {code}", ended.code));
        }
        if !self.raises.is_empty() && !self.raises.iter().any(|text| ended.last_error().starts_with(text)) {
            return Err(format!("raised {:?}, expected {:?}", ended.last_error(), self.raises));
        }
        if lines != self.expected {
            return Err(format!("printed {lines:?}, expected {:?}", self.expected));
        }
        match self.stderr.iter().find(|text| !ended.err.contains(text.as_str())) {
            Some(text) => Err(format!("standard error lacks {text:?}")),
            None => Ok(()),
        }
    }
}

fn repeat(text: &str, times: usize) -> String {
    text.repeat(times)
}

/// Text that the reader of source code must refuse or accept. Rows 1 to 4.
fn encodings() -> Vec<Case> {
    let null = b"x = 1\n\0\n";
    let bom = b"\xef\xbb\xbfprint('\xc3\xa9')\n".to_vec();
    vec![
        Case::made("01_null_in_file", null).raises("SyntaxError: source code cannot contain null bytes"),
        Case::new("01_null_in_input", Program::Input(null.to_vec())).raises("SyntaxError: "),
        Case::made("02_byte_ff", b"x = 1\ny = '\xff'\n")
            .raises("SyntaxError: (unicode error) 'utf-8'")
            .raises("SyntaxError: Non-UTF-8 code"),
        Case::made("03_unknown_cookie", "# coding: nonsense\nprint(1)\n").raises("SyntaxError: "),
        Case::made("04_bom", bom).prints("é"),
        Case::made("04_lone_carriage_return", "x = 1\rprint(x)\r").prints("1"),
        Case::made("04_empty", ""),
        Case::new("04_empty_input", Program::Input(Vec::new())),
    ]
}

/// Source that nests or repeats more than a recursive compiler likes. Rows 6 to 15. What other interpreters refuse (rows 8
/// to 11) is compiled without recursion here: it runs. Functions nested too deeply are refused.
fn nesting() -> Vec<Case> {
    let many = if SMALL { 30_000 } else { 100_000 };
    let indents: String = (0..101).map(|depth| format!("{}if True:\n", repeat(" ", depth))).collect();
    let indents = format!("{indents}{}pass\n", repeat(" ", 101));
    let parens = |count| format!("x = {}{}\n", repeat("(", count), repeat(")", count));
    let branches: String =
        (0..many).map(|number| format!("elif x == {number}:\n    y = {number}\n")).collect();
    let branches = format!("x = {}\nif x == -1:\n    pass\n{branches}print(y)\n", many - 1);
    let f_strings = format!("{}1{}", repeat("f'{", 160), repeat("}'", 160));
    let chain = format!("class A: pass\na = A()\na.b = a\nprint(a{} is a)\n", repeat(".b", many));
    let parameters: Vec<String> = (0..10_000).map(|number| format!("p{number}")).collect();
    let parameters = parameters.join(", ");
    let function = format!("def f({parameters}):\n    return p9999\nprint(f(*range(10000)))\n");
    let name = repeat("n", 1_000_000);
    let statements = repeat("x = 1\n", many);
    vec![
        Case::made("06_101_indents", indents).raises("IndentationError: too many levels of indentation"),
        Case::made("07_201_parens", parens(201))
            .raises("SyntaxError: too many nested parentheses")
            .seconds(1),
        Case::made("07_million_parens", parens(1_000_000))
            .raises("SyntaxError: too many nested parentheses")
            .seconds(1),
        Case::made("07_million_open_parens", repeat("(", 1_000_000)).raises("SyntaxError: ").seconds(1),
        Case::made("07_200_brackets", format!("x = {}{}\n", repeat("[", 199), repeat("]", 199))),
        Case::made("08_unary_minus", format!("x = {}1\nprint(x)\n", repeat("-", many))).prints("1"),
        Case::made("08_not", format!("x = {}1\nprint(x)\n", repeat("not ", many))).prints("True"),
        Case::made("08_lambda", format!("x = {}1\n", repeat("lambda: ", many)))
            .raises("RecursionError: maximum recursion depth exceeded during compilation")
            .seconds(2),
        Case::made("09_terms", format!("x = 1{}\nprint(x)\n", repeat("+1", 10 * many)))
            .prints(&(10 * many + 1).to_string()),
        Case::made("09_powers", format!("x = 1{}\nprint(x)\n", repeat("**1", many))).prints("1"),
        Case::made("10_attributes", chain).prints("True"),
        Case::made("11_elifs", branches).prints(&(many - 1).to_string()).seconds(20),
        Case::made("13_f_strings", f_strings).raises("SyntaxError: "),
        Case::made("14_long_name", format!("{name} = 5\nprint({name})\n")).prints("5"),
        Case::made("14_parameters", function).prints("9999"),
        Case::made("14_statements", format!("{statements}print(x)\n")).prints("1"),
        Case::made("15_decimal_digits", format!("x = {}\n", repeat("1", 5000)))
            .raises("SyntaxError: Exceeds the limit (4300 digits) for integer string conversion"),
        Case::made("15_hexadecimal_digits", format!("print(0x{} % 255)\n", repeat("f", 5000))).prints("0"),
    ]
}

/// Row 44.
fn exits() -> Vec<Case> {
    let case = |name: &str, code: &str| Case::made(name, format!("import sys\nsys.exit({code})\n"));
    let mut text = case("44_exit_text", "'bye'").exits(1);
    text.stderr.push("bye".to_owned());
    vec![case("44_exit_3", "3").exits(3), text, case("44_exit_300", "300").exits(44)]
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_inputs");
    let entries = std::fs::read_dir(folder).expect("the folder is readable");
    let paths = entries.map(|entry| entry.expect("the entry is readable").path());
    let mut cases: Vec<Case> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .map(|path| Case::read(&path))
        .collect();
    cases.extend(encodings());
    cases.extend(nesting());
    cases.extend(exits());
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn main() {
    let arguments = Arguments::from_args();
    let cases = cases();
    for (name, _) in KNOWN {
        let case = name.split(" [").next().unwrap_or(name);
        assert!(cases.iter().any(|known| known.name == case), "KNOWN names {name}, which is no case");
    }
    let mut trials = Vec::new();
    for case in cases {
        for mode in MODES {
            let title = format!("{} [{mode}]", case.name);
            let known =
                KNOWN.iter().find(|(name, _)| *name == case.name || *name == title).map(|(_, why)| *why);
            let case = case.clone();
            trials.push(Trial::test(title, move || verdict(case.check(mode), known)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn verdict(result: Result<(), String>, known: Option<&str>) -> Result<(), Failed> {
    match (result, known) {
        (Ok(()), None) | (Err(_), Some(_)) => Ok(()),
        (Err(problem), None) => Err(problem.into()),
        (Ok(()), Some(why)) => Err(format!("it passes now: take it from KNOWN ({why})").into()),
    }
}
