//! Python's hashes on plain data.
//!
//! Owns the hash of numbers (equal numbers hash alike, whatever their type), of tuples and sets
//! from the hashes of their items, and the seeded hash of str and bytes. Must not know objects.
//! Invariants: no hash is -1; the key of the string hash is chosen once and never changes.
//! Numbers follow the scheme of the language reference (modulo 2**61 - 1); tuples use the round
//! of xxHash, sets and strings the constants of CPython, so bytes hash as they do there.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::OnceLock;

use dashu_int::IBig;
use siphasher::sip::SipHasher13;

use super::error::TextError;
use super::float_repr::float_decompose;

const MODULUS_BITS: u32 = 61;
/// `sys.hash_info.modulus`.
pub const MODULUS: u64 = (1 << MODULUS_BITS) - 1;
/// `sys.hash_info.inf`.
pub const INFINITY_HASH: i64 = 314_159;
/// `sys.hash_info.imag`.
pub const IMAGINARY_FACTOR: i64 = 1_000_003;

fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

fn signed(negative: bool, residue: u64) -> i64 {
    let hash = residue as i64;
    avoid_minus_one(if negative { -hash } else { hash })
}

pub fn hash_i64(value: i64) -> i64 {
    signed(value < 0, value.unsigned_abs() % MODULUS)
}

pub fn hash_int(value: &IBig) -> i64 {
    let (sign, words) = value.as_sign_words();
    let fold = |residue: u128, word: &dashu_int::Word| {
        ((residue << dashu_int::Word::BITS) | u128::from(*word)) % u128::from(MODULUS)
    };
    let residue = words.iter().rev().fold(0, fold);
    signed(sign == dashu_int::Sign::Negative, residue as u64)
}

/// None for a nan, which hashes by identity.
pub fn hash_float(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY_HASH } else { -INFINITY_HASH });
    }
    let (mantissa, exponent) = float_decompose(value);
    let shift = exponent.rem_euclid(MODULUS_BITS as i32) as u32;
    // Two to the 61st is one here, so a multiplication by a power of two is a rotation.
    let residue = mantissa.unsigned_abs();
    let rotated = (residue << shift & MODULUS) | residue >> (MODULUS_BITS - shift);
    Some(signed(mantissa < 0, rotated))
}

/// `nan_hash` stands in for a part that is a nan.
pub fn hash_complex(real: f64, imag: f64, nan_hash: i64) -> i64 {
    let real = hash_float(real).unwrap_or(nan_hash);
    let imag = hash_float(imag).unwrap_or(nan_hash);
    avoid_minus_one(real.wrapping_add(imag.wrapping_mul(IMAGINARY_FACTOR)))
}

/// Combines the hashes of a tuple's items, in order.
#[derive(Debug, Clone)]
pub struct TupleHasher {
    state: u64,
    length: u64,
}

const XXHASH_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XXHASH_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XXHASH_PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> TupleHasher {
        TupleHasher { state: XXHASH_PRIME_5, length: 0 }
    }
}

impl TupleHasher {
    pub fn add(&mut self, item_hash: i64) {
        let mixed = self.state.wrapping_add((item_hash as u64).wrapping_mul(XXHASH_PRIME_2));
        self.state = mixed.rotate_left(31).wrapping_mul(XXHASH_PRIME_1);
        self.length += 1;
    }

    pub fn finish(&self) -> i64 {
        let hash = self.state.wrapping_add(self.length ^ XXHASH_PRIME_5 ^ 3_527_539) as i64;
        if hash == -1 { 1_546_275_796 } else { hash }
    }
}

/// The hash of a tuple whose items have these hashes.
pub fn hash_tuple(item_hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::default();
    item_hashes.into_iter().for_each(|hash| hasher.add(hash));
    hasher.finish()
}

/// The hash of a frozenset whose items have these hashes, in any order.
pub fn hash_frozenset(item_hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut combined = 0u64;
    let mut length = 0u64;
    for item_hash in item_hashes {
        let item = item_hash as u64;
        combined ^= (item ^ 89_869_747 ^ item << 16).wrapping_mul(3_644_798_167);
        length += 1;
    }
    combined ^= (length + 1).wrapping_mul(1_927_868_237);
    combined ^= combined >> 11 ^ combined >> 25;
    let hash = combined.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 { 590_923_713 } else { hash }
}

/// Where the key of the string hash comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashSeed {
    /// A new key for every process.
    Random,
    /// The same key every time; 0 means a key of zeros.
    Fixed(u32),
}

impl HashSeed {
    /// Reads the value of `PYTHONHASHSEED`. Errors: Value, for the caller to end with.
    pub fn from_setting(setting: Option<&str>) -> Result<HashSeed, TextError> {
        match setting {
            None | Some("" | "random") => Ok(HashSeed::Random),
            Some(number) => number.parse().map(HashSeed::Fixed).map_err(|_| {
                TextError::value("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]")
            }),
        }
    }

