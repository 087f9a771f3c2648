//! Columns: dates, ids and facets of all articles, by rank.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::facet::{ArticleLists, ValueLists};
use super::ids::Ids;
use super::{ArticleDates, ByFacet, Facet, FacetKind, Rank, ValueId, Values};
use crate::wire::bytes::{ByteReader, Damage, put_number};

/// The number of articles in the first span of ranks. Each span is three times as long as all before it, up to
/// [`MAX_SPAN`], so that the newest articles are in a short one and large archives have few.
const FIRST_SPAN: u32 = 1024;

/// The maximum number of articles in a span.
const MAX_SPAN: u32 = 32 << 10;

/// A part of the columns that is supplied when it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnPart {
    /// The ids of the articles in a span of ranks.
    Ids(usize),
    /// The facets of which an article has at most one value, in a span of ranks.
    Singles(usize),
    /// The articles of some values of a facet of which an article can have many.
    Lists(FacetKind, usize),
    /// The values of the articles in a range of ranks, for a facet whose lists are divided.
    Articles(FacetKind, usize),
    /// The numbers of the values whose ids have similar hashes; see [`Values`].
    Finder(FacetKind, usize),
    /// The names of some values of a facet; see [`Values`].
    Names(FacetKind, usize),
}

/// Dates, ids and facets of all articles, by rank.
///
/// The dates and the frequent values are there from the beginning; [`Columns::supply`] adds the rest in parts. What has not
/// been supplied is empty.
///
/// # Bytes
///
/// ```text
/// head     dates, are-ids-numbers (1 byte), values of each facet
/// ids      first rank, ids
/// singles  first rank, for each facet of single values, if it has values: code* (1 byte), far number*
/// lists    facet (1 byte), first value, articles of each value of the part
/// articles facet (1 byte), first rank, values of each article of the part
/// ```
///
/// A *code* is 0 if the article has no value, 255 if a far number gives the value, and else the place of the value among
/// the most frequent ones, counted from 1. The articles of a facet whose lists are in one part have no part of their own:
/// they follow from the lists, as they do once all lists are there. See [`ArticleDates`], [`Ids`], [`Facet`] and [`Values`] for the others.
#[derive(Debug, Default)]
pub struct Columns {
    /// The dates.
    pub dates: ArticleDates,
    are_ids_numbers: bool,
    spans: Vec<Range<u32>>,
    ids: Vec<OnceCell<Ids>>,
    values: ByFacet<Values>,
    facets: ByFacet<OnceCell<Rc<Facet>>>,
    divisions: ByFacet<Division>,
    /// The supplied parts of facets that are not complete.
    partial: RefCell<ByFacet<PartialFacet>>,
    /// The supplied spans of single values, until all are there: the values of each such facet.
    singles: RefCell<FxHashMap<usize, Rc<SingleValues>>>,
    /// What a facet is that has not been supplied.
    nothing: Rc<Facet>,
}

/// How a facet of many values is divided into parts: the ranges of values, and those of articles if there are any.
#[derive(Debug, Default)]
struct Division {
    lists: Vec<Range<u32>>,
    articles: Vec<Range<u32>>,
}

/// The supplied parts of a facet of many values.
#[derive(Debug, Default)]
struct PartialFacet {
    lists: FxHashMap<usize, ValueLists>,
    articles: FxHashMap<usize, ArticleLists>,
    /// All of these together, once that has been asked for.
    joined: Option<Rc<Facet>>,
}

/// The values of each facet of single values in a span; empty for facets without values and for all others.
type SingleValues = ByFacet<Vec<ValueId>>;

impl Columns {
    /// The facet of this kind; empty if it has not been supplied as a whole.
    #[inline]
    pub fn facet(&self, kind: FacetKind) -> &Facet {
        self.facets[kind].get().unwrap_or(&self.nothing)
    }

    /// The facet of this kind with what has been supplied of it. The lists of all other values and articles are empty.
    pub fn facet_so_far(&self, kind: FacetKind) -> Rc<Facet> {
        if let Some(whole) = self.facets[kind].get() {
            return whole.clone();
        }
        if !self.is_divided(kind) {
            return self.nothing.clone();
        }
        let Division { lists, articles } = &self.divisions[kind];
        let mut partial = self.partial.borrow_mut();
        let partial = &mut partial[kind];
        let (known_lists, known_articles) = (&partial.lists, &partial.articles);
        let join = || {
            Rc::new(Facet::partial(
                lists.iter().enumerate().map(|(part, of)| (of.len(), known_lists.get(&part))),
                articles.iter().enumerate().map(|(part, of)| (of.len(), known_articles.get(&part))),
            ))
        };
        partial.joined.get_or_insert_with(join).clone()
    }

