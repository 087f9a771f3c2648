//! Correcting many articles at once.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::article::{field_input, found_value};
use super::correction::typed_tags;
use super::sidecar::Statements;
use super::{ArticleField, Correction, CorrectionList, Corrections};
use crate::app::browser;
use crate::app::components::when;
use crate::app::format::{labels, text};
use crate::app::local::HEADING_ID;
use crate::app::messages as m;
use crate::app::state::Url;
use crate::model::PartialDate;
use crate::query::{Archive, Card, Query, QueryError};

/// The maximum number of articles that are corrected at once: more would not fit into the browser's store.
const MAX_ARTICLES: usize = 2_000;

/// The number of articles by which the list grows.
const STEP: usize = 50;

/// The fields that many articles can have in common.
const FIELDS: [ArticleField; 4] = [ArticleField::Outlet, ArticleField::Date, ArticleField::Section, ArticleField::Tags];

/// How long articles are read without a pause, in milliseconds.
const WITHOUT_PAUSE_MS: f64 = 20.0;

/// The articles of a selection, and which of them are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TickedArticles {
    ids: Vec<String>,
    /// The indices of those that are not ticked.
    unticked: BTreeSet<usize>,
    /// The index that was ticked or unticked last, where a range begins.
    last: Option<usize>,
}

impl TickedArticles {
    /// All articles, each of them ticked.
    fn new(ids: Vec<String>) -> TickedArticles {
        TickedArticles { ids, ..TickedArticles::default() }
    }

    fn is_ticked(&self, at: usize) -> bool {
        !self.unticked.contains(&at)
    }

    /// Ticks or unticks an article, or all from the last one to it.
    fn set(&mut self, at: usize, on: bool, is_range: bool) {
        let from = self.last.filter(|_| is_range).unwrap_or(at);
        for at in from.min(at)..=from.max(at) {
            if on {
                self.unticked.remove(&at)
            } else {
                self.unticked.insert(at)
            };
        }
        self.last = Some(at);
    }

    fn set_all(&mut self, on: bool) {
        self.unticked = if on { BTreeSet::new() } else { (0..self.ids.len()).collect() };
        self.last = None;
    }

    fn count(&self) -> usize {
        self.ids.len() - self.unticked.len()
    }

    fn ticked(&self) -> Vec<String> {
        let ids = self.ids.iter().enumerate().filter(|(at, _)| self.is_ticked(*at));
        ids.map(|(_, id)| id.clone()).collect()
    }
}

