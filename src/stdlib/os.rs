//! `_os`: what `os` asks of the operating system. The rest of `os` and `os.path` is Python.
//!
//! Whatever can block is detached. Paths are bytes below, text with escaped bytes above. The environment is Python's
//! alone (`os.environ`): changing the process's own is not safe while threads run.

use super::descriptors::{self, Handle};
use super::struct_sequence::{self, field, structure};
use super::support::{bytes_of, filesystem_text, os_error_of_two, path_bytes};
use crate::builtins::exception_os::{raise_errno, raise_os_error};
use crate::builtins::operand::bytes_argument;
use crate::heap::{Dict, Value};
use crate::object::definition::{ModuleDef, NativeDef, TypeDef, function};
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};
use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

pub static STAT_RESULT: TypeDef = structure(
    "os.stat_result",
    "What the system knows of a file.",
    &[
        field::<0>("st_mode"),
        field::<1>("st_ino"),
        field::<2>("st_dev"),
        field::<3>("st_nlink"),
        field::<4>("st_uid"),
        field::<5>("st_gid"),
        field::<6>("st_size"),
        field::<7>("st_atime_seconds"),
        field::<8>("st_mtime_seconds"),
        field::<9>("st_ctime_seconds"),
    ],
);

pub static TERMINAL_SIZE: TypeDef = structure(
    "os.terminal_size",
    "Columns and lines of a terminal.",
    &[field::<0>("columns"), field::<1>("lines")],
);

pub static UNAME_RESULT: TypeDef = structure(
    "posix.uname_result",
    "The names of the system.",
    &[
        field::<0>("sysname"),
        field::<1>("nodename"),
        field::<2>("release"),
        field::<3>("version"),
        field::<4>("machine"),
    ],
);

pub static MODULE: ModuleDef = ModuleDef {
    name: "_os",
    doc: "The operating system's calls.",
    functions: FUNCTIONS,
    types: &[&STAT_RESULT, &TERMINAL_SIZE, &UNAME_RESULT],
    init: Some(init),
};

