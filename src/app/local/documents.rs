//! Choosing and reading documents, and the report on them.

use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_wasm_bindgen::preserve;

use super::article_lines::article_lines;
use super::files::LocalFiles;
use super::progress::{Pace, ProgressView};
use super::report::ReportView;
use super::storage;
use super::stored_archive::{self, KeepArchiveButton};
use super::{HEADING_ID, Tools};
use crate::app::browser::{self, ChosenFile, TaskError, WorkerSlot, WorkerTask};
use crate::app::components::when;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::query::{BundleFiles, Query};
use crate::task::{Heading, Progress, Report, ReportWarning};

/// The state of the dialog.
#[derive(Clone)]
enum DialogStage {
    Choosing,
    Reading,
    Done(Rc<ReadDocuments>),
    Failed(String),
}

/// The result of reading.
#[derive(Deserialize)]
struct ReadDocuments {
    report: Report,
    /// The articles that were read, as JSON Lines.
    #[serde(with = "preserve")]
    lines: Uint8Array,
    files: LocalFiles,
}

/// The reading of documents.
#[derive(Clone, Copy)]
pub struct Documents {
    stage: RwSignal<DialogStage, LocalStorage>,
    progress: RwSignal<Progress>,
    pace: StoredValue<Pace>,
    joins: RwSignal<bool>,
    text: RwSignal<String>,
    /// Distinguishes this reading from those that were cancelled before.
    turn: StoredValue<u32>,
    worker: WorkerSlot,
    tools: Tools,
}

impl Documents {
    /// Nothing has been read yet.
    pub fn new(tools: Tools) -> Documents {
        Documents {
            stage: RwSignal::new_local(DialogStage::Choosing),
            progress: RwSignal::new(Progress::default()),
            pace: StoredValue::new(Pace::default()),
            joins: RwSignal::new(true),
            text: RwSignal::new(String::new()),
            turn: StoredValue::new(0),
            worker: WorkerSlot::new(),
            tools,
        }
    }

    fn is_busy(self) -> bool {
        matches!(self.stage.get_untracked(), DialogStage::Reading)
    }

    fn enter(self, stage: DialogStage) {
        self.tools.is_busy.set(matches!(stage, DialogStage::Reading));
        self.stage.set(stage);
    }

    /// Reads documents and shows them.
    pub fn read(self, chosen: impl Future<Output = Vec<ChosenFile>> + 'static) {
        if self.is_busy() {
            return;
        }
        self.enter(DialogStage::Reading);
        self.progress.set(Progress::default());
        self.pace.set_value(Pace::default());
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.try_get_value();
        let is_cancelled = move || !self.is_busy() || self.turn.try_get_value() != turn;
        spawn_local(async move {
            let mut chosen = chosen.await;
            if is_cancelled() {
                return;
            }
            if chosen.is_empty() {
                self.enter(DialogStage::Failed(m::documents_none().to_owned()));
                return;
            }
            let beyond = chosen.len().saturating_sub(browser::MAX_FILES);
            chosen.truncate(browser::MAX_FILES);
            self.progress.set(Progress { total: chosen.len(), ..Progress::default() });
            let ended = self.run(chosen).await;
            // If the reading was cancelled, nobody waits for its result.
            if is_cancelled() {
                return;
            }
            self.enter(match ended {
                Ok(mut done) => {
                    if beyond > 0 {
                        let most = browser::MAX_FILES;
                        done.report.warnings.push(ReportWarning::OnlyFirst { most, beyond });
                    }
                    if done.report.articles > 0 {
                        self.tools.holder().show(BundleFiles::new(done.files.clone()));
                        browser::pause().await;
                    }
                    DialogStage::Done(Rc::new(done))
                }
                Err(problem) => DialogStage::Failed(problem),
            });
        });
    }

    async fn run(self, chosen: Vec<ChosenFile>) -> Result<ReadDocuments, String> {
        let archive = self.tools.uncorrected().filter(|_| self.joins.get_untracked());
        let mut info = crate::query::ArchiveInfo::default();
        let mut open = Vec::new();
        let mut statements = None;
        if let Some(archive) = archive {
            let told = |error: crate::query::QueryError| m::archive_cannot_be_read(&labels::error(&error));
            (open, _) = article_lines(&archive, &Query::default(), |_, _| {}).await.map_err(told)?;
            statements = archive.statements().await.map_err(told)?;
            info = archive.info().clone();
        }
        let files = browser::entries(chosen).await;
        let heading = Heading { title: info.title, description: info.description, statements };
        let open = Uint8Array::from(&*open);
        let mut skip = Vec::new();
        loop {
            let on_progress = move |progress: Progress| {
                self.pace.update_value(|pace| pace.note(&progress, browser::passed_ms()));
                self.progress.set(progress);
            };
            let (files, open, heading) = (files.clone(), open.clone(), heading.clone());
            match self.worker.run(&WorkerTask::Read { files, skip: &skip, open, heading }, on_progress).await {
                Err(TaskError::Crash(name)) => skip.push(name),
                done => return done.map_err(|error| labels::task_error(&error)),
            }
        }
    }

