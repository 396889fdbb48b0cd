//! Parsing the command line.
//!
//! Like `python`, everything behind the program (a file, `-c TEXT`, `-m NAME` or `-`) belongs to the program: it is
//! split off before clap sees the rest.

use crate::domain::Gil;
use crate::domain::policy::PolicyKind;
use crate::vm::interpreter::{Settings, Stress};
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

pub struct Invocation {
    pub settings: Settings,
    pub program: Program,
    pub switch_interval: Option<Duration>,
    /// Standard output is written at once.
    pub unbuffered: bool,
}

pub enum Program {
    File(String),
    Command(String),
    Module(String),
    Stdin,
    Disassemble(String),
}

const EXAMPLES: &str = "\
Examples:
  lungfish script.py                        run a script with the global lock, as CPython does
  lungfish --gil off script.py              run it without: threads run at the same time
  lungfish --gil per-interp script.py       one lock for each interpreter
  lungfish --gil off -c 'import sys; print(sys._is_gil_enabled())'
  lungfish dis script.py                    show the bytecode

Exit codes: 0 success, 1 uncaught exception, 2 wrong usage, sys.exit(n) gives n, 70 an error of lungfish itself;
an uncaught KeyboardInterrupt ends the process by SIGINT (130 in a shell); 3 all threads wait for each other.";

fn command() -> Command {
    Command::new("lungfish")
        .version(concat!(env!("CARGO_PKG_VERSION"), " (Python 3.14)"))
        .about("A Python interpreter whose global lock is a flag")
        .override_usage("lungfish [OPTIONS] [FILE | -c TEXT | -m MODULE | -] [ARGS]...\n       lungfish dis FILE")
        .after_help(EXAMPLES)
        .disable_version_flag(true)
        .arg(
            Arg::new("gil")
                .long("gil")
                .value_name("MODE")
                .value_parser(PossibleValuesParser::new(["on", "off", "per-interp"]))
                .help("Who shares a lock: every thread (on), nobody (off), each interpreter's threads (per-interp)"),
        )
        .arg(
            Arg::new("switch-interval")
                .long("switch-interval")
                .value_name("SECONDS")
                .value_parser(clap::value_parser!(f64))
                .help("How long a thread waits before it asks for the lock [default: 0.005]"),
        )
        .arg(
            Arg::new("policy")
                .long("policy")
                .value_name("NAME")
                .value_parser(PossibleValuesParser::new(["interval"]))
                .help("How the lock is handed on [default: interval]"),
        )
        .arg(
            Arg::new("stress")
                .long("stress")
                .value_name("WHAT")
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(["switch", "collect", "verify"]))
                .help("Make rare things happen always: switch at every safepoint, collect there, verify the heap"),
        )
        .arg(Arg::new("x").short('X').value_name("OPTION").action(ArgAction::Append).help("gil=0 or gil=1, as in CPython"))
        .arg(Arg::new("optimize").short('O').action(ArgAction::Count).help("Leave out assert statements"))
        .arg(Arg::new("unbuffered").short('u').action(ArgAction::SetTrue).help("Standard output is written at once"))
        .arg(Arg::new("isolated").short('I').action(ArgAction::SetTrue).help("Ignore PYTHON* variables"))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Print the version"))
        .arg(Arg::new("c").short('c').value_name("TEXT").help("Run the program text given here"))
        .arg(Arg::new("m").short('m').value_name("MODULE").help("Run a module as a program"))
        .arg(Arg::new("file").value_name("FILE").help("The program; - reads it from standard input"))
}

/// Options of ours that take a value as the next argument.
const WITH_VALUE: &[&str] = &["--gil", "--switch-interval", "--policy", "--stress", "-X"];

/// How many of the arguments are ours: up to the program and no further.
fn head_length(args: &[OsString]) -> usize {
    let mut at = 1;
    while at < args.len() {
        let text = args[at].to_string_lossy();
        if text == "-c" || text == "-m" {
            return (at + 2).min(args.len());
        }
        if text.starts_with("-c") || text.starts_with("-m") || text == "-" || !text.starts_with('-') {
            return at + 1;
        }
        at += if WITH_VALUE.contains(&&*text) { 2 } else { 1 };
    }
    args.len()
}

