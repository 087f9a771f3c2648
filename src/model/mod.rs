//! The data model: plain nouns that every other module shares.
//!
//! Nothing here reads files, parses documents or knows of a screen. The JSON shape of [`Article`] is the one that
//! `dateline parse` prints, so a field renamed here is renamed for every user.

mod actor;
mod article;
mod beginning;
mod conclusion;
mod day;
mod fold;
mod fold_table;
mod hash;
pub mod json;
mod latin;
mod letters;
mod lower_table;
mod outlet;
mod quote;
mod slug;
pub mod sort;
mod warning;

pub use actor::{ActorKind, ArticleActor, Mention, TITLE_PARAGRAPH};
pub use article::{Article, DateBasis, OutletBasis, PublicationDate, Removed, RemovedKind, Title, TitleBasis};
pub use beginning::beginning;
pub use conclusion::Conclusion;
pub use day::{DateError, Day, Month, PartialDate, Precision};
pub use fold::{fold, folded, is_dropped_mark};
pub use hash::{HASH_START, hash_bytes};
pub use letters::leading_letters;
pub use outlet::{Cited, OutletRef};
pub use quote::Quote;
pub use slug::{id_of_name, is_plain_slug, plain_slug, slug};
pub use warning::{Warning, WarningCode};
