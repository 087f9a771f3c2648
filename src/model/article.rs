//! The article: what Dateline makes of a document.

use serde::Serialize;

use super::{ArticleActor, Cited, OutletRef, PartialDate, Precision, Quote, Warning};
use crate::wire::json::{Fields, FromFields, JsonError, deserialize_from_fields};

/// One news article with everything that is known of it and how it is known.
///
/// Every word of the source's visible text is in exactly one of the title, a header field, [`body`](Article::body) or
/// [`removed`](Article::removed). The default is an article of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Stable while the source's name stays the same, or the record's own id.
    pub id: String,
    /// The path below the corpus folder, with `/`; `#n`, from 1, where a file holds many documents.
    pub source: String,
    /// The address of the original.
    pub url: Option<String>,
    /// The headline.
    pub title: Title,
    /// The day of publication.
    pub date: Option<PublicationDate>,
    /// Who published it.
    pub outlet: Option<OutletRef>,
    /// The writers, as the byline names them.
    pub authors: Vec<String>,
    /// The section of the outlet: World, Politics, Sport.
    pub section: Option<String>,
    /// The language of the text, a BCP 47 code.
    pub language: Option<String>,
    /// The paragraphs in order: plain text without page furniture.
    pub body: Vec<String>,
    /// All that was left out of the body, in order.
    pub removed: Vec<Removed>,
    /// The actors, by first mention.
    pub actors: Vec<ArticleActor>,
    /// Outlets and agencies that the text relies on.
    pub cites: Vec<Cited>,
    /// Direct quotes, in order.
    pub quotes: Vec<Quote>,
    /// What went wrong.
    pub warnings: Vec<Warning>,
}

deserialize_from_fields!(Article);

impl FromFields for Article {
    fn from_fields(fields: &mut Fields) -> Result<Article, JsonError> {
        Ok(Article {
            id: fields.text("id")?,
            source: fields.text("source")?,
            url: fields.optional_text("url")?,
            title: fields.object("title")?,
            date: fields.optional_object("date")?,
            outlet: fields.optional_object("outlet")?,
            authors: fields.texts("authors")?,
            section: fields.optional_text("section")?,
            language: fields.optional_text("language")?,
            body: fields.texts("body")?,
            removed: fields.objects("removed")?,
            actors: fields.objects("actors")?,
            cites: fields.objects("cites")?,
            quotes: fields.objects("quotes")?,
            warnings: fields.objects("warnings")?,
        })
    }
}

/// A headline and how it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Title {
    /// The headline; empty where the document has no text at all.
    pub value: String,
    /// How it is known.
    pub basis: TitleBasis,
}

impl FromFields for Title {
    fn from_fields(fields: &mut Fields) -> Result<Title, JsonError> {
        Ok(Title { value: fields.text("value")?, basis: fields.word("basis", &TitleBasis::WORDS)? })
    }
}

/// How a title is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleBasis {
    /// The document states it.
    #[default]
    Stated,
    /// `corpus.toml` states it.
    Sidecar,
    /// Made from the first sentence or the address, for want of a headline.
    Derived,
}

impl TitleBasis {
    /// The words that the JSON uses.
    pub const WORDS: [(&'static str, TitleBasis); 3] =
        [("stated", TitleBasis::Stated), ("sidecar", TitleBasis::Sidecar), ("derived", TitleBasis::Derived)];
}

/// The date of publication and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicationDate {
    /// The date, as exactly as it is known.
    pub value: PartialDate,
    /// How exactly; always the precision of `value`.
    precision: Precision,
    /// How it is known.
    pub basis: DateBasis,
    /// The words or the field that it was taken from.
    pub evidence: String,
}

impl PublicationDate {
    /// A date with its basis and the words or the field that it was taken from.
    pub fn new(value: PartialDate, basis: DateBasis, evidence: impl Into<String>) -> PublicationDate {
        PublicationDate { value, precision: value.precision(), basis, evidence: evidence.into() }
    }

    /// How exactly the date is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }
}

impl FromFields for PublicationDate {
    fn from_fields(fields: &mut Fields) -> Result<PublicationDate, JsonError> {
        const WRONG: JsonError = JsonError::Field { field: "value", wanted: "a date" };
        let value = fields.optional_parsed("value", "a date")?.ok_or(WRONG)?;
        let basis = fields.word("basis", &DateBasis::WORDS)?;
        Ok(PublicationDate::new(value, basis, fields.optional_text("evidence")?.unwrap_or_default()))
    }
}

/// How a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    /// The document states it.
    Stated,
    /// `corpus.toml` states it.
    Sidecar,
    /// Concluded from other words of the document or from other documents.
    Inferred,
}

