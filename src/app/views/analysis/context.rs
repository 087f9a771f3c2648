//! Keyword in context: every place of the terms, aligned.

use std::sync::Arc;

use leptos::prelude::*;

use super::files::{TableFile, save_button};
use super::narrowed::{narrowed, sought};
use super::settings::{choice_of, progress, setting, show_more, terms};
use super::terms::{TermChoice, term_name};
use crate::app::browser;
use crate::app::components::when;
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{dates, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session};
use crate::app::views::links::link;
use crate::model::{Article, PartialDate};
use crate::query::{Address, AnalysisSetting};
use crate::survey::{Concordance, ConcordanceGroup, ConcordanceLine, LineGroup, LineOrder, MAX_CONCORDANCE_LINES};

/// The number of lines by which the list grows.
const STEP: usize = 100;

/// Every place of the terms.
#[component]
pub fn Context() -> impl IntoView {
    let session = Session::expect();
    let terms = terms(session);
    let reading = SelectionReader::new();
    let found = RwSignal::new(None::<Arc<Concordance>>);
    let shown = RwSignal::new(STEP);
    effect(move || {
        reading.track();
        let query = session.query.get();
        let wanted = terms.with(|terms| sought(terms));
        found.set(None);
        shown.set(STEP);
        if wanted.is_empty() {
            reading.end();
            return;
        }
        let turn = reading.begin();
        spawn_while_shown(async move {
            let query = narrowed(session, &query, &wanted).await;
            let mut concordance = Concordance::new(wanted);
            let mut take = |article: &Article| concordance.take(article);
            if reading.is_now(turn) && reading.through(turn, session, query, &mut take).await {
                found.try_set(Some(Arc::new(concordance)));
            }
        });
    });
    let order = setting(session, AnalysisSetting::Order);
    let group = setting(session, AnalysisSetting::Group);
    let sorted = Memo::new(move |_| {
        let order = order.with(|word| LineOrder::from_word(word)).unwrap_or_default();
        let group = group.with(|word| LineGroup::from_word(word)).unwrap_or_default();
        found.get().map_or_else(Vec::new, |found| found.sorted(order, group))
    });
    let total = move || session.answer.get().and_then(Result::ok).map_or(0, |answer| answer.total);
    let summary = move || {
        let found = found.get()?;
        let mut told = match found.n_places {
            0 => m::analysis_no_place(total()),
            n => m::analysis_places(n, found.n_articles, total()),
        };
        if found.n_places > MAX_CONCORDANCE_LINES {
            told = format!("{told} {}", m::analysis_first_lines(MAX_CONCORDANCE_LINES));
        }
        Some(told)
    };
    let has_lines = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.n_places > 0)));
    let tools = move || {
        let orders = vec![
            (LineOrder::Day.as_str(), m::analysis_by_day()),
            (LineOrder::Left.as_str(), m::analysis_by_left()),
            (LineOrder::Right.as_str(), m::analysis_by_right()),
        ];
        let groups = vec![
            (LineGroup::None.as_str(), m::analysis_not_grouped()),
            (LineGroup::Outlet.as_str(), m::analysis_by_outlet()),
            (LineGroup::Year.as_str(), m::analysis_by_year()),
        ];
        let file = move || {
            let found = found.get_untracked()?;
            Some(csv(session, &found, &sorted.get_untracked(), &terms.get_untracked()))
        };
        view! {
            <div class="page__tools">
                {choice_of(session, AnalysisSetting::Order, m::order(), orders)}
                {choice_of(session, AnalysisSetting::Group, m::analysis_grouped(), groups)}
                {save_button(session, file)}
            </div>
        }
        .into_any()
    };
    let lines = move || found.get().map(|found| sorted.with(|groups| table(session, &found, groups, shown.get())));
    let rest = move || {
        sorted.with(|groups| groups.iter().map(|group| group.lines.len()).sum::<usize>()).saturating_sub(shown.get())
    };
    view! {
        <p class="page__note">{m::analysis_context_note()}</p>
        <TermChoice />
        {progress(reading, move || found.with(Option::is_some))}
        <p class="analysis__told" aria-live="polite">{summary}</p>
        {when(move || has_lines.get(), tools)}
        {lines}
        {show_more(shown, STEP, rest)}
    }
}

