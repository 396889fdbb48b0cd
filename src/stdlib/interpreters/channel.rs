//! Queues between interpreters.
//!
//! A channel belongs to no interpreter: it lives as long as a queue object anywhere names it, or it lies in another
//! channel. What lies in it is published. Its mutex is held for moments only.

use super::cargo::{self, Cargo};
use crate::builtins::common::native_of;
use crate::domain::park::{self, WaitReason, Wake};
use crate::heap::{Opaque, Value};
use crate::native_object;
use crate::object::definition::{TypeDef, getter, method};
use crate::object::native::{NativeData, payload};
use crate::object::slots::{Comparison, Slots};
use crate::stdlib::threading::wait::{Patience, optional_timeout, park_once};
use crate::vm::{Result, Vm};
use parking_lot::Mutex;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Weak};

pub struct Channel {
    id: u64,
    /// 0: no bound.
    bound: usize,
    items: Mutex<VecDeque<Cargo>>,
    /// Threads that wait, or are about to, for an item and for room.
    getters: AtomicU32,
    putters: AtomicU32,
}

/// Every channel that lives, by number.
static CHANNELS: LazyLock<Mutex<HashMap<u64, Weak<Channel>>>> = LazyLock::new(Mutex::default);

impl Drop for Channel {
    fn drop(&mut self) {
        CHANNELS.lock().remove(&self.id);
    }
}

impl Channel {
    fn create(bound: usize) -> Arc<Channel> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let channel = Arc::new(Channel {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            bound,
            items: Mutex::default(),
            getters: AtomicU32::new(0),
            putters: AtomicU32::new(0),
        });
        CHANNELS.lock().insert(channel.id, Arc::downgrade(&channel));
        channel
    }

    fn find(id: u64) -> Option<Arc<Channel>> {
        CHANNELS.lock().get(&id).and_then(Weak::upgrade)
    }

    /// What getters wait for; putters wait for the next number.
    fn key(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn is_full(&self) -> bool {
        self.bound != 0 && self.items.lock().len() >= self.bound
    }

    /// Puts the item in unless the channel is full.
    fn try_put(&self, item: Cargo) -> std::result::Result<(), Cargo> {
        {
            let mut items = self.items.lock();
            if self.bound != 0 && items.len() >= self.bound {
                return Err(item);
            }
            items.push_back(item);
        }
        if self.getters.load(Ordering::SeqCst) != 0 {
            park::wake_one(self.key());
        }
        Ok(())
    }

    fn try_get(&self) -> Option<Cargo> {
        let item = self.items.lock().pop_front()?;
        if self.putters.load(Ordering::SeqCst) != 0 {
            park::wake_one(self.key() + 1);
        }
        Some(item)
    }

    /// False if there was no room in time.
    fn put(&self, vm: &mut Vm, item: Cargo, patience: Patience) -> Result<bool> {
        let Err(mut item) = self.try_put(item) else { return Ok(true) };
        if let Patience::None = patience {
            return Ok(false);
        }
        let deadline = patience.deadline();
        self.putters.fetch_add(1, Ordering::SeqCst);
        let result = loop {
            let reason = WaitReason { kind: "queue", key: self.key() + 1, holder: None };
            let wake = park_once(vm, reason, deadline, || self.is_full());
            if wake == Wake::Interrupted
                && let Err(raised) = vm.poll()
            {
                break Err(raised);
            }
            match self.try_put(item) {
                Ok(()) => break Ok(true),
                Err(_) if wake == Wake::TimedOut => break Ok(false),
                Err(back) => item = back,
            }
        };
        self.putters.fetch_sub(1, Ordering::SeqCst);
        result
    }

    /// None if there was no item in time.
    fn get(&self, vm: &mut Vm, patience: Patience) -> Result<Option<Cargo>> {
        if let Some(item) = self.try_get() {
            return Ok(Some(item));
        }
        if let Patience::None = patience {
            return Ok(None);
        }
        let deadline = patience.deadline();
        self.getters.fetch_add(1, Ordering::SeqCst);
        let result = loop {
            let reason = WaitReason { kind: "queue", key: self.key(), holder: None };
            let wake = park_once(vm, reason, deadline, || self.items.lock().is_empty());
            if wake == Wake::Interrupted
                && let Err(raised) = vm.poll()
            {
                break Err(raised);
            }
            match self.try_get() {
                Some(item) => break Ok(Some(item)),
                None if wake == Wake::TimedOut => break Ok(None),
                None => {}
            }
        };
        self.getters.fetch_sub(1, Ordering::SeqCst);
        result
    }
}

