//! Files of the tools' tables.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::export::csv_line;
use crate::text::slug;

/// A table for a file: the name of the file without its ending, and the rows, the first of which names the columns.
pub struct TableFile {
    /// What the file holds, for its name.
    pub name: String,
    /// The rows. The names of the columns are English, because programs read them.
    pub rows: Vec<Vec<String>>,
}

/// A button that saves a table as CSV.
pub fn save_button(session: Session, file: impl Fn() -> Option<TableFile> + Send + Sync + 'static) -> AnyView {
    let save = move |_| {
        if let Some(file) = file() {
            save_rows(session, file);
        }
    };
    view! { <button type="button" class="quiet" on:click=save>{m::save_as_csv()}</button> }.into_any()
}

/// Saves a table as CSV. The last column of the first row tells where it is from.
pub fn save_rows(session: Session, TableFile { name, rows }: TableFile) {
    let hash = &session.catalogue().info.hash;
    let version = env!("CARGO_PKG_VERSION");
    let provenance =
        format!("{}; content sha256:{hash}; exported {} by Dateline {version}", browser::href(), browser::today());
    // Spreadsheets take a file for UTF-8 only if it says so.
    let mut text = String::from('\u{feff}');
    for (at, mut row) in rows.into_iter().enumerate() {
        row.extend(match at {
            0 => Some("provenance".to_owned()),
            1 => Some(provenance.clone()),
            _ => None,
        });
        text.push_str(&csv_line(&row));
    }
    browser::save(&file_name(&name, "csv"), "text/csv", text.as_bytes()).ok();
}

/// The name of a file that holds this.
pub fn file_name(what: &str, ending: &str) -> String {
    const MAX_NAME: usize = 80;
    let name = slug(what);
    let name = crate::text::beginning(&name, MAX_NAME).trim_end_matches('-');
    format!("dateline-{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn files_are_named_by_what_they_hold() {
        assert_eq!(file_name("context “immigra*” Ada Byron", "csv"), "dateline-context-immigra-ada-byron.csv");
        assert!(file_name(&"long ".repeat(90), "csv").len() < 100);
    }
}
