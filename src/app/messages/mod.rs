//! The texts of the page, in the reader's language.
//!
//! A message is a function: `m::close()`, `m::count_articles(5)`. Its English is in `english.rs` and compiled into the code
//! that uses it; each other language is a file that is fetched when it is chosen. Messages are not reactive: when the
//! language changes, the whole page is redrawn.

mod english;
mod intl;
mod language;
mod load;
mod locale;
mod message;
mod numbers;
mod page_language;

pub use english::*;
pub use language::InterfaceLanguage;
pub use locale::{DateForm, current_language, intl_date, intl_language, intl_number};
pub use numbers::number;
pub use page_language::PageLanguage;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::english::ALL;
    use super::message::fits;
    use super::*;

    /// The plural categories that whole numbers have in each language, by Unicode's CLDR; of French and Spanish without
    /// `many`, which is for millions in words alone.
    const CATEGORIES: [(InterfaceLanguage, &[&str]); 8] = [
        (InterfaceLanguage::German, &["one", "other"]),
        (InterfaceLanguage::English, &["one", "other"]),
        (InterfaceLanguage::Spanish, &["one", "other"]),
        (InterfaceLanguage::French, &["one", "other"]),
        (InterfaceLanguage::Slovak, &["one", "few", "other"]),
        (InterfaceLanguage::Russian, &["one", "few", "many"]),
        (InterfaceLanguage::Ukrainian, &["one", "few", "many"]),
        (InterfaceLanguage::Korean, &["other"]),
    ];

    fn folder() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/messages"))
    }

    /// The file of each language but English: its plural categories, and its texts by the names of their messages.
    fn files() -> Vec<(InterfaceLanguage, Vec<String>, Vec<(String, String)>)> {
        let file = |language: InterfaceLanguage| {
            let path = folder().join(format!("{}.tsv", language.code()));
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let split = |line: &str| line.split_once('\t').map(|(name, text)| (name.to_owned(), text.to_owned()));
            let mut lines: Vec<(String, String)> = text.lines().map(|line| split(line).expect(line)).collect();
            let (name, forms) = lines.remove(0);
            assert_eq!(name, "plural forms", "{language:?}");
            (language, forms.split(" | ").map(str::to_owned).collect(), lines)
        };
        InterfaceLanguage::ALL
            .into_iter()
            .filter(|language| *language != InterfaceLanguage::English)
            .map(file)
            .collect()
    }

    #[test]
    fn every_language_has_a_file_and_every_file_a_language() {
        let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let found: BTreeSet<String> = names.filter(|name| name.ends_with(".tsv")).collect();
        let others = InterfaceLanguage::ALL.into_iter().filter(|language| *language != InterfaceLanguage::English);
        assert_eq!(found, others.map(|language| format!("{}.tsv", language.code())).collect());
        assert_eq!(
            InterfaceLanguage::ALL.map(InterfaceLanguage::name).into_iter().collect::<BTreeSet<_>>().len(),
            InterfaceLanguage::ALL.len()
        );
    }

    #[test]
    fn the_messages_are_in_the_order_of_their_names() {
        assert!(ALL.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn every_language_has_every_message_and_no_other() {
        let names: Vec<&str> = ALL.iter().map(|message| message.0).collect();
        for (language, _, texts) in files() {
            let has: BTreeSet<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
            let wanted: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(has.difference(&wanted).collect::<Vec<_>>(), Vec::<&&str>::new(), "{language:?} has more");
            assert_eq!(wanted.difference(&has).collect::<Vec<_>>(), Vec::<&&str>::new(), "{language:?} has not");
            let order: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(order, names, "{language:?} is in another order");
        }
    }

    #[test]
    fn every_text_has_its_places_in_every_form() {
        for (language, forms, texts) in files() {
            for ((name, text), (_, _, places, has_forms)) in texts.iter().zip(ALL) {
                let n_forms = if *has_forms { forms.len() } else { 1 };
                let packed = text.replace(" | ", "|");
                assert!(fits(&packed, places, n_forms, *has_forms), "{language:?}, {name}: {text}");
                for form in packed.split('|') {
                    assert!(!form.is_empty() && form.trim_end() == form, "{language:?}, {name}: `{form}`");
                    assert!(!form.contains('"'), "{language:?} has quotation marks of its own, {name}: {form}");
                }
            }
        }
    }

    /// Text in the code of the page that is the same in every language.
    const NO_MESSAGES: [&str; 2] = ["\"Dateline", "\"dateline build DOCUMENTS"];

    #[test]
    fn the_views_say_nothing_but_messages() {
        let mut folders = vec![folder().parent().unwrap().to_owned()];
        let mut literal = Vec::new();
        while let Some(next) = folders.pop() {
            for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.extend(Some(path).filter(|path| path != folder()));
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap_or_default();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let said =
                    code.lines().filter(|line| says(line) && !NO_MESSAGES.iter().any(|known| line.contains(known)));
                literal.extend(said.map(|line| format!("{}: {}", path.display(), line.trim())));
            }
        }
        assert!(literal.is_empty(), "these are no messages:\n{}", literal.join("\n"));
        for line in
            ["<p>\"Hello\"</p>", "    \"Hello there\"", "<input aria-label=\"Name\" />", "<Row label=\"All\" />"]
        {
            assert!(says(line), "{line}");
        }
    }

    /// Whether a line of a view shows words that stand in the code, as a text or in an attribute for people.
    fn says(line: &str) -> bool {
        let line = line.trim();
        let begins = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic());
        let is_text = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).is_some_and(begins);
        let shows = |mark: &str| line.split(mark).skip(1).any(begins);
        let attributes = ["aria-label", "aria-description", "placeholder", " title", " label"];
        is_text || shows(">\"") || attributes.iter().any(|name| shows(&format!("{name}=\"")))
    }

    #[test]
    fn every_language_has_the_plural_forms_of_whole_numbers() {
        for (language, forms, _) in files() {
            let (_, known) = CATEGORIES.iter().find(|(of, _)| *of == language).unwrap();
            assert_eq!(forms, *known, "{language:?}");
        }
    }
}
