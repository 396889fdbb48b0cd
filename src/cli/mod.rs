//! The command line: flags to settings, and the program's end to an exit code.
//!
//! Must not know values beyond running a program.

mod arguments;
mod exit;

use crate::domain::lock;
use crate::embed::Interpreter;
use crate::interp::run;
use crate::vm::{Result, Vm};
use arguments::{Invocation, Program};
use std::io::{Read, Write};
use std::process::ExitCode;

/// The Rust stack of the main thread: address space that is used only as far as it is touched.
const MAIN_STACK: usize = 512 << 20;

/// Runs the command line of the process.
pub fn main() -> ExitCode {
    exit::report_panics();
    crate::heap::allocator::configure();
    let invocation = match arguments::parse(std::env::args_os().collect()) {
        Ok(invocation) => invocation,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    if let Program::Disassemble(file) = &invocation.program {
        return disassemble(file);
    }
    if let Some(interval) = invocation.switch_interval {
        lock::set_switch_interval(interval);
    }
    if invocation.unbuffered {
        crate::stdlib::io_core::set_unbuffered();
    }
    // The interpreter runs in a thread of its own, whose stack is as large as we like.
    let builder = std::thread::Builder::new().name("MainThread".to_owned()).stack_size(MAIN_STACK);
    let thread = match builder.spawn(move || interpret(invocation)) {
        Ok(thread) => thread,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "lungfish: cannot start the main thread: {error}");
            return ExitCode::from(exit::INTERNAL_ERROR);
        }
    };
    match thread.join() {
        Ok(ending) => ending.leave(),
        Err(_) => ExitCode::from(exit::INTERNAL_ERROR),
    }
}

fn interpret(invocation: Invocation) -> exit::Ending {
    exit::watch_for_interrupts();
    exit::report_deadlocks();
    let settings = invocation.settings;
    let builder = Interpreter::builder()
        .gil(settings.gil)
        .policy(settings.policy)
        .path(settings.path)
        .argv(settings.argv)
        .stress(settings.stress)
        .optimize(settings.optimize)
        .stack_size(MAIN_STACK);
    let mut vm = match builder.build() {
        Ok(interpreter) => interpreter.into_vm(),
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "lungfish: the interpreter could not start");
            return exit::Ending::Code(70);
        }
    };
    let result = run_program(&mut vm, &invocation.program);
    exit::finish(vm, result)
}

fn run_program(vm: &mut Vm, program: &Program) -> Result<()> {
    let (bytes, file) = match program {
        Program::Command(text) => (text.clone().into_bytes(), "<string>".to_owned()),
        Program::Stdin => {
            let mut bytes = Vec::new();
            let _ = vm.detached(|| std::io::stdin().read_to_end(&mut bytes));
            (bytes, "<stdin>".to_owned())
        }
        Program::File(given) => match vm.detached(|| read_program(&absolute(given))) {
            Ok((bytes, file)) => (bytes, file),
            Err(error) => {
                let path = absolute(given);
                let name = std::env::args().next().unwrap_or_else(|| "lungfish".to_owned());
                let number = error.raw_os_error().unwrap_or(0);
                let reason = exit::os_error_text(&error);
                let message = format!("{name}: can't open file '{path}': [Errno {number}] {reason}\n");
                crate::vm::traceback::write_stderr(vm, &message);
                return Err(exit::usage_exit(vm));
            }
        },
        Program::Module(name) => return run_module(vm, name),
        Program::Disassemble(_) => return Ok(()),
    };
    run::run_main(vm, &bytes, &file).map(drop)
}

/// The path that tracebacks and `__file__` show.
fn absolute(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
}

/// A file, or the `__main__.py` of a folder.
fn read_program(path: &str) -> std::io::Result<(Vec<u8>, String)> {
    let main = std::path::Path::new(path).join("__main__.py");
    if main.is_file() {
        return Ok((std::fs::read(&main)?, main.to_string_lossy().into_owned()));
    }
    Ok((std::fs::read(path)?, path.to_owned()))
}

/// `-m`: a module found as an import would find it, run as `__main__`.
fn run_module(vm: &mut Vm, name: &str) -> Result<()> {
    let relative = name.replace('.', "/");
    for folder in vm.interpreter.settings.path.clone() {
        for candidate in [format!("{folder}/{relative}.py"), format!("{folder}/{relative}/__main__.py")] {
            if let Ok(bytes) = vm.detached(|| std::fs::read(&candidate)) {
                return run::run_main(vm, &bytes, &candidate).map(drop);
            }
        }
    }
    if let Some((_, source, _)) = crate::stdlib::SOURCES.iter().find(|(known, ..)| *known == name) {
        return run::run_main(vm, source.as_bytes(), &format!("<lungfish {name}>")).map(drop);
    }
    let program = std::env::args().next().unwrap_or_else(|| "lungfish".to_owned());
    crate::vm::traceback::write_stderr(vm, &format!("{program}: No module named {name}\n"));
    Err(exit::failed_exit(vm))
}

/// `lungfish dis FILE`.
fn disassemble(file: &str) -> ExitCode {
    let listing = std::fs::read(file)
        .map_err(|error| format!("lungfish: can't open '{file}': {error}\n"))
        .and_then(|bytes| {
            let source = crate::syntax::decode(&bytes, file)
                .map_err(|error| format!("{file}: {}\n", error.message))?;
            let arena = bumpalo::Bump::new();
            let options = crate::compile::Options::new(crate::compile::Mode::Module);
            crate::syntax::parse(&arena, &source, crate::syntax::Mode::File)
                .and_then(|module| crate::compile::compile(&module, &source, &options))
                .map(|unit| crate::code::disasm::disassemble(&unit))
                .map_err(|error| error.render(&source))
        });
    match listing {
        Ok(listing) => match std::io::stdout().write_all(listing.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(message) => {
            let _ = std::io::stderr().write_all(message.as_bytes());
            ExitCode::FAILURE
        }
    }
}
