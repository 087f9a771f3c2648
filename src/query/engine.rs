//! The engine: an archive that answers questions, or says which files it needs first.
//!
//! Nothing here waits or fetches. The engine answers a question at once from the files it has, or returns the files
//! that are missing. The caller fetches, verifies and inflates them, supplies them, and asks again. So the same engine
//! runs natively, in the page and behind `engine.js`.

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answer::{Answer, Card, CardActor, CardOutlet, Hit, MonthCount, Snippet, ValueCount};
use super::error::{FileDamage, QueryError};
use super::info::{ArchiveInfo, Names};
use super::request::Query;
use super::run::{NumericAnswer, run};
use super::snippet::Highlighter;
use super::step_counter::{InSteps, StepCounter, finish};
use crate::bundle::{
    CARD_ACTORS, CardRecord, FORMAT, FileEntry, FileRef, MANIFEST_NAME, Manifest, Opening, Shelf, TextRoot,
    article_bytes, article_json, card_at, decode_article, decode_opening,
};
use crate::index::text::{LexiconChunk, WordBits};
use crate::index::{ByFacet, Columns, Damage, FacetKind, Rank, ValueId};
use crate::model::{Article, Place};
use crate::wire::bytes::ByteReader;
use crate::wire::hex;
use crate::wire::json::{self, Fields, FromFields, JsonError};
use crate::wire::sort::sort_by;

/// The reason why a question has no answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pause {
    /// These files must be supplied first.
    Need(Vec<FileRef>),
    /// The functions for words must be supplied first; see [`Engine::open_without_text_functions`].
    NeedTextFunctions,
    /// There will be no answer.
    Failed(QueryError),
}

impl From<QueryError> for Pause {
    fn from(error: QueryError) -> Pause {
        Pause::Failed(error)
    }
}

/// An answer, or the reason why there is none yet.
pub type QueryResult<T> = Result<T, Pause>;

/// Decoded chunks of bits, by number.
pub(super) type BitsCache = RefCell<FxHashMap<usize, Rc<WordBits>>>;

/// The maximum length of an article's text that is read for a list, in bytes, so that a long text cannot block the
/// page.
const OPENING_BYTES: usize = 1 << 20;

/// The places of words in an article: the title or paragraph, and the range in bytes.
pub(super) type WordPlaces = Vec<(Place, Range<usize>)>;

/// The functions for words.
pub struct TextFunctions {
    /// Finds the articles that match the words of a query; `None` if its text has none.
    pub(super) find: for<'a> fn(&'a Engine, &'a Query, &'a StepCounter) -> InSteps<'a, Option<NumericAnswer>>,
    /// The words that snippets show and highlights mark; `None` if there are none.
    pub(super) wanted: fn(&Query) -> QueryResult<Option<Highlighter>>,
    /// Adds snippets and marks to the card of the article with this rank.
    pub(super) mark: for<'a> fn(&'a Engine, &'a mut Card, Rank, &'a Highlighter, &'a StepCounter) -> InSteps<'a, ()>,
    /// The places of the words in an article, in reading order.
    pub(super) places: for<'a> fn(&'a Engine, &'a Article, &'a Query, &'a StepCounter) -> InSteps<'a, WordPlaces>,
}

impl fmt::Debug for TextFunctions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TextFunctions")
    }
}

/// An archive that answers questions, or says which files it needs first.
#[derive(Debug)]
pub struct Engine {
    pub(super) manifest: Manifest,
    hash: String,
    /// The supplied files, verified and inflated.
    held: RefCell<FxHashMap<String, Rc<Vec<u8>>>>,
    columns: OnceCell<Columns>,
    cards: OnceCell<Shelf>,
    texts: OnceCell<Shelf>,
    ranks: RefCell<FxHashMap<String, Rank>>,
    text_functions: Cell<Option<&'static TextFunctions>>,
    pub(super) root: OnceCell<TextRoot>,
    pub(super) positions_shelf: OnceCell<Shelf>,
    pub(super) lexicons: RefCell<FxHashMap<usize, Rc<LexiconChunk>>>,
    pub(super) postings: BitsCache,
    pub(super) positions: BitsCache,
}

