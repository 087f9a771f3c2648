//! The stories of an archive, each read when it is asked for.

use super::engine::{Engine, QueryResult};
use super::error::QueryError;
use crate::bundle::{StoryFamily, StoryRecord, StoryRoot};
use crate::index::{ColumnPart, FacetKind, Rank, ValueId, Values};
use crate::model::{Article, FamilyRoot, PartialDate, Story, StoryArticle, StoryReasons};
use crate::wire::record::Json as _;

impl Engine {
    /// A story that several articles tell, by the id of its value.
    pub fn story(&self, id: &str) -> QueryResult<Story> {
        let columns = self.columns()?;
        let unknown = || QueryError::UnknownStory(id.to_owned());
        let value = self.find_value(FacetKind::Story, id)?.ok_or_else(unknown)?;
        // An archive of articles that state their stories knows nothing else of them.
        let record = self.story_record(value)?.ok_or_else(unknown)?;
        let ids = record.articles.iter().map(|rank| ColumnPart::Ids(columns.span_of(*rank)));
        self.load(ids)?;
        self.load_singles(&record.articles)?;
        Ok(told(record, &|rank| {
            let outlet = columns.single(FacetKind::Outlets, rank);
            let outlet = outlet.map(|outlet| columns.values(FacetKind::Outlets).name(outlet).to_owned());
            StoryArticle { id: columns.id(rank), outlet, date: columns.dates.get(rank) }
        }))
    }

    /// A story as JSON.
    pub fn story_json(&self, id: &str) -> QueryResult<String> {
        let mut json = String::new();
        self.story(id)?.write(&mut json);
        Ok(json)
    }

    /// The id of the value of the story that an article tells with others.
    pub fn story_of(&self, article: &str) -> QueryResult<Option<String>> {
        let value = self.story_value(self.rank_of(article)?)?;
        Ok(value.map(|(values, value)| values.id(value).to_owned()))
    }

    /// The article with the story that it tells in this archive.
    pub(super) fn with_story(&self, mut article: Article, rank: Rank) -> QueryResult<Article> {
        let value = self.story_value(rank)?;
        article.story = value.map(|(values, value)| values.name(value).to_owned());
        Ok(article)
    }

    /// The value of the story that the article with this rank tells, with its name loaded.
    fn story_value(&self, rank: Rank) -> QueryResult<Option<(&Values, ValueId)>> {
        let columns = self.columns()?;
        let values = columns.values(FacetKind::Story);
        if values.is_empty() {
            return Ok(None);
        }
        self.load(std::iter::once(ColumnPart::Singles(columns.span_of(rank))))?;
        let Some(value) = columns.single(FacetKind::Story, rank) else { return Ok(None) };
        self.load(values.part_of(value).map(|part| ColumnPart::Names(FacetKind::Story, part)).into_iter())?;
        Ok(Some((values, value)))
    }
}

