//! Ids of elements that other views move the focus to.

/// The button that opens the facets.
pub const OPEN_FACETS_ID: &str = "open-facets";

/// The search box.
pub const SEARCH_ID: &str = "search";

/// The search tools.
pub const SEARCH_TOOLS_ID: &str = "search-tools";
