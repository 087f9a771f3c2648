//! How a message becomes text: its wording in the current language, the plural form for a count, its placeholders filled.

use leptos::prelude::*;

use super::locale::{plural_form, translation};
use super::numbers::number;

/// The separator between the forms of a message.
pub const BETWEEN_FORMS: char = '|';

/// The value of a parameter.
pub enum Argument<'a> {
    /// A number. As the first value of a message that has forms it chooses one.
    Number(usize),
    /// Words.
    Text(&'a str),
}

/// The value of a parameter in a message that contains parts of the page.
pub enum ViewArgument {
    /// A number, as above.
    Number(usize),
    /// A part of the page.
    View(AnyView),
}

/// A message without places.
#[inline(never)]
pub fn plain(at: u16, english: &'static str) -> &'static str {
    translation().and_then(|translation| translation.texts.get(usize::from(at))).copied().unwrap_or(english)
}

/// A message with its places filled.
pub fn filled(at: u16, english: &'static str, places: &[&str], values: &[Argument]) -> String {
    let count = match values.first() {
        Some(Argument::Number(count)) => *count,
        _ => 0,
    };
    let mut text = String::new();
    each_piece(form(plain(at, english), count), |before, place| {
        text.push_str(before);
        match places.iter().position(|name| *name == place).and_then(|at| values.get(at)) {
            Some(Argument::Text(words)) => text.push_str(words),
            Some(Argument::Number(count)) => text.push_str(&number(*count)),
            None => {}
        }
    });
    text
}

/// A message with parts of the page in its places.
pub fn laid_out(at: u16, english: &'static str, mut parts: Vec<(&str, ViewArgument)>) -> Vec<AnyView> {
    let count = match parts.first() {
        Some((_, ViewArgument::Number(count))) => *count,
        _ => 0,
    };
    let mut views = Vec::new();
    each_piece(form(plain(at, english), count), |before, place| {
        if !before.is_empty() {
            views.push(before.into_any());
        }
        let Some(found) = parts.iter().position(|(name, _)| *name == place) else { return };
        views.push(match parts.swap_remove(found).1 {
            ViewArgument::View(view) => view,
            ViewArgument::Number(count) => number(count).into_any(),
        });
    });
    views
}

/// The form of a text that a count chooses.
fn form(text: &'static str, count: usize) -> &'static str {
    let Some((first, mut rest)) = text.split_once(BETWEEN_FORMS) else { return text };
    let wanted = plural_form(count);
    if wanted == 0 {
        return first;
    }
    // A count without a form of its own takes the last one.
    for _ in 1..wanted {
        let Some((_, after)) = rest.split_once(BETWEEN_FORMS) else { break };
        rest = after;
    }
    rest.split_once(BETWEEN_FORMS).map_or(rest, |(form, _)| form)
}

/// Passes on each parameter of a text with the text before it, and finally the remaining text with no parameter.
fn each_piece(text: &'static str, mut take: impl FnMut(&'static str, &'static str)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        take(before, place);
        rest = after;
    }
    take(rest, "");
}

/// Whether a text has this many forms, and each form has all these parameters and no others. The first parameter, if it
/// is a count that selects the form, may be missing from one form.
pub const fn fits(text: &str, places: &[&str], n_forms: usize, counts: bool) -> bool {
    let bytes = text.as_bytes();
    let mut seen = 0_u32;
    let mut forms = 1;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'|' => {
                if !is_all(seen, places.len(), counts) {
                    return false;
                }
                forms += 1;
                seen = 0;
            }
            b'{' => {
                let start = at + 1;
                while at < bytes.len() && bytes[at] != b'}' {
                    at += 1;
                }
                match position(bytes, start, at, places) {
                    Some(place) => seen |= 1 << place,
                    None => return false,
                }
            }
            _ => {}
        }
        at += 1;
    }
    is_all(seen, places.len(), counts) && forms == n_forms
}

const fn is_all(seen: u32, n_places: usize, counts: bool) -> bool {
    let all = (1 << n_places) - 1;
    seen == all || (counts && seen | 1 == all)
}

const fn position(bytes: &[u8], start: usize, end: usize, places: &[&str]) -> Option<usize> {
    let mut place = 0;
    while place < places.len() {
        let name = places[place].as_bytes();
        let mut at = 0;
        while at < name.len() && start + at < end && bytes[start + at] == name[at] {
            at += 1;
        }
        if at == name.len() && start + at == end {
            return Some(place);
        }
        place += 1;
    }
    None
}

