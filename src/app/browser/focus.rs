//! The position of the keyboard focus.

use std::cell::RefCell;

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::document::element;
use super::timers::after_drawing;

/// Whether a dialog is open above the page.
pub fn is_dialog_open() -> bool {
    document().query_selector("[role=dialog]").is_ok_and(|dialog| dialog.is_some())
}

/// Moves the focus to the element with this id after the next drawing; returns at once.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        if let Some(element) = element(&id) {
            element.focus().ok();
        }
    });
}

/// Moves the focus to the element with this id unless another element has it, for example after a list was re-sorted.
pub fn keep_focus(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if let Some(element) = element(&id).filter(|_| lost) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            element.focus_with_options(&options).ok();
        }
    });
}

thread_local! {
    static RETURN: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Remembers which element has the focus, for [`return_focus`].
pub fn remember_focus() {
    RETURN.set(document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok()));
}

/// Moves the focus back to the element that had it when [`remember_focus`] was called, after the next drawing.
pub fn return_focus() {
    if let Some(element) = RETURN.take() {
        after_drawing(move || {
            element.focus().ok();
        });
    }
}

/// Follows the link that has the focus.
pub fn click_focused_link() {
    let focused = document().query_selector("a:focus, h3 button:focus").ok().flatten();
    if let Some(link) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    document().active_element().map(|element| element.id()).filter(|id| !id.is_empty())
}
