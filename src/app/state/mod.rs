//! What every view shares: the address, the archive and its answer to the present query.

mod choice;
mod latest;
mod reading;
mod session;
mod url;

pub use choice::{Choice, Filter, choice, choose, choose_actor, filters, join_actors};
pub use latest::latest;
pub use reading::{Reading, Stage};
pub use session::{Catalogue, Found, PAGE_LENGTH, Session};
pub use url::Url;
