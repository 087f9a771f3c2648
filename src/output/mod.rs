//! Writes files so that a former output is either whole or replaced as a whole, and nothing else is touched.
//!
//! An [`OutputFolder`] works in four steps:
//!
//! 1. Every file is staged: written in full to [`STAGING_NAME`] inside the folder, then flushed to the disk. A file of the
//!    former output that has the same name and bytes stays in its place.
//! 2. The [`OutputRecord`] lists what is there and what is coming, before anything else changes.
//! 3. Each file is renamed to its place. The caller gives the order: first the files that nothing names yet (chunks with
//!    their hash in their name), last the file that names the others.
//! 4. Files of the former output that the new one lacks are removed, and the record lists the new files alone.
//!
//! A run that is killed leaves the former files, or some new ones that nothing names yet; the next run removes the staged
//! files and completes the rest. Two runs for one folder wait for each other.
//!
//! A file counts as Dateline's own if the record lists its name and its bytes have the recorded hash. All else belongs to
//! the user.

mod error;
mod folder;
mod lock;
mod operations;
mod overlap;
mod record;

pub use error::OutputError;
pub use folder::{OutputChanges, OutputFolder, OutputKind};
pub use overlap::refuse_overlap;
pub use record::{OutputRecord, RECORD_NAME, STAGING_NAME};
