//! The progress of reading a selection through.

use leptos::prelude::*;

use crate::app::format::labels;
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader};

/// The progress of reading, with a button to stop it. The final message takes the same place, so that nothing below
/// moves.
#[component]
pub fn ReadingBar(
    /// The reading.
    reading: SelectionReader,
) -> impl IntoView {
    move || match reading.stage.get() {
        ReadingStage::Waiting => ().into_any(),
        ReadingStage::Beginning => view! { <p class="reading"></p> }.into_any(),
        ReadingStage::Done(total) => view! { <p class="reading">{m::reading_done(total)}</p> }.into_any(),
        ReadingStage::Reading(done, total) => {
            let told = m::reading_of(total, done);
            view! {
                <p class="reading">
                    <progress aria-label=m::articles_read() max=total.to_string() value=done.to_string()></progress>
                    <span>{told}</span>
                    <button type="button" class="quiet" on:click=move |_| reading.stop()>{m::stop()}</button>
                </p>
            }
            .into_any()
        }
        ReadingStage::Stopped(done, total) => {
            let told = m::reading_stopped(total, done);
            view! {
                <p class="reading">
                    <span>{told}</span>
                    <button type="button" class="quiet" on:click=move |_| reading.again()>{m::read_all()}</button>
                </p>
            }
            .into_any()
        }
        ReadingStage::Failed(problem) => view! {
            <p class="reading" role="alert">
                <span>{m::reading_failed(&labels::error(&problem))}</span>
                <button type="button" class="quiet" on:click=move |_| reading.again()>{m::try_again()}</button>
            </p>
        }
        .into_any(),
    }
}
