//! The choice of the page's language.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::messages::{self as m, InterfaceLanguage, PageLanguage, current_language};

/// The id of the choice, which keeps the focus when the page is redrawn.
const LANGUAGE_ID: &str = "language";

/// Every language by its own name.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let page_language = expect_context::<PageLanguage>();
    let now = current_language();
    let choose = move |event| {
        let code = event_target_value(&event);
        if let Some(language) = InterfaceLanguage::ALL.into_iter().find(|language| language.code() == code) {
            page_language.choose(language, || browser::focus(LANGUAGE_ID));
        }
    };
    let options = InterfaceLanguage::ALL.map(|language| {
        view! {
            <option value=language.code() lang=language.code() selected=language == now>
                {language.name()}
            </option>
        }
    });
    view! {
        <select id=LANGUAGE_ID class="language" aria-label=m::language() on:change=choose>
            {options.into_iter().collect_view()}
        </select>
    }
}
