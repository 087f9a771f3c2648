//! How many stories the sides cover, together and alone.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Comparison, letter, provenance};
use crate::app::browser;
use crate::app::components::{Head, table};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::export::{CSV_START, csv_line, short_slug};
use crate::query::FacetKind;
use crate::survey::{Coverage, CoveredBy};

/// The maximum length of the names of the sides in a file's name, in bytes.
const MAX_NAME_LENGTH: usize = 80;

/// The stories that the sides cover, as a table; nothing if the archive knows of no stories.
#[component]
pub fn StoriesCovered(
    /// The sides.
    compared: Signal<Option<Arc<Comparison>>>,
) -> impl IntoView {
    let session = Session::expect();
    let covered = RwSignal::new(None::<Arc<Coverage>>);
    let knows_stories = session.catalogue().info.values[FacetKind::Story] > 0;
    effect(move || {
        let Some(compared) = compared.get().filter(|_| knows_stories) else { return };
        covered.set(None);
        let whole = session.query.get_untracked();
        spawn_while_shown(async move {
            if let Ok(stories) = session.archive().story_sources(&whole, &compared.queries).await {
                covered.try_set(Some(Arc::new(Coverage::new(&stories, compared.queries.len()))));
            }
        });
    });
    let save = move |_| {
        if let (Some(compared), Some(covered)) = (compared.get_untracked(), covered.get_untracked()) {
            let name = short_slug(&compared.names.join(" vs "), MAX_NAME_LENGTH);
            let name = format!("dateline-comparison-stories-{name}-{}.csv", browser::today());
            browser::save(&name, "text/csv", csv(session, &compared, &covered).as_bytes()).ok();
        }
    };
    let content = move || {
        let n_sides = compared.with(|compared| compared.as_ref().map(|compared| compared.names.len()))?;
        let covered = covered.get();
        Some(rows(n_sides, covered.as_deref()))
    };
    knows_stories.then(|| {
        view! {
            <section hidden=move || compared.with(Option::is_none)>
                <div class="page__tools">
                    <h2>{m::stories()}</h2>
                    <button
                        type="button"
                        class="quiet"
                        disabled=move || covered.with(Option::is_none)
                        on:click=save
                    >
                        {m::save_as_csv()}
                    </button>
                </div>
                {content}
            </section>
        }
    })
}

fn words(by: CoveredBy) -> String {
    match by {
        CoveredBy::One(side) => m::compare_stories_in(letter(side)),
        CoveredBy::All => m::compare_stories_all().to_owned(),
        CoveredBy::Only(side) => m::compare_stories_only(letter(side)),
        CoveredBy::None => m::compare_stories_none().to_owned(),
    }
}

/// The ratio of the number found to the number expected; `None` if the latter is rounded to 0.
fn times(found: usize, expected: f64) -> Option<f64> {
    (expected >= 0.05).then(|| found as f64 / expected)
}

/// The table; its cells are reserved while the stories are counted.
fn rows(n_sides: usize, covered: Option<&Coverage>) -> AnyView {
    let columns = vec![
        Head::Words(m::stories().to_owned()),
        Head::Figures(m::compare_stories_found().to_owned()),
        Head::Figures(m::compare_stories_chance().to_owned()),
        Head::Figures(m::compare_stories_times().to_owned()),
    ];
    let cells = |(at, by): (usize, CoveredBy)| {
        let mut cells = vec![words(by).into_any()];
        match covered.and_then(|covered| covered.rows.get(at)) {
            Some(row) => {
                let times = times(row.found, row.expected).map(numbers::decimal);
                cells.push(numbers::number(row.found).into_any());
                cells.push(numbers::decimal(row.expected).into_any());
                cells.push(times.unwrap_or_else(|| "–".to_owned()).into_any());
            }
            None => cells.extend((0..3).map(|_| "…".into_any())),
        }
        cells
    };
    let table_rows = Coverage::order(n_sides).into_iter().enumerate().map(cells).collect();
    let note = covered.map(|covered| m::compare_stories_note(covered.stories, covered.sources));
    view! {
        <div class="compare__scroll" tabindex="0" role="region" aria-label=m::compare_stories_caption()>
            {table(m::compare_stories_caption().to_owned(), columns, table_rows)}
        </div>
        <p class="page__note">{note.unwrap_or_else(|| "…".to_owned())}</p>
    }
    .into_any()
}

fn csv(session: Session, compared: &Comparison, covered: &Coverage) -> String {
    // Other programs read this file, so its columns and rows have the same names in every language.
    let columns = ["stories", "found", "by chance", "found / by chance", "all stories", "all sources", "provenance"];
    let mut text = [CSV_START, &csv_line(&columns.map(str::to_owned))].concat();
    for row in &covered.rows {
        let by = match row.by {
            CoveredBy::One(side) => format!("covered by {}", letter(side)),
            CoveredBy::All => "covered by all".to_owned(),
            CoveredBy::Only(side) => format!("only covered by {}", letter(side)),
            CoveredBy::None => "covered by none".to_owned(),
        };
        let times = times(row.found, row.expected).map(|times| format!("{times:.3}")).unwrap_or_default();
        text.push_str(&csv_line(&[
            by,
            row.found.to_string(),
            format!("{:.3}", row.expected),
            times,
            covered.stories.to_string(),
            covered.sources.to_string(),
            provenance(session, compared),
        ]));
    }
    text
}
