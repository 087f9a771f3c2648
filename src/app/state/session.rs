//! An open archive and its answer to the query in the address.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Filter, Url, latest};
use crate::app::browser;
use crate::app::effect::{effect, effect_with_last};
use crate::app::format::FacetLabels;
use crate::app::format::dates;
use crate::app::messages as m;
use crate::model::ActorKind;
use crate::query::{
    Answer, Archive, ArchiveInfo, ByFacet, Card, FacetKind, Query, QueryError, Undated, ValueCount, WITHOUT_VALUE,
};
use crate::wire::sort::ranking;

/// The most articles of an archive whose names are all fetched before a filter needs them.
const MAX_ARTICLES_AHEAD: usize = 20_000;

/// The number of articles by which the list grows.
pub const PAGE_LENGTH: usize = 50;

/// The number of values per facet, unless all are requested.
pub const FACET_LENGTH: usize = 200;

/// The number of values in a facet up to which an archive names all at once.
const MAX_VALUES_OF_A_SMALL_ARCHIVE: usize = 400;

/// What does not change while an archive is open: names and counts.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The summary of the archive.
    pub info: ArchiveInfo,
    /// The answer to the empty query, without hits. Unless the catalogue is whole, its facets have only their most frequent
    /// values.
    pub all: Answer,
    /// Whether all values of the facets are there.
    pub is_whole: bool,
    /// For each facet, the indices of its values sorted by id.
    places: ByFacet<Vec<u32>>,
}

impl Catalogue {
    /// Reads the whole catalogue of an archive.
    ///
    /// # Errors
    ///
    /// If the archive cannot answer.
    pub async fn from_archive(archive: &Archive) -> Result<Catalogue, QueryError> {
        Catalogue::with_values(archive, usize::MAX).await
    }

    /// Reads what the opening view shows, which is the whole catalogue of a small archive.
    ///
    /// # Errors
    ///
    /// If the archive cannot answer.
    pub async fn of_opening_view(archive: &Archive) -> Result<Catalogue, QueryError> {
        let is_small = archive.info().values.iter().all(|(_, values)| *values <= MAX_VALUES_OF_A_SMALL_ARCHIVE);
        Catalogue::with_values(archive, if is_small { usize::MAX } else { FACET_LENGTH }).await
    }

    async fn with_values(archive: &Archive, limit: usize) -> Result<Catalogue, QueryError> {
        let query = Query { limit: Some(0), facet_limit: Some(limit), ..Query::default() };
        let all = archive.query(&query).await?;
        let places = ByFacet::from_fn(|facet| {
            let counts = &all.facets[facet];
            ranking(counts.len(), &mut |a, b| id_at(counts, a).cmp(id_at(counts, b)))
        });
        let info = archive.info().clone();
        let is_whole = info.values.iter().all(|(_, values)| *values <= limit);
        Ok(Catalogue { info, all, is_whole, places })
    }

    /// A value of a facet, with its number of articles in the whole archive.
    pub fn count(&self, facet: FacetKind, id: &str) -> Option<&ValueCount> {
        let (counts, places) = (&self.all.facets[facet], &self.places[facet]);
        let found = places.binary_search_by(|at| id_at(counts, *at).cmp(id)).ok()?;
        counts.get(*places.get(found)? as usize)
    }

    /// An actor's name, kind and number of articles.
    pub fn actor(&self, id: &str) -> Option<(&str, ActorKind, usize)> {
        let actor = self.count(FacetKind::Actors, id)?;
        Some((&actor.name, actor.kind, actor.count))
    }

    /// A value's name as shown, and its number of articles.
    pub fn value(&self, facet: FacetKind, id: &str) -> Option<(String, usize)> {
        if (facet, id) == (FacetKind::Outlets, WITHOUT_VALUE) {
            return Some((m::unknown_outlet().to_owned(), self.all.without_outlet));
        }
        let value = self.count(facet, id)?;
        Some(((FacetLabels::new(facet).value)(value), value.count))
    }

    /// A filter in words, without the `not` of an excluded value.
    pub fn name_of(&self, filter: &Filter) -> String {
        match filter {
            Filter::Text(text) => m::filter_search(text),
            Filter::Value(facet, id, _) => {
                let name = self.value(*facet, id).map_or_else(|| id.clone(), |(name, _)| name);
                (FacetLabels::new(*facet).filter)(&name)
            }
            Filter::Days(Some(from), Some(to)) if from == to => m::filter_on(&dates::day(*from)),
            Filter::Days(Some(from), Some(to)) => m::range(&dates::day(*from), &dates::day(*to)),
            Filter::Days(Some(from), None) => m::filter_since(&dates::day(*from)),
            Filter::Days(None, Some(to)) => m::filter_until(&dates::day(*to)),
            Filter::Days(None, None) => m::filter_any_day().to_owned(),
            Filter::Undated(Undated::Only) => m::filter_undated_only().to_owned(),
            Filter::Undated(_) => m::filter_undated_too().to_owned(),
        }
    }

