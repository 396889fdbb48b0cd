//! The registry: every domain and every thread that may touch Python objects.
//!
//! Owns attaching and detaching, stopping the world, epochs (for retirement, D9) and the inboxes of domains
//! (D4). Must not know values: an inbox carries bare words.
//!
//! A thread is attached (may touch objects; in a domain with a lock, it holds it) or detached. While the world
//! is stopped, all threads but the stopper are detached or parked at a safepoint.

use super::lock::InterpreterLock;
use super::park::Parker;
use super::policy::PolicyKind;
use super::signals::{Signals, request};
use parking_lot::{Condvar, Mutex};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// A set of threads of which one runs at a time.
pub struct Domain {
    /// Stands in the header of the objects that belong to it; never used again, never 0 (shared).
    pub id: u32,
    lock: Option<InterpreterLock>,
    inbox: Mutex<Vec<u64>>,
}

impl Domain {
    pub(super) fn with_lock(policy: PolicyKind) -> Arc<Domain> {
        Self::register(Some(InterpreterLock::new(policy)))
    }

    pub(super) fn without_lock() -> Arc<Domain> {
        Self::register(None)
    }

    fn register(lock: Option<InterpreterLock>) -> Arc<Domain> {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let domain = Arc::new(Domain { id, lock, inbox: Mutex::default() });
        let mut registry = REGISTRY.lock();
        registry.domains.retain(|_, domain| domain.strong_count() != 0);
        registry.domains.insert(id, Arc::downgrade(&domain));
        domain
    }

    pub fn lock(&self) -> Option<&InterpreterLock> {
        self.lock.as_ref()
    }

    pub fn take_inbox(&self) -> Vec<u64> {
        std::mem::take(&mut *self.inbox.lock())
    }
}

/// One thread, as others see it.
pub struct ThreadRecord {
    pub id: u64,
    pub name: Mutex<String>,
    pub daemon: AtomicBool,
    pub domain: Mutex<Arc<Domain>>,
    pub signals: Arc<Signals>,
    pub parker: Parker,
    /// The epoch that this thread last reported; `OFFLINE` while it is not attached.
    reported: AtomicU64,
    attached: AtomicBool,
}

const OFFLINE: u64 = u64::MAX;

#[derive(Default)]
struct Registry {
    threads: Vec<Arc<ThreadRecord>>,
    domains: HashMap<u32, std::sync::Weak<Domain>>,
    /// The thread that has stopped the world, or is stopping it.
    stopper: Option<u64>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);
static CHANGED: Condvar = Condvar::new();
static EPOCH: AtomicU64 = AtomicU64::new(1);
static NEXT_THREAD: AtomicU64 = AtomicU64::new(1);

impl ThreadRecord {
    /// Registers a thread, detached.
    pub fn register(name: &str, daemon: bool, domain: Arc<Domain>) -> Arc<ThreadRecord> {
        let record = Self::new(name, daemon, domain);
        record.enlist();
        record
    }

    /// A thread that is not registered yet.
    pub fn new(name: &str, daemon: bool, domain: Arc<Domain>) -> Arc<ThreadRecord> {
        Arc::new(ThreadRecord {
            id: NEXT_THREAD.fetch_add(1, Ordering::Relaxed),
            name: Mutex::new(name.to_owned()),
            daemon: AtomicBool::new(daemon),
            domain: Mutex::new(domain),
            signals: Arc::default(),
            parker: Parker::default(),
            reported: AtomicU64::new(OFFLINE),
            attached: AtomicBool::new(false),
        })
    }

    /// Registers the thread: from here on it counts as living.
    pub fn enlist(self: &Arc<Self>) {
        REGISTRY.lock().threads.push(self.clone());
    }

    /// Takes the thread off the registry. It is detached.
    pub fn unregister(&self) {
        let mut registry = REGISTRY.lock();
        registry.threads.retain(|thread| thread.id != self.id);
        CHANGED.notify_all();
        drop(registry);
        super::park::thread_gone();
    }

    pub fn attach(&self) {
        let domain = self.domain.lock().clone();
        if let Some(lock) = domain.lock() {
            lock.acquire(&self.signals);
        }
        let mut registry = REGISTRY.lock();
        while registry.stopper.is_some() {
            CHANGED.wait(&mut registry);
        }
        self.reported.store(EPOCH.load(Ordering::SeqCst), Ordering::SeqCst);
        self.attached.store(true, Ordering::SeqCst);
    }