impl Engine {
    /// Opens an archive like [`Engine::open`], but pauses at the first query with words until
    /// [`Engine::supply_text_functions`] is called, so that their code can be loaded later.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::open`].
    pub fn open_without_text_functions(manifest: &[u8]) -> Result<Engine, QueryError> {
        let damaged = |error: JsonError| damaged(MANIFEST_NAME, error);
        let ManifestFormat(format) = json::read(manifest).map_err(damaged)?;
        if format != FORMAT {
            return Err(QueryError::OtherFormat { found: format, known: FORMAT });
        }
        let hash = hex(&<sha2::Sha256 as sha2::Digest>::digest(manifest));
        let manifest: Manifest = json::read(manifest).map_err(damaged)?;
        for entry in manifest.files() {
            if let Some(doubt) = FileRef::from(entry).doubt() {
                return Err(self::damaged(&entry.name, doubt));
            }
        }
        Ok(Engine {
            manifest,
            hash,
            held: RefCell::default(),
            columns: OnceCell::new(),
            cards: OnceCell::new(),
            texts: OnceCell::new(),
            ranks: RefCell::default(),
            text_functions: Cell::new(None),
            root: OnceCell::new(),
            positions_shelf: OnceCell::new(),
            lexicons: RefCell::default(),
            postings: BitsCache::default(),
            positions: BitsCache::default(),
        })
    }

    /// Supplies a file that was needed, verified and inflated.
    pub fn supply(&self, name: &str, bytes: Vec<u8>) {
        self.held.borrow_mut().insert(name.to_owned(), Rc::new(bytes));
    }

    /// Supplies the functions for words.
    pub fn supply_text_functions(&self, text_functions: &'static TextFunctions) {
        self.text_functions.set(Some(text_functions));
    }

