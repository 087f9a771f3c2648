//! Step 5: queries are asked of an archive.
//!
//! [`Archive`] opens a bundle and answers a [`Query`] with an [`Answer`], in the terms of the user interface. Nothing
//! here depends on a browser; bytes come through [`Files`](crate::bundle::Files).

mod address;
mod answer;
mod archive;
mod engine;
mod error;
#[cfg(test)]
mod naive;
mod request;
mod run;
#[cfg(test)]
mod samples;
mod search;
mod selection;
mod sets;
mod snippet;
mod spelling;
mod text;
mod within;
mod wording;

pub use address::{Address, MOST_SIDES, View};
pub use answer::{Answer, Card, CardActor, CardOutlet, Hit, MonthCount, Snippet, ValueCount};
pub use archive::{Archive, ArchiveInfo, Names, WordingLoader};
pub use engine::{Engine, Pause, Step};
pub use error::{Problem, QueryError};
pub use request::{Query, Sort, Undated, ValueFilter, WITHOUT_VALUE};
pub use run::Found;
pub use wording::{WORDING, Wording};

pub use crate::index::{ByFacet, FacetKind};