static FUNCTIONS: &[NativeDef] = &[
    function("getpid()", getpid, "The number of this process."),
    function("getppid()", getppid, "The number of the parent process."),
    function("getuid()", getuid, "The user."),
    function("geteuid()", getuid, "The user."),
    function("getgid()", getgid, "The group."),
    function("getegid()", getgid, "The group."),
    function("cpu_count()", cpu_count, "Processors of the machine."),
    function("process_cpu_count()", process_cpu_count, "Processors that this process may use."),
    function("sched_getaffinity(pid, /)", affinity, "The set of processors that a process may use."),
    function("sched_yield()", sched_yield, "Let others run."),
    function("environment()", environment, "Pairs of the process's environment."),
    function("getcwd()", getcwd, "The current directory."),
    function("getcwdb()", getcwdb, "The current directory, as bytes."),
    function("chdir(path)", chdir, "Change the current directory."),
    function("listdir(path=None)", listdir, "Names in a directory."),
    function("listdir_kinds(path, /)", listdir_kinds, "Names in a directory, each with what it is."),
    function("mkdir(path, mode=511)", mkdir, "Make a directory."),
    function("rmdir(path)", rmdir, "Remove an empty directory."),
    function("unlink(path)", unlink, "Remove a file."),
    function("remove(path)", unlink, "Remove a file."),
    function("rename(src, dst)", rename, "Rename a file."),
    function("replace(src, dst)", rename, "Rename a file, over another."),
    function("link(src, dst)", link, "Give a file a second name."),
    function("symlink(src, dst)", symlink, "Make a symbolic link."),
    function("readlink(path)", readlink, "Where a symbolic link leads."),
    function("chmod(path, mode)", chmod, "Change a file's permissions."),
    function("access(path, mode)", access, "May this process use the file so?"),
    function("utime(path, times=None)", utime, "Set the times of a file."),
    function("truncate(path, length)", truncate, "Cut a file to a length."),
    function("stat(path, *, follow_symlinks=True)", stat, "What the system knows of a file."),
    function("lstat(path)", lstat, "The same of a symbolic link itself."),
    function("fstat(fd)", fstat, "The same of an open file."),
    function("urandom(size, /)", urandom, "Random bytes."),
    function("_exit(status)", exit_now, "End the process at once."),
    function("abort()", abort, "End the process as if by a fault."),
    function("strerror(code, /)", strerror, "The text of an error number."),
    function("kill(pid, signal, /)", kill, "Send a signal to a process."),
    function("umask(mask, /)", umask, "Set the permissions that new files lack; the old ones."),
    function("isatty(fd, /)", isatty, "Is it a terminal?"),
    function("get_terminal_size(fd=1, /)", get_terminal_size, "Columns and lines of a terminal."),
    function("uname()", uname, "The names of the system."),
    function("open(path, flags, mode=511)", open, "Open a file; its descriptor."),
    function("close(fd)", close, "Close a descriptor."),
    function("read(fd, length, /)", read, "Read from a descriptor."),
    function("write(fd, data, /)", write, "Write to a descriptor."),
    function("lseek(fd, position, whence, /)", lseek, "Set the position of a descriptor."),
    function("fsync(fd)", fsync, "Wait until a file is on its medium."),
    function("ftruncate(fd, length, /)", ftruncate, "Cut an open file to a length."),
    function("dup(fd, /)", dup, "A second descriptor of the same file."),
    function("pipe()", pipe, "A pipe: where to read, and where to write."),
    function("getloadavg()", getloadavg, "How busy the machine has been."),
];

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let flags = [
        ("O_RDONLY", OFlags::RDONLY),
        ("O_WRONLY", OFlags::WRONLY),
        ("O_RDWR", OFlags::RDWR),
        ("O_APPEND", OFlags::APPEND),
        ("O_CREAT", OFlags::CREATE),
        ("O_EXCL", OFlags::EXCL),
        ("O_TRUNC", OFlags::TRUNC),
        ("O_NONBLOCK", OFlags::NONBLOCK),
        ("O_SYNC", OFlags::SYNC),
        ("O_CLOEXEC", OFlags::CLOEXEC),
        ("O_DIRECTORY", OFlags::DIRECTORY),
        ("O_NOFOLLOW", OFlags::NOFOLLOW),
    ];
    for (name, flag) in flags {
        vm.dict_set_str(dict, name, Value::from_small_int(i64::from(flag.bits())))?;
    }
    for (name, number) in [("F_OK", 0), ("X_OK", 1), ("W_OK", 2), ("R_OK", 4)] {
        vm.dict_set_str(dict, name, Value::from_small_int(number))?;
    }
    Ok(())
}

const PATH: &str = "path should be string, bytes or os.PathLike";

fn path_of(vm: &mut Vm, value: &Value, function: &str) -> Result<Vec<u8>> {
    path_bytes(vm, value, &format!("{function}: {PATH}"))
}

fn os_str(path: &[u8]) -> &OsStr {
    OsStr::from_bytes(path)
}

/// The outcome of a call about one file.
fn done<T>(vm: &mut Vm, result: rustix::io::Result<T>, path: &Value) -> Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), Some(path))),
    }
}

fn handle_of(vm: &mut Vm, value: &Value) -> Result<(i32, Handle)> {
    let number = vm.as_i64(value)?;
    match i32::try_from(number).ok().and_then(|number| Some((number, descriptors::find(number)?))) {
        Some(found) => Ok(found),
        None => Err(raise_errno(vm, Errno::BADF.raw_os_error(), None)),
    }
}

fn getpid(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(i64::from(std::process::id())))
}

fn getppid(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let parent = rustix::process::getppid().map_or(0, rustix::process::Pid::as_raw_pid);
    Ok(Value::from_small_int(i64::from(parent)))
}

fn getuid(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(i64::from(rustix::process::getuid().as_raw())))
}

fn getgid(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(i64::from(rustix::process::getgid().as_raw())))
}

/// How many processors a list like "0-3,8" names.
fn count_ranges(list: &str) -> Option<i64> {
    list.trim().split(',').try_fold(0, |total, range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some(total + last.parse::<i64>().ok()? - first.parse::<i64>().ok()? + 1)
    })
}

fn cpu_count(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let online = std::fs::read_to_string("/sys/devices/system/cpu/online").ok();
    match online.as_deref().and_then(count_ranges) {
        Some(count) => Ok(Value::from_small_int(count)),
        None => process_cpu_count(vm, &[]),
    }
}

