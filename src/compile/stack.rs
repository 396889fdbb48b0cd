//! The guard against nesting that the machine stack cannot bear: measured by address, not by count.

/// How far below `limit` the stack may not grow. The address of a local tells where it is now.
#[derive(Clone, Copy, Debug)]
pub(super) struct StackGuard {
    limit: usize,
}

impl StackGuard {
    pub fn new(limit: usize) -> StackGuard {
        StackGuard { limit }
    }

    /// Is there room for another level?
    #[inline(never)]
    pub fn has_room(self) -> bool {
        let marker = 0u8;
        std::ptr::from_ref(&marker).addr() > self.limit
    }
}

/// The address `bytes` below the caller's frame: a limit for callers that do not know their stack.
#[inline(never)]
pub(super) fn below_here(bytes: usize) -> usize {
    let marker = 0u8;
    std::ptr::from_ref(&marker).addr().saturating_sub(bytes)
}
