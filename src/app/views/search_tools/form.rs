//! A form that writes a search.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::app::state::Session;

/// The maximum number of other words between words that must be close together.
const CLOSE: usize = 8;

/// The fields of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FormField {
    All,
    Phrase,
    Any,
    Close,
    Title,
    None,
}

impl FormField {
    const ALL: [FormField; 6] =
        [FormField::All, FormField::Phrase, FormField::Any, FormField::Close, FormField::Title, FormField::None];

    fn label(self) -> &'static str {
        match self {
            FormField::All => m::form_all(),
            FormField::Phrase => m::form_phrase(),
            FormField::Any => m::form_any(),
            FormField::Close => m::form_close(),
            FormField::Title => m::form_title(),
            FormField::None => m::form_none(),
        }
    }

    /// What the words of this field become in the query.
    fn written(self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        let joined = words.join(" ");
        let before = |sign: &str| words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join(" ");
        match (self, words.len()) {
            (_, 0) => None,
            // In capitals, these would be operators instead of words.
            (FormField::All, _) => Some(words.iter().map(|word| lowered(word)).collect::<Vec<_>>().join(" ")),
            (FormField::Phrase, _) => Some(format!("\"{joined}\"")),
            (FormField::Any | FormField::Close, 1) => Some(lowered(&joined)),
            (FormField::Any, _) => {
                let words: Vec<String> = words.iter().map(|word| lowered(word)).collect();
                Some(format!("({})", words.join(" OR ")))
            }
            (FormField::Close, _) => Some(format!("\"{joined}\"~{CLOSE}")),
            (FormField::Title, _) => Some(before("title:")),
            (FormField::None, _) => Some(before("-")),
        }
    }
}

/// The query that all fields form together.
fn written(fields: impl Iterator<Item = (FormField, String)>) -> String {
    fields.filter_map(|(field, text)| field.written(&text)).collect::<Vec<_>>().join(" ")
}

/// A word without special characters; the star of a prefix stays.
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
    let fields = FormField::ALL.map(|field| (field, RwSignal::new(String::new())));
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
    fn check(field: FormField, text: &str, expected: &str) {
        assert_eq!(written([(field, text.to_owned())].into_iter()), expected, "{field:?}: {text}");
    }

    #[test]
    fn each_field_writes_its_operator() {
        check(FormField::All, " kursk  front ", "kursk front");
        check(FormField::Phrase, "state media", "\"state media\"");
        check(FormField::Any, "tanks drones", "(tanks OR drones)");
        check(FormField::Any, "tanks", "tanks");
        check(FormField::Close, "kim putin", "\"kim putin\"~8");
        check(FormField::Title, "kursk region", "title:kursk title:region");
        check(FormField::None, "iran", "-iran");
        check(FormField::All, "missil*", "missil*");
    }

    #[test]
    fn what_is_typed_is_never_an_operator() {
        check(FormField::All, "this OR \"that\" -other", "this or that other");
        check(FormField::Phrase, "say \"no\"", "\"say no\"");
        check(FormField::None, "- \"", "");
        check(FormField::Title, "a:b", "");
    }

    #[test]
    fn fields_are_joined() {
        let fields = [(FormField::All, "kursk"), (FormField::Phrase, ""), (FormField::None, "iran")];
        assert_eq!(written(fields.into_iter().map(|(field, text)| (field, text.to_owned()))), "kursk -iran");
    }
}
