//! Shelves: data in chunks, each fetched when it is first needed.

use super::FileRef;
use crate::index::Damage;
use crate::wire::bytes::{ByteReader, put_number};

/// The length of the digests of chunks: the first half of a SHA-256.
const DIGEST_LENGTH: usize = 16;

/// The directory of chunked data of one kind.
///
/// # Bytes
///
/// ```text
/// shelf    count, chunk*
/// chunk    items, length, 2 × length after inflating + is-compressed, digest
/// digest   the first 16 bytes of the SHA-256, which also form the name of the file
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    kind: &'static str,
    /// For each chunk, the number of its first item; at the end, the number of all items.
    firsts: Vec<u32>,
    chunks: Vec<ShelfChunk>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ShelfChunk {
    bytes: u32,
    unpacked: u32,
    packed: bool,
    digest: [u8; DIGEST_LENGTH],
}

impl Shelf {
    /// Creates an empty shelf. The names of its files begin with `kind`.
    pub fn new(kind: &'static str) -> Shelf {
        Shelf { kind, firsts: vec![0], chunks: Vec::new() }
    }

    /// The number of chunks.
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether there are no chunks.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The number of items in all chunks.
    pub fn items(&self) -> u32 {
        self.firsts.last().copied().unwrap_or_default()
    }

    /// The chunk that contains an item, and the item's index in it.
    pub fn find(&self, item: u32) -> Option<(usize, u32)> {
        let chunk = self.firsts.partition_point(|first| *first <= item).checked_sub(1)?;
        (chunk < self.len()).then(|| (chunk, item - self.firsts.get(chunk).copied().unwrap_or_default()))
    }

    /// The range of items in a chunk.
    pub fn span(&self, chunk: usize) -> std::ops::Range<u32> {
        let at = |index: usize| self.firsts.get(index).copied().unwrap_or_default();
        at(chunk)..at(chunk + 1)
    }

    /// The file of a chunk.
    pub fn file(&self, chunk: usize) -> Option<FileRef> {
        let found = self.chunks.get(chunk)?;
        Some(FileRef {
            name: name_of(self.kind, &found.digest),
            bytes: u64::from(found.bytes),
            digest: found.digest.to_vec(),
            unpacked: found.packed.then_some(u64::from(found.unpacked)),
        })
    }

    /// Appends a chunk of this many items: its bytes as they are stored, and their length after inflating if they are
    /// compressed. Returns the file's name.
    pub(super) fn push(&mut self, items: u32, sha256: &[u8; 32], stored: usize, unpacked: Option<usize>) -> String {
        let mut digest = [0; DIGEST_LENGTH];
        digest.iter_mut().zip(sha256).for_each(|(to, from)| *to = *from);
        self.chunks.push(ShelfChunk {
            bytes: stored as u32,
            unpacked: unpacked.unwrap_or(stored) as u32,
            packed: unpacked.is_some(),
            digest,
        });
        self.firsts.push(self.items() + items);
        name_of(self.kind, &digest)
    }

    /// The bytes of the shelf.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.chunks.len() as u64);
        for (chunk, firsts) in self.chunks.iter().zip(self.firsts.windows(2)) {
            let items = firsts.last().copied().unwrap_or_default() - firsts.first().copied().unwrap_or_default();
            put_number(&mut out, u64::from(items));
            put_number(&mut out, u64::from(chunk.bytes));
            put_number(&mut out, u64::from(chunk.unpacked) * 2 + u64::from(chunk.packed));
            out.extend_from_slice(&chunk.digest);
        }
        out
    }

    /// Decodes a shelf.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(kind: &'static str, reader: &mut ByteReader<'_>) -> Result<Shelf, Damage> {
        let mut shelf = Shelf::new(kind);
        for _ in 0..reader.count(1)? {
            let items = reader.number32()?;
            let bytes = reader.number32()?;
            let unpacked = reader.number()?;
            let mut digest = [0; DIGEST_LENGTH];
            digest.copy_from_slice(reader.bytes(DIGEST_LENGTH)?);
            shelf.chunks.push(ShelfChunk {
                bytes,
                unpacked: (unpacked >> 1) as u32,
                packed: unpacked & 1 == 1,
                digest,
            });
            shelf.firsts.push(shelf.items().checked_add(items).ok_or(Damage::new("too many items"))?);
        }
        Ok(shelf)
    }
}

fn name_of(kind: &str, digest: &[u8]) -> String {
    format!("{kind}.{}.bin", crate::wire::hex(digest))
}
