//! The views of the page, named as on the screen.

mod about;
mod actors;
mod analysis;
mod articles;
mod chips;
mod compare;
mod dates;
mod element_ids;
mod export;
mod facets;
mod language_choice;
mod links;
mod masthead;
mod open_article;
mod page_frame;
mod quote;
mod quotes;
mod reader;
mod reading_bar;
mod results;
mod search;
mod search_tools;
mod selection;
mod separate;
mod shortcuts;
mod start_pane;
mod story;
mod time_steps;
mod timeline;

pub use dates::DateBand;
pub use masthead::Masthead;
pub use search::SearchBar;
pub use separate::{preload, preload_search, search_code, view_by_name};
pub use shortcuts::Shortcuts;
