//! The page without a network: the service worker is registered here, a new release is offered and never forced.

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::lazy::lazily;
use super::views::parts;
use super::{browser, messages as m};
use crate::app::components::when;

/// The service worker; see `public/sw.js`.
const WORKER: &str = "sw.js";

/// How much of the archive is kept for times without a network.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    done: usize,
    total: usize,
    done_bytes: f64,
    bytes: f64,
    /// Whether it is being fetched at the moment.
    runs: bool,
    /// Why it could not be fetched, in the worker's word.
    failed: Option<String>,
}

impl Kept {
    fn is_whole(&self) -> bool {
        self.done == self.total && self.total > 0
    }

    /// How much is kept, in words.
    fn sentence(&self) -> String {
        let size = megabytes(self.bytes);
        match self.failed.as_deref() {
            Some("room") => m::offline_room(&size),
            Some("release") => m::offline_other().to_owned(),
            Some(_) => m::offline_failed().to_owned(),
            None if self.is_whole() => m::offline_kept(&size),
            None => m::offline_files(self.total, self.done, &megabytes(self.done_bytes), &size),
        }
    }
}

/// A number of bytes in megabytes.
fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

/// What the page can do without a network.
#[derive(Clone, Copy)]
pub struct Offline {
    is_ready: RwSignal<bool>,
    is_new: RwSignal<bool>,
    is_wanted: StoredValue<bool>,
    kept: RwSignal<Option<Kept>>,
    registration: StoredValue<Option<ServiceWorkerRegistration>, LocalStorage>,
}

impl Offline {
    /// Offers this to all views below and registers the service worker, where a page can have one: not in one file.
    pub fn provide() -> Offline {
        let offline = Offline {
            is_ready: RwSignal::new(false),
            is_new: RwSignal::new(false),
            is_wanted: StoredValue::new(false),
            kept: RwSignal::new(None),
            registration: StoredValue::new_local(None),
        };
        provide_context(offline);
        if !browser::is_one_file()
            && browser::href().starts_with("http")
            && let Some(workers) = workers()
        {
            offline.listen(&workers);
            spawn_local(async move { offline.register(&workers).await });
        }
        offline
    }

    async fn register(self, workers: &ServiceWorkerContainer) {
        let registered: Promise = workers.register(WORKER).unchecked_into();
        let Ok(registration) = JsFuture::from(registered).await else { return };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        self.is_ready.set(workers.controller().is_some());
        self.is_new.set(registration.waiting().is_some() && workers.controller().is_some());
        // One that was found before anybody listened counts too.
        if let Some(installing) = registration.installing() {
            self.watch(installing, workers.clone());
        }
        let found = {
            let (registration, workers) = (registration.clone(), workers.clone());
            Closure::<dyn FnMut()>::new(move || {
                if let Some(installing) = registration.installing() {
                    self.watch(installing, workers.clone());
                }
            })
        };
        registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
        found.forget();
        self.registration.set_value(Some(registration));
        // A page that stays open for days hears of a new release when it is looked at again.
        let looked_at = window_event_listener(leptos::ev::focus, move |_| self.look_for_new());
        std::mem::forget(looked_at);
    }

    /// Tells of a new release once its worker has kept all of it.
    fn watch(self, installing: ServiceWorker, workers: ServiceWorkerContainer) {
        let worker = installing.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let installed = worker.state() == web_sys::ServiceWorkerState::Installed;
            if installed && workers.controller().is_some() {
                self.is_new.set(true);
            }
        });
        installing.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }

    fn listen(self, workers: &ServiceWorkerContainer) {
        let container = workers.clone();
        let controlled = Closure::<dyn FnMut()>::new(move || {
            if self.is_wanted.get_value() {
                browser::load_anew();
                return;
            }
            self.is_ready.set(true);
            // What was fetched before the worker was there is handed to it.
            if let Some(worker) = container.controller() {
                let message = js_sys::Object::new();
                Reflect::set(&message, &"kind".into(), &"fetched".into()).ok();
                Reflect::set(&message, &"addresses".into(), &browser::fetched_addresses()).ok();
                worker.post_message(&message).ok();
            }
        });
        workers.set_oncontrollerchange(Some(controlled.as_ref().unchecked_ref()));
        controlled.forget();
        let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let field = |name: &str| browser::field(&event.data(), name);
            let kind = field("kind").as_string().unwrap_or_default();
            if ["kept", "size"].contains(&&*kind) {
                let number = |name: &str| field(name).as_f64().unwrap_or_default();
                let mut kept = Kept {
                    done: number("done") as usize,
                    total: number("total") as usize,
                    done_bytes: number("doneBytes"),
                    bytes: number("bytes"),
                    runs: kind == "kept",
                    failed: field("failed").as_string(),
                };
                kept.runs &= kept.failed.is_none() && !kept.is_whole();
                self.kept.set(Some(kept));
            }
        });
        workers.set_onmessage(Some(told.as_ref().unchecked_ref()));
        told.forget();
    }

    fn look_for_new(self) {
        if let Some(registration) = self.registration.get_value() {
            let looked: Result<Promise, _> = registration.update().map(|promise| promise.unchecked_into());
            if let Ok(looked) = looked {
                spawn_local(async move {
                    // Without a network there is nothing new.
                    JsFuture::from(looked).await.ok();
                });
            }
        }
    }

    fn take_over(self) {
        self.is_wanted.set_value(true);
        if let Some(waiting) = self.registration.get_value().and_then(|registration| registration.waiting()) {
            waiting.post_message(&"take-over".into()).ok();
        }
    }
}

