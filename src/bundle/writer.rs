//! Writes a bundle from a stream of articles.

use sha2::{Digest as _, Sha256};

use super::article::{encode_article, put_article};
use super::atlas::ColumnShelves;
use super::chunk_ends::{ChunkSizes, chunk_hash, ends, is_full};
use super::story::NamedStories;
use super::{CardRecord, FORMAT, FileEntry, MANIFEST_NAME, Manifest, Shelf, TextRoot};
use crate::index::{ColumnsBuilder, SortedColumns, TextBuilder, TextChunk};
use crate::model::{Article, Story};
use crate::wire::hex;

/// Compresses bytes into a zlib stream; `None` if they are better stored uncompressed.
pub type Packer = fn(&[u8]) -> Option<Vec<u8>>;

/// The packer that compresses nothing.
pub fn store(_: &[u8]) -> Option<Vec<u8>> {
    None
}

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
    stories: NamedStories,
    statements: Vec<u8>,
}

impl Writer {
    /// Creates a writer without articles.
    pub fn new(pack: Packer) -> Writer {
        Writer {
            pack,
            columns: ColumnsBuilder::default(),
            words: TextBuilder::default(),
            texts: Vec::new(),
            text_ends: Vec::new(),
            cards: Vec::new(),
            card_ends: Vec::new(),
            stories: NamedStories::default(),
            statements: Vec::new(),
        }
    }

    /// Adds an article.
    pub fn push(&mut self, article: &Article) {
        encode_article(article, &mut self.texts);
        self.text_ends.push(self.texts.len());
        CardRecord::from_article(article).encode(&mut self.cards);
        self.card_ends.push(self.cards.len());
        self.columns.push(article);
        self.words.push(article);
    }

    /// States which stories the articles tell, after the last article. Without it, they tell those that they state.
    pub fn set_stories(&mut self, stories: Vec<Story>) {
        self.stories = NamedStories::new(stories);
        self.stories.fill(&mut self.columns);
    }

    /// Sets what the `corpus.toml` files state about the whole corpus, as JSON; see [`Manifest::statements`].
    pub fn set_statements(&mut self, statements: Vec<u8>) {
        self.statements = statements;
    }

    /// Passes every file to `emit`, the manifest last.
    ///
    /// # Errors
    ///
    /// The errors of `emit`, or if the manifest cannot be serialised.
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
        let mut shelves = Shelves::new(order.len());
        for article in &order {
            let card = item(&self.cards, &self.card_ends, *article);
            shelves.push(&card, &item(&self.texts, &self.text_ends, *article), &mut out)?;
        }
        shelves.flush(&mut out)?;
        let head =
            ArchiveHead { title, description, without_text: false, stories: self.stories, statements: self.statements };
        close(head, &columns, &order, self.words, &shelves, out)
    }
}

/// Takes articles in order of rank (see [`ranked`](crate::index::ranked)) and writes the bundle along the way, so that
/// no text stays in memory. The result equals that of a [`Writer`].
#[derive(Debug)]
pub struct RankedWriter {
    pack: Packer,
    columns: ColumnsBuilder,
    words: TextBuilder,
    shelves: Shelves,
    card: Vec<u8>,
    without_text: bool,
    stories: NamedStories,
    statements: Vec<u8>,
}

impl RankedWriter {
    /// Creates a writer for this number of articles.
    pub fn new(pack: Packer, articles: usize) -> RankedWriter {
        RankedWriter {
            pack,
            columns: ColumnsBuilder::default(),
            words: TextBuilder::default(),
            shelves: Shelves::new(articles),
            card: Vec::new(),
            without_text: false,
            stories: NamedStories::default(),
            statements: Vec::new(),
        }
    }

    /// Leaves the texts of all articles out; see [`Article::without_text`]. What they are filtered by stays.
    #[must_use]
    pub fn without_text(self) -> RankedWriter {
        RankedWriter { without_text: true, ..self }
    }