fn allowed(pid: i32) -> rustix::io::Result<Vec<usize>> {
    let set = rustix::thread::sched_getaffinity(rustix::process::Pid::from_raw(pid))?;
    Ok((0..rustix::thread::CpuSet::MAX_CPU).filter(|cpu| set.is_set(*cpu)).collect())
}

fn process_cpu_count(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let count = match allowed(0) {
        Ok(allowed) => allowed.len(),
        Err(_) => std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
    };
    Ok(Value::from_small_int(count as i64))
}

fn affinity(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let pid = vm.as_i64(&args[0])? as i32;
    match allowed(pid) {
        Ok(allowed) => {
            let set = vm.new_set()?;
            if let Some(target) = crate::object::native::cast_kind(&set, crate::heap::Kind::Set) {
                for cpu in allowed {
                    vm.set_add(target, Value::from_small_int(cpu as i64))?;
                }
            }
            Ok(set)
        }
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn sched_yield(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.detached(std::thread::yield_now);
    Ok(Value::NONE)
}

fn environment(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let mut pairs = Vec::new();
    for (name, value) in std::env::vars_os() {
        let pair = vec![
            vm.new_text(&filesystem_text(name.as_bytes()))?,
            vm.new_text(&filesystem_text(value.as_bytes()))?,
        ];
        pairs.push(vm.new_tuple(pair)?);
    }
    vm.new_list(pairs)
}

fn current_directory(vm: &mut Vm) -> Result<Vec<u8>> {
    match std::env::current_dir() {
        Ok(path) => Ok(path.as_os_str().as_bytes().to_vec()),
        Err(error) => Err(raise_os_error(vm, &error, None)),
    }
}

fn getcwd(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let path = current_directory(vm)?;
    vm.new_text(&filesystem_text(&path))
}

fn getcwdb(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let path = current_directory(vm)?;
    vm.new_bytes(&path)
}

fn chdir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "chdir")?;
    let result = vm.detached(|| rustix::process::chdir(os_str(&path)));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

/// A name as the caller speaks: bytes where the path was bytes.
fn name_like(vm: &mut Vm, path: &Value, name: &[u8]) -> Result<Value> {
    if bytes_of(path).is_some() { vm.new_bytes(name) } else { vm.new_text(&filesystem_text(name)) }
}

fn entries(vm: &mut Vm, path: &Value, function: &str) -> Result<Vec<(Vec<u8>, u8)>> {
    let directory = match path.given().filter(|path| !path.is_none()) {
        None => b".".to_vec(),
        Some(path) => {
            let what = format!("{function}: path should be string, bytes, os.PathLike, integer or None");
            path_bytes(vm, path, &what)?
        }
    };
    let listed = vm.detached(|| -> std::io::Result<Vec<(Vec<u8>, u8)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(Path::new(os_str(&directory)))? {
            let entry = entry?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => b'l',
                Ok(kind) if kind.is_dir() => b'd',
                Ok(kind) if kind.is_file() => b'f',
                _ => b'?',
            };
            found.push((entry.file_name().as_bytes().to_vec(), kind));
        }
        Ok(found)
    });
    match listed {
        Ok(listed) => Ok(listed),
        Err(error) => {
            let shown = if path.is_null() || path.is_none() { vm.new_str(".")? } else { path.clone() };
            Err(raise_os_error(vm, &error, Some(&shown)))
        }
    }
}

fn listdir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut names = Vec::new();
    for (name, _) in entries(vm, &args[0], "listdir")? {
        names.push(name_like(vm, &args[0], &name)?);
    }
    vm.new_list(names)
}

fn listdir_kinds(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut names = Vec::new();
    for (name, kind) in entries(vm, &args[0], "scandir")? {
        let pair = vec![name_like(vm, &args[0], &name)?, vm.new_text(&[kind])?];
        names.push(vm.new_tuple(pair)?);
    }
    vm.new_list(names)
}

fn mkdir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "mkdir")?;
    let mode = match args[1].given() {
        Some(mode) => vm.as_i64(mode)? as u32,
        None => 0o777,
    };
    let result = vm.detached(|| rustix::fs::mkdir(os_str(&path), Mode::from_raw_mode(mode)));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

