//! What became of a line of a page.

use crate::model::RemovedKind;

/// What became of a line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A paragraph of the body.
    Body,
    /// The headline, which the article's title repeats.
    Title,
    /// Not the article's text.
    Removed(RemovedKind),
}
