//! `time`: clocks, sleeping, calendar time.
//!
//! Sleeping goes through `detached` and the park table, so that other threads run and Ctrl-C wakes it. Time zones
//! are jiff's, which reads the system's.

use super::struct_sequence::{self, field, structure};
use super::support::expect_str;
use super::time_format::{self, Broken};
use crate::domain::park::{WaitReason, Wake, park};
use crate::heap::{Dict, Value};
use crate::object::core::Exception;
use crate::object::definition::{ModuleDef, NativeDef, TypeDef, function};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::time::{ClockId, clock_gettime};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub static STRUCT_TIME: TypeDef = structure(
    "time.struct_time",
    "Calendar time as nine numbers: year, month, day, hour, minute, second, weekday, day of the year, daylight saving.",
    &[
        field::<0>("tm_year"),
        field::<1>("tm_mon"),
        field::<2>("tm_mday"),
        field::<3>("tm_hour"),
        field::<4>("tm_min"),
        field::<5>("tm_sec"),
        field::<6>("tm_wday"),
        field::<7>("tm_yday"),
        field::<8>("tm_isdst"),
    ],
);

pub static MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "Clocks, sleeping, and calendar time.",
    functions: FUNCTIONS,
    types: &[&STRUCT_TIME],
    init: Some(init),
};

static FUNCTIONS: &[NativeDef] = &[
    function("time()", time, "Seconds since the epoch."),
    function("time_ns()", time_ns, "Nanoseconds since the epoch."),
    function("perf_counter()", monotonic, "Seconds of a clock for measuring."),
    function("perf_counter_ns()", monotonic_ns, "Nanoseconds of a clock for measuring."),
    function("monotonic()", monotonic, "Seconds of a clock that never goes back."),
    function("monotonic_ns()", monotonic_ns, "Nanoseconds of a clock that never goes back."),
    function("process_time()", process_time, "Processor time of the process in seconds."),
    function("process_time_ns()", process_time_ns, "Processor time of the process in nanoseconds."),
    function("thread_time()", thread_time, "Processor time of the thread in seconds."),
    function("thread_time_ns()", thread_time_ns, "Processor time of the thread in nanoseconds."),
    function("clock_gettime(clock, /)", clock_seconds, "Seconds of a clock by its number."),
    function("clock_gettime_ns(clock, /)", clock_nanoseconds, "Nanoseconds of a clock by its number."),
    function("sleep(seconds, /)", sleep, "Waits."),
    function("gmtime(seconds=None, /)", gmtime, "Calendar time of UTC."),
    function("localtime(seconds=None, /)", localtime, "Calendar time here."),
    function("mktime(tuple, /)", mktime, "Seconds since the epoch of local calendar time."),
    function("asctime(tuple=None, /)", asctime, "Calendar time as 'Sun Jun 20 23:21:05 1993'."),
    function("ctime(seconds=None, /)", ctime, "Local calendar time as 'Sun Jun 20 23:21:05 1993'."),
    function("strftime(format, tuple=None, /)", strftime, "Calendar time after a format."),
];

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let zone = TimeZone::system();
    let year = Timestamp::now().to_zoned(zone.clone()).year();
    // The two offsets of a year, standard time first, by what January and July show.
    let at = |month: i8| {
        let civil = jiff::civil::date(year, month, 1).at(0, 0, 0, 0);
        let moment =
            civil.to_zoned(zone.clone()).map_or_else(|_| Timestamp::now(), |zoned| zoned.timestamp());
        let info = zone.to_offset_info(moment);
        (info.offset().seconds(), info.abbreviation().to_owned(), info.dst().is_dst())
    };
    let (winter, summer) = (at(1), at(7));
    let (standard, daylight) = if winter.2 { (summer, winter) } else { (winter, summer) };
    let names = vec![vm.new_str(&standard.1)?, vm.new_str(&daylight.1)?];
    let names = vm.new_tuple(names)?;
    vm.dict_set_str(dict, "timezone", Value::from_small_int(-i64::from(standard.0)))?;
    vm.dict_set_str(dict, "altzone", Value::from_small_int(-i64::from(daylight.0)))?;
    vm.dict_set_str(dict, "daylight", Value::from_small_int(i64::from(daylight.2)))?;
    vm.dict_set_str(dict, "tzname", names)?;
    for (name, number) in CLOCKS {
        vm.dict_set_str(dict, name, Value::from_small_int(*number))?;
    }
    Ok(())
}

