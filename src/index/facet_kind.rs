//! What articles can be filtered and counted by. Each facet is described once, here.

use std::ops::{Index, IndexMut};

use crate::model::{ActorKind, Article};
use crate::text::slug;

/// A value of a facet as an article states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleValue<'a> {
    /// The id, which addresses and queries use.
    pub id: &'a str,
    /// The name, which people read.
    pub name: &'a str,
    /// The kind of an actor; the default kind for all other values.
    pub kind: ActorKind,
}

impl<'a> ArticleValue<'a> {
    fn new(id: &'a str, name: &'a str) -> ArticleValue<'a> {
        ArticleValue { id, name, kind: ActorKind::default() }
    }
}

/// How many values of a facet one article can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cardinality {
    /// At most one.
    One,
    /// Any number.
    Many,
}

/// Declares the facets: the name of each kind, its key in the address, its name in JavaScript, how many values an
/// article can have, and the function that reads them from an article.
///
/// Queries, answers, columns, addresses and the page loop over this list. A new facet is a line here, a function that
/// reads it, its type in `engine.d.ts` and its labels in the page (`app/format/facet_labels.rs`); tests and the compiler name
/// what is missing.
macro_rules! facets {
    ($($(#[$doc:meta])* $kind:ident { key: $key:literal, name: $name:literal, values: $values:ident, read: $read:expr })*) => {
        /// What articles are filtered and counted by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FacetKind {
            $($(#[$doc])* $kind,)*
        }

        impl FacetKind {
            /// Every facet, in the order of the bundle's bytes and of the page.
            pub const ALL: [FacetKind; FACETS] = [$(FacetKind::$kind),*];

            /// The key in the address.
            pub fn key(self) -> &'static str {
                match self { $(FacetKind::$kind => $key,)* }
            }

            /// The name in the JSON of queries and answers, in camel case.
            pub fn name(self) -> &'static str {
                match self { $(FacetKind::$kind => $name,)* }
            }

            /// Whether an article has at most one value.
            pub fn is_single(self) -> bool {
                let values = match self { $(FacetKind::$kind => Cardinality::$values,)* };
                values == Cardinality::One
            }

            /// Passes each value that an article has to `add`; a value may come more than once.
            pub fn read(self, article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
                match self { $(FacetKind::$kind => $read(article, add),)* }
            }
        }

        /// The number of facets.
        const FACETS: usize = [$($key),*].len();
    };
}

facets! {
    /// Who is named.
    Actors { key: "actor", name: "actors", values: Many, read: actors }
    /// Who published it.
    Outlets { key: "outlet", name: "outlets", values: One, read: outlets }
    /// The story that it tells with other articles.
    Story { key: "story", name: "story", values: One, read: story }
    /// Which outlets and agencies it relies on.
    Cites { key: "cites", name: "cites", values: Many, read: cites }
    /// The section of the outlet.
    Section { key: "section", name: "section", values: One, read: section }
    /// The language of the text.
    Language { key: "language", name: "language", values: One, read: language }
    /// Who is quoted.
    Speaker { key: "speaker", name: "speaker", values: Many, read: speakers }
    /// Who wrote it.
    Author { key: "author", name: "author", values: Many, read: authors }
    /// The user's own tags.
    Tag { key: "tag", name: "tag", values: Many, read: tags }
    /// The groups of outlets that the user made.
    Group { key: "outlet-group", name: "outletGroup", values: Many, read: groups }
    /// What Dateline inferred because the document does not state it.
    Inferred { key: "inferred", name: "inferred", values: Many, read: inferred }
}

impl FacetKind {
    /// Whether the chosen values are joined by AND.
    ///
    /// Then counts respect the values chosen and excluded, as each choice narrows the list further. Otherwise they are
    /// joined by OR, and the facet's own counts ignore them, so that a further value can still be chosen.
    pub fn is_joined_by_and(self) -> bool {
        self == FacetKind::Actors
    }
}

fn actors(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    for actor in &article.actors {
        add(ArticleValue { id: &actor.id, name: &actor.name, kind: actor.kind });
    }
}

fn outlets(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    if let Some(outlet) = &article.outlet {
        add(ArticleValue::new(&outlet.id, &outlet.name));
    }
}

fn story(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    article.story.iter().for_each(|name| named(name, add));
}

fn cites(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    for cited in &article.cites {
        add(ArticleValue::new(&cited.id, &cited.name));
    }
}

fn section(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    article.section.iter().for_each(|name| named(name, add));
}

fn language(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    if let Some(code) = article.language.as_deref().filter(|code| !code.is_empty()) {
        add(ArticleValue::new(code, code));
    }
}

fn speakers(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    for id in article.quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
        let actor = article.actors.iter().find(|actor| actor.id == *id);
        let (name, kind) = actor.map_or((id, ActorKind::default()), |actor| (&actor.name, actor.kind));
        add(ArticleValue { id, name, kind });
    }
}

