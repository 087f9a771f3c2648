//! The ids of articles, by rank.

use std::cmp::Ordering;
use std::ops::Range;

use super::Rank;
use super::bits::{BitReader, BitWriter, rice_parameter};
use crate::wire::bytes::{ByteReader, Damage, put_number, put_text, unzigzag, zigzag};

/// The ids of articles, by rank: of all, or of a span.
///
/// # Bytes
///
/// The first byte is the form.
///
/// - 0: every id is a text; the texts follow in order of rank.
/// - 1: every id is a number. For every run of articles of one day (the undated ones are the last run): five bits with
///   a Rice parameter, the distance of the first id from that of the run before (zigzag, plus one, gamma code), and the
///   gaps between the others (Rice codes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ids {
    /// All ids are whole numbers below 2^32, without leading zeros.
    Numbers(Vec<u32>),
    /// Arbitrary texts.
    Texts(Vec<Box<str>>),
}

impl Default for Ids {
    fn default() -> Ids {
        Ids::Texts(Vec::new())
    }
}

impl Ids {
    /// Builds the ids, in the compact form if possible.
    pub fn from_ids<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> Ids {
        let numbers = ids.clone().map(plain_number).collect::<Option<Vec<u32>>>();
        numbers.map_or_else(|| Ids::Texts(ids.map(Box::from).collect()), Ids::Numbers)
    }

    /// The id of the article with this rank; empty if there is none.
    pub fn get(&self, rank: Rank) -> String {
        match self {
            Ids::Numbers(numbers) => numbers.get(rank.index()).map(u32::to_string).unwrap_or_default(),
            Ids::Texts(texts) => texts.get(rank.index()).map(|text| text.to_string()).unwrap_or_default(),
        }
    }

    /// The rank of the first article with this id.
    pub fn rank(&self, id: &str) -> Option<Rank> {
        let found = match self {
            Ids::Numbers(numbers) => {
                let wanted = plain_number(id)?;
                numbers.iter().position(|number| *number == wanted)
            }
            Ids::Texts(texts) => texts.iter().position(|text| **text == *id),
        };
        found.map(|rank| Rank(rank as u32))
    }

    /// Appends the bytes of a span. `runs` are its numbers of articles per day.
    pub(super) fn encode(&self, span: &Range<u32>, runs: &[u32], out: &mut Vec<u8>) {
        let span = span.start as usize..span.end as usize;
        let numbers = match self {
            Ids::Texts(texts) => {
                out.push(0);
                texts.get(span).unwrap_or_default().iter().for_each(|text| put_text(out, text));
                return;
            }
            Ids::Numbers(numbers) => numbers,
        };
        out.push(1);
        let mut bits = BitWriter::default();
        let mut rest = numbers.get(span).unwrap_or_default();
        let mut before = 0;
        for run in runs {
            let Some((run, after)) = rest.split_at_checked(*run as usize) else { break };
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            rest = after;
            let k = rice_parameter(run.len() as u64, u64::from(last.saturating_sub(*first)));
            bits.put(k, 5);
            let distance = zigzag(i64::from(*first) - before);
            bits.put_gamma((distance >> 16) as u32 + 1);
            bits.put((distance & 0xffff) as u32, 16);
            before = i64::from(*first);
            for pair in run.windows(2) {
                if let [a, b] = pair {
                    bits.put_rice(b.saturating_sub(*a), k);
                }
            }
        }
        put_number(out, bits.len() as u64);
        bits.drain_into(out);
    }

    /// Decodes the ids of the runs of articles.
    pub(super) fn decode(runs: &[u32], reader: &mut ByteReader<'_>) -> Result<Ids, Damage> {
        let articles = runs.iter().map(|run| *run as usize).sum();
        if reader.byte()? == 0 {
            let mut texts = Vec::new();
            for _ in 0..articles {
                texts.push(Box::from(reader.text()?));
            }
            return Ok(Ids::Texts(texts));
        }
        let length = reader.count(1)?;
        let mut bits = BitReader::new(reader.bytes(length)?);
        let mut numbers = Vec::new();
        let mut before = 0i64;
        for run in runs.iter().filter(|run| **run > 0) {
            let k = bits.take(5).min(28);
            let distance = (u64::from(bits.gamma() - 1) << 16) | u64::from(bits.take(16));
            before = before.wrapping_add(unzigzag(distance));
            let mut id = before as u32;
            numbers.push(id);
            for _ in 1..*run {
                id = id.wrapping_add(bits.rice(k));
                numbers.push(id);
            }
            bits.check()?;
        }
        Ok(Ids::Numbers(numbers))
    }
}

/// The number that an id represents, if it is written as numbers are printed.
fn plain_number(id: &str) -> Option<u32> {
    let plain = id.bytes().all(|byte| byte.is_ascii_digit()) && (id == "0" || !id.starts_with('0'));
    if plain { id.parse().ok() } else { None }
}

/// Compares ids: as numbers if `as_numbers` says that all ids of the archive are whole numbers, else as texts.
pub fn compare_ids(a: &str, b: &str, as_numbers: bool) -> Ordering {
    if !as_numbers {
        return a.cmp(b);
    }
    let (bare_a, bare_b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    bare_a.len().cmp(&bare_b.len()).then_with(|| bare_a.cmp(bare_b)).then_with(|| a.cmp(b))
}
