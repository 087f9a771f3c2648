//! Results of reading every article: the parser's warnings, and duplicate texts.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Head, table, when};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{labels, numbers, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session};
use crate::app::views::links::to_article;
use crate::app::views::reading_bar::ReadingBar;
use crate::model::{Article, WarningCode};
use crate::query::Query;

/// The maximum number of articles that are read without being asked.
const MAX_UNASKED: usize = 500;

/// The maximum number of groups of equal texts in the list.
const MAX_GROUPS: usize = 20;

/// The maximum number of articles per group.
const MAX_NAMED: usize = 6;

/// Shorter texts, in bytes, can be equal by chance; they are duplicates only if they also have the same headline.
const MIN_TEXT_BYTES: usize = 200;

/// What is missing in the articles that were read.
#[derive(Default)]
struct MissingFacts {
    warnings: BTreeMap<WarningCode, WarningGroup>,
    texts: BTreeMap<u64, Vec<(String, String)>>,
    n_read: usize,
    n_removed: usize,
}

/// Warnings of one kind.
struct WarningGroup {
    count: usize,
    message: String,
    article: String,
}

impl MissingFacts {
    fn take(&mut self, article: &Article) {
        self.n_read += 1;
        self.n_removed += article.removed.len();
        for warning in &article.warnings {
            let new = || WarningGroup { count: 0, message: warning.message.clone(), article: article.id.clone() };
            self.warnings.entry(warning.code).or_insert_with(new).count += 1;
        }
        if article.body.iter().any(|text| !text.trim().is_empty()) {
            let mut hasher = DefaultHasher::new();
            if article.body.iter().map(String::len).sum::<usize>() < MIN_TEXT_BYTES {
                article.title.value.split_whitespace().for_each(|word| word.hash(&mut hasher));
                // The headline ends here: its last words are not the first ones of the text.
                hasher.write_u8(0);
            }
            article.body.iter().flat_map(|text| text.split_whitespace()).for_each(|word| word.hash(&mut hasher));
            self.texts.entry(hasher.finish()).or_default().push((article.id.clone(), article.title.value.clone()));
        }
    }

    /// Articles with the same text, word for word; the largest groups first.
    fn twice(&self) -> Vec<&[(String, String)]> {
        let mut groups: Vec<&[(String, String)]> =
            self.texts.values().map(Vec::as_slice).filter(|group| group.len() > 1).collect();
        crate::wire::sort::sort_by(&mut groups, |a, b| (b.len(), *a).cmp(&(a.len(), *b)));
        groups
    }
}

/// Warnings and duplicate texts. In a large archive, they are computed only on request, because every article must be
/// read.
#[component]
pub fn WantingReport() -> impl IntoView {
    let session = Session::expect();
    let n_articles = session.catalogue().info.articles;
    let reading = SelectionReader::new();
    let asked = RwSignal::new(n_articles <= MAX_UNASKED);
    let found = RwSignal::new(None::<Arc<MissingFacts>>);
    effect(move || {
        reading.track();
        if !asked.get() {
            return;
        }
        let turn = reading.begin();
        spawn_while_shown(async move {
            let mut missing = MissingFacts::default();
            if reading.through(turn, session, Query::default(), &mut |article| missing.take(article)).await {
                found.try_set(Some(Arc::new(missing)));
            }
        });
    });
    view! {
        <div class="page__text about__wanting">
            <section aria-labelledby="missing">
                <h2 id="missing">{m::wanting()}</h2>
                {when(move || !asked.get(), move || view! {
                    <p>
                        <button type="button" class="quiet" on:click=move |_| asked.set(true)>
                            {m::wanting_read()}
                        </button>
                    </p>
                }.into_any())}
                <ReadingBar reading />
                {move || found.get().map(|found| told(session, &found))}
            </section>
        </div>
    }
}

fn told(session: Session, missing: &MissingFacts) -> AnyView {
    let rows: Vec<Vec<AnyView>> = missing
        .warnings
        .iter()
        .map(|(code, kind)| {
            let example = kind.article.clone();
            vec![
                labels::warning(*code).into_any(),
                numbers::number(kind.count).into_any(),
                view! { <a href=to_article(session, &example) lang="en">{text::safe(&kind.message)}</a> }.into_any(),
            ]
        })
        .collect();
    let heads = vec![
        Head::Words(m::warning().to_owned()),
        Head::Figures(m::times().to_owned()),
        Head::Words(m::for_example().to_owned()),
    ];
    let warnings = if rows.is_empty() {
        view! { <p>{m::warnings_none()}</p> }.into_any()
    } else {
        table(m::warnings_caption().to_owned(), heads, rows)
    };
    let twice = missing.twice();
    let n_twice: usize = twice.iter().map(|group| group.len() - 1).sum();
    let said = match n_twice {
        0 => m::twice_none().to_owned(),
        n => m::twice(n),
    };
    let groups: Vec<AnyView> = twice
        .iter()
        .take(MAX_GROUPS)
        .map(|group| {
            let title = group.first().map(|(_, title)| text::safe(title)).unwrap_or_default();
            let links: Vec<AnyView> = group
                .iter()
                .take(MAX_NAMED)
                .enumerate()
                .map(|(at, (id, _))| view! { " " <a href=to_article(session, id)>{m::copy_n(at + 1)}</a> }.into_any())
                .collect();
            let rest = group.len().saturating_sub(MAX_NAMED);
            let rest = (rest > 0).then(|| format!(" {}", m::and_more(rest)));
            view! { <li><bdi>{title}</bdi> ":" {links} {rest}</li> }.into_any()
        })
        .collect();
    let more = twice.len().saturating_sub(MAX_GROUPS);
    let more = (more > 0).then(|| view! { <p class="page__note">{m::more_groups(more)}</p> });
    view! {
        {warnings}
        <p>{said}</p>
        <ul class="about__twice">{groups}</ul>
        {more}
        <p class="page__note">
            {m::furniture_of_texts(missing.n_read, &m::count_pieces(missing.n_removed))}
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Title, TitleBasis};

    fn groups(articles: &[(&str, &str)]) -> Vec<usize> {
        let mut missing = MissingFacts::default();
        for (at, (title, text)) in articles.iter().enumerate() {
            missing.take(&Article {
                id: at.to_string(),
                title: Title { value: (*title).to_owned(), basis: TitleBasis::Stated },
                body: vec![(*text).to_owned()],
                ..Article::default()
            });
        }
        missing.twice().into_iter().map(<[_]>::len).collect()
    }

    #[test]
    fn short_texts_are_duplicates_if_their_headlines_are_the_same_too() {
        let bridge = ("Bridge closed", "The bridge is closed until May.");
        assert_eq!(groups(&[bridge, ("Bridge  closed", "The bridge is  closed until May."), bridge]), [3]);
        assert_eq!(groups(&[bridge, ("Traffic", "The bridge is closed until May.")]), Vec::<usize>::new());
        assert_eq!(groups(&[("A", ""), ("A", "")]), Vec::<usize>::new(), "no text is no duplicate");
        let long = "The council met again on Tuesday to vote about the bridge. ".repeat(5);
        assert_eq!(groups(&[("A", &long), ("B", &long)]), [2]);
    }
}
