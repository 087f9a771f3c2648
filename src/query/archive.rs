//! The archive: a bundle that is open for queries.

use std::fmt;
use std::future::poll_fn;
use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use super::answer::{Answer, Card, Hit};
use super::engine::{Engine, Pause, QueryResult, TextFunctions};
use super::error::{FileDamage, QueryError};
use super::info::{ArchiveInfo, Names};
use super::request::Query;
use super::step_counter::{InSteps, SLICE_STEPS, StepCounter};
use super::story_list::{StoryList, StorySources};
use crate::bundle::{FileError, FileRef, Files, MANIFEST_NAME, MemoryFiles};
use crate::model::{Article, Place, Story};

/// The number of texts that are fetched together when all are read.
const BATCH: usize = 100;

/// A bundle that is open for queries. Clones share what they have fetched.
///
/// Answers that take long are found in slices; between two of them, [`Files::give_way`] lets other work run. Dropping the
/// future of an answer ends its search.
///
/// ```
/// use dateline::model::Article;
/// use dateline::query::{Archive, Query};
///
/// # fn now<T>(future: impl Future<Output = T>) -> T {
/// #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// #     match std::pin::pin!(future).poll(&mut context) {
/// #         std::task::Poll::Ready(value) => value,
/// #         std::task::Poll::Pending => unreachable!("an archive in memory never waits"),
/// #     }
/// # }
/// # now(async {
/// let article = |id: &str, text: &str| Article { id: id.into(), body: vec![text.into()], ..Article::default() };
/// let archive = Archive::from_articles(vec![
///     article("1", "The ferries sail again."),
///     article("2", "The council met on Monday."),
/// ]);
///
/// let answer = archive.query(&Query { text: "ferry".into(), ..Query::default() }).await?;
/// assert_eq!(answer.total, 1);
/// assert_eq!(answer.hits[0].id, "1");
/// # Ok::<(), dateline::query::QueryError>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct Archive {
    engine: Rc<Engine>,
    files: Rc<dyn Fetcher>,
    text_functions: Option<TextFunctionsLoader>,
    steps: Rc<StepCounter>,
    info: ArchiveInfo,
}

/// The files of a bundle, wherever they are: what handles them is compiled once, and not for each kind of [`Files`].
pub struct BundleFiles(Rc<dyn Fetcher>);

impl BundleFiles {
    /// These files.
    pub fn new(files: impl Files + 'static) -> BundleFiles {
        BundleFiles(Rc::new(files))
    }
}

