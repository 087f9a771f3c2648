//! The page without a network: the service worker is registered here; a new release is offered and never forced.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::{self, CacheFailure, CacheState, Registration, ServiceWorkers};
use crate::app::components::when;
use crate::app::effect::effect;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};

/// How much of the archive is cached, in words.
fn cache_sentence(state: &CacheState) -> String {
    let size = megabytes(state.bytes);
    match state.failure {
        Some(CacheFailure::NoRoom) => m::offline_room(&size),
        Some(CacheFailure::OtherRelease) => m::offline_other().to_owned(),
        Some(CacheFailure::Unavailable) => m::offline_failed().to_owned(),
        None if state.is_complete() => m::offline_kept(&size),
        None => m::offline_files(state.total, state.done, &megabytes(state.done_bytes), &size),
    }
}

/// A number of bytes in megabytes, or in kilobytes if it is less than a tenth of a megabyte.
fn megabytes(bytes: f64) -> String {
    if bytes < 95_000.0 { format!("{} kB", (bytes / 1e3).ceil()) } else { format!("{:.1} MB", bytes / 1e6) }
}

/// The offline abilities of the page.
#[derive(Clone, Copy)]
pub struct Offline {
    is_ready: RwSignal<bool>,
    is_new: RwSignal<bool>,
    is_wanted: StoredValue<bool>,
    cache: RwSignal<Option<CacheState>>,
    workers: StoredValue<Option<ServiceWorkers>, LocalStorage>,
    registration: StoredValue<Option<Registration>, LocalStorage>,
}

impl Offline {
    /// Provides this to all views below and registers the service worker, if the page can have one.
    pub fn provide() -> Offline {
        let offline = Offline {
            is_ready: RwSignal::new(false),
            is_new: RwSignal::new(false),
            is_wanted: StoredValue::new(false),
            cache: RwSignal::new(None),
            workers: StoredValue::new_local(ServiceWorkers::find()),
            registration: StoredValue::new_local(None),
        };
        provide_context(offline);
        if let Some(workers) = offline.workers.get_value() {
            offline.listen(&workers);
            spawn_local(async move { offline.register(&workers).await });
        }
        offline
    }

    async fn register(self, workers: &ServiceWorkers) {
        let Some(registration) = workers.register(move || self.is_new.set(true)).await else { return };
        self.is_ready.set(workers.is_in_control());
        self.is_new.update(|is_new| *is_new |= registration.has_new_release() && workers.is_in_control());
        self.registration.set_value(Some(registration));
        // A page that stays open for days learns of a new release when the reader returns to it.
        let focused = window_event_listener(leptos::ev::focus, move |_| {
            if let Some(registration) = self.registration.get_value() {
                registration.look_for_release();
            }
        });
        std::mem::forget(focused);
    }

    fn listen(self, workers: &ServiceWorkers) {
        let controlled = workers.clone();
        let had_worker = StoredValue::new(workers.is_in_control());
        workers.on_control_change(move || {
            if self.is_wanted.get_value() {
                browser::reload();
                return;
            }
            // Another window has loaded a new release. This one goes on with the release that it shows, but files that it
            // has not fetched may be gone.
            self.is_new.update(|is_new| *is_new |= had_worker.get_value());
            had_worker.set_value(true);
            self.is_ready.set(true);
            controlled.send_fetched_addresses();
        });
        workers.on_cache_state(move |state| self.cache.set(Some(state)));
    }

    fn send(self, command: &str) {
        if let Some(workers) = self.workers.get_value() {
            workers.send(command);
        }
    }

    fn take_over(self) {
        self.is_wanted.set_value(true);
        match self.registration.get_value() {
            Some(registration) if registration.has_new_release() => registration.take_over(),
            // It has taken over already, for another window.
            _ => browser::reload(),
        }
    }
}

/// Offers a new release of the page once it is there as a whole.
#[component]
pub fn NewRelease() -> impl IntoView {
    let offline = expect_context::<Offline>();
    view! { {when(move || offline.is_new.get(), move || lazily(offer))} }
}

part! { tools:
    fn offer() -> Part {
    Ok(view! { <Offer /> }.into_any())
}
}

/// The offer of a new release.
#[component]
fn Offer() -> impl IntoView {
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

/// Says what works offline, and stores the whole archive on request.
#[component]
pub fn KeepOffline() -> impl IntoView {
    let offline = expect_context::<Offline>();
    effect(move || {
        if offline.is_ready.get() {
            offline.send("size");
        }
    });
    let cache = move || offline.cache.get().unwrap_or_default();
    let is_complete = Memo::new(move |_| cache().is_complete());
    let runs = Memo::new(move |_| cache().runs);
    let keep = move |_| {
        offline.cache.update(|cache| {
            *cache = Some(CacheState { runs: true, failure: None, ..cache.clone().unwrap_or_default() });
        });
        offline.send("keep-all");
    };
    view! {
        {when(move || offline.is_ready.get(), move || view! {
            <p>
                {m::offline_works()}
                " "
                {when(move || !is_complete.get(), move || view! {
                    <button type="button" class="quiet" prop:disabled=move || runs.get() on:click=keep>
                        {m::offline_keep()}
                    </button>
                }.into_any())}
                {when(move || is_complete.get(), move || view! {
                    <button type="button" class="quiet" on:click=move |_| offline.send("forget-chunks")>
                        {m::offline_forget()}
                    </button>
                }.into_any())}
                " "
                {when(move || runs.get(), move || view! {
                    <progress
                        aria-label=m::offline_fetching()
                        max=move || cache().bytes.max(1.0).to_string()
                        prop:value=move || cache().done_bytes
                    ></progress>
                }.into_any())}
                <span aria-live="polite">{move || offline.cache.get().map(|cache| cache_sentence(&cache))}</span>
            </p>
        }.into_any())}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_kept_is_told_with_sizes() {
        let state =
            CacheState { done: 2, total: 8, done_bytes: 400_000.0, bytes: 3_450_000.0, ..CacheState::default() };
        assert_eq!(cache_sentence(&state), "2 of 8 files stored, 0.4 MB of 3.5 MB");
        let small = CacheState { done_bytes: 0.0, bytes: 41_200.0, ..state.clone() };
        assert_eq!(cache_sentence(&small), "2 of 8 files stored, 0 kB of 42 kB");
        let complete = CacheState { done: 8, ..state.clone() };
        assert_eq!(cache_sentence(&complete), "The whole archive is stored in this browser: 3.5 MB");
        let failed = CacheState { failure: Some(CacheFailure::NoRoom), ..state };
        assert_eq!(cache_sentence(&failed), "This browser does not have enough space for all of it: 3.5 MB");
    }
}
