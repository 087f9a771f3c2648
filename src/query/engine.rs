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
use super::matches::Matches;
use super::request::Query;
use super::run::{DEFAULT_FACET_LIMIT, NumericAnswer, run, run_unfiltered, selects_few, tests_lists_alone};
use super::snippet::Highlighter;
use super::step_counter::{InSteps, StepCounter, finish};
use crate::bundle::{
    Atlas, CARD_ACTORS, CardRecord, CardRecordActor, FORMAT, FileEntry, FileRef, MANIFEST_NAME, Manifest, Opening,
    Shelf, TextRoot, article_bytes, card_at, decode_article, decode_opening,
};
use crate::index::text::{LexiconChunk, WordBits};
use crate::index::{ByFacet, ColumnPart, Columns, Damage, FacetKind, Rank, ValueId};
use crate::model::{Article, Place};
use crate::wire::bytes::ByteReader;
use crate::wire::hex;
use crate::wire::json::{self, Fields, FromFields, JsonError};
use crate::wire::record::Json as _;
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
    atlas: OnceCell<Atlas>,
    texts: OnceCell<Shelf>,
    pub(super) stories: OnceCell<Shelf>,
    ranks: RefCell<FxHashMap<String, Rank>>,
    /// The last answer for which ids or names are missing, with its query.
    unnamed: RefCell<Option<(Query, NumericAnswer)>>,
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
            atlas: OnceCell::new(),
            texts: OnceCell::new(),
            stories: OnceCell::new(),
            ranks: RefCell::default(),
            unnamed: RefCell::default(),
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
            without_text: self.manifest.without_text,
            outlets: columns.values(FacetKind::Outlets).len(),
            actors: columns.values(FacetKind::Actors).len(),
            from: dated.0.checked_sub(1).and_then(|rank| dates.get(Rank(rank))),
            to: dates.latest(),
            undated: dates.articles() - dated.index(),
            values: ByFacet::from_fn(|kind| columns.values(kind).len()),
            hash: self.hash.clone(),
        })
    }

    /// The ids of all actors and outlets, by name.
    pub fn names(&self) -> QueryResult<Names> {
        let columns = self.columns()?;
        const KINDS: [FacetKind; 2] = [FacetKind::Actors, FacetKind::Outlets];
        self.load(KINDS.into_iter().flat_map(|kind| columns.name_parts(kind)))?;
        let by_name = |kind| {
            let values = columns.values(kind);
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

    /// Answers a query, in the numbers of the columns, in steps that are counted. The ids and names of everything in the
    /// answer are loaded.
    pub async fn find(&self, query: &Query, steps: &StepCounter) -> QueryResult<NumericAnswer> {
        query.check()?;
        let kept = self.unnamed.take().filter(|(asked, _)| asked == query);
        let found = match kept {
            Some((_, found)) => found,
            None => self.counted(query, steps).await?,
        };
        if let Err(pause) = self.load_shown(&found) {
            self.unnamed.replace(Some((query.clone(), found)));
            return Err(pause);
        }
        Ok(found)
    }

    /// Answers a query like [`Engine::find`], without the ids and names of what is in the answer.
    pub(super) async fn counted(&self, query: &Query, steps: &StepCounter) -> QueryResult<NumericAnswer> {
        let columns = self.columns()?;
        if let Some(found) = run_unfiltered(columns, query) {
            return Ok(found);
        }
        let found = match self.text_functions(query)? {
            Some(text_functions) => (text_functions.find)(self, query, steps).await?,
            None => None,
        };
        let found = match found {
            Some(found) => found,
            None => {
                self.load_counted(query)?;
                self.run(query, None)?
            }
        };
        steps.take(columns.dates.articles());
        steps.rest().await;
        Ok(found)
    }

    /// Answers a query whose filters are loaded, in the numbers of the columns. `text` holds the articles that match its text,
    /// if it has one.
    pub(super) fn run(&self, query: &Query, text: Option<&Matches>) -> QueryResult<NumericAnswer> {
        let columns = self.columns()?;
        loop {
            let missing = match run(columns, query, text) {
                Ok(found) => return Ok(found),
                Err(missing) => missing,
            };
            let mut parts = Vec::new();
            for kind in FacetKind::ALL {
                let of_kind = |part: &ColumnPart| matches!(part, ColumnPart::Articles(of, _) if *of == kind);
                let articles: Vec<ColumnPart> = missing.iter().copied().filter(of_kind).collect();
                let whole: Vec<ColumnPart> = if articles.is_empty() { Vec::new() } else { columns.parts(kind) };
                let takes_whole = self.missing_bytes(&whole)? < self.missing_bytes(&articles)?;
                parts.extend(if takes_whole { whole } else { articles });
            }
            self.load(parts.into_iter())?;
        }
    }

    /// The size in bytes of the files of those parts that have not been supplied.
    fn missing_bytes(&self, parts: &[ColumnPart]) -> QueryResult<u64> {
        let atlas = self.atlas()?;
        let missing = parts.iter().filter(|part| !atlas.columns.has(**part)).filter_map(|part| atlas.file(*part));
        Ok(missing.map(|file| file.bytes).sum())
    }

    /// Answers a query at once, however long it takes.
    pub fn query(&self, query: &Query) -> QueryResult<Answer> {
        finish(self.query_in_steps(query, &StepCounter::at_once()))
    }

    /// Answers a query in steps that are counted.
    pub async fn query_in_steps(&self, query: &Query, steps: &StepCounter) -> QueryResult<Answer> {
        let found = self.find(query, steps).await?;
        let columns = self.columns()?;
        let outlets = columns.values(FacetKind::Outlets);
        let hit = |rank: &Rank| {
            let outlet = columns.single(FacetKind::Outlets, *rank).map(|outlet| outlets.id(outlet).to_owned());
            Hit { id: columns.id(*rank), date: columns.dates.get(*rank), outlet }
        };
        let hits: Vec<Hit> = found.hits.iter().map(hit).collect();
        self.ranks.borrow_mut().clear();
        self.remember(hits.iter().map(|hit| hit.id.clone()).zip(found.hits.iter().copied()));
        let facets = ByFacet::from_fn(|kind| {
            let values = columns.values(kind);
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

    /// Remembers the ranks of articles by their ids, whose cards are likely to be asked for next.
    pub(super) fn remember(&self, ranks: impl Iterator<Item = (String, Rank)>) {
        self.ranks.borrow_mut().extend(ranks);
    }

    /// The cards of these articles, in the order of the ids; unknown ids are left out.
    pub fn cards(&self, ids: &[String], query: &Query) -> QueryResult<Vec<Card>> {
        finish(self.cards_in_steps(ids, query, &StepCounter::at_once()))
    }

    /// The cards of these articles, like [`Engine::cards`], in steps that are counted.
    pub async fn cards_in_steps(&self, ids: &[String], query: &Query, steps: &StepCounter) -> QueryResult<Vec<Card>> {
        let Atlas { columns, cards: shelf, .. } = self.atlas()?;
        let ranks = self.ranks(ids)?;
        self.load_singles(&ranks)?;
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
        self.want(files)?;
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
        let ranks = self.ranks(ids)?;
        let shelf = self.shelf(&self.texts, "texts", &self.manifest.texts)?;
        let places = ranks.iter().filter_map(|rank| shelf.find(rank.0));
        self.want(places.filter_map(|(chunk, _)| shelf.file(chunk)).collect())
    }

    /// The places in an article that match the words of a query, in reading order: the title or paragraph, and the range
    /// in bytes.
    pub async fn places(&self, article: &Article, query: &Query, steps: &StepCounter) -> QueryResult<WordPlaces> {
        match self.text_functions(query)? {
            Some(text_functions) => (text_functions.places)(self, article, query, steps).await,
            None => Ok(Vec::new()),
        }
    }

    /// What the `corpus.toml` files state about the whole corpus, as JSON; `None` if they state nothing.
    pub fn statements(&self) -> QueryResult<Option<String>> {
        let Some(entry) = &self.manifest.statements else { return Ok(None) };
        let bytes = self.file(&FileRef::from(entry))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| damaged(&entry.name, Damage::new("invalid UTF-8")))?;
        Ok(Some(text.to_owned()))
    }

    /// A whole article.
    pub fn article(&self, id: &str) -> QueryResult<Article> {
        let rank = self.rank_of(id)?;
        self.with_story(self.decoded(rank, decode_article)?, rank)
    }

    /// A whole article as JSON.
    pub fn article_json(&self, id: &str) -> QueryResult<String> {
        let mut json = String::new();
        self.article(id)?.write(&mut json);
        Ok(json)
    }

    pub(super) fn rank_of(&self, id: &str) -> QueryResult<Rank> {
        let ranks = self.ranks(std::slice::from_ref(&id))?;
        Ok(ranks.first().copied().ok_or_else(|| QueryError::UnknownArticle(id.to_owned()))?)
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

    /// The atlas, if its file is loaded.
    fn atlas(&self) -> QueryResult<&Atlas> {
        if let Some(atlas) = self.atlas.get() {
            return Ok(atlas);
        }
        let entry = &self.manifest.atlas;
        let bytes = self.file(&FileRef::from(entry))?;
        let decoded = Atlas::decode(&bytes).map_err(|damage| damaged(&entry.name, damage))?;
        if decoded.columns.dates.articles() != self.manifest.articles {
            return Err(damaged(MANIFEST_NAME, FileDamage::OtherCount).into());
        }
        self.drop_file(&entry.name);
        Ok(self.atlas.get_or_init(|| decoded))
    }

    /// The columns, with the parts that have been loaded.
    pub fn columns(&self) -> QueryResult<&Columns> {
        self.atlas().map(|atlas| &atlas.columns)
    }

    /// Adds these parts to the columns.
    pub(super) fn load(&self, mut parts: impl Iterator<Item = ColumnPart>) -> QueryResult<()> {
        self.load_parts(&mut parts)
    }

    /// [`Engine::load`], compiled once for all iterators.
    fn load_parts(&self, parts: &mut dyn Iterator<Item = ColumnPart>) -> QueryResult<()> {
        let atlas = self.atlas()?;
        let missing = parts.filter(|part| !atlas.columns.has(*part)).filter_map(|part| Some((part, atlas.file(part)?)));
        let missing: Vec<(ColumnPart, FileRef)> = missing.collect();
        self.want(missing.iter().map(|(_, file)| file.clone()).collect())?;
        for (part, file) in missing {
            // A part that was listed twice is there by now.
            if !atlas.columns.has(part) {
                atlas.columns.supply(part, &self.file(&file)?).map_err(|damage| damaged(&file.name, damage))?;
                self.drop_file(&file.name);
            }
        }
        Ok(())
    }

    /// Loads what the filters of a query test and what its answer counts.
    pub(super) fn load_counted(&self, query: &Query) -> QueryResult<()> {
        loop {
            // What has been found tells what else is needed.
            let parts = self.counted_parts(query)?;
            let columns = self.columns()?;
            if parts.iter().all(|part| columns.has(*part)) {
                return Ok(());
            }
            self.load(parts.into_iter())?;
        }
    }

    /// The value of a facet with this id, with its name loaded.
    pub(super) fn find_value(&self, kind: FacetKind, id: &str) -> QueryResult<Option<ValueId>> {
        let columns = self.columns()?;
        loop {
            let parts = columns.parts_to_find(kind, id);
            if parts.iter().all(|part| columns.has(*part)) {
                return Ok(columns.values(kind).find(id));
            }
            self.load(parts.into_iter())?;
        }
    }

    /// Loads what most filters need, before one is chosen: of divided facets nothing.
    pub fn load_ahead(&self) -> QueryResult<()> {
        let columns = self.columns()?;
        let facets = FacetKind::ALL.into_iter().filter(|kind| !columns.is_divided(*kind));
        let ids = columns.are_ids_numbers().then(|| columns.id_parts());
        self.load(facets.flat_map(|kind| columns.parts(kind)).chain(ids.into_iter().flatten()))
    }

    /// The parts that [`Engine::load_counted`] loads, as far as they are known now.
    fn counted_parts(&self, query: &Query) -> QueryResult<Vec<ColumnPart>> {
        let columns = self.columns()?;
        let counts_values = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT) > 0;
        let mut parts = Vec::new();
        for (kind, filter) in query.filters.iter() {
            let chosen = || [&filter.all, &filter.any, &filter.none].into_iter().flatten();
            chosen().for_each(|id| parts.extend(columns.parts_to_find(kind, id)));
            if columns.is_divided(kind) && selects_few(query) && tests_lists_alone(query, kind) {
                let values = columns.values(kind);
                let found = |id: &String| values.find(id).map_or_else(|| values.candidates(id), |value| vec![value]);
                parts.extend(chosen().flat_map(found).map(|value| columns.list_part(kind, value)));
            } else if counts_values || kind == FacetKind::Outlets || chosen().next().is_some() {
                parts.append(&mut columns.parts(kind));
            }
        }
        // Texts are long, so those of the hits are loaded when they are known.
        if columns.are_ids_numbers() {
            parts.extend(columns.id_parts());
        }
        Ok(parts)
    }

    /// Loads a facet with all names.
    pub(super) fn load_named(&self, kind: FacetKind) -> QueryResult<()> {
        let columns = self.columns()?;
        self.load(columns.parts(kind).into_iter().chain(columns.name_parts(kind)))
    }

    /// Loads the ids and names of everything in an answer.
    fn load_shown(&self, found: &NumericAnswer) -> QueryResult<()> {
        let columns = self.columns()?;
        let names = found.facets.iter().flat_map(|(kind, counts)| {
            let part = move |(value, _): &(ValueId, u32)| columns.values(kind).part_of(*value);
            counts.iter().filter_map(part).map(move |part| ColumnPart::Names(kind, part))
        });
        let ids = found.hits.iter().map(|rank| ColumnPart::Ids(columns.span_of(*rank)));
        let singles = found.hits.iter().map(|rank| ColumnPart::Singles(columns.span_of(*rank)));
        self.load(names.chain(ids).chain(singles))?;
        self.load_singles(&found.hits)
    }

    /// Loads the values that these articles have in facets of single values, with their names.
    pub(super) fn load_singles(&self, ranks: &[Rank]) -> QueryResult<()> {
        let columns = self.columns()?;
        self.load(ranks.iter().map(|rank| ColumnPart::Singles(columns.span_of(*rank))))?;
        let names = ranks.iter().flat_map(|rank| {
            [FacetKind::Outlets, FacetKind::Language].into_iter().filter_map(|kind| {
                let part = columns.values(kind).part_of(columns.single(kind, *rank)?)?;
                Some(ColumnPart::Names(kind, part))
            })
        });
        self.load(names)
    }

    /// The ranks of the articles with these ids, without unknown ones.
    fn ranks(&self, ids: &[impl AsRef<str>]) -> QueryResult<Vec<Rank>> {
        let columns = self.columns()?;
        let remembered = self.ranks.borrow();
        let known = |id: &str| remembered.get(id).copied();
        if !ids.iter().all(|id| known(id.as_ref()).is_some()) {
            self.load(columns.id_parts())?;
        }
        Ok(ids.iter().filter_map(|id| known(id.as_ref()).or_else(|| columns.rank(id.as_ref()))).collect())
    }

    pub(super) fn shelf<'a>(
        &self,
        cell: &'a OnceCell<Shelf>,
        kind: &'static str,
        entry: &FileEntry,
    ) -> QueryResult<&'a Shelf> {
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
    pub(super) fn want(&self, mut missing: Vec<FileRef>) -> QueryResult<()> {
        let held = self.held.borrow();
        missing.retain(|file| !held.contains_key(&file.name));
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
    let (outlets, languages) = (columns.values(FacetKind::Outlets), columns.values(FacetKind::Language));
    let actor =
        |actor: &CardRecordActor| CardActor { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind };
    Card {
        id: columns.id(rank),
        title: record.title.clone(),
        date,
        date_precision: date.map(|date| date.precision()),
        date_basis: record.date_basis,
        outlet: columns
            .single(FacetKind::Outlets, rank)
            .map(|outlet| CardOutlet { id: outlets.id(outlet).to_owned(), name: outlets.name(outlet).to_owned() }),
        language: columns.single(FacetKind::Language, rank).map(|language| languages.id(language).to_owned()),
        actors: record.actors.iter().take(CARD_ACTORS).map(actor).collect(),
        snippets: vec![Snippet { text: record.opening.clone(), marks: Vec::new() }],
        title_marks: Vec::new(),
    }
}
