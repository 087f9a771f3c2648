//! The values of a facet: the most frequent ones, and the others in parts.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::bits::{BitReader, BitWriter, rice_parameter};
use super::{Facet, ValueId, ValueNames};
use crate::model::ActorKind;
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};
use crate::wire::sort::{sort, sort_by_key};
use crate::wire::{HASH_START, hash_bytes, mixed_hash};

/// The number of values of a facet that count as frequent.
const MAX_FREQUENT: usize = 256;

/// The number of values whose names, apart from those of frequent values, are in one part, if there are few parts.
const VALUES_A_PART: usize = 4096;

/// The least number of values in a part if there are more. An answer names values from many parts, so these are small.
const MIN_VALUES_A_PART: usize = 1024;

/// The maximum number of parts.
const MAX_PARTS: usize = 256;

/// The number of values in a part of the names, of this many in all.
fn part_length(values: usize) -> usize {
    if values <= MAX_PARTS_READ * VALUES_A_PART {
        VALUES_A_PART
    } else {
        values.div_ceil(MAX_PARTS).next_power_of_two().max(MIN_VALUES_A_PART)
    }
}

/// Up to this number of parts, a value is found by its id by reading all parts; in tests of fewer, for small archives.
const MAX_PARTS_READ: usize = if cfg!(test) { 1 } else { 4 };

/// The maximum number of buckets of a finder; a power of two.
const MAX_BUCKETS: usize = 256;

/// The hash of an id by which a finder finds it.
fn id_hash(id: &str) -> u32 {
    mixed_hash(hash_bytes(HASH_START, id.as_bytes()))
}

/// The bucket of a hash among this many, which must be a power of two.
fn bucket(hash: u32, buckets: usize) -> Option<usize> {
    let bits = buckets.checked_ilog2()?;
    Some((u64::from(hash) >> (32 - bits)) as usize)
}

/// The values of a facet, numbered in order of their names (then of their ids).
///
/// The frequent ones are always known, with their numbers of articles. The names of the others are divided into *parts* by
/// ranges of numbers, and each part is supplied when it is needed. A facet of few values has no parts.
///
/// # Bytes
///
/// ```text
/// values    values, articles without a value, frequent, (gap between numbers)*, names, articles*
/// part      facet (1 byte), first number, names
/// finder    facet (1 byte), bucket, values, length of the bits in bytes, (gap between hashes, number)*
/// ```
///
/// A *finder* gives the numbers of the values that are not frequent by the hashes of their ids, if a facet has more than a few
/// parts. A bucket holds those whose hashes have the same first bits, in order of hash and number. Gaps are Rice codes, whose
/// parameter follows from the number of values; a number has as many bits as the largest.
///
/// *Names* are a [`ValueNames`].
#[derive(Debug, Default)]
pub struct Values {
    len: usize,
    without: u32,
    /// The numbers of the frequent values, ascending.
    numbers: Vec<ValueId>,
    frequent: ValueNames,
    counts: Vec<u32>,
    /// The indices of the frequent values in `numbers`, most frequent first.
    top: Vec<u32>,
    parts: Vec<NamePart>,
    /// The values of each bucket of the finder, with the hashes of their ids; empty if there is no finder.
    buckets: Vec<OnceCell<Vec<(u32, ValueId)>>>,
    frequent_by_id: OnceCell<FxHashMap<Box<str>, ValueId>>,
    /// The ids of all values, once all parts are there.
    by_id: OnceCell<FxHashMap<Box<str>, ValueId>>,
}

#[derive(Debug, Default)]
struct NamePart {
    /// The number of frequent values with lower numbers than those of the part.
    frequent_before: usize,
    names: OnceCell<ValueNames>,
}

impl Values {
    /// The number of values.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of articles without a value.
    pub fn without(&self) -> usize {
        self.without as usize
    }

    /// The most frequent values with their numbers of articles, in the order of answers.
    pub fn top(&self) -> impl Iterator<Item = (ValueId, u32)> {
        self.top
            .iter()
            .filter_map(|place| Some((*self.numbers.get(*place as usize)?, self.counts.get(*place as usize).copied()?)))
    }

    /// The number of frequent values.
    pub fn n_frequent(&self) -> usize {
        self.numbers.len()
    }

