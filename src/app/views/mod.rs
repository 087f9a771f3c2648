//! What the page shows, each view named as on the screen.

mod about;
mod actors;
mod articles;
mod chips;
mod compare;
mod dates;
mod export;
mod facets;
mod links;
mod masthead;
mod quotes;
mod reader;
mod results;
mod search;
mod selection;
mod shortcuts;
mod timeline;

pub use about::About;
pub use actors::Actors;
pub use articles::Articles;
pub use compare::Compare;
pub use dates::DateBand;
pub use export::Export;
pub use masthead::Masthead;
pub use quotes::Quotes;
pub use search::SearchBar;
pub use shortcuts::Shortcuts;
pub use timeline::Timeline;
