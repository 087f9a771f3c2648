//! What is wrong with the words of a search: the page hears of it in English.

use super::english as m;

/// What is wrong with the words of a search, by its English.
pub fn of_search(problem: &str) -> Option<&'static str> {
    Some(match problem {
        "a number must follow `~`" => m::problem_number(),
        "a word is missing here" => m::problem_word_missing(),
        "a word must follow" => m::problem_word_after(),
        "a word must follow `AND`" => m::problem_word_after_and(),
        "a word must follow `OR`" => m::problem_word_after_or(),
        "a word must follow the colon" => m::problem_word_after_colon(),
        "a word must stand before `AND`" => m::problem_word_before_and(),
        "a word must stand before `OR`" => m::problem_word_before_or(),
        "brackets are nested too deeply" => m::problem_deep(),
        "there are too many words" => m::problem_many(),
        "this bracket is not closed" => m::problem_bracket_open(),
        "this bracket was never opened" => m::problem_bracket_stray(),
        "this quotation mark is not closed" => m::problem_quote(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_a_search_has_its_message() {
        let source = include_str!("../../query/text.rs").split("#[cfg(test)]").next().unwrap_or_default();
        let calls = source.split("malformed(").skip(1).filter_map(|rest| rest.lines().next());
        let problems: Vec<&str> = calls.filter_map(|call| call.split('"').nth(1)).collect();
        assert!(problems.len() > 10, "{problems:?}");
        for problem in problems {
            let message = of_search(problem).unwrap_or_else(|| panic!("`{problem}` has no message"));
            assert_eq!(message, problem);
        }
    }
}
