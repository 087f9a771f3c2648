//! Step 6: the page.

/// Mounts the page.
pub fn start() {}
