//! The atlas: what the opening view of an archive needs, and where everything else is.

use super::{FileRef, Shelf};
use crate::index::{ByFacet, ColumnPart, Columns, Damage, FacetKind};
use crate::wire::bytes::ByteReader;

/// The dates of all articles, the frequent values of all facets, and the shelves of everything that lists need besides.
///
/// # Bytes
///
/// ```text
/// atlas    head of the columns, cards, ids, singles, lists, names of each facet
/// ```
///
/// All but the head are a [`Shelf`] each. The lists of a facet are the chunk with the facet's number; it has no bytes if the
/// facet has none.
#[derive(Debug, Default)]
pub struct Atlas {
    /// The columns, as far as they have been supplied.
    pub columns: Columns,
    /// The cards, in order of rank.
    pub cards: Shelf,
    pub(super) shelves: ColumnShelves,
}

/// Where the parts of the columns are.
#[derive(Debug)]
pub(super) struct ColumnShelves {
    pub(super) ids: Shelf,
    pub(super) singles: Shelf,
    pub(super) lists: Shelf,
    pub(super) names: ByFacet<Shelf>,
}

impl Default for ColumnShelves {
    fn default() -> ColumnShelves {
        ColumnShelves {
            ids: Shelf::new("ids"),
            singles: Shelf::new("singles"),
            lists: Shelf::new("lists"),
            names: ByFacet::from_fn(|_| Shelf::new("names")),
        }
    }
}

impl ColumnShelves {
    /// The bytes of an atlas with this head of the columns.
    pub(super) fn encode(&self, mut head: Vec<u8>, cards: &Shelf) -> Vec<u8> {
        for shelf in [cards, &self.ids, &self.singles, &self.lists] {
            head.extend(shelf.encode());
        }
        self.names.iter().for_each(|(_, shelf)| head.extend(shelf.encode()));
        head
    }
}

impl Atlas {
    /// Decodes an atlas.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(bytes: &[u8]) -> Result<Atlas, Damage> {
        let mut reader = ByteReader::new(bytes);
        let columns = Columns::decode(&mut reader)?;
        let cards = Shelf::decode("cards", &mut reader)?;
        let ids = Shelf::decode("ids", &mut reader)?;
        let singles = Shelf::decode("singles", &mut reader)?;
        let lists = Shelf::decode("lists", &mut reader)?;
        let mut names = ByFacet::<Shelf>::default();
        for (_, shelf) in names.iter_mut() {
            *shelf = Shelf::decode("names", &mut reader)?;
        }
        let spans = columns.n_spans();
        let is_whole = |(kind, shelf): (FacetKind, &Shelf)| shelf.len() == columns.values(kind).n_parts();
        if ids.len() != spans
            || singles.len() != spans
            || lists.len() != FacetKind::ALL.len()
            || !names.iter().all(is_whole)
        {
            return Err(Damage::new("parts are missing"));
        }
        Ok(Atlas { columns, cards, shelves: ColumnShelves { ids, singles, lists, names } })
    }

    /// The file of a part of the columns; `None` if there is no such part.
    pub fn file(&self, part: ColumnPart) -> Option<FileRef> {
        let ColumnShelves { ids, singles, lists, names } = &self.shelves;
        match part {
            ColumnPart::Ids(span) => ids.file(span),
            ColumnPart::Singles(span) => singles.file(span),
            ColumnPart::Lists(kind) => lists.file(kind as usize),
            ColumnPart::Names(kind, part) => names[kind].file(part),
        }
    }
}
