//! A button that puts text on the clipboard and says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::messages as m;

/// How long the button shows its confirmation, in milliseconds.
const TELLING_MS: u32 = 2_000;

/// A quiet button that copies.
#[component]
pub fn CopyButton(
    /// The button's words.
    label: &'static str,
    /// The text to copy, made when the button is pressed.
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let told = RwSignal::new(None);
    let copy = move |_| {
        let text = text();
        spawn_local(async move {
            told.set(Some(if browser::copy(&text).await.is_ok() { m::copied() } else { m::copied_not() }));
            browser::after_ms(TELLING_MS, move || {
                told.try_set(None);
            })
            .forget();
        });
    };
    view! {
        <button type="button" class="quiet" on:click=copy aria-live="polite">
            {move || told.get().unwrap_or(label).to_owned()}
        </button>
    }
}
