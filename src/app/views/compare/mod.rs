//! Two or more outlets, or two selections, side by side.

mod side_choice;
mod sides;
mod stories;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use sides::SideList;
use stories::StoriesCovered;
use texts::Texts;

use crate::app::browser;
use crate::app::components::{Head, Segments, decimal, table};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{dates, numbers, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session, filters, latest};
use crate::app::views::links::{OutletNames, actor_link, naming, to_article, to_articles};
use crate::app::views::page_frame::page;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::search_tools::saved;
use crate::app::views::time_steps::{StepChoice, step_name, steps_of};
use crate::app::views::timeline::{Lane, LaneScale, Weight, lanes};
use crate::export::{CSV_START, csv_line, short_slug};
use crate::model::{Article, PartialDate};
use crate::query::{FacetKind, MAX_SIDES, Query};
use crate::survey::{
    Contrast, ContrastRow, Firsts, Grouping, Speaker, attributed_quotes, critical_log_likelihood, share,
};

/// The names of the sides.
pub const LETTERS: [&str; MAX_SIDES] = ["A", "B", "C", "D"];

/// The number of actors by which the table grows.
const STEP: usize = 25;

/// The maximum length of the names of the sides in a file's name, in bytes.
const MAX_NAME_LENGTH: usize = 80;

/// A side with fewer articles is too small for a conclusion from its shares.
const MIN_ARTICLES: usize = 30;

/// Which actors the table shows.
#[derive(Clone, Copy, PartialEq)]
enum ActorFilter {
    All,
    Shared,
    Only(usize),
}

/// Statistics of the sides from counts.
pub struct Comparison {
    /// The queries of the sides, within the selection.
    pub queries: Vec<Query>,
    /// Their names.
    pub names: Vec<String>,
    /// The number of articles in the selection.
    pub whole: usize,
    /// For a side of certain outlets: the number of all articles of these outlets in the selection's days.
    outputs: Vec<Option<usize>>,
    /// The number of articles that belong to more than one side.
    n_shared: usize,
    dates: Vec<Vec<PartialDate>>,
    contrast: Contrast,
}

