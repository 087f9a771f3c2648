//! The dates of all articles, by rank.

use std::ops::Range;

use super::Rank;
use crate::model::{Day, Month, PartialDate, Precision};
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number, unzigzag, zigzag};

/// The maximum number of articles of an archive that can be opened, so that a few damaged bytes cannot demand more memory
/// than a tab has.
const MAX_ARTICLES: usize = 1 << 24;

/// The dates of all articles, by rank.
///
/// # Bytes
///
/// ```text
/// dates    articles, runs, (day-distance length)*, partial-dates, (2 × rank-gap + is-year)*
/// ```
///
/// A *run* is the articles of one day; its distance is from the day of the run before (the first from 1970-01-01;
/// zigzag). *Partial dates* are dates without a day.
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
    pub(super) fn new(
        articles: usize,
        days: Vec<i32>,
        precisions: Vec<(Rank, Precision)>,
    ) -> Result<ArticleDates, Damage> {
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

    /// The number of articles of each day among these ranks; the undated ones are the last run.
    pub(super) fn runs(&self, ranks: &Range<u32>) -> Vec<u32> {
        let dated = self.days.len() as u32;
        let days = self.days.get(ranks.start.min(dated) as usize..ranks.end.min(dated) as usize).unwrap_or_default();
        let mut runs: Vec<u32> = days.chunk_by(|a, b| a == b).map(|run| run.len() as u32).collect();
        runs.push(ranks.end.saturating_sub(ranks.start.max(dated)));
        runs
    }

    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, self.articles as u64);
        put_number(out, self.days.chunk_by(|a, b| a == b).count() as u64);
        let mut before = 0;
        for run in self.days.chunk_by(|a, b| a == b) {
            let day = run.first().copied().unwrap_or_default();
            put_number(out, zigzag(i64::from(day) - i64::from(before)));
            put_number(out, run.len() as u64);
            before = day;
        }
        put_number(out, self.imprecise.len() as u64);
        let mut next = 0;
        for (rank, precision, _) in &self.imprecise {
            put_number(out, u64::from(rank.0 - next) * 2 + u64::from(*precision == Precision::Year));
            next = rank.0;
        }
    }

    pub(super) fn decode(reader: &mut ByteReader<'_>) -> Result<ArticleDates, Damage> {
        let articles = reader.number32()? as usize;
        if articles > MAX_ARTICLES {
            return Err(TOO_LARGE);
        }
        let mut days = Vec::new();
        let mut day = 0i64;
        for _ in 0..reader.count(1)? {
            day = day.checked_add(unzigzag(reader.number()?)).ok_or(TOO_LARGE)?;
            let run = reader.number32()? as usize;
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
        for _ in 0..reader.count(1)? {
            let number = reader.number32()?;
            rank = rank.checked_add(number >> 1).ok_or(TOO_LARGE)?;
            precisions.push((Rank(rank), if number & 1 == 1 { Precision::Year } else { Precision::Month }));
        }
        ArticleDates::new(articles, days, precisions)
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
