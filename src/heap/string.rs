//! Strings and bytes: text as WTF-8 behind the header, fixed at birth.
//!
//! A string is WTF-8: UTF-8 that may also hold lone surrogates. It knows its length in code points, so that
//! an ASCII string (both lengths equal) is indexed in O(1), and caches its hash. The one mutation is
//! `append_in_place`, of a string that nobody else can see.

use super::context::{Context, memory_of};
use super::header::{Header, Kind, flags};
use super::layout::Trace;
use super::publish::OutOfMemory;
use super::shape::{self, Shape};
use super::value::{RawValue, Value};
use crate::heap_object;
use std::sync::atomic::{AtomicU64, Ordering};

/// Lengths of inline bytes: in bytes, and in code points (for bytes objects the same).
#[repr(C)]
pub struct Lengths {
    bytes: u32,
    points: u32,
}

impl Trace for Lengths {
    fn trace(&self, _visit: &mut dyn FnMut(RawValue)) {}
}

heap_object! {
    pub struct Str = "str" of Kind::Str, tracked: false {
        /// 0 while unknown; a hash that is 0 is cached as 1 is not: `hash_of` maps it away.
        hash: AtomicU64,
        lengths: Lengths,
    }
}

heap_object! {
    pub struct Bytes = "bytes" of Kind::Bytes, tracked: false {
        hash: AtomicU64,
        lengths: Lengths,
    }
}

/// Copies bytes to memory for as many: short ones, which most are, without a call.
#[inline(always)]
unsafe fn copy(source: &[u8], target: *mut u8) {
    let (from, length) = (source.as_ptr(), source.len());
    // SAFETY: the caller's promise; the two halves of a short copy overlap and stay inside.
    unsafe {
        match length {
            0 => {}
            1..4 => {
                target.write(from.read());
                target.add(length / 2).write(from.add(length / 2).read());
                target.add(length - 1).write(from.add(length - 1).read());
            }
            4..8 => {
                let (first, last) = (from.cast::<u32>().read_unaligned(), from.add(length - 4).cast::<u32>());
                let last = last.read_unaligned();
                target.cast::<u32>().write_unaligned(first);
                target.add(length - 4).cast::<u32>().write_unaligned(last);
            }
            8..=16 => {
                let (first, last) = (from.cast::<u64>().read_unaligned(), from.add(length - 8).cast::<u64>());
                let last = last.read_unaligned();
                target.cast::<u64>().write_unaligned(first);
                target.add(length - 8).cast::<u64>().write_unaligned(last);
            }
            _ => target.copy_from_nonoverlapping(from, length),
        }
    }
}

fn create(
    context: &Context,
    shape: &Shape,
    parts: &[&[u8]],
    points: usize,
    spare: usize,
) -> Result<*mut Header, OutOfMemory> {
    let offset = shape.inline_offset();
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    if length > u32::MAX as usize {
        return Err(OutOfMemory);
    }
    let header = context.allocate(shape, (offset + length).saturating_add(spare)).ok_or(OutOfMemory)?;
    // SAFETY: the memory holds the struct, the slots and the bytes. `Str` and `Bytes` have the same fields.
    unsafe {
        let string = header.cast::<Str>();
        (&raw mut (*string).hash).write(AtomicU64::new(0));
        (&raw mut (*string).lengths).write(Lengths { bytes: length as u32, points: points as u32 });
        let mut target = header.byte_add(offset).cast::<u8>();
        for part in parts {
            copy(part, target);
            target = target.add(part.len());
        }
    }
    Ok(header)
}

