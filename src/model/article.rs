//! The article: the result of reading a document.

use serde::{Serialize, Serializer};

use super::day::{decode_date, encode_date};
use super::quote::QuoteCodec;
use super::{ArticleActor, Cited, Day, OutletRef, PartialDate, Place, Precision, Quote, Warning};
use crate::wire::bytes::{ByteReader, Damage};
use crate::wire::json::{Fields, FromFields, JsonError, Value, deserialize_from_fields, object};
use crate::wire::record::{Binary, Json, record, words, write_field};

record! {
    json, bytes;
    /// A news article with everything that is known about it, and how.
    ///
    /// This is the only list of its fields: `dateline parse` prints them as JSON in this order, and bundles store their
    /// bytes in this order. Every word of the source's visible text is in exactly one of the title, a header field,
    /// [`body`](Article::body) or [`removed`](Article::removed). The default is an article about which nothing is
    /// known.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Article {
        /// The record's own id, or one that stays the same as long as the source's name and bytes do.
        pub id: String,
        /// The path below the corpus folder, with `/`; `#n`, from 1, if a file holds many documents.
        pub source: String,
        /// The address of the original.
        pub url: Option<String>,
        /// The headline.
        pub title: Title,
        /// The day of publication.
        pub date: Option<PublicationDate>,
        /// The day on which this copy was made (a crawl, a clipping, a download), if the document or its container says
        /// so. Never used as the date.
        pub collected: Option<Day>,
        /// Who published it.
        pub outlet: Option<OutletRef>,
        /// The authors, as the byline names them.
        pub authors: Vec<String>,
        /// The section of the outlet: World, Politics, Sport.
        pub section: Option<String>,
        /// The language of the text, a BCP 47 code.
        pub language: Option<String>,
        /// The tags that `corpus.toml` gives to it.
        pub tags: Vec<String> = optional,
        /// The groups of outlets that its outlet belongs to, by `corpus.toml`.
        pub groups: Vec<String> = optional,
        /// The name of the story that it tells with others, as the archive that holds it found it.
        pub story: Option<String> = optional,
        /// The paragraphs in order: plain text without page furniture.
        pub body: Vec<String>,
        /// Everything left out of the body, in order.
        pub removed: Vec<Removed>,
        /// The actors, by first mention.
        pub actors: Vec<ArticleActor>,
        /// Outlets and agencies that the text names as its sources.
        pub cites: Vec<Cited>,
        /// Direct quotes, in order.
        pub quotes: Vec<Quote> = (QuoteCodec::new(title.value.as_str(), body.as_slice())),
        /// Problems with the document.
        pub warnings: Vec<Warning>,
    }
}

deserialize_from_fields!(Article);

impl Article {
    /// The article without its text: no paragraphs, nothing that was removed, no quotes, and of the mentions only those in
    /// the headline. Everything that is known of it stays, with the words that are evidence of its date and outlet.
    #[must_use]
    pub fn without_text(&self) -> Article {
        let mut actors = self.actors.clone();
        actors.iter_mut().for_each(|actor| actor.mentions.retain(|mention| mention.paragraph == Place::Title));
        Article {
            id: self.id.clone(),
            source: self.source.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
            date: self.date.clone(),
            collected: self.collected,
            outlet: self.outlet.clone(),
            authors: self.authors.clone(),
            section: self.section.clone(),
            language: self.language.clone(),
            tags: self.tags.clone(),
            groups: self.groups.clone(),
            story: self.story.clone(),
            body: Vec::new(),
            removed: Vec::new(),
            actors,
            cites: self.cites.clone(),
            quotes: Vec::new(),
            warnings: self.warnings.clone(),
        }
    }
}

record! {
    json, bytes;
    /// A headline, and its basis.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Title {
        /// The headline; empty if the document has no text at all.
        pub value: String,
        /// Its basis.
        pub basis: TitleBasis,
    }
}

words! {
    /// The bases of a title.
    #[derive(Default)]
    pub enum TitleBasis {
        /// Stated in the document.
        #[default]
        Stated = "stated",
        /// Set in `corpus.toml`.
        Sidecar = "sidecar",
        /// Made from the first sentence or the address, because the document has no headline.
        Derived = "derived",
    }
}

/// The date of publication, and its basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationDate {
    /// The date, as precisely as it is known.
    pub value: PartialDate,
    /// Its basis.
    pub basis: DateBasis,
    /// The words or the field that it was taken from.
    pub evidence: String,
}

impl PublicationDate {
    /// A date with its basis and the words or the field that it was taken from.
    pub fn new(value: PartialDate, basis: DateBasis, evidence: impl Into<String>) -> PublicationDate {
        PublicationDate { value, basis, evidence: evidence.into() }
    }