fn rmdir(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "rmdir")?;
    let result = vm.detached(|| rustix::fs::rmdir(os_str(&path)));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

fn unlink(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "remove")?;
    let result = vm.detached(|| rustix::fs::unlink(os_str(&path)));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

/// A call about two paths.
fn two_paths(
    vm: &mut Vm,
    args: &[Value],
    function: &str,
    call: fn(&OsStr, &OsStr) -> rustix::io::Result<()>,
) -> Result<Value> {
    let first = path_bytes(vm, &args[0], &format!("{function}: src should be string, bytes or os.PathLike"))?;
    let second =
        path_bytes(vm, &args[1], &format!("{function}: dst should be string, bytes or os.PathLike"))?;
    match vm.detached(|| call(os_str(&first), os_str(&second))) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(os_error_of_two(vm, &error.into(), &args[0], &args[1])),
    }
}

fn rename(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    two_paths(vm, args, "rename", |first, second| rustix::fs::rename(first, second))
}

fn link(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    two_paths(vm, args, "link", |first, second| rustix::fs::link(first, second))
}

fn symlink(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    two_paths(vm, args, "symlink", |first, second| rustix::fs::symlink(first, second))
}

fn readlink(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "readlink")?;
    let result = vm.detached(|| rustix::fs::readlink(os_str(&path), Vec::new()));
    let target = done(vm, result, &args[0])?;
    name_like(vm, &args[0], target.as_bytes())
}

fn chmod(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "chmod")?;
    let mode = vm.as_i64(&args[1])? as u32;
    let result = vm.detached(|| rustix::fs::chmod(os_str(&path), Mode::from_raw_mode(mode)));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

fn access(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "access")?;
    let mode = rustix::fs::Access::from_bits_truncate(vm.as_i64(&args[1])? as u32);
    let result = vm.detached(|| rustix::fs::access(os_str(&path), mode));
    Ok(Value::from_bool(result.is_ok()))
}

fn utime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    use rustix::fs::{Timespec, Timestamps, UTIME_NOW};
    let path = path_of(vm, &args[0], "utime")?;
    let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
    let mut times = [now, now];
    if let Some(given) = args[1].given().filter(|given| !given.is_none()) {
        let items = vm.collect(given)?;
        if items.len() != 2 {
            return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
        }
        for (time, item) in times.iter_mut().zip(&items) {
            let seconds = vm.as_f64(item)?;
            let whole = seconds.floor();
            *time = Timespec { tv_sec: whole as i64, tv_nsec: ((seconds - whole) * 1e9) as _ };
        }
    }
    let times = Timestamps { last_access: times[0], last_modification: times[1] };
    let result = vm.detached(|| rustix::fs::utimensat(CWD, os_str(&path), &times, AtFlags::empty()));
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = vm.as_i64(&args[1])? as u64;
    let cut = |file: Handle| move || rustix::fs::ftruncate(file, length);
    if integer_of(&args[0]).is_some() {
        let (_, handle) = handle_of(vm, &args[0])?;
        let result = vm.detached(cut(handle));
        done(vm, result, &args[0])?;
        return Ok(Value::NONE);
    }
    let path = path_of(vm, &args[0], "truncate")?;
    let result = vm.detached(|| {
        let file = rustix::fs::open(os_str(&path), OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
        rustix::fs::ftruncate(file, length)
    });
    done(vm, result, &args[0])?;
    Ok(Value::NONE)
}

