//! What a first answer fetches: `cargo bench --bench wire -- ARCHIVE QUERIES EXPECTED`.
//!
//! ARCHIVE is a folder made by `dateline build`; QUERIES and EXPECTED are the files of `../shared/bench` with the questions
//! and their answers. Each question is put to an archive that was opened for it alone; then all of them to one archive.
//! Bytes are those of the archive's files; the engine itself comes on top. The totals and counts are compared with the
//! expected ones.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use dateline::bundle::{FileError, Files};
use dateline::model::Day;
use dateline::query::{Answer, Archive, FacetKind, Names, Query};
use serde_json::Value;

/// The files of a folder, counted.
#[derive(Clone)]
struct Counted {
    folder: Rc<PathBuf>,
    bytes: Rc<Cell<u64>>,
    kinds: Rc<RefCell<BTreeMap<String, (usize, u64)>>>,
    requests: Rc<Cell<usize>>,
}

impl Files for Counted {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        let bytes = std::fs::read(self.folder.join(name)).map_err(|error| FileError::Refused(error.to_string()))?;
        self.bytes.set(self.bytes.get() + bytes.len() as u64);
        self.requests.set(self.requests.get() + 1);
        let mut kinds = self.kinds.borrow_mut();
        let kind = kinds.entry(name.split('.').next().unwrap_or_default().to_owned()).or_default();
        *kind = (kind.0 + 1, kind.1 + bytes.len() as u64);
        Ok(bytes)
    }
}

impl Counted {
    fn open(folder: &str) -> (Counted, Archive) {
        let files = Counted {
            folder: Rc::new(folder.into()),
            bytes: Rc::default(),
            kinds: Rc::default(),
            requests: Rc::default(),
        };
        (files.clone(), now(Archive::open(files)).expect("an archive"))
    }
}

/// The output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}

/// A question of the benchmark.
fn question(from: &Value, names: &Names) -> Query {
    let texts = |key: &str| from[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let id = |pairs: &[(String, String)], name: &str| {
        let at = pairs.binary_search_by(|(known, _)| known.as_str().cmp(name));
        at.map_or_else(|_| name.to_owned(), |at| pairs[at].1.clone())
    };
    let day = |key: &str| from[key].as_str().and_then(|day| day.parse::<Day>().ok());
    let mut query = Query { from: day("from"), to: day("to"), exact: true, ..Query::default() };
    query.filters[FacetKind::Actors].all = texts("actors").map(|name| id(&names.actors, name)).collect();
    query.filters[FacetKind::Outlets].any = texts("outlets").map(|name| id(&names.outlets, name)).collect();
    query.text = from["text"].as_str().unwrap_or_default().to_owned();
    if from["prefix"].as_bool() == Some(true) {
        query.text.push('*');
    }
    query
}

/// Whether an answer is the expected one: its total and the counts of its actors, if they are known.
fn is_expected(answer: &Answer, expected: &Value) -> bool {
    let counts = answer.facets[FacetKind::Actors].iter().map(|count| serde_json::json!([count.name, count.count]));
    Some(answer.total as u64) == expected["total"].as_u64()
        && expected["actors"].as_array().is_none_or(|actors| actors.iter().cloned().eq(counts))
}

fn percentile(mut values: Vec<u64>, share: f64) -> u64 {
    values.sort_unstable();
    values
        .get(((values.len() as f64 * share) as usize).min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [folder, queries, expected] = arguments.as_slice() else {
        return eprintln!("cargo bench --bench wire -- ARCHIVE QUERIES EXPECTED");
    };
    let json = |path: &str| -> Value { serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON") };
    let (queries, expected) = (json(queries), json(expected));
    let (_, whole) = Counted::open(folder);
    let names = now(whole.names()).expect("names");
    let (files, opening) = Counted::open(folder);
    now(opening.query(&Query::default())).expect("an answer");
    println!("opening view: {} bytes, {} requests", files.bytes.get(), files.requests.get());
    let (all_files, all) = Counted::open(folder);
    for set in ["filter", "wide", "text"] {
        let Some(questions) = queries[set].as_array() else { continue };
        let (mut bytes, mut requests, mut differing) = (Vec::new(), Vec::new(), 0);
        let mut kinds: BTreeMap<String, (usize, u64)> = BTreeMap::new();
        for (from, expected) in questions.iter().zip(expected[set].as_array().into_iter().flatten()) {
            let query = question(from, &names);
            let (files, archive) = Counted::open(folder);
            let Ok(answer) = now(archive.query(&query)) else { continue };
            differing += usize::from(!is_expected(&answer, expected));
            differing += usize::from(now(all.query(&query)).ok().as_ref() != Some(&answer));
            bytes.push(files.bytes.get());
            requests.push(files.requests.get() as u64);
            for (kind, (count, sum)) in files.kinds.take() {
                let all = kinds.entry(kind).or_default();
                *all = (all.0 + count, all.1 + sum);
            }
        }
        let n = bytes.len().max(1);
        println!(
            "{set}, {n} questions: p50 {}, p95 {} bytes; p50 {}, p95 {} requests; {differing} answers differ",
            percentile(bytes.clone(), 0.5),
            percentile(bytes, 0.95),
            percentile(requests.clone(), 0.5),
            percentile(requests, 0.95),
        );
        for (kind, (count, sum)) in kinds {
            println!("    {kind}: {:.1} files, {} bytes on average", count as f64 / n as f64, sum / n as u64);
        }
    }
    println!("all in one archive: {} bytes, {} requests", all_files.bytes.get(), all_files.requests.get());
}
