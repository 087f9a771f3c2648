//! The data model: plain data types that all other modules share.
//!
//! Nothing here reads files, parses documents or depends on a user interface. The JSON of [`Article`] is the output of
//! `dateline parse`: renaming a field here renames it for every user.

mod actor;
mod article;
mod conclusion;
mod day;
mod left_out;
mod outlet;
mod place;
mod position;
mod quote;
mod story;
mod warning;

pub use actor::{ActorKind, ArticleActor, Mention};
pub use article::{Article, DateBasis, OutletBasis, PublicationDate, Removed, RemovedKind, Title, TitleBasis};
pub use conclusion::Conclusion;
pub use day::{DateError, Day, Month, PartialDate, Precision};
pub use left_out::LeftOut;
pub use outlet::{Cited, OutletRef};
pub use place::Place;
pub use position::Position;
pub use quote::Quote;
pub use story::{FamilyRoot, Story, StoryArticle, StoryReasons};
pub use warning::{Warning, WarningCode};
