//! The articles of a query by story: which stories they tell, and which sources tell each.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::engine::{Engine, QueryResult, damaged};
use super::error::FileDamage;
use super::request::Query;
use super::run::DEFAULT_LIMIT;
use super::step_counter::{StepCounter, finish};
use crate::bundle::{FileRef, StoryRecord, article_bytes};
use crate::index::{ColumnPart, FacetKind, Rank, ValueId};
use crate::model::{Day, PartialDate};
use crate::wire::record::{write_field, write_text};

/// The maximum number of selections whose stories are compared.
pub const MAX_COVERED: usize = 8;

/// The articles of a query, by story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryList {
    /// The number of articles that match.
    pub articles: usize,
    /// The number of stories that they tell. An article that tells none with another one counts as a story.
    pub stories: usize,
    /// The stories from the query's offset up to its limit, in the order of the first article of each.
    pub entries: Vec<StoryEntry>,
}

/// A story, with those of its articles that match a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryEntry {
    /// The ids of the articles, in the order of the query.
    pub articles: Vec<String>,
    /// What is known of the story; `None` if only one article that matches tells it.
    pub summary: Option<StorySummary>,
}

/// A story as a list shows it. Only the articles that match count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StorySummary {
    /// The headline that says best what the articles of the story have in common.
    pub title: String,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The number of sources, each family of copies being one; `None` if the archive does not know the families.
    pub sources: Option<usize>,
    /// The names of the outlets, each once, in the order of the articles.
    pub outlets: Vec<String>,
}

impl StorySummary {
    /// Appends the JSON of the story with this id.
    fn write(&self, id: &str, out: &mut String) {
        out.push_str("{\"id\":");
        write_text(id, out);
        write_field("title", &self.title, out);
        write_field("from", &self.from, out);
        write_field("to", &self.to, out);
        write_field("sources", &self.sources, out);
        write_field("outlets", &self.outlets, out);
        out.push('}');
    }
}

/// The sources of a story that match a query: for each one, which selections have an article of it. The bit of the first
/// selection is the lowest.
pub type StorySources = Vec<u8>;

impl Engine {
    /// The articles of a query, by story, at once.
    pub fn stories(&self, query: &Query) -> QueryResult<StoryList> {
        finish(self.stories_in_steps(query, &StepCounter::at_once()))
    }

    /// The articles of a query, by story, in steps that are counted.
    pub async fn stories_in_steps(&self, query: &Query, steps: &StepCounter) -> QueryResult<StoryList> {
        let columns = self.columns()?;
        let ranks = self.ranks_by_story(query, steps).await?;
        let story_of = |rank: Rank| columns.single(FacetKind::Story, rank);
        let n_values = columns.values(FacetKind::Story).len();
        let mut is_known = vec![false; n_values];
        let mut firsts: Vec<Rank> = Vec::new();
        for rank in &ranks {
            let known = story_of(*rank).and_then(|value| is_known.get_mut(value.index()));
            if !known.is_some_and(|known| std::mem::replace(known, true)) {
                firsts.push(*rank);
            }
        }
        let stories = firsts.len();
        let page = firsts.into_iter().skip(query.offset.unwrap_or(0)).take(query.limit.unwrap_or(DEFAULT_LIMIT));
        let mut members: Vec<Vec<Rank>> = Vec::new();
        let mut places: Vec<Option<usize>> = vec![None; n_values];
        for rank in page {
            match story_of(rank).and_then(|value| places.get_mut(value.index())) {
                Some(place) => {
                    *place = Some(members.len());
                    members.push(Vec::new());
                }
                None => members.push(vec![rank]),
            }
        }
        for rank in &ranks {
            let place = story_of(*rank).and_then(|value| places.get(value.index()).copied().flatten());
            if let Some(list) = place.and_then(|place| members.get_mut(place)) {
                list.push(*rank);
            }
        }
        let shown: Vec<Rank> = members.iter().flatten().copied().collect();
        self.load(shown.iter().map(|rank| ColumnPart::Ids(columns.span_of(*rank))))?;
        self.load_singles(&shown)?;
        let values = members.iter().filter(|list| list.len() > 1).filter_map(|list| story_of(*list.first()?));
        self.want_stories(values)?;
        let mut entries = Vec::with_capacity(members.len());
        for list in &members {
            let summary = match list.first().and_then(|rank| story_of(*rank)) {
                Some(value) if list.len() > 1 => Some(self.summary(value, list)?),
                _ => None,
            };
            entries.push(StoryEntry { articles: list.iter().map(|rank| columns.id(*rank)).collect(), summary });
        }
        self.remember(entries.iter().flat_map(|entry| &entry.articles).cloned().zip(shown));
        Ok(StoryList { articles: ranks.len(), stories, entries })
    }

