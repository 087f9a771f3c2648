//! What the browser knows of letters, so that the page need not download it.

use js_sys::JsString;

use crate::text::is_dropped_mark;

/// A name in lower case and without accents, to compare names with each other.
pub fn plain(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let name = String::from(JsString::from(name).normalize("NFKD").to_lower_case());
    name.chars().filter(|c| !is_dropped_mark(*c)).collect()
}