    /// The number of articles of a frequent value; 0 for any other.
    pub fn articles(&self, value: ValueId) -> u32 {
        let place = self.numbers.binary_search(&value).ok();
        place.and_then(|place| self.counts.get(place)).copied().unwrap_or_default()
    }

    /// The number of parts.
    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    /// The part that has the name of a value; `None` for frequent values.
    pub fn part_of(&self, value: ValueId) -> Option<usize> {
        let part = value.index() / part_length(self.len);
        (part < self.parts.len() && self.numbers.binary_search(&value).is_err()).then_some(part)
    }

    /// Whether a part has been supplied.
    pub fn has_part(&self, part: usize) -> bool {
        self.parts.get(part).is_none_or(|part| part.names.get().is_some())
    }

    /// The name of a value; empty if there is no such value, or if its part has not been supplied.
    pub fn name(&self, value: ValueId) -> &str {
        self.place(value).map_or("", |(names, place)| names.name(place))
    }

    /// The id of a value; empty if there is no such value, or if its part has not been supplied.
    pub fn id(&self, value: ValueId) -> &str {
        self.place(value).map_or("", |(names, place)| names.id(place))
    }

    /// The kind of a value.
    pub fn kind(&self, value: ValueId) -> ActorKind {
        self.place(value).map(|(names, place)| names.kind(place)).unwrap_or_default()
    }

    /// Where the name of a value is.
    fn place(&self, value: ValueId) -> Option<(&ValueNames, usize)> {
        match self.numbers.binary_search(&value) {
            Ok(place) => Some((&self.frequent, place)),
            Err(before) => {
                let part = self.parts.get(value.index() / part_length(self.len))?;
                let frequent = before - part.frequent_before;
                Some((part.names.get()?, value.index() % part_length(self.len) - frequent))
            }
        }
    }

    /// The frequent value with this id.
    pub fn find_frequent(&self, id: &str) -> Option<ValueId> {
        let pairs = || self.numbers.iter().enumerate().map(|(place, value)| (self.frequent.id(place).into(), *value));
        self.frequent_by_id.get_or_init(|| pairs().collect()).get(id).copied()
    }

    /// The bucket of the finder that has the value with this id, unless it is frequent; `None` without a finder.
    pub(super) fn bucket_of(&self, id: &str) -> Option<usize> {
        bucket(id_hash(id), self.buckets.len())
    }

    /// Whether a bucket of the finder has been supplied.
    pub(super) fn has_bucket(&self, bucket: usize) -> bool {
        self.buckets.get(bucket).is_none_or(|values| values.get().is_some())
    }

    /// The number of buckets of the finder.
    pub fn n_buckets(&self) -> usize {
        self.buckets.len()
    }

    /// The values that can have this id, if its bucket of the finder has been supplied.
    pub fn candidates(&self, id: &str) -> Vec<ValueId> {
        let hash = id_hash(id);
        let values = bucket(hash, self.buckets.len()).and_then(|bucket| self.buckets.get(bucket)?.get());
        let values = values.map(Vec::as_slice).unwrap_or_default();
        let (_, from) = values.split_at(values.partition_point(|(of, _)| *of < hash));
        from.iter().take_while(|(of, _)| *of == hash).map(|(_, value)| *value).collect()
    }

    /// The buckets of the finder, each with its number of values. `names` are those of all values.
    pub(super) fn encode_finder(&self, facet: u8, names: &ValueNames) -> Vec<(u32, Vec<u8>)> {
        let mut all: Vec<(u32, ValueId)> = Vec::new();
        if !self.buckets.is_empty() {
            let others = ValueId::up_to(self.len).filter(|value| self.numbers.binary_search(value).is_err());
            all.extend(others.map(|value| (id_hash(names.id(value.index())), value)));
            sort(&mut all);
        }
        let mut rest = all.as_slice();
        let encode = |number: usize| {
            let n = rest.partition_point(|(hash, _)| bucket(*hash, self.buckets.len()) == Some(number));
            let (values, after) = rest.split_at(n);
            rest = after;
            let (first, k, width) = self.finder_codes(number, n);
            let mut bits = BitWriter::default();
            let mut next = first;
            for (hash, value) in values {
                bits.put_rice(hash - next, k);
                bits.put(value.0, width);
                next = *hash;
            }
            let mut bytes = vec![facet];
            put_number(&mut bytes, number as u64);
            put_number(&mut bytes, n as u64);
            put_number(&mut bytes, bits.len() as u64);
            bits.drain_into(&mut bytes);
            // A file is written for each bucket, even for one without values.
            (n.max(1) as u32, bytes)
        };
        (0..self.buckets.len()).map(encode).collect()
    }

