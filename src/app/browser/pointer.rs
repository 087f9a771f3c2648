//! The mouse, pen or finger.

use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// How far across an element a pointer is: 0 at the left edge, 1 at the right edge, clamped to that range.
pub fn fraction_across(event: &leptos::ev::PointerEvent) -> f64 {
    let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return 0.0 };
    let bounds = element.get_bounding_client_rect();
    if bounds.width() <= 0.0 {
        return 0.0;
    }
    ((f64::from(event.client_x()) - bounds.left()) / bounds.width()).clamp(0.0, 1.0)
}

/// Sends all further events of a pointer to the event's element until the pointer is released.
pub fn capture_pointer(event: &leptos::ev::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        element.set_pointer_capture(event.pointer_id()).ok();
    }
}
