//! What a document said by itself, where its article in an archive says something else.
//!
//! Other documents and `corpus.toml` change articles: they give dates, unique ids, outlets, actors. An archive that more
//! documents are added to has to undo that first. What is needed for it is kept beside the articles, as differences: a few
//! bytes for most.

use super::StatedActors;
use super::annotate::find_actors_and_quotes;
use super::article::ParsedDocument;
use crate::actors::Dictionary;
use crate::corpus::{Conclusions, Outlets, settle};
use crate::model::{Article, ArticleActor, Cited, OutletRef, PublicationDate, Quote, Warning};
use crate::wire::bytes::{ByteReader, Damage, put_number};
use crate::wire::record::{Binary, WRONG};

/// Where the document of an article came from, and what it said by itself. Values that are the same in the article are not
/// repeated.
///
/// # Bytes
///
/// ```text
/// origin   = flags, [file length, number], [group], [id], [date], [warnings], [outlet], [lists], [date of the lists]
/// lists    = count, found actor*, found cites, found quotes
/// actor    = 0 actor | 1 + 2 × place among the article's actors, mentions | 2 + 2 × place
/// cites    = 0 (those of the article) | 1 (none) | 2 cites; quotes alike
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The length of the file's name, with which the source begins, in bytes.
    file_length: u32,
    /// The document's place among those of its file, from 0.
    number: u32,
    /// The group of `corpus.toml` files that the document's folder has, from 1; 0 if it has none.
    group: u32,
    stated: Option<StatedActors>,
    /// Whether actors were searched for though the document states some.
    extract_actors: bool,
    id: Option<String>,
    date: Option<Option<PublicationDate>>,
    warnings: Option<Vec<Warning>>,
    outlet: Option<Option<OutletRef>>,
    lists: Option<FoundLists>,
    /// If the article has its actors, cites and quotes already: the date that they were found with.
    completed: Option<Option<PublicationDate>>,
}

/// What a document states about its actors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FoundLists {
    actors: Vec<ArticleActor>,
    cites: Vec<Cited>,
    quotes: Vec<Quote>,
}

impl FoundLists {
    fn from_article(article: &Article) -> FoundLists {
        let Article { actors, cites, quotes, .. } = article;
        FoundLists { actors: actors.clone(), cites: cites.clone(), quotes: quotes.clone() }
    }

    fn is_of(&self, article: &Article) -> bool {
        self.actors == article.actors && self.cites == article.cites && self.quotes == article.quotes
    }

    fn put_into(self, article: &mut Article) {
        FoundLists { actors: article.actors, cites: article.cites, quotes: article.quotes } = self;
    }
}

const NAMES_STATED: u64 = 1;
const MENTIONS_STATED: u64 = 2;
const EXTRACT_ACTORS: u64 = 1 << 2;
/// The source is the file's name alone, or followed by `#` and the document's number, which counts from 1.
const USUAL_PLACE: u64 = 1 << 3;
const GROUP: u64 = 1 << 4;
const ID: u64 = 1 << 5;
const DATE: u64 = 1 << 6;
const WARNINGS: u64 = 1 << 7;
const OUTLET: u64 = 1 << 8;
const LISTS: u64 = 1 << 9;
const COMPLETED: u64 = 1 << 10;

impl Origin {
    /// The origin of a document that was just parsed: the file's name, the document's place among those of its file, from
    /// 0, its group of `corpus.toml` files, and whether actors are searched for though the document states some.
    pub fn new(parsed: &ParsedDocument, file: &str, number: u32, group: u32, extract_actors: bool) -> Origin {
        let source = &parsed.article.source;
        let file_length = if source.starts_with(file) { file.len() } else { source.len() } as u32;
        let outlet = (parsed.outlet != parsed.article.outlet).then(|| parsed.outlet.clone());
        Origin { file_length, number, group, stated: parsed.stated, extract_actors, outlet, ..Origin::default() }
    }

