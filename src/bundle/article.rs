//! Whole articles as bytes, in the bundle's texts and wherever else an article waits.
//!
//! # Bytes
//!
//! A chunk of texts: each article after its length in bytes. An article: field after field in the order of [`Article`]; a
//! text after its length, a list after its count, a choice as the place of its word, what may be missing after a byte
//! that tells. A date: its precision, and its first day as days since 1970 (zigzag). An actor: its name; its id, missing
//! where it is the plain slug of the name; its kind; its mentions, each the paragraph counted from the title, the start and
//! the length. A quote: its place likewise; its words, missing where they are those of that place and all words that are
//! missing so far are no longer than title and body; its speaker.

use crate::index::Damage;
use crate::index::bytes::{ByteReader, TOO_LARGE, put_number, put_text, unzigzag, zigzag};
use crate::model::{
    ActorKind, Article, ArticleActor, Cited, DateBasis, Day, Mention, OutletBasis, OutletRef, PartialDate, Precision,
    PublicationDate, Quote, Removed, RemovedKind, TITLE_PARAGRAPH, Title, TitleBasis, Warning, WarningCode,
};
use crate::text::{is_plain_slug, plain_slug};

pub(super) const WRONG: Damage = Damage::of("an article is damaged");

/// Appends the bytes of an article.
pub fn encode_article(article: &Article, out: &mut Vec<u8>) {
    let texts = article.body.iter().map(String::len).chain(article.removed.iter().map(|piece| piece.text.len()));
    out.reserve(512 + texts.sum::<usize>() * 9 / 8);
    put_text(out, &article.id);
    put_text(out, &article.source);
    put_optional(out, article.url.as_deref());
    put_text(out, &article.title.value);
    put_choice(out, &TitleBasis::WORDS, article.title.basis);
    put_date(out, article.date.as_ref());
    put_list(out, article.outlet.as_slice(), |out, outlet| {
        put_text(out, &outlet.id);
        put_text(out, &outlet.name);
        put_choice(out, &OutletBasis::WORDS, outlet.basis);
        put_text(out, &outlet.evidence);
    });
    put_list(out, &article.authors, |out, author| put_text(out, author));
    put_optional(out, article.section.as_deref());
    put_optional(out, article.language.as_deref());
    put_list(out, &article.body, |out, paragraph| put_text(out, paragraph));
    put_list(out, &article.removed, |out, piece| {
        put_text(out, &piece.text);
        out.push(piece.kind as u8);
    });
    put_list(out, &article.actors, put_actor);
    put_list(out, &article.cites, |out, cited| {
        put_text(out, &cited.id);
        put_text(out, &cited.name);
    });
    let mut quotable = Quotable::new(&article.title.value, &article.body);
    put_number(out, article.quotes.len() as u64);
    for quote in &article.quotes {
        let place = (quote.paragraph, quote.start, quote.end);
        put_place(out, place);
        let is_there = quotable.words(place) == Some(&quote.text) && quotable.take(place).is_ok();
        put_optional(out, (!is_there).then_some(&quote.text));
        put_optional(out, quote.speaker.as_deref());
    }
    put_list(out, &article.warnings, |out, warning| {
        put_choice(out, &WarningCode::WORDS, warning.code);
        put_text(out, &warning.message);
    });
}

/// The article of these bytes.
///
/// # Errors
///
/// Where they are not what [`encode_article`] wrote.
pub fn decode_article(bytes: &[u8]) -> Result<Article, Damage> {
    let from = &mut ByteReader::new(bytes);
    let mut article = Article {
        id: text(from)?,
        source: text(from)?,
        url: optional(from)?,
        title: Title { value: text(from)?, basis: choice(from, &TitleBasis::WORDS)? },
        date: date(from)?,
        outlet: outlet(from)?,
        authors: list(from, text)?,
        section: optional(from)?,
        language: optional(from)?,
        body: list(from, text)?,
        removed: list(from, |from| {
            let text = text(from)?;
            let code = from.byte()?;
            let kind = RemovedKind::ALL.into_iter().find(|kind| *kind as u8 == code).ok_or(WRONG)?;
            Ok(Removed { text, kind })
        })?,
        actors: list(from, actor)?,
        cites: list(from, |from| Ok(Cited { id: text(from)?, name: text(from)? }))?,
        ..Article::default()
    };
    let mut quotable = Quotable::new(&article.title.value, &article.body);
    article.quotes = list(from, |from| {
        let place @ (paragraph, start, end) = place(from)?;
        let text = match optional(from)? {
            Some(text) => text,
            None => quotable.take(place)?.to_owned(),
        };
        Ok(Quote { text, paragraph, start, end, speaker: optional(from)? })
    })?;
    article.warnings =
        list(from, |from| Ok(Warning { code: choice(from, &WarningCode::WORDS)?, message: text(from)? }))?;
    if from.rest().is_empty() { Ok(article) } else { Err(WRONG) }
}

