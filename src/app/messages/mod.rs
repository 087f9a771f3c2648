//! What the page says, in the language of its reader.
//!
//! A message is a function: `m::close()`, `m::count_articles(5)`. Its English stands in `english.rs` and so in the code
//! that uses it; each other language is a file that is fetched when it is chosen. What is said is not followed: when the
//! language changes, the page is drawn anew.

mod english;
mod intl;
mod language;
mod say;

pub use english::*;
pub use intl::{DateForm, date as intl_date, language as intl_language, number as intl_number};
pub use language::{Language, Speech};
