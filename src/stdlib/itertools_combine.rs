//! `combinations`, `combinations_with_replacement`, `permutations`, `product`.
//!
//! The pools are tuples fixed at birth; what changes are index numbers, plain data behind a mutex that is held only while
//! they are moved on. Each type gives its tuples in lexicographic order of positions.

use super::itertools::iterator_type;
use super::support::{constructor, native_of};
use crate::heap::{Opaque, Value};
use crate::native_object;
use crate::object::definition::{Arguments, NativeDef, TypeDef};
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};
use parking_lot::Mutex;

/// Where an iterator stands.
#[derive(Default)]
struct Progress {
    begun: bool,
    ended: bool,
    indices: Vec<usize>,
    /// Of permutations: how far each position is from its next turn.
    cycles: Vec<usize>,
}

native_object! {
    pub struct Combination = "itertools.combinations" {
        /// Tuples: one pool for all positions, or one for each.
        pools: Vec<Value>,
        progress: Opaque<Mutex<Progress>>,
    }
}

pub static COMBINATIONS: TypeDef = iterator_type::<Combination>(
    "itertools.combinations",
    new_combinations,
    next_combinations,
    "Ways to choose so many items, in their order.",
);
pub static WITH_REPLACEMENT: TypeDef = iterator_type::<Combination>(
    "itertools.combinations_with_replacement",
    new_with_replacement,
    next_with_replacement,
    "Ways to choose so many items, each as often as wanted.",
);
pub static PERMUTATIONS: TypeDef = iterator_type::<Combination>(
    "itertools.permutations",
    new_permutations,
    next_permutations,
    "Ways to line up so many items.",
);
pub static PRODUCT: TypeDef = iterator_type::<Combination>(
    "itertools.product",
    new_product,
    next_product,
    "Ways to take one item of each iterable.",
);

static NEW_COMBINATIONS: NativeDef = constructor("combinations(iterable, r)");
static NEW_WITH_REPLACEMENT: NativeDef = constructor("combinations_with_replacement(iterable, r)");
static NEW_PERMUTATIONS: NativeDef = constructor("permutations(iterable, r=None)");
static NEW_PRODUCT: NativeDef = constructor("product(*iterables, repeat=1)");

fn create(vm: &mut Vm, class: &Value, pools: Vec<Value>, progress: Progress) -> Result<Value> {
    vm.create_native(class, Combination { pools, progress: Opaque(Mutex::new(progress)) })
}

fn pool_of(vm: &mut Vm, iterable: &Value) -> Result<(Value, usize)> {
    let items = vm.collect(iterable)?;
    let length = items.len();
    Ok((vm.new_tuple(items)?, length))
}

fn length_of(vm: &mut Vm, value: &Value) -> Result<usize> {
    match usize::try_from(vm.as_i64(value)?) {
        Ok(length) => Ok(length),
        Err(_) => Err(vm.value_error("r must be non-negative")),
    }
}

fn new_combinations(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_COMBINATIONS, arguments, |vm, args| {
        let (pool, length) = pool_of(vm, &args[0])?;
        let chosen = length_of(vm, &args[1])?;
        let ended = chosen > length;
        let indices = if ended { Vec::new() } else { (0..chosen).collect() };
        create(vm, class, vec![pool], Progress { ended, indices, ..Progress::default() })
    })
}

fn new_with_replacement(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_WITH_REPLACEMENT, arguments, |vm, args| {
        let (pool, length) = pool_of(vm, &args[0])?;
        let chosen = length_of(vm, &args[1])?;
        let ended = length == 0 && chosen > 0;
        let indices = if ended { Vec::new() } else { zeros(vm, chosen)? };
        create(vm, class, vec![pool], Progress { ended, indices, ..Progress::default() })
    })
}

fn zeros(vm: &mut Vm, count: usize) -> Result<Vec<usize>> {
    let mut zeros = Vec::new();
    if zeros.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    zeros.resize(count, 0);
    Ok(zeros)
}

fn new_permutations(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_PERMUTATIONS, arguments, |vm, args| {
        let (pool, length) = pool_of(vm, &args[0])?;
        let chosen = match args[1].given().filter(|chosen| !chosen.is_none()) {
            Some(chosen) if integer_of(chosen).is_none() => {
                return Err(vm.type_error("Expected int as r"));
            }
            Some(chosen) => length_of(vm, chosen)?,
            None => length,
        };
        let ended = chosen > length;
        let cycles = if ended { Vec::new() } else { (0..chosen).map(|position| length - position).collect() };
        let progress = Progress { ended, cycles, indices: (0..length).collect(), ..Progress::default() };
        create(vm, class, vec![pool], progress)
    })
}