/// The story of a record.
fn told(record: StoryRecord, article: &dyn Fn(Rank) -> StoryArticle) -> Story {
    let sources = record.sources();
    let articles: Vec<StoryArticle> = record.articles.iter().map(|rank| article(*rank)).collect();
    let id = |place: &usize| articles.get(*place).map(|article| article.id.clone());
    let dates = || articles.iter().filter_map(|article| article.date);
    let (mut copies, mut roots) = (Vec::new(), Vec::new());
    for StoryFamily { root, members } in record.families {
        copies.push(members.iter().filter_map(id).collect());
        roots.push(match root {
            StoryRoot::Unknown => FamilyRoot::default(),
            StoryRoot::Agency(name) => FamilyRoot { agency: Some(name), article: None },
            StoryRoot::Article(place) => FamilyRoot { agency: None, article: id(&place) },
        });
    }
    Story {
        id: record.id,
        title: record.title,
        from: dates().map(PartialDate::first_day).min(),
        to: dates().map(PartialDate::last_day).max(),
        copies,
        roots,
        sources,
        why: StoryReasons { words: record.words, actors: record.actors },
        articles,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, FamilyRoot, OutletBasis, OutletRef, StoryReasons};
    use crate::query::engine::Pause;
    use crate::query::samples::{self, engine_of_stories, story};
    use crate::query::step_counter::{StepCounter, finish};
    use crate::query::{FacetKind, Query, QueryError};

    fn articles(n: usize) -> Vec<Article> {
        let article = |number: usize| {
            let mut article = samples::article(&format!("a{number}"));
            article.title.value = format!("Report {number}");
            article.outlet = number.is_multiple_of(2).then(|| OutletRef {
                id: "harwick-post".to_owned(),
                name: "Harwick Post".to_owned(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            });
            article.story = Some("Stale".to_owned());
            article
        };
        (0..n).map(article).collect()
    }

    #[test]
    fn stories_read_back_and_articles_name_theirs() {
        let all = articles(9);
        let mut bridge = story("Bridge falls", &[&all[3], &all[0], &all[1], &all[5]]);
        bridge.copies = vec![vec!["a0".to_owned(), "a5".to_owned()]];
        bridge.roots = vec![FamilyRoot { agency: None, article: Some("a0".to_owned()) }];
        bridge.sources = 3;
        bridge.why = StoryReasons { words: vec!["Harwick".to_owned()], actors: vec!["Ada Quill".to_owned()] };
        let mut mill = story("Mill burns", &[&all[2], &all[4], &all[6]]);
        mill.copies = vec![vec!["a2".to_owned(), "a4".to_owned(), "a6".to_owned()]];
        mill.roots = vec![FamilyRoot { agency: Some("Reuters".to_owned()), article: None }];
        mill.sources = 1;
        let engine = engine_of_stories(&all, vec![mill.clone(), story("Alone", &[&all[7]]), bridge.clone()]);
        assert_eq!(engine.story("bridge-falls"), Ok(bridge.clone()));
        assert_eq!(engine.story("mill-burns"), Ok(mill));
        assert_eq!(engine.story_json("bridge-falls").unwrap(), serde_json::to_string(&bridge).unwrap());
        for id in ["alone", "stale", ""] {
            assert_eq!(engine.story(id), Err(Pause::Failed(QueryError::UnknownStory(id.to_owned()))));
        }
        assert_eq!(engine.article("a5").unwrap().story.as_deref(), Some("Bridge falls"));
        assert_eq!(engine.article("a7").unwrap().story, None);
        assert_eq!(engine.story_of("a5").unwrap().as_deref(), Some("bridge-falls"));
        assert_eq!(engine.story_of("a7"), Ok(None));
        let found = engine.query(&Query::default()).unwrap();
        let counts = |value: &crate::query::ValueCount| (value.name.clone(), value.count);
        let counted: Vec<_> = found.facets[FacetKind::Story].iter().map(counts).collect();
        assert_eq!(counted, [("Bridge falls".to_owned(), 4), ("Mill burns".to_owned(), 3)]);
    }

    #[test]
    fn the_list_by_story_is_json_with_the_ids_of_its_stories() {
        let all = articles(5);
        let mut bridge = story("Bridge falls", &[&all[0], &all[1], &all[3]]);
        bridge.copies = vec![vec!["a0".to_owned(), "a3".to_owned()]];
        bridge.roots = vec![FamilyRoot { agency: None, article: Some("a0".to_owned()) }];
        let engine = engine_of_stories(&all, vec![bridge]);
        let list = |query: &Query| -> serde_json::Value {
            let json = finish(engine.story_list_json(query, &StepCounter::at_once())).unwrap();
            serde_json::from_str(&json).unwrap()
        };
        let expected = serde_json::json!({
            "articles": 5, "stories": 3,
            "entries": [
                {"articles": ["a0", "a1", "a3"], "story": {
                    "id": "bridge-falls", "title": "Bridge falls", "from": null, "to": null, "sources": 2,
                    "outlets": ["Harwick Post"],
                }},
                {"articles": ["a2"], "story": null},
            ],
        });
        assert_eq!(list(&Query { limit: Some(2), ..Query::default() }), expected);
        let second = list(&Query { offset: Some(2), ..Query::default() });
        assert_eq!(second["entries"], serde_json::json!([{"articles": ["a4"], "story": null}]));
    }

    #[test]
    fn stories_with_one_title_have_different_names() {
        let mut all = articles(12);
        let date = |text: &str| {
            Some(crate::model::PublicationDate::new(text.parse().unwrap(), crate::model::DateBasis::Stated, ""))
        };
        for (number, article) in all.iter_mut().enumerate() {
            article.date = match number {
                0 | 1 => date("2023-05-04"),
                2 | 3 => date("2023-06-01"),
                4 | 5 => date("2023-06-01"),
                _ => None,
            };
        }
        let two = |title: &str, at: usize| story(title, &[&all[at], &all[at + 1]]);
        let stories = vec![
            two("Bridge falls", 0),
            two("Bridge  falls!", 2),
            two("Bridge falls", 4),
            two("Unknown", 6),
            two("", 8),
            two(&"A long headline ".repeat(40), 10),
        ];
        let engine = engine_of_stories(&all, stories);
        let found = engine.query(&Query::default()).unwrap();
        let mut names: Vec<&str> = found.facets[FacetKind::Story].iter().map(|value| value.name.as_str()).collect();
        names.sort_by_key(|name| name.len());
        assert_eq!(
            names[..5],
            [
                "/2",
                "Unknown (2)",
                "Bridge falls (2023-05-04)",
                "Bridge falls! (2023-06-01)",
                "Bridge falls (2023-06-01, 2)"
            ]
        );
        assert!(names[5].starts_with("A long headline A") && names[5].ends_with("A long…") && names[5].len() < 130);
        for value in &found.facets[FacetKind::Story] {
            assert_eq!(engine.story(&value.id).unwrap().articles.len(), 2, "{}", value.id);
        }
    }
}
