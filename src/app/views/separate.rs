//! The views that are not needed at first: their code is fetched when they are first shown.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::about::About;
use super::actors::Actors;
use super::analysis::AnalysisRoom;
use super::articles::Articles;
use super::compare::Compare;
use super::export::Export;
use super::quotes::Quotes;
use super::reader::preload_reader;
use super::timeline::Timeline;
use crate::app::lazy::lazily;
use crate::app::split::{Part, part};
use crate::query::{TEXT_FUNCTIONS, TextFunctions, View};

part! { tools:
    fn about() -> Part {
    Ok(view! { <About /> }.into_any())
}
}

part! { views:
    fn actors() -> Part {
    Ok(view! { <Actors /> }.into_any())
}
}

part! { analysis:
    fn analysis() -> Part {
    Ok(view! { <AnalysisRoom /> }.into_any())
}
}

part! { views:
    fn compare() -> Part {
    Ok(view! { <Compare /> }.into_any())
}
}

part! { views:
    fn export() -> Part {
    Ok(view! { <Export /> }.into_any())
}
}

part! { views:
    fn quotes() -> Part {
    Ok(view! { <Quotes /> }.into_any())
}
}

part! { views:
    fn timeline() -> Part {
    Ok(view! { <Timeline /> }.into_any())
}
}

part! { words, preload_words:
    fn word_search() -> Result<&'static TextFunctions, SplitLoaderError> {
    Ok(&TEXT_FUNCTIONS)
}
}

/// A view, if its code is loaded.
pub fn view_by_name(view: View) -> AnyView {
    match view {
        View::Articles => view! { <Articles /> }.into_any(),
        View::Timeline => lazily(timeline),
        View::Actors => lazily(actors),
        View::Quotes => lazily(quotes),
        View::Compare => lazily(compare),
        View::Analysis => lazily(analysis),
        View::Export => lazily(export),
        View::About => lazily(about),
    }
}

/// The code that searches for words.
///
/// # Errors
///
/// If it could not be fetched, the browser's reason.
pub async fn search_code() -> Result<&'static TextFunctions, String> {
    word_search().await.map_err(|problem| problem.to_string())
}

/// Fetches the code of the article reader, which is likely to be needed next. If that fails, it is fetched when it is
/// needed.
pub async fn preload() {
    preload_reader().await;
}

/// Fetches the code that searches for words. If that fails, it is fetched with the search.
pub async fn preload_search() {
    preload_words().await.ok();
}