fn new_product(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW_PRODUCT, arguments, |vm, args| {
        let times = match args[0].given() {
            Some(times) => vm.as_i64(times)?,
            None => 1,
        };
        let Ok(times) = usize::try_from(times) else {
            return Err(vm.value_error("repeat argument cannot be negative"));
        };
        let iterables = if times == 0 { &[] } else { &args[1..] };
        let mut once = Vec::new();
        let mut ended = false;
        for iterable in iterables {
            let (pool, length) = pool_of(vm, iterable)?;
            ended |= length == 0;
            once.push(pool);
        }
        let total = once.len().checked_mul(times).filter(|total| *total < isize::MAX as usize / 8);
        let mut pools: Vec<Value> = Vec::new();
        match total {
            Some(total) if pools.try_reserve_exact(total).is_ok() => {}
            Some(_) => return Err(vm.memory_error()),
            None => return Err(vm.overflow_error("repeat argument too large")),
        }
        for _ in 0..times {
            pools.extend_from_slice(&once);
        }
        let indices = zeros(vm, pools.len())?;
        create(vm, class, pools, Progress { ended, indices, ..Progress::default() })
    })
}

/// The next tuple: `advance` moves the indices on and says false at the end.
fn next_with(
    vm: &mut Vm,
    object: &Value,
    shown: impl Fn(&Progress) -> usize,
    advance: impl Fn(&mut Progress, &[Value]) -> bool,
) -> Result<Option<Value>> {
    let this = &native_of::<Combination>(vm, object)?.data;
    let indices: Vec<usize> = {
        let mut progress = this.progress.lock();
        if progress.ended {
            return Ok(None);
        }
        if !std::mem::replace(&mut progress.begun, true) || advance(&mut progress, &this.pools) {
            progress.indices[..shown(&progress)].to_vec()
        } else {
            progress.ended = true;
            return Ok(None);
        }
    };
    let pool_at = |position: usize| this.pools.get(position).or(this.pools.first());
    let items = indices.iter().enumerate().filter_map(|(position, index)| {
        tuple_items(if this.pools.len() == 1 { this.pools.first()? } else { pool_at(position)? })
            .get(*index)
            .cloned()
    });
    let items = items.collect::<Vec<_>>();
    vm.new_tuple(items).map(Some)
}

fn pool_length(pools: &[Value]) -> usize {
    pools.first().map_or(0, |pool| tuple_items(pool).len())
}

fn next_combinations(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let advance = |progress: &mut Progress, pools: &[Value]| {
        let length = pool_length(pools);
        let chosen = progress.indices.len();
        // The last position that is not at its highest index.
        let Some(at) = (0..chosen).rev().find(|at| progress.indices[*at] != at + length - chosen) else {
            return false;
        };
        let first = progress.indices[at] + 1;
        for (offset, index) in progress.indices[at..].iter_mut().enumerate() {
            *index = first + offset;
        }
        true
    };
    next_with(vm, object, |progress| progress.indices.len(), advance)
}

fn next_with_replacement(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let advance = |progress: &mut Progress, pools: &[Value]| {
        let last = pool_length(pools).saturating_sub(1);
        let Some(at) = progress.indices.iter().rposition(|index| *index != last) else { return false };
        let index = progress.indices[at] + 1;
        progress.indices[at..].fill(index);
        true
    };
    next_with(vm, object, |progress| progress.indices.len(), advance)
}

fn next_permutations(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let advance = |progress: &mut Progress, _: &[Value]| {
        let length = progress.indices.len();
        for at in (0..progress.cycles.len()).rev() {
            progress.cycles[at] -= 1;
            if progress.cycles[at] == 0 {
                progress.indices[at..].rotate_left(1);
                progress.cycles[at] = length - at;
            } else {
                let other = length - progress.cycles[at];
                progress.indices.swap(at, other);
                return true;
            }
        }
        false
    };
    next_with(vm, object, |progress| progress.cycles.len(), advance)
}

fn next_product(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let advance = |progress: &mut Progress, pools: &[Value]| {
        for (index, pool) in progress.indices.iter_mut().zip(pools).rev() {
            *index += 1;
            if *index < tuple_items(pool).len() {
                return true;
            }
            *index = 0;
        }
        false
    };
    next_with(vm, object, |progress| progress.indices.len(), advance)
}