/// How an article begins: what a list shows of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The language of the text.
    pub language: Option<String>,
    /// The first paragraphs; the last one may be cut.
    pub body: Vec<String>,
}

/// How the article of these bytes begins, up to so many bytes of its text. What stands before the text is passed over.
///
/// # Errors
///
/// Where the bytes are damaged up to there.
pub fn decode_opening(bytes: &[u8], most: usize) -> Result<Opening, Damage> {
    let from = &mut ByteReader::new(bytes);
    pass_text(from)?;
    pass_text(from)?;
    optional(from)?;
    pass_text(from)?;
    from.byte()?;
    date(from)?;
    outlet(from)?;
    list(from, pass_text)?;
    optional(from)?;
    let language = optional(from)?;
    let mut room = most;
    let mut body = Vec::new();
    for _ in 0..from.count(1)? {
        let length = from.count(1)?;
        let paragraph = from.bytes(length)?;
        let mut end = length.min(room);
        // No letter of several bytes is cut. Damaged bytes may begin in the middle of one.
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

/// The bytes of the article at a place of a chunk of texts; `None` where there are not so many.
///
/// # Errors
///
/// Where the chunk is damaged up to there.
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

/// The title and the paragraphs that quotes are parts of.
pub(super) struct Quotable<'a, T> {
    title: &'a str,
    body: &'a [T],
    /// How many bytes of words may still be taken: damaged bytes could quote a long paragraph again and again.
    room: usize,
}

impl<'a, T: AsRef<str>> Quotable<'a, T> {
    pub(super) fn new(title: &'a str, body: &'a [T]) -> Quotable<'a, T> {
        let room = body.iter().map(|paragraph| paragraph.as_ref().len()).sum::<usize>() + title.len();
        Quotable { title, body, room }
    }

    /// The words at a place: in a paragraph or in the title (-1), between two bytes.
    fn words(&self, (paragraph, start, end): Place) -> Option<&'a str> {
        let text = match usize::try_from(paragraph) {
            Ok(paragraph) => self.body.get(paragraph)?.as_ref(),
            Err(_) if paragraph == TITLE_PARAGRAPH => self.title,
            Err(_) => return None,
        };
        text.get(start..end)
    }

    /// Takes the words at a place.
    ///
    /// # Errors
    ///
    /// Where there are none, or all that were taken are longer than title and body.
    pub(super) fn take(&mut self, place: Place) -> Result<&'a str, Damage> {
        let words = self.words(place).ok_or(WRONG)?;
        self.room = self.room.checked_sub(words.len()).ok_or(TOO_LARGE)?;
        Ok(words)
    }
}

/// A paragraph, the first byte in it, and the byte after the last.
type Place = (i32, usize, usize);

fn put_optional(out: &mut Vec<u8>, text: Option<&str>) {
    out.push(u8::from(text.is_some()));
    if let Some(text) = text {
        put_text(out, text);
    }
}

fn put_choice<T: Copy + PartialEq>(out: &mut Vec<u8>, choices: &[(&str, T)], choice: T) {
    out.push(choices.iter().position(|(_, known)| *known == choice).unwrap_or_default() as u8);
}

fn put_list<T>(out: &mut Vec<u8>, items: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    put_number(out, items.len() as u64);
    items.iter().for_each(|item| put(out, item));
}

/// A place in a text. Documents may state any numbers, so that the end may be before the start.
fn put_place(out: &mut Vec<u8>, (paragraph, start, end): Place) {
    put_number(out, zigzag(i64::from(paragraph) - i64::from(TITLE_PARAGRAPH)));
    put_number(out, start as u64);
    put_number(out, zigzag((end as i64).wrapping_sub(start as i64)));
}

fn put_date(out: &mut Vec<u8>, date: Option<&PublicationDate>) {
    let Some(date) = date else { return out.push(0) };
    out.push(match date.value.precision() {
        Precision::Day => 1,
        Precision::Month => 2,
        Precision::Year => 3,
    });
    put_number(out, zigzag(i64::from(date.value.first_day().days_since_epoch())));
    put_choice(out, &DateBasis::WORDS, date.basis);
    put_text(out, &date.evidence);
}

fn put_actor(out: &mut Vec<u8>, actor: &ArticleActor) {
    put_text(out, &actor.name);
    put_optional(out, (!is_plain_slug(&actor.id, &actor.name)).then_some(&actor.id));
    out.push(actor.kind as u8);
    put_list(out, &actor.mentions, |out, mention| put_place(out, (mention.paragraph, mention.start, mention.end)));
}

