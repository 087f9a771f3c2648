//! Cards: what a list shows of an article apart from its text.

use crate::index::Damage;
use crate::model::{ActorKind, Article, ArticleActor, DateBasis};
use crate::text::{beginning, is_plain_slug, plain_slug};
use crate::wire::bytes::{ByteReader, put_number, put_text};
use crate::wire::sort::sort_by_key;

/// The maximum number of actors on a card.
pub const CARD_ACTORS: usize = 12;

/// The length of the opening words, in characters.
const OPENING_LENGTH: usize = 180;

/// The maximum length of a headline in bytes; only broken documents have longer ones.
pub const TITLE_BYTES: usize = 4 << 10;

/// What a list shows of an article besides its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRecord {
    /// The headline, cut at 4 KiB.
    pub title: String,
    /// The basis of the date.
    pub date_basis: Option<DateBasis>,
    /// At most [`CARD_ACTORS`] actors, most mentioned first.
    pub actors: Vec<CardRecordActor>,
    /// The opening words.
    pub opening: String,
}

/// An actor on a card, as the article names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRecordActor {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: ActorKind,
}

/// Is added to the byte of an actor's kind if the id is not the ASCII slug of the name, and follows it.
const HAS_ID: u8 = 0x80;

impl CardRecordActor {
    fn new(actor: &ArticleActor) -> CardRecordActor {
        CardRecordActor { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        put_text(out, &self.name);
        let is_plain = is_plain_slug(&self.id, &self.name);
        out.push(self.kind as u8 | if is_plain { 0 } else { HAS_ID });
        if !is_plain {
            put_text(out, &self.id);
        }
    }

    fn decode(reader: &mut ByteReader<'_>) -> Result<CardRecordActor, Damage> {
        let name = reader.text()?.to_owned();
        let kind = reader.byte()?;
        let id = if kind & HAS_ID == 0 { plain_slug(&name) } else { reader.text()?.to_owned() };
        Ok(CardRecordActor { id, name, kind: ActorKind::from_byte(kind & !HAS_ID) })
    }

    /// Skips an actor.
    fn pass(reader: &mut ByteReader<'_>) -> Result<(), Damage> {
        pass_text(reader)?;
        if reader.byte()? & HAS_ID == 0 { Ok(()) } else { pass_text(reader) }
    }
}

/// Skips a text.
fn pass_text(reader: &mut ByteReader<'_>) -> Result<(), Damage> {
    let length = reader.count(1)?;
    reader.bytes(length).map(|_| ())
}

impl CardRecord {
    /// Makes the card of an article.
    pub fn from_article(article: &Article) -> CardRecord {
        let mut actors: Vec<_> = article.actors.iter().collect();
        sort_by_key(&mut actors, |actor| std::cmp::Reverse(actor.mentions.len()));
        CardRecord {
            title: title(&article.title.value),
            date_basis: article.date.as_ref().map(|date| date.basis),
            actors: actors.into_iter().take(CARD_ACTORS).map(CardRecordActor::new).collect(),
            opening: opening(article),
        }
    }

    /// Appends the card.
    ///
    /// ```text
    /// card     basis of the date (1 byte; 0: no date), title, opening, count, actor*
    /// actor    name, kind (1 byte; plus 128 if the id follows), id
    /// ```
    ///
    /// Without an id, it is the ASCII slug of the name.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.push(match self.date_basis {
            None => 0,
            Some(DateBasis::Stated) => 1,
            Some(DateBasis::Sidecar) => 2,
            Some(DateBasis::Inferred) => 3,
        });
        put_text(out, &self.title);
        put_text(out, &self.opening);
        put_number(out, self.actors.len() as u64);
        self.actors.iter().for_each(|actor| actor.encode(out));
    }

    fn decode(reader: &mut ByteReader<'_>) -> Result<CardRecord, Damage> {
        let date_basis = match reader.byte()? {
            0 => None,
            1 => Some(DateBasis::Stated),
            2 => Some(DateBasis::Sidecar),
            3 => Some(DateBasis::Inferred),
            _ => return Err(Damage::new("a card is damaged")),
        };
        let title = reader.text()?.to_owned();
        let opening = reader.text()?.to_owned();
        let actors = (0..reader.count(1)?).map(|_| CardRecordActor::decode(reader)).collect::<Result<_, _>>()?;
        Ok(CardRecord { title, date_basis, actors, opening })
    }

    /// Skips a card.
    fn pass(reader: &mut ByteReader<'_>) -> Result<(), Damage> {
        reader.byte()?;
        pass_text(reader)?;
        pass_text(reader)?;
        (0..reader.count(1)?).try_for_each(|_| CardRecordActor::pass(reader))
    }
}

/// The card at an index of a chunk; `None` if there are fewer cards. Skips the others, because the cards of a list are
/// mostly in as many chunks.
///
/// # Errors
///
/// If the chunk is damaged up to that card.
pub fn card_at(bytes: &[u8], place: u32) -> Result<Option<CardRecord>, Damage> {
    let mut reader = ByteReader::new(bytes);
    for _ in 0..place {
        if reader.rest().is_empty() {
            return Ok(None);
        }
        CardRecord::pass(&mut reader)?;
    }
    if reader.rest().is_empty() { Ok(None) } else { CardRecord::decode(&mut reader).map(Some) }
}

fn title(whole: &str) -> String {
    let shown = beginning(whole, TITLE_BYTES);
    if shown.len() == whole.len() { whole.to_owned() } else { format!("{shown}…") }
}

/// The first words of the body, cut between words if possible.
fn opening(article: &Article) -> String {
    let first = article.body.iter().map(|paragraph| paragraph.trim()).find(|paragraph| !paragraph.is_empty());
    let first = first.unwrap_or_default();
    let Some((end, _)) = first.char_indices().nth(OPENING_LENGTH) else { return first.to_owned() };
    let cut = first.get(..end).unwrap_or_default();
    let at_word = cut.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", cut.get(..at_word).unwrap_or_default().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_without_an_end_is_cut_at_a_word() {
        assert_eq!(title("Ports close"), "Ports close");
        assert_eq!(title(&"word ".repeat(2_000_000)), format!("{}…", "word ".repeat(819).trim_end()));
        assert_eq!(title(&"ä".repeat(9_999)), format!("{}…", "ä".repeat(TITLE_BYTES / 2)));
    }

    #[test]
    fn a_card_is_found_among_others() {
        let actor = |n: usize| CardRecordActor {
            id: format!("actor-{n}"),
            name: if n == 2 { "조선".to_owned() } else { format!("Actor {n}") },
            kind: ActorKind::ALL[n % 4],
        };
        let cards: Vec<CardRecord> = (0..40usize)
            .map(|n| CardRecord {
                title: "é".repeat(n * 9),
                date_basis: [None, Some(DateBasis::Inferred)][n % 2],
                actors: (0..n % 5).map(actor).collect(),
                opening: "o".repeat(n % 3),
            })
            .collect();
        let mut bytes = Vec::new();
        cards.iter().for_each(|card| card.encode(&mut bytes));
        for (place, card) in (0..).zip(&cards) {
            assert_eq!(card_at(&bytes, place).as_ref(), Ok(&Some(card.clone())));
        }
        assert_eq!(card_at(&bytes, 40), Ok(None));
        assert_eq!(card_at(&bytes, 41), Ok(None));
        assert!(card_at(&bytes[..bytes.len() - 1], 39).is_err());
    }
}
