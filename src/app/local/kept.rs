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

/// What this browser keeps of a reader's own work on this site, as a text.
#[derive(Clone, Copy)]
pub enum Work {
    /// The corrections, as JSON.
    Corrections,
    /// The notes, as W3C annotations.
    Notes,
}

impl Work {
    /// What is kept; none where that is nothing.
    pub fn kept(self) -> Option<String> {
        browser::setting(&self.setting()).filter(|kept| !kept.is_empty())
    }

    /// Keeps a text, and says whether the browser did.
    pub fn keep(self, text: &str) -> bool {
        let name = self.setting();
        browser::keep_setting(&name, text);
        browser::setting(&name).as_deref() == Some(text)
    }

    fn setting(self) -> String {
        let name = match self {
            Work::Corrections => "corrections",
            Work::Notes => "notes",
        };
        format!("{name} {}", place())
    }
}

fn setting() -> String {
    format!("{SETTING} {}", place())
}
