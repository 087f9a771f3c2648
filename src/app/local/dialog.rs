//! The content of the tools' dialog.

use leptos::prelude::*;

use super::corrections::{CorrectActor, CorrectArticle, CorrectMany, CorrectionList, Corrections};
use super::documents::Documents;
use super::notes::AllNotes;
use super::one_file::OneFile;
use super::{HEADING_ID, Tool, Tools};
use crate::app::browser;
use crate::app::effect::effect;
use crate::app::messages as m;

/// The dialog, while a tool is open.
#[component]
pub fn DialogContent() -> impl IntoView {
    let tools = expect_context::<Tools>();
    let documents = Documents::new(tools);
    let corrections = Corrections::new(tools);
    effect(move || {
        if let Some(dropped) = tools.dropped.try_update(Option::take).flatten() {
            documents.read(dropped.files());
        }
    });
    effect(move || {
        if tools.open.get().is_some() {
            browser::focus(HEADING_ID);
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !tools.is_busy.get_untracked() {
            event.stop_propagation();
            tools.close();
        }
    };
    view! {
        {move || {
            tools.open
                .get()
                .map(|tool| {
                    view! {
                        <div class="dialog" role="dialog" aria-modal="true" aria-labelledby=HEADING_ID on:keydown=on_key>
                            <div class="dialog__sheet desk">
                                {match tool {
                                    Tool::Documents => documents.view().into_any(),
                                    Tool::CorrectActor(id) => view! { <CorrectActor corrections id /> }.into_any(),
                                    Tool::CorrectArticle(id) => view! { <CorrectArticle corrections id /> }.into_any(),
                                    Tool::CorrectMany => view! { <CorrectMany corrections /> }.into_any(),
                                    Tool::Notes => view! { <AllNotes tools /> }.into_any(),
                                    Tool::Corrections => view! {
                                        <h2 id=HEADING_ID tabindex="-1">{m::corrections()}</h2>
                                        <CorrectionList corrections />
                                    }
                                    .into_any(),
                                    Tool::OneFile => view! { <OneFile /> }.into_any(),
                                }}
                            </div>
                        </div>
                    }
                })
        }}
    }
}