    /// The name of the document's file.
    pub fn file<'a>(&self, source: &'a str) -> &'a str {
        source.get(..self.file_length as usize).unwrap_or(source)
    }

    /// The document's place among those of its file, from 0.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The group of `corpus.toml` files that the document's folder has, from 1; 0 if it has none.
    pub fn group(&self) -> u32 {
        self.group
    }

    /// What the document states about its actors.
    pub fn stated(&self) -> Option<StatedActors> {
        self.stated
    }

    /// Whether the article is complete but for what the whole corpus tells; see [`Origin::undo_corpus`].
    pub fn is_completed(&self) -> bool {
        self.completed.is_some()
    }

    /// The same in another group of `corpus.toml` files.
    #[must_use]
    pub fn in_group(self, group: u32) -> Origin {
        Origin { group, ..self }
    }

    /// The same with another answer to whether actors are searched for though the document states some.
    #[must_use]
    pub fn with_extract_actors(self, extract_actors: bool) -> Origin {
        Origin { extract_actors, ..self }
    }

    /// Takes from an article of an archive what the whole corpus gave it: its unique id and a date from other documents.
    pub fn undo_corpus(&mut self, article: &mut Article) {
        let bare = |date: &PublicationDate| PublicationDate::new(date.value, date.basis, "");
        self.completed = Some(article.date.as_ref().map(bare));
        article.id = self.id.take().unwrap_or_else(|| std::mem::take(&mut article.id));
        article.date = self.date.take().unwrap_or_else(|| article.date.take());
        article.warnings = self.warnings.take().unwrap_or_else(|| std::mem::take(&mut article.warnings));
    }

    /// Takes from such an article what `corpus.toml` and the dictionary gave it, too, and settles its outlet by these.
    pub fn undo_sidecars(&mut self, article: &mut Article, outlets: &Outlets) {
        self.completed = None;
        let lists = self.restore_lists(article);
        lists.into_iter().for_each(|lists| lists.put_into(article));
        let found = self.outlet.take().unwrap_or_else(|| article.outlet.clone());
        article.outlet.clone_from(&found);
        settle(article, outlets);
        self.outlet = (found != article.outlet).then_some(found);
    }

    /// Completes an article by what its corpus concludes. Afterwards, this is its origin beside the complete article.
    pub(super) fn complete(&mut self, article: &mut Article, by: &Conclusions, at: usize, dictionary: &Dictionary) {
        let (id, date, warnings) = (article.id.clone(), article.date.clone(), article.warnings.clone());
        by.apply(at, article);
        // Who holds an office depends on the day.
        let day = |date: &Option<PublicationDate>| date.as_ref().map(|date| date.value);
        if self.completed.take().is_none_or(|former| day(&former) != day(&article.date)) {
            let lists = self.restore_lists(article);
            lists.clone().into_iter().for_each(|lists| lists.put_into(article));
            find_actors_and_quotes(article, self.stated, dictionary, self.extract_actors);
            self.lists = lists.filter(|lists| !lists.is_of(article));
        }
        self.id = (id != article.id).then_some(id);
        self.date = (date != article.date).then_some(date);
        self.warnings = (warnings != article.warnings).then_some(warnings);
    }

    /// Empties the article's actors, cites and quotes, and returns those that the document states, if it states any.
    fn restore_lists(&mut self, article: &mut Article) -> Option<FoundLists> {
        let stated = self.stated.map(|_| self.lists.take().unwrap_or_else(|| FoundLists::from_article(article)));
        FoundLists::default().put_into(article);
        stated
    }

    /// Appends the bytes of the origin of this article.
    pub fn encode(&self, article: &Article, out: &mut Vec<u8>) {
        let flag = |is_set: bool, flag: u64| if is_set { flag } else { 0 };
        let is_usual = usual_place(&article.source) == (self.file_length, self.number);
        let stated = match self.stated {
            None => 0,
            Some(StatedActors::Names) => NAMES_STATED,
            Some(StatedActors::Mentions) => MENTIONS_STATED,
        };
        let flags = stated
            | flag(self.extract_actors, EXTRACT_ACTORS)
            | flag(is_usual, USUAL_PLACE)
            | flag(self.group > 0, GROUP)
            | flag(self.id.is_some(), ID)
            | flag(self.date.is_some(), DATE)
            | flag(self.warnings.is_some(), WARNINGS)
            | flag(self.outlet.is_some(), OUTLET)
            | flag(self.lists.is_some(), LISTS)
            | flag(self.completed.is_some(), COMPLETED);
        put_number(out, flags);
        if !is_usual {
            put_number(out, self.file_length.into());
            put_number(out, self.number.into());
        }
        if self.group > 0 {
            put_number(out, self.group.into());
        }
        self.id.iter().for_each(|id| id.encode(out));
        self.date.iter().for_each(|date| date.encode(out));
        self.warnings.iter().for_each(|warnings| warnings.encode(out));
        self.outlet.iter().for_each(|outlet| outlet.encode(out));
        self.lists.iter().for_each(|lists| encode_lists(lists, article, out));
        self.completed.iter().for_each(|date| date.encode(out));
    }

    /// Decodes the origin of this article.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(bytes: &[u8], article: &Article) -> Result<Origin, Damage> {
        let from = &mut ByteReader::new(bytes);
        let flags = from.number()?;
        let is = |flag: u64| flags & flag != 0;
        let stated = match flags & (NAMES_STATED | MENTIONS_STATED) {
            0 => None,
            NAMES_STATED => Some(StatedActors::Names),
            MENTIONS_STATED => Some(StatedActors::Mentions),
            _ => return Err(WRONG),
        };
        let (file_length, number) =
            if is(USUAL_PLACE) { usual_place(&article.source) } else { (from.number32()?, from.number32()?) };
        if !article.source.is_char_boundary(file_length as usize) {
            return Err(WRONG);
        }
        let origin = Origin {
            file_length,
            number,
            group: if is(GROUP) { from.number32()? } else { 0 },
            stated,
            extract_actors: is(EXTRACT_ACTORS),
            id: if is(ID) { Some(Binary::decode(from)?) } else { None },
            date: if is(DATE) { Some(Binary::decode(from)?) } else { None },
            warnings: if is(WARNINGS) { Some(Binary::decode(from)?) } else { None },
            outlet: if is(OUTLET) { Some(Binary::decode(from)?) } else { None },
            lists: if is(LISTS) { Some(decode_lists(article, from)?) } else { None },
            completed: if is(COMPLETED) { Some(Binary::decode(from)?) } else { None },
        };
        if from.rest().is_empty() { Ok(origin) } else { Err(WRONG) }
    }
}

