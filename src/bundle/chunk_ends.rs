//! Where the chunks of cards and of whole articles end.
//!
//! A chunk ends after an article that says so itself, by the hash of its card (content-defined chunking; Muthitacharoen,
//! Chen and Mazières 2001). So articles that are added, changed or removed alter the chunks around them, and all others
//! keep their bytes and names.

use crate::wire::{HASH_START, hash_bytes, mixed_hash};

/// The mean number of cards in the smallest chunks.
const CARDS_A_CHUNK: u64 = 256;

/// The mean size of the smallest chunks of whole articles, in bytes before compression.
const TEXTS_A_CHUNK: u64 = 96 << 10;

/// Up to these numbers of articles, all chunks are of the smallest size; for each doubling, the size doubles.
const MAX_SMALL_CARDS: usize = 1 << 18;
const MAX_SMALL_TEXTS: usize = 1 << 16;

/// The maximum number of doublings that follow from the number of articles.
const MAX_DOUBLINGS: u32 = 3;

/// The number of chunks of each smaller size before those of the archive's size, so that the newest articles are in the
/// smallest chunks.
const CHUNKS_A_SIZE: usize = 64;

/// After each this many chunks, the size doubles whatever the number of articles, which bounds the number of files.
const MAX_CHUNKS_A_SIZE: usize = 4000;

/// How large the chunks of an archive are.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChunkSizes {
    card_doublings: u32,
    text_doublings: u32,
}

impl ChunkSizes {
    /// The sizes for this number of articles.
    pub(super) fn new(articles: usize) -> ChunkSizes {
        let doublings = |small: usize| articles.div_ceil(small).max(1).next_power_of_two().ilog2().min(MAX_DOUBLINGS);
        ChunkSizes { card_doublings: doublings(MAX_SMALL_CARDS), text_doublings: doublings(MAX_SMALL_TEXTS) }
    }

    /// The mean number of cards in the chunk with this number.
    pub(super) fn cards(self, chunk: usize) -> u64 {
        CARDS_A_CHUNK << doublings(self.card_doublings, chunk)
    }

    /// The mean size of the chunk of whole articles with this number, in bytes before compression.
    pub(super) fn text_bytes(self, chunk: usize) -> u64 {
        TEXTS_A_CHUNK << doublings(self.text_doublings, chunk)
    }
}

fn doublings(most: u32, chunk: usize) -> usize {
    (chunk / CHUNKS_A_SIZE).min(most as usize) + (chunk / MAX_CHUNKS_A_SIZE).min(5)
}

/// The hash by which an article ends its chunks.
pub(super) fn chunk_hash(card: &[u8]) -> u32 {
    mixed_hash(hash_bytes(HASH_START, card))
}

/// Whether a chunk ends after an article: `length` is that of the chunk with the article, `of_article` that of the article
/// alone. No chunk is shorter than three quarters of the mean; what ends a long chunk would end a short one as well.
pub(super) fn ends(hash: u32, of_article: u64, length: u64, mean: u64) -> bool {
    length >= mean / 4 * 3 && u64::from(hash) < (of_article << 32) / (mean / 4)
}

/// Whether another article of this length would make a chunk too long.
pub(super) fn is_full(length: u64, of_article: u64, mean: u64) -> bool {
    length > 0 && length + of_article > mean / 2 * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of chunks of the mean sizes that hold this much.
    fn n_chunks(size: impl Fn(usize) -> u64, all: u64) -> usize {
        let mut rest = all;
        let mut chunks = 0;
        while rest > 0 {
            rest = rest.saturating_sub(size(chunks));
            chunks += 1;
        }
        chunks
    }

    /// The numbers of chunks of cards and of whole articles of `bytes` each.
    fn counts(articles: usize, bytes: u64) -> (usize, usize) {
        let sizes = ChunkSizes::new(articles);
        let all = articles as u64;
        (n_chunks(|chunk| sizes.cards(chunk), all), n_chunks(|chunk| sizes.text_bytes(chunk), all * bytes))
    }

    #[test]
    fn a_million_articles_with_text_leave_room_for_the_words_among_ten_thousand_files() {
        assert_eq!(counts(10_000, 3_300), (40, 336));
        assert_eq!(counts(100_000, 3_300), (391, 1711));
        assert_eq!(counts(1_000_000, 3_300), (1057, 4167));
        // Articles of twice the length, and ten times as many short ones.
        let (cards, texts) = counts(1_000_000, 6_600);
        assert!(cards + texts < 7_500, "{cards} {texts}");
        let (cards, texts) = counts(10_000_000, 300);
        assert!(cards + texts < 10_000, "{cards} {texts}");
    }

    #[test]
    fn the_newest_articles_are_in_the_smallest_chunks() {
        let sizes = ChunkSizes::new(1_000_000);
        assert_eq!([0, 63, 64, 128, 3999, 4000].map(|chunk| sizes.cards(chunk)), [256, 256, 512, 1024, 1024, 2048]);
        assert_eq!([0, 64, 3000].map(|chunk| sizes.text_bytes(chunk) >> 10), [96, 192, 768]);
        assert_eq!(ChunkSizes::new(0).text_bytes(3999), TEXTS_A_CHUNK);
    }

    /// The chunks of these articles, each with its length.
    fn cut(articles: &[(u32, u64)], mean: u64) -> Vec<Vec<(u32, u64)>> {
        let mut chunks = vec![Vec::new()];
        let mut length = 0;
        for (name, bytes) in articles.iter().copied() {
            if is_full(length, bytes, mean) {
                chunks.push(Vec::new());
                length = 0;
            }
            length += bytes;
            chunks.last_mut().unwrap().push((name, bytes));
            if ends(chunk_hash(&name.to_le_bytes()), bytes, length, mean) {
                chunks.push(Vec::new());
                length = 0;
            }
        }
        chunks.retain(|chunk| !chunk.is_empty());
        chunks
    }

    #[test]
    fn added_articles_alter_the_chunks_around_them() {
        let articles: Vec<(u32, u64)> = (0..50_000).map(|name| (name, 1000 + u64::from(name * 7919 % 4001))).collect();
        let mean = 96 << 10;
        let before = cut(&articles, mean);
        let bytes: u64 = articles.iter().map(|(_, bytes)| bytes).sum();
        assert!((bytes / mean).abs_diff(before.len() as u64) < bytes / mean / 10, "{} chunks", before.len());
        let mut more: Vec<(u32, u64)> = (90_000..90_300).map(|name| (name, 3000)).collect();
        more.extend(&articles);
        more.insert(20_000, (99_999, 2000));
        more.remove(40_000);
        let after = cut(&more, mean);
        let changed = after.iter().filter(|chunk| !before.contains(chunk)).count();
        assert!(changed < 30, "{changed} of {}", after.len());
        let fits = |chunk: &Vec<(u32, u64)>| chunk.iter().map(|(_, bytes)| bytes).sum::<u64>() <= mean / 2 * 3;
        assert!(after.iter().all(fits));
        // An article longer than a chunk has one of its own.
        assert_eq!(cut(&[(1, 50), (2, 5 * mean), (3, 50)], mean).len(), 3);
    }
}