    fn key(self) -> (u64, u64) {
        match self {
            HashSeed::Random => {
                // Each RandomState is keyed from the system's entropy and hashes nothing here.
                let draw = || RandomState::new().build_hasher().finish();
                (draw(), draw())
            }
            HashSeed::Fixed(0) => (0, 0),
            HashSeed::Fixed(seed) => {
                let mut bytes = congruential_bytes(seed);
                let mut word = || u64::from_le_bytes(std::array::from_fn(|_| bytes.next().unwrap_or(0)));
                (word(), word())
            }
        }
    }
}

/// The linear congruential generator that CPython expands a seed with.
fn congruential_bytes(seed: u32) -> impl Iterator<Item = u8> {
    let step = |state: &u32| Some(state.wrapping_mul(214_013).wrapping_add(2_531_011));
    std::iter::successors(Some(seed), step).skip(1).map(|state| (state >> 16) as u8)
}

static STRING_KEY: OnceLock<(u64, u64)> = OnceLock::new();

/// Chooses the key. False if a key is in use already, which then stays.
pub fn set_hash_seed(seed: HashSeed) -> bool {
    STRING_KEY.set(seed.key()).is_ok()
}

/// The seeded hash of str and bytes: SipHash-1-3. Without `set_hash_seed` before, the key is random.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    hash_with_key(bytes, *STRING_KEY.get_or_init(|| HashSeed::Random.key()))
}

fn hash_with_key(bytes: &[u8], key: (u64, u64)) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    avoid_minus_one(SipHasher13::new_with_keys(key.0, key.1).hash(bytes) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, expected) in [
            (MODULUS as i64, 0),
            (MODULUS as i64 - 1, MODULUS as i64 - 1),
            (-(MODULUS as i64), 0),
            (-1, -2),
            (1, 1),
            (i64::MIN, -4),
            (i64::MAX, 3),
        ] {
            assert_eq!(hash_i64(value), expected);
            assert_eq!(hash_int(&IBig::from(value)), expected);
        }
        assert_eq!(hash_int(&(IBig::ONE << 100)), 549755813888);
        assert_eq!(hash_int(&(IBig::from(7) - (IBig::ONE << 100))), -549755813881);
        assert_eq!(hash_int(&IBig::from(10).pow(50)), 619332571178673746);
        for (value, expected) in [
            (0.1, 230584300921369408),
            (-0.1, -230584300921369408),
            (1e300, 1224995262755759164),
            (5e-324, 16777216),
            (-1.0, -2),
            (2305843009213693952.0, 1),
            (1.5, 1152921504606846977),
            (-0.0, 0),
            (f64::NEG_INFINITY, -314159),
            (1e16, 10000000000000000),
        ] {
            assert_eq!(hash_float(value), Some(expected), "{value}");
        }
        assert_eq!(hash_float(f64::NAN), None);
        assert_eq!(hash_complex(0.5, -0.5, 0), -2305843009213693952);
        assert_eq!(hash_complex(f64::INFINITY, -1.0, 0), -1685847);
        assert_eq!(hash_complex(-1.0, 0.0, 0), -2);
    }

    #[test]
    fn containers() {
        assert_eq!(hash_tuple([]), 5740354900026072187);
        assert_eq!(hash_tuple([1]), -6644214454873602895);
        assert_eq!(hash_tuple([1, 2, 3]), 529344067295497451);
        assert_eq!(hash_tuple(0..100), 4479737025582696436);
        assert_eq!(hash_frozenset([]), 133146708735736);
        assert_eq!(hash_frozenset([1]), -558064481276695278);
        assert_eq!(hash_frozenset([3, 1, 2]), -272375401224217160);
        assert_eq!(hash_frozenset(0..100), 4411996150312757951);
    }

    #[test]
    fn strings() {
        let hash = |seed, bytes: &[u8]| hash_with_key(bytes, HashSeed::Fixed(seed).key());
        assert_eq!(hash(0, b""), 0);
        assert_eq!(hash(0, b"a"), 4644417185603328019);
        assert_eq!(hash(0, b"abcdefgh"), 4574395652268504554);
        assert_eq!(hash(42, b"hello"), 841626496250501200);
        assert_eq!(hash(u32::MAX, &[b'x'; 100]), 2424569201148640282);
        assert_eq!(HashSeed::from_setting(Some("7")), Ok(HashSeed::Fixed(7)));
        assert_eq!(HashSeed::from_setting(None), Ok(HashSeed::Random));
        assert!(HashSeed::from_setting(Some("-1")).is_err());
        assert_ne!(HashSeed::Random.key(), HashSeed::Random.key());
    }
}
