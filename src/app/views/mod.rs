//! What the page shows, each view named as on the screen.

mod about;
mod actors;
mod articles;
mod chips;
mod compare;
mod dates;
mod export;
mod facets;
mod finding;
mod links;
mod masthead;
pub mod parts;
mod quotes;
mod reader;
mod results;
mod search;
mod selection;
mod shortcuts;
mod speech;
mod timeline;

pub use articles::Articles;
pub use dates::DateBand;
pub use masthead::Masthead;
pub use search::SearchBar;
pub use shortcuts::Shortcuts;
