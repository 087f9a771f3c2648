//! The desk's dialog.

use leptos::prelude::*;

use super::corrections::{ActorSheet, ArticleSheet, CorrectionList, Corrections};
use super::documents::Documents;
use super::one_file::OneFile;
use super::{Asked, Desk, HEADING_ID};
use crate::app::browser;
use crate::app::messages as m;

/// The dialog, while the desk is asked for something.
#[component]
pub fn Sheet() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let documents = Documents::new(desk);
    let corrections = Corrections::new(desk);
    Effect::new(move |_| {
        if let Some(dropped) = desk.dropped.try_update(Option::take).flatten() {
            documents.read(dropped.files());
        }
    });
    Effect::new(move |_| {
        if desk.asked.get().is_some() {
            browser::focus(HEADING_ID);
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !desk.is_busy.get_untracked() {
            event.stop_propagation();
            desk.close();
        }
    };
    view! {
        {move || {
            desk.asked
                .get()
                .map(|asked| {
                    view! {
                        <div class="dialog" role="dialog" aria-modal="true" aria-labelledby=HEADING_ID on:keydown=on_key>
                            <div class="dialog__sheet desk">
                                {match asked {
                                    Asked::Documents => documents.view().into_any(),
                                    Asked::Actor(id) => view! { <ActorSheet corrections id /> }.into_any(),
                                    Asked::Article(id) => view! { <ArticleSheet corrections id /> }.into_any(),
                                    Asked::Corrections => view! {
                                        <h2 id=HEADING_ID tabindex="-1">{m::corrections()}</h2>
                                        <CorrectionList corrections />
                                    }
                                    .into_any(),
                                    Asked::OneFile => view! { <OneFile /> }.into_any(),
                                }}
                            </div>
                        </div>
                    }
                })
        }}
    }
}
