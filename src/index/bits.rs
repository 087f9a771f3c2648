//! Reading and writing bits: Golomb-Rice and Elias-gamma codes for numbers that are mostly small.
//!
//! Bits fill a byte from the lowest up. A Rice code with parameter `k` (Rice 1971) is the upper part of the number in
//! unary (that many zeros, then a one), followed by its `k` lower bits. Gaps between the members of a random set are
//! geometrically distributed; for those, the code is within a few hundredths of a bit of the entropy if `k` fits the
//! density (Golomb 1966). A gamma code (Elias 1975) is the length of the number in unary, followed by the number.

use crate::wire::bytes::{CUT, Damage};

/// The maximum length of a unary part; a number that would need more is written whole after it.
const MAX_ZEROS: u32 = 24;

/// Writes bits.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl BitWriter {
    /// Writes the lowest `count` bits, at most 32.
    #[inline]
    pub fn put(&mut self, bits: u32, count: u32) {
        debug_assert!(count <= 32 && (count == 32 || bits >> count == 0));
        self.held |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// Writes a number in the Rice code with parameter `k`, at most 31.
    #[inline]
    pub fn put_rice(&mut self, number: u32, k: u32) {
        let upper = number >> k;
        if upper < MAX_ZEROS && upper + 1 + k <= 32 {
            let lower = u64::from(number & ((1 << k) - 1));
            self.put((1 << upper | lower << (upper + 1)) as u32, upper + 1 + k);
        } else if upper < MAX_ZEROS {
            self.put(1 << upper, upper + 1);
            self.put(number & ((1 << k) - 1), k);
        } else {
            self.put(1 << MAX_ZEROS, MAX_ZEROS + 1);
            self.put(number, 32);
        }
    }

    /// Writes a number, at least 1, in the gamma code.
    pub fn put_gamma(&mut self, number: u32) {
        let length = 31 - number.max(1).leading_zeros();
        self.put(0, length);
        self.put(1, 1);
        self.put(number & !(1 << length), length);
    }

    /// The number of bytes, including a partial last one.
    pub fn len(&self) -> usize {
        self.bytes.len() + self.count.div_ceil(8) as usize
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the bytes to `out`, pads the last one with zeros, and starts again.
    pub fn drain_into(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.bytes);
        let held = self.held.to_le_bytes();
        out.extend_from_slice(held.get(..self.count.div_ceil(8) as usize).unwrap_or(&held));
        self.held = 0;
        self.count = 0;
    }
}

/// Reads bits. Past the end it returns zeros, and [`BitReader::check`] reports that.
#[derive(Clone, Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    next: usize,
    held: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    /// Creates a reader of these bytes.
    pub fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader { bytes, next: 0, held: 0, count: 0 }
    }

    /// Makes at least 56 bits available.
    #[inline(always)]
    fn refill(&mut self) {
        if let Some(Ok(eight)) = self.bytes.get(self.next..).and_then(|rest| rest.get(..8)).map(<[u8; 8]>::try_from) {
            self.held |= u64::from_le_bytes(eight) << self.count;
            let taken = (63 - self.count) >> 3;
            self.next += taken as usize;
            self.count += taken * 8;
        } else {
            while self.count < 56 {
                let byte = self.bytes.get(self.next).copied().unwrap_or(0);
                self.held |= u64::from(byte) << self.count;
                self.next += 1;
                self.count += 8;
            }
        }
    }

    #[inline(always)]
    fn drop_bits(&mut self, count: u32) {
        self.held >>= count;
        self.count -= count;
    }

    /// The next `count` bits, at most 32.
    #[inline(always)]
    pub fn take(&mut self, count: u32) -> u32 {
        self.refill();
        let bits = (self.held & ((1u64 << count) - 1)) as u32;
        self.drop_bits(count);
        bits
    }

    /// A number in the Rice code with parameter `k`, at most 31.
    #[inline(always)]
    pub fn rice(&mut self, k: u32) -> u32 {
        self.refill();
        let zeros = self.held.trailing_zeros();
        if zeros < MAX_ZEROS {
            self.drop_bits(zeros + 1);
            let lower = (self.held & ((1u64 << k) - 1)) as u32;
            self.drop_bits(k);
            (zeros << k) | lower
        } else {
            self.drop_bits(MAX_ZEROS + 1);
            self.take(32)
        }
    }

    /// A number in the gamma code; at least 1.
    #[inline(always)]
    pub fn gamma(&mut self) -> u32 {
        self.refill();
        let length = self.held.trailing_zeros().min(31);
        self.drop_bits(length + 1);
        (1 << length) | self.take(length)
    }

    /// Whether the next bit is set.
    #[inline(always)]
    pub fn flag(&mut self) -> bool {
        self.take(1) == 1
    }

    /// Fails if more bits were read than there are.
    pub fn check(&self) -> Result<(), Damage> {
        let read = self.next as u64 * 8 - u64::from(self.count);
        if read > self.bytes.len() as u64 * 8 { Err(CUT) } else { Ok(()) }
    }
}

/// The Rice parameter for the gaps between `members` numbers spread over `span`.
///
/// The best parameter for a geometric distribution with mean `m` is about log2(m ln 2) (Kiely 2004).
pub fn rice_parameter(members: u64, span: u64) -> u32 {
    let scaled = span.saturating_mul(693) / members.max(1).saturating_mul(1000);
    // The floor of the logarithm, rounded up if the number is closer to the next power.
    match scaled {
        0 | 1 => 0,
        _ => (63 - scaled.leading_zeros() + u32::from((scaled >> (62 - scaled.leading_zeros())) & 1 == 1)).min(28),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn codes_read_back(numbers in prop::collection::vec((any::<u32>(), 0u32..32, 0u32..32), 0..200)) {
            let mut writer = BitWriter::default();
            for (number, k, shift) in &numbers {
                writer.put_rice(number >> shift, *k);
                writer.put_gamma((number >> shift).max(1));
                writer.put(number & 7, 3);
            }
            let mut bytes = Vec::new();
            let length = writer.len();
            writer.drain_into(&mut bytes);
            prop_assert_eq!(bytes.len(), length);
            let mut reader = BitReader::new(&bytes);
            for (number, k, shift) in numbers {
                prop_assert_eq!(reader.rice(k), number >> shift);
                prop_assert_eq!(reader.gamma(), (number >> shift).max(1));
                prop_assert_eq!(reader.take(3), number & 7);
            }
            prop_assert_eq!(reader.check(), Ok(()));
            reader.take(8);
            prop_assert_eq!(reader.check(), Err(CUT));
        }

        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..40), k in 0u32..32) {
            let mut reader = BitReader::new(&bytes);
            for _ in 0..400 {
                reader.rice(k);
                reader.gamma();
            }
            prop_assert_eq!(reader.check(), Err(CUT));
        }
    }
}
