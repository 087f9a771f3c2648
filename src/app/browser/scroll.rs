//! Scrolling.

use leptos::prelude::{document, on_cleanup};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::document::element;
use super::timers::after_drawing;

/// The link to the view that is open.
const OPEN_VIEW: &str = ".masthead nav [aria-current]";

/// Scrolls the element with this id to the middle of its scroll container.
pub fn scroll_to_middle(id: &str) {
    if let Some(element) = element(id) {
        scroll(&element, ScrollLogicalPosition::Center);
    }
}

/// Scrolls just far enough to show the element with this id.
pub fn scroll_into_sight(id: &str) {
    if let Some(element) = element(id) {
        scroll(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Keeps the link to the open view visible, now and when the current view is gone: on a narrow page these links are in a
/// row that scrolls.
pub fn keep_open_view_in_sight() {
    let show = || {
        after_drawing(|| {
            if let Ok(Some(link)) = document().query_selector(OPEN_VIEW) {
                scroll(&link, ScrollLogicalPosition::Nearest);
            }
        });
    };
    show();
    on_cleanup(show);
}

/// Scrolls the content of the element with this id to its top.
pub fn scroll_to_top(id: &str) {
    if let Some(element) = element(id) {
        element.set_scroll_top(0);
    }
}

fn scroll(element: &Element, block: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
