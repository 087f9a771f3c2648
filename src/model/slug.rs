//! Ids made from names.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A lower-case ASCII slug of a name: words joined by `-`, accents dropped; empty where no letter or digit is Latin.
///
/// `slug("Workers’ Party of Korea")` is `workers-party-of-korea`.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    let latin = name.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | 'ʼ'));
    for c in latin.flat_map(spelled_out) {
        if c.is_ascii_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    slug
}

/// Letters that Unicode does not decompose, spelled as their languages spell them without the letter.
fn spelled_out(c: char) -> impl Iterator<Item = char> {
    let text = match c {
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => "",
    };
    text.chars().chain(text.is_empty().then_some(c))
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
