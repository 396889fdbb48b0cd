//! The file descriptors that Python code holds as plain numbers.
//!
//! Every descriptor that is opened here stands in one table of the process, by its number, with shared ownership: a
//! descriptor that is closed in one thread while another reads from it is given back to the system when the read has
//! ended, never under it. 0, 1 and 2 belong to the process and are not closed.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::sync::{Arc, LazyLock};

static TABLE: LazyLock<Mutex<HashMap<i32, Arc<OwnedFd>>>> = LazyLock::new(Mutex::default);

/// A descriptor that can be used.
#[derive(Clone)]
pub enum Handle {
    Stdin,
    Stdout,
    Stderr,
    Owned(Arc<OwnedFd>),
}

impl AsFd for Handle {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Handle::Stdin => rustix::stdio::stdin(),
            Handle::Stdout => rustix::stdio::stdout(),
            Handle::Stderr => rustix::stdio::stderr(),
            Handle::Owned(owned) => owned.as_fd(),
        }
    }
}

/// Enters a descriptor; gives its number and a handle.
pub fn enter(descriptor: OwnedFd) -> (i32, Handle) {
    let number = descriptor.as_raw_fd();
    let shared = Arc::new(descriptor);
    TABLE.lock().insert(number, shared.clone());
    (number, Handle::Owned(shared))
}

/// The descriptor of a number; None if it was not opened here or is closed.
pub fn find(number: i32) -> Option<Handle> {
    match number {
        0 => Some(Handle::Stdin),
        1 => Some(Handle::Stdout),
        2 => Some(Handle::Stderr),
        _ => TABLE.lock().get(&number).cloned().map(Handle::Owned),
    }
}

/// Takes a number out of the table; false if it was not there. Its descriptor is closed with its last user.
pub fn close(number: i32) -> bool {
    let removed = TABLE.lock().remove(&number);
    removed.is_some() || (0..=2).contains(&number)
}

/// Closes a number only if it still is this descriptor.
pub fn close_handle(number: i32, handle: &Handle) {
    let mut table = TABLE.lock();
    if let (Handle::Owned(own), Some(current)) = (handle, table.get(&number))
        && Arc::ptr_eq(own, current)
    {
        table.remove(&number);
    }
}
