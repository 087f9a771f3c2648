//! A zip archive of uncompressed files (APPNOTE 6.3.10), as much as texts need: UTF-8 names, and more than 65,535
//! entries through the zip64 end record. The page cannot afford the size of the `zip` crate; a test reads the archives
//! with that crate.
//!
//! ```text
//! entry*   "PK\3\4" version flags method time date crc size size name-length 0 name bytes
//! listing* "PK\1\2" version version flags method time date crc size size name-length 0 0 0 0 0 offset name
//! [zip64 end "PK\6\6" …, its locator "PK\6\7" …]
//! end      "PK\5\6" 0 0 entries entries listing-size listing-offset 0
//! ```

/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;

/// The earliest day that the format can express. Files carry no time, so that equal content gives equal bytes.
const DATE: u16 = 0x21;

/// A zip archive in progress.
#[derive(Debug, Default)]
pub struct Zip {
    bytes: Vec<u8>,
    listing: Vec<u8>,
    n_entries: u64,
}

impl Zip {
    /// Adds a file.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let offset = clamped(self.bytes.len());
        let (length, name_length) = (clamped(content.len()), name.len().min(usize::from(u16::MAX)) as u16);
        let name = name.as_bytes().get(..usize::from(name_length)).unwrap_or_default();
        let mut shared = Vec::with_capacity(26);
        for field in [20_u16, FLAGS, 0, 0, DATE] {
            shared.extend(field.to_le_bytes());
        }
        for field in [crc32(content), length, length] {
            shared.extend(field.to_le_bytes());
        }
        shared.extend(name_length.to_le_bytes());
        shared.extend([0; 2]);

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&shared);
        self.bytes.extend(name);
        self.bytes.extend(content);

        self.listing.extend(b"PK\x01\x02");
        self.listing.extend(20_u16.to_le_bytes());
        self.listing.extend(&shared);
        self.listing.extend([0; 10]);
        self.listing.extend(offset.to_le_bytes());
        self.listing.extend(name);
        self.n_entries += 1;
    }

    /// The complete archive.
    pub fn finish(mut self) -> Vec<u8> {
        let (start, size) = (self.bytes.len() as u64, self.listing.len() as u64);
        self.bytes.append(&mut self.listing);
        if self.n_entries >= u64::from(u16::MAX) {
            let end = self.bytes.len() as u64;
            self.bytes.extend(b"PK\x06\x06");
            self.bytes.extend(44_u64.to_le_bytes());
            self.bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            for field in [self.n_entries, self.n_entries, size, start] {
                self.bytes.extend(field.to_le_bytes());
            }
            self.bytes.extend(b"PK\x06\x07\0\0\0\0");
            self.bytes.extend(end.to_le_bytes());
            self.bytes.extend(1_u32.to_le_bytes());
        }
        let n_entries = u16::try_from(self.n_entries).unwrap_or(u16::MAX);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(n_entries.to_le_bytes());
        self.bytes.extend(n_entries.to_le_bytes());
        self.bytes.extend(clamped(size as usize).to_le_bytes());
        self.bytes.extend(clamped(start as usize).to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// A length as the format stores it; WebAssembly memory cannot exceed four gigabytes.
fn clamped(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The CRC-32 checksum of ISO 3309, computed four bits at a time.
fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xEDB8_8320;
    let mut table = [0_u32; 16];
    for (at, entry) in table.iter_mut().enumerate() {
        *entry = (0..4).fold(at as u32, |rest, _| if rest & 1 == 1 { (rest >> 1) ^ POLYNOMIAL } else { rest >> 1 });
    }
    let half = |sum: u32, bits: u32| (sum >> 4) ^ table[((sum ^ bits) & 15) as usize];
    !bytes.iter().fold(!0, |sum, byte| half(half(sum, u32::from(*byte)), u32::from(*byte >> 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
