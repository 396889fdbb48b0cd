//! What `sys` tells of the interpreter and the machine: versions, flags, limits of numbers, hashing, threads.
//!
//! Owns the structures and their fields. Must not know what runs.

use super::struct_sequence::{create, field, structure};
use crate::builtins::simple_namespace;
use crate::heap::{Dict, Value};
use crate::object::definition::TypeDef;
use crate::vm::{Result, Vm};

/// `sys.version_info`, and with it `sys.hexversion` and `sys.version`.
const VERSION: [i64; 3] = [3, 14, 0];
const LUNGFISH: &str = env!("CARGO_PKG_VERSION");

pub static VERSION_INFO: TypeDef = structure(
    "sys.version_info",
    "The version of the language.",
    &[
        field::<0>("major"),
        field::<1>("minor"),
        field::<2>("micro"),
        field::<3>("releaselevel"),
        field::<4>("serial"),
    ],
);

pub static FLAGS: TypeDef = structure(
    "sys.flags",
    "Options of the command line and of the environment.",
    &[
        field::<0>("debug"),
        field::<1>("inspect"),
        field::<2>("interactive"),
        field::<3>("optimize"),
        field::<4>("dont_write_bytecode"),
        field::<5>("no_user_site"),
        field::<6>("no_site"),
        field::<7>("ignore_environment"),
        field::<8>("verbose"),
        field::<9>("bytes_warning"),
        field::<10>("quiet"),
        field::<11>("hash_randomization"),
        field::<12>("isolated"),
        field::<13>("dev_mode"),
        field::<14>("utf8_mode"),
        field::<15>("warn_default_encoding"),
        field::<16>("safe_path"),
        field::<17>("int_max_str_digits"),
    ],
);

pub static FLOAT_INFO: TypeDef = structure(
    "sys.float_info",
    "Limits of floats.",
    &[
        field::<0>("max"),
        field::<1>("max_exp"),
        field::<2>("max_10_exp"),
        field::<3>("min"),
        field::<4>("min_exp"),
        field::<5>("min_10_exp"),
        field::<6>("dig"),
        field::<7>("mant_dig"),
        field::<8>("epsilon"),
        field::<9>("radix"),
        field::<10>("rounds"),
    ],
);

pub static INT_INFO: TypeDef = structure(
    "sys.int_info",
    "How ints are kept.",
    &[
        field::<0>("bits_per_digit"),
        field::<1>("sizeof_digit"),
        field::<2>("default_max_str_digits"),
        field::<3>("str_digits_check_threshold"),
    ],
);

pub static HASH_INFO: TypeDef = structure(
    "sys.hash_info",
    "How numbers and texts are hashed.",
    &[
        field::<0>("width"),
        field::<1>("modulus"),
        field::<2>("inf"),
        field::<3>("nan"),
        field::<4>("imag"),
        field::<5>("algorithm"),
        field::<6>("hash_bits"),
        field::<7>("seed_bits"),
        field::<8>("cutoff"),
    ],
);

pub static THREAD_INFO: TypeDef = structure(
    "sys.thread_info",
    "What threads are made of.",
    &[field::<0>("name"), field::<1>("lock"), field::<2>("version")],
);

fn number(number: i64) -> Value {
    Value::from_small_int(number)
}

fn version_info(vm: &mut Vm) -> Result<Value> {
    let mut items: Vec<Value> = VERSION.iter().map(|part| number(*part)).collect();
    items.push(vm.new_str("final")?);
    items.push(number(0));
    create(vm, &VERSION_INFO, items, &[])
}

fn flags(vm: &mut Vm) -> Result<Value> {
    let optimize = vm.interpreter.settings.optimize;
    let gil = vm.interpreter.settings.gil.is_enabled();
    let digits = crate::builtins::int::digit_limit() as i64;
    let seed = std::env::var("PYTHONHASHSEED").is_ok_and(|seed| seed == "0");
    let mut items: Vec<Value> =
        [0, 0, 0, optimize.into(), 1, 0, 0, 0, 0, 0, 0, (!seed).into(), 0].map(number).to_vec();
    items.extend([Value::FALSE, number(1), number(0), Value::FALSE, number(digits)]);
    let more = [
        ("gil", number(gil.into())),
        ("thread_inherit_context", number((!gil).into())),
        ("context_aware_warnings", number((!gil).into())),
    ];
    create(vm, &FLAGS, items, &more)
}

