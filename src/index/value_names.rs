//! Values of a facet with their ids, names and kinds: all of them, or those of one part.

use std::cell::OnceCell;

use crate::model::ActorKind;
use crate::text::{is_plain_slug, plain_slug};
use crate::wire::bytes::{ByteReader, Damage, put_number, put_text};

/// The maximum length of a shared prefix, so that damaged bytes cannot repeat one long name endlessly.
const MAX_SHARED: usize = 255;

/// Values of a facet in order of their names (then of their ids), each with its id, name and kind.
///
/// # Bytes
///
/// ```text
/// names    count, shared*, length*, rests, count, (gap id)*, kind*
/// shared   number: how many bytes a name shares with the one before
/// length   number: how many bytes of the name follow these
/// rests    text: what follows, of all names
/// gap id   number and text: the values whose id is not the ASCII slug of their name
/// kind     1 byte
/// ```
#[derive(Clone, Debug, Default)]
pub struct ValueNames {
    names: Vec<Box<str>>,
    /// `None` if the id is the ASCII slug of the name.
    ids: Vec<Option<Box<str>>>,
    kinds: Vec<ActorKind>,
    /// All ids, built when the first one is requested.
    all_ids: OnceCell<Vec<Box<str>>>,
}

impl PartialEq for ValueNames {
    fn eq(&self, other: &ValueNames) -> bool {
        (&self.names, &self.ids, &self.kinds) == (&other.names, &other.ids, &other.kinds)
    }
}

impl ValueNames {
    /// The number of values.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of the value at a place; empty if there is none.
    pub fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", |name| name)
    }

    /// The id of the value at a place; empty if there is none.
    pub fn id(&self, place: usize) -> &str {
        let all_ids = self.all_ids.get_or_init(|| {
            let pairs = self.ids.iter().zip(&self.names);
            pairs.map(|(id, name)| id.clone().unwrap_or_else(|| plain_slug(name).into())).collect()
        });
        all_ids.get(place).map_or("", |id| id)
    }

    /// The kind of the value at a place.
    pub fn kind(&self, place: usize) -> ActorKind {
        self.kinds.get(place).copied().unwrap_or_default()
    }

    /// Appends a value. Values must be appended in order of name, then id.
    pub(super) fn push(&mut self, id: &str, name: &str, kind: ActorKind) {
        self.names.push(name.into());
        self.ids.push((!is_plain_slug(id, name)).then(|| id.into()));
        self.kinds.push(kind);
    }

    /// The values at these places, which must ascend.
    pub(super) fn selected(&self, places: impl Iterator<Item = usize>) -> ValueNames {
        let mut selected = ValueNames::default();
        for place in places {
            selected.names.extend(self.names.get(place).cloned());
            selected.ids.extend(self.ids.get(place).cloned());
            selected.kinds.extend(self.kinds.get(place));
        }
        selected
    }

    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, self.len() as u64);
        let mut lengths = Vec::new();
        let mut rests = String::new();
        let mut before = "";
        for name in &self.names {
            let mut shared = shared_prefix(before, name).min(MAX_SHARED);
            while !name.is_char_boundary(shared) {
                shared -= 1;
            }
            put_number(out, shared as u64);
            let rest = name.get(shared..).unwrap_or_default();
            put_number(&mut lengths, rest.len() as u64);
            rests.push_str(rest);
            before = name;
        }
        out.append(&mut lengths);
        put_text(out, &rests);
        put_number(out, self.ids.iter().flatten().count() as u64);
        let mut last = 0;
        for (value, id) in self.ids.iter().enumerate() {
            if let Some(id) = id {
                put_number(out, (value - last) as u64);
                last = value;
                put_text(out, id);
            }
        }
        out.extend(self.kinds.iter().map(|kind| *kind as u8));
    }

    pub(super) fn decode(reader: &mut ByteReader<'_>) -> Result<ValueNames, Damage> {
        const WRONG: Damage = Damage::new("invalid name");
        let count = reader.count(1)?;
        let shared = (0..count).map(|_| reader.number32()).collect::<Result<Vec<_>, _>>()?;
        let lengths = (0..count).map(|_| reader.number32()).collect::<Result<Vec<_>, _>>()?;
        let mut rests = reader.text()?;
        let mut names: Vec<Box<str>> = Vec::with_capacity(count);
        for (shared, length) in shared.into_iter().zip(lengths) {
            let (rest, after) = rests.split_at_checked(length as usize).ok_or(WRONG)?;
            rests = after;
            let before = names.last().map_or("", |name| name);
            let start = before.get(..shared as usize).filter(|start| start.len() <= MAX_SHARED).ok_or(WRONG)?;
            names.push([start, rest].concat().into_boxed_str());
        }
        let mut ids = vec![None; count];
        let mut value = 0usize;
        for _ in 0..reader.count(1)? {
            value = value.saturating_add(reader.number32()? as usize);
            *ids.get_mut(value).ok_or(WRONG)? = Some(Box::from(reader.text()?));
        }
        let kinds = reader.bytes(count)?.iter().map(|byte| ActorKind::from_byte(*byte)).collect();
        Ok(ValueNames { names, ids, kinds, all_ids: OnceCell::new() })
    }
}

/// The length of the longest common prefix of two texts, ending on a character boundary of both.
pub(super) fn shared_prefix(a: &str, b: &str) -> usize {
    let mut shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !b.is_char_boundary(shared) {
        shared -= 1;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_read_back_and_a_start_is_not_repeated_without_end() {
        let long = "Ministère de l’Économie ".repeat(40);
        let mut values = ValueNames::default();
        for name in [format!("{long}a"), format!("{long}b"), "Z".to_owned()] {
            values.push("ministry", &name, ActorKind::Organisation);
        }
        let mut bytes = Vec::new();
        values.encode(&mut bytes);
        assert_eq!(ValueNames::decode(&mut ByteReader::new(&bytes)), Ok(values));

        let (mut shared, mut lengths) = (Vec::new(), Vec::new());
        for name in 0..50_000u64 {
            put_number(&mut shared, if name == 0 { 0 } else { 50_000 });
            put_number(&mut lengths, if name == 0 { 50_000 } else { 0 });
        }
        let mut bytes = Vec::new();
        put_number(&mut bytes, 50_000);
        bytes.extend([shared, lengths].concat());
        put_text(&mut bytes, &"a".repeat(50_000));
        assert!(ValueNames::decode(&mut ByteReader::new(&bytes)).is_err());
    }
}
