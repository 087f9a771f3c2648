//! Reads every article of a selection while the page keeps responding.

use std::ops::Range;

use leptos::prelude::*;

use super::Session;
use crate::app::browser;
use crate::model::{Article, Place};
use crate::query::{Query, QueryError};

/// A place of a word: the title or paragraph, and the range in bytes.
pub type WordPlace = (Place, Range<usize>);

/// How long the page may be busy at a time, in milliseconds.
const BUSY_MS: f64 = 30.0;

/// The progress of reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ReadingStage {
    /// It has not begun.
    #[default]
    Waiting,
    /// It begins: how much there is to read is not known yet.
    Beginning,
    /// The first number of articles of the second have been read.
    Reading(usize, usize),
    /// All articles, of this number, have been read.
    Done(usize),
    /// The reader stopped it after the first number of articles of the second.
    Stopped(usize, usize),
    /// An article could not be read.
    Failed(QueryError),
}

/// Reads one selection at a time: starting again, or the end of its view, ends the current reading.
#[derive(Clone, Copy)]
pub struct SelectionReader {
    /// The progress.
    pub stage: RwSignal<ReadingStage>,
    turn: RwSignal<u64>,
    /// The number of articles read since the beginning.
    n_read: StoredValue<usize>,
    stopped: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl SelectionReader {
    /// Nothing has been read yet.
    pub fn new() -> SelectionReader {
        SelectionReader {
            stage: RwSignal::new(ReadingStage::Waiting),
            turn: RwSignal::new(0),
            n_read: StoredValue::new(0),
            stopped: RwSignal::new(false),
            again: RwSignal::new(0),
        }
    }

    /// Stops; what was read so far counts.
    pub fn stop(self) {
        self.stopped.set(true);
    }

    /// Requests another reading of the same selection.
    pub fn again(self) {
        self.again.update(|n| *n += 1);
    }

    /// Tracks requests for another reading.
    pub fn track(self) {
        self.again.track();
    }

    /// Begins: ends the current reading, and returns a number that identifies the new one.
    pub fn begin(self) -> u64 {
        self.turn.update_untracked(|turn| *turn += 1);
        self.n_read.set_value(0);
        self.stopped.try_set(false);
        self.stage.try_set(ReadingStage::Beginning);
        self.turn.get_untracked()
    }

    /// Ends: there is nothing to read.
    pub fn end(self) {
        self.begin();
        self.stage.try_set(ReadingStage::Waiting);
    }

    /// Whether no newer reading has begun and the view is still there.
    pub fn is_now(self, turn: u64) -> bool {
        self.turn.try_get_untracked() == Some(turn)
    }

    /// Passes on every article of a selection in order; one reading may cover several selections. Returns whether the
    /// result may be shown: not if a newer reading has begun or an article could not be read.
    pub async fn through(self, turn: u64, session: Session, query: Query, take: &mut dyn FnMut(&Article)) -> bool {
        self.pass(turn, session, query, false, &mut |article, _| take(article)).await
    }

    /// The same, with the places in each article that match the words of the query; see [`Archive::places`].
    ///
    /// [`Archive::places`]: crate::query::Archive::places
    pub async fn through_with_places(
        self,
        turn: u64,
        session: Session,
        query: Query,
        take: &mut dyn FnMut(&Article, &[WordPlace]),
    ) -> bool {
        self.pass(turn, session, query, true, take).await
    }

    async fn pass(
        self,
        turn: u64,
        session: Session,
        query: Query,
        with_places: bool,
        take: &mut dyn FnMut(&Article, &[WordPlace]),
    ) -> bool {
        match self.read(turn, session, query, with_places, take).await {
            Ok(stage) if self.is_now(turn) => {
                self.stage.try_set(stage);
                true
            }
            Ok(_) => false,
            Err(error) => {
                if self.is_now(turn) {
                    self.stage.try_set(ReadingStage::Failed(error));
                }
                false
            }
        }
    }

    /// Does work in small steps, and gives the browser time in between. `step` returns whether more is left. Returns
    /// whether the work was finished: not if a newer reading has begun.
    pub async fn in_steps(self, turn: u64, step: &mut dyn FnMut() -> bool) -> bool {
        let mut since = browser::passed_ms();
        while step() {
            if browser::passed_ms() - since > BUSY_MS {
                browser::pause().await;
                since = browser::passed_ms();
                if !self.is_now(turn) {
                    return false;
                }
            }
        }
        self.is_now(turn)
    }

    async fn read(
        self,
        turn: u64,
        session: Session,
        query: Query,
        with_places: bool,
        take: &mut dyn FnMut(&Article, &[WordPlace]),
    ) -> Result<ReadingStage, QueryError> {
        let archive = session.archive();
        let words = Query { text: query.text.clone(), exact: query.exact, ..Query::default() };
        let every = Query { offset: None, limit: Some(usize::MAX), facet_limit: Some(0), ..query };
        let hits = archive.query(&every).await?.hits;
        let before = self.n_read.try_get_value().unwrap_or_default();
        let total = before + hits.len();
        let mut since = browser::passed_ms();
        for done in 0..hits.len() {
            if browser::passed_ms() - since > BUSY_MS {
                self.stage.try_set(ReadingStage::Reading(before + done, total));
                browser::pause().await;
                since = browser::passed_ms();
                if !self.is_now(turn) || self.stopped.try_get_untracked() != Some(false) {
                    return Ok(ReadingStage::Stopped(before + done, total));
                }
            }
            let article = archive.article_of(&hits, done).await?;
            let places = if with_places { archive.places(&article, &words).await? } else { Vec::new() };
            take(&article, &places);
        }
        self.n_read.try_set_value(total);
        Ok(ReadingStage::Done(total))
    }
}