/// The comparison view.
#[component]
pub fn Compare() -> impl IntoView {
    let session = Session::expect();
    let sides = Memo::new(move |_| sides::sides(session));
    let compared = latest(Memo::new(move |_| (session.query.get(), sides.get())), move |(whole, sides)| async move {
        compare(session, whole, sides).await.map(Arc::new)
    });
    let compared = Signal::derive(move || compared.get().flatten());
    let reading = SelectionReader::new();
    let read = RwSignal::new(None::<Arc<Texts>>);
    effect(move || {
        reading.track();
        let Some(compared) = compared.get() else { return };
        let turn = reading.begin();
        read.set(None);
        spawn_while_shown(async move {
            let mut firsts = Vec::new();
            // An article that belongs to two sides counts its quotes once.
            let mut seen: BTreeSet<String> = BTreeSet::new();
            let mut grouping = Grouping::default();
            for query in &compared.queries {
                let mut side = Firsts::default();
                let query = Query { sort: None, ..query.clone() };
                let mut take = |article: &Article| {
                    side.take(article);
                    if seen.insert(article.id.clone()) {
                        attributed_quotes(article).into_iter().for_each(|told| grouping.push(told));
                    }
                };
                if !reading.through(turn, session, query, &mut take).await {
                    return;
                }
                firsts.push(side);
            }
            if reading.in_steps(turn, &mut || grouping.step()).await {
                read.try_set(Some(Arc::new(Texts::new(firsts, grouping.finish()))));
            }
        });
    });
    let shown = RwSignal::new(ActorFilter::All);
    let n_rows = RwSignal::new(STEP);
    effect(move || {
        sides.track();
        shown.set(ActorFilter::All);
        n_rows.set(STEP);
    });
    let volume = move || compared.get().map(|compared| volume(session, &compared));
    let actors = move || {
        let compared = compared.get()?;
        let read = read.get();
        Some(actor_table(session, &compared, read.as_deref(), shown.get(), n_rows))
    };
    let choices = move || {
        let n = compared.get()?.names.len();
        let mut options = vec![(ActorFilter::All, m::all()), (ActorFilter::Shared, m::compare_shared())];
        let only = [m::compare_only_a(), m::compare_only_b(), m::compare_only_c(), m::compare_only_d()];
        options.extend(only.into_iter().take(n).enumerate().map(|(side, words)| (ActorFilter::Only(side), words)));
        Some(view! {
            <Segments
                label=m::compare_which_actors()
                options
                chosen=shown
                on_choose=move |chosen| {
                    n_rows.set(STEP);
                    shown.set(chosen);
                }
            />
        })
    };
    let save = move |_| {
        if let Some(compared) = compared.get_untracked() {
            let text = csv(session, &compared, read.get_untracked().as_deref());
            let name = short_slug(&compared.names.join(" vs "), MAX_NAME_LENGTH);
            let name = format!("dateline-comparison-{name}-{}.csv", browser::today());
            browser::save(&name, "text/csv", text.as_bytes()).ok();
        }
    };
    let quotes = move || {
        let (compared, read) = (compared.get()?, read.get()?);
        Some(texts::quotes(session, &compared, &read))
    };
    let content = view! {
            <h1>{m::view_compare()}</h1>
            <SideList sides compared />
            <p class="page__tools"><StepChoice /></p>
            <ReadingBar reading />
            // It comes with the figures that it warns of, and moves nothing.
            {move || {
                let warning = compared.with(|compared| too_few(compared.as_deref()?))?;
                Some(view! { <p class="page__warning">{warning}</p> })
            }}
            {volume}
            <StoriesCovered compared />
            <section aria-labelledby="compared-actors" hidden=move || compared.with(Option::is_none)>
                <div class="page__tools">
                    <h2 id="compared-actors">{m::compare_whom()}</h2>
                    {choices}
                    <button type="button" class="quiet" on:click=save>{m::save_as_csv()}</button>
                </div>
                {actors}
            </section>
            {quotes}
    };
    page(m::view_compare(), content.into_any())
}

async fn compare(session: Session, whole: Query, sides: Vec<Query>) -> Option<Comparison> {
    let archive = session.archive();
    let catalogue = session.catalogue();
    let kept = saved::stored();
    let count = Query { limit: Some(0), facet_limit: Some(0), ..whole.clone() };
    let total = archive.query(&count).await.ok()?.total;
    let (mut queries, mut names, mut dates, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut outputs = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let outlet_names = OutletNames::watched(session);
    for side in sides {
        let words: Vec<String> = filters(&side).iter().map(|filter| catalogue.words_of(filter)).collect();
        let address = saved::address_of(&side);
        names.push(match kept.iter().find(|saved| saved.address == address && !words.is_empty()) {
            Some(saved) => saved.name.clone(),
            None if words.is_empty() => m::everything().to_owned(),
            None => words.join(", "),
        });
        let query = side.within(&whole);
        let asked = Query { limit: Some(usize::MAX), facet_limit: Some(usize::MAX), ..query.clone() };
        let mut answer = archive.query(&asked).await.ok()?;
        dates.push(answer.hits.iter().filter_map(|hit| hit.date).collect());
        for hit in &answer.hits {
            *seen.entry(hit.id.clone()).or_default() += 1;
        }
        outputs.push(match output(&query) {
            Some(every) => Some(archive.query(&every).await.ok()?.total),
            None => None,
        });
        let is_outlet = |actor: &crate::query::ValueCount| outlet_names.contain(&actor.name);
        let speaker = |actor: crate::query::ValueCount| {
            (Speaker { id: actor.id, name: text::safe(&actor.name), kind: actor.kind }, actor.count)
        };
        counts.push((
            answer.total,
            answer.facets.take(FacetKind::Actors).into_iter().filter(|actor| !is_outlet(actor)).map(speaker).collect(),
        ));
        queries.push(query);
    }
    let n_shared = seen.values().filter(|n| **n > 1).count();
    Some(Comparison { queries, names, whole: total, outputs, n_shared, dates, contrast: Contrast::new(counts) })
}

/// Everything that the outlets of a query published in its days; `None` if it is not about certain outlets.
fn output(query: &Query) -> Option<Query> {
    let outlets = query.filters[FacetKind::Outlets].clone();
    if outlets == crate::query::ValueFilter::default() {
        return None;
    }
    let (from, to, undated) = (query.from, query.to, query.undated);
    let mut every = Query { from, to, undated, limit: Some(0), facet_limit: Some(0), ..Query::default() };
    every.filters[FacetKind::Outlets] = outlets;
    Some(every)
}

impl Comparison {
    /// The number of articles of a side.
    pub fn total(&self, side: usize) -> usize {
        self.contrast.totals.get(side).copied().unwrap_or_default()
    }
}

fn letter(side: usize) -> &'static str {
    LETTERS.get(side).copied().unwrap_or("?")
}

