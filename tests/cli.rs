//! The command line from outside: exit codes, ways to give a program, lock modes, signals, broken pipes.

mod support;

use std::time::Duration;
use support::{Ended, MODES, Run, SIGINT};

/// Runs a program text and returns how it ended.
fn command(text: &str) -> Ended {
    Run::new(["-c", text]).end()
}

/// Asserts the exit code; returns the run for more.
fn code(ended: Ended, wanted: i32) -> Ended {
    assert_eq!(ended.code, Some(wanted), "{}", ended.shown());
    ended
}

/// Asserts a good end and what was printed.
fn prints(run: Run, wanted: &str) {
    let ended = code(run.end(), 0);
    assert_eq!(ended.out, wanted, "{}", ended.shown());
}

/// A file for a test, removed at its end.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Scratch {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path of text")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_program_that_ends_well_gives_0() {
    code(command("pass"), 0);
    code(command(""), 0);
    code(command("import sys; sys.exit()"), 0);
    code(command("import sys; sys.exit(None)"), 0);
    code(command("import sys; sys.exit(0)"), 0);
}

#[test]
fn exit_codes_are_those_of_sys_exit() {
    code(command("import sys; sys.exit(3)"), 3);
    code(command("raise SystemExit(4)"), 4);
    code(command("import sys; sys.exit(300)"), 44);
    code(command("import sys; sys.exit(-1)"), 255);
    let ended = code(command("import sys; sys.exit('bye')"), 1);
    assert_eq!((ended.out.as_str(), ended.err.as_str()), ("", "bye\n"));
}

#[test]
fn an_uncaught_exception_gives_1_and_its_traceback() {
    let ended = code(command("print('before')\n1 / 0"), 1);
    assert_eq!(ended.out, "before\n");
    assert!(ended.err.starts_with("Traceback (most recent call last):\n"), "{}", ended.shown());
    assert_eq!(ended.last_error(), "ZeroDivisionError: division by zero");
    let ended = code(command("if"), 1);
    assert_eq!(ended.last_error(), "SyntaxError: invalid syntax");
}

#[test]
fn an_exception_in_a_thread_is_reported_and_gives_0() {
    for mode in MODES {
        let text = "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='worker')\nt.start()\nt.join()";
        let ended = code(Run::new(["--gil", mode, "-c", text]).end(), 0);
        assert!(ended.err.starts_with("Exception in thread worker:\n"), "{}", ended.shown());
        assert_eq!(ended.last_error(), "ZeroDivisionError: division by zero");
    }
}

#[test]
fn wrong_usage_gives_2() {
    for args in [
        &["--gil", "maybe", "-c", "pass"][..],
        &["--gil"],
        &["--colour", "-c", "pass"],
        &["-X", "gil=2", "-c", "pass"],
        &["--switch-interval", "0", "-c", "pass"],
        &["--switch-interval", "soon", "-c", "pass"],
        &["--policy", "nobody", "-c", "pass"],
        &["dis"],
    ] {
        let ended = Run::new(args).end();
        assert_eq!(ended.code, Some(2), "{args:?}: {}", ended.shown());
        assert_eq!(ended.out, "", "{args:?}");
    }
}

#[test]
fn an_unknown_option_is_named() {
    let ended = code(Run::new(["--gill", "off", "-c", "pass"]).end(), 2);
    assert!(ended.err.contains("--gill"), "{}", ended.shown());
    assert!(ended.err.contains("--gil"), "a suggestion: {}", ended.shown());
}

#[test]
fn a_missing_script_gives_2_and_the_reason() {
    let ended = code(Run::new(["no/such/script.py"]).end(), 2);
    let wanted = "/no/such/script.py': [Errno 2] No such file or directory";
    assert!(ended.err.contains("can't open file '/") && ended.err.contains(wanted), "{}", ended.shown());
}