    /// A filter in words, with the `not` of an excluded value.
    pub fn words_of(&self, filter: &Filter) -> String {
        let name = self.name_of(filter);
        if filter.excludes() { m::not_named(&name) } else { name }
    }
}

fn id_at(counts: &[ValueCount], at: u32) -> &str {
    counts.get(at as usize).map_or("", |value| &value.id)
}

/// An answer with the cards of its hits.
#[derive(Clone, Debug, Default)]
pub struct ResultList {
    /// The query.
    pub query: Query,
    /// The cards of the hits.
    pub cards: Arc<Vec<Card>>,
}

/// What the list by story tells the rest of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryRows {
    /// The size of the selection in words.
    pub size: String,
    /// The headlines in order: the id of the element, and that of the article, which a story has none of.
    pub headlines: Vec<(String, Option<String>)>,
}

/// An open archive and its answer to the query in the address.
#[derive(Clone, Copy)]
pub struct Session {
    /// The address.
    pub url: Url,
    /// The query in the address, without offset and limits.
    pub query: Memo<Query>,
    /// The answer to the latest query; the previous one until the latest arrives.
    pub answer: Signal<Option<Result<Arc<Answer>, QueryError>>>,
    /// The latest answer together with its cards.
    pub found: ReadSignal<Option<Result<ResultList, QueryError>>>,
    /// The rows of the list by story, while that is shown.
    story_rows: StoredValue<Option<Rc<StoryRows>>, LocalStorage>,
    /// Changes with them.
    story_changes: RwSignal<bool>,
    /// The maximum number of articles in the list.
    pub shown: RwSignal<usize>,
    /// Whether all values of the facets are requested.
    pub all_values: RwSignal<bool>,
    /// Whether the facets are open as a sheet, in narrow windows.
    pub sheet: RwSignal<bool>,
    /// Whether the values of the facets are sorted by name instead of count.
    pub by_name: RwSignal<bool>,
    /// The number of changes to the saved selections.
    pub saved_changes: RwSignal<u32>,
    archive: StoredValue<Rc<Archive>, LocalStorage>,
    catalogue: RwSignal<Arc<Catalogue>>,
    completion: RwSignal<Completion>,
}

/// How far the catalogue is on its way to be whole.
#[derive(Clone, Debug, PartialEq)]
enum Completion {
    /// Nobody has asked for what is missing.
    NotAsked,
    /// It is being fetched.
    Running,
    /// It could not be fetched.
    Failed(QueryError),
    /// Nothing is missing.
    Whole,
}

impl Session {
    /// Connects an archive to the address, and provides the session to all views below.
    pub fn provide(archive: Rc<Archive>, catalogue: Arc<Catalogue>) -> Session {
        let url = Url::expect();
        let archive = StoredValue::new_local(archive);
        let query = Memo::new(move |_| url.with(|address| address.query.clone()));
        let shown = RwSignal::new(PAGE_LENGTH);
        let all_values = RwSignal::new(false);
        let asked = move || {
            let query = query.get();
            let chosen = query.filters.iter().any(|(_, filter)| !filter.any.is_empty());
            let every = all_values.get() || chosen;
            let facet_limit = if every { usize::MAX } else { FACET_LENGTH };
            Query { limit: Some(shown.get()), facet_limit: Some(facet_limit), ..query }
        };
        effect_with_last(move |before: Option<Query>| {
            let query = query.get();
            if before.is_some_and(|before| before != query) {
                shown.set(PAGE_LENGTH);
            }
            query
        });
        let is_whole = catalogue.is_whole;
        let catalogue = RwSignal::new(catalogue);
        let completion = RwSignal::new(if is_whole { Completion::Whole } else { Completion::NotAsked });
        // What is filtered shows names that the opening view does not know.
        let asks_more = Memo::new(move |_| all_values.get() || query.with(|query| !query.asks_for_all()));
        effect(move || {
            // Another query is another try, if the last one failed.
            query.track();
            if asks_more.get() {
                complete(archive.get_value(), catalogue, completion);
            }
        });
        let asked = Memo::new(move |before: Option<&Query>| match before {
            Some(before) if asks_more.get() && completion.with(Completion::is_ahead) => before.clone(),
            _ => asked(),
        });
        let answered = StoredValue::new(false);
        let answer = latest(asked, move |query| {
            let archive = archive.get_value();
            // What was pressed shows it at once; the first view has nothing to wait for.
            let waits = answered.get_value();
            answered.set_value(true);
            async move {
                if waits {
                    browser::drawn().await;
                }
                archive.query(&query).await.map(|answer| (query, Arc::new(answer)))
            }
        });
        let found = latest(Memo::new(move |_| answer.get().map(ByIdentity)), move |answer| {
            let archive = archive.get_value();
            async move {
                let Some(ByIdentity(answer)) = answer else { return Ok(ResultList::default()) };
                let (query, answer) = answer?;
                let ids: Vec<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
                let cards = archive.cards(&ids, &query).await?;
                Ok(ResultList { query, cards: Arc::new(cards) })
            }
        });
        let session = Session {
            url,
            query,
            answer: Signal::derive(move || answer.get().map(|asked| asked.map(|(_, answer)| answer))),
            found,
            story_rows: StoredValue::new_local(None),
            story_changes: RwSignal::new(false),
            shown,
            all_values,
            sheet: RwSignal::new(false),
            by_name: RwSignal::new(false),
            saved_changes: RwSignal::new(0),
            archive,
            catalogue,
            completion,
        };
        provide_context(session);
        session
    }