/// Fetches the functions for words; the error says why it could not.
pub type TextFunctionsLoader = fn() -> Pin<Box<dyn Future<Output = Result<&'static TextFunctions, String>>>>;

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens a bundle.
    ///
    /// # Errors
    ///
    /// If a file is missing, damaged or of another format.
    pub async fn open(files: impl Files + 'static) -> Result<Archive, QueryError> {
        let manifest = files.manifest().await?;
        Archive::from_engine(Engine::open(&manifest)?, Rc::new(files), None).await
    }

    /// Opens a bundle like [`Archive::open`], but fetches the functions for words when they are first needed.
    ///
    /// # Errors
    ///
    /// Those of [`Archive::open`].
    pub async fn open_without_text_functions(
        files: BundleFiles,
        text_functions: TextFunctionsLoader,
    ) -> Result<Archive, QueryError> {
        let BundleFiles(files) = files;
        let manifest = files.manifest().await?;
        Archive::from_engine(Engine::open_without_text_functions(&manifest)?, files, Some(text_functions)).await
    }

    async fn from_engine(
        engine: Engine,
        files: Rc<dyn Fetcher>,
        text_functions: Option<TextFunctionsLoader>,
    ) -> Result<Archive, QueryError> {
        let engine = Rc::new(engine);
        let steps = Rc::new(StepCounter::in_slices(SLICE_STEPS));
        let mut archive = Archive { engine, files, text_functions, steps, info: ArchiveInfo::default() };
        archive.info = archive.ask(Engine::info).await?;
        Ok(archive)
    }

    /// Builds an archive in memory.
    pub fn from_articles(articles: Vec<Article>) -> Archive {
        let engine = Engine::from_articles(articles.iter()).or_else(|_| Engine::from_articles(std::iter::empty()));
        // Building fails only for an article that cannot be serialised, and there is none here.
        let engine = Rc::new(engine.unwrap_or_else(|error| unreachable!("{error}")));
        let info = engine.info().unwrap_or_default();
        let steps = Rc::new(StepCounter::in_slices(SLICE_STEPS));
        Archive { engine, files: Rc::new(MemoryFiles::default()), text_functions: None, steps, info }
    }

    /// A summary of the archive.
    pub fn info(&self) -> &ArchiveInfo {
        &self.info
    }

    /// Answers a query.
    ///
    /// # Errors
    ///
    /// If the query's text is malformed (with the position), or a file is missing or damaged.
    pub async fn query(&self, query: &Query) -> Result<Answer, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.query_in_steps(query, steps))).await
    }

    /// The cards of these articles, in the order of the ids; unknown ids are left out.
    ///
    /// # Errors
    ///
    /// If a file is missing or damaged.
    pub async fn cards(&self, ids: &[String], query: &Query) -> Result<Vec<Card>, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.cards_in_steps(ids, query, steps))).await
    }

    /// The ids of all actors and outlets, by name.
    ///
    /// # Errors
    ///
    /// If a file is missing or damaged.
    pub async fn names(&self) -> Result<Names, QueryError> {
        self.ask(Engine::names).await
    }

    /// Fetches what most filters need, before one is chosen.
    ///
    /// # Errors
    ///
    /// If a file is missing or damaged.
    pub async fn prepare(&self) -> Result<(), QueryError> {
        self.ask(Engine::load_ahead).await
    }

    /// What the `corpus.toml` files state about the whole corpus (outlets, actors, stories), as JSON; `None` if they state
    /// nothing.
    /// Only what changes the archive needs it.
    ///
    /// # Errors
    ///
    /// If its file is missing or damaged.
    pub async fn statements(&self) -> Result<Option<String>, QueryError> {
        self.ask(Engine::statements).await
    }

    /// A whole article.
    ///
    /// # Errors
    ///
    /// If no article has this id, or its file is missing or damaged.
    pub async fn article(&self, id: &str) -> Result<Article, QueryError> {
        self.ask(|engine| engine.article(id)).await
    }

    /// A story that several articles tell, by the id of its value of [`FacetKind::Story`](crate::index::FacetKind::Story).
    ///
    /// # Errors
    ///
    /// If there is no such story, or its file is missing or damaged.
    pub async fn story(&self, id: &str) -> Result<Story, QueryError> {
        self.ask(|engine| engine.story(id)).await
    }

    /// The id of the story that an article tells with others, as [`Archive::story`] takes it.
    ///
    /// # Errors
    ///
    /// If there is no such article, or a file is missing or damaged.
    pub async fn story_of(&self, article: &str) -> Result<Option<String>, QueryError> {
        self.ask(|engine| engine.story_of(article)).await
    }

    /// The articles of a query, by story.
    ///
    /// # Errors
    ///
    /// Those of [`Archive::query`].
    pub async fn stories(&self, query: &Query) -> Result<StoryList, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.stories_in_steps(query, steps))).await
    }

    /// The articles of a query, by story, as JSON in the form of `engine.d.ts`.
    ///
    /// # Errors
    ///
    /// Those of [`Archive::query`].
    pub async fn story_list_json(&self, query: &Query) -> Result<String, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.story_list_json(query, steps))).await
    }

    /// For each story of a query, its sources and which of these selections have them; see [`Engine::story_sources`].
    ///
    /// # Errors
    ///
    /// Those of [`Archive::query`].
    pub async fn story_sources(&self, whole: &Query, of: &[Query]) -> Result<Vec<StorySources>, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.story_sources(whole, of, steps))).await
    }

    /// One of the articles that were found, when all of them are read in order: the texts of many are fetched together.
    ///
    /// # Errors
    ///
    /// Those of [`Archive::article`]; an index out of range counts as an unknown id.
    pub async fn article_of(&self, hits: &[Hit], at: usize) -> Result<Article, QueryError> {
        if at.is_multiple_of(BATCH) {
            let ids: Vec<String> = hits.iter().skip(at).take(BATCH).map(|hit| hit.id.clone()).collect();
            self.ask(|engine| engine.gather(&ids)).await?;
        }
        self.article(hits.get(at).map_or("", |hit| &hit.id)).await
    }

    /// The places in an article that match the words of a query, in reading order: the title or paragraph, and the range
    /// in bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Archive::query`].
    pub async fn places(&self, article: &Article, query: &Query) -> Result<Vec<(Place, Range<usize>)>, QueryError> {
        self.ask_in_steps(move |engine, steps| Box::pin(engine.places(article, query, steps))).await
    }

    /// Asks the engine until it answers, and fetches what it needs in between.
    async fn ask<T>(&self, question: impl Fn(&Engine) -> QueryResult<T>) -> Result<T, QueryError> {
        loop {
            match question(&self.engine) {
                Ok(answer) => return Ok(answer),
                Err(pause) => self.resolve(pause).await?,
            }
        }
    }

    /// The same for answers that may take long: after each slice, other work may run.
    async fn ask_in_steps<'a, T>(
        &'a self,
        question: impl Fn(&'a Engine, &'a StepCounter) -> InSteps<'a, T>,
    ) -> Result<T, QueryError> {
        loop {
            let mut answer = question(&self.engine, &self.steps);
            let answer = loop {
                match poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))).await {
                    Poll::Ready(answer) => break answer,
                    Poll::Pending => self.files.give_way().await,
                }
            };
            match answer {
                Ok(answer) => return Ok(answer),
                Err(pause) => self.resolve(pause).await?,
            }
        }
    }

    async fn resolve(&self, pause: Pause) -> Result<(), QueryError> {
        let needed = match pause {
            Pause::Failed(error) => return Err(error),
            Pause::NeedTextFunctions => {
                let missing = |problem: String| unavailable(TEXT_FUNCTIONS_NAME, FileError::Refused(problem));
                let load = self.text_functions.ok_or_else(|| missing("it is not part of this page".to_owned()))?;
                self.engine.supply_text_functions(load().await.map_err(missing)?);
                return Ok(());
            }
            Pause::Need(needed) => needed,
        };
        let fetches = needed.into_iter().map(|file| self.files.obtain(file));
        for (name, bytes) in JoinAll::new(fetches).await {
            self.engine.supply(&name, bytes?);
        }
        Ok(())
    }
}

