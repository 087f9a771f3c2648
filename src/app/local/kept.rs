//! Whether this browser keeps an archive of one's own for this site.

use crate::app::browser;

/// Where the browser notes that something is kept, followed by the path of this site.
const SETTING: &str = "kept";

/// What tells this site's archive from others of the same host, or this file's from others of the same disk.
pub fn place() -> String {
    let page = browser::href_with_hash("");
    let page = page.split('?').next().unwrap_or_default();
    page.strip_suffix("index.html").unwrap_or(page).to_owned()
}

/// Whether this browser keeps an archive for this site.
pub fn is_kept() -> bool {
    browser::setting(&setting()).as_deref() == Some("1")
}

/// Notes whether this browser keeps an archive for this site.
pub fn note(is_kept: bool) {
    browser::keep_setting(&setting(), if is_kept { "1" } else { "0" });
}

/// The corrections that this browser keeps for this site, as JSON.
pub fn corrections() -> Option<String> {
    browser::setting(&format!("corrections {}", place())).filter(|kept| !kept.is_empty())
}

/// Keeps corrections for this site, and says whether the browser did.
pub fn keep_corrections(json: &str) -> bool {
    let name = format!("corrections {}", place());
    browser::keep_setting(&name, json);
    browser::setting(&name).as_deref() == Some(json)
}

/// The notes that this browser keeps for this site, as W3C annotations.
pub fn notes() -> Option<String> {
    browser::setting(&format!("notes {}", place())).filter(|kept| !kept.is_empty())
}

/// Keeps notes for this site, and says whether the browser did.
pub fn keep_notes(json: &str) -> bool {
    let name = format!("notes {}", place());
    browser::keep_setting(&name, json);
    browser::setting(&name).as_deref() == Some(json)
}

fn setting() -> String {
    format!("{SETTING} {}", place())
}
