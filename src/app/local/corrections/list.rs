//! The list of all corrections, with the means to revert and save them.

use leptos::prelude::*;

use super::{Corrections, History};
use crate::app::browser;
use crate::app::messages as m;

/// All corrections: each can be reverted, and all can be saved as a `corpus.toml`.
#[component]
pub fn CorrectionList(
    /// The corrections.
    corrections: Corrections,
) -> impl IntoView {
    let Corrections { history, statements, told, .. } = corrections;
    let n = Memo::new(move |_| history.with(|history| history.done.len()));
    let can_redo = Memo::new(move |_| history.with(History::can_redo));
    let save = move |_| {
        let toml = statements.with_untracked(|statements| statements.to_toml());
        browser::save("corpus.toml", "application/toml", toml.as_bytes()).ok();
    };
    let entries = move || {
        let sentences: Vec<String> = history.with(|history| history.done.iter().map(|one| one.sentence()).collect());
        sentences
            .into_iter()
            .enumerate()
            .map(|(at, sentence)| {
                let label = m::take_back_named(&sentence);
                view! {
                    <li>
                        <bdi>{sentence}</bdi>
                        " "
                        <button
                            type="button"
                            class="quiet"
                            aria-label=label
                            on:click=move |_| corrections.change(|history| history.take_back(at))
                        >
                            {m::take_back()}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="desk__corrections" aria-label=m::corrections()>
            <p aria-live="polite" class="desk__result">{move || told.get()}</p>
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
            <p>
                <small>
                    {m::corrections_kept()}
                </small>
            </p>
        </section>
    }
}
