//! Safepoints, and the one door to everything that blocks.
//!
//! Owns what a thread does when it is asked to: let go of the lock, stop, report, handle signals, collect, finalize.
//! At a safepoint a thread holds no bare pointer (D10): registers count what they hold.

use super::{Raised, Result, Vm};
use crate::domain::{registry, request};
use crate::heap::OutOfMemory;
use crate::object::core::Exception as Kind;
use std::sync::atomic::{AtomicBool, Ordering};

/// How long a thread whose retired memory is too much sleeps before it looks again.
const READERS_PAUSE: std::time::Duration = std::time::Duration::from_micros(100);

/// Ctrl-C came and has not been handled.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Called (not in a signal handler's restricted context, but from the thread that waits for signals).
pub fn interrupt_main_thread() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    if let Some(main) = registry::threads().first() {
        main.signals.ask(request::SIGNAL);
        crate::domain::park::interrupt(main);
    }
}

impl Vm {
    /// A safepoint: cheap unless something is asked for.
    #[inline(always)]
    pub fn poll(&mut self) -> Result<()> {
        if self.heap.signals.polled() { self.safepoint() } else { Ok(()) }
    }

    /// Does what has been asked for.
    #[cold]
    #[inline(never)]
    pub fn safepoint(&mut self) -> Result<()> {
        let asked = self.heap.signals.take();
        if asked & request::STRESS != 0 {
            self.stress();
        }
        if asked & request::STOP != 0 {
            self.heap.stock.flush(&self.heap);
            self.record.park_for_stop();
        }
        if asked & request::QUIESCE != 0 {
            self.quiesce();
        }
        if asked & request::DROP_LOCK != 0 {
            self.yield_lock();
        }
        if asked & request::INBOX != 0 {
            self.empty_inbox();
        }
        if asked & request::COLLECT != 0 || self.heap.heap().wants_collection() {
            let _ = crate::heap::collect::collect_domain(&self.heap);
        }
        if self.heap.wants_shared_collection() {
            // Without memory for it, it waits for the next occasion.
            let _ = self.collect_shared();
        }
        if asked & request::FINALIZE != 0 {
            self.run_finalizations();
        }
        if asked & request::SIGNAL != 0 {
            self.handle_signal()?;
        }
        Ok(())
    }

    /// Collects dead cycles of shared objects, with the world stopped. Gives the number of unreachable objects.
    pub fn collect_shared(&mut self) -> std::result::Result<usize, OutOfMemory> {
        self.heap.stock.flush(&self.heap);
        let record = self.record.clone();
        let found = registry::stop_the_world(&record, || {
            crate::heap::collect::collect_shared(crate::heap::context::current(), &crate::heap::pages::all())
        });
        self.heap.shared_collected(*found.as_ref().unwrap_or(&0));
        self.heap.drain_trash();
        found
    }

    fn stress(&mut self) {
        let stress = self.interpreter.settings.stress;
        self.stressed = self.stressed.wrapping_add(1);
        // Walking the heap takes time: at each of the first safepoints, and at each 32nd from then on.
        let walks = self.stressed < 200 || self.stressed.is_multiple_of(32);
        if stress.collect && walks {
            let _ = crate::heap::collect::collect_domain(&self.heap);
        }
        if stress.verify && walks {
            crate::heap::collect::verify(&self.heap);
        }
        if stress.switch {
            self.quiesce();
            self.yield_lock();
            std::thread::yield_now();
        }
    }

    fn quiesce(&mut self) {
        self.heap.stock.flush(&self.heap);
        self.record.report_quiescent();
        self.heap.limbo.sweep(&self.heap);
        if self.heap.limbo.is_over_full() {
            self.wait_for_readers();
        }
    }

    /// Too much memory waits for threads that have not passed a safepoint (D9): so does this one, detached, until they
    /// have, or a signal comes. Attaching again is a report of its own, and sweeps.
    #[cold]
    fn wait_for_readers(&mut self) {
        while self.heap.limbo.is_over_full() && !self.heap.signals.is_asked(request::SIGNAL) {
            self.detached(|| std::thread::sleep(READERS_PAUSE));
        }
    }

    fn yield_lock(&mut self) {
        // The context stays current: a thread without the lock touches no value until it has it again.
        self.record.yield_lock();
        self.park_if_finalizing();
    }

    fn empty_inbox(&mut self) {
        let words = self.record.domain.lock().take_inbox();
        crate::heap::publish::drop_inbox(words);
    }

    /// KeyboardInterrupt, in the main thread.
    fn handle_signal(&mut self) -> Result<()> {
        if INTERRUPTED.swap(false, Ordering::SeqCst) {
            crate::domain::park::clear_interrupt(&self.record);
            return Err(self.raise_bare(Kind::KeyboardInterrupt));
        }
        Ok(())
    }

    /// An exception without arguments.
    pub fn raise_bare(&mut self, kind: Kind) -> Raised {
        let args = self.interpreter_empty_tuple();
        self.raise_with_args(kind, args)
    }

    /// Runs `work` detached: other threads of the domain may run, and nobody waits for this one. Everything that can
    /// block goes through here. `work` is `Send`, so it holds no value (D4).
    pub fn detached<R>(&mut self, work: impl FnOnce() -> R + Send) -> R {
        self.detach();
        let result = work();
        self.attach();
        result
    }

    pub(crate) fn detach(&mut self) {
        self.heap.stock.flush(&self.heap);
        // From here on a `Published` that is dropped goes to the inbox (D4).
        self.heap.set_attached(false);
        self.record.detach();
    }

    pub(crate) fn attach(&mut self) {
        self.record.attach();
        self.heap.set_attached(true);
        self.park_if_finalizing();
        if !self.heap.limbo.is_empty() {
            self.heap.limbo.sweep(&self.heap);
        }
    }

    /// Moves this thread, attached, into another domain: of another interpreter.
    pub fn move_to_domain(&mut self, domain: &std::sync::Arc<crate::domain::Domain>) {
        self.heap.drain_trash();
        self.detach();
        *self.record.domain.lock() = domain.clone();
        self.record.attach();
        self.heap.owner.set(domain.id);
        self.heap.heap.set(crate::heap::pages::heap_of(domain.id));
        self.heap.set_attached(true);
    }

    /// The interpreter is shutting down: a daemon thread stops here for ever.
    fn park_if_finalizing(&mut self) {
        if self.interpreter.finalizing.load(Ordering::SeqCst) && self.record.daemon.load(Ordering::SeqCst) {
            self.record.detach();
            loop {
                std::thread::park();
            }
        }
    }

    /// RecursionError when the Rust stack is nearly used up, or too many frames run.
    #[inline(always)]
    pub fn check_stack(&mut self) -> Result<()> {
        let here = 0u8;
        if (&raw const here).addr() < self.native_limit { Err(self.recursion_error("")) } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    pub fn recursion_error(&mut self, wherein: &str) -> Raised {
        // The handler needs some room itself.
        let limit = self.native_limit;
        self.native_limit = limit.saturating_sub(256 << 10);
        let frames = self.stacks.limit;
        self.stacks.widen();
        let raised = self.raise(Kind::RecursionError, format!("maximum recursion depth exceeded{wherein}"));
        self.native_limit = limit;
        self.stacks.limit = frames;
        raised
    }
}
