//! The state that all views share: the address, the archive and its answer to the current query.

mod choice;
mod latest;
mod selection_reader;
mod session;
mod url;

pub use choice::{Choice, Filter, choice, choose, choose_actor, filters, join_actors};
pub use latest::latest;
pub use selection_reader::{ReadingStage, SelectionReader, WordPlace};
pub use session::{Catalogue, FACET_LENGTH, PAGE_LENGTH, ResultList, Session, StoryRows};
pub use url::Url;
