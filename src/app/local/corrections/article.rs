//! Correcting one article.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ArticleField, Correction, CorrectionList, Corrections};
use crate::app::effect::effect;
use crate::app::format::{labels, text};
use crate::app::local::HEADING_ID;
use crate::app::messages as m;
use crate::model::{Article, PartialDate};

/// The maximum number of letters of a paragraph that a choice repeats.
const LETTERS: usize = 50;

/// The maximum number of letters of a paragraph next to a checkbox.
const LETTERS_OF_PIECE: usize = 2000;

/// A form to correct the facts and the text of an article.
#[component]
pub fn CorrectArticle(
    /// The corrections.
    corrections: Corrections,
    /// The article's id.
    id: String,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<Arc<Article>, String>>);
    if let Some(found) = corrections.found() {
        spawn_local(async move {
            let article = found.article(&id).await;
            loaded.try_set(Some(article.map(Arc::new).map_err(|error| labels::error(&error))));
        });
    }
    view! {
        <h2 id=HEADING_ID tabindex="-1">{m::correct_article()}</h2>
        {move || match loaded.get() {
            None => view! { <p>{m::opening()}</p> }.into_any(),
            Some(Err(problem)) => view! { <p role="alert">{text::safe(&problem)}</p> }.into_any(),
            Some(Ok(article)) => view! {
                <Facts corrections article=article.clone() />
                <TextPieces corrections article />
            }
            .into_any(),
        }}
        <CorrectionList corrections />
    }
}

/// The value of a field without corrections, as it is typed.
pub(super) fn found_value(article: &Article, field: ArticleField) -> String {
    match field {
        ArticleField::Title => article.title.value.clone(),
        ArticleField::Date => article.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default(),
        ArticleField::Outlet => article.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default(),
        ArticleField::Section => article.section.clone().unwrap_or_default(),
        ArticleField::Tags => article.tags.join(", "),
    }
}

#[component]
fn Facts(
    /// The corrections.
    corrections: Corrections,
    /// The article before corrections.
    article: Arc<Article>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<&'static str>);
    let source = article.source.clone();
    let fields = ArticleField::ALL.map(|field| {
        let (found, source) = (found_value(&article, field), source.clone());
        let now =
            Memo::new(move |_| corrections.statements.with(|all| all.fact(&source, field).unwrap_or(&found).clone()));
        let typed = RwSignal::new(now.get_untracked());
        effect(move || typed.set(now.get()));
        (field, now, typed)
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        let mut made = Vec::new();
        for (field, now, typed) in fields {
            let value = typed.get_untracked().trim().to_owned();
            // Only tags can be taken away.
            let is_kept = value.is_empty() && field != ArticleField::Tags;
            if value == now.get_untracked() || is_kept {
                continue;
            }
            if field == ArticleField::Date && value.parse::<PartialDate>().is_err() {
                return problem.set(Some(m::correct_date_form()));
            }
            made.push(Correction::Fact { source: source.clone(), field, value });
        }
        if made.is_empty() {
            return problem.set(Some(m::correct_nothing_changed()));
        }
        corrections.change(move |history| history.make(made.clone()));
    };
    let inputs = fields.map(|(field, _, typed)| field_input(field, typed));
    view! {
        <form class="desk__form" on:submit=submit>
            {inputs.into_iter().collect_view()}
            <p class="desk__buttons">
                <button type="submit" class="strong">{m::correct()}</button>
                <span role="alert">{move || problem.get()}</span>
            </p>
        </form>
    }
}

/// The input for a field, with its label.
pub(super) fn field_input(field: ArticleField, typed: RwSignal<String>) -> AnyView {
    view! {
        <label class="desk__field">
            {field.label()}
            <input
                type="text"
                dir="auto"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

#[component]
fn TextPieces(
    /// The corrections.
    corrections: Corrections,
    /// The article before corrections.
    article: Arc<Article>,
) -> impl IntoView {
    let before = RwSignal::new(None::<usize>);
    let piece = |text: &str, found_as_text: bool| {
        let (text, source) = (text.to_owned(), article.source.clone());
        let shown = text::beginning(&text, LETTERS_OF_PIECE);
        let is_text = {
            let (text, source) = (text.clone(), source.clone());
            move || {
                corrections.statements.with(|all| {
                    let Some(stated) = all.documents.get(&source) else { return found_as_text };
                    if found_as_text {
                        !stated.remove.contains(&text)
                    } else {
                        stated.keep.iter().any(|(kept, _)| *kept == text)
                    }
                })
            }
        };
        let toggle = move |event| {
            let (source, text) = (source.clone(), text.clone());
            let made = if event_target_checked(&event) {
                Correction::Kept { source, text, before: before.get_untracked() }
            } else {
                Correction::LeftOut { source, text }
            };
            corrections.change(move |history| history.make(vec![made.clone()]));
        };
        view! {
            <li>
                <label class="desk__piece">
                    <input type="checkbox" prop:checked=is_text on:change=toggle />
                    <span dir="auto">{shown}</span>
                </label>
            </li>
        }
        .into_any()
    };
    let paragraphs = article.body.iter().map(|text| piece(text, true)).collect_view();
    let removed = article.removed.iter().map(|removed| piece(&removed.text, false)).collect_view();
    let choices = (1..)
        .zip(&article.body)
        .map(|(number, text)| {
            let opening: String = text::safe(text).chars().take(LETTERS).collect();
            view! { <option value=number.to_string()>{m::correct_before(number, &opening)}</option> }
        })
        .collect_view();
    let choose = move |event| before.set(event_target_value(&event).parse::<usize>().ok());
    view! {
        <details>
            <summary>{m::correct_text()}</summary>
            <p>{m::correct_untick()}</p>
            <ol class="desk__list desk__pieces">{paragraphs}</ol>
        </details>
        {(!article.removed.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>{m::correct_left_out()}</summary>
                        <p>{m::correct_tick()}</p>
                        <label class="desk__field">
                            {m::correct_it_comes()}
                            <select on:change=choose>
                                <option value="">{m::correct_at_end()}</option>
                                {choices}
                            </select>
                        </label>
                        <ol class="desk__list desk__pieces">{removed}</ol>
                    </details>
                }
            })}
    }
}
