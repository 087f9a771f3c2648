//! Facets: which articles have which values.

use std::ops::Range;

use super::bits::{BitReader, BitWriter, rice_parameter};
use super::{Rank, ValueId};
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};
use crate::wire::sort::sort;

/// Which articles have which values, in both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facet {
    /// For each value, and once more at the end, the position in `ranks` at which its ranks begin.
    starts: Vec<u32>,
    /// The ranks of the articles of each value, ascending.
    ranks: Vec<Rank>,
    /// For each article, and once more at the end, the position in `codes` at which its values begin; empty if no
    /// article has more than one value.
    offsets: Vec<u32>,
    /// The values of each article, ascending; if no article has more than one, that value or [`ValueId::NONE`].
    codes: Vec<ValueId>,
}

impl Facet {
    /// Builds a facet from the values of each article, in order of rank.
    pub(super) fn from_lists(values: usize, offsets: Vec<u32>, codes: Vec<ValueId>) -> Facet {
        let mut starts = vec![0u32; values + 1];
        for code in &codes {
            if let Some(count) = starts.get_mut(code.index() + 1) {
                *count += 1;
            }
        }
        accumulate(&mut starts);
        let mut next = starts.clone();
        let mut ranks = vec![Rank::default(); codes.len()];
        for (rank, span) in offsets.windows(2).enumerate() {
            let [start, end] = [span.first(), span.last()].map(|at| at.copied().unwrap_or_default() as usize);
            for code in codes.get(start..end).unwrap_or_default() {
                place(&mut next, &mut ranks, code.index(), Rank(rank as u32));
            }
        }
        Facet { starts, ranks, offsets, codes }
    }

