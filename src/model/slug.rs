//! Ids made from names.

use super::fold;

/// A lower-case ASCII slug of a name: words joined by `-`, accents dropped; empty where no letter or digit is Latin.
///
/// `slug("Workers’ Party of Korea")` is `workers-party-of-korea`.
pub fn slug(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    name.chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ')).for_each(|c| fold(c, &mut folded));
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("Kim Jong Un", "kim-jong-un"),
            ("Workers’ Party of Korea", "workers-party-of-korea"),
            ("Volodymyr Zelenskyy", "volodymyr-zelenskyy"),
            ("  Recep Tayyip Erdoğan ", "recep-tayyip-erdogan"),
            ("Małgorzata Straßer", "malgorzata-strasser"),
            ("AT&T", "at-t"),
            ("조선중앙통신", ""),
        ] {
            assert_eq!(slug(name), id);
        }
    }
}
