//! The checksum of a single-file page.

use sha2::{Digest as _, Sha256};

use crate::wire::hex;

/// Adds up the parts of a page in the order in which they stand. `check.js` does the same.
///
/// The checksum is three words: the number of parts; the length of all their texts in UTF-16 units; and the SHA-256 of the
/// SHA-256s of all parts, in hexadecimal digits and separated by commas. That of a part is over its name, a line feed and its
/// text.
#[derive(Clone, Debug, Default)]
pub(super) struct Checksum {
    sums: Vec<String>,
    length: usize,
}

impl Checksum {
    /// Adds the next part: its name in the page, and its text.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        self.length += text.encode_utf16().count();
        self.sums.push(hex(&Sha256::new().chain_update(name).chain_update("\n").chain_update(text).finalize()));
    }

    /// The checksum of all parts.
    pub(super) fn finish(&self) -> String {
        format!("{} {} {}", self.sums.len(), self.length, hex(&Sha256::digest(self.sums.join(","))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_texts_and_their_order_count() {
        let sum = |parts: &[(&str, &str)]| {
            let mut sum = Checksum::default();
            parts.iter().for_each(|(name, text)| sum.add(name, text));
            sum.finish()
        };
        let whole = sum(&[("a", "één 😀"), ("b", "two")]);
        assert!(whole.starts_with("2 9 "), "{whole}");
        for other in
            [&[("b", "two"), ("a", "één 😀")][..], &[("a", "één 😀"), ("c", "two")], &[("a", "één 😀"), ("b", "twó")]]
        {
            assert_ne!(sum(other), whole);
        }
    }
}