    /// Supplies a bucket of the finder, as encoded by [`Values::encode_finder`].
    ///
    /// # Errors
    ///
    /// If the bytes are damaged or belong to another bucket.
    pub(super) fn supply_bucket(&self, facet: u8, number: usize, bytes: &[u8]) -> Result<(), Damage> {
        const OTHER: Damage = Damage::new("another part of the finder");
        let mut reader = ByteReader::new(bytes);
        if (reader.byte()?, reader.number()?) != (facet, number as u64) {
            return Err(OTHER);
        }
        let n = reader.number32()? as usize;
        let length = reader.count(1)?;
        if n > self.len || n > length.saturating_mul(8) {
            return Err(TOO_LARGE);
        }
        let mut bits = BitReader::new(reader.bytes(length)?);
        let (mut hash, k, width) = self.finder_codes(number, n);
        let mut values = Vec::with_capacity(n);
        for _ in 0..n {
            hash = hash.saturating_add(bits.rice(k));
            let value = ValueId(bits.take(width));
            if value.index() >= self.len {
                return Err(TOO_LARGE);
            }
            values.push((hash, value));
        }
        bits.check()?;
        // A bucket that is supplied twice is the same.
        self.buckets.get(number).ok_or(OTHER)?.set(values).ok();
        Ok(())
    }

    /// The first hash of a bucket, the parameter of the gaps if it has `n` values, and the width of a number in bits.
    fn finder_codes(&self, bucket: usize, n: usize) -> (u32, u32, u32) {
        let size = (1u64 << 32) / self.buckets.len().max(1) as u64;
        ((bucket as u64 * size) as u32, rice_parameter(n as u64, size), (self.len as u32).max(2).ilog2() + 1)
    }

    /// The value with this id; `None` if there is no such value, or if it is not frequent and parts are missing.
    pub fn find(&self, id: &str) -> Option<ValueId> {
        let frequent = self.find_frequent(id);
        if frequent.is_some() || self.parts.is_empty() {
            return frequent;
        }
        if !(0..self.parts.len()).all(|part| self.has_part(part)) {
            return self.candidates(id).into_iter().find(|value| self.id(*value) == id);
        }
        let pairs = || ValueId::up_to(self.len).map(|value| (self.id(value).into(), value));
        self.by_id.get_or_init(|| pairs().collect()).get(id).copied()
    }

    /// The code of a value for columns of single values: one more than its place among the most frequent ones.
    pub(super) fn codes(&self) -> FxHashMap<ValueId, u32> {
        self.top().zip(1..).map(|((value, _), code)| (value, code)).collect()
    }

    /// The value of a code; see [`Values::codes`].
    pub(super) fn of_code(&self, code: usize) -> Option<ValueId> {
        let place = self.top.get(code.checked_sub(1)?)?;
        self.numbers.get(*place as usize).copied()
    }

    /// The values of a facet, and the names of its parts.
    pub(super) fn new(names: &ValueNames, facet: &Facet, articles: usize) -> (Values, Vec<ValueNames>) {
        let len = names.len();
        let count = |value: ValueId| facet.ranks(value).len() as u32;
        let mut numbers: Vec<ValueId> = ValueId::up_to(len).collect();
        if len > 2 * MAX_FREQUENT {
            sort_by_key(&mut numbers, |value| (std::cmp::Reverse(count(*value)), *value));
            numbers.truncate(MAX_FREQUENT);
            sort(&mut numbers);
        }
        let mut values = Values {
            len,
            without: facet.without(articles) as u32,
            frequent: names.selected(numbers.iter().map(|value| value.index())),
            counts: numbers.iter().map(|value| count(*value)).collect(),
            numbers,
            ..Values::default()
        };
        values.arrange();
        let length = part_length(len);
        let parts = (0..values.parts.len()).map(|part| {
            let (start, end) = (part * length, ((part + 1) * length).min(len));
            let is_other = |place: &usize| values.numbers.binary_search(&ValueId(*place as u32)).is_err();
            names.selected((start..end).filter(is_other))
        });
        let parts = parts.collect();
        (values, parts)
    }

