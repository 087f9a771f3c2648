//! Locks that all windows of a site share.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::object::field;
use super::timers::after_ms;

/// How long a lock is held after its work, in milliseconds: browsers may show a change of `localStorage` to other windows
/// a moment later.
const SETTLE_MS: i32 = 60;

/// How long to wait for another window at most, in milliseconds: the timers of a window in the background may sleep.
const MAX_WAIT_MS: u32 = 2_000;

/// Work that is done once, by whoever comes to it first.
type OneTimeWork = Cell<Option<Box<dyn FnOnce()>>>;

/// Does some work while no other window of the site does work under the same name. A browser without locks does it at
/// once.
pub async fn with_lock(name: &str, work: impl FnOnce() + 'static) {
    let work: Rc<OneTimeWork> = Rc::new(Cell::new(Some(Box::new(work))));
    let run = |work: &OneTimeWork| {
        if let Some(work) = work.take() {
            work();
        }
    };
    let navigator: JsValue = window().navigator().into();
    let locks = field(&navigator, "locks");
    if let Ok(request) = field(&locks, "request").dyn_into::<Function>() {
        let locked = work.clone();
        let callback = Closure::once_into_js(move || -> JsValue {
            run(&locked);
            let settled = Promise::new(&mut |resolve, _| {
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, SETTLE_MS).ok();
            });
            settled.into()
        });
        if let Ok(promise) = request.call2(&locks, &format!("dateline {name}").into(), &callback) {
            let late = work.clone();
            let impatience = after_ms(MAX_WAIT_MS, move || run(&late));
            JsFuture::from(promise.unchecked_into::<Promise>()).await.ok();
            drop(impatience);
        }
    }
    run(&work);
}
