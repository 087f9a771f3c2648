//! The articles of files and folders.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use dateline::extract::ExtractionOptions;
use dateline::ingest::{Ingested, Options, ingest};
use dateline::model;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use crate::article::Article;

/// The articles that are completed at once.
const BATCH: usize = 128;

/// The articles of files and folders, one after the other.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub struct Reading {
    ingested: Ingested,
    /// The articles that are complete, and the number of those handed out or complete.
    next: Mutex<(VecDeque<model::Article>, usize)>,
}

#[pymethods]
impl Reading {
    /// What could not be read, one sentence each.
    #[getter]
    fn failures(&self) -> Vec<String> {
        self.ingested.failures.iter().map(ToString::to_string).collect()
    }

    /// What is wrong without stopping anything, such as entries of `corpus.toml` that match no document.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.ingested.warnings.clone()
    }

    fn __len__(&self) -> usize {
        self.ingested.articles.len()
    }

    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Article>> {
        let next = py.detach(|| self.next()).map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(next.map(Article::from))
    }

    fn __repr__(&self) -> String {
        format!("<{} articles, {} failures>", self.ingested.articles.len(), self.ingested.failures.len())
    }
}

impl Reading {
    fn next(&self) -> io::Result<Option<model::Article>> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let (waiting, n_made) = &mut *next;
        if waiting.is_empty() {
            let end = self.ingested.articles.len().min(*n_made + BATCH);
            self.ingested.articles.each(
                *n_made..end,
                |article| article,
                |_, article| {
                    waiting.push_back(article);
                    io::Result::Ok(())
                },
            )?;
            *n_made = end;
        }
        Ok(waiting.pop_front())
    }
}

/// Reads files and folders of any format, together: documents date each other as in `dateline parse`.
#[pyfunction]
pub(crate) fn read(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    threads: usize,
    keep_bodies: bool,
    extract_actors: bool,
    follow_links: bool,
) -> PyResult<Reading> {
    let extraction = ExtractionOptions { keep_bodies };
    let options = Options { jobs: threads, extract_actors, extraction, follow_links, ..Options::default() };
    let ingested = py.detach(|| ingest(&paths, &options)).map_err(|error| PyOSError::new_err(error.to_string()))?;
    Ok(Reading { ingested, next: Mutex::default() })
}
