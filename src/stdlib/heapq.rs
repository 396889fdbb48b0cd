//! `_heapq`: binary heaps in lists, smallest or largest item first.
//!
//! Comparing may run user code, which may change the list: every step asks the list anew (D5).

use crate::heap::{Kind, List, Value};
use crate::object::definition::{ModuleDef, function};
use crate::object::native::cast_kind;
use crate::object::slots::Comparison;
use crate::vm::{Raised, Result, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heaps in lists.",
    functions: &[
        function("heappush(heap, item, /)", |vm, args| push(vm, args, Order::Smallest), "Add an item."),
        function("heappop(heap, /)", |vm, args| pop(vm, args, Order::Smallest), "Remove the smallest item."),
        function(
            "heapreplace(heap, item, /)",
            |vm, args| replace(vm, args, Order::Smallest),
            "Pop, then push.",
        ),
        function(
            "heappushpop(heap, item, /)",
            |vm, args| push_pop(vm, args, Order::Smallest),
            "Push, then pop.",
        ),
        function("heapify(heap, /)", |vm, args| heapify(vm, args, Order::Smallest), "Make a list a heap."),
        function("heappush_max(heap, item, /)", |vm, args| push(vm, args, Order::Largest), "Add an item."),
        function(
            "heappop_max(heap, /)",
            |vm, args| pop(vm, args, Order::Largest),
            "Remove the largest item.",
        ),
        function(
            "heapreplace_max(heap, item, /)",
            |vm, args| replace(vm, args, Order::Largest),
            "Pop, then push.",
        ),
        function(
            "heappushpop_max(heap, item, /)",
            |vm, args| push_pop(vm, args, Order::Largest),
            "Push, then pop.",
        ),
        function("heapify_max(heap, /)", |vm, args| heapify(vm, args, Order::Largest), "Make a list a heap."),
    ],
    types: &[],
    init: None,
};

/// Which item stands first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Smallest,
    Largest,
}

impl Order {
    /// Must `left` stand above `right`? Both orders ask `<` only.
    fn before(self, vm: &mut Vm, left: &Value, right: &Value) -> Result<bool> {
        let (left, right) = if self == Order::Smallest { (left, right) } else { (right, left) };
        if let (Some(one), Some(other)) = (left.as_small_int(), right.as_small_int()) {
            return Ok(one < other);
        }
        vm.compare_bool(left, right, Comparison::Lt)
    }
}

fn list_of<'a>(vm: &mut Vm, value: &'a Value, place: &str) -> Result<&'a List> {
    match cast_kind(value, Kind::List) {
        Some(list) => Ok(list),
        None => {
            let given = vm.class_name(value);
            Err(vm.type_error(format!("{place} must be list, not {given}")))
        }
    }
}

#[cold]
fn changed(vm: &mut Vm) -> Raised {
    vm.runtime_error("list changed size during iteration")
}

fn item(vm: &mut Vm, list: &List, index: usize) -> Result<Value> {
    match list.get(index) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("index out of range")),
    }
}

fn put(vm: &mut Vm, list: &List, index: usize, value: Value) -> Result<()> {
    let set = list.set(&mut vm.heap, index, value);
    if vm.check(set)? { Ok(()) } else { Err(changed(vm)) }
}

/// Carries the item at a position up to where it belongs, but not above `top`.
fn carry_up(vm: &mut Vm, list: &List, top: usize, mut at: usize, order: Order) -> Result<()> {
    let length = list.len();
    let moved = item(vm, list, at)?;
    while at > top {
        let parent_at = (at - 1) / 2;
        let parent = item(vm, list, parent_at)?;
        let above = order.before(vm, &moved, &parent)?;
        if list.len() != length {
            return Err(changed(vm));
        }
        if !above {
            break;
        }
        put(vm, list, at, parent)?;
        put(vm, list, parent_at, moved.clone())?;
        at = parent_at;
    }
    Ok(())
}

/// Carries the item at a position down to a leaf, always by the better child, and then up again: the item is mostly
/// a leaf's, so this needs fewer comparisons than stopping on the way.
fn carry_down(vm: &mut Vm, list: &List, top: usize, order: Order) -> Result<()> {
    let length = list.len();
    let mut at = top;
    let moved = item(vm, list, at)?;
    while at < length / 2 {
        let mut child_at = 2 * at + 1;
        let mut child = item(vm, list, child_at)?;
        if child_at + 1 < length {
            let other = item(vm, list, child_at + 1)?;
            let keep = order.before(vm, &child, &other)?;
            if list.len() != length {
                return Err(changed(vm));
            }
            if !keep {
                (child_at, child) = (child_at + 1, other);
            }
        }
        put(vm, list, at, child)?;
        put(vm, list, child_at, moved.clone())?;
        at = child_at;
    }
    carry_up(vm, list, top, at, order)
}

fn push(vm: &mut Vm, args: &[Value], order: Order) -> Result<Value> {
    let list = list_of(vm, &args[0], "heappush() argument 1")?;
    let pushed = list.push(&mut vm.heap, args[1].clone());
    vm.check(pushed)?;
    carry_up(vm, list, 0, list.len() - 1, order)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value], order: Order) -> Result<Value> {
    let list = list_of(vm, &args[0], "heappop() argument")?;
    let Some(last) = list.pop(&mut vm.heap) else { return Err(vm.index_error("index out of range")) };
    if list.is_empty() {
        return Ok(last);
    }
    let first = item(vm, list, 0)?;
    put(vm, list, 0, last)?;
    carry_down(vm, list, 0, order)?;
    Ok(first)
}

fn replace(vm: &mut Vm, args: &[Value], order: Order) -> Result<Value> {
    let list = list_of(vm, &args[0], "heapreplace() argument 1")?;
    let first = item(vm, list, 0)?;
    put(vm, list, 0, args[1].clone())?;
    carry_down(vm, list, 0, order)?;
    Ok(first)
}

fn push_pop(vm: &mut Vm, args: &[Value], order: Order) -> Result<Value> {
    let list = list_of(vm, &args[0], "heappushpop() argument 1")?;
    let Some(first) = list.get(0) else { return Ok(args[1].clone()) };
    if !order.before(vm, &first, &args[1])? {
        return Ok(args[1].clone());
    }
    let first = item(vm, list, 0)?;
    put(vm, list, 0, args[1].clone())?;
    carry_down(vm, list, 0, order)?;
    Ok(first)
}

fn heapify(vm: &mut Vm, args: &[Value], order: Order) -> Result<Value> {
    let list = list_of(vm, &args[0], "heapify() argument")?;
    for at in (0..list.len() / 2).rev() {
        carry_down(vm, list, at, order)?;
        vm.poll()?;
    }
    Ok(Value::NONE)
}
