//! The service worker, which serves the page without a network; see `public/sw.js`.

use js_sys::Promise;
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::history::href;
use super::object::{field, object};
use super::one_file::is_one_file;

/// The service worker's script.
const SCRIPT: &str = "sw.js";

/// Why the service worker did not fetch the whole archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheFailure {
    /// This browser has no room for it.
    NoRoom,
    /// The host has another release of the archive by now.
    OtherRelease,
    /// A file could not be fetched.
    Unavailable,
}

/// How much of the archive the service worker has cached.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CacheState {
    /// How many files are cached.
    pub done: usize,
    /// How many files the archive has.
    pub total: usize,
    /// How many bytes are cached.
    pub done_bytes: f64,
    /// How many bytes the archive has.
    pub bytes: f64,
    /// Whether files are being fetched at the moment.
    pub runs: bool,
    /// Why it stopped, if it did.
    pub failure: Option<CacheFailure>,
}

impl CacheState {
    /// Whether the whole archive is cached.
    pub fn is_complete(&self) -> bool {
        self.done == self.total && self.total > 0
    }

    /// The state in a message of the service worker; none if it reports something else.
    fn from_message(message: &JsValue) -> Option<CacheState> {
        let text = |name: &str| field(message, name).as_string();
        let number = |name: &str| field(message, name).as_f64().unwrap_or_default();
        let kind = text("kind").filter(|kind| ["kept", "size"].contains(&&**kind))?;
        let failure = text("failed").map(|failure| match failure.as_str() {
            "room" => CacheFailure::NoRoom,
            "release" => CacheFailure::OtherRelease,
            _ => CacheFailure::Unavailable,
        });
        let mut state = CacheState {
            done: number("done") as usize,
            total: number("total") as usize,
            done_bytes: number("doneBytes"),
            bytes: number("bytes"),
            runs: kind == "kept",
            failure,
        };
        state.runs &= state.failure.is_none() && !state.is_complete();
        Some(state)
    }
}

/// The service workers of this page.
#[derive(Clone)]
pub struct ServiceWorkers {
    container: ServiceWorkerContainer,
}

impl ServiceWorkers {
    /// The page's service workers; none if the browser has none for it, as for a page that is one file.
    pub fn find() -> Option<ServiceWorkers> {
        let navigator: JsValue = window().navigator().into();
        let is_supported = field(&navigator, "serviceWorker").is_object();
        let can_register = is_supported && !is_one_file() && href().starts_with("http");
        can_register.then(|| ServiceWorkers { container: window().navigator().service_worker() })
    }

    /// Whether a service worker serves this page.
    pub fn is_in_control(&self) -> bool {
        self.container.controller().is_some()
    }

    /// Sends a command to the service worker that serves this page.
    pub fn send(&self, command: &str) {
        self.post(&command.into());
    }

    /// Tells the service worker what the page fetched before the service worker was there.
    pub fn send_fetched_addresses(&self) {
        let entries = window().performance().map(|performance| performance.get_entries_by_type("resource"));
        let addresses: js_sys::Array =
            entries.map(|entries| entries.iter().map(|entry| field(&entry, "name")).collect()).unwrap_or_default();
        self.post(&object(&[("kind", "fetched".into()), ("addresses", addresses.into())]));
    }

    fn post(&self, message: &JsValue) {
        if let Some(worker) = self.container.controller() {
            worker.post_message(message).ok();
        }
    }

    /// Calls back whenever another service worker begins to serve this page.
    pub fn on_control_change(&self, callback: impl FnMut() + 'static) {
        let callback = Closure::<dyn FnMut()>::new(callback);
        self.container.set_oncontrollerchange(Some(callback.as_ref().unchecked_ref()));
        callback.forget();
    }

    /// Calls back whenever the service worker reports how much of the archive it has cached.
    pub fn on_cache_state(&self, callback: impl Fn(CacheState) + 'static) {
        let callback = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(state) = CacheState::from_message(&event.data()) {
                callback(state);
            }
        });
        self.container.set_onmessage(Some(callback.as_ref().unchecked_ref()));
        callback.forget();
    }

    /// Registers the service worker; calls back whenever a new release is installed and waits. None if the browser
    /// refuses.
    pub async fn register(&self, on_release: impl Fn() + Clone + 'static) -> Option<Registration> {
        let registered: Promise = self.container.register(SCRIPT).unchecked_into();
        let registration: ServiceWorkerRegistration = JsFuture::from(registered).await.ok()?.unchecked_into();
        // An installation that began before anybody listened counts too.
        if let Some(installing) = registration.installing() {
            self.watch(&installing, on_release.clone());
        }
        let (workers, found) = (self.clone(), registration.clone());
        let on_update = Closure::<dyn FnMut()>::new(move || {
            if let Some(installing) = found.installing() {
                workers.watch(&installing, on_release.clone());
            }
        });
        registration.set_onupdatefound(Some(on_update.as_ref().unchecked_ref()));
        on_update.forget();
        Some(Registration(registration))
    }

    /// Calls back once a new release is completely installed.
    fn watch(&self, installing: &ServiceWorker, on_release: impl Fn() + 'static) {
        let (workers, worker) = (self.clone(), installing.clone());
        let changed = Closure::<dyn FnMut()>::new(move || {
            if worker.state() == ServiceWorkerState::Installed && workers.is_in_control() {
                on_release();
            }
        });
        installing.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }
}

/// The registration of the service worker.
#[derive(Clone)]
pub struct Registration(ServiceWorkerRegistration);

impl Registration {
    /// Whether a new release is installed and waits.
    pub fn has_new_release(&self) -> bool {
        self.0.waiting().is_some()
    }

    /// Asks the host for a new release; without a network there is none.
    pub fn look_for_release(&self) {
        let looked: Result<Promise, _> = self.0.update().map(|promise| promise.unchecked_into());
        if let Ok(looked) = looked {
            spawn_local(async move {
                JsFuture::from(looked).await.ok();
            });
        }
    }

    /// Lets the new release take over this page.
    pub fn take_over(&self) {
        if let Some(waiting) = self.0.waiting() {
            waiting.post_message(&"take-over".into()).ok();
        }
    }
}