/// The name of the functions for words in the error that says they could not be fetched.
const TEXT_FUNCTIONS_NAME: &str = "the search for words";

type Obtained = (String, Result<Vec<u8>, QueryError>);
type Obtaining<'a> = Pin<Box<dyn Future<Output = Obtained> + 'a>>;

type ManifestBytes<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, QueryError>> + 'a>>;

/// [`Files`] behind a pointer: fetches, verifies and inflates.
trait Fetcher {
    fn manifest(&self) -> ManifestBytes<'_>;

    fn obtain(&self, file: FileRef) -> Obtaining<'_>;

    fn give_way(&self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
}

impl<F: Files> Fetcher for F {
    fn manifest(&self) -> ManifestBytes<'_> {
        Box::pin(async move { self.fetch(MANIFEST_NAME).await.map_err(|error| unavailable(MANIFEST_NAME, error)) })
    }

    fn obtain(&self, file: FileRef) -> Obtaining<'_> {
        Box::pin(async move {
            let bytes = obtain(self, &file).await;
            (file.name, bytes)
        })
    }

    fn give_way(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(Files::give_way(self))
    }
}

async fn obtain(files: &impl Files, file: &FileRef) -> Result<Vec<u8>, QueryError> {
    let damaged = |damage| QueryError::Damaged { name: file.name.clone(), damage };
    if let Some(doubt) = file.doubt() {
        return Err(damaged(doubt.into()));
    }
    let bytes = files.fetch(&file.name).await.map_err(|error| unavailable(&file.name, error))?;
    let bytes = if is_file(files, file, &bytes).await {
        bytes
    } else {
        // A cache may have kept a damaged copy, and would return it for ever.
        let uncached = files.fetch_uncached(&file.name).await.unwrap_or_default();
        if !is_file(files, file, &uncached).await {
            return Err(damaged(FileDamage::WrongDigest));
        }
        uncached
    };
    let Some(length) = file.unpacked.and_then(|length| usize::try_from(length).ok()) else { return Ok(bytes) };
    let inflated = files.inflate(bytes, length).await.map_err(|error| damaged(FileDamage::Compressed(error)))?;
    if inflated.len() == length { Ok(inflated) } else { Err(damaged(FileDamage::TooShort)) }
}

