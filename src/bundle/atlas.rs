//! The atlas: what the opening view of an archive needs, and where everything else is.

use super::{FileRef, Shelf};
use crate::index::{ByFacet, ColumnPart, Columns, Damage, FacetKind};
use crate::wire::bytes::ByteReader;

/// The dates of all articles, the frequent values of all facets, and the shelves of everything that lists need besides.
///
/// # Bytes
///
/// ```text
/// atlas    head of the columns, cards, ids, singles, (names, lists, articles, finder of a facet)*
/// ```
///
/// All but the head are a [`Shelf`] each.
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
    pub(super) names: ByFacet<Shelf>,
    pub(super) lists: ByFacet<Shelf>,
    pub(super) articles: ByFacet<Shelf>,
    pub(super) finders: ByFacet<Shelf>,
}

impl Default for ColumnShelves {
    fn default() -> ColumnShelves {
        ColumnShelves {
            ids: Shelf::new("ids"),
            singles: Shelf::new("singles"),
            names: ByFacet::from_fn(|_| Shelf::new("names")),
            lists: ByFacet::from_fn(|_| Shelf::new("lists")),
            articles: ByFacet::from_fn(|_| Shelf::new("values")),
            finders: ByFacet::from_fn(|_| Shelf::new("finder")),
        }
    }
}

impl ColumnShelves {
    /// The bytes of an atlas with this head of the columns.
    pub(super) fn encode(&self, mut head: Vec<u8>, cards: &Shelf) -> Vec<u8> {
        for shelf in [cards, &self.ids, &self.singles] {
            head.extend(shelf.encode());
        }
        for kind in FacetKind::ALL {
            for shelf in [&self.names, &self.lists, &self.articles, &self.finders] {
                head.extend(shelf[kind].encode());
            }
        }
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
        let mut columns = Columns::decode(&mut reader)?;
        let cards = Shelf::decode("cards", &mut reader)?;
        let ids = Shelf::decode("ids", &mut reader)?;
        let singles = Shelf::decode("singles", &mut reader)?;
        let mut shelves = ColumnShelves { ids, singles, ..ColumnShelves::default() };
        for kind in FacetKind::ALL {
            shelves.names[kind] = Shelf::decode("names", &mut reader)?;
            shelves.lists[kind] = Shelf::decode("lists", &mut reader)?;
            shelves.articles[kind] = Shelf::decode("values", &mut reader)?;
            shelves.finders[kind] = Shelf::decode("finder", &mut reader)?;
            let values = columns.values(kind);
            let counts = [shelves.names[kind].len(), shelves.finders[kind].len()];
            if counts != [values.n_parts(), values.n_buckets()] {
                return Err(Damage::new("parts are missing"));
            }
            let spans = |shelf: &Shelf| (0..shelf.len()).map(|chunk| shelf.span(chunk)).collect::<Vec<_>>();
            columns.divide(kind, spans(&shelves.lists[kind]), spans(&shelves.articles[kind]))?;
        }
        let spans = columns.n_spans();
        if shelves.ids.len() != spans || shelves.singles.len() != spans {
            return Err(Damage::new("parts are missing"));
        }
        Ok(Atlas { columns, cards, shelves })
    }

    /// The file of a part of the columns; `None` if there is no such part.
    pub fn file(&self, part: ColumnPart) -> Option<FileRef> {
        let ColumnShelves { ids, singles, names, lists, articles, finders } = &self.shelves;
        match part {
            ColumnPart::Ids(span) => ids.file(span),
            ColumnPart::Singles(span) => singles.file(span),
            ColumnPart::Lists(kind, part) => lists[kind].file(part),
            ColumnPart::Articles(kind, part) => articles[kind].file(part),
            ColumnPart::Finder(kind, bucket) => finders[kind].file(bucket),
            ColumnPart::Names(kind, part) => names[kind].file(part),
        }
    }
}
