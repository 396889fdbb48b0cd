//! How a program ends: exit codes, uncaught exceptions, Ctrl-C, deadlocks.

use crate::domain::park;
use crate::heap::{Kind, Str, Value};
use crate::interp::startup;
use crate::object::core::Exception;
use crate::object::function::Exception as ExceptionObject;
use crate::object::native::cast_kind;
use crate::stdlib::{atexit, interpreters, threading};
use crate::vm::raise::is_exception;
use crate::vm::{Raised, Result, Vm, safepoint, traceback};
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// Exit code of a deadlock.
const DEADLOCK: i32 = 3;

/// Exit code where lungfish itself is at fault.
pub const INTERNAL_ERROR: u8 = 70;

pub enum Ending {
    Code(u8),
    /// Die by SIGINT, so that a shell sees it.
    Interrupted,
}

impl Ending {
    pub fn leave(self) -> ExitCode {
        match self {
            Ending::Code(code) => ExitCode::from(code),
            Ending::Interrupted => {
                let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
                ExitCode::from(130)
            }
        }
    }
}

/// A thread of its own waits for SIGINT and passes it on: to the main thread, wherever that is.
pub fn watch_for_interrupts() {
    let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT]) else { return };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            safepoint::interrupt_main_thread();
        }
    });
}

/// A panic, in any thread, is a broken invariant: nothing that the others would do can be relied on. It is reported as
/// Rust does, and the process ends, by an exit code and not by a signal.
pub fn report_panics() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = writeln!(std::io::stderr(), "lungfish: an internal error, which is worth a report:");
        report(panic);
        std::process::exit(INTERNAL_ERROR.into());
    }));
}

/// When every thread waits for another: say so and end, instead of hanging.
pub fn report_deadlocks() {
    park::on_deadlock(|report| {
        crate::builtins::functions_io::flush_stdout_detached();
        let _ = write!(std::io::stderr(), "lungfish: {report}");
        std::process::exit(DEADLOCK);
    });
}

/// What is left to do once the program has run: report, wait for threads, run exit functions, tear down.
pub fn finish(mut vm: Vm, result: Result<()>) -> Ending {
    let mut ending = match result {
        Ok(()) => Ending::Code(0),
        Err(Raised) => uncaught(&mut vm),
    };
    if threading::join_all(&mut vm).is_err() {
        ending = uncaught(&mut vm);
    }
    atexit::run(&mut vm);
    interpreters::end_all(&mut vm);
    vm.interpreter.finalizing.store(true, Ordering::SeqCst);
    // Twice: a stream of the program's own needs its module, and finalizers may print.
    flush(&mut vm, &mut ending);
    startup::tear_down(&mut vm);
    flush(&mut vm, &mut ending);
    // The process ends now: what still lives need not be freed one by one, and daemon threads may be parked anywhere.
    std::mem::forget(vm);
    ending
}

/// Writes what waits for standard output; the process's code tells if that fails.
fn flush(vm: &mut Vm, ending: &mut Ending) {
    if crate::builtins::functions_io::flush_stdout(vm).is_err() {
        drop(vm.take_raised());
        if matches!(ending, Ending::Code(0)) {
            *ending = Ending::Code(120);
        }
    }
}

/// The code of an uncaught exception, which is reported unless it is SystemExit.
fn uncaught(vm: &mut Vm) -> Ending {
    let exception = vm.take_raised();
    if is_exception(&exception, Exception::SystemExit) {
        return Ending::Code(exit_status(vm, &exception));
    }
    let _ = crate::builtins::functions_io::flush_stdout(vm);
    drop(vm.take_raised());
    traceback::report_uncaught(vm, &exception);
    if is_exception(&exception, Exception::KeyboardInterrupt) { Ending::Interrupted } else { Ending::Code(1) }
}

fn exit_status(vm: &mut Vm, exception: &Value) -> u8 {
    let code = ExceptionObject::of(exception).map_or(Value::NONE, |object| object.fields[0].get());
    if code.is_none() || code.is_null() {
        return 0;
    }
    if let Some(crate::text::int_text::Integer::Small(number)) = crate::vm::convert::integer_of(&code) {
        return number as u8;
    }
    let _ = crate::builtins::functions_io::flush_stdout(vm);
    drop(vm.take_raised());
    if let Ok(text) = vm.str(&code) {
        let shown =
            cast_kind::<Str>(&text, Kind::Str).map_or_else(String::new, |text| text.to_text().into_owned());
        traceback::write_stderr(vm, &format!("{shown}\n"));
    }
    1
}

/// Ends with the code of wrong usage.
pub fn usage_exit(vm: &mut Vm) -> Raised {
    exit_with(vm, 2)
}

/// Ends with the code of a failure.
pub fn failed_exit(vm: &mut Vm) -> Raised {
    exit_with(vm, 1)
}

fn exit_with(vm: &mut Vm, code: i64) -> Raised {
    match vm.new_tuple([Value::from_small_int(code)]) {
        Ok(args) => vm.raise_with_args(Exception::SystemExit, args),
        Err(raised) => raised,
    }
}

/// The system's text of an error, without Rust's "(os error 2)".
pub fn os_error_text(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or("").to_owned()
}
