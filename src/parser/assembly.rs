//! All articles together give what no single one has: dates that documents tell each other, ids that are unique.

use super::annotate::find_actors_and_quotes;
use super::{Origin, ParsedDocument, StatedActors};
use crate::actors::Dictionary;
use crate::corpus::{Collection, Conclusions, Key};
use crate::model::{Article, PartialDate};

/// What stays in memory of an article while it waits in its collection.
#[derive(Clone, Debug)]
pub struct ArticleEntry {
    key: Key,
    stated: Option<StatedActors>,
    /// The length of the file's name, with which the source begins, in bytes.
    file_length: u32,
    /// The document's place among those of its file.
    number: u32,
}

impl ArticleEntry {
    /// The entry of a document that was just parsed.
    pub fn new(parsed: &ParsedDocument) -> ArticleEntry {
        let key = Key::new(&parsed.article, parsed.article.collected);
        ArticleEntry { key, stated: parsed.stated, file_length: 0, number: 0 }
    }

    /// The entry of an article with this origin, before other documents are consulted.
    pub fn with_origin(article: &Article, origin: &Origin) -> ArticleEntry {
        ArticleEntry {
            key: Key::new(article, article.collected),
            stated: origin.stated(),
            file_length: origin.file(&article.source).len() as u32,
            number: origin.number(),
        }
    }

    /// What articles are ordered by: the file's name, the document's place in it, and the id.
    pub fn order(&self) -> impl Ord + '_ {
        (self.file(), self.number, self.key.id.as_str())
    }

    /// The name of the article's file.
    pub fn file(&self) -> &str {
        self.key.source.get(..self.file_length as usize).unwrap_or_default()
    }

    /// The article's id, which may not be unique.
    pub fn id(&self) -> &str {
        &self.key.id
    }

    /// The article's source.
    pub fn source(&self) -> &str {
        &self.key.source
    }
}

/// The articles of a corpus, wherever they are kept, with what is needed to complete each of them.
#[derive(Debug)]
pub struct Assembly<C> {
    articles: C,
    keys: Vec<Key>,
    stated: Vec<Option<StatedActors>>,
    conclusions: Conclusions,
    dictionary: Dictionary,
    extract_actors: bool,
}

impl<C: Collection> Assembly<C> {
    /// Assembles a corpus. `entries` are those of the collection's articles, in the same order; `extract_actors` says
    /// whether records that state their actors are searched for more.
    ///
    /// # Errors
    ///
    /// If the collection fails to hand out its articles.
    pub fn new(
        articles: C,
        entries: Vec<ArticleEntry>,
        dictionary: Dictionary,
        extract_actors: bool,
    ) -> Result<Assembly<C>, C::Error> {
        let (mut keys, stated): (Vec<Key>, Vec<_>) = entries.into_iter().map(|entry| (entry.key, entry.stated)).unzip();
        let conclusions = Conclusions::from_keys(&mut keys, &articles)?;
        Ok(Assembly { articles, keys, stated, conclusions, dictionary, extract_actors })
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are no articles.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The collection, whose articles are not complete.
    pub fn articles(&self) -> &C {
        &self.articles
    }

    /// The collection, to take completed articles out of it. Their number and order must stay the same.
    pub fn articles_mut(&mut self) -> &mut C {
        &mut self.articles
    }

    /// The date and the id of each article once completed, in order.
    pub fn dates_and_ids(&self) -> impl Iterator<Item = (Option<PartialDate>, &str)> {
        let of = |(at, key)| (self.conclusions.date(at, key), self.conclusions.id(at, key));
        self.keys.iter().enumerate().map(of)
    }

    /// Completes the article at this place of the collection: its date, id, actors and quotes.
    pub fn complete(&self, at: usize, article: &mut Article) {
        self.conclusions.apply(at, article);
        let stated = self.stated.get(at).copied().flatten();
        find_actors_and_quotes(article, stated, &self.dictionary, self.extract_actors);
    }

    /// Completes an article like [`Assembly::complete`]. `origin` becomes that of the complete article.
    pub fn complete_with_origin(&self, at: usize, article: &mut Article, origin: &mut Origin) {
        origin.complete(article, &self.conclusions, at, &self.dictionary);
    }
}
