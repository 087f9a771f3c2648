//! Whole articles as bytes, in the bundle's texts and wherever else an article waits.
//!
//! # Bytes
//!
//! ```text
//! chunk     = { length, article }
//! article   = the fields of Article in their order, each as its type has it:
//!   text      = length, UTF-8
//!   list      = count, items
//!   optional  = 0 | 1 value
//!   word      = 1 byte, the place of the value in the enum
//!   day       = days since 1970-01-01, zigzag
//!   date      = precision, first day, basis, evidence
//!   actor     = name, optional id (none if it is the plain slug of the name), kind, list of spans
//!   quote     = span, optional text (none if it is what the span holds), optional speaker
//!   span      = paragraph counted from the title (zigzag), start, length (zigzag)
//! ```
//!
//! Lengths, counts and other numbers have seven bits a byte ([`put_number`]).

use crate::model::Article;
use crate::wire::bytes::{ByteReader, Damage, put_number};
use crate::wire::record::{Binary as _, WRONG};

/// Appends the bytes of an article.
pub fn encode_article(article: &Article, out: &mut Vec<u8>) {
    let texts = article.body.iter().map(String::len).chain(article.removed.iter().map(|piece| piece.text.len()));
    out.reserve(512 + texts.sum::<usize>() * 9 / 8);
    article.encode(out);
}

/// The article of these bytes.
///
/// # Errors
///
/// If they are not what [`encode_article`] wrote.
pub fn decode_article(bytes: &[u8]) -> Result<Article, Damage> {
    let from = &mut ByteReader::new(bytes);
    let article = Article::decode(from)?;
    if from.rest().is_empty() { Ok(article) } else { Err(WRONG) }
}

/// The beginning of an article: what a list shows of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The language of the text.
    pub language: Option<String>,
    /// The first paragraphs; the last one may be cut.
    pub body: Vec<String>,
}

/// Decodes the beginning of an article, up to this many bytes of its text. The fields before the text are skipped.
///
/// # Errors
///
/// If the bytes are damaged up to there.
pub fn decode_opening(bytes: &[u8], most: usize) -> Result<Opening, Damage> {
    let from = &mut ByteReader::new(bytes);
    let mut language = None;
    for (field, skip) in Article::FIELDS {
        match *field {
            "body" => break,
            "language" => language = Option::decode(from)?,
            _ => skip(from)?,
        }
    }
    let mut room = most;
    let mut body = Vec::new();
    for _ in 0..from.count(1)? {
        let length = from.count(1)?;
        let paragraph = from.bytes(length)?;
        let mut end = length.min(room);
        // Never cuts a multi-byte character. Damaged bytes may begin inside one.
        while end > 0 && paragraph.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
            end -= 1;
        }
        room -= end;
        let paragraph = std::str::from_utf8(paragraph.get(..end).unwrap_or_default()).map_err(|_| WRONG)?;
        body.push(paragraph.to_owned());
        if room == 0 || end < length {
            break;
        }
    }
    Ok(Opening { language, body })
}

/// Appends an article to a chunk of texts.
pub(super) fn put_article(chunk: &mut Vec<u8>, article: &[u8]) {
    put_number(chunk, article.len() as u64);
    chunk.extend_from_slice(article);
}