fn authors(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    article.authors.iter().for_each(|name| named(name, add));
}

fn tags(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    article.tags.iter().for_each(|name| named(name, add));
}

fn groups(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    article.groups.iter().for_each(|name| named(name, add));
}

fn inferred(article: &Article, add: &mut dyn FnMut(ArticleValue<'_>)) {
    for conclusion in article.conclusions() {
        add(ArticleValue::new(conclusion.as_str(), conclusion.as_str()));
    }
}

/// Adds a value that has a name but no id of its own.
pub(super) fn named(name: &str, add: &mut dyn FnMut(ArticleValue<'_>)) {
    if !name.is_empty() {
        add(ArticleValue::new(&id_of_value(name), name));
    }
}

/// The id that stands in a query for the articles without a value, such as those whose outlet is unknown.
pub const WITHOUT_VALUE: &str = "unknown";

/// The id of a value that has a name but no id of its own: the slug of the name, or the name itself if no letter of it is
/// Latin.
pub fn id_of_value(name: &str) -> String {
    let id = slug(name);
    if id.is_empty() { name.to_owned() } else { id }
}

/// One item for each facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByFacet<T>([T; FACETS]);

impl<T> ByFacet<T> {
    /// Makes the item of each facet.
    pub fn from_fn(mut make: impl FnMut(FacetKind) -> T) -> ByFacet<T> {
        ByFacet(FacetKind::ALL.map(&mut make))
    }

    /// The facets with their items, in the order of [`FacetKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (FacetKind, &T)> {
        FacetKind::ALL.into_iter().zip(&self.0)
    }

    /// The facets with their items, in the order of [`FacetKind::ALL`].
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (FacetKind, &mut T)> {
        FacetKind::ALL.into_iter().zip(&mut self.0)
    }

    /// Takes the item of a facet out and leaves the default.
    pub fn take(&mut self, kind: FacetKind) -> T
    where
        T: Default,
    {
        std::mem::take(&mut self[kind])
    }
}

impl<T> Index<FacetKind> for ByFacet<T> {
    type Output = T;

    #[inline]
    fn index(&self, kind: FacetKind) -> &T {
        &self.0[kind as usize]
    }
}

impl<T> IndexMut<FacetKind> for ByFacet<T> {
    #[inline]
    fn index_mut(&mut self, kind: FacetKind) -> &mut T {
        &mut self.0[kind as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_names_are_distinct() {
        for (at, kind) in FacetKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            for other in FacetKind::ALL.into_iter().skip(at + 1) {
                assert!(kind.key() != other.key() && kind.name() != other.name(), "{kind:?} and {other:?}");
            }
        }
    }

    #[test]
    fn every_author_is_a_value() {
        let authors = ["Dana Quist", "DANA QUIST", "한지민", ""].map(str::to_owned).to_vec();
        let article = Article { authors, ..Article::default() };
        let mut values = Vec::new();
        FacetKind::Author.read(&article, &mut |value| values.push((value.id.to_owned(), value.name.to_owned())));
        let values: Vec<_> = values.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
        assert_eq!(values, [("dana-quist", "Dana Quist"), ("dana-quist", "DANA QUIST"), ("한지민", "한지민")]);
    }

    #[test]
    fn the_engine_for_javascript_declares_every_facet() {
        let declared = include_str!("../engine/engine.d.ts");
        let (_, query) = declared.split_once("export interface Query {").unwrap();
        let (query, rest) = query.split_once("\n}").unwrap();
        let (_, counts) = rest.split_once("facets: {").unwrap();
        let (counts, _) = counts.split_once("};").unwrap();
        for kind in FacetKind::ALL {
            let name = kind.name();
            assert!(query.contains(&format!("  {name}?: Choice;")), "the interface Query lacks {name}");
            let count = if kind == FacetKind::Actors { "ActorCount[]" } else { "Count[]" };
            assert!(counts.contains(&format!("{name}: {count};")), "the interface Result lacks {name}");
        }
        assert_eq!(query.matches(": Choice;").count(), FacetKind::ALL.len());
        assert_eq!(counts.matches("Count[];").count(), FacetKind::ALL.len());
        // The script itself has no list: it asks the engine for the names.
        assert!(include_str!("../engine/engine.js").contains("facet_names()"));
    }
}