const CLOCKS: &[(&str, i64)] = &[
    ("CLOCK_REALTIME", 0),
    ("CLOCK_MONOTONIC", 1),
    ("CLOCK_PROCESS_CPUTIME_ID", 2),
    ("CLOCK_THREAD_CPUTIME_ID", 3),
    ("CLOCK_MONOTONIC_RAW", 4),
    ("CLOCK_BOOTTIME", 7),
];

fn nanoseconds(clock: ClockId) -> i64 {
    let moment = clock_gettime(clock);
    moment.tv_sec.saturating_mul(1_000_000_000).saturating_add(moment.tv_nsec as i64)
}

fn seconds(clock: ClockId) -> Value {
    // Through whole nanoseconds, so that both forms of a clock agree.
    Value::from_float(nanoseconds(clock) as f64 / 1e9)
}

fn time(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(seconds(ClockId::Realtime))
}

fn time_ns(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_int(nanoseconds(ClockId::Realtime))
}

fn monotonic(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(seconds(ClockId::Monotonic))
}

fn monotonic_ns(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_int(nanoseconds(ClockId::Monotonic))
}

fn process_time(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(seconds(ClockId::ProcessCPUTime))
}

fn process_time_ns(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_int(nanoseconds(ClockId::ProcessCPUTime))
}

fn thread_time(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(seconds(ClockId::ThreadCPUTime))
}

fn thread_time_ns(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_int(nanoseconds(ClockId::ThreadCPUTime))
}

fn clock_of(vm: &mut Vm, number: &Value) -> Result<ClockId> {
    Ok(match vm.as_i64(number)? {
        0 => ClockId::Realtime,
        1 => ClockId::Monotonic,
        2 => ClockId::ProcessCPUTime,
        3 => ClockId::ThreadCPUTime,
        4 => ClockId::MonotonicRaw,
        7 => ClockId::Boottime,
        _ => {
            let error = std::io::Error::from_raw_os_error(rustix::io::Errno::INVAL.raw_os_error());
            return Err(crate::builtins::exception_os::raise_os_error(vm, &error, None));
        }
    })
}

fn clock_seconds(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    Ok(seconds(clock_of(vm, &args[0])?))
}

fn clock_nanoseconds(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let clock = clock_of(vm, &args[0])?;
    vm.new_int(nanoseconds(clock))
}

fn sleep(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let wanted = duration(vm, &args[0])?;
    if wanted.is_zero() {
        vm.detached(std::thread::yield_now);
        vm.poll()?;
        return Ok(Value::NONE);
    }
    let Some(deadline) = Instant::now().checked_add(wanted) else {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    };
    let record = vm.record.clone();
    // Nobody wakes a sleeper by its key: the thread's own record is as good as anything.
    let key = Arc::as_ptr(&record).addr();
    while Instant::now() < deadline {
        let reason = WaitReason { kind: "sleep", key, holder: None };
        match vm.detached(|| park(&record, reason, Some(deadline), || true)) {
            Wake::TimedOut => break,
            Wake::Interrupted | Wake::Woken | Wake::Refused => vm.poll()?,
        }
    }
    vm.poll()?;
    Ok(Value::NONE)
}

/// A number of seconds as `sleep` and time-outs take it, rounded up.
fn duration(vm: &mut Vm, value: &Value) -> Result<Duration> {
    let seconds = match value.as_float() {
        Some(seconds) if seconds.is_nan() => {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        Some(seconds) => seconds,
        None if crate::vm::convert::integer_of(value).is_some() => vm.as_f64(value)?,
        None => {
            let index = vm.index(value)?;
            vm.as_f64(&index)?
        }
    };
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if seconds < 9.2e9 => Ok(duration),
        _ => Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
    }
}

