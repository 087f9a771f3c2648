//! Many names or queries at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::{TableFile, save_button};
use super::near::scrolled;
use super::settings::show_more;
use crate::app::browser;
use crate::app::components::{Head, when};
use crate::app::effect::effect;
use crate::app::format::{dates, labels, numbers, text};
use crate::app::messages as m;
use crate::app::state::{Catalogue, Session};
use crate::app::views::links::{naming, to_articles};
use crate::model::PartialDate;
use crate::query::{FacetKind, Query};
use crate::survey::NearNames;
use crate::text::folded;
use crate::wire::sort::sort_by;

/// The maximum number of lines that are counted.
const MAX_LINES: usize = 1_000;

/// The maximum size of a file with a list, in bytes.
const MAX_FILE: f64 = 1_000_000.0;

/// How long the page may be busy at a time, in milliseconds.
const BUSY_MS: f64 = 25.0;

/// The number of names that are suggested for a line without a match.
const MAX_NEAR: usize = 3;

/// The number of outlets that the table names.
const MAX_OUTLETS: usize = 3;

/// The number of rows by which the table grows.
const STEP: usize = 100;

/// The id of the field.
const FIELD_ID: &str = "analysis-list";

thread_local! {
    /// The list, for as long as the page is open: it may name people whom the reader looks into, so it is kept neither in the
    /// address nor in the browser.
    static LIST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What was found for a line.
#[derive(Clone, PartialEq)]
struct ListRow {
    line: String,
    /// The name of the actor that the line names; otherwise the words were searched for.
    actor: Option<String>,
    query: Query,
    total: usize,
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    /// The ids of the outlets with their articles, most first.
    outlets: Vec<(String, usize)>,
    /// Why the line is not a query.
    problem: Option<String>,
    /// Names that are written alike, for a line without a match.
    near: Vec<String>,
}

/// Counts a list of names or queries.
#[component]
pub fn NameList() -> impl IntoView {
    let session = Session::expect();
    let written = RwSignal::new(LIST.with_borrow(String::clone));
    effect(move || written.with(|written| LIST.set(written.clone())));
    let turn = StoredValue::new(0_u64);
    let progress = RwSignal::new(None::<(usize, usize)>);
    let found = RwSignal::new(None::<Arc<Vec<ListRow>>>);
    let shown = RwSignal::new(STEP);
    let lines = Memo::new(move |_| written.with(|written| lines(written)));
    let count = move || {
        let lines: Vec<String> = lines.get_untracked().into_iter().take(MAX_LINES).collect();
        let query = session.query.get_untracked();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        shown.set(STEP);
        found.set(None);
        if lines.is_empty() {
            progress.set(None);
            return;
        }
        progress.set(Some((0, lines.len())));
        spawn_local(async move {
            let is_now = move || turn.try_get_value() == Some(this);
            let rows = counted(session, &query, lines, &is_now, progress).await;
            if is_now() {
                progress.try_set(None);
                found.try_set(Some(Arc::new(rows)));
            }
        });
    };
    // Another selection counts the same list again.
    effect(move || {
        session.query.track();
        count();
    });
    let stop = move |_| {
        turn.update_value(|turn| *turn += 1);
        progress.set(None);
    };
    let take_file = move |file: Option<(browser::TextFile, f64)>| {
        let Some((file, _)) = file.filter(|(_, size)| *size <= MAX_FILE) else { return };
        spawn_local(async move {
            if let Some(text) = file.text().await
                && written.try_set(text).is_none()
            {
                count();
            }
        });
    };
    let n_lines = move || lines.with(Vec::len);
    let told = move || {
        let rows = found.get()?;
        let none = rows.iter().filter(|row| row.total == 0).count();
        let mut told = vec![m::list_counted(rows.len(), rows.len() - none)];
        if n_lines() > MAX_LINES {
            told.push(m::list_too_long(MAX_LINES));
        }
        Some(told.join(" "))
    };
    let missing = move || {
        let rows = found.get()?;
        let missing: Vec<&ListRow> = rows.iter().filter(|row| row.total == 0).collect();
        if missing.is_empty() {
            return None;
        }
        let items: Vec<AnyView> = missing
            .into_iter()
            .take(shown.get())
            .map(|row| missing_line(session, row, written, Callback::new(move |()| count())))
            .collect();
        Some(view! {
            <section aria-labelledby="list-missing">
                <h2 id="list-missing">{m::list_missing()}</h2>
                <ul class="list__missing">{items}</ul>
            </section>
        })
    };
    let table = move || {
        let rows = found.get()?;
        let having = || rows.iter().filter(|row| row.total > 0);
        having().next()?;
        let catalogue = session.catalogue();
        let cells = having().take(shown.get()).map(|row| cells(session, &catalogue, row)).collect();
        let heads = vec![
            Head::Words(m::list_line().to_owned()),
            Head::Words(m::list_counted_as().to_owned()),
            Head::Figures(m::articles().to_owned()),
            Head::Words(m::list_first().to_owned()),
            Head::Words(m::list_last().to_owned()),
            Head::Words(m::outlets().to_owned()),
        ];
        let file = move || {
            let rows = found.get_untracked()?;
            Some(TableFile { name: format!("list of {}", rows.len()), rows: csv(&session.catalogue(), &rows) })
        };
        Some(view! {
            <section aria-labelledby="list-found">
                <div class="page__tools">
                    <h2 id="list-found">{m::list_found()}</h2>
                    {save_button(session, file)}
                </div>
                {scrolled(m::list_caption().to_owned(), heads, cells)}
            </section>
        })
    };
    let rest = move || found.with(|found| found.as_ref().map_or(0, |rows| rows.len())).saturating_sub(shown.get());
    view! {
        <p class="page__note">{m::list_note(MAX_LINES)}</p>
        <form
            class="list__form"
            on:submit=move |event| {
                event.prevent_default();
                count();
            }
        >
            <label for=FIELD_ID>{m::list_field()}</label>
            <textarea
                id=FIELD_ID
                rows="6"
                spellcheck="false"
                prop:value=move || written.get()
                on:input=move |event| written.set(event_target_value(&event))
                on:drop=move |event| {
                    if browser::has_files(&event) {
                        event.prevent_default();
                        event.stop_propagation();
                        take_file(browser::dropped_file(&event));
                    }
                }
            ></textarea>
            <p class="analysis__row">
                <button type="submit" class="analysis__add" disabled=move || n_lines() == 0>{move || m::list_count(n_lines().min(MAX_LINES))}</button>
                <label class="list__file">
                    {m::list_file()} " "
                    <input type="file" accept=".txt,.csv,.tsv,text/plain" on:change=move |event| take_file(browser::chosen_file(&event)) />
                </label>
            </p>
        </form>
        {when(move || progress.with(Option::is_some), move || view! {
            <p class="reading">
                <progress
                    aria-label=m::list_progress_name()
                    max=move || progress.get().map_or(1, |(_, all)| all).to_string()
                    value=move || progress.get().map_or(0, |(done, _)| done).to_string()
                ></progress>
                <button type="button" class="quiet" on:click=stop>{m::stop()}</button>
            </p>
        }.into_any())}
        <p class="analysis__told" aria-live="polite">{told}</p>
        {missing}
        {table}
        {show_more(shown, STEP, rest)}
    }
}

/// The different lines of a list, without empty ones.
fn lines(written: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let lines = written.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter(|line| seen.insert(folded(line))).map(str::to_owned).collect()
}

/// A line as a query: words without signs of the query language are one phrase.
fn as_query(line: &str) -> String {
    let is_query = line.contains(['"', '“', '”', '„', '(', ')', '*', ':'])
        || line.starts_with('-')
        || line.split_whitespace().any(|word| matches!(word, "OR" | "AND" | "NOT"));
    if is_query { line.to_owned() } else { format!("\"{line}\"") }
}

/// The actors of the archive by their folded names, and their names in order.
struct ActorNames {
    ids: BTreeMap<String, String>,
    names: Vec<String>,
    near: NearNames,
}

async fn actor_names(catalogue: &Catalogue, is_now: &dyn Fn() -> bool) -> Option<ActorNames> {
    let mut actors = ActorNames { ids: BTreeMap::new(), names: Vec::new(), near: NearNames::default() };
    let mut since = browser::passed_ms();
    for actor in &catalogue.all.facets[FacetKind::Actors] {
        // Of several with one name, that with the most articles comes first.
        actors.ids.entry(folded(&actor.name)).or_insert_with(|| actor.id.clone());
        actors.near.push(&actor.name);
        actors.names.push(actor.name.clone());
        if browser::passed_ms() - since > BUSY_MS {
            browser::pause().await;
            since = browser::passed_ms();
            if !is_now() {
                return None;
            }
        }
    }
    Some(actors)
}

async fn counted(
    session: Session,
    selection: &Query,
    lines: Vec<String>,
    is_now: &dyn Fn() -> bool,
    progress: RwSignal<Option<(usize, usize)>>,
) -> Vec<ListRow> {
    let archive = session.archive();
    let catalogue = session.catalogue();
    let Some(actors) = actor_names(&catalogue, is_now).await else { return Vec::new() };
    let mut rows = Vec::new();
    let total = lines.len();
    let mut since = browser::passed_ms();
    for line in lines {
        let actor = actors.ids.get(&folded(&line));
        let query = match actor {
            Some(id) => naming(selection, id),
            None => {
                let wanted = as_query(&line);
                let text = match selection.text.trim() {
                    "" => wanted,
                    chosen => format!("({chosen}) ({wanted})"),
                };
                Query { text, ..selection.clone() }
            }
        };
        let actor = actor.and_then(|id| catalogue.actor(id)).map(|(name, ..)| text::safe(name));
        let mut row = ListRow {
            line,
            actor,
            query: query.clone(),
            total: 0,
            first: None,
            last: None,
            outlets: Vec::new(),
            problem: None,
            near: Vec::new(),
        };
        let every = Query { limit: Some(usize::MAX), facet_limit: Some(0), sort: None, ..query };
        match archive.query(&every).await {
            Ok(answer) => {
                row.total = answer.total;
                let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
                for hit in answer.hits {
                    row.first = [row.first, hit.date].into_iter().flatten().min_by_key(|date| date.first_day());
                    row.last = [row.last, hit.date].into_iter().flatten().max_by_key(|date| date.last_day());
                    *outlets.entry(hit.outlet.unwrap_or_default()).or_default() += 1;
                }
                row.outlets = outlets.into_iter().collect();
                sort_by(&mut row.outlets, |a, b| b.1.cmp(&a.1));
                if row.total == 0 {
                    let near = actors.near.near(&row.line, MAX_NEAR);
                    row.near =
                        near.into_iter().filter_map(|at| actors.names.get(at).map(|name| text::safe(name))).collect();
                }
            }
            Err(problem) => row.problem = Some(labels::error(&problem)),
        }
        rows.push(row);
        if browser::passed_ms() - since > BUSY_MS {
            progress.try_set(Some((rows.len(), total)));
            browser::pause().await;
            since = browser::passed_ms();
            if !is_now() {
                break;
            }
        }
    }
    rows
}

fn missing_line(session: Session, row: &ListRow, written: RwSignal<String>, count: Callback<()>) -> AnyView {
    let near: Vec<AnyView> = row
        .near
        .iter()
        .map(|name| {
            let (line, name) = (row.line.clone(), name.clone());
            let label = name.clone();
            let take = move |_| {
                written.update(|written| {
                    let lines = written.lines().map(|known| if known.trim() == line { name.as_str() } else { known });
                    let replaced = lines.collect::<Vec<_>>().join("\n");
                    *written = replaced;
                });
                count.run(());
            };
            view! { <button type="button" class="quiet" on:click=take><bdi>{label}</bdi></button> }.into_any()
        })
        .collect();
    let in_archive = row.actor.is_some() && !crate::app::state::filters(&session.query.get_untracked()).is_empty();
    let problem = row.problem.clone();
    view! {
        <li>
            <bdi>{text::safe(&row.line)}</bdi>
            {problem.map(|problem| view! { " " <i>{problem}</i> })}
            {in_archive.then(|| view! { " " <i>{m::list_elsewhere()}</i> })}
            {(!near.is_empty()).then(|| view! { " " <span class="list__near">{m::list_near()} " " {near}</span> })}
        </li>
    }
    .into_any()
}

fn outlet_name(catalogue: &Catalogue, id: &str) -> String {
    if id.is_empty() {
        return m::unknown_outlet().to_owned();
    }
    catalogue.count(FacetKind::Outlets, id).map_or_else(|| text::safe(id), |outlet| text::safe(&outlet.name))
}

fn cells(session: Session, catalogue: &Catalogue, row: &ListRow) -> Vec<AnyView> {
    let day = |date: Option<PartialDate>| date.map_or_else(|| m::undated().to_owned(), dates::date);
    let named = row
        .outlets
        .iter()
        .take(MAX_OUTLETS)
        .map(|(id, count)| format!("{} ({})", outlet_name(catalogue, id), numbers::number(*count)));
    let mut outlets = named.collect::<Vec<_>>().join(", ");
    let more = row.outlets.len().saturating_sub(MAX_OUTLETS);
    if more > 0 {
        outlets = format!("{outlets} {}", m::and_more(more));
    }
    let kind = match &row.actor {
        Some(name) => view! { {m::list_as_actor()} " " <bdi>{name.clone()}</bdi> }.into_any(),
        None => m::list_as_words().into_any(),
    };
    vec![
        view! { <bdi>{text::safe(&row.line)}</bdi> }.into_any(),
        kind,
        view! { <a href=to_articles(session, row.query.clone())>{numbers::number(row.total)}</a> }.into_any(),
        day(row.first).into_any(),
        day(row.last).into_any(),
        view! { <bdi>{outlets}</bdi> }.into_any(),
    ]
}

fn csv(catalogue: &Catalogue, rows: &[ListRow]) -> Vec<Vec<String>> {
    let heads = ["line", "counted as", "articles", "first", "last", "outlets", "near names", "problem"];
    let day = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let row = |row: &ListRow| {
        let outlets = row.outlets.iter().map(|(id, count)| format!("{}: {count}", outlet_name(catalogue, id)));
        vec![
            row.line.clone(),
            row.actor.as_ref().map_or_else(|| "words".to_owned(), |name| format!("actor {name}")),
            row.total.to_string(),
            day(row.first),
            day(row.last),
            outlets.collect::<Vec<_>>().join(" | "),
            row.near.join(" | "),
            row.problem.clone().unwrap_or_default(),
        ]
    };
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(rows.iter().map(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_every_line_once() {
        assert_eq!(lines("\u{feff}Ana Ortiz\r\n\n ana ortiz \nBob"), ["Ana Ortiz", "Bob"]);
        assert_eq!(lines("  \n"), Vec::<String>::new());
    }

    #[test]
    fn names_are_phrases_and_queries_stay_as_they_are() {
        assert_eq!(as_query("Ana Ortiz"), "\"Ana Ortiz\"");
        for query in ["port*", "a OR b", "title:port", "\"a b\"~3", "-a", "(a b)"] {
            assert_eq!(as_query(query), query);
        }
    }
}
