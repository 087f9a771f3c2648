//! Text with marked places.

use leptos::prelude::*;

/// Text with marked places, given in UTF-16 units. Places that are out of order or outside the text are ignored.
#[component]
pub fn Marked(
    /// The text.
    text: String,
    /// The places.
    marks: Vec<(u32, u32)>,
) -> impl IntoView {
    parts(&text, &marks)
        .into_iter()
        .map(
            |(part, marked)| {
                if marked { view! { <mark>{part}</mark> }.into_any() } else { view! { {part} }.into_any() }
            },
        )
        .collect_view()
}

fn parts(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
    let mut parts = vec![(String::new(), false)];
    let mut at = 0_u32;
    let mut marks = marks.iter().peekable();
    for c in text.chars() {
        while marks.next_if(|(_, end)| *end <= at).is_some() {}
        let marked = marks.peek().is_some_and(|(start, end)| (*start..*end).contains(&at));
        match parts.last_mut() {
            Some((part, was)) if *was == marked => part.push(c),
            _ => parts.push((c.to_string(), marked)),
        }
        at += c.len_utf16() as u32;
    }
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn marks_are_counted_in_utf_16_units() {
        let parts = parts("😀 Kursk, Курск", &[(3, 8), (10, 15), (99, 100)]);
        let marked: Vec<&str> = parts.iter().filter(|(_, marked)| *marked).map(|(part, _)| part.as_str()).collect();
        assert_eq!(marked, ["Kursk", "Курск"]);
        assert_eq!(parts.iter().map(|(part, _)| part.as_str()).collect::<String>(), "😀 Kursk, Курск");
    }
}
