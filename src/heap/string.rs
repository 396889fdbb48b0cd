//! Strings and bytes: text as WTF-8 behind the header, fixed at birth.
//!
//! A string is WTF-8: UTF-8 that may also hold lone surrogates. It knows its length in code points, so that
//! an ASCII string (both lengths equal) is indexed in O(1), and caches its hash. The one mutation is
//! `append_in_place`, of a string that nobody else can see.

use super::context::{Context, memory_of};
use super::guard::Attachment;
use super::header::{Header, Kind, flags};
use super::layout::{HeapObject, Slot, Trace};
use super::list::List;
use super::publish::OutOfMemory;
use super::shape::{self, Shape};
use super::value::{RawValue, Value};
use crate::heap_object;
use crate::text::wtf8;
use std::marker::PhantomData;
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
            17..=32 => {
                let (first, last) =
                    (from.cast::<u128>().read_unaligned(), from.add(length - 16).cast::<u128>());
                let last = last.read_unaligned();
                target.cast::<u128>().write_unaligned(first);
                target.add(length - 16).cast::<u128>().write_unaligned(last);
            }
            _ => target.copy_from_nonoverlapping(from, length),
        }
    }
}

/// The bytes of a new object, written once from front to back.
pub struct Writer<'a> {
    next: *mut u8,
    room: usize,
    memory: PhantomData<&'a mut [u8]>,
}

impl<'a> Writer<'a> {
    pub fn new(memory: &'a mut [u8]) -> Writer<'a> {
        Writer { next: memory.as_mut_ptr(), room: memory.len(), memory: PhantomData }
    }

    /// Sets so many bytes aside.
    ///
    /// # Panics
    /// If there is no room for them.
    #[inline(always)]
    fn advance(&mut self, length: usize) -> *mut u8 {
        let target = self.next;
        assert!(length <= self.room, "the caller has counted the bytes");
        self.room -= length;
        // SAFETY: inside the memory, or at its end.
        self.next = unsafe { target.add(length) };
        target
    }

    #[inline(always)]
    pub fn push(&mut self, part: &[u8]) {
        let target = self.advance(part.len());
        // SAFETY: room that was set aside, which nothing else refers to.
        unsafe { copy(part, target) };
    }

    /// Writes bytes that are then changed in place.
    #[inline(always)]
    pub fn push_changed(&mut self, part: &[u8], change: impl FnOnce(&mut [u8])) {
        let target = self.advance(part.len());
        // SAFETY: as in `push`; the bytes have just been written.
        unsafe {
            copy(part, target);
            change(std::slice::from_raw_parts_mut(target, part.len()));
        }
    }

    /// Writes a unit (an encoded code point, a byte, a text) so many times.
    pub fn push_repeated(&mut self, unit: &[u8], times: usize) {
        let length = unit.len() * times;
        let target = self.advance(length);
        // SAFETY: as in `push`: what is written doubles what was written before, up to the end.
        unsafe {
            if let [byte] = unit {
                return match length {
                    0..=32 => copy(&[*byte; 32][..length], target),
                    _ => target.write_bytes(*byte, length),
                };
            }
            copy(&unit[..unit.len().min(length)], target);
            let mut done = unit.len();
            while done < length {
                let more = done.min(length - done);
                copy(std::slice::from_raw_parts(target, more), target.add(done));
                done += more;
            }
        }
    }
}

/// Memory for an exact object of a built-in kind, its header filled in: all that the shape would say is known here.
#[inline(always)]
fn allocate_exact<T: HeapObject>(context: &Context, size: usize) -> Option<*mut Header> {
    let Some((header, size_class)) = context.heap().allocate_quickly(size) else {
        return context.allocate(shape::built_in(T::LAYOUT.kind)?, size);
    };
    // SAFETY: fresh memory of at least a header. Exact strings have no attributes, and their class is not counted.
    unsafe {
        let kind = T::LAYOUT.kind;
        header.write(Header::new(kind as u32, 0, kind, 0, size_class, context.owner.get()));
    }
    Some(header)
}

/// A new exact object of `length` bytes, which `fill` writes, and room for `spare` more.
#[inline(always)]
fn create<T: HeapObject>(
    context: &Context,
    (length, points, spare): (usize, usize, usize),
    fill: impl FnOnce(&mut Writer),
) -> Result<Value, OutOfMemory> {
    let size = (T::LAYOUT.size + length).saturating_add(spare);
    let header = if length > u32::MAX as usize { None } else { allocate_exact::<T>(context, size) };
    // SAFETY: memory of this size.
    unsafe { finish(header.ok_or(OutOfMemory)?, T::LAYOUT.size, length, points, fill) }
}

/// An object of any class with the layout of `Str` or `Bytes`.
fn create_in(context: &Context, shape: &Shape, content: &[u8], points: usize) -> Result<Value, OutOfMemory> {
    let (offset, length) = (shape.inline_offset(), content.len());
    let header = if length > u32::MAX as usize { None } else { context.allocate(shape, offset + length) };
    // SAFETY: memory of this size.
    unsafe { finish(header.ok_or(OutOfMemory)?, offset, length, points, |out| out.push(content)) }
}

/// Fills in what follows the header and the slots.
///
/// # Safety
/// A new object of `Str` or `Bytes`, which have the same fields, with memory for `length` bytes from `offset` on.
#[inline(always)]
unsafe fn finish(
    header: *mut Header,
    offset: usize,
    length: usize,
    points: usize,
    fill: impl FnOnce(&mut Writer),
) -> Result<Value, OutOfMemory> {
    // SAFETY: the caller's promise.
    unsafe {
        let string = header.cast::<Str>();
        (&raw mut (*string).hash).write(AtomicU64::new(0));
        (&raw mut (*string).lengths).write(Lengths { bytes: length as u32, points: points as u32 });
        let first = header.byte_add(offset).cast::<u8>();
        let mut writer = Writer { next: first, room: length, memory: PhantomData };
        fill(&mut writer);
        assert!(writer.room == 0, "all bytes of a new object are written");
        Ok(Value::from_raw(RawValue::from_header(header)))
    }
}

impl Str {
    /// A string of WTF-8 text, of the class of a shape.
    pub fn create(context: &Context, shape: &Shape, text: &[u8]) -> Result<Value, OutOfMemory> {
        create_in(context, shape, text, wtf8::count(text))
    }