    /// The precision of the date.
    pub fn precision(&self) -> Precision {
        self.value.precision()
    }
}

/// JSON has the precision too, for programs that read it.
impl Serialize for PublicationDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("precision", &self.precision())?;
        map.serialize_entry("basis", &self.basis)?;
        map.serialize_entry("evidence", &self.evidence)?;
        map.end()
    }
}

impl Json for PublicationDate {
    fn write(&self, out: &mut String) {
        out.push('{');
        write_field("value", &self.value.to_string(), out);
        write_field("precision", &self.precision(), out);
        write_field("basis", &self.basis, out);
        write_field("evidence", &self.evidence, out);
        out.push('}');
    }

    fn read(field: &'static str, value: Value) -> Result<PublicationDate, JsonError> {
        object(field, value)
    }
}

impl FromFields for PublicationDate {
    fn from_fields(fields: &mut Fields) -> Result<PublicationDate, JsonError> {
        const WRONG: JsonError = JsonError::Field { field: "value", wanted: "a date" };
        let value = fields.optional_parsed("value", "a date")?.ok_or(WRONG)?;
        Ok(PublicationDate { value, basis: fields.value("basis")?, evidence: fields.optional_value("evidence")? })
    }
}

impl Binary for PublicationDate {
    fn encode(&self, out: &mut Vec<u8>) {
        encode_date(self.value, out);
        self.basis.encode(out);
        self.evidence.encode(out);
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<PublicationDate, Damage> {
        let value = decode_date(from)?;
        Ok(PublicationDate { value, basis: DateBasis::decode(from)?, evidence: String::decode(from)? })
    }
}

words! {
    /// The bases of a date.
    pub enum DateBasis {
        /// Stated in the document.
        Stated = "stated",
        /// Set in `corpus.toml`.
        Sidecar = "sidecar",
        /// Inferred from other words of the document, or from other documents.
        Inferred = "inferred",
    }
}

words! {
    /// The bases of an outlet.
    pub enum OutletBasis {
        /// Stated in the document.
        Stated = "stated",
        /// Named by the domain of the document's address.
        Url = "url",
        /// Set in `corpus.toml`.
        Sidecar = "sidecar",
    }
}

record! {
    json, bytes;
    /// A passage of the source that is not the article's text.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Removed {
        /// The words as the source has them.
        pub text: String,
        /// The reason why they are not in the body.
        pub kind: RemovedKind,
    }
}

words! {
    /// The reasons why a passage of the source is not in the body.
    pub enum RemovedKind {
        /// Date, section, byline or headline above the text.
        Header = "header",
        /// Teasers of other articles, most-read lists.
        Related = "related",
        /// Subscriptions, apps, newsletters, advertisements.
        Promotion = "promotion",
        /// Captions and credits of pictures.
        Caption = "caption",
        /// Posts and players of other sites.
        Embed = "embed",
        /// Forms and prompts for comments, and comments.
        CommentForm = "comment-form",
        /// Menus, breadcrumbs, paging.
        Navigation = "navigation",
        /// Share buttons and addresses.
        Share = "share",
        /// Copyright, cookie and terms notices.
        Legal = "legal",
        /// A second copy of what the article says elsewhere.
        Duplicate = "duplicate",
        /// Anything else.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json::read;

    #[test]
    fn an_article_reads_back_what_it_prints() {
        let json = r#"{"id":"a","source":"a.txt#2","url":"https://example.org/a","title":{"value":"Ports close","basis":"sidecar"},"date":{"value":"2025-04","precision":"month","basis":"inferred","evidence":"in April"},"collected":"2025-05-01","outlet":{"id":"alder-post","name":"Alder Post","basis":"url","evidence":"example.org"},"authors":["Ada"],"section":null,"language":"en","body":["One.","“Two”, she said."],"removed":[{"text":"Share","kind":"comment-form"}],"actors":[{"id":"ada-byron","name":"Ada Byron","kind":"person","mentions":[{"paragraph":-1,"start":0,"end":3}]}],"cites":[{"id":"kcna","name":"KCNA"}],"quotes":[{"text":"Two","paragraph":1,"start":3,"end":6,"speaker":"ada-byron"}],"warnings":[{"code":"invalid-field","message":"`x`"}]}"#;
        let article: Article = read(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&article).unwrap(), json);
        assert_eq!(serde_json::from_str::<Article>(json).unwrap(), article);
    }

    #[test]
    fn a_wrong_word_is_named() {
        let json = r#"{"id":"a","source":"b","title":{"value":"c","basis":"d"}}"#;
        let problem = read::<Article>(json.as_bytes()).unwrap_err();
        assert_eq!(problem.to_string(), "`basis` must be one of `stated`, `sidecar`, `derived`");
    }
}
