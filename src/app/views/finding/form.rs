//! A form that writes the words of a search.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::app::state::Session;

/// The most other words between words that are wanted close together.
const CLOSE: usize = 8;

/// The fields of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    All,
    Phrase,
    Any,
    Close,
    Title,
    None,
}

impl Field {
    const ALL: [Field; 6] = [Field::All, Field::Phrase, Field::Any, Field::Close, Field::Title, Field::None];

    fn label(self) -> &'static str {
        match self {
            Field::All => m::form_all(),
            Field::Phrase => m::form_phrase(),
            Field::Any => m::form_any(),
            Field::Close => m::form_close(),
            Field::Title => m::form_title(),
            Field::None => m::form_none(),
        }
    }

    /// What is written for the words of this field.
    fn written(self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        let joined = words.join(" ");
        let before = |sign: &str| words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join(" ");
        match (self, words.len()) {
            (_, 0) => None,
            // In capitals these would not be words, but operators.
            (Field::All, _) => Some(words.iter().map(|word| lowered(word)).collect::<Vec<_>>().join(" ")),
            (Field::Phrase, _) => Some(format!("\"{joined}\"")),
            (Field::Any | Field::Close, 1) => Some(lowered(&joined)),
            (Field::Any, _) => {
                let words: Vec<String> = words.iter().map(|word| lowered(word)).collect();
                Some(format!("({})", words.join(" OR ")))
            }
            (Field::Close, _) => Some(format!("\"{joined}\"~{CLOSE}")),
            (Field::Title, _) => Some(before("title:")),
            (Field::None, _) => Some(before("-")),
        }
    }
}

/// The words that all fields together write.
fn written(fields: impl Iterator<Item = (Field, String)>) -> String {
    fields.filter_map(|(field, text)| field.written(&text)).collect::<Vec<_>>().join(" ")
}

/// A word without the signs that would mean something; the star of a beginning stays.
fn plain(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '*').trim_start_matches('*');
    if word.contains(['"', '(', ')', ':']) { "" } else { word }
}

fn lowered(word: &str) -> String {
    if matches!(word, "OR" | "AND" | "NOT") { word.to_ascii_lowercase() } else { word.to_owned() }
}

/// The form.
#[component]
pub fn SearchForm() -> impl IntoView {
    let session = Session::expect();
    let fields = Field::ALL.map(|field| (field, RwSignal::new(String::new())));
    let text = Memo::new(move |_| written(fields.iter().map(|(field, text)| (*field, text.get()))));
    let exact = RwSignal::new(session.query.with_untracked(|query| query.exact));
    let search = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (text, exact) = (text.get_untracked(), exact.get_untracked());
        session.choose(|query| {
            query.exact = exact;
            if !text.is_empty() {
                query.text = text;
            }
        });
    };
    let inputs: Vec<AnyView> = fields
        .into_iter()
        .map(|(field, text)| {
            view! {
                <label class="finding__field">
                    <span>{field.label()}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    />
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="finding-form">
            <h2 id="finding-form">{m::form_write()}</h2>
            <form on:submit=search>
                {inputs}
                <label class="dialog__switch">
                    <input
                        type="checkbox"
                        prop:checked=move || exact.get()
                        on:change=move |event| exact.set(event_target_checked(&event))
                    />
                    {m::form_exact()}
                </label>
                <p class="finding__written" aria-live="polite">
                    {move || {
                        let text = text.get();
                        (!text.is_empty()).then(|| view! { <code>{text}</code> })
                    }}
                </p>
                <button type="submit" class="strong">{m::form_search()}</button>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: Field, text: &str, expected: &str) {
        assert_eq!(written([(field, text.to_owned())].into_iter()), expected, "{field:?}: {text}");
    }

    #[test]
    fn each_field_writes_its_operator() {
        check(Field::All, " kursk  front ", "kursk front");
        check(Field::Phrase, "state media", "\"state media\"");
        check(Field::Any, "tanks drones", "(tanks OR drones)");
        check(Field::Any, "tanks", "tanks");
        check(Field::Close, "kim putin", "\"kim putin\"~8");
        check(Field::Title, "kursk region", "title:kursk title:region");
        check(Field::None, "iran", "-iran");
        check(Field::All, "missil*", "missil*");
    }

    #[test]
    fn what_is_typed_is_never_an_operator() {
        check(Field::All, "this OR \"that\" -other", "this or that other");
        check(Field::Phrase, "say \"no\"", "\"say no\"");
        check(Field::None, "- \"", "");
        check(Field::Title, "a:b", "");
    }

    #[test]
    fn fields_are_joined() {
        let fields = [(Field::All, "kursk"), (Field::Phrase, ""), (Field::None, "iran")];
        assert_eq!(written(fields.into_iter().map(|(field, text)| (field, text.to_owned()))), "kursk -iran");
    }
}
