//! The index: the data structures that answer queries, and their bytes.
//!
//! Articles are numbered by *rank*: newest first, then by id, undated articles last. A set of articles in order of rank
//! is therefore already in the order of the answer. A range of days is a range of ranks, and so is a month.
//!
//! * [`Columns`]: dates, ids and the [`Facet`]s of all articles, in parts that are fetched when a query needs them;
//! * [`text`]: the words, in chunks that are fetched when a query needs them.
//!
//! The bytes of each part are documented next to its decoder. Decoders do not trust their input: damaged bytes give a
//! [`Damage`].

pub mod bits;
mod columns;
mod columns_builder;
mod dates;
mod facet;
mod facet_kind;
mod ids;
mod inversion;
mod number;
mod short_word;
mod stem;
mod stem_rules;
pub mod text;
pub mod token;
mod value_names;
mod values;
mod vocabulary;

pub use crate::wire::bytes::Damage;
pub use columns::{ColumnPart, Columns};
pub use columns_builder::{ColumnBytes, ColumnsBuilder, SortedColumns, ranked};
pub use dates::{ArticleDates, MonthSpan};
pub use facet::Facet;
pub use facet_kind::{ArticleValue, ByFacet, FacetKind, WITHOUT_VALUE, id_of_value};
pub use ids::{Ids, compare_ids};
pub use inversion::{TextBuilder, TextChunk, TextTotals};
pub use number::{Rank, TermId, ValueId};
pub use stem::Stems;
pub use value_names::ValueNames;
pub use values::Values;