    /// A string of WTF-8 text with so many code points.
    #[inline]
    pub fn exact(context: &Context, text: &[u8], points: usize) -> Result<Value, OutOfMemory> {
        create::<Str>(context, (text.len(), points, 0), |out| out.push(text))
    }

    /// A string of `length` bytes that are `points` code points, which `fill` writes.
    #[inline(always)]
    pub fn write(
        context: &Context,
        length: usize,
        points: usize,
        fill: impl FnOnce(&mut Writer),
    ) -> Result<Value, OutOfMemory> {
        create::<Str>(context, (length, points, 0), fill)
    }

    /// A string of several parts with `points` code points in all, and room for `spare` more bytes. The caller
    /// sees to it that no surrogate pair meets at a seam.
    #[inline]
    pub fn concatenate(
        context: &Context,
        parts: &[&[u8]],
        points: usize,
        spare: usize,
    ) -> Result<Value, OutOfMemory> {
        let length = parts.iter().map(|part| part.len()).sum();
        create::<Str>(context, (length, points, spare), |out| parts.iter().for_each(|part| out.push(part)))
    }

    /// The strings one behind the other, as in `concatenate`.
    #[inline]
    pub fn concatenate_all<'a>(
        context: &Context,
        items: impl Iterator<Item = &'a Str> + Clone,
    ) -> Result<Value, OutOfMemory> {
        let (length, points, _) = Str::sums(items.clone());
        create::<Str>(context, (length, points, 0), |out| items.for_each(|item| out.push(item.bytes())))
    }

    /// How many bytes and code points strings have in all, and how many they are.
    #[inline(always)]
    fn sums<'a>(items: impl Iterator<Item = &'a Str>) -> (usize, usize, usize) {
        items.fold((0, 0, 0), |(length, points, count): (usize, usize, usize), item| {
            (length.saturating_add(item.lengths.bytes as usize), points.wrapping_add(item.len()), count + 1)
        })
    }

    /// The strings with a separator between them.
    pub fn join<'a>(
        context: &Context,
        separator: &Str,
        items: impl Iterator<Item = &'a Str> + Clone,
    ) -> Result<Value, OutOfMemory> {
        let (mut length, mut points, count) = Str::sums(items.clone());
        let seams = count.saturating_sub(1);
        length = length.saturating_add(separator.bytes().len().saturating_mul(seams));
        points = points.wrapping_add(separator.len().wrapping_mul(seams));
        let between = separator.bytes();
        create::<Str>(context, (length, points, 0), |out| {
            let mut items = items;
            if let Some(first) = items.next() {
                out.push(first.bytes());
            }
            items.for_each(|item| {
                out.push(between);
                out.push(item.bytes());
            });
        })
    }

    /// The strings of a list of this domain with a separator between them. None for other lists, for lists that hold
    /// anything else, and where one item is all.
    pub fn join_list(
        heap: &mut Attachment,
        separator: &Str,
        list: &List,
    ) -> Result<Option<Value>, OutOfMemory> {
        let guard = heap.guard(&list.header);
        let slots = list.slots_of_mine();
        let is_string = |slot: &Slot| {
            let raw = slot.raw();
            // SAFETY: the list is open, so its items live.
            raw.is_pointer() && unsafe { (*raw.header()).kind == Kind::Str }
        };
        if guard.is_shared() || slots.len() == 1 || !slots.iter().all(is_string) {
            return Ok(None);
        }
        // SAFETY: strings, by the test above; the list is mine and open, so nothing changes it before the guard is gone.
        let strings = slots.iter().map(|slot| unsafe { &*slot.raw().header().cast::<Str>() });
        Self::join(guard.context, separator, strings).map(Some)
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

    /// The cached hash, if it was asked for before.
    #[inline(always)]
    pub fn known_hash(&self) -> Option<u64> {
        match self.hash.load(Ordering::Relaxed) {
            0 => None,
            hash => Some(hash),
        }
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
        self.header.has(flags::INTERNED)
    }

    /// Appends to a string that only the caller's reference can see: mine, counted once, exact, not interned,
    /// with room. False if it cannot be done.
    pub fn append_in_place(context: &Context, target: &mut Value, tail: &Str) -> bool {
        let header = target.raw().header();
        // SAFETY: an unshared object with one count, which `target` owns: nobody else reads it.
        unsafe {
            if !context.is_mine(header) || (*header).count != 1 || (*header).has(flags::INTERNED) {
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
    /// A bytes object, of the class of a shape.
    pub fn create(context: &Context, shape: &Shape, content: &[u8]) -> Result<Value, OutOfMemory> {
        create_in(context, shape, content, content.len())
    }

    /// A bytes object of so many bytes, which `fill` writes.
    #[inline(always)]
    pub fn write(
        context: &Context,
        length: usize,
        fill: impl FnOnce(&mut Writer),
    ) -> Result<Value, OutOfMemory> {
        create::<Bytes>(context, (length, length, 0), fill)
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