    /// Works out what follows from the frequent values.
    fn arrange(&mut self) {
        self.top = (0..self.numbers.len() as u32).collect();
        let counts = &self.counts;
        let count = |place: u32| counts.get(place as usize).copied().unwrap_or_default();
        sort_by_key(&mut self.top, |place| (std::cmp::Reverse(count(*place)), *place));
        let length = part_length(self.len);
        let n_parts = if self.numbers.len() == self.len { 0 } else { self.len.div_ceil(length) };
        let start = |part: usize| ValueId((part * length) as u32);
        let before = |part: usize| self.numbers.partition_point(|value| *value < start(part));
        let part = |part: usize| {
            let (frequent_before, next) = (before(part), before(part + 1));
            let values = (self.len - part * length).min(length);
            // Nothing is left to be supplied.
            let is_empty = next - frequent_before == values;
            let names = if is_empty { OnceCell::from(ValueNames::default()) } else { OnceCell::new() };
            NamePart { frequent_before, names }
        };
        self.parts = (0..n_parts).map(part).collect();
        let n_buckets = if n_parts > MAX_PARTS_READ { n_parts.next_power_of_two().min(MAX_BUCKETS) } else { 0 };
        self.buckets = (0..n_buckets).map(|_| OnceCell::new()).collect();
    }

    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, self.len as u64);
        put_number(out, u64::from(self.without));
        put_number(out, self.numbers.len() as u64);
        let mut next = 0;
        for value in &self.numbers {
            put_number(out, u64::from(value.0 - next));
            next = value.0 + 1;
        }
        self.frequent.encode(out);
        self.counts.iter().for_each(|count| put_number(out, u64::from(*count)));
    }

    pub(super) fn decode(reader: &mut ByteReader<'_>) -> Result<Values, Damage> {
        let len = reader.number32()? as usize;
        let without = reader.number32()?;
        let mut numbers = Vec::new();
        let mut next = 0u32;
        for _ in 0..reader.count(1)? {
            let value = next.checked_add(reader.number32()?).filter(|value| (*value as usize) < len);
            let value = value.ok_or(TOO_LARGE)?;
            numbers.push(ValueId(value));
            next = value + 1;
        }
        let frequent = ValueNames::decode(reader)?;
        if frequent.len() != numbers.len() {
            return Err(Damage::new("different numbers of values and names"));
        }
        let counts = (0..numbers.len()).map(|_| reader.number32()).collect::<Result<_, _>>()?;
        let mut values = Values { len, without, numbers, frequent, counts, ..Values::default() };
        values.arrange();
        Ok(values)
    }

    /// Supplies a part, as encoded by [`Values::encode_part`].
    ///
    /// # Errors
    ///
    /// If the bytes are damaged or belong to another part.
    pub(super) fn supply(&self, facet: u8, part: usize, bytes: &[u8]) -> Result<(), Damage> {
        const OTHER: Damage = Damage::new("names of other values");
        let mut reader = ByteReader::new(bytes);
        let length = part_length(self.len);
        if (reader.byte()?, reader.number()?) != (facet, part.saturating_mul(length) as u64) {
            return Err(OTHER);
        }
        let names = ValueNames::decode(&mut reader)?;
        let Some(NamePart { frequent_before, names: slot }) = self.parts.get(part) else { return Err(OTHER) };
        let frequent = self.parts.get(part + 1).map_or(self.numbers.len(), |next| next.frequent_before);
        let values = (self.len - part * length).min(length);
        if names.len() + (frequent - frequent_before) != values {
            return Err(OTHER);
        }
        // A part that is supplied twice is the same.
        slot.set(names).ok();
        Ok(())
    }

    /// The bytes of a part.
    pub(super) fn encode_part(&self, facet: u8, part: usize, names: &ValueNames) -> Vec<u8> {
        let mut out = vec![facet];
        put_number(&mut out, (part * part_length(self.len)) as u64);
        names.encode(&mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A facet of `count` values, of which each hundredth is in two articles and the others are in one.
    fn values(count: usize) -> (Values, Vec<ValueNames>, ValueNames) {
        let mut names = ValueNames::default();
        let ids: Vec<String> = (0..count).map(|number| format!("Name {number:06}")).collect();
        ids.iter().for_each(|name| names.push(&name.to_lowercase().replace(' ', "-"), name, ActorKind::Person));
        let frequent = ValueId::up_to(count).filter(|value| value.0 % 100 == 99);
        let codes: Vec<ValueId> = ValueId::up_to(count).chain(frequent.clone()).collect();
        let offsets = vec![0, count as u32, codes.len() as u32, codes.len() as u32];
        let facet = Facet::from_lists(count, offsets, codes);
        let (values, parts) = Values::new(&names, &facet, 3);
        (values, parts, names)
    }

    #[test]
    fn values_are_found_by_number_and_id_once_their_part_is_there() {
        for (at, count) in [0, 3, 513, 9_000].into_iter().enumerate() {
            let (made, parts, names) = values(count);
            let mut bytes = Vec::new();
            made.encode(&mut bytes);
            let read = Values::decode(&mut ByteReader::new(&bytes)).unwrap();
            assert_eq!((read.len(), read.without(), read.n_parts()), (count, [3, 2, 1, 1][at], parts.len()));
            assert_eq!(read.n_frequent(), if count > 512 { 256 } else { count });
            if count > 512 {
                assert_eq!(read.top().next(), Some((ValueId(99), 2)));
                let rare = ValueId(count as u32 - 2);
                assert_eq!(
                    (read.name(rare), read.find(names.id(rare.index())), read.part_of(rare)),
                    ("", None, Some(parts.len() - 1))
                );
                assert_eq!(
                    (read.name(ValueId(99)), read.part_of(ValueId(99)), read.articles(ValueId(99))),
                    ("Name 000099", None, 2)
                );
            }
            for (number, part) in parts.iter().enumerate().rev() {
                assert!(!read.has_part(number));
                read.supply(4, number, &made.encode_part(4, number, part)).unwrap();
            }
            for value in ValueId::up_to(count) {
                assert_eq!((read.name(value), read.id(value)), (names.name(value.index()), names.id(value.index())));
                assert_eq!(read.find(names.id(value.index())), Some(value));
            }
            assert_eq!(read.find("nobody"), None);
        }
    }

    #[test]
    fn a_finder_gives_the_numbers_of_ids() {
        let (made, parts, names) = values(9_000);
        let mut bytes = Vec::new();
        made.encode(&mut bytes);
        let read = Values::decode(&mut ByteReader::new(&bytes)).unwrap();
        assert_eq!((read.n_buckets(), read.find(names.id(4000))), (16, None));
        let finder = made.encode_finder(4, &names);
        assert!(finder.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() < 5 * 9_000);
        for (bucket, (_, bytes)) in finder.iter().enumerate() {
            read.supply_bucket(4, bucket, bytes).unwrap();
            assert!(read.supply_bucket(5, bucket, bytes).is_err() && read.supply_bucket(4, bucket ^ 1, bytes).is_err());
            for cut in 0..bytes.len() - 8 {
                assert!(read.supply_bucket(4, bucket, &bytes[..cut]).is_err(), "{cut}");
            }
        }
        read.supply(4, 0, &made.encode_part(4, 0, &parts[0])).unwrap();
        for value in ValueId::up_to(9_000) {
            let id = names.id(value.index());
            assert!(read.find_frequent(id).is_some() || read.candidates(id).contains(&value), "{id}");
            assert_eq!(read.find(id).is_some(), value.0 < 1024 || read.find_frequent(id).is_some());
        }
        assert_eq!(read.candidates("nobody"), []);
    }

    #[test]
    fn a_part_of_other_values_is_damaged() {
        let (values, parts, _) = values(9_000);
        for (facet, part, of) in [(5, 0, 0), (4, 1, 0), (4, 0, 2), (4, 3, 2)] {
            assert!(values.supply(4, 0, &values.encode_part(facet, part, &parts[of])).is_err(), "{facet} {part} {of}");
        }
        assert!(values.supply(4, 8, &values.encode_part(4, 8, &parts[2])).is_err());
    }
}
