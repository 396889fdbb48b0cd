//! The process's allocator: mimalloc, and how soon it gives memory back to the system.
//!
//! Must not know what memory is used for.

use libmimalloc_sys::{mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc};
use std::alloc::{GlobalAlloc, Layout};

/// mimalloc, asked without an alignment where its own suffices: that is its short way.
pub struct Allocator;

/// What `mi_malloc` aligns to, for sizes that are no smaller.
const OWN_ALIGNMENT: usize = 16;

fn is_plain(layout: Layout) -> bool {
    layout.align() <= OWN_ALIGNMENT && layout.align() <= layout.size()
}

// SAFETY: mimalloc's functions do what the trait asks for; memory of either way goes back by `mi_free`.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the trait's promise.
        unsafe {
            if is_plain(layout) {
                mi_malloc(layout.size()).cast()
            } else {
                mi_malloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the trait's promise.
        unsafe {
            if is_plain(layout) {
                mi_zalloc(layout.size()).cast()
            } else {
                libmimalloc_sys::mi_zalloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, _layout: Layout) {
        // SAFETY: the trait's promise.
        unsafe { mi_free(memory.cast()) };
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the trait's promise.
        unsafe {
            if layout.align() <= OWN_ALIGNMENT && layout.align() <= size {
                mi_realloc(memory.cast(), size).cast()
            } else {
                mi_realloc_aligned(memory.cast(), size, layout.align()).cast()
            }
        }
    }
}

/// Milliseconds until memory that was given back may go to the system. The default of 10 makes programs that free and
/// allocate large buffers in turn pay for pages that the system clears each time.
const PURGE_DELAY: std::ffi::c_long = 1000;

/// `mi_option_purge_delay` in mimalloc's `mimalloc.h`.
const PURGE_DELAY_OPTION: libmimalloc_sys::mi_option_t = 15;

/// Lets freed memory stay with the process for a while, and takes memory in small pages: with huge ones a small program
/// would have twice as much, all of it cleared. The C library's own allocator, which only the C library uses, serves all
/// threads from one place: else it reserves up to 128 MiB of address space for each. Call it before the first large
/// allocation, and before there are threads.
pub fn configure() {
    // SAFETY: sets numbers in the allocators' tables of options, which may be done at any time; the last call has no
    // pointers. If any of them fails nothing changes.
    unsafe {
        libmimalloc_sys::mi_option_set(PURGE_DELAY_OPTION, PURGE_DELAY);
        #[cfg(target_env = "gnu")]
        libc::mallopt(libc::M_ARENA_MAX, 1);
        libc::prctl(libc::PR_SET_THP_DISABLE, 1, 0, 0, 0);
    }
}