#[test]
fn version_and_help_are_on_standard_output() {
    for option in ["-V", "--version"] {
        let ended = code(Run::new([option]).end(), 0);
        assert_eq!(ended.out, concat!("lungfish ", env!("CARGO_PKG_VERSION"), " (Python 3.14)\n"));
    }
    for option in ["-h", "--help"] {
        let ended = code(Run::new([option]).end(), 0);
        for word in ["Usage: lungfish", "--gil", "per-interp", "Examples:"] {
            assert!(ended.out.contains(word), "{option} lacks {word}: {}", ended.shown());
        }
    }
}

#[test]
fn a_program_comes_from_a_file_a_text_a_module_or_the_input() {
    let file = Scratch::new("from_file.py", "import sys\nprint(__name__, sys.argv[1:])\n");
    prints(Run::new([file.path(), "a"]), "__main__ ['a']\n");
    prints(Run::new(["-c", "print(__name__)"]), "__main__\n");
    prints(Run::new(["-"]).input("print('from -')"), "from -\n");
    prints(Run::new([] as [&str; 0]).input("print('from input')"), "from input\n");
    let folder = file.0.parent().expect("a folder").to_str().expect("a path of text");
    prints(Run::new(["-m", "from_file", "b"]).variable("PYTHONPATH", folder), "__main__ ['b']\n");
}

#[test]
fn a_module_that_is_not_there_gives_1() {
    let ended = code(Run::new(["-m", "no_such_module"]).end(), 1);
    assert!(ended.err.contains("No module named no_such_module"), "{}", ended.shown());
}

#[test]
fn a_script_imports_from_its_own_folder() {
    let _module = Scratch::new("imported_by_cli.py", "answer = 42\n");
    let script = Scratch::new("importer.py", "import imported_by_cli\nprint(imported_by_cli.answer)\n");
    prints(Run::new([script.path()]), "42\n");
}

#[test]
fn arguments_behind_the_program_belong_to_it() {
    let text = "import sys; print(sys.argv)";
    prints(Run::new(["-c", text, "--gil", "x", "-h", "-"]), "['-c', '--gil', 'x', '-h', '-']\n");
    let script = Scratch::new("arguments.py", text);
    let wanted = format!("['{}', '-V', '--', 'last']\n", script.path());
    prints(Run::new([script.path(), "-V", "--", "last"]), &wanted);
    prints(Run::new(["-", "--gil", "on"]).input(text), "['-', '--gil', 'on']\n");
}

/// What a run says about its lock.
fn model(run: Run) -> String {
    let ended = code(run.end(), 0);
    ended.out.trim().to_owned()
}

const ASK: &str = "import sys; print(sys._is_gil_enabled(), sys._current_lock_model())";

#[test]
fn the_lock_mode_comes_from_gil_then_x_then_the_variable() {
    assert_eq!(model(Run::new(["-c", ASK])), "True on");
    assert_eq!(model(Run::new(["--gil", "on", "-c", ASK])), "True on");
    assert_eq!(model(Run::new(["--gil=off", "-c", ASK])), "False off");
    assert_eq!(model(Run::new(["--gil", "per-interp", "-c", ASK])), "True per-interp");
    assert_eq!(model(Run::new(["-X", "gil=0", "-c", ASK])), "False off");
    assert_eq!(model(Run::new(["-Xgil=1", "-c", ASK])), "True on");
    let variable = |args: &[&str], value: &str| model(Run::new(args).variable("PYTHON_GIL", value));
    assert_eq!(variable(&["-c", ASK], "0"), "False off");
    assert_eq!(variable(&["-c", ASK], "1"), "True on");
    assert_eq!(variable(&["-c", ASK], ""), "True on");
    assert_eq!(variable(&["-X", "gil=1", "-c", ASK], "0"), "True on");
    assert_eq!(variable(&["--gil", "on", "-X", "gil=0", "-c", ASK], "0"), "True on");
    assert_eq!(variable(&["-I", "-c", ASK], "0"), "True on");
    let ended = code(Run::new(["-c", ASK]).variable("PYTHON_GIL", "2").end(), 2);
    assert!(ended.err.contains("PYTHON_GIL"), "{}", ended.shown());
}

