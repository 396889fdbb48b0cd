//! `_random`: the Mersenne Twister MT19937 (M. Matsumoto and T. Nishimura, 1998), seeded as CPython seeds it.
//!
//! Owns the generator; the distributions are `random.py`. The state is plain data behind a mutex that is never held
//! while user code runs, so threads that share a generator draw different numbers.

use super::support::{bytes_of, constructor, native_of, str_bytes};
use crate::heap::{Opaque, Value};
use crate::native_object;
use crate::object::definition::{Arguments, ModuleDef, NativeDef, TypeDef, function, method};
use crate::object::native::NativeData;
use crate::object::slots::Slots;
use crate::text::int_text::Integer;
use crate::vm::arguments::bind_native;
use crate::vm::call::tuple_items;
use crate::vm::convert::integer_of;
use crate::vm::{Result, Vm};
use dashu_int::{IBig, UBig};
use parking_lot::Mutex;
use sha2::{Digest, Sha512};

const WORDS: usize = 624;
const MIDDLE: usize = 397;
/// More bits than that are not asked for in one call.
const MOST_BITS: i64 = 1 << 36;

native_object! {
    pub struct Random = "Random" {
        twister: Opaque<Mutex<Box<Twister>>>,
    }
}

struct Twister {
    words: [u32; WORDS],
    /// The next word to give out; `WORDS` when all are used up.
    next: usize,
}

impl Twister {
    fn from_word(seed: u32) -> Twister {
        let mut words = [0; WORDS];
        words[0] = seed;
        for index in 1..WORDS {
            let last: u32 = words[index - 1];
            words[index] = 1812433253u32.wrapping_mul(last ^ last >> 30).wrapping_add(index as u32);
        }
        Twister { words, next: WORDS }
    }

    /// The authors' seeding by an array of words.
    fn from_words(key: &[u32]) -> Twister {
        let mut twister = Twister::from_word(19650218);
        let words = &mut twister.words;
        let mut index = 1;
        let mut advance =
            |words: &mut [u32; WORDS], multiplier: u32, change: &mut dyn FnMut(u32, usize) -> u32| {
                let last = words[index - 1];
                words[index] = change(words[index] ^ (last ^ last >> 30).wrapping_mul(multiplier), index);
                index += 1;
                if index >= WORDS {
                    words[0] = words[WORDS - 1];
                    index = 1;
                }
            };
        for round in 0..WORDS.max(key.len()) {
            let at = round % key.len();
            advance(words, 1664525, &mut |word, _| word.wrapping_add(key[at]).wrapping_add(at as u32));
        }
        for _ in 1..WORDS {
            advance(words, 1566083941, &mut |word, index| word.wrapping_sub(index as u32));
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn refill(&mut self) {
        for index in 0..WORDS {
            let joined = self.words[index] & 0x8000_0000 | self.words[(index + 1) % WORDS] & 0x7FFF_FFFF;
            let flip = if joined & 1 == 0 { 0 } else { 0x9908_B0DF };
            self.words[index] = self.words[(index + MIDDLE) % WORDS] ^ joined >> 1 ^ flip;
        }
        self.next = 0;
    }

    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.refill();
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// 53 random bits as a float below 1.
    fn float(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 67108864.0 + f64::from(low)) / 9007199254740992.0
    }
}

pub static TYPE: TypeDef = TypeDef {
    doc: "A generator of random numbers, without distributions.",
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    methods: &[
        method("random(self, /)", random, "A float from 0 to below 1."),
        method("getrandbits(self, k, /)", get_bits, "An int of k random bits."),
        method(
            "seed(self, n=None, /)",
            seed,
            "Begin anew, from an int, float, str or bytes, or from the system.",
        ),
        method("getstate(self, /)", get_state, "The state as a tuple of ints."),
        method("setstate(self, state, /)", set_state, "Restore a state."),
        method("_below(self, n, /)", below, "An int from 0 to below n, for n above 0."),
    ],
    subclassable: true,
    ..TypeDef::new("_random.Random", Random::LAYOUT)
};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_random",
    doc: "The generator behind `random`.",
    functions: &[
        function("system_bits(k, /)", system_bits, "An int of k bits from the operating system."),
        function("entropy(count, /)", entropy, "Bytes from the operating system."),
    ],
    types: &[&TYPE],
    init: None,
};

static NEW: NativeDef = constructor("Random(*args, **kwargs)");

fn new(vm: &mut Vm, class: &Value, arguments: Arguments) -> Result<Value> {
    bind_native(vm, &NEW, arguments, |vm, args| {
        // args[0] is the dict of keywords.
        let twister = twister_of(vm, args.get(1).unwrap_or(&Value::NONE))?;
        vm.create_native(class, Random { twister: Opaque(Mutex::new(Box::new(twister))) })
    })
}

