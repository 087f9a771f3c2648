//! Operations on plain text: case folding, transliteration, ids made from names, cutting to a length, writing systems.
//!
//! Nothing here knows of articles or documents. The tables are small because they are downloaded with the page.

mod beginning;
mod direction;
mod fold;
mod fold_table;
mod latin;
mod letters;
mod lower_table;
mod punycode;
pub mod script;
mod slug;

pub use beginning::beginning;
pub use direction::is_direction_mark;
pub use fold::{fold, folded, is_dropped_mark};
pub use letters::{is_letter, is_letter_or_digit, leading_letters};
pub use punycode::ascii_host;
pub use slug::{id_of_name, is_plain_slug, plain_slug, slug};
