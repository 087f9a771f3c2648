//! The text that the reader shows: what is selected in it, and highlights that leave its elements unchanged.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{Dispose as _, StoredValue, document, on_cleanup, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MutationObserver, MutationObserverInit, Node, Range};

/// The reader's paragraphs.
const PARAGRAPHS: &str = "#reader .reader__text > p";

/// The element that holds them.
const TEXT: &str = "#reader .reader__text";

/// The event of a changed selection.
const SELECTED: &str = "selectionchange";

/// The space that a button next to the selection needs, in pixels.
const BUTTON_WIDTH: f64 = 140.0;

/// The name of the highlight in the style.
const HIGHLIGHT: &str = "dateline-note";

fn paragraphs() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(PARAGRAPHS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The text that the reader shows, its paragraphs joined by a line feed.
pub fn shown_text() -> String {
    let texts = paragraphs().into_iter().map(|paragraph| paragraph.text_content().unwrap_or_default());
    texts.collect::<Vec<_>>().join("\n")
}

/// The selected range of the reader's text, in letters: the first one and the one after the last.
pub fn selected_letters() -> Option<(usize, usize)> {
    let selection = window().get_selection().ok()??;
    let range = selection.get_range_at(0).ok()?;
    let start = letters_before(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = letters_before(&range.end_container().ok()?, range.end_offset().ok()?)?;
    (start < end).then_some((start, end))
}

/// Calls back whenever the selection in the reader's text changes, with the place in the window next to its end, in pixels,
/// or without one if nothing is selected there; until the reactive owner is gone.
pub fn on_text_selected(callback: impl Fn(Option<(i32, i32)>) + 'static) {
    let listener = Closure::<dyn FnMut()>::new(move || callback(place_of_selection()));
    let function: Function = listener.as_ref().unchecked_ref::<Function>().clone();
    document().add_event_listener_with_callback(SELECTED, &function).ok();
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        document().remove_event_listener_with_callback(SELECTED, &function).ok();
        kept.dispose();
    });
}

fn place_of_selection() -> Option<(i32, i32)> {
    let range = window().get_selection().ok()??.get_range_at(0).ok()?;
    let text = document().query_selector(TEXT).ok()??;
    let ends = [range.start_container().ok()?, range.end_container().ok()?];
    if range.collapsed() || !ends.iter().all(|end| text.contains(Some(end))) {
        return None;
    }
    let rectangle = range.get_bounding_client_rect();
    let width = window().inner_width().ok()?.as_f64()?;
    let height = window().inner_height().ok()?.as_f64()?;
    let left = rectangle.left().clamp(8.0, (width - BUTTON_WIDTH).max(8.0));
    let top = (rectangle.bottom() + 6.0).clamp(8.0, (height - 48.0).max(8.0));
    // Printing fractions would take more code than the rest of this file.
    Some((left as i32, top as i32))
}

fn letters_before(node: &Node, offset: u32) -> Option<usize> {
    let mut letters = 0;
    for paragraph in paragraphs() {
        if paragraph.contains(Some(node)) {
            let before = document().create_range().ok()?;
            before.set_start(&paragraph, 0).ok()?;
            before.set_end(node, offset).ok()?;
            return Some(letters + String::from(before.to_string()).chars().count());
        }
        letters += paragraph.text_content().unwrap_or_default().chars().count() + 1;
    }
    None
}

/// Highlights these ranges of the reader's text, in letters, and no others. Needs the CSS Custom Highlight API; a browser
/// without it shows no highlights.
pub fn highlight(places: &[(usize, usize)]) {
    let Ok(css) = Reflect::get(&window(), &"CSS".into()) else { return };
    let Ok(highlights) = Reflect::get(&css, &"highlights".into()) else { return };
    let Ok(highlight) = Reflect::get(&window(), &"Highlight".into()) else { return };
    let (Ok(highlight), Ok(set)) = (
        highlight.dyn_into::<Function>(),
        Reflect::get(&highlights, &"set".into()).and_then(JsCast::dyn_into::<Function>),
    ) else {
        return;
    };
    let ranges: Array = places.iter().filter_map(|(start, end)| range(*start, *end)).map(JsValue::from).collect();
    if let Ok(made) = Reflect::construct(&highlight, &ranges) {
        set.call2(&highlights, &HIGHLIGHT.into(), &made).ok();
    }
}

fn range(start: usize, end: usize) -> Option<Range> {
    let range = document().create_range().ok()?;
    let (node, offset) = node_at(start, false)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = node_at(end, true)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The text node that holds a letter, and the letter's offset in it in UTF-16 units. The end of a range belongs to the
/// node before it.
fn node_at(letter: usize, is_end: bool) -> Option<(Node, u32)> {
    let mut left = letter;
    for paragraph in paragraphs() {
        let length = paragraph.text_content().unwrap_or_default().chars().count();
        if left > length || (left == length && !is_end) {
            left = left.checked_sub(length + 1)?;
            continue;
        }
        let mut waiting = vec![Node::from(paragraph)];
        while let Some(node) = waiting.pop() {
            if node.node_type() == Node::TEXT_NODE {
                let text = node.text_content().unwrap_or_default();
                let here = text.chars().count();
                if left < here || (left == here && is_end) {
                    let units: usize = text.chars().take(left).map(char::len_utf16).sum();
                    return Some((node, u32::try_from(units).ok()?));
                }
                left -= here;
            }
            let children = node.child_nodes();
            waiting.extend((0..children.length()).rev().filter_map(|at| children.item(at)));
        }
        return None;
    }
    None
}

/// Calls back whenever the reader redraws its text, until this is dropped.
pub struct TextObserver {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut()>,
}

impl TextObserver {
    /// Watches the reader's text.
    pub fn start(callback: impl FnMut() + 'static) -> Option<TextObserver> {
        let callback = Closure::<dyn FnMut()>::new(callback);
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        let text = document().query_selector(TEXT).ok()??;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(&text, &options).ok()?;
        Some(TextObserver { observer, _callback: callback })
    }
}

impl Drop for TextObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