fn float_info(vm: &mut Vm) -> Result<Value> {
    let items = vec![
        Value::from_float(f64::MAX),
        number(f64::MAX_EXP.into()),
        number(f64::MAX_10_EXP.into()),
        Value::from_float(f64::MIN_POSITIVE),
        number(f64::MIN_EXP.into()),
        number(f64::MIN_10_EXP.into()),
        number(f64::DIGITS.into()),
        number(f64::MANTISSA_DIGITS.into()),
        Value::from_float(f64::EPSILON),
        number(f64::RADIX.into()),
        number(1),
    ];
    create(vm, &FLOAT_INFO, items, &[])
}

fn hash_info(vm: &mut Vm) -> Result<Value> {
    let modulus = vm.new_int((1 << 61) - 1)?;
    let algorithm = vm.new_str("siphash13")?;
    let items = vec![
        number(64),
        modulus,
        number(314_159),
        number(0),
        number(1_000_003),
        algorithm,
        number(64),
        number(128),
        number(0),
    ];
    create(vm, &HASH_INFO, items, &[])
}

fn thread_info(vm: &mut Vm) -> Result<Value> {
    let items = vec![vm.new_str("pthread")?, vm.new_str("mutex+cond")?, Value::NONE];
    create(vm, &THREAD_INFO, items, &[])
}

fn implementation(vm: &mut Vm, version: &Value, hex: &Value) -> Result<Value> {
    let entries = [
        ("name", vm.new_str("lungfish")?),
        ("cache_tag", Value::NONE),
        ("version", version.clone()),
        ("hexversion", hex.clone()),
        ("_multiarch", vm.new_str("x86_64-linux-gnu")?),
    ];
    let space = vm.create_of(&simple_namespace::TYPE, simple_namespace::SimpleNamespace {})?;
    for (name, value) in entries {
        let name = vm.intern(name)?;
        vm.set_attribute(&space, &name, Some(&value))?;
    }
    Ok(space)
}

/// Fills `sys` with all of it.
pub fn fill(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let version = version_info(vm)?;
    let hex = number(VERSION[0] << 24 | VERSION[1] << 16 | VERSION[2] << 8 | 0xF0);
    let int_info = create(vm, &INT_INFO, vec![number(30), number(4), number(4300), number(640)], &[])?;
    let entries = [
        ("implementation", implementation(vm, &version, &hex)?),
        ("version_info", version),
        ("hexversion", hex),
        ("api_version", number(1013)),
        ("flags", flags(vm)?),
        ("float_info", float_info(vm)?),
        ("int_info", int_info),
        ("hash_info", hash_info(vm)?),
        ("thread_info", thread_info(vm)?),
        ("maxsize", vm.new_int(i64::MAX)?),
        ("maxunicode", number(0x10FFFF)),
        ("dont_write_bytecode", Value::TRUE),
        ("pycache_prefix", Value::NONE),
    ];
    for (name, value) in entries {
        vm.dict_set_str(dict, name, value)?;
    }
    let executable =
        std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let folder =
        std::path::Path::new(&executable).parent().map(|folder| folder.to_string_lossy().into_owned());
    let folder = folder.unwrap_or_default();
    let [major, minor, micro] = VERSION;
    let version = format!("{major}.{minor}.{micro} (lungfish {LUNGFISH})");
    for (name, text) in [
        ("version", &*version),
        ("platform", std::env::consts::OS),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("copyright", "The lungfish developers"),
        ("executable", &executable),
        ("_base_executable", &executable),
        ("prefix", &folder),
        ("exec_prefix", &folder),
        ("base_prefix", &folder),
        ("base_exec_prefix", &folder),
        ("platlibdir", "lib"),
        ("abiflags", ""),
        ("float_repr_style", "short"),
    ] {
        let value = vm.new_str(text)?;
        vm.dict_set_str(dict, name, value)?;
    }
    module_names(vm, dict)
}

/// `builtin_module_names` and `stdlib_module_names`.
fn module_names(vm: &mut Vm, dict: &Dict) -> Result<()> {
    let mut native: Vec<&str> = super::MODULES.iter().map(|module| module.name).chain(["builtins"]).collect();
    native.sort_unstable();
    native.dedup();
    let embedded = super::SOURCES.iter().map(|(name, ..)| *name).filter(|name| !name.contains('.'));
    let mut all: Vec<&str> = native.iter().copied().chain(embedded).collect();
    all.sort_unstable();
    all.dedup();
    let mut values = |names: &[&str]| -> Result<Value> {
        let mut items = Vec::with_capacity(names.len());
        for name in names {
            items.push(vm.intern(name)?);
        }
        vm.new_tuple(items)
    };
    let (native, all) = (values(&native)?, values(&all)?);
    vm.dict_set_str(dict, "builtin_module_names", native)?;
    let all = vm.call(&crate::builtins::set::FROZEN.class(), &[all])?;
    vm.dict_set_str(dict, "stdlib_module_names", all)
}
