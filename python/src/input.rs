//! Documents as Python gives them, and their articles.

use std::sync::OnceLock;

use dateline::columnar;
use dateline::document::Transport;
use dateline::model::{self, Day, WarningCode};
use dateline::parser::LoneParser;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyString};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use crate::article::{Article, ipc_bytes};
use crate::threads::on_threads;

/// The byte order mark, which says that what follows is UTF-8 whatever the page itself claims.
const UTF8_MARK: &str = "\u{feff}";

/// A document with what is known about it.
struct Input {
    bytes: Vec<u8>,
    source: String,
    transport: Transport,
    /// What was not understood.
    problems: Vec<(WarningCode, String)>,
}

impl Input {
    /// Takes over what Python gave. What is no text, no bytes and not `None` is a document that cannot be read.
    fn new(
        document: &Bound<'_, PyAny>,
        url: Option<&Bound<'_, PyAny>>,
        collected: Option<&Bound<'_, PyAny>>,
        source: &str,
    ) -> Input {
        let mut problems = Vec::new();
        let bytes = bytes_of(document).unwrap_or_else(|| {
            let kind = document.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
            problems.push((WarningCode::EmptyBody, format!("A document must be a str or bytes, not a {kind}.")));
            Vec::new()
        });
        let is_given = |value: &&Bound<'_, PyAny>| !value.is_none() && value.str().is_ok_and(|text| text != "nan");
        let text = |value: &Bound<'_, PyAny>| value.str().map(|text| text.to_string_lossy().into_owned()).ok();
        let url = url.filter(is_given).and_then(text).filter(|url| !url.trim().is_empty());
        let collected = collected.filter(is_given).and_then(text).and_then(|text| {
            let day = text.get(..10).and_then(|day| day.parse::<Day>().ok());
            if day.is_none() {
                let message = format!("`collected` was left out: `{text}` is no day as YYYY-MM-DD.");
                problems.push((WarningCode::InvalidField, message));
            }
            day
        });
        let transport = Transport { url, collected, ..Transport::default() };
        Input { bytes, source: source.to_owned(), transport, problems }
    }

    fn parse(self) -> model::Article {
        let mut article = parser().article(&self.source, &self.bytes, self.transport);
        let warnings = self.problems.into_iter().map(|(code, message)| model::Warning { code, message });
        article.warnings.splice(0..0, warnings);
        article
    }
}

/// The bytes of a document; `None` if it has none.
fn bytes_of(document: &Bound<'_, PyAny>) -> Option<Vec<u8>> {
    if document.is_none() {
        Some(Vec::new())
    } else if let Ok(text) = document.cast::<PyString>() {
        let text = text.to_string_lossy();
        // A page that Python has decoded may still name another character set.
        let mark = if text.is_empty() || text.starts_with(UTF8_MARK) { "" } else { UTF8_MARK };
        Some([mark, &*text].concat().into_bytes())
    } else if let Ok(bytes) = document.cast::<PyBytes>() {
        Some(bytes.as_bytes().to_vec())
    } else if let Ok(bytes) = document.cast::<PyByteArray>() {
        Some(bytes.to_vec())
    } else if document.hasattr("tobytes").unwrap_or(false) {
        // A `memoryview`, an `array`, NumPy's bytes.
        document.call_method0("tobytes").ok()?.cast::<PyBytes>().ok().map(|bytes| bytes.as_bytes().to_vec())
    } else {
        None
    }
}

/// The parser that all documents share.
fn parser() -> &'static LoneParser {
    static PARSER: OnceLock<LoneParser> = OnceLock::new();
    PARSER.get_or_init(LoneParser::new)
}

/// The article of a document.
#[pyfunction]
#[pyo3(signature = (html_or_bytes, url=None, collected=None, *, source=""))]
pub(crate) fn parse(
    html_or_bytes: &Bound<'_, PyAny>,
    url: Option<&Bound<'_, PyAny>>,
    collected: Option<&Bound<'_, PyAny>>,
    source: &str,
) -> Article {
    let input = Input::new(html_or_bytes, url, collected, source);
    html_or_bytes.py().detach(|| on_threads(0, || input.parse())).into()
}

/// The articles of several documents, each given with its address, its day of collection and its source.
#[pyfunction]
pub(crate) fn parse_batch(py: Python<'_>, documents: Vec<Given<'_>>, threads: usize) -> Vec<Article> {
    let inputs = inputs(&documents);
    py.detach(|| on_threads(threads, || parse_all(inputs))).into_iter().map(Article::from).collect()
}

/// The same as a stream in Arrow's format.
#[pyfunction]
pub(crate) fn parse_to_ipc<'py>(
    py: Python<'py>,
    documents: Vec<Given<'py>>,
    threads: usize,
) -> PyResult<Bound<'py, PyBytes>> {
    let inputs = inputs(&documents);
    ipc_bytes(py, py.detach(|| on_threads(threads, || columnar::ipc_stream(&parse_all(inputs)))))
}

/// The articles of a file of any format, each as if it were alone; what cannot be read is an article that says so.
#[pyfunction]
pub(crate) fn parse_file(py: Python<'_>, name: &str, content: &[u8]) -> Vec<Article> {
    let articles = py.detach(|| on_threads(0, || parser().all_articles(name, content)));
    articles.into_iter().map(Article::from).collect()
}

/// A document, its address, its day of collection and its source.
type Given<'py> = (Bound<'py, PyAny>, Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>);

fn inputs(documents: &[Given<'_>]) -> Vec<Input> {
    let input = |(document, url, collected, source): &Given<'_>| {
        let source = source.as_ref().and_then(|source| source.extract::<String>().ok()).unwrap_or_default();
        Input::new(document, url.as_ref(), collected.as_ref(), &source)
    };
    documents.iter().map(input).collect()
}

fn parse_all(inputs: Vec<Input>) -> Vec<model::Article> {
    inputs.into_par_iter().with_max_len(1).map(Input::parse).collect()
}
