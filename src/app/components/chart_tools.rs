//! Buttons that save a chart.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::messages as m;
use crate::export::{ChartData, short_slug};

/// The maximum length of the title, and of the filters, in a file's name, in bytes.
const MAX_NAME_LENGTH: usize = 60;

/// Buttons that save a chart as a table and as a drawing.
pub fn chart_tools(chart: ChartData) -> AnyView {
    let chart = StoredValue::new(chart);
    let save = move |extension: &'static str, kind: &'static str, write: fn(&ChartData) -> String| {
        chart.update_value(|chart| {
            chart.provenance = provenance();
            let name = format!("{}.{extension}", file_stem(&chart.title));
            browser::save(&name, kind, write(chart).as_bytes()).ok();
        });
    };
    view! {
        <p class="chart-tools">
            <button type="button" class="quiet" on:click=move |_| save("csv", "text/csv", ChartData::to_csv)>
                {m::chart_csv()}
            </button>
            <button type="button" class="quiet" on:click=move |_| save("svg", "image/svg+xml", ChartData::to_svg)>
                {m::chart_svg()}
            </button>
        </p>
    }
    .into_any()
}

/// Where a table or a chart is from and when it was made.
pub fn provenance() -> String {
    format!("{}; {}; Dateline {}", browser::href(), browser::today(), env!("CARGO_PKG_VERSION"))
}

/// The name of a file with a table or a chart, without its extension: what it shows, of what, and the day.
pub fn file_stem(title: &str) -> String {
    let (title, hash) = (short_slug(title, MAX_NAME_LENGTH), short_slug(&browser::hash(), MAX_NAME_LENGTH));
    let today = browser::today();
    let parts = ["dateline", &title, &hash, &today];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