/// The moment that an optional argument names; now, if it is None or absent.
fn moment(vm: &mut Vm, value: &Value) -> Result<i64> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else {
        return Ok(Timestamp::now().as_second());
    };
    match value.as_float() {
        Some(seconds) if seconds.is_nan() => Err(vm.value_error("Invalid value NaN (not a number)")),
        Some(seconds) if seconds.floor().abs() < 9.2e18 => Ok(seconds.floor() as i64),
        Some(_) => Err(vm.overflow_error("timestamp out of range for platform time_t")),
        None => match vm.to_integer(value)? {
            crate::text::int_text::Integer::Small(seconds) => Ok(seconds),
            crate::text::int_text::Integer::Big(_) => {
                Err(vm.overflow_error("timestamp out of range for platform time_t"))
            }
        },
    }
}

fn broken(vm: &mut Vm, seconds: i64, zone: TimeZone) -> Result<Broken> {
    match Timestamp::from_second(seconds) {
        Ok(stamp) => Ok(Broken::of(stamp, &zone)),
        Err(_) => Err(vm.raise(Exception::OverflowError, "timestamp out of range for platform time_t")),
    }
}

fn struct_time(vm: &mut Vm, broken: &Broken) -> Result<Value> {
    let items = broken.fields().into_iter().map(Value::from_small_int).collect();
    let zone = vm.new_str(&broken.zone)?;
    let offset = Value::from_small_int(i64::from(broken.offset));
    struct_sequence::create(vm, &STRUCT_TIME, items, &[("tm_zone", zone), ("tm_gmtoff", offset)])
}

fn gmtime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let seconds = moment(vm, &args[0])?;
    let mut broken = broken(vm, seconds, TimeZone::UTC)?;
    // The C library's name of it.
    broken.zone = "GMT".to_owned();
    struct_time(vm, &broken)
}

fn localtime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let seconds = moment(vm, &args[0])?;
    let broken = broken(vm, seconds, TimeZone::system())?;
    struct_time(vm, &broken)
}

/// Calendar time given as a tuple of nine numbers; local time now if it is absent.
fn calendar(vm: &mut Vm, value: &Value, function: &str) -> Result<Broken> {
    let Some(value) = value.given().filter(|value| !value.is_none()) else {
        return broken(vm, Timestamp::now().as_second(), TimeZone::system());
    };
    if crate::object::native::cast_kind::<crate::heap::Tuple>(value, crate::heap::Kind::Tuple).is_none() {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    }
    let items = tuple_items(value);
    if items.len() != 9 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut fields = [0i64; 9];
    for (field, item) in fields.iter_mut().zip(items) {
        *field = vm.as_i64(item)?;
    }
    let zone = attribute_text(vm, value, "tm_zone")?;
    let offset = attribute_text(vm, value, "tm_gmtoff")?;
    Ok(Broken::from_fields(fields, zone, offset.and_then(|offset| offset.parse().ok())))
}

fn attribute_text(vm: &mut Vm, object: &Value, name: &str) -> Result<Option<String>> {
    let name = vm.intern(name)?;
    match vm.find_attribute(object, &name)? {
        Some(value) if !value.is_none() => vm.str_text(&value).map(Some),
        _ => Ok(None),
    }
}

fn checked(vm: &mut Vm, broken: Broken) -> Result<Broken> {
    match broken.check() {
        Ok(broken) => Ok(broken),
        Err(message) => Err(vm.value_error(message)),
    }
}

fn mktime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if args[0].is_none() {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    }
    let broken = calendar(vm, &args[0], "mktime")?;
    match broken.local_seconds() {
        Some(seconds) => Ok(Value::from_float(seconds as f64)),
        None => Err(vm.overflow_error("mktime argument out of range")),
    }
}

fn asctime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let broken = calendar(vm, &args[0], "asctime")?;
    let broken = checked(vm, broken)?;
    vm.new_str(&broken.ascii())
}

fn ctime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let seconds = moment(vm, &args[0])?;
    let broken = broken(vm, seconds, TimeZone::system())?;
    vm.new_str(&broken.ascii())
}

fn strftime(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let format = expect_str(vm, &args[0], "strftime() argument 1")?.to_vec();
    let broken = calendar(vm, &args[1], "strftime")?;
    let broken = checked(vm, broken)?;
    let mut out = Vec::with_capacity(format.len() * 2);
    time_format::format(&broken, &format, &mut out);
    vm.new_text(&out)
}