    /// Adds the article with the next rank, as encoded by [`encode_article`].
    ///
    /// # Errors
    ///
    /// The errors of `emit`.
    pub fn push<E>(
        &mut self,
        article: &Article,
        bytes: &[u8],
        emit: &mut dyn FnMut(String, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.columns.push(article);
        let bare = self.without_text.then(|| article.without_text());
        let mut bare_bytes = Vec::new();
        bare.iter().for_each(|bare| encode_article(bare, &mut bare_bytes));
        let (article, bytes) = bare.as_ref().map_or((article, bytes), |bare| (bare, bare_bytes.as_slice()));
        self.card.clear();
        CardRecord::from_article(article).encode(&mut self.card);
        self.words.push(article);
        self.shelves.push(&self.card, bytes, &mut Output { pack: self.pack, emit })
    }

    /// States which stories the articles tell, after the last article. Without it, they tell those that they state.
    /// In an archive without texts, the words that hold a story together are left out too.
    pub fn set_stories(&mut self, mut stories: Vec<Story>) {
        if self.without_text {
            stories.iter_mut().for_each(|story| story.why.words.clear());
        }
        self.stories = NamedStories::new(stories);
        self.stories.fill(&mut self.columns);
    }

    /// Sets what the `corpus.toml` files state about the whole corpus, as JSON; see [`Manifest::statements`].
    pub fn set_statements(&mut self, statements: Vec<u8>) {
        self.statements = statements;
    }

    /// Passes the remaining files to `emit`, the manifest last.
    ///
    /// # Errors
    ///
    /// The errors of `emit`, or if the articles were not in order of rank or not as many as announced.
    pub fn finish<E: From<serde_json::Error>>(
        mut self,
        title: Option<String>,
        description: Option<String>,
        emit: &mut dyn FnMut(String, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (columns, order) = self.columns.finish();
        let is_ranked = order.iter().enumerate().all(|(rank, article)| rank == *article as usize);
        if !is_ranked || order.len() != self.shelves.articles {
            return Err(<serde_json::Error as serde::ser::Error>::custom("other articles than announced").into());
        }
        let mut out = Output { pack: self.pack, emit };
        self.shelves.flush(&mut out)?;
        let head = ArchiveHead {
            title,
            description,
            without_text: self.without_text,
            stories: self.stories,
            statements: self.statements,
        };
        close(head, &columns, &order, self.words, &self.shelves, out)
    }
}

/// What the manifest says of the archive as a whole.
struct ArchiveHead {
    title: Option<String>,
    description: Option<String>,
    without_text: bool,
    stories: NamedStories,
    statements: Vec<u8>,
}

/// Writes what comes last: the text index, the columns, the stories and the manifest.
fn close<E: From<serde_json::Error>>(
    head: ArchiveHead,
    columns: &SortedColumns,
    order: &[u32],
    words: TextBuilder,
    shelves: &Shelves,
    mut out: Output<'_, E>,
) -> Result<(), E> {
    let mut root = TextRoot::default();
    let mut positions = Shelf::new("positions");
    let totals = words.finish(order, &mut |chunk| match chunk {
        TextChunk::LexiconChunk(first, count, mut bytes) => {
            root.firsts.push(first);
            out.chunk(&mut root.lexicon, count, &mut bytes)
        }
        TextChunk::Postings(count, bytes) => out.stored_chunk(&mut root.postings, count, bytes),
        TextChunk::Positions(count, bytes) => out.stored_chunk(&mut positions, count, bytes),
    })?;
    root.lengths = totals.lengths;
    root.body_words = totals.body_words;

    let atlas = atlas(columns, &shelves.cards, &mut out)?;
    let mut stories = Shelf::new("stories");
    head.stories.each_chunk(columns, &mut |n, bytes| out.chunk(&mut stories, n, bytes))?;
    let statements = Some(head.statements).filter(|statements| !statements.is_empty());
    let statements = statements.map(|statements| out.file("statements", statements)).transpose()?;
    let manifest = Manifest {
        format: FORMAT,
        title: head.title,
        description: head.description,
        articles: order.len(),
        without_text: head.without_text,
        atlas: out.file("atlas", atlas)?,
        words: out.file("words", root.encode())?,
        positions: out.file("position-shelf", positions.encode())?,
        spelling: out.file("spelling", totals.spelling)?,
        texts: out.file("text-shelf", shelves.texts.encode())?,
        stories: out.file("story-shelf", stories.encode())?,
        statements,
    };
    (out.emit)(MANIFEST_NAME.to_owned(), serde_json::to_vec_pretty(&manifest)?)
}

/// Writes the parts of the columns. Returns the atlas.
fn atlas<E>(columns: &SortedColumns, cards: &Shelf, out: &mut Output<'_, E>) -> Result<Vec<u8>, E> {
    let bytes = columns.encode();
    let mut shelves = ColumnShelves::default();
    for (items, mut part) in bytes.ids {
        out.chunk(&mut shelves.ids, items, &mut part)?;
    }
    for (items, mut part) in bytes.singles {
        out.chunk(&mut shelves.singles, items, &mut part)?;
    }
    let ColumnShelves { names, lists, articles, finders, .. } = &mut shelves;
    for (shelves, mut parts) in
        [(lists, bytes.lists), (articles, bytes.articles), (finders, bytes.finders), (names, bytes.names)]
    {
        for (kind, parts) in parts.iter_mut() {
            for (items, part) in parts {
                out.chunk(&mut shelves[kind], *items, part)?;
            }
        }
    }
    Ok(shelves.encode(bytes.head, cards))
}

/// The shelves of cards and of whole articles, filled in order of rank.
#[derive(Debug)]
struct Shelves {
    articles: usize,
    sizes: ChunkSizes,
    cards: Shelf,
    card_chunk: Vec<u8>,
    n_cards: u32,
    texts: Shelf,
    text_chunk: Vec<u8>,
    n_texts: u32,
}

impl Shelves {
    /// Shelves for this number of articles.
    fn new(articles: usize) -> Shelves {
        Shelves {
            articles,
            sizes: ChunkSizes::new(articles),
            cards: Shelf::new("cards"),
            card_chunk: Vec::new(),
            n_cards: 0,
            texts: Shelf::new("texts"),
            text_chunk: Vec::new(),
            n_texts: 0,
        }
    }

    fn push<E>(&mut self, card: &[u8], text: &[u8], out: &mut Output<'_, E>) -> Result<(), E> {
        let hash = chunk_hash(card);
        self.card_chunk.extend_from_slice(card);
        self.n_cards += 1;
        if ends(hash, 1, self.n_cards.into(), self.sizes.cards(self.cards.len()))
            || is_full(self.n_cards.into(), 1, self.sizes.cards(self.cards.len()))
        {
            self.flush_cards(out)?;
        }
        let length = text.len() as u64;
        if is_full(self.text_chunk.len() as u64, length, self.sizes.text_bytes(self.texts.len())) {
            self.flush_texts(out)?;
        }
        put_article(&mut self.text_chunk, text);
        self.n_texts += 1;
        if ends(hash, length, self.text_chunk.len() as u64, self.sizes.text_bytes(self.texts.len())) {
            self.flush_texts(out)?;
        }
        Ok(())
    }

    fn flush<E>(&mut self, out: &mut Output<'_, E>) -> Result<(), E> {
        if self.n_cards > 0 {
            self.flush_cards(out)?;
        }
        if self.n_texts > 0 {
            self.flush_texts(out)?;
        }
        Ok(())
    }

    fn flush_cards<E>(&mut self, out: &mut Output<'_, E>) -> Result<(), E> {
        out.chunk(&mut self.cards, std::mem::take(&mut self.n_cards), &mut self.card_chunk)
    }

    fn flush_texts<E>(&mut self, out: &mut Output<'_, E>) -> Result<(), E> {
        out.chunk(&mut self.texts, std::mem::take(&mut self.n_texts), &mut self.text_chunk)
    }
}

struct Output<'a, E> {
    pack: Packer,
    emit: &'a mut dyn FnMut(String, Vec<u8>) -> Result<(), E>,
}

impl<E> Output<'_, E> {
    /// The bytes as they are stored, and their original length if they are compressed. `bytes` is emptied and keeps its
    /// capacity.
    fn packed(&self, bytes: &mut Vec<u8>) -> (Vec<u8>, Option<usize>) {
        match (self.pack)(bytes) {
            Some(packed) if packed.len() < bytes.len() => {
                let length = bytes.len();
                bytes.clear();
                (packed, Some(length))
            }
            _ => (std::mem::take(bytes), None),
        }
    }