/// Whether these are the bytes of a file.
async fn is_file(files: &impl Files, file: &FileRef, bytes: &[u8]) -> bool {
    bytes.len() as u64 == file.bytes && file.is_digest(&files.sha256(bytes).await)
}

fn unavailable(name: &str, problem: FileError) -> QueryError {
    QueryError::Unavailable { name: name.to_owned(), problem }
}

/// Waits for all fetches together, so that they run in parallel.
struct JoinAll<'a> {
    running: Vec<Obtaining<'a>>,
    done: Vec<Obtained>,
}

impl<'a> JoinAll<'a> {
    fn new(fetches: impl Iterator<Item = Obtaining<'a>>) -> JoinAll<'a> {
        JoinAll { running: fetches.collect(), done: Vec::new() }
    }
}

impl Future for JoinAll<'_> {
    type Output = Vec<Obtained>;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Vec<Obtained>> {
        let JoinAll { running, done } = &mut *self;
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use proptest::prelude::*;

    use super::*;
    use crate::bundle;
    use crate::query::samples;

    /// The output of a future that never waits.
    fn now<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("files in memory are there at once"),
        }
    }

    fn files(articles: &[Article]) -> MemoryFiles {
        MemoryFiles(bundle::write(None, None, articles).unwrap().into_iter().collect())
    }

    fn news(count: u32) -> Vec<Article> {
        (0..count)
            .map(|number| {
                let mut article = samples::article(&number.to_string());
                article.title.value = format!("Report {number}");
                article.body = vec![format!("The harbour strike of day {number} goes on.")];
                article.actors = vec![samples::actor(&format!("Actor {}", number % 7))];
                article
            })
            .collect()
    }

    #[test]
    fn a_missing_file_fails_only_the_answers_that_need_it() {
        let mut files = files(&news(3));
        files.0.retain(|name, _| !name.starts_with("texts."));
        let archive = now(Archive::open(files)).unwrap();
        let all = Query::default();
        assert_eq!(now(archive.query(&all)).unwrap().total, 3);
        assert_eq!(now(archive.query(&Query { text: "harbour".to_owned(), ..all.clone() })).unwrap().total, 3);
        assert_eq!(now(archive.cards(&["1".to_owned()], &all)).unwrap().len(), 1);
        let error = now(archive.article("1")).unwrap_err();
        assert!(matches!(&error, QueryError::Unavailable { name, .. } if name.starts_with("texts.")), "{error}");
    }

    /// Files behind a cache whose copies are damaged.
    struct DamagedCache(MemoryFiles);

    impl Files for DamagedCache {
        async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
            let mut bytes = self.0.fetch(name).await?;
            if name != MANIFEST_NAME {
                bytes.truncate(bytes.len() / 2);
            }
            Ok(bytes)
        }

        async fn fetch_uncached(&self, name: &str) -> Option<Vec<u8>> {
            self.0.fetch(name).await.ok()
        }
    }

    #[test]
    fn a_damaged_copy_in_a_cache_is_replaced_by_the_file_of_the_host() {
        let articles = news(3);
        let archive = now(Archive::open(DamagedCache(files(&articles)))).unwrap();
        assert_eq!(now(archive.article("1")).unwrap(), articles[1]);
        let mut damaged = files(&articles);
        damaged.0.iter_mut().filter(|(name, _)| *name != MANIFEST_NAME).for_each(|(_, bytes)| bytes.truncate(9));
        assert!(matches!(now(Archive::open(DamagedCache(damaged))), Err(QueryError::Damaged { .. })));
    }

    /// Files that count how often other work could run.
    struct GivesWay(MemoryFiles, Rc<Cell<usize>>);

    impl Files for GivesWay {
        async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
            self.0.fetch(name).await
        }

        async fn give_way(&self) {
            self.1.set(self.1.get() + 1);
            let mut was_asked = false;
            poll_fn(|_| if std::mem::replace(&mut was_asked, true) { Poll::Ready(()) } else { Poll::Pending }).await;
        }
    }

    #[test]
    fn a_long_search_gives_way_and_can_be_left() {
        let mut articles = news(300);
        articles.iter_mut().for_each(|article| article.body = vec!["the port of the ".repeat(600)]);
        let gave_way = Rc::new(Cell::new(0));
        let archive = now(Archive::open(GivesWay(files(&articles), gave_way.clone()))).unwrap();
        let long = Query { text: "\"the of the\"~9".to_owned(), ..Query::default() };
        let mut context = Context::from_waker(Waker::noop());
        {
            let mut left = pin!(archive.query(&long));
            assert!(left.as_mut().poll(&mut context).is_pending());
        }
        let so_far = gave_way.get();
        assert!(so_far > 0);
        let mut waiting = pin!(archive.query(&long));
        let answer = loop {
            if let Poll::Ready(answer) = waiting.as_mut().poll(&mut context) {
                break answer.unwrap();
            }
        };
        assert_eq!(answer.total, 300);
        assert!(gave_way.get() > so_far);
    }

    #[test]
    fn a_bundle_that_names_other_places_or_impossible_sizes_is_refused() {
        let sound = files(&news(3));
        let manifest = String::from_utf8(sound.0[MANIFEST_NAME].clone()).unwrap();
        let read: bundle::Manifest = crate::wire::json::read(manifest.as_bytes()).unwrap();
        let (name, length) = (&read.atlas.name, read.atlas.bytes);
        let refused = |changed: String, why: &str| {
            assert_ne!(changed, manifest);
            let mut files = sound.clone();
            files.0.insert(MANIFEST_NAME.to_owned(), changed.into_bytes());
            let error = now(Archive::open(files)).unwrap_err();
            assert!(matches!(error, QueryError::Damaged { .. }) && error.to_string().contains(why), "{error}");
        };
        for other in ["../secret", "/etc/passwd", "https://other.example/a", "data:,a", "a/b", "%2e%2e/a", "..", ""] {
            refused(manifest.replacen(name.as_str(), other, 1), "its name is not");
        }
        let sized = |bytes: u64, unpacked: &str| {
            manifest.replacen(&format!("\"bytes\": {length},"), &format!("\"bytes\": {bytes},{unpacked}"), 1)
        };
        refused(sized(1 << 40, ""), "longer than any file");
        refused(sized(length + 1, ""), "not those that the archive was made with");
        refused(sized(length, "\"unpacked\":4000000000,"), "it claims");
        refused(manifest.replacen("\"articles\": 3", "\"articles\": 4", 1), "another number of articles");
    }

    #[test]
    fn a_file_that_inflates_to_another_length_is_damaged() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&[0; 5000], 9);
        let digest = sha2::Digest::finalize(sha2::Digest::chain_update(sha2::Sha256::default(), &packed)).to_vec();
        let name = "texts.0.bin".to_owned();
        let file = |unpacked| FileRef {
            name: name.clone(),
            bytes: packed.len() as u64,
            digest: digest.clone(),
            unpacked: Some(unpacked),
        };
        let files = MemoryFiles([(name.clone(), packed.clone())].into());
        assert_eq!(now(obtain(&files, &file(5000))).unwrap().len(), 5000);
        for other in [4999, 5001, 0, 1 << 30] {
            assert!(matches!(now(obtain(&files, &file(other))), Err(QueryError::Damaged { .. })), "{other}");
        }
    }

    /// Files that arrive with a delay; records the maximum number of texts that were awaited together.
    struct Slow {
        files: MemoryFiles,
        awaited: Rc<Cell<(usize, usize)>>,
    }

    impl Files for Slow {
        async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
            if name.starts_with("texts.") {
                let (now, most) = self.awaited.get();
                self.awaited.set((now + 1, most.max(now + 1)));
                let mut was_asked = false;
                std::future::poll_fn(|_| {
                    if std::mem::replace(&mut was_asked, true) { Poll::Ready(()) } else { Poll::Pending }
                })
                .await;
                let (now, most) = self.awaited.get();
                self.awaited.set((now - 1, most));
            }
            self.files.fetch(name).await
        }
    }

    #[test]
    fn texts_are_fetched_together_where_all_articles_are_read() {
        let mut articles = news(20);
        articles.iter_mut().for_each(|article| article.body = vec![article.title.value.repeat(5_000)]);
        let awaited = Rc::new(Cell::new((0, 0)));
        let archive = Archive::open(Slow { files: files(&articles), awaited: awaited.clone() });
        let mut reading = pin!(async {
            let archive = archive.await.unwrap();
            let every = Query { limit: Some(usize::MAX), ..Query::default() };
            let hits = archive.query(&every).await.unwrap().hits;
            let mut ids = Vec::new();
            for at in 0..hits.len() {
                ids.push(archive.article_of(&hits, at).await.unwrap().id);
            }
            assert_eq!(ids, hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>());
        });
        let mut context = Context::from_waker(Waker::noop());
        while reading.as_mut().poll(&mut context).is_pending() {}
        assert_eq!(awaited.get().0, 0);
        assert!(awaited.get().1 > 5, "{:?}", awaited.get());
    }

    #[test]
    fn an_archive_of_another_format_is_refused() {
        let mut files = files(&news(1));
        let manifest = String::from_utf8(files.0[MANIFEST_NAME].clone()).unwrap();
        let known = format!("\"format\": {}", bundle::FORMAT);
        files.0.insert(MANIFEST_NAME.to_owned(), manifest.replace(&known, "\"format\": 99").into_bytes());
        assert_eq!(
            now(Archive::open(files)).unwrap_err(),
            QueryError::OtherFormat { found: 99, known: bundle::FORMAT }
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn damaged_files_give_an_error_or_the_right_answer(
            articles in samples::articles(12),
            which in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            bit in 0u8..8,
            cut: bool,
        ) {
            let sound = files(&articles);
            let mut damaged = sound.clone();
            let name = which.get(&sound.0.keys().cloned().collect::<Vec<_>>()).clone();
            let bytes = damaged.0.get_mut(&name).unwrap();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
            }
            let query = Query { text: "harbour OR news".to_owned(), ..Query::default() };
            let sound = now(Archive::open(sound)).unwrap();
            let Ok(archive) = now(Archive::open(damaged)) else { return Ok(()) };
            if let Ok(answer) = now(archive.query(&query)) {
                prop_assert_eq!(answer, now(sound.query(&query)).unwrap());
            }
            let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
            if let Ok(cards) = now(archive.cards(&ids, &query)) {
                prop_assert_eq!(cards, now(sound.cards(&ids, &query)).unwrap());
            }
            for id in &ids {
                if let Ok(article) = now(archive.article(id)) {
                    prop_assert_eq!(article, now(sound.article(id)).unwrap());
                }
            }
        }

        // Damage that the hashes would catch must not crash the decoders either.
        #[test]
        fn decoders_survive_any_bytes(
            articles in samples::articles(12),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
            spare in 0usize..12,
        ) {
            let files = files(&articles);
            let engine = Engine::open(&files.0[MANIFEST_NAME]).unwrap();
            let mut supplied = 0;
            let mut insist = |question: &dyn Fn() -> QueryResult<()>| {
                while let Err(Pause::Need(needed)) = question() {
                    for file in needed {
                        // A damaged shelf names files that do not exist.
                        let Some(mut bytes) = files.0.get(&file.name).cloned() else { return };
                        supplied += 1;
                        if supplied > spare && !bytes.is_empty() {
                            for (at, value) in &damage {
                                let at = at.index(bytes.len());
                                bytes[at] = *value;
                            }
                        }
                        engine.supply(&file.name, bytes);
                    }
                }
            };
            for text in ["", "harbour", "w*", "\"harbour strike\"", "\"the a\"~3", "harbuor"] {
                let query = Query { text: text.to_owned(), ..Query::default() };
                insist(&|| engine.query(&query).map(|_| ()));
                let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
                insist(&|| engine.cards(&ids, &query).map(|_| ()));
                ids.iter().for_each(|id| insist(&|| engine.article(id).map(|_| ())));
            }
        }
    }
}