/// A form that sets the outlet, the date or the section of several articles of the selection.
#[component]
pub fn CorrectMany(
    /// The corrections.
    corrections: Corrections,
) -> impl IntoView {
    let query = Query { offset: None, limit: Some(MAX_ARTICLES), facet_limit: Some(0), ..Url::expect().now().query };
    let ticked = RwSignal::new(TickedArticles::default());
    let cards = RwSignal::new(Vec::<Card>::new());
    let total = RwSignal::new(None::<usize>);
    let problem = RwSignal::new(None::<String>);
    let archive = corrections.tools.holder().archive();
    let show_more = move |archive: Rc<Archive>| {
        spawn_local(async move {
            let Some(shown) = cards.try_with_untracked(Vec::len) else { return };
            let ids: Vec<String> =
                ticked.with_untracked(|all| all.ids.iter().skip(shown).take(STEP).cloned().collect());
            if let Ok(more) = archive.cards(&ids, &Query::default()).await {
                cards.try_update(|cards| cards.extend(more));
            }
        });
    };
    if let Some(archive) = archive.clone() {
        spawn_local(async move {
            match archive.query(&query).await {
                Ok(answer) => {
                    ticked.try_set(TickedArticles::new(answer.hits.into_iter().map(|hit| hit.id).collect()));
                    total.try_set(Some(answer.total));
                    show_more(archive);
                }
                Err(error) => {
                    problem.try_set(Some(labels::error(&error)));
                }
            }
        });
    }
    let rows = move || {
        let rows = cards.get().into_iter().enumerate().map(|(at, card)| {
            let title = text::headline(&card.title);
            let date = labels::day(card.date);
            let outlet = card.outlet.map_or_else(|| m::unknown_outlet().to_owned(), |outlet| text::safe(&outlet.name));
            let press = move |event: leptos::ev::MouseEvent| {
                let on = ticked.with_untracked(|all| !all.is_ticked(at));
                ticked.update(|all| all.set(at, on, event.shift_key()));
            };
            view! {
                <li>
                    <label class="desk__piece">
                        <input
                            type="checkbox"
                            prop:checked=move || ticked.with(|all| all.is_ticked(at))
                            on:click=press
                        />
                        <span dir="auto"><bdi>{title}</bdi> " " <small>{date} " · " <bdi>{outlet}</bdi></small></span>
                    </label>
                </li>
            }
            .into_any()
        });
        rows.collect::<Vec<AnyView>>()
    };
    let rest = move || ticked.with(|all| all.ids.len()).saturating_sub(cards.with(Vec::len));
    let fields = FIELDS.map(|field| (field, RwSignal::new(String::new())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        let values = fields.map(|(field, typed)| (field, typed.get_untracked().trim().to_owned()));
        let values: Vec<(ArticleField, String)> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let is_wrong = |(field, value): &(ArticleField, String)| {
            *field == ArticleField::Date && value.parse::<PartialDate>().is_err()
        };
        if values.iter().any(is_wrong) {
            return problem.set(Some(m::correct_date_form().to_owned()));
        }
        let ids = ticked.with_untracked(TickedArticles::ticked);
        if values.is_empty() || ids.is_empty() {
            return problem.set(Some(m::correct_nothing_changed().to_owned()));
        }
        let Some(found) = corrections.found() else { return };
        spawn_local(async move {
            let stated = corrections.statements.get_untracked();
            match made(&found, &ids, &values, &stated).await {
                Ok(made) => corrections.change(move |history| history.make(made.clone())),
                Err(error) => {
                    problem.try_set(Some(labels::error(&error)));
                }
            }
        });
    };
    let inputs = fields.map(|(field, typed)| field_input(field, typed));
    let archive = StoredValue::new_local(archive);
    let more = move |_| {
        if let Some(archive) = archive.get_value() {
            show_more(archive);
        }
    };
    view! {
        <h2 id=HEADING_ID tabindex="-1">{m::correct_many()}</h2>
        {move || {
            total.get().filter(|total| *total > MAX_ARTICLES).map(|total| view! { <p>{m::correct_many_first(MAX_ARTICLES, total)}</p> })
        }}
        <p class="desk__buttons">
            <span aria-live="polite">{move || m::correct_many_ticked(ticked.with(TickedArticles::count))}</span>
            <button type="button" class="quiet" on:click=move |_| ticked.update(|all| all.set_all(true))>{m::tick_all()}</button>
            <button type="button" class="quiet" on:click=move |_| ticked.update(|all| all.set_all(false))>{m::tick_none()}</button>
        </p>
        <ol class="desk__list desk__pieces">{rows}</ol>
        {when(move || rest() > 0, move || view! {
            <p>
                <button type="button" class="quiet" on:click=more>{move || m::show_more_of(rest().min(STEP), rest())}</button>
            </p>
        }.into_any())}
        <form class="desk__form" on:submit=submit>
            <p><small>{m::correct_many_how()}</small></p>
            {inputs.into_iter().collect_view()}
            <p class="desk__buttons">
                <button type="submit" class="strong">{m::correct()}</button>
                <span role="alert">{move || problem.get()}</span>
            </p>
        </form>
        <CorrectionList corrections />
    }
}

/// The corrections that set these values for these articles. Tags are added to those that an article has.
async fn made(
    found: &Archive,
    ids: &[String],
    values: &[(ArticleField, String)],
    stated: &Statements,
) -> Result<Vec<Correction>, QueryError> {
    let mut made = Vec::new();
    let mut since = browser::passed_ms();
    for id in ids {
        let article = match found.article(id).await {
            Ok(article) => article,
            // It is in the corrected archive only.
            Err(QueryError::UnknownArticle(_)) => continue,
            Err(error) => return Err(error),
        };
        for (field, value) in values {
            let value = match field {
                ArticleField::Tags => {
                    let now = stated.fact(&article.source, *field).cloned();
                    with_tags(now.unwrap_or_else(|| found_value(&article, *field)), value)
                }
                _ => value.clone(),
            };
            made.push(Correction::Fact { source: article.source.clone(), field: *field, value });
        }
        if browser::passed_ms() - since > WITHOUT_PAUSE_MS {
            browser::pause().await;
            since = browser::passed_ms();
        }
    }
    Ok(made)
}

/// A list of tags, and those of another list that it does not have yet.
fn with_tags(mut tags: String, further: &str) -> String {
    for tag in typed_tags(further) {
        if !typed_tags(&tags).any(|known| known == tag) {
            tags.push_str(if tags.trim().is_empty() { "" } else { ", " });
            tags.push_str(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_added_to_those_that_an_article_has() {
        assert_eq!(with_tags(String::new(), "to check"), "to check");
        assert_eq!(with_tags("to check, war".to_owned(), "war,, drones , to check"), "to check, war, drones");
    }

    #[test]
    fn articles_are_ticked_alone_in_ranges_and_all_at_once() {
        let mut all = TickedArticles::new((0..6).map(|at| at.to_string()).collect());
        assert_eq!(all.count(), 6);
        all.set_all(false);
        all.set(1, true, false);
        all.set(4, true, true);
        assert_eq!(all.ticked(), ["1", "2", "3", "4"]);
        all.set(2, false, true);
        assert_eq!(all.ticked(), ["1"], "from the last one, backwards");
        all.set(5, true, false);
        assert_eq!((all.ticked(), all.count()), (vec!["1".to_owned(), "5".to_owned()], 2));
        all.set_all(true);
        all.set(0, false, true);
        assert_eq!(all.count(), 5, "a range without a beginning is one article");
    }
}