fn stat_result(vm: &mut Vm, status: &rustix::fs::Stat) -> Result<Value> {
    let mut items = Vec::with_capacity(10);
    for number in [
        i64::from(status.st_mode),
        status.st_ino as i64,
        status.st_dev as i64,
        status.st_nlink as i64,
        i64::from(status.st_uid),
        i64::from(status.st_gid),
        status.st_size,
        status.st_atime,
        status.st_mtime,
        status.st_ctime,
    ] {
        items.push(vm.new_int(number)?);
    }
    let mut more = Vec::new();
    for (name, nanosecond_name, seconds, nanoseconds) in [
        ("st_atime", "st_atime_ns", status.st_atime, status.st_atime_nsec as i64),
        ("st_mtime", "st_mtime_ns", status.st_mtime, status.st_mtime_nsec as i64),
        ("st_ctime", "st_ctime_ns", status.st_ctime, status.st_ctime_nsec as i64),
    ] {
        more.push((name, Value::from_float(seconds as f64 + 1e-9 * nanoseconds as f64)));
        more.push((nanosecond_name, vm.new_int(seconds * 1_000_000_000 + nanoseconds)?));
    }
    more.push(("st_blksize", Value::from_small_int(status.st_blksize)));
    more.push(("st_blocks", vm.new_int(status.st_blocks)?));
    struct_sequence::create(vm, &STAT_RESULT, items, &more)
}

fn status_of(vm: &mut Vm, path: &Value, function: &str, follow: bool) -> Result<Value> {
    if integer_of(path).is_some() {
        return fstat(vm, std::slice::from_ref(path));
    }
    let what = match function {
        "stat" => "stat: path should be string, bytes, os.PathLike or integer".to_owned(),
        other => format!("{other}: {PATH}"),
    };
    let bytes = path_bytes(vm, path, &what)?;
    let result = vm.detached(|| {
        if follow { rustix::fs::stat(os_str(&bytes)) } else { rustix::fs::lstat(os_str(&bytes)) }
    });
    let status = done(vm, result, path)?;
    stat_result(vm, &status)
}

fn stat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let follow = match args[1].given() {
        Some(follow) => vm.truth(follow)?,
        None => true,
    };
    status_of(vm, &args[0], "stat", follow)
}

fn lstat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    status_of(vm, &args[0], "lstat", false)
}

fn fstat(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, handle) = handle_of(vm, &args[0])?;
    match vm.detached(|| rustix::fs::fstat(handle)) {
        Ok(status) => stat_result(vm, &status),
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn urandom(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let count = vm.as_i64(&args[0])?;
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    let bytes = super::random::system_bytes(vm, count)?;
    vm.new_bytes(&bytes)
}

fn exit_now(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let status = vm.as_i64(&args[0])? as i32;
    std::process::exit(status)
}

fn abort(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    std::process::abort()
}

fn strerror(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let number = vm.as_i64(&args[0])? as i32;
    let shown = std::io::Error::from_raw_os_error(number).to_string();
    vm.new_str(shown.split(" (os error").next().unwrap_or(&shown))
}

fn kill(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group, test_kill_process};
    let (pid, number) = (vm.as_i64(&args[0])? as i32, vm.as_i64(&args[1])? as i32);
    let target = Pid::from_raw(pid.abs());
    let result = match (target, Signal::from_named_raw(number)) {
        (Some(target), None) if number == 0 && pid > 0 => test_kill_process(target),
        (Some(target), Some(signal)) if pid > 0 => vm.detached(|| kill_process(target, signal)),
        (Some(target), Some(signal)) => vm.detached(|| kill_process_group(target, signal)),
        _ => Err(Errno::INVAL),
    };
    match result {
        Ok(()) => {
            // A signal to this very process is handled at once, as in CPython.
            vm.poll()?;
            Ok(Value::NONE)
        }
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn umask(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mask = vm.as_i64(&args[0])? as u32;
    let old = rustix::process::umask(Mode::from_raw_mode(mask));
    Ok(Value::from_small_int(i64::from(old.as_raw_mode())))
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let number = vm.as_i64(&args[0])?;
    let handle = i32::try_from(number).ok().and_then(descriptors::find);
    Ok(Value::from_bool(handle.is_some_and(rustix::termios::isatty)))
}

fn get_terminal_size(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let default = Value::from_small_int(1);
    let (_, handle) = handle_of(vm, args[0].given().unwrap_or(&default))?;
    match rustix::termios::tcgetwinsize(handle) {
        Ok(size) => {
            let items = [size.ws_col, size.ws_row].map(|number| Value::from_small_int(i64::from(number)));
            struct_sequence::create(vm, &TERMINAL_SIZE, items.into(), &[])
        }
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn uname(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let names = rustix::system::uname();
    let mut items = Vec::new();
    for name in [names.sysname(), names.nodename(), names.release(), names.version(), names.machine()] {
        items.push(vm.new_text(&filesystem_text(name.to_bytes()))?);
    }
    struct_sequence::create(vm, &UNAME_RESULT, items, &[])
}

fn open(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let path = path_of(vm, &args[0], "open")?;
    let flags = OFlags::from_bits_retain(vm.as_i64(&args[1])? as u32) | OFlags::CLOEXEC;
    let mode = match args[2].given() {
        Some(mode) => vm.as_i64(mode)? as u32,
        None => 0o777,
    };
    let result = vm.detached(|| rustix::fs::open(os_str(&path), flags, Mode::from_raw_mode(mode)));
    let (number, _) = descriptors::enter(done(vm, result, &args[0])?);
    Ok(Value::from_small_int(i64::from(number)))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (number, _) = handle_of(vm, &args[0])?;
    descriptors::close(number);
    Ok(Value::NONE)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, handle) = handle_of(vm, &args[0])?;
    let Ok(length) = usize::try_from(vm.as_i64(&args[1])?) else {
        return Err(raise_errno(vm, Errno::INVAL.raw_os_error(), None));
    };
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return Err(vm.memory_error());
    }
    bytes.resize(length, 0);
    loop {
        let result = vm.detached(|| rustix::io::read(&handle, &mut *bytes));
        match result {
            Ok(count) => return vm.new_bytes(&bytes[..count]),
            Err(Errno::INTR) => vm.poll()?,
            Err(error) => return Err(raise_errno(vm, error.raw_os_error(), None)),
        }
    }
}

fn write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, handle) = handle_of(vm, &args[0])?;
    let bytes = bytes_argument(vm, &args[1])?.into_owned();
    loop {
        let result = vm.detached(|| rustix::io::write(&handle, &bytes));
        match result {
            Ok(count) => return vm.new_int(count as i64),
            Err(Errno::INTR) => vm.poll()?,
            Err(error) => return Err(raise_errno(vm, error.raw_os_error(), None)),
        }
    }
}

