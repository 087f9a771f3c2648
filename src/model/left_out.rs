//! What a file has beside its articles.

use serde::{Deserialize, Serialize};

/// Content of a file that is no article, so that it is left out on purpose. It is counted, so that nothing vanishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum LeftOut {
    /// Files that are attached to notes.
    Attachments,
    /// Responses in a web archive that are documents of other kinds than pages.
    DocumentsOfWebArchive,
    /// Messages of a chat without words.
    MessagesWithoutText,
    /// Entries of an export that were never published, or are no publications: drafts, pictures, menus.
    NoPublications,
    /// Records in other lists of JSON than the one that was read.
    OtherLists,
    /// Blocks of words in a scan that belong to no article.
    ScannedBlocks,
    /// A sheet of a workbook without a column of an article.
    Sheets,
    /// A part of a book that is too short for an article: a cover, a title page.
    ShortParts,
    /// A table of a database without a column of an article.
    Tables,
}
