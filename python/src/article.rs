//! The article and its parts as Python's objects.

use std::sync::Arc;

use dateline::columnar;
use dateline::model;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};

/// Declares a part of an article: an object with these fields that cannot be changed, can be compared, shown, turned
/// into a dictionary and pickled.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[pyclass(frozen, eq, hash, get_all, from_py_object, module = "dateline")]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name {
            $($field: $type,)*
        }

        #[pymethods]
        impl $name {
            #[new]
            #[allow(clippy::too_many_arguments)]
            fn new($($field: $type),*) -> $name {
                $name { $($field),* }
            }

            fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
                let mut shown = Vec::new();
                $(shown.push(format!("{}={}", stringify!($field), this.getattr(stringify!($field))?.repr()?));)*
                Ok(format!("{}({})", stringify!($name), shown.join(", ")))
            }

            fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
                let fields = vec![$(this.getattr(stringify!($field))?),*];
                Ok((this.get_type().into_any(), PyTuple::new(this.py(), fields)?))
            }

            /// The fields by name.
            fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
                let fields = PyDict::new(this.py());
                $(fields.set_item(stringify!($field), plain(this.getattr(stringify!($field))?)?)?;)*
                Ok(fields)
            }
        }
    };
}

/// A value with its parts as dictionaries.
fn plain(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let Ok(list) = value.cast::<PyList>() else { return Ok(value) };
    let items = list.iter().map(|item| match item.getattr("to_dict") {
        Ok(to_dict) => to_dict.call0(),
        Err(_) => Ok(item),
    });
    Ok(PyList::new(value.py(), items.collect::<PyResult<Vec<_>>>()?)?.into_any())
}

part! {
    /// A headline, and its basis: `stated`, `sidecar` or `derived`.
    Title { value: String, basis: String, }
}

part! {
    /// The date of publication, as precisely as it is known, with its basis and its evidence.
    PublicationDate { value: String, precision: String, basis: String, evidence: String, }
}

part! {
    /// The outlet that published an article, and how it is known.
    Outlet { id: String, name: String, basis: String, evidence: String, }
}

part! {
    /// A passage of the source that is not the article's text, and why.
    Removed { text: String, kind: String, }
}

part! {
    /// A place at which the text names an actor: the paragraph, from 0 (-1 is the title), and UTF-8 byte offsets in it.
    Mention { paragraph: i64, start: usize, end: usize, }
}

part! {
    /// An actor as one article mentions it: a `person`, `organisation`, `state` or `other`.
    Actor { id: String, name: String, kind: String, mentions: Vec<Mention>, }
}

part! {
    /// An outlet or agency that the text names as the source of what it says.
    Cited { id: String, name: String, }
}

part! {
    /// Words in quotation marks, where they are, and the id of the actor who says them.
    Quote { text: String, paragraph: i64, start: usize, end: usize, speaker: Option<String>, }
}

part! {
    /// What went wrong with a document without stopping it.
    Warning { code: String, message: String, }
}

/// A news article with everything that is known about it, and how. It cannot be changed.
#[pyclass(frozen, eq, from_py_object, module = "dateline")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article(pub(crate) Arc<model::Article>);

impl From<model::Article> for Article {
    fn from(article: model::Article) -> Article {
        Article(Arc::new(article))
    }
}

/// The number of a paragraph; -1 for the title.
fn number(place: model::Place) -> i64 {
    place.paragraph().map_or(-1, |at| i64::try_from(at).unwrap_or(i64::MAX))
}

#[pymethods]
impl Article {
    /// A string that stays the same as long as the source's name and bytes do, or the record's own id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The name that the document was given by.
    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    /// The address of the original.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The headline.
    #[getter]
    fn title(&self) -> Title {
        Title { value: self.0.title.value.clone(), basis: self.0.title.basis.as_str().to_owned() }
    }

    /// The day of publication.
    #[getter]
    fn date(&self) -> Option<PublicationDate> {
        self.0.date.as_ref().map(|date| PublicationDate {
            value: date.value.to_string(),
            precision: date.precision().as_str().to_owned(),
            basis: date.basis.as_str().to_owned(),
            evidence: date.evidence.clone(),
        })
    }

    /// The day on which this copy was made, as YYYY-MM-DD.
    #[getter]
    fn collected(&self) -> Option<String> {
        self.0.collected.map(|day| day.to_string())
    }

    /// Who published it.
    #[getter]
    fn outlet(&self) -> Option<Outlet> {
        self.0.outlet.as_ref().map(|outlet| Outlet {
            id: outlet.id.clone(),
            name: outlet.name.clone(),
            basis: outlet.basis.as_str().to_owned(),
            evidence: outlet.evidence.clone(),
        })
    }

    /// The authors, as the byline names them.
    #[getter]
    fn authors(&self) -> Vec<&str> {
        self.0.authors.iter().map(String::as_str).collect()
    }

    /// The section of the outlet.
    #[getter]
    fn section(&self) -> Option<&str> {
        self.0.section.as_deref()
    }

