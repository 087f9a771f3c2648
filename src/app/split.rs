//! Parts of the page's code that are fetched separately, so that the first view needs little.

use leptos::prelude::AnyView;
use leptos::wasm_split::SplitLoaderError;

/// A view whose code is fetched separately.
pub type Part = Result<AnyView, SplitLoaderError>;

/// A function whose code begins a separate part of the page's WebAssembly: `part! { NAME: fn … }`, or
/// `part! { NAME, PRELOAD: fn … }` with a second function that fetches the part ahead of time. The caller awaits it. A
/// build without optimisation is a single module, as tests and other tools expect.
///
/// Parts with one `NAME` are one file: `reading` is fetched shortly after the first list, `words` when the search box gets
/// the focus, the others when they are first needed. `FILES` in `xtask/src/split.rs` lists all names.
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
