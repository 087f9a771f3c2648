//! Numbers, dates and plural categories as the browser's `Intl` writes them.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl as Js, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::locale::{DateForm, LanguageFormats};
use crate::model::Day;

const DAY_MS: f64 = 86_400_000.0;

/// The parts of the browser's `Intl` that the page uses.
fn options(form: DateForm) -> &'static [(&'static str, &'static str)] {
    const DAY: (&str, &str) = ("day", "numeric");
    const LONG: (&str, &str) = ("month", "long");
    const SHORT: (&str, &str) = ("month", "short");
    const YEAR: (&str, &str) = ("year", "numeric");
    match form {
        DateForm::Day => &[DAY, SHORT, YEAR],
        DateForm::DayMonth => &[DAY, SHORT],
        DateForm::LongDay => &[("weekday", "long"), DAY, LONG, YEAR],
        DateForm::LongMonth => &[LONG, YEAR],
        DateForm::Month => &[SHORT, YEAR],
        DateForm::MonthAlone => &[SHORT],
    }
}

/// The browser's formatters for one language, those of dates made when they are first used.
pub struct Intl {
    code: &'static str,
    /// The plural categories of whole numbers, in the order of the forms.
    categories: Vec<&'static str>,
    plurals: Js::PluralRules,
    numbers: Function,
    dates: RefCell<Vec<(DateForm, Function)>>,
}

impl Intl {
    /// The formatters for the language with this code, whose messages have forms for these plural categories.
    pub fn new(code: &'static str, categories: Vec<&'static str>) -> Intl {
        let locales = locales(code);
        Intl {
            code,
            categories,
            plurals: Js::PluralRules::new(&locales, &Object::new()),
            numbers: Js::NumberFormat::new(&locales, &Object::new()).format(),
            dates: RefCell::new(Vec::new()),
        }
    }
}

impl LanguageFormats for Intl {
    fn plural_form(&self, count: usize) -> usize {
        let category = String::from(self.plurals.select(count as f64));
        self.categories.iter().position(|known| *known == category).unwrap_or(self.categories.len())
    }

    fn number(&self, number: f64) -> Option<String> {
        called(&self.numbers, &number.into())
    }

    fn date(&self, form: DateForm, day: Day) -> Option<String> {
        let mut dates = self.dates.borrow_mut();
        let known = dates.iter().find(|(known, _)| *known == form).map(|(_, format)| format.clone());
        let format = known.unwrap_or_else(|| {
            let asked = Object::new();
            for (name, value) in options(form).iter().chain(&[("timeZone", "UTC")]) {
                Reflect::set(&asked, &(*name).into(), &(*value).into()).ok();
            }
            let format = Js::DateTimeFormat::new(&locales(self.code), &asked).format();
            dates.push((form, format.clone()));
            format
        });
        called(&format, &(f64::from(day.days_since_epoch()) * DAY_MS).into())
    }

    fn language(&self, code: &str) -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let asked = Object::new();
        Reflect::set(&asked, &"type".into(), &"language".into()).ok();
        let names = Reflect::construct(&names, &Array::of2(&locales(self.code), &asked)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    }
}

fn locales(code: &str) -> Array {
    Array::of1(&code.into())
}

fn called(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}
