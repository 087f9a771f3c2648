//! Corrections: made in the page, applied to the whole archive at once, stored in this browser, and saved as a
//! `corpus.toml` that applies them for everyone.

mod actor;
mod article;
mod correction;
mod list;
mod sidecar;

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

pub use actor::CorrectActor;
pub use article::CorrectArticle;
pub use correction::{ArticleField, Correction, History};
pub use list::CorrectionList;
pub use sidecar::Statements;

use super::Tools;
use super::article_lines::article_lines;
use super::files::LocalFiles;
use super::shared_record::{SharedRecord, on_change_elsewhere};
use super::storage::WorkRecord;
use crate::app::browser::{WorkerSlot, object};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::query::{Archive, Query};

/// The corrections of the open archive, and their application.
#[derive(Clone, Copy)]
pub struct Corrections {
    /// The corrections.
    pub history: RwSignal<History>,
    /// The facts that they state together.
    pub statements: Memo<Arc<Statements>>,
    /// The progress of applying them, in words.
    pub told: RwSignal<String>,
    /// The tools that they belong to.
    pub tools: Tools,
    kept: SharedRecord,
    turn: StoredValue<u32>,
    worker: WorkerSlot,
}

impl Corrections {
    /// The corrections that this browser stores for this site; they apply to every archive that is opened in it.
    pub fn new(tools: Tools) -> Corrections {
        let history = RwSignal::new(History::default());
        let corrections = Corrections {
            history,
            statements: Memo::new(move |_| history.with(|history| Arc::new(Statements::of(&history.done)))),
            told: RwSignal::new(String::new()),
            tools,
            kept: SharedRecord::new(WorkRecord::Corrections),
            turn: StoredValue::new(0),
            worker: WorkerSlot::new(),
        };
        corrections.follow();
        on_change_elsewhere(move || {
            if corrections.follow() {
                corrections.apply();
            }
        });
        Effect::new(move |_| {
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

    /// Takes over corrections from another window of this page; returns whether there were any.
    fn follow(self) -> bool {
        let news = self.kept.news();
        if let Some(now) = &news {
            self.history.set(now.as_deref().and_then(History::parse).unwrap_or_default());
        }
        news.is_some()
    }

    /// Changes the corrections, stores them and applies them.
    pub fn change(self, change: impl FnOnce(&mut History)) {
        self.follow();
        self.history.update(change);
        let json = self
            .history
            .with_untracked(|history| if *history == History::default() { String::new() } else { history.to_json() });
        let is_kept = self.kept.keep(&json);
        self.apply();
        if !is_kept {
            self.told.set(m::browser_keeps_nothing().to_owned());
        }
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
        if self.history.with_untracked(|history| history.done.is_empty()) {
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
                    self.tools.holder().show(files);
                    let n = self.history.with_untracked(|history| history.done.len());
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
        let text = |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
        let message = object(&[
            ("task", "correct".into()),
            ("lines", Uint8Array::from(&*lines).into()),
            ("sidecar", sidecar.into()),
            ("title", text(&info.title)),
            ("description", text(&info.description)),
        ]);
        let done = self.worker.run(&message, |_| {}).await.map_err(|error| labels::task_error(&error))?;
        LocalFiles::of_message(&done).ok_or_else(|| m::parser_no_archive().to_owned())
    }
}
