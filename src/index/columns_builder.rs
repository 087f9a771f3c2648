//! Sorts articles into columns.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::columns::{encode_singles, rank_spans};
use super::facet_kind::{ArticleValue, named};
use super::ids::{Ids, compare_ids};
use super::{ArticleDates, ByFacet, Facet, FacetKind, Rank, ValueId, ValueNames, Values};
use crate::model::{ActorKind, Article, PartialDate, Precision};
use crate::wire::bytes::put_number;
use crate::wire::sort::{ranking, sort};

/// Collects articles in any order and sorts them into columns.
#[derive(Debug, Default)]
pub struct ColumnsBuilder {
    ids: Vec<Box<str>>,
    dates: Vec<Option<PartialDate>>,
    facets: ByFacet<FacetBuilder>,
}

#[derive(Debug)]
struct NewValue {
    id: Box<str>,
    kind: ActorKind,
    /// The names that articles use for a value, with the number of articles for each.
    names: BTreeMap<Box<str>, u32>,
}

#[derive(Debug, Default)]
struct FacetBuilder {
    numbers: FxHashMap<Box<str>, ValueId>,
    values: Vec<NewValue>,
    offsets: Vec<u32>,
    /// Values in the order in which they were added.
    codes: Vec<ValueId>,
}

impl FacetBuilder {
    fn add(&mut self, value: ArticleValue<'_>) {
        let ArticleValue { id, name, kind } = value;
        let number = match self.numbers.get(id) {
            Some(number) => *number,
            None => {
                let number = ValueId(self.values.len() as u32);
                self.numbers.insert(id.into(), number);
                self.values.push(NewValue { id: id.into(), kind, names: BTreeMap::new() });
                number
            }
        };
        if let Some(NewValue { names, .. }) = self.values.get_mut(number.index()) {
            match names.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    names.insert(name.into(), 1);
                }
            }
        }
        self.codes.push(number);
    }

    /// The end of the values of the article that was added last.
    fn end_article(&mut self) {
        let start = self.offsets.last().copied().unwrap_or_default() as usize;
        if let Some(added) = self.codes.get_mut(start..).filter(|added| added.len() > 1) {
            sort(added);
            let mut kept = added.to_vec();
            kept.dedup();
            self.codes.truncate(start);
            self.codes.append(&mut kept);
        }
        self.offsets.push(self.codes.len() as u32);
    }

    fn finish(self, order: &[u32], single: bool) -> (Facet, ValueNames) {
        // The name that most articles use, or the first in alphabetical order if several are as frequent.
        let mut named: Vec<(Box<str>, Box<str>, ActorKind, usize)> = Vec::with_capacity(self.values.len());
        for (number, NewValue { id, kind, names }) in self.values.into_iter().enumerate() {
            let mut best: (Box<str>, u32) = Default::default();
            for (name, count) in names {
                if count > best.1 {
                    best = (name, count);
                }
            }
            named.push((best.0, id, kind, number));
        }
        sort(&mut named);
        let mut renumbered = vec![ValueId::default(); named.len()];
        let mut values = ValueNames::default();
        for (value, (name, id, kind, number)) in named.into_iter().enumerate() {
            values.push(&id, &name, kind);
            if let Some(slot) = renumbered.get_mut(number) {
                *slot = ValueId(value as u32);
            }
        }
        let new = |code: &ValueId| renumbered.get(code.index()).copied().unwrap_or_default();
        let of = |article: &u32| {
            let end = self.offsets.get(*article as usize).copied().unwrap_or_default() as usize;
            let before = (*article as usize).checked_sub(1);
            let start = before.and_then(|before| self.offsets.get(before)).copied().unwrap_or_default() as usize;
            self.codes.get(start..end).unwrap_or_default()
        };
        if single {
            let codes = order.iter().map(|article| of(article).first().map_or(ValueId::NONE, new)).collect();
            return (Facet::from_singles(values.len(), codes), values);
        }
        let mut offsets = vec![0u32];
        let mut codes = Vec::with_capacity(self.codes.len());
        for article in order {
            let start = codes.len();
            codes.extend(of(article).iter().map(new));
            if let Some(added) = codes.get_mut(start..) {
                sort(added);
            }
            offsets.push(codes.len() as u32);
        }
        (Facet::from_lists(values.len(), offsets, codes), values)
    }
}

