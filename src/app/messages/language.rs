//! The languages of the page, and the one that it speaks now.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{DateForm, english, load};
use crate::app::browser;
use crate::model::Day;

/// Where the browser keeps the language that was chosen.
const SETTING: &str = "language";

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// German.
    German,
    /// English, which needs no file.
    English,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Slovak.
    Slovak,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// Korean.
    Korean,
}

impl Language {
    /// Every language, by its own name.
    pub const ALL: [Language; 8] = [
        Language::German,
        Language::English,
        Language::Spanish,
        Language::French,
        Language::Slovak,
        Language::Russian,
        Language::Ukrainian,
        Language::Korean,
    ];

    /// Its BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
            Language::Spanish => "es",
            Language::French => "fr",
            Language::Slovak => "sk",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
            Language::Korean => "ko",
        }
    }

    /// Its name, in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::German => "Deutsch",
            Language::English => "English",
            Language::Spanish => "Español",
            Language::French => "Français",
            Language::Slovak => "Slovenčina",
            Language::Russian => "Русский",
            Language::Ukrainian => "Українська",
            Language::Korean => "한국어",
        }
    }

    /// The one that the page speaks now.
    pub fn now() -> Language {
        table().map_or(Language::English, |table| table.language)
    }

    /// The way in which it is written, as HTML names it. No language here is written from right to left yet.
    fn direction(self) -> &'static str {
        "ltr"
    }

    /// The first known one of a reader's languages, as the browser lists them; English where none is known.
    fn first_known<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Language {
        let primary = |tag: &'a str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let known = |tag: &'a str| Language::ALL.into_iter().find(|language| language.code() == primary(tag));
        wanted.into_iter().find_map(known).unwrap_or(Language::English)
    }
}

/// A language other than English: its messages, and how it writes what no message says.
pub struct Table {
    /// Which it is.
    pub language: Language,
    /// The messages, in the order of their names.
    pub texts: Vec<&'static str>,
    /// Numbers, dates and names.
    pub manner: Box<dyn Manner>,
}

/// How a language writes what no message says.
pub trait Manner {
    /// Which form of a message a count chooses.
    fn form_of(&self, count: usize) -> usize;

    /// A number.
    fn number(&self, number: f64) -> Option<String>;

    /// A date.
    fn date(&self, form: DateForm, day: Day) -> Option<String>;

    /// The name of a language, by its code.
    fn language(&self, code: &str) -> Option<String>;

    /// What is wrong with the words of a search, by its English.
    fn problem(&self, english: &str) -> Option<&'static str>;
}

thread_local! {
    static NOW: Cell<Option<&'static Table>> = const { Cell::new(None) };
}

/// The present language's table; none where it is English.
pub fn table() -> Option<&'static Table> {
    NOW.get()
}

/// Which form of a message a count chooses.
pub fn form_of(count: usize) -> usize {
    table().map_or(usize::from(count != 1), |table| table.manner.form_of(count))
}

/// The language of the page, for all views.
#[derive(Clone, Copy)]
pub struct Speech {
    language: RwSignal<Language>,
}

impl Speech {
    /// Offers the language to all views below; English until [`Speech::begin`] has ended.
    pub fn provide() -> Speech {
        let speech = Speech { language: RwSignal::new(Language::English) };
        provide_context(speech);
        speech
    }

    /// The language, followed.
    pub fn get(self) -> Language {
        self.language.get()
    }

    /// Speaks the language that was chosen before, else the first known one of the reader's.
    pub async fn begin(self) {
        let chosen = browser::setting(SETTING);
        let wanted = chosen.map_or_else(browser::languages, |chosen| vec![chosen]);
        self.speak(Language::first_known(wanted.iter().map(String::as_str))).await;
    }

    /// Speaks another language from now on, and in this browser from then on; `then` is called when it does.
    pub fn choose(self, language: Language, then: impl FnOnce() + 'static) {
        browser::keep_setting(SETTING, language.code());
        spawn_local(async move {
            self.speak(language).await;
            then();
        });
    }

    /// Where the language's file cannot be had, the page goes on speaking as it did.
    async fn speak(self, language: Language) {
        if language == self.language.get_untracked() {
            return;
        }
        let table = if language == Language::English { None } else { load::table(language).await };
        if table.is_none() && language != Language::English {
            return;
        }
        NOW.set(table);
        browser::set_language(language.code(), language.direction());
        browser::set_text("broken-title", english::broken());
        browser::set_text("broken-what", english::broken_what());
        browser::set_text("broken-again", english::broken_again());
        browser::set_text("broken-remedy", english::broken_remedy());
        self.language.set(language);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_a_reader_is_taken() {
        for (wanted, taken) in [
            (vec!["de-AT", "en"], Language::German),
            (vec!["ja", "KO-kr"], Language::Korean),
            (vec!["en-GB", "fr"], Language::English),
            (vec!["ja"], Language::English),
            (vec![], Language::English),
        ] {
            assert_eq!(Language::first_known(wanted.iter().copied()), taken, "{wanted:?}");
        }
    }
}
