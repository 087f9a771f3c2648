//! The data model: plain nouns that every other module shares.
//!
//! Nothing here reads files, parses documents or knows of a screen. The JSON shape of [`Article`] is the one that
//! `dateline parse` prints, so a field renamed here is renamed for every user.

mod actor;
mod article;
mod conclusion;
mod day;
mod outlet;
mod quote;
mod warning;

pub use actor::{ActorKind, ArticleActor, Mention, TITLE_PARAGRAPH};
pub use article::{Article, DateBasis, OutletBasis, PublicationDate, Removed, RemovedKind, Title, TitleBasis};
pub use conclusion::Conclusion;
pub use day::{DateError, Day, Month, PartialDate, Precision};
pub use outlet::{Cited, OutletRef};
pub use quote::Quote;
pub use warning::{Warning, WarningCode};