/// A function for each message, and their list for the tests. English that does not fit its places does not compile.
macro_rules! messages {
    ($($name:ident $(($($place:ident: $kind:ident),+))? $(-> $views:ident)? = $one:literal $(| $other:literal)?;)+) => {
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        #[repr(u16)]
        enum Key {
            $($name),+
        }

        /// The number of messages.
        pub const COUNT: usize = [$(Key::$name),+].len();

        /// Every message: its name, its English, its places, and whether it has forms.
        #[cfg(test)]
        pub const ALL: &[(&str, &str, &[&str], bool)] = &[$((
            stringify!($name),
            concat!($one, $("|", $other)?),
            &[$($(stringify!($place)),+)?],
            $crate::app::messages::message::n_forms!($($other)?) > 1,
        )),+];

        $(
            const _: () = assert!($crate::app::messages::message::fits(
                concat!($one, $("|", $other)?),
                &[$($(stringify!($place)),+)?],
                $crate::app::messages::message::n_forms!($($other)?),
                $crate::app::messages::message::n_forms!($($other)?) > 1,
            ));
            $crate::app::messages::message::message!(
                $name, concat!($one, $("|", $other)?), ($($($place: $kind),+)?) $(-> $views)?
            );
        )+
    };
}

macro_rules! n_forms {
    () => {
        1
    };
    ($other:literal) => {
        2
    };
}

macro_rules! message {
    ($name:ident, $text:expr, ()) => {
        #[inline(always)]
        pub fn $name() -> &'static str {
            $crate::app::messages::message::plain(Key::$name as u16, $text)
        }
    };
    ($name:ident, $text:expr, ($($place:ident: $kind:ident),+)) => {
        pub fn $name($($place: $crate::app::messages::message::kind!($kind)),+) -> String {
            let values = [$($crate::app::messages::message::value!($kind, $place)),+];
            $crate::app::messages::message::filled(Key::$name as u16, $text, &[$(stringify!($place)),+], &values)
        }
    };
    ($name:ident, $text:expr, ($($place:ident: $kind:ident),+) -> views) => {
        pub fn $name($($place: $crate::app::messages::message::kind!($kind)),+) -> Vec<leptos::prelude::AnyView> {
            let parts = vec![$((stringify!($place), $crate::app::messages::message::part!($kind, $place))),+];
            $crate::app::messages::message::laid_out(Key::$name as u16, $text, parts)
        }
    };
}

macro_rules! kind {
    (count) => {
        usize
    };
    (number) => {
        usize
    };
    (text) => {
        &str
    };
    (view) => {
        leptos::prelude::AnyView
    };
}

macro_rules! value {
    (text, $place:ident) => {
        $crate::app::messages::message::Argument::Text($place)
    };
    ($kind:ident, $place:ident) => {
        $crate::app::messages::message::Argument::Number($place)
    };
}

macro_rules! part {
    (view, $place:ident) => {
        $crate::app::messages::message::ViewArgument::View($place)
    };
    ($kind:ident, $place:ident) => {
        $crate::app::messages::message::ViewArgument::Number($place)
    };
}

pub(in crate::app::messages) use {kind, message, messages, n_forms, part, value};

#[cfg(test)]
mod tests {
    use super::fits;
    use crate::app::messages as m;

    #[test]
    fn english_chooses_its_form_and_fills_its_places() {
        assert_eq!(m::count_articles(1), "1 article");
        assert_eq!(m::count_articles(12_500), "12,500 articles");
        assert_eq!(m::filter_on("28 Apr 2025"), "on 28 Apr 2025");
        assert_eq!(m::close(), "Close");
    }

    #[test]
    fn a_text_must_have_its_places_in_each_form() {
        assert!(fits("{n} of {all}|{n} of {all}", &["n", "all"], 2, true));
        assert!(fits("one of {all}|{n} of {all}", &["n", "all"], 2, true), "a count may stand in words");
        for (text, n_forms) in [("{n} of {all}", 2), ("{n}|{n} of {all}", 2), ("{n} of {al}", 1), ("{n} {all} {x}", 1)]
        {
            assert!(!fits(text, &["n", "all"], n_forms, n_forms > 1), "{text}");
        }
    }
}