/// The bytes of the article at an index of a chunk of texts; `None` if there are fewer.
///
/// # Errors
///
/// If the chunk is damaged up to there.
pub fn article_bytes(chunk: &[u8], place: u32) -> Result<Option<&[u8]>, Damage> {
    let mut reader = ByteReader::new(chunk);
    let mut bytes = None;
    for _ in 0..=place {
        if reader.rest().is_empty() {
            return Ok(None);
        }
        let length = reader.count(1)?;
        bytes = Some(reader.bytes(length)?);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{ActorKind, ArticleActor, DateBasis, Mention, Place, PublicationDate, Quote};
    use crate::text::plain_slug;
    use crate::wire::json;
    use crate::wire::record::Json as _;

    const ARTICLE: &str = r#"{"id":"a","source":"b/c.txt#2","url":"https://d.example/","title":{"value":"Ein Täter",
        "basis":"derived"},"date":{"value":"2020-03","precision":"month","basis":"inferred","evidence":"“März”"},"collected":"2020-04-01",
        "outlet":{"id":"e","name":"E","basis":"sidecar","evidence":"corpus.toml"},"authors":["F","G"],"section":null,
        "language":"de","body":["One.","","Zwei 北京."],"removed":[{"text":"H","kind":"comment-form"}],
        "actors":[{"id":"ada-quill","name":"Ada Quill","kind":"state","mentions":[{"paragraph":-1,"start":0,"end":3},
        {"paragraph":2,"start":5,"end":11}]},{"id":"n1","name":"북한","kind":"person","mentions":[]}],
        "cites":[{"id":"j","name":"J"}],"quotes":[{"text":"One","paragraph":0,"start":0,"end":3,"speaker":"i"},
        {"text":"T","paragraph":-1,"start":4,"end":5,"speaker":null},{"text":"","paragraph":9,"start":8,"end":2}],
        "warnings":[{"code":"truncated","message":"K"}]}"#;

    fn article() -> Article {
        json::read(ARTICLE.as_bytes()).unwrap()
    }

    fn article_json(bytes: &[u8]) -> Result<String, Damage> {
        let mut json = String::new();
        decode_article(bytes)?.write(&mut json);
        Ok(json)
    }

    fn encoded(article: &Article) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode_article(article, &mut bytes);
        bytes
    }

    #[test]
    fn articles_read_back() {
        let whole = article();
        let mut bare = whole.clone();
        (bare.url, bare.date, bare.collected, bare.outlet) = (None, None, None, None);
        (bare.actors, bare.quotes, bare.warnings, bare.body) = Default::default();
        let dated = |value: &str| {
            let value = value.parse().unwrap();
            Article { date: Some(PublicationDate::new(value, DateBasis::Stated, "x")), ..whole.clone() }
        };
        for article in [dated("2020-02-29"), dated("1899"), dated("0001-01-01"), whole, bare] {
            let bytes = encoded(&article);
            assert_eq!(decode_article(&bytes).unwrap(), article);
            assert_eq!(article_json(&bytes).unwrap(), serde_json::to_string(&article).unwrap());
            for cut in 0..bytes.len() {
                assert!(decode_article(&bytes[..cut]).is_err(), "{cut}");
                assert!(article_json(&bytes[..cut]).is_err(), "{cut}");
            }
            assert!(decode_article(&[bytes, vec![0]].concat()).is_err());
        }
    }

    #[test]
    fn the_opening_of_a_paragraph_that_begins_in_the_middle_of_a_letter_is_empty() {
        let mut bytes = encoded(&Article { body: vec!["ööööö".to_owned()], ..Article::default() });
        let at = bytes.windows(2).position(|two| two == "ö".as_bytes()).unwrap();
        bytes[at..at + 10].fill(0x9d);
        assert_eq!(decode_opening(&bytes, 7).unwrap().body, [""]);
        assert!(decode_opening(&bytes, 10).is_err());
    }

    #[test]
    fn openings_are_cut_at_a_letter() {
        let article = article();
        let bytes = encoded(&article);
        let opening = |most| decode_opening(&bytes, most).unwrap().body;
        assert_eq!(
            decode_opening(&bytes, usize::MAX).unwrap(),
            Opening { language: Some("de".to_owned()), body: article.body.clone() }
        );
        assert_eq!(opening(4), ["One."]);
        assert_eq!(opening(9), ["One.", "", "Zwei "]);
        assert_eq!(opening(11), ["One.", "", "Zwei "]);
        assert_eq!(opening(12), ["One.", "", "Zwei 北"]);
        assert_eq!(opening(16), article.body);
        for cut in 0..20 {
            assert!(decode_opening(&bytes[..cut], 1).is_err(), "{cut}");
        }
    }

    #[test]
    fn words_quoted_again_and_again_read_back() {
        let mut article = article();
        let body = "So it is, they said. ".repeat(50);
        article.quotes =
            vec![
                Quote { text: body.clone(), paragraph: Place::Paragraph(0), start: 0, end: body.len(), speaker: None };
                20
            ];
        article.body = vec![body];
        let bytes = encoded(&article);
        assert_eq!(decode_article(&bytes).unwrap(), article);
        assert!(bytes.len() > article.body[0].len() * 19, "what is read takes no more room than the bytes do");
        article.quotes.truncate(1);
        assert!(encoded(&article).len() < article.body[0].len() + 400);
    }

    #[test]
    fn articles_are_found_in_their_chunk() {
        let bytes: Vec<Vec<u8>> = (0..300usize).map(|n| vec![n as u8; n]).collect();
        let mut chunk = Vec::new();
        bytes.iter().for_each(|article| put_article(&mut chunk, article));
        for (place, article) in (0..).zip(&bytes) {
            assert_eq!(article_bytes(&chunk, place).unwrap(), Some(article.as_slice()));
        }
        assert_eq!(article_bytes(&chunk, 300), Ok(None));
        assert!(article_bytes(&chunk[..chunk.len() - 1], 299).is_err());
    }

    proptest! {
        #[test]
        fn any_names_and_places_read_back(
            names in prop::collection::vec(("[A-Z][a-z' -]{0,9}|.{0,9}", "[a-z-]{0,5}|.{0,3}", any::<bool>()), 0..6),
            places in prop::collection::vec((any::<Option<u32>>(), 0..1usize << 40, 0..1usize << 40), 0..6),
        ) {
            let mut article = article();
            let mentions =
                places.into_iter().map(|(at, start, end)| (at.map_or(Place::Title, Place::Paragraph), start, end));
            let mentions: Vec<_> =
                mentions.map(|(paragraph, start, end)| Mention { paragraph, start, end }).collect();
            let actor = |(name, id, follows): (String, String, bool)| {
                let id = if follows { plain_slug(&name) } else { id };
                ArticleActor { id, name, kind: ActorKind::Person, mentions: mentions.clone() }
            };
            article.actors = names.into_iter().map(actor).collect();
            let bytes = encoded(&article);
            prop_assert_eq!(article_json(&bytes).unwrap(), serde_json::to_string(&article).unwrap());
            prop_assert_eq!(decode_article(&bytes).unwrap(), article);
        }

        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..400, byte: u8) {
            drop(decode_article(&bytes));
            drop(article_json(&bytes));
            drop(decode_opening(&bytes, at));
            let mut sound = encoded(&article());
            let length = sound.len();
            sound[at % length] = byte;
            drop(decode_article(&sound));
            drop(article_json(&sound));
            drop(decode_opening(&sound, at));
        }
    }
}
