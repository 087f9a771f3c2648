//! A table.

use leptos::prelude::*;

/// The heading of a column.
pub enum Head {
    /// Text, aligned left.
    Words(String),
    /// Numbers, aligned right.
    Figures(String),
    /// A drawing of the adjacent numbers; screen readers skip it.
    Drawing,
}

/// A table with a caption for screen readers; the first cell of a row is its heading.
pub fn table(caption: String, heads: Vec<Head>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let classes: Vec<&'static str> = heads
        .iter()
        .map(|head| match head {
            Head::Words(_) => "",
            Head::Figures(_) => "figures",
            Head::Drawing => "drawing",
        })
        .collect();
    let heads: Vec<AnyView> = heads
        .into_iter()
        .map(|head| match head {
            Head::Words(words) => view! { <th scope="col">{words}</th> }.into_any(),
            Head::Figures(words) => view! { <th scope="col" class="figures">{words}</th> }.into_any(),
            Head::Drawing => view! { <td aria-hidden="true"></td> }.into_any(),
        })
        .collect();
    let row = |cells: Vec<AnyView>| {
        let cells: Vec<AnyView> = cells
            .into_iter()
            .zip(&classes)
            .enumerate()
            .map(|(at, (cell, class))| match at {
                0 => view! { <th scope="row">{cell}</th> }.into_any(),
                _ => view! { <td class=*class>{cell}</td> }.into_any(),
            })
            .collect();
        view! { <tr>{cells}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
    view! {
        <table class="table">
            <caption class="unseen">{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