    /// Appends a chunk. One without items has no file.
    fn chunk(&mut self, shelf: &mut Shelf, items: u32, bytes: &mut Vec<u8>) -> Result<(), E> {
        if items == 0 {
            shelf.push(0, &[0; 32], 0, None);
            return Ok(());
        }
        let (stored, unpacked) = self.packed(bytes);
        let name = shelf.push(items, &Sha256::digest(&stored).into(), stored.len(), unpacked);
        (self.emit)(name, stored)
    }

    /// Appends a chunk that is dense already.
    fn stored_chunk(&mut self, shelf: &mut Shelf, items: u32, bytes: Vec<u8>) -> Result<(), E> {
        let name = shelf.push(items, &Sha256::digest(&bytes).into(), bytes.len(), None);
        (self.emit)(name, bytes)
    }

    fn file(&mut self, kind: &str, mut bytes: Vec<u8>) -> Result<FileEntry, E> {
        let (stored, unpacked) = self.packed(&mut bytes);
        let sha256 = hex(&Sha256::digest(&stored));
        let name = format!("{kind}.{}.bin", sha256.get(..16).unwrap_or_default());
        let bytes = stored.len() as u64;
        (self.emit)(name.clone(), stored)?;
        Ok(FileEntry { name, bytes, sha256, unpacked: unpacked.map(|length| length as u64) })
    }
}
