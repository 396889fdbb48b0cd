//! `gc`: the cycle collector, as programs see it.
//!
//! A collection takes the running domain first, then the shared objects, for which the world stops. There are no
//! generations: whoever asks for one gets all.

use crate::heap::{Dict, Value, collect as collector, inspect};
use crate::object::definition::{ModuleDef, NativeDef, function};
use crate::vm::call::tuple_items;
use crate::vm::{Result, Vm};
use std::sync::atomic::{AtomicI64, Ordering};

pub static MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "The collector of reference cycles.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

static FUNCTIONS: &[NativeDef] = &[
    function("collect(generation=2)", collect, "Collect dead cycles; the number of unreachable objects."),
    function("enable()", enable, "Let collections begin by themselves."),
    function("disable()", disable, "Collect only when asked to."),
    function("isenabled()", is_enabled, "Do collections begin by themselves?"),
    function("get_count()", get_count, "Counts of the generations."),
    function("get_threshold()", get_threshold, "Thresholds of the generations."),
    function(
        "set_threshold(threshold0, threshold1=None, threshold2=None, /)",
        set_threshold,
        "Keep thresholds.",
    ),
    function("get_debug()", get_debug, "Debugging flags: none."),
    function("set_debug(flags, /)", set_debug, "Debugging flags are not kept."),
    function("get_stats()", get_stats, "What collections did, by generation."),
    function("get_referents(*objs)", get_referents, "What objects refer to directly."),
    function("is_tracked(obj, /)", is_tracked, "Does the collector look at the object?"),
    function("is_finalized(obj, /)", is_finalized, "Has the object's finalizer run?"),
    function("freeze()", freeze, "Nothing: there are no generations to move objects out of."),
    function("unfreeze()", freeze, "Nothing."),
    function("get_freeze_count()", zero, "0: no objects are frozen."),
];

/// What `set_threshold` set; kept, but the collector goes by the growth of the heap.
static THRESHOLDS: [AtomicI64; 3] = [AtomicI64::new(2000), AtomicI64::new(10), AtomicI64::new(0)];
static COLLECTIONS: AtomicI64 = AtomicI64::new(0);
static COLLECTED: AtomicI64 = AtomicI64::new(0);

/// Finalizers may make garbage of their own; no more than so many rounds.
const MOST_ROUNDS: usize = 6;

fn init(vm: &mut Vm, dict: &Dict) -> Result<()> {
    for name in ["garbage", "callbacks"] {
        let list = vm.new_list(Vec::new())?;
        vm.dict_set_str(dict, name, list)?;
    }
    for (name, flag) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        vm.dict_set_str(dict, name, Value::from_small_int(flag))?;
    }
    Ok(())
}

/// Collects all that the running thread may collect. Gives the number of unreachable objects.
pub fn collect_all(vm: &mut Vm) -> Result<usize> {
    let mut found = 0;
    for _ in 0..MOST_ROUNDS {
        let own = collector::collect_domain(&vm.heap);
        let mut count = vm.check(own)?;
        let shared = vm.collect_shared();
        count += vm.check(shared)?;
        // What waits for its finalizer is found again once that has run.
        found = found.max(count);
        vm.heap.drain_trash();
        if !vm.heap.has_finalizations() {
            break;
        }
        vm.run_finalizations();
    }
    COLLECTIONS.fetch_add(1, Ordering::Relaxed);
    COLLECTED.fetch_add(found as i64, Ordering::Relaxed);
    Ok(found)
}

fn collect(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    if let Some(generation) = args[0].given() {
        let generation = vm.as_i64(generation)?;
        if !(0..=2).contains(&generation) {
            return Err(vm.value_error("invalid generation"));
        }
    }
    let found = collect_all(vm)?;
    vm.new_int(found as i64)
}

fn enable(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    collector::set_automatic(true);
    Ok(Value::NONE)
}

fn disable(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    collector::set_automatic(false);
    Ok(Value::NONE)
}

fn is_enabled(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_bool(collector::is_automatic()))
}

fn get_count(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    vm.new_tuple([0, 0, 0].map(Value::from_small_int))
}

fn get_threshold(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let items = THRESHOLDS.iter().map(|threshold| Value::from_small_int(threshold.load(Ordering::Relaxed)));
    vm.new_tuple(items.collect::<Vec<_>>())
}

fn set_threshold(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    for (threshold, value) in THRESHOLDS.iter().zip(args) {
        if let Some(value) = value.given().filter(|value| !value.is_none()) {
            threshold.store(i64::from(vm.as_i64(value)? as i32), Ordering::Relaxed);
        }
    }
    Ok(Value::NONE)
}

fn get_debug(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(0))
}

fn set_debug(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    vm.as_i64(&args[0])?;
    Ok(Value::NONE)
}

fn zero(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::from_small_int(0))
}

fn freeze(_vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    Ok(Value::NONE)
}

fn get_stats(vm: &mut Vm, _args: &[Value]) -> Result<Value> {
    let mut generations = Vec::new();
    for generation in 0..3 {
        let counts = if generation == 2 {
            [COLLECTIONS.load(Ordering::Relaxed), COLLECTED.load(Ordering::Relaxed), 0]
        } else {
            [0; 3]
        };
        let stats = vm.new_dict()?;
        if let Some(dict) = super::support::dict_of(&stats) {
            for (name, count) in ["collections", "collected", "uncollectable"].iter().zip(counts) {
                vm.dict_set_str(dict, name, Value::from_small_int(count))?;
            }
        }
        generations.push(stats);
    }
    vm.new_list(generations)
}

fn get_referents(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let mut found = Vec::new();
    for value in args {
        if inspect::is_tracked(value) {
            found.extend(inspect::referents(value));
        }
    }
    vm.new_list(found)
}

fn is_tracked(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let is_empty_tuple = crate::object::core::is_exactly(&args[0], crate::object::core::CoreClass::Tuple)
        && tuple_items(&args[0]).is_empty();
    Ok(Value::from_bool(inspect::is_tracked(&args[0]) && !is_empty_tuple))
}

fn is_finalized(_vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let header = crate::vm::attribute::header_of(&args[0]);
    let finalized = header.is_some_and(|header| header.has(crate::heap::header::flags::FINALIZED));
    Ok(Value::from_bool(finalized))
}
