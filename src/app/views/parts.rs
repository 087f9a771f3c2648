//! The views that the first one can do without: their code is in modules apart, fetched when one of them is first shown.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::about::About;
use super::actors::Actors;
use super::compare::Compare;
use super::export::Export;
use super::facets;
use super::finding::Finding;
use super::quotes::Quotes;
use super::reader::Reader;
use super::results::NothingFound;
use super::shortcuts::KeyList;
use super::timeline::Timeline;
use crate::app::lazy::{Part, part};
use crate::app::offline::Offer;
use crate::query::{WORDING, Wording};

part! { about:
    pub fn about() -> Part {
    Ok(view! { <About /> }.into_any())
}
}

part! { about:
    pub fn offer() -> Part {
    Ok(view! { <Offer /> }.into_any())
}
}

part! { views:
    pub fn actors() -> Part {
    Ok(view! { <Actors /> }.into_any())
}
}

part! { views:
    pub fn compare() -> Part {
    Ok(view! { <Compare /> }.into_any())
}
}

part! { views:
    pub fn export() -> Part {
    Ok(view! { <Export /> }.into_any())
}
}

part! { views:
    pub fn quotes() -> Part {
    Ok(view! { <Quotes /> }.into_any())
}
}

part! { views:
    pub fn timeline() -> Part {
    Ok(view! { <Timeline /> }.into_any())
}
}

part! { finding:
    pub fn finding() -> Part {
    Ok(view! { <Finding /> }.into_any())
}
}

part! { finding:
    pub fn nothing_found() -> Part {
    Ok(view! { <NothingFound /> }.into_any())
}
}

part! { finding:
    pub fn keys(listed: RwSignal<bool>, on: RwSignal<bool>) -> Part {
    Ok(view! { <KeyList listed on /> }.into_any())
}
}

part! { reader, preload_reader:
    pub fn reader(open: Memo<Option<String>>) -> Part {
    Ok(view! { <Reader id=open /> }.into_any())
}
}

part! { words, preload_words:
    pub fn words() -> Result<&'static Wording, SplitLoaderError> {
    Ok(&WORDING)
}
}

part! { words:
    pub fn arrange() -> Result<facets::Arrange, SplitLoaderError> {
    Ok(facets::arrange)
}
}

/// Fetches what a reader will want soon: the reader itself and the search for words. What cannot be fetched now is
/// fetched when it is wanted.
pub async fn preload() {
    preload_reader().await.ok();
    preload_words().await.ok();
}
