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

/// The reader's own work on this site, which this browser stores as a text.
#[derive(Clone, Copy)]
pub enum WorkRecord {
    /// The corrections, as JSON.
    Corrections,
    /// The notes, as W3C annotations.
    Notes,
}

impl WorkRecord {
    /// The stored text; none if it is empty.
    pub fn kept(self) -> Option<String> {
        browser::setting(&self.setting()).filter(|kept| !kept.is_empty())
    }

    /// Stores a text, and returns whether the browser did.
    pub fn keep(self, text: &str) -> bool {
        let name = self.setting();
        browser::keep_setting(&name, text);
        browser::setting(&name).as_deref() == Some(text)
    }

    fn setting(self) -> String {
        let name = match self {
            WorkRecord::Corrections => "corrections",
            WorkRecord::Notes => "notes",
        };
        format!("{name} {}", place())
    }
}

fn setting() -> String {
    format!("{SETTING} {}", place())
}