native_object! {
    /// The end of a channel in one interpreter.
    pub struct ChannelEnd = "_interpreters.Channel" {
        channel: Opaque<Arc<Channel>>,
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A queue between interpreters, without comfort.",
    slots: Slots { hash: Some(hash), compare: Some(compare), ..Slots::EMPTY },
    methods: &[
        method("_put(self, item, timeout, /)", put, "Put an item in. False if there was no room in time."),
        method("_get(self, timeout, /)", get, "(True, item), or (False, None) if there was none in time."),
        method("qsize(self, /)", size, "The number of items inside; others may change it at any time."),
    ],
    getters: &[getter("id", id), getter("maxsize", bound)],
    subclassable: true,
    ..TypeDef::new("_interpreters.Channel", ChannelEnd::LAYOUT)
};

/// The channel that a queue object names.
pub fn of(value: &Value) -> Option<Arc<Channel>> {
    payload::<ChannelEnd>(value).map(|end| end.channel.0.clone())
}

/// A queue object of the running interpreter for a channel.
pub fn wrap(vm: &mut Vm, channel: Arc<Channel>) -> Result<Value> {
    let module = cargo::import_module(vm, "concurrent.interpreters")?;
    let name = vm.intern("Queue")?;
    let class = vm.get_attribute(&module, &name)?;
    vm.create_native(&class, ChannelEnd { channel: Opaque(channel) })
}

/// `new_channel(class, maxsize)`: a new channel, as an object of the class.
pub fn new_channel(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bound = vm.as_i64(&args[1])?;
    let channel = Channel::create(usize::try_from(bound).unwrap_or(0));
    vm.create_native(&args[0], ChannelEnd { channel: Opaque(channel) })
}

/// `find_channel(class, id)`: the channel of a number, or None.
pub fn find_channel(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let id = vm.as_i64(&args[1])?;
    match Channel::find(u64::try_from(id).unwrap_or(0)) {
        Some(channel) => vm.create_native(&args[0], ChannelEnd { channel: Opaque(channel) }),
        None => Ok(Value::NONE),
    }
}

fn put(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let channel = native_of::<ChannelEnd>(vm, &args[0])?.data.channel.0.clone();
    let patience = optional_timeout(vm, &args[2])?;
    let item = cargo::pack(vm, &args[1])?;
    channel.put(vm, item, patience).map(Value::from_bool)
}

fn get(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let channel = native_of::<ChannelEnd>(vm, &args[0])?.data.channel.0.clone();
    let patience = optional_timeout(vm, &args[1])?;
    let pair = match channel.get(vm, patience)? {
        Some(item) => vec![Value::TRUE, cargo::unpack(vm, item)?],
        None => vec![Value::FALSE, Value::NONE],
    };
    vm.new_tuple(pair)
}

fn size(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let length = native_of::<ChannelEnd>(vm, &args[0])?.data.channel.items.lock().len();
    Ok(Value::from_small_int(length as i64))
}

fn id(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_small_int(native_of::<ChannelEnd>(vm, object)?.data.channel.id as i64))
}

fn bound(vm: &mut Vm, object: &Value) -> Result<Value> {
    Ok(Value::from_small_int(native_of::<ChannelEnd>(vm, object)?.data.channel.bound as i64))
}

fn hash(vm: &mut Vm, object: &Value) -> Result<i64> {
    Ok(native_of::<ChannelEnd>(vm, object)?.data.channel.id as i64)
}

fn compare(_vm: &mut Vm, left: &Value, right: &Value, how: Comparison) -> Result<Value> {
    let same = match (payload::<ChannelEnd>(left), payload::<ChannelEnd>(right)) {
        (Some(left), Some(right)) => Arc::ptr_eq(&left.channel, &right.channel),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(match how {
        Comparison::Eq => Value::from_bool(same),
        Comparison::NotEq => Value::from_bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}
