//! Retirement by epochs (D9, D10): memory is reused when every attached thread has passed a safepoint since its unlinking.
//!
//! Mirrors `retire::Limbo` (`retire`, `close_epoch`, `sweep`), `registry::advance_epoch`, `report_quiescent`, `oldest_report`,
//! `attach` and `detach`; and a list whose buffer grows under its readers (`List::get`, `List::replace_buffer`).

use crate::check::{Plain, every_schedule, is_caught};
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

const OFFLINE: usize = usize::MAX;

#[derive(Clone, Copy, PartialEq)]
enum Weakness {
    None,
    /// Memory is reused at once.
    NoWait,
    /// Memory is reused when others have reported the epoch in which it was retired, not a later one.
    OneEarly,
    /// A thread attaches without a report: it counts as offline while it reads.
    SilentAttach,
    /// A reader keeps a bare pointer across its report.
    KeepsPointer,
    /// The buffer is retired before it is unlinked.
    RetireFirst,
    /// The retiring thread reads the epoch, and another one ends it: nothing orders the unlinking before the reports.
    ForeignEpoch,
    /// Reports are not ordered.
    RelaxedReport,
}

struct Buffer {
    slots: [AtomicUsize; 2],
    memory: Plain,
}

struct Process {
    epoch: AtomicUsize,
    reported: [AtomicUsize; 2],
    registry: Mutex<()>,
    /// The list's buffer: 0 or 1.
    current: AtomicUsize,
    buffers: [Buffer; 2],
    weakness: Weakness,
}

impl Process {
    fn report(&self, me: usize) {
        let relaxed = self.weakness == Weakness::RelaxedReport;
        let order = if relaxed { Ordering::Relaxed } else { Ordering::SeqCst };
        self.reported[me].store(self.epoch.load(order), order);
    }

    fn attach(&self, me: usize) {
        let _registry = self.registry.lock().unwrap();
        if self.weakness != Weakness::SilentAttach {
            self.report(me);
        }
    }

    fn detach(&self, me: usize) {
        let _registry = self.registry.lock().unwrap();
        self.reported[me].store(OFFLINE, Ordering::SeqCst);
    }

    fn oldest_report(&self) -> usize {
        let _registry = self.registry.lock().unwrap();
        let relaxed = self.weakness == Weakness::RelaxedReport;
        let order = if relaxed { Ordering::Relaxed } else { Ordering::SeqCst };
        let reports = self.reported.iter().map(|report| report.load(order));
        reports.min().unwrap_or(OFFLINE).min(self.epoch.load(Ordering::SeqCst))
    }

    /// `List::get` without the lock: the buffer, then the item, if the memory is still there.
    fn read(&self, buffer: usize) -> usize {
        let buffer = &self.buffers[buffer];
        assert_eq!(buffer.memory.get(), 7, "a buffer is read after its end");
        buffer.slots[0].load(Ordering::Acquire)
    }

    fn current(&self) -> usize {
        self.current.load(Ordering::Acquire)
    }
}

fn buffer() -> Buffer {
    Buffer { slots: [AtomicUsize::new(3), AtomicUsize::new(0)], memory: Plain::new(7) }
}

fn reader(process: &Process, me: usize) {
    process.attach(me);
    let pointer = process.current();
    assert_eq!(process.read(pointer), 3);
    // A safepoint: no pointer from before is used after it.
    process.report(me);
    let pointer = if process.weakness == Weakness::KeepsPointer { pointer } else { process.current() };
    assert_eq!(process.read(pointer), 3);
    process.detach(me);
}

fn writer(process: &Process, me: usize) {
    process.attach(me);
    let weakness = process.weakness;
    // `replace_buffer`: words are copied, the fresh buffer is linked, the old one retired.
    process.buffers[1].slots[0].store(process.buffers[0].slots[0].load(Ordering::Acquire), Ordering::Release);
    let early = process.epoch.load(Ordering::SeqCst);
    let ended = match weakness {
        Weakness::RetireFirst => {
            let ended = process.epoch.fetch_add(1, Ordering::SeqCst);
            process.current.store(1, Ordering::Release);
            ended
        }
        Weakness::ForeignEpoch => {
            process.current.store(1, Ordering::Release);
            early
        }
        _ => {
            process.current.swap(1, Ordering::AcqRel);
            process.epoch.fetch_add(1, Ordering::SeqCst)
        }
    };
    // A safepoint of the writer, then the sweep. What is not safe yet waits for a later one.
    process.report(me);
    let safe = process.oldest_report();
    let free = match weakness {
        Weakness::NoWait => true,
        Weakness::OneEarly => ended <= safe,
        _ => ended < safe,
    };
    if free {
        process.buffers[0].memory.set(0);
    }
    process.detach(me);
}

fn model(weakness: Weakness) {
    let process = Arc::new(Process {
        epoch: AtomicUsize::new(1),
        reported: [AtomicUsize::new(OFFLINE), AtomicUsize::new(OFFLINE)],
        registry: Mutex::new(()),
        current: AtomicUsize::new(0),
        buffers: [buffer(), buffer()],
        weakness,
    });
    let reading = {
        let process = process.clone();
        thread::spawn(move || reader(&process, 0))
    };
    let advancing = (weakness == Weakness::ForeignEpoch).then(|| {
        let process = process.clone();
        thread::spawn(move || {
            process.epoch.fetch_add(1, Ordering::SeqCst);
        })
    });
    writer(&process, 1);
    reading.join().unwrap();
    if let Some(advancing) = advancing {
        advancing.join().unwrap();
    }
}

#[test]
fn retired_memory_outlives_its_readers() {
    every_schedule(5, || model(Weakness::None));
}

#[test]
fn reuse_at_once_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::NoWait)));
}

#[test]
fn reuse_one_epoch_early_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::OneEarly)));
}

#[test]
fn a_reader_that_attaches_silently_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::SilentAttach)));
}

#[test]
fn a_pointer_kept_across_a_safepoint_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::KeepsPointer)));
}

#[test]
fn retiring_before_unlinking_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::RetireFirst)));
}

#[test]
fn an_epoch_that_is_merely_read_is_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::ForeignEpoch)));
}

#[test]
fn unordered_reports_are_caught() {
    is_caught(|| every_schedule(3, || model(Weakness::RelaxedReport)));
}
