//! Columns: dates, ids and facets of all articles, by rank.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::facet_kind::ArticleValue;
use super::ids::{Ids, compare_ids};
use super::{ByFacet, Facet, FacetKind, Rank, ValueId, Values};
use crate::model::{ActorKind, Article, Day, Month, PartialDate, Precision};
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number, unzigzag, zigzag};
use crate::wire::sort::{ranking, sort};

/// Dates, ids and facets of all articles, by rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The dates.
    pub dates: ArticleDates,
    /// The ids.
    pub ids: Ids,
    /// The facets.
    pub facets: ByFacet<Facet>,
}

/// The dates of all articles, by rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleDates {
    /// The number of articles, including undated ones.
    articles: usize,
    /// The earliest day that each date can mean, descending, as days since 1970-01-01. Undated articles have none.
    days: Vec<i32>,
    /// Dates without a day, by rank: the precision, and the latest day that the date can mean.
    imprecise: Vec<(Rank, Precision, i32)>,
    /// The months, newest first.
    months: Vec<MonthSpan>,
}

/// The articles of one month: a range of ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthSpan {
    /// The month.
    pub month: Month,
    /// The first rank.
    pub start: Rank,
    /// The rank after the last one.
    pub end: Rank,
}

impl ArticleDates {
    fn new(articles: usize, days: Vec<i32>, precisions: Vec<(Rank, Precision)>) -> Result<ArticleDates, Damage> {
        const WRONG: Damage = Damage::new("invalid date");
        let mut months: Vec<MonthSpan> = Vec::new();
        let mut rank = Rank(0);
        for run in days.chunk_by(|a, b| a == b) {
            let day = run.first().and_then(|day| Day::from_days_since_epoch(*day)).ok_or(WRONG)?;
            let end = Rank(rank.0 + run.len() as u32);
            match months.last_mut() {
                Some(last) if last.month == day.month() => last.end = end,
                _ => months.push(MonthSpan { month: day.month(), start: rank, end }),
            }
            rank = end;
        }
        let mut imprecise = Vec::with_capacity(precisions.len());
        for (rank, precision) in precisions {
            let date = days.get(rank.index()).and_then(|day| with_precision(*day, precision)).ok_or(WRONG)?;
            imprecise.push((rank, precision, date.last_day().days_since_epoch()));
        }
        Ok(ArticleDates { articles, days, imprecise, months })
    }

    /// The number of articles, including undated ones.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// The number of dated articles, which is the rank of the first undated one.
    pub fn dated(&self) -> Rank {
        Rank(self.days.len() as u32)
    }

    /// The latest of all dates: the one with the latest last day.
    pub fn latest(&self) -> Option<PartialDate> {
        let imprecise = self.imprecise.iter().max_by_key(|(.., last)| *last).map(|(rank, ..)| *rank);
        imprecise.into_iter().chain([Rank(0)]).filter_map(|rank| self.get(rank)).max_by_key(|date| date.last_day())
    }

    /// The months that have articles, newest first.
    pub fn months(&self) -> &[MonthSpan] {
        &self.months
    }

    /// The earliest day that an article's date can mean, as days since 1970-01-01.
    pub fn day(&self, rank: Rank) -> Option<i32> {
        self.days.get(rank.index()).copied()
    }

    /// The date of an article.
    pub fn get(&self, rank: Rank) -> Option<PartialDate> {
        let day = self.day(rank)?;
        with_precision(day, self.precision(rank))
    }

    /// The precision of a dated article's date.
    pub fn precision(&self, rank: Rank) -> Precision {
        match self.imprecise.binary_search_by_key(&rank, |(rank, ..)| *rank) {
            Ok(at) => self.imprecise.get(at).map_or(Precision::Day, |(_, precision, _)| *precision),
            Err(_) => Precision::Day,
        }
    }

    /// The ranks of the articles whose earliest day is between `from` and `to`, both included.
    pub fn between(&self, from: Option<Day>, to: Option<Day>) -> Range<Rank> {
        let start = to.map_or(0, |to| {
            let to = to.days_since_epoch();
            self.days.partition_point(|day| *day > to)
        });
        let end = from.map_or(self.days.len(), |from| {
            let from = from.days_since_epoch();
            self.days.partition_point(|day| *day >= from)
        });
        Rank(start as u32)..Rank(end.max(start) as u32)
    }

    /// The ranks, ascending, of the articles whose earliest day is before `from`, but whose month or year contains it,
    /// and whose earliest day is not after `to`.
    pub fn reaching(&self, from: Option<Day>, to: Option<Day>) -> Vec<Rank> {
        let Some(from) = from.map(Day::days_since_epoch) else { return Vec::new() };
        let to = to.map_or(i32::MAX, Day::days_since_epoch);
        let reaches = |(rank, _, last): &(Rank, Precision, i32)| {
            let first = self.day(*rank)?;
            (first < from && first <= to && *last >= from).then_some(*rank)
        };
        self.imprecise.iter().filter_map(reaches).collect()
    }

    /// The number of articles of each day; the undated ones are the last run.
    fn runs(&self) -> Vec<u32> {
        let mut runs: Vec<u32> = self.days.chunk_by(|a, b| a == b).map(|run| run.len() as u32).collect();
        runs.push((self.articles - self.days.len()) as u32);
        runs
    }
}