    /// The session, as provided by a view above.
    pub fn expect() -> Session {
        expect_context()
    }

    /// The archive.
    pub fn archive(self) -> Rc<Archive> {
        self.archive.get_value()
    }

    /// The rows of the list by story, while that is shown; tracked.
    pub fn story_rows(self) -> Option<Rc<StoryRows>> {
        self.story_changes.get();
        self.story_rows.try_get_value().flatten()
    }

    /// Tells the rest of the page the rows of the list by story, or that it is not shown.
    pub fn set_story_rows(self, rows: Option<Rc<StoryRows>>) {
        self.story_rows.try_update_value(|known| *known = rows);
        if let Some(before) = self.story_changes.try_get_untracked() {
            self.story_changes.set(!before);
        }
    }

    /// The names and counts of the archive, as far as they are known now.
    pub fn catalogue(self) -> Arc<Catalogue> {
        self.catalogue.get_untracked()
    }

    /// The same, for what is drawn again when more of them are known.
    pub fn watched_catalogue(self) -> Arc<Catalogue> {
        self.catalogue.get()
    }

    /// Whether all names and counts are known.
    pub fn has_all_names(self) -> bool {
        self.completion.with(|completion| *completion == Completion::Whole)
    }

    /// Why names and counts could not be fetched.
    pub fn names_problem(self) -> Option<QueryError> {
        match self.completion.get() {
            Completion::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Fetches the names and counts that the opening view does without.
    pub fn complete_catalogue(self) {
        complete(self.archive(), self.catalogue, self.completion);
    }

    /// Fetches what the first filter will need; of a large archive not all names, which are megabytes. Does nothing once
    /// another archive or language has ended the session.
    pub fn prepare(self) {
        let is_complete_soon = |known: &Arc<Catalogue>| !known.is_whole && known.info.articles <= MAX_ARTICLES_AHEAD;
        let Some(completes) = self.catalogue.try_with_untracked(is_complete_soon) else { return };
        if completes {
            return self.complete_catalogue();
        }
        let archive = self.archive();
        // What cannot be fetched now is fetched when it is needed.
        spawn_local(async move { drop(archive.prepare().await) });
    }

    /// Changes the query, with an entry in the browser's history.
    pub fn choose(self, change: impl FnOnce(&mut Query)) {
        self.url.push(|address| change(&mut address.query));
    }
}

impl Completion {
    /// Whether the catalogue is not whole yet, but may soon be.
    fn is_ahead(&self) -> bool {
        matches!(self, Completion::NotAsked | Completion::Running)
    }
}

fn complete(archive: Rc<Archive>, catalogue: RwSignal<Arc<Catalogue>>, completion: RwSignal<Completion>) {
    if completion.with_untracked(|now| matches!(now, Completion::Running | Completion::Whole)) {
        return;
    }
    completion.set(Completion::Running);
    spawn_local(async move {
        completion.try_set(match Catalogue::from_archive(&archive).await {
            Ok(whole) => {
                catalogue.try_set(Arc::new(whole));
                Completion::Whole
            }
            Err(error) => Completion::Failed(error),
        });
    });
}

type QueryAnswer = Result<(Query, Arc<Answer>), QueryError>;

/// An answer that equals only itself: comparing all counts would cost more than drawing them again.
#[derive(Clone)]
struct ByIdentity(QueryAnswer);

impl PartialEq for ByIdentity {
    fn eq(&self, other: &ByIdentity) -> bool {
        match (&self.0, &other.0) {
            (Ok((_, a)), Ok((_, b))) => Arc::ptr_eq(a, b),
            (Err(a), Err(b)) => a == b,
            _ => false,
        }
    }
}
