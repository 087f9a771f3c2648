//! Corrections: made in the page, applied at once to all of the archive, kept in this browser, exported as the
//! `corpus.toml` that makes them everybody's.

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

pub use actor::ActorSheet;
pub use article::ArticleSheet;
pub use correction::{Correction, Field, History};
pub use list::CorrectionList;
pub use sidecar::Statements;

use super::files::LocalFiles;
use super::followed::{Followed, when_kept_elsewhere};
use super::kept::Work;
use super::{Desk, articles};
use crate::app::browser::{WorkerSlot, object};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::query::{Archive, Query};

/// All corrections of the archive that is open, and what applies them.
#[derive(Clone, Copy)]
pub struct Corrections {
    /// The corrections.
    pub history: RwSignal<History>,
    /// What they state together.
    pub statements: Memo<Arc<Statements>>,
    /// How far their application is, in words.
    pub told: RwSignal<String>,
    /// The desk that they are made at.
    pub desk: Desk,
    kept: Followed,
    turn: StoredValue<u32>,
    worker: WorkerSlot,
}

impl Corrections {
    /// The corrections that this browser keeps for this site, applied to every archive that is opened in it.
    pub fn new(desk: Desk) -> Corrections {
        let history = RwSignal::new(History::default());
        let corrections = Corrections {
            history,
            statements: Memo::new(move |_| history.with(|history| Arc::new(Statements::of(&history.done)))),
            told: RwSignal::new(String::new()),
            desk,
            kept: Followed::new(Work::Corrections),
            turn: StoredValue::new(0),
            worker: WorkerSlot::new(),
        };
        corrections.follow();
        when_kept_elsewhere(move || {
            if corrections.follow() {
                corrections.apply();
            }
        });
        Effect::new(move |_| {
            let Some(archive) = desk.lectern().opened() else { return };
            let is_ours = desk.corrected.try_update_value(|ours| std::mem::replace(ours, false)) == Some(true);
            if is_ours {
                return;
            }
            desk.found.set_value(Some(archive));
            if history.with_untracked(|history| !history.done.is_empty()) {
                corrections.apply();
            }
        });
        corrections
    }

    /// Takes over what another window of this page has corrected meanwhile, and says whether it has.
    fn follow(self) -> bool {
        let news = self.kept.news();
        if let Some(now) = &news {
            self.history.set(now.as_deref().and_then(History::parse).unwrap_or_default());
        }
        news.is_some()
    }

    /// Changes the corrections, keeps them and applies them.
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

    /// The archive without any correction.
    pub fn found(self) -> Option<Rc<Archive>> {
        self.desk.uncorrected()
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
            self.desk.corrected.set_value(true);
            return self.desk.lectern().show_again(found);
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
                    self.desk.corrected.set_value(true);
                    self.desk.lectern().show(files);
                    let n = self.history.with_untracked(|history| history.done.len());
                    m::applied(n)
                }
                Err(problem) => m::applied_not(&text::safe(&problem)),
            });
        });
    }

    async fn corrected(self, found: &Archive, sidecar: &str) -> Result<LocalFiles, String> {
        let lines = articles::lines(found, &Query::default(), |_, _| {}).await;
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
