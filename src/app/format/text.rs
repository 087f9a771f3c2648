//! Text of unknown origin, prepared for display.

use crate::text::is_direction_mark;

/// Text of unknown origin that is safe to show: without characters that change the direction of the text around it.
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| !is_direction_mark(*c)).collect()
}

/// The most letters of a headline that the page shows.
pub const MAX_TITLE_LETTERS: usize = 1000;

/// The beginning of a text, safe to show and at most this many letters long.
pub fn beginning(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", safe(text.get(..at).unwrap_or_default())),
        None => safe(text),
    }
}

/// The host of an address, without `www.`; `None` if it is not a web address.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_have_a_host() {
        assert_eq!(host("https://www.bnonews.com/a?b"), Some("bnonews.com"));
        assert_eq!(host("https://user@example.org#x"), Some("example.org"));
        assert_eq!(host("javascript:alert(1)"), None);
        assert_eq!(host("https://"), None);
    }

    #[test]
    fn characters_that_turn_the_direction_are_left_out() {
        assert_eq!(safe("safe \u{202E}txt\u{2069}"), "safe txt");
    }
}