    /// The articles of a query, by story, as JSON: the `StoryList` of `engine.d.ts`.
    pub async fn story_list_json(&self, query: &Query, steps: &StepCounter) -> QueryResult<String> {
        let list = self.stories_in_steps(query, steps).await?;
        let columns = self.columns()?;
        let names = columns.values(FacetKind::Story);
        let mut values = Vec::with_capacity(list.entries.len());
        for entry in &list.entries {
            let first = entry.summary.as_ref().and(entry.articles.first());
            let rank = first.map(|id| self.rank_of(id)).transpose()?;
            values.push(rank.and_then(|rank| columns.single(FacetKind::Story, rank)));
        }
        let parts: BTreeSet<_> = values.iter().flatten().filter_map(|value| names.part_of(*value)).collect();
        self.load(parts.into_iter().map(|part| ColumnPart::Names(FacetKind::Story, part)))?;
        let mut json = String::from("{");
        write_field("articles", &list.articles, &mut json);
        write_field("stories", &list.stories, &mut json);
        json.push_str(",\"entries\":[");
        for (at, (entry, value)) in list.entries.iter().zip(values).enumerate() {
            json.push_str(if at == 0 { "{" } else { ",{" });
            write_field("articles", &entry.articles, &mut json);
            json.push_str(",\"story\":");
            match entry.summary.as_ref().zip(value) {
                Some((summary, value)) => summary.write(names.id(value), &mut json),
                None => json.push_str("null"),
            }
            json.push('}');
        }
        json.push_str("]}");
        Ok(json)
    }

    /// For each story of a query, its sources and which of these selections have them, in steps that are counted. Of more
    /// than [`MAX_COVERED`] selections the rest is ignored.
    pub async fn story_sources(
        &self,
        whole: &Query,
        selections: &[Query],
        steps: &StepCounter,
    ) -> QueryResult<Vec<StorySources>> {
        let columns = self.columns()?;
        let ranks = self.ranks_by_story(whole, steps).await?;
        let mut masks = vec![0_u8; columns.dates.articles()];
        for (at, query) in selections.iter().take(MAX_COVERED).enumerate() {
            for rank in self.ranks_by_story(query, steps).await? {
                if let Some(mask) = masks.get_mut(rank.index()) {
                    *mask |= 1 << at;
                }
            }
        }
        let mask_of = |rank: Rank| masks.get(rank.index()).copied().unwrap_or_default();
        let values = columns.values(FacetKind::Story);
        let mut of_value: Vec<Vec<Rank>> = vec![Vec::new(); values.len()];
        let mut found: Vec<StorySources> = Vec::new();
        for rank in ranks {
            match columns.single(FacetKind::Story, rank).and_then(|value| of_value.get_mut(value.index())) {
                Some(list) => list.push(rank),
                None => found.push(vec![mask_of(rank)]),
            }
        }
        let several = || ValueId::up_to(values.len()).zip(&of_value).filter(|(_, list)| list.len() > 1);
        self.want_stories(several().map(|(value, _)| value))?;
        for (value, list) in ValueId::up_to(values.len()).zip(&of_value).filter(|(_, list)| !list.is_empty()) {
            let record = if list.len() > 1 { self.story_record(value)? } else { None };
            found.push(match record {
                Some(record) => sources(&record, list).into_iter().map(|source| union(&source, mask_of)).collect(),
                None => list.iter().map(|rank| mask_of(*rank)).collect(),
            });
        }
        Ok(found)
    }

    /// The ranks of all articles that match a query, in its order; the stories of all articles are loaded.
    async fn ranks_by_story(&self, query: &Query, steps: &StepCounter) -> QueryResult<Vec<Rank>> {
        query.check()?;
        self.load(self.columns()?.parts(FacetKind::Story).into_iter())?;
        let every = Query { limit: Some(usize::MAX), offset: None, facet_limit: Some(0), ..query.clone() };
        Ok(self.counted(&every, steps).await?.hits)
    }

