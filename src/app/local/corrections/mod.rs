//! Corrections: made in the page, applied to the whole archive at once, stored in this browser, and saved as a
//! `corpus.toml` that applies them for everyone.

mod actor;
mod article;
mod correction;
mod list;
mod many;
mod sidecar;

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use actor::CorrectActor;
pub use article::CorrectArticle;
pub use correction::{ArticleField, Correction, History};
pub use list::CorrectionList;
pub use many::CorrectMany;
pub use sidecar::Statements;

use super::Tools;
use super::article_lines::article_lines;
use super::files::{BundleResult, LocalFiles};
use super::record::RecordContent as _;
use super::shared_record::SharedRecord;
use super::storage;
use crate::app::browser::{TaskError, WorkerSlot, WorkerTask};
use crate::app::effect::{effect, effect_with_last};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::query::{Archive, BundleFiles, Query};
use crate::task::Heading;

/// The name under which this browser stores the corrections.
const RECORD: &str = "corrections";

/// Whether this browser stores any corrections for this site.
pub fn are_stored() -> bool {
    storage::is_record(RECORD)
}

/// The actor into which the reader merged another one, according to the corrections that this browser stores.
pub fn heir(actor: &str) -> Option<String> {
    let history = History::from_text(&storage::record(RECORD)?)?;
    Statements::from_corrections(&history.done).heir(actor).map(str::to_owned)
}

/// All corrections of the archive that is open, and what applies them.
#[derive(Clone, Copy)]
pub struct Corrections {
    /// The corrections.
    pub record: SharedRecord<History>,
    /// What they state together.
    pub statements: Memo<Arc<Statements>>,
    /// The progress of applying them, in words.
    pub told: RwSignal<String>,
    /// The tools that they belong to.
    pub tools: Tools,
    turn: StoredValue<u32>,
    worker: WorkerSlot,
}

impl Corrections {
    /// The corrections that this browser stores for this site; they apply to every archive that is opened in it.
    pub fn new(tools: Tools) -> Corrections {
        let news = RwSignal::new(0_u32);
        let record = SharedRecord::open(RECORD, move || news.update(|n| *n += 1));
        let history = record.content;
        let corrections = Corrections {
            record,
            statements: Memo::new(move |_| {
                history.with(|history| Arc::new(Statements::from_corrections(&history.done)))
            }),
            told: RwSignal::new(String::new()),
            tools,
            turn: StoredValue::new(0),
            worker: WorkerSlot::new(),
        };
        effect_with_last(move |before: Option<u32>| {
            let now = news.get();
            if before.is_some_and(|before| before != now) {
                corrections.apply();
            }
            now
        });
        effect(move || {
            let Some(archive) = tools.holder().opened() else { return };
            let is_ours = tools.corrected.try_update_value(|ours| std::mem::replace(ours, false)) == Some(true);
            if is_ours {
                return;
            }
            tools.found.set_value(Some(archive));
            if history.with_untracked(|history| !history.done.is_empty()) {
                corrections.apply();
            }
        });
        corrections
    }

    /// Changes the corrections, stores them and applies them. `change` may be called again if another window stored a
    /// change of its own meanwhile.
    pub fn change(self, change: impl Fn(&mut History) + 'static) {
        self.record.change(change);
        self.apply();
    }

    /// The archive without corrections.
    pub fn found(self) -> Option<Rc<Archive>> {
        self.tools.uncorrected()
    }

    fn apply(self) {
        let Some(found) = self.found() else { return };
        self.worker.cancel();
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        if self.record.content.with_untracked(|history| history.done.is_empty()) {
            self.told.set(m::corrections_none().to_owned());
            self.tools.corrected.set_value(true);
            return self.tools.holder().show_again(found);
        }
        self.told.set(m::applying().to_owned());
        let statements = self.statements.get_untracked();
        spawn_local(async move {
            let applied = self.corrected(&found, &statements.to_toml()).await;
            if self.turn.try_get_value() != turn {
                return;
            }
            self.told.try_set(match applied {
                Ok(files) => {
                    self.tools.corrected.set_value(true);
                    self.tools.holder().show(BundleFiles::new(files));
                    let n = self.record.content.with_untracked(|history| history.done.len());
                    m::applied(n)
                }
                Err(problem) => m::applied_not(&text::safe(&problem)),
            });
        });
    }

    async fn corrected(self, found: &Archive, sidecar: &str) -> Result<LocalFiles, String> {
        let lines = article_lines(found, &Query::default(), |_, _| {}).await;
        let (lines, _) = lines.map_err(|error| labels::error(&error))?;
        let info = found.info();
        let statements = found.statements().await.map_err(|error| labels::error(&error))?;
        let heading = Heading { title: info.title.clone(), description: info.description.clone(), statements };
        let task = WorkerTask::Correct { lines: Uint8Array::from(&*lines), sidecar, heading };
        match self.worker.run(&task, |_| {}).await {
            Ok(BundleResult { files }) => Ok(files),
            Err(TaskError::Result) => Err(m::parser_no_archive().to_owned()),
            Err(error) => Err(labels::task_error(&error)),
        }
    }
}