pub fn parse(mut args: Vec<OsString>) -> Result<Invocation, clap::Error> {
    if args.get(1).is_some_and(|verb| verb == "dis") {
        return match args.get(2) {
            Some(file) if args.len() == 3 => Ok(Invocation {
                settings: settings(Gil::On, Stress::default(), Vec::new(), Vec::new(), false),
                program: Program::Disassemble(file.to_string_lossy().into_owned()),
                switch_interval: None,
                unbuffered: false,
            }),
            _ => Err(command()
                .error(ErrorKind::MissingRequiredArgument, "dis needs one FILE: lungfish dis script.py")),
        };
    }
    let rest = args.split_off(head_length(&args).min(args.len()));
    let matches = command().try_get_matches_from(args)?;
    let rest: Vec<String> =
        rest.into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let isolated = matches.get_flag("isolated");
    let (program, name, folder) = program(&matches);
    let gil = gil(&matches, isolated)?;
    let interval = match matches.get_one::<f64>("switch-interval") {
        Some(seconds) if *seconds > 0.0 => Duration::try_from_secs_f64(*seconds).ok(),
        Some(_) => {
            let message = "--switch-interval must be more than 0 seconds";
            return Err(command().error(ErrorKind::ValueValidation, message));
        }
        None => None,
    };
    let wants = |what: &str| {
        matches.get_many::<String>("stress").is_some_and(|mut list| list.any(|item| item == what))
    };
    let stress = Stress { switch: wants("switch"), collect: wants("collect"), verify: wants("verify") };
    let mut argv = vec![name];
    argv.extend(rest);
    let mut path = vec![folder];
    if !isolated && let Ok(more) = std::env::var("PYTHONPATH") {
        path.extend(more.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned));
    }
    let by_variable = || std::env::var_os("PYTHONUNBUFFERED").is_some_and(|value| !value.is_empty());
    Ok(Invocation {
        settings: settings(gil, stress, path, argv, matches.get_count("optimize") > 0),
        program,
        switch_interval: interval,
        unbuffered: matches.get_flag("unbuffered") || !isolated && by_variable(),
    })
}

fn settings(gil: Gil, stress: Stress, path: Vec<String>, argv: Vec<String>, optimize: bool) -> Settings {
    Settings { gil, policy: PolicyKind::Interval, path, argv, stress, optimize }
}

/// The program, its name in `sys.argv`, and the folder that comes first in `sys.path`.
fn program(matches: &ArgMatches) -> (Program, String, String) {
    if let Some(text) = matches.get_one::<String>("c") {
        return (Program::Command(text.clone()), "-c".to_owned(), String::new());
    }
    let here =
        || std::env::current_dir().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(module) = matches.get_one::<String>("m") {
        return (Program::Module(module.clone()), "-m".to_owned(), here());
    }
    match matches.get_one::<String>("file") {
        Some(file) if file != "-" => {
            let path = Path::new(file);
            let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
            let folder =
                std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            let folder = folder.map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
            (Program::File(file.clone()), file.clone(), folder)
        }
        _ => (Program::Stdin, "-".to_owned(), String::new()),
    }
}

/// `--gil`, or else `-X gil`, or else `PYTHON_GIL`, or else on.
fn gil(matches: &ArgMatches, isolated: bool) -> Result<Gil, clap::Error> {
    match matches.get_one::<String>("gil").map(String::as_str) {
        Some("on") => return Ok(Gil::On),
        Some("off") => return Ok(Gil::Off),
        Some(_) => return Ok(Gil::PerInterp),
        None => {}
    }
    let wrong = |from: &str, value: &str| {
        let message = format!("{from} must be 0 or 1, not '{value}'");
        Err(command().error(ErrorKind::ValueValidation, message))
    };
    let options = matches.get_many::<String>("x").into_iter().flatten();
    if let Some(value) = options.filter_map(|option| option.strip_prefix("gil=")).next_back() {
        return match value {
            "0" => Ok(Gil::Off),
            "1" => Ok(Gil::On),
            other => wrong("-X gil", other),
        };
    }
    match std::env::var("PYTHON_GIL") {
        Ok(value) if !isolated && !value.is_empty() => match value.as_str() {
            "0" => Ok(Gil::Off),
            "1" => Ok(Gil::On),
            other => wrong("PYTHON_GIL", other),
        },
        _ => Ok(Gil::On),
    }
}
