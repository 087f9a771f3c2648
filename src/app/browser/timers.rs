//! Time: callbacks, pauses and the clock.

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// A callback that is still to come; dropping it cancels the callback.
pub type Timer = Timeout;

/// How long [`drawn`] waits at most, in milliseconds: pages that are not visible are not drawn.
const MAX_DRAWING_MS: i32 = 100;

/// Calls back after the next drawing.
pub fn after_drawing(callback: impl FnOnce() + 'static) {
    // One compiled function for all callbacks, not one for each kind.
    let callback: Box<dyn FnOnce()> = Box::new(callback);
    leptos::prelude::request_animation_frame(callback);
}

/// Calls back after this many milliseconds.
pub fn after_ms(ms: u32, callback: impl FnOnce() + 'static) -> Timer {
    let callback: Box<dyn FnOnce()> = Box::new(callback);
    Timeout::new(ms, callback)
}

/// Gives the browser time to draw and to respond to the user.
pub async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0).ok();
    });
    JsFuture::from(promise).await.ok();
}

/// Waits until the latest changes are drawn, so that the page responds to a press before it does the work.
pub async fn drawn() {
    let promise = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MAX_DRAWING_MS).ok();
        leptos::prelude::request_animation_frame(move || {
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0).ok();
        });
    });
    JsFuture::from(promise).await.ok();
}

/// Milliseconds since 1970 by the reader's clock, for unique names. The clock may be set meanwhile; [`passed_ms`] measures.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the page was opened, whatever is done to the reader's clock: to measure how long something takes.
pub fn passed_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The current moment as `2025-04-28T10:00:00.000Z`.
pub fn now_iso() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Today as `YYYY-MM-DD` in UTC: only for the dates printed on exports and citations.
pub fn today() -> String {
    now_iso().chars().take(10).collect()
}

/// Prints panics to the console, and puts their place on the root element. Only a build without optimisation has the
/// message of a panic; in the others `broken.js` shows that the page has stopped.
#[cfg(debug_assertions)]
pub fn show_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        if let Some(root) = leptos::prelude::document().document_element() {
            root.set_attribute("data-failed", &place).ok();
        }
    }));
}