    /// The functions for the words of a query; `None` if it has none.
    fn text_functions(&self, query: &Query) -> QueryResult<Option<&'static TextFunctions>> {
        if query.text.trim().is_empty() {
            return Ok(None);
        }
        self.text_functions.get().map(Some).ok_or(Pause::NeedTextFunctions)
    }

    /// A summary of the archive.
    pub fn info(&self) -> QueryResult<ArchiveInfo> {
        let columns = self.columns()?;
        let dates = &columns.dates;
        let dated = dates.dated();
        Ok(ArchiveInfo {
            title: self.manifest.title.clone(),
            description: self.manifest.description.clone(),
            articles: dates.articles(),
            outlets: columns.facet(FacetKind::Outlets).values.len(),
            actors: columns.facet(FacetKind::Actors).values.len(),
            from: dated.0.checked_sub(1).and_then(|rank| dates.get(Rank(rank))),
            to: dates.latest(),
            undated: dates.articles() - dated.index(),
            hash: self.hash.clone(),
        })
    }

    /// The ids of all actors and outlets, by name.
    pub fn names(&self) -> QueryResult<Names> {
        let columns = self.columns()?;
        let by_name = |kind| {
            let values = &columns.facet(kind).values;
            let mut pairs: Vec<(String, String)> = Vec::with_capacity(values.len());
            for value in ValueId::up_to(values.len()) {
                let name = values.name(value);
                // Equal names are adjacent; the first id wins.
                if pairs.last().is_none_or(|(last, _)| last != name) {
                    pairs.push((name.to_owned(), values.id(value).to_owned()));
                }
            }
            pairs
        };
        Ok(Names { actors: by_name(FacetKind::Actors), outlets: by_name(FacetKind::Outlets) })
    }

    /// Answers a query, in the numbers of the columns, in steps that are counted.
    pub async fn find(&self, query: &Query, steps: &StepCounter) -> QueryResult<NumericAnswer> {
        query.check()?;
        let columns = self.columns()?;
        let found = match self.text_functions(query)? {
            Some(text_functions) => (text_functions.find)(self, query, steps).await?,
            None => None,
        };
        let found = found.unwrap_or_else(|| run(columns, query, None));
        steps.take(columns.dates.articles()).await;
        Ok(found)
    }

    /// Answers a query at once, however long it takes.
    pub fn query(&self, query: &Query) -> QueryResult<Answer> {
        finish(self.query_in_steps(query, &StepCounter::at_once()))
    }

    /// Answers a query in steps that are counted.
    pub async fn query_in_steps(&self, query: &Query, steps: &StepCounter) -> QueryResult<Answer> {
        let found = self.find(query, steps).await?;
        let columns = self.columns()?;
        let outlets = columns.facet(FacetKind::Outlets);
        let hit = |rank: &Rank| {
            let outlet = outlets.codes(*rank).first().map(|outlet| outlets.values.id(*outlet).to_owned());
            Hit { id: columns.ids.get(*rank), date: columns.dates.get(*rank), outlet }
        };
        let hits: Vec<Hit> = found.hits.iter().map(hit).collect();
        let mut ranks = self.ranks.borrow_mut();
        ranks.clear();
        ranks.extend(hits.iter().map(|hit| hit.id.clone()).zip(found.hits.iter().copied()));
        let facets = ByFacet::from_fn(|kind| {
            let values = &columns.facet(kind).values;
            let count = |(value, count): &(ValueId, u32)| ValueCount {
                id: values.id(*value).to_owned(),
                name: values.name(*value).to_owned(),
                kind: values.kind(*value),
                count: *count as usize,
            };
            found.facets[kind].iter().map(count).collect()
        });
        Ok(Answer {
            total: found.total,
            hits,
            facets,
            without_outlet: found.without_outlet,
            histogram: found
                .months
                .iter()
                .map(|(month, count)| MonthCount { month: *month, count: *count as usize })
                .collect(),
            undated: found.undated,
            suggestion: found.suggestion,
            took_ms: 0.0,
        })
    }

    /// The cards of these articles, in the order of the ids; unknown ids are left out.
    pub fn cards(&self, ids: &[String], query: &Query) -> QueryResult<Vec<Card>> {
        finish(self.cards_in_steps(ids, query, &StepCounter::at_once()))
    }

    /// The cards of these articles, like [`Engine::cards`], in steps that are counted.
    pub async fn cards_in_steps(&self, ids: &[String], query: &Query, steps: &StepCounter) -> QueryResult<Vec<Card>> {
        let columns = self.columns()?;
        let shelf = self.shelf(&self.cards, "cards", &self.manifest.cards)?;
        let ranks: Vec<Rank> = ids.iter().filter_map(|id| self.rank(id)).collect();
        let text_functions = self.text_functions(query)?;
        let wanted = match text_functions {
            Some(text_functions) => (text_functions.wanted)(query)?,
            None => None,
        };
        let places: Vec<_> = ranks.iter().filter_map(|rank| shelf.find(rank.0)).collect();
        let mut files: Vec<FileRef> = places.iter().filter_map(|(chunk, _)| shelf.file(*chunk)).collect();
        let texts = if wanted.is_some() { self.shelf(&self.texts, "texts", &self.manifest.texts)? } else { shelf };
        if wanted.is_some() {
            files.extend(ranks.iter().filter_map(|rank| texts.file(texts.find(rank.0)?.0)));
        }
        self.want(files.into_iter())?;
        let mut cards = Vec::with_capacity(ranks.len());
        for (rank, (chunk, place)) in ranks.iter().zip(&places) {
            let Some(file) = shelf.file(*chunk) else { continue };
            let record = card_at(&self.file(&file)?, *place).map_err(|damage| damaged(&file.name, damage))?;
            let record = record.ok_or_else(|| damaged(&file.name, FileDamage::NoCard))?;
            let mut card = card(columns, *rank, &record);
            if let (Some(text_functions), Some(wanted)) = (text_functions, &wanted) {
                (text_functions.mark)(self, &mut card, *rank, wanted, steps).await?;
            }
            cards.push(card);
        }
        Ok(cards)
    }

    /// Succeeds if the texts of these articles are loaded; otherwise asks for all missing ones together.
    pub fn gather(&self, ids: &[String]) -> QueryResult<()> {
        self.columns()?;
        let shelf = self.shelf(&self.texts, "texts", &self.manifest.texts)?;
        let places = ids.iter().filter_map(|id| shelf.find(self.rank(id)?.0));
        self.want(places.filter_map(|(chunk, _)| shelf.file(chunk)))
    }

    /// The places in an article that match the words of a query, in reading order: the title or paragraph, and the range
    /// in bytes.
    pub async fn places(&self, article: &Article, query: &Query, steps: &StepCounter) -> QueryResult<WordPlaces> {
        match self.text_functions(query)? {
            Some(text_functions) => (text_functions.places)(self, article, query, steps).await,
            None => Ok(Vec::new()),
        }
    }

    /// A whole article.
    pub fn article(&self, id: &str) -> QueryResult<Article> {
        self.decoded(self.rank_of(id)?, decode_article)
    }

    /// A whole article as JSON.
    pub fn article_json(&self, id: &str) -> QueryResult<String> {
        self.decoded(self.rank_of(id)?, article_json)
    }

    fn rank_of(&self, id: &str) -> QueryResult<Rank> {
        self.columns()?;
        Ok(self.rank(id).ok_or_else(|| QueryError::UnknownArticle(id.to_owned()))?)
    }

    /// The beginning of the article with this rank: its first megabyte of text.
    pub(super) fn opening_at(&self, rank: Rank) -> QueryResult<Opening> {
        self.decoded(rank, |bytes| decode_opening(bytes, OPENING_BYTES))
    }

    fn decoded<T>(&self, rank: Rank, decode: fn(&[u8]) -> Result<T, Damage>) -> QueryResult<T> {
        let shelf = self.shelf(&self.texts, "texts", &self.manifest.texts)?;
        let found = shelf.find(rank.0).and_then(|(chunk, place)| Some((shelf.file(chunk)?, place)));
        let (file, place) = found.ok_or_else(|| damaged(&self.manifest.texts.name, FileDamage::NoArticle))?;
        let bytes = self.file(&file)?;
        let damage = |damage: Damage| damaged(&file.name, damage);
        let article = article_bytes(&bytes, place).map_err(damage)?;
        let article = article.ok_or_else(|| damaged(&file.name, FileDamage::NoArticle))?;
        Ok(decode(article).map_err(damage)?)
    }

    /// The columns, if their files are loaded.
    pub fn columns(&self) -> QueryResult<&Columns> {
        if let Some(columns) = self.columns.get() {
            return Ok(columns);
        }
        let parts = [&self.manifest.columns, &self.manifest.lists, &self.manifest.names];
        self.want(parts.iter().map(|entry| FileRef::from(*entry)))?;
        let [columns, lists, names] = parts.map(|entry| self.file(&FileRef::from(entry)));
        let decoded = Columns::decode(&columns?, &lists?, &names?)
            .map_err(|damage| damaged(&self.manifest.columns.name, damage))?;
        if decoded.dates.articles() != self.manifest.articles {
            return Err(damaged(MANIFEST_NAME, FileDamage::OtherCount).into());
        }
        parts.iter().for_each(|entry| self.drop_file(&entry.name));
        Ok(self.columns.get_or_init(|| decoded))
    }

    fn rank(&self, id: &str) -> Option<Rank> {
        let remembered = self.ranks.borrow().get(id).copied();
        remembered.or_else(|| self.columns.get()?.ids.rank(id))
    }

    fn shelf<'a>(&self, cell: &'a OnceCell<Shelf>, kind: &'static str, entry: &FileEntry) -> QueryResult<&'a Shelf> {
        if let Some(shelf) = cell.get() {
            return Ok(shelf);
        }
        let bytes = self.file(&FileRef::from(entry))?;
        let shelf = Shelf::decode(kind, &mut ByteReader::new(&bytes)).map_err(|d| damaged(&entry.name, d))?;
        Ok(cell.get_or_init(|| shelf))
    }

    /// Drops a file that was decoded.
    pub(super) fn drop_file(&self, name: &str) {
        self.held.borrow_mut().remove(name);
    }

    pub(super) fn file(&self, file: &FileRef) -> QueryResult<Rc<Vec<u8>>> {
        let held = self.held.borrow().get(&file.name).cloned();
        held.ok_or_else(|| Pause::Need(vec![file.clone()]))
    }

    /// Asks for all of these files that are not loaded, together.
    fn want(&self, files: impl Iterator<Item = FileRef>) -> QueryResult<()> {
        let held = self.held.borrow();
        let mut missing: Vec<FileRef> = files.filter(|file| !held.contains_key(&file.name)).collect();
        sort_by(&mut missing, |a, b| a.name.cmp(&b.name));
        missing.dedup();
        if missing.is_empty() { Ok(()) } else { Err(Pause::Need(missing)) }
    }
}