/// A call about an open file that gives nothing.
fn on_descriptor(
    vm: &mut Vm,
    value: &Value,
    call: impl FnOnce(Handle) -> rustix::io::Result<()> + Send,
) -> Result<Value> {
    let (_, handle) = handle_of(vm, value)?;
    match vm.detached(move || call(handle)) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn fsync(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    on_descriptor(vm, &args[0], rustix::fs::fsync)
}

fn ftruncate(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = vm.as_i64(&args[1])? as u64;
    on_descriptor(vm, &args[0], move |handle| rustix::fs::ftruncate(handle, length))
}

fn lseek(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    use rustix::fs::SeekFrom;
    let (_, handle) = handle_of(vm, &args[0])?;
    let offset = vm.as_i64(&args[1])?;
    let target = match vm.as_i64(&args[2])? {
        0 if offset >= 0 => SeekFrom::Start(offset as u64),
        1 => SeekFrom::Current(offset),
        2 => SeekFrom::End(offset),
        _ => return Err(raise_errno(vm, Errno::INVAL.raw_os_error(), None)),
    };
    match vm.detached(|| rustix::fs::seek(handle, target)) {
        Ok(position) => vm.new_int(position as i64),
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn dup(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let (_, handle) = handle_of(vm, &args[0])?;
    match rustix::io::fcntl_dupfd_cloexec(handle, 3) {
        Ok(copy) => Ok(Value::from_small_int(i64::from(descriptors::enter(copy).0))),
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn pipe(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    match rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC) {
        Ok((reader, writer)) => {
            let ends = [descriptors::enter(reader).0, descriptors::enter(writer).0];
            vm.new_tuple(ends.map(|number| Value::from_small_int(i64::from(number))))
        }
        Err(error) => Err(raise_errno(vm, error.raw_os_error(), None)),
    }
}

fn getloadavg(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let mut loads: Vec<Value> =
        text.split(' ').take(3).filter_map(|load| load.parse().ok()).map(Value::from_float).collect();
    if loads.len() != 3 {
        return Err(vm.raise(crate::object::core::Exception::OSError, "Load averages are unobtainable"));
    }
    vm.new_tuple(std::mem::take(&mut loads))
}
