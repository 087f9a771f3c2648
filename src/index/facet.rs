//! Facets: which articles have which values.

use super::bits::{BitReader, BitWriter, rice_parameter};
use super::{Rank, ValueId};
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};

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

    /// Appends the articles of each value.
    ///
    /// First the length in bytes. Then, for each value, the number of its articles plus one (gamma code) and the gaps
    /// between their ranks minus one (Rice codes; the parameter follows from the number).
    pub(super) fn encode_lists(&self, articles: usize, out: &mut Vec<u8>) {
        let mut bits = BitWriter::default();
        for value in ValueId::up_to(self.len()) {
            let ranks = self.ranks(value);
            bits.put_gamma(ranks.len() as u32 + 1);
            let k = rice_parameter(ranks.len() as u64, articles as u64);
            let mut next = 0;
            for rank in ranks {
                bits.put_rice(rank.0 - next, k);
                next = rank.0 + 1;
            }
        }
        put_number(out, bits.len() as u64);
        bits.drain_into(out);
    }

    pub(super) fn decode_lists(values: usize, articles: usize, reader: &mut ByteReader<'_>) -> Result<Facet, Damage> {
        let length = reader.count(1)?;
        let mut bits = BitReader::new(reader.bytes(length)?);
        let mut starts = vec![0u32];
        let mut ranks: Vec<Rank> = Vec::with_capacity(length);
        let mut offsets = vec![0u32; articles + 1];
        for _ in 0..values {
            let count = bits.gamma() - 1;
            if count as usize > articles || count as usize > length.saturating_mul(8) {
                return Err(TOO_LARGE);
            }
            let k = rice_parameter(u64::from(count), articles as u64);
            let mut next = 0u32;
            for _ in 0..count {
                let rank = next.saturating_add(bits.rice(k));
                *offsets.get_mut(rank as usize + 1).ok_or(TOO_LARGE)? += 1;
                ranks.push(Rank(rank));
                next = rank + 1;
            }
            bits.check()?;
            starts.push(u32::try_from(ranks.len()).map_err(|_| TOO_LARGE)?);
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
        Ok(Facet { starts, ranks, offsets, codes })
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
