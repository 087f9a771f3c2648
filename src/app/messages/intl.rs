//! Numbers, dates and plural categories as the browser's `Intl` writes them. English is written by this code itself, so
//! that it is the same in every browser and needs none.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl as Js, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::language::table;
use crate::model::Day;

const DAY_MS: f64 = 86_400_000.0;

/// How much of a date is written.
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

impl DateForm {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        const DAY: (&str, &str) = ("day", "numeric");
        const LONG: (&str, &str) = ("month", "long");
        const SHORT: (&str, &str) = ("month", "short");
        const YEAR: (&str, &str) = ("year", "numeric");
        match self {
            DateForm::Day => &[DAY, SHORT, YEAR],
            DateForm::DayMonth => &[DAY, SHORT],
            DateForm::LongDay => &[("weekday", "long"), DAY, LONG, YEAR],
            DateForm::LongMonth => &[LONG, YEAR],
            DateForm::Month => &[SHORT, YEAR],
            DateForm::MonthAlone => &[SHORT],
        }
    }
}

/// The browser's formatters for one language, made when they are first used.
pub struct Intl {
    code: &'static str,
    plurals: Js::PluralRules,
    numbers: Function,
    dates: RefCell<Vec<(DateForm, Function)>>,
}

impl Intl {
    /// The formatters for the language with this code.
    pub fn of(code: &'static str) -> Intl {
        let locales = locales(code);
        Intl {
            code,
            plurals: Js::PluralRules::new(&locales, &Object::new()),
            numbers: Js::NumberFormat::new(&locales, &Object::new()).format(),
            dates: RefCell::new(Vec::new()),
        }
    }

    /// The plural category of a number.
    pub fn category(&self, number: usize) -> String {
        self.plurals.select(number as f64).into()
    }

    fn date(&self, form: DateForm, day: Day) -> Option<String> {
        let mut dates = self.dates.borrow_mut();
        let known = dates.iter().find(|(known, _)| *known == form).map(|(_, format)| format.clone());
        let format = known.unwrap_or_else(|| {
            let options = Object::new();
            for (name, value) in form.options().iter().chain(&[("timeZone", "UTC")]) {
                Reflect::set(&options, &(*name).into(), &(*value).into()).ok();
            }
            let format = Js::DateTimeFormat::new(&locales(self.code), &options).format();
            dates.push((form, format.clone()));
            format
        });
        called(&format, &(f64::from(day.days_since_epoch()) * DAY_MS).into())
    }
}

fn locales(code: &str) -> Array {
    Array::of1(&code.into())
}

fn called(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

/// A number in the present language; none where that is English.
pub fn number(number: f64) -> Option<String> {
    called(&table()?.intl.numbers, &number.into())
}

/// A date in the present language; none where that is English.
pub fn date(form: DateForm, day: Day) -> Option<String> {
    table()?.intl.date(form, day)
}

/// The name of a language in the present one, by its code; none where that is English, or the browser knows none.
pub fn language(code: &str) -> Option<String> {
    let table = table()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok();
    let names = Reflect::construct(&names, &Array::of2(&locales(table.intl.code), &options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}
