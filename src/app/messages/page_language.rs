//! The language that the page is shown in, as all views know it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::language::InterfaceLanguage;
use super::locale::set_translation;
use super::{english, load};
use crate::app::browser;

/// The setting in which the browser keeps the chosen language.
const SETTING: &str = "language";

/// The language that the page is shown in, for all views.
#[derive(Clone, Copy)]
pub struct PageLanguage {
    language: RwSignal<InterfaceLanguage>,
}

impl PageLanguage {
    /// Provides the language to all views below; English until [`PageLanguage::restore`] is done.
    pub fn provide() -> PageLanguage {
        let page_language = PageLanguage { language: RwSignal::new(InterfaceLanguage::English) };
        provide_context(page_language);
        page_language
    }

    /// The language, tracked.
    pub fn get(self) -> InterfaceLanguage {
        self.language.get()
    }

    /// Switches to the language chosen before, else to the first of the reader's languages that the page has.
    pub async fn restore(self) {
        let chosen = browser::setting(SETTING);
        let wanted = chosen.map_or_else(browser::languages, |chosen| vec![chosen]);
        self.switch(InterfaceLanguage::first_known(wanted.iter().map(String::as_str))).await;
    }

    /// Switches to another language, keeps the choice in this browser, and calls `then` afterwards.
    pub fn choose(self, language: InterfaceLanguage, then: impl FnOnce() + 'static) {
        browser::keep_setting(SETTING, language.code());
        spawn_local(async move {
            self.switch(language).await;
            then();
        });
    }

    /// Switches to a language; the page stays as it is if the language's file cannot be fetched.
    async fn switch(self, language: InterfaceLanguage) {
        if language == self.language.get_untracked() {
            return;
        }
        let translation = if language == InterfaceLanguage::English { None } else { load::translation(language).await };
        if translation.is_none() && language != InterfaceLanguage::English {
            return;
        }
        set_translation(translation);
        browser::set_language(language.code(), language.direction());
        browser::set_text("broken-title", english::broken());
        browser::set_text("broken-what", english::broken_what());
        browser::set_text("broken-again", english::broken_again());
        browser::set_text("broken-remedy", english::broken_remedy());
        self.language.set(language);
    }
}
