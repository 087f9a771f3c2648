//! Views whose code is fetched when they are first shown.

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::app::effect::while_true;
use crate::app::messages as m;
use crate::app::split::Part;

enum LazyState {
    Waiting,
    There(AnyView),
    Failed,
}

type PartFuture = Pin<Box<dyn Future<Output = Part>>>;
type LoadPart = Arc<dyn Fn() -> PartFuture + Send + Sync>;

/// Shows a part of the page once its code is loaded; if it cannot be fetched, shows an error and a button to try again.
///
/// `part` is called for each attempt. Views of the part live as long as the returned view.
pub fn lazily<F>(part: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Part> + 'static,
{
    shown(Arc::new(move || Box::pin(part())))
}

fn shown(load: LoadPart) -> AnyView {
    let fetched = RwSignal::new_local(LazyState::Waiting);
    fetch(&load, fetched);
    let load = StoredValue::new(load);
    let again = move |_| {
        fetched.set(LazyState::Waiting);
        load.with_value(|load| fetch(load, fetched));
    };
    view! {
        {move || {
            fetched.track();
            let now = fetched.try_update_untracked(|fetched| std::mem::replace(fetched, LazyState::Waiting));
            match now {
                Some(LazyState::There(view)) => view,
                Some(LazyState::Failed) => {
                    view! {
                        <p class="notice" role="alert">
                            {m::part_failed()} " "
                            <button type="button" class="quiet" on:click=again>
                                {m::try_again()}
                            </button>
                        </p>
                    }
                        .into_any()
                }
                // Nothing is shown in place of a single tool; the style sheet shows a message in place of a whole view.
                Some(LazyState::Waiting) | None => view! { <span aria-busy="true"></span> }.into_any(),
            }
        }}
    }
    .into_any()
}

fn fetch(load: &LoadPart, fetched: RwSignal<LazyState, LocalStorage>) {
    let part = load();
    spawn_local(ScopedFuture::new_untracked(async move {
        // A part reads the signals of the view around it. If that view is gone, for example because the reader chose another
        // language, the part is not drawn.
        if let Some(part) = while_true(|| !fetched.is_disposed(), part).await {
            fetched.try_set(part.map_or(LazyState::Failed, LazyState::There));
        }
    }));
}
