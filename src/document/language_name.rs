//! Names of languages, as exports and services write them: `ENGLISH`, `Deutsch`, `fre`, `en_GB`.

use crate::language::{LANGUAGE_NAMES, entries};

/// The BCP 47 code of a language; `None` if the name is unknown.
pub(super) fn code_of(name: &str) -> Option<String> {
    // Some exports write the name twice, in two languages.
    let first = name.split([';', ',', '/', '|', '(']).map(str::trim).find(|name| !name.is_empty())?;
    let lower = first.to_lowercase();
    let is_named = |words: &str| words.split_whitespace().any(|word| word.replace('-', " ") == lower);
    if let Some(entry) = entries(LANGUAGE_NAMES).find(|entry| is_named(entry.text)) {
        return Some(entry.language.to_owned());
    }
    let primary = lower.split(['-', '_']).next().unwrap_or_default();
    let is_code = (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && first.len() <= 35
        && first.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_code.then(|| first.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_language_is_known_by_its_name_or_its_code() {
        for (name, code) in [
            ("ENGLISH", Some("en")),
            ("Deutsch", Some("de")),
            ("GERMAN; DEUTSCH", Some("de")),
            ("한국어", Some("ko")),
            ("fre", Some("fr")),
            ("en_GB", Some("en-GB")),
            ("pt-BR", Some("pt-BR")),
            ("zh", Some("zh")),
            ("Traditional Chinese", Some("zh")),
            ("Klingonese", None),
            ("", None),
        ] {
            assert_eq!(code_of(name).as_deref(), code, "{name}");
        }
    }
}