/// The length of the file's name and the document's number that most documents with this source have.
fn usual_place(source: &str) -> (u32, u32) {
    let numbered = source.rsplit_once('#').and_then(|(file, number)| {
        let n = number.parse::<u32>().ok().filter(|n| *n > 0 && n.to_string() == number)?;
        Some((file.len() as u32, n - 1))
    });
    numbered.unwrap_or((source.len() as u32, 0))
}

fn encode_lists(lists: &FoundLists, article: &Article, out: &mut Vec<u8>) {
    put_number(out, lists.actors.len() as u64);
    for actor in &lists.actors {
        let is_same = |one: &ArticleActor| one.id == actor.id && one.name == actor.name && one.kind == actor.kind;
        let Some(place) = article.actors.iter().position(is_same) else {
            put_number(out, 0);
            actor.encode(out);
            continue;
        };
        let has_same_mentions = article.actors.get(place).is_some_and(|same| same.mentions == actor.mentions);
        put_number(out, place as u64 * 2 + if has_same_mentions { 2 } else { 1 });
        if !has_same_mentions {
            actor.mentions.encode(out);
        }
    }
    let how = |is_same: bool, is_empty: bool| if is_same { 0 } else { 2 - u64::from(is_empty) };
    let of_cites = how(lists.cites == article.cites, lists.cites.is_empty());
    put_number(out, of_cites);
    if of_cites == 2 {
        lists.cites.encode(out);
    }
    let of_quotes = how(lists.quotes == article.quotes, lists.quotes.is_empty());
    put_number(out, of_quotes);
    if of_quotes == 2 {
        // Quotes are encoded with the text around them; a bare article has none.
        Article { quotes: lists.quotes.clone(), ..Article::default() }.encode(out);
    }
}

