//! The one place where threads wait for each other: locks, joins, queues, conditions.
//!
//! Owns the table of waiting threads. Because every wait is here, it can say who waits for what, wake a
//! thread for Ctrl-C, and see a deadlock: all threads wait without a deadline. Must not know what is waited
//! for beyond a `WaitReason`. Callers are detached.
//!
//! A waiter is taken off the table by whoever wakes it, under the table's lock, so a thread counts as waiting
//! exactly while nothing has woken it.

use super::registry::{self, ThreadRecord};
use parking_lot::{Condvar, Mutex};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

/// What a thread waits for, for reports.
#[derive(Clone, Debug)]
pub struct WaitReason {
    /// "lock", "thread", "queue" …, as a report says it.
    pub kind: &'static str,
    /// What identifies the thing: its address, or a thread's number. Waiters and wakers agree on it.
    pub key: usize,
    /// The thread that could end the wait, if one is known.
    pub holder: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wake {
    /// Another thread woke this one.
    Woken,
    TimedOut,
    /// A signal came (main thread only).
    Interrupted,
    /// Not parked: the condition did not hold any more.
    Refused,
}

/// Where one thread sleeps.
#[derive(Default)]
pub struct Parker {
    woken: Mutex<Option<Wake>>,
    changed: Condvar,
    /// A signal came while the thread was not parked.
    interrupt: AtomicBool,
}

#[derive(Default)]
struct Table {
    /// Waiting threads in order of arrival, by key.
    waiting: HashMap<usize, Vec<Arc<ThreadRecord>>>,
    /// Why each waiting thread waits, and whether it has a deadline.
    reasons: HashMap<u64, (WaitReason, bool)>,
}

static TABLE: LazyLock<Mutex<Table>> = LazyLock::new(Mutex::default);
/// Called with the report when all threads wait for each other.
static ON_DEADLOCK: Mutex<Option<fn(String)>> = Mutex::new(None);

/// Sets what happens when every thread waits for another.
pub fn on_deadlock(handler: fn(String)) {
    *ON_DEADLOCK.lock() = Some(handler);
}

/// Waits until woken by `wake_one` or `wake_all` with the same key, until the deadline, or for a signal.
/// `still` is asked under the table's lock just before sleeping: a waker that changes the condition before it
/// wakes cannot be missed.
pub fn park(
    me: &Arc<ThreadRecord>,
    reason: WaitReason,
    deadline: Option<Instant>,
    still: impl FnOnce() -> bool,
) -> Wake {
    let key = reason.key;
    {
        let mut table = TABLE.lock();
        if me.parker.interrupt.swap(false, Ordering::SeqCst) {
            return Wake::Interrupted;
        }
        if !still() {
            return Wake::Refused;
        }
        *me.parker.woken.lock() = None;
        table.waiting.entry(key).or_default().push(me.clone());
        table.reasons.insert(me.id, (reason, deadline.is_some()));
        if let Some(report) = deadlock(&table) {
            let handler = *ON_DEADLOCK.lock();
            drop(table);
            if let Some(handler) = handler {
                handler(report);
            }
        }
    }
    let mut woken = me.parker.woken.lock();
    loop {
        if let Some(wake) = *woken {
            return wake;
        }
        match deadline {
            None => me.parker.changed.wait(&mut woken),
            Some(deadline) => {
                if me.parker.changed.wait_until(&mut woken, deadline).timed_out() && woken.is_none() {
                    drop(woken);
                    let mut table = TABLE.lock();
                    // Woken between the time-out and here? Then that counts.
                    if let Some(wake) = *me.parker.woken.lock() {
                        return wake;
                    }
                    forget(&mut table, key, me.id);
                    return Wake::TimedOut;
                }
            }
        }
    }
}

fn forget(table: &mut Table, key: usize, id: u64) {
    if let Some(queue) = table.waiting.get_mut(&key) {
        queue.retain(|thread| thread.id != id);
        if queue.is_empty() {
            table.waiting.remove(&key);
        }
    }
    table.reasons.remove(&id);
}

fn rouse(thread: &ThreadRecord, wake: Wake) {
    *thread.parker.woken.lock() = Some(wake);
    thread.parker.changed.notify_one();
}

/// Wakes the thread that has waited longest for the key. False if none waits.
pub fn wake_one(key: usize) -> bool {
    let mut table = TABLE.lock();
    let Some(first) = table.waiting.get(&key).and_then(|queue| queue.first().cloned()) else { return false };
    forget(&mut table, key, first.id);
    rouse(&first, Wake::Woken);
    true
}

/// Wakes all threads that wait for the key; says how many.
pub fn wake_all(key: usize) -> usize {
    let mut table = TABLE.lock();
    let queue = table.waiting.remove(&key).unwrap_or_default();
    for thread in &queue {
        table.reasons.remove(&thread.id);
        rouse(thread, Wake::Woken);
    }
    queue.len()
}

/// How many threads wait for the key.
pub fn waiting_for(key: usize) -> usize {
    TABLE.lock().waiting.get(&key).map_or(0, Vec::len)
}

/// A signal for this thread: its wait ends, or its next one does not begin.
pub fn interrupt(thread: &ThreadRecord) {
    let mut table = TABLE.lock();
    match table.reasons.get(&thread.id).map(|(reason, _)| reason.key) {
        Some(key) => {
            forget(&mut table, key, thread.id);
            rouse(thread, Wake::Interrupted);
        }
        None => thread.parker.interrupt.store(true, Ordering::SeqCst),
    }
}

/// The signal has been handled outside a wait.
pub fn clear_interrupt(thread: &ThreadRecord) {
    thread.parker.interrupt.store(false, Ordering::SeqCst);
}

/// A thread ended: those that remain may now all be waiting.
pub(super) fn thread_gone() {
    let report = deadlock(&TABLE.lock());
    if let (Some(report), Some(handler)) = (report, *ON_DEADLOCK.lock()) {
        handler(report);
    }
}

/// A report if every thread waits without a deadline.
fn deadlock(table: &Table) -> Option<String> {
    let threads = registry::threads();
    let stuck = |thread: &Arc<ThreadRecord>| {
        matches!(table.reasons.get(&thread.id), Some((_, false)))
            && !thread.parker.interrupt.load(Ordering::SeqCst)
    };
    if threads.is_empty() || !threads.iter().all(stuck) {
        return None;
    }
    let name = |id: u64| match threads.iter().find(|thread| thread.id == id) {
        Some(thread) => format!("thread {:?}", *thread.name.lock()),
        None => "a thread that has ended".to_owned(),
    };
    let mut report = String::from("deadlock: every thread waits for another\n");
    for thread in &threads {
        let Some((reason, _)) = table.reasons.get(&thread.id) else { continue };
        let holder = match reason.holder {
            Some(id) if id == thread.id => ", which it holds itself".to_owned(),
            Some(id) => format!(", held by {}", name(id)),
            None => String::new(),
        };
        let what = if reason.kind == "thread" {
            format!("for {} to end", name(reason.key as u64))
        } else {
            // What is above an address tells the waiters of one object apart.
            format!("for a {} at {:#x}{holder}", reason.kind, reason.key & 0xFFFF_FFFF_FFFF)
        };
        report.push_str(&format!("  {} waits {what}\n", name(thread.id)));
    }
    Some(report)
}