impl ColumnsBuilder {
    /// Adds an article. Articles are numbered from 0 in the order in which they are added.
    pub fn push(&mut self, article: &Article) {
        self.ids.push(article.id.as_str().into());
        self.dates.push(article.date.as_ref().map(|date| date.value));
        for (kind, facet) in self.facets.iter_mut() {
            kind.read(article, &mut |value| facet.add(value));
            facet.end_article();
        }
    }

    /// Gives the articles with these ids these values of [`FacetKind::Story`], by name, and the others none.
    pub fn set_stories<'a>(&mut self, stories: impl Iterator<Item = (&'a str, &'a str)>) {
        let names: FxHashMap<&str, &str> = stories.collect();
        let mut facet = FacetBuilder::default();
        for id in &self.ids {
            if let Some(name) = names.get(&**id) {
                named(name, &mut |value| facet.add(value));
            }
            facet.end_article();
        }
        self.facets[FacetKind::Story] = facet;
    }

    /// The columns, and the number of the article for each rank.
    pub fn finish(mut self) -> (SortedColumns, Vec<u32>) {
        let id = |article: u32| self.ids.get(article as usize).map_or("", |id| id);
        let order = ranked(self.dates.iter().copied().zip(self.ids.iter().map(|id| &**id)));
        let day = |article: &u32| {
            let date = self.dates.get(*article as usize).copied().flatten();
            date.map(|date| date.first_day().days_since_epoch())
        };
        let days: Vec<i32> = order.iter().map_while(day).collect();
        let mut precisions = Vec::new();
        for (rank, article) in order.iter().enumerate() {
            let date = self.dates.get(*article as usize).copied().flatten();
            let precision = date.map_or(Precision::Day, PartialDate::precision);
            if precision != Precision::Day {
                precisions.push((Rank(rank as u32), precision));
            }
        }
        let dates = ArticleDates::new(order.len(), days, precisions).unwrap_or_default();
        let ids = Ids::from_ids(order.iter().map(|article| id(*article)));
        let facets = ByFacet::from_fn(|kind| self.facets.take(kind).finish(&order, kind.is_single()));
        (SortedColumns { dates, ids, facets }, order)
    }
}

/// The columns of all articles in order of rank, as they are written.
#[derive(Debug)]
pub struct SortedColumns {
    dates: ArticleDates,
    ids: Ids,
    facets: ByFacet<(Facet, ValueNames)>,
}

/// The bytes of columns. Each part but the head comes with the number of its items.
#[derive(Debug)]
pub struct ColumnBytes {
    /// What is needed first; see [`Columns`].
    pub head: Vec<u8>,
    /// [`ColumnPart::Ids`].
    pub ids: Vec<(u32, Vec<u8>)>,
    /// [`ColumnPart::Singles`].
    pub singles: Vec<(u32, Vec<u8>)>,
    /// [`ColumnPart::Lists`]; none if the facet has single values.
    pub lists: ByFacet<Vec<(u32, Vec<u8>)>>,
    /// [`ColumnPart::Articles`]; none if the lists are in one part.
    pub articles: ByFacet<Vec<(u32, Vec<u8>)>>,
    /// [`ColumnPart::Finder`].
    pub finders: ByFacet<Vec<(u32, Vec<u8>)>>,
    /// [`ColumnPart::Names`].
    pub names: ByFacet<Vec<(u32, Vec<u8>)>>,
}

impl SortedColumns {
    /// The ranks of the articles by their ids.
    pub fn ranks(&self) -> FxHashMap<String, Rank> {
        Rank::up_to(self.dates.articles()).map(|rank| (self.ids.get(rank), rank)).collect()
    }

    /// The ids of a facet's values, in order.
    pub fn value_ids(&self, kind: FacetKind) -> impl Iterator<Item = &str> {
        let (_, names) = &self.facets[kind];
        (0..names.len()).map(|place| names.id(place))
    }

