//! The engine for JavaScript: the functions that `engine.js` calls.
//!
//! The script fetches, hashes and inflates with the browser's own functions. This module answers a question from the
//! files that were supplied, or names the files that are missing. Questions that may take long are answered in slices, so
//! that the script can let the page respond in between. Answers cross as numbers, and the script turns them into names,
//! which it caches: creating objects here would cost more than finding their contents.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::*;

use crate::index::{FacetKind, Rank, ValueId};
use crate::model::Precision;
use crate::query::{Engine, NumericAnswer, Pause, Query, QueryError, QueryResult, SLICE_STEPS, StepCounter};
use crate::wire::hex;
use crate::wire::json::{self, JsonError};

/// The code for "none" among the numbers of an answer.
const NONE: u32 = u32::MAX;

/// An archive, and the files that its last question needs.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    engine: Rc<Engine>,
    needs: String,
}

/// A question that is answered in slices.
#[wasm_bindgen]
pub struct Question {
    engine: Rc<Engine>,
    asked: Rc<Asked>,
    /// What is left to do; `None` before the first slice and where files are missing.
    work: Option<Work>,
    needs: String,
    numbers: Vec<u32>,
    text: Option<String>,
}

/// The work on a question.
type Work = Pin<Box<dyn Future<Output = QueryResult<Reply>>>>;

/// What a question asks for.
enum Asked {
    Find(Query),
    Cards(Vec<String>, Query),
    Stories(Query),
}

/// The answer to a question.
enum Reply {
    Answer(Box<NumericAnswer>),
    Json(String),
}

#[wasm_bindgen]
impl Question {
    /// Works on the answer for one slice. Returns whether it is there.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        let work = self.work.get_or_insert_with(|| Box::pin(answered(self.engine.clone(), self.asked.clone())));
        let reply = match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => return Ok(false),
            Poll::Ready(reply) => reply,
        };
        self.work = None;
        match settled(reply, &mut self.needs)? {
            None => return Ok(false),
            Some(Reply::Json(json)) => self.text = Some(json),
            Some(Reply::Answer(found)) => {
                self.numbers = numbers(&self.engine, &found).map_err(|error| thrown(&error))?;
                self.text = found.suggestion;
            }
        }
        Ok(true)
    }

    /// The files that are missing, as [`Handle::needs`] tells them; empty if there is only more to do.
    pub fn needs(&mut self) -> String {
        std::mem::take(&mut self.needs)
    }

    /// The numbers of the answer to a query, once.
    ///
    /// First: total; undated; without outlet; whether there is a suggestion; whether ids are numbers; the number of
    /// hits, of months, and of values of each facet. For each hit: rank, day since 1970 or none, precision, outlet or
    /// none, id. For each month: months since year 0, count. For each value of each facet: number, count.
    pub fn numbers(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.numbers)
    }

    /// The suggestion of the answer to a query, or the answer to another question as JSON.
    pub fn text(&self) -> Option<String> {
        self.text.clone()
    }
}

async fn answered(engine: Rc<Engine>, asked: Rc<Asked>) -> QueryResult<Reply> {
    let steps = StepCounter::in_slices(SLICE_STEPS);
    match &*asked {
        Asked::Find(query) => engine.find(query, &steps).await.map(|found| Reply::Answer(Box::new(found))),
        Asked::Cards(ids, query) => {
            let cards = engine.cards_in_steps(ids, query, &steps).await?;
            Ok(Reply::Json(serde_json::to_string(&cards).unwrap_or_default()))
        }
        Asked::Stories(query) => engine.story_list_json(query, &steps).await.map(Reply::Json),
    }
}

#[derive(Serialize)]
struct Need {
    name: String,
    bytes: u64,
    digest: String,
    unpacked: Option<u64>,
}

#[wasm_bindgen]
impl Handle {
    /// Opens the archive with this manifest.
    pub fn open(manifest: &[u8]) -> Result<Handle, JsValue> {
        Engine::open(manifest).map(Handle::new).map_err(|error| thrown(&error))
    }

    fn new(engine: Engine) -> Handle {
        Handle { engine: Rc::new(engine), needs: String::new() }
    }

    /// The files that the last question needs, as JSON: a list of their names, lengths, digests, and lengths after
    /// inflating.
    pub fn needs(&self) -> String {
        self.needs.clone()
    }

    /// Supplies a file, verified and inflated.
    pub fn supply(&self, name: &str, bytes: Vec<u8>) {
        self.engine.supply(name, bytes);
    }

    /// A summary of the archive, as JSON; `None` if files are missing.
    pub fn info(&mut self) -> Result<Option<String>, JsValue> {
        let step = self.engine.info();
        self.json(step)
    }

    /// The ids of all names, as JSON; `None` if files are missing.
    pub fn names(&mut self) -> Result<Option<String>, JsValue> {
        let step = self.engine.names();
        self.json(step)
    }

    /// Asks for the cards of articles.
    pub fn cards(&self, ids: &str, query: &str) -> Result<Question, JsValue> {
        let ids = understood(json::read_texts(ids.as_bytes()))?;
        Ok(self.question(Asked::Cards(ids, understood(json::read(query.as_bytes()))?)))
    }

    /// Asks a query.
    pub fn find(&self, query: &str) -> Result<Question, JsValue> {
        Ok(self.question(Asked::Find(understood(json::read(query.as_bytes()))?)))
    }