    pub fn detach(&self) {
        let registry = REGISTRY.lock();
        self.attached.store(false, Ordering::SeqCst);
        self.reported.store(OFFLINE, Ordering::SeqCst);
        if registry.stopper.is_some() {
            CHANGED.notify_all();
        }
        drop(registry);
        let domain = self.domain.lock().clone();
        if let Some(lock) = domain.lock() {
            lock.release();
        }
    }

    /// At a safepoint: lets another thread of the domain run, if it waits.
    pub fn yield_lock(&self) {
        let domain = self.domain.lock().clone();
        let Some(lock) = domain.lock() else { return };
        {
            let _registry = REGISTRY.lock();
            self.attached.store(false, Ordering::SeqCst);
            self.reported.store(OFFLINE, Ordering::SeqCst);
            CHANGED.notify_all();
        }
        lock.yield_to_others(&self.signals);
        let mut registry = REGISTRY.lock();
        while registry.stopper.is_some() {
            CHANGED.wait(&mut registry);
        }
        self.reported.store(EPOCH.load(Ordering::SeqCst), Ordering::SeqCst);
        self.attached.store(true, Ordering::SeqCst);
    }

    /// At a safepoint: parks while the world is stopped.
    pub fn park_for_stop(&self) {
        let mut registry = REGISTRY.lock();
        if registry.stopper.is_none() || registry.stopper == Some(self.id) {
            return;
        }
        self.attached.store(false, Ordering::SeqCst);
        CHANGED.notify_all();
        while registry.stopper.is_some() {
            CHANGED.wait(&mut registry);
        }
        self.attached.store(true, Ordering::SeqCst);
    }

    /// At a safepoint: says that this thread holds no bare pointer from before now.
    pub fn report_quiescent(&self) {
        self.reported.store(EPOCH.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}

/// Stops all other threads, runs `work`, lets them go on. The caller is attached, at a safepoint.
pub fn stop_the_world<R>(me: &ThreadRecord, work: impl FnOnce() -> R) -> R {
    let mut registry = REGISTRY.lock();
    while registry.stopper.is_some() {
        // Another thread is faster: be stopped by it first.
        me.attached.store(false, Ordering::SeqCst);
        CHANGED.notify_all();
        CHANGED.wait(&mut registry);
    }
    me.attached.store(true, Ordering::SeqCst);
    registry.stopper = Some(me.id);
    loop {
        let running = registry.threads.iter().filter(|thread| thread.id != me.id && is_attached(thread));
        let mut any = false;
        for thread in running {
            any = true;
            thread.signals.ask(request::STOP);
        }
        if !any {
            break;
        }
        CHANGED.wait(&mut registry);
    }
    drop(registry);
    let result = work();
    REGISTRY.lock().stopper = None;
    CHANGED.notify_all();
    result
}

fn is_attached(thread: &ThreadRecord) -> bool {
    thread.attached.load(Ordering::SeqCst)
}

/// Starts a new epoch and asks every thread for a report. Gives the epoch that ended: what the caller retired before may
/// be reused once every attached thread has reported a later one.
pub fn advance_epoch() -> u64 {
    let ended = EPOCH.fetch_add(1, Ordering::SeqCst);
    for thread in &REGISTRY.lock().threads {
        if is_attached(thread) {
            thread.signals.ask(request::QUIESCE);
        }
    }
    ended
}

/// The oldest epoch that an attached thread has reported: memory retired before it can be reused.
pub fn oldest_report() -> u64 {
    let registry = REGISTRY.lock();
    let reports = registry.threads.iter().map(|thread| thread.reported.load(Ordering::SeqCst));
    reports.min().unwrap_or(OFFLINE).min(EPOCH.load(Ordering::SeqCst))
}

/// Hands a word whose count must be given back to the domain that owns its object.
pub fn post_to_inbox(domain: u32, word: u64) {
    let registry = REGISTRY.lock();
    // A shared object's count may be given back by anyone: the first thread is as good as any.
    let target = if domain == 0 {
        registry.threads.first().map(|thread| thread.domain.lock().clone())
    } else {
        registry.domains.get(&domain).and_then(std::sync::Weak::upgrade)
    };
    let Some(target) = target else { return };
    target.inbox.lock().push(word);
    for thread in &registry.threads {
        if thread.domain.lock().id == target.id {
            thread.signals.ask(request::INBOX);
        }
    }
}

/// Every registered thread, in order of registration.
pub fn threads() -> Vec<Arc<ThreadRecord>> {
    REGISTRY.lock().threads.clone()
}