    /// Whether parts of this facet answer questions about few articles.
    pub fn is_divided(&self, kind: FacetKind) -> bool {
        !self.divisions[kind].articles.is_empty()
    }

    /// Whether a facet has been supplied as a whole.
    pub fn is_whole(&self, kind: FacetKind) -> bool {
        self.facets[kind].get().is_some()
    }

    /// The part with the articles of a value.
    pub fn list_part(&self, kind: FacetKind, value: ValueId) -> ColumnPart {
        ColumnPart::Lists(kind, self.divisions[kind].lists.partition_point(|values| values.end <= value.0))
    }

    /// The part with the values of an article, and the rank after its last article.
    pub fn article_part(&self, kind: FacetKind, rank: Rank) -> Option<(ColumnPart, Rank)> {
        let articles = &self.divisions[kind].articles;
        let part = articles.partition_point(|ranks| ranks.end <= rank.0);
        Some((ColumnPart::Articles(kind, part), Rank(articles.get(part)?.end)))
    }

    /// Says how the facets of many values are divided: the ranges of values, and those of articles if there are any.
    ///
    /// # Errors
    ///
    /// If these are not all values, or not all articles.
    pub fn divide(&mut self, kind: FacetKind, lists: Vec<Range<u32>>, articles: Vec<Range<u32>>) -> Result<(), Damage> {
        let end = |ranges: &[Range<u32>]| ranges.last().map_or(0, |range| range.end) as usize;
        let n_values = if kind.is_single() { 0 } else { self.values[kind].len() };
        let is_whole = articles.is_empty() || end(&articles) == self.dates.articles();
        if end(&lists) != n_values || !is_whole {
            return Err(Damage::new("lists are missing"));
        }
        self.divisions[kind] = Division { lists, articles };
        Ok(())
    }

    /// The parts that are needed to find a value by its id, as far as they are known now; none if it has been found or does
    /// not exist.
    pub fn parts_to_find(&self, kind: FacetKind, id: &str) -> Vec<ColumnPart> {
        let values = &self.values[kind];
        if values.find_frequent(id).is_some() || self.name_parts(kind).all(|part| self.has(part)) {
            return Vec::new();
        }
        let Some(bucket) = values.bucket_of(id) else { return self.name_parts(kind).collect() };
        if !values.has_bucket(bucket) {
            return vec![ColumnPart::Finder(kind, bucket)];
        }
        let part = |value: ValueId| values.part_of(value).map(|part| ColumnPart::Names(kind, part));
        values.candidates(id).into_iter().filter_map(part).collect()
    }

    /// The values of a facet.
    pub fn values(&self, kind: FacetKind) -> &Values {
        &self.values[kind]
    }

    /// The value of an article in a facet of single values, if its span has been supplied.
    pub fn single(&self, kind: FacetKind, rank: Rank) -> Option<ValueId> {
        if let Some(facet) = self.facets[kind].get() {
            return facet.codes(rank).first().copied();
        }
        let span = self.span_of(rank);
        let chunk = self.singles.borrow().get(&span).cloned()?;
        let place = rank.0.checked_sub(self.spans.get(span)?.start)?;
        chunk[kind].get(place as usize).copied().filter(|value| *value != ValueId::NONE)
    }

    /// The number of spans of ranks.
    pub fn n_spans(&self) -> usize {
        self.spans.len()
    }

    /// The span of ranks that contains a rank.
    pub fn span_of(&self, rank: Rank) -> usize {
        self.spans.partition_point(|span| span.end <= rank.0)
    }

    /// Whether all ids are whole numbers.
    pub fn are_ids_numbers(&self) -> bool {
        self.are_ids_numbers
    }

    /// The id of an article; empty if its span has not been supplied.
    pub fn id(&self, rank: Rank) -> String {
        self.ids_of(rank).map(|(ids, place)| ids.get(place)).unwrap_or_default()
    }

    /// The id of an article as a number, if all ids are numbers and its span has been supplied.
    pub fn id_number(&self, rank: Rank) -> Option<u32> {
        match self.ids_of(rank)? {
            (Ids::Numbers(numbers), place) => numbers.get(place.index()).copied(),
            (Ids::Texts(_), _) => None,
        }
    }

    /// The ids of the span of an article, and the article's place among them.
    fn ids_of(&self, rank: Rank) -> Option<(&Ids, Rank)> {
        let span = self.span_of(rank);
        let ids = self.ids.get(span)?.get()?;
        Some((ids, Rank(rank.0.checked_sub(self.spans.get(span)?.start)?)))
    }

