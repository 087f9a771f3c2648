//! One article in the list.

use leptos::prelude::*;

use super::Row;
use crate::app::components::Marked;
use crate::app::format::{dates, text};
use crate::app::messages as m;
use crate::app::state::Url;
use crate::app::views::open_article::headline_id;
use crate::model::DateBasis;
use crate::query::Card;

/// The maximum number of actors in a row.
const NAMED: usize = 4;

/// The maximum number of highlighted words in a passage: where nearly every word was searched for, fifty cards would
/// take thousands of elements.
const MAX_MARKS: usize = 8;

/// A row of the list: date, outlet, headline, the best passages and the actors.
#[component]
pub fn ArticleCard(
    /// The row.
    row: Row,
    /// The total number of rows.
    total: Memo<usize>,
    /// The id of the article that is open.
    open: Memo<Option<String>>,
) -> impl IntoView {
    let url = Url::expect();
    let Row { place, card, begins_undated } = row;
    let id = StoredValue::new(card.id.clone());
    let is_open = move || open.with(|open| id.with_value(|id| open.as_deref() == Some(id)));
    let link = move || url.link(|address| address.article = Some(id.get_value()));
    let title = text::beginning(&card.title, text::MAX_TITLE_LETTERS);
    // The marks refer to the original headline; if characters were removed from it, they no longer fit.
    let marks = if title == card.title { card.title_marks.clone() } else { Vec::new() };
    let language = card.language.clone();
    let title_language = language.clone().filter(|_| !title.trim().is_empty());
    let title = if title.trim().is_empty() { m::without_headline().to_owned() } else { title };
    let actors: Vec<String> = card.actors.iter().take(NAMED).map(|actor| text::safe(&actor.name)).collect();
    let snippets = card
        .snippets
        .iter()
        .filter(|snippet| !snippet.text.trim().is_empty())
        .map(|snippet| view! { <p class="card__snippet" dir="auto" lang=language.clone()><Marked text=snippet.text.clone() marks=snippet.marks.iter().take(MAX_MARKS).copied().collect() /></p> })
        .collect_view();
    view! {
        <li aria-setsize=move || total.get() aria-posinset=place>
            {begins_undated.then(|| view! { <p class="results__divider">{m::undated()}</p> })}
            <article class="card" class:card--open=is_open>
                <p class="dateline">{dateline(&card)}</p>
                <h3 dir="auto" lang=title_language>
                    <a href=link id=headline_id(&card.id) aria-current=move || is_open().then_some("true")>
                        <Marked text=title marks />
                    </a>
                </h3>
                {snippets}
                {(!actors.is_empty()).then(|| view! { <p class="card__actors">{isolated(&actors)}</p> })}
            </article>
        </li>
    }
}

/// Names in a row, each isolated so that it cannot change the direction of the others.
fn isolated(names: &[String]) -> Vec<AnyView> {
    let name = |(at, name): (usize, &String)| {
        let before = if at > 0 { " · " } else { "" };
        view! { {before} <bdi>{name.clone()}</bdi> }.into_any()
    };
    names.iter().enumerate().map(name).collect()
}

fn dateline(card: &Card) -> impl IntoView + use<> {
    let outlet = match &card.outlet {
        Some(outlet) => view! { <bdi>{text::safe(&outlet.name)}</bdi> }.into_any(),
        None => view! { <i>{m::unknown_outlet()}</i> }.into_any(),
    };
    let date = match card.date {
        Some(date) => {
            let inferred = card.date_basis == Some(DateBasis::Inferred);
            view! {
                <time datetime=date.to_string()>{dates::date(date)}</time>
                {inferred.then(|| view! { " " <i>{m::inferred()}</i> })}
            }
            .into_any()
        }
        None => view! { <i>{m::undated_low()}</i> }.into_any(),
    };
    view! { {date} " · " {outlet} }
}