#[test]
fn dis_shows_bytecode_and_runs_nothing() {
    let script = Scratch::new("listed.py", "print('ran')\n");
    let ended = code(Run::new(["dis", script.path()]).end(), 0);
    assert!(!ended.out.contains("ran\n") && ended.out.contains("print"), "{}", ended.shown());
    let broken = Scratch::new("broken.py", "def\n");
    let ended = code(Run::new(["dis", broken.path()]).end(), 1);
    assert_eq!(ended.last_error(), "SyntaxError: invalid syntax");
}

#[test]
fn optimisation_leaves_out_assertions() {
    code(Run::new(["-c", "assert False"]).end(), 1);
    code(Run::new(["-O", "-c", "assert False"]).end(), 0);
}

#[test]
fn a_closed_pipe_is_no_panic() {
    for mode in MODES {
        let text = "for number in range(100000): print(number)";
        let ended = Run::new(["--gil", mode, "-c", text]).close_output().end();
        assert_eq!(ended.signal, None, "{}", ended.shown());
        let code = ended.code.unwrap_or(-1);
        assert!(code == 1 || code == 120, "{}", ended.shown());
        assert!(ended.err.contains("BrokenPipeError: [Errno 32] Broken pipe"), "{}", ended.shown());
        assert!(!ended.err.contains("panicked"), "{}", ended.shown());
    }
}

/// Programs that would run for ever. A second thread is busy or asleep, so that it is no deadlock.
const ENDLESS: &[(&str, &str)] = &[
    ("a loop", "while True: pass"),
    ("a sleep", "import time\ntime.sleep(60)"),
    (
        "a join",
        "import threading, time\nt = threading.Thread(target=time.sleep, args=(60,), daemon=True)\nt.start()\nt.join()",
    ),
    (
        "an acquire",
        "import threading, time\nlock = threading.Lock()\nlock.acquire()\n\
         threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nlock.acquire()",
    ),
];

#[test]
fn ctrl_c_ends_what_runs_or_waits_within_a_second() {
    for (what, text) in ENDLESS {
        for mode in MODES {
            let text = format!("print('ready', flush=True)\n{text}");
            let run = Run::new(["--gil", mode, "-c", &text]).signal(SIGINT).limit(Duration::from_secs(20));
            let ended = run.end();
            let shown = || format!("{what} [{mode}]: {}", ended.shown());
            assert!(ended.took < Duration::from_secs(1), "{}", shown());
            // A shell sees 130.
            assert_eq!(ended.signal, Some(SIGINT), "{}", shown());
            assert_eq!(ended.last_error(), "KeyboardInterrupt", "{}", shown());
        }
    }
}

#[test]
fn ctrl_c_is_an_exception_that_can_be_caught() {
    for mode in MODES {
        let text = "print('ready', flush=True)\ntry:\n    while True: pass\nexcept KeyboardInterrupt:\n    print('caught')";
        let ended = code(Run::new(["--gil", mode, "-c", text]).signal(SIGINT).end(), 0);
        assert_eq!(ended.out, "ready\ncaught\n");
    }
}

#[test]
fn a_deadlock_is_reported_with_3() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/deadlock.py");
    for mode in MODES {
        let ended = code(Run::new(["--gil", mode, script]).limit(Duration::from_secs(20)).end(), 3);
        assert!(ended.err.starts_with("lungfish: "), "{}", ended.shown());
        for name in ["Plato", "Seneca"] {
            assert!(ended.err.contains(name), "the report names {name}: {}", ended.shown());
        }
        code(Run::new(["--gil", mode, script, "--avoid"]).end(), 0);
    }
    let alone = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()";
    code(Run::new(["-c", alone]).limit(Duration::from_secs(20)).end(), 3);
}

#[test]
fn a_wait_with_a_deadline_is_no_deadlock() {
    for mode in MODES {
        let text =
            "import threading\nlock = threading.Lock()\nlock.acquire()\nprint(lock.acquire(timeout=0.05))";
        prints(Run::new(["--gil", mode, "-c", text]), "False\n");
    }
}
