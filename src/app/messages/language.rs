//! The languages of the page, and the one that it speaks now.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::english;
use super::intl::Intl;
use super::say::BETWEEN_FORMS;
use crate::app::browser;

/// Where the browser keeps the language that was chosen.
const SETTING: &str = "language";

/// What the name of a language's file begins with, before its code.
const FILE: &str = "language-";

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

/// What a language's file says, with the browser's own formatters for it.
pub struct Table {
    language: Language,
    /// The plural categories of whole numbers, in the order of the forms.
    categories: Vec<&'static str>,
    /// The messages, in the order of their names.
    pub texts: Vec<&'static str>,
    /// Numbers and dates.
    pub intl: Intl,
}

thread_local! {
    static NOW: Cell<Option<&'static Table>> = const { Cell::new(None) };
    static LOADED: RefCell<Vec<&'static Table>> = const { RefCell::new(Vec::new()) };
}

/// The present language's table; none where it is English.
pub fn table() -> Option<&'static Table> {
    NOW.get()
}

/// Which form of a message a count chooses.
pub fn form_of(count: usize) -> usize {
    let Some(table) = table() else { return usize::from(count != 1) };
    let category = table.intl.category(count);
    table.categories.iter().position(|known| *known == category).unwrap_or(usize::MAX)
}

/// The plural categories and the messages of a language's file, where it has as many as there are.
fn read(text: &'static str) -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    let mut lines = text.lines();
    let categories = lines.next()?.split(BETWEEN_FORMS).collect();
    let texts: Vec<&str> = lines.collect();
    (texts.len() == english::COUNT).then_some((categories, texts))
}

/// Fetches what a language needs, once. It stays as long as the page does.
async fn load(language: Language) -> Option<&'static Table> {
    let loaded = |loaded: &RefCell<Vec<&'static Table>>| {
        loaded.borrow().iter().find(|table| table.language == language).copied()
    };
    if let Some(table) = LOADED.with(loaded) {
        return Some(table);
    }
    let start = format!("{FILE}{}-", language.code());
    let names = browser::meta("languages").unwrap_or_default();
    let name = names.split(' ').find(|name| name.starts_with(&start))?;
    let text = browser::file_of_viewer(&format!("{name}.txt")).await.and_then(|bytes| String::from_utf8(bytes).ok())?;
    let (categories, texts) = read(Box::leak(text.into_boxed_str()))?;
    let table: &'static Table =
        Box::leak(Box::new(Table { language, categories, texts, intl: Intl::of(language.code()) }));
    LOADED.with(|loaded| loaded.borrow_mut().push(table));
    Some(table)
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
        let table = match language {
            Language::English => None,
            language => match load(language).await {
                Some(table) => Some(table),
                None => return,
            },
        };
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

    #[test]
    fn a_file_with_another_number_of_messages_is_not_taken() {
        assert!(read("one|other\nonly one").is_none());
        let whole: String = format!("one|few\n{}", "text\n".repeat(english::COUNT));
        let (categories, texts) = read(Box::leak(whole.into_boxed_str())).unwrap();
        assert_eq!((categories, texts.len()), (vec!["one", "few"], english::COUNT));
    }
}