    /// Builds a facet from the single value of each article, in order of rank; [`ValueId::NONE`] if it has none.
    pub(super) fn from_singles(values: usize, codes: Vec<ValueId>) -> Facet {
        let mut starts = vec![0u32; values + 1];
        for code in codes.iter().filter(|code| **code != ValueId::NONE) {
            if let Some(count) = starts.get_mut(code.index() + 1) {
                *count += 1;
            }
        }
        accumulate(&mut starts);
        let mut next = starts.clone();
        let mut ranks = vec![Rank::default(); starts.last().copied().unwrap_or_default() as usize];
        for (rank, code) in codes.iter().enumerate() {
            if *code != ValueId::NONE {
                place(&mut next, &mut ranks, code.index(), Rank(rank as u32));
            }
        }
        Facet { starts, ranks, offsets: Vec::new(), codes }
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of articles without a value.
    pub(super) fn without(&self, articles: usize) -> usize {
        if self.offsets.is_empty() {
            articles.saturating_sub(self.ranks.len())
        } else {
            Rank::up_to(articles).filter(|rank| self.codes(*rank).is_empty()).count()
        }
    }

    /// The ranks of the articles that have this value, ascending.
    pub fn ranks(&self, value: ValueId) -> &[Rank] {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or_default() as usize;
        self.ranks.get(at(value.index())..at(value.index() + 1)).unwrap_or_default()
    }

    /// The values of an article, ascending.
    #[inline]
    pub fn codes(&self, rank: Rank) -> &[ValueId] {
        let rank = rank.index();
        if self.offsets.is_empty() {
            let code = self.codes.get(rank..rank + 1).unwrap_or_default();
            return if code == [ValueId::NONE] { &[] } else { code };
        }
        match self.offsets.get(rank..rank + 2) {
            Some([start, end]) => self.codes.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The single value of each article, if no article has more than one.
    pub fn single(&self) -> Option<&[ValueId]> {
        self.offsets.is_empty().then_some(&self.codes)
    }

    /// Appends the articles of each of these values.
    ///
    /// First the length in bytes. Then, for each value, the number of its articles plus one (gamma code) and the gaps
    /// between their ranks minus one (Rice codes; the parameter follows from the number). Ends before a value once the bytes
    /// are as many as `most`; returns where.
    pub(super) fn encode_lists(&self, of: Range<usize>, articles: usize, most: usize, out: &mut Vec<u8>) -> usize {
        let mut bits = BitWriter::default();
        let mut end = of.start;
        while end < of.end && bits.len() < most {
            let ranks = self.ranks(ValueId(end as u32));
            bits.put_gamma(ranks.len() as u32 + 1);
            let k = rice_parameter(ranks.len() as u64, articles as u64);
            put_ascending(&mut bits, ranks.iter().map(|rank| rank.0), k);
            end += 1;
        }
        put_number(out, bits.len() as u64);
        bits.drain_into(out);
        end
    }

    /// Appends the values of these articles: the different values (their number, the length of the gaps between them in
    /// bytes, the gaps minus one in Rice codes), then the articles of each as in [`Facet::encode_lists`], counted from the
    /// first of these.
    pub(super) fn encode_articles(&self, of: Range<u32>, out: &mut Vec<u8>) {
        let lists = (of.start..of.end).map(|rank| self.codes(Rank(rank)));
        let mut different: Vec<ValueId> = lists.clone().flatten().copied().collect();
        sort(&mut different);
        different.dedup();
        let (mut offsets, mut codes) = (vec![0u32], Vec::new());
        for list in lists {
            codes.extend(list.iter().filter_map(|value| Some(ValueId(different.binary_search(value).ok()? as u32))));
            offsets.push(codes.len() as u32);
        }
        put_number(out, different.len() as u64);
        let k = rice_parameter(different.len() as u64, self.len() as u64);
        let mut bits = BitWriter::default();
        put_ascending(&mut bits, different.iter().map(|value| value.0), k);
        put_number(out, bits.len() as u64);
        bits.drain_into(out);
        let n = different.len();
        Facet::from_lists(n, offsets, codes).encode_lists(0..n, of.len(), usize::MAX, out);
    }

    /// Decodes the values of `articles` articles, of a facet of `values` values; see [`Facet::encode_articles`].
    pub(super) fn decode_articles(
        values: usize,
        articles: usize,
        reader: &mut ByteReader<'_>,
    ) -> Result<ArticleLists, Damage> {
        let n = reader.number()?;
        let length = reader.count(1)?;
        if n > values as u64 || n > length as u64 * 8 {
            return Err(TOO_LARGE);
        }
        let mut bits = BitReader::new(reader.bytes(length)?);
        let k = rice_parameter(n, values as u64);
        let mut different = Vec::with_capacity(n as usize);
        take_ascending(&mut bits, n as u32, k, values, |value| different.push(ValueId(value)))?;
        bits.check()?;
        let ValueLists { starts, ranks } = ValueLists::decode(n as usize, articles, reader)?;
        let Facet { offsets, mut codes, .. } = Facet { starts, ranks, ..Facet::default() }.with_articles(articles);
        for code in &mut codes {
            *code = different.get(code.index()).copied().unwrap_or_default();
        }
        Ok(ArticleLists { offsets, codes })
    }

    /// The facet with the values of each article, which follow from the articles of all values.
    pub(super) fn with_articles(self, articles: usize) -> Facet {
        let Facet { starts, ranks, .. } = self;
        let mut offsets = vec![0u32; articles + 1];
        for rank in &ranks {
            if let Some(count) = offsets.get_mut(rank.index() + 1) {
                *count += 1;
            }
        }
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let mut codes = vec![ValueId::default(); ranks.len()];
        let mut at = ranks.iter();
        for (value, span) in starts.windows(2).enumerate() {
            let count = span.last().copied().unwrap_or_default() - span.first().copied().unwrap_or_default();
            for rank in at.by_ref().take(count as usize) {
                place(&mut next, &mut codes, rank.index(), ValueId(value as u32));
            }
        }
        Facet { starts, ranks, offsets, codes }
    }

    /// A facet of which only some lists are known: `lists` and `articles` give the known ones of each range in order, and
    /// the length of the others.
    pub(super) fn partial<'a>(
        lists: impl Iterator<Item = (usize, Option<&'a ValueLists>)>,
        articles: impl Iterator<Item = (usize, Option<&'a ArticleLists>)>,
    ) -> Facet {
        let mut facet = Facet { starts: vec![0], offsets: vec![0], ..Facet::default() };
        for (length, known) in lists {
            extend(&mut facet.starts, length, known.map(|lists| lists.starts.as_slice()));
            facet.ranks.extend(known.iter().flat_map(|lists| &lists.ranks));
        }
        for (length, known) in articles {
            extend(&mut facet.offsets, length, known.map(|lists| lists.offsets.as_slice()));
            facet.codes.extend(known.iter().flat_map(|lists| &lists.codes));
        }
        facet
    }
}

/// The articles of each value in a range of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ValueLists {
    /// For each value, and once more at the end, the place in `ranks` at which its ranks begin.
    pub(super) starts: Vec<u32>,
    pub(super) ranks: Vec<Rank>,
}

/// The values of each article in a range of ranks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ArticleLists {
    /// For each article, and once more at the end, the place in `codes` at which its values begin.
    offsets: Vec<u32>,
    codes: Vec<ValueId>,
}

impl ValueLists {
    /// Decodes the articles of `values` values; see [`Facet::encode_lists`].
    pub(super) fn decode(values: usize, articles: usize, reader: &mut ByteReader<'_>) -> Result<ValueLists, Damage> {
        let length = reader.count(1)?;
        let mut bits = BitReader::new(reader.bytes(length)?);
        let mut starts = vec![0u32];
        let mut ranks: Vec<Rank> = Vec::with_capacity(length);
        for _ in 0..values {
            let count = bits.gamma() - 1;
            if count as usize > articles || count as usize > length.saturating_mul(8) {
                return Err(TOO_LARGE);
            }
            let k = rice_parameter(u64::from(count), articles as u64);
            take_ascending(&mut bits, count, k, articles, |rank| ranks.push(Rank(rank)))?;
            bits.check()?;
            starts.push(u32::try_from(ranks.len()).map_err(|_| TOO_LARGE)?);
        }
        Ok(ValueLists { starts, ranks })
    }
}

/// Writes ascending numbers as the gaps between them, minus one, in Rice codes.
fn put_ascending(bits: &mut BitWriter, numbers: impl Iterator<Item = u32>, k: u32) {
    let mut next = 0;
    for number in numbers {
        bits.put_rice(number - next, k);
        next = number + 1;
    }
}

/// Reads `n` ascending numbers below `limit`; see [`put_ascending`].
fn take_ascending(
    bits: &mut BitReader<'_>,
    n: u32,
    k: u32,
    limit: usize,
    mut take: impl FnMut(u32),
) -> Result<(), Damage> {
    let mut next = 0_u32;
    for _ in 0..n {
        let number = next.saturating_add(bits.rice(k));
        if number as usize >= limit {
            return Err(TOO_LARGE);
        }
        take(number);
        next = number + 1;
    }
    Ok(())
}

/// Appends the ends of lists, which begin at 0, after those that are there; or the ends of as many empty lists.
fn extend(ends: &mut Vec<u32>, length: usize, known: Option<&[u32]>) {
    let last = ends.last().copied().unwrap_or_default();
    match known {
        Some(known) => ends.extend(known.iter().skip(1).map(|end| last + end)),
        None => ends.resize(ends.len() + length, last),
    }
}

fn accumulate(counts: &mut [u32]) {
    let mut sum = 0u32;
    for count in counts {
        sum = sum.wrapping_add(*count);
        *count = sum;
    }
}

#[inline(always)]
fn place<T>(next: &mut [u32], into: &mut [T], list: usize, item: T) {
    if let Some(at) = next.get_mut(list) {
        if let Some(slot) = into.get_mut(*at as usize) {
            *slot = item;
        }
        *at += 1;
    }
}
