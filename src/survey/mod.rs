//! Surveys: statistics that a view gains by reading every article of a selection, one after the other.
//!
//! A survey takes one article at a time and keeps only what its view shows, so a selection can have any size. Anything
//! that the counts of an answer contain needs no survey.

mod actor;
mod chronicle;
mod contrast;
mod difference;
mod grouping;
mod steps;
mod together;
mod told;
mod words;

pub use actor::{ActorBook, ActorSurvey};
pub use chronicle::{Period, periods};
pub use contrast::{Contrast, ContrastRow, Firsts, share};
pub use difference::{Piece, difference};
pub use grouping::{QuoteGroup, Variant, group};
pub use steps::{Step, Steps};
pub use together::{Pair, Together};
pub use told::{Named, Speaker, Told, told};