    /// The rank of the first article with this id among those whose ids have been supplied.
    pub fn rank(&self, id: &str) -> Option<Rank> {
        self.spans.iter().zip(&self.ids).find_map(|(span, ids)| Some(Rank(span.start + ids.get()?.rank(id)?.0)))
    }

    /// The parts that a facet consists of, without its names.
    pub fn parts(&self, kind: FacetKind) -> Vec<ColumnPart> {
        if self.values[kind].is_empty() {
            Vec::new()
        } else if kind.is_single() {
            (0..self.spans.len()).map(ColumnPart::Singles).collect()
        } else {
            (0..self.divisions[kind].lists.len()).map(|part| ColumnPart::Lists(kind, part)).collect()
        }
    }

    /// The parts with the names of a facet's values.
    pub fn name_parts(&self, kind: FacetKind) -> impl Iterator<Item = ColumnPart> + use<> {
        (0..self.values[kind].n_parts()).map(move |part| ColumnPart::Names(kind, part))
    }

    /// The parts with the ids of all articles.
    pub fn id_parts(&self) -> impl Iterator<Item = ColumnPart> + use<> {
        (0..self.spans.len()).map(ColumnPart::Ids)
    }

    /// Whether a part has been supplied. Parts that do not exist count as supplied.
    pub fn has(&self, part: ColumnPart) -> bool {
        match part {
            ColumnPart::Ids(span) => self.ids.get(span).is_none_or(|ids| ids.get().is_some()),
            ColumnPart::Singles(span) => {
                let is_whole = |kind: FacetKind| !kind.is_single() || self.facets[kind].get().is_some();
                span >= self.spans.len()
                    || FacetKind::ALL.into_iter().all(is_whole)
                    || self.singles.borrow().contains_key(&span)
            }
            ColumnPart::Lists(kind, part) => {
                self.is_whole(kind)
                    || part >= self.divisions[kind].lists.len()
                    || self.partial.borrow()[kind].lists.contains_key(&part)
            }
            ColumnPart::Articles(kind, part) => {
                self.is_whole(kind)
                    || part >= self.divisions[kind].articles.len()
                    || self.partial.borrow()[kind].articles.contains_key(&part)
            }
            ColumnPart::Finder(kind, bucket) => self.values[kind].has_bucket(bucket),
            ColumnPart::Names(kind, part) => self.values[kind].has_part(part),
        }
    }

    /// Supplies a part.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged or belong to another part.
    pub fn supply(&self, part: ColumnPart, bytes: &[u8]) -> Result<(), Damage> {
        const OTHER: Damage = Damage::new("a part of something else");
        let mut reader = ByteReader::new(bytes);
        let span = |span: usize, first: u64| {
            self.spans.get(span).filter(|span| u64::from(span.start) == first).cloned().ok_or(OTHER)
        };
        // What is supplied twice is the same.
        match part {
            ColumnPart::Ids(number) => {
                let span = span(number, reader.number()?)?;
                let ids = Ids::decode(&self.dates.runs(&span), &mut reader)?;
                if matches!(ids, Ids::Numbers(_)) != self.are_ids_numbers {
                    return Err(OTHER);
                }
                self.ids.get(number).map(|slot| slot.set(ids).ok());
            }
            ColumnPart::Singles(number) => {
                let span = span(number, reader.number()?)?;
                let mut chunk = SingleValues::default();
                for (kind, codes) in chunk.iter_mut() {
                    if kind.is_single() && !self.values[kind].is_empty() {
                        *codes = decode_singles(&self.values[kind], span.len(), &mut reader)?;
                    }
                }
                self.singles.borrow_mut().insert(number, Rc::new(chunk));
                self.join_singles();
            }
            ColumnPart::Lists(kind, part) => {
                let values = self.divisions[kind].lists.get(part).filter(|_| !self.is_whole(kind)).ok_or(OTHER)?;
                if (reader.byte()?, reader.number()?) != (kind as u8, u64::from(values.start)) {
                    return Err(OTHER);
                }
                let lists = ValueLists::decode(values.len(), self.dates.articles(), &mut reader)?;
                let mut partial = self.partial.borrow_mut();
                partial[kind].lists.insert(part, lists);
                partial[kind].joined = None;
                drop(partial);
                self.join_lists(kind);
            }
            ColumnPart::Articles(kind, part) => {
                let ranks = self.divisions[kind].articles.get(part).filter(|_| !self.is_whole(kind)).ok_or(OTHER)?;
                if (reader.byte()?, reader.number()?) != (kind as u8, u64::from(ranks.start)) {
                    return Err(OTHER);
                }
                let articles = Facet::decode_articles(self.values[kind].len(), ranks.len(), &mut reader)?;
                let partial = &mut self.partial.borrow_mut()[kind];
                partial.articles.insert(part, articles);
                partial.joined = None;
            }
            ColumnPart::Finder(kind, bucket) => self.values[kind].supply_bucket(kind as u8, bucket, bytes)?,
            ColumnPart::Names(kind, part) => self.values[kind].supply(kind as u8, part, bytes)?,
        }
        Ok(())
    }

