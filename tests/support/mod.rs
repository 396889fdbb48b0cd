//! Runs the built command for tests of its outside: arguments, input, signals, time and memory limits.
//!
//! Must not know what a test expects.

#![allow(dead_code, reason = "every test crate uses a part")]

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

pub const MODES: [&str; 3] = ["on", "off", "per-interp"];

pub const SIGINT: i32 = 2;
pub const SIGTERM: i32 = 15;

/// A program prints this word, flushed, when the signal may come.
const READY: &[u8] = b"ready";

/// How much longer than a release build an unoptimised one may take.
pub const SLOWER: u32 = if cfg!(debug_assertions) { 10 } else { 1 };

pub struct Run {
    args: Vec<OsString>,
    variables: Vec<(String, String)>,
    input: Vec<u8>,
    /// Sent once the program has printed READY.
    signal: Option<i32>,
    /// GiB of address space.
    memory: Option<u64>,
    limit: Duration,
    close_output: bool,
}

pub struct Ended {
    pub code: Option<i32>,
    /// The signal that killed the process.
    pub signal: Option<i32>,
    pub out: String,
    pub err: String,
    /// From the signal, if one was sent, otherwise from the start.
    pub took: Duration,
    pub timed_out: bool,
}

impl Run {
    pub fn new<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Run {
        Run {
            args: args.into_iter().map(|argument| argument.as_ref().to_owned()).collect(),
            variables: Vec::new(),
            input: Vec::new(),
            signal: None,
            memory: None,
            limit: Duration::from_secs(60),
            close_output: false,
        }
    }

    pub fn variable(mut self, name: &str, value: &str) -> Run {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Run {
        self.input = input.into();
        self
    }

    pub fn signal(mut self, signal: i32) -> Run {
        self.signal = Some(signal);
        self
    }

    pub fn memory(mut self, gibibytes: u64) -> Run {
        self.memory = Some(gibibytes);
        self
    }

    pub fn limit(mut self, limit: Duration) -> Run {
        self.limit = limit;
        self
    }

    /// Closes the reading end of the program's output before it starts to run.
    pub fn close_output(mut self) -> Run {
        self.close_output = true;
        self
    }

    pub fn end(self) -> Ended {
        let mut child = self.spawn();
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = self.input;
        // A thread of its own: the program may print before it has read everything, or never read.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
        let (ready, came) = mpsc::channel();
        let stdout = child.stdout.take().expect("a pipe");
        let out = if self.close_output {
            drop(stdout);
            None
        } else {
            Some(collect(stdout, Some(ready)))
        };
        let err = collect(child.stderr.take().expect("a pipe"), None);
        let mut start = Instant::now();
        let mut timed_out = false;
        if let Some(signal) = self.signal {
            timed_out = came.recv_timeout(self.limit) == Err(mpsc::RecvTimeoutError::Timeout);
            // Time to get from printing to what shall be interrupted.
            std::thread::sleep(Duration::from_millis(100));
            start = Instant::now();
            send(&child, signal);
        }
        let status = loop {
            match child.try_wait().expect("the child can be waited for") {
                Some(status) => break status,
                None if start.elapsed() > self.limit => {
                    timed_out = true;
                    child.kill().expect("the child can be killed");
                    break child.wait().expect("the child can be waited for");
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let took = start.elapsed();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ended {
            code: status.code(),
            signal: status.signal(),
            out: out.map(|out| text(out.join().expect("the reader ends"))).unwrap_or_default(),
            err: text(err.join().expect("the reader ends")),
            took,
            timed_out,
        }
    }

    fn spawn(&self) -> Child {
        let binary = env!("CARGO_BIN_EXE_lungfish");
        let mut command = match self.memory {
            None => Command::new(binary),
            Some(gibibytes) => {
                let mut command = Command::new("sh");
                let kibibytes = gibibytes << 20;
                command.arg("-c").arg(format!("ulimit -v {kibibytes}; exec \"$0\" \"$@\"")).arg(binary);
                command
            }
        };
        command.args(&self.args).env_remove("PYTHON_GIL").env("NO_COLOR", "1");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the command starts")
    }
}

/// Sends a signal. The shell's own `kill` does it: that needs neither a crate nor `unsafe`.
fn send(child: &Child, signal: i32) {
    let words = format!("kill -{signal} {}", child.id());
    let status = Command::new("sh").arg("-c").arg(words).stderr(Stdio::null()).status();
    status.expect("the shell starts");
}

/// Reads a stream to its end; reports once READY has come.
fn collect(
    mut stream: impl Read + Send + 'static,
    mut ready: Option<mpsc::Sender<()>>,
) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut part = [0; 65536];
        while let Ok(length) = stream.read(&mut part) {
            if length == 0 {
                break;
            }
            // The word may lie across two parts.
            let fresh = bytes.len().saturating_sub(READY.len());
            bytes.extend_from_slice(&part[..length]);
            if ready.is_some()
                && bytes[fresh..].windows(READY.len()).any(|word| word == READY)
                && let Some(ready) = ready.take()
            {
                let _ = ready.send(());
            }
        }
        bytes
    })
}

impl Ended {
    /// The last line of standard error.
    pub fn last_error(&self) -> &str {
        self.err.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("")
    }

    pub fn shown(&self) -> String {
        let Ended { code, signal, took, timed_out, out, err } = self;
        let clip = |text: &str| text.chars().take(3000).collect::<String>();
        let (out, err) = (clip(out), clip(err));
        format!(
            "exit code {code:?}, signal {signal:?}, {took:?}, timed out: {timed_out}\n\
             --- standard output\n{out}\n--- standard error\n{err}"
        )
    }
}
