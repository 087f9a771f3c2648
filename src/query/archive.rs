//! The archive: a bundle opened for asking.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Card};
use super::engine::{Engine, Pause, Step};
use super::error::QueryError;
use super::request::Query;
use crate::bundle::{FileRef, Files, MANIFEST_NAME, MemoryFiles};
use crate::model::{Article, PartialDate};

/// A bundle opened for asking. Clones share what was fetched.
#[derive(Clone)]
pub struct Archive {
    engine: Rc<Engine>,
    files: Rc<dyn Fetcher>,
    info: ArchiveInfo,
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("info", &self.info).finish_non_exhaustive()
    }
}

/// What an archive holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveInfo {
    /// The archive's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A sentence or two about the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many actors.
    pub actors: usize,
    /// The earliest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// The latest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// How many articles have no date.
    pub undated: usize,
    /// The SHA-256 of the archive's content, in lower-case hexadecimal digits.
    pub hash: String,
}

/// The ids of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// An actor's id by its name.
    pub actors: BTreeMap<String, String>,
    /// An outlet's id by its name.
    pub outlets: BTreeMap<String, String>,
}

impl Archive {
    /// Opens a bundle.
    ///
    /// # Errors
    ///
    /// Says which file is missing, damaged or of another format.
    pub async fn open(files: impl Files + 'static) -> Result<Archive, QueryError> {
        let manifest = files.fetch(MANIFEST_NAME).await;
        let manifest = manifest.map_err(|error| unavailable(MANIFEST_NAME, &error.to_string()))?;
        let engine = Rc::new(Engine::open(&manifest)?);
        let files: Rc<dyn Fetcher> = Rc::new(files);
        let info = answered(&engine, &files, Engine::info).await?;
        Ok(Archive { engine, files, info })
    }

    /// An archive in memory.
    pub fn from_articles(articles: Vec<Article>) -> Archive {
        let engine = Engine::of_articles(articles.iter()).or_else(|_| Engine::of_articles(std::iter::empty()));
        // Only an article that is no JSON can fail, and there is none.
        let engine = Rc::new(engine.unwrap_or_else(|error| unreachable!("{error}")));
        let info = engine.info().unwrap_or_default();
        Archive { engine, files: Rc::new(MemoryFiles::default()), info }
    }

    /// What the archive holds.
    pub fn info(&self) -> &ArchiveInfo {
        &self.info
    }

    /// The answer to a query.
    ///
    /// # Errors
    ///
    /// Points at the character where the query's text is malformed; names the file that is missing or damaged.
    pub async fn query(&self, query: &Query) -> Result<Answer, QueryError> {
        self.ask(|engine| engine.query(query)).await
    }

    /// What a list shows of these articles, in the order of the ids; unknown ids are left out.
    ///
    /// # Errors
    ///
    /// Names the file that is missing or damaged.
    pub async fn cards(&self, ids: &[String], query: &Query) -> Result<Vec<Card>, QueryError> {
        self.ask(|engine| engine.cards(ids, query)).await
    }

    /// The ids of all actors and outlets by name.
    ///
    /// # Errors
    ///
    /// Names the file that is missing or damaged.
    pub async fn names(&self) -> Result<Names, QueryError> {
        self.ask(Engine::names).await
    }

    /// A whole article.
    ///
    /// # Errors
    ///
    /// Where no article has this id, or its file is missing or damaged.
    pub async fn article(&self, id: &str) -> Result<Article, QueryError> {
        self.ask(|engine| engine.article(id)).await
    }

    async fn ask<T>(&self, question: impl Fn(&Engine) -> Step<T>) -> Result<T, QueryError> {
        answered(&self.engine, &self.files, question).await
    }
}

/// Asks until there is an answer, fetching what it needs.
async fn answered<T>(
    engine: &Rc<Engine>,
    files: &Rc<dyn Fetcher>,
    question: impl Fn(&Engine) -> Step<T>,
) -> Result<T, QueryError> {
    loop {
        let needed = match question(engine) {
            Ok(answer) => return Ok(answer),
            Err(Pause::Failed(error)) => return Err(error),
            Err(Pause::Need(needed)) => needed,
        };
        let fetches = needed.into_iter().map(|file| files.obtain(file));
        for (name, bytes) in Together::of(fetches).await {
            engine.supply(&name, bytes?);
        }
    }
}

type Obtained = (String, Result<Vec<u8>, QueryError>);
type Obtaining<'a> = Pin<Box<dyn Future<Output = Obtained> + 'a>>;

/// [`Files`] behind a pointer: fetches, verifies and inflates.
trait Fetcher {
    fn obtain(&self, file: FileRef) -> Obtaining<'_>;
}

impl<F: Files> Fetcher for F {
    fn obtain(&self, file: FileRef) -> Obtaining<'_> {
        Box::pin(async move {
            let bytes = obtain(self, &file).await;
            (file.name, bytes)
        })
    }
}

async fn obtain(files: &impl Files, file: &FileRef) -> Result<Vec<u8>, QueryError> {
    let damaged = |problem: &str| QueryError::Damaged { name: file.name.clone(), problem: problem.to_owned() };
    let bytes = files.fetch(&file.name).await.map_err(|error| unavailable(&file.name, &error.to_string()))?;
    if !file.is_digest(&files.sha256(&bytes).await) {
        return Err(damaged("its bytes are not those that the archive was made with"));
    }
    let Some(length) = file.unpacked else { return Ok(bytes) };
    let inflated = files.inflate(bytes, usize::try_from(length).unwrap_or(usize::MAX)).await;
    inflated.map_err(|error| damaged(&error.to_string()))
}

fn unavailable(name: &str, problem: &str) -> QueryError {
    QueryError::Unavailable { name: name.to_owned(), problem: problem.to_owned() }
}

/// Waits for all fetches at once, so that they go over the wire side by side.
struct Together<'a> {
    running: Vec<Obtaining<'a>>,
    done: Vec<Obtained>,
}

impl<'a> Together<'a> {
    fn of(fetches: impl Iterator<Item = Obtaining<'a>>) -> Together<'a> {
        Together { running: fetches.collect(), done: Vec::new() }
    }
}

impl Future for Together<'_> {
    type Output = Vec<Obtained>;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Vec<Obtained>> {
        let Together { running, done } = &mut *self;
        running.retain_mut(|fetch| match fetch.as_mut().poll(context) {
            std::task::Poll::Ready(obtained) => {
                done.push(obtained);
                false
            }
            std::task::Poll::Pending => true,
        });
        if running.is_empty() { std::task::Poll::Ready(std::mem::take(done)) } else { std::task::Poll::Pending }
    }
}