    fn cancel(self) {
        self.worker.cancel();
        self.enter(DialogStage::Choosing);
    }

    /// The content of the dialog.
    pub fn view(self) -> impl IntoView {
        view! {
            <h2 id=HEADING_ID tabindex="-1">{m::documents_open()}</h2>
            {move || match self.stage.get() {
                DialogStage::Choosing => self.choosing().into_any(),
                DialogStage::Reading => {
                    view! {
                        <ProgressView progress=self.progress pace=self.pace />
                        <p>
                            <button type="button" class="strong" on:click=move |_| self.cancel()>{m::cancel()}</button>
                        </p>
                    }
                        .into_any()
                }
                DialogStage::Failed(problem) => {
                    view! {
                        <p role="alert">{text::safe(&problem)}"."</p>
                        <p class="desk__buttons">
                            <button type="button" class="strong" on:click=move |_| self.enter(DialogStage::Choosing)>
                                {m::documents_choose_others()}
                            </button>
                            <button type="button" class="quiet" on:click=move |_| self.tools.close()>{m::close()}</button>
                        </p>
                    }
                        .into_any()
                }
                DialogStage::Done(done) => self.done(&done).into_any(),
            }}
        }
    }

    fn choosing(self) -> impl IntoView {
        let has_archive = self.tools.holder().archive().is_some();
        let paste = move |_| {
            let text = self.text.get_untracked();
            if !text.trim().is_empty()
                && let Some(chosen) = browser::file_from_text("pasted.txt", &text)
            {
                self.text.set(String::new());
                self.read(std::future::ready(vec![chosen]));
            }
        };
        let take = move |event| self.read(browser::named_files(browser::chosen_files(&event)));
        view! {
            <p>{m::documents_how()}</p>
            <label class="desk__field">{m::files()} " " <input type="file" multiple on:change=take /></label>
            <label class="desk__field">{m::a_folder()} " " <input type="file" prop:webkitdirectory=true on:change=take /></label>
            <label class="desk__field desk__field--text">
                {m::documents_or_text()}
                <textarea
                    rows="3"
                    prop:value=move || self.text.get()
                    on:input=move |event| self.text.set(event_target_value(&event))
                ></textarea>
            </label>
            {when(move || has_archive, move || view! {
                <label class="dialog__switch">
                    <input
                        type="checkbox"
                        prop:checked=move || self.joins.get()
                        on:change=move |event| self.joins.set(event_target_checked(&event))
                    />
                    {m::documents_add()}
                </label>
            }.into_any())}
            <p class="desk__buttons">
                <button type="button" class="strong" on:click=paste>{m::documents_read_text()}</button>
                <button type="button" class="quiet" on:click=move |_| self.tools.close()>{m::close()}</button>
                {storage::is_kept()
                    .then(|| {
                        view! {
                            <button type="button" class="quiet" on:click=move |_| stored_archive::forget()>
                                {m::documents_forget()}
                            </button>
                        }
                    })}
            </p>
        }
    }

    fn done(self, done: &Rc<ReadDocuments>) -> impl IntoView {
        let lines = done.lines.clone();
        let save = move |_| {
            browser::download("articles.jsonl", "application/x-ndjson", &lines).ok();
        };
        let again = move |_| {
            self.enter(DialogStage::Choosing);
            browser::focus(HEADING_ID);
        };
        let leave = move |_| {
            self.enter(DialogStage::Choosing);
            self.tools.close();
        };
        let some = done.report.articles > 0;
        let files = done.files.clone();
        view! {
            <ReportView report=done.report.clone() />
            <p class="desk__buttons">
                <button type="button" class="strong" on:click=leave>
                    {if some { m::documents_show() } else { m::close() }}
                </button>
                <button type="button" class="quiet" on:click=again>{m::documents_more()}</button>
                {some
                    .then(|| {
                        view! {
                            <button type="button" class="quiet" on:click=save>{m::documents_save()}</button>
                            <KeepArchiveButton files />
                        }
                    })}
            </p>
        }
    }
}
