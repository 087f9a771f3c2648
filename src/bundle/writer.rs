//! Writes a bundle from articles that come one by one.

use serde_json::Result as JsonResult;
use sha2::{Digest as _, Sha256};

use super::{CardRecord, FORMAT, FileEntry, MANIFEST_NAME, Manifest, Shelf, TextRoot, hex};
use crate::index::{ColumnsBuilder, TextBuilder, TextChunk};
use crate::model::Article;

/// Compresses bytes into a zlib stream, or says that they are better stored as they are.
pub type Packer = fn(&[u8]) -> Option<Vec<u8>>;

/// The packer that stores everything as it is.
pub fn store(_: &[u8]) -> Option<Vec<u8>> {
    None
}

/// The number of cards in a chunk.
const CARDS_A_CHUNK: usize = 256;

/// The least size of a chunk of articles, in bytes before compression.
const LEAST_TEXTS: usize = 96 << 10;

/// The number of chunks of articles above which the chunks become larger instead of more.
const MOST_TEXTS_CHUNKS: usize = 4000;

/// Takes articles in any order and writes them as a bundle.
#[derive(Debug)]
pub struct Writer {
    pack: Packer,
    columns: ColumnsBuilder,
    words: TextBuilder,
    texts: Vec<u8>,
    text_ends: Vec<usize>,
    cards: Vec<u8>,
    card_ends: Vec<usize>,
}

impl Writer {
    /// A writer without articles.
    pub fn new(pack: Packer) -> Writer {
        Writer {
            pack,
            columns: ColumnsBuilder::default(),
            words: TextBuilder::default(),
            texts: Vec::new(),
            text_ends: Vec::new(),
            cards: Vec::new(),
            card_ends: Vec::new(),
        }
    }

    /// Adds an article.
    ///
    /// # Errors
    ///
    /// Where it cannot be written as JSON.
    pub fn push(&mut self, article: &Article) -> JsonResult<()> {
        serde_json::to_writer(&mut self.texts, article)?;
        self.texts.push(b'\n');
        self.text_ends.push(self.texts.len());
        CardRecord::of(article).encode(&mut self.cards);
        self.card_ends.push(self.cards.len());
        self.columns.push(article);
        self.words.push(article);
        Ok(())
    }

    /// Hands every file to `emit`, the manifest last.
    ///
    /// # Errors
    ///
    /// What `emit` fails with, or that the manifest cannot be written as JSON.
    pub fn finish<E: From<serde_json::Error>>(
        self,
        title: Option<String>,
        description: Option<String>,
        emit: &mut dyn FnMut(String, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (columns, order) = self.columns.finish();
        let mut out = Output { pack: self.pack, emit };

        let item = |bytes: &[u8], ends: &[usize], article: u32| {
            let end = ends.get(article as usize).copied().unwrap_or_default();
            let before = (article as usize).checked_sub(1);
            let start = before.and_then(|before| ends.get(before)).copied().unwrap_or_default();
            bytes.get(start..end).unwrap_or_default().to_vec()
        };
        let mut cards = Shelf::new("cards");
        for articles in order.chunks(CARDS_A_CHUNK) {
            let chunk: Vec<u8> = articles.iter().flat_map(|a| item(&self.cards, &self.card_ends, *a)).collect();
            out.chunk(&mut cards, articles.len() as u32, chunk)?;
        }
        let mut texts = Shelf::new("texts");
        let size = (self.texts.len() / MOST_TEXTS_CHUNKS).max(LEAST_TEXTS);
        let mut chunk = Vec::new();
        let mut items = 0;
        for article in &order {
            let text = item(&self.texts, &self.text_ends, *article);
            if items > 0 && chunk.len() + text.len() > size {
                out.chunk(&mut texts, items, std::mem::take(&mut chunk))?;
                items = 0;
            }
            chunk.extend_from_slice(&text);
            items += 1;
        }
        if items > 0 {
            out.chunk(&mut texts, items, chunk)?;
        }

        let mut root = TextRoot::default();
        let mut positions = Shelf::new("positions");
        let totals = self.words.finish(&order, &mut |chunk| match chunk {
            TextChunk::Lexicon(first, count, bytes) => {
                root.firsts.push(first);
                out.chunk(&mut root.lexicon, count, bytes)
            }
            TextChunk::Postings(count, bytes) => out.stored_chunk(&mut root.postings, count, bytes),
            TextChunk::Positions(count, bytes) => out.stored_chunk(&mut positions, count, bytes),
        })?;
        root.lengths = totals.lengths;
        root.body_words = totals.body_words;

        let [column_bytes, list_bytes, name_bytes] = columns.encode();
        let manifest = Manifest {
            format: FORMAT,
            title,
            description,
            articles: order.len(),
            columns: out.file("columns", column_bytes)?,
            lists: out.file("lists", list_bytes)?,
            names: out.file("names", name_bytes)?,
            words: out.file("words", root.encode())?,
            positions: out.file("position-shelf", positions.encode())?,
            spelling: out.file("spelling", totals.spelling)?,
            cards: out.file("card-shelf", cards.encode())?,
            texts: out.file("text-shelf", texts.encode())?,
        };
        emit(MANIFEST_NAME.to_owned(), serde_json::to_vec_pretty(&manifest)?)
    }
}

struct Output<'a, E> {
    pack: Packer,
    emit: &'a mut dyn FnMut(String, Vec<u8>) -> Result<(), E>,
}

impl<E> Output<'_, E> {
    fn packed(&self, bytes: Vec<u8>) -> (Vec<u8>, Option<usize>) {
        match (self.pack)(&bytes) {
            Some(packed) if packed.len() < bytes.len() => (packed, Some(bytes.len())),
            _ => (bytes, None),
        }
    }

    fn chunk(&mut self, shelf: &mut Shelf, items: u32, bytes: Vec<u8>) -> Result<(), E> {
        let (stored, unpacked) = self.packed(bytes);
        let name = shelf.push(items, &Sha256::digest(&stored).into(), stored.len(), unpacked);
        (self.emit)(name, stored)
    }

    /// Appends a chunk that is dense already.
    fn stored_chunk(&mut self, shelf: &mut Shelf, items: u32, bytes: Vec<u8>) -> Result<(), E> {
        let name = shelf.push(items, &Sha256::digest(&bytes).into(), bytes.len(), None);
        (self.emit)(name, bytes)
    }

    fn file(&mut self, kind: &str, bytes: Vec<u8>) -> Result<FileEntry, E> {
        let (stored, unpacked) = self.packed(bytes);
        let sha256 = hex(&Sha256::digest(&stored));
        let name = format!("{kind}.{}.bin", sha256.get(..16).unwrap_or_default());
        let bytes = stored.len() as u64;
        (self.emit)(name.clone(), stored)?;
        Ok(FileEntry { name, bytes, sha256, unpacked: unpacked.map(|length| length as u64) })
    }
}
