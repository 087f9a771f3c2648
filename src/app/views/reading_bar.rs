//! The progress of reading a selection through.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::app::state::{Reading, Stage};

/// How far a reading is, with the means to stop it. What it says at the end stands where the rest did, so that nothing
/// below is moved.
#[component]
pub fn ReadingBar(
    /// The reading.
    reading: Reading,
) -> impl IntoView {
    move || match reading.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Beginning => view! { <p class="reading"></p> }.into_any(),
        Stage::Done(total) => view! { <p class="reading">{m::reading_done(total)}</p> }.into_any(),
        Stage::Reading(done, total) => {
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
        Stage::Stopped(done, total) => {
            let told = m::reading_stopped(total, done);
            view! {
                <p class="reading">
                    <span>{told}</span>
                    <button type="button" class="quiet" on:click=move |_| reading.again()>{m::read_all()}</button>
                </p>
            }
            .into_any()
        }
        Stage::Failed(problem) => view! {
            <p class="reading" role="alert">
                <span>{m::reading_failed(&problem)}</span>
                <button type="button" class="quiet" on:click=move |_| reading.again()>{m::try_again()}</button>
            </p>
        }
        .into_any(),
    }
}
