//! Lists to choose from: the countries of a form, as they remain in a text when the form around them is lost.

use crate::text::fold;

/// The minimum number of words of a list. A shorter one may be a row of names.
const MIN_WORDS: usize = 60;

/// The share of words that begin with a capital letter, in percent: in lists, "and" and "of" do not.
const MIN_CAPITALS: usize = 75;

/// The share of words that stand in the order of the alphabet, in percent. Names of several words disturb the order; words
/// in no order reach some 30 percent.
const MIN_ORDERED: usize = 60;

/// The minimum number of words for each comma. A list of a text has more commas: only "Korea, Republic of" has one here.
const MIN_WORDS_PER_COMMA: usize = 12;

/// Whether a list to choose from takes up at least half of a text: many names in the order of the alphabet, with no
/// sentence and hardly a comma between them.
pub fn is_choice_list(text: &str) -> bool {
    // A word has a letter and a space at least; most blocks are too short.
    if text.len() < 2 * MIN_WORDS - 1 {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut n_listed = 0;
    for part in words.split_inclusive(|word| ends_sentence(word)) {
        // The last sentence before the list, or the first one after it, may share a part with it.
        let n_commas = part.iter().filter(|word| word.ends_with([',', '،', '、'])).count();
        if part.len() >= MIN_WORDS && n_commas * MIN_WORDS_PER_COMMA <= part.len() && is_ordered(part) {
            n_listed += part.len();
        }
    }
    n_listed * 2 >= words.len().max(1)
}

fn ends_sentence(word: &str) -> bool {
    // "St." and "U.S." are parts of names.
    word.ends_with(['!', '?', ';', '。', '।', '؟'])
        || word.strip_suffix(['.', ':']).is_some_and(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() > 3)
}

/// Whether most words begin with capital letters, and most of these are in the order of the alphabet.
fn is_ordered(words: &[&str]) -> bool {
    let capitals = words.iter().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let initials: Vec<char> = capitals.filter(|c| c.is_uppercase()).map(base_letter).collect();
    // The longest part in order: for each length, the smallest letter that it can end with.
    let mut ends: Vec<char> = Vec::new();
    for initial in &initials {
        let at = ends.partition_point(|end| end <= initial);
        match ends.get_mut(at) {
            Some(end) => *end = *initial,
            None => ends.push(*initial),
        }
    }
    initials.len() * 100 >= words.len() * MIN_CAPITALS && ends.len() * 100 >= initials.len() * MIN_ORDERED
}

/// A letter without its accent: lists sort "Ä" as "A".
fn base_letter(letter: char) -> char {
    let mut base = String::new();
    fold(letter, &mut base);
    base.chars().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::is_choice_list;

    const COUNTRIES: &str = "United States of America Afghanistan Albania Algeria American Samoa Andorra Angola Antigua and \
        Barbuda Argentina Armenia Aruba Australia Austria Azerbaijan Bahamas Bahrain Bangladesh Barbados Belarus Belgium \
        Belize Benin Bermuda Bhutan Bolivia Bosnia Botswana Brazil Brunei Bulgaria Burundi Cambodia Cameroon Canada Chad \
        Chile China Colombia Comoros Congo Congo, Democratic Republic of Cuba Cyprus Denmark Djibouti Dominica Ecuador Egypt Eritrea Estonia Ethiopia Fiji \
        Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada Guam St. Helena Honduras Hungary Iceland";

    const LÄNDER: &str = "Afghanistan Ägypten Albanien Algerien Andorra Angola Äquatorialguinea Argentinien Armenien \
        Aserbaidschan Äthiopien Australien Bahamas Bahrain Bangladesch Barbados Belarus Belgien Belize Benin Bhutan \
        Bolivien Botsuana Brasilien Brunei Bulgarien Burundi Chile China Dänemark Deutschland Dominica Dschibuti Ecuador \
        Eritrea Estland Fidschi Finnland Frankreich Gabun Gambia Georgien Ghana Grenada Griechenland Guatemala Guinea \
        Guyana Haiti Honduras Indien Indonesien Irak Iran Irland Island Israel Italien Jamaika Japan Jemen Jordanien";

    #[test]
    fn the_countries_of_a_form_are_a_list() {
        assert!(is_choice_list(COUNTRIES));
        assert!(is_choice_list(LÄNDER));
        let form = format!(
            "Get our letter of the day. Choose your country {COUNTRIES} I can withdraw my consent at any time. Thank you! \
            Click the link to confirm."
        );
        assert!(is_choice_list(&form));
    }

    #[test]
    fn a_text_is_no_list() {
        let text = "The council of Oldport voted on Tuesday to close the old bridge for a year. ".repeat(12);
        assert!(!is_choice_list(&text));
        // Most of this is text.
        assert!(!is_choice_list(&format!("{text}{COUNTRIES}")));
        let title_case = "Mayor Ann Lee Says The Old Bridge Must Close Before Another Winter Comes ".repeat(9);
        assert!(!is_choice_list(&title_case));
        // The dead of an accident, with their ages.
        let names = ["Adam Abel", "Ben Acker", "Carl Adler", "Dora Baker", "Emil Bauer", "Fay Clark", "Gus Cole"];
        let dead: String = names.iter().cycle().take(70).map(|name| format!("{name}, 41, ")).collect();
        assert!(!is_choice_list(&dead));
        assert!(!is_choice_list(""));
    }
}