/// The format number of a manifest, whatever its format.
struct ManifestFormat(u32);

impl FromFields for ManifestFormat {
    fn from_fields(fields: &mut Fields) -> Result<ManifestFormat, JsonError> {
        fields.number("format").map(ManifestFormat)
    }
}

pub(super) fn damaged(name: &str, damage: impl Into<FileDamage>) -> QueryError {
    QueryError::Damaged { name: name.to_owned(), damage: damage.into() }
}

fn card(columns: &Columns, rank: Rank, record: &CardRecord) -> Card {
    let date = columns.dates.get(rank);
    let outlets = columns.facet(FacetKind::Outlets);
    let languages = columns.facet(FacetKind::Language);
    let actors = &columns.facet(FacetKind::Actors).values;
    let actor = |id: &String| {
        let value = actors.find(id)?;
        Some(CardActor { id: id.clone(), name: actors.name(value).to_owned(), kind: actors.kind(value) })
    };
    Card {
        id: columns.ids.get(rank),
        title: record.title.clone(),
        date,
        date_precision: date.map(|date| date.precision()),
        date_basis: record.date_basis,
        outlet: outlets.codes(rank).first().map(|outlet| CardOutlet {
            id: outlets.values.id(*outlet).to_owned(),
            name: outlets.values.name(*outlet).to_owned(),
        }),
        language: languages.codes(rank).first().map(|code| languages.values.id(*code).to_owned()),
        actors: record.actors.iter().take(CARD_ACTORS).filter_map(actor).collect(),
        snippets: vec![Snippet { text: record.opening.clone(), marks: Vec::new() }],
        title_marks: Vec::new(),
    }
}