fn text(from: &mut ByteReader<'_>) -> Result<String, Damage> {
    from.text().map(str::to_owned)
}

fn pass_text(from: &mut ByteReader<'_>) -> Result<(), Damage> {
    let length = from.count(1)?;
    from.bytes(length).map(|_| ())
}

fn optional(from: &mut ByteReader<'_>) -> Result<Option<String>, Damage> {
    if is_there(from)? { text(from).map(Some) } else { Ok(None) }
}

/// The byte that tells whether what may be missing is there.
pub(super) fn is_there(from: &mut ByteReader<'_>) -> Result<bool, Damage> {
    match from.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(WRONG),
    }
}

fn choice<T: Copy>(from: &mut ByteReader<'_>, choices: &[(&str, T)]) -> Result<T, Damage> {
    choices.get(usize::from(from.byte()?)).map(|(_, choice)| *choice).ok_or(WRONG)
}

fn list<T>(
    from: &mut ByteReader<'_>,
    mut item: impl FnMut(&mut ByteReader<'_>) -> Result<T, Damage>,
) -> Result<Vec<T>, Damage> {
    let count = from.count(1)?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(item(from)?);
    }
    Ok(items)
}

pub(super) fn place(from: &mut ByteReader<'_>) -> Result<Place, Damage> {
    let paragraph = unzigzag(from.number()?).wrapping_add(i64::from(TITLE_PARAGRAPH));
    let start = usize::try_from(from.number()?).map_err(|_| TOO_LARGE)?;
    let end = (start as i64).wrapping_add(unzigzag(from.number()?));
    let end = usize::try_from(end).map_err(|_| TOO_LARGE)?;
    Ok((i32::try_from(paragraph).map_err(|_| TOO_LARGE)?, start, end))
}

pub(super) fn date(from: &mut ByteReader<'_>) -> Result<Option<PublicationDate>, Damage> {
    let precision = from.byte()?;
    if precision == 0 {
        return Ok(None);
    }
    let days = i32::try_from(unzigzag(from.number()?)).map_err(|_| TOO_LARGE)?;
    let day = Day::from_days_since_epoch(days).ok_or(WRONG)?;
    let value = match precision {
        1 => PartialDate::Day(day),
        2 => PartialDate::Month(day.month()),
        3 => PartialDate::Year(day.year()),
        _ => return Err(WRONG),
    };
    Ok(Some(PublicationDate::new(value, choice(from, &DateBasis::WORDS)?, text(from)?)))
}

fn outlet(from: &mut ByteReader<'_>) -> Result<Option<OutletRef>, Damage> {
    if !is_there(from)? {
        return Ok(None);
    }
    let (id, name) = (text(from)?, text(from)?);
    Ok(Some(OutletRef { id, name, basis: choice(from, &OutletBasis::WORDS)?, evidence: text(from)? }))
}

fn actor(from: &mut ByteReader<'_>) -> Result<ArticleActor, Damage> {
    let name = text(from)?;
    let id = match optional(from)? {
        Some(id) => id,
        None => plain_slug(&name),
    };
    let code = from.byte()?;
    let kind = ActorKind::ALL.into_iter().find(|kind| *kind as u8 == code).ok_or(WRONG)?;
    let mentions = list(from, |from| {
        let (paragraph, start, end) = place(from)?;
        Ok(Mention { paragraph, start, end })
    })?;
    Ok(ArticleActor { id, name, kind, mentions })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::article_json;
    use super::*;
    use crate::wire::json;

    const ARTICLE: &str = r#"{"id":"a","source":"b/c.txt#2","url":"https://d.example/","title":{"value":"Ein Täter",
        "basis":"derived"},"date":{"value":"2020-03","precision":"month","basis":"inferred","evidence":"“März”"},
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

    fn encoded(article: &Article) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode_article(article, &mut bytes);
        bytes
    }

    #[test]
    fn articles_read_back() {
        let whole = article();
        let mut bare = whole.clone();
        (bare.url, bare.date, bare.outlet) = (None, None, None);
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
        article.quotes = vec![Quote { text: body.clone(), paragraph: 0, start: 0, end: body.len(), speaker: None }; 20];
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
            places in prop::collection::vec((any::<i32>(), 0..1usize << 40, 0..1usize << 40), 0..6),
        ) {
            let mut article = article();
            let mentions: Vec<_> =
                places.into_iter().map(|(paragraph, start, end)| Mention { paragraph, start, end }).collect();
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