fn table(session: Session, found: &Concordance, groups: &[ConcordanceGroup], shown: usize) -> Option<AnyView> {
    if found.lines.is_empty() {
        return None;
    }
    let is_grouped = groups.iter().any(|group| group.outlet.is_some() || group.year.is_some());
    let mut room = shown;
    let mut bodies: Vec<AnyView> = Vec::new();
    for group in groups {
        if room == 0 {
            break;
        }
        let lines = group.lines.iter().take(room).filter_map(|at| found.lines.get(*at));
        let rows: Vec<AnyView> = lines.map(|line| row(session, found, line)).collect();
        room -= rows.len();
        let name = match (&group.outlet, group.year) {
            (Some(outlet), _) => text::safe(&outlet.name),
            (None, Some(year)) => year.to_string(),
            (None, None) => m::analysis_group_unknown().to_owned(),
        };
        let count = m::analysis_lines(group.lines.len());
        let head = is_grouped.then(|| {
            view! {
                <tr class="context__group">
                    <th colspan="4" scope="rowgroup"><bdi>{name}</bdi> " " <small>{count}</small></th>
                </tr>
            }
        });
        bodies.push(view! { <tbody>{head}{rows}</tbody> }.into_any());
    }
    Some(
        view! {
            <table class="table context">
                <caption class="unseen">{m::analysis_context_caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="context__before">{m::analysis_before()}</th>
                        <th scope="col">{m::analysis_found()}</th>
                        <th scope="col">{m::analysis_after()}</th>
                        <th scope="col" class="context__article">{m::article()}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        }
        .into_any(),
    )
}

fn row(session: Session, found: &Concordance, line: &ConcordanceLine) -> AnyView {
    let article = found.articles.get(line.article);
    let id = article.map(|article| article.id.clone()).unwrap_or_default();
    let to = link(session, |address| place_of(address, &id, line));
    let date = article.and_then(|article| article.date).map_or_else(|| m::undated().to_owned(), dates::date);
    let outlet = article.and_then(|article| article.outlet.as_ref()).map(|outlet| text::safe(&outlet.name));
    let title = article.map(|article| text::beginning(&article.title, text::MAX_TITLE_LETTERS)).unwrap_or_default();
    let label = format!("{date}, {}: {title}", outlet.as_deref().unwrap_or(m::unknown_outlet()));
    view! {
        <tr>
            <td class="context__before"><span><bdi>{text::safe(&line.left)}</bdi></span></td>
            <th scope="row"><a href=to title=label><bdi>{text::safe(&line.node)}</bdi></a></th>
            <td class="context__after"><span><bdi>{text::safe(&line.right)}</bdi></span></td>
            <td class="context__article">
                <span>{date} " " <small><bdi>{outlet}</bdi></small></span>
            </td>
        </tr>
    }
    .into_any()
}

/// Turns an address to the article of a line, at its place.
fn place_of(address: &mut Address, id: &str, line: &ConcordanceLine) {
    address.article = Some(id.to_owned());
    address.at = Some((id.to_owned(), line.place, line.range.clone()));
}

fn csv(session: Session, found: &Concordance, groups: &[ConcordanceGroup], terms: &[String]) -> TableFile {
    let heads = ["before", "found", "after", "headline", "date", "outlet", "article", "link"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let query = session.query.get_untracked();
    for line in groups.iter().flat_map(|group| &group.lines).filter_map(|at| found.lines.get(*at)) {
        let Some(article) = found.articles.get(line.article) else { continue };
        let mut address = Address { query: query.clone(), ..Address::default() };
        place_of(&mut address, &article.id, line);
        rows.push(vec![
            line.left.clone(),
            line.node.clone(),
            line.right.clone(),
            article.title.clone(),
            article.date.as_ref().map(PartialDate::to_string).unwrap_or_default(),
            article.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default(),
            article.id.clone(),
            browser::href_with_hash(&address.to_string()),
        ]);
    }
    let names: Vec<String> = terms.iter().map(|term| term_name(session, term)).collect();
    TableFile { name: format!("context {}", names.join(" ")), rows }
}
