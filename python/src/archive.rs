//! Asking an archive that was built, with the engine's own code.

use std::fs;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process;
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use dateline::bundle::{FileError, Files, MANIFEST_NAME};
use dateline::query::{Archive, Query, QueryError};
use pyo3::exceptions::{PyFileNotFoundError, PyKeyError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use serde_json::{Map, Value, json};

use crate::article::Article;

/// The folder of the archive inside a site.
const ARCHIVE_FOLDER: &str = "archive";

/// The files of an archive in a folder.
struct FolderFiles(PathBuf);

impl Files for FolderFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        fs::read(self.0.join(name)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing,
            _ => FileError::Refused(error.to_string()),
        })
    }
}

/// The output of a future over files in a folder, which are there at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// A question to the archive on its own thread.
type Question = Box<dyn FnOnce(&Archive) + Send>;

/// An archive on disk. It lives on a thread of its own, since it is not made for several; a fork of the process opens it
/// again.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub struct ArchiveReader {
    folder: PathBuf,
    thread: Mutex<(u32, Sender<Question>)>,
}

#[pymethods]
impl ArchiveReader {
    /// Opens the folder that `dateline build` or `dateline site` wrote.
    #[new]
    fn new(py: Python<'_>, site: PathBuf) -> PyResult<ArchiveReader> {
        let inside = site.join(ARCHIVE_FOLDER);
        let folder = if inside.join(MANIFEST_NAME).is_file() { inside } else { site };
        if !folder.join(MANIFEST_NAME).is_file() {
            let problem = format!(
                "{} holds no archive; name a folder that `dateline build` or `dateline site` wrote",
                folder.display()
            );
            return Err(PyFileNotFoundError::new_err(problem));
        }
        let sender = py.detach(|| open(&folder))?;
        Ok(ArchiveReader { folder, thread: Mutex::new((process::id(), sender)) })
    }

    /// The folder of the archive.
    #[getter]
    fn folder(&self) -> &Path {
        &self.folder
    }

    /// A summary of the archive, as JSON.
    fn info(&self, py: Python<'_>) -> PyResult<String> {
        self.ask(py, |archive| Ok(serde_json::to_string(archive.info())))?.map_err(raised)
    }

    /// The ids of all actors and outlets by name, as JSON.
    fn names(&self, py: Python<'_>) -> PyResult<String> {
        self.ask(py, |archive| now(archive.names()).map(|names| serde_json::to_string(&names)))?.map_err(raised)
    }

    /// The answer to a query, both as JSON in the form of `engine.d.ts`.
    fn query(&self, py: Python<'_>, query: &str) -> PyResult<String> {
        let query = parsed(query)?;
        let answer = self.ask(py, move |archive| now(archive.query(&query)))?;
        let mut facets = Map::new();
        for (kind, values) in answer.facets.iter() {
            let values = values.iter().map(|value| {
                let mut value_object = json!({"id": value.id, "name": value.name, "count": value.count});
                if kind.name() == "actors" {
                    value_object["kind"] = json!(value.kind.as_str());
                }
                value_object
            });
            facets.insert(kind.name().to_owned(), Value::Array(values.collect()));
        }
        let hit = |hit: &dateline::query::Hit| json!({"id": hit.id, "date": hit.date, "outlet": hit.outlet});
        let month =
            |month: &dateline::query::MonthCount| json!({"month": month.month.to_string(), "count": month.count});
        let answer = json!({
            "total": answer.total,
            "hits": answer.hits.iter().map(hit).collect::<Vec<_>>(),
            "facets": facets,
            "histogram": answer.histogram.iter().map(month).collect::<Vec<_>>(),
            "undated": answer.undated,
            "suggestion": answer.suggestion,
        });
        Ok(answer.to_string())
    }

    /// What a list shows of these articles, as JSON.
    fn cards(&self, py: Python<'_>, ids: Vec<String>, query: &str) -> PyResult<String> {
        let query = parsed(query)?;
        self.ask(py, move |archive| now(archive.cards(&ids, &query)).map(|cards| serde_json::to_string(&cards)))?
            .map_err(raised)
    }

    /// The articles of a query, by story, as JSON in the form of `engine.d.ts`.
    fn stories(&self, py: Python<'_>, query: &str) -> PyResult<String> {
        let query = parsed(query)?;
        self.ask(py, move |archive| now(archive.story_list_json(&query)))
    }

    /// A story that several articles tell, as JSON.
    fn story(&self, py: Python<'_>, id: String) -> PyResult<String> {
        self.ask(py, move |archive| now(archive.story(&id)).map(|story| serde_json::to_string(&story)))?.map_err(raised)
    }

    /// The articles with these ids.
    fn articles(&self, py: Python<'_>, ids: Vec<String>) -> PyResult<Vec<Article>> {
        self.ask(py, move |archive| {
            ids.iter().map(|id| now(archive.article(id)).map(Article::from)).collect::<Result<Vec<_>, _>>()
        })
    }
}

impl ArchiveReader {
    /// Asks on the archive's thread.
    fn ask<T: Send + 'static>(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&Archive) -> Result<T, QueryError> + Send + 'static,
    ) -> PyResult<T> {
        let answer = py.detach(|| {
            let (reply, answer) = mpsc::channel();
            let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
            if thread.0 != process::id() {
                let parent = std::mem::replace(&mut *thread, (process::id(), open(&self.folder)?));
                std::mem::forget(parent);
            }
            let ask: Question = Box::new(move |archive| drop(reply.send(question(archive))));
            thread.1.send(ask).map_err(|_| stopped())?;
            drop(thread);
            answer.recv().map_err(|_| stopped())
        })?;
        answer.map_err(|error| match error {
            QueryError::UnknownArticle(_) | QueryError::UnknownStory(_) => PyKeyError::new_err(error.to_string()),
            error => PyValueError::new_err(error.to_string()),
        })
    }
}

/// Opens an archive on a thread of its own, which ends when the sender is dropped.
fn open(folder: &Path) -> PyResult<Sender<Question>> {
    let (sender, questions) = mpsc::channel::<Question>();
    let (opened, is_open) = mpsc::channel();
    let files = FolderFiles(folder.to_owned());
    let run = move || match now(Archive::open(files)) {
        Err(error) => drop(opened.send(Err(error))),
        Ok(archive) => {
            opened.send(Ok(())).ok();
            questions.into_iter().for_each(|question| question(&archive));
        }
    };
    let started = thread::Builder::new().name("dateline-archive".to_owned()).spawn(run);
    started.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    match is_open.recv() {
        Ok(Ok(())) => Ok(sender),
        Ok(Err(error)) => Err(PyValueError::new_err(error.to_string())),
        Err(_) => Err(stopped()),
    }
}

fn parsed(query: &str) -> PyResult<Query> {
    serde_json::from_str(query).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn raised(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The error of an archive whose thread is gone.
fn stopped() -> PyErr {
    PyRuntimeError::new_err("the archive could not answer; open it again")
}
