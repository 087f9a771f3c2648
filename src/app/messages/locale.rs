//! The current language: its texts, its plural forms, and how it writes numbers, dates and names of languages.
//!
//! English needs none of this: its texts are in the code, and the page formats its numbers and dates itself, so that they
//! are the same in every browser.

use std::cell::Cell;

use super::language::InterfaceLanguage;
use crate::model::Day;

/// Which parts of a date are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// Day, short month and year.
    Day,
    /// Day and short month.
    DayMonth,
    /// Weekday, day, month and year.
    LongDay,
    /// Month and year.
    LongMonth,
    /// Short month and year.
    Month,
    /// Short month alone.
    MonthAlone,
}

/// The conventions of a language other than English.
pub trait LanguageFormats {
    /// Which form of a message a count takes, from 0.
    fn plural_form(&self, count: usize) -> usize;

    /// A number.
    fn number(&self, number: f64) -> Option<String>;

    /// A date.
    fn date(&self, form: DateForm, day: Day) -> Option<String>;

    /// The name of a language, by its BCP 47 code.
    fn language(&self, code: &str) -> Option<String>;
}

/// A language other than English, loaded.
pub struct Translation {
    /// Which language it is.
    pub language: InterfaceLanguage,
    /// The messages, in the order of their names.
    pub texts: Vec<&'static str>,
    /// The language's conventions.
    pub formats: Box<dyn LanguageFormats>,
}

thread_local! {
    static CURRENT: Cell<Option<&'static Translation>> = const { Cell::new(None) };
}

/// The translation that the page is shown in; none for English.
pub fn translation() -> Option<&'static Translation> {
    CURRENT.get()
}

/// Shows the page in a translation from now on, or in English.
pub fn set_translation(translation: Option<&'static Translation>) {
    CURRENT.set(translation);
}

/// The language that the page is shown in.
pub fn current_language() -> InterfaceLanguage {
    translation().map_or(InterfaceLanguage::English, |translation| translation.language)
}

/// Which form of a message a count takes, from 0.
pub fn plural_form(count: usize) -> usize {
    translation().map_or(usize::from(count != 1), |translation| translation.formats.plural_form(count))
}

/// A number in the current language; none for English.
pub fn intl_number(number: f64) -> Option<String> {
    translation()?.formats.number(number)
}

/// A date in the current language; none for English.
pub fn intl_date(form: DateForm, day: Day) -> Option<String> {
    translation()?.formats.date(form, day)
}

/// The name of a language in the current language, by its BCP 47 code; none for English, or if the browser does not know
/// it.
pub fn intl_language(code: &str) -> Option<String> {
    translation()?.formats.language(code)
}
