//! Surveys: statistics that a view gains by reading every article of a selection, one after the other.
//!
//! A survey takes one article at a time and keeps only what its view shows, so a selection can have any size. Anything
//! that the counts of an answer contain needs no survey.

mod actor;
mod attributed_quote;
mod chronicle;
mod co_mentions;
mod contrast;
mod difference;
mod grouping;
mod steps;
mod words;

pub use actor::{ActorBook, ActorSurvey};
pub use attributed_quote::{AttributedQuote, OutletName, Speaker, attributed_quotes};
pub use chronicle::{Period, periods};
pub use co_mentions::{CoMentions, Pair};
pub use contrast::{Contrast, ContrastRow, Firsts, share};
pub use difference::{DifferencePart, difference};
pub use grouping::{Grouping, QuoteGroup, Variant, group};
pub use steps::{Step, Steps};
