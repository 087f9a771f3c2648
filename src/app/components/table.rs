//! A table.

use leptos::prelude::*;

/// The head of a column.
pub enum Head {
    /// Words, set to the left.
    Words(String),
    /// Figures, set to the right.
    Figures(String),
    /// A drawing of the figures beside it, hidden from those who do not see.
    Drawing,
}

/// A table with a caption for those who do not see it; the first cell of a row names the row.
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