    /// The bytes of the columns.
    pub fn encode(&self) -> ColumnBytes {
        let articles = self.dates.articles();
        let mut head = Vec::new();
        self.dates.encode(&mut head);
        head.push(u8::from(matches!(self.ids, Ids::Numbers(_))));
        let mut lists = ByFacet::<Vec<(u32, Vec<u8>)>>::default();
        let mut of_articles = ByFacet::<Vec<(u32, Vec<u8>)>>::default();
        let mut finders = ByFacet::<Vec<(u32, Vec<u8>)>>::default();
        let mut names = ByFacet::<Vec<(u32, Vec<u8>)>>::default();
        let mut single_values = Vec::new();
        for (kind, (facet, all)) in self.facets.iter() {
            let (values, parts) = Values::new(all, facet, articles);
            values.encode(&mut head);
            let part = |(part, of): (usize, &ValueNames)| (of.len() as u32, values.encode_part(kind as u8, part, of));
            names[kind] = parts.iter().enumerate().map(part).collect();
            finders[kind] = values.encode_finder(kind as u8, all);
            match facet.single().filter(|_| kind.is_single()) {
                Some(codes) => single_values.extend((!all.is_empty()).then_some((values, codes))),
                None => {
                    lists[kind] = list_parts(facet, kind, articles);
                    if lists[kind].len() > 1 {
                        of_articles[kind] = article_parts(facet, kind, articles);
                    }
                }
            }
        }
        let spans = rank_spans(articles);
        let ids = spans.iter().map(|span| {
            let mut bytes = Vec::new();
            put_number(&mut bytes, u64::from(span.start));
            self.ids.encode(span, &self.dates.runs(span), &mut bytes);
            (span.end - span.start, bytes)
        });
        let singles = spans.iter().map(|span| {
            let mut bytes = Vec::new();
            put_number(&mut bytes, u64::from(span.start));
            for (values, codes) in &single_values {
                encode_singles(
                    values,
                    codes.get(span.start as usize..span.end as usize).unwrap_or_default(),
                    &mut bytes,
                );
            }
            (span.end - span.start, bytes)
        });
        let (ids, singles) = (ids.collect(), singles.collect());
        ColumnBytes { head, ids, singles, lists, articles: of_articles, finders, names }
    }
}

/// Up to this many bytes, the lists of a facet are in one part. In tests, few are, so that small archives are divided as well.
const MAX_WHOLE_LISTS: usize = if cfg!(test) { 64 } else { 256 << 10 };

/// The size of a part of the lists in larger facets: a 32nd of all, within these limits; a single list may exceed it.
const MIN_LIST_PART: usize = if cfg!(test) { 24 } else { 64 << 10 };
const MAX_LIST_PART: usize = 256 << 10;

/// The number of articles in a part with the values of articles. For each doubling of an archive beyond 256 such parts, it
/// doubles, so that large archives have few.
const ARTICLES_A_PART: usize = if cfg!(test) { 8 } else { 1024 };

/// The lists of a facet in parts.
fn list_parts(facet: &Facet, kind: FacetKind, articles: usize) -> Vec<(u32, Vec<u8>)> {
    let mut whole = vec![kind as u8, 0];
    facet.encode_lists(0..facet.len(), articles, usize::MAX, &mut whole);
    if whole.len() <= MAX_WHOLE_LISTS {
        return if facet.is_empty() { Vec::new() } else { vec![(facet.len() as u32, whole)] };
    }
    let most = (whole.len() / 32).clamp(MIN_LIST_PART, MAX_LIST_PART);
    let mut parts = Vec::new();
    let mut start = 0;
    while start < facet.len() {
        let mut bytes = vec![kind as u8];
        put_number(&mut bytes, start as u64);
        let end = facet.encode_lists(start..facet.len(), articles, most, &mut bytes);
        parts.push(((end - start) as u32, bytes));
        start = end;
    }
    parts
}

/// The values of the articles in parts.
fn article_parts(facet: &Facet, kind: FacetKind, articles: usize) -> Vec<(u32, Vec<u8>)> {
    let length = (articles.div_ceil(256)).next_power_of_two().max(ARTICLES_A_PART);
    let part = |start: usize| {
        let ranks = start as u32..(start + length).min(articles) as u32;
        let mut bytes = vec![kind as u8];
        put_number(&mut bytes, u64::from(ranks.start));
        facet.encode_articles(ranks.clone(), &mut bytes);
        (ranks.len() as u32, bytes)
    };
    (0..articles).step_by(length).map(part).collect()
}

/// The order of articles: the number of the article for each rank, given the date and the id of each.
pub fn ranked<'a>(articles: impl Iterator<Item = (Option<PartialDate>, &'a str)>) -> Vec<u32> {
    let keys: Vec<(Option<i32>, &str)> =
        articles.map(|(date, id)| (date.map(|date| date.first_day().days_since_epoch()), id)).collect();
    let whole = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let as_numbers = keys.iter().all(|(_, id)| whole(id));
    let key = |article: u32| keys.get(article as usize).copied().unwrap_or_default();
    ranking(keys.len(), &mut |a, b| {
        let ((day_a, id_a), (day_b, id_b)) = (key(a), key(b));
        day_b.cmp(&day_a).then_with(|| compare_ids(id_a, id_b, as_numbers))
    })
}