fn volume(session: Session, compared: &Comparison) -> Option<AnyView> {
    let steps = steps_of(session, &session.query.get_untracked())?;
    let rows = compared.names.iter().zip(&compared.dates).enumerate().map(|(side, (name, dates))| {
        let name = format!("{}: {name}", letter(side));
        Lane::new(name.clone(), name.into_any(), &steps, dates.iter().copied(), Weight::Chosen)
    });
    let mut order: Vec<usize> = (0..compared.names.len()).collect();
    order.sort_by_key(|side| std::cmp::Reverse(compared.total(*side)));
    let name = |side: usize| compared.names.get(side).map(String::as_str).unwrap_or_default();
    let summary = match order.as_slice() {
        [most, .., least] if compared.total(*most) > compared.total(*least) => {
            m::compare_volume(compared.total(*most), name(*most), name(*least), compared.total(*least))
        }
        _ => m::compare_even().to_owned(),
    };
    let summary = [&summary, m::lanes_one_scale()].join(" ");
    let fullest: Vec<String> = compared
        .dates
        .iter()
        .enumerate()
        .filter_map(|(side, dates)| {
            let (counts, _) = steps.counts(dates.iter().copied());
            let (at, count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
            (*count > 0).then(|| m::compare_most_in(letter(side), &step_name(&steps, at)))
        })
        .collect();
    let summary = if fullest.is_empty() { summary } else { format!("{summary} {}.", fullest.join(", ")) };
    Some(lanes(m::compare_how_much().to_owned(), summary, &steps, rows.collect(), LaneScale::Shared))
}

fn heads(compared: &Comparison) -> Vec<String> {
    let mut heads = vec![m::actor().to_owned()];
    for side in 0..compared.names.len() {
        heads.push(m::compare_side_articles(letter(side)));
        heads.push(m::compare_side_share(letter(side)));
    }
    heads.push(if compared.names.len() == 2 { m::compare_difference() } else { m::compare_spread() }.to_owned());
    if compared.names.len() == 2 {
        heads.push(m::log_ratio().to_owned());
    }
    heads.push(m::log_likelihood().to_owned());
    heads.push(m::compare_first_to_name().to_owned());
    heads
}

/// `+12.5`, `−3`, `0`.
fn points(difference: f64, is_signed: bool) -> String {
    let size = numbers::decimal(difference.abs());
    match difference {
        _ if size == "0" => "0".to_owned(),
        difference if difference < 0.0 => format!("−{size}"),
        _ if is_signed => format!("+{size}"),
        _ => size.to_owned(),
    }
}

fn actor_table(
    session: Session,
    compared: &Comparison,
    read: Option<&Texts>,
    shown: ActorFilter,
    n_rows: RwSignal<usize>,
) -> AnyView {
    let fits = |row: &&ContrastRow| match shown {
        ActorFilter::All => true,
        ActorFilter::Shared => row.is_shared(),
        ActorFilter::Only(side) => row.only_side() == Some(side),
    };
    let rows: Vec<&ContrastRow> = compared.contrast.rows.iter().filter(fits).collect();
    if rows.is_empty() {
        return view! { <p class="page__none">{m::compare_no_actor()}</p> }.into_any();
    }
    let is_signed = compared.names.len() == 2;
    let cells = |row: &&ContrastRow| {
        let mut cells = vec![actor_link(session, &row.actor.id, &row.actor.name, row.actor.kind)];
        for (side, (count, share)) in row.counts.iter().zip(&row.shares).enumerate() {
            let query = compared.queries.get(side).map(|query| naming(query, &row.actor.id)).unwrap_or_default();
            let label = m::compare_side_count(*count, letter(side));
            cells.push(match count {
                0 => view! { <i>{m::none_low()}</i> }.into_any(),
                _ => view! { <a href=to_articles(session, query) aria-label=label>{numbers::number(*count)}</a> }
                    .into_any(),
            });
            cells.push(numbers::exact_percent(*share).into_any());
        }
        cells.push(points(row.difference, is_signed).into_any());
        if is_signed {
            cells.push(points(row.log_ratio, true).into_any());
        }
        cells.push(numbers::decimal(row.log_likelihood).into_any());
        cells.push(first_cell(session, read, &row.actor.id));
        cells
    };
    let n_shown = n_rows.get();
    let table_rows = rows.iter().take(n_shown).map(cells).collect();
    let heads = heads(compared);
    let last = heads.len().saturating_sub(1);
    let is_of_words = |at: usize| at == 0 || at == last;
    let head = |(at, head)| if is_of_words(at) { Head::Words(head) } else { Head::Figures(head) };
    let columns: Vec<Head> = heads.into_iter().enumerate().map(head).collect();
    let rest = rows.len().saturating_sub(n_shown);
    let told = match read.map(|read| &read.firsts) {
        Some(firsts) => first_summary(&rows, firsts),
        None => "…".to_owned(),
    };
    view! {
        <p class="page__note">
            {m::compare_actors_note(rows.len())} " "
            {m::compare_chance(&numbers::decimal(critical_log_likelihood(compared.names.len())))}
            {(compared.n_shared > 0).then(|| format!(" {}", m::compare_overlap(compared.n_shared)))}
        </p>
        // Its space is reserved while the texts are read.
        <p class="page__note">{told}</p>
        <div class="compare__scroll" tabindex="0" role="region" aria-label=m::compare_side_by_side()>
            {table(m::compare_actors_caption().to_owned(), columns, table_rows)}
        </div>
        {(rest > 0)
            .then(|| {
                let label = m::show_more_of(rest.min(STEP), rest);
                view! {
                    <button type="button" class="quiet" on:click=move |_| n_rows.update(|rows| *rows += STEP)>
                        {label}
                    </button>
                }
            })}
    }
    .into_any()
}

fn first_summary(rows: &[&ContrastRow], firsts: &[Firsts]) -> String {
    let mut wins = [0_usize; MAX_SIDES];
    for row in rows.iter().filter(|row| row.is_shared()) {
        if let Some(wins) = Firsts::first_to_name(firsts, &row.actor.id).and_then(|side| wins.get_mut(side)) {
            *wins += 1;
        }
    }
    let shared = rows.iter().filter(|row| row.is_shared()).count();
    if shared == 0 {
        return String::new();
    }
    let wins: Vec<String> = (0..firsts.len()).map(|side| m::compare_first_side(letter(side), wins[side])).collect();
    m::compare_first_of(shared, &wins.join(", "))
}

/// The side that first mentions an actor, with the article.
fn first_cell(session: Session, read: Option<&Texts>, actor: &str) -> AnyView {
    let Some(read) = read else { return "…".into_any() };
    let Some(side) = Firsts::first_to_name(&read.firsts, actor) else { return "".into_any() };
    let Some((date, article)) = read.firsts.get(side).and_then(|firsts| firsts.named.get(actor)) else {
        return "".into_any();
    };
    let label = format!("{}, {}", letter(side), dates::date(*date));
    view! { <a href=to_article(session, &article.id) title=text::safe(&article.name)>{label}</a> }.into_any()
}

fn csv(session: Session, compared: &Comparison, read: Option<&Texts>) -> String {
    // Other programs read this file, so its columns have the same names in every language.
    let mut columns = vec!["actor".to_owned()];
    for side in 0..compared.names.len() {
        columns.push(format!("{} articles", letter(side)));
        columns.push(format!("{} share", letter(side)));
    }
    columns.extend(["difference", "log ratio", "log likelihood"].map(str::to_owned));
    columns.extend(["first to name", "kind", "id", "provenance"].map(str::to_owned));
    let provenance = provenance(session, compared);
    let mut text = [CSV_START, &csv_line(&columns)].concat();
    for row in &compared.contrast.rows {
        let mut cells = vec![row.actor.name.clone()];
        for (count, share) in row.counts.iter().zip(&row.shares) {
            cells.push(count.to_string());
            cells.push(decimal(*share));
        }
        cells.push(decimal(row.difference));
        cells.push(if compared.names.len() == 2 { format!("{:.3}", row.log_ratio) } else { String::new() });
        cells.push(format!("{:.3}", row.log_likelihood));
        let first = read.and_then(|read| Firsts::first_to_name(&read.firsts, &row.actor.id));
        cells.push(first.map(letter).unwrap_or_default().to_owned());
        cells.extend([row.actor.kind.as_str().to_owned(), row.actor.id.clone(), provenance.clone()]);
        text.push_str(&csv_line(&cells));
    }
    text
}

/// What a file of the comparison says of itself: the sides, the address, the archive and the day.
fn provenance(session: Session, compared: &Comparison) -> String {
    let sides: Vec<String> =
        compared.names.iter().enumerate().map(|(side, name)| format!("{} = {name}", letter(side))).collect();
    let hash = &session.catalogue().info.hash;
    format!(
        "{}; {}; content sha256:{hash}; exported {} by Dateline {}",
        sides.join("; "),
        browser::href(),
        browser::today(),
        env!("CARGO_PKG_VERSION")
    )
}

/// `12 articles, 40% of the selection`, and the share of all that its outlets published.
fn size(compared: &Comparison, side: usize) -> String {
    let total = compared.total(side);
    let of_selection = m::compare_size(total, &numbers::percent(share(total, compared.whole)));
    match compared.outputs.get(side).copied().flatten() {
        Some(output) => {
            format!("{of_selection}; {}", m::compare_own(output, &numbers::percent(share(total, output))))
        }
        None => of_selection,
    }
}

/// A warning about sides that have too few articles for a conclusion.
fn too_few(compared: &Comparison) -> Option<String> {
    let few = (0..compared.names.len()).filter(|side| compared.total(*side) < MIN_ARTICLES);
    let few: Vec<&str> = few.map(letter).collect();
    (!few.is_empty()).then(|| m::compare_too_few(MIN_ARTICLES, &few.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_outlets_knows_no_filter_but_outlets_and_days() {
        let query = crate::query::Address::parse("outlet=cnn&q=obamacare&actor=a&from=2013-01-01").query;
        let every = output(&query).unwrap();
        assert_eq!(
            (every.text.as_str(), every.from, every.filters[FacetKind::Outlets].any.as_slice()),
            ("", query.from, ["cnn".to_owned()].as_slice())
        );
        assert!(every.filters[FacetKind::Actors].all.is_empty());
        assert_eq!(output(&Query { text: "a".to_owned(), ..Query::default() }), None);
    }

    #[test]
    fn sides_with_few_articles_are_named() {
        let compared = |totals: [usize; 2]| Comparison {
            queries: Vec::new(),
            names: vec!["Fox".to_owned(), "NPR".to_owned()],
            whole: 0,
            outputs: Vec::new(),
            n_shared: 0,
            dates: Vec::new(),
            contrast: Contrast::new(totals.map(|total| (total, Vec::new())).to_vec()),
        };
        assert!(too_few(&compared([20, 2])).unwrap().starts_with("A, B:"));
        assert!(too_few(&compared([30, 2])).unwrap().starts_with("B:"));
        assert_eq!(too_few(&compared([30, 300])), None);
    }
}