impl DateBasis {
    /// The words that the JSON uses.
    pub const WORDS: [(&'static str, DateBasis); 3] =
        [("stated", DateBasis::Stated), ("sidecar", DateBasis::Sidecar), ("inferred", DateBasis::Inferred)];
}

/// How an outlet is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletBasis {
    /// The document states it.
    Stated,
    /// The address of the document tells it.
    Url,
    /// `corpus.toml` states it.
    Sidecar,
}

impl OutletBasis {
    /// The words that the JSON uses.
    pub const WORDS: [(&'static str, OutletBasis); 3] =
        [("stated", OutletBasis::Stated), ("url", OutletBasis::Url), ("sidecar", OutletBasis::Sidecar)];
}

/// A piece of the source that is not the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The words, as they stand in the source.
    pub text: String,
    /// Why they are not in the body.
    pub kind: RemovedKind,
}

impl FromFields for Removed {
    fn from_fields(fields: &mut Fields) -> Result<Removed, JsonError> {
        Ok(Removed {
            text: fields.text("text")?,
            kind: fields.word("kind", &RemovedKind::ALL.map(|kind| (kind.as_str(), kind)))?,
        })
    }
}

/// Why a piece of the source is not in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovedKind {
    /// Date, section, byline or headline above the text.
    Header,
    /// Teasers of other articles, most-read lists.
    Related,
    /// Subscriptions, apps, newsletters, advertisements.
    Promotion,
    /// Captions and credits of pictures.
    Caption,
    /// Posts and players of other sites.
    Embed,
    /// Forms and prompts for comments, and comments.
    CommentForm,
    /// Menus, breadcrumbs, paging.
    Navigation,
    /// Buttons and addresses for passing the article on.
    Share,
    /// Copyright, cookie and terms notices.
    Legal,
    /// A second copy of what the article says elsewhere.
    Duplicate,
    /// Anything else.
    Other,
}

impl RemovedKind {
    /// Every kind.
    pub const ALL: [RemovedKind; 11] = [
        RemovedKind::Header,
        RemovedKind::Related,
        RemovedKind::Promotion,
        RemovedKind::Caption,
        RemovedKind::Embed,
        RemovedKind::CommentForm,
        RemovedKind::Navigation,
        RemovedKind::Share,
        RemovedKind::Legal,
        RemovedKind::Duplicate,
        RemovedKind::Other,
    ];

    /// The word that the JSON uses.
    pub fn as_str(self) -> &'static str {
        match self {
            RemovedKind::Header => "header",
            RemovedKind::Related => "related",
            RemovedKind::Promotion => "promotion",
            RemovedKind::Caption => "caption",
            RemovedKind::Embed => "embed",
            RemovedKind::CommentForm => "comment-form",
            RemovedKind::Navigation => "navigation",
            RemovedKind::Share => "share",
            RemovedKind::Legal => "legal",
            RemovedKind::Duplicate => "duplicate",
            RemovedKind::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json::read;

    #[test]
    fn an_article_reads_back_what_it_prints() {
        let json = r#"{"id":"a","source":"a.txt#2","url":"https://example.org/a","title":{"value":"Ports close","basis":"sidecar"},"date":{"value":"2025-04","precision":"month","basis":"inferred","evidence":"in April"},"outlet":{"id":"alder-post","name":"Alder Post","basis":"url","evidence":"example.org"},"authors":["Ada"],"section":null,"language":"en","body":["One.","“Two”, she said."],"removed":[{"text":"Share","kind":"comment-form"}],"actors":[{"id":"ada-byron","name":"Ada Byron","kind":"person","mentions":[{"paragraph":-1,"start":0,"end":3}]}],"cites":[{"id":"kcna","name":"KCNA"}],"quotes":[{"text":"Two","paragraph":1,"start":3,"end":6,"speaker":"ada-byron"}],"warnings":[{"code":"invalid-field","message":"`x`"}]}"#;
        let article: Article = read(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&article).unwrap(), json);
        assert_eq!(serde_json::from_str::<Article>(json).unwrap(), article);
    }

    #[test]
    fn a_wrong_word_is_named() {
        let json = r#"{"id":"a","source":"b","title":{"value":"c","basis":"d"}}"#;
        let problem = read::<Article>(json.as_bytes()).unwrap_err();
        assert_eq!(problem.to_string(), "`basis` must be one of the words that can stand there");
    }
}