fn with_precision(day: i32, precision: Precision) -> Option<PartialDate> {
    let day = Day::from_days_since_epoch(day)?;
    Some(match precision {
        Precision::Day => PartialDate::Day(day),
        Precision::Month => PartialDate::Month(day.month()),
        Precision::Year => PartialDate::Year(day.year()),
    })
}

impl Columns {
    /// The facet of this kind.
    #[inline]
    pub fn facet(&self, kind: FacetKind) -> &Facet {
        &self.facets[kind]
    }

    /// The bytes of the columns, of the lists and of the names. Together they are the archive's columns.
    ///
    /// ```text
    /// columns  articles  runs (day-distance length)*  partial-dates (2 × rank-gap + is-year)*  ids  single-valued facets
    /// lists    multi-valued facets
    /// names    the values of all facets
    /// ```
    ///
    /// A *run* is the articles of one day; its distance is from the day of the run before (the first from 1970-01-01;
    /// zigzag). *Partial dates* are dates without a day. See [`Ids`], [`Facet`] and [`Values`] for their bytes.
    pub fn encode(&self) -> [Vec<u8>; 3] {
        let mut columns = Vec::new();
        let dates = &self.dates;
        put_number(&mut columns, dates.articles as u64);
        put_number(&mut columns, dates.days.chunk_by(|a, b| a == b).count() as u64);
        let mut before = 0;
        for run in dates.days.chunk_by(|a, b| a == b) {
            let day = run.first().copied().unwrap_or_default();
            put_number(&mut columns, zigzag(i64::from(day) - i64::from(before)));
            put_number(&mut columns, run.len() as u64);
            before = day;
        }
        put_number(&mut columns, dates.imprecise.len() as u64);
        let mut next = 0;
        for (rank, precision, _) in &dates.imprecise {
            put_number(&mut columns, u64::from(rank.0 - next) * 2 + u64::from(*precision == Precision::Year));
            next = rank.0;
        }
        self.ids.encode(&dates.runs(), &mut columns);
        let mut lists = Vec::new();
        let mut names = Vec::new();
        for (kind, facet) in self.facets.iter() {
            facet.values.encode(&mut names);
            if kind.is_single() {
                facet.encode_singles(&mut columns);
            } else {
                facet.encode_lists(dates.articles, &mut lists);
            }
        }
        [columns, lists, names]
    }

    /// Decodes columns from the three parts that [`Columns::encode`] makes.
    pub fn decode(columns: &[u8], lists: &[u8], names: &[u8]) -> Result<Columns, Damage> {
        let (columns, lists, names) =
            (&mut ByteReader::new(columns), &mut ByteReader::new(lists), &mut ByteReader::new(names));
        let articles = columns.count(1)?;
        if articles >= ValueId::NONE.index() {
            return Err(TOO_LARGE);
        }
        let mut days = Vec::with_capacity(articles);
        let mut day = 0i64;
        for _ in 0..columns.count(1)? {
            day = day.checked_add(unzigzag(columns.number()?)).ok_or(TOO_LARGE)?;
            let run = columns.number32()? as usize;
            if run > articles - days.len() {
                return Err(TOO_LARGE);
            }
            let day = i32::try_from(day).map_err(|_| TOO_LARGE)?;
            days.resize(days.len() + run, day);
        }
        if !days.is_sorted_by(|a, b| a >= b) {
            return Err(Damage::new("days out of order"));
        }
        let mut precisions = Vec::new();
        let mut rank = 0u32;
        for _ in 0..columns.count(1)? {
            let number = columns.number32()?;
            rank = rank.checked_add(number >> 1).ok_or(TOO_LARGE)?;
            precisions.push((Rank(rank), if number & 1 == 1 { Precision::Year } else { Precision::Month }));
        }
        let dates = ArticleDates::new(articles, days, precisions)?;
        let ids = Ids::decode(&dates.runs(), columns)?;
        let mut facets = ByFacet::<Facet>::default();
        for (kind, facet) in facets.iter_mut() {
            let values = Values::decode(names)?;
            *facet = if kind.is_single() {
                Facet::decode_singles(values, articles, columns)?
            } else {
                Facet::decode_lists(values, articles, lists)?
            };
        }
        Ok(Columns { dates, ids, facets })
    }
}

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
            added.sort_unstable();
            let mut kept = added.to_vec();
            kept.dedup();
            self.codes.truncate(start);
            self.codes.append(&mut kept);
        }
        self.offsets.push(self.codes.len() as u32);
    }

    fn finish(self, order: &[u32], single: bool) -> Facet {
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
        let mut values = Values::default();
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
            return Facet::from_singles(
                values,
                order.iter().map(|a| of(a).first().map_or(ValueId::NONE, new)).collect(),
            );
        }
        let mut offsets = vec![0u32];
        let mut codes = Vec::with_capacity(self.codes.len());
        for article in order {
            let start = codes.len();
            codes.extend(of(article).iter().map(new));
            if let Some(added) = codes.get_mut(start..) {
                added.sort_unstable();
            }
            offsets.push(codes.len() as u32);
        }
        Facet::from_lists(values, offsets, codes)
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

    /// The columns, and the number of the article for each rank.
    pub fn finish(mut self) -> (Columns, Vec<u32>) {
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
        (Columns { dates, ids, facets }, order)
    }
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
