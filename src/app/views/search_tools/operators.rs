//! The search operators, each with an example of the archive's own words to try.

use leptos::prelude::*;

use crate::app::format::text;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::ActorKind;
use crate::query::FacetKind;

/// The minimum length of a word of an example, in letters, so that it says something by itself.
const MIN_LETTERS: usize = 4;

/// The number of letters that the example of a beginning has.
const BEGINNING: usize = 4;

/// The number of actors whose names are used in the examples.
const N_ACTORS: usize = 40;

/// The longest words of a text, in the order of the text and in lower case, without signs that would be operators.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_LETTERS && !word.bytes().any(|byte| byte.is_ascii_digit()))
        .map(str::to_lowercase)
}

/// Examples, each with what it means. The names are those of actors, the most often named first; a headline gives further
/// words. None if the archive has too few.
fn examples(names: &[String], headline: &str) -> Option<Vec<(String, &'static str)>> {
    let mut known: Vec<String> = Vec::new();
    // The last word of a name is the one that texts use by itself.
    for word in names.iter().filter_map(|name| words_of(name).last()).chain(words_of(headline)) {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    let [first, second, third, ..] = known.as_slice() else { return None };
    let phrase = names.iter().find(|name| words_of(name).count() > 1).map_or_else(
        || format!("{first} {second}"),
        |name| {
            let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            words.join(" ").to_lowercase()
        },
    );
    let in_title = words_of(headline).max_by_key(|word| word.chars().count()).unwrap_or_else(|| first.clone());
    let beginning: String = in_title.chars().take(BEGINNING).collect();
    Some(vec![
        (format!("{first} {second}"), m::operator_both()),
        (format!("\"{phrase}\""), m::operator_phrase()),
        (format!("{first} OR {second}"), m::operator_or()),
        (format!("{first} -{second}"), m::operator_not()),
        (format!("{beginning}*"), m::operator_begin()),
        (format!("\"{first} {second}\"~5"), m::operator_close()),
        (format!("title:{in_title}"), m::operator_title()),
        (format!("actor:{first}"), m::operator_actor()),
        (format!("({first} OR {second}) {third}"), m::operator_brackets()),
    ])
}

/// Examples of the archive: of its people, then of the other actors that it names most, and of the first headline.
fn of_archive(session: Session) -> Vec<(String, &'static str)> {
    let catalogue = session.catalogue();
    let most_named = || catalogue.all.facets[FacetKind::Actors].iter().take(N_ACTORS);
    let people = most_named().filter(|actor| actor.kind == ActorKind::Person);
    let others = most_named().filter(|actor| actor.kind != ActorKind::Person);
    let names: Vec<String> = people.chain(others).map(|actor| text::safe(&actor.name)).collect();
    let headline = session.found.with_untracked(|found| match found {
        Some(Ok(found)) => found.cards.first().map(|card| text::safe(&card.title)),
        _ => None,
    });
    examples(&names, &headline.unwrap_or_default()).unwrap_or_default()
}

/// The operators.
#[component]
pub fn Operators() -> impl IntoView {
    let session = Session::expect();
    let rows: Vec<AnyView> = of_archive(session)
        .into_iter()
        .map(|(example, means)| {
            let shown = example.clone();
            let try_it = move |_| session.choose(|query| query.text.clone_from(&example));
            view! {
                <dt>
                    <button type="button" class="quiet" title=m::try_it() on:click=try_it>
                        <code>{shown}</code>
                    </button>
                </dt>
                <dd>{means}</dd>
            }
            .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="finding-operators">
                <h2 id="finding-operators">{m::operators()}</h2>
                <dl class="finding__operators">{rows}</dl>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Archive;

    fn written(names: &[&str], headline: &str) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        examples(&names, headline).unwrap_or_default().into_iter().map(|(example, _)| example).collect()
    }

    #[test]
    fn examples_are_made_of_the_archives_own_words() {
        let examples = written(&["Ana Ortiz", "Port Authority", "Li"], "Harbour wall collapses");
        assert_eq!(examples.first().map(String::as_str), Some("ortiz authority"));
        assert!(examples.contains(&"\"port authority\"".to_owned()), "{examples:?}");
        assert!(examples.contains(&"title:collapses".to_owned()), "{examples:?}");
        assert!(examples.contains(&"coll*".to_owned()), "{examples:?}");
    }

    #[test]
    fn an_archive_without_words_has_no_examples() {
        assert_eq!(written(&["Li"], "3 of 5"), Vec::<String>::new());
        assert_eq!(written(&[], ""), Vec::<String>::new());
    }

    #[test]
    fn every_example_can_be_searched_for() {
        let archive = Archive::from_articles(Vec::new());
        for example in written(&["O’Brien", "Ana Ortiz", "München: (Stadt)", "\"AND\" OR"], "“Wall” -and- title:x")
        {
            let query = crate::query::Query { text: example.clone(), ..Default::default() };
            let answer = std::pin::pin!(archive.query(&query))
                .poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
            assert!(matches!(answer, std::task::Poll::Ready(Ok(_))), "{example}");
        }
    }
}