fn workers() -> Option<ServiceWorkerContainer> {
    let navigator: JsValue = window().navigator().into();
    let there = Reflect::get(&navigator, &"serviceWorker".into()).is_ok_and(|workers| workers.is_object());
    there.then(|| window().navigator().service_worker())
}

/// Offers a new release of the page once it is there as a whole.
#[component]
pub fn NewRelease() -> impl IntoView {
    let offline = expect_context::<Offline>();
    view! { {when(move || offline.is_new.get(), move || lazily(parts::offer))} }
}

/// The offer of a new release.
#[component]
pub fn Offer() -> impl IntoView {
    let offline = expect_context::<Offline>();
    view! {
        <aside class="release" aria-label=m::version_new() aria-live="polite">
            {m::version_ready()}
            " "
            <button type="button" class="quiet" on:click=move |_| offline.take_over()>{m::version_show()}</button>
            <button type="button" class="quiet" on:click=move |_| offline.is_new.set(false)>{m::version_later()}</button>
        </aside>
    }
}

/// Says what works without a network, and keeps all of the archive on demand.
#[component]
pub fn KeepOffline() -> impl IntoView {
    let offline = expect_context::<Offline>();
    let ask = move |what: &str| {
        if let Some(worker) = workers().and_then(|workers| workers.controller()) {
            worker.post_message(&what.into()).ok();
        }
    };
    Effect::new(move |_| {
        if offline.is_ready.get() {
            ask("size");
        }
    });
    let kept = move || offline.kept.get().unwrap_or_default();
    let is_whole = Memo::new(move |_| kept().is_whole());
    let runs = Memo::new(move |_| kept().runs);
    let keep = move |_| {
        offline.kept.update(|kept| *kept = Some(Kept { runs: true, failed: None, ..kept.clone().unwrap_or_default() }));
        ask("keep-all");
    };
    view! {
        {when(move || offline.is_ready.get(), move || view! {
            <p>
                {m::offline_works()}
                " "
                {when(move || !is_whole.get(), move || view! {
                    <button type="button" class="quiet" prop:disabled=move || runs.get() on:click=keep>
                        {m::offline_keep()}
                    </button>
                }.into_any())}
                {when(move || is_whole.get(), move || view! {
                    <button type="button" class="quiet" on:click=move |_| ask("forget-chunks")>
                        {m::offline_forget()}
                    </button>
                }.into_any())}
                " "
                {when(move || runs.get(), move || view! {
                    <progress
                        aria-label=m::offline_fetching()
                        max=move || kept().bytes.max(1.0).to_string()
                        prop:value=move || kept().done_bytes
                    ></progress>
                }.into_any())}
                <span aria-live="polite">{move || offline.kept.get().map(|kept| kept.sentence())}</span>
            </p>
        }.into_any())}
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn how_much_is_kept_is_told_with_sizes() {
        let kept = Kept { done: 2, total: 8, done_bytes: 400_000.0, bytes: 3_450_000.0, ..Kept::default() };
        assert_eq!(kept.sentence(), "2 of 8 files stored, 0.4 MB of 3.5 MB");
        let whole = Kept { done: 8, ..kept.clone() };
        assert_eq!(whole.sentence(), "The whole archive is stored in this browser: 3.5 MB");
        let failed = Kept { failed: Some("room".to_owned()), ..kept };
        assert_eq!(failed.sentence(), "This browser does not have enough space for all of it: 3.5 MB");
    }
}
