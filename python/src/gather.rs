//! Building an archive from files that many machines read.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use dateline::cli::write_archive;
use dateline::document::Limits;
use dateline::ingest::{self, FilePart, Options, parse_sidecars, read_file};
use dateline::parser::CorpusRules;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::threads::on_threads;

/// The numbers by which a part of a file crosses from one machine to another.
mod kind {
    pub(super) const ARTICLE: i32 = 0;
    pub(super) const FAILURE: i32 = 1;
    pub(super) const NOTICE: i32 = 2;
}

/// What every `corpus.toml` of a folder states, for a machine that reads some of its files.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub struct Rules(CorpusRules);

#[pymethods]
impl Rules {
    #[new]
    fn new(sidecars: Vec<(String, Vec<u8>)>) -> Rules {
        Rules(CorpusRules::new(parse_sidecars(sidecars).0, &Limits::default()))
    }

    /// Reads a file: the number of each part's kind, and its bytes.
    fn read_file<'py>(&self, py: Python<'py>, name: &str, content: &[u8]) -> Vec<(i32, Bound<'py, PyBytes>)> {
        let parts = py.detach(|| on_threads(0, || read_file(&self.0, name, content, &Limits::default())));
        let made = parts.into_iter().map(|part| match part {
            FilePart::Failure(message) => (kind::FAILURE, PyBytes::new(py, message.as_bytes())),
            FilePart::Notice(message) => (kind::NOTICE, PyBytes::new(py, message.as_bytes())),
            FilePart::Article(bytes) => (kind::ARTICLE, PyBytes::new(py, &bytes)),
        });
        made.collect()
    }
}

/// Takes the parts of all files in order and writes the archive.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub struct Gathering(Mutex<Option<ingest::Gathering>>);

#[pymethods]
impl Gathering {
    #[new]
    fn new(sidecars: Vec<(String, Vec<u8>)>, threads: usize) -> Gathering {
        let options = Options { jobs: threads, ..Options::default() };
        Gathering(Mutex::new(Some(ingest::Gathering::new(sidecars, options))))
    }

    /// Adds the next part of a file; a file without parts is added by its name alone.
    #[pyo3(signature = (name, kind=None, content=None))]
    fn push(&self, name: &str, kind: Option<i32>, content: Option<&[u8]>) -> PyResult<()> {
        let mut gathering = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let gathering = gathering.as_mut().ok_or_else(|| PyValueError::new_err("the archive is written already"))?;
        let (Some(kind), Some(content)) = (kind, content) else {
            gathering.add_name(name);
            return Ok(());
        };
        let bytes = content.to_vec();
        let part = match kind {
            kind::FAILURE => FilePart::Failure(String::from_utf8_lossy(&bytes).into_owned()),
            kind::NOTICE => FilePart::Notice(String::from_utf8_lossy(&bytes).into_owned()),
            kind::ARTICLE => FilePart::Article(bytes),
            _ => return Err(PyValueError::new_err(format!("no kind of part has the number {kind}"))),
        };
        gathering.push(name, part).map_err(|error| PyOSError::new_err(error.to_string()))
    }

    /// Writes the archive. Returns the number of articles, what could not be read, and warnings.
    fn write(&self, py: Python<'_>, out: PathBuf, force: bool) -> PyResult<(usize, Vec<String>, Vec<String>)> {
        let gathering = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let gathering = gathering.ok_or_else(|| PyValueError::new_err("the archive is written already"))?;
        py.detach(|| {
            let (ingested, mut failures) = gathering.finish().map_err(|error| error.to_string())?;
            write_archive(&ingested, &out, force)?;
            failures.extend(ingested.failures.iter().map(ToString::to_string));
            Ok((ingested.articles.len(), failures, ingested.warnings))
        })
        .map_err(PyOSError::new_err::<String>)
    }
}
