//! What the commands that write files share.

use std::path::Path;

use super::terminal::printable;

/// Tells that another run is writing the same output.
pub(super) fn on_wait(out: &Path) {
    eprintln!("dateline: waiting for another run to finish writing {}", printable(&out.display().to_string()));
}
