//! Runs every script under `tests/scripts/` and `examples/` in every lock mode, normally and under stress.
//!
//! A script says what it prints: `# expect: TEXT` stands on the line of the `print`, one comment for each printed line, in
//! order. `# raises: TypeError: message` says that an uncaught exception ends it. `# exit: N` says its exit code.
//! Directives in the first lines: `# modes: on off` (where the mode is the point), `# no-stress: why`, `# races: why`
//! (the output may differ from run to run and is not compared), `# lungfish-only: why`.
//! Without any expectation, the script need only end well.
//!
//! `cargo test --test scripts -- NAME` runs the scripts whose path, mode or kind contains NAME.

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const MODES: [&str; 3] = ["on", "off", "per-interp"];
/// A script that takes longer is stuck.
const TIME_LIMIT: Duration = Duration::from_secs(60);

struct Script {
    path: PathBuf,
    expected: Vec<String>,
    raises: Option<String>,
    exit: Option<i32>,
    modes: Vec<&'static str>,
    stress: bool,
    races: bool,
}

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("tests/scripts"), &mut files);
    collect(&root.join("examples"), &mut files);
    files.retain(|file| !file.starts_with(root.join("examples/bench")));
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let script = Script::read(&file);
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        for mode in &script.modes {
            trials.push(trial(&script, &name, mode, None));
            if script.stress {
                trials.push(trial(&script, &name, mode, Some("switch,collect,verify")));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(script: &Script, name: &str, mode: &'static str, stress: Option<&'static str>) -> Trial {
    let title = format!("{name} [{mode}{}]", if stress.is_some() { ", stress" } else { "" });
    let script = Script { path: script.path.clone(), ..script.copy() };
    Trial::test(title, move || script.check(mode, stress))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            // A folder whose name begins with an underscore holds modules that scripts import.
            if !name.starts_with('_') {
                collect(&path, files);
            }
        } else if name.ends_with(".py") && !name.starts_with('_') {
            files.push(path);
        }
    }
}

/// The texts behind every `# word: ` of a line.
fn directives<'a>(line: &'a str, word: &str) -> Vec<&'a str> {
    let marker = format!("# {word}: ");
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(&marker) {
        let text = &rest[at + marker.len()..];
        let end = text.find(" # expect: ").unwrap_or(text.len());
        found.push(text[..end].trim_end());
        rest = &text[end..];
    }
    if line.ends_with(&format!("# {word}:")) {
        found.push("");
    }
    found
}

impl Script {
    fn read(path: &Path) -> Script {
        let bytes = std::fs::read(path).expect("the script is readable");
        let text = String::from_utf8_lossy(&bytes);
        let mut script = Script {
            path: path.to_owned(),
            expected: Vec::new(),
            raises: None,
            exit: None,
            modes: MODES.to_vec(),
            stress: true,
            races: false,
        };
        for line in text.lines() {
            script.expected.extend(directives(line, "expect").into_iter().map(str::to_owned));
            if let Some(raises) = directives(line, "raises").pop() {
                script.raises = Some(raises.trim().to_owned());
            }
            if let Some(code) = directives(line, "exit").pop() {
                script.exit = Some(code.trim().parse().expect("an exit code"));
            }
            if let Some(modes) = line.strip_prefix("# modes: ") {
                script.modes = MODES
                    .into_iter()
                    .filter(|mode| modes.split_whitespace().any(|word| word == *mode))
                    .collect();
            }
            for directive in ["# modes", "# no-stress", "# races"] {
                let says_what = line.starts_with(&format!("{directive}: "));
                assert!(says_what || line.trim_end() != directive, "{}: {directive}: why?", path.display());
            }
            script.stress &= !line.starts_with("# no-stress: ");
            script.races |= line.starts_with("# races: ");
        }
        script
    }

    fn copy(&self) -> Script {
        Script {
            path: self.path.clone(),
            expected: self.expected.clone(),
            raises: self.raises.clone(),
            exit: self.exit,
            modes: self.modes.clone(),
            stress: self.stress,
            races: self.races,
        }
    }

    fn check(&self, mode: &str, stress: Option<&str>) -> Result<(), Failed> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lungfish"));
        command.args(["--gil", mode]);
        if let Some(stress) = stress {
            command.args(["--stress", stress]);
        }
        command.arg(&self.path).env_remove("PYTHON_GIL").env("NO_COLOR", "1").env("PYTHONHASHSEED", "0");
        let output = run(command)?;
        let shown = || {
            format!(
                "--- standard output\n{}--- standard error\n{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            )
        };
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let wanted_code = self.exit.unwrap_or(self.raises.is_some() as i32);
        if output.code != Some(wanted_code) {
            return Err(format!("exit code {:?}, expected {wanted_code}\n{}", output.code, shown()).into());
        }
        if let Some(raises) = &self.raises {
            let last = errors.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("");
            if !last.starts_with(raises.as_str()) {
                return Err(format!("raised {last:?}, expected {raises:?}\n{}", shown()).into());
            }
        }
        if self.races || self.expected.is_empty() {
            return Ok(());
        }
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        for (number, expected) in self.expected.iter().enumerate() {
            let line = lines.get(number).copied().unwrap_or("<nothing>");
            if line != expected.trim_end() {
                let message = format!("line {} is {line:?}, expected {expected:?}\n{}", number + 1, shown());
                return Err(message.into());
            }
        }
        if lines.len() > self.expected.len() {
            return Err(
                format!("more output than expected: {:?}\n{}", lines[self.expected.len()], shown()).into()
            );
        }
        Ok(())
    }
}

struct Output {
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// Runs a command to its end, or to the time limit.
fn run(mut command: Command) -> Result<Output, Failed> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| Failed::from(format!("cannot start: {error}")))?;
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let reader = |stream: Option<Box<dyn Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                let _ = stream.read_to_end(&mut bytes);
            }
            bytes
        })
    };
    let stdout = reader(out.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>));
    let stderr = reader(err.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > TIME_LIMIT => {
                let _ = child.kill();
                let _ = child.wait();
                let (out, err) = (stdout.join().unwrap_or_default(), stderr.join().unwrap_or_default());
                let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
                return Err(format!(
                    "still running after {TIME_LIMIT:?}\n--- output\n{out}\n--- error\n{err}"
                )
                .into());
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(error) => return Err(format!("cannot wait: {error}").into()),
        }
    };
    Ok(Output {
        code: status.code(),
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
    })
}
