//! The list of all corrections, with the means to revert and save them.

use leptos::prelude::*;

use super::{Correction, Corrections, History};
use crate::app::browser;
use crate::app::components::when;
use crate::app::local::shared_record::{RecordProblems, RecordState};
use crate::app::messages as m;

/// All corrections: each can be reverted, and all can be saved as a `corpus.toml`.
#[component]
pub fn CorrectionList(
    /// The corrections.
    corrections: Corrections,
) -> impl IntoView {
    let Corrections { record, statements, told, .. } = corrections;
    let history = record.content;
    let n = Memo::new(move |_| history.with(|history| history.done.len()));
    let can_redo = Memo::new(move |_| history.with(History::can_redo));
    let save = move |_| {
        let toml = statements.with_untracked(|statements| statements.to_toml());
        browser::save("corpus.toml", "application/toml", toml.as_bytes()).ok();
    };
    let take_back = move |correction: Correction| corrections.change(move |history| history.take_back(&correction));
    let entries = move || {
        let done = history.with(|history| history.done.clone());
        done.into_iter()
            .map(|correction| {
                let sentence = correction.sentence();
                let label = m::take_back_named(&sentence);
                view! {
                    <li>
                        <bdi>{sentence}</bdi>
                        " "
                        <button
                            type="button"
                            class="quiet"
                            aria-label=label
                            on:click=move |_| take_back(correction.clone())
                        >
                            {m::take_back()}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let is_stored = move || record.state.get() == RecordState::Stored;
    view! {
        <section class="desk__corrections" aria-label=m::corrections()>
            <p aria-live="polite" class="desk__result">{move || told.get()}</p>
            <RecordProblems record not_stored=m::browser_keeps_nothing() />
            <h3>{move || m::count_corrections(n.get())}</h3>
            <ol class="desk__list">{entries}</ol>
            <p class="desk__buttons">
                <button type="button" class="quiet" prop:disabled=move || n.get() == 0 on:click=move |_| corrections.change(History::undo)>
                    {m::undo()}
                </button>
                <button type="button" class="quiet" prop:disabled=move || !can_redo.get() on:click=move |_| corrections.change(History::redo)>
                    {m::redo()}
                </button>
                <button type="button" class="quiet" prop:disabled=move || n.get() == 0 on:click=save>
                    {m::corrections_save()}
                </button>
                <button
                    type="button"
                    class="quiet"
                    prop:disabled=move || n.get() == 0 && !can_redo.get()
                    on:click=move |_| corrections.change(|history| *history = History::default())
                >
                    {m::forget_all()}
                </button>
                <button type="button" class="strong" on:click=move |_| corrections.tools.close()>{m::close()}</button>
            </p>
            {when(is_stored, move || view! {
                <p>
                    <small>{m::corrections_kept()}</small>
                </p>
            }.into_any())}
        </section>
    }
}
