//! The stories of an archive that several articles tell, each fetched when it is asked for.
//!
//! # Bytes
//!
//! ```text
//! chunk    = { length, story }
//! story    = id, title, list of ranks, list of families, list of words, list of actors
//! family   = root, list of places among the ranks
//! root     = 0 | 1 agency | 2 place among the ranks
//! ```
//!
//! Texts, lists and numbers are those of [articles](super::encode_article). The stories are in the order of the values of
//! [`FacetKind::Story`]; the [`Shelf`](super::Shelf) has as many items as that facet has values, or none.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::put_article;
use crate::index::{ColumnsBuilder, FacetKind, Rank, SortedColumns, WITHOUT_VALUE, id_of_value};
use crate::model::Story;
use crate::text::beginning;
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};
use crate::wire::record::{Binary, WRONG};

/// The size of a chunk of stories, in bytes before compression.
const STORIES_A_CHUNK: usize = 32 << 10;

/// The maximum length of a story's name, in bytes, before what makes it unique. Names stand in lists of checkboxes.
const MAX_NAME: usize = 120;

/// What the archive keeps of a story: what the columns of its articles do not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryRecord {
    /// The id of [`Story`].
    pub id: String,
    /// The title of [`Story`].
    pub title: String,
    /// The articles in order of time.
    pub articles: Vec<Rank>,
    /// The families of copies.
    pub families: Vec<StoryFamily>,
    /// The words that the articles have in common.
    pub words: Vec<String>,
    /// The names of the actors that they have in common.
    pub actors: Vec<String>,
}

/// A family of articles that carry the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryFamily {
    /// Where the text comes from.
    pub root: StoryRoot,
    /// The places of its articles in [`StoryRecord::articles`].
    pub members: Vec<usize>,
}

/// Where the text of a family comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryRoot {
    /// It is unknown.
    Unknown,
    /// A news agency, by name.
    Agency(String),
    /// The article at this place in [`StoryRecord::articles`].
    Article(usize),
}

impl Binary for StoryRoot {
    fn encode(&self, out: &mut Vec<u8>) {
        match self {
            StoryRoot::Unknown => out.push(0),
            StoryRoot::Agency(name) => {
                out.push(1);
                name.encode(out);
            }
            StoryRoot::Article(place) => {
                out.push(2);
                place.encode(out);
            }
        }
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<StoryRoot, Damage> {
        match from.byte()? {
            0 => Ok(StoryRoot::Unknown),
            1 => String::decode(from).map(StoryRoot::Agency),
            2 => usize::decode(from).map(StoryRoot::Article),
            _ => Err(WRONG),
        }
    }
}

impl StoryRecord {
    /// The number of sources that tell the story independently: articles outside families, and families.
    pub fn sources(&self) -> usize {
        let copies: usize = self.families.iter().map(|family| family.members.len()).sum();
        (self.articles.len() + self.families.len()).saturating_sub(copies)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        self.id.encode(out);
        self.title.encode(out);
        put_number(out, self.articles.len() as u64);
        self.articles.iter().for_each(|rank| put_number(out, u64::from(rank.0)));
        put_number(out, self.families.len() as u64);
        for family in &self.families {
            family.root.encode(out);
            family.members.encode(out);
        }
        self.words.encode(out);
        self.actors.encode(out);
    }

    /// Decodes a story of an archive with this many articles.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(bytes: &[u8], articles: usize) -> Result<StoryRecord, Damage> {
        let from = &mut ByteReader::new(bytes);
        let (id, title) = (String::decode(from)?, String::decode(from)?);
        let mut ranks = Vec::new();
        for _ in 0..from.count(1)? {
            let rank = from.number32()?;
            ranks.push(Some(Rank(rank)).filter(|_| (rank as usize) < articles).ok_or(TOO_LARGE)?);
        }
        let mut is_member = vec![false; ranks.len()];
        let mut families = Vec::new();
        for _ in 0..from.count(2)? {
            let root = StoryRoot::decode(from)?;
            let members: Vec<usize> = Binary::decode(from)?;
            for place in &members {
                // An article is in one family.
                let known = is_member.get_mut(*place).ok_or(TOO_LARGE)?;
                if std::mem::replace(known, true) {
                    return Err(WRONG);
                }
            }
            if matches!(&root, StoryRoot::Article(place) if *place >= ranks.len()) {
                return Err(TOO_LARGE);
            }
            families.push(StoryFamily { root, members });
        }
        let (words, actors) = (Binary::decode(from)?, Binary::decode(from)?);
        if !from.rest().is_empty() {
            return Err(WRONG);
        }
        Ok(StoryRecord { id, title, articles: ranks, families, words, actors })
    }

