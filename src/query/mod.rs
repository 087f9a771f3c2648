//! Step 5: queries are asked of an archive.
//!
//! [`Archive`] opens a bundle and answers a [`Query`] with an [`Answer`], in the terms of the user interface. Nothing
//! here depends on a browser; bytes come through [`Files`](crate::bundle::Files).

mod address;
mod analysis;
mod answer;
mod archive;
mod engine;
mod error;
mod info;
#[cfg(test)]
mod loading_tests;
mod matches;
#[cfg(test)]
mod naive;
mod narrow;
mod request;
mod run;
#[cfg(test)]
mod samples;
mod search;
mod selection;
mod sets;
mod snippet;
mod spelling;
mod step_counter;
mod story;
mod story_list;
mod text;
mod text_functions;

pub use address::{Address, BY_STORY, MAX_SIDES, View};
pub use analysis::{Analysis, AnalysisSetting, AnalysisTool, MAX_TERMS};
pub use answer::{Answer, Card, CardActor, CardOutlet, Hit, MonthCount, Snippet, ValueCount};
pub use archive::{Archive, BundleFiles, TextFunctionsLoader};
pub use engine::{Engine, Pause, QueryResult, TextFunctions};
pub use error::{FileDamage, Problem, QueryError};
pub use info::{ArchiveInfo, Names};
pub use request::{MAX_VALUES, Query, Sort, Undated, ValueFilter, WITHOUT_VALUE};
pub use run::NumericAnswer;
pub use step_counter::{SLICE_STEPS, StepCounter};
pub use story_list::{MAX_COVERED, StoryEntry, StoryList, StorySources, StorySummary};
pub use text_functions::TEXT_FUNCTIONS;

pub use crate::index::{ByFacet, FacetKind};