    /// Asks for the articles of a query, by story.
    pub fn stories(&self, query: &str) -> Result<Question, JsValue> {
        Ok(self.question(Asked::Stories(understood(json::read(query.as_bytes()))?)))
    }

    fn question(&self, asked: Asked) -> Question {
        let (engine, asked) = (self.engine.clone(), Rc::new(asked));
        Question { engine, asked, work: None, needs: String::new(), numbers: Vec::new(), text: None }
    }

    /// A whole article, as JSON; `None` if files are missing.
    pub fn article(&mut self, id: &str) -> Result<Option<String>, JsValue> {
        let step = self.engine.article_json(id);
        self.settle(step)
    }

    /// A story, as JSON; `None` if files are missing.
    pub fn story(&mut self, id: &str) -> Result<Option<String>, JsValue> {
        let step = self.engine.story_json(id);
        self.settle(step)
    }

    /// The id of the article with this rank.
    pub fn id(&self, rank: u32) -> String {
        self.engine.columns().map(|columns| columns.id(Rank(rank))).unwrap_or_default()
    }

    /// The id of a facet's value.
    pub fn value_id(&self, facet: usize, value: u32) -> String {
        self.value(facet, |values| values.id(ValueId(value)).to_owned())
    }

    /// The name of a facet's value.
    pub fn value_name(&self, facet: usize, value: u32) -> String {
        self.value(facet, |values| values.name(ValueId(value)).to_owned())
    }

    /// The kind of a facet's value.
    pub fn value_kind(&self, facet: usize, value: u32) -> String {
        self.value(facet, |values| values.kind(ValueId(value)).as_str().to_owned())
    }

    fn value(&self, facet: usize, get: impl Fn(&crate::index::Values) -> String) -> String {
        let (Ok(columns), Some(kind)) = (self.engine.columns(), FacetKind::ALL.get(facet)) else {
            return String::new();
        };
        get(columns.values(*kind))
    }

    fn settle<T>(&mut self, step: QueryResult<T>) -> Result<Option<T>, JsValue> {
        settled(step, &mut self.needs)
    }

    fn json<T: Serialize>(&mut self, step: QueryResult<T>) -> Result<Option<String>, JsValue> {
        let value = self.settle(step)?;
        Ok(value.map(|value| serde_json::to_string(&value).unwrap_or_default()))
    }
}

/// The value of a step; `None` if files are missing, which are then named in `needs`.
fn settled<T>(step: QueryResult<T>, needs: &mut String) -> Result<Option<T>, JsValue> {
    match step {
        Ok(value) => Ok(Some(value)),
        Err(Pause::Failed(error)) => Err(thrown(&error)),
        Err(Pause::NeedTextFunctions) => Err(wasm_bindgen::JsError::new("the search for words is missing").into()),
        Err(Pause::Need(files)) => {
            let mut list = Vec::with_capacity(files.len());
            for file in files {
                if let Some(doubt) = file.doubt() {
                    return Err(thrown(&QueryError::Damaged { name: file.name, damage: doubt.into() }));
                }
                let digest = hex(&file.digest);
                list.push(Need { name: file.name, bytes: file.bytes, digest, unpacked: file.unpacked });
            }
            *needs = serde_json::to_string(&list).unwrap_or_default();
            Ok(None)
        }
    }
}

/// The numbers of an answer; see [`Question::numbers`].
fn numbers(engine: &Engine, found: &NumericAnswer) -> Result<Vec<u32>, QueryError> {
    let Ok(columns) = engine.columns() else { return Ok(Vec::new()) };
    let mut numbers = vec![
        found.total as u32,
        found.undated as u32,
        found.without_outlet as u32,
        u32::from(found.suggestion.is_some()),
        u32::from(columns.are_ids_numbers()),
        found.hits.len() as u32,
        found.months.len() as u32,
    ];
    numbers.extend(found.facets.iter().map(|(_, values)| values.len() as u32));
    for rank in &found.hits {
        let day = columns.dates.day(*rank);
        let precision = match columns.dates.precision(*rank) {
            Precision::Day => 10,
            Precision::Month => 7,
            Precision::Year => 4,
        };
        let id = columns.id_number(*rank).unwrap_or(NONE);
        let outlet = columns.single(FacetKind::Outlets, *rank).map_or(NONE, |value| value.0);
        numbers.extend([rank.0, day.map_or(NONE, |day| day as u32), precision, outlet, id]);
    }
    for (month, count) in &found.months {
        numbers.extend([month.year() as u32 * 12 + u32::from(month.number()) - 1, *count]);
    }
    for (_, values) in found.facets.iter() {
        for (value, count) in values {
            numbers.extend([value.0, *count]);
        }
    }
    Ok(numbers)
}

/// The names of the facets in queries and answers, separated by commas; the index of a name is the number of its facet.
#[wasm_bindgen]
pub fn facet_names() -> String {
    FacetKind::ALL.map(FacetKind::name).join(",")
}

/// The SHA-256 of these bytes, in hexadecimal digits: for pages in which the browser does not offer that function.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn understood<T>(read: Result<T, JsonError>) -> Result<T, JsValue> {
    read.map_err(|error| JsValue::from_str(&format!("malformed-query\n\n{error}")))
}

fn thrown(error: &QueryError) -> JsValue {
    JsValue::from_str(&error.lines())
}