    /// The record of a story; articles that the archive does not hold are left out.
    fn new(story: &Story, ranks: &FxHashMap<String, Rank>) -> StoryRecord {
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        let mut articles = Vec::with_capacity(story.articles.len());
        for article in &story.articles {
            if let Some(rank) = ranks.get(&article.id) {
                places.insert(&article.id, articles.len());
                articles.push(*rank);
            }
        }
        let place = |id: &String| places.get(id.as_str()).copied();
        let families = story.copies.iter().zip(&story.roots).map(|(copies, root)| {
            let agency = root.agency.clone().map(StoryRoot::Agency);
            let first = || root.article.as_ref().and_then(place).map(StoryRoot::Article);
            let root = agency.or_else(first).unwrap_or(StoryRoot::Unknown);
            StoryFamily { root, members: copies.iter().filter_map(place).collect() }
        });
        StoryRecord {
            id: story.id.clone(),
            title: story.title.clone(),
            families: families.collect(),
            articles,
            words: story.why.words.clone(),
            actors: story.why.actors.clone(),
        }
    }
}

/// Writes a chunk, given the number of its stories and its bytes.
type PutChunk<'a, E> = dyn FnMut(u32, &mut Vec<u8>) -> Result<(), E> + 'a;

/// The stories of an archive that several articles tell, with their names.
#[derive(Debug, Default)]
pub(super) struct NamedStories(Vec<(String, Story)>);

impl NamedStories {
    /// Keeps the stories that several articles tell, and names them.
    pub(super) fn new(stories: Vec<Story>) -> NamedStories {
        let mut stories: Vec<Story> = stories.into_iter().filter(|story| story.articles.len() > 1).collect();
        // A story keeps its name while later articles join it.
        let first = |story: &Story| story.articles.first().map(|article| article.id.clone());
        stories.sort_by_cached_key(|story| (story.from.is_none(), story.from, first(story)));
        let names = names(&stories);
        NamedStories(names.into_iter().zip(stories).collect())
    }

    /// Adds the story of each article to the columns.
    pub(super) fn fill(&self, columns: &mut ColumnsBuilder) {
        let articles = self
            .0
            .iter()
            .flat_map(|(name, story)| story.articles.iter().map(move |article| (article.id.as_str(), name.as_str())));
        columns.set_stories(articles);
    }

    /// Passes the chunks of the stories, in the order of the facet's values, to `put`: the number of stories and the bytes
    /// of each.
    pub(super) fn each_chunk<E>(&self, columns: &SortedColumns, put: &mut PutChunk<'_, E>) -> Result<(), E> {
        if self.0.is_empty() {
            return Ok(());
        }
        let ranks = columns.ranks();
        let by_id: FxHashMap<String, &Story> = self.0.iter().map(|(name, story)| (id_of_value(name), story)).collect();
        let (mut chunk, mut n) = (Vec::new(), 0);
        for value in columns.value_ids(FacetKind::Story) {
            let record = by_id.get(value).map(|story| StoryRecord::new(story, &ranks)).unwrap_or_default();
            let mut bytes = Vec::new();
            record.encode(&mut bytes);
            if n > 0 && chunk.len() + bytes.len() > STORIES_A_CHUNK {
                put(std::mem::take(&mut n), &mut chunk)?;
                chunk.clear();
            }
            put_article(&mut chunk, &bytes);
            n += 1;
        }
        put(n, &mut chunk)
    }
}

/// A name for each story, which no other has: its title; if several have the same, with the first day too; and if they still
/// have, with a number. `stories` are in order of time.
fn names(stories: &[Story]) -> Vec<String> {
    let title = |story: &Story| {
        let whole = story.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = beginning(&whole, MAX_NAME).trim_end();
        let title = if shown.len() < whole.len() { format!("{shown}…") } else { whole };
        // A title without letters has no id.
        if id_of_value(&title).is_empty() { story.id.clone() } else { title }
    };
    let titles: Vec<String> = stories.iter().map(title).collect();
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    titles.iter().for_each(|title| *counts.entry(id_of_value(title)).or_default() += 1);
    let is_alone = |title: &String| {
        let id = id_of_value(title);
        id != WITHOUT_VALUE && counts.get(&id) == Some(&1)
    };
    let mut taken: FxHashSet<String> =
        titles.iter().filter(|title| is_alone(title)).map(|title| id_of_value(title)).collect();
    taken.insert(WITHOUT_VALUE.to_owned());
    let name = |(title, story): (&String, &Story)| {
        if is_alone(title) {
            return title.clone();
        }
        let dated = story.from.map_or_else(|| title.clone(), |day| format!("{title} ({day})"));
        let numbered = (2..).map(|number| match story.from {
            Some(day) => format!("{title} ({day}, {number})"),
            None => format!("{title} ({number})"),
        });
        std::iter::once(dated).chain(numbered).find(|name| taken.insert(id_of_value(name))).unwrap_or_default()
    };
    titles.iter().zip(stories).map(name).collect()
}
