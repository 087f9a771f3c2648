//! The languages other than English, whose code and texts are fetched when one of them is chosen.

use std::cell::RefCell;
use std::pin::Pin;

use leptos::wasm_split::SplitLoaderError;

use super::english;
use super::intl::Intl;
use super::language::InterfaceLanguage;
use super::locale::Translation;
use super::message::BETWEEN_FORMS;
use crate::app::browser;
use crate::app::split::part;

/// The beginning of the name of a language's file, before its code.
const FILE: &str = "language-";

thread_local! {
    static LOADED: RefCell<Vec<&'static Translation>> = const { RefCell::new(Vec::new()) };
}

type TranslationFuture = Pin<Box<dyn Future<Output = Option<&'static Translation>>>>;

part! { language:
    fn loading(language: InterfaceLanguage) -> Result<TranslationFuture, SplitLoaderError> {
    Ok(Box::pin(load(language)))
}
}

/// The data of a language; `None` if it cannot be fetched.
pub async fn translation(language: InterfaceLanguage) -> Option<&'static Translation> {
    loading(language).await.ok()?.await
}

/// Fetches what a language needs, once. It stays as long as the page does.
async fn load(language: InterfaceLanguage) -> Option<&'static Translation> {
    let known = |loaded: &RefCell<Vec<&'static Translation>>| {
        loaded.borrow().iter().find(|translation| translation.language == language).copied()
    };
    if let Some(translation) = LOADED.with(known) {
        return Some(translation);
    }
    let start = format!("{FILE}{}-", language.code());
    let names = browser::meta("languages").unwrap_or_default();
    let name = names.split(' ').find(|name| name.starts_with(&start))?;
    let text = browser::file_of_viewer(&format!("{name}.txt")).await.and_then(|bytes| String::from_utf8(bytes).ok())?;
    let (categories, texts) = read(Box::leak(text.into_boxed_str()))?;
    let formats = Box::new(Intl::new(language.code(), categories));
    let translation: &'static Translation = Box::leak(Box::new(Translation { language, texts, formats }));
    LOADED.with(|loaded| loaded.borrow_mut().push(translation));
    Some(translation)
}

/// The plural categories and the messages in a language's file, if their number is right.
fn read(text: &'static str) -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    let mut lines = text.lines();
    let categories = lines.next()?.split(BETWEEN_FORMS).collect();
    let texts: Vec<&str> = lines.collect();
    (texts.len() == english::COUNT).then_some((categories, texts))
}

#[cfg(test)]
mod tests {
    use super::{english, read};

    #[test]
    fn a_file_with_another_number_of_messages_is_not_taken() {
        assert!(read("one|other\nonly one").is_none());
        let whole: String = format!("one|few\n{}", "text\n".repeat(english::COUNT));
        let (categories, texts) = read(Box::leak(whole.into_boxed_str())).unwrap();
        assert_eq!((categories, texts.len()), (vec!["one", "few"], english::COUNT));
    }
}
