//! Surveys: statistics that a view gains by reading every article of a selection, one after the other.
//!
//! A survey takes one article at a time and keeps only what its view shows, so a selection can have any size. Anything
//! that the counts of an answer contain needs no survey.

mod actor;
mod alignment;
mod association;
mod attributed_quote;
mod chance;
mod chronicle;
mod co_mentions;
mod collocates;
mod concordance;
mod contrast;
mod coverage;
mod difference;
mod first_report;
mod frequency;
mod grouping;
mod keyness;
mod lexicon;
mod near_names;
mod quote_spread;
mod running_words;
mod sample;
mod sought;
mod steps;
mod words;

pub use actor::{ActorBook, ActorSurvey};
pub use alignment::{AlignedSentence, SentenceChange, align, sentences};
pub use attributed_quote::{AttributedQuote, OutletName, QuoteFilter, Speaker, attributed_quotes};
pub use chance::{Association, association, critical_log_likelihood, log_likelihood};
pub use chronicle::{Period, periods};
pub use co_mentions::{CoMentions, Pair};
pub use collocates::{Collocate, CollocateMeasure, Collocates, MAX_COLLOCATE_ROWS, MIN_COLLOCATE_COUNT};
pub use concordance::{
    Concordance, ConcordanceArticle, ConcordanceGroup, ConcordanceLine, LineGroup, LineOrder, MAX_CONCORDANCE_LINES,
};
pub use contrast::{Contrast, ContrastRow, Firsts, share};
pub use coverage::{Coverage, CoverageRow, CoveredBy};
pub use difference::{DifferencePart, difference};
pub use first_report::{FirstReport, first_reports, n_possibly_first};
pub use frequency::{MIN_RATE_ARTICLES, per_thousand, typical_step};
pub use grouping::{Grouping, QuoteGroup, Variant, group};
pub use keyness::{KeyWord, Keyness, MAX_KEYNESS_ROWS, MIN_KEYNESS_COUNT};
pub use near_names::NearNames;
pub use quote_spread::{QuoteReport, QuoteSpread, WordingChange, spread};
pub use sample::{Sample, SampleDesign, SampleUnit, Stratum, draw, draw_key};
pub use sought::{Sought, SoughtWord};
pub use steps::{Step, Steps, quarter};
