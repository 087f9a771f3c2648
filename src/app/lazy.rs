//! Code of the page that is fetched when it is first shown, so that the first view needs little.

use std::pin::Pin;
use std::sync::Arc;

use crate::app::messages as m;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// What a part of the page whose code is apart comes to.
pub type Part = Result<AnyView, SplitLoaderError>;

enum Fetched {
    Waiting,
    There(AnyView),
    Failed,
}

/// A function whose code begins a part of the page's WebAssembly: `part! { NAME: fn … }`, or `part! { NAME, PRELOAD: fn … }`
/// where a function shall fetch it beforehand. Its caller awaits it. Without optimisation all is one module, as tests and
/// other tools expect.
macro_rules! part {
    ($part:ident $(, $preload:ident)? : $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $given:ty $body:block) => {
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split(
            $part, wasm_split_path = leptos::wasm_split, fallible $(, preload($preload))?
        )]
        $vis fn $name($($arg: $type),*) -> $given $body

        #[cfg(debug_assertions)]
        $vis async fn $name($($arg: $type),*) -> $given $body

        $(
            #[cfg(debug_assertions)]
            async fn $preload() -> Result<(), leptos::wasm_split::SplitLoaderError> {
                Ok(())
            }
        )?
    };
}
pub(super) use part;

type Loading = Pin<Box<dyn Future<Output = Part>>>;
type Load = Arc<dyn Fn() -> Loading + Send + Sync>;

/// Shows a part of the page once its code is there; where it cannot be fetched, says so with a button to try again.
///
/// `part` is called again for each try; views of the part live as long as what this returns.
pub fn lazily<F>(part: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Part> + 'static,
{
    shown(Arc::new(move || Box::pin(part())))
}

fn shown(load: Load) -> AnyView {
    let fetched = RwSignal::new_local(Fetched::Waiting);
    fetch(&load, fetched);
    let load = StoredValue::new(load);
    let again = move |_| {
        fetched.set(Fetched::Waiting);
        load.with_value(|load| fetch(load, fetched));
    };
    view! {
        {move || {
            fetched.track();
            let now = fetched.try_update_untracked(|fetched| std::mem::replace(fetched, Fetched::Waiting));
            match now {
                Some(Fetched::There(view)) => view,
                Some(Fetched::Failed) => {
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
                // Nothing in a row of tools; where a whole view is waited for, the style says so.
                Some(Fetched::Waiting) | None => view! { <span aria-busy="true"></span> }.into_any(),
            }
        }}
    }
    .into_any()
}

fn fetch(load: &Load, fetched: RwSignal<Fetched, LocalStorage>) {
    let part = load();
    spawn_local(ScopedFuture::new_untracked(async move {
        fetched.try_set(part.await.map_or(Fetched::Failed, Fetched::There));
    }));
}
