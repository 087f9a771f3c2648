//! What this browser stores for this site: a flag that there is an archive, and the reader's work as texts.

use crate::app::browser;

/// The setting that says that an archive is stored; the path of this site follows.
const SETTING: &str = "kept";

/// The site's address without `index.html`, query and hash: it tells this site's records from those of other sites on the
/// same host, or on the same disk.
pub fn place() -> String {
    let page = browser::href_with_hash("");
    let page = page.split('?').next().unwrap_or_default();
    page.strip_suffix("index.html").unwrap_or(page).to_owned()
}

/// Whether this browser stores an archive for this site.
pub fn is_kept() -> bool {
    browser::setting(&setting()).as_deref() == Some("1")
}

/// Records whether this browser stores an archive for this site.
pub fn note(is_kept: bool) {
    browser::keep_setting(&setting(), if is_kept { "1" } else { "0" });
}

/// Whether this browser stores something of the reader's work for this site under this name.
pub fn is_record(name: &str) -> bool {
    let name = format!("{name} {}", place());
    browser::setting(&name).is_some_and(|text| !text.is_empty())
        || browser::setting_names().iter().any(|other| other.starts_with(&name) && *other != name)
}

/// The text of the reader's work for this site under this name.
pub fn record(name: &str) -> Option<String> {
    browser::setting(&format!("{name} {}", place()))
}

fn setting() -> String {
    format!("{SETTING} {}", place())
}