    /// What a list shows of the story with this value, of which these articles match.
    fn summary(&self, value: ValueId, list: &[Rank]) -> QueryResult<StorySummary> {
        let columns = self.columns()?;
        let record = self.story_record(value)?;
        let names = columns.values(FacetKind::Story);
        let title = match &record {
            Some(record) => record.title.clone(),
            None => {
                let part = names.part_of(value).map(|part| ColumnPart::Names(FacetKind::Story, part));
                self.load(part.into_iter())?;
                names.name(value).to_owned()
            }
        };
        let dates = || list.iter().filter_map(|rank| columns.dates.get(*rank));
        let mut outlets: Vec<ValueId> = Vec::new();
        for outlet in list.iter().filter_map(|rank| columns.single(FacetKind::Outlets, *rank)) {
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        let outlet_names = columns.values(FacetKind::Outlets);
        Ok(StorySummary {
            title,
            from: dates().map(PartialDate::first_day).min(),
            to: dates().map(PartialDate::last_day).max(),
            sources: record.map(|record| sources(&record, list).len()),
            outlets: outlets.into_iter().map(|outlet| outlet_names.name(outlet).to_owned()).collect(),
        })
    }

    /// Asks for the records of all these stories together.
    fn want_stories(&self, values: impl Iterator<Item = ValueId>) -> QueryResult<()> {
        let shelf = self.shelf(&self.stories, "stories", &self.manifest.stories)?;
        let mut files: Vec<FileRef> = Vec::new();
        let mut last = None;
        for chunk in values.filter_map(|value| Some(shelf.find(value.0)?.0)) {
            if last != Some(chunk) {
                files.extend(shelf.file(chunk));
                last = Some(chunk);
            }
        }
        self.want(files)
    }

    /// The record of the story with this value; `None` if the archive has none, since its articles state their stories.
    pub(super) fn story_record(&self, value: ValueId) -> QueryResult<Option<StoryRecord>> {
        let shelf = self.shelf(&self.stories, "stories", &self.manifest.stories)?;
        let Some((chunk, place)) = shelf.find(value.0) else { return Ok(None) };
        let Some(file) = shelf.file(chunk) else { return Ok(None) };
        let bytes = self.file(&file)?;
        let damage = |damage| damaged(&file.name, damage);
        let bytes = article_bytes(&bytes, place).map_err(damage)?;
        let bytes = bytes.ok_or_else(|| damaged(&file.name, FileDamage::NoStory))?;
        let articles = self.columns()?.dates.articles();
        Ok(Some(StoryRecord::decode(bytes, articles).map_err(damage)?))
    }
}

/// The sources among these articles of a story: each is an article, or the articles of a family.
fn sources(record: &StoryRecord, list: &[Rank]) -> Vec<Vec<Rank>> {
    let mut families: FxHashMap<Rank, usize> = FxHashMap::default();
    for (at, family) in record.families.iter().enumerate() {
        families.extend(family.members.iter().filter_map(|place| Some((*record.articles.get(*place)?, at))));
    }
    let mut of_family: Vec<Vec<Rank>> = vec![Vec::new(); record.families.len()];
    let mut found: Vec<Vec<Rank>> = Vec::new();
    for rank in list {
        match families.get(rank).and_then(|family| of_family.get_mut(*family)) {
            Some(members) => members.push(*rank),
            None => found.push(vec![*rank]),
        }
    }
    found.extend(of_family.into_iter().filter(|members| !members.is_empty()));
    found
}

fn union(source: &[Rank], mask_of: impl Fn(Rank) -> u8) -> u8 {
    source.iter().fold(0, |mask, rank| mask | mask_of(*rank))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Article, FamilyRoot};
    use crate::query::{naive, samples};

    fn listed(engine: &Engine, query: &Query) -> StoryList {
        engine.stories(query).unwrap()
    }