/// Random bytes of the operating system.
pub fn system_bytes(vm: &mut Vm, count: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    bytes.resize(count, 0);
    let filled = vm.detached(|| {
        let mut done = 0;
        while done < bytes.len() {
            match rustix::rand::getrandom(&mut bytes[done..], rustix::rand::GetRandomFlags::empty()) {
                Ok(more) => done += more,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(bytes)
    });
    filled.map_err(|error| crate::builtins::exception_os::raise_os_error(vm, &error.into(), None))
}

fn words_of(bytes: &[u8]) -> Vec<u32> {
    let word = |chunk: &[u8]| chunk.iter().rev().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
    bytes.chunks(4).map(word).collect()
}

/// A generator seeded by a value: as CPython's `random.seed` of version 2.
fn twister_of(vm: &mut Vm, seed: &Value) -> Result<Twister> {
    if seed.is_null() || seed.is_none() {
        let bytes = system_bytes(vm, WORDS * 4)?;
        return Ok(Twister::from_words(&words_of(&bytes)));
    }
    let content = str_bytes(seed).or_else(|| bytes_of(seed)).map(<[u8]>::to_vec);
    if let Some(mut content) = content {
        let digest = Sha512::digest(&content);
        content.extend_from_slice(&digest);
        // The bytes are a number with its highest byte first.
        let number = IBig::from(UBig::from_be_bytes(&content));
        return Ok(Twister::from_words(&words_of_number(Integer::from(number))));
    }
    let number = match integer_of(seed) {
        Some(number) => number,
        None => Integer::from(IBig::from(vm.hash(seed)? as u64)),
    };
    Ok(Twister::from_words(&words_of_number(number)))
}

/// The magnitude in words, the lowest first; at least one.
fn words_of_number(number: Integer) -> Vec<u32> {
    let magnitude = match number {
        Integer::Small(number) => UBig::from(number.unsigned_abs()),
        Integer::Big(number) => number.into_parts().1,
    };
    let mut words = words_of(&magnitude.to_le_bytes());
    while words.last() == Some(&0) {
        words.pop();
    }
    if words.is_empty() {
        words.push(0);
    }
    words
}

fn random(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Random>(vm, &args[0])?;
    Ok(Value::from_float(this.data.twister.lock().float()))
}

/// The number of bits of a request.
fn bit_count(vm: &mut Vm, value: &Value) -> Result<usize> {
    let bits = vm.as_i64(value)?;
    if bits < 0 {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    if bits > MOST_BITS {
        return Err(vm.memory_error());
    }
    Ok(bits as usize)
}

fn get_bits(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bits = bit_count(vm, &args[1])?;
    let this = native_of::<Random>(vm, &args[0])?;
    if bits <= 64 {
        let number = small_bits(&mut this.data.twister.lock(), bits);
        return match i64::try_from(number) {
            Ok(number) => vm.new_int(number),
            Err(_) => vm.new_big_int(IBig::from(number)),
        };
    }
    let mut bytes: Vec<u8> = Vec::new();
    if bytes.try_reserve_exact(bits / 8 + 4).is_err() {
        return Err(vm.memory_error());
    }
    {
        let mut twister = this.data.twister.lock();
        let mut left = bits;
        while left > 0 {
            let word = if left < 32 { twister.word() >> (32 - left) } else { twister.word() };
            bytes.extend_from_slice(&word.to_le_bytes());
            left = left.saturating_sub(32);
        }
    }
    vm.new_big_int(IBig::from(UBig::from_le_bytes(&bytes)))
}

/// Up to 64 bits.
fn small_bits(twister: &mut Twister, bits: usize) -> u64 {
    match bits {
        0 => 0,
        1..=32 => u64::from(twister.word() >> (32 - bits)),
        _ => {
            let low = u64::from(twister.word());
            let high = twister.word();
            let high = if bits < 64 { high >> (64 - bits) } else { high };
            u64::from(high) << 32 | low
        }
    }
}

/// Draws as many bits as n has until they are below it; None for what is no positive word.
fn below(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let Some(limit) =
        args[1].as_small_int().and_then(|limit| u64::try_from(limit).ok()).filter(|limit| *limit > 0)
    else {
        return Ok(Value::NONE);
    };
    let bits = 64 - limit.leading_zeros() as usize;
    let this = native_of::<Random>(vm, &args[0])?;
    let mut twister = this.data.twister.lock();
    loop {
        let drawn = small_bits(&mut twister, bits);
        if drawn < limit {
            // Below a 49-bit limit.
            return Ok(Value::from_small_int(drawn as i64));
        }
    }
}

fn seed(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let fresh = Box::new(twister_of(vm, &args[1])?);
    let this = native_of::<Random>(vm, &args[0])?;
    *this.data.twister.lock() = fresh;
    Ok(Value::NONE)
}

fn get_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let this = native_of::<Random>(vm, &args[0])?;
    let mut items: Vec<Value> = Vec::with_capacity(WORDS + 1);
    {
        let twister = this.data.twister.lock();
        items.extend(twister.words.iter().map(|word| Value::from_small_int(i64::from(*word))));
        items.push(Value::from_small_int(twister.next as i64));
    }
    vm.new_tuple(items)
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let items = tuple_items(&args[1]);
    if items.is_empty() {
        return Err(vm.type_error("state vector must be a tuple"));
    }
    if items.len() != WORDS + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; WORDS];
    for (word, item) in words.iter_mut().zip(items) {
        *word = vm.as_i64(item)? as u32;
    }
    let next = match usize::try_from(vm.as_i64(&items[WORDS])?) {
        Ok(next) if next <= WORDS => next,
        _ => return Err(vm.value_error("invalid state")),
    };
    let this = native_of::<Random>(vm, &args[0])?;
    **this.data.twister.lock() = Twister { words, next };
    Ok(Value::NONE)
}

fn system_bits(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let bits = bit_count(vm, &args[0])?;
    let bytes = system_bytes(vm, bits.div_ceil(8))?;
    let number = UBig::from_be_bytes(&bytes) >> (bits.div_ceil(8) * 8 - bits);
    vm.new_big_int(IBig::from(number))
}

fn entropy(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let count = vm.as_i64(&args[0])?;
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    let bytes = system_bytes(vm, count)?;
    vm.new_bytes(&bytes)
}
