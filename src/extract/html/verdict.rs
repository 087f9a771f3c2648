//! The verdict on a line of a page.

use crate::model::RemovedKind;

/// The verdict on a line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A paragraph of the body.
    Body,
    /// The headline, which is the article's title.
    Title,
    /// Not the article's text; removed, with its kind.
    Removed(RemovedKind),
}