fn decode_lists(article: &Article, from: &mut ByteReader<'_>) -> Result<FoundLists, Damage> {
    let mut lists = FoundLists::default();
    for _ in 0..from.count(1)? {
        let place = from.number32()?;
        let actor = match place.checked_sub(1) {
            None => ArticleActor::decode(from)?,
            Some(place) => {
                let mut actor = article.actors.get(place as usize / 2).ok_or(WRONG)?.clone();
                if place % 2 == 0 {
                    actor.mentions = Binary::decode(from)?;
                }
                actor
            }
        };
        lists.actors.push(actor);
    }
    lists.cites = match from.byte()? {
        0 => article.cites.clone(),
        1 => Vec::new(),
        2 => Binary::decode(from)?,
        _ => return Err(WRONG),
    };
    lists.quotes = match from.byte()? {
        0 => article.quotes.clone(),
        1 => Vec::new(),
        2 => Article::decode(from)?.quotes,
        _ => return Err(WRONG),
    };
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, DateBasis, Mention, Place, WarningCode};

    fn actor(name: &str, n_mentions: usize) -> ArticleActor {
        let mention = |n: usize| Mention { paragraph: Place::Paragraph(0), start: n, end: n + 1 };
        let mentions = (0..n_mentions).map(mention).collect();
        ArticleActor { id: name.to_lowercase(), name: name.to_owned(), kind: ActorKind::State, mentions }
    }

    fn article(source: &str) -> Article {
        let quote = Quote { text: "met".to_owned(), paragraph: Place::Paragraph(0), start: 6, end: 9, speaker: None };
        Article {
            id: "a-2".to_owned(),
            source: source.to_owned(),
            body: vec!["China met Peru.".to_owned()],
            actors: vec![actor("China", 2), actor("Peru", 1)],
            cites: vec![Cited { id: "kcna".to_owned(), name: "KCNA".to_owned() }],
            quotes: vec![quote],
            ..Article::default()
        }
    }

    /// Origins with all kinds of differences.
    fn origins(article: &Article) -> Vec<Origin> {
        let date = PublicationDate::new("2020-03".parse().unwrap(), DateBasis::Stated, "March");
        let warning = Warning { code: WarningCode::AmbiguousDate, message: "two readings".to_owned() };
        let quote = Quote { text: "other".to_owned(), ..article.quotes[0].clone() };
        let lists = FoundLists {
            actors: vec![actor("Peru", 0), actor("China", 2), actor("Chile", 3)],
            cites: Vec::new(),
            quotes: vec![quote],
        };
        let (file_length, number) = usual_place(&article.source);
        let usual = Origin { file_length, number, ..Origin::default() };
        vec![
            usual.clone(),
            Origin { file_length: 1, number: 70_000, group: 300, ..Origin::default() },
            Origin {
                stated: Some(StatedActors::Names),
                extract_actors: true,
                id: Some("a".to_owned()),
                date: Some(Some(date.clone())),
                warnings: Some(vec![warning]),
                outlet: Some(None),
                lists: Some(lists),
                completed: Some(Some(date)),
                ..usual.clone()
            },
            Origin {
                stated: Some(StatedActors::Mentions),
                date: Some(None),
                lists: Some(FoundLists::from_article(article)),
                completed: Some(None),
                ..usual
            },
        ]
    }

    #[test]
    fn origins_are_read_as_they_were_written_and_damaged_ones_are_refused() {
        for source in ["a.txt", "a.jsonl#7", "a#x", "#0"] {
            let article = article(source);
            for origin in origins(&article) {
                let mut bytes = Vec::new();
                origin.encode(&article, &mut bytes);
                assert_eq!(Origin::decode(&bytes, &article).as_ref(), Ok(&origin), "{source}");
                for length in 0..bytes.len() {
                    assert!(Origin::decode(&bytes[..length], &article).is_err(), "{length} of {bytes:?}");
                    let mut changed = bytes.clone();
                    changed[length] ^= 0x55;
                    // It may be another origin, but never a panic.
                    drop(Origin::decode(&changed, &article));
                }
            }
        }
    }

    #[test]
    fn most_articles_take_two_bytes() {
        let article = article("a.jsonl#7");
        let mut bytes = Vec::new();
        origins(&article)[0].encode(&article, &mut bytes);
        assert!(bytes.len() <= 2, "{bytes:?}");
    }
}
