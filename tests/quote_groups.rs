//! The same quote, worded otherwise in several outlets, is one group.

#![allow(dead_code, reason = "the bench uses all of what is tested here in part")]

#[path = "../benches/quality/measure.rs"]
mod measure;
#[path = "../benches/quality/normalise.rs"]
mod normalise;
#[path = "../benches/quality/variants.rs"]
mod variants;

use dateline::model::ActorKind;
use dateline::survey::Speaker;

/// Quotes with their speakers. Some share phrases of everyday speech, and two are about the same thing.
const QUOTES: [(&str, &str); 10] = [
    ("ada", "We have waited for eleven years and the harbour is still full of mud and broken promises"),
    ("ben", "At the end of the day the harbour is still full of ships, and nobody has lost a single job"),
    ("ada", "If the council doesn’t vote on the ferry before winter, the island will be cut off again"),
    ("cy", "I think it’s the right thing to do, because the school needs a new roof before the rain comes"),
    ("dan", "I think it’s the right thing to do for the farmers, who lost half of their sheep in the flood"),
    ("eve", "Nobody asked the people of the valley whether they wanted a tunnel under their own fields"),
    ("fay", "We will look at every single report — all of them — and then we will decide what has to change"),
    ("gus", "There is no money left in the fund, and there will be none until the spring at the earliest"),
    ("hal", "My father built this mill with his own hands, and I will not be the one who sells it"),
    ("eve", "The tunnel will cost three times as much as they told us, and the valley will pay for it"),
];

#[test]
fn wordings_of_a_quote_are_one_group_and_those_of_others_are_not() {
    let speaker = |id: &str| Speaker { id: id.to_owned(), name: id.to_uppercase(), kind: ActorKind::Person };
    let said: Vec<variants::Said> = QUOTES.iter().map(|(id, text)| ((*text).to_owned(), Some(speaker(id)))).collect();
    let (score, n) = variants::score(&said);
    assert_eq!(n, QUOTES.len());
    assert!(score.f1() >= 0.97, "{}: {:.3}", score.detail(), score.f1());
}
