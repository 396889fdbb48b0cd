//! The process's allocator: how soon it gives memory back to the system.
//!
//! Must not know what memory is used for. It has an effect only in programs whose global allocator is mimalloc.

/// Milliseconds until memory that was given back may go to the system. The default of 10 makes programs that free and
/// allocate large buffers in turn pay for pages that the system clears each time.
const PURGE_DELAY: std::ffi::c_long = 1000;

/// `mi_option_purge_delay` in mimalloc's `mimalloc.h`.
const PURGE_DELAY_OPTION: libmimalloc_sys::mi_option_t = 15;

/// Lets freed memory stay with the process for a while. Call it before the first large allocation.
pub fn keep_freed_memory() {
    // SAFETY: sets a number in the allocator's table of options, which may be done at any time.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY_OPTION, PURGE_DELAY) };
}