    /// Makes a facet of its lists once all are there.
    fn join_lists(&self, kind: FacetKind) {
        let mut partial = self.partial.borrow_mut();
        let Division { lists, .. } = &self.divisions[kind];
        if partial[kind].lists.len() < lists.len() {
            return;
        }
        let PartialFacet { lists: known, .. } = std::mem::take(&mut partial[kind]);
        let known = lists.iter().enumerate().map(|(part, of)| (of.len(), known.get(&part)));
        let facet = Facet::partial(known, std::iter::empty()).with_articles(self.dates.articles());
        self.facets[kind].set(Rc::new(facet)).ok();
    }

    /// Joins the spans of single values once all are there.
    fn join_singles(&self) {
        let mut spans = self.singles.borrow_mut();
        if spans.len() < self.spans.len() {
            return;
        }
        for kind in FacetKind::ALL.into_iter().filter(|kind| kind.is_single()) {
            let of = |span: usize| spans.get(&span).map(|chunk| chunk[kind].as_slice()).unwrap_or_default();
            let codes = (0..self.spans.len()).flat_map(of).copied().collect();
            self.facets[kind].set(Rc::new(Facet::from_singles(self.values[kind].len(), codes))).ok();
        }
        spans.clear();
    }

    /// Decodes the head.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(reader: &mut ByteReader<'_>) -> Result<Columns, Damage> {
        let dates = ArticleDates::decode(reader)?;
        let are_ids_numbers = reader.byte()? == 1;
        let mut values = ByFacet::<Values>::default();
        for (kind, values) in values.iter_mut() {
            *values = Values::decode(reader)?;
            if kind.is_single() && values.len() > dates.articles() {
                return Err(Damage::new("more values than articles"));
            }
        }
        let spans = rank_spans(dates.articles());
        let ids = spans.iter().map(|_| OnceCell::new()).collect();
        Ok(Columns { dates, are_ids_numbers, spans, ids, values, ..Columns::default() })
    }
}

/// The spans of ranks.
pub(super) fn rank_spans(articles: usize) -> Vec<Range<u32>> {
    let mut spans: Vec<Range<u32>> = Vec::new();
    let articles = articles as u32;
    while let Some(start) = Some(spans.last().map_or(0, |span| span.end)).filter(|start| *start < articles) {
        let length = start.saturating_mul(3).clamp(FIRST_SPAN, MAX_SPAN);
        spans.push(start..start.saturating_add(length).min(articles));
    }
    spans
}

/// The code that says that a far number gives the value.
const FAR: u32 = 255;

/// Appends the single value of each article of a span.
pub(super) fn encode_singles(values: &Values, codes: &[ValueId], out: &mut Vec<u8>) {
    let of_value = values.codes();
    let mut far = Vec::new();
    for value in codes {
        let code = if *value == ValueId::NONE { 0 } else { of_value.get(value).copied().unwrap_or(FAR).min(FAR) };
        out.push(code as u8);
        if code == FAR {
            put_number(&mut far, u64::from(value.0));
        }
    }
    out.append(&mut far);
}

fn decode_singles(values: &Values, articles: usize, reader: &mut ByteReader<'_>) -> Result<Vec<ValueId>, Damage> {
    const WRONG: Damage = Damage::new("unknown value");
    let of_code: Vec<Option<ValueId>> = (0..FAR as usize).map(|code| values.of_code(code)).collect();
    let codes = reader.bytes(articles)?;
    let mut found = Vec::with_capacity(articles);
    for code in codes {
        found.push(match u32::from(*code) {
            0 => ValueId::NONE,
            FAR => ValueId(reader.number32()?),
            near => of_code.get(near as usize).copied().flatten().ok_or(WRONG)?,
        });
    }
    let is_known = |value: &ValueId| *value == ValueId::NONE || value.index() < values.len();
    if found.iter().all(is_known) { Ok(found) } else { Err(WRONG) }
}
