//! What the page shows, each view named as on the screen.

mod about;
mod articles;
mod chips;
mod dates;
mod facets;
mod masthead;
mod reader;
mod results;
mod search;
mod shortcuts;

pub use about::About;
pub use articles::Articles;
pub use dates::DateBand;
pub use masthead::Masthead;
pub use search::SearchBar;
pub use shortcuts::Shortcuts;
