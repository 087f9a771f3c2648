//! What went wrong with a document without stopping it.

use crate::wire::record::{record, words};

words! {
    /// The kind of a [`Warning`]. The words stay the same, so that programs can tell warnings apart.
    pub enum WarningCode {
        /// The document has no text that could be an article's.
        EmptyBody = "empty-body",
        /// The document is a page without an article: a browser check, a request for consent or to sign in, an error.
        NoArticle = "no-article",
        /// The text found may not be the whole article, or not the article.
        DoubtfulText = "doubtful-text",
        /// Bytes that are invalid in the document's encoding were replaced.
        InvalidText = "invalid-text",
        /// A field of a record, or an entry of the sidecar, was not understood and left out.
        InvalidField = "invalid-field",
        /// Another record of the corpus has the same id.
        DuplicateId = "duplicate-id",
        /// The document was cut at a limit.
        Truncated = "truncated",
        /// No date of publication is stated, and none could be inferred.
        Undated = "undated",
        /// The outlet is not known.
        UnknownOutlet = "unknown-outlet",
        /// Day and month of the date may be exchanged, and nothing tells their order.
        AmbiguousDate = "ambiguous-date",
    }
}

record! {
    json, bytes;
    /// What went wrong with a document without stopping it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Warning {
        /// The kind of problem.
        pub code: WarningCode,
        /// One sentence for people that says what is wrong and where.
        pub message: String,
    }
}

impl Warning {
    /// The words of the document that the sentence quotes between backticks, such as a date or a field.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.message.split('`').skip(1).step_by(2).filter(|words| !words.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_warning_names_is_between_backticks() {
        let warning = |message: &str| Warning { code: WarningCode::InvalidField, message: message.to_owned() };
        let named = warning("The field `name` was left out: not `b`.");
        assert_eq!(named.named().collect::<Vec<_>>(), ["name", "b"]);
        assert_eq!(warning("Nothing is named.").named().next(), None);
    }
}
