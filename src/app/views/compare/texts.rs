//! Statistics of the sides from their texts: the quotes of each, and who had them first.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Comparison, letter};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::app::views::quote::quote;
use crate::survey::{Firsts, QuoteGroup};

/// The maximum number of quotes in a list.
const MAX_QUOTES: usize = 10;

/// Statistics of the sides from their texts.
pub struct Texts {
    /// Of each side.
    pub firsts: Vec<Firsts>,
    groups: Vec<(QuoteGroup, Vec<usize>)>,
}

impl Texts {
    /// Assigns the quotes of all sides, grouped, to their sides.
    pub fn new(firsts: Vec<Firsts>, groups: Vec<QuoteGroup>) -> Texts {
        let articles: Vec<BTreeSet<_>> =
            firsts.iter().map(|side| side.told.iter().map(|told| told.article.clone()).collect()).collect();
        let sides_of = |group: &QuoteGroup| -> Vec<usize> {
            let has = |side: &BTreeSet<_>| group.quotes().any(|told| side.contains(&told.article));
            articles.iter().enumerate().filter(|(_, side)| has(side)).map(|(at, _)| at).collect()
        };
        let groups = groups.into_iter().map(|group| {
            let sides = sides_of(&group);
            (group, sides)
        });
        Texts { groups: groups.collect(), firsts }
    }
}

/// The quotes that several sides use, and those of one side only.
pub fn quotes(session: Session, compared: &Comparison, texts: &Texts) -> AnyView {
    let shared: Vec<&QuoteGroup> =
        texts.groups.iter().filter(|(_, sides)| sides.len() > 1).map(|(group, _)| group).collect();
    let mut lists = vec![list(session, m::compare_shared_quotes().to_owned(), &shared)];
    for (side, name) in compared.names.iter().enumerate() {
        let own: Vec<&QuoteGroup> =
            texts.groups.iter().filter(|(_, sides)| sides.as_slice() == [side]).map(|(group, _)| group).collect();
        lists.push(list(session, m::compare_alone(letter(side), name), &own));
    }
    view! { <div class="page__pair">{lists}</div> }.into_any()
}

fn list(session: Session, title: String, groups: &[&QuoteGroup]) -> AnyView {
    let rest = groups.len().saturating_sub(MAX_QUOTES);
    let items: Vec<AnyView> = groups.iter().take(MAX_QUOTES).map(|group| quote(session, group, true)).collect();
    view! {
        <section aria-label=title.clone()>
            <h2>{title.clone()} " " <small>{numbers::number(groups.len())}</small></h2>
            {groups.is_empty().then(|| view! { <p class="page__none">{m::none()}</p> })}
            <ul class="quotes">{items}</ul>
            {(rest > 0).then(|| view! { <p class="page__note">{m::and_more(rest)}</p> })}
        </section>
    }
    .into_any()
}
