//! The measures of the quality bench are correct.

#![allow(dead_code, reason = "the bench uses all of what is tested here in part")]

#[path = "../benches/quality/measure.rs"]
mod measure;
#[path = "../benches/quality/mend.rs"]
mod mend;
#[path = "../benches/quality/normalise.rs"]
mod normalise;

use measure::{MeanOverlap, Overlap, Segments};
use mend::mended;
use normalise::{names, title};

#[test]
fn equal_texts_overlap_wholly_and_disjoint_ones_not_at_all() {
    assert_eq!(Overlap::of("a b c d e", "a, b, c; d e!", 4).f1(), 1.0);
    assert_eq!(Overlap::of("a b c d e", "v w x y z", 4).f1(), 0.0);
    assert_eq!(Overlap::of("a b c d e", "", 4).f1(), 0.0);
}

#[test]
fn an_empty_answer_lowers_recall_alone() {
    let mut mean = MeanOverlap::default();
    mean.add(Overlap::of("a b c d", "a b c d", 4));
    mean.add(Overlap::of("a b c d", "", 4));
    assert_eq!((mean.score().precision, mean.score().recall), (1.0, 0.5));
}

#[test]
fn pieces_are_found_across_line_breaks() {
    let mut segments = Segments::default();
    let (wanted, unwanted) = (["two three".to_owned(), "four".to_owned()], ["one".to_owned()]);
    let (missed, wrong) = segments.add("one two\nthree", &wanted, &unwanted);
    assert_eq!((missed, wrong), (vec!["four"], vec!["one"]));
}

#[test]
fn titles_compare_without_case_marks_and_outer_punctuation() {
    assert_eq!(title(" “Straße” – it’s ...  fine! "), "strasse\"-it's … fine");
    assert_eq!(title("A :  B | C"), "a:b|c");
}

#[test]
fn names_of_a_byline_are_a_set() {
    assert_eq!(names("By Ann Lee and Bo Li"), names("Bo Li; Ann Lee"));
}

#[test]
fn texts_in_the_wrong_character_set_are_mended() {
    let broken = |text: &str| text.bytes().map(char::from).collect::<String>();
    let collapsed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in ["“It’s déjà vu” – naïve", "à la carte, voilà la mer", "報告を加える", "plain words"]
    {
        assert_eq!(mended(&collapsed(&broken(text))), text);
        assert_eq!(mended(text), text);
    }
}