    /// The list by story, from the list of articles.
    fn naive_list(articles: &[Article], query: &Query) -> StoryList {
        let every = Query { limit: Some(usize::MAX), offset: None, ..query.clone() };
        let found: Vec<&Article> = naive::run(articles, &every)
            .hits
            .iter()
            .map(|hit| articles.iter().find(|article| article.id == hit.id).unwrap())
            .collect();
        let mut stories: Vec<Vec<&Article>> = Vec::new();
        for article in &found {
            let same = |story: &&mut Vec<&Article>| article.story.is_some() && story[0].story == article.story;
            match stories.iter_mut().find(same) {
                Some(story) => story.push(article),
                None => stories.push(vec![article]),
            }
        }
        let summary = |story: &Vec<&Article>| {
            let dates = || story.iter().filter_map(|article| article.date.as_ref()).map(|date| date.value);
            let mut outlets: Vec<String> = Vec::new();
            for outlet in story.iter().filter_map(|article| article.outlet.as_ref()) {
                if !outlets.contains(&outlet.name) {
                    outlets.push(outlet.name.clone());
                }
            }
            StorySummary {
                title: story[0].story.clone().unwrap(),
                from: dates().map(PartialDate::first_day).min(),
                to: dates().map(PartialDate::last_day).max(),
                sources: None,
                outlets,
            }
        };
        let entry = |story: &Vec<&Article>| StoryEntry {
            articles: story.iter().map(|article| article.id.clone()).collect(),
            summary: (story.len() > 1).then(|| summary(story)),
        };
        let page = stories.iter().skip(query.offset.unwrap_or(0)).take(query.limit.unwrap_or(DEFAULT_LIMIT));
        StoryList { articles: found.len(), stories: stories.len(), entries: page.map(entry).collect() }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_list_by_story_is_the_list_of_articles_put_together(
            articles in samples::articles(60),
            queries in prop::collection::vec(samples::query(), 6),
        ) {
            let engine = Engine::from_articles(articles.iter()).unwrap();
            for query in queries {
                prop_assert_eq!(listed(&engine, &query), naive_list(&articles, &query), "{:?}", query);
            }
        }
    }

    /// Seven articles: `a0` to `a3` tell one story, of which `a1` and `a2` are copies; `a4` and `a5` tell another one.
    fn two_stories() -> (Vec<Article>, Engine) {
        let mut articles: Vec<Article> = (0..7).map(|number| samples::article(&format!("a{number}"))).collect();
        for (number, article) in articles.iter_mut().enumerate() {
            article.title.value = format!("Report {number}");
            article.body = vec![if number % 2 == 0 { "harbour" } else { "river" }.to_owned()];
        }
        let mut bridge = samples::story("The bridge", &[&articles[0], &articles[1], &articles[2], &articles[3]]);
        bridge.copies = vec![vec!["a1".to_owned(), "a2".to_owned()]];
        bridge.roots = vec![FamilyRoot::default()];
        let mill = samples::story("The mill", &[&articles[4], &articles[5]]);
        let engine = samples::engine_of_stories(&articles, vec![bridge, mill]);
        (articles, engine)
    }

    fn ids(entry: &StoryEntry) -> Vec<&str> {
        entry.articles.iter().map(String::as_str).collect()
    }

    #[test]
    fn a_family_of_copies_is_one_source_of_the_articles_that_match() {
        let (_, engine) = two_stories();
        let list = listed(&engine, &Query::default());
        assert_eq!((list.articles, list.stories), (7, 3));
        let told = |entry: &StoryEntry| entry.summary.as_ref().map(|summary| (summary.title.clone(), summary.sources));
        let told: Vec<_> = list.entries.iter().map(told).collect();
        let summary = |title: &str, sources| Some((title.to_owned(), Some(sources)));
        assert_eq!(told, [summary("The bridge", 3), summary("The mill", 2), None]);
        assert_eq!(ids(&list.entries[0]), ["a0", "a1", "a2", "a3"]);
        let river = listed(&engine, &Query { text: "river".to_owned(), ..Query::default() });
        assert_eq!((river.articles, river.stories), (3, 2));
        assert_eq!(ids(&river.entries[0]), ["a1", "a3"]);
        assert_eq!(river.entries[0].summary.as_ref().unwrap().sources, Some(2));
        assert_eq!((ids(&river.entries[1]), river.entries[1].summary.as_ref()), (vec!["a5"], None));
        let second = listed(&engine, &Query { offset: Some(1), limit: Some(1), ..Query::default() });
        assert_eq!((second.stories, ids(&second.entries[0])), (3, vec!["a4", "a5"]));
    }

    #[test]
    fn the_sources_of_each_story_say_which_selections_have_them() {
        let (_, engine) = two_stories();
        let of = |text: &str| Query { text: text.to_owned(), ..Query::default() };
        let sides = [of("river"), of("harbour"), of("title:6")];
        let found = finish(engine.story_sources(&Query::default(), &sides, &StepCounter::at_once())).unwrap();
        let mut counted: BTreeMap<StorySources, usize> = BTreeMap::new();
        for mut story in found {
            story.sort_unstable();
            *counted.entry(story).or_default() += 1;
        }
        // a6 is alone; a4 and a5 are two sources; a1 and a2 are one, which both sides have.
        assert_eq!(counted, BTreeMap::from([(vec![0b110], 1), (vec![0b01, 0b10], 1), (vec![0b01, 0b10, 0b11], 1)]));
    }
}