/// Code points of WTF-8: every byte that does not continue one.
pub fn count_points(text: &[u8]) -> usize {
    text.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

impl Str {
    /// A string of WTF-8 text.
    pub fn create(context: &Context, shape: &Shape, text: &[u8]) -> Result<Value, OutOfMemory> {
        Self::concatenate(context, shape, &[text], count_points(text), 0)
    }

    /// A string of several parts with `points` code points in all, and room for `spare` more bytes. The caller
    /// sees to it that no surrogate pair meets at a seam.
    pub fn concatenate(
        context: &Context,
        shape: &Shape,
        parts: &[&[u8]],
        points: usize,
        spare: usize,
    ) -> Result<Value, OutOfMemory> {
        let header = create(context, shape, parts, points, spare)?;
        // SAFETY: the count of the new object.
        Ok(unsafe { Value::from_raw(RawValue::from_header(header)) })
    }

    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `create` wrote the bytes behind the struct.
        unsafe {
            let header: *const Header = std::ptr::with_exposed_provenance(std::ptr::from_ref(self).addr());
            let first = header.byte_add(shape::inline_offset::<Str>(header)).cast();
            std::slice::from_raw_parts(first, self.lengths.bytes as usize)
        }
    }

    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.lengths.points as usize
    }

    pub fn is_empty(&self) -> bool {
        self.lengths.bytes == 0
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.lengths.bytes == self.lengths.points
    }

    /// The text, if it holds no lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    /// The text, lone surrogates replaced.
    pub fn to_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.bytes())
    }

    /// The cached hash; computed by `hasher` the first time. Threads may compute it twice, with one result.
    #[inline(always)]
    pub fn hash(&self, hasher: impl FnOnce(&[u8]) -> u64) -> u64 {
        match self.hash.load(Ordering::Relaxed) {
            0 => {
                let hash = hasher(self.bytes());
                self.hash.store(hash, Ordering::Relaxed);
                hash
            }
            hash => hash,
        }
    }

    pub fn is_interned(&self) -> bool {
        self.header.flags & flags::INTERNED != 0
    }

    /// Appends to a string that only the caller's reference can see: mine, counted once, exact, not interned,
    /// with room. False if it cannot be done.
    pub fn append_in_place(context: &Context, target: &mut Value, tail: &Str) -> bool {
        let header = target.raw().header();
        // SAFETY: an unshared object with one count, which `target` owns: nobody else reads it.
        unsafe {
            if !context.is_mine(header) || (*header).count != 1 || (*header).flags & flags::INTERNED != 0 {
                return false;
            }
            let string = header.cast::<Str>();
            let length = (*string).lengths.bytes as usize;
            let offset = shape::inline_offset::<Str>(header);
            let tail_bytes = tail.bytes();
            let fits = u32::try_from(length + tail_bytes.len()).is_ok()
                && memory_of(header) >= offset + length + tail_bytes.len();
            if !fits || std::ptr::eq(tail, string) {
                return false;
            }
            let end = header.byte_add(offset + length).cast::<u8>();
            end.copy_from_nonoverlapping(tail_bytes.as_ptr(), tail_bytes.len());
            (*string).lengths.bytes += tail_bytes.len() as u32;
            (*string).lengths.points += tail.lengths.points;
            (*string).hash.store(0, Ordering::Relaxed);
        }
        true
    }
}

impl Bytes {
    pub fn create(context: &Context, shape: &Shape, content: &[u8]) -> Result<Value, OutOfMemory> {
        let header = create(context, shape, &[content], content.len(), 0)?;
        // SAFETY: the count of the new object.
        Ok(unsafe { Value::from_raw(RawValue::from_header(header)) })
    }

    #[inline]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: as for `Str::bytes`.
        unsafe {
            let header: *const Header = std::ptr::with_exposed_provenance(std::ptr::from_ref(self).addr());
            let first = header.byte_add(shape::inline_offset::<Bytes>(header)).cast();
            std::slice::from_raw_parts(first, self.lengths.bytes as usize)
        }
    }

    pub fn hash(&self, hasher: impl FnOnce(&[u8]) -> u64) -> u64 {
        match self.hash.load(Ordering::Relaxed) {
            0 => {
                let hash = hasher(self.bytes());
                self.hash.store(hash, Ordering::Relaxed);
                hash
            }
            hash => hash,
        }
    }
}