    /// The language of the text, a BCP 47 code.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// The tags that `corpus.toml` gives to it.
    #[getter]
    fn tags(&self) -> Vec<&str> {
        self.0.tags.iter().map(String::as_str).collect()
    }

    /// The groups of outlets that its outlet belongs to, by `corpus.toml`.
    #[getter]
    fn groups(&self) -> Vec<&str> {
        self.0.groups.iter().map(String::as_str).collect()
    }

    /// The name of the story that it tells with others, if it comes from an archive.
    #[getter]
    fn story(&self) -> Option<&str> {
        self.0.story.as_deref()
    }

    /// The paragraphs in order, without page furniture.
    #[getter]
    fn body(&self) -> Vec<&str> {
        self.0.body.iter().map(String::as_str).collect()
    }

    /// Everything left out of the body, in order.
    #[getter]
    fn removed(&self) -> Vec<Removed> {
        let removed = self.0.removed.iter();
        removed.map(|piece| Removed { text: piece.text.clone(), kind: piece.kind.as_str().to_owned() }).collect()
    }

    /// The actors, by first mention.
    #[getter]
    fn actors(&self) -> Vec<Actor> {
        let mention = |at: &model::Mention| Mention { paragraph: number(at.paragraph), start: at.start, end: at.end };
        let actor = |actor: &model::ArticleActor| Actor {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind.as_str().to_owned(),
            mentions: actor.mentions.iter().map(mention).collect(),
        };
        self.0.actors.iter().map(actor).collect()
    }

    /// Outlets and agencies that the text names as its sources.
    #[getter]
    fn cites(&self) -> Vec<Cited> {
        self.0.cites.iter().map(|cited| Cited { id: cited.id.clone(), name: cited.name.clone() }).collect()
    }

    /// Direct quotes, in order.
    #[getter]
    fn quotes(&self) -> Vec<Quote> {
        let quote = |quote: &model::Quote| Quote {
            text: quote.text.clone(),
            paragraph: number(quote.paragraph),
            start: quote.start,
            end: quote.end,
            speaker: quote.speaker.clone(),
        };
        self.0.quotes.iter().map(quote).collect()
    }

    /// Problems with the document.
    #[getter]
    fn warnings(&self) -> Vec<Warning> {
        let warnings = self.0.warnings.iter();
        warnings.map(|it| Warning { code: it.code.as_str().to_owned(), message: it.message.clone() }).collect()
    }

    /// The paragraphs, joined by blank lines.
    #[getter]
    fn text(&self) -> String {
        self.0.body.join("\n\n")
    }

    /// The article as JSON, as `dateline parse` prints it.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&*self.0).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The article as dictionaries and lists: the fields of `dateline parse`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json()?,))
    }

    /// The article of what `to_dict` returned.
    #[staticmethod]
    fn from_dict(fields: &Bound<'_, PyAny>) -> PyResult<Article> {
        let json: String = fields.py().import("json")?.call_method1("dumps", (fields,))?.extract()?;
        article_from_json(&json)
    }

    /// The article of a line that `to_json` or `dateline parse` wrote.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Article> {
        article_from_json(json)
    }

    fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
        let mut shown = Vec::new();
        for name in ["id", "title", "date", "outlet", "url"] {
            shown.push(format!("{name}={}", this.getattr(name)?.repr()?));
        }
        Ok(format!("Article({})", shown.join(", ")))
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        (&self.0.id, &self.0.source, &self.0.title.value).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let make = py.import("dateline._dateline")?.getattr("article_from_json")?;
        Ok((make, (self.to_json()?,)))
    }
}

/// The article of a line of JSON.
#[pyfunction]
pub(crate) fn article_from_json(json: &str) -> PyResult<Article> {
    let article: model::Article =
        serde_json::from_str(json).map_err(|error| PyValueError::new_err(format!("no article: {error}")))?;
    Ok(article.into())
}

/// Articles as a stream in Arrow's format.
#[pyfunction]
pub(crate) fn articles_to_ipc<'py>(py: Python<'py>, articles: Vec<Article>) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = py.detach(|| {
        let articles: Vec<model::Article> = articles.iter().map(|article| (*article.0).clone()).collect();
        columnar::ipc_stream(&articles)
    });
    ipc_bytes(py, bytes)
}

/// The schema of the columns, as a stream in Arrow's format with no rows.
#[pyfunction]
pub(crate) fn schema_ipc(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
    ipc_bytes(py, columnar::ipc_stream(&[]))
}

/// Bytes for pyarrow, or the error that there is too much text.
pub(crate) fn ipc_bytes<E: std::fmt::Display>(
    py: Python<'_>,
    bytes: Result<Vec<u8>, E>,
) -> PyResult<Bound<'_, PyBytes>> {
    match bytes {
        Ok(bytes) => Ok(PyBytes::new(py, &bytes)),
        Err(error) => Err(PyValueError::new_err(format!("{error}; give fewer documents at once"))),
    }
}
